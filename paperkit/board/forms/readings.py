"""Which figures an indicator owes by a day (seed T 3.5): its frequency decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from paperkit.board.model import BoardData, Indicator
from paperkit.board.model.words import Frequency
from paperkit.schema.periods import Length, Period, containing, following, span

_LONGEST_AGO = timedelta(days=366)
_MOST_YEARS = 3  # of a rolling figure, where no reading says otherwise


@dataclass(frozen=True)
class _Rhythm:
    """The periods of a frequency: of which lengths, the usual one first, and every how manieth."""

    lengths: tuple[Length, ...]
    every: int = 1


_RHYTHMS: Mapping[Frequency, _Rhythm] = MappingProxyType(
    {
        Frequency.MONTHLY: _Rhythm((Length.MONTH,)),
        Frequency.QUARTERLY: _Rhythm((Length.QUARTER,)),
        Frequency.TERMLY: _Rhythm((Length.TERM,)),
        Frequency.TWICE_A_YEAR: _Rhythm((Length.QUARTER,), 2),
        Frequency.ANNUAL: _Rhythm((Length.YEAR, Length.CALENDAR_YEAR)),
        Frequency.EVERY_TWO_YEARS: _Rhythm((Length.YEAR, Length.CALENDAR_YEAR), 2),
        Frequency.ROLLING: _Rhythm((Length.SPAN,)),
    }
)


def owed(board: BoardData, indicator: Indicator, day: date) -> tuple[Period, ...]:
    """Return the periods of which a figure is owed by the day, the earliest first.

    They follow the last figure as often as the indicator's frequency says, and have ended by the
    day; those that ended more than a year before it are past asking for. Words in place of a
    figure leave it owed. Nothing is owed before the day on which the next figure comes out, where
    the indicator gives one, nor where it has no frequency.
    """
    rhythm = _RHYTHMS.get(indicator.frequency) if indicator.frequency else None
    if rhythm is None or (indicator.next_due and indicator.next_due > day):
        return ()
    last = _last_figure(board, indicator, rhythm)
    periods = _after(last, rhythm, day) if last else _latest(rhythm, day)
    return tuple(period for period in periods if period.last > day - _LONGEST_AGO)


def came_in(board: BoardData, indicator: Indicator, day: date) -> Period | None:
    """Return the period of the last figure, where none is owed since; None for one long past.

    The figure is the one that forms asked for: its period ended in the year before the day.
    """
    rhythm = _RHYTHMS.get(indicator.frequency) if indicator.frequency else None
    if rhythm is None or owed(board, indicator, day):
        return None
    last = _last_figure(board, indicator, rhythm)
    return last if last and day - _LONGEST_AGO < last.last <= day else None


def _last_figure(board: BoardData, indicator: Indicator, rhythm: _Rhythm) -> Period | None:
    periods = (
        reading.period
        for reading in reversed(board.readings_of.get(indicator.reference, ()))
        if reading.value and reading.value.number is not None
    )
    return next((p for p in periods if p and p.length in rhythm.lengths), None)


def _after(last: Period, rhythm: _Rhythm, day: date) -> Iterator[Period]:
    period = _next(last, rhythm.every)
    while period.last <= day:
        yield period
        period = _next(period, rhythm.every)


def _next(period: Period, every: int) -> Period:
    for _ in range(every):
        one_on = span(period.first.year + 1, period.last.year + 1)
        period = following(period) or one_on
    return period


def _latest(rhythm: _Rhythm, day: date) -> Iterator[Period]:
    """Yield the last period that has ended by the day, of an indicator without a figure yet."""
    length = rhythm.lengths[0]
    if length is Length.SPAN:
        yield span(day.year - _MOST_YEARS, day.year - 1)
        return
    now = containing(length, day)
    before = containing(length, now.first - timedelta(days=1)) if now else None
    ended = now if now and now.last <= day else before
    if ended:
        yield ended
