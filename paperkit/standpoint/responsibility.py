"""Whom an officer should ask about a row, where the data say so."""

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import (
    Feedback,
    ForwardItem,
    PaperRow,
    PartnerReport,
    Request,
    Return,
    Risk,
    Text,
    View,
)
from paperkit.board.plan_rows import Action, Benchmark, Indicator, Milestone, Reading, Target
from paperkit.schema.columns import Row


def reporter(action: Action) -> str:
    """Return who reports on an action: its reporting lead, or else its owner."""
    return action.lead or action.owner


def owner(action: Action) -> str:
    """Return who answers for an action: its owner, or else its reporting lead."""
    return action.owner or action.lead


def responsible_for(board: BoardData, row: Row) -> str:
    """Return the person, partner or group who can put a row right, or nothing."""
    match row:
        case Action():
            return owner(row)
        case PaperRow():
            return ", ".join(row.authors)
        case _:
            return _said(row) or _through(board, row)


def _said(row: Row) -> str:
    match row:
        case Indicator() | PartnerReport():
            return row.partner
        case Feedback():
            return row.group
        case ForwardItem() | Return():
            return row.lead
        case View():
            return row.sponsor
        case _:
            return ""


def _through(board: BoardData, row: Row) -> str:
    match row:
        case Target() | Reading() | Benchmark():
            return next((i.partner for i in board.indicators if i.reference == row.indicator), "")
        case Return() | View() | Request() | Risk():
            return _reporter(board, row.action)
        case Milestone():
            return next((owner(a) for a in board.actions if a.reference == row.action), "")
        case Text():
            found = (paper for paper in board.papers if paper.reference == row.paper)
            return next((", ".join(paper.authors) for paper in found), "")
        case _:
            return ""


def _reporter(board: BoardData, reference: str) -> str:
    return next((reporter(a) for a in board.actions if a.reference == reference), "")
