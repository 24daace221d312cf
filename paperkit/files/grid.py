"""A sheet as it is in the file: the cells that exist, not yet interpreted.

Each library that opens workbooks gives these types, and nothing after it sees the library.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from string import ascii_uppercase
from types import MappingProxyType

from paperkit.findings import Place, quoted
from paperkit.frozen import Frozen, field
from paperkit.schema.cleaning import key_text
from paperkit.schema.columns import Column

Stored = (
    bool | int | float | str | datetime.datetime | datetime.date | datetime.time
    | datetime.timedelta | None
)  # fmt: skip
"""What a workbook keeps in a cell."""


class GridCell(Frozen):
    """One cell: its stored value, and how it looks to an officer.

    ``crossed`` holds the words that are crossed out, ``fill`` the colour behind, ``link`` the
    address that a click opens, ``comment`` the words of its comment or note (None where it has
    none, blank where the file keeps them out of reach), ``formula`` what was typed where the value
    was worked out.
    """

    row: int
    column: int
    value: Stored
    is_error: bool = False
    is_percent: bool = False
    crossed: str = ""
    fill: str = ""
    link: str = ""
    comment: str | None = None
    formula: str = ""

    @property
    def filled(self) -> bool:
        """Return whether anything that can be seen was typed here."""
        words = self.formula if self.value is None else self.value
        return not isinstance(words, str) or bool(key_text(words))

    @property
    def coordinate(self) -> str:
        """Return the cell's name, such as ``E7``."""
        return f"{letter(self.column)}{self.row}"


class Span(Frozen):
    """A block of merged cells."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        """Return the block's name, such as ``B7:B9``."""
        first, last = letter(self.first_column), letter(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


Cells = Mapping[int, GridCell]
"""The cells of a row by the number of their column, from 1."""


class Sheet(Frozen, dict=True):
    """One sheet: its cells by row and column number, both from 1.

    ``title`` is what the file calls it; a CSV file, which is a sheet by itself, has one name.
    ``boxes`` are the words of its text boxes, ``furniture`` those of the headers and footers with
    which it is printed, as Excel keeps them; ``pictures`` says how many pictures are on it.
    ``lines`` gives, by the number of a row, its line in a file that is not a sheet to look at:
    places are lines then, and not cells.
    """

    file: str
    title: str
    rows: Mapping[int, Cells]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    epoch: datetime.date = datetime.date(1899, 12, 30)
    boxes: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    pictures: int = 0
    lines: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def filled(self) -> Mapping[int, Cells]:
        """Return the rows that hold something, from the top, each with its filled cells."""
        rows = {
            number: {index: cell for index, cell in sorted(cells.items()) if cell.filled}
            for number, cells in sorted(self.rows.items())
        }
        return {number: cells for number, cells in rows.items() if cells}

    def __str__(self) -> str:
        """Return the sheet as a sentence begins with it."""
        of_file = quoted(self.file)
        return of_file if self.title == self.file else f"Sheet {quoted(self.title)} of {of_file}"

    @property
    def place(self) -> Place:
        """Return the place of the sheet as a whole."""
        return Place(self.file, "" if self.lines or self.title == self.file else self.title)

    def at(self, cell: str, field: str = "") -> Place:
        """Return the place of a cell, such as ``E7``."""
        if self.lines:
            line = self.lines.get(int(cell.lstrip(ascii_uppercase)), 0)
            return Place(self.file, line=line, field=field)
        return Place(self.file, self.title, cell, field=field)


class SheetColumn(Frozen):
    """A column of a table where it is on a sheet, under the heading that the sheet uses."""

    column: Column
    index: int
    heading: str

    @property
    def letter(self) -> str:
        """Return the column's letter."""
        return letter(self.index)


@cache
def letter(index: int) -> str:
    """Return the letter of a column, from its number: 1 is A, 27 is AA."""
    before, last = divmod(index - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + last)


def shows_percent(number_format: str) -> bool:
    """Return whether a number format shows a share of 1 as a percentage.

    A percent sign in quotation marks, or after a backslash, is only printed after the number.
    """
    return "%" in number_format and "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def runs(numbers: Iterable[int]) -> str:
    """Return row numbers for a message: ``9 to 12, 15``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
