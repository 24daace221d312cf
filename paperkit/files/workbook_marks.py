"""What an officer sees on a sheet and a paper cannot show: merging, hiding, comments, colours."""

from collections.abc import Iterable, Iterator, Sequence

from paperkit.files import codes
from paperkit.files.grid import GridCell, Sheet, SheetColumn, Span
from paperkit.findings import Finding, Place
from paperkit.schema.choices import Choice

Columns = Sequence[SheetColumn]


def marks(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what stands on the rows of a table beside their text."""
    if sheet.hidden:
        message = f"The sheet {sheet.title} is hidden; it was read."
        yield Finding(codes.HIDDEN_SHEET, sheet.place, message, codes.HIDDEN_SHEET.remedy)
    if rows:
        yield from _merged(sheet, columns, rows)
        yield from _hidden(sheet, rows)
        yield from _comments(sheet, columns, rows)
        yield from _colours(sheet, columns, rows)


def _merged(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    for span in sheet.merged:
        if span.last_row < rows[0] or span.first_row > rows[-1] or not _covers(span, columns):
            continue
        message = f"The cells {span} are merged, so only the first of them holds text."
        place = sheet.at(str(span).partition(":")[0])
        yield Finding(codes.MERGED, place, message, codes.MERGED.remedy, value=str(span))


def _covers(span: Span, columns: Columns) -> bool:
    return any(span.first_column <= column.index <= span.last_column for column in columns)


def _hidden(sheet: Sheet, rows: Sequence[int]) -> Iterator[Finding]:
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        message = f"{_rows(hidden)} hidden or filtered out; {_they(hidden)} read."
        place = sheet.at(f"A{hidden[0]}")
        yield Finding(codes.HIDDEN_ROWS, place, message, codes.HIDDEN_ROWS.remedy)


def _comments(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    cells = _cells(sheet, columns, rows)
    places = [_place(sheet, column, cell) for column, cell in cells if cell.has_comment]
    if places:
        where = ", ".join(place.cell for place in places[:20])
        where += f" and {len(places) - 20} more" if len(places) > 20 else ""
        message = f"Comments stand on {where}; they do not go into papers."
        remedy = codes.CELL_COMMENTS.remedy
        others = tuple(places[1:])
        yield Finding(codes.CELL_COMMENTS, places[0], message, remedy, others=others)


def _colours(sheet: Sheet, columns: Columns, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding for each blank cell that a colour answers in a column of closed words."""
    for column in columns:
        if not issubclass(column.column.type, Choice):
            continue
        cells = [cell for _, cell in _cells(sheet, (column,), rows)]
        if _tinted(cells, rows):
            continue
        for cell in cells:
            if cell.fill and not cell.filled and not _striped(sheet, columns, cell):
                message = f"The cell under {column.heading} is coloured, but holds no word."
                place = _place(sheet, column, cell)
                yield Finding(codes.COLOUR_ALONE, place, message, codes.COLOUR_ALONE.remedy)


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


def _cells(
    sheet: Sheet, columns: Columns, rows: Sequence[int]
) -> Iterator[tuple[SheetColumn, GridCell]]:
    for row in rows:
        cells = sheet.rows[row]
        for column in columns:
            if column.index in cells:
                yield column, cells[column.index]


def _place(sheet: Sheet, column: SheetColumn, cell: GridCell) -> Place:
    return sheet.at(cell.coordinate, column.heading)


def _rows(numbers: Sequence[int]) -> str:
    runs = ", ".join(_runs(numbers))
    return f"Row {runs} is" if len(numbers) == 1 else f"Rows {runs} are"


def _they(numbers: Sequence[int]) -> str:
    return "it was" if len(numbers) == 1 else "they were"


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """Yield ``9`` for a number alone and ``9 to 12`` for a run."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + 1:
            yield _run(run)
            run = []
        run.append(number)
    if run:
        yield _run(run)


def _run(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
