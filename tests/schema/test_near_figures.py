"""A figure that cannot be read is told; words in place of a figure are let be."""

from decimal import Decimal

from paperkit.board.plan_rows import Reading
from paperkit.schema.columns import columns_of
from paperkit.schema.values import (
    Amount,
    Misread,
    near_figure,
    near_misses,
    read_amount,
    read_value,
    suppressed,
)
from tests.cases import each

VALUE = next(column for column in columns_of(Reading) if column.name == "value")


@each(
    "typed",
    [
        "12,00", "1 200", "1\u202f200", "£1.2m", "5*", "5 (p)", "72.4 r", "€5", "(12)", "12 %!",
        "at least 90", "≥ 90", "> 5", "90+", "about 40", "c. 40", "~40", "approx. 40", "85-90",
        "1/2", "2026/27", "14:30", "1.2.3", "0.87 (87%)", "72.4 per 1,000", "2 days", "1_000",
        "1.2 million", "40 per cent", "٣", "Yes", "TRUE", "1" + "0" * 30,
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_read_is_an_error(typed: str) -> None:
    value = read_value(typed, VALUE)
    assert isinstance(value, Misread)
    assert value.code == "PK-316"
    assert value.message == f"'{' '.join(typed.split())}' cannot be read as a figure."
    assert value.remedy.startswith("Type ")


@each(
    ("typed", "remedy"),
    [
        ("12,00", "Type it with a point before the decimals (12.5), or a comma before each three"),
        ("1 200", "Type it without the space, or with a comma, such as 1,200."),
        ("£1.2m", "Type it in full, or the figure alone where the indicator's unit says the rest"),
        ("at least 90", "Type the figure alone: the indicator's direction says which side of it"),
        ("5*", "Type the figure alone, and put what else is to be said into a column of words."),
    ],
)
def test_the_remedy_fits_what_was_typed(typed: str, remedy: str) -> None:
    assert near_figure(typed).startswith(remedy)


@each(
    "typed",
    [
        "Published October 2026", "Due 16 July 2026", "Due 16/07/2026", "Available from Q3 2026/27",
        "Not due until 2027", "New indicator", "Data only", "No target", "Baseline year",
    ],
)  # fmt: skip
def test_words_in_place_of_a_figure_are_let_be(typed: str) -> None:
    assert read_value(typed, VALUE) == Amount(typed)
    assert list(near_misses(typed, VALUE)) == []


@each(
    "typed", ["<5", "< 5%", "fewer than 5", "less than 10", "*", "[c]", "..", "3 of 4 plans ready"]
)
def test_words_with_a_figure_are_kept_and_noted(typed: str) -> None:
    assert read_value(typed, VALUE) == Amount(typed)
    assert [f"{one.code} {one.message}" for one in near_misses(typed, VALUE)] == [
        f"PK-317 '{typed}' was read as words: it is printed as typed and not rated."
    ]


@each("typed", ["72.4", "1,200", "£1,200.50", "-3", "−3", "87.5 %", "0"])
def test_a_plain_figure_is_neither_near_nor_doubted(typed: str) -> None:
    assert isinstance(read_value(typed, VALUE), Amount)
    assert read_amount(typed).number is not None
    assert list(near_misses(typed, VALUE)) == []


def test_a_number_of_excels_is_a_figure() -> None:
    assert read_value(Decimal("0.5"), VALUE) == Amount("0.5", Decimal("0.5"))


def test_only_a_small_figure_is_one_held_back() -> None:
    assert not suppressed(">5")
    assert not suppressed("5")
