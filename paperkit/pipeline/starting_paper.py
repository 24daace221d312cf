"""Start a paper: its row, and the standing text of an earlier one, marked to be confirmed.

The rows go into a file of their own in the project's data folder, read beside the workbook,
which is never touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.model import BoardData, Meeting, PaperRow, Text
from paperkit.board.model.papers import PAPERS, TEXT
from paperkit.errors import ProjectError, UnknownNameError
from paperkit.papers.packs import Form, Kind
from paperkit.pipeline.asking import Wanted, check_fits, only_round, the_meeting, the_priority
from paperkit.pipeline.data_file import write_data
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to


@dataclass(frozen=True)
class Source:
    """Which earlier paper is copied from: its reference, and the project that has it.

    Without a project it is one of this project; without a paper it is the project's last of the
    kind and priority.
    """

    paper: str = ""
    project: Path | None = None


def start_paper(
    folder: Path,
    *,
    kind: str,
    meeting: str,
    today: date,
    source: Source | None = None,
    priority: str = "",
    packs: Sequence[Path] = (),
) -> Path:
    """Return the new file that holds the paper's row and its text.

    A project that is copied from stays as it is. Raises UnknownNameError for a kind, meeting,
    priority or paper that is not there, ProjectError where data cannot be read, and WriteError
    where the paper has been started already.
    """
    council = open_council(folder, packs)
    board = _readable(read_board(council), folder).board
    of_kind, _ = council.pack.kind(kind)
    check_fits(of_kind, Wanted(kind, priority=priority))
    there = the_meeting(board, meeting, today)
    old = _board_of(source, board, packs) if source else board
    wanted = the_priority(board, priority) if priority else ""
    earlier = _earlier(old, source, kind, wanted) if source else None
    paper = _new_row(board, of_kind, there, earlier, wanted)
    text = tuple(_text(old, council, of_kind, paper, earlier))
    return write_data(council, {PAPERS: (paper,), TEXT: text}, paper.reference)


def _readable(read: BoardRead, folder: Path) -> BoardRead:
    if read.readable:
        return read
    check = f"Run 'paperkit check --project {folder}' first."
    raise ProjectError(f"The data of {folder} cannot be read as they stand. {check}")


def _board_of(source: Source, own: BoardData, packs: Sequence[Path]) -> BoardData:
    """Return the data that are copied from; rows that cannot be read would be missing."""
    if source.project is None:
        return own
    board = _readable(read_board(open_council(source.project, packs)), source.project).board
    unread = [*board.unread_of(PAPERS), *board.unread_of(TEXT)]
    if unread:
        places = ", ".join(str(row.place) for row in unread[:5])
        raise ProjectError(
            f"Rows of {source.project} cannot be read and would be missing from the paper: "
            f"{places}. Run 'paperkit check --project {source.project}', put right what it tells, "
            "then try again."
        )
    return board


def _earlier(board: BoardData, source: Source, kind: str, priority: str) -> PaperRow:
    if not source.paper:
        return _last(board, kind, priority)
    for paper in board.papers:
        if folded(paper.reference) == folded(source.paper):
            return paper
    names = [paper.reference for paper in board.papers]
    near = close_to(source.paper, names)
    there = f"Did you mean '{near}'?" if near else f"The papers are: {', '.join(names) or 'none'}."
    raise UnknownNameError(f"There is no paper called '{source.paper}'. {there}")


def _last(board: BoardData, kind: str, priority: str) -> PaperRow:
    """Return the paper of a kind, and of a priority where one is named, for the last meeting."""
    of_kind = [paper for paper in board.papers if paper.kind == kind]
    fitting = [p for p in of_kind if not priority or folded(p.priority) == folded(priority)]
    if fitting:
        return max(fitting, key=lambda paper: _day(board, paper))
    names = ", ".join(paper.reference for paper in board.papers) or "none"
    of = f" on the priority {priority}" if priority else ""
    raise UnknownNameError(
        f"There is no paper of the kind {kind}{of} to copy from. Name one with --from. The papers "
        f"are: {names}."
    )


def _day(board: BoardData, paper: PaperRow) -> date:
    meeting = find_meeting(board, paper.meeting)
    return (meeting.date if meeting else None) or date.min


def _new_row(
    board: BoardData, kind: Kind, meeting: Meeting, earlier: PaperRow | None, priority: str
) -> PaperRow:
    """Return the paper's row; a priority is part of its reference, since a meeting has several."""
    if kind.round and not priority:
        inherited = earlier.priority if earlier else ""
        priority = the_priority(board, inherited) if inherited else only_round(board, meeting)
    reference = ", ".join(part for part in (kind.title, priority, meeting.reference) if part)
    return replace(
        earlier or PaperRow(), reference=reference, kind=kind.name, meeting=meeting.reference,
        priority=priority, item="", as_at=None,
    )  # fmt: skip


def _text(
    board: BoardData, council: Council, kind: Kind, paper: PaperRow, earlier: PaperRow | None
) -> Iterator[Text]:
    """Yield the standing text; where there is no earlier paper, a row for each thing to write."""
    if earlier is None:
        yield from _blank_rows(council, kind, paper)
        return
    standing = {section.name for section in kind.sections if section.standing}
    for row in board.text_of.get(earlier.reference, ()):
        if row.section in standing:
            yield replace(row, paper=paper.reference, to_confirm=Answer.YES)


def _blank_rows(council: Council, kind: Kind, paper: PaperRow) -> Iterator[Text]:
    for section in kind.sections:
        names = council.pack.settings.implications if section.name == "implications" else ("",)
        if section.form is Form.PROSE or section.required or names[0]:
            yield from (
                Text(paper=paper.reference, section=section.name, name=name) for name in names
            )
