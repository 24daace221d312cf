"""From which rows, returns and entries a paper, a sentence or a figure comes; what they are today.

A drafted sentence rests on the places that were kept with it. Words that somebody typed are found
in the cell that holds them. A figure in the row of an action or indicator comes from the rows that
are about it; where no cell holds it, it was worked out from them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.board.history import Entry, Filed
from paperkit.container.reading import content
from paperkit.corrections.changes import ANSWERS, called, paired
from paperkit.errors import UnknownNameError
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.pipeline.built_papers import BuiltPaper
from paperkit.pipeline.comparing import Subject, subject_of, subjects
from paperkit.pipeline.named_papers import is_exempt_row
from paperkit.pipeline.reading import did_you_mean
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.record.as_filed import CellAsFiled, named_sources
from paperkit.record.log_summary import in_a_line
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.describe import words_of
from paperkit.word.compared_text import PaperPart, PaperPlace, ReadLine, ReadPaper

UNCHANGED, CHANGED, GONE, UNKNOWN = "unchanged", "changed", "gone", "not known"
_WORD = re.compile(r"\w+")
_LINKS = re.compile(r"\]\([^()\n]*\)|\[\^[^\[\]\n]*\]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FEWEST_WORDS = 3  # so many words make a text that is looked for in all cells


class ColumnTraced(Frozen):
    """A cell: its heading, its value when the paper was built, and today's."""

    column: str
    was: str
    now: str


class RowTraced(Frozen):
    """A row, or one cell of it, that something rests on: as it was, and as it is today.

    ``cells`` are the one that was meant; of a whole row those that have changed. ``state`` is
    UNCHANGED, CHANGED, GONE or UNKNOWN. ``place`` is where it was when the paper was built,
    ``place_today`` where it is now.
    """

    sheet: str
    row: str
    cells: tuple[ColumnTraced, ...]
    state: str
    place: Place
    place_today: Place | None
    exempt: bool


class EntryTraced(Frozen):
    """An entry of the record that something rests on; ``replaced_by`` counts now, 0 for none.

    ``said`` are its columns that hold a text that was looked for, each before its value.
    """

    number: int
    sheet: str
    words: str
    recorded_on: date
    origin: str
    replaced_by: int
    said: tuple[tuple[str, str], ...] = ()


class Rest(Frozen):
    """What something rests on: rows of the data, entries of the record, places of the settings."""

    rows: tuple[RowTraced, ...] = ()
    entries: tuple[EntryTraced, ...] = ()
    settings: tuple[Place, ...] = ()

    @property
    def changed(self) -> int:
        """Return how many of them are not as they were."""
        rows = sum(row.state in (CHANGED, GONE) for row in self.rows)
        return rows + sum(bool(entry.replaced_by) for entry in self.entries)

    @property
    def unread(self) -> int:
        """Return how many of them cannot be read today, so that nobody can tell."""
        return sum(row.state == UNKNOWN for row in self.rows)


class SentenceTraced(Frozen):
    """A drafted sentence that a paper printed, and what it rests on."""

    key: str
    words: str
    rests_on: Rest


class TextTraced(Frozen):
    """A place where a paper has a text: the words around it, and what they come from.

    ``typed`` holds the cells with these words, ``worked_out`` the rows of which they were made.
    ``by_hand`` says that the words are not as the paper was built.
    """

    place: PaperPlace
    words: str
    by_hand: bool
    sentences: tuple[SentenceTraced, ...] = ()
    typed: Rest = Rest()
    worked_out: Rest = Rest()


class SourceTraced(Frozen):
    """A file of data that a final was built from, and whether it is as it was."""

    name: str
    state: str


class PaperTraces(Frozen, dict=True):
    """What a paper comes from, looked up in its data and today's."""

    paper: BuiltPaper

    @cached_property
    def _today(self) -> Mapping[int, Row]:
        """Return today's row for each row of the paper's data, by the identity of that."""
        today = self.paper.today
        if today is None:
            return {}
        return {
            id(was): now
            for table in TABLES
            for was, now in paired(table, self.paper.board.rows(table), today.rows(table))
            if was is not None and now is not None
        }

    @cached_property
    def _entries(self) -> Mapping[int, Entry]:
        return {entry.number: entry for entry in self.paper.board.history.entries}

    @cached_property
    def _replaced(self) -> Mapping[int, int]:
        today = self.paper.today
        entries = today.history.entries if today else ()
        return {entry.replaces: entry.number for entry in entries if entry.replaces}

    def rest(self, cells: Iterable[CellAsFiled]) -> Rest:
        """Return what became of the cells that something rests on."""
        tables = {table.name: table for table in TABLES}
        rows: list[RowTraced] = []
        entries: list[EntryTraced] = []
        settings: list[Place] = []
        for cell in dict.fromkeys(cells):
            table = tables.get(cell.table)
            of_table = self.paper.board.rows(table) if table else ()
            if table and cell.row < len(of_table):
                rows.append(self.row(table, of_table[cell.row], cell.column, cell.place))
            elif cell.place.entry in self._entries:
                entries.append(self._entry(self._entries[cell.place.entry]))
            else:
                settings.append(cell.place)
        return Rest(tuple(rows), tuple(dict.fromkeys(entries)), tuple(settings))

    def row(
        self, table: Table, was: Row, column: str = "", place: Place | None = None
    ) -> RowTraced:
        """Return what became of a row, or of one cell of it."""
        now = self._today.get(id(was))
        cells = tuple(
            ColumnTraced(one.heading, before, after)
            for one in table.columns
            if column in ("", one.name)
            for before, after in [[words_of(getattr(r, one.name)) if r else "" for r in (was, now)]]
            if column or (now and before != after)
        )
        state = CHANGED if any(cell.was != cell.now for cell in cells) else UNCHANGED
        if now is None:
            state = UNKNOWN if self._may_be_unread(table, was) else GONE
        today = self.paper.today
        exempt = is_exempt_row(self.paper.board, was)
        exempt = exempt or (today is not None and is_exempt_row(today, now))
        heading = cells[0].column if column and cells else ""
        there, then = (
            None if row is None else row.place.of(column, heading) if column else row.place.row
            for row in (now, was)
        )
        where = place or then or Place()
        return RowTraced(table.sheet, called(table, was), cells, state, where, there, exempt)

    def _may_be_unread(self, table: Table, was: Row) -> bool:
        """Return whether a row may be one that cannot be read today."""
        today = self.paper.today
        if today is None:
            return True
        unread = {folded(row.reference) for row in today.unread_of(table)}
        key = table.key
        return folded(str(getattr(was, key.name))) in unread if key else bool(unread)

    def _entry(self, entry: Entry, said: Iterable[tuple[str, str]] = ()) -> EntryTraced:
        return EntryTraced(
            entry.number, entry.table.sheet, in_a_line(entry), entry.recorded_on, entry.origin,
            self._replaced.get(entry.number, 0), tuple(said),
        )  # fmt: skip

    # --- Sentences ----------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[SentenceTraced, ...]:
        """Return the drafted sentences that the paper printed, with what they rest on."""
        printed = self.paper.printed.sentences
        return tuple(SentenceTraced(one.key, one.words, self.rest(one.rests_on)) for one in printed)

    def sentence(self, key: str) -> SentenceTraced:
        """Return the sentence of a key; UnknownNameError names what there is."""
        found = next((one for one in self.sentences if folded(one.key) == folded(key)), None)
        if found is None:
            keys = [one.key for one in self.sentences]
            there = f"It prints: {', '.join(keys)}." if keys else "It prints no drafted sentence."
            raise UnknownNameError(
                f"'{self.paper.named.name}' prints no sentence called '{key}'. "
                f"{did_you_mean(key, keys, there)}"
            )
        return found

    @property
    def sources(self) -> tuple[SourceTraced, ...]:
        """Return the settings and files of data that a final was built from; none of a draft."""
        row = self.paper.version.row if self.paper.version else None
        if not isinstance(row, Filed):
            return ()
        named = {SETTINGS_FILE: row.settings} if row.settings else {}
        named |= named_sources(row)
        return tuple(
            SourceTraced(name, _state_of(self.paper.folder / name, digest))
            for name, digest in named.items()
        )

    # --- A text -------------------------------------------------------------------------------

    def text(self, text: str) -> tuple[TextTraced, ...]:
        """Return each place that has a text, in the order of the pages; UnknownNameError for none.

        A figure is found as a whole only: 38 is not in 138, nor in 3.38.
        """
        asked = " ".join(text.split())
        built = {words for _, words in _places(self.paper.built.read)}
        found = [
            self._text(place, words, asked, by_hand=words not in built)
            for place, words in _places(self.paper.named.read)
            if asked and _has(words, asked)
        ]
        if not found:
            raise UnknownNameError(
                f"'{self.paper.named.name}' does not say '{text}'. Copy the words from the paper "
                "as they are printed, fewer of them if need be."
            )
        return tuple(found)

    def _text(self, place: PaperPlace, words: str, asked: str, *, by_hand: bool) -> TextTraced:
        if by_hand:
            return TextTraced(place, words, by_hand)
        plain = _plain(words)
        sentences = tuple(
            one for one in self.sentences if _has(one.words, asked) and _plain(one.words) in plain
        )
        about = subject_of(place, self._subjects)
        rows = list(self._rows_about(about)) if about else []
        entries = list(self._entries_about(about)) if about else []
        typed = Rest() if sentences else self._typed(rows, entries, words, asked)
        made = Rest()
        if not (sentences or typed.rows or typed.entries):
            named = [about] if about else list(self._listed(words, asked))
            made = Rest(
                tuple(self.row(*row) for one in named for row in self._rows_about(one)),
                tuple(self._entry(entry) for one in named for entry in self._entries_about(one)),
            )
        return TextTraced(place, words, by_hand, sentences, typed, made)

    @cached_property
    def _subjects(self) -> Mapping[Reference, Subject]:
        return subjects([self.paper.board])

    def _listed(self, words: str, asked: str) -> Iterator[Subject]:
        """Yield the actions and indicators in a list of names of which a text is one, or is part.

        Such a list is in the figures at a glance.
        """
        board = self.paper.board
        for noun, rows in (("Action", board.actions), ("Indicator", board.indicators)):
            for row in rows:
                name = " ".join(row.listed_as.split())
                if _has(words, name) and (_has(name, asked) or _has(asked, name)):
                    yield Subject(noun, row.reference)

    def _rows_about(self, about: Subject) -> Iterator[tuple[Table, Row]]:
        """Yield the row of an action or indicator, then those that name it."""
        name = f"{about.noun.lower()}s"
        for table in TABLES:
            naming = [
                column.name
                for column in table.columns
                if not column.many
                and (name in column.refers or (table.name == name and column.key))
            ]
            for row in self.paper.board.rows(table) if naming else ():
                if about.reference in [getattr(row, column) for column in naming]:
                    yield table, row

    def _entries_about(self, about: Subject) -> Iterator[Entry]:
        """Yield the answers of the record on an action that counted when the paper was built."""
        for table in ANSWERS if about.noun == "Action" else ():
            for entry in self.paper.board.history.of(table):
                names = (getattr(entry.row, "action", ""), getattr(entry.row, "reference", ""))
                if about.reference in names:
                    yield entry

    def _typed(
        self, rows: Sequence[tuple[Table, Row]], entries: Sequence[Entry], words: str, asked: str
    ) -> Rest:
        """Return the cells that hold what was printed: those of the rows first, else of all."""
        found = [(t, row, column.name) for t, row in rows for column, _ in _holding(t, row, asked)]
        said = [(entry, _holding(entry.table, entry.row, asked)) for entry in entries]
        answers = [(entry, cells) for entry, cells in said if cells]
        if not (found or answers) and len(_WORD.findall(words)) >= _FEWEST_WORDS:
            plain = _plain(words)
            found = [cell[:3] for cell in self._prose if plain in cell[3]]
        return Rest(
            tuple(self.row(table, row, name) for table, row, name in found),
            tuple(
                self._entry(entry, ((column.heading, value) for column, value in cells))
                for entry, cells in answers
            ),
        )

    @cached_property
    def _prose(self) -> tuple[tuple[Table, Row, str, str], ...]:
        """Return every cell of text with its words alone."""
        return tuple(
            (table, row, column.name, _plain(words))
            for table in TABLES
            for column in table.columns
            if column.type is str and not column.many
            for row in self.paper.board.rows(table)
            if (words := str(getattr(row, column.name)))
        )


def _holding(table: Table, row: Row, asked: str) -> list[tuple[Column, str]]:
    """Return the cells that hold a text, or just the figure that it is; not what names a row."""
    figure = _FIGURE.fullmatch(asked.strip("%£ "))
    found = []
    for column in table.columns:
        words = words_of(getattr(row, column.name))
        is_figure = figure is not None and words == figure.group().replace(",", "")
        names_row = column.key or column.refers or column.role == "reference"
        if words and (is_figure or (_has(words, asked) and not names_row)):
            found.append((column, words))
    return found


def _state_of(path: Path, digest: str) -> str:
    if not path.is_file():
        return GONE
    return UNCHANGED if sha256(content(path)).hexdigest() == digest else CHANGED


def _places(read: ReadPaper) -> Iterator[tuple[PaperPlace, str]]:
    """Yield the words of each paragraph and cell of a paper, then of what is beside its text."""
    for block in read.text:
        if isinstance(block, ReadLine):
            yield block.place, " ".join(block.words.shown.split())
            continue
        for row in block.rows:
            for number, cell in enumerate(row.cells):
                yield block.place_of(row, number), " ".join(cell.shown.split())
    for part in PaperPart:
        for line in read.beside.get(part, ()):
            yield line.place, " ".join(line.words.shown.split())


def _has(words: str, asked: str) -> bool:
    """Return whether words hold a text, and no longer word or figure of which it is a part."""
    said, wanted = folded(words), folded(asked)
    at = said.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _goes_on(said[:at][::-1], wanted[0]) and not _goes_on(said[end:], wanted[-1]):
            return True
        at = said.find(wanted, at + 1)
    return False


def _goes_on(after: str, edge: str) -> bool:
    """Return whether what comes next to the edge of a text is part of the same word or figure."""
    if not edge.isalnum() or not after:
        return False
    in_figure = edge.isdigit() and after[0] in ".," and after[1:2].isdigit()
    return after[0].isalnum() or in_figure


def _plain(words: str) -> str:
    """Return the words alone, without marks, links and the marks of notes."""
    return f" {' '.join(_WORD.findall(_LINKS.sub(' ', words.casefold())))} "
