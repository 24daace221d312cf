"""What groups and overseeing bodies sent (seed T 3.9, 3.14)."""

import pytest

from paperkit.board.rules import Case, check
from tests.board.test_rules_check import found
from tests.tables import board

GROUPS = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## actions
| reference |
| --- |
| 1.1 |
| 1.10 |
| A2 |

## groups
| name | areas | actions |
| --- | --- | --- |
| Carers | frail elderly<br>dementia | 1.1 |
| Forum | | |
"""


def answered(number: str, a: str, b: str) -> list[str]:
    feedback = f"""
    ## feedback
    | group | meeting | about | delivered | difference |
    | --- | --- | --- | --- | --- |
    | Carers | July | dementia | {a} | {b} |
    """
    return found(number, GROUPS + feedback)


@pytest.mark.parametrize("a", ["No", "Not known"])
def test_question_b_is_not_asked_where_a_is_no_or_not_known(a: str) -> None:
    assert answered("PK-490", a, "Yes") == [
        f"PK-490 Feedback!E2: Carers on 'dementia' answers a) '{a}' and b) 'Yes'."
    ]


@pytest.mark.parametrize(("a", "b"), [("Yes", "No"), ("Partly", "Yes"), ("No", ""), ("", "Yes")])
def test_other_answers_stand(a: str, b: str) -> None:
    assert answered("PK-490", a, b) == []


def said(number: str, group: str, about: str) -> list[str]:
    feedback = f"""
    ## feedback
    | group | meeting | about |
    | --- | --- | --- |
    | {group} | July | {about} |
    """
    return found(number, GROUPS + feedback)


@pytest.mark.parametrize("about", ["Dementia", "frail  elderly", "1.1", ""])
def test_a_group_speaks_about_what_it_looks_at(about: str) -> None:
    assert said("PK-491", "Carers", about) == []


@pytest.mark.parametrize("about", ["housing", "1.10"])
def test_feedback_about_something_else_is_told(about: str) -> None:
    assert said("PK-491", "Carers", about) == [
        f"PK-491 Feedback!C2: Carers looks at frail elderly, dementia and 1.1, not at '{about}'."
    ]


def test_a_group_that_names_nothing_speaks_about_anything() -> None:
    assert said("PK-491", "Forum", "housing") == []


@pytest.mark.parametrize("about", ["1.9", "A9", "2.1.3"])
def test_feedback_about_an_unknown_action_is_an_error(about: str) -> None:
    assert said("PK-492", "Carers", about) == [
        f"PK-492 Feedback!C2: '{about}' is the reference of no action."
    ]
    assert said("PK-491", "Carers", about) == []


@pytest.mark.parametrize("about", ["1.1", "a2", "dementia", "housing", "Year 6 pupils"])
def test_what_names_an_action_or_an_area_is_no_unknown_action(about: str) -> None:
    assert said("PK-492", "Carers", about) == []


def test_a_number_that_could_be_two_references_is_an_error() -> None:
    assert said("PK-492", "Carers", "#1.1") == [
        "PK-492 Feedback!C2: Excel holds the number 1.1: it may have been typed as 1.1 or as "
        "1.10, and both are actions."
    ]


HIGHLIGHTS = """
## highlights
| body | meeting | assurance | text | file |
| --- | --- | --- | --- | --- |
| Partnership | July | Assured | All is well. | |
| Alliance | July | Assured | | alliance.docx |
| Trust | July | | | |
"""


def test_a_highlight_report_has_text_or_a_file() -> None:
    assert found("PK-493", GROUPS + HIGHLIGHTS) == [
        "PK-493 Highlights!D4: The highlight report of Trust has no text and no file."
    ]


def test_a_highlight_report_takes_a_position() -> None:
    assert found("PK-494", GROUPS + HIGHLIGHTS) == [
        "PK-494 Highlights!C4: The highlight report of Trust does not say how far the plan's "
        "delivery is assured."
    ]


def test_the_group_is_asked_about_its_feedback() -> None:
    feedback = """
    ## feedback
    | group | meeting | about |
    | --- | --- | --- |
    | Carers | July | 1.9 |
    """
    findings = [f for f in check(Case(board(GROUPS + feedback))) if f.code.number == "PK-492"]
    assert [(f.person, f.value) for f in findings] == [("Carers", "1.9")]
