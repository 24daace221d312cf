"""Choices in the settings that would otherwise go wrong in silence."""

from datetime import date

import pytest

from paperkit.board.settings import (
    DEFAULT_RATINGS,
    Cadence,
    Dashboard,
    Rating,
    Role,
    Settings,
    check_settings,
    contrast,
)
from paperkit.board.words import Agreement
from paperkit.findings import Severity, catalogue
from paperkit.frozen import replace
from tests.cases import each
from tests.tables import told


def found(settings: Settings) -> list[str]:
    return told(list(check_settings(settings, "paperkit.yaml")))


def scale(best: Rating) -> tuple[Rating, ...]:
    """Return the scale that paperkit begins with, with another best rating."""
    return (replace(best, role=Role.MET), *DEFAULT_RATINGS[1:])


def test_a_dashboard_is_not_both_drafted_and_agreed() -> None:
    agreed = Dashboard(status=Agreement.AGREED, agreed_on=date(2026, 3, 12))
    assert found(Settings(dashboard=agreed)) == []
    assert found(Settings(dashboard=replace(agreed, status=Agreement.DRAFTED))) == [
        "PK-521 paperkit.yaml, dashboard: 'status' says that the dashboard is drafted, but "
        "'agreed_on' is 12 March 2026."
    ]


def test_a_scale_of_nothing_has_no_word_for_either_end() -> None:
    assert found(Settings(ratings=())) == [
        "PK-227 paperkit.yaml, ratings: No rating of the scale has the role 'met'.",
        "PK-227 paperkit.yaml, ratings: No rating of the scale has the role 'missed'.",
    ]


def test_without_a_word_for_what_is_near_it_is_said_what_is_printed() -> None:
    best, _near, worst = DEFAULT_RATINGS
    assert found(Settings(ratings=(best, worst))) == [
        "PK-229 paperkit.yaml, ratings: No rating of the scale has the role 'near': what is worse "
        "than its target but within its tolerance is printed as 'Red'."
    ]
    assert catalogue()["PK-229"].severity is Severity.NOTE


def test_two_ratings_of_one_role_are_an_error_that_names_the_one_that_is_printed() -> None:
    best, near, worst = DEFAULT_RATINGS
    blue = replace(best, word="Blue")
    assert found(Settings(ratings=(best, blue, near, worst))) == [
        "PK-228 paperkit.yaml, ratings: 'Green' and 'Blue' have the role 'met': a figure that has "
        "it is always printed as 'Green'."
    ]
    assert found(Settings(ratings=(best, replace(blue, role=None), near, worst))) == []


def test_a_rating_without_a_word_is_told_by_its_place_in_the_scale() -> None:
    best, near, worst = DEFAULT_RATINGS
    assert found(Settings(ratings=(best, replace(near, word=""), worst))) == [
        "PK-226 paperkit.yaml, ratings: Rating 2 of the scale has no word."
    ]


def test_a_word_of_two_ratings_is_told_also_in_other_capitals() -> None:
    best, near, worst = DEFAULT_RATINGS
    (one,) = check_settings(
        Settings(ratings=(best, replace(near, word="green"), worst)), "paperkit.yaml"
    )
    assert (one.code, one.message) == ("PK-226", "'green' is the word of two ratings.")
    assert one.remedy.startswith("Give each rating in paperkit.yaml, under 'ratings', one word")


def test_the_settings_that_paperkit_begins_with_are_sound() -> None:
    assert found(Settings()) == []


@each("colour", ["greenish", "", "#00806A", "0080"])
def test_a_colour_that_word_would_refuse_is_told(colour: str) -> None:
    (line,) = found(Settings(ratings=scale(Rating(word="Green", fill=colour, ink="FFFFFF"))))
    assert line == (
        f"PK-223 paperkit.yaml, ratings: '{colour}', a colour of the rating Green, is not six "
        "digits."
    )


def test_white_on_words_own_green_is_told_with_its_contrast() -> None:
    (line,) = found(Settings(ratings=scale(Rating(word="Green", fill="00B050", ink="FFFFFF"))))
    assert line == (
        "PK-224 paperkit.yaml, ratings: The rating Green has a contrast of 2.9 to 1 on its fill."
    )


@each("symbol", ["", "◆", "OK", "✔️", "● ●"])
def test_a_symbol_of_one_sign_or_two_is_sound(symbol: str) -> None:
    assert found(Settings(ratings=scale(replace(DEFAULT_RATINGS[0], symbol=symbol)))) == []


def test_a_sentence_as_a_ratings_symbol_is_told_as_it_was_typed() -> None:
    wordy = replace(DEFAULT_RATINGS[0], symbol="A green circle")
    (one,) = check_settings(Settings(ratings=scale(wordy)), "paperkit.yaml")
    assert (one.code, one.value) == ("PK-355", "A green circle")
    assert one.message == (
        "'A green circle', the symbol of the rating Green, is longer than two signs."
    )


def test_a_misspelt_month_of_the_cadence_is_told() -> None:
    (line,) = found(Settings(cadence=Cadence(performance_report=("Juli", "March"))))
    assert line == "PK-225 paperkit.yaml, cadence: 'Juli' is not a month."


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FF0000", "FFFFFF") == pytest.approx(4.0, abs=0.01)


@each(
    ("meaning", "action_meaning", "expected"),
    [
        ("On target, or better", "", "Going as planned, or nearly so"),
        ("As we like it", "", "As we like it"),
        ("As we like it", "On its way", "On its way"),
        ("", "", "Green"),
    ],
)
def test_one_meaning_of_older_settings_is_used_for_actions_unless_it_is_the_bundled_rule(
    meaning: str, action_meaning: str, expected: str
) -> None:
    rating = Rating(word="Green", meaning=meaning, action_meaning=action_meaning)
    assert rating.for_action == expected
    assert rating.for_indicator == (meaning or "Green")
