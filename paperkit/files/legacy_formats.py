"""What a workbook of another type (.ods, .xls, .xlsb) shows beside its values.

python-calamine gives values alone: percentages, errors, crossed-out words, comments and hidden
rows it keeps back, and it would lay out a million blank rows before one cell far below. So the
file itself is looked through first. The binary types are rows of records, each a number, a
length and that many bytes ([MS-XLS] 2.1.4, [MS-XLSB] 2.1.4); those of .xls are one stream of a
container ([MS-CFB]). Whatever is raised on a damaged file, its reader makes a refusal of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import unpack_from
from types import MappingProxyType
from xml.etree import ElementTree

from paperkit.container.zips import Package
from paperkit.errors import ReadError
from paperkit.files.grid import Span, shows_percent
from paperkit.findings import quoted
from paperkit.frozen import Frozen, field, replace

LARGEST_AREA = 2_000_000
"""The most cells, blank ones with them, from A1 to the last that holds something."""
LARGEST_CONTENT = 20 * 1024 * 1024
LAST_COLUMN = 16_384

At = tuple[int, int]
"""Row and column of a cell, both from 1."""


class Mark(Frozen):
    """What one cell shows beside its value.

    ``crossed`` holds the words that are crossed out, where they are known; ``all_crossed`` says
    that all of them are.
    """

    percent: bool = False
    error: str = ""
    answer: bool | None = None
    crossed: str = ""
    all_crossed: bool = False
    link: str = ""
    has_comment: bool = False


PLAIN = Mark()


class SheetLook(Frozen):
    """What one sheet shows beside the values of its cells."""

    title: str
    marks: Mapping[At, Mark] = field(default_factory=lambda: MappingProxyType({}))
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()


def _check_area(file: str, title: str, rows: int, columns: int) -> None:
    """Raise ReadError where a sheet reaches further than a Board's data can."""
    if rows * columns > LARGEST_AREA:
        raise ReadError(
            f"Sheet {quoted(title)} of {quoted(file)} reaches to row {rows:,}. Delete what stands "
            f"far below or far to the right of the table, and save it again."
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


def ods_looks(package: Package) -> Iterator[SheetLook]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    content = package.part("content.xml")
    if len(content) > LARGEST_CONTENT:
        raise ReadError(
            f"{quoted(package.name)} holds far more than a Board's data can be. Copy the sheets "
            f"that are needed into a new file and use that."
        )
    root = ElementTree.fromstring(content)  # noqa: S314 - no DTD, as checked
    crossing: set[str] = set()
    for style in root.iter(f"{_STYLE}style"):
        look = style.find(f"{_STYLE}text-properties")
        through = "none" if look is None else look.get(f"{_STYLE}text-line-through-style", "none")
        if through != "none":
            crossing.add(style.get(f"{_STYLE}name", ""))
    for table in root.iter(f"{_TABLE}table"):
        yield _ods_look(package.name, table, crossing)


def _ods_look(file: str, table: Element, crossing: set[str]) -> SheetLook:
    """Return the look of a sheet, whose rows and cells may each stand for many."""
    title = table.get(f"{_TABLE}name", "")
    filled: list[tuple[Element, range, range]] = []
    hidden_rows: list[range] = []
    for row, rows in _repeated(table.iter(f"{_TABLE}table-row"), "rows"):
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            hidden_rows.append(rows)
        cells = (element for element in row if element.tag in _CELLS)
        for cell, columns in _repeated(cells, "columns"):
            if cell.get(f"{_OFFICE}value-type") is not None or _words(cell):
                filled.append((cell, rows, columns))
    last_row = max((rows[-1] for _, rows, _ in filled), default=0)
    last_column = max((columns[-1] for _, _, columns in filled), default=0)
    _check_area(file, title, last_row, last_column)
    marks: dict[At, Mark] = {}
    merged: list[Span] = []
    for cell, rows, columns in filled:
        mark = _ods_mark(cell, crossing)
        if mark != PLAIN:
            marks |= {(row, column): mark for row in rows for column in columns}
        high = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        wide = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if high * wide > 1:
            end = min(rows[0] + high - 1, LARGEST_AREA)
            merged.append(Span(rows[0], end, columns[0], columns[0] + wide - 1))
    hidden_columns = [
        columns
        for column, columns in _repeated(table.iter(f"{_TABLE}table-column"), "columns")
        if column.get(f"{_TABLE}visibility") in _HIDDEN
    ]
    return SheetLook(
        title,
        marks,
        _numbers(hidden_rows, last_row),
        _numbers(hidden_columns, last_column),
        tuple(merged),
    )


def _numbers(ranges: Iterable[range], last: int) -> frozenset[int]:
    return frozenset(n for each in ranges for n in range(each.start, min(each.stop, last + 1)))


def _repeated(elements: Iterable[Element], what: str) -> Iterator[tuple[Element, range]]:
    """Yield rows, columns or cells, each with the numbers that it stands for."""
    number = 1
    for element in elements:
        times = max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))
        yield element, range(number, number + times)
        number += times


def _ods_mark(cell: Element, crossing: set[str]) -> Mark:
    words = _words(cell)
    shown_error = words.startswith(("#", "Err:")) and cell.get(f"{_TABLE}formula") is not None
    error = shown_error or cell.get(f"{_EXTENDED}value-type") == "error"
    kind = cell.get(f"{_OFFICE}value-type", "")
    crossed = words
    if cell.get(f"{_TABLE}style-name") not in crossing:
        spans = (s for part in cell.findall(f"{_TEXT}p") for s in part.iter(f"{_TEXT}span"))
        gone = (span for span in spans if span.get(f"{_TEXT}style-name") in crossing)
        crossed = "".join("".join(span.itertext()) for span in gone)
    return Mark(
        percent=kind == "percentage",
        error=words or "#N/A" if error else "",
        answer=cell.get(f"{_OFFICE}boolean-value") == "true" if kind == "boolean" else None,
        crossed=crossed,
        link=next((a.get(_LINK, "") for a in cell.iter(f"{_TEXT}a")), ""),
        has_comment=cell.find(f"{_OFFICE}annotation") is not None,
    )


def _words(cell: Element) -> str:
    """Return the words that a cell shows; its comment is none of them."""
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))


# --- What the binary types have in common -----------------------------------------------------

Record = tuple[int, bytes]
"""The number of a record, and its bytes."""
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


def _style_mark(font: bool, number: int, formats: Mapping[int, str]) -> Mark:
    """Return what a style shows; ``font`` says that it crosses out, ``number`` is its format."""
    percent = number in _PERCENT_FORMATS or shows_percent(formats.get(number, ""))
    return Mark(percent=percent, all_crossed=font)


def _binary_look(
    file: str,
    title: str,
    cells: Mapping[At, Mark],
    hidden_rows: Iterable[int],
    hidden_columns: Iterable[int],
    comments: Iterable[At] = (),
) -> SheetLook:
    last_column = max((column for _, column in cells), default=0)
    _check_area(file, title, max((row for row, _ in cells), default=0), last_column)
    marks = {at: mark for at, mark in cells.items() if mark != PLAIN}
    marks |= {at: replace(marks.get(at, PLAIN), has_comment=True) for at in comments}
    return SheetLook(title, marks, frozenset(hidden_rows), frozenset(hidden_columns))


def _with_error(mark: Mark, number: int) -> Mark:
    return replace(mark, error=_ERRORS.get(number, "#N/A"))


# --- Excel 97 to 2003 (.xls) --------------------------------------------------------------------

_BEGIN, _END, _EXCEL_97 = 0x0809, 0x000A, 0x0600
_FONT, _FORMAT, _XF, _SHEET = 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLUMNS, _NOTE = 0x0208, 0x007D, 0x001C
_FORMULA, _ANSWER_OR_ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_SINGLE = frozenset({_FORMULA, _ANSWER_OR_ERROR, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E})


def xls_looks(file: str, data: bytes) -> Iterator[SheetLook]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    content = _stream(data, ("Workbook", "Book"))
    book = list(_xls_records(content, 0))
    if book[0][0] != _BEGIN or _short(book[0][1], 0) != _EXCEL_97:
        raise ValueError("The workbook is older than Excel 97, whose records are others.")
    crossing = [bool(_short(data, 2) & _STRIKE) for kind, data in book if kind == _FONT]
    crossing.insert(4, False)  # by an old quirk no font has the number 4
    formats = {_short(d, 0): _xls_string(d[2:], 2) for kind, d in book if kind == _FORMAT}
    styles = [
        _style_mark(crossing[_short(data, 0)], _short(data, 2), formats)
        for kind, data in book
        if kind == _XF
    ]
    for kind, entry in book:
        if kind == _SHEET and entry[5] == 0:
            records = _xls_records(content, _long(entry, 0))
            yield _xls_look(file, _xls_string(entry[6:], 1), records, styles)


def _xls_look(
    file: str, title: str, records: Iterable[Record], styles: Sequence[Mark]
) -> SheetLook:
    cells: dict[At, Mark] = {}
    comments: list[At] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, data in records:
        if kind in _SINGLE:
            mark = styles[_short(data, 4)]
            if kind == _ANSWER_OR_ERROR and data[7]:
                mark = _with_error(mark, data[6])
            elif kind == _FORMULA and _short(data, 12) == 0xFFFF and data[6] == 2:
                mark = _with_error(mark, data[8])
            cells[_short(data, 0) + 1, _short(data, 2) + 1] = mark
        elif kind == _SEVERAL:
            for number in range((len(data) - 6) // 6):
                at = _short(data, 0) + 1, _short(data, 2) + number + 1
                cells[at] = styles[_short(data, 4 + 6 * number)]
        elif kind == _NOTE:
            comments.append((_short(data, 0) + 1, _short(data, 2) + 1))
        elif kind == _ROW and _short(data, 12) & 0x0020:
            hidden_rows.add(_short(data, 0) + 1)
        elif kind == _COLUMNS and _short(data, 8) & 0x0001:
            hidden_columns.update(range(_short(data, 0) + 1, _short(data, 2) + 2))
    return _binary_look(file, title, cells, hidden_rows, hidden_columns, comments)


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
    """Return the sectors from the first on; a chain that turns in circles ends."""
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


def xlsb_looks(package: Package) -> Iterator[SheetLook]:
    """Yield what each sheet shows; ReadError where it is larger than a Board's data can be."""
    book = next(name for name in package.names if name.endswith("workbook.bin"))
    related = package.related(book)
    of_styles = next(part for kind, part in related.values() if kind.endswith("/styles"))
    records = list(_xlsb_records(package.part(of_styles)))
    crossing = [bool(_short(data, 2) & _STRIKE) for kind, data in records if kind == _XLSB_FONT]
    formats = {_short(d, 0): _xlsb_string(d, 2)[0] for kind, d in records if kind == _XLSB_FORMAT}
    kinds = [kind for kind, _ in records]
    styles = [
        _style_mark(crossing[_short(data, 4)], _short(data, 2), formats)
        for kind, data in records[kinds.index(_BEGIN_CELL_XFS) : kinds.index(_END_CELL_XFS)]
        if kind == _XLSB_XF
    ]
    for kind, data in _xlsb_records(package.part(book)):
        if kind == _XLSB_SHEET:
            relation, end = _xlsb_string(data, 8)
            title, _ = _xlsb_string(data, end)
            content = package.part(related[relation][1])
            yield _xlsb_look(package.name, title, _xlsb_records(content), styles)


def _xlsb_look(
    file: str, title: str, records: Iterable[Record], styles: Sequence[Mark]
) -> SheetLook:
    cells: dict[At, Mark] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row = 0
    for kind, data in records:
        if kind == _XLSB_ROW:
            row = _long(data, 0) + 1
            if data[11] & 0x10:
                hidden_rows.add(row)
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            mark = styles[int.from_bytes(data[4:7], "little")]
            cells[row, _long(data, 0) + 1] = (
                _with_error(mark, data[8]) if kind in _ERROR_CELLS else mark
            )
        elif kind == _XLSB_COLUMNS and _short(data, 16) & 0x0001:
            last = min(_long(data, 4) + 1, LAST_COLUMN)
            hidden_columns.update(range(_long(data, 0) + 1, last + 1))
    return _binary_look(file, title, cells, hidden_rows, hidden_columns)


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
