"""The drafted sentences of the outcomes dashboard, which ask for every trend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from paperkit.board.figures.dashboard import Standing
from paperkit.board.model import BoardData, Text
from paperkit.papers.drafts import dashboard
from paperkit.papers.drafts.dashboard import Dashboard
from paperkit.papers.drafts.facts import Drafted
from paperkit.papers.sentences import with_own
from paperkit.papers.shown import Sentence

_OUTCOME = "outcome"
_DRAFTS: Mapping[str, Callable[[Dashboard], Drafted]] = {
    "dashboard.counts": dashboard.counts,
    "dashboard.outcomes": dashboard.outcomes,
    "dashboard.moved": dashboard.moved,
    "dashboard.data": dashboard.data,
    "dashboard.marked": dashboard.marked,
}


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys: on the whole, then one for each outcome."""
    return (*_DRAFTS, *(f"{_OUTCOME}.{one}" for one in _references(board)))


def drafted_of_dashboard(held: Dashboard, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of the outcomes dashboard: on the whole, then one for each outcome.

    That of an outcome goes by the key ``outcome`` and its reference: ``outcome.2.1``.
    """
    drafts = {key: partial(draft, held) for key, draft in _DRAFTS.items()}
    by_outcome: dict[str, list[Standing]] = {one: [] for one in _references(held.facts.board)}
    for one in held.standings:
        by_outcome.setdefault(one.indicator.outcome, []).append(one)
    for name, own in by_outcome.items():
        drafts[f"{_OUTCOME}.{name}"] = partial(dashboard.outcome, replace(held, standings=own))
    return with_own(drafts, texts)


def _references(board: BoardData) -> tuple[str, ...]:
    return tuple(outcome.reference for outcome in board.outcomes)
