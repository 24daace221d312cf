"""Papers made in memory: their data and templates looked over, filled, finished, proved.

Nothing is written here. What is made is filed by the use case that asked for it, or looked at only:
compared, traced, previewed, corrected.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from types import MappingProxyType

from paperkit.board.history import History
from paperkit.board.plan_rows import Meeting
from paperkit.errors import UnknownNameError, WriteError
from paperkit.findings import Finding, Severity, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import check_own_printed, check_texts_printed, paper_view, printed
from paperkit.kinds.offered import declared, words_unknown
from paperkit.kinds.paper import Paper
from paperkit.meetings.agenda_rules import filed_late
from paperkit.meetings.published_rules import clock_behind
from paperkit.packs.file_names import FileName, folder_of
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned
from paperkit.packs.templates import template_of
from paperkit.papers.text_rules import long_texts
from paperkit.pipeline import Progress
from paperkit.pipeline.attaching import files_of, still_public
from paperkit.pipeline.checking import as_used_by, check_paper, ordered, wanted
from paperkit.pipeline.filing import PaperFile
from paperkit.pipeline.heads import check_head, without_row
from paperkit.pipeline.looking_back import look_back, seen_by
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.past_meeting import by_todays_data
from paperkit.pipeline.reading import BoardRead
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt, LookBack
from paperkit.word.charts import MOST_CHARTS, Samples, check_samples, read_samples
from paperkit.word.finishing import finish
from paperkit.word.house import word_file
from paperkit.word.marking import with_marks
from paperkit.word.proof import proof
from paperkit.word.properties import MEETING_NAME, Facts, anchored, seal
from paperkit.word.prose import prose
from paperkit.word.template import Compiled, TemplateCache, fill_template, key_of
from paperkit.word.template_needs import check_needs
from paperkit.word.values import Figure, Ledger, Sentence, Sparkline


class Made(Frozen):
    """A finished paper in memory: its file, what was printed, what the proof found.

    ``view`` is what the pages show, ``facts`` what the file says of itself, ``sentences`` are the
    drafted ones that it prints.
    """

    paper: Planned
    file: PaperFile
    ledger: Ledger
    findings: tuple[Finding, ...]
    view: Paper
    facts: Facts
    sentences: tuple[Sentence, ...]


def _as_composed(_paper: Planned, view: Paper) -> Paper:
    return view


class Job(Frozen):
    """An order, the data as they were read once, the papers that it comes to, and what is made.

    ``findings`` are what was found so far, ``refused`` says why nothing is written. ``sources`` are
    the files that were read, where a final is made of them. ``amended`` gives what the pages of a
    paper show in place of what was composed: the marks of a revised version, or what it corrects.
    ``back`` gives what a paper looks back on. ``history`` is today's record, where papers are
    made from an earlier state of it.
    """

    order: Order
    read: BoardRead
    meeting: Meeting
    papers: tuple[Planned, ...]
    progress: Progress
    findings: tuple[Finding, ...] = ()
    refused: str = ""
    made: tuple[Made, ...] = ()
    files: tuple[PaperFile, ...] = ()
    sources: Mapping[str, bytes] = MappingProxyType({})
    amended: Callable[[Planned, Paper], Paper] = _as_composed
    back: Callable[[Kind, BoardRead, Meeting, Planned, date], LookBack] = look_back
    history: History | None = None

    @property
    def folder(self) -> Path:
        """Return the folder that the files of the job are put into."""
        return self.order.out or self.meeting_folder

    @property
    def meeting_folder(self) -> Path:
        """Return the meeting's folder of papers."""
        return self.read.project.papers / folder_of(self.read.board, self.meeting)

    def name_of(self, file: FileName) -> str:
        """Return the name of a Word file, with the mark of a draft where it is one."""
        return file.final if self.order.final else file.draft

    def facts(self, title: str) -> Facts:
        """Return what a file of the meeting says of itself; its author is the council.

        Where the settings do not name the council, it is the Board. A final also says how far the
        log had come, by which an end cut off the log is found.
        """
        day, final, council = self.meeting.date, self.order.final, self.read.ways.settings.council
        assert day is not None
        history = self.history or self.read.board.history
        log = anchored(history.anchor) if final else {}
        return Facts(
            title,
            council.name or council.board,
            f"{council.board}, {in_words(day)}",
            day,
            not final,
            properties={MEETING_NAME: self.meeting.reference, **log},
        )


def make(job: Job) -> Job:
    """Return a job with every paper made; with none where any cannot be filed as asked."""
    order, kinds = job.order, job.read.pack.kinds()
    job.progress("Checking")
    if order.table and not any(kinds[paper.kind].table for paper in job.papers):
        names = ", ".join(dict.fromkeys(paper.kind for paper in job.papers))
        there = ", ".join(n for n, kind in kinds.items() if kind.table) or "none of this pack"
        raise UnknownNameError(
            f"There is no table to write for {names}. Leave --table out; it goes with papers of "
            f"the kind {there}."
        )
    job, ready = look_over(job)
    if not job.refused and order.final:
        # Not of a paper that is made again as on an earlier day: its day is not that of a clock.
        behind = clock_behind(job.read.board.history, order.today)
        job = replace(job, findings=ordered((*job.findings, *behind)))
    if not job.refused and order.final and (refused := _why_no_final(order, job.findings)):
        job = replace(job, refused=refused)
    if job.refused:
        return job
    job = made_of(job, ready)
    past = [
        found
        for one in job.made
        for found in by_todays_data(
            job.read, job.meeting, one.paper, order.today, one.file.name, one.file.data
        )
    ]
    return replace(job, findings=ordered((*job.findings, *wanted(job.read.ways, tuple(past)))))


Ready = tuple[Kind, Compiled, Planned]
"""A paper that can be made: its kind, its template, and the paper as it is planned."""


def look_over(job: Job) -> tuple[Job, tuple[Ready, ...]]:
    """Return a job with what was found in its data, and its papers as they can be made.

    Where a template has faults the job is refused, and none can.
    """
    job, of_paper = ready_of(job)
    if job.refused:
        return job, ()
    order, read, meeting = job.order, job.read, job.meeting
    findings = list(job.findings)
    for kind, template, paper in of_paper:
        findings += words_unknown(read.pack, kind, read.board)
        # Full tables show what their report shows.
        if not paper.tables_of:
            used = as_used_by(kind, read, meeting, paper.row, order.today)
            findings += check_paper(used, kind, meeting, paper, order.today)
        today = order.today
        at = BoardAt(read.board, read.ways, meeting, paper.row, today=today, planned=paper)
        if not (paper.row or paper.tables_of):
            findings += without_row(at, kind, meeting, template)
        if order.final:
            findings += filed_late(at)
    copies = [file for paper in job.papers for file in files_of(read.project, paper)[0]]
    findings += still_public(job.folder, job.papers, copies)
    return replace(job, findings=ordered(findings)), of_paper


def ready_of(job: Job) -> tuple[Job, tuple[Ready, ...]]:
    """Return a job with what was found in its templates alone, and its papers, as above."""
    order, read, meeting = job.order, job.read, job.meeting
    templates, faults = _templates(read, job.papers, TemplateCache(order.cache))
    if faults:
        refused = "The template has faults, so no paper was made."
        return replace(job, findings=faults, refused=refused), ()
    of_paper = tuple((*templates[paper.kind, paper.apart], paper) for paper in job.papers)
    findings: list[Finding] = []
    for kind, template, paper in of_paper:
        texts = long_texts(read.board, kind, meeting.reference, paper.row)
        findings += check_needs(template.members, template.name, prose(*texts).blocks)
    if findings:
        refused = "The template lacks styles, so no paper was made."
        return replace(job, findings=tuple(findings), refused=refused), ()
    notes = dict.fromkeys(note for _, template, _ in of_paper for note in template.notes)
    return replace(job, findings=wanted(read.ways, tuple(notes))), of_paper


def made_of(job: Job, ready: Sequence[Ready]) -> Job:
    """Return a job with its papers made and proved; a final is refused where the proof fails."""
    made = tuple(_make_one(job, *of_one) for of_one in ready)
    of_proof = [finding for one in made for finding in one.findings]
    files = [one.file for one in made]
    if job.order.table:
        kinds = job.read.pack.kinds()
        files += [_table_of(one) for one in made if kinds[one.paper.kind].table]
    job = replace(job, findings=ordered((*job.findings, *of_proof)))
    return proved(replace(job, made=made, files=tuple(files)), of_proof)


def proved(job: Job, of_proof: Sequence[Finding]) -> Job:
    """Return the job; a final is refused where a proof found an error."""
    if job.order.final and of_severity(of_proof, Severity.ERROR):
        return replace(job, refused="The finished paper did not pass its proof.")
    return job


def _templates(
    read: BoardRead, papers: Sequence[Planned], cache: TemplateCache
) -> tuple[Mapping[tuple[str, bool], tuple[Kind, Compiled]], tuple[Finding, ...]]:
    """Return the template of each kind that is needed, and every fault of them and their house.

    They go by the kind's name, and by whether its full tables are apart. A template that passed
    its check before, with the same house, is taken from the cache.
    """
    templates: dict[tuple[str, bool], tuple[Kind, Compiled]] = {}
    faults: list[Finding] = []
    for name, apart in dict.fromkeys((paper.kind, paper.apart) for paper in papers):
        kind, _ = read.pack.kind(name)
        kind = kind.apart if apart else kind
        shown, of_settings = declared(read.pack, kind)
        faults += of_settings
        beside = (kind.house, kind.tables_file)
        key = key_of(kind.word_file, beside, shown) if cache.folder and not of_settings else ""
        template = cache.find(key)
        if template is None:
            made = template_of(kind, shown)
            of_file = made.look.findings or made.faults
            faults += of_file
            if of_file or of_settings:
                continue
            template = made.compiled
            cache.keep(key, template)
        templates[name, apart] = kind, template
    return templates, tuple(faults)


def _why_no_final(order: Order, findings: Sequence[Finding]) -> str:
    if of_severity(findings, Severity.ERROR):
        return "A final cannot be built while there is an error. A draft can."
    if of_severity(findings, Severity.GAP) and order.acceptance is None:
        return (
            'There are gaps. Fill them, or build with --accept-gaps "the reason" --by "your name": '
            "the paper then says what is missing."
        )
    return ""


def _make_one(job: Job, kind: Kind, template: Compiled, paper: Planned) -> Made:
    """Return a finished paper, with what its proof found."""
    name = job.name_of(paper.file)
    job.progress(f"Making {name}")
    meeting, draft = job.meeting, not job.order.final
    read, today = job.read, job.order.today
    at = seen_by(kind, read, meeting, paper, today)
    if "since" in template.asked or paper.report or kind.looks_back:
        at = replace(at, back=job.back(kind, read, meeting, paper, today))
    view = paper_view(at, kind.sections, draft=draft, asked=template.asked, lists=kind.lists)
    view = job.amended(paper, view)
    filled, ledger = fill_template(template, view)
    of_texts = tuple(check_texts_printed(at, kind, view, ledger, template.asked))
    head = view.header
    filled, ledger = with_marks(filled, ledger, head.revised, head.notes)
    title = " - ".join(filter(None, (str(head.title), head.revised)))
    facts = replace(job.facts(title), mark=head.exempt_mark)
    figures = [value for value in ledger.values if isinstance(value, Figure)]
    sparklines = {value for value in ledger.values if isinstance(value, Sparkline)}
    count = len(figures) + len(sparklines)
    if count > MOST_CHARTS:
        raise WriteError(
            f"'{name}' would hold {count:,} charts, and one file holds {MOST_CHARTS:,} at most. "
            "In a copy of the kind's Word file ('paperkit packs new') take out the tag of the "
            "charts: their figures are in its tables, too."
        )
    samples = Samples()
    if figures:
        samples = read_samples([word_file(house) for house in read.pack.houses])
    of_charts = wanted(read.ways, check_samples(samples, figures))
    finished = finish(filled, ledger, facts, samples)
    file = PaperFile(
        name, finished, paper.reference or paper.kind, paper.file.folder, paper.kind, paper.priority
    )
    sentences = printed(view, ledger)
    findings = (
        *of_charts,
        *wanted(read.ways, tuple(check_head(paper, meeting, view.header, ledger, template.asked))),
        *check_own_printed(at, kind, sentences),
        *of_texts,
        *proof(finished, ledger, facts, name),
    )
    return Made(paper, file, ledger, findings, view, facts, sentences)


def _table_of(made: Made) -> PaperFile:
    """Return the table of a paper as a workbook, sealed like it: nobody's changes are replaced."""
    # XlsxWriter is slow to import, and needed here alone.
    from paperkit.files.workbook_out_table import table_workbook
    from paperkit.kinds.exception_table import exception_table

    return PaperFile(
        f"{PurePath(made.file.name).stem}.xlsx",
        seal(table_workbook(exception_table(made.view, made.facts.author)), made.facts.properties),
        made.file.paper,
        made.file.folder,
    )
