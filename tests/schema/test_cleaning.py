"""The one border for text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.paper_rows import Feedback
from paperkit.schema.cleaning import (
    DIRECTION_MARKS,
    Cleaned,
    clean,
    decode_excel,
    folded,
    key_text,
    printable,
)
from paperkit.schema.columns import columns_of
from paperkit.schema.values import near_misses
from tests.cases import each

WORDS = next(column for column in columns_of(Feedback) if column.name == "comment")
ANY_TEXT = st.text(st.characters(exclude_categories=()))
NASTY = st.text(
    st.sampled_from("a \n\r\t\v\f\x00\x07\x1c\x7f\x85\x9f\xa0\u200b\u2028\u2029\ufeff\ufffe\ud83d")
)


@each(
    ("typed", "text", "dropped", "unprintable"),
    [
        ("A & B <5% {{ x }}", "A & B <5% {{ x }}", 0, ""),
        ("one\r\ntwo\rthree", "one\ntwo\nthree", 0, ""),
        ("one\vtwo\x85three\u2028four", "one\ntwo\nthree\nfour", 0, ""),
        ("  one \xa0\n two  ", "one\n two", 0, ""),
        ("one\x07 two\x00", "one two", 2, ""),
        ("\ufeffone", "one", 1, ""),
        ("one\ttwo", "one\ttwo", 0, ""),
        ("caf\xe9 \N{GRINNING FACE}", "caf\xe9 \N{GRINNING FACE}", 0, ""),
        ("half \ud83d", "half \ud83d", 0, "\ud83d"),
        ("\uffff", "\uffff", 0, "\uffff"),
        ("one\xa0two", "one\xa0two", 0, ""),
        (" \n\xa0\r ", "", 0, ""),
    ],
)
def test_a_text_is_kept_letter_for_letter_but_for_what_nobody_sees(
    typed: str, text: str, dropped: int, unprintable: str
) -> None:
    assert clean(typed) == Cleaned(text, dropped, unprintable)


@given(ANY_TEXT | NASTY)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    once = clean(typed)
    assert clean(once.text) == Cleaned(once.text, 0, once.unprintable)


@given(ANY_TEXT | NASTY)
def test_a_clean_text_holds_no_control_character(typed: str) -> None:
    left = {char for char in clean(typed).text if unicodedata.category(char) == "Cc"}
    assert left <= {"\n", "\t"}


@given(ANY_TEXT | NASTY)
def test_every_visible_character_is_kept_in_its_order(typed: str) -> None:
    def visible(text: str) -> str:
        return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cc")

    assert visible(clean(typed).text) == visible(typed.replace("\ufeff", ""))


@given(ANY_TEXT | NASTY)
def test_what_changes_beyond_white_space_is_counted_and_so_told(typed: str) -> None:
    def letters(text: str) -> str:
        return "".join(text.split())

    if letters(clean(typed).text) != letters(typed):
        assert clean(typed).dropped > 0
        assert "PK-302" in [one.code for one in near_misses(typed, WORDS)]


@given(ANY_TEXT | NASTY)
def test_matching_twice_is_matching_once(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)
    assert key_text(key_text(typed)) == key_text(typed)


@given(ANY_TEXT | NASTY)
def test_what_is_told_of_an_unread_row_can_be_written(typed: str) -> None:
    printable(typed).encode("utf-8")
    assert not clean(printable(typed)).unprintable


@each(
    ("held", "typed"),
    [
        ("one_x000D_\ntwo", "one\r\ntwo"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00e9_", "\xe9"),
        ("_x12_ _xZZZZ_ x0041", "_x12_ _xZZZZ_ x0041"),
    ],
)
def test_excels_escapes_are_decoded_once(held: str, typed: str) -> None:
    assert decode_excel(held) == typed


@each(
    "typed",
    [
        "Review date",
        " review  DATE ",
        "Review\xa0date",
        "Re\xadview\ndate",
        "review\u200b date",
        "rev\u200biew date\u200e",
        "\ufeffreview date\u2060",
    ],
)
def test_names_match_without_regard_to_case_and_space(typed: str) -> None:
    assert folded(typed) == "review date"


def test_a_key_keeps_its_case_and_loses_stray_space() -> None:
    assert key_text(" Board\xa0 July\n2026 ") == "Board July 2026"


def test_a_key_loses_what_has_no_width() -> None:
    assert key_text("1.1\u200b.2\u200e") == "1.1.2"


def test_of_an_unread_row_each_character_that_cannot_be_printed_is_replaced_by_one() -> None:
    assert printable("half \ud83d of \uffff it") == "half \ufffd of \ufffd it"


@each(
    ("typed", "holds"),
    [("1.\u202e2.1", True), ("\u20661.1\u2069", True), ("1.1\u200e", False), ("1.1", False)],
)
def test_marks_that_turn_the_direction_of_writing_are_seen(typed: str, *, holds: bool) -> None:
    assert bool(DIRECTION_MARKS.search(typed)) is holds
