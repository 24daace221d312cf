"""Sentences on actions: whether what was due by the meeting has been delivered (seed T 3.16)."""

from collections import Counter
from collections.abc import Iterable

from paperkit.board.due import Standing
from paperkit.board.model.plan import ACTIONS
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, places, with_base
from paperkit.papers.wording import Noun, Part, counted, listed, plural, shared

ACTION = Noun("action", "actions")

_STANDINGS = (
    (Standing.DELIVERED, "has been delivered", "have been delivered"),
    (Standing.NOT_DELIVERED, "has not been delivered", "have not been delivered"),
    (Standing.AT_RISK, "is at risk", "are at risk"),
    (Standing.ON_COURSE, "is on course", "are on course"),
    (Standing.SUSPENDED, "is suspended with approval", "are suspended with approval"),
    (Standing.RESCHEDULED, "is re-scheduled with approval", "are re-scheduled with approval"),
    (Standing.NO_UPDATE, "has no update", "have no update"),
    (Standing.NOT_STARTED, "has not been started", "have not been started"),
    (Standing.CARRIED_OVER, "is carried over", "are carried over"),
    (Standing.NOT_DUE, "is not due", "are not due"),
    (Standing.WITHDRAWN, "is withdrawn", "are withdrawn"),
)


def due(facts: Facts) -> Drafted:
    """Return how the actions that were due by the meeting stand."""
    return with_base(facts, (ACTIONS,), _shared(facts))


def counts(facts: Facts) -> Drafted:
    """Return the same after which of all the actions those are."""
    words, rows = due(facts)
    if not facts.due:
        return words, rows
    plans = plural(facts.ways.words.plan)
    base = f"{len(facts.due)} of the {counted(len(facts.board.actions), ACTION)} of the {plans}"
    fall = f"{base} {'falls' if len(facts.due) == 1 else 'fall'} due by the date of this meeting"
    since = ""
    if facts.since is not None:
        since = ", not counting those reported as delivered before"
    return f"{fall}{since}. {words}", rows


def delivered(facts: Facts) -> Drafted:
    """Return which actions have been delivered, by reference."""
    return _by_reference(facts, (Standing.DELIVERED,))


def not_delivered(facts: Facts) -> Drafted:
    """Return which actions have not, and how they stand, by reference."""
    return _by_reference(facts, [one for one in Standing if one is not Standing.DELIVERED])


def _shared(facts: Facts) -> str:
    if not facts.due:
        return nothing_there(facts, ACTIONS, facts.ways.pack.phrases.no_due)
    counted_by = Counter(one.standing for one in facts.due)
    first, second, *others = (
        Part(counted_by[standing], one, several) for standing, one, several in _STANDINGS
    )
    # "8 have been delivered, 3 have not" reads better than the verb said twice.
    if first.count:
        second = Part(second.count, "has not", "have not")
    return shared(ACTION, (first, second, *others), " due by the date of this meeting")


def _by_reference(facts: Facts, standings: Iterable[Standing]) -> Drafted:
    wanted = frozenset(standings)
    in_plan_order = {action.reference: n for n, action in enumerate(facts.board.actions)}
    told: list[str] = []
    for standing, one, several in _STANDINGS:
        names = [due.action.reference for due in facts.due if due.standing is standing]
        names.sort(key=lambda name: in_plan_order[name])
        if names and standing in wanted:
            told.append(f"{listed(names)} {one if len(names) == 1 else several}")
    rows = (due.action for due in facts.due if due.standing in wanted)
    return f"{'; '.join(told)}." if told else "", places(rows)
