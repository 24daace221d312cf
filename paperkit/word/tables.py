"""The tables of a template when a paper is made: columns without a word go, long rows may part.

What is printed across the table below a row stays on its page.

So a kind has one table for boards with ratings and without, and says in Word only how it looks when
it is full.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from paperkit.word.package import (
    Element,
    child_of,
    drop,
    is_on,
    number_of,
    properties_of,
    put,
    w,
    words_in,
)
from paperkit.word.values import TOKEN, TOKEN_START, Ledger

MOST_LINES = 12
"""A row of more lines may go on over the page; a shorter one is kept together."""
_FEW_LINES = 6
"""Two rows of more lines may part: one of them is enough at the foot or the head of a page."""
_LETTER = 100  # the width of a letter of 10 points, in twentieths of a point
_WHOLE_LINE = 90
_NOT_PLAIN = ("gridBefore", "gridAfter", "vMerge")


def without_empty_columns(story: Element, ledger: Ledger) -> None:
    """Take out each column of which no row but its heading says anything.

    Its width goes to the other columns. A cell over several columns keeps its words, and says
    nothing about any of these. ``ledger`` has the values whose tokens the cells hold.
    """
    for table in story.iter(w("tbl")):
        grid = _grid(table)
        rows = table.findall(w("tr"))
        if any(next(table.iter(w(name)), None) is not None for name in _NOT_PLAIN):
            continue
        placed = [list(_placed(row)) for row in rows]
        body = [
            cells
            for row, cells in zip(rows, placed, strict=True)
            if not is_on(row.find(w("trPr")), "tblHeader")
        ]
        empty = [at for at in range(len(grid)) if _is_empty(at, body, ledger)]
        if empty and len(empty) < len(grid):
            _take_out(empty, grid, placed)


def _grid(table: Element) -> list[Element]:
    return table.findall(f"{w('tblGrid')}/{w('gridCol')}")


Placed = tuple[Element, range]
"""A cell, and the columns that it is over."""


def _placed(row: Element) -> Iterator[Placed]:
    start = 0
    for cell in row.findall(w("tc")):
        span = max(number_of(child_of(cell.find(w("tcPr")), "gridSpan"), "val"), 1)
        yield cell, range(start, start + span)
        start += span


def _is_empty(column: int, rows: Sequence[Sequence[Placed]], ledger: Ledger) -> bool:
    alone = [cell for cells in rows for cell, over in cells if over == range(column, column + 1)]
    return any(map(_is_asked, alone)) and not any(_has_words(cell, ledger) for cell in alone)


def _is_asked(cell: Element) -> bool:
    """Return whether a template has a tag in a cell; what it leaves blank is to be written in.

    An if that is false takes the paragraph with it.
    """
    return cell.find(w("p")) is None or TOKEN_START in words_in(cell)


def _has_words(cell: Element, ledger: Ledger) -> bool:
    words = words_in(cell)
    if TOKEN.sub("", words).strip() or next(cell.iter(w("drawing")), None) is not None:
        return True
    return any(str(ledger.values[int(index)]).strip() for index in TOKEN.findall(words))


def _take_out(
    empty: Sequence[int], grid: Sequence[Element], placed: Sequence[Sequence[Placed]]
) -> None:
    widths = [number_of(column, "w") for column in grid]
    kept = [at for at in range(len(grid)) if at not in empty]
    room = sum(widths[at] for at in kept)
    widths = [width * sum(widths) // room if room else width for width in widths]
    for at, column in enumerate(grid):
        drop(column) if at in empty else column.set(w("w"), str(widths[at]))
    for cell, over in (one for cells in placed for one in cells):
        left = [at for at in over if at in kept]
        if not left:
            drop(cell)
            continue
        properties = properties_of(cell, "tcPr")
        drop(*properties.findall(w("gridSpan")))
        if len(left) > 1:
            put(properties, "gridSpan", val=str(len(left)))
        put(properties, "tcW", w=str(sum(widths[at] for at in left)), type="dxa")


def let_long_rows_part(story: Element) -> None:
    """Let each row that is longer than ``MOST_LINES`` go on over the page.

    Kept together it would leave the page before it half empty.
    """
    for table in story.iter(w("tbl")):
        widths = [number_of(column, "w") for column in _grid(table)]
        for row in table.findall(w("tr")):
            mark = row.find(f"{w('trPr')}/{w('cantSplit')}")
            if mark is not None and _lines(row, widths) > MOST_LINES:
                drop(mark)


def keep_second_lines(story: Element) -> None:
    """Keep a row on the page of the one below it that goes across the table and says more.

    One across the table that is itself kept with the next row heads what follows.
    """
    for table in story.iter(w("tbl")):
        for row, below in pairwise(table.findall(w("tr"))):
            cells = list(_placed(below)) if len(below.findall(w("tc"))) == 1 else []
            across = any(len(over) > 1 for _, over in cells)
            if across and not _is_kept(below):
                for paragraph in row.iter(w("p")):
                    put(properties_of(paragraph, "pPr"), "keepNext")


def keep_no_row_alone(story: Element) -> None:
    """Keep the first two rows of each table on one page, and its last two.

    Rows that are kept together already count as one.
    """
    for table in story.iter(w("tbl")):
        widths = [number_of(column, "w") for column in _grid(table)]
        rows = [
            row for row in table.findall(w("tr")) if not is_on(row.find(w("trPr")), "tblHeader")
        ]
        ends = [at for at, row in enumerate(rows, start=1) if not _is_kept(row)]
        if len(ends) < 2:
            continue
        for start, middle, end in {(0, *ends[:2]), ([0, *ends][-3], *ends[-2:])}:
            if sum(_lines(row, widths) for row in rows[start:end]) <= _FEW_LINES:
                for paragraph in rows[middle - 1].iter(w("p")):
                    put(properties_of(paragraph, "pPr"), "keepNext")


def _is_kept(row: Element) -> bool:
    """Return whether a row is kept on the page of the one after it."""
    marks = row.iter(w("keepNext"))
    return any(is_on(mark.getparent(), "keepNext") for mark in marks)


def _lines(row: Element, widths: Sequence[int]) -> int:
    """Return about how many lines a row has; where Word decides on its widths, as few as can be."""
    # A row whose cells are all within content controls has none to measure.
    return max(
        (
            sum(
                len(words_in(line))
                // (sum(widths[over.start : over.stop]) // _LETTER or _WHOLE_LINE)
                + 1
                for line in cell.iter(w("p"))
            )
            for cell, over in _placed(row)
        ),
        default=0,
    )
