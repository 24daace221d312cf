"""What is drawn of an indicator: its chart, and the sparkline in its line of a table.

Both say in words what they show, which is worked out from the figures that they draw.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType

from paperkit.board.plan_rows import Indicator, Reading
from paperkit.frozen import replace
from paperkit.indicators.ratings import Way, apart, figure, judged, mark, moved_since
from paperkit.indicators.rules import named_in_full
from paperkit.indicators.spc import Variation
from paperkit.indicators.trends import Slot, Trend, trends_at
from paperkit.schema.dates import Length
from paperkit.schema.values import plain_number, printed
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say
from paperkit.word.values import AS_TYPED, SIGNS, Axis, Figure, Series, SeriesPart, Shape, Sparkline

FEWEST, COMPARED, MOST_IN_SPARKLINE = 3, 2, 12
LEVEL = 5  # a line that takes less than this part of the height looks level
NO_FIGURE, NO_TARGET, NO_LIMITS = "no figure", "no target", "no limits"


def figures_of(trend: Trend) -> Figure:
    """Return an indicator's figures, with its targets, mean and limits where it has any.

    A period without a figure is a gap in the line. Figures that run over the year are drawn to
    date, and so are their targets. The limits are those of the latest way of working alone, and of
    no figures that were added up.
    """
    indicator = trend.indicator
    in_brackets = "" if trend.unit in ("", *SIGNS) else f" ({trend.unit})"
    decimals = AS_TYPED if indicator.decimals is None else indicator.decimals
    values: list[Decimal | str] = []
    marks: list[str] = []
    goals: list[Decimal | str] = []
    for slot in trend.slots:
        typed = slot.reading.value if slot.reading else None
        words = typed.words if typed and typed.words else NO_FIGURE
        values.append(words if slot.number is None else slot.number)
        marks.append("" if slot.number is None else mark(slot.reading))
        goal = trend.run.goal(slot.period)
        if goal is None or goal.only_yearly:
            goals.append(NO_TARGET)
        else:
            number = goal.value.number  # a share as it is printed
            goals.append(goal.value.words if number is None else number)
    series = [Series(SeriesPart.VALUE, tuple(values), decimals, tuple(marks))]
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


def indicator_chart(at: BoardAt, trend: Trend) -> Figure | None:
    """Return a line of an indicator's figures, or None where they are too few for one.

    Its title is what it shows. Charts of one unit within an outcome have one scale,
    where none of them looks level on it.
    """
    if len(trend.readings) < FEWEST:
        return None
    figure_of = figures_of(trend)
    axis = _axis(at, trend)
    unit = unit_apart(trend)
    fitted = axis.lowest > 0 or axis.highest < 0
    ends = (printed(n, trend.unit if not unit else "") for n in (axis.lowest, axis.highest))
    lowest, highest = ends
    said = say(at, "chart.scale", lowest=lowest, highest=highest) if fitted else ""
    slots = _comparable(trend)
    note = "; ".join(filter(None, (unit, said)))
    alone = sum(slot.number is not None for slot in slots) < COMPARED
    return replace(
        figure_of,
        title=(
            say(at, "finding.new_process", period=str(slots[0].period))
            if alone
            else finding_words(at, trend, slots)
        ),
        about=figure_of.title,
        note=note[:1].upper() + note[1:],
        axis=axis,
        series=(*figure_of.series, *_marked(trend)),
    )


def _comparable(trend: Trend) -> Sequence[Slot]:
    """Return the periods from the latest new way of working on."""
    begins = max((n for n, slot in enumerate(trend.slots) if slot.new_process), default=0)
    return trend.slots[begins:]


def _scale(trend: Trend) -> tuple[str, ...]:
    """Return what charts of one scale have in common; a count without a unit is alone."""
    if trend.unit:
        return (trend.indicator.outcome, trend.unit, str(_is_count(trend)))
    return (trend.indicator.reference,)


def _is_count(trend: Trend) -> bool:
    return trend.run.adds_up or trend.run.is_to_date or trend.run.may_add_up


def _axis(at: BoardAt, trend: Trend) -> Axis:
    """Return the axis of a chart: that of its like, unless its own line would look level on it."""
    shared = at.once(scales_at)[_scale(trend)]
    own = [n for one in figures_of(trend).series for n in one.numbers if n is not None]
    if _is_count(trend) or (max(own) - min(own)) * LEVEL >= shared.highest - shared.lowest:
        return shared
    return axis_of(own)


def scales_at(at: BoardAt) -> Mapping[tuple[str, ...], Axis]:
    """Return the axis of each scale: from 0 for counts, for rates fitted to all that is drawn."""
    found: dict[tuple[str, ...], list[Decimal]] = {}
    for trend in at.once(trends_at).values():
        if len(trend.readings) >= FEWEST:
            numbers = found.setdefault(_scale(trend), [Decimal(0)] if _is_count(trend) else [])
            numbers += (n for one in figures_of(trend).series for n in one.numbers if n is not None)
    return {scale: axis_of(numbers) for scale, numbers in found.items()}


def axis_of(numbers: Sequence[Decimal]) -> Axis:
    """Return the narrowest axis of about four even steps that has room for all numbers."""
    lowest, highest = min(numbers), max(numbers)
    if lowest == highest:
        room = abs(highest) / 10 or Decimal(1)
        lowest, highest = lowest - room, highest + room
    rough = (highest - lowest) / 4
    one = Decimal(1).scaleb(rough.adjusted())
    step = next(one * times for times in _STEPS if one * times >= rough)
    ends = (lowest / step).to_integral(ROUND_FLOOR), (highest / step).to_integral(ROUND_CEILING)
    return Axis(plain_number(ends[0] * step), plain_number(ends[1] * step), plain_number(step))


def _marked(trend: Trend) -> Iterator[Series]:
    """Yield the figures that chance does not explain, by what they show."""
    latest = trend.process.latest if trend.process else None
    if latest is None or trend.is_to_date:
        return
    shown = {point.period: one for point, one in zip(latest.points, latest.variations, strict=True)}
    decimals = AS_TYPED if trend.indicator.decimals is None else trend.indicator.decimals
    for part, variations in _MARKS.items():
        numbers = tuple(
            slot.number
            if slot.number is not None and shown.get(str(slot.period)) in variations
            else ""
            for slot in trend.slots
        )
        if any(isinstance(number, Decimal) for number in numbers):
            yield Series(part, numbers, decimals)


_MARKS = MappingProxyType(
    {
        SeriesPart.IMPROVEMENT: (Variation.IMPROVEMENT,),
        SeriesPart.CONCERN: (Variation.CONCERN,),
        SeriesPart.UNUSUAL: (Variation.HIGH, Variation.LOW),
    }
)
_STEPS = (1, 2, Decimal("2.5"), 5, 10)
_SPANS = MappingProxyType(
    {
        Length.YEAR: "finding.span.years",
        Length.CALENDAR_YEAR: "finding.span.years",
        Length.SPAN: "finding.span.several",
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
    slots = _comparable(trend)[-MOST_IN_SPARKLINE:]
    count = sum(slot.number is not None for slot in slots)
    if count < FEWEST:
        return say(at, "sparkline.too_few", count)
    goals = (trend.run.goal(slot.period) for slot in slots)
    return Sparkline(
        finding_words(at, trend, slots),
        tuple(slot.number for slot in slots),
        tuple(goal.number if goal else None for goal in goals),
    )


def finding_words(at: BoardAt, trend: Trend, slots: Sequence[Slot]) -> str:
    """Return what a line of figures shows, in ten words or fewer; there is a figure at least.

    It begins with the span that it speaks of, since a panel also says what has become of a figure
    since the one before. Where limits separate chance from more than that, a change that chance
    explains is not called one.
    """
    figures = [slot for slot in slots if slot.number is not None]
    first, last = figures[0].reading, figures[-1].reading
    assert first is not None
    assert last is not None
    assert first.value is not None
    assert last.value is not None
    indicator, process = trend.indicator, trend.process
    unit = indicator.unit if indicator.unit in SIGNS else ""
    plain = replace(indicator, unit=unit)
    latest = process.latest if process and not trend.is_to_date else None
    key = f"finding.{moved_since(indicator, last, first).way.name.lower()}"
    if trend.is_to_date:
        key = "finding.to_date"
    elif latest and latest.limits and not latest.limits.trial:
        way = _BEYOND_CHANCE.get(latest.variations[-1], Way.SAME)
        key = f"finding.chance.{way.name.lower()}"
    span_key = _SPANS.get(figures[-1].period.length, "finding.span.since")
    if span_key == "finding.span.since" and figures[-1] is not slots[-1]:
        span_key = "finding.span.ended"
    return say(
        at,
        key,
        span=say(
            at,
            span_key,
            count=slots.index(figures[-1]) - slots.index(figures[0]) + 1,
            first=str(figures[0].period),
            last=str(figures[-1].period),
        ),
        period=str(figures[-1].period),
        first=apart(first.value, last.value, plain),
        last=apart(last.value, first.value, plain),
        # Both ends of a span in two words each leave no room for it.
        target="" if span_key == "finding.span.ended" else _target_words(at, trend, last, plain),
    )


def _target_words(at: BoardAt, trend: Trend, last: Reading, plain: Indicator) -> str:
    """Return how a figure compares with its target, or nothing; the unit is as ``plain`` has it."""
    assert last.period is not None
    goal = trend.run.goal(last.period)
    role = judged(trend.indicator, last, goal, at.ways.settings).role
    if not (role and goal):
        return ""
    return say(at, f"finding.target.{role.name.lower()}", target=figure(goal.value, plain))


def unit_apart(trend: Trend) -> str:
    """Return the unit of an indicator's figures where no figure bears it, such as days."""
    return "" if trend.unit in SIGNS else trend.unit
