"""Sentences on what groups and overseeing bodies sent, and what they did not send.

Moved.

What groups said, and the highlight reports of bodies that oversee a plan.
"""

from collections.abc import Iterator

from paperkit.board.paper_rows import FEEDBACK, GROUPS, HIGHLIGHTS, Feedback, Group, Highlight
from paperkit.board.words import Verdict
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.standpoint.sentences import Drafted, Facts, nothing_there, with_base
from paperkit.standpoint.source import Source
from paperkit.standpoint.wording import listed
from paperkit.voices.rules import Reports, Returns
from paperkit.word.prose import prose
from paperkit.word.values import Gap, Prose, Sentence, Shown

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


class Voice(Frozen):
    """One answer of a group, or that it gave none."""

    group: str
    about: str
    delivered: str
    difference: str
    comment: str
    highlight: str


class GroupHighlight(Frozen):
    """What a group wants the Board to notice. ``topic`` is empty where it names none."""

    group: str
    topic: str
    words: str


class Groups(Frozen):
    """What the groups said (seed T 3.9, 3.10): highlights, and every answer."""

    sentences: tuple[Sentence, ...]
    highlights: tuple[GroupHighlight, ...]
    rows: tuple[Voice, ...]


class HighlightShown(Frozen):
    """One body's highlight report. ``file`` is empty where none is attached."""

    body: str
    period: Shown
    assurance: Shown
    text: Prose
    file: str


class Highlights(Frozen):
    """The highlight reports for the meeting; ``sentences`` says what is missing."""

    heading: str
    reports: tuple[HighlightShown, ...]
    sentences: tuple[Sentence, ...]


ASKED_FURTHER = frozenset({Verdict.YES, Verdict.PARTLY, None})


def groups_voices(source: Source, returns: Returns, sentences: tuple[Sentence, ...]) -> Groups:
    """Return what the groups said (seed T 3.9, 3.10); one without a return is named as such."""
    sent = (row for _, rows in returns.answers for row in rows if row.highlight)
    noticed = tuple(_noticed(source, row) for row in sent)
    return Groups(sentences, noticed, tuple(_voices(source, returns)))


def highlights_voices(
    source: Source, reports: Reports, sentences: tuple[Sentence, ...]
) -> Highlights:
    """Return the highlight reports for the meeting (seed T 3.14)."""
    heading = source.ways.words.highlight_report
    shown = tuple(_report(source, row) for row in reports.received)
    return Highlights(heading[:1].upper() + heading[1:], shown, sentences)


def _voices(source: Source, returns: Returns) -> Iterator[Voice]:
    silent = {group.name: group for group in returns.silent}
    answers = dict(returns.answers)
    known = [group.name for group in source.board.groups]
    for name in dict.fromkeys([*known, *answers]):
        if name in silent:
            yield _no_return(source, silent[name])
        for row in answers.get(name, ()):
            yield _voice(source, row)


def _voice(source: Source, row: Feedback) -> Voice:
    nothing = source.phrases.nothing
    return Voice(
        group=row.group or nothing,
        about=_about(source, row.about),
        delivered=str(row.delivered or nothing),
        difference=_difference(source, row),
        comment=row.comment or nothing,
        highlight=row.highlight or nothing,
    )


def _difference(source: Source, row: Feedback) -> str:
    """Question b) is asked only where a) is yes or partly; an answer is printed all the same."""
    asked = row.delivered in ASKED_FURTHER
    unanswered = source.phrases.nothing if asked else source.phrases.not_applicable
    return str(row.difference or unanswered)


def _no_return(source: Source, group: Group) -> Voice:
    nothing = source.phrases.nothing
    about = "; ".join((*group.areas, *group.actions)) or nothing
    no_return, not_asked = source.phrases.no_return, source.phrases.not_applicable
    return Voice(group.name, about, no_return, not_asked, nothing, nothing)


def _noticed(source: Source, row: Feedback) -> GroupHighlight:
    return GroupHighlight(row.group or source.phrases.nothing, _topic(source, row), row.highlight)


def _topic(source: Source, row: Feedback) -> str:
    """Return what a row is about, to stand within a sentence."""
    action = source.actions.get(folded(row.about))
    if action and action.wording:
        return f"action {row.about} ({action.wording.removesuffix('.')})"
    return row.about


def _about(source: Source, typed: str) -> str:
    action = source.actions.get(folded(typed))
    if action and action.wording:
        return f"{typed} {action.wording}"
    return typed or source.phrases.nothing


def _report(source: Source, row: Highlight) -> HighlightShown:
    body = row.body or source.phrases.nothing
    return HighlightShown(
        body=body,
        period=str(row.period) if row.period else source.gap("No period", row.body),
        assurance=str(row.assurance) if row.assurance else _no_position(source, row),
        text=prose(row.text) or _no_text(source, row),
        file=_file(source, row),
    )


def _file(source: Source, row: Highlight) -> str:
    """Return the name under which readers find an attached report."""
    planned = source.sitting.planned.appendices
    return next((one.copy for one in planned if one.row is row), row.file)


def _no_position(source: Source, row: Highlight) -> Gap:
    return source.gap("No assurance position", row.body)


def _no_text(source: Source, row: Highlight) -> Prose:
    return Prose(() if row.file else (source.phrases.nothing,))
