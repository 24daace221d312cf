"""Figures: kept exactly, compared exactly, rounded once, when they are printed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

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


@dataclass(frozen=True)
class Amount:
    """A figure, or the words that stand for one, such as ``Published October 2026``."""

    words: str
    number: Decimal | None = None

    def __str__(self) -> str:
        """Return the amount as typed."""
        return self.words


@dataclass(frozen=True)
class Tolerance:
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
