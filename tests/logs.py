"""The log of a test, written as Markdown where the test can be read."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.history import LOGGED, Entry, History
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.schema.columns import RowPlace
from paperkit.schema.rows import build_table
from tests.tables import board, records

LOG = "exception-log.sqlite"
RECORDED = date(2026, 6, 1)


def history(markdown: str) -> History:
    """Return the log of the tables in the Markdown, their entries numbered from 1 as they stand.

    A heading may come again: entries are in the order of the Markdown, as a log's are.
    """
    entries: list[Entry] = []
    by_name = {table.name: table for table in LOGGED}
    for block in markdown.split("## ")[1:]:
        ((name, found),) = records(f"## {block}").items()
        built = build_table(by_name[name], found)
        assert built.findings == ()
        for row in built.rows:
            number = len(entries) + 1
            here = replace(row, place=RowPlace(Place(LOG, entry=number)))
            made = Entry(number=number, table=by_name[name], row=here, recorded_on=RECORDED)
            entries.append(made)
    return History(tuple(entries))


def logged(data: str, log: str) -> BoardData:
    """Return the Board's data of one Markdown with the log of another."""
    return replace(board(data), history=history(log))
