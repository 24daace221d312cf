"""What the library for other types of workbook keeps back, looked up in the file itself.

It gives the values of cells; percentages, errors, crossed-out words and hidden rows it does not
tell, and it would lay out a million blank rows before one cell far below. So the file is looked
through first, and what the library lacks is put right after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from paperkit.errors import ReadError
from paperkit.files.grid import Span, shows_percent
from paperkit.findings import quoted

LARGEST_AREA = 2_000_000
"""The most cells, blank ones with them, from A1 to the last that holds something."""

At = tuple[int, int]
"""Row and column of a cell, both from 1."""

_PERCENT = frozenset({9, 10})  # the numbers of Excel's own formats 0% and 0.00%
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What one cell shows beside its value.

    ``crossed`` holds the words that are crossed out, where they are known; ``all_crossed`` says
    that all of them are.
    """

    percent: bool = False
    error: str = ""
    answer: bool | None = None
    crossed: str = ""
    all_crossed: bool = False
    link: str = ""
    has_comment: bool = False


PLAIN = Mark()


@dataclass(frozen=True)
class Look:
    """What one sheet shows beside the values of its cells, and how far it reaches."""

    title: str
    rows: int = 0
    columns: int = 0
    marks: Mapping[At, Mark] = field(default_factory=lambda: MappingProxyType({}))
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Styles:
    """The marks that the styles of a workbook give to their cells."""

    marks: tuple[Mark, ...]

    def mark(self, style: int, error: str) -> Mark:
        """Return the mark of a cell in this style, with the error that it shows."""
        mark = self.marks[style]
        return replace(mark, error=error) if error else mark


def styles_of(
    looks: Iterable[tuple[int, int]], crossing: Sequence[bool], formats: Mapping[int, str]
) -> Styles:
    """Return the styles of a workbook from the numbers of each one's font and number format."""
    return Styles(
        tuple(
            Mark(
                percent=number in _PERCENT or shows_percent(formats.get(number, "")),
                all_crossed=crossing[font],
            )
            for font, number in looks
        )
    )


def look_of(
    title: str,
    cells: Sequence[tuple[At, Mark]],
    hidden_rows: Iterable[int],
    hidden_columns: Iterable[int],
    comments: Iterable[At],
) -> Look:
    """Return what a sheet shows, from each cell that holds something."""
    marks = {at: mark for at, mark in cells if mark != PLAIN}
    marks |= {at: replace(marks.get(at, PLAIN), has_comment=True) for at in comments}
    return Look(
        title,
        max((row for (row, _), _ in cells), default=0),
        max((column for (_, column), _ in cells), default=0),
        marks,
        frozenset(hidden_rows),
        frozenset(hidden_columns),
    )


def error_name(number: int) -> str:
    """Return what Excel shows for the number of an error."""
    return _ERRORS.get(number, "#N/A")


def check_area(file: str, look: Look) -> None:
    """Raise ReadError where a sheet reaches further than a Board's data can."""
    if look.rows * look.columns > LARGEST_AREA:
        raise ReadError(
            f"Sheet {quoted(look.title)} of {quoted(file)} reaches to row {look.rows:,}. Delete "
            f"what stands far below or far to the right of the table, and save it again."
        )
