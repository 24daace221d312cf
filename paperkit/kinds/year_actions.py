"""Where each action of the plans was at the end of an annual report's year: one place for each.

So the counts of a report add up to the actions of the plans, and none drops out of it.
"""

from collections.abc import Mapping, Sequence

from paperkit.actions.standing import due_day
from paperkit.board.plan_rows import Action
from paperkit.board.words import State
from paperkit.kinds.year_back import YearBack
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Choice
from paperkit.standpoint.sentences import Share, listed


class AtYearEnd(Choice):
    """Where an action was at the end of the year, in the order in which a report counts them."""

    DELIVERED = "Delivered in the year"
    EARLIER = "Delivered before the year"
    UNDATED = "Delivered on a day that is not recorded"
    LATE = "Due and not delivered"
    NOT_OVERDUE = "Not overdue"
    CARRIED = "Carried over"
    WITHDRAWN = "Withdrawn"
    SUSPENDED = "Suspended with approval"
    ONGOING = "Ongoing"
    NO_DEADLINE = "No deadline recorded"


NAMED = frozenset({AtYearEnd.WITHDRAWN, AtYearEnd.SUSPENDED, AtYearEnd.ONGOING})
"""Those that are neither delivered, due nor carried over: the report lists them by name."""

_SAID = {
    AtYearEnd.EARLIER: ("was delivered before the year", "were delivered before the year"),
    AtYearEnd.UNDATED: (
        "was delivered on a day that is not recorded",
        "were delivered on a day that is not recorded",
    ),
    AtYearEnd.LATE: ("was due and is not delivered", "were due and are not delivered"),
    AtYearEnd.NOT_OVERDUE: ("is not overdue", "are not overdue"),
    AtYearEnd.CARRIED: (
        "is carried over and not overdue",
        "are carried over and not overdue",
    ),
    AtYearEnd.WITHDRAWN: ("is withdrawn", "are withdrawn"),
    AtYearEnd.SUSPENDED: ("is suspended with approval", "are suspended with approval"),
    AtYearEnd.ONGOING: ("is ongoing", "are ongoing"),
    AtYearEnd.NO_DEADLINE: ("has no deadline recorded", "have no deadline recorded"),
}
_STOPPED = {State.WITHDRAWN: AtYearEnd.WITHDRAWN, State.SUSPENDED: AtYearEnd.SUSPENDED}
_BY_REFERENCE = NAMED | {AtYearEnd.UNDATED, AtYearEnd.NO_DEADLINE}


def by_place(year: YearBack, actions: Sequence[Action]) -> Mapping[AtYearEnd, Sequence[Action]]:
    """Return the actions by where they are, as the data of the report say, in the order of places.

    Each action is in exactly one place.
    """
    late = {id(due.action) for due in year.late}
    carried = {id(action) for action in year.carried}

    def place(action: Action) -> AtYearEnd:
        if action.was_delivered(year.span.known[1]):
            if action.done_on is None:
                return AtYearEnd.UNDATED
            return AtYearEnd.DELIVERED if year.span.saw(action.done_on) else AtYearEnd.EARLIER
        if action.state in _STOPPED:
            return _STOPPED[action.state]
        if id(action) in late:
            return AtYearEnd.LATE
        if id(action) in carried:
            return AtYearEnd.CARRIED
        if due_day(action):
            return AtYearEnd.NOT_OVERDUE
        has_deadline = action.deadline or action.revised_deadline
        return AtYearEnd.ONGOING if has_deadline else AtYearEnd.NO_DEADLINE

    found = in_groups((place(action), action) for action in actions)
    return {one: found[one] for one in AtYearEnd if one in found}


def others(year: YearBack, actions: Sequence[Action]) -> str:
    """Return how many of the actions not delivered in the year are where; "" where all were.

    Those that a reader would look for in no other part are named.
    """
    shares = [
        Share(len(those), *_SAID[place], _named(place, those))
        for place, those in by_place(year, actions).items()
        if place is not AtYearEnd.DELIVERED
    ]
    total = sum(share.count for share in shares)
    if total == 1:
        return f"The other 1 {str(shares[0]).removeprefix('1 ')}."
    return f"Of the other {total}, {listed(map(str, shares))}." if shares else ""


def _named(place: AtYearEnd, those: Sequence[Action]) -> str:
    return listed(action.reference for action in those) if place in _BY_REFERENCE else ""
