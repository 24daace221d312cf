"""A paper with all that it was built from: what it printed, its data, and those of today.

For a final the record has kept them; a draft is built again in memory, and known by its seal. Where
somebody has edited the file since, its seal still says which paper it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.data import BoardData
from paperkit.board.history import AsFiled, Filed, History
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.errors import LogError, ProjectError, UnknownNameError
from paperkit.frozen import Frozen, replace
from paperkit.packs.plan import Planned, plan, plan_alone
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.making import Job, Made, make
from paperkit.pipeline.named_papers import NamedPaper, named_paper, of_bytes, of_version
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.reading import UNREADABLE, BoardRead, read_board
from paperkit.pipeline.restoring import file_named
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import (
    Printed,
    board_as_filed,
    printed_as_filed,
    printed_in,
    printed_to_keep,
)
from paperkit.record.kept import hashes, kept
from paperkit.record.versions import Version, every_version
from paperkit.schema.cleaning import folded
from paperkit.word.properties import Seal, meeting_of, seal_held, seal_of


class BuiltPaper(Frozen):
    """A paper that was named, as it was built, what it printed, its data, and today's.

    ``version`` is that of the record, None for a draft. ``today`` is None where today's data cannot
    be read. ``folder`` is the project's.
    """

    named: NamedPaper
    built: NamedPaper
    printed: Printed
    board: BoardData
    today: BoardData | None
    version: Version | None
    folder: Path

    @property
    def is_edited(self) -> bool:
        """Return whether the file that was named is not as it was built."""
        return self.named.data != self.built.data


def built_paper(
    folder: Path,
    words: str,
    today: date,
    *,
    packs: Sequence[Path] = (),
    cache: Path | None = None,
    progress: Progress = silent,
) -> BuiltPaper:
    """Return a paper that somebody names, a file or one of the record, with what it was built from.

    UnknownNameError where it is not a paper of paperkit's; LogError where the record did not keep
    what it rests on, or today's data do not give the draft again.
    """
    read = read_board(folder, packs)
    history = read.board.history
    paper = named_paper(folder, history, words)
    version = paper.version or _before_it_was_edited(folder, history, paper)
    if version:
        now = read.board if read.readable else None
        return _of_record(folder, history, paper, version, now)
    if seal_of(paper.data) is Seal.STRANGER:
        raise UnknownNameError(
            f"'{paper.name}' is not a paper that paperkit made, so there is nothing to trace it "
            "to. Name a paper from the folder of papers."
        )
    if not read.readable:
        raise ProjectError(f"{UNREADABLE} Run 'paperkit check' first.")
    order = Order(folder, "", today, packs=tuple(packs), cache=cache)
    path = file_named(folder, words)
    days = [today] if path is None else [today, date.fromtimestamp(path.stat().st_mtime)]
    made = _built_again(order, read, paper, days, progress)
    if made is None:
        raise LogError(
            f"Today's data do not give '{paper.name}' again, and of a draft nothing is kept. Build "
            "it again and trace that; 'paperkit diff' says what differs between the two."
        )
    built = of_bytes(history, paper.name, made.file.data, is_exempt=paper.exempt)
    said = printed_in(printed_to_keep(read.board, made.sentences, made.ledger))
    return BuiltPaper(paper, built, said, read.board, read.board, None, folder)


def _of_record(
    folder: Path, history: History, paper: NamedPaper, version: Version, today: BoardData | None
) -> BuiltPaper:
    row = version.row
    if not isinstance(row, Filed):
        raise UnknownNameError(
            f"'{row.file}' went with the paper {row.paper} as it was, so it rests on no data."
        )
    said = printed_as_filed(folder / LOG_FILE, row)
    board = board_as_filed(folder / LOG_FILE, history, row)
    if said is None or board is None:
        raise LogError(
            f"The record did not keep what '{row.file}' rests on: it was built by paperkit 0.1.0, "
            f"or that was removed. 'paperkit diff' with --today says what differs today."
        )
    built = of_version(folder, version)
    if isinstance(row, AsFiled):
        # Filed as somebody had edited it: what it printed is of the paper as it was built.
        before = kept(folder / LOG_FILE, [row.built]).get(row.built)
        built = of_bytes(history, row.file, before, is_exempt=built.exempt) if before else built
    return BuiltPaper(paper, built, said, board, today, version, folder)


def _before_it_was_edited(folder: Path, history: History, paper: NamedPaper) -> Version | None:
    """Return the version that a file was before somebody edited it: the one with its seal."""
    seal, of_meeting = seal_held(paper.data), folded(meeting_of(paper.data))
    there = hashes(folder / LOG_FILE)
    every = every_version(history)
    for version in reversed(every if seal else ()):
        row = version.row
        is_like = isinstance(row, Filed) and folded(row.meeting) == of_meeting
        if is_like and row.sha256 in there and seal == seal_held(of_version(folder, version).data):
            return version
    return None


def _built_again(
    order: Order, read: BoardRead, paper: NamedPaper, days: Iterable[date], progress: Progress
) -> Made | None:
    """Return a draft as it was built on one of the days; None where the data give another."""
    meeting = find_meeting(read.board, meeting_of(paper.data))
    if meeting is None or meeting.date is None:
        return None
    seal = seal_held(paper.data)
    for day in dict.fromkeys(days):
        for planned in _so_called(read, meeting, paper.name):
            asked = replace(order, what=planned.kind, today=day)
            done = make(Job(asked, read, meeting, (planned,), progress))
            found = next((one for one in done.made if seal_held(one.file.data) == seal), None)
            if found:
                return found
    return None


def _so_called(read: BoardRead, meeting: Meeting, name: str) -> Iterator[Planned]:
    """Yield the papers whose file has that name; where none has, every paper of the meeting."""
    kinds = read.pack.kinds()
    planned = list(plan(read.board, read.ways, kinds, meeting).papers)
    rows = (PaperRow(kind=kind, meeting=meeting.reference) for kind in kinds)
    alone = (plan_alone(read.board, read.ways, kinds, meeting, row).papers for row in rows)
    every = [*planned, *(one for papers in alone for one in papers)]
    of_name = [
        one for one in every if folded(name) in map(folded, (one.file.draft, one.file.final))
    ]
    yield from of_name or planned
