"""What page one of an exception report says first: the gravest by name, the others counted."""

from collections.abc import Iterable, Iterator, Sequence

from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role
from paperkit.board.words import State
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import Answered, RatingMovement, RoundAt
from paperkit.rounds.sentences import ROUTES, concerned, route_of
from paperkit.schema.cleaning import in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import MOST_IN_TEXT, all_named, say
from paperkit.word.values import Rated, Sentence

WORSE, ASKED_OF_BOARD, NONE = "Worse than last time", "Requests from leads", "None"
_WORST_FIRST = (Role.MISSED, Role.NEAR, Role.MET)
_STOPPED = {
    State.DELIVERED: "delivered", State.WITHDRAWN: "withdrawn", State.SUSPENDED: "suspended"
}  # fmt: skip


class BriefLine(Frozen):
    """What page one says first: a rating or another matter, of how many actions, and of which."""

    what: Rated | str
    count: str
    which: str


def brief(at: BoardAt, held: RoundAt, missing: Iterable[Sentence]) -> Iterator[BriefLine]:
    """Yield a line for each thing that a member asks first, also where it is true of no action.

    The gravest are named and the others counted, so that page one keeps its shape: below it are
    tables of concerns and of requests, and sentences on the returns that are ``missing``.
    """
    rows, said = sorted(held.rows, key=gravity), " ".join(one.words for one in missing)
    base, concerns = f"of {len(rows)}", frozenset(row.action.reference for row in concerned(held))

    def line(what: Rated | str, those: Sequence[Answered]) -> BriefLine:
        names = [(_in_brief(at, row), row.action.reference in concerns) for row in those]
        return BriefLine(what, f"{len(those)} {base}", _first_named(at, names))

    def lacking(row: Answered, called: str) -> str:
        key = "missing.lead" if row.lead else "missing.no_lead"
        return say(at, key, lead=row.lead, action=called)

    for word in (one.word for one in reversed(at.ways.settings.ratings)):
        if at.scale.role(word) is Role.MISSED:
            yield line(at.rated(word), [row for row in rows if row.rating == word])
    if held.before:
        yield line(WORSE, [row for row in rows if row.movement is RatingMovement.WORSE])
    without = [
        (lacking(row, _in_brief(at, row)), lacking(row, row.action.called_in_full) in said)
        for row in rows
        if not row.now
    ]
    yield BriefLine(at.phrases.no_return, f"{len(without)} {base}", _first_named(at, without))
    asking = in_groups((route_of(row), (_in_brief(at, row), True)) for row in rows if row.asks)
    count = sum(map(len, asking.values()))
    asked, room = [], MOST_IN_TEXT if count > MOST_IN_TEXT + 1 else count
    for route in (one for one in ROUTES if one in asking):
        each = _first_named(at, asking[route], room)
        asked.append(say(at, f"brief.asked.{route}", each=each))
        room = max(room - len(asking[route]), 0)
    yield BriefLine(ASKED_OF_BOARD, str(count), "\n".join(asked) or NONE)


def gravity(row: Answered) -> tuple[int, bool]:
    """Return what is lower for a worse rating, or last rating, and then for one that fell."""
    role, fell = row.role or row.last_role, row.movement is RatingMovement.WORSE
    return _WORST_FIRST.index(role) if role else len(_WORST_FIRST), not fell


def _first_named(at: BoardAt, names: Sequence[tuple[str, bool]], most: int = MOST_IN_TEXT) -> str:
    """Return the first of some names, and how many more there are, as the end of a line.

    Each name comes with whether the action is also in a table or sentence below. One that is not is
    always named. So is a single one that is left, since its name is as short as the count.
    """
    first = [name for n, (name, below) in enumerate(names) if n < most or not below]
    more = len(names) - len(first)
    if more > 1:
        key = "brief.more" if first else "brief.all"
        return all_named([*first, say(at, key, more)])
    return all_named([name for name, _ in names]) or NONE


def _in_brief(at: BoardAt, row: Answered) -> str:
    """Return what an action is called, and that it was closed or suspended since it was asked."""
    now, called = stopped(at, row), row.action.listed_as
    since = _STOPPED.get(now.state) if now and now.state else ""
    return f"{called} (now {since})" if since else called


def stopped(at: BoardAt, row: Answered) -> Action | None:
    """Return an action as it was closed or suspended since the round, where the day is known.

    What went better than planned stays among the exceptions, since that is why it is closed.
    """
    now = at.board.action.get(row.action.reference)
    if row.is_success or now is None or now.state not in _STOPPED:
        return None
    day = now.done_on if now.state is State.DELIVERED else now.revised_on
    is_known = day is not None and day <= at.known_until
    return now if is_known or row.action.state in _STOPPED else None
