"""What a template may show of a forward plan: meetings with their items, deadlines, sessions."""

from dataclasses import dataclass

from paperkit.papers.shown import Sentence, Shown


@dataclass(frozen=True)
class ItemAhead:
    """One item of a meeting's plan.

    ``moved`` says from which meeting it was moved, ``actions`` what a partner reports on,
    ``key_decision`` that it is one; each is empty where it is not: a template asks with an if. The
    purpose of an exempt item is not printed.
    """

    title: Shown
    moved: str
    purpose: str
    actions: str
    kind: str
    key_decision: str
    lead: str
    source: str
    publicity: str


@dataclass(frozen=True)
class DeadlineAhead:
    """A step before a meeting, and its last day with the day of the week."""

    meeting: str
    step: str
    day: str


@dataclass(frozen=True)
class MeetingPlanned:
    """A meeting of the plan. ``heading`` is its date with the day of the week.

    ``note`` says that it was moved, is extra or has nothing to monitor, and ``published`` when its
    papers are public; both are empty where there is nothing to say.
    """

    heading: str
    note: str
    published: str
    items: tuple[ItemAhead, ...]
    deadlines: tuple[DeadlineAhead, ...]


@dataclass(frozen=True)
class SessionPlanned:
    """A development session: its date, and a topic, which is all that may be printed of it."""

    date: str
    topic: Shown


@dataclass(frozen=True)
class ItemUnplaced:
    """An item that needs a meeting, and why it has none."""

    title: Shown
    lead: str
    why: str


@dataclass(frozen=True)
class ForwardPlan:
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
    deadlines: tuple[DeadlineAhead, ...]


NO_FORWARD = ForwardPlan("", "", (), (), (), (), ())
"""What stands in a paper whose template does not ask for a forward plan."""
