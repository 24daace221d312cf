"""What came back: forms, their rows, the rounds that asked, and into what they are gathered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.data import TABLES
from paperkit.board.history import REMARKS, ROUNDS, Round, answer_key
from paperkit.board.paper_rows import (
    FEEDBACK,
    HIGHLIGHTS,
    REQUESTS,
    RETURNS,
    RISKS,
    UPDATES,
    VIEWS,
    Request,
    Return,
    View,
)
from paperkit.board.plan_rows import READINGS, Action, Meeting
from paperkit.findings import Finding, Place, Severity, of_severity, set_apart
from paperkit.frozen import Frozen, field, replace
from paperkit.record.asked import plan_then
from paperkit.rounds.forms import Asking
from paperkit.rounds.round_forms import known_return
from paperkit.schema.cleaning import ByReference, folded, in_groups
from paperkit.schema.columns import Cell, Row, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import About, FormText
from paperkit.schema.rows import BuiltTable, Keys
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import filled, finding_at, place_of, repeated

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
        REMARKS.name: ("meeting", "priority", "person", "mark"),
    }
)
"""The columns that say which question a row answers, by table."""


class ReturnedForm(Frozen):
    """A form that came back. ``about`` is None where it does not say what it is.

    ``built`` has the rows by table, of the tables that the form has. ``links`` are the addresses
    behind words of a row, by the row's place; ``findings`` are those of reading it. ``beside`` is
    what somebody wrote outside its columns; None where that cannot be known.
    """

    file: str
    about: About | None
    built: Mapping[str, BuiltTable[Row]] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[Place, tuple[Cell, ...]] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    beside: tuple[FormText, ...] | None = ()


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
    for first, one in repeated((one.key, one) for one in rows):
        on_action = one.table in (RETURNS, VIEWS)
        name = "action" if on_action else one.table.columns[0].name
        other = place_of(first.row, name) if on_action else first.row.place.row
        yield one.finding("PK-843", name, f"{one.subject} is in the form twice.", (other,))


def key_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that say which question a row answers; none for a table not asked for."""
    return _KEYS.get(table.name, ())


def key_of(table: Table, row: Row) -> Key:
    """Return which question a row answers, the name of its table first."""
    return (table.name, *(folded(words_of(getattr(row, name))) for name in key_columns(table)))


def said(*values: object) -> list[str]:
    """Return what cells hold, for a message that says how they differ."""
    words = list(map(words_of, values))
    shown = iter(set_apart([one for one in words if one] or [""]))
    return [next(shown) if one else "blank" for one in words]


def row_at(place: Place) -> tuple[str, int]:
    """Return the sheet and the number of the row in which a cell is."""
    return place.sheet, place.row_number


class Judged(Frozen, dict=True):
    """What one form, or one row of the project's own, comes to.

    An error in a row of answers keeps that row back, any other one the whole. ``disputed`` are the
    questions that another file answers otherwise; ``set_aside`` says that the finding that keeps
    the form back is reported of another file.
    """

    file: str
    person: str
    answers: tuple[ReturnedRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    form: ReturnedForm | None = None
    disputed: frozenset[Key] = frozenset()
    set_aside: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what is wrong with the form or with some of its rows."""
        return of_severity(self.findings, Severity.ERROR)

    @cached_property
    def _faulty(self) -> frozenset[tuple[str, int]]:
        """Return the rows of answers that an error is about."""
        places = (place for error in self.errors for place in (error.place, *error.others))
        return self._rows & {row_at(place) for place in places if place.file == self.file}

    @cached_property
    def _rows(self) -> frozenset[tuple[str, int]]:
        built = self.form.built.values() if self.form else ()
        read = {row_at(row.place.row) for table in built for row in table.rows}
        return frozenset(read | {row_at(row.place) for table in built for row in table.unread})

    @cached_property
    def refused(self) -> bool:
        """Return whether an error keeps the whole form back, and not one of its rows."""
        return self.set_aside or any(row_at(e.place) not in self._faulty for e in self.errors)

    @property
    def kept_back(self) -> int:
        """Return how many rows of answers an error keeps back, those that cannot be read too."""
        if self.form is None:
            return int(self.refused or bool(self.disputed))
        there = {row_at(answer.row.place.row) for answer in self.answers}
        return sum(map(self.keeps_back, self.answers)) + len(self._faulty - there)

    def keeps_back(self, answer: ReturnedRow) -> bool:
        """Return whether an error keeps an answer back."""
        row = row_at(answer.row.place.row)
        return self.refused or answer.key in self.disputed or row in self._faulty


class Leave(Frozen):
    """What the officer allows: changes to what was filled in beforehand, corrections and why.

    ``because`` says by action why its answer has changed. ``left_out`` says by name of whom no
    remark is kept, and why; ``by`` is who leaves them out.
    """

    accept: bool = False
    because: Mapping[str, str] = field(default_factory=ByReference[str])
    left_out: Mapping[str, str] = field(default_factory=ByReference[str])
    by: str = ""


class RoundAsked(Frozen, dict=True):
    """What a round asked for, as it was then, by the plan of that day where the log holds it."""

    issued: Round
    asking: Asking
    actions: tuple[Action, ...]

    def then(self, action: Action) -> Action:
        """Return an action as the round asked about it; as it is, where it did not."""
        return self.asking.at.board.action.get(action.reference, action)

    def lead(self, action: Action) -> str:
        """Return who is asked about an action: a person by name, also where a post is named."""
        return self.asking.who(self.then(action).lead)

    def is_gathered(self, action: Action) -> bool:
        """Return whether the log has a return of the action for the round's meeting."""
        return (self.issued.meeting, action.reference) in self.asking.at.board.history.returns


class Intake(Frozen, dict=True):
    """Into what answers are gathered: the board, on which day, by what leave.

    The rounds of the meeting of ``at`` are gathered, or the last round of each priority where it
    has none. ``papers`` names the tables that a paper shows, by the folded words in which a form
    says what it is for. ``coming`` are the returns that the log takes in the same run, by meeting
    and action.
    """

    at: BoardAt
    today: date
    leave: Leave = Leave()
    papers: Mapping[str, tuple[Table, ...]] = field(default_factory=lambda: MappingProxyType({}))
    coming: Mapping[tuple[str, str], Return] = field(default_factory=lambda: MappingProxyType({}))

    def returned(self, row: View | Request) -> Return | None:
        """Return the return that a view or a request is about; None where none has come in."""
        key = answer_key(row)
        return self.coming.get(key) or self.at.board.history.returns.get(key)

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
    def by_wording(self) -> Mapping[str, Sequence[Action]]:
        """Return the actions by their folded words; those without words are not among them."""
        actions = self.actions.values()
        return in_groups((words, action) for action in actions if (words := folded(action.wording)))

    @cached_property
    def rounds(self) -> Mapping[tuple[str, str], RoundAsked]:
        """Return the rounds by priority and meeting, in the order in which they began."""
        found: dict[tuple[str, str], RoundAsked] = {}
        for one in self.at.board.history.rows(ROUNDS, Round):
            meeting = self.at.board.meeting.get(one.meeting) or Meeting(reference=one.meeting)
            plan = plan_then(self.at.board, one.priority, one.meeting) or self.at.board
            at = replace(self.at, board=plan, meeting=meeting)
            asking = Asking(at, one.due, one.issued_on or self.today, one.priority)
            actions = (plan.action.get(name) for name in one.actions)
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
        before = self._before.get(issued.priority, {}).get(action.reference)
        asked = self.rounds[issued.priority, issued.meeting]
        return known_return(asked.then(action), issued.meeting, before)

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Return the actions of the plan, and those that were asked about and have left it."""
        asked = (action for one in self.rounds.values() for action in one.actions)
        return ByReference((one.reference, one) for one in (*asked, *self.at.board.actions))


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
