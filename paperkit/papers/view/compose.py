"""From the Board's data to the Paper, whole."""

from collections.abc import Sequence
from dataclasses import fields

from paperkit.board.heard import reports, returns
from paperkit.board.model import BoardData
from paperkit.board.settings import Ways, Words
from paperkit.papers.drafts.facts import Facts
from paperkit.papers.packs import Section
from paperkit.papers.sentences import drafted, of_part
from paperkit.papers.shown import Contents
from paperkit.papers.view.actions import actions
from paperkit.papers.view.formal import (
    appendices,
    contact,
    documents,
    implications,
    recommendations,
    sections,
)
from paperkit.papers.view.glossary import glossary
from paperkit.papers.view.header import header
from paperkit.papers.view.indicators import indicators, key
from paperkit.papers.view.paper import Paper, WordsShown
from paperkit.papers.view.paper_dashboard import NO_DASHBOARD, DashboardShown
from paperkit.papers.view.paper_forward import NO_FORWARD, ForwardPlan
from paperkit.papers.view.paper_year import NO_YEAR, AnnualReport
from paperkit.papers.view.rounds import round_shown
from paperkit.papers.view.source import Sitting, Source
from paperkit.papers.view.unread import unread
from paperkit.papers.view.voices import groups, highlights
from paperkit.papers.wording import plural

__all__ = ["Sitting", "paper_view"]


EVERY_PART = frozenset(spec.name for spec in fields(Paper))


def paper_view(
    board: BoardData,
    ways: Ways,
    declared: Sequence[Section],
    sitting: Sitting,
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
    return _composed(Source(board, ways, sitting), declared, asked, draft=draft)


def _composed(
    source: Source, declared: Sequence[Section], asked: frozenset[str], *, draft: bool
) -> Paper:
    facts = _facts(source)
    told = drafted(facts, source.texts)
    return Paper(
        draft=draft,
        contents=Contents(),
        header=header(source),
        words=_words(source.ways.words),
        summary=of_part(told, "summary"),
        section=sections(source, declared),
        recommendations=recommendations(source),
        key=key(source),
        indicators=indicators(source, of_part(told, "indicators")),
        groups=groups(source, facts.returns, of_part(told, "groups")),
        highlights=highlights(source, facts.reports, of_part(told, "highlights")),
        actions=actions(source, of_part(told, "actions")),
        round=round_shown(source, told),
        dashboard=_dashboard(source, facts) if "dashboard" in asked else NO_DASHBOARD,
        forward=_forward(source) if "forward" in asked else NO_FORWARD,
        year=_year(source, facts) if "year" in asked else NO_YEAR,
        implications=implications(source),
        background=documents(source, "background", "background papers"),
        appendices=appendices(source),
        contact=contact(source),
        glossary=glossary(source),
        unread=unread(source),
    )


# Each of these rests on much that other papers have no use for, so it is loaded when asked for.


def _dashboard(source: Source, facts: Facts) -> DashboardShown:
    from paperkit.papers.view.dashboard import dashboard

    return dashboard(source, facts)


def _forward(source: Source) -> ForwardPlan:
    from paperkit.papers.view.forward import forward_plan

    return forward_plan(source)


def _year(source: Source, facts: Facts) -> AnnualReport:
    from paperkit.papers.view.year import annual_report

    return annual_report(source, facts)


def _facts(source: Source) -> Facts:
    board, meeting = source.board, source.sitting.meeting
    return Facts(
        board=board,
        ways=source.ways,
        measured=source.measured,
        due=source.due,
        since=source.sitting.since,
        returns=returns(board, meeting),
        reports=reports(board, source.ways.settings.council.board, meeting),
        round=source.round,
        moved=source.moved,
    )


def _words(words: Words) -> WordsShown:
    return WordsShown(
        words.plan, plural(words.plan), words.priority, words.outcome, words.highlight_report
    )
