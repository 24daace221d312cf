"""Rounds of exception reporting as papers tell of them: what came back, what moved (seed H 3.7).

All of it comes from the log: what is gathered counts, and nothing else. A priority has had a round
for a meeting where forms were issued for it or where returns of its actions were gathered. Rounds
follow each other by the dates of their meetings; a meeting that is not on the sheet any more
counts by the day on which its first entry was recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from paperkit.board.model import Action, BoardData, Meeting, Priority
from paperkit.board.model.history import Entry, Round
from paperkit.board.model.rounds import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.model.words import CLOSED
from paperkit.board.plan_tree import actions_of, priority_of
from paperkit.board.rounds.answered import Answered, Escalated
from paperkit.board.rounds.escalation import Notice, flagged
from paperkit.board.rounds.held import Held, Turn
from paperkit.board.rounds.movement import Movement, movement
from paperkit.board.rounds.scale import Scale
from paperkit.board.settings import Role, RowOrder, Ways
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table

__all__ = [
    "Answered", "Escalated", "Movement", "RoundAt", "Scale", "actions_of", "in_order",
    "last_answers", "priority_of", "round_at", "rounds_at",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RoundAt:
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


@dataclass(frozen=True)
class _Log:
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
