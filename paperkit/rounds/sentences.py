"""Sentences on a round of exception reporting: what came back, what it says, what is missing.

Every count stands with its base. Ratings are told worst first, since a reader looks there first.

Sentences on what rounds of exception reporting brought since the last report (seed H 3.11).

For papers that are not of one round. They say nothing where the log has nothing: a council that
holds no rounds sees no word of them.
"""

from collections.abc import Iterable, Sequence

from paperkit.actions.shown import ACTION
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import ACTIONS
from paperkit.board.settings import RowOrder
from paperkit.board.words import RequestRoute, SponsorView
from paperkit.findings import Place
from paperkit.record.at_meeting import Moved, RoundAt, in_order
from paperkit.record.round_history import Answered, Movement
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, places, with_base
from paperkit.standpoint.wording import Noun, Part, counted, listed, shared

NO_VIEW = "No view of the sponsor was received at publication."

_NOTHING: Drafted = ("", ())
_REQUEST, _RATING = Noun("request", "requests"), Noun("rating", "ratings")
_RETURNED = " of which a return was received"
_MOVED = (
    (Movement.WORSE, "has got worse", "have got worse"),
    (Movement.BETTER, "has got better", "have got better"),
    (Movement.UNCHANGED, "is unchanged", "are unchanged"),
    (Movement.FIRST, "is reported for the first time", "are reported for the first time"),
    (Movement.NONE_LAST_TIME, "had no return last time", "had no return last time"),
    (Movement.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (Movement.NO_RETURN, "has no return", "have no return"),
)
_NAMED = frozenset({Movement.WORSE, Movement.BETTER})
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
        return _NOTHING
    told = _ratings(at, held) if was_held(held) else at.ways.pack.phrases.no_round
    words, _ = with_base(at, (ACTIONS,), told)
    return words, _places(held.rows)


def moved(at: BoardAt) -> Drafted:
    """Return how many actions have moved since the last round; the better and worse are named."""
    held = at.round
    if held is None or not was_held(held) or not held.rows:
        return _NOTHING
    if held.before is None:
        return at.ways.pack.phrases.first_round, _places(held.rows)
    parts = [_moved(held, *told) for told in _MOVED]
    told, day = shared(ACTION, parts), held.before.date
    since = f"Since the round for {in_words(day) if day else held.before.reference}"
    return f"{since}, {told[0].lower()}{told[1:]}", _places(held.rows)


def missing(at: BoardAt) -> Drafted:
    """Return of which actions no return came in, each with who should have sent it."""
    held = at.round
    if held is None or not was_held(held) or not held.rows:
        return _NOTHING
    of = counted(len(held.rows), ACTION)
    if not held.missing:
        return f"A return was received for each of the {of}.", _places(held.rows)
    named = listed(f"{r.action.reference} ({r.lead or 'no lead named'})" for r in held.missing)
    words = f"No return was received for {len(held.missing)} of the {of}: {named}."
    return words, _places(held.missing)


def concerns(at: BoardAt) -> Drafted:
    """Return how many of the returns tell of a potential concern (seed H 3.11)."""
    found = concerned(at.round) if at.round else ()
    said = ("is an area of potential concern", "are areas of potential concern")
    return _share(at, found, said, ("is not", "are not"), at.ways.pack.phrases.no_concern)


def successes(at: BoardAt) -> Drafted:
    """Return how many of the returns tell of exceptional progress (seed H 3.10, 3.11)."""
    found = successful(at.round) if at.round else ()
    more = "made exceptional progress or been completed early"
    rest, phrase = ("has not", "have not"), at.ways.pack.phrases.no_success
    return _share(at, found, (f"has {more}", f"have {more}"), rest, phrase)


def requests(at: BoardAt) -> Drafted:
    """Return how many requests to the Board there are, and what was decided of them."""
    held = at.round
    if held is None or not held.answered:
        return _NOTHING
    asking = [row for row in held.answered if row.asks]
    if not asking:
        return at.ways.pack.phrases.no_request, _places(held.answered)
    parts = [
        Part(sum(_route(row) is route for row in asking), one, several)
        for route, one, several in _DECIDED
    ]
    return shared(_REQUEST, parts, " to the Board"), _places(asking)


def sponsor(at: BoardAt) -> Drafted:
    """Return what the sponsor made of the returns, or that nothing was heard (seed H 3.9)."""
    held = at.round
    if held is None or not held.answered:
        return _NOTHING
    viewed = [row for row in held.answered if row.view]
    if not viewed:
        return NO_VIEW, _places(held.answered)
    told = shared(_RATING, _views(viewed), f" at which {_who(viewed)} looked")
    changed = [row for row in viewed if row.is_moderated]
    were = "rating was" if len(changed) == 1 else "ratings were"
    also = f" {len(changed)} {were} changed ({_references(changed)})." if changed else ""
    return f"{told}{also}", _places(viewed)


def was_held(held: RoundAt) -> bool:
    """Return whether there was a round at all: forms were issued, or a return came in."""
    return held.issued is not None or bool(held.answered)


def concerned(held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions whose return tells of a potential concern, the worst rating first."""
    rows = in_order(held, RowOrder.RATING)
    return tuple(row for row in rows if row.now and row.is_exception)


def successful(held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions whose return tells of exceptional progress or early completion."""
    return tuple(row for row in held.answered if row.is_success)


def ratings_given(ways: Ways, rows: Iterable[Answered]) -> tuple[str, ...]:
    """Return the ratings that these actions have, worst first; those not of the scale last."""
    given = dict.fromkeys(row.rating for row in rows if row.rating)
    scale = [rating.word for rating in reversed(ways.settings.ratings)]
    return (*(w for w in scale if w in given), *(w for w in given if w not in scale))


def _ratings(at: BoardAt, held: RoundAt) -> str:
    rated = [
        _part([row for row in held.rows if row.rating == word], f"is rated {word}",
              f"are rated {word}")
        for word in ratings_given(at.ways, held.rows)
    ]  # fmt: skip
    unrated = [row for row in held.answered if not row.rating]
    parts = [
        *rated,
        _part(unrated, "is not rated", "are not rated"),
        _part(held.missing, "has no return", "have no return"),
    ]
    told = shared(ACTION, parts) if held.rows else ""
    return " ".join(filter(None, (told, _closed(len(held.closed)))))


def _closed(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 more action is complete or withdrawn, and was not asked about."
    return f"{count} more actions are complete or withdrawn, and were not asked about."


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
        return _NOTHING
    if not found:
        return phrase, _places(held.answered)
    others = Part(len(held.answered) - len(found), *rest)
    return shared(ACTION, [_part(found, *said), others], _RETURNED), _places(found)


def _views(viewed: Sequence[Answered]) -> list[Part]:
    return [
        _part([row for row in viewed if row.view and row.view.view is said], one, several)
        for said, one, several in _VIEWED
    ]


def _who(viewed: Sequence[Answered]) -> str:
    names = listed(dict.fromkeys(r.view.sponsor for r in viewed if r.view and r.view.sponsor))
    return f"the sponsor, {names}," if names else "the sponsor"


def _moved(held: RoundAt, way: Movement, one: str, several: str) -> Part:
    those = [row for row in held.rows if row.movement is way]
    return Part(len(those), one, several, _references(those) if way in _NAMED else "")


def _route(row: Answered) -> RequestRoute | None:
    return row.request.route if row.request else None


def _part(those: Sequence[Answered], one: str, several: str) -> Part:
    return Part(len(those), one, several)


def _references(those: Iterable[Answered]) -> str:
    return listed(row.action.reference for row in those)


def _places(rows: Iterable[Answered]) -> tuple[Place, ...]:
    told = [(row.action, row.now) for row in rows]
    return tuple(one.place.row for pair in told for one in pair if one)


_MOVED_ROUNDS = (
    (Movement.WORSE, "has got worse", "have got worse"),
    (Movement.BETTER, "has got better", "have got better"),
    (Movement.UNCHANGED, "is unchanged", "are unchanged"),
    (Movement.FIRST, "is reported on for the first time", "are reported on for the first time"),
    (Movement.NONE_LAST_TIME, "had no return before", "had no return before"),
    (Movement.NOT_COMPARABLE, "cannot be compared", "cannot be compared"),
    (Movement.NO_RETURN, "has no return", "have no return"),
)


def moved_rounds(at: BoardAt) -> Drafted:
    """Return which actions have moved since the last report, and which way, each by reference."""
    return _movement(at, frozenset(Movement))


def moved_in_summary(at: BoardAt) -> Drafted:
    """Return how many actions have moved since the last report; only the worse are named."""
    return _movement(at, frozenset({Movement.WORSE}))


def requests_rounds(at: BoardAt) -> Drafted:
    """Return on which actions leads have asked the Board for something since the last report."""
    asking = [one for one in _asked(at) if one.answered.asks]
    if not asking:
        return "", ()
    few = len(asking) == 1
    made = "1 request to the Board was" if few else f"{len(asking)} requests to the Board were"
    on = f"action{'' if few else 's'} {_references_rounds(asking)}"
    return f"{made} made with these reports: on {on}.", _rests_on(asking)


def _movement(at: BoardAt, named: frozenset[Movement]) -> Drafted:
    asked = _asked(at)
    if not asked:
        return "", ()
    parts = [_part_rounds(asked, way, one, several, named) for way, one, several in _MOVED_ROUNDS]
    since = "in the last round" if at.since is None else "since the last report"
    return shared(ACTION, parts, f" asked about {since}"), _rests_on(asked)


def _part_rounds(
    asked: Sequence[Moved], way: Movement, one: str, several: str, named: frozenset[Movement]
) -> Part:
    those = [moved for moved in asked if moved.movement is way]
    return Part(len(those), one, several, _references_rounds(those) if way in named else "")


def _asked(at: BoardAt) -> tuple[Moved, ...]:
    """Return the actions that a round has asked about since the last report."""
    return tuple(moved for moved in at.moved.values() if moved.movement)


def _references_rounds(those: Iterable[Moved]) -> str:
    return listed(moved.answered.action.reference for moved in those)


def _rests_on(those: Iterable[Moved]) -> tuple[Place, ...]:
    rows = ((one.answered.action, one.answered.now, one.answered.before) for one in those)
    return places(row for of_one in rows for row in of_one if row)
