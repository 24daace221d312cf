"""What a rule is given, what it gives back, and how it names rows in a message."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.calendar import public_meetings
from paperkit.board.model import TABLES, BoardData, Meeting, PaperRow
from paperkit.board.rounds.at_meeting import RoundAt, rounds_at
from paperkit.board.rules.scope import in_scope, with_log
from paperkit.board.settings import PackSettings, Ways
from paperkit.board.year.items import Items
from paperkit.findings import Finding, Place, Severity
from paperkit.schema.columns import Row, Table, columns_of


@dataclass(frozen=True)
class Case:
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

    @cached_property
    def ahead(self) -> Items:
        """Return what the rows put on forward plans, looked up once for all rules."""
        return Items(self.board, self.ways)

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
