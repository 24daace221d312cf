"""A link behind words, from the cell or the form to the page: the words with their link."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from paperkit.board.paper_rows import RETURNS, Return
from paperkit.word.package import R_ID, parse, relations_of, unpack, w, words_in
from tests.cli.conftest import Command
from tests.cli.test_forms_gather import ROUND, SHEET, day, issued, log, returned

__all__ = ["day", "issued"]
HUB = "https://www.example.org/hub#two"


def links(paper: Path) -> set[tuple[str, str]]:
    """Return the words and the address of each link of a paper."""
    members = unpack(paper.read_bytes())
    targets = {one.id: one.target for one in relations_of(members, "word/document.xml")}
    found = parse(members["word/document.xml"], "").iter(w("hyperlink"))
    return {(words_in(link), targets[link.get(R_ID, "")]) for link in found if link.get(R_ID)}


def test_a_link_behind_a_reason_is_printed_with_its_words_and_kept_in_the_log(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    form = returned(tmp_path / "back", issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    book: Any = load_workbook(form)
    column = next(c.column for c in book[SHEET][1] if str(c.value).startswith("Reasons"))
    row = next(c.row for c in book[SHEET]["A"] if c.value == "1.3")
    book[SHEET].cell(row, column).hyperlink = HUB
    book.save(form)
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    assert (ran.code, "Nothing to put right." in ran.out) == (0, True)
    (kept,) = (one for one in log(sample).rows(RETURNS, Return) if one.action == "1.3")
    assert kept.reasons == f"[A post is vacant]({HUB})"
    assert HUB not in kept.link
    ran = paperkit("build", "exception_appendix", *ROUND, "--table", "--project", sample)
    paper = next((sample / "papers").rglob("*.docx"))
    assert ("A post is vacant", HUB) in links(paper)
    table: Any = load_workbook(next((sample / "papers").rglob("*.xlsx")))
    cells = (cell for sheet in table for row in sheet for cell in row)
    assert "A post is vacant" in {cell.value for cell in cells if cell.hyperlink}


def test_a_link_behind_a_text_of_the_workbook_is_printed_with_its_words(
    paperkit: Command, tmp_path: Path
) -> None:
    project = tmp_path / "board"
    paperkit("new", project, "--sample")
    book: Any = load_workbook(project / "board.xlsx")
    heads = {cell.value: cell.column for cell in book["Actions"][1]}
    cell = next(
        cell
        for cell in (row[heads["Corrective action"] - 1] for row in book["Actions"].iter_rows(2))
        if cell.value
    )
    cell.hyperlink = HUB
    book.save(project / "board.xlsx")
    meeting = ("--meeting", "Board July 2026", "--project", project)
    ran = paperkit("build", "performance_report", *meeting)
    assert ran.code == 0, ran.out + ran.err
    assert (cell.value, HUB) in links(next((project / "papers").rglob("*.docx")))
