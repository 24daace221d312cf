"""The header block of a house: the paragraphs at the head of every paper that asks for it.

In ``house.docx`` it is what stands above the first paragraph in the style "House Note". In a
kind it goes where a paragraph holds the mark alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.word.house_styles import folded_name
from paperkit.papers.word.names import R_NS, W14_NS, Element, value_of, w
from paperkit.papers.word.styles import Styles

MARK = "{{ header_block }}"
NOTE_STYLE = "House Note"
_OF_ONE_FILE = (w("bookmarkStart"), w("bookmarkEnd"), w("sectPr"), w("proofErr"))

Block = tuple[Element, ...]


def header_block(body: Element, styles: Styles) -> Block | None:
    """Return copies of the house's blocks above its first note; None where it has no note."""
    found: list[Element] = []
    for node in body:
        if node.tag == w("p") and folded_name(_style(node, styles)) == folded_name(NOTE_STYLE):
            return tuple(_clean(deepcopy(one)) for one in found)
        found.append(node)
    return None


def block_ids(block: Block | None) -> tuple[str, ...]:
    """Return the ids by which the block leads to pictures and addresses."""
    return tuple(node.get(name, "") for node, name in _leading(block or ()))


def put_header_block(
    body: Element, block: Block | None, ids: Mapping[str, str], kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Put the block where the kind has its mark; a finding where there is no block to put."""
    marks = [node for node in body.iter(w("p")) if _text(node) == MARK]
    if marks and block is None:
        message = (
            f"{kind_file} asks for the header block with {quoted(MARK)}, and {house_file} has none."
        )
        code = "PK-624"
        return (Finding(code, Place(kind_file), message, value=MARK),)
    for mark in marks:
        _replace(mark, tuple(deepcopy(node) for node in block or ()), ids)
    return ()


def _replace(mark: Element, block: Block, ids: Mapping[str, str]) -> None:
    for node, name in _leading(block):
        node.set(name, ids.get(node.get(name, ""), ""))
    parent = mark.getparent()
    assert parent is not None
    place = parent.index(mark)
    parent[place : place + 1] = block


def _leading(block: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Yield each attribute that leads to another part, with its element."""
    prefix = f"{{{R_NS}}}"
    for node in (node for one in block for node in one.iter()):
        yield from ((node, str(name)) for name in node.attrib if str(name).startswith(prefix))


def _clean(node: Element) -> Element:
    """Return the block without what belongs to one file: bookmarks, sections, paragraph ids."""
    for inner in list(node.iter(*_OF_ONE_FILE)):
        parent = inner.getparent()
        if parent is not None:
            parent.remove(inner)
    for inner in node.iter():
        for name in [name for name in inner.attrib if str(name).startswith(f"{{{W14_NS}}}")]:
            del inner.attrib[name]
    return node


def _style(paragraph: Element, styles: Styles) -> str:
    return styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle"))


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
