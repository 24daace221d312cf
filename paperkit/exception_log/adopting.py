"""What a copy of the log holds and the log lacks, as drafts that can be appended.

A copy and its log begin with the same entries. What follows in the copy is taken over with its
origin and its day; a correction then names the entry by the number that it has in the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from paperkit.board.model.history import Entry, History
from paperkit.exception_log.names import Draft
from paperkit.schema.columns import Row


@dataclass(frozen=True)
class Lacked:
    """What would be taken over, and how many entries of the copy the log has already."""

    drafts: tuple[Draft, ...]
    shared: int


def lacked(log: History, copy: History, origin: str) -> Lacked:
    """Return what the copy holds and the log lacks, in the copy's order.

    An entry is there already where the log has it, by its hash; where it was taken over before,
    from this copy or another; and where the same was recorded on its own from the same file. To
    the origin of each draft ``origin`` is added, by which the copy is told.
    """
    by_hash, alike = _by_hash(log), _alike(log)
    drafts: list[Draft] = []
    numbers: dict[int, int] = {}
    for entry in copy.entries:
        replaces = numbers.get(entry.replaces, 0)
        there = by_hash.get(_identity(entry)) or alike.get(_said(entry, replaces))
        if there is None:
            drafts.append(_draft(entry, replaces, origin))
            there = len(log.entries) + len(drafts)
        numbers[entry.number] = there
    return Lacked(tuple(drafts), len(copy.entries) - len(drafts))


def _identity(entry: Entry) -> str:
    """Return the hash that an entry had in the log where it was first recorded."""
    return entry.adopted or entry.hash


def _by_hash(log: History) -> Mapping[str, int]:
    return {_identity(entry): entry.number for entry in log.entries}


_Said = tuple[str, Row, str, int, str]


def _said(entry: Entry, replaces: int) -> _Said:
    return entry.table.name, entry.row, entry.origin, replaces, entry.because


def _alike(log: History) -> Mapping[_Said, int]:
    return {_said(entry, entry.replaces): entry.number for entry in log.entries}


def _draft(entry: Entry, replaces: int, origin: str) -> Draft:
    return Draft(
        table=entry.table,
        row=entry.row,
        recorded_on=entry.recorded_on,
        origin=f"{entry.origin}, {origin}" if entry.origin else origin,
        replaces=replaces,
        because=entry.because,
        adopted=_identity(entry),
    )
