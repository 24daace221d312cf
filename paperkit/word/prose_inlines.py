"""What was noticed while a text was read.

Marks that were left where no mark was understood: each is told with the words around it.

What stands inside a paragraph: bold, italic, links, references, notes.

markdown-it reads it, with two rules of its own kind: a backslash means something before a mark
at the start of a word only (``C:\\*`` and ``\\\\server`` stay), and a single mark never splits a
word or a number (``2*3*4`` stays).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.word.values import Inline, Inlines, Link, Note, Reference, Spans, Styled


class Fault(Frozen):
    """What is wrong, with the words as typed; the cell's place is known to the caller."""

    code: str
    message: str
    value: str = ""


Faults = tuple[Fault, ...]


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


LABEL = "[A-Za-z][A-Za-z0-9-]{0,35}"

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_TO_LABEL = re.compile(f"#({LABEL})")
_NOTE_MARK = re.compile(r"\[\^([A-Za-z0-9]+)\]")
_ESCAPED = re.compile(r"(?<![^\s(\[\"'*_])\\([*_#(|-])")

# An appendix's label says what it is: "[appendix](#survey)" is printed as "Appendix 2".
LABEL_WORDS = frozenset({"appendix", "annex", "annexe", "enclosure"})


class Read(Frozen):
    """The words of one paragraph, what was noticed, and which notes they have marks for."""

    words: Inlines
    faults: Faults
    notes: tuple[str, ...]


class _Small(MarkdownIt):
    """The reader of inline marks; an address is kept as it was typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Return whether an address can be followed: on the web, by mail, within the paper."""
        return bool(_ADDRESS.fullmatch(url) or _TO_LABEL.fullmatch(url))

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return the address as typed."""
        return url


@cache
def _reader() -> _Small:
    made = _Small("zero", {"maxNesting": 100})
    made.enable(["emphasis", "link"])
    made.inline.ruler.at("emphasis", _whole_words)
    made.inline.ruler.before("link", "note_mark", _note_mark)
    made.inline.ruler.before("emphasis", "escaped", _escape)
    return made


def _whole_words(state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.delimiters)
    found = emphasis.tokenize(state, silent)
    if found and len(state.delimiters) == before + 1:
        scanned = state.scanDelims(start, False)
        state.delimiters[-1].open, state.delimiters[-1].close = scanned.can_open, scanned.can_close
    return found


def _note_mark(state: StateInline, silent: bool) -> bool:
    found = _NOTE_MARK.match(state.src, state.pos, state.posMax)
    if found is None or found.group(1) not in state.env["notes"]:
        return False
    if not silent:
        state.push("note_mark", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    found = _ESCAPED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("text_special", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def read(text: str, notes: Mapping[str, Inlines]) -> Read:
    """Return a paragraph's words. ``notes`` are those of its cell, by their marks."""
    tokens: list[Token] = []
    reader = _reader()
    reader.inline.parse(text, reader, {"notes": notes}, tokens)
    words = tuple(_joined(_inlines(iter(tokens), notes)))
    marks = tuple(token.content for token in tokens if token.type == "note_mark")
    links = (token for token in tokens if token.type == "link_open")
    titled = (of_link(str(link.attrs["title"])) for link in links if "title" in link.attrs)
    return Read(words, (*titled, *leftovers(_literal(tokens))), marks)


def _literal(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield each stretch of words in which no mark was seen, and ``!`` before a link alone."""
    gathered = ""
    for token in tokens:
        if token.type == "text":
            gathered += token.content
        else:
            yield gathered + ("](" if token.type == "link_open" and gathered[-1:] == "!" else "")
            gathered = ""
    yield gathered


def _inlines(tokens: Iterator[Token], notes: Mapping[str, Inlines]) -> Iterator[Inline]:
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                inside = _inside(tokens)
                yield from _linked(str(token.attrs["href"]), inside, notes, (bold, italic))
            case "note_mark":
                yield Note(notes[token.content])
            case _:
                yield from _styled(token.content, bold, italic)


def _styled(words: str, bold: int, italic: int) -> Iterator[str | Styled]:
    if words:
        yield Styled(words, bold > 0, italic > 0) if bold or italic else words


def _inside(tokens: Iterator[Token]) -> list[Token]:
    """Take the tokens up to the end of the link; links do not stand in links."""
    found = []
    for token in tokens:
        if token.type == "link_close":
            break
        found.append(token)
    return found


def _linked(
    target: str, inside: list[Token], notes: Mapping[str, Inlines], look: tuple[int, int]
) -> Iterator[Inline]:
    inner = [*_opened(look), *inside]
    held = tuple(_joined(_inlines(iter(inner), notes)))
    words: Spans = tuple(inline for inline in held if isinstance(inline, str | Styled))
    if target.startswith("#"):
        label_says_it = "".join(map(str, words)).strip().casefold() in LABEL_WORDS
        yield Reference(() if label_says_it else words, target[1:].lower())
    else:
        yield Link(words or (target,), target)
    yield from (inline for inline in held if isinstance(inline, Note))


def _opened(look: tuple[int, int]) -> Iterator[Token]:
    """Yield what makes the words of a link stand out as the words around it do."""
    yield from (Token("strong_open", "strong", 1) for _ in range(look[0]))
    yield from (Token("em_open", "em", 1) for _ in range(look[1]))


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines with neighbours of one look as one."""
    held: str | Styled | None = None
    for inline in inlines:
        if isinstance(held, str) and isinstance(inline, str):
            held += inline
        elif isinstance(held, Styled) and isinstance(inline, Styled) and _alike(held, inline):
            held = Styled(held.words + inline.words, held.bold, held.italic)
        else:
            if held is not None:
                yield held
            held = inline if isinstance(inline, str | Styled) else None
            if held is None:
                yield inline
    if held is not None:
        yield held


def _alike(one: Styled, other: Styled) -> bool:
    return (one.bold, one.italic) == (other.bold, other.italic)
