"""A CSV file of Fingertips: its columns under their several names, and files that are none."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from paperkit.errors import ReadError
from paperkit.files import fingertips_in
from paperkit.files.fingertips_in import FingertipsRow, read_fingertips
from tests.cases import each
from tests.files.fingertips import HEADINGS, fingertips
from tests.files.limits import MOST_MEGABYTES, MOST_SECONDS
from tests.tables import numbers

ONE = """
| Period  | Value | Note  | England | Region |
|---------|-------|-------|---------|--------|
| 2023/24 | 14.25 | Small | Similar | Worse  |
"""
ROW = FingertipsRow(
    line=2,
    id="99001",
    name="Adults who walk to work",
    area_code="E06000999",
    area="Northmere",
    sex="Persons",
    age="18+ yrs",
    category_type="",
    period="2023/24",
    value="14.25",
    parent_code="E12000999",
    parent="Wendside",
    note="Small",
    compared_england="Similar",
    compared_parent="Worse",
)


def reading(folder: Path, content: str | bytes) -> tuple[FingertipsRow, ...]:
    path = folder / "figures.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tuple(read_fingertips(path).rows())


def refused(folder: Path, content: str | bytes) -> str:
    with pytest.raises(ReadError) as error:
        reading(folder, content)
    return str(error.value)


def renamed(**names: str) -> tuple[str, ...]:
    told = {key.replace("_", " "): value for key, value in names.items()}
    return tuple(told.get(heading, heading) for heading in HEADINGS)


def test_a_row_is_read_as_it_stands(tmp_path: Path) -> None:
    assert reading(tmp_path, fingertips(ONE)) == (ROW,)


@each(
    "headings",
    [
        renamed(Sex="Gender"),
        renamed(Area_Name="AreaName"),
        renamed(Time_period="Time Period"),
        renamed(
            Compared_to_Region_value_or_percentiles=(
                "Compared to CCGs (from Apr 2021) value or percentiles"
            )
        ),
        renamed(Compared_to_Region_value_or_percentiles="Compared to parent value or percentiles"),
    ],
)
def test_columns_are_found_under_the_names_that_they_have_had(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    assert reading(tmp_path, fingertips(ONE, headings)) == (ROW,)


def test_a_column_that_came_later_is_no_matter(tmp_path: Path) -> None:
    head, row = fingertips(ONE).splitlines()
    assert reading(tmp_path, f"{head},Time period range\n{row},1y\n") == (ROW,)


def test_columns_in_another_order_are_found(tmp_path: Path) -> None:
    rows = [list(reversed(row)) for row in csv.reader(fingertips(ONE).splitlines())]
    content = "\r\n".join(",".join(row) for row in rows)
    assert reading(tmp_path, content) == (ROW,)


def test_without_comparisons_and_notes_the_rest_is_read(tmp_path: Path) -> None:
    rows = [row[:13] for row in csv.reader(fingertips(ONE).splitlines())]
    (row,) = reading(tmp_path, "\n".join(",".join(row) for row in rows))
    assert (row.value, row.note, row.compared_england, row.compared_parent) == ("14.25", "", "", "")


def test_a_column_of_percentiles_alone_is_not_taken_for_a_comparison(tmp_path: Path) -> None:
    headings = renamed(Compared_to_Region_value_or_percentiles="Compared to percentiles")
    (row,) = reading(tmp_path, fingertips(ONE, headings))
    assert row.compared_parent == ""


def test_a_byte_order_mark_blank_lines_and_either_line_end_are_no_matter(tmp_path: Path) -> None:
    content = "\ufeff" + fingertips(ONE).replace("\r\n", "\n\n")
    (row,) = reading(tmp_path, content)
    assert (row.id, row.line) == ("99001", 3)


def test_quoted_cells_may_hold_commas_and_line_ends(tmp_path: Path) -> None:
    content = fingertips(ONE).replace("Small", '"Small, and\r\nrounded"')
    (row,) = reading(tmp_path, content)
    assert row.note == "Small, and\r\nrounded"


def test_a_file_that_excel_has_saved_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(fingertips(ONE).replace("Small", "Côte – small").encode("cp1252"))
    file = read_fingertips(path)
    assert [row.note for row in file.rows()] == ["Côte – small"]
    assert numbers(file.findings) == ["PK-920"]
    (told,) = file.findings
    assert (str(told.place), told.message) == (
        "figures.csv",
        "'figures.csv' was saved by Excel, and was read as such.",
    )


def test_a_csv_of_another_shape_is_told_with_what_was_looked_for_and_found(tmp_path: Path) -> None:
    content = "Name,Age,Sex,Value\nA,1,F,2\n"
    assert refused(tmp_path, content) == (
        "'figures.csv' is not a table of Fingertips: there is no heading Indicator ID, Indicator "
        "Name, Area Code, Area Name, Category Type, Time period. The headings found are 'Name', "
        "'Age', 'Sex', 'Value'. Choose the file that was downloaded from Fingertips as 'CSV'."
    )


def test_of_many_headings_the_first_are_named(tmp_path: Path) -> None:
    said = refused(tmp_path, ",".join(f"Column {n}" for n in range(1, 12)))
    assert "'Column 7', 'Column 8' and 3 more." in said


def test_semicolons_between_values_are_told_by_the_heading_that_they_make(tmp_path: Path) -> None:
    content = fingertips(ONE).replace(",", ";")
    assert "The headings found are 'Indicator ID;Indicator Name;" in refused(tmp_path, content)


@each("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told(tmp_path: Path, content: str) -> None:
    assert refused(tmp_path, content).startswith("'figures.csv' is empty.")


def test_a_heading_that_stands_twice_is_told(tmp_path: Path) -> None:
    content = fingertips(ONE, renamed(Count="Value"))
    assert "has the heading 'Value' twice" in refused(tmp_path, content)


def test_a_workbook_under_the_name_of_a_csv_is_told(tmp_path: Path) -> None:
    assert "is a workbook, and not a CSV file" in refused(tmp_path, b"PK\x03\x04 and so on")


@each("content", [fingertips(ONE).encode("utf-16"), fingertips(ONE).encode() + b"\0"])
def test_bytes_of_nothing_are_told(tmp_path: Path, content: bytes) -> None:
    assert "is not kept as a plain CSV file" in refused(tmp_path, content)


def test_letters_of_no_known_kind_are_told(tmp_path: Path) -> None:
    content = fingertips(ONE).encode().replace(b"Small", b"\x81\x8d\xff")
    assert "holds letters that cannot be read" in refused(tmp_path, content)


def test_a_row_of_another_length_is_told_with_its_line(tmp_path: Path) -> None:
    content = fingertips(ONE) + "1,2,3\r\n"
    assert refused(tmp_path, content).startswith(
        "'figures.csv' has 3 values in line 3, and 26 headings."
    )


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    content = fingertips(ONE) + '"99001,Adults\r\n' + fingertips(ONE)
    assert "cannot be read beyond line" in refused(tmp_path, content)


def test_a_cell_of_a_megabyte_is_told(tmp_path: Path) -> None:
    content = fingertips(ONE).replace("Small", "x" * 1024 * 1024)
    assert "cannot be read beyond line" in refused(tmp_path, content)


def test_a_file_that_is_too_large_or_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingertips_in, "LARGEST", 1024 * 1024)
    said = refused(tmp_path, "x" * (1024 * 1024 + 1))
    assert said == (
        "'figures.csv' is larger than 1 MB. Download the figures of your own area alone, or of "
        "fewer indicators."
    )
    with pytest.raises(ReadError, match=r"There is no file 'none\.csv'"):
        read_fingertips(tmp_path / "none.csv")


_CHILD = """
import sys, time, resource
from pathlib import Path
from paperkit.files.fingertips_in import read_fingertips
count = sum(1 for _ in read_fingertips(Path(sys.argv[1])).rows())
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
print(count, time.process_time(), peak)
"""


@pytest.mark.slow
def test_the_largest_file_is_read_within_seconds_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    head, row = fingertips(ONE).splitlines(keepends=True)
    rows = fingertips_in.LARGEST // len(row) - len(head)
    path.write_text(head + row * rows, encoding="utf-8", newline="")
    command = [sys.executable, "-c", _CHILD, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    count, seconds, megabytes = ran.stdout.split()
    assert int(count) == rows
    assert float(seconds) < MOST_SECONDS
    assert int(megabytes) < MOST_MEGABYTES
