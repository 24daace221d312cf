"""A project whose data are CSV files, one for each sheet."""

import datetime
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from paperkit import PaperkitError, check, write_rows
from paperkit.board.data import TABLES, kept_rows
from paperkit.pipeline.reading import read_board
from paperkit.schema.describe import kept_words
from tests import projects
from tests.cases import each
from tests.cli.conftest import Command


def as_csv(sample: Path) -> Path:
    """Move a project's data into CSV files, every cell in the words of its row."""
    board = read_board(sample).board
    every = {
        table.name: [
            {column.heading: words.get(column.name) for column in table.columns}
            for words in (kept_words(table, row) for row in board.rows(table))
        ]
        for table in TABLES
    }
    write_rows(sample, {name: rows for name, rows in every.items() if rows})
    (sample / "board.xlsx").unlink()
    return sample


@each("pack", ["council", "partnership"])
def test_a_paper_of_any_kind_has_the_same_rows_and_findings_as_from_the_workbook(
    tmp_path: Path, pack: str
) -> None:
    """A paper is made of the rows and the settings alone; the settings are one file for both."""
    folders = [projects.third(tmp_path / "a"), as_csv(projects.third(tmp_path / "b"))]
    for folder in folders:
        settings = folder / "paperkit.yaml"
        words = settings.read_text("utf-8").replace("pack: council", f"pack: {pack}")
        settings.write_text(words, "utf-8")
    rows = [kept_rows(read_board(folder).board) for folder in folders]
    assert rows[0] == rows[1]
    said = [
        [
            (one.code, one.message)
            for one in check(folder, meeting="", today=date(2026, 7, 1)).findings
        ]
        for folder in folders
    ]
    assert said[0] == said[1] != []


def test_csv_files_beside_the_settings_are_told_where_to_go(
    tmp_path: Path, paperkit: Command
) -> None:
    (tmp_path / "paperkit.yaml").write_text("council: {name: Testshire}\n", "utf-8")
    (tmp_path / "actions.csv").write_text("Reference,Action\n1.1,Open", "utf-8")
    assert (
        "It has actions.csv: move them into a folder 'board'."
        in paperkit("check", "--project", tmp_path).err
    )


def test_only_files_of_other_names_are_no_data(tmp_path: Path, paperkit: Command) -> None:
    (tmp_path / "board").mkdir()
    (tmp_path / "paperkit.yaml").write_text("council: {name: Testshire}\n", "utf-8")
    (tmp_path / "board" / "budget.csv").write_text("a,b\n", "utf-8")
    assert "PK-201" in paperkit("check", "--project", tmp_path).out


def test_endings_in_capitals_are_read(tmp_path: Path) -> None:
    folder = projects.third(tmp_path / "p")
    before = len(read_board(folder).board.actions)
    (folder / "board.xlsx").rename(folder / "BOARD.XLSX")
    (folder / "board").mkdir()
    (folder / "board" / "ACTIONS.CSV").write_text("Reference,Action\n9.1,Open", "utf-8")
    read = read_board(folder)
    assert len(read.board.actions) == before + 1
    assert str(read.board.actions[0].place.row) == "ACTIONS.CSV, row 2, column A"
    assert not [found for found in read.findings if found.code == "PK-648"]


@each(
    ("row", "said"),
    [
        ({"reference": 1.1}, "has the number 1.1 for a reference: it may have been 1.1 or 1.10."),
        ({"Outcome or priority": Decimal("2.30")}, "has the number 2.3 for a reference: it may"),
        ({"wording": 12345678901234567890}, "holds '12345678901234567890', of more than the fif"),
        ({"wording": 52.29999923706055}, "its column is of single precision (float32)"),
        ({"wording": float("inf")}, "holds 'inf', which no cell can."),
        ({"wording": {"a": 1}}, "holds '{'a': 1}', which no cell can. Give text, a number, a dat"),
        ({"wording": "a\ud800"}, "holds 'a\\ud800', which has half of a character."),
        ({"measures": ["a\nb", "c"]}, "of which one text has more than one line."),
        (
            "reference",
            "is 'reference', which is not a row. Give each row as a dict, as frame.to_dict(",
        ),
    ],
)
def test_a_value_that_would_be_another_is_refused_by_its_row(row: Any, said: str) -> None:
    with TemporaryDirectory() as folder, pytest.raises(PaperkitError) as fault:
        write_rows(Path(folder), {"actions": [{"reference": "1.1"}, row]})
    assert str(fault.value).startswith("Row 2 of Actions ")
    assert said in str(fault.value)
    assert str(fault.value).endswith("Nothing was written.")


class NaTType(datetime.datetime):
    """What pandas has for no time: it passes for one."""


class Timestamp(datetime.datetime):
    """What pandas has for a time."""


def test_what_a_frame_has_for_nothing_is_a_blank_cell(tmp_path: Path) -> None:
    row = {
        "reference": "PI 1", "baseline": float("nan"), "from": NaTType(2026, 1, 1),
        "to": Timestamp(2026, 3, 31), "value": 52.3,
    }  # fmt: skip
    (path,) = write_rows(tmp_path, {"indicators": [row]})
    assert path.read_text("utf-8-sig").splitlines()[1] == "PI 1,,,31 March 2026,52.3"


def test_rows_go_over_no_file_and_into_no_table_that_is_none(tmp_path: Path) -> None:
    (path,) = write_rows(tmp_path, {"actions": [{"reference": "1.1"}]})
    before = path.read_bytes()
    with pytest.raises(PaperkitError, match="already there"):
        write_rows(tmp_path, {"indicators": [], "actions": [{"reference": "1.2"}]})
    with pytest.raises(PaperkitError, match="Did you mean actions"):
        write_rows(tmp_path, {"action": []})
    assert (path.read_bytes(), [one.name for one in path.parent.iterdir()]) == (before, [path.name])
