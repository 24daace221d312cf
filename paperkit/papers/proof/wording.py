"""The words: each text of the ledger is there, and nothing of the template's machinery."""

import re
from collections import Counter
from collections.abc import Iterator

from paperkit.findings import Finding, quoted
from paperkit.papers.blocks import pieces as pieces_of
from paperkit.papers.figures import Figure
from paperkit.papers.ledger import TOKEN_END, TOKEN_START, Printable
from paperkit.papers.proof.finished import Finished, where
from paperkit.papers.proof.reading import paragraph_texts
from paperkit.papers.shown import Prose
from paperkit.papers.word.names import Element, w

_TOKEN = re.compile(f"{TOKEN_START}[0-9]*{TOKEN_END}?")
_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
_DRAFT = re.compile(r"\bDRAFT\b")
_BETWEEN = "\x00"
_WATERMARK = "//@string[contains(., 'DRAFT')]"


def leftovers(finished: Finished) -> Iterator[Finding]:
    """Yield placeholders and tags that no person typed."""
    typed = _typed(finished, "{}" + TOKEN_START + TOKEN_END)
    for part, text in _paragraphs(finished):
        token, tag = _TOKEN.search(text), _TAG.search(text)
        if not (token or tag) or text in typed:
            continue
        rest = _without(text, typed)
        if token and _TOKEN.search(rest):
            message = f"In {where(part)}, a value is missing from the paragraph {quoted(text)}."
            yield finished.told("PK-751", message, text)
        if tag and _TAG.search(rest):
            message = f"In {where(part)}, a tag is left in the paragraph {quoted(text)}."
            yield finished.told("PK-752", message, text)


def draft_marks(finished: Finished) -> Iterator[Finding]:
    """Yield what marks a final as a draft; the word DRAFT may stand in an officer's text."""
    if finished.facts.draft:
        return
    typed = [text for text in pieces(finished) if _DRAFT.search(text)]
    for part, text in _paragraphs(finished):
        if _DRAFT.search(text) and _DRAFT.search(_without(text, typed)):
            message = f"The final bears {quoted(text)} in {where(part)}."
            yield finished.told("PK-761", message, text)
    for story in finished.each_story():
        yield from _looks_like_draft(finished, story)


def _looks_like_draft(finished: Finished, story: Element) -> Iterator[Finding]:
    if story.xpath(_WATERMARK):
        yield finished.told("PK-761", "The final bears a watermark 'DRAFT'.")
    gaps = {style.id for style in finished.styles.by_id.values() if style.name.lower() == "gap"}
    for style in story.iter(w("rStyle")):
        if style.get(w("val")) in gaps:
            run = next(style.iterancestors(w("r"), w("p")))
            words = "".join(text.text or "" for text in run.iter(w("t")))
            message = f"The final shows {quoted(words)} as a gap is shown in a draft."
            yield finished.told("PK-761", message, words)


def lost(finished: Finished) -> Iterator[Finding]:
    """Yield each text of the ledger that is in the file less often than it was printed.

    Where all stand in the order in which they were printed, none is lost, and nothing is counted.
    Else paragraphs that are one text whole are counted first, so that a short text is not taken as
    found inside a longer one.
    """
    if _in_order(finished):
        return
    wanted = Counter(pieces(finished))
    whole = Counter(text for _, text in _paragraphs(finished))
    open_still = wanted - whole
    rest = _BETWEEN.join((whole - wanted).elements())
    cursor = 0
    for text, times in open_still.items():
        found = rest.find(text, cursor) if times == 1 else -1
        cursor = max(cursor, found)
        if found < 0 and rest.count(text) < times:
            there = wanted[text] - times + rest.count(text)
            message = f"The text {quoted(text)} was to be printed, and is not in the paper."
            if there:
                often = f"{there} of {wanted[text]} times"
                message = f"The text {quoted(text)} is in the paper only {often}."
            yield finished.told("PK-760", message, text)


def _in_order(finished: Finished) -> bool:
    """Return whether each text stands behind the one that was printed before it.

    What stands above the pages is printed after the text, and before what stands below them.
    """
    main, *others = finished.stories
    stories = (main, *sorted(others, key=lambda part: "footer" in part))
    texts = (text for part in stories for text in paragraph_texts(finished.roots[part]))
    there, cursor = _BETWEEN.join(texts), 0
    for text in pieces(finished):
        found = there.find(text, cursor)
        if found < 0:
            return False
        cursor = found + len(text)
    return True


def pieces(finished: Finished) -> Iterator[str]:
    """Yield each text that was printed, long text a paragraph, cell or note at a time, in order."""
    for value in finished.ledger.values:
        yield from filter(None, _pieces_of(value))


def _pieces_of(value: Printable) -> tuple[str, ...]:
    match value:
        case Prose():
            return tuple(pieces_of(value.blocks))
        case Figure():
            return ()
        case _:
            return (str(value),)


def _paragraphs(finished: Finished) -> Iterator[tuple[str, str]]:
    for part in finished.stories:
        yield from ((part, text) for text in paragraph_texts(finished.roots[part]))


def _typed(finished: Finished, signs: str) -> list[str]:
    found = {text for text in pieces(finished) if any(sign in text for sign in signs)}
    return sorted(found, key=len, reverse=True)


def _without(text: str, typed: list[str]) -> str:
    for words in typed:
        text = text.replace(words, _BETWEEN)
    return text
