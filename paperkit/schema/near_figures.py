"""What was meant as a figure and is none: ``12,00``, ``1 200``, ``£1.2m``, ``5*``.

A cell for a figure may also hold words, such as ``Published October 2026``. A figure that cannot
be read must not pass for such words: it would be printed, and neither rated nor compared.
"""

import re
from dataclasses import dataclass

from paperkit.schema.dates import MONTHS

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


@dataclass(frozen=True)
class _Remedy:
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
