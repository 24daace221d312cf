"""The outcomes dashboard (seed H 3.13): one page at a glance, then a block for each outcome.

The rating against target and the comparison with other areas are two things with two keys: the
one is the council's own judgement, the other its source's. In its sentences a count always comes
with its base, and what has no rating is named with the reason.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial

from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.plan_rows import INDICATORS, Benchmark, Outcome
from paperkit.board.settings import Role
from paperkit.board.words import Agreement
from paperkit.frozen import as_dict, replace
from paperkit.indicators.charts import count_chart, indicator_chart
from paperkit.indicators.ratings import (
    Measured,
    Movement,
    Way,
    figure,
    freshness_words,
    is_overdue,
    is_stale,
    measured_at,
)
from paperkit.indicators.shown import (
    FIGURE_TABLES,
    MOVED,
    called,
    compared_with,
    indicator_row,
    key,
    references,
    rows_of,
    sign_offs,
    why_without,
)
from paperkit.indicators.trends import Trend, apart_words, trend_words, trends_at
from paperkit.kinds import paper
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    NOTHING,
    Drafted,
    listed,
    nothing_there,
    of_part,
    places,
)
from paperkit.standpoint.wording import Portion, in_parts, say, shared, with_base, with_own
from paperkit.word.values import Rated, SeriesPart

NOT_RATED = "No rating"
NONE_OF_THEM = "None"
NOTHING_TO_NOTE = "Nothing to note"


class IndicatorAt(Measured):
    """One indicator for a meeting, with its trend and what it is compared with.

    ``benchmarks`` has one of each area: that of the figure's own period, or the latest. The others
    say whether its latest figure is out of date, or the next one was due.
    """

    trend: Trend
    benchmarks: tuple[Benchmark, ...]
    stale: bool
    overdue: bool


Those = Sequence[IndicatorAt]


def indicators_at(at: BoardAt) -> tuple[IndicatorAt, ...]:
    """Return every indicator for the meeting, in the order of the file."""
    benchmarks, day = grouped(at.board.benchmarks, "indicator"), at.as_of
    return tuple(
        IndicatorAt(
            **as_dict(one),
            trend=at.once(trends_at)[one.indicator.reference],
            benchmarks=_of_each_area(
                benchmarks.get(one.indicator.reference, ()),
                one.reading.period if one.reading else None,
                day,
            ),
            stale=is_stale(one.indicator, one.reading, day),
            overdue=is_overdue(one.indicator, day),
        )
        for one in at.once(measured_at)
    )


def _of_each_area(
    benchmarks: Sequence[Benchmark], period: Period | None, day: date
) -> tuple[Benchmark, ...]:
    dated = [(one.period, one) for one in benchmarks if one.period and one.period.last <= day]
    in_order = [one for _, one in sorted(dated, key=lambda pair: pair[0].order)]
    chosen: list[Benchmark] = []
    for area in dict.fromkeys(folded(one.area) for one in benchmarks):
        there = [one for one in in_order if folded(one.area) == area]
        chosen += ([one for one in there if one.period == period] or there)[-1:]
    return tuple(chosen)


def by_outcome(at: BoardAt) -> Mapping[str, Those]:
    """Return the indicators of each outcome, also of none; those of none that is known last."""
    found = by_key((one.indicator.outcome, one) for one in at.once(indicators_at))
    return {**{row.reference: () for row in at.board.outcomes}, **found}


def outcomes_at(at: BoardAt) -> tuple[Outcome, ...]:
    """Return the outcomes that the dashboard shows: not those above others without a word."""
    used = {one.indicator.outcome for one in at.once(indicators_at)}
    above = {outcome.parent for outcome in at.board.outcomes}
    return tuple(
        outcome
        for outcome in at.board.outcomes
        if outcome.reference in used or outcome.no_indicator or outcome.reference not in above
    )


def by_rating(at: BoardAt, those: Those) -> tuple[tuple[str, Those], ...]:
    """Return the indicators by rating: every word of the scale, best first, then those without.

    Words that are not of the scale come after it; those without a rating are under "".
    """
    found: dict[str, list[IndicatorAt]] = {one.word: [] for one in at.ways.settings.ratings}
    for one in those:
        if one.judgement.role:
            found.setdefault(one.judgement.word, []).append(one)
    unrated = [one for one in those if one.judgement.role is None]
    return (*found.items(), ("", unrated))


def _by_reason(those: Those) -> Iterator[tuple[str, str]]:
    """Yield each reason for which indicators have no rating, and their references."""
    found = by_key((one.judgement.word, one) for one in those)
    return ((word, references(there)) for word, there in found.items())


class Condition(Enum):
    """What is to be known of an indicator, or of its latest figure, as the table has it."""

    NO_FIGURE = "No figure"
    STALE = "Out of date"
    OVERDUE = "Overdue"
    PROVISIONAL = "Provisional"
    PROXY = "Proxy"
    NOT_AGREED = "Not agreed"


_OF_FIGURES = (
    Condition.NO_FIGURE, Condition.STALE, Condition.OVERDUE, Condition.PROVISIONAL,
)  # fmt: skip
_OF_INDICATORS = (Condition.PROXY, Condition.NOT_AGREED)


def holds(condition: Condition, one: IndicatorAt) -> bool:
    """Return whether it is so of an indicator."""
    match condition:
        case Condition.NO_FIGURE:
            return not one.has_figure
        case Condition.STALE:
            return one.stale
        case Condition.OVERDUE:
            return one.overdue
        case Condition.PROVISIONAL:
            return one.reading is not None and one.reading.provisional is Answer.YES
        case Condition.PROXY:
            return one.indicator.proxy is Answer.YES
        case Condition.NOT_AGREED:
            return one.indicator.agreement is Agreement.DRAFTED


def counts(at: BoardAt) -> Drafted:
    """Return how many indicators have which rating; those that miss their target are named."""
    those, key = at.once(indicators_at), "dashboard.counts"
    if not those:
        return with_base(at, FIGURE_TABLES, nothing_there(at, INDICATORS, say(at, key, 0)))

    def if_missed(one: IndicatorAt) -> str:
        return one.indicator.called if one.judgement.role is Role.MISSED else ""

    return with_base(at, FIGURE_TABLES, shared(at, key, _rated(at, those, if_missed)))


def _rated(at: BoardAt, those: Those, names: Callable[[IndicatorAt], str]) -> list[Portion]:
    """Return a part for each rating, and one for the indicators without."""
    parts = []
    for word, there in by_rating(at, those):
        key = "dashboard.rated" if word else "dashboard.unrated"
        said = say(at, key, len(there), rating=word)
        parts.append(Portion(len(there), said, tuple(filter(None, map(names, there)))))
    return parts


def outcomes(at: BoardAt) -> Drafted:
    """Return how many outcomes have no indicator; nothing where there is no outcome to show."""
    every = at.once(outcomes_at)
    lacking = [one.reference for one in every if one.reference not in at.board.indicators_of]
    if not every:
        return NOTHING
    key = "dashboard.outcomes" if len(every) > 1 else "dashboard.outcomes.only"
    words = say(at, key, len(lacking), [at.called(one) for one in lacking], total=len(every))
    return words, places(every)


def moved(at: BoardAt) -> Drafted:
    """Return which way indicators have moved, since the figure before and over the long term.

    Those that have got worse are named.
    """
    those = at.once(indicators_at)
    words = (
        shared(at, "dashboard.moved", _movements(at, those, lambda one: one.movement)),
        compared_with(at, those),
        shared(at, "dashboard.moved.long", _movements(at, those, lambda one: one.trend.long)),
    )
    return " ".join(filter(None, words)), rows_of(those)


def _movements(at: BoardAt, those: Those, of: Callable[[IndicatorAt], Movement]) -> list[Portion]:
    """Return a part for each way in which indicators have moved; the worse are named."""

    def way(one: IndicatorAt) -> str:
        return (of(one).way if of(one).way in MOVED else Way.NOT_COMPARABLE).name.lower()

    def if_worse(one: IndicatorAt) -> str:
        return one.indicator.called if of(one).way is Way.WORSE else ""

    order = (one.name.lower() for one in (*MOVED, Way.NOT_COMPARABLE))
    return in_parts(at, "indicators.way", those, way, order, if_worse)


def figures(at: BoardAt) -> Drafted:
    """Return which figures are missing, out of date, overdue or provisional, with their base."""
    those = at.once(indicators_at)
    unknown = [o for o in those if not (o.indicator.frequency or o.indicator.next_due)]
    words = shared(at, "dashboard.data", _conditions(at, those, _OF_FIGURES), of=len(those))
    if unknown and not words:
        words = say(at, "dashboard.data.unknown", len(unknown), list(map(called, unknown)))
    elif not words:
        words = say(at, "dashboard.data.current", len(those), total=len(those))
    return words, rows_of(those)


def marked(at: BoardAt) -> Drafted:
    """Return which indicators are proxies, and which the Board has still to agree."""
    those = at.once(indicators_at)
    there = [one for condition in _OF_INDICATORS for one in those if holds(condition, one)]
    parts = _conditions(at, those, _OF_INDICATORS)
    return shared(at, "dashboard.marked", parts, of=len(those)), rows_of(there)


def _conditions(at: BoardAt, those: Those, conditions: Sequence[Condition]) -> list[Portion]:
    """Return a part for each that is so of some indicator; one may be in several."""
    found = []
    for condition in conditions:
        if names := tuple(called(one) for one in those if holds(condition, one)):
            said = say(at, f"dashboard.condition.{condition.name.lower()}", len(names))
            found.append(Portion(len(names), said, names))
    return found


def of_outcome(at: BoardAt, those: Those) -> Drafted:
    """Return how the indicators of one outcome are rated, and which way they have moved.

    The table below names them, so that only those that differ are named here.
    """

    def named_apart(parts: list[Portion]) -> list[Portion]:
        return [replace(p, names=()) if p.count == len(those) else p for p in parts]

    order = [way.name.lower() for way in MOVED]
    ways = in_parts(
        at, "indicators.way", those, lambda one: one.movement.way.name.lower(), order, called
    )
    words = (
        shared(at, "outcome.counts", named_apart(_rated(at, those, called))) if those else "",
        shared(at, "outcome.moved", named_apart(ways), of=len(those)) if ways else "",
    )
    return " ".join(filter(None, words)), rows_of(those)


_DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "dashboard.counts": counts,
    "dashboard.outcomes": outcomes,
    "dashboard.moved": moved,
    "dashboard.data": figures,
    "dashboard.marked": marked,
}


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys of the sentences: on the whole, then one for each outcome."""
    return (*_DRAFTS, *(f"outcome.{row.reference}" for row in board.outcomes))


def status(at: BoardAt) -> str:
    """Return whether the Board has agreed its dashboard by the meeting (seed H 3.12).

    Nothing where the settings do not say. One for the very meeting that agrees it is a draft there.
    """
    said = at.ways.settings.dashboard
    if said.status is None and said.agreed_on is None:
        return ""
    if said.status is Agreement.DRAFTED or (said.agreed_on and said.agreed_on >= at.day):
        return say(at, "dashboard.status.drafted")
    if said.agreed_on:
        return say(at, "dashboard.status.agreed", day=in_words(said.agreed_on))
    return say(at, "dashboard.status.agreed.no_day")


def dashboard_shown(at: BoardAt) -> paper.DashboardShown:
    """Return the dashboard for a meeting: counts with their base, then outcome by outcome.

    The sentence of an outcome goes by the key ``outcome`` and its reference: ``outcome.2.1``.
    """
    every, drafts = at.once(indicators_at), {k: partial(draft, at) for k, draft in _DRAFTS.items()}
    for name, those in at.once(by_outcome).items():
        drafts[f"outcome.{name}"] = partial(of_outcome, at, those)
    drafted = with_own(at, drafts)
    rest = dict(at.once(by_outcome))
    shown: list[tuple[str, Outcome | None, Those]] = [
        (row.reference, row, rest.pop(row.reference, ())) for row in at.once(outcomes_at)
    ]
    shown += [(name, None, those) for name, those in rest.items() if those]
    shares = [(word, those) for word, those in by_rating(at, every) if word or those]
    bars = [(word or NOT_RATED, len(those)) for word, those in shares]
    shaded = {line.word.words: line.word for line in key(at) if isinstance(line.word, Rated)}
    return paper.DashboardShown(
        status=status(at),
        sentences=of_part(drafted, "dashboard"),
        ratings=tuple(
            paper.RatingLine(
                word=shaded.get(word, word or NOT_RATED),
                count=f"{len(those)} of {len(every)}" if every else NONE_OF_THEM,
                which=(
                    references(those)
                    if word
                    else "; ".join(f"{reason}: {named}" for reason, named in _by_reason(those))
                )
                or NONE_OF_THEM,
            )
            for word, those in shares
        ),
        chart=count_chart("Indicators by rating", bars) if every else "",
        lines=tuple(_line(at, name, those) for name, _, those in shown),
        comparisons=_comparisons(every),
        blocks=tuple(
            paper.OutcomeBlock(
                name=at.called(name),
                reason=why_without(at, row) if row and not those else "",
                sentences=tuple(one for one in drafted if one.key == f"outcome.{name}"),
                indicators=tuple(_indicator(at, one) for one in those),
            )
            for name, row, those in shown
        ),
    )


def _line(at: BoardAt, name: str, those: Those) -> paper.OutcomeLine:
    """Return an outcome at a glance."""
    if not those:
        return paper.OutcomeLine(
            at.called(name), say(at, "dashboard.line.no_indicator"), NONE_OF_THEM, NOTHING_TO_NOTE
        )
    ratings = [
        f"{word or NOT_RATED} {len(there)} ({references(there)})"
        for word, there in by_rating(at, those)
        if there
    ]
    movements = [
        f"{way.value} {len(there)} ({references(there)})"
        for way in MOVED
        if (there := [one for one in those if one.movement.way is way])
    ]
    to_know = [
        f"{condition.value}: {references(there)}"
        for condition in Condition
        if (there := [one for one in those if holds(condition, one)])
    ]
    return paper.OutcomeLine(
        name=at.called(name),
        ratings=f"Of {len(those)}: {'; '.join(ratings)}",
        movement="; ".join(movements) or Way.NO_EARLIER.value,
        data="; ".join(to_know) or NOTHING_TO_NOTE,
    )


def _indicator(at: BoardAt, one: IndicatorAt) -> paper.RatedIndicator:
    """Return an indicator in full: the line that tables print of it, its trend and its chart."""
    row, indicator, trend = indicator_row(at, one), one.indicator, one.trend
    is_drafted = indicator.agreement is Agreement.DRAFTED
    chart = indicator_chart(trend)
    role = one.judgement.role
    signs = [f"Trend: {trend.yearly.marker.value}"] if trend.yearly else []
    if trend.process and trend.process.variation:
        signs.append(f"Variation: {trend.process.variation.value}")
    if trend.process and trend.process.assurance:
        signs.append(f"Assurance: {trend.process.assurance.value}")
    often = f" ({str(indicator.frequency).lower()})" if indicator.frequency else ""
    next_due = say(at, "dashboard.next.no_date", often=often)
    if indicator.next_due:
        key = "dashboard.next.overdue" if one.overdue else "dashboard.next.due"
        next_due = say(at, key, day=in_words(indicator.next_due))
    return paper.RatedIndicator(
        reference=indicator.reference,
        name=indicator.name or at.phrases.nothing,
        mark=say(at, "dashboard.proxy") if indicator.proxy is Answer.YES else "",
        agreement=say(at, "dashboard.not_agreed") if is_drafted else "",
        partner=row.partner,
        period=row.period,
        value=row.value,
        target=row.target,
        word=row.rating.word,
        rule=row.rating.rule,
        short=trend.short.words,
        long=trend.long.words,
        trend=tuple(signs),
        told=tuple(filter(None, (*trend_words(at, trend), apart_words(at, trend, role)))),
        benchmarks=tuple(_benchmark(at, one, beside) for beside in one.benchmarks),
        next_due=next_due,
        stale=freshness_words(indicator, one.reading, at.as_of) if one.stale else "",
        why=indicator.rationale,
        signed=sign_offs((one.target, one.this_target)),
        note=one.reading.note if one.reading else "",
        sparkline=row.sparkline,
        chart=chart or say(at, "chart.too_few", len(trend.readings)),
        figures=chart.figures(SeriesPart.VALUE) if chart else "",
        targets=chart.figures(SeriesPart.TARGET) if chart else "",
    )


def _benchmark(at: BoardAt, one: IndicatorAt, beside: Benchmark) -> paper.BenchmarkShown:
    value = figure(beside.value, one.indicator) if beside.value else at.phrases.nothing
    own = one.reading.period if one.reading else None
    key = "dashboard.beside.other_period" if own and own != beside.period else "dashboard.beside"
    words = say(at, key, value=value, period=str(beside.period), own=str(own))
    return paper.BenchmarkShown(beside.area, words, beside.compared)


def _comparisons(those: Those) -> tuple[paper.ComparisonWord, ...]:
    """Return each word with which a source compares, and the areas and indicators it is for."""
    found = in_groups(
        (beside.compared, (beside.area, one.indicator.reference))
        for one in those
        for beside in one.benchmarks
        if beside.compared
    )
    return tuple(
        paper.ComparisonWord(
            word,
            "; ".join(
                f"{area}: {listed(dict.fromkeys(which))}"
                for area, which in in_groups(areas).items()
            ),
        )
        for word, areas in found.items()
    )
