"""What an officer sees on a sheet and a paper cannot show: merging, hiding, comments, blanks."""

import datetime
import re
from collections.abc import Iterator, Sequence

from paperkit.files.grid import GridCell, Sheet, SheetColumn, Span, runs
from paperkit.files.workbook_colours import colours
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.schema.periods import Deadline

Columns = Sequence[SheetColumn]
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b.*", re.DOTALL)


def marks(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what stands on the rows of a table beside their text."""
    if sheet.hidden:
        message = f"The sheet {sheet.title} is hidden; it was read."
        yield Finding("PK-206", sheet.place, message)
    if rows:
        yield from _merged(sheet, columns, rows)
        yield from _hidden(sheet, columns, rows)
        yield from _blank_rows(sheet, rows)
        yield from _comments(sheet, columns, rows)
        yield from _swapped(sheet, columns, rows)
        yield from colours(sheet, columns, rows)


def _merged(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    for span in sheet.merged:
        if span.last_row < rows[0] or span.first_row > rows[-1] or not _covers(span, columns):
            continue
        message = f"The cells {span} are merged, so only the first of them holds text."
        place = sheet.at(str(span).partition(":")[0])
        yield Finding("PK-335", place, message, value=str(span))


def _covers(span: Span, columns: Columns) -> bool:
    return any(span.first_column <= column.index <= span.last_column for column in columns)


def _hidden(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        message = f"{_rows(hidden)} hidden or filtered out; {_they(hidden)} read."
        yield _note("PK-231", sheet.at(f"A{hidden[0]}"), message)
    unseen = [column for column in columns if column.index in sheet.hidden_columns]
    if unseen:
        named = ", ".join(f"{quoted(column.heading, 40)} ({column.letter})" for column in unseen)
        subject = "The columns" if len(unseen) > 1 else "The column"
        verb = "are hidden; they were" if len(unseen) > 1 else "is hidden; it was"
        place = sheet.at(f"{unseen[0].letter}{rows[0]}")
        yield _note("PK-233", place, f"{subject} {named} {verb} read.")


def _blank_rows(sheet: Sheet, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield one note for the rows between the first and the last that hold nothing at all."""
    between = range(rows[0] + 1, rows[-1])
    blank = [row for row in between if not _holds(sheet, row)]
    if blank:
        verb = "Row {} is" if len(blank) == 1 else "Rows {} are"
        below = [row for row in rows if row > blank[0]]
        was = "was" if len(below) == 1 else "were"
        row = "row" if len(below) == 1 else "rows"
        message = f"{verb.format(runs(blank))} blank; {row} {runs(below)} {was} read."
        yield _note("PK-234", sheet.at(f"A{blank[0]}"), message)


def _holds(sheet: Sheet, row: int) -> bool:
    return any(cell.filled for cell in sheet.rows.get(row, {}).values())


def _comments(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    places = [
        sheet.at(cell.coordinate, column.heading)
        for column in columns
        for cell in _cells(sheet, column, rows)
        if cell.has_comment
    ]
    places.sort(key=lambda place: int(re.sub(r"\D", "", place.cell)))
    if places:
        where = ", ".join(place.cell for place in places[:20])
        where += f" and {len(places) - 20} more" if len(places) > 20 else ""
        message = f"Comments stand on {where}; they do not go into papers."
        remedy, others = remedy_of("PK-232"), tuple(places[1:])
        yield Finding("PK-232", places[0], message, remedy, others=others)


def _swapped(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a note for each column that a program set to American dates has been through."""
    for column in columns:
        if column.column.type not in (datetime.date, Deadline):
            continue
        cells = _cells(sheet, column, rows)
        days = [cell.value.day for cell in cells if isinstance(cell.value, datetime.date)]
        left = [cell for cell in cells if _after_the_12th(cell)]
        if left and days and max(days) <= 12:
            message = (
                f"{quoted(str(left[0].value))} under {column.heading} is text, and none of the "
                f"dates there is after the 12th of a month."
            )
            place = sheet.at(left[0].coordinate, column.heading)
            yield _note("PK-338", place, message)


def _after_the_12th(cell: GridCell) -> bool:
    match = _DAY_FIRST.fullmatch(cell.value) if isinstance(cell.value, str) else None
    return bool(match) and 12 < int(match.group(1)) <= 31 if match else False


def _cells(sheet: Sheet, column: SheetColumn, rows: Sequence[int]) -> list[GridCell]:
    return [sheet.rows[row][column.index] for row in rows if column.index in sheet.rows[row]]


def _rows(numbers: Sequence[int]) -> str:
    return f"Row {runs(numbers)} is" if len(numbers) == 1 else f"Rows {runs(numbers)} are"


def _they(numbers: Sequence[int]) -> str:
    return "it was" if len(numbers) == 1 else "they were"


def _note(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, message)
