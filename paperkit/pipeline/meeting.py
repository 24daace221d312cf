"""Every paper of a meeting in one run: the data are read once, and all is written or nothing."""

from collections.abc import Callable, Iterator, Sequence

from paperkit.container.writing import safe_name
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import replace
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.building import (
    NOT_PROVED,
    UNREADABLE,
    Built,
    Job,
    Order,
    Papers,
    council_of,
    files_made,
    made_of,
    plan_of,
    written,
)
from paperkit.pipeline.checking import blocking, ordered, wanted
from paperkit.pipeline.making import Made, facts_of, marked
from paperkit.pipeline.reading import read_board
from paperkit.schema.dates import in_words
from paperkit.word.joining import join
from paperkit.word.proof import proof
from paperkit.word.values import Ledger

NO_PAPERS = "The meeting has no paper on the sheet Papers that the pack can build."


def build_meeting(order: Order) -> Built:
    """Return every paper of a meeting, one file each, in the order of its plan.

    The findings of all come together, and nothing is written where one of them is refused.
    Raises PaperkitError where the run cannot go on.
    """
    return _built(order, _each)


def build_joined(order: Order) -> Built:
    """Return what ``build_meeting`` returns, and last one file with all public papers in order."""
    return _built(order, _each_and_joined)


def _built(order: Order, finish: Callable[[Job, Papers], Built]) -> Built:
    council = council_of(order)
    read = read_board(council)
    if not read.readable:
        return Built(ordered(read.findings), refused=UNREADABLE)
    meeting = the_meeting(read.board, order.meeting, order.today)
    planned = plan_of(council, read, meeting)
    job = Job(order, council, read, meeting, planned.papers)
    if not planned.papers:
        return job.refused(ordered((*read.findings, *planned.findings)), NO_PAPERS)
    if order.final and planned.findings:
        return job.refused(planned.findings, "A paper of the meeting cannot be built.")
    papers = made_of(job)
    told = ordered((*planned.findings, *papers.findings))
    if papers.refused:
        return job.refused(told, papers.refused)
    return finish(job, replace(papers, findings=told))


def _each(job: Job, papers: Papers) -> Built:
    return written(job, papers, files_made(job, papers))


def _each_and_joined(job: Job, papers: Papers) -> Built:
    public = [made for made in papers.made if made.paper.is_public]
    left = wanted(job.council, tuple(_left_out(papers)))
    papers = replace(papers, findings=ordered((*papers.findings, *left)))
    if not public:
        return written(job, papers, files_made(job, papers))
    name, package, faults = _joined(job, public)
    papers = replace(papers, findings=ordered((*papers.findings, *faults)))
    if job.order.final and blocking(faults):
        return job.refused(papers.findings, NOT_PROVED)
    return written(job, papers, [*files_made(job, papers), (name, package)])


def _joined(job: Job, public: Sequence[Made]) -> tuple[str, bytes, tuple[Finding, ...]]:
    assert job.meeting.date is not None
    draft = not job.order.final
    title = f"Papers - {in_words(job.meeting.date)}"
    facts = facts_of(job.council, job.read, job.meeting, title, draft=draft)
    package = join([made.package for made in public], facts)
    name = f"{marked(safe_name(title), draft=draft)}.docx"
    ledger = Ledger(tuple(value for made in public for value in made.ledger.values))
    return name, package, proof(package, ledger, facts, name)


def _left_out(papers: Papers) -> Iterator[Finding]:
    """Yield a note for each paper and file that the joined file does not hold."""
    for made in papers.made:
        if not made.paper.is_public and made.paper.row:
            place = made.paper.row.place.of("publicity", "Public or exempt")
            yield _note(f"{quoted(made.name)} is exempt", place, made.name)
        for one in made.paper.appendices:
            if one.copy:
                place = one.row.place.of("file", "File")
                yield _note(f"{quoted(one.copy)} is a file of its own", place, one.copy)


def _note(said: str, place: Place, value: str) -> Finding:
    message = f"{said}, so it is not in the joined file."
    return Finding("PK-469", place, message, value=value)
