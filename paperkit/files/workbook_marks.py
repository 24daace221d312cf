"""What an officer sees on a sheet and a paper cannot show, besides the text of a table's rows.

Merging, hiding, comments, text boxes, blank rows, dates with day and month swapped, and colours.
What a colour means differs between councils, so it is learnt from the column itself: a colour
without a word is not an answer, and one may contradict its word.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from paperkit.files.grid import GridCell, Sheet, SheetColumn, runs
from paperkit.findings import Finding, Place, in_full, quoted
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Choice
from paperkit.schema.dates import Deadline

Columns = Sequence[SheetColumn]
_UNMERGE_ACROSS = "Unmerge the cells and type into each what belongs under its heading."
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
                column, _, _ = str(span).partition(str(span.first_row))
                down = (row for row in rows if span.first_row < row <= span.last_row)
                place = sheet.at(f"{column}{span.first_row}")
                others = tuple(sheet.at(f"{column}{row}") for row in down)
                # Side by side, the text belongs to the other columns and not to other rows.
                remedy = "" if others else _UNMERGE_ACROSS
                yield Finding("PK-335", place, message, remedy, value=str(span), others=others)
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
            message = f"{quoted(word)} is in a cell that is {hue}."
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
