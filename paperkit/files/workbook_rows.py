"""From a sheet to the records of its table: each row with its cells and their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, SheetColumn
from paperkit.files.headings import Aliases
from paperkit.files.workbook_cells import address, read_cell
from paperkit.files.workbook_headings import HeadingRow, find_headings
from paperkit.files.workbook_marks import marks
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.columns import Table
from paperkit.schema.records import Cell, Record
from paperkit.schema.values import Link

MOST_ROWS = 10_000
_BELOW_TABLE = re.compile(
    r"(?:sub-?total|grand total|totals?|notes?|sources?)\s*(?:[:\d].*)?", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class SheetRead:
    """The records of a sheet, in its order, and what was found on it."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Row:
    """A row that holds something in a known column."""

    number: int
    columns: tuple[SheetColumn, ...]
    cells: tuple[GridCell, ...]


def read_sheet(sheet: Sheet, table: Table, aliases: Aliases) -> SheetRead:
    """Return the records of a table's sheet; a sheet on which nothing stands gives none."""
    if not any(cell.filled for cells in sheet.rows.values() for cell in cells.values()):
        return SheetRead((), ())
    headings = find_headings(sheet, table, aliases)
    rows = _rows(sheet, headings)
    left_out = _totals(rows, table)
    numbers = {row.number for row in left_out}
    kept = [row for row in rows if row.number not in numbers]
    records: list[Record] = []
    findings = list(headings.findings)
    for row in kept:
        record, found = _record(sheet, headings, row)
        records.append(record)
        findings += found
    findings += _left_out(sheet, left_out)
    findings += marks(sheet, headings.columns, [row.number for row in kept])
    return SheetRead(tuple(records), tuple(findings))


def _rows(sheet: Sheet, headings: HeadingRow) -> list[_Row]:
    if not headings.row:
        return []
    below = (number for number in sorted(sheet.rows) if number > headings.row)
    rows = [row for number in below if (row := _row(sheet, headings, number)).cells]
    if len(rows) > MOST_ROWS:
        raise ReadError(
            f"Sheet {quoted(sheet.title)} of {quoted(sheet.file)} has {len(rows):,} rows; "
            f"paperkit reads at most {MOST_ROWS:,}. Move what no paper needs elsewhere."
        )
    return rows


def _row(sheet: Sheet, headings: HeadingRow, number: int) -> _Row:
    cells = sheet.rows[number]
    filled = [
        (column, cells[column.index])
        for column in headings.columns
        if column.index in cells and cells[column.index].filled
    ]
    return _Row(number, tuple(c for c, _ in filled), tuple(cell for _, cell in filled))


def _totals(rows: Sequence[_Row], table: Table) -> list[_Row]:
    """Return the totals and notes that stand below the last row of a table with references."""
    if table.key is None:
        return []
    last = max((row.number for row in rows if _keyed(row)), default=0)
    return [row for row in rows if row.number > last and _is_total(row)]


def _keyed(row: _Row) -> bool:
    return any(column.column.key for column in row.columns) and not _is_total(row)


def _is_total(row: _Row) -> bool:
    """Return whether the first words of the row say that it is none of the table's."""
    return bool(_BELOW_TABLE.fullmatch(str(row.cells[0].value).strip()))


def _left_out(sheet: Sheet, rows: Sequence[_Row]) -> Iterator[Finding]:
    for row in rows:
        words = str(row.cells[0].value)
        message = f"The row that begins {quoted(words)} was left out, as no row of the table."
        place = sheet.at(row.cells[0].coordinate, row.columns[0].heading)
        yield Finding("PK-230", place, message, value=words)


def _record(sheet: Sheet, headings: HeadingRow, row: _Row) -> tuple[Record, list[Finding]]:
    places = {c.column.name: _place(sheet, c, row.number) for c in headings.columns}
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    for column, stored in zip(row.columns, row.cells, strict=True):
        read = read_cell(stored, column.column, sheet, places[column.column.name])
        cells[column.column.name] = read.cell
        findings += read.findings
    cells |= _link_of_row(headings, row, places)
    first = places[headings.columns[0].column.name]
    place = Place(sheet.file, sheet.title, first.cell)
    return Record(place, MappingProxyType(cells), MappingProxyType(places)), findings


def _place(sheet: Sheet, column: SheetColumn, row: int) -> Place:
    return Place(sheet.file, sheet.title, f"{column.letter}{row}", field=column.heading)


def _link_of_row(headings: HeadingRow, row: _Row, places: dict[str, Place]) -> dict[str, Cell]:
    """Return the address behind other words of the row, where the link's own cell is blank."""
    blank = [c for c in headings.columns if c.column.type is Link and c not in row.columns]
    if not blank:
        return {}
    behind = {
        address(cell): places[column.column.name]
        for column, cell in zip(row.columns, row.cells, strict=True)
        if address(cell)
    }
    if len(behind) != 1:
        return {}
    ((target, place),) = behind.items()
    return {blank[0].column.name: Cell(target, place)}
