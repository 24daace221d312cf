"""Sentences on a round of exception reporting, and on what rounds brought since the last report.

Every count is printed with its base. Ratings are given worst first, since a reader looks there
first. Papers that are not of one round say nothing where the log has nothing (seed H 3.11): a
council that holds no rounds sees no word of them.
"""

from collections.abc import Callable, Iterable, Sequence

from paperkit.actions.shown import the_sponsor
from paperkit.board.calendar import anniversary
from paperkit.board.history import Withheld
from paperkit.board.kind_roles import KindRole
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow, Request
from paperkit.board.plan_rows import ACTIONS, Action, Meeting
from paperkit.board.settings import RowOrder
from paperkit.board.words import RequestRoute, SponsorView
from paperkit.decisions.recorded import decided_earlier
from paperkit.decisions.shown import unconfirmed
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.meetings.shown import called
from paperkit.papers.rules import RECOMMENDATIONS
from paperkit.record.at_meeting import Answered, Moved, RatingMovement, RoundAt, in_order, round_at
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, listed, places
from paperkit.standpoint.wording import Portion, all_named, in_parts, say, shared, with_base

_MOVEMENTS = (
    RatingMovement.WORSE, RatingMovement.BETTER, RatingMovement.UNCHANGED, RatingMovement.FIRST,
    RatingMovement.NONE_LAST_TIME, RatingMovement.NOT_ASKED, RatingMovement.NOT_COMPARABLE,
    RatingMovement.NOT_PUBLIC, RatingMovement.NO_RETURN,
)  # fmt: skip
"""The order in which a sentence says how ratings have moved."""

ROUTES = (*(route.name.lower() for route in RequestRoute), "undecided")
"""What may have been decided of a request, in the order in which papers say it."""

_NAMED = frozenset({RatingMovement.WORSE, RatingMovement.BETTER})


def counts(at: BoardAt) -> Drafted:
    """Return how the actions of the priority are rated, and how many are closed."""
    held = at.round
    if held is None:
        return NOTHING
    if not held.was_held:
        return with_base(at, (ACTIONS,), say(at, "round.none", 0))[0], ()
    parts = []
    for word in ratings_given(at.ways, held.rows):
        count = sum(row.rating == word for row in held.rows)
        parts.append(Portion(count, say(at, "glance.rated", count, rating=word)))
    unrated, missing = sum(not row.rating for row in held.answered), len(held.missing)
    parts.append(Portion(unrated, say(at, "glance.not_rated", unrated)))
    parts.append(Portion(missing, say(at, "glance.no_return", missing)))
    named = held.issued.actions if held.issued else ()
    since = sum(action.reference in named for action in held.closed)
    words = (
        shared(at, "glance.counts", parts),
        say(at, "glance.closed", len(held.closed) - since),
        say(at, "glance.closed_since", since),
    )
    return with_base(at, (ACTIONS,), " ".join(filter(None, words)))[0], _places(held.rows)


def moved(at: BoardAt) -> Drafted:
    """Return how many actions have moved since the last round; the better and worse are named.

    Nothing where no return has come in yet: ``counts`` has said so, and nothing can be compared.
    """
    held = at.round
    if held is None or not held.was_held or not held.rows:
        return NOTHING
    if held.before is None:
        return no_round_before(at, held), _places(held.rows)
    if not held.answered:
        return NOTHING
    parts = _moves(at, [(row, row.movement) for row in held.rows], _NAMED)
    words = (
        shared(at, "glance.moved", parts),
        say(at, "glance.compared_with", round=called(held.before)),
    )
    return " ".join(filter(None, words)), _places(held.rows)


def no_round_before(at: BoardAt, held: RoundAt) -> str:
    """Return that a round is the first, or that a public paper may not mention the one before."""
    if held.withheld_before is None:
        return say(at, "round.first", 0)
    return say(at, "round.before_withheld", round=called(held.withheld_before))


def withheld_rounds(at: BoardAt) -> tuple[str, ...]:
    """Return what a public paper says of rounds that only an exempt one may mention.

    They are those that hold the newest rating of an action; of a paper on a round, or on a year,
    those of its priority and of the year before its meeting.
    """
    held = [one for one in at.board.history.withheld if _bears_on(at, one)]
    names = [", ".join(filter(None, (one.title, _on(at, one)))) for one in held]
    return tuple(filter(None, (say(at, "header.withheld", len(names), names),))) if held else ()


def _on(at: BoardAt, one: Withheld) -> str:
    return called(at.board.meeting.get(one.meeting) or Meeting(reference=one.meeting))


def _bears_on(at: BoardAt, one: Withheld) -> bool:
    meeting, line = at.board.meeting.get(one.meeting), at.board.tree.line
    day = (meeting.date if meeting else None) or one.recorded_on
    in_year = anniversary(at.day, -1) < day <= at.day
    if at.round:
        own = at.round.priority.reference
        return in_year and (one.priority in (own, *line(own)) or own in line(one.priority))
    is_of_year = at.ways.role_of(at.paper_row.kind or at.planned.kind) is KindRole.ANNUAL
    newest = any(action in at.withheld for action in one.actions)
    return day <= at.day and (newest or (is_of_year and in_year))


def _moves(
    at: BoardAt,
    rows: Sequence[tuple[Answered, RatingMovement | None]],
    named: frozenset[RatingMovement],
) -> list[Portion]:
    """Return how many actions have moved which way; a few of the ways ``named`` by name."""
    return in_parts(
        at,
        "rounds.way",
        rows,
        lambda row: row[1].name.lower() if row[1] else "",
        (way.name.lower() for way in _MOVEMENTS),
        lambda row: row[0].action.called if row[1] in named else "",
    )


def missing(at: BoardAt) -> Drafted:
    """Return which actions have no return, each with who should have sent it."""
    held = at.round
    if held is None or not held.was_held or not held.rows:
        return NOTHING
    key = "missing.returns" if len(held.rows) > 1 else "missing.returns.only"
    names = [
        say(at, "missing.lead" if row.lead else "missing.no_lead", lead=row.lead,
            action=row.action.called_in_full)
        for row in held.missing
    ]  # fmt: skip
    words = say(at, key, len(names), total=len(held.rows), each=all_named(names))
    return words, _places(held.missing or held.rows)


def concerns(at: BoardAt) -> Drafted:
    """Return how many of the returns report a potential concern (seed H 3.11)."""
    return _of_returns(at, "concerns.counts", concerned)


def successes(at: BoardAt) -> Drafted:
    """Return how many of the returns report exceptional progress (seed H 3.10, 3.11)."""
    return _of_returns(at, "successes.counts", successful)


def _of_returns(at: BoardAt, key: str, such: Callable[[RoundAt], tuple[Answered, ...]]) -> Drafted:
    """Return how many of the returns are such, with their base."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    found, total = such(held), len(held.answered)
    names = [row.action.called for row in found]
    words = say(at, key if total > 1 else f"{key}.only", len(found), names, total=total)
    return words, _places(found or held.answered)


def requests(at: BoardAt) -> Drafted:
    """Return how many requests to the Board there are, and what was decided of them."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    asking = [row for row in held.answered if row.asks]
    if not asking:
        return say(at, "requests.counts", 0), _places(held.answered)
    parts = in_parts(at, "requests.decided", asking, route_of, ROUTES)
    return shared(at, "requests.counts", parts), _places(asking)


def asked_before(at: BoardAt, held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions of which the round before has a request to the Board.

    They are those of the log of then: an action that was completed or reworded since is shown as
    it was asked about (seed H 3.11).
    """
    if held.before is None:
        return ()
    last = round_at(at.board, at.ways, held.priority.reference, held.before)
    return tuple(row for row in last.answered if row.asks)


def requests_of_last_round(at: BoardAt) -> Drafted:
    """Return how many requests the round before had; nothing where it had none."""
    held = at.round
    rows = asked_before(at, held) if held else ()
    if held is None or held.before is None or not rows:
        return NOTHING
    words = say(at, "last_round.requests", len(rows), round=called(held.before))
    return words, places(row.now for row in rows if row.now)


def route_of(row: Answered) -> str:
    """Return what was decided of a request, as ``ROUTES`` has it."""
    route = row.request.route if row.request else None
    return route.name.lower() if route else "undecided"


def sponsor(at: BoardAt) -> Drafted:
    """Return what the sponsor made of the returns, or that nothing came in (seed H 3.9)."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    viewed = [(row, row.view) for row in held.answered if row.view]
    if not viewed:
        return say(at, "sponsor.view", 0), _places(held.answered)
    order = (*(view.name.lower() for view in SponsorView), "comment")
    parts = in_parts(
        at,
        "sponsor.viewed",
        viewed,
        lambda pair: pair[1].view.name.lower() if pair[1].view else "comment",
        order,
    )
    names = dict.fromkeys(view.sponsor for _, view in viewed if view.sponsor)
    changed = [row.action.called for row, _ in viewed if row.is_moderated]
    words = (
        shared(at, "sponsor.view", parts, sponsor=the_sponsor(at, listed(names))),
        say(at, "sponsor.changed", len(changed), changed),
    )
    return " ".join(filter(None, words)), _places(row for row, _ in viewed)


def concerned(held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions whose return reports a potential concern, the worst rating first."""
    rows = in_order(held, RowOrder.RATING)
    return tuple(row for row in rows if row.now and row.is_exception)


def successful(held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions whose return reports exceptional progress or early completion."""
    return tuple(row for row in held.answered if row.is_success)


def ratings_given(ways: Ways, rows: Iterable[Answered]) -> tuple[str, ...]:
    """Return the ratings that these actions have, worst first; those not of the scale last."""
    given = dict.fromkeys(row.rating for row in rows if row.rating)
    scale = [rating.word for rating in reversed(ways.settings.ratings)]
    return (*(w for w in scale if w in given), *(w for w in given if w not in scale))


def moved_since_report(at: BoardAt) -> Drafted:
    """Return which actions have moved since the last report; the worse and better are named."""
    asked = asked_since(at)
    if not asked:
        return NOTHING
    which = "rounds.when.last_round" if at.since is None else "rounds.when.last_report"
    when = say(at, f"{which}.public" if at.withheld else which)
    parts = _moves(at, [(one.answered, one.movement) for one in asked], _NAMED)
    return shared(at, "actions.moved", parts, when=when), _rests_on(asked)


_COMPARED = (RatingMovement.BETTER, RatingMovement.WORSE, RatingMovement.UNCHANGED)


def moved_in_summary(at: BoardAt) -> Drafted:
    """Return how many actions have a worse rating; nothing where none has two to compare."""
    asked = asked_since(at)
    worse = sum(one.movement is RatingMovement.WORSE for one in asked)
    if not any(one.movement in _COMPARED for one in asked):
        return NOTHING
    key = "summary.actions_moved" if worse else "summary.none_worse.asked"
    key += ".public" if at.withheld else ""
    parts, total = [Portion(worse, say(at, "summary.got_worse"))], len(asked)
    words = shared(at, key, parts, of=total) if worse else say(at, key, total, total=total)
    return words, _rests_on(asked)


def requests_since_report(at: BoardAt) -> Drafted:
    """Return the actions on which leads asked something of the Board since the last report."""
    asking = [one for one in asked_since(at) if one.answered.asks]
    names = [one.answered.action.called for one in asking]
    return say(at, "actions.requests", len(asking), names), _rests_on(asking)


def requests_and_recommendations(at: BoardAt) -> Drafted:
    """Return which requests of leads are before the Board for a decision, and which are not.

    A reader of the recommendations sees here what they vote on, in which paper, and what is
    a request alone. Nothing where no lead asks for anything.
    """
    asking = [one.answered for one in asked_since(at) if one.answered.asks]
    if not asking:
        return NOTHING
    ways = in_groups((_put(at, row), row) for row in asking)
    parts = [
        Portion(
            len(rows),
            say(at, put.way, len(rows), paper=put.paper, day=put.day, outcome=put.outcome),
        )
        for put, rows in sorted(ways.items(), key=lambda one: _PUT.index(one[0].way))
    ]
    decisions = [one.row for row in asking if (one := decided_earlier(at, row))]
    return shared(at, "summary.requests", parts), (*_places(asking), *places(decisions))


_PUT = (
    "requests.put.here", "requests.put.paper", "requests.put.none", "requests.put.decided",
    "requests.put.before", *(f"requests.decided.{route}" for route in ROUTES),
)  # fmt: skip
"""What may have been decided of a request, in the order in which a report says it."""


class _Put(Frozen):
    """What was decided of a request, as ``_PUT`` has it, and what its sentence names.

    That is the paper that recommends it, or the day and the outcome of an earlier decision.
    """

    way: str
    paper: str = ""
    day: str = ""
    outcome: str = ""


def _put(at: BoardAt, row: Answered) -> _Put:
    if one := decided_earlier(at, row):
        outcome = ", ".join(filter(None, (str(one.row.outcome).lower(), unconfirmed(one))))
        return _Put("requests.put.decided", day=in_words(one.day), outcome=outcome)
    decided = _Put(f"requests.decided.{route_of(row)}")
    if not row.request or row.request.route is not RequestRoute.RECOMMENDATION:
        return decided
    if at.meeting and row.meeting.reference != at.meeting.reference:
        return _Put("requests.put.before")
    paper = recommending(at, row.request, row.action)
    if paper is None:
        return _Put("requests.put.none")
    if paper.reference == at.paper_row.reference:
        return _Put("requests.put.here")
    title = paper.listed_title
    return _Put("requests.put.paper", title) if title else decided


def recommending(at: BoardAt, request: Request, action: Action) -> PaperRow | None:
    """Return the paper of a request's meeting that recommends it; None where none does.

    That is the paper at hand or another in whose recommendations an officer typed it, or else the
    one that makes the recommendations of the priority's round.
    """
    papers = [paper for paper in at.board.papers if paper.meeting == request.meeting]
    papers.sort(key=lambda paper: paper.reference != at.paper_row.reference)
    words = folded(request.recommendation).rstrip(".")
    for paper in papers:
        texts = at.board.text_of.get(paper.reference, ())
        typed = (row.text for row in texts if folded(row.section) in RECOMMENDATIONS)
        if words and any(folded(text).rstrip(".").endswith(words) for text in typed):
            return paper
    tree = at.board.tree
    of_round = tree.line(tree.priority(action.parent))
    return next((p for p in papers if p.priority in of_round and at.pack_of(p).asks), None)


def asked_since(at: BoardAt) -> tuple[Moved, ...]:
    """Return the actions that a round has asked about since the last report."""
    return tuple(one for one in at.moved.values() if one.movement)


def _places(rows: Iterable[Answered]) -> tuple[Place, ...]:
    return places(row for one in rows for row in (one.action, one.now) if row)


def _rests_on(those: Iterable[Moved]) -> tuple[Place, ...]:
    return places(
        row
        for one in those
        for row in (one.answered.action, one.answered.now, one.answered.before)
        if row
    )
