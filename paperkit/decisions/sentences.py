"""Sentences on what the Board decided: how many were agreed, what is still to do, whose minutes."""

from collections.abc import Iterable

from paperkit.board.decision_rows import DecisionOutcome
from paperkit.decisions.recorded import Decided
from paperkit.decisions.shown import decisions_opening
from paperkit.schema.dates import has_come, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, listed, places
from paperkit.standpoint.wording import in_parts, say, shared, together

_NOT_DECIDED = "none"
_OUTCOMES = (
    DecisionOutcome.AGREED, DecisionOutcome.AMENDED, DecisionOutcome.NOTED,
    DecisionOutcome.DEFERRED, DecisionOutcome.NOT_AGREED, DecisionOutcome.WITHDRAWN,
    DecisionOutcome.NO_QUORUM,
)  # fmt: skip
"""The order in which a sentence says what was decided."""


def decided_in_brief(at: BoardAt) -> Drafted:
    """Return what the Board decided on what was recommended; if nothing was, what it asked for.

    The table has both, and whose minutes are to be confirmed.
    """
    every = at.once(decisions_opening)
    said = _decided(at, "summary.decisions", "decisions.arose")[:1]
    return together(*said), places(one.row for one in every)


def decided_in_year(at: BoardAt) -> Drafted:
    """Return what the Board decided on what was recommended, and how much more it asked for.

    The table has the days. Of an exempt decision the outcome is counted, which is public, and
    nothing else.
    """
    every = at.once(decisions_opening)
    said = _decided(at, "year.decisions", "year.decisions.arose")
    return together(*said), places(one.row for one in every)


def _decided(at: BoardAt, key: str, key_of_more: str) -> list[str]:
    every = at.once(decisions_opening)
    said = []
    if asked := [one for one in every if not one.row.arose]:
        order = [*(outcome.name.lower() for outcome in _OUTCOMES), _NOT_DECIDED]
        parts = in_parts(at, "decisions.outcome", asked, _outcome, order)
        said.append(shared(at, key, parts, days=_days(asked)))
    if arose := [one for one in every if one.row.arose]:
        said.append(say(at, key_of_more, len(arose), days=_days(arose)))
    return said


def _outcome(one: Decided) -> str:
    return one.row.outcome.name.lower() if one.row.outcome else _NOT_DECIDED


def _days(rows: Iterable[Decided]) -> str:
    return listed(dict.fromkeys(in_words(one.day) for one in rows))


def acted_on(at: BoardAt) -> Drafted:
    """Return how many decisions that somebody was to act on are closed; of the exempt no word."""
    every = at.once(decisions_opening)
    to_do = [one for one in every if not one.is_exempt and _is_acted_on(one)]
    if not to_do:
        return NOTHING

    def progress(one: Decided) -> str:
        if one.row.closed_on is not None:
            return "closed"
        return "overdue" if _is_late(at, one) else "open"

    parts = in_parts(at, "decisions.progress", to_do, progress, ("closed", "overdue", "open"))
    return shared(at, "decisions.counts", parts), places(one.row for one in to_do)


def _is_acted_on(one: Decided) -> bool:
    """Return whether somebody had something to do, be it done or not."""
    row = one.row
    return row.is_to_do or (row.closed_on is not None and (row.arose or bool(row.by or row.due)))


def _is_late(at: BoardAt, one: Decided) -> bool:
    return one.row.is_to_do and has_come(one.row.due, at.as_of)


def minutes_to_confirm(at: BoardAt) -> Drafted:
    """Return the meetings whose minutes are not yet confirmed; nothing where all are."""
    every = at.once(decisions_opening)
    open_ones = [one for one in every if one.row.confirmed_on is None]
    days = list(dict.fromkeys(in_words(one.day) for one in open_ones))
    return say(at, "decisions.minutes", len(days), days), places(one.row for one in open_ones)
