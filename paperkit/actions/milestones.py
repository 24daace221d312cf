"""Milestones whose day has come: which were reached, and of which nothing says so.

They are a means by which the Board monitors delivery (seed T 3.2, 3.17). One is reached on the day
that is typed beside it; without one it is, once its action is delivered. One of a withdrawn action
is not asked about any more.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.calendar import PERFORMANCE_REPORT, same_kind
from paperkit.board.data import BoardData
from paperkit.board.plan_rows import MILESTONES, Milestone
from paperkit.board.words import State
from paperkit.findings import Finding, quoted
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import asked_of_report, finding_at
from paperkit.standpoint.sentences import NOTHING, Drafted, Noun, counted, places, were, with_base

MILESTONE = Noun("milestone", "milestones")


def was_reached(board: BoardData, row: Milestone, day: date) -> bool:
    """Return whether the data say that a milestone was reached by a day."""
    if row.reached_on:
        return row.reached_on <= day
    action = board.action.get(row.action)
    return action is not None and action.was_delivered(day)


def is_asked_about(board: BoardData, row: Milestone) -> bool:
    """Return whether a milestone still counts: its action is not withdrawn."""
    action = board.action.get(row.action)
    return action is None or action.state is not State.WITHDRAWN


def _by(board: BoardData, rows: tuple[Milestone, ...], day: date) -> list[Milestone]:
    return [row for row in rows if row.date and row.date <= day and is_asked_about(board, row)]


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
    if day and (at.paper is None or same_kind(at.paper.kind, PERFORMANCE_REPORT)):
        for row in _by(at.board, at.scope.milestones, day):
            if not was_reached(at.board, row, day):
                yield not_said(at.board, row)


def milestones_in_summary(at: BoardAt) -> Drafted:
    """Return of how many of the milestones so far nothing says that they were reached."""
    every = _by(at.board, at.board.milestones, at.as_of)
    missed = [row for row in every if not was_reached(at.board, row, at.as_of)]
    if not missed:
        return NOTHING
    of = "The 1 milestone" if len(every) == 1 else f"{len(missed)} of the {len(every)} milestones"
    is_so = "is" if len(missed) == 1 else "are"
    words = f"{of} due by {in_words(at.as_of)} {is_so} not recorded as reached."
    return with_base(at, (MILESTONES,), words)[0], places(missed)


def milestones_counted(at: BoardAt) -> Drafted:
    """Return how many of the milestones so far were reached, and which are not said to be."""
    every = _by(at.board, at.board.milestones, at.as_of)
    missed = [row for row in every if not was_reached(at.board, row, at.as_of)]
    if not every:
        return NOTHING
    base = f"{counted(len(every), MILESTONE)} {were(len(every))} due by "
    base += in_words(at.as_of)
    if not missed:
        said = "it is" if len(every) == 1 else "all are"
        return f"{base}, and {said} recorded as reached.", places(every)
    reached = len(every) - len(missed)
    words = f"{base}: {reached} {'is' if reached == 1 else 'are'} recorded as reached, "
    words += f"{len(missed)} {'is' if len(missed) == 1 else 'are'} not. "
    words += f"Not recorded as reached: {'; '.join(map(_named, missed))}."
    return with_base(at, (MILESTONES,), words)[0], places(every)


def _named(row: Milestone) -> str:
    of_action = f"action {row.action}, " if row.action else ""
    day = in_words(row.date) if row.date else ""
    return f"{row.wording.removesuffix('.') or 'without words'} ({of_action}{day})"
