"""What a check looks at: all of the data, or what one paper uses (design 4).

Next year's milestone does not hold up tonight's report. This is the one place that decides.
"""

from collections.abc import Sequence
from typing import TypeVar

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow, Request, Return, View
from paperkit.board.plan_rows import Meeting, Milestone
from paperkit.board.plan_tree import PlanTree
from paperkit.board.words import MeetingState
from paperkit.frozen import replace
from paperkit.record.at_meeting import RoundAt
from paperkit.schema.cleaning import folded

A = TypeVar("A", Return, View, Request)


def in_scope(board: BoardData, meeting: Meeting | None, paper: PaperRow | None) -> BoardData:
    """Return the rows that a paper uses; all of them where neither is given.

    With a meeting: its own papers with their text, its feedback and highlight reports, the
    milestones up to its date, the meetings that have one, and the rows of the rounds of which its
    papers tell. With a paper: that paper alone; the caller gives its meeting too. The plans,
    people and indicators are always whole, since a report shows them whole; so are the actions,
    but for a paper on a priority's round.
    """
    if paper is not None:
        if paper.priority:
            board = replace(board, actions=PlanTree(board).actions(paper.priority))
        board = _of_papers(board, (paper,))
    elif meeting is not None:
        papers = tuple(paper for paper in board.papers if paper.meeting == meeting.reference)
        board = _of_papers(board, papers)
    return _of_meeting(board, meeting) if meeting else board


def _of_papers(board: BoardData, papers: tuple[PaperRow, ...]) -> BoardData:
    """Keep text that names no paper: it may belong to this one."""
    names = {"", *(paper.reference for paper in papers)}
    text = tuple(row for row in board.text if row.paper in names)
    return _of_rounds(replace(board, papers=papers, text=text))


def with_log(board: BoardData, rounds: Sequence[RoundAt]) -> BoardData:
    """Return the rows of a scope with what the log holds of some rounds, after those of files.

    So every rule that judges a row judges what a form brought, too. Such a row has its place in
    the log.
    """
    rows = [row for told in rounds for row in told.rows]
    return replace(
        board,
        returns=(*board.returns, *(row.now for row in rows if row.now)),
        views=(*board.views, *(row.view for row in rows if row.view)),
        requests=(*board.requests, *(row.request for row in rows if row.request)),
        risks=(*board.risks, *(row.risk for row in rows if row.risk)),
    )


def _of_rounds(board: BoardData) -> BoardData:
    """Keep the rows of the rounds of which the papers tell; all of a risk's, which has no round."""
    told = {(folded(p.meeting), folded(p.priority)) for p in board.papers if p.priority}
    tree = PlanTree(board)
    lines = {
        folded(action.reference): tree.line(tree.priority(action.parent))
        for action in board.actions
        if told
    }

    def of_round(rows: tuple[A, ...]) -> tuple[A, ...]:
        return tuple(
            row
            for row in rows
            if any((folded(row.meeting), p) in told for p in lines.get(folded(row.action), ()))
        )

    priorities = {priority for _, priority in told}
    return replace(
        board,
        returns=of_round(board.returns),
        views=of_round(board.views),
        requests=of_round(board.requests),
        risks=tuple(
            row for row in board.risks if priorities.intersection(lines.get(folded(row.action), ()))
        ),
    )


def _of_meeting(board: BoardData, meeting: Meeting) -> BoardData:
    named = ("", meeting.reference)
    return replace(
        board,
        meetings=tuple(m for m in board.meetings if m is meeting or _stands(m)),
        feedback=tuple(row for row in board.feedback if row.meeting in named),
        highlights=tuple(row for row in board.highlights if row.meeting in named),
        milestones=tuple(row for row in board.milestones if _concerns(board, row, meeting)),
    )


def _stands(meeting: Meeting) -> bool:
    """Return whether a meeting can matter to another's paper: not while it has no date yet."""
    return meeting.date is not None or meeting.state is MeetingState.CANCELLED


def _concerns(board: BoardData, milestone: Milestone, meeting: Meeting) -> bool:
    looked_at = board.meeting.get(milestone.meeting)
    day = milestone.date or (looked_at.date if looked_at else None)
    if milestone.meeting == meeting.reference or day is None or meeting.date is None:
        return True
    return day <= meeting.date
