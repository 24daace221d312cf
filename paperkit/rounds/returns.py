"""What came back, row by row: the forms, the rounds that asked, the answers of leads and sponsors.

Nothing is guessed: a row is about the action that its reference or its exact words name, and a
rating is a word of the scale (P-10; seed H 3.9, 3.10). What keeps an answer out is a finding.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.data import TABLES
from paperkit.board.history import REMARKS, ROUNDS, Round
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
    Risk,
    View,
)
from paperkit.board.plan_rows import READINGS, Action, Meeting
from paperkit.board.settings import Role
from paperkit.board.words import SponsorView
from paperkit.findings import Finding, Place, Severity, quoted
from paperkit.frozen import Frozen, field, replace
from paperkit.record.asked import plan_then, versions
from paperkit.rounds.forms import ALL_LEADS, Asking, known_return
from paperkit.schema.cleaning import ByReference, folded, in_groups, key_text
from paperkit.schema.columns import Cell, Row, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import About, FormText, sheet_name
from paperkit.schema.rows import BuiltTable, Keys, resolve
from paperkit.schema.values import Link, close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import filled, finding_at, place_of, repeated, table_of
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
    """What the officer allows: changes to what was filled in beforehand, corrections and why.

    ``left_out`` says by name of whom no remark is kept, and why; ``by`` is who leaves them out.
    """

    accept: bool = False
    because: str = ""
    left_out: Mapping[str, str] = field(default_factory=ByReference[str])
    by: str = ""


class RoundAsked(Frozen, dict=True):
    """What a round asked for, as it was then, from the plan of then where the log holds that."""

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


# --- Leads and sponsors ------------------------------------------------------------------------

OnAction = Return | View | Request | Risk

_LEAD_ANSWERS = ("rating", "reasons", "control", "request", "exceptional")
"""The columns that are blank when a form is sent out."""

_LEAD_KNOWN = tuple(c.name for c in RETURNS.columns if c.known and not c.refers)


def action_of(row: OnAction, intake: Intake, person: str) -> tuple[Action | None, list[Finding]]:
    """Return the action of a row, by its reference or its exact words, and the findings."""
    if row.action:
        action = intake.actions.get(row.action)
        if action:
            return action, []
        near = close_to(row.action, [action.reference for action in intake.at.board.actions])
        remedy = f"Type the reference of the plan (did you mean {near}?)." if near else ""
        message, typed = f"The plan has no action {quoted(row.action)}.", row.action
        return None, [
            finding_at("PK-838", row, "action", message, remedy=remedy, value=typed, person=person)
        ]
    matching = intake.by_wording.get(folded(getattr(row, "wording", "")), ())
    if len(matching) == 1:
        message = f"The row without a reference was read as action {matching[0].reference}."
        return matching[0], [finding_at("PK-841", row, "action", message, person=person)]
    values = (getattr(row, column.name) for column in table_of(row).columns)
    begins = next((words_of(value) for value in values if filled(value)), "")
    message = f"The row that begins {quoted(begins)} has no reference."
    return None, [finding_at("PK-840", row, "action", message, value=begins, person=person)]


def check_rating(row: Return | View, intake: Intake, person: str) -> Iterator[Finding]:
    """Yield an error for a rating that is no word of the scale; none is guessed (P-10)."""
    scale, rating = intake.at.scale, row.rating
    if rating and not scale.find(rating):
        words = [one.word for one in scale.ratings]
        near = close_to(rating, words)
        message = f"{quoted(rating)} is not one of {', '.join(words)}."
        remedy = f"Choose one of these words{f' (did you mean {near}?)' if near else ''}."
        yield finding_at(
            "PK-844", row, "rating", message, remedy=remedy, value=rating, person=person
        )


class LeadRow(ReturnedRow, kw_only=True):
    """A lead's row as it was typed, as it is ``kept`` in the log, and that as an ``answer``.

    ``sent`` is the row as it was sent out; ``changed`` is what columns that were filled in
    beforehand hold, where it is not the same. ``new_links`` are those of the addresses ``behind``
    words of the row that it did not have. ``is_answered`` says that something was filled in, or
    changed that was the lead's to change; ``role`` is what the rating says.
    """

    row: Return
    action: Action
    sent: Return
    kept: Return
    answer: ReturnedRow
    is_answered: bool
    role: Role | None
    changed: Mapping[str, str]
    behind: tuple[Cell, ...]
    new_links: tuple[str, ...]

    @property
    def key(self) -> Key:
        """Return which question the row answers, also where its reference is blank."""
        return (self.action.reference,)

    @property
    def subject(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"


def lead_row(
    row: Return, action: Action, person: str, intake: Intake, issued: Round,
    behind: tuple[Cell, ...] = (),
) -> LeadRow:  # fmt: skip
    """Return a lead's row of a round, with the answer that is to be kept.

    ``behind`` are the addresses behind words of the row. The link is the one that is typed in its
    column, or else put behind the row's words.
    """
    sent, scale = intake.sent(action, issued), intake.at.scale
    # A column that the sheet does not have says nothing; in the project's own rows (which nobody
    # filled in beforehand) a blank cell does not either.
    came = {name: getattr(row, name) for name in _LEAD_KNOWN if name in row.place.cells}
    earlier = [known_return(a, "") for a in versions(intake.at.board, issued, sent.action)]
    changed = {
        name: value
        for name, value in came.items()
        if value or not row.meeting
        if key_text(value) not in [key_text(getattr(one, name)) for one in (sent, *earlier)]
    }
    seen = dict.fromkeys(cell.typed for cell in behind)
    new_links = tuple(link for link in seen if link not in (row.link, sent.link))
    has_own_link = row.link not in ("", sent.link)
    has_own_day = row.review_date not in (None, sent.review_date, action.review_date)
    accepted = tuple(changed) if intake.leave.accept else ()
    kept = replace(
        row,
        **{name: getattr(sent, name) for name in _LEAD_KNOWN if name not in accepted},
        action=action.reference,
        meeting=sent.meeting,
        rating=scale.spelled(row.rating),
        link=Link(new_links[0]) if new_links and not has_own_link else row.link,
        received_on=row.received_on or intake.today,
    )
    asked = tuple(column.name for column in RETURNS.columns if column.asked)
    return LeadRow(
        table=RETURNS, row=row, asked=asked, person=person, action=action, sent=sent,
        kept=kept, answer=ReturnedRow(RETURNS, kept, asked, person, accepted),
        is_answered=has_own_link or has_own_day or any(getattr(row, n) for n in _LEAD_ANSWERS),
        role=scale.role(row.rating), changed=changed, behind=behind, new_links=new_links,
    )  # fmt: skip


def check_line(line: LeadRow, intake: Intake) -> Iterator[Finding]:
    """Yield what is wrong with a row by itself (H 3.10), and what should be looked at."""
    row, subject, link = line.row, line.subject, line.kept.link
    yield from check_rating(row, intake, line.person)
    if not row.rating:
        yield line.finding("PK-845", "rating", f"{subject} has answers, but no rating.")
    lacking = [name for name in ("reasons", "control") if not getattr(row, name)]
    if lacking and line.role in (Role.NEAR, Role.MISSED):
        heads = listed(RETURNS.column(name).heading for name in lacking)
        are = "are" if len(lacking) > 1 else "is"
        message = f"{subject} is {line.kept.rating}; {heads} {are} blank."
        yield line.finding("PK-846", lacking[0], message)
    # What was filled in beforehand and came back changed (P-20), unless it is accepted.
    for name, came in line.changed.items() if not intake.leave.accept else ():
        was, heading = getattr(line.sent, name), RETURNS.column(name).heading
        message = f"{subject}, {heading}: {said(was)} in the plan came back as {said(came)}."
        yield line.finding("PK-848", name, message)
    for cell in line.behind:
        if cell.typed in line.new_links and cell.typed != link:
            message = (
                f"{subject} has the link {quoted(link)}, and another behind "
                f"words of its row: {quoted(cell.typed)}."
            )
            yield Finding("PK-854", cell.place, message, value=cell.typed, person=line.person)


def check_unflagged(lines: Iterable[LeadRow]) -> Iterator[Finding]:
    """Yield one question for each lead: whether text on the best rating means exceptional progress.

    The text is kept (H 3.10).
    """
    unflagged = [
        line
        for line in lines
        if line.role is Role.MET and line.row.exceptional is None
        if line.row.reasons or line.row.control
    ]
    for theirs in in_groups((line.person, line) for line in unflagged).values():
        rating, are = theirs[0].kept.rating, "is" if len(theirs) == 1 else "are"
        message = (
            f"{_actions(theirs)} {are} {rating} with text, "
            "and the form does not say whether progress is exceptional."
        )
        columns = ["reasons" if line.row.reasons else "control" for line in theirs]
        cells = [place_of(line.row, name) for line, name in zip(theirs, columns, strict=True)]
        yield theirs[0].finding("PK-847", columns[0], message, cells[1:])


def lead_answers(one: KnownForm, asked: RoundAsked, intake: Intake) -> Judged:
    """Return the answers of a form of exception reporting, and the findings."""
    built = one.form.built[RETURNS.name]
    resolved, unresolved = resolve(RETURNS, built.rows, {"actions": intake.keys["actions"]})
    # An unknown action has a message of its own here.
    findings = [*one.form.findings, *built.findings]
    findings += [found for found in unresolved if found.code != "PK-320"]
    is_shared = one.person == ALL_LEADS
    lines: list[LeadRow] = []
    for row in resolved:
        assert isinstance(row, Return)
        action, found = action_of(row, intake, one.person)
        if action is None:
            findings += found
            continue
        lead = asked.lead(action)
        person, behind = lead if is_shared else one.person, one.form.links.get(row.place.row, ())
        line = lead_row(row, action, person, intake, asked.issued, behind)
        if action.reference not in asked.issued.actions:
            if line.is_answered:
                message = (
                    f"{line.subject} is not among the actions that the round for "
                    f"{asked.issued.meeting} asks about."
                )
                findings += [*found, line.finding("PK-839", "action", message)]
            continue
        findings += found
        # An action that names no lead any more is nobody else's.
        if is_shared or intake.leave.accept or lead in ("", one.person):
            lines.append(line)
        elif line.is_answered:
            rated = f", rated {quoted(row.rating)}" if row.rating else ""
            message = (
                f"{line.subject} is reported on by {lead}, and stands in the form of "
                f"{one.person}{rated}. The row was not taken."
            )
            findings.append(line.finding("PK-842", "action", message))
    findings += check_twice(lines)
    answered = [line for line in lines if line.is_answered]
    findings += [found for line in answered for found in check_line(line, intake)]
    findings += check_unflagged(answered)
    findings += _without_row(one, asked, lines) if not built.unread else ()
    left = [line for line in lines if not line.is_answered and not asked.is_gathered(line.action)]
    for theirs in in_groups((line.person, line) for line in left).values():
        verb = "has" if len(theirs) == 1 else "have"
        message = f"{_actions(theirs)} {verb} no rating and no other answer."
        others = [place_of(line.row, "rating") for line in theirs[1:]]
        findings.append(theirs[0].finding("PK-850", "rating", message, others))
    return one.judged((line.answer for line in answered), findings)


def _without_row(one: KnownForm, asked: RoundAsked, lines: Iterable[LeadRow]) -> Iterator[Finding]:
    """Yield one finding for the actions that the form asks about and has no row of (H 3.6).

    A row that could not be read may be the missing one: its cell has a finding already.
    """
    there = {line.action.reference for line in lines}
    gone = [
        action.reference
        for action in asked.actions
        if one.person in (ALL_LEADS, asked.lead(action))
        if action.reference not in there and not asked.is_gathered(action)
    ]
    if gone:
        some, verb = ("Actions", "have") if len(gone) > 1 else ("Action", "has")
        message = f"{some} {listed(gone)} {verb} no row in the form."
        place = Place(one.form.file, sheet_name(RETURNS))
        yield Finding("PK-849", place, message, person=one.person)


def _actions(lines: list[LeadRow]) -> str:
    named = listed(line.action.reference for line in lines)
    return f"Action{'s' if len(lines) > 1 else ''} {named}"


def sponsor_row(
    row: View, action: Action, meeting: str, sponsor: str, intake: Intake
) -> ReturnedRow:
    """Return a sponsor's row as it is to be kept; the lead's rating stays in the return."""
    rating = intake.at.scale.spelled(row.rating)
    whole = replace(row, action=action.reference, meeting=meeting, sponsor=sponsor, rating=rating)
    return ReturnedRow(VIEWS, whole, tuple(c.name for c in VIEWS.columns if c.asked), sponsor)


def check_view(one: ReturnedRow, intake: Intake) -> Iterator[Finding]:
    """Yield what is wrong with a sponsor's row, beside the return that it is about."""
    row, subject = one.row, one.subject
    assert isinstance(row, View)
    returned = intake.at.board.history.returns.get((row.meeting, row.action))
    if returned is None:
        message = f"{subject} has no return for {row.meeting} in the log."
        yield one.finding("PK-855", "action", message)
        return
    yield from check_rating(row, intake, one.person)
    lead, own = quoted(returned.rating), quoted(row.rating)
    differs = row.rating and folded(row.rating) != folded(returned.rating)
    if differs and row.view is SponsorView.AGREED:
        message = f"{subject} is {lead} in the return; the row agrees with it, and says {own}."
        yield one.finding("PK-857", "view", message)
    if differs and not row.because:
        message = f"{subject} was rated {lead}; the sponsor says {own}, and not why."
        yield one.finding("PK-856", "because", message)
    elif row.view is SponsorView.CHALLENGED and not row.because:
        message = f"{subject}: the rating {lead} is challenged, and it is not said why."
        yield one.finding("PK-856", "because", message)


def sponsor_answers(one: KnownForm, intake: Intake) -> Judged:
    """Return the views of a sponsor's form, and the findings."""
    built, meeting = one.form.built[VIEWS.name], one.meeting.reference
    resolved, _ = resolve(VIEWS, built.rows, {"actions": intake.keys["actions"]})
    findings = [*one.form.findings, *built.findings]
    rows: list[ReturnedRow] = []
    for row in resolved:
        assert isinstance(row, View)
        action, found = action_of(row, intake, one.person)
        findings += found
        rows += [sponsor_row(row, action, meeting, one.person, intake)] if action else []
    answers = [row for row in rows if row.is_filled]
    findings += [finding for row in answers for finding in check_view(row, intake)]
    findings += check_twice(answers)
    left = [
        (returned, row)
        for returned in rows
        if isinstance(row := returned.row, View)
        if row.view is None and (row.meeting, row.action) not in intake.at.board.history.views
    ]
    if left:
        actions = f"action{'s' if len(left) > 1 else ''} {listed(row.action for _, row in left)}"
        message = f"{one.person or 'The sponsor'} says neither Agreed nor Challenged of {actions}."
        others = [place_of(row, "view") for _, row in left[1:]]
        findings.append(left[0][0].finding("PK-858", "view", message, others))
    return one.judged(answers, findings)
