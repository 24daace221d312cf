"""``paperkit import fingertips``: what a file holds, what is taken of it, what is told."""

import json
from pathlib import Path

import pytest

from paperkit.pipeline import fingertips as fingertips_rows
from paperkit.pipeline.reading import read_board
from tests.cli.conftest import Command, Ran
from tests.files.fingertips import fingertips

SETTINGS = """
fingertips:
  area: Northmere
  benchmarks: [England, Wendside]
  indicators:
    - indicator: W 1
      id: "99001"
      age: 18+ yrs
"""
BOARD = """
indicators:
  - reference: W 1
    name: Adults who walk to work
    decimals: "1"
  - reference: W 2
    name: Children who walk to school
"""
ROWS = """
| Area      | Parent   | Period  | Value            | Category    | Sex     | England | Region |
|-----------|----------|---------|------------------|-------------|---------|---------|--------|
| England   | England  | 2022/23 | 15.1             |             | Persons |         |        |
| England   | England  | 2023/24 | 15.3             |             | Persons |         |        |
| England   | Wendside | 2022/23 | 15.1             |             | Persons |         |        |
| England   | Wendside | 2023/24 | 15.3             |             | Persons |         |        |
| Wendside  | Wendside | 2023/24 | 16.5             |             | Persons | Better  |        |
| Northmere | Wendside | 2022/23 | 14.2             |             | Persons | Worse   | Worse  |
| Northmere | Wendside | 2023/24 | 14.2380952380952 |             | Persons | Similar | Worse  |
| Northmere | Wendside | 2023/24 | 11.9             | Deprivation | Persons | Worse   |        |
| Northmere | Wendside | 2023/24 | 12.4             |             | Male    | Similar |        |
| Eastmarsh | Wendside | 2023/24 | 19.0             |             | Persons | Better  |        |
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in YAML that takes one indicator of Fingertips."""
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(f"council:\n  name: Northmere Council\n{SETTINGS}")
    (folder / "board.yaml").write_text(BOARD)
    return folder


def run(paperkit: Command, project: Path, rows: str, *options: str) -> Ran:
    source = project.parent / "figures.csv"
    source.write_text(fingertips(rows), encoding="utf-8", newline="")
    return paperkit("import", "fingertips", source, "--project", project, *options)


def codes(paperkit: Command, project: Path, rows: str) -> list[str]:
    ran = run(paperkit, project, rows, "--map", "--json")
    return [finding["code"] for finding in json.loads(ran.out)["findings"]]


def messages(paperkit: Command, project: Path, rows: str, code: str) -> list[str]:
    ran = run(paperkit, project, rows, "--map", "--json")
    findings = json.loads(ran.out)["findings"]
    return [f"{f['field']}: {f['message']}" for f in findings if f["code"] == code]


def test_the_map_shows_what_would_be_taken_and_what_is_left_out(
    paperkit: Command, project: Path
) -> None:
    ran = run(paperkit, project, ROWS, "--map")
    assert ran.code == 0
    assert (
        ran.out
        == """\
figures.csv: 10 rows. Your area: Northmere.

Taken, or to be taken:
  W 1 'Adults who walk to work' (99001, Persons, 18+ yrs): 2 readings (2022/23 to 2023/24) and 3 \
benchmarks new

Left out:
  2 rows repeated under another area above
  1 row of a part of the population (inequalities)
  1 row of indicators, sexes or ages that the settings do not name
  1 row of other areas

In the file, and not named in paperkit.yaml. To take one, copy its lines to
'fingertips': indicators, and type your own indicator's reference:
    # 'Adults who walk to work'
    - indicator: ""
      id: "99001"
      sex: Male
      age: "18+ yrs"

Nothing was written.
"""
    )
    assert not (project / "board").exists()


def test_readings_and_benchmarks_go_into_a_file_of_their_own(
    paperkit: Command, project: Path
) -> None:
    ran = run(paperkit, project, ROWS)
    assert ran.code == 0
    (path,) = (project / "board").iterdir()
    assert f"Written: {path}" in ran.out
    assert (project / "board.yaml").read_text() == BOARD
    read = read_board(project)
    assert read.findings == ()
    assert [(str(r.period), str(r.value), r.note) for r in read.board.readings] == [
        ("2022/23", "14.2", ""),
        ("2023/24", "14.2380952380952", ""),
    ]
    assert [(b.area, str(b.period), str(b.value), b.compared) for b in read.board.benchmarks] == [
        ("England", "2022/23", "15.1", "Worse"),
        ("England", "2023/24", "15.3", "Similar"),
        ("Wendside", "2023/24", "16.5", "Worse"),
    ]
    assert {b.source for b in read.board.benchmarks} == {"OHID Fingertips, indicator 99001"}


def test_beside_a_workbook_a_workbook_is_written_and_the_first_is_not_touched(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "board"
    assert paperkit("new", folder, "--sample").code == 0
    settings = (folder / "paperkit.yaml").read_text(encoding="utf-8")
    reference = read_board(folder).board.indicators[0].reference
    mapped = SETTINGS.replace("W 1", reference)
    (folder / "paperkit.yaml").write_text(without(settings) + mapped, encoding="utf-8")
    before = (folder / "board.xlsx").read_bytes()
    rows = ROWS.replace("2022/23", "1990/91").replace("2023/24", "1991/92")
    assert run(paperkit, folder, rows).code == 0
    (path,) = (folder / "board").iterdir()
    assert path.suffix == ".xlsx"
    assert (folder / "board.xlsx").read_bytes() == before
    read = read_board(folder).board
    new = [row for row in read.readings if str(row.period) in ("1990/91", "1991/92")]
    assert [str(row.value) for row in new] == ["14.2", "14.2380952380952"]


def without(settings: str) -> str:
    """Return settings without those of Fingertips, where the sample has them."""
    head, _, tail = settings.partition("\nfingertips:")
    after = [n for n, line in enumerate(tail.splitlines()) if line and line[0].isalpha()]
    return head + "\n" + ("\n".join(tail.splitlines()[after[0] :]) if after else "") + "\n"


def test_what_was_imported_before_is_told_and_not_doubled(paperkit: Command, project: Path) -> None:
    run(paperkit, project, ROWS)
    again = run(paperkit, project, ROWS)
    assert again.code == 0
    assert "0 readings and 0 benchmarks new; 5 rows there already" in again.out
    assert "Nothing was written: there is nothing new in the file." in again.out
    assert len(list((project / "board").iterdir())) == 1


def test_only_what_is_new_is_written_the_second_time(paperkit: Command, project: Path) -> None:
    run(paperkit, project, ROWS)
    later = f"{ROWS}| Northmere | Wendside | 2024/25 | 14.9 | | Persons | Better | Better |\n"
    ran = run(paperkit, project, later)
    assert "1 reading and 0 benchmarks new; 5 rows there already" in ran.out
    assert len(list((project / "board").iterdir())) == 2
    periods = [str(row.period) for row in read_board(project).board.readings]
    assert sorted(periods) == ["2022/23", "2023/24", "2024/25"]


def test_a_figure_that_differs_is_told_with_both_values_and_left_out(
    paperkit: Command, project: Path
) -> None:
    own = "readings:\n  - {indicator: W 1, period: 2022/23, value: '14.9'}\n"
    (project / "board.yaml").write_text(BOARD + own)
    ran = run(paperkit, project, ROWS, "--json")
    assert ran.code == 1
    (told,) = json.loads(ran.out)["findings"]
    assert (told["code"], told["severity"], told["value"]) == ("PK-925", "error", "14.9")
    assert told["message"] == (
        "Indicator W 1 has '14.2' for 2022/23 in the file, but you have '14.9'."
    )
    assert (told["file"], told["also_at"]) == ("board.yaml", ["figures.csv, line 7, Value"])
    readings = read_board(project).board.readings
    assert [str(row.value) for row in readings] == ["14.9", "14.2380952380952"]


def test_a_word_in_place_of_a_figure_differs(paperkit: Command, project: Path) -> None:
    own = "readings:\n  - {indicator: W 1, period: 2022/23, value: Published soon}\n"
    (project / "board.yaml").write_text(BOARD + own)
    assert "you have 'Published soon'." in messages(paperkit, project, ROWS, "PK-925")[0]


def test_a_figure_that_was_typed_rounded_is_the_same_figure(
    paperkit: Command, project: Path
) -> None:
    own = "readings:\n  - {indicator: W 1, period: 2023/24, value: '14.24'}\n"
    (project / "board.yaml").write_text(BOARD + own)
    assert codes(paperkit, project, ROWS) == []


HEAD = """
| Area      | Period | Value | Note | England | Age |
|-----------|--------|-------|------|---------|-----|
"""


def one(*rows: str) -> str:
    return HEAD + "".join(f"| {row} |\n" for row in rows)


@pytest.mark.parametrize(
    ("period", "read"),
    [
        ("2013/14", "2013/14"),
        ("2013", "2013"),
        ("2010 - 12", "2010 to 2012"),
        ("2020 - 21", "2020 to 2021"),
        ("1999 - 2001", "1999 to 2001"),
        ("2022/23 Q2", "Q2 2022/23"),
        ("Jan 2023", "January 2023"),
    ],
)
def test_periods_of_fingertips_are_read(
    paperkit: Command, project: Path, period: str, read: str
) -> None:
    run(paperkit, project, one(f"Northmere | {period} | 5.5 | | | 18+ yrs"))
    (row,) = read_board(project).board.readings
    assert str(row.period) == read


@pytest.mark.parametrize("period", ["2019/20 - 21/22", "2020 Q1", "2012 - 10", "2013/15", "soon"])
def test_a_period_that_papers_do_not_know_is_told(
    paperkit: Command, project: Path, period: str
) -> None:
    rows = one(f"Northmere | {period} | 5.5 | | | 18+ yrs")
    assert messages(paperkit, project, rows, "PK-921") == [
        f"Time period: Indicator 99001 has figures for '{period}', which is not a period that "
        "papers have."
    ]


def test_an_empty_value_is_not_nothing_and_its_note_is_told(
    paperkit: Command, project: Path
) -> None:
    rows = one(
        "Northmere | 2022/23 |  | Held back for disclosure | | 18+ yrs",
        "Northmere | 2023/24 |  |  | | 18+ yrs",
        "Northmere | 2024/25 | 0 |  | | 18+ yrs",
    )
    assert messages(paperkit, project, rows, "PK-922") == [
        "Value: Indicator 99001 has no value for Northmere, 2022/23: 'Held back for disclosure'.",
        "Value: Indicator 99001 has no value for Northmere, 2023/24, and no note says why.",
    ]
    run(paperkit, project, rows)
    assert [str(r.value) for r in read_board(project).board.readings] == ["0"]


def test_a_note_on_a_value_goes_with_the_reading(paperkit: Command, project: Path) -> None:
    run(paperkit, project, one("Northmere | 2022/23 | 5.5 | Estimated | | 18+ yrs"))
    (row,) = read_board(project).board.readings
    assert row.note == "Estimated"


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "@SUM(A1)", "12,5", "n/a", "5*", "1e999"])
def test_a_value_that_is_no_number_is_told_and_left_out(
    paperkit: Command, project: Path, value: str
) -> None:
    rows = one(f"Northmere | 2022/23 | {value} | | | 18+ yrs")
    assert messages(paperkit, project, rows, "PK-923") == [
        f"Value: The value '{value}' of indicator 99001 for Northmere, 2022/23 is not a number."
    ]


def test_a_value_in_powers_of_ten_is_written_out(paperkit: Command, project: Path) -> None:
    run(paperkit, project, one("Northmere | 2022/23 | 1.5E-05 | | | 18+ yrs"))
    (row,) = read_board(project).board.readings
    assert str(row.value) == "0.000015"


def test_a_formula_in_a_note_stays_text(paperkit: Command, project: Path) -> None:
    run(paperkit, project, one("Northmere | 2022/23 | 5.5 | =HYPERLINK(1) | | 18+ yrs"))
    (row,) = read_board(project).board.readings
    assert row.note == "=HYPERLINK(1)"


def test_unknown_words_of_comparison_are_kept_and_told(paperkit: Command, project: Path) -> None:
    rows = one(
        "Northmere | 2022/23 | 5.5 | | Lowest quintile | 18+ yrs",
        "England | 2022/23 | 6.5 | | | 18+ yrs",
    )
    assert messages(paperkit, project, rows, "PK-924") == [
        "Compared: Indicator 99001 is compared with England as 'Lowest quintile'."
    ]
    run(paperkit, project, rows)
    (row,) = read_board(project).board.benchmarks
    assert row.compared == "Lowest quintile"


def test_a_note_on_a_benchmark_is_told(paperkit: Command, project: Path) -> None:
    rows = one("Northmere | 2022 | 5 | | | 18+ yrs", "England | 2022 | 6 | Estimated | | 18+ yrs")
    assert messages(paperkit, project, rows, "PK-931") == [
        "Value note: The value for England in 2022 has the note 'Estimated'."
    ]


def test_two_values_for_one_period_are_told_and_both_left_out(
    paperkit: Command, project: Path
) -> None:
    rows = one(
        "Northmere | 2022 | 5.5 | | | 18+ yrs",
        "Northmere | 2022 | 5.7 | | | 18+ yrs",
        "Northmere | 2023 | 5.8 | | | 18+ yrs",
    )
    assert messages(paperkit, project, rows, "PK-926") == [
        "Value: Indicator 99001 has the values '5.5' and '5.7' for Northmere, 2022."
    ]
    run(paperkit, project, rows)
    assert [str(r.period) for r in read_board(project).board.readings] == ["2023"]


def test_more_rows_than_any_indicator_has_end_the_run(
    paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingertips_rows, "MOST_ROWS", 3)
    rows = one(*(f"Northmere | 2022 | {n} | | | 18+ yrs" for n in range(4)))
    ran = run(paperkit, project, rows)
    assert ran.code == 3
    assert "more than 3 different rows of indicator '99001' for 'Northmere'" in ran.err


def test_many_values_for_one_period_are_counted(paperkit: Command, project: Path) -> None:
    rows = one(*(f"Northmere | 2022 | {n} | | | 18+ yrs" for n in range(4)))
    assert messages(paperkit, project, rows, "PK-926") == [
        "Value: Indicator 99001 has the values '0' and '1' and 2 more for Northmere, 2022."
    ]


def test_several_ages_are_not_chosen_between(paperkit: Command, project: Path) -> None:
    settings = (project / "paperkit.yaml").read_text().replace("      age: 18+ yrs\n", "")
    (project / "paperkit.yaml").write_text(settings)
    rows = one("Northmere | 2022 | 5 | | | 18+ yrs", "Northmere | 2022 | 6 | | | 65+ yrs")
    assert messages(paperkit, project, rows, "PK-927") == [
        "Age: The file has indicator 99001 (Persons) for several ages: '18+ yrs', '65+ yrs'."
    ]
    assert codes(paperkit, project, one("Northmere | 2022 | 5 | | | 65+ yrs")) == ["PK-932"] * 2


def test_an_indicator_that_the_file_does_not_have_is_told(paperkit: Command, project: Path) -> None:
    rows = one("Northmere | 2022 | 5 | | | 65+ yrs")
    assert messages(paperkit, project, rows, "PK-928") == [
        "fingertips: The file has no row of indicator 99001 (Persons, 18+ yrs) for your area."
    ]


def test_an_indicator_that_the_board_does_not_have_is_told(
    paperkit: Command, project: Path
) -> None:
    settings = (project / "paperkit.yaml").read_text().replace("W 1", "W 9")
    (project / "paperkit.yaml").write_text(settings)
    assert messages(paperkit, project, ROWS, "PK-929") == [
        "fingertips: The settings use Fingertips indicator 99001 (Persons, 18+ yrs) for 'W 9', "
        "but the sheet Indicators has no such reference."
    ]


def test_unrounded_figures_are_told_where_nothing_says_how_to_round(
    paperkit: Command, project: Path
) -> None:
    settings = (project / "paperkit.yaml").read_text().replace("W 1", "W 2")
    (project / "paperkit.yaml").write_text(settings)
    assert messages(paperkit, project, ROWS, "PK-930") == [
        "Value: Indicator W 2 has figures such as '14.2380952380952', but nothing under 'Decimal "
        "places'."
    ]


def test_an_area_that_the_file_does_not_have_is_told(paperkit: Command, project: Path) -> None:
    rows = one("Northmere | 2022 | 5 | | | 18+ yrs")
    told = messages(paperkit, project, rows, "PK-932")
    assert told == [
        ": The settings name 'England', but the file has no row for it.",
        ": The settings name 'Wendside', but the file has no row for it.",
    ]


def test_areas_may_be_named_by_their_codes(paperkit: Command, project: Path) -> None:
    settings = (project / "paperkit.yaml").read_text()
    settings = settings.replace("Northmere\n  bench", "E06000999\n  bench")
    settings = settings.replace("[England, Wendside]", "[E92000001, e12000999]")
    (project / "paperkit.yaml").write_text(settings)
    assert codes(paperkit, project, ROWS) == []
    run(paperkit, project, ROWS)
    board = read_board(project).board
    assert [b.area for b in board.benchmarks] == ["England", "England", "Wendside"]
    assert [b.compared for b in board.benchmarks] == ["Worse", "Similar", "Worse"]


def test_without_settings_the_map_says_what_to_type(paperkit: Command, project: Path) -> None:
    (project / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    ran = run(paperkit, project, ROWS, "--map")
    assert "Your area: not set in paperkit.yaml." in ran.out
    assert "Areas in the file: 'England', 'Wendside', 'Northmere', 'Eastmarsh'." in ran.out
    assert '    - indicator: ""\n      id: "99001"\n      sex: Male\n' in ran.out
    refused = run(paperkit, project, ROWS)
    assert refused.code == 3
    assert "paperkit.yaml does not name your area under 'fingertips'." in refused.err
    (project / "paperkit.yaml").write_text("fingertips:\n  area: Northmere\n")
    assert "does not name any indicator under 'fingertips'" in run(paperkit, project, ROWS).err


def test_the_lines_that_the_map_prints_can_be_used_as_they_are(
    paperkit: Command, project: Path
) -> None:
    (project / "paperkit.yaml").write_text("fingertips:\n  area: Northmere\n")
    rows = ROWS.replace("18+ yrs", "<18 yrs: all, ages")
    out = run(paperkit, project, rows, "--map").out
    lines = [line for line in out.splitlines() if line.startswith("    ")]
    mapped = "\n".join(lines).replace('indicator: ""', "indicator: W 1", 1)
    head = "fingertips:\n  area: Northmere\n  indicators:\n"
    (project / "paperkit.yaml").write_text(head + mapped.replace('""', "W 2"))
    assert "PK-220" not in codes(paperkit, project, rows)
    assert "reading" in run(paperkit, project, rows, "--map").out


def test_names_that_drive_a_terminal_are_shown_as_text(paperkit: Command, project: Path) -> None:
    rows = ROWS.replace("| Male ", "| \x1b[31mX ").replace("Eastmarsh", "East\x07marsh")
    ran = run(paperkit, project, rows, "--map")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_a_file_that_is_none_of_fingertips_ends_the_run(paperkit: Command, project: Path) -> None:
    source = project / "other.csv"
    source.write_text("a,b\n1,2\n")
    ran = paperkit("import", "fingertips", source, "--project", project)
    assert ran.code == 3
    assert "is not a table of Fingertips" in ran.err
    asked = paperkit("import", "fingertips", source, "--project", project, "--json")
    assert json.loads(asked.out)["files"] == []


def test_data_that_cannot_be_read_are_told_first(paperkit: Command, project: Path) -> None:
    (project / "board.yaml").write_text("indicatorz:\n  - {reference: W 1}\n")
    ran = run(paperkit, project, ROWS)
    assert ran.code == 3
    assert "Run 'paperkit check' first." in ran.err


def test_the_file_saved_by_excel_is_noted(paperkit: Command, project: Path) -> None:
    source = project.parent / "figures.csv"
    source.write_bytes(fingertips(ROWS).replace("walk", "w\u00e4lk").encode("cp1252"))
    ran = paperkit("import", "fingertips", source, "--project", project, "--map")
    assert (ran.code, "PK-920" in ran.out) == (0, True)
