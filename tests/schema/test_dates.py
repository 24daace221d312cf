"""Dates as English council officers write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.schema.dates import NotADateError, ambiguous, has_time, in_words, read_date
from tests.cases import each

JULY_16 = date(2026, 7, 16)


@each(
    "typed",
    [
        "16 July 2026",
        " 16 July 2026 ",
        "16 july 2026",
        "16 Jul 2026",
        "16 Jul. 2026",
        "16th July 2026",
        "16 th July 2026",
        "16 July, 2026",
        "16th of July 2026",
        "16\nJuly\n2026",
        "16\xa0July\xa02026",
        "Thursday 16 July 2026",
        "Thursday, 16 July 2026",
        "Thu 16 July 2026",
        "Thurs 16 July 2026",
        "16/07/2026",
        "16/7/2026",
        "16.07.2026",
        "16-07-2026",
        "16/07/26",
        "2026-07-16",
        "2026-07-16 00:00:00",
        "2026-07-16T00:00",
        "16 July 2026 14:30",
        "16 July 2026, 2.30pm",
        "16 July 2026 at 2pm",
        "16/07/2026 14:30",
    ],
)
def test_a_complete_date_is_read_day_first(typed: str) -> None:
    assert read_date(typed) == JULY_16


@each(
    ("typed", "fault"),
    [
        ("31 September 2026", "does not exist"),
        ("29 February 2026", "does not exist"),
        ("2026-02-30", "does not exist"),
        ("0 May 2026", "does not exist"),
        ("31/13/2026", "does not exist"),
        ("1 May 0000", "does not exist"),
        ("27 April", "has no year"),
        ("7/16/2026", "has the month before the day"),
        ("TBC", "is not a date"),
        ("July 2026", "is not a date"),
        ("16 Ju 2026", "is not a date"),
        ("16 Juli 2026", "is not a date"),
        ("46219", "is not a date"),
        ("١٦/٠٧/٢٠٢٦", "is not a date"),
        ("", "is not a date"),
        ("14:30", "is not a date"),
        ("16 July 1926", "is in the year 1926"),
        ("16 July 2206", "is in the year 2206"),
    ],
)
def test_what_is_no_complete_and_possible_date_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_date(typed)
    assert str(caught.value) == fault


def test_every_day_from_2000_to_2100_is_read_as_it_is_printed() -> None:
    day = date(2000, 1, 1)
    while day.year <= 2100:
        assert read_date(in_words(day)) == day
        day += timedelta(days=1)


def test_a_date_is_printed_without_a_zero_before_the_day() -> None:
    assert in_words(date(2013, 5, 9)) == "9 May 2013"


@each(
    ("typed", "swappable"),
    [
        ("03/04/2026", True),
        ("3.4.26", True),
        ("03/04/2026 14:30", True),
        ("04/04/2026", False),
        ("16/07/2026", False),
        ("2026-04-03", False),
        ("3 April 2026", False),
    ],
)
def test_a_date_in_figures_that_could_be_swapped_is_known(typed: str, swappable: bool) -> None:
    assert ambiguous(typed) is swappable


@each(
    ("typed", "timed"),
    [
        ("16 July 2026 14:30", True),
        ("2026-07-16T14:30:00", True),
        ("16 July 2026 9am", True),
        ("2026-07-16 00:00:00", False),
        ("16 July 2026", False),
        ("16.07.2026", False),
    ],
)
def test_a_time_of_day_is_known_and_midnight_is_none(typed: str, timed: bool) -> None:
    assert has_time(typed) is timed


@given(st.text())
def test_whatever_is_typed_gives_a_date_or_a_reason(typed: str) -> None:
    try:
        day = read_date(typed)
    except NotADateError as fault:
        assert str(fault)
    else:
        assert 2000 <= day.year <= 2100


@given(st.from_regex(r"\d{1,4}[ /.-]{1,2}(\d{1,2}|[A-Za-z]{3,9})[ /.-]\d{2,4}", fullmatch=True))
def test_whatever_looks_like_a_date_gives_a_date_or_a_reason(typed: str) -> None:
    try:
        day = read_date(typed)
    except NotADateError as fault:
        assert str(fault)
    else:
        assert 2000 <= day.year <= 2100
