"""A form that came back, as people leave it: whose it is, its rows, and what was found on it.

Its sheets may have been renamed, moved or saved by another program: a sheet is known by its
headings where its name says nothing, and the block that says what the form is by its labels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from paperkit.files.container import sound
from paperkit.files.form_about import find_about
from paperkit.files.form_sheets import find_sheets
from paperkit.files.grid import GridCell, Sheet
from paperkit.files.workbook_cells import address
from paperkit.files.workbook_in import open_book
from paperkit.files.workbook_rows import read_sheet
from paperkit.findings import Finding, Place
from paperkit.schema.columns import Table
from paperkit.schema.records import Cell, Record
from paperkit.schema.values import Link


@dataclass(frozen=True)
class FormRead:
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
