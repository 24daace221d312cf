"""Settings files: a tree of keys, read into values declared with ``column``.

``paperkit.yaml``, ``pack.yaml`` and ``kind.yaml`` are read here. A key that is not declared
is a finding with a suggestion; what is absent keeps its declared default. A class of settings may
name in ``SINGLE`` the key that is meant where one value is in place of its keys.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, about_fields
from paperkit.schema.cleaning import clean, in_curly_quotes
from paperkit.schema.columns import Cell, Column, one_type
from paperkit.schema.values import Misread, close_to, read_value, unprintable

T = TypeVar("T")


class NodeList(Frozen):
    """A list."""

    place: Place
    nodes: tuple["Node", ...]


class Branch(Frozen):
    """A group of keys, in their order."""

    place: Place
    entries: Mapping[str, "Node"]


Node = Cell | NodeList | Branch
"""One value, a list, or a group of keys, each with its place."""


class SettingsRead(Frozen, Generic[T]):
    """What a settings file says, and what was found in it."""

    value: T
    findings: tuple[Finding, ...]


@cache
def declared(cls: type) -> Mapping[str, tuple[Any, Column]]:
    """Return, by key, the annotation and the declared column of each setting."""
    hints = get_type_hints(cls)
    # A list that need not be given is a list where it is.
    for key, hint in hints.items():
        lists = [part for part in get_args(hint) if get_origin(part) is tuple]
        if lists and NoneType in get_args(hint):
            hints[key] = lists[0]
    return MappingProxyType({key: (hints[key], about) for key, about in about_fields(cls).items()})


def holds_settings(hint: Any) -> bool:
    """Return whether an annotation is a class of settings with keys of its own."""
    return isinstance(hint, type) and issubclass(hint, Frozen) and bool(declared(hint))


def build_tree(cls: type[T], node: Node) -> SettingsRead[T]:
    """Return the settings that the node describes; every fault is a finding."""
    findings: list[Finding] = []
    return SettingsRead(_group(cls, node, findings), tuple(findings))


def _group(cls: type[T], node: Node, findings: list[Finding]) -> T:
    group: type = cls
    known = declared(group)
    given: dict[str, Any] = {}
    for key, child in _entries(node, findings).items():
        if key in known:
            value = _read(known[key][0], child, findings)
            if value is not None:
                given[key] = value
            continue
        near = close_to(key, list(known))
        remedy = f"Did you mean {near}? Correct the key, or take the line out." if near else ""
        message = f"{quoted(key)} is not a setting here; the settings are {', '.join(known)}."
        findings.append(Finding("PK-220", child.place, message, remedy, value=key))
    return cls(**given)


def _entries(node: Node, findings: list[Finding]) -> Mapping[str, Node]:
    if isinstance(node, Branch):
        return node.entries
    if not (isinstance(node, Cell) and not node.typed):
        findings.append(_wrong_shape(node, "keys of its own, each with a value"))
    return {}


def _read(hint: Any, node: Node, findings: list[Finding]) -> Any:
    """Return the value of one key as its annotation has it, None where there is none."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(node, Cell) and not node.typed:
        return None
    if origin is tuple:
        if isinstance(node, Branch):
            findings.append(_wrong_shape(node, "a list"))
            return ()
        # One value alone is a list of one.
        nodes = node.nodes if isinstance(node, NodeList) else (node,)
        values = [_read(inner[0], child, findings) for child in nodes]
        return tuple(value for value in values if value is not None)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        entries = _entries(node, findings).items()
        named = [(name, _read(inner[1], child, findings)) for name, child in entries]
        return {name: value for name, value in named if value is not None}
    if holds_settings(hint):
        single = getattr(hint, "SINGLE", "")
        if single and isinstance(node, Cell):
            node = Branch(node.place, {single: node})
        return _group(hint, node, findings)
    if not isinstance(node, Cell):
        findings.append(_wrong_shape(node, "one value"))
        return None
    raw, refused = node.value, None
    if isinstance(raw, str):
        cleaned = clean(raw)
        raw, refused = cleaned.text, unprintable(cleaned)
    value = refused or read_value(raw, Column(type=one_type(hint)))
    if isinstance(value, Misread):
        findings.append(Finding(value.code, node.place, value.message, value.remedy, node.typed))
        return None
    if isinstance(value, str) and in_curly_quotes(value):
        message = f"{quoted(value)} begins and ends with quotation marks as Word types them."
        findings.append(Finding("PK-246", node.place, message, value=value))
    return value


def _wrong_shape(node: Node, expected: str) -> Finding:
    if isinstance(node, Cell):
        shape = quoted(node.typed)
    else:
        shape = "a list" if isinstance(node, NodeList) else "keys of its own"
    field = node.place.field
    message = f"{quoted(field)} takes {expected}" if field else f"There should be {expected}"
    return Finding("PK-221", node.place, f"{message}, not {shape}.")
