"""Sentences of the outcomes dashboard: ratings, movement, the state of the data, each outcome.

A count always stands with its base, and what is not counted as rated is told with its reason.

The drafted sentences of the outcomes dashboard, which ask for every trend.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from paperkit.board.data import BoardData, grouped
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import Text
from paperkit.board.plan_rows import (
    INDICATORS,
    READINGS,
    TARGETS,
    Benchmark,
    Indicator,
    Outcome,
    Reading,
)
from paperkit.board.words import Agreement
from paperkit.findings import Place
from paperkit.frozen import Frozen, replace
from paperkit.indicators.ratings import (
    Measured,
    Movement,
    Way,
    is_overdue,
    is_stale,
)
from paperkit.indicators.shown import (
    INDICATOR,
)
from paperkit.indicators.trends import Trend, trend_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, nothing_there, places, with_base, with_own
from paperkit.standpoint.wording import Part, counted, listed, plural, shared
from paperkit.word.values import Sentence


class Standing(Frozen):
    """One indicator for a meeting: its rating, its trend, what it is compared with.

    ``benchmarks`` has one of each area: that of the figure's own period, or the latest.
    """

    measured: Measured
    trend: Trend
    benchmarks: tuple[Benchmark, ...]
    stale: bool
    overdue: bool

    @property
    def indicator(self) -> Indicator:
        """Return the indicator."""
        return self.measured.indicator

    @property
    def reading(self) -> Reading | None:
        """Return its latest reading."""
        return self.measured.reading

    @property
    def has_figure(self) -> bool:
        """Return whether the latest reading is a figure; a word may stand in its place."""
        value = self.reading.value if self.reading else None
        return value is not None and value.number is not None

    @property
    def is_proxy(self) -> bool:
        """Return whether it stands in for an outcome that is seen late."""
        return self.indicator.proxy is Answer.YES

    @property
    def is_drafted(self) -> bool:
        """Return whether the Board has still to agree it (seed H 3.13)."""
        return self.indicator.agreement is Agreement.DRAFTED

    @property
    def is_provisional(self) -> bool:
        """Return whether the latest figure may yet change."""
        return self.reading is not None and self.reading.provisional is Answer.YES


def standings(board: BoardData, measured: Iterable[Measured], day: date) -> tuple[Standing, ...]:
    """Return how each indicator stands on a day, in the order of the file."""
    benchmarks = grouped(board.benchmarks, "indicator")
    return tuple(_standing(board, one, benchmarks, day) for one in measured)


def _standing(
    board: BoardData, one: Measured, benchmarks: Mapping[str, tuple[Benchmark, ...]], day: date
) -> Standing:
    indicator, reading = one.indicator, one.reading
    beside = benchmarks.get(indicator.reference, ())
    return Standing(
        one,
        trend_of(board, indicator, day),
        _of_each_area(beside, reading.period if reading else None, day),
        is_stale(indicator, reading, day),
        is_overdue(indicator, day),
    )


def _of_each_area(
    benchmarks: Sequence[Benchmark], period: Period | None, day: date
) -> tuple[Benchmark, ...]:
    dated = [(one.period, one) for one in benchmarks if one.period and one.period.last <= day]
    chosen: dict[str, Benchmark] = {}
    for their_period, one in sorted(dated, key=lambda pair: pair[0].order):
        area = folded(one.area)
        if area not in chosen or chosen[area].period != period or their_period == period:
            chosen[area] = one
    ordered = dict.fromkeys(folded(one.area) for one in benchmarks)
    return tuple(chosen[area] for area in ordered if area in chosen)


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


class Dashboard(Frozen):
    """What the sentences are drafted from: all indicators, or those of one outcome."""

    at: BoardAt
    standings: Standings


def counts(held: Dashboard) -> Drafted:
    """Return how many indicators have which rating; the table of ratings says which they are."""
    at, those = held.at, held.standings
    if not those:
        nothing = nothing_there(at, INDICATORS, at.ways.pack.phrases.no_indicators)
        return with_base(at, _TABLES, nothing)
    parts = [replace(part, more="") for part in _ratings(at.ways, those)]
    return with_base(at, _TABLES, shared(INDICATOR, parts))


def outcomes(held: Dashboard) -> Drafted:
    """Return how many outcomes have an indicator; none where there is no outcome to tell of."""
    told = told_of(held)
    with_one = [one for one in told if one.reference in held.at.board.indicators_of]
    if not told:
        return "", ()
    words = held.at.ways.words.outcome
    noun = words if len(told) == 1 else plural(words)
    number = "The" if len(told) == len(with_one) == 1 else f"{len(with_one)} of the {len(told)}"
    has = "has" if len(with_one) == 1 else "have"
    lacking = len(told) - len(with_one)
    others = "the other" if lacking == 1 else "each of the others"
    reason = f"; the reason stands with {others}" if lacking else ""
    return f"{number} {noun} {has} an indicator{reason}.", places(told)


def told_of(held: Dashboard) -> tuple[Outcome, ...]:
    """Return the outcomes that the dashboard tells of: not those above others without a word."""
    outcomes = held.at.board.outcomes
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
    rated = shared(INDICATOR, _ratings(held.at.ways, those))
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


_OUTCOME = "outcome"
_DRAFTS: Mapping[str, Callable[[Dashboard], Drafted]] = {
    "dashboard.counts": counts,
    "dashboard.outcomes": outcomes,
    "dashboard.moved": moved,
    "dashboard.data": data,
    "dashboard.marked": marked,
}


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys: on the whole, then one for each outcome."""
    return (*_DRAFTS, *(f"{_OUTCOME}.{one}" for one in _references_sentences_of_dashboard(board)))


def drafted_of_dashboard(held: Dashboard, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of the outcomes dashboard: on the whole, then one for each outcome.

    That of an outcome goes by the key ``outcome`` and its reference: ``outcome.2.1``.
    """
    drafts = {key: partial(draft, held) for key, draft in _DRAFTS.items()}
    by_outcome: dict[str, list[Standing]] = {
        one: [] for one in _references_sentences_of_dashboard(held.at.board)
    }
    for one in held.standings:
        by_outcome.setdefault(one.indicator.outcome, []).append(one)
    for name, own in by_outcome.items():
        drafts[f"{_OUTCOME}.{name}"] = partial(outcome, replace(held, standings=own))
    return with_own(drafts, texts)


def _references_sentences_of_dashboard(board: BoardData) -> tuple[str, ...]:
    return tuple(outcome.reference for outcome in board.outcomes)
