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
from paperkit.word.numbering import ListPlace, lists_of
from paperkit.word.package import Element, drop, value_of, w
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
            _rename(root, _STYLED, self.styles)
            _rename(root, (w("numId"),), self.lists)


def _rename(root: Element, tags: Iterable[str], names: Mapping[str, str]) -> None:
    for node in root.iter(*tags):
        value = node.get(w("val"), "")
        node.set(w("val"), names.get(value, value))


def merge_looks(
    styles: Element, numbering: Element, other_styles: Element, other_numbering: Element
) -> Looks:
    """Add to a file's styles and lists what the other's text needs; return what is called how."""
    lists = _merge_lists(numbering, other_numbering)
    return Looks(_merge_styles(styles, other_styles, lists), lists)


def _merge_lists(root: Element, other: Element) -> dict[str, str]:
    """Return the id that each list of the other file has in this one, where it is added if new."""
    number = w("abstractNumId")
    known = {_canonical(node, number): node.get(number, "") for node in _definitions(root)}
    defined: dict[str, str] = {}
    for node in _definitions(other):
        shared = known.get(_canonical(node, number)) or _add_definition(root, node)
        defined[node.get(number, "")] = shared
    # Of several plain lists of one definition, the first is shared.
    plain = {
        value_of(node, "abstractNumId"): node
        for node in reversed(root.findall(w("num")))
        if node.find(w("lvlOverride")) is None
    }
    lists: dict[str, str] = {}
    for node in other.findall(w("num")):
        rests_on = defined.get(value_of(node, "abstractNumId") or "", "")
        found = None if node.find(w("lvlOverride")) is not None else plain.get(rests_on)
        if found is None:
            found = deepcopy(node)
            found.set(w("numId"), _free(root, "num", "numId", 1))
            named = found.find(number)
            assert named is not None
            named.set(w("val"), rests_on)
            (root.findall(w("num")) or _definitions(root))[-1].addnext(found)
        lists[node.get(w("numId"), "")] = found.get(w("numId"), "")
    return lists


def _definitions(root: Element) -> list[Element]:
    return root.findall(w("abstractNum"))


def _canonical(node: Element, *left_out: str) -> bytes:
    """Return an element as it is compared, without the attributes that are left out."""
    copied = deepcopy(node)
    for name in left_out:
        copied.attrib.pop(name, "")
    return etree.tostring(copied, method="c14n", exclusive=True)


def _add_definition(root: Element, node: Element) -> str:
    own = _free(root, "abstractNum", "abstractNumId", 0)
    made = deepcopy(node)
    made.set(w("abstractNumId"), own)
    # Word takes two definitions with one mark for the same list; a picture is of the other file.
    for former in [*made.findall(w("nsid")), *made.findall(w("tmpl"))]:
        made.remove(former)
    for picture in list(made.iter(w("lvlPicBulletId"))):
        drop(picture)
    there = _definitions(root)
    there[-1].addnext(made) if there else root.insert(0, made)
    return own


def _free(root: Element, name: str, attribute: str, start: int) -> str:
    taken = {node.get(w(attribute)) for node in root.findall(w(name))}
    return next(str(n) for n in count(start) if str(n) not in taken)


def _merge_styles(root: Element, other: Element, lists: Mapping[str, str]) -> dict[str, str]:
    """Return the id that each style of the other file has in this one, where it is added if new."""
    own = {node.get(w("styleId"), ""): node for node in root.findall(w("style"))}
    named: dict[str, str] = {}
    added: list[Element] = []
    for node in other.findall(w("style")):
        made = deepcopy(node)
        _rename(made, (w("numId"),), lists)
        identity = free = node.get(w("styleId"), "")
        there = own.get(identity)
        if there is None or _canonical(there) != _canonical(made):
            free = _name_apart(made, own)
            own[free] = made
            added.append(made)
        named[identity] = free
    for made in added:
        _rename(made, _LED_TO, named)
        root.append(made)
    return named


def _name_apart(made: Element, own: Mapping[str, Element]) -> str:
    """Give a style an id and a name that no other has; return the id."""
    names = {(value_of(node, "name") or "").lower() for node in own.values()}
    identity, name = made.get(w("styleId"), ""), value_of(made, "name") or ""
    ids = (identity, *(f"{identity}{n}" for n in range(2, len(own) + 3)))
    words = (name, *(f"{name} ({n})" for n in range(2, len(own) + 3)))
    free = next(one for one in ids if one not in own)
    made.set(w("styleId"), free)
    made.attrib.pop(w("default"), "")
    named = made.find(w("name"))
    if named is not None:
        named.set(w("val"), next(one for one in words if one.lower() not in names))
    return free


def restart(blocks: Iterable[Element], numbering: Element, styles: Styles) -> None:
    """Let the numbers of a paper begin anew: at the first paragraph of each list, by itself.

    Deeper levels begin anew after it, as they do in the paper alone.
    """
    lists = lists_of(numbering, styles)
    reached: dict[str, set[int]] = {}
    begun: set[ListPlace] = set()
    for paragraph in (p for block in blocks for p in block.iter(w("p"))):
        item = lists.place_of(paragraph)
        if item is None:
            continue
        listed = lists.there[item.number]
        level = listed.level(item.level)
        seen = reached.setdefault(listed.counts_in, set())
        begins = item.level in listed.starts and item not in begun
        # A level begins anew after one above it (17.9.11).
        above = (one for one in seen if one < item.level)
        restarts = any(level.restart is None or one < level.restart for one in above)
        follows = item.level in seen or restarts
        begun.add(item)
        seen.add(item.level)
        if not (begins or follows or level.number_format in _UNCOUNTED):
            lists.begin(item, level.start).put_on(paragraph)
            _keep_indent(paragraph, styles)


def _keep_indent(paragraph: Element, styles: Styles) -> None:
    """Word takes the indent from a list that a paragraph names itself, before its style's own."""
    properties = wml.properties_of(paragraph, "pPr")
    chain = styles.chain(value_of(properties, "pStyle"))
    own = next((i for s in chain if (i := s.node.find(f"{w('pPr')}/{w('ind')}")) is not None), None)
    if own is not None and properties.find(w("ind")) is None:
        properties.append(deepcopy(own))
        wml.put_in_order(properties)
