"""What a check looks at: all of the data, or what one paper uses (design 4).

Next year's milestone does not hold up tonight's report. This is the one place that decides.

What a rule is given, what it gives back, and how it names rows in a message.

Every piece of text that a paper may print, with its place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from paperkit.board.calendar import public_meetings
from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import PaperRow, Request, Return, View
from paperkit.board.plan_rows import Meeting, Milestone
from paperkit.board.plan_tree import PlanTree
from paperkit.board.words import MeetingState
from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import Frozen, field, replace
from paperkit.record.at_meeting import RoundAt, rounds_at
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row, Table, columns_of

A = TypeVar("A", Return, View, Request)


def in_scope(board: BoardData, meeting: Meeting | None, paper: PaperRow | None) -> BoardData:
    """Return the rows that a paper uses; all of them where neither is given.

    With a meeting: its own papers with their text, its feedback and highlight reports, the
    milestones up to its date, the meetings that have one, and the rows of the rounds of which its
    papers tell. With a paper: that paper alone; the caller gives its meeting too. The plans,
    people and indicators are always whole, since a report shows them whole; so are the actions,
    but for a paper on a priority's round.
    """
    if paper is not None:
        board = _of_papers(_of_priority(board, paper), (paper,))
    elif meeting is not None:
        board = _of_papers(board, tuple(p for p in board.papers if _is_of(p, meeting)))
    return _of_meeting(board, meeting) if meeting else board


def _of_priority(board: BoardData, paper: PaperRow) -> BoardData:
    """Keep the actions of the priority of which a paper tells: it shows no others."""
    if not paper.priority:
        return board
    return replace(board, actions=PlanTree(board).actions(paper.priority))


def _is_of(paper: PaperRow, meeting: Meeting) -> bool:
    return paper.meeting == meeting.reference


def _of_papers(board: BoardData, papers: tuple[PaperRow, ...]) -> BoardData:
    """Keep text that names no paper: it may belong to this one."""
    names = {"", *(paper.reference for paper in papers)}
    text = tuple(row for row in board.text if row.paper in names)
    return _of_rounds(replace(board, papers=papers, text=text))


def with_log(board: BoardData, rounds: Sequence[RoundAt]) -> BoardData:
    """Return the rows of a scope with what the log holds of some rounds, after those of files.

    So every rule that judges a row judges what a form brought, too. Such a row has its place in
    the log.
    """
    rows = [row for told in rounds for row in told.rows]
    return replace(
        board,
        returns=(*board.returns, *(row.now for row in rows if row.now)),
        views=(*board.views, *(row.view for row in rows if row.view)),
        requests=(*board.requests, *(row.request for row in rows if row.request)),
        risks=(*board.risks, *(row.risk for row in rows if row.risk)),
    )


def _of_rounds(board: BoardData) -> BoardData:
    """Keep the rows of the rounds of which the papers tell; all of a risk's, which has no round."""
    told = {(folded(p.meeting), folded(p.priority)) for p in board.papers if p.priority}
    tree = PlanTree(board)
    lines = {
        folded(action.reference): tree.line(tree.priority(action.parent))
        for action in board.actions
        if told
    }

    def of_round(rows: tuple[A, ...]) -> tuple[A, ...]:
        return tuple(
            row
            for row in rows
            if any((folded(row.meeting), p) in told for p in lines.get(folded(row.action), ()))
        )

    priorities = {priority for _, priority in told}
    return replace(
        board,
        returns=of_round(board.returns),
        views=of_round(board.views),
        requests=of_round(board.requests),
        risks=tuple(
            row for row in board.risks if priorities.intersection(lines.get(folded(row.action), ()))
        ),
    )


def _of_meeting(board: BoardData, meeting: Meeting) -> BoardData:
    named = ("", meeting.reference)
    return replace(
        board,
        meetings=tuple(m for m in board.meetings if m is meeting or _stands(m)),
        feedback=tuple(row for row in board.feedback if row.meeting in named),
        highlights=tuple(row for row in board.highlights if row.meeting in named),
        milestones=tuple(row for row in board.milestones if _concerns(board, row, meeting)),
    )


def _stands(meeting: Meeting) -> bool:
    """Return whether a meeting can matter to another's paper: not while it has no date yet."""
    return meeting.date is not None or meeting.state is MeetingState.CANCELLED


def _concerns(board: BoardData, milestone: Milestone, meeting: Meeting) -> bool:
    looked_at = board.meeting.get(milestone.meeting)
    day = milestone.date or (looked_at.date if looked_at else None)
    if milestone.meeting == meeting.reference or day is None or meeting.date is None:
        return True
    return day <= meeting.date


T = TypeVar("T")


class Case(Frozen, dict=True):
    """The data that are judged, by which ways, and for which paper or meeting.

    ``as_at`` is the day of the data where the paper does not say its own: the caller's today.
    ``kinds`` gives the pack's settings as each kind of paper needs them, by its name.
    ``today`` is given where a project is checked, and None where a paper is built: its pages do
    not change with the day on which it is made.
    """

    board: BoardData
    ways: Ways = Ways()
    meeting: Meeting | None = None
    paper: PaperRow | None = None
    as_at: date | None = None
    kinds: Mapping[str, PackSettings] = field(default_factory=lambda: MappingProxyType({}))
    today: date | None = None

    def pack_of(self, paper: PaperRow) -> PackSettings:
        """Return what the pack asks of a paper: without what its kind can spare."""
        return self.kinds.get(paper.kind, self.ways.pack)

    def uses(self, table: Table) -> bool:
        """Return whether the way of working, or the paper at hand, uses a table at all."""
        return not self.ways.pack.tables or table.name in self.ways.pack.tables

    @cached_property
    def scope(self) -> BoardData:
        """Return the rows that the paper or meeting uses. Only rules on the year look beyond.

        What the log holds of the rounds at hand stands among them.
        """
        return with_log(self._of_files, self.rounds)

    @cached_property
    def _of_files(self) -> BoardData:
        return in_scope(self.board, self.at, self.paper)

    @cached_property
    def rounds(self) -> tuple[RoundAt, ...]:
        """Return the rounds of exception reporting of which the papers at hand tell.

        Where neither a paper nor a meeting was given, those of meetings that are over by the day
        of the data are left out: what was filed then is not judged by the plan of today.
        """
        papers = (paper for paper in self._of_files.papers if paper.priority)
        told = dict.fromkeys((paper.priority, paper.meeting) for paper in papers)
        meetings = [(priority, self.board.meeting.get(meeting)) for priority, meeting in told]
        wanted = ((p, meeting) for p, meeting in meetings if meeting and not self._over(meeting))
        return rounds_at(self.board, self.ways, wanted)

    def _over(self, meeting: Meeting) -> bool:
        if self.at or self.as_at is None or meeting.date is None:
            return False
        return meeting.date < self.as_at

    def once(self, fact: Callable[["Case"], T]) -> T:
        """Return a fact of the case, worked out the first time that it is asked for."""
        kept: dict[Callable[[Case], Any], Any] = self.__dict__.setdefault("_kept", {})
        if fact not in kept:
            kept[fact] = fact(self)
        found: T = kept[fact]
        return found

    @cached_property
    def at(self) -> Meeting | None:
        """Return the meeting that was given, or the one that the paper goes to."""
        of_paper = self.board.meeting.get(self.paper.meeting) if self.paper else None
        return self.meeting or of_paper

    @cached_property
    def day(self) -> date | None:
        """Return the day by which things are judged: of the meeting, of the data, or the last.

        The last is that of the latest dated meeting; None where there is no date at all.
        """
        given = (self.at.date if self.at else None) or self.as_at
        latest = public_meetings(self.board)[-1:]
        return given or (latest[0].date if latest else None)

    @property
    def data_day(self) -> date | None:
        """Return the day of the data: what the paper says, or else what the caller gave."""
        return (self.paper.as_at if self.paper else None) or self.as_at


Rule = Callable[[Case], Iterator[Finding]]

_NOUNS = {"PaperRow": "Paper"}
_IN_LOG = "An entry of the log stays as it is: gather what corrects it with --because."


def place_of(row: Row, name: str) -> Place:
    """Return the place of a row's cell, its column named as the file spells it."""
    row_type: type = type(row)
    heading = next(column.heading for column in columns_of(row_type) if column.name == name)
    return row.place.of(name, heading)


def tell(
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


def told_of_log(finding: Finding) -> Finding:
    """Return a finding with what is to be done where it stands in the log, which never changes.

    A note asks for nothing to be corrected.
    """
    if not finding.place.entry or finding.severity is Severity.NOTE:
        return finding
    return replace(finding, remedy=f"{finding.remedy} {_IN_LOG}")


def tell_all(code: str, rows: Iterable[Row], name: str, message: str) -> Iterator[Finding]:
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


def joined(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``1.1, 1.2 and 1.3``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def filled(value: object) -> bool:
    """Return whether a cell holds something; a zero does."""
    return value not in (None, "", ())


class Words(Frozen):
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
