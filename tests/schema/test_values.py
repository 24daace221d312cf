"""From a cell to a typed value, and what is said where there is none."""

import datetime
from datetime import date
from decimal import Decimal
from enum import Enum

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board import words
from paperkit.schema import dates
from paperkit.schema.cleaning import clean, folded
from paperkit.schema.columns import Answer, Choice, Raw, Row, column, columns_of
from paperkit.schema.dates import Deadline, Period
from paperkit.schema.values import (
    Amount,
    Direction,
    Link,
    Misread,
    Tolerance,
    blank,
    choices,
    close_to,
    near_misses,
    read_value,
    unprintable,
)
from tests.cases import each


class State(Choice):
    ON_COURSE = "On course", "On track"
    AT_RISK = "At risk"


class Run(Choice):
    ALONE = "Alone"
    EVENLY = "Add up, evenly"


class Thing(Row, kw_only=True):
    reference: str = column("Reference", "", key=True, default="")
    under: str = column("Under", "", refers=("things",), default="")
    wording: str = column("Wording", "", default="")
    answer: str = column("Answer", "", role="answer", default="")
    day: date | None = column("Day", "")
    period: Period | None = column("Period", "")
    deadline: Deadline | None = column("Deadline", "")
    number: Decimal | None = column("Number", "")
    count: int | None = column("Count", "")
    figure: Amount | None = column("Figure", "")
    tolerance: Tolerance | None = column("Tolerance", "")
    link: Link = column("Link", "", default=Link())
    state: State | None = column("State", "")
    run: Run | None = column("Run", "")
    key: Answer | None = column("Key", "")
    way: Direction | None = column("Way", "")
    told: bool = column("Told", "", default=False)


COLUMNS = {one.name: one for one in columns_of(Thing)}


def read(name: str, raw: Raw) -> object:
    return read_value(raw, COLUMNS[name])


def said(name: str, raw: Raw) -> str:
    """Return the code and message of what could not be read."""
    value = read(name, raw)
    assert isinstance(value, Misread)
    return f"{value.code} {value.message}"


@each(
    ("name", "raw", "value"),
    [
        ("wording", "A & B", "A & B"),
        ("wording", Decimal("1.50"), "1.5"),
        ("wording", Decimal("0.0000001"), "0.0000001"),
        ("wording", date(2026, 7, 16), "16 July 2026"),
        ("reference", "1.10", "1.10"),
        ("reference", " Board\xa0July  2026", "Board July 2026"),
        ("reference", Decimal(12), "12"),
        ("reference", Decimal("1.25"), "1.25"),
        ("under", Decimal("1.1"), "1.1"),
        ("day", "16 July 2026", date(2026, 7, 16)),
        ("day", date(2026, 7, 16), date(2026, 7, 16)),
        ("period", "Q1 2025/26", dates.quarter(1, 2025)),
        ("period", Decimal(2025), dates.calendar_year(2025)),
        ("period", date(2026, 7, 1), dates.month(2026, 7)),
        ("deadline", "Ongoing", Deadline("Ongoing", None)),
        ("deadline", "Q3 2026/27", Deadline("Q3 2026/27", date(2026, 12, 31))),
        ("deadline", date(2026, 7, 16), Deadline("16 July 2026", date(2026, 7, 16))),
        ("deadline", Decimal(2026), Deadline("2026", date(2026, 12, 31))),
        ("number", "1,200", Decimal(1200)),
        ("number", Decimal("0.30000000000000004"), Decimal("0.3")),
        ("count", "12", 12),
        ("count", Decimal("12.0"), 12),
        ("count", "0", 0),
        ("count", "1,000,000", 10**6),
        ("figure", "72.4%", Amount("72.4%", Decimal("72.4"))),
        ("figure", Decimal("72.40"), Amount("72.4", Decimal("72.4"))),
        ("figure", "Published October 2026", Amount("Published October 2026")),
        ("tolerance", "floor 60", Tolerance("floor 60", floor=Decimal(60))),
        ("tolerance", Decimal(2), Tolerance("2", units=Decimal(2))),
        ("link", " https://www.example.org/plan ", "https://www.example.org/plan"),
        ("link", "mailto:a.b@example.org", "mailto:a.b@example.org"),
        ("state", "on  TRACK", State.ON_COURSE),
        ("key", "y", Answer.YES),
        ("key", "False", Answer.NO),
        ("way", "higher is better", Direction.HIGHER),
        ("told", "Yes", True),
        ("told", "TRUE", True),
        ("told", "No", False),
        ("told", "false", False),
    ],
)
def test_a_cell_gets_the_type_of_its_column(name: str, raw: Raw, value: object) -> None:
    assert read(name, raw) == value


@each(
    ("name", "raw", "message"),
    [
        ("state", "On cuorse", "PK-303 'On cuorse' is not one of On course, At risk."),
        ("way", "up", "PK-303 'up' is not one of Higher is better, Lower is better, No judgement."),
        ("run", "adds up", "PK-303 'adds up' is not one of 'Alone', 'Add up, evenly'."),
        ("key", "perhaps", "PK-303 'perhaps' is not one of Yes, No."),
        ("told", "perhaps", "PK-303 'perhaps' is neither yes nor no."),
        ("day", "31 September 2026", "PK-304 '31 September 2026' does not exist."),
        ("day", "27 April", "PK-304 '27 April' has no year."),
        ("day", Decimal(46219), "PK-304 '46219' is not a date."),
        ("day", date(1926, 7, 16), "PK-304 '16 July 1926' is in the year 1926."),
        ("period", "last year", "PK-305 'last year' is not a period that paperkit knows."),
        ("period", date(2026, 7, 16), "PK-305 '16 July 2026' is a day, not a period."),
        ("deadline", "ASAP", "PK-306 'ASAP' is not a date."),
        ("deadline", date(1926, 7, 16), "PK-306 '16 July 1926' is in the year 1926."),
        ("number", "about 40", "PK-307 'about 40' is not a number."),
        ("number", Decimal("1E+30"), f"PK-307 '1{'0' * 30}' is too large to be a figure."),
        ("number", date(2026, 7, 1), "PK-307 '1 July 2026' is not a number."),
        ("count", "2.5", "PK-307 '2.5' is not a whole number."),
        ("count", "1,000,001", "PK-307 '1,000,001' is not between 0 and 1,000,000."),
        ("count", "-3", "PK-307 '-3' is not between 0 and 1,000,000."),
        ("count", "many", "PK-307 'many' is not a whole number."),
        ("tolerance", "quite close", "PK-308 'quite close' is not a tolerance."),
        ("tolerance", date(2026, 7, 1), "PK-308 '1 July 2026' is not a tolerance."),
        ("reference", date(2026, 1, 2), "PK-309 2 January 2026 is in a cell for a reference."),
        ("under", date(2026, 1, 2), "PK-309 2 January 2026 is in a cell for a reference."),
        (
            "reference",
            Decimal("1.1"),
            "PK-309 Excel holds the number 1.1: it may have been typed as 1.1 or 1.10.",
        ),
        (
            "reference",
            Decimal("1.1000000000000001"),
            "PK-309 Excel holds the number 1.1: it may have been typed as 1.1 or 1.10.",
        ),
        (
            "reference",
            "1.\u202e2.1",
            "PK-301 '1.\\u202e2.1' holds marks that turn the direction of writing.",
        ),
        ("figure", "1 200", "PK-316 '1 200' cannot be read as a figure."),
        (
            "figure",
            date(2026, 2, 1),
            "PK-309 1 February 2026 is in a cell for a figure or words.",
        ),
        ("link", "S:\\plan.docx", "PK-312 'S:\\plan.docx' is not a web address."),
        (
            "link",
            "javascript:alert(1)",
            "PK-312 'javascript:alert(1)' is not a web address.",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_as_typed(name: str, raw: Raw, message: str) -> None:
    assert said(name, raw) == message


def test_a_word_that_is_nearly_in_the_list_is_suggested_and_not_taken() -> None:
    value = read("state", "On cuorse")
    assert isinstance(value, Misread)
    assert value.remedy == "Choose one of these words (did you mean On course?)."


def test_a_word_that_is_far_from_the_list_gets_no_suggestion() -> None:
    value = read("state", "Amber/Green")
    assert isinstance(value, Misread)
    assert value.remedy == "Choose one of these words."


@each(
    ("typed", "near"),
    [
        ("on corse", "On course"),
        ("AT  RISK", "At risk"),
        ("", ""),
        ("Purple", ""),
        ("at rest", ""),
    ],
)
def test_close_to_finds_the_word_that_was_nearly_typed(typed: str, near: str) -> None:
    assert close_to(typed, ["On course", "At risk"]) == near


def test_a_figure_that_cannot_be_read_says_how_to_type_it() -> None:
    value = read("figure", "1 200")
    assert isinstance(value, Misread)
    assert value.remedy == "Type it without the space, or with a comma, such as 1,200."


def test_without_advice_of_its_own_a_misread_cell_leaves_the_remedy_to_the_code() -> None:
    value = read("count", "many")
    assert isinstance(value, Misread)
    assert value.remedy == ""


def test_what_word_cannot_hold_is_named_by_its_number() -> None:
    found = unprintable(clean("half \ud83d"))
    assert found is not None
    assert f"{found.code} {found.message}" == (
        "PK-301 The cell holds half a character, or one that Word cannot hold (U+D83D)."
    )


def test_a_text_that_can_be_printed_is_let_be() -> None:
    assert unprintable(clean("caf\xe9")) is None


@each("typed", ["None", "none.", "N/A", "n.a.", "NA", "nil", "-", "–", "—", " NIL. "])
def test_a_word_for_nothing_is_blank_but_not_in_an_answer(typed: str) -> None:
    assert blank(typed, COLUMNS["wording"])
    assert not blank(typed, COLUMNS["answer"])


def test_a_number_and_a_sentence_are_never_blank() -> None:
    assert not blank(Decimal(0), COLUMNS["figure"])
    assert not blank("None of these", COLUMNS["wording"])


@each(
    ("name", "raw", "told"),
    [
        (
            "wording",
            "one\x07 two",
            ["PK-302 'one\\x07 two' held control characters, which were left out."],
        ),
        ("day", "03/04/2026", ["PK-311 '03/04/2026' was read as 3 April 2026."]),
        ("deadline", "03/04/2026", ["PK-311 '03/04/2026' was read as 3 April 2026."]),
        ("day", "16 July 2026 14:30", ["PK-314 '16 July 2026 14:30' was read without its time."]),
        (
            "day",
            "3/4/2026\x07",
            [
                "PK-302 '3/4/2026\\x07' held control characters, which were left out.",
                "PK-311 '3/4/2026' was read as 3 April 2026.",
            ],
        ),
        ("wording", "03/04/2026", []),
        ("day", date(2026, 4, 3), []),
        ("day", "16/07/2026", []),
    ],
)
def test_what_was_read_with_a_doubt_is_told(name: str, raw: Raw, told: list[str]) -> None:
    doubted = [f"{one.code} {one.message}" for one in near_misses(raw, COLUMNS[name])]
    assert doubted == told


def test_a_drop_down_offers_the_printed_words_and_only_for_a_closed_list() -> None:
    assert choices(COLUMNS["state"]) == ["On course", "At risk"]
    assert choices(COLUMNS["wording"]) == []


CHOICES = [
    kind
    for kind in (*vars(words).values(), Answer)
    if isinstance(kind, type) and issubclass(kind, Choice) and kind is not Choice
]


@each("kind", CHOICES, ids=lambda kind: kind.__name__)
def test_no_word_of_a_closed_list_stands_for_two_things(kind: type[Enum]) -> None:
    typed = [
        folded(word)
        for member in kind
        for word in {folded(word) for word in (member.value, *getattr(member, "others", ()))}
    ]
    assert len(typed) == len(set(typed))


@given(
    st.sampled_from(sorted(COLUMNS)),
    st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates(datetime.date(1900, 1, 1)),
)
def test_whatever_a_cell_holds_is_read_or_told(name: str, raw: Raw) -> None:
    value = read(name, raw)
    if isinstance(value, Misread):
        assert value.code.startswith("PK-3")
        assert value.message.endswith(".")
    else:
        kind = COLUMNS[name].type
        assert isinstance(value, str if kind is Link else kind)
