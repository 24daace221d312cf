"""The Board's data as a whole: one frozen tuple a table, and the ways to look rows up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from paperkit.board.model.forward import (
    FORWARD_ITEMS,
    PARTNER_REPORTS,
    RELATED_STRATEGIES,
    SESSIONS,
    ForwardItem,
    PartnerReport,
    RelatedStrategy,
    Session,
)
from paperkit.board.model.history import History
from paperkit.board.model.measures import (
    BENCHMARKS,
    INDICATORS,
    READINGS,
    TARGETS,
    Benchmark,
    Indicator,
    Reading,
    Target,
)
from paperkit.board.model.papers import PAPERS, TEXT, PaperRow, Text
from paperkit.board.model.people import MEETINGS, PEOPLE, Meeting, Person
from paperkit.board.model.plan import (
    ACTIONS,
    MILESTONES,
    OUTCOMES,
    PLANS,
    PRIORITIES,
    STRATEGY,
    Action,
    Milestone,
    Outcome,
    Plan,
    Priority,
    Strategy,
)
from paperkit.board.model.rounds import (
    REQUESTS,
    RETURNS,
    RISKS,
    UPDATES,
    VIEWS,
    Request,
    Return,
    Risk,
    Update,
    View,
)
from paperkit.board.model.voices import FEEDBACK, GROUPS, HIGHLIGHTS, Feedback, Group, Highlight
from paperkit.schema.build import Unread
from paperkit.schema.columns import Row, Table

R = TypeVar("R", bound=Row)

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
)


@dataclass(frozen=True)
class BoardData:
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
        return {person.name: person for person in self.people}

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        """Return the meetings by reference."""
        return {meeting.reference: meeting for meeting in self.meetings}


def grouped(rows: Iterable[R], name: str) -> dict[str, tuple[R, ...]]:
    """Return the rows by the value of one of their columns, each group in order."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return {value: tuple(members) for value, members in groups.items()}
