"""What brings an action to the Board's notice, apart from its rating (seed H 3.7, 3.11, 3.14).

Each reason is a setting. The scale's roles decide, never a word or its colour.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.words import MeetingState
from paperkit.board.rounds.answered import Answered, Escalated
from paperkit.board.rounds.movement import Movement
from paperkit.board.settings import Role, Ways
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class Notice:
    """By what actions are escalated at a meeting; ``flagged`` are down for a session, folded."""

    ways: Ways
    meeting: Meeting
    flagged: frozenset[str] = frozenset()

    @property
    def reasons(self) -> tuple[Escalated, ...]:
        """Return the reasons that the settings have switched on."""
        chosen = self.ways.settings.exception_reporting.escalation
        on = {
            Escalated.RED: chosen.red,
            Escalated.AMBER_TWICE: chosen.amber_twice,
            Escalated.WORSE: chosen.worse,
            Escalated.REVIEW_PASSED: chosen.review_passed,
            Escalated.NO_RETURN: chosen.no_return,
            Escalated.FOR_SESSION: chosen.for_session,
        }
        return tuple(reason for reason in Escalated if on[reason])

    def escalate(self, answered: Answered) -> Answered:
        """Return the same with why it is escalated, in the order of the reasons."""
        held = tuple(reason for reason in self.reasons if _HOLDS[reason](self, answered))
        return replace(answered, escalated=held, why=tuple(self._told(r, answered) for r in held))

    def _told(self, reason: Escalated, answered: Answered) -> str:
        match reason:
            case Escalated.RED:
                return answered.rating
            case Escalated.AMBER_TWICE if answered.rating == answered.last_rating:
                return f"{answered.rating} twice running"
            case Escalated.AMBER_TWICE:
                return f"{answered.rating} after {answered.last_rating}"
            case Escalated.NO_RETURN:
                return self.ways.pack.phrases.no_return
            case _:
                return str(reason)


def flagged(board: BoardData, meeting: Meeting) -> frozenset[str]:
    """Return the actions, folded, that are down for a development session yet to come.

    One that was held before the meeting, or cancelled, escalates nothing; one without a date is
    still to come.
    """
    return frozenset(
        folded(action)
        for session in board.sessions
        if _to_come(board.meeting.get(session.meeting), meeting)
        for action in session.actions
    )


def _to_come(session: Meeting | None, meeting: Meeting) -> bool:
    if session is None:
        return True
    if session.state is MeetingState.CANCELLED:
        return False
    return session.date is None or meeting.date is None or session.date >= meeting.date


def _twice(_notice: Notice, answered: Answered) -> bool:
    return answered.role is Role.NEAR and answered.last_role is Role.NEAR


def _review_passed(notice: Notice, answered: Answered) -> bool:
    """Return whether the Board's update is overdue: its day is over, and no new rating came.

    The day is the later one of the plan's and of the last return's, which the lead may change.
    """
    now, day = answered.now, notice.meeting.date
    if now is not None and folded(now.meeting) == folded(notice.meeting.reference):
        return False
    days = _review_dates(answered)
    return bool(days) and day is not None and max(days) < day


def _review_dates(answered: Answered) -> list[date]:
    last = answered.now or answered.before
    given = (answered.action.review_date, last.review_date if last else None)
    return [day for day in given if day]


_HOLDS: Mapping[Escalated, Callable[[Notice, Answered], bool]] = {
    Escalated.RED: lambda _, answered: answered.role is Role.MISSED,
    Escalated.AMBER_TWICE: _twice,
    Escalated.WORSE: lambda _, answered: answered.movement is Movement.WORSE,
    Escalated.REVIEW_PASSED: _review_passed,
    Escalated.NO_RETURN: lambda _, answered: answered.now is None,
    Escalated.FOR_SESSION: lambda notice, a: folded(a.action.reference) in notice.flagged,
}
