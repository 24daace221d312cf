"""Sentences on what the Board decided: how many were agreed, what is still to do, whose minutes."""

from collections.abc import Iterable

from paperkit.board.decision_rows import DecisionOutcome
from paperkit.decisions.recorded import Decided
from paperkit.decisions.shown import decisions_opening
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
)

RECOMMENDATION = Noun("recommendation", "recommendations")
_OUTCOMES = (
    (DecisionOutcome.AGREED, "was agreed", "were agreed"),
    (DecisionOutcome.AMENDED, "was amended", "were amended"),
    (DecisionOutcome.NOTED, "was noted", "were noted"),
    (DecisionOutcome.DEFERRED, "was deferred", "were deferred"),
    (DecisionOutcome.NOT_AGREED, "was not agreed", "were not agreed"),
    (DecisionOutcome.WITHDRAWN, "was withdrawn", "were withdrawn"),
    (
        DecisionOutcome.NO_QUORUM,
        "was not decided for lack of a quorum",
        "were not decided for lack of a quorum",
    ),
    (None, "has no decision recorded", "have no decision recorded"),
)


def decided_since(at: BoardAt) -> Drafted:
    """Return what the Board decided on what was recommended, and how much more it asked for.

    Of an exempt decision the outcome is counted, which is public, and nothing else.
    """
    every = at.once(decisions_opening)
    if not every:
        return NOTHING
    said = []
    asked = [one for one in every if not one.row.arose]
    if asked:
        parts = parts_of(asked, lambda one: one.row.outcome, _OUTCOMES, lambda _: "")
        said.append(shared(RECOMMENDATION, parts, f" put to the Board on {_days(asked)}"))
    arose = [one for one in every if one.row.arose]
    if arose:
        more = counted(len(arose), Noun("further action", "further actions"))
        said.append(f"On {_days(arose)} the Board asked for {more}.")
    if any(one.row.confirmed_on is None for one in every):
        said.append("This is subject to confirmation of the minutes.")
    return " ".join(said), places(one.row for one in every)


def _days(rows: Iterable[Decided]) -> str:
    return listed(in_words(day) for day in dict.fromkeys(one.day for one in rows))


def acted_on(at: BoardAt) -> Drafted:
    """Return how many decisions that somebody was to act on are closed; of the exempt no word."""
    every = at.once(decisions_opening)
    to_do = [one for one in every if not one.is_exempt and _is_acted_on(one)]
    if not to_do:
        return NOTHING
    closed = sum(one.row.closed_on is not None for one in to_do)
    late = sum(_is_late(at, one) for one in to_do)
    share = (
        Share(closed, "is closed", "are closed"),
        Share(late, "is overdue", "are overdue"),
        Share(len(to_do) - closed - late, "is still to be done", "are still to be done"),
    )
    words = shared(Noun("decision", "decisions"), share, " to be acted on")
    return words, places(one.row for one in to_do)


def _is_acted_on(one: Decided) -> bool:
    """Return whether somebody had something to do, be it done or not."""
    row = one.row
    return row.is_to_do or (row.closed_on is not None and (row.arose or bool(row.by or row.due)))


def _is_late(at: BoardAt, one: Decided) -> bool:
    due = one.row.due
    return one.row.is_to_do and due is not None and due < at.as_of


def minutes_to_confirm(at: BoardAt) -> Drafted:
    """Return of which meetings the minutes are not yet confirmed; nothing where all are."""
    every = at.once(decisions_opening)
    open_ones = [one for one in every if one.row.confirmed_on is None]
    if not open_ones:
        return NOTHING
    of = "meeting" if len({one.day for one in open_ones}) == 1 else "meetings"
    words = (
        f"The minutes of the {of} of {_days(open_ones)} are not yet confirmed: what is said here "
        "of decisions made there is subject to confirmation of the minutes."
    )
    return words, places(one.row for one in open_ones)
