"""The forward plan as a page shows it: sentences, a table for each meeting, sessions apart.

It is a work programme of a body for twelve months (seeds T 3.15 to 3.17, H 3.6 and 3.11).
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.paper_rows import ForwardItem
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import StepName
from paperkit.board.words import Body, MeetingState, Publicity
from paperkit.frozen import Frozen
from paperkit.meetings.items import Item
from paperkit.meetings.items import ItemSource as Origin
from paperkit.meetings.year_ahead import MeetingAhead, YearAhead, year_ahead
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words, with_weekday
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, listed, places
from paperkit.standpoint.wording import all_named, say, together, with_own
from paperkit.word.values import Gap, Sentence, Shown


def programme(at: BoardAt, _year: YearAhead) -> Drafted:
    """Return that this is a work programme, and no notice of key decisions.

    That notice is the executive's (SI 2012/2089, regulations 8 and 9).
    """
    return say(at, "forward.programme"), ()


def key_decisions(at: BoardAt, year: YearAhead) -> Drafted:
    """Return which items are marked as key decisions, or that none is."""
    found = [(a.meeting, i) for a in year.meetings for i in a.items if i.key_decision]
    items = [f"{item.title} ({called(meeting)})" for meeting, item in found]
    words = say(at, "forward.key_decisions", len(items), items)
    return words, places(item.row for _, item in found if item.row)


def monitoring(at: BoardAt, year: YearAhead) -> Drafted:
    """Return at which meetings there is nothing to monitor (seed T 3.17)."""
    if not year.meetings:
        return NOTHING
    bare = [ahead.meeting for ahead in year.meetings if not ahead.monitors]
    return say(at, "forward.monitoring", len(bare), [*map(called, bare)]), places(bare)


def rounds(at: BoardAt, year: YearAhead) -> Drafted:
    """Return at which meetings each core priority has its rounds (seed H 3.10).

    How many are still to be planned is for officers alone: ``rounds_to_plan``.
    """
    if not year.rounds:
        return NOTHING
    dated = [
        say(
            at,
            "forward.rounds.dated.each",
            name=of.priority.name or of.priority.reference,
            days=listed(called(at.board.meeting[reference]) for reference in of.meetings),
        )
        for of in year.rounds
        if of.meetings
    ]
    count = sum(len(of.meetings) for of in year.rounds)
    words = together(
        say(at, "forward.rounds", year.rounds[0].asked),
        say(at, "forward.rounds.dated", count, each=all_named(dated)),
    )
    return words, places(of.priority for of in year.rounds)


def rounds_to_plan(at: BoardAt, year: YearAhead) -> str:
    """Return how many rounds of exception reporting have no meeting yet, and of which priority."""
    short = [of for of in year.rounds if of.missing]
    names = [of.priority.name or of.priority.reference for of in short]
    each = [
        say(at, "forward.rounds.lacking.each", of.missing, name=name)
        for of, name in zip(short, names, strict=True)
    ]
    missing = sum(of.missing for of in short)
    return say(at, "forward.rounds.lacking", missing, names, each=all_named(each))


def meetings(at: BoardAt, year: YearAhead) -> Drafted:
    """Return which meetings of the year were cancelled."""
    off = [ahead.meeting for ahead in year.cancelled]
    return say(at, "forward.meetings", len(off), [*map(called, off)]), places(off)


def called(meeting: Meeting) -> str:
    """Return a meeting as a sentence names it: by its date, or else by its reference."""
    return in_words(meeting.date) if meeting.date else meeting.reference


DRAFTS: Mapping[str, Callable[[BoardAt, YearAhead], Drafted]] = {
    "forward.programme": programme,
    "forward.meetings": meetings,
    "forward.key_decisions": key_decisions,
    "forward.monitoring": monitoring,
    "forward.rounds": rounds,
}
"""The sentences of a forward plan by their keys, which are the same for every Board."""


class ItemAhead(Frozen):
    """One item of a meeting's plan.

    ``moved`` says from which meeting it was moved, ``actions`` what a partner reports on,
    ``key_decision`` that it is one, ``to_follow`` that its report comes after the agenda; each is
    empty where it is not: a template asks with an if. The purpose of an exempt item is not printed.
    """

    title: Shown
    moved: str
    purpose: str
    actions: str
    kind: str
    key_decision: str
    to_follow: str
    lead: str
    source: str
    publicity: str


class MeetingPlanned(Frozen):
    """A meeting of the plan. ``heading`` is its date with the day of the week.

    ``note`` says that it was moved, is extra or has nothing to monitor, and ``published`` when its
    papers are public; both are empty where there is nothing to say.
    """

    heading: str
    note: str
    published: str
    items: tuple[ItemAhead, ...]


class SessionPlanned(Frozen):
    """A development session: its date, and a topic, which is all that may be printed of it."""

    date: str
    topic: Shown


class ItemUnplaced(Frozen):
    """An item that needs a meeting, and why it has none."""

    title: Shown
    lead: str
    why: str


class ForwardPlan(Frozen):
    """The forward plan of the Board or its Executive (seeds T 3.15 to 3.17, H 3.6 and 3.11).

    ``body`` is its name, ``period`` the months that the plan covers. ``sentences`` say that it is a
    work programme, which decisions are key, which meetings were cancelled, and what it lacks.
    """

    body: str
    period: str
    sentences: tuple[Sentence, ...]
    meetings: tuple[MeetingPlanned, ...]
    unplaced: tuple[ItemUnplaced, ...]
    sessions: tuple[SessionPlanned, ...]


NO_FORWARD = ForwardPlan("", "", (), (), (), ())
"""What is in a paper whose template does not ask for a forward plan."""


NO_TITLE = Gap("No title given for this item")
NO_TOPIC = Gap("No topic given")
NO_LEAD = "To be named"
HELD_BACK = "Not for publication"
TO_FOLLOW = "Report to follow"
NOT_PUBLIC_BODY = "Not a public meeting"
_NOT_AS_PLANNED = frozenset({MeetingState.MOVED, MeetingState.EXTRA})
"""The states of a meeting that a reader of the plan must know of."""


def forward_plan(at: BoardAt) -> ForwardPlan:
    """Return the forward plan of a body for the twelve months from the meeting."""
    body = at.planned.body or Body.BOARD
    year = year_ahead(at.board, at.ways, at.day, body)
    return ForwardPlan(
        body=at.ways.settings.council.called(body),
        period=f"{in_words(year.first)} to {in_words(year.last)}",
        sentences=with_own(at, {k: partial(draft, at, year) for k, draft in DRAFTS.items()}),
        meetings=tuple(_meeting(at, year, ahead) for ahead in year.meetings),
        unplaced=tuple(_unplaced(at, year)),
        sessions=tuple(
            SessionPlanned(heading(at, session.meeting), topic)
            for session in year.sessions
            for topic in session.topics or (NO_TOPIC,)
        ),
    )


def heading(at: BoardAt, meeting: Meeting) -> str:
    """Return the heading of a meeting: its date, or that it has none yet."""
    if meeting.date is None:
        return say(at, "forward.without_date", meeting=meeting.reference)
    return with_weekday(meeting.date)


def _meeting(at: BoardAt, year: YearAhead, ahead: MeetingAhead) -> MeetingPlanned:
    steps = deadlines(ahead.meeting, at.ways.settings.deadlines)
    published = day_of(steps, StepName.PUBLICATION)
    state = ahead.meeting.state
    notes = (
        say(at, f"forward.note.{state.name.lower()}") if state in _NOT_AS_PLANNED else "",
        "" if ahead.monitors else say(at, "forward.note.unmonitored"),
    )
    return MeetingPlanned(
        heading=heading(at, ahead.meeting),
        note=together(*notes),
        published=say(at, "forward.published", day=with_weekday(published)) if published else "",
        items=tuple(_item(at, year, item) for item in ahead.items),
    )


def _item(at: BoardAt, year: YearAhead, item: Item) -> ItemAhead:
    exempt = item.publicity is Publicity.EXEMPT
    nothing = at.phrases.nothing
    actions = () if exempt else item.actions
    unsaid = nothing if year.body is Body.BOARD else NOT_PUBLIC_BODY
    before = at.board.meeting.get(item.moved_from)
    moved = item.moved_from
    if before:
        moved = say(at, "forward.moved_from", meeting=called(before))
    return ItemAhead(
        title=item.title or NO_TITLE,
        moved=moved,
        purpose=HELD_BACK if exempt else item.purpose or nothing,
        actions=say(at, "report.on", len(actions), references=listed(actions)),
        kind=str(item.kind or nothing),
        key_decision="Key decision" if item.key_decision else "",
        to_follow=TO_FOLLOW if item.to_follow else "",
        lead=_lead(at, item),
        source=str(item.source) if exempt else item.said or str(item.source),
        publicity=str(item.publicity or unsaid),
    )


def _unplaced(at: BoardAt, year: YearAhead) -> Iterator[ItemUnplaced]:
    for ahead in year.cancelled:
        for item in ahead.items:
            why = say(at, "forward.unplaced.cancelled", meeting=called(ahead.meeting))
            yield ItemUnplaced(item.title or NO_TITLE, _lead(at, item), why)
    for item in year.unplaced:
        follows = item.source in (Origin.REFRESH, Origin.REVIEW)
        key = "forward.unplaced.no_meeting_near" if follows else "forward.unplaced.not_chosen"
        yield ItemUnplaced(item.title or NO_TITLE, _lead(at, item), say(at, key))


def _lead(at: BoardAt, item: Item) -> str:
    """Return who leads on an item; of a planned one that is exempt a name or post of People alone.

    Other words, such as the name of a firm, may say what the item is about.
    """
    typed = isinstance(item.row, ForwardItem) and item.publicity is Publicity.EXEMPT
    posts = (folded(person.post) for person in at.plan.people)
    if item.lead and typed and item.lead not in at.plan.person and folded(item.lead) not in posts:
        return HELD_BACK
    if item.lead:
        return at.with_post(item.lead)
    return "The Board" if item.source in (Origin.STANDING, Origin.SESSION) else NO_LEAD
