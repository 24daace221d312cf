"""What the XML of a workbook says that a library keeps back: its sheets, sizes and formulas.

One look here spares a second load of the workbook (with formulas instead of values).

What an officer sees on a sheet and a paper cannot show: merging, hiding, comments, blanks.
"""

import datetime
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from xml.etree import ElementTree

from paperkit.container.zips import Package, damaged
from paperkit.errors import ReadError
from paperkit.files.grid import Formula, GridCell, Sheet, SheetColumn, Span, runs
from paperkit.files.workbook_cells import colours
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.periods import Deadline

MOST_STORED_ROWS = 100_000
MOST_STORED_CELLS = 1_000_000
LARGEST_BLOCK = 200_000
MOST_RANGES = 100_000

_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_STRIKE = re.compile(rb"<(?:\w+:)?strike[\s>/]")
_BLOCK = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)(?=\s)[^<]*?\sref\s*=\s*[\"']([^\"'<]*)[\"']"
)
_RANGES = re.compile(rb"\ssqref\s*=\s*[\"']([^\"'<]*)")
_COORDINATE = re.compile(r"([A-Z]{1,3})(\d+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Formulas = Mapping[tuple[int, int], Formula]


class SheetPart(Frozen):
    """A worksheet: its name, and the part of the file that holds its cells."""

    title: str
    part: str


def sheet_parts(package: Package) -> tuple[SheetPart, ...]:
    """Return the worksheets in their order; ReadError where one is missing from the file."""
    targets = _targets(package)
    found: list[SheetPart] = []
    for sheet in _elements(package.part(package.main), "sheet"):
        kind, part = targets.get(sheet.get(_RELATION, ""), ("", ""))
        if part not in package.names:
            raise damaged(package.name)
        if kind.endswith("/worksheet"):
            found.append(SheetPart(sheet.get("name", ""), part))
    return tuple(found)


def check_size(package: Package, sheets: tuple[SheetPart, ...]) -> None:
    """Raise ReadError where a sheet stores more rows or cells than a Board's data can have."""
    for sheet in sheets:
        content = package.part(sheet.part)
        rows, cells = (sum(1 for _ in form.finditer(content)) for form in (_ROW, _CELL))
        if rows > MOST_STORED_ROWS or cells > MOST_STORED_CELLS:
            raise ReadError(
                f"Sheet {quoted(sheet.title)} of {quoted(package.name)} stores {rows:,} rows, many "
                f"of them likely blank. Delete the rows below the table, and move data that "
                f"papers do not need to another workbook."
            )
        if sum(found.group(1).count(b" ") for found in _RANGES.finditer(content)) > MOST_RANGES:
            raise ReadError(
                f"Sheet {quoted(sheet.title)} of {quoted(package.name)} has drop-downs or colours "
                f"by rule in too many places. Copy its cells into a new sheet, as values."
            )
        if any(
            _area(block.group(1).decode()) > LARGEST_BLOCK for block in _BLOCK.finditer(content)
        ):
            raise ReadError(
                f"Sheet {quoted(sheet.title)} of {quoted(package.name)} has a merged block or a "
                f"link over nearly the whole sheet. Unmerge its cells and save it again."
            )


def _area(block: str) -> int:
    """Return how many cells a block such as A1:C3 has; a library visits each of them."""
    corners = [_COORDINATE.fullmatch(corner.replace("$", "")) for corner in block.split(":")]
    if len(corners) != 2 or None in corners:
        return 1 if len(corners) == 1 else LARGEST_BLOCK + 1
    (left, top), (right, bottom) = (corner.groups() for corner in corners if corner)
    wide, high = _index(right) - _index(left) + 1, int(bottom) - int(top) + 1
    return abs(wide * high)


def crosses_out(package: Package) -> bool:
    """Return whether part of a cell's text may be crossed out."""
    names = (name for name in package.names if name.endswith(".xml") and name.startswith("xl/"))
    return any(_STRIKE.search(package.part(name)) for name in names if "style" not in name)


def formulas(package: Package, part: str) -> Formulas:
    """Return the formulas of a sheet by row and column number."""
    content = package.part(part)
    return dict(_formulas(content)) if _FORMULA.search(content) else {}


def _formulas(content: bytes) -> Iterator[tuple[tuple[int, int], Formula]]:
    number = 0
    for row in _elements(content, "row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row:
            at = _COORDINATE.fullmatch(cell.get("r", ""))
            column = _index(at.group(1)) if at else column + 1
            formula = _child(cell, "f")
            if formula is not None:
                yield (number, column), _formula(cell, formula)
        row.clear()


def _formula(cell: ElementTree.Element, formula: ElementTree.Element) -> Formula:
    value = _child(cell, "v")
    stored = cell.get("t") == "str" or (value is not None and bool(value.text))
    return Formula(f"={formula.text or '…'}", stored)


def _index(letters: str) -> int:
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - ord("A") + 1
    return index


def _targets(package: Package) -> dict[str, tuple[str, str]]:
    """Return type and part of each relationship of the workbook, by its id."""
    folder, name = posixpath.split(package.main)
    relations = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        relation.get("Id", ""): (relation.get("Type", ""), _part(folder, relation))
        for relation in _elements(relations, "Relationship")
    }


def _part(folder: str, relation: ElementTree.Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]


def _elements(content: bytes, name: str) -> Iterator[ElementTree.Element]:
    # Parts that declare entities were refused with the package.
    for _, element in ElementTree.iterparse(BytesIO(content)):  # noqa: S314
        if _local(element) == name:
            yield element


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element if _local(child) == name), None)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


Columns = Sequence[SheetColumn]
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b.*", re.DOTALL)


def marks(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what stands on the rows of a table beside their text."""
    if sheet.hidden:
        message = f"The sheet {sheet.title} is hidden; it was read."
        yield Finding("PK-206", sheet.place, message)
    if rows:
        yield from _merged(sheet, columns, rows)
        yield from _hidden(sheet, columns, rows)
        yield from _blank_rows(sheet, rows)
        yield from _comments(sheet, columns, rows)
        yield from _swapped(sheet, columns, rows)
        yield from colours(sheet, columns, rows)


def _merged(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    for span in sheet.merged:
        if span.last_row < rows[0] or span.first_row > rows[-1] or not _covers(span, columns):
            continue
        message = f"The cells {span} are merged, so only the first of them holds text."
        place = sheet.at(str(span).partition(":")[0])
        yield Finding("PK-335", place, message, value=str(span))


def _covers(span: Span, columns: Columns) -> bool:
    return any(span.first_column <= column.index <= span.last_column for column in columns)


def _hidden(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        message = f"{_rows(hidden)} hidden or filtered out; {_they(hidden)} read."
        yield _note("PK-231", sheet.at(f"A{hidden[0]}"), message)
    unseen = [column for column in columns if column.index in sheet.hidden_columns]
    if unseen:
        named = ", ".join(f"{quoted(column.heading, 40)} ({column.letter})" for column in unseen)
        subject = "The columns" if len(unseen) > 1 else "The column"
        verb = "are hidden; they were" if len(unseen) > 1 else "is hidden; it was"
        place = sheet.at(f"{unseen[0].letter}{rows[0]}")
        yield _note("PK-233", place, f"{subject} {named} {verb} read.")


def _blank_rows(sheet: Sheet, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield one note for the rows between the first and the last that hold nothing at all."""
    between = range(rows[0] + 1, rows[-1])
    blank = [row for row in between if not _holds(sheet, row)]
    if blank:
        verb = "Row {} is" if len(blank) == 1 else "Rows {} are"
        below = [row for row in rows if row > blank[0]]
        was = "was" if len(below) == 1 else "were"
        row = "row" if len(below) == 1 else "rows"
        message = f"{verb.format(runs(blank))} blank; {row} {runs(below)} {was} read."
        yield _note("PK-234", sheet.at(f"A{blank[0]}"), message)


def _holds(sheet: Sheet, row: int) -> bool:
    return any(cell.filled for cell in sheet.rows.get(row, {}).values())


def _comments(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    places = [
        sheet.at(cell.coordinate, column.heading)
        for column in columns
        for cell in _cells(sheet, column, rows)
        if cell.has_comment
    ]
    places.sort(key=lambda place: int(re.sub(r"\D", "", place.cell)))
    if places:
        where = ", ".join(place.cell for place in places[:20])
        where += f" and {len(places) - 20} more" if len(places) > 20 else ""
        message = f"Comments stand on {where}; they do not go into papers."
        remedy, others = remedy_of("PK-232"), tuple(places[1:])
        yield Finding("PK-232", places[0], message, remedy, others=others)


def _swapped(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a note for each column that a program set to American dates has been through."""
    for column in columns:
        if column.column.type not in (datetime.date, Deadline):
            continue
        cells = _cells(sheet, column, rows)
        days = [cell.value.day for cell in cells if isinstance(cell.value, datetime.date)]
        left = [cell for cell in cells if _after_the_12th(cell)]
        if left and days and max(days) <= 12:
            message = (
                f"{quoted(str(left[0].value))} under {column.heading} is text, and none of the "
                f"dates there is after the 12th of a month."
            )
            place = sheet.at(left[0].coordinate, column.heading)
            yield _note("PK-338", place, message)


def _after_the_12th(cell: GridCell) -> bool:
    match = _DAY_FIRST.fullmatch(cell.value) if isinstance(cell.value, str) else None
    return bool(match) and 12 < int(match.group(1)) <= 31 if match else False


def _cells(sheet: Sheet, column: SheetColumn, rows: Sequence[int]) -> list[GridCell]:
    return [sheet.rows[row][column.index] for row in rows if column.index in sheet.rows[row]]


def _rows(numbers: Sequence[int]) -> str:
    return f"Row {runs(numbers)} is" if len(numbers) == 1 else f"Rows {runs(numbers)} are"


def _they(numbers: Sequence[int]) -> str:
    return "it was" if len(numbers) == 1 else "they were"


def _note(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, message)
