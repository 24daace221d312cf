"""The words that cells may hold: the visible sheet ``Lists``, and the names of its ranges."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from paperkit.files.workbook_out_book import (
    LISTS,
    Book,
    new_sheet,
    set_height,
    write_text,
    write_title,
)
from paperkit.schema.columns import Column, Table
from paperkit.schema.values import choices

_FIRST_WORD = 4  # zero-based: title, what it is, a blank row, the headings


@dataclass(frozen=True)
class WordList:
    """A closed list: the name of its range, its heading, its words, and the columns it serves.

    ``meanings`` say what each word means, where the sheet is to tell it beside the word.
    """

    name: str
    heading: str
    words: tuple[str, ...]
    columns: frozenset[tuple[str, str]]
    meanings: tuple[str, ...] = ()


def word_lists(tables: Sequence[Table], extra: Mapping[str, Sequence[str]]) -> tuple[WordList, ...]:
    """Return the lists that the tables' columns use, one for each set of words, in order.

    ``extra`` gives words for further columns, by ``table.column``: those that a pack decides.
    """
    columns: dict[str, list[tuple[Table, Column]]] = {}
    for table in tables:
        for column in table.columns:
            name = _name(table, column, extra)
            if name:
                columns.setdefault(name, []).append((table, column))
    return tuple(_word_list(name, users, extra) for name, users in columns.items())


def _name(table: Table, column: Column, extra: Mapping[str, Sequence[str]]) -> str:
    if extra.get(f"{table.name}.{column.name}"):
        return f"List_{table.name}_{column.name}"
    return f"List_{column.type.__name__}" if choices(column) else ""


def _word_list(
    name: str, users: list[tuple[Table, Column]], extra: Mapping[str, Sequence[str]]
) -> WordList:
    table, column = users[0]
    of_pack = extra.get(f"{table.name}.{column.name}")
    heading = f"{table.sheet}: {column.heading}" if of_pack else _spaced(column.type.__name__)
    columns = frozenset((user.name, used.name) for user, used in users)
    return WordList(name, heading, tuple(of_pack or choices(column)), columns)


def _spaced(name: str) -> str:
    """Return ``Meeting kind`` for ``MeetingKind``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def write_lists(book: Book, lists: Sequence[WordList]) -> None:
    """Write the sheet of words, a list a column with its meanings beside, and name the ranges."""
    columns = [(words.heading, words.words, _WIDTH, words.name) for words in lists]
    for at, words in reversed(tuple(enumerate(lists))):
        if any(words.meanings):
            columns.insert(at + 1, ("What it means", words.meanings, _WIDE, ""))
    sheet = new_sheet(book, LISTS, [width for _, _, width, _ in columns] or [_WIDTH])
    looks = book.looks
    write_title(sheet, LISTS, looks)
    sheet.write_string(1, 0, _ABOUT, book.file.add_format({"valign": "top"}))
    for number, (heading, words_of, width, name) in enumerate(columns):
        sheet.set_column(number, number, width, looks.text)
        write_text(sheet, _FIRST_WORD - 1, number, heading, looks.heading)
        for row, word in enumerate(words_of, start=_FIRST_WORD):
            write_text(sheet, row, number, word, looks.text)
        if name:
            book.file.define_name(name, f"={_range(number, len(words_of))}")
    _set_heights(sheet, [words_of for _, words_of, _, _ in columns], [w for _, _, w, _ in columns])
    sheet.freeze_panes(_FIRST_WORD, 0)


def _set_heights(sheet: Any, columns: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    for row, texts in enumerate(zip_longest(*columns, fillvalue=""), start=_FIRST_WORD):
        set_height(sheet, row, texts, widths)


_WIDTH, _WIDE = 26, 60
_ABOUT = (
    "The words that the drop-down lists of the other sheets offer. There is nothing to fill in."
)


def _range(column: int, count: int) -> str:
    letter = column_letter(column)
    return f"{LISTS}!${letter}${_FIRST_WORD + 1}:${letter}${_FIRST_WORD + count}"


def column_letter(number: int) -> str:
    """Return the letters of a column, counted from nought: ``AA`` for 26."""
    before, last = divmod(number, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)
