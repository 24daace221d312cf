"""One cell of a workbook: from what Excel stores to what a person meant by it.

A number is kept in Excel's fifteen figures; a percentage is text as shown; a date is a day. A
cell that holds no value is told here, and what stands in it is kept, so that its row is known.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from paperkit.files.grid import GridCell, Sheet, Stored
from paperkit.findings import Finding, Place, Severity, quoted
from paperkit.schema.amounts import plain_number
from paperkit.schema.cleaning import decode_excel
from paperkit.schema.columns import Column
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Deadline
from paperkit.schema.records import Cell, Raw
from paperkit.schema.values import Link

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


@dataclass(frozen=True)
class CellRead:
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
