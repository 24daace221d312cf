"""The tags in a template's words: where each begins and ends, whatever Word has done to it.

Word cuts a tag into runs wherever a word was checked, a style was tried or a letter was retyped;
other programs put blanks that do not break, marks for hyphens and wrappers into it. Such a tag is
put together again when a file is opened, so that all who read it meet a tag in one piece. What has
the look of a tag and is none is found too, since it would be printed as it stands.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from paperkit.frozen import Frozen
from paperkit.word.package import FALLBACK, Element, drop, element, is_on, w

# Stops at the next brace: a search to the end for each of thousands would not end itself.
TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}|\{\{|\{%|\{#|\}\}|%\}|#\}")

_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_BRACES = re.compile("[{}｛｝﹛﹜]")
_OPENING, _CLOSING = "{｛﹛", "}｝﹜"
_SIGNS = "%#"
_BLANKS_BETWEEN = 3  # blanks that two braces of one mark may have between them
_LONGEST = 60  # letters of a tag without an end that a message shows
_BEGINNING = re.compile(r"\{%(?:\s*(p|tr))?\s*(for|if|else|endfor|endif)\b")
# Blanks of no width, marks of a direction, and the hyphen that shows only where a line breaks.
_UNSEEN = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c",
    )
)
_AS_WORDS = {
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}", w("softHyphen"): "", w("tab"): " ", w("br"): " ",
    w("cr"): " ",
}  # fmt: skip


class Mark(Frozen):
    """What has the look of a tag: where it is in the words, how it begins and ends, what is inside.

    ``closes`` is empty where it has no end, ``opens`` where it has no beginning.
    """

    start: int
    end: int
    opens: str
    inside: str
    closes: str

    @property
    def text(self) -> str:
        """Return it as it is in the words."""
        return f"{self.opens}{self.inside}{self.closes}"

    @property
    def is_tag(self) -> bool:
        """Return whether it is a tag by its braces, whatever is inside."""
        return (self.opens, self.closes) in (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))


NO_MARK = Mark(0, 0, "", "", "")
"""Stands for the mark at hand where the paragraph as a whole is meant."""


def words_of(node: Element, paragraph: Element | None = None) -> str:
    """Return the words of a paragraph, or of a piece of one, without those of a text box on it."""
    home = node if paragraph is None else paragraph
    return "".join(text.text or "" for text in node.iter(w("t")) if _is_of(text, home))


def _is_of(node: Element, paragraph: Element) -> bool:
    return next(node.iterancestors(w("p")), None) is paragraph


def marks_in(words: str) -> Iterator[Mark]:
    """Yield each tag of some words, and what has the look of one, in order.

    Braces one by one are words, and are yielded too where there is one at each end.
    """
    at = 0
    while found := _BRACES.search(words, at):
        start = found.start()
        if found.group() in _CLOSING:
            at = _run_of(words, start, _CLOSING)
            begin = start - 1 if words[start - 1 : start] in tuple(_SIGNS) else start
            if at - start > 1 or begin < start:
                yield Mark(begin, at, "", "", words[begin:at])
            continue
        inner = _run_of(words, start, _OPENING)
        if inner - start > 1 and words[start + 1].isspace():
            following = _WHOLE.search(words, start + 1, inner + 1 + _LONGEST * 4)
            if following and following.start() < inner:
                # A brace among the words, and a tag after it.
                at = start + 1
                continue
        inner += words[inner : inner + 1] in tuple(_SIGNS)
        ending = _BRACES.search(words, inner)
        if ending is None or ending.group() in _OPENING:
            at = inner
            if inner - start > 1:
                rest = words[inner : ending.start() if ending else len(words)][:_LONGEST]
                yield Mark(start, inner + len(rest), words[start:inner], rest, "")
            continue
        last = ending.start()
        at = _run_of(words, last, _CLOSING)
        last -= last > inner and words[last - 1] in _SIGNS
        yield Mark(start, at, words[start:inner], words[inner:last], words[last:at])


def _run_of(words: str, start: int, braces: str) -> int:
    """Return where a run of braces ends; of two there may be a few blanks between."""
    at = start + 1
    while at < len(words):
        if words[at] in braces:
            at += 1
            continue
        after = at
        while after - at < _BLANKS_BETWEEN and words[after : after + 1].isspace():
            after += 1
        if at - start > 1 or after == at or words[after : after + 1] not in tuple(braces):
            break
        at = after + 1
    if at - start == 1 and braces == _OPENING:
        after = at
        while after - at < _BLANKS_BETWEEN and words[after : after + 1].isspace():
            after += 1
        if after > at and words[after : after + 1] in tuple(_SIGNS):
            return after
    return at


# --- Tags put together again ---------------------------------------------------------------------


def put_together(root: Element) -> bool:
    """Put each tag of a part into one piece, written in the plain way; return if any was not so.

    A tag that begins in a link and ends outside it is left: which of the two is meant is not known.
    A content control around nothing but a tag that begins or ends a part comes off, since the other
    tag of the part is outside it; so does what is kept of some words for older programs.
    """
    copies = [node for node in root.iter(FALLBACK) if node.find(f"{w('r')}/{w('t')}") is not None]
    drop(*copies)
    put = sum([_put_together(paragraph) for paragraph in root.iter(w("p"))])
    put += _codes_joined(root) + _taken_off(root) + _breaks_parted(root) + _unbound(root)
    return put + len(copies) > 0


def end_of_section(section: Element) -> Element:
    """Return a paragraph that ends a section, and is nothing else.

    It is as low as can be: on a full page it must not take a new one.
    """
    low = element("spacing", before="0", after="0", line="20", lineRule="exact")
    return element("p", element("pPr", low, section))


def _breaks_parted(root: Element) -> int:
    """Put breaks that are with a part's tag into paragraphs beside it; return how many.

    LibreOffice writes the end of a section into the paragraph before it, and the break of a page
    into the one after, which are taken out with their tags.
    """
    found = 0
    for node in list(root.iter(w("sectPr"), w("br"), w("pageBreakBefore"))):
        paragraph = next(node.iterancestors(w("p")), None)
        if paragraph is None or (node.tag == w("br") and node.get(w("type")) is None):
            continue
        if node.tag == w("pageBreakBefore") and not is_on(node.getparent(), "pageBreakBefore"):
            continue
        words = words_of(paragraph).strip()
        if not words.startswith("{%p ") or [one.text for one in marks_in(words)] != [words]:
            continue
        found += 1
        if node.tag == w("sectPr"):
            paragraph.addnext(end_of_section(node))
            continue
        alone = element("p", element("r", element("br", type=node.get(w("type"), "page"))))
        signs = list(paragraph.iter(w("t"), node.tag))
        is_after = signs.index(node) > 0 and node.tag == w("br")
        paragraph.addnext(alone) if is_after else paragraph.addprevious(alone)
        drop(node)
    return found


def _codes_joined(root: Element) -> int:
    """Join the pieces that Word has cut the code of a field into; return how many were joined."""
    found, first = 0, None
    for node in list(root.iter(w("instrText"), w("fldChar"), w("fldSimple"), w("t"), w("p"))):
        if node.tag != w("instrText"):
            first = None
        elif first is None:
            first = node
        else:
            first.text = f"{first.text or ''}{node.text or ''}"
            drop(node)
            found += 1
    return found


def _unbound(root: Element) -> int:
    """Cut what ties content controls to a property of the file; return how many were.

    Word would show that property when a paper is opened, in place of what was printed.
    """
    bound = [node for node in root.iter("{*}dataBinding") if node.getparent() is not None]
    drop(*bound)
    return len(bound)


def _taken_off(root: Element) -> int:
    """Take content controls off that hold one paragraph or row with a part's tag; return how many.

    Google Docs puts them around what somebody commented on, where nobody sees them.
    """
    found = 0
    for content in list(root.iter(w("sdtContent"))):
        control, held = content.getparent(), list(content)
        holder = None if control is None else control.getparent()
        if (
            control is None
            or holder is None
            or len(held) != 1
            or held[0].tag not in (w("p"), w("tr"))
        ):
            continue
        words = "".join(map(words_of, held[0].iter(w("p")))).strip()
        if words.startswith(("{%p ", "{%tr ")) and [one.text for one in marks_in(words)] == [words]:
            holder.replace(control, held[0])
            found += 1
    return found


def _put_together(paragraph: Element) -> bool:
    nodes = [
        node
        for node in paragraph.iter(w("t"), *_AS_WORDS)
        if getattr(node.getparent(), "tag", "") == w("r") and _is_of(node, paragraph)
    ]
    texts = [n.text or "" if n.tag == w("t") else _AS_WORDS[str(n.tag)] for n in nodes]
    starts = list(accumulate(map(len, texts), initial=0))
    changed = False
    # From the end, so that the places of those before it stay as they are.
    for found in reversed(list(_WHOLE.finditer("".join(texts)))):
        first, last = (bisect_right(starts, at) - 1 for at in (found.start(), found.end() - 1))
        links = {next(n.iterancestors(w("hyperlink")), None) for n in nodes[first : last + 1]}
        plain = _plain(found.group())
        in_text = nodes[first].tag == nodes[last].tag == w("t")
        if len(links) > 1 or not in_text or (first == last and plain == found.group()):
            continue
        changed = True
        after = texts[last][found.end() - starts[last] :]
        texts[first] = texts[first][: found.start() - starts[first]] + plain
        if last > first:
            drop(*nodes[first + 1 : last])
            nodes[last].text = texts[last] = after
        else:
            texts[first] += after
        nodes[first].text = texts[first]
    return changed


def _plain(tag: str) -> str:
    """Return a tag as paperkit writes it: plain blanks, and one between its first two words."""
    blanks = "".join(" " if char.isspace() else char for char in tag.translate(_UNSEEN))
    return _BEGINNING.sub(lambda found: f"{{%{found.group(1) or ''} {found.group(2)}", blanks)
