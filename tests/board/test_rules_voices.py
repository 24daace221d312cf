"""What groups and overseeing bodies sent (seed T 3.9, 3.14)."""

from datetime import date

from paperkit.findings import Finding, remedy_of
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import findings, found
from tests.cases import each
from tests.tables import assembled, at, board

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


@each("a", ["No", "Not known"])
def test_question_b_is_not_asked_where_a_is_no_or_not_known(a: str) -> None:
    assert answered("PK-490", a, "Yes") == [
        f"PK-490 Feedback!E2: Carers on 'dementia' answers a) '{a}' and b) 'Yes'."
    ]


@each(("a", "b"), [("Yes", "No"), ("Partly", "Yes"), ("No", ""), ("", "Yes")])
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


@each("about", ["Dementia", "frail  elderly", "1.1", ""])
def test_a_group_speaks_about_what_it_looks_at(about: str) -> None:
    assert said("PK-491", "Carers", about) == []


@each("about", ["housing", "1.10"])
def test_feedback_about_something_else_is_told(about: str) -> None:
    assert said("PK-491", "Carers", about) == [
        f"PK-491 Feedback!C2: Carers looks at frail elderly, dementia and 1.1, not at '{about}'."
    ]


def test_a_group_that_names_nothing_speaks_about_anything() -> None:
    assert said("PK-491", "Forum", "housing") == []


@each("about", ["1.9", "A9", "2.1.3"])
def test_feedback_about_an_unknown_action_is_an_error(about: str) -> None:
    assert said("PK-492", "Carers", about) == [
        f"PK-492 Feedback!C2: No action has the reference '{about}'."
    ]
    assert said("PK-491", "Carers", about) == []


@each("about", ["1.1", "a2", "dementia", "housing", "Year 6 pupils"])
def test_what_names_an_action_or_an_area_is_no_unknown_action(about: str) -> None:
    assert said("PK-492", "Carers", about) == []


@each("about", ["B9", "a 9", "99"])
def test_what_is_shaped_like_a_reference_is_taken_for_one(about: str) -> None:
    shaped = GROUPS.replace("| A2 |", "| A2 |\n| c 3 |\n| 7 |")
    feedback = f"## feedback\n| group | about |\n| - | - |\n| Carers | {about} |"
    assert len(found("PK-492", f"{shaped}\n{feedback}")) == 1


def test_an_area_may_be_shaped_like_a_reference() -> None:
    groups = GROUPS.replace("dementia | 1.1", "dementia<br>B9 | 1.1")
    feedback = "## feedback\n| group | about |\n| - | - |\n| Forum | b9 |"
    assert found("PK-492", f"{groups}\n{feedback}") == []


def test_an_action_that_could_not_be_read_is_not_unknown() -> None:
    whole = assembled("""
    ## actions
    | reference | deadline |
    | --- | --- |
    | 1.1 | soonish |

    ## feedback
    | about |
    | --- |
    | 1.1 |
    """)
    assert [finding.code for finding in whole.findings] != []
    assert whole.board.actions == ()
    found_in = check(BoardAt(whole.board))
    assert [finding for finding in found_in if finding.code == "PK-492"] == []


def test_two_references_that_a_number_can_be_are_enough_for_an_error() -> None:
    rows = """
    ## actions
    | reference |
    | --- |
    | 1.1 |
    | 1.10 |

    ## feedback
    | about |
    | --- |
    | #1.1 |
    """
    assert findings("PK-492", rows) == [
        Finding(
            "PK-492",
            at("Feedback!A2", "Area or action"),
            "Excel holds the number 1.1: it may have been typed as 1.1 or as 1.10, and both are "
            "actions.",
            "Format the cell as Text, then type the reference again.",
            "1.1",
        )
    ]


def test_a_reference_near_the_one_typed_is_suggested() -> None:
    (near,) = findings("PK-492", f"{GROUPS}\n## feedback\n| about |\n| - |\n| 1.19 |")
    remedy = "Type the reference as it is on the sheet Actions (did you mean 1.1?)."
    assert near.remedy == remedy
    (far,) = findings("PK-492", f"{GROUPS}\n## feedback\n| about |\n| - |\n| B7.8.9 |")
    assert far.remedy == remedy_of("PK-492")


@each(
    ("code", "row", "cell", "heading", "message", "value", "person"),
    [
        (
            "PK-490", "| | dementia | No | Partly |", "D2", "b) Making a difference?",
            "A group on 'dementia' answers a) 'No' and b) 'Partly'.", "Partly", "",
        ),
        (
            "PK-490", "| Carers | | No | Yes |", "D2", "b) Making a difference?",
            "Carers answers a) 'No' and b) 'Yes'.", "Yes", "Carers",
        ),
        (
            "PK-491", "| Carers | housing | | |", "B2", "Area or action",
            "Carers looks at frail elderly, dementia and 1.1, not at 'housing'.", "housing",
            "Carers",
        ),
    ],
)  # fmt: skip
def test_feedback_is_told_with_its_value_and_its_group(
    code: str, row: str, cell: str, heading: str, message: str, value: str, person: str
) -> None:
    head = "## feedback\n| group | about | delivered | difference |\n| - | - | - | - |\n"
    assert findings(code, f"{GROUPS}\n{head}{row}") == [
        Finding(code, at(f"Feedback!{cell}", heading), message, value=value, person=person)
    ]


def test_feedback_of_no_group_is_about_anything() -> None:
    feedback = "## feedback\n| group | about |\n| - | - |\n| | housing |"
    assert found("PK-491", f"{GROUPS}\n{feedback}") == []


@each(("body", "shown"), [("Trust", "Trust"), ("", "a body")])
def test_a_highlight_report_is_told_with_its_body(body: str, shown: str) -> None:
    rows = f"## highlights\n| body | text | assurance |\n| - | - | - |\n| {body} | | |"
    assert findings("PK-493", rows) == [
        Finding(
            "PK-493",
            at("Highlights!B2", "Text"),
            f"The highlight report of {shown} has no text and no file.",
            value="",
            person=body,
        )
    ]
    assert findings("PK-494", rows) == [
        Finding(
            "PK-494",
            at("Highlights!C2", "Assurance"),
            f"The highlight report of {shown} does not say how far the plan's delivery is assured.",
            value="",
            person=body,
        )
    ]


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
    findings = [f for f in check(BoardAt(board(GROUPS + feedback))) if f.code == "PK-492"]
    assert [(f.person, f.value) for f in findings] == [("Carers", "1.9")]


STATES = """
## meetings
| reference | date |
| --- | --- |
| March | 12 March 2026 |
| July | 16 July 2026 |

## actions
| reference | owner | lead | state |
| --- | --- | --- | --- |
| 1.1 | Ann Owner | Bo Lead | {} |

## groups
| name | actions |
| --- | --- |
| Carers | 1.1 |

## feedback
| group | meeting | about | delivered |
| --- | --- | --- | --- |
| Carers | {} | 1.1 | {} |
"""


@each(("answer", "state"), [("No", "On course"), ("No", "Delivered"), ("Yes", "Not started")])
def test_a_group_that_says_the_opposite_of_the_plan_is_told_to_both(
    answer: str, state: str
) -> None:
    (one,) = findings("PK-444", STATES.format(state, "July", answer))
    assert one == Finding(
        "PK-444",
        at("Feedback!D2", "a) Being delivered?"),
        f"Carers answers a) '{answer}' on action 1.1, but the plan says '{state}'.",
        value=answer,
        person="Carers, Ann Owner",
        others=(at("Actions!D2", "State"),),
    )


@each(
    ("answer", "state"),
    [("No", "At risk"), ("No", ""), ("Partly", "On course"), ("", "On course"), ("Yes", "At risk"),
     ("Not known", "Delivered")],
)  # fmt: skip
def test_answers_that_can_be_so_are_not(answer: str, state: str) -> None:
    assert found("PK-444", STATES.format(state, "July", answer)) == []


def test_an_answer_for_a_meeting_that_is_over_is_not_held_against_the_plan_of_today() -> None:
    march, today = STATES.format("On course", "March", "No"), date(2026, 7, 1)
    assert found("PK-444", march, as_at=today) == []
    assert len(found("PK-444", march, meeting="March", as_at=today)) == 1
    assert found("PK-444", march, meeting="July", as_at=today) == []
