"""What an annual report says of actions: where each was at the year's end, and what went less well.

Each action of the plans is in one place, so that the counts of a report add up to the actions of
the plans, and none drops out of it.
"""

from collections.abc import Mapping, Sequence

from paperkit.actions.shown import by_standing, late_in_words
from paperkit.actions.standing import Standing, due_day
from paperkit.board.plan_rows import ACTIONS, MILESTONES, Action
from paperkit.board.settings import Role
from paperkit.board.words import State
from paperkit.kinds.year_back import YearBack
from paperkit.meetings.shown import called
from paperkit.rounds.sentences import withheld_rounds
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Choice
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, places
from paperkit.standpoint.wording import Portion, say, shared, together, with_base


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


_STOPPED = {State.WITHDRAWN: AtYearEnd.WITHDRAWN, State.SUSPENDED: AtYearEnd.SUSPENDED}
_BY_NAME = frozenset({AtYearEnd.UNDATED, AtYearEnd.NO_DEADLINE})
"""Those that no table of the report lists."""


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


def actions(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many actions were delivered in the year, and how those stand that were due."""
    total = len(at.board.actions)
    if not total:
        return with_base(at, (ACTIONS,), "")
    key = "year.actions" if total > 1 else "year.actions.only"
    done = say(at, key, len(year.delivered), total=total)
    due = shared(at, "year.actions.due", by_standing(at, year.due))
    return with_base(at, (ACTIONS,), together(done, due))


def in_all(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many actions were where at the end of the year, which add up to all of the plans.

    Those that a reader would look for in no other part are named.
    """
    parts = [
        Portion(
            len(those),
            say(at, f"year.action.{place.name.lower()}", len(those)),
            tuple(action.called for action in those) if place in _BY_NAME else (),
        )
        for place, those in by_place(year, at.board.actions).items()
    ]
    return with_base(at, (ACTIONS,), shared(at, "achieved.in_all", parts) if parts else "")


def less_well(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many actions came late, were moved or ended at the worst rating; the milestones.

    Those that were due and are not delivered are counted before it. Which they all are follows
    where the report says what was done about them.
    """
    every, asked = at.board.actions, [row for of in year.rounds for row in of.actions]
    moved = {"delivered_late": year.delivered_late, "moved": year.moved}
    of_plans = [
        Portion(len(those), say(at, f"year.less_well.{name}", len(those)))
        for name, those in moved.items()
    ]
    rated = [Portion(len(year.red), say(at, "year.less_well.rated", rating=_worst(at)))]
    steps = {"reached": len(year.reached), "undated": year.undated, "unsaid": len(year.unsaid)}
    of_milestones = [
        Portion(count, say(at, f"year.milestone.{name}", count)) for name, count in steps.items()
    ]
    said, of_steps = with_base(
        at,
        (MILESTONES,),
        together(
            shared(at, "year.less_well", of_plans, of=len(every)) if any(moved.values()) else "",
            shared(at, "year.less_well.asked", rated, of=len(asked)) if year.red else "",
            shared(at, "year.milestones", of_milestones) if any(steps.values()) else "",
        ),
    )
    rows = (*year.delivered_late, *year.moved, *(row.action for row in year.red))
    return said, tuple(dict.fromkeys((*places(rows), *of_steps)))


def _worst(at: BoardAt) -> str:
    """Return the words of the scale for a target that is missed."""
    return " or ".join(at.scale.words(Role.MISSED))


def _known_by(at: BoardAt) -> str:
    """Return the day up to which the data of the report can say what was delivered."""
    return in_words(min(at.as_of, at.day))


def late(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions should have been delivered by the meeting, and their state."""
    those, day = year.late, _known_by(at)
    rest = [due for due in year.due if due.standing is not Standing.DELIVERED]
    if not rest:
        words = say(at, "less_well.actions.delivered", len(year.due), total=len(year.due), day=day)
        return words, places(at.board.actions)
    if not those:
        parts = by_standing(at, rest, lambda due: due.action.called)
        words = shared(at, "less_well.actions.open", parts, day=day)
        return words, places(due.action for due in rest)
    words = say(at, "less_well.actions", len(those), [due.action.called for due in those], day=day)
    if {due.standing for due in those} != {Standing.NOT_DELIVERED}:
        words = together(words, shared(at, "actions.counts", by_standing(at, those)))
    return words, places(due.action for due in those)


def delivered_late(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions were delivered after their deadline, and how late."""
    those = year.delivered_late
    return late_in_words(at, "less_well.delivered_late", those), places(those)


def moved_deadlines(at: BoardAt, year: YearBack) -> Drafted:
    """Return the actions whose deadline was moved, with the plan's own and the one agreed."""
    each = [
        say(
            at, "less_well.moved.each",
            action=one.called, due=str(one.deadline), agreed=str(one.revised_deadline),
        )
        for one in year.moved
    ]  # fmt: skip
    return say(at, "less_well.moved", len(each), each), places(year.moved)


def milestones(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many milestones of the year nobody has said were reached."""
    return say(at, "less_well.milestones", len(year.unsaid)), places(year.unsaid)


def ratings(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions had the worst rating in their last round of the year."""
    red = year.red
    named = [f"{row.action.called} ({called(row.meeting)})" for row in red]
    rows = (row for last in red for row in (last.action, last.now) if row)
    return say(at, "less_well.ratings", len(red), named, rating=_worst(at)), places(rows)


def rounds(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many rounds each priority had in the year, with their dates, or that none was."""
    each = [
        say(
            at, "ratings.rounds.each", len(one.meetings), [*map(called, one.meetings)],
            name=one.priority.name or one.priority.reference,
        )
        for one in year.rounds
    ]  # fmt: skip
    if not each and withheld_rounds(at):
        return NOTHING  # There was a round, that this paper may not mention.
    return say(at, "ratings.rounds", len(each), each), places(one.priority for one in year.rounds)


def at_year_end(at: BoardAt, year: YearBack) -> Drafted:
    """Return how actions were rated in their last round of the year, and how many moderated."""
    every = [answers for of in year.rounds for answers in of.actions]
    last = in_groups((answers[-1].rating, answers[-1]) for answers in every)
    if not last:
        return NOTHING
    words = dict.fromkeys([*(rating.word for rating in at.ways.settings.ratings), *last])
    parts = [
        Portion(
            len(last[word]),
            say(at, "ratings.rated" if word else "ratings.unrated", len(last[word]), rating=word),
            tuple(row.action.called for row in last[word]),
        )
        for word in sorted(words, key=lambda word: not word)
        if word in last
    ]
    changed = [row for answers in every for row in answers if row.is_moderated]
    key = "ratings.at_year_end"
    said = [shared(at, f"{key}.public" if at.withheld else key, parts)]
    if changed:
        said.append(say(at, "ratings.changed", len(changed)))
    rows = (
        row
        for one in (*(answers[-1] for answers in every), *changed)
        for row in (one.action, one.now, one.view)
        if row
    )
    return together(*said), tuple(dict.fromkeys(places(rows)))


def carried(at: BoardAt, year: YearBack) -> Drafted:
    """Return which actions are carried over; each keeps its reference (seed T 3.1)."""
    rows = year.carried
    return say(at, "next_year.carried", len(rows), [row.called for row in rows]), places(rows)
