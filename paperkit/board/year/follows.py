"""What follows a year after something was agreed: refreshed plans, and a trial that is reviewed.

Both go to the meeting that is nearest to their day, since meetings of two years do not fall on the
same day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from paperkit.board.calendar import public_meetings, same_kind
from paperkit.board.model import BoardData, Meeting, PaperRow, Plan
from paperkit.board.model.words import ItemKind, MeetingState
from paperkit.board.year.items import Item, Items, Source
from paperkit.schema.cleaning import folded

FRAMEWORK_PAPER = "framework_paper"
NEAR = timedelta(days=45)  # half the time between the meetings of a Board that has four a year


def anniversary(day: date) -> date:
    """Return the day a year on; 28 February for a day that the next year does not have."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def near(meetings: Iterable[Meeting], day: date) -> Meeting | None:
    """Return the meeting that is nearest to a day, or else the next one.

    None where no meeting lies within ``NEAR`` of the day, and none after it.
    """
    dated = [(m.date, m) for m in meetings if m.date]
    close = [(abs(on - day), m) for on, m in dated if abs(on - day) <= NEAR]
    if close:
        return min(close, key=lambda pair: pair[0])[1]
    later = [(on, m) for on, m in dated if on > day]
    return min(later, key=lambda pair: pair[0])[1] if later else None


def following(items: Items, first: date, last: date) -> Iterator[Item]:
    """Yield what follows a year after something was agreed: refreshed plans, a reviewed trial.

    What no meeting lies near is yielded without one, where its day is within the year.
    """
    ahead = [m for m in public_meetings(items.board) if m.date and m.date >= first]
    for day, item in (*_refreshed(items, first), *_reviewed(items.board, first)):
        meeting = near(ahead, max(day, first))
        if meeting or day <= last:
            yield replace(item, meeting=meeting.reference if meeting else "")


def _refreshed(items: Items, first: date) -> Iterator[tuple[date, Item]]:
    """Yield the annual refresh of the newest plan of each priority (seed T 3.1)."""
    for plan in _newest(items.board):
        day = _refreshed_on(plan, first)
        if day:
            yield day, _refresh(items, plan)


def _refreshed_on(plan: Plan, first: date) -> date | None:
    """Return the day near which a plan is refreshed: at once where its year is over."""
    if plan.year and plan.year.last < first:
        return first
    if plan.approved_on is None:
        return plan.year.last if plan.year else None
    day = anniversary(plan.approved_on)
    while day < first - NEAR:
        day = anniversary(day)
    return day


def _reviewed(board: BoardData, first: date) -> Iterator[tuple[date, Item]]:
    """Yield the review of a framework, twelve months after its meeting (seed H 2.1)."""
    for paper in board.papers:
        held = board.meeting.get(paper.meeting)
        agreed = held.date if held and held.state is not MeetingState.CANCELLED else None
        if agreed and same_kind(paper.kind, FRAMEWORK_PAPER):
            day = anniversary(agreed)
            if day >= first - NEAR:
                yield day, _review(paper)


def _newest(board: BoardData) -> Iterator[Plan]:
    """Yield the newest plan of each priority: an older one was refreshed by it (seed T 3.1)."""
    newest: dict[str, Plan] = {}
    for plan in board.plans:
        before = newest.get(folded(plan.priority))
        if before is None or _begins(plan) >= _begins(before):
            newest[folded(plan.priority)] = plan
    return iter(newest.values())


def _begins(plan: Plan) -> date:
    return plan.year.first if plan.year else plan.approved_on or date.min


def _refresh(items: Items, plan: Plan) -> Item:
    row = items.priorities.get(folded(plan.priority))
    return Item(
        title=f"Annual refresh: {plan.title or plan.reference}",
        source=Source.REFRESH,
        row=plan,
        kind=ItemKind.DECISION,
        lead=", ".join(row.sponsor) if row else "",
        purpose="To agree the plan for the next year. Actions carried over keep their references.",
    )


def _review(paper: PaperRow) -> Item:
    return Item(
        title=f"Review after twelve months: {paper.title or paper.reference}",
        source=Source.REVIEW,
        row=paper,
        kind=ItemKind.DECISION,
        lead=", ".join(paper.directors or paper.authors),
        purpose="Whether to go on as agreed, or to change it.",
    )
