"""Nobody's edits are lost by building: what was edited in Word is listed first, and kept."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, copytree, rmtree

import pytest

from paperkit.board.history import DISCARDED, Discarded
from paperkit.cli import options
from paperkit.errors import ReadError, WriteError
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.edits import Discarding, EditedPaper
from paperkit.pipeline.filing import put
from paperkit.pipeline.ordering import Order
from paperkit.record import LOG_FILE
from paperkit.record.kept import kept
from paperkit.record.log import look_through, read_log
from paperkit.word.package import pack, unpack
from tests.cli.conftest import Command, Ran
from tests.cli.test_restore import changed as data_changed
from tests.exception_log.test_finals import DAY, FINAL, FOLDER, final, order, project_in
from tests.files.test_careless_programs import libreoffice, saved_by_libreoffice
from tests.papers.packages import NAMES, WORDML

DRAFT = f"Draft - {FINAL}"
OLD, NEW = "To agree the plan", "To note the plan"
EDIT = "Paragraph 1.1: 'agree' is now 'note'."
WHO = 'w:author="Ann Lee" w:date="2026-07-02T10:00:00Z"'
Run = Callable[..., Ran]


def drafting(project: Path) -> Order:
    return replace(order(project), final=False, acceptance=None)


def edit(path: Path, *changes: tuple[str, str], comment: str = "") -> bytes:
    """Change the text of a file as Word would, and return what it holds now."""
    members = unpack(path.read_bytes())
    text = members["word/document.xml"].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    if comment:
        text = text.replace("</w:p>", '<w:r><w:commentReference w:id="9"/></w:r></w:p>', 1)
        words = f"<w:p><w:r><w:t>{comment}</w:t></w:r></w:p>"
        part = f'<w:comments {NAMES}><w:comment w:id="9" {WHO}>{words}</w:comment></w:comments>'
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        link = f'<Relationship Id="c9" Type="{kind}" Target="comments.xml"/></Relationships>'
        known = f'<Override PartName="/word/comments.xml" ContentType="{WORDML}.comments+xml"/>'
        members |= {
            "word/comments.xml": part.encode(),
            rels: members[rels].replace(b"</Relationships>", link.encode()),
            types: members[types].replace(b"</Types>", f"{known}</Types>".encode()),
        }
    path.write_bytes(pack({**members, "word/document.xml": text.encode()}))
    return path.read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the draft of a paper, just built."""
    folder = project_in(tmp_path_factory.mktemp("built"))
    build(drafting(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path, built: Path) -> Path:
    return copytree(built, tmp_path / "board")


@pytest.fixture
def draft(project: Path) -> Path:
    return project / "papers" / FOLDER / DRAFT


def told(edited: tuple[EditedPaper, ...]) -> list[tuple[str, list[str]]]:
    return [(one.path.name, [shown.edit.difference.words for shown in one.edits]) for one in edited]


def test_a_draft_over_an_edited_one_is_refused_until_the_data_have_the_edits(
    project: Path, draft: Path
) -> None:
    before = edit(draft, (OLD, NEW))
    refused = build(drafting(project))
    assert (refused.refused, refused.files) == ("What somebody edited in Word would be lost.", ())
    assert told(refused.edited) == [(DRAFT, [EDIT])]
    (shown,) = refused.edited[0].edits
    assert [str(place) for place in shown.source.places] == ["board.yaml, line 27, text"]
    assert draft.read_bytes() == before
    data_changed(project, OLD, NEW)
    done = build(drafting(project))
    assert (done.refused, done.edited[0].edits) == ("", ())


def test_a_final_is_refused_until_somebody_discards_what_was_edited_in_the_draft(
    project: Path, draft: Path
) -> None:
    data = edit(draft, (OLD, NEW))
    assert told(build(order(project)).edited) == [(DRAFT, [EDIT])]
    assert not (draft.parent / FINAL).exists()
    why = Discarding("The director thinks otherwise now", "R. Keane")
    done = build(replace(order(project), discarding=why))
    assert [one.code for one in done.findings if one.code.startswith("PK-89")] == ["PK-898"]
    (row,) = read_log(project / LOG_FILE).rows(DISCARDED, Discarded)
    assert (row.file, row.reason, row.by, row.folder) == (DRAFT, why.reason, why.name, FOLDER)
    assert row.differs == (EDIT,)
    assert kept(project / LOG_FILE, [row.sha256]) == {sha256(data).hexdigest(): data}
    assert look_through(project / LOG_FILE).findings == ()
    assert draft.read_bytes() == data
    again = build(order(project))
    assert (again.refused, again.edited) == ("", ())


def test_an_edited_final_is_not_written_over_even_with_overwrite(project: Path) -> None:
    final(project)
    there = project / "papers" / FOLDER / FINAL
    data = edit(there, (OLD, NEW))
    refused = build(replace(order(project), overwrite=True))
    assert told(refused.edited) == [(FINAL, [EDIT])]
    assert there.read_bytes() == data
    done = build(replace(order(project), discarding=Discarding("Old", "R. Keane")))
    assert done.files[0].read_bytes() != data
    (row,) = read_log(project / LOG_FILE).rows(DISCARDED, Discarded)
    assert kept(project / LOG_FILE, [row.sha256])[row.sha256] == data


def test_a_draft_that_is_built_after_an_edited_final_lists_its_edits(
    project: Path, draft: Path
) -> None:
    final(project)
    edit(draft.parent / FINAL, (OLD, NEW))
    done = build(drafting(project))
    assert (done.refused, told(done.edited)) == ("", [(FINAL, [EDIT])])
    assert "PK-898" in [one.code for one in done.findings]


def test_a_comment_would_be_lost_with_a_draft_and_not_by_a_final(
    project: Path, draft: Path
) -> None:
    edit(draft, comment="Has finance seen this?")
    assert "PK-897" in [one.code for one in build(drafting(project)).findings]
    done = build(order(project))
    assert done.refused == ""
    assert "PK-899" in [one.code for one in done.findings]
    (mark,) = done.edited[0].left_open
    assert (mark.author, mark.said) == ("Ann Lee", "Has finance seen this?")


def test_a_tracked_change_counts_as_accepted_and_is_listed(project: Path, draft: Path) -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    tracked = f"<w:ins {WHO}>{run.format(' Really.')}</w:ins></w:p>"
    text = unpack(draft.read_bytes())["word/document.xml"].decode()
    at = text.index(OLD)
    paragraph = text[at : text.index("</w:p>", at) + len("</w:p>")]
    edit(draft, (paragraph, paragraph.replace("</w:p>", tracked)))
    (one,) = build(order(project)).edited
    assert [mark.words for mark in one.left_open] == [
        "Ann Lee, 2 July 2026, paragraph 1.1: inserted 'Really.'."
    ]
    assert [shown.edit.difference.new for shown in one.edits] == [f"(1) {OLD}. Really."]


def test_a_copy_under_another_name_is_listed_and_holds_nothing_up(
    project: Path, draft: Path
) -> None:
    copy = draft.with_name("Workforce (AL).docx")
    copy.write_bytes(draft.read_bytes())
    edit(copy, (OLD, NEW))
    done = build(order(project))
    assert (done.refused, told(done.edited)) == ("", [(copy.name, [EDIT])])
    (note,) = [one for one in done.findings if one.code == "PK-869"]
    assert note.message == (
        f"'{copy.name}' is an edited copy of '{FINAL}': 1 edit is not in the data."
    )


def test_a_draft_from_before_the_meeting_moved_counts_too(project: Path, draft: Path) -> None:
    edit(draft, (OLD, NEW))
    data_changed(project, "16 July 2026", "23 July 2026")
    refused = build(order(project))
    assert told(refused.edited) == [(DRAFT, [EDIT])]
    assert "PK-897" in [one.code for one in refused.findings]


def test_a_file_that_lost_its_marks_is_compared_with_the_new_paper(
    project: Path, draft: Path
) -> None:
    edit(draft, (OLD, NEW))
    left = unpack(draft.read_bytes())
    for name in [name for name in left if name.startswith(("customXml", "docProps/custom"))]:
        del left[name]
    draft.write_bytes(pack(left))
    refused = build(drafting(project))
    assert [one.known for one in refused.edited] == [False]
    assert EDIT in told(refused.edited)[0][1]


def test_an_exempt_paper_is_marked_as_such_wherever_its_edits_are_named(project: Path) -> None:
    exempt = """publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It would harm the contract.
    public_title: A contract
"""
    data_changed(project, "publicity: Public\n", exempt)
    rmtree(project / "papers")
    (draft,) = build(drafting(project)).files
    edit(draft, (OLD, NEW))
    public = build(replace(order(project), what="Housing"))
    assert (public.refused, public.edited) == ("", ())
    done = build(replace(order(project), discarding=Discarding("Old", "R. Keane")))
    (row,) = read_log(project / LOG_FILE).rows(DISCARDED, Discarded)
    assert done.edited[0].path == draft
    assert (row.file[:17], row.folder) == ("Exempt - Draft - ", f"{FOLDER}/exempt")


def test_the_command_says_it_first(
    paperkit: Command, project: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: DAY)
    edit(draft, (OLD, NEW))
    words = ("build", "Workforce", "--project", project)
    ran = paperkit(*words)
    assert ran.out.splitlines()[:3] == [
        f"Edited since it was built: {draft}", f"  {EDIT}", "    From board.yaml, line 27 (Text).",
    ]  # fmt: skip
    edited = json.loads(paperkit(*words, "--json").out)["edited"]
    assert edited[0]["edits"][0]["comes_from"] == ["board.yaml, line 27, text"]
    assert paperkit(*words, "--overwrite").code == 0
    wrong = paperkit(*words, "--discard-edits", "Old", "--by", "R. Keane")
    assert (wrong.code, "--discard-edits goes with --final" in wrong.err) == (2, True)


def test_an_edit_between_looking_and_writing_stops_the_build(
    project: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_late(*words: object, **more: object) -> tuple[Path, ...]:
        edit(draft, (OLD, NEW))
        return put(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("paperkit.pipeline.building.put", put_late)
    with pytest.raises(WriteError, match="was changed while the paper was made"):
        build(drafting(project))


def test_a_draft_that_cannot_be_read_stops_the_final(
    project: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(path: Path) -> bytes:
        raise ReadError(f"'{path.name}' cannot be opened.")

    monkeypatch.setattr("paperkit.pipeline.edits.content", unreadable)
    with pytest.raises(ReadError, match="cannot be opened"):
        build(order(project))
    assert not (draft.parent / FINAL).exists()


@pytest.mark.slow
@libreoffice
def test_a_draft_that_libreoffice_saved_says_what_was_edited(
    project: Path, draft: Path, tmp_path: Path
) -> None:
    edit(draft, (OLD, NEW))
    copyfile(saved_by_libreoffice(tmp_path, "docx", draft), draft)
    refused = build(order(project))
    assert told(refused.edited) == [(DRAFT, [EDIT])]
    assert refused.edited[0].known
