"""CSV files as officers and programs leave them, one for each sheet."""

import pytest

from paperkit.board.data import TABLES
from paperkit.container.reading import ReadFile
from paperkit.errors import ReadError
from paperkit.files.csv_in import read_csv_files
from paperkit.frozen import replace
from tests.cases import each
from tests.files.workbooks import shown

ACTIONS = "Reference,Action,Owner\n1.1,Open the hub,Ann Carter\n1.2,Train staff,Ben Hall\n"


def read(text: str | bytes, name: str = "actions.csv") -> ReadFile:
    data = text.encode() if isinstance(text, str) else text
    return read_csv_files("board", {name: data}, TABLES, {})


def rows(text: str | bytes) -> list[list[str]]:
    found = read(text)
    return [list(row.values()) for row in shown(found.records["actions"])]


def told(text: str | bytes, name: str = "actions.csv") -> list[str]:
    return [f"{one.code} {one.place}: {one.message}" for one in read(text, name).findings]


@each(
    "data",
    [
        ACTIONS.encode(),
        ACTIONS.encode("utf-8-sig"),
        ACTIONS.encode("utf-16"),
        ACTIONS.replace("\n", "\r\n").encode(),
        ACTIONS.replace("\n", "\r").encode(),
        ACTIONS.replace(",", ";").encode(),
        ACTIONS.replace(",", "\t").encode("utf-16"),
        f"sep=;\r\n{ACTIONS.replace(',', ';')}".encode(),
        ("\n\n" + ACTIONS + ",,\n\n").encode(),
    ],
)
def test_a_sheet_is_read_however_it_was_saved(data: bytes) -> None:
    assert rows(data) == [["1.1", "Open the hub", "Ann Carter"], ["1.2", "Train staff", "Ben Hall"]]
    assert [one.code for one in read(data).findings if one.code != "PK-211"] == []


def test_text_is_kept_as_it_was_typed() -> None:
    typed = '1.1,"Open, then ""staff"" it\nand =1+1",=A1+B2\n01.20,_x000D_ 31/03/2026,+44'
    assert rows(f"Reference,Action,Owner\n{typed}\n") == [
        ["1.1", 'Open, then "staff" it\nand =1+1', "=A1+B2"],
        ["01.20", "_x000D_ 31/03/2026", "+44"],
    ]


def test_a_place_is_a_row_and_a_column_as_excel_shows_them() -> None:
    record = read(ACTIONS).records["actions"][1]
    assert str(record.places["owner"]) == "actions.csv, row 3, column Owner"
    assert str(record.place) == "actions.csv, row 3, column A"


def test_a_row_with_a_comma_that_was_meant_as_text_is_not_read_and_told() -> None:
    text = ACTIONS.replace("Open the hub", "Open the hub, and staff it")
    (row, _) = read(text).records["actions"]
    assert all(cell.faulty for cell in row.cells.values())
    assert told(text) == [
        "PK-395 actions.csv, row 2, column D: Row 2 of 'actions.csv' has 4 cells for 3 "
        "headings, so its values may be in the wrong columns; none was read.",
        "PK-212 actions.csv, row 1, column D: Left alone on actions.csv: D (no heading).",
    ]


def test_so_is_a_row_whose_last_cells_were_blank() -> None:
    text = "Reference,Action,Owner,Notes\n1.1,Open the hub, and staff it,Ann,\n1.2,Train,Ben,\n"
    (row, _) = read(text).records["actions"]
    assert all(cell.faulty for cell in row.cells.values())
    assert "has 5 cells for 4 headings" in told(text)[0]
    ending_in_commas = "Reference,Action,Owner\n1.1,Open,Ann,\n1.2,Train,Ben,\n"
    assert [line for line in told(ending_in_commas) if "PK-395" in line] == []
    assert rows(ending_in_commas) == [["1.1", "Open", "Ann"], ["1.2", "Train", "Ben"]]


def test_rows_that_end_early_are_a_note() -> None:
    assert told(ACTIONS.replace(",Ben Hall", "")) == [
        "PK-396 actions.csv, row 3, column A: 1 row of 'actions.csv' ended before the last of 3 "
        "headings; what is lacking was read as blank."
    ]


def test_the_old_encoding_of_windows_is_read_and_told() -> None:
    data = ACTIONS.replace("Ann", "Zoë").encode("cp1252")
    assert rows(data)[0][2] == "Zoë Carter"
    assert (
        told(data)
        == ["PK-397 actions.csv: 'actions.csv' was read in Windows' old encoding, such as 'Zoë'."]
        or "Zoë" in told(data)[0]
    )


@each(
    ("typed", "lost"),
    [
        ("?ukasz D?browski", "'?ukasz', 'D?browski'"),
        ("Si?n", "'Si?n'"),
        ("Delivered? Yes.", ""),
        ("see https://x.example/page?id=1", ""),
        ("see www.x.example?id=1", ""),
    ],
)
def test_letters_that_excel_saved_as_question_marks_are_told(typed: str, lost: str) -> None:
    """Excel saves 'CSV' without the letters that it has no sign for, and does not say so."""
    found = [line for line in told(ACTIONS.replace("Ann", typed)) if "question mark" in line]
    assert [line.rpartition(": ")[2].rstrip(".") for line in found] == [lost][: len(lost)]
    assert told(ACTIONS.replace("Ann", f"{typed} ŵ")) == []


def test_figures_with_a_comma_between_semicolons_are_told() -> None:
    text = "Indicator;Period;Value\nPI 1;2025/26;72,4\n"
    assert told(text, "readings.csv") == [
        "PK-398 readings.csv: 'readings.csv' has semicolons between its cells, and figures such "
        "as '72,4'."
    ]


@each(
    ("data", "said"),
    [
        (ACTIONS.replace("Ann Carter", '"Ann Carter').encode(), "row 2 (line 2 in Notepad): a quo"),
        (ACTIONS.replace("Open the hub", '"Open" hub').encode(), "row 2 (line 2 in Notepad): a qu"),
        (b"", "'actions.csv' is empty"),
        (b"PK\x03\x04 and more", "is a zip file, such as an Excel workbook, whatever its name"),
        (b"a,b\n\x81\x8d,2", "is in an encoding that cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as fault:
        read(data)
    assert said in str(fault.value)


def found(**texts: str) -> list[str]:
    files = {name.replace("__", ".").replace("_2", " (2)"): t.encode() for name, t in texts.items()}
    return [
        f"{one.code} {one.place}: {one.message} {one.remedy}"
        for one in read_csv_files("board", files, TABLES, {}).findings
    ]


def test_a_file_whose_name_is_nearly_right_is_told_with_the_name_it_should_have() -> None:
    assert found(acions__csv="a,b", people__csv="Name,Post\nAnn,Head", budget__csv="a,b") == [
        "PK-205 acions.csv: File 'acions.csv' is not known to paperkit, and was not read. If "
        "'acions.csv' is meant to be Actions, rename it to actions.csv; if not, give it a name "
        "that is not so near.",
        "PK-202 board: File 'budget.csv' was left alone. Nothing to do, unless one of them should "
        "be read: then give it the name paperkit knows.",
    ]
    assert "rename it to forward_items.csv" in found(forward_itmes__csv="a,b")[0]


def test_two_files_of_one_table_and_a_copy_alone_are_told_by_their_names() -> None:
    first, *_ = found(actions__csv=ACTIONS, Actions_2__csv=ACTIONS)
    assert first.startswith(
        "PK-204 actions.csv: Both 'actions.csv' and 'Actions (2).csv' look like the file "
        "actions.csv. Delete or rename the file that should not be read."
    )
    first, *_ = found(Actions_2__csv=ACTIONS)
    assert "File 'Actions (2).csv' was read as actions.csv." in first
    first, *_ = found(actions__csv=ACTIONS, actions__CSV=ACTIONS)
    assert "Both 'actions.csv' and 'actions.CSV' look like the file actions.csv." in first


@each(
    ("text", "told"),
    [
        ("List\n\nReference,Action\n1.1,Open", "The headings of actions.csv were found in row 3"),
        (
            "Refrence,Action,Owner\n1.1,Open,Ann",
            "actions.csv has no column Reference, but one called 'Ref",
        ),
        ("Owner,Action\nAnn,Open", "actions.csv has no column Reference, by which its rows are"),
        ("a,b,c\n1,2,3", "actions.csv needs the headings Reference, Action, Short name"),
        ("Reference,Action,Colour\n1.1,Open,red", "Left alone on actions.csv: 'Colour' (C)."),
        ("Reference,Action,Action\n1.1,Open,Close", "PK-213 actions.csv, row 1, column Action: "),
    ],
)
def test_what_is_said_of_a_sheet_is_said_of_the_file(text: str, told: str) -> None:
    said = found(actions__csv=text)
    assert told in said[0]
    assert not [one for one in said if "heet" in one.partition("sheet's headings")[0]]


def test_places_of_one_file_are_named_without_it() -> None:
    record = read(ACTIONS).records["actions"][1]
    assert str(replace(record.places["owner"], file="")) == "row 3, column Owner"


def test_settings_among_the_files_are_told_where_they_go() -> None:
    said = found(Settings__csv="a,b\n1,2", actions__csv=ACTIONS)
    assert said == [
        "PK-399 Settings.csv: 'Settings.csv' was not read: settings are in paperkit.yaml, whatever "
        "the data are. Type the settings into paperkit.yaml, and move this file out of the folder."
    ]


def test_a_file_with_too_many_rows_is_refused_by_its_name() -> None:
    with pytest.raises(ReadError, match=r"^'actions.csv' has 10,001 rows; paperkit reads at most"):
        read("Reference,Action\n" + "".join(f"{n},x\n" for n in range(10_001)))
