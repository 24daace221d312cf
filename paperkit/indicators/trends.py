"""How an indicator has moved up to a meeting: its trend, and its movement, short and long.

Monthly and quarterly figures get process limits (``spc``). Yearly figures get the plain words that
OHID's Fingertips uses for recent trends, by a rule that needs no denominators: each of the latest
five yearly figures is higher than the one before it, or each is lower. Of the 120 orders that five
figures can have only two are of that kind. Fingertips' own test asks for counts and denominators,
which papers do not have: this is not its result.

Better and worse are said only where it is agreed which direction is good.

What a trend says, in plain words beside its sign and its chart.

The mean and the limits are printed with one decimal more than the figures are, so that a figure
outside the limits does not look as if it lay on one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from types import MappingProxyType

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Indicator, Reading
from paperkit.board.settings import Role
from paperkit.board.words import Frequency
from paperkit.frozen import Frozen
from paperkit.indicators import ratings
from paperkit.indicators.ratings import (
    MONTHS_APART,
    NO_EARLIER,
    Movement,
    figure,
    moved,
    moved_since,
)
from paperkit.indicators.running import PARTS, Run, run_of, unit_of
from paperkit.indicators.spc import (
    ENOUGH,
    LEAST,
    Point,
    Process,
    ProcessAssurance,
    ProcessLimits,
    ProcessPart,
    Signal,
    process,
)
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Length, Period, following, year_before
from paperkit.schema.values import MOST_DECIMALS, Amount, Direction, printed
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed
from paperkit.standpoint.wording import say

IN_LIMITS = frozenset({Length.MONTH, Length.QUARTER})
OFTEN = frozenset({None, Frequency.MONTHLY, Frequency.QUARTERLY})
YEARLY = frozenset({Length.YEAR, Length.CALENDAR_YEAR})
YEARS = 5
_MONTHS = MappingProxyType(
    {Length.MONTH: 1, Length.QUARTER: 3, Length.TERM: 4, Length.YEAR: 12, Length.CALENDAR_YEAR: 12}
)


class Marker(Enum):
    """The trend of yearly figures, in the words of Fingertips."""

    CANNOT = "Cannot be calculated"
    NO_CHANGE = "No significant change"
    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    INCREASING_BETTER = "Increasing and getting better"
    INCREASING_WORSE = "Increasing and getting worse"
    DECREASING_BETTER = "Decreasing and getting better"
    DECREASING_WORSE = "Decreasing and getting worse"


class Yearly(Frozen):
    """The marker of a series without limits, and the rule or the reason for it.

    ``why`` is a key of the sentences ``trend.yearly``, ``about`` the period or the frequency that
    it names, and ``count`` of how many figures it is.
    """

    marker: Marker
    why: str
    about: str
    count: int


class Slot(Frozen):
    """One period of a series, whether or not there is a figure for it."""

    period: Period
    reading: Reading | None = None

    @property
    def number(self) -> Decimal | None:
        """Return the figure, or None where there is none or a word in its place."""
        return self.reading.number if self.reading else None

    @property
    def new_process(self) -> bool:
        """Return whether a new way of working begins in the period."""
        return self.reading is not None and self.reading.new_process is Answer.YES


class Trend(Frozen):
    """One indicator's series for a meeting, period by period, and what it shows.

    ``slots`` holds the periods as long as the latest one, from the first to the last reading,
    those without a figure among them. One of ``process`` (monthly, quarterly) and ``yearly``
    (all others) is given. Figures that run over the year are those to date; ``process`` is of the
    single parts. ``target`` is the one that the single figures are held against, if any.
    """

    run: Run
    slots: tuple[Slot, ...]
    process: Process | None
    yearly: Yearly | None
    target: Amount | None
    short: Movement
    long: Movement

    @property
    def indicator(self) -> Indicator:
        """Return the indicator of which it is the trend."""
        return self.run.indicator

    @property
    def is_to_date(self) -> bool:
        """Return whether its figures are those of the year to date."""
        is_part = bool(self.slots) and self.slots[-1].period.length in PARTS
        return is_part and (self.run.adds_up or self.run.is_to_date)

    @property
    def missing(self) -> tuple[Period, ...]:
        """Return the periods of the series that have no figure."""
        singles = {slot.period: self.run.typed(slot.period) for slot in self.slots}
        return tuple(p for p, one in singles.items() if one is None or one.number is None)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return the readings with a figure, in their order."""
        return tuple(s.reading for s in self.slots if s.reading and s.number is not None)

    @property
    def unit(self) -> str:
        """Return the unit of the latest figure; "" where there is none."""
        latest = self.readings[-1].value if self.readings else None
        return unit_of(latest, self.indicator) if latest else ""

    @property
    def limit_decimals(self) -> int:
        """Return how many decimals a mean or a limit is printed with: one more than the figures."""
        amounts = (reading.value for reading in self.readings)
        exponents = (a.number.as_tuple().exponent for a in amounts if a and a.number is not None)
        typed = max((-e for e in exponents if isinstance(e, int)), default=0)
        decimals = typed if self.indicator.decimals is None else self.indicator.decimals
        return min(decimals + 1, MOST_DECIMALS)


def trend_of(board: BoardData, indicator: Indicator, day: date) -> Trend:
    """Return the trend of an indicator from the readings whose period has ended by the day."""
    run = run_of(board, indicator, day)
    slots = series(run.readings, indicator.frequency)
    # Added up, the figures go up and down with the year: chance is to be seen in the single ones.
    to_date = tuple(
        Slot(slot.period, run.figure(slot.reading) if slot.reading else None) for slot in slots
    )
    often = indicator.frequency in OFTEN and not run.is_to_date
    in_limits = often and bool(slots) and slots[-1].period.length in IN_LIMITS
    target = None if run.adds_up or run.is_to_date else _target(run, slots)
    number = target.number if target else None
    return Trend(
        run,
        to_date,
        process(points(slots), indicator.direction, number) if in_limits else None,
        None if in_limits else _yearly(run, slots),
        target,
        moved(run),
        _moved_long(indicator, to_date),
    )


def trends_at(at: BoardAt) -> Mapping[str, Trend]:
    """Return the trend of every indicator for the meeting, by its reference."""
    return {one.reference: trend_of(at.board, one, at.as_of) for one in at.board.indicators}


def series(readings: Sequence[Reading], often: Frequency | None) -> tuple[Slot, ...]:
    """Return the periods as long as that of the last reading, with those that are missing.

    Of figures that come less often than their periods follow each other, such as one year in two,
    only the periods that were expected can be missing. Of two readings for one period, which is
    an error of its own, the later row counts.
    """
    alike = ratings.as_long_as_last(readings)
    latest = {reading.period: reading for reading in alike if reading.period}
    slots: list[Slot] = []
    for period, reading in latest.items():
        slots += _between(slots[-1].period, period, often) if slots else ()
        slots.append(Slot(period, reading))
    return tuple(slots)


def points(slots: Sequence[Slot]) -> tuple[Point, ...]:
    """Return the figures of a series, each with what comes before it.

    A new way of working that began in a period without a figure begins with the next one.
    """
    found: list[Point] = []
    begun = False
    for before, slot in pairwise((None, *slots)):
        assert slot is not None
        begun = begun or slot.new_process
        if slot.number is not None:
            gap = before is not None and before.number is None
            found.append(Point(str(slot.period), slot.number, begun, gap))
            begun = False
    return tuple(found)


def _between(one: Period, other: Period, often: Frequency | None) -> Iterator[Slot]:
    """Yield what is missing between two periods of one length; nothing for spans of years."""
    period = _expected(one, often)
    while period is not None and period.order < other.order:
        yield Slot(period)
        period = _expected(period, often)


def _expected(period: Period, often: Frequency | None) -> Period | None:
    """Return the period of the figure after that of another."""
    apart = MONTHS_APART[often] if often else 0
    ahead: Period | None = period
    for _ in range(max(1, apart // _MONTHS.get(period.length, 12))):
        ahead = following(ahead) if ahead else None
    return ahead


def _target(run: Run, slots: Sequence[Slot]) -> Amount | None:
    latest = next((slot.period for slot in reversed(slots) if slot.number is not None), None)
    goal = run.goal(latest) if latest else None
    return goal.value if goal and not goal.only_yearly else None


def _moved_long(indicator: Indicator, slots: Sequence[Slot]) -> Movement:
    """Return how the last reading compares with the same period a year before, or five years back.

    Five yearly figures are looked at, as for the trend. Where several years are taken together it
    is the latest earlier figure that shares no year with the last.
    """
    before = _long_before(slots)
    if before is None or before.reading is None:
        return NO_EARLIER
    last = slots[-1].reading
    assert last is not None
    moved_so = moved_since(indicator, last, before.reading)
    anew = [slot for slot in slots if slot.new_process and slot.period.order > before.period.order]
    if not anew:
        return moved_so
    since = f"; a new way of working began in {anew[-1].period}"
    return Movement(moved_so.way, f"{moved_so.words}{since}")


def _long_before(slots: Sequence[Slot]) -> Slot | None:
    if not slots:
        return None
    last = slots[-1].period
    if last.length is Length.SPAN:
        apart = (slot for slot in reversed(slots) if slot.period.last < last.first)
        return next(apart, None)
    if last.length in YEARLY:
        return slots[-YEARS] if len(slots) >= YEARS else None
    return next((slot for slot in slots if slot.period == year_before(last)), None)


def _yearly(run: Run, slots: Sequence[Slot]) -> Yearly:
    latest = slots[-YEARS:]
    why, about = _no_trend(run, latest)
    if why:
        return Yearly(Marker.CANNOT, why, about, len(latest))
    numbers = [slot.number or Decimal() for slot in latest]
    years = f"{latest[0].period} to {latest[-1].period}"
    steps = [after - before for before, after in pairwise(numbers)]
    marker, way = Marker.NO_CHANGE, "neither"
    for said, alike, markers in (
        ("rises", all(step > 0 for step in steps), _RISING),
        ("falls", all(step < 0 for step in steps), _FALLING),
    ):
        if alike:
            marker, way = markers.get(run.indicator.direction, markers[None]), said
    return Yearly(marker, way, years, YEARS)


def _no_trend(run: Run, latest: Sequence[Slot]) -> tuple[str, str]:
    """Return why the latest slots have no trend, and the period or frequency it is for, if any."""
    if not latest:
        return "no_figure", ""
    if latest[-1].period.length is Length.SPAN:
        return "several_years", ""
    if run.is_to_date and latest[-1].period.length in PARTS:
        return "to_date", ""
    often = run.indicator.frequency
    if latest[-1].period.length not in YEARLY or often is Frequency.EVERY_TWO_YEARS:
        return ("frequency", str(often)) if often else ("terms", "")
    if len(latest) < YEARS:
        return "too_few", ""
    missing = next((slot.period for slot in latest if slot.number is None), None)
    if missing:
        return "missing", str(missing)
    anew = next((slot.period for slot in latest[1:] if slot.new_process), None)
    return ("new_process", str(anew)) if anew else ("", "")


_RISING = {
    None: Marker.INCREASING,
    Direction.HIGHER: Marker.INCREASING_BETTER,
    Direction.LOWER: Marker.INCREASING_WORSE,
}
_FALLING = {
    None: Marker.DECREASING,
    Direction.HIGHER: Marker.DECREASING_WORSE,
    Direction.LOWER: Marker.DECREASING_BETTER,
}
_NAMED_MOST = 3


def first_named(periods: Sequence[Period]) -> str:
    """Return the first few periods by name, and how many more there are."""
    named = [str(period) for period in periods[:_NAMED_MOST]]
    more = len(periods) - _NAMED_MOST
    return listed([*named, f"{more} more"] if more > 0 else named)


def trend_words(at: BoardAt, trend: Trend) -> Iterator[str]:
    """Yield the sentences on a trend, none for an indicator without any figure."""
    if not trend.readings:
        return
    if yearly := trend.yearly:
        why = say(
            at,
            f"trend.yearly.{yearly.why}",
            yearly.count,
            period=yearly.about,
            frequency=yearly.about,
            years=str(YEARS),
        )
        yield say(at, "trend.yearly", marker=yearly.marker.value, why=why)
    if trend.process and trend.process.latest:
        if trend.is_to_date:
            yield say(at, "trend.single_figures")
        yield from _of_process(at, trend, trend.process, trend.process.latest)
    missing = [str(period) for period in trend.missing]
    if missing and not (yearly and yearly.why == "missing" and len(missing) == 1):
        yield say(at, "trend.missing", len(missing), missing)
        if trend.process:
            yield say(at, "trend.gap")


def _of_process(at: BoardAt, trend: Trend, process: Process, latest: ProcessPart) -> Iterator[str]:
    count, limits, period = len(latest.points), latest.limits, latest.points[-1].period
    begun = say(at, "trend.begun", period=latest.points[0].period)
    since = begun if len(process.parts) > 1 else ""
    if limits is None or process.variation is None:
        gaps = any(point.after_gap for point in latest.points[1:])
        key = "trend.too_few.in_a_row" if gaps else "trend.too_few"
        yield say(at, key, count, least=str(LEAST))
        yield since
        return
    signals = [
        say(at, f"trend.signal.{_signal(signal)}", period=period) for signal in latest.signals[-1]
    ] or [say(at, "trend.signal.no_signal", period=period)]
    yield say(
        at, "trend.variation", said=_label(process.variation.value), why="; and ".join(signals)
    )
    mean, lower, upper = (
        printed(number, trend.unit, trend.limit_decimals)
        for number in (limits.mean, limits.lower, limits.upper)
    )
    key = "trend.limits.trial" if limits.trial else "trend.limits"
    yield say(at, key, count, mean=mean, lower=lower, upper=upper, enough=str(ENOUGH))
    yield since
    yield from _beyond(at, trend, latest, limits)
    if process.assurance and trend.target:
        key = f"trend.assurance.{process.assurance.name.lower()}"
        why = say(at, key, target=figure(trend.target, trend.indicator))
        yield say(at, "trend.assurance", said=_label(process.assurance.value), why=why)


def _signal(signal: Signal) -> str:
    return f"{signal.rule.name.lower()}_{'high' if signal.high else 'low'}"


def apart_words(at: BoardAt, trend: Trend, role: Role | None) -> str:
    """Return why the rating of the latest figure and the assurance differ; "" where they agree."""
    assurance = trend.process.assurance if trend.process else None
    latest = trend.process.latest if trend.process else None
    goal = trend.target.number if trend.target else None
    is_met = role is Role.MET
    differ = (is_met and assurance is ProcessAssurance.MISSES) or (
        role in (Role.NEAR, Role.MISSED) and assurance is ProcessAssurance.MEETS
    )
    if not differ or latest is None or goal is None:
        return ""
    lower = trend.indicator.direction is Direction.LOWER
    values = [point.value for point in latest.points]
    meeting = sum(value <= goal if lower else value >= goal for value in values)
    if is_met:
        return say(at, "trend.apart.met", len(values) - meeting, total=len(values))
    return say(at, "trend.apart.missed", meeting, total=len(values))


def _label(sign_and_words: str) -> str:
    return sign_and_words.split(" ", 1)[1].removesuffix(" the target")


def _beyond(at: BoardAt, trend: Trend, latest: ProcessPart, limits: ProcessLimits) -> Iterator[str]:
    """Yield a sentence on a limit below 0 or above 100, where no figure is; none is cut off."""
    values = [point.value for point in latest.points]
    if limits.lower < 0 <= min(values):
        yield say(at, "trend.limits.below_zero")
    if trend.unit == "%" and limits.upper > 100 >= max(values):
        yield say(at, "trend.limits.above_hundred")
