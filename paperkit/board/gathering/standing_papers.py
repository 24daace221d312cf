"""Who owes what a paper needs of others, what came in, and what is missing (seed T 3.5, 3.9)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from paperkit.board.forms import ASKED_TABLES, Asking, asked_forms, purpose_of
from paperkit.board.forms.asking import asked_columns, by_name
from paperkit.board.forms.readings import came_in
from paperkit.board.gathering.news import Key, key_of
from paperkit.board.gathering.standing import state_word
from paperkit.board.model import BoardData
from paperkit.board.model.measures import READINGS, Reading
from paperkit.board.model.rounds import UPDATES, Update
from paperkit.board.model.voices import FEEDBACK, HIGHLIGHTS, Feedback
from paperkit.board.rules.case import filled
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.retelling import words_of


@dataclass(frozen=True)
class Item:
    """One thing that a paper needs of somebody: the sheet it is for, and what it is about."""

    sheet: str
    name: str
    words: str = ""

    def __str__(self) -> str:
        """Return it as a list names it, such as ``Readings 1.1 Q1 2026/27``."""
        return f"{self.sheet} {self.name}".strip()


@dataclass(frozen=True)
class PersonStanding:
    """What a paper needs of one person, group or body: what came in, what did not."""

    person: str
    returned: tuple[Item, ...]
    missing: tuple[Item, ...]


@dataclass(frozen=True)
class PaperStanding:
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


@dataclass(frozen=True)
class _Owed:
    person: str
    item: Item
    came: bool


@dataclass(frozen=True)
class _There:
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
