"""Marks that were left where no mark was understood: each is told with the words around it."""

import re
from collections.abc import Iterable, Iterator

from paperkit.findings import quoted
from paperkit.papers.prose.faults import Fault

UNCLOSED = re.compile(r"\S{0,20}\*\*\S{0,20}|(?<!\w)__\S{0,20}|\S{0,20}__(?!\w)")

_LINK = re.compile(r"!?(?:\[[^\[\]\n]{0,40})?\]\([^()\n]{0,60}\)?")
_NOTE = re.compile(r"\[\^[^\]\n]{0,20}\]?:?")
_LABEL = re.compile(r"\{#[^}\n]{0,40}\}?")
_FOREIGN = re.compile(
    r"</?(?:a|b|br|div|em|hr|i|li|ol|p|span|strong|u|ul)(?:\s[^<>\n]*)?/?>"
    r"|`[^`\n]+`|~~\S|(?m:^\s{0,3}>\s|^\s*(?:={3,}|-{3,})\s*$)"
)


def leftovers(texts: Iterable[str]) -> Iterator[Fault]:
    """Yield what is left in the stretches of a paragraph that were taken as plain words."""
    for text in texts:
        yield from _unclosed(text)
        for found in _LINK.finditer(text):
            message = f"{quoted(found.group())} is not a link or picture that papers have."
            yield Fault("PK-721", message, found.group())
        for found in _NOTE.finditer(text):
            message = f"{quoted(found.group().removesuffix(':'))} has no note in this text."
            yield Fault("PK-727", message, found.group())
        for found in _LABEL.finditer(text):
            message = f"{quoted(found.group())} is not a name at the end of a paragraph."
            yield Fault("PK-723", message, found.group())
        for found in _FOREIGN.finditer(text):
            message = f"The text holds {quoted(found.group().strip())}, which is printed as typed."
            yield Fault("PK-731", message, found.group())


def _unclosed(text: str) -> Iterator[Fault]:
    for held in dict.fromkeys(found.group() for found in UNCLOSED.finditer(text)):
        message = f"In {quoted(held)} a mark for bold has no other to close it."
        yield Fault("PK-720", message, held)


def of_link(title: str) -> Fault:
    """Return the fault of a link with more in its brackets than an address."""
    message = f"The words {quoted(title)} in the brackets of a link would not be printed."
    return Fault("PK-721", message, title)
