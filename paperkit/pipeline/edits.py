"""Papers that somebody edited in Word: which of the edits a new build does not have.

The last draft and the last final are looked at, where they were built: a draft keeps how it was
built, a final is in the record. What was edited counts as put into the data where the new paper
has the same words in the same place.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from glob import escape
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path, PurePath

from paperkit.board.data import TABLES, BoardData
from paperkit.board.history import DISCARDED, AsFiled, Discarded, Filed, History
from paperkit.container.reading import content
from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import draft_of, final_name_of
from paperkit.pipeline.filing import PaperFile
from paperkit.record.kept import kept
from paperkit.record.versions import every_version
from paperkit.schema.cleaning import folded, in_groups
from paperkit.word.as_built import LOST, as_built
from paperkit.word.compared_text import LeftOpen, ReadPaper, read_paper
from paperkit.word.edited import Edit, edits_lacked
from paperkit.word.properties import (
    Seal,
    meeting_of,
    seal_held,
    seal_of,
    title_of,
)
from paperkit.word.prose import prose
from paperkit.word.values import Sentence, pieces

_WORD, _LOCK = ".docx", "~$"
_ENDS_WITH_DAY = re.compile(r" \d{1,2} [A-Z][a-z]+ \d{4}$")
_FEWEST_SIGNS = 12
_MOST_PLACES = 3
_MOST_SOURCED = 200


class Discarding(Frozen):
    """Why somebody discards what was edited in a paper, and the person's name."""

    reason: str
    name: str


class ComesFrom(Frozen):
    """The cells that words come from; of a drafted sentence its key, and the rows it rests on."""

    places: tuple[Place, ...] = ()
    heading: str = ""
    key: str = ""


class EditShown(Frozen):
    """An edit that the new paper lacks, with where the words in its place come from."""

    edit: Edit
    source: ComesFrom


class EditedPaper(Frozen):
    """A paper that was edited since it was built, and what of it the new paper lacks.

    ``of`` is the file that was built anew. ``replaces`` says whether that is put in its place,
    ``elsewhere`` whether it is a copy under another name; ``known`` whether it is known how it was
    built. ``is_read`` is False for a workbook, which is not compared, and for what cannot be read.
    """

    path: Path
    data: bytes
    of: PaperFile
    edits: tuple[EditShown, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()
    replaces: bool = False
    elsewhere: bool = False
    known: bool = True
    is_read: bool = True

    @property
    def would_be_lost(self) -> bool:
        """Return whether the new paper lacks anything that somebody put into this one."""
        comments = any(one.does is None for one in self.left_open)
        return bool(self.edits or not self.is_read or (comments and self.replaces))


class WhereToLook(Frozen):
    """What edits are looked for with: the folders, the record, the data, the drafted sentences.

    The first folder is the one that the files are put into. ``sentences`` are those of each new
    paper, by the name of its file.
    """

    folders: tuple[Path, ...]
    log: Path
    board: BoardData
    sentences: Mapping[str, Sequence[Sentence]]


def edited_papers(
    files: Sequence[PaperFile], looked: WhereToLook, *, final: bool
) -> tuple[EditedPaper, ...]:
    """Return the papers that were edited since they were built, and are built anew.

    They are those in the place of the new files, the last final and, where a final is built, the
    last draft; then copies of these under other names. One of which somebody has discarded the
    edits, and whose bytes the record keeps, is left out.
    """
    done = {row.sha256 for row in looked.board.history.rows(DISCARDED, Discarded)}
    found: dict[Path, EditedPaper] = {}
    for file in files:
        in_place = looked.folders[0] / file.folder / file.name
        names = [file.name, draft_of(file.name) if final else final_name_of(file.name)]
        for folder in looked.folders:
            for path in (folder / file.folder / name for name in names):
                data = _edited_bytes(path, file, done)
                if data is not None:
                    found[path] = _edited(path, data, file, looked, replaces=path == in_place)
    known = {folder / f.folder / n for f in files for folder in looked.folders for n in _both(f)}
    copies = {
        path: copy
        for file in files
        for path in _like(file, looked)
        if path not in known and not path.name.startswith(_LOCK)
        if (copy := _copy(path, file, looked, done))
    }
    return (*found.values(), *copies.values())


def _like(file: PaperFile, looked: WhereToLook) -> Iterator[Path]:
    """Yield the Word files beside a paper, and those in any folder of papers that have its title.

    The latter are its own where the meeting has moved since, and it had another day in its name.
    """
    for folder in looked.folders:
        yield from sorted((folder / file.folder).glob(f"*{_WORD}"))
    title = PurePath(final_name_of(file.name)).stem.rpartition(" - ")[0].rpartition(" - ")[2]
    papers = looked.folders[-1].parent
    yield from sorted(papers.rglob(f"*{escape(title)} - *{_WORD}") if title else ())


def _both(file: PaperFile) -> tuple[str, str]:
    final = final_name_of(file.name)
    return final, draft_of(final)


def _edited_bytes(path: Path, file: PaperFile, done: Container[str]) -> bytes | None:
    """Return what a file holds that is not as it was built for the meeting; else None.

    ReadError where it cannot be read: then nobody knows what would be lost.
    """
    data = content(path) if path.is_file() else None
    if data is None or seal_of(data) is Seal.OURS:
        return None
    if meeting_of(data) not in ("", meeting_of(file.data)):
        return None
    return None if sha256(data).hexdigest() in done else data


def _copy(
    path: Path, file: PaperFile, looked: WhereToLook, done: Container[str]
) -> EditedPaper | None:
    """Return an edited paper that has another name, where it has edits or comments.

    One whose name ends with a day, as names of papers do, is the paper itself as it was called
    before its meeting moved; any other is a copy.
    """
    try:
        # Many papers are there, and title and meeting are read sooner than whether one was edited.
        data = content(path)
        is_same = (title_of(data), meeting_of(data)) == (title_of(file.data), meeting_of(file.data))
        edited = _edited_bytes(path, file, done) if is_same else None
    except ReadError:
        return None
    if edited is None or seal_of(edited) is Seal.STRANGER:
        return None
    is_copy = not _ENDS_WITH_DAY.search(path.stem)
    found = replace(_edited(path, edited, file, looked, replaces=False), elsewhere=is_copy)
    return found if found.edits or found.left_open else None


def _edited(
    path: Path, data: bytes, file: PaperFile, looked: WhereToLook, *, replaces: bool
) -> EditedPaper:
    if path.suffix.lower() != _WORD:
        return EditedPaper(path, data, file, replaces=replaces, is_read=False)
    try:
        edited, new = read_paper(data), read_paper(file.data)
        built = built_of(data, path.name, looked.log, looked.board.history, (edited, new))
    except ReadError:
        return EditedPaper(path, data, file, replaces=replaces, is_read=False)
    edits = edits_lacked(built, edited, new)
    shown: tuple[EditShown, ...] = ()
    if edits:
        sources = _sources(looked.board, file.paper, looked.sentences.get(file.name, ()))
        # So many cells are looked through for each that of thousands the rest go without.
        of_each = chain(map(sources.of, edits[:_MOST_SOURCED]), repeat(ComesFrom()))
        shown = tuple(EditShown(one, source) for one, source in zip(edits, of_each, strict=False))
    known = built is not None
    return EditedPaper(path, data, file, shown, edited.left_open, replaces, known=known)


def built_of(
    data: bytes, name: str, log: Path, history: History, known: Sequence[ReadPaper]
) -> ReadPaper | None:
    """Return an edited paper as it was built: from itself where it is a draft, or the record.

    None where neither says. The seal that a file had when it was built stays in it.
    """
    draft = as_built(data, known)
    if draft is not None:
        return draft.paper
    bytes_built = final_of(data, log, history, name) if seal_of(data) is Seal.EDITED else None
    return read_paper(bytes_built[1]) if bytes_built else None


def final_of(
    data: bytes, log: Path, history: History, name: str = ""
) -> tuple[Filed, bytes] | None:
    """Return the final that a file was edited from, with its bytes; None where none is kept.

    It is known by the seal that it had; of several the newest, those of its name first.
    """
    seal, meeting = seal_held(data), meeting_of(data)
    every = [one.row for one in every_version(history)]
    built = [row for row in every if isinstance(row, Filed) and not isinstance(row, AsFiled)]
    rows = [row for row in built if row.meeting == meeting and row.file.endswith(_WORD)]
    rows.reverse()
    for row in sorted(rows, key=lambda one: folded(one.file) != folded(name)):
        there = kept(log, [row.sha256]).get(row.sha256)
        if there is not None and seal_held(there) == seal:
            return row, there
    return None


# --- What is said of them -------------------------------------------------------------------


def what_is_lacked(
    edited: Sequence[EditedPaper], *, final: bool, forced: bool
) -> tuple[Finding, ...]:
    """Return a finding for each edited paper: an error where a new one may not come about.

    ``forced`` says that an officer discards the edits, or has a draft written over.
    """
    found = []
    for one in edited:
        name = one.path.name
        counted = _counted(one)
        stops = one.would_be_lost and not one.elsewhere and (final or one.replaces)
        if one.elsewhere:
            message = f"{quoted(name)} is an edited copy of {quoted(one.of.name)}: {counted}."
            code, remedy = "PK-869", ""
        elif stops and not forced:
            message = f"{quoted(name)} was edited after paperkit built it: {counted}."
            code, remedy = "PK-897", _OF_FINAL if final else _OF_DRAFT
        elif one.would_be_lost:
            message = f"{quoted(name)} was edited after paperkit built it: {counted}."
            code, remedy = "PK-898", ""
        elif one.left_open:
            message = f"{quoted(name)} has {counted}."
            code, remedy = "PK-899", ""
        else:
            continue
        found.append(Finding(code, Place(name), message, value=name, remedy=remedy))
    return tuple(found)


_OF_FINAL = (
    'Put the words into the data, or build with --discard-edits "why" --by "your name": the record '
    "then keeps the edited file."
)
_OF_DRAFT = (
    "Put the words into the data and build again, or move the file away. Build with --overwrite to "
    "write over it."
)


def settled(edited: Sequence[EditedPaper], history: History) -> frozenset[str]:
    """Return the hashes of edited papers that may be written over, when all was judged."""
    done = {row.sha256 for row in history.rows(DISCARDED, Discarded)}
    return frozenset(done | {sha256(one.data).hexdigest() for one in edited})


def _counted(one: EditedPaper) -> str:
    """Return how much is in an edited paper: ``2 edits are not in the data, 1 comment``."""
    if not one.is_read:
        return "what was changed in it is not known"
    comments = sum(mark.does is None for mark in one.left_open)
    tracked = len(one.left_open) - comments
    parts = []
    if one.edits:
        number = len(one.edits)
        parts.append(f"{number} {'edit is' if number == 1 else 'edits are'} not in the data")
    for number, what in ((tracked, "open tracked change"), (comments, "comment")):
        parts += [f"{number} {what}{'' if number == 1 else 's'}"] if number else []
    return ", ".join(parts)


def to_discard(
    edited: Sequence[EditedPaper], papers: Path, meeting: str, why: Discarding | None, day: date
) -> tuple[tuple[Discarded, bytes], ...]:
    """Return the entries of the edited papers whose edits somebody discards, with their bytes."""
    if why is None:
        return ()
    lost = (one for one in edited if one.would_be_lost and not one.elsewhere)
    return tuple((_entry(one, papers, meeting, why, day), one.data) for one in lost)


def _entry(one: EditedPaper, papers: Path, meeting: str, why: Discarding, day: date) -> Discarded:
    within = one.path.parent
    folder = within.relative_to(papers).as_posix() if within.is_relative_to(papers) else ""
    return Discarded(
        paper=one.of.paper,
        meeting=meeting,
        file=one.path.name,
        sha256=sha256(one.data).hexdigest(),
        size=len(one.data),
        folder=folder,
        filed_on=day,
        reason=why.reason,
        by=why.name,
        differs=tuple(shown.edit.difference.words for shown in one.edits),
        left_open=tuple(mark.words for mark in one.left_open),
    )


# --- Where words come from ------------------------------------------------------------------


class _Cell(Frozen):
    """A cell with its heading; ``paper`` is the one for which its row is, where it is for one."""

    place: Place
    heading: str
    paper: str


class _Sources(Frozen):
    """The cells of the data by the words in them, and the drafted sentences of a paper."""

    paper: str
    sentences: tuple[Sentence, ...]
    cells: Mapping[str, Sequence[_Cell]]

    def of(self, edit: Edit) -> ComesFrom:
        """Return where the words in the place of an edit come from; blank where nobody knows."""
        old = edit.difference.old
        words = _plain(edit.now if not old or old == LOST else old)
        drafted = [one for one in self.sentences if _plain(one.words) in words]
        if drafted:
            longest = max(drafted, key=lambda one: len(one.words))
            return ComesFrom(longest.rests_on, "", longest.key)
        cells = self.cells.get(words, ())
        if not cells:
            inside = [one for one in self.cells if len(one) >= _FEWEST_SIGNS and one in words]
            cells = self.cells[max(inside, key=len)] if inside else ()
        cells = [one for one in cells if folded(one.paper) == folded(self.paper)] or cells
        if not cells or len(cells) > _MOST_PLACES:
            return ComesFrom()
        return ComesFrom(tuple(cell.place for cell in cells), cells[0].heading)


def _sources(board: BoardData, paper: str, sentences: Sequence[Sentence]) -> _Sources:
    long = tuple(one for one in sentences if len(one.words) >= _FEWEST_SIGNS)
    return _Sources(paper, long, in_groups(_worded_cells(board)))


def _worded_cells(board: BoardData) -> Iterator[tuple[str, _Cell]]:
    """Yield the words of each cell, and of each paragraph in it, with the cell."""
    for table in TABLES:
        texts = [column for column in table.columns if column.type is str and not column.many]
        for row in board.rows(table):
            for column in texts:
                said = str(getattr(row, column.name))
                place = row.place.of(column.name, column.heading)
                cell = _Cell(place, column.heading, str(getattr(row, "paper", "")))
                for piece in _pieces(said, is_prose=column.prose) if said else ():
                    yield piece, cell


def _pieces(said: str, *, is_prose: bool) -> Iterator[str]:
    found = {_plain(said)}
    if is_prose:
        found |= set(map(_plain, pieces(prose(said).blocks)))
    return (piece for piece in found if piece)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
