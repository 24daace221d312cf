"""A year of the Board as its annual report looks back on it, and the year that follows.

The order is that of annual reports of Boards: who sat on it, the strategy, what was achieved for
each priority, the figures, what went less well, ratings, what was heard, next year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from paperkit.board.calendar import reporting_year
from paperkit.board.due import DueAction
from paperkit.board.model import Action, BoardData, Meeting, Milestone, Plan
from paperkit.board.model.forward import PartnerReport
from paperkit.board.model.words import CLOSED, State
from paperkit.board.settings import Ways
from paperkit.board.year.ahead import YearAhead, year_ahead
from paperkit.board.year.back_figures import Outturn, outturns
from paperkit.board.year.back_heard import Brought, HeardAt, brought, heard, partner_reports
from paperkit.board.year.back_people import Member, members
from paperkit.board.year.back_plan import Achieved, Plans, achieved, late, unsaid
from paperkit.board.year.back_rounds import YearOfAction, YearOfRounds, rounds_of
from paperkit.board.year.back_span import YearSpan, year_span


@dataclass(frozen=True)
class YearBack:
    """What an annual report tells.

    ``undated`` are delivered actions of which nobody has said when, so that no year counts them;
    ``late`` are the actions that were due and not delivered, ``unsaid`` the milestones of which
    nobody has said that they were reached. ``plans`` are those of the year that follows,
    ``carried`` the actions that are carried over, ``ahead`` the Board's forward plan from the day
    after the meeting.
    """

    span: YearSpan
    members: tuple[Member, ...]
    achieved: tuple[Achieved, ...]
    outturns: tuple[Outturn, ...]
    undated: tuple[Action, ...]
    late: tuple[DueAction, ...]
    unsaid: tuple[Milestone, ...]
    rounds: tuple[YearOfRounds, ...]
    heard: tuple[HeardAt, ...]
    partners: tuple[tuple[Meeting, PartnerReport], ...]
    brought: tuple[Brought, ...]
    plans: tuple[Plan, ...]
    carried: tuple[Action, ...]
    ahead: YearAhead

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return what the year has nothing of, in words; nothing for a year that is there."""
        meetings = () if self.span.earlier else ("no earlier meeting of the Board",)
        figures = not self.outturns or any(one.has_figure for one in self.outturns)
        return meetings if figures else (*meetings, f"no outturn for {self.span.reporting}")

    @property
    def worse(self) -> tuple[Outturn, ...]:
        """Return the outturns that are worse than their target."""
        return tuple(one for one in self.outturns if one.is_worse)

    @property
    def red(self) -> tuple[YearOfAction, ...]:
        """Return the actions that stood at the worst rating in their last round of the year."""
        return tuple(one for of in self.rounds for one in of.actions if one.ends_missed)

    @property
    def delivered(self) -> tuple[Action, ...]:
        """Return the actions that were delivered in the year, by priority."""
        return tuple(action for one in self.achieved for action in one.delivered)

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """Return the milestones that were reached in the year, by priority."""
        return tuple(row for one in self.achieved for row in one.milestones)


def year_back(board: BoardData, ways: Ways, day: date, as_at: date | None = None) -> YearBack:
    """Return what the annual report to a meeting on a day tells, from data as at a day."""
    span = year_span(board, ways.settings.cadence, day)
    data_day = as_at or day
    plans = Plans(board, span, data_day)
    figures = outturns(board, ways.settings, span, data_day)
    rounds = rounds_of(board, ways, span)
    return YearBack(
        span=span,
        members=members(board, span),
        achieved=achieved(plans, figures, rounds),
        outturns=figures,
        undated=tuple(a for a in board.actions if a.state is State.DELIVERED and not a.done_on),
        late=late(plans),
        unsaid=unsaid(plans),
        rounds=rounds,
        heard=heard(board, ways, span),
        partners=partner_reports(board, span),
        brought=brought(board, span),
        plans=next_plans(board, day),
        carried=carried_over(board),
        ahead=year_ahead(board, ways, day + timedelta(days=1)),
    )


def next_plans(board: BoardData, day: date) -> tuple[Plan, ...]:
    """Return the plans of the year that the meeting lies in: the annual refresh (seed T 3.1)."""
    year = reporting_year(day)
    return tuple(plan for plan in board.plans if plan.year and plan.year.first == year.first)


def carried_over(board: BoardData) -> tuple[Action, ...]:
    """Return the open actions that were carried over; their references stay (seed T 3.1)."""
    return tuple(
        action
        for action in board.actions
        if action.state not in CLOSED
        and (action.carried_from or action.state is State.CARRIED_OVER)
    )
