"""The steps before a meeting: working days and clear days, over every kind of holiday.

The bank holidays are those that GOV.UK lists for England and Wales.
"""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.calendar import (
    bank_holidays,
    day_of,
    deadlines,
    is_working_day,
    working_days_before,
)
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Deadlines, Settings, StepName, check_settings
from paperkit.board.words import Body, MeetingKind
from paperkit.findings import Finding, Place, Severity
from paperkit.schema.dates import in_words, read_date
from tests.cases import each
from tests.tables import told


def weekday(day: date) -> str:
    return f"{day:%a} {in_words(day)}"


def plan(day: str, chosen: Deadlines | None = None) -> list[str]:
    meeting = Meeting(reference="M", date=read_date(day))
    return [
        f"{step.name}, {step.before} before: {weekday(step.day)}"
        for step in deadlines(meeting, chosen or Deadlines())
    ]


def clear_days_before(meeting: date, number: int, days_off: tuple[date, ...] = ()) -> date:
    chosen = Deadlines(clear_days=number, days_off=days_off)
    steps = deadlines(Meeting(reference="M", date=meeting), chosen)
    published = day_of(steps, StepName.PUBLICATION)
    assert published
    return published


def found(chosen: Deadlines) -> list[Finding]:
    return list(check_settings(Settings(deadlines=chosen), "paperkit.yaml"))


@each(
    ("meeting", "published"),
    [
        # Days that were worked out by hand, with the bank holidays that lie between.
        ("9 May 2013", "Tue 30 April 2013"),  # May Day
        ("9 December 2024", "Fri 29 November 2024"),  # none
        ("28 April 2025", "Wed 16 April 2025"),  # Easter
        ("7 April 2026", "Thu 26 March 2026"),  # Easter
        ("5 January 2026", "Tue 23 December 2025"),  # Christmas and New Year
        ("6 January 2027", "Thu 24 December 2026"),  # Boxing Day kept on Monday 28
        ("9 June 2022", "Mon 30 May 2022"),  # the Platinum Jubilee: Thursday 2 and Friday 3 June
        ("10 May 2023", "Fri 28 April 2023"),  # May Day, and the Coronation on Monday 8 May
        ("22 September 2022", "Tue 13 September 2022"),  # the Queen's funeral, Monday 19
        ("15 May 2020", "Wed 6 May 2020"),  # VE Day: May Day kept on Friday 8
    ],
)
def test_five_clear_days_leave_out_weekends_and_bank_holidays(meeting: str, published: str) -> None:
    assert weekday(clear_days_before(read_date(meeting), 5)) == published


def test_the_day_of_notice_and_the_day_of_the_meeting_are_not_clear_days() -> None:
    assert weekday(clear_days_before(date(2026, 7, 16), 1)) == "Tue 14 July 2026"
    assert weekday(clear_days_before(date(2026, 7, 16), 0)) == "Wed 15 July 2026"


@each(
    ("meeting", "steps"),
    [
        (
            "16 July 2026",
            [
                "Forms out, 40 before: Wed 20 May 2026",
                "Returns due, 20 before: Thu 18 June 2026",
                "Drafts to sponsors and directors, 12 before: Tue 30 June 2026",
                "Papers cleared, 8 before: Mon 6 July 2026",
                "Papers to the clerk, 7 before: Tue 7 July 2026",
                "Papers published, 6 before: Wed 8 July 2026",
            ],
        ),
        (
            "7 April 2026",
            [
                "Forms out, 40 before: Fri 6 February 2026",
                "Returns due, 20 before: Fri 6 March 2026",
                "Drafts to sponsors and directors, 12 before: Wed 18 March 2026",
                "Papers cleared, 8 before: Tue 24 March 2026",
                "Papers to the clerk, 7 before: Wed 25 March 2026",
                "Papers published, 6 before: Thu 26 March 2026",
            ],
        ),
    ],
)
def test_every_step_is_worked_back_from_the_meeting(meeting: str, steps: list[str]) -> None:
    assert plan(meeting) == steps


def test_reminders_can_be_counted_in_the_same_way() -> None:
    assert weekday(working_days_before(date(2026, 7, 16), 25)) == "Thu 11 June 2026"
    assert weekday(working_days_before(date(2026, 4, 7), 15)) == "Fri 13 March 2026"


def test_the_councils_own_days_off_are_no_working_days() -> None:
    off = (date(2025, 12, 29), date(2025, 12, 30), date(2025, 12, 31))
    assert weekday(clear_days_before(date(2026, 1, 8), 5, off)) == "Tue 23 December 2025"
    assert weekday(clear_days_before(date(2026, 1, 8), 5)) == "Tue 30 December 2025"
    chosen = Deadlines(forms_out=None, returns_due=None, drafts=None, clearance=None, days_off=off)
    assert plan("8 January 2026", chosen) == [
        "Papers to the clerk, 7 before: Mon 22 December 2025",
        "Papers published, 6 before: Tue 23 December 2025",
    ]


def test_a_meeting_at_a_weekend_is_counted_back_from_like_any_other() -> None:
    assert weekday(clear_days_before(date(2026, 7, 18), 5)) == "Fri 10 July 2026"


def test_a_step_is_found_by_its_name() -> None:
    steps = deadlines(Meeting(date=date(2026, 7, 16)), Deadlines(returns_due=None))
    assert day_of(steps, StepName.FORMS_OUT) == date(2026, 5, 20)
    assert day_of(steps, StepName.RETURNS_DUE) is None


def test_papers_of_the_executive_are_not_published() -> None:
    meeting = Meeting(date=date(2026, 7, 16), body=Body.EXECUTIVE)
    names = [step.name for step in deadlines(meeting, Deadlines())]
    assert names == [name for name in StepName if name is not StepName.PUBLICATION]


@pytest.mark.parametrize(
    "meeting",
    [Meeting(), Meeting(date=date(2026, 7, 16), kind=MeetingKind.SESSION)],
    ids=["without a date", "a development session"],
)
def test_a_session_and_a_meeting_without_a_date_have_no_steps(meeting: Meeting) -> None:
    assert deadlines(meeting, Deadlines()) == ()


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days, st.integers(0, 60), st.lists(days, max_size=3))
def test_so_many_working_days_lie_from_the_day_found_to_the_meeting(
    meeting: date, number: int, off: list[date]
) -> None:
    start = working_days_before(meeting, number, off)
    between = [start + timedelta(n) for n in range((meeting - start).days)]
    assert sum(is_working_day(day, off) for day in between) == number
    assert number == 0 or is_working_day(start, off)


@given(days, st.integers(0, 10))
def test_exactly_the_clear_days_lie_between_notice_and_meeting(meeting: date, number: int) -> None:
    notice = clear_days_before(meeting, number)
    between = [notice + timedelta(n) for n in range(1, (meeting - notice).days)]
    assert sum(is_working_day(day) for day in between) == number


def test_easter_monday_and_the_kings_coronation_are_bank_holidays_and_st_andrews_day_is_not() -> (
    None
):
    assert {date(2023, 4, 10), date(2023, 5, 8)} <= bank_holidays(2023)
    assert date(2023, 11, 30) not in bank_holidays(2023)


def test_the_settings_that_paperkit_begins_with_are_in_order() -> None:
    assert found(Deadlines()) == []


def test_a_step_in_the_wrong_order_is_told() -> None:
    (finding,) = found(Deadlines(returns_due=10))
    assert finding.code == "PK-950"
    assert finding.severity is Severity.NOTE
    assert finding.place == Place("paperkit.yaml", field="deadlines")
    assert finding.message == (
        "'Returns due' comes 10 working days before a meeting, after 'Drafts to sponsors and "
        "directors', which comes 12 before."
    )
    assert finding.value == "10"
    assert finding.remedy == "Correct one of the two numbers in paperkit.yaml, under 'deadlines'."


def test_two_steps_on_one_day_and_a_step_left_out_are_in_order() -> None:
    assert found(Deadlines(returns_due=40, drafts=None, clearance=7)) == []


def test_publication_takes_its_place_by_the_clear_days() -> None:
    assert told(found(Deadlines(clear_days=10))) == [
        "PK-950 paperkit.yaml, deadlines: 'Papers to the clerk' comes 7 working days before a "
        "meeting, after 'Papers published', which comes 11 before."
    ]


@each("number", [0, -5, 251, 1_000_000])
def test_a_number_that_is_no_step_is_told_and_the_step_left_out(number: int) -> None:
    chosen = Deadlines(forms_out=number)
    finding = found(chosen)[0]
    assert finding.code == "PK-951"
    assert finding.severity is Severity.ERROR
    assert finding.message == (f"'Forms out' cannot be {number:,} working days before a meeting.")
    assert plan("16 July 2026", chosen)[0].startswith("Returns due")


@each("number", [1, 250])
def test_a_step_is_from_one_day_to_a_year_before(number: int) -> None:
    assert plan("16 July 2026", Deadlines(forms_out=number))[0] == (
        f"Forms out, {number} before: {weekday(working_days_before(date(2026, 7, 16), number, ()))}"
    )


def test_the_library_of_holidays_is_loaded_only_where_a_deadline_is_asked_for() -> None:
    code = "import sys, paperkit.board.calendar; print('holidays' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
