"""The rounds of exception reporting of a year, priority by priority, as the log tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from paperkit.board.model import Action, BoardData, Meeting, Priority
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.at_meeting import RoundAt, rounds_at
from paperkit.board.rounds.held import Held
from paperkit.board.settings import Role, Ways
from paperkit.board.year.back_span import YearSpan
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class YearOfAction:
    """One action in the rounds of the year that asked about it, the earliest first."""

    action: Action
    answers: tuple[Answered, ...]

    @property
    def last(self) -> Answered:
        """Return its last round of the year."""
        return self.answers[-1]

    @property
    def ends_missed(self) -> bool:
        """Return whether it stood at the worst of the ratings in its last round of the year."""
        return self.last.role is Role.MISSED


@dataclass(frozen=True)
class YearOfRounds:
    """The rounds of one priority in the year; ``meetings`` by date, its actions in plan order."""

    priority: Priority
    meetings: tuple[Meeting, ...]
    actions: tuple[YearOfAction, ...]

    @cached_property
    def successes(self) -> tuple[Answered, ...]:
        """Return where leads told of exceptional progress or early completion (seed H 3.10)."""
        return tuple(row for one in self.actions for row in one.answers if row.is_success)


def rounds_of(board: BoardData, ways: Ways, span: YearSpan) -> tuple[YearOfRounds, ...]:
    """Return the rounds of the year of each priority that has had one, in the order of the file.

    An action stands with its nearest priority alone, not with the part that this belongs to.
    """
    if not board.history.entries:
        return ()
    held = Held(board)
    wanted = list(_wanted(held, span))
    told: dict[str, list[RoundAt]] = {}
    for (priority, _), one in zip(wanted, rounds_at(board, ways, wanted), strict=True):
        told.setdefault(priority, []).append(one)
    made = (_of_priority(held, rounds) for rounds in told.values())
    return tuple(one for one in made if one.actions)


def _wanted(held: Held, span: YearSpan) -> Iterator[tuple[str, Meeting]]:
    """Yield the priority and the meeting of each round of the year."""
    nearest = {held.tree.priority(action.parent) for action in held.board.actions}
    for row in held.board.priorities:
        for turn in held.turns(row.reference) if row.reference in nearest else ():
            if span.holds(turn.when[0]):
                yield row.reference, held.meeting(turn.meeting)


def _of_priority(held: Held, rounds: list[RoundAt]) -> YearOfRounds:
    priority = rounds[0].priority
    answers: dict[str, list[Answered]] = {}
    for one in rounds:
        for row in one.rows:
            if folded(held.tree.priority(row.action.parent)) == folded(priority.reference):
                answers.setdefault(row.action.reference, []).append(row)
    meetings = tuple(one.meeting for one in rounds)
    actions = (YearOfAction(rows[0].action, tuple(rows)) for rows in answers.values())
    return YearOfRounds(priority, meetings, tuple(actions))
