"""Workbooks of other types (.ods, .xls, .xlsb), read by python-calamine where it is installed.

The library gives values and no more. ``legacy_formats`` puts right what it can; what cannot be
checked is said in one note.
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from paperkit.container import formats
from paperkit.container.formats import WORKBOOK, Format
from paperkit.container.zips import bounded, check_whole, refusal
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, Span, Stored
from paperkit.files.legacy_formats import (
    SheetLook,
    ods_looks,
    xls_looks,
    xlsb_looks,
)
from paperkit.files.workbook_rows import OpenBook
from paperkit.findings import Finding, Place
from paperkit.frozen import replace

T = TypeVar("T")
LARGEST_OLD = 20 * 1024 * 1024
LONGEST = 15
"""Seconds that the library may take; a Board's data take a tenth of one."""

_MANIFEST = "META-INF/manifest.xml"
_LOST = "colours without a word, links behind words, and formulas that were never worked out"
_UNCHECKED: Mapping[Format, str] = {
    formats.ODS: "colours without a word, and formulas that were never worked out",
    formats.XLSB: f"parts of a cell's text that are crossed out, comments, merged cells, {_LOST}",
    formats.XLS: f"parts of a cell's text that are crossed out, {_LOST}",
}
_MADE_FROM: Mapping[str, Callable[[Any], Stored]] = {
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
}


def open_other_workbook(name: str, data: bytes, kind: Format) -> OpenBook:
    """Return a workbook that is .ods, .xls or .xlsb, whose sheets can be asked for.

    ReadError where python-calamine is not installed or cannot read the file; it says the way out.
    """
    looks = _or_refused(name, kind, lambda: {one.title: one for one in _looks(name, data, kind)})
    if find_spec("python_calamine") is None:
        refused = refusal(name, kind, WORKBOOK)
        message = f"{refused} Or install paperkit with its extra 'calc', which reads this type."
        raise ReadError(message)
    found = _or_refused(name, kind, partial(plain_sheets, name, data))
    sheets = {
        sheet.title: partial(_with_look, sheet, looks.get(sheet.title, SheetLook("")))
        for sheet in found
    }
    message = f"The file {kind.words}. It was read, but not checked for {_UNCHECKED[kind]}."
    return OpenBook(name, sheets, (Finding("PK-103", Place(name), message),))


def plain_sheets(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets with nothing but values, as the library reads them in its own process.

    OSError, ValueError or subprocess.SubprocessError where it cannot, or not in time.
    """
    child = Path(__file__).with_name("calamine_child.py")
    # No folder of the officer's is searched for modules (-P), and nothing of the file is named.
    command = [sys.executable, "-P", str(child)]
    ended = subprocess.run(  # noqa: S603 - our own program, with nothing of the file's in it
        command, input=data, capture_output=True, check=True, timeout=LONGEST
    )
    sheets: list[Sheet] = []
    for read in json.loads(ended.stdout):
        rows: dict[int, dict[int, GridCell]] = {}
        for row, column, held in read["cells"]:
            value = _MADE_FROM[held[0]](held[1]) if isinstance(held, list) else held
            rows.setdefault(row, {})[column] = GridCell(row, column, value)
        merged = tuple(
            Span(top + 1, bottom + 1, left + 1, right + 1)
            for (top, left), (bottom, right) in read["merged"]
        )
        sheets.append(Sheet(name, read["title"], rows, not read["visible"], merged=merged))
    return sheets


def _with_look(sheet: Sheet, look: SheetLook) -> Sheet:
    """Return a sheet with what it shows beside its values."""
    rows = {number: dict(cells) for number, cells in sheet.rows.items()}
    for (row, column), mark in look.marks.items():
        cell = rows.get(row, {}).get(column, GridCell(row, column, None))
        value = cell.value
        if value is not None or mark.error or mark.has_comment:
            rows.setdefault(row, {})[column] = replace(
                cell,
                value=mark.error or (value if mark.answer is None else mark.answer),
                is_error=bool(mark.error),
                is_percent=mark.percent,
                crossed=str(value) if mark.all_crossed and value is not None else mark.crossed,
                link=mark.link,
                has_comment=mark.has_comment,
            )
    return replace(
        sheet,
        rows=rows,
        hidden_rows=look.hidden_rows,
        hidden_columns=look.hidden_columns,
        merged=look.merged or sheet.merged,
    )


def _looks(name: str, data: bytes, kind: Format) -> tuple[SheetLook, ...]:
    if kind == formats.XLS:
        if len(data) > LARGEST_OLD:
            raise refusal(name, kind, WORKBOOK)
        return tuple(xls_looks(name, data))
    package = bounded(name, data)
    check_whole(package)
    if _MANIFEST in package.names and b"encryption-data" in package.part(_MANIFEST):
        raise refusal(name, formats.PROTECTED, WORKBOOK)
    return tuple(ods_looks(package) if kind == formats.ODS else xlsb_looks(package))


def _or_refused(name: str, kind: Format, read: Callable[[], T]) -> T:
    """Return what the reading gives; whatever is raised, the file is refused with its way out."""
    try:
        return read()
    except ReadError:
        raise
    except Exception as fault:
        raise refusal(name, kind, WORKBOOK) from fault
