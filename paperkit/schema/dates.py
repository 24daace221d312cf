"""Dates as English council officers write them: day first, complete, in the Gregorian year.

The month is printed in words and the day without a zero: ``9 May 2013`` (seed T, header).
"""

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
FIRST_YEAR, LAST_YEAR = 2000, 2100

_IN_WORDS = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(\d{1,2})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]+)\.?,?(?:\s+(\d{4}))?",
    re.IGNORECASE | re.ASCII,
)
_IN_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(?:(?<=\d)T|,?\s+(?:at\s+)?)"
    r"(\d{1,2}(?:[:.]\d{2}){1,2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)\Z",
    re.IGNORECASE | re.ASCII,
)
_MIDNIGHT = re.compile(r"0?0[:.]00(?:[:.]00)?")


class NotADateError(ValueError):
    """The text is no complete and possible date; the message says why, in plain words."""


def in_words(day: date) -> str:
    """Return a date as papers print it: ``9 May 2013``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date) -> str:
    """Return a date with its day of the week: ``Thursday 9 May 2013``."""
    return f"{WEEKDAYS[day.weekday()]} {in_words(day)}"


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters or more, else 0."""
    word = word.casefold()
    if len(word) < 3:
        return 0
    if word == "sept":
        return 9
    found = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word))
    return next(found, 0)


def read_date(text: str) -> date:
    """Return the date that the text states; NotADateError says why it states none."""
    day, _ = _parted(text)
    for pattern, reader in ((_ISO, _iso), (_IN_FIGURES, _figures), (_IN_WORDS, _words)):
        match = pattern.fullmatch(day)
        if match:
            return checked(reader(match))
    raise NotADateError("is not a date")


def checked(day: date) -> date:
    """Return the day if it lies in the years that papers are about."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADateError(f"is in the year {day.year}")
    return day


def has_time(text: str) -> bool:
    """Return whether a date as typed bears a time of day; midnight is how programs write none."""
    _, time = _parted(text)
    return bool(time) and not _MIDNIGHT.fullmatch(time)


def ambiguous(text: str) -> bool:
    """Return whether day and month of a date in figures could have been swapped."""
    match = _IN_FIGURES.fullmatch(_parted(text)[0])
    if not match:
        return False
    day, month = int(match.group(1)), int(match.group(2))
    return day <= 12 and month <= 12 and day != month


def _parted(text: str) -> tuple[str, str]:
    """Return the day and the time of day, either as typed; the time is mostly empty."""
    text = " ".join(text.split())
    found = _TIME.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def _iso(match: re.Match[str]) -> date:
    return _day(int(match.group(1)), int(match.group(2)), int(match.group(3)))


def _figures(match: re.Match[str]) -> date:
    day, month, year = (int(group) for group in match.groups())
    if month > 12 >= day:
        raise NotADateError("has the month before the day")
    return _day(year + 2000 if year < 100 else year, month, day)


def _words(match: re.Match[str]) -> date:
    month = month_number(match.group(2))
    if not month:
        raise NotADateError("is not a date")
    if match.group(3) is None:
        raise NotADateError("has no year")
    return _day(int(match.group(3)), month, int(match.group(1)))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADateError("does not exist") from None
