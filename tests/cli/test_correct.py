"""``paperkit correct``: what is out stays, and what takes its place says what it corrects."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from paperkit.board.history import CORRECTED, FILED, Corrected, Draft, Filed
from paperkit.board.paper_rows import RETURNS
from paperkit.board.words import CorrectedAs
from paperkit.cli import options
from paperkit.container import writing
from paperkit.errors import LogError, WriteError
from paperkit.findings import Severity
from paperkit.frozen import replace
from paperkit.pipeline import filing
from paperkit.pipeline.building import build
from paperkit.pipeline.correcting import CorrectionDone, correct
from paperkit.pipeline.correction_paper import CorrectionOrder
from paperkit.pipeline.packing import outline_file
from paperkit.pipeline.withdrawing import withdraw
from paperkit.record import LOG_FILE
from paperkit.record.log import append, look_through, read_log
from paperkit.word.package import unpack
from paperkit.word.properties import Seal
from tests import projects
from tests.cli.conftest import Command
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import BOARD, FINAL, FOLDER, filled, order

NOVEMBER = """
  - reference: Board November 2026
    date: 19 November 2026
papers:
"""
ISSUES = """
  - paper: Workforce
    section: issues
    text: 38 people joined.
"""
REPORT = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
priorities:
  - {reference: P1, name: Living well}
outcomes:
  - {reference: 1A, name: Fewer people smoke, parent: P1}
indicators:
  - {reference: PI 1, name: Quits, outcome: 1A, unit: "%", direction: Higher is better,
     frequency: Annual, partner: Public Health}
  - {reference: PI 2, name: Waits, outcome: 1A, unit: "%", direction: Higher is better,
     frequency: Annual, partner: Public Health}
targets:
  - {indicator: PI 1, year: 2025/26, value: "60"}
  - {indicator: PI 2, year: 2025/26, value: "70"}
  - {indicator: PI 1, year: 2026/27, value: "60"}
  - {indicator: PI 2, year: 2026/27, value: "70"}
readings:
  - {indicator: PI 1, period: 2025/26, value: "20"}
  - {indicator: PI 2, period: 2025/26, value: "72"}
papers:
  - {reference: Report, kind: performance_report, meeting: Board July 2026, publicity: Public,
     title: Performance report, purpose: To report., authors: Jo Lee, as_at: 30 June 2026}
text:
{text}
"""
REVISED = "Workforce of the partnership - 16 July 2026 (Revised 9 July 2026).docx"
ADDENDUM = "Addendum to Workforce of the partnership - 16 July 2026.docx"
NEXT = "Correction to Workforce of the partnership - 19 November 2026.docx"
NAMED = "Text Workforce, issues"


def published(folder: Path, pack: str = "council") -> Path:
    """Return a project whose paper on the workforce was built on 30 June for 16 July 2026."""

    def make(first: Path) -> None:
        first.mkdir()
        settings = f"pack: {pack}\ncouncil:\n  name: Northmere Council\n"
        (first / "paperkit.yaml").write_text(settings, encoding="utf-8")
        paper, text = filled("Workforce")
        words = BOARD.format(papers=paper, text=text + ISSUES)
        (first / "board.yaml").write_text(words.replace("\npapers:\n", NOVEMBER), encoding="utf-8")
        built = build(order(first))
        assert built.refused == "", built.findings

    return projects.copied(f"published, {pack}", make, folder / "board")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the project, in which a figure of the published paper was put right since."""
    return corrected_data(published(tmp_path))


def corrected_data(folder: Path) -> Path:
    changed(folder, "38 people", "31 people")
    return folder


def asked(folder: Path, day: date = date(2026, 7, 9), **more: object) -> CorrectionOrder:
    made = CorrectionOrder(
        folder=folder, paper="Workforce", today=day, rows=(NAMED,), how=CorrectedAs.REVISED,
        because="It was counted twice", by="R. Keane", cache=options.cache_folder(),
    )  # fmt: skip
    return replace(made, **more)


def files(folder: Path) -> dict[str, bytes]:
    """Return what the folder of papers holds, by name."""
    every = (folder / "papers").rglob("*.docx")
    return {path.relative_to(folder / "papers").as_posix(): path.read_bytes() for path in every}


def told(done: CorrectionDone) -> str:
    assert done.files == ()
    return done.refused


def recorded(folder: Path) -> list[Corrected]:
    return list(read_log(folder / LOG_FILE).rows(CORRECTED, Corrected))


def words_of(path: Path) -> list[str]:
    lines = outline_file(path).splitlines()
    return [line.split("| ", 2)[-1].replace("**", "") for line in lines]


# --- Listing ----------------------------------------------------------------------------------


def test_without_a_row_it_lists_what_changed_and_writes_nothing(
    project: Path, paperkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 9))
    before = (files(project), (project / LOG_FILE).read_bytes())
    ran = paperkit("correct", FINAL, "--project", project)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{FINAL}, published on 8 July 2026",
        "Changed in the data since: 1",
        "  1  Text Workforce, issues, Text: '38 people joined.' is now '31 people joined.'",
        "Nothing was written. Run it again with --row and the name or number of each row that was "
        "wrong, or with --all.",
    ]
    assert (files(project), (project / LOG_FILE).read_bytes()) == before
    listed = json.loads(paperkit("correct", FINAL, "--project", project, "--json").out)
    assert listed["changed"] == [
        {"number": 1, "row": NAMED, "sheet": "Text", "column": "Text", "was": "38 people joined.",
         "now": "31 people joined.", "entry": None}
    ]  # fmt: skip


# --- Before the meeting -----------------------------------------------------------------------


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_a_revised_version_says_so_and_what_it_corrects(pack: str, tmp_path: Path) -> None:
    project = corrected_data(published(tmp_path, pack))
    first = files(project)
    changed(project, "To agree the plan", "To note the plan")  # it was not chosen
    done = correct(asked(project))
    assert [path.name for path in done.files] == [REVISED]
    assert done.lines == (
        "Revised 9 July 2026. This takes the place of the version of 8 July 2026.",
        "Paragraph 3.1: 38 is corrected to 31.",
    )
    after = files(project)
    assert after.items() > first.items()
    lines = words_of(done.files[0])
    assert {*done.lines, "31 people joined."} <= {*lines}
    assert [line for line in lines if "agree the plan" in line] != []
    assert "Revised 9 July 2026" in [line for line in lines if line.startswith("Revised")]
    parts = unpack(done.files[0].read_bytes())
    assert b"Workforce of the partnership - Revised 9 July 2026" in parts["docProps/core.xml"]
    headers = [data for name, data in parts.items() if name.startswith("word/header")]
    assert headers
    assert all(b"Revised 9 July 2026" in data for data in headers)


def test_it_is_a_version_in_the_record_of_the_paper(
    project: Path, paperkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(asked(project))
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 10))
    listed = paperkit("record", "list", "--project", project).out
    assert f"{FINAL}: R. Keane (counts as published since 8 July 2026, revised on 10 July" in listed
    assert f"{REVISED}: R. Keane (counts as published since 10 July 2026)" in listed
    (row,) = recorded(project)
    assert (row.file, row.made, row.by, row.reason) == (
        FINAL, REVISED, "R. Keane", "It was counted twice",
    )  # fmt: skip
    assert (row.places, row.was, row.now) == (
        ("Paragraph 3.1",), ("38 people joined.",), ("31 people joined.",),
    )  # fmt: skip
    assert look_through(project / LOG_FILE).findings == ()
    assert paperkit("record", "verify", "--project", project).code == 0


def test_each_version_of_the_chain_comes_back_byte_for_byte(
    project: Path, paperkit: Command
) -> None:
    correct(asked(project))
    changed(project, "31 people", "30 people")
    again = correct(asked(project))
    assert again.files[0].name == REVISED.replace("2026).docx", "2026, 2).docx")
    assert again.lines[1] == "Paragraph 3.1: 31 is corrected to 30."
    assert {"Paragraph 3.1: 38 is corrected to 31.", *again.lines} <= {*words_of(again.files[0])}
    kept = files(project)
    rmtree(project / "papers")
    for name in kept:
        restored = paperkit("record", "restore", Path(name).name, "--project", project)
        assert restored.code == 0, restored.err
    assert files(project) == kept
    assert len(kept) == 3


def test_no_build_writes_over_either(project: Path) -> None:
    correct(asked(project))
    kept = files(project)
    with pytest.raises(WriteError, match="no build writes over a published paper"):
        build(replace(order(project, date(2026, 7, 10)), overwrite=True))
    assert files(project) == kept


def published_report(folder: Path) -> Path:
    """Return a project whose performance report has its full tables in an appendix."""

    def make(first: Path) -> None:
        first.mkdir()
        settings = "full_tables: appendices\ncouncil:\n  name: Northmere Council\n"
        (first / "paperkit.yaml").write_text(settings, encoding="utf-8")
        words = REPORT.replace("{text}", filled("Report")[1])
        (first / "board.yaml").write_text(words, encoding="utf-8")
        built = build(replace(order(first), what="Report"))
        assert built.refused == "", [f for f in built.findings if f.severity is Severity.ERROR]

    return projects.copied("published report", make, folder / "board")


@pytest.mark.slow
def test_full_tables_are_revised_with_their_report_and_keep_what_was_corrected_before(
    tmp_path: Path,
) -> None:
    """The tables alone differ by the first correction, both by the second."""
    folder = published_report(tmp_path)
    report, tables = (
        f"{name} - 16 July 2026 (Revised 9 July 2026" for name in
        ("Performance report", "Appendix 1 - Performance report in full tables")
    )  # fmt: skip
    changed(folder, 'value: "72"', 'value: "73"')
    first = correct(asked(folder, paper="Report", rows=("1",)))
    assert [path.name for path in first.files] == [f"{tables}).docx"]
    changed(folder, 'value: "20"', 'value: "64"')
    second = correct(asked(folder, paper="Report", rows=("Readings PI 1, 2025/26",)))
    assert [path.name for path in second.files] == [f"{report}).docx", f"{tables}, 2).docx"]
    lines = outline_file(second.files[1])
    assert "73%" in lines
    assert "64%" in lines
    assert second.findings == ()
    withdrawn = withdraw(folder, "Report", date(2026, 7, 10), because="It is wrong", by="R. Keane")
    assert len(withdrawn.versions) == 5


def test_an_answer_that_was_corrected_in_the_record_revises_the_exception_report(
    tmp_path: Path,
) -> None:
    folder = copytree(Path(__file__).parents[1] / "old_projects" / "0.1.0", tmp_path / "board")
    log, march = folder / LOG_FILE, {"meeting": "Board March 2026", "priority": "P2"}
    first = replace(order(folder, date(2026, 3, 2)), what="exception_report", **march)
    assert build(first).refused == ""
    history = read_log(log)
    entry = next(one for one in history.of(RETURNS) if getattr(one.row, "action", "") == "2.7")
    row = replace(entry.row, rating="Green", reasons="")
    day = date(2026, 3, 9)
    append(log, [Draft(table=RETURNS, row=row, recorded_on=day, replaces=entry.number)])
    paper = "Exception reporting, ageing well - 12 March 2026.docx"
    done = correct(asked(folder, day, paper=paper, rows=("1",)))
    assert [one.row for one in done.changed] == ["Returns 2.7, Board March 2026"]
    assert "Paragraph 3.1: 5 is corrected to 4; 2 is corrected to 3." in done.lines
    assert recorded(folder)[0].answers == (str(len(read_log(log).entries) - 2),)
    again = correct(asked(folder, day, paper=paper, rows=()))
    assert again.changed == ()


def test_the_note_can_be_the_officers_own(project: Path) -> None:
    done = correct(asked(project, note=("In 3.1 the number of joiners is 31.",)))
    assert "In 3.1 the number of joiners is 31." in words_of(done.files[0])
    assert "Paragraph 3.1: 38 is corrected to 31." not in words_of(done.files[0])


def test_an_addendum_lists_each_place_and_names_its_paper(project: Path) -> None:
    first = files(project)
    done = correct(asked(project, how=CorrectedAs.ADDENDUM))
    assert [path.name for path in done.files] == [ADDENDUM]
    lines = outline_file(done.files[0])
    assert (
        "This addendum belongs to “Workforce of the partnership”, which was published on" in lines
    )
    assert "| Paragraph 3.1 | 38 people joined. | 31 people joined. |" in lines
    assert "Why: It was counted twice" in lines
    assert "Recommendations" not in lines
    assert {name: data for name, data in files(project).items() if name in first} == first
    changed(project, "31 people", "32 people")
    second = correct(asked(project, how=CorrectedAs.ADDENDUM))
    assert second.files[0].name == ADDENDUM.replace(".docx", " (2).docx")


def test_how_it_is_corrected_is_asked_for(project: Path) -> None:
    refused = told(correct(asked(project, how=None)))
    assert refused.startswith("The meeting of 16 July 2026 is still to come. Say how the paper is")
    assert "'--as revised'" in refused
    assert "'--as addendum'" in refused
    assert "--because" in told(correct(asked(project, because="")))


# --- After the meeting ------------------------------------------------------------------------

LATER = date(2026, 7, 20)


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_after_the_meeting_the_next_one_gets_a_correction(pack: str, tmp_path: Path) -> None:
    project = corrected_data(published(tmp_path, pack))
    assert "is over, so the report that it had is not revised" in told(
        correct(asked(project, LATER))
    )
    done = correct(asked(project, LATER, how=None))
    assert [path.name for path in done.files] == [NEXT]
    assert done.files[0].parent.name == "2026-11-19 Board"
    assert done.lines == (
        "Correction to the report of 16 July 2026: paragraph 3.1: 38 is corrected to 31.",
    )
    lines = outline_file(done.files[0])
    assert "note the correction." in lines
    assert "This corrects “Workforce of the partnership”, which went to the meeting of 16" in lines
    (row,) = recorded(project)
    assert (row.how, row.words) == (CorrectedAs.NEXT_MEETING, done.lines)


def test_what_is_corrected_already_is_not_corrected_again(project: Path) -> None:
    first = correct(asked(project, LATER, how=None))
    before = files(project)
    refused = told(correct(asked(project, LATER, how=None, because="Again")))
    assert refused == (
        f"'{NEXT}' says the same already. If it is no longer in its folder, run 'paperkit record "
        f"restore \"{NEXT}\"'. To make it again, run 'paperkit withdraw' first."
    )
    assert (len(recorded(project)), files(project)) == (1, before)
    changed(project, "31 people", "32 people")
    assert correct(asked(project, LATER, how=None)).files
    withdraw(project, NEXT, LATER, because="It was doubled", by="R. Keane")
    changed(project, "32 people", "31 people")
    again = correct(asked(project, LATER, how=None))
    assert again.lines == first.lines


def test_the_next_paper_of_the_kind_prints_it_and_no_other(project: Path) -> None:
    done = correct(asked(project, LATER, how=None))
    data = project / "board.yaml"
    words = data.read_text("utf-8")
    paper, text = filled("Later")
    paper = paper.replace("Board July 2026", "Board November 2026")
    data.write_text(words.replace("\ntext:\n", f"{paper}\ntext:\n{text}"), "utf-8")
    november = replace(order(project, date(2026, 11, 2)), what="Later")
    built = build(replace(november, final=False, acceptance=None))
    assert done.lines[0] in words_of(built.files[0])
    assert build(november).refused == ""
    other = replace(november, what="Workforce", final=False, acceptance=None)
    assert done.lines[0] not in words_of(build(other).files[0])


def test_a_correction_of_an_exempt_paper_is_exempt(tmp_path: Path) -> None:
    project = published(tmp_path)
    (project / LOG_FILE).unlink()
    rmtree(project / "papers")
    exempt = 'publicity: Exempt\n    exempt_paragraph: "3"\n    exempt_reason: It harms.\n'
    changed(project, "publicity: Public\n", f"{exempt}    public_title: A contract\n")
    built = build(order(project))
    assert built.refused == "", built.findings
    corrected_data(project)
    done = correct(asked(project, LATER, how=None))
    assert done.files[0].parent.name == "exempt"
    assert done.files[0].name == "Exempt - Correction to A contract - 19 November 2026.docx"
    assert "Not for publication: exempt information" in outline_file(done.files[0])
    data = project / "board.yaml"
    paper, text = filled("Later")
    paper = paper.replace("Board July 2026", "Board November 2026")
    data.write_text(
        data.read_text("utf-8").replace("\ntext:\n", f"{paper}\ntext:\n{text}"), "utf-8"
    )
    later = replace(order(project, date(2026, 11, 2)), what="Later", final=False, acceptance=None)
    assert "38" not in outline_file(build(later).files[0])


# --- A recommendation -------------------------------------------------------------------------


def test_a_recommendation_changes_with_the_clerks_yes_alone(project: Path) -> None:
    changed(project, "To agree the plan", "To note the plan")
    rows = (NAMED, "Text Workforce, recommendations")
    refused = told(correct(asked(project, rows=rows)))
    assert refused == (
        "A recommendation changes, which the clerk has to agree to: give the clerk's name with "
        "--recommendation-agreed-by. It was: '(1) To agree the plan.'. It would be: '(1) To note "
        "the plan.'."
    )
    assert recorded(project) == []
    done = correct(asked(project, rows=rows, agreed_by="P. Clerk"))
    assert done.files
    assert recorded(project)[0].agreed_by == "P. Clerk"


def test_a_paper_that_was_built_again_in_between_was_filed_in_time_all_the_same(
    tmp_path: Path,
) -> None:
    project = published(tmp_path)
    with (project / "board.yaml").open("a", encoding="utf-8") as file:
        file.write("\npeople:\n  - {name: Jo Lee}\n")
    again = build(order(project, date(2026, 7, 9)))
    assert [again.refused, len(read_log(project / LOG_FILE).of(FILED))] == ["", 2]
    done = correct(asked(corrected_data(project)))
    assert [done.refused, done.findings] == ["", ()]


# --- What cannot be corrected -----------------------------------------------------------------


def test_what_was_never_published_is_not_corrected(project: Path) -> None:
    with pytest.raises(LogError) as fault:
        correct(asked(project, date(2026, 7, 2)))
    assert str(fault.value) == (
        f"'{FINAL}' is not published: final, to be published on 8 July 2026. Put the data right "
        "and build it again with --final."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [(f"Draft - {FINAL}", "is a draft, and was never published"), ("Nothing", "has no final")],
)
def test_what_is_no_published_paper_is_told(name: str, words: str, project: Path) -> None:
    with pytest.raises(Exception, match=words):
        correct(asked(project, paper=name))


def test_what_changes_nothing_on_the_page_is_told(project: Path) -> None:
    changed(project, "council:\n", "council:\n")
    with (project / "board.yaml").open("a", encoding="utf-8") as file:
        file.write("\npeople:\n  - {name: Jo Lee}\n")
    refused = told(correct(asked(project, rows=("People Jo Lee",))))
    assert refused == "What was chosen changes nothing that the paper prints."
    changed(project, "31 people", "38 people")
    changed(project, "\npeople:\n  - {name: Jo Lee}\n", "")
    assert correct(asked(project, rows=())).changed == ()


def test_a_paper_without_kept_rows_is_corrected_in_words(project: Path) -> None:
    log = project / LOG_FILE
    (entry,) = read_log(log).of(FILED)
    assert isinstance(entry.row, Filed)
    row = replace(entry.row, rows="", settings="", printed="", sources=())
    data = (project / "papers" / FOLDER / FINAL).read_bytes()
    log.unlink()
    draft = replace(entry, row=row)
    append(log, [draft], contents=[data])
    assert "The record has no rows of this paper" in " ".join(correct(asked(project, rows=())).said)
    words = asked(project, rows=(), note=("In 3.1, 38 should be 31.",))
    assert "A revised version is made from the data." in told(correct(words))
    done = correct(replace(words, how=CorrectedAs.ADDENDUM))
    assert "In 3.1, 38 should be 31." in words_of(done.files[0])


def test_a_paper_that_goes_to_another_meeting_is_withdrawn_not_corrected(project: Path) -> None:
    changed(project, "meeting: Board July 2026\n    title: Work", "meeting: Board November 2026\n"
            "    title: Work")  # fmt: skip
    said = " ".join(correct(asked(project, rows=())).said)
    assert "The paper is down for Board November 2026 today." in said
    with pytest.raises(Exception, match="is not a correction"):
        correct(asked(project, rows=("Papers Workforce",)))


def test_a_meeting_that_was_moved_or_cancelled_is_told(project: Path) -> None:
    changed(project, "date: 16 July 2026", "date: 23 July 2026")
    moved = correct(asked(project, date(2026, 7, 20)))
    assert [path.parent.name for path in moved.files] == [FOLDER]
    assert moved.said[0].startswith("The meeting was moved from 16 July 2026 to 23 July 2026 since")
    changed(project, "date: 23 July 2026", "date: 23 July 2026\n    state: Cancelled")
    changed(project, "31 people", "30 people")
    cancelled = correct(asked(project, date(2026, 7, 30)))
    assert "The meeting of 23 July 2026 was cancelled." in cancelled.said
    assert cancelled.files


def test_settings_that_changed_since_stay_as_published(project: Path) -> None:
    settings = project / "paperkit.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Northmere", "Southmere"), "utf-8")
    done = correct(asked(project))
    assert done.said == ("paperkit.yaml was changed since: the settings as published are used.",)
    assert "Northmere Council" in outline_file(done.files[0])


def test_what_templates_of_today_print_otherwise_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperkit.papers.shown.NONE", "Nothing.")
    done = correct(asked(project))
    (note,) = done.findings
    assert note.code == "PK-947"
    assert "cannot be made again word for word: the text below paragraph 7.1" in note.message
    assert done.lines[-1].startswith("Printed otherwise than before as well: the text below")


def test_what_was_edited_in_word_is_not_lost_in_a_revised_version(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperkit.papers.shown.NONE", "Nothing.")
    monkeypatch.setattr("paperkit.pipeline.corrected_papers.seal_of", lambda _: Seal.EDITED)
    refused = told(correct(asked(project)))
    assert refused.startswith(f"'{FINAL}' was edited in Word before it was published")
    done = correct(asked(project, how=CorrectedAs.ADDENDUM))
    assert done.lines == ("Paragraph 3.1: 38 is corrected to 31.",)
    # What else was printed there is not quoted: it may have been edited.
    assert "| Paragraph 3.1 | 38 | 31 |" in outline_file(done.files[0])


def test_a_clock_that_went_back_says_no_day_of_a_correction(
    project: Path, paperkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 6, 29))
    before = files(project)
    why = ("--as", "revised", "--because", "A slip", "--by", "R. Keane")
    ran = paperkit("correct", "Workforce", "--row", NAMED, *why, "--project", project)
    assert (ran.code, files(project)) == (3, before)
    assert "today is 29 June 2026, but entry 1 of the log was made on 30 June 2026." in ran.err
    assert "--clock-is-right" in ran.err


def test_corrections_are_built_by_this_command_alone(project: Path, paperkit: Command) -> None:
    ran = paperkit("build", "correction", "--project", project)
    assert ran.code == 3
    assert "Papers of the kind correction are made with 'paperkit correct PAPER'" in ran.err


def test_a_joined_file_is_out_of_date(tmp_path: Path) -> None:
    project = published(tmp_path)
    (project / LOG_FILE).unlink()
    whole = replace(order(project), what="", meeting="Board July 2026", joined=True)
    assert build(whole).refused == ""
    done = correct(asked(corrected_data(project)))
    assert done.outdated == ("Papers - 16 July 2026.docx",)


# --- Faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["record", "place"])
@pytest.mark.parametrize(
    "how", [CorrectedAs.REVISED, pytest.param(CorrectedAs.ADDENDUM, marks=pytest.mark.slow)]
)
def test_after_a_fault_the_record_is_whole_and_what_was_published_is_there(
    how: CorrectedAs, step: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, log = files(project), (project / LOG_FILE).read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if step == "record":
            patch.setattr(filing, "append", broken)
        else:
            patch.setattr(writing, "_put_in_place", broken)
        with pytest.raises((OSError, WriteError, LogError)):
            correct(asked(project, how=how))
    assert {name: files(project)[name] for name in before} == before
    assert look_through(project / LOG_FILE).findings == ()
    if step == "record":
        assert (project / LOG_FILE).read_bytes() == log
    again = correct(asked(project, how=how))
    if step == "place" and how is CorrectedAs.REVISED:
        # It is in the record as the newest version, and comes back from there.
        assert again.refused == "Nothing has changed in the data since, so nothing is corrected."
        assert f"'paperkit record restore \"{REVISED}\"' gives it back." in " ".join(again.said)
    elif step == "place":
        made = recorded(project)[0].made
        assert f"run 'paperkit record restore \"{made}\"'." in again.refused
    else:
        assert again.files


def test_what_somebody_recorded_meanwhile_stops_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withdrawn_meanwhile(*words: object, **more: object) -> object:
        withdraw(project, FINAL, date(2026, 7, 9), because="It is wrong", by="R. Keane")
        return filing.put(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("paperkit.pipeline.corrected_papers.put", withdrawn_meanwhile)
    with pytest.raises(LogError, match="Somebody else has added to the log"):
        correct(asked(project))
    assert [Path(name).name for name in files(project)] == [FINAL]
