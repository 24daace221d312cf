"""What a paper asked of others: figures, states, views and reports, as they came back.

Who owes what a paper needs of others, what came in, and what is missing (seed T 3.5, 3.9).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import FEEDBACK, HIGHLIGHTS, UPDATES, Feedback, Update
from paperkit.board.plan_rows import READINGS, Reading
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.asking import Asking, asked_columns, by_name
from paperkit.rounds.changes import KEYS, Key, key_of, state_word, subject
from paperkit.rounds.gathering_case import Answer, Case, Known, Read
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, came_in, purpose_of
from paperkit.schema.cleaning import folded, key_text
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import is_of_form, sheet_name
from paperkit.schema.rows import Built, resolve
from paperkit.standpoint.rules import filled, finding_at
from paperkit.standpoint.wording import listed

MOST_NAMED = 6


class Sent(Frozen, dict=True):
    """What was sent out for a meeting: the rows of each folded person, by what each asks."""

    by_person: Mapping[str, Mapping[Key, Answer]]

    @cached_property
    def person_of(self) -> Mapping[Key, str]:
        """Return who was asked each question."""
        return {key: person for person, rows in self.by_person.items() for key in rows}


NOTHING_SENT = Sent(MappingProxyType({}))


def sent_forms(forms: Iterable[Known], case: Case) -> Mapping[str, Sent]:
    """Return what was asked of whom, by folded meeting.

    It is worked out from the data as they are now, and once for all forms sent out together.
    """
    asking = {
        (folded(one.about.purpose), folded(one.meeting.reference), one.about.due): one
        for one in forms
    }
    found: dict[str, dict[str, dict[Key, Answer]]] = {}
    for one in asking.values():
        of_meeting = found.setdefault(folded(one.meeting.reference), {})
        tables = case.papers.get(folded(one.about.purpose), ASKED_TABLES)
        for form in asked_forms(_asking(one, case), one.about.purpose, tables):
            rows = [_answer(sheet.table, row) for sheet in form.sheets for row in sheet.rows]
            theirs = of_meeting.setdefault(folded(form.about.person), {})
            theirs |= {key_of(answer.table, answer.row): answer for answer in rows}
    return {meeting: Sent(by_person) for meeting, by_person in found.items()}


def _asking(one: Known, case: Case) -> Asking:
    issued: date = one.about.issued_on or case.today
    return Asking(case.board, case.ways, one.meeting, one.about.due, issued)


def of_paper(one: Known, sent: Sent, case: Case) -> Read:
    """Return the answers of a form that a paper asked for, and what is to be told of them."""
    answers: list[Answer] = []
    findings: list[Finding] = []
    for table in ASKED_TABLES:
        page = _Page(one, table, sent.by_person.get(folded(one.person), {}), sent, case)
        read = _of_page(page, one.form.built.get(table.name, Built((), (), ())))
        answers += read.answers
        findings += read.findings
    return Read(tuple(answers), tuple(findings))


class _Page(Frozen):
    """A sheet of one form, and the rows that it was sent out with."""

    one: Known
    table: Table
    rows: Mapping[Key, Answer]
    sent: Sent
    case: Case

    def tell(self, code: str, answer: Answer, name: str, message: str) -> Finding:
        """Return a finding at a column of a row, for whoever was asked."""
        value = words_of(getattr(answer.row, name))
        return finding_at(code, answer.row, name, message, value=value, person=self.one.person)


def _of_page(page: _Page, built: Built[Row]) -> Read:
    resolved = resolve(page.table, built.rows, page.case.keys)
    rows = [_answer(page.table, _whole(page, row)) for row in resolved.rows]
    answered = [row for row in rows if _is_answered(row)]
    theirs = [row for row in answered if not _is_of_another(page, row)]
    findings = [*built.findings, *resolved.findings, *_twice(page, answered)]
    findings += [_others(page, row) for row in answered if _is_of_another(page, row)]
    findings += _left_blank(page, [row for row in rows if not _is_answered(row)])
    findings += [found for row in answered for found in _changed(page, row)]
    findings += [] if built.unread else _not_there(page, rows)
    return Read(tuple(_as_sent(page, row) for row in theirs), tuple(findings))


def _answer(table: Table, row: Row) -> Answer:
    return Answer(table, row, tuple(c.name for c in table.columns if c.asked))


def _whole(page: _Page, row: Row) -> Row:
    """Return a row with what the form says for all of them: the meeting, and who answers."""
    meeting = page.one.meeting.reference
    said: dict[str, Any] = {c.name: meeting for c in page.table.columns if is_of_form(c)}
    who = _ANSWERERS.get(page.table.name, "")
    if who and not getattr(row, who):
        said[who] = page.one.person
    return replace(row, **said) if said else row


_ANSWERERS = MappingProxyType({FEEDBACK.name: "group", HIGHLIGHTS.name: "body"})


def _is_answered(answer: Answer) -> bool:
    return any(filled(getattr(answer.row, name)) for name in answer.asked)


def _is_of_another(page: _Page, answer: Answer) -> bool:
    """Return whether somebody else was asked, and nobody has allowed the row."""
    key = key_of(answer.table, answer.row)
    return key not in page.rows and key in page.sent.person_of and not page.case.leave.accept


def _others(page: _Page, answer: Answer) -> Finding:
    message = f"{subject(answer)} was asked of somebody else, and stands in the form of "
    message += f"{page.one.person}. The row was not taken."
    return page.tell("PK-842", answer, answer.asked[0], message)


def _twice(page: _Page, answered: Iterable[Answer]) -> Iterator[Finding]:
    first: dict[Key, Answer] = {}
    for answer in answered:
        there = first.setdefault(key_of(answer.table, answer.row), answer)
        if there is not answer:
            message = f"{subject(answer)} stands twice in the form."
            found = page.tell("PK-843", answer, page.table.columns[0].name, message)
            yield replace(found, others=(there.row.place.row,))


def _left_blank(page: _Page, rows: Iterable[Answer]) -> Iterator[Finding]:
    """Yield one finding for the rows of a sheet that were asked for and not filled in."""
    left = [row for row in rows if key_of(page.table, row.row) in page.rows]
    if left:
        name = left[0].asked[0]
        heading = page.table.column(name).heading
        message = f"Nothing is filled in for {_named(left)}."
        found = page.tell("PK-850", left[0], name, message)
        yield replace(found, others=tuple(row.row.place.of(name, heading) for row in left[1:]))


def _not_there(page: _Page, rows: Iterable[Answer]) -> Iterator[Finding]:
    """Yield one finding for what a sheet asked for and has no row of."""
    there = {key_of(page.table, row.row) for row in rows}
    asked = (row for row in page.rows.values() if row.table == page.table)
    gone = [row for row in asked if key_of(row.table, row.row) not in there]
    if gone:
        message = f"The sheet has no row for {_named(gone)}."
        place = Place(page.one.form.file, sheet_name(page.table))
        code = "PK-849"
        yield Finding(code, place, message, person=page.one.person)


def _changed(page: _Page, answer: Answer) -> Iterator[Finding]:
    """Yield what was filled in beforehand and came back changed, unless it is accepted (P-20)."""
    was = page.rows.get(key_of(answer.table, answer.row))
    if was is None or page.case.leave.accept:
        return
    for column in _known(page.table):
        came, old = (words_of(getattr(row, column.name)) for row in (answer.row, was.row))
        if column.name in answer.row.place.cells and key_text(came) != key_text(old):
            message = f"{subject(answer)}, {column.heading}: {quoted(old)} in the plan came back "
            message += f"as {quoted(came)}."
            yield page.tell("PK-848", answer, column.name, message)


def _as_sent(page: _Page, answer: Answer) -> Answer:
    """Return an answer with what was filled in beforehand, unless the change is accepted."""
    was = page.rows.get(key_of(answer.table, answer.row))
    if was is None or page.case.leave.accept:
        return answer
    held: dict[str, Any] = {c.name: getattr(was.row, c.name) for c in _known(page.table)}
    return replace(answer, row=replace(answer.row, **held))


def _known(table: Table) -> list[Column]:
    return [c for c in table.columns if c.known and c.name not in KEYS[table.name]]


def _named(answers: Sequence[Answer]) -> str:
    names = [subject(answer) for answer in answers]
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{more} more"] if more > 1 else names)


class Item(Frozen):
    """One thing that a paper needs of somebody: the sheet it is for, and what it is about."""

    sheet: str
    name: str
    words: str = ""

    def __str__(self) -> str:
        """Return it as a list names it, such as ``Readings 1.1 Q1 2026/27``."""
        return f"{self.sheet} {self.name}".strip()


class PersonStanding(Frozen):
    """What a paper needs of one person, group or body: what came in, what did not."""

    person: str
    returned: tuple[Item, ...]
    missing: tuple[Item, ...]


class PaperStanding(Frozen):
    """What a paper needs of others, as it stands on the day of ``asking``."""

    purpose: str
    asking: Asking
    people: tuple[PersonStanding, ...]

    @property
    def is_overdue(self) -> bool:
        """Return whether the day of return has passed, where one is known."""
        return self.asking.due is not None and self.asking.due < self.asking.issued_on

    @property
    def missing(self) -> tuple[PersonStanding, ...]:
        """Return those of whom something has not come in."""
        return tuple(person for person in self.people if person.missing)

    def word(self, person: PersonStanding) -> str:
        """Return how somebody stands: Received, Overdue, Missing, or in part."""
        return state_word(person.returned, person.missing, overdue=self.is_overdue)


def paper_standing(
    asking: Asking, kind: str, tables: Collection[Table] = ASKED_TABLES
) -> PaperStanding:
    """Return who owes what for a paper of the kind, in the order in which they are asked.

    What came in is what stands in the data: the last figure of an indicator that owes no other,
    and answers for the meeting. What names nobody is on nobody's list; ``check_reach`` tells of it.
    """
    owed = [*_asked(asking, kind, tables)]
    if READINGS in tables:
        owed += _figures_there(asking)
    people = by_name(owed, lambda one: one.person)
    return PaperStanding(purpose_of(kind), asking, tuple(_person(*one) for one in people))


class _Owed(Frozen):
    person: str
    item: Item
    came: bool


class _There(Frozen, dict=True):
    """What the data answer already."""

    board: BoardData

    @cached_property
    def _answered(self) -> frozenset[Key]:
        tables = (UPDATES, FEEDBACK, HIGHLIGHTS)
        return frozenset(
            key_of(t, row) for t in tables for row in self.board.rows(t) if _is_answer(t, row)
        )

    def answers(self, table: Table, row: Row) -> bool:
        """Return whether what a form's row asks has been answered."""
        return table is not READINGS and key_of(table, row) in self._answered


def _is_answer(table: Table, row: Row) -> bool:
    return any(filled(getattr(row, column.name)) for column in asked_columns(table))


def _person(person: str, owed: list[_Owed]) -> PersonStanding:
    came = tuple(one.item for one in owed if one.came)
    return PersonStanding(person, came, tuple(one.item for one in owed if not one.came))


def _asked(asking: Asking, kind: str, tables: Collection[Table]) -> Iterator[_Owed]:
    """Yield what forms ask, as if no report had come in: who has reported is not asked again."""
    there, names = _There(asking.board), _names(asking.board)
    board = asking.board
    meeting = folded(asking.meeting.reference)
    others = tuple(row for row in board.highlights if folded(row.meeting) != meeting)
    before = replace(asking, board=replace(board, highlights=others))
    for form in asked_forms(before, kind, tables):
        for sheet in form.sheets:
            for row in sheet.rows:
                came = there.answers(sheet.table, row)
                yield _Owed(form.about.person, _item(sheet.table, row, names), came)


def _figures_there(asking: Asking) -> Iterator[_Owed]:
    names = _names(asking.board)
    day = asking.due or asking.issued_on
    for indicator in asking.board.indicators:
        period = came_in(asking.board, indicator, day)
        if period:
            row = Reading(indicator=indicator.reference, period=period)
            yield _Owed(asking.who(indicator.partner), _item(READINGS, row, names), came=True)


def _names(board: BoardData) -> Mapping[str, str]:
    """Return what indicators measure, by folded reference."""
    return {folded(indicator.reference): indicator.name for indicator in board.indicators}


def _item(table: Table, row: Row, names: Mapping[str, str]) -> Item:
    match row:
        case Reading():
            name = f"{row.indicator} {words_of(row.period)}"
            return Item(table.sheet, name, names.get(folded(row.indicator), ""))
        case Update():
            return Item(table.sheet, row.action, row.wording)
        case Feedback():
            return Item(table.sheet, row.about)
        case _:
            return Item(table.sheet, "")
