"""Figures: kept exactly, compared exactly, rounded once, when they are printed.

What was meant as a figure and is none: ``12,00``, ``1 200``, ``£1.2m``, ``5*``.

A cell for a figure may also hold words, such as ``Published October 2026``. A figure that cannot
be read must not pass for such words: it would be printed, and neither rated nor compared.

From a cell to a typed value, one small reader a type.

A reader returns the value, or a ``Misread`` that says what is wrong with what was typed.
Numbers and dates that Excel made of a reference or a period are taken where they can mean one
thing only.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from enum import Enum

from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema import dates, periods
from paperkit.schema.cleaning import Cleaned, folded, holds_direction_marks, key_text
from paperkit.schema.columns import Choice, Column
from paperkit.schema.dates import MONTHS, NotADateError
from paperkit.schema.periods import Deadline, NotAPeriodError, Period
from paperkit.schema.records import Raw

_NUMBER = re.compile(r"[+\-−]?£?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: ?%)?", re.ASCII)
_LARGEST = Decimal(10) ** 15
MOST_DECIMALS = 9  # with fifteen figures before the point, within Decimal's 28


class NotANumberError(ValueError):
    """The text is no plain number; the message says why, in plain words."""


class Direction(Enum):
    """Which way an indicator should go (seed T 3.4: moving in the right direction)."""

    HIGHER = "Higher is better"
    LOWER = "Lower is better"
    NONE = "No judgement"


class Amount(Frozen):
    """A figure, or the words that stand for one, such as ``Published October 2026``."""

    words: str
    number: Decimal | None = None

    def __str__(self) -> str:
        """Return the amount as typed."""
        return self.words


class Tolerance(Frozen):
    """How far from its target a figure may be and still be near it.

    One of three is set: ``percent`` of the target, ``units`` of the indicator, or the
    ``floor`` value itself (a ceiling where lower is better).
    """

    words: str
    percent: Decimal | None = None
    units: Decimal | None = None
    floor: Decimal | None = None

    def limit(self, target: Decimal, direction: Direction) -> Decimal:
        """Return the value at which near ends; at the limit is still near."""
        if self.floor is not None:
            return self.floor
        margin = self.units if self.percent is None else abs(target) * self.percent / 100
        margin = margin or Decimal(0)
        return target + margin if direction is Direction.LOWER else target - margin


def read_number(text: str) -> Decimal:
    """Return the number that the text states; NotANumberError says why it states none.

    Only plain figures are read: ASCII digits, thousands in threes, a pound or percent sign.
    """
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        raise NotANumberError("is not a number")
    number = Decimal(plain.replace("−", "-").replace(",", "").replace("£", "").rstrip("% "))
    if abs(number) >= _LARGEST:
        raise NotANumberError("is too large to be a figure")
    return plain_number(number)


def plain_number(number: Decimal) -> Decimal:
    """Return the number without noise: fifteen figures, no trailing zeros, no minus zero.

    Excel keeps fifteen figures; 0.30000000000000004 is what it makes of 0.3.
    """
    plain = f"{Decimal(f'{number:.15g}'):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Decimal("0" if plain == "-0" else plain)


def read_amount(text: str) -> Amount:
    """Return the figure, or the words as they stand where they are no figure."""
    words = " ".join(text.split())
    try:
        return Amount(words, read_number(words))
    except NotANumberError:
        return Amount(words)


def read_tolerance(text: str) -> Tolerance:
    """Return the tolerance: ``5%`` of target, ``2`` units, or ``floor 60``."""
    words = " ".join(text.split()).casefold()
    floor = words.startswith("floor ")
    number = read_number(words.removeprefix("floor "))
    if floor:
        return Tolerance(words, floor=number)
    if number < 0:
        raise NotANumberError("is less than nothing")
    if words.endswith("%"):
        return Tolerance(words, percent=number)
    return Tolerance(words, units=number)


def printed(number: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """Return a figure for the page: ``72.4%``, ``£1,200``, ``18 per 1,000``."""
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-min(decimals, MOST_DECIMALS)), ROUND_HALF_UP)
    elif unit == "£" and number.as_tuple().exponent == -1:
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    number = abs(number) if number == 0 else number
    figures = f"{abs(number):,f}"
    sign = "−" if number < 0 else ""
    if unit in ("£", "£m"):
        return f"{sign}£{figures}{unit.removeprefix('£')}"
    return f"{sign}{figures}{unit if unit == '%' else ' ' + unit if unit else ''}"


_UNIT = (
    r"(?:k|m|mn|bn|thousand|million|billion|per\s?cent|pc|pp|points?|hours?|days?|weeks?|months?"
    r"|years?|people|persons?|adults|children|pupils|cases|per\s[\d,. ]+.*)"
)
_ABOUT = (
    r"(?:about|around|approx(?:imately|\.)?|circa|ca?\.?|est(?:imated|\.)?|nearly|over|above|below"
    r"|at\sleast|at\smost|up\sto|more\sthan|greater\sthan)"
)
_FEW = r"(?:<|less\sthan|fewer\sthan|under)"
_SUPPRESSED = re.compile(rf"{_FEW}\s?\d+(?:\.\d+)?\s?%?|\*{{1,3}}|\[[a-z]\]|\.\.|:", re.IGNORECASE)
_WITH_WORDS = re.compile(
    rf"(?:{_ABOUT}\s?)?[^a-z\d]{{0,3}}\d[\d.,\s]*[^a-z\d]{{0,3}}(?:{_UNIT}|[a-z])?[^a-z\d]{{0,3}}",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERS = frozenset({"yes", "no", "true", "false"})
# What programs write for a figure that they could not work out.
_NOT_FINITE = re.compile(r"[+-]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:Q|quarter\s?)[1-4]\b|\b(?:19|20)\d\d\s?[/–-]\s?(?:\d{4}|\d\d)\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b",
    re.IGNORECASE,
)


class _Remedy(Frozen):
    """A way in which figures go wrong, and what to type instead."""

    looks: re.Pattern[str]
    words: str


_REMEDIES = (
    _Remedy(
        re.compile(r"\d[\s\u00a0\u202f']\d{3}(?!\d)"),
        "Type it without the space, or with a comma, such as 1,200.",
    ),
    _Remedy(
        re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)"),
        "Type it with a point before the decimals (12.5), or a comma before each three figures "
        "(1,200).",
    ),
    _Remedy(
        re.compile(r"\d\s?(?:k|m|mn|bn|thousand|million|billion)\b", re.IGNORECASE),
        "Type it in full, or the figure alone where the indicator's unit says the rest (£m).",
    ),
    _Remedy(
        re.compile(r"^(?:[>≥≤]|at\s|up\sto|more\s|greater\s)", re.IGNORECASE),
        "Type the figure alone: the indicator's direction says which side of it is good.",
    ),
)
_FIGURE_ALONE = "Type the figure alone, and put what else is to be said into a column of words."


def near_figure(words: str) -> str:
    """Return what to type instead of a figure that cannot be read; nothing where none was meant.

    No letters but those of a unit or a footnote means that a figure was meant.
    """
    if suppressed(words):
        return ""
    meant = words.casefold() in _ANSWERS or _NOT_FINITE.fullmatch(words) or _is_near(words)
    if not meant:
        return ""
    known = (remedy.words for remedy in _REMEDIES if remedy.looks.search(words))
    return next(known, _FIGURE_ALONE)


def suppressed(words: str) -> bool:
    """Return whether the words are a figure that was held back, such as ``<5`` or ``[c]``."""
    return bool(_SUPPRESSED.fullmatch(words))


def holds_figures(words: str) -> bool:
    """Return whether words hold a figure that is no date and no period."""
    return any(char.isdigit() for char in _WHEN.sub(" ", words))


def _is_near(words: str) -> bool:
    if not any(char.isdigit() for char in words):
        return False
    return not any(char.isalpha() for char in words) or bool(_WITH_WORDS.fullmatch(words))


NOTHING = frozenset({"none", "none.", "n/a", "n.a.", "na", "nil", "nil.", "-", "–", "—"})
CLOSE_ENOUGH = 0.75
_LARGEST_WHOLE = 1_000_000

# An @ before the host lets an address look like another: https://www.gov.uk@example.org.
_LINK = re.compile(
    r"(https?://[^\s<>\"@/?#]+(?:[/?#][^\s<>\"]*)?|mailto:[^\s<>\"@]+@[^\s<>\"@]+)", re.IGNORECASE
)


class Link(str):
    """A web address, or ``mailto:`` and an e-mail address."""


class Misread(Frozen):
    """What is wrong with a cell as typed, and the one thing to do."""

    code: str
    message: str
    remedy: str = ""


def read_value(raw: Raw, column: Column) -> object:
    """Return the typed value of a filled cell, or a ``Misread``."""
    reader = READERS.get(column.type, read_choice)
    return reader(raw, column)


def blank(raw: Raw, column: Column) -> bool:
    """Return whether a cell of an optional column says that there is nothing to say."""
    if not isinstance(raw, str) or column.role == "answer":
        return False
    return folded(raw) in NOTHING


def unprintable(cleaned: Cleaned) -> Misread | None:
    """Return what is wrong where a text holds what no Word file may hold."""
    if not cleaned.unprintable:
        return None
    code = f"U+{ord(cleaned.unprintable):04X}"
    message = f"The cell holds half a character, or one that Word cannot hold ({code})."
    return Misread("PK-301", message)


def close_to(word: str, words: list[str]) -> str:
    """Return the word of the list that is nearly the one typed, or nothing."""
    by_fold = {folded(known): known for known in words}
    found = get_close_matches(folded(word), by_fold, 1, CLOSE_ENOUGH)
    return by_fold[found[0]] if found else ""


def _words(raw: Raw) -> str:
    if isinstance(raw, Decimal):
        return format(plain_number(raw), "f")
    return dates.in_words(raw) if isinstance(raw, date) else raw


def _read_text(raw: Raw, column: Column) -> object:
    if column.key or column.refers:
        return _read_key(raw, column)
    return _words(raw)


def _read_key(raw: Raw, column: Column) -> object:
    if isinstance(raw, date):
        message = f"{_words(raw)} stands where a reference should."
        return Misread("PK-309", message)
    words = _words(raw)
    if column.key and isinstance(raw, Decimal) and words[-2:-1] == ".":
        message = f"Excel holds the number {words}: it may have been typed as {words} or {words}0."
        return Misread("PK-309", message)
    if holds_direction_marks(words):
        message = f"{quoted(words)} holds marks that turn the direction of writing."
        return Misread("PK-301", message)
    return key_text(words)


def _read_date(raw: Raw, column: Column) -> object:
    try:
        if isinstance(raw, date):
            return dates.checked(raw)
        return dates.read_date(_words(raw))
    except NotADateError as fault:
        return Misread("PK-304", f"{quoted(_words(raw))} {fault}.")


def _read_period(raw: Raw, column: Column) -> object:
    if isinstance(raw, date):
        if raw.day == 1:
            return periods.month(raw.year, raw.month)
        return Misread("PK-305", f"{quoted(_words(raw))} is a day, not a period.")
    try:
        return periods.read_period(_words(raw))
    except NotAPeriodError as fault:
        return Misread("PK-305", f"{quoted(_words(raw))} {fault}.")


def _read_deadline(raw: Raw, column: Column) -> object:
    try:
        if isinstance(raw, date):
            day = dates.checked(raw)
            return Deadline(dates.in_words(day), day)
        return periods.read_deadline(_words(raw))
    except NotADateError as fault:
        return Misread("PK-306", f"{quoted(_words(raw))} {fault}.")


def _read_number(raw: Raw, column: Column) -> object:
    try:
        return read_number(_words(raw))
    except NotANumberError as fault:
        return Misread("PK-307", f"{quoted(_words(raw))} {fault}.")


def _read_whole(raw: Raw, column: Column) -> object:
    number = _read_number(raw, column)
    if not isinstance(number, Decimal) or number != number.to_integral():
        return Misread("PK-307", f"{quoted(_words(raw))} is not a whole number.")
    if not 0 <= number <= _LARGEST_WHOLE:
        message = f"{quoted(_words(raw))} is not between 0 and {_LARGEST_WHOLE:,}."
        return Misread("PK-307", message)
    return int(number)


def _read_amount(raw: Raw, column: Column) -> object:
    if isinstance(raw, date):
        message = f"{_words(raw)} stands where a figure or words should."
        return Misread("PK-309", message)
    amount = read_amount(_words(raw))
    remedy = "" if amount.number is not None else near_figure(amount.words)
    if remedy:
        message = f"{quoted(amount.words)} cannot be read as a figure."
        return Misread("PK-316", message, remedy)
    return amount


def _read_tolerance(raw: Raw, column: Column) -> object:
    try:
        return read_tolerance(_words(raw))
    except NotANumberError:
        return Misread("PK-308", f"{quoted(_words(raw))} is not a tolerance.")


def _read_link(raw: Raw, column: Column) -> object:
    words = _words(raw).strip()
    if _LINK.fullmatch(words):
        return Link(words)
    return Misread("PK-312", f"{quoted(words)} is not a web address.")


def _read_yes_no(raw: Raw, column: Column) -> object:
    word = folded(_words(raw))
    if word in ("yes", "no", "true", "false"):
        return word in ("yes", "true")
    return Misread("PK-303", f"{quoted(_words(raw))} is neither yes nor no.")


def read_choice(raw: Raw, column: Column) -> object:
    """Return the member of an enumeration that the word names, or a ``Misread``."""
    typed = folded(_words(raw))
    for member in column.type.__members__.values():  # type: ignore[attr-defined]
        if typed in {folded(word) for word in (member.value, *getattr(member, "others", ()))}:
            return member
    words = choices(column)
    return Misread(
        "PK-303",
        f"{quoted(_words(raw))} is not one of {', '.join(words)}.",
        f"Choose one of these words{_did_you_mean(_words(raw), words)}.",
    )


def choices(column: Column) -> list[str]:
    """Return the words that a cell of the column may hold; empty where it is not closed."""
    members: Mapping[str, Choice] = getattr(column.type, "__members__", {})
    return [str(member.value) for member in members.values()]


def _did_you_mean(typed: str, words: list[str]) -> str:
    near = close_to(typed, words)
    return f" (did you mean {near}?)" if near else ""


Reader = Callable[[Raw, Column], object]
READERS: Mapping[type, Reader] = {
    str: _read_text,
    date: _read_date,
    Period: _read_period,
    Deadline: _read_deadline,
    Decimal: _read_number,
    int: _read_whole,
    bool: _read_yes_no,
    Amount: _read_amount,
    Tolerance: _read_tolerance,
    Link: _read_link,
}
