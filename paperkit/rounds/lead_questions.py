"""What a lead was asked about an answer, and which cells a reply may change (H7).

The log keeps each question. A later answer that differs in the cells that were asked about, and in
no others, is the reply: it needs no reason of the officer's, as a correction does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from paperkit.board.history import QUESTIONS, Draft, Entry, History, Question, answer_key
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.rounds.letters import words_to_them
from paperkit.rounds.returns import ReturnedRow, row_at
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.rules import place_of
from paperkit.standpoint.sentences import listed

_REPLIES: Mapping[str, tuple[str, ...]] = {
    "PK-847": ("exceptional",),
    "PK-866": ("reasons", "control", "request"),
    "PK-867": (),
}
"""The questions on a form as it is read, and the columns of a reply; none: that of the cell."""


class LeadQuestion(Frozen):
    """A question about an answer, as it was printed, and the columns that a reply may change."""

    finding: Finding
    answer: ReturnedRow
    columns: tuple[str, ...]


def of_answers(
    findings: Iterable[Finding], answers: Sequence[ReturnedRow]
) -> Iterator[LeadQuestion]:
    """Yield what was asked about the answers as the forms were read."""
    cells = {place_of(one.row, name): (one, name) for one in answers for name in one.asked}
    rows = {_row_at(one.row.place.row): one for one in answers}
    for finding in findings:
        columns = _REPLIES.get(finding.code)
        for place in (finding.place, *finding.others) if columns is not None else ():
            if place in cells:
                answer, name = cells[place]
                yield LeadQuestion(finding, answer, columns or (name,))
            elif finding.code == "PK-866" and (beside := rows.get(_row_at(place))):
                yield LeadQuestion(finding, beside, columns or ())


def _row_at(place: Place) -> tuple[str, str, int]:
    return place.file, *row_at(place)


def questions_of(history: History) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Return the questions about each answer that counts, by meeting and action."""
    return history.once(_questions_of)


def _questions_of(history: History) -> Mapping[tuple[str, str], Sequence[Entry]]:
    since = {answer_key(entry.row): entry.number for entry in history.of(RETURNS)}
    return in_groups(
        ((row.meeting, row.action), entry)
        for entry in history.of(QUESTIONS)
        if isinstance(row := entry.row, Question)
        if entry.number > since.get((row.meeting, row.action), 0)
    )


def question_entries(
    asked: Iterable[LeadQuestion], taken: Iterable[Draft], history: History, today: date
) -> Iterator[Draft]:
    """Yield what the log is to hold of the questions: each on an answer that it holds, once."""
    new = {answer_key(one.row) for one in taken if isinstance(one.row, Return)}
    known = {
        (key, folded(entry.row.words))
        for key, entries in questions_of(history).items()
        for entry in entries
        if key not in new and isinstance(entry.row, Question)
    }
    of_returns = ((one, one.answer.row) for one in asked)
    for one, row in ((one, row) for one, row in of_returns if isinstance(row, Return)):
        words = words_to_them(one.finding)
        key = answer_key(row)
        there = history.returns.get(key)
        is_held = key in new or (there is not None and one.answer.is_like(there))
        if is_held and (key, folded(words)) not in known:
            known.add((key, folded(words)))
            headings = tuple(RETURNS.column(name).heading for name in one.columns)
            question = Question(
                meeting=row.meeting, action=row.action, person=one.finding.person,
                columns=headings, words=words,
            )  # fmt: skip
            yield Draft(
                table=QUESTIONS, row=question, recorded_on=today, origin=one.finding.place.file
            )


def not_asked(answer: ReturnedRow, changed: Sequence[str], asked: Sequence[Entry]) -> list[str]:
    """Return the changed columns that no question was about."""
    columns = {heading for entry in asked for heading in _columns(entry)}
    return [name for name in changed if answer.table.column(name).heading not in columns]


def reply(answer: ReturnedRow, changed: Sequence[str], asked: Sequence[Entry]) -> str:
    """Return in words which questions a changed answer replies to."""
    headings = {answer.table.column(name).heading for name in changed}
    to = [entry for entry in asked if headings.intersection(_columns(entry))]
    each = listed(f"entry {entry.number} of {in_words(entry.recorded_on)}" for entry in to)
    return f"The reply to what was asked: {each}."


def _columns(entry: Entry) -> Sequence[str]:
    assert isinstance(entry.row, Question), "Only questions are looked up."
    return entry.row.columns
