"""Sentences of the outcomes dashboard: ratings, movement, the state of the data, each outcome.

A count always stands with its base, and what is not counted as rated is told with its reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from paperkit.board.figures.dashboard import Standing
from paperkit.board.figures.ratings import Movement, Way
from paperkit.board.model import Outcome
from paperkit.board.model.measures import INDICATORS, READINGS, TARGETS
from paperkit.board.settings import Ways
from paperkit.findings import Place
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, places, with_base
from paperkit.papers.drafts.indicators import INDICATOR
from paperkit.papers.wording import Part, counted, listed, plural, shared

_TABLES = (INDICATORS, TARGETS, READINGS)
_MOVED = (
    (Way.BETTER, "has got better", "have got better"),
    (Way.WORSE, "has got worse", "have got worse"),
    (Way.SAME, "has not changed", "have not changed"),
    # These two carry no judgement, so they are not called better or worse.
    (Way.HIGHER, "has risen", "have risen"),
    (Way.LOWER, "has fallen", "have fallen"),
)
_COMPARED = frozenset(way for way, *_ in _MOVED)
_UNCOMPARED = ("cannot be compared with an earlier figure",) * 2

Standings = Sequence[Standing]


@dataclass(frozen=True)
class Dashboard:
    """What the sentences are drafted from: all indicators, or those of one outcome."""

    facts: Facts
    standings: Standings


def counts(held: Dashboard) -> Drafted:
    """Return how many indicators have which rating; the table of ratings says which they are."""
    facts, those = held.facts, held.standings
    if not those:
        nothing = nothing_there(facts, INDICATORS, facts.ways.pack.phrases.no_indicators)
        return with_base(facts, _TABLES, nothing)
    parts = [replace(part, more="") for part in _ratings(facts.ways, those)]
    return with_base(facts, _TABLES, shared(INDICATOR, parts))


def outcomes(held: Dashboard) -> Drafted:
    """Return how many outcomes have an indicator; none where there is no outcome to tell of."""
    told = told_of(held)
    with_one = [one for one in told if one.reference in held.facts.board.indicators_of]
    if not told:
        return "", ()
    words = held.facts.ways.words.outcome
    noun = words if len(told) == 1 else plural(words)
    number = "The" if len(told) == len(with_one) == 1 else f"{len(with_one)} of the {len(told)}"
    has = "has" if len(with_one) == 1 else "have"
    lacking = len(told) - len(with_one)
    others = "the other" if lacking == 1 else "each of the others"
    reason = f"; the reason stands with {others}" if lacking else ""
    return f"{number} {noun} {has} an indicator{reason}.", places(told)


def told_of(held: Dashboard) -> tuple[Outcome, ...]:
    """Return the outcomes that the dashboard tells of: not those above others without a word."""
    outcomes = held.facts.board.outcomes
    used = {one.indicator.outcome for one in held.standings}
    above = {outcome.parent for outcome in outcomes}
    return tuple(
        outcome
        for outcome in outcomes
        if outcome.reference in used or outcome.no_indicator or outcome.reference not in above
    )


def moved(held: Dashboard) -> Drafted:
    """Return which way indicators have moved, since the reading before and over the long term.

    Those that have got worse are named.
    """
    those = held.standings
    if not those:
        return "", ()
    short = _movement(those, lambda one: one.measured.movement)
    long = _movement(those, lambda one: one.trend.long)
    words = f"Since the reading before: {short}. Over the long term: {long}."
    return words, _rows(those)


def data(held: Dashboard) -> Drafted:
    """Return which figures are missing, stale, overdue or provisional, with their base."""
    those = held.standings
    if not those:
        return "", ()
    words = _of_all(
        those,
        (
            _share("has no figure", "have no figure", [o for o in those if not o.has_figure]),
            _share(
                "has a figure that is out of date",
                "have a figure that is out of date",
                [one for one in those if one.stale],
            ),
            _share(
                "awaits a figure that was due",
                "await a figure that was due",
                [one for one in those if one.overdue],
            ),
            _share(
                "has a provisional figure",
                "have a provisional figure",
                [one for one in those if one.is_provisional],
            ),
        ),
    )
    if not words:
        one = Part(len(those), "The 1 indicator has", f"All {len(those)} indicators have")
        return f"{one.said} a figure that is current and final.", _rows(those)
    return words, _rows(those)


def marked(held: Dashboard) -> Drafted:
    """Return which indicators are proxies, and which the Board has still to agree."""
    those = held.standings
    proxies = [one for one in those if one.is_proxy]
    drafted = [one for one in those if one.is_drafted]
    words = _of_all(
        those,
        (
            _share(
                "is a proxy for an outcome that is seen late",
                "are proxies for an outcome that is seen late",
                proxies,
            ),
            _share("is drafted and not yet agreed", "are drafted and not yet agreed", drafted),
        ),
    )
    return words, _rows([*proxies, *drafted])


def outcome(held: Dashboard) -> Drafted:
    """Return how the indicators of one outcome are rated, and which way they have moved."""
    those = held.standings
    if not those:
        return "", ()
    rated = shared(INDICATOR, _ratings(held.facts.ways, those))
    ways = [
        f"{_references(there)} {_said(there, *words)}"
        for way, *words in _MOVED
        if (there := [one for one in those if one.measured.movement.way is way])
    ]
    since = f" Since the reading before, {listed(ways)}." if ways else ""
    return f"{rated}{since}", _rows(those)


def ratings_of(ways: Ways, those: Standings) -> tuple[tuple[str, tuple[Standing, ...]], ...]:
    """Return the indicators by rating: every word of the scale, best first, then those without.

    Words that are not of the scale stand after it, each with its own.
    """
    words = dict.fromkeys(rating.word for rating in ways.settings.ratings)
    words |= dict.fromkeys(one.measured.judgement.word for one in those if _is_rated(one))
    shared_out = [
        (word, tuple(o for o in those if _is_rated(o) and o.measured.judgement.word == word))
        for word in words
    ]
    return (*shared_out, ("", tuple(one for one in those if not _is_rated(one))))


def _is_rated(one: Standing) -> bool:
    return one.measured.judgement.role is not None


def _ratings(ways: Ways, those: Standings) -> list[Part]:
    parts = []
    for word, there in ratings_of(ways, those):
        if word:
            parts.append(Part(len(there), f"is {word}", f"are {word}", _references(there)))
        else:
            parts.append(Part(len(there), "has no rating", "have no rating", _reasons(there)))
    return parts


def _reasons(those: Standings) -> str:
    words = dict.fromkeys(one.measured.judgement.word for one in those)
    return "; ".join(
        f"{_references([o for o in those if o.measured.judgement.word == word])}: {word.lower()}"
        for word in words
    )


def _movement(those: Standings, of: Callable[[Standing], Movement]) -> str:
    parts = []
    for way, one, several in _MOVED:
        there = [standing for standing in those if of(standing).way is way]
        more = _references(there) if way is Way.WORSE else ""
        parts.append(Part(len(there), one, several, more))
    rest = [one for one in those if of(one).way not in _COMPARED]
    told = shared(INDICATOR, (*parts, Part(len(rest), *_UNCOMPARED))).removesuffix(".")
    return f"{told[0].lower()}{told[1:]}"


def _share(one: str, several: str, those: Standings) -> Part:
    return Part(len(those), one, several, _references(those))


def _of_all(those: Standings, parts: Iterable[Part]) -> str:
    """Return what is said of some of the indicators, with their base; nothing for none."""
    told = [part for part in parts if part.count]
    if not told:
        return ""
    if len(those) == 1:
        return f"The 1 indicator {listed(part.said for part in told)}."
    return f"Of the {counted(len(those), INDICATOR)}, {listed(map(str, told))}."


def _said(those: Standings, one: str, several: str) -> str:
    return one if len(those) == 1 else several


def _references(those: Standings) -> str:
    return listed(one.indicator.reference for one in those)


def _rows(those: Standings) -> tuple[Place, ...]:
    return places(row for one in those for row in (one.indicator, one.reading) if row)
