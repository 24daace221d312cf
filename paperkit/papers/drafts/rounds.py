"""Sentences on what rounds of exception reporting brought since the last report (seed H 3.11).

For papers that are not of one round. They say nothing where the log has nothing: a council that
holds no rounds sees no word of them.
"""

from collections.abc import Iterable, Sequence

from paperkit.board.rounds.movement import Movement
from paperkit.board.rounds.since_report import Moved
from paperkit.findings import Place
from paperkit.papers.drafts.actions import ACTION
from paperkit.papers.drafts.facts import Drafted, Facts, places
from paperkit.papers.wording import Part, listed, shared

_MOVED = (
    (Movement.WORSE, "has got worse", "have got worse"),
    (Movement.BETTER, "has got better", "have got better"),
    (Movement.UNCHANGED, "is unchanged", "are unchanged"),
    (Movement.FIRST, "is reported on for the first time", "are reported on for the first time"),
    (Movement.NONE_LAST_TIME, "had no return before", "had no return before"),
    (Movement.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (Movement.NO_RETURN, "has no return", "have no return"),
)


def moved(facts: Facts) -> Drafted:
    """Return which actions have moved since the last report, and which way, each by reference."""
    return _movement(facts, frozenset(Movement))


def moved_in_summary(facts: Facts) -> Drafted:
    """Return how many actions have moved since the last report; only the worse are named."""
    return _movement(facts, frozenset({Movement.WORSE}))


def requests(facts: Facts) -> Drafted:
    """Return on which actions leads have asked the Board for something since the last report."""
    asking = [one for one in _asked(facts) if one.answered.asks]
    if not asking:
        return "", ()
    few = len(asking) == 1
    made = "1 request to the Board was" if few else f"{len(asking)} requests to the Board were"
    on = f"action{'' if few else 's'} {_references(asking)}"
    return f"{made} made with these reports: on {on}.", _rests_on(asking)


def _movement(facts: Facts, named: frozenset[Movement]) -> Drafted:
    asked = _asked(facts)
    if not asked:
        return "", ()
    parts = [_part(asked, way, one, several, named) for way, one, several in _MOVED]
    since = "in the last round" if facts.since is None else "since the last report"
    return shared(ACTION, parts, f" asked about {since}"), _rests_on(asked)


def _part(
    asked: Sequence[Moved], way: Movement, one: str, several: str, named: frozenset[Movement]
) -> Part:
    those = [moved for moved in asked if moved.movement is way]
    return Part(len(those), one, several, _references(those) if way in named else "")


def _asked(facts: Facts) -> tuple[Moved, ...]:
    """Return the actions that a round has asked about since the last report."""
    return tuple(moved for moved in facts.moved.values() if moved.movement)


def _references(those: Iterable[Moved]) -> str:
    return listed(moved.answered.action.reference for moved in those)


def _rests_on(those: Iterable[Moved]) -> tuple[Place, ...]:
    rows = ((one.answered.action, one.answered.now, one.answered.before) for one in those)
    return places(row for of_one in rows for row in of_one if row)
