"""The one border for text: what every cell goes through before it has a meaning.

1. Excel's own escapes (``_x000D_``) are decoded, once, by the reader of workbooks.
2. CR, CR LF, vertical tab, form feed and the Unicode line ends become a line feed; a
   non-breaking space before a line end, and white space at both ends, go.
3. Other control characters go; that is more than white space, so it is told.
4. Half characters (lone surrogates) and characters that Word cannot hold are refused.

What a person wrote is otherwise kept letter for letter. Cleaning twice is cleaning once. Names,
headings and keys are matched more freely (``folded``, ``key_text``). docs/what-arrives.md states
these rules for officers.
"""

import re
from functools import lru_cache

from paperkit.frozen import Frozen

_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_UNPRINTABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
# Names and references are matched many times over; a Board has some thousands of them.
_KEPT = 20_000
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Cleaned(Frozen):
    """Text after cleaning, how many control characters went, and what cannot be printed."""

    text: str
    dropped: int
    unprintable: str


def clean(text: str) -> Cleaned:
    """Return the text that may be printed; see the rules at the head of the module."""
    if text.isprintable():
        # Most cells: no line end, no control character, nothing that cannot be printed.
        return Cleaned(text.strip(), 0, "")
    text, dropped = _CONTROL.subn("", _LINE_END.sub("\n", text))
    lines = (line.rstrip() for line in text.split("\n"))
    found = _UNPRINTABLE.search(text)
    return Cleaned("\n".join(lines).strip(), dropped, found.group() if found else "")


def printable(text: str) -> str:
    """Return the text for a list of what was not read: no character that Word cannot hold."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", clean(text).text)


def decode_excel(text: str) -> str:
    """Return text with Excel's ``_xHHHH_`` escapes decoded (ECMA-376 part 1, 22.9.2.19)."""
    return _EXCEL_ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """Return text for matching names: one space between words, no regard to case."""
    return key_text(text).casefold()


def key_text(text: str) -> str:
    """Return a key or reference: every run of white space, also non-breaking, as one space.

    Characters of no width, which nobody sees and copying leaves behind, go.
    """
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def holds_direction_marks(text: str) -> bool:
    """Return whether the text holds marks that make words read in another order than they stand.

    In a public paper such text shows otherwise than it is stored (Unicode's UAX 9, 2.1 to 2.5).
    """
    return bool(_DIRECTION.search(text))
