"""Add to the log: all the drafts of a round in one transaction, or none of them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from paperkit.board.model.history import Entry, History
from paperkit.errors import LogError, WriteError
from paperkit.exception_log.chain import check_chain
from paperkit.exception_log.corrections import check_drafts
from paperkit.exception_log.entries import Kept, entry_of, kept_of
from paperkit.exception_log.names import AGAIN, Draft
from paperkit.exception_log.reading import entries_of
from paperkit.exception_log.store import changing, new_file
from paperkit.files.writing import write_file


def added(path: Path, drafts: Sequence[Draft], expected: str | None) -> tuple[Entry, ...]:
    """Return the drafts as entries, kept; a log that is not there is begun with them."""
    if expected or os.path.lexists(path):
        return _continued(path, drafts, expected)
    try:
        return _begun(path, drafts)
    except WriteError:
        if not os.path.lexists(path):
            raise
        return _continued(path, drafts, expected)  # another run has begun the log meanwhile


def _begun(path: Path, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
    """Begin a log that holds the drafts: the file comes into its place whole."""
    check_drafts(History(), drafts)
    kept = tuple(_kept(drafts, ()))
    entries = _proved(kept, drafts)
    write_file(path, new_file(kept), replace=False)
    return entries


def _continued(path: Path, drafts: Sequence[Draft], expected: str | None) -> tuple[Entry, ...]:
    with changing(path) as log:
        before = log.stored.entries
        for wrong in check_chain(path.name, log.stored):
            raise LogError(f"{wrong.message} {wrong.remedy}")
        if expected is not None and expected != (before[-1].hash if before else ""):
            raise LogError(AGAIN)
        if any(draft.replaces for draft in drafts):
            check_drafts(History(tuple(entries_of(path, before, frozenset()))), drafts)
        kept = tuple(_kept(drafts, before))
        entries = _proved(kept, drafts)
        log.add(kept)
    return entries


def _kept(drafts: Sequence[Draft], before: Sequence[Kept]) -> Iterator[Kept]:
    previous = before[-1].hash if before else ""
    for number, draft in enumerate(drafts, start=len(before) + 1):
        kept = kept_of(draft, number, previous)
        previous = kept.hash
        yield kept


def _proved(kept: Sequence[Kept], drafts: Sequence[Draft]) -> tuple[Entry, ...]:
    """Return the entries as they will be read; each must be what went in."""
    entries = tuple(entry_of(one) for one in kept)
    assert [entry.row for entry in entries] == [draft.row for draft in drafts]
    return entries
