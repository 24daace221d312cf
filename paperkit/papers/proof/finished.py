"""A finished file, opened to be read through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperkit.findings import Finding, Place
from paperkit.papers.ledger import Ledger
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.names import Element
from paperkit.papers.word.relations import related
from paperkit.papers.word.styles import Styles


@dataclass(frozen=True)
class Finished:
    """The file's parts, the roots of those that are XML, and what should be in them.

    ``stories`` names the parts that hold paragraphs, the text first.
    """

    name: str
    members: Mapping[str, bytes]
    roots: Mapping[str, Element]
    stories: tuple[str, ...]
    styles: Styles
    ledger: Ledger
    facts: Facts

    def told(self, code: str, message: str, value: str = "") -> Finding:
        """Return a finding about this file, with the remedy of its code."""
        return finding(self.name, code, message, value)

    def each_story(self) -> Iterator[Element]:
        """Yield the roots of the parts that hold paragraphs."""
        return (self.roots[name] for name in self.stories)

    def related(self, kind: str) -> Element | None:
        """Return the root of the part of that kind that the text leads to."""
        name = related(self.members, kind)
        return self.roots[name] if name else None


def finding(name: str, code: str, message: str, value: str = "") -> Finding:
    """Return a finding about the file of that name."""
    return Finding(code, Place(name), message, value=value)


def where(part: str) -> str:
    """Return in words where a part's paragraphs stand on the page."""
    for word, place in (("header", "a header"), ("footer", "a footer"), ("notes", "the notes")):
        if word in part:
            return place
    return "the text"
