"""From the Board's data to the Paper, whole."""

from collections.abc import Sequence

from paperkit.board.heard import reports, returns
from paperkit.board.model import BoardData
from paperkit.board.settings import Ways, Words
from paperkit.papers.drafts.facts import Facts
from paperkit.papers.packs import Section
from paperkit.papers.sentences import drafted, of_part
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
from paperkit.papers.view.source import Sitting, Source
from paperkit.papers.view.unread import unread
from paperkit.papers.view.voices import groups, highlights
from paperkit.papers.wording import plural

__all__ = ["Sitting", "paper_view"]


def paper_view(
    board: BoardData, ways: Ways, declared: Sequence[Section], sitting: Sitting, *, draft: bool
) -> Paper:
    """Return what the pages show. ``declared`` are the sections of the kind of paper.

    Nothing is invented: what is missing is a ``Gap``, and what has nothing to say is a phrase
    of the pack.
    """
    source = Source(board, ways, sitting)
    facts = _facts(source)
    told = drafted(facts, source.texts)
    return Paper(
        draft=draft,
        header=header(source),
        words=_words(ways.words),
        summary=of_part(told, "summary"),
        section=sections(source, declared),
        recommendations=recommendations(source),
        key=key(source),
        indicators=indicators(source, of_part(told, "indicators")),
        groups=groups(source, facts.returns, of_part(told, "groups")),
        highlights=highlights(source, facts.reports, of_part(told, "highlights")),
        actions=actions(source, of_part(told, "actions")),
        implications=implications(source),
        background=documents(source, "background", "background papers"),
        appendices=appendices(source),
        contact=contact(source),
        glossary=glossary(source),
        unread=unread(source),
    )


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
    )


def _words(words: Words) -> WordsShown:
    return WordsShown(
        words.plan, plural(words.plan), words.priority, words.outcome, words.highlight_report
    )
