"""Meetings and forward plans: the cadence, milestones, items that no meeting can take.

The rules on cadence and forward plans look at the whole year, also where one paper is made; all
they give is notes (seed T 3.2, 3.15, 3.17; seed H 3.6 to 3.14).
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.calendar import (
    day_of,
    deadlines,
    has_paper,
    is_of,
    is_public,
    municipal_year,
    next_meeting,
    papers_due,
    public_meetings,
)
from paperkit.board.kind_roles import KindRole
from paperkit.board.paper_rows import ForwardItem, PartnerReport, Session
from paperkit.board.plan_rows import Meeting, Milestone
from paperkit.board.settings import StepName
from paperkit.board.words import Body, MeetingState
from paperkit.findings import Finding, quoted
from paperkit.meetings.items import items_of
from paperkit.meetings.year_ahead import rounds_of_year
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words, with_weekday
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    finding_at,
    finding_for,
    finding_over,
    named,
    place_of,
    repeated,
)
from paperkit.standpoint.sentences import listed

_Planned = ForwardItem | PartnerReport | Milestone
_MOST = 60


def at_cancelled(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each item of a cancelled meeting; PK-452 is for milestones."""
    for row, name, meeting in _placed(at):
        if meeting.state is MeetingState.CANCELLED and not isinstance(row, Milestone):
            message = f"{_called(row)} is down for {meeting.reference}, which was cancelled."
            yield finding_for(at, "PK-952", row, name, message, meeting.reference)


def other_body(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each item whose body is not that of its meeting (seed T 3.3)."""
    for row, _, meeting in _placed(at):
        body = row.body if isinstance(row, ForwardItem | Milestone) else None
        if body and not is_of(meeting, body):
            message = (
                f"{_called(row)} is on the forward plan of the {body}, but is down for "
                f"{meeting.reference}, a meeting of the {meeting.body or Body.BOARD}."
            )
            yield finding_for(at, "PK-953", row, "body", message, str(body))


def at_session(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each item that a development session would hide (seed H 3.14)."""
    for row, name, meeting in _placed(at):
        if not is_public(meeting):
            message = (
                f"{_called(row)} is down for {meeting.reference}, a development session, so "
                "the forward plan does not show it."
            )
            yield finding_for(at, "PK-954", row, name, message, meeting.reference)


def public_session(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each topic of a session at a public meeting (seed H 3.14)."""
    for row in at.board.sessions:
        meeting = at.board.meeting.get(row.meeting)
        if meeting and is_public(meeting):
            message = (
                f"{_called(row)} is planned for {meeting.reference}, which is a public meeting."
            )
            yield finding_for(at, "PK-955", row, "meeting", message, meeting.reference)


def brought_before(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each issue that is brought to a meeting before its session."""
    for row in at.board.sessions:
        session = at.board.meeting.get(row.meeting)
        meeting = at.board.meeting.get(row.brought_to)
        if session and meeting and session.date and meeting.date and meeting.date < session.date:
            message = (
                f"The issue of {session.reference} on {in_words(session.date)} is brought to "
                f"{meeting.reference} on {in_words(meeting.date)}, an earlier day."
            )
            yield finding_for(at, "PK-956", row, "brought_to", message, meeting.reference)


def half_an_issue(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each issue without a meeting, and the other way round (seed H 3.14)."""
    for row in at.board.sessions:
        if row.issue and not row.brought_to:
            message = f"The issue {quoted(row.issue, _MOST)} has no meeting under 'Brought to'."
            yield finding_for(at, "PK-957", row, "brought_to", message)
        if row.brought_to and not row.issue:
            message = (
                f"{row.meeting or 'A session'} brings an issue to {row.brought_to}, but nothing "
                "says what the issue is."
            )
            yield finding_for(at, "PK-957", row, "issue", message)


def moved_nowhere(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each item that was moved from the meeting at which it was."""
    for row in at.board.forward_items:
        if row.moved_from and row.moved_from == row.meeting:
            message = f"{_called(row)} is down for {row.meeting}, and is also moved from it."
            yield finding_for(at, "PK-958", row, "moved_from", message, row.moved_from)


def still_planned(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each meeting before today whose state is Planned.

    It is reported where the data are checked as a whole: no meeting's papers change by it.
    """
    today = at.today if at.meeting is None else None
    for row in at.board.meetings:
        if today and row.date and row.date < today and row.state is MeetingState.PLANNED:
            message = f"{row.reference} was on {in_words(row.date)}, but is still 'Planned'."
            yield finding_at("PK-959", row, "state", message, value=str(row.state))


def not_published(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where the meeting's papers should be out by today (LGA 1972, s. 100B)."""
    meeting, today = at.meeting, at.today
    if meeting is None or today is None or meeting.date is None or meeting.date < today:
        return
    if meeting.state in (MeetingState.HELD, MeetingState.CANCELLED):
        return
    day = day_of(deadlines(meeting, at.ways.settings.deadlines), StepName.PUBLICATION)
    if day and day < today:
        message = (
            f"The papers for {meeting.reference} were due to be published by "
            f"{with_weekday(day)}. Today is {with_weekday(today)}."
        )
        yield finding_at("PK-960", meeting, "date", message, value=in_words(meeting.date))


def rounds_missing(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for core priorities with too few rounds in the year (seed H 3.10).

    A paper on something else is not made better or worse by it, so there it is not reported.
    """
    other = at.paper is not None and at.ways.role_of(at.paper.kind) is not KindRole.FORWARD
    if other or at.judged_on is None:
        return
    rounds = rounds_of_year(at.once(items_of), at.judged_on)
    for count in sorted({one.missing for one in rounds if one.missing}):
        short = [one for one in rounds if one.missing == count]
        names = ", ".join(one.priority.name or one.priority.reference for one in short)
        asked = "1 round" if short[0].asked == 1 else f"{short[0].asked} rounds"
        message = f"The settings say {asked} a year, but {count} {'is' if count == 1 else 'are'} "
        message += f"not planned for: {names}."
        yield from finding_over("PK-961", [one.priority for one in short], "reference", message)


def listed_twice(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each row of Forward items whose title another item of its meeting has."""
    with_rows = {row.meeting for row in at.board.forward_items}
    for meeting in (one for one in at.board.meetings if one.reference in with_rows):
        titled = ((folded(one.title), one) for one in at.once(items_of).at(meeting) if one.title)
        for first, item in repeated(titled):
            if isinstance(item.row, ForwardItem):
                message = (
                    f"{quoted(item.title, _MOST)} is already on the plan for {meeting.reference}, "
                    f"as: {str(first.source).lower()}."
                )
                others = (first.row.place.row,) if first.row else ()
                yield finding_for(at, "PK-962", item.row, "title", message, item.title, others)


def _placed(at: BoardAt) -> Iterator[tuple[_Planned | Session, str, Meeting]]:
    """Yield each row that goes to a meeting, the column that says which, and the meeting."""
    board = at.board
    planned: tuple[_Planned, ...] = (
        *board.milestones, *board.forward_items, *board.partner_reports
    )  # fmt: skip
    for row in planned:
        if row.meeting in board.meeting:
            yield row, "meeting", board.meeting[row.meeting]
    for session in board.sessions:
        if session.brought_to in board.meeting:
            yield session, "brought_to", board.meeting[session.brought_to]


def _called(row: _Planned | Session) -> str:
    match row:
        case Milestone():
            return f"The milestone {quoted(row.wording, _MOST)}"
        case Session():
            what, words = ("issue", row.issue) if row.issue else ("topic", row.topic)
            return f"The {what} {quoted(words, _MOST)}"
        case PartnerReport():
            return f"The report of {row.partner or 'a partner'}"
        case _:
            return f"The item {quoted(row.title, _MOST)}" if row.title else named(row)


_TITLES = {KindRole.PERFORMANCE: "performance report", KindRole.ANNUAL: "annual report"}


def how_many(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where the year around the day has another number of meetings (T 3.15)."""
    expected = at.ways.settings.cadence.meetings_a_year
    meetings = of_the_year(at)
    regular = [meeting for meeting in meetings if meeting.state is not MeetingState.EXTRA]
    if at.judged_on and expected is not None and meetings and len(regular) != expected:
        first, last = municipal_year(at.judged_on)
        there = f"are {len(regular)} public meetings"
        if len(regular) == 1:
            there = "is 1 public meeting"
        cancelled = sum(
            m.state is MeetingState.CANCELLED and is_of(m, Body.BOARD)
            for m in _between(at.judged_on, at.board.meetings)
        )
        if cancelled:
            there += f" ({cancelled} cancelled {'is' if cancelled == 1 else 'are'} not counted)"
        message = (
            f"From {in_words(first)} to {in_words(last)} there {there}; "
            f"the settings say {expected}."
        )
        yield finding_at("PK-463", meetings[0], "date", message)


def no_paper(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each paper that is due at the meeting, or the next one (T 3.15)."""
    meeting = at.meeting or (next_meeting(at.board, at.judged_on) if at.judged_on else None)
    if meeting is not None:
        for role in papers_due(at.ways.settings.cadence, meeting):
            if not has_paper(at.board, at.ways, meeting, role):
                message = (
                    f"{meeting.reference} receives the {_TITLES[role]}, and the sheet "
                    "Papers has no row for it."
                )
                yield finding_at("PK-464", meeting, "reference", message)


def same_day(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each public meeting of a body on a day that has one already."""
    for body in Body:
        meetings = public_meetings(at.board, body)
        for first, second in repeated((meeting.date, meeting) for meeting in meetings):
            day = in_words(second.date) if second.date else ""
            others = (place_of(first, "date"),)
            message = f"{first.reference} and {second.reference} are both on {day}."
            yield finding_at("PK-465", second, "date", message, value=day, others=others)


def of_the_year(at: BoardAt) -> tuple[Meeting, ...]:
    """Return the Board's public meetings of the year, May to April, around the case's day."""
    return _between(at.judged_on, public_meetings(at.board)) if at.judged_on else ()


def _between(day: date, meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    first, last = municipal_year(day)
    return tuple(m for m in meetings if m.date and first <= m.date <= last)


CADENCE_RULES: tuple[Rule, ...] = (how_many, no_paper, same_day)


def no_meeting(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each key milestone without a meeting (T 3.2)."""
    for milestone in at.scope.milestones:
        if milestone.key is Answer.YES and not milestone.meeting:
            message = f"The key milestone {_shown(milestone)} has no meeting that checks it."
            yield finding_for(at, "PK-450", milestone, "meeting", message)


def after_its_meeting(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each milestone dated after its meeting; on the day is in time."""
    for milestone, meeting in _at_meetings(at):
        if milestone.date and meeting.date and milestone.date > meeting.date:
            message = (
                f"The milestone {_shown(milestone)} is due on {in_words(milestone.date)}, "
                f"after {meeting.reference} on {in_words(meeting.date)}."
            )
            value = in_words(milestone.date)
            yield finding_for(at, "PK-451", milestone, "date", message, value)


def meeting_cancelled(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each milestone of a meeting that was cancelled."""
    for milestone, meeting in _at_meetings(at):
        if meeting.state is MeetingState.CANCELLED:
            message = (
                f"The milestone {_shown(milestone)} is to be checked at "
                f"{meeting.reference}, which was cancelled."
            )
            yield finding_for(at, "PK-452", milestone, "meeting", message, meeting.reference)


def nothing_to_monitor(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists the year's meetings with nothing to monitor (T 3.17).

    Asked only of those who keep milestones.
    """
    if at.board.milestones:
        rows = [m for m in of_the_year(at) if not any(i.monitors for i in at.once(items_of).at(m))]
        if rows:
            names = listed(m.reference for m in rows)
            message = f"Nothing is monitored at {names}: no report and no milestone."
            yield from finding_over("PK-453", rows, "reference", message)


def nothing_to_check(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists key milestones without what is to be checked (T 3.2)."""
    rows = [m for m in at.scope.milestones if m.key is Answer.YES and not m.check]
    if rows:
        message = f"Nothing says what is to be checked of {listed(map(_shown, rows))}."
        yield from finding_over("PK-454", rows, "check", message)


def _at_meetings(at: BoardAt) -> Iterator[tuple[Milestone, Meeting]]:
    for milestone in at.scope.milestones:
        meeting = at.scope.meeting.get(milestone.meeting)
        if meeting:
            yield milestone, meeting


def _shown(milestone: Milestone) -> str:
    of_action = f" of action {milestone.action}" if milestone.action else ""
    return f"{quoted(milestone.wording) if milestone.wording else 'without words'}{of_action}"


FORWARD_RULES: tuple[Rule, ...] = (
    no_meeting,
    after_its_meeting,
    meeting_cancelled,
    nothing_to_monitor,
    nothing_to_check,
    at_cancelled,
    other_body,
    at_session,
    public_session,
    brought_before,
    half_an_issue,
    moved_nowhere,
    still_planned,
    not_published,
    rounds_missing,
    listed_twice,
)
