"""Which priority an action belongs to: through outcomes, which may nest, and parts of a priority.

A parent that leads back to where it came from ends there: the rules tell of it, nothing hangs.
"""

from collections.abc import Mapping
from functools import cached_property

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Action, Priority
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded


class PlanTree(Frozen, dict=True):
    """The strategy from priorities down to actions, looked up by folded reference."""

    board: BoardData

    @cached_property
    def priorities(self) -> Mapping[str, Priority]:
        """Return the priorities by folded reference."""
        return {folded(priority.reference): priority for priority in self.board.priorities}

    @cached_property
    def _nearest(self) -> Mapping[str, str]:
        """Return the folded priority of each folded outcome and priority; "" where none is."""
        above = {folded(one.reference): folded(one.parent) for one in self.board.outcomes}
        found = {reference: reference for reference in self.priorities}
        for outcome in above:
            passed: dict[str, None] = {}
            at = outcome
            while at in above and at not in found and at not in passed:
                passed[at] = None
                at = above[at]
            found.update(dict.fromkeys(passed, found.get(at, "")))
        return found

    def priority(self, parent: str) -> str:
        """Return the reference of the nearest priority over an outcome or priority, or ""."""
        found = self.priorities.get(self._nearest.get(folded(parent), ""))
        return found.reference if found else ""

    def line(self, priority: str) -> tuple[str, ...]:
        """Return the folded references of a priority and of those that it is a part of."""
        passed: dict[str, None] = {}
        reference = folded(priority)
        while reference in self.priorities and reference not in passed:
            passed[reference] = None
            reference = folded(self.priorities[reference].part_of)
        return tuple(passed)

    @cached_property
    def _by_line(self) -> Mapping[str, tuple[Action, ...]]:
        found: dict[str, list[Action]] = {}
        lines = {priority: self.line(priority) for priority in self.priorities}
        for action in self.board.actions:
            for priority in lines.get(self._nearest.get(folded(action.parent), ""), ()):
                found.setdefault(priority, []).append(action)
        return {priority: tuple(actions) for priority, actions in found.items()}

    def actions(self, priority: str) -> tuple[Action, ...]:
        """Return the actions of a priority and of its parts, in the order of the file."""
        return self._by_line.get(folded(priority), ())


def priority_of(board: BoardData) -> Mapping[str, str]:
    """Return the nearest priority of each action, by reference; an action of none is left out."""
    tree = PlanTree(board)
    found = {action.reference: tree.priority(action.parent) for action in board.actions}
    return {action: priority for action, priority in found.items() if priority}


def actions_of(board: BoardData, priority: str) -> tuple[Action, ...]:
    """Return the actions of a priority and of its parts, in the order of the file."""
    return PlanTree(board).actions(priority)
