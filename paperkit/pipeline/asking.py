"""What was asked for: which kind of paper, for which meeting, with which row of the data."""

from collections.abc import Sequence
from datetime import date

from paperkit.board.calendar import find_meeting, next_meeting, suggest_meetings
from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Round
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import Body
from paperkit.errors import UnknownNameError
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Kind, Pack
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to


class Wanted(Frozen):
    """What somebody asks for, in their words: a kind or a paper, a meeting, a priority, a body."""

    what: str
    meeting: str = ""
    priority: str = ""
    body: Body | None = None


class Asked(Frozen):
    """The kind's name, the meeting, and the paper's row: one of its own, or made for the build.

    A row that the data do not have bears no reference.
    """

    kind: str
    meeting: Meeting
    row: PaperRow

    @property
    def paper(self) -> PaperRow | None:
        """Return the paper's own row where the data have one."""
        return self.row if self.row.reference else None


def asked_for(board: BoardData, pack: Pack, wanted: Wanted, today: date) -> Asked:
    """Return what is meant by a kind or a paper's reference, a meeting and a priority in words.

    Where no meeting is named it is the paper's own, else the next one. Where no priority is
    named for a kind that tells of a round, it is that of the meeting's only such paper, else that
    of its only round. ``body`` is whose forward plan is meant. UnknownNameError says what there is
    instead.
    """
    what, paper = wanted.what, _paper_called(board, wanted.what)
    if paper is not None and what not in pack.kind_names:
        there = the_meeting(board, wanted.meeting or paper.meeting, today)
        _check_priority(board, paper, wanted.priority)
        _check_body(paper, there, wanted.body)
        return Asked(paper.kind, there, paper)
    if what not in pack.kind_names:
        raise UnknownNameError(_unknown(board, pack, what))
    kind, _ = pack.kind(what)
    check_fits(kind, wanted)
    there = the_meeting(board, wanted.meeting, today, wanted.body or Body.BOARD)
    priority = the_priority(board, wanted.priority) if wanted.priority else ""
    found = _paper_of(board, there, replace(wanted, priority=priority))
    if found is not None:
        return Asked(what, there, found)
    if kind.round:
        priority = priority or only_round(board, there)
    row = PaperRow(kind=what, meeting=there.reference, priority=priority, body=wanted.body)
    return Asked(what, there, row)


def check_fits(kind: Kind, wanted: Wanted) -> None:
    """Refuse a priority or a body that papers of the kind have nothing to do with."""
    if wanted.priority and not kind.round:
        raise UnknownNameError(
            f"A paper of the kind {kind.name} tells of no single priority. Leave --priority out."
        )
    if wanted.body and not kind.forward:
        raise UnknownNameError(
            f"A paper of the kind {kind.name} is nobody's forward plan. Leave --body out."
        )


def the_meeting(board: BoardData, words: str, today: date, body: Body = Body.BOARD) -> Meeting:
    """Return the meeting of that reference, date or paper; a body's next where none is named."""
    found = find_meeting(board, words) if words else next_meeting(board, today, body)
    if found is None:
        raise UnknownNameError(_no_meeting(board, words, body))
    if found.date is None:
        raise UnknownNameError(
            f"The meeting '{found.reference}' has no date. Give it one on the sheet Meetings."
        )
    return found


def the_priority(board: BoardData, words: str) -> str:
    """Return the reference of the priority that goes by this reference or name."""
    for row in board.priorities:
        if folded(words) in (folded(row.reference), folded(row.name)):
            return row.reference
    names = [name for row in board.priorities for name in (row.reference, row.name) if name]
    near = close_to(words, names)
    there = f"Did you mean '{near}'?" if near else _priorities(board)
    raise UnknownNameError(f"There is no priority called '{words}'. {there}")


def _priorities(board: BoardData) -> str:
    told = [f"{row.reference} ({row.name})" if row.name else row.reference
            for row in board.priorities]  # fmt: skip
    return f"The priorities are: {', '.join(told) or 'none yet'}."


def only_round(board: BoardData, meeting: Meeting) -> str:
    """Return the priority of the meeting's round in the log, where it has just one."""
    rounds = board.history.rows(ROUNDS, Round)
    there = dict.fromkeys(one.priority for one in rounds if one.meeting == meeting.reference)
    if len(there) == 1:
        return next(iter(there))
    raise UnknownNameError(f"Name the priority with --priority. {_priorities(board)}")


def _check_priority(board: BoardData, paper: PaperRow, words: str) -> None:
    priority = the_priority(board, words) if words else ""
    if priority and folded(priority) != folded(paper.priority):
        raise UnknownNameError(
            f"'{paper.reference}' does not tell of the priority {priority}. Leave --priority out, "
            f"or name the paper that does."
        )


def _check_body(paper: PaperRow, meeting: Meeting, body: Body | None) -> None:
    if not _is_of_body(paper, meeting, body):
        raise UnknownNameError(
            f"'{paper.reference}' is not the forward plan of the {body}. Leave --body out, or name "
            f"the paper that is."
        )


def _is_of_body(paper: PaperRow, meeting: Meeting, body: Body | None) -> bool:
    return body is None or (paper.body or meeting.body or Body.BOARD) is body


def _no_meeting(board: BoardData, words: str, body: Body) -> str:
    if not words:
        return (
            f"No meeting of the {body} lies ahead. Name one with --meeting, or add it to Meetings."
        )
    near = suggest_meetings(board, words)
    there = near or [meeting.reference for meeting in board.meetings]
    lead = "Did you mean" if near else "The meetings are"
    return f"There is no meeting called '{words}'. {lead}: {', '.join(there) or 'none yet'}."


def _paper_called(board: BoardData, words: str) -> PaperRow | None:
    wanted = folded(words)
    return next((paper for paper in board.papers if folded(paper.reference) == wanted), None)


def _paper_of(board: BoardData, meeting: Meeting, wanted: Wanted) -> PaperRow | None:
    """Return the paper of that kind for the meeting; the one that was named, if one was."""
    named = _paper_called(board, wanted.meeting)
    if named is not None and _fits(named, meeting, wanted):
        return named
    fitting = [
        paper
        for paper in board.papers
        if paper.meeting == meeting.reference and _fits(paper, meeting, wanted)
    ]
    if len(fitting) > 1:
        raise UnknownNameError(_several(wanted.what, meeting, fitting))
    return next(iter(fitting), None)


def _fits(paper: PaperRow, meeting: Meeting, wanted: Wanted) -> bool:
    told = not wanted.priority or folded(paper.priority) == folded(wanted.priority)
    return paper.kind == wanted.what and told and _is_of_body(paper, meeting, wanted.body)


def _several(kind: str, meeting: Meeting, fitting: Sequence[PaperRow]) -> str:
    named_so = ", ".join(f"'{paper.reference}'" for paper in fitting)
    by_priority = len({folded(paper.priority) for paper in fitting}) == len(fitting)
    way = ", or give --priority" if by_priority else ""
    return (
        f"{meeting.reference} has {len(fitting)} papers of the kind {kind}. Name one of them "
        f"by its reference: {named_so}{way}. Or build every paper with --all."
    )


def _unknown(board: BoardData, pack: Pack, what: str) -> str:
    known = [*pack.kind_names, *(paper.reference for paper in board.papers)]
    near = close_to(what, known)
    suggestion = f"Did you mean '{near}'?" if near else f"There are: {', '.join(known)}."
    return f"'{what}' is neither a kind of paper in the pack {pack.name} nor a paper. {suggestion}"
