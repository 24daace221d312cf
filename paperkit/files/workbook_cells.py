"""One cell of a workbook: from what Excel stores to what a person meant by it.

A number is kept in Excel's fifteen figures; a percentage is text as shown; a date is a day. A
cell that holds no value is told here, and what stands in it is kept, so that its row is known.

Colours that officers give to words: one alone is no answer, and one may speak against its word.

What a colour means differs between councils; so it is learnt from the column itself.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from colorsys import rgb_to_hsv
from decimal import Decimal

from paperkit.files.grid import GridCell, Sheet, SheetColumn, Stored, runs
from paperkit.findings import Finding, Place, Severity, quoted, remedy_of
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import decode_excel, folded
from paperkit.schema.columns import Choice, Column
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Deadline
from paperkit.schema.records import Cell, Raw
from paperkit.schema.values import Link, plain_number

LARGEST = Decimal(10) ** 15
FULL = 32_767  # the most characters that a cell of Excel holds
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
_HYPERLINK = re.compile(
    r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)', re.IGNORECASE
)
# Errors can also be there as text: exports and LibreOffice's own numbers of errors.
_ERROR_WORD = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"
    r"|Err:\d{3}|#{4,}"
)
_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class CellRead(Frozen):
    """What a filled cell gives: its value with its place, and what was found in it."""

    cell: Cell
    findings: tuple[Finding, ...]


def read_cell(stored: GridCell, column: Column, sheet: Sheet, place: Place) -> CellRead:
    """Return the value of a filled cell."""
    fault = _no_value(stored, place)
    if fault:
        return CellRead(Cell(fault.value, place, faulty=True), (fault,))
    cell = Cell(_raw(stored, column), place)
    doubts = tuple(_doubts(stored, cell, column, sheet))
    faulty = any(doubt.severity is Severity.ERROR for doubt in doubts)
    return CellRead(replace(cell, faulty=faulty), doubts)


def address(stored: GridCell) -> str:
    """Return the web address behind a cell, or nothing."""
    formula = _hyperlink(stored)
    target = _unquoted(formula.group(1)) if formula else stored.link
    return target if _ADDRESS.match(target) else ""


def _raw(stored: GridCell, column: Column) -> Raw:
    behind = address(stored)
    words = _meaning(_stored(stored), percent=stored.is_percent)
    if column.type is Link and behind and not _ADDRESS.match(str(words).strip()):
        return behind
    return words


def _stored(stored: GridCell) -> Stored:
    """Return the stored value; the words of a HYPERLINK that was never worked out."""
    formula = _hyperlink(stored)
    if stored.value is None and formula:
        return _unquoted(formula.group(2) or formula.group(1))
    return stored.value


def _meaning(value: Stored, *, percent: bool) -> Raw:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return _number(Decimal(f"{Decimal(value):.15g}"), percent=percent)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return decode_excel(str(value))


def _number(number: Decimal, *, percent: bool) -> Raw:
    """Return a figure; one that no paper can mean comes as text, to be told by its column."""
    if not number.is_finite() or abs(number) >= LARGEST:
        return f"{number:f}"
    return f"{plain_number(number * 100):f}%" if percent else number


def _no_value(stored: GridCell, place: Place) -> Finding | None:
    if stored.is_error or _ERROR_WORD.fullmatch(str(stored.value).strip()):
        shown = str(stored.value).strip()
        return _finding("PK-330", place, f"The cell shows {quoted(shown)}.", shown)
    formula = stored.formula
    if stored.value is None and formula and not _hyperlink(stored):
        message = f"The result of the formula {quoted(formula.text)} is not in the file."
        return _finding("PK-331", place, message, formula.text)
    return None


def _doubts(stored: GridCell, cell: Cell, column: Column, sheet: Sheet) -> Iterator[Finding]:
    if stored.crossed:
        message = f"The words {quoted(stored.crossed)} are crossed out."
        yield _finding("PK-333", cell.place, message, stored.crossed)
    if isinstance(stored.value, datetime.datetime) and stored.value.time() != datetime.time():
        shown = f"{in_words(stored.value)} {stored.value:%H:%M}"
        message = f"{quoted(shown)} was read as {in_words(stored.value)}."
        yield _finding("PK-314", cell.place, message, shown)
    if isinstance(stored.value, str) and len(stored.value) >= FULL:
        message = f"The cell holds {len(stored.value):,} characters, the most that Excel keeps."
        yield _finding("PK-337", cell.place, message, stored.value)
    if column.type in (datetime.date, Deadline) and isinstance(cell.value, Decimal):
        yield from _serial(cell.value, sheet, cell.place)


def _serial(number: Decimal, sheet: Sheet, place: Place) -> Iterator[Finding]:
    """Offer the date that a number of days may be; only a person knows whether it is one."""
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        day = in_words(sheet.epoch + datetime.timedelta(days=int(number)))
        message = f"'{number:f}' stands where a date should; as a date it would be {day}."
        remedy = f"Type {day} if that is the date, or type the right one."
        yield Finding("PK-332", place, message, remedy, value=f"{number:f}")


def _hyperlink(stored: GridCell) -> re.Match[str] | None:
    return _HYPERLINK.fullmatch(stored.formula.text.strip()) if stored.formula else None


def _unquoted(text: str) -> str:
    return text.replace('""', '"')


def _finding(code: str, place: Place, message: str, value: str) -> Finding:
    return Finding(code, place, message, value=value)


Columns = Sequence[SheetColumn]
_NAMED = ("red", "amber", "green")


def colours(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what colours say in columns of closed words: alone, or against the word."""
    for column in columns:
        if not _worded(column.column):
            continue
        here = [sheet.rows[row][column.index] for row in rows if column.index in sheet.rows[row]]
        if _tinted(here, rows):
            continue
        told = [cell for cell in here if cell.fill and not _striped(sheet, columns, cell)]
        yield from _alone(sheet, column, [cell for cell in told if not cell.filled])
        yield from _against(sheet, column, [cell for cell in told if cell.filled])


def _worded(column: Column) -> bool:
    """Return whether a cell of the column is answered by one word of a list."""
    return issubclass(column.type, Choice) or column.role == "rating"


def _tinted(cells: Sequence[GridCell], rows: Sequence[int]) -> bool:
    """Return whether the whole column has one colour, which is a look and no answer."""
    return len(rows) > 1 and len(cells) == len(rows) and len({cell.fill for cell in cells}) == 1


def _striped(sheet: Sheet, columns: Columns, cell: GridCell) -> bool:
    """Return whether the row has this colour elsewhere too, as in a striped table."""
    others = (sheet.rows[cell.row].get(column.index) for column in columns)
    return any(
        other is not None and other.fill == cell.fill and other.column != cell.column
        for other in others
    )


def _alone(sheet: Sheet, column: SheetColumn, cells: Sequence[GridCell]) -> Iterator[Finding]:
    """Yield one finding for all cells of a column that a colour answers."""
    if not cells:
        return
    message = f"The cell under {column.heading} is coloured, but holds no word."
    if len(cells) > 1:
        numbers = runs(cell.row for cell in cells)
        message = f"{len(cells)} cells under {column.heading} are coloured, but hold no word: "
        message += f"rows {numbers}."
    first, *others = (_place(sheet, column, cell) for cell in cells)
    remedy = remedy_of("PK-334")
    yield Finding("PK-334", first, message, remedy, others=tuple(others))


def _against(sheet: Sheet, column: SheetColumn, cells: Sequence[GridCell]) -> Iterator[Finding]:
    owners = _owners(cells)
    for cell in cells:
        word = str(cell.value).strip()
        hue = _hue(cell.fill)
        owner = owners.get(cell.fill, "")
        if folded(word) in _NAMED and hue and hue != folded(word):
            message = f"{quoted(word)} stands in a cell that is {hue}."
        elif owner and folded(owner) != folded(word) and folded(word) not in _NAMED:
            message = f"{quoted(word)} has the colour that {quoted(owner)} has elsewhere under "
            message += f"{column.heading}."
        else:
            continue
        remedy = remedy_of("PK-336")
        place = _place(sheet, column, cell)
        yield Finding("PK-336", place, message, remedy, value=word)


def _owners(cells: Sequence[GridCell]) -> Mapping[str, str]:
    """Return the word that each colour stands for in this column, where it is plain.

    A colour is a word's where most cells of that colour hold it, twice or more; and the words of
    the column must have different colours, or the colours mean something else.
    """
    words: dict[str, Counter[str]] = {}
    for cell in cells:
        words.setdefault(cell.fill, Counter())[str(cell.value).strip()] += 1
    owners: dict[str, str] = {}
    for fill, counted in words.items():
        word, times = counted.most_common(1)[0]
        if times >= 2 and times * 3 > counted.total() * 2:
            owners[fill] = word
    return owners if len({folded(word) for word in owners.values()}) > 1 else {}


def _hue(fill: str) -> str:
    """Return red, amber or green for a colour given as six figures, or nothing.

    Orange lies between red and amber, and councils use it for either.
    """
    if len(fill) != 6:
        return ""
    parts = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    degrees = rgb_to_hsv(*parts)[0] * 360
    if degrees < 15 or degrees > 330:
        return "red"
    if 30 <= degrees <= 60:
        return "amber"
    return "green" if 75 <= degrees <= 180 else ""


def _place(sheet: Sheet, column: SheetColumn, cell: GridCell) -> Place:
    return sheet.at(cell.coordinate, column.heading)
