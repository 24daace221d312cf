"""Which rounds each priority has had, in their order, and which actions each one asked for.

Looked up once for all priorities, so that a paper on all of them takes one pass over the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from paperkit.board.model import Action, BoardData, Meeting, Priority
from paperkit.board.model.history import ROUNDS, Round
from paperkit.board.model.rounds import RETURNS, Return
from paperkit.board.plan_tree import PlanTree
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class Turn:
    """One round of a priority: its meeting, folded, and the round as it was issued, if it was.

    ``when`` puts rounds in order: the day of the meeting, and the number of its first entry.
    """

    meeting: str
    when: tuple[date, int]
    issued: Round | None

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(map(folded, self.issued.actions)) if self.issued else frozenset()

    def asked(self, action: Action) -> bool:
        """Return whether the action was asked about: each is, where the round names none."""
        return not self._named or folded(action.reference) in self._named


@dataclass(frozen=True)
class Held:
    """The rounds of the log. Meetings, priorities and actions are looked up folded."""

    board: BoardData

    @cached_property
    def tree(self) -> PlanTree:
        """Return the plan, from priorities down."""
        return PlanTree(self.board)

    @cached_property
    def _meetings(self) -> Mapping[str, Meeting]:
        return {folded(meeting.reference): meeting for meeting in self.board.meetings}

    def meeting(self, reference: str) -> Meeting:
        """Return the meeting of a reference, folded; bare where it is not on the sheet."""
        bare = Meeting(reference=self._spelled.get(reference, reference))
        return self._meetings.get(reference, bare)

    def priority(self, reference: str) -> Priority:
        """Return the priority of a reference; bare where it is not on the sheet."""
        return self.tree.priorities.get(folded(reference), Priority(reference=reference))

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        returned = (row.meeting for row in self.board.history.rows(RETURNS, Return))
        words = dict.fromkeys((*(issued.meeting for issued in self._issued), *returned))
        return {folded(word): word for word in words}

    def when(self, meeting: Meeting) -> tuple[date, int]:
        """Return when a meeting has its turn; one without a date or an entry comes last."""
        known = self._when.get(folded(meeting.reference))
        return known or (meeting.date or date.max, len(self.board.history.entries) + 1)

    def turns(self, priority: str) -> tuple[Turn, ...]:
        """Return the rounds of a priority, the earliest first."""
        return self._turns.get(folded(priority), ())

    @cached_property
    def _issued(self) -> tuple[Round, ...]:
        return self.board.history.rows(ROUNDS, Round)

    @cached_property
    def _when(self) -> Mapping[str, tuple[date, int]]:
        found: dict[str, tuple[date, int]] = {}
        fold = cache(folded)
        for table in (ROUNDS, RETURNS):
            for entry in self.board.history.of(table):
                meeting = fold(str(getattr(entry.row, "meeting", "")))
                sheet = self._meetings.get(meeting)
                day = (sheet.date if sheet else None) or entry.recorded_on
                found.setdefault(meeting, (day, entry.number))
        return found

    @cached_property
    def _turns(self) -> Mapping[str, tuple[Turn, ...]]:
        lines = {folded(p.reference): self.tree.line(p.reference) for p in self.board.priorities}
        issued = {(folded(r.priority), folded(r.meeting)): r for r in self._issued}
        meetings: dict[str, set[str]] = {priority: set() for priority in lines}
        for meeting, line in self._returned():
            for priority in line:
                meetings[priority].add(meeting)
        found: dict[str, tuple[Turn, ...]] = {}
        for priority, line in lines.items():
            asked = {m: r for over in reversed(line) for (p, m), r in issued.items() if p == over}
            both = meetings[priority] | asked.keys()
            turns = (Turn(m, self._when[m], asked.get(m)) for m in both)
            found[priority] = tuple(sorted(turns, key=lambda turn: turn.when))
        return found

    def _returned(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """Return each meeting with the priorities, and what they are parts of, that returned."""
        lines = {
            folded(action.reference): self.tree.line(self.tree.priority(action.parent))
            for action in self.board.actions
        }
        newest = self.board.history.newest(RETURNS)
        return frozenset((meeting, lines.get(action, ())) for meeting, action in newest)
