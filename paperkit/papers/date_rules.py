"""Dates that are written in texts: without a year, on no calendar, or as papers do not write them.

All are notes (seed H 3.1): what a person wrote is printed as written.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen
from paperkit.papers.text_rules import in_text
from paperkit.schema.dates import MONTHS, WEEKDAYS, in_words, month_number, with_weekday
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_for, running_text
from paperkit.standpoint.sentences import listed

# In small letters "may" and "march" are words of other meaning.
_SMALL = (name.lower() for name in MONTHS if name not in ("March", "May"))
_MONTH = "|".join((*(f"{name}|{name[:3]}|{name.upper()}" for name in MONTHS), "Sept", *_SMALL))
_YEAR = r"(?:,?\s+(?P<year>\d{4})\b)?"
_DATE = re.compile(
    r"(?<![\w.,/£-])(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?"
    rf"\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?{_YEAR}",
    re.ASCII,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)\b{_YEAR}", re.ASCII
)
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", re.ASCII)
_YEAR_FOLLOWS = re.compile(
    rf"\s*(?:,|to|and|or|until|[-–—])\s*(?:\w+day\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b"
    rf"(?:,?\s+\d{{4}}|\s*(?:,|to|and|or|until|[-–—]))",
    re.ASCII,
)
_EACH_YEAR = re.compile(
    r",?\s+(?:each|every|of each|of every|in each|in any|a)\s+year|,?\s+annually"
)
_SHORT_DAYS = "|".join((*(f"{name}|{name[:3]}" for name in WEEKDAYS), "Tues", "Thur", "Thurs"))
_WEEKDAY = re.compile(rf"\b({_SHORT_DAYS}),?\s{{1,3}}(?:the\s{{1,3}})?\Z")
_LEAD = re.compile(r"(?:\S{1,20}\s){1,3}\Z")
_PAIR = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})\s?([/–-])\s?(\d{2})(?![\w/–-]|\.\d)", re.ASCII)
_STATUTE = re.compile(r"(?:\bSI|\bNo\.?|\bOrder)\s*$")
_LONG = 100
_YEARS_BESIDE = 3


class _Written(Frozen):
    """A date as a text has it; ``year`` is 0, and ``weekday`` blank, where it gives none.

    ``called`` is the weekday and the date as typed; ``lead`` are a few words before, where a long
    text may hold the date more than once.
    """

    words: str
    day: int
    month: int
    year: int
    weekday: str
    called: str
    lead: str
    complete: bool

    @property
    def exists(self) -> bool:
        """Return whether a calendar has the day, in its own year or in some."""
        return _exists(self.day, self.month, self.year or 2000)

    def in_year(self, year: int) -> date | None:
        """Return the day in a year; None where that year does not have it."""
        there = _exists(self.day, self.month, year)
        return date(year, self.month, self.day) if there else None

    def meant(self, near: int) -> date | None:
        """Return the day on its weekday in the year nearest to one; None where there is none."""
        years = sorted(
            range(near - _YEARS_BESIDE, near + _YEARS_BESIDE + 1), key=lambda year: abs(year - near)
        )
        days = filter(None, map(self.in_year, years))
        return next((day for day in days if WEEKDAYS[day.weekday()] == self.weekday), None)


# Four rules ask for them, and a text is in the papers of many meetings.
@lru_cache(maxsize=10_000)
def _dates(text: str) -> tuple[_Written, ...]:
    """Return the dates of a text in order.

    "27 April to 3 May 2026" and "31 March each year" are complete.
    """
    return tuple(_written(text))


def _written(text: str) -> Iterator[_Written]:
    found = (match for one in (_DATE, _MONTH_FIRST) for match in one.finditer(text))
    for match in sorted(found, key=re.Match.start):
        words, begins, rest = match.group().rstrip("."), match.start(), match.end()
        before = text[max(0, begins - 60) : begins]
        day = _WEEKDAY.search(before)
        typed = f"{' '.join(day.group().split())} " if day else ""
        lead = _LEAD.search(before) if len(text) > _LONG else None
        follows = _YEAR_FOLLOWS.match(text, rest) or _EACH_YEAR.match(text, rest)
        yield _Written(
            words,
            int(match["day"]),
            month_number(match["month"]),
            int(match["year"] or 0),
            next((name for name in WEEKDAYS if day and name[:2] == day[1][:2].capitalize()), ""),
            f"{typed}{words}",
            lead.group() if lead else "",
            bool(match["year"] or follows),
        )


def no_year(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a date that lacks its year.

    Where a weekday is before it, the year is offered in which the date falls on that day.
    """
    for words in running_text(at):
        held = [one for one in _dates(words.text) if one.exists and not one.complete]
        if not held:
            continue
        near = at.judged_on.year if at.judged_on else 0
        meant = (with_weekday(day) for one in held if near and (day := one.meant(near)))
        offered = listed(dict.fromkeys(meant))
        remedy = f"Add the year (did you mean {offered}?)." if offered else ""
        said = [f"{one.lead}{one.words}" for one in held]
        message = "The text gives {} without a year."
        yield from in_text(at, "PK-711", words, said, message, remedy)


def no_such_day(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a date that no calendar has."""
    message = "The text gives {}, which does not exist."
    for words in running_text(at):
        held = [one.words for one in _dates(words.text) if not one.exists]
        figures = _FIGURES.finditer(words.text)
        held += [match.group() for match in figures if not _exists(*map(int, match.groups()))]
        if held:
            yield from in_text(at, "PK-712", words, held, message)


def other_weekday(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each date in a text that falls on another weekday than it says."""
    for words in running_text(at):
        for one in dict.fromkeys(_dates(words.text)):
            day = one.in_year(one.year) if one.year and one.weekday else None
            if day and WEEKDAYS[day.weekday()] != one.weekday:
                falls = WEEKDAYS[day.weekday()]
                message = f"The text gives {quoted(one.called)}, but {in_words(day)} is a {falls}."
                other = one.meant(one.year)
                meant = f"{with_weekday(day)}{f' or {with_weekday(other)}' if other else ''}"
                remedy = f"Correct the weekday or the date (did you mean {meant}?)."
                yield finding_for(
                    at, "PK-712", words.row, words.column.name, message, words.text, remedy=remedy
                )


def oddly_written(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a date such as "04th December" or "22th May" (seed H 3.1)."""
    for words in running_text(at):
        held = [one for one in _dates(words.text) if one.exists and _is_odd(one.words)]
        if not held:
            continue
        meant = (f"{one.day} {MONTHS[one.month - 1]} {one.year or ''}".strip() for one in held)
        remedy = f"Write {listed(map(quoted, dict.fromkeys(meant)))}."
        message = "The text gives {}, which is not how papers write a date."
        yield from in_text(at, "PK-448", words, [one.words for one in held], message, remedy)


_NUMBER = re.compile(r"\b(\d{1,2})(st|nd|rd|th)?\b", re.ASCII)
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


def _is_odd(words: str) -> bool:
    """Return whether a day has a nought before it, or the ending of another number."""
    number = _NUMBER.search(words)
    assert number, "A date has a day."
    day, ending = number.groups()
    right = "th" if 10 < int(day) < 20 else _ENDINGS.get(day[-1], "th")
    return day.startswith("0") or ending not in (None, right)


def no_such_year(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text with a pair of years that do not follow each other.

    Two years written in full are several years, such as 2023-2033, and are left alone.
    """
    message = "The text gives {}, years that do not follow each other."
    for words in running_text(at):
        held = []
        for match in _PAIR.finditer(words.text):
            first, _, second = match.groups()
            follows = int(second) == (int(first) + 1) % 100
            if not follows and not _STATUTE.search(words.text[: match.start()]):
                held.append(match.group())
        yield from in_text(at, "PK-713", words, held, message)


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]


DATE_RULES: tuple[Rule, ...] = (no_year, no_such_day, other_weekday, oddly_written, no_such_year)
