"""Workbooks of other types (.ods, .xls, .xlsb), read by python-calamine where it is installed.

The library gives values alone: percentages, errors, crossed-out words, comments and hidden rows
it keeps back, and it would lay out a million blank rows before one cell far below. So the file
itself is looked through first, and what the library lacks is put right after; what cannot be
checked is said in one note. The binary types are rows of records, each a number, a length and
that many bytes ([MS-XLS] 2.1.4, [MS-XLSB] 2.1.4); those of .xls are one stream of a container
([MS-CFB]).
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from struct import unpack_from
from typing import Any
from xml.etree import ElementTree

from paperkit.container.reading import (
    ODS,
    PROTECTED,
    WORKBOOK,
    XLS,
    XLSB,
    Format,
    Package,
    bounded,
    check_whole,
    refusal,
    sound,
)
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, Span, Stored, shows_percent
from paperkit.files.workbook_rows import OpenBook
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import replace
from paperkit.schema.values import with_link

LARGEST_OLD = 20 * 1024 * 1024
LARGEST_CONTENT = 20 * 1024 * 1024
LARGEST_AREA = 2_000_000
"""The most cells, blank ones with them, from A1 to the last that holds something."""
LAST_COLUMN = 16_384
LONGEST = 15
"""Seconds that the library may take; a Board's data take a tenth of one."""

_ALL = "\0"  # all words of a cell are crossed out, whatever they are
_MANIFEST = "META-INF/manifest.xml"
_LOST = "colours without a word, links behind words, and formulas that were never worked out"
_UNCHECKED: Mapping[Format, str] = {
    ODS: "colours without a word, and formulas that were never worked out",
    XLSB: f"parts of a cell's text that are crossed out, comments, merged cells, {_LOST}",
    XLS: f"parts of a cell's text that are crossed out, {_LOST}",
}
_MADE_FROM: Mapping[str, Callable[[Any], Stored]] = {
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
}


def open_other_workbook(name: str, data: bytes, kind: Format) -> OpenBook:
    """Return an .ods, .xls or .xlsb workbook, its sheets to be read one by one.

    ReadError, with what to do, where python-calamine is missing or cannot read the file.
    """
    looks = sound(name, partial(_looks, name, data, kind), kind)
    if find_spec("python_calamine") is None:
        refused = refusal(name, kind, WORKBOOK)
        message = f"{refused} Or install paperkit with its extra 'calc', which reads this type."
        raise ReadError(message)
    sheets = {
        sheet.title: partial(_with_look, sheet, looks.get(sheet.title, Sheet(name, "", {})))
        for sheet in sound(name, partial(plain_sheets, name, data), kind)
    }
    message = f"The file {kind.words}. It was read, but not checked for {_UNCHECKED[kind]}."
    return OpenBook(name, sheets, (Finding("PK-103", Place(name), message),))


def plain_sheets(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets with their values alone, read by the library in a process of its own.

    OSError, ValueError or subprocess.SubprocessError where it cannot, or not in time.
    """
    # No folder of the officer's is searched for modules (-P), nor is what an environment adds (-S),
    # which takes longer than to read a file; and nothing of the file is named.
    child, library = Path(__file__).with_name("calamine_child.py"), find_spec("python_calamine")
    home = Path(library.origin).parents[1] if library and library.origin else ""
    command = [sys.executable, "-S", "-P", str(child), str(home)]
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


def _looks(name: str, data: bytes, kind: Format) -> dict[str, Sheet]:
    """Return the look of each sheet by its title, in cells without values."""
    if kind == XLS:
        if len(data) > LARGEST_OLD:
            raise refusal(name, kind, WORKBOOK)
        return {look.title: look for look in _xls_looks(name, data)}
    package = bounded(name, data)
    check_whole(package)
    if _MANIFEST in package.names and b"encryption-data" in package.part(_MANIFEST):
        raise refusal(name, PROTECTED, WORKBOOK)
    looks = _ods_looks(package) if kind == ODS else _xlsb_looks(package)
    return {look.title: look for look in looks}


def _with_look(sheet: Sheet, look: Sheet) -> Sheet:
    """Return a sheet with its values and its look."""
    rows = {number: dict(cells) for number, cells in sheet.rows.items()}
    for shown in (cell for cells in look.rows.values() for cell in cells.values()):
        there = rows.get(shown.row, {}).get(shown.column)
        value = there.value if there and shown.value is None else shown.value
        if value is not None or shown.comment is not None:
            words = str(there.value) if there and shown.crossed == _ALL else ""
            crossed = words if shown.crossed == _ALL else shown.crossed
            cell = replace(shown, value=value, crossed=crossed)
            rows.setdefault(shown.row, {})[shown.column] = cell
    return replace(
        sheet,
        rows=rows,
        hidden_rows=look.hidden_rows,
        hidden_columns=look.hidden_columns,
        merged=look.merged or sheet.merged,
    )


def _look(
    file: str,
    title: str,
    cells: Iterable[GridCell],
    hidden_rows: Iterable[int],
    hidden_columns: Iterable[int],
    *,
    merged: Iterable[Span] = (),
    comments: Iterable[tuple[int, int]] = (),
) -> Sheet:
    """Return the look of a sheet; ReadError where it is larger than a Board's data can be."""
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    columns = (column for held in rows.values() for column in held)
    _check_area(file, title, max(rows, default=0), max(columns, default=0))
    for row, column in comments:
        there = rows.setdefault(row, {})
        there[column] = replace(there.get(column, GridCell(row, column, None)), comment="")
    hidden = frozenset(hidden_rows), frozenset(hidden_columns)
    return Sheet(file, title, rows, False, *hidden, tuple(merged))


def _check_area(file: str, title: str, rows: int, columns: int) -> None:
    """Raise ReadError where a sheet reaches further than a Board's data can."""
    if rows * columns > LARGEST_AREA:
        raise ReadError(
            f"Sheet {quoted(title)} of {quoted(file)} reaches to row {rows:,}. Delete what "
            "is far below or far to the right of the table, and save it again."
        )


# --- OpenDocument (.ods) ----------------------------------------------------------------------

Element = ElementTree.Element
_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{_NS}table:1.0}}", f"{_NS}text:1.0}}"
_OFFICE, _STYLE = f"{_NS}office:1.0}}", f"{_NS}style:1.0}}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_HIDDEN = ("collapse", "filter")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def _ods_looks(package: Package) -> Iterator[Sheet]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    content = package.part("content.xml")
    if len(content) > LARGEST_CONTENT:
        raise ReadError(
            f"{quoted(package.name)} holds far more than a Board's data can be. Copy the sheets "
            f"that are needed into a new file and use that."
        )
    root = ElementTree.fromstring(content)  # noqa: S314 - no DTD, as checked
    crossing = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for look in style.findall(f"{_STYLE}text-properties")
        if look.get(f"{_STYLE}text-line-through-style", "none") != "none"
    }
    for table in root.iter(f"{_TABLE}table"):
        yield _ods_look(package.name, table, crossing)


def _ods_look(file: str, table: Element, crossing: set[str]) -> Sheet:
    """Return the look of a sheet, in which one row or cell may be repeated many times."""
    title = table.get(f"{_TABLE}name", "")
    filled: list[tuple[Element, range, range]] = []
    hidden_rows: list[range] = []
    for row, rows in _repeated(table.iter(f"{_TABLE}table-row"), "rows"):
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            hidden_rows.append(rows)
        cells = (element for element in row if element.tag in _CELLS)
        for cell, columns in _repeated(cells, "columns"):
            is_noted = cell.find(f"{_OFFICE}annotation") is not None
            if cell.get(f"{_OFFICE}value-type") is not None or _words(cell) or is_noted:
                filled.append((cell, rows, columns))
    last_row = max((rows[-1] for _, rows, _ in filled), default=0)
    last_column = max((columns[-1] for _, _, columns in filled), default=0)
    _check_area(file, title, last_row, last_column)
    shown = (
        replace(cell, row=row, column=column)
        for element, rows, columns in filled
        for cell in (_ods_cell(element, crossing),)
        for row in rows
        for column in columns
    )
    merged: list[Span] = []
    for element, rows, columns in filled:
        high = int(element.get(f"{_TABLE}number-rows-spanned", "1"))
        wide = int(element.get(f"{_TABLE}number-columns-spanned", "1"))
        if high * wide > 1:
            end = min(rows[0] + high - 1, LARGEST_AREA)
            merged.append(Span(rows[0], end, columns[0], columns[0] + wide - 1))
    hidden_columns = [
        columns
        for column, columns in _repeated(table.iter(f"{_TABLE}table-column"), "columns")
        if column.get(f"{_TABLE}visibility") in _HIDDEN
    ]
    hidden = _numbers(hidden_rows, last_row), _numbers(hidden_columns, last_column)
    return _look(file, title, shown, *hidden, merged=merged)


def _numbers(ranges: Iterable[range], last: int) -> Iterator[int]:
    return (n for each in ranges for n in range(each.start, min(each.stop, last + 1)))


def _repeated(elements: Iterable[Element], what: str) -> Iterator[tuple[Element, range]]:
    """Yield rows, columns or cells, each with the numbers at which it is repeated."""
    number = 1
    for element in elements:
        times = max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))
        yield element, range(number, number + times)
        number += times


def _ods_cell(element: Element, crossing: set[str]) -> GridCell:
    words = _words(element)
    shown_error = words.startswith(("#", "Err:")) and f"{_TABLE}formula" in element.attrib
    error = shown_error or element.get(f"{_EXTENDED}value-type") == "error"
    kind = element.get(f"{_OFFICE}value-type", "")
    answer = element.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else None
    note = element.find(f"{_OFFICE}annotation")
    targets = dict.fromkeys(a.get(_LINK, "") for a in element.iter(f"{_TEXT}a"))
    # One link is behind the cell; several are marked in its words, each where it is.
    marked = "\n".join(map(_marked, element.findall(f"{_TEXT}p")))
    crossed = words
    if element.get(f"{_TABLE}style-name") not in crossing:
        spans = (s for part in element.findall(f"{_TEXT}p") for s in part.iter(f"{_TEXT}span"))
        gone = (span for span in spans if span.get(f"{_TEXT}style-name") in crossing)
        crossed = "".join("".join(span.itertext()) for span in gone)
    return GridCell(
        row=0,
        column=0,
        value=(words or "#N/A") if error else marked if len(targets) > 1 else answer,
        is_error=error,
        is_percent=kind == "percentage",
        crossed=crossed,
        link=next(iter(targets)) if len(targets) == 1 else "",
        comment=None if note is None else _words(note),
    )


def _marked(part: Element) -> str:
    """Return the words of a paragraph with the links in it, each as a text holds it."""
    if part.tag == f"{_TEXT}s":
        return " " * int(part.get(f"{_TEXT}c", "1"))
    words = (part.text or "") + "".join(_marked(one) + (one.tail or "") for one in part)
    if part.tag == f"{_TEXT}a":
        target = part.get(_LINK, "")
        return with_link(words, target) or f"{words} ({target})"
    return words


def _words(cell: Element) -> str:
    """Return the words that a cell shows, without its comment."""
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))


# --- What the binary types have in common -----------------------------------------------------

Record = tuple[int, bytes]
"""The number of a record, and its bytes."""
Style = tuple[bool, str]
"""Whether a style shows percentages, and what it crosses out."""

_PERCENT_FORMATS = (9, 10)  # Excel's own formats 0% and 0.00%
_STRIKE = 0x0008
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


def _short(data: bytes, at: int) -> int:
    return int(unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(unpack_from("<I", data, at)[0])


def _styles(
    crossing: Sequence[bool], number_formats: Mapping[int, str], looks: Iterable[tuple[int, int]]
) -> list[Style]:
    """Return the styles of a workbook from the numbers of each one's font and number format."""
    return [
        (
            number in _PERCENT_FORMATS or shows_percent(number_formats.get(number, "")),
            _ALL if crossing[font] else "",
        )
        for font, number in looks
    ]


def _cell(row: int, column: int, style: Style, error: int | None = None) -> GridCell:
    words = None if error is None else _ERRORS.get(error, "#N/A")
    return GridCell(row, column, words, error is not None, *style)


# --- Excel 97 to 2003 (.xls) --------------------------------------------------------------------

_BEGIN, _END, _EXCEL_97 = 0x0809, 0x000A, 0x0600
_FONT, _FORMAT, _XF, _SHEET = 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLUMNS, _NOTE = 0x0208, 0x007D, 0x001C
_FORMULA, _ANSWER_OR_ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_SINGLE = frozenset({_FORMULA, _ANSWER_OR_ERROR, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E})


def _xls_looks(file: str, data: bytes) -> Iterator[Sheet]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    content = _stream(data, ("Workbook", "Book"))
    book = list(_xls_records(content, 0))
    if book[0][0] != _BEGIN or _short(book[0][1], 0) != _EXCEL_97:
        raise ValueError("The workbook is older than Excel 97, whose records are others.")
    crossing = [bool(_short(data, 2) & _STRIKE) for kind, data in book if kind == _FONT]
    crossing.insert(4, False)  # by an old quirk no font has the number 4
    number_formats = {_short(d, 0): _xls_string(d[2:], 2) for kind, d in book if kind == _FORMAT}
    looks = ((_short(data, 0), _short(data, 2)) for kind, data in book if kind == _XF)
    styles = _styles(crossing, number_formats, looks)
    for kind, entry in book:
        if kind == _SHEET and entry[5] == 0:
            records = list(_xls_records(content, _long(entry, 0)))
            yield _xls_look(file, _xls_string(entry[6:], 1), records, styles)


def _xls_look(file: str, title: str, records: Sequence[Record], styles: Sequence[Style]) -> Sheet:
    comments = [(_short(d, 0) + 1, _short(d, 2) + 1) for kind, d in records if kind == _NOTE]
    hidden_rows = [
        _short(data, 0) + 1 for kind, data in records if kind == _ROW and _short(data, 12) & 0x0020
    ]
    hidden_columns = [
        column
        for kind, data in records
        if kind == _COLUMNS and _short(data, 8) & 0x0001
        for column in range(_short(data, 0) + 1, _short(data, 2) + 2)
    ]
    cells: list[GridCell] = []
    for kind, data in records:
        if kind in _SINGLE:
            error = None
            if kind == _ANSWER_OR_ERROR and data[7]:
                error = data[6]
            elif kind == _FORMULA and _short(data, 12) == 0xFFFF and data[6] == 2:
                error = data[8]
            style = styles[_short(data, 4)]
            cells.append(_cell(_short(data, 0) + 1, _short(data, 2) + 1, style, error))
        elif kind == _SEVERAL:
            for number in range((len(data) - 6) // 6):
                style = styles[_short(data, 4 + 6 * number)]
                cells.append(_cell(_short(data, 0) + 1, _short(data, 2) + number + 1, style))
    return _look(file, title, cells, hidden_rows, hidden_columns, comments=comments)


def _xls_records(content: bytes, at: int) -> Iterator[Record]:
    """Yield the records from one place to the end of its part."""
    while at + 4 <= len(content):
        kind, length = unpack_from("<HH", content, at)
        yield kind, content[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _xls_string(data: bytes, size: int) -> str:
    """Return a string after its length in one byte or two."""
    length = int.from_bytes(data[:size], "little")
    held = data[size + 1 :]
    return held[: 2 * length].decode("utf-16-le") if data[size] & 1 else held[:length].decode("l1")


_NO_SECTOR = 0xFFFFFFFA  # this and above mark ends and free sectors
_ENTRY = 128


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream of one of these names out of the container of old Office files."""
    size = 1 << _short(data, 0x1E)
    tables = [sector for sector in _longs(data[0x4C:0x200]) if sector < _NO_SECTOR]
    at = _long(data, 0x44)
    for _ in range(len(data) // size):
        if at >= _NO_SECTOR:
            break
        *more, at = _longs(data[(at + 1) * size : (at + 2) * size])
        tables += (sector for sector in more if sector < _NO_SECTOR)
    follows = [after for at in tables for after in _longs(data[(at + 1) * size : (at + 2) * size])]
    directory = _chain(data, size, follows, _long(data, 0x30))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = max(0, min(64, _short(directory, at + 64)) - 2)
        name = directory[at : at + length].decode("utf-16-le", "replace")
        found[name] = _long(directory, at + 116), _long(directory, at + 120)
    first, length = next(found[name] for name in names if name in found)
    if length >= _long(data, 0x38):
        return _chain(data, size, follows, first)[:length]
    # A short stream is kept in sectors of 64 bytes within the stream of the root, entry 0.
    small = _longs(_chain(data, size, follows, _long(data, 0x3C)))
    held = b"\0" * 64 + _chain(data, size, follows, _long(directory, 116))
    return _chain(held, 64, small, first)[:length]


def _chain(data: bytes, size: int, follows: Sequence[int], at: int) -> bytes:
    """Return the sectors from the first on; a chain that runs in circles is cut off."""
    sectors: list[bytes] = []
    while at < _NO_SECTOR and len(sectors) <= len(follows):
        sectors.append(data[(at + 1) * size : (at + 2) * size])
        at = follows[at]
    return b"".join(sectors)


def _longs(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)


# --- Binary workbooks (.xlsb) -------------------------------------------------------------------

_XLSB_ROW, _XLSB_COLUMNS, _XLSB_SHEET = 0, 60, 156
_FIRST_CELL, _LAST_CELL, _ERROR_CELLS = 2, 11, (3, 11)  # 1 is a blank cell
_XLSB_FONT, _XLSB_FORMAT, _XLSB_XF, _BEGIN_CELL_XFS, _END_CELL_XFS = 43, 44, 47, 617, 618


def _xlsb_looks(package: Package) -> Iterator[Sheet]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    book = next(name for name in package.names if name.endswith("workbook.bin"))
    related = package.related(book)
    of_styles = next(part for kind, part in related.values() if kind.endswith("/styles"))
    records = list(_xlsb_records(package.part(of_styles)))
    crossing = [bool(_short(data, 2) & _STRIKE) for kind, data in records if kind == _XLSB_FONT]
    number_formats = {
        _short(d, 0): _xlsb_string(d, 2)[0] for kind, d in records if kind == _XLSB_FORMAT
    }
    kinds = [kind for kind, _ in records]
    of_cells = records[kinds.index(_BEGIN_CELL_XFS) : kinds.index(_END_CELL_XFS)]
    looks = ((_short(data, 4), _short(data, 2)) for kind, data in of_cells if kind == _XLSB_XF)
    styles = _styles(crossing, number_formats, looks)
    for kind, data in _xlsb_records(package.part(book)):
        if kind == _XLSB_SHEET:
            relation, end = _xlsb_string(data, 8)
            title, _ = _xlsb_string(data, end)
            content = package.part(related[relation][1])
            yield _xlsb_look(package.name, title, list(_xlsb_records(content)), styles)


def _xlsb_look(file: str, title: str, records: Sequence[Record], styles: Sequence[Style]) -> Sheet:
    hidden_rows = [
        _long(data, 0) + 1 for kind, data in records if kind == _XLSB_ROW and data[11] & 0x10
    ]
    hidden_columns = [
        column
        for kind, data in records
        if kind == _XLSB_COLUMNS and _short(data, 16) & 0x0001
        for column in range(_long(data, 0) + 1, min(_long(data, 4) + 1, LAST_COLUMN) + 1)
    ]
    cells: list[GridCell] = []
    row = 0
    for kind, data in records:
        if kind == _XLSB_ROW:
            row = _long(data, 0) + 1
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            style = styles[int.from_bytes(data[4:7], "little")]
            error = data[8] if kind in _ERROR_CELLS else None
            cells.append(_cell(row, _long(data, 0) + 1, style, error))
    return _look(file, title, cells, hidden_rows, hidden_columns)


def _xlsb_records(content: bytes) -> Iterator[Record]:
    at = 0
    while at < len(content):
        kind, at = _varying(content, at, 2)
        length, at = _varying(content, at, 4)
        yield kind, content[at : at + length]
        at += length


def _varying(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _xlsb_string(data: bytes, at: int) -> tuple[str, int]:
    """Return a string after its length in four bytes, and where it ends."""
    end = at + 4 + 2 * _long(data, at)
    return data[at + 4 : end].decode("utf-16-le"), end
