"""What officers do by mistake: one plain sentence each, nothing half-written, no traceback."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Command
from tests.files.workbooks import workbook

JULY = ("performance_report", "--meeting", "Board July 2026")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"Reference,Action\n1.1,Open a cafe\n", "is a text file, such as CSV"),
        (OLE + b"\0" * 600, "of the old kind"),
        (OLE + b"\0" * 600 + utf16("EncryptedPackage"), "password"),
        (b"PK\x03\x04 cut off", "is cut off before its end"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_by_what_it_is(
    paperkit: Command, sample: Path, data: bytes, words: str
) -> None:
    (sample / "board.xlsx").write_bytes(data)
    before = tree(sample)
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code == 3
    assert "board.xlsx" in ran.err
    assert words in ran.err
    assert tree(sample) == before


def test_a_truncated_workbook_is_told(paperkit: Command, sample: Path) -> None:
    workbook = sample / "board.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:9000])
    ran = paperkit("check", "--project", sample)
    assert ran.code == 3
    assert "Traceback" not in ran.err + ran.out


def test_an_empty_workbook_says_which_sheets_it_needs(paperkit: Command, sample: Path) -> None:
    Workbook().save(str(sample / "board.xlsx"))
    before = tree(sample)
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code in (1, 3)
    assert "Actions" in ran.out + ran.err
    assert tree(sample) == before


def test_a_file_in_place_of_the_project_is_named_as_one(paperkit: Command, tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    path.write_bytes(b"")
    ran = paperkit("check", "--project", path)
    assert ran.code == 3
    assert f"{path} is a file. Give the project's folder instead." in " ".join(ran.err.split())


def test_a_folder_that_is_not_there_is_told(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("check", "--project", tmp_path / "nowhere")
    assert ran.code == 3
    assert "There is no folder" in ran.err
    assert "paperkit new nowhere" in ran.err


def test_a_folder_without_settings_is_no_project(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("check", "--project", tmp_path)
    assert ran.code == 3
    assert "is not a project folder: it has no paperkit.yaml" in ran.err


def test_a_project_without_data_says_what_it_found(paperkit: Command, sample: Path) -> None:
    (sample / "board.xlsx").rename(sample / "our board.xlsx")
    ran = paperkit("check", "--project", sample)
    assert ran.code == 3
    assert "It has our board.xlsx: rename it to 'board.xlsx'." in " ".join(ran.err.split())


def test_several_files_that_may_be_the_data_are_named(paperkit: Command, sample: Path) -> None:
    (sample / "board.xlsx").rename(sample / "our board.xlsx")
    (sample / "plan.yaml").write_text("")
    ran = paperkit("check", "--project", sample)
    assert (
        "It has our board.xlsx, plan.yaml: rename the one with the Board's data to 'board', and "
        "leave its ending as it is."
    ) in " ".join(ran.err.split())


def test_a_folder_called_as_the_workbook_is_told_as_a_folder(
    paperkit: Command, sample: Path
) -> None:
    (sample / "board.xlsx").unlink()
    (sample / "board.xlsx").mkdir()
    ran = paperkit("check", "--project", sample)
    assert (
        "It has a folder called 'board.xlsx': move the files in it into a folder 'board'."
    ) in " ".join(ran.err.split())


def test_a_folder_called_as_a_table_is_told_as_a_folder(paperkit: Command, sample: Path) -> None:
    (sample / "board" / "actions.csv").mkdir(parents=True)
    ran = paperkit("check", "--project", sample)
    assert (
        "'actions.csv' in the folder 'board' is a folder, not a file. Rename it, and move what is "
        "in it into 'board'."
    ) in " ".join(ran.err.split())


def test_what_is_called_nearly_as_data_is_told_with_the_name_to_give_it(
    paperkit: Command, sample: Path
) -> None:
    (sample / "board.xlsx").rename(sample / "board.yml")
    (sample / "Board").mkdir()
    if (sample / "board").exists():
        pytest.skip("Capitals make no difference to this system, so 'Board' is the data folder.")
    said = " ".join(paperkit("check", "--project", sample).err.split())
    assert "It has 'Board': rename it to 'board'." in said
    assert "It has 'board.yml': rename it to 'board.yaml'." in said


def test_what_is_called_nearly_as_data_beside_data_is_not_passed_over(
    paperkit: Command, sample: Path
) -> None:
    (sample / "board.yml").write_text("")
    (sample / "Board").mkdir()
    if (sample / "board").exists():
        pytest.skip("Capitals make no difference to this system, so 'Board' is the data folder.")
    said = " ".join(paperkit("check", "--project", sample).out.split())
    assert "'Board' was not read, as it is not called 'board'." in said
    assert "then move the files in it into the folder 'board'." in said
    assert "'board.yml' was not read, as it is not called 'board.yaml'." in said


def test_a_workbook_and_yaml_side_by_side_are_not_chosen_between(
    paperkit: Command, sample: Path, sample_yaml: Path
) -> None:
    (sample / "board.yaml").write_bytes((sample_yaml / "board.yaml").read_bytes())
    ran = paperkit("check", "--project", sample)
    assert ran.code == 3
    assert "both board.xlsx and board.yaml" in ran.err


def test_a_workbook_of_another_program_is_found_and_named(paperkit: Command, sample: Path) -> None:
    (sample / "board.xlsx").unlink()
    (sample / "board.xls").write_bytes(OLE + b"\0" * 600)
    ran = paperkit("check", "--project", sample)
    assert ran.code == 3
    assert "board.xls" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_kind_is_told_with_a_suggestion(paperkit: Command, sample: Path) -> None:
    ran = paperkit("build", "performance_reprot", "--project", sample)
    assert ran.code == 3
    assert "Did you mean 'performance_report'?" in ran.err


def test_an_unknown_meeting_is_told_with_a_suggestion(paperkit: Command, sample: Path) -> None:
    ran = paperkit(
        "build", "performance_report", "--meeting", "Board Juli 2026", "--project", sample
    )
    assert ran.code == 3
    assert "There is no meeting called 'Board Juli 2026'." in ran.err
    assert "Board July 2026" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "words", "named"),
    [
        ("date: 16 July 2026", "date: 16 July", ("--meeting", "Board July 2026"), "Board July"),
        ("rank: Core", "rank: Key", ("--priority", "P2"), "P2"),
        ("as_at: 30 June 2026", "as_at: June", (), "Performance July 2026"),
    ],
)
def test_what_is_named_and_cannot_be_read_is_not_said_to_be_missing(
    paperkit: Command, sample_yaml: Path, old: str, new: str, words: tuple[str, ...], named: str
) -> None:
    """A date without its year was answered with the names of other meetings."""
    data = sample_yaml / "board.yaml"
    text = data.read_text("utf-8")
    assert old in text
    data.write_text(text.replace(old, new), "utf-8")
    what = "exception_report" if words else "Performance July 2026"
    ran = paperkit("build", what, *words, "--project", sample_yaml)
    assert ran.code == 3
    assert f"The row of '{named}" in ran.err
    assert "cannot be read (board.yaml, line " in ran.err


def test_a_row_without_a_reference_is_not_taken_for_what_nobody_named(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    text = data.read_text("utf-8")
    row = "\npapers:\n  - title: A paper\n    kind: covering_report\n"
    data.write_text(text.replace("\npapers:\n", row), "utf-8")
    ran = paperkit("build", "performance_report", "--project", sample_yaml)
    assert "PK-313" in ran.out
    assert "Written: " in ran.out


def test_an_unknown_pack_is_told_with_those_there_are(paperkit: Command, sample: Path) -> None:
    settings = sample / "paperkit.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("pack: council", "pack: counsil"), encoding="utf-8")
    ran = paperkit("check", "--project", sample)
    assert ran.code == 3
    assert "There is no pack called 'counsil'; did you mean council?" in ran.err


def test_a_folder_of_packs_that_is_not_there_is_told(paperkit: Command, sample: Path) -> None:
    ran = paperkit("check", "--packs", sample / "nowhere", "--project", sample)
    assert ran.code == 2
    assert "nowhere" in ran.err


def test_an_option_of_the_wrong_kind_is_told_in_our_own_words(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit(
        "forms", "issue", "--priority", "P2", "--due", "next Friday", "--project", sample
    )
    assert ran.code == 2
    assert "'--due': 'next Friday' is not a date. Type the month in words" in ran.err
    assert "nvalid" not in ran.err


def test_a_misspelt_setting_is_told_with_its_line(paperkit: Command, sample: Path) -> None:
    settings = sample / "paperkit.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nlimmits:\n  tolerance: 5%\n", encoding="utf-8"
    )
    ran = paperkit("check", "--project", sample)
    assert ran.code == 1
    assert "PK-220" in ran.out
    assert "Did you mean limits?" in ran.out


def test_a_template_that_is_not_there_is_told(paperkit: Command, sample: Path) -> None:
    own = sample / "packs" / "council" / "performance_report"
    own.mkdir(parents=True)
    (own.parent / "pack.yaml").write_text("title: Ours\n", encoding="utf-8")
    (own / "kind.yaml").write_text("title: Ours\n", encoding="utf-8")
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code == 3
    assert "template.docx is not there" in ran.err


def test_a_broken_template_is_told(paperkit: Command, sample: Path) -> None:
    own = sample / "packs" / "council" / "performance_report"
    own.mkdir(parents=True)
    (own.parent / "pack.yaml").write_text("title: Ours\n", encoding="utf-8")
    (own / "kind.yaml").write_text("title: Ours\n", encoding="utf-8")
    (own / "template.docx").write_bytes(b"PK nothing")
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code == 3
    assert "template.docx cannot be used" in ran.err
    assert "is cut off before its end" in ran.err


def test_papers_that_cannot_be_written_are_told(paperkit: Command, sample: Path) -> None:
    (sample / "papers").write_text("a file where the folder should be", encoding="utf-8")
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert "papers" in ran.err


def test_a_paper_that_is_open_elsewhere_is_told(
    paperkit: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paperkit("build", *JULY, "--project", sample)

    def held(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr("os.replace", held)
    monkeypatch.setattr("time.sleep", lambda _: None)
    before = tree(sample)
    ran = paperkit("build", *JULY, "--project", sample)
    assert ran.code == 3
    assert "Close 'Draft - Performance report - 16 July 2026.docx' in Word" in ran.err
    assert tree(sample) == before


def test_new_does_not_touch_a_folder_with_something_in_it(
    paperkit: Command, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    ran = paperkit("new", tmp_path)
    assert ran.code == 3
    assert "is not empty" in ran.err
    assert tree(tmp_path) == before


def test_json_tells_an_error_too(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("check", "--project", tmp_path / "nowhere", "--json")
    assert ran.code == 3
    assert "There is no folder" in json.loads(ran.out)["error"]


def test_an_unknown_verb_is_wrong_use(paperkit: Command) -> None:
    assert paperkit("biuld").code == 2


def test_an_unknown_code_is_told(paperkit: Command) -> None:
    ran = paperkit("explain", "PK-999")
    assert ran.code == 3
    assert "There is no code 'PK-999'." in ran.err


def test_a_file_that_is_no_word_document_has_no_outline(paperkit: Command, tmp_path: Path) -> None:
    note = tmp_path / "note.docx"
    note.write_text("not a document", encoding="utf-8")
    ran = paperkit("outline", note)
    assert ran.code == 3
    assert "note.docx" in ran.err or "Word" in ran.err


def test_a_misspelt_heading_on_meetings_is_not_hidden_by_the_meeting_that_is_not_found(
    paperkit: Command, tmp_path: Path
) -> None:
    (tmp_path / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    book = workbook("## Meetings\n| Refrence | Date | Body |\n| July | 16 July 2026 | |\n")
    book.save(tmp_path / "board.xlsx")
    ran = paperkit("build", "performance_report", "--meeting", "July", "--project", tmp_path)
    assert "There is no meeting" not in ran.out + ran.err
    assert "Meetings has no column Reference, but one called 'Refrence'." in ran.out
