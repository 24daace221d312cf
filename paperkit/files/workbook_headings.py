"""The headings of a sheet: in which row they stand, which columns they name, which they do not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperkit.files.grid import GridCell, Sheet, SheetColumn, letter
from paperkit.files.headings import (
    Aliases,
    Headings,
    own_headings,
    unknown_aliases,
    unused_aliases,
    with_aliases,
)
from paperkit.findings import Finding, quoted, remedy_of
from paperkit.schema.cleaning import decode_excel, key_text
from paperkit.schema.columns import Table

SEARCHED_ROWS = 30
FEWEST_KNOWN = 2
KNOWN_SHARE = 0.5


@dataclass(frozen=True)
class HeadingRow:
    """The row of the headings (0 where there is none), the columns known, what was found."""

    row: int
    columns: tuple[SheetColumn, ...]
    findings: tuple[Finding, ...]


def find_headings(sheet: Sheet, table: Table, aliases: Aliases) -> HeadingRow:
    """Return where the headings stand and which columns of the table they name."""
    own = own_headings(table, sheet.title, aliases)
    headings = with_aliases(table, own)
    wrong = unknown_aliases(table, own, sheet.place)
    row = _heading_row(sheet, headings)
    if not row:
        return HeadingRow(0, (), (*wrong, _none_found(sheet, table)))
    named = [column for cell in _texts(sheet, row) if (column := _column(cell, headings))]
    columns = {column.column.name: column for column in reversed(named)}
    findings = [*wrong, *_below(sheet, row), *_twice(sheet, row, named)]
    findings += _unknown(sheet, row, headings, named)
    findings += unused_aliases(table, own, columns, sheet.place)
    ordered = sorted(columns.values(), key=lambda column: column.index)
    return HeadingRow(row, tuple(ordered), tuple(findings))


def _heading_row(sheet: Sheet, headings: Headings) -> int:
    """Return the row in which most headings are known, the upper of two; 0 where none will do."""
    known = {row: _known(sheet, row, headings) for row in _searched(sheet)}
    best = max(known, key=lambda row: (known[row], -row), default=0)
    filled = len(_texts(sheet, best)) if best else 0
    enough = known.get(best, 0) >= min(FEWEST_KNOWN, filled) > 0
    share = known.get(best, 0) / filled if filled else 0.0
    return best if enough and (share >= KNOWN_SHARE or known[best] > FEWEST_KNOWN) else 0


def _known(sheet: Sheet, row: int, headings: Headings) -> int:
    return sum(1 for cell in _texts(sheet, row) if headings.find(_typed(cell)))


def _searched(sheet: Sheet) -> list[int]:
    return sorted(row for row in sheet.rows if row <= SEARCHED_ROWS)


def _texts(sheet: Sheet, row: int) -> list[GridCell]:
    return _filled(sheet.rows[row])


def _filled(cells: Mapping[int, GridCell]) -> list[GridCell]:
    return [cells[index] for index in sorted(cells) if cells[index].filled]


def _column(cell: GridCell, headings: Headings) -> SheetColumn | None:
    column = headings.find(_typed(cell))
    return SheetColumn(column, cell.column, _heading(cell)) if column else None


def _heading(cell: GridCell) -> str:
    return key_text(decode_excel(_typed(cell)))


def _typed(cell: GridCell) -> str:
    return cell.formula.text if cell.value is None and cell.formula else str(cell.value)


def _none_found(sheet: Sheet, table: Table) -> Finding:
    first = next((_texts(sheet, row) for row in _searched(sheet) if _texts(sheet, row)), [])
    has = ", ".join(quoted(_heading(cell), 40) for cell in first[:10])
    needs = ", ".join(column.heading for column in table.columns[:8])
    more = " and so on" if len(table.columns) > 8 else ""
    message = f"{sheet.title} needs the headings {needs}{more}; it has {has or 'none'}."
    return Finding("PK-210", sheet.place, message)


def _below(sheet: Sheet, row: int) -> Iterator[Finding]:
    if row > min(sheet.rows):
        message = f"The headings of {sheet.title} were found in row {row}."
        place = sheet.at(f"A{row}")
        yield Finding("PK-211", place, message)


def _twice(sheet: Sheet, row: int, named: Sequence[SheetColumn]) -> Iterator[Finding]:
    first: dict[str, SheetColumn] = {}
    for column in named:
        other = first.setdefault(column.column.name, column)
        if other is not column:
            message = (
                f"Columns {other.letter} and {column.letter} both stand for "
                f"{column.column.heading}; only {other.letter} was read."
            )
            places = [sheet.at(f"{each.letter}{row}", each.heading) for each in (column, other)]
            remedy = remedy_of("PK-213")
            value = column.heading
            yield Finding("PK-213", places[0], message, remedy, value, "", tuple(places[1:]))


def _unknown(
    sheet: Sheet, row: int, headings: Headings, named: Sequence[SheetColumn]
) -> Iterator[Finding]:
    """Yield one note that names every column that was left alone."""
    known = {column.index for column in named}
    unknown = [cell for cell in _texts(sheet, row) if cell.column not in known]
    bare = _without_heading(sheet, row)
    if not unknown and not bare:
        return
    told = [f"{quoted(_heading(cell), 40)} ({letter(cell.column)})" for cell in unknown[:20]]
    told += [f"{letter(index)} (no heading)" for index in bare[:5]]
    more = len(unknown) + len(bare) - len(told)
    told += [f"{more} more"] if more else []
    message = f"Left alone on {sheet.title}: {', '.join(told)}."
    place = sheet.at(unknown[0].coordinate if unknown else f"{letter(bare[0])}{row}")
    yield Finding("PK-212", place, message, _suggestion(unknown, headings, named))


def _suggestion(
    unknown: Sequence[GridCell], headings: Headings, named: Sequence[SheetColumn]
) -> str:
    taken = [column.column for column in named]
    near = [(_heading(cell), headings.near(_heading(cell), taken)) for cell in unknown]
    meant = [f"{quoted(heading)} to {guess}" for heading, guess in near if guess]
    if not meant:
        return remedy_of("PK-212")
    return f"Rename {', '.join(meant)}, if that was meant."


def _without_heading(sheet: Sheet, row: int) -> list[int]:
    """Return the columns that hold text below the headings, but have none."""
    headed = {cell.column for cell in _texts(sheet, row)}
    below = (cells for number, cells in sheet.rows.items() if number > row)
    bare = {c.column for cells in below for c in cells.values() if c.filled}
    return sorted(bare - headed)
