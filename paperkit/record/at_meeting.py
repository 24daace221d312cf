"""What brings an action to the Board's notice, apart from its rating (seed H 3.7, 3.11, 3.14).

Each reason is a setting. The scale's roles decide, never a word or its colour.

Rounds of exception reporting as papers tell of them: what came back, what moved (seed H 3.7).

All of it comes from the log: what is gathered counts, and nothing else. A priority has had a round
for a meeting where forms were issued for it or where returns of its actions were gathered. Rounds
follow each other by the dates of their meetings; a meeting that is not on the sheet any more
counts by the day on which its first entry was recorded.

How each action has moved since the last report of the Board, by the log (seed H 3.11).

Rounds and reports need not keep step: an action that no round has asked about since the last
report has not moved, and is not called unchanged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from paperkit.board.data import BoardData
from paperkit.board.history import Entry, Round
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action, Meeting, Priority
from paperkit.board.plan_tree import actions_of, priority_of
from paperkit.board.settings import Role, RowOrder, Scale
from paperkit.board.words import CLOSED, MeetingState
from paperkit.frozen import Frozen, replace
from paperkit.record.round_history import Answered, Escalated, Held, Movement, Turn, movement
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table


class Notice(Frozen):
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


__all__ = [
    "Answered", "Escalated", "Movement", "RoundAt", "Scale", "actions_of", "in_order",
    "last_answers", "priority_of", "round_at", "rounds_at",
]  # fmt: skip


class RoundAt(Frozen, kw_only=True, dict=True):
    """A priority's round for a meeting.

    ``rows`` are the actions that the round is about, in the order of the plan: every one that is
    open, and every closed one of which a return came in. ``closed`` are complete and withdrawn
    actions of which nothing was asked: they are listed only. ``issued`` is None where no forms
    were issued for it; ``before`` is the meeting of the priority's last round, None for the first.
    """

    priority: Priority
    meeting: Meeting
    issued: Round | None = None
    before: Meeting | None = None
    rows: tuple[Answered, ...] = ()
    closed: tuple[Action, ...] = ()

    @cached_property
    def answered(self) -> tuple[Answered, ...]:
        """Return the actions of which a return came in, in the order of the plan."""
        return tuple(row for row in self.rows if row.now)

    @cached_property
    def missing(self) -> tuple[Answered, ...]:
        """Return the actions of which no return came in, in the order of the plan (H 3.6)."""
        return tuple(row for row in self.rows if not row.now)


def round_at(board: BoardData, ways: Ways, priority: str, meeting: Meeting) -> RoundAt:
    """Return a priority's round for a meeting; one without a row where nothing is known."""
    return _round_at(_Log(Held(board), ways, meeting), priority)


def rounds_at(
    board: BoardData, ways: Ways, wanted: Iterable[tuple[str, Meeting]]
) -> tuple[RoundAt, ...]:
    """Return several rounds, each by its priority and meeting, with one look at the log."""
    held = Held(board)
    return tuple(_round_at(_Log(held, ways, meeting), priority) for priority, meeting in wanted)


def _round_at(log: "_Log", priority: str) -> RoundAt:
    meeting = log.at
    there = folded(meeting.reference)
    turns = log.until(priority)
    before = tuple(turn for turn in turns if turn.meeting != there)
    issued = next((turn.issued for turn in turns if turn.meeting == there), None)
    rows, closed = [], []
    for action in log.held.tree.actions(priority):
        if log.is_asked(action, there):
            rows.append(log.answered(action, there, before))
        else:
            closed.append(action)
    last = log.held.meeting(before[-1].meeting) if before else None
    named = log.held.priority(priority)
    return RoundAt(
        priority=named, meeting=meeting, issued=issued, before=last, rows=tuple(rows),
        closed=tuple(closed),
    )  # fmt: skip


def in_order(round_at: RoundAt, order: RowOrder | None) -> tuple[Answered, ...]:
    """Return the rows as the appendix lists them (seed H 3.7), else in the order of the plan.

    By rating: the worst, near, exceptional progress, then the rest, each in the order of the plan.
    """
    if order is RowOrder.PLAN:
        return round_at.rows
    return tuple(sorted(round_at.rows, key=_weight))


def last_answers(board: BoardData, ways: Ways, meeting: Meeting) -> Mapping[str, Answered]:
    """Return each action's newest round up to a meeting, by reference.

    It is for papers that are not of one round. An action that no round has asked about is left
    out, and so is a closed one of which the last round has no return.
    """
    if not board.history.entries:
        return {}
    log = _Log(Held(board), ways, meeting)
    found = {action.reference: log.newest(action) for action in board.actions}
    return {reference: answered for reference, answered in found.items() if answered}


def _weight(row: Answered) -> int:
    if row.role is Role.MISSED:
        return 0
    if row.role is Role.NEAR:
        return 1
    return 2 if row.is_success else 3


class _Log(Frozen, dict=True):
    """The log as it stands at a meeting."""

    held: Held
    ways: Ways
    at: Meeting

    @property
    def board(self) -> BoardData:
        return self.held.board

    @cached_property
    def scale(self) -> Scale:
        return Scale(self.ways.settings.ratings)

    @cached_property
    def notice(self) -> Notice:
        return Notice(self.ways, self.at, flagged(self.board, self.at))

    @cached_property
    def last_turn(self) -> tuple[date, int]:
        return self.held.when(self.at)

    def until(self, priority: str) -> tuple[Turn, ...]:
        """Return a priority's rounds up to the meeting, the earliest first."""
        return tuple(t for t in self.held.turns(priority) if t.when <= self.last_turn)

    def is_asked(self, action: Action, meeting: str) -> bool:
        """Return whether a round asks of an action: a closed one only where it was answered."""
        return action.state not in CLOSED or self._entry(meeting, action) is not None

    def newest(self, action: Action) -> Answered | None:
        """Return an action's newest round; None where it has none to show."""
        turns = self.until(self.held.tree.priority(action.parent))
        newest = self._last(turns, action)
        if newest is None or not self.is_asked(action, newest.meeting):
            return None
        return self.answered(action, newest.meeting, turns[: turns.index(newest)])

    def answered(self, action: Action, meeting: str, before: Sequence[Turn]) -> Answered:
        """Return an action's line of the round at a meeting, folded; ``before`` is what came."""
        last = self._last(before, action)
        entry = self._entry(meeting, action)
        old = self._entry(last.meeting, action) if last else None
        rating, last_rating = self._rating(entry), self._rating(old)
        now = _returned(entry)
        made = Answered(
            action=action,
            meeting=self.held.meeting(meeting),
            now=now,
            before=_returned(old),
            view=self._view(entry),
            request=self._request(entry),
            risk=self._risk(action),
            lead_rating=self.scale.spelled(now.rating) if now else "",
            rating=rating,
            last_rating=last_rating,
            role=self.scale.role(rating),
            last_role=self.scale.role(last_rating),
            movement=self._movement(action, entry, old, before),
            entry=entry,
            before_entry=old,
        )
        return self.notice.escalate(made)

    def _last(self, turns: Sequence[Turn], action: Action) -> Turn | None:
        """Return the last round that asked about an action, or that it answered."""
        asked = (t for t in reversed(turns) if t.asked(action) or self._entry(t.meeting, action))
        return next(asked, None)

    def _entry(self, meeting: str, action: Action) -> Entry | None:
        """Return where an action's return for a meeting, folded, stands in the log."""
        return self.board.history.newest(RETURNS).get((meeting, folded(action.reference)))

    def _movement(
        self, action: Action, now: Entry | None, old: Entry | None, before: Sequence[Turn]
    ) -> Movement:
        if now is None:
            return Movement.NO_RETURN
        if old is None:
            earlier = any(self._entry(turn.meeting, action) for turn in before)
            return Movement.NONE_LAST_TIME if earlier else Movement.FIRST
        return movement(self.scale, self._rating(now), self._rating(old))

    def _rating(self, entry: Entry | None) -> str:
        """Return the rating that stands: the sponsor's where it was changed, else the lead's."""
        row, view = _returned(entry), self._view(entry)
        typed = (view.rating if view else "") or (row.rating if row else "")
        return self.scale.spelled(typed)

    def _view(self, entry: Entry | None) -> View | None:
        found = self._beside(VIEWS, entry)
        return found if isinstance(found, View) else None

    def _request(self, entry: Entry | None) -> Request | None:
        found = self._beside(REQUESTS, entry)
        return found if isinstance(found, Request) else None

    def _beside(self, table: Table, entry: Entry | None) -> Row | None:
        """Return the newest row of a table for the same meeting and action as a return."""
        row = _returned(entry)
        key = (folded(row.meeting), folded(row.action)) if row else ("", "")
        found = self.board.history.newest(table).get(key)
        return found.row if found else None

    @cached_property
    def _risks(self) -> Mapping[str, Risk]:
        """Return the newest risk of each action that was reported by the meeting, folded."""
        rows = self.board.history.rows(RISKS, Risk)
        known = (risk for risk in rows if not risk.meeting or self._by_now(risk.meeting))
        return {folded(risk.action): risk for risk in known}

    def _by_now(self, meeting: str) -> bool:
        return self.held.when(self.held.meeting(folded(meeting))) <= self.last_turn

    def _risk(self, action: Action) -> Risk | None:
        return self._risks.get(folded(action.reference))


def _returned(entry: Entry | None) -> Return | None:
    return entry.row if entry and isinstance(entry.row, Return) else None


class Moved(Frozen):
    """An action's newest round, and how it stands to the last report.

    ``last_rating`` is the rating at the last report, "" where there was none; ``movement`` is None
    where no round has asked about the action since. Before a first report both are those of the
    round before.
    """

    answered: Answered
    last_rating: str
    movement: Movement | None


def moved_since(
    board: BoardData, ways: Ways, meeting: Meeting, since: date | None
) -> Mapping[str, Moved]:
    """Return how each action has moved by a meeting, by reference.

    ``since`` is the day of the last report, None for the first. An action of which the log has
    nothing to show is left out: see ``last_answers``.
    """
    now = last_answers(board, ways, meeting)
    if since is None:
        return {one: Moved(row, row.last_rating, row.movement) for one, row in now.items()}
    then = last_answers(board, ways, Meeting(date=since))
    scale = Scale(ways.settings.ratings)
    return {one: _moved(scale, row, then.get(one)) for one, row in now.items()}


def _moved(scale: Scale, row: Answered, then: Answered | None) -> Moved:
    if then is None:
        way = Movement.FIRST if row.now else Movement.NO_RETURN
        return Moved(row, "", way)
    if then.meeting == row.meeting:
        return Moved(row, then.rating, None)
    if row.now is None:
        return Moved(row, then.rating, Movement.NO_RETURN)
    if then.now is None:
        return Moved(row, "", Movement.NONE_LAST_TIME)
    return Moved(row, then.rating, movement(scale, row.rating, then.rating))
