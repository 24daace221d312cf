"""Who has returned what of each round, who is missing, and who is overdue (seed H 3.10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from paperkit.board.forms.asking import by_name
from paperkit.board.gathering.case import Case, RoundAsked
from paperkit.board.gathering.returns import is_gathered
from paperkit.board.model import Action, Meeting
from paperkit.board.model.history import Round
from paperkit.board.model.words import CLOSED
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class LeadStanding:
    """What one lead was asked in a round, in the order of the plan: what came, what did not."""

    person: str
    returned: tuple[Action, ...]
    missing: tuple[Action, ...]


@dataclass(frozen=True)
class RoundStanding:
    """A round as it stands on a day."""

    round: Round
    meeting: Meeting
    leads: tuple[LeadStanding, ...]
    today: date

    @property
    def is_overdue(self) -> bool:
        """Return whether the day of return has passed."""
        return self.round.due is not None and self.round.due < self.today

    @property
    def missing(self) -> tuple[LeadStanding, ...]:
        """Return the leads of whom something has not come in."""
        return tuple(lead for lead in self.leads if lead.missing)

    def word(self, lead: LeadStanding) -> str:
        """Return how a lead stands: Received, Overdue, Missing, or in part."""
        return state_word(lead.returned, lead.missing, overdue=self.is_overdue)


def state_word(returned: Sequence[object], missing: Sequence[object], *, overdue: bool) -> str:
    """Return how somebody stands of whom this came in and that did not."""
    if not missing:
        return "Received"
    late = "Overdue" if overdue else "Missing"
    return f"{late} in part" if returned else late


def standings(case: Case, priority: str = "") -> tuple[RoundStanding, ...]:
    """Return how the rounds stand that are being gathered, or the one of a priority.

    An action that was closed since, and of which nothing came in, is not waited for.
    """
    rounds = (one for one in case.current.values() if not priority or _is_of(one, priority))
    return tuple(_standing(one, case) for one in rounds)


def _is_of(one: Round, priority: str) -> bool:
    return folded(one.priority) == folded(priority)


def _standing(one: Round, case: Case) -> RoundStanding:
    asked = case.asked_of(one)
    leads = by_name(_waited_for(asked, one, case), asked.lead)
    told = (_lead(person, actions, one, case) for person, actions in leads)
    return RoundStanding(one, asked.asking.meeting, tuple(told), case.today)


def _waited_for(asked: RoundAsked, one: Round, case: Case) -> Iterator[Action]:
    for action in asked.actions:
        if action.state not in CLOSED or is_gathered(action, one, case):
            yield action


def _lead(person: str, actions: list[Action], one: Round, case: Case) -> LeadStanding:
    came = tuple(action for action in actions if is_gathered(action, one, case))
    left = tuple(action for action in actions if not is_gathered(action, one, case))
    return LeadStanding(person, came, left)
