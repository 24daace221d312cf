"""How each indicator stands on the outcomes dashboard (seed H 3.13): rating, trend, benchmarks.

What a template may show of the outcomes dashboard (seed H 3.13).

The outcomes dashboard: one page at a glance, then a block for each outcome (seed H 3.13).

The rating against target and the comparison with other areas are two things with two keys: the
one is the council's own judgement, the other its source's.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from paperkit.board.plan_rows import Benchmark, Outcome
from paperkit.frozen import Frozen
from paperkit.indicators.ratings import Way, figure, freshness_words, measured_at
from paperkit.indicators.shown import count_chart, indicator_chart, indicator_row, why_without
from paperkit.indicators.trends import Trend, trend_words
from paperkit.kinds.dashboard_sentences import (
    Dashboard,
    Standing,
    drafted_of_dashboard,
    ratings_of,
    standings,
    told_of,
)
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import listed
from paperkit.word.values import Figure, Rated, Sentence, SeriesPart, Shown


class RatingLine(Frozen):
    """How many indicators have a rating, with their base, and which; of those without, why."""

    word: Rated | str
    count: str
    which: str


class OutcomeLine(Frozen):
    """One outcome at a glance: the ratings of its indicators, their movement, what to know of them.

    ``ratings`` begins with its base; an outcome without an indicator has its reason in its block.
    """

    name: str
    ratings: str
    movement: str
    data: str


class BenchmarkShown(Frozen):
    """A figure of England or another area, with its period and how the source compares the two.

    ``compared`` is in the source's own words, and empty where it gives none; it is no rating.
    """

    area: str
    value: str
    compared: str


class RatedIndicator(Frozen):
    """One indicator of an outcome: its figure, its rating, its movement, its trend, its chart.

    ``trend`` has the signs of variation and assurance with their words, ``told`` what they rest on.
    ``mark`` says that it is a proxy, ``agreement`` that the Board has still to agree it. These,
    ``note``, ``stale`` and ``figures``, the figures that the chart shows, are empty where there is
    nothing to say: a template asks with an if. ``chart`` is words where there are too few figures.
    """

    reference: str
    name: str
    mark: str
    agreement: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    word: Rated | str
    rule: str
    short: str
    long: str
    trend: tuple[str, ...]
    told: tuple[str, ...]
    benchmarks: tuple[BenchmarkShown, ...]
    next_due: str
    stale: str
    note: str
    chart: Figure | str
    figures: str
    targets: str


class OutcomeBlock(Frozen):
    """One outcome in full. ``reason`` is why it has no indicator, and empty where it has any."""

    name: str
    reason: Shown
    sentences: tuple[Sentence, ...]
    indicators: tuple[RatedIndicator, ...]


class ComparisonWord(Frozen):
    """A word with which a source compares areas, and whose figures it stands beside."""

    word: str
    used_for: str


class DashboardShown(Frozen):
    """The outcomes dashboard: at a glance, then outcome by outcome.

    ``chart`` shows the ratings; ``comparisons`` is the key to comparisons with other areas, which
    is never that of the ratings.
    """

    sentences: tuple[Sentence, ...]
    ratings: tuple[RatingLine, ...]
    chart: Figure | str
    lines: tuple[OutcomeLine, ...]
    comparisons: tuple[ComparisonWord, ...]
    blocks: tuple[OutcomeBlock, ...]


NO_DASHBOARD = DashboardShown((), (), "", (), (), ())


NOT_RATED = "No rating"
NO_INDICATOR = "No indicator: the reason is given below"
PROXY = "Proxy: it stands in for an outcome that is seen late"
NOT_AGREED = "Drafted: not yet agreed by the Board"
_MOVED = (Way.BETTER, Way.WORSE, Way.SAME, Way.HIGHER, Way.LOWER)


def dashboard(at: BoardAt) -> DashboardShown:
    """Return the dashboard for a meeting: counts with their base, then outcome by outcome."""
    held = _Held(at)
    return DashboardShown(
        sentences=held.of("dashboard"),
        ratings=tuple(_rating_lines(held)),
        chart=_rating_chart(held),
        lines=tuple(_line(held, *one) for one in held.outcomes),
        comparisons=_comparisons(held.standings),
        blocks=tuple(_block(held, *one) for one in held.outcomes),
    )


_Of = tuple[str, Outcome | None, tuple[Standing, ...]]


class _Held(Frozen, dict=True):
    """What the parts of the dashboard share, worked out once."""

    at: BoardAt

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Return how each indicator stands."""
        return standings(self.at.board, self.at.once(measured_at), self.at.as_of)

    @property
    def drafting(self) -> Dashboard:
        """Return what the sentences are drafted from."""
        return Dashboard(self.at, self.standings)

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Return the sentences by their keys."""
        told = drafted_of_dashboard(self.drafting, self.at.texts)
        return {sentence.key: sentence for sentence in told}

    def of(self, part: str) -> tuple[Sentence, ...]:
        """Return the sentences whose key begins with a word."""
        return tuple(one for key, one in self.sentences.items() if key.startswith(f"{part}."))

    @cached_property
    def outcomes(self) -> tuple[_Of, ...]:
        """Return each outcome with its indicators; those of none that is known come last."""
        by_outcome: dict[str, list[Standing]] = {}
        for one in self.standings:
            by_outcome.setdefault(one.indicator.outcome, []).append(one)
        told = told_of(self.drafting)
        found: list[_Of] = [
            (one.reference, one, tuple(by_outcome.pop(one.reference, ()))) for one in told
        ]
        return (*found, *((name, None, tuple(those)) for name, those in by_outcome.items()))


def _rating_lines(held: _Held) -> Iterator[RatingLine]:
    total = len(held.standings)
    for word, those in ratings_of(held.at.ways, held.standings):
        if word or those:
            which = _references(those) if word else _reasons(those)
            nothing = held.at.phrases.nothing
            shown = _shaded(held.at, word) if word else NOT_RATED
            yield RatingLine(shown, f"{len(those)} of {total}", which or nothing)


def _rating_chart(held: _Held) -> Figure | str:
    if not held.standings:
        return ""
    shares = ratings_of(held.at.ways, held.standings)
    counts = [(word or NOT_RATED, len(those)) for word, those in shares if word or those]
    return count_chart("Indicators by rating", counts)


def _shaded(at: BoardAt, word: str) -> Rated | str:
    scale = at.ways.settings.ratings
    return next((Rated(r.word, r.fill, r.ink) for r in scale if r.word == word), word)


def _line(
    held: _Held, name: str, _outcome: Outcome | None, those: tuple[Standing, ...]
) -> OutcomeLine:
    at, nothing = held.at, held.at.phrases.nothing
    if not those:
        return OutcomeLine(at.called(name), NO_INDICATOR, nothing, nothing)
    told = [
        f"{word or NOT_RATED} {len(there)} ({_references(there)})"
        for word, there in ratings_of(at.ways, those)
        if there
    ]
    return OutcomeLine(
        name=at.called(name),
        ratings=f"Of {len(those)}: {'; '.join(told)}",
        movement="; ".join(_moved(those)) or Way.NO_EARLIER.value,
        data="; ".join(_to_know(those)) or nothing,
    )


def _moved(those: Sequence[Standing]) -> Iterator[str]:
    for way in _MOVED:
        there = [one for one in those if one.measured.movement.way is way]
        if there:
            yield f"{way.value} {len(there)} ({_references(there)})"


def _to_know(those: Sequence[Standing]) -> Iterator[str]:
    for words, there in (
        ("No figure", [one for one in those if not one.has_figure]),
        ("Stale", [one for one in those if one.stale]),
        ("Overdue", [one for one in those if one.overdue]),
        ("Provisional", [one for one in those if one.is_provisional]),
        ("Proxy", [one for one in those if one.is_proxy]),
        ("Not agreed", [one for one in those if one.is_drafted]),
    ):
        if there:
            yield f"{words}: {_references(there)}"


def _block(
    held: _Held, name: str, outcome: Outcome | None, those: tuple[Standing, ...]
) -> OutcomeBlock:
    at = held.at
    told = held.sentences.get(f"outcome.{name}")
    reason: Shown = ""
    if not those and outcome is not None:
        reason = why_without(at, outcome)
    shown = tuple(_indicator(at, one) for one in those)
    return OutcomeBlock(at.called(name), reason, (told,) if told else (), shown)


def _indicator(at: BoardAt, one: Standing) -> RatedIndicator:
    row, indicator = indicator_row(at, one.measured), one.indicator
    targets = at.board.targets_of.get(indicator.reference, ())
    chart = indicator_chart(one.trend, targets)
    drawn = chart if isinstance(chart, Figure) else None
    return RatedIndicator(
        reference=indicator.reference,
        name=indicator.name or at.phrases.nothing,
        mark=PROXY if one.is_proxy else "",
        agreement=NOT_AGREED if one.is_drafted else "",
        partner=row.partner,
        period=row.period,
        value=row.value,
        target=row.target,
        word=row.rating.word,
        rule=row.rating.rule,
        short=one.trend.short.words,
        long=one.trend.long.words,
        trend=tuple(_signs(one.trend)),
        told=trend_words(one.trend),
        benchmarks=tuple(_benchmark(at, one, beside) for beside in one.benchmarks),
        next_due=_next_due(one),
        stale=freshness_words(indicator, one.reading, at.as_of) if one.stale else "",
        note=one.reading.note if one.reading else "",
        chart=chart,
        figures=drawn.figures(SeriesPart.VALUE) if drawn else "",
        targets=drawn.figures(SeriesPart.TARGET) if drawn else "",
    )


def _signs(trend: Trend) -> Iterator[str]:
    """Yield variation and assurance with their signs, or the marker of yearly figures."""
    if trend.yearly:
        yield f"Trend: {trend.yearly.marker.value}"
    for name, sign in (
        ("Variation", trend.process.variation if trend.process else None),
        ("Assurance", trend.process.assurance if trend.process else None),
    ):
        if sign:
            yield f"{name}: {sign.value}"


def _next_due(one: Standing) -> str:
    due, often = one.indicator.next_due, one.indicator.frequency
    if due:
        return f"{'was due' if one.overdue else 'due'} {in_words(due)}"
    return f"no date given ({str(often).lower()})" if often else "no date given"


def _benchmark(at: BoardAt, one: Standing, beside: Benchmark) -> BenchmarkShown:
    value = figure(beside.value, one.indicator) if beside.value else at.phrases.nothing
    own = one.reading.period if one.reading else None
    other = f" (our figure is for {own})" if own and own != beside.period else ""
    return BenchmarkShown(beside.area, f"{value} in {beside.period}{other}", beside.compared)


def _comparisons(those: Sequence[Standing]) -> tuple[ComparisonWord, ...]:
    """Return each word with which a source compares, and the areas and indicators it is for."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for one in those:
        for beside in one.benchmarks:
            if beside.compared:
                areas = found.setdefault(beside.compared, {})
                areas.setdefault(beside.area, {})[one.indicator.reference] = None
    return tuple(
        ComparisonWord(word, "; ".join(f"{area}: {listed(refs)}" for area, refs in areas.items()))
        for word, areas in found.items()
    )


def _reasons(those: Sequence[Standing]) -> str:
    words = dict.fromkeys(one.measured.judgement.word for one in those)
    return "; ".join(
        f"{word}: {_references([o for o in those if o.measured.judgement.word == word])}"
        for word in words
    )


def _references(those: Sequence[Standing]) -> str:
    return listed(one.indicator.reference for one in those)
