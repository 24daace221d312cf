"""The charts of a paper: an indicator's figures with target and limits; how many have a rating."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from paperkit.board.figures.measures_at import target_of
from paperkit.board.figures.rating_rule import unit_of
from paperkit.board.figures.spc import Limits
from paperkit.board.figures.trend import Slot, Trend
from paperkit.board.figures.trend_told import decimals_of
from paperkit.board.model import Target
from paperkit.papers.figures import AS_TYPED, Figure, Part, Series, Shape
from paperkit.schema.amounts import MOST_DECIMALS

FEWEST = 2
NO_FIGURE, NO_TARGET, NO_LIMITS = "no figure", "no target", "no limits"
_SIGNS = ("%", "£", "£m")


def indicator_chart(trend: Trend, targets: Sequence[Target]) -> Figure | str:
    """Return a line of an indicator's figures, with its targets, mean and limits where it has any.

    A period without a figure is a gap in the line. The limits are those of the latest way of
    working alone. Where there are too few figures for a line, words say so.
    """
    count = len(trend.readings)
    if count < FEWEST:
        return f"A chart needs {FEWEST} figures; there {'is' if count == 1 else 'are'} {count}."
    unit = _unit(trend)
    told = "" if unit in ("", *_SIGNS) else f" ({unit})"
    indicator = trend.indicator
    name = " ".join(part for part in (indicator.reference, indicator.name) if part)
    series = (_values(trend), *_targets(trend, targets), *_limits(trend))
    periods = tuple(str(slot.period) for slot in trend.slots)
    return Figure(Shape.LINE, f"{name}{told}", periods, series, unit)


def count_chart(title: str, counts: Sequence[tuple[str, int]]) -> Figure:
    """Return bars of how many there are of each word, in their order."""
    values = tuple(Decimal(count) for _, count in counts)
    words = tuple(word for word, _ in counts)
    return Figure(Shape.BARS, title, words, (Series(Part.VALUE, values),))


def _unit(trend: Trend) -> str:
    value = trend.readings[-1].value
    return unit_of(value, trend.indicator) if value else ""


def _values(trend: Trend) -> Series:
    return Series(Part.VALUE, tuple(map(_value, trend.slots)), _places(trend))


def _places(trend: Trend) -> int:
    places = trend.indicator.decimals
    return AS_TYPED if places is None else places


def _value(slot: Slot) -> Decimal | str:
    if slot.number is not None:
        return slot.number
    value = slot.reading.value if slot.reading else None
    return value.words if value and value.words else NO_FIGURE


def _targets(trend: Trend, targets: Sequence[Target]) -> Iterator[Series]:
    found = tuple(_target(slot, targets) for slot in trend.slots)
    if any(isinstance(one, Decimal) for one in found):
        yield Series(Part.TARGET, found, _places(trend))


def _target(slot: Slot, targets: Sequence[Target]) -> Decimal | str:
    found = target_of(targets, slot.period)
    value = found.value if found else None
    if value is None:
        return NO_TARGET
    return value.words if value.number is None else value.number


def _limits(trend: Trend) -> Iterator[Series]:
    latest = trend.process.latest if trend.process else None
    if latest is None or latest.limits is None:
        return
    begins = latest.points[0].period
    before = next(n for n, slot in enumerate(trend.slots) if str(slot.period) == begins)
    places = min(decimals_of(trend) + 1, MOST_DECIMALS)
    for part, level in _levels(latest.limits):
        drawn = [level] * (len(trend.slots) - before)
        yield Series(part, (*[NO_LIMITS] * before, *drawn), places)


def _levels(limits: Limits) -> tuple[tuple[Part, Decimal], ...]:
    return (
        (Part.MEAN, limits.mean),
        (Part.UPPER, limits.upper),
        (Part.LOWER, limits.lower),
    )
