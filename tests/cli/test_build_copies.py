"""Papers as HTML and PDF beside the .docx: where they lie, what is never written over."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paperkit.cli import options
from paperkit.pipeline import office, silent
from paperkit.pipeline.copies import CopiesAsked, copies_of
from paperkit.pipeline.filing import PaperFile
from paperkit.word.copies import copy_mark, mark_for, sealed_copy
from paperkit.word.pdf import read_pdf
from paperkit.word.properties import Seal
from tests.cli.conftest import Command
from tests.cli.test_build_exempt import BOARD, project
from tests.papers.charted import charted, figure

ALL = ("build", "--all", "--meeting", "Board July 2026")
PLAN = ("build", "Plan")
CARE, PLAN_PAGE = "Draft - The care market - 16 July 2026.html", "*Forward plan*.html"
needs_shell = pytest.mark.skipif(
    sys.platform == "win32", reason="stands in for soffice as a script"
)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return project(tmp_path / "board")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what puts a small program in LibreOffice's place."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PAPERKIT_SOFFICE", str(path))

    return put


def codes(out: str) -> list[str]:
    return [one["code"] for one in json.loads(out)["findings"] if one["code"].startswith("PK-36")]


def test_an_exempt_papers_page_lies_with_it_and_bears_its_mark(
    paperkit: Command, board: Path
) -> None:
    ran = paperkit(*ALL, "--html", "--project", board)
    july = board / "papers" / "2026-07-16 Board"
    exempt = sorted(path.stem for path in (july / "exempt").glob("*.html"))
    assert exempt == sorted(path.stem for path in (july / "exempt").glob("*.docx"))
    assert [path.name for path in july.glob("*.html")] == [CARE]
    assert f"Written: {Path('papers') / july.name / CARE}" in ran.out.replace(f"{board}/", "")
    for path in (july / "exempt").glob("*.html"):
        text = path.read_text("utf-8")
        assert "EXEMPT" in text.upper()
        assert "DRAFT - not for publication" in text
    public = (july / CARE).read_text("utf-8")
    assert "Harbour View" not in public


def test_a_page_of_a_paper_that_became_exempt_is_not_left_among_the_public_ones(
    paperkit: Command, board: Path
) -> None:
    public = BOARD.replace("    publicity: Exempt\n", "    publicity: Public\n")
    (board / "board.yaml").write_text(public, "utf-8")
    paperkit(*ALL, "--html", "--project", board)
    (board / "board.yaml").write_text(BOARD, "utf-8")
    found = json.loads(paperkit(*ALL, "--project", board, "--json").out)["findings"]
    said = [one["message"] for one in found if one["code"] == "PK-459"]
    assert {ending for ending in (".docx'", ".html'") if ending in str(said)} == {
        ".docx'",
        ".html'",
    }


def test_a_page_that_somebody_changed_or_made_is_kept(paperkit: Command, board: Path) -> None:
    paperkit(*PLAN, "--html", "--project", board)
    (page,) = (board / "papers").rglob(PLAN_PAGE)
    for theirs in (page.read_bytes().replace(b"Board", b"Panel", 1), b"<p>Ours</p>"):
        page.write_bytes(theirs)
        before = {path: path.read_bytes() for path in (board / "papers").rglob("*.*")}
        ran = paperkit(*PLAN, "--html", "--project", board)
        assert (ran.code, "is not as paperkit made it" in ran.err) == (3, True)
        assert {path: path.read_bytes() for path in (board / "papers").rglob("*.*")} == before
    paperkit(*PLAN, "--html", "--overwrite", "--project", board)
    assert copy_mark(page.read_bytes()).seal is Seal.OURS


def test_a_page_of_an_earlier_paper_is_told_of(paperkit: Command, board: Path) -> None:
    paperkit(*PLAN, "--html", "--project", board)
    assert codes(paperkit(*PLAN, "--project", board, "--json").out) == []
    text = (board / "board.yaml").read_text("utf-8")
    (board / "board.yaml").write_text(text.replace("To show the year.", "To show it."), "utf-8")
    assert codes(paperkit(*PLAN, "--project", board, "--json").out) == ["PK-362"]
    assert codes(paperkit(*PLAN, "--html", "--project", board, "--json").out) == []


def test_the_record_has_the_paper_and_not_its_page(paperkit: Command, board: Path) -> None:
    ran = paperkit(*PLAN, "--html", "--final", "--project", board)
    assert [Path(line).suffix for line in re.findall("Written: (.*)", ran.out)] == [
        ".docx",
        ".html",
    ]
    listed = paperkit("record", "list", "--project", board).out
    assert ".docx" in listed
    assert ".html" not in listed
    assert paperkit("record", "verify", "--project", board).code == 0


def test_without_libreoffice_nothing_is_written_and_one_thing_to_do_is_said(
    paperkit: Command, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "office", lambda: None)
    ran = paperkit(*PLAN, "--pdf", "--html", "--project", board)
    assert ran.code == 3
    assert "LibreOffice, which makes the PDF, was not found, so nothing was written." in ran.err
    assert not (board / "papers").exists()


def test_a_place_of_libreoffice_that_is_none_is_named(
    paperkit: Command, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERKIT_SOFFICE", "/nowhere/soffice")
    ran = paperkit(*PLAN, "--pdf", "--project", board)
    assert "/nowhere/soffice" in ran.err.replace("\\", "/")
    assert not (board / "papers").exists()


@needs_shell
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "LibreOffice made no PDF, so nothing was written."),
        ("sleep 60 & wait", "LibreOffice did not end within 1 seconds and was stopped"),
    ],
)
def test_where_libreoffice_makes_no_pdf_or_hangs_nothing_is_written(
    paperkit: Command, board: Path, stand_in: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch, script: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(office, "LONGEST", 1)
    stand_in(script)
    ran = paperkit(*PLAN, "--pdf", "--project", board)
    assert (ran.code, said in ran.err) == (3, True)
    assert not list(board.rglob("*.docx"))


PLAIN = """for file in "$@"; do case "$file" in *.docx)
printf '%%PDF-1.7\\n<</Producer(LibreOffice 7.4)>>\\nstartxref\\n9\\n%%%%EOF\\n' \
> "${file%.docx}.pdf";; esac; done"""


@needs_shell
def test_a_pdf_that_not_everybody_can_read_is_told_of_and_keeps_a_final_back(
    paperkit: Command, board: Path, stand_in: Callable[[str], None]
) -> None:
    stand_in(PLAIN)
    ran = paperkit(*PLAN, "--pdf", "--final", "--project", board, "--json")
    assert (ran.code, codes(ran.out)) == (1, ["PK-360"])
    assert not list(board.rglob("*.docx"))
    draft = paperkit(*PLAN, "--pdf", "--project", board, "--json")
    assert codes(draft.out) == ["PK-360"]
    (pdf,) = (board / "papers").rglob("*.pdf")
    assert copy_mark(pdf.read_bytes()).seal is Seal.OURS


@needs_shell
def test_libreoffice_is_asked_for_pdf_ua_in_a_profile_of_its_own(
    stand_in: Callable[[str], None], tmp_path: Path
) -> None:
    stand_in(f'printf "%s\\n" "$@" > "{tmp_path / "asked"}"\n{PLAIN}')
    paper = PaperFile("A.docx", charted(figure("| Period | Value |\n|--|--|\n| 2025 | 4 |")))
    copies_of((paper,), CopiesAsked(pdf=True, office=options.office()), silent)
    asked = (tmp_path / "asked").read_text("utf-8")
    assert '"PDFUACompliance":{"type":"boolean","value":"true"}' in asked
    (profile,) = re.findall("-env:UserInstallation=file://(.*)/profile", asked)
    assert not Path(profile).exists()


@needs_shell
def test_a_pdf_that_lacks_the_texts_of_charts_is_told_of_with_its_libreoffice(
    stand_in: Callable[[str], None],
) -> None:
    stand_in(PLAIN)
    paper = PaperFile("A.docx", charted(figure("| Period | Value |\n|--|--|\n| 2025 | 4 |")))
    asked = CopiesAsked(pdf=True, office=options.office())
    lacking = [one for one in copies_of((paper,), asked, silent).findings if one.code == "PK-361"]
    (message,) = (one.message for one in lacking)
    assert message == (
        "'A.pdf' lacks the alternative text of a chart, which LibreOffice 7.4 leaves out."
    )


def test_what_a_pdf_says_of_itself_is_read_from_its_catalogue_and_its_tags() -> None:
    title = "\ufeffReport – May".encode("utf-16-be").hex().upper()
    read = read_pdf(
        b"%PDF-1.7\n<</Type/Catalog/ViewerPreferences<</DisplayDocTitle true\n>>/Lang(en-GB)"
        b"/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>>>\n<</S/Figure/Alt(Falls \\(all\\))>>"
        b"\n2 0 obj\n<</Title(Introduction)>>\nendobj\n3 0 obj\n"
        + f"<</Title<{title}>/Producer(LibreOffice 25.2.3.2)>>\nendobj\n".encode()
    )
    assert read.is_tagged
    assert read.shows_title
    assert (read.language, read.title) == ("en-GB", "Report – May")
    assert (read.described, read.version) == (("Falls (all)",), (25, 2))


def test_a_pdf_is_sealed_without_a_sign_of_it_on_its_pages() -> None:
    mark = f"%{mark_for(b'paper')}\n".encode()
    copy = sealed_copy(b"%PDF-1.7\nwords\n" + mark + b"startxref\n9\n%%EOF\n")
    assert copy_mark(copy).seal is Seal.OURS
    assert copy_mark(copy.replace(b"words", b"other")).seal is Seal.EDITED
