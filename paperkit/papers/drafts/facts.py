"""What the sentences of a paper are drafted from, and what they say of unread rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from paperkit.board.due import DueAction
from paperkit.board.figures.ratings import Measured
from paperkit.board.heard import Reports, Returns
from paperkit.board.model import BoardData
from paperkit.board.model.voices import FEEDBACK, HIGHLIGHTS
from paperkit.board.rounds.at_meeting import RoundAt
from paperkit.board.rounds.since_report import Moved
from paperkit.board.settings import Ways
from paperkit.findings import Place
from paperkit.schema.columns import Row, Table

Drafted = tuple[str, tuple[Place, ...]]
"""The words of a sentence, or nothing, and the places of the rows that it rests on."""

_ROWS = {FEEDBACK.name: "rows of feedback", HIGHLIGHTS.name: "highlight reports"}


@dataclass(frozen=True)
class Facts:
    """What the data say for a meeting.

    ``since`` is the day of the last report, if any; ``round`` the round that the paper tells of;
    ``moved`` how the actions have moved since that report, as the log tells it.
    """

    board: BoardData
    ways: Ways
    measured: tuple[Measured, ...]
    due: tuple[DueAction, ...]
    since: date | None
    returns: Returns
    reports: Reports
    round: RoundAt | None = None
    moved: Mapping[str, Moved] = field(default_factory=lambda: MappingProxyType({}))


def with_base(facts: Facts, tables: tuple[Table, ...], words: str) -> Drafted:
    """Return the words after what could not be read of the tables; they rest on all rows."""
    told = [_unread(facts.board, table) for table in tables]
    rows = (row for table in tables for row in facts.board.rows(table))
    return " ".join(part for part in (*told, words) if part), places(rows)


def nothing_there(facts: Facts, table: Table, phrase: str) -> str:
    """Return the phrase that there is nothing; none where there is a row that was not read."""
    return "" if facts.board.unread_of(table) else phrase


def places(rows: Iterable[Row]) -> tuple[Place, ...]:
    """Return the places of rows."""
    return tuple(row.place.row for row in rows)


def _unread(board: BoardData, table: Table) -> str:
    unread, read = len(board.unread_of(table)), len(board.rows(table))
    if not unread:
        return ""
    what = _ROWS.get(table.name, table.sheet.lower())
    return f"{read} of {read + unread} {what} could be read; {unread} could not."
