"""An addendum to a published paper, or the correction of a report for the next meeting."""

from datetime import date
from itertools import count
from pathlib import Path

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import lies_exempt
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import StepName
from paperkit.board.words import Body, CorrectedAs, Publicity
from paperkit.corrections.shown import CorrectedPlace, CorrectionShown
from paperkit.errors import UnknownNameError
from paperkit.frozen import Frozen, replace
from paperkit.kinds.paper import Paper
from paperkit.packs.file_names import FileName, folder_of
from paperkit.packs.plan import Planned, plan_alone
from paperkit.pipeline import Progress
from paperkit.pipeline.as_published import AsPublished
from paperkit.pipeline.making import Job, Made, look_over, made_of
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.reading import BoardRead, the_meeting
from paperkit.record.versions import every_version
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say


class CorrectionOrder(Frozen, kw_only=True):
    """What the clerk asks for: a published paper, the rows to be corrected, how, why and by whom.

    ``rows`` are named, or numbers of the list of what changed; ``every`` takes all. ``note`` takes
    the place of the one that is drafted. ``agreed_by`` says yes to a recommendation that changes,
    ``accepting`` why gaps are let through that were not there. ``meeting`` is the one to which a
    correction goes, the next if not given.
    """

    folder: Path
    paper: str
    today: date
    rows: tuple[str, ...] = ()
    every: bool = False
    how: CorrectedAs | None = None
    because: str = ""
    by: str = ""
    note: tuple[str, ...] = ()
    agreed_by: str = ""
    accepting: str = ""
    meeting: str = ""
    packs: tuple[Path, ...] = ()
    cache: Path | None = None


def correction_paper(
    today: BoardRead,
    published: AsPublished,
    meeting: Meeting,
    places: tuple[CorrectedPlace, ...],
    order: CorrectionOrder,
    how: CorrectedAs,
    progress: Progress,
) -> tuple[Made, date | None, str]:
    """Return the paper in memory, its day of publication, and the folder of its meeting.

    The folder is blank for an addendum, which goes beside its paper. UnknownNameError where the
    pack has no kind for it, or no meeting lies ahead.
    """
    kinds = today.pack.kinds()
    kind = next((one for one in kinds.values() if one.corrects), None)
    if kind is None:
        raise UnknownNameError(
            f"The pack {today.pack.name} has no kind with 'corrects: yes', of which addenda and "
            "corrections are made. Extend the pack council, or copy its kind 'correction'."
        )
    addendum = how is CorrectedAs.ADDENDUM
    to = meeting
    if not addendum:
        to = the_meeting(today.board, order.meeting, order.today, meeting.body or Body.BOARD)
    row, shown = _row_of(today, published, meeting, to, order, addendum, kind.name)
    shown = replace(shown, places=tuple(place.printed for place in places), lines=order.note)
    planned = plan_alone(today.board, today.ways, kinds, to, row).papers[0]
    called = f"{'Addendum' if addendum else 'Correction'} to {published.planned.file.title}"
    file = replace(planned.file, title=called)
    planned = replace(planned, file=replace(file, mark=_free(today, file)))

    def amended(_paper: Planned, view: Paper) -> Paper:
        return replace(view, correction=shown, header=replace(view.header, notes=()))

    asked = Order(
        order.folder, kind.name, order.today, meeting=to.reference, final=True,
        packs=order.packs, cache=order.cache,
    )  # fmt: skip
    # A paper on no data: what is wrong with the data of today does not hold it up.
    job, ready = look_over(Job(asked, today, to, (planned,), progress, amended=amended))
    job = job if job.refused else made_of(replace(job, findings=()), ready)
    if job.refused:
        wrong = next((one.message for one in job.findings), "")
        raise UnknownNameError(f"The kind '{kind.name}' cannot be used. {job.refused} {wrong}")
    if addendum:
        return job.made[0], published.row.public_from, ""
    day = day_of(deadlines(to, today.ways.settings.deadlines), StepName.PUBLICATION)
    return job.made[0], day, folder_of(today.board, to)


def _row_of(
    today: BoardRead,
    published: AsPublished,
    meeting: Meeting,
    to: Meeting,
    order: CorrectionOrder,
    addendum: bool,
    kind: str,
) -> tuple[PaperRow, CorrectionShown]:
    """Return the paper as a row of the sheet Papers would have it, and what it says."""
    assert meeting.date is not None
    at = BoardAt(today.board, today.ways, to)
    of, day = published.paper, in_words(order.today)
    title = of.title or published.planned.file.title
    asked: tuple[str, ...] = ()
    went = in_words(meeting.date)
    if addendum:
        said = f"Addendum of {day} to "
        out = next((one.published_on for one in published.every if one.published_on), order.today)
        revised = published.row.filed_on if published.row.revises else None
        opening = say(
            at,
            "correction.addendum.revised" if revised else "correction.addendum",
            title=title,
            published=in_words(out),
            revised=in_words(revised) if revised else "",
            meeting=went,
        )
        purpose = say(at, "correction.addendum.purpose")
    else:
        said = f"Correction to the report of {went}: "
        opening = say(at, "correction.report", title=title, meeting=went)
        board = today.ways.settings.council.board
        stem = today.ways.pack.recommendation.replace("{board}", board)
        purpose = say(at, "correction.report.purpose")
        asked = (say(at, "correction.asked", recommendation=stem),)
    row = PaperRow(
        reference=f"{said}{of.reference or published.row.paper}",
        kind=kind,
        meeting=to.reference,
        title=f"{said}{title}",
        purpose=purpose,
        authors=of.authors,
        directors=of.directors,
        publicity=Publicity.EXEMPT if lies_exempt(published.row.folder) else Publicity.PUBLIC,
        exempt_paragraph=of.exempt_paragraph,
        exempt_reason=of.exempt_reason,
        public_title=f"{said}{published.planned.file.title}",
        as_at=of.as_at,
    )
    because = say(at, "correction.because", because=order.because)
    return row, CorrectionShown(opening, because, (), (), asked)


def _free(today: BoardRead, file: FileName) -> str:
    """Return what sets the name of a file apart from all that the record has; often nothing."""
    taken = {folded(one.row.file) for one in every_version(today.board.history)}
    marks = (str(number) if number > 1 else "" for number in count(1))
    return next(mark for mark in marks if folded(replace(file, mark=mark).final) not in taken)
