"""What a paper says has changed since the last one of its kind that was published.

Words count, with their base; a table says what each change is, as the last report had it and as
this one has it. An action or an indicator that has changed in two ways is in the table twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from paperkit.actions.shown import ACTION, each_late
from paperkit.actions.standing import days_late
from paperkit.frozen import Frozen
from paperkit.indicators.shown import INDICATOR, rows_of
from paperkit.schema.dates import in_words
from paperkit.since.actions import ActionChange, Change, ComparedAction, compared_actions
from paperkit.since.figures import (
    ComparedIndicator,
    FigureChange,
    MovedFigure,
    compared_indicators,
)
from paperkit.since.rounds import compared_round
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    Drafted,
    Noun,
    Share,
    counted,
    few,
    listed,
    places,
)
from paperkit.standpoint.wording import with_own
from paperkit.word.values import Rated, Sentence, Shown


class ChangeShown(Frozen):
    """One line of a table: what it is about, what has changed, last report and now."""

    name: str
    change: str
    before: Shown | Rated
    now: Shown | Rated


class Since(Frozen):
    """What has changed since the last report: in counts, then action by action, and indicators.

    ``sentences`` say first what is compared, or that nothing can be.
    """

    sentences: tuple[Sentence, ...]
    actions: tuple[ChangeShown, ...]
    indicators: tuple[ChangeShown, ...]


NO_SINCE = Since((), (), ())
MOST_NAMED = 5
"""How many are named of each change; the table has all."""


class WhatChanged(Frozen):
    """The actions and the indicators of two sides, each with its changes."""

    actions: tuple[ComparedAction, ...] = ()
    indicators: tuple[ComparedIndicator, ...] = ()


def compared(at: BoardAt) -> WhatChanged:
    """Return what the paper compares: of a round the actions asked about, else the whole plan."""
    then = at.back.last.seen if at.back.last else None
    if then is None:
        return WhatChanged()
    if at.round is not None:
        return WhatChanged(compared_round(then, at))
    day = at.back.last.published_on if at.back.last else at.day
    between = (paper for paper in at.back.figures if paper.published_on > day)
    return WhatChanged(compared_actions(then, at, between), compared_indicators(at.back, at))


def since_shown(at: BoardAt) -> Since:
    """Return the part of a paper on what has changed since the last report."""
    found = at.once(compared)
    return Since(
        sentences=with_own(at, {key: partial(draft, at) for key, draft in DRAFTS.items()}),
        actions=_lines(
            ActionChange,
            [
                (f"{one.action.reference} {one.action.wording}", one.changes)
                for one in found.actions
            ],
        ),
        indicators=_lines(
            FigureChange,
            [
                (f"{one.indicator.reference} {one.indicator.name}", one.changes)
                for one in found.indicators
            ],
        ),
    )


def _lines(
    order: Iterable[ActionChange | FigureChange],
    rows: Sequence[tuple[str, Sequence[Change | MovedFigure]]],
) -> tuple[ChangeShown, ...]:
    """Return a line for each change, one sort after the other, each in the order of the plan."""
    return tuple(
        ChangeShown(name.strip(), str(what), change.before, change.now)
        for what in order
        for name, changes in rows
        for change in changes
        if change.what is what
    )


# --- In words ---------------------------------------------------------------------------------

_OF_ACTIONS = (
    (ActionChange.LATE, "is newly late", "are newly late"),
    (ActionChange.AT_RISK, "is newly at risk", "are newly at risk"),
    (ActionChange.DELIVERED, "has been delivered", "have been delivered"),
    (ActionChange.REDATED, "has a new deadline", "have a new deadline"),
    (ActionChange.RESCHEDULED, "has been re-scheduled", "have been re-scheduled"),
    (ActionChange.WITHDRAWN, "has been withdrawn", "have been withdrawn"),
    (ActionChange.SUSPENDED, "has been suspended", "have been suspended"),
    (ActionChange.RATED_WORSE, "has a worse rating", "have a worse rating"),
    (ActionChange.RATED_BETTER, "has a better rating", "have a better rating"),
    (ActionChange.RATED_ANEW, "has another rating", "have another rating"),
    (ActionChange.RATED, "is rated now and was not", "are rated now and were not"),
    (ActionChange.NOT_RATED, "has no rating this time", "have no rating this time"),
    (ActionChange.ON_COURSE, "is on course again", "are on course again"),
    (ActionChange.RESUMED, "has been taken up again", "have been taken up again"),
    (
        ActionChange.REOPENED,
        "is no longer reported as delivered",
        "are no longer reported as delivered",
    ),
    (ActionChange.REWORDED, "has new wording", "have new wording"),
    (ActionChange.RENUMBERED, "has a new reference", "have a new reference"),
    (ActionChange.NEW, "is new", "are new"),
    (ActionChange.GONE, "is no longer in the plan", "are no longer in the plan"),
    (ActionChange.UNREAD, "cannot be read", "cannot be read"),
    (ActionChange.ASKED, "is asked about for the first time", "are asked about for the first time"),
    (ActionChange.NOT_ASKED, "is no longer asked about", "are no longer asked about"),
)
_OF_INDICATORS = (
    (FigureChange.RATED_WORSE, "has a worse rating", "have a worse rating"),
    (FigureChange.RATED_BETTER, "has a better rating", "have a better rating"),
    (FigureChange.RATED, "is rated now and was not", "are rated now and were not"),
    (FigureChange.NOT_RATED, "has no rating this time", "have no rating this time"),
    (FigureChange.REVISED, "has a revised figure", "have a revised figure"),
    (FigureChange.TAKEN_OUT, "has lost a figure", "have lost a figure"),
    (FigureChange.NEW_FIGURE, "has a new figure", "have a new figure"),
    (FigureChange.NEW_TARGET, "has a new target", "have a new target"),
    (FigureChange.RENAMED, "has a new name", "have a new name"),
    (FigureChange.NEW, "is new", "are new"),
    (FigureChange.GONE, "is no longer measured", "are no longer measured"),
    (FigureChange.UNREAD, "cannot be read", "cannot be read"),
)


def against_what(at: BoardAt) -> Drafted:
    """Return which paper this one is compared with, or that there is none to compare it with."""
    title, last = at.back.title, at.back.last
    if last is None:
        none = f"No earlier {title} is recorded as published"
        return f"{none}, so this paper cannot say what has changed since.", ()
    day = last.meeting.date
    which = f"the {title} to the meeting of {in_words(day) if day else last.meeting.reference}"
    if last.seen is None:
        without = f"The record does not hold the data of {which}"
        return f"{without}, so this paper cannot say what has changed since.", ()
    published = f"as it was published on {in_words(last.published_on)}"
    as_at = last.seen.paper_row.as_at
    data = f" with data as at {in_words(as_at)}" if as_at else ""
    words = f"The changes are since {which}, {published}{data}."
    if last.edits:
        words += " It was edited by hand before it was filed; they are from the data behind it."
    return words, ()


def of_actions(at: BoardAt) -> Drafted:
    """Return how many actions have changed in which way; each that was delivered late, how late."""
    rows = at.once(compared).actions
    words = [_counts(ACTION, [(one.action.reference, one) for one in rows], _OF_ACTIONS)]
    delivered = [one.now or one.ended for one in rows if one.has(ActionChange.DELIVERED)]
    if late := [action for action in delivered if action and days_late(action)]:
        words.append(f"Delivered after the deadline: {each_late(late)}.")
    moved = [r.action.reference for r in rows if r.was_late and r.has(ActionChange.REDATED)]
    if moved:
        those = listed(few(moved, MOST_NAMED))
        words.append(
            f"Reported as not delivered last time, and given a new deadline since: {those}."
        )
    return " ".join(filter(None, words)), places(one.now for one in rows if one.now and one.changes)


def of_indicators(at: BoardAt) -> Drafted:
    """Return how many indicators have changed in which way."""
    rows = at.once(compared).indicators
    words = _counts(INDICATOR, [(one.indicator.reference, one) for one in rows], _OF_INDICATORS)
    return words, rows_of(one.now for one in rows if one.now and one.changes)


def _counts(
    noun: Noun,
    rows: Sequence[tuple[str, ComparedAction | ComparedIndicator]],
    said: Iterable[tuple[ActionChange | FigureChange, str, str]],
) -> str:
    """Return how many have changed in which way, by reference, and how many have not."""
    total = len(rows)
    if not total:
        return ""
    parts = []
    for what, one, several in said:
        those = [name for name, row in rows if any(c.what is what for c in row.changes)]
        parts += [Share(len(those), one, several, listed(few(those, MOST_NAMED)))] if those else []
    of_all = f"the {counted(total, noun)}"
    if not parts:
        return f"Nothing has changed in {of_all}."
    alike = sum(not row.changes for _, row in rows)
    parts += [Share(alike, "has not changed", "have not changed")] if alike else []
    if total == 1:
        return f"The 1 {noun.one} {listed(str(part).removeprefix('1 ') for part in parts)}."
    words = f"Of {of_all} that either report has, {listed(map(str, parts))}."
    twice = any(len(row.changes) > 1 for _, row in rows)
    return f"{words} One that has changed in several ways is counted in each." if twice else words


DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "since.compared": against_what,
    "since.actions": of_actions,
    "since.indicators": of_indicators,
}
