"""Sentences on indicators: counts against target, movement, and why some cannot be compared.

No rating word is used, since the key to the ratings comes later in the paper. It is never
said that a target is exceeded: where lower is better that reads as its opposite.
"""

from collections.abc import Callable, Iterable

from paperkit.board.figures.ratings import Measured, Way
from paperkit.board.model.measures import INDICATORS, READINGS, TARGETS
from paperkit.board.model.words import Unrated
from paperkit.board.settings import Role
from paperkit.findings import Place
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, places, with_base
from paperkit.papers.wording import Noun, Part, listed, plural, shared

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
_CANNOT = (None, "cannot be compared with a target", "cannot be compared with a target")
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
    (Unrated.HELD_BACK, "is held back", "are held back"),
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
_UNCOMPARED = frozenset({Way.NOT_COMPARABLE, Way.NO_EARLIER})
_SINCE = " since the reading before"
_TABLES = (INDICATORS, TARGETS, READINGS)


def against_target(facts: Facts) -> Drafted:
    """Return how many indicators are on target, worse, or cannot be compared."""
    return with_base(facts, _TABLES, _shared(facts, lambda _those: ""))


def counts(facts: Facts) -> Drafted:
    """Return which of the plans' indicators those are, and why some cannot be compared."""
    which = f" of the {plural(facts.ways.words.plan)}"
    return with_base(facts, _TABLES, _shared(facts, _named, which))


def moved(facts: Facts) -> Drafted:
    """Return which indicators have moved, and which way, each by reference."""
    return _movement(facts, frozenset(Way))


def moved_in_summary(facts: Facts) -> Drafted:
    """Return how many indicators have moved, and which way; only the worse are named."""
    return _movement(facts, frozenset({Way.WORSE}))


def _shared(facts: Facts, more: Callable[[list[Measured]], str], which: str = "") -> str:
    """Return the counts, each with what ``more`` says of the indicators that it counts."""
    if not facts.measured:
        return nothing_there(facts, INDICATORS, facts.ways.pack.phrases.no_indicators)
    parts = (
        _part([m for m in facts.measured if m.judgement.role is role], one, several, more)
        for role, one, several in (*_AGAINST_TARGET, _CANNOT)
    )
    return shared(INDICATOR, tuple(parts), which)


def _part(
    those: list[Measured], one: str, several: str, more: Callable[[list[Measured]], str]
) -> Part:
    return Part(len(those), one, several, more(those))


def _named(those: list[Measured]) -> str:
    """Return the references; of those that cannot be compared each with its reason."""
    reasons = (_of_reason(those, *words) for words in _NOT_RATED)
    return "; ".join(filter(None, reasons)) or _references(those)


def _of_reason(those: list[Measured], why: Unrated, one: str, several: str) -> str:
    named = [measured for measured in those if measured.judgement.unrated is why]
    return f"{_references(named)} {one if len(named) == 1 else several}" if named else ""


def _movement(facts: Facts, named: frozenset[Way]) -> Drafted:
    parts: list[Part] = []
    for way, one, several in _MOVED:
        those = [m for m in facts.measured if m.movement.way is way]
        since = "" if parts or way in _UNCOMPARED else _SINCE
        if those:
            more = _references(those) if way in named else ""
            parts.append(Part(len(those), one + since, several + since, more))
    return shared(INDICATOR, parts) if parts else "", _rows(facts.measured)


def _references(measured: list[Measured]) -> str:
    return listed(one.indicator.reference for one in measured)


def _rows(measured: Iterable[Measured]) -> tuple[Place, ...]:
    return places(row for one in measured for row in (one.indicator, one.reading) if row)
