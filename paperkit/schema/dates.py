"""Dates, periods and deadlines, as English council officers write them.

Dates have the day first and are complete; their years are Gregorian. The month is printed in
words and the day without a zero: ``9 May 2013`` (seed T, header).

Periods are printed as written and compared by their last day. Their grammar is part of the file
format: ``2025/26`` (the year from April), ``2025``, ``Q1 2025/26``, ``July 2026``,
``Autumn 2025/26`` (a school term), ``2023 to 2025``. A deadline may also be a date, or
``Ongoing``.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from paperkit.frozen import Frozen

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2100
_KEPT = 2_000  # thousands of rows name the same few periods

_IN_WORDS = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(\d{1,2})(?: ?(?:st|nd|rd|th))? (?:of\s+)?([a-z]+)\.?,?(?:\s+(\d{4}))?",
    re.IGNORECASE | re.ASCII,
)
_IN_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(?:(?<=\d)T|,? (?:at )?)"
    r"(\d{1,2}(?:[:.]\d{2}){1,2}(?: ?[ap]m)?|\d{1,2} ?[ap]m)\Z",
    re.IGNORECASE | re.ASCII,
)
_MIDNIGHT = re.compile(r"0?0[:.]00(?:[:.]00)?")


class NotReadError(ValueError):
    """The text does not state what it should; the message says why, in plain words."""


class NotADateError(NotReadError):
    """The text is not a complete and possible date."""


class NotAPeriodError(NotReadError):
    """The text is not a period of the grammar."""


# --- Dates ------------------------------------------------------------------------------------


def in_words(day: date) -> str:
    """Return a date as papers print it: ``9 May 2013``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date) -> str:
    """Return a date with its day of the week: ``Thursday 9 May 2013``."""
    return f"{WEEKDAYS[day.weekday()]} {in_words(day)}"


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters or more, else 0."""
    word = word.casefold()
    if word == "sept":
        return 9
    found = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word))
    return next(found, 0) if len(word) >= 3 else 0


def read_date(text: str) -> date:
    """Return the date that the text states; NotADateError says why it states none."""
    typed, _ = _day_and_time(text)
    if match := _ISO.fullmatch(typed):
        year, month, day = map(int, match.groups())
    elif match := _IN_FIGURES.fullmatch(typed):
        day, month, year = map(int, match.groups())
        if month > 12 >= day:
            raise NotADateError("has the month before the day")
        year += 2000 if year < 100 else 0
    elif match := _IN_WORDS.fullmatch(typed):
        month = month_number(match.group(2))
        if not month:
            raise NotADateError("is not a date")
        if match.group(3) is None:
            raise NotADateError("has no year")
        day, year = int(match.group(1)), int(match.group(3))
    else:
        raise NotADateError("is not a date")
    try:
        found = date(year, month, day)
    except ValueError:
        raise NotADateError("does not exist") from None
    return checked(found)


def checked(day: date) -> date:
    """Return the day; NotADateError unless its year is one that papers can be about."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADateError(f"is in the year {day.year}")
    return day


def has_come(due: date | None, day: date) -> bool:
    """Return whether the day on which something was due had come by the end of a day.

    This is the one rule for actions, milestones and decisions (seed T 3.16, "by the date of the
    meeting"). Data as at a day are as it ended: what was due on it and is not done was not done in
    time, and what was done on it was.
    """
    return due is not None and due <= day


def has_time(text: str) -> bool:
    """Return whether a date as typed has a time of day; programs write midnight for none."""
    _, time = _day_and_time(text)
    return bool(time) and not _MIDNIGHT.fullmatch(time)


def ambiguous(text: str) -> bool:
    """Return whether day and month of a date in figures could have been swapped."""
    match = _IN_FIGURES.fullmatch(_day_and_time(text)[0])
    if not match:
        return False
    day, month = int(match.group(1)), int(match.group(2))
    return day <= 12 and month <= 12 and day != month


# It is asked for twice: to read a date, and to see whether it may have been misread.
@lru_cache(maxsize=_KEPT)
def _day_and_time(text: str) -> tuple[str, str]:
    """Return the day and the time of day, either as typed; the time is mostly empty."""
    text = " ".join(text.split())
    found = _TIME.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


# --- Periods ----------------------------------------------------------------------------------


class Length(Enum):
    """How long a period is; periods of one length follow each other."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year from April"
    CALENDAR_YEAR = "calendar year"
    SPAN = "several years"


class Period(Frozen):
    """A stretch of time for which a figure is given. ``words`` is how it is printed."""

    words: str
    length: Length
    first: date
    last: date

    def __str__(self) -> str:
        """Return the period as it is printed."""
        return self.words

    @property
    def order(self) -> tuple[date, date]:
        """Return the sort key: the last day, and of two that end on it the longer first."""
        return (self.last, self.first)


TERMS = {
    "autumn": ("Autumn", 9, 12),
    "spring": ("Spring", 1, 3),
    "summer": ("Summer", 4, 8),
}


@lru_cache(maxsize=_KEPT)
def month(year: int, number: int) -> Period:
    """Return a calendar month."""
    return _months(f"{MONTHS[number - 1]} {year}", Length.MONTH, year, number, number)


@lru_cache(maxsize=_KEPT)
def year_from_april(year: int) -> Period:
    """Return the financial year that begins in April of the year given."""
    words = f"{year}/{(year + 1) % 100:02}"
    return Period(words, Length.YEAR, date(year, 4, 1), date(year + 1, 3, 31))


def calendar_year(year: int) -> Period:
    """Return a year from January."""
    return _months(str(year), Length.CALENDAR_YEAR, year, 1, 12)


def span(first: int, last: int) -> Period:
    """Return several calendar years taken together."""
    return Period(f"{first} to {last}", Length.SPAN, date(first, 1, 1), date(last, 12, 31))


@lru_cache(maxsize=_KEPT)
def quarter(number: int, year: int) -> Period:
    """Return a quarter of the financial year: 1 is April to June."""
    words = f"Q{number} {year_from_april(year).words}"
    start = (4, 7, 10, 1)[number - 1]
    return _months(words, Length.QUARTER, year if number < 4 else year + 1, start, start + 2)


@lru_cache(maxsize=_KEPT)
def term(name: str, year: int) -> Period:
    """Return a school term of the school year that begins in September of the year given."""
    word, start, end = TERMS[name.casefold()]
    words = f"{word} {year_from_april(year).words}"
    return _months(words, Length.TERM, year if word == "Autumn" else year + 1, start, end)


def _months(words: str, length: Length, year: int, start: int, end: int) -> Period:
    """Return the period from the first day of one month to the last day of another."""
    last = date(year, end, monthrange(year, end)[1])
    return Period(words, length, date(year, start, 1), last)


def stretch(first: Period, last: Period) -> Period:
    """Return the stretch from one period to another, both included: ``Q1 to Q3 2026/27``.

    Both are of one length, which it keeps: that says what it is made up of.
    """
    if first == last:
        return first
    (begins, within), (_, of) = (one.words.split(" ", 1) for one in (first, last))
    words = f"{begins if within == of else first} to {last}"
    return Period(words, first.length, first.first, last.last)


def following(period: Period) -> Period | None:
    """Return the period of the same length that comes next; None for several years together."""
    return containing(period.length, period.last + timedelta(days=1))


def year_before(period: Period) -> Period | None:
    """Return the same period a year earlier: ``Q1 2025/26`` for ``Q1 2026/27``."""
    if period.length is Length.SPAN:
        return span(period.first.year - 1, period.last.year - 1)
    return containing(period.length, period.first.replace(year=period.first.year - 1))


def containing(length: Length, day: date) -> Period | None:
    """Return the period of that length that a day is in; None for several years together."""
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


@lru_cache(maxsize=_KEPT)
def read_period(text: str) -> Period:
    """Return the period that the text states; NotAPeriodError says why it states none."""
    text = " ".join(text.split())
    for pattern, reader in _READERS:
        if match := pattern.fullmatch(text):
            for year in (group for group in match.groups() if len(group) == 4 and group.isdigit()):
                if not FIRST_YEAR - 50 <= int(year) <= LAST_YEAR:
                    raise NotAPeriodError(f"is about the year {year}")
            return reader(match)
    raise NotAPeriodError(_NO_PERIOD)


def _next_year(first: str, second: str) -> int:
    """Return the first year where the second follows it: 2014-25 is impossible."""
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
    number = month_number(match.group(1))
    if not number:
        raise NotAPeriodError(_NO_PERIOD)
    return month(int(match.group(2)), number)


_NO_PERIOD = "is not a period that paperkit knows"
_SPLIT_YEAR = r"(\d{4})\s*[/-]\s*(\d{4}|\d{2})"
_ANY_CASE = re.ASCII | re.IGNORECASE
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"(\d{4})", re.ASCII), lambda m: calendar_year(int(m.group(1)))),
    (re.compile(_SPLIT_YEAR, re.ASCII), lambda m: year_from_april(_next_year(*m.groups()))),
    (
        re.compile(r"(?:Q|quarter\s*)([1-4])\s+" + _SPLIT_YEAR, _ANY_CASE),
        lambda m: quarter(int(m.group(1)), _next_year(m.group(2), m.group(3))),
    ),
    (
        re.compile(r"(autumn|spring|summer)(?:\s+term)?\s+" + _SPLIT_YEAR, _ANY_CASE),
        lambda m: term(m.group(1), _next_year(m.group(2), m.group(3))),
    ),
    (re.compile(r"([a-z]{3,9})\.?\s+(\d{4})", _ANY_CASE), _read_month),
    (re.compile(r"(\d{4})\s*(?:to|–|-)\s*(\d{4}|\d{2})", _ANY_CASE), _read_span),
)


# --- Deadlines --------------------------------------------------------------------------------

ONGOING = "Ongoing"


class Deadline(Frozen):
    """When something is due: the words as written, and the last day, None for Ongoing."""

    words: str
    last: date | None

    def __str__(self) -> str:
        """Return the deadline as it is printed."""
        return self.words


@lru_cache(maxsize=_KEPT)
def read_deadline(text: str) -> Deadline:
    """Return the deadline; NotADateError where it is neither a date nor a period nor Ongoing."""
    words = " ".join(text.split())
    if words.casefold() == ONGOING.casefold():
        return Deadline(ONGOING, None)
    try:
        return Deadline(words, read_period(words).last)
    except NotAPeriodError as fault:
        period_fault = str(fault)
    try:
        day = read_date(words)
    except NotADateError as fault:
        raise NotADateError(str(fault) if period_fault == _NO_PERIOD else period_fault) from None
    return Deadline(in_words(day), day)
