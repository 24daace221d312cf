"""Exempt papers and appendices: a folder of their own, a mark on each page, no word in public."""

import json
import zipfile
from pathlib import Path

import pytest

from paperkit.word.outline import outline
from tests.cli.conftest import Command

PDF = b"%PDF-1.4 of a solicitor"
SECRET = "Terms offered to Harbour View"
BOARD = """
meetings:
  - reference: Board July 2026
    date: 16 July 2026
  - reference: Board May 2026
    date: 14 May 2026
papers:
  - reference: Care
    kind: covering_report
    meeting: Board July 2026
    title: The care market
    purpose: To ask for a decision.
    authors: Rosalind Keane
    publicity: Public with an exempt appendix
    exempt_paragraph: "3"
    exempt_reason: It names a provider's prices.
  - reference: Harbour View
    kind: covering_report
    meeting: Board July 2026
    appendix_of: Care
    title: Terms offered to Harbour View
    public_title: Terms offered to a provider
    purpose: To show the offer.
    authors: Rosalind Keane
    publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It names a provider's prices.
  - reference: Staff
    kind: covering_report
    meeting: Board July 2026
    title: Dismissal of a manager
    public_title: A staffing matter
    purpose: To hear of it.
    authors: Rosalind Keane
    publicity: Exempt
    exempt_paragraph: "1"
    exempt_reason: It names a person.
  - reference: Plan
    kind: forward_plan
    meeting: Board May 2026
    purpose: To show the year.
    authors: Rosalind Keane
    publicity: Public
text:
  - paper: Harbour View
    section: introduction
    text: Harbour View asks for more.
  - paper: Care
    section: appendices
    name: Advice of the solicitor
    file: advice.pdf
    exempt: Yes
"""
CARE = "Draft - The care market - 16 July 2026.docx"
TERMS = "Exempt - Draft - Appendix 1 - Terms offered to a provider - 16 July 2026.docx"
STAFF = "Exempt - Draft - A staffing matter - 16 July 2026.docx"
ADVICE = "Exempt - Appendix 2 - Advice of the solicitor - 16 July 2026.pdf"
JOINED = "Draft - Papers - 16 July 2026.docx"
ALL = ("build", "--all", "--joined", "--meeting", "Board July 2026")


def project(folder: Path, board: str = BOARD) -> Path:
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n", "utf-8")
    (folder / "board.yaml").write_text(board, "utf-8")
    (folder / "advice.pdf").write_bytes(PDF)
    return folder


def found(ran_out: str) -> list[tuple[str, str, str]]:
    return [
        (one["code"], one["severity"], one["message"]) for one in json.loads(ran_out)["findings"]
    ]


def codes(paperkit: Command, folder: Path, *wanted: str) -> list[tuple[str, str, str]]:
    ran = paperkit("check", "--project", folder, "--json")
    return [one for one in found(ran.out) if one[0] in wanted]


def test_exempt_files_lie_in_a_folder_of_their_own_under_names_that_say_so(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board")
    paperkit(*ALL, "--project", folder)
    july = folder / "papers" / "2026-07-16 Board"
    assert sorted(path.name for path in july.iterdir()) == sorted([CARE, JOINED, "exempt"])
    assert sorted(path.name for path in (july / "exempt").iterdir()) == [ADVICE, STAFF, TERMS]
    assert (july / "exempt" / ADVICE).read_bytes() == PDF


def test_files_in_a_folder_that_is_named_keep_exempt_ones_apart(
    paperkit: Command, tmp_path: Path
) -> None:
    folder, out = project(tmp_path / "board"), tmp_path / "out"
    paperkit(*ALL, "--project", folder, "--out", out)
    assert sorted(path.name for path in (out / "exempt").iterdir()) == [ADVICE, STAFF, TERMS]


def test_no_public_file_holds_a_word_of_an_exempt_paper(paperkit: Command, tmp_path: Path) -> None:
    folder = project(tmp_path / "board")
    paperkit(*ALL, "--project", folder)
    paperkit("build", "Plan", "--project", folder)
    public = [p for p in (folder / "papers").rglob("*.docx") if p.parent.name != "exempt"]
    assert len(public) == 3
    for path in public:
        with zipfile.ZipFile(path) as package:
            parts = b"\n".join(package.read(name) for name in package.namelist())
        for words in (SECRET, "Harbour View", "harbour_view", "Dismissal"):
            assert words.encode() not in parts, path.name


def test_lists_show_an_exempt_paper_by_its_public_title(paperkit: Command, tmp_path: Path) -> None:
    folder = project(tmp_path / "board")
    paperkit(*ALL, "--project", folder)
    paperkit("build", "Plan", "--project", folder)
    july, may = (folder / "papers" / f"2026-{day} Board" for day in ("07-16", "05-14"))
    cover = outline((july / CARE).read_bytes())
    assert "Appendix 1: Terms offered to a provider" in cover
    assert "Appendix 2: Advice of the solicitor" in cover
    (plan,) = may.iterdir()
    words = outline(plan.read_bytes())
    assert "A staffing matter" in words
    told = paperkit("plan", "--meeting", "Board May 2026", "--project", folder).out
    assert "A staffing matter" in told
    assert "Dismissal" not in told


@pytest.mark.parametrize("name", [TERMS, STAFF])
def test_every_page_of_an_exempt_paper_bears_paragraph_and_reason(
    paperkit: Command, tmp_path: Path, name: str
) -> None:
    folder = project(tmp_path / "board")
    ran = paperkit(*ALL, "--project", folder, "--json")
    words = outline((folder / "papers" / "2026-07-16 Board" / "exempt" / name).read_bytes())
    number, why = (1, "a person") if name == STAFF else (3, "a provider's prices")
    mark = (
        f"Exempt Mark | | Not for publication: exempt information under paragraph {number} "
        f"of Part 1 of Schedule 12A to the Local Government Act 1972. It names {why}."
    )
    assert words.count(mark) == words.count("[section ") == 1
    assert "PK-499" not in [code for code, _, _ in found(ran.out)]


def test_a_house_without_the_mark_makes_no_exempt_paper(paperkit: Command, tmp_path: Path) -> None:
    """PK-499."""
    folder = project(tmp_path / "board")
    paperkit("packs", "new", "ours", "--project", folder)
    house = next((folder / "packs").rglob("house.docx"))
    with zipfile.ZipFile(house) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(house, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part.replace(b"{{ header.exempt_mark }}", b"Exempt"))
    settings = folder / "paperkit.yaml"
    settings.write_text(settings.read_text("utf-8") + "pack: ours\n", "utf-8")
    ran = paperkit(*ALL, "--project", folder, "--json")
    told = [message for code, _, message in found(ran.out) if code == "PK-499"]
    assert len(told) == 2
    assert all(
        one.startswith("Pages of the exempt paper do not bear 'Not for publ") for one in told
    )


def test_an_attached_exempt_document_is_said_to_be_unmarked(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-497."""
    assert codes(paperkit, project(tmp_path / "board"), "PK-497") == [
        (
            "PK-497",
            "note",
            "'advice.pdf' is copied as it is, so paperkit does not mark its pages 'Not for "
            "publication'.",
        )
    ]


def test_what_is_not_in_the_joined_file_is_kept_apart_or_published_beside_it(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-469."""
    folder = project(tmp_path / "board")
    ran = paperkit(*ALL, "--project", folder, "--json")
    told = {
        (one["message"].split("'")[1], one["remedy"])
        for one in json.loads(ran.out)["findings"]
        if one["code"] == "PK-469"
    }
    apart = "Keep it apart from what is published: it is in the folder 'exempt'."
    assert told == {(TERMS, apart), (STAFF, apart), (ADVICE, apart)}


def test_a_public_paper_with_an_exempt_appendix_says_so(paperkit: Command, tmp_path: Path) -> None:
    """PK-487."""
    board = BOARD.replace("publicity: Public with an exempt appendix", "publicity: Public")
    assert codes(paperkit, project(tmp_path / "board", board), "PK-487", "PK-488") == [
        (
            "PK-487",
            "error",
            "'Care' is public, and Appendix 1 ('Terms offered to a provider') is exempt.",
        )
    ]


def test_a_paper_that_says_so_has_an_exempt_appendix(paperkit: Command, tmp_path: Path) -> None:
    """PK-488."""
    board = BOARD.replace("    exempt: Yes\n", "").replace("    appendix_of: Care\n", "")
    assert codes(paperkit, project(tmp_path / "board", board), "PK-487", "PK-488") == [
        ("PK-488", "error", "'Care' has an exempt appendix, but none is marked as exempt.")
    ]


def test_without_a_public_title_the_kind_is_shown_and_the_title_asked_for(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-486."""
    lines = BOARD.splitlines(keepends=True)
    board = "".join(line for line in lines if "public_title" not in line)
    board = board.replace("    name: Advice of the solicitor\n", "")
    folder = project(tmp_path / "board", board)
    assert sorted(codes(paperkit, folder, "PK-486")) == [
        ("PK-486", "gap", "Appendix 2 of 'Care' is exempt and has no public name."),
        ("PK-486", "gap", "Harbour View is exempt and has no public title."),
        ("PK-486", "gap", "Staff is exempt and has no public title."),
    ]
    paperkit(*ALL, "--project", folder)
    cover = outline((folder / "papers" / "2026-07-16 Board" / CARE).read_bytes())
    assert "Appendix 1: Covering report" in cover
    assert "Appendix 2: Exempt document" in cover


def test_words_beside_the_name_of_an_exempt_appendix_are_not_printed_and_said(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-498."""
    board = BOARD.replace(
        "    file: advice.pdf\n", "    file: advice.pdf\n    note: Ask for Harbour View\n"
    )
    folder = project(tmp_path / "board", board)
    assert codes(paperkit, folder, "PK-498") == [
        (
            "PK-498",
            "note",
            "Papers list an exempt appendix by its name only, not 'Ask for Harbour View'.",
        )
    ]
    paperkit(*ALL, "--project", folder)
    cover = outline((folder / "papers" / "2026-07-16 Board" / CARE).read_bytes())
    assert "Harbour View" not in cover


def test_the_files_of_an_exempt_paper_are_exempt_too(paperkit: Command, tmp_path: Path) -> None:
    board = BOARD.replace("    exempt: Yes\n", "").replace(
        "publicity: Public with an exempt appendix", "publicity: Exempt"
    )
    folder = project(tmp_path / "board", board)
    paperkit(*ALL, "--project", folder)
    exempt = folder / "papers" / "2026-07-16 Board" / "exempt"
    assert ADVICE in [path.name for path in exempt.iterdir()]


def test_no_copy_of_an_exempt_paper_or_a_draft_is_a_public_appendix(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-468."""
    folder = project(tmp_path / "board")
    paperkit(*ALL, "--project", folder)
    july, data = folder / "papers" / "2026-07-16 Board", folder / "board.yaml"
    words = data.read_text("utf-8").replace("    exempt: Yes\n", "")
    for path in (july / CARE, july / "exempt" / STAFF):
        (folder / "copy.docx").write_bytes(path.read_bytes())
        data.write_text(words.replace("advice.pdf", "copy.docx"), "utf-8")
        assert codes(paperkit, folder, "PK-468") == [
            ("PK-468", "error", "'copy.docx' says on its pages that it is not for publication.")
        ]


PUBLIC = (
    BOARD.replace("publicity: Public with an exempt appendix", "publicity: Public")
    .replace("publicity: Exempt", "publicity: Public")
    .replace("    exempt: Yes\n", "")
)


def test_a_file_that_was_public_before_its_paper_became_exempt_is_an_error(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-459."""
    folder = project(tmp_path / "board", PUBLIC)
    paperkit(*ALL, "--project", folder)
    (folder / "board.yaml").write_text(BOARD, "utf-8")
    ran = paperkit(*ALL, "--project", folder, "--json")
    left = [message for code, _, message in found(ran.out) if code == "PK-459"]
    assert left == [
        f"'{name}' was made before it became exempt, and is among the files for the public in "
        "'2026-07-16 Board'."
        for name in (
            "Appendix 2 - Advice of the solicitor - 16 July 2026.pdf",
            "Draft - Appendix 1 - Terms offered to Harbour View - 16 July 2026.docx",
            "Draft - Dismissal of a manager - 16 July 2026.docx",
        )
    ]
    for name in (message.split("'")[1] for message in left):
        (folder / "papers" / "2026-07-16 Board" / name).unlink()
    ran = paperkit(*ALL, "--project", folder, "--json")
    assert "PK-459" not in [code for code, _, _ in found(ran.out)]


def test_a_file_called_exempt_is_no_public_appendix(paperkit: Command, tmp_path: Path) -> None:
    """PK-468."""
    board = BOARD.replace("advice.pdf", f'"{ADVICE}"').replace("    exempt: Yes\n", "")
    folder = project(tmp_path / "board", board)
    (folder / ADVICE).write_bytes(PDF)
    (message,) = (message for _, _, message in codes(paperkit, folder, "PK-468"))
    assert message == f"'{ADVICE}' says in its name that it is not for publication."
