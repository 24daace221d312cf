"""Read a cell into a typed value, and find what an officer should look at although it was read.

Figures are kept exactly, compared exactly, and rounded once, when they are printed. A cell for a
figure may also hold words, such as ``Published October 2026``; a figure that cannot be read
(``12,00``, ``1 200``, ``£1.2m``, ``5*``) must not pass for such words: it would be printed, and
neither rated nor compared.

Numbers and dates that Excel made of a reference or a period are taken where they can mean one
thing only. Reading gives the value, or a ``Misread`` that says what is wrong with what was typed.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from urllib.parse import quote

from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema import dates
from paperkit.schema.cleaning import DIRECTION_MARKS, Cleaned, clean, folded, key_text
from paperkit.schema.columns import Column, Raw
from paperkit.schema.dates import Deadline, NotADateError, NotAPeriodError, NotReadError, Period

# --- Figures ----------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+\-−]?£?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: ?%)?", re.ASCII)
_LARGEST = Decimal(10) ** 15
MOST_DECIMALS = 9  # with fifteen figures before the point, within Decimal's 28


class NotANumberError(NotReadError):
    """The text is not a plain number."""


class Direction(Enum):
    """Which way an indicator should go (seed T 3.4: moving in the right direction)."""

    HIGHER = "Higher is better"
    LOWER = "Lower is better"
    NONE = "No judgement"


class Amount(Frozen):
    """A figure, or words in place of one, such as ``Published October 2026``."""

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
    """Return the number in fifteen figures at most, without trailing zeros or minus zero.

    Excel keeps fifteen figures; 0.30000000000000004 is what it makes of 0.3.
    """
    plain = f"{Decimal(f'{number:.15g}'):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Decimal("0" if plain == "-0" else plain)


def read_amount(text: str) -> Amount:
    """Return the figure, or the words as typed where they are not a figure."""
    words = " ".join(text.split())
    try:
        return Amount(words, read_number(words))
    except NotANumberError:
        return Amount(words)


def read_tolerance(text: str) -> Tolerance:
    """Return the tolerance: ``5%`` of target, ``2`` units, or ``floor 60``."""
    words = " ".join(text.split()).casefold()
    number = read_number(words.removeprefix("floor "))
    if words.startswith("floor "):
        return Tolerance(words, floor=number)
    if number < 0:
        raise NotANumberError("is less than nothing")
    if words.endswith("%"):
        return Tolerance(words, percent=number)
    return Tolerance(words, units=number)


_POUNDS = ("£ per ", "£ a ", "£/")
"""How a unit of pounds and pence begins, which are printed in full; not so one of millions."""


def printed(number: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """Return a figure for the page: ``72.4%``, ``£1,200``, ``£55 per week``, ``18 per 1,000``."""
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-min(decimals, MOST_DECIMALS)), ROUND_HALF_UP)
    elif (unit == "£" or unit.startswith(_POUNDS)) and number.as_tuple().exponent == -1:
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    number = abs(number) if number == 0 else number
    figures = f"{abs(number):,f}"
    sign = "−" if number < 0 else ""
    if unit.startswith("£"):
        return f"{sign}£{figures}{unit.removeprefix('£')}"
    return f"{sign}{figures}{unit if unit == '%' else ' ' + unit if unit else ''}"


# --- What was meant as a figure and is none ---------------------------------------------------

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
_ANSWERS = {"yes": True, "true": True, "no": False, "false": False}
# What programs write for a figure that they could not work out.
_NOT_FINITE = re.compile(r"[+-]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:Q|quarter\s?)[1-4]\b|\b(?:19|20)\d\d\s?[/–-]\s?(?:\d{4}|\d\d)\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(month[:3] for month in dates.MONTHS)})[a-z]*\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b",
    re.IGNORECASE,
)


# How figures go wrong, and what to type instead.
_REMEDIES = (
    (
        re.compile(r"\d[\s\u00a0\u202f']\d{3}(?!\d)"),
        "Type it without the space, or with a comma, such as 1,200.",
    ),
    (
        re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)"),
        "Type it with a point before the decimals (12.5), or a comma before each three figures "
        "(1,200).",
    ),
    (
        re.compile(r"\d\s?(?:k|m|mn|bn|thousand|million|billion)\b", re.IGNORECASE),
        "Type it in full, or the figure alone where the indicator's unit says the rest (£m).",
    ),
    (
        re.compile(r"^(?:[>≥≤]|at\s|up\sto|more\s|greater\s)", re.IGNORECASE),
        "Type the figure alone: the indicator's direction says which side of it is good.",
    ),
)


_FIGURE_ALONE = "Type the figure alone, and put what else is to be said into a column of words."


def near_figure(words: str) -> str:
    """Return what to type instead of a figure that cannot be read; empty where none was meant.

    A figure was meant where the only letters are those of a unit or a footnote.
    """
    if suppressed(words):
        return ""
    digits, letters = any(map(str.isdigit, words)), any(map(str.isalpha, words))
    near = digits and (not letters or _WITH_WORDS.fullmatch(words))
    if not (near or words.casefold() in _ANSWERS or _NOT_FINITE.fullmatch(words)):
        return ""
    known = (remedy for looks, remedy in _REMEDIES if looks.search(words))
    return next(known, _FIGURE_ALONE)


def suppressed(words: str) -> bool:
    """Return whether the words are a figure that was held back, such as ``<5`` or ``[c]``."""
    return bool(_SUPPRESSED.fullmatch(words))


# --- One cell ---------------------------------------------------------------------------------

NOTHING = frozenset({"none", "none.", "n/a", "n.a.", "na", "nil", "nil.", "-", "–", "—"})
CLOSE_ENOUGH = 0.75
MOST_COMPARED = 200
_LARGEST_WHOLE = 1_000_000

# An @ before the host lets an address look like another: https://www.gov.uk@example.org.
_LINK = re.compile(
    r"(https?://[^\s<>\"@/?#]+(?:[/?#][^\s<>\"]*)?|mailto:[^\s<>\"@]+@[^\s<>\"@]+)", re.IGNORECASE
)


class Link(str):
    """A web address, or ``mailto:`` and an e-mail address."""


WEB = ("http://", "https://", "mailto:")
_LINKED = re.compile(
    r"\[([^\[\]]+)\]\(((?i:https?://|mailto:)[^\s<>\"{}|\\^`()\[\]]+)\)"
)  # fmt: skip
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`()\[\]]")


class LinkedText(Frozen):
    """Words that lead to an address, which a text holds as ``[words](address)``."""

    words: str
    address: str

    def __str__(self) -> str:
        """Return them as a text holds them."""
        return f"[{self.words}]({self.address})"


def with_link(words: str, address: str) -> str:
    """Return words with the address behind them as one text; "" where no text can hold both."""
    plain = _NOT_IN_ADDRESS.sub(lambda sign: quote(sign.group()), address)
    text = str(LinkedText(words, plain))
    return text if _LINKED.fullmatch(text) else ""


def link_in(text: str) -> LinkedText | None:
    """Return the words and the address of a text that is nothing but these; None for others."""
    found = _LINKED.fullmatch(text)
    return LinkedText(*found.groups()) if found else None


def with_links(text: str) -> Iterator[str | LinkedText]:
    """Yield the words of a text, and each link in it, in order."""
    at = 0
    for found in _LINKED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield LinkedText(*found.groups())
        at = found.end()
    if at < len(text):
        yield text[at:]


class Misread(Frozen):
    """What is wrong with a cell as typed, or may have been misread, and the one thing to do."""

    code: str
    message: str
    remedy: str = ""


def read_value(raw: Raw, column: Column) -> object:
    """Return the typed value of a filled cell, or a ``Misread``."""
    words = as_words(raw)
    if column.type is str:
        return _read_key(raw, words, column) if column.key or column.refers else words
    if column.type is Amount:
        return _read_amount(raw, words)
    if column.type not in READERS:
        return _read_choice(words, column)
    code, fault, reader = READERS[column.type]
    try:
        of_day = _OF_DAYS.get(column.type)
        value = of_day(raw) if of_day and isinstance(raw, date) else reader(words)
    except NotReadError as why:
        value, fault = None, fault or str(why)
    return Misread(code, f"{quoted(words)} {fault}.") if value is None else value


def blank(raw: Raw, column: Column) -> bool:
    """Return whether a cell of an optional column says ``n/a``, ``nil`` or the like."""
    return isinstance(raw, str) and column.role != "answer" and folded(raw) in NOTHING


def unprintable(cleaned: Cleaned) -> Misread | None:
    """Return what is wrong where a text holds what no Word file may hold."""
    if not cleaned.unprintable:
        return None
    code = f"U+{ord(cleaned.unprintable):04X}"
    message = f"The cell holds half a character, or one that Word cannot hold ({code})."
    return Misread("PK-301", message)


def close_to(word: str, words: Sequence[str]) -> str:
    """Return the word of the list that is close to the one typed, or an empty text.

    Of a long list those are compared that are near it in the order of the alphabet, from the front
    or from the back, so that thousands of misspelt words in a plan of thousands take no hours.
    """
    by_fold, forward, backward = _in_order(tuple(words))
    typed = folded(word)
    near: Iterable[str] = by_fold
    if len(by_fold) > MOST_COMPARED:
        ends = (one[::-1] for one in _beside(typed[::-1], backward))
        near = sorted({*_beside(typed, forward), *ends})
    found = get_close_matches(typed, near, 1, CLOSE_ENOUGH)
    return by_fold[found[0]] if found else ""


def _beside(word: str, ordered: Sequence[str]) -> Sequence[str]:
    """Return the words nearest to a word in a list that is in order."""
    at, half = bisect_left(ordered, word), MOST_COMPARED // 4
    return ordered[max(0, at - half) : at + half]


@lru_cache(16)
def _in_order(words: tuple[str, ...]) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the words by how they are compared, and these in order, from front and from back."""
    by_fold = {folded(known): known for known in words}
    return by_fold, sorted(by_fold), sorted(one[::-1] for one in by_fold)


def choices(column: Column) -> list[str]:
    """Return the words that a cell of the column may hold; empty where it is not closed."""
    return [str(member.value) for member in getattr(column.type, "__members__", {}).values()]


def as_words(raw: Raw) -> str:
    """Return a cell as read, in words as a person would type it."""
    if isinstance(raw, Decimal):
        return format(plain_number(raw), "f")
    return dates.in_words(raw) if isinstance(raw, date) else raw


def _read_key(raw: Raw, words: str, column: Column) -> object:
    if isinstance(raw, date):
        return Misread("PK-309", f"{words} is in a cell for a reference.")
    if column.key and isinstance(raw, Decimal) and words[-2:-1] == ".":
        message = f"Excel holds the number {words}: it may have been typed as {words} or {words}0."
        return Misread("PK-309", message)
    if DIRECTION_MARKS.search(words):
        return Misread("PK-301", f"{quoted(words)} holds marks that turn the direction of writing.")
    return key_text(words)


def _read_amount(raw: Raw, words: str) -> object:
    if isinstance(raw, date):
        return Misread("PK-309", f"{words} is in a cell for a figure or words.")
    amount = read_amount(words)
    remedy = near_figure(amount.words) if amount.number is None else ""
    if remedy:
        return Misread("PK-316", f"{quoted(amount.words)} cannot be read as a figure.", remedy)
    return amount


def _read_choice(words: str, column: Column) -> object:
    members = {
        folded(word): (word, member)
        for member in getattr(column.type, "__members__", {}).values()
        for word in (*getattr(member, "others", ()), member.value)
    }
    if folded(words) in members:
        return members[folded(words)][1]
    known, also = choices(column), ""
    if any("," in word for word in known):
        known = [quoted(word) for word in known]
    if near := close_to(words, list(members)):
        word, member = members[folded(near)]
        also = f" (did you mean {word}, which is {member.value}?)"
        also = also if word != member.value else f" (did you mean {word}?)"
    return Misread(
        "PK-303",
        f"{quoted(words)} is not one of {', '.join(known)}.",
        f"Choose one of these words{also}.",
    )


def _month_of(day: date) -> Period:
    if day.day != 1:
        raise NotAPeriodError("is a day, not a period")
    return dates.month(day.year, day.month)


def _read_whole(words: str) -> int:
    try:
        number = read_number(words)
    except NotANumberError:
        raise NotANumberError("is not a whole number") from None
    if number != number.to_integral():
        raise NotANumberError("is not a whole number")
    if not 0 <= number <= _LARGEST_WHOLE:
        raise NotANumberError(f"is not between 0 and {_LARGEST_WHOLE:,}")
    return int(number)


READERS: Mapping[type, tuple[str, str, Callable[[str], object]]] = {
    date: ("PK-304", "", dates.read_date),
    Period: ("PK-305", "", dates.read_period),
    Deadline: ("PK-306", "", dates.read_deadline),
    Decimal: ("PK-307", "", read_number),
    int: ("PK-307", "", _read_whole),
    bool: ("PK-303", "is neither yes nor no", lambda words: _ANSWERS.get(folded(words))),
    Tolerance: ("PK-308", "is not a tolerance", read_tolerance),
    Link: (
        "PK-312",
        "is not a web address",
        lambda words: Link(words.strip()) if _LINK.fullmatch(words.strip()) else None,
    ),
}
"""The types that are read in one way: the code of what cannot be read, what is wrong, the reader.

The reader gives None, or says why, where it cannot read the words; what it says counts where the
table says nothing.
"""
_OF_DAYS: Mapping[type, Callable[[date], object]] = {
    date: dates.checked,
    Period: _month_of,
    Deadline: lambda day: Deadline(dates.in_words(day), dates.checked(day)),
}
"""The readers of what Excel made a date."""


# --- Near misses ------------------------------------------------------------------------------

LONG = 4_000  # a page and a half of print in one cell

_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_BULLETS = "•·▪▫‣◦●○■□➢✓\uf0b7\uf0a7\uf0d8"
_PASTED = re.compile(rf"^[^\S\n]*([{_BULLETS}])[^\S\n]|(\t)", re.MULTILINE)
_OF_LISTS = re.compile(r"^[ \t]*[•\uf0b7][ \t]+", re.MULTILINE)


def near_misses(raw: Raw, column: Column) -> Iterator[Misread]:
    """Yield what an officer should look at although the cell was read."""
    if not isinstance(raw, str):
        return
    cleaned = clean(raw)
    if cleaned.dropped:
        yield Misread("PK-302", f"{quoted(raw)} held control characters, which were left out.")
    if column.type in (date, Deadline):
        yield from _of_date(cleaned.text)
    elif column.type is Amount:
        words = " ".join(cleaned.text.split())
        # Words with a figure that is neither date nor period, or one that was held back.
        if read_amount(words).number is None and (
            suppressed(words) or any(map(str.isdigit, _WHEN.sub(" ", words)))
        ):
            message = f"{quoted(words)} was read as words: it is printed as typed and not rated."
            yield Misread("PK-317", message)
    if column.type is not str:
        return
    text = cleaned.text
    if len(text) >= LONG:
        message = f"The cell holds {len(text):,} characters; it begins {quoted(text, 40)}."
        yield Misread("PK-318", message)
    # Most cells hold plain letters, and neither of the two that follow.
    if text.isascii() and "\t" not in text:
        return
    # In long text the bullets of Word begin a list, as a hyphen does.
    pasted = _PASTED.search(_OF_LISTS.sub("- ", text) if column.prose else text)
    if pasted:
        mark = "tabs" if pasted.group(2) else f"the mark {quoted(pasted.group(1))}"
        line = pasted.string[pasted.start() :].strip("\n").partition("\n")[0]
        line = line if pasted.group(1) else text
        yield Misread("PK-319", f"{quoted(line, 40)} holds {mark}, which papers print as typed.")
    if DIRECTION_MARKS.search(text):
        message = f"{quoted(text, 40)} holds marks that turn the direction of writing."
        yield Misread("PK-322", message)


def _of_date(text: str) -> Iterator[Misread]:
    if dates.has_time(text):
        yield Misread("PK-314", f"{quoted(text)} was read without its time.")
    try:
        day = dates.read_date(text)
    except NotADateError:
        return  # a period, or Ongoing
    if dates.ambiguous(text):
        yield Misread("PK-311", f"{quoted(text)} was read as {dates.in_words(day)}.")
    named, weekday = _WEEKDAY.match(text), dates.WEEKDAYS[day.weekday()]
    if named and not weekday.casefold().startswith(named.group(1).casefold()):
        read = f"{quoted(text)} was read as {dates.in_words(day)}"
        yield Misread("PK-315", f"{read}, which is a {weekday}.")
