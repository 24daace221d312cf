"""Choices in the settings that would otherwise go wrong in silence."""

import pytest

from paperkit.board.chosen import check_settings, contrast
from paperkit.board.settings import Cadence, Rating, Settings
from tests.tables import told


def found(settings: Settings) -> list[str]:
    return told(list(check_settings(settings, "paperkit.yaml")))


def test_the_settings_that_paperkit_begins_with_are_sound() -> None:
    assert found(Settings()) == []


@pytest.mark.parametrize("colour", ["greenish", "", "#00806A", "0080"])
def test_a_colour_that_word_would_refuse_is_told(colour: str) -> None:
    (line,) = found(Settings(ratings=(Rating(word="Green", fill=colour, ink="FFFFFF"),)))
    assert line == (
        f"PK-223 paperkit.yaml, ratings: '{colour}', a colour of the rating Green, is not six "
        "digits."
    )


def test_white_on_words_own_green_is_told_with_its_contrast() -> None:
    (line,) = found(Settings(ratings=(Rating(word="Green", fill="00B050", ink="FFFFFF"),)))
    assert line == (
        "PK-224 paperkit.yaml, ratings: The rating Green has a contrast of 2.9 to 1 on its fill."
    )


def test_a_misspelt_month_of_the_cadence_is_told() -> None:
    (line,) = found(Settings(cadence=Cadence(performance_report=("Juli", "March"))))
    assert line == "PK-225 paperkit.yaml, cadence: 'Juli' is not a month."


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FF0000", "FFFFFF") == pytest.approx(4.0, abs=0.01)
