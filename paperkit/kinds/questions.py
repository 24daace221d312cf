"""What a paper's rules would ask of a lead, asked when the answer comes in (H7).

Each answer is looked at by the rules that a paper is checked by, as if it were in the log already
and each paper on its round were at hand. What they find at a cell that its lead filled in is a
question for that lead, asked before the sponsor sees the answer. No rule stands here: one that is
added to a subject asks from then on, unless ``_NOT_THEIRS`` has its code.
"""

from collections.abc import Iterable, Iterator, Mapping

from paperkit.board.history import Entry, History, answer_key
from paperkit.board.paper_rows import RETURNS, PaperRow, Return
from paperkit.findings import Finding, Place
from paperkit.frozen import replace
from paperkit.kinds.compose import RULES
from paperkit.packs.packs import Kind
from paperkit.rounds.lead_questions import LeadQuestion
from paperkit.rounds.returns import Intake, ReturnedRow
from paperkit.schema.cleaning import in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import place_of

_ASKED_OF_FORM = frozenset({"PK-870", "PK-871", "PK-872", "PK-873", "PK-874"})
"""What is found of a form as it is read, in other codes: PK-844 to PK-847."""

_OFFICER_S = frozenset({"PK-879", "PK-880", "PK-884", "PK-890"})
"""What only the officer can put right: gathering, and what is decided of a request."""

_NOT_THEIRS = _ASKED_OF_FORM | _OFFICER_S
_TEXT = ("reasons", "control")
_ASKS: Mapping[str, tuple[str, tuple[str, ...]]] = {
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
    of_meeting = in_groups(
        (answer.row.meeting, answer) for answer in answers if isinstance(answer.row, Return)
    )
    off = intake.at.ways.settings.notes_off
    for meeting, theirs in of_meeting.items():
        cells = {place_of(one.row, name): (one, name) for one in theirs for name in one.asked}
        at = _as_logged(meeting, theirs, intake, kinds)
        asked: set[tuple[str, Place]] = set()
        for found in (found for rule in RULES for found in rule(at)):
            if found.code in _NOT_THEIRS or found.code in off:
                continue
            for place in (found.place, *found.others):
                if place in cells and (found.code, place) not in asked:
                    asked.add((found.code, place))
                    yield _question(found, *cells[place])


def _question(found: Finding, answer: ReturnedRow, name: str) -> LeadQuestion:
    """Return what a rule found as a question to whoever answered: which action, and what to do."""
    message, row = found.message, answer.row
    assert isinstance(row, Return)
    if f"action {row.action} ".casefold() not in message.casefold():
        heading = answer.table.column(name).heading
        message = f"{answer.subject}, {heading}: {message[:1].lower()}{message[1:]}"
    to_do, columns = _ASKS.get(found.code, (found.remedy, (name,)))
    return LeadQuestion(answer.finding("PK-765", name, message, remedy=to_do), answer, columns)


def _as_logged(
    meeting: str, answers: Iterable[ReturnedRow], intake: Intake, kinds: Mapping[str, Kind]
) -> BoardAt:
    """Return the board as it will be with answers in the log, and a row for each paper on them."""
    board, history = intake.at.board, intake.at.board.history
    there = {answer_key(entry.row): entry.number for entry in history.of(RETURNS)}
    entries = [
        Entry(
            number=len(history.entries) + number,
            table=RETURNS,
            row=answer.row,
            recorded_on=intake.today,
            replaces=there.get(answer_key(answer.row), 0),
        )
        for number, answer in enumerate(answers, start=1)
    ]
    known = {(row.kind, row.meeting, row.priority) for row in board.papers}
    to_come = (
        PaperRow(kind=name, meeting=meeting, priority=priority)
        for name, kind in kinds.items()
        for priority, of_round in intake.rounds
        if kind.round and of_round == meeting and (name, meeting, priority) not in known
    )
    return BoardAt(
        replace(
            board,
            papers=(*board.papers, *to_come),
            history=History((*history.entries, *entries)),
        ),
        intake.at.ways,
        board.meeting.get(meeting),
        as_at=intake.today,
        kinds={name: kind.needs_of(intake.at.ways.pack) for name, kind in kinds.items()},
        today=intake.today,
    )
