"""Dates and years in running text: complete and possible (seed H 3.1; domain F2).

All of these are notes: what a person wrote is printed as written.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator

from paperkit.board.rules.case import Case, Rule, joined
from paperkit.board.rules.printed import running_text
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted
from paperkit.schema.dates import MONTHS, month_number

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_DAY = r"(?<![\w.,/£-])(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(rf"{_DAY}\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?", re.ASCII)
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", re.ASCII)
_YEAR_FOLLOWS = re.compile(
    rf"\s*(?:,|to|and|or|until|[-–—])\s*(?:\w+day\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b"
    rf"(?:,?\s+\d{{4}}|\s*(?:,|to|and|or|until|[-–—]))",
    re.ASCII,
)
_EACH_YEAR = re.compile(
    r",?\s+(?:each|every|of each|of every|in each|in any|a)\s+year|,?\s+annually"
)
_PAIR = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})\s?([/–-])\s?(\d{2})(?![\w/–-]|\.\d)", re.ASCII)
_STATUTE = re.compile(r"(?:\bSI|\bNo\.?|\bOrder)\s*$")


def no_year(case: Case) -> Iterator[Finding]:
    """Yield a note for each text with a date that lacks its year.

    "27 April to 3 May 2026" and "31 March each year" are complete.
    """
    yield from _found(case, "PK-711", _yearless, "The text gives {} without a year.")


def no_such_day(case: Case) -> Iterator[Finding]:
    """Yield a note for each text with a date that no calendar has."""
    yield from _found(case, "PK-712", _impossible, "The text gives {}, which does not exist.")


def no_such_year(case: Case) -> Iterator[Finding]:
    """Yield a note for each text with a pair of years that do not follow each other.

    Two years written in full are several years, such as 2023-2033, and are left alone.
    """
    yield from _found(
        case, "PK-713", _unpaired, "The text gives {}, years that do not follow each other."
    )


_Finder = Callable[[str], Iterator[str]]


def _found(case: Case, code: str, finder: _Finder, message: str) -> Iterator[Finding]:
    for words in running_text(case.scope):
        held = [quoted(part) for part in dict.fromkeys(finder(words.text))]
        if held:
            person = whose(case.board, words.row)
            told = message.format(joined(held))
            yield Finding(code, words.place, told, value=words.text, person=person)


def _yearless(text: str) -> Iterator[str]:
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        rest = text[match.end() :]
        complete = year or _YEAR_FOLLOWS.match(rest) or _EACH_YEAR.match(rest)
        if not complete and _exists(int(day), month_number(month), 2000):
            yield match.group().rstrip(".")


def _impossible(text: str) -> Iterator[str]:
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        if not _exists(int(day), month_number(month), int(year or 2000)):
            yield match.group().rstrip(".")
    for match in _FIGURES.finditer(text):
        numbers = [int(part) for part in match.groups()]
        if not _exists(*numbers):
            yield match.group()


def _unpaired(text: str) -> Iterator[str]:
    for match in _PAIR.finditer(text):
        first, _, second = match.groups()
        follows = int(second) == (int(first) + 1) % 100
        if not follows and not _STATUTE.search(text[: match.start()]):
            yield match.group()


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]


RULES: tuple[Rule, ...] = (no_year, no_such_day, no_such_year)
