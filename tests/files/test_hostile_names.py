"""Names of files: none outside its folder, none that Windows refuses, none over another's."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.cli.options import cache_folder
from paperkit.container.writing import safe_name
from paperkit.errors import PaperkitError, UnknownNameError, WriteError
from paperkit.packs.packs import find_pack
from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.starting import start_paper
from tests.cases import each

RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
NASTY = st.text(alphabet=' .:/\\|?*<>"~$-acon1¹nul\u202e\u200b\ufeff\n\x00é漢\ud800', max_size=130)
TODAY = date(2026, 7, 1)


def allowed_on_windows(name: str) -> bool:
    """Return whether Windows takes the name, by Microsoft's page on names of files."""
    bare = not set(name) & set('<>:"/\\|?*') and all(ord(char) >= 32 for char in name)
    return bare and bool(name) and name[-1] not in " ." and not RESERVED.fullmatch(name)


@given(st.text(max_size=300) | NASTY)
def test_any_title_gives_a_name_that_stays_in_its_folder(title: str) -> None:
    name = safe_name(title)
    folder = Path("/papers")
    assert (folder / f"{name}.docx").parent == folder
    assert allowed_on_windows(name)
    assert allowed_on_windows(f"{name}.docx")
    assert not name.startswith((".", "~", "-"))
    assert len(f"{name}.docx".encode()) < 255


@each(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "C - -Windows-system32"),
        ("..", "Untitled"),
        ("", "Untitled"),
        ("CON", "_CON"),
        ("com¹.txt", "_com¹.txt"),
        ("CON .docx", "_CON .docx"),
        ("~$report", "$report"),
        ("-rf", "rf"),
        ("report\u202excod.exe", "reportxcod.exe"),
        ("\ufeffreport", "report"),
        ("a" * 300, "a" * 100),
    ],
)
def test_a_title_that_would_harm_becomes_a_plain_name(title: str, name: str) -> None:
    assert safe_name(title) == name


MEETINGS = """
meetings:
  - reference: Board July 2026
    date: 16 July 2026
  - reference: Board September 2026
    date: 16 July 2026
  - reference: Board November 2026
    date: 12 November 2026
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with two meetings on one day, and nothing more."""
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    (folder / "board.yaml").write_text(MEETINGS, encoding="utf-8")
    return folder


def built(project: Path, meeting: str, *, overwrite: bool = False) -> Path:
    what = "performance_report"
    order = Order(project, what, TODAY, meeting=meeting, overwrite=overwrite, cache=cache_folder())
    return build(order).files[0]


def test_papers_of_two_meetings_on_one_day_have_folders_and_names_of_their_own(
    project: Path,
) -> None:
    july, other = (built(project, f"Board {month} 2026") for month in ("July", "September"))
    assert (july.parent.name, other.parent.name) == (
        "2026-07-16 Board",
        "2026-07-16 Board, Board September 2026",
    )
    assert (july.name, other.name) == (
        "Draft - Performance report - 16 July 2026.docx",
        "Draft - Performance report - 16 July 2026, Board September 2026.docx",
    )


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_paper_for_another_meeting_is_never_replaced(project: Path, overwrite: bool) -> None:
    other, july = (built(project, f"Board {month} 2026") for month in ("September", "July"))
    other.replace(july)
    before = july.read_bytes()
    with pytest.raises(WriteError) as refused:
        built(project, "Board July 2026", overwrite=overwrite)
    assert str(refused.value) == (
        f"'{july.name}' in {july.parent} is a paper for another meeting: Board September 2026. "
        "Move it to another folder, then try again."
    )
    assert july.read_bytes() == before


def test_the_same_paper_is_built_again_under_its_name(project: Path) -> None:
    assert built(project, "Board July 2026") == built(project, "Board July 2026")


def test_nothing_is_written_through_a_link_in_the_folder_of_papers(project: Path) -> None:
    elsewhere = project.parent / "somebody.docx"
    elsewhere.write_bytes(b"theirs")
    name = built(project, "Board July 2026")
    name.unlink()
    name.symlink_to(elsewhere)
    with pytest.raises(WriteError, match="does not write through links"):
        built(project, "Board July 2026", overwrite=True)
    assert elsewhere.read_bytes() == b"theirs"


@each("name", ["../other", "/etc", "..", "a/b", "", "council/../council"])
def test_a_pack_is_named_and_not_led_to(tmp_path: Path, name: str) -> None:
    packs = tmp_path / "packs"
    for folder in (packs / "council", packs / "a" / "b", tmp_path / "other"):
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_text("title: Ours\n", encoding="utf-8")
    with pytest.raises(UnknownNameError):
        find_pack(name, (packs,))


@pytest.mark.parametrize("template", ["../../../other.docx", "/etc/hostname", "..\\x.docx"])
def test_a_template_lies_in_the_folder_of_its_kind(project: Path, template: str) -> None:
    own = project / "packs" / "ours" / "performance_report"
    own.mkdir(parents=True)
    (project / "other.docx").write_bytes(b"PK")
    (own.parent / "pack.yaml").write_text("title: Ours\n", encoding="utf-8")
    (own / "kind.yaml").write_text(f"title: Ours\ntemplate: '{template}'\n", encoding="utf-8")
    pack = find_pack("ours", (project / "packs",))
    with pytest.raises(PaperkitError, match=r"is not there"):
        pack.kind("performance_report")


def started(project: Path) -> Path:
    kind, meeting = "performance_report", "Board November 2026"
    return start_paper(project, kind=kind, meeting=meeting, today=TODAY).file


def test_a_started_paper_does_not_replace_another(project: Path) -> None:
    first = started(project)
    before = first.read_bytes()
    first.rename(first.with_suffix(".kept"))
    assert started(project).read_bytes() == before
    with pytest.raises(PaperkitError):
        started(project)
