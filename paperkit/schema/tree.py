"""Settings files: a tree of keys, read into values declared with ``column``.

``paperkit.yaml``, ``pack.yaml`` and ``kind.yaml`` go through here. A key that is not declared
is a finding with a suggestion; what is absent keeps its declared default.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen, about_fields
from paperkit.schema.cleaning import clean
from paperkit.schema.columns import Column, Declared
from paperkit.schema.records import Cell, Raw
from paperkit.schema.values import Misread, close_to, read_value, unprintable

T = TypeVar("T")


class Leaf(Frozen):
    """One value, with its place."""

    cell: Cell

    @property
    def place(self) -> Place:
        """Return where the value stands."""
        return self.cell.place


class Items(Frozen):
    """A list."""

    place: Place
    nodes: tuple["Node", ...]


class Branch(Frozen):
    """A group of keys, in their order."""

    place: Place
    entries: Mapping[str, "Node"]


Node = Leaf | Items | Branch


class Planted(Frozen, Generic[T]):
    """What a settings file says, and what was found in it."""

    value: T
    findings: tuple[Finding, ...]


def build_tree(cls: type[T], node: Node) -> Planted[T]:
    """Return the settings that the node describes; every fault is a finding."""
    findings: list[Finding] = []
    return Planted(_group(cls, node, findings), tuple(findings))


@cache
def declared(cls: type) -> Mapping[str, tuple[Any, Declared]]:
    """Return, by key, the annotation of each setting and what a person needs to know of it."""
    hints = get_type_hints(cls)
    return MappingProxyType({name: (hints[name], told) for name, told in about_fields(cls).items()})


def _group(cls: type[T], node: Node, findings: list[Finding]) -> T:
    group: type = cls
    known = declared(group)
    given: dict[str, Any] = {}
    for key, child in _entries(node, findings).items():
        if key not in known:
            findings.append(_unknown(key, child, list(known)))
            continue
        value = _read(known[key][0], key, child, findings)
        if value is not None:
            given[key] = value
    return cls(**given)


def _entries(node: Node, findings: list[Finding]) -> Mapping[str, Node]:
    if isinstance(node, Branch):
        return node.entries
    if not (isinstance(node, Leaf) and not node.cell.typed):
        findings.append(_wrong_shape(node, "keys of its own, each with a value"))
    return {}


def _read(hint: Any, key: str, node: Node, findings: list[Finding]) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(node, Leaf) and not node.cell.typed:
        return None
    if origin is tuple:
        values = (_read(inner[0], key, child, findings) for child in _list(node, findings))
        return tuple(value for value in values if value is not None)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        entries = _entries(node, findings).items()
        named = ((name, _read(inner[1], name, child, findings)) for name, child in entries)
        return {name: value for name, value in named if value is not None}
    if isinstance(hint, type) and issubclass(hint, Frozen) and declared(hint):
        return _group(hint, node, findings)
    return _leaf(_bare(hint), key, node, findings)


def _bare(hint: Any) -> type:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    bare: type = hint
    return bare


def _list(node: Node, findings: list[Finding]) -> tuple[Node, ...]:
    """Return the items of a list; one value alone is a list of one."""
    if isinstance(node, Branch):
        findings.append(_wrong_shape(node, "a list"))
        return ()
    return node.nodes if isinstance(node, Items) else (node,)


def _leaf(hint: type, key: str, node: Node, findings: list[Finding]) -> Any:
    if not isinstance(node, Leaf):
        findings.append(_wrong_shape(node, "one value"))
        return None
    as_column = Column(key, key, "", hint, False, (), (), "", False, False, "")
    value = _setting(node.cell.value, as_column)
    if isinstance(value, Misread):
        told = Finding(value.code, node.place, value.message, value.remedy, node.cell.typed)
        findings.append(told)
        return None
    return value


def _setting(raw: Raw, as_column: Column) -> object:
    if not isinstance(raw, str):
        return read_value(raw, as_column)
    cleaned = clean(raw)
    return unprintable(cleaned) or read_value(cleaned.text, as_column)


def _unknown(key: str, node: Node, known: list[str]) -> Finding:
    near = close_to(key, known)
    remedy = f"Did you mean {near}? Correct the key, or take the line out." if near else ""
    message = f"{quoted(key)} is not a setting here; the settings are {', '.join(known)}."
    return Finding(
        "PK-220",
        node.place,
        message,
        remedy or remedy_of("PK-220"),
        value=key,
    )


def _wrong_shape(node: Node, expected: str) -> Finding:
    field = node.place.field
    message = f"{quoted(field)} takes {expected}" if field else f"Here should stand {expected}"
    message += f", not {_shape(node)}."
    return Finding("PK-221", node.place, message)


def _shape(node: Node) -> str:
    if isinstance(node, Leaf):
        return quoted(node.cell.typed)
    return "a list" if isinstance(node, Items) else "keys of its own"
