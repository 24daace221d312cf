"""Words as Word holds them: texts, breaks and tabs, in runs."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from paperkit.papers.word.names import SPACE, Element, w

_BREAKS = re.compile("([\n\t])")
_BREAK_NAMES = {"\n": w("br"), "\t": w("tab")}


def elements(words: str) -> Iterator[Element]:
    """Yield what a run holds for these words: texts, line breaks, tabs."""
    for part in _BREAKS.split(words):
        if part in _BREAK_NAMES:
            yield etree.Element(_BREAK_NAMES[part])
        elif part:
            yield text_element(part)


def text_element(words: str) -> Element:
    """Return the element that holds words, white space and all."""
    made = etree.Element(w("t"))
    made.set(SPACE, "preserve")
    made.text = words
    return made


def with_look(look: Element | None, *children: Element) -> Element:
    """Return a run of that look; the look is copied."""
    made = etree.Element(w("r"))
    if look is not None:
        made.append(deepcopy(look))
    made.extend(children)
    return made
