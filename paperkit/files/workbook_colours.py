"""Colours that officers give to words: one alone is no answer, and one may speak against its word.

What a colour means differs between councils; so it is learnt from the column itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from colorsys import rgb_to_hsv

from paperkit.files.grid import GridCell, Sheet, SheetColumn, runs
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.schema.choices import Choice
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column

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
