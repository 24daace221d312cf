"""Final papers are recorded before they are put in place, once, and know how far the log was."""

import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.board.data import data_hash
from paperkit.board.history import FILED, Filed
from paperkit.cli.options import cache_folder
from paperkit.container import writing
from paperkit.errors import LogError, WriteError
from paperkit.frozen import replace
from paperkit.pipeline import filing
from paperkit.pipeline import filing as recording
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.filing import Acceptance, gap_words
from paperkit.pipeline.finals import add
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.reading import read_board
from paperkit.pipeline.record import adopt_copy, verify_log
from paperkit.record import LOG_FILE
from paperkit.record.log import append, read_log
from paperkit.word.properties import Anchor, anchor_of
from tests import projects
from tests.exception_log.entries import a_return
from tests.exception_log.test_tampered import change
from tests.papers.packages import word_file as made_of

DAY = date(2026, 6, 30)
FOLDER = "2026-07-16 Board"
FINAL = "Workforce of the partnership - 16 July 2026.docx"


BOARD = """
meetings:
  - reference: Board July 2026
    date: 16 July 2026
papers:
{papers}
text:
{text}
"""
PAPER = """
  - reference: {name}
    kind: covering_report
    meeting: Board July 2026
    title: {name} of the partnership
    purpose: To ask for a decision.
    authors: Rosalind Keane
    publicity: Public
"""
TEXT = """
  - paper: {name}
    section: recommendations
    text: (1) To agree the plan.
"""
HEAD = """
  - paper: {name}
    section: implications
    name: "{head}"
    text: None.
"""
HEADS = (
    "Financial",
    "Legal",
    "Diversity and equality",
    "Other implications (where significant): crime and disorder, risk, health impact, "
    "sustainability, IT, environment",
)


def filled(name: str) -> tuple[str, str]:
    """Return a paper's row and its text, which leave gaps and no error."""
    heads = "".join(HEAD.format(name=name, head=head) for head in HEADS)
    return PAPER.format(name=name), TEXT.format(name=name) + heads


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with two papers, in whose log a return stands."""
    return project_in(tmp_path)


def project_in(tmp_path: Path) -> Path:
    """Make that project in a folder, and return it."""
    papers, text = zip(*map(filled, ("Workforce", "Housing")), strict=True)
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    words = BOARD.format(papers="".join(papers), text="".join(text))
    (folder / "board.yaml").write_text(words, encoding="utf-8")
    append(folder / LOG_FILE, [a_return("1.1.1")])
    return folder


def order(project: Path, day: date = DAY, reason: str = "It is late") -> Order:
    return Order(
        folder=project, what="Workforce", today=day, final=True,
        acceptance=Acceptance(reason, "R. Keane"), cache=cache_folder(),
    )  # fmt: skip


def final(project: Path, day: date = DAY, reason: str = "It is late") -> bytes:
    """Return the bytes of a final, built and put in place."""
    built = build(order(project, day, reason))
    assert built.refused == ""
    return built.files[0].read_bytes()


def filed(project: Path) -> list[Filed]:
    """Return the records of final papers."""
    return list(read_log(project / LOG_FILE).rows(FILED, Filed))


def told(built: Built) -> list[str]:
    return [f"{found.code} {found.place}" for found in built.findings]


def test_a_final_is_recorded_with_its_hashes_and_the_gaps_accepted(project: Path) -> None:
    built = build(order(project))
    read = read_board(project)
    (record,) = filed(project)
    kept_beside = (record.rows, record.printed, record.settings, *record.sources)
    assert all(kept_beside)
    assert replace(record, rows="", printed="", settings="", sources=()) == Filed(
        paper="Workforce",
        meeting="Board July 2026",
        file=FINAL,
        sha256=sha256(built.files[0].read_bytes()).hexdigest(),
        data=data_hash(read.board),
        gaps=tuple(map(gap_words, built.accepted)),
        reason="It is late",
        by="R. Keane",
        filed_on=DAY,
        size=len(built.files[0].read_bytes()),
        folder=FOLDER,
        public_from=date(2026, 7, 8),
        kind="covering_report",
    )
    assert record.gaps


def test_a_draft_is_not_recorded_and_makes_no_log(project: Path) -> None:
    (project / LOG_FILE).unlink()
    built = build(replace(order(project), final=False, acceptance=None))
    assert built.files[0].is_file()
    assert not (project / LOG_FILE).exists()
    assert anchor_of(built.files[0].read_bytes()) == Anchor()


def test_a_project_that_had_no_log_gets_one_with_its_first_final(project: Path) -> None:
    (project / LOG_FILE).unlink()
    assert anchor_of(final(project)) == Anchor()
    assert [record.file for record in filed(project)] == [FINAL]


def test_a_final_knows_how_far_the_log_had_come_before_its_own_record(project: Path) -> None:
    before = read_log(project / LOG_FILE)
    assert anchor_of(final(project)) == Anchor(before.head, 1)


def test_built_again_the_final_is_the_same_and_is_not_recorded_twice(project: Path) -> None:
    assert final(project) == final(project, day=date(2026, 7, 2))
    assert [record.filed_on for record in filed(project)] == [DAY]


def test_other_gaps_or_another_reason_are_another_record(project: Path) -> None:
    final(project)
    final(project, reason="The figure comes later")
    assert [record.reason for record in filed(project)] == ["It is late", "The figure comes later"]


def test_equal_data_and_an_equal_log_give_equal_bytes(project: Path, tmp_path: Path) -> None:
    other = Path(copytree(project, tmp_path / "other"))
    assert final(project) == final(other)


def test_a_longer_log_gives_a_paper_that_says_so(project: Path) -> None:
    first = final(project)
    entry = append(project / LOG_FILE, [a_return("1.1.2")])[0]
    second = final(project)
    assert anchor_of(second) == Anchor(entry.hash, 3)
    assert first != second
    assert len(filed(project)) == 2


def test_each_paper_of_a_meeting_and_the_joined_file_are_recorded_at_once(project: Path) -> None:
    built = build(replace(order(project), what="", meeting="Board July 2026", joined=True))
    assert [path.name for path in built.files] == [record.file for record in filed(project)]
    assert [record.paper for record in filed(project)] == ["Workforce", "Housing", ""]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[BaseException]], None]:
    """Return what lets the step after the record end in an error."""

    def stop(fault: type[BaseException]) -> None:
        def place(_step: object) -> None:
            raise fault("stopped")

        monkeypatch.setattr(writing, "_put_in_place", place)

    return stop


@pytest.mark.parametrize("fault", [WriteError, KeyboardInterrupt])
def test_a_record_without_its_paper_is_healed_by_building_again(
    fault: type[BaseException],
    project: Path,
    stopped: Callable[[type[BaseException]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopped(fault)
    with pytest.raises(fault):
        final(project)
    assert not (project / "papers").exists()
    (record,) = filed(project)
    monkeypatch.undo()
    assert sha256(final(project)).hexdigest() == record.sha256
    assert filed(project) == [record]


def test_a_paper_whose_record_cannot_be_kept_is_not_put_in_place(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_told: object) -> None:
        raise LogError("The log is in use.")

    monkeypatch.setattr(recording, "append", refuse)
    with pytest.raises(LogError):
        final(project)
    assert not (project / "papers").exists()


def test_who_added_to_the_log_meanwhile_has_the_papers_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = filing.record

    def late(*words: object) -> None:
        append(project / LOG_FILE, [a_return("1.1.2")])
        record(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "record", late)
    with pytest.raises(LogError, match="Run the same command again"):
        final(project)
    monkeypatch.undo()
    assert filed(project) == []
    final(project)
    assert len(filed(project)) == 1


def test_a_log_that_was_changed_blocks_a_final_and_not_a_draft(project: Path) -> None:
    change(project / LOG_FILE, "UPDATE entries SET entry = replace(entry, 'Red', 'Green')")
    refused = build(order(project))
    assert refused.refused == "A final cannot be built while there is an error. A draft can."
    assert told(refused)[0] == f"PK-801 {LOG_FILE}, entry 1"
    draft = build(replace(order(project), final=False, acceptance=None))
    assert draft.files[0].is_file()


def test_the_same_rows_as_workbook_and_as_yaml_have_one_hash(tmp_path: Path) -> None:
    hashes = set()
    for in_yaml in (True, False):
        folder = tmp_path / str(in_yaml)
        projects.sample(folder, in_yaml=in_yaml)
        hashes.add(data_hash(read_board(folder).board))
    assert len(hashes) == 1


def test_another_word_in_the_data_is_another_hash(project: Path) -> None:
    before = read_board(project).board
    row = replace(before.papers[0], title="Another")
    assert data_hash(before) != data_hash(replace(before, papers=(row, *before.papers[1:])))
    assert data_hash(before) == data_hash(replace(before, history=read_log(project / "none")))


def test_a_log_is_verified_against_the_papers_in_their_folder(project: Path) -> None:
    final(project)
    verified = verify_log(project)
    assert [path.name for path in verified.compared] == [FINAL]
    assert (verified.is_whole, verified.findings) == (True, ())


def test_a_final_in_the_folder_of_papers_itself_as_0_1_0_put_it_is_verified_and_known(
    project: Path,
) -> None:
    final(project)
    earlier = project / "papers" / FINAL
    (project / "papers" / FOLDER / FINAL).replace(earlier)
    assert [path.name for path in verify_log(project).compared] == [FINAL]
    assert verify_log(project, earlier).findings == ()
    built = build(replace(order(project), out=earlier.parent))
    assert (built.refused, built.files) == ("", (earlier,))


def test_an_end_cut_off_is_found_with_a_paper(project: Path) -> None:
    append(project / LOG_FILE, [a_return("1.1.2"), a_return("1.1.3")])
    final(project)
    change(project / LOG_FILE, "DELETE FROM entries WHERE number > 2")
    (found,) = verify_log(project).findings
    assert (found.code, str(found.place)) == ("PK-806", f"{LOG_FILE}, entry 3")
    assert found.message == (
        f"'{FINAL}' was built with a log of at least 3 entries, but '{LOG_FILE}' has 2."
    )


def test_a_log_that_went_missing_is_found_with_a_paper(project: Path) -> None:
    final(project)
    (project / LOG_FILE).unlink()
    assert [found.code for found in verify_log(project).findings] == ["PK-806"]


def test_a_log_whose_seals_were_all_made_anew_is_found_with_a_paper(project: Path) -> None:
    final(project)
    (project / LOG_FILE).unlink()
    append(project / LOG_FILE, [a_return("1.1.1", "All is well")])
    verified = verify_log(project)
    (found,) = verified.findings
    assert (found.code, str(found.place)) == ("PK-807", f"{LOG_FILE}, entry 1")
    assert found.message == f"Entry 1 is not the one that '{FINAL}' was built with."
    assert not verified.is_whole


def test_a_paper_that_is_named_is_looked_for_among_the_records(project: Path) -> None:
    final(project)
    paper = project / "papers" / FOLDER / FINAL
    assert verify_log(project, paper).findings == ()
    paper.write_bytes(paper.read_bytes() + b"\0")
    verified = verify_log(project, paper)
    (found,) = verified.findings
    assert (found.code, str(found.place)) == ("PK-812", FINAL)
    assert found.message == f"'{FINAL}' has changed since entry 2 recorded it on 30 June 2026."
    assert (verified.is_log_whole, verified.is_whole) == (True, False)


def test_a_paper_of_another_name_has_no_record(project: Path) -> None:
    final(project)
    paper = project / "papers" / FOLDER / FINAL
    other = paper.with_name("Workforce.docx")
    other.write_bytes(paper.read_bytes())
    assert verify_log(project, other).findings == ()
    other.write_bytes(paper.read_bytes() + b"\0")
    (found,) = verify_log(project, other).findings
    assert (found.code, str(found.place)) == ("PK-808", "Workforce.docx")


def test_plain_verify_compares_the_bytes_of_each_final(project: Path) -> None:
    """PK-812, of a final whose content was changed."""
    final(project)
    paper = project / "papers" / FOLDER / FINAL
    with zipfile.ZipFile(paper) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].replace(b"To agree", b"To reject")
    assert body != parts["word/document.xml"]
    with zipfile.ZipFile(paper, "w") as archive:
        for name, part in (parts | {"word/document.xml": body}).items():
            archive.writestr(name, part)
    verified = verify_log(project)
    (found,) = verified.findings
    assert (found.code, found.place.file) == ("PK-812", f"papers/{FOLDER}/{FINAL}")
    assert not verified.is_whole


def test_plain_verify_finds_the_newest_entry_cut_off(project: Path) -> None:
    """The record of the paper itself, which the paper cannot know."""
    final(project)
    change(project / LOG_FILE, "DELETE FROM entries WHERE number = 2")
    (found,) = verify_log(project).findings
    assert (found.code, found.place.file) == ("PK-808", f"papers/{FOLDER}/{FINAL}")


def test_plain_verify_names_what_it_passed_over(project: Path) -> None:
    final(project)
    build(replace(order(project), what="Housing", final=False, acceptance=None))
    papers = project / "papers" / FOLDER
    (papers / "Minutes.docx").write_bytes(b"no zip")
    (papers / "~$Minutes.docx").write_bytes(b"a lock of Word's")
    (papers / "Partner.docx").write_bytes(made_of("<w:p/>"))
    (papers / "Sub").mkdir()
    (papers / FINAL).rename(papers / "Sub" / FINAL)
    verified = verify_log(project)
    assert (verified.findings, verified.compared) == ((), (papers / "Sub" / FINAL,))
    assert {one.name: one.why for one in verified.passed_over} == {
        f"papers/{FOLDER}/Draft - Housing of the partnership - 16 July 2026.docx": "it is a draft",
        f"papers/{FOLDER}/Minutes.docx": "it cannot be read: 'Minutes.docx' is a text file, such "
        "as CSV, whatever its name says. Choose a Word document (.docx).",
        f"papers/{FOLDER}/Partner.docx": "it is not a paper of paperkit's",
    }
    (papers / "Sub" / FINAL).unlink()
    assert [(one.name, one.why) for one in verify_log(project).passed_over][-1] == (
        FINAL,
        "entry 2 records it, and it is not in the folder of papers",
    )


def test_the_draft_of_an_exempt_paper_is_known_for_a_draft(project: Path) -> None:
    data = project / "board.yaml"
    exempt = "publicity: Exempt\n    paragraph: Paragraph 3\n    public_title: A matter of staff"
    data.write_text(data.read_text().replace("publicity: Public", exempt, 1))
    build(replace(order(project), final=False, acceptance=None))
    (draft,) = (project / "papers" / FOLDER / "exempt").iterdir()
    assert draft.name == "Exempt - Draft - A matter of staff - 16 July 2026.docx"
    verified = verify_log(project)
    assert (verified.findings, verified.is_whole) == ((), True)
    assert [one.why for one in verified.passed_over] == ["it is a draft"]


def test_a_final_that_cannot_be_read_is_told(project: Path) -> None:
    """PK-813."""
    final(project)
    paper = project / "papers" / FOLDER / FINAL
    paper.write_bytes(paper.read_bytes()[:2000])
    (found,) = verify_log(project).findings
    assert found.code == "PK-813"
    assert found.message == (
        f"'{FINAL}' cannot be compared with the log. '{FINAL}' is cut off before its end. Copy or "
        "download it again, or take an earlier version."
    )


def made_anew(project: Path) -> None:
    """Write another log in the place of that with which the final was made, whole in itself."""
    (project / LOG_FILE).unlink()
    append(project / LOG_FILE, [a_return("1.1.1", "All is well")])


@pytest.mark.parametrize("what", ["build", "gather", "adopt"])
def test_nothing_is_added_to_a_log_that_a_final_contradicts(project: Path, what: str) -> None:
    final(project)
    made_anew(project)
    copy = project / "exception-log-LAPTOP7.sqlite"
    copy.write_bytes((project / LOG_FILE).read_bytes())
    append(copy, [a_return("1.1.2")])
    before = (project / LOG_FILE).read_bytes()
    history = read_log(project / LOG_FILE)
    adding: dict[str, Callable[[], object]] = {
        "build": lambda: build(replace(order(project), what="Housing")),
        "adopt": lambda: adopt_copy(project, copy),
        "gather": lambda: add(project / LOG_FILE, project / "papers", [a_return("1.1.2")], history),
    }
    with pytest.raises(LogError, match=f"Entry 1 is not the one that '{FINAL}' was built with"):
        adding[what]()
    assert (project / LOG_FILE).read_bytes() == before
    assert not list((project / "papers").rglob("Housing*"))


def test_the_record_of_a_paper_cut_off_is_found_with_that_paper(project: Path) -> None:
    final(project)
    change(project / LOG_FILE, "DELETE FROM entries WHERE number = 2")
    verified = verify_log(project, project / "papers" / FOLDER / FINAL)
    assert [found.code for found in verified.findings] == ["PK-808"]


def test_the_data_hold_the_log(project: Path) -> None:
    assert read_board(project).board.history == read_log(project / LOG_FILE)
    (project / "board.yaml").write_text("meetings: 1\n")
    unreadable = read_board(project)
    assert not unreadable.readable
    assert len(unreadable.board.history.entries) == 1


def test_copies_are_named_when_the_data_are_read(project: Path) -> None:
    (project / "exception-log (1).sqlite").write_bytes(b"")
    built = build(replace(order(project), final=False, acceptance=None))
    assert "PK-809 exception-log (1).sqlite" in told(built)
