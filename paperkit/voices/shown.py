"""What a paper says of groups and overseeing bodies: sentences, answers, highlight reports."""

from collections import Counter
from collections.abc import Iterator, Sequence

from paperkit.board.paper_rows import FEEDBACK, GROUPS, HIGHLIGHTS, Feedback, Highlight
from paperkit.board.words import Verdict
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded, in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, nothing_there
from paperkit.standpoint.wording import (
    Portion,
    all_named,
    say,
    shared,
    together,
    with_base,
)
from paperkit.voices.rules import reports_at, returns_at
from paperkit.word.prose import prose
from paperkit.word.values import Prose, Sentence, Shown


def groups_counted(at: BoardAt) -> Drafted:
    """Return how many groups sent a return, which did not, and which do not exist yet."""
    found = at.once(returns_at)
    silent = [group.name for group in found.silent] if found.answers else []
    planned = [group.name for group in found.planned]
    more = "groups.planned.more" if found.asked else "groups.planned"
    words = together(
        _sent(at, "groups.counts", [group.name for group in found.asked]),
        say(at, "groups.silent", len(silent), silent) if len(found.asked) > 1 else "",
        say(at, more, len(planned), each=all_named(planned)),
    )
    return with_base(at, (GROUPS, FEEDBACK), words)


def returned(at: BoardAt) -> Drafted:
    """Return how many groups sent a return; where none exists yet, how many are planned."""
    found = at.once(returns_at)
    planned = "" if found.asked else say(at, "summary.groups.planned", len(found.planned))
    return with_base(at, (GROUPS, FEEDBACK), together(_sent(at, "summary.groups"), planned))


def _sent(at: BoardAt, key: str, names: Sequence[str] = ()) -> str:
    """Return how many of the groups that look at the plans sent a return.

    Where nothing of them is recorded, nothing says that they were asked.
    """
    found = at.once(returns_at)
    total, silent = len(found.asked), len(found.silent)
    if not total:
        return "" if found.planned else nothing_there(at, GROUPS, say(at, key, 0))
    if not found.answers:
        return say(at, "groups.none_recorded", total, names)
    if total == 1:
        return say(at, "groups.only", 1 - silent)
    if silent == total:
        return say(at, "groups.all_silent", total)
    return say(at, key, total - silent, total=total)


def highlights_received(at: BoardAt) -> Drafted:
    """Return how many highlight reports came in, with which positions, and who sent none."""
    positions = Counter(row.assurance for row in at.once(reports_at).received)
    key = "summary.highlights.says"
    parts = [
        Portion(count, say(at, key, count, position=str(one).lower()))
        if one
        else Portion(count, say(at, f"{key}.no_position", count))
        for one, count in positions.items()
    ]
    words = shared(at, "summary.highlights", parts) if parts else ""
    return with_base(at, (HIGHLIGHTS,), together(words, _missing(at)))


def position(at: BoardAt, row: Highlight) -> str:
    """Return a body's position on its plan, as a sentence says it in brackets."""
    return str(row.assurance).lower() if row.assurance else say(at, "highlights.no_position")


def highlights_missing(at: BoardAt) -> Drafted:
    """Return which bodies sent no highlight report, or nothing where none is missing."""
    return with_base(at, (HIGHLIGHTS,), _missing(at))


def _missing(at: BoardAt) -> str:
    found = at.once(reports_at)
    if found.received and not found.missing:
        return ""
    words = say(at, "highlights.missing", len(found.missing), found.missing)
    return words if found.missing else nothing_there(at, HIGHLIGHTS, words)


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
    """What the groups said (seed T 3.9, 3.10): highlights, and every answer.

    Where the report lists only some of the highlights, ``more`` says how many others there are.
    ``heard_of`` says whether there is any group, or an officer's text on them.
    """

    heard_of: bool
    sentences: tuple[Sentence, ...]
    highlights: tuple[GroupHighlight, ...]
    rows: tuple[Voice, ...]
    more: str = ""


class HighlightShown(Frozen):
    """One body's highlight report. ``file`` is empty where none is attached."""

    body: str
    period: Shown
    assurance: Shown
    text: Prose
    file: str


class Highlights(Frozen):
    """The highlight reports for the meeting; ``sentences`` says what is missing.

    ``heard_of`` says whether a body sent or owes one, or an officer has written of them.
    """

    heard_of: bool
    heading: str
    reports: tuple[HighlightShown, ...]
    sentences: tuple[Sentence, ...]


ASKED_FURTHER = frozenset({Verdict.YES, Verdict.PARTLY, None})
"""The answers to a) after which b) is asked."""


def groups(at: BoardAt, sentences: tuple[Sentence, ...]) -> Groups:
    """Return what the groups said (seed T 3.9, 3.10); one without a return is named as such."""
    phrases, noticed = at.phrases, []
    for _, sent in at.once(returns_at).answers:
        for row in sent:
            if row.highlight:
                wording = _wording(at, row).removesuffix(".")
                topic = row.about
                if wording:
                    topic = say(at, "groups.topic", action=row.about, wording=wording)
                noticed.append(GroupHighlight(row.group or phrases.nothing, topic, row.highlight))
    listed = _each_group_first(noticed, at.planned.most_quoted)
    left_out = len(noticed) - len(listed)
    more = say(at, "groups.more", left_out) if left_out else ""
    found = at.once(returns_at)
    there = found.asked or found.planned or found.answers or at.board.unread_of(GROUPS)
    heard_of = bool(there) or _is_written(at, sentences)
    return Groups(heard_of, sentences, listed, tuple(shown for _, shown in voices(at)), more)


def _is_written(at: BoardAt, sentences: Sequence[Sentence]) -> bool:
    """Return whether one of the sentences is an officer's own."""
    keys = {folded(one.key) for one in sentences}
    return any(row.text and folded(row.section) in keys for row in at.texts)


def _each_group_first(
    noticed: Sequence[GroupHighlight], most: int | None
) -> tuple[GroupHighlight, ...]:
    """Return so many highlights at most, in their order: one of each group before a second one."""
    turns = {
        id(one): turn
        for of_group in in_groups((one.group, one) for one in noticed).values()
        for turn, one in enumerate(of_group)
    }
    chosen = {id(one) for one in sorted(noticed, key=lambda one: turns[id(one)])[:most]}
    return tuple(one for one in noticed if id(one) in chosen)


def voices(at: BoardAt) -> Iterator[tuple[Feedback | None, Voice]]:
    """Yield each answer as it is shown, with its row; None for a group that gave none."""
    found, phrases = at.once(returns_at), at.phrases
    silent = {group.name: group for group in found.silent}
    answers = dict(found.answers)
    for name in dict.fromkeys([*(group.name for group in at.board.groups), *answers]):
        if name in silent:
            about = "; ".join((*silent[name].areas, *silent[name].actions)) or phrases.nothing
            none = phrases.nothing
            yield None, Voice(name, about, phrases.no_return, phrases.not_applicable, none, none)
        yield from ((row, _voice(at, row)) for row in answers.get(name, ()))


def _voice(at: BoardAt, row: Feedback) -> Voice:
    nothing, wording = at.phrases.nothing, _wording(at, row)
    # An answer to b) is printed also where it was not asked.
    unanswered = nothing if row.delivered in ASKED_FURTHER else at.phrases.not_applicable
    return Voice(
        group=row.group or nothing,
        about=(f"{row.about} {wording}" if wording else row.about) or nothing,
        delivered=str(row.delivered or nothing),
        difference=str(row.difference or unanswered),
        comment=row.comment or nothing,
        highlight=row.highlight or nothing,
    )


def _wording(at: BoardAt, row: Feedback) -> str:
    """Return the wording of the action that a row is about; "" where it is about none."""
    action = at.board.action.get(folded(row.about))
    return action.wording if action else ""


def highlights(at: BoardAt, sentences: tuple[Sentence, ...]) -> Highlights:
    """Return the highlight reports for the meeting (seed T 3.14).

    An attached report has the name under which readers find it.
    """
    copies = {id(one.row): one.copy.final for one in at.planned.appendices if one.file}
    heading = at.ways.words.highlight_report
    reports = tuple(
        HighlightShown(
            body=row.body or at.phrases.nothing,
            period=str(row.period) if row.period else at.gap("No period", row.body),
            assurance=str(row.assurance or "") or at.gap("No assurance position", row.body),
            text=prose(row.text) or Prose(() if row.file else (at.phrases.nothing,)),
            file=copies.get(id(row), row.file),
        )
        for row in at.once(reports_at).received
    )
    there = reports or at.once(reports_at).missing or at.board.unread_of(HIGHLIGHTS)
    heard_of = bool(there) or _is_written(at, sentences)
    return Highlights(heard_of, heading[:1].upper() + heading[1:], reports, sentences)
