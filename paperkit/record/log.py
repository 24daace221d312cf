"""Read the log of exception reports, add to it, look it through, and take over a copy of it."""

import os
from collections.abc import Iterator, Sequence
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
    UnreadableError,
    check_chain,
    check_drafts,
    check_history,
    entry_of,
    kept_of,
)
from paperkit.record.store import changing, new_file, of_later_version, sound, stored
from paperkit.word.properties import Anchor


class LogRead(Frozen):
    """The entries that could be read, and what was found wrong with the log."""

    history: History
    findings: tuple[Finding, ...]


def read_log(path: Path) -> History:
    """Return the log, whole; an absent file is an empty one.

    LogError says in a sentence why it cannot be read, or that it was changed from outside.
    """
    read = look(path)
    for wrong in of_severity(read.findings, Severity.ERROR):
        raise LogError(f"{wrong.message} {wrong.remedy}")
    return read.history


def look(path: Path) -> LogRead:
    """Return the entries of the log that can be read, and every sign of a change from outside.

    LogError where the file as such cannot be read, or is of a later version of paperkit: so is
    one with an entry that was not changed and yet cannot be read.
    """
    if not os.path.lexists(path):
        return LogRead(History(), ())
    there = stored(path)
    broken = tuple(check_chain(path.name, there))
    changed = {finding.place.entry for finding in broken}
    entries: list[Entry] = []
    for kept in there.entries:
        try:
            entries.append(entry_of(kept))
        except UnreadableError as fault:
            if kept.number not in changed:
                raise of_later_version(path) from fault
    history = History(tuple(entries))
    return LogRead(history, (*broken, *check_history(path.name, history)))


def look_through(path: Path) -> LogRead:
    """Return what ``look`` returns, and whether the whole file is in order; LogError likewise."""
    read = look(path)
    if not path.exists() or sound(path):
        return read
    message = f"The file '{path.name}' is damaged, though its entries could be read."
    return LogRead(read.history, (Finding("PK-810", Place(path.name), message), *read.findings))


def copied(path: Path) -> bytes:
    """Return a file with every entry of the log, as another project's log begins with it.

    LogError says in a sentence why the log cannot be read, or that it was changed from outside.
    """
    read_log(path)
    return new_file(stored(path).entries)


def append(path: Path, drafts: Sequence[Draft], expected: str | None = None) -> tuple[Entry, ...]:
    """Return the drafts as entries of the log: all of them are kept, or none.

    With ``expected``, the ``head`` of the history that the caller has decided on, they are kept
    only where nobody has added to the log since. A log that is not there is begun with them; its
    file comes into its place whole. LogError, or WriteError where the log is new, says in a
    sentence why nothing was kept.
    """
    if not drafts:
        return ()
    if not expected and not os.path.lexists(path):
        check_drafts(History(), drafts)
        kept, entries = _chained(drafts, ())
        try:
            write_file(path, new_file(kept), replace=False)
        except WriteError:
            if not os.path.lexists(path):
                raise
        else:
            return entries
        # Another run has begun the log meanwhile.
    with changing(path) as log:
        before = log.stored.entries
        for wrong in check_chain(path.name, log.stored):
            raise LogError(f"{wrong.message} {wrong.remedy}")
        if expected is not None and expected != (before[-1].hash if before else ""):
            raise LogError(AGAIN)
        if any(draft.replaces for draft in drafts):
            try:
                history = History(tuple(map(entry_of, before)))
            except UnreadableError as fault:
                raise of_later_version(path) from fault
            check_drafts(history, drafts)
        kept, entries = _chained(drafts, before)
        log.add(kept)
    return entries


def _chained(
    drafts: Sequence[Draft], before: Sequence[Kept]
) -> tuple[tuple[Kept, ...], tuple[Entry, ...]]:
    """Return the drafts as they will be kept, and as they will be read: each as it went in."""
    chain = list(before[-1:])
    for number, draft in enumerate(drafts, start=len(before) + 1):
        chain.append(kept_of(draft, number, chain[-1].hash if chain else ""))
    kept = tuple(chain[-len(drafts) :])
    entries = tuple(map(entry_of, kept))
    assert [entry.row for entry in entries] == [draft.row for draft in drafts]
    return kept, entries


def lacked(log: History, copy: History, origin: str) -> tuple[Draft, ...]:
    """Return what the copy holds and the log lacks, in the copy's order.

    A copy and its log begin with the same entries. An entry is there already where the log has
    it, by the hash that it had where it was first recorded; where it was taken over before, from
    this copy or another; and where the same was recorded on its own from the same file. What is
    taken over keeps its day, and its origin, to which ``origin`` is added; a correction then names
    the entry by the number that it has in the log.
    """

    def said(entry: Entry, replaces: int) -> tuple[object, ...]:
        return entry.table.name, entry.row, entry.origin, replaces, entry.because

    by_hash = {entry.adopted or entry.hash: entry.number for entry in log.entries}
    alike = {said(entry, entry.replaces): entry.number for entry in log.entries}
    drafts: list[Draft] = []
    numbers: dict[int, int] = {}
    for entry in copy.entries:
        first_hash, replaces = entry.adopted or entry.hash, numbers.get(entry.replaces, 0)
        there = by_hash.get(first_hash) or alike.get(said(entry, replaces))
        if there is None:
            drafts.append(
                Draft(
                    table=entry.table, row=entry.row, recorded_on=entry.recorded_on,
                    origin=f"{entry.origin}, {origin}" if entry.origin else origin,
                    replaces=replaces, because=entry.because, adopted=first_hash,
                )
            )  # fmt: skip
            there = len(log.entries) + len(drafts)
        numbers[entry.number] = there
    return tuple(drafts)


def check_anchor(name: str, history: History, anchor: Anchor, paper: str) -> Iterator[Finding]:
    """Yield where the log is not the one, or not the whole one, that a paper was made with."""
    by_number = {entry.number: entry.hash for entry in history.entries}
    place = Place(name, entry=anchor.count)
    if not anchor.count:
        return
    if anchor.count > max(by_number, default=0):
        message = (
            f"{quoted(paper)} was made with a log of {anchor.count} entries at the least, and "
            f"'{name}' has {len(by_number)}."
        )
        yield Finding("PK-806", place, message)
    elif by_number.get(anchor.count) != anchor.hash:
        message = f"Entry {anchor.count} is not the one with which {quoted(paper)} was made."
        yield Finding("PK-807", place, message)


def copies(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that by their names are copies of its log, in order.

    OneDrive and other programs leave them: ``exception-log-LAPTOP7.sqlite``, ``exception-log
    (1).sqlite``, or a name with the words "conflicted copy".
    """
    stem, ending = LOG_FILE.rsplit(".", 1)
    found = (path for path in folder.glob(f"*.{ending}") if stem in path.name.casefold())
    return tuple(sorted(path for path in found if path.name.casefold() != LOG_FILE))


def check_copies(folder: Path) -> Iterator[Finding]:
    """Yield a note for each copy that lies beside the log."""
    for path in copies(folder):
        message = f"{quoted(path.name)} is a copy of the log, and may hold what the log lacks."
        remedy = f"Run 'paperkit log adopt \"{path.name}\"', then move the copy away."
        yield Finding("PK-809", Place(path.name), message, remedy, value=path.name)
