"""What was asked for: which kind of paper, for which meeting, with which row of the data."""

from dataclasses import dataclass
from datetime import date

from paperkit.board.calendar import find_meeting, next_meeting, suggest_meetings
from paperkit.board.model import BoardData, Meeting, PaperRow
from paperkit.errors import UnknownNameError
from paperkit.papers.packs import Pack
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to


@dataclass(frozen=True)
class Asked:
    """The kind's name, the meeting, and the paper's own row where the data have one."""

    kind: str
    meeting: Meeting
    paper: PaperRow | None


def asked_for(board: BoardData, pack: Pack, what: str, meeting: str, today: date) -> Asked:
    """Return what is meant by a kind or a paper's reference, and a meeting in words.

    Where no meeting is named it is the paper's own, else the next one. UnknownNameError says
    what there is instead.
    """
    paper = _paper_called(board, what)
    if paper is not None and what not in pack.kind_names:
        there = the_meeting(board, meeting or paper.meeting, today)
        return Asked(paper.kind, there, paper)
    if what not in pack.kind_names:
        raise UnknownNameError(_unknown(board, pack, what))
    there = the_meeting(board, meeting, today)
    return Asked(what, there, _paper_of(board, what, there, meeting))


def the_meeting(board: BoardData, words: str, today: date) -> Meeting:
    """Return the meeting of that reference, date or paper; the next one where none is named."""
    found = find_meeting(board, words) if words else next_meeting(board, today)
    if found is None:
        raise UnknownNameError(_no_meeting(board, words))
    if found.date is None:
        raise UnknownNameError(
            f"The meeting '{found.reference}' has no date. Give it one on the sheet Meetings."
        )
    return found


def _no_meeting(board: BoardData, words: str) -> str:
    if not words:
        return "No meeting of the Board lies ahead. Name one with --meeting, or add it to Meetings."
    near = suggest_meetings(board, words)
    there = near or [meeting.reference for meeting in board.meetings]
    lead = "Did you mean" if near else "The meetings are"
    return f"There is no meeting called '{words}'. {lead}: {', '.join(there) or 'none yet'}."


def _paper_called(board: BoardData, words: str) -> PaperRow | None:
    wanted = folded(words)
    return next((paper for paper in board.papers if folded(paper.reference) == wanted), None)


def _paper_of(board: BoardData, kind: str, meeting: Meeting, words: str) -> PaperRow | None:
    """Return the paper of that kind for the meeting; the one that was named, if one was."""
    named = _paper_called(board, words)
    if named is not None and named.kind == kind:
        return named
    fitting = [p for p in board.papers if p.kind == kind and p.meeting == meeting.reference]
    if len(fitting) > 1:
        named_so = ", ".join(f"'{paper.reference}'" for paper in fitting)
        raise UnknownNameError(
            f"{meeting.reference} has {len(fitting)} papers of the kind {kind}. Name one of them "
            f"by its reference: {named_so}. Or build every paper with --all."
        )
    return next(iter(fitting), None)


def _unknown(board: BoardData, pack: Pack, what: str) -> str:
    known = [*pack.kind_names, *(paper.reference for paper in board.papers)]
    near = close_to(what, known)
    suggestion = f"Did you mean '{near}'?" if near else f"There are: {', '.join(known)}."
    return f"'{what}' is neither a kind of paper in the pack {pack.name} nor a paper. {suggestion}"
