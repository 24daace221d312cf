"""Rounds of exception reporting that only an exempt paper may mention (Schedule 12A).

What leads return of a round is printed by the papers on it. Where an officer has marked one of
these as exempt, all that came in for the round is exempt: ratings, reasons, requests, what the
sponsor said. It is taken out of the data of every public paper here, once, before returns are laid
over the actions and before rules and sentences look. So none of them can say it, count it, or
compare with it. That the round was held stays known, so that nobody is said not to have answered.

A public paper on the very round says what its officer lets it say: its appendix may be exempt.
"""

from collections.abc import Iterator

from paperkit.board.data import BoardData
from paperkit.board.history import (
    FILED,
    Entry,
    Filed,
    Question,
    Remark,
    Round,
    Withheld,
    lies_exempt,
)
from paperkit.board.paper_rows import PaperRow, Request, Return, Risk, View
from paperkit.board.words import CLOSED, Publicity
from paperkit.findings import Finding, in_full
from paperkit.frozen import Frozen, replace
from paperkit.record.asked import plan_then
from paperkit.schema.cleaning import ByReference, Reference
from paperkit.schema.columns import Row
from paperkit.standpoint.rules import place_of


class ExemptPaper(Frozen):
    """An exempt paper on a round: its row, or what the record has of it, and what it is called."""

    priority: Reference
    meeting: Reference
    row: PaperRow | Filed
    title: str = ""


def exempt_papers(board: BoardData) -> tuple[ExemptPaper, ...]:
    """Return the exempt papers on rounds: of the sheet, and those that a meeting had as such.

    What was filed as exempt stays so when its row is deleted, or goes to another meeting.
    """
    found: dict[tuple[Reference, Reference], ExemptPaper] = {}
    for row in board.papers:
        if row.priority and row.publicity is Publicity.EXEMPT:
            key = (Reference(row.priority), Reference(row.meeting))
            found.setdefault(key, ExemptPaper(*key, row, row.public_title))
    # Of several versions the last says how the meeting had it.
    filed = {
        (Reference(one.paper), Reference(one.meeting)): one
        for one in board.history.rows(FILED, Filed)
    }
    exempt = [one for one in filed.values() if lies_exempt(one.folder)]
    rows = ByReference((row.reference, row) for row in board.papers) if exempt else ByReference()
    for one in exempt:
        there = rows.get(one.paper)
        if priority := Reference(one.priority or (there.priority if there else "")):
            key = (priority, Reference(one.meeting))
            found.setdefault(key, ExemptPaper(*key, one, there.public_title if there else ""))
    return tuple(found.values())


def is_on(paper: PaperRow | None, one: ExemptPaper) -> bool:
    """Return whether a paper is on the very round of an exempt one."""
    return paper is not None and (paper.priority, paper.meeting) == (one.priority, one.meeting)


def as_public(
    board: BoardData, paper: PaperRow | None, exempt: tuple[ExemptPaper, ...]
) -> BoardData:
    """Return the data as a paper may use them; None stands for a public one without a row."""
    if paper and paper.publicity is Publicity.EXEMPT:
        return board
    known = {(held.priority, held.meeting) for held in board.history.withheld}
    rounds = tuple(
        held
        for one in exempt
        if not is_on(paper, one) and (one.priority, one.meeting) not in known
        for held in _withheld(board, one)
    )
    return _without(board, rounds) if rounds else board


def answers_in_exempt_papers(board: BoardData) -> frozenset[tuple[Reference, Reference]]:
    """Return the meeting and action of each answer that only an exempt paper may mention.

    Callers that ask about one row after another ask by ``board.once``.
    """
    rounds = (held for one in exempt_papers(board) for held in _withheld(board, one))
    every = (*board.history.withheld, *rounds)
    return frozenset((one.meeting, action) for one in every for action in one.actions)


def _withheld(board: BoardData, one: ExemptPaper) -> Iterator[Withheld]:
    """Yield the round of an exempt paper, where the log has anything of it."""
    plan = plan_then(board, one.priority, one.meeting) or board
    tree = plan.tree
    own = {Reference(action.reference): action for action in tree.actions(one.priority)}
    # What is no longer in any plan may have been of the priority.
    known = {Reference(action.reference) for action in (*plan.actions, *board.actions)}
    actions: dict[Reference, None] = {}
    first: Entry | None = None
    for entry in board.history.entries:
        row, those = entry.row, tuple[Reference, ...]()
        if isinstance(row, Round) and row.meeting == one.meeting:
            those = tuple(map(Reference, row.actions))
            # A round of a part of the priority is all of it; of what it is a part of, some.
            if one.priority not in (row.priority, *tree.line(row.priority)):
                is_over = row.priority in tree.line(one.priority)
                those = tuple(name for name in those if name in own) if is_over else ()
            if not row.actions and row.priority in (one.priority, *tree.line(one.priority)):
                those = tuple(name for name, row in own.items() if row.state not in CLOSED)
        elif isinstance(row, _ANSWERS) and row.meeting == one.meeting:
            action = Reference(row.action)
            those = (action,) if action in own or action not in known else ()
        if those:
            first = first or entry
            actions |= dict.fromkeys(those)
    if first:
        yield Withheld(
            one.priority, one.meeting, one.title, tuple(actions), first.recorded_on, first.number
        )


_ANSWERS = (Return, View, Request, Risk, Question)


def _without(board: BoardData, rounds: tuple[Withheld, ...]) -> BoardData:
    """Return the data without what came in for some rounds."""
    hidden = {(one.meeting, action) for one in rounds for action in one.actions}
    meetings = {one.meeting for one in rounds}

    def stays(row: Row) -> bool:
        if isinstance(row, Remark):
            meeting, action = Reference(row.meeting), Reference(row.action)
            return meeting not in meetings or (bool(action) and (meeting, action) not in hidden)
        if isinstance(row, _ANSWERS):
            return (Reference(row.meeting), Reference(row.action)) not in hidden
        return True

    history = board.history
    return replace(
        board,
        returns=tuple(filter(stays, board.returns)),
        views=tuple(filter(stays, board.views)),
        requests=tuple(filter(stays, board.requests)),
        risks=tuple(filter(stays, board.risks)),
        history=replace(
            history,
            entries=tuple(entry for entry in history.entries if stays(entry.row)),
            withheld=(*history.withheld, *rounds),
        ),
    )


def left_out(
    board: BoardData, paper: PaperRow | None, exempt: tuple[ExemptPaper, ...]
) -> Iterator[Finding]:
    """Yield a note for each round that a public paper leaves out, or shares with an exempt one.

    ``board`` is as the paper sees it.
    """
    if paper and paper.publicity is Publicity.EXEMPT:
        return
    there = {(held.priority, held.meeting) for held in board.history.withheld}
    for one in exempt:
        row, of_round = one.row, f"the round on {one.priority} for {one.meeting}"
        name = row.reference if isinstance(row, PaperRow) else row.paper
        if (one.priority, one.meeting) in there:
            was = "is" if isinstance(row, PaperRow) else "was filed as"
            message = (
                f"{in_full(name)} {was} exempt, so public papers leave out the ratings, comments "
                f"and requests of {of_round}, and say so."
            )
            column = "publicity" if isinstance(row, PaperRow) else "folder"
            yield Finding("PK-351", place_of(row, column), message)
        elif paper and is_on(paper, one) and paper.reference != name:
            message = (
                f"{in_full(paper.reference)} is public, and prints answers to {of_round}. So does "
                f"{in_full(name)}, which is exempt."
            )
            yield Finding("PK-352", place_of(paper, "publicity"), message)
