"""An Excel workbook as officers leave it, read into records. What was read is never saved.

The library is called here alone; what it gives is turned into a ``Sheet`` at once, so that
whatever it raises on a damaged file is told as such.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from paperkit.files import codes
from paperkit.files.container import Package, damaged, open_package, sound
from paperkit.files.grid import GridCell, Sheet, Span
from paperkit.files.headings import Aliases
from paperkit.files.read_file import ReadFile
from paperkit.files.sheets import match_sheets
from paperkit.files.workbook_parts import (
    Formulas,
    SheetPart,
    check_size,
    crosses_out,
    formulas,
    sheet_parts,
)
from paperkit.files.workbook_rows import read_sheet
from paperkit.findings import Finding, Place
from paperkit.schema.columns import Table
from paperkit.schema.records import Record

_IN_QUOTES = re.compile(r'"[^"]*"|\\.')
_LAST_GREY_THEME = 1  # the first two colours of a theme are its white and its black
_GREY_INDEXES = frozenset({0, 1, 8, 9, 22, 23, 55, 63, 64, 65})


def read_workbook(path: Path, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that the workbook has a sheet for.

    ``aliases`` gives, by sheet, a council's own heading and then paperkit's. ReadError where
    the file is no workbook that can be read, whatever is wrong with it.
    """
    package = open_package(path)
    parts = sound(package.name, partial(sheet_parts, package))
    sound(package.name, partial(check_size, package, parts))
    book = sound(package.name, partial(_load, package))
    if [part.title for part in parts] != [sheet.title for sheet in book.worksheets]:
        raise damaged(package.name)
    matched = match_sheets(package.name, [part.title for part in parts], tables)
    findings = [*_about_file(package), *matched.findings]
    records: dict[str, tuple[Record, ...]] = {}
    by_title = {part.title: part for part in parts}
    for table in tables:
        part = by_title.get(matched.titles.get(table.name, ""))
        if part is None:
            continue
        sheet = sound(package.name, partial(_sheet, package, book, part))
        read = read_sheet(sheet, table, aliases)
        records[table.name] = read.records
        findings += read.findings
    return ReadFile(records, tuple(findings))


def _about_file(package: Package) -> Iterator[Finding]:
    place = Place(package.name)
    if any(name.endswith("vbaProject.bin") for name in package.names):
        message = "The workbook holds macros; they were not run."
        yield Finding(codes.MACROS, place, message, codes.MACROS.remedy)
    if any("/externalLinks/" in name for name in package.names):
        message = "Formulas of the workbook take values from another file."
        yield Finding(codes.OUTSIDE_LINKS, place, message, codes.OUTSIDE_LINKS.remedy)


def _load(package: Package) -> Workbook:
    """Return the workbook with values in place of formulas.

    The library warns of features that it would lose on saving; nothing is saved here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rich = crosses_out(package)
        return load_workbook(package.stream(), data_only=True, rich_text=rich, keep_links=False)


def _sheet(package: Package, book: Workbook, part: SheetPart) -> Sheet:
    worksheet = book[part.title]
    return Sheet(
        file=package.name,
        title=part.title,
        rows=_rows(worksheet, formulas(package, part.part)),
        hidden=worksheet.sheet_state != "visible",
        hidden_rows=_hidden_rows(worksheet),
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


@dataclass(frozen=True)
class _Look:
    """What a cell's style says of its text."""

    is_percent: bool
    is_crossed: bool
    fill: str


_PLAIN = _Look(is_percent=False, is_crossed=False, fill="")


def _look(cell: Any) -> _Look:
    if not hasattr(cell, "number_format"):
        return _PLAIN
    percent = "%" in _IN_QUOTES.sub("", cell.number_format)
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


def _spans(worksheet: Worksheet) -> Iterator[Span]:
    for merged in worksheet.merged_cells.ranges:
        yield Span(merged.min_row, merged.max_row, merged.min_col, merged.max_col)
