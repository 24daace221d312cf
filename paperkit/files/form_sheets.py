"""Which sheet of a form holds which table: by its name, or else by its headings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from paperkit.files.grid import Sheet
from paperkit.files.sheets import OWN_SHEETS, left_alone, matching, renamed
from paperkit.files.workbook_headings import find_headings
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.forms import CHECK_SHEET, form_columns, is_for_reading, sheet_name

KNOWN_SHARE = 0.6
ONE_SHEET = "Delete the sheet that should not be read, and gather again."
_HELP = OWN_SHEETS | {folded(CHECK_SHEET)}


@dataclass(frozen=True)
class Found:
    """The tables that a form has, each with its sheet, and what was found on the way."""

    sheets: tuple[tuple[Table, Sheet], ...]
    findings: tuple[Finding, ...]


def find_sheets(file: str, sheets: Mapping[str, Sheet], tables: Sequence[Table]) -> Found:
    """Return the sheet of each table that the form has, without the columns that only tell."""
    named = [replace(table, sheet=sheet_name(table)) for table in tables]
    titles = [title for title in sheets if folded(title) not in _HELP]
    by_name = {table: matching(titles, table) for table in named}
    taken = {title for found in by_name.values() for title in found}
    left = {title: _by_headings(sheets[title], named) for title in titles if title not in taken}
    there: list[tuple[Table, Sheet]] = []
    findings: list[Finding] = []
    for table in named:
        alike = [title for title, meant in left.items() if meant == table]
        findings += _told(file, table, by_name[table], alike)
        found = [sheets[title] for title in [*by_name[table], *alike][:1]]
        there += [(table, _of_answers(sheet, table)) for sheet in found]
        findings += [lacking for sheet in found for lacking in _lacking(sheet, table)]
    findings += left_alone(file, [title for title, meant in left.items() if meant is None])
    return Found(tuple(there), tuple(findings))


def _by_headings(sheet: Sheet, tables: Iterable[Table]) -> Table | None:
    """Return the table of whose form most headings stand on the sheet, if enough of them do."""
    shares = {table: _share(sheet, table) for table in tables}
    best = max(shares, key=lambda table: shares[table], default=None)
    return best if best and shares[best] >= KNOWN_SHARE else None


def _share(sheet: Sheet, table: Table) -> float:
    there = {column.column.name for column in find_headings(sheet, table, {}).columns}
    wanted = {column.name for column in form_columns(table)}
    return len(there & wanted) / len(wanted)


def _told(file: str, table: Table, by_name: Sequence[str], alike: Sequence[str]) -> list[Finding]:
    both = [*by_name, *alike]
    if len(both) > 1:
        return [replace(found, remedy=ONE_SHEET) for found in renamed(file, table, both)]
    if by_name:
        return renamed(file, table, by_name)
    return [_read_as(file, table, title) for title in alike]


def _read_as(file: str, table: Table, title: str) -> Finding:
    message = f"Sheet {quoted(title)} was read as {table.sheet}, by its headings."
    return Finding("PK-203", Place(file, title), message)


def _lacking(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Yield the columns that were sent out to be filled in and are not there any more.

    Answers under a heading of the lead's own, or without one, would be lost.
    """
    headings = find_headings(sheet, table, {})
    there = {column.column.name for column in headings.columns}
    gone = [c.heading for c in form_columns(table) if c.asked and c.name not in there]
    if headings.row and gone:
        code = "PK-217"
        named = " and ".join(quoted(heading) for heading in gone)
        message = f"The form has no column{'s' if len(gone) > 1 else ''} {named} any more."
        yield Finding(code, Place(sheet.place.file, sheet.title), message)


def _of_answers(sheet: Sheet, table: Table) -> Sheet:
    """Return the sheet without the grey columns that stand there to be read alone."""
    heads = sheet.rows.get(find_headings(sheet, table, {}).row, {})
    grey = {index for index, cell in heads.items() if is_for_reading(str(cell.value))}
    rows = {
        number: {index: cell for index, cell in cells.items() if index not in grey}
        for number, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)
