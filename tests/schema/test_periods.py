"""Periods and deadlines: printed as written, compared by their last day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.schema import dates
from paperkit.schema.dates import (
    Length,
    NotADateError,
    NotAPeriodError,
    Period,
    read_deadline,
    read_period,
)
from tests.cases import each

YEARS = st.integers(1950, 2099)
PERIODS = st.one_of(
    st.builds(dates.month, YEARS, st.integers(1, 12)),
    st.builds(dates.quarter, st.integers(1, 4), YEARS),
    st.builds(dates.term, st.sampled_from(["Autumn", "Spring", "Summer"]), YEARS),
    st.builds(dates.year_from_april, YEARS),
    st.builds(dates.calendar_year, YEARS),
    YEARS.flatmap(
        lambda first: st.builds(dates.span, st.just(first), st.integers(first + 1, 2100))
    ),
)


@each(
    ("typed", "printed", "length", "first", "last"),
    [
        ("2025/26", "2025/26", Length.YEAR, "2025-04-01", "2026-03-31"),
        ("2025-26", "2025/26", Length.YEAR, "2025-04-01", "2026-03-31"),
        ("2025/2026", "2025/26", Length.YEAR, "2025-04-01", "2026-03-31"),
        ("1999/00", "1999/00", Length.YEAR, "1999-04-01", "2000-03-31"),
        ("2025", "2025", Length.CALENDAR_YEAR, "2025-01-01", "2025-12-31"),
        ("Q1 2025/26", "Q1 2025/26", Length.QUARTER, "2025-04-01", "2025-06-30"),
        ("q4 2025/26", "Q4 2025/26", Length.QUARTER, "2026-01-01", "2026-03-31"),
        ("Quarter 2 2025-26", "Q2 2025/26", Length.QUARTER, "2025-07-01", "2025-09-30"),
        ("July 2026", "July 2026", Length.MONTH, "2026-07-01", "2026-07-31"),
        ("feb 2028", "February 2028", Length.MONTH, "2028-02-01", "2028-02-29"),
        ("Sept. 2026", "September 2026", Length.MONTH, "2026-09-01", "2026-09-30"),
        ("Autumn 2025/26", "Autumn 2025/26", Length.TERM, "2025-09-01", "2025-12-31"),
        ("spring term 2025/26", "Spring 2025/26", Length.TERM, "2026-01-01", "2026-03-31"),
        ("Summer 2025/26", "Summer 2025/26", Length.TERM, "2026-04-01", "2026-08-31"),
        ("2023 to 2025", "2023 to 2025", Length.SPAN, "2023-01-01", "2025-12-31"),
        ("2023–25", "2023 to 2025", Length.SPAN, "2023-01-01", "2025-12-31"),
        ("  July\n2026 ", "July 2026", Length.MONTH, "2026-07-01", "2026-07-31"),
    ],
)
def test_a_period_of_the_grammar_is_read(
    typed: str, printed: str, length: Length, first: str, last: str
) -> None:
    expected = Period(printed, length, date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(typed) == expected
    assert str(expected) == printed


@each(
    ("typed", "fault"),
    [
        (
            "2014-25",
            "joins 2014 and 25, which do not follow each other (the year after 2014 is 2014/15)",
        ),
        (
            "Q1 2025/27",
            "joins 2025 and 27, which do not follow each other (the year after 2025 is 2025/26)",
        ),
        (
            "2023/0024",
            "is about the year 0024",
        ),
        ("2025 to 2023", "ends before it begins"),
        ("0000", "is about the year 0000"),
        ("9999/00", "is about the year 9999"),
        ("Q4 9999/00", "is about the year 9999"),
        ("July 0000", "is about the year 0000"),
        ("2023 to 9999", "is about the year 9999"),
        ("2206", "is about the year 2206"),
        ("last year", "is not a period that paperkit knows"),
        ("Q5 2025/26", "is not a period that paperkit knows"),
        ("Julember 2026", "is not a period that paperkit knows"),
        ("16 July 2026", "is not a period that paperkit knows"),
        ("", "is not a period that paperkit knows"),
    ],
)
def test_what_is_no_period_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotAPeriodError) as caught:
        read_period(typed)
    assert str(caught.value) == fault


@given(PERIODS)
def test_a_period_is_read_as_it_is_printed(period: Period) -> None:
    assert read_period(period.words) == period


@given(PERIODS)
def test_a_period_ends_after_it_begins(period: Period) -> None:
    assert period.first < period.last


@given(YEARS)
def test_the_four_quarters_make_up_the_year_from_april(year: int) -> None:
    quarters = [dates.quarter(number, year) for number in (1, 2, 3, 4)]
    whole = dates.year_from_april(year)
    assert (quarters[0].first, quarters[-1].last) == (whole.first, whole.last)
    for before, after in pairwise(quarters):
        assert after.first - before.last == timedelta(days=1)


def test_periods_are_ordered_by_their_last_day_and_the_shorter_of_two_comes_last() -> None:
    typed = ["2025/26", "Q4 2025/26", "March 2026", "2025", "Q1 2025/26"]
    ordered = sorted(map(read_period, typed), key=lambda period: period.order)
    assert [period.words for period in ordered] == [
        "Q1 2025/26",
        "2025",
        "2025/26",
        "Q4 2025/26",
        "March 2026",
    ]


@each(
    ("typed", "printed", "last"),
    [
        ("16 July 2026", "16 July 2026", date(2026, 7, 16)),
        ("16/07/2026", "16 July 2026", date(2026, 7, 16)),
        ("July 2026", "July 2026", date(2026, 7, 31)),
        ("Q3 2026/27", "Q3 2026/27", date(2026, 12, 31)),
        ("2026/27", "2026/27", date(2027, 3, 31)),
        ("2026", "2026", date(2026, 12, 31)),
        ("ongoing", "Ongoing", None),
        (" Ongoing ", "Ongoing", None),
    ],
)
def test_a_deadline_is_printed_as_written_and_compared_by_its_last_day(
    typed: str, printed: str, last: date | None
) -> None:
    deadline = read_deadline(typed)
    assert (str(deadline), deadline.last) == (printed, last)


@each(
    ("typed", "fault"),
    [
        ("ASAP", "is not a date"),
        ("31 September 2026", "does not exist"),
        ("27 April", "has no year"),
        (
            "2014-25",
            "joins 2014 and 25, which do not follow each other (the year after 2014 is 2014/15)",
        ),
        ("9999", "is about the year 9999"),
    ],
)
def test_what_is_no_deadline_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_deadline(typed)
    assert str(caught.value) == fault


@given(st.one_of(st.text(), st.from_regex(r"(Q[1-4] |Autumn |July )?\d{4}([/-]\d{2,4})?")))
def test_whatever_is_typed_gives_a_deadline_or_a_reason(typed: str) -> None:
    try:
        deadline = read_deadline(typed)
    except NotADateError as fault:
        assert str(fault)
    else:
        assert deadline.last is not None or deadline.words == "Ongoing"


@each(
    ("period", "after", "before"),
    [
        ("December 2025", "January 2026", "December 2024"),
        ("February 2024", "March 2024", "February 2023"),
        ("Q3 2025/26", "Q4 2025/26", "Q3 2024/25"),
        ("Q4 2025/26", "Q1 2026/27", "Q4 2024/25"),
        ("Autumn 2025/26", "Spring 2025/26", "Autumn 2024/25"),
        ("Spring 2025/26", "Summer 2025/26", "Spring 2024/25"),
        ("Summer 2025/26", "Autumn 2026/27", "Summer 2024/25"),
        ("2025/26", "2026/27", "2024/25"),
        ("2025", "2026", "2024"),
        ("2021 to 2023", "None", "2020 to 2022"),
    ],
)
def test_the_period_after_and_the_same_a_year_before(period: str, after: str, before: str) -> None:
    one = read_period(period)
    assert (str(dates.following(one)), str(dates.year_before(one))) == (after, before)


@given(PERIODS)
def test_periods_of_one_length_follow_each_other_without_a_gap(period: Period) -> None:
    after = dates.following(period)
    if after is not None:
        assert after.length is period.length
        assert after.first == period.last + timedelta(days=1)
