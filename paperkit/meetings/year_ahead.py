"""The year ahead of a body: its meetings with their items, its sessions, and what lacks a place.

It begins with a meeting and ends the day before that meeting's anniversary, so that a plan made in
March shows May, whose forms go out in March. Rounds of exception reporting are counted in the
council's year, May to April, around that meeting (seed H 3.10: twice a year). A deferred paper goes
to the meeting after, what a decision made due to the first meeting from its day on. What follows a
year after something was agreed, refreshed plans and a trial that is reviewed, goes to the meeting
that is nearest to its day, since meetings of two years do not fall on the same day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from paperkit.board.calendar import (
    anniversary,
    is_of,
    is_public,
    municipal_year,
    public_meetings,
)
from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.kind_roles import KindRole
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import ForwardItem
from paperkit.board.plan_rows import Meeting, Milestone, Priority
from paperkit.board.words import Body, ItemKind, MeetingState, Publicity, Rank
from paperkit.decisions.recorded import coming_back, decided
from paperkit.decisions.shown import NOT_PUBLIC
from paperkit.frozen import Frozen, replace
from paperkit.meetings.items import Item, Items, ItemSource
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.wording import say

NEAR = timedelta(days=45)  # half the time between the meetings of a Board that has four a year


def near(meetings: Iterable[Meeting], day: date) -> Meeting | None:
    """Return the meeting that is nearest to a day, or else the next one.

    None where no meeting is within ``NEAR`` of the day, and none after it.
    """
    dated = [(m.date, m) for m in meetings if m.date]
    close = [pair for pair in dated if abs(pair[0] - day) <= NEAR]
    later = [pair for pair in dated if pair[0] > day]
    nearest = min(close or later, key=lambda pair: abs(pair[0] - day), default=None)
    return nearest[1] if nearest else None


def following(items: Items, first: date, last: date, before: date) -> Iterator[Item]:
    """Yield what follows from what was agreed: refreshed plans, a reviewed trial, decisions.

    Decisions are those of meetings ``before`` a day. What has no meeting near it, or after it, is
    yielded without one, where its day is within the year.
    """
    ahead = [m for m in public_meetings(items.board) if m.date and m.date >= first]
    for day, item in (*_refreshed(items, first), *_reviewed(items, first)):
        meeting = near(ahead, max(day, first))
        if meeting or day <= last:
            yield replace(item, meeting=meeting.reference if meeting else "")
    for day, item in (*_deferred(items, before), *_due(items, before)):
        after = (m for m in ahead if m.date and m.date >= day)
        meeting = next(after, None)
        if meeting or day <= last:
            yield replace(item, meeting=meeting.reference if meeting else "")


def _deferred(items: Items, before: date) -> Iterator[tuple[date, Item]]:
    """Yield each paper that the Board deferred before a day, from the day after its meeting."""
    for one in coming_back(items.board):
        paper = one.paper
        if paper and one.day < before:
            yield (
                one.day + timedelta(days=1),
                Item(
                    title=items.title_of(paper),
                    source=ItemSource.DEFERRED,
                    row=one.row,
                    kind=items.kind_of(paper),
                    lead=", ".join(paper.directors or paper.authors),
                    purpose=paper.purpose,
                    publicity=paper.publicity,
                    key_decision=paper.key_decision is Answer.YES,
                    moved_from=one.meeting.reference,
                ),
            )


def _due(items: Items, before: date) -> Iterator[tuple[date, Item]]:
    """Yield what decisions of meetings before a day made due: of an exempt one few words."""
    at = items.seen
    for one in items.board.once(decided):
        row = one.row
        if row.is_to_do and row.due and one.day < before:
            words = one.words or say(at, "forward.item.exempt_decision")
            sure = "" if row.confirmed_on else "_not_confirmed"
            purpose = say(at, f"forward.purpose.decision{sure}", day=in_words(row.due))
            yield (
                row.due,
                Item(
                    title=say(at, "forward.item.decision", day=in_words(one.day), words=words),
                    source=ItemSource.DECISION,
                    row=row,
                    kind=ItemKind.ASSURANCE,
                    lead=NOT_PUBLIC if one.is_exempt else row.by,
                    purpose="" if one.is_exempt else purpose,
                    publicity=Publicity.EXEMPT if one.is_exempt else Publicity.PUBLIC,
                ),
            )


def _refreshed(items: Items, first: date) -> Iterator[tuple[date, Item]]:
    """Yield the annual refresh of the newest plan of each priority (seed T 3.1).

    A plan is refreshed near its anniversary; at once where its year is over.
    """
    for plans in grouped(items.board.plans, "priority").values():
        # Of two that begin on one day the lower row counts.
        plan = max(
            reversed(plans),
            key=lambda plan: plan.year.first if plan.year else plan.approved_on or date.min,
        )
        day = plan.year.last if plan.year else None
        if plan.year and plan.year.last < first:
            day = first
        elif plan.approved_on:
            day = anniversary(plan.approved_on)
            while day < first - NEAR:
                day = anniversary(day)
        row = items.board.tree.priorities.get(plan.priority)
        if day:
            yield (
                day,
                Item(
                    title=say(
                        items.seen, "forward.item.refresh", title=plan.title or plan.reference
                    ),
                    source=ItemSource.REFRESH,
                    row=plan,
                    kind=ItemKind.DECISION,
                    lead=", ".join(row.sponsor) if row else "",
                    purpose=say(items.seen, "forward.purpose.refresh"),
                ),
            )


def _reviewed(items: Items, first: date) -> Iterator[tuple[date, Item]]:
    """Yield the review of a framework, twelve months after its meeting (seed H 2.1)."""
    at, board = items.seen, items.board
    for paper in board.papers:
        held = board.meeting.get(paper.meeting)
        agreed = held.date if held and held.state is not MeetingState.CANCELLED else None
        if agreed and at.ways.role_of(paper.kind) is KindRole.FRAMEWORK:
            day = anniversary(agreed)
            exempt = paper.publicity is Publicity.EXEMPT
            title = paper.listed_title or paper.reference
            if exempt and not paper.listed_title:
                title = say(at, "forward.item.exempt_paper")
            if day >= first - NEAR:
                yield (
                    day,
                    Item(
                        title=say(at, "forward.item.review", title=title),
                        source=ItemSource.REVIEW,
                        row=paper,
                        kind=ItemKind.DECISION,
                        lead=", ".join(paper.directors or paper.authors),
                        purpose=say(at, "forward.purpose.review"),
                    ),
                )


class MeetingAhead(Frozen):
    """A meeting and what is down for it."""

    meeting: Meeting
    items: tuple[Item, ...]

    @property
    def monitors(self) -> bool:
        """Return whether it has something to monitor (seed T 3.17)."""
        return any(item.monitors for item in self.items)


class SessionAhead(Frozen):
    """A development session. Of all that is known of it, its topics alone may be printed."""

    meeting: Meeting
    topics: tuple[str, ...]


class RoundsOfYear(Frozen):
    """The rounds of exception reporting of a core priority: at which meetings, and how many asked.

    ``meetings`` are references, by date.
    """

    priority: Priority
    meetings: tuple[str, ...]
    asked: int

    @property
    def missing(self) -> int:
        """Return how many rounds are not planned yet."""
        return max(0, self.asked - len(self.meetings))


class YearAhead(Frozen):
    """The forward plan of a body.

    ``meetings`` are by date, those without a date last. ``cancelled`` are the meetings that were
    called off, with the items that need another one; ``unplaced`` are the items of no meeting.
    ``rounds`` is empty where nobody reports by exception.
    """

    body: Body
    first: date
    last: date
    meetings: tuple[MeetingAhead, ...] = ()
    sessions: tuple[SessionAhead, ...] = ()
    cancelled: tuple[MeetingAhead, ...] = ()
    unplaced: tuple[Item, ...] = ()
    rounds: tuple[RoundsOfYear, ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """Yield the items of all meetings that are held, in order."""
        return (item for ahead in self.meetings for item in ahead.items)


def year_ahead(
    board: BoardData,
    ways: Ways,
    first: date,
    body: Body = Body.BOARD,
    decided_before: date | None = None,
) -> YearAhead:
    """Return the forward plan of a body for the twelve months from a day.

    It knows the decisions of meetings before that day, or before another one: a paper to a meeting
    does not know what that meeting will decide.
    """
    last = anniversary(first) - timedelta(days=1)
    items, topics = Items(board, ways), grouped(board.sessions, "meeting")
    followed = (
        tuple(following(items, first, last, decided_before or first)) if body is Body.BOARD else ()
    )
    meetings, sessions, cancelled = [], [], []
    for meeting in sorted(board.meetings, key=lambda m: (m.date is None, m.date or date.min)):
        if not is_of(meeting, body) or not (meeting.date is None or first <= meeting.date <= last):
            continue
        # A meeting that was held is shown, where it has a date of the year.
        off = meeting.state is MeetingState.CANCELLED
        ahead = not off and (meeting.date or meeting.state is not MeetingState.HELD)
        if not is_public(meeting):
            if ahead:
                rows = topics.get(meeting.reference, ())
                sessions.append(SessionAhead(meeting, tuple(r.topic for r in rows if r.topic)))
        elif off:
            # What people had put on its plan needs another meeting.
            cancelled.append(MeetingAhead(meeting, items.by_meeting.get(meeting.reference, ())))
        elif ahead:
            more = (item for item in followed if item.meeting == meeting.reference)
            meetings.append(MeetingAhead(meeting, (*items.at(meeting), *more)))
    return YearAhead(
        body=body,
        first=first,
        last=last,
        meetings=tuple(meetings),
        sessions=tuple(sessions),
        cancelled=tuple(cancelled),
        unplaced=(
            *_unplaced(items, body, first, last),
            *(item for item in followed if not item.meeting),
        ),
        rounds=rounds_of_year(items, first) if body is Body.BOARD else (),
    )


def rounds_of_year(items: Items, day: date) -> tuple[RoundsOfYear, ...]:
    """Return the rounds of each core priority in the council's year around a day.

    A round is one of the log, or a paper that names its priority. Nothing is returned where there
    is none at all, for then nobody reports by exception, or where the settings give no number.
    """
    asked = items.ways.settings.exception_reporting.rounds_a_year
    priorities = items.board.tree.priorities
    papers = [(paper.priority, paper.meeting) for paper in items.board.papers if paper.priority]
    logged = [
        (priority, turn.meeting)
        for priority in priorities
        for turn in items.held.rounds.get(priority, ())
    ]
    if asked is None or not (papers or logged):
        return ()
    there = by_key((*papers, *logged))
    first, last = municipal_year(day)
    public = public_meetings(items.board)
    year = [m.reference for m in public if m.date and first <= m.date <= last]
    return tuple(
        RoundsOfYear(row, tuple(m for m in year if m in there.get(key, ())), asked)
        for key, row in priorities.items()
        if row.rank is Rank.CORE
    )


def _unplaced(items: Items, body: Body, first: date, last: date) -> Iterator[Item]:
    """Yield the items of no meeting; a milestone only while it is within the year."""
    for meeting, found in items.by_meeting.items():
        for item in found if meeting not in items.board.meeting else ():
            row = item.row
            its_body = row.body if isinstance(row, ForwardItem | Milestone) else None
            day = row.date if isinstance(row, Milestone) else None
            if (its_body or Body.BOARD) is body and (day is None or first <= day <= last):
                yield item
