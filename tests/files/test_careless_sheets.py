"""Sheets as other programs and other hands leave them."""

from pathlib import Path

from paperkit.files.grid import runs
from tests.cases import each
from tests.files.workbooks import ACTIONS, read, shown, workbook
from tests.tables import numbers, told


@each(
    "title",
    ["Actions-Table 1", "Sheet 1 - Actions", "Copy of Actions", "Actions_2", "Copy of Actions (3)"],
)
def test_the_names_that_programs_make_of_a_sheet_are_known(tmp_path: Path, title: str) -> None:
    result = read(tmp_path, workbook(ACTIONS.replace("## Actions", f"## {title}")))
    assert numbers(result.findings) == ["PK-203"]
    assert len(result.records["actions"]) == 2


def test_an_export_of_numbers_is_read_under_its_title_without_its_summary(tmp_path: Path) -> None:
    table = ACTIONS.replace("## Actions\n", "## Actions - Table 1\n| Table 1 | | | |\n")
    summary = "\n## Export Summary\n| This document was exported from Numbers. |\n"
    book = workbook(summary + table)
    book["Actions - Table 1"].merge_cells("A1:E1")
    result = read(tmp_path, book)
    assert numbers(result.findings) == ["PK-203", "PK-211"]
    assert len(result.records["actions"]) == 2


def test_aliases_for_a_sheet_that_is_not_there_are_told(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, workbook(ACTIONS), {"Actoins": {"Officer": "Owner"}}).findings
    assert told([finding])[0].startswith(
        "PK-215 aliases: The settings give headings for a sheet 'Actoins'; the sheets are Meetings,"
    )
    assert finding.remedy == "Write 'Actions', if that was meant."


def test_aliases_for_a_table_that_this_workbook_lacks_are_no_finding(tmp_path: Path) -> None:
    assert read(tmp_path, workbook(ACTIONS), {"people": {"Officer": "Name"}}).findings == ()


def test_an_alias_whose_heading_is_not_on_the_sheet_is_told(tmp_path: Path) -> None:
    result = read(tmp_path, workbook(ACTIONS), {"actions": {"Officer": "Reporting lead"}})
    assert told(result.findings) == [
        "PK-216 sheet Actions: The settings say that 'Officer' means 'Reporting lead'; the sheet "
        "Actions has neither."
    ]


def test_an_alias_is_not_missed_where_the_sheet_has_paperkits_own_heading(tmp_path: Path) -> None:
    assert read(tmp_path, workbook(ACTIONS), {"actions": {"How it stands": "State"}}).findings == ()


def test_hidden_columns_are_read_and_told_by_their_letters(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    for letter in "BC":
        book["Actions"].column_dimensions[letter].hidden = True
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-233 Actions!B2: The columns 'Action' (B), 'Review date' (C) are hidden; they were read."
    ]
    assert len(result.records["actions"]) == 2


def test_neighbours_that_the_file_keeps_as_one_hidden_block_are_all_told(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"].column_dimensions.group("C", "D", hidden=True)
    assert told(read(tmp_path, book).findings) == [
        "PK-233 Actions!C2: The columns 'Review date' (C), 'State' (D) are hidden; they were read."
    ]


def test_a_hidden_column_that_is_none_of_the_tables_is_no_finding(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"].column_dimensions["H"].hidden = True
    assert read(tmp_path, book).findings == ()


def test_blank_rows_inside_a_table_are_one_note(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    for row, reference in ((5, "1.3"), (8, "1.4"), (9, "1.5")):
        book["Actions"][f"A{row}"], book["Actions"][f"B{row}"] = reference, "Train more staff"
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-234 Actions!A4: Rows 4, 6 to 7 are blank; rows 5, 8 to 9 were read."
    ]
    assert [row["reference"] for row in shown(result.records["actions"])] == [
        "1.1", "1.2", "1.3", "1.4", "1.5",
    ]  # fmt: skip


def test_a_row_with_words_of_the_officers_own_columns_is_not_blank(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["F1"], book["Actions"]["F4"], book["Actions"]["A5"] = "Ours", "x", "1.3"
    assert numbers(read(tmp_path, book).findings) == ["PK-212"]


def test_a_blank_row_before_a_total_is_no_finding_of_its_own(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A6"] = "Total"
    assert numbers(read(tmp_path, book).findings) == ["PK-230"]


def test_a_thousand_styled_rows_below_the_table_are_no_rows(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    for row in range(4, 1004):
        book["Actions"].cell(row, 1).number_format = "0"
    result = read(tmp_path, book)
    assert result.findings == ()
    assert len(result.records["actions"]) == 2


@each(
    ("rows", "words"),
    [([9], "9"), ([9, 10], "9 to 10"), ([9, 10, 11, 12, 15], "9 to 12, 15"), ([], "")],
)
def test_rows_that_repeat_are_told_in_runs(rows: list[int], words: str) -> None:
    assert runs(rows) == words
