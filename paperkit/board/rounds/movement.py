"""How an action's rating stands to the one that it had in its round before (seed H 3.11)."""

from paperkit.board.rounds.scale import Scale
from paperkit.schema.choices import Choice
from paperkit.schema.cleaning import folded


class Movement(Choice):
    """Which way an action has moved since its last round, in the words that a paper prints."""

    BETTER = "Better"
    WORSE = "Worse"
    UNCHANGED = "Unchanged"
    FIRST = "First report"
    NO_RETURN = "No return"
    NONE_LAST_TIME = "No return last time"
    NOT_COMPARABLE = "Not comparable"


def movement(scale: Scale, rating: str, last: str) -> Movement:
    """Return which way a rating has moved; ``last`` is that of the round before.

    A word that is not of the scale any more, or that says nothing of progress, cannot be compared
    with another.
    """
    now, then = scale.place(rating), scale.place(last)
    if scale.find(rating) and folded(rating) == folded(last):
        return Movement.UNCHANGED
    if now is None or then is None:
        return Movement.NOT_COMPARABLE
    return Movement.BETTER if now < then else Movement.WORSE
