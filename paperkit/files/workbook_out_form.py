"""A form as a workbook: what to do, what is missing, the questions, the words to choose from.

The first sheet opens; nothing is hidden or locked, there are no macros, and formulas stand on
the sheet of checks alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paperkit.files.workbook_out_book import new_book
from paperkit.files.workbook_out_form_check import write_check
from paperkit.files.workbook_out_form_guide import write_form_guide
from paperkit.files.workbook_out_form_sheet import form_looks, write_form_sheet
from paperkit.files.workbook_out_lists import WordList, word_lists, write_lists
from paperkit.files.workbook_out_sheet import Sources
from paperkit.schema.forms import Form, FormSheet


def form_workbook(form: Form) -> bytes:
    """Return the workbook that is sent to one person; equal forms give equal bytes.

    WriteError where a text is longer than a cell can hold, or holds what no workbook can.
    """
    book = new_book(form.title, form.about.council or form.about.board)
    looks = form_looks(book)
    lists = _lists(form.sheets)
    sources = Sources(_served(lists), {}, {})
    write_form_guide(book, looks, form)
    write_check(book, form.sheets)
    for sheet in form.sheets:
        write_form_sheet(book, looks, sheet, sources)
    write_lists(book, lists)
    return book.finished()


def _lists(sheets: Sequence[FormSheet]) -> tuple[WordList, ...]:
    """Return the lists of the sheets; the words that a sheet gives come with their meanings."""
    tables = [replace(sheet.table, sheet=sheet.name) for sheet in sheets]
    given = {f"{s.table.name}.{name}": words for s in sheets for name, words in s.words.items()}
    lists = word_lists(tables, {key: [w.word for w in words] for key, words in given.items()})
    meanings = {key: tuple(word.meaning for word in words) for key, words in given.items()}
    return tuple(_with_meanings(words, meanings) for words in lists)


def _with_meanings(words: WordList, meanings: Mapping[str, tuple[str, ...]]) -> WordList:
    keys = (f"{table}.{column}" for table, column in sorted(words.columns))
    return replace(words, meanings=next((meanings[k] for k in keys if k in meanings), ()))


def _served(lists: Sequence[WordList]) -> dict[tuple[str, str], str]:
    return {column: words.name for words in lists for column in words.columns}
