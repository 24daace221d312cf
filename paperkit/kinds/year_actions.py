"""What an annual report says of actions: where each was at the year's end, and what went less well.

Each action of the plans is in one place, so that the counts of a report add up to the actions of
the plans, and none drops out of it.
"""

from collections.abc import Mapping, Sequence

from paperkit.actions.milestones import MILESTONE, milestones_without_day
from paperkit.actions.shown import ACTION, each_late
from paperkit.actions.standing import DueAction, Standing, due_day
from paperkit.board.plan_rows import ACTIONS, MILESTONES, Action
from paperkit.board.settings import Role
from paperkit.board.words import State
from paperkit.kinds.year_back import YearBack
from paperkit.meetings.shown import called
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Choice
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    NOTHING,
    Drafted,
    Share,
    counted,
    listed,
    parts_of,
    places,
    plural,
    shared,
    were,
    with_base,
)
from paperkit.standpoint.wording import say


class AtYearEnd(Choice):
    """Where an action was at the end of the year, in the order in which a report counts them."""

    DELIVERED = "Delivered in the year"
    EARLIER = "Delivered before the year"
    UNDATED = "Delivered on a day that is not recorded"
    LATE = "Due and not delivered"
    NOT_OVERDUE = "Not overdue"
    CARRIED = "Carried over"
    WITHDRAWN = "Withdrawn"
    SUSPENDED = "Suspended with approval"
    ONGOING = "Ongoing"
    NO_DEADLINE = "No deadline recorded"


NAMED = frozenset({AtYearEnd.WITHDRAWN, AtYearEnd.SUSPENDED, AtYearEnd.ONGOING})
"""Those that are neither delivered, due nor carried over: the report lists them by name."""

_SAID = {
    AtYearEnd.EARLIER: ("was delivered before the year", "were delivered before the year"),
    AtYearEnd.UNDATED: (
        "was delivered on a day that is not recorded",
        "were delivered on a day that is not recorded",
    ),
    AtYearEnd.LATE: ("was due and is not delivered", "were due and are not delivered"),
    AtYearEnd.NOT_OVERDUE: ("is not overdue", "are not overdue"),
    AtYearEnd.CARRIED: (
        "is carried over and not overdue",
        "are carried over and not overdue",
    ),
    AtYearEnd.WITHDRAWN: ("is withdrawn", "are withdrawn"),
    AtYearEnd.SUSPENDED: ("is suspended with approval", "are suspended with approval"),
    AtYearEnd.ONGOING: ("is ongoing", "are ongoing"),
    AtYearEnd.NO_DEADLINE: ("has no deadline recorded", "have no deadline recorded"),
}
_STOPPED = {State.WITHDRAWN: AtYearEnd.WITHDRAWN, State.SUSPENDED: AtYearEnd.SUSPENDED}
_BY_REFERENCE = NAMED | {AtYearEnd.UNDATED, AtYearEnd.NO_DEADLINE}


def by_place(year: YearBack, actions: Sequence[Action]) -> Mapping[AtYearEnd, Sequence[Action]]:
    """Return the actions by where they are, as the data of the report say, in the order of places.

    Each action is in exactly one place.
    """
    late = {id(due.action) for due in year.late}
    carried = {id(action) for action in year.carried}

    def place(action: Action) -> AtYearEnd:
        if action.was_delivered(year.span.known[1]):
            if action.done_on is None:
                return AtYearEnd.UNDATED
            return AtYearEnd.DELIVERED if year.span.saw(action.done_on) else AtYearEnd.EARLIER
        if action.state in _STOPPED:
            return _STOPPED[action.state]
        if id(action) in late:
            return AtYearEnd.LATE
        if id(action) in carried:
            return AtYearEnd.CARRIED
        if due_day(action):
            return AtYearEnd.NOT_OVERDUE
        has_deadline = action.deadline or action.revised_deadline
        return AtYearEnd.ONGOING if has_deadline else AtYearEnd.NO_DEADLINE

    found = in_groups((place(action), action) for action in actions)
    return {one: found[one] for one in AtYearEnd if one in found}


def others(year: YearBack, actions: Sequence[Action]) -> str:
    """Return how many of the actions not delivered in the year are where; "" where all were.

    Those that a reader would look for in no other part are named.
    """
    shares = [
        Share(len(those), *_SAID[place], _named(place, those))
        for place, those in by_place(year, actions).items()
        if place is not AtYearEnd.DELIVERED
    ]
    total = sum(share.count for share in shares)
    if total == 1:
        return f"The other 1 {str(shares[0]).removeprefix('1 ')}."
    return f"Of the other {total}, {listed(map(str, shares))}." if shares else ""


def _named(place: AtYearEnd, those: Sequence[Action]) -> str:
    return listed(action.reference for action in those) if place in _BY_REFERENCE else ""


def actions(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many actions were delivered and how many milestones reached in the year.

    It also says where all other actions are.
    """
    done, steps = len(year.delivered), len(year.reached)
    if not at.board.actions:
        return with_base(at, (ACTIONS,), "")
    words = (
        f"{done} of the {counted(len(at.board.actions), ACTION)} of the "
        f"{plural(at.ways.words.plan)} {were(done)} delivered in the year"
    )
    if at.board.milestones:
        words += f", and {counted(steps, MILESTONE)} {were(steps)} recorded as reached"
    words += "."
    parts = (words, others(year, at.board.actions), milestones_without_day(year.undated))
    words = " ".join(filter(None, parts))
    return with_base(at, (ACTIONS, MILESTONES), words)


def less_well(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many actions were late or given another deadline, or ended at the worst rating.

    Which they are follows where the report says what was done about them.
    """
    late, red, parts = len(year.late), len(year.red), []
    after, moved_on = len(year.delivered_late), len(year.moved)
    if late:
        parts.append(
            f"{counted(late, ACTION)} that {were(late)} due by this meeting {were(late)} not "
            f"delivered{_by_data(at)}"
        )
    if after:
        parts.append(f"{counted(after, ACTION)} {were(after)} delivered late")
    if moved_on:
        parts.append(f"{counted(moved_on, ACTION)} {were(moved_on)} given another deadline")
    if red:
        parts.append(f"{counted(red, ACTION)} ended the year rated {_worst(at)}")
    rows = (
        *(due.action for due in year.late),
        *year.delivered_late,
        *year.moved,
        *(row.action for row in year.red),
    )
    return (f"{listed(parts)}." if parts else ""), tuple(dict.fromkeys(places(rows)))


def _worst(at: BoardAt) -> str:
    """Return the words of the scale for a target that is missed."""
    return " or ".join(at.scale.words(Role.MISSED)) or "at the worst"


def _by_data(at: BoardAt) -> str:
    """Return `` by 30 April 2026`` where the data end before the meeting."""
    return f" by {in_words(at.as_of)}" if at.as_of < at.day else ""


def late(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions should have been delivered by the meeting, and their state."""
    those, until = year.late, _by_data(at)
    rest = [due for due in year.due if due.standing is not Standing.DELIVERED]
    if not those and rest:
        still = "due by this meeting and still open" if until else "still open"
        words = f"No action that was due{until or ' by this meeting'} is late; {still}: "
        return f"{words}{_by_standing(rest)}.", places(due.action for due in rest)
    if not those:
        has = "had" if until else "has"
        words = f"Every action that was due by this meeting {has} been delivered{until}."
        return (words if year.due else say(at, "actions.counts", 0)), places(at.board.actions)
    has = "had" if until else "has" if len(those) == 1 else "have"
    words = f"{counted(len(those), ACTION)} {were(len(those))} due by this meeting and {has} not "
    words += f"been delivered{until}: {_by_standing(those)}."
    return words, places(due.action for due in those)


def _by_standing(those: Sequence[DueAction]) -> str:
    """Return the references of actions by their standing: ``1.2 and 1.3 (not delivered)``."""
    found = in_groups((due.standing, due.action.reference) for due in those)
    return "; ".join(f"{listed(there)} ({str(word).lower()})" for word, there in found.items())


def delivered_late(_at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions were delivered after their deadline, and how late."""
    those = year.delivered_late
    its = "its deadline" if len(those) == 1 else "their deadlines"
    words = f"{counted(len(those), ACTION)} {were(len(those))} delivered after {its}: "
    return (f"{words}{each_late(those)}." if those else ""), places(those)


def moved_deadlines(_at: BoardAt, year: YearBack) -> Drafted:
    """Return of which actions the deadline was moved, with the plan's own and the one agreed."""
    those = year.moved
    each = (f"{a.reference} (due {a.deadline}, agreed {a.revised_deadline})" for a in those)
    of = (
        "The deadline of 1 action was"
        if len(those) == 1
        else f"The deadlines of {len(those)} actions were"
    )
    return (f"{of} moved: {listed(each)}." if those else ""), places(those)


def milestones(_at: BoardAt, year: YearBack) -> Drafted:
    """Return of how many milestones of the year nobody has said that they were reached."""
    those = year.unsaid
    of = listed(dict.fromkeys(row.action for row in those if row.action))
    named = f" ({'action' if len(those) == 1 else 'actions'} {of})" if of else ""
    words = f"Of {counted(len(those), MILESTONE)} of the year{named} it is not recorded whether "
    words += "it was reached." if len(those) == 1 else "they were reached."
    return (words if those else ""), places(those)


def ratings(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions had the worst rating in their last round of the year."""
    red = year.red
    named = listed(f"{row.action.reference} ({called(row.meeting)})" for row in red)
    rows = (row for last in red for row in (last.action, last.now) if row)
    words = f"{counted(len(red), ACTION)} ended the year rated {_worst(at)}: {named}."
    return (words if red else ""), places(rows)


def rounds(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many rounds each priority had in the year, with their dates, or that none was."""
    every = year.rounds
    each = "; ".join(
        f"{one.priority.name or one.priority.reference} "
        f"{len(one.meetings)} ({listed(map(called, one.meetings))})"
        for one in every
    )
    rows = (one.priority for one in every)
    none = "No round of exception reporting is recorded in the year."
    return (f"Rounds of exception reporting in the year: {each}." if each else none), places(rows)


def at_year_end(at: BoardAt, year: YearBack) -> Drafted:
    """Return how actions were rated in their last round of the year, and how many moderated."""
    every = [answers for of in year.rounds for answers in of.actions]
    last = [answers[-1] for answers in every]
    if not last:
        return NOTHING
    words = dict.fromkeys(rating.word for rating in at.ways.settings.ratings)
    words |= dict.fromkeys(row.rating for row in last if row.rating)
    ratings = [(word, f"was rated {word}", f"were rated {word}") for word in words]
    ratings.append(("", "had no rating", "had no rating"))
    parts = parts_of(
        last,
        lambda row: row.rating,
        ratings,
        lambda those: listed(row.action.reference for row in those),
    )
    said = shared(ACTION, parts, " in their last round of the year")
    changed = [row for answers in every for row in answers if row.is_moderated]
    moderated = Share(
        len(changed),
        "rating of the year was changed by the sponsor, and is marked as such",
        "ratings of the year were changed by the sponsor, and are marked as such",
    )
    said += f" {moderated}." if changed else ""
    rows = (row for one in (*last, *changed) for row in (one.action, one.now, one.view) if row)
    return said, tuple(dict.fromkeys(places(rows)))


def carried(_at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions are carried over; each keeps its reference (seed T 3.1)."""
    rows = year.carried
    said = Share(
        len(rows),
        "action is carried over and keeps its reference",
        "actions are carried over and keep their references",
    )
    words = f"{said}: {listed(row.reference for row in rows)}."
    return (words if rows else ""), places(rows)
