"""What a final rests on, kept with it: the rows of the data, and what it printed, as they were.

The rows of each table are bytes of their own, so that what did not change between two finals is
kept once; a list gives the table and the hash of each. They are kept in the words of their
declarations, like an entry: a column that is declared later reads as blank.

What was printed is kept as the sentences and values that went into the pages. The places that a
sentence rests on are those of the officer's files of that day, each with the row that was kept.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from paperkit.board.data import TABLES, BoardData
from paperkit.board.history import FILED, AsFiled, Filed, History
from paperkit.findings import Place
from paperkit.frozen import Frozen, as_dict, replace
from paperkit.record import LOG_FILE
from paperkit.record.kept import kept
from paperkit.record.log import UnreadableError, row_of
from paperkit.record.opening import of_later_version
from paperkit.schema.columns import Row, RowPlace, Table
from paperkit.schema.describe import words_of
from paperkit.word.values import Ledger, Printable, Prose, Sentence, pieces

SETTINGS = "paperkit.yaml"
_MOST_CELLS = 3  # words in more cells than these, such as a rating, say nothing of where from
_OF_A_ROW = 60


class CellAsFiled(Frozen):
    """A place of the data: where it was in the officer's files, and the row that was kept of it.

    ``row`` is the number of the row in its table, from 0, as ``board_as_filed`` has it. ``table``
    is blank where the place is not a row's: an entry of the record, or a setting.
    """

    place: Place
    table: str = ""
    row: int = 0
    column: str = ""


class SentencePrinted(Frozen):
    """A drafted sentence as it was printed: its key, its words, and what it rests on."""

    key: str
    words: str
    rests_on: tuple[CellAsFiled, ...] = ()


class ValuePrinted(Frozen):
    """One value in the order of the page, such as a figure, a name or a paragraph, in words.

    ``found_in`` are the cells that held the same words, where they were few.
    """

    words: str
    kind: str
    found_in: tuple[CellAsFiled, ...] = ()


class Printed(Frozen):
    """What a final printed: its drafted sentences, and every value in the order of the page."""

    sentences: tuple[SentencePrinted, ...]
    values: tuple[ValuePrinted, ...]


# --- Keeping --------------------------------------------------------------------------------


def rows_to_keep(rows: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Return what is kept of the rows of a board: the list of its tables first, then each."""
    hashes = {table: sha256(data).hexdigest() for table, data in rows.items()}
    return (json.dumps(hashes, separators=(",", ":")).encode(), *rows.values())


def printed_to_keep(board: BoardData, sentences: Iterable[Sentence], ledger: Ledger) -> bytes:
    """Return what a paper printed, with the rows of the board that it comes from."""
    drafted = tuple(sentences)
    places = {place for sentence in drafted for place in sentence.rests_on}
    words = [(type(value).__name__, _words(value)) for value in ledger.values]
    cells, holding = _cells(board, places, {said for _, said in words})
    found: dict[str, object] = {
        "sentences": [
            {
                "key": sentence.key,
                "words": sentence.words,
                "rests_on": [
                    _cell_out(cells.get(place) or CellAsFiled(place)) for place in sentence.rests_on
                ],
            }
            for sentence in drafted
        ],
        "values": [
            {"words": said, "kind": kind, "found_in": list(map(_cell_out, holding.get(said, ())))}
            for kind, said in words
        ],
    }
    return json.dumps(found, separators=(",", ":")).encode()


def _words(value: Printable) -> str:
    if isinstance(value, Prose):
        return "\n".join(pieces(value.blocks))
    return str(value)


def _cells(
    board: BoardData, places: set[Place], words: set[str]
) -> tuple[Mapping[Place, CellAsFiled], Mapping[str, tuple[CellAsFiled, ...]]]:
    """Return the cells at the places, and the cells that hold the words, where they are few."""
    at: dict[Place, CellAsFiled] = {}
    holding: dict[str, list[CellAsFiled]] = {}
    for table in TABLES:
        texts = [column.name for column in table.columns if column.type is str and not column.many]
        for number, row in enumerate(board.rows(table)):
            if row.place.row in places:
                at[row.place.row] = CellAsFiled(row.place.row, table.name, number)
            for name, place in row.place.cells.items():
                if place in places:
                    at[place] = CellAsFiled(place, table.name, number, name)
            for name in texts:
                said = str(getattr(row, name))
                if said and said in words:
                    cell = CellAsFiled(row.place.of(name), table.name, number, name)
                    holding.setdefault(said, []).append(cell)
    few = {said: tuple(found) for said, found in holding.items() if len(found) <= _MOST_CELLS}
    return at, few


def _cell_out(cell: CellAsFiled) -> dict[str, object]:
    place = {name: value for name, value in as_dict(cell.place).items() if value}
    if not cell.table:
        return {"place": place}
    return {"place": place, "table": cell.table, "row": cell.row, "column": cell.column}


# --- Reading --------------------------------------------------------------------------------


def board_as_filed(log: Path, history: History, row: Filed) -> BoardData | None:
    """Return the rows as a final had them, and of the record what was there before it.

    Each row says of its place in which entry it is kept: "entry 7, Actions, 1.2". None where the
    record kept no rows with the final: an earlier paperkit recorded it, or they were removed.
    LogError where a later paperkit kept them, or they are not as they were.
    """
    tables = tables_as_filed(log, row)
    if tables is None:
        return None
    number = row.place.row.entry
    if isinstance(row, AsFiled):
        # Edited by hand later than it was built: it rests on what was there when it was built.
        finals = ((entry.number, entry.row) for entry in history.of(FILED))
        built = (n for n, one in finals if isinstance(one, Filed) and one.sha256 == row.built)
        number = next(built, number)
    found: dict[str, Any] = {}
    known = {table.name: table for table in TABLES}
    try:
        for name, data in tables.items():
            table = known[name]
            lines = enumerate(map(json.loads, data.splitlines()), start=1)
            found[name] = tuple(_placed(table, words, number, at) for at, (_, words) in lines)
    except (UnreadableError, KeyError, TypeError, ValueError) as fault:
        raise of_later_version(log) from fault
    before = tuple(entry for entry in history.entries if entry.number < number)
    return BoardData(**found, history=replace(history, entries=before))


def tables_as_filed(log: Path, row: Filed) -> Mapping[str, bytes] | None:
    """Return the bytes of each table that was kept with a final; None where none were."""
    listed = kept(log, [row.rows]).get(row.rows) if row.rows else None
    if listed is None:
        return None
    hashes: dict[str, str] = json.loads(listed)
    there = kept(log, hashes.values())
    if any(name not in there for name in hashes.values()):
        return None
    return MappingProxyType({table: there[name] for table, name in hashes.items()})


def printed_as_filed(log: Path, row: Filed) -> Printed | None:
    """Return what a final printed; None where the record did not keep it, or it was removed."""
    data = kept(log, [row.printed]).get(row.printed) if row.printed else None
    return None if data is None else printed_in(data)


def printed_in(data: bytes) -> Printed:
    """Return what is kept as ``printed_to_keep`` gives it."""
    found = json.loads(data)
    return Printed(
        tuple(
            SentencePrinted(one["key"], one["words"], tuple(map(_cell_in, one["rests_on"])))
            for one in found["sentences"]
        ),
        tuple(
            ValuePrinted(one["words"], one["kind"], tuple(map(_cell_in, one["found_in"])))
            for one in found["values"]
        ),
    )


def sources_as_filed(log: Path, row: Filed) -> Mapping[str, bytes]:
    """Return the settings and files of data that a final was made from, by their names.

    They are letter for letter as they were, but for words that were removed since; one that was
    removed whole, or that an earlier paperkit did not keep, is not among them.
    """
    named = {SETTINGS: row.settings, **named_sources(row)} if row.settings else named_sources(row)
    there = kept(log, named.values())
    return MappingProxyType({name: there[one] for name, one in named.items() if one in there})


def named_sources(row: Filed) -> Mapping[str, str]:
    """Return the hash of each file of data that a final was made from, by the file's name."""
    parted = (one.rpartition(": ") for one in row.sources)
    return MappingProxyType({name: digest for name, _, digest in parted})


def _placed(table: Table, words: Mapping[str, Any], entry: int, number: int) -> Row:
    """Return a row that was kept, with places that say what they are."""
    row = row_of(table, words, RowPlace())
    named = (column for column in table.columns if column.identity and not column.prose)
    known = (words_of(getattr(row, column.name))[:_OF_A_ROW] for column in named)
    called = ", ".join(filter(None, known)) or f"row {number}"
    field = f"{table.sheet}, {called}"
    place = Place(LOG_FILE, entry=entry, field=field)
    cells = {c.name: replace(place, field=f"{field}, {c.heading}") for c in table.columns}
    return replace(row, place=RowPlace(place, MappingProxyType(cells)))


def _cell_in(kept_cell: Mapping[str, Any]) -> CellAsFiled:
    return CellAsFiled(**{**kept_cell, "place": Place(**kept_cell["place"])})
