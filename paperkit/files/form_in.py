"""Read a returned form as people leave it: what it says of itself, its rows, and any findings.

Its sheets may have been renamed, moved or saved by another program: a sheet is known by its
headings where its name says nothing, and the block that says what the form is by its labels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from paperkit.container.reading import sound
from paperkit.files.grid import GridCell, Sheet
from paperkit.files.headings import (
    HELP_SHEETS,
    headings_of,
    left_alone,
    matching,
    renamed,
)
from paperkit.files.workbook_in import open_book
from paperkit.files.workbook_rows import (
    HeadingRow,
    address,
    find_headings,
    read_cell,
    read_sheet,
)
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Cell, Column, Record, Table
from paperkit.schema.forms import ABOUT, CHECK_SHEET, form_columns, is_for_reading, sheet_name
from paperkit.schema.values import Link

FEWEST_LABELS = 4
LONGEST_LABEL = 40
WIDEST_GAP = 2  # somebody may have put a blank row between two labels
KNOWN_SHARE = 0.6
ONE_SHEET = "Delete the sheet that should not be read, and gather again."


class FormRead(Frozen):
    """A form as read. ``about`` is None where no sheet says what the form is.

    ``records`` are by the name of their table, only of tables that the form has. ``behind`` gives
    the web addresses behind words of a row outside its column for links, by the row's place.
    ``sheets`` names all sheets in the order of the file.
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
    findings = list(book.findings)
    about = None
    rest = dict(sheets)
    for sheet in sorted(sheets.values(), key=lambda one: folded(one.title) not in HELP_SHEETS):
        block = _block(sheet)
        if len(block) >= FEWEST_LABELS:
            about, found = _about(sheet, block)
            findings += found
            del rest[sheet.title]
            break
    answers, found = _answers(book.file, rest, tables)
    findings += found
    records: dict[str, tuple[Record, ...]] = {}
    behind: dict[Place, tuple[Cell, ...]] = {}
    for table, sheet in answers:
        records[table.name], found = sound(book.file, partial(read_sheet, sheet, table, {}))
        behind |= _links_behind(sheet, table, records[table.name])
        findings += found
    return FormRead(book.file, about, records, behind, tuple(sheets), tuple(findings))


# --- What the form says of itself ---------------------------------------------------------------


Line = tuple[Column, GridCell, GridCell | None]
"""What a label of the block means, the label, and what is beside it: None where nothing is."""


def _block(sheet: Sheet) -> Mapping[str, Line]:
    """Return the adjoining lines with most labels, by column; the first where two have as many.

    A label may be elsewhere too, such as the day of return among the steps.
    """
    blocks: list[dict[str, Line]] = []
    open_at: dict[int, tuple[int, dict[str, Line]]] = {}
    for line in _lines(sheet):
        column, label, _ = line
        last, block = open_at.get(label.column, (0, {}))
        if not block or label.row - last > WIDEST_GAP:
            block = {}
            blocks.append(block)
        block.setdefault(column.name, line)
        open_at[label.column] = label.row, block
    return max(blocks, key=len, default={})


def _lines(sheet: Sheet) -> Iterator[Line]:
    labels = headings_of(ABOUT)
    for cells in sheet.filled.values():
        for index, cell in cells.items():
            short = isinstance(cell.value, str) and len(cell.value) <= LONGEST_LABEL
            column = labels.find(str(cell.value)) if short else None
            if column:
                yield column, cell, next((cells[at] for at in cells if at > index), None)


def _about(sheet: Sheet, block: Mapping[str, Line]) -> tuple[Record, list[Finding]]:
    cells: dict[str, Cell] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for name, (column, label, value) in block.items():
        places[name] = sheet.at((value or label).coordinate, column.heading)
        if value:
            cells[name], found = read_cell(value, column, sheet, places[name])
            findings += found
    _, first, _ = next(iter(block.values()))
    place = sheet.at(first.coordinate)
    return Record(place, MappingProxyType(cells), MappingProxyType(places)), findings


# --- Which sheet holds which table --------------------------------------------------------------


def _answers(
    file: str, sheets: Mapping[str, Sheet], tables: Sequence[Table]
) -> tuple[list[tuple[Table, Sheet]], list[Finding]]:
    """Return the sheet of each table, without its grey columns, and what was found on the way."""
    named = [replace(table, sheet=sheet_name(table)) for table in tables]
    unread = {*HELP_SHEETS, folded(CHECK_SHEET)}
    titles = [title for title in sheets if folded(title) not in unread]
    by_name = {table: matching(titles, table) for table in named}
    taken = {title for found in by_name.values() for title in found}
    by_headings = {t: _table_of(sheets[t], named) for t in titles if t not in taken}
    answers: list[tuple[Table, Sheet]] = []
    findings: list[Finding] = []
    for table in named:
        alike = [title for title, meant in by_headings.items() if meant == table]
        both = [*by_name[table], *alike]
        if len(both) > 1:
            findings += (replace(one, remedy=ONE_SHEET) for one in renamed(file, table, both))
        elif alike:
            message = f"Sheet {quoted(alike[0])} was read as {table.sheet}, by its headings."
            findings.append(Finding("PK-203", Place(file, alike[0]), message))
        else:
            findings += renamed(file, table, both)
        if both:
            sheet = sheets[both[0]]
            headings = find_headings(sheet, table, {})
            # The grey columns are there to be read alone.
            heads = sheet.rows.get(headings.row, {})
            grey = {index for index, cell in heads.items() if is_for_reading(str(cell.value))}
            rows = {
                number: {index: cell for index, cell in cells.items() if index not in grey}
                for number, cells in sheet.rows.items()
            }
            answers.append((table, replace(sheet, rows=rows)))
            findings += _lost_columns(sheet, headings, table)
    unknown = [title for title, meant in by_headings.items() if meant is None]
    return answers, findings + left_alone(file, unknown)


def _table_of(sheet: Sheet, tables: Sequence[Table]) -> Table | None:
    """Return the table of which the sheet has the largest share of headings, if that is enough."""
    shares: dict[Table, float] = {}
    for table in tables:
        there = {column.column.name for column in find_headings(sheet, table, {}).columns}
        wanted = {column.name for column in form_columns(table)}
        shares[table] = len(there & wanted) / len(wanted)
    best = max(shares, key=lambda table: shares[table], default=None)
    return best if best and shares[best] >= KNOWN_SHARE else None


def _lost_columns(sheet: Sheet, headings: HeadingRow, table: Table) -> Iterator[Finding]:
    """Yield the columns that were sent out to be filled in and are missing now.

    Answers under a heading of the lead's own, or without one, would be lost.
    """
    there = {column.column.name for column in headings.columns}
    gone = [c.heading for c in form_columns(table) if c.asked and c.name not in there]
    if headings.row and gone:
        named = " and ".join(quoted(heading) for heading in gone)
        message = f"The form has no column{'s' if len(gone) > 1 else ''} {named} any more."
        yield Finding("PK-217", sheet.place, message)


def _links_behind(
    sheet: Sheet, table: Table, records: Sequence[Record]
) -> Iterator[tuple[Place, tuple[Cell, ...]]]:
    """Yield the web addresses behind words of each row that are not in its column for links."""
    links = {column.name for column in table.columns if column.type is Link}
    for record in records:
        number = int(re.sub(r"\D", "", record.place.cell))
        apart = {place.cell for name, place in record.places.items() if name in links}
        found = tuple(
            Cell(address(cell), sheet.at(cell.coordinate))
            for cell in sheet.rows[number].values()
            if cell.coordinate not in apart and address(cell)
        )
        if found:
            yield record.place, found
