"""Read a sheet into the records of its table, whatever library opened the workbook.

First the row of the headings is found, and which columns they name; then each row below gives a
record, its cells as a person meant them: a number in Excel's fifteen figures, a percentage as
text, a date as a day. Where a cell holds no value there is a finding, and what was typed is
kept, so that its row is known.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from paperkit.container.reading import ReadFile, sound
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, SheetColumn, Stored, letter
from paperkit.files.headings import (
    Aliases,
    Headings,
    headings_on,
    match_sheets,
    unknown_alias_sheets,
    unknown_aliases,
    unused_aliases,
    without_notes,
)
from paperkit.files.workbook_marks import marks
from paperkit.findings import Finding, Place, Severity, in_full, quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import clean, decode_excel, key_text
from paperkit.schema.columns import Cell, Column, Raw, Record, Table
from paperkit.schema.dates import Deadline, in_words
from paperkit.schema.values import WEB, Link, as_words, plain_number, with_link

SEARCHED_ROWS = 30
FEWEST_KNOWN = 2
KNOWN_SHARE = 0.5
MOST_ROWS = 10_000
LARGEST = Decimal(10) ** 15
FULL = 32_767  # the most characters that a cell of Excel holds
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000

_BELOW_TABLE = r"(?is)(?:sub-?total|grand total|totals?|notes?|sources?)\s*(?:[:\d].*)?"
_HYPERLINK = r'(?i)=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)'
# Errors can also be there as text: exports and LibreOffice's own numbers of errors.
_ERROR_WORD = (
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"
    r"|Err:\d{3}|#{4,}"
)
_SCHEME = r"^(?:https?://|mailto:)"

Sheets = Mapping[str, Callable[[], Sheet]]
"""The sheets of a workbook by title; each is read when it is asked for."""


class OpenBook(Frozen):
    """A workbook, its sheets to be read one by one, and findings about the file as a whole."""

    file: str
    sheets: Sheets
    findings: tuple[Finding, ...]


class HeadingRow(Frozen):
    """The row of the headings (0 where there is none), the columns known, what was found."""

    row: int
    columns: tuple[SheetColumn, ...]
    findings: tuple[Finding, ...]


def read_sheets(file: str, sheets: Sheets, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that has a sheet, and what was found on the sheets.

    ReadError where a sheet is damaged, or larger than a Board's data can be.
    """
    titles, findings = match_sheets(file, list(sheets), tables)
    findings += unknown_alias_sheets(list(sheets), tables, aliases)
    records: dict[str, tuple[Record, ...]] = {}
    for table in tables:
        if table.name in titles:
            sheet = sound(file, sheets[titles[table.name]])
            records[table.name], found = read_sheet(sheet, table, aliases)
            findings += found
    return ReadFile(records, tuple(findings))


def read_sheet(
    sheet: Sheet, table: Table, aliases: Aliases
) -> tuple[tuple[Record, ...], list[Finding]]:
    """Return the records of a table's sheet in its order, and what was found on it.

    A sheet on which nothing was typed gives none. ReadError where it has too many rows.
    """
    if not sheet.filled:
        return (), []
    headings = find_headings(sheet, table, aliases)
    rows = _rows(sheet, headings)
    below = _below_table(sheet, rows, table)
    kept = [row for row in rows if row not in below]
    read = [_record(sheet, table, headings, row, rows[row]) for row in kept]
    findings = [*headings.findings, *(one for _, found in read for one in found)]
    for row, code in below.items():
        column, cell = rows[row][0]
        words = " | ".join(typed_in(one) for one in sheet.filled[row].values())
        message = f"{in_full(words)} below the table was left out, as no row of it."
        if code == "PK-343":
            message = f"{in_full(words)} is alone in its row below the table, and was not read."
        place = sheet.at(cell.coordinate, column.heading)
        findings.append(Finding(code, place, message, value=words))
    findings += marks(sheet, headings.columns, kept)
    return tuple(record for record, _ in read), findings


# --- Headings -------------------------------------------------------------------------------


def find_headings(sheet: Sheet, table: Table, aliases: Aliases) -> HeadingRow:
    """Return where the headings are and which columns of the table they name."""
    headings = headings_on(sheet.title, table, aliases)
    findings = list(unknown_aliases(headings, sheet.place))
    row = _heading_row(sheet, headings)
    if not row:
        return HeadingRow(0, (), (*findings, _no_headings(sheet, headings)))
    if row > min(sheet.rows):
        above = (cells for number, cells in sheet.filled.items() if number < row)
        words = " | ".join(typed_in(cell) for cells in above for cell in cells.values())
        title = f", below {in_full(words)}" if words else ""
        message = f"The headings of {sheet.title} were found in row {row}{title}."
        findings.append(Finding("PK-211", sheet.at(f"A{row}"), message))
    first: dict[str, SheetColumn] = {}
    unknown: list[GridCell] = []
    for cell in sheet.filled[row].values():
        column = headings.find(_typed(cell))
        if column is None:
            unknown.append(cell)
            continue
        named = SheetColumn(column, cell.column, without_notes(_heading(cell)))
        other = first.setdefault(column.name, named)
        if other is not named:
            message = (
                f"Columns {other.letter} and {named.letter} both stand for "
                f"{column.heading}; only {other.letter} was read."
            )
            there, here = (sheet.at(f"{c.letter}{row}", c.heading) for c in (other, named))
            findings.append(Finding("PK-213", here, message, value=named.heading, others=(there,)))
    taken = [column.column for column in first.values()]
    typed = [(_heading(cell), sheet.at(cell.coordinate)) for cell in unknown]
    misspelt = list(headings.misspelt(typed, taken, sheet.title))
    findings += misspelt
    unknown = [cell for cell in unknown if _heading(cell) not in {one.value for one in misspelt}]
    key, below = table.key, max(sheet.filled) > row
    if key and below and key not in taken and not any(key.heading in m.message for m in misspelt):
        message = f"{sheet.title} has no column {key.heading}, by which its rows are known."
        findings.append(Finding("PK-239", sheet.at(f"A{row}"), message))
    findings += _unknown_headings(sheet, row, unknown, headings, taken)
    findings += unused_aliases(headings, first, sheet.place)
    return HeadingRow(row, tuple(first.values()), tuple(findings))


def _heading_row(sheet: Sheet, headings: Headings) -> int:
    """Return the row with most known headings, the upper of two; 0 where no row has enough."""
    best = most = 0
    for row, cells in sheet.filled.items():
        # A row with no more cells than the best has known headings cannot be better.
        if row <= SEARCHED_ROWS and len(cells) > most:
            known = sum(1 for cell in cells.values() if headings.find(_typed(cell)))
            if known > most:
                best, most = row, known
    filled = len(sheet.filled.get(best, ()))
    few = most < min(FEWEST_KNOWN, filled) or (most <= FEWEST_KNOWN and most < filled * KNOWN_SHARE)
    return 0 if few else best


def _typed(cell: GridCell) -> str:
    return cell.formula if cell.value is None else str(cell.value)


def _heading(cell: GridCell) -> str:
    return key_text(decode_excel(_typed(cell)))


def _no_headings(sheet: Sheet, headings: Headings) -> Finding:
    table = headings.table
    row, cells = next(iter(sheet.filled.items()), (0, {}))
    first = list(cells.values())[:10] if row <= SEARCHED_ROWS else []
    has = ", ".join(quoted(_heading(cell), 40) for cell in first) or "none"
    needs = ", ".join(column.heading for column in table.columns[:8])
    more = " and so on" if len(table.columns) > 8 else ""
    message = f"{sheet.title} needs the headings {needs}{more}; it has {has}."
    near = ((_heading(cell), headings.near(_heading(cell))) for cell in first)
    meant = [f"{quoted(typed, 40)} to {guess}" for typed, guess in near if guess and typed != guess]
    remedy = f"Rename {', '.join(meant)}, and give the other columns their headings."
    return Finding("PK-210", sheet.place, message, remedy if meant else "")


def _unknown_headings(
    sheet: Sheet, row: int, unknown: Sequence[GridCell], headings: Headings, taken: list[Column]
) -> Iterator[Finding]:
    """Yield one note that names every column that was left alone, also those without a heading."""
    below = (cells for number, cells in sheet.filled.items() if number > row)
    bare = sorted({index for cells in below for index in cells} - sheet.filled[row].keys())
    if not unknown and not bare:
        return
    named = [f"{quoted(_heading(cell), 40)} ({letter(cell.column)})" for cell in unknown[:20]]
    named += [f"{letter(index)} (no heading)" for index in bare[:5]]
    more = len(unknown) + len(bare) - len(named)
    named += [f"{more} more"] if more else []
    message = f"Left alone on {sheet.title}: {', '.join(named)}."
    place = sheet.at(unknown[0].coordinate if unknown else f"{letter(bare[0])}{row}")
    near = ((heading, headings.near(heading, taken)) for heading in map(_heading, unknown))
    meant = [f"{quoted(heading)} to {guess}" for heading, guess in near if guess]
    remedy = f"Rename {', '.join(meant)}, if that was meant." if meant else ""
    yield Finding("PK-212", place, message, remedy)


# --- Rows -----------------------------------------------------------------------------------

Filled = Sequence[tuple[SheetColumn, GridCell]]
"""The filled cells of a row in the columns of the table, from the left."""


def _rows(sheet: Sheet, headings: HeadingRow) -> Mapping[int, Filled]:
    """Return the rows below the headings that hold something in a known column."""
    rows = {
        number: [(c, cells[c.index]) for c in headings.columns if c.index in cells]
        for number, cells in sheet.filled.items()
        if number > headings.row
    }
    rows = {number: known for number, known in rows.items() if known}
    if len(rows) > MOST_ROWS:
        raise ReadError(
            f"{sheet} has {len(rows):,} rows; "
            f"paperkit reads at most {MOST_ROWS:,}. Move what no paper needs elsewhere."
        )
    return rows


def _below_table(sheet: Sheet, rows: Mapping[int, Filled], table: Table) -> Mapping[int, str]:
    """Return what comes after the last row of a table and is not a row of it, each with its code.

    It is a total or a note of a table with references (PK-230), or a cell by itself: a note
    (PK-236), or what may be a row that was begun (PK-343).
    """
    found: dict[int, str] = {}
    numbers = list(rows)
    # The rows that are surely rows: of several cells, or else all above the first blank row.
    several = [number for number in numbers if len(sheet.filled[number]) > 1]
    end = max(several, default=min(numbers, default=0))
    while end + 1 in sheet.filled:
        end += 1
    sure = several or [number for number in numbers if number <= end]
    longest: dict[int, int] = {}
    for column, cell in (pair for number in sure for pair in rows[number]):
        longest[column.index] = max(longest.get(column.index, 0), _words_in(cell))
    surely = set(sure)
    for number in reversed(numbers):
        column, cell = rows[number][0]
        alone = len(sheet.filled[number]) == 1 and number not in surely
        follows = number <= end
        is_naming = column.column.key or bool(column.column.refers)
        # A reference has hardly more words than those above it.
        names = is_naming and _words_in(cell) <= max(longest.get(column.index, 0) + 1, 2)
        if table.key and re.fullmatch(_BELOW_TABLE, str(cell.value).strip()):
            found[number] = "PK-230"
        elif alone and not (names and follows):
            found[number] = "PK-343" if names or (follows and not is_naming) else "PK-236"
        elif not table.key or any(column.column.key for column, _ in rows[number]):
            break
    return {number: found[number] for number in numbers if number in found}


def _words_in(cell: GridCell) -> int:
    return len(str(cell.value).split())


def _record(
    sheet: Sheet, table: Table, headings: HeadingRow, number: int, row: Filled
) -> tuple[Record, list[Finding]]:
    places = {
        column.column.name: sheet.at(f"{column.letter}{number}", column.heading)
        for column in headings.columns
    }
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    behind: dict[str, list[tuple[Place, GridCell]]] = {}
    for column, stored in row:
        name = column.column.name
        cells[name], found = read_cell(stored, column.column, sheet, places[name])
        findings += found
        if column.column.identity and not column.column.prose and address(stored):
            behind.setdefault(address(stored), []).append((places[name], stored))
    # The address behind the words that a row is known by is its link, where its own cell is blank.
    own = next((column.name for column in table.columns if column.type is Link), "")
    if own and own not in cells and len(behind) == 1:
        ((link, ((place, _), *_)),) = behind.items()
        cells[own] = Cell(link, place)
    findings += (
        _not_printed(stored, place)
        for link, there in behind.items()
        for place, stored in there
        if not (own in cells and cells[own].value == link) and not _says(stored, link)
    )
    place = sheet.at(f"{headings.columns[0].letter}{number}")
    return Record(place, MappingProxyType(cells), MappingProxyType(places)), findings


# --- Cells ----------------------------------------------------------------------------------


def read_cell(
    stored: GridCell, column: Column, sheet: Sheet, place: Place
) -> tuple[Cell, list[Finding]]:
    """Return the value of a filled cell with its place, and what was found in it."""
    held, link = stored.value, _hyperlink(stored)
    words = held.strip() if isinstance(held, str) else ""
    if stored.is_error or (words.startswith(("#", "Err:")) and re.fullmatch(_ERROR_WORD, words)):
        shown = str(held).strip()
        fault = Finding("PK-330", place, f"The cell shows {quoted(shown)}.", value=shown)
        return Cell(shown, place, faulty=True), [fault]
    if held is None and not link:
        message = f"The result of the formula {quoted(stored.formula)} is not in the file."
        fault = Finding("PK-331", place, message, value=stored.formula)
        return Cell(stored.formula, place, faulty=True), [fault]
    value = _meaning(link[1] if link and held is None else held, percent=stored.is_percent)
    findings = list(_warnings(stored, value, column, sheet, place))
    value, of_link = _with_link(stored, value, column, place)
    findings += of_link
    return Cell(value, place, any(found.severity is Severity.ERROR for found in findings)), findings


def _with_link(
    stored: GridCell, value: Raw, column: Column, place: Place
) -> tuple[Raw, list[Finding]]:
    """Return a value with the link behind its words, and what is not printed of it.

    A text keeps words and address. What a row is known by is left to the row, which has a link.
    """
    target = _target(stored)
    is_said = bool(target) and _says(stored, target)
    is_typed = str(value).strip().casefold().startswith(WEB)
    if column.type is Link and address(stored) and not is_typed:
        message = f"{in_full(str(value))} is not printed; the address behind it is."
        unsaid = Finding("PK-344", place, message, value=str(value))
        return address(stored), [] if is_said else [unsaid]
    if not target or is_said:
        return value, []
    text = with_link(str(value), target) if column.holds_links and address(stored) else ""
    if text and not (column.prose and "\n" in text):
        return text, []
    is_of_row = column.identity and not column.prose and bool(address(stored))
    return value, [] if is_of_row else [_not_printed(stored, place)]


def typed_in(stored: GridCell) -> str:
    """Return what a cell holds in words, with the address behind them; a formula has no words."""
    if stored.value is None:
        return stored.formula.strip()
    words = clean(as_words(_meaning(stored.value, percent=stored.is_percent))).text
    link = address(stored)
    return f"{words} ({link})" if link and link not in words else words


def address(stored: GridCell) -> str:
    """Return the web address behind a cell, or an empty text."""
    target = _target(stored)
    return target if target.casefold().startswith(WEB) else ""


def _target(stored: GridCell) -> str:
    """Return what a click on a cell opens outside the workbook, or an empty text."""
    link = _hyperlink(stored)
    target = link[0] if link else stored.link
    return "" if target.startswith("#") else target


def _says(stored: GridCell, target: str) -> bool:
    """Return whether the words of a cell are the address behind it, as a program links them."""
    said, there = (
        re.sub(_SCHEME, "", words.strip().casefold()).rstrip("/")
        for words in (str(stored.value), target)
    )
    return said == there


def _not_printed(stored: GridCell, place: Place) -> Finding:
    link = _hyperlink(stored)
    words = link[1] if link and stored.value is None else str(stored.value)
    target = _target(stored)
    message = (
        f"The words {in_full(words)} have {in_full(target)} behind them, which is not printed."
    )
    return Finding("PK-341", place, message, value=target)


def _hyperlink(stored: GridCell) -> tuple[str, str] | None:
    """Return address and words of a formula that makes a link; None for every other cell."""
    match = re.fullmatch(_HYPERLINK, stored.formula.strip()) if stored.formula else None
    if match is None:
        return None
    target, words = ((match.group(n) or "").replace('""', '"') for n in (1, 2))
    return target, words or target


def _meaning(value: Stored, *, percent: bool) -> Raw:
    match value:
        case str():
            return decode_excel(value)
        case bool():
            return "Yes" if value else "No"
        case int() | float():
            number = Decimal(f"{Decimal(value):.15g}")
            # A figure that no paper can mean comes as text, for its column to judge.
            if not number.is_finite() or abs(number) >= LARGEST:
                return f"{number:f}"
            return f"{plain_number(number * 100):f}%" if percent else number
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case datetime.time():
            return value.strftime("%H:%M")
    return decode_excel(str(value))


def _warnings(
    stored: GridCell, value: Raw, column: Column, sheet: Sheet, place: Place
) -> Iterator[Finding]:
    held, crossed = stored.value, stored.crossed
    if crossed:
        message = f"The words {quoted(crossed)} are crossed out."
        yield Finding("PK-333", place, message, value=crossed)
    if isinstance(held, datetime.datetime) and held.time() != datetime.time():
        shown = f"{in_words(held)} {held:%H:%M}"
        message = f"{quoted(shown)} was read as {in_words(held)}."
        yield Finding("PK-314", place, message, value=shown)
    if isinstance(held, str) and len(held) >= FULL:
        message = f"The cell holds {len(held):,} characters, the most that Excel keeps."
        yield Finding("PK-337", place, message, value=held)
    dated = column.type in (datetime.date, Deadline)
    if dated and isinstance(value, Decimal) and FIRST_SERIAL <= value <= LAST_SERIAL:
        # A number of days may be a date; only a person knows whether it is one.
        day = in_words(sheet.epoch + datetime.timedelta(days=int(value)))
        message = f"'{value:f}' is in a cell for a date; as a date it would be {day}."
        remedy = f"Type {day} if that is the date, or type the right one."
        yield Finding("PK-332", place, message, remedy, value=f"{value:f}")
