"""Names in one spelling, and people who are not there or have left."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Council, Settings
from paperkit.findings import Finding
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.papers.spellings import other_spelling
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import findings, found
from tests.cases import each
from tests.tables import at, board


def called(table: str, *names: str) -> str:
    rows = "\n".join(f"| {n} | {name} |" for n, name in enumerate(names, 1))
    return f"## {table}\n| reference | short_name |\n| - | - |\n{rows}\n"


@each("table", ["actions", "indicators"])
def test_a_short_name_that_two_have_is_one_note(table: str) -> None:
    rows = called(table, "dental waits", "", "Dental  waits", "", "falls", "dental waits")
    assert found("PK-509", rows) == [
        f"PK-509 {table.title()}!B2: 'dental waits' is the short name of {table} 1, 3 and 6."
    ]
    assert found("PK-509", called("actions", "falls") + called("indicators", "falls")) == []


def owners(*names: str) -> str:
    rows = "\n".join(f"| 1.{n} | {name} |" for n, name in enumerate(names, 1))
    return f"## actions\n| reference | owner |\n| - | - |\n{rows}\n"


@each(
    ("one", "other"),
    [
        ("Ann Field", "Anne Field"),
        ("Ann Field", "ann field"),
        ("J. Smith", "Jo Smith"),
        ("J. Smith", "Jonathan Smith"),
        ("Jonathan Smith", "J. Smith"),
        ("Anne-Marie Smith", "A. Smith"),
        ("Al Featherstone", "Ali Fetherstone"),
        ("Bob Featherstone", "Rob Featherstone"),
        ("Alexander Fieldstone", "Alexander Fieldsturm"),
        ("Locality Lead 1", "Localty Lead 1"),
        ("Ann Field-Lake", "Ann Fieldlake"),
        ("Head of Transport", "Head of the Transport"),
    ],
)
def test_nearly_the_same_name_is_told_with_both_spellings(one: str, other: str) -> None:
    assert found("PK-482", owners(one, other)) == [
        f"PK-482 Actions!B3: '{one}' and '{other}' are nearly the same."
    ]


@each(
    ("one", "other"),
    [
        ("Ann Field", "Ann Field"),
        ("Ann Field", "Bo Marsh"),
        ("Locality Lead 1", "Locality Lead 2"),
        ("J. Smith", "Ann Smith"),
        ("K. Smith", "Jonathan Smith"),
        ("J. Smith", "Jonathan Marsh"),
        ("Jo Smith", "Jonathan Smith"),
        ("Alexander Fieldstone", "Alexander Fieldsarum"),
        ("Anna Rose Marshe", "Hanna Rose Marsh"),
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


@each(
    ("one", "other"),
    [
        ("Health Watch", "HealthWatch"),
        ("HealthWatch", "Health Watch"),
        ("Health & Care Forum", "Health and Care Forum"),
        ("St. Luke's Forum", "St Lukes Forum"),
        ("The Carers' Forum", "Carers Forum"),
        ("Well-being Forum", "Wellbeing Forum"),
        ("Forum of the Carers", "Forum of Carers"),
    ],
)
def test_two_rows_that_differ_in_marks_or_articles_alone_are_one_name(one: str, other: str) -> None:
    groups = f"## groups\n| name |\n| - |\n| {one} |\n| {other} |\n"
    assert found("PK-482", groups) == [
        f"PK-482 Groups!A3: '{one}' and '{other}' are nearly the same."
    ]


def test_two_groups_or_two_posts_with_rows_of_their_own_are_two() -> None:
    rows = """
    ## people
    | name | post |
    | --- | --- |
    | Ann Field | Head of Housing |
    | Bo Marsh | Head of Housings |

    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Carers Forum |

    ## groups
    | name |
    | --- |
    | Carers Forum |
    | Carers Forums |
    """
    assert found("PK-482", rows) == []


@each(
    ("sheet", "column", "heading"),
    [
        ("people", "organisation", "Organisation"),
        ("plans", "overseen_by", "Overseen by"),
        ("groups", "parent", "Reports to"),
        ("highlights", "body", "Body"),
    ],
)
def test_a_body_is_looked_for_wherever_a_sheet_names_one(
    sheet: str, column: str, heading: str
) -> None:
    key = {"people": "name", "plans": "reference", "groups": "name", "highlights": "text"}[sheet]
    rows = f"""
    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Wendside Trust |

    ## {sheet}
    | {key} | {column} |
    | --- | --- |
    | Alpha | Wendeside Trust |
    """
    two = {at("Indicators!B2", "Partner"), at(f"{sheet.capitalize()}!B2", heading)}
    (told,) = findings("PK-482", rows)
    assert {told.place, *told.others} == two


def test_what_is_no_name_of_a_person_or_body_may_be_nearly_the_same() -> None:
    rows = """
    ## actions
    | reference | action | owner |
    | --- | --- | --- |
    | 1.1 | Train staff | Wendside Trust |
    | 1.2 | Train staffs | |

    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Wendeside Trust |
    """
    assert found("PK-482", rows) == []


def test_two_spellings_are_told_at_the_second_with_the_first_place_of_the_other() -> None:
    assert findings("PK-482", owners("Ann Field", "Anne Field", "Ann Field")) == [
        Finding(
            "PK-482",
            at("Actions!B3", "Owner"),
            "'Ann Field' and 'Anne Field' are nearly the same.",
            value="Anne Field",
            person="",
            others=(at("Actions!B2", "Owner"),),
        )
    ]


def test_a_name_stands_on_its_own_sheet_rather_than_where_it_came_first() -> None:
    rows = """
    ## actions
    | reference | action | owner |
    | --- | --- | --- |
    | 1.1 | Walk | |

    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Carers Forum |
    | 2.2 | Carer Forum |

    ## groups
    | name |
    | --- |
    | Carers Forum |
    """
    (told,) = findings("PK-482", rows)
    assert told.place == at("Indicators!B3", "Partner")
    assert told.others == (at("Groups!A2", "Name"),)


def test_names_with_other_numbers_are_as_many_posts() -> None:
    names = [f"Locality Officer {n}" for n in range(300)]
    assert found("PK-482", owners(*names)) == []


def written(text: str, board_name: str = "Health and Wellbeing Board") -> list[str]:
    papers = "## papers\n| reference |\n| - |\n| July |\n"
    rows = f"## text\n| paper | section | text |\n| - | - | - |\n| July | reasons | {text} |"
    ways = Ways(replace(Settings(), council=Council(board=board_name)))
    return found("PK-483", papers + rows, ways=ways)


@each(
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


def test_the_executive_has_one_spelling_too() -> None:
    variant = "Health & Wellbeing Executive"
    assert written(f"Seen by the {variant}.") == [
        f"PK-483 Text!C2: '{variant}' is 'Health and Wellbeing Executive' in the settings."
    ]


@each(
    ("official", "variant"),
    [
        ("Wendshire Co-operation Board", "Wendshire Cooperation Board"),
        ("Wendshire Cooperation Board", "Wendshire Co-operation Board"),
        ("Wellness & Care Board", "Wellness and Care Board"),
        ("Wellness AND Care Board", "Wellness & Care Board"),
        ("St. Ann Board", "St. ANN Board"),
    ],
)
def test_hyphens_and_the_word_and_make_another_spelling(official: str, variant: str) -> None:
    assert written(f"Seen by the {variant} in May.", official) == [
        f"PK-483 Text!C2: '{variant}' is '{official}' in the settings."
    ]


def test_a_mark_in_the_name_of_a_board_is_that_mark() -> None:
    assert written("Seen by the StX Ann Board.", "St. Ann Board") == []


def test_a_board_of_one_word_has_no_other_spelling() -> None:
    assert written("Seen by the BOard.", "Board") == []


def test_a_spelling_of_the_board_is_told_once_with_all_its_places() -> None:
    papers = "## papers\n| reference |\n| - |\n| July |\n"
    variant = "Health and Well-Being Board"
    rows = "".join(
        f"| July | reasons | {n}. The {variant}, and the {variant}. |\n" for n in (1, 2, 3)
    )
    text = f"## text\n| paper | section | text |\n| - | - | - |\n{rows}"
    assert findings("PK-483", papers + text) == [
        Finding(
            "PK-483",
            at("Text!C2", "Text"),
            f"'{variant}' is 'Health and Wellbeing Board' in the settings.",
            "Write 'Health and Wellbeing Board', or correct the name in the settings.",
            value=variant,
            person="",
            others=(at("Text!C3", "Text"), at("Text!C4", "Text")),
        )
    ]


def test_the_setting_is_the_measure() -> None:
    name = "Health and Well-Being Board"
    assert written(f"Seen by the {name}.", name) == []
    assert len(written("Seen by the Health and Wellbeing Board.", name)) == 1


@each(
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


NAMES = """
## papers
| reference |
| - |
| July |

## people
| name | post | organisation |
| - | - | - |
| Llŷr Siôn | Director of Public Health | Ynys Môn Alliance |
| Jo Field | Head of Housing | NHS Wendside Integrated Care Board |

## groups
| name | parent |
| - | - |
| Healthwatch Wendshire | |
| Carers' Forum | |
| Children, Young People & Families Group | |

## priorities
| reference | name |
| - | - |
| P1 | Best start in life |

## text
| paper | section | text |
| - | - | - |
"""


def spelt(text: str) -> list[str]:
    """Return what is noted of a text by the names that the sheets have."""
    ways = Ways(words=replace(Ways().words, plan="implementation plan"))
    told = found("PK-483", f"{NAMES}| July | reasons | {text} |", ways=ways)
    return [one.removeprefix("PK-483 Text!C2: ") for one in told]


@each(
    ("text", "said"),
    [
        ("as HealthWatch told us", "'HealthWatch' is 'Healthwatch' on the sheet Groups."),
        (
            "HealthWatch Wendshire did",
            "'HealthWatch Wendshire' is 'Healthwatch Wendshire' on the sheet Groups.",
        ),
        (
            "the Health Watch Wendshire",
            "'Health Watch Wendshire' is 'Healthwatch Wendshire' on the sheet Groups.",
        ),
        ("a Carers Forum", "'Carers Forum' is 'Carers' Forum' on the sheet Groups."),
        (
            "the Children, Young People and Families Group",
            "'Children, Young People and Families Group' is 'Children, Young People & Families "
            "Group' on the sheet Groups.",
        ),
        ("with Jo Feild", "'Jo Feild' is nearly 'Jo Field' on the sheet People."),
        ("for Llyr Siôn", "'Llyr Siôn' is 'Llŷr Siôn' on the sheet People."),
        (
            "Ynys Mon Alliance's view",
            "'Ynys Mon Alliance' is 'Ynys Môn Alliance' on the sheet People.",
        ),
        (
            "the Director of Public health",
            "'Director of Public health' is 'Director of Public Health' on the sheet People.",
        ),
        (
            "NHS Wendside Intergrated Care Board",
            "'NHS Wendside Intergrated Care Board' is nearly 'NHS Wendside Integrated Care Board' "
            "on the sheet People.",
        ),
        (
            "the Best Start in Life",
            "'Best Start in Life' is 'Best start in life' on the sheet Priorities.",
        ),
        (
            "the implementations plans",
            "'implementations plans' is nearly 'implementation plan' in the settings.",
        ),
        (
            "an implementaton plan",
            "'implementaton plan' is nearly 'implementation plan' in the settings.",
        ),
        (
            "the Health and Wellbeeing Board",
            "'Health and Wellbeeing Board' is nearly 'Health and Wellbeing Board' in the settings.",
        ),
    ],
)
def test_a_name_with_another_case_mark_or_letter_is_told_with_both_forms(
    text: str, said: str
) -> None:
    """A5: "HealthWatch", "implementations plans"."""
    assert spelt(f"It was so, {text}, in May.") == [said]


@each(
    "text",
    [
        "Healthwatch, HEALTHWATCH WENDSHIRE and healthwatch wendshire",
        "Carers’ Forum; the Carers' Forum's view; carers' forums",
        "Jo Field's view, and Jo Fields",
        "Heads of Housing and two Directors of Public Health",
        "NHS Wendside Integrated Care Boards",
        "Children, Young People & Families Group",
        "Best start in life is on course.<br>Best start in life<br>- Best start in life",
        "the Best Start in Life Fund and Sure Best Start in Life",
        "Implementation Plans, Implementation plan and an implementation plan",
        "We will implement plans. Implementing plans",
        "He said “HealthWatch Wendshire is late”.",
        "See https://www.example.org/HealthWatch and [it](https://example.org/Jo_Feild).",
        "Jo Fielding of Field House. Jo. Field work",
        "Housing, Head of",
        "children young people",
    ],
)
def test_a_name_as_it_is_its_plural_and_other_words_are_let_be(text: str) -> None:
    assert spelt(text) == []


def test_another_spelling_is_one_note_with_all_its_places_and_every_spelling_has_its_own() -> None:
    texts = ("The HealthWatch, the HealthWatch.", "Seen by HealthWatch Wendshire", "HealthWatch")
    rows = "".join(f"| July | reasons | {text} |\n" for text in texts)
    told = findings("PK-483", NAMES + rows)
    assert [(one.value, one.place.cell, [p.cell for p in one.others]) for one in told] == [
        ("HealthWatch", "C2", ["C4"]),
        ("HealthWatch Wendshire", "C3", []),
    ]


def test_a_name_that_the_sheets_spell_in_two_ways_may_be_either() -> None:
    """PK-482 says so of the sheets."""
    more = NAMES.replace("| Carers' Forum | |", "| Carers' Forum | |\n| Carers Forum | |")
    assert found("PK-483", f"{more}| July | reasons | Carers' Forum, Carers Forum |") == []


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(
            ["Llŷr", "Ynys Môn", "and", "&", "Carers'", "Well-being", "O'Neill", "Board,", "of"]
        ),
        min_size=1, max_size=6,
    ),
    st.sampled_from(["", ".", "'s view", ", and others", "’s"]),
)  # fmt: skip
def test_a_name_is_never_another_spelling_of_itself(words: list[str], after: str) -> None:
    name = " ".join(words)
    groups = f"## groups\n| name |\n| - |\n| {name} |\n"
    actions = f"## actions\n| reference | action |\n| - | - |\n| 1.1 | By {name}{after} |\n"
    assert list(other_spelling(BoardAt(board(groups + actions)))) == []


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
    case = BoardAt(board(PEOPLE + actions), as_at=date(2026, 6, 30))
    told = [f for f in check(case) if f.code == "PK-484"]
    assert [f.message for f in told] == [
        "Ann Field left on 31 May 2026 and has actions 1.1 and 1.2."
    ]
    assert [place.cell for place in told[0].others] == ["B2", "C3"]


def test_a_leaver_with_one_action_is_told_with_the_last_day_and_the_place() -> None:
    assert findings("PK-484", PEOPLE + owners("Ann Field"), as_at=date(2026, 6, 30)) == [
        Finding(
            "PK-484",
            at("People!C2", "To"),
            "Ann Field left on 31 May 2026 and has action 1.1.",
            value="31 May 2026",
            person="Ann Field",
            others=(at("Actions!B2", "Owner"),),
        )
    ]


def test_the_last_day_in_the_post_is_not_yet_left() -> None:
    actions = owners("Bo Marsh")
    assert found("PK-484", PEOPLE + actions, as_at=date(2026, 6, 30)) == []
    assert len(found("PK-484", PEOPLE + actions, as_at=date(2026, 7, 1))) == 1


def test_a_name_that_is_neither_a_name_nor_a_post_is_told_once_with_its_places() -> None:
    actions = owners("Cy Lake", "transport lead", "Ann Field", "cy lake")
    told = [f for f in check(BoardAt(board(PEOPLE + actions))) if f.code == "PK-485"]
    assert [f.message for f in told] == [
        "'Cy Lake' is neither a name nor a post on the sheet People."
    ]
    assert [(f.place.cell, f.others[0].cell) for f in told] == [("B2", "B5")]


def test_a_name_near_a_known_one_is_suggested() -> None:
    told = [f for f in check(BoardAt(board(PEOPLE + owners("Ann Feild")))) if f.code == "PK-485"]
    assert "did you mean Ann Field?" in told[0].remedy


def test_a_name_that_is_not_listed_is_told_with_what_to_do_and_all_its_places() -> None:
    actions = owners("Ann Feild", "Zed Quill", "Zed Quill")
    near, far = findings("PK-485", PEOPLE + actions)
    assert near == Finding(
        "PK-485",
        at("Actions!B2", "Owner"),
        "'Ann Feild' is neither a name nor a post on the sheet People.",
        "Correct the name (did you mean Ann Field?), or add it to the sheet People.",
        "Ann Feild",
    )
    assert far == Finding(
        "PK-485",
        at("Actions!B3", "Owner"),
        "'Zed Quill' is neither a name nor a post on the sheet People.",
        value="Zed Quill",
        person="",
        others=(at("Actions!B4", "Owner"),),
    )


def test_a_sponsor_has_a_rule_of_its_own() -> None:
    priorities = "## priorities\n| reference | sponsor |\n| - | - |\n| 1 | Zed Quill |\n"
    assert found("PK-485", PEOPLE + priorities) == []


def test_a_council_without_a_sheet_people_is_not_asked_for_it() -> None:
    assert found("PK-485", owners("Cy Lake")) == []
