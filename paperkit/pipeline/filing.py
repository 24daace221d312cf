"""Put what was built into the folder of papers: all files or none, and nobody's work replaced."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.errors import WriteError
from paperkit.files.turns import alone_with
from paperkit.files.why_not import why_not_replaced
from paperkit.files.writing import NewFile, folder_for, nothing_else, write_files
from paperkit.findings import Finding
from paperkit.papers.word.seal import Seal, meeting_of, seal_of
from paperkit.pipeline.acceptance import Acceptance, Accepted, with_acceptance
from paperkit.pipeline.attaching import Attachment


@dataclass(frozen=True)
class Filing:
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


@dataclass(frozen=True)
class Answered:
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
