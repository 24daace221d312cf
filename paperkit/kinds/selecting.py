"""Lists that a kind selects for its template: where, in which order, how many, in which groups.

It knows rows by what they have in their fields, and nothing of what they are about. References and
names are compared as everywhere in paperkit, without regard to capitals and white space. What a row
has nothing in comes last, whichever way the order runs; of two that are alike the first of the
Board's own order comes first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache

from paperkit.frozen import Frozen
from paperkit.packs.packs import ListSettings
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import NotADateError, read_date

NONE, YES, NO = "none", "yes", "no"
MEETING, DATA, LAST_REPORT = "meeting", "data", "last report"


class FieldSort(Enum):
    """What a field holds: words as typed, one of a closed list, a day, or yes or no."""

    WORDS = "words"
    CHOICE = "choice"
    DAY = "day"
    ANSWER = "answer"


class ListField(Frozen):
    """A field by which the rows of a list are selected, and may be put in order or in groups.

    ``choices`` are all words that it may hold, in their order. One that is not ``ordered`` may hold
    several words of a row, and so has no order and makes no groups. ``among`` are the columns of
    the Board's data that its words come from, such as ``actions.owner``; none where it may be any.
    """

    about: str
    sort: FieldSort = FieldSort.WORDS
    choices: tuple[str, ...] = ()
    ordered: bool = True
    among: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        """Return in words what a condition on the field may say."""
        match self.sort:
            case FieldSort.CHOICE:
                return ", ".join(self.choices)
            case FieldSort.DAY:
                return "by, before, after or on, then meeting, data, last report or a date; or none"
            case FieldSort.ANSWER:
                return "yes or no"
            case FieldSort.WORDS:
                return "what the Board's data have there, word for word; or none"


class Held(Frozen):
    """What a row has in a field.

    ``words`` are compared with what is asked for, ``day`` is that of a field of days. ``place`` is
    where it comes in an order, None where the row has nothing there; ``name`` heads its group.
    """

    words: tuple[str, ...] = ()
    day: date | None = None
    place: int | str | date | None = None
    name: str = ""


BLANK = Held()


class Candidate(Frozen):
    """A row that a list may have: what it has in each field, and what makes the row to be shown."""

    held: Mapping[str, Held]
    shown: Callable[[], Frozen]


class Days(Frozen):
    """The days with which conditions compare; that of the last report is None for a first one."""

    meeting: date
    data: date
    last_report: date | None = None


class Chosen(Frozen):
    """The rows of a list in their order, and how many more there are than it may have at most.

    ``groups`` has the name of each group, and which of the rows are its own.
    """

    rows: tuple[Candidate, ...]
    left_out: int
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()


def choose(rows: Iterable[Candidate], fields: Mapping[str, ListField], asked: ListSettings,
           days: Days) -> Chosen:  # fmt: skip
    """Return the rows that a list asks for. Its settings have passed their check."""
    conditions = [
        (name, [_condition(fields[name], word, days) for word in words])
        for name, words in asked.where.items()
    ]
    found = [
        row
        for row in rows
        if all(any(holds(_held(row, name)) for holds in each) for name, each in conditions)
    ]
    # What is asked for last is put in order first, since sorting keeps the order of what is alike.
    for word in reversed(asked.order):
        found = _sorted(found, word.removeprefix("-"), backwards=word.startswith("-"))
    if asked.group_by:
        found = _sorted(found, asked.group_by, backwards=False)
    most = len(found) if asked.most is None else asked.most
    kept = tuple(found[:most])
    by_group = in_groups(
        (_held(row, asked.group_by).name, n) for n, row in enumerate(kept) if asked.group_by
    )
    groups = tuple((name, tuple(those)) for name, those in by_group.items())
    return Chosen(kept, len(found) - len(kept), groups)


def _held(row: Candidate, field: str) -> Held:
    return row.held.get(field, BLANK)


def _sorted(rows: Sequence[Candidate], field: str, *, backwards: bool) -> list[Candidate]:
    def place(row: Candidate) -> int | str | date:
        found = _held(row, field).place
        assert found is not None
        return found

    placed = [row for row in rows if _held(row, field).place is not None]
    blank = [row for row in rows if _held(row, field).place is None]
    # Reversed, the sort still keeps the order of what is alike.
    return [*sorted(placed, key=place, reverse=backwards), *blank]


def worded(text: str) -> str:
    """Return a word of a closed list as it is compared: ``at_risk`` and ``At risk`` are one."""
    return folded(text.replace("_", " ").replace("-", " "))


def _condition(field: ListField, word: str, days: Days) -> Callable[[Held], bool]:
    """Return what says whether a row meets one word of a condition."""
    if field.sort is FieldSort.DAY:
        return _day_condition(word, days)
    compared = worded if field.sort is FieldSort.CHOICE else folded
    wanted = compared(word)
    if wanted == NONE and field.sort is FieldSort.WORDS:
        return lambda held: not held.words
    return lambda held: wanted in map(compared, held.words)


class DayAsked(Frozen):
    """A condition on a day: how it compares, and with which, by its name or itself."""

    how: str
    with_day: str | date


_HOWS: Mapping[str, Callable[[date, date], bool]] = {
    "by": lambda day, other: day <= other,
    "before": lambda day, other: day < other,
    "after": lambda day, other: day > other,
    "on": lambda day, other: day == other,
}


def day_asked(words: str) -> DayAsked | None:
    """Return the condition that words such as ``by meeting`` make; None where they make none."""
    how, _, other = worded(words).partition(" ")
    if how not in _HOWS:
        return None
    if other in (MEETING, DATA, LAST_REPORT):
        return DayAsked(how, other)
    try:
        return DayAsked(how, read_date(words.strip().partition(" ")[2]))
    except NotADateError:
        return None


def _day_condition(words: str, days: Days) -> Callable[[Held], bool]:
    asked = day_asked(words)
    if asked is None:
        return lambda held: held.day is None
    named: Mapping[str, date | None] = {
        MEETING: days.meeting, DATA: days.data, LAST_REPORT: days.last_report,
    }  # fmt: skip
    other = asked.with_day if isinstance(asked.with_day, date) else named[asked.with_day]
    compares = _HOWS[asked.how]
    # Before a first report everything is after the last one.
    if other is None:
        return lambda held: held.day is not None and asked.how == "after"
    return lambda held: held.day is not None and compares(held.day, other)


@cache
def is_a_name(text: str) -> bool:
    """Return whether a tag can ask for a list of that name."""
    return text.isascii() and text.islower() and text.replace("_", "").isalpha()


def why_not_met(field: ListField, word: str) -> Iterator[str]:
    """Yield what is wrong with a word of a condition, in words; nothing where a row may meet it."""
    if field.sort is FieldSort.DAY and worded(word) != NONE and day_asked(word) is None:
        yield "is compared with a day"
    if field.sort is FieldSort.CHOICE and worded(word) not in map(worded, field.choices):
        yield "has a closed list of words"
    if field.sort is FieldSort.ANSWER and folded(word) not in (YES, NO):
        yield "is answered with yes or no"
