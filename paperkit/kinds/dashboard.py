"""The outcomes dashboard (seed H 3.13): one page at a glance, then a block for each outcome.

The rating against target and the comparison with other areas are two things with two keys: the
one is the council's own judgement, the other its source's. In its sentences a count always comes
with its base, and what has no rating is named with the reason.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.plan_rows import INDICATORS, Benchmark, Outcome
from paperkit.board.words import Agreement
from paperkit.frozen import as_dict, replace
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
    INDICATOR,
    MOVED,
    count_chart,
    indicator_chart,
    indicator_row,
    key,
    references,
    rows_of,
    sign_offs,
    since_words,
    why_without,
)
from paperkit.indicators.trends import Trend, apart_words, trend_of, trend_words
from paperkit.kinds import paper
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    Drafted,
    Share,
    counted,
    listed,
    nothing_there,
    of_part,
    parts_of,
    places,
    plural,
    shared,
    with_base,
)
from paperkit.standpoint.wording import with_own
from paperkit.word.values import Figure, Rated, SeriesPart

NOT_RATED = "No rating"
NO_INDICATOR = "No indicator: the reason is given below"
PROXY = "Proxy: it stands in for an outcome that is seen late"
NOT_AGREED = "Drafted: not yet agreed by the Board"


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
            trend=trend_of(at.board, one.indicator, day),
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


_MOVED_OR_NOT = (
    *MOVED,
    (
        None,
        "cannot be compared with an earlier figure",
        "cannot be compared with an earlier figure",
    ),
)
_COMPARED = frozenset(way for way, *_ in MOVED)
_Condition = tuple[str, str, str, Callable[[IndicatorAt], bool]]
_OF_FIGURES: tuple[_Condition, ...] = (
    ("No figure", "has no figure", "have no figure", lambda one: not one.has_figure),
    (
        "Stale",
        "has a figure that is out of date",
        "have a figure that is out of date",
        lambda one: one.stale,
    ),
    (
        "Overdue",
        "awaits a figure that was due",
        "await a figure that was due",
        lambda one: one.overdue,
    ),
    (
        "Provisional",
        "has a provisional figure",
        "have a provisional figure",
        lambda one: one.reading is not None and one.reading.provisional is Answer.YES,
    ),
)
_OF_INDICATORS: tuple[_Condition, ...] = (
    (
        "Proxy",
        "is a proxy for an outcome that is seen late",
        "are proxies for an outcome that is seen late",
        lambda one: one.indicator.proxy is Answer.YES,
    ),
    (
        "Not agreed",
        "is drafted and not yet agreed",
        "are drafted and not yet agreed",
        lambda one: one.indicator.agreement is Agreement.DRAFTED,
    ),
)


def counts(at: BoardAt) -> Drafted:
    """Return how many indicators have which rating; the table of ratings says which they are."""
    those = at.once(indicators_at)
    if not those:
        return with_base(at, FIGURE_TABLES, nothing_there(at, INDICATORS, at.phrases.no_indicators))
    parts = [replace(part, more="") for part in _rating_parts(at, those)]
    return with_base(at, FIGURE_TABLES, shared(INDICATOR, parts))


def _rating_parts(at: BoardAt, those: Those) -> list[Share]:
    """Return a part for each rating with its indicators, and one for those without, with why."""
    parts = []
    for word, there in by_rating(at, those):
        if word:
            parts.append(Share(len(there), f"is {word}", f"are {word}", references(there)))
        else:
            why = "; ".join(f"{named}: {reason.lower()}" for reason, named in _by_reason(there))
            parts.append(Share(len(there), "has no rating", "have no rating", why))
    return parts


def outcomes(at: BoardAt) -> Drafted:
    """Return how many outcomes have an indicator; nothing where there is no outcome to show."""
    every, word = at.once(outcomes_at), at.ways.words.outcome
    there = sum(one.reference in at.board.indicators_of for one in every)
    if not every:
        return "", ()
    lacking = len(every) - there
    number = "The" if len(every) == there == 1 else f"{there} of the {len(every)}"
    noun = word if len(every) == 1 else plural(word)
    others = "the other" if lacking == 1 else "each of the others"
    reason = f"; the reason stands with {others}" if lacking else ""
    return (
        f"{number} {noun} {'has' if there == 1 else 'have'} an indicator{reason}.",
        places(every),
    )


def moved(at: BoardAt) -> Drafted:
    """Return which way indicators have moved, since the reading before and over the long term.

    Those that have got worse are named.
    """
    those = at.once(indicators_at)
    short = _movements(those, lambda one: one.movement)
    long = _movements(those, lambda one: one.trend.long)
    words = f"{_since(those)}: {short}. Over the long term: {long}." if those else ""
    return words, rows_of(those)


def _since(those: Those) -> str:
    """Return since when they have moved, at the beginning of a sentence."""
    words = since_words(those).strip()
    return f"{words[:1].upper()}{words[1:]}"


def _movements(those: Those, of: Callable[[IndicatorAt], Movement]) -> str:
    parts = parts_of(
        those,
        lambda one: of(one).way if of(one).way in _COMPARED else None,
        _MOVED_OR_NOT,
        lambda there: references([one for one in there if of(one).way is Way.WORSE]),
    )
    words = shared(INDICATOR, parts).removesuffix(".")
    return f"{words[:1].lower()}{words[1:]}"


def figures(at: BoardAt) -> Drafted:
    """Return which figures are missing, stale, overdue or provisional, with their base."""
    those = at.once(indicators_at)
    every = "The 1 indicator has" if len(those) == 1 else f"All {len(those)} indicators have"
    current = f"{every} a figure that is current and final." if those else ""
    unknown = [o for o in those if not (o.indicator.frequency or o.indicator.next_due)]
    if unknown:
        current = (
            "No figure is recorded as out of date or provisional. It is not recorded when the next "
            f"figure of {references(unknown)} is due."
        )
    return _conditions(those, _OF_FIGURES) or current, rows_of(those)


def marked(at: BoardAt) -> Drafted:
    """Return which indicators are proxies, and which the Board has still to agree."""
    those = at.once(indicators_at)
    there = [one for *_, holds in _OF_INDICATORS for one in those if holds(one)]
    return _conditions(those, _OF_INDICATORS), rows_of(there)


def _conditions(those: Those, conditions: Sequence[_Condition]) -> str:
    """Return of which indicators each is so, with their base; nothing where none is."""
    parts = [
        part
        for _, one, several, holds in conditions
        for part in parts_of(those, holds, ((True, one, several),), references)
        if part.count
    ]
    if not parts:
        return ""
    if len(those) == 1:
        return f"The 1 indicator {listed(part.said for part in parts)}."
    return f"Of the {counted(len(those), INDICATOR)}, {listed(map(str, parts))}."


def of_outcome(at: BoardAt, those: Those) -> Drafted:
    """Return how the indicators of one outcome are rated, and which way they have moved."""
    parts = parts_of(those, lambda one: one.movement.way, MOVED, references)
    ways = [f"{part.more} {part.said}" for part in parts if part.count]
    since = f" {_since(those)}, {listed(ways)}." if ways else ""
    words = f"{shared(INDICATOR, _rating_parts(at, those))}{since}" if those else ""
    return words, rows_of(those)


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
        sentences=of_part(drafted, "dashboard"),
        ratings=tuple(
            paper.RatingLine(
                word=shaded.get(word, word or NOT_RATED),
                count=f"{len(those)} of {len(every)}",
                which=(
                    references(those)
                    if word
                    else "; ".join(f"{reason}: {named}" for reason, named in _by_reason(those))
                )
                or at.phrases.nothing,
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
    nothing = at.phrases.nothing
    if not those:
        return paper.OutcomeLine(at.called(name), NO_INDICATOR, nothing, nothing)
    ratings = [
        f"{word or NOT_RATED} {len(there)} ({references(there)})"
        for word, there in by_rating(at, those)
        if there
    ]
    ways = [(way, way.value, way.value) for way, *_ in MOVED]
    parts = parts_of(those, lambda one: one.movement.way, ways, references)
    movements = [f"{part.said} {part.count} ({part.more})" for part in parts if part.count]
    to_know = [
        f"{label}: {references(there)}"
        for label, _, _, holds in (*_OF_FIGURES, *_OF_INDICATORS)
        if (there := [one for one in those if holds(one)])
    ]
    return paper.OutcomeLine(
        name=at.called(name),
        ratings=f"Of {len(those)}: {'; '.join(ratings)}",
        movement="; ".join(movements) or Way.NO_EARLIER.value,
        data="; ".join(to_know) or nothing,
    )


def _indicator(at: BoardAt, one: IndicatorAt) -> paper.RatedIndicator:
    """Return an indicator in full: the line that tables print of it, its trend and its chart."""
    row, indicator, trend = indicator_row(at, one), one.indicator, one.trend
    chart = indicator_chart(trend)
    drawn = chart if isinstance(chart, Figure) else None
    role = one.judgement.role
    signs = [f"Trend: {trend.yearly.marker.value}"] if trend.yearly else []
    if trend.process and trend.process.variation:
        signs.append(f"Variation: {trend.process.variation.value}")
    if trend.process and trend.process.assurance:
        signs.append(f"Assurance: {trend.process.assurance.value}")
    often = f" ({str(indicator.frequency).lower()})" if indicator.frequency else ""
    next_due = f"no date given{often}"
    if indicator.next_due:
        next_due = f"{'was due' if one.overdue else 'due'} {in_words(indicator.next_due)}"
    return paper.RatedIndicator(
        reference=indicator.reference,
        name=indicator.name or at.phrases.nothing,
        mark=PROXY if indicator.proxy is Answer.YES else "",
        agreement=NOT_AGREED if indicator.agreement is Agreement.DRAFTED else "",
        partner=row.partner,
        period=row.period,
        value=row.value,
        target=row.target,
        word=row.rating.word,
        rule=row.rating.rule,
        short=trend.short.words,
        long=trend.long.words,
        trend=tuple(signs),
        told=tuple(filter(None, (*trend_words(trend), apart_words(trend, role)))),
        benchmarks=tuple(_benchmark(at, one, beside) for beside in one.benchmarks),
        next_due=next_due,
        stale=freshness_words(indicator, one.reading, at.as_of) if one.stale else "",
        why=indicator.rationale,
        signed=sign_offs((one.target, one.this_target)),
        note=one.reading.note if one.reading else "",
        chart=chart,
        figures=drawn.figures(SeriesPart.VALUE) if drawn else "",
        targets=drawn.figures(SeriesPart.TARGET) if drawn else "",
    )


def _benchmark(at: BoardAt, one: IndicatorAt, beside: Benchmark) -> paper.BenchmarkShown:
    value = figure(beside.value, one.indicator) if beside.value else at.phrases.nothing
    own = one.reading.period if one.reading else None
    other = f" (our figure is for {own})" if own and own != beside.period else ""
    return paper.BenchmarkShown(beside.area, f"{value} in {beside.period}{other}", beside.compared)


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
