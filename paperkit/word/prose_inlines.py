"""What a paragraph holds: bold, italic, links, references, the marks of notes.

markdown-it reads it, with two rules of its own kind: a backslash means something before a mark
at the start of a word only (``C:\\*`` and ``\\\\server`` stay), and a single mark never splits a
word or a number (``2*3*4`` stays).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import groupby, takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from paperkit.word.values import (
    LABEL_PATTERN,
    CrossReference,
    Emphasis,
    Hyperlink,
    Inline,
    Inlines,
    Note,
    Spans,
    plain,
)

_ADDRESS = re.compile(rf"(?i:https?://|mailto:)[^\s<>\"{{}}|\\^`]+|#{LABEL_PATTERN}")
_NOTE_MARK = re.compile(r"\[\^([A-Za-z0-9]+)\]")
_ESCAPED = re.compile(r"(?<![^\s(\[\"'*_])\\([*_#(|-])")
# An appendix's label says what it is: "[appendix](#survey)" is printed as "Appendix 2".
_LABEL_WORDS = frozenset({"appendix", "annex", "annexe", "enclosure"})


def read_marks(
    text: str, notes: Mapping[str, Inlines]
) -> tuple[Inlines, list[str], list[str], list[str]]:
    """Return a paragraph's words, and what else was seen. ``notes`` are those of its cell.

    The other three are the stretches in which no mark was seen, the marks of its notes, and what
    was in the brackets of links beside their addresses, which is not printed.
    """
    tokens: list[Token] = []
    reader = _reader()
    reader.inline.parse(text, reader, {"notes": notes}, tokens)
    literal = [""]
    for token in tokens:
        if token.type == "text":
            literal[-1] += token.content
        else:
            # "!" alone before a link is a picture, which papers do not have.
            is_picture = token.type == "link_open" and literal[-1].endswith("!")
            literal[-1] += "](" if is_picture else ""
            literal.append("")
    words = tuple(_joined(_inlines(iter(tokens), notes)))
    marks = [token.content for token in tokens if token.type == "note_mark"]
    links = (token.attrs for token in tokens if token.type == "link_open")
    return words, literal, marks, [str(link["title"]) for link in links if "title" in link]


class _Reader(MarkdownIt):
    """The reader of inline marks; an address is kept as it was typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Return whether an address can be followed: on the web, by mail, within the paper."""
        return bool(_ADDRESS.fullmatch(url))

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return the address as typed."""
        return url


@cache
def _reader() -> _Reader:
    made = _Reader("zero", {"maxNesting": 100})
    made.enable(["emphasis", "link"])
    made.inline.ruler.at("emphasis", _whole_words)
    made.inline.ruler.before("link", "note_mark", partial(_taken, "note_mark", _NOTE_MARK))
    made.inline.ruler.before("emphasis", "escaped", partial(_taken, "text_special", _ESCAPED))
    return made


def _whole_words(state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.delimiters)
    found = emphasis.tokenize(state, silent)
    if found and len(state.delimiters) == before + 1:
        scanned = state.scanDelims(start, False)
        state.delimiters[-1].open, state.delimiters[-1].close = scanned.can_open, scanned.can_close
    return found


def _taken(kind: str, pattern: re.Pattern[str], state: StateInline, silent: bool) -> bool:
    """Take what the pattern finds as a token of its own, a note's mark only where it has a note."""
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None or (kind == "note_mark" and found.group(1) not in state.env["notes"]):
        return False
    if not silent:
        state.push(kind, "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _inlines(
    tokens: Iterator[Token], notes: Mapping[str, Inlines], bold: int = 0, italic: int = 0
) -> Iterator[Inline]:
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                # Links have no links in them. The words look as those around the link do.
                inside = takewhile(lambda one: one.type != "link_close", tokens)
                held = tuple(_joined(_inlines(inside, notes, bold, italic)))
                words: Spans = tuple(one for one in held if isinstance(one, str | Emphasis))
                target = str(token.attrs["href"])
                if target.startswith("#"):
                    names_label = "".join(map(str, words)).strip().casefold() in _LABEL_WORDS
                    yield CrossReference(() if names_label else words, target[1:].lower())
                else:
                    yield Hyperlink(words or (target,), target)
                yield from (one for one in held if isinstance(one, Note))
            case "note_mark":
                yield Note(notes[token.content])
            case _ if token.content:
                styled = Emphasis(token.content, bold > 0, italic > 0)
                yield styled if bold or italic else token.content


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines with neighbours of one look as one."""
    for look, group in groupby(inlines, key=_look):
        if look is None:
            yield from group
        else:
            words = plain(tuple(group))
            yield Emphasis(words, *look) if any(look) else words


def _look(inline: Inline) -> tuple[bool, bool] | None:
    if isinstance(inline, Emphasis):
        return inline.bold, inline.italic
    return (False, False) if isinstance(inline, str) else None
