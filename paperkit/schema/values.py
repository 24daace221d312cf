"""From a cell to a typed value, one small reader a type.

A reader returns the value, or a ``Misread`` that says what is wrong with what was typed.
Numbers and dates that Excel made of a reference or a period are taken where they can mean one
thing only.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from paperkit.findings import quoted
from paperkit.schema import amounts, dates, periods
from paperkit.schema.amounts import Amount, NotANumberError, Tolerance
from paperkit.schema.choices import Choice
from paperkit.schema.cleaning import Cleaned, folded, holds_direction_marks, key_text
from paperkit.schema.columns import Column
from paperkit.schema.dates import NotADateError
from paperkit.schema.near_figures import near_figure
from paperkit.schema.periods import Deadline, NotAPeriodError, Period
from paperkit.schema.records import Raw

NOTHING = frozenset({"none", "none.", "n/a", "n.a.", "na", "nil", "nil.", "-", "–", "—"})
CLOSE_ENOUGH = 0.75
_LARGEST_WHOLE = 1_000_000

# An @ before the host lets an address look like another: https://www.gov.uk@example.org.
_LINK = re.compile(
    r"(https?://[^\s<>\"@/?#]+(?:[/?#][^\s<>\"]*)?|mailto:[^\s<>\"@]+@[^\s<>\"@]+)", re.IGNORECASE
)


class Link(str):
    """A web address, or ``mailto:`` and an e-mail address."""


@dataclass(frozen=True)
class Misread:
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
        return format(amounts.plain_number(raw), "f")
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
        return amounts.read_number(_words(raw))
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
    amount = amounts.read_amount(_words(raw))
    remedy = "" if amount.number is not None else near_figure(amount.words)
    if remedy:
        message = f"{quoted(amount.words)} cannot be read as a figure."
        return Misread("PK-316", message, remedy)
    return amount


def _read_tolerance(raw: Raw, column: Column) -> object:
    try:
        return amounts.read_tolerance(_words(raw))
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
