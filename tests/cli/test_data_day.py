"""A paper that does not give the day of its data says nothing of days that are still to come."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.cli.options import cache_folder
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.ordering import Order
from paperkit.word.outline import outline

BOARD = """
meetings:
  - {reference: Board January 2027, date: 21 January 2027}
actions:
  - {reference: "1.1", wording: Open the clinic., lead: Ada Brook, state: On course,
     deadline: 31 October 2026}
  - {reference: "1.2", wording: Close the clinic., lead: Ada Brook, state: On course,
     deadline: 31 December 2026}
milestones:
  - {action: "1.1", wording: The lease is signed., date: 1 October 2026}
  - {action: "1.2", wording: The lease has ended., date: 1 December 2026}
papers:
  - {reference: P, kind: performance_report, meeting: Board January 2027, as_at: AS_AT}
"""
DUE = (
    "Neither of the 2 actions due by this meeting is recorded as delivered. "
    "One of the 2 actions is late or at risk."
)
BEFORE, MEETING, AFTER = date(2026, 11, 26), date(2027, 1, 21), date(2027, 2, 26)


@pytest.fixture(params=[""])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (tmp_path / "paperkit.yaml").write_text("council: {name: Northmere Council}\n", "utf-8")
    (tmp_path / "board.yaml").write_text(BOARD.replace("AS_AT", request.param or '""'), "utf-8")
    return tmp_path


def built(folder: Path, day: date) -> Built:
    order = Order(folder, "P", day, cache=cache_folder(), overwrite=True)
    return build(order)


def printed(folder: Path, day: date) -> str:
    (paper,) = built(folder, day).files
    return outline(paper.read_bytes())


def test_what_is_due_after_today_is_not_counted_as_not_delivered(folder: Path) -> None:
    told = printed(folder, BEFORE)
    assert "The one milestone due by 26 November 2026 is not recorded as reached." in told
    assert DUE in told
    asked = [
        f.place.field for f in built(folder, BEFORE).findings if f.code in ("PK-420", "PK-973")
    ]
    assert len(asked) == 2


def test_after_the_meeting_it_is_told_as_on_its_day_whenever_it_is_built(folder: Path) -> None:
    told = printed(folder, AFTER)
    assert "Neither of the 2 milestones due by 21 January 2027 is recorded as reached." in told
    assert told == printed(folder, MEETING)


def test_the_day_of_the_data_is_asked_for_and_is_not_made_up(folder: Path) -> None:
    found = [f for f in built(folder, BEFORE).findings if f.place.field == "as_at"]
    assert [f.code for f in found] == ["PK-401"]
    assert "No date of the data given by the author at publication" in printed(folder, BEFORE)


def test_the_check_asks_for_what_the_draft_asks_for(folder: Path) -> None:
    checked = check_project(folder, meeting="Board January 2027", today=BEFORE).findings
    drafted = built(folder, BEFORE).findings
    for code in ("PK-420", "PK-973"):
        assert [f.message for f in checked if f.code == code] == [
            f.message for f in drafted if f.code == code
        ]


@pytest.mark.parametrize("folder", ["30 September 2026"], indirect=True)
def test_a_paper_that_gives_the_day_is_the_same_whenever_it_is_built(folder: Path) -> None:
    assert printed(folder, BEFORE) == printed(folder, AFTER)
