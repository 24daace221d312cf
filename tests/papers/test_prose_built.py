"""Long text from the officer's cell to the finished paper, with the house that paperkit brings."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.cli.options import cache_folder
from paperkit.findings import Finding
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.word.outline import outline
from tests import projects
from tests.papers.rich import EVERYTHING
from tests.validators import errors_of

TODAY = date(2026, 7, 1)


def project(folder: Path, text: str, section: str = "issues") -> Path:
    """Return a sample project whose report for July has this text at the end of a section."""
    projects.sample(folder, in_yaml=True)
    board = folder / "board.yaml"
    lines = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    _add(board, f"  - paper: Performance July 2026\n    section: {section}\n    text: |-\n{lines}")
    return folder


def _add(board: Path, row: str) -> None:
    """Add a row of text after those that are there; other tables may follow them."""
    before, mark, after = board.read_text("utf-8").partition("\ntext:\n")
    rows, following, rest = after.partition("\n\nforward_items:")
    board.write_text(f"{before}{mark}{rows.rstrip()}\n{row}{following}{rest}", "utf-8")


def final(folder: Path) -> Built:
    accepted = Acceptance("The Executive meets in October", "R. Keane")
    return build(
        Order(
            folder,
            "performance_report",
            TODAY,
            "Board July 2026",
            final=True,
            acceptance=accepted,
            cache=cache_folder(),
        )
    )


def of_text(findings: tuple[Finding, ...]) -> list[str]:
    """Return the findings on marks, as ``PK-000 message``."""
    told = [f"{finding.code} {finding.message}" for finding in findings]
    return [line for line in told if line.startswith(("PK-702", "PK-72", "PK-73", "PK-76"))]


def test_every_construct_is_in_a_final_that_both_validators_accept(tmp_path: Path) -> None:
    built = final(project(tmp_path / "board", EVERYTHING))
    (paper,) = built.files

    assert of_text(built.findings) == []
    assert errors_of(paper) == []
    told = outline(paper.read_bytes())
    assert "List (i) | (i) | roman[note 2]" in told
    assert "Numbered Paragraph | 3.5 | One **bold** *italic* link" in told
    assert "As in paragraph 3.5 <#ref_one>, 3.6 <#up1_point>(1) <#ref_point>" in told


def test_a_mark_that_is_not_closed_holds_a_final_up_at_its_cell(tmp_path: Path) -> None:
    folder = project(tmp_path / "board", "We **agreed the plan.")
    built = final(folder)

    assert built.refused
    (found,) = [finding for finding in built.findings if finding.code == "PK-720"]
    assert (found.place.file, found.place.field) == ("board.yaml", "text")
    assert found.message == "'**agreed' has only one of the two marks that bold needs."
    assert of_text(check_project(folder, today=TODAY).findings) == of_text(built.findings)


def test_marks_in_a_recommendation_would_be_printed_so_they_are_stray(tmp_path: Path) -> None:
    built = final(project(tmp_path / "board", "agree the **plan**.", "recommendations"))

    assert of_text(built.findings) == ["PK-702 The text has '**plan**.' in it."]


def test_a_reference_may_lead_from_one_section_to_another(tmp_path: Path) -> None:
    folder = project(tmp_path / "board", "The workforce. {#workforce}")
    row = "  - paper: Performance July 2026\n    section: reasons\n    text: "
    _add(folder / "board.yaml", f"{row}See [paragraph](#workforce).\n")
    (paper,) = final(folder).files

    assert "See paragraph 3.5 <#ref_workforce>." in outline(paper.read_bytes())


@pytest.mark.parametrize("section", ["implications", "issues"])
def test_a_reference_to_nothing_is_told_before_anything_is_built(
    tmp_path: Path, section: str
) -> None:
    built = final(project(tmp_path / "board", "See [paragraph](#gone).", section))

    assert of_text(built.findings) == ["PK-722 Nothing in the paper ends with '{#gone}'."]
