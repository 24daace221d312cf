"""Every text of a workbook or form, wherever it is: read, or shown in full, or named as left alone.

What is read is in a paper or in a finding (tests/test_nothing_lost.py); what is written on a form
beside its answers is in the log, too.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from paperkit.board.data import TABLES
from paperkit.board.history import REMARKS, Remark
from paperkit.files.form_in import read_form
from paperkit.files.workbook_in import read_workbook
from paperkit.findings import Finding, in_full
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.rounds import FORM_TABLES
from paperkit.rounds.remarks import beside
from paperkit.schema.forms import FormText
from tests.board.returned import form, gathered
from tests.board.test_gathering import EARLIER, ISSUED, PLAN
from tests.files.issued import SHEET, issued, opened
from tests.files.workbooks import workbook
from tests.logs import logged

DATA = logged(PLAN, EARLIER + ISSUED)
BOARD = """
## Actions
| Reference | Action       | State     | Corrective action | Ours |
| 1.1       | Open the hub | On course |                   | 7    |
| 1.2       | Train staff  | At risk   | A second course   | 8    |
## Readings
| Indicator | Period  | Value | Note     |
| 2.1       | 2025/26 | 11    | A survey |
"""
ROW = "## returns\n| action | rating |\n| --- | --- |\n| 1.1 | Green |\n"
SIGNS = st.characters(exclude_categories=["Cs", "Cn", "Co", "Cc", "Cf", "Zl", "Zp"])
# Words that no form and no plan holds, of any length.
WORDS = st.builds(lambda word: f"Zq {word} qz", st.text(SIGNS, max_size=120))


class Written(Frozen):
    """Words that somebody wrote into a cell, or as a comment on it."""

    sheet: str
    row: int
    column: int
    words: str
    is_comment: bool

    @property
    def cell(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


def written(*sheets: str) -> st.SearchStrategy[list[Written]]:
    one = st.builds(
        Written, st.sampled_from(sheets), st.integers(1, 40), st.integers(1, 20), WORDS,
        st.booleans(),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=6, unique_by=lambda w: (w.sheet, w.row, w.column))


def plainly(text: str) -> str:
    return " ".join(text.split())


def shown(words: str, findings: tuple[Finding, ...]) -> bool:
    """Return whether a finding shows the words in full."""
    inside = plainly(in_full(words.strip())[1:-1])
    return any(inside in plainly(finding.message) for finding in findings)


@cache
def texts_of_the_form() -> tuple[FormText, ...]:
    with TemporaryDirectory() as folder:
        return read_form(issued(Path(folder)), FORM_TABLES).texts


@settings(max_examples=25, deadline=None)
@given(written("Please read", "Check before sending", "Lists", SHEET, "Extra"))
@example([Written("Extra", 1, 1, "Zq \xa0\u3000 seen as signs qz", False)])
@example([Written(SHEET, 3, 8, "Zq the reason qz", False)])
@example([Written("Check before sending", 3, 1, "Zq over the banner qz", False)])
@example([Written(SHEET, 1, 8, "Zq another heading qz", False)])
def test_whatever_is_written_on_a_form_is_an_answer_or_asked_about_and_kept(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[Written],
) -> None:
    folder: Path = tmp_path_factory.mktemp("form")
    book = opened(folder)
    own = texts_of_the_form()
    for one in texts:
        if one.sheet not in book.sheetnames:
            book.create_sheet(one.sheet)
        cell = book[one.sheet][one.cell]
        if one.is_comment:
            cell.comment = Comment(one.words, "Jo")
        else:
            cell.value = one.words
    book.save(folder / "Jo Lee.xlsx")
    read = read_form(folder / "Jo Lee.xlsx", FORM_TABLES)
    if read.about is None or any(found.code == "PK-217" for found in read.findings):
        return  # the whole form is kept back, and the finding says so
    answers = {
        cell.place.cell: cell.typed
        for record in read.records.get("returns", ())
        for cell in record.cells.values()
    }
    about = {cell.place.cell for cell in read.about.cells.values()}
    back = replace(form("Jo Lee", ROW), beside=beside(read.texts, own))
    result = gathered(DATA, back)
    kept = [d.row.words for d in result.taken if d.table == REMARKS and isinstance(d.row, Remark)]
    for one in texts:
        is_answer = one.sheet == SHEET and not one.is_comment and one.cell in answers
        is_about = one.sheet == "Please read" and not one.is_comment and one.cell in about
        if not (is_answer or is_about):
            assert shown(one.words, result.findings), one
            if not any(found.severity.value == "error" for found in result.findings):
                assert any(plainly(one.words.strip()) in plainly(words) for words in kept), one


@settings(max_examples=40, deadline=None)
@given(written("Actions", "Readings"))
@example([Written("Actions", 7, 1, "Zq updated by PN qz", False)])
@example([Written("Actions", 4, 2, "Zq directly below qz", False)])
@example([Written("Actions", 30, 15, "Zq far away qz", True)])
@example([Written("Readings", 1, 1, "Zq no heading any more qz", False)])
def test_whatever_is_written_on_a_sheet_is_read_or_shown_or_named_as_left_alone(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[Written],
) -> None:
    path: Path = tmp_path_factory.mktemp("board") / "board.xlsx"
    book = workbook(BOARD)
    for one in texts:
        cell = book[one.sheet][one.cell]
        if one.is_comment:
            cell.comment = Comment(one.words, "Jo")
        else:
            cell.value = one.words
    book.save(path)
    read = read_workbook(path, TABLES, {})
    cells = {
        (cell.place.sheet, cell.place.cell): cell.typed
        for rows in read.records.values()
        for record in rows
        for cell in record.cells.values()
    }
    for one in texts:
        letter = get_column_letter(one.column)
        alone = [f for f in read.findings if f.code == "PK-212" and f.place.sheet == one.sheet]
        named = any(
            f"({letter})" in f.message or f"{letter} (no heading)" in f.message
            or " more." in f.message for f in alone
        )  # fmt: skip
        is_read = not one.is_comment and cells.get((one.sheet, one.cell)) == one.words
        whole = any(f.code == "PK-210" and f.place.sheet == one.sheet for f in read.findings)
        assert is_read or whole or shown(one.words, read.findings) or named, one
