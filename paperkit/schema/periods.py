"""Periods and deadlines: printed as written, compared by their last day.

The grammar is part of the file format: ``2025/26`` (the year from April), ``2025``,
``Q1 2025/26``, ``July 2026``, ``Autumn 2025/26`` (a school term), ``2023 to 2025``.
A deadline may also be a date, or ``Ongoing``.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum

from paperkit.frozen import Frozen
from paperkit.schema import dates
from paperkit.schema.dates import NotADateError


class Length(Enum):
    """How long a period is; periods of one length follow each other."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year from April"
    CALENDAR_YEAR = "calendar year"
    SPAN = "several years"


class Period(Frozen):
    """A stretch of time for which a figure stands. ``words`` is how it is printed."""

    words: str
    length: Length
    first: date
    last: date

    def __str__(self) -> str:
        """Return the period as it is printed."""
        return self.words

    @property
    def order(self) -> tuple[date, date]:
        """Return what periods are sorted by: the last day, and the shorter of two last."""
        return (self.last, self.first)


class Deadline(Frozen):
    """When something is due: the words as written, and the last day, None for Ongoing."""

    words: str
    last: date | None

    def __str__(self) -> str:
        """Return the deadline as it is printed."""
        return self.words


class NotAPeriodError(ValueError):
    """The text is no period of the grammar; the message says why, in plain words."""


ONGOING = "Ongoing"
TERMS = {
    "autumn": ("Autumn", 9, 12),
    "spring": ("Spring", 1, 3),
    "summer": ("Summer", 4, 8),
}

_SPLIT_YEAR = r"(\d{4})\s*[/-]\s*(\d{4}|\d{2})"
_YEAR = re.compile(_SPLIT_YEAR, re.ASCII)
_CALENDAR_YEAR = re.compile(r"(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:Q|quarter\s*)([1-4])\s+" + _SPLIT_YEAR, re.ASCII | re.IGNORECASE)
_TERM = re.compile(r"(autumn|spring|summer)(?:\s+term)?\s+" + _SPLIT_YEAR, re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"([a-z]{3,9})\.?\s+(\d{4})", re.ASCII | re.IGNORECASE)
_SPAN = re.compile(r"(\d{4})\s*(?:to|–|-)\s*(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)


def month(year: int, number: int) -> Period:
    """Return a calendar month."""
    last = date(year, number, monthrange(year, number)[1])
    return Period(f"{dates.MONTHS[number - 1]} {year}", Length.MONTH, date(year, number, 1), last)


def year_from_april(year: int) -> Period:
    """Return the financial year that begins in April of the year given."""
    words = f"{year}/{(year + 1) % 100:02}"
    return Period(words, Length.YEAR, date(year, 4, 1), date(year + 1, 3, 31))


def calendar_year(year: int) -> Period:
    """Return a year from January."""
    return Period(str(year), Length.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31))


def span(first: int, last: int) -> Period:
    """Return several calendar years taken together."""
    words = f"{first} to {last}"
    return Period(words, Length.SPAN, date(first, 1, 1), date(last, 12, 31))


def quarter(number: int, year: int) -> Period:
    """Return a quarter of the financial year: 1 is April to June."""
    start = (4, 7, 10, 1)[number - 1]
    begins = year if number < 4 else year + 1
    last = date(begins, start + 2, monthrange(begins, start + 2)[1])
    words = f"Q{number} {year_from_april(year).words}"
    return Period(words, Length.QUARTER, date(begins, start, 1), last)


def term(name: str, year: int) -> Period:
    """Return a school term of the school year that begins in September of the year given."""
    word, start, end = TERMS[name.casefold()]
    begins = year if word == "Autumn" else year + 1
    last = date(begins, end, monthrange(begins, end)[1])
    words = f"{word} {year_from_april(year).words}"
    return Period(words, Length.TERM, date(begins, start, 1), last)


def following(period: Period) -> Period | None:
    """Return the period of the same length that comes next; None for several years together."""
    return containing(period.length, period.last + timedelta(days=1))


def year_before(period: Period) -> Period | None:
    """Return the same period a year earlier: ``Q1 2025/26`` for ``Q1 2026/27``."""
    if period.length is Length.SPAN:
        return span(period.first.year - 1, period.last.year - 1)
    return containing(period.length, period.first.replace(year=period.first.year - 1))


def containing(length: Length, day: date) -> Period | None:
    """Return the period of that length in which a day lies; None for several years together."""
    from_april = day.year if day.month >= 4 else day.year - 1
    match length:
        case Length.MONTH:
            return month(day.year, day.month)
        case Length.QUARTER:
            return quarter((day.month - 4) // 3 % 4 + 1, from_april)
        case Length.TERM:
            name = next(word for word, start, end in TERMS.values() if start <= day.month <= end)
            return term(name, day.year if day.month >= 9 else day.year - 1)
        case Length.YEAR:
            return year_from_april(from_april)
        case Length.CALENDAR_YEAR:
            return calendar_year(day.year)
        case Length.SPAN:
            return None


def read_period(text: str) -> Period:
    """Return the period that the text states; NotAPeriodError says why it states none."""
    text = " ".join(text.split())
    for pattern, reader in _READERS:
        match = pattern.fullmatch(text)
        if match:
            _check_years(match)
            return reader(match)
    raise NotAPeriodError("is not a period that paperkit knows")


def read_deadline(text: str) -> Deadline:
    """Return the deadline; NotADateError where it is no date, no period and not Ongoing."""
    words = " ".join(text.split())
    if words.casefold() == ONGOING.casefold():
        return Deadline(ONGOING, None)
    try:
        return Deadline(words, read_period(words).last)
    except NotAPeriodError as period_fault:
        return _dated(words, period_fault)


def _dated(words: str, period_fault: NotAPeriodError) -> Deadline:
    try:
        day = dates.read_date(words)
    except NotADateError as date_fault:
        known = "is not a period" not in str(period_fault)
        raise NotADateError(str(period_fault if known else date_fault)) from None
    return Deadline(dates.in_words(day), day)


def _check_years(match: re.Match[str]) -> None:
    """Refuse years outside those that papers are about, before a date is made of them."""
    for year in (group for group in match.groups() if len(group) == 4 and group.isdigit()):
        if not dates.FIRST_YEAR - 50 <= int(year) <= dates.LAST_YEAR:
            raise NotAPeriodError(f"is about the year {year}")


def _next_year(first: str, second: str) -> int:
    """Return the first year where the second is the one after it: 2014-25 is impossible."""
    year = int(first)
    if second not in (f"{year + 1}", f"{(year + 1) % 100:02}"):
        raise NotAPeriodError(
            f"joins {first} and {second}, which do not follow each other "
            f"(the year after {first} is {year_from_april(year).words})"
        )
    return year


def _read_span(match: re.Match[str]) -> Period:
    first, second = match.groups()
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    if last <= int(first):
        raise NotAPeriodError("ends before it begins")
    return span(int(first), last)


def _read_month(match: re.Match[str]) -> Period:
    number = dates.month_number(match.group(1))
    if not number:
        raise NotAPeriodError("is not a period that paperkit knows")
    return month(int(match.group(2)), number)


_Reader = Callable[[re.Match[str]], Period]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_CALENDAR_YEAR, lambda match: calendar_year(int(match.group(1)))),
    (_YEAR, lambda match: year_from_april(_next_year(match.group(1), match.group(2)))),
    (_QUARTER, lambda m: quarter(int(m.group(1)), _next_year(m.group(2), m.group(3)))),
    (_TERM, lambda m: term(m.group(1), _next_year(m.group(2), m.group(3)))),
    (_MONTH, _read_month),
    (_SPAN, _read_span),
)
