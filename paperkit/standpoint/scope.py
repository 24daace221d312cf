"""What a check looks at: all of the data, or what one paper uses (design 4).

Next year's milestone does not hold up tonight's report. This is the one place that decides.
"""

from collections.abc import Sequence
from typing import TypeVar

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow, Request, Return, View
from paperkit.board.plan_rows import Meeting, Milestone
from paperkit.board.words import MeetingState
from paperkit.frozen import replace
from paperkit.record.at_meeting import RoundAt
from paperkit.schema.cleaning import ByReference

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
            board = replace(board, actions=board.tree.actions(paper.priority))
        board = _of_papers(board, (paper,))
    elif meeting is not None:
        board = _of_papers(board, papers_of(board, meeting))
    return _of_meeting(board, meeting) if meeting else board


def papers_of(board: BoardData, meeting: Meeting | None) -> tuple[PaperRow, ...]:
    """Return the papers of a meeting; all of them where none is given."""
    papers = board.papers
    return tuple(p for p in papers if meeting is None or p.meeting == meeting.reference)


def _of_papers(board: BoardData, papers: tuple[PaperRow, ...]) -> BoardData:
    """Keep the papers, their text, and the rows of the rounds that they report.

    Text that names no paper may belong to these. A risk has no round, so all of those of the
    rounds' priorities are kept.
    """
    names = {"", *(paper.reference for paper in papers)}
    reported = {(paper.meeting, paper.priority) for paper in papers if paper.priority}
    priorities = {priority for _, priority in reported}
    tree = board.tree
    lines = ByReference(
        (action.reference, tree.line(tree.priority(action.parent)))
        for action in board.actions
        if reported
    )

    def of_round(rows: tuple[A, ...]) -> tuple[A, ...]:
        return tuple(
            row
            for row in rows
            if any((row.meeting, priority) in reported for priority in lines.get(row.action, ()))
        )

    return replace(
        board,
        papers=papers,
        text=tuple(row for row in board.text if row.paper in names),
        returns=of_round(board.returns),
        views=of_round(board.views),
        requests=of_round(board.requests),
        risks=tuple(
            row for row in board.risks if priorities.intersection(lines.get(row.action, ()))
        ),
    )


def with_log(board: BoardData, rounds: Sequence[RoundAt]) -> BoardData:
    """Return the rows of a scope with what the log holds of some rounds, after those of files.

    So every rule that judges a row judges what a form brought, too. Such a row has its place in
    the log.
    """
    rows = [row for one in rounds for row in one.rows]
    return replace(
        board,
        returns=(*board.returns, *(row.now for row in rows if row.now)),
        views=(*board.views, *(row.view for row in rows if row.view)),
        requests=(*board.requests, *(row.request for row in rows if row.request)),
        risks=(*board.risks, *(row.risk for row in rows if row.risk)),
    )


def _of_meeting(board: BoardData, meeting: Meeting) -> BoardData:
    named = ("", meeting.reference)
    return replace(
        board,
        # A meeting without a date cannot matter to another's paper yet, but if it was cancelled.
        meetings=tuple(
            other
            for other in board.meetings
            if other is meeting or other.date or other.state is MeetingState.CANCELLED
        ),
        feedback=tuple(row for row in board.feedback if row.meeting in named),
        highlights=tuple(row for row in board.highlights if row.meeting in named),
        milestones=tuple(row for row in board.milestones if _concerns(board, row, meeting)),
    )


def _concerns(board: BoardData, milestone: Milestone, meeting: Meeting) -> bool:
    looked_at = board.meeting.get(milestone.meeting)
    day = milestone.date or (looked_at.date if looked_at else None)
    if milestone.meeting == meeting.reference or day is None or meeting.date is None:
        return True
    return day <= meeting.date
