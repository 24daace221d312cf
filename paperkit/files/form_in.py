"""The block of a form that says what the form is, wherever it stands.

Which sheet of a form holds which table: by its name, or else by its headings.

A form that came back, as people leave it: whose it is, its rows, and what was found on it.

Its sheets may have been renamed, moved or saved by another program: a sheet is known by its
headings where its name says nothing, and the block that says what the form is by its labels.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from paperkit.container.zips import sound
from paperkit.files.grid import (
    OWN_SHEETS,
    GridCell,
    Sheet,
    headings_of,
    left_alone,
    matching,
    plain,
    renamed,
)
from paperkit.files.workbook_cells import address, read_cell
from paperkit.files.workbook_headings import find_headings, read_sheet
from paperkit.files.workbook_in import open_book
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Table
from paperkit.schema.forms import ABOUT, CHECK_SHEET, form_columns, is_for_reading, sheet_name
from paperkit.schema.records import Cell, Record
from paperkit.schema.values import Link

FEWEST_LABELS = 4
LONGEST_LABEL = 40
WIDEST_GAP = 2  # somebody may have put a blank row between two labels


class AboutRead(Frozen):
    """What the block says, None where there is none, and on which sheet it stands."""

    record: Record | None
    title: str
    findings: tuple[Finding, ...]


class _Line(Frozen):
    """One label of the block, and what stands beside it: None where nothing does."""

    column: Column
    label: GridCell
    value: GridCell | None


def find_about(sheets: Mapping[str, Sheet]) -> AboutRead:
    """Return the block of a form: labels under each other, each with its value to the right."""
    for sheet in sorted(sheets.values(), key=lambda one: folded(one.title) not in OWN_SHEETS):
        block = _block(sheet)
        if len(block) >= FEWEST_LABELS:
            return _read(sheet, block)
    return AboutRead(None, "", ())


def _block(sheet: Sheet) -> Mapping[str, _Line]:
    """Return the lines that stand under each other with most labels, the first of two alike.

    A label may stand elsewhere too, such as the day of return among the steps.
    """
    blocks: list[dict[str, _Line]] = []
    open_at: dict[int, tuple[int, dict[str, _Line]]] = {}
    for line in _lines(sheet):
        row, column = line.label.row, line.label.column
        last, block = open_at.get(column, (-WIDEST_GAP, {}))
        if row - last > WIDEST_GAP:
            block = {}
        if not block:
            blocks.append(block)
        block.setdefault(line.column.name, line)
        open_at[column] = (row, block)
    return max(blocks, key=len, default={})


def _lines(sheet: Sheet) -> Iterator[_Line]:
    labels = headings_of(ABOUT)
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        for index in sorted(cells):
            words = cells[index].value
            if isinstance(words, str) and len(words) <= LONGEST_LABEL and plain(words):
                column = labels.find(words)
                if column:
                    yield _Line(column, cells[index], _beside(cells, index))


def _beside(cells: Mapping[int, GridCell], label: int) -> GridCell | None:
    right = (cells[index] for index in sorted(cells) if index > label)
    return next((cell for cell in right if cell.filled), None)


def _read(sheet: Sheet, block: Mapping[str, _Line]) -> AboutRead:
    cells: dict[str, Cell] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for name, line in block.items():
        at = line.value or line.label
        places[name] = sheet.at(at.coordinate, line.column.heading)
        if line.value:
            read = read_cell(line.value, line.column, sheet, places[name])
            cells[name] = read.cell
            findings += read.findings
    first = next(iter(block.values())).label
    place = sheet.at(first.coordinate)
    record = Record(place, MappingProxyType(cells), MappingProxyType(places))
    return AboutRead(record, sheet.title, tuple(findings))


KNOWN_SHARE = 0.6
ONE_SHEET = "Delete the sheet that should not be read, and gather again."
_HELP = OWN_SHEETS | {folded(CHECK_SHEET)}


class Found(Frozen):
    """The tables that a form has, each with its sheet, and what was found on the way."""

    sheets: tuple[tuple[Table, Sheet], ...]
    findings: tuple[Finding, ...]


def find_sheets(file: str, sheets: Mapping[str, Sheet], tables: Sequence[Table]) -> Found:
    """Return the sheet of each table that the form has, without the columns that only tell."""
    named = [replace(table, sheet=sheet_name(table)) for table in tables]
    titles = [title for title in sheets if folded(title) not in _HELP]
    by_name = {table: matching(titles, table) for table in named}
    taken = {title for found in by_name.values() for title in found}
    left = {title: _by_headings(sheets[title], named) for title in titles if title not in taken}
    there: list[tuple[Table, Sheet]] = []
    findings: list[Finding] = []
    for table in named:
        alike = [title for title, meant in left.items() if meant == table]
        findings += _told(file, table, by_name[table], alike)
        found = [sheets[title] for title in [*by_name[table], *alike][:1]]
        there += [(table, _of_answers(sheet, table)) for sheet in found]
        findings += [lacking for sheet in found for lacking in _lacking(sheet, table)]
    findings += left_alone(file, [title for title, meant in left.items() if meant is None])
    return Found(tuple(there), tuple(findings))


def _by_headings(sheet: Sheet, tables: Iterable[Table]) -> Table | None:
    """Return the table of whose form most headings stand on the sheet, if enough of them do."""
    shares = {table: _share(sheet, table) for table in tables}
    best = max(shares, key=lambda table: shares[table], default=None)
    return best if best and shares[best] >= KNOWN_SHARE else None


def _share(sheet: Sheet, table: Table) -> float:
    there = {column.column.name for column in find_headings(sheet, table, {}).columns}
    wanted = {column.name for column in form_columns(table)}
    return len(there & wanted) / len(wanted)


def _told(file: str, table: Table, by_name: Sequence[str], alike: Sequence[str]) -> list[Finding]:
    both = [*by_name, *alike]
    if len(both) > 1:
        return [replace(found, remedy=ONE_SHEET) for found in renamed(file, table, both)]
    if by_name:
        return renamed(file, table, by_name)
    return [_read_as(file, table, title) for title in alike]


def _read_as(file: str, table: Table, title: str) -> Finding:
    message = f"Sheet {quoted(title)} was read as {table.sheet}, by its headings."
    return Finding("PK-203", Place(file, title), message)


def _lacking(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Yield the columns that were sent out to be filled in and are not there any more.

    Answers under a heading of the lead's own, or without one, would be lost.
    """
    headings = find_headings(sheet, table, {})
    there = {column.column.name for column in headings.columns}
    gone = [c.heading for c in form_columns(table) if c.asked and c.name not in there]
    if headings.row and gone:
        code = "PK-217"
        named = " and ".join(quoted(heading) for heading in gone)
        message = f"The form has no column{'s' if len(gone) > 1 else ''} {named} any more."
        yield Finding(code, Place(sheet.place.file, sheet.title), message)


def _of_answers(sheet: Sheet, table: Table) -> Sheet:
    """Return the sheet without the grey columns that stand there to be read alone."""
    heads = sheet.rows.get(find_headings(sheet, table, {}).row, {})
    grey = {index for index, cell in heads.items() if is_for_reading(str(cell.value))}
    rows = {
        number: {index: cell for index, cell in cells.items() if index not in grey}
        for number, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


class FormRead(Frozen):
    """A form as read. ``about`` is None where no sheet says what the form is.

    ``records`` are by the name of their table, only of tables that the form has. ``behind`` gives
    the web addresses behind words of a row outside its column for links, by the row's place.
    ``sheets`` names all sheets as they stand in the file.
    """

    file: str
    about: Record | None
    records: Mapping[str, tuple[Record, ...]]
    behind: Mapping[Place, tuple[Cell, ...]]
    sheets: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_form(path: Path, tables: Sequence[Table]) -> FormRead:
    """Return what a form holds of the tables that forms may ask for.

    ReadError where the file is no workbook that can be read, whatever is wrong with it.
    """
    book = open_book(path)
    sheets = {title: sound(book.file, read) for title, read in book.sheets.items()}
    about = find_about(sheets)
    rest = {title: sheet for title, sheet in sheets.items() if title != about.title}
    found = find_sheets(book.file, rest, tables)
    records: dict[str, tuple[Record, ...]] = {}
    behind: dict[Place, tuple[Cell, ...]] = {}
    findings = [*book.findings, *about.findings, *found.findings]
    for table, sheet in found.sheets:
        read = sound(book.file, partial(read_sheet, sheet, table, {}))
        records[table.name] = read.records
        behind.update(_behind(sheet, table, read.records))
        findings += read.findings
    return FormRead(book.file, about.record, records, behind, tuple(sheets), tuple(findings))


def _behind(
    sheet: Sheet, table: Table, records: Sequence[Record]
) -> Iterator[tuple[Place, tuple[Cell, ...]]]:
    own = {column.name for column in table.columns if column.type is Link}
    for record in records:
        number = int(re.sub(r"\D", "", record.place.cell))
        apart = {place.cell for name, place in record.places.items() if name in own}
        cells = (c for c in sheet.rows[number].values() if c.coordinate not in apart)
        found = tuple(_address(sheet, cell) for cell in cells if address(cell))
        if found:
            yield record.place, found


def _address(sheet: Sheet, cell: GridCell) -> Cell:
    return Cell(address(cell), sheet.at(cell.coordinate))
