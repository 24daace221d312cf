"""A closed list of words that a cell may hold.

What a column is: one declaration, from which everything else is derived.

A row type is a ``Row`` whose fields are made with ``column``. The annotation gives
the type and, for an enumeration, the choices. Which columns are required is the pack's.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from paperkit.frozen import Frozen, about_fields, as_dict, described, fields, force_setattr
from paperkit.schema.cleaning import Reference
from paperkit.schema.records import NO_ROW, RowPlace


class Choice(Enum):
    """One word of a closed list: the word that is printed, then others that mean the same."""

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
    """Yes or no, where no answer is a third thing."""

    YES = "Yes", "Y", "True", "x", "✓"
    NO = "No", "N", "False"


class Declared(Frozen):
    """What ``column`` was told, before the annotation is known."""

    heading: str
    help: str
    aliases: tuple[str, ...]
    refers: tuple[str, ...]
    example: str
    key: bool
    prose: bool
    role: str
    known: bool = False
    recorded: bool = False
    note: str = ""

    @property
    def is_reference(self) -> bool:
        """Return whether its text names a row, and so counts without regard to case and space."""
        return self.key or bool(self.refers) or self.role in ("reference", "person")


class Column(Frozen):
    """One column of a table, whole.

    ``name`` is the YAML key, ``heading`` the Excel heading, ``type`` the type of one value.
    ``many`` says that a cell may hold several values; ``refers`` names the tables whose keys
    the value must be one of; ``prose`` that the small Markdown is understood in it; ``role``
    is a word for rules that cut across tables (``person``, ``sentence``, or ``reference`` where
    what it names need not be there). On a form ``known`` is filled in before it is sent and is not
    the answerer's to change; ``recorded`` is noted by paperkit when the form comes back; every
    other column is asked. ``note`` is what a form adds to the heading, in brackets; ``{best}`` in
    it stands for the best of the council's ratings.
    """

    name: str
    heading: str
    help: str
    type: type
    many: bool
    aliases: tuple[str, ...]
    refers: tuple[str, ...]
    example: str
    key: bool
    prose: bool
    role: str
    known: bool = False
    recorded: bool = False
    note: str = ""

    @property
    def asked(self) -> bool:
        """Return whether a form asks for it."""
        return not (self.known or self.recorded)

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
    default: Any = None,
    default_factory: Callable[[], Any] | None = None,
) -> Any:
    """Return a field that carries what a person needs to know of the column."""
    told = Declared(
        heading, help, tuple(aliases), tuple(refers), example, key, prose, role, known, recorded,
        note,
    )  # fmt: skip
    return described(told, default, default_factory)


class Row(Frozen, kw_only=True):
    """A row of a table: it knows its place, which takes no part in comparison.

    Its keys and references are of the type ``Reference``, however the row was made.
    """

    place: RowPlace = NO_ROW

    def __post_init__(self) -> None:
        """Make references of the keys and references that came as plain text."""
        for name in _reference_names(type(self)):
            value = getattr(self, name)
            if type(value) is str:
                force_setattr(self, name, Reference(value))
            elif type(value) is tuple:
                force_setattr(self, name, tuple(Reference(word) for word in value))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in fields(type(self)) if name != "place")


@cache
def _reference_names(row: type) -> tuple[str, ...]:
    return tuple(name for name, it in about_fields(row).items() if it.is_reference)


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
        return {column.name: column for column in self.columns}[name]


@cache
def columns_of(row: type) -> tuple[Column, ...]:
    """Return the declared columns of a row type, in order."""
    hints = get_type_hints(row)
    return tuple(_column(name, hints[name], told) for name, told in about_fields(row).items())


def _column(name: str, hint: Any, told: Declared) -> Column:
    many = get_origin(hint) is tuple
    return Column(
        name=name,
        type=_one_type(get_args(hint)[0] if many else hint),
        many=many,
        **as_dict(told),
    )


def _one_type(hint: Any) -> type:
    """Return the type without its None: ``date | None`` is a date column."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if not isinstance(hint, type):
        raise TypeError(f"A column cannot be declared as {hint!r}.")
    return hint
