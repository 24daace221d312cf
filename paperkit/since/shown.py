"""What a paper says has changed since the last one of its kind that was published.

Words count, with their base; a table says what each change is, as the last report had it and as
this one has it. An action or an indicator that has changed in two ways is in the table twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from paperkit.actions.shown import late_in_words
from paperkit.actions.standing import days_late, due_day
from paperkit.board.plan_rows import Action
from paperkit.frozen import Frozen
from paperkit.indicators.shown import rows_of
from paperkit.meetings.shown import called
from paperkit.schema.cleaning import in_groups
from paperkit.schema.dates import in_words
from paperkit.since.actions import (
    NO_DEADLINE,
    ActionChange,
    Change,
    ComparedAction,
    compared_actions,
)
from paperkit.since.figures import (
    ComparedIndicator,
    FigureChange,
    MovedFigure,
    compared_indicators,
)
from paperkit.since.rounds import compared_round
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, places
from paperkit.standpoint.wording import Portion, say, shared, with_own
from paperkit.word.values import Rated, Sentence, Shown


class ChangeShown(Frozen):
    """One line of a table: what it is about, what has changed, last report and now."""

    name: str
    change: str
    before: Shown | Rated
    now: Shown | Rated


class ItemChanged(Frozen):
    """An action or an indicator, and all that has changed in it."""

    name: str
    changes: tuple[ChangeShown, ...]


class Since(Frozen):
    """What has changed since the last report: in counts, then action by action, and indicators.

    ``sentences`` say first what is compared, or that nothing can be. ``worse`` has a row for each
    action and indicator that is worse in some way, whose figure was corrected, or that no full
    table has any more; ``others`` says whether there is any other change. Where the report lists
    only the first of these, ``more`` says how many others there are.
    """

    sentences: tuple[Sentence, ...]
    actions: tuple[ChangeShown, ...]
    indicators: tuple[ChangeShown, ...]
    worse: tuple[ItemChanged, ...] = ()
    others: bool = False
    more: str = ""


NO_SINCE = Since((), (), ())


NAMED = frozenset(
    {
        ActionChange.LATE, ActionChange.AT_RISK, ActionChange.RATED_WORSE, ActionChange.REOPENED,
        FigureChange.RATED_WORSE, FigureChange.REVISED, FigureChange.TAKEN_OUT,
    }
)  # fmt: skip
"""The changes of which the sentence names a few; the table below names all."""
_OF_RATING = frozenset(
    {
        ActionChange.RATED_WORSE, ActionChange.RATED_BETTER, ActionChange.RATED_ANEW,
        ActionChange.RATED, ActionChange.NOT_RATED,
    }
)  # fmt: skip
_WITHOUT_ROW: frozenset[ActionChange | FigureChange] = frozenset(
    {ActionChange.GONE, ActionChange.UNREAD, FigureChange.GONE, FigureChange.UNREAD}
)
"""What no list of today's actions and indicators has."""
_IN_TURN: Sequence[frozenset[ActionChange | FigureChange]] = (
    _WITHOUT_ROW,
    frozenset({FigureChange.REVISED, FigureChange.TAKEN_OUT}),
    frozenset({ActionChange.RATED_WORSE, FigureChange.RATED_WORSE}),
)
"""Whose changes are in a short list; after them those newly late or at risk, or reopened."""


_Item = tuple[str, Sequence[Change | MovedFigure]]
"""What an action or an indicator is called, and its changes."""


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
    items: list[_Item] = [
        *((_called(one), one.changes) for one in found.actions),
        *((one.indicator.listed_as, one.changes) for one in found.indicators),
    ]
    worse = [
        (name, changes)
        for name, changes in items
        if any(change.what in NAMED | _WITHOUT_ROW for change in changes)
    ]
    listed = first_listed(worse, at.planned.most_listed)
    left_out = len(worse) - len(listed)
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
        worse=tuple(
            ItemChanged(
                name, tuple(ChangeShown(name, str(c.what), c.before, c.now) for c in changes)
            )
            for name, changes in listed
        ),
        others=sum(bool(changes) for _, changes in items) > len(worse),
        more=say(at, "since.more", left_out) if left_out else "",
    )


def first_listed(items: Sequence[_Item], most: int | None) -> Sequence[_Item]:
    """Return the items of a list that has so many at most, in the order of the plan.

    What no full table has is always among them.
    """

    def turn(item: _Item) -> int:
        turns = (n for n, sort in enumerate(_IN_TURN) if any(c.what in sort for c in item[1]))
        return next(turns, len(_IN_TURN))

    if most is None:
        return items
    alone = sum(turn(item) == 0 for item in items)
    chosen = sorted(enumerate(items), key=lambda one: turn(one[1]))[: max(most, alone)]
    return [item for _, item in sorted(chosen, key=lambda one: one[0])]


def _called(one: ComparedAction) -> str:
    """Return what a row calls an action: "Action 1.3" where 1.3 could be a paragraph."""
    noun = "Action " if one.action.reference[:1].isdigit() else ""
    return f"{noun}{one.action.listed_as}"


def actions_in_brief(at: BoardAt) -> Mapping[str, str]:
    """Return what the last report had of each action that has changed, by its reference.

    What it has now is in its row: that it was delivered, a deadline that has not changed, and
    how its rating has moved.
    """
    said = {
        one.now.reference: [(c.what, _before(one, str(c.before))) for c in one.changes]
        for one in at.once(compared).actions
        if one.now and one.changes
    }
    news = {
        reference: [
            (what, before)
            for what, before in changes
            if what not in _OF_RATING and (what, before) != (ActionChange.DELIVERED, "")
        ]
        for reference, changes in said.items()
    }
    return {reference: _in_brief(changes) for reference, changes in news.items() if changes}


def _before(one: ComparedAction, words: str) -> str:
    if one.has(ActionChange.REDATED):
        return words
    return "" if words.startswith("Due ") else words.partition("; due ")[0]


def figures_in_brief(at: BoardAt) -> Mapping[str, str]:
    """Return what the last report had of each indicator that has changed, and its figures now.

    That another paper has printed its latest figure since is left to the movement in its row.
    """
    said = {
        one.now.indicator.reference: [
            (c.what, f"{c.before}, now {c.now}" if _gives_both(c) else str(c.before))
            for c in one.changes
            if c.what is not FigureChange.NEWER_FIGURE
        ]
        for one in at.once(compared).indicators
        if one.now
    }
    return {reference: _in_brief(changes) for reference, changes in said.items() if changes}


def _gives_both(change: MovedFigure) -> bool:
    """Return whether what a figure is now is nowhere else in its row."""
    if change.what is FigureChange.NEW_FIGURE:
        return ";" in str(change.now)
    return change.what in (FigureChange.REVISED, FigureChange.TAKEN_OUT, FigureChange.NEW_TARGET)


def _in_brief(changes: Iterable[tuple[ActionChange | FigureChange, str]]) -> str:
    """Return changes and what the last report had; what several have in common once."""
    by_before = in_groups((before, str(what)) for what, before in changes)
    said = (
        f"{', '.join(what)}{f' (was: {before})' if before else ''}"
        for before, what in by_before.items()
    )
    return "; ".join(said)


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


def against_what(at: BoardAt) -> Drafted:
    """Return which paper this one is compared with, or that there is none to compare it with."""
    title, last = at.back.title, at.back.last
    before = at.round.before if at.round else None
    if last is None and before and before.date:
        return say(at, "since.compared.round", title=title, day=in_words(before.date)), ()
    if last is None:
        return say(at, "since.compared.none", title=title), ()
    meeting = called(last.meeting)
    if last.seen is None:
        return say(at, "since.compared.no_data", title=title, meeting=meeting), ()
    as_at = last.seen.paper_row.as_at
    key = "since.compared" if as_at else "since.compared.undated"
    words = (
        say(
            at,
            key,
            title=title,
            meeting=meeting,
            day=in_words(last.published_on),
            as_at=in_words(as_at) if as_at else "",
        ),
        say(at, "since.compared.edited") if last.edits else "",
        say(at, "since.twice") if _is_counted_twice(at.once(compared)) else "",
    )
    return " ".join(filter(None, words)), ()


def _is_counted_twice(found: WhatChanged) -> bool:
    """Return whether any of several actions, or of several indicators, has changed in two ways."""
    both: Sequence[Sequence[ComparedAction | ComparedIndicator]] = (found.actions, found.indicators)
    return any(len(rows) > 1 and any(len(row.changes) > 1 for row in rows) for rows in both)


def of_actions(at: BoardAt) -> Drafted:
    """Return how many actions have changed in which way; each that was delivered late, how late."""
    rows = at.once(compared).actions
    delivered = [one.now or one.ended for one in rows if one.has(ActionChange.DELIVERED)]
    late = [action for action in delivered if action and days_late(action)]
    moved = [
        _redated(at, row.now)
        for row in rows
        if row.now and row.was_late and row.has(ActionChange.REDATED)
    ]
    words = (
        _counts(
            at,
            "since.actions",
            "since.action",
            [(row.action.called, row) for row in rows],
            ActionChange,
        ),
        late_in_words(at, "since.actions.late", late),
        say(at, "since.actions.was_late", len(moved), moved),
    )
    return " ".join(filter(None, words)), places(one.now for one in rows if one.now and one.changes)


def _redated(at: BoardAt, action: Action) -> str:
    """Return an action with its deadline, how that was agreed, and whether it is over."""
    is_agreed = action.revised_deadline and (action.revised_on or action.revised_by)
    agreed = say(at, "since.redated.agreed" if is_agreed else "since.redated.nobody")
    due = due_day(action)
    key = "since.redated.over" if due and due < at.day else "since.redated"
    deadline = str(action.revised_deadline or action.deadline or NO_DEADLINE)
    return say(at, key, action=action.called, deadline=deadline, agreed=agreed)


def of_indicators(at: BoardAt) -> Drafted:
    """Return how many indicators have changed in which way."""
    rows = at.once(compared).indicators
    named = [(row.indicator.called, row) for row in rows]
    words = _counts(at, "since.indicators", "since.indicator", named, FigureChange)
    return words, rows_of(one.now for one in rows if one.now and one.changes)


def _counts(
    at: BoardAt,
    key: str,
    family: str,
    rows: Sequence[tuple[str, ComparedAction | ComparedIndicator]],
    sorts: Iterable[ActionChange | FigureChange],
) -> str:
    """Return how many have changed in which way, and how many have not.

    The sentence is that of ``key``, what it says of each way is of ``family``.
    """
    parts = list[Portion]()
    for sort in sorts:
        names = tuple(name for name, row in rows if any(c.what is sort for c in row.changes))
        said = say(at, f"{family}.{sort.name.lower()}", len(names)) if names else ""
        parts.append(Portion(len(names), said, names if sort in NAMED else ()))
    if not any(row.changes for _, row in rows):
        return say(at, f"{key}.nothing", len(rows))
    alike = sum(not row.changes for _, row in rows)
    parts.append(Portion(alike, say(at, "since.unchanged", alike)))
    return shared(at, key, parts, of=len(rows))


DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "since.compared": against_what,
    "since.actions": of_actions,
    "since.indicators": of_indicators,
}
