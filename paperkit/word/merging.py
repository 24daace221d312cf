"""One file's lists and styles taken into another, each once: what is equal there is shared.

What is not gets an id that is free, and the ids of the first file are written anew by ``rename``.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from paperkit.word.package import Element, drop, unused, value_of, w

_LED_TO = (w("basedOn"), w("next"), w("link"))


def rename(roots: Iterable[Element], names: Mapping[str, Mapping[str, str]]) -> None:
    """Write in the elements of these tags the id of the joined file for that of the other one."""
    for node in (node for root in roots for node in root.iter(*names)):
        value = node.get(w("val"), "")
        node.set(w("val"), names[str(node.tag)].get(value, value))


def canonical(node: Element, *left_out: str) -> bytes:
    """Return an element as it is compared, without the attributes that are left out."""
    copied = deepcopy(node)
    for name in left_out:
        copied.attrib.pop(name, "")
    return etree.tostring(copied, method="c14n", exclusive=True)


def merge_lists(root: Element, other: Element) -> dict[str, str]:
    """Return the id that each list of the other file has in this one, where it is added if new."""
    number = w("abstractNumId")
    known = {
        canonical(node, number): node.get(number, "") for node in root.findall(w("abstractNum"))
    }
    defined: dict[str, str] = {}
    for node in other.findall(w("abstractNum")):
        shared = known.get(canonical(node, number)) or _add_definition(root, node)
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
            (root.findall(w("num")) or root.findall(w("abstractNum")))[-1].addnext(found)
        lists[node.get(w("numId"), "")] = found.get(w("numId"), "")
    return lists


def _add_definition(root: Element, node: Element) -> str:
    own = _free(root, "abstractNum", "abstractNumId", 0)
    made = deepcopy(node)
    made.set(w("abstractNumId"), own)
    # Word takes two definitions with one mark for the same list; a picture is of the other file.
    drop(*made.iter(w("nsid"), w("tmpl"), w("lvlPicBulletId")))
    there = root.findall(w("abstractNum"))
    there[-1].addnext(made) if there else root.insert(0, made)
    return own


def _free(root: Element, name: str, attribute: str, start: int) -> str:
    return next(unused({node.get(w(attribute)) for node in root.findall(w(name))}, start=start))


def merge_styles(root: Element, other: Element, lists: Mapping[str, str]) -> dict[str, str]:
    """Return the id that each style of the other file has in this one, where it is added if new."""
    own = {node.get(w("styleId"), ""): node for node in root.findall(w("style"))}
    named: dict[str, str] = {}
    added: list[Element] = []
    for node in other.findall(w("style")):
        made = deepcopy(node)
        rename((made,), {w("numId"): lists})
        identity = free = node.get(w("styleId"), "")
        there = own.get(identity)
        if there is None or canonical(there) != canonical(made):
            free = _name_apart(made, own)
            own[free] = made
            added.append(made)
        named[identity] = free
    rename(added, dict.fromkeys(_LED_TO, named))
    root.extend(added)
    return named


def _name_apart(made: Element, own: Mapping[str, Element]) -> str:
    """Give a style an id and a name that no other has; return the id."""
    names = {(value_of(node, "name") or "").lower() for node in own.values()}
    identity, name = made.get(w("styleId"), ""), value_of(made, "name") or ""
    words = (name, *(f"{name} ({n})" for n in range(2, len(own) + 3)))
    free = identity if identity not in own else next(unused(own, identity, 2))
    made.set(w("styleId"), free)
    made.attrib.pop(w("default"), "")
    named = made.find(w("name"))
    if named is not None:
        named.set(w("val"), next(one for one in words if one.lower() not in names))
    return free
