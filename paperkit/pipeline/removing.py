"""Remove from the record what must go: personal data, or exempt text that was published in error.

First it is worked out and listed; then, when somebody has said yes, words and bytes go for good.
What is not the record's (the files of papers, the data, copies of the log) is named, not touched.
"""

import datetime
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import REMOVED, Draft, Enclosed, Filed, History, Removed
from paperkit.container.holding import FEWEST, holds, is_in, squeezed
from paperkit.container.reading import content
from paperkit.errors import LogError, ReadError, UnknownNameError
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.finals import refuse_contradicted
from paperkit.pipeline.reading import PAPERS_FOLDER, Project, open_project
from paperkit.pipeline.restoring import the_paper, the_version
from paperkit.pipeline.withdrawing import joined
from paperkit.record import LOG_FILE
from paperkit.record.copies import copies
from paperkit.record.log import read_log
from paperkit.record.removing import Going, of_entry, of_paper, of_words, take_out
from paperkit.record.versions import Version, every_version
from paperkit.schema.dates import in_words

_EARLIER = f"{LOG_FILE}.version-*.bak"


class ToRemove(Frozen):
    """What is to be removed, and what is to be known before that.

    ``versions`` are those of the paper that is named, where one of several is to be chosen;
    ``refused`` says so. ``joined`` are files with all papers of the meeting, which hold it too.
    ``words`` are those that were asked for, if any.
    """

    project: Project
    history: History
    going: Going
    words: str = ""
    joined: tuple[str, ...] = ()
    versions: Sequence[Version] = ()
    refused: str = ""


class RemovedForGood(Frozen):
    """The entries that say what was removed, and the files outside the record that hold it still.

    ``not_read`` are files that could not be looked into, ``published`` the papers whose bytes went
    and which count as published.
    """

    numbers: tuple[int, ...]
    still_there: tuple[str, ...]
    not_read: tuple[str, ...]
    published: tuple[str, ...] = ()


_NOTHING = Going({}, (), {}, {}, ())


def to_remove(
    folder: Path, *, paper: str = "", version: int = 0, entry: int = 0, words: str = ""
) -> ToRemove:
    """Return what is to go: a version of a paper, the words of an entry, or all that holds words.

    Nothing is changed. UnknownNameError where the record has nothing of the kind.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    history = read_log(log)
    if words:
        if len(squeezed(words)) < FEWEST:
            raise UnknownNameError(
                f"'{words}' is too short: it would be found in much that has nothing to do with "
                f"it. Give at least {FEWEST} letters."
            )
        found = of_words(log, history, words) if history.entries else _NOTHING
        if not found.what:
            unread = f" Not looked into: {'; '.join(found.unread)}." if found.unread else ""
            raise UnknownNameError(
                f"Nothing in the record holds '{words}', so nothing was removed.{unread}"
            )
        return ToRemove(project, history, found, words)
    if entry:
        return ToRemove(project, history, _of_entry(log, history, entry))
    every = the_paper(history, paper)
    one, why = the_version(every, version)
    if one is None:
        return ToRemove(project, history, _NOTHING, versions=every, refused=why)
    beside = joined(history, one.row)
    return ToRemove(project, history, _of_version(log, history, one), joined=beside)


def _of_entry(log: Path, history: History, number: int) -> Going:
    """Return what goes of an entry; of one that records a file, the file."""
    if number > len(history.entries):
        raise UnknownNameError(
            f"The record has no entry {number}. It has {len(history.entries)}: 'paperkit record "
            "list' shows them."
        )
    entry = history.entries[number - 1]
    if entry.table == REMOVED:
        raise LogError(f"Entry {number} says what was removed, when, why and by whom. It stays.")
    going = of_entry(log, history, number)
    if isinstance(entry.row, Filed | Enclosed):
        of_file = of_paper(log, history, [number])
        going = replace(of_file, bodies=going.bodies, what=(*going.what, *of_file.what))
    if not going.what:
        raise LogError(f"Entry {number} has no words that could be removed.")
    return going


def _of_version(log: Path, history: History, version: Version) -> Going:
    row = version.row
    gone = history.bytes_removed.get(row.sha256)
    going = of_paper(log, history, version.entries)
    if not going.what and gone and isinstance(gone.row, Removed):
        day = in_words(gone.recorded_on)
        raise LogError(f"'{row.file}' was removed on {day} by {gone.row.by} already.")
    if not going.what:
        raise LogError(
            f"The record knows '{row.file}' but did not keep it, so there is nothing to "
            "remove: it was built by paperkit 0.1.0."
        )
    return going


def remove(chosen: ToRemove, today: datetime.date, *, because: str, by: str) -> RemovedForGood:
    """Return what was removed: words and bytes are gone; hash, who, when and why are there.

    LogError where somebody has added to the record since it was worked out, or where the reason
    would bring the words in again.
    """
    going, log = chosen.going, chosen.project.folder / LOG_FILE
    if chosen.words and (is_in(chosen.words, because) or is_in(chosen.words, by)):
        raise LogError(
            "The reason or the name holds the words that are to go, and both stay in the record. "
            "Give --because and --by without them."
        )
    refuse_contradicted(log, chosen.project.folder / PAPERS_FOLDER, chosen.history)
    drafts = [
        Draft(table=REMOVED, row=_row(chosen, number, because, by), recorded_on=today)
        for number in going.entries
    ]
    entries = take_out(log, going, drafts, chosen.history.head)
    there, unread = list[str](), list[str]()
    for path, found in _beside(chosen):
        name = path.relative_to(chosen.project.folder).as_posix()
        (unread if found is None else there).append(name)
    published = (
        one.row.file
        for one in every_version(chosen.history)
        if one.row.sha256 in going.gone and isinstance(one.row, Filed) and one.is_out(today)
    )
    return RemovedForGood(
        tuple(one.number for one in entries), tuple(there), tuple(unread), tuple(published)
    )


def _row(chosen: ToRemove, number: int, because: str, by: str) -> Removed:
    going, left = chosen.going, chosen.going.bodies.get(number)
    return Removed(
        entry=number or None,
        was=chosen.history.entries[number - 1].hash if number else "",
        left=sha256(left).hexdigest() if left is not None else "",
        gone=tuple(name for name in going.gone if going.of(name) == number),
        instead=tuple(
            f"{name}: {sha256(data).hexdigest()}"
            for name, data in going.instead.items()
            if going.of(name) == number
        ),
        reason=because,
        by=by,
    )


def _beside(chosen: ToRemove) -> Iterator[tuple[Path, bool | None]]:
    """Yield each file of the project that holds what was removed, or could not be looked into.

    Copies of the log are named always.
    """
    folder = chosen.project.folder
    logs = {*copies(folder), *folder.glob(_EARLIER), folder / LOG_FILE}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path in logs:
            if path.name != LOG_FILE:
                yield path, True
            continue
        try:
            data = content(path)
        except ReadError:
            yield path, None
            continue
        if sha256(data).hexdigest() in chosen.going.gone:
            yield path, True
        elif chosen.words and (found := holds(data, chosen.words)) is not False:
            yield path, found
