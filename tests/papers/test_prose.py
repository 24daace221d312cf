"""Text as typed becomes paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from paperkit.papers.prose import prose


def test_a_blank_line_parts_two_paragraphs() -> None:
    assert prose("One.\n\nTwo.").paragraphs == ("One.", "Two.")


def test_blank_lines_may_be_many_and_hold_spaces() -> None:
    assert prose("One.\n \n\t\n\nTwo.\n").paragraphs == ("One.", "Two.")


def test_a_single_line_end_stays_within_its_paragraph() -> None:
    assert prose("1 High Street\nAnytown").paragraphs == ("1 High Street\nAnytown",)


def test_spaces_at_the_start_of_a_line_are_kept() -> None:
    assert prose("One.\n\n  a) two").paragraphs == ("One.", "  a) two")


def test_no_text_is_no_paragraph() -> None:
    assert not prose(" \n\n ")


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert "\n".join(prose(text).paragraphs).split() == text.split()
