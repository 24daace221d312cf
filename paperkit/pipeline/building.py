"""Build papers: read, check, make, proof, write. Nothing is written before all is checked.

One paper, or every paper of a meeting: the data are read once, and all is written or nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from types import MappingProxyType

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import EXEMPT_FOLDER, History
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import RowsShown, StepName
from paperkit.board.words import Body
from paperkit.container.writing import NewFile
from paperkit.errors import UnknownNameError, WriteError
from paperkit.findings import Finding, Severity, of_severity, quoted
from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import check_own_printed, check_texts_printed, paper_view, printed
from paperkit.kinds.offered import declared, words_unknown
from paperkit.kinds.paper import Paper
from paperkit.meetings.agenda_rules import filed_late
from paperkit.meetings.published_rules import clock_behind
from paperkit.packs.file_names import FileName, folder_of, joined_name
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned, plan
from paperkit.packs.templates import template_of
from paperkit.papers.text_rules import long_texts
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.attaching import files_of, still_public
from paperkit.pipeline.checking import as_used_by, check_paper, ordered, wanted
from paperkit.pipeline.copies import CopiesAsked, check_office, copies_of, fallen_behind
from paperkit.pipeline.edits import (
    Discarding,
    EditedPaper,
    WhereToLook,
    edited_papers,
    settled,
    to_discard,
    what_is_lacked,
)
from paperkit.pipeline.filing import (
    Acceptance,
    Final,
    PaperFile,
    check_unpublished,
    put,
    replaced,
)
from paperkit.pipeline.heads import check_head, without_row
from paperkit.pipeline.looking_back import look_back, seen_by
from paperkit.pipeline.ordering import papers_asked_for
from paperkit.pipeline.past_meeting import by_todays_data
from paperkit.pipeline.reading import (
    UNREADABLE,
    BoardRead,
    read_board,
    source_files,
    the_meeting,
)
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import printed_to_keep
from paperkit.record.versions import out_of_reach
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt, LookBack
from paperkit.standpoint.rules import place_of
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


class Order(Frozen):
    """What an officer asks for: a paper, or every paper of a meeting.

    ``what`` is a kind of paper such as ``performance_report`` or the reference of a paper; blank
    for every paper of the meeting, and then ``joined`` asks for one more file with all public
    ones. ``meeting`` is a reference or a date; blank for the paper's own meeting, or the next.
    ``priority`` and ``body`` say which round or whose forward plan is meant. ``final`` asks for
    what is filed, not for drafts, and ``acceptance`` says who lets its gaps through, and why.
    ``rows`` goes before the council's setting; ``table`` asks for the rows as a workbook too,
    ``explain`` for the drafted sentences with what they rest on. The files go into ``out``, or into
    the meeting's folder in the project's folder of papers; ``overwrite`` also replaces what
    somebody has edited. ``cache`` is a folder of the user's own, in which compiled templates are
    kept for the next order; none are if not given. ``discarding`` says who discards what was edited
    in Word in the last draft and final, and why. ``copies`` says which papers are also written as
    HTML or PDF: all, or none.
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
    joined: bool = False
    cache: Path | None = None
    discarding: Discarding | None = None
    copies: CopiesAsked = CopiesAsked()


class Traced(Frozen):
    """A sentence as a paper prints it, with the name of the paper's file."""

    file: str
    sentence: Sentence


class Built(Frozen):
    """The outcome of an order: the files written, what was found, why nothing was written.

    ``accepted`` are the gaps that an officer took responsibility for, ``sentences`` the drafted
    ones, None where they were not asked for. ``recorded`` names the log in which the papers were
    entered; it is blank for drafts, of which nothing is recorded. ``edited`` are earlier papers
    that somebody edited in Word, with what of it the new ones lack.
    """

    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()
    refused: str = ""
    accepted: tuple[Finding, ...] = ()
    pack: str = ""
    meeting: str = ""
    sentences: tuple[Traced, ...] | None = None
    recorded: str = ""
    edited: tuple[EditedPaper, ...] = ()


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
    ``back`` gives what a paper looks back on. ``history`` is the record of now, where papers are
    made from what it was.
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


def build(order: Order, progress: Progress = silent) -> Built:
    """Return the paper that was asked for, or every paper of a meeting, written to its folder.

    Full tables come with a paper where the council has them as an appendix, and files that are
    appendices themselves. A draft is made whenever the data can be read. A final is refused where
    an error is left, or a gap that nobody has accepted; where one of several papers is refused,
    none is written. Raises PaperkitError where the run cannot go on, of that UnknownNameError
    where there is no such paper, kind, meeting or priority. Each step is said to ``progress``.
    """
    check_office(order.copies)
    sources = source_files(order.folder) if order.final else {}
    read = read_board(order.folder, order.packs)
    if not read.readable:
        return Built(ordered(read.findings), refused=UNREADABLE)
    if order.rows is not None:
        settings = read.ways.settings
        chosen = replace(settings.exception_reporting, rows=order.rows)
        ways = replace(read.ways, settings=replace(settings, exception_reporting=chosen))
        read = replace(read, ways=ways)
    if order.what:
        asked = papers_asked_for(order, read)
        return _file(make(Job(order, read, *asked, progress, sources=sources)))
    meeting = the_meeting(read.board, order.meeting, order.today)
    planned = plan(read.board, read.ways, read.pack.kinds(), meeting)
    job = Job(
        order, read, meeting, planned.papers, progress, planned.findings, sources=sources
    )  # fmt: skip
    if not planned.papers:
        return _file(
            replace(
                job,
                findings=ordered((*read.findings, *planned.findings)),
                refused="The meeting has no paper on the sheet Papers that the pack can build.",
            )
        )
    if order.final and planned.findings:
        return _file(replace(job, refused="A paper of the meeting cannot be built."))
    job = make(job)
    job = replace(job, findings=ordered((*planned.findings, *job.findings)))
    return _file(_with_joined(job) if order.joined and not job.refused else job)


# --- Making them in memory ------------------------------------------------------------------


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
        # Not of a paper that is made again as on an earlier day: its day is no clock's.
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
    findings += still_public(_folder(job), job.papers, copies)
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
    return _proved(replace(job, made=made, files=tuple(files)), of_proof)


def _proved(job: Job, of_proof: Sequence[Finding]) -> Job:
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
    name = _file_name(job, paper.file)
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
    facts = replace(_facts(job, title), mark=head.exempt_mark)
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


def _facts(job: Job, title: str) -> Facts:
    """Return what a file of this meeting says of itself; its author is the council.

    Where the settings do not name the council, it is the Board. A final also says how far the log
    had come, by which an end cut off the log is found.
    """
    day, final, council = job.meeting.date, job.order.final, job.read.ways.settings.council
    assert day is not None
    history = job.history or job.read.board.history
    log = anchored(history.anchor) if final else {}
    return Facts(
        title,
        council.name or council.board,
        f"{council.board}, {in_words(day)}",
        day,
        not final,
        properties={MEETING_NAME: job.meeting.reference, **log},
    )


def _folder(job: Job) -> Path:
    """Return the folder that the files of a job are put into."""
    papers = job.read.project.papers / folder_of(job.read.board, job.meeting)
    return job.order.out or papers


def _file_name(job: Job, file: FileName) -> str:
    """Return the name of a Word file, with the mark of a draft where it is one."""
    return file.final if job.order.final else file.draft


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


_KEEP_APART = f"Keep it apart from what is published: it is in the folder '{EXEMPT_FOLDER}'."


def _with_joined(job: Job) -> Job:
    """Return the job with one file more, which holds all public papers in order.

    There is a note for each paper and file that it does not hold.
    """
    # What joins papers is imported only where they are joined.
    from paperkit.word.joining import join

    findings = (*job.findings, *wanted(job.read.ways, _left_out(job.made)))
    public = [made for made in job.made if made.paper.is_public]
    if not public:
        return replace(job, findings=ordered(findings))
    assert job.meeting.date is not None
    title = f"Papers - {in_words(job.meeting.date)}"
    name = _file_name(job, joined_name(job.read.board, job.meeting))
    facts = _facts(job, title)
    job.progress(f"Making {name}")
    package = join([made.file.data for made in public], facts)
    ledger = Ledger(tuple(value for made in public for value in made.ledger.values))
    of_proof = proof(package, ledger, facts, name)
    files = (*job.files, PaperFile(name, package))
    return _proved(replace(job, findings=ordered((*findings, *of_proof)), files=files), of_proof)


def _left_out(papers: Sequence[Made]) -> Iterator[Finding]:
    after = ", so it is not in the joined file."
    for made in papers:
        if not made.paper.is_public and made.paper.row:
            place = place_of(made.paper.row, "publicity")
            message = f"{quoted(made.file.name)} is exempt{after}"
            yield Finding("PK-469", place, message, value=made.file.name, remedy=_KEEP_APART)
        for one in made.paper.appendices:
            if one.file:
                place, name = place_of(one.row, "file"), one.copy.final
                why = "exempt" if one.exempt else "a file of its own"
                message = f"{quoted(name)} is {why}{after}"
                remedy = _KEEP_APART if one.exempt else ""
                yield Finding("PK-469", place, message, value=name, remedy=remedy)


# --- Writing them ---------------------------------------------------------------------------


def _file(job: Job) -> Built:
    """Return the outcome of a job, its files put in place with what is attached to them."""
    order, read, meeting = job.order, job.read, job.meeting.reference
    pack = f"{read.pack.name} ({read.pack.folder.parent})"
    if job.refused:
        return Built(job.findings, refused=job.refused, pack=pack, meeting=meeting)
    job.progress("Looking at earlier papers")
    published = out_of_reach(read.board.history, order.today)
    folder = _folder(job)
    for file in job.files:
        new = NewFile(folder / file.folder / file.name, file.data, replace=True)
        check_unpublished(new, published, in_papers=not order.out)
    edited = edited_papers(job.files, _looked(job, folder), final=order.final)
    forced = order.discarding is not None if order.final else order.overwrite
    of_edits = what_is_lacked(edited, final=order.final, forced=forced)
    if of_severity(of_edits, Severity.ERROR):
        return Built(
            ordered((*job.findings, *wanted(read.ways, of_edits))),
            refused="What somebody edited in Word would be lost.",
            pack=pack, meeting=meeting, edited=edited,
        )  # fmt: skip
    copies = copies_of(job.files, order.copies, job.progress)
    of_copies = (*copies.findings, *fallen_behind(folder, job.files, copies.files))
    job = replace(job, findings=ordered((*job.findings, *wanted(read.ways, of_copies))))
    if order.final and of_severity(copies.findings, Severity.ERROR):
        refused = "A PDF did not pass its check."
        return Built(job.findings, refused=refused, pack=pack, meeting=meeting, edited=edited)
    job.progress("Writing")
    final = _final(job, edited) if order.final else None
    of_record = replaced(read.board.history, job.files, published) if order.final else ()
    paths = put(
        order.out or read.project.papers,
        "" if order.out else folder.name,
        job.files,
        [file for paper in job.papers for file in files_of(read.project, paper)[0]],
        overwrite=order.overwrite,
        published=published,
        final=final,
        settled=settled(edited, read.board.history),
        copies=copies.files,
    )
    sentences = (
        Traced(made.file.name, sentence) for made in job.made for sentence in made.sentences
    )
    return Built(
        findings=ordered((*job.findings, *wanted(read.ways, (*of_edits, *of_record)))),
        files=paths,
        accepted=final.gaps if final else (),
        pack=pack,
        meeting=meeting,
        sentences=tuple(sentences) if order.explain else None,
        recorded=LOG_FILE if order.final else "",
        edited=edited,
    )


def _looked(job: Job, folder: Path) -> WhereToLook:
    """Return with what edits are looked for: also in the meeting's folder of papers."""
    papers = job.read.project.papers / folder_of(job.read.board, job.meeting)
    log = job.read.project.folder / LOG_FILE
    sentences = {made.file.name: made.sentences for made in job.made}
    return WhereToLook(tuple(dict.fromkeys((folder, papers))), log, job.read.board, sentences)


def _final(job: Job, edited: Sequence[EditedPaper]) -> Final:
    """Return what is recorded of a job's papers, with the calendar's day of their publication."""
    order, read = job.order, job.read
    gaps = of_severity(job.findings, Severity.GAP)
    day = day_of(deadlines(job.meeting, read.ways.settings.deadlines), StepName.PUBLICATION)
    return Final(
        project=read.project.folder,
        board=read.board,
        meeting=job.meeting.reference,
        acceptance=order.acceptance,
        gaps=gaps,
        day=order.today,
        public_from=day,
        sources=job.sources,
        now=job.sources,
        printed={
            made.file.name: printed_to_keep(read.board, made.sentences, made.ledger)
            for made in job.made
        },
        discarded=to_discard(
            edited, read.project.papers, job.meeting.reference, order.discarding, order.today
        ),
    )
