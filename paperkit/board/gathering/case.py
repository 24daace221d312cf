"""What is gathered, into which data, by what leave; and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.forms import Asking
from paperkit.board.forms.asking import by_name
from paperkit.board.model import TABLES, Action, BoardData, Meeting
from paperkit.board.model.history import ROUNDS, Round
from paperkit.board.model.rounds import Return
from paperkit.board.plan_tree import PlanTree
from paperkit.board.rounds.at_meeting import round_at
from paperkit.board.rounds.scale import Scale
from paperkit.board.rules.whose import reporter
from paperkit.board.settings import Ways
from paperkit.findings import Finding, Place, Severity
from paperkit.schema.build import Built
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.forms import About
from paperkit.schema.records import Cell
from paperkit.schema.references import Keys


@dataclass(frozen=True)
class ReturnedForm:
    """A form that came back. ``about`` is None where it does not say what it is.

    ``built`` has the rows by table, of the tables that the form has. ``links`` are the addresses
    behind words of a row, by the row's place; ``findings`` are those of reading it.
    """

    file: str
    about: About | None
    built: Mapping[str, Built[Row]] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[Place, tuple[Cell, ...]] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    @property
    def person(self) -> str:
        """Return who was asked, or nothing where the form does not say it."""
        return self.about.person if self.about else ""


@dataclass(frozen=True)
class Answer:
    """One row that came back, as it is to stand in the log or in the project's data.

    ``asked`` names the columns that hold answers; ``accepted`` those that were filled in
    beforehand and are taken as they came back.
    """

    table: Table
    row: Row
    asked: tuple[str, ...]
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """What the rows of a form come to."""

    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Judged:
    """What one form, or one row of the project's own, comes to: nothing where an error stands."""

    file: str
    person: str
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    form: ReturnedForm | None = None

    @property
    def refused(self) -> bool:
        """Return whether an error keeps the form back."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Taken:
    """What is appended to the log: a row, where it came from, what it corrects and why."""

    table: Table
    row: Row
    origin: str
    replaces: int = 0
    because: str = ""


@dataclass(frozen=True)
class Leave:
    """What the officer allows: changes to what was filled in beforehand, corrections and why."""

    accept: bool = False
    because: str = ""


@dataclass(frozen=True)
class RoundAsked:
    """What a round asked for, as it was then; ``actions`` are those that the plan still has."""

    asking: Asking
    actions: tuple[Action, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the folded references of the actions."""
        return frozenset(folded(action.reference) for action in self.actions)

    def lead(self, action: Action) -> str:
        """Return who is asked about an action: a person by name, also where a post is named."""
        return self.asking.who(reporter(action))

    @cached_property
    def of_lead(self) -> Mapping[str, tuple[Action, ...]]:
        """Return the actions of each lead, by folded name."""
        found = {name: tuple(of_name) for name, of_name in by_name(self.actions, self.lead)}
        return {folded(name): actions for name, actions in found.items()}


@dataclass(frozen=True)
class Case:
    """The data and the log into which answers are gathered.

    ``meeting`` is the reference of the meeting whose rounds are gathered; the last round of each
    priority where it is blank. ``papers`` names the tables that a paper shows, by the folded words
    in which a form says what it is for.
    """

    board: BoardData
    ways: Ways
    today: date
    leave: Leave = Leave()
    meeting: str = ""
    papers: Mapping[str, tuple[Table, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def scale(self) -> Scale:
        """Return the council's rating scale."""
        return Scale(self.ways.settings.ratings)

    @cached_property
    def tree(self) -> PlanTree:
        """Return the plan, from priorities down."""
        return PlanTree(self.board)

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Return the actions by folded reference."""
        return {folded(action.reference): action for action in self.board.actions}

    @cached_property
    def keys(self) -> Mapping[str, Keys]:
        """Return what rows may refer to, by table, each by its folded form."""
        named = {
            table.name: [str(getattr(row, table.key.name)) for row in self.board.rows(table)]
            for table in TABLES
            if table.key
        }
        return {name: {folded(key): key for key in keys} for name, keys in named.items()}

    @cached_property
    def by_wording(self) -> Mapping[str, tuple[Action, ...]]:
        """Return the actions by their folded words."""
        found: dict[str, list[Action]] = {}
        for action in self.board.actions:
            found.setdefault(folded(action.wording), []).append(action)
        return {words: tuple(actions) for words, actions in found.items() if words}

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Return the meetings by folded reference."""
        return {folded(meeting.reference): meeting for meeting in self.board.meetings}

    @cached_property
    def rounds(self) -> Mapping[tuple[str, str], Round]:
        """Return the rounds by folded priority and meeting, in the order in which they began."""
        issued = self.board.history.rows(ROUNDS, Round)
        return {(folded(one.priority), folded(one.meeting)): one for one in issued}

    @cached_property
    def _asked_of(self) -> Mapping[tuple[str, str], RoundAsked]:
        return {key: self._asked(one) for key, one in self.rounds.items()}

    def _asked(self, one: Round) -> RoundAsked:
        meeting = self.meetings.get(folded(one.meeting), Meeting(reference=one.meeting))
        issued = one.issued_on or self.today
        asking = Asking(self.board, self.ways, meeting, one.due, issued, one.priority)
        found = (self.actions.get(folded(name)) for name in one.actions)
        return RoundAsked(asking, tuple(action for action in found if action))

    def asked_of(self, of: Round) -> RoundAsked:
        """Return what a round asked for, and of whom, as it was then."""
        return self._asked_of[folded(of.priority), folded(of.meeting)]

    @cached_property
    def round_of(self) -> Mapping[tuple[str, str], Round]:
        """Return the round that asked about an action, by folded meeting and action."""
        return {
            (meeting, folded(action)): one
            for (_, meeting), one in self.rounds.items()
            for action in one.actions
        }

    @cached_property
    def current(self) -> Mapping[str, Round]:
        """Return the round of each folded priority that is being gathered."""
        wanted = folded(self.meeting)
        there = self.rounds.items()
        return {p: one for (p, meeting), one in there if not wanted or meeting == wanted}

    @cached_property
    def before(self) -> Mapping[str, Mapping[str, Return]]:
        """Return, by folded priority, the returns of the round before the current one by action."""
        return {priority: self._before(one) for priority, one in self.current.items()}

    def _before(self, current: Round) -> dict[str, Return]:
        meeting = self.meetings.get(folded(current.meeting))
        if meeting is None:
            return {}
        rows = round_at(self.board, self.ways, current.priority, meeting).rows
        return {folded(row.action.reference): row.before for row in rows if row.before}
