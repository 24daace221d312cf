"""Make papers in memory: their Word files dressed and checked, filled, finished, proof-read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paperkit.board.calendar import last_report
from paperkit.board.model import Meeting
from paperkit.files.file_names import safe_name
from paperkit.findings import Finding
from paperkit.papers.house import dressed
from paperkit.papers.ledger import Ledger
from paperkit.papers.packs import Kind
from paperkit.papers.plan import Planned
from paperkit.papers.proof.proofing import proof
from paperkit.papers.prose import prose
from paperkit.papers.template import fill_file
from paperkit.papers.template_check import check_file
from paperkit.papers.view.compose import Sitting, paper_view
from paperkit.papers.view.paper import Paper
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.finishing import finish
from paperkit.papers.word.house import WordFile
from paperkit.papers.word.needed import check_needs
from paperkit.papers.word.seal import MEETING_NAME
from paperkit.papers.written import long_texts
from paperkit.pipeline.checking import as_used_by
from paperkit.pipeline.reading import BoardRead, Council
from paperkit.schema.dates import in_words


@dataclass(frozen=True)
class Ready:
    """A kind, and its Word file with the look of the house."""

    kind: Kind
    file: WordFile


@dataclass(frozen=True)
class Readied:
    """The kinds that papers need, and the faults of their Word files."""

    kinds: Mapping[tuple[str, bool], Ready]
    findings: tuple[Finding, ...]

    def of(self, paper: Planned) -> Ready:
        """Return what a paper is made of."""
        return self.kinds[paper.kind, paper.apart]


@dataclass(frozen=True)
class Made:
    """A finished paper in memory: its file's name, what was printed, what the proof found."""

    paper: Planned
    name: str
    package: bytes
    ledger: Ledger
    findings: tuple[Finding, ...]


def readied(council: Council, papers: Iterable[Planned]) -> Readied:
    """Return each kind that is needed, once, and every fault of its template and house."""
    kinds: dict[tuple[str, bool], Ready] = {}
    findings: list[Finding] = []
    for name, apart in dict.fromkeys((paper.kind, paper.apart) for paper in papers):
        told, of_settings = council.pack.kind(name)
        kind = told.apart if apart else told
        look = dressed(kind)
        kinds[name, apart] = Ready(kind, look.file)
        findings += of_settings
        findings += look.findings or check_file(look.file, kind.section_names)
    return Readied(kinds, tuple(findings))


def styles_lacking(
    ready: Ready, read: BoardRead, meeting: Meeting, paper: Planned
) -> tuple[Finding, ...]:
    """Return the styles that a paper's long text needs and its Word file lacks."""
    texts = long_texts(read.board, ready.kind, meeting.reference, paper.row)
    return check_needs(ready.file.package, ready.file.name, prose(*texts).blocks)


def make(
    council: Council,
    read: BoardRead,
    meeting: Meeting,
    ready: Ready,
    paper: Planned,
    *,
    draft: bool,
) -> Made:
    """Return a finished paper, with what its proof found."""
    council, read = as_used_by(ready.kind, council, read)
    view = _view(council, read, meeting, ready.kind, paper, draft=draft)
    package, ledger = fill_file(ready.file, view)
    facts = facts_of(council, meeting, str(view.header.title), draft=draft)
    finished = finish(package, ledger, facts)
    name = f"{marked(paper.file, draft=draft)}.docx"
    return Made(paper, name, finished, ledger, proof(finished, ledger, facts, name))


def facts_of(council: Council, meeting: Meeting, title: str, *, draft: bool) -> Facts:
    """Return what a file of this meeting says of itself; its author is the council.

    Where the settings do not name the council, it is the Board.
    """
    assert meeting.date is not None
    of = council.ways.settings.council
    subject = f"{of.board}, {in_words(meeting.date)}"
    properties = {MEETING_NAME: meeting.reference}
    return Facts(title, of.name or of.board, subject, meeting.date, draft, properties=properties)


def marked(file: str, *, draft: bool) -> str:
    """Return a file's name with the mark of a draft, where it is one."""
    return safe_name(f"Draft - {file}" if draft else file)


def _view(
    council: Council,
    read: BoardRead,
    meeting: Meeting,
    kind: Kind,
    paper: Planned,
    *,
    draft: bool,
) -> Paper:
    before = last_report(read.board, council.ways.settings.cadence, meeting)
    sitting = Sitting(
        meeting=meeting,
        paper=paper.row,
        as_at=paper.row.as_at if paper.row else None,
        since=before.date if before else None,
        planned=paper,
    )
    return paper_view(read.board, council.ways, kind.sections, sitting, draft=draft)
