"""What may be an appendix as a file: documents that people read, and no record of the project."""

import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from paperkit.board.paper_rows import Text
from paperkit.packs.plan import Attached, Planned
from paperkit.pipeline.attaching import files_of
from paperkit.pipeline.checking import check_project, write_findings
from paperkit.pipeline.reading import open_project
from tests import projects

ZIP = b"PK\x03\x04 a document"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = projects.sample(tmp_path / "board", in_yaml=True)
    (folder / "papers" / "2026-07-16 Board").mkdir(parents=True)
    (folder / "papers" / "accepted.yaml").write_bytes(b"- paper: one\n")
    (folder / "papers" / "2026-07-16 Board" / "Draft - One.docx").write_bytes(ZIP)
    (folder / "exception-log.sqlite").write_bytes(b"SQLite format 3\x00 and more")
    (folder / "forms").mkdir()
    (folder / "forms" / "form.xlsx").write_bytes(ZIP)
    return folder


def refused(folder: Path, name: str) -> list[str]:
    planned = Planned(appendices=(Attached("Appendix 1", "One", "", Text(file=name), name),))
    return [finding.message for finding in files_of(open_project(folder), planned)[1]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.PDF", b"\n%PDF-1.7"),
        ("a.docx", ZIP),
        ("a.xlsx", ZIP),
        ("a.pptx", ZIP),
        ("a.odt", ZIP),
        ("a.png", b"\x89PNG\r\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.csv", b"Area,2025\nHarbour,3\n"),
        ("a.txt", "Zoë\n".encode()),
    ],
)
def test_a_document_may_be_an_appendix(project: Path, name: str, data: bytes) -> None:
    (project / name).write_bytes(data)
    assert refused(project, name) == []


@pytest.mark.parametrize(
    "suffix", [".docm", ".exe", ".zip", ".db", ".yaml", ".sqlite", ".html", ""]
)
def test_no_other_type_may(project: Path, suffix: str) -> None:
    """PK-468."""
    (project / f"a{suffix}").write_bytes(b"PK\x03\x04")
    assert refused(project, f"a{suffix}") == [
        f"'a{suffix}' is none of the types .docx, .xlsx, .pptx, .odt, .ods, .odp, .pdf, .png, "
        ".jpg, .jpeg, .csv, .txt."
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"MZ a program"),
        ("a.docx", b"%PDF-1.4"),
        ("a.png", ZIP),
        ("a.txt", b"MZ\x00\x01"),
        ("a.csv", ZIP),
        ("a.pdf", b""),
    ],
)
def test_a_file_that_is_not_what_its_name_says_may_not(
    project: Path, name: str, data: bytes
) -> None:
    (project / name).write_bytes(data)
    (message,) = refused(project, name)
    assert message == f"'{name}' is not what its name says, {Path(name).suffix}."


def test_a_document_with_macros_may_not(project: Path) -> None:
    (project / "a.docx").write_bytes(ZIP + b"word/vbaProject.bin")
    assert refused(project, "a.docx") == ["'a.docx' holds macros."]


@pytest.mark.parametrize("record", ["board.yaml", "paperkit.yaml", "exception-log.sqlite"])
@pytest.mark.parametrize("way", ["itself", "symbolic link", "hard link", "copy"])
def test_a_record_of_the_project_may_not_by_any_path_or_link(
    project: Path, record: str, way: str
) -> None:
    name = record if way == "itself" else "report.pdf"
    if way == "symbolic link":
        (project / name).symlink_to(project / record)
    elif way == "hard link":
        os.link(project / record, project / name)
    elif way == "copy":
        (project / name).write_bytes((project / record).read_bytes())
    assert refused(project, name) == [
        f"'{name}' is one of the project's own records, and would be public."
    ]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("papers/accepted.yaml", "papers"),
        ("papers/2026-07-16 Board/Draft - One.docx", "papers"),
        ("papers\\2026-07-16 Board\\Draft - One.docx", "papers"),
        ("./forms/form.xlsx", "forms"),
        ("forms/../forms/form.xlsx", "forms"),
    ],
)
def test_what_lies_in_a_folder_of_paperkits_own_may_not(
    project: Path, name: str, folder: str
) -> None:
    (message,) = refused(project, name)
    assert f"is in the folder '{folder}', where" in message


def test_the_list_of_what_to_put_right_may_not_since_it_quotes_exempt_papers(project: Path) -> None:
    (project / "exception-log.sqlite").unlink()
    listed = write_findings(check_project(project, today=date(2026, 7, 1)))
    (project / "open.xlsx").write_bytes(listed.read_bytes())
    for name in ("What to put right.xlsx", "open.xlsx"):
        assert refused(project, name) == [
            f"'{name}' is one of the project's own records, and would be public."
        ]


def test_a_link_into_the_folder_of_papers_may_not(project: Path) -> None:
    (project / "a.docx").symlink_to(project / "papers" / "2026-07-16 Board" / "Draft - One.docx")
    (message,) = refused(project, "a.docx")
    assert message == "'a.docx' is in the folder 'papers', where paperkit puts the papers."


def test_a_returned_form_may_not_wherever_it_lies(project: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for label in ("Form", "Meeting", "Council", "Priority", "Person", "Return by"):
        sheet.append([label, "Something"])
    book.save(project / "Jo Field.xlsx")
    assert refused(project, "Jo Field.xlsx") == [
        "'Jo Field.xlsx' is one of the project's own records, and would be public."
    ]


def test_the_workbook_of_an_earlier_year_may_not(project: Path, tmp_path: Path) -> None:
    before = projects.sample(tmp_path / "before") / "board.xlsx"
    book = load_workbook(before)
    book["People"]["A2"] = "Somebody else"
    book.save(project / "board last year.xlsx")
    assert refused(project, "board last year.xlsx") == [
        "'board last year.xlsx' is one of the project's own records, and would be public."
    ]


def test_a_workbook_with_pages_not_for_publication_may_not(project: Path) -> None:
    book = Workbook()
    header = book["Sheet"].oddHeader
    assert header is not None
    assert header.center is not None
    header.center.text = "DRAFT - not for publication"
    book.save(project / "table.xlsx")
    assert refused(project, "table.xlsx") == [
        "'table.xlsx' says on its pages that it is not for publication."
    ]
