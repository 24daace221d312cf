"""Build papers: read, check, make, proof, write. Nothing is written before all is checked."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import RowsShown
from paperkit.board.words import Body
from paperkit.container.writing import nothing_else
from paperkit.findings import Finding, Severity, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.packs.plan import MeetingPlan, Planned, plan, plan_alone
from paperkit.pipeline.asking import Asked, Wanted, asked_for
from paperkit.pipeline.checking import as_used_by, blocking, check_paper, ordered
from paperkit.pipeline.filing import Acceptance, Answered, Filing, files_of, put
from paperkit.pipeline.making import (
    Made,
    Readied,
    Traced,
    check_table,
    make,
    readied,
    styles_lacking,
    tables_of,
    traced,
)
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.record.entries import LOG_FILE
from paperkit.word.template_cache import TemplateCache

UNREADABLE = "The data cannot be read as they stand."
FAULTY = "The template has faults, so no paper was made."
WITHOUT_STYLES = "The template lacks styles, so no paper was made."
NOT_PROVED = "The finished paper did not pass its proof."


class Order(Frozen):
    """What an officer asks for. ``what`` is a kind or a paper's reference.

    ``rows`` stands over the council's setting; ``table`` asks for the rows as a workbook too,
    ``explain`` for the drafted sentences with what they rest on. ``cache`` is a folder of the
    user's own, in which compiled templates are kept for the next order; none are if not given.
    """

    folder: Path
    what: str
    today: date
    meeting: str = ""
    final: bool = False
    acceptance: Acceptance | None = None
    out: Path | None = None
    overwrite: bool = False
    packs: tuple[Path, ...] = ()
    priority: str = ""
    body: Body | None = None
    rows: RowsShown | None = None
    table: bool = False
    explain: bool = False
    cache: Path | None = None


class Built(Frozen):
    """What became of an order: the files written, what was found, why nothing was written.

    ``accepted`` are the gaps that an officer took responsibility for, ``sentences`` the drafted
    ones, None where they were not asked for. ``recorded`` names the log that tells of the papers;
    it is blank for drafts, of which none tells.
    """

    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()
    refused: str = ""
    accepted: tuple[Finding, ...] = ()
    pack: str = ""
    meeting: str = ""
    sentences: tuple[Traced, ...] | None = None
    recorded: str = ""


class Job(Frozen):
    """An order, the data as they were read once, and the papers that it comes to."""

    order: Order
    council: Council
    read: BoardRead
    meeting: Meeting
    papers: tuple[Planned, ...]

    @property
    def pack(self) -> str:
        """Return which pack is used, and where it was found."""
        return f"{self.council.pack.name} ({self.council.pack.folder.parent})"

    def refused(self, findings: tuple[Finding, ...], why: str) -> Built:
        """Return that nothing was written, and why."""
        return Built(findings, (), why, (), self.pack, self.meeting.reference)


class Papers(Frozen):
    """The papers of a job, made, with all that was found; or why they were not made."""

    made: tuple[Made, ...]
    findings: tuple[Finding, ...]
    refused: str = ""


def build(order: Order) -> Built:
    """Return the paper that was asked for, written to the folder of papers.

    Its full tables come with it where the council has them as an appendix, and files that are
    appendices themselves. A draft is made whenever the data can be read. A final is refused where
    an error stands, or a gap that nobody has accepted. Raises PaperkitError where the run cannot
    go on.
    """
    council = council_of(order)
    read = read_board(council)
    if not read.readable:
        return Built(ordered(read.findings), refused=UNREADABLE)
    wanted = Wanted(order.what, order.meeting, order.priority, order.body)
    asked = asked_for(read.board, council.pack, wanted, order.today)
    job = Job(order, council, read, asked.meeting, _wanted(council, read, asked))
    papers = made_of(job)
    if papers.refused:
        return job.refused(papers.findings, papers.refused)
    return written(job, papers, files_made(job, papers))


def council_of(order: Order) -> Council:
    """Return the council, with what the order says over its settings."""
    council = open_council(order.folder, order.packs)
    if order.rows is None:
        return council
    settings = council.ways.settings
    chosen = replace(settings.exception_reporting, rows=order.rows)
    ways = replace(council.ways, settings=replace(settings, exception_reporting=chosen))
    return replace(council, ways=ways)


def files_made(job: Job, papers: Papers) -> list[tuple[str, bytes]]:
    """Return the papers, and their tables where they are asked for, by name."""
    files = [(made.name, made.package) for made in papers.made]
    if job.order.table:
        files += tables_of(job.council, papers.made)
    return files


def made_of(job: Job) -> Papers:
    """Return every paper of a job in memory; none where any of them cannot be filed as asked."""
    if job.order.table:
        check_table(job.council, [paper.kind for paper in job.papers])
    kinds = readied(job.council, job.papers, TemplateCache(job.order.cache))
    if kinds.findings:
        return Papers((), kinds.findings, FAULTY)
    lacking = tuple(_styles_lacking(job, kinds))
    if lacking:
        return Papers((), lacking, WITHOUT_STYLES)
    findings = ordered(tuple(_checked(job, kinds)))
    refusal = _refusal(job.order, findings)
    if refusal:
        return Papers((), findings, refusal)
    made = tuple(_made(job, kinds, paper) for paper in job.papers)
    of_proof = tuple(finding for one in made for finding in one.findings)
    told = ordered((*findings, *of_proof))
    return Papers(made, told, NOT_PROVED if job.order.final and blocking(of_proof) else "")


def written(job: Job, papers: Papers, files: Sequence[tuple[str, bytes]]) -> Built:
    """Return the files of a job, put into the folder of papers with what is attached to them."""
    order, project = job.order, job.council.project
    accepted = of_severity(papers.findings, Severity.GAP) if order.final else ()
    attached = [one for paper in job.papers for one in files_of(project, paper).attachments]
    told = partial(_record, job, papers, files, accepted) if order.final else nothing_else
    filing = Filing(order.out or project.papers, files, attached, order.overwrite, told)
    paths = put(filing, Answered(order.acceptance, accepted, order.today))
    sentences = traced(papers.made) if order.explain else None
    meeting = job.meeting.reference
    built = Built(papers.findings, paths, "", accepted, job.pack, meeting, sentences)
    return replace(built, recorded=LOG_FILE) if order.final else built


def _record(
    job: Job, papers: Papers, files: Sequence[tuple[str, bytes]], gaps: Sequence[Finding]
) -> None:
    # What keeps the log is imported only where a final is made.
    from paperkit.pipeline.filing import Final, Finals, record

    # A paper's table has its name, with another ending.
    called = {Path(m.name).stem: m.paper.reference or m.paper.kind for m in papers.made}
    finals = [Final(called.get(Path(name).stem, ""), name, package) for name, package in files]
    order, meeting = job.order, job.meeting.reference
    told = Finals(finals, meeting, gaps, order.acceptance, order.today)
    record(job.council.project.folder, job.read.board, told)


def plan_of(council: Council, read: BoardRead, meeting: Meeting) -> MeetingPlan:
    """Return the plan of a meeting's papers, with the kinds of the council's pack."""
    return plan(read.board, council.ways, council.pack.kinds(), meeting)


def _wanted(council: Council, read: BoardRead, asked: Asked) -> tuple[Planned, ...]:
    """Return the paper that was asked for, and its full tables where they are apart."""
    council.pack.kind(asked.kind)
    planned = plan_of(council, read, asked.meeting)
    if asked.paper is not None:
        found = planned.of(asked.paper.reference)
    else:
        found = next((p for p in planned.papers if p.tables_of and p.kind == asked.kind), None)
    if found is None:
        kinds = council.pack.kinds()
        planned = plan_alone(read.board, council.ways, kinds, asked.meeting, asked.row)
        found = planned.papers[0]
    return planned.with_tables(found)


def _styles_lacking(job: Job, kinds: Readied) -> Iterator[Finding]:
    for paper in job.papers:
        yield from styles_lacking(kinds.of(paper), job.read, job.meeting, paper)


def _checked(job: Job, kinds: Readied) -> Iterator[Finding]:
    """Yield what is wrong with each paper; full tables show what their report shows."""
    for paper in job.papers:
        if not paper.tables_of:
            kind = kinds.of(paper).kind
            council, read = as_used_by(kind, job.council, job.read, job.meeting)
            yield from check_paper(council, read, kind, job.meeting, paper)


def _made(job: Job, kinds: Readied, paper: Planned) -> Made:
    ready, draft = kinds.of(paper), not job.order.final
    return make(job.council, job.read, job.meeting, ready, paper, draft=draft)


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
