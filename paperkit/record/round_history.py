"""Which rounds of exception reporting each priority has had, and how an action fares in one.

All of it comes from the log. Rounds are looked up once for all priorities, so that a paper on all
of them takes one pass over the log.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Round
from paperkit.board.paper_rows import RETURNS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action, Meeting
from paperkit.board.settings import Role, Scale
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Choice


class PastRound(Frozen, dict=True):
    """One round of a priority: its meeting's reference, and the round as issued, if it was.

    ``when`` puts rounds in order: the day of the meeting, and the number of its first entry.
    """

    meeting: str
    when: tuple[date, int]
    issued: Round | None

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(self.issued.actions if self.issued else ())

    def asked(self, action: Action) -> bool:
        """Return whether the action was asked about: each is, where the round names none."""
        return not self._named or action.reference in self._named


class RoundHistory(Frozen, dict=True):
    """The rounds of the log, looked up by references."""

    board: BoardData

    @cached_property
    def _logged(self) -> Mapping[str, tuple[date, int]]:
        """Return, for each meeting of the log, where it comes in the order of rounds."""
        found: dict[str, tuple[date, int]] = {}
        for table in (ROUNDS, RETURNS):
            for entry in self.board.history.of(table):
                assert isinstance(entry.row, Round | Return)
                day = self.meeting(entry.row.meeting).date or entry.recorded_on
                found.setdefault(entry.row.meeting, (day, entry.number))
        return found

    def meeting(self, reference: str) -> Meeting:
        """Return the meeting of a reference; bare where it is not on the sheet."""
        return self.board.meeting.get(reference) or Meeting(reference=reference)

    def when(self, meeting: Meeting) -> tuple[date, int]:
        """Return where a meeting comes in the order of rounds; last without a date or an entry."""
        last = (meeting.date or date.max, len(self.board.history.entries) + 1)
        return self._logged.get(meeting.reference, last)

    def rounds_of(self, priority: str) -> tuple[PastRound, ...]:
        """Return the rounds of a priority, the earliest first."""
        return self._rounds.get(priority, ())

    @cached_property
    def _rounds(self) -> Mapping[str, tuple[PastRound, ...]]:
        lines = {
            priority: self.board.tree.line(priority) for priority in self.board.tree.priorities
        }
        line_of = {
            action.reference: lines.get(self.board.tree.priority(action.parent), ())
            for action in self.board.actions
        }
        meetings: dict[str, set[str]] = {priority: set() for priority in lines}
        for meeting, action in self.board.history.returns:
            for priority in line_of.get(action, ()):
                meetings[priority].add(meeting)
        logged = self.board.history.rows(ROUNDS, Round)
        issued = {(one.priority, one.meeting): one for one in logged}
        found: dict[str, tuple[PastRound, ...]] = {}
        for priority, line in lines.items():
            # A round of the priority itself goes before one of what it is a part of.
            asked = {m: r for over in reversed(line) for (p, m), r in issued.items() if p == over}
            rounds = (
                PastRound(meeting, self._logged[meeting], asked.get(meeting))
                for meeting in meetings[priority] | asked.keys()
            )
            found[priority] = tuple(sorted(rounds, key=lambda one: one.when))
        return ByReference(found.items())


class Movement(Choice):
    """Which way an action has moved since its last round, in the words that a paper prints."""

    BETTER = "Better"
    WORSE = "Worse"
    UNCHANGED = "Unchanged"
    FIRST = "First report"
    NO_RETURN = "No return"
    NONE_LAST_TIME = "No return last time"
    NOT_COMPARABLE = "Not comparable"


def movement(scale: Scale, rating: str, last: str) -> Movement:
    """Return which way a rating has moved; ``last`` is that of the round before (seed H 3.11).

    A word that is not of the scale any more, or that says nothing of progress, cannot be compared
    with another.
    """
    if scale.find(rating) and folded(rating) == folded(last):
        return Movement.UNCHANGED
    now, then = scale.place(rating), scale.place(last)
    if now is None or then is None:
        return Movement.NOT_COMPARABLE
    return Movement.BETTER if now < then else Movement.WORSE


class Escalated(Choice):
    """Why an action is brought to the Board's notice; it is apart from its rating.

    The words are the settings' own; ``Answered.why`` has them in the words of the council's scale.
    """

    RED = "Red"
    AMBER_TWICE = "Amber twice running"
    WORSE = "Worse than last time"
    REVIEW_PASSED = "Review date passed"
    NO_RETURN = "No return received"
    FOR_SESSION = "For a development session"


class Answered(Frozen, kw_only=True):
    """One action in the round for a meeting, with its round before.

    ``now`` is None where no return came in; ``before`` where none came in last time, or there was
    no last time: ``movement`` says which. ``rating`` is the sponsor's where the sponsor changed it,
    else the lead's; so is ``last_rating``. All ratings are in the spelling of the scale, or as
    typed where they are not of it; "" where there is none. ``role`` is what the rating says.

    ``why`` says in words, in the order of ``escalated``, why the action is escalated. ``asks`` is
    what the Board is asked for; "" where nothing is, or None was answered. ``lead`` is who reports:
    as the return says, or else as the plan does. ``is_success`` says that the lead reports
    exceptional progress or early completion (H 3.10), ``is_moderated`` that the sponsor changed the
    lead's rating, ``is_exception`` that it is reported by exception: escalated or not met.
    """

    action: Action
    meeting: Meeting = Meeting()
    lead: str = ""
    now: Return | None = None
    before: Return | None = None
    view: View | None = None
    request: Request | None = None
    risk: Risk | None = None
    asks: str = ""
    is_success: bool = False
    lead_rating: str = ""
    rating: str = ""
    is_moderated: bool = False
    last_rating: str = ""
    role: Role | None = None
    last_role: Role | None = None
    movement: Movement = Movement.NO_RETURN
    escalated: tuple[Escalated, ...] = ()
    is_exception: bool = True
    why: tuple[str, ...] = ()
