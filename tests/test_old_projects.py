"""A project that was kept with version 0.1.0: it opens, and what it must now say is said once.

``tests/old_projects/0.1.0`` is the sample council as that version made it, with the log of its
rounds and one final paper.
"""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from paperkit.findings import Finding
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.record import verify_log

KEPT = Path(__file__).parent / "old_projects" / "0.1.0"
FINAL = "Appendix 1 - Exception report on every action for ageing well - 16 July 2026.docx"
DAY = date(2026, 7, 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a copy of the project, since opening its log may bring that up to date."""
    return Path(shutil.copytree(KEPT, tmp_path / "board"))


def found(folder: Path, meeting: str) -> dict[str, Finding]:
    """Return what is found for a meeting by its code, each of which must be there once."""
    findings = check_project(folder, meeting=meeting, today=DAY).findings
    twice = {code for code, times in Counter(one.code for one in findings).items() if times > 1}
    # Two actions without a return were two findings in 0.1.0, too; PK-652 is of each text.
    assert twice <= {"PK-882", "PK-652"}
    return {one.code: one for one in findings}


def test_what_a_report_must_now_say_is_one_finding_each_with_its_remedy(old: Path) -> None:
    july = found(old, "Board July 2026")
    assert set(july) - {"PK-503", "PK-652", "PK-882", "PK-894"} == {
        "PK-431", "PK-508", "PK-828", "PK-887", "PK-896", "PK-973",
    }  # fmt: skip
    assert "PI 9 and PI 23" in july["PK-431"].message
    assert "If an older workbook does not have that heading, add it." in july["PK-431"].remedy
    assert all(one.remedy for one in july.values())


def test_what_is_later_than_an_annual_reports_data_is_one_finding(old: Path) -> None:
    assert {"PK-415", "PK-437"} <= set(found(old, "Board May 2026"))


def test_the_log_of_then_and_its_final_paper_are_as_they_were_recorded(old: Path) -> None:
    assert [one.code for one in verify_log(old).findings] == ["PK-828"]
    assert [one.code for one in verify_log(old, old / "papers" / FINAL).findings] == ["PK-828"]
