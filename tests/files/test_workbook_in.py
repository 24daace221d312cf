"""Sheets and headings of a workbook: found as officers leave them, told where they are not."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from paperkit.board.data import TABLES
from paperkit.errors import ReadError
from paperkit.files.workbook_in import open_book, read_workbook
from paperkit.findings import Place
from tests import projects
from tests.cases import each
from tests.files.workbooks import ACTIONS, read, repacked, shown, workbook
from tests.tables import told


def test_a_sheet_gives_a_record_for_each_row_with_the_place_of_each_cell(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS))
    assert result.findings == ()
    assert shown(result.records["actions"]) == [
        {"reference": "1.1", "wording": "Open the hub", "state": "On course"},
        {"reference": "1.2", "wording": "Train staff", "state": "At risk"},
    ]
    second = result.records["actions"][1]
    assert second.place == Place("board.xlsx", "Actions", "A3")
    assert second.cells["state"].place == Place("board.xlsx", "Actions", "D3", field="State")
    assert second.places["review_date"] == Place("board.xlsx", "Actions", "C3", field="Review date")


def test_a_table_without_a_sheet_is_absent_without_a_word(tmp_path: Path) -> None:
    assert set(read(tmp_path, workbook(ACTIONS)).records) == {"actions"}


def test_an_empty_sheet_of_a_table_gives_no_record_and_no_word(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS + "\n## People\n"))
    assert result.findings == ()
    assert result.records["people"] == ()


def test_a_sheet_with_headings_alone_gives_no_record(tmp_path: Path) -> None:
    result = read(tmp_path, workbook("## People\n| Name | Post |\n"))
    assert result.findings == ()
    assert result.records["people"] == ()


def test_an_empty_workbook_is_told_with_what_was_looked_for(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, workbook("## Sheet1\n")).findings
    assert finding.code == "PK-201"
    assert finding.message.startswith("Paperkit looked for sheets named Meetings, People, ")
    assert finding.message.endswith("and found 'Sheet1'.")


def test_a_workbook_of_other_sheets_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, workbook("## Actoins\n| Reference | Action |\n")).findings
    assert finding.code == "PK-201"
    assert finding.remedy.startswith("If 'Actoins' is meant to be Actions, rename it to Actions;")


def test_sheets_that_paperkit_does_not_know_are_named_once(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS + "\n## Budget\n| 1 |\n\n## Rota\n| 2 |\n"))
    assert told(result.findings) == [
        "PK-202 board.xlsx: Sheets 'Budget', 'Rota' were left alone."
    ]  # fmt: skip


def test_paperkits_own_sheets_of_help_are_left_folder_lockout_a_word(tmp_path: Path) -> None:
    result = read(
        tmp_path, workbook(ACTIONS + "\n## Please read\n| Hello |\n\n## Lists\n| Yes |\n")
    )
    assert result.findings == ()


@each("title", ["Actions (2)", "Actions - Table 1"])
def test_a_copied_sheet_is_read_where_it_is_the_only_one(tmp_path: Path, title: str) -> None:
    result = read(tmp_path, workbook(ACTIONS.replace("## Actions", f"## {title}")))
    assert told(result.findings) == [f"PK-203 sheet {title}: Sheet '{title}' was read as Actions."]
    assert len(result.records["actions"]) == 2


@each("title", ["ACTIONS", " actions ", "actions"])
def test_a_sheets_name_matches_without_regard_to_case_and_space(tmp_path: Path, title: str) -> None:
    result = read(tmp_path, workbook(ACTIONS.replace("## Actions", f"## {title}")))
    assert result.findings == ()
    assert len(result.records["actions"]) == 2


def test_two_sheets_for_one_table_are_an_error_and_the_exact_name_is_read(tmp_path: Path) -> None:
    copy = "\n## Actions (2)\n| Reference | Action |\n| 9.9 | Old |\n"
    result = read(tmp_path, workbook(copy + ACTIONS))
    assert told(result.findings) == [
        "PK-204 sheet Actions: Both 'Actions' and 'Actions (2)' look like the sheet Actions."
    ]
    assert len(result.records["actions"]) == 2


def test_a_misspelt_sheet_is_an_error_since_its_rows_would_be_lost(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS + "\n## Outcome\n| Reference |\n| 1 |\n"))
    assert told(result.findings) == [
        "PK-205 sheet Outcome: Sheet 'Outcome' is not known to paperkit, and was not read."
    ]
    assert "rename it to Outcomes" in result.findings[0].remedy


def test_a_hidden_sheet_is_read_and_told(tmp_path: Path) -> None:
    book = workbook(ACTIONS + "\n## Budget\n")
    book["Actions"].sheet_state = "hidden"
    book.active = 1
    result = read(tmp_path, book)
    assert "PK-206 sheet Actions: The sheet Actions is hidden; it was read." in told(
        result.findings
    )
    assert len(result.records["actions"]) == 2


def test_headings_that_cannot_be_found_are_told_with_what_is_needed_and_there(
    tmp_path: Path,
) -> None:
    result = read(tmp_path, workbook("## Plans\n| Column1 | Column2 |\n| a | b |\n"))
    (finding,) = result.findings
    assert finding.code == "PK-210"
    assert finding.message.startswith("Plans needs the headings Reference, Title, ")
    assert finding.message.endswith("it has 'Column1', 'Column2'.")
    assert result.records["plans"] == ()


def test_headings_below_a_title_are_found_and_told(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        workbook("## People\n| Who does what |\n| |\n| Name | Post |\n| Jo Hall | Director |\n"),
    )
    assert told(result.findings) == [
        "PK-211 People!A3: The headings of People were found in row 3, below 'Who does what'."
    ]  # fmt: skip
    assert result.records["people"][0].cells["name"].place.cell == "A4"


def test_headings_match_as_officers_type_them(tmp_path: Path) -> None:
    book = workbook("## Actions\n| REF | x | y | Reporting lead (see note 2) |\n")
    book["Actions"]["B1"] = " \u00a0action:"
    book["Actions"]["C1"] = "Review\ndate"
    book["Actions"].append(["1.1", "Open the hub", None, "Jo Hall"])
    result = read(tmp_path, book)
    assert result.findings == ()
    record = result.records["actions"][0]
    assert set(record.cells) == {"reference", "wording", "lead"}
    assert record.places["review_date"].field == "Review date"


def test_a_councils_own_heading_is_an_alias_of_the_settings(tmp_path: Path) -> None:
    book = workbook("## Actions\n| Reference | What we will do |\n| 1.1 | Open the hub |\n")
    result = read(tmp_path, book, {"actions": {"What we will do": "Action"}})
    assert result.findings == ()
    place = result.records["actions"][0].cells["wording"].place
    assert place.field == "What we will do"


def test_an_alias_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS), {"Actions": {"Officer": "Reporting laed"}})
    (finding,) = result.findings
    assert finding.code == "PK-214"
    assert (
        finding.remedy
        == "Write 'Reporting lead' under 'aliases' in the settings, if that was meant."
    )


def test_columns_that_paperkit_does_not_know_are_left_alone_and_named_once(tmp_path: Path) -> None:
    book = workbook(
        "## People\n| Name | Post | Budget code | Organization |\n| Jo | Lead | 7 | X |\n"
    )
    book["People"]["G2"] = "stray"
    result = read(tmp_path, book)
    (finding,) = result.findings
    assert told([finding]) == [
        "PK-212 People!C1: Left alone on People: 'Budget code' (C), 'Organization' (D), "
        "G (no heading)."
    ]
    assert finding.remedy == "Rename 'Organization' to Organisation, if that was meant."
    assert shown(result.records["people"]) == [{"name": "Jo", "post": "Lead"}]


def test_two_columns_for_one_heading_are_told_by_their_letters(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        workbook("## Actions\n| Reference | Deadline | Due date |\n| 1.1 | 2026 | 2027 |\n"),
    )
    assert told(result.findings) == [
        "PK-213 Actions!C1: Columns B and C both stand for Deadline; only B was read."
    ]
    assert result.records["actions"][0].cells["deadline"].typed == "2026"


def test_a_sheet_with_more_rows_than_papers_can_need_is_refused_by_name(tmp_path: Path) -> None:
    book = workbook("## Readings\n| Indicator | Value |\n")
    for number in range(10_001):
        book["Readings"].append(["1", str(number)])
    with pytest.raises(ReadError, match=r"Sheet 'Readings' of 'board.xlsx' has 10,001 rows"):
        read(tmp_path, book)


def test_a_cell_in_the_last_corner_of_the_sheet_does_not_hold_up_reading(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["XFD1048576"].number_format = "0%"
    assert len(read(tmp_path, book).records["actions"]) == 2


def test_a_block_merged_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"].merged_cells.add("A5:XFD1048576")
    with pytest.raises(ReadError, match="Unmerge its cells"):
        read(tmp_path, book)


def test_reading_leaves_the_workbook_as_it_was(tmp_path: Path) -> None:
    read(tmp_path, workbook(ACTIONS))
    before = (tmp_path / "board.xlsx").read_bytes()
    from paperkit.board.data import TABLES
    from paperkit.files.workbook_in import read_workbook

    read_workbook(tmp_path / "board.xlsx", TABLES, {})
    assert (tmp_path / "board.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["board.xlsx"]


def test_a_text_is_its_words_whatever_looks_its_parts_have_and_whatever_is_said_above_it(
    tmp_path: Path,
) -> None:
    path = projects.third(tmp_path) / "board.xlsx"
    before = shown(read_workbook(path, TABLES, {}).records["people"])
    first, second = (row["name"].encode() for row in before[:2])
    looks = b"<r><rPr><b/></rPr><t>%s</t></r><r><t>%s</t></r>" % (first[:5], first[5:])
    above = b'<rPh sb="0" eb="4"><t>said so</t></rPh>'
    for plain, more in ((first, looks + above), (second, b"<t>%s</t>" % second + above)):
        repacked(path, "xl/sharedStrings.xml", b"<t>%s</t>" % plain, more)
    assert shown(read_workbook(path, TABLES, {}).records["people"]) == before


@each("below", [b'<pageMargins left="wide"/>', b'<!-- <pageMargins --><pageMargins left="1"/>'])
def test_how_a_sheet_looks_is_nothing_to_its_reading(tmp_path: Path, below: bytes) -> None:
    path = tmp_path / "board.xlsx"
    book = workbook(ACTIONS)
    book.worksheets[0].sheet_properties.tabColor = "FF0000"
    rule_of: Any = FormulaRule
    rule = rule_of(formula=["TRUE"], fill=PatternFill("solid", bgColor="FFFF00"))
    for cells in ("A1:B2", "B2:B3"):
        book.worksheets[0].conditional_formatting.add(cells, rule)
    book.save(path)
    repacked(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + below)
    (sheet,) = open_book(path).sheets.values()
    assert {cell.fill for row in sheet().rows.values() for cell in row.values()} == {""}
    rows = shown(read_workbook(path, TABLES, {}).records["actions"])
    assert [row["reference"] for row in rows] == ["1.1", "1.2"]
