"""What a paper does not use is no gap of that paper."""

from paperkit.board.pack_settings import Ways
from paperkit.files import bundled
from paperkit.packs.packs import find_pack
from tests.board.test_rules_check import found, requiring
from tests.cases import each
from tests.tables import board

BOARD = """
## meetings
| reference | date |
| --- | --- |
| Board May 2026 | 21 May 2026 |
| Board July 2026 | 16 July 2026 |

## people
| name | member |
| --- | --- |
| Ann Field | Yes |

## priorities
| reference | name | rank | part of | sponsor |
| --- | --- | --- | --- | --- |
| Part 1 | Adults | | | |
| P1 | Start well | Core | Part 1 | Ann Field |
| P2 | Age well | Core | Part 1 | Vacant |
| P3 | Good homes | Supporting | | |

## papers
| reference | kind | meeting | priority | as_at |
| --- | --- | --- | --- | --- |
| Year | annual_report | Board May 2026 | | 30 April 2026 |
| Report | performance_report | Board July 2026 | | 30 June 2026 |
| One | exception_report | Board July 2026 | P1 | |
| Two | exception_report | Board July 2026 | P2 | |
"""
INDICATOR = """
## indicators
| reference | name | frequency | figures_run |
| --- | --- | --- | --- |
| 2.1 | Waiting | Monthly | Add up |

## targets
| indicator | year | value | signed off by | value signed off |
| --- | --- | --- | --- | --- |
| 2.1 | 2025/26 | 80 | The Executive | |
| 2.1 | 2026/27 | | | 90 |
"""
APRIL = """
## readings
| indicator | period | value |
| --- | --- | --- |
| 2.1 | April 2026 | 82 |
"""
OUTTURN = APRIL.replace("April 2026", "2025/26").replace("82", "79")
TARGETS = requiring(targets=("value",))


@each("required", [("sponsor",), ()])
def test_a_sponsor_is_wanted_of_core_priorities_alone_and_told_once(
    required: tuple[str, ...],
) -> None:
    ways = requiring(priorities=required)
    assert found("PK-401", BOARD, ways=ways) == []
    assert found("PK-440", BOARD, ways=ways) == [
        "PK-440 Priorities!E4: The sponsor of core priority P2 Age well is vacant."
    ]


def test_the_partnership_pack_asks_for_no_sponsor_of_a_part_of_a_plan() -> None:
    pack = find_pack("partnership", (bundled("report_templates"),)).settings
    assert [
        line for line in found("PK-401", BOARD, ways=Ways(pack=pack)) if "Priorities!" in line
    ] == []


@each(("paper", "gaps"), [("One", 0), ("Two", 1), ("Report", 0), ("Year", 1)])
@each("pack", ["council", "partnership"])
def test_a_vacant_place_is_a_gap_of_the_papers_alone_that_name_that_sponsor(
    paper: str, gaps: int, pack: str
) -> None:
    settings = find_pack(pack, (bundled("report_templates"),))
    (kind,) = (row.kind for row in board(BOARD).papers if row.reference == paper)
    ways = Ways(pack=settings.kinds()[kind].needs_of(settings.settings))
    assert len(found("PK-440", BOARD, paper=paper, ways=ways)) == gaps


@each(("paper", "gaps"), [("Year", 0), ("Report", 1), ("", 1)])
@each("number", ["PK-401", "PK-503"])
def test_next_year_s_target_is_no_gap_of_the_annual_report(
    number: str, paper: str, gaps: int
) -> None:
    assert len(found(number, BOARD + INDICATOR, paper=paper, ways=TARGETS)) == gaps


def test_it_is_one_where_the_annual_report_draws_it_beside_a_figure() -> None:
    assert len(found("PK-401", BOARD + INDICATOR + APRIL, paper="Year", ways=TARGETS)) == 1


def test_the_annual_report_asks_for_the_target_of_the_year_on_which_it_looks_back() -> None:
    only_next = INDICATOR.replace("| 2.1 | 2025/26 | 80 | The Executive | |\n", "")
    only_last = INDICATOR.replace("| 2.1 | 2026/27 | | | 90 |\n", "")
    lacking = "PK-413 Indicators!A2: Indicator 2.1 Waiting has no target for"
    assert found("PK-413", BOARD + only_last + OUTTURN, paper="Year") == []
    assert found("PK-413", BOARD + only_next + OUTTURN, paper="Year") == [f"{lacking} 2025/26."]
    new = OUTTURN.replace("79", "New indicator")
    assert found("PK-413", BOARD + only_next + new, paper="Year") == []
    assert found("PK-413", BOARD + only_last, paper="Report") == [f"{lacking} 2026/27."]


def test_the_parts_of_this_year_s_target_are_used_those_of_next_year_s_are_not() -> None:
    quarters = "".join(f"| 2.1 | Q{n} 2026/27 | 80 | | |\n" for n in (1, 2, 3, 4))
    parts = INDICATOR.replace("| 2.1 | 2026/27 | | | 90 |\n", quarters)
    blank = "| 2.1 | Q1 2027/28 | | | |\n"
    assert found("PK-413", BOARD + parts + blank, paper="Report") == []
    assert found("PK-401", BOARD + parts + blank, paper="Report", ways=TARGETS) == []
