"""What a paper has to say: implications, recommendations, why it is exempt."""

from dataclasses import replace

import pytest

from paperkit.board.settings import Council, PackSettings, Settings, Ways
from tests.board.test_rules_check import WAYS, found

HEADS = Ways(pack=replace(PackSettings(), implications=("Financial", "Legal")))
PAPER = """
## papers
| reference | authors |
| --- | --- |
| July | Ann Field |
"""


def implied(number: str, rows: str) -> list[str]:
    text = f"## text\n| paper | section | name | text |\n| - | - | - | - |\n{rows}"
    return found(number, PAPER + text, ways=HEADS)


def test_a_head_without_a_row_is_unanswered() -> None:
    assert implied("PK-470", "| July | implications | Legal | None. |") == [
        "PK-470 Papers!A2: Nobody has answered 'Financial' in July."
    ]


def test_a_head_with_a_blank_answer_is_unanswered_at_its_cell() -> None:
    rows = "| July | implications | financial | |\n| July | implications | Legal | None |"
    assert implied("PK-470", rows) == ["PK-470 Text!D2: Nobody has answered 'Financial' in July."]


def test_none_typed_by_a_person_is_an_answer() -> None:
    rows = "| July | implications | Financial | None. |\n| July | implications | Legal | None |"
    assert implied("PK-470", rows) == []


def test_an_answer_in_another_section_answers_no_head() -> None:
    rows = "| July | reasons | Financial | None. |\n| July | implications | Legal | None. |"
    assert len(implied("PK-470", rows)) == 1


def test_an_answer_under_an_unknown_head_would_not_be_printed() -> None:
    rows = "| July | implications | Finance | None. |\n| July | implications | | None. |"
    assert implied("PK-471", rows) == [
        "PK-471 Text!C2: 'Finance' is none of the heads 'Financial' and 'Legal'.",
        "PK-471 Text!C3: The answer stands under none of the heads 'Financial' and 'Legal'.",
    ]


def test_a_head_answered_twice_is_an_error() -> None:
    rows = "| July | implications | Legal | None. |\n| July | implications | legal | Some. |"
    assert implied("PK-472", rows) == [
        "PK-472 Text!C3: The head 'legal' is answered twice in July."
    ]


def recommended(number: str, text: str, ways: Ways = WAYS) -> list[str]:
    rows = f"| July | recommendations | {text} |"
    table = f"## text\n| paper | section | text |\n| - | - | - |\n{rows}"
    return found(number, PAPER + table, ways=ways)


def test_a_paper_without_a_recommendation_is_an_error() -> None:
    assert found("PK-473", PAPER) == ["PK-473 Papers!A2: July makes no recommendation."]


@pytest.mark.parametrize(
    "text",
    [
        "agree the plan.",
        "Note the report",
        "That the Board agree the plan.",
        "That the Health and Wellbeing Board note the report",
        "That the Wendshire Health and Well-Being Board formally agree the plan",
        "That Board members consider the plan",
        "That members of the Board consider the plan",
        "The Board is asked to consider and agree the plan",
        "The Health and Wellbeing Board is recommended to: approve the plan",
        "That the Board is asked to note the report",
        "Members of the Board are asked to note the report",
        "agree to receive a report in May",
    ],
)
def test_a_recommendation_in_the_plain_present_is_let_be(text: str) -> None:
    codes = ("PK-473", "PK-474", "PK-475")
    assert [line for code in codes for line in recommended(code, text)] == []


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("That the Board agreed to receiving reports", "agreed", "agree"),
        ("Noted the report", "noted", "note"),
        ("That the Health and Wellbeing Board has ratified the plan", "ratified", "ratify"),
        ("The Board is asked to endorsed the plan", "endorsed", "endorse"),
        ("That the Board supported the plan", "supported", "support"),
    ],
)
def test_a_recommendation_in_the_past_tense_is_an_error(text: str, word: str, verb: str) -> None:
    assert recommended("PK-474", text) == [
        f"PK-474 Text!C2: The recommendation says '{word}', in the past tense."
    ]
    assert recommended("PK-475", text) == []
    assert verb in Settings().recommendation_verbs


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("That the Board notes the report", "notes"),
        ("That the Board takes stock", "takes"),
        ("The plan for the year", "the"),
    ],
)
def test_a_verb_that_the_settings_do_not_have_is_a_note(text: str, word: str) -> None:
    assert recommended("PK-475", text) == [
        f"PK-475 Text!C2: The recommendation begins with '{word}', which is not among the "
        "recommendation verbs."
    ]


def test_the_verbs_are_a_setting() -> None:
    ways = Ways(replace(Settings(), recommendation_verbs=("Adopt",)))
    assert recommended("PK-475", "adopt the plan", ways) == []
    assert len(recommended("PK-474", "That the Board adopted the plan", ways)) == 1
    assert len(recommended("PK-475", "agree the plan", ways)) == 1


def test_a_board_may_be_called_otherwise() -> None:
    ways = Ways(replace(Settings(), council=Council(board="Health Partnership")))
    assert recommended("PK-475", "That the Health Partnership agree the plan", ways) == []


def exempted(number: str, publicity: str, paragraph: str, reason: str) -> list[str]:
    papers = f"""
    ## papers
    | reference | publicity | exempt_paragraph | exempt_reason |
    | --- | --- | --- | --- |
    | July | {publicity} | {paragraph} | {reason} |
    """
    return found(number, papers)


@pytest.mark.parametrize("publicity", ["Exempt", "Public with an exempt appendix"])
def test_an_exempt_paper_names_its_paragraph_and_its_reason(publicity: str) -> None:
    assert exempted("PK-476", publicity, "", "") == [
        f"PK-476 Papers!C2: July is {publicity.lower()} by no paragraph."
    ]
    assert exempted("PK-477", publicity, "", "") == [
        f"PK-477 Papers!D2: July is {publicity.lower()} and gives no reason."
    ]


@pytest.mark.parametrize("paragraph", ["3", "1<br>2", "Paragraph 7", "para. 3"])
def test_a_paragraph_is_one_of_seven(paragraph: str) -> None:
    assert exempted("PK-476", "Exempt", paragraph, "Names of staff") == []


@pytest.mark.parametrize("paragraph", ["8", "0", "12", "commercial"])
def test_another_paragraph_is_an_error(paragraph: str) -> None:
    assert exempted("PK-476", "Exempt", paragraph, "Names of staff") == [
        f"PK-476 Papers!C2: July is exempt by '{paragraph}', which is none of the paragraphs "
        "1 to 7."
    ]


@pytest.mark.parametrize("publicity", ["Public", ""])
def test_a_public_paper_needs_neither(publicity: str) -> None:
    codes = ("PK-476", "PK-477")
    assert [line for code in codes for line in exempted(code, publicity, "", "")] == []


def test_an_exempt_background_paper_need_not_be_listed() -> None:
    text = """
    ## text
    | paper | section | name | exempt |
    | --- | --- | --- | --- |
    | July | background | Contract prices | Yes |
    | July | background | The strategy | No |
    | July | appendices | Contract prices | Yes |
    """
    assert found("PK-478", PAPER + text) == [
        "PK-478 Text!D2: The background paper 'Contract prices' is exempt: the Act, s.100D(4), "
        "does not require it to be listed."
    ]


def test_text_copied_and_not_confirmed_is_one_gap_a_paper() -> None:
    text = """
    ## text
    | paper | section | text | to_confirm |
    | --- | --- | --- | --- |
    | July | reasons | As before | Yes |
    | July | consultation | The Executive | Yes |
    | July | introduction | New words | |
    """
    assert found("PK-479", PAPER + text) == [
        "PK-479 Text!D2: July holds text that was copied from an earlier paper and is not yet "
        "confirmed: reasons and consultation."
    ]


def test_a_purpose_begins_with_to() -> None:
    papers = """
    ## papers
    | reference | purpose |
    | --- | --- |
    | July | This is the report. |
    | November | To report on delivery. |
    | March | |
    """
    assert found("PK-480", papers) == [
        "PK-480 Papers!B2: The purpose of July begins 'This is the report.'."
    ]


def test_a_title_is_typed_in_sentence_case() -> None:
    papers = """
    ## papers
    | reference | title |
    | --- | --- |
    | July | PERFORMANCE REPORT |
    | November | Performance report |
    | March | JSNA |
    """
    assert found("PK-481", papers) == [
        "PK-481 Papers!B2: The title 'PERFORMANCE REPORT' is typed in capitals."
    ]
