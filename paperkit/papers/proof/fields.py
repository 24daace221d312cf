"""References: the text in each field is the number that its paragraph has on the page."""

import re
from collections.abc import Iterator

from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished
from paperkit.papers.proof.reading import text_of
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.numbers import printed_numbers

_NUMBER_OF = re.compile(r"\s*REF\s+(\S+)\s.*\\[rnw]\b")
_WAITING = re.compile(r"\s*REF\s+ref_\w+\s*")


def numbers_told(finished: Finished) -> Iterator[Finding]:
    """Yield references whose text is not the number of what they lead to."""
    fields = [f for story in finished.each_story() for f in story.iter(w("fldSimple"))]
    if not fields:
        return
    printed = _printed(finished)
    for field in fields:
        found = _NUMBER_OF.match(field.get(w("instr"), ""))
        told = text_of(field)
        if found and (not told or told != printed.get(found.group(1), "")):
            shown = f"The reference {quoted(told)}" if told else "A reference without a number"
            paragraph = text_of(next(field.iterancestors(w("p"))))
            message = f"{shown} in {quoted(paragraph)} is not the number of its paragraph."
            yield finished.told("PK-764", message, told)
        elif _WAITING.fullmatch(field.get(w("instr"), "")):
            message = "A reference has no text."
            yield finished.told("PK-764", message)


def _printed(finished: Finished) -> dict[str, str]:
    """Return the number of the paragraph that each bookmark stands in."""
    text: Element = next(finished.each_story())
    numbers = printed_numbers(text, finished.related("numbering"), finished.styles)
    marks = ((mark, next(mark.iterancestors(w("p")), None)) for mark in text.iter(_START))
    return {
        mark.get(w("name"), ""): numbers.get(paragraph, "").rstrip(".")
        for mark, paragraph in marks
        if paragraph is not None
    }


_START = w("bookmarkStart")
