"""A sheet as it stands in the file, before its rows have a meaning: cells that exist, no others.

The library that reads workbooks ends here; what follows knows these types alone.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paperkit.findings import Place
from paperkit.schema.columns import Column

_IN_QUOTES = re.compile(r'"[^"]*"|\\.')

Stored = (
    bool | int | float | str | datetime.datetime | datetime.date | datetime.time
    | datetime.timedelta | None
)  # fmt: skip
"""What a workbook keeps in a cell."""


@dataclass(frozen=True)
class Formula:
    """A formula as typed, and whether the file keeps its result."""

    text: str
    stored: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its stored value, and what an officer sees of it that is no text.

    ``crossed`` holds the words that are crossed out, ``fill`` the colour behind, ``link`` the
    address that a click opens.
    """

    row: int
    column: int
    value: Stored
    is_error: bool = False
    is_percent: bool = False
    crossed: str = ""
    fill: str = ""
    link: str = ""
    has_comment: bool = False
    formula: Formula | None = None

    @property
    def filled(self) -> bool:
        """Return whether somebody typed something here."""
        if self.value is None:
            return self.formula is not None and not self.formula.stored
        return not (isinstance(self.value, str) and not self.value.strip())

    @property
    def coordinate(self) -> str:
        """Return the cell's name, such as ``E7``."""
        return f"{letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Span:
    """A block of merged cells."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        """Return the block's name, such as ``B7:B9``."""
        first = f"{letter(self.first_column)}{self.first_row}"
        return f"{first}:{letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by row and column number, both from 1."""

    file: str
    title: str
    rows: Mapping[int, Mapping[int, GridCell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    epoch: datetime.date = datetime.date(1899, 12, 30)

    @property
    def place(self) -> Place:
        """Return the place of the sheet as a whole."""
        return Place(self.file, self.title)

    def at(self, cell: str, field: str = "") -> Place:
        """Return the place of a cell, such as ``E7``."""
        return Place(self.file, self.title, cell, field=field)


@dataclass(frozen=True)
class SheetColumn:
    """A column of a table where it stands on a sheet, under the heading that the sheet uses."""

    column: Column
    index: int
    heading: str

    @property
    def letter(self) -> str:
        """Return the column's letter."""
        return letter(self.index)


def letter(index: int) -> str:
    """Return the letter of a column, from its number: 1 is A, 27 is AA."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shows_percent(number_format: str) -> bool:
    """Return whether a number format shows a share of 1 as a percentage.

    A percent sign in quotation marks is only printed after the number.
    """
    return "%" in _IN_QUOTES.sub("", number_format)


def runs(numbers: Iterable[int]) -> str:
    """Return row numbers for a message: ``9 to 12, 15``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(_run(run) for run in found)


def _run(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
