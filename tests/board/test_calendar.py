"""The Board's year: meetings, what is due at them, and finding one by what a person types."""

from datetime import date

from paperkit.board.calendar import (
    find_meeting,
    last_report,
    municipal_year,
    next_meeting,
    papers_due,
    public_meetings,
    reporting_year,
    suggest_meetings,
)
from paperkit.board.data import BoardData
from paperkit.board.history import FILED, Entry, Filed, History
from paperkit.board.kind_roles import KindRole
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Cadence
from paperkit.board.words import Body
from paperkit.frozen import replace
from tests.cases import each
from tests.tables import board

YEAR = """
## meetings
| reference | date | body | kind | state |
| --- | --- | --- | --- | --- |
| Board November 2026 | 12 November 2026 | | | |
| Board July 2026 | 16 July 2026 | | Public meeting | Held |
| Board March 2026 | 19 March 2026 | | | Held |
| Session September 2026 | 10 September 2026 | | Development session | |
| Board September 2026 | 17 September 2026 | | | Cancelled |
| Executive July 2026 | 2 July 2026 | Executive | | |
| Board January 2027 | | | | |
"""


def references(meetings: tuple[Meeting, ...]) -> list[str]:
    return [meeting.reference for meeting in meetings]


def named(meeting: Meeting | None) -> str:
    return meeting.reference if meeting else ""


def one(state: str, day: str = "16 July 2026") -> tuple[BoardData, Meeting]:
    data = board(
        f"## meetings\n| reference | date | state |\n| - | - | - |\n| M | {day} | {state} |"
    )
    return data, data.meetings[0]


def test_public_meetings_stand_by_date_without_sessions_cancelled_and_undated_ones() -> None:
    assert references(public_meetings(board(YEAR))) == [
        "Board March 2026",
        "Board July 2026",
        "Board November 2026",
    ]


def test_the_executives_meetings_are_its_own() -> None:
    assert references(public_meetings(board(YEAR), Body.EXECUTIVE)) == ["Executive July 2026"]


def test_two_meetings_on_one_day_stand_in_the_order_of_the_sheet() -> None:
    rows = "| Late | 16 July 2026 |\n| Early | 16 July 2026 |"
    data = board(f"## meetings\n| reference | date |\n| - | - |\n{rows}")
    assert references(public_meetings(data)) == ["Late", "Early"]


@each("state", ["", "Planned", "Held", "Moved", "Extra"])
def test_a_meeting_stands_in_the_year_unless_it_was_cancelled(state: str) -> None:
    data, meeting = one(state)
    assert public_meetings(data) == (meeting,)


@each(
    ("day", "kinds"),
    [
        ("16 July 2026", (KindRole.PERFORMANCE,)),
        ("12 November 2026", (KindRole.PERFORMANCE,)),
        ("18 March 2027", (KindRole.PERFORMANCE,)),
        ("20 May 2027", (KindRole.ANNUAL,)),
        ("17 September 2026", ()),
        ("", ()),
    ],
)
def test_the_month_of_a_meeting_says_which_papers_are_due(
    day: str, kinds: tuple[KindRole, ...]
) -> None:
    assert papers_due(Cadence(), one("", day)[1]) == kinds


def test_an_extra_meeting_has_no_paper_due() -> None:
    assert papers_due(Cadence(), one("Extra")[1]) == ()


def test_months_are_matched_by_three_letters_in_any_case() -> None:
    cadence = Cadence(performance_report=("JUL",), annual_report=("july",))
    assert papers_due(cadence, one("")[1]) == (KindRole.PERFORMANCE, KindRole.ANNUAL)


def test_two_letters_are_no_month() -> None:
    assert papers_due(Cadence(performance_report=("Ju",)), one("")[1]) == ()


def test_the_last_report_went_to_the_latest_earlier_meeting_of_the_cadence() -> None:
    data = board(YEAR)
    found = last_report(data, Ways(), data.meeting["Board November 2026"])
    assert named(found) == "Board July 2026"


def test_a_meeting_outside_the_cadence_received_a_report_where_a_paper_says_so() -> None:
    data = board(
        """
        ## meetings
        | reference | date | state |
        | --- | --- | --- |
        | Board July 2026 | 16 July 2026 | |
        | Board October 2026 | 1 October 2026 | Extra |
        | Board November 2026 | 12 November 2026 | |

        ## papers
        | reference | kind | meeting |
        | --- | --- | --- |
        | Extra report | Performance report | Board October 2026 |
        """
    )
    found = last_report(data, Ways(), data.meeting["Board November 2026"])
    assert named(found) == "Board October 2026"


def test_an_extra_meeting_without_a_paper_received_no_report() -> None:
    data = board(
        """
        ## meetings
        | reference | date | state |
        | --- | --- | --- |
        | Board July 2026 | 16 July 2026 | Extra |
        | Board November 2026 | 12 November 2026 | |
        """
    )
    assert last_report(data, Ways(), data.meeting["Board November 2026"]) is None


def reported(*papers: str) -> str:
    """Return the last report before November, where July's meeting is an extra one."""
    rows = "\n".join(f"| {paper} |" for paper in papers)
    data = board(
        f"""
        ## meetings
        | reference | date | state |
        | --- | --- | --- |
        | Board July 2026 | 16 July 2026 | Extra |
        | Board November 2026 | 12 November 2026 | |

        ## papers
        | reference | kind | meeting |
        | --- | --- | --- |
        {rows}
        """
    )
    return named(last_report(data, Ways(), data.meeting["Board November 2026"]))


@each("kind", ["performance_report", "performance-report", "Performance report"])
def test_a_kind_of_paper_is_known_by_its_folder_or_in_words(kind: str) -> None:
    assert reported(f"One | {kind} | Board July 2026") == "Board July 2026"


def test_a_paper_of_another_kind_is_no_performance_report() -> None:
    assert reported("One | Annual report | Board July 2026") == ""


def test_a_performance_report_to_another_meeting_is_not_this_one_s() -> None:
    assert reported("One | Performance report | Board November 2026") == ""


def test_a_month_of_the_cadence_is_no_report_where_papers_have_an_earlier_one() -> None:
    data = board(
        """
        ## meetings
        | reference | date |
        | --- | --- |
        | Board July 2026 | 16 July 2026 |
        | Board November 2026 | 12 November 2026 |
        | Board January 2027 | 21 January 2027 |

        ## papers
        | reference | kind | meeting |
        | --- | --- | --- |
        | One | performance_report | Board July 2026 |
        | Two | performance_report | Board January 2027 |
        """
    )
    january = data.meeting["Board January 2027"]
    assert named(last_report(data, Ways(), january)) == "Board July 2026"


def test_without_an_earlier_paper_the_last_report_is_that_of_a_final_in_the_log() -> None:
    data = board(YEAR)
    row = Filed(paper="performance_report", meeting="Board March 2026")
    entry = Entry(table=FILED, row=row, recorded_on=date(2026, 3, 11), number=1)
    logged = replace(data, history=History((entry,)))
    found = last_report(logged, Ways(), data.meeting["Board November 2026"])
    assert named(found) == "Board March 2026"


def test_the_meeting_itself_is_not_its_last_report() -> None:
    data = board(YEAR)
    assert last_report(data, Ways(), data.meeting["Board March 2026"]) is None


@each(
    ("day", "found"),
    [
        (date(2026, 7, 16), "Board July 2026"),
        (date(2026, 7, 17), "Board November 2026"),
        (date(2026, 11, 13), ""),
    ],
)
def test_the_next_meeting_is_the_first_on_or_after_the_day(day: date, found: str) -> None:
    assert named(next_meeting(board(YEAR), day)) == found


@each(
    ("day", "first"), [(date(2026, 4, 30), date(2025, 5, 1)), (date(2026, 5, 1), date(2026, 5, 1))]
)
def test_the_councils_year_begins_in_may(day: date, first: date) -> None:
    assert municipal_year(day) == (first, date(first.year + 1, 4, 30))


@each(("day", "year"), [(date(2026, 3, 31), "2025/26"), (date(2026, 4, 1), "2026/27")])
def test_the_reporting_year_begins_in_april(day: date, year: str) -> None:
    assert reporting_year(day).words == year


PAPER = """
## papers
| reference | meeting |
| --- | --- |
| Performance July 2026 | Board July 2026 |
"""


@each(
    "words",
    ["board  JULY 2026", "16 July 2026", "16/07/2026", "2026-07-16", "performance july 2026"],
)
def test_a_meeting_is_found_by_reference_date_or_paper(words: str) -> None:
    assert named(find_meeting(board(YEAR + PAPER), words)) == "Board July 2026"


@each("words", ["", "Board June 2026", "15 July 2026", "31 September 2026"])
def test_what_names_no_meeting_finds_none(words: str) -> None:
    assert find_meeting(board(YEAR + PAPER), words) is None


def test_of_two_meetings_on_one_day_the_boards_public_one_is_meant() -> None:
    data = board(
        """
        ## meetings
        | reference | date | body | kind |
        | --- | --- | --- | --- |
        | Session | 16 July 2026 | | Development session |
        | Executive | 16 July 2026 | Executive | |
        | Board | 16 July 2026 | | |
        """
    )
    assert named(find_meeting(data, "16 July 2026")) == "Board"


def test_a_misspelt_meeting_is_suggested() -> None:
    assert suggest_meetings(board(YEAR), "Bord July 2026")[0] == "Board July 2026"


def test_a_part_of_a_reference_suggests_what_holds_it() -> None:
    assert suggest_meetings(board(YEAR + PAPER), "july") == (
        "Board July 2026",
        "Executive July 2026",
        "Performance July 2026",
    )


def test_nothing_near_suggests_nothing() -> None:
    assert suggest_meetings(board(YEAR), "xyz") == ()


def test_at_most_three_meetings_are_suggested() -> None:
    assert suggest_meetings(board(YEAR), "board") == (
        "Board November 2026",
        "Board July 2026",
        "Board March 2026",
    )
