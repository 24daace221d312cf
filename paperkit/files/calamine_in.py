"""Workbooks of other types (.ods, .xls, .xlsb), read by python-calamine where it is installed.

The library gives values and no more. ``ods_look``, ``xls_look`` and ``xlsb_look`` put right what
they can; what cannot be checked is told in one note.
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from paperkit.container import formats
from paperkit.container.formats import WORKBOOK, Format
from paperkit.container.zips import bounded, check_whole, format_of, refusal, sound
from paperkit.errors import ReadError
from paperkit.files import legacy_binary, legacy_formats
from paperkit.files.grid import GridCell, Sheet, Span, Stored
from paperkit.files.legacy_formats import PLAIN, At, Look, Mark
from paperkit.files.workbook_headings import OpenBook
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen

T = TypeVar("T")
LARGEST_OLD = 20 * 1024 * 1024
LONGEST = 15
"""Seconds that the library may take; a Board's data take a tenth of one."""

_LIBRARY = "python_calamine"
_MANIFEST = "META-INF/manifest.xml"
_LOST = "colours without a word, links behind words, and formulas that were never worked out"
_UNCHECKED: Mapping[Format, str] = MappingProxyType(
    {
        formats.ODS: "colours without a word, and formulas that were never worked out",
        formats.XLSB: f"parts of a cell's text that are crossed out, comments, merged cells, "
        f"{_LOST}",
        formats.XLS: f"parts of a cell's text that are crossed out, {_LOST}",
    }
)
_UNTAGGED: Mapping[str, Callable[[str], Stored]] = MappingProxyType(
    {
        "yes": lambda text: text == "True",
        "moment": datetime.datetime.fromisoformat,
        "day": datetime.date.fromisoformat,
        "time": datetime.time.fromisoformat,
        "span": lambda text: datetime.timedelta(seconds=float(text)),
        "whole": int,
        "number": float,
        "words": str,
    }
)


class Values(Frozen):
    """What the library gives of a sheet: its values, whether it is shown, its merged cells."""

    title: str
    visible: bool
    merged: tuple[Span, ...]
    cells: Mapping[At, Stored]


def other_kind(name: str, data: bytes) -> Format | None:
    """Return .ods, .xls or .xlsb where the bytes are one; None for every other file.

    ReadError for a zip that is damaged, or holds more than anybody's data.
    """
    found = formats.of_bytes(data)
    if found is None:
        found = sound(name, partial(format_of, bounded(name, data)))
    return found if found in _UNCHECKED else None


def open_other_workbook(name: str, data: bytes, kind: Format) -> OpenBook:
    """Return a workbook that is .ods, .xls or .xlsb, whose sheets can be asked for.

    ReadError where python-calamine is not installed or cannot read the file; it says the way out.
    """
    looks = _refused_with_way_out(name, kind, partial(_looks, name, data, kind))
    if find_spec(_LIBRARY) is None:
        refused = refusal(name, kind, WORKBOOK)
        message = f"{refused} Or install paperkit with its extra 'calc', which reads this type."
        raise ReadError(message)
    found = _refused_with_way_out(name, kind, partial(values_of, data))
    sheets = {
        values.title: partial(_sheet, name, values, looks.get(values.title, Look("")))
        for values in found
    }
    return OpenBook(name, sheets, (_not_all_checked(name, kind),))


def values_of(data: bytes) -> tuple[Values, ...]:
    """Return the values of each sheet, as the library reads them in a process of its own.

    OSError, ValueError or subprocess.SubprocessError where it cannot, or not in time.
    """
    child = Path(__file__).with_name("calamine_child.py")
    # No folder of the officer's is searched for modules (-P), and nothing of the file is named.
    command = [sys.executable, "-P", str(child)]
    ended = subprocess.run(  # noqa: S603 - our own program, with nothing of the file's in it
        command, input=data, capture_output=True, check=True, timeout=LONGEST
    )
    return tuple(_values(told) for told in json.loads(ended.stdout))


def _values(told: Mapping[str, Any]) -> Values:
    cells = {(row, column): _UNTAGGED[tag](text) for row, column, tag, text in told["cells"]}
    return Values(told["title"], told["visible"], tuple(_spans(told["merged"])), cells)


def _looks(name: str, data: bytes, kind: Format) -> Mapping[str, Look]:
    if kind == formats.XLS:
        if len(data) > LARGEST_OLD:
            raise refusal(name, kind, WORKBOOK)
        return {look.title: look for look in legacy_binary.look_through(name, data)}
    package = bounded(name, data)
    check_whole(package)
    if _MANIFEST in package.names and b"encryption-data" in package.part(_MANIFEST):
        raise refusal(name, formats.PROTECTED, WORKBOOK)
    look_through = (
        legacy_formats.look_through if kind == formats.ODS else legacy_binary.look_through_xlsb_look
    )
    return {look.title: look for look in look_through(package)}


def _refused_with_way_out(name: str, kind: Format, read: Callable[[], T]) -> T:
    """Return what the reading gives; whatever is raised, the file is refused with its way out."""
    try:
        return read()
    except ReadError:
        raise
    except Exception as fault:
        raise refusal(name, kind, WORKBOOK) from fault


def _sheet(file: str, values: Values, look: Look) -> Sheet:
    noted = (at for at, mark in look.marks.items() if mark.error or mark.has_comment)
    rows: dict[int, dict[int, GridCell]] = {}
    for row, column in sorted({*values.cells, *noted}):
        cell = _cell((row, column), values.cells.get((row, column)), look)
        rows.setdefault(row, {})[column] = cell
    return Sheet(
        file=file,
        title=values.title,
        rows=rows,
        hidden=not values.visible,
        hidden_rows=look.hidden_rows,
        hidden_columns=look.hidden_columns,
        merged=look.merged or values.merged,
    )


def _cell(at: At, value: Stored, look: Look) -> GridCell:
    mark: Mark = look.marks.get(at, PLAIN)
    return GridCell(
        row=at[0],
        column=at[1],
        value=mark.error or (value if mark.answer is None else mark.answer),
        is_error=bool(mark.error),
        is_percent=mark.percent,
        crossed=str(value) if mark.all_crossed and value is not None else mark.crossed,
        link=mark.link,
        has_comment=mark.has_comment,
    )


def _spans(ranges: Iterable[Any]) -> Iterator[Span]:
    for (top, left), (bottom, right) in ranges:
        yield Span(top + 1, bottom + 1, left + 1, right + 1)


def _not_all_checked(name: str, kind: Format) -> Finding:
    message = f"The file {kind.words}. It was read, but not checked for {_UNCHECKED[kind]}."
    return Finding("PK-103", Place(name), message)
