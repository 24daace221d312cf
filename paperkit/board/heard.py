"""Who was asked and who answered for a meeting: groups, and bodies that oversee a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paperkit.board.model import BoardData, Feedback, Group, Highlight, Meeting, Plan
from paperkit.board.model.data import grouped
from paperkit.board.model.words import Body
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class Returns:
    """What groups sent for a meeting (seed T 3.10).

    ``answers`` holds what came, by group, also of groups that are not on the sheet; ``silent``
    are the groups asked that sent nothing; ``planned`` are those to be established, which were
    not asked.
    """

    asked: tuple[Group, ...]
    silent: tuple[Group, ...]
    planned: tuple[Group, ...]
    answers: tuple[tuple[str, tuple[Feedback, ...]], ...]


@dataclass(frozen=True)
class Reports:
    """The highlight reports for a meeting, and the bodies whose report is missing."""

    received: tuple[Highlight, ...]
    missing: tuple[str, ...]


def returns(board: BoardData, meeting: Meeting) -> Returns:
    """Return what the groups sent for a meeting; a row without an answer is no return."""
    sent = grouped((row for row in board.feedback if _answers(row, meeting)), "group")
    planned = tuple(g for g in board.groups if g.to_be_established is Answer.YES)
    asked = tuple(g for g in board.groups if g.to_be_established is not Answer.YES)
    silent = tuple(group for group in asked if group.name not in sent)
    names = dict.fromkeys([*(group.name for group in board.groups), *sent])
    return Returns(asked, silent, planned, tuple((n, sent[n]) for n in names if n in sent))


def reports(board: BoardData, council_board: str, meeting: Meeting) -> Reports:
    """Return the highlight reports for a meeting, and which overseeing body sent none.

    ``council_board`` is the Board's own name: a plan that it oversees itself needs no report.
    """
    received = tuple(row for row in board.highlights if row.meeting == meeting.reference)
    own = {folded(council_board), folded(str(Body.BOARD))}
    there = own | {folded(row.body) for row in received}
    named = {folded(p.overseen_by): p.overseen_by for p in _current(board.plans, meeting.date)}
    missing = (name for fold, name in named.items() if name and fold not in there)
    return Reports(received, tuple(missing))


def _answers(row: Feedback, meeting: Meeting) -> bool:
    answered = row.delivered or row.difference or row.comment or row.highlight
    return bool(answered) and row.meeting == meeting.reference


def _current(plans: Iterable[Plan], day: date | None) -> tuple[Plan, ...]:
    """Return the plans of the meeting's year; all of them where none is."""
    plans = tuple(plans)
    current = tuple(plan for plan in plans if day and _runs(plan, day))
    return current or plans


def _runs(plan: Plan, day: date) -> bool:
    return plan.year is None or plan.year.first <= day <= plan.year.last
