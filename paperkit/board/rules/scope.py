"""What a check looks at: all of the data, or what one paper uses (design 4).

Next year's milestone does not hold up tonight's report. This is the one place that decides.
"""

from dataclasses import replace

from paperkit.board.model import BoardData, Meeting, Milestone, PaperRow
from paperkit.board.model.words import MeetingState


def in_scope(board: BoardData, meeting: Meeting | None, paper: PaperRow | None) -> BoardData:
    """Return the rows that a paper uses; all of them where neither is given.

    With a meeting: its own papers with their text, its feedback and highlight reports, the
    milestones up to its date, and the meetings that have one. With a paper: that paper alone.
    The plans, people and indicators are always whole, since a report shows them whole.
    """
    if paper is not None:
        board = _of_papers(board, (paper,))
        meeting = meeting or board.meeting.get(paper.meeting)
    elif meeting is not None:
        board = _of_papers(board, tuple(p for p in board.papers if _is_of(p, meeting)))
    return _of_meeting(board, meeting) if meeting else board


def _is_of(paper: PaperRow, meeting: Meeting) -> bool:
    return paper.meeting == meeting.reference


def _of_papers(board: BoardData, papers: tuple[PaperRow, ...]) -> BoardData:
    """Keep text that names no paper: it may belong to this one."""
    names = {"", *(paper.reference for paper in papers)}
    text = tuple(row for row in board.text if row.paper in names)
    return replace(board, papers=papers, text=text)


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
