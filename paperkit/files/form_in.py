"""Read a returned form as people leave it: what it says of itself, its rows, and any findings.

Its sheets may have been renamed, moved or saved by another program: a sheet is known by its
headings where its name says nothing, and the block that says what the form is by its labels.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from paperkit.container.reading import open_package, sound
from paperkit.files.grid import GridCell, Sheet
from paperkit.files.headings import (
    HELP_SHEETS,
    headings_of,
    left_alone,
    matching,
    renamed,
)
from paperkit.files.workbook_in import open_book
from paperkit.files.workbook_out_book import NO_TIME
from paperkit.files.workbook_out_form import FILL_IN
from paperkit.files.workbook_rows import (
    HeadingRow,
    OpenBook,
    address,
    find_headings,
    read_cell,
    read_sheet,
    typed_in,
)
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Cell, Column, Record, Table
from paperkit.schema.forms import (
    ABOUT,
    CHECK_SHEET,
    COMPLETE,
    NO,
    NOT_COMPLETE,
    NOT_NEEDED,
    YES,
    FormText,
    TextOrigin,
    form_columns,
    is_for_reading,
    sheet_name,
)
from paperkit.schema.values import Link

_CHECKS = re.compile(r"!|COUNTIF\(")  # what every formula of the sheet of checks holds
PICTURES = "a picture: open the form to look at it"
COMMENT_UNREAD = "(open the form to read it)"
_SAID_BY_TEXTS = frozenset(
    {"PK-202", "PK-211", "PK-212", "PK-230", "PK-232", "PK-235", "PK-236", "PK-343"}
)
FEWEST_LABELS = 4
LONGEST_LABEL = 40
WIDEST_GAP = 2  # somebody may have put a blank row between two labels
KNOWN_SHARE = 0.6
ONE_SHEET = "Delete the sheet that should not be read, and gather again."


class FormRead(Frozen):
    """A form as read. ``about`` is None where no sheet says what the form is.

    ``records`` are by the name of their table, only of tables that the form has. ``behind`` gives
    the web addresses behind words of a row outside its column for links, by the row's place.
    ``sheets`` names all sheets in the order of the file; ``texts`` is every text that is not a cell
    of the records: what the form itself says, and what somebody wrote beside it.
    """

    file: str
    about: Record | None
    records: Mapping[str, tuple[Record, ...]]
    behind: Mapping[Place, tuple[Cell, ...]]
    sheets: tuple[str, ...]
    texts: tuple[FormText, ...]
    findings: tuple[Finding, ...]


def read_form(path: Path, tables: Sequence[Table]) -> FormRead:
    """Return what a form holds of the tables that forms may ask for.

    ReadError where the file is not a workbook that can be read, whatever is wrong with it.
    """
    return read_form_of(open_book(path), tables)


def read_form_of(book: OpenBook, tables: Sequence[Table]) -> FormRead:
    """Return what an open workbook holds of the tables that forms may ask for."""
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
        # What is behind the words of a row is compared with what was sent out.
        judged = {cell.place.cell for cells in behind.values() for cell in cells}
        findings += (f for f in found if f.code != "PK-341" or f.place.cell not in judged)
    read = {cell.place for rows in records.values() for row in rows for cell in row.cells.values()}
    texts = tuple(_texts(sheets.values(), {(place.sheet, place.cell) for place in read}))
    # What these say is among the texts, each with its words.
    findings = [finding for finding in findings if finding.code not in _SAID_BY_TEXTS]
    return FormRead(book.file, about, records, behind, tuple(sheets), texts, tuple(findings))


def _texts(sheets: Iterable[Sheet], read: Container[tuple[str, str]]) -> Iterator[FormText]:
    for sheet in sheets:
        is_check = folded(sheet.title) == folded(CHECK_SHEET)
        for cells in (row for _, row in sorted(sheet.rows.items())):
            for _, cell in sorted(cells.items()):
                place, words = sheet.at(cell.coordinate), typed_in(cell)
                worked_out = is_check and bool(_CHECKS.search(cell.formula) or _of_checks(words))
                if words and (sheet.title, cell.coordinate) not in read:
                    yield FormText(place, words, worked_out=worked_out)
                if cell.comment is not None:
                    said = cell.comment or COMMENT_UNREAD
                    yield FormText(place, said, TextOrigin.COMMENT)
        yield from (FormText(sheet.place, words, TextOrigin.BOX) for words in sheet.boxes)
        printed = (FormText(sheet.place, words, TextOrigin.FURNITURE) for words in sheet.furniture)
        yield from printed
        if sheet.pictures:
            yield FormText(sheet.place, PICTURES, TextOrigin.PICTURE)


def _of_checks(words: str) -> bool:
    """Return whether the sheet of checks says it, in a file that keeps no formulas."""
    return words in (YES, NO, NOT_NEEDED, COMPLETE) or words.startswith(NOT_COMPLETE)


def unsaved(path: Path) -> bool:
    """Return whether nobody has saved a form since paperkit wrote it."""
    package = open_package(path)
    core = "docProps/core.xml"
    stamp = f">{NO_TIME:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
    return core in package.names and stamp in package.part(core)


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
            # The form's own yellow is not an answer, also where a row was added below it.
            rows = {
                number: {
                    index: replace(cell, fill="") if cell.fill == FILL_IN else cell
                    for index, cell in cells.items()
                    if index not in grey
                }
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
        message = f"The form no longer has the column{'s' if len(gone) > 1 else ''} {named}."
        yield Finding("PK-217", sheet.place, message)


def _links_behind(
    sheet: Sheet, table: Table, records: Sequence[Record]
) -> Iterator[tuple[Place, tuple[Cell, ...]]]:
    """Yield the web addresses behind the words that each row is known by, where it has a link."""
    if not any(column.type is Link for column in table.columns):
        return
    known = {column.name for column in table.columns if column.identity}
    for record in records:
        theirs = {place.cell for name, place in record.places.items() if name in known}
        found = tuple(
            Cell(address(cell), sheet.at(cell.coordinate))
            for cell in sheet.rows[record.place.row_number].values()
            if cell.coordinate in theirs and address(cell)
        )
        if found:
            yield record.place, found
