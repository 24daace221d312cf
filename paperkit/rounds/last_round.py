"""What leads asked the Board for in a priority's last round, and the decision on each request.

It comes from the log of then: an action that was completed or reworded since is shown as it was
asked about (seed H 3.11).
"""

from paperkit.board.data import BoardData
from paperkit.decisions.recorded import Decided, decided
from paperkit.meetings.shown import called
from paperkit.record.at_meeting import Answered, RoundAt, round_at
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, places
from paperkit.standpoint.wording import say


def asked_before(at: BoardAt, held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions of which the round before has a request to the Board."""
    if held.before is None:
        return ()
    last = round_at(at.board, at.ways, held.priority.reference, held.before)
    return tuple(row for row in last.answered if row.asks)


def decided_on(board: BoardData, row: Answered) -> Decided | None:
    """Return the decision of a round's meeting on what was asked of an action, if there is one."""
    found = (
        one
        for one in reversed(decided(board))
        if one.meeting.reference == row.meeting.reference and one.row.action == row.action.reference
    )
    return next(found, None)


def requests_of_last_round(at: BoardAt) -> Drafted:
    """Return how many requests the round before had; nothing where it had none."""
    held = at.round
    rows = asked_before(at, held) if held else ()
    if held is None or held.before is None or not rows:
        return NOTHING
    words = say(at, "last_round.requests", len(rows), round=called(held.before))
    return words, places(row.now for row in rows if row.now)
