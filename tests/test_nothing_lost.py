"""The promise that everything rests on: no text of a person's is lost or altered in silence.

Whatever a cell holds, it is in the finished paper letter for letter, after the cleaning that
``schema.cleaning`` states, or there is a finding with the place of the cell.
"""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from paperkit.board.assemble import Assembled, assemble
from paperkit.board.model import TABLES
from paperkit.board.settings import Ways
from paperkit.files.workbook_in import read_workbook
from paperkit.papers.house import dressed
from paperkit.papers.packs import Kind, find_pack
from paperkit.papers.proof.proofing import proof
from paperkit.papers.proof.reading import texts
from paperkit.papers.template import fill_file
from paperkit.papers.view.compose import Sitting, paper_view
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.finishing import finish
from paperkit.schema.cleaning import clean, decode_excel
from paperkit.schema.records import Cell, Record
from tests.tables import records

PACKS = Path(__file__).parents[1] / "report_templates"
BOARD = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |
## outcomes
| reference | name |
| --- | --- |
| O1 | Fewer adults smoke |
## actions
| reference | wording | parent | owner | deadline | state | correction |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Train staff | O1 | Kim Reed | 1 July 2026 | On course | A second course |
## indicators
| reference | name | outcome | direction |
| --- | --- | --- | --- |
| PI 1 | Adults who smoke | O1 | Lower is better |
## readings
| indicator | period | value | note |
| --- | --- | --- | --- |
| PI 1 | 2025/26 | 11 | A survey |
## groups
| name |
| --- |
| Users' group |
## feedback
| group | meeting | about | delivered | difference | comment | highlight |
| --- | --- | --- | --- | --- | --- | --- |
| Users' group | Board July 2026 | 1.1 | Yes | Yes | It helps | Go on |
"""
# Columns whose words are printed as they stand, wherever they are printed.
LITERAL = [
    ("actions", "wording"),
    ("actions", "correction"),
    ("indicators", "name"),
    ("readings", "note"),
    ("feedback", "comment"),
    ("feedback", "highlight"),
]
NASTY = [
    "A&E", "R&D", "<5%", "</w:t></w:r></w:p>", "<select> one", "]]>", "{{ 7*7 }}", "{% if x %}",
    "100%_}", "{_{ name }_}", "%}", "}}", "=1+1", "-1", "@SUM(A1)", "#REF!", "a\tb", "one\ntwo",
    "one\r\ntwo", "a\x07b", "a\x0bb", "\ud800", "\uffff", "a\u200bb", "a\u202eb", "e\u0301", "ŵŷ",
    "العربية", "👍🏽", "None", "n/a", "-", "_x000D_", "_x0041_", "'quoted", "  spaces  ",
    "\ue0001\ue001", "\ue000", "&amp;", "&#x41;", "x" * 5000, "1" * 400, "TRUE", "31/12/2026",
]  # fmt: skip

TEXT = st.one_of(
    st.text(min_size=1), st.sampled_from(NASTY), st.text("{}%_#&<>=-\t\n\ue000\ue001aé", min_size=1)
)


@cache
def _kind() -> Kind:
    return find_pack("council", [PACKS]).kind("performance_report")[0]


def _with(table: str, column: str, text: str) -> dict[str, list[Record]]:
    """Return the records of the small Board with one cell replaced."""
    found = records(BOARD)
    (row,) = found[table]
    cell = Cell(text, row.places[column])
    cells = MappingProxyType({**row.cells, column: cell})
    return {**found, table: [Record(row.place, cells, row.places)]}


def _printed(assembled: Assembled) -> tuple[str, list[str]]:
    """Return all words of the paper that is made, and what its proof has to say."""
    board = assembled.board
    sitting = Sitting(board.meetings[0], None, date(2026, 6, 30), None)
    paper = paper_view(board, Ways(), _kind().sections, sitting, draft=True)
    package, ledger = fill_file(dressed(_kind()).file, paper)
    facts = Facts(
        title="Report", author="Council", subject="Board", day=date(2026, 7, 16), draft=True
    )
    finished = finish(package, ledger, facts)
    faults = [fault.message for fault in proof(finished, ledger, facts, "paper.docx")]
    return "\n".join(words for part in texts(finished).values() for words in part), faults


@pytest.mark.parametrize(("table", "column"), LITERAL)
@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_kept_or_told(table: str, column: str, text: str) -> None:
    assembled = assemble(_with(table, column, text))
    printed, faults = _printed(assembled)
    if not assembled.findings:
        assert clean(text).text in printed
    else:
        place = records(BOARD)[table][0].places[column]
        assert place in {finding.place for finding in assembled.findings}
    assert faults == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LITERAL), TEXT)
@example(("actions", "wording"), "100%_}")
@example(("feedback", "comment"), "</w:t></w:r></w:p>")
def test_any_text_is_kept_letter_for_letter_or_told(where: tuple[str, str], text: str) -> None:
    table, column = where
    assembled = assemble(_with(table, column, text))
    printed, faults = _printed(assembled)
    place = records(BOARD)[table][0].places[column]
    told = place in {finding.place for finding in assembled.findings}
    assert told or clean(text).text in printed
    assert faults == []


def _through_a_workbook(text: str, folder: Path) -> tuple[Assembled, bool]:
    """Return the Board read from a workbook with the text as an action's wording."""
    path = folder / "board.xlsx"
    data = BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in records(BOARD).items():
        table = next(table for table in TABLES if table.name == name)
        sheet = book.add_worksheet(table.sheet)
        for n, column in enumerate(rows[0].cells):
            sheet.write_string(0, n, table.column(column).heading)
            words = str(rows[0].cells[column].value)
            sheet.write_string(1, n, text if (name, column) == ("actions", "wording") else words)
    book.close()
    path.write_bytes(data.getvalue())
    read = read_workbook(path, TABLES, {})
    assembled = assemble(read.records)
    findings = (*read.findings, *assembled.findings)
    return assembled, any(finding.place.cell == "B2" for finding in findings)


@pytest.mark.parametrize("text", [t for t in NASTY if "\ud800" not in t and "\uffff" not in t])
def test_nasty_text_comes_through_a_workbook(text: str, tmp_path: Path) -> None:
    assembled, told = _through_a_workbook(text, tmp_path)
    printed, faults = _printed(assembled)
    # The first rule of cleaning: Excel's own escapes are decoded, also where a person typed one.
    assert told or clean(decode_excel(text)).text in printed
    assert faults == []
