"""The drafted sentences of an annual report, which look at a whole year."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from paperkit.board.model import BoardData, Text
from paperkit.papers.drafts import year, year_heard, year_results
from paperkit.papers.drafts.facts import Drafted
from paperkit.papers.drafts.year import Looking
from paperkit.papers.sentences import with_own
from paperkit.papers.shown import Sentence

_ACHIEVED = "achieved"
_DRAFTS: Mapping[str, Callable[[Looking], Drafted]] = {
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


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys: on the whole, then one for each priority, and one for none."""
    of_priorities = (achieved_key(row.reference) for row in board.priorities)
    return (*_DRAFTS, *of_priorities, achieved_key(""))


def drafted_of_year(held: Looking, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of an annual report: on the whole, then one for each priority."""
    drafts = {key: partial(draft, held) for key, draft in _DRAFTS.items()}
    for one in held.year.achieved:
        drafts[achieved_key(one.priority.reference)] = partial(year.of_priority, held, one)
    return with_own(drafts, texts)


def achieved_key(priority: str) -> str:
    """Return the key of what was achieved for a priority, or for none: ``achieved.P1``."""
    return f"{_ACHIEVED}.{priority or 'no_priority'}"
