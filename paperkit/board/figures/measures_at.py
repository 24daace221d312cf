"""Which reading and which target of an indicator count on a day (seed T 3.5).

A figure is only ever held against the target of its own year.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from paperkit.board.calendar import reporting_year
from paperkit.board.model import Reading, Target
from paperkit.schema.amounts import Amount
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import Length, Period, calendar_year, year_from_april


def readings_by(readings: Iterable[Reading], day: date) -> tuple[Reading, ...]:
    """Return the readings whose period has ended by the day, in their order."""
    return tuple(r for r in readings if r.period is not None and r.period.last <= day)


def reading_before(readings: Sequence[Reading]) -> Reading | None:
    """Return the reading before the last one whose period is as long, or None.

    ``readings`` stand in the order of their periods; a month is never set beside a year.
    """
    alike = as_long_as_last(readings)
    return next((r for r in reversed(alike) if r.period != alike[-1].period), None)


def as_long_as_last(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings whose period is as long as that of the last, in their order."""
    last = readings[-1].period if readings else None
    return tuple(reading for reading in readings if _as_long(reading.period, last))


def target_of(targets: Iterable[Target], period: Period) -> Target | None:
    """Return the target of the period's own year, or None.

    A year is held against a year of its own kind; a term against its school year; a month or
    quarter against its year from April, or its calendar year where that is how targets are set.
    """
    return _first(targets, _years_of(period))


def target_this_year(targets: Iterable[Target], meeting: date) -> Target | None:
    """Return the target of the reporting year, or of another kind of year round the meeting."""
    targets = tuple(targets)
    years = (reporting_year(meeting), calendar_year(meeting.year))
    return _first(targets, years) or _first(targets, _spans_round(targets, meeting))


def year_before(meeting: date) -> Period:
    """Return the year before the reporting year of a meeting."""
    return year_from_april(reporting_year(meeting).first.year - 1)


def outturn(readings: Sequence[Reading], meeting: date) -> Reading | None:
    """Return last year's outturn: the reading for last year, or one that ended when it did.

    Of those that ended then, the longest counts; it is printed with its own period. A span of
    years ends with a calendar year.
    """
    year, calendar = year_before(meeting), calendar_year(meeting.year - 1)
    whole = [r for wanted in (year, calendar) for r in readings if _same(r.period, wanted)]
    ended = [r for r in readings if r.period and r.period.last == year.last]
    spans = [r for r in readings if _is_span(r.period) and _ends(r.period, calendar.last)]
    return next(iter(whole + ended + spans), None)


def signed_off(target: Target) -> bool:
    """Return whether the value as it stands was signed off (seed T 3.6).

    A value that has changed since is unsigned again.
    """
    if not target.signed_by:
        return False
    return target.signed_value is None or _equal(target.value, target.signed_value)


def _equal(one: Amount | None, other: Amount) -> bool:
    if one is None or one.number is None or other.number is None:
        return one is not None and folded(one.words) == folded(other.words)
    return one.number == other.number


def _first(targets: Iterable[Target], years: Iterable[Period]) -> Target | None:
    targets = tuple(targets)
    return next((t for year in years for t in targets if _same(t.year, year)), None)


def _years_of(period: Period) -> tuple[Period, ...]:
    if period.length in (Length.YEAR, Length.CALENDAR_YEAR, Length.SPAN):
        return (period,)
    first = period.first
    if period.length is Length.TERM:
        return (period, year_from_april(first.year if first.month >= 9 else first.year - 1))
    from_april = year_from_april(first.year if first.month >= 4 else first.year - 1)
    return (period, from_april, calendar_year(first.year))


def _spans_round(targets: Iterable[Target], day: date) -> tuple[Period, ...]:
    years = (target.year for target in targets)
    return tuple(y for y in years if y and _is_span(y) and y.first <= day <= y.last)


def _same(one: Period | None, other: Period) -> bool:
    return one is not None and (one.length, one.order) == (other.length, other.order)


def _is_span(period: Period | None) -> bool:
    return period is not None and period.length is Length.SPAN


def _ends(period: Period | None, day: date) -> bool:
    return period is not None and period.last == day


def _as_long(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and _length(one) == _length(other)


def _length(period: Period) -> tuple[Length, int]:
    years = period.last.year - period.first.year if period.length is Length.SPAN else 0
    return (period.length, years)
