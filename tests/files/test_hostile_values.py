"""Values that could become something else in an output: text stays text, in Word and in Excel."""

from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from paperkit.board.data import TABLES
from paperkit.cli.options import cache_folder
from paperkit.errors import WriteError
from paperkit.files.workbook_in import read_workbook
from paperkit.files.workbook_out import filled_workbook
from paperkit.findings import NOWHERE
from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.schema.cleaning import clean
from paperkit.schema.columns import Cell, Record
from paperkit.schema.describe import yaml_word
from paperkit.word.package import unpack
from tests.cases import each
from tests.papers.packages import texts

ACTIONS = next(table for table in TABLES if table.name == "actions")
LITERAL = (
    "R&D and <10% of A&E",
    "a <b>bold</b> c <select>",
    "</w:t></w:r></w:p>",
    "]]> and <![CDATA[",
    "{{ 7*7 }} {% if x %} {# y #}",
    "{_{ a }_} {_% b %_} 100%_}",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://192.0.2.1")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "#REF!",
    "&amp; &#65; &lt;",
    "_x000D_ as typed",
    "x005F_ alone, and _x005F_ whole",
    "<r>rich</r>",
    "PK/0 \\n %s {0} $1",
    "\N{GRINNING FACE} Ŵyneb שלום e\u0301",
    "w" * 5_000,
    "'quoted",
    "TRUE",
    "1e5",
    "03/04/2026",
)


def record(wording: str, number: int) -> Record:
    cells = {"reference": Cell(f"1.{number}", NOWHERE), "wording": Cell(wording, NOWHERE)}
    return Record(NOWHERE, MappingProxyType(cells), MappingProxyType({}))


def workbook_of(*values: str) -> bytes:
    rows = [record(value, number) for number, value in enumerate(values, start=1)]
    return filled_workbook((ACTIONS,), {"actions": rows}, "The Board's data")


def test_no_text_becomes_a_formula_or_an_error_in_a_workbook() -> None:
    book = load_workbook(BytesIO(workbook_of(*LITERAL)))
    kinds = {cell.data_type for row in book["Actions"].iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    numbers = [c for row in book["Actions"].iter_rows() for c in row if c.data_type == "n"]
    assert all(cell.value is None for cell in numbers)


def test_the_xml_of_a_workbook_that_is_filled_in_has_no_formula() -> None:
    parts = unpack(workbook_of(*LITERAL))
    assert not any(b"<f>" in part for name, part in parts.items() if "/worksheets/" in name)


def test_every_text_comes_out_of_a_workbook_as_it_went_in(tmp_path: Path) -> None:
    (tmp_path / "board.xlsx").write_bytes(workbook_of(*LITERAL))
    rows = read_workbook(tmp_path / "board.xlsx", TABLES, {}).records["actions"]
    # A number or a day that Excel made of a text would have another type.
    assert [row.cells["wording"].value for row in rows] == list(LITERAL)


@each(
    ("value", "words"),
    [
        ("w" * 32_768, "has more than 32,767 characters, which no Excel cell can hold"),
        ("half \ud800", "holds a character that no workbook can hold"),
        ("odd \uffff", "holds a character that no workbook can hold"),
    ],
)
def test_what_no_cell_can_hold_is_refused_and_never_cut(value: str, words: str) -> None:
    with pytest.raises(WriteError, match=words):
        workbook_of(value)


def project(folder: Path, values: tuple[str, ...]) -> Path:
    lines = ["meetings:", "- reference: Board July 2026", "  date: 16 July 2026"]
    lines += ["outcomes:", "- reference: O1", "  name: Fewer adults smoke", "actions:"]
    for number, value in enumerate(values, start=1):
        lines += [f'- reference: "1.{number}"', f"  wording: {yaml_word(value)}", "  parent: O1"]
        lines += ["  deadline: 1 July 2026", "  state: On course", "  owner: Kim Reed"]
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Anyshire Council\n", encoding="utf-8")
    (folder / "board.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def paper_of(folder: Path) -> bytes:
    today, meeting = date(2026, 7, 1), "Board July 2026"
    order = Order(folder, "performance_report", today, meeting, cache=cache_folder())
    (path,) = build(order).files
    return path.read_bytes()


def printed(folder: Path) -> list[str]:
    return [text for part in texts(paper_of(folder)).values() for text in part]


def test_every_text_is_in_the_paper_letter_for_letter(tmp_path: Path) -> None:
    lines = printed(project(tmp_path / "board", LITERAL))
    lost = [value for value in LITERAL if not any(clean(value).text in line for line in lines)]
    assert lost == []


def test_nothing_that_stands_after_a_nasty_text_is_lost(tmp_path: Path) -> None:
    plain = printed(project(tmp_path / "plain", ("Train staff",) * len(LITERAL)))
    assert len(printed(project(tmp_path / "nasty", LITERAL))) == len(plain)


def test_no_text_becomes_a_field_a_picture_or_a_link(tmp_path: Path) -> None:
    plain = unpack(paper_of(project(tmp_path / "plain", ("Train staff",) * len(LITERAL))))
    nasty = unpack(paper_of(project(tmp_path / "nasty", LITERAL)))
    assert plain.keys() == nasty.keys()
    for name in plain:
        for sign in (b"<w:fldChar", b"<w:instrText", b"<w:drawing", b"TargetMode", b"<w:tbl>"):
            assert plain[name].count(sign) == nasty[name].count(sign), (name, sign)
