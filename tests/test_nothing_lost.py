"""The promise that everything rests on: no text of a person's is lost or altered in silence.

Whatever a cell holds, it is in the finished paper letter for letter, after the cleaning that
``schema.cleaning`` states, or there is a finding with the place of the cell.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from paperkit.board.data import TABLES, Assembled, assemble
from paperkit.board.pack_settings import Ways
from paperkit.files.workbook_in import read_workbook
from paperkit.findings import Place
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.packs.packs import Kind, find_pack
from paperkit.packs.templates import template_of
from paperkit.schema.cleaning import clean, decode_excel
from paperkit.schema.columns import Cell, Record
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from tests.papers.packages import texts
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
| 1.{n} | Train staff | O1 | Kim Reed | 1 July 2026 | On course | A second course |
## indicators
| reference | name | outcome | direction |
| --- | --- | --- | --- |
| PI {n} | Adults who smoke | O1 | Lower is better |
## readings
| indicator | period | value | note |
| --- | --- | --- | --- |
| PI {n} | 2025/26 | 11 | A survey |
## groups
| name |
| --- |
| Group {n} |
## feedback
| group | meeting | about | delivered | difference | comment | highlight |
| --- | --- | --- | --- | --- | --- | --- |
| Group {n} | Board July 2026 | 1.{last} | Yes | Yes | It helps | Go on |
"""
# What a row of a table begins with in the paper.
BEGINS = {
    "actions": "1.{n} ", "indicators": "PI {n} ", "readings": "PI {n} ", "feedback": "Group {n}\n"
}  # fmt: skip
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


@dataclass(frozen=True)
class Typed:
    """A text that somebody typed, and the column in which it stands."""

    table: str
    column: str
    text: str

    def on(self, row: int, rows: Mapping[str, list[Record]]) -> Mapping[str, list[Record]]:
        """Return the rows with the text in one of them."""
        typed = list(rows[self.table])
        was = typed[row - 1]
        cell = Cell(self.text, was.places[self.column])
        cells = MappingProxyType({**was.cells, self.column: cell})
        typed[row - 1] = Record(was.place, cells, was.places)
        return {**rows, self.table: typed}

    def words_of(self, row: int, printed: str) -> str:
        """Return what the paper prints of a row: nothing where the row was refused."""
        _, begins, after = printed.rpartition(f"\n{BEGINS[self.table].format(n=row)}")
        following = re.compile(f"\n{BEGINS[self.table]}".format(n=r"\d+"))
        return following.split(after)[0] if begins else ""


def _board(rows: int) -> Mapping[str, list[Record]]:
    """Return the records of the small Board with so many rows of each kind, and one more."""
    numbers = range(1, rows + 2)
    lines = (
        "\n".join(line.format(n=n, last=rows + 1) for n in (numbers if "{n}" in line else [0]))
        for line in BOARD.splitlines()
    )
    return records("\n".join(lines))


def _with(texts: Sequence[Typed]) -> Assembled:
    """Return the small Board with each text on a row of its own."""
    rows = _board(len(texts))
    for row, typed in enumerate(texts, start=1):
        rows = typed.on(row, rows)
    return assemble(rows)


def _places(typed: Typed) -> tuple[Place, set[Place]]:
    """Return the place of a text on a Board of its own, and those of all that is found there."""
    place = _board(1)[typed.table][0].places[typed.column]
    return place, {finding.place for finding in _with([typed]).findings}


def _told(typed: Typed) -> bool:
    place, found = _places(typed)
    return place in found


def _keeps_or_tells(
    texts: Sequence[Typed],
    made: Callable[[Sequence[Typed]], Assembled] = _with,
    told: Callable[[Typed], bool] = _told,
    kept: Callable[[str], str] = lambda text: clean(text).text,
) -> None:
    """Fail with each text that is neither told nor in its row of a paper that holds them all."""
    try:
        printed, faults = _printed(made(texts))
        assert faults == []
    except Exception as fault:
        # A paper of its own for each tells which of them it was.
        for typed in texts if len(texts) > 1 else ():
            _keeps_or_tells([typed], made, told, kept)
        fault.add_note(f"The paper holds {texts}")
        raise
    lost = [
        typed
        for row, typed in enumerate(texts, start=1)
        if kept(typed.text) not in typed.words_of(row, printed) and not told(typed)
    ]
    assert lost == []


def _printed(assembled: Assembled) -> tuple[str, list[str]]:
    """Return all words of the paper that is made, and what its proof has to say."""
    board = assembled.board
    at = BoardAt(board, Ways(), board.meetings[0], as_at=date(2026, 6, 30))
    paper = paper_view(at, _kind().sections, draft=True)
    package, ledger = fill_template(template_of(_kind(), offered(_kind())).compiled, paper)
    facts = Facts(
        title="Report", author="Council", subject="Board", day=date(2026, 7, 16), draft=True
    )
    finished = finish(package, ledger, facts)
    faults = [fault.message for fault in proof(finished, ledger, facts, "paper.docx")]
    return "\n".join(words for part in texts(finished).values() for words in part), faults


@pytest.mark.parametrize(("table", "column"), LITERAL)
def test_nasty_texts_are_kept_or_told(table: str, column: str) -> None:
    _keeps_or_tells([Typed(table, column, text) for text in NASTY])


@pytest.mark.parametrize(("table", "column"), LITERAL)
def test_what_is_found_in_a_nasty_text_has_its_place(table: str, column: str) -> None:
    places = {text: _places(Typed(table, column, text)) for text in NASTY}
    assert [text for text, (place, found) in places.items() if found and place not in found] == []


@settings(max_examples=7, deadline=None)
@given(st.tuples(*(st.builds(Typed, *map(st.just, where), TEXT) for where in LITERAL)))
@example((Typed("actions", "wording", "100%_}"),))
@example((Typed("feedback", "comment", "</w:t></w:r></w:p>"),))
def test_any_text_is_kept_letter_for_letter_or_told(texts: tuple[Typed, ...]) -> None:
    _keeps_or_tells(texts)


def _read_from_a_workbook(texts: Sequence[Typed], folder: Path) -> tuple[Assembled, set[str]]:
    """Return the Board read from a workbook with the texts as its actions' wordings.

    With it go the cells in which something was found.
    """
    path = folder / "board.xlsx"
    data = BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in _board(len(texts)).items():
        table = next(table for table in TABLES if table.name == name)
        sheet = book.add_worksheet(table.sheet)
        for n, column in enumerate(rows[0].cells):
            sheet.write_string(0, n, table.column(column).heading)
            words = [str(row.cells[column].value) for row in rows]
            if (name, column) == ("actions", "wording"):
                words[: len(texts)] = [typed.text for typed in texts]
            for row, text in enumerate(words, start=1):
                sheet.write_string(row, n, text)
    book.close()
    path.write_bytes(data.getvalue())
    read = read_workbook(path, TABLES, {})
    assembled = assemble(read.records)
    findings = (*read.findings, *assembled.findings)
    return assembled, {finding.place.cell for finding in findings}


def test_nasty_texts_come_through_a_workbook(tmp_path: Path) -> None:
    texts = [t for t in NASTY if "\ud800" not in t and "\uffff" not in t]
    _keeps_or_tells(
        [Typed("actions", "wording", text) for text in texts],
        lambda typed: _read_from_a_workbook(typed, tmp_path)[0],
        lambda typed: "B2" in _read_from_a_workbook([typed], tmp_path)[1],
        # The first rule of cleaning: Excel's escapes are decoded, also where a person typed one.
        lambda text: clean(decode_excel(text)).text,
    )
