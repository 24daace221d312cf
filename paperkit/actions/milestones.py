"""Milestones whose day has come: which were reached, and of which nothing says so.

They are a means by which the Board monitors delivery (seed T 3.2, 3.17). One is reached on the day
that is typed beside it. Where none is, and its action was delivered, that alone is said: it is not
asked about, and is not said to be reached. Nor is one of a withdrawn action asked about.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from paperkit.board.data import BoardData
from paperkit.board.kind_roles import KindRole
from paperkit.board.plan_rows import MILESTONES, Milestone
from paperkit.board.words import State
from paperkit.findings import Finding, quoted
from paperkit.schema.dates import has_come, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import asked_of_report, finding_at
from paperkit.standpoint.sentences import NOTHING, Drafted, places
from paperkit.standpoint.wording import all_named, in_parts, say, shared, with_base


def is_settled(board: BoardData, row: Milestone, day: date) -> bool:
    """Return whether a milestone was reached by a day, or without one of its own its action was."""
    if row.reached_on:
        return row.reached_on <= day
    action = board.action.get(row.action)
    return action is not None and action.was_delivered(day)


def is_asked_about(board: BoardData, row: Milestone) -> bool:
    """Return whether a milestone still counts: its action is not withdrawn."""
    action = board.action.get(row.action)
    return action is None or action.state is not State.WITHDRAWN


def _by(board: BoardData, rows: tuple[Milestone, ...], day: date) -> list[Milestone]:
    return [row for row in rows if has_come(row.date, day) and is_asked_about(board, row)]


def not_said(board: BoardData, row: Milestone) -> Finding:
    """Return that a milestone's day has come and that nothing says that it was reached."""
    on = f" of {in_words(row.date)}" if row.date else ""
    message = f"The milestone{on} {quoted(row.wording)} is not recorded as reached."
    action = board.action.get(row.action)
    person = asked_of_report(action) if action else ""
    return finding_at("PK-973", row, "reached_on", message, person=person)


def milestones_unsaid(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each milestone whose day has come and that is not recorded as reached.

    An annual report asks for those of its year, other papers than a performance report for none.
    """
    day = at.data_day or at.judged_on
    if day and (at.paper is None or at.ways.role_of(at.paper.kind) is KindRole.PERFORMANCE):
        for row in _by(at.board, at.scope.milestones, day):
            # A milestone of an unknown action has an error of its own.
            if row.action in at.board.action and not is_settled(at.board, row, day):
                yield not_said(at.board, row)


def milestones_in_summary(at: BoardAt) -> Drafted:
    """Return how many of the milestones so far are not said to have been reached."""
    every = _by(at.board, at.board.milestones, at.as_of)
    missed = [row for row in every if not is_settled(at.board, row, at.as_of)]
    if not missed:
        return NOTHING
    key = "summary.milestones" if len(every) > 1 else "summary.milestones.only"
    words = say(at, key, len(missed), total=len(every), day=in_words(at.as_of))
    return with_base(at, (MILESTONES,), words)[0], places(missed)


def milestones_counted(at: BoardAt) -> Drafted:
    """Return how many of the milestones so far were reached, and which are not said to be."""
    every = _by(at.board, at.board.milestones, at.as_of)
    if not every:
        return NOTHING
    missed = [row for row in every if not is_settled(at.board, row, at.as_of)]
    order = ("reached", "without_day", "not_recorded")
    parts = in_parts(at, "milestones", every, partial(how_reached, at), order)
    words = (
        shared(at, "actions.milestones", parts, day=in_words(at.as_of)),
        say(at, "actions.milestones.missed", len(missed), each=all_named([*map(_named, missed)])),
    )
    return with_base(at, (MILESTONES,), " ".join(filter(None, words)))[0], places(every)


def how_reached(at: BoardAt, row: Milestone) -> str:
    """Return what is said of a milestone: ``not_due`` where its day has not come."""
    if row.reached_on and row.reached_on <= at.as_of:
        return "reached"
    if is_settled(at.board, row, at.as_of):
        return "without_day"
    return "not_recorded" if has_come(row.date, at.as_of) else "not_due"


def _named(row: Milestone) -> str:
    of_action = f"action {row.action}, " if row.action else ""
    day = in_words(row.date) if row.date else ""
    return f"{row.wording.removesuffix('.') or 'without words'} ({of_action}{day})"
