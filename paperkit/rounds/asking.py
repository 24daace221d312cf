"""What is asked for, for which meeting, by which day; and what every form tells of that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import ACTIONS, Action, Meeting, Person, Priority
from paperkit.board.settings import Role, Scale
from paperkit.board.words import CLOSED
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.dates import in_words, with_weekday
from paperkit.schema.describe import words_of
from paperkit.schema.forms import (
    ALL_PRIORITIES,
    CHECK_SHEET,
    FORM_VERSION,
    LAST,
    About,
    Closed,
    Guide,
    Shown,
    Word,
    form_columns,
)

T = TypeVar("T")
_PRE_FILLED = frozenset(column.name for column in ACTIONS.columns)


class Asking(Frozen, dict=True):
    """What is asked for: from which data, for which meeting, by when; asked on which day.

    ``priority`` is a reference, blank where answers are not asked for one priority alone.
    """

    board: BoardData
    ways: Ways
    meeting: Meeting
    due: date | None
    issued_on: date
    priority: str = ""

    @cached_property
    def scale(self) -> Scale:
        """Return the council's rating scale."""
        return Scale(self.ways.settings.ratings)

    @property
    def best(self) -> str:
        """Return the best word of the scale."""
        return next(iter(self.scale.words(Role.MET)), "")

    @property
    def behind(self) -> tuple[str, ...]:
        """Return the words that say that something is not on track."""
        return (*self.scale.words(Role.NEAR), *self.scale.words(Role.MISSED))

    @property
    def words(self) -> tuple[Word, ...]:
        """Return the words of the scale with what they mean, best first."""
        ratings = self.ways.settings.ratings
        return tuple(Word(r.word, r.meaning, r.fill, r.ink) for r in ratings)

    @cached_property
    def the_priority(self) -> Priority | None:
        """Return the priority that is asked about."""
        found = (p for p in self.board.priorities if folded(p.reference) == folded(self.priority))
        return next(found, None)

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        """Return people by name, folded, and by the post that they hold on the day of issue."""
        people = self.board.people
        there = [p for p in people if p.post and _in_post(p, self.issued_on)]
        by_post = {folded(person.post): person for person in reversed(there)}
        return by_post | {folded(person.name): person for person in reversed(people)}

    def person(self, name: str) -> Person | None:
        """Return the person of that name, or who holds the post of that name; None for others."""
        return self._people.get(folded(name))

    def who(self, name: str) -> str:
        """Return by which name somebody is asked: a person's own, where a post is named."""
        found = self.person(name) if name else None
        return found.name if found else name

    @property
    def return_to(self) -> str:
        """Return to whom forms go back, in words; the contact where the settings do not say."""
        settings = self.ways.settings
        contact = ", ".join(p for p in (settings.contact.name, settings.contact.email) if p)
        return settings.exception_reporting.return_to or contact

    @property
    def goes_to(self) -> str:
        """Return the end of a sentence: to whom a form goes back, and by when."""
        whom = self.return_to or "the person who sent it to you"
        return f"{whom} by {with_weekday(self.due)}" if self.due else whom


def _in_post(person: Person, day: date) -> bool:
    return (person.start or day) <= day <= (person.end or day)


def about_of(asking: Asking, purpose: str, person: str) -> About:
    """Return what a form for a person says of itself."""
    council = asking.ways.settings.council
    return About(
        council=council.name,
        board=council.board,
        purpose=purpose,
        priority=asking.priority or ALL_PRIORITIES,
        meeting=asking.meeting.reference,
        due=asking.due,
        issued_on=asking.issued_on,
        person=person,
        version=FORM_VERSION,
    )


def guide_of(asking: Asking, why: str, steps: Sequence[str], words: tuple[Word, ...]) -> Guide:
    """Return what the first sheet tells: the steps that are the form's own stand in the middle."""
    council = asking.ways.settings.council
    day = in_words(asking.meeting.date) if asking.meeting.date else asking.meeting.reference
    asks = f"{council.name or council.board} asks you, for the meeting of the {council.board} "
    asks += f"on {day}."
    first = "Save this workbook where you will find it again. Keep its name as it is."
    last = f"Look at the sheet '{CHECK_SHEET}'. Once it says Complete, save the workbook and send "
    last += f"it to {asking.goes_to}."
    return Guide(asks, why, asking.return_to, (first, *steps, last), _LEAVE, words)


_LEAVE = (
    "Grey cells. They are known already: where one is wrong, leave it and say so when you send "
    "the workbook back.",
    f"Columns that begin with '{LAST.strip()}' or 'For information:'. They are there to be read.",
    f"The sheets '{CHECK_SHEET}' and 'Lists'.",
    "Please answer in words: a colour alone, or words that are crossed out, cannot be taken as an "
    "answer. Leave rows, columns and their headings in place.",
)


def is_open(action: Action) -> bool:
    """Return whether somebody is still asked about an action."""
    return action.state not in CLOSED


def closed_of(actions: Iterable[Action]) -> tuple[Closed, ...]:
    """Return those of the actions that are listed and not asked about again."""
    return tuple(
        Closed(action.reference, action.wording, str(action.state))
        for action in actions
        if not is_open(action)
    )


def by_name(items: Iterable[T], whose: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
    """Yield what each person has, in the order in which they are named first.

    Names that differ in case or space alone are one; what names nobody is left out.
    """
    names: dict[str, str] = {}
    found: dict[str, list[T]] = {}
    for item in items:
        if name := whose(item):
            found.setdefault(names.setdefault(folded(name), name), []).append(item)
    yield from found.items()


def pre_filled(shown: Column) -> bool:
    """Return whether the plan itself holds what a column of an action's row asks for."""
    return shown.name in _PRE_FILLED


def last_time(
    columns: Iterable[Column], keys: Sequence[str], last: Mapping[str, Row]
) -> tuple[Shown, ...]:
    """Return grey columns with what was said before, by the keys of a sheet's rows in order.

    Nothing is returned where nothing was said of any of them.
    """
    if not any(key in last for key in keys):
        return ()
    return tuple(
        Shown(f"{LAST}{column.heading}", tuple(_told(last.get(key), column) for key in keys))
        for column in columns
    )


def _told(row: Row | None, column: Column) -> str:
    return words_of(getattr(row, column.name)) if row else ""


def asked_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that a form asks for."""
    return tuple(column for column in form_columns(table) if column.asked)


def rating_words(asking: Asking, table: Table) -> dict[str, tuple[Word, ...]]:
    """Return the words of the scale for each column of a table that takes a rating."""
    return {column.name: asking.words for column in table.columns if column.role == "rating"}
