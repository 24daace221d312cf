"""Sentences on actions: whether what was due by the meeting has been delivered (seed T 3.16)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from paperkit.board.due import DueAction, Standing
from paperkit.board.model.plan import ACTIONS
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, with_base
from paperkit.papers.wording import Noun, Part, counted, listed, plural, shared

ACTION = Noun("action", "actions")

_STANDINGS = (
    (Standing.DELIVERED, "has been delivered", "have been delivered"),
    (Standing.NOT_DELIVERED, "has not been delivered", "have not been delivered"),
    (Standing.AT_RISK, "is at risk", "are at risk"),
    (Standing.ON_COURSE, "is on course", "are on course"),
    (Standing.SUSPENDED, "is suspended with approval", "are suspended with approval"),
    (Standing.RESCHEDULED, "is re-scheduled with approval", "are re-scheduled with approval"),
    (Standing.NO_UPDATE, "has no update", "have no update"),
    (Standing.NOT_STARTED, "has not been started", "have not been started"),
    (Standing.CARRIED_OVER, "is carried over", "are carried over"),
    (Standing.NOT_DUE, "is not due", "are not due"),
    (Standing.WITHDRAWN, "is withdrawn", "are withdrawn"),
)


def due(facts: Facts) -> Drafted:
    """Return how many of the actions that were due by the meeting stand in which way."""
    return with_base(facts, (ACTIONS,), _in_summary(facts))


def counts(facts: Facts) -> Drafted:
    """Return which of all the actions were due, and how each of those stands, by reference."""
    return with_base(facts, (ACTIONS,), _in_section_three(facts))


def _in_summary(facts: Facts) -> str:
    if not facts.due:
        return _nothing_due(facts)
    parts = _parts(facts.due, lambda _those: "")
    return shared(ACTION, parts, " due by the date of this meeting")


def _in_section_three(facts: Facts) -> str:
    if not facts.due:
        return _nothing_due(facts)
    order = {action.reference: n for n, action in enumerate(facts.board.actions)}
    in_plan_order = sorted(facts.due, key=lambda due: order[due.action.reference])
    return f"{_base(facts)} {shared(ACTION, _parts(in_plan_order, _references))}"


def _base(facts: Facts) -> str:
    due, plans = len(facts.due), plural(facts.ways.words.plan)
    base = f"{due} of the {counted(len(facts.board.actions), ACTION)} of the {plans}"
    fall = f"{base} {'falls' if due == 1 else 'fall'} due by the date of this meeting"
    since = "" if facts.since is None else ", not counting those reported as delivered before"
    return f"{fall}{since}."


def _parts(due: Sequence[DueAction], more: Callable[[list[DueAction]], str]) -> list[Part]:
    """Return a part for each standing, with what ``more`` says of the actions that stand so."""
    first, second, *others = (
        _part(one, several, [d for d in due if d.standing is standing], more)
        for standing, one, several in _STANDINGS
    )
    # "8 have been delivered, 3 have not" reads better than the verb said twice.
    if first.count:
        second = replace(second, one="has not", several="have not")
    return [first, second, *others]


def _part(
    one: str, several: str, those: list[DueAction], more: Callable[[list[DueAction]], str]
) -> Part:
    return Part(len(those), one, several, more(those))


def _references(those: list[DueAction]) -> str:
    return listed(due.action.reference for due in those)


def _nothing_due(facts: Facts) -> str:
    return nothing_there(facts, ACTIONS, facts.ways.pack.phrases.no_due)
