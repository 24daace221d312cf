"""``paperkit build``, from the project folder to the paper."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from paperkit.board.history import FILED, Filed
from paperkit.record import LOG_FILE
from paperkit.record.log import read_log
from tests import projects
from tests.cli.conftest import Command, Ran

JULY = ("performance_report", "--meeting", "Board July 2026")
ACCEPT = ("--accept-gaps", "The new target goes to the Executive in October", "--by", "R. Keane")
FOLDER = "2026-07-16 Board"
DRAFT = "Draft - Performance report - 16 July 2026.docx"
FINAL = "Performance report - 16 July 2026.docx"


@pytest.fixture
def drafted(paperkit: Command, tmp_path: Path) -> Path:
    """Return a project with the draft of its report, which was built once for all tests."""

    def make(project: Path) -> None:
        projects.third(project)
        assert paperkit("build", *JULY, "--project", project).code == 0

    return projects.copied("a draft of the report", make, tmp_path / "board")


_FILED: list[Ran] = []


@pytest.fixture
def filed(paperkit: Command, tmp_path: Path) -> tuple[Path, Ran]:
    """Return a project with its final report, and how the build ended that made it for all."""

    def make(project: Path) -> None:
        projects.third(project)
        _FILED.append(paperkit("build", *JULY, "--project", project, "--final", *ACCEPT))

    folder = projects.copied("a final of the report", make, tmp_path / "board")
    return folder, _FILED[0]


def test_a_draft_is_written_to_the_folder_of_papers(paperkit: Command, sample: Path) -> None:
    ran = paperkit("build", *JULY, "--project", sample)
    assert (sample / "papers" / FOLDER / DRAFT).is_file()
    assert f"Written: {sample / 'papers' / FOLDER / DRAFT}" in ran.out
    assert "with the pack council" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        JULY,
        ("performance_report", "--meeting", "16 July 2026"),
        ("performance_report", "--meeting", "16/07/2026"),
        ("performance_report", "--meeting", "Performance July 2026"),
        ("Performance July 2026",),
    ],
)
def test_a_meeting_is_named_by_reference_date_or_paper(
    paperkit: Command, sample_yaml: Path, words: tuple[str, ...]
) -> None:
    paperkit("build", *words, "--project", sample_yaml)
    assert (sample_yaml / "papers" / FOLDER / DRAFT).is_file()


def test_workbook_and_yaml_give_the_same_paper(
    paperkit: Command, drafted: Path, sample_yaml: Path
) -> None:
    paperkit("build", *JULY, "--project", sample_yaml)
    first, second = (
        (folder / "papers" / FOLDER / DRAFT).read_bytes() for folder in (drafted, sample_yaml)
    )
    assert first == second


def test_building_twice_gives_the_same_bytes(paperkit: Command, drafted: Path) -> None:
    paper = drafted / "papers" / FOLDER / DRAFT
    first = paper.read_bytes()
    assert paperkit("build", *JULY, "--project", drafted).code == 0
    assert paper.read_bytes() == first


def test_a_final_with_gaps_is_refused_and_says_how_to_go_on(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("build", *JULY, "--project", sample, "--final")
    assert ran.code == 1
    assert "--accept-gaps" in ran.out
    assert not (sample / "papers").exists()


def test_a_final_with_accepted_gaps_keeps_who_accepted_what_and_why(
    filed: tuple[Path, Ran],
) -> None:
    sample, ran = filed
    assert ran.code == 0
    assert (sample / "papers" / FOLDER / FINAL).is_file()
    assert "Accepted gaps: 1" in ran.out
    kept = (sample / "papers" / "accepted.yaml").read_text(encoding="utf-8")
    assert "R. Keane" in kept
    assert "The new target goes to the Executive in October" in kept
    assert "PK-503" in kept


def test_a_final_says_where_it_is_recorded(filed: tuple[Path, Ran]) -> None:
    sample, ran = filed
    assert "Recorded in exception-log.sqlite.\n" in ran.out
    assert [one.file for one in read_log(sample / LOG_FILE).rows(FILED, Filed)] == [FINAL]


def test_json_says_where_a_final_is_recorded(paperkit: Command, sample_yaml: Path) -> None:
    ran = paperkit("build", *JULY, "--project", sample_yaml, "--final", *ACCEPT, "--json")
    assert json.loads(ran.out)["recorded"] == LOG_FILE


@pytest.mark.parametrize("more", [(), ("--final",)], ids=["a draft", "a final that is refused"])
def test_what_is_not_filed_is_recorded_nowhere(
    paperkit: Command, sample_yaml: Path, more: tuple[str, ...]
) -> None:
    assert "Recorded" not in paperkit("build", *JULY, "--project", sample_yaml, *more).out
    ran = paperkit("build", *JULY, "--project", sample_yaml, *more, "--json")
    assert json.loads(ran.out)["recorded"] == ""
    assert not (sample_yaml / LOG_FILE).exists()


def test_a_final_bears_no_mark_of_a_draft(filed: tuple[Path, Ran]) -> None:
    sample, _ = filed
    with ZipFile(sample / "papers" / FOLDER / FINAL) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    assert not any("DRAFT" in part for part in parts)


def test_a_reason_without_a_name_is_wrong_use(paperkit: Command, sample: Path) -> None:
    ran = paperkit("build", *JULY, "--project", sample, "--final", "--accept-gaps", "why")
    assert ran.code == 2
    assert "Give the reason with --accept-gaps or --discard-edits" in ran.err


def test_a_paper_that_a_person_edited_is_not_replaced(paperkit: Command, drafted: Path) -> None:
    paper = drafted / "papers" / FOLDER / DRAFT
    edited = Document(BytesIO(paper.read_bytes()))
    edited.add_paragraph("A sentence of the director's.")
    edited.save(str(paper))
    before = paper.read_bytes()
    ran = paperkit("build", *JULY, "--project", drafted)
    assert ran.code == 1
    assert "added 'A sentence of the director's.'." in ran.out
    assert "Not built. What somebody edited in Word would be lost." in ran.out
    assert paper.read_bytes() == before


def test_overwrite_replaces_an_edited_paper(paperkit: Command, drafted: Path) -> None:
    paper = drafted / "papers" / FOLDER / DRAFT
    made = paper.read_bytes()
    paper.write_bytes(b"something else")
    paperkit("build", *JULY, "--project", drafted, "--overwrite")
    assert paper.read_bytes() == made


def test_json_is_one_object_with_findings_and_files(paperkit: Command, sample: Path) -> None:
    ran = paperkit("build", *JULY, "--project", sample, "--json")
    told = json.loads(ran.out)
    assert told["files"] == [str(sample / "papers" / FOLDER / DRAFT)]
    (finding,) = (found for found in told["findings"] if found["severity"] == "gap")
    assert finding["code"] == "PK-503"
    assert finding["file"] == "board.xlsx"
    assert finding["sheet"] == "Targets"
    assert set(finding) >= {"cell", "line", "field", "value", "message", "remedy"}


def test_another_folder_can_be_named_for_the_paper(
    paperkit: Command, sample_yaml: Path, tmp_path: Path
) -> None:
    paperkit("build", *JULY, "--project", sample_yaml, "--out", tmp_path / "for the clerk")
    assert (tmp_path / "for the clerk" / DRAFT).is_file()


def test_a_pack_in_the_project_comes_before_the_bundled_one(
    paperkit: Command, sample_yaml: Path
) -> None:
    source = Path(__file__).parents[2] / "report_templates" / "council"
    own = sample_yaml / "packs" / "council"
    kinds = ("performance_report", "performance_tables")
    files = [f"{kind}/{file}" for kind in kinds for file in ("kind.yaml", "template.docx")]
    for name in ("pack.yaml", "house.docx", *files):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_bytes((source / name).read_bytes())
    kind = own / "performance_report" / "kind.yaml"
    text = kind.read_text(encoding="utf-8")
    kind.write_text(text.replace("title: Performance report", "title: Our report"), "utf-8")
    ran = paperkit("build", *JULY, "--project", sample_yaml)
    assert (sample_yaml / "papers" / FOLDER / "Draft - Our report - 16 July 2026.docx").is_file()
    assert f"council ({sample_yaml / 'packs'})" in ran.out
