"""How text is cleaned: every cell goes through ``clean`` before it is given a meaning.

1. Excel's own escapes (``_x000D_``) are decoded, once, by the reader of workbooks.
2. CR, CR LF, vertical tab, form feed and the Unicode line ends become a line feed; a
   non-breaking space before a line end, and white space at both ends, are removed.
3. Other control characters are removed; that is more than white space, so it is reported.
4. Half characters (lone surrogates) and characters that Word cannot hold are refused.

What a person wrote is otherwise kept letter for letter. Cleaning twice is cleaning once. Names,
headings and keys are matched more freely (``folded``, ``key_text``, ``Reference``).
docs/what-arrives.md states these rules for officers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Self, TypeVar

from paperkit.frozen import Frozen

K = TypeVar("K")
V = TypeVar("V")
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_UNPRINTABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
# Names and references are matched many times over; a Board has some thousands of them.
_KEPT = 20_000
# Marks that make words read in another order than typed. In a public paper such text shows
# otherwise than it is stored (Unicode's UAX 9, 2.1 to 2.5).
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Cleaned(Frozen):
    """Text after cleaning, how many control characters were removed, and what cannot be printed."""

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

    Characters without width, which nobody sees and copying leaves behind, are removed.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # most cells: no white space but blanks
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


class Reference(str):
    """A key, or a reference to one: the text as typed, compared by its folded form.

    It prints, sorts, and takes part in text as what was typed; it is equal to any text that
    differs in case and white space alone, and is kept in sets and mappings by its folded form.
    So look in a set of references with a ``Reference``, never with plain text; a mapping is a
    ``ByReference``, in which either is found.
    """

    __slots__ = ("folded",)
    folded: str

    def __new__(cls, text: str = "") -> Self:
        """Return the text as a reference; its folded form is made once."""
        if isinstance(text, cls):
            return text
        made = super().__new__(cls, text)
        made.folded = folded(str(text))
        return made

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Reference):
            return self.folded == other.folded
        return self.folded == folded(str(other)) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other  # str has its own, which compares letter for letter

    def __hash__(self) -> int:
        return hash(self.folded)


class ByReference(Mapping[str, V]):
    """What each reference names: found by any text that differs in case and white space alone.

    Of two values under one reference the last counts, as in any mapping.
    """

    def __init__(self, pairs: Iterable[tuple[str, V]] = ()) -> None:
        # By the folded form: its hash is in C, and it is looked up tens of thousands of times.
        self._keys: dict[str, Reference] = {}
        self._found: dict[str, V] = {}
        for key, value in pairs:
            reference = Reference(key)
            self._keys.setdefault(reference.folded, reference)
            self._found[reference.folded] = value

    def __getitem__(self, key: str) -> V:
        return self._found[key.folded if isinstance(key, Reference) else folded(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._found)


def in_groups(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return what is under each key, in the order in which keys come first."""
    groups: dict[K, list[V]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups


def in_curly_quotes(text: str) -> bool:
    """Return whether a text is as a whole in quotation marks as Word types them, “so” or ‘so’."""
    first, inner, last = text[:1], text[1:-1], text[-1:]
    if first == "‘":
        apart = pairwise(inner.split("’"))
        apostrophes = all(one[-1:].isalpha() and other[:1].isalpha() for one, other in apart)
        return last == "’" and "‘" not in inner and apostrophes
    return first in "“”„" and bool(inner) and last in "“”" and not set("“”„") & set(inner)
