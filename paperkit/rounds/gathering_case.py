"""What is gathered, into which data, by what leave; and what comes of it.

What a form says of itself: whose it is, for which council and round (systems P-01, P-02).
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.data import TABLES, BoardData
from paperkit.board.history import ROUNDS, Round
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import Return
from paperkit.board.plan_rows import Action, Meeting
from paperkit.board.plan_tree import PlanTree
from paperkit.board.settings import Scale
from paperkit.findings import Finding, Place, Severity, quoted
from paperkit.frozen import Frozen, field
from paperkit.record.at_meeting import round_at
from paperkit.rounds.asking import Asking, by_name
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, ABOUT_HEADING, FORM_VERSION, About
from paperkit.schema.records import Cell
from paperkit.schema.rows import Built, Keys
from paperkit.standpoint.responsibility import reporter
from paperkit.standpoint.rules import finding_at
from paperkit.standpoint.wording import listed


class ReturnedForm(Frozen):
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


class Answer(Frozen):
    """One row that came back, as it is to stand in the log or in the project's data.

    ``asked`` names the columns that hold answers; ``accepted`` those that were filled in
    beforehand and are taken as they came back.
    """

    table: Table
    row: Row
    asked: tuple[str, ...]
    accepted: tuple[str, ...] = ()


class Read(Frozen):
    """What the rows of a form come to."""

    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]


class Judged(Frozen):
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


class Taken(Frozen):
    """What is appended to the log: a row, where it came from, what it corrects and why."""

    table: Table
    row: Row
    origin: str
    replaces: int = 0
    because: str = ""


class Leave(Frozen):
    """What the officer allows: changes to what was filled in beforehand, corrections and why."""

    accept: bool = False
    because: str = ""


class RoundAsked(Frozen, dict=True):
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


class Case(Frozen, dict=True):
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


_TOLD = ("council", "purpose", "priority", "meeting", "person", "version")
"""What the block of a form must say, as its answers cannot be placed without it."""


class Known(Frozen):
    """A form that says what it is, and is one of this project's."""

    form: ReturnedForm
    about: About
    meeting: Meeting
    round: Round | None

    @property
    def person(self) -> str:
        """Return who was asked."""
        return self.about.person


def stranger(form: ReturnedForm, case: Case) -> Finding | None:
    """Return what keeps a form out altogether, the first reason alone; None where nothing does."""
    if form.about is None:
        message = "No sheet of the workbook says what it is for, and for whom."
        return Finding("PK-831", Place(form.file), message)
    about = form.about
    return (
        _blank(about) or _of_version(about) or _of_council(about, case) or _of_meeting(about, case)
    )


def _blank(about: About) -> Finding | None:
    """Return that the block says nothing where it must, so that no answer can be placed."""
    blank = [name for name in _TOLD if not str(getattr(about, name)).strip()]
    if not blank:
        return None
    labels = listed(quoted(ABOUT.column(name).heading) for name in blank)
    message = f"The form says nothing after {labels}, under '{ABOUT_HEADING}'."
    return _at(about, blank[0], "PK-831", message)


def _of_version(about: About) -> Finding | None:
    if about.version == FORM_VERSION:
        return None
    message = f"The form is of version {quoted(about.version)}; known is {FORM_VERSION}."
    return _at(about, "version", "PK-862", message)


def _of_council(about: About, case: Case) -> Finding | None:
    ours = case.ways.settings.council.name
    if folded(about.council) == folded(ours):
        return None
    message = f"The form is of {quoted(about.council)}; this project is of {quoted(ours)}."
    return _at(about, "council", "PK-832", message)


def _of_meeting(about: About, case: Case) -> Finding | None:
    if folded(about.meeting) in case.meetings:
        return None
    message = f"The form is for {quoted(about.meeting)}, which is no meeting of the sheet Meetings."
    return _at(about, "meeting", "PK-833", message)


def known(form: ReturnedForm, about: About, case: Case) -> Known:
    """Return a form that is no stranger, with its meeting, and its round if it has one."""
    meeting = case.meetings[folded(about.meeting)]
    issued = case.rounds.get((folded(about.priority), folded(meeting.reference)))
    return Known(form, about, meeting, issued)


def of_no_round(one: Known, case: Case) -> Finding | None:
    """Return why the answers of an exception-reporting form belong to no round of this project."""
    if one.round:
        return None
    rounds = [f"{r.priority} for {r.meeting}" for r in case.rounds.values()]
    message = f"The form is of {quoted(one.about.priority)} for {quoted(one.about.meeting)}; "
    message += f"the rounds are {', '.join(rounds) or 'none yet'}."
    return _at(one.about, "priority", "PK-833", message)


def of_an_earlier_round(one: Known, case: Case) -> Finding | None:
    """Return that a form is of another round than the one that is gathered (systems P-02)."""
    if one.round is None:
        return None
    now = case.current.get(folded(one.round.priority))
    if now is one.round:
        return None
    message = f"The form is of the round for {quoted(one.about.meeting)}; what is gathered is the "
    message += f"one for {quoted(now.meeting if now else case.meeting)}."
    return _at(one.about, "meeting", "PK-834", message)


def of_the_past(one: Known, case: Case) -> Finding | None:
    """Return that a form of a paper is late: its meeting is over, and is not the one named."""
    held = one.meeting.date
    if held is None or held >= case.today or folded(case.meeting) == folded(one.meeting.reference):
        return None
    message = f"The form is for {quoted(one.about.meeting)}, which was on {in_words(held)}."
    return _at(one.about, "meeting", "PK-834", message)


def _at(about: About, name: str, code: str, message: str) -> Finding:
    value = str(getattr(about, name))
    return finding_at(code, about, name, message, value=value, person=about.person)
