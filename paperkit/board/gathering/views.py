"""The sponsor's form: agreed or challenged, a rating in place of the lead's, why (seed H 3.9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paperkit.board.gathering.case import Answer, Case, Read
from paperkit.board.gathering.lines import twice
from paperkit.board.gathering.meant import action_of, off_scale
from paperkit.board.gathering.whole import Known
from paperkit.board.model import Action
from paperkit.board.model.rounds import RETURNS, VIEWS, Return, View
from paperkit.board.model.words import SponsorView
from paperkit.board.rules.case import joined, tell
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.references import resolve

_ASKED = tuple(column.name for column in VIEWS.columns if column.asked)


@dataclass(frozen=True)
class ViewLine:
    """A row of the sponsor's form, and the return that it is about: None where there is none."""

    row: View
    action: Action
    returned: Return | None
    sponsor: str
    meeting: str
    case: Case

    @property
    def name(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"

    @property
    def is_answered(self) -> bool:
        """Return whether the sponsor said anything."""
        return any(getattr(self.row, name) for name in _ASKED)

    @property
    def is_other(self) -> bool:
        """Return whether the sponsor gives another rating than the lead's."""
        lead = self.returned.rating if self.returned else ""
        return bool(self.row.rating) and folded(self.row.rating) != folded(lead)

    @property
    def answer(self) -> Answer:
        """Return the row as it is to stand in the log; the lead's rating stays in the return."""
        row = replace(
            self.row,
            action=self.action.reference,
            meeting=self.meeting,
            sponsor=self.sponsor,
            rating=self.case.scale.spelled(self.row.rating),
        )
        return Answer(VIEWS, row, _ASKED)

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row, for the sponsor."""
        value = str(getattr(self.row, name) or "")
        return tell(code, self.row, name, message, value=value, person=self.sponsor)


def of_sponsor(one: Known, case: Case) -> Read:
    """Return the views of a sponsor's form, and what is to be told of them."""
    built = one.form.built[VIEWS.name]
    resolved = resolve(VIEWS, built.rows, {"actions": case.keys["actions"]})
    findings = list(built.findings)
    lines: list[ViewLine] = []
    for row in resolved.rows:
        if isinstance(row, View):
            action, found = action_of(row, case, one.person)
            findings += found
            if action:
                lines.append(view_line(row, action, one.meeting.reference, one.person, case))
    answered = [line for line in lines if line.is_answered]
    findings += [finding for line in answered for finding in judged_view(line)]
    findings += twice(answered)
    findings += _silent(lines)
    return Read(tuple(line.answer for line in answered), tuple(findings))


def view_line(row: View, action: Action, meeting: str, sponsor: str, case: Case) -> ViewLine:
    """Return a row with the return that it is about."""
    key = (folded(meeting), folded(action.reference))
    entry = case.board.history.newest(RETURNS).get(key)
    returned = entry.row if entry and isinstance(entry.row, Return) else None
    return ViewLine(row, action, returned, sponsor, meeting, case)


def judged_view(line: ViewLine) -> Iterator[Finding]:
    """Yield what is wrong with a sponsor's row."""
    name = line.name
    if line.returned is None:
        message = f"{name} has no return for {line.meeting} in the log."
        yield line.tell("PK-855", "action", message)
        return
    yield from off_scale(line.row, line.case, line.sponsor)
    lead, own = quoted(line.returned.rating), quoted(line.row.rating)
    if line.is_other and line.row.view is SponsorView.AGREED:
        message = f"{name} is {lead} in the return; the row agrees with it, and says {own}."
        yield line.tell("PK-857", "view", message)
    if line.row.because:
        return
    if line.is_other:
        message = f"{name} was rated {lead}; the sponsor says {own}, and not why."
        yield line.tell("PK-856", "because", message)
    elif line.row.view is SponsorView.CHALLENGED:
        message = f"{name}: the rating {lead} is challenged, and it is not said why."
        yield line.tell("PK-856", "because", message)


def _silent(lines: Sequence[ViewLine]) -> Iterator[Finding]:
    """Yield one finding for the rows of which the sponsor says neither word."""
    left = [line for line in lines if line.row.view is None and not _is_gathered(line)]
    if left:
        actions = f"action{'s' if len(left) > 1 else ''} "
        actions += joined(line.action.reference for line in left)
        message = f"{left[0].sponsor or 'The sponsor'} says neither Agreed nor Challenged of "
        found = left[0].tell("PK-858", "view", f"{message}{actions}.")
        heading = VIEWS.column("view").heading
        others = tuple(line.row.place.of("view", heading) for line in left[1:])
        yield replace(found, others=others)


def _is_gathered(line: ViewLine) -> bool:
    key = (folded(line.meeting), folded(line.action.reference))
    return key in line.case.board.history.newest(VIEWS)
