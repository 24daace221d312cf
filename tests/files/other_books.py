"""Workbooks of other types, made of their records: .ods, .xls and .xlsb with one sheet each.

A cell is text, a number, or one of the marks below.
"""

from dataclasses import dataclass
from pathlib import Path
from struct import pack
from xml.sax.saxutils import escape

from tests.files.workbooks import packed

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_SECTOR = 512
_FREE, _LAST = 0xFFFFFFFF, 0xFFFFFFFE


@dataclass(frozen=True)
class Percent:
    """A number that is shown as a percentage."""

    value: float


@dataclass(frozen=True)
class Crossed:
    """Words that are crossed out."""

    words: str


@dataclass(frozen=True)
class Error:
    """An error of Excel's."""

    number: int = 0x2A
    words: str = "#N/A"


Value = str | float | Percent | Crossed | Error | None
Rows = list[list[Value]]


def table(markdown: str) -> Rows:
    """Return the rows of a table in Markdown, every filled cell as text."""
    lines = [line.strip().strip("|").split("|") for line in markdown.strip().splitlines()]
    return [[cell.strip() or None for cell in cells] for cells in lines]


def ods(path: Path, rows: Rows, title: str = "Actions", hidden: tuple[int, ...] = ()) -> Path:
    """Write an OpenDocument spreadsheet."""
    lines = [_ods_row(cells, number in hidden) for number, cells in enumerate(rows, start=1)]
    return ods_of(path, f'<table:table table:name="{title}">{"".join(lines)}</table:table>')


def ods_of(path: Path, tables: str, **parts: bytes) -> Path:
    """Write an OpenDocument spreadsheet with this XML of its tables."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}>'
        '<office:automatic-styles><style:style style:name="gone" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    named = {"META-INF/manifest.xml": parts.get("manifest", b"<manifest/>")}
    return packed(path, {"mimetype": ODS_TYPE, "content.xml": content.encode(), **named})


def _ods_row(cells: list[Value], hidden: bool) -> str:
    mark = ' table:visibility="filter"' if hidden else ""
    return f"<table:table-row{mark}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(value: Value) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case str(words):
            look, shown = 'office:value-type="string"', words
        case Crossed(words):
            look, shown = 'office:value-type="string" table:style-name="gone"', words
        case Percent(number):
            look, shown = f'office:value-type="percentage" office:value="{number}"', "%"
        case Error(_, words):
            look, shown = 'office:value-type="string" table:formula="of:=NA()"', words
        case number:
            look, shown = f'office:value-type="float" office:value="{number}"', str(number)
    return f"<table:table-cell {look}><text:p>{escape(shown)}</text:p></table:table-cell>"


def xls(path: Path, rows: Rows, title: str = "Actions", hidden: tuple[int, ...] = ()) -> Path:
    """Write a workbook of the old kind. Style 1 is a percentage, style 2 is crossed out."""
    begin, end = _xls(0x0809, pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)), _xls(0x000A)
    fonts = [_xls(0x0031, pack("<HHHHHBBBBBB", 200, look, 0, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
             for look in (0, 8)]  # fmt: skip
    looks = [_xls(0x00E0, pack("<HH", *look) + b"\0" * 16) for look in ((0, 0), (0, 9), (1, 0))]
    name = bytes([len(title), 0]) + title.encode("latin-1")
    before = begin + b"".join(fonts) + b"".join(looks)
    start = len(before) + 4 + 6 + len(name) + len(end)
    book = before + _xls(0x0085, pack("<IBB", start, 0, 0) + name) + end
    cells = [_xls_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]
    flat = [_xls(0x0208, pack("<HHHHHHI", row - 1, 0, 9, 300, 0, 0, 0x20)) for row in hidden]
    begin = _xls(0x0809, pack("<HHHHII", 0x0600, 16, 0, 0, 0, 6))
    return ole(path, "Workbook", book + begin + b"".join(flat) + b"".join(cells) + end)


def ole(path: Path, name: str, stream: bytes) -> Path:
    """Write a container of old Office files with one stream; a short one is filled up."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // _SECTOR)
    follows = [0xFFFFFFFD, _LAST, *range(3, count + 2), _LAST]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0)
    header += pack("<IIIIII", 4096, _LAST, 0, _LAST, 0, 0) + pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, _LAST, 0) + _entry(name, 2, 2, len(stream))
    fat = pack(f"<{len(follows)}I", *follows).ljust(_SECTOR, b"\xff")
    assert len(fat) == _SECTOR
    body = stream.ljust(count * _SECTOR, b"\0")
    path.write_bytes(header + fat + directory.ljust(_SECTOR, b"\0") + body)
    return path


def _entry(name: str, kind: int, first: int, length: int) -> bytes:
    words = name.encode("utf-16-le")
    held = words.ljust(64, b"\0") + pack("<HBBIII", len(words) + 2, kind, 1, _FREE, 1, _FREE)
    return (held + b"\0" * 36 + pack("<IQ", first, length)).ljust(128, b"\0")


def _xls(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def _xls_cell(row: int, column: int, value: Value) -> bytes:
    match value:
        case None:
            return b""
        case Error(number):
            return _xls(0x0205, pack("<HHHBB", row, column, 0, number, 1))
        case Percent(number):
            return _xls(0x0203, pack("<HHHd", row, column, 1, number))
        case str(words):
            return _xls_words(row, column, 0, words)
        case Crossed(words):
            return _xls_words(row, column, 2, words)
        case number:
            return _xls(0x0203, pack("<HHHd", row, column, 0, number))


def _xls_words(row: int, column: int, style: int, words: str) -> bytes:
    head = pack("<HHHHB", row, column, style, len(words), 1)
    return _xls(0x0204, head + words.encode("utf-16-le"))


def xlsb(path: Path, rows: Rows, title: str = "Actions", hidden: tuple[int, ...] = ()) -> Path:
    """Write a binary workbook. Style 1 is a percentage, style 2 is crossed out."""
    fonts = [_xlsb(43, pack("<HH", 220, look) + b"\0" * 20) for look in (0, 8)]
    looks = [_xlsb(47, pack("<HHH", 0xFFFF, *look) + b"\0" * 10)
             for look in ((0, 0), (10, 0), (0, 1))]  # fmt: skip
    styles = [_xlsb(278), _xlsb(611, pack("<I", 2)), *fonts, _xlsb(612)]
    styles += [_xlsb(617, pack("<I", 3)), *looks, _xlsb(618), _xlsb(279)]
    bundle = pack("<II", 0, 1) + _words("rId1") + _words(title)
    book = [_xlsb(131), _xlsb(143), _xlsb(156, bundle), _xlsb(144), _xlsb(132)]
    reach = pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    sheet = [_xlsb(129), _xlsb(148, reach), _xlsb(145)]
    for number, cells in enumerate(rows):
        look = 0x10 if number + 1 in hidden else 0
        sheet.append(_xlsb(0, pack("<IIHBBBI", number, 0, 300, 0, look, 0, 0)))
        sheet += [_xlsb_cell(column, value) for column, value in enumerate(cells)]
    sheet += [_xlsb(146), _xlsb(130)]
    return packed(path, _xlsb_parts(b"".join(book), b"".join(styles), b"".join(sheet)))


def _xlsb_parts(book: bytes, styles: bytes, sheet: bytes) -> dict[str, bytes]:
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{}" Type="' + office + '/{}" Target="{}"/>'
    inner = relation.format("rId1", "worksheet", "worksheets/sheet1.bin")
    inner += relation.format("rId2", "styles", "styles.bin")
    links = f'<Relationships xmlns="{package}/relationships">{{}}</Relationships>'
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="bin" '
        f'ContentType="{main}"/></Types>'.encode(),
        "_rels/.rels": links.format(
            relation.format("rId1", "officeDocument", "xl/workbook.bin")
        ).encode(),
        "xl/_rels/workbook.bin.rels": links.format(inner).encode(),
        "xl/workbook.bin": book,
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": sheet,
    }


def _xlsb(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while size > 0x7F:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def _words(words: str) -> bytes:
    return pack("<I", len(words)) + words.encode("utf-16-le")


def _xlsb_cell(column: int, value: Value) -> bytes:
    match value:
        case None:
            return b""
        case Error(number):
            return _xlsb(3, pack("<IIB", column, 0, number))
        case Percent(number):
            return _xlsb(5, pack("<IId", column, 1, number))
        case str(words):
            return _xlsb(6, pack("<II", column, 0) + _words(words))
        case Crossed(words):
            return _xlsb(6, pack("<II", column, 2) + _words(words))
        case number:
            return _xlsb(5, pack("<IId", column, 0, number))
