"""The returns of reporting leads: the lines of a form, one by one and as a whole (seed H 3.10)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from paperkit.board.forms import known_return
from paperkit.board.forms.exceptions import ALL_LEADS
from paperkit.board.gathering.case import Case, Read, RoundAsked
from paperkit.board.gathering.lines import RULES, Line, twice
from paperkit.board.gathering.meant import action_of
from paperkit.board.gathering.whole import Known
from paperkit.board.model import Action
from paperkit.board.model.history import Round
from paperkit.board.model.rounds import RETURNS, Return
from paperkit.board.rules.case import joined
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.forms import sheet_name
from paperkit.schema.references import resolve


@dataclass(frozen=True)
class _Sheet:
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
    return f"Action{'s' if len(names) > 1 else ''} {joined(names)}"


def _be(lines: Sequence[Line]) -> str:
    return "is" if len(lines) == 1 else "are"


def _is_of_cell(found: Finding) -> bool:
    """Return whether a finding is not about an unknown reference, which is told otherwise here."""
    return found.code != "PK-320"
