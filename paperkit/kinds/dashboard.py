"""The outcomes dashboard (seed H 3.13): one page at a glance, then a panel for each indicator.

The rating against target and the comparison with other areas are two things with two keys: the
one is the council's own judgement, the other its source's. In its sentences a count always comes
with its base, and what has no rating is named with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial

from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.plan_rows import INDICATORS, Benchmark, Outcome
from paperkit.board.settings import Role
from paperkit.board.words import Agreement, Unrated
from paperkit.frozen import as_dict
from paperkit.indicators.charts import figures_of, indicator_chart, unit_apart
from paperkit.indicators.ratings import (
    Measured,
    Movement,
    Way,
    figure,
    freshness_words,
    is_overdue,
    is_stale,
    measured_at,
    reading_before,
)
from paperkit.indicators.shown import (
    FIGURE_TABLES,
    MOVED,
    called,
    compared_with,
    indicator_row,
    references,
    rows_of,
    said_of_earlier,
    signed_off,
    why_without,
)
from paperkit.indicators.spc import ENOUGH, LEAST
from paperkit.indicators.trends import Marker, Trend, apart_words, trend_words, trends_at
from paperkit.kinds import paper
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    NOTHING,
    Drafted,
    nothing_there,
    places,
)
from paperkit.standpoint.wording import (
    Portion,
    all_named,
    in_parts,
    say,
    shared,
    together,
    with_base,
    with_own,
)
from paperkit.word.values import Sentence, SeriesPart

SHORT = 160
"""A note of so many letters at most is the one sentence of its panel; a longer one is in the table
at the end, since no panel may be longer than its column."""


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


class Condition(Enum):
    """What is to be known of an indicator, or of its latest figure."""

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


def worse(at: BoardAt) -> Drafted:
    """Return how many indicators have got worse, and in how many outcomes; a few are named."""
    every, those = at.once(outcomes_at), list(filter(_is_worse, at.once(indicators_at)))
    if not at.once(indicators_at):
        return NOTHING
    since = said_of_earlier(at, "dashboard.since", those or at.once(indicators_at))
    if not since:
        return say(at, "dashboard.worse.unknown"), rows_of(at.once(indicators_at))
    among = str(len({one.indicator.outcome for one in those}))
    names = [called(one) for one in those]
    words = say(
        at, "dashboard.worse", len(those), names, among=among, total=len(every), since=since
    )
    return words, rows_of(those)


def _is_worse(one: IndicatorAt) -> bool:
    return one.movement.way is Way.WORSE


def moved(at: BoardAt) -> Drafted:
    """Return which way indicators have moved and since when; the worse are named."""
    those = at.once(indicators_at)
    said = shared(at, "dashboard.moved", _movements(at, those, lambda one: one.movement))
    return together(said, compared_with(at, those)), rows_of(those)


def moved_long(at: BoardAt) -> Drafted:
    """Return which way figures have moved over the long term."""
    those = at.once(indicators_at)
    said = shared(at, "dashboard.moved.long", _movements(at, those, lambda one: one.trend.long))
    return said, rows_of(those)


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


def undated(at: BoardAt) -> Drafted:
    """Return for how many indicators nobody has said when the next figure comes."""
    those = at.once(indicators_at)
    there = [one for one in those if one.indicator.next_due is None]
    names = list(map(called, there))
    words = say(at, "dashboard.undated", len(there), names, len(those)) if there else ""
    return words, rows_of(there)


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
    """Return what stands out of one outcome: what has got worse, what else has moved, what is old.

    How its indicators are rated is printed beside it.
    """
    ways = [way for way in MOVED if any(one.movement.way is way for one in those)]
    sentences = [_named(at, Way.WORSE.value, those, _is_worse)]
    for way in ways or (Way.NOT_COMPARABLE, Way.NO_EARLIER):
        count = sum(one.movement.way is way for one in those)
        if way is not Way.WORSE and count:
            sentences.append(say(at, "outcome.counted", count, total=len(those), what=way.value))
    sentences += [
        _named(at, condition.value, those, partial(holds, condition))
        for condition in (Condition.STALE, Condition.OVERDUE)
    ]
    return together(*sentences), rows_of(those)


def _named(at: BoardAt, what: str, those: Those, is_so: Callable[[IndicatorAt], bool]) -> str:
    names = [called(one) for one in those if is_so(one)]
    return say(at, "outcome.named", len(names), names, len(those), what=what) if names else ""


def ask_missed(at: BoardAt) -> Drafted:
    """Return what to ask about indicators that miss their target."""
    return _asked(at, "missed", _is_missed)


def ask_worse(at: BoardAt) -> Drafted:
    """Return what to ask about indicators that have got worse, apart from those that miss it."""
    return _asked(at, "worse", lambda one: _is_worse(one) and not _is_missed(one))


def ask_overdue(at: BoardAt) -> Drafted:
    """Return what to ask about figures that are out of date or overdue."""
    return _asked(at, "overdue", lambda one: one.stale or one.overdue)


def ask_target(at: BoardAt) -> Drafted:
    """Return what to ask about indicators that have a direction and no target."""
    return _asked(at, "target", lambda one: one.judgement.unrated is Unrated.NO_TARGET)


def ask_agree(at: BoardAt) -> Drafted:
    """Return what to ask about indicators that the Board has still to agree (seed H 3.13)."""
    return _asked(at, "agree", partial(holds, Condition.NOT_AGREED))


def _is_missed(one: IndicatorAt) -> bool:
    return one.judgement.role is Role.MISSED


def _asked(at: BoardAt, what: str, is_so: Callable[[IndicatorAt], bool]) -> Drafted:
    there = [one for one in at.once(indicators_at) if is_so(one)]
    names = [_with_reference(at, one) for one in there]
    return say(at, f"dashboard.ask.{what}", len(there), names) if there else "", rows_of(there)


def _with_reference(at: BoardAt, one: IndicatorAt) -> str:
    """Return what a question calls an indicator, so that nobody takes it for the thing measured."""
    reference, name = one.indicator.reference, one.indicator.short_name or one.indicator.name
    if not (reference and name):
        return called(one)
    key = "dashboard.ask.each.number" if reference[0].isdigit() else "dashboard.ask.each"
    return say(at, key, reference=reference, name=name)


_DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "dashboard.counts": counts,
    "dashboard.worse": worse,
    "dashboard.moved": moved,
    "dashboard.ask.missed": ask_missed,
    "dashboard.ask.worse": ask_worse,
    "dashboard.ask.overdue": ask_overdue,
    "dashboard.ask.target": ask_target,
    "dashboard.ask.agree": ask_agree,
    "dashboard.moved.long": moved_long,
    "dashboard.outcomes": outcomes,
    "dashboard.data": figures,
    "dashboard.undated": undated,
    "dashboard.marked": marked,
}
_AT_ONCE = ("dashboard.counts", "dashboard.worse")
"""What page one says of all indicators; questions follow, the rest is printed with the method."""


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
    """Return the dashboard for a meeting: a line an outcome, then a panel an indicator.

    What stands out of an outcome goes by the key ``outcome`` and its reference: ``outcome.2.1``.
    """
    rest = dict(at.once(by_outcome))
    shown: list[tuple[str, Outcome | None, Those]] = [
        (row.reference, row, rest.pop(row.reference, ())) for row in at.once(outcomes_at)
    ]
    shown += [(name, None, those) for name, those in rest.items() if those]
    drafts = {k: partial(draft, at) for k, draft in _DRAFTS.items()}
    drafts |= {f"outcome.{name}": partial(of_outcome, at, those) for name, _, those in shown}
    drafted = {one.key: one for one in with_own(at, drafts)}

    def sentences(*asked: str) -> tuple[Sentence, ...]:
        return tuple(drafted[key] for key in asked if key in drafted)

    questions = [key for key in _DRAFTS if key.startswith("dashboard.ask.")]
    every = [one for _, _, those in shown for one in those]
    return paper.DashboardShown(
        status=status(at),
        sentences=sentences(*_AT_ONCE),
        asks=sentences(*questions),
        lines=tuple(
            paper.OutcomeLine(
                name=at.called(name),
                ratings=_ratings(at, those),
                reason=why_without(at, row) if row and not those else "",
                sentences=sentences(f"outcome.{name}"),
            )
            for name, row, those in shown
        ),
        blocks=tuple(
            paper.OutcomeBlock(at.called(name), tuple(_panel(at, one) for one in those))
            for name, _, those in shown
            if those
        ),
        notes=sentences(*(key for key in _DRAFTS if key not in (*_AT_ONCE, *questions))),
        sign_offs=_sign_offs(every),
        figures=tuple(_figures(at, one) for one in every),
        limits_from=str(LEAST),
        full_limits_from=str(ENOUGH),
    )


def _ratings(at: BoardAt, those: Those) -> tuple[paper.RatingLine, ...]:
    """Return each rating that indicators of an outcome have, worst first, then why others lack."""
    rated = [(at.rated(word), there) for word, there in by_rating(at, those) if word and there]
    without = in_groups((one.judgement.word, one) for one in those if one.judgement.role is None)
    return tuple(
        paper.RatingLine(word, references(there))
        for word, there in (*rated[::-1], *without.items())
    )


def _panel(at: BoardAt, one: IndicatorAt) -> paper.RatedIndicator:
    """Return an indicator's panel: how it stands, its chart, and one sentence."""
    row, indicator = indicator_row(at, one), one.indicator
    return paper.RatedIndicator(
        reference=indicator.reference,
        name=row.name,
        period=str(one.reading.period) if one.reading else "",
        value=row.value,
        target=row.target,
        word=row.rating.with_stop,
        movement=_moved_words(at, one, row.movement),
        benchmarks=tuple(_benchmark(at, one, beside) for beside in one.benchmarks),
        stale=freshness_words(indicator, one.reading, at.as_of) if one.stale else "",
        sparkline=row.sparkline,
        chart=indicator_chart(at, one.trend) or say(at, "chart.too_few", len(one.trend.readings)),
        sentence=_sentences(at, one)[0],
    )


def _moved_words(at: BoardAt, one: IndicatorAt, words: str) -> str:
    """Return how a figure has moved; where one before it is words, why it cannot be compared."""
    before = reading_before(one.trend.run.readings)
    typed = before.value if before else None
    if one.movement.way is not Way.NOT_COMPARABLE or not (one.has_figure and before and typed):
        return words
    if typed.number is not None:
        return words
    key = "dashboard.not_comparable"
    return say(at, key, words=words, period=str(before.period), typed=typed.words)


def _sentences(at: BoardAt, one: IndicatorAt) -> tuple[str, ...]:
    """Return all that is said of an indicator, its panel's own sentence first.

    That is a short note on the figure, or what its trend shows, or else why it was chosen.
    """
    indicator, trend = one.indicator, one.trend
    note = one.reading.note if one.reading else ""
    of_trend = [*trend_words(at, trend), apart_words(at, trend, one.judgement.role)]
    shows = of_trend[0] if _shows_trend(trend) else ""
    why = say(at, "dashboard.why", why=indicator.rationale) if indicator.rationale else ""
    next_due = ""
    if indicator.next_due:
        key = "dashboard.next.overdue" if one.overdue else "dashboard.next.due"
        next_due = say(at, key, day=in_words(indicator.next_due))
    said = tuple(filter(None, (*of_trend, note, why, next_due)))
    short = note if len(note) <= SHORT else ""
    first = next(filter(None, (short, shows, why, next_due)), say(at, "dashboard.no_note"))
    return (first, *(words for words in said if words != first))


def _shows_trend(trend: Trend) -> bool:
    """Return whether the first sentence on a trend says which way figures go, and not why not."""
    if trend.process:
        return trend.process.variation is not None and not trend.is_to_date
    return trend.yearly is not None and trend.yearly.marker is not Marker.CANNOT


def _figures(at: BoardAt, one: IndicatorAt) -> paper.IndicatorFigures:
    """Return an indicator's line of the table of figures, with all that its panel does not say."""
    row, drawn = indicator_row(at, one), figures_of(one.trend)
    to_date = "year to date" if one.trend.is_to_date else ""
    return paper.IndicatorFigures(
        reference=one.indicator.reference,
        name=one.indicator.name or at.phrases.nothing,
        partner=row.partner,
        frequency=str(one.indicator.frequency or ""),
        figures=drawn.figures(SeriesPart.VALUE) or row.value,
        unit=", ".join(filter(None, (unit_apart(one.trend), to_date))),
        targets=drawn.figures(SeriesPart.TARGET) or row.target,
        rule="" if one.judgement.role is Role.MET else row.rating.rule,
        long=one.trend.long.words,
        notes=_sentences(at, one)[1:],
    )


def _sign_offs(those: Those) -> tuple[paper.SignOff, ...]:
    """Return who signed off which targets, and when, or that nobody has (seed T 3.6), by year."""
    found = in_groups(
        (words, one.indicator.reference)
        for one in those
        for words in signed_off((one.target, one.this_target))
    )
    return tuple(paper.SignOff(words, all_named(which)) for words, which in sorted(found.items()))


def _benchmark(at: BoardAt, one: IndicatorAt, beside: Benchmark) -> paper.BenchmarkShown:
    value = figure(beside.value, one.indicator) if beside.value else at.phrases.nothing
    own = one.reading.period if one.reading else None
    key = "dashboard.beside.other_period" if own and own != beside.period else "dashboard.beside"
    words = say(at, key, value=value, period=str(beside.period), own=str(own))
    return paper.BenchmarkShown(beside.area, words, beside.compared)
