"""Which actions should have been delivered by a meeting, and how each stands (seed T 3.16).

What is judged is the deadline against the date of the meeting, never against today. Between
the day of the data and the meeting nobody can know: there an action is on course or at risk.
"""

from dataclasses import dataclass
from datetime import date

from paperkit.board.model import Action, BoardData
from paperkit.board.model.words import State
from paperkit.schema.choices import Choice
from paperkit.schema.dates import in_words


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


@dataclass(frozen=True)
class DueAction:
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
    if _delivered_by(action, meeting_day):
        return Standing.DELIVERED
    due = due_day(action)
    if _keeps_its_word(action) or due is None or due > meeting_day:
        return _by_state(action)
    if due <= as_at:
        return Standing.NOT_DELIVERED
    return Standing.ON_COURSE if action.state is State.ON_COURSE else Standing.AT_RISK


def _delivered_by(action: Action, day: date) -> bool:
    done = action.done_on is None or action.done_on <= day
    return action.state is State.DELIVERED and done


def _keeps_its_word(action: Action) -> bool:
    moved_nowhere = action.state is State.RESCHEDULED and action.revised_deadline is None
    return moved_nowhere or action.state in (State.SUSPENDED, State.WITHDRAWN)


def _by_state(action: Action) -> Standing:
    return _BY_STATE[action.state] if action.state else Standing.NO_UPDATE


def due_actions(
    board: BoardData, meeting_day: date, since: date | None, as_at: date
) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the meeting, its day included.

    Those are the actions due after ``since`` (the last report; None for the first one), those
    due earlier and still open, and those due earlier and delivered after it. A withdrawn
    action should not have been delivered, so none is among them. What was not delivered
    stands first; then by deadline, then in the order of the plan.
    """
    judged = [_judged(action, meeting_day, as_at) for action in board.actions]
    found = [due for due in judged if due and due.due <= meeting_day and _reported(due, since)]
    return tuple(sorted(found, key=lambda due: (_ORDER[due.standing], due.due)))


def _judged(action: Action, meeting_day: date, as_at: date) -> DueAction | None:
    due = due_day(action)
    if due is None or action.state is State.WITHDRAWN:
        return None
    return DueAction(action, standing(action, meeting_day, as_at), due)


def _reported(due: DueAction, since: date | None) -> bool:
    if since is None or due.due > since or due.standing is not Standing.DELIVERED:
        return True
    return due.action.done_on is not None and due.action.done_on > since
