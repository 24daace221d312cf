"""Styles and lists of one file among those of another: shared where equal, else added.

Papers of one house have equal styles. Where a kind brings a style of its own, it comes along under
a name that is free.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import count

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word import wml
from paperkit.word.numbers import Level, item_of, read_lists
from paperkit.word.package import Element, value_of, w
from paperkit.word.wml import Styles

_STYLED = (w("pStyle"), w("rStyle"), w("tblStyle"))
_LED_TO = (w("basedOn"), w("next"), w("link"))
_UNCOUNTED = ("bullet", "none")


class Looks(Frozen):
    """The ids that styles and lists of the other file have in the joined one."""

    styles: Mapping[str, str]
    lists: Mapping[str, str]

    def put_into(self, roots: Iterable[Element]) -> None:
        """Write the ids of the joined file into parts of the other one."""
        for root in roots:
            _renamed(root, _STYLED, self.styles)
            _renamed(root, (w("numId"),), self.lists)


def merge_looks(
    styles: Element, numbering: Element, other_styles: Element, other_numbering: Element
) -> Looks:
    """Add to a file's styles and lists what the other's text needs; return what is called how."""
    lists = _merge_lists(numbering, other_numbering)
    named = _merge_styles(styles, other_styles, lists)
    return Looks(named, lists)


def _merge_lists(root: Element, other: Element) -> dict[str, str]:
    known = {_bare(node): node.get(w("abstractNumId"), "") for node in _abstracts(root)}
    abstract: dict[str, str] = {}
    for node in _abstracts(other):
        own = node.get(w("abstractNumId"), "")
        abstract[own] = known.get(_bare(node)) or _add_abstract(root, node)
    plain = {value_of(node, "abstractNumId"): node for node in _plain_nums(root)}
    lists: dict[str, str] = {}
    for node in other.findall(w("num")):
        rests_on = abstract.get(value_of(node, "abstractNumId") or "", "")
        shared = None if node.find(w("lvlOverride")) is not None else plain.get(rests_on)
        found = _add_num(root, node, rests_on) if shared is None else shared
        lists[node.get(w("numId"), "")] = found.get(w("numId"), "")
    return lists


def _abstracts(root: Element) -> list[Element]:
    return root.findall(w("abstractNum"))


def _plain_nums(root: Element) -> list[Element]:
    nums = (node for node in root.findall(w("num")) if node.find(w("lvlOverride")) is None)
    return list(reversed(list(nums)))


def _bare(node: Element) -> bytes:
    """Return a definition without its own number, for comparing."""
    copied = deepcopy(node)
    copied.attrib.pop(w("abstractNumId"), "")
    return etree.tostring(copied, method="c14n", exclusive=True)


def _add_abstract(root: Element, node: Element) -> str:
    own = _free(root, "abstractNum", "abstractNumId", 0)
    made = deepcopy(node)
    made.set(w("abstractNumId"), own)
    for name in ("nsid", "tmpl"):
        # Word takes two definitions with one mark for the same list.
        for former in made.findall(w(name)):
            made.remove(former)
    for picture in list(made.iter(w("lvlPicBulletId"))):
        _drop(picture)
    there = _abstracts(root)
    there[-1].addnext(made) if there else root.insert(0, made)
    return own


def _add_num(root: Element, node: Element, rests_on: str) -> Element:
    made = deepcopy(node)
    made.set(w("numId"), _free(root, "num", "numId", 1))
    named = made.find(w("abstractNumId"))
    assert named is not None
    named.set(w("val"), rests_on)
    (root.findall(w("num")) or _abstracts(root))[-1].addnext(made)
    return made


def _free(root: Element, name: str, attribute: str, start: int) -> str:
    taken = {node.get(w(attribute)) for node in root.findall(w(name))}
    return next(str(n) for n in count(start) if str(n) not in taken)


def _merge_styles(root: Element, other: Element, lists: Mapping[str, str]) -> dict[str, str]:
    own = {node.get(w("styleId"), ""): node for node in root.findall(w("style"))}
    named: dict[str, str] = {}
    added: list[Element] = []
    for node in other.findall(w("style")):
        made = deepcopy(node)
        _renamed(made, (w("numId"),), lists)
        identity = node.get(w("styleId"), "")
        there = own.get(identity)
        if there is not None and _canonical(there) == _canonical(made):
            named[identity] = identity
        else:
            named[identity] = _name_apart(made, own)
            own[named[identity]] = made
            added.append(made)
    for made in added:
        _renamed(made, _LED_TO, named)
        root.append(made)
    return named


def _canonical(node: Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True)


def _name_apart(made: Element, own: Mapping[str, Element]) -> str:
    """Give a style an id and a name that no other has."""
    names = {(value_of(node, "name") or "").lower() for node in own.values()}
    identity, name = made.get(w("styleId"), ""), value_of(made, "name") or ""
    ids = (identity, *(f"{identity}{n}" for n in range(2, len(own) + 3)))
    free = next(one for one in ids if one not in own)
    words = (name, *(f"{name} ({n})" for n in range(2, len(own) + 3)))
    made.set(w("styleId"), free)
    made.attrib.pop(w("default"), "")
    named = made.find(w("name"))
    if named is not None:
        named.set(w("val"), next(one for one in words if one.lower() not in names))
    return free


def _renamed(root: Element, tags: Iterable[str], names: Mapping[str, str]) -> None:
    for node in root.iter(*tags):
        value = node.get(w("val"), "")
        node.set(w("val"), names.get(value, value))


def restart(blocks: Iterable[Element], numbering: Element, styles: Styles) -> None:
    """Let the numbers of a paper begin anew: at the first paragraph of each list, by itself.

    Deeper levels begin anew after it, as they do in the paper alone.
    """
    lists = read_lists(numbering, styles)
    reached: dict[str, set[int]] = {}
    begun: set[tuple[str, int]] = set()
    for paragraph in (p for block in blocks for p in block.iter(w("p"))):
        item = item_of(paragraph, lists, styles)
        if item is None:
            continue
        listed = lists[item.number]
        level = listed.levels.get(item.level, Level())
        seen = reached.setdefault(listed.counts_in, set())
        begins = item.level in listed.starts and (item.number, item.level) not in begun
        follows = item.level in seen or any(_resets(above, item.level, level) for above in seen)
        begun.add((item.number, item.level))
        seen.add(item.level)
        if not (begins or follows or level.number_format in _UNCOUNTED):
            _begin(paragraph, numbering, listed.counts_in, item.level, level.start)
            _keep_indent(paragraph, styles)


def _resets(above: int, own: int, level: Level) -> bool:
    """Return whether a level begins anew after one above it (17.9.11)."""
    return above < own and (level.restart is None or above < level.restart)


def _begin(paragraph: Element, root: Element, rests_on: str, level: int, start: int) -> None:
    num = etree.Element(w("num"))
    num.set(w("numId"), _free(root, "num", "numId", 1))
    etree.SubElement(num, w("abstractNumId")).set(w("val"), rests_on)
    override = etree.SubElement(num, w("lvlOverride"))
    override.set(w("ilvl"), str(level))
    etree.SubElement(override, w("startOverride")).set(w("val"), str(start))
    root.findall(w("num"))[-1].addnext(num)
    properties = wml.properties_of(paragraph, "pPr")
    wml.put(properties, "numPr")
    direct = properties.find(w("numPr"))
    assert direct is not None
    for name, value in (("ilvl", str(level)), ("numId", num.get(w("numId"), ""))):
        etree.SubElement(direct, w(name)).set(w("val"), value)


def _keep_indent(paragraph: Element, styles: Styles) -> None:
    """Word takes the indent from a list that a paragraph names itself, before its style's own."""
    properties = wml.properties_of(paragraph, "pPr")
    chain = styles.chain(value_of(properties, "pStyle"))
    own = next((i for s in chain if (i := s.node.find(f"{w('pPr')}/{w('ind')}")) is not None), None)
    if own is not None and properties.find(w("ind")) is None:
        properties.append(deepcopy(own))
        wml.put_in_order(properties)


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
