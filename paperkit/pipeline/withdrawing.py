"""Take a paper off: from the agenda before it is published, or taken down once it was.

Nothing is sent and nothing is deleted: the record says that it was withdrawn, why and by whom, and
the officer sees what is still to be done. A later build of the paper is a new one.
"""

import datetime
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import (
    CORRECTED,
    WITHDRAWN,
    Corrected,
    Draft,
    Enclosed,
    Filed,
    History,
    Withdrawn,
    lies_exempt,
    meeting_folder,
)
from paperkit.board.words import CorrectedAs
from paperkit.container.reading import content
from paperkit.errors import LogError, UnknownNameError
from paperkit.findings import NOWHERE, Place, in_words_of
from paperkit.frozen import Frozen
from paperkit.packs.file_names import is_draft, name_typed
from paperkit.pipeline.finals import add
from paperkit.pipeline.reading import Project, open_project
from paperkit.pipeline.restoring import file_of, the_paper
from paperkit.record import LOG_FILE
from paperkit.record.kept import hashes
from paperkit.record.log import read_log
from paperkit.record.versions import Version, by_file, counting, goes_with, versions
from paperkit.schema.dates import in_words


class PapersWithdrawn(Frozen):
    """The versions that were recorded as withdrawn, as they were before, and what also holds them.

    ``there`` are their files that are in the folder of papers; ``joined`` the files with all papers
    of the meeting, ``addenda`` the papers that add to what was withdrawn. ``data`` is a place in
    the data.
    """

    versions: tuple[Version, ...]
    day: datetime.date
    there: tuple[Path, ...]
    joined: tuple[str, ...]
    addenda: tuple[str, ...] = ()
    data: Place = NOWHERE


def withdraw(
    folder: Path, paper: str, today: datetime.date, *, because: str, by: str
) -> PapersWithdrawn:
    """Return what was recorded of a paper, its revised versions and the files that went with it.

    UnknownNameError where the record has no such final, LogError where it is withdrawn already.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    history = read_log(log)
    name = name_typed(paper)
    if is_draft(name):
        off = in_words_of(project.place, "Take its row off the sheet Papers")
        raise UnknownNameError(
            f"'{name}' is a draft, and was never filed, so there is nothing to withdraw. {off}, so "
            "that it is not built."
        )
    named = the_paper(history, paper)[-1]
    if not isinstance(named.row, Filed):
        raise UnknownNameError(
            f"'{named.row.file}' goes with the paper {named.row.paper}. Withdraw that one."
        )
    if named.withdrawn_on:
        day = in_words(named.withdrawn_on)
        raise LogError(f"'{named.row.file}' was withdrawn on {day} already. Nothing was recorded.")
    found = tuple(_with_it(history, named, today))
    rows = [
        Withdrawn(
            paper=one.row.paper, meeting=one.row.meeting, file=one.row.file,
            sha256=one.row.sha256, withdrawn_on=today, reason=because, by=by,
        )
        for one in found
    ]  # fmt: skip
    drafts = [Draft(table=WITHDRAWN, row=row, recorded_on=today) for row in rows]
    add(log, project.papers, drafts, history, _not_kept(project, log, found))
    there = (file_of(project, one.row) for one in found)
    files = {one.row.file for one in found}
    public = next((one.row for one in found if not lies_exempt(one.row.folder)), named.row)
    corrections = history.rows(CORRECTED, Corrected)
    addenda = (one for one in corrections if one.file in files and one.how is CorrectedAs.ADDENDUM)
    return PapersWithdrawn(
        found, today, tuple(path for path in there if path.is_file()),
        joined(history, public), tuple(one.made for one in addenda), project.place,
    )  # fmt: skip


def _with_it(history: History, named: Version, today: datetime.date) -> Iterator[Version]:
    """Yield the version of each file of a paper that is out or last: its own and what goes with it.

    A joined file has no paper of its own, and is nobody's but itself.
    """
    row = named.row
    for every in versions(history).values():
        for of_file in by_file(every):
            last = counting(of_file, today)
            same = last.row.file == row.file or (
                goes_with(row, last.row) and _of_one_day(row, last.row)
            )
            if same and not last.withdrawn_on:
                yield last


def _not_kept(project: Project, log: Path, found: Sequence[Version]) -> list[bytes]:
    """Return the bytes of files that the record has by their hash alone, where they are there."""
    there = hashes(log)
    lacking = (one for one in found if one.row.sha256 not in there and not one.removed_on)
    paths = [file_of(project, one.row) for one in lacking]
    data = [content(path) for path in paths if path.is_file()]
    wanted = {one.row.sha256 for one in found}
    return [one for one in data if sha256(one).hexdigest() in wanted]


def _of_one_day(row: Filed | Enclosed, other: Filed | Enclosed) -> bool:
    """Return whether files of a meeting were made for the same day of it, so far as is known."""
    folders = {meeting_folder(row.folder), meeting_folder(other.folder)}
    return len(folders - {""}) < 2


def joined(history: History, row: Filed | Enclosed) -> tuple[str, ...]:
    """Return the files that hold a paper with all other public ones of its meeting's day."""
    if lies_exempt(row.folder):
        return ()
    newest = (every[-1] for every in versions(history).values())
    return tuple(
        one.row.file
        for one in newest
        if not one.row.paper and one.row.meeting == row.meeting
        if one.withdrawn_on is None and one.row.file != row.file
        if _of_one_day(row, one.row)
    )
