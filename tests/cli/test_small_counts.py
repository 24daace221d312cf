"""Small counts of people in a paper that is built: held back, accepted, or in an exempt paper."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

ORDER = ("build", "performance_report", "--meeting", "Board July 2026")
SUPPRESS = '\nsmall_counts:\n  suppress: "yes"\n'


@pytest.fixture
def few(whole_sample_yaml: Path) -> Path:
    """Return the sample, in which PI 9 counts people and its latest figure is 3, before it 7."""
    path = whole_sample_yaml / "board.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, tail = text.partition("reference: PI 9\n")
    tail = tail.replace('counts_people: "No"', 'counts_people: "Yes"', 1)
    tail = tail.replace('period: June 2026, value: "46"', 'period: June 2026, value: "3"')
    tail = tail.replace('period: May 2026, value: "49"', 'period: May 2026, value: "7"')
    assert tail.count('value: "3"}') == 1
    path.write_text(f"{head}reference: PI 9\n{tail}", encoding="utf-8")
    return whole_sample_yaml


def suppressing(project: Path) -> None:
    path = project / "paperkit.yaml"
    text = path.read_text(encoding="utf-8")
    kept = text.partition("\nsmall_counts:")[0]
    path.write_text(kept + SUPPRESS, encoding="utf-8")


def rows_of_pi_9(paperkit: Command, project: Path) -> str:
    (path,) = (project / "papers").rglob("*Performance report*.docx")
    outline = paperkit("outline", path).out
    shown = ("PI 9", "figure that is held back (")
    return "\n".join(line for line in outline.splitlines() if any(one in line for one in shown))


def test_a_public_paper_prints_no_small_count_where_they_are_held_back(
    paperkit: Command, few: Path
) -> None:
    suppressing(few)
    ran = paperkit(*ORDER, "--project", few)
    assert "PK-915" not in ran.out
    printed = rows_of_pi_9(paperkit, few)
    assert "fewer than 5" in printed
    assert "Held back" in printed
    assert "from 7 in May 2026" not in printed
    assert "1 has a figure that is held back (delayed hospital discharges)" in printed


def test_without_the_setting_the_count_is_printed_and_told_as_a_gap(
    paperkit: Command, few: Path
) -> None:
    ran = paperkit(*ORDER, "--project", few)
    assert "PK-915  board.yaml" in ran.out
    assert "fewer than 5" not in rows_of_pi_9(paperkit, few)
    refused = paperkit(*ORDER, "--project", few, "--final")
    assert refused.code == 1
    assert "There are gaps." in refused.out + refused.err


def test_an_exempt_paper_prints_the_count_and_is_not_told(paperkit: Command, few: Path) -> None:
    suppressing(few)
    path = few / "board.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("publicity: Public\n", "publicity: Exempt\n    exempt_paragraph: '3'\n")
    path.write_text(text, encoding="utf-8")
    ran = paperkit(*ORDER, "--project", few)
    assert "PK-915" not in ran.out
    assert "from 7 in May 2026" in rows_of_pi_9(paperkit, few)
