"""What groups said, and the highlight reports of bodies that oversee a plan."""

from collections.abc import Iterator

from paperkit.board.heard import Reports, Returns
from paperkit.board.model import Feedback, Group, Highlight
from paperkit.board.model.words import Verdict
from paperkit.papers.prose import prose
from paperkit.papers.shown import Gap, Prose, Sentence
from paperkit.papers.view.paper import GroupHighlight, Groups, Highlights, HighlightShown, Voice
from paperkit.papers.view.source import Source
from paperkit.schema.cleaning import folded

ASKED_FURTHER = frozenset({Verdict.YES, Verdict.PARTLY, None})


def groups(source: Source, returns: Returns, sentences: tuple[Sentence, ...]) -> Groups:
    """Return what the groups said (seed T 3.9, 3.10); one without a return is named as such."""
    sent = (row for _, rows in returns.answers for row in rows if row.highlight)
    noticed = tuple(_noticed(source, row) for row in sent)
    return Groups(sentences, noticed, tuple(_voices(source, returns)))


def highlights(source: Source, reports: Reports, sentences: tuple[Sentence, ...]) -> Highlights:
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
