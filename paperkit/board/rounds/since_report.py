"""How each action has moved since the last report of the Board, by the log (seed H 3.11).

Rounds and reports need not keep step: an action that no round has asked about since the last
report has not moved, and is not called unchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from paperkit.board.model import BoardData, Meeting
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.at_meeting import last_answers
from paperkit.board.rounds.movement import Movement, movement
from paperkit.board.rounds.scale import Scale
from paperkit.board.settings import Ways


@dataclass(frozen=True)
class Moved:
    """An action's newest round, and how it stands to the last report.

    ``last_rating`` is the rating at the last report, "" where there was none; ``movement`` is None
    where no round has asked about the action since. Before a first report both are those of the
    round before.
    """

    answered: Answered
    last_rating: str
    movement: Movement | None


def moved_since(
    board: BoardData, ways: Ways, meeting: Meeting, since: date | None
) -> Mapping[str, Moved]:
    """Return how each action has moved by a meeting, by reference.

    ``since`` is the day of the last report, None for the first. An action of which the log has
    nothing to show is left out: see ``last_answers``.
    """
    now = last_answers(board, ways, meeting)
    if since is None:
        return {one: Moved(row, row.last_rating, row.movement) for one, row in now.items()}
    then = last_answers(board, ways, Meeting(date=since))
    scale = Scale(ways.settings.ratings)
    return {one: _moved(scale, row, then.get(one)) for one, row in now.items()}


def _moved(scale: Scale, row: Answered, then: Answered | None) -> Moved:
    if then is None:
        way = Movement.FIRST if row.now else Movement.NO_RETURN
        return Moved(row, "", way)
    if then.meeting == row.meeting:
        return Moved(row, then.rating, None)
    if row.now is None:
        return Moved(row, then.rating, Movement.NO_RETURN)
    if then.now is None:
        return Moved(row, "", Movement.NONE_LAST_TIME)
    return Moved(row, then.rating, movement(scale, row.rating, then.rating))
