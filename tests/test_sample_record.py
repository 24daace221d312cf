"""The sample's record of a year, as the demonstration makes it with the commands themselves."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.board import history as recorded
from paperkit.board.history import CORRECTED, Corrected, Filed
from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import outline_file
from paperkit.pipeline.reading import read_board
from paperkit.pipeline.restoring import restore
from paperkit.pipeline.starting import Demo
from paperkit.pipeline.status import status
from paperkit.record import LOG_FILE
from paperkit.record.log import look_through, read_log
from paperkit.record.recommendations import recommendations_as_filed
from tests.demo import DemoMade

TODAY = date(2026, 7, 1)
FILED = (
    "Performance report - 12 March 2026.docx",
    "Short breaks for carers in 2026-27 - 12 March 2026.docx",
    "Short breaks for carers in 2026-27 - 12 March 2026 (Revised 5 March 2026).docx",
    "Annual report - 21 May 2026.docx",
    "Better Care Fund, return for the end of 2025-26 - 21 May 2026.docx",
)


@pytest.fixture(name="demo", scope="module")
def the_demo(demo_made: DemoMade) -> Demo:
    """Return what the demonstration made; it is only read."""
    return demo_made.demo


def page(demo: Demo, name: str) -> str:
    (path,) = (one for one in (*demo.papers, *demo.filed) if one.name == name)
    return outline_file(path).replace("**", "")


def test_the_papers_of_two_meetings_are_filed_and_the_record_is_whole(demo: Demo) -> None:
    assert tuple(path.name for path in demo.filed) == FILED
    assert look_through(demo.log).findings == ()


def test_one_was_corrected_before_its_meeting_and_lies_beside_the_first(demo: Demo) -> None:
    (row,) = read_log(demo.folder / LOG_FILE).rows(CORRECTED, Corrected)
    assert (row.file, row.made) == FILED[1:3]
    assert "74 places" in page(demo, FILED[1])
    assert "Paragraph 2.1: 74 is corrected to 47." in page(demo, FILED[2])


def test_one_was_to_follow_and_gives_the_reason(demo: Demo) -> None:
    assert "Report to follow: its item is on the agenda" in page(demo, FILED[4])
    (may,) = status(demo.folder, "Board May 2026", TODAY).meetings
    assert "It is a report to follow." in [fact for paper in may.papers for fact in paper.facts]


def test_the_board_decided_on_each_paper_of_the_two_meetings(demo: Demo) -> None:
    board = read_board(demo.folder).board
    papers = {one.reference for one in board.papers if one.meeting != "Board July 2026"}
    assert papers <= {row.paper for row in board.decisions if row.outcome}


def test_what_is_drafted_below_recommendations_is_not_put_to_the_board(demo: Demo) -> None:
    log = demo.folder / LOG_FILE
    history = read_log(log)
    reports = [
        row for row in history.rows(recorded.FILED, Filed) if row.kind == "performance_report"
    ]
    assert "The one request that a reporting lead made is " in page(demo, reports[0].file)
    asked = [words for row in reports for words in recommendations_as_filed(log, history, row)]
    assert [words for words in asked if "\n" in words or "reporting lead" in words] == []
    assert len(asked) == len(reports)


def test_the_next_report_looks_back_on_the_one_that_was_filed(demo: Demo) -> None:
    text = page(demo, "Draft - Performance report - 16 July 2026.docx")
    assert (
        "This paper is compared with the performance report to the meeting of 12 March 2026, "
        "published on 4 March 2026 with data as at 27 February 2026."
    ) in text
    assert (
        "2 are newly late (smoking advice training and single crisis line), 9 have been delivered"
        in text
    )


@pytest.mark.parametrize("name", FILED)
def test_each_comes_back_byte_for_byte(name: str, demo: Demo, tmp_path: Path) -> None:
    (path,) = (one for one in demo.filed if one.name == name)
    restored = restore(demo.folder, name, to=tmp_path)
    assert restored.file is not None
    assert restored.file.read_bytes() == path.read_bytes()


def test_full_tables_in_a_file_of_their_own_say_what_they_say_within_their_report(
    demo: Demo, tmp_path: Path
) -> None:
    """What has changed since the last report is among it; the counts then stand in the report."""
    name = "Draft - Performance report - 16 July 2026.docx"
    head = "Heading Unnumbered | | All performance indicators\n"
    within = page(demo, name).partition(head)[2].splitlines()
    folder = copytree(demo.folder, tmp_path / "board")
    with (folder / "paperkit.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nfull_tables: appendices\n")
    built = build(Order(folder, "Performance July 2026", TODAY))
    tables, report = (
        next(outline_file(one) for one in built.files if words in one.name).replace("**", "")
        for words in ("full tables", "Performance report - ")
    )
    apart = tables.partition(head)[2].splitlines()
    assert [line for line in apart if line not in within] == []
    gone = [line.rpartition(" | ")[2] for line in within if line not in apart]
    assert [words for words in gone if words not in report] == []
    assert [line for line in within if "Newly late" in line]
    assert [line for line in within if line.startswith("|")] == [
        line for line in apart if line.startswith("|")
    ]
