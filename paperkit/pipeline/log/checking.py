"""Verify the log: on its own, and against papers that know how far it had come."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from paperkit.board.model.history import FILED, Anchor, Filed, History
from paperkit.errors import ReadError
from paperkit.exception_log import LOG_FILE
from paperkit.exception_log.checking import check_anchor, look_through
from paperkit.exception_log.copies import check_copies
from paperkit.files.container import content
from paperkit.findings import Finding, Place, Severity, of_severity, once, quoted
from paperkit.papers.word.seal import anchor_of
from paperkit.project import open_project

_WORD = ".docx"


@dataclass(frozen=True)
class Verified:
    """The log as it stands, the files it was compared with, and what was found."""

    history: History
    compared: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether nothing speaks of a change to the log itself."""
        errors = of_severity(self.findings, Severity.ERROR)
        return not any(finding.place.file == LOG_FILE for finding in errors)


def verify_log(folder: Path, paper: Path | None = None) -> Verified:
    """Return what is wrong with the log of a project.

    It is compared with the paper, or the export, that is named; else with every paper in the
    project's folder of papers that says how far the log had come. LogError where the log cannot
    be read, ReadError where the paper cannot.
    """
    project = open_project(folder)
    looked = look_through(project.folder / LOG_FILE)
    history, findings = looked.history, [*looked.findings, *check_copies(project.folder)]
    if paper is not None:
        data = content(paper)
        anchor = _anchor(paper.name, data)
        findings += check_anchor(LOG_FILE, history, anchor, paper.name)
        # An export is no paper: it only says how far the log had come.
        if paper.suffix.lower() == _WORD or not anchor.count:
            findings += _unrecorded(history, paper.name, data)
        return Verified(history, (paper,), once(findings))
    anchors = list(_anchors(project.papers))
    for found, anchor in anchors:
        findings += check_anchor(LOG_FILE, history, anchor, found.name)
    return Verified(history, tuple(found for found, _ in anchors), once(findings))


def _anchor(name: str, data: bytes) -> Anchor:
    try:
        return anchor_of(data)
    except ReadError as fault:
        raise ReadError(f"{quoted(name)} cannot be compared with the log. {fault}") from fault


def _anchors(papers: Path) -> Iterator[tuple[Path, Anchor]]:
    """Yield each paper of a folder that says how far the log had come; others are passed over."""
    for path in sorted(papers.glob(f"*{_WORD}")):
        try:
            anchor = anchor_of(content(path))
        except ReadError:
            continue
        if anchor.count:
            yield path, anchor


def _unrecorded(history: History, name: str, data: bytes) -> Iterator[Finding]:
    seal = sha256(data).hexdigest()
    filed = (entry.row for entry in history.entries if entry.table == FILED)
    if not any(isinstance(row, Filed) and row.sha256 == seal for row in filed):
        message = f"The log has no record of a final paper with the bytes of {quoted(name)}."
        yield Finding("PK-808", Place(name), message)
