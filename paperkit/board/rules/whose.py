"""Whom an officer should ask about a row, where the data say so."""

from paperkit.board.model import (
    Action,
    BoardData,
    Feedback,
    Indicator,
    Milestone,
    PaperRow,
    Reading,
    Target,
    Text,
)
from paperkit.schema.columns import Row


def reporter(action: Action) -> str:
    """Return who reports on an action: its reporting lead, or else its owner."""
    return action.lead or action.owner


def owner(action: Action) -> str:
    """Return who answers for an action: its owner, or else its reporting lead."""
    return action.owner or action.lead


def whose(board: BoardData, row: Row) -> str:
    """Return the person, partner or group who can put a row right, or nothing."""
    match row:
        case Action():
            return owner(row)
        case Indicator():
            return row.partner
        case PaperRow():
            return ", ".join(row.authors)
        case Feedback():
            return row.group
        case _:
            return _through(board, row)


def _through(board: BoardData, row: Row) -> str:
    match row:
        case Target() | Reading():
            return next((i.partner for i in board.indicators if i.reference == row.indicator), "")
        case Milestone():
            return next((owner(a) for a in board.actions if a.reference == row.action), "")
        case Text():
            found = (paper for paper in board.papers if paper.reference == row.paper)
            return next((", ".join(paper.authors) for paper in found), "")
        case _:
            return ""
