"""Names in one spelling, and people who are not there or have left."""

from dataclasses import replace
from datetime import date

import pytest

from paperkit.board.rules import Case, check
from paperkit.board.settings import Council, Settings, Ways
from tests.board.test_rules_check import found
from tests.tables import board


def owners(*names: str) -> str:
    rows = "\n".join(f"| 1.{n} | {name} |" for n, name in enumerate(names, 1))
    return f"## actions\n| reference | owner |\n| - | - |\n{rows}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Field", "Anne Field"),
        ("Ann Field", "ann field"),
        ("J. Smith", "Jo Smith"),
        ("Ann Field-Lake", "Ann Fieldlake"),
        ("Head of Transport", "Head of the Transport"),
    ],
)
def test_nearly_the_same_name_is_told_with_both_spellings(one: str, other: str) -> None:
    assert found("PK-482", owners(one, other)) == [
        f"PK-482 Actions!B3: '{one}' and '{other}' are nearly the same."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Field", "Ann Field"),
        ("Ann Field", "Bo Marsh"),
        ("Locality Lead 1", "Locality Lead 2"),
        ("J. Smith", "Ann Smith"),
        ("Director of Adults", "Director of Children"),
    ],
)
def test_different_names_are_two(one: str, other: str) -> None:
    assert found("PK-482", owners(one, other)) == []


def test_two_people_with_rows_of_their_own_are_two() -> None:
    people = "## people\n| name |\n| - |\n| Ann Field |\n| Anne Field |\n"
    assert found("PK-482", people + owners("Ann Field", "Anne Field")) == []


def test_a_group_and_a_partner_have_one_spelling() -> None:
    bodies = """
    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Healthwatch Wendshire |

    ## groups
    | name |
    | --- |
    | HealthWatch Wendshire |
    """
    assert found("PK-482", bodies) == [
        "PK-482 Groups!A2: 'Healthwatch Wendshire' and 'HealthWatch Wendshire' are nearly the same."
    ]


def test_names_with_other_numbers_are_as_many_posts() -> None:
    names = [f"Locality Officer {n}" for n in range(300)]
    assert found("PK-482", owners(*names)) == []


def written(text: str, board_name: str = "Health and Wellbeing Board") -> list[str]:
    papers = "## papers\n| reference |\n| - |\n| July |\n"
    rows = f"## text\n| paper | section | text |\n| - | - | - |\n| July | reasons | {text} |"
    ways = Ways(replace(Settings(), council=Council(board=board_name)))
    return found("PK-483", papers + rows, ways=ways)


@pytest.mark.parametrize(
    "variant",
    [
        "Health and Well-Being Board",
        "Health & Wellbeing Board",
        "Health and Well Being Board",
        "Health and wellbeing Board",
    ],
)
def test_another_spelling_of_the_board_is_told(variant: str) -> None:
    assert written(f"Seen by the {variant} in May.") == [
        f"PK-483 Text!C2: '{variant}' is 'Health and Wellbeing Board' in the settings."
    ]


def test_the_setting_is_the_measure() -> None:
    name = "Health and Well-Being Board"
    assert written(f"Seen by the {name}.", name) == []
    assert len(written("Seen by the Health and Wellbeing Board.", name)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Seen by the Health and Wellbeing Board.",
        "Every health and well-being board has one.",
        "HEALTH AND WELL-BEING BOARD",
        "The minutes say “the Health and Well-Being Board agreed”.",
        'The minutes say "the Health and Well-Being Board agreed".',
    ],
)
def test_quotations_capitals_and_boards_in_general_are_let_be(text: str) -> None:
    assert written(text) == []


PEOPLE = """
## people
| name | post | end |
| --- | --- | --- |
| Ann Field | Transport Lead | 31 May 2026 |
| Bo Marsh | | 30 June 2026 |
"""


def test_a_leaver_with_open_actions_is_one_finding_that_lists_them() -> None:
    actions = """
    ## actions
    | reference | owner | lead | state |
    | --- | --- | --- | --- |
    | 1.1 | Ann Field | | |
    | 1.2 | Bo Marsh | ann field | On course |
    | 1.3 | Ann Field | | Delivered |
    """
    case = Case(board(PEOPLE + actions), as_at=date(2026, 6, 30))
    told = [f for f in check(case) if f.code.number == "PK-484"]
    assert [f.message for f in told] == [
        "Ann Field left on 31 May 2026 and has actions 1.1 and 1.2."
    ]
    assert [place.cell for place in told[0].others] == ["B2", "C3"]


def test_the_last_day_in_the_post_is_not_yet_left() -> None:
    actions = owners("Bo Marsh")
    assert found("PK-484", PEOPLE + actions, as_at=date(2026, 6, 30)) == []
    assert len(found("PK-484", PEOPLE + actions, as_at=date(2026, 7, 1))) == 1


def test_a_name_that_is_neither_a_name_nor_a_post_is_told_once_with_its_places() -> None:
    actions = owners("Cy Lake", "transport lead", "Ann Field", "cy lake")
    told = [f for f in check(Case(board(PEOPLE + actions))) if f.code.number == "PK-485"]
    assert [f.message for f in told] == [
        "'Cy Lake' is neither a name nor a post on the sheet People."
    ]
    assert [(f.place.cell, f.others[0].cell) for f in told] == [("B2", "B5")]


def test_a_name_near_a_known_one_is_suggested() -> None:
    told = [
        f for f in check(Case(board(PEOPLE + owners("Ann Feild")))) if f.code.number == "PK-485"
    ]
    assert "did you mean Ann Field?" in told[0].remedy


def test_a_council_without_a_sheet_people_is_not_asked_for_it() -> None:
    assert found("PK-485", owners("Cy Lake")) == []
