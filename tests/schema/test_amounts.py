"""Figures: kept exactly, compared exactly, rounded once when printed."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.schema.values import (
    Amount,
    Direction,
    NotANumberError,
    Tolerance,
    plain_number,
    printed,
    read_amount,
    read_number,
    read_tolerance,
)
from tests.cases import each

FIGURES = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
)
UNITS = st.sampled_from(["", "%", "£", "£m", "per 1,000"])


@each(
    ("typed", "number"),
    [
        ("72.4", "72.4"),
        (" 72.4 ", "72.4"),
        ("72.40", "72.4"),
        ("72.4%", "72.4"),
        ("72.4 %", "72.4"),
        ("1,200", "1200"),
        ("1,234,567.5", "1234567.5"),
        ("£1,200", "1200"),
        ("-£5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("-0", "0"),
        ("0.30000000000000004", "0.3"),
        ("007", "7"),
    ],
)
def test_a_plain_figure_is_read_exactly(typed: str, number: str) -> None:
    assert str(read_number(typed)) == number


@each(
    ("typed", "fault"),
    [
        ("about 40", "is not a number"),
        ("12,00", "is not a number"),
        ("1,2", "is not a number"),
        ("1.2.3", "is not a number"),
        ("1e5", "is not a number"),
        ("nan", "is not a number"),
        ("Infinity", "is not a number"),
        ("½", "is not a number"),
        ("٧٢", "is not a number"),
        ("1_000", "is not a number"),
        ("", "is not a number"),
        ("%", "is not a number"),
        ("1000000000000000", "is too large to be a figure"),
    ],
)
def test_what_is_no_plain_figure_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotANumberError) as caught:
        read_number(typed)
    assert str(caught.value) == fault


@each(
    ("held", "plain"),
    [
        ("0.1000000000000000055", "0.1"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
        ("1E+30", "1" + "0" * 30),
        ("1E-7", "0.0000001"),
        ("72.4000", "72.4"),
        ("100", "100"),
    ],
)
def test_a_number_loses_what_excel_added_to_it(held: str, plain: str) -> None:
    assert str(plain_number(Decimal(held))) in (plain, str(Decimal(plain)))
    assert format(plain_number(Decimal(held)), "f") == plain


def test_an_amount_is_a_figure_or_the_words_that_stand_for_one() -> None:
    assert read_amount("1,200") == Amount("1,200", Decimal(1200))
    assert read_amount("Published  October\n2026") == Amount("Published October 2026")
    assert str(read_amount("1,200")) == "1,200"


@each(
    ("number", "unit", "decimals", "words"),
    [
        ("72.4", "%", None, "72.4%"),
        ("1200", "£", None, "£1,200"),
        ("-1200", "£", None, "−£1,200"),
        ("3.5", "£m", None, "£3.5m"),
        ("55", "£ per week", None, "£55 per week"),
        ("1.5", "£ per week", None, "£1.50 per week"),
        ("1.5", "£ million", None, "£1.5 million"),
        ("-3", "£/week", None, "−£3/week"),
        ("18", "per 1,000", None, "18 per 1,000"),
        ("72.45", "", 1, "72.5"),
        ("72.44", "", 1, "72.4"),
        ("-72.45", "", 1, "−72.5"),
        ("72", "%", 1, "72.0%"),
        ("-0.04", "", 1, "0.0"),
        ("0.5", "", 0, "1"),
        ("1.5", "", 0, "2"),
        ("2.5", "", 0, "3"),
        ("1E+6", "", None, "1,000,000"),
        ("1E-7", "", None, "0.0000001"),
    ],
)
def test_a_figure_is_printed_with_its_unit(
    number: str, unit: str, decimals: int | None, words: str
) -> None:
    assert printed(Decimal(number), unit, decimals) == words


@given(FIGURES, st.sampled_from(["", "%", "£"]), st.integers(0, 3))
def test_a_printed_figure_reads_back_within_half_of_its_last_digit(
    number: Decimal, unit: str, decimals: int
) -> None:
    back = read_number(printed(number, unit, decimals))
    assert abs(back - number) <= Decimal("0.5").scaleb(-decimals)


@given(FIGURES, UNITS)
def test_a_figure_printed_whole_reads_back_exactly(number: Decimal, unit: str) -> None:
    words = printed(number, unit).removesuffix("per 1,000").removesuffix("m")
    assert read_number(words) == number


@given(FIGURES, UNITS, st.none() | st.integers(0, 3))
def test_no_figure_is_printed_as_noise(number: Decimal, unit: str, decimals: int | None) -> None:
    words = printed(number, unit, decimals)
    assert re.fullmatch(r"−?£?[\d,]+(\.\d+)?(%|m| per 1,000)?", words)
    figures = words.removesuffix(" per 1,000")
    assert "−" not in words or set(figures) & set("123456789")


@given(st.text())
def test_whatever_is_typed_is_an_amount(typed: str) -> None:
    assert read_amount(typed).words == " ".join(typed.split())


@each(
    ("typed", "tolerance"),
    [
        ("5%", Tolerance("5%", percent=Decimal(5))),
        ("2.5 %", Tolerance("2.5 %", percent=Decimal("2.5"))),
        ("2", Tolerance("2", units=Decimal(2))),
        ("0", Tolerance("0", units=Decimal(0))),
        ("floor 60", Tolerance("floor 60", floor=Decimal(60))),
        ("Floor  60", Tolerance("floor 60", floor=Decimal(60))),
        ("floor -3", Tolerance("floor -3", floor=Decimal(-3))),
    ],
)
def test_a_tolerance_is_a_percentage_units_or_a_floor(typed: str, tolerance: Tolerance) -> None:
    assert read_tolerance(typed) == tolerance


@each(
    ("typed", "fault"),
    [
        ("quite close", "is not a number"),
        ("-5%", "is less than nothing"),
        ("-2", "is less than nothing"),
        ("floor", "is not a number"),
        ("", "is not a number"),
    ],
)
def test_what_is_no_tolerance_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotANumberError) as caught:
        read_tolerance(typed)
    assert str(caught.value) == fault


@each(
    ("tolerance", "target", "direction", "limit"),
    [
        ("5%", "80", Direction.HIGHER, "76"),
        ("5%", "80", Direction.LOWER, "84"),
        ("5%", "-80", Direction.HIGHER, "-84"),
        ("5%", "0", Direction.HIGHER, "0"),
        ("2", "80", Direction.HIGHER, "78"),
        ("2", "80", Direction.LOWER, "82"),
        ("0", "80", Direction.LOWER, "80"),
        ("floor 60", "80", Direction.HIGHER, "60"),
        ("floor 90", "80", Direction.LOWER, "90"),
        ("0.1%", "0.3", Direction.HIGHER, "0.2997"),
    ],
)
def test_near_ends_where_the_tolerance_says(
    tolerance: str, target: str, direction: Direction, limit: str
) -> None:
    assert read_tolerance(tolerance).limit(Decimal(target), direction) == Decimal(limit)
