"""``paperkit record restore``: a final paper comes back byte for byte, and writes over nothing."""

import json
from pathlib import Path, PureWindowsPath
from shutil import rmtree

import pytest

from paperkit.board.history import FILED, Draft, Filed
from paperkit.frozen import replace
from paperkit.pipeline import restoring
from paperkit.pipeline.building import build
from paperkit.pipeline.reading import open_project
from paperkit.record import LOG_FILE
from paperkit.record.log import append
from tests.cli.conftest import Command
from tests.exception_log.entries import DAY
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project

__all__ = ["project"]


def changed(project: Path, old: str, new: str) -> None:
    data = project / "board.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "words", [FINAL, FINAL.upper(), f"papers/{FOLDER}/{FINAL}", "workforce",
              "Workforce of the Partnership"],
)  # fmt: skip
def test_a_paper_comes_back_after_the_folder_is_lost(
    words: str, paperkit: Command, project: Path
) -> None:
    data = final(project)
    rmtree(project / "papers")
    ran = paperkit("record", "restore", words, "--project", project)
    there = project / "papers" / FOLDER / FINAL
    assert there.read_bytes() == data
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Restored: {there}", "It is as it was built on 30 June 2026, byte for byte.",
    ]  # fmt: skip
    assert paperkit("record", "verify", "--project", project).code == 0


def test_a_paper_goes_into_the_folder_that_is_named(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    data = final(project)
    ran = paperkit("record", "restore", FINAL, "--to", tmp_path / "again", "--project", project)
    assert ran.code == 0
    assert (tmp_path / "again" / FINAL).read_bytes() == data


def test_nothing_is_written_over(paperkit: Command, project: Path) -> None:
    final(project)
    there = project / "papers" / FOLDER / FINAL
    there.write_bytes(b"somebody's own")
    ran = paperkit("record", "restore", FINAL, "--project", project)
    assert ran.code == 3
    assert f"'{FINAL}' is already there, and paperkit does not write over it." in ran.err
    assert there.read_bytes() == b"somebody's own"


def test_of_several_versions_one_is_to_be_named(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    old = final(project)
    changed(project, "To agree the plan", "To note the plan")
    new = final(project, day=DAY.replace(day=3, month=7))
    ran = paperkit("record", "restore", FINAL, "--project", project)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"'{FINAL}' has 2 versions. Say which with --version.",
        "  1  built on 30 June 2026, superseded on 3 July 2026",
        "  2  built on 3 July 2026, final, to be published on 8 July 2026",
    ]
    for number, data in enumerate((old, new), start=1):
        to = tmp_path / f"{number}"
        words = ("record", "restore", FINAL, "--version", f"{number}", "--to", to)
        assert paperkit(*words, "--project", project).code == 0
        assert (to / FINAL).read_bytes() == data
    ran = paperkit("record", "restore", FINAL, "--version", "3", "--project", project)
    assert "Give --version a number from 1 to 2." in ran.err


def test_an_attached_file_comes_back_too(paperkit: Command, project: Path) -> None:
    (project / "Map.pdf").write_bytes(b"%PDF-1.7 the map")
    text = "\n  - {paper: Workforce, section: appendices, name: Map, file: Map.pdf}\n"
    data = project / "board.yaml"
    data.write_text(data.read_text(encoding="utf-8") + text, encoding="utf-8")
    attached = build(order(project)).files[1]
    rmtree(project / "papers")
    assert paperkit("record", "restore", attached.name, "--project", project).code == 0
    assert attached.read_bytes() == b"%PDF-1.7 the map"


def test_what_the_record_does_not_have_is_told(paperkit: Command, project: Path) -> None:
    final(project)
    ran = paperkit("record", "restore", "Workforse of the partnership.docx", "--project", project)
    assert ran.code == 3
    assert f"Did you mean '{FINAL}'?" in ran.err


def test_a_word_that_names_two_papers_asks_which(paperkit: Command, project: Path) -> None:
    final(project)
    build(replace(order(project), what="Housing"))
    for file in ("A - Report - 1 July 2026.docx", "B - Report - 1 July 2026.docx"):
        row = Filed(file=file, sha256="ab", filed_on=DAY)
        append(project / LOG_FILE, [Draft(table=FILED, row=row, recorded_on=DAY)])
    ran = paperkit("record", "restore", "Report", "--project", project)
    assert "'Report' could be 2 papers" in ran.err
    assert "Name one by its file." in ran.err


def test_a_paper_of_which_paperkit_0_1_0_kept_the_hash_alone_is_told(
    paperkit: Command, project: Path
) -> None:
    row = Filed(file="Old report.docx", sha256="ab", filed_on=DAY)
    append(project / LOG_FILE, [Draft(table=FILED, row=row, recorded_on=DAY)])
    ran = paperkit("record", "restore", "Old report.docx", "--project", project)
    assert ran.code == 3
    assert "knows 'Old report.docx' but did not keep it" in ran.err


def test_no_name_in_the_record_leads_out_of_the_folder_of_papers(
    paperkit: Command, project: Path
) -> None:
    row = Filed(
        file="../../Evil.docx", folder="../..", filed_on=DAY,
        sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", size=3,
    )  # fmt: skip
    draft = Draft(table=FILED, row=row, recorded_on=DAY)
    append(project / LOG_FILE, [draft], contents=[b"foo"])
    ran = paperkit("record", "restore", "Evil", "--json", "--project", project)
    assert json.loads(ran.out)["files"] == [str(project / "papers" / "Evil.docx")]


@pytest.mark.parametrize("folder", ["C:/x", "C:x", "//far/away/x", "x/D:y", "/x"])
def test_no_drive_in_the_record_does_on_windows_either(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "PurePath", PureWindowsPath)
    row = Filed(file="Evil.docx", folder=folder, filed_on=DAY, sha256="", size=3)
    place = restoring.file_of(open_project(project), row)
    assert place.relative_to(project / "papers").parts in {("Evil.docx",), ("x", "Evil.docx")}


def test_log_is_the_same_command(paperkit: Command, project: Path) -> None:
    final(project)
    ran, same = (paperkit(name, "list", "--project", project) for name in ("record", "log"))
    assert ran == same
    assert ran.code == 0


def test_what_a_paper_was_made_from_comes_back_letter_for_letter(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    (project / "board").mkdir()
    (project / "board" / "people.yaml").write_text('- {name: "R.  Keane "}\n', encoding="utf-8")
    names = ("paperkit.yaml", "board.yaml", "board/people.yaml")
    typed = {name: (project / name).read_bytes() for name in names}
    final(project)
    changed(project, "To agree the plan", "To note the plan")
    words = ("record", "restore", FINAL, "--data", "--project", project)
    assert paperkit(*words).code == 2
    ran = paperkit(*words, "--to", tmp_path / "then")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == (
        f"'{FINAL}' was made from these, and was built on 30 June 2026."
    )
    assert {name: (tmp_path / "then" / name).read_bytes() for name in names} == typed
    assert not (tmp_path / "then" / FINAL).exists()


def test_what_an_old_paper_was_made_from_is_not_there(paperkit: Command, project: Path) -> None:
    row = Filed(file="Old report.docx", sha256="ab", filed_on=DAY)
    append(project / LOG_FILE, [Draft(table=FILED, row=row, recorded_on=DAY)])
    words = ("record", "restore", "Old report.docx", "--data", "--to", project / "then")
    ran = paperkit(*words, "--project", project)
    assert ran.code == 3
    assert "The record does not keep what 'Old report.docx' was made from" in ran.err
    assert not (project / "then").exists()
