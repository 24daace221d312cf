"""What changed in the data since a paper was published, cell by cell, and the cells that are taken.

What nobody chose stays as it was published. Rows of a table with a key are matched by it; others
by the columns that say which they are, and by their order where several say the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paperkit.board.data import TABLES, BoardData
from paperkit.board.history import ASKED, ROUNDS, Entry, History
from paperkit.board.paper_rows import PROGRESS, REQUESTS, RETURNS, RISKS, VIEWS
from paperkit.errors import UnknownNameError
from paperkit.findings import in_full
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import Reference, folded, in_groups
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.dates import Period
from paperkit.schema.describe import words_of
from paperkit.schema.values import Amount, close_to

ANSWERS = (ROUNDS, ASKED, RETURNS, VIEWS, REQUESTS, RISKS)
"""The entries of the record that papers print."""


class Changed(Frozen):
    """A cell that changed, a row that is new or gone, or an answer of the record that counts now.

    ``number`` counts from 1 over all that changed. ``column`` is None where it is a whole row.
    ``entry`` is the answer's, None for a row of the data.
    """

    number: int
    table: Table
    name: str
    was: Row | None
    now: Row | None
    column: Column | None = None
    entry: Entry | None = None

    @property
    def row(self) -> str:
        """Return what the row is called: ``Actions 1.2``."""
        return f"{self.table.sheet} {self.name}".rstrip()

    @property
    def values(self) -> tuple[str, str]:
        """Return the old and the new value in words; of a whole row the columns that differ."""
        if self.column:
            name = self.column.name
            return words_of(getattr(self.was, name)), words_of(getattr(self.now, name))
        return _in_words(self.table, self.was, self.now), _in_words(self.table, self.now, self.was)

    @property
    def words(self) -> str:
        """Return the change in a sentence: ``Actions 1.2, State: 'At risk' is now 'Delivered'``."""
        old, new = (in_full(value) if value else "blank" for value in self.values)
        where = f"{self.row}, {self.column.heading}" if self.column else self.row
        origin = f" (entry {self.entry.number} of the record)" if self.entry else ""
        if self.was is None:
            return f"{where}: new, {new}{origin}"
        if self.now is None:
            return f"{where}: gone, it was {old}"
        return f"{where}: {old} is now {new}{origin}"


def _in_words(table: Table, row: Row | None, other: Row | None) -> str:
    if row is None:
        return ""
    found = []
    for column in table.columns:
        words, others = (words_of(getattr(one, column.name)) if one else "" for one in (row, other))
        if words and words != others:
            found.append(f"{column.heading}: {words}")
    return "; ".join(found)


# --- What changed ---------------------------------------------------------------------------


def changes(published: BoardData, today: BoardData) -> tuple[Changed, ...]:
    """Return what changed since, in the order of the sheets, then of the record.

    A row that cannot be read today is not gone: it is left as it was published. Of answers only
    those of the record count.
    """
    sheets = [table for table in TABLES if table not in ANSWERS]
    found = [one for table in sheets for one in _of_table(table, published, today)]
    found += _of_record(published.history, today.history)
    return tuple(replace(one, number=number) for number, one in enumerate(found, start=1))


def _of_table(table: Table, published: BoardData, today: BoardData) -> Iterator[Changed]:
    unread = {folded(row.reference) for row in today.unread_of(table)}
    for was, now in paired(table, published.rows(table), today.rows(table)):
        row = now if now is not None else was
        assert row is not None
        name = called(table, row)
        if was is not None and now is not None:
            for column in table.columns:
                old, new = (words_of(getattr(one, column.name)) for one in (was, now))
                if old != new and column.role != PROGRESS:
                    yield Changed(0, table, name, was, now, column)
        elif now is not None or not unread or (table.key and folded(name) not in unread):
            yield Changed(0, table, name, was, now)


def paired(
    table: Table, before: Sequence[Row], after: Sequence[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield each row of before with its row of after, in the order of after; what is gone last."""
    names = [column.name for column in table.columns]
    ways = [[table.key.name]] if table.key else [names, _which(table), _of_what(table)]
    old, new = dict(enumerate(before)), dict(enumerate(after))
    pairs: dict[int, int] = {}
    for way in ways:
        there = in_groups((_values(row, way), number) for number, row in old.items())
        for key, numbers in in_groups((_values(row, way), n) for n, row in new.items()).items():
            for was, now in zip(there.get(key, ()), numbers, strict=False):
                pairs[now] = was
                del old[was], new[now]
    yield from ((before[pairs[n]] if n in pairs else None, row) for n, row in enumerate(after))
    yield from ((row, None) for row in old.values())


def _values(row: Row, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _which(table: Table) -> list[str]:
    """Return the columns that say which row it is: not a figure, nor text in paragraphs."""
    return [c.name for c in table.columns if c.identity and c.type is not Amount and not c.prose]


def _of_what(table: Table) -> list[str]:
    """Return the columns that say what a row is about: other rows, and the period."""
    named = [c.name for c in table.columns if c.identity and (c.refers or c.type is Period)]
    return named or _which(table)


def called(table: Table, row: Row) -> str:
    """Return what a row is called on its sheet: its key, or what says which it is."""
    names = [table.key.name] if table.key else _which(table)
    return ", ".join(filter(None, (words_of(getattr(row, name)) for name in names)))


def _of_record(published: History, today: History) -> Iterator[Changed]:
    """Yield each answer that counts now and did not then, with the one that counted before."""
    for table in ANSWERS:
        was = {_about(table, entry.row): entry for entry in published.of(table)}
        now = {_about(table, entry.row): entry for entry in today.of(table)}
        for about, entry in now.items():
            before = was.get(about)
            if before is None or before.row != entry.row:
                name = ", ".join(dict.fromkeys(filter(None, map(str, about))))
                old = before.row if before else None
                yield Changed(0, table, name, old, entry.row, entry=entry)


def _about(table: Table, row: Row) -> tuple[object, ...]:
    names = ("action", "reference", "round_of", "priority", "meeting")
    return tuple(getattr(row, name) for name in names if name in {c.name for c in table.columns})


# --- What was chosen ------------------------------------------------------------------------


def chosen(every: Sequence[Changed], rows: Sequence[str]) -> tuple[Changed, ...]:
    """Return the changes that were named: by a number of the list, or all cells of a row.

    UnknownNameError where nothing that changed is called so.
    """
    found: dict[int, Changed] = {}
    by_name = in_groups((folded(one.row), one) for one in every)
    for words in rows:
        those = by_name.get(folded(words), ())
        if not those and words.strip().isdecimal():
            those = [one for one in every if one.number == int(words)]
        if not those:
            near = close_to(words, [one.row for one in every])
            there = f"Did you mean '{near}'?" if near else "Name a row or a number of the list."
            raise UnknownNameError(f"Nothing called '{words}' has changed since. {there}")
        found.update((one.number, one) for one in those)
    return tuple(found[number] for number in sorted(found))


def with_changes(published: BoardData, today: BoardData, taken: Sequence[Changed]) -> BoardData:
    """Return the data as published with what was taken of today's, and nothing else.

    UnknownNameError where a row that was taken names one that was not there.
    """
    tables: dict[str, Any] = {}
    by_table = in_groups((one.table.name, one) for one in taken if not one.entry)
    for table in TABLES:
        if table.name in by_table:
            tables[table.name] = _taken(table, published, today, by_table[table.name])
    history = with_answers(published.history, [one.entry for one in taken if one.entry])
    board = replace(published, **tables, history=history)
    _refuse_unknown(board, taken)
    return board


def with_answers(history: History, entries: Iterable[Entry]) -> History:
    """Return the record with answers in place of those to the same question that it had."""
    for entry in entries:
        about = _about(entry.table, entry.row)
        others = tuple(
            one
            for one in history.entries
            if one.table != entry.table or _about(one.table, one.row) != about
        )
        history = replace(history, entries=(*others, entry))
    return history


def _taken(
    table: Table, published: BoardData, today: BoardData, taken: Sequence[Changed]
) -> tuple[Row, ...]:
    gone, new = (
        {id(row) for row in rows}
        for rows in (
            [one.was for one in taken if one.now is None],
            [one.now for one in taken if one.was is None],
        )
    )
    cells = in_groups((id(one.was), one) for one in taken if one.was and one.now)
    rows = [
        (id(row), _with_cells(row, cells.get(id(row), ())))
        for row in published.rows(table)
        if id(row) not in gone
    ]
    # A new row goes behind the one that it follows today.
    pairs = paired(table, published.rows(table), today.rows(table))
    pairs_of = {id(now): id(was) for was, now in pairs if was is not None}
    before = 0
    for row in today.rows(table):
        if id(row) in new:
            there = next((n for n, (name, _) in enumerate(rows, 1) if name == before), 0)
            rows.insert(there, (id(row), row))
            before = id(row)
        elif pairs_of.get(id(row)) in {name for name, _ in rows}:
            before = pairs_of[id(row)]
    return tuple(row for _, row in rows)


def _with_cells(row: Row, cells: Sequence[Changed]) -> Row:
    values = {
        one.column.name: getattr(one.now, one.column.name)
        for one in cells
        if one.column and one.now
    }
    return replace(row, **values) if values else row


def _refuse_unknown(board: BoardData, taken: Sequence[Changed]) -> None:
    """Refuse a row that names another which was not there when the paper was published."""
    known: Mapping[str, frozenset[Reference]] = {
        table.name: frozenset(Reference(getattr(row, table.key.name)) for row in board.rows(table))
        for table in TABLES
        if table.key
    }
    for one in taken:
        columns = (one.column,) if one.column else one.table.columns
        for column in columns if one.now and not one.entry else ():
            value = getattr(one.now, column.name)
            words = value if column.many else filter(None, (value,))
            there = frozenset[Reference]().union(*(known.get(name, ()) for name in column.refers))
            for word in words if column.refers else ():
                if Reference(word) not in there:
                    sheets = " or ".join(name.capitalize() for name in column.refers)
                    raise UnknownNameError(
                        f"{one.row} names '{word}', which the data as published do not have. "
                        f"Choose its row of {sheets}, too."
                    )
