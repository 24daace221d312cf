"""What a column is, and what its cells hold: one declaration, from which all else follows.

A row type is a ``Row`` whose fields are made with ``column``. The annotation gives the type and,
for an enumeration, the choices. Which columns are required is the pack's.

Readers of Excel and YAML give the same records: cells with their places, not yet interpreted.
``rows`` makes typed rows of them.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from paperkit.findings import NOWHERE, Place
from paperkit.frozen import Frozen, about_fields, described, field, fields, force_setattr, replace
from paperkit.schema.cleaning import Reference

Raw = str | Decimal | date
"""A cell as read. YAML gives text alone; Excel gives a number or a date where it made one.

A percentage comes as text ("87.5%"), a yes or no as "Yes" or "No".
"""


class Cell(Frozen):
    """One cell: its value as read, and its place.

    ``faulty`` says that the file does not hold what was meant, which the reader has reported; the
    value is then kept for the list of what could not be read, and has no meaning.
    """

    value: Raw
    place: Place
    faulty: bool = False

    @property
    def typed(self) -> str:
        """Return the value in words, for messages and for lists of what was not read."""
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        return self.value if isinstance(self.value, str) else self.value.isoformat()


class Record(Frozen):
    """One row as read: its filled cells by the name of their column.

    ``places`` also has the places of blank cells.
    """

    place: Place
    cells: Mapping[str, Cell]
    places: Mapping[str, Place]


class RowPlace(Frozen):
    """Where a row and each of its columns are, and which columns were not typed as text.

    ``numbers`` names the columns in which Excel held a number or a date.
    """

    row: Place = NOWHERE
    cells: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    numbers: frozenset[str] = frozenset()

    def of(self, name: str, heading: str = "") -> Place:
        """Return the place of a column; of the row, with the column named, where it is blank."""
        if name in self.cells:
            return self.cells[name]
        shown = heading if (self.row.sheet or self.row.entry) and heading else name
        return replace(self.row, field=shown)


NO_ROW = RowPlace()


class Choice(Enum):
    """A closed list of words; each is the word that is printed, then others that mean the same."""

    others: tuple[str, ...]

    def __new__(cls, word: str, *others: str) -> "Choice":
        """Make a member whose value is its printed word."""
        member = object.__new__(cls)
        member._value_ = word
        member.others = others
        return member

    def __str__(self) -> str:
        """Return the word as it is printed."""
        return str(self.value)


class Answer(Choice):
    """Yes or no, in a column where a blank is neither."""

    YES = "Yes", "Y", "True", "x", "✓"
    NO = "No", "N", "False"


class Column(Frozen):
    """One column of a table, or one setting.

    ``name`` is the YAML key, ``heading`` the Excel heading, ``type`` the type of one value; name
    and type come from the field that ``column`` declares. ``many`` says that a cell may hold
    several values; ``refers`` names the tables whose keys the value must be one of; ``prose`` that
    the small Markdown is understood in it; ``role`` is a word for rules that cut across tables
    (``person``, ``sentence``, or ``reference`` where what it names need not be there).
    ``identity`` says that without it nobody knows what a row is, as of every key. On a form
    ``known`` is filled in before it is sent and is not the answerer's to change; ``recorded`` is
    noted by paperkit when the form comes back; every other column is asked. ``note`` is what a
    form adds to the heading, in brackets; ``{best}`` in it is replaced by the best of the council's
    ratings.
    """

    heading: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    example: str = ""
    key: bool = False
    prose: bool = False
    role: str = ""
    known: bool = False
    recorded: bool = False
    note: str = ""
    identity: bool = False
    name: str = ""
    type: type = str
    many: bool = False

    @property
    def asked(self) -> bool:
        """Return whether a form asks for it."""
        return not (self.known or self.recorded)

    @property
    def holds_links(self) -> bool:
        """Return whether words in it may have a link behind them: people's text, no name or key."""
        named = self.identity and not self.prose
        return (
            self.type is str
            and self.role in ("", "answer")
            and not (named or self.refers or self.many)
        )

    @property
    def literal(self) -> bool:
        """Return whether the text is printed letter for letter."""
        return self.type is str and not self.prose


def column(
    heading: str,
    help: str,
    *,
    aliases: Iterable[str] = (),
    refers: Iterable[str] = (),
    example: str = "",
    key: bool = False,
    prose: bool = False,
    role: str = "",
    known: bool = False,
    recorded: bool = False,
    note: str = "",
    identity: bool = False,
    default: Any = None,
    default_factory: Callable[[], Any] | None = None,
) -> Any:
    """Return a field that carries what a person needs to know of the column."""
    about = Column(
        heading, help, tuple(aliases), tuple(refers), example, key, prose, role, known, recorded,
        note, key or identity,
    )  # fmt: skip
    return described(about, default, default_factory)


class Row(Frozen, kw_only=True):
    """A row of a table: it knows its place, which takes no part in comparison.

    Its keys, references and names of people are of the type ``Reference``, however it was made.
    """

    place: RowPlace = NO_ROW

    def __post_init__(self) -> None:
        """Make references of the keys, references and names that came as plain text."""
        for name in _reference_names(type(self)):
            value = getattr(self, name)
            if type(value) is str:
                force_setattr(self, name, Reference(value))
            elif type(value) is tuple and value:
                force_setattr(self, name, tuple(Reference(word) for word in value))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in fields(type(self)) if name != "place")


@cache
def _reference_names(row: type) -> tuple[str, ...]:
    return tuple(
        name
        for name, about in about_fields(row).items()
        if about.key or about.refers or about.role in ("reference", "person")
    )


class Table(Frozen):
    """A table: its name in YAML, its sheet in Excel, what it is for, its row type.

    ``form`` is what its sheet is called where it is sent out to be filled in, if otherwise.
    """

    name: str
    sheet: str
    about: str
    row: type[Row]
    aliases: tuple[str, ...] = ()
    form: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in the order of their declaration."""
        row: type = self.row
        return columns_of(row)

    @property
    def key(self) -> Column | None:
        """Return the column by which other tables name a row, or None."""
        return next((column for column in self.columns if column.key), None)

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError where there is none."""
        return columns_by_name(self.row)[name]


class TableInPart(Table, kw_only=True):
    """A table of which only some columns are shown, by their names."""

    only: frozenset[str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns that are shown, in the order of their declaration."""
        return tuple(column for column in columns_of(self.row) if column.name in self.only)


@cache
def columns_by_name(row: type) -> Mapping[str, Column]:
    """Return the declared columns of a row type by their names."""
    return MappingProxyType({column.name: column for column in columns_of(row)})


@cache
def columns_of(row: type) -> tuple[Column, ...]:
    """Return the declared columns of a row type, in order."""
    hints = get_type_hints(row)
    made = []
    for name, about in about_fields(row).items():
        many = get_origin(hints[name]) is tuple
        kind = one_type(get_args(hints[name])[0] if many else hints[name])
        made.append(replace(about, name=name, type=kind, many=many))
    return tuple(made)


def one_type(hint: Any) -> type:
    """Return the type of an annotation without its None: ``date | None`` is a date.

    TypeError where nothing of the kind can be declared, such as ``int | str``.
    """
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = [part for part in parts if part is not NoneType]
    if len(kinds) != 1 or not isinstance(kinds[0], type):
        raise TypeError(f"A column cannot be declared as {hint!r}.")
    return kinds[0]
