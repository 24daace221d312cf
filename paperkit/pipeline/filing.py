"""Gaps that an officer takes responsibility for: who, why, which, when.

The record is put in place before its paper. So a paper without its record cannot stand; a record
whose paper did not come about is completed by building again, which adds nothing to it.

Files that are appendices themselves: found in the project's folder, copied as they are.

Put what was built into the folder of papers: all files or none, and nobody's work replaced.

Tell the log of final papers: which file, made from which data, with which gaps accepted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from paperkit.board.data import BoardData, data_hash
from paperkit.board.history import FILED, Filed, History
from paperkit.board.paper_rows import Highlight
from paperkit.container.lock import alone_with
from paperkit.container.writing import (
    NewFile,
    folder_for,
    nothing_else,
    why_not_replaced,
    write_files,
)
from paperkit.container.zips import content
from paperkit.errors import LogError, ReadError, WriteError
from paperkit.files.yaml_out import plain_yaml
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen, replace
from paperkit.packs.plan import Attached, Planned
from paperkit.project import SETTINGS_FILE, Project
from paperkit.record.entries import AGAIN, LOG_FILE, Draft
from paperkit.record.log import append, read_log
from paperkit.schema.dates import in_words
from paperkit.word.properties import Seal, meeting_of, seal_of

ACCEPTED_FILE = "accepted.yaml"
HEAD = "# Gaps that were accepted when a final paper was built. Paperkit adds to the end.\n"
_ENTRY = re.compile(r"^- .*\n(?:(?!- ).*\n)*", re.MULTILINE)
_BEFORE_A_LIST = re.compile(r"\ufeff?(?:[ \t]*(?:#.*)?\n)*(?:- |$)")


class Acceptance(Frozen):
    """An officer's name and reason."""

    reason: str
    name: str


class Accepted(Frozen):
    """What an officer accepted: the paper's file, the gaps that it tells, and the day."""

    acceptance: Acceptance
    paper: str
    gaps: tuple[Finding, ...]
    day: date


def with_acceptance(folder: Path, accepted: Accepted) -> NewFile | None:
    """Return the file with the acceptance at its end; None where it says so already.

    What stands in it stays as it was, byte for byte. ReadError where it is no list to add to.
    """
    path = folder / ACCEPTED_FILE
    before = _before(path)
    entry = plain_yaml([_entry(accepted)])
    if entry in _entries(before):
        return None
    return NewFile(path, f"{before}{entry}".encode(), replace=True)


def gap_words(gap: Finding) -> str:
    """Return a gap as the records of what was accepted tell it."""
    return f"{gap.code} {gap.place}: {gap.message}"


def _before(path: Path) -> str:
    if not path.exists():
        return HEAD
    try:
        text = content(path).decode("utf-8")
    except UnicodeDecodeError:
        text = "?"
    if text and not text.endswith("\n"):
        text += "\n"
    if not _BEFORE_A_LIST.match(text.replace("\r\n", "\n")):
        raise ReadError(
            f"'{path.name}' in {path.parent} is not the list that paperkit keeps there, so nothing "
            f"was added to it. Move it to another folder, then try again."
        )
    return text


def _entries(text: str) -> Sequence[str]:
    return _ENTRY.findall(text.replace("\r\n", "\n"))


def _entry(accepted: Accepted) -> dict[str, str | list[str]]:
    return {
        "paper": accepted.paper,
        "accepted_by": accepted.acceptance.name,
        "reason": accepted.acceptance.reason,
        "on": in_words(accepted.day),
        "gaps": [gap_words(gap) for gap in accepted.gaps],
    }


class Attachment(Frozen):
    """A file to be put beside the papers: its new name and what it holds."""

    name: str
    data: bytes


class Files(Frozen):
    """The files of one paper's list of appendices, and what is wrong with any of them."""

    attachments: tuple[Attachment, ...]
    findings: tuple[Finding, ...]


def files_of(project: Project, paper: Planned) -> Files:
    """Return the files that a paper has as appendices, and a finding (PK-468) for any other."""
    found = [_found(project, one) for one in paper.appendices if one.file]
    attachments = tuple(one for one in found if isinstance(one, Attachment))
    return Files(attachments, tuple(one for one in found if isinstance(one, Finding)))


def _found(project: Project, one: Attached) -> Attachment | Finding:
    path = project.folder / PurePosixPath(one.file.replace("\\", "/"))
    why = next(_why_not(project, path, one.file), "")
    if why:
        return _lacking(one, why)
    try:
        return Attachment(one.copy, content(path))
    except ReadError as fault:
        return _lacking(one, str(fault))


def _why_not(project: Project, path: Path, typed: str) -> Iterator[str]:
    folder = project.folder.resolve()
    if not path.resolve().is_relative_to(folder):
        yield f"{quoted(typed)} is outside the project's folder."
    elif not path.is_file():
        yield f"There is no file {quoted(typed)} in the project's folder."
    elif path.resolve() in {one.resolve() for one in (*project.data, folder / SETTINGS_FILE)}:
        yield f"{quoted(typed)} holds the project's own data, and would be public as an appendix."


def _lacking(one: Attached, message: str) -> Finding:
    heading = "Attached file" if isinstance(one.row, Highlight) else "File"
    place = one.row.place.of("file", heading)
    return Finding("PK-468", place, message, value=one.file)


class Filing(Frozen):
    """What is to be put where. ``papers`` are name and bytes; ``attachments`` others' files.

    ``record`` tells the log of the papers: a paper without its record cannot be put in place, and
    a record whose paper did not come about is completed by building again.
    """

    folder: Path
    papers: Sequence[tuple[str, bytes]]
    attachments: Sequence[Attachment]
    overwrite: bool
    record: Callable[[], object] = nothing_else

    @property
    def names(self) -> str:
        """Return the names of the papers, as a record tells them."""
        return ", ".join(name for name, _ in self.papers)


class Answered(Frozen):
    """The gaps that an officer took responsibility for, on which day."""

    acceptance: Acceptance | None
    gaps: tuple[Finding, ...]
    day: date


def put(filing: Filing, answered: Answered) -> tuple[Path, ...]:
    """Return the paths of the files, written; after a WriteError none of them was.

    A paper that a person has edited, and a file that differs from the one to be copied, is
    replaced only where that was asked for.
    """
    folder = filing.folder
    papers = [folder / name for name, _ in filing.papers]
    with folder_for(folder), alone_with(papers[0]):
        if not filing.overwrite:
            for name, data in filing.papers:
                _check_own(folder / name, data)
            for one in filing.attachments:
                _check_same(folder / one.name, one)
        copies = list(_copies(filing))
        made = [NewFile(folder / name, data, replace=True) for name, data in filing.papers]
        write_files([*_record(filing, answered), *copies, *made], filing.record)
    return (*papers, *(folder / one.name for one in filing.attachments))


def _record(filing: Filing, answered: Answered) -> Iterable[NewFile]:
    if not (answered.gaps and answered.acceptance):
        return ()
    accepted = Accepted(answered.acceptance, filing.names, answered.gaps, answered.day)
    record = with_acceptance(filing.folder, accepted)
    return (record,) if record else ()


def _copies(filing: Filing) -> Iterator[NewFile]:
    for one in filing.attachments:
        path = filing.folder / one.name
        if not (path.is_file() and not path.is_symlink() and path.read_bytes() == one.data):
            yield NewFile(path, one.data, replace=True)


def _check_same(path: Path, one: Attachment) -> None:
    if path.is_symlink() or not path.is_file():
        return
    try:
        same = path.read_bytes() == one.data
    except OSError as fault:
        raise WriteError(why_not_replaced(path, fault)) from fault
    if not same:
        raise WriteError(
            f"'{path.name}' in {path.parent} differs from the file in the project's folder. Move "
            "it away, or build with --overwrite to replace it."
        )


def _check_own(path: Path, package: bytes) -> None:
    """Refuse to replace what a person has edited, or a paper for another meeting of that day.

    Links and folders are refused on writing.
    """
    if path.is_symlink() or not path.is_file():
        return
    try:
        there = path.read_bytes()
    except OSError as fault:
        raise WriteError(why_not_replaced(path, fault)) from fault
    if seal_of(there) is not Seal.OURS:
        raise WriteError(
            f"'{path.name}' in {path.parent} was changed since paperkit made it, or is not "
            "paperkit's. Move it away, or build with --overwrite to replace it."
        )
    if meeting_of(there) != meeting_of(package):
        raise WriteError(
            f"'{path.name}' in {path.parent} is the paper for another meeting of that day: "
            f"{meeting_of(there)}. Name another folder with --out, or build with --overwrite to "
            "replace it."
        )


class Final(Frozen):
    """A final paper in memory: its reference or kind, its file's name and bytes."""

    paper: str
    name: str
    package: bytes


class Finals(Frozen):
    """The final papers of one run, the gaps that were accepted for them, and the day."""

    papers: Sequence[Final]
    meeting: str
    gaps: Sequence[Finding]
    acceptance: Acceptance | None
    day: date


def record(folder: Path, board: BoardData, finals: Finals) -> None:
    """Append each paper to the log of the project, unless its last record says the same.

    LogError where somebody has added more to the log than papers since these were made: they are
    to be made again, since what was added may change them.
    """
    now = read_log(folder / LOG_FILE)
    if now.anchor != board.history.anchor:
        raise LogError(AGAIN)
    drafts = [
        Draft(table=FILED, row=row, recorded_on=finals.day)
        for row in _rows(board, finals)
        if not _recorded(now, row)
    ]
    append(folder / LOG_FILE, drafts, now.head)


def _rows(board: BoardData, finals: Finals) -> Iterator[Filed]:
    data, accepted = data_hash(board), finals.acceptance if finals.gaps else None
    for final in finals.papers:
        yield Filed(
            paper=final.paper,
            meeting=finals.meeting,
            file=final.name,
            sha256=sha256(final.package).hexdigest(),
            data=data,
            gaps=tuple(gap_words(gap) for gap in finals.gaps),
            reason=accepted.reason if accepted else "",
            by=accepted.name if accepted else "",
            filed_on=finals.day,
        )


def _recorded(history: History, row: Filed) -> bool:
    """Return whether the last record of the file says the same, on whatever day."""
    records = (one for one in reversed(history.rows(FILED, Filed)) if one.file == row.file)
    last = next(records, None)
    return last is not None and replace(last, filed_on=row.filed_on) == row
