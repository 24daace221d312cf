"""The words of a finished file, as a reader sees them: paragraph by paragraph."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperkit.papers.word.names import FALLBACK, R_ID, SPACE, Element, is_on, value_of, w
from paperkit.papers.word.parts import parse, unpack
from paperkit.papers.word.relations import story_parts

_HIDDEN_IN = frozenset((w("txbxContent"), w("del"), w("moveFrom"), w("pPr"), w("rPr"), FALLBACK))
_REFERENCE = re.compile(r"\s*REF\s+(\S+)")
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}


@dataclass(frozen=True)
class Stretch:
    """Words of one run: the id of its character style, and where a link around it leads.

    ``link`` is a relationship id, or ``#`` and a bookmark, or nothing; a reference leads to its
    bookmark. ``note`` is the number of the note whose mark stands in the run.
    """

    words: str
    style: str = ""
    link: str = ""
    note: str = ""
    bold: bool = False
    italic: bool = False


def texts(package: bytes) -> dict[str, tuple[str, ...]]:
    """Return the text of every paragraph, cells included, by the part that holds it.

    A line break is a line feed, a tab a tab; a field is its cached text. Raises ``ReadError``
    where the bytes are no Word file.
    """
    members = unpack(package)
    return {name: paragraph_texts(parse(members[name], name)) for name in story_parts(members)}


def paragraph_texts(story: Element) -> tuple[str, ...]:
    """Return the text of every paragraph of a part, in order, empty ones too."""
    return tuple(text_of(paragraph) for paragraph in story.iter(w("p")))


def text_of(paragraph: Element) -> str:
    """Return the text of one paragraph without those in text boxes that hang on it."""
    return "".join(stretch.words for stretch in stretches(paragraph))


def stretches(paragraph: Element, link: str = "") -> Iterator[Stretch]:
    """Yield the runs of a paragraph, or of a link in it, in order."""
    for child in paragraph:
        if child.tag == w("r"):
            yield _stretch(child, link)
        elif child.tag == w("hyperlink"):
            anchor = child.get(w("anchor"), "")
            yield from stretches(child, child.get(R_ID) or f"#{anchor}")
        elif child.tag == w("fldSimple"):
            yield from stretches(child, link or _target(child))
        elif isinstance(child.tag, str) and child.tag not in _HIDDEN_IN:
            yield from stretches(child, link)


def _stretch(run: Element, link: str) -> Stretch:
    look = run.find(w("rPr"))
    style = value_of(look, "rStyle") or ""
    note = run.find(w("footnoteReference"))
    number = "" if note is None else note.get(w("id"), "")
    words = "".join(_signs(run))
    return Stretch(words, style, link, number, is_on(look, "b"), is_on(look, "i"))


def _target(field: Element) -> str:
    found = _REFERENCE.match(field.get(w("instr"), ""))
    return f"#{found.group(1)}" if found else ""


def _signs(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == w("t"):
            yield _kept(child)
        elif child.tag == w("br"):
            yield "\f" if child.get(w("type")) in ("page", "column") else "\n"
        else:
            yield _SIGNS.get(str(child.tag), "")


def _kept(text: Element) -> str:
    words = text.text or ""
    # Word drops white space at the ends unless the text says that it is to be kept.
    return words if text.get(SPACE) == "preserve" else words.strip(" \t\r\n")


def stories_of(members: Mapping[str, bytes]) -> Mapping[str, Element]:
    """Return the roots of the parts that hold paragraphs, the text first."""
    return {name: parse(members[name], name) for name in story_parts(members)}
