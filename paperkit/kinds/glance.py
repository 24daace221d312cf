"""The first pages of a report: a summary in lines, four figures, each priority by rating."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil

from paperkit.actions.shown import (
    IN_EXEMPT_PAPER,
    NOT_RATED,
    ActionShown,
    action_row,
    late_or_at_risk,
)
from paperkit.actions.standing import Standing, due_at, standing
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role
from paperkit.board.words import State
from paperkit.decisions.recorded import decided_earlier
from paperkit.frozen import Frozen, replace
from paperkit.indicators.ratings import JudgedFigure, Measured, Way, measured_at
from paperkit.indicators.shown import MOVED, got_worse, indicator_row, with_news
from paperkit.kinds.paper import (
    Glance,
    GlanceShown,
    SummaryLine,
    Top,
    TopAction,
    TopIndicator,
)
from paperkit.record.at_meeting import RatingMovement
from paperkit.rounds.sentences import ROUTES, asked_since, route_of
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.since.figures import FigureChange
from paperkit.since.shown import compared
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say
from paperkit.word.values import Prose, ProseTable, Rated, Sentence, Side

NO_GLANCE = Glance(Prose(()), False, *(GlanceShown(),) * 4)
_SUBJECTS: Sequence[tuple[str, ...]] = (
    ("indicators",),
    ("actions", "late_or_at_risk", "milestones"),
    ("indicators_moved", "actions_moved"),
    ("decisions",),
    ("groups", "highlights"),
)
"""The lines of a summary, each with the keys of its sentences.

Each is a printed line long, unless something is missing; what it counts has its names later.
"""


def lines(drafts: Iterable[Sentence]) -> tuple[SummaryLine, ...]:
    """Return the executive summary, a line a subject; one that has nothing to say is left out."""
    said = {one.key: one for one in drafts}
    every = (
        tuple(said[key] for name in names if (key := f"summary.{name}") in said)
        for names in _SUBJECTS
    )
    return tuple(SummaryLine(sentences) for sentences in every if sentences)


def glance(at: BoardAt) -> Glance:
    """Return the figures at a glance; each of the last report where the record has its data."""
    measured, rated = _shown(at, _worse, ()), _shown(at, _rated_worse, ())
    worse = replace(rated, words=say(at, "overview.worse.actions") if rated.figure else "")
    if measured.figure:
        both = "overview.worse.both.new" if at.since else "overview.worse.both"
        one = "overview.worse.new" if at.since else "overview.worse.indicators"
        worse = replace(
            measured, words=say(at, both if rated.figure else one, actions=rated.figure)
        )
    worse = replace(worse, named=tuple(_worse_named(at)))
    requests = _shown(at, _requests, _requests_named(at))
    if at.withheld and rated.figure:
        only = say(at, "overview.public_rounds")
        worse = replace(worse, words="; ".join(filter(None, (worse.words, only))))
        requests = replace(requests, words=only)
    figures = (
        _shown(at, _on_target, _off_target_named(at)),
        _shown(at, _delivered, _late_named(at)),
        worse,
        requests,
    )
    return Glance(
        priorities_by_rating(at), any(one.figure for one in figures), *figures, at.since is not None
    )


def _shown(
    at: BoardAt, count: Callable[[BoardAt], str], named: Iterable[Rated | str]
) -> GlanceShown:
    """Return a figure, and that of the last report where the record has its data."""
    then, figure = at.back.last.seen if at.back.last else None, count(at)
    last = count(then) if then and figure else ""
    words = say(at, "overview.last", figure=last) if last else ""
    return GlanceShown(figure, "", words, tuple(named))


def _of(at: BoardAt, count: int, total: int) -> str:
    return say(at, "overview.share", count, total=total)


def _on_target(at: BoardAt) -> str:
    every = at.once(measured_at)
    met = sum(one.judgement.role is Role.MET for one in every)
    return _of(at, met, len(every)) if every else ""


def _delivered(at: BoardAt) -> str:
    every = at.once(due_at)
    done = sum(one.standing is Standing.DELIVERED for one in every)
    return _of(at, done, len(every)) if every else ""


def _worse(at: BoardAt) -> str:
    """Return how many indicators have got worse, as the summary counts them."""
    every = at.once(measured_at)
    return _of(at, len(at.once(got_worse)), len(at.once(with_news))) if every else ""


def _rated_worse(at: BoardAt) -> str:
    """Return how many of the actions asked about since the last report have a worse rating."""
    asked = asked_since(at)
    rated = sum(one.movement is RatingMovement.WORSE for one in asked)
    return _of(at, rated, len(asked)) if asked else ""


def _requests(at: BoardAt) -> str:
    asked = asked_since(at)
    return str(sum(bool(one.answered.asks) for one in asked)) if asked else ""


# --- What the figures are of, by name --------------------------------------------------------

MOST_NAMED, FEW = 8, 3
"""A figure is followed by so many names at most; where there are more, by the first few."""


def _off_target_named(at: BoardAt) -> Iterator[Rated | str]:
    """Yield the indicators beyond their tolerance by rating, and those rated worse than before."""
    every = at.once(measured_at)
    lists: dict[Rated | str, list[str]] = {
        at.rated(rating.word): [
            one.indicator.listed_as
            for one in every
            if one.judgement.role is Role.MISSED and _rating(one) == rating.word
        ]
        for rating in reversed(at.ways.settings.ratings)
    }
    lists[say(at, "overview.rated_worse")] = [
        one.indicator.listed_as
        for one in at.once(compared).indicators
        if one.has(FigureChange.RATED_WORSE)
    ]
    yield from _listed(at, lists, "overview.on_target.none")


def _worse_named(at: BoardAt) -> Iterator[Rated | str]:
    """Yield the indicators that have got worse; where none is measured, the actions rated worse.

    Where no figure is newer, or none can be compared, that is said in place of "None".
    """
    none = "overview.none"
    if at.once(measured_at):
        new = at.once(with_news)
        if not any(one.movement.way in MOVED for one in new):
            none = "overview.worse.not_compared" if new else "overview.worse.nothing_new"
        key = "overview.worse.named.new" if at.since else "overview.worse.named"
        names = [one.indicator.listed_as for one in at.once(got_worse)]
    else:
        key = "overview.worse.named.actions"
        moved = (one for one in asked_since(at) if one.movement is RatingMovement.WORSE)
        names = [one.answered.action.listed_as for one in moved]
    yield from _listed(at, {say(at, key): names}, none)


def _late_named(at: BoardAt) -> Iterator[Rated | str]:
    """Yield how many actions are late or at risk, and the first by rating, as reports list them.

    What a round found off track is named, too, whatever the plan says of it.
    """
    late = late_or_at_risk(at)
    shown = late if len(late) <= MOST_NAMED else late[: 2 * FEW]
    if late:
        yield say(at, "overview.late", len(late), total=len(at.board.actions))
    by_rating = in_groups((_rated(at, one), _late_name(at, *one)) for one in shown)
    yield from _listed(at, by_rating, "overview.late.none")
    if len(late) > len(shown):
        yield say(at, "overview.more.late", len(late) - len(shown))
    listed = {action.reference for action, _ in late}
    others = [action for action in at.board.actions if action.reference not in listed]
    off_track = in_groups((_off_track(at, one), one.listed_as) for one in others)
    off_track.pop("", None)
    if off_track:
        yield say(at, "overview.rated_off")
        yield from _listed(at, off_track, "overview.none")


def _off_track(at: BoardAt, action: Action) -> Rated | str:
    """Return the worst rating where a round gave it to an action that is still open; else ""."""
    moved, closed = at.moved.get(action.reference), (State.DELIVERED, State.WITHDRAWN)
    if moved is None or action.reference in at.withheld or action.state in closed:
        return ""
    return at.rated(moved.answered.rating) if moved.answered.role is Role.MISSED else ""


def _rated(at: BoardAt, late: tuple[Action, Standing]) -> Rated | str:
    rating = action_row(at, *late).rating or (NOT_RATED if at.moved else "")
    return f"{rating}:" if rating and isinstance(rating, str) else rating


def _late_name(at: BoardAt, action: Action, its_standing: Standing) -> str:
    """Return what an action is called, and that it is suspended."""
    suspended = its_standing is Standing.SUSPENDED
    name = action.listed_as
    return say(at, "overview.suspended", name=name) if suspended else name


def _requests_named(at: BoardAt) -> Iterator[Rated | str]:
    """Yield the actions with a request to the Board, by what was decided of it."""
    asking = [one.answered for one in asked_since(at) if one.answered.asks]
    earlier = [decided_earlier(at, row) for row in asking]
    lists: dict[Rated | str, list[str]] = in_groups(
        (
            say(at, "overview.decided", outcome=str(one.row.outcome), day=in_words(one.day)),
            row.action.listed_as,
        )
        for row, one in zip(asking, earlier, strict=True)
        if one
    )
    undecided = (row for row, one in zip(asking, earlier, strict=True) if not one)
    by_route = in_groups((route_of(row), row.action.listed_as) for row in undecided)
    for route in (one for one in ROUTES if one in by_route):
        lists[say(at, f"brief.asked.{route}", each="").strip()] = by_route[route]
    yield from _listed(at, lists, "overview.none")


def _listed(
    at: BoardAt, lists: Mapping[Rated | str, Sequence[str]], none: str
) -> Iterator[Rated | str]:
    """Yield the head of each list of names, and the list; one without a name is left out.

    ``none`` is the sentence where no list has any.
    """
    there = {head: names for head, names in lists.items() if names}
    if not there:
        yield say(at, none)
    most = MOST_NAMED
    if sum(map(len, there.values())) > MOST_NAMED:
        most = max(1, min(FEW, (FEW + 1) // len(there)))
    for head, names in there.items():
        if head:
            yield head
        joint = "; " if any("," in name for name in names) else ", "
        more, each = len(names) - most, joint.join(names[:most])
        yield say(at, "overview.few", more, each=each) if more > 0 else f"{each}."
    if any(len(names) > most for names in there.values()):
        yield say(at, "overview.elsewhere")


# --- The first few, for one page ---------------------------------------------------------------

MOST_INDICATORS, MOST_ACTIONS = 5, 6
_OFF_TARGET = (Role.MISSED, Role.NEAR)
_ROOM, _MARGIN, _SPARKLINE = 23.0, 0.5, 1.5
"""How many lines the two tables of one page have room for, and what a row needs beside its own."""
_NAME, _WORD, _KEY, _KEY_LINES = 32, 9, 105, 3  # letters to a line; how long a key has room


def top(at: BoardAt) -> Top:
    """Return what one page names: indicators off target, and actions that are late or at risk.

    Indicators beyond their tolerance come first, and of these and the others those that have got
    worse; else they are in the order of the plan. Actions come as reports list them. Where names
    or ratings take several lines there are fewer of each, so that it stays one page.
    """
    off = sorted(
        (one for one in at.once(measured_at) if one.judgement.role in _OFF_TARGET),
        key=lambda one: (one.judgement.role is Role.NEAR, one.movement.way is not Way.WORSE),
    )
    late = [action_row(at, action, its_standing) for action, its_standing in late_or_at_risk(at)]
    first = [_top_indicator(at, one) for one in off[:MOST_INDICATORS]]
    then = [_top_action(at, row) for row in late[:MOST_ACTIONS]]
    room = _room_left(at)
    of_first = [max(_lines_of(one.name, one.word), _SPARKLINE) + _MARGIN for one in first]
    of_then = [_lines_of(one.name, one.rating) + _MARGIN for one in then]
    named = _fitting(of_first, max(room / 2, room - sum(of_then)))
    late_named = _fitting(of_then, room - sum(of_first[:named]))
    more_off, more_late = len(off) - named, len(late) - late_named
    return Top(
        tuple(first[:named]),
        say(at, "overview.more.indicators", more_off) if more_off > 0 else "",
        tuple(then[:late_named]),
        say(at, "overview.more.actions", more_late) if more_late > 0 else "",
    )


def _room_left(at: BoardAt) -> float:
    """Return how many lines the tables may take: fewer where the key to the ratings is long."""
    ratings = at.ways.settings.ratings
    letters = sum(
        2 * (len(one.word) + 4) + len(one.meaning) + len(one.action_meaning or one.meaning)
        for one in ratings
    )
    return _ROOM - max(ceil(letters / _KEY) - _KEY_LINES, 0)


def _lines_of(name: str, rating: Rated | str) -> int:
    """Return about how many lines a row has."""
    return max(ceil(len(name) / _NAME), ceil(len(str(rating)) / _WORD))


def _fitting(heights: Sequence[float], room: float) -> int:
    """Return how many rows there is room for: at least one, if there are any."""
    fitting = (number for number, used in enumerate(accumulate(heights), start=1) if used <= room)
    return max((*fitting, min(len(heights), 1)))


def _top_indicator(at: BoardAt, one: Measured) -> TopIndicator:
    row, indicator = indicator_row(at, one), one.indicator
    return TopIndicator(
        indicator.listed_as,
        row.sparkline,
        f"{row.period}: {row.value}",
        row.target,
        row.rating.word,
    )


def _top_action(at: BoardAt, row: ActionShown) -> TopAction:
    action = at.board.action[row.reference]
    return TopAction(
        action.listed_as,
        row.deadline,
        str(standing(action, at.day, at.as_of)),
        row.rating or (NOT_RATED if at.moved else ""),
    )


# --- Each priority by rating -------------------------------------------------------------------


class _Counted(Frozen):
    """A row of the table of priorities: whose, what is counted, and the counts of it.

    They are by rating, not public, not rated, all, and those that have got worse.
    """

    name: str
    sort: str
    counts: tuple[int, ...]


def priorities_by_rating(at: BoardAt) -> Prose:
    """Return a table: how many indicators of each priority have which rating, and actions.

    Actions are in it where a round of exception reporting has asked about any of the priority;
    which priorities have actions that none has asked about is said below it. There is nothing
    where no indicator and no action is rated.
    """
    ratings = [rating.word for rating in at.ways.settings.ratings]
    rows, not_asked = list(_rows(at, ratings)), _not_asked(at)
    if not ratings or not any(any(row.counts[:-3]) for row in rows):
        return Prose(())
    withheld = [IN_EXEMPT_PAPER] if any(row.counts[-4] for row in rows) else []
    if not withheld:
        rows = [replace(row, counts=(*row.counts[:-4], *row.counts[-3:])) for row in rows]
    sorts = {row.sort for row in rows}
    several = len(sorts) > 1
    heads = [at.ways.words.priority.capitalize(), *(["What is rated"] if several else [])]
    symbols = (
        f"{word} {at.scale.symbol(found)}" for word in ratings if (found := at.scale.find(word))
    )
    table = [
        (*heads, *symbols, *withheld, NOT_RATED, "All", "Got worse"),
        *((row.name, *([row.sort] if several else []), *map(str, row.counts)) for row in rows),
    ]
    sides = (*(Side.LEFT for _ in heads), *(Side.RIGHT for _ in table[0][len(heads) :]))
    caption = say(at, f"overview.caption.{'both' if several else sorts.pop().lower()}")
    cells = tuple(tuple((cell,) for cell in row) for row in table)
    left = sum(len(_actions_of(at)[one]) for one in not_asked)
    those = [one or say(at, "overview.no_priority") for one in not_asked]
    total = len(at.board.actions)
    below = [say(at, "overview.not_asked", left, those, total=total)] if at.moved and left else []
    if at.withheld:
        below.append(say(at, "overview.public_rounds.below"))
    return Prose((ProseTable(cells, sides, (caption,)), *filter(None, below)))


def _rows(at: BoardAt, ratings: Sequence[str]) -> Iterator[_Counted]:
    tree = at.board.tree
    measured = in_groups(
        (tree.priority(one.indicator.outcome), _rating(one)) for one in at.once(measured_at)
    )
    worse = Counter(tree.priority(one.indicator.outcome) for one in at.once(got_worse))
    acted = _actions_of(at)
    for reference in _in_turn(at):
        name = at.called(reference) if reference else say(at, "overview.no_priority")
        words = measured.get(reference, [])
        if words:
            yield _Counted(name, "Indicators", (*_counted(words, ratings), worse[reference]))
        those = acted.get(reference, [])
        withheld = sum(one in at.withheld and one not in at.moved for one in those)
        moved = [at.moved.get(one) for one in those]
        if any(moved) or withheld:
            given = [one.answered.rating if one else "" for one in moved]
            down = sum(one.movement is RatingMovement.WORSE for one in moved if one)
            yield _Counted(name, "Actions", (*_counted(given, ratings, withheld), down))


def _not_asked(at: BoardAt) -> list[str]:
    """Return the priorities with actions about none of which a round has asked."""
    acted = _actions_of(at)
    return [
        reference
        for reference in _in_turn(at)
        if reference in acted
        and at.withheld.isdisjoint(acted[reference])
        and not any(one in at.moved for one in acted[reference])
    ]


def _actions_of(at: BoardAt) -> Mapping[str, list[str]]:
    """Return the actions of each priority, by their references."""
    return in_groups(
        (at.board.tree.priority(one.parent), one.reference) for one in at.board.actions
    )


def _in_turn(at: BoardAt) -> tuple[str, ...]:
    """Return the priorities in the order of the strategy, and last that of none."""
    return (*(row.reference for row in at.board.priorities), "")


def _rating(one: JudgedFigure) -> str:
    return one.judgement.rating.word if one.judgement.rating else ""


def _counted(words: Sequence[str], ratings: Sequence[str], withheld: int = 0) -> tuple[int, ...]:
    """Return how many words are of each rating, withheld, not a rating, and how many there are."""
    by_word: Mapping[str, int] = {
        folded(rating): sum(folded(word) == folded(rating) for word in words) for rating in ratings
    }
    counts = list(by_word.values())
    return (*counts, withheld, len(words) - sum(counts) - withheld, len(words))
