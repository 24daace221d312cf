"""Sentences on indicators: counts against target, movement, and why some cannot be compared.

No rating word is used, since the key to the ratings comes later in the paper. It is never
said that a target is exceeded: where lower is better that reads as its opposite.
"""

from collections import Counter
from collections.abc import Iterable

from paperkit.board.model.measures import INDICATORS, READINGS, TARGETS
from paperkit.board.model.words import Unrated
from paperkit.board.ratings import Measured, Way
from paperkit.board.settings import Role
from paperkit.findings import Place
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, places, with_base
from paperkit.papers.wording import Noun, Part, counted, listed, plural, shared

INDICATOR = Noun("indicator", "indicators")

_AGAINST_TARGET = (
    (Role.MET, "is better than or on target", "are better than or on target"),
    (
        Role.NEAR,
        "is worse than target but within its tolerance",
        "are worse than target but within their tolerance",
    ),
    (
        Role.MISSED,
        "is worse than target by more than its tolerance",
        "are worse than target by more than their tolerance",
    ),
)
_NOT_RATED = (
    (Unrated.NO_DATA, "has no data yet", "have no data yet"),
    (Unrated.NOT_RECEIVED, "has no return received", "have no return received"),
    (Unrated.NOT_DUE, "is not due this period", "are not due this period"),
    (Unrated.DATA_ONLY, "is shown as data only", "are shown as data only"),
    (Unrated.NO_TARGET, "has no target for its period", "have no target for their period"),
    (Unrated.NOT_COMPARABLE, "is not comparable", "are not comparable"),
    (Unrated.CARRIED_OVER, "is carried over", "are carried over"),
    (Unrated.SUSPENDED, "is suspended with approval", "are suspended with approval"),
    (Unrated.NEW, "is new", "are new"),
    (Unrated.REDEFINED, "has a changed definition", "have a changed definition"),
    (Unrated.WITHDRAWN, "is withdrawn", "are withdrawn"),
)
_MOVED = (
    (Way.BETTER, "has got better", "have got better"),
    (Way.WORSE, "has got worse", "have got worse"),
    (Way.SAME, "has not changed", "have not changed"),
    # These two carry no judgement, so they are not called better or worse.
    (Way.HIGHER, "has risen", "have risen"),
    (Way.LOWER, "has fallen", "have fallen"),
    (Way.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (Way.NO_EARLIER, "has no earlier figure", "have no earlier figure"),
)
_BETTER_OR_WORSE = frozenset({Way.BETTER, Way.WORSE})
_UNCOMPARED = frozenset({Way.NOT_COMPARABLE, Way.NO_EARLIER})
_SINCE = " since the reading before"


def against_target(facts: Facts) -> Drafted:
    """Return how many indicators are on target, worse, or cannot be compared, and why."""
    return with_base(facts, (INDICATORS, TARGETS, READINGS), _shared(facts))


def counts(facts: Facts) -> Drafted:
    """Return the same after how many indicators the plans use (seed T 3.4: a minimum)."""
    words, rows = against_target(facts)
    if not facts.measured:
        return words, rows
    plans = plural(facts.ways.words.plan)
    return f"The {plans} use {counted(len(facts.measured), INDICATOR)}. {words}", rows


def unrated(facts: Facts) -> Drafted:
    """Return which indicators cannot be compared with a target, by reason."""
    without = [one for one in facts.measured if one.judgement.unrated]
    if not without:
        return "", ()
    total = len(facts.measured)
    start = f"{len(without)} of the {total} {INDICATOR.several}"
    start = start if total > 1 else f"The 1 {INDICATOR.one}"
    reasons = listed(
        str(_naming(_of_reason(facts, why), one, several))
        for why, one, several in _NOT_RATED
        if _of_reason(facts, why)
    )
    return f"{start} cannot be compared with a target: {reasons}.", _rows(without)


def moved(facts: Facts) -> Drafted:
    """Return which indicators have moved, and which way, each by reference."""
    return _movement(facts, frozenset(Way))


def moved_in_summary(facts: Facts) -> Drafted:
    """Return which indicators have got better or worse; the others are counted."""
    return _movement(facts, _BETTER_OR_WORSE)


def _shared(facts: Facts) -> str:
    if not facts.measured:
        return nothing_there(facts, INDICATORS, facts.ways.pack.phrases.no_indicators)
    roles = Counter(one.judgement.role for one in facts.measured)
    parts = [Part(roles[role], one, several) for role, one, several in _AGAINST_TARGET]
    cannot = "cannot be compared with a target"
    return shared(INDICATOR, [*parts, Part(roles[None], cannot, cannot, _reasons(facts))])


def _reasons(facts: Facts) -> str:
    reasons = Counter(one.judgement.unrated for one in facts.measured)
    parts = (Part(reasons[why], one, several) for why, one, several in _NOT_RATED)
    return listed(str(part) for part in parts if part.count)


def _of_reason(facts: Facts, why: Unrated) -> list[Measured]:
    return [one for one in facts.measured if one.judgement.unrated is why]


def _movement(facts: Facts, named: frozenset[Way]) -> Drafted:
    parts: list[Part] = []
    for way, one, several in _MOVED:
        those = [m for m in facts.measured if m.movement.way is way]
        since = "" if parts or way in _UNCOMPARED else _SINCE
        if those:
            more = _references(those) if way in named else ""
            parts.append(Part(len(those), one + since, several + since, more))
    return shared(INDICATOR, parts) if parts else "", _rows(facts.measured)


def _naming(measured: list[Measured], one: str, several: str) -> Part:
    return Part(len(measured), one, several, _references(measured))


def _references(measured: list[Measured]) -> str:
    return listed(one.indicator.reference for one in measured)


def _rows(measured: Iterable[Measured]) -> tuple[Place, ...]:
    return places(row for one in measured for row in (one.indicator, one.reading) if row)
