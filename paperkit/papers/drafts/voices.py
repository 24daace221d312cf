"""Sentences on what groups and overseeing bodies sent, and what they did not send."""

from paperkit.board.model import Highlight
from paperkit.board.model.voices import FEEDBACK, GROUPS, HIGHLIGHTS
from paperkit.papers.drafts.facts import Drafted, Facts, nothing_there, with_base
from paperkit.papers.wording import listed

ASKED = "groups that were asked"


def groups(facts: Facts) -> Drafted:
    """Return how many groups sent a return, which did not, and which do not exist yet."""
    told = (_returned(facts), _planned(facts))
    return with_base(facts, (GROUPS, FEEDBACK), " ".join(words for words in told if words))


def returned(facts: Facts) -> Drafted:
    """Return how many groups sent a return and how many do not exist yet, none of them named."""
    told = (_shares(facts), _to_come(facts))
    return with_base(facts, (GROUPS, FEEDBACK), " ".join(words for words in told if words))


def highlights(facts: Facts) -> Drafted:
    """Return which bodies sent a highlight report, their position, and which sent none."""
    told = (_received(facts), _missing(facts))
    return with_base(facts, (HIGHLIGHTS,), " ".join(words for words in told if words))


def highlights_missing(facts: Facts) -> Drafted:
    """Return which bodies sent no highlight report, or nothing where none is missing."""
    return with_base(facts, (HIGHLIGHTS,), _missing(facts))


def _returned(facts: Facts) -> str:
    asked, silent = facts.returns.asked, listed(g.name for g in facts.returns.silent)
    if len(asked) == 1:
        sent = "no" if silent else "a"
        return f"The 1 group that was asked, {asked[0].name}, sent {sent} return."
    shares = _shares(facts)
    if not silent:
        return shares
    return f"{shares.removesuffix('.')}; no return was received from {silent}."


def _shares(facts: Facts) -> str:
    asked, silent = len(facts.returns.asked), len(facts.returns.silent)
    if not asked:
        phrase = "" if facts.returns.planned else facts.ways.pack.phrases.no_groups
        return nothing_there(facts, GROUPS, phrase)
    if asked == 1:
        return f"The 1 group that was asked sent {'no' if silent else 'a'} return."
    return f"{asked - silent} of the {asked} {ASKED} sent a return."


def _planned(facts: Facts) -> str:
    names = listed(group.name for group in facts.returns.planned)
    return f"{_to_come(facts).removesuffix('.')}: {names}." if names else ""


def _to_come(facts: Facts) -> str:
    planned = len(facts.returns.planned)
    if not planned:
        return ""
    return f"{'1 group is' if planned == 1 else f'{planned} groups are'} still to be established."


def _received(facts: Facts) -> str:
    if not facts.reports.received:
        return ""
    bodies = listed(_position(row) for row in facts.reports.received)
    return f"The {facts.ways.words.highlight_report} was received from {bodies}."


def _missing(facts: Facts) -> str:
    missing = listed(facts.reports.missing)
    if missing:
        report = facts.ways.words.highlight_report
        return f"No {report} was received from {missing} for this meeting."
    if facts.reports.received:
        return ""
    return nothing_there(facts, HIGHLIGHTS, facts.ways.pack.phrases.no_highlight)


def _position(row: Highlight) -> str:
    position = row.assurance or "no assurance position given"
    return f"{row.body or 'a body that is not named'} ({position})"
