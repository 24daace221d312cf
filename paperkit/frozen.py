"""Values that do not change: the one base of rows, settings, findings and the parts of a paper.

They are structs of msgspec: a class costs a tenth of the time that a frozen dataclass takes,
and there are hundreds; an instance is smaller and quicker. This is the library's one home.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Self, TypeVar, dataclass_transform

import msgspec
from msgspec.structs import asdict as as_dict
from msgspec.structs import force_setattr, replace

__all__ = [
    "Frozen", "KeepsFacts", "about_fields", "as_dict", "described", "field", "fields",
    "force_setattr", "former_names", "made_class", "replace",
]  # fmt: skip

T = TypeVar("T")
_ABOUT, _FORMER = "__about__", "__former__"


def field(*, default: Any = msgspec.NODEFAULT, default_factory: Any = msgspec.NODEFAULT) -> Any:
    """Return a field with a default, or with what makes one anew for each value."""
    return msgspec.field(default=default, default_factory=default_factory)  # type: ignore[call-overload]


class _Described:
    """A field in the body of its class, before the class is made: its default, and what it is."""

    def __init__(self, about: object, default: Any, factory: Callable[[], Any] | None) -> None:
        self.about, self.default, self.factory = about, default, factory


def described(
    about: object, default: Any = None, default_factory: Callable[[], Any] | None = None
) -> Any:
    """Return a field of which something is known beside its type: ``about_fields`` gives it."""
    return _Described(about, default, default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field, described))
class FrozenMeta(msgspec.StructMeta):
    """Makes the class of a value; what is known of its fields is kept out of a template's reach."""

    def __new__(
        cls,
        name: str,
        bases: Any,
        namespace: dict[str, Any],
        former: Mapping[str, str] = MappingProxyType({}),
        **options: Any,
    ) -> Any:
        """Return the class, with the defaults of its described fields in their place.

        ``former`` gives the field of today for each name that a field had before.
        """
        about = {key: it.about for key, it in namespace.items() if isinstance(it, _Described)}
        for key in about:
            it = namespace[key]
            made = field(default_factory=it.factory) if it.factory else field(default=it.default)
            namespace[key] = made
        namespace |= {_ABOUT: MappingProxyType(about), _FORMER: MappingProxyType(dict(former))}
        return super().__new__(cls, name, bases, namespace, **options)


class Frozen(msgspec.Struct, metaclass=FrozenMeta, frozen=True):
    """A value: equal to another of its class whose fields are equal, and never changed.

    A class with cached properties is declared with ``dict=True``.
    """


class KeepsFacts(Frozen, dict=True):
    """A value that keeps what functions work out of it, so that none works it out twice.

    What it keeps is not a field: it counts for nothing when two are compared, and ``replace`` gives
    a value that has worked out nothing yet.
    """

    def once(self, fact: Callable[[Self], T]) -> T:
        """Return what a function gives for this value, asked the first time only."""
        kept: dict[Callable[[Self], Any], Any] = self.__dict__.setdefault("_kept", {})
        if fact not in kept:
            kept[fact] = fact(self)
        found: T = kept[fact]
        return found


def made_class(name: str, parts: Mapping[str, Any], base: type[Frozen] = Frozen) -> type[Frozen]:
    """Return a class of values with these fields and their types, which are given by data.

    Those of ``base`` that are among them take the type that is given here.
    """
    made: type[Frozen] = FrozenMeta(name, (base,), {"__annotations__": dict(parts)}, kw_only=True)
    return made


def fields(cls: type) -> tuple[str, ...]:
    """Return the names of the fields of a class of values, in their order."""
    names: tuple[str, ...] = cls.__struct_fields__  # type: ignore[attr-defined]
    return names


def about_fields(cls: type) -> Mapping[str, Any]:
    """Return what is known of the described fields of a class, by name, in their order."""
    known: dict[str, Any] = {}
    for one in reversed(cls.__mro__):
        known |= vars(one).get(_ABOUT, {})
    return {name: known[name] for name in fields(cls) if name in known}


@cache
def former_names(cls: type) -> Mapping[str, str]:
    """Return the names that fields of a class had before, each with the field of today."""
    known: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        known |= vars(one).get(_FORMER, {})
    return MappingProxyType(known)
