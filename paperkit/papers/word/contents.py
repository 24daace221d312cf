"""Contents lists: linked entries for the headings that follow, there without Word updating them.

While the text is filled in, a list is a field without text. When all is in, an entry is written
for each heading: its printed number, its words, a link to it. There are no page numbers, which no
library can compute; so the field asks Word for none either (``\\n``), and an update in Word gives
the same entries (ECMA-376 part 1, 17.16.5.68).

The list is of what stands after it, up to the end of the paper. A bookmark holds that (``\\b``),
so that in a file of several papers each list keeps to its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from paperkit.papers.word import order
from paperkit.papers.word.names import SPACE, Element, value_of, w
from paperkit.papers.word.references import bookmark_ends, set_bookmark
from paperkit.papers.word.styles import Styles
from paperkit.papers.word.words import text_element

LEVELS: Mapping[str, int] = MappingProxyType(
    {"heading 2": 1, "heading unnumbered": 1, "heading 3": 2}
)
"""The heading styles that a contents list holds, in small letters, and the level of each."""

STYLES = ("toc 1", "toc 2")
_SCOPE, _ENTRY = "toc_text", "_Toc"
_WAITING = "TOC"
_STYLED = "Heading 2,1,Heading Unnumbered,1,Heading 3,2"


@dataclass(frozen=True)
class Heading:
    """A heading of the text: its level in a contents list, its printed number, its words."""

    paragraph: Element
    level: int
    number: str
    words: str


def field_for_contents() -> Element:
    """Return the field of a contents list, still without its entries."""
    made = etree.Element(w("fldSimple"))
    made.set(w("instr"), _WAITING)
    return made


def contents_waiting(text: Element) -> list[Element]:
    """Return the contents lists that have no entries yet."""
    return [one for one in text.iter(w("fldSimple")) if one.get(w("instr")) == _WAITING]


def headings_of(
    paragraphs: Iterable[Element], styles: Styles, numbers: Mapping[Element, str]
) -> Iterator[Heading]:
    """Yield the headings among the paragraphs that a contents list holds; none without words."""
    for paragraph in paragraphs:
        name = styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle")).lower()
        words = words_of(paragraph)
        if name in LEVELS and words:
            yield Heading(paragraph, LEVELS[name], numbers.get(paragraph, ""), words)


def words_of(paragraph: Element) -> str:
    """Return the words of a heading on one line."""
    signs = (node.text or "" if node.tag == w("t") else " " for node in paragraph.iter(*_SIGNS))
    return " ".join("".join(signs).split())


_SIGNS = tuple(map(w, ("t", "tab", "br", "cr")))


def list_contents(text: Element, styles: Styles, numbers: Mapping[Element, str]) -> None:
    """Write the entries of each contents list of the text, in place of its empty field.

    ``numbers`` are the printed numbers of the text's paragraphs, when all is in.
    """
    every = list(text.iter(w("p")))
    for number, field in enumerate(contents_waiting(text), start=1):
        holder = next(field.iterancestors(w("p")))
        following = every[every.index(holder) + 1 :]
        headings = tuple(headings_of(following, styles, numbers))
        if headings:
            _write(holder, headings, str(number), styles)
            _enclose(following, f"{_SCOPE}{number}")
        else:
            holder.remove(field)


def _write(holder: Element, headings: Sequence[Heading], own: str, styles: Styles) -> None:
    """Write the entries where the field stood; ``own`` is in the names of this list's bookmarks."""
    entries = [_entry(one, f"{_ENTRY}{own}_{n}", styles) for n, one in enumerate(headings, 1)]
    for entry in entries:
        holder.addprevious(entry)
    entries[0][1:1] = _beginning(f"{_SCOPE}{own}")
    entries[-1].append(_run(_mark("end")))
    parent = holder.getparent()
    assert parent is not None
    parent.remove(holder)


def _enclose(paragraphs: Sequence[Element], name: str) -> None:
    """Put the bookmark of what is listed around these paragraphs."""
    start, end = bookmark_ends(name)
    first, last = paragraphs[0], paragraphs[-1]
    first.insert(0 if first.find(w("pPr")) is None else 1, start)
    last.append(end)


def _entry(heading: Heading, name: str, styles: Styles) -> Element:
    set_bookmark(heading.paragraph, name)
    made = etree.Element(w("p"))
    style = styles.id_of(STYLES[heading.level - 1], "paragraph")
    order.put(order.properties_of(made, "pPr"), "pStyle", val=style)
    link = etree.SubElement(made, w("hyperlink"))
    link.set(w("anchor"), name)
    link.set(w("history"), "1")
    look = styles.id_of("Hyperlink")
    if heading.number:
        link.append(_looking(_run(text_element(heading.number)), look))
        link.append(_run(etree.Element(w("tab"))))
    link.append(_looking(_run(text_element(heading.words)), look))
    return made


def _looking(run: Element, style: str) -> Element:
    order.put(order.properties_of(run, "rPr"), "rStyle", val=style)
    return run


def _beginning(scope: str) -> list[Element]:
    code = etree.Element(w("instrText"))
    code.set(SPACE, "preserve")
    code.text = f' TOC \\n \\h \\z \\b {scope} \\t "{_STYLED}" '
    return [_run(_mark("begin")), _run(code), _run(_mark("separate"))]


def _mark(kind: str) -> Element:
    made = etree.Element(w("fldChar"))
    made.set(w("fldCharType"), kind)
    return made


def _run(child: Element) -> Element:
    made = etree.Element(w("r"))
    made.append(child)
    return made
