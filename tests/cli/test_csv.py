"""A project whose data are CSV files, one for each sheet."""

from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.files.csv_out import rows_csv
from paperkit.pipeline.reading import read_board
from paperkit.schema.describe import kept_words
from tests import projects
from tests.cli.conftest import Command


def as_csv(sample: Path) -> Path:
    """Move a project's data into CSV files, every cell in the words of its row."""
    board = read_board(sample).board
    (sample / "board").mkdir()
    for table in TABLES:
        rows = [kept_words(table, row) for row in board.rows(table)]
        if rows:
            (sample / "board" / f"{table.name}.csv").write_bytes(rows_csv(table.sheet, rows))
    (sample / "board.xlsx").unlink()
    return sample


def test_the_papers_are_those_of_the_workbook(tmp_path: Path, paperkit: Command) -> None:
    order = ("build", "performance_report", "--meeting", "Board July 2026", "--project")
    folders = [projects.sample(tmp_path / "a"), as_csv(projects.sample(tmp_path / "b"))]
    assert [paperkit(*order, folder).code for folder in folders] == [0, 0]
    papers = [sorted((one / "papers").rglob("*.docx")) for one in folders]
    assert [one.name for one in papers[0]] == [one.name for one in papers[1]]
    outlines = [paperkit("outline", one[0]).out for one in papers]
    assert outlines[0] == outlines[1]


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
