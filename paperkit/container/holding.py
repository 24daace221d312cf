"""Whether a file holds given words, and a text without them: for what must go for good.

Words are compared without regard to case and white space, since Word parts a sentence wherever its
look changes, and a line ends anywhere.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from paperkit.container.reading import bounded
from paperkit.errors import ReadError
from paperkit.schema.cleaning import key_text

MARK = "[removed]"
FEWEST = 4  # shorter words are found by chance in every other file

_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_XML = (".xml", ".rels", ".vml")
_ZIP = b"PK\x03\x04"
_DEEPEST = 3


def squeezed(text: str) -> str:
    """Return a text as it is compared: without white space, in one case."""
    return key_text(text).replace(" ", "").casefold()


def is_in(words: str, text: str) -> bool:
    """Return whether a text holds the words."""
    return squeezed(words) in squeezed(text)


def without(text: str, words: str) -> str:
    """Return a text with a mark in the place of the words, wherever they are."""
    left = _pattern(words).sub(MARK, text)
    return MARK if is_in(words, left) else left


@lru_cache
def _pattern(words: str) -> re.Pattern[str]:
    between = r"[\s\xad\u200b-\u200f\u2060\ufeff]*"
    letters = key_text(words).replace(" ", "")
    return re.compile(between.join(map(re.escape, letters)), re.IGNORECASE)


def holds(data: bytes, words: str, deep: int = 0) -> bool | None:
    """Return whether a file holds the words; None where it cannot be looked into.

    Looked into are text and Office files, with what is embedded in them.
    """
    if not data.startswith(_ZIP):
        text = plain_text(data)
        return None if text is None else is_in(words, text)
    if deep == _DEEPEST:
        return None
    found: bool | None = False
    try:
        package = bounded("", data)
        for name in package.names:
            part = package.part(name)
            if part.startswith(_ZIP):
                within = holds(part, words, deep + 1)
            elif name.lower().endswith(_XML):
                within = any(is_in(words, text) for text in _said(part))
            else:
                within = False
            if within:
                return True
            found = None if within is None else found
    except ReadError:
        return None
    return found


def plain_text(data: bytes) -> str | None:
    """Return the text that a file is; None where it is none."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _said(part: bytes) -> Iterator[str]:
    """Yield the words of a part, then those in its attributes, such as alternative text."""
    text = part.decode("utf-8", "replace")
    yield unescape(_TAG.sub("", text))
    yield " ".join(unescape(one or other) for one, other in _ATTRIBUTE.findall(text))
