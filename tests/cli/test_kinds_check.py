"""``paperkit kinds check``: all faults of a kind's Word file at once, and the marked copy."""

import json
from pathlib import Path

import pytest
from docx import Document

from paperkit.word.accepting import comments
from paperkit.word.package import main_part, parse, unpack, w
from tests.cli.conftest import Command
from tests.pages import converted, needs_office

PACKS = Path(__file__).parents[2] / "report_templates"


@pytest.fixture
def template(paperkit: Command, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the Word file of a kind of the project's own; the command runs beside the project."""
    monkeypatch.chdir(sample.parent)
    paperkit("kinds", "new", "agenda_note", "--from", "covering_report", "--project", sample)
    (path,) = (sample / "packs").glob("*/agenda_note/template.docx")
    return path


def typed(path: Path, *paragraphs: str, header: str = "") -> Path:
    """Add paragraphs at the end of a Word file, as an officer types them."""
    made = Document(str(path))
    for words in paragraphs:
        made.add_paragraph(words)
    if header:
        made.add_table(1, 1).rows[0].cells[0].text = header
    made.save(str(path))
    return path


def told(path: Path) -> list[str]:
    """Return the words of the comments of a Word file, in the order of its text."""
    members = unpack(path.read_bytes())
    main = main_part(members)
    return [one.words for one in comments(members, main, parse(members[main], main))]


def test_a_kind_without_a_fault_has_nothing_to_put_right(
    paperkit: Command, sample: Path, template: Path
) -> None:
    ran = paperkit("kinds", "check", "agenda_note", "--project", sample)
    assert (ran.code, "Nothing to put right." in ran.out) == (0, True)
    assert str(template) in ran.out


def test_all_faults_of_a_kind_are_told_at_once_by_their_places(
    paperkit: Command, sample: Path, template: Path
) -> None:
    typed(template, "Of {{ header.bord }}", "{%p if draft %}", header="{{ header.tilte }}")
    ran = paperkit("kinds", "check", "agenda_note", "--project", sample, "--json")
    found = json.loads(ran.out)["findings"]
    assert (ran.code, [one["code"] for one in found]) == (1, ["PK-601", "PK-602", "PK-601"])
    assert found[0]["word"]["words"] == "Of {{ header.bord }}"
    assert (found[2]["word"]["row"], found[2]["word"]["column"]) == (1, "1")


def test_a_marked_copy_has_each_fault_as_a_comment_and_the_original_stays(
    paperkit: Command, sample: Path, template: Path
) -> None:
    before = typed(template, "Of {{ header.bord }}", "{ { header.title } }").read_bytes()
    ran = paperkit("kinds", "check", "agenda_note", "--marked", "--project", sample)
    assert "Written: agenda_note-marked.docx, with the errors as comments." in ran.out
    copy = Path("agenda_note-marked.docx")
    assert [words.partition(":")[0] for words in told(copy)] == ["PK-601", "PK-635"]
    assert "Did you mean {{ header.board }}?" in told(copy)[0]
    assert template.read_bytes() == before
    parts, own = unpack(copy.read_bytes()), unpack(before)
    assert {name for name in own if parts[name] != own[name]} <= {
        "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels",
    }  # fmt: skip


def test_a_second_marked_copy_never_replaces_the_first(
    paperkit: Command, sample: Path, template: Path
) -> None:
    typed(template, "Of {{ header.bord }}")
    for _ in range(2):
        ran = paperkit("kinds", "check", "agenda_note", "--marked", "--project", sample)
    assert "Written: agenda_note-marked (2).docx" in ran.out
    assert Path("agenda_note-marked.docx").is_file()


@pytest.mark.usefixtures("template")
def test_no_copy_is_written_of_a_file_without_a_fault(paperkit: Command, sample: Path) -> None:
    paperkit("kinds", "check", "agenda_note", "--marked", "--project", sample)
    assert list(Path.cwd().glob("*-marked*")) == []


@pytest.mark.usefixtures("template")
def test_a_kind_that_is_not_there_is_told_with_those_that_are(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("kinds", "check", "agenda_notes", "--project", sample)
    assert (ran.code, "did you mean agenda_note?" in ran.err) == (3, True)


def test_a_fault_of_the_house_is_marked_in_a_copy_of_the_house(
    paperkit: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in its header is told at the beginning, with its place: Word has no comments there."""
    monkeypatch.chdir(sample.parent)
    paperkit("packs", "new", "northmere", "--project", sample)
    house = sample / "packs" / "northmere" / "house.docx"
    made = Document(str(house))
    made.sections[0].header.paragraphs[0].text = "{{ header.concil }}"
    made.save(str(house))
    paperkit("kinds", "check", "one_page", "--pack", "northmere", "--marked", "--project", sample)
    (words,) = told(Path("house-marked.docx"))
    assert words.startswith("Northmere/house.docx, the header of section 1")
    assert not list(Path.cwd().glob("one_page*"))


@pytest.mark.slow
@needs_office
def test_libreoffice_shows_the_comments_of_a_marked_copy_and_keeps_them(
    paperkit: Command, sample: Path, template: Path, tmp_path: Path
) -> None:
    """Opened and saved by LibreOffice: as many comments, with the same words, by paperkit."""
    typed(template, "Of {{ header.bord }}", "{%p if draft %}", header="{{ header.tilte }}")
    paperkit("kinds", "check", "agenda_note", "--marked", "--project", sample)
    copy = Path("agenda_note-marked.docx").resolve()
    (saved,) = converted([copy], tmp_path / "out", "docx")
    assert told(saved) == told(copy)
    assert len(told(saved)) == 3
    members = unpack(saved.read_bytes())
    part = next(name for name in members if name.endswith("comments.xml"))
    authors = {one.get(w("author")) for one in parse(members[part], part).iter(w("comment"))}
    assert authors == {"paperkit"}
