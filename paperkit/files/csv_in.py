"""A folder of CSV files, one for each sheet: every cell as it was typed, at its row and column.

Officers get these from Excel and from other systems. Excel saves them in UTF-8 or in an old Windows
encoding, and in some countries with semicolons; text with a comma or a line break is in quotation
marks. A row with more cells than there are headings is one in which a comma was meant as text: its
values are in the wrong columns, so none of them is read.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice

from paperkit.container.reading import EMPTY, ReadFile, of_binary
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet
from paperkit.files.headings import (
    CSV_FILES,
    Aliases,
    left_alone,
    match_titles,
    matching,
    near_named,
    plain,
    unknown_alias_sheets,
)
from paperkit.files.workbook_rows import find_headings, read_sheet
from paperkit.findings import Finding, Place, how_many, quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.columns import Cell, Record, Table

DELIMITERS = (",", ";", "\t")
_DELIMITER_IS = "sep="  # how a first line begins by which a program says the delimiter
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLD = "cp1252"
_MOST_LOST = 5
_COMMA_IN_FIGURE = re.compile(r"\d,\d")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LOST = re.compile(r"\?\w")
_BETWEEN = re.compile(r"[\s,;\"]+")
# Excel's escape of its own escapes: text such as _x000D_ stands in a CSV file for itself.
_ESCAPE, _ESCAPED = "_x", "_x005F_x"
_SETTINGS = frozenset({"settings", "setting", "paperkit", "council", "configuration", "config"})
_CLOSE_IT = (
    "Open the file in Notepad, look for the row, and close the quotation mark; one that belongs to "
    "the text is typed twice."
)


class CsvText(Frozen):
    """A CSV file as text, the sign between its cells, and what was found about the whole."""

    text: str
    delimiter: str
    findings: tuple[Finding, ...]


def read_csv_files(
    folder: str, files: Mapping[str, bytes], tables: Sequence[Table], aliases: Aliases
) -> ReadFile:
    """Return the records of each table that has a file of its name, and what was found.

    ``files`` are bytes by the name of the file, ``folder`` is where they are. ReadError where one
    is not a CSV file that can be read.
    """
    titles = [name for name in files if not _of_settings(name)]
    found: list[Finding] = []
    of_table: Mapping[str, str] = {}
    if any(matching(titles, table, CSV_FILES) for table in tables):
        of_table, found = match_titles(folder, titles, tables, CSV_FILES)
    else:
        near = list(near_named(folder, titles, tables, CSV_FILES))
        asked = {one.value for one in near}
        left = [title for title in titles if title not in asked]
        found = [*near, *left_alone(folder, left, CSV_FILES)]
    settings = (_no_settings(name) for name in files if _of_settings(name))
    findings = [*settings, *found, *unknown_alias_sheets(titles, tables, aliases)]
    records: dict[str, tuple[Record, ...]] = {}
    for table in tables:
        if table.name in of_table:
            name = of_table[table.name]
            records[table.name], of_rows = _read(name, files[name], table, aliases)
            findings += of_rows
    return ReadFile(records, tuple(findings))


def _of_settings(name: str) -> bool:
    """Return whether a file is named as one that holds settings."""
    return plain(CSV_FILES.bare(name)) in _SETTINGS


def _no_settings(name: str) -> Finding:
    message = f"{quoted(name)} was not read: settings are in paperkit.yaml, whatever the data are."
    return Finding("PK-399", Place(name), message, value=name)


def _read(
    name: str, data: bytes, table: Table, aliases: Aliases
) -> tuple[tuple[Record, ...], list[Finding]]:
    read = csv_text(name, data)
    rows = list(_rows(name, read))
    cells = {
        number: {
            index: GridCell(number, index, typed.replace(_ESCAPE, _ESCAPED))
            for index, typed in enumerate(row, start=1)
            if typed
        }
        for number, row in enumerate(rows, start=1)
    }
    sheet = Sheet(name, name, cells)
    records, findings = read_sheet(sheet, table, aliases)
    row = find_headings(sheet, table, aliases).row if sheet.filled else 0
    longer, of_length = _of_other_length(sheet, rows, row or min(sheet.filled, default=1))
    whole = tuple(_unread(one) if one.place in longer else one for one in records)
    return whole, [*read.findings, *of_length, *findings]


def _unread(record: Record) -> Record:
    """Return a record of which no cell is read, since each may be of another column."""
    cells = {name: Cell(cell.value, cell.place, faulty=True) for name, cell in record.cells.items()}
    return replace(record, cells=cells)


def _of_other_length(
    sheet: Sheet, rows: Sequence[Sequence[str]], of_headings: int
) -> tuple[frozenset[Place], list[Finding]]:
    """Return the rows that cannot be read, by the place of their first cell, and what was found.

    Blank cells beyond the headings are meant as nothing where every row has them.
    """
    width = len(rows[of_headings - 1]) if rows else 0
    headings = how_many(width, "heading")
    found: list[Finding] = []
    wrong: set[int] = set()
    short: list[Place] = []
    below = rows[of_headings:]
    usual = max(width, min((len(row) for row in below if any(row)), default=0))
    for number, row in enumerate(below, start=of_headings + 1):
        if any(row) and (len(row) > usual or any(row[width:])):
            wrong.add(number)
            beyond = next((index for index in range(width, len(row)) if row[index]), width)
            place = sheet.at(GridCell(number, beyond + 1, "").coordinate)
            message = (
                f"Row {number} of {quoted(sheet.file)} has {how_many(len(row), 'cell')} for "
                f"{headings}, so its values may be in the wrong columns; none was read."
            )
            found.append(Finding("PK-395", place, message, value=row[beyond]))
        elif any(row) and len(row) < width:
            short.append(sheet.at(f"A{number}"))
    if short:
        message = f"{how_many(len(short), 'row')} of {quoted(sheet.file)} ended before the last of "
        message += f"{headings}; what is lacking was read as blank."
        found.append(Finding("PK-396", short[0], message, others=tuple(short[1:])))
    first = {
        sheet.at(cell.coordinate)
        for number in wrong
        for cell in sheet.filled.get(number, {}).values()
    }
    return frozenset(first), found


# --- From bytes to rows ---------------------------------------------------------------------------


def csv_text(name: str, data: bytes) -> CsvText:
    """Return a CSV file as text, and which sign is between its cells.

    ReadError where it is empty, no text, or in an encoding that Excel does not write.
    """
    if not data:
        raise ReadError(f"{quoted(name)} {EMPTY.words}. {EMPTY.way_out}")
    if (other := of_binary(data)) and not data.startswith(_UTF_16):
        raise ReadError(
            f"{quoted(name)} {other.words}, whatever its name says. Save it in Excel as 'CSV UTF-8 "
            "(Comma delimited)', or give it its own ending."
        )
    text, encoding = _decoded(name, data)
    findings = []
    if encoding == _OLD:
        at = next(_NOT_ASCII.finditer(text)).start()
        words = _BETWEEN.split(text[max(at - 20, 0) : at + 20])
        odd = next(word for word in words if not word.isascii())
        message = f"{quoted(name)} was read in Windows' old encoding, with {quoted(odd)} in it."
        findings.append(Finding("PK-397", Place(name), message))
    if encoding == _OLD or text.isascii():
        findings += _lost_letters(name, text)
    first, _, rest = text.partition("\n")
    said = first.strip().lower().removeprefix(_DELIMITER_IS)[:1]
    if first.strip().lower().startswith(_DELIMITER_IS) and said in DELIMITERS:
        delimiter, text = said, rest
    else:
        # Where two give as many cells the comma is meant.
        delimiter = max(DELIMITERS, key=lambda sign: _cells_of_first_row(text, sign))
    if delimiter == ";" and (figure := _COMMA_IN_FIGURE.search(text)):
        begins = text[max(figure.start() - 10, 0) : figure.end() + 5]
        typed = next(
            word for word in begins.replace(";", " ").split() if _COMMA_IN_FIGURE.search(word)
        )
        message = f"{quoted(name)} has semicolons between its cells, and figures such as "
        message += f"{quoted(typed)}."
        findings.append(Finding("PK-398", Place(name), message))
    return CsvText(text, delimiter, tuple(findings))


def _lost_letters(name: str, text: str) -> Iterator[Finding]:
    """Yield a note where Excel may have put a question mark for a letter, as in '?ukasz'.

    The old encoding has no Polish letters and no Welsh ŵ, and Excel does not say what it lost.
    """
    found = (text[max(one.start() - 40, 0) : one.end() + 40] for one in _LOST.finditer(text))
    words = (word for around in found for word in _BETWEEN.split(around) if _LOST.search(word))
    # A web address has question marks of its own.
    names = (word for word in words if "/" not in word and "=" not in word)
    lost = list(islice(dict.fromkeys(names), _MOST_LOST))
    if lost:
        named = ", ".join(map(quoted, lost))
        message = f"{quoted(name)} has a question mark within a word, as where a letter is lost: "
        remedy = (
            "Look at the words where the file comes from, and save it there as 'CSV UTF-8 (Comma "
            "delimited)'."
        )
        yield Finding("PK-397", Place(name), f"{message}{named}.", remedy)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", _OLD):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ReadError(
        f"{quoted(name)} is in an encoding that cannot be read. Open it in the program it comes "
        "from, and save it as 'CSV UTF-8 (Comma delimited)'."
    )


def _cells_of_first_row(text: str, delimiter: str) -> int:
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        return next((len(row) for row in rows if any(row)), 0)
    except csv.Error:
        return 0


def _rows(name: str, read: CsvText) -> Iterator[list[str]]:
    """Yield the rows as Excel would number them; ReadError where quotation marks do not pair."""
    rows = csv.reader(StringIO(read.text, newline=""), delimiter=read.delimiter, strict=True)
    number = line = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            where = f"{quoted(name)}, row {number + 1} (line {line + 1} in Notepad)"
            raise ReadError(
                f"{where}: a quotation mark is opened and not closed, or words follow one that is "
                f"closed. {_CLOSE_IT}"
            ) from fault
        number, line = number + 1, rows.line_num
        yield row
