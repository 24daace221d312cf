"""The forward plan as a page shows it: a table for each meeting, its deadlines, sessions apart."""

from collections.abc import Iterator

from paperkit.board.model import Meeting
from paperkit.board.model.words import Body, Publicity
from paperkit.board.year.ahead import MeetingAhead, YearAhead, year_ahead
from paperkit.board.year.deadlines import StepName, day_of, deadlines
from paperkit.board.year.items import Item
from paperkit.board.year.items import Source as Origin
from paperkit.papers.drafts.forward import Programme, called, note
from paperkit.papers.sentences_of_forward import drafted_of_forward
from paperkit.papers.shown import Gap
from paperkit.papers.view.paper_forward import (
    DeadlineAhead,
    ForwardPlan,
    ItemAhead,
    ItemUnplaced,
    MeetingPlanned,
    SessionPlanned,
)
from paperkit.papers.view.source import Source
from paperkit.papers.wording import listed
from paperkit.schema.dates import in_words, with_weekday

NO_TITLE = Gap("No title given for this item")
NO_TOPIC = Gap("No topic given")
NO_LEAD = "To be named"
HELD_BACK = "Not for publication"
NOT_PUBLIC_BODY = "Not a public meeting"
NOTHING_MONITORED = "Nothing is planned by which delivery is monitored."


def forward_plan(source: Source) -> ForwardPlan:
    """Return the forward plan of a body for the twelve months from the meeting."""
    body = source.sitting.planned.body or Body.BOARD
    year = year_ahead(source.board, source.ways, source.sitting.day, body)
    meetings = tuple(_meeting(source, year, ahead) for ahead in year.meetings)
    return ForwardPlan(
        body=source.ways.settings.council.called(body),
        period=f"{in_words(year.first)} to {in_words(year.last)}",
        sentences=drafted_of_forward(Programme(source.board, year), source.texts),
        meetings=meetings,
        unplaced=tuple(_unplaced(source, year)),
        sessions=tuple(_sessions(year)),
        deadlines=tuple(step for meeting in meetings for step in meeting.deadlines),
    )


def heading(meeting: Meeting) -> str:
    """Return the heading of a meeting: its date, or that it has none yet."""
    if meeting.date is None:
        return f"{meeting.reference}: date to be set"
    return with_weekday(meeting.date)


def _meeting(source: Source, year: YearAhead, ahead: MeetingAhead) -> MeetingPlanned:
    steps = deadlines(ahead.meeting, source.ways.settings.deadlines)
    published = day_of(steps, StepName.PUBLICATION)
    nothing = "" if ahead.monitors else NOTHING_MONITORED
    return MeetingPlanned(
        heading=heading(ahead.meeting),
        note=" ".join(part for part in (note(ahead.meeting), nothing) if part),
        published=f"Papers published by {with_weekday(published)}" if published else "",
        items=tuple(_item(source, year, item) for item in ahead.items),
        deadlines=tuple(
            DeadlineAhead(called(ahead.meeting), str(step.name), with_weekday(step.day))
            for step in steps
        ),
    )


def _item(source: Source, year: YearAhead, item: Item) -> ItemAhead:
    exempt = item.publicity is Publicity.EXEMPT
    nothing = source.phrases.nothing
    actions = "action" if len(item.actions) == 1 else "actions"
    return ItemAhead(
        title=item.title or NO_TITLE,
        moved=_moved(source, item),
        purpose=HELD_BACK if exempt else item.purpose or nothing,
        actions=f"On {actions} {listed(item.actions)}" if item.actions and not exempt else "",
        kind=str(item.kind or nothing),
        key_decision="Key decision" if item.key_decision else "",
        lead=_lead(source, item),
        source=item.said or str(item.source),
        publicity=str(item.publicity) if item.publicity else _unsaid(year, nothing),
    )


def _unsaid(year: YearAhead, nothing: str) -> str:
    return nothing if year.body is Body.BOARD else NOT_PUBLIC_BODY


def _moved(source: Source, item: Item) -> str:
    if not item.moved_from:
        return ""
    before = source.board.meeting.get(item.moved_from)
    return f"Moved from the meeting of {called(before)}" if before else item.moved_from


def _unplaced(source: Source, year: YearAhead) -> Iterator[ItemUnplaced]:
    for ahead in year.cancelled:
        for item in ahead.items:
            why = f"Its meeting of {called(ahead.meeting)} was cancelled."
            yield ItemUnplaced(item.title or NO_TITLE, _lead(source, item), why)
    for item in year.unplaced:
        follows = item.source in (Origin.REFRESH, Origin.REVIEW)
        why = "No meeting lies near its day." if follows else "No meeting was chosen for it."
        yield ItemUnplaced(item.title or NO_TITLE, _lead(source, item), why)


def _lead(source: Source, item: Item) -> str:
    if item.lead:
        return source.with_post(item.lead)
    return "The Board" if item.source in (Origin.STANDING, Origin.SESSION) else NO_LEAD


def _sessions(year: YearAhead) -> Iterator[SessionPlanned]:
    for session in year.sessions:
        for topic in session.topics or (NO_TOPIC,):
            yield SessionPlanned(heading(session.meeting), topic)
