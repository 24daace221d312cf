"""What a paper looks back on: the record's published papers, as they were published."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.board.history import (
    FILED,
    PUBLISHED,
    WITHDRAWN,
    Entry,
    Filed,
    History,
    Published,
    Withdrawn,
)  # fmt: skip
from paperkit.board.paper_rows import Text
from paperkit.board.words import Publicity
from paperkit.cli.options import cache_folder
from paperkit.frozen import replace
from paperkit.kinds.compose import check_own_printed
from paperkit.packs.plan import Planned
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.looking_back import look_back
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import outline_file
from paperkit.pipeline.reading import BoardRead, read_board
from paperkit.schema.columns import Row, RowPlace, Table
from paperkit.standpoint.board_at import BoardAt, LookBack
from paperkit.word.values import Sentence
from tests.exception_log.test_finals import HEAD, HEADS

BOARD = """
meetings:
  - {{reference: Board July 2026, date: 16 July 2026}}
  - {{reference: Board September 2026, date: 17 September 2026}}
  - {{reference: Board November 2026, date: 19 November 2026}}
people:
  - {{name: Ada Brook, post: Head of Hubs, member: "Yes"}}
priorities:
  - {{reference: P1, name: Healthy start, rank: Supporting}}
outcomes:
  - {{reference: O1, name: Ready for school, parent: P1}}
actions:
  - reference: "1.1"
    wording: Open hubs
    parent: O1
    owner: Ada Brook
    deadline: 31 March 2027
    state: {state}
  - reference: "1.2"
    wording: Check speech early
    parent: O1
    owner: Ada Brook
    deadline: 30 June 2026
    {second}
indicators:
  - reference: PI 1
    name: Checked in time
    outcome: O1
    partner: NHS
    unit: "%"
    direction: Lower is better
    frequency: Annual
    figures_run: Stand alone
targets:
  - {{indicator: PI 1, year: 2025/26, value: 9%, signed_by: The Board}}
  - {{indicator: PI 1, year: 2026/27, value: 8%, signed_by: The Board}}
readings:
  - {{indicator: PI 1, period: 2025/26, value: {value}}}
papers:
  - {{reference: July, kind: performance_report, meeting: Board July 2026,
     title: Report to July, purpose: To report., authors: Ada Brook, directors: Ada Brook,
     publicity: Public, as_at: 30 June 2026}}
  - {{reference: September, kind: performance_report, meeting: Board September 2026,
     title: Report to September, purpose: To report., authors: Ada Brook, directors: Ada Brook,
     publicity: Exempt, exempt_paragraph: "3", exempt_reason: It names a supplier.,
     as_at: 31 August 2026}}
  - {{reference: November, kind: performance_report, meeting: Board November 2026,
     title: Report to November, purpose: To report., authors: Ada Brook, directors: Ada Brook,
     publicity: Public, as_at: 31 October 2026}}
text:
  - {{paper: July, section: recommendations, text: note the report.}}
  - {{paper: September, section: recommendations, text: note the report.}}
  - {{paper: November, section: recommendations, text: note the report.}}
{heads}
"""
_HEADS = "".join(HEAD.format(name=name, head=h) for name in ("July", "September") for h in HEADS)
THEN = {"state": "On course", "second": "state: At risk", "value": "8.3%", "heads": _HEADS}
NOW = THEN | {
    "state": "At risk",
    "second": "state: Delivered\n    done_on: 12 October 2026",
    "value": "8.2%",
}
BUILT_ON = date(2026, 7, 6)
AFTER = date(2026, 11, 2)
SINCE = "Since the last report"


def project(folder: Path, **cells: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    (folder / "board.yaml").write_text(BOARD.format(**cells), encoding="utf-8")
    return folder


def ordered(folder: Path, what: str, day: date, *, final: bool = False) -> Built:
    accepted = Acceptance("It is late.", "R. Keane") if final else None
    order = Order(
        folder, what, day, final=final, acceptance=accepted, overwrite=True, cache=cache_folder()
    )
    built = build(order)
    assert built.refused == "", [f.message for f in built.findings]
    return built


def part(folder: Path, day: date = AFTER) -> list[str]:
    """Return the lines of November's part on what has changed."""
    lines = outline_file(ordered(folder, "November", day).files[0]).splitlines()
    start = next(n for n, line in enumerate(lines) if line.endswith(f"| {SINCE}"))
    end = next(n for n, line in enumerate(lines) if n > start and line.startswith("heading"))
    return [
        line for line in lines[start + 1 : end] if line.startswith(("Numbered Paragraph", "| "))
    ]


@pytest.fixture(scope="module")
def july(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of which July's report was filed and counts as published."""
    folder = project(tmp_path_factory.mktemp("since") / "board", **THEN)
    ordered(folder, "July", BUILT_ON, final=True)
    return folder


@pytest.fixture
def changed(july: Path) -> Iterator[Path]:
    """Return the project with the data of November; afterwards those of July are there again."""
    yield project(july, **NOW)
    project(july, **THEN)


def test_the_part_compares_the_rows_as_published_with_those_of_today(changed: Path) -> None:
    words, actions, figures, *rows = part(changed)
    assert words == (
        "Numbered Paragraph | 3.2 | This paper is compared with the performance report to the "
        "meeting of 16 July 2026, published on 8 July 2026 with data as at 30 June 2026."
    )
    assert [row for row in rows if not row.startswith("| ---")] == [
        "| Action or indicator | What has changed |",
        "| Action 1.1 Open hubs | Newly at risk. Was: On course; due 31 March 2027. Now: At risk; "
        "due 31 March 2027 |",
        "| PI 1 Checked in time | Revised figure. Was: 2025/26: 8.3%. Now: 2025/26: 8.2%, "
        "previously reported as 8.3% |",
        "Numbered Paragraph | 3.5 | Every other change is given with its row in the "
        "appendix of full tables.",
    ]
    assert "One was delivered after its deadline: action 1.2 (104 days late)." in actions
    assert "has a revised figure (Checked in time)" in figures


def test_before_its_day_of_publication_a_final_is_no_yardstick(changed: Path) -> None:
    (words,) = part(changed, date(2026, 7, 7))
    assert "No earlier performance report is recorded as published" in words


def test_an_exempt_paper_is_no_yardstick_and_nothing_of_it_is_quoted(july: Path) -> None:
    folder = copytree(july, july.parent / "exempt")
    project(folder, **THEN | {"value": "8.4%", "state": "Withdrawn"})
    ordered(folder, "September", date(2026, 9, 7), final=True)
    project(folder, **NOW)
    assert part(folder) == part(project(july, **NOW))
    project(july, **THEN)
    looked = looks(read_board(folder))
    assert looked.last is not None
    assert [paper.meeting.reference for paper in looked.figures] == ["Board July 2026"]
    of_exempt = looks(read_board(folder), exempt=True)
    assert [paper.meeting.reference for paper in of_exempt.figures] == [
        "Board September 2026", "Board July 2026",
    ]  # fmt: skip


def looks(read: BoardRead, *, exempt: bool = False) -> LookBack:
    """Return what November's report looks back on, where it is public, or exempt."""
    kind, _ = read.pack.kind("performance_report")
    row = read.board.papers[2]
    paper = replace(row, publicity=Publicity.EXEMPT if exempt else Publicity.PUBLIC)
    there = read.board.meeting["Board November 2026"]
    return look_back(kind, read, there, Planned(kind.name, paper), AFTER)


def test_one_that_was_recorded_without_its_rows_is_said_to_be_so(july: Path) -> None:
    read = read_board(july)
    entries = tuple(
        replace(entry, row=replace(entry.row, rows="", kind=""))
        if isinstance(entry.row, Filed)
        else entry
        for entry in read.board.history.entries
    )
    last = looks(replace(read, board=replace(read.board, history=History(entries)))).last
    assert last is not None
    assert (last.published_on, last.seen) == (date(2026, 7, 8), None)


def with_entry(read: BoardRead, table: Table, row: Row, day: date) -> BoardRead:
    """Return what was read, with one entry more in the record."""
    before = read.board.history.entries
    entry = Entry(number=len(before) + 1, table=table, row=row, recorded_on=day)
    history = History((*before, replace(entry, row=replace(row, place=RowPlace()))))
    return replace(read, board=replace(read.board, history=history))


def test_one_that_was_withdrawn_is_no_yardstick(july: Path) -> None:
    read, day = read_board(july), date(2026, 7, 20)
    (filed,) = read.board.history.rows(FILED, Filed)
    gone = Withdrawn(paper="July", meeting=filed.meeting, file=filed.file, withdrawn_on=day)
    assert looks(with_entry(read, WITHDRAWN, gone, day)).last is None


def test_a_revised_version_is_the_yardstick_from_its_publication(july: Path) -> None:
    read, day = read_board(july), date(2026, 7, 9)
    (filed,) = read.board.history.rows(FILED, Filed)
    name = filed.file.replace(".docx", ", revised 9 July 2026.docx")
    revised = replace(filed, file=name, revises=filed.file, sha256="5" * 64, public_from=None)
    said = Published(
        paper="July", meeting=filed.meeting, file=name, sha256="5" * 64, published_on=day
    )
    both = with_entry(with_entry(read, FILED, revised, day), PUBLISHED, said, day)
    last = looks(both).last
    assert last is not None
    assert last.published_on == day


def test_a_text_for_a_part_that_the_word_file_does_not_have_is_an_error(july: Path) -> None:
    read = read_board(july)
    kind, _ = read.pack.kind("performance_report")
    text = Text(paper="November", section="since.actions", text="One hub opened.")
    board = replace(read.board, text=(*read.board.text, text))
    at = BoardAt(board, paper=board.papers[2])
    shown = Sentence("since.actions", "One hub opened.")
    assert [f.code for f in check_own_printed(at, kind, ())] == ["PK-934"]
    assert list(check_own_printed(at, kind, (shown,))) == []


# --- A past meeting -----------------------------------------------------------------------------


def past(folder: Path, what: str, day: date) -> list[str]:
    """Return what is said of a paper for a meeting that is over."""
    return [f.message for f in ordered(folder, what, day).findings if f.code == "PK-933"]


JULY_AGAIN = (
    "'Draft - Performance report - 16 July 2026.docx' is for the meeting of 16 July 2026, which is "
    "over, and is built from today's data. "
)


def test_a_past_meeting_s_paper_says_what_differs_from_the_published_one(changed: Path) -> None:
    (said,) = past(changed, "July", AFTER)
    assert said.startswith(
        f"{JULY_AGAIN}It differs in 7 places from the paper that was published on 8 July 2026. "
    )
    assert "'8.3' is now '8.2'" in said or "'8.3%' is now '8.2%'" in said
    assert "12 October" not in said


def test_one_that_says_the_same_says_so_and_before_the_meeting_nothing_is_said(july: Path) -> None:
    assert past(july, "July", AFTER) == [
        f"{JULY_AGAIN}It has the same words as the paper that was published on 8 July 2026."
    ]
    assert past(july, "November", AFTER) == []


def test_without_a_published_one_it_says_so(july: Path) -> None:
    assert past(july, "November", date(2026, 12, 1)) == [
        "The meeting of 19 November 2026 is over, and its papers are built from today's data. "
        "The record has no published papers of this kind for it."
    ]
