"""The sample at other sizes is as sound as the sample: nothing is wrong with it that was not."""

from pathlib import Path

import pytest

from paperkit.board.data import TABLES
from paperkit.files.yaml_in import read_tables
from paperkit.findings import Severity, of_severity
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.sample_rows import row_of_record, three_times
from tests.sized import SAMPLE, TODAY, Rows, a_third, write_rows


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Return the rows of the sample's plan, without what its forms brought."""
    read = read_tables(SAMPLE / "board.yaml", TABLES).records
    none: Rows = {table.name: [] for table in TABLES}
    return none | {name: [row_of_record(one) for one in found] for name, found in read.items()}


def errors_of(folder: Path, rows: Rows) -> list[str]:
    folder.mkdir()
    (folder / "paperkit.yaml").write_bytes((SAMPLE / "paperkit.yaml").read_bytes())
    write_rows(folder, rows)
    return [
        str(one.message)
        for one in of_severity(check_project(folder, today=TODAY).findings, Severity.ERROR)
    ]


def test_a_third_of_the_sample_has_a_third_of_its_plan_and_no_error(
    tmp_path: Path, rows: Rows
) -> None:
    third = a_third(rows)
    counts = {name: len(third[name]) for name in ("outcomes", "actions", "indicators", "meetings")}
    assert counts == {"outcomes": 4, "actions": 16, "indicators": 8, "meetings": 19}
    assert errors_of(tmp_path / "board", third) == []


def test_three_times_the_sample_has_three_times_its_plan_and_no_error(
    tmp_path: Path, rows: Rows
) -> None:
    thrice = three_times(rows)
    counts = {name: len(thrice[name]) for name in ("outcomes", "actions", "indicators", "people")}
    assert counts == {"outcomes": 39, "actions": 132, "indicators": 75, "people": 63}
    assert len({row["reference"] for row in thrice["actions"]}) == 132
    assert errors_of(tmp_path / "board", thrice) == []
