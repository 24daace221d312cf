"""What a paper says of indicators: sentences, the exceptions, all of them, the charts.

No rating word is used in sentences, since the key to the ratings comes later in the paper. It is
never said that a target is exceeded: where lower is better that reads as its opposite.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from paperkit.board.calendar import reporting_year
from paperkit.board.plan_rows import (
    INDICATORS,
    READINGS,
    TARGETS,
    Indicator,
    Outcome,
    Reading,
)
from paperkit.board.settings import Rating, Role
from paperkit.board.words import Agreement, Unrated
from paperkit.findings import Place
from paperkit.frozen import Frozen, replace
from paperkit.indicators.ratings import (
    JudgedFigure,
    Judgement,
    Measured,
    Way,
    figure,
    freshness_words,
    goal_words,
    is_awaited,
    measured_at,
    share_words,
    year_before,
)
from paperkit.indicators.rules import named_in_full
from paperkit.indicators.running import Goal
from paperkit.indicators.trends import Trend
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period, in_words
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    Drafted,
    Noun,
    Share,
    listed,
    nothing_there,
    parts_of,
    places,
    plural,
    shared,
    with_base,
)
from paperkit.word.values import AS_TYPED, Figure, Rated, Sentence, Series, SeriesPart, Shape, Shown

INDICATOR = Noun("indicator", "indicators")

WORSE_THAN_TARGET = (
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
_AGAINST_TARGET = (
    (Role.MET, "is better than or on target", "are better than or on target"),
    *WORSE_THAN_TARGET,
    (None, "cannot be compared with a target", "cannot be compared with a target"),
)
_NOT_RATED = (
    (Unrated.NO_DATA, "has no data yet", "have no data yet"),
    (Unrated.NOT_RECEIVED, "has no return received", "have no return received"),
    (Unrated.NOT_DUE, "is not due this period", "are not due this period"),
    (Unrated.DATA_ONLY, "is shown as data only", "are shown as data only"),
    (Unrated.NO_TARGET, "has no target for its period", "have no target for their period"),
    (Unrated.NO_TARGET_TO_DATE, "has no target to date", "have no target to date"),
    (Unrated.NOT_COMPARABLE, "is not comparable", "are not comparable"),
    (Unrated.CARRIED_OVER, "is carried over", "are carried over"),
    (Unrated.SUSPENDED, "is suspended with approval", "are suspended with approval"),
    (Unrated.NEW, "is new", "are new"),
    (Unrated.REDEFINED, "has a changed definition", "have a changed definition"),
    (Unrated.WITHDRAWN, "is withdrawn", "are withdrawn"),
    (Unrated.HELD_BACK, "is held back", "are held back"),
    (
        Unrated.RUN_NOT_SAID,
        "does not say how its figures run over the year",
        "do not say how their figures run over the year",
    ),
    (
        Unrated.NOT_ADDED_UP,
        "lacks a part of the year to add up",
        "lack a part of the year to add up",
    ),
)
MOVED = (
    (Way.BETTER, "has got better", "have got better"),
    (Way.WORSE, "has got worse", "have got worse"),
    (Way.SAME, "has not changed", "have not changed"),
    # These two carry no judgement, so they are not called better or worse.
    (Way.HIGHER, "has risen", "have risen"),
    (Way.LOWER, "has fallen", "have fallen"),
)
_MOVED = (
    *MOVED,
    (Way.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (Way.NO_EARLIER, "has no earlier figure", "have no earlier figure"),
)
_UNCOMPARED = frozenset({Way.NOT_COMPARABLE, Way.NO_EARLIER})
_OLD = (
    "has no figure for a period that ended after the last report",
    "have no figure for a period that ended after the last report",
)
FIGURE_TABLES = (INDICATORS, TARGETS, READINGS)


def against_target(at: BoardAt) -> Drafted:
    """Return how many indicators are on target, worse, or cannot be compared."""
    return with_base(at, FIGURE_TABLES, _against_target(at, lambda _those: ""))


def counts(at: BoardAt) -> Drafted:
    """Return which of the plans' indicators those are, and why some cannot be compared."""
    which = f" of the {plural(at.ways.words.plan)}"
    return with_base(at, FIGURE_TABLES, _against_target(at, _named, which))


def _against_target(at: BoardAt, more: Callable[[list[Measured]], str], which: str = "") -> str:
    """Return the counts, each with what ``more`` says of the indicators that it counts."""
    every = at.once(measured_at)
    if not every:
        return nothing_there(at, INDICATORS, at.phrases.no_indicators)
    parts = parts_of(every, lambda one: one.judgement.role, _AGAINST_TARGET, more)
    return shared(INDICATOR, parts, which)


def _named(those: list[Measured]) -> str:
    """Return the references; of those that cannot be compared each with its reason."""
    parts = parts_of(those, lambda one: one.judgement.unrated, _NOT_RATED, references)
    reasons = "; ".join(f"{part.more} {part.said}" for part in parts if part.count)
    return reasons or references(those)


def moved(at: BoardAt, named: frozenset[Way] = frozenset(Way)) -> Drafted:
    """Return how many indicators have moved, and which way; those of ``named`` by reference.

    A figure whose period had ended by the last report is no news in this one: its movement is in
    the tables, and is not counted again.
    """
    every = at.once(measured_at)
    new = [one for one in every if not is_old(at, one)]
    parts = parts_of(
        new,
        lambda one: one.movement.way,
        _MOVED,
        lambda those: references(one for one in those if one.movement.way in named),
    )
    counted = [part for part in parts if part.count]
    # What cannot be compared comes last, so the first part is of what can be, where there is any.
    if any(one.movement.way not in _UNCOMPARED for one in new):
        first, since = counted[0], since_words(new)
        counted[0] = replace(first, one=first.one + since, several=first.several + since)
    old = [one for one in every if is_old(at, one)]
    if old:
        counted.append(Share(len(old), *_OLD, references(old) if len(named) == len(Way) else ""))
    return shared(INDICATOR, counted) if counted else "", rows_of(every)


def is_old(at: BoardAt, one: Measured) -> bool:
    """Return whether an indicator's latest period had ended by the day of the last report."""
    period = one.reading.period if one.reading else None
    return period is not None and at.since is not None and period.last <= at.since


def since_words(those: Sequence[Measured]) -> str:
    """Return since when figures have moved: what is typed year to date, since a year before."""
    moved_so = [one for one in those if one.movement.way not in _UNCOMPARED]
    yearly = [one for one in moved_so if is_typed_to_date(one)]
    if not yearly:
        return " since the reading before"
    if len(yearly) == len(moved_so):
        return " since the same part of the year before"
    of = references(yearly)
    return f" since the reading before or, for {of}, the same part of the year before"


def is_typed_to_date(one: Measured) -> bool:
    """Return whether an indicator's figures are typed year to date."""
    return bool(one.indicator.figures_run and one.indicator.figures_run.is_to_date)


def moved_in_summary(at: BoardAt) -> Drafted:
    """Return how many indicators have moved, and which way; only the worse are named."""
    return moved(at, frozenset({Way.WORSE}))


def references(those: Iterable[JudgedFigure]) -> str:
    """Return the references of indicators as a list."""
    return listed(one.indicator.reference for one in those)


def rows_of(those: Iterable[JudgedFigure]) -> tuple[Place, ...]:
    """Return the places of indicators and their figures."""
    return places(row for one in those for row in (one.indicator, one.reading) if row)


class RatingWord(Frozen):
    """One line of the key to the ratings; a word that the scale does not have is not shaded."""

    word: Rated | str
    meaning: str


class RatingShown(Frozen):
    """A rating in a cell: always a word, and the rule by which it came.

    Where there is no rating, ``word`` says why, and nothing is shaded.
    """

    word: Rated | str
    rule: str


class IndicatorShown(Frozen):
    """One indicator's line. ``note`` is empty where an exception has none."""

    reference: str
    name: str
    outcome: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    outturn: Shown
    next_target: Shown
    rating: RatingShown
    movement: str
    note: str


class OutcomeWithout(Frozen):
    """An outcome for which no indicator is used, and why."""

    name: str
    reason: Shown


class Indicators(Frozen):
    """Updates on indicators (seed T 3.16): counts, the exceptions, and all of them.

    An exception is worse than target by more than its tolerance.
    """

    sentences: tuple[Sentence, ...]
    exceptions: tuple[IndicatorShown, ...]
    rows: tuple[IndicatorShown, ...]
    without: tuple[OutcomeWithout, ...]
    last_year: str
    this_year: str


def indicators(at: BoardAt, sentences: tuple[Sentence, ...]) -> Indicators:
    """Return the part on indicators (seed T 3.4 to 3.6, 3.16)."""
    every = at.once(measured_at)
    rows = tuple(indicator_row(at, one) for one in every)
    outcomes = at.called_in_turn([one.indicator.outcome for one in every])
    return Indicators(
        sentences=sentences,
        # There a note is printed below other words, so it is left empty where there is none.
        exceptions=tuple(
            replace(row, note=one.reading.note if one.reading else "")
            for one, row in zip(every, rows, strict=True)
            if one.judgement.role is Role.MISSED
        ),
        rows=tuple(replace(row, outcome=o) for row, o in zip(rows, outcomes, strict=True)),
        without=_without(at),
        last_year=str(year_before(at.day)),
        this_year=str(reporting_year(at.day)),
    )


def key(at: BoardAt) -> tuple[RatingWord, ...]:
    """Return the key to the ratings of indicators, best first."""
    return tuple(RatingWord(_rated(one), one.for_indicator) for one in at.ways.settings.ratings)


def key_for_actions(at: BoardAt) -> tuple[RatingWord, ...]:
    """Return the key to the ratings of actions, best first; nothing where the paper rates none."""
    ratings = at.ways.settings.ratings if at.moved else ()
    return tuple(RatingWord(_rated(one), one.for_action) for one in ratings)


def indicator_row(at: BoardAt, one: Measured) -> IndicatorShown:
    """Return the line of one indicator as tables print it."""
    indicator, reading, nothing = one.indicator, one.reading, at.phrases.nothing
    none = Unrated.DATA_ONLY if indicator.direction is Direction.NONE else Unrated.NO_TARGET
    return IndicatorShown(
        reference=indicator.reference,
        name=marked_name(indicator, nothing),
        outcome=at.called(indicator.outcome),
        partner=indicator.partner or at.gap("No partner", verb="named"),
        period=str(reading.period) if reading else str(Unrated.NO_DATA),
        value=value_shown(at, indicator, reading),
        target=target_words(one.target, indicator) or str(none),
        outturn=_outturn(at, one),
        next_target=_next_target(at, one),
        rating=rating_of(one.judgement),
        movement=one.movement.words,
        note=(reading.note if reading else "") or nothing,
    )


def marked_name(indicator: Indicator, nothing: str) -> str:
    """Return an indicator's name, and that it is a proxy, or is still to be agreed (seed T 3.6)."""
    proxy = "proxy" if indicator.proxy is Answer.YES else ""
    drafted = "drafted, not yet agreed" if indicator.agreement is Agreement.DRAFTED else ""
    marks = "; ".join(filter(None, (proxy, drafted)))
    return f"{indicator.name or nothing}{f' ({marks})' if marks else ''}"


def value_shown(at: BoardAt, indicator: Indicator, reading: Reading | None) -> Shown:
    """Return a reading's figure as tables print it, or the word in its place."""
    if reading is None:
        return str(Unrated.NO_DATA)
    if reading.value is None:
        return at.gap(f"No figure for {reading.period}", indicator.partner)
    provisional = " (provisional)" if reading.provisional is Answer.YES else ""
    return f"{figure(reading.value, indicator)}{provisional}"


def target_words(goal: Goal | None, indicator: Indicator) -> str:
    """Return a target with whether it is signed off (seed T 3.6); "" where there is none.

    A value to which it was changed since stands beside the one that was signed off.
    """
    if goal is None:
        return ""
    words = goal_words(goal, indicator)
    if goal.only_yearly:
        words += f" for {goal.year}"
    if goal.share_of:
        words += f", {share_words(goal, indicator)}"
    if goal.unsigned:
        return f"{words} (changed to {figure(goal.unsigned, indicator)}, which is not signed off)"
    return words if goal.signed or goal.value.number is None else f"{words} (not signed off)"


def sign_offs(goals: Iterable[Goal | None]) -> str:
    """Return who signed off which target, and when, or that nobody has (seed T 3.6).

    A word in place of a figure needs no sign-off.
    """
    rows = dict.fromkeys(row for goal in goals if goal for row in goal.rows)
    told = []
    for row in rows:
        if row.year and row.number is not None:
            day = f", {in_words(row.signed_on)}" if row.signed_by and row.signed_on else ""
            told.append(f"{row.year}, {row.signed_by or 'not signed off'}{day}")
    return "; ".join(told)


def _outturn(at: BoardAt, one: Measured) -> Shown:
    year, reading = year_before(at.day), one.outturn
    if reading is None and is_awaited(one.indicator, one.reading, at.day, at.data_day):
        return freshness_words(one.indicator, one.reading, at.data_day or at.day)
    if reading is None:
        return at.gap(f"No {year} outturn", one.indicator.partner)
    return with_period(value_shown(at, one.indicator, reading), reading.period, year)


def _next_target(at: BoardAt, one: Measured) -> Shown:
    year = reporting_year(at.day)
    words = target_words(one.this_target, one.indicator)
    if words and one.this_target:
        return with_period(words, one.this_target.year, year)
    if one.indicator.direction is Direction.NONE:
        return str(Unrated.DATA_ONLY)
    return at.gap(f"No {year} target", one.indicator.partner)


def with_period(shown: Shown, period: Period | None, heading: Period) -> Shown:
    """Return a figure, with its own period where that is not the one of its heading."""
    if not isinstance(shown, str) or period is None or period == heading:
        return shown
    return f"{shown} ({period})"


def rating_of(judgement: Judgement) -> RatingShown:
    """Return a rating as tables print it, or why there is none."""
    word = _rated(judgement.rating) if judgement.rating else judgement.word
    return RatingShown(word, judgement.rule)


def _rated(rating: Rating) -> Rated:
    return Rated(rating.word, rating.fill, rating.ink)


def _without(at: BoardAt) -> tuple[OutcomeWithout, ...]:
    """Return the outcomes without an indicator; a level above others only if it gives a reason.

    An outcome whose indicator could not be read is not said to have none.
    """
    board = at.board
    above = {outcome.parent for outcome in board.outcomes}
    heading = INDICATORS.column("outcome").heading
    rows = board.unread_of(INDICATORS)
    unread = {folded(typed) for row in rows for name, typed in row.typed if name == heading}
    return tuple(
        OutcomeWithout(at.called(outcome.reference), why_without(at, outcome))
        for outcome in board.outcomes
        if outcome.reference not in board.indicators_of
        and folded(outcome.reference) not in unread
        and (outcome.no_indicator or outcome.reference not in above)
    )


def why_without(at: BoardAt, outcome: Outcome) -> Shown:
    """Return why an outcome has no indicator, or that nobody has said."""
    return outcome.no_indicator or at.gap("No reason for having no indicator")


FEWEST = 2
NO_FIGURE, NO_TARGET, NO_LIMITS = "no figure", "no target", "no limits"
_SIGNS = ("%", "£", "£m")


def indicator_chart(trend: Trend) -> Figure | str:
    """Return a line of an indicator's figures, with its targets, mean and limits where it has any.

    A period without a figure is a gap in the line. Figures that run over the year are drawn to
    date, and so are their targets. The limits are those of the latest way of working alone, and of
    no figures that were added up. Where there are too few figures for a line, words say so.
    """
    count, indicator = len(trend.readings), trend.indicator
    if count < FEWEST:
        return f"A chart needs {FEWEST} figures; there {'is' if count == 1 else 'are'} {count}."
    in_brackets = "" if trend.unit in ("", *_SIGNS) else f" ({trend.unit})"
    decimals = AS_TYPED if indicator.decimals is None else indicator.decimals
    values: list[Decimal | str] = []
    goals: list[Decimal | str] = []
    for slot in trend.slots:
        typed = slot.reading.value if slot.reading else None
        words = typed.words if typed and typed.words else NO_FIGURE
        values.append(words if slot.number is None else slot.number)
        goal = trend.run.goal(slot.period)
        if goal is None or goal.only_yearly:
            goals.append(NO_TARGET)
        else:
            number = goal.value.number  # a share as it is printed
            goals.append(goal.value.words if number is None else number)
    series = [Series(SeriesPart.VALUE, tuple(values), decimals)]
    if any(isinstance(goal, Decimal) for goal in goals):
        series.append(Series(SeriesPart.TARGET, tuple(goals), decimals))
    periods = tuple(str(slot.period) for slot in trend.slots)
    return Figure(
        Shape.LINE,
        f"{named_in_full(indicator)}{in_brackets}{', year to date' if trend.is_to_date else ''}",
        periods,
        (*series, *_limits(trend)),
        trend.unit,
    )


def _limits(trend: Trend) -> Iterator[Series]:
    latest = trend.process.latest if trend.process else None
    if latest is None or latest.limits is None or trend.is_to_date:
        return
    begins = latest.points[0].period
    before = next(n for n, slot in enumerate(trend.slots) if str(slot.period) == begins)
    levels = {
        SeriesPart.MEAN: latest.limits.mean,
        SeriesPart.UPPER: latest.limits.upper,
        SeriesPart.LOWER: latest.limits.lower,
    }
    for part, level in levels.items():
        drawn = [level] * (len(trend.slots) - before)
        yield Series(part, (*[NO_LIMITS] * before, *drawn), trend.limit_decimals)


def count_chart(title: str, counts: Sequence[tuple[str, int]]) -> Figure:
    """Return bars of how many there are of each word, in their order."""
    values = tuple(Decimal(count) for _, count in counts)
    words = tuple(word for word, _ in counts)
    return Figure(Shape.BARS, title, words, (Series(SeriesPart.VALUE, values),))
