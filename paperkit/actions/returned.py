"""What leads return of their actions, over the sheet Actions: state, corrective action, review.

In a round a lead says whether an action is on track and what is done about it; the sheet is what
the officer last typed. The return of the action's last round up to the meeting counts, unless the
owner's update for a later meeting says more. That an action was delivered, suspended or given up
is the plan's to say, with its day: there the sheet counts.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import Return
from paperkit.board.plan_rows import ACTIONS, Action, Meeting
from paperkit.board.settings import Role
from paperkit.board.words import CLOSED, Exceptional, State
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen, replace
from paperkit.record.at_meeting import Answered, last_answers
from paperkit.schema.cleaning import ByReference
from paperkit.schema.columns import RowPlace
from paperkit.standpoint.rules import finding_over, place_of
from paperkit.standpoint.sentences import few, listed

_SAYS = MappingProxyType(
    {Role.MET: State.ON_COURSE, Role.NEAR: State.AT_RISK, Role.MISSED: State.AT_RISK}
)
_OPEN = (None, State.NOT_STARTED, State.ON_COURSE, State.AT_RISK)
"""The states that a rating can speak of; the others are decisions, or facts with a day."""
_FROM = MappingProxyType({"state": "rating", "review_date": "review_date"})
"""The columns of a return from which those of an action are, where it is not the control."""


def as_returned(
    board: BoardData, ways: Ways, meeting: Meeting
) -> tuple[BoardData, tuple[Finding, ...]]:
    """Return the data with what leads returned over their actions, and where the sheet differs."""
    answers = last_answers(board, ways, meeting)
    newest = last_answers(board, ways, Meeting(date=date.max))
    updated_on = _updates(board, meeting)
    actions: list[Action] = []
    differing: list[_Difference] = []
    for action in board.actions:
        row, made = answers.get(action.reference), action
        asked_on = row.meeting.date if row and row.now else None
        later = updated_on.get(action.reference)
        if row and row.now and asked_on and not (later and later > asked_on):
            made = _laid_over(action, row, row.now)
            # What a later round brought, the sheet may hold already.
            last = newest.get(action.reference)
            if last and last.meeting == row.meeting:
                differing += _differences(action, made, row, row.now)
        actions.append(made)
    return replace(board, actions=tuple(actions)), tuple(_check_differing(differing))


def _updates(board: BoardData, meeting: Meeting) -> ByReference[date]:
    """Return the day of the last meeting for which each action's owner sent an update."""
    days = ((row.action, board.meeting.get(row.meeting)) for row in board.updates)
    until = meeting.date or date.max
    dated = [(name, m.date) for name, m in days if m and m.date and m.date <= until]
    return ByReference(sorted(dated, key=lambda pair: pair[1]))


def _laid_over(action: Action, row: Answered, returned: Return) -> Action:
    """Return an action as its return says that it stands, and what is done about it."""
    said: dict[str, Any] = {}
    state = _SAYS.get(row.role) if row.role else None
    # On track and not started yet are both true.
    if state and action.state in _OPEN and (action.state, row.role) != _NOT_YET:
        said["state"] = state
    if returned.control and action.state not in CLOSED:
        said |= {
            "correction": returned.control, "correction_state": None, "correction_date": None,
        }  # fmt: skip
    if row.review_date and action.state not in CLOSED:
        # The later day, as on the next form: the plan may have been put forward since.
        said["review_date"] = max(row.review_date, action.review_date or row.review_date)
    changed = {name: value for name, value in said.items() if value != getattr(action, name)}
    there = action.place
    cells = dict(there.cells)
    for name in changed:
        cells[name] = place_of(returned, _FROM.get(name, "control"))
    place = RowPlace(there.row, MappingProxyType(cells), there.numbers - changed.keys())
    return replace(action, **said, place=place) if changed else action


_NOT_YET = (State.NOT_STARTED, Role.MET)


class _Difference(Frozen):
    """How the plan and the return of an action differ.

    ``returned`` is what the return says, or "" where it has other words on what is done about it.
    ``by_plan`` says that the papers use the plan.
    """

    action: Action
    returned: str = ""
    by_plan: bool = False

    @property
    def words(self) -> str:
        """Return what either says."""
        state = quoted(str(self.action.state)) if self.action.state else "blank"
        return f"{self.action.reference} is {state} in the plan and {self.returned} in the return"


def _differences(
    action: Action, made: Action, row: Answered, returned: Return
) -> Iterator[_Difference]:
    """Yield how the plan and the return of an action differ."""
    since = action.done_on and returned.received_on and action.done_on > returned.received_on
    if action.state and made.state is not action.state:
        yield _Difference(action, row.rating)
    elif action.state in CLOSED and row.role in (Role.NEAR, Role.MISSED) and not since:
        yield _Difference(action, row.rating, by_plan=True)
    elif returned.exceptional is Exceptional.EARLY and action.state is not State.DELIVERED:
        yield _Difference(action, quoted(str(returned.exceptional)), by_plan=True)
    if action.correction and made.correction != action.correction:
        yield _Difference(action)


def _check_differing(differing: Sequence[_Difference]) -> Iterator[Finding]:
    """Yield one note on all the actions of which plan and returns say different things."""
    if not differing:
        return
    stated = [one.words for one in differing if one.returned and not one.by_plan]
    reworded = [one.action.reference for one in differing if not one.returned]
    by_plan = [one.words for one in differing if one.by_plan]
    if reworded:
        have = "has" if len(reworded) == 1 else "have"
        stated.append(f"{listed(few(reworded))} {have} another corrective action in the return")
    parts = ["The plan and the last returns differ."]
    if stated:
        parts.append(f"The papers use the returns: {'; '.join(few(stated))}.")
    if by_plan:
        parts.append(f"The papers use the plan: {'; '.join(few(by_plan))}.")
    rows = list(dict.fromkeys(one.action for one in differing))
    yield from finding_over("PK-896", rows, ACTIONS.column("state").name, " ".join(parts))
