"""One stream out of the container that old Office files are kept in ([MS-CFB]).

A workbook of the old kind (.xls), looked through for what is shown beside its values.

Its stream is a row of records: a number, a length and that many bytes ([MS-XLS] 2.1.4).

A binary workbook (.xlsb), looked through for what is shown beside its values.

Its parts are rows of records: a number, a length and that many bytes ([MS-XLSB] 2.1.4).
"""

import posixpath
from collections.abc import Iterator
from struct import unpack_from
from xml.etree import ElementTree

from paperkit.container.zips import Package
from paperkit.files.legacy_formats import (
    At,
    Look,
    Mark,
    Styles,
    check_area,
    error_name,
    look_of,
    styles_of,
)
from paperkit.frozen import Frozen

_END = 0xFFFFFFFA  # this and above mark ends and free sectors, not sectors
_IN_HEADER = 109
_ENTRY = 128


class _Container(Frozen):
    """The bytes of a file, the size of its sectors, and which sector follows which."""

    data: bytes
    size: int
    follows: tuple[int, ...]

    def chain(self, first: int) -> bytes:
        """Return the sectors from the first on; a chain that turns in circles ends."""
        at: int = first
        sectors: list[bytes] = []
        while at < _END and len(sectors) <= len(self.follows):
            sectors.append(self.data[(at + 1) * self.size : (at + 2) * self.size])
            at = self.follows[at]
        return b"".join(sectors)


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream of one of these names.

    KeyError, IndexError or struct.error where the container is damaged or has none.
    """
    size = 1 << _short(data, 0x1E)
    container = _Container(data, size, tuple(_follows(data, size)))
    root, *entries = _entries(container.chain(_long(data, 0x30)))
    found = {name: (first, length) for name, first, length in entries}
    first, length = next(found[name] for name in names if name in found)
    if length >= _long(data, 0x38):
        return container.chain(first)[:length]
    return _small(container, root[1], first)[:length]


def _follows(data: bytes, size: int) -> Iterator[int]:
    """Yield, for each sector, the one that follows it."""
    for sector in _tables(data, size):
        yield from _longs(data[(sector + 1) * size : (sector + 2) * size])


def _tables(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the tables of sectors: 109 in the header, then in chains."""
    yield from (sector for sector in _longs(data[0x4C:0x200])[:_IN_HEADER] if sector < _END)
    at, steps = _long(data, 0x44), 0
    while at < _END and steps <= len(data) // size:
        *sectors, at = _longs(data[(at + 1) * size : (at + 2) * size])
        yield from (sector for sector in sectors if sector < _END)
        steps += 1


def _small(container: _Container, first_of_all: int, first: int) -> bytes:
    """Return a stream below the limit, which lies in 64-byte sectors of the root's own stream."""
    table = container.chain(_long(container.data, 0x3C))
    held = b"\0" * 64 + container.chain(first_of_all)
    return _Container(held, 64, _longs(table)).chain(first)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = max(0, min(64, _short(directory, at + 64)) - 2)
        name = directory[at : at + length].decode("utf-16-le", "replace")
        yield name, _long(directory, at + 116), _long(directory, at + 120)


def _short(data: bytes, at: int) -> int:
    return int(unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(unpack_from("<I", data, at)[0])


def _longs(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)


_END_XLS_LOOK, _BEGIN = 0x000A, 0x0809
_FONT, _FORMAT, _XF, _SHEET = 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLUMNS, _NOTE = 0x0208, 0x007D, 0x001C
_FORMULA, _ANSWER_OR_ERROR = 0x0006, 0x0205
_SINGLE = frozenset({_FORMULA, _ANSWER_OR_ERROR, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E})
_SEVERAL = 0x00BD
_EXCEL_97 = 0x0600
_STRIKE, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x0008, 0x0020, 0x0001


class OlderThanExcel97Error(ValueError):
    """The workbook is of Excel 95 or before, whose records are others."""


class _Record(Frozen):
    """One record: its number and its bytes."""

    kind: int
    data: bytes

    def short(self, at: int) -> int:
        return int(unpack_from("<H", self.data, at)[0])


def look_through(file: str, data: bytes) -> tuple[Look, ...]:
    """Return what each sheet shows beside its values.

    ReadError where a sheet is larger than a Board's data can be; ValueError, KeyError,
    IndexError or struct.error where the file is damaged or older than Excel 97.
    """
    content = stream(data, ("Workbook", "Book"))
    book = list(_records(content, 0))
    if book[0].kind != _BEGIN or book[0].short(0) != _EXCEL_97:
        raise OlderThanExcel97Error
    styles = _styles(book)
    found = []
    for record in book:
        if record.kind == _SHEET and record.data[5] == 0:
            start = int(unpack_from("<I", record.data)[0])
            found.append(_look(_title(record.data[6:]), list(_records(content, start)), styles))
            check_area(file, found[-1])
    return tuple(found)


def _records(content: bytes, at: int) -> Iterator[_Record]:
    """Yield the records from one place to the end of its part."""
    while at + 4 <= len(content):
        kind, length = unpack_from("<HH", content, at)
        yield _Record(kind, content[at + 4 : at + 4 + length])
        if kind == _END_XLS_LOOK:
            return
        at += 4 + length


def _styles(book: list[_Record]) -> Styles:
    crossed = [bool(record.short(2) & _STRIKE) for record in book if record.kind == _FONT]
    formats = {r.short(0): _string(r.data[2:], 2) for r in book if r.kind == _FORMAT}
    looks = [(r.short(0), r.short(2)) for r in book if r.kind == _XF]
    # By an old quirk no font has the number 4.
    return styles_of(looks, [*crossed[:4], False, *crossed[4:]], formats)


def _look(title: str, records: list[_Record], styles: Styles) -> Look:
    return look_of(
        title,
        [cell for record in records for cell in _cells(record, styles)],
        [r.short(0) + 1 for r in records if r.kind == _ROW and r.short(12) & _HIDDEN_ROW],
        [column for r in records if r.kind == _COLUMNS for column in _hidden(r)],
        [(r.short(0) + 1, r.short(2) + 1) for r in records if r.kind == _NOTE],
    )


def _cells(record: _Record, styles: Styles) -> Iterator[tuple[At, Mark]]:
    if record.kind in _SINGLE:
        at = record.short(0) + 1, record.short(2) + 1
        yield at, styles.mark(record.short(4), _error(record))
    elif record.kind == _SEVERAL:
        for column, style in _several(record):
            yield (record.short(0) + 1, column + 1), styles.mark(style, "")


def _hidden(columns: _Record) -> Iterator[int]:
    if columns.short(8) & _HIDDEN_COLUMN:
        yield from range(columns.short(0) + 1, columns.short(2) + 2)


def _several(record: _Record) -> Iterator[tuple[int, int]]:
    """Yield column and style of each cell of a record that holds several."""
    for number in range((len(record.data) - 6) // 6):
        yield record.short(2) + number, record.short(4 + 6 * number)


def _error(record: _Record) -> str:
    if record.kind == _ANSWER_OR_ERROR and record.data[7]:
        return error_name(record.data[6])
    if record.kind == _FORMULA and record.short(12) == 0xFFFF and record.data[6] == 2:
        return error_name(record.data[8])
    return ""


def _title(data: bytes) -> str:
    return _string(data, 1)


def _string(data: bytes, size: int) -> str:
    """Return a string after its length in one byte or two."""
    length = int.from_bytes(data[:size], "little")
    wide = data[size] & 1
    held = data[size + 1 :]
    return held[: 2 * length].decode("utf-16-le") if wide else held[:length].decode("latin-1")


_ROW_XLSB_LOOK, _COLUMNS_XLSB_LOOK, _SHEET_XLSB_LOOK = 0, 60, 156
_FIRST_CELL, _LAST_CELL = 2, 11  # 1 is a blank cell
_ERRORS = (3, 11)
_FONT_XLSB_LOOK, _FORMAT_XLSB_LOOK, _XF_XLSB_LOOK, _BEGIN_CELL_XFS, _END_CELL_XFS = (
    43,
    44,
    47,
    617,
    618,
)
_STRIKE_XLSB_LOOK, _HIDDEN_ROW_XLSB_LOOK, _HIDDEN_COLUMN_XLSB_LOOK = 0x0008, 0x10, 0x0001

_STYLES = "styles"

LAST_COLUMN = 16_384
_Record_xlsb_look = tuple[int, bytes]


def look_through_xlsb_look(package: Package) -> tuple[Look, ...]:
    """Return what each sheet shows beside its values.

    ReadError where a sheet is larger than a Board's data can be; StopIteration, LookupError or
    ValueError where the file is damaged.
    """
    book = next(name for name in package.names if name.endswith("workbook.bin"))
    targets = _targets(package, book)
    styles = _styles_xlsb_look(list(_records_xlsb_look(package.part(targets[_STYLES]))))
    found = []
    for kind, data in _records_xlsb_look(package.part(book)):
        if kind == _SHEET_XLSB_LOOK:
            relation, title = _named(data)
            records = list(_records_xlsb_look(package.part(targets[relation])))
            found.append(_look_xlsb_look(title, records, styles))
            check_area(package.name, found[-1])
    return tuple(found)


def _styles_xlsb_look(records: list[_Record_xlsb_look]) -> Styles:
    crossed = [
        bool(_short_xlsb_look(data, 2) & _STRIKE_XLSB_LOOK)
        for kind, data in records
        if kind == _FONT_XLSB_LOOK
    ]
    formats = {
        _short_xlsb_look(data, 0): _string_xlsb_look(data, 2)[0]
        for kind, data in records
        if kind == _FORMAT_XLSB_LOOK
    }
    kinds = [kind for kind, _ in records]
    of_cells = records[kinds.index(_BEGIN_CELL_XFS) : kinds.index(_END_CELL_XFS)]
    looks = [
        (_short_xlsb_look(data, 4), _short_xlsb_look(data, 2))
        for kind, data in of_cells
        if kind == _XF_XLSB_LOOK
    ]
    return styles_of(looks, crossed, formats)


def _look_xlsb_look(title: str, records: list[_Record_xlsb_look], styles: Styles) -> Look:
    return look_of(
        title,
        list(_cells_xlsb_look(records, styles)),
        [
            _number(d, 0) + 1
            for kind, d in records
            if kind == _ROW_XLSB_LOOK and d[11] & _HIDDEN_ROW_XLSB_LOOK
        ],
        [
            column
            for kind, data in records
            if kind == _COLUMNS_XLSB_LOOK
            for column in _hidden_xlsb_look(data)
        ],
        (),
    )


def _cells_xlsb_look(records: list[_Record_xlsb_look], styles: Styles) -> Iterator[tuple[At, Mark]]:
    row = 0
    for kind, data in records:
        if kind == _ROW_XLSB_LOOK:
            row = _number(data, 0) + 1
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            error = error_name(data[8]) if kind in _ERRORS else ""
            style = int.from_bytes(data[4:7], "little")
            yield (row, _number(data, 0) + 1), styles.mark(style, error)


def _hidden_xlsb_look(columns: bytes) -> Iterator[int]:
    if _short_xlsb_look(columns, 16) & _HIDDEN_COLUMN_XLSB_LOOK:
        yield from range(_number(columns, 0) + 1, min(_number(columns, 4) + 1, LAST_COLUMN) + 1)


def _records_xlsb_look(content: bytes) -> Iterator[_Record_xlsb_look]:
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


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _short_xlsb_look(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _named(data: bytes) -> tuple[str, str]:
    """Return a sheet's relationship and title, from its entry in the workbook."""
    relation, end = _string_xlsb_look(data, 8)
    title, _ = _string_xlsb_look(data, end)
    return relation, title


def _string_xlsb_look(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * _number(data, at)
    return data[at + 4 : end].decode("utf-16-le"), end


def _targets(package: Package, book: str) -> dict[str, str]:
    """Return the parts by the id of their relationship, and the styles by a name of their own."""
    folder, name = posixpath.split(book)
    content = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = list(ElementTree.fromstring(content))  # noqa: S314 - no DTD, as checked
    targets = {relation.get("Id", ""): _target(folder, relation) for relation in relations}
    styles = (one for one in relations if one.get("Type", "").endswith("/styles"))
    return {**targets, _STYLES: next(_target(folder, one) for one in styles)}


def _target(folder: str, relation: ElementTree.Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
