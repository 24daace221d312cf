"""How items nest: by how far in they stand and, where that says nothing, by their marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.findings import quoted
from paperkit.papers.blocks import Marker
from paperkit.papers.prose.faults import Fault
from paperkit.papers.prose.lines import Marked

DEEPEST = 3
_DEEPEST_BULLET = 2
_STEP = 2


@dataclass(frozen=True)
class Level:
    """A list that is open: its mark, how far in it stands, its last number."""

    marker: Marker
    indent: int
    number: int


Nest = tuple[Level, ...]


def nested(nest: Nest, item: Marked) -> Nest:
    """Return the lists that are open at an item, the one that it belongs to last."""
    own = Level(item.marker, item.indent, item.number)
    kept = tuple(level for level in nest if level.indent < item.indent + _STEP)
    if not kept or item.indent >= kept[-1].indent + _STEP:
        return (*kept, own)
    beside = [at for at, level in enumerate(kept) if item.indent < level.indent + _STEP]
    same = [at for at in beside if kept[at].marker is item.marker]
    if same:
        return (*kept[: same[-1]], own)
    if item.marker.rank > kept[-1].marker.rank:
        return (*kept, own)
    return (*kept[: beside[0]], own)


def faults(before: Nest, nest: Nest, item: Marked, *, after_blank: bool) -> Iterator[Fault]:
    """Yield what is wrong with where an item stands, and with its number."""
    bullets = sum(level.marker is Marker.BULLET for level in nest)
    if len(nest) > DEEPEST or bullets > _DEEPEST_BULLET:
        message = f"The item {quoted(item.words)} stands {len(nest)} lists deep."
        yield Fault("PK-725", message, item.words)
    ranks = [level.marker.rank for level in nest if level.marker is not Marker.BULLET]
    if ranks != sorted(set(ranks)):
        message = (
            f"The item {quoted(item.words)} is marked {item.marker.value} inside a list that "
            "is marked alike or deeper."
        )
        yield Fault("PK-725", message, item.words)
    yield from _skips(before, nest, item, after_blank)


def _skips(before: Nest, nest: Nest, item: Marked, after_blank: bool) -> Iterator[Fault]:
    depth = len(nest)
    if item.marker is Marker.BULLET or len(before) < depth:
        return
    last = before[depth - 1]
    begins_anew = item.number == 1 and after_blank
    if last.marker is item.marker and item.number != last.number + 1 and not begins_anew:
        message = f"The item {quoted(item.words)} does not have the number after the last one."
        yield Fault("PK-730", message, item.words)
