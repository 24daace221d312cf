"""Record that a final was filed as somebody edited it in Word, with what differs, and keep it.

It counts in place of the final that was built: it is the version published, it is given back, and
decisions rest on its recommendations. Nothing is sent to anybody.
"""

import datetime
from collections.abc import Callable, Container
from functools import partial
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import AS_FILED, AsFiled, Draft, Filed, History
from paperkit.container.reading import content
from paperkit.container.writing import NewFile, folder_for, write_files
from paperkit.errors import LogError, UnknownNameError
from paperkit.findings import in_full
from paperkit.frozen import Frozen, fields
from paperkit.pipeline.edits import final_of
from paperkit.pipeline.finals import add
from paperkit.pipeline.publishing import already, check_day, published_entry
from paperkit.pipeline.reading import Project, open_project
from paperkit.pipeline.restoring import file_of, papers_named, refuse_removed
from paperkit.record import LOG_FILE
from paperkit.record.kept import hashes
from paperkit.record.log import read_log
from paperkit.record.recommendations import drafted_in, recommendations_in
from paperkit.record.versions import Version, by_file, versions
from paperkit.schema.dates import in_words
from paperkit.word.as_built import as_built
from paperkit.word.compared_text import LeftOpen, ReadPaper, read_paper
from paperkit.word.comparing import Difference, compare_read
from paperkit.word.edited import draft_marks
from paperkit.word.properties import Seal, seal_of

_SHOWN = 3


class FiledAsEdited(Frozen):
    """What was recorded: the file, its day of publication, where it differs, what it recommends.

    ``path`` is where it is now, None where its folder is not known. ``recommendations`` are None
    where they are those of the final as it was built; ``comments`` are open in it.
    """

    file: str
    day: datetime.date
    differences: tuple[Difference, ...]
    recommendations: tuple[str, ...] | None
    comments: tuple[LeftOpen, ...]
    path: Path | None


def publish_as_filed(
    folder: Path,
    paper: str,
    file: Path,
    today: datetime.date,
    *,
    on: datetime.date | None = None,
) -> FiledAsEdited:
    """Return what was recorded of a final that was edited by hand and filed so.

    ``paper`` names the final that ``file`` was edited from, as it is or by its title or reference.
    The edited file is put in the place of that final, where the folder of papers has that as
    it was built. UnknownNameError where the record has no such final or there is no such file,
    LogError where it cannot be recorded so, ReadError where it cannot be read.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    history = read_log(log)
    data = _edited(project, file)
    version, built = _built(log, history, paper, data, file.name)
    row = version.row
    assert isinstance(row, Filed)
    _check_not_recorded(history, version, data, file.name, today)
    edited, before = read_paper(data), read_paper(built)
    _check_finished(data, edited, file.name)
    usual = version.published_on if version.is_out(today) else today
    day = on or usual or today
    check_day(version, day)
    differences = compare_read(before, edited).differences
    drafted = drafted_in(log, row)
    recommended = recommendations_in(edited, drafted)
    copied = {name: getattr(row, name) for name in fields(Filed) if name != "place"}
    changed = {"sha256": sha256(data).hexdigest(), "size": len(data), "filed_on": today}
    entry = AsFiled(
        **{**copied, **changed},
        built=row.sha256,
        differs=tuple(one.words for one in differences),
        recommendations=recommended,
    )
    drafts = (
        Draft(table=AS_FILED, row=entry, recorded_on=today),
        published_entry(history, entry, day, today),
    )
    enter = partial(add, log, project.papers, drafts, history, [data])
    path = _put(project, entry, data, hashes(log), enter)
    return FiledAsEdited(
        row.file,
        day,
        differences,
        recommended if recommended != recommendations_in(before, drafted) else None,
        tuple(mark for mark in edited.left_open if mark.does is None),
        path,
    )


def _edited(project: Project, file: Path) -> bytes:
    """Return the bytes of the edited file; UnknownNameError says what one that is none is."""
    path = next((p for p in (file, project.folder / file) if p.is_file()), None)
    if path is None:
        raise UnknownNameError(f"There is no file '{file}'. Check its name and its folder.")
    if path.suffix.lower() != ".docx":
        raise UnknownNameError(
            f"'{path.name}' is not a Word file. Name the one that was edited in Word, a .docx."
        )
    data = content(path)
    if seal_of(data) is Seal.STRANGER:
        raise UnknownNameError(
            f"'{path.name}' is not a paper that paperkit made, or a program has taken out what it "
            "is known by. Name the file that was edited in Word."
        )
    if as_built(data, ()) is not None:
        raise UnknownNameError(
            f"'{path.name}' is a draft, and only a final is filed. Put what was edited into the "
            "data, and build it with --final."
        )
    return data


def _built(
    log: Path, history: History, paper: str, data: bytes, name: str
) -> tuple[Version, bytes]:
    """Return the final that a file was edited from, with its bytes; it is the paper that is meant.

    One that is named by its file may have been recorded and removed since.
    """
    named = papers_named(history, paper)
    found = final_of(data, log, history, name)
    if found is None:
        for version in (one for every in named.values() for one in every):
            refuse_removed(history, version.row)
        raise UnknownNameError(
            f"The record keeps no final from which '{name}' was edited. 'paperkit record list' "
            "shows its finals; those of paperkit 0.1.0 are not kept."
        )
    row, built = found
    every = next(e for e in _files(history) if row.file == e[-1].row.file)
    if not any(row.file == one.row.file for group in named.values() for one in group):
        raise LogError(
            f"'{name}' was edited from '{row.file}', and not from '{paper}', so nothing was "
            "recorded. Name the paper that it was edited from."
        )
    version = next(one for one in every if one.row.sha256 == row.sha256)
    return version, built


def _files(history: History) -> list[tuple[Version, ...]]:
    of_papers = versions(history).values()
    return [tuple(of_file) for every in of_papers for of_file in by_file(every)]


def _check_not_recorded(
    history: History, version: Version, data: bytes, name: str, today: datetime.date
) -> None:
    """Refuse what is recorded already, is not for the public, or that another final replaced."""
    row, own = version.row, sha256(data).hexdigest()
    if own == row.sha256 or seal_of(data) is Seal.OURS:
        raise LogError(
            f"'{name}' is as paperkit built it, so nothing was recorded. Leave --as-filed out to "
            "say that it is published."
        )
    every = next(e for e in _files(history) if e[-1].row.file == row.file)
    same = next((one for one in every if one.row.sha256 == own), None)
    if same is not None:
        raise LogError(
            f"'{name}' is recorded as filed already, on {in_words(same.built_on)}, so nothing was "
            "recorded."
        )
    # What was recorded by hand of the final as it was built gives way to what was filed.
    why = "" if version.said and version.is_out(today) else already(version, today)
    if why:
        raise LogError(f"'{row.file}' {why}, so nothing was recorded.")
    later = next((one for one in every if one.number > version.number), None)
    if later is not None and not version.is_out(today):
        what = "another final took its place"
        if isinstance(later.row, AsFiled):
            what = "another edited file was recorded as filed"
        raise LogError(
            f"'{name}' was edited from the final of {in_words(version.built_on)}, and {what} on "
            f"{in_words(later.built_on)}, so nothing was recorded. 'paperkit record list' shows "
            "them all."
        )


def _check_finished(data: bytes, edited: ReadPaper, name: str) -> None:
    """Refuse a file that is not finished: tracked changes open, a draft's mark, a gap's mark."""
    tracked = [mark for mark in edited.left_open if mark.does is not None]
    if tracked:
        more = f" and {len(tracked) - _SHOWN} more" if len(tracked) > _SHOWN else ""
        said = " ".join(mark.words for mark in tracked[:_SHOWN])
        raise LogError(
            f"'{name}' has tracked changes that nobody has accepted or rejected, so nothing was "
            f"recorded. {said}{more} Accept or reject them in Word, then try again."
        )
    marks = draft_marks(data)
    if marks:
        raise LogError(
            f"'{name}' still has what a draft is marked with, so nothing was recorded: "
            f"{', '.join(map(in_full, marks[:_SHOWN]))}. Put that right in Word, then try again."
        )


def _put(
    project: Project,
    row: AsFiled,
    data: bytes,
    known: Container[str],
    enter: Callable[[], object],
) -> Path | None:
    """Put the edited file in the place of the final as it was built, once all is recorded.

    LogError where there is a file that the record does not keep.
    """
    path = file_of(project, row)
    there = content(path) if path.is_file() else None
    if not row.folder or there == data:
        enter()
        return path if there == data else None
    if there is not None and sha256(there).hexdigest() not in known:
        raise LogError(
            f"'{path.name}' in {path.parent} is another file than the one that was filed, and the "
            "record does not keep it. Move it away, then try again."
        )
    with folder_for(path.parent):
        write_files([NewFile(path, data, replace=True)], enter)
    return path
