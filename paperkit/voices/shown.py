"""What a paper says of groups and overseeing bodies: sentences, answers, highlight reports."""

from paperkit.board.paper_rows import FEEDBACK, GROUPS, HIGHLIGHTS, Feedback
from paperkit.board.words import Verdict
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, Noun, counted, listed, nothing_there, with_base
from paperkit.voices.rules import Returns, reports_at, returns_at
from paperkit.word.prose import prose
from paperkit.word.values import Prose, Sentence, Shown


def groups_counted(at: BoardAt) -> Drafted:
    """Return how many groups sent a return, which did not, and which do not exist yet."""
    found, words = at.once(returns_at), _shares(at)
    silent = listed(group.name for group in found.silent)
    if found.asked and not found.answers:
        words = none_recorded(found)
    elif len(found.asked) == 1:
        sent = "no" if silent else "a"
        words = f"The 1 group that was asked, {found.asked[0].name}, sent {sent} return."
    elif silent:
        words = f"{words.removesuffix('.')}; no return was received from {silent}."
    planned = listed(group.name for group in found.planned)
    to_come = f"{_to_come(at).removesuffix('.')}: {planned}." if planned else ""
    return with_base(at, (GROUPS, FEEDBACK), " ".join(filter(None, (words, to_come))))


def returned(at: BoardAt) -> Drafted:
    """Return how many groups sent a return and how many do not exist yet, none of them named."""
    return with_base(at, (GROUPS, FEEDBACK), " ".join(filter(None, (_shares(at), _to_come(at)))))


def highlights_received(at: BoardAt) -> Drafted:
    """Return which bodies sent a highlight report, their position, and which sent none."""
    bodies = listed(
        f"{row.body or 'a body that is not named'} "
        f"({row.assurance or 'no assurance position given'})"
        for row in at.once(reports_at).received
    )
    words = f"The {at.ways.words.highlight_report} was received from {bodies}." if bodies else ""
    return with_base(at, (HIGHLIGHTS,), " ".join(filter(None, (words, _missing(at)))))


def highlights_missing(at: BoardAt) -> Drafted:
    """Return which bodies sent no highlight report, or nothing where none is missing."""
    return with_base(at, (HIGHLIGHTS,), _missing(at))


def _shares(at: BoardAt) -> str:
    found = at.once(returns_at)
    asked, silent = len(found.asked), len(found.silent)
    if not asked:
        return nothing_there(at, GROUPS, "" if found.planned else at.phrases.no_groups)
    if not found.answers:
        return none_recorded(found, named=False)
    if asked == 1:
        return f"The 1 group that was asked sent {'no' if silent else 'a'} return."
    return f"{asked - silent} of the {asked} groups that were asked sent a return."


def none_recorded(found: Returns, *, named: bool = True) -> str:
    """Return that groups look at the plans, and that nothing of them is recorded.

    Nothing then says that they were asked.
    """
    names = f" ({listed(group.name for group in found.asked)})" if named else ""
    looks = "looks" if len(found.asked) == 1 else "look"
    group = counted(len(found.asked), Noun("group", "groups"))
    return f"{group}{names} {looks} at the plans; no return is recorded."


def _to_come(at: BoardAt) -> str:
    planned = len(at.once(returns_at).planned)
    there_are = "1 group is" if planned == 1 else f"{planned} groups are"
    return f"{there_are} still to be established." if planned else ""


def _missing(at: BoardAt) -> str:
    found = at.once(reports_at)
    if found.missing:
        report = at.ways.words.highlight_report
        return f"No {report} was received from {listed(found.missing)} for this meeting."
    return "" if found.received else nothing_there(at, HIGHLIGHTS, at.phrases.no_highlight)


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
"""The answers to a) after which b) is asked."""


def groups(at: BoardAt, sentences: tuple[Sentence, ...]) -> Groups:
    """Return what the groups said (seed T 3.9, 3.10); one without a return is named as such."""
    found, phrases = at.once(returns_at), at.phrases
    silent = {group.name: group for group in found.silent}
    answers, noticed, rows = dict(found.answers), [], []
    for name in dict.fromkeys([*(group.name for group in at.board.groups), *answers]):
        if name in silent:
            about = "; ".join((*silent[name].areas, *silent[name].actions)) or phrases.nothing
            rows.append(
                Voice(
                    name, about, phrases.no_return, phrases.not_applicable, phrases.nothing,
                    phrases.nothing,
                )
            )  # fmt: skip
        rows += [_voice(at, row) for row in answers.get(name, ())]
    for _, sent in found.answers:
        for row in sent:
            if row.highlight:
                wording = _wording(at, row).removesuffix(".")
                topic = f"action {row.about} ({wording})" if wording else row.about
                noticed.append(GroupHighlight(row.group or phrases.nothing, topic, row.highlight))
    return Groups(sentences, tuple(noticed), tuple(rows))


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
    return Highlights(heading[:1].upper() + heading[1:], reports, sentences)
