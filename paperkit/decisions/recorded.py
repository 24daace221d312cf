"""Decisions with their meeting and paper: which are exempt, open, due, and which paper they open.

What the public may read of an exempt decision is its public wording, and nothing else: neither
the recommendation, nor who acts, nor what became of it.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.calendar import is_public, public_meetings, same_kind
from paperkit.board.data import BoardData
from paperkit.board.decision_rows import COMES_BACK, Decision
from paperkit.board.history import FILED, Filed, lies_exempt
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import MeetingState, Publicity
from paperkit.frozen import Frozen, replace
from paperkit.record.at_meeting import Answered
from paperkit.schema.cleaning import ByReference, Reference
from paperkit.schema.columns import Answer
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.exempt import answers_in_exempt_papers


class Decided(Frozen):
    """A decision, the day of its meeting, and the paper that asked for it; None for none known.

    ``filed_exempt`` says that the meeting had the paper as an exempt one, whatever became of its
    row since; ``on_exempt_round`` that it is on a request that only an exempt paper has.
    """

    row: Decision
    meeting: Meeting
    day: date
    paper: PaperRow | None = None
    filed_exempt: bool = False
    on_exempt_round: bool = False

    @property
    def is_exempt(self) -> bool:
        """Return whether the public may read its public wording alone."""
        exempt_paper = self.paper is not None and self.paper.publicity is Publicity.EXEMPT
        exempt = exempt_paper or self.filed_exempt or self.on_exempt_round
        return exempt or self.row.exempt is Answer.YES

    @property
    def marked(self) -> Decision:
        """Return the decision as a row that says itself whether it is exempt."""
        return replace(self.row, exempt=Answer.YES) if self.is_exempt else self.row

    @property
    def words(self) -> str:
        """Return what was resolved in words that the public may read; "" where none is given."""
        if self.is_exempt:
            return self.row.public_wording
        return self.row.wording or self.row.recommendation


def could_decide(meeting: Meeting) -> bool:
    """Return whether a meeting is one that decides: public, and not cancelled."""
    return is_public(meeting) and meeting.state is not MeetingState.CANCELLED


def decided(board: BoardData) -> tuple[Decided, ...]:
    """Return the decisions of dated meetings, by the day of the meeting, then as in the file."""
    papers = ByReference((paper.reference, paper) for paper in board.papers if paper.reference)
    filed = {
        (Reference(one.paper), Reference(one.meeting)): lies_exempt(one.folder)
        for one in board.history.rows(FILED, Filed)
    }
    on_request = [row for row in board.decisions if _is_on_request(row)]
    in_exempt = board.once(answers_in_exempt_papers) if on_request else frozenset()
    found = []
    for row in board.decisions:
        meeting = board.meeting.get(row.meeting)
        if meeting and meeting.date and could_decide(meeting):
            asked_by = (Reference(row.paper), Reference(row.meeting))
            exempt = filed.get(asked_by, False)
            answer = (Reference(row.meeting), Reference(row.action))
            on_round = _is_on_request(row) and answer in in_exempt
            paper = papers.get(row.paper)
            found.append(Decided(row, meeting, meeting.date, paper, exempt, on_round))
    return tuple(sorted(found, key=lambda one: one.day))


def decided_on(board: BoardData, row: Answered) -> Decided | None:
    """Return the decision of a round's meeting on what was asked of an action, if there is one."""
    found = (
        one
        for one in reversed(board.once(decided))
        if one.meeting.reference == row.meeting.reference and one.row.action == row.action.reference
    )
    return next(found, None)


def decided_openly(at: BoardAt, row: Answered) -> Decided | None:
    """Return what ``decided_on`` does, where the paper may say which action the decision is on.

    Of an exempt decision a public paper may not: the action alone would give it away.
    """
    one = decided_on(at.board, row)
    return None if one and one.is_exempt and at.planned.is_public else one


def decided_earlier(at: BoardAt, row: Answered) -> Decided | None:
    """Return what ``decided_openly`` does, where an earlier meeting has a recorded outcome for it.

    Nothing is earlier where the board is looked at as a whole, and not for a meeting.
    """
    day = at.meeting.date if at.meeting else None
    one = decided_openly(at, row) if day else None
    return one if one and day and one.row.outcome and one.day < day else None


def _is_on_request(row: Decision) -> bool:
    """Return whether a decision may be on a lead's request alone, and does not say if exempt."""
    return bool(row.action) and not row.paper and row.exempt is None


def of_next_paper(board: BoardData, kind: str, priority: str, day: date) -> tuple[Decided, ...]:
    """Return the decisions with which a paper to the meeting of a day opens.

    They are those on earlier papers of its kind and priority, and those on no paper that the data
    still have: of the last such paper's meeting or later, and every older one that is still to be
    acted on. Without an earlier paper of the kind they are all.
    """
    earlier = [one for one in board.once(decided) if one.day < day and _fits(one, kind, priority)]
    last = _last(board, kind, priority, day)
    return tuple(one for one in earlier if last is None or one.day >= last or one.row.is_to_do)


def _fits(one: Decided, kind: str, priority: str) -> bool:
    if one.paper is None:
        return not priority
    return same_kind(one.paper.kind, kind) and one.paper.priority == priority


def _last(board: BoardData, kind: str, priority: str, day: date) -> date | None:
    """Return the day of the last meeting before a day that had a paper of the kind."""
    had = {
        paper.meeting
        for paper in board.papers
        if same_kind(paper.kind, kind) and paper.priority == priority
    }
    if not priority:
        filed = board.history.rows(FILED, Filed)
        had |= {one.meeting for one in filed if same_kind(one.paper, kind)}
    days = [m.date for m in public_meetings(board) if m.date and m.reference in had]
    return max((one for one in days if one < day), default=None)


def coming_back(board: BoardData) -> Iterator[Decided]:
    """Yield one decision for each deferred paper, or one that lacked a quorum.

    A paper that goes to a later meeting already, or that a later meeting has decided, is left out.
    """
    every = board.once(decided)
    seen = set[str]()
    for one in every:
        paper = one.paper
        if paper is None or one.row.outcome not in COMES_BACK or paper.reference in seen:
            continue
        goes_to = board.meeting.get(paper.meeting)
        moved = goes_to is not None and (goes_to.date is None or goes_to.date > one.day)
        later = any(two.paper is paper and two.day > one.day and two.row.outcome for two in every)
        if not moved and not later:
            seen.add(paper.reference)
            yield one
