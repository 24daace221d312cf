"""What was read with a doubt is told, so that an officer looks at it."""

from paperkit.board.paper_rows import Text
from paperkit.board.plan_rows import Action, Reading
from paperkit.schema.columns import Column, columns_of
from paperkit.schema.values import Misread, near_misses, read_value
from tests.cases import each


def column(row: type, name: str) -> Column:
    return next(column for column in columns_of(row) if column.name == name)


def told(typed: str, name: str) -> list[str]:
    """Return the notes on a cell of the sheet Actions."""
    found = near_misses(typed, column(Action, name))
    return [f"{doubt.code} {doubt.message}" for doubt in found]


@each("typed", ["Friday 16 July 2026", "Fri 16 July 2026", "Fri, 16th July 2026"])
@each("name", ["review_date", "deadline"])
def test_a_weekday_that_does_not_fit_is_noted(typed: str, name: str) -> None:
    assert told(typed, name) == [
        f"PK-315 '{typed}' was read as 16 July 2026, which is a Thursday."
    ]  # fmt: skip


@each("typed", ["Thursday 16 July 2026", "thurs 16 July 2026", "16 July 2026", "Monday"])
def test_a_weekday_that_fits_or_is_none_is_let_be(typed: str) -> None:
    assert told(typed, "review_date") == []


def test_a_text_of_four_thousand_characters_is_noted() -> None:
    assert told("word " * 799 + "words", "correction") == [
        "PK-318 The cell holds 4,000 characters; it begins 'word word word word word word word "
        "word…'."
    ]
    assert told("x" * 3_999, "correction") == []


@each(
    ("typed", "mark"),
    [
        ("• recruit staff\n• train them", "the mark '•'"),
        ("First:\n  ▪ recruit staff", "the mark '▪'"),
        ("\uf0b7\trecruit staff", "the mark '\\uf0b7'"),
        ("Name\tPost", "tabs"),
    ],
)
def test_bullets_and_tabs_pasted_from_word_are_noted(typed: str, mark: str) -> None:
    (doubt,) = near_misses(typed, column(Action, "correction"))
    assert doubt.code == "PK-319"
    assert doubt.message.endswith(f"holds {mark}, which papers print as typed.")


@each(
    ("typed", "codes"),
    [
        ("The Board asked for:\n• a plan\n\uf0b7\ta report", []),
        ("• a plan\n▪ a report", ["PK-319"]),
        ("• a plan\tof areas", ["PK-319"]),
    ],
)
def test_a_bullet_of_word_that_begins_a_list_of_long_text_is_not_noted(
    typed: str, codes: list[str]
) -> None:
    assert [one.code for one in near_misses(typed, column(Text, "text"))] == codes


@each("typed", ["- recruit staff", "A • B", "✓", "1. recruit"])
def test_plain_marks_are_let_be(typed: str) -> None:
    assert told(typed, "correction") == []


def test_marks_that_turn_the_direction_of_writing_are_noted() -> None:
    assert told("paid \u202e002 pounds", "correction") == [
        "PK-322 'paid \\u202e002 pounds' holds marks that turn the direction of writing."
    ]


def test_a_reference_with_such_marks_is_refused() -> None:
    value = read_value("1.\u202e1", column(Action, "reference"))
    assert isinstance(value, Misread)
    assert value.code == "PK-301"


def test_a_number_is_never_doubted() -> None:
    from decimal import Decimal

    assert list(near_misses(Decimal(5), column(Reading, "value"))) == []
