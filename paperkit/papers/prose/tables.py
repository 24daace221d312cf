"""Tables as typed: a row a line, the cells parted by upright strokes."""

import re

from paperkit.papers.blocks import Side
from paperkit.papers.prose.lines import Lines

CAPTION = "Table:"
_STROKE = re.compile(r"(?<!\\)\|")


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row; a stroke after a backslash is no border."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return tuple(cell.strip().replace("\\|", "|") for cell in _STROKE.split(inner))


def rows(block: Lines) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, its headings first, without the line of dashes."""
    return tuple(cells(line) for at, line in enumerate(block.lines) if at != 1)


def sides(block: Lines) -> tuple[Side, ...]:
    """Return where the words of each column stand, as the colons among the dashes say."""
    return tuple(_side(dashes) for dashes in cells(block.lines[1]))


def _side(dashes: str) -> Side:
    if dashes.endswith(":"):
        return Side.CENTRE if dashes.startswith(":") else Side.RIGHT
    return Side.LEFT


def is_row(line: str) -> bool:
    """Return whether a line looks like a row: a stroke at both of its ends."""
    return len(line.strip()) > 1 and line.strip()[0] == line.strip()[-1] == "|"


def ragged(block: Lines) -> str:
    """Return the first row that does not fit the headings, as typed; nothing where all do."""
    columns = len(cells(block.lines[0]))
    return next((line for line in block.lines if len(cells(line)) != columns), "")
