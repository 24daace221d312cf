"""Which actions should have been delivered by a meeting, and how each stands (seed T 3.16).

What is judged is the deadline against the date of the meeting, never against today. Between
the day of the data and the meeting nobody can know: there an action is on course or at risk.

What owners say of their actions for a meeting is laid over the sheet Actions, column by column:
the latest update up to the meeting; where it says nothing, the sheet does.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import UPDATES, Update
from paperkit.board.plan_rows import ACTIONS, Action, Meeting
from paperkit.board.words import State
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Choice, RowPlace
from paperkit.schema.dates import Deadline, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import filled, finding_at, owner


class Standing(Choice):
    """How an action stands by the date of a meeting, in the words that a paper prints."""

    NOT_DELIVERED = "Not delivered"
    AT_RISK = "At risk"
    SUSPENDED = "Suspended with approval"
    RESCHEDULED = "Re-scheduled with approval"
    NO_UPDATE = "No update received"
    NOT_STARTED = "Not started"
    CARRIED_OVER = "Carried over"
    NOT_DUE = "Not due"
    ON_COURSE = "On course"
    DELIVERED = "Delivered"
    WITHDRAWN = "Withdrawn"


_ORDER = {standing: place for place, standing in enumerate(Standing)}
_BY_STATE = {
    State.NOT_STARTED: Standing.NOT_STARTED,
    State.ON_COURSE: Standing.ON_COURSE,
    State.AT_RISK: Standing.AT_RISK,
    State.DELIVERED: Standing.NOT_DUE,
    State.SUSPENDED: Standing.SUSPENDED,
    State.RESCHEDULED: Standing.RESCHEDULED,
    State.CARRIED_OVER: Standing.CARRIED_OVER,
    State.WITHDRAWN: Standing.WITHDRAWN,
}


class DueAction(Frozen):
    """An action that should have been delivered by a meeting, how it stands, and its day."""

    action: Action
    standing: Standing
    due: date


def due_day(action: Action) -> date | None:
    """Return the last day of the deadline that holds: the revised one where there is one.

    None for an action without a deadline and for an ongoing one, which has a review date.
    """
    deadline = action.revised_deadline or action.deadline
    return deadline.last if deadline else None


def shown_deadline(action: Action) -> str:
    """Return the deadline as written, a revised one after the original; "" where none is."""
    words = [str(d) for d in (action.deadline, action.revised_deadline) if d]
    shown = ", revised to ".join(words)
    if words and due_day(action) is None and action.review_date:
        return f"{shown}, to be reviewed on {in_words(action.review_date)}"
    return shown


def standing(action: Action, meeting_day: date, as_at: date) -> Standing:
    """Return how an action stands by the date of the meeting, from data as at a day.

    Delivered after the meeting counts as not yet. Suspended and withdrawn actions keep their
    word, a re-scheduled one where it has no new deadline to be judged by; one carried over is
    judged by its deadline like any other.
    """
    done_by_then = action.done_on is None or action.done_on <= meeting_day
    if action.state is State.DELIVERED and done_by_then:
        return Standing.DELIVERED
    due, moved_nowhere = due_day(action), action.revised_deadline is None
    keeps_its_word = action.state in (State.SUSPENDED, State.WITHDRAWN) or (
        action.state is State.RESCHEDULED and moved_nowhere
    )
    if keeps_its_word or due is None or due > meeting_day:
        return _BY_STATE[action.state] if action.state else Standing.NO_UPDATE
    if due <= as_at:
        return Standing.NOT_DELIVERED
    return Standing.ON_COURSE if action.state is State.ON_COURSE else Standing.AT_RISK


def due_actions(
    board: BoardData, meeting_day: date, since: date | None, as_at: date
) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the meeting, its day included.

    Those are the actions due after ``since`` (the last report; None for the first one), those
    due earlier and still open, and those due earlier and delivered after it. A withdrawn
    action should not have been delivered, so none is among them. What was not delivered
    stands first; then by deadline, then in the order of the plan.
    """
    found = []
    for action in board.actions:
        due = due_day(action)
        if due is None or due > meeting_day or action.state is State.WITHDRAWN:
            continue
        stands = standing(action, meeting_day, as_at)
        earlier = since is not None and due <= since and stands is Standing.DELIVERED
        if not earlier or (since and action.done_on is not None and action.done_on > since):
            found.append(DueAction(action, stands, due))
    return tuple(sorted(found, key=lambda one: (_ORDER[one.standing], one.due)))


_OF_PLAN = {column.name for column in ACTIONS.columns}
_LAID_OVER = tuple(c.name for c in UPDATES.columns if c.asked and c.name in _OF_PLAN)
_DATES = ("done_on", "revised_deadline", "correction_date")


class Updated(Frozen):
    """The data with the owners' updates over their actions, and where the plan is newer."""

    board: BoardData
    findings: tuple[Finding, ...]


def updated(board: BoardData, meeting: Meeting | None) -> Updated:
    """Return the data as they stand for a meeting; those of every meeting where none is given."""
    latest = _latest(board, meeting)
    if not latest:
        return Updated(board, ())
    pairs = [(action, latest.get(folded(action.reference))) for action in board.actions]
    actions = tuple(_laid_over(action, update) if update else action for action, update in pairs)
    findings = [f for action, update in pairs if update for f in _newer(action, update)]
    return Updated(replace(board, actions=actions), tuple(findings))


def _latest(board: BoardData, meeting: Meeting | None) -> Mapping[str, Update]:
    """Return each action's last update, by folded reference; of one meeting the lower row."""
    until = (meeting.date if meeting else None) or date.max
    dated = [(day, row) for row in board.updates if (day := _day(board, row)) and day <= until]
    in_turn = sorted(dated, key=lambda pair: pair[0])
    return MappingProxyType({folded(row.action): row for _, row in in_turn})


def _day(board: BoardData, row: Update) -> date | None:
    meeting = board.meeting.get(row.meeting)
    return meeting.date if meeting else None


def _laid_over(action: Action, update: Update) -> Action:
    said: dict[str, Any] = {
        name: getattr(update, name) for name in _LAID_OVER if filled(getattr(update, name))
    }
    cells = {name: place for name, place in update.place.cells.items() if name in said}
    place = action.place
    numbers = (place.numbers - said.keys()) | (update.place.numbers & said.keys())
    there = RowPlace(place.row, MappingProxyType({**place.cells, **cells}), numbers)
    return replace(action, **said, place=there)


def _newer(action: Action, update: Update) -> Iterator[Finding]:
    """Yield what the sheet says that the update, which stands over it, cannot have known."""
    for name in _DATES:
        ours, theirs = _last(getattr(action, name)), _last(getattr(update, name))
        if ours and theirs and ours > theirs:
            said = f"{in_words(theirs)} in the update for {update.meeting}"
            yield _told(action, update, name, f"{in_words(ours)} on the sheet, {said}")
    if action.done_on and update.state and update.state is not State.DELIVERED:
        said = f"'{update.state}' in the update for {update.meeting}"
        yield _told(action, update, "done_on", f"{in_words(action.done_on)} on the sheet, {said}")


def _told(action: Action, update: Update, name: str, said: str) -> Finding:
    column = ACTIONS.column(name)
    message = f"Action {action.reference}, {column.heading}: {said}, which counts."
    others = (update.place.of(name if name in update.place.cells else "state", column.heading),)
    return finding_at("PK-860", action, name, message, person=owner(action), others=others)


def _last(value: date | Deadline | None) -> date | None:
    return value.last if isinstance(value, Deadline) else value


def due_at(at: BoardAt) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the meeting."""
    return due_actions(at.board, at.day, at.since, at.as_of)
