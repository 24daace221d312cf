"""Correct a published paper: from its data as published, and what was chosen of today's.

Before its meeting it gets a revised version or an addendum; after it, a correction for the next
meeting. What was published stays beside it, byte for byte, in its folder and in the record.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from paperkit.board.history import CORRECTED, Corrected, Filed
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import CorrectedAs, MeetingState
from paperkit.corrections import noted
from paperkit.corrections.changes import Changed, changes, chosen
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding, Place, Severity, in_words_of, of_severity, quoted
from paperkit.frozen import Frozen, replace
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.as_published import AsPublished, as_published
from paperkit.pipeline.checking import ordered
from paperkit.pipeline.corrected_papers import Case, apart, compared, revise
from paperkit.pipeline.correction_paper import CorrectionOrder
from paperkit.pipeline.reading import BoardRead, read_whole, source_files
from paperkit.pipeline.restoring import file_of
from paperkit.pipeline.withdrawing import joined
from paperkit.record.versions import Version, versions, withdrawn_files
from paperkit.schema.dates import in_words


class CorrectionDone(Frozen):
    """The outcome of an order: what changed since, what was made, or why nothing was.

    ``lines`` are what is printed of the correction. ``said`` is what to know of it, ``outdated``
    are files that hold what was published as well.
    """

    version: Version
    changed: tuple[Changed, ...]
    said: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: str = ""
    files: tuple[Path, ...] = ()
    how: CorrectedAs | None = None
    lines: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


def correct(order: CorrectionOrder, progress: Progress = silent) -> CorrectionDone:
    """Return the outcome of a correction; where no row is named, what changed since publication.

    UnknownNameError where there is no such paper, row or meeting; LogError where the paper was
    never published, or somebody has added to the record meanwhile. All is written, or nothing.
    """
    now = source_files(order.folder)
    today = read_whole(order.folder, order.packs)
    progress("Looking for what was published")
    published = as_published(today, order.paper, order.today, order.packs)
    every = changes(published.read.board, today.board) if published.read else ()
    meeting = _meeting(today, published)
    found = CorrectionDone(
        published.version, every,
        said=tuple(_said(today, published, meeting)),
        outdated=tuple(_outdated(today, published)),
    )  # fmt: skip
    if not (order.rows or order.every or order.note):
        return found
    if not every and not order.note:
        refused = "Nothing has changed in the data since, so nothing is corrected."
        return replace(found, refused=refused)
    taken = every if order.every else chosen(every, order.rows)
    how, refused = _how(order, published, meeting)
    if how is None or refused:
        return replace(found, refused=refused)
    case = Case(order, today, published, taken, meeting, how, now, progress)
    if published.read and taken:
        progress("Making the paper as it was published, and corrected")
        case = compared(case, published.read)
    findings = tuple(_findings(case))
    found = replace(found, how=how, findings=findings)
    if refused := _refused(case, findings):
        return replace(found, refused=refused)
    files, lines = revise(case) if how is CorrectedAs.REVISED else apart(case)
    return replace(found, files=files, lines=lines)


# --- What is to be known before -------------------------------------------------------------


def _meeting(today: BoardRead, published: AsPublished) -> Meeting:
    """Return the meeting of a published paper, as it is on the sheet today."""
    name = published.row.meeting
    then = published.read.board.meeting.get(name) if published.read else None
    meeting = today.board.meeting.get(name) or then
    if meeting is None or meeting.date is None:
        there = in_words_of(today.project.place, "on the sheet Meetings")
        raise UnknownNameError(
            f"The paper went to the meeting '{name}', which has no date {there}. Put it back "
            "there, then try again."
        )
    return meeting


def _was_held(order: CorrectionOrder, meeting: Meeting) -> bool:
    assert meeting.date is not None
    return meeting.date < order.today and meeting.state is not MeetingState.CANCELLED


def _said(today: BoardRead, published: AsPublished, meeting: Meeting) -> Iterator[str]:
    """Yield what to know of the paper, its meeting and its data before anything is chosen."""
    row = published.row
    if row.revises:
        yield f"The newest version is corrected: '{row.file}'."
    if not file_of(today.project, row).is_file():
        yield (
            f"'{row.file}' is in the record, and not in its folder: 'paperkit record restore "
            f'"{row.file}"\' gives it back.'
        )
    if meeting.state is MeetingState.CANCELLED and meeting.date:
        yield f"The meeting of {in_words(meeting.date)} was cancelled."
    then = published.read.board.meeting.get(row.meeting) if published.read else None
    if then and then.date != meeting.date and then.date and meeting.date:
        yield (
            f"The meeting was moved from {in_words(then.date)} to {in_words(meeting.date)} since: "
            f"the paper says {in_words(then.date)} unless you choose that row."
        )
    paper = next((one for one in today.board.papers if one.reference == row.paper), None)
    if paper and paper.meeting != row.meeting:
        yield (
            f"The paper is down for {paper.meeting} today. What is corrected here is the one that "
            f"was published for {row.meeting}. If it no longer goes there, withdraw it with "
            "'paperkit withdraw'."
        )
    if published.read is None:
        yield (
            "The record has no rows of this paper: an earlier paperkit built it, or they were "
            "removed. It cannot be made anew; say what is to be corrected with --note."
        )
    yield from published.said


def _outdated(today: BoardRead, published: AsPublished) -> Iterator[str]:
    """Yield the files that hold the paper, or its table, as it was published."""
    row = published.row
    yield from joined(today.board.history, row)
    for every in versions(today.board.history).values():
        last = every[-1].row
        same = isinstance(last, Filed) and (last.paper, last.meeting) == (row.paper, row.meeting)
        if same and PurePath(last.file).suffix == ".xlsx" and not every[-1].withdrawn_on:
            yield last.file


def _how(
    order: CorrectionOrder, published: AsPublished, meeting: Meeting
) -> tuple[CorrectedAs | None, str]:
    """Return what the paper is corrected by; else why that is to be said, or said otherwise."""
    assert meeting.date is not None
    day, how = in_words(meeting.date), order.how
    if _was_held(order, meeting):
        if how in (None, CorrectedAs.NEXT_MEETING):
            return CorrectedAs.NEXT_MEETING, ""
        return None, (
            f"The meeting of {day} is over, so the report that it had is not revised. Leave --as "
            "out: the correction then goes to the next meeting."
        )
    if how not in (CorrectedAs.REVISED, CorrectedAs.ADDENDUM):
        return None, (
            f"The meeting of {day} is still to come. Say how the paper is corrected: '--as "
            "revised' makes a new version of the whole paper, '--as addendum' a short paper that "
            "lists what is corrected."
        )
    if how is CorrectedAs.REVISED and (published.read is None or not (order.rows or order.every)):
        return None, (
            "A revised version is made from the data. Choose the rows that were wrong, or give "
            "the words of an addendum with '--as addendum' and --note."
        )
    return how, ""


# --- Whether it can be corrected so ---------------------------------------------------------


def _findings(case: Case) -> Iterator[Finding]:
    """Yield what was found in the corrected data and not in those that were published, and drift.

    What was found in both was filed as it is, and the acceptance of its gaps holds.
    """
    if case.before and case.after:
        known = {(one.code, one.message) for one in case.before.findings}
        new = (one for one in case.after.findings if (one.code, one.message) not in known)
        yield from (one for one in ordered(new) if one.severity is not Severity.NOTE)
    for one in case.files if case.how is CorrectedAs.REVISED else ():
        if one.drift:
            where = "; ".join(dict.fromkeys(each.place.words for each in one.drift))
            why = (
                "because it was edited in Word"
                if one.edited
                else "by today's templates or paperkit"
            )
            message = (
                f"{quoted(one.filed)} cannot be made again word for word: {where} would be "
                f"printed differently, {why}."
            )
            yield Finding("PK-947", Place(one.filed), message)


def _refused(case: Case, findings: Sequence[Finding]) -> str:
    """Return why nothing is made; nothing where the paper can be corrected so."""
    order = case.order
    if not order.because or not order.by:
        return 'Give the reason with --because "why", and your name with --by "name".'
    for job in (case.before, case.after):
        if job and job.refused:
            return job.refused
    if of_severity(findings, Severity.ERROR):
        return "With what was chosen the paper would have an error that it did not have."
    if of_severity(findings, Severity.GAP) and not order.accepting:
        return (
            "With what was chosen the paper would have a gap that it did not have. Choose the row "
            'that fills it, or accept it with --accept-gaps "the reason".'
        )
    if case.taken and not any(one.differences for one in case.files):
        return "What was chosen changes nothing that the paper prints."
    if made := _said_already(case):
        return (
            f"'{made}' says the same already. If it is no longer in its folder, run 'paperkit "
            f"record restore \"{made}\"'. To make it again, run 'paperkit withdraw' first."
        )
    for one in case.files:
        old, new = (tuple(map(str, made.view.recommendations)) for made in (one.was, one.now))
        if old != new and not order.agreed_by:
            return (
                "A recommendation changes, which the clerk has to agree to: give the clerk's name "
                f"with --recommendation-agreed-by. It was: {_quoted(old)}. It would be: "
                f"{_quoted(new)}."
            )
        if case.how is CorrectedAs.REVISED and one.drift and one.edited:
            return (
                f"'{one.filed}' was edited in Word before it was published, and these words "
                "would be lost. Put them into the data, or correct it with '--as addendum'."
            )
    return ""


def _said_already(case: Case) -> str:
    """Return the addendum or correction that says the same of the same version; often nothing."""
    history, version, lines = case.today.board.history, case.published.version, case.order.note
    found = tuple(each for one in case.differing for each in one.differences)
    gone, places = withdrawn_files(history), noted.places(found)
    said = tuple((place.place, place.was, place.now) for place in places)
    for row in history.rows(CORRECTED, Corrected):
        same = row.how is case.how and row.sha256 == version.row.sha256 and row.made not in gone
        was = tuple(zip(row.places, row.was, row.now, strict=True))
        if same and was == said and (not lines or row.words[-len(lines) :] == lines):
            return row.made
    return ""


def _quoted(words: Sequence[str]) -> str:
    return "; ".join(f"'{one}'" for one in words)
