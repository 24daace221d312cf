"""A workbook of the old kind (.xls), looked through for what is shown beside its values.

Its stream is a row of records: a number, a length and that many bytes ([MS-XLS] 2.1.4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from paperkit.files.ole_stream import stream
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

_END, _BEGIN = 0x000A, 0x0809
_FONT, _FORMAT, _XF, _SHEET = 0x0031, 0x041E, 0x00E0, 0x0085
_ROW, _COLUMNS, _NOTE = 0x0208, 0x007D, 0x001C
_FORMULA, _ANSWER_OR_ERROR = 0x0006, 0x0205
_SINGLE = frozenset({_FORMULA, _ANSWER_OR_ERROR, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E})
_SEVERAL = 0x00BD
_EXCEL_97 = 0x0600
_STRIKE, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x0008, 0x0020, 0x0001


class OlderThanExcel97Error(ValueError):
    """The workbook is of Excel 95 or before, whose records are others."""


@dataclass(frozen=True)
class _Record:
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
        if kind == _END:
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
