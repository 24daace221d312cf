"""Whether an indicator's latest figure is older than it should be by a day.

A figure is stale when the period after its own, and one more, have ended without a new one: a
quarterly figure after two further quarters, a yearly one after two further years. Where it is
said when the next figure comes out, that day decides.
"""

from datetime import date
from types import MappingProxyType

from paperkit.board.model import Indicator, Reading
from paperkit.board.model.words import Frequency
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Period, month

# Three years taken together come out every year.
MONTHS_APART = MappingProxyType(
    {
        Frequency.MONTHLY: 1,
        Frequency.QUARTERLY: 3,
        Frequency.TERMLY: 4,
        Frequency.TWICE_A_YEAR: 6,
        Frequency.ANNUAL: 12,
        Frequency.EVERY_TWO_YEARS: 24,
        Frequency.ROLLING: 12,
    }
)


def is_stale(indicator: Indicator, reading: Reading | None, day: date) -> bool:
    """Return whether the latest reading is older than its frequency plus one allows."""
    if reading is None or reading.period is None or indicator.frequency is None:
        return False
    if indicator.next_due is not None:
        return False
    return _months_since(reading.period, day) >= 2 * MONTHS_APART[indicator.frequency]


def is_overdue(indicator: Indicator, day: date) -> bool:
    """Return whether the day on which the next figure comes out has passed.

    Once the figure is in, the day of the one after it is to be typed.
    """
    return indicator.next_due is not None and indicator.next_due < day


def freshness_words(indicator: Indicator, reading: Reading | None, day: date) -> str:
    """Return that the next figure is due, overdue, or that the latest is stale; or nothing."""
    if indicator.next_due is not None:
        due = in_words(indicator.next_due)
        return f"Next figure was due {due}" if is_overdue(indicator, day) else f"Due {due}"
    if reading and is_stale(indicator, reading, day):
        often = str(indicator.frequency).lower()
        return f"Out of date: the latest figure is for {reading.period} (frequency: {often})"
    return ""


def _months_since(period: Period, day: date) -> int:
    """Return how many whole months have ended since a period did."""
    ended = day == month(day.year, day.month).last
    return (day.year - period.last.year) * 12 + day.month - period.last.month - 1 + ended
