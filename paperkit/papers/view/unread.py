"""The rows that could not be read, as they were typed: none of them vanishes."""

from paperkit.papers.view.paper import UnreadShown
from paperkit.papers.view.source import Source
from paperkit.schema.build import Unread

NO_REFERENCE = "(no reference)"


def unread(source: Source) -> tuple[UnreadShown, ...]:
    """Return every row that could not be read, with its words as typed."""
    return tuple(_row(row) for row in source.board.unread)


def _row(row: Unread) -> UnreadShown:
    typed = "; ".join(f"{heading}: {words}" for heading, words in row.typed)
    return UnreadShown(row.table.sheet, row.reference or NO_REFERENCE, typed)
