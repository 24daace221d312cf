"""The year that an annual report looks back on (seed T 3.15), and what it finds there."""

from datetime import date
from decimal import Decimal

from paperkit.actions.shown import actions
from paperkit.board.calendar import anniversary
from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Cadence, Settings
from paperkit.kinds.year_back import Achieved, Outturn, YearBack, year_back, year_span
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.logs import logged
from tests.tables import board

DAY = date(2026, 5, 21)
WAYS = Ways()
MEETINGS = """
## meetings
| reference | date | kind | state | body |
| --- | --- | --- | --- | --- |
| May 2025 | 15 May 2025 | | | |
| July 2025 | 17 July 2025 | | | |
| September 2025 | 18 September 2025 | | Cancelled | |
| Session | 2 October 2025 | Development session | | |
| Executive | 9 October 2025 | | | Executive |
| March 2026 | 12 March 2026 | | | |
| May 2026 | 21 May 2026 | | | |
| July 2026 | 16 July 2026 | | | |
"""
PLAN = """
## priorities
| reference | name | part of |
| --- | --- | --- |
| A | Adults | |
| P1 | Healthy lives | A |
| P2 | Ageing well | A |

## outcomes
| reference | parent |
| --- | --- |
| O1 | P1 |
| O2 | P2 |

## actions
| reference | parent | deadline | revised_deadline | state | done_on | carried_from |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | O1 | 31 March 2026 | | Delivered | 27 March 2026 | |
| 1.2 | O1 | 31 March 2025 | | Delivered | 15 May 2025 | |
| 1.3 | P1 | 30 June 2026 | | Delivered | 22 May 2026 | |
| 1.4 | P1 | 30 April 2026 | | On course | | 2024/25 |
| 2.1 | O2 | 31 January 2026 | 31 July 2026 | Re-scheduled | | |
| 2.2 | O2 | 31 January 2026 | | Withdrawn | | |
| 2.3 | O2 | 31 January 2026 | | Delivered | | |
| 2.4 | O2 | 31 July 2026 | | Carried over | | |
| 9.1 | | 31 July 2026 | | On course | | |
"""


def back(data: str, ways: Ways = WAYS, as_at: date | None = None, log: str = "") -> YearBack:
    found = logged(MEETINGS + data, log) if log else board(MEETINGS + data)
    return year_back(seen(found, ways, as_at=as_at))


def seen(data: BoardData, ways: Ways = WAYS, day: date = DAY, as_at: date | None = None) -> BoardAt:
    return BoardAt(data, ways, Meeting(date=day), as_at=as_at)


def span_of(data: BoardData, day: date = DAY) -> tuple[date, date]:
    span = year_span(seen(data, day=day))
    return span.first, span.last


def test_the_year_begins_the_day_after_the_last_annual_report_and_ends_with_the_meeting() -> None:
    assert span_of(board(MEETINGS)) == (date(2025, 5, 16), date(2026, 5, 21))


def test_a_row_of_papers_says_which_meeting_received_the_last_annual_report() -> None:
    paper = "## papers\n| reference | kind | meeting |\n| - | - | - |\n"
    july = board(MEETINGS + paper + "| A | annual report | July 2025 |")
    assert span_of(july, date(2026, 7, 16))[0] == date(2025, 7, 18)
    june = MEETINGS.replace("| July 2025 | 17 July 2025", "| June 2025 | 5 June 2025")
    assert span_of(board(june))[0] == date(2025, 5, 16)
    assert span_of(board(june + paper + "| A | annual_report | June 2025 |"))[0] == date(2025, 6, 6)


def test_a_report_of_another_time_of_the_year_is_not_the_last_annual_report() -> None:
    paper = "## papers\n| reference | kind | meeting |\n| - | - | - |\n"
    told = board(MEETINGS + paper + "| A | annual_report | March 2026 |")
    assert span_of(told)[0] == date(2025, 5, 16)


def test_without_a_last_annual_report_the_year_is_the_twelve_months_up_to_the_meeting() -> None:
    meetings = "## meetings\n| reference | date |\n| - | - |\n| May | 21 May 2026 |"
    assert span_of(board(meetings)) == (date(2025, 5, 22), date(2026, 5, 21))


@each(
    ("day", "earlier"),
    [
        (date(2026, 5, 21), date(2025, 5, 21)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2029, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_earlier_is_the_same_day_or_the_last_of_february(day: date, earlier: date) -> None:
    assert anniversary(day, -1) == earlier


def test_indicators_go_by_the_reporting_year_that_ended_last() -> None:
    span = back("").span
    assert (str(span.reporting), str(span.before)) == ("2025/26", "2024/25")


def test_the_meetings_of_the_year_are_the_public_ones_of_the_board_that_were_not_cancelled() -> (
    None
):
    year = back("")
    assert [m.reference for m in year.span.meetings] == ["July 2025", "March 2026", "May 2026"]


def test_who_sat_on_the_board_with_who_joined_and_who_left() -> None:
    people = """
    ## people
    | name | member | start | end |
    | --- | --- | --- | --- |
    | Stayed | Yes | 1 April 2020 | |
    | Undated | Yes | | |
    | Joined | Yes | 16 May 2025 | |
    | Left | Yes | 1 April 2020 | 21 May 2026 |
    | Before | Yes | 1 April 2020 | 15 May 2025 |
    | After | Yes | 22 May 2026 | |
    | Officer | No | 1 April 2020 | |
    """
    told = [(one.person.name, one.joined, one.left) for one in back(people).members]
    assert told == [
        ("Stayed", None, None),
        ("Undated", None, None),
        ("Joined", date(2025, 5, 16), None),
        ("Left", None, date(2026, 5, 21)),
    ]


def of(year: YearBack, priority: str) -> Achieved:
    (found,) = (one for one in year.achieved if one.priority.reference == priority)
    return found


def test_an_action_was_delivered_in_the_year_by_the_day_on_which_it_was() -> None:
    year = back(PLAN)
    assert [action.reference for action in of(year, "P1").delivered] == ["1.1"]
    assert [action.reference for action in year.delivered] == ["1.1"]


def test_each_priority_has_what_is_nearest_to_it_and_what_is_of_none_comes_last() -> None:
    told = [
        (one.priority.reference, [action.reference for action in one.actions])
        for one in back(PLAN).achieved
    ]
    assert told == [
        ("P1", ["1.1", "1.2", "1.3", "1.4"]),
        ("P2", ["2.1", "2.2", "2.3", "2.4"]),
        ("", ["9.1"]),
    ]


def test_a_priority_with_nothing_at_all_is_still_told_of() -> None:
    rows = "## priorities\n| reference | name |\n| - | - |\n| P9 | New |"
    assert [one.priority.reference for one in back(rows).achieved] == ["P9"]


def test_what_was_due_and_not_delivered_by_the_deadline_that_was_agreed() -> None:
    told = [(due.action.reference, str(due.standing)) for due in back(PLAN).late]
    # 2.3 is delivered, although nobody has said when; 2.2 was withdrawn, 2.1 has until July.
    assert told == [("1.4", "Not delivered")]
    assert [action.reference for action in back(PLAN).moved] == ["2.1"]


MOVED = """
## actions
| reference | deadline | revised_deadline | revised_on | state | done_on |
| --- | --- | --- | --- | --- | --- |
| in time | 31 March 2026 | | | Delivered | 31 March 2026 |
| late | 31 March 2026 | | | Delivered | 3 April 2026 |
| late and moved | 31 January 2026 | 31 March 2026 | | Delivered | 1 April 2026 |
| late before | 31 March 2025 | | | Delivered | 3 April 2025 |
| moved, in time | 31 January 2026 | 31 March 2026 | | Delivered | 1 March 2026 |
| moved before | 31 January 2025 | 31 July 2026 | 15 May 2025 | On course | |
| moved, overdue | 31 January 2026 | 31 March 2026 | 1 July 2025 | On course | |
| the same day | 31 July 2026 | July 2026 | | On course | |
| withdrawn | 31 January 2026 | 31 July 2026 | | Withdrawn | |
| no deadline | | | | Delivered | 3 April 2026 |
"""


def test_what_was_delivered_late_and_what_was_given_another_deadline_are_two_lists() -> None:
    year = back(MOVED)
    assert [action.reference for action in year.delivered_late] == ["late", "late and moved"]
    assert [action.reference for action in year.moved] == [
        "late and moved",
        "moved, in time",
        "moved, overdue",
    ]
    assert [due.action.reference for due in year.late] == ["moved, overdue"]


@each("as_at", [date(2026, 1, 31), date(2026, 4, 30), DAY])
def test_every_paper_calls_the_same_actions_late(as_at: date) -> None:
    at = seen(
        board(MEETINGS + PLAN.replace("| O2 | 31 July 2026", "| O2 | 20 May 2026")), as_at=as_at
    )
    performance = {
        row.reference
        for row in actions(at, ()).exceptions
        if row.standing in ("Not delivered", "At risk")
    }
    assert performance == {due.action.reference for due in year_back(at).late} != set()


def test_actions_that_are_carried_over_keep_their_reference() -> None:
    assert [action.reference for action in back(PLAN).carried] == ["1.4", "2.4"]


MILESTONES = """
## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
| 1.1 | with its action | 1 March 2026 | |
| 1.4 | on a day | 1 March 2026 | 3 March 2026 |
| 1.4 | a year ago | 1 March 2025 | 3 March 2025 |
| 1.4 | nobody said | 1 March 2026 | |
| 2.2 | withdrawn | 1 March 2026 | |
| 1.4 | after the data | 15 May 2026 | |
| 1.4 | next year | 1 July 2026 | |
"""


def test_a_milestone_is_reached_on_its_day_and_without_one_its_action_is_delivered() -> None:
    year = back(PLAN + MILESTONES, as_at=date(2026, 4, 30))
    assert [row.wording for row in year.reached] == ["on a day"]
    assert year.undated == 1
    assert [row.wording for row in of(year, "P1").milestones] == ["with its action", "on a day"]


def test_a_milestone_of_which_nobody_said_anything_is_told_once_its_day_is_in_the_data() -> None:
    year = back(PLAN + MILESTONES, as_at=date(2026, 4, 30))
    assert [row.wording for row in year.unsaid] == ["nobody said"]
    later = back(PLAN + MILESTONES)
    assert [row.wording for row in later.unsaid] == ["nobody said", "after the data"]


def test_a_milestone_between_the_data_and_the_meeting_is_told_by_the_next_report() -> None:
    papers = """
## papers
| reference | kind | meeting | as_at |
| --- | --- | --- | --- |
| Year | annual_report | May 2026 | 30 April 2026 |
"""
    found = board(MEETINGS + PLAN + MILESTONES + papers)
    year = year_back(seen(found, day=date(2027, 5, 20), as_at=date(2027, 4, 30)))
    assert [row.wording for row in year.unsaid] == ["after the data", "next year"]


FIGURES = """
## outcomes
| reference |
| --- |
| O1 |

## indicators
| reference | outcome | direction | next_due | frequency | tolerance |
| --- | --- | --- | --- | --- | --- |
| Met | O1 | Higher is better | | | |
| Missed | O1 | Lower is better | | | 5% |
| Words | O1 | Higher is better | | | |
| Due | O1 | Higher is better | 8 October 2026 | | |
| New | O1 | Higher is better | | | |
| Term | O1 | Lower is better | | Termly | |
| Biennial | O1 | Lower is better | | Every two years | |
| Calendar | O1 | Lower is better | | | |
| Quarter | O1 | Higher is better | | | |

## targets
| indicator | year | value |
| --- | --- | --- |
| Met | 2025/26 | 56 |
| Met | 2026/27 | 99 |
| Missed | 2025/26 | 10 |
| Calendar | 2025 | 11 |

## readings
| indicator | period | value |
| --- | --- | --- |
| Met | 2024/25 | 52.8 |
| Met | 2025/26 | 56.1 |
| Met | Q1 2026/27 | 12 |
| Missed | 2024/25 | 9 |
| Missed | 2025/26 | 11 |
| Words | 2024/25 | 3 |
| Words | 2025/26 | Published October 2026 |
| New | 2025/26 | New indicator |
| Term | Spring 2024/25 | 19 |
| Term | Spring 2025/26 | 18 |
| Biennial | 2023/24 | 8 |
| Biennial | 2025/26 | 7 |
| Calendar | 2024 | 12 |
| Calendar | 2025 | 11 |
| Quarter | Q3 2025/26 | 5 |
"""


def outturn(indicator: str, data: str = FIGURES) -> Outturn:
    (found,) = (one for one in back(data).outturns if one.indicator.reference == indicator)
    return found


def figures(one: Outturn) -> tuple[Decimal | None, Decimal | None]:
    before, now = (
        reading.value.number if reading and reading.value else None
        for reading in (one.before, one.reading)
    )
    return before, now


def test_last_years_outturn_stands_beside_that_of_the_year_before_and_its_own_target() -> None:
    one = outturn("Met")
    assert figures(one) == (Decimal("52.8"), Decimal("56.1"))
    assert str(one.target.year) == "2025/26" if one.target else False
    assert (str(one.judgement.role), one.movement.words) == (
        "met",
        "↑\xa0Better (from 52.8 in 2024/25)",
    )


def test_an_outturn_that_misses_its_target_is_worse() -> None:
    assert [one.indicator.reference for one in back(FIGURES).worse] == ["Missed"]


def test_an_outturn_that_is_not_out_says_when_it_comes() -> None:
    awaited = [one.indicator.reference for one in back(FIGURES).outturns if one.awaited]
    assert awaited == ["Words", "Due", "Quarter"]
    assert outturn("Words").comes == "Published October 2026"
    assert outturn("Due").comes == ""
    assert not outturn("New").awaited


def test_figures_of_terms_calendar_years_and_every_two_years_find_their_like() -> None:
    assert figures(outturn("Term")) == (Decimal(19), Decimal(18))
    assert figures(outturn("Calendar")) == (Decimal(12), Decimal(11))
    assert figures(outturn("Biennial")) == (Decimal(8), Decimal(7))
    assert outturn("Biennial").movement.words == "↑\xa0Better (from 8 in 2023/24)"


def test_a_figure_whose_period_ends_after_the_day_of_the_data_does_not_count() -> None:
    year = back(FIGURES, as_at=date(2026, 3, 30))
    assert [one.indicator.reference for one in year.outturns if one.has_figure] == [
        "Calendar",
    ]


LOG = """
## rounds
| priority | meeting | issued_on |
| --- | --- | --- |
| P1 | July 2025 | 1 June 2025 |
| P1 | March 2026 | 1 February 2026 |
| P1 | July 2026 | 1 June 2026 |

## returns
| meeting | action | rating | reasons | exceptional |
| --- | --- | --- | --- | --- |
| July 2025 | 1.1 | Green | | |
| July 2025 | 1.4 | Amber | Slow | |
| March 2026 | 1.1 | Green | All open | Exceptional |
| March 2026 | 1.4 | Red | Slower | |
| July 2026 | 1.1 | Red | Shut | |

## views
| meeting | action | rating | because |
| --- | --- | --- | --- |
| July 2025 | 1.4 | Red | No date |
"""


def test_the_rounds_of_the_year_are_told_action_by_action_and_no_later_one() -> None:
    (one,) = back(PLAN, log=LOG).rounds
    assert [meeting.reference for meeting in one.meetings] == ["July 2025", "March 2026"]
    told = {rows[0].action.reference: [row.rating for row in rows] for rows in one.actions}
    assert told["1.1"] == ["Green", "Green"]
    assert told["1.4"] == ["Red", "Red"]
    moderated = [row.is_moderated for rows in one.actions for row in rows if row.now]
    assert moderated == [False, False, True, False]


def test_a_round_stands_with_its_priority_and_not_again_with_the_part_above_it() -> None:
    told = [one.priority.reference for one in back(PLAN, log=LOG).rounds]
    assert told == ["P1"]


def test_exceptional_progress_and_red_at_year_end_come_from_the_log() -> None:
    year = back(PLAN, log=LOG)
    assert [row.action.reference for row in of(year, "P1").exceptional] == ["1.1"]
    assert [one.action.reference for one in year.red] == ["1.4"]


HEARD = """
## groups
| name |
| --- |
| Healthwatch |
| Carers |

## feedback
| group | meeting | about | delivered | highlight |
| --- | --- | --- | --- | --- |
| Healthwatch | July 2025 | 1.1 | Yes | A bus |
| Healthwatch | July 2026 | 1.1 | No | |

## partner_reports
| meeting | partner | received | summary |
| --- | --- | --- | --- |
| March 2026 | Trust | Yes | Went well |
| July 2026 | Trust | | |

## sessions
| meeting | topic | issue | brought_to |
| --- | --- | --- | --- |
| Session | Housing | A joint post | March 2026 |
| Session | Secret topic | | |
| Session | Later | Another | July 2026 |
"""


def test_what_was_heard_is_told_for_meetings_of_the_year_that_asked_for_it() -> None:
    year = back(HEARD)
    told = {str(one.meeting.reference): len(one.returns.silent) for one in year.received}
    # March asks by the cadence, and nothing came; May asks for nothing.
    assert told == {"July 2025": 1, "March 2026": 2}
    assert [row.summary for _, row in year.partners] == ["Went well"]


def test_of_a_session_only_the_issue_that_was_brought_to_the_board_is_there() -> None:
    year = back(HEARD)
    assert [(one.issue, one.meeting.reference) for one in year.brought] == [
        ("A joint post", "March 2026")
    ]
    assert "Housing" not in repr(year.brought)


def test_the_next_year_has_the_plans_of_that_year_and_the_forward_plan_from_the_next_day() -> None:
    plans = "## plans\n| reference | year |\n| - | - |\n| Old | 2025/26 |\n| New | 2026/27 |"
    year = back(plans)
    assert [plan.reference for plan in year.plans] == ["New"]
    assert [one.meeting.reference for one in year.ahead.meetings] == ["July 2026"]


def test_a_year_with_nothing_behind_it_says_what_is_lacking() -> None:
    bare = "## meetings\n| reference | date |\n| - | - |\n| May | 21 May 2026 |"
    assert year_back(seen(board(bare))).lacks_meetings
    figureless = "## indicators\n| reference |\n| - |\n| PI 1 |"
    assert back(figureless).lacks_outturns
    assert not back(FIGURES).lacks_meetings
    assert not back(FIGURES).lacks_outturns


def test_another_month_for_the_annual_report_is_a_setting() -> None:
    ways = Ways(Settings(cadence=Cadence(annual_report=("March",))))
    span = year_span(seen(board(MEETINGS), ways, date(2027, 3, 18)))
    assert (span.first, span.last) == (date(2026, 3, 13), date(2027, 3, 18))
