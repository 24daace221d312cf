"""Read a sheet into the records of its table, whatever library opened the workbook.

First the row of the headings is found, and which columns they name; then each row below gives a
record, its cells as a person meant them: a number in Excel's fifteen figures, a percentage as
text, a date as a day. Where a cell holds no value there is a finding, and what was typed is
kept, so that its row is known.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from paperkit.container.reading import ReadFile, sound
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, SheetColumn, Stored, letter, runs
from paperkit.files.headings import (
    Aliases,
    Headings,
    headings_on,
    match_sheets,
    unknown_alias_sheets,
    unknown_aliases,
    unused_aliases,
)
from paperkit.findings import Finding, Place, Severity, in_full, quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import clean, decode_excel, folded, in_groups, key_text
from paperkit.schema.columns import Cell, Choice, Column, Raw, Record, Table
from paperkit.schema.dates import Deadline, in_words
from paperkit.schema.values import Link, as_words, plain_number

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
_WEB = ("http://", "https://", "mailto:")

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
    read = [_record(sheet, headings, row, rows[row]) for row in kept]
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
        message = f"The headings of {sheet.title} were found in row {row}."
        findings.append(Finding("PK-211", sheet.at(f"A{row}"), message))
    first: dict[str, SheetColumn] = {}
    unknown: list[GridCell] = []
    for cell in sheet.filled[row].values():
        column = headings.find(_typed(cell))
        if column is None:
            unknown.append(cell)
            continue
        named = SheetColumn(column, cell.column, _heading(cell))
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
            f"Sheet {quoted(sheet.title)} of {quoted(sheet.file)} has {len(rows):,} rows; "
            f"paperkit reads at most {MOST_ROWS:,}. Move what no paper needs elsewhere."
        )
    return rows


def _below_table(sheet: Sheet, rows: Mapping[int, Filled], table: Table) -> Mapping[int, str]:
    """Return what comes after the last row of a table and is no row of it, each with its code.

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
    sheet: Sheet, headings: HeadingRow, number: int, row: Filled
) -> tuple[Record, list[Finding]]:
    places = {
        column.column.name: sheet.at(f"{column.letter}{number}", column.heading)
        for column in headings.columns
    }
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    behind: dict[str, Place] = {}
    for column, stored in row:
        name = column.column.name
        cells[name], found = read_cell(stored, column.column, sheet, places[name])
        findings += found
        if link := address(stored):
            behind[link] = places[name]
    # One address behind the words of a row is its link, where the link's own cell is blank.
    names = (c.column.name for c in headings.columns if c.column.type is Link)
    blank = next((name for name in names if name not in cells), "")
    if blank and len(behind) == 1:
        ((link, place),) = behind.items()
        cells[blank] = Cell(link, place)
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
    if column.type is Link and not str(value).strip().casefold().startswith(_WEB):
        value = address(stored) or value
    findings = list(_warnings(stored, value, column, sheet, place))
    return Cell(value, place, any(found.severity is Severity.ERROR for found in findings)), findings


def typed_in(stored: GridCell) -> str:
    """Return what a cell holds in words, with the address behind them; a formula has no words."""
    if stored.value is None:
        return stored.formula.strip()
    words = clean(as_words(_meaning(stored.value, percent=stored.is_percent))).text
    link = address(stored)
    return f"{words} ({link})" if link and link not in words else words


def address(stored: GridCell) -> str:
    """Return the web address behind a cell, or an empty text."""
    link = _hyperlink(stored)
    target = link[0] if link else stored.link
    return target if target.casefold().startswith(_WEB) else ""


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
        message = f"'{value:f}' stands where a date should; as a date it would be {day}."
        remedy = f"Type {day} if that is the date, or type the right one."
        yield Finding("PK-332", place, message, remedy, value=f"{value:f}")


# --- What an officer sees on a sheet and a paper cannot show ---------------------------------
#
# Merging, hiding, comments, blank rows, dates with day and month swapped, and colours. What a
# colour means differs between councils, so it is learnt from the column itself: a colour without a
# word is no answer, and one may contradict its word.

Columns = Sequence[SheetColumn]
_HUES = ("red", "amber", "green")
_DAY_FIRST = r"(?s)\s*(\d{1,2})[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b.*"


def marks(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield findings about what a table's rows show besides their text."""
    if sheet.hidden:
        yield Finding("PK-206", sheet.place, f"The sheet {sheet.title} is hidden; it was read.")
    if rows:
        for span in sheet.merged:
            across = (span.first_column <= column.index <= span.last_column for column in columns)
            if span.last_row >= rows[0] and span.first_row <= rows[-1] and any(across):
                message = f"The cells {span} are merged, so only the first of them holds text."
                place = sheet.at(str(span).partition(":")[0])
                yield Finding("PK-335", place, message, value=str(span))
        yield from _hidden(sheet, columns, rows)
        # One note is for the rows between the first and the last that hold nothing at all.
        blank = [row for row in range(rows[0] + 1, rows[-1]) if row not in sheet.filled]
        if blank:
            below = [row for row in rows if row > blank[0]]
            subject = f"Row {runs(blank)} is" if len(blank) == 1 else f"Rows {runs(blank)} are"
            read = f"row {runs(below)} was" if len(below) == 1 else f"rows {runs(below)} were"
            yield Finding("PK-234", sheet.at(f"A{blank[0]}"), f"{subject} blank; {read} read.")
        yield from _swapped(sheet, columns, rows)
        yield from _colours(sheet, columns, rows)
    yield from _comments(sheet)
    for words in sheet.boxes:
        message = f"A text box on {sheet.title} says {in_full(words)}; it does not go into papers."
        yield Finding("PK-235", sheet.place, message, value=words)


def _hidden(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        one = len(hidden) == 1
        subject = f"Row {runs(hidden)} is" if one else f"Rows {runs(hidden)} are"
        message = f"{subject} hidden or filtered out; {'it was' if one else 'they were'} read."
        yield Finding("PK-231", sheet.at(f"A{hidden[0]}"), message)
    unseen = [column for column in columns if column.index in sheet.hidden_columns]
    if unseen:
        named = ", ".join(f"{quoted(column.heading, 40)} ({column.letter})" for column in unseen)
        message = f"The column {named} is hidden; it was read."
        if len(unseen) > 1:
            message = f"The columns {named} are hidden; they were read."
        yield Finding("PK-233", sheet.at(f"{unseen[0].letter}{rows[0]}"), message)


def _comments(sheet: Sheet) -> Iterator[Finding]:
    """Yield one note that gives the words of every comment of a sheet in full."""
    noted = [
        (cell.coordinate, cell.comment)
        for _, cells in sorted(sheet.rows.items())
        for _, cell in sorted(cells.items())
        if cell.comment is not None
    ]
    if noted:
        said = (
            f"{at} {in_full(words) if words else '(open it to read it)'}" for at, words in noted
        )
        message = f"Comments do not go into papers: {'; '.join(said)}."
        first, *others = (sheet.at(at) for at, _ in noted)
        yield Finding("PK-232", first, message, others=tuple(others))


def _cells(sheet: Sheet, column: SheetColumn, rows: Sequence[int]) -> list[GridCell]:
    return [sheet.rows[row][column.index] for row in rows if column.index in sheet.rows[row]]


def _swapped(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a note for each column of dates that a program set to American dates has saved."""
    for column in columns:
        if column.column.type not in (datetime.date, Deadline):
            continue
        cells = _cells(sheet, column, rows)
        days = [cell.value.day for cell in cells if isinstance(cell.value, datetime.date)]
        if not days or max(days) > 12:
            continue
        for cell in cells:
            match = re.fullmatch(_DAY_FIRST, cell.value) if isinstance(cell.value, str) else None
            if match and 12 < int(match.group(1)) <= 31:
                message = (
                    f"{quoted(str(cell.value))} under {column.heading} is text, and none of the "
                    f"dates there is after the 12th of a month."
                )
                yield Finding("PK-338", _place(sheet, column, cell), message)
                break


def _colours(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield findings about colours in columns that take one word of a list."""
    for column in columns:
        if not (issubclass(column.column.type, Choice) or column.column.role == "rating"):
            continue
        cells = _cells(sheet, column, rows)
        whole = len(rows) > 1 and len(cells) == len(rows)
        if whole and len({cell.fill for cell in cells}) == 1:
            continue  # one colour all down the column is a look and no answer
        coloured = [cell for cell in cells if cell.fill and not _striped(sheet, columns, cell)]
        yield from _colour_alone(sheet, column, [cell for cell in coloured if not cell.filled])
        yield from _colour_against(sheet, column, [cell for cell in coloured if cell.filled])


def _striped(sheet: Sheet, columns: Columns, cell: GridCell) -> bool:
    """Return whether the row has this colour elsewhere too, as in a striped table."""
    others = (sheet.rows[cell.row].get(column.index) for column in columns)
    return any(
        other is not None and other.fill == cell.fill and other.column != cell.column
        for other in others
    )


def _colour_alone(
    sheet: Sheet, column: SheetColumn, cells: Sequence[GridCell]
) -> Iterator[Finding]:
    """Yield one finding for all cells of a column that a colour answers."""
    if not cells:
        return
    message = f"The cell under {column.heading} is coloured, but holds no word."
    if len(cells) > 1:
        subject = f"{len(cells)} cells under {column.heading} are coloured, but hold no word"
        message = f"{subject}: rows {runs(cell.row for cell in cells)}."
    first, *others = (_place(sheet, column, cell) for cell in cells)
    yield Finding("PK-334", first, message, others=tuple(others))


def _colour_against(
    sheet: Sheet, column: SheetColumn, cells: Sequence[GridCell]
) -> Iterator[Finding]:
    owners = _words_of_colours(cells)
    for cell in cells:
        word = str(cell.value).strip()
        hue = _hue(cell.fill)
        owner = owners.get(cell.fill, "")
        if folded(word) in _HUES and hue and hue != folded(word):
            message = f"{quoted(word)} stands in a cell that is {hue}."
        elif owner and folded(owner) != folded(word) and folded(word) not in _HUES:
            elsewhere = f"{quoted(owner)} has elsewhere under {column.heading}"
            message = f"{quoted(word)} has the colour that {elsewhere}."
        else:
            continue
        yield Finding("PK-336", _place(sheet, column, cell), message, value=word)


def _words_of_colours(cells: Sequence[GridCell]) -> Mapping[str, str]:
    """Return the word that each colour means in this column, where it is plain.

    A colour is a word's where most cells of that colour hold it, twice or more; and the words of
    the column must have different colours, or the colours mean something else.
    """
    owners: dict[str, str] = {}
    for fill, words in in_groups((cell.fill, str(cell.value).strip()) for cell in cells).items():
        word, times = Counter(words).most_common(1)[0]
        if times >= 2 and times * 3 > len(words) * 2:
            owners[fill] = word
    return owners if len({folded(word) for word in owners.values()}) > 1 else {}


def _hue(fill: str) -> str:
    """Return red, amber or green for a colour in six hexadecimal digits; empty for any other.

    Orange lies between red and amber, and councils use it for either.
    """
    if len(fill) != 6:
        return ""
    from colorsys import rgb_to_hsv

    parts = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    degrees = rgb_to_hsv(*parts)[0] * 360
    if degrees < 15 or degrees > 330:
        return "red"
    if 30 <= degrees <= 60:
        return "amber"
    return "green" if 75 <= degrees <= 180 else ""


def _place(sheet: Sheet, column: SheetColumn, cell: GridCell) -> Place:
    return sheet.at(cell.coordinate, column.heading)
