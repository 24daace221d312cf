"""What an annual report lacks of its year (seed T 3.15)."""

from datetime import date

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Cadence, Settings
from paperkit.findings import Finding
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.logs import logged
from tests.tables import board, told

WAYS = Ways()
MEETINGS = """
## meetings
| reference | date |
| --- | --- |
| March 2026 | 12 March 2026 |
| May 2026 | 21 May 2026 |
"""
PAPER = """
## papers
| reference | kind | meeting | authors |
| --- | --- | --- | --- |
| AR | annual_report | May 2026 | Ada Brook |
"""
FIGURES = """
## indicators
| reference | name | partner | direction |
| --- | --- | --- | --- |
| PI 1 | Smokers | The Trust | Lower is better |

## targets
| indicator | year | value |
| --- | --- | --- |
| PI 1 | 2025/26 | 10 |
"""
OUTTURN = """
## readings
| indicator | period | value | note |
| --- | --- | --- | --- |
| PI 1 | 2025/26 | 12 | {} |
"""


def found(
    data: str, code: str, *, log: str = "", ways: Ways = WAYS, as_at: date | None = None
) -> tuple[Finding, ...]:
    """Return the findings of a code on the data as a whole, as at a day, or on the paper."""
    read = logged(data, log) if log else board(data)
    paper = None if as_at else read.papers[0]
    every = check(BoardAt(read, ways, None, paper, as_at))
    return tuple(one for one in every if one.code == code)


def test_a_meeting_without_a_year_behind_it_is_a_gap() -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    assert told(found(bare + PAPER + FIGURES, "PK-970")) == [
        "PK-970 Papers!C2: The data for the year from 22 May 2025 to 21 May 2026 have no earlier "
        "meeting of the Board and no outturn for 2025/26."
    ]
    assert found(MEETINGS + PAPER + FIGURES + OUTTURN.format("Said."), "PK-970") == ()


def test_an_annual_report_to_another_month_is_a_note() -> None:
    ways = Ways(Settings(cadence=Cadence(annual_report=("June", "July"))))
    assert told(found(MEETINGS + PAPER, "PK-971", ways=ways)) == [
        "PK-971 Papers!C2: May 2026 does not receive the annual report: the settings say June or "
        "July."
    ]
    assert found(MEETINGS + PAPER, "PK-971") == ()


def test_members_without_a_first_day_are_one_note() -> None:
    people = """
    ## people
    | name | member | start |
    | --- | --- | --- |
    | Ann Field | Yes | |
    | Ben Moor | Yes | 1 May 2020 |
    | Cy Marsh | Yes | |
    | Di Holt | No | |
    """
    (one,) = found(MEETINGS + PAPER + people, "PK-972")
    assert told((one,)) == [
        "PK-972 People!C2: These members have nothing under 'From': Ann Field, Cy Marsh."
    ]
    assert [str(place) for place in one.others] == ["board.xlsx, People!C4"]


def test_a_milestone_of_the_year_of_which_nobody_spoke_is_a_gap_of_its_lead() -> None:
    plan = """
    ## actions
    | reference | lead | state |
    | --- | --- | --- |
    | 1.1 | Ada Brook | On course |

    ## milestones
    | action | wording | date | reached_on |
    | --- | --- | --- | --- |
    | 1.1 | The clinic is open. | 1 April 2026 | |
    | 1.1 | The lease is signed. | 1 March 2026 | 2 March 2026 |
    """
    (one,) = found(MEETINGS + PAPER + plan, "PK-973")
    assert told((one,)) == [
        "PK-973 Milestones!D2: The milestone of 1 April 2026 'The clinic is open.' is not "
        "recorded as reached."
    ]
    assert one.person == "Ada Brook"


def test_a_target_missed_without_a_note_is_a_gap_of_the_partner() -> None:
    (one,) = found(MEETINGS + PAPER + FIGURES + OUTTURN.format(""), "PK-974")
    assert told((one,)) == [
        "PK-974 Readings!D2: The outturn of PI 1 Smokers for 2025/26 is worse than its target by "
        "more than its tolerance, and has no note."
    ]
    assert one.person == "The Trust"
    assert found(MEETINGS + PAPER + FIGURES + OUTTURN.format("A warm winter."), "PK-974") == ()


def test_red_at_the_end_of_the_year_without_reasons_or_control_is_a_gap_of_the_lead() -> None:
    plan = """
    ## priorities
    | reference |
    | --- |
    | P1 |

    ## actions
    | reference | parent | lead |
    | --- | --- | --- |
    | 1.1 | P1 | Ada Brook |
    """
    returned = """
    ## returns
    | meeting | action | rating | reasons |
    | --- | --- | --- | --- |
    | March 2026 | 1.1 | Red | No room |
    """
    (one,) = found(MEETINGS + PAPER + plan, "PK-975", log=returned)
    assert one.message == (
        "Action 1.1 was rated Red in its last round of the year, with no action to control the "
        "risk."
    )
    assert (one.place.entry, one.person) == (1, "Ada Brook")
    assert "gather what corrects it" in one.remedy


def test_a_partners_report_of_the_year_without_a_summary_is_a_gap_of_the_partner() -> None:
    reports = """
    ## partner_reports
    | meeting | partner | received | summary |
    | --- | --- | --- | --- |
    | March 2026 | The Trust | Yes | |
    | March 2026 | Age Well | | |
    | March 2026 | Carers | Yes | Went well. |
    """
    every = found(MEETINGS + PAPER + reports, "PK-976")
    assert told(every) == [
        "PK-976 'Partner reports'!D2: The report of The Trust to March 2026 was received, and has "
        "no summary.",
        "PK-976 'Partner reports'!D3: The report of Age Well to March 2026 is not recorded as "
        "received, and has no summary.",
    ]
    assert [one.person for one in every] == ["The Trust", "Age Well"]


def test_words_that_name_no_priority_are_a_note() -> None:
    rows = """
    ## priorities
    | reference | name |
    | --- | --- |
    | P1 | Healthy lives |

    ## text
    | paper | section | name | text |
    | --- | --- | --- | --- |
    | AR | achieved | P1 | Good. |
    | AR | achieved | healthy lives | Good. |
    | AR | case_studies | P1: A café | Good. |
    | AR | case_studies | A café | Good. |
    | AR | achieved | | Good. |
    """
    every = found(MEETINGS + PAPER + rows, "PK-977")
    assert told(every) == [
        "PK-977 Text!C5: 'A café' is not a priority and does not begin with one.",
        "PK-977 Text!C6: A blank name is not a priority and does not begin with one.",
    ]
    assert [one.person for one in every] == ["Ada Brook", "Ada Brook"]


def test_reports_of_meetings_that_are_over_are_left_out_where_everything_is_checked() -> None:
    data = MEETINGS + PAPER + FIGURES + OUTTURN.format("")
    assert len(found(data, "PK-974", as_at=date(2026, 5, 1))) == 1
    assert found(data, "PK-974", as_at=date(2026, 6, 1)) == ()


def test_other_papers_are_not_held_up_by_what_an_annual_report_lacks() -> None:
    other = PAPER.replace("annual_report", "performance_report")
    assert found(MEETINGS + other + FIGURES + OUTTURN.format(""), "PK-974") == ()
