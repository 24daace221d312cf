"""What an officer asks for, and which papers that comes to: by kind, reference, meeting, body."""

from datetime import date
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PAPERS, PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import RowsShown
from paperkit.board.words import Body
from paperkit.errors import UnknownNameError
from paperkit.frozen import Frozen
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned, plan, plan_alone
from paperkit.pipeline.copies import CopiesAsked
from paperkit.pipeline.edits import Discarding
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.reading import (
    BoardRead,
    check_fits,
    did_you_mean,
    only_round,
    refuse_unread,
    the_meeting,
    the_priority,
)


class Order(Frozen):
    """What an officer asks for: a paper, or every paper of a meeting.

    ``what`` is a kind of paper such as ``performance_report`` or the reference of a paper; blank
    for every paper of the meeting, and then ``joined`` asks for one more file with all public
    ones. ``meeting`` is a reference or a date; blank for the paper's own meeting, or the next.
    ``priority`` and ``body`` say which round or whose forward plan is meant. ``final`` asks for
    what is filed, not for drafts, and ``acceptance`` says who lets its gaps through, and why.
    ``rows`` goes before the council's setting; ``table`` asks for the rows as a workbook too,
    ``explain`` for the drafted sentences with what they rest on. The files go into ``out``, or into
    the meeting's folder in the project's folder of papers; ``overwrite`` also replaces what
    somebody has edited. ``cache`` is a folder of the user's own, in which compiled templates are
    kept for the next order; none are if not given. ``discarding`` says who discards what was edited
    in Word in the last draft and final, and why. ``copies`` says which papers are also written as
    HTML or PDF: all, or none.
    """

    folder: Path
    what: str
    today: date
    meeting: str = ""
    final: bool = False
    acceptance: Acceptance | None = None
    out: Path | None = None
    overwrite: bool = False
    packs: tuple[Path, ...] = ()
    priority: str = ""
    body: Body | None = None
    rows: RowsShown | None = None
    table: bool = False
    explain: bool = False
    joined: bool = False
    cache: Path | None = None
    discarding: Discarding | None = None
    copies: CopiesAsked = CopiesAsked()


def papers_asked_for(order: Order, read: BoardRead) -> tuple[Meeting, tuple[Planned, ...]]:
    """Return the meeting and the paper that was asked for, with its full tables where apart."""
    meeting, row = _row_asked_for(order, read)
    # A paper of the data may be of a kind that the pack does not have.
    kind, _ = read.pack.kind(row.kind)
    if kind.corrects:
        raise UnknownNameError(
            f"Papers of the kind {row.kind} are made with 'paperkit correct PAPER', from what was "
            "published."
        )
    kinds = read.pack.kinds()
    planned = plan(read.board, read.ways, kinds, meeting)
    if row.reference:
        found = planned.of(row.reference)
    else:
        found = next((p for p in planned.papers if p.tables_of and p.kind == row.kind), None)
    if found is None:
        planned = plan_alone(read.board, read.ways, kinds, meeting, row)
        found = planned.papers[0]
    return meeting, planned.with_tables(found)


def _row_asked_for(order: Order, read: BoardRead) -> tuple[Meeting, PaperRow]:
    """Return the meeting, and the paper's row: one of the data, or one without a reference.

    UnknownNameError says what there is instead.
    """
    board, pack, what = read.board, read.pack, order.what
    if what in pack.kind_names:
        kind, _ = pack.kind(what)
        return _of_kind(order, board, kind)
    paper = _paper_called(board, what)
    if paper is None:
        known = [*pack.kind_names, *(paper.reference for paper in board.papers)]
        there = did_you_mean(what, known, f"There are: {', '.join(known)}.")
        raise UnknownNameError(
            f"'{what}' is neither a kind of paper in the pack {pack.name} nor a paper. {there}"
        )
    return _of_paper(order, board, paper), paper


def _of_paper(order: Order, board: BoardData, paper: PaperRow) -> Meeting:
    """Return the meeting for which a paper was named: its own, where none is named.

    UnknownNameError where the order names a priority or a body that the paper is not about.
    """
    meeting = the_meeting(board, order.meeting or paper.meeting, order.today)
    priority = the_priority(board, order.priority)
    if priority and priority != paper.priority:
        raise UnknownNameError(
            f"'{paper.reference}' is not about the priority {priority}. Leave --priority "
            "out, or name the paper that is."
        )
    if not _is_of_body(paper, meeting, order.body):
        raise UnknownNameError(
            f"'{paper.reference}' is not the forward plan of the {order.body}. Leave --body "
            "out, or name the paper that is."
        )
    return meeting


def _of_kind(order: Order, board: BoardData, kind: Kind) -> tuple[Meeting, PaperRow]:
    """Return the meeting and the row of a paper of a kind: the meeting's own, or one without any.

    Where no meeting is named it is the next one. Where no priority is named for a kind that has a
    round's, it is that of the meeting's only such paper, else that of its only round.
    """
    check_fits(kind, order.priority, order.body)
    meeting = the_meeting(board, order.meeting, order.today, order.body or Body.BOARD)
    priority = the_priority(board, order.priority)
    fitting = [
        paper
        for paper in board.papers
        if paper.kind == kind.name
        and priority in ("", paper.priority)
        and _is_of_body(paper, meeting, order.body)
    ]
    # A meeting may be named by one of its papers, which is then the one that is meant.
    named = _paper_called(board, order.meeting)
    if named is not None and named in fitting:
        return meeting, named
    there = [paper for paper in fitting if paper.meeting == meeting.reference]
    if len(there) > 1:
        names = ", ".join(f"'{paper.reference}'" for paper in there)
        priorities = {paper.priority for paper in there}
        way = ", or give --priority" if len(priorities) == len(there) else ""
        raise UnknownNameError(
            f"{meeting.reference} has {len(there)} papers of the kind {kind.name}. Name one of "
            f"them by its reference: {names}{way}. Or build every paper with --all."
        )
    if there:
        return meeting, there[0]
    if kind.round:
        priority = priority or only_round(board, meeting)
    return meeting, PaperRow(
        kind=kind.name, meeting=meeting.reference, priority=priority, body=order.body
    )


def _paper_called(board: BoardData, words: str) -> PaperRow | None:
    found = next((paper for paper in board.papers if paper.reference == words), None)
    if found is None:
        refuse_unread(board, PAPERS, words)
    return found


def _is_of_body(paper: PaperRow, meeting: Meeting, body: Body | None) -> bool:
    return body is None or (paper.body or meeting.body or Body.BOARD) is body
