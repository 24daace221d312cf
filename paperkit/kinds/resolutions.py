"""The sheet for the clerk: what each paper asks, as a resolution that the minutes could have.

It is a draft that is made before the meeting, and says so: what the Board decides is the clerk's to
minute. The public sheet has of an exempt item its public title and public wording alone; the rest
is on a sheet of its own, which is marked as exempt.
"""

import re
from collections.abc import Iterable, Sequence

from paperkit.board.decision_rows import Decision, DecisionOutcome
from paperkit.board.paper_rows import PaperRow
from paperkit.board.words import Publicity
from paperkit.frozen import Frozen
from paperkit.papers.shown import Header, header
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap, Shown

SHEET_TITLE = "Resolutions for the clerk"
EXEMPT_ITEM = "An exempt item"
NO_PUBLIC_WORDING = Gap("Exempt: the public wording is still to be agreed")
CHAIRS_REASON = Gap("The chair's reason, for the minutes: to be given by the chair")
_LABEL = re.compile(r"(?:\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)|(?:[ivx]{1,4}|[a-z])\)|\d{1,2}[.)])\s+")
"""What numbers a recommendation: ``(1)``, ``(ii)``, ``a)``, ``2.``; never an initial: J. Lee."""
_LOWERED = frozenset({"the", "a", "an", "this", "these", "members", "it", "to", "that"})


class SheetItem(Frozen):
    """An item of the agenda: its number and title, and what it asks as the minutes could have it.

    ``urgency`` is the chair's reason for taking a late item; it is empty where none is needed.
    """

    heading: str
    urgency: Shown
    resolutions: tuple[Shown, ...]


class SheetShown(Frozen):
    """The sheet, whole. ``outcomes`` are the words of which the clerk chooses one for each."""

    draft: bool
    header: Header
    outcomes: str
    items: tuple[SheetItem, ...]


class ItemAsked(Frozen):
    """A paper of the meeting, None for what no paper asks, and the decisions that it asks for."""

    paper: PaperRow | None
    rows: tuple[Decision, ...]

    @property
    def is_exempt(self) -> bool:
        """Return whether the public may see nothing of the paper but its public title."""
        return self.paper is not None and self.paper.publicity is Publicity.EXEMPT

    def restricts(self, row: Decision) -> bool:
        """Return whether the public may see nothing of a decision but its public wording."""
        return self.is_exempt or row.exempt is Answer.YES


def sheet_shown(at: BoardAt, items: Iterable[ItemAsked]) -> SheetShown:
    """Return the public sheet of a meeting, or its exempt one where the paper at hand is exempt."""
    is_public = at.paper_row.publicity is not Publicity.EXEMPT
    listed = _public if is_public else _exempt
    shown = (listed(at, one) for one in items)
    return SheetShown(
        draft=True,
        header=header(at),
        outcomes=" / ".join(map(str, DecisionOutcome)),
        items=tuple(one for one in shown if one),
    )


def exempt_row(items: Sequence[ItemAsked], meeting: str) -> PaperRow | None:
    """Return the row of the exempt sheet, with what its items are exempt by; None for no such."""
    restricted = [one for one in items if any(map(one.restricts, one.rows))]
    papers = [one.paper for one in restricted if one.paper and one.is_exempt]
    if not restricted:
        return None
    paragraphs = dict.fromkeys(p for paper in papers for p in paper.exempt_paragraph)
    reasons = dict.fromkeys(paper.exempt_reason for paper in papers if paper.exempt_reason)
    return PaperRow(
        title=SHEET_TITLE,
        meeting=meeting,
        publicity=Publicity.EXEMPT,
        exempt_paragraph=tuple(paragraphs),
        exempt_reason=" ".join(reasons),
    )


def _public(at: BoardAt, one: ItemAsked) -> SheetItem | None:
    title = one.paper.listed_title if one.paper else ""
    heading = _heading(one, title or (EXEMPT_ITEM if one.is_exempt else ""))
    words = (
        _said(at, row.public_wording) if one.restricts(row) else _said(at, _wording(row))
        for row in one.rows
    )
    urgency = Gap("See the exempt sheet") if one.is_exempt and _urgency(one) else _urgency(one)
    return SheetItem(heading, urgency, tuple(words))


def _exempt(at: BoardAt, one: ItemAsked) -> SheetItem | None:
    rows = [row for row in one.rows if one.restricts(row)]
    if not rows:
        return None
    words = (_said(at, _wording(row)) for row in rows)
    heading = _heading(one, one.paper.title if one.paper else "")
    return SheetItem(heading, _urgency(one), tuple(words))


def _heading(one: ItemAsked, title: str) -> str:
    if one.paper is None:
        return "Beyond the papers"
    item = f"Item {one.paper.item}: " if one.paper.item else ""
    return f"{item}{title or one.paper.reference}"


def _urgency(one: ItemAsked) -> Shown:
    """Return the chair's reason as recorded; that it is still to be given where it is needed."""
    recorded = (row.urgent_because for row in one.rows if row.urgent_because)
    needed = one.paper is not None and bool(one.paper.urgent_because)
    return next(recorded, CHAIRS_REASON if needed else "")


def _wording(row: Decision) -> str:
    return row.wording or row.recommendation


def _said(at: BoardAt, words: str) -> Shown:
    return resolution(at, words) if words else NO_PUBLIC_WORDING


def resolution(at: BoardAt, recommendation: str) -> str:
    """Return a recommendation, in whichever idiom it was made, as a resolution of the pack's.

    ``That the Board agree``, ``The Board is asked to agree``, ``(1) To agree`` and ``Agree`` all
    give ``RESOLVED: That the Board agree``.
    """
    settings, pack = at.ways.settings, at.ways.pack
    board = settings.council.board
    stem = pack.recommendation.replace("{board}", board)
    resolved = pack.resolution.replace("{board}", board)
    text = recommendation.strip()
    if label := _LABEL.match(text):
        text = text[label.end() :]
    first, _, rest = text.partition(" ")
    verbs = set(map(folded, settings.recommendation_verbs))
    for begins in (stem, resolved.partition(":")[2].strip(), "To"):
        if begins and folded(text).startswith(f"{folded(begins)} "):
            return f"{resolved} {text[len(begins) :].strip()}"
    if folded(first) in verbs:
        return f"{resolved} {first[0].lower()}{first[1:]} {rest}".rstrip()
    lead = resolved.partition("That")[0].strip()
    if folded(first) == "that":
        return f"{lead} That {rest}"
    shown = f"{text[0].lower()}{text[1:]}" if folded(first) in _LOWERED else text
    return f"{lead} That {shown}"
