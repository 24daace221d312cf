"""From the file to the history, with every sign that it was changed from outside."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from paperkit.board.model.history import Entry, History
from paperkit.errors import LogError
from paperkit.exception_log.chain import check_chain
from paperkit.exception_log.corrections import check_history
from paperkit.exception_log.entries import Kept, UnreadableError, entry_of
from paperkit.exception_log.names import Looked
from paperkit.exception_log.store import stored
from paperkit.exception_log.why_not import later


def looked_at(path: Path) -> Looked:
    """Return the entries that can be read and what is wrong with the log; LogError as ``look``."""
    there = stored(path)
    broken = tuple(check_chain(path.name, there))
    changed = {finding.place.entry for finding in broken}
    history = History(tuple(entries_of(path, there.entries, changed)))
    return Looked(history, (*broken, *check_history(path.name, history)))


def entries_of(path: Path, kept: Sequence[Kept], changed: AbstractSet[int]) -> Iterator[Entry]:
    """Yield the entries; one that was changed may be beyond reading, and is told of apart.

    LogError where one that was not changed cannot be read: a later paperkit has written it.
    """
    for one in kept:
        try:
            yield entry_of(one)
        except UnreadableError as fault:
            if one.number not in changed:
                raise LogError(later(path)) from fault
