"""``paperkit build --all``: every paper of a meeting, its appendices, and all joined."""

import json
import re
from pathlib import Path

import pytest

from paperkit.word.outline import outline
from tests import projects
from tests.cli.conftest import Command
from tests.validators import errors_of

SETTINGS = "council:\n  name: Northmere Council\nfull_tables: {tables}\n"
FOLDER = "2026-07-16 Board"
ALL = ("build", "--all", "--meeting", "Board July 2026")
BOARD = """
meetings:
  - reference: Board July 2026
    date: 16 July 2026
papers:
  - reference: Performance July 2026
    kind: performance_report
    meeting: Board July 2026
    title: Performance report to July 2026
    purpose: To report on delivery.
    authors: Rosalind Keane
    directors: Grace Oyelaran-Finch
    publicity: Public
    as_at: 30 June 2026
  - reference: Workforce
    kind: covering_report
    meeting: Board July 2026
    title: Workforce of the partnership
    purpose: To ask for a decision.
    authors: Rosalind Keane
    directors: Grace Oyelaran-Finch
    publicity: Public
    wards: Harbour; Northgate
    key_decision: Yes
  - reference: Staff survey
    kind: covering_report
    meeting: Board July 2026
    appendix_of: Workforce
    title: The staff survey in full
    purpose: To show the answers.
    authors: Rosalind Keane
    directors: Grace Oyelaran-Finch
    publicity: {publicity}
    exempt_paragraph: "1"
    exempt_reason: It names people.
text:
  - paper: Workforce
    section: introduction
    text: |-
      ### Where we stand

      Nurses leave.[^1] {{#leave}}

      (1) They retire.
      (2) They move.

      | Year | Left |
      | --- | --- |
      | 2025 | 12 |

      [^1]: See https://www.northmere.example/nurses

      See [paragraph](#leave), [appendix](#staff-survey) and [](#partner).
  - paper: Workforce
    section: implications
    name: Financial
    officer: Tom Hale
    text: Costs rise.
  - paper: Workforce
    section: appendices
    name: The partner's own paper {{#partner}}
    file: partner.pdf
  - paper: Staff survey
    section: introduction
    text: |-
      Many answered.[^1] {{#leave}}

      (1) Most stay. See [paragraph](#leave).

      [^1]: Of all asked.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return made(tmp_path / "board")


def made(folder: Path, *, tables: str = "end", publicity: str = "Public") -> Path:
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(SETTINGS.format(tables=tables), "utf-8")
    (folder / "board.yaml").write_text(BOARD.format(publicity=publicity), "utf-8")
    (folder / "partner.pdf").write_bytes(b"%PDF-1.4 of a partner")
    return folder


@pytest.fixture
def built(paperkit: Command, tmp_path: Path) -> Path:
    """Return the project with every paper of the meeting built as a draft."""
    return with_papers(paperkit, tmp_path)


@pytest.fixture
def joined(paperkit: Command, tmp_path: Path) -> Path:
    """Return the project with every paper built, and all of them joined."""
    return with_papers(paperkit, tmp_path, "--joined")


def with_papers(paperkit: Command, folder: Path, *more: str, tables: str = "end") -> Path:
    """Return a project with the papers of its meeting, which are built once for all tests."""

    def make(first: Path) -> None:
        # Errors stand, such as text that nobody wrote; drafts are written all the same.
        assert paperkit(*ALL, *more, "--project", made(first, tables=tables)).code == 1

    return projects.copied(f"every paper, {more}, {tables}", make, folder / "board")


def files_in(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "papers" / FOLDER).iterdir())


def words_of(project: Path, name: str) -> str:
    return outline((project / "papers" / FOLDER / name).read_bytes())


PERFORMANCE = "Draft - Performance report - 16 July 2026.docx"
WORKFORCE = "Draft - Workforce of the partnership - 16 July 2026.docx"
SURVEY = "Draft - Appendix 1 - The staff survey in full - 16 July 2026.docx"
PARTNER = "Appendix 2 - The partner's own paper - 16 July 2026.pdf"
JOINED = "Draft - Papers - 16 July 2026.docx"


def test_all_papers_of_a_meeting_are_built_in_the_order_of_the_plan(
    paperkit: Command, project: Path
) -> None:
    ran = paperkit(*ALL, "--project", project, "--json")
    names = [Path(path).name for path in json.loads(ran.out)["files"]]
    assert names == [PERFORMANCE, WORKFORCE, SURVEY, PARTNER]
    assert files_in(project) == sorted(names)


def test_a_cover_lists_its_appendices_and_an_appendix_names_its_cover(
    built: Path,
) -> None:
    cover, appendix = words_of(built, WORKFORCE), words_of(built, SURVEY)
    assert "List Bullet | • | Appendix 1: The staff survey in full\n" in cover
    assert "List Bullet | • | Appendix 2: The partner's own paper\n" in cover
    assert "Paper Details | | Appendix 1 to Workforce of the partnership\n" in appendix


def test_a_reference_to_an_appendix_prints_its_label(built: Path) -> None:
    assert (
        "See paragraph 2.1 <#ref_leave>, Appendix 1 <#apx_staff_survey> and "
        "Appendix 2 <#apx_partner>."
    ) in words_of(built, WORKFORCE)


def test_wards_key_decision_and_the_officer_of_an_implication_are_shown(built: Path) -> None:
    words = words_of(built, WORKFORCE)
    assert "Wards:<tab>Harbour and Northgate" in words
    assert "Key decision:<tab>Yes" in words
    assert "Officer: Tom Hale" in words


def test_a_partners_file_is_copied_as_it_is(built: Path) -> None:
    assert (built / "papers" / FOLDER / PARTNER).read_bytes() == b"%PDF-1.4 of a partner"


def test_a_copy_that_somebody_changed_is_not_replaced(paperkit: Command, built: Path) -> None:
    (built / "papers" / FOLDER / PARTNER).write_bytes(b"%PDF-1.4 with a remark")
    ran = paperkit(*ALL, "--project", built)
    assert ran.code == 3
    assert "differs from the file in the project's folder" in ran.err
    assert (built / "papers" / FOLDER / PARTNER).read_bytes() == b"%PDF-1.4 with a remark"


@pytest.mark.parametrize("name", ["lost.pdf", "../lost.pdf", "board.yaml"])
def test_a_file_that_cannot_be_an_appendix_is_told_and_not_copied(
    paperkit: Command, project: Path, name: str
) -> None:
    """PK-468."""
    (project.parent / "lost.pdf").write_bytes(b"%PDF-1.4 outside")
    (project / "lost.pdf").unlink(missing_ok=True)
    data = project / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("file: partner.pdf", f"file: {name}"), "utf-8")
    ran = paperkit(*ALL, "--project", project)
    assert "PK-468" in ran.out
    assert PARTNER not in files_in(project)
    assert "PK-468" in paperkit("check", "--project", project).out


def test_a_final_is_refused_for_all_where_one_has_an_error(
    paperkit: Command, project: Path
) -> None:
    ran = paperkit(*ALL, "--final", "--project", project)
    assert ran.code == 1
    assert "Not built." in ran.out
    assert not (project / "papers").exists()


def test_a_joined_file_has_its_parts_in_order(joined: Path) -> None:
    parts = [words_of(joined, name) for name in (PERFORMANCE, WORKFORCE, SURVEY)]
    whole = words_of(joined, JOINED)
    assert told(whole) == [line for part in parts for line in told(part)]
    assert notes(whole) == [note for part in parts for note in notes(part)]


def told(words: str) -> list[str]:
    """Return the lines of an outline without what runs through: sections, notes, bookmarks."""
    lines = (line for line in words.splitlines() if not line.startswith("[note "))
    plain = (re.sub(r"\[section \d+: ", "[section: ", line) for line in lines)
    return [re.sub(r"__\d+>", ">", re.sub(r"\[note \d+\]", "[note]", line)) for line in plain]


def notes(words: str) -> list[str]:
    found = (line for line in words.splitlines() if line.startswith("[note "))
    return [re.sub(r"\[note \d+\]", "[note]", line) for line in found]


def test_references_in_a_joined_file_lead_within_their_own_paper(joined: Path) -> None:
    words = words_of(joined, JOINED)
    assert "<#ref_leave__2>" in words
    assert "<#ref_leave__3>" in words


@pytest.mark.parametrize("tables", ["end", "appendices"])
def test_every_file_of_a_meeting_has_no_error(
    paperkit: Command, tmp_path: Path, tables: str
) -> None:
    project = with_papers(paperkit, tmp_path, "--joined", tables=tables)
    for path in (project / "papers" / FOLDER).glob("*.docx"):
        assert errors_of(path) == []


def test_building_all_twice_gives_the_same_bytes(paperkit: Command, joined: Path) -> None:
    first = {name: (joined / "papers" / FOLDER / name).read_bytes() for name in files_in(joined)}
    paperkit(*ALL, "--joined", "--project", joined)
    assert first == {
        name: (joined / "papers" / FOLDER / name).read_bytes() for name in files_in(joined)
    }


def test_an_exempt_paper_is_not_in_the_joined_file(paperkit: Command, tmp_path: Path) -> None:
    """PK-469."""
    project = made(tmp_path / "board", publicity="Exempt")
    ran = paperkit(*ALL, "--joined", "--project", project)
    assert "is exempt, so it is not in the joined file" in ran.out
    assert "PK-469" in ran.out
    assert "Many answered." not in words_of(project, JOINED)
    exempt = "exempt/Exempt - Draft - Appendix 1 - Covering report - 16 July 2026.docx"
    assert "Many answered." in words_of(project, exempt)


def test_a_paper_of_an_unknown_kind_is_told(paperkit: Command, project: Path) -> None:
    """PK-467."""
    data = project / "board.yaml"
    text = data.read_text("utf-8").replace("kind: performance_report", "kind: scrutiny_report")
    data.write_text(text, "utf-8")
    ran = paperkit(*ALL, "--project", project)
    assert "PK-467" in ran.out
    assert files_in(project) == sorted([WORKFORCE, SURVEY, PARTNER])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build",), "Name a kind or a paper"),
        (("build", "performance_report", "--all"), "Name a kind or a paper"),
        (("build", "performance_report", "--joined"), "--joined goes with --all"),
    ],
)
def test_wrong_use_says_what_to_give(
    paperkit: Command, project: Path, words: tuple[str, ...], said: str
) -> None:
    ran = paperkit(*words, "--project", project)
    assert ran.code == 2
    assert said in ran.err


def test_a_kind_with_several_papers_asks_which(paperkit: Command, project: Path) -> None:
    july = ("--meeting", "Board July 2026", "--project", project)
    ran = paperkit("build", "covering_report", *july)
    assert ran.code == 3
    assert "'Workforce', 'Staff survey'" in ran.err


def test_a_council_without_a_name_builds_in_the_boards_name(
    paperkit: Command, project: Path
) -> None:
    (project / "paperkit.yaml").write_text("council:\n  board: Northmere Board\n", "utf-8")
    assert "PK-759" not in paperkit(*ALL, "--joined", "--project", project).out


TABLES = "Draft - Appendix 1 - Performance report in full tables - 16 July 2026.docx"


def test_full_tables_can_be_an_appendix_of_their_own(paperkit: Command, tmp_path: Path) -> None:
    project = with_papers(paperkit, tmp_path, "--joined", tables="appendices")
    report, tables = words_of(project, PERFORMANCE), words_of(project, TABLES)
    assert "List Bullet | • | Appendix 1: Performance report in full tables\n" in report
    assert "All performance indicators" not in report
    assert "landscape" not in report
    assert "Paper Details | | Appendix 1 to Performance report to July 2026\n" in tables
    assert "Heading Unnumbered | | All performance indicators\n" in tables
    assert "Heading Unnumbered | | All actions of the plans\n" in tables
    assert tables.startswith("[section 1: landscape]\n")


def test_a_report_alone_is_built_with_its_full_tables(paperkit: Command, tmp_path: Path) -> None:
    project = made(tmp_path / "board", tables="appendices")
    paperkit("build", "Performance July 2026", "--project", project)
    assert files_in(project) == [TABLES, PERFORMANCE]


def test_full_tables_close_the_report_where_the_pack_says_so(built: Path) -> None:
    assert TABLES not in files_in(built)
    assert "Heading Unnumbered | | All actions of the plans\n" in words_of(built, PERFORMANCE)
