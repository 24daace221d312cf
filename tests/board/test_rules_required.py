"""What must be filled: by the pack, and to place a row at all."""

from paperkit.findings import NOWHERE, Finding, remedy_of
from tests.board.test_rules_check import findings, found, requiring
from tests.cases import each
from tests.tables import at


def test_a_blank_cell_that_the_pack_requires_is_a_gap() -> None:
    actions = """
    ## actions
    | reference | owner | deadline |
    | --- | --- | --- |
    | 1.1 | Ann Field | 30 June 2026 |
    | 1.2 | Ann Field | |
    """
    assert found("PK-401", actions, ways=requiring(actions=("owner", "deadline"))) == [
        "PK-401 Actions!C3: Action 1.2 has nothing under 'Deadline'."
    ]


def test_what_the_pack_does_not_require_may_be_blank() -> None:
    assert found("PK-401", "## actions\n| reference |\n| - |\n| 1.1 |") == []


@each(
    ("required", "blank"),
    [
        (("owner",), ["B3", "B4"]),
        (("lead",), ["C2", "C4"]),
        (("owner", "lead"), ["C2", "B3", "B4", "C4"]),
    ],
)
def test_an_owner_and_a_reporting_lead_never_stand_for_each_other(
    required: tuple[str, ...], blank: list[str]
) -> None:
    actions = """
    ## actions
    | reference | owner | lead |
    | --- | --- | --- |
    | 1.1 | Ann Field | |
    | 1.2 | | Ann Field |
    | 1.3 | | |
    """
    told = found("PK-401", actions, ways=requiring(actions=required))
    assert [line.split("!")[1].split(":")[0] for line in told] == blank


def test_no_decimal_places_is_an_answer() -> None:
    indicators = "## indicators\n| reference | decimals |\n| - | - |\n| 2.1 | 0 |"
    assert found("PK-401", indicators, ways=requiring(indicators=("decimals",))) == []


PLACED = """
## meetings
| reference | date | state |
| --- | --- | --- |
| July | 16 July 2026 | |
| September | | Cancelled |
| October | | |

## outcomes
| reference |
| --- |
| 1 |

## indicators
| reference |
| --- |
| 2.1 |

## targets
| indicator | year | value |
| --- | --- | --- |
| | 2026/27 | 5 |
| 2.1 | | 5 |

## readings
| indicator | period | value |
| --- | --- | --- |
| | 2026/27 | 5 |
| 2.1 | | 5 |

## papers
| reference | kind | meeting |
| --- | --- | --- |
| Paper | | |

## text
| paper | section | text |
| --- | --- | --- |
| Paper | | Words |
| | reasons | Words |
"""


def test_a_row_that_belongs_nowhere_is_an_error_in_any_pack() -> None:
    assert found("PK-402", PLACED) == [
        "PK-402 Meetings!B4: Meeting October has nothing under 'Date'.",
        "PK-402 Outcomes!A2: Outcome 1 has nothing under 'Parent'.",
        "PK-402 Targets!A2: A row of Targets (2026/27, 5) has nothing under 'Indicator'.",
        "PK-402 Targets!B3: A row of Targets (2.1, 5) has nothing under 'Year'.",
        "PK-402 Readings!A2: A row of Readings (2026/27, 5) has nothing under 'Indicator'.",
        "PK-402 Readings!B3: A row of Readings (2.1, 5) has nothing under 'Period'.",
        "PK-402 Papers!B2: Paper Paper has nothing under 'Kind'.",
        "PK-402 Papers!C2: Paper Paper has nothing under 'Meeting'.",
        "PK-402 Text!B2: A row of Text (Paper, Words) has nothing under 'Section'.",
        "PK-402 Text!A3: A row of Text (reasons, Words) has nothing under 'Paper'.",
    ]


def test_what_places_a_row_is_not_told_as_a_gap_too() -> None:
    ways = requiring(targets=("indicator", "year"), meetings=("date",))
    assert found("PK-401", PLACED, ways=ways) == []


def test_a_pack_that_requires_an_unknown_column_is_told() -> None:
    assert found("PK-403", "", ways=requiring(actions=("deadlines",), act=("owner",))) == [
        "PK-403 : 'deadlines' is not a column of 'actions'.",
        "PK-403 : 'owner' is not a column of 'act'.",
    ]


def test_a_pack_that_requires_columns_that_are_there_is_not_told() -> None:
    assert found("PK-403", "", ways=requiring(actions=("owner",), text=("text",))) == []


def test_the_error_on_an_unknown_column_holds_its_name() -> None:
    message = "'deadlines' is not a column of 'actions'."
    remedy = remedy_of("PK-403")
    assert findings("PK-403", "", ways=requiring(actions=("deadlines",))) == [
        Finding("PK-403", NOWHERE, message, remedy, "deadlines")
    ]


def test_a_blank_cell_has_no_value_and_says_whom_to_ask() -> None:
    actions = "## actions\n| reference | lead | owner | action |\n| - | - | - | - |\n"
    row = "| 1.1 | Cy Marsh | | |"
    assert findings("PK-401", actions + row, ways=requiring(actions=("wording",))) == [
        Finding(
            "PK-401",
            at("Actions!D2", "Action"),
            "Action 1.1 has nothing under 'Action'.",
            value="",
            person="Cy Marsh",
        )
    ]


def test_a_row_without_a_reference_is_named_by_the_first_two_of_its_cells() -> None:
    feedback = """
    ## groups
    | name |
    | --- |
    | Carers |

    ## feedback
    | group | meeting | about | comment |
    | --- | --- | --- | --- |
    | Carers | | dementia | Better |
    """
    assert findings("PK-402", feedback) == [
        Finding(
            "PK-402",
            at("Feedback!B2", "Meeting"),
            "A row of Feedback (Carers, dementia) has nothing under 'Meeting'.",
            value="",
            person="Carers",
        )
    ]
