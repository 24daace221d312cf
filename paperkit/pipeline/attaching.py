"""Files that are appendices themselves: found in the project's folder, copied as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from paperkit.board.model import Highlight
from paperkit.errors import ReadError
from paperkit.files.container import content
from paperkit.findings import Finding, quoted
from paperkit.papers.plan import Attached, Planned
from paperkit.project import SETTINGS_FILE, Project


@dataclass(frozen=True)
class Attachment:
    """A file to be put beside the papers: its new name and what it holds."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Files:
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
