"""What was achieved in a year for each priority, and what was not (seed T 3.2, 3.16).

An action was delivered in the year where its state says so and the day lies in it. A milestone was
reached on the day that is typed beside it; without one it was, once its action was delivered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from paperkit.board.due import DueAction, Standing, standing
from paperkit.board.model import Action, BoardData, Milestone, Priority
from paperkit.board.model.words import State
from paperkit.board.plan_tree import PlanTree
from paperkit.board.rounds.answered import Answered
from paperkit.board.settings import Role
from paperkit.board.year.back_figures import Outturn
from paperkit.board.year.back_rounds import YearOfRounds
from paperkit.board.year.back_span import YearSpan
from paperkit.schema.cleaning import folded

T = TypeVar("T")

_NO_PRIORITY = Priority()
_NOT_LATE = frozenset({Standing.DELIVERED, Standing.WITHDRAWN})
_ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Achieved:
    """What was achieved for a priority in the year, each in the order of the file.

    The priority is blank where actions, milestones or indicators are of none. ``actions`` and
    ``measured`` are all that it has, ``targets`` the outturns that met theirs, ``exceptional``
    what leads returned in the rounds of the year.
    """

    priority: Priority
    actions: tuple[Action, ...]
    delivered: tuple[Action, ...]
    milestones: tuple[Milestone, ...]
    measured: tuple[Outturn, ...]
    exceptional: tuple[Answered, ...]

    @property
    def targets(self) -> tuple[Outturn, ...]:
        """Return the outturns that are on target or better."""
        return tuple(one for one in self.measured if one.judgement.role is Role.MET)

    @property
    def is_bare(self) -> bool:
        """Return whether the plans have nothing at all for it."""
        return not (self.actions or self.milestones or self.measured)


@dataclass(frozen=True)
class Plans:
    """The plans of a year, looked up once: from data as at a day."""

    board: BoardData
    span: YearSpan
    as_at: date

    @cached_property
    def tree(self) -> PlanTree:
        """Return the plan, from priorities down."""
        return PlanTree(self.board)

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return {folded(action.reference): action for action in self.board.actions}

    def delivered(self, action: Action) -> bool:
        """Return whether an action was delivered in the year."""
        return action.state is State.DELIVERED and self.span.holds(action.done_on)

    def reached(self, milestone: Milestone) -> bool:
        """Return whether a milestone was reached in the year."""
        if milestone.reached_on:
            return self.span.holds(milestone.reached_on)
        action = self._actions.get(folded(milestone.action))
        done = action is not None and self._done(action)
        return done and self.span.holds(milestone.date)

    def unsaid(self, milestone: Milestone) -> bool:
        """Return whether a milestone of the year has passed, and nobody said that it was reached.

        That of a withdrawn action is not asked about any more.
        """
        action = self._actions.get(folded(milestone.action))
        day = milestone.date
        past = self.span.holds(day) and day is not None and day <= self.as_at
        withdrawn = action is not None and action.state is State.WITHDRAWN
        said = milestone.reached_on is not None or (action is not None and self._done(action))
        return past and not withdrawn and not said

    def _done(self, action: Action) -> bool:
        by = action.done_on is None or action.done_on <= self.span.last
        return action.state is State.DELIVERED and by

    def of_milestone(self, milestone: Milestone) -> str:
        """Return the folded reference of the nearest priority of a milestone; "" for none."""
        action = self._actions.get(folded(milestone.action))
        return self.nearest(action.parent) if action else ""

    def nearest(self, parent: str) -> str:
        """Return the folded reference of the nearest priority over something; "" for none."""
        return folded(self.tree.priority(parent))


def achieved(
    plans: Plans, outturns: Iterable[Outturn], rounds: Iterable[YearOfRounds]
) -> tuple[Achieved, ...]:
    """Return what was achieved for each priority in the order of the file; what is of none, last.

    A part of the strategy that has priorities under it, and nothing of its own, is left out.
    """
    board = plans.board
    actions = _sorted((plans.nearest(row.parent), row) for row in board.actions)
    steps = _sorted(
        (plans.of_milestone(row), row) for row in board.milestones if plans.reached(row)
    )
    figures = _sorted((plans.nearest(row.indicator.outcome), row) for row in outturns)
    successes = {folded(one.priority.reference): one.successes for one in rounds}
    above = {"", *(folded(row.part_of) for row in board.priorities)}

    def of(row: Priority) -> Achieved:
        key = folded(row.reference)
        own = tuple(actions.get(key, ()))
        delivered = tuple(action for action in own if plans.delivered(action))
        milestones, measured = tuple(steps.get(key, ())), tuple(figures.get(key, ()))
        return Achieved(row, own, delivered, milestones, measured, successes.get(key, ()))

    every = (of(row) for row in (*board.priorities, _NO_PRIORITY))
    return tuple(
        one for one in every if not (one.is_bare and folded(one.priority.reference) in above)
    )


def late(plans: Plans) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the end of the year, and were not.

    Those whose deadline was moved to a later day are among them: they were due in their first
    words. What was not delivered stands first, then by deadline, then in the order of the plan.
    """
    found = list(_late(plans))
    return tuple(sorted(found, key=lambda due: (_ORDER[due.standing], due.due)))


def unsaid(plans: Plans) -> tuple[Milestone, ...]:
    """Return the milestones of the year of which nobody has said that they were reached."""
    return tuple(row for row in plans.board.milestones if plans.unsaid(row))


def _late(plans: Plans) -> Iterator[DueAction]:
    last = plans.span.last
    for action in plans.board.actions:
        deadlines = (action.deadline, action.revised_deadline)
        days = [one.last for one in deadlines if one and one.last and one.last <= last]
        stands = standing(action, last, plans.as_at)
        if days and stands not in _NOT_LATE:
            yield DueAction(action, stands, max(days))


def _sorted(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found
