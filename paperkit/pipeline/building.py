"""Build papers: read, check, make, proof, write. Nothing is written before all is checked.

One paper, or every paper of a meeting: the data are read once, and all is written or nothing.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import EXEMPT_FOLDER
from paperkit.board.settings import StepName
from paperkit.container.writing import NewFile
from paperkit.findings import Finding, Severity, in_words_of, of_severity, quoted
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import joined_name
from paperkit.packs.plan import plan
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.attaching import files_of
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.copies import check_office, copies_of, fallen_behind
from paperkit.pipeline.edits import (
    EditedPaper,
    WhereToLook,
    edited_papers,
    settled,
    to_discard,
    what_is_lacked,
)
from paperkit.pipeline.filing import Final, PaperFile, check_unpublished, put, replaced
from paperkit.pipeline.making import Job, Made, make, proved
from paperkit.pipeline.ordering import Order, papers_asked_for
from paperkit.pipeline.reading import UNREADABLE, read_board, source_files, the_meeting
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import printed_to_keep
from paperkit.record.versions import out_of_reach
from paperkit.schema.dates import in_words
from paperkit.standpoint.rules import place_of
from paperkit.word.proof import proof
from paperkit.word.values import Ledger, Sentence


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
                refused=in_words_of(
                    meeting.place.row,
                    "The meeting has no paper on the sheet Papers that the pack can build.",
                ),
            )
        )
    if order.final and planned.findings:
        return _file(replace(job, refused="A paper of the meeting cannot be built."))
    job = make(job)
    job = replace(job, findings=ordered((*planned.findings, *job.findings)))
    return _file(_with_joined(job) if order.joined and not job.refused else job)


# --- The joined file ------------------------------------------------------------------------

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
    name = job.name_of(joined_name(job.read.board, job.meeting))
    facts = job.facts(title)
    job.progress(f"Making {name}")
    package = join([made.file.data for made in public], facts)
    ledger = Ledger(tuple(value for made in public for value in made.ledger.values))
    of_proof = proof(package, ledger, facts, name)
    files = (*job.files, PaperFile(name, package))
    return proved(replace(job, findings=ordered((*findings, *of_proof)), files=files), of_proof)


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
    folder = job.folder
    for file in job.files:
        new = NewFile(folder / file.folder / file.name, file.data, replace=True)
        check_unpublished(new, published, in_papers=not order.out)
    edited = edited_papers(job.files, _where_to_look(job), final=order.final)
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


def _where_to_look(job: Job) -> WhereToLook:
    """Return where edited papers are looked for: also in the meeting's folder of papers."""
    folders = tuple(dict.fromkeys((job.folder, job.meeting_folder)))
    log = job.read.project.folder / LOG_FILE
    sentences = {made.file.name: made.sentences for made in job.made}
    return WhereToLook(folders, log, job.read.board, sentences)


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
