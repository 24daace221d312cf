"""A binary workbook (.xlsb), looked through for what is shown beside its values.

Its parts are rows of records: a number, a length and that many bytes ([MS-XLSB] 2.1.4).
"""

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree

from paperkit.files.container import Package
from paperkit.files.other_look import (
    At,
    Look,
    Mark,
    Styles,
    check_area,
    error_name,
    look_of,
    styles_of,
)

_ROW, _COLUMNS, _SHEET = 0, 60, 156
_FIRST_CELL, _LAST_CELL = 2, 11  # 1 is a blank cell
_ERRORS = (3, 11)
_FONT, _FORMAT, _XF, _BEGIN_CELL_XFS, _END_CELL_XFS = 43, 44, 47, 617, 618
_STRIKE, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x0008, 0x10, 0x0001

_STYLES = "styles"

LAST_COLUMN = 16_384
_Record = tuple[int, bytes]


def look_through(package: Package) -> tuple[Look, ...]:
    """Return what each sheet shows beside its values.

    ReadError where a sheet is larger than a Board's data can be; StopIteration, LookupError or
    ValueError where the file is damaged.
    """
    book = next(name for name in package.names if name.endswith("workbook.bin"))
    targets = _targets(package, book)
    styles = _styles(list(_records(package.part(targets[_STYLES]))))
    found = []
    for kind, data in _records(package.part(book)):
        if kind == _SHEET:
            relation, title = _named(data)
            records = list(_records(package.part(targets[relation])))
            found.append(_look(title, records, styles))
            check_area(package.name, found[-1])
    return tuple(found)


def _styles(records: list[_Record]) -> Styles:
    crossed = [bool(_short(data, 2) & _STRIKE) for kind, data in records if kind == _FONT]
    formats = {_short(data, 0): _string(data, 2)[0] for kind, data in records if kind == _FORMAT}
    kinds = [kind for kind, _ in records]
    of_cells = records[kinds.index(_BEGIN_CELL_XFS) : kinds.index(_END_CELL_XFS)]
    looks = [(_short(data, 4), _short(data, 2)) for kind, data in of_cells if kind == _XF]
    return styles_of(looks, crossed, formats)


def _look(title: str, records: list[_Record], styles: Styles) -> Look:
    return look_of(
        title,
        list(_cells(records, styles)),
        [_number(d, 0) + 1 for kind, d in records if kind == _ROW and d[11] & _HIDDEN_ROW],
        [column for kind, data in records if kind == _COLUMNS for column in _hidden(data)],
        (),
    )


def _cells(records: list[_Record], styles: Styles) -> Iterator[tuple[At, Mark]]:
    row = 0
    for kind, data in records:
        if kind == _ROW:
            row = _number(data, 0) + 1
        elif _FIRST_CELL <= kind <= _LAST_CELL:
            error = error_name(data[8]) if kind in _ERRORS else ""
            style = int.from_bytes(data[4:7], "little")
            yield (row, _number(data, 0) + 1), styles.mark(style, error)


def _hidden(columns: bytes) -> Iterator[int]:
    if _short(columns, 16) & _HIDDEN_COLUMN:
        yield from range(_number(columns, 0) + 1, min(_number(columns, 4) + 1, LAST_COLUMN) + 1)


def _records(content: bytes) -> Iterator[_Record]:
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


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _named(data: bytes) -> tuple[str, str]:
    """Return a sheet's relationship and title, from its entry in the workbook."""
    relation, end = _string(data, 8)
    title, _ = _string(data, end)
    return relation, title


def _string(data: bytes, at: int) -> tuple[str, int]:
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
