"""Every piece of text that a paper may print, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.board.model import TABLES, BoardData
from paperkit.board.rules.case import place_of
from paperkit.findings import Place
from paperkit.schema.columns import Column, Row


@dataclass(frozen=True)
class Words:
    """One value of a text column: its row, its column and what stands there."""

    row: Row
    column: Column
    text: str

    @property
    def place(self) -> Place:
        """Return the place of the cell."""
        return place_of(self.row, self.column.name)


def texts(board: BoardData) -> Iterator[Words]:
    """Yield every filled value of the text columns, in the order of tables and rows.

    Links are no text: they are addresses.
    """
    for table in TABLES:
        columns = [column for column in table.columns if column.type is str]
        for row in board.rows(table):
            for column in columns:
                yield from _words(row, column)


def running_text(board: BoardData) -> Iterator[Words]:
    """Yield what people wrote as text: no references, no names."""
    for words in texts(board):
        column = words.column
        if not (column.key or column.refers or column.role in ("person", "organisation")):
            yield words


def _words(row: Row, column: Column) -> Iterator[Words]:
    value = getattr(row, column.name)
    for text in value if column.many else (value,):
        if text:
            yield Words(row, column, text)
