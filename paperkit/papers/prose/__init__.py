"""Text as typed into the paragraphs that a page shows."""

import re

from paperkit.papers.shown import Prose

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def prose(text: str) -> Prose:
    """Return the paragraphs, parted at blank lines; a single line end stays within its own."""
    paragraphs = (paragraph.strip("\n") for paragraph in _BLANK_LINES.split(text))
    return Prose(tuple(paragraph for paragraph in paragraphs if paragraph.strip()))
