"""What the library for other types of workbook keeps back, looked up in the file itself.

It gives the values of cells; percentages, errors, crossed-out words and hidden rows it does not
tell, and it would lay out a million blank rows before one cell far below. So the file is looked
through first, and what the library lacks is put right after.

An OpenDocument spreadsheet (.ods), looked through for what is shown beside its values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from xml.etree import ElementTree

from paperkit.container.zips import Package
from paperkit.errors import ReadError
from paperkit.files.grid import Span, shows_percent
from paperkit.findings import quoted
from paperkit.frozen import Frozen, field, replace

LARGEST_AREA = 2_000_000
"""The most cells, blank ones with them, from A1 to the last that holds something."""

At = tuple[int, int]
"""Row and column of a cell, both from 1."""

_PERCENT = frozenset({9, 10})  # the numbers of Excel's own formats 0% and 0.00%
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


class Mark(Frozen):
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


class Look(Frozen):
    """What one sheet shows beside the values of its cells, and how far it reaches."""

    title: str
    rows: int = 0
    columns: int = 0
    marks: Mapping[At, Mark] = field(default_factory=lambda: MappingProxyType({}))
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()


class Styles(Frozen):
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


LARGEST_CONTENT = 20 * 1024 * 1024

Element = ElementTree.Element
_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{_NS}table:1.0}}", f"{_NS}text:1.0}}"
_OFFICE, _STYLE = f"{_NS}office:1.0}}", f"{_NS}style:1.0}}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDDEN = ("collapse", "filter")
_ERRORS_ODS_LOOK = ("#", "Err:")


class _Cell(Frozen):
    """A cell, its column, and for how many columns it stands."""

    element: Element
    column: int
    times: int

    @property
    def filled(self) -> bool:
        return self.element.get(f"{_OFFICE}value-type") is not None or _words(self.element) != ""


class _Row(Frozen):
    """A row, its number, and for how many rows it stands."""

    element: Element
    number: int
    times: int

    def cells(self) -> Iterator[_Cell]:
        column = 1
        for element in self.element:
            if element.tag in _CELLS:
                times = _times(element, "columns")
                yield _Cell(element, column, times)
                column += times


def look_through(package: Package) -> tuple[Look, ...]:
    """Return what each sheet shows beside its values.

    ReadError where a sheet is larger than a Board's data can be.
    """
    content = package.part("content.xml")
    if len(content) > LARGEST_CONTENT:
        raise ReadError(
            f"{quoted(package.name)} holds far more than a Board's data can be. Copy the sheets "
            f"that are needed into a new file and use that."
        )
    root = ElementTree.fromstring(content)  # noqa: S314 - no DTD, as checked
    crossing = frozenset(_crossing(root))
    return tuple(_look(package.name, table, crossing) for table in root.iter(f"{_TABLE}table"))


def _look(file: str, table: Element, crossing: frozenset[str]) -> Look:
    title = table.get(f"{_TABLE}name", "")
    rows = list(_rows(table))
    filled = [(row, cell) for row in rows for cell in row.cells() if cell.filled]
    reach = Look(
        title,
        max((row.number + row.times - 1 for row, _ in filled), default=0),
        max((cell.column + cell.times - 1 for _, cell in filled), default=0),
    )
    check_area(file, reach)
    return Look(
        title,
        reach.rows,
        reach.columns,
        {at: mark for row, cell in filled for at, mark in _marks(row, cell, crossing)},
        frozenset(_hidden_rows(rows, reach.rows)),
        frozenset(_hidden_columns(table, reach.columns)),
        tuple(_spans(filled)),
    )


def _rows(table: Element) -> Iterator[_Row]:
    """Yield the rows of a sheet, those in groups and in repeated headings with them."""
    number = 1
    for element in table.iter(f"{_TABLE}table-row"):
        times = _times(element, "rows")
        yield _Row(element, number, times)
        number += times


def _times(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _marks(row: _Row, cell: _Cell, crossing: frozenset[str]) -> Iterator[tuple[At, Mark]]:
    mark = _mark(cell.element, crossing)
    if mark == PLAIN:
        return
    for number in range(row.number, row.number + row.times):
        for column in range(cell.column, cell.column + cell.times):
            yield (number, column), mark


def _mark(element: Element, crossing: frozenset[str]) -> Mark:
    kind = element.get(f"{_OFFICE}value-type", "")
    words = _words(element)
    shown_error = words.startswith(_ERRORS_ODS_LOOK) and element.get(f"{_TABLE}formula") is not None
    error = shown_error or element.get(f"{_EXTENDED}value-type") == "error"
    answer = element.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else None
    return Mark(
        percent=kind == "percentage",
        error=words or "#N/A" if error else "",
        answer=answer,
        crossed=_crossed(element, words, crossing),
        link=next((a.get(_LINK, "") for a in element.iter(f"{_TEXT}a")), ""),
        has_comment=element.find(f"{_OFFICE}annotation") is not None,
    )


def _words(element: Element) -> str:
    """Return the words that a cell shows; its comment is none of them."""
    return "\n".join("".join(part.itertext()) for part in element.findall(f"{_TEXT}p"))


def _crossed(element: Element, words: str, crossing: frozenset[str]) -> str:
    if element.get(f"{_TABLE}style-name") in crossing:
        return words
    spans = (span for part in element.findall(f"{_TEXT}p") for span in part.iter(f"{_TEXT}span"))
    return "".join(
        "".join(span.itertext()) for span in spans if span.get(f"{_TEXT}style-name") in crossing
    )


def _crossing(root: Element) -> Iterator[str]:
    """Yield the names of the styles that put a line through words."""
    for style in root.iter(f"{_STYLE}style"):
        look = style.find(f"{_STYLE}text-properties")
        through = "none" if look is None else look.get(f"{_STYLE}text-line-through-style", "none")
        if through != "none":
            yield style.get(f"{_STYLE}name", "")


def _hidden_rows(rows: list[_Row], last: int) -> Iterator[int]:
    for row in rows:
        if row.element.get(f"{_TABLE}visibility") in _HIDDEN:
            yield from range(row.number, min(row.number + row.times, last + 1))


def _hidden_columns(table: Element, last: int) -> Iterator[int]:
    number = 1
    for element in table.iter(f"{_TABLE}table-column"):
        times = _times(element, "columns")
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            yield from range(number, min(number + times, last + 1))
        number += times


def _spans(filled: list[tuple[_Row, _Cell]]) -> Iterator[Span]:
    for row, cell in filled:
        high = int(cell.element.get(f"{_TABLE}number-rows-spanned", "1"))
        wide = int(cell.element.get(f"{_TABLE}number-columns-spanned", "1"))
        if high * wide > 1:
            last_row = min(row.number + high - 1, LARGEST_AREA)
            yield Span(row.number, last_row, cell.column, cell.column + wide - 1)
