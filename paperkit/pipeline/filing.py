"""Put what was built into its meeting's folder: all files or none, and nobody's work replaced.

With the papers go files that are appendices themselves, copied as they are. With a final go two
records, in place before their paper: the list of gaps that an officer took responsibility for,
and an entry of the log for each file, with its bytes. So a paper without its record cannot be; a
record whose paper did not come about is completed by building again, which adds nothing to it.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from paperkit.board.data import BoardData, hash_of, kept_rows
from paperkit.board.history import (
    AS_FILED,
    DISCARDED,
    ENCLOSED,
    FILED,
    OF_HAND,
    WITHDRAWN,
    Discarded,
    Draft,
    Enclosed,
    Entry,
    Filed,
    History,
    Removed,
)
from paperkit.container.reading import content
from paperkit.container.writing import (
    NewFile,
    folder_for,
    folder_lock,
    nothing_else,
    why_not_replaced,
    write_files,
)
from paperkit.errors import LogError, ReadError, WriteError
from paperkit.files.yaml_out import plain_yaml
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, fields, replace
from paperkit.pipeline.finals import refuse_contradicted
from paperkit.pipeline.reading import PAPERS_FOLDER, source_files
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import rows_to_keep
from paperkit.record.log import AGAIN, append, read_log
from paperkit.record.versions import Version
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.word.copies import copy_mark
from paperkit.word.properties import Seal, meeting_of, seal_of

ACCEPTED_FILE = "accepted.yaml"
HEAD = "# Gaps that were accepted when a final paper was built. Paperkit adds to the end.\n"
_ENTRY = re.compile(r"^- .*\n(?:(?!- ).*\n)*", re.MULTILINE)
_BEFORE_A_LIST = re.compile(r"\ufeff?(?:[ \t]*(?:#.*)?\n)*(?:- |$)")


class Acceptance(Frozen):
    """An officer's reason for letting gaps through, and the officer's name."""

    reason: str
    name: str


class PaperFile(Frozen):
    """A file in memory that is put into its meeting's folder: its name, and what it holds.

    ``paper`` is the reference of the paper whose file it is, or else its kind. ``folder`` is the
    folder within the meeting's, where it is kept apart. ``kind`` is blank where the file is not a
    paper; ``priority`` is that of a paper on a round.
    """

    name: str
    data: bytes
    paper: str = ""
    folder: str = ""
    kind: str = ""
    priority: str = ""


class Final(Frozen):
    """What is recorded of final papers: their project and data, meeting, accepted gaps, day.

    ``public_from`` is the day of publication by the calendar. ``sources`` are the files that were
    read, by name; ``printed`` is what each paper printed, by the name of its file. ``discarded``
    are papers that were edited in Word and whose edits are in none of these, with their bytes.
    ``now`` are the files that may not have changed since. ``revises`` gives, by the file of a
    revised version, the file of the first one; ``beside`` is recorded in one go with the papers.
    """

    project: Path
    board: BoardData
    meeting: str
    acceptance: Acceptance | None
    gaps: tuple[Finding, ...]
    day: date
    public_from: date | None = None
    sources: Mapping[str, bytes] = MappingProxyType({})
    printed: Mapping[str, bytes] = MappingProxyType({})
    discarded: tuple[tuple[Discarded, bytes], ...] = ()
    now: Mapping[str, bytes] = MappingProxyType({})
    revises: Mapping[str, str] = MappingProxyType({})
    beside: tuple[Draft, ...] = ()


def put(
    papers_folder: Path,
    of_meeting: str,
    papers: Sequence[PaperFile],
    attachments: Sequence[PaperFile],
    *,
    overwrite: bool,
    published: Sequence[Version] = (),
    final: Final | None = None,
    settled: Container[str] = (),
    copies: Sequence[PaperFile] = (),
) -> tuple[Path, ...]:
    """Return the paths of the files, put into a meeting's folder; after a WriteError none was.

    ``of_meeting`` is its name in the folder of papers, blank where they go into that one itself.
    A paper that a person has edited, and a file that differs from the one to be copied, is
    replaced only where that was asked for; a paper for another meeting, and one of those that are
    ``published``, never is. ``settled`` are hashes of edited papers of which nothing is lost.
    Without ``final`` nothing is recorded of them. ``copies`` are the papers as HTML or PDF, of
    which nothing is recorded either; one that paperkit did not make, or somebody changed, is
    replaced only where that was asked for.
    """
    folder = papers_folder / of_meeting
    made, attached, beside = (
        [NewFile(folder / one.folder / one.name, one.data, replace=True) for one in files]
        for files in (papers, attachments, copies)
    )
    with ExitStack() as stack:
        for path in dict.fromkeys(file.path.parent for file in (*made, *attached, *beside)):
            stack.enter_context(folder_for(path))
        # One run at a time: the list of what was accepted is every meeting's.
        stack.enter_context(folder_lock(papers_folder / papers[0].name))
        for file in (*made, *attached, *beside):
            check_unpublished(file, published, in_papers=bool(of_meeting))
        for paper in made:
            _check_own(paper, settled, overwrite=overwrite, is_final=final is not None)
        for copy in () if overwrite else beside:
            _check_copy(copy)
        changed = [copy for copy in attached if _bytes_there(copy.path) != copy.data]
        for copy in changed:
            if not overwrite and _bytes_there(copy.path) is not None:
                raise WriteError(
                    f"'{copy.path.name}' in {folder} differs from the file in the project's "
                    "folder. Move it away, or build with --overwrite to replace it."
                )
        accepted = _with_acceptance(papers_folder, papers, final) if final else ()
        entering = partial(record, papers, attachments, folder, final) if final else nothing_else
        write_files([*accepted, *changed, *beside, *made], entering)
    return tuple(file.path for file in (*made, *beside, *attached))


def _check_own(paper: NewFile, settled: Container[str], *, overwrite: bool, is_final: bool) -> None:
    """Refuse to replace a paper for another meeting, and what a person has edited.

    What is not paperkit's is written over where that was asked for; so is an edited paper by a
    draft, and never by a final.
    """
    there, name = _bytes_there(paper.path), f"'{paper.path.name}' in {paper.path.parent}"
    if there is None:
        return
    if meeting_of(there) not in ("", meeting_of(paper.data)):
        raise WriteError(
            f"{name} is a paper for another meeting: {meeting_of(there)}. Move it to another "
            "folder, then try again."
        )
    seal = seal_of(there)
    if seal is Seal.OURS or sha256(there).hexdigest() in settled:
        return
    if seal is Seal.EDITED and (is_final or not overwrite):
        raise WriteError(
            f"{name} was changed while the paper was made. Run the same command again."
        )
    if not overwrite:
        raise WriteError(
            f"{name} is not paperkit's. Move it away, or build with --overwrite to replace it."
        )


def _check_copy(copy: NewFile) -> None:
    """Refuse to replace an HTML or PDF file that somebody else made, or changed."""
    there = _bytes_there(copy.path)
    if there is not None and copy_mark(there).seal is not Seal.OURS:
        raise WriteError(
            f"'{copy.path.name}' in {copy.path.parent} is not as paperkit made it, so nothing was "
            "written. Move it away, or build with --overwrite to replace it."
        )


def check_unpublished(file: NewFile, published: Sequence[Version], *, in_papers: bool) -> None:
    """Refuse to put another file in the place of a published one, and to write over one.

    Its place is in the folder of papers, also where it has gone from there; elsewhere it is
    wherever there is a file of its name.
    """
    there, new = _bytes_there(file.path), sha256(file.data).hexdigest()
    of_there = sha256(there).hexdigest() if there is not None else ""
    of_name = [one for one in published if folded(one.row.file) == folded(file.path.name)]
    papers = [one for one in published if isinstance(one.row, Filed)]
    lies_there = [one for one in papers if one.row.sha256 == of_there != new]
    in_its_place = of_name if in_papers or there is not None else []
    if lies_there or (in_its_place and new not in {one.row.sha256 for one in in_its_place}):
        version = (lies_there or in_its_place)[-1]
        assert version.published_on
        since = "is" if version.said else "counts as"
        raise WriteError(
            f"'{version.row.file}' {since} published since {in_words(version.published_on)}, and "
            "no build writes over a published paper, not even with --overwrite. Build a draft "
            "(leave --final out), or into another folder with --out; 'paperkit record restore' "
            "gives back the paper that was published."
        )


def _bytes_there(path: Path) -> bytes | None:
    """Return what a file holds; None where there is none. Links and folders fail on writing."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WriteError(why_not_replaced(path, fault)) from fault


# --- What is recorded of finals -------------------------------------------------------------


def gap_words(gap: Finding) -> str:
    """Return a gap as the records of what was accepted print it."""
    return f"{gap.code} {gap.place}: {gap.message}"


def _with_acceptance(
    folder: Path, papers: Sequence[PaperFile], final: Final
) -> tuple[NewFile, ...]:
    """Return the list with the acceptance at its end; nothing where it has none to add.

    What is there stays as it was, byte for byte. ReadError where it is not a list to add to.
    """
    if not (final.gaps and final.acceptance):
        return ()
    path, before = folder / ACCEPTED_FILE, HEAD
    if path.exists():
        try:
            before = content(path).decode("utf-8")
        except UnicodeDecodeError:
            before = "?"
        if before and not before.endswith("\n"):
            before += "\n"
    lines = before.replace("\r\n", "\n")
    if not _BEFORE_A_LIST.match(lines):
        raise ReadError(
            f"'{path.name}' in {path.parent} is not the list that paperkit keeps there, so nothing "
            f"was added to it. Move it to another folder, then try again."
        )
    entry: dict[str, str | list[str]] = {
        "paper": ", ".join(paper.name for paper in papers),
        "accepted_by": final.acceptance.name,
        "reason": final.acceptance.reason,
        "on": in_words(final.day),
        "gaps": [gap_words(gap) for gap in final.gaps],
    }
    added = plain_yaml([entry])
    if added in _ENTRY.findall(lines):
        return ()
    return (NewFile(path, f"{before}{added}".encode(), replace=True),)


def record(
    papers: Sequence[PaperFile], attachments: Sequence[PaperFile], folder: Path, final: Final
) -> None:
    """Append each paper and attached file to the log, with its bytes, unless it is there already.

    ``folder`` is the one into which they go. A final there that an earlier paperkit recorded by its
    hash alone is kept before it is replaced. LogError where somebody has added more to the log than
    papers since these were made: they are to be made again, since what was added may change them.
    """
    log = final.project / LOG_FILE
    now = read_log(log)
    refuse_contradicted(log, final.project / PAPERS_FOLDER, now)
    was = final.board.history
    said = [[history.of(table) for table in OF_HAND] for history in (now, was)]
    if now.anchor != was.anchor or said[0] != said[1]:
        raise LogError(AGAIN)
    if final.now and (changed := _changed(final.now, source_files(final.project))):
        raise ReadError(
            f"'{changed}' was changed while the paper was made. Run the same command again."
        )
    of_papers = final.project / PAPERS_FOLDER
    within = folder.relative_to(of_papers) if folder.is_relative_to(of_papers) else Path()
    rows = kept_rows(final.board)
    listed, *tables = rows_to_keep(rows)
    of_all = _of_all(final, hash_of(rows), _hash(listed))
    drafts: list[Draft] = []
    contents: list[bytes] = []
    every = [*((one, FILED) for one in papers), *((one, ENCLOSED) for one in attachments)]
    for file, table in every:
        attached = _enclosed(file, within, final)
        own = {name: getattr(attached, name) for name in fields(Enclosed)}
        printed, revises = final.printed.get(file.name, b""), final.revises.get(file.name, "")
        filed = replace(
            of_all, **own, printed=_hash(printed), revises=revises, kind=file.kind,
            priority=file.priority,
        )  # fmt: skip
        row = filed if table is FILED else attached
        last = last_of(now, file.name)
        # A record that says the same counts, on whatever day and in whatever folder it was made.
        is_there = last is not None and _is_whole(last) and not _is_gone(now, last)
        if last is not None and is_there and _of_content(last) == _of_content(row):
            continue
        drafts.append(Draft(table=table, row=row, recorded_on=final.day))
        contents.append(file.data)
        if table is FILED:
            contents += (listed, *tables, *final.sources.values())
            contents += filter(None, [printed])
        there = _bytes_there(folder / file.folder / file.name)
        if last and last.size is None and there and sha256(there).hexdigest() == last.sha256:
            contents.append(there)
    drafts += (Draft(table=DISCARDED, row=row, recorded_on=final.day) for row, _ in final.discarded)
    contents += (edited for _, edited in final.discarded)
    append(log, (*drafts, *final.beside), now.head, contents)


def _enclosed(file: PaperFile, within: Path, final: Final) -> Enclosed:
    """Return what is recorded of each file, whatever it is."""
    return Enclosed(
        paper=file.paper,
        meeting=final.meeting,
        file=file.name,
        sha256=sha256(file.data).hexdigest(),
        size=len(file.data),
        folder=(within / file.folder).as_posix().removeprefix("."),
        filed_on=final.day,
        public_from=final.public_from,
    )


def _of_all(final: Final, data: str, rows: str) -> Filed:
    """Return what is recorded of each paper alike: the gaps accepted, and what all rest on."""
    accepted = final.acceptance if final.gaps else None
    return Filed(
        data=data,
        gaps=tuple(gap_words(gap) for gap in final.gaps),
        reason=accepted.reason if accepted else "",
        by=accepted.name if accepted else "",
        rows=rows,
        settings=_hash(final.sources.get(SETTINGS_FILE, b"")),
        sources=tuple(
            f"{name}: {sha256(data).hexdigest()}"
            for name, data in final.sources.items()
            if name != SETTINGS_FILE
        ),
    )


def _changed(was: Mapping[str, bytes], now: Mapping[str, bytes]) -> str:
    """Return the first file that is not as it was read; nothing where all are."""
    names = (name for name in (*was, *now) if was.get(name) != now.get(name))
    return next(names, "")


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest() if data else ""


def _of_content(row: Filed | Enclosed) -> Filed | Enclosed:
    """Return what tells one version from another: the files that it rests on may be saved anew."""
    of_all = replace(row, filed_on=None, folder="", public_from=None)
    if isinstance(of_all, Filed):
        of_all = replace(of_all, rows="", printed="", settings="", sources=())
        return replace(of_all, kind="", priority="")
    return of_all


def _is_gone(history: History, row: Filed | Enclosed) -> bool:
    """Return whether the bytes of a file were removed since that row recorded it."""
    gone = history.bytes_removed.get(row.sha256)
    return bool(gone and gone.number > row.place.row.entry)


def _is_whole(row: Filed | Enclosed) -> bool:
    """Return whether the rows are kept: an earlier paperkit did not keep them with a final."""
    return bool(row.rows) if isinstance(row, Filed) else True


def last_of(history: History, file: str) -> Filed | Enclosed | None:
    """Return what was recorded last of a file of that name, unless it was withdrawn since."""
    gone = withdrawal_of(history, file)
    entries = (entry for table in (ENCLOSED, FILED, AS_FILED) for entry in history.of(table))
    of_file = (entry for entry in entries if getattr(entry.row, "file", "") == file)
    last = max(of_file, key=lambda entry: entry.number, default=None)
    if last is None or (gone and gone.number > last.number):
        return None
    assert isinstance(last.row, Filed | Enclosed)
    return last.row


def withdrawal_of(history: History, file: str) -> Entry | None:
    """Return the last entry that says that a file of that name was withdrawn."""
    rows = reversed(history.of(WITHDRAWN))
    return next((entry for entry in rows if getattr(entry.row, "file", "") == file), None)


def replaced(
    history: History, papers: Sequence[PaperFile], published: Sequence[Version]
) -> Iterator[Finding]:
    """Yield a note for each final that is built where one was withdrawn or is not published yet.

    So where the same was removed from the record: it is kept again.
    """
    out = {folded(version.row.file) for version in published}
    for paper in papers:
        last, gone = last_of(history, paper.name), withdrawal_of(history, paper.name)
        if gone and last is None:
            day = in_words(gone.recorded_on)
            message = f"{quoted(paper.name)} was withdrawn on {day}, so this final is a new paper."
            yield Finding("PK-946", Place(paper.name), message, value=paper.name)
        digest = sha256(paper.data).hexdigest()
        removed = history.bytes_removed.get(digest)
        is_kept_again = last and last.sha256 == digest and not _is_gone(history, last)
        if removed and isinstance(removed.row, Removed) and not is_kept_again:
            message = (
                f"{quoted(paper.name)} is exactly the paper that {removed.row.by} removed from the "
                f"record on {in_words(removed.recorded_on)}, and the record has it again."
            )
            yield Finding("PK-829", Place(paper.name), message, value=paper.name)
        if last and folded(paper.name) in out:
            continue
        if last and last.filed_on and last.sha256 != sha256(paper.data).hexdigest():
            day = in_words(last.filed_on)
            message = f"{quoted(paper.name)} replaces the final of {day}."
            yield Finding("PK-816", Place(paper.name), message, value=paper.name)
