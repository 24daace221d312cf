"""Read a CSV file downloaded from OHID's Fingertips: its rows as typed, within bounds.

The file has some 26 columns; these are found by their headings, since their order and number
change. ``Sex`` has been called ``Gender`` and ``Area Name`` ``AreaName``; the column after
"Compared to England" names the kind of area above (region, CCGs, parent) and is found by its
beginning. What a row means is not judged here.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

from paperkit.container.reading import content
from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, how_many, quoted
from paperkit.frozen import Frozen

# The figures of one area for a whole profile come to some 5 MB.
LARGEST = 50 * 1024 * 1024
_CHUNK = 1024 * 1024
_NEEDED = {
    "id": ("Indicator ID",),
    "name": ("Indicator Name",),
    "area_code": ("Area Code",),
    "area": ("Area Name",),
    "sex": ("Sex", "Gender"),
    "age": ("Age",),
    "category_type": ("Category Type",),
    "period": ("Time period",),
    "value": ("Value",),
}
_WANTED = {
    "parent_code": ("Parent Code",),
    "parent": ("Parent Name",),
    "note": ("Value note",),
    "compared_england": ("Compared to England value or percentiles",),
}
_COMPARED = r"(?i)comparedto(?!england|goal|percentiles).+"
_SHOWN = 8
_SMALLER = "Download the figures of your own area alone, or of fewer indicators."
_AGAIN = "Download it from Fingertips again, and do not open and save it in another program."


class FingertipsRow(Frozen):
    """One row, each cell as typed, without blanks at its ends; ``line`` is its line.

    ``compared_parent`` is how the area compares with the one of ``parent``.
    """

    line: int
    id: str
    name: str
    area_code: str
    area: str
    sex: str
    age: str
    category_type: str
    period: str
    value: str
    parent_code: str = ""
    parent: str = ""
    note: str = ""
    compared_england: str = ""
    compared_parent: str = ""


class FingertipsFile(Frozen):
    """A table of Fingertips: the file's name, its bytes and their encoding."""

    name: str
    data: bytes
    encoding: str
    findings: tuple[Finding, ...]

    def rows(self) -> Iterator[FingertipsRow]:
        """Yield the rows in their order; ReadError where the file is damaged further down."""
        lines = _lines(self.name, self.data, self.encoding)
        _, headings = next(lines)
        columns = _columns(self.name, headings)
        for line, cells in lines:
            if len(cells) != len(headings):
                raise ReadError(
                    f"{quoted(self.name)} has {how_many(len(cells), 'value')} in line {line}, and "
                    f"{how_many(len(headings), 'heading')}. {_AGAIN}"
                )
            yield FingertipsRow(line, **{name: cells[at].strip() for name, at in columns.items()})

    def place(self, line: int, field: str = "") -> Place:
        """Return where a row is."""
        return Place(self.name, line=line, field=field)


def read_fingertips(path: Path) -> FingertipsFile:
    """Return the file, its headings checked; ReadError where it is not of Fingertips.

    Nothing is kept of it but its bytes: its rows are read when they are asked for.
    """
    name, data = path.name, content(path, LARGEST, smaller=_SMALLER)
    encoding = _encoding(name, data)
    first = next(_lines(name, data, encoding), None)
    if first is None:
        raise ReadError(f"{quoted(name)} is empty. Download it from Fingertips again.")
    _columns(name, first[1])
    message = f"{quoted(name)} was saved by Excel, and was read as such."
    findings = (Finding("PK-920", Place(name), message),) if encoding == "cp1252" else ()
    return FingertipsFile(name, data, encoding, findings)


def _encoding(name: str, data: bytes) -> str:
    """Return the encoding: UTF-8 as downloaded, cp1252 as Excel saves a CSV."""
    if data.startswith(b"PK"):
        raise ReadError(
            f"{quoted(name)} is a workbook, and not a CSV file. Choose the file that was "
            "downloaded from Fingertips."
        )
    if b"\0" in data:
        raise ReadError(
            f"{quoted(name)} is not kept as a plain CSV file. Save it in Excel as 'CSV UTF-8', or "
            "download it again."
        )
    for encoding in ("utf-8-sig", "cp1252"):
        text = TextIOWrapper(BytesIO(data), encoding=encoding)
        try:
            while text.read(_CHUNK):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise ReadError(f"{quoted(name)} holds letters that cannot be read. {_AGAIN}")


def _lines(name: str, data: bytes, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line on which it ends."""
    text = TextIOWrapper(BytesIO(data), encoding=encoding, newline="")
    # Strict, so that a quotation mark that is never closed does not swallow the rest in silence.
    reader = csv.reader(text, strict=True)
    try:
        yield from ((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as fault:
        raise ReadError(
            f"{quoted(name)} cannot be read beyond line {reader.line_num} ({fault}). {_AGAIN}"
        ) from fault


def _columns(name: str, headings: Sequence[str]) -> dict[str, int]:
    """Return the position of each column that is used; ReadError where a needed one is missing."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if places.setdefault(_plain(heading), place) != place and heading.strip():
            raise ReadError(f"{quoted(name)} has the heading {quoted(heading)} twice. {_AGAIN}")
    found = {
        column: places[_plain(word)]
        for column, words in (_NEEDED | _WANTED).items()
        for word in words
        if _plain(word) in places
    }
    lacking = [" or ".join(words) for column, words in _NEEDED.items() if column not in found]
    if lacking:
        shown = ", ".join(quoted(heading, 40) for heading in headings[:_SHOWN])
        more = f" and {len(headings) - _SHOWN} more" if len(headings) > _SHOWN else ""
        raise ReadError(
            f"{quoted(name)} is not a table of Fingertips: there is no heading "
            f"{', '.join(lacking)}. The headings found are {shown}{more}. Choose the file that was "
            "downloaded from Fingertips as 'CSV'."
        )
    compared = next((at for h, at in places.items() if re.fullmatch(_COMPARED, h)), None)
    return found if compared is None else found | {"compared_parent": compared}


def _plain(heading: str) -> str:
    return "".join(heading.split()).casefold()
