"""Sentences on what groups and overseeing bodies sent, and what they did not send.

Moved.

What groups said, and the highlight reports of bodies that oversee a plan.
"""

from collections.abc import Iterator

from paperkit.board.paper_rows import FEEDBACK, GROUPS, HIGHLIGHTS, Feedback, Group, Highlight
from paperkit.board.words import Verdict
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, nothing_there, with_base
from paperkit.standpoint.wording import listed
from paperkit.voices.rules import Returns, reports_at, returns_at
from paperkit.word.prose import prose
from paperkit.word.values import Prose, Sentence, Shown

ASKED = "groups that were asked"


def groups_counted(at: BoardAt) -> Drafted:
    """Return how many groups sent a return, which did not, and which do not exist yet."""
    told = (_returned(at), _planned(at))
    return with_base(at, (GROUPS, FEEDBACK), " ".join(words for words in told if words))


def returned(at: BoardAt) -> Drafted:
    """Return how many groups sent a return and how many do not exist yet, none of them named."""
    told = (_shares(at), _to_come(at))
    return with_base(at, (GROUPS, FEEDBACK), " ".join(words for words in told if words))


def highlights_received(at: BoardAt) -> Drafted:
    """Return which bodies sent a highlight report, their position, and which sent none."""
    told = (_received(at), _missing(at))
    return with_base(at, (HIGHLIGHTS,), " ".join(words for words in told if words))


def highlights_missing(at: BoardAt) -> Drafted:
    """Return which bodies sent no highlight report, or nothing where none is missing."""
    return with_base(at, (HIGHLIGHTS,), _missing(at))


def _returned(at: BoardAt) -> str:
    asked, silent = at.once(returns_at).asked, listed(g.name for g in at.once(returns_at).silent)
    if len(asked) == 1:
        sent = "no" if silent else "a"
        return f"The 1 group that was asked, {asked[0].name}, sent {sent} return."
    shares = _shares(at)
    if not silent:
        return shares
    return f"{shares.removesuffix('.')}; no return was received from {silent}."


def _shares(at: BoardAt) -> str:
    asked, silent = len(at.once(returns_at).asked), len(at.once(returns_at).silent)
    if not asked:
        phrase = "" if at.once(returns_at).planned else at.ways.pack.phrases.no_groups
        return nothing_there(at, GROUPS, phrase)
    if asked == 1:
        return f"The 1 group that was asked sent {'no' if silent else 'a'} return."
    return f"{asked - silent} of the {asked} {ASKED} sent a return."


def _planned(at: BoardAt) -> str:
    names = listed(group.name for group in at.once(returns_at).planned)
    return f"{_to_come(at).removesuffix('.')}: {names}." if names else ""


def _to_come(at: BoardAt) -> str:
    planned = len(at.once(returns_at).planned)
    if not planned:
        return ""
    return f"{'1 group is' if planned == 1 else f'{planned} groups are'} still to be established."


def _received(at: BoardAt) -> str:
    if not at.once(reports_at).received:
        return ""
    bodies = listed(_position(row) for row in at.once(reports_at).received)
    return f"The {at.ways.words.highlight_report} was received from {bodies}."


def _missing(at: BoardAt) -> str:
    missing = listed(at.once(reports_at).missing)
    if missing:
        report = at.ways.words.highlight_report
        return f"No {report} was received from {missing} for this meeting."
    if at.once(reports_at).received:
        return ""
    return nothing_there(at, HIGHLIGHTS, at.ways.pack.phrases.no_highlight)


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


def groups(at: BoardAt, sentences: tuple[Sentence, ...]) -> Groups:
    """Return what the groups said (seed T 3.9, 3.10); one without a return is named as such."""
    returns = at.once(returns_at)
    sent = (row for _, rows in returns.answers for row in rows if row.highlight)
    noticed = tuple(_noticed(at, row) for row in sent)
    return Groups(sentences, noticed, tuple(_voices(at, returns)))


def highlights(at: BoardAt, sentences: tuple[Sentence, ...]) -> Highlights:
    """Return the highlight reports for the meeting (seed T 3.14)."""
    heading = at.ways.words.highlight_report
    reports = at.once(reports_at)
    shown = tuple(_report(at, row) for row in reports.received)
    return Highlights(heading[:1].upper() + heading[1:], shown, sentences)


def _voices(at: BoardAt, returns: Returns) -> Iterator[Voice]:
    silent = {group.name: group for group in returns.silent}
    answers = dict(returns.answers)
    known = [group.name for group in at.board.groups]
    for name in dict.fromkeys([*known, *answers]):
        if name in silent:
            yield _no_return(at, silent[name])
        for row in answers.get(name, ()):
            yield _voice(at, row)


def _voice(at: BoardAt, row: Feedback) -> Voice:
    nothing = at.phrases.nothing
    return Voice(
        group=row.group or nothing,
        about=_about(at, row.about),
        delivered=str(row.delivered or nothing),
        difference=_difference(at, row),
        comment=row.comment or nothing,
        highlight=row.highlight or nothing,
    )


def _difference(at: BoardAt, row: Feedback) -> str:
    """Question b) is asked only where a) is yes or partly; an answer is printed all the same."""
    asked = row.delivered in ASKED_FURTHER
    unanswered = at.phrases.nothing if asked else at.phrases.not_applicable
    return str(row.difference or unanswered)


def _no_return(at: BoardAt, group: Group) -> Voice:
    nothing = at.phrases.nothing
    about = "; ".join((*group.areas, *group.actions)) or nothing
    no_return, not_asked = at.phrases.no_return, at.phrases.not_applicable
    return Voice(group.name, about, no_return, not_asked, nothing, nothing)


def _noticed(at: BoardAt, row: Feedback) -> GroupHighlight:
    return GroupHighlight(row.group or at.phrases.nothing, _topic(at, row), row.highlight)


def _topic(at: BoardAt, row: Feedback) -> str:
    """Return what a row is about, to stand within a sentence."""
    action = at.actions.get(folded(row.about))
    if action and action.wording:
        return f"action {row.about} ({action.wording.removesuffix('.')})"
    return row.about


def _about(at: BoardAt, typed: str) -> str:
    action = at.actions.get(folded(typed))
    if action and action.wording:
        return f"{typed} {action.wording}"
    return typed or at.phrases.nothing


def _report(at: BoardAt, row: Highlight) -> HighlightShown:
    body = row.body or at.phrases.nothing
    return HighlightShown(
        body=body,
        period=str(row.period) if row.period else at.gap("No period", row.body),
        assurance=str(row.assurance)
        if row.assurance
        else at.gap("No assurance position", row.body),
        text=prose(row.text) or Prose(() if row.file else (at.phrases.nothing,)),
        file=_file(at, row),
    )


def _file(at: BoardAt, row: Highlight) -> str:
    """Return the name under which readers find an attached report."""
    planned = at.planned.appendices
    return next((one.copy for one in planned if one.row is row), row.file)
