"""What came back, and into what it is gathered: a form, the rounds that asked, the answers.

A form has to say what it is for, or it is kept out (systems P-01, P-02).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.data import TABLES
from paperkit.board.history import ROUNDS, Round
from paperkit.board.paper_rows import (
    FEEDBACK,
    HIGHLIGHTS,
    REQUESTS,
    RETURNS,
    RISKS,
    UPDATES,
    VIEWS,
    Return,
)
from paperkit.board.plan_rows import READINGS, Action, Meeting
from paperkit.findings import Finding, Place, Severity, quoted
from paperkit.frozen import Frozen, field, replace
from paperkit.rounds.forms import Asking, known_return
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Cell, Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of
from paperkit.schema.forms import ABOUT, ABOUT_HEADING, FORM_VERSION, About
from paperkit.schema.rows import BuiltTable, Keys
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import filled, finding_at, place_of, reporter
from paperkit.standpoint.sentences import listed

Key = tuple[str, ...]

_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RETURNS.name: ("meeting", "action"),
        VIEWS.name: ("meeting", "action"),
        REQUESTS.name: ("meeting", "action"),
        RISKS.name: ("meeting", "action", "forum"),
        UPDATES.name: ("meeting", "action"),
        READINGS.name: ("indicator", "period"),
        FEEDBACK.name: ("group", "meeting", "about"),
        HIGHLIGHTS.name: ("body", "meeting"),
    }
)
"""The columns that say which question a row answers, by table."""

_IDENTITY = ("council", "purpose", "priority", "meeting", "person", "version")
"""What the block of a form must say, as its answers cannot be placed without it."""


class ReturnedForm(Frozen):
    """A form that came back. ``about`` is None where it does not say what it is.

    ``built`` has the rows by table, of the tables that the form has. ``links`` are the addresses
    behind words of a row, by the row's place; ``findings`` are those of reading it.
    """

    file: str
    about: About | None
    built: Mapping[str, BuiltTable[Row]] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[Place, tuple[Cell, ...]] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()


class ReturnedRow(Frozen, dict=True):
    """One row that came back, as it is to be kept in the log or in the project's data.

    ``asked`` names the columns that hold answers; ``accepted`` those that were filled in
    beforehand and are taken as they came back. ``person`` is who can put the row right.
    """

    table: Table
    row: Row
    asked: tuple[str, ...]
    person: str = ""
    accepted: tuple[str, ...] = ()

    @cached_property
    def key(self) -> Key:
        """Return which question the row answers: see ``key_of``."""
        return key_of(self.table, self.row)

    @property
    def subject(self) -> str:
        """Return what the answer is about: ``Action 1.2``, ``Readings 2.1, Q1 2026/27``."""
        if self.table in (RETURNS, VIEWS, REQUESTS, RISKS, UPDATES):
            return f"Action {getattr(self.row, 'action', '')}"
        values = (getattr(self.row, n) for n in key_columns(self.table) if n != "meeting")
        return f"{self.table.sheet} {', '.join(map(words_of, values))}"

    @property
    def is_filled(self) -> bool:
        """Return whether a column that holds answers is filled in."""
        return any(filled(getattr(self.row, name)) for name in self.asked)

    def differing(self, row: Row, names: Iterable[str]) -> list[str]:
        """Return which of the columns differ from those of another row."""
        return [name for name in names if getattr(self.row, name) != getattr(row, name)]

    def is_like(self, row: Row) -> bool:
        """Return whether a row gives the same answers, and the same of what was accepted."""
        return not self.differing(row, (*self.asked, *self.accepted))

    def finding(
        self, code: str, name: str, message: str, others: Iterable[Place] = (), remedy: str = ""
    ) -> Finding:
        """Return a finding at a column of the row."""
        value = words_of(getattr(self.row, name))
        return finding_at(
            code, self.row, name, message,
            remedy=remedy, value=value, person=self.person, others=others,
        )  # fmt: skip


def check_twice(rows: Iterable[ReturnedRow]) -> Iterator[Finding]:
    """Yield an error for each further row of a form that answers the same question."""
    first: dict[Key, ReturnedRow] = {}
    for one in rows:
        there = first.setdefault(one.key, one)
        if there is not one:
            on_action = one.table in (RETURNS, VIEWS)
            name = "action" if on_action else one.table.columns[0].name
            other = place_of(there.row, name) if on_action else there.row.place.row
            yield one.finding("PK-843", name, f"{one.subject} stands twice in the form.", (other,))


def key_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that say which question a row answers; none for a table not asked for."""
    return _KEYS.get(table.name, ())


def key_of(table: Table, row: Row) -> Key:
    """Return which question a row answers, the name of its table first."""
    return (table.name, *(folded(words_of(getattr(row, name))) for name in key_columns(table)))


def said(value: object) -> str:
    """Return what a cell holds, for a message."""
    words = words_of(value)
    return quoted(words) if words else "blank"


class Judged(Frozen):
    """What one form, or one row of the project's own, comes to: nothing where there is an error."""

    file: str
    person: str
    answers: tuple[ReturnedRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    form: ReturnedForm | None = None

    @property
    def refused(self) -> bool:
        """Return whether an error keeps the form back."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Leave(Frozen):
    """What the officer allows: changes to what was filled in beforehand, corrections and why."""

    accept: bool = False
    because: str = ""


class RoundAsked(Frozen, dict=True):
    """What a round asked for, as it was then; ``actions`` are those that the plan still has."""

    issued: Round
    asking: Asking
    actions: tuple[Action, ...]

    def lead(self, action: Action) -> str:
        """Return who is asked about an action: a person by name, also where a post is named."""
        return self.asking.who(reporter(action))

    def is_gathered(self, action: Action) -> bool:
        """Return whether the log has a return of the action for the round's meeting."""
        return (self.issued.meeting, action.reference) in self.asking.at.board.history.returns


class Intake(Frozen, dict=True):
    """Into what answers are gathered: the board, on which day, by what leave.

    The rounds of the meeting of ``at`` are gathered, or the last round of each priority where it
    has none. ``papers`` names the tables that a paper shows, by the folded words in which a form
    says what it is for.
    """

    at: BoardAt
    today: date
    leave: Leave = Leave()
    papers: Mapping[str, tuple[Table, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def keys(self) -> Mapping[str, Keys]:
        """Return what rows may refer to, by table, each by its folded form."""
        named = {
            table.name: [str(getattr(row, table.key.name)) for row in self.at.board.rows(table)]
            for table in TABLES
            if table.key
        }
        return {name: {folded(key): key for key in keys} for name, keys in named.items()}

    @cached_property
    def by_wording(self) -> Mapping[str, tuple[Action, ...]]:
        """Return the actions by their folded words."""
        found: dict[str, tuple[Action, ...]] = {}
        for action in self.at.board.actions:
            if words := folded(action.wording):
                found[words] = (*found.get(words, ()), action)
        return found

    @cached_property
    def rounds(self) -> Mapping[tuple[str, str], RoundAsked]:
        """Return the rounds by priority and meeting, in the order in which they began."""
        found: dict[tuple[str, str], RoundAsked] = {}
        for one in self.at.board.history.rows(ROUNDS, Round):
            meeting = self.at.board.meeting.get(one.meeting) or Meeting(reference=one.meeting)
            at = replace(self.at, meeting=meeting)
            asking = Asking(at, one.due, one.issued_on or self.today, one.priority)
            actions = (self.at.board.action.get(name) for name in one.actions)
            asked = RoundAsked(one, asking, tuple(action for action in actions if action))
            found[one.priority, one.meeting] = asked
        return found

    @cached_property
    def round_of(self) -> Mapping[tuple[str, str], RoundAsked]:
        """Return the round that asked about an action, by meeting and action."""
        return {
            (meeting, action): asked
            for (_, meeting), asked in self.rounds.items()
            for action in asked.issued.actions
        }

    @cached_property
    def current(self) -> Mapping[str, RoundAsked]:
        """Return the round of each priority that is being gathered."""
        wanted = self.at.meeting.reference if self.at.meeting else ""
        there = self.rounds.items()
        return {p: asked for (p, meeting), asked in there if not wanted or meeting == wanted}

    @cached_property
    def _before(self) -> Mapping[str, Mapping[str, Return]]:
        """Return, by priority, the returns of the round before the current one by action."""
        return {
            priority: {
                row.action.reference: row.before for row in asked.asking.round.rows if row.before
            }
            for priority, asked in self.current.items()
            if asked.issued.meeting in self.at.board.meeting
        }

    def sent(self, action: Action, issued: Round) -> Return:
        """Return the row of an action as a round sends it out."""
        before = self._before.get(issued.priority, {})
        return known_return(action, issued.meeting, before.get(action.reference))


class KnownForm(Frozen):
    """A form that says what it is, and is one of this project's."""

    form: ReturnedForm
    about: About
    meeting: Meeting
    round: RoundAsked | None

    @property
    def person(self) -> str:
        """Return who was asked."""
        return self.about.person

    def judged(self, answers: Iterable[ReturnedRow], findings: Iterable[Finding]) -> Judged:
        """Return what the form comes to."""
        return Judged(self.form.file, self.person, tuple(answers), tuple(findings), self.form)


def known_form(form: ReturnedForm, intake: Intake) -> KnownForm | Finding:
    """Return a form of this project's; or the first reason that keeps it out altogether."""
    about = form.about
    if about is None:
        message = "No sheet of the workbook says what it is for, and for whom."
        return Finding("PK-831", Place(form.file), message)
    blank = [name for name in _IDENTITY if not str(getattr(about, name)).strip()]
    ours = intake.at.ways.settings.council.name
    meeting = intake.at.board.meeting.get(about.meeting)
    if blank:
        labels = listed(quoted(ABOUT.column(name).heading) for name in blank)
        message = f"The form says nothing after {labels}, under '{ABOUT_HEADING}'."
        code, name = "PK-831", blank[0]
    elif about.version != FORM_VERSION:
        message = f"The form is of version {quoted(about.version)}; known is {FORM_VERSION}."
        code, name = "PK-862", "version"
    elif about.council != ours:
        message = f"The form is of {quoted(about.council)}; this project is of {quoted(ours)}."
        code, name = "PK-832", "council"
    elif meeting is None:
        message = f"The form is for {quoted(about.meeting)}, which is no meeting of the sheet "
        message += "Meetings."
        code, name = "PK-833", "meeting"
    else:
        asked = intake.rounds.get((about.priority, meeting.reference))
        return KnownForm(form, about, meeting, asked)
    return finding_of_form(about, code, name, message)


def finding_of_form(about: About, code: str, name: str, message: str) -> Finding:
    """Return a finding at what a form says of itself."""
    value = str(getattr(about, name))
    return finding_at(code, about, name, message, value=value, person=about.person)


def too_late(one: KnownForm, intake: Intake) -> Finding | None:
    """Return why a form is too late; None where it is not.

    One of a round is, where another round of the priority is gathered (systems P-02); one of a
    paper, where its meeting is over, and is not the one named.
    """
    wanted = intake.at.meeting.reference if intake.at.meeting else ""
    held = one.meeting.date
    if one.round:
        now = intake.current.get(one.round.issued.priority)
        if now is not one.round:
            gathered = now.issued.meeting if now else wanted
            message = f"The form is of the round for {quoted(one.about.meeting)}; what is gathered "
            message += f"is the one for {quoted(gathered)}."
            return finding_of_form(one.about, "PK-834", "meeting", message)
    elif held and held < intake.today and wanted != one.meeting.reference:
        message = f"The form is for {quoted(one.about.meeting)}, which was on {in_words(held)}."
        return finding_of_form(one.about, "PK-834", "meeting", message)
    return None
