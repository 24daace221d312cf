"""The agenda of a meeting: its papers in the order of their items, and the numbers for them.

The clerk's numbers go into a file of the data folder, one for each meeting. It is paperkit's own,
and is written anew when more are given, unless a person has changed it.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperkit.board.agenda import AGENDA, AgendaItem, in_turn, is_item, item_meant
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.meetings.agenda_rules import same_item
from paperkit.meetings.progress import finals
from paperkit.packs.plan import plan
from paperkit.pipeline.checking import ordered
from paperkit.pipeline.reading import (
    BoardRead,
    data_file,
    did_you_mean,
    read_board,
    read_whole,
    rewrite_data,
    the_meeting,
)
from paperkit.pipeline.status import PaperStatus, meeting_status
from paperkit.schema.cleaning import folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import place_of

_OF_NUMBERS = frozenset({"PK-455", "PK-456"})


class Agenda(Frozen):
    """The papers of a meeting, by item and then as the sheet Papers has them; what was found.

    Each goes before its appendices. ``file`` is the one into which numbers were written.
    """

    meeting: Meeting
    papers: tuple[PaperStatus, ...]
    findings: tuple[Finding, ...] = ()
    file: Path | None = None


class Number(Frozen):
    """A paper as somebody names it, and its number on the agenda; no number takes it back."""

    paper: str
    item: str


def agenda(folder: Path, meeting: str, today: date, packs: Sequence[Path] = ()) -> Agenda:
    """Return the papers of a meeting, of the next one where none is named.

    What is wrong with the numbers is among the findings. UnknownNameError where there is no such
    meeting, ProjectError where the data cannot be read.
    """
    read = read_whole(folder, packs)
    return _listed(read, the_meeting(read.board, meeting, today), today)


def number_items(
    folder: Path, meeting: str, numbers: Sequence[Number], today: date, packs: Sequence[Path] = ()
) -> Agenda:
    """Return the agenda with these numbers, which are kept beside the workbook.

    Earlier ones stay, but for those of the same papers. UnknownNameError where the meeting has no
    such paper, or an item is not a number; WriteError where a person has changed the file of
    numbers.
    """
    read = read_whole(folder, packs)
    there = the_meeting(read.board, meeting, today)
    title = f"Agenda of {there.reference}"
    name = data_file(read.project, {AGENDA: ()}, title).path.name
    before = [row for row in read.board.agenda if row.place.row.file == name]
    rows = {row.paper: row for row in before}
    given: dict[str, str] = {}
    for number in numbers:
        paper = _named(read, there, number.paper)
        if number.item and not is_item(number.item):
            meant = item_meant(number.item) or "a number such as 7, 7a or 12.1"
            raise UnknownNameError(
                f"'{number.item}' is not an item number. Type {meant}, as the agenda has it."
            )
        if given.setdefault(paper.reference, number.item) != number.item:
            raise UnknownNameError(
                f"'{paper.reference}' is given the items {given[paper.reference]} and "
                f"{number.item}. Give it one of them."
            )
        had = rows.get(paper.reference)
        if number.item:
            # A paper that gets another number has been on the agenda since it got the first.
            since = had.given_on if had else today
            rows[paper.reference] = AgendaItem(
                meeting=there.reference, paper=paper.reference, item=number.item, given_on=since
            )
        elif had:
            del rows[paper.reference]
        elif paper.item:
            raise UnknownNameError(
                f"The number of '{paper.reference}' is at {place_of(paper, 'item')}, which no "
                "command changes. Clear it there."
            )
    file = rewrite_data(read.project, {AGENDA: before}, {AGENDA: tuple(rows.values())}, title)
    return replace(_listed(read_board(folder, packs), there, today), file=file)


def _named(read: BoardRead, meeting: Meeting, words: str) -> PaperRow:
    """Return the paper of a meeting that has this reference, title or kind.

    UnknownNameError where there is none, or more than one, or where it is an appendix.
    """
    kinds = read.pack.kinds()
    there = [row for row in read.board.papers if row.meeting == meeting.reference]

    def names(row: PaperRow) -> set[str]:
        kind = kinds.get(row.kind)
        of_kind = (kind.name, kind.title) if kind else (row.kind,)
        return {folded(name) for name in (row.title, row.public_title, *of_kind) if name}

    found = [row for row in there if row.reference == words]
    found = found or [row for row in there if folded(words) in names(row)]
    covers = [row for row in found if not row.appendix_of]
    if len(covers) == 1:
        return covers[0]
    if found and not covers:
        raise UnknownNameError(
            f"'{found[0].reference}' is an appendix, and goes under the number of "
            f"'{found[0].appendix_of}'. Give that one a number."
        )
    references = [row.reference for row in covers or there if not row.appendix_of]
    listed = ", ".join(f"'{name}'" for name in references) or "none"
    if covers:
        raise UnknownNameError(
            f"{meeting.reference} has {len(covers)} papers called '{words}'. Name one of them by "
            f"its reference: {listed}."
        )
    otherwise = f"Its papers are: {listed}."
    raise UnknownNameError(
        f"{meeting.reference} has no paper called '{words}'. "
        + did_you_mean(words, references, otherwise)
    )


def _listed(read: BoardRead, meeting: Meeting, today: date) -> Agenda:
    # Each paper goes before its appendices, which have its number.
    groups: list[list[PaperStatus]] = []
    for paper in meeting_status(read, meeting, today, finals(read.board.history, today)).papers:
        if paper.paper and paper.kind:
            if not paper.label:
                groups.append([])
            groups[-1].append(paper)
    groups.sort(key=lambda group: in_turn(group[0].item))
    planned = plan(read.board, read.ways, read.pack.kinds(), meeting)
    of_numbers = (one for one in read.findings if one.code in _OF_NUMBERS)
    at = BoardAt(read.board, read.ways, meeting)
    found = ordered((*of_numbers, *planned.findings, *same_item(at)))
    return Agenda(meeting, tuple(paper for group in groups for paper in group), found)
