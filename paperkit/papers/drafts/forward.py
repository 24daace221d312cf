"""Sentences on a forward plan: what it is, which decisions are key, what it lacks."""

from dataclasses import dataclass

from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.words import MeetingState
from paperkit.board.year.ahead import RoundsOfYear, YearAhead
from paperkit.papers.drafts.facts import Drafted, places
from paperkit.papers.wording import listed
from paperkit.schema.dates import in_words

_NOTHING: Drafted = ("", ())


@dataclass(frozen=True)
class Programme:
    """What the sentences of a forward plan are drafted from."""

    board: BoardData
    year: YearAhead


def programme(_held: Programme) -> Drafted:
    """Return that this is a work programme, and no notice of key decisions.

    That notice is the executive's (SI 2012/2089, regulations 8 and 9).
    """
    words = "This is a work programme. It is not the notice of key decisions that the executive of "
    words += "a council gives under the regulations of 2012 (SI 2012/2089)."
    return words, ()


def key_decisions(held: Programme) -> Drafted:
    """Return which items are marked as key decisions, or that none is."""
    found = [(a.meeting, i) for a in held.year.meetings for i in a.items if i.key_decision]
    if not found:
        return "No item is marked as a key decision.", ()
    told = "; ".join(f"{item.title} ({called(meeting)})" for meeting, item in found)
    lead = "One item asks for a key decision" if len(found) == 1 else "These ask for key decisions"
    return f"{lead}: {told}.", places(item.row for _, item in found if item.row)


def monitoring(held: Programme) -> Drafted:
    """Return at which meetings there is nothing to monitor (seed T 3.17)."""
    if not held.year.meetings:
        return _NOTHING
    bare = [ahead.meeting for ahead in held.year.meetings if not ahead.monitors]
    if not bare:
        return "Each meeting has something by which delivery is monitored.", ()
    words = f"Nothing by which delivery is monitored is planned for {listed(map(called, bare))}."
    return words, places(bare)


def rounds(held: Programme) -> Drafted:
    """Return how many rounds of exception reporting each core priority has (seed H 3.10)."""
    if not held.year.rounds:
        return _NOTHING
    told = "; ".join(_of_priority(held, one) for one in held.year.rounds)
    words = f"Rounds of exception reporting in the council's year from May to April: {told}."
    return words, places(one.priority for one in held.year.rounds)


def meetings(held: Programme) -> Drafted:
    """Return which meetings of the year were cancelled."""
    off = [ahead.meeting for ahead in held.year.cancelled]
    if not off:
        return _NOTHING
    which = "meeting of" if len(off) == 1 else "meetings of"
    was = "was" if len(off) == 1 else "were"
    return f"The {which} {listed(map(called, off))} {was} cancelled.", places(off)


def called(meeting: Meeting) -> str:
    """Return a meeting as a sentence names it: by its date, or else by its reference."""
    return in_words(meeting.date) if meeting.date else meeting.reference


def note(meeting: Meeting) -> str:
    """Return what a reader of the plan must know of a meeting; nothing of one as planned."""
    if meeting.state is MeetingState.MOVED:
        return "This meeting was moved to this date."
    if meeting.state is MeetingState.EXTRA:
        return "This meeting is extra to the year's plan."
    return ""


def _of_priority(held: Programme, of: RoundsOfYear) -> str:
    there = [held.board.meeting[reference] for reference in of.meetings]
    at = f" ({listed(map(called, there))})" if there else ""
    lacking = f", {of.missing} to be planned" if of.missing else ""
    return f"{of.priority.name or of.priority.reference}, {len(there)} of {of.asked}{at}{lacking}"
