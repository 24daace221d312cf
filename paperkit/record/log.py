"""Read the log and add to it; what does so is loaded only where there is something to do.

From the file to the history, with every sign that it was changed from outside.

Add to the log: all the drafts of a round in one transaction, or none of them.

What a copy of the log holds and the log lacks, as drafts that can be appended.

A copy and its log begin with the same entries. What follows in the copy is taken over with its
origin and its day; a correction then names the entry by the number that it has in the log.

Look a log through: the whole file, and its end as a paper knows it.

Copies that OneDrive and other programs leave beside the log, known by their names.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from paperkit.board.history import Entry, History
from paperkit.container.writing import write_file
from paperkit.errors import LogError, WriteError
from paperkit.findings import Finding, Place, Severity, of_severity, quoted
from paperkit.frozen import Frozen
from paperkit.record.entries import (
    AGAIN,
    LOG_FILE,
    Draft,
    Kept,
    Looked,
    UnreadableError,
    check_chain,
    check_drafts,
    check_history,
    entry_of,
    kept_of,
)
from paperkit.record.store import changing, later, new_file, sound, stored
from paperkit.schema.columns import Row
from paperkit.word.properties import Anchor


def read_log(path: Path) -> History:
    """Return the log, whole; an absent file is an empty one.

    LogError says in a sentence why it cannot be read, or that it was changed from outside.
    """
    looked = look(path)
    for wrong in of_severity(looked.findings, Severity.ERROR):
        raise LogError(f"{wrong.message} {wrong.remedy}")
    return looked.history


def look(path: Path) -> Looked:
    """Return the entries of the log that can be read, and every sign of a change from outside.

    LogError where the file as such cannot be read, or is of a later version of paperkit.
    """
    if not os.path.lexists(path):
        return Looked(History(), ())

    return looked_at(path)


def copied(path: Path) -> bytes:
    """Return a file with every entry of the log, as another project's log begins with it.

    LogError says in a sentence why the log cannot be read, or that it was changed from outside.
    """
    read_log(path)
    from paperkit.record.store import new_file, stored

    return new_file(stored(path).entries)


def append(path: Path, drafts: Sequence[Draft], expected: str | None = None) -> tuple[Entry, ...]:
    """Return the drafts as entries of the log: all of them are kept, or none.

    With ``expected``, the ``head`` of the history that the caller has decided on, they are kept
    only where nobody has added to the log since. LogError, or WriteError where the log is new,
    says in a sentence why nothing was kept.
    """
    if not drafts:
        return ()

    return added(path, drafts, expected)


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


class Lacked(Frozen):
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


_STEM, _ENDING = LOG_FILE.rsplit(".", 1)


def copies(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that by their names are copies of its log, in order.

    Such as ``exception-log-LAPTOP7.sqlite``, ``exception-log (1).sqlite``, or a name with the
    words "conflicted copy".
    """
    found = (path for path in folder.glob(f"*.{_ENDING}") if _STEM in path.name.casefold())
    return tuple(sorted(path for path in found if path.name.casefold() != LOG_FILE))


def check_copies(folder: Path) -> Iterator[Finding]:
    """Yield a note for each copy that lies beside the log."""
    for path in copies(folder):
        message = f"{quoted(path.name)} is a copy of the log, and may hold what the log lacks."
        remedy = f"Run 'paperkit log adopt \"{path.name}\"', then move the copy away."
        yield Finding("PK-809", Place(path.name), message, remedy, value=path.name)
