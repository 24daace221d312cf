"""What a template may ask for: names followed through the types of the Paper."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from paperkit.papers.figures import Figure
from paperkit.papers.shown import Contents, Gap, Label, LinkText, Prose, Rated

PRINTABLE = (str, Gap, Rated, LinkText, Label, Prose, Figure, Contents)


class UnknownNameError(LookupError):
    """A name that the Paper does not have; ``known`` are those that it has there."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@cache
def names_of(cls: type) -> Mapping[str, Any]:
    """Return the types of a group's parts, by name."""
    hints = get_type_hints(cls)
    return MappingProxyType({spec.name: hints[spec.name] for spec in fields(cls)})


def follow(hint: Any, name: str, sections: tuple[str, ...]) -> Any:
    """Return the type of a part; UnknownNameError where some of what it may be has no such part.

    ``sections`` are the names that the kind gives to ``section``.
    """
    if _is_mapping(hint):
        if name not in sections:
            raise UnknownNameError(name, list(sections))
        return get_args(hint)[1]
    parts = [names_of(cls) if _is_group(cls) else {} for cls in alternatives(hint)]
    known = set.intersection(*(set(part) for part in parts))
    if name not in known:
        raise UnknownNameError(name, sorted(known))
    return parts[0][name]


def item_of(hint: Any) -> Any:
    """Return the type of a list's items, or None where the type is no list."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be: ``Prose | Gap`` is either."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def printable(hint: Any) -> bool:
    """Return whether a value of the type can be printed."""
    return all(part in PRINTABLE for part in alternatives(hint))


def long_text(hint: Any) -> bool:
    """Return whether a value of the type may be many paragraphs."""
    return Prose in alternatives(hint)


def a_chart(hint: Any) -> bool:
    """Return whether a value of the type may be a chart."""
    return Figure in alternatives(hint)


def a_contents_list(hint: Any) -> bool:
    """Return whether a value of the type is the mark of a contents list."""
    return Contents in alternatives(hint)


def _is_mapping(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_group(cls: Any) -> bool:
    return isinstance(cls, type) and is_dataclass(cls) and cls not in PRINTABLE
