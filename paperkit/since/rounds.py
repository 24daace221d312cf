"""What has changed in the actions that a priority's round asks about, since the last published one.

Each round is as it asked: with the actions of its plan, in the words of its day. A round prints
ratings and no deadlines, so that is what is compared.
"""

from collections.abc import Iterator

from paperkit.actions.standing import Standing
from paperkit.board.plan_rows import Action
from paperkit.board.words import State
from paperkit.frozen import replace
from paperkit.record.at_meeting import Answered, RoundAt
from paperkit.schema.cleaning import ByReference
from paperkit.since.actions import (
    ActionChange,
    Change,
    ComparedAction,
    in_brief,
    in_order,
    matched,
    rating_moved,
    renamed,
)
from paperkit.standpoint.board_at import BoardAt

NOT_ASKED = "Not asked about"
_ENDED = {State.DELIVERED: ActionChange.DELIVERED, State.WITHDRAWN: ActionChange.WITHDRAWN}


def compared_round(then: BoardAt, now: BoardAt) -> tuple[ComparedAction, ...]:
    """Return every action that either round asks about, today's first, with its changes."""
    rounds = [at.round for at in (then, now)]
    if not all(rounds):
        return ()
    asked = [_asked(held) for held in rounds if held]
    found = []
    for was, action in matched(*(replace(at, board=at.plan) for at in (then, now))):
        before = asked[0].get(was.reference) if was else None
        row = asked[1].get(action.reference) if action else None
        if before or row:
            sides = before.action if before else was, row.action if row else action
            found.append(ComparedAction(*sides, in_order(_changes(now, before, row, action))))
    return tuple(found)


def _asked(held: RoundAt) -> ByReference[Answered]:
    return ByReference((row.action.reference, row) for row in held.rows)


def _changes(
    now: BoardAt, before: Answered | None, row: Answered | None, action: Action | None
) -> Iterator[Change]:
    """Yield what has changed of an action between two rounds; ``action`` is as the plan has it."""
    none = now.phrases.no_return
    if row is None and before is not None:
        what = (_ENDED.get(action.state) if action.state else None) if action else ActionChange.GONE
        how = in_brief(action, Standing(str(action.state))) if action and what else str(what or "")
        yield Change(what or ActionChange.NOT_ASKED, before.rating or none, how or NOT_ASKED)
    elif row is not None and before is None:
        yield Change(ActionChange.ASKED, NOT_ASKED, row.rating or none)
    elif row is not None and before is not None:
        yield from rating_moved(now, before.rating, row.rating, none)
        yield from renamed(before.action, row.action)
