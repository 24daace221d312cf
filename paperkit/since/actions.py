"""What has changed in the actions of the plans since a paper that was published.

Each side is judged at its own standpoint, as that paper printed it: by the date of its meeting,
from the data of its day. An action goes by its reference. Across a refreshed plan it is the one
that it was carried over from; a reference that is used anew is a new action, since what it was
before has ended, or was left out of the plan.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from paperkit.actions.shown import NEEDS_CORRECTION, revised
from paperkit.actions.standing import Standing, due_day, how_late, standing
from paperkit.board.calendar import plans_of_year
from paperkit.board.plan_rows import ACTIONS, Action
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import RatingMovement, last_answers, movement
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Choice
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt, PublishedPaper
from paperkit.word.values import Gap, Rated, Shown

NO_DEADLINE, NO_WORDS = "no deadline", "None recorded"
_WORDS = re.compile(r"[^\s,;()]+")
_ENDED = frozenset({Standing.DELIVERED, Standing.WITHDRAWN})
_STOPPED = frozenset({Standing.SUSPENDED, Standing.WITHDRAWN})


class ActionChange(Choice):
    """What has become of an action, in the order of the table and in the words that it prints."""

    LATE = "Newly late"
    AT_RISK = "Newly at risk"
    DELIVERED = "Delivered"
    REDATED = "New deadline"
    RESCHEDULED = "Re-scheduled"
    WITHDRAWN = "Withdrawn"
    SUSPENDED = "Suspended"
    RATED_WORSE = "Rating worse"
    RATED_BETTER = "Rating better"
    RATED_ANEW = "Rating changed"
    RATED = "Now rated"
    NOT_RATED = "No rating now"
    ON_COURSE = "On course again"
    RESUMED = "Taken up again"
    REOPENED = "No longer delivered"
    REWORDED = "New wording"
    RENUMBERED = "New reference"
    NEW = "New action"
    GONE = "No longer in the plan"
    UNREAD = "Cannot be read"
    ASKED = "First asked about"
    NOT_ASKED = "No longer asked about"


class Change(Frozen):
    """One change of an action: what it is, what the last report had, what this one has."""

    what: ActionChange
    before: Shown | Rated
    now: Shown | Rated


class ComparedAction(Frozen):
    """An action then and now, and what has changed, which may be nothing.

    A side that does not have it is None. ``was_late``: the last report said that it was due and not
    delivered. ``ended`` is as a paper published since had it at its end, once the plan has lost it.
    """

    then: Action | None
    now: Action | None
    changes: tuple[Change, ...] = ()
    was_late: bool = False
    ended: Action | None = None

    @property
    def action(self) -> Action:
        """Return the action as it is now, or else as it was."""
        found = self.now or self.then
        assert found is not None, "One of two sides has it."
        return found

    def has(self, what: ActionChange) -> bool:
        """Return whether it has changed in a way."""
        return any(change.what is what for change in self.changes)


def compared_actions(
    then: BoardAt, now: BoardAt, between: Iterable[PublishedPaper] = ()
) -> tuple[ComparedAction, ...]:
    """Return every action of both sides once, today's first, each with what has changed.

    ``between`` are the papers published since, the latest first: what they reported as ended, and
    the plan no longer has, has not dropped out of it.
    """
    answers = [last_answers(at.board, at.ways, at.the_meeting) for at in (then, now)]
    found, since = [], tuple(between)
    for was, action in matched(then, now):
        sides = zip(answers, (was, action), strict=True)
        rows = [of.get(one.reference) if one else None for of, one in sides]
        changes, ended = list(_changes(then, now, was, action)), None
        if action is not None:
            changes += rating_moved(now, *(row.rating if row else "" for row in rows))
        elif was and changes and (last := _ended_since(was, since)):
            ended, how = last
            changes = [Change(_CALLED[how], changes[0].before, in_brief(ended, how))]
        late = was is not None and standing_of(then, was) is Standing.NOT_DELIVERED
        found.append(ComparedAction(was, action, in_order(changes), late, ended))
    return tuple(found)


def _ended_since(was: Action, between: Iterable[PublishedPaper]) -> tuple[Action, Standing] | None:
    """Return an action as the last paper between had it, where that reported its end."""
    for at in filter(None, (paper.seen for paper in between)):
        found = at.board.action.get(was.reference)
        if found and folded(found.wording) == folded(was.wording):
            how = standing_of(at, found)
            return (found, how) if how in _ENDED else None
    return None


def matched(then: BoardAt, now: BoardAt) -> tuple[tuple[Action | None, Action | None], ...]:
    """Return each of today's actions with what it was, then those that are no longer there.

    What it was carried over from goes before its own reference, and that before equal words: in a
    plan that was numbered anew an open action keeps its wording.
    """
    free = {id(action): action for action in then.board.actions}
    was: dict[int, Action] = {}

    def take(action: Action, found: Action | None) -> None:
        if found is not None and id(found) in free and id(action) not in was:
            was[id(action)] = free.pop(id(found))

    for action in now.board.actions:
        take(action, _carried_from(action, then))
    refreshed = _is_refreshed(then, now)
    for action in now.board.actions:
        found = then.board.action.get(action.reference)
        if found and not _is_anew(found, action, then, now, refreshed=refreshed):
            take(action, found)
    alike = in_groups((folded(one.wording), one) for one in free.values() if one.wording)
    for action in now.board.actions:
        same = alike.get(folded(action.wording), [])
        if len(same) == 1 and standing_of(then, same[0]) not in _ENDED:
            take(action, same[0])
    pairs = [(was.get(id(action)), action) for action in now.board.actions]
    return (*pairs, *((action, None) for action in free.values()))


def _carried_from(action: Action, then: BoardAt) -> Action | None:
    """Return the earlier action that the column "Carried over from" names, if it names any."""
    own = then.board.action.get(action.reference)
    if own and action.carried_from and folded(own.wording) == folded(action.wording):
        return own  # whatever else its plan is called, such as "Part 1"
    words = _WORDS.findall(action.carried_from)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = then.board.action.get(" ".join(words[start : start + length]))
            if found is not None:
                return found
    return None


def _is_refreshed(then: BoardAt, now: BoardAt) -> bool:
    """Return whether today's plans are of another year than the earlier ones."""
    years = [{plan.year for plan in plans_of_year(at.board, at.day)} for at in (then, now)]
    return bool(years[0] and years[1]) and years[0] != years[1]


def _is_anew(was: Action, action: Action, then: BoardAt, now: BoardAt, *, refreshed: bool) -> bool:
    """Return whether a reference is that of a new action: nothing says that it was carried over."""
    if action.carried_from:
        return False
    reworded = folded(was.wording) != folded(action.wording)
    has_ended = standing_of(then, was) in _ENDED
    begun_again = refreshed and has_ended and standing_of(now, action) not in _ENDED
    return (reworded and (refreshed or has_ended)) or begun_again


def standing_of(at: BoardAt, action: Action) -> Standing:
    """Return the standing of an action as a paper prints it."""
    return standing(action, at.day, at.as_of)


def _changes(
    then: BoardAt, now: BoardAt, was: Action | None, action: Action | None
) -> Iterator[Change]:
    """Yield what has changed between an action as it was printed and as it is."""
    before = standing_of(then, was) if was else None
    if action is None:
        # What a report has shown as ended is no news where it is not carried on.
        if was and before not in _ENDED:
            names = {folded(row.reference) for row in now.board.unread_of(ACTIONS)}
            is_there = folded(was.reference) in names
            what = ActionChange.UNREAD if is_there else ActionChange.GONE
            yield Change(what, in_brief(was, before), str(what))
        return
    here = standing_of(now, action)
    shown = in_brief(action, here)
    printed = in_brief(was, before) if was else "Not in the plan"
    if was is None:
        yield Change(ActionChange.NEW, printed, shown)
    called = _CALLED.get(here) if here is not before else None
    redated = was is not None and due_day(was) != due_day(action)
    is_said = {
        ActionChange.ON_COURSE: before in NEEDS_CORRECTION,
        ActionChange.RESCHEDULED: not redated,
    }
    if called and is_said.get(called, True):
        yield Change(called, printed, shown)
    if was is None or before is None:
        return
    if before in _STOPPED and here not in (*_STOPPED, Standing.DELIVERED):
        yield Change(ActionChange.RESUMED, printed, shown)
    if before is Standing.DELIVERED and here is not Standing.DELIVERED:
        yield Change(ActionChange.REOPENED, printed, shown)
    has_ended = here is Standing.WITHDRAWN or (here is before and here in _ENDED)
    if redated and not has_ended:
        why = revised(action) if action.revised_deadline else ""
        yield Change(ActionChange.REDATED, printed, f"{shown}. {why or 'No reason recorded'}")
    yield from renamed(was, action)


def renamed(was: Action, action: Action) -> Iterator[Change]:
    """Yield that an action has other words, or another reference."""
    if folded(was.wording) != folded(action.wording):
        words = (one.wording or NO_WORDS for one in (was, action))
        yield Change(ActionChange.REWORDED, *words)
    if was.reference != action.reference:
        yield Change(ActionChange.RENUMBERED, was.reference, action.reference)


_CALLED: Mapping[Standing, ActionChange] = {
    Standing.NOT_DELIVERED: ActionChange.LATE,
    Standing.AT_RISK: ActionChange.AT_RISK,
    Standing.DELIVERED: ActionChange.DELIVERED,
    Standing.RESCHEDULED: ActionChange.RESCHEDULED,
    Standing.WITHDRAWN: ActionChange.WITHDRAWN,
    Standing.SUSPENDED: ActionChange.SUSPENDED,
    Standing.ON_COURSE: ActionChange.ON_COURSE,
}


def in_brief(action: Action, its_standing: Standing | None) -> Shown:
    """Return how an action stands, and by when it is due; why, where it was stopped."""
    if its_standing is Standing.DELIVERED:
        on = f" on {in_words(action.done_on)}" if action.done_on else ", on no recorded day"
        return ", ".join(filter(None, (f"{its_standing}{on}", how_late(action))))
    if its_standing in _STOPPED:
        why = revised(action)
        return f"{its_standing}: {why}" if why else Gap(f"{its_standing}; no reason recorded")
    holds = action.revised_deadline or action.deadline
    if holds is None:
        return f"{its_standing}; {NO_DEADLINE}"
    if holds.last is None:
        return f"{its_standing}; {str(holds).lower()}"
    return f"Due {holds}" if its_standing is Standing.NOT_DUE else f"{its_standing}; due {holds}"


def rating_moved(at: BoardAt, before: str, now: str, none: str = "No rating") -> Iterator[Change]:
    """Yield how a rating has moved; nothing where it has not. ``none`` is said where there is none.

    A rating that is no longer on the scale has changed, and is neither better nor worse.
    """
    if folded(before) == folded(now):
        return
    what = ActionChange.RATED if now else ActionChange.NOT_RATED
    if before and now:
        what = {
            RatingMovement.WORSE: ActionChange.RATED_WORSE,
            RatingMovement.BETTER: ActionChange.RATED_BETTER,
        }.get(movement(at.scale, now, before), ActionChange.RATED_ANEW)
    yield Change(what, *(at.rated(word) if word else none for word in (before, now)))


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes of an action in the order of the table."""
    order = list(ActionChange)
    return tuple(sorted(changes, key=lambda change: order.index(change.what)))
