"""What a rule gives back: findings at the cells of rows, and whom an officer should ask about them.

Also every piece of text that a paper may print, with its place.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from paperkit.board.data import TABLES, BoardData
from paperkit.board.paper_rows import (
    PROGRESS,
    Feedback,
    ForwardItem,
    PaperRow,
    PartnerReport,
    Request,
    Return,
    Risk,
    Text,
    View,
)
from paperkit.board.plan_rows import Action, Benchmark, Indicator, Milestone, Reading, Target
from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import Frozen, replace
from paperkit.schema.columns import Column, Row, Table, columns_of
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt

T = TypeVar("T")
Rule = Callable[[BoardAt], Iterator[Finding]]

_NOUNS = {"PaperRow": "Paper"}
_IN_LOG = "An entry of the log stays as it is: gather what corrects it with --because."


def place_of(row: Row, name: str) -> Place:
    """Return the place of a row's cell, its column named as the file spells it."""
    row_type: type = type(row)
    for column in columns_of(row_type):
        if column.name == name:
            return row.place.of(name, column.heading)
    raise KeyError(f"{row_type.__name__} has no column {name}")


def finding_at(
    code: str,
    row: Row,
    name: str,
    message: str,
    *,
    remedy: str = "",
    value: str = "",
    person: str = "",
    others: Iterable[Place] = (),
) -> Finding:
    """Return a finding at the cell of a row; the remedy is the code's where none is given."""
    place = place_of(row, name)
    return Finding(code, place, message, remedy, value, person, tuple(others))


def finding_for(
    at: BoardAt,
    code: str,
    row: Row,
    name: str,
    message: str,
    value: str = "",
    others: Iterable[Place] = (),
    *,
    remedy: str = "",
) -> Finding:
    """Return a finding at the cell of a row, for the person who is responsible for the row."""
    person = responsible_for(at.board, row)
    return finding_at(
        code, row, name, message, remedy=remedy, value=value, person=person, others=others
    )


def meant_by(strange: Iterable[str], lacking: Iterable[str]) -> dict[str, str]:
    """Return which of what lacks something each unknown word may mean.

    That is one that looks alike, or the only one where there is one word alone: so a word that is
    mistyped is one finding, and not a second one that what it means is missing.
    """
    words, open_ = dict.fromkeys(strange), [*dict.fromkeys(lacking)]
    only = open_[0] if len(words) == len(open_) == 1 else ""
    return {word: meant for word in words if (meant := close_to(word, open_) or only)}


def repeated(pairs: Iterable[tuple[object, T]]) -> Iterator[tuple[T, T]]:
    """Yield what is under a key that came before, after the first that is under it."""
    seen: dict[object, T] = {}
    for key, one in pairs:
        first = seen.setdefault(key, one)
        if first is not one:
            yield first, one


def with_way_in_log(finding: Finding) -> Finding:
    """Return a finding with what is to be done where it is in the log, which never changes.

    A note asks for nothing to be corrected.
    """
    if not finding.place.entry or finding.severity is Severity.NOTE:
        return finding
    return replace(finding, remedy=f"{finding.remedy} {_IN_LOG}")


def finding_over(code: str, rows: Iterable[Row], name: str, message: str) -> Iterator[Finding]:
    """Yield one finding for several rows: the first leads, the others follow; none for none."""
    places = [place_of(row, name) for row in rows]
    if places:
        yield Finding(code, places[0], message, others=tuple(places[1:]))


def table_of(row: Row) -> Table:
    """Return the table that a row belongs to."""
    return next(table for table in TABLES if table.row is type(row))


def named(row: Row) -> str:
    """Return a row as a message names it: ``Action 1.2``; ``A row of Targets (2.1, 2026/27)``."""
    table = table_of(row)
    if table.key is None:
        values = (getattr(row, column.name) for column in table.columns)
        return f"A row of {table.sheet} ({', '.join([str(v) for v in values if filled(v)][:2])})"
    noun = _NOUNS.get(type(row).__name__, type(row).__name__)
    return f"{noun} {getattr(row, table.key.name)}"


def filled(value: object) -> bool:
    """Return whether a cell holds something; a zero does."""
    return value not in (None, "", ())


class TextCell(Frozen):
    """One value of a text column: its row, its column and its words."""

    row: Row
    column: Column
    text: str

    @property
    def place(self) -> Place:
        """Return the place of the cell."""
        return place_of(self.row, self.column.name)


def texts(at: BoardAt) -> tuple[TextCell, ...]:
    """Return every filled value of the text columns, in the order of tables and rows.

    Links are not text: they are addresses.
    """
    return at.once(_texts)


def _texts(at: BoardAt) -> tuple[TextCell, ...]:
    found: list[TextCell] = []
    for table in TABLES:
        columns = [column for column in table.columns if column.type is str]
        cells = ((row, column) for row in at.scope.rows(table) for column in columns)
        for row, column in cells:
            if value := getattr(row, column.name):
                # Two spellings of a reference are two texts.
                each = filter(None, value if column.many else (value,))
                found += (TextCell(row, column, str(text)) for text in each)
    return tuple(found)


def running_text(at: BoardAt) -> tuple[TextCell, ...]:
    """Return what people wrote as text: no references, no names, not how work on a paper stands."""
    return at.once(_running_text)


def _running_text(at: BoardAt) -> tuple[TextCell, ...]:
    names = ("person", "organisation", PROGRESS)
    every = ((words, words.column) for words in texts(at))
    return tuple(words for words, of in every if not (of.key or of.refers or of.role in names))


def asked_of_report(action: Action) -> str:
    """Return whom an officer can ask about a report on an action: its lead, or else its owner.

    This is for findings alone. No paper and no form puts either in the place of the other.
    """
    return action.lead or action.owner


def responsible_for(board: BoardData, row: Row) -> str:
    """Return the person, partner or group whom an officer can ask about a row, or nothing."""
    match row:
        case Action():
            return row.owner or row.lead
        case PaperRow():
            return ", ".join(row.authors)
        case Indicator() | PartnerReport():
            return row.partner
        case Feedback():
            return row.group
        case ForwardItem() | Return() if row.lead:
            return row.lead
        case View() if row.sponsor:
            return row.sponsor
        case Target() | Reading() | Benchmark():
            indicator = board.indicator.get(row.indicator)
            return indicator.partner if indicator else ""
        case Return() | View() | Request() | Risk():
            action = board.action.get(row.action)
            return asked_of_report(action) if action else ""
        case Milestone():
            action = board.action.get(row.action)
            return responsible_for(board, action) if action else ""
        case Text():
            found = (paper for paper in board.papers if paper.reference == row.paper)
            return next((", ".join(paper.authors) for paper in found), "")
        case _:
            return ""
