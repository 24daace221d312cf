"""Finished papers read by validators that know nothing of paperkit: no error."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.pipeline.building import build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from tests import projects
from tests.validators import errors_of

TODAY = date(2026, 7, 1)
ACCEPTED = Acceptance("The Executive meets in October", "R. Keane")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers") / "board"
    projects.sample(folder, in_yaml=True)
    return folder


@pytest.mark.parametrize("final", [False, True])
def test_the_samples_performance_report_has_no_error(project: Path, final: bool) -> None:
    order = Order(
        project, "performance_report", TODAY, "Board July 2026", final=final, acceptance=ACCEPTED
    )
    (paper,) = build(order).files
    assert errors_of(paper) == []


def test_a_report_of_a_board_with_no_data_but_its_meeting_has_no_error(tmp_path: Path) -> None:
    (tmp_path / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n", "utf-8")
    meeting = "meetings:\n  - reference: Board July 2026\n    date: 16 July 2026\n"
    (tmp_path / "board.yaml").write_text(meeting, "utf-8")
    (paper,) = build(Order(tmp_path, "performance_report", TODAY)).files
    assert errors_of(paper) == []
