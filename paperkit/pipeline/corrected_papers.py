"""The files of a correction: made, compared with what was published, put beside it, recorded."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from paperkit.board.data import BoardData
from paperkit.board.history import CORRECTED, Corrected, Draft, Filed, lies_exempt, meeting_folder
from paperkit.board.paper_rows import PAPERS, RETURNS
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import CorrectedAs
from paperkit.corrections import noted
from paperkit.corrections.changes import Changed, with_changes
from paperkit.corrections.shown import CorrectedPlace
from paperkit.errors import UnknownNameError
from paperkit.findings import Severity, in_words_of, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.kinds.paper import Paper
from paperkit.packs.file_names import folder_of
from paperkit.packs.plan import Planned
from paperkit.pipeline import Progress
from paperkit.pipeline.as_published import AsPublished
from paperkit.pipeline.attaching import files_of
from paperkit.pipeline.correction_paper import CorrectionOrder, correction_paper
from paperkit.pipeline.filing import Acceptance, Final, PaperFile, put
from paperkit.pipeline.making import Job, Made, look_over, made_of
from paperkit.pipeline.ordering import Order, papers_asked_for
from paperkit.pipeline.reading import BoardRead
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import printed_to_keep
from paperkit.record.kept import kept
from paperkit.record.versions import Version, every_version, versions
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.exempt import as_public, exempt_papers
from paperkit.word.compared_text import PaperPart
from paperkit.word.comparing import Difference, compare
from paperkit.word.properties import MEETING_NAME, Seal, seal_of


class DifferingFile(Frozen):
    """A published file of the paper: as its data make it, and with what was taken of today's.

    ``version`` is the one that counts, ``first`` the file of the first; ``edited`` says whether it
    is not as paperkit made it. ``differences`` are those of what was taken. ``drift`` is what
    differs without it: by templates of today, or by what was edited in Word.
    """

    was: Made
    now: Made
    version: Version
    first: str
    edited: bool
    differences: tuple[Difference, ...]
    drift: tuple[Difference, ...]

    @property
    def filed(self) -> str:
        """Return the name of the published file."""
        return self.version.row.file


class Case(Frozen):
    """An order with the data as published and of today, what was taken, how, for which meeting.

    ``now`` are the files that were read today. ``board`` is the data with what was taken, of which
    the papers ``after`` are made; those of ``before`` without it. ``files`` are published ones.
    """

    order: CorrectionOrder
    today: BoardRead
    published: AsPublished
    taken: tuple[Changed, ...]
    meeting: Meeting
    how: CorrectedAs
    now: Mapping[str, bytes]
    progress: Progress
    board: BoardData = BoardData()
    before: Job | None = None
    after: Job | None = None
    files: tuple[DifferingFile, ...] = ()

    @property
    def differing(self) -> tuple[DifferingFile, ...]:
        """Return the files that what was taken makes differ."""
        return tuple(one for one in self.files if one.differences)


def compared(case: Case, read: BoardRead) -> Case:
    """Return the case with the papers made twice, of the data as published and corrected.

    UnknownNameError where what was taken is not a correction, or the paper may no longer be public.
    """
    _check_public(case, read)
    for one in case.taken:
        if one.table == PAPERS and one.column and one.column.name == "meeting":
            raise UnknownNameError(
                f"{one.row} goes to another meeting today, which is not a correction. Withdraw the "
                "paper with 'paperkit withdraw', and build it for its new meeting."
            )
    board = with_changes(read.board, case.today.board, case.taken)
    before, after = (_job(case, replace(read, board=one)) for one in (read.board, board))
    case = replace(case, board=board, before=before, after=after)
    return replace(case, files=tuple(_differing(case, before, after)))


def _check_public(case: Case, read: BoardRead) -> None:
    """Refuse to correct a public paper that spoke of a round whose own paper is exempt today.

    What says that something in it was corrected would print what is exempt once more.
    """
    row, paper = case.published.row, case.published.paper
    kind = read.pack.kinds().get(row.kind or paper.kind)
    if lies_exempt(row.folder) or (kind and not kind.shows(RETURNS.name)):
        return
    then, now = (
        as_public(read.board, paper, exempt_papers(board)).history.withheld
        for board in (read.board, case.today.board)
    )
    for one in now:
        if (one.priority, one.meeting) not in {(each.priority, each.meeting) for each in then}:
            raise UnknownNameError(
                f"'{row.file}' reports the round on {one.priority} for {one.meeting}, whose paper "
                "is exempt today. A correction would say it once more. Withdraw it with 'paperkit "
                "withdraw', inform the monitoring officer, and build it again without the round."
            )


def _job(case: Case, read: BoardRead) -> Job:
    """Return the paper made of data, on the day on which it was made first."""
    order, row = case.order, case.published.row
    asked = Order(
        order.folder, row.paper, case.published.made_on, meeting=row.meeting,
        priority=case.published.priority, final=True,
        packs=order.packs, cache=order.cache,
    )  # fmt: skip
    job, ready = look_over(Job(asked, read, *papers_asked_for(asked, read), case.progress))
    return job if job.refused else made_of(job, ready)


def _differing(case: Case, before: Job, after: Job) -> Iterator[DifferingFile]:
    """Yield each published file of the paper, and what differs in it."""
    log = case.today.project.folder / LOG_FILE
    was = {made.file.paper: made for made in before.made}
    for now in after.made:
        old, found = was.get(now.file.paper), _newest(case, now.file.paper)
        if found is None or old is None:
            continue
        version, first = found
        differences = noted.on_the_page(compare(old.file.data, now.file.data).differences)
        drift: tuple[Difference, ...] = ()
        data = kept(log, [version.row.sha256]).get(version.row.sha256)
        if data is not None:
            # What a revised version says of itself is not a difference.
            own = {line for row in _earlier(case, first) for line in row.words}
            drift = tuple(
                one
                for one in noted.on_the_page(compare(data, old.file.data).differences)
                if one.old not in own and not (own and one.place.part is PaperPart.HEADER)
            )
        edited = data is not None and seal_of(data) is not Seal.OURS
        yield DifferingFile(old, now, version, first, edited, differences, drift)


def _newest(case: Case, paper: str) -> tuple[Version, str] | None:
    """Return the version of a paper's file that counts, with the file of its first one."""
    if paper == case.published.row.paper:
        return case.published.version, case.published.file
    for every in versions(case.today.board.history).values():
        row = every[0].row
        out = [one for one in every if one.published_on and one.withdrawn_on is None]
        same = isinstance(row, Filed) and (row.paper, row.meeting) == (
            paper,
            case.meeting.reference,
        )
        if same and out and PurePath(row.file).suffix == ".docx":
            return out[-1], row.file
    return None


def _earlier(case: Case, first: str) -> list[Corrected]:
    """Return what was recorded of the revised versions of a file."""
    history = case.today.board.history
    every = versions(history).get(folded(first), ())
    names = {one.row.file for one in every if one.withdrawn_on is None}
    return [row for row in history.rows(CORRECTED, Corrected) if row.made in names]


# --- A revised version ----------------------------------------------------------------------


def revise(case: Case) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the revised versions of what differs, written beside the first, and what they say."""
    assert case.after is not None
    marked = {one.now.file.paper: _marked(case, one) for one in case.differing}

    def amended(paper: Planned, view: Paper) -> Paper:
        mark, notes, _ = marked[paper.reference or paper.kind]
        return replace(view, header=replace(view.header, revised=mark, notes=notes))

    papers = []
    for paper in case.after.papers:
        if (name := paper.reference or paper.kind) in marked:
            mark = ", ".join(filter(None, (paper.file.mark, marked[name][0])))
            papers.append(replace(paper, file=replace(paper.file, mark=mark)))
    job = replace(
        case.after, papers=tuple(papers), made=(), amended=amended,
        history=case.today.board.history,
    )  # fmt: skip
    job, ready = look_over(job)
    job = made_of(job, ready)
    assert not job.refused, job.findings
    files = {one.now.file.paper: one for one in case.differing}
    found = [(made, files[made.file.paper], marked[made.file.paper][2]) for made in job.made]
    rows = [
        replace(
            _row(case, one, made.file.name, words, one.differences),
            answers=tuple(str(change.entry.number) for change in case.taken if change.entry),
        )
        for made, one, words in found
    ]
    final = replace(
        _final(case, job.made, rows),
        public_from=case.published.row.public_from,
        revises={made.file.name: one.first for made, one, _ in found},
    )
    attached = tuple(_newly_attached(case))
    written = _put(case, job.made, attached, _folder(case), final)
    lines = [
        line
        for made, _, words in found
        for line in ((f"{made.file.name}:", *words) if len(found) > 1 else words)
    ]
    return written, tuple(lines)


def _marked(case: Case, one: DifferingFile) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the mark of a revised version, all that page one says, and what is new of it."""
    earlier = _earlier(case, one.first)
    same_day = sum(row.corrected_on == case.order.today for row in earlier)
    mark = noted.revised(case.order.today, same_day + 1)
    lines = case.order.note or noted.note(one.differences)
    if one.drift:
        lines = (*lines, noted.of_drift(one.drift))
    row, day = one.version.row, one.version.published_on
    of = row.filed_on if isinstance(row, Filed) and row.revises else day
    words = noted.said_of_revision(mark, of, lines)
    return mark, (*(line for row in earlier for line in row.words), *words), words


def _newly_attached(case: Case) -> Iterator[PaperFile]:
    """Yield the attached files that the corrected paper has and the published one has not.

    UnknownNameError where one would take the place of a published one.
    """
    assert case.before is not None
    assert case.after is not None
    project = case.today.project
    there = {
        one.name: one.data for paper in case.before.papers for one in files_of(project, paper)[0]
    }
    for paper in case.after.papers:
        for one in files_of(project, paper)[0]:
            if one.name not in there:
                yield one
            elif there[one.name] != one.data:
                where = in_words_of(project.place, "on the sheet Text")
                raise UnknownNameError(
                    f"'{one.name}' is published, and another file would take its place. Give the "
                    f"corrected one a name of its own {where}."
                )


# --- A paper of its own ---------------------------------------------------------------------


def apart(case: Case) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the addendum, or the correction for the next meeting, written, and what it says."""
    found = tuple(each for one in case.differing for each in one.differences)
    words = case.order.note or noted.note(found)
    made, public_from, folder = correction_paper(
        case.today, case.published, case.meeting, _places(case, found), case.order, case.how,
        case.progress,
    )  # fmt: skip
    if case.how is CorrectedAs.NEXT_MEETING:
        words = noted.said_of_report(case.meeting.date, words)
    one = next(iter(case.differing), None)
    rows = [_row(case, one, made.file.name, words, found)]
    final = replace(_final(case, (made,), rows), public_from=public_from, gaps=())
    return _put(case, (made,), (), folder or _folder(case), final), words


# --- Recording it ---------------------------------------------------------------------------


def _row(
    case: Case, one: DifferingFile | None, made: str, words: tuple[str, ...],
    differences: Sequence[Difference],
) -> Corrected:  # fmt: skip
    """Return what is recorded of a correction."""
    version = one.version if one else case.published.version
    paper = one.now.paper if one else case.published.planned
    order, places = case.order, _places(case, differences)
    return Corrected(
        paper=version.row.paper, meeting=version.row.meeting, file=version.row.file,
        sha256=version.row.sha256, kind=paper.kind, priority=paper.priority, body=paper.body,
        how=case.how, made=made, corrected_on=order.today, reason=order.because, by=order.by,
        agreed_by=order.agreed_by, words=words,
        exempt=Answer.YES if lies_exempt(version.row.folder) else Answer.NO,
        places=tuple(place.place for place in places), was=tuple(place.was for place in places),
        now=tuple(place.now for place in places),
    )  # fmt: skip


def _places(case: Case, differences: Sequence[Difference]) -> tuple[CorrectedPlace, ...]:
    """Return the corrected places; of a paper with other words than these, what differs alone."""
    return noted.places(differences, in_full=not any(one.drift for one in case.differing))


def _final(case: Case, made: Sequence[Made], rows: Sequence[Corrected]) -> Final:
    """Return what is recorded with the papers: the data that they rest on, and the corrections."""
    order, row, after = case.order, case.published.row, case.after
    gaps = of_severity(after.findings, Severity.GAP) if after else ()
    acceptance = Acceptance(row.reason, row.by) if row.gaps else None
    if order.accepting:
        acceptance = Acceptance(order.accepting, order.by)
    board = case.board if after else case.today.board
    of_today = {f"{name}, {in_words(order.today)}": data for name, data in case.now.items()}
    return Final(
        project=case.today.project.folder,
        board=replace(board, history=case.today.board.history),
        meeting=made[0].facts.properties[MEETING_NAME],
        acceptance=acceptance,
        gaps=gaps,
        day=order.today,
        sources={**case.published.sources, **of_today},
        now=case.now,
        printed={one.file.name: printed_to_keep(board, one.sentences, one.ledger) for one in made},
        beside=tuple(Draft(table=CORRECTED, row=row, recorded_on=order.today) for row in rows),
    )


def _folder(case: Case) -> str:
    """Return the name of the folder that holds the paper as published."""
    published = meeting_folder(case.published.row.folder)
    return published or folder_of(case.today.board, case.meeting)


def _put(
    case: Case, made: Sequence[Made], attached: Sequence[PaperFile], folder: str, final: Final
) -> tuple[Path, ...]:
    every = every_version(case.today.board.history)
    out = [one for one in every if one.is_out(case.order.today)]
    return put(
        case.today.project.papers, folder, [one.file for one in made], attached,
        overwrite=False, published=out, final=final,
    )  # fmt: skip
