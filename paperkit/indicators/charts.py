"""What is drawn of an indicator: its chart, and the sparkline in its line of a table.

Both say in words what they show, which is worked out from the figures that they draw.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType

from paperkit.frozen import replace
from paperkit.indicators.ratings import Way, apart, figure, judged, moved_since
from paperkit.indicators.rules import named_in_full
from paperkit.indicators.spc import Variation
from paperkit.indicators.trends import Slot, Trend
from paperkit.schema.dates import Length
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say
from paperkit.word.values import AS_TYPED, Figure, Series, SeriesPart, Shape, Sparkline

FEWEST, FEWEST_IN_SPARKLINE, MOST_IN_SPARKLINE = 2, 3, 12
NO_FIGURE, NO_TARGET, NO_LIMITS = "no figure", "no target", "no limits"
_SIGNS = ("%", "£", "£m")


def indicator_chart(trend: Trend) -> Figure | None:
    """Return a line of an indicator's figures, or None where they are too few for one."""
    return None if len(trend.readings) < FEWEST else figures_of(trend)


def figures_of(trend: Trend) -> Figure:
    """Return an indicator's figures, with its targets, mean and limits where it has any.

    A period without a figure is a gap in the line. Figures that run over the year are drawn to
    date, and so are their targets. The limits are those of the latest way of working alone, and of
    no figures that were added up.
    """
    indicator = trend.indicator
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


_PERIODS = MappingProxyType(
    {
        Length.MONTH: "months",
        Length.QUARTER: "quarters",
        Length.TERM: "terms",
        Length.YEAR: "years",
        Length.CALENDAR_YEAR: "years",
    }
)
_BEYOND_CHANCE = MappingProxyType(
    {
        Variation.IMPROVEMENT: Way.BETTER,
        Variation.CONCERN: Way.WORSE,
        Variation.HIGH: Way.HIGHER,
        Variation.LOW: Way.LOWER,
    }
)


def sparkline(at: BoardAt, trend: Trend) -> Sparkline | str:
    """Return a small line of an indicator's last figures, or words where they are too few.

    It begins anew with a new way of working, since what came before is not to be compared.
    """
    begins = max((n for n, slot in enumerate(trend.slots) if slot.new_process), default=0)
    slots = trend.slots[begins:][-MOST_IN_SPARKLINE:]
    count = sum(slot.number is not None for slot in slots)
    if count < FEWEST_IN_SPARKLINE:
        return say(at, "sparkline.too_few", count)
    goals = (trend.run.goal(slot.period) for slot in slots)
    return Sparkline(
        finding_words(at, trend, slots),
        tuple(slot.number for slot in slots),
        tuple(goal.number if goal else None for goal in goals),
    )


def finding_words(at: BoardAt, trend: Trend, slots: Sequence[Slot]) -> str:
    """Return what a line of figures shows, in ten words or fewer; there is a figure at least.

    Where limits tell chance from more than that, a change that chance explains is not called one.
    """
    figures = [slot for slot in slots if slot.number is not None]
    first, last = figures[0].reading, figures[-1].reading
    assert first is not None
    assert last is not None
    assert first.value is not None
    assert last.value is not None
    indicator, process = trend.indicator, trend.process
    unit = indicator.unit if indicator.unit in _SIGNS else ""
    plain = replace(indicator, unit=unit)
    goal = trend.run.goal(figures[-1].period)
    role = judged(indicator, last, goal, at.ways.settings).role
    target = ""
    if role and goal:
        shown = figure(goal.value, plain)
        target = say(at, f"finding.target.{role.name.lower()}", target=shown)
    latest = process.latest if process and not trend.is_to_date else None
    key = f"finding.{moved_since(indicator, last, first).way.name.lower()}"
    if trend.is_to_date:
        key = "finding.to_date"
    elif latest and latest.limits and not latest.limits.trial:
        way = _BEYOND_CHANCE.get(latest.variations[-1], Way.SAME)
        key = f"finding.chance.{way.name.lower()}"
    return say(
        at,
        key,
        count=slots.index(figures[-1]) - slots.index(figures[0]) + 1,
        periods=_PERIODS.get(figures[-1].period.length, "periods"),
        first=apart(first.value, last.value, plain),
        last=apart(last.value, first.value, plain),
        target=target,
    )


def unit_apart(trend: Trend) -> str:
    """Return the unit of an indicator's figures where no figure bears it, such as days."""
    return "" if trend.unit in _SIGNS else trend.unit
