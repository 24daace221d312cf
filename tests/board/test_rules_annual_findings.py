"""What an annual report lacks of its year: whole findings, and the days on either side."""

from datetime import date

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Cadence, Settings
from paperkit.findings import Finding, remedy_of
from tests.board.test_rules_annual_reports import MEETINGS, PAPER, found
from tests.cases import each
from tests.tables import at

MILESTONES = """
## actions
| reference |
| --- |
| 1.1 |

## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
| 1.1 | The clinic is open. | 1 April 2026 | |
"""
RED = """
## priorities
| reference |
| --- |
| P1 |

## actions
| reference | parent | lead |
| --- | --- | --- |
| 1.1 | P1 | Ada Brook |
"""


def test_a_year_with_nothing_behind_it_is_told_with_the_meeting() -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    (one,) = found(bare + PAPER, "PK-970")
    place, remedy = at("Papers!C2", "Meeting"), remedy_of("PK-970")
    assert one == Finding("PK-970", place, one.message, remedy, "May 2026")


@each(("months", "told"), [(("June", "July"), "June or July"), ((), "no month")])
def test_the_months_of_the_settings_are_told(months: tuple[str, ...], told: str) -> None:
    ways = Ways(Settings(cadence=Cadence(annual_report=months)))
    assert found(MEETINGS + PAPER, "PK-971", ways=ways) == (
        Finding(
            "PK-971",
            at("Papers!C2", "Meeting"),
            f"May 2026 does not receive the annual report: the settings say {told}.",
            value="May 2026",
        ),
    )


def test_a_milestone_of_an_action_without_a_lead_is_asked_of_nobody() -> None:
    assert found(MEETINGS + PAPER + MILESTONES, "PK-973") == (
        Finding(
            "PK-973",
            at("Milestones!D2", "Reached on"),
            "The milestone of 1 April 2026 'The clinic is open.' is not recorded as reached.",
        ),
    )


@each(("as_at", "count"), [("31 March 2026", 0), ("1 April 2026", 1)])
def test_the_day_of_the_data_decides_which_milestones_are_over(as_at: str, count: int) -> None:
    papers = f"""
    ## papers
    | reference | kind | meeting | as_at |
    | --- | --- | --- | --- |
    | AR | annual_report | May 2026 | {as_at} |
    """
    assert len(found(MEETINGS + papers + MILESTONES, "PK-973")) == count


@each(("day", "count"), [(21, 1), (22, 0)])
def test_the_report_of_a_meeting_is_judged_until_its_day(day: int, count: int) -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May 2026 | 21 May 2026 |"
    assert len(found(bare + PAPER, "PK-970", as_at=date(2026, 5, day))) == count


def test_red_without_any_text_lacks_reasons_and_control() -> None:
    returned = (
        "## returns\n| meeting | action | rating |\n| - | - | - |\n| March 2026 | 1.1 | Red |"
    )
    told = found(MEETINGS + PAPER + RED, "PK-975", log=returned)
    start = "Action 1.1 was rated Red in its last round of the year, with no"
    assert [(one.place.field, one.message) for one in told] == [
        ("Reasons for escalation", f"{start} reasons."),
        ("Action to control risk", f"{start} action to control the risk."),
    ]


def test_a_report_of_nobody_is_of_a_partner() -> None:
    reports = "## partner_reports\n| meeting | received | summary |\n| - | - | - |\n"
    assert found(f"{MEETINGS}{PAPER}{reports}| March 2026 | Yes | |", "PK-976") == (
        Finding(
            "PK-976",
            at("Partner reports!C2", "Summary"),
            "The report of a partner to March 2026 was received, and has no summary.",
        ),
    )


def test_words_that_name_no_priority_are_told_with_the_name_and_the_author() -> None:
    text = "## text\n| paper | section | name | text |\n| - | - | - | - |\n"
    row = "| AR | case_studies | A café | Good. |"
    assert found(f"{MEETINGS}{PAPER}{text}{row}", "PK-977") == (
        Finding(
            "PK-977",
            at("Text!C2", "Name"),
            "'A café' is not a priority and does not begin with one.",
            value="A café",
            person="Ada Brook",
        ),
    )
