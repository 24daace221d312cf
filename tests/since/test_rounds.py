"""What has changed in the actions that a round asks about, since the last published one."""

from tests.papers.round_made import FIRST, PLAN, SECOND
from tests.since.made import JULY, NOVEMBER, lines, paper_at, published, round_at, said

DATA = f"## people{PLAN.partition('## people')[2]}"
LATER = (
    DATA.replace("| Write to parents | O2 | On course |", "| Write home | O2 | On course |")
    .replace(
        "| Brush teeth in A&B nurseries | O2 | On course |", "| Brush teeth | O2 | Withdrawn |"
    )
    .replace(
        "| 3.1 | Pay fairly",
        "| 2.4 | Fluoride | O2 | On course | Ada Brook | | | |\n| 3.1 | Pay fairly",
    )
)
NOT_OF_BRUSHING = "\n".join(
    line for line in SECOND.splitlines() if "Board November 2026 | 2.1" not in line
)


def november(data: str, log: str) -> list[str]:
    july = round_at(DATA, FIRST, JULY)
    return lines(paper_at(round_at(data, log, NOVEMBER, published(july))).since)


def test_ratings_that_moved_are_said_and_so_are_returns_that_are_missing() -> None:
    assert november(DATA, SECOND) == [
        "2.2 Varnish from the clinic | Rating worse | Green | Amber",
        "2.1 Brush teeth in A&B nurseries | Rating better | Amber | Green",
    ]
    assert november(DATA, NOT_OF_BRUSHING) == [
        "2.2 Varnish from the clinic | Rating worse | Green | Amber",
        "2.1 Brush teeth in A&B nurseries | No rating now | Amber | No return received",
    ]


def test_actions_that_the_round_asks_about_first_or_no_more_are_said() -> None:
    assert november(LATER, NOT_OF_BRUSHING) == [
        "2.1 Brush teeth | Withdrawn | Amber | Withdrawn; no reason recorded",
        "2.2 Varnish from the clinic | Rating worse | Green | Amber",
        "2.3 Write home | New wording | Write to parents | Write home",
        "2.4 Fluoride | First asked about | Not asked about | No return received",
    ]


def test_the_counts_are_of_the_actions_asked_about() -> None:
    at = round_at(DATA, SECOND, NOVEMBER, published(round_at(DATA, FIRST, JULY)))
    assert said(at) == [
        "This paper is compared with the exception report on this priority to the meeting of 16 "
        "July 2026, published on 8 July 2026.",
        "Of the 5 actions in either report, 1 has a worse rating (action 2.2), 1 has a better "
        "rating and 3 have not changed.",
    ]
