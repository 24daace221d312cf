"""An Excel workbook as officers leave it, read into records. What was read is never saved.

The library is called here alone; what it gives is turned into a ``Sheet`` at once, so that
whatever it raises on a damaged file is told as such.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from paperkit.container.formats import ReadFile
from paperkit.container.zips import Package, as_wanted, bounded, content, damaged, sound
from paperkit.files.calamine_in import open_other_workbook, other_kind
from paperkit.files.grid import Aliases, GridCell, Sheet, Span, shows_percent
from paperkit.files.workbook_headings import OpenBook, read_sheets
from paperkit.files.workbook_marks import (
    Formulas,
    SheetPart,
    check_size,
    crosses_out,
    formulas,
    sheet_parts,
)
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.schema.columns import Table

_MARK, _MARK_KEPT = b"x005F_", b"x00x005F_5F_"
_LAST_COLUMN = 16_384  # of any sheet; a damaged file may claim a thousand million
_LAST_GREY_THEME = 1  # the first two colours of a theme are its white and its black
_GREY_INDEXES = frozenset({0, 1, 8, 9, 22, 23, 55, 63, 64, 65})


def read_workbook(path: Path, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that the workbook has a sheet for.

    ``aliases`` gives, by sheet, a council's own heading and then paperkit's. Workbooks of other
    types (.ods, .xls, .xlsb) are read too, where the extra ``calc`` is installed. ReadError
    where the file is no workbook that can be read, whatever is wrong with it.
    """
    book = open_book(path)
    read = read_sheets(book.file, book.sheets, tables, aliases)
    return ReadFile(read.records, (*book.findings, *read.findings))


def open_book(path: Path) -> OpenBook:
    """Return a workbook whose sheets can be asked for; ReadError as for ``read_workbook``."""
    data = content(path)
    other = other_kind(path.name, data)
    if other:
        return open_other_workbook(path.name, data, other)
    package = as_wanted(bounded(path.name, data))
    parts = sound(package.name, partial(sheet_parts, package))
    sound(package.name, partial(check_size, package, parts))
    book = sound(package.name, partial(_load, package))
    if [part.title for part in parts] != [sheet.title for sheet in book.worksheets]:
        raise damaged(package.name)
    sheets = {part.title: partial(_sheet, package, book, part) for part in parts}
    return OpenBook(package.name, sheets, tuple(_about_file(package)))


def _about_file(package: Package) -> Iterator[Finding]:
    place = Place(package.name)
    if any(name.endswith("vbaProject.bin") for name in package.names):
        message = "The workbook holds macros; they were not run."
        yield Finding("PK-101", place, message)
    if any("/externalLinks/" in name for name in package.names):
        message = "Formulas of the workbook take values from another file."
        yield Finding("PK-102", place, message)


def _load(package: Package) -> Workbook:
    """Return the workbook with values in place of formulas.

    The library warns of features that it would lose on saving; nothing is saved here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rich = crosses_out(package)
        return load_workbook(_stream(package), data_only=True, rich_text=rich, keep_links=False)


def _stream(package: Package) -> BytesIO:
    """Return the file, with the mark of an escaped escape of Excel's written around itself.

    The library takes ``x005F_`` out wherever it stands; what is left is then the mark again.
    """
    for name in package.names:
        if name.lower().endswith("sharedstrings.xml") and _MARK in package.part(name):
            return package.stream_with(name, package.part(name).replace(_MARK, _MARK_KEPT))
    return package.stream()


def _sheet(package: Package, book: Workbook, part: SheetPart) -> Sheet:
    worksheet = book[part.title]
    return Sheet(
        file=package.name,
        title=part.title,
        rows=_rows(worksheet, formulas(package, part.part)),
        hidden=worksheet.sheet_state != "visible",
        hidden_rows=_hidden_rows(worksheet),
        hidden_columns=frozenset(_hidden_columns(worksheet)),
        merged=tuple(_spans(worksheet)),
        epoch=book.epoch.date(),
    )


def _rows(worksheet: Worksheet, written: Formulas) -> Mapping[int, Mapping[int, GridCell]]:
    """Return the cells that exist: a sheet may claim a million rows and hold ten."""
    looks: dict[int, _Look] = {}
    rows: dict[int, dict[int, GridCell]] = {}
    existing: Mapping[tuple[int, int], Any] = worksheet._cells
    for (row, column), cell in existing.items():
        look = looks.get(cell.style_id)
        if look is None:
            look = looks[cell.style_id] = _look(cell)
        found = _cell(cell, look, written)
        if found.filled or found.fill or found.has_comment:
            rows.setdefault(row, {})[column] = found
    return rows


class _Look(Frozen):
    """What a cell's style says of its text."""

    is_percent: bool
    is_crossed: bool
    fill: str


_PLAIN = _Look(is_percent=False, is_crossed=False, fill="")


def _look(cell: Any) -> _Look:
    if not hasattr(cell, "number_format"):
        return _PLAIN
    percent = shows_percent(cell.number_format)
    return _Look(percent, bool(cell.font.strike), _fill(cell.fill))


def _fill(fill: Any) -> str:
    """Return a name of the colour behind a cell; white, grey and none are no answer."""
    if fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        return f"theme {colour.theme} {colour.tint:.2f}" if colour.theme > _LAST_GREY_THEME else ""
    if colour.type == "indexed":
        return "" if colour.indexed in _GREY_INDEXES else f"index {colour.indexed}"
    red, green, blue = (colour.rgb[at : at + 2] for at in (2, 4, 6))
    return "" if red == green == blue else f"{red}{green}{blue}"


def _cell(cell: Any, look: _Look, written: Formulas) -> GridCell:
    value = cell.value
    link = cell.hyperlink
    return GridCell(
        row=cell.row,
        column=cell.column,
        value=str(value) if isinstance(value, list) else value,
        is_error=cell.data_type == "e",
        is_percent=look.is_percent,
        crossed=_crossed(value, look),
        fill=look.fill,
        link=(link.target or "") if link else "",
        has_comment=cell.comment is not None,
        formula=written.get((cell.row, cell.column)),
    )


def _crossed(value: Any, look: _Look) -> str:
    """Return the words that are crossed out, in the whole cell or in runs of its text."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value) if look.is_crossed else ""
    runs = (run for run in value if not isinstance(run, str) or look.is_crossed)
    return "".join(str(run) for run in runs if isinstance(run, str) or run.font.strike)


def _hidden_rows(worksheet: Worksheet) -> frozenset[int]:
    return frozenset(row for row, look in worksheet.row_dimensions.items() if look.hidden)


def _hidden_columns(worksheet: Worksheet) -> Iterator[int]:
    """Yield the numbers of hidden columns; the file keeps one entry for neighbours alike."""
    for look in worksheet.column_dimensions.values():
        if look.hidden and look.min:
            yield from range(look.min, min(look.max or look.min, _LAST_COLUMN) + 1)


def _spans(worksheet: Worksheet) -> Iterator[Span]:
    for merged in worksheet.merged_cells.ranges:
        yield Span(merged.min_row, merged.max_row, merged.min_col, merged.max_col)
