"""What a paper's rules would ask of a lead, asked when the answer comes in (H7).

Each answer is looked at by the rules that a paper is checked by, as if it were in the log already
and each paper on its round were at hand. What they find at a cell that its lead filled in is a
question for that lead, asked before the sponsor sees the answer. No rule is here: one that is
added to a subject asks from then on, unless ``_NOT_THEIRS`` has its code. The sponsor's views are
looked at alike; answers for other papers by the rules on what is written and on the sign of a
figure, since the others judge them together with the plan.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paperkit.board.history import Entry, History, answer_key
from paperkit.board.paper_rows import RETURNS, VIEWS, PaperRow
from paperkit.findings import Finding, Place
from paperkit.frozen import replace
from paperkit.indicators.figure_rules import below_zero
from paperkit.kinds.compose import RULES, TEXT_RULES
from paperkit.packs.packs import Kind
from paperkit.rounds.lead_questions import LeadQuestion
from paperkit.rounds.paper_forms import ASKED_TABLES
from paperkit.rounds.returns import Intake, ReturnedRow
from paperkit.schema.cleaning import in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import place_of

_OF_ROUND = (RETURNS, VIEWS)
_TABLES = (*_OF_ROUND, *ASKED_TABLES)
_ASKED_OF_FORM = frozenset({"PK-870", "PK-871", "PK-872", "PK-873", "PK-874", "PK-893"})
"""What is found of a form as it is read, in other codes: PK-844 to PK-847, and PK-856."""

_OF_MODERATED = frozenset({"PK-872", "PK-873"})
"""What a return lacks once its sponsor has rated it worse; the lead is asked then."""

_OFFICER_S = frozenset({"PK-879", "PK-880", "PK-884", "PK-890", "PK-894"})
"""What only the officer can put right: gathering, what is decided of a request, who hears of it."""

_OF_ANY_ANSWER = (*TEXT_RULES, below_zero)
_NOT_THEIRS = _ASKED_OF_FORM | _OFFICER_S
_TEXT = ("reasons", "control")
_ASKS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "PK-872": ("Give the reasons.", ("reasons",)),
    "PK-873": ("Say what is being done, by whom and by when.", ("control",)),
    "PK-875": ("Say in a sentence what went well.", _TEXT),
    "PK-876": ("Give the next review date.", ("review_date",)),
    "PK-877": ("Give the day on which the Board should expect an update.", ("review_date",)),
    "PK-878": ("Type there what the Board should read.", _TEXT),
    "PK-885": ("Check both ratings, and say whether this one is right.", ("rating", *_TEXT)),
}
"""What the lead is asked to do, where the rule's own remedy speaks to the officer, and in which
columns the reply may be: else in that of the cell."""


def questions(
    answers: Iterable[ReturnedRow], intake: Intake, kinds: Mapping[str, Kind]
) -> Iterator[LeadQuestion]:
    """Yield a question (PK-765) for each thing that papers would find at a cell that a lead filled.

    ``kinds`` are those of the pack. A note that the council has switched off is not asked.
    """
    asked_for = (one for one in answers if one.table in _TABLES)
    of_meeting = in_groups((getattr(one.row, "meeting", ""), one) for one in asked_for)
    for meeting, theirs in of_meeting.items():
        at = _as_gathered(meeting, theirs, intake, kinds)
        asked: set[tuple[str, Place]] = set()
        for found, place, answer, name in _found(at, theirs):
            if (found.code, place) not in asked:
                asked.add((found.code, place))
                yield _question(found, answer, name)


def _found(
    at: BoardAt, answers: Sequence[ReturnedRow]
) -> Iterator[tuple[Finding, Place, ReturnedRow, str]]:
    """Yield what rules find at the cells that somebody filled in, with the cell."""
    cells = _cells(answers)
    returned = _cells(_viewed(at, answers))
    of_round = {place for place, (one, _) in cells.items() if one.table in _OF_ROUND}
    not_asked = _NOT_THEIRS.union(at.ways.settings.notes_off)
    for rule in RULES:
        there = cells.keys() if rule in _OF_ANY_ANSWER else of_round
        for found in rule(at):
            if found.code in _OF_MODERATED and found.place in returned:
                yield found, found.place, *returned[found.place]
            for place in () if found.code in not_asked else (found.place, *found.others):
                if place in there:
                    yield found, place, *cells[place]


def _cells(answers: Iterable[ReturnedRow]) -> dict[Place, tuple[ReturnedRow, str]]:
    return {place_of(one.row, name): (one, name) for one in answers for name in one.asked}


def _viewed(at: BoardAt, answers: Iterable[ReturnedRow]) -> Iterator[ReturnedRow]:
    """Yield the returns of the log that a sponsor's views are about, as their leads' answers."""
    asked = tuple(column.name for column in RETURNS.columns if column.asked)
    for row in (one.row for one in answers if one.table == VIEWS):
        returned = at.board.history.returns.get(answer_key(row))
        if returned:
            yield ReturnedRow(RETURNS, returned, asked, returned.lead)


def _question(found: Finding, answer: ReturnedRow, name: str) -> LeadQuestion:
    """Return what a rule found as a question to whoever answered: about what, and what to do."""
    message = found.message
    if f"{answer.subject} ".casefold() not in message.casefold():
        heading = answer.table.column(name).heading
        message = f"{answer.subject}, {heading}: {message[:1].lower()}{message[1:]}"
    to_do, columns = _ASKS.get(found.code, (found.remedy, (name,)))
    return LeadQuestion(answer.finding("PK-765", name, message, remedy=to_do), answer, columns)


def _as_gathered(
    meeting: str, answers: Sequence[ReturnedRow], intake: Intake, kinds: Mapping[str, Kind]
) -> BoardAt:
    """Return the board as it will be with the answers, and a row for each paper on them.

    Answers of a round are in the log then, others in the data.
    """
    board, history = intake.at.board, intake.at.board.history
    logged = [(e.table, e) for table in _OF_ROUND for e in history.of(table)]
    there = {(table.name, *answer_key(entry.row)): entry.number for table, entry in logged}
    of_round = [one for one in answers if one.table in _OF_ROUND]
    entries = [
        Entry(
            number=len(history.entries) + number,
            table=answer.table,
            row=answer.row,
            recorded_on=intake.today,
            replaces=there.get((answer.table.name, *answer_key(answer.row)), 0),
        )
        for number, answer in enumerate(of_round, start=1)
    ]
    rows = in_groups((one.table.name, one.row) for one in answers if one.table in ASKED_TABLES)
    tables: dict[str, Any] = {name: (*getattr(board, name), *new) for name, new in rows.items()}
    known = {(row.kind, row.meeting, row.priority) for row in board.papers}
    to_come = (
        PaperRow(kind=name, meeting=meeting, priority=priority)
        for name, kind in kinds.items()
        for priority, of_meeting in intake.rounds
        if kind.round and of_meeting == meeting and (name, meeting, priority) not in known
    )
    return BoardAt(
        replace(
            board,
            papers=(*board.papers, *to_come),
            history=History((*history.entries, *entries)),
            **tables,
        ),
        intake.at.ways,
        board.meeting.get(meeting),
        as_at=intake.today,
        kinds={name: kind.needs_of(intake.at.ways.pack) for name, kind in kinds.items()},
        today=intake.today,
    )
