"""Forward plans: items that no meeting can take, sessions, rounds, and days that have passed.

These rules look at the whole year, also where one paper is made; all they give is notes.
"""

from collections.abc import Iterator

from paperkit.board.calendar import is_public, same_kind
from paperkit.board.model import Meeting, Milestone
from paperkit.board.model.forward import ForwardItem, PartnerReport, Session
from paperkit.board.model.words import Body, MeetingState
from paperkit.board.rules.case import Case, Rule, named, tell, tell_all
from paperkit.board.rules.whose import whose
from paperkit.board.year.ahead import rounds_of_year
from paperkit.board.year.deadlines import StepName, day_of, deadlines
from paperkit.board.year.items import FORWARD_PLAN, Item
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words, with_weekday

_Planned = ForwardItem | PartnerReport | Milestone
_MOST = 60


def at_cancelled(case: Case) -> Iterator[Finding]:
    """Yield a note for each item of a cancelled meeting; PK-452 tells of milestones."""
    for row, name, meeting in _placed(case):
        if meeting.state is MeetingState.CANCELLED and not isinstance(row, Milestone):
            message = f"{_called(row)} is down for {meeting.reference}, which was cancelled."
            yield _told(case, "PK-952", row, name, message, meeting.reference)


def other_body(case: Case) -> Iterator[Finding]:
    """Yield a note for each item whose body is not that of its meeting (seed T 3.3)."""
    for row, _, meeting in _placed(case):
        body = row.body if isinstance(row, ForwardItem | Milestone) else None
        if body and body is not (meeting.body or Body.BOARD):
            message = f"{_called(row)} is on the forward plan of the {body}, and down for "
            message += f"{meeting.reference}, a meeting of the {meeting.body or Body.BOARD}."
            yield _told(case, "PK-953", row, "body", message, str(body))


def at_session(case: Case) -> Iterator[Finding]:
    """Yield a note for each item that a development session would hide (seed H 3.14)."""
    for row, name, meeting in _placed(case):
        if not is_public(meeting):
            message = f"{_called(row)} is down for {meeting.reference}, a development session, so "
            message += "the forward plan does not show it."
            yield _told(case, "PK-954", row, name, message, meeting.reference)


def public_session(case: Case) -> Iterator[Finding]:
    """Yield a note for each topic of a session at a public meeting (seed H 3.14)."""
    for row in case.board.sessions:
        meeting = case.board.meeting.get(row.meeting)
        if meeting and is_public(meeting):
            message = f"{_called(row)} stands at {meeting.reference}, which is a public meeting."
            yield _told(case, "PK-955", row, "meeting", message, meeting.reference)


def brought_before(case: Case) -> Iterator[Finding]:
    """Yield a note for each issue that is brought to a meeting before its session."""
    for row in case.board.sessions:
        session = case.board.meeting.get(row.meeting)
        meeting = case.board.meeting.get(row.brought_to)
        if session and meeting and session.date and meeting.date and meeting.date < session.date:
            message = f"The issue of {session.reference} on {in_words(session.date)} is brought to "
            message += f"{meeting.reference} on {in_words(meeting.date)}, which is earlier."
            yield _told(case, "PK-956", row, "brought_to", message, meeting.reference)


def half_an_issue(case: Case) -> Iterator[Finding]:
    """Yield a note for each issue without a meeting, and the other way round (seed H 3.14)."""
    for row in case.board.sessions:
        if row.issue and not row.brought_to:
            message = f"The issue {quoted(row.issue, _MOST)} is brought to no meeting."
            yield _told(case, "PK-957", row, "brought_to", message, "")
        if row.brought_to and not row.issue:
            message = f"Something of {row.meeting or 'a session'} is brought to {row.brought_to}, "
            message += "and nothing says what."
            yield _told(case, "PK-957", row, "issue", message, "")


def moved_nowhere(case: Case) -> Iterator[Finding]:
    """Yield a note for each item that was moved from the meeting at which it stands."""
    for row in case.board.forward_items:
        if row.moved_from and row.moved_from == row.meeting:
            message = f"{_called(row)} is down for {row.meeting} and moved from it as well."
            yield _told(case, "PK-958", row, "moved_from", message, row.moved_from)


def still_planned(case: Case) -> Iterator[Finding]:
    """Yield a note for each meeting before today whose state is Planned.

    It is told where the data are checked as a whole: the papers of one meeting do not change by it.
    """
    today = case.today if case.at is None else None
    for row in case.board.meetings:
        if today and row.date and row.date < today and row.state is MeetingState.PLANNED:
            message = f"{row.reference} was on {in_words(row.date)} and is still planned."
            yield tell("PK-959", row, "state", message, value=str(row.state))


def not_published(case: Case) -> Iterator[Finding]:
    """Yield a note where the meeting's papers should be out by today (LGA 1972, s. 100B)."""
    meeting, today = case.at, case.today
    if meeting is None or today is None or meeting.date is None or meeting.date < today:
        return
    if meeting.state in (MeetingState.HELD, MeetingState.CANCELLED):
        return
    day = day_of(deadlines(meeting, case.ways.settings.deadlines), StepName.PUBLICATION)
    if day and day < today:
        message = f"The papers of {meeting.reference} were to be published by "
        message += f"{with_weekday(day)}; today is {with_weekday(today)}."
        yield tell("PK-960", meeting, "date", message, value=in_words(meeting.date))


def rounds_missing(case: Case) -> Iterator[Finding]:
    """Yield a note for core priorities with too few rounds in the year (seed H 3.10).

    A paper on something else is not made better or worse by it, so there it is not told.
    """
    other = case.paper is not None and not same_kind(case.paper.kind, FORWARD_PLAN)
    if other or case.day is None:
        return
    rounds = rounds_of_year(case.ahead, case.day)
    for count in sorted({one.missing for one in rounds if one.missing}):
        short = [one for one in rounds if one.missing == count]
        names = ", ".join(one.priority.name or one.priority.reference for one in short)
        more = "1 round is" if count == 1 else f"{count} rounds are"
        message = f"Of the {short[0].asked} rounds of the year, {more} not planned for: {names}."
        yield from tell_all("PK-961", [one.priority for one in short], "reference", message)


def listed_twice(case: Case) -> Iterator[Finding]:
    """Yield a note for each row of Forward items whose title another item of its meeting has."""
    with_rows = {row.meeting for row in case.board.forward_items}
    for meeting in (one for one in case.board.meetings if one.reference in with_rows):
        seen: dict[str, Item] = {}
        for item in case.ahead.at(meeting):
            first = seen.setdefault(folded(item.title), item)
            if first is not item and isinstance(item.row, ForwardItem) and item.title:
                message = f"{quoted(item.title, _MOST)} stands on the plan of {meeting.reference} "
                message += f"already, as: {str(first.source).lower()}."
                others = (first.row.place.row,) if first.row else ()
                yield _told(case, "PK-962", item.row, "title", message, item.title, others)


def _placed(case: Case) -> Iterator[tuple[_Planned | Session, str, Meeting]]:
    """Yield each row that goes to a meeting, the column that says which, and the meeting."""
    board = case.board
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
            return f"The issue {quoted(row.issue, _MOST)}" if row.issue else _topic(row)
        case PartnerReport():
            return f"The report of {row.partner or 'a partner'}"
        case _:
            return f"The item {quoted(row.title, _MOST)}" if row.title else named(row)


def _topic(row: Session) -> str:
    return f"The topic {quoted(row.topic, _MOST)}"


def _told(
    case: Case,
    code: str,
    row: _Planned | Session,
    name: str,
    message: str,
    value: str,
    others: tuple[Place, ...] = (),
) -> Finding:
    person = whose(case.board, row)
    return tell(code, row, name, message, value=value, person=person, others=others)


RULES: tuple[Rule, ...] = (
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
