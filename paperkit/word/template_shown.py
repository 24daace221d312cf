"""What the fields of a template show: numbers and words that are others in the paper made of it.

Word keeps in the file what a cross-reference or a caption's number was when the template was
saved, and works it out anew only when somebody asks for it. Parts that are repeated or left out
change both, so the text that Word would write on updating is written when all is in.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from itertools import takewhile

from paperkit.word.package import FALLBACK, MC_NS, Element, w, words_in
from paperkit.word.proof import NUMBER_OF

_VERSIONS = f"{{{MC_NS}}}AlternateContent"
_COUNTED = re.compile(r"\s*SEQ\s+(\w+)(\s+\\\* (?:ARABIC|MERGEFORMAT))*\s*", re.IGNORECASE)
_SEQUENCE = re.compile(r"\s*SEQ\s+(\w+)", re.IGNORECASE)
_WORDS_OF = re.compile(r"\s*REF\s+(\S+)(?:\s+\\h|\s+\\\* MERGEFORMAT)*\s*", re.IGNORECASE)


def has_shown(root: Element) -> bool:
    """Return whether a part has a field of the template's that may show something else by now."""
    return any(
        _SEQUENCE.match(code) or (NUMBER_OF.match(code) or _WORDS_OF.fullmatch(code))
        for code, _ in _fields(root)
    )


def write_shown(root: Element, text: Element, numbers: Mapping[Element, str]) -> None:
    """Write into the fields of a part what Word would show: numbers of captions first.

    ``text`` holds the bookmarks, ``numbers`` are the printed ones of its paragraphs. A sequence
    that counts in another way than by one is left, and so is what leads to nothing. What Word
    keeps of a text box for older programs has the numbers of the box.
    """
    fields = list(_fields(root))
    left = {
        found.group(1).lower() for code, _ in fields
        if (found := _SEQUENCE.match(code)) and not _COUNTED.fullmatch(code)
    }  # fmt: skip
    reached: Counter[str] = Counter()
    boxes: defaultdict[tuple[Element | None, str], deque[int]] = defaultdict(deque)
    for code, shown in fields:
        found = _COUNTED.fullmatch(code)
        name = found.group(1).lower() if found else ""
        if not found or name in left:
            continue
        copy = next(reversed([*shown[0].iterancestors(FALLBACK)]), None)
        if copy is None:
            reached[name] += 1
            _write(shown, str(reached[name]))
            for box in shown[0].iterancestors(_VERSIONS):
                boxes[box, name].append(reached[name])
        elif twins := boxes[copy.getparent(), name]:
            _write(shown, str(twins.popleft()))
    marks = {mark.get(w("name"), ""): mark for mark in reversed([*text.iter(w("bookmarkStart"))])}
    for code, shown in fields:
        of_number, of_words = NUMBER_OF.match(code), _WORDS_OF.fullmatch(code)
        mark = marks.get(found.group(1)) if (found := of_number or of_words) else None
        if mark is None:
            continue
        paragraph = next(mark.iterancestors(w("p")), None)
        if of_number and paragraph is not None:
            _write(shown, numbers.get(paragraph, "").rstrip("."))
        elif of_words:
            _write(shown, _marked(mark))


def _marked(mark: Element) -> str:
    """Return the words of a bookmark that begins and ends in one paragraph, nothing for others."""
    end = (w("bookmarkEnd"), mark.get(w("id")))
    after = list(mark.itersiblings())
    between = list(takewhile(lambda node: (node.tag, node.get(w("id"))) != end, after))
    return "".join(map(words_in, between)) if len(between) < len(after) else ""


def _write(shown: list[Element], words: str) -> None:
    """Write words as the result of a field; what it shows stays where there are none."""
    if words and "".join(text.text or "" for text in shown) != words:
        for text in shown:
            text.text = ""
        shown[0].text = words


def _fields(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield the code of each field that shows words, and these, in the order of their ends."""
    open_fields: list[tuple[list[str], list[Element]]] = []
    for node in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("t")):
        kind = node.get(w("fldCharType"))
        if node.tag == w("fldSimple"):
            if shown := list(node.iter(w("t"))):
                yield node.get(w("instr"), ""), shown
        elif kind == "begin":
            open_fields.append(([], []))
        elif node.tag == w("instrText") and open_fields:
            open_fields[-1][0].append(node.text or "")
        elif node.tag == w("t") and open_fields:
            open_fields[-1][1].append(node)
        elif kind == "end" and open_fields:
            codes, shown = open_fields.pop()
            if shown:
                yield "".join(codes), shown
