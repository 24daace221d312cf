"""Which action a row is about, and which word of the scale it means: nothing is guessed.

One line of the exception-reporting form, beside what the plan says of its action.

The returns of reporting leads: the lines of a form, one by one and as a whole (seed H 3.10).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from paperkit.board.history import Round
from paperkit.board.paper_rows import RETURNS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.exception_forms import ALL_LEADS, known_return
from paperkit.rounds.gathering_case import Answer, Case, Known, Read, RoundAsked
from paperkit.schema.cleaning import folded, key_text
from paperkit.schema.describe import words_of
from paperkit.schema.forms import sheet_name
from paperkit.schema.records import Cell
from paperkit.schema.rows import resolve
from paperkit.schema.values import Link, close_to
from paperkit.standpoint.rules import filled, finding_at, table_of
from paperkit.standpoint.wording import listed

OnAction = Return | View | Request | Risk


def action_of(row: OnAction, case: Case, person: str) -> tuple[Action | None, list[Finding]]:
    """Return the action of a row, by its reference or its exact words, and what is to be told."""
    if row.action:
        action = case.actions.get(folded(row.action))
        return action, [] if action else [_not_in_plan(row, case, person)]
    meant = case.by_wording.get(folded(getattr(row, "wording", "")), ())
    if len(meant) == 1:
        message = f"The row without a reference was read as action {meant[0].reference}."
        return meant[0], [finding_at("PK-841", row, "action", message, person=person)]
    begins = _first_words(row)
    message = f"The row that begins {quoted(begins)} has no reference."
    return None, [finding_at("PK-840", row, "action", message, value=begins, person=person)]


def off_scale(row: Return | View, case: Case, person: str) -> list[Finding]:
    """Return an error for a rating that is no word of the scale; none is guessed (P-10)."""
    if not row.rating or case.scale.find(row.rating):
        return []
    words = [rating.word for rating in case.scale.ratings]
    near = close_to(row.rating, words)
    message = f"{quoted(row.rating)} is not one of {', '.join(words)}."
    remedy = "Choose one of these words"
    remedy += f" (did you mean {near}?)." if near else "."
    code, typed = "PK-844", row.rating
    return [finding_at(code, row, "rating", message, remedy=remedy, value=typed, person=person)]


def _not_in_plan(row: OnAction, case: Case, person: str) -> Finding:
    near = close_to(row.action, [action.reference for action in case.board.actions])
    message = f"The plan has no action {quoted(row.action)}."
    remedy = f"Type the reference of the plan (did you mean {near}?)." if near else ""
    code, typed = "PK-838", row.action
    return finding_at(code, row, "action", message, remedy=remedy, value=typed, person=person)


def _first_words(row: OnAction) -> str:
    values = (getattr(row, column.name) for column in table_of(row).columns)
    return next((words_of(value) for value in values if filled(value)), "")


ANSWERS = ("rating", "reasons", "control", "request", "exceptional")
"""The columns in which nothing stands when a form is sent out."""

_THEIRS = tuple(c.name for c in RETURNS.columns if c.asked)
_KNOWN = tuple(c for c in RETURNS.columns if c.known and not c.refers)


class Told(Protocol):
    """A row of a form on one action, of whichever form it is."""

    @property
    def row(self) -> Return | View:
        """Return the row as it was typed."""

    @property
    def action(self) -> Action:
        """Return the action that it is about."""

    @property
    def name(self) -> str:
        """Return the action as a message names it."""

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row."""


def twice(lines: Iterable[Told]) -> Iterator[Finding]:
    """Yield an error for each further row of an action."""
    first: dict[str, Told] = {}
    for line in lines:
        there = first.setdefault(line.action.reference, line)
        if there is not line:
            message = f"{line.name} stands twice in the form."
            found = line.tell("PK-843", "action", message)
            yield replace(found, others=(there.row.place.of("action", "Reference"),))


class Line(Frozen):
    """A row, its action, and the row as it was sent out; ``person`` is who can put it right.

    ``behind`` are the addresses behind the words of the row.
    """

    row: Return
    action: Action
    sent: Return
    person: str
    case: Case
    behind: tuple[Cell, ...] = ()

    @property
    def name(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"

    @property
    def is_answered(self) -> bool:
        """Return whether something was filled in, or changed that was the lead's to change."""
        mine = any(getattr(self.row, name) for name in ANSWERS)
        days = self.row.review_date not in (None, self.sent.review_date, self.action.review_date)
        return mine or days or bool(self.row.link and self.row.link != self.sent.link)

    @property
    def role(self) -> Role | None:
        """Return what the rating says."""
        return self.case.scale.role(self.row.rating)

    @property
    def text(self) -> str:
        """Return the name of the column that holds text on the action, nothing where none does."""
        return next((name for name in ("reasons", "control") if getattr(self.row, name)), "")

    @property
    def is_unflagged(self) -> bool:
        """Return whether there is text on the best rating, and no word on why (H 3.10)."""
        return self.role is Role.MET and bool(self.text) and self.row.exceptional is None

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row, for the lead."""
        value = words_of(getattr(self.row, name))
        return finding_at(code, self.row, name, message, value=value, person=self.person)

    @property
    def answer(self) -> Answer:
        """Return the line as it is to stand in the log."""
        accepted = tuple(self.changed) if self.case.leave.accept else ()
        held = {c.name: getattr(self.sent, c.name) for c in _KNOWN if c.name not in accepted}
        row = replace(
            self.row,
            **held,
            action=self.action.reference,
            meeting=self.sent.meeting,
            rating=self.case.scale.spelled(self.row.rating),
            link=self.link,
            received_on=self.row.received_on or self.case.today,
        )
        return Answer(RETURNS, row, _THEIRS, accepted)

    @property
    def changed(self) -> dict[str, str]:
        """Return what stands in columns that were filled in beforehand, where it is not the same.

        A column that the sheet does not have says nothing; in the project's own rows (which
        nobody filled in beforehand) a blank cell does not either.
        """
        came = {column.name: getattr(self.row, column.name) for column in _KNOWN}
        return {
            name: value
            for name, value in came.items()
            if (value or self._was_sent)
            and name in self.row.place.cells
            and key_text(value) != key_text(getattr(self.sent, name))
        }

    @property
    def _was_sent(self) -> bool:
        return not self.row.meeting

    @property
    def _new_links(self) -> list[str]:
        seen = dict.fromkeys(cell.typed for cell in self.behind)
        return [link for link in seen if link not in (self.row.link, self.sent.link)]

    @property
    def link(self) -> Link:
        """Return the lead's link: typed in its column, or else put behind the row's words."""
        new = self._new_links
        return Link(new[0]) if new and self.row.link in ("", self.sent.link) else self.row.link

    @property
    def links_left(self) -> tuple[Cell, ...]:
        """Return the addresses behind words that are not taken."""
        return tuple(c for c in self.behind if c.typed in self._new_links and c.typed != self.link)


Rule = Callable[[Line], Iterator[Finding]]


def in_scale(line: Line) -> Iterator[Finding]:
    """Yield an error for a rating that is no word of the scale (P-10)."""
    yield from off_scale(line.row, line.case, line.person)


def rated(line: Line) -> Iterator[Finding]:
    """Yield an error for answers without a rating."""
    if not line.row.rating:
        yield line.tell("PK-845", "rating", f"{line.name} has answers, but no rating.")


def explained(line: Line) -> Iterator[Finding]:
    """Yield an error where an action is not on track, and it is not said why (H 3.10)."""
    if line.role not in (Role.NEAR, Role.MISSED):
        return
    lacking = [name for name in ("reasons", "control") if not getattr(line.row, name)]
    if lacking:
        heads = listed(RETURNS.column(name).heading for name in lacking)
        message = f"{line.name} is {line.case.scale.spelled(line.row.rating)}; {heads} "
        message += "are blank." if len(lacking) > 1 else "is blank."
        yield line.tell("PK-846", lacking[0], message)


def as_sent(line: Line) -> Iterator[Finding]:
    """Yield what was filled in beforehand and came back changed (P-20), unless it is accepted."""
    if line.case.leave.accept:
        return
    for name, came in line.changed.items():
        was = getattr(line.sent, name)
        heading = RETURNS.column(name).heading
        message = f"{line.name}, {heading}: {told(was)} in the plan came back as {told(came)}."
        yield line.tell("PK-848", name, message)


def one_link(line: Line) -> Iterator[Finding]:
    """Yield a note for each address behind words that does not count as the action's link."""
    for cell in line.links_left:
        message = f"{line.name} has the link {quoted(line.link)}, and another behind "
        message += f"words of its row: {quoted(cell.typed)}."
        code = "PK-854"
        yield Finding(code, cell.place, message, value=cell.typed, person=line.person)


RULES: tuple[Rule, ...] = (in_scale, rated, explained, as_sent, one_link)


def told(words: str) -> str:
    """Return what stands in a cell, for a message."""
    return quoted(words) if words else "blank"


class _Sheet(Frozen, dict=True):
    """The lines of one form: whose it is, of which round."""

    one: Known
    round: Round
    case: Case

    @property
    def is_shared(self) -> bool:
        return folded(self.one.person) == folded(ALL_LEADS)

    @cached_property
    def of(self) -> RoundAsked:
        """Return what the round asked for."""
        return self.case.asked_of(self.round)

    def is_theirs(self, action: Action) -> bool:
        """Return whether the action is on this form: its lead's, or everybody's."""
        return self.is_shared or folded(self.of.lead(action)) == folded(self.one.person)

    def person(self, action: Action) -> str:
        """Return who can put a row right."""
        return self.of.lead(action) if self.is_shared else self.one.person

    @property
    def asked(self) -> tuple[Action, ...]:
        """Return the actions that this form asks about."""
        if self.is_shared:
            return self.of.actions
        return self.of.of_lead.get(folded(self.one.person), ())

    def is_gathered(self, action: Action) -> bool:
        """Return whether the log has the action's return already."""
        return is_gathered(action, self.round, self.case)

    def sent(self, action: Action) -> Return:
        """Return the row of an action as it was sent out."""
        return sent(action, self.round, self.case)


def sent(action: Action, of: Round, case: Case) -> Return:
    """Return the row of an action as a round sends it out."""
    before = case.before.get(folded(of.priority), {})
    return known_return(action, of.meeting, before.get(folded(action.reference)))


def of_form(one: Known, of: Round, case: Case) -> Read:
    """Return the answers of a form of exception reporting, and what is to be told of them."""
    sheet = _Sheet(one, of, case)
    built = one.form.built[RETURNS.name]
    keys = {name: known for name, known in case.keys.items() if name == "actions"}
    resolved = resolve(RETURNS, built.rows, keys)
    findings = [*built.findings, *filter(_is_of_cell, resolved.findings)]
    lines: list[Line] = []
    for row in resolved.rows:
        if isinstance(row, Return):
            line, found = _line(sheet, row)
            findings += found
            lines += [line] if line else []
    findings += twice(lines)
    answered = [line for line in lines if line.is_answered]
    findings += [finding for line in answered for rule in RULES for finding in rule(line)]
    findings += unflagged(answered)
    findings += _not_there(sheet, [line.action for line in lines], bool(built.unread))
    findings += _unanswered(sheet, [line for line in lines if not line.is_answered])
    return Read(tuple(line.answer for line in answered), tuple(findings))


def _line(sheet: _Sheet, row: Return) -> tuple[Line | None, list[Finding]]:
    """Return a row with its action; None where it is not one that this form can answer for."""
    action, findings = action_of(row, sheet.case, sheet.one.person)
    if action is None:
        return None, findings
    behind = sheet.one.form.links.get(row.place.row, ())
    person = sheet.person(action)
    line = Line(row, action, sheet.sent(action), person, sheet.case, behind)
    if folded(action.reference) not in sheet.of.names:
        message = f"{line.name} is not among the actions that the round for "
        message += f"{sheet.round.meeting} asks about."
        found = [line.tell("PK-839", "action", message)]
        return None, [*findings, *found] if line.is_answered else []
    if not sheet.is_theirs(action) and not sheet.case.leave.accept:
        return None, [*findings, *_others(sheet, line)]
    return line, findings


def _others(sheet: _Sheet, line: Line) -> Iterator[Finding]:
    """Yield what stands in a row of another lead's, which is not taken without leave."""
    if line.is_answered:
        rating = line.row.rating
        said = f", rated {quoted(rating)}" if rating else ""
        message = (
            f"{line.name} is reported on by {sheet.of.lead(line.action)}, and stands in the form "
        )
        message += f"of {sheet.one.person}{said}. The row was not taken."
        yield line.tell("PK-842", "action", message)


def unflagged(lines: Iterable[Line]) -> Iterator[Finding]:
    """Yield one question for each lead: whether text on the best rating means exceptional progress.

    The text is kept (H 3.10).
    """
    by_lead: dict[str, list[Line]] = {}
    for line in lines:
        if line.is_unflagged:
            by_lead.setdefault(line.person, []).append(line)
    for theirs in by_lead.values():
        one = theirs[0]
        message = f"{_actions(line.action for line in theirs)} {_be(theirs)} "
        message += f"{one.case.scale.spelled(one.row.rating)} with text, and the form does not say "
        message += "whether progress is exceptional."
        found = one.tell("PK-847", one.text, message)
        others = tuple(_place(line, line.text) for line in theirs[1:])
        yield replace(found, others=others)


def _not_there(sheet: _Sheet, there: Sequence[Action], unread: bool) -> Iterator[Finding]:
    """Yield one finding for the actions that the form asks about and has no row of (H 3.6).

    A row that could not be read may be the missing one: it is told of by its cell.
    """
    names = {action.reference for action in there}
    gone = [a for a in sheet.asked if a.reference not in names and not sheet.is_gathered(a)]
    if gone and not unread:
        verb = "has" if len(gone) == 1 else "have"
        message = f"{_actions(gone)} {verb} no row in the form."
        place = Place(sheet.one.form.file, sheet_name(RETURNS))
        yield Finding("PK-849", place, message, person=sheet.one.person)


def _unanswered(sheet: _Sheet, lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield one finding for each lead whose actions have a row and no answer."""
    by_lead: dict[str, list[Line]] = {}
    for line in lines:
        if not sheet.is_gathered(line.action):
            by_lead.setdefault(line.person, []).append(line)
    for theirs in by_lead.values():
        verb = "has" if len(theirs) == 1 else "have"
        message = (
            f"{_actions(line.action for line in theirs)} {verb} no rating and no other answer."
        )
        found = theirs[0].tell("PK-850", "rating", message)
        yield replace(found, others=tuple(_place(line, "rating") for line in theirs[1:]))


def is_gathered(action: Action, of: Round, case: Case) -> bool:
    """Return whether the log has a return of the action for the round's meeting."""
    there = case.board.history.newest(RETURNS)
    return (folded(of.meeting), folded(action.reference)) in there


def _place(line: Line, name: str) -> Place:
    return line.row.place.of(name, RETURNS.column(name).heading)


def _actions(actions: Iterable[Action]) -> str:
    names = [action.reference for action in actions]
    return f"Action{'s' if len(names) > 1 else ''} {listed(names)}"


def _be(lines: Sequence[Line]) -> str:
    return "is" if len(lines) == 1 else "are"


def _is_of_cell(found: Finding) -> bool:
    """Return whether a finding is not about an unknown reference, which is told otherwise here."""
    return found.code != "PK-320"
