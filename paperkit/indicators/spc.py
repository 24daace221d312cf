"""Statistical process control: whether a series is steady, and whether it meets its target.

The chart is the XmR chart of individual values and moving ranges (W. A. Shewhart 1931; D. J.
Wheeler, "Understanding Variation"), read as NHS England's "Making Data Count" reads it:

- the mean of the values; the average of the moving ranges, each the distance between neighbours;
  ranges above 3.267 times that average are set aside once and the average is taken anew; the
  limits are the mean less and plus 2.66 times the average;
- four rules say that something other than chance is at work (``Rule``); every point of a run is
  flagged, and a run counts only when it is whole;
- the latest point says what the series does now, and the target's place among the limits whether
  it is met.

Limits are given from 6 points, as trial limits below 12. A point that begins a new process begins
new limits, and the latest ones are judged. Two neighbours with a period missing between them are
not neighbours: no range is taken across the gap and no run goes over it.

Where this differs from "Making Data Count" as others have coded it: a point of a trend is judged
by the way in which the trend goes, not by the side of the mean on which it lies, so that figures
that rise from below the mean are an improvement where higher is better. A point outside the
limits is judged by its side, whatever else it is.

Limits are not cut off at 0 or at 100, where a figure may have to end: whoever prints them says
so. Nothing is rounded on the way: the sums are done in whole fractions, and what is given out is
a Decimal of 28 figures, half to even.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from paperkit.frozen import Frozen
from paperkit.schema.values import Direction

LEAST, ENOUGH = 6, 12  # points for trial limits, and for limits
RUN = 7  # points in a row of a shift or a trend
_WIDTH, _SCREEN = Fraction("2.66"), Fraction("3.267")


class SpecialCause(Enum):
    """Which rule flags a point, in words that say what the points do."""

    OUTSIDE = "outside the limits"
    SHIFT = f"{RUN} or more points in a row on one side of the mean"
    TREND = f"{RUN} or more points in a row that rise, or that fall"
    TWO_OF_THREE = "two of three points in a row near one limit"


class Variation(Enum):
    """What a point, and by the latest one the series, shows. The words go by the sign."""

    COMMON = "~ Common cause"
    IMPROVEMENT = "+ Special cause improvement"
    CONCERN = "! Special cause concern"
    HIGH = "↑ Special cause high"
    LOW = "↓ Special cause low"


class ProcessAssurance(Enum):
    """Whether a process that goes on as it does meets its target. Words by the sign."""

    MEETS = "P Consistently meets the target"
    MISSES = "F Consistently misses the target"
    HIT_AND_MISS = "? Hit and miss"


class Point(Frozen):
    """A figure of a series.

    ``new_process`` says that a new process begins with it, ``after_gap`` that a period is missing
    before it.
    """

    period: str
    value: Decimal
    new_process: bool = False
    after_gap: bool = False


class ProcessLimits(Frozen):
    """The mean of a process, its limits, and its average moving range after screening."""

    mean: Decimal
    lower: Decimal
    upper: Decimal
    moving_range: Decimal
    trial: bool


class Signal(Frozen):
    """A rule that flags a point. ``high``: it lies above the mean, or its trend rises."""

    rule: SpecialCause
    high: bool


class ProcessPart(Frozen):
    """The points of one process; ``limits`` is None where there are too few of them.

    ``signals`` and ``variations`` have one item for each point; without limits they are empty
    and common cause, which says nothing.
    """

    points: tuple[Point, ...]
    limits: ProcessLimits | None
    signals: tuple[tuple[Signal, ...], ...]
    variations: tuple[Variation, ...]


class Process(Frozen):
    """A series, one part for each process in order, and what the latest one shows.

    ``variation`` is None without limits, ``assurance`` also without a target or a
    direction, and on trial limits.
    """

    parts: tuple[ProcessPart, ...] = ()
    variation: Variation | None = None
    assurance: ProcessAssurance | None = None

    @property
    def latest(self) -> ProcessPart | None:
        """Return the part that is judged, or None where there is no point at all."""
        return self.parts[-1] if self.parts else None


def process(
    points: Sequence[Point], direction: Direction | None = None, target: Decimal | None = None
) -> Process:
    """Return the limits of an ordered series and what they show, split where a process begins."""
    starts = [n for n, point in enumerate(points) if point.new_process or n == 0]
    bounds = pairwise((*starts, len(points)))
    parts = tuple(_part(tuple(points[start:end]), direction) for start, end in bounds)
    if not parts or parts[-1].limits is None:
        return Process(parts)
    exact = _Exact.of(parts[-1].points)
    return Process(parts, parts[-1].variations[-1], _assurance(exact, direction, target))


class _Exact(Frozen):
    """The values of one process as fractions, with what the rules are judged by."""

    values: tuple[Fraction, ...]
    gaps: tuple[bool, ...]
    ranges: tuple[Fraction, ...]

    @classmethod
    def of(cls, points: Sequence[Point]) -> "_Exact":
        """Return the exact values of points."""
        values = tuple(Fraction(point.value) for point in points)
        gaps = tuple(point.after_gap for point in points)
        steps = zip(values, values[1:], gaps[1:], strict=False)
        return cls(values, gaps, tuple(abs(b - a) for a, b, gap in steps if not gap))

    @property
    def count(self) -> int:
        """Return how many points the limits rest on: where there are gaps, fewer than there are."""
        return min(len(self.values), len(self.ranges) + 1)

    @property
    def mean(self) -> Fraction:
        """Return the mean of the values."""
        return sum(self.values, Fraction()) / len(self.values)

    @property
    def moving_range(self) -> Fraction:
        """Return the average moving range, ranges far above it set aside once."""
        average = _average(self.ranges)
        return _average([one for one in self.ranges if one <= _SCREEN * average])

    @property
    def width(self) -> Fraction:
        """Return how far the limits lie from the mean."""
        return _WIDTH * self.moving_range


def _average(ranges: Sequence[Fraction]) -> Fraction:
    return sum(ranges, Fraction()) / len(ranges)


def _part(points: tuple[Point, ...], direction: Direction | None) -> ProcessPart:
    exact = _Exact.of(points)
    if exact.count < LEAST:
        none: tuple[tuple[Signal, ...], ...] = ((),) * len(points)
        return ProcessPart(points, None, none, (Variation.COMMON,) * len(points))
    found: list[dict[Signal, None]] = [{} for _ in points]
    for number, signal in _flagged(exact):
        found[number][signal] = None
    signals = tuple(tuple(flags) for flags in found)
    mean, width = exact.mean, exact.width
    limits = ProcessLimits(
        mean=_decimal(mean),
        lower=_decimal(mean - width),
        upper=_decimal(mean + width),
        moving_range=_decimal(exact.moving_range),
        trial=exact.count < ENOUGH,
    )
    variations = tuple(_variation(flags, direction) for flags in signals)
    return ProcessPart(points, limits, signals, variations)


def _decimal(fraction: Fraction) -> Decimal:
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _flagged(exact: _Exact) -> Iterator[tuple[int, Signal]]:
    """Yield the number of each point that a rule flags, and the rule; one may come twice."""
    mean, width = exact.mean, exact.width
    away = [value - mean for value in exact.values]
    for n, one in enumerate(away):
        if abs(one) > width:
            yield n, Signal(SpecialCause.OUTSIDE, one > 0)
    for those in _in_a_row(exact, RUN):
        side = _one_sign([away[n] for n in those])
        way = _one_sign([away[n] - away[n - 1] for n in those[1:]])
        yield from _each(those, SpecialCause.SHIFT, side)
        yield from _each(those, SpecialCause.TREND, way)
    for those in _in_a_row(exact, 3):
        side = _one_sign([away[n] for n in those])
        near = [n for n in those if width * 2 / 3 < abs(away[n]) <= width]
        yield from _each(near, SpecialCause.TWO_OF_THREE, side if len(near) >= 2 else 0)


def _each(those: Sequence[int], rule: SpecialCause, sign: int) -> Iterator[tuple[int, Signal]]:
    if sign:
        yield from ((n, Signal(rule, sign > 0)) for n in those)


def _in_a_row(exact: _Exact, length: int) -> Iterator[range]:
    """Yield the numbers of each so many points in a row that have no gap among them."""
    for start in range(len(exact.values) - length + 1):
        if not any(exact.gaps[start + 1 : start + length]):
            yield range(start, start + length)


def _one_sign(distances: Sequence[Fraction]) -> int:
    """Return 1 where all are above nothing, -1 where all are below, else 0."""
    if all(one > 0 for one in distances):
        return 1
    return -1 if all(one < 0 for one in distances) else 0


def _variation(flags: Sequence[Signal], direction: Direction | None) -> Variation:
    """Return what a point shows: by its side outside the limits, else by its trend, else its side.

    On one point the two can point different ways; the rules that flag it are given as well.
    """
    first = (
        SpecialCause.OUTSIDE,
        SpecialCause.TREND,
        SpecialCause.SHIFT,
        SpecialCause.TWO_OF_THREE,
    )
    high = next((flag.high for rule in first for flag in flags if flag.rule is rule), None)
    if high is None:
        return Variation.COMMON
    if direction in (None, Direction.NONE):
        return Variation.HIGH if high else Variation.LOW
    better = high == (direction is Direction.HIGHER)
    return Variation.IMPROVEMENT if better else Variation.CONCERN


def _assurance(
    exact: _Exact, direction: Direction | None, target: Decimal | None
) -> ProcessAssurance | None:
    """Return whether all within the limits meets the target; to reach it is to meet it.

    Trial limits may yet move: nothing is said from them.
    """
    if target is None or direction in (None, Direction.NONE) or exact.count < ENOUGH:
        return None
    above = exact.mean - exact.width - Fraction(target), exact.mean + exact.width - Fraction(target)
    meets = [end >= 0 if direction is Direction.HIGHER else end <= 0 for end in above]
    if all(meets):
        return ProcessAssurance.MEETS
    return ProcessAssurance.HIT_AND_MISS if any(meets) else ProcessAssurance.MISSES
