"""Build a paper: read, check, make, proof, write. Nothing is written before all is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.board.calendar import last_report
from paperkit.board.model import Meeting
from paperkit.errors import WriteError
from paperkit.files.writing import make_folder, safe_name, write_file
from paperkit.findings import Finding, Severity, of_severity
from paperkit.papers.packs import Kind
from paperkit.papers.proof.proofing import proof
from paperkit.papers.template import fill
from paperkit.papers.template_check import check_template
from paperkit.papers.view.compose import Sitting, paper_view
from paperkit.papers.view.paper import Paper
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.finishing import finish
from paperkit.papers.word.seal import Seal, seal_of
from paperkit.pipeline.acceptance import Acceptance, keep_acceptance
from paperkit.pipeline.asking import Asked, asked_for
from paperkit.pipeline.checking import blocking, check_paper, ordered
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.schema.dates import in_words


@dataclass(frozen=True)
class Order:
    """What an officer asks for. ``what`` is a kind or a paper's reference."""

    folder: Path
    what: str
    today: date
    meeting: str = ""
    final: bool = False
    acceptance: Acceptance | None = None
    out: Path | None = None
    overwrite: bool = False
    packs: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Built:
    """What became of an order: the files written, what was found, why nothing was written.

    ``accepted`` are the gaps that an officer took responsibility for.
    """

    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()
    refused: str = ""
    accepted: tuple[Finding, ...] = ()
    pack: str = ""
    meeting: str = ""


@dataclass(frozen=True)
class _Made:
    """A finished paper in memory."""

    package: bytes
    findings: tuple[Finding, ...]


def build(order: Order) -> Built:
    """Return the paper that was asked for, written to the folder of papers.

    A draft is made whenever the data can be read. A final is refused where an error stands, or
    a gap that nobody has accepted. Raises PaperkitError where the run cannot go on.
    """
    council = open_council(order.folder, order.packs)
    read = read_board(council)
    if not read.readable:
        return Built(ordered(read.findings), refused="The data cannot be read as they stand.")
    asked = asked_for(read.board, council.pack, order.what, order.meeting, order.today)
    kind, kind_findings = council.pack.kind(asked.kind)
    findings = (*kind_findings, *check_template(kind.template, kind.section_names))
    if findings:
        return Built(findings, refused="The template has faults, so no paper was made.")
    findings = check_paper(council, read, kind, asked.meeting, asked.paper)
    return _make_and_write(order, council, read, asked, kind, findings)


def _make_and_write(
    order: Order,
    council: Council,
    read: BoardRead,
    asked: Asked,
    kind: Kind,
    findings: tuple[Finding, ...],
) -> Built:
    told = f"{council.pack.name} ({council.pack.folder.parent})"
    refusal = _refusal(order, findings)
    if refusal:
        return Built(findings, (), refusal, (), told, asked.meeting.reference)
    paper = _view(order, council, read, asked, kind)
    name = file_name(kind, asked.meeting, order.final)
    made = _make(council, asked.meeting, kind, paper, name)
    findings = ordered((*findings, *made.findings))
    if order.final and blocking(made.findings):
        return Built(findings, (), "The finished paper did not pass its proof.", (), told)
    path = _write(order, council, name, made.package)
    accepted = of_severity(findings, Severity.GAP) if order.final else ()
    if accepted and order.acceptance:
        keep_acceptance(path.parent, name, order.acceptance, accepted, order.today)
    return Built(findings, (path,), "", accepted, told, asked.meeting.reference)


def _refusal(order: Order, findings: Sequence[Finding]) -> str:
    if not order.final:
        return ""
    errors, gaps = blocking(findings), of_severity(findings, Severity.GAP)
    if errors:
        return "A final cannot be built while an error stands. A draft can."
    if gaps and order.acceptance is None:
        return (
            'Gaps stand. Fill them, or build with --accept-gaps "the reason" --by "your name": '
            "the paper then tells them as facts."
        )
    return ""


def _view(order: Order, council: Council, read: BoardRead, asked: Asked, kind: Kind) -> Paper:
    before = last_report(read.board, council.ways.settings.cadence, asked.meeting)
    sitting = Sitting(
        meeting=asked.meeting,
        paper=asked.paper,
        as_at=asked.paper.as_at if asked.paper else None,
        since=before.date if before else None,
    )
    return paper_view(read.board, council.ways, kind.sections, sitting, draft=not order.final)


def _make(council: Council, meeting: Meeting, kind: Kind, paper: Paper, name: str) -> _Made:
    assert meeting.date is not None
    facts = Facts(
        title=str(paper.header.title),
        author=council.ways.settings.council.name,
        subject=f"{paper.header.board}, {paper.header.date}",
        draft=paper.draft,
        day=meeting.date,
    )
    package, ledger = fill(kind.template, paper)
    finished = finish(package, ledger, facts)
    return _Made(finished, proof(finished, ledger, facts, name))


def file_name(kind: Kind, meeting: Meeting, final: bool) -> str:
    """Return the name of a paper's file. It becomes public, so it reads as a title."""
    assert meeting.date is not None
    mark = "" if final else "Draft - "
    return safe_name(f"{mark}{kind.title} - {in_words(meeting.date)}") + ".docx"


def _write(order: Order, council: Council, name: str, package: bytes) -> Path:
    folder = order.out or council.project.papers
    make_folder(folder)
    path = folder / name
    if path.exists() and not order.overwrite and seal_of(path.read_bytes()) is not Seal.OURS:
        raise WriteError(
            f"'{name}' in {folder} was changed since paperkit made it, or is not paperkit's. "
            "Move it away, or build with --overwrite to replace it."
        )
    write_file(path, package, replace=True)
    return path
