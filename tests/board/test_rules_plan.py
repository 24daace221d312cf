"""Priorities and their sponsors, milestones and their meetings, the year's cadence."""

from datetime import date

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Cadence, Settings
from paperkit.findings import Finding, remedy_of
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import findings, found
from tests.cases import each
from tests.tables import at, board

BOARD = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |

## people
| name | post | member | start | end |
| --- | --- | --- | --- | --- |
| Ann Field | Chair | Yes | 1 May 2020 | |
| Bo Marsh | | Yes | | 16 July 2026 |
| Cy Lake | | Yes | | 15 July 2026 |
| Di Moor | | Yes | 17 July 2026 | |
| Ed Fell | | | | |
"""


def sponsored(number: str, sponsor: str, rank: str = "Core") -> list[str]:
    priorities = f"""
    ## priorities
    | reference | name | rank | sponsor |
    | --- | --- | --- | --- |
    | 1 | Start well | {rank} | {sponsor} |
    """
    return found(number, BOARD + priorities, meeting="Board July 2026")


@each(
    ("parents", "told"),
    [
        ("1 1 1", []),
        ("1 O1 O2", []),
        ("O1 1 1", ["PK-530 Outcomes!C2: Outcome O1 leads back to itself: O1 > O1."]),
        ("O2 O1 O1", ["PK-530 Outcomes!C2: Outcome O1 leads back to itself: O1 > O2 > O1."]),
        ("O3 O3 O2", ["PK-530 Outcomes!C4: Outcome O3 leads back to itself: O3 > O2 > O3."]),
    ],
)  # fmt: skip
def test_outcomes_that_lead_back_to_themselves_are_one_error(parents: str, told: list[str]) -> None:
    rows = "".join(
        f"| O{n} | Walk | {parent} |\n" for n, parent in enumerate(parents.split(), start=1)
    )
    outcomes = "\n## outcomes\n| reference | name | parent |\n| --- | --- | --- |\n" + rows
    plan = "\n## priorities\n| reference | name |\n| --- | --- |\n| 1 | Move |\n"
    assert found("PK-530", BOARD + plan + outcomes) == told


def test_a_priority_that_is_a_part_of_its_own_part_is_told_with_both_cells() -> None:
    rows = "| 1 | Start | 2 |\n| 2 | Live | 1 |\n| 3 | Age | 2 |\n"
    plan = "\n## priorities\n| reference | name | part of |\n| --- | --- | --- |\n" + rows
    (one,) = findings("PK-530", BOARD + plan)
    assert one.message == "Priority 1 leads back to itself: 1 > 2 > 1."
    assert [place.cell for place in (one.place, *one.others)] == ["C2", "C3"]


def test_a_core_priority_without_a_sponsor_is_a_gap() -> None:
    assert sponsored("PK-440", "") == [
        "PK-440 Priorities!D2: Core priority 1 Start well has no sponsor."
    ]


def test_a_vacant_place_is_told() -> None:
    assert sponsored("PK-440", "Vacant") == [
        "PK-440 Priorities!D2: The sponsor of core priority 1 Start well is vacant."
    ]
    assert sponsored("PK-442", "Vacant") == []


def test_a_core_priority_with_two_sponsors_is_an_error() -> None:
    assert sponsored("PK-441", "Ann Field<br>Bo Marsh") == [
        "PK-441 Priorities!D2: Core priority 1 Start well has 2 sponsors: Ann Field and Bo Marsh."
    ]


def test_a_sponsor_who_is_not_on_the_list_is_an_error() -> None:
    assert sponsored("PK-442", "Anne Fields") == [
        "PK-442 Priorities!D2: The sponsor 'Anne Fields' of core priority 1 Start well is not on "
        "the sheet People."
    ]


@each("sponsor", ["Ann Field", "ann  field", "Chair", "Bo Marsh"])
def test_a_sponsor_is_a_member_on_the_day_of_the_meeting(sponsor: str) -> None:
    codes = ("PK-440", "PK-441", "PK-442", "PK-443")
    assert [line for code in codes for line in sponsored(code, sponsor)] == []


@each("sponsor", ["Cy Lake", "Di Moor", "Ed Fell"])
def test_a_sponsor_who_is_no_member_on_that_day_is_an_error(sponsor: str) -> None:
    assert sponsored("PK-443", sponsor) == [
        f"PK-443 Priorities!D2: {sponsor}, sponsor of core priority 1 Start well, is not a member "
        "of the Board on 16 July 2026."
    ]


@each("sponsor", ["", "Ann Field<br>Bo Marsh", "Anne Fields", "Ed Fell"])
def test_a_supporting_priority_needs_no_sponsor(sponsor: str) -> None:
    codes = ("PK-440", "PK-441", "PK-442", "PK-443")
    assert [line for code in codes for line in sponsored(code, sponsor, "Supporting")] == []


@each(
    ("number", "sponsor", "value", "person", "remedy"),
    [
        ("PK-440", "Vacant", "Vacant", "", ""),
        ("PK-441", "Ann Field<br>Bo Marsh", "Ann Field; Bo Marsh", "", ""),
        (
            "PK-442",
            "Anne Fields",
            "Anne Fields",
            "",
            "Type the name as it is written there (did you mean Ann Field?).",
        ),
        ("PK-442", "Zed Quill", "Zed Quill", "", ""),
        ("PK-443", "Ed Fell", "Ed Fell", "Ed Fell", ""),
    ],
)
def test_a_finding_on_a_sponsor_knows_what_was_typed_and_who_is_asked(
    number: str, sponsor: str, value: str, person: str, remedy: str
) -> None:
    rows = f"| 1 | Start well | Core | {sponsor} |"
    priorities = f"## priorities\n| reference | name | rank | sponsor |\n| - | - | - | - |\n{rows}"
    (told,) = [f for f in check(BoardAt(board(BOARD + priorities))) if f.code == number]
    assert (told.value, told.person) == (value, person)
    assert told.remedy == (remedy or remedy_of(number))


def test_without_any_day_a_sponsor_is_judged_by_the_list_alone() -> None:
    plan = """
    ## people
    | name | post | member | end |
    | --- | --- | --- | --- |
    | Ann Field | Chair | Yes | 1 May 2020 |
    | Ed Fell | | | |

    ## priorities
    | reference | name | rank | sponsor |
    | --- | --- | --- | --- |
    | 1 | Start well | Core | Chair |
    | 2 | Age well | Core | Ed Fell |
    """
    assert found("PK-442", plan) == []
    assert found("PK-443", plan) == [
        "PK-443 Priorities!D3: Ed Fell, sponsor of core priority 2 Age well, is not a member of "
        "the Board."
    ]


YEAR = """
## meetings
| reference | date | state |
| --- | --- | --- |
| June | 11 June 2026 | |
| July | 16 July 2026 | |
| September | 17 September 2026 | |
| October | 15 October 2026 | Cancelled |

## actions
| reference | owner |
| --- | --- |
| 1.1 | Ann Field |
"""


def test_a_key_milestone_without_a_meeting_is_told() -> None:
    milestones = """
    ## milestones
    | action | milestone | key | meeting |
    | --- | --- | --- | --- |
    | 1.1 | Buses run | Yes | |
    | 1.1 | Routes drawn | No | |
    | 1.1 | Stops built | Yes | July |
    """
    assert found("PK-450", YEAR + milestones) == [
        "PK-450 Milestones!D2: The key milestone 'Buses run' of action 1.1 has no meeting that "
        "checks it."
    ]


def test_a_milestone_after_its_meeting_is_told_and_one_on_the_day_is_not() -> None:
    milestones = """
    ## milestones
    | action | milestone | date | meeting |
    | --- | --- | --- | --- |
    | 1.1 | Buses run | 16 July 2026 | July |
    | 1.1 | Routes drawn | 17 July 2026 | July |
    """
    assert found("PK-451", YEAR + milestones) == [
        "PK-451 Milestones!C3: The milestone 'Routes drawn' of action 1.1 is due on 17 July 2026, "
        "after July on 16 July 2026."
    ]


def test_a_milestone_of_a_cancelled_meeting_is_an_error() -> None:
    milestones = """
    ## milestones
    | action | milestone | date | meeting |
    | --- | --- | --- | --- |
    | 1.1 | Buses run | 1 July 2026 | October |
    """
    expected = [
        "PK-452 Milestones!D2: The milestone 'Buses run' of action 1.1 is to be checked at "
        "October, which was cancelled."
    ]
    assert found("PK-452", YEAR + milestones) == expected
    assert found("PK-452", YEAR + milestones, meeting="July") == expected


@each(
    ("code", "row", "cell", "heading", "message", "value"),
    [
        (
            "PK-450",
            "| 1.1 | | Yes | | |",
            "D2",
            "Meeting",
            "The key milestone without words of action 1.1 has no meeting that checks it.",
            "",
        ),
        (
            "PK-451",
            "| 1.1 | Buses run | | July | 17 July 2026 |",
            "E2",
            "Date",
            "The milestone 'Buses run' of action 1.1 is due on 17 July 2026, after July on "
            "16 July 2026.",
            "17 July 2026",
        ),
        (
            "PK-452",
            "| 1.1 | Buses run | | October | |",
            "D2",
            "Meeting",
            "The milestone 'Buses run' of action 1.1 is to be checked at October, which was "
            "cancelled.",
            "October",
        ),
    ],
)
def test_the_owner_of_the_action_is_asked_about_a_milestone(
    code: str, row: str, cell: str, heading: str, message: str, value: str
) -> None:
    head = "## milestones\n| action | milestone | key | meeting | date |\n| - | - | - | - | - |\n"
    place = at(f"Milestones!{cell}", heading)
    assert findings(code, YEAR + head + row) == [
        Finding(code, place, message, value=value, person="Ann Field")
    ]


def test_a_milestone_of_no_action_is_told_by_its_words_alone() -> None:
    head = "## milestones\n| milestone | key | meeting |\n| - | - | - |\n"
    assert found("PK-450", f"{head}| Buses run | Yes | |") == [
        "PK-450 Milestones!C2: The key milestone 'Buses run' has no meeting that checks it."
    ]


def test_all_that_is_not_monitored_or_checked_is_one_note_with_its_places() -> None:
    milestones = """
    ## milestones
    | action | milestone | key | meeting | check |
    | --- | --- | --- | --- | --- |
    | 1.1 | Buses run | Yes | July | |
    | 1.1 | Routes drawn | Yes | July | |
    """
    (monitored,) = findings("PK-453", YEAR + milestones)
    assert monitored == Finding(
        "PK-453",
        at("Meetings!A2", "Reference"),
        "Nothing is monitored at June and September: no report and no milestone.",
        others=(at("Meetings!A4", "Reference"),),
    )
    (checked,) = findings("PK-454", YEAR + milestones)
    assert checked == Finding(
        "PK-454",
        at("Milestones!E2", "To be checked"),
        "Nothing says what is to be checked of 'Buses run' of action 1.1 and 'Routes drawn' of "
        "action 1.1.",
        others=(at("Milestones!E3", "To be checked"),),
    )


def test_meetings_with_neither_report_nor_milestone_are_one_note() -> None:
    milestones = """
    ## milestones
    | action | milestone | meeting |
    | --- | --- | --- |
    | 1.1 | Buses run | September |
    """
    assert found("PK-453", YEAR + milestones) == [
        "PK-453 Meetings!A2: Nothing is monitored at June: no report and no milestone."
    ]


def test_a_council_that_keeps_no_milestones_is_not_asked_for_them() -> None:
    assert found("PK-453", YEAR) == []


def test_key_milestones_that_do_not_say_what_is_checked_are_one_note() -> None:
    milestones = """
    ## milestones
    | action | milestone | key | check |
    | --- | --- | --- | --- |
    | 1.1 | Buses run | Yes | |
    | 1.1 | Routes drawn | Yes | The map |
    | 1.1 | Stops built | | |
    """
    assert found("PK-454", YEAR + milestones) == [
        "PK-454 Milestones!D2: Nothing says what is to be checked of 'Buses run' of action 1.1."
    ]


def test_another_number_of_meetings_than_the_settings_say_is_told() -> None:
    assert found("PK-463", YEAR) == [
        "PK-463 Meetings!B2: From 1 May 2026 to 30 April 2027 there are 3 public meetings "
        "(1 cancelled is not counted); the settings say 6."
    ]


@each(
    ("rows", "there"),
    [
        ("| A | 1 May 2026 | | |", "is 1 public meeting"),
        ("| A | 30 April 2027 | | |", "is 1 public meeting"),
        (
            "| A | 1 May 2026 | | |\n| B | 30 April 2027 | | |\n| C | 1 May 2027 | | |",
            "are 2 public meetings",
        ),
        (
            "| A | 1 May 2026 | | |\n| B | 2 May 2026 | Cancelled | |\n"
            "| C | 3 May 2026 | Cancelled | Board |",
            "is 1 public meeting (2 cancelled are not counted)",
        ),
        (
            "| A | 1 May 2026 | | |\n| B | 2 May 2026 | Cancelled | Executive |\n"
            "| C | 30 April 2026 | Cancelled | |\n| D | | Cancelled | |",
            "is 1 public meeting",
        ),
    ],
)
def test_the_meetings_of_a_year_are_counted_from_may_to_april(rows: str, there: str) -> None:
    head = "## meetings\n| reference | date | state | body |\n| - | - | - | - |\n"
    (told,) = findings("PK-463", head + rows, as_at=date(2026, 6, 30))
    assert told == Finding(
        "PK-463",
        at("Meetings!B2", "Date"),
        f"From 1 May 2026 to 30 April 2027 there {there}; the settings say 6.",
    )


@each("number", [3, None])
def test_the_number_of_meetings_is_a_setting(number: int | None) -> None:
    ways = Ways(replace(Settings(), cadence=replace(Cadence(), meetings_a_year=number)))
    assert found("PK-463", YEAR, ways=ways) == []


def test_an_extra_meeting_does_not_count() -> None:
    extra = """
    ## meetings
    | reference | date | state |
    | --- | --- | --- |
    | June | 11 June 2026 | |
    | July | 16 July 2026 | Extra |
    """
    ways = Ways(replace(Settings(), cadence=replace(Cadence(), meetings_a_year=1)))
    assert found("PK-463", extra, ways=ways) == []


def test_a_report_that_is_due_and_has_no_row_is_told() -> None:
    assert found("PK-464", YEAR, meeting="July") == [
        "PK-464 Meetings!A3: July receives the performance report, and the sheet Papers has no "
        "row for it."
    ]


def test_a_report_that_is_due_at_the_next_meeting_is_told_where_none_is_given() -> None:
    assert findings("PK-464", YEAR, as_at=date(2026, 6, 12)) == [
        Finding(
            "PK-464",
            at("Meetings!A3", "Reference"),
            "July receives the performance report, and the sheet Papers has no row for it.",
        )
    ]


def test_without_a_meeting_and_a_day_no_report_is_due() -> None:
    assert found("PK-464", "## meetings\n| reference |\n| - |\n| July |") == []


def test_a_report_with_its_row_is_not_told() -> None:
    papers = """
    ## papers
    | reference | kind | meeting |
    | --- | --- | --- |
    | P | performance_report | July |
    """
    assert found("PK-464", YEAR + papers, meeting="July") == []


def test_two_meetings_on_one_day_are_told() -> None:
    meetings = """
    ## meetings
    | reference | date | body |
    | --- | --- | --- |
    | July | 16 July 2026 | |
    | Executive | 16 July 2026 | Executive |
    | July again | 16 July 2026 | |
    """
    assert found("PK-465", meetings) == [
        "PK-465 Meetings!B4: July and July again are both on 16 July 2026."
    ]


def test_two_meetings_of_the_executive_on_one_day_are_told_with_both_places() -> None:
    meetings = """
    ## meetings
    | reference | date | body |
    | --- | --- | --- |
    | July | 15 July 2026 | |
    | Executive | 16 July 2026 | Executive |
    | Executive again | 16 July 2026 | Executive |
    | No date | | |
    | No date yet | | |
    """
    assert findings("PK-465", meetings) == [
        Finding(
            "PK-465",
            at("Meetings!B4", "Date"),
            "Executive and Executive again are both on 16 July 2026.",
            value="16 July 2026",
            person="",
            others=(at("Meetings!B3", "Date"),),
        )
    ]
