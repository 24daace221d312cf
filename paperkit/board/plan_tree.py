"""Which priority an action belongs to: through outcomes, which may nest, and parts of a priority.

A parent that leads back to where it came from ends there: the rules report it, nothing hangs.
"""

from collections.abc import Mapping
from functools import cached_property

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Action, Priority
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import ByReference


class PlanTree(Frozen, dict=True):
    """The strategy from priorities down to actions, looked up by reference."""

    board: BoardData

    @cached_property
    def priorities(self) -> Mapping[str, Priority]:
        """Return the priorities by reference."""
        return ByReference((priority.reference, priority) for priority in self.board.priorities)

    @cached_property
    def _nearest(self) -> Mapping[str, str]:
        """Return the priority of each outcome and priority; "" where none is."""
        above = {outcome.reference: outcome.parent for outcome in self.board.outcomes}
        found = {row.reference: row.reference for row in self.priorities.values()}
        for outcome in above:
            passed: dict[str, None] = {}
            at = outcome
            while at in above and at not in found and at not in passed:
                passed[at] = None
                at = above[at]
            found.update(dict.fromkeys(passed, found.get(at, "")))
        return ByReference(found.items())

    def priority(self, parent: str) -> str:
        """Return the reference of the nearest priority over an outcome or priority, or ""."""
        return self._nearest.get(parent, "")

    def line(self, priority: str) -> tuple[str, ...]:
        """Return the references of a priority and of those that it is a part of."""
        passed: dict[str, None] = {}
        row = self.priorities.get(priority)
        while row and row.reference not in passed:
            passed[row.reference] = None
            row = self.priorities.get(row.part_of)
        return tuple(passed)

    @cached_property
    def _by_line(self) -> Mapping[str, tuple[Action, ...]]:
        found: dict[str, list[Action]] = {}
        lines = {priority: self.line(priority) for priority in self.priorities}
        for action in self.board.actions:
            for priority in lines.get(self.priority(action.parent), ()):
                found.setdefault(priority, []).append(action)
        return ByReference((priority, tuple(actions)) for priority, actions in found.items())

    def actions(self, priority: str) -> tuple[Action, ...]:
        """Return the actions of a priority and of its parts, in the order of the file."""
        return self._by_line.get(priority, ())
