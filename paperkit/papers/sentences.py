"""Drafted sentences by their keys. An officer's text under a key is printed in its place.

The wording stands in ``papers.drafts``. A count always stands with its base.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from paperkit.board.figures.dashboard import Standing
from paperkit.board.model import BoardData, Text
from paperkit.papers.drafts import (
    actions,
    dashboard,
    exception_round,
    forward,
    indicators,
    rounds,
    voices,
    year,
    year_heard,
    year_results,
)
from paperkit.papers.drafts.dashboard import Dashboard
from paperkit.papers.drafts.facts import Drafted, Facts
from paperkit.papers.drafts.forward import Programme
from paperkit.papers.drafts.year import Looking
from paperkit.papers.shown import Sentence
from paperkit.schema.cleaning import folded

_OUTCOME = "outcome"
_ACHIEVED = "achieved"
_DRAFTS: Mapping[str, Callable[[Facts], Drafted]] = {
    "summary.indicators": indicators.against_target,
    "summary.indicators_moved": indicators.moved_in_summary,
    "summary.groups": voices.returned,
    "summary.highlights": voices.highlights,
    "summary.actions": actions.due,
    "summary.actions_moved": rounds.moved_in_summary,
    "indicators.counts": indicators.counts,
    "indicators.moved": indicators.moved,
    "groups.counts": voices.groups,
    "highlights.missing": voices.highlights_missing,
    "actions.counts": actions.counts,
    "actions.moved": rounds.moved,
    "actions.requests": rounds.requests,
    "glance.counts": exception_round.counts,
    "glance.moved": exception_round.moved,
    "missing.returns": exception_round.missing,
    "concerns.counts": exception_round.concerns,
    "successes.counts": exception_round.successes,
    "requests.counts": exception_round.requests,
    "sponsor.view": exception_round.sponsor,
}
# Drafted for the outcomes dashboard alone, since they ask for every trend.
_DASHBOARD: Mapping[str, Callable[[Dashboard], Drafted]] = {
    "dashboard.counts": dashboard.counts,
    "dashboard.outcomes": dashboard.outcomes,
    "dashboard.moved": dashboard.moved,
    "dashboard.data": dashboard.data,
    "dashboard.marked": dashboard.marked,
}
# Drafted for forward plans alone, which look a year ahead.
_FORWARD: Mapping[str, Callable[[Programme], Drafted]] = {
    "forward.programme": forward.programme,
    "forward.meetings": forward.meetings,
    "forward.key_decisions": forward.key_decisions,
    "forward.monitoring": forward.monitoring,
    "forward.rounds": forward.rounds,
}
# Drafted for annual reports alone, which look at a whole year.
_YEAR: Mapping[str, Callable[[Looking], Drafted]] = {
    "year.nothing_behind": year.nothing_behind,
    "year.span": year.span,
    "year.actions": year.actions,
    "year.outturns": year_results.in_summary,
    "year.less_well": year.less_well,
    "board.what_it_is": year.what_it_is,
    "board.members": year.members,
    "board.meetings": year.meetings,
    "strategy.brief": year.strategy,
    "strategy.priorities": year.priorities,
    "strategy.related": year.related,
    "outturns.counts": year_results.counts,
    "outturns.moved": year_results.moved,
    "outturns.awaited": year_results.awaited,
    "less_well.actions": year_results.late,
    "less_well.milestones": year_results.milestones,
    "less_well.targets": year_results.targets,
    "less_well.ratings": year_results.ratings,
    "ratings.rounds": year_heard.rounds,
    "ratings.at_year_end": year_heard.at_year_end,
    "heard.groups": year_heard.groups,
    "heard.reports": year_heard.reports,
    "brought.partners": year_heard.partners,
    "brought.sessions": year_heard.sessions,
    "next_year.plans": year_heard.plans,
    "next_year.carried": year_heard.carried,
    "next_year.meetings": year_heard.ahead,
}
KEYS: tuple[str, ...] = (*_DRAFTS, *_DASHBOARD, *_FORWARD, *_YEAR)
"""What the column Section may name beside the sections of a kind, where the kind drafts them."""


def keys_of(parts: Iterable[str], board: BoardData) -> tuple[str, ...]:
    """Return the keys that begin with any of these words, such as ``summary`` or ``glance``.

    There is a key for each outcome of the Board, and one for each priority.
    """
    wanted = frozenset(parts)
    of_outcomes = (f"{_OUTCOME}.{one}" for one in _references(board))
    of_priorities = (achieved_key(row.reference) for row in board.priorities)
    every = (*KEYS, *of_outcomes, *of_priorities, achieved_key(""))
    return tuple(key for key in every if key.partition(".")[0] in wanted)


def drafted(facts: Facts, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences in the order of ``KEYS``, an officer's own in place of a draft.

    A sentence that has nothing to say is left out, unless an officer wrote one for its key.
    """
    return _with_own({key: partial(draft, facts) for key, draft in _DRAFTS.items()}, texts)


def drafted_of_dashboard(held: Dashboard, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of the outcomes dashboard: on the whole, then one for each outcome.

    That of an outcome goes by the key ``outcome`` and its reference: ``outcome.2.1``.
    """
    drafts = {key: partial(draft, held) for key, draft in _DASHBOARD.items()}
    by_outcome: dict[str, list[Standing]] = {one: [] for one in _references(held.facts.board)}
    for one in held.standings:
        by_outcome.setdefault(one.indicator.outcome, []).append(one)
    for name, own in by_outcome.items():
        drafts[f"{_OUTCOME}.{name}"] = partial(dashboard.outcome, replace(held, standings=own))
    return _with_own(drafts, texts)


def drafted_of_forward(held: Programme, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of a forward plan."""
    return _with_own({key: partial(draft, held) for key, draft in _FORWARD.items()}, texts)


def drafted_of_year(held: Looking, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of an annual report: on the whole, then one for each priority."""
    drafts = {key: partial(draft, held) for key, draft in _YEAR.items()}
    for one in held.year.achieved:
        drafts[achieved_key(one.priority.reference)] = partial(year.of_priority, held, one)
    return _with_own(drafts, texts)


def achieved_key(priority: str) -> str:
    """Return the key of what was achieved for a priority, or for none: ``achieved.P1``."""
    return f"{_ACHIEVED}.{priority or 'no_priority'}"


def _with_own(
    drafts: Mapping[str, Callable[[], Drafted]], texts: Iterable[Text]
) -> tuple[Sentence, ...]:
    typed = _typed(texts)
    sentences = (typed.get(folded(key)) or Sentence(key, *draft()) for key, draft in drafts.items())
    return tuple(
        Sentence(key, one.words, one.rests_on)
        for key, one in zip(drafts, sentences, strict=True)
        if one.words
    )


def _references(board: BoardData) -> tuple[str, ...]:
    return tuple(outcome.reference for outcome in board.outcomes)


def of_part(sentences: Iterable[Sentence], part: str) -> tuple[Sentence, ...]:
    """Return the sentences of one part of a paper, such as ``summary`` or ``actions``."""
    return tuple(s for s in sentences if s.key.partition(".")[0] == part)


def _typed(texts: Iterable[Text]) -> Mapping[str, Sentence]:
    found: dict[str, Sentence] = {}
    for row in texts:
        key = folded(row.section)
        if row.text:
            before = found.get(key, Sentence(key, ""))
            words = f"{before.words}\n{row.text}" if before.words else row.text
            found[key] = Sentence(key, words, (*before.rests_on, row.place.row))
    return found
