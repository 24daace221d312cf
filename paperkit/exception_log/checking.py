"""Look a log through: the whole file, and its end as a paper knows it."""

from collections.abc import Iterator
from pathlib import Path

from paperkit.board.model.history import Anchor, History
from paperkit.exception_log.log import look
from paperkit.exception_log.names import Looked
from paperkit.exception_log.store import sound
from paperkit.findings import Finding, Place, quoted


def look_through(path: Path) -> Looked:
    """Return what ``look`` returns, and whether the whole file is in order; LogError likewise."""
    looked = look(path)
    if not path.exists() or sound(path):
        return looked
    message = f"The file '{path.name}' is damaged, though its entries could be read."
    damaged = Finding("PK-810", Place(path.name), message)
    return Looked(looked.history, (damaged, *looked.findings))


def check_anchor(name: str, history: History, anchor: Anchor, paper: str) -> Iterator[Finding]:
    """Yield where the log is not the one, or not the whole one, that a paper was made with."""
    by_number = {entry.number: entry.hash for entry in history.entries}
    place = Place(name, entry=anchor.count)
    if not anchor.count:
        return
    if anchor.count not in by_number and anchor.count > max(by_number, default=0):
        message = (
            f"{quoted(paper)} was made with a log of {anchor.count} entries at the least, and "
            f"'{name}' has {len(by_number)}."
        )
        yield Finding("PK-806", place, message)
    elif by_number.get(anchor.count) != anchor.hash:
        message = f"Entry {anchor.count} is not the one with which {quoted(paper)} was made."
        yield Finding("PK-807", place, message)
