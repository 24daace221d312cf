"""Sentences on a round of exception reporting, and on what rounds brought since the last report.

Every count is printed with its base. Ratings are given worst first, since a reader looks there
first. Papers that are not of one round say nothing where the log has nothing (seed H 3.11): a
council that holds no rounds sees no word of them.
"""

from collections.abc import Iterable, Sequence

from paperkit.actions.shown import ACTION
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import ACTIONS
from paperkit.board.settings import RowOrder
from paperkit.board.words import RequestRoute, SponsorView
from paperkit.findings import Place
from paperkit.record.at_meeting import Answered, Moved, RatingMovement, RoundAt, in_order
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    NOTHING,
    Drafted,
    Noun,
    Share,
    counted,
    listed,
    parts_of,
    places,
    shared,
    with_base,
)

NO_VIEW = "No view of the sponsor was received at publication."

_MOVED = (
    (RatingMovement.WORSE, "has got worse", "have got worse"),
    (RatingMovement.BETTER, "has got better", "have got better"),
    (RatingMovement.UNCHANGED, "is unchanged", "are unchanged"),
    (RatingMovement.FIRST, "is reported for the first time", "are reported for the first time"),
    (RatingMovement.NONE_LAST_TIME, "had no return last time", "had no return last time"),
    (RatingMovement.NOT_ASKED, "was not asked about last time", "were not asked about last time"),
    (RatingMovement.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (RatingMovement.NO_RETURN, "has no return", "have no return"),
)
_MOVED_SINCE_REPORT = (
    *_MOVED[:3],
    (
        RatingMovement.FIRST,
        "is reported on for the first time",
        "are reported on for the first time",
    ),
    (RatingMovement.NONE_LAST_TIME, "had no return before", "had no return before"),
    *_MOVED[5:],
)
_NAMED = frozenset({RatingMovement.WORSE, RatingMovement.BETTER})
_DECIDED = (
    (
        RequestRoute.RECOMMENDATION,
        "is put to the Board as a recommendation",
        "are put to the Board as recommendations",
    ),
    (RequestRoute.LISTED, "is listed for the Board to see", "are listed for the Board to see"),
    (RequestRoute.ELSEWHERE, "is handled elsewhere", "are handled elsewhere"),
    (None, "is not yet decided", "are not yet decided"),
)
_VIEWED = (
    (SponsorView.AGREED, "was agreed", "were agreed"),
    (SponsorView.CHALLENGED, "was challenged", "were challenged"),
    (None, "was commented on", "were commented on"),
)


def counts(at: BoardAt) -> Drafted:
    """Return how the actions of the priority are rated, and how many are closed."""
    held = at.round
    if held is None:
        return NOTHING
    words = at.phrases.no_round
    if held.was_held:
        parts = [
            Share(
                sum(row.rating == word for row in held.rows),
                f"is rated {word}",
                f"are rated {word}",
            )
            for word in ratings_given(at.ways, held.rows)
        ]
        unrated = sum(not row.rating for row in held.answered)
        parts.append(Share(unrated, "is not rated", "are not rated"))
        parts.append(Share(len(held.missing), "has no return", "have no return"))
        words = shared(ACTION, parts) if held.rows else ""
        named = held.issued.actions if held.issued else ()
        since = sum(action.reference in named for action in held.closed)
        closed = len(held.closed) - since
        if closed:
            are, were = ("action is", "was") if closed == 1 else ("actions are", "were")
            more = f"{closed} more {are} complete or withdrawn, and {were} not asked about."
            words = f"{words} {more}".strip()
        if since:
            are, it = ("action has", "it was") if since == 1 else ("actions have", "they were")
            more = f"{since} more {are} been completed or withdrawn since {it} asked about."
            words = f"{words} {more}".strip()
    return with_base(at, (ACTIONS,), words)[0], _places(held.rows)


def moved(at: BoardAt) -> Drafted:
    """Return how many actions have moved since the last round; the better and worse are named."""
    held = at.round
    if held is None or not held.was_held or not held.rows:
        return NOTHING
    if held.before is None:
        return at.phrases.first_round, _places(held.rows)
    words = shared(ACTION, _moves([(row, row.movement) for row in held.rows], _MOVED, _NAMED))
    day = held.before.date
    since = f"Since the round for {in_words(day) if day else held.before.reference}"
    return f"{since}, {words[0].lower()}{words[1:]}", _places(held.rows)


def _moves(
    rows: Sequence[tuple[Answered, RatingMovement | None]],
    ways: Iterable[tuple[RatingMovement, str, str]],
    named: frozenset[RatingMovement],
) -> list[Share]:
    """Return how many actions have moved which way; those of the ways ``named`` by reference."""

    def references(those: list[tuple[Answered, RatingMovement | None]]) -> str:
        return _references(row for row, way in those if way in named)

    return parts_of(rows, lambda row: row[1], ways, references)


def missing(at: BoardAt) -> Drafted:
    """Return of which actions no return came in, each with who should have sent it."""
    held = at.round
    if held is None or not held.was_held or not held.rows:
        return NOTHING
    of = counted(len(held.rows), ACTION)
    if not held.missing:
        return f"A return was received for each of the {of}.", _places(held.rows)
    named = listed(f"{r.action.reference} ({r.lead or 'no lead named'})" for r in held.missing)
    words = f"No return was received for {len(held.missing)} of the {of}: {named}."
    return words, _places(held.missing)


def concerns(at: BoardAt) -> Drafted:
    """Return how many of the returns report a potential concern (seed H 3.11)."""
    found = concerned(at.round) if at.round else ()
    said = ("is an area of potential concern", "are areas of potential concern")
    return _share(at, found, said, ("is not", "are not"), at.phrases.no_concern)


def successes(at: BoardAt) -> Drafted:
    """Return how many of the returns report exceptional progress (seed H 3.10, 3.11)."""
    found = successful(at.round) if at.round else ()
    more = "made exceptional progress or been completed early"
    said = (f"has {more}", f"have {more}")
    return _share(at, found, said, ("has not", "have not"), at.phrases.no_success)


def _share(
    at: BoardAt,
    found: Sequence[Answered],
    said: tuple[str, str],
    rest: tuple[str, str],
    phrase: str,
) -> Drafted:
    """Return how many of the returns are found, with their base; the phrase where none is."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    if not found:
        return phrase, _places(held.answered)
    parts = [Share(len(found), *said), Share(len(held.answered) - len(found), *rest)]
    return shared(ACTION, parts, " of which a return was received"), _places(found)


def requests(at: BoardAt) -> Drafted:
    """Return how many requests to the Board there are, and what was decided of them."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    asking = [row for row in held.answered if row.asks]
    if not asking:
        return at.phrases.no_request, _places(held.answered)
    routes = [row.request.route if row.request else None for row in asking]
    parts = [Share(routes.count(route), one, several) for route, one, several in _DECIDED]
    return shared(Noun("request", "requests"), parts, " to the Board"), _places(asking)


def sponsor(at: BoardAt) -> Drafted:
    """Return what the sponsor made of the returns, or that nothing came in (seed H 3.9)."""
    held = at.round
    if held is None or not held.answered:
        return NOTHING
    viewed = [(row, row.view) for row in held.answered if row.view]
    if not viewed:
        return NO_VIEW, _places(held.answered)
    views = [view.view for _, view in viewed]
    parts = [Share(views.count(said), one, several) for said, one, several in _VIEWED]
    names = listed(dict.fromkeys(view.sponsor for _, view in viewed if view.sponsor))
    who = f"the sponsor, {names}," if names else "the sponsor"
    words = shared(Noun("rating", "ratings"), parts, f" at which {who} looked")
    changed = [row for row, _ in viewed if row.is_moderated]
    if changed:
        were = "rating was" if len(changed) == 1 else "ratings were"
        words = f"{words} {len(changed)} {were} changed ({_references(changed)})."
    return words, _places(row for row, _ in viewed)


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
    """Return which actions have moved since the last report, and which way, each by reference."""
    return _since_report(at, frozenset(RatingMovement))


def moved_in_summary(at: BoardAt) -> Drafted:
    """Return how many actions have moved since the last report; only the worse are named."""
    return _since_report(at, frozenset({RatingMovement.WORSE}))


def _since_report(at: BoardAt, named: frozenset[RatingMovement]) -> Drafted:
    asked = _asked_since(at)
    if not asked:
        return NOTHING
    rows = [(one.answered, one.movement) for one in asked]
    since = "in the last round" if at.since is None else "since the last report"
    parts = _moves(rows, _MOVED_SINCE_REPORT, named)
    return shared(ACTION, parts, f" asked about {since}"), _rests_on(asked)


def requests_since_report(at: BoardAt) -> Drafted:
    """Return on which actions leads have asked the Board for something since the last report."""
    asking = [one for one in _asked_since(at) if one.answered.asks]
    if not asking:
        return NOTHING
    few = len(asking) == 1
    made = "1 request to the Board was" if few else f"{len(asking)} requests to the Board were"
    on = f"action{'' if few else 's'} {_references(one.answered for one in asking)}"
    return f"{made} made with these reports: on {on}.", _rests_on(asking)


def _asked_since(at: BoardAt) -> tuple[Moved, ...]:
    """Return the actions that a round has asked about since the last report."""
    return tuple(one for one in at.moved.values() if one.movement)


def _references(rows: Iterable[Answered]) -> str:
    return listed(row.action.reference for row in rows)


def _places(rows: Iterable[Answered]) -> tuple[Place, ...]:
    return places(row for one in rows for row in (one.action, one.now) if row)


def _rests_on(those: Iterable[Moved]) -> tuple[Place, ...]:
    return places(
        row
        for one in those
        for row in (one.answered.action, one.answered.now, one.answered.before)
        if row
    )
