"""What changed between two papers, two meetings, or a paper and what a build would give today.

In words, by section, action and indicator; the data that a paper rests on are compared with today's
row by row. Nothing is written but the newer paper with tracked changes, where it is asked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.data import BoardData
from paperkit.board.history import Filed, History
from paperkit.board.paper_rows import PaperRow
from paperkit.container.writing import write_file
from paperkit.corrections.changes import Changed, changes
from paperkit.errors import ProjectError, UnknownNameError, WriteError
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import EXEMPT
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.making import Job, make
from paperkit.pipeline.named_papers import (
    NamedPaper,
    is_exempt_row,
    named_paper,
    of_bytes,
    of_version,
)
from paperkit.pipeline.ordering import Order, papers_asked_for
from paperkit.pipeline.reading import UNREADABLE, BoardRead, read_board, read_history, the_meeting
from paperkit.pipeline.restoring import paths_named
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import board_as_filed
from paperkit.record.versions import Version, counting, versions
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.word.compared_text import LeftOpen, PaperPart, PaperPlace
from paperkit.word.comparing import Difference, compare_read

_WORD = ".docx"
_BEGINNING, _BESIDE = "At the beginning", "Beside the text"
_CALLED = re.compile(r"^(?:action|indicator)\s+", re.IGNORECASE)
_AROUND = "()[],.;:'\"\u2018\u2019\u201c\u201d"
_MOST_WORDS = 3  # of a reference, such as "PI 2"


class Subject(Frozen):
    """What a place of a paper is about: an action or an indicator, by its reference."""

    noun: str
    reference: str

    def __str__(self) -> str:
        """Return it in words: ``Action 1.2``."""
        return f"{self.noun} {self.reference}"


class PlaceChanged(Frozen):
    """A place in which two papers differ: its section, what it is about, what of it changed."""

    section: str
    about: Subject | None
    names: tuple[Subject, ...]
    difference: Difference


class RowChanged(Frozen):
    """A row of the data that is not as the paper has it; whether it is exempt."""

    changed: Changed
    exempt: bool


class PapersCompared(Frozen):
    """Two papers, and how the newer differs. ``left_open`` is what somebody left open in it.

    ``rows`` are the data that changed since, None where they were not compared; ``why`` says why
    not, or how today's paper was made.
    """

    older: NamedPaper
    newer: NamedPaper
    places: tuple[PlaceChanged, ...]
    left_open: tuple[LeftOpen, ...]
    rows: tuple[RowChanged, ...] | None = None
    why: str = ""

    @property
    def is_exempt(self) -> bool:
        """Return whether what is said of them is not for publication."""
        return self.older.exempt or self.newer.exempt


class MeetingsCompared(Frozen):
    """The papers of two meetings, each with that of its kind; those that one of them has alone."""

    older: str
    newer: str
    pairs: tuple[PapersCompared, ...]
    gone: tuple[NamedPaper, ...]
    new: tuple[NamedPaper, ...]


# --- Two papers -------------------------------------------------------------------------------


def compare_papers(
    folder: Path, older: str, newer: str, numbers: Sequence[int] = ()
) -> PapersCompared:
    """Return how a paper differs from another, each a file or one of the record.

    ``numbers`` say which version of each is meant, in order; else it is the newest of the record.
    UnknownNameError where they are one and the same.
    """
    history = read_history(folder).history
    first, second = (*numbers, 0, 0)[:2]
    was = named_paper(folder, history, older, first)
    now = named_paper(folder, history, newer, second)
    if folded(older) == folded(newer) and first == second:
        raise UnknownNameError(
            f"'{older}' is named twice, so there is nothing to compare. Name another paper, two of "
            "its versions with --version 1 --version 2, or compare it with today's data: --today."
        )
    return _compared(was, now, _known(folder, history, (now, was)))


def _compared(
    older: NamedPaper, newer: NamedPaper, known: Mapping[Reference, Subject]
) -> PapersCompared:
    found = compare_read(older.read, newer.read)
    places = tuple(_place(difference, known) for difference in found.differences)
    return PapersCompared(older, newer, places, found.left_open)


def _known(
    folder: Path, history: History, papers: Iterable[NamedPaper]
) -> Mapping[Reference, Subject]:
    """Return the actions and indicators by reference, as the papers had them, or as of today."""
    boards: list[BoardData] = []
    for paper in papers:
        row = paper.version.row if paper.version else None
        board = board_as_filed(folder / LOG_FILE, history, row) if isinstance(row, Filed) else None
        boards += [board] if board else []
    if not boards:
        try:
            boards = [read_board(folder).board]
        except ProjectError:
            boards = []
    return subjects(boards)


def subjects(boards: Iterable[BoardData]) -> Mapping[Reference, Subject]:
    """Return the actions and indicators of the data, by reference."""
    return {
        Reference(row.reference): Subject(noun, row.reference)
        for board in boards
        for noun, rows in (("Action", board.actions), ("Indicator", board.indicators))
        for row in rows
        if row.reference
    }


def _place(difference: Difference, known: Mapping[Reference, Subject]) -> PlaceChanged:
    """Return a difference with its section, and the actions and indicators that it is about."""
    place = difference.place
    about = subject_of(place, known)
    was, now = (
        dict.fromkeys(_named_in(words, known)) for words in (difference.old, difference.new)
    )
    # What both have is not what changed.
    names = [one for one in (*was, *now) if (one in was) != (one in now) or one == about]
    names = [*([about] if about else []), *names]
    nowhere = _BEGINNING if place.part is PaperPart.TEXT else _BESIDE
    return PlaceChanged(place.heading or nowhere, about, tuple(dict.fromkeys(names)), difference)


def subject_of(place: PaperPlace, known: Mapping[Reference, Subject]) -> Subject | None:
    """Return the action or indicator that a place is about: the one that heads its row or part."""
    return _first(place.row, known) or _first(place.heading, known)


def _first(words: str, known: Mapping[Reference, Subject]) -> Subject | None:
    """Return the action or indicator that words begin with, such as the name of a row."""
    return next(iter(_named_in(_CALLED.sub("", words), known, starts=(0,))), None)


def _named_in(
    words: str, known: Mapping[Reference, Subject], starts: Iterable[int] | None = None
) -> Iterator[Subject]:
    """Yield the actions and indicators that words name, of two at one place the longer."""
    tokens = [token.strip(_AROUND) for token in words.split()]
    for start in range(len(tokens)) if starts is None else starts:
        for length in range(_MOST_WORDS, 0, -1):
            found = known.get(Reference(" ".join(tokens[start : start + length])))
            if found:
                yield found
                break


# --- A paper and today's data -----------------------------------------------------------------


def compare_with_today(
    folder: Path,
    paper: str,
    today: date,
    *,
    number: int = 0,
    packs: tuple[Path, ...] = (),
    cache: Path | None = None,
    progress: Progress = silent,
) -> PapersCompared:
    """Return how what a build would give today differs from a paper of the record; its data, too.

    UnknownNameError where the record has no such paper, or today's data have not.
    """
    history = read_history(folder).history
    was = named_paper(folder, history, paper, number)
    version = was.version or was.edited
    if version is None or not isinstance(version.row, Filed):
        raise UnknownNameError(
            f"The record has no final that is the same as '{was.name}', so paperkit cannot tell "
            "what it was built from. Compare a final with today's data, or this file with "
            "another one."
        )
    row = version.row
    if not row.paper:
        raise UnknownNameError(
            f"'{row.file}' holds several papers. Compare them with today's data one by one."
        )
    order = Order(
        folder, row.paper, today, meeting=row.meeting, final=True, packs=packs, cache=cache,
        acceptance=Acceptance("compared", "nobody"),
    )  # fmt: skip
    read = read_board(folder, packs)
    if not read.readable:
        raise ProjectError(f"{UNREADABLE} Run 'paperkit check' first.")
    job = Job(order, read, *papers_asked_for(order, read), progress)
    done, why = make(job), ""
    if done.refused:
        why = f"A final cannot be built from today's data, so a draft is compared. {done.refused}"
        done = make(replace(job, order=replace(order, final=False)))
    if not done.made:
        raise ProjectError(f"Nothing can be built from today's data. {done.refused}")
    made = next((one for one in done.made if one.file.name == row.file), done.made[0])
    built = of_bytes(history, made.file.name, made.file.data, is_exempt=bool(made.file.folder))
    now = replace(built, version=None, edited=None, as_of=today)
    before = board_as_filed(folder / LOG_FILE, history, row)
    compared = _compared(was, now, subjects([*([before] if before else []), read.board]))
    if before is None:
        lacks = "The record kept no rows with this paper, so the data cannot be compared."
        return replace(compared, why=" ".join(filter(None, (why, lacks))))
    return replace(
        compared, rows=rows_changed(before, read, made.paper.kind, made.paper.reference), why=why
    )


def rows_changed(
    before: BoardData, read: BoardRead, kind_name: str, reference: str
) -> tuple[RowChanged, ...]:
    """Return the rows that a paper uses, of texts its own, and that are not as they were."""
    kind, _ = read.pack.kind(kind_name)
    boards = [
        replace(board, text=tuple(row for row in board.text if row.paper == reference))
        for board in (before, read.board)
    ]
    found = changes(*map(kind.data_of, boards))
    exempt = (is_exempt_row(before, one.was) or is_exempt_row(read.board, one.now) for one in found)
    return tuple(RowChanged(one, is_it) for one, is_it in zip(found, exempt, strict=True))


# --- Two meetings -----------------------------------------------------------------------------


def names_meeting(folder: Path, words: str, packs: Sequence[Path] = ()) -> bool:
    """Return whether words name a meeting, and no file that is there."""
    if paths_named(folder, words):
        return False
    board = read_board(folder, packs).board
    # By its reference or its day; what names a paper names no meeting here.
    return find_meeting(replace(board, papers=()), words) is not None


def compare_meetings(
    folder: Path, older: str, newer: str, today: date, packs: Sequence[Path] = ()
) -> MeetingsCompared:
    """Return how the papers of a meeting differ from those of another: finals of the record.

    Papers go together by kind, priority and body. UnknownNameError for a meeting without finals.
    """
    board = read_board(folder, packs).board
    history = board.history
    meetings = [the_meeting(board, words, today).reference for words in (older, newer)]
    if folded(meetings[0]) == folded(meetings[1]):
        raise UnknownNameError(f"'{meetings[0]}' is named twice. Name two meetings.")
    was, now = (_of_meeting(board, one, today) for one in meetings)
    for meeting, there in zip(meetings, (was, now), strict=True):
        if not there:
            raise UnknownNameError(
                f"The record has no final for '{meeting}'. Build its papers with --final first."
            )
    sides = [
        {key: of_version(folder, version) for key, version in there.items()} for there in (was, now)
    ]
    known = _known(folder, history, (*sides[1].values(), *sides[0].values()))
    return MeetingsCompared(
        older=meetings[0],
        newer=meetings[1],
        pairs=tuple(
            _compared(paper, sides[1][key], known)
            for key, paper in sides[0].items()
            if key in sides[1]
        ),
        gone=tuple(paper for key, paper in sides[0].items() if key not in sides[1]),
        new=tuple(paper for key, paper in sides[1].items() if key not in sides[0]),
    )


def _of_meeting(board: BoardData, meeting: str, today: date) -> dict[tuple[object, ...], Version]:
    """Return the version that counts of each paper of a meeting: what is out, else the newest."""
    papers = ByReference((paper.reference, paper) for paper in board.papers)
    found: dict[tuple[object, ...], Version] = {}
    for every in versions(board.history).values():
        row = every[-1].row
        if not isinstance(row, Filed) or folded(row.meeting) != folded(meeting):
            continue
        if not row.paper or not row.file.lower().endswith(_WORD):
            continue  # the joined file repeats the others; a table of a paper is a workbook
        paper = papers.get(row.paper) or PaperRow(kind=row.paper)
        key = (paper.kind, paper.priority, paper.body)
        number = next(n for n in count() if (*key, n) not in found)
        found[(*key, number)] = counting(every, today)
    return found


# --- With tracked changes ---------------------------------------------------------------------


def write_tracked(compared: PapersCompared, file: Path, today: date) -> tuple[str, ...]:
    """Write the newer paper with tracked changes; return in words what could not be tracked.

    WriteError where there is a file already, or what is exempt would not be called so.
    """
    if file.suffix.lower() != _WORD:
        raise WriteError(f"'{file.name}' does not end in .docx. Give a name that does.")
    if compared.is_exempt and not file.name.startswith(EXEMPT):
        raise WriteError(
            f"What changed is exempt, and '{file.name}' does not say so. Call the file "
            f"'{EXEMPT}{file.name}'."
        )
    # What writes a Word file is imported only where one is written.
    from paperkit.word.tracking import tracked

    made = tracked(compared.older.data, compared.newer.data, today)
    write_file(file, made.package, replace=False)
    return made.untracked
