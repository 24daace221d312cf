"""A log beside others: its copies, what they hold that it lacks, and the papers made with it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from paperkit.board.history import Draft, Enclosed, Entry, Filed, History, Removed
from paperkit.findings import Finding, Place, how_many, quoted
from paperkit.frozen import replace
from paperkit.record import LOG_FILE
from paperkit.record.kept import all_of, kept
from paperkit.record.log import new_file, read_log, stored
from paperkit.word.properties import Anchor


def copied(path: Path) -> bytes:
    """Return a file with all that the log holds, as another project's log begins with it.

    LogError says in a sentence why the log cannot be read, or that it was changed from outside.
    """
    history = read_log(path)
    return new_file(stored(path).entries, kept_with(path, history.entries))


def kept_with(path: Path, entries: Sequence[Draft]) -> tuple[bytes, ...]:
    """Return all that a log keeps of the files that some entries record."""
    rows = [entry.row for entry in entries if isinstance(entry.row, Filed | Enclosed)]
    return tuple(kept(path, all_of(path, rows)).values()) if rows else ()


def lacked(log: History, copy: History, origin: str) -> tuple[Draft, ...]:
    """Return what the copy holds and the log lacks, in the copy's order.

    A copy and its log begin with the same entries. An entry is there already where the log has
    it, by the hash that it had where it was first recorded; where it was taken over before, from
    this copy or another; and where the same was recorded on its own from the same file. What is
    taken over keeps its day, and its origin, to which ``origin`` is added; a correction then names
    the entry by the number that it has in the log. That something was removed there is not taken
    over for an entry that the log has: it is to be removed from the log, too.
    """

    def said(entry: Entry, replaces: int) -> tuple[object, ...]:
        return entry.table.name, entry.row, entry.origin, replaces, entry.because

    by_hash = {entry.adopted or entry.hash: entry.number for entry in log.entries}
    alike = {said(entry, entry.replaces): entry.number for entry in log.entries}
    drafts: list[Draft] = []
    numbers: dict[int, int] = {}
    for entry in copy.entries:
        row = entry.row
        if isinstance(row, Removed):
            # It holds of what is taken over; in what is there already the words still are.
            of = numbers.get(row.entry or 0, 0)
            if of <= len(log.entries):
                continue
            row = replace(row, entry=of, was="", left="")
        first_hash, replaces = entry.adopted or entry.hash, numbers.get(entry.replaces, 0)
        there = by_hash.get(first_hash) or alike.get(said(entry, replaces))
        if there is None:
            drafts.append(
                Draft(
                    table=entry.table, row=row, recorded_on=entry.recorded_on,
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
    if anchor.count > max(by_number, default=0):
        message = (
            f"{quoted(paper)} was built with a log of at least "
            f"{how_many(anchor.count, 'entry', 'entries')}, but "
            f"'{name}' has {len(by_number)}."
        )
        yield Finding("PK-806", place, message)
    elif anchor.count and by_number.get(anchor.count) != anchor.hash:
        message = f"Entry {anchor.count} is not the one that {quoted(paper)} was built with."
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
    """Yield a note for each copy that is beside the log."""
    for path in copies(folder):
        message = f"{quoted(path.name)} is a copy of the log, and may have entries that it lacks."
        remedy = f"Run 'paperkit record adopt \"{path.name}\"', then move the copy away."
        yield Finding("PK-809", Place(path.name), message, remedy, value=path.name)
