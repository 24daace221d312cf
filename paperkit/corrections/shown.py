"""What papers print of corrections: one in a paper of its own, and those of the report before."""

from collections.abc import Iterator
from datetime import date

from paperkit.board.history import CORRECTED, FILED, Corrected, Entry, Filed
from paperkit.board.words import CorrectedAs, Publicity
from paperkit.frozen import Frozen
from paperkit.record.versions import every_version
from paperkit.schema.columns import Answer
from paperkit.standpoint.board_at import BoardAt


class CorrectedPlace(Frozen):
    """A place of a paper that was corrected: where it is, what was printed, and what is right."""

    place: str
    was: str
    now: str

    @property
    def printed(self) -> "CorrectedPlace":
        """Return it for those who hear it: no blank cell, no bars between what a row holds."""
        was, now = (words.replace(" | ", "; ") for words in (self.was, self.now))
        return CorrectedPlace(self.place, was or "Not in the paper", now or "Taken out")


class CorrectionShown(Frozen):
    """An addendum to a published paper, or the correction of one that the Board has considered.

    ``opening`` says which paper it is and ``because`` why; ``lines`` are the officer's own words,
    and empty where the places say it all. ``asked`` is what the Board is asked to do, if anything.
    """

    opening: str
    because: str
    lines: tuple[str, ...]
    places: tuple[CorrectedPlace, ...]
    asked: tuple[str, ...]


NO_CORRECTION = CorrectionShown("", "", (), (), ())


def corrections_of_report(at: BoardAt) -> tuple[str, ...]:
    """Return what a paper prints of corrections to earlier ones of its kind that were considered.

    Each is printed by the first paper of the kind that is made after it. What is exempt is printed
    in exempt papers alone.
    """
    exempt = at.paper_row.publicity is Publicity.EXEMPT
    found: list[str] = []
    for entry in at.board.history.of(CORRECTED):
        row = entry.row
        assert isinstance(row, Corrected)
        if row.how is not CorrectedAs.NEXT_MEETING or (row.exempt is Answer.YES and not exempt):
            continue
        if _is_next(at, entry, row):
            found += row.words
    return tuple(found)


def _is_next(at: BoardAt, entry: Entry, row: Corrected) -> bool:
    """Return whether the paper is the next of its kind after the one that was corrected."""
    planned = at.planned
    body = planned.body or None
    if (planned.kind, planned.priority, body) != (row.kind, row.priority, row.body):
        return False
    considered = at.board.meeting.get(row.meeting)
    since = considered.date if considered and considered.date else entry.recorded_on
    if not (since < at.day and entry.recorded_on <= at.day):
        return False
    return not any(since < day < at.day for day in _filed_since(at, entry, row))


def _filed_since(at: BoardAt, entry: Entry, row: Corrected) -> Iterator[date]:
    """Yield the day of the meeting of each paper of the kind that was filed after a correction."""
    kinds = {paper.reference: paper for paper in at.board.papers}
    gone = {one.row.file for one in every_version(at.board.history) if one.withdrawn_on}
    for filed in at.board.history.of(FILED):
        paper = filed.row
        assert isinstance(paper, Filed)
        if filed.number < entry.number or paper.file in gone:
            continue
        known = kinds.get(paper.paper)
        of_kind = (known.kind, known.priority) if known else (paper.paper, "")
        if paper.kind:
            of_kind = paper.kind, paper.priority
        meeting = at.board.meeting.get(paper.meeting)
        if meeting and meeting.date and of_kind == (row.kind, row.priority):
            yield meeting.date
