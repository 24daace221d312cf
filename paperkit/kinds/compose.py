"""Drafted sentences by their keys. An officer's text under a key is printed in its place.

The wording stands in ``papers.drafts``. A count always stands with its base.

From the Board's data to the Paper, whole.

The keys of all drafted sentences, by the word that they begin with.

The drafts of a dashboard, a forward plan and an annual report rest on much that other papers have
no use for, so they are loaded only for the kinds that print them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from paperkit.actions import shown as on_actions
from paperkit.actions.shown import actions
from paperkit.board.pack_settings import Words
from paperkit.board.paper_rows import Text
from paperkit.frozen import fields
from paperkit.indicators import shown as on_indicators
from paperkit.indicators.shown import indicators, key
from paperkit.kinds.annual_paper import NO_YEAR, AnnualReport
from paperkit.kinds.dashboard import NO_DASHBOARD, DashboardShown
from paperkit.kinds.paper import Paper, WordsShown
from paperkit.meetings.shown import NO_FORWARD, ForwardPlan
from paperkit.packs.packs import Section
from paperkit.papers.shown import (
    appendices,
    contact,
    documents,
    glossary,
    header,
    implications,
    recommendations,
    sections,
    unread,
)
from paperkit.rounds import sentences
from paperkit.rounds.shown import recommended, round_shown
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, of_part, with_own
from paperkit.standpoint.wording import plural
from paperkit.voices import shown as on_voices
from paperkit.word.values import Contents, Sentence

_DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "summary.indicators": on_indicators.against_target,
    "summary.indicators_moved": on_indicators.moved_in_summary,
    "summary.groups": on_voices.returned,
    "summary.highlights": on_voices.highlights_received,
    "summary.actions": on_actions.due,
    "summary.actions_moved": sentences.moved_in_summary,
    "indicators.counts": on_indicators.counts,
    "indicators.moved": on_indicators.moved,
    "groups.counts": on_voices.groups_counted,
    "highlights.missing": on_voices.highlights_missing,
    "actions.counts": on_actions.counts,
    "actions.moved": sentences.moved_since_report,
    "actions.requests": sentences.requests_since_report,
    "glance.counts": sentences.counts,
    "glance.moved": sentences.moved,
    "missing.returns": sentences.missing,
    "concerns.counts": sentences.concerns,
    "successes.counts": sentences.successes,
    "requests.counts": sentences.requests,
    "sponsor.view": sentences.sponsor,
}
KEYS: tuple[str, ...] = tuple(_DRAFTS)
"""What the column Section may name beside the sections of a kind, where the kind drafts them.

Dashboards, forward plans and annual reports have keys of their own (``sentence_keys``).
"""


def drafted(at: BoardAt, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences in the order of ``KEYS``, an officer's own in place of a draft.

    A sentence that has nothing to say is left out, unless an officer wrote one for its key.
    """
    return with_own({key: partial(draft, at) for key, draft in _DRAFTS.items()}, texts)


EVERY_PART = frozenset(fields(Paper))


def paper_view(
    at: BoardAt,
    declared: Sequence[Section],
    *,
    draft: bool,
    asked: frozenset[str] = EVERY_PART,
) -> Paper:
    """Return what the pages show. ``declared`` are the sections of the kind of paper.

    ``asked`` are the names that its template asks for: the dashboard, the forward plan and the year
    of an annual report, which take long to work out, are left blank where they are not among them.
    Nothing is invented: what is missing is a ``Gap``, and what has nothing to say is a phrase of
    the pack.
    """
    told = drafted(at, at.texts)
    return Paper(
        draft=draft,
        contents=Contents(),
        header=header(at),
        words=_words(at.ways.words),
        summary=of_part(told, "summary"),
        section=sections(at, declared),
        recommendations=recommendations(at, recommended(at)),
        key=key(at),
        indicators=indicators(at, of_part(told, "indicators")),
        groups=on_voices.groups(at, of_part(told, "groups")),
        highlights=on_voices.highlights(at, of_part(told, "highlights")),
        actions=actions(at, of_part(told, "actions")),
        round=round_shown(at, told),
        dashboard=_dashboard(at) if "dashboard" in asked else NO_DASHBOARD,
        forward=_forward(at) if "forward" in asked else NO_FORWARD,
        year=_year(at) if "year" in asked else NO_YEAR,
        implications=implications(at),
        background=documents(at, "background", "background papers"),
        appendices=appendices(at),
        contact=contact(at),
        glossary=glossary(at),
        unread=unread(at),
    )


# Each of these rests on much that other papers have no use for, so it is loaded when asked for.


def _dashboard(at: BoardAt) -> DashboardShown:
    from paperkit.kinds.dashboard import dashboard

    return dashboard(at)


def _forward(at: BoardAt) -> ForwardPlan:
    from paperkit.meetings.shown import forward_plan

    return forward_plan(at)


def _year(at: BoardAt) -> AnnualReport:
    from paperkit.kinds.annual import annual_report

    return annual_report(at)


def _words(words: Words) -> WordsShown:
    return WordsShown(
        words.plan, plural(words.plan), words.priority, words.outcome, words.highlight_report
    )
