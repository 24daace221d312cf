"""The Board's data as a whole: one frozen tuple a table, made from records, with look-ups."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from paperkit.board.agenda import AGENDA, AgendaItem, numbered
from paperkit.board.decision_rows import DECISIONS, Decision
from paperkit.board.history import History
from paperkit.board.paper_rows import (
    FEEDBACK,
    FORWARD_ITEMS,
    GROUPS,
    HIGHLIGHTS,
    PAPERS,
    PARTNER_REPORTS,
    RELATED_STRATEGIES,
    REQUESTS,
    RETURNS,
    RISKS,
    SESSIONS,
    TEXT,
    UPDATES,
    VIEWS,
    Feedback,
    ForwardItem,
    Group,
    Highlight,
    PaperRow,
    PartnerReport,
    RelatedStrategy,
    Request,
    Return,
    Risk,
    Session,
    Text,
    Update,
    View,
)
from paperkit.board.plan_rows import (
    ACTIONS,
    BENCHMARKS,
    INDICATORS,
    MEETINGS,
    MILESTONES,
    OUTCOMES,
    PEOPLE,
    PLANS,
    PRIORITIES,
    READINGS,
    STRATEGY,
    TARGETS,
    Action,
    Benchmark,
    Indicator,
    Meeting,
    Milestone,
    Outcome,
    Person,
    Plan,
    Priority,
    Reading,
    Strategy,
    Target,
)
from paperkit.findings import Finding
from paperkit.frozen import Frozen, KeepsFacts
from paperkit.schema.cleaning import ByReference, Reference, in_groups
from paperkit.schema.columns import Record, Row, Table
from paperkit.schema.describe import kept_words
from paperkit.schema.rows import (
    BuiltTable,
    Unread,
    build_table,
    duplicates,
    each_once,
    known_keys,
    resolve,
)

R = TypeVar("R", bound=Row)
T = TypeVar("T")

TABLES: tuple[Table, ...] = (
    MEETINGS,
    PEOPLE,
    STRATEGY,
    PLANS,
    PRIORITIES,
    OUTCOMES,
    ACTIONS,
    MILESTONES,
    INDICATORS,
    TARGETS,
    READINGS,
    BENCHMARKS,
    GROUPS,
    FEEDBACK,
    HIGHLIGHTS,
    PAPERS,
    TEXT,
    UPDATES,
    RETURNS,
    VIEWS,
    REQUESTS,
    RISKS,
    FORWARD_ITEMS,
    PARTNER_REPORTS,
    SESSIONS,
    RELATED_STRATEGIES,
    DECISIONS,
    AGENDA,
)


class BoardData(KeepsFacts, dict=True):
    """Every row that could be read, in the order of the file, and those that could not.

    ``history`` is the log of exception reports; ``returns`` and its like are what the files hold,
    which count once they are in the log.
    """

    meetings: tuple[Meeting, ...] = ()
    people: tuple[Person, ...] = ()
    strategy: tuple[Strategy, ...] = ()
    plans: tuple[Plan, ...] = ()
    priorities: tuple[Priority, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    readings: tuple[Reading, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    groups: tuple[Group, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    text: tuple[Text, ...] = ()
    updates: tuple[Update, ...] = ()
    returns: tuple[Return, ...] = ()
    views: tuple[View, ...] = ()
    requests: tuple[Request, ...] = ()
    risks: tuple[Risk, ...] = ()
    forward_items: tuple[ForwardItem, ...] = ()
    partner_reports: tuple[PartnerReport, ...] = ()
    sessions: tuple[Session, ...] = ()
    related_strategies: tuple[RelatedStrategy, ...] = ()
    decisions: tuple[Decision, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    history: History = History()
    unread: tuple[Unread, ...] = ()

    def rows(self, table: Table) -> tuple[Row, ...]:
        """Return the rows of a table."""
        found: tuple[Row, ...] = getattr(self, table.name)
        return found

    def unread_of(self, table: Table) -> tuple[Unread, ...]:
        """Return the rows of a table that could not be read."""
        return tuple(row for row in self.unread if row.table == table)

    @cached_property
    def readings_of(self) -> Mapping[str, tuple[Reading, ...]]:
        """Return the readings by indicator, the earliest period first."""
        ordered = sorted(
            (reading for reading in self.readings if reading.period),
            key=lambda reading: reading.period.order if reading.period else (),
        )
        return grouped(ordered, "indicator")

    @cached_property
    def targets_of(self) -> Mapping[str, tuple[Target, ...]]:
        """Return the targets by indicator."""
        return grouped(self.targets, "indicator")

    @cached_property
    def indicators_of(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Return the indicators by outcome."""
        return grouped(self.indicators, "outcome")

    @cached_property
    def text_of(self) -> Mapping[str, tuple[Text, ...]]:
        """Return the rows of text by paper, in the order of the file."""
        return grouped(self.text, "paper")

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """Return the people by name."""
        return ByReference((person.name, person) for person in self.people)

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        """Return the meetings by reference."""
        return ByReference((meeting.reference, meeting) for meeting in self.meetings)

    @cached_property
    def action(self) -> Mapping[str, Action]:
        """Return the actions by reference."""
        return ByReference((action.reference, action) for action in self.actions)

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Return the indicators by reference."""
        return ByReference((indicator.reference, indicator) for indicator in self.indicators)

    @cached_property
    def tree(self) -> "PlanTree":
        """Return the plan, from priorities down to actions."""
        return PlanTree(self)


def grouped(rows: Iterable[R], name: str) -> ByReference[tuple[R, ...]]:
    """Return the rows by what one of their columns refers to, each group in order."""
    return by_key((getattr(row, name), row) for row in rows)


def by_key(pairs: Iterable[tuple[str, T]]) -> ByReference[tuple[T, ...]]:
    """Return what is under each key, each group in order."""
    groups = in_groups((Reference(key), one) for key, one in pairs)
    return ByReference((key, tuple(members)) for key, members in groups.items())


class PlanTree(Frozen, dict=True):
    """The strategy from priorities down to actions, looked up by reference.

    An action belongs to a priority through outcomes, which may nest, and parts of a priority. A
    parent that leads back to where it came from ends there: the rules report it, nothing hangs.
    """

    board: "BoardData"

    @cached_property
    def priorities(self) -> Mapping[str, Priority]:
        """Return the priorities by reference."""
        return ByReference((priority.reference, priority) for priority in self.board.priorities)

    @cached_property
    def _nearest(self) -> Mapping[str, str]:
        """Return the priority of each outcome and priority; "" where none is."""
        above = {outcome.reference: outcome.parent for outcome in self.board.outcomes}
        found = {row.reference: row.reference for row in self.priorities.values()}
        for outcome in above:
            passed: dict[str, None] = {}
            at = outcome
            while at in above and at not in found and at not in passed:
                passed[at] = None
                at = above[at]
            found.update(dict.fromkeys(passed, found.get(at, "")))
        return ByReference(found.items())

    def priority(self, parent: str) -> str:
        """Return the reference of the nearest priority over an outcome or priority, or ""."""
        return self._nearest.get(parent, "")

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of priorities and outcomes by reference."""
        priorities = [(row.reference, row.name) for row in self.board.priorities]
        return ByReference(priorities + [(row.reference, row.name) for row in self.board.outcomes])

    def named(self, priority: str) -> str:
        """Return the name of a priority, or its reference where it has none."""
        row = self.priorities.get(priority)
        return (row.name if row else "") or priority

    def line(self, priority: str) -> tuple[str, ...]:
        """Return the references of a priority and of those that it is a part of."""
        passed: dict[str, None] = {}
        row = self.priorities.get(priority)
        while row and row.reference not in passed:
            passed[row.reference] = None
            row = self.priorities.get(row.part_of)
        return tuple(passed)

    @cached_property
    def _by_line(self) -> Mapping[str, tuple[Action, ...]]:
        lines = {priority: self.line(priority) for priority in self.priorities}
        return by_key(
            (priority, action)
            for action in self.board.actions
            for priority in lines.get(self.priority(action.parent), ())
        )

    def actions(self, priority: str) -> tuple[Action, ...]:
        """Return the actions of a priority and of its parts, in the order of the file."""
        return self._by_line.get(priority, ())


class Assembled(Frozen):
    """The Board's data and every finding that a cell or a reference gave."""

    board: BoardData
    findings: tuple[Finding, ...]


def assemble(records: Mapping[str, Sequence[Record]]) -> Assembled:
    """Return the data of the records by table; a table that nobody uses may be absent."""
    return joined({t.name: build_table(t, records.get(t.name, ())) for t in TABLES})


def joined(built: Mapping[str, BuiltTable[Row]]) -> Assembled:
    """Return the data of all tables, whose rows refer to each other."""
    keys = {table.name: known_keys(table, built[table.name]) for table in TABLES}
    findings: list[Finding] = []
    unread: list[Unread] = []
    rows: dict[str, Any] = {}
    for table in TABLES:
        resolved, unresolved = resolve(table, built[table.name].rows, keys)
        rows[table.name], twice = each_once(table, resolved)
        unread += built[table.name].unread
        findings += built[table.name].findings
        findings += duplicates(table, resolved)
        findings += (*unresolved, *twice)
    rows[PAPERS.name], of_agenda = numbered(rows[PAPERS.name], rows[AGENDA.name])
    findings += of_agenda
    return Assembled(BoardData(**rows, unread=tuple(unread)), tuple(findings))


def kept_rows(board: BoardData) -> Mapping[str, bytes]:
    """Return the rows of each table that has any: a row a line, in the words that read back equal.

    Equal rows give equal bytes, whatever file they came from; so do a table and a column that are
    declared later and that nobody has used.
    """
    found: dict[str, bytes] = {}
    for table in TABLES:
        rows = ([table.name, kept_words(table, row)] for row in board.rows(table))
        lines = [json.dumps(row, sort_keys=True).encode() + b"\n" for row in rows]
        if lines:
            found[table.name] = b"".join(lines)
    return found


def data_hash(board: BoardData) -> str:
    """Return the SHA-256 of every row of the data, in their order; the log is not part of it."""
    return hash_of(kept_rows(board))


def hash_of(rows: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of rows as they are kept, table after table."""
    return sha256(b"".join(rows.values())).hexdigest()
