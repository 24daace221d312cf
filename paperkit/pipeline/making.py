"""Make papers in memory: their Word files dressed and checked, filled, finished, proof-read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from paperkit.board.calendar import last_report
from paperkit.board.figures.small_counts import printed_counts
from paperkit.board.model import Meeting
from paperkit.files.file_names import safe_name
from paperkit.findings import Finding
from paperkit.papers.charts.samples import Samples, check_samples, read_samples
from paperkit.papers.figures import Figure
from paperkit.papers.house import dressed, word_file
from paperkit.papers.ledger import Ledger
from paperkit.papers.packs import Kind
from paperkit.papers.plan import Planned
from paperkit.papers.proof.proofing import proof
from paperkit.papers.prose import prose
from paperkit.papers.template import fill_file, names_asked
from paperkit.papers.template_check import check_file
from paperkit.papers.view.compose import Sitting, paper_view
from paperkit.papers.view.paper import Paper
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.finishing import finish
from paperkit.papers.word.house import WordFile
from paperkit.papers.word.needed import check_needs
from paperkit.papers.word.seal import MEETING_NAME, anchored
from paperkit.papers.written import long_texts
from paperkit.pipeline.checking import as_used_by, wanted
from paperkit.pipeline.reading import BoardRead, Council
from paperkit.schema.dates import in_words


@dataclass(frozen=True)
class Ready:
    """A kind, its Word file with the look of the house, and the names that its tags ask for."""

    kind: Kind
    file: WordFile
    asked: frozenset[str]


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
    """A finished paper in memory: its file's name, what was printed, what the proof found.

    ``view`` is what the pages show, ``facts`` what the file says of itself.
    """

    paper: Planned
    name: str
    package: bytes
    ledger: Ledger
    findings: tuple[Finding, ...]
    view: Paper
    facts: Facts


def readied(council: Council, papers: Iterable[Planned]) -> Readied:
    """Return each kind that is needed, once, and every fault of its template and house."""
    kinds: dict[tuple[str, bool], Ready] = {}
    findings: list[Finding] = []
    for name, apart in dict.fromkeys((paper.kind, paper.apart) for paper in papers):
        told, of_settings = council.pack.kind(name)
        kind = told.apart if apart else told
        look = dressed(kind)
        kinds[name, apart] = Ready(kind, look.file, names_asked(look.file))
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
    council, read = as_used_by(ready.kind.looking_up, council, read, meeting)
    if paper.is_public:
        shown = printed_counts(read.board, council.ways.settings.small_counts)
        read = replace(read, board=shown)
    view = _view(council, read, meeting, ready, paper, draft=draft)
    package, ledger = fill_file(ready.file, view)
    facts = facts_of(council, read, meeting, str(view.header.title), draft=draft)
    look = _chart_look(council, ledger)
    finished = finish(package, ledger, facts, look.samples)
    name = f"{marked(paper.file, draft=draft)}.docx"
    findings = (*look.findings, *proof(finished, ledger, facts, name))
    return Made(paper, name, finished, ledger, findings, view, facts)


@dataclass(frozen=True)
class _ChartLook:
    """The samples that give a paper's charts their look, and what they lack."""

    samples: Samples = Samples()
    findings: tuple[Finding, ...] = ()


def _chart_look(council: Council, ledger: Ledger) -> _ChartLook:
    figures = [value for value in ledger.values if isinstance(value, Figure)]
    if not figures:
        return _ChartLook()
    samples = read_samples([word_file(house) for house in council.pack.houses])
    findings = wanted(council, check_samples(samples, figures))
    return _ChartLook(samples, findings)


def facts_of(
    council: Council, read: BoardRead, meeting: Meeting, title: str, *, draft: bool
) -> Facts:
    """Return what a file of this meeting says of itself; its author is the council.

    Where the settings do not name the council, it is the Board. A final also says how far the log
    had come, by which an end cut off the log is found.
    """
    assert meeting.date is not None
    of = council.ways.settings.council
    subject = f"{of.board}, {in_words(meeting.date)}"
    properties = {MEETING_NAME: meeting.reference}
    properties |= {} if draft else anchored(read.board.history.anchor)
    return Facts(title, of.name or of.board, subject, meeting.date, draft, properties=properties)


def marked(file: str, *, draft: bool) -> str:
    """Return a file's name with the mark of a draft, where it is one."""
    return safe_name(f"Draft - {file}" if draft else file)


def _view(
    council: Council,
    read: BoardRead,
    meeting: Meeting,
    ready: Ready,
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
    sections = ready.kind.sections
    return paper_view(read.board, council.ways, sections, sitting, draft=draft, asked=ready.asked)
