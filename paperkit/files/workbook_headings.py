"""The headings of a sheet: in which row they stand, which columns they name, which they do not.

From a sheet to the records of its table: each row with its cells and their places.

From the sheets of a workbook, whatever library opened it, to the records of each table.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from paperkit.container.formats import ReadFile
from paperkit.container.zips import sound
from paperkit.errors import ReadError
from paperkit.files.grid import (
    Aliases,
    GridCell,
    Headings,
    Sheet,
    SheetColumn,
    letter,
    match_sheets,
    own_headings,
    unknown_alias_sheets,
    unknown_aliases,
    unused_aliases,
    with_aliases,
)
from paperkit.files.workbook_cells import address, read_cell
from paperkit.files.workbook_marks import marks
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import decode_excel, key_text
from paperkit.schema.columns import Table
from paperkit.schema.records import Cell, Record
from paperkit.schema.values import Link

SEARCHED_ROWS = 30
FEWEST_KNOWN = 2
KNOWN_SHARE = 0.5


class HeadingRow(Frozen):
    """The row of the headings (0 where there is none), the columns known, what was found."""

    row: int
    columns: tuple[SheetColumn, ...]
    findings: tuple[Finding, ...]


def find_headings(sheet: Sheet, table: Table, aliases: Aliases) -> HeadingRow:
    """Return where the headings stand and which columns of the table they name."""
    own = own_headings(table, sheet.title, aliases)
    headings = with_aliases(table, own)
    wrong = unknown_aliases(table, own, sheet.place)
    row = _heading_row(sheet, headings)
    if not row:
        return HeadingRow(0, (), (*wrong, _none_found(sheet, table)))
    named = [column for cell in _texts(sheet, row) if (column := _column(cell, headings))]
    columns = {column.column.name: column for column in reversed(named)}
    findings = [*wrong, *_below(sheet, row), *_twice(sheet, row, named)]
    findings += _unknown(sheet, row, headings, named)
    findings += unused_aliases(table, own, columns, sheet.place)
    ordered = sorted(columns.values(), key=lambda column: column.index)
    return HeadingRow(row, tuple(ordered), tuple(findings))


def _heading_row(sheet: Sheet, headings: Headings) -> int:
    """Return the row in which most headings are known, the upper of two; 0 where none will do."""
    known = {row: _known(sheet, row, headings) for row in _searched(sheet)}
    best = max(known, key=lambda row: (known[row], -row), default=0)
    filled = len(_texts(sheet, best)) if best else 0
    enough = known.get(best, 0) >= min(FEWEST_KNOWN, filled) > 0
    share = known.get(best, 0) / filled if filled else 0.0
    return best if enough and (share >= KNOWN_SHARE or known[best] > FEWEST_KNOWN) else 0


def _known(sheet: Sheet, row: int, headings: Headings) -> int:
    return sum(1 for cell in _texts(sheet, row) if headings.find(_typed(cell)))


def _searched(sheet: Sheet) -> list[int]:
    return sorted(row for row in sheet.rows if row <= SEARCHED_ROWS)


def _texts(sheet: Sheet, row: int) -> list[GridCell]:
    return _filled(sheet.rows[row])


def _filled(cells: Mapping[int, GridCell]) -> list[GridCell]:
    return [cells[index] for index in sorted(cells) if cells[index].filled]


def _column(cell: GridCell, headings: Headings) -> SheetColumn | None:
    column = headings.find(_typed(cell))
    return SheetColumn(column, cell.column, _heading(cell)) if column else None


def _heading(cell: GridCell) -> str:
    return key_text(decode_excel(_typed(cell)))


def _typed(cell: GridCell) -> str:
    return cell.formula.text if cell.value is None and cell.formula else str(cell.value)


def _none_found(sheet: Sheet, table: Table) -> Finding:
    first = next((_texts(sheet, row) for row in _searched(sheet) if _texts(sheet, row)), [])
    has = ", ".join(quoted(_heading(cell), 40) for cell in first[:10])
    needs = ", ".join(column.heading for column in table.columns[:8])
    more = " and so on" if len(table.columns) > 8 else ""
    message = f"{sheet.title} needs the headings {needs}{more}; it has {has or 'none'}."
    return Finding("PK-210", sheet.place, message)


def _below(sheet: Sheet, row: int) -> Iterator[Finding]:
    if row > min(sheet.rows):
        message = f"The headings of {sheet.title} were found in row {row}."
        place = sheet.at(f"A{row}")
        yield Finding("PK-211", place, message)


def _twice(sheet: Sheet, row: int, named: Sequence[SheetColumn]) -> Iterator[Finding]:
    first: dict[str, SheetColumn] = {}
    for column in named:
        other = first.setdefault(column.column.name, column)
        if other is not column:
            message = (
                f"Columns {other.letter} and {column.letter} both stand for "
                f"{column.column.heading}; only {other.letter} was read."
            )
            places = [sheet.at(f"{each.letter}{row}", each.heading) for each in (column, other)]
            remedy = remedy_of("PK-213")
            value = column.heading
            yield Finding("PK-213", places[0], message, remedy, value, "", tuple(places[1:]))


def _unknown(
    sheet: Sheet, row: int, headings: Headings, named: Sequence[SheetColumn]
) -> Iterator[Finding]:
    """Yield one note that names every column that was left alone."""
    known = {column.index for column in named}
    unknown = [cell for cell in _texts(sheet, row) if cell.column not in known]
    bare = _without_heading(sheet, row)
    if not unknown and not bare:
        return
    told = [f"{quoted(_heading(cell), 40)} ({letter(cell.column)})" for cell in unknown[:20]]
    told += [f"{letter(index)} (no heading)" for index in bare[:5]]
    more = len(unknown) + len(bare) - len(told)
    told += [f"{more} more"] if more else []
    message = f"Left alone on {sheet.title}: {', '.join(told)}."
    place = sheet.at(unknown[0].coordinate if unknown else f"{letter(bare[0])}{row}")
    yield Finding("PK-212", place, message, _suggestion(unknown, headings, named))


def _suggestion(
    unknown: Sequence[GridCell], headings: Headings, named: Sequence[SheetColumn]
) -> str:
    taken = [column.column for column in named]
    near = [(_heading(cell), headings.near(_heading(cell), taken)) for cell in unknown]
    meant = [f"{quoted(heading)} to {guess}" for heading, guess in near if guess]
    if not meant:
        return remedy_of("PK-212")
    return f"Rename {', '.join(meant)}, if that was meant."


def _without_heading(sheet: Sheet, row: int) -> list[int]:
    """Return the columns that hold text below the headings, but have none."""
    headed = {cell.column for cell in _texts(sheet, row)}
    below = (cells for number, cells in sheet.rows.items() if number > row)
    bare = {c.column for cells in below for c in cells.values() if c.filled}
    return sorted(bare - headed)


MOST_ROWS = 10_000
_BELOW_TABLE = re.compile(
    r"(?:sub-?total|grand total|totals?|notes?|sources?)\s*(?:[:\d].*)?", re.IGNORECASE | re.DOTALL
)


class SheetRead(Frozen):
    """The records of a sheet, in its order, and what was found on it."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


class _Row(Frozen):
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


Opened = Mapping[str, Callable[[], Sheet]]
"""The sheets of a workbook by title; each is read when it is asked for."""


class OpenBook(Frozen):
    """A workbook whose sheets can be asked for, and what was found of the file as a whole."""

    file: str
    sheets: Opened
    findings: tuple[Finding, ...]


def read_sheets(file: str, sheets: Opened, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that has a sheet, and what was found on the sheets.

    ReadError where a sheet is damaged, or larger than a Board's data can be.
    """
    matched = match_sheets(file, list(sheets), tables)
    findings = [*matched.findings, *unknown_alias_sheets(list(sheets), tables, aliases)]
    records: dict[str, tuple[Record, ...]] = {}
    for table in tables:
        if table.name in matched.titles:
            sheet = sound(file, sheets[matched.titles[table.name]])
            read = read_sheet(sheet, table, aliases)
            records[table.name] = read.records
            findings += read.findings
    return ReadFile(records, tuple(findings))
