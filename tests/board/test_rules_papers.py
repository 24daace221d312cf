"""What a paper has to say: implications, recommendations, why it is exempt."""

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.settings import Council, Settings
from paperkit.findings import Finding, remedy_of
from paperkit.frozen import replace
from tests.board.test_rules_check import WAYS, findings, found
from tests.cases import each
from tests.tables import at

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


def test_all_heads_without_a_row_are_one_finding() -> None:
    assert implied("PK-470", "") == [
        "PK-470 Papers!A2: Nobody has answered 'Financial' and 'Legal' in July."
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


def test_an_answer_under_an_unknown_head_is_an_error() -> None:
    rows = "| July | implications | Finance | None. |\n| July | implications | | None. |"
    assert implied("PK-471", rows) == [
        "PK-471 Text!C2: 'Finance' is not one of the heads 'Financial' and 'Legal'.",
        "PK-471 Text!C3: The answer has no head; the heads are 'Financial' and 'Legal'.",
    ]
    assert implied("PK-470", rows) == ["PK-470 Papers!A2: Nobody has answered 'Legal' in July."]


def test_a_head_that_is_typed_otherwise_is_one_finding() -> None:
    """One fault, one finding: the head was also said to be unanswered."""
    rows = "| July | implications | {} | None. |\n| July | implications | Legal | None. |"
    for typed in ("Finance", "Money"):
        assert implied("PK-470", rows.format(typed)) == []
        assert len(implied("PK-471", rows.format(typed))) == 1


def test_a_long_head_is_given_in_full_so_that_it_can_be_typed() -> None:
    """T12: it was shortened with an ellipsis."""
    long = f"Other implications (where significant): {', '.join(['crime and disorder'] * 5)}"
    ways = Ways(pack=PackSettings(implications=(long,)))
    rows = "## text\n| paper | section | name | text |\n| - | - | - | - |\n"
    (blank,) = findings("PK-470", PAPER, ways=ways)
    (other,) = findings("PK-471", f"{PAPER}{rows}| July | implications | Weather | A |", ways=ways)
    assert all(f"'{long}'" in words for words in (blank.message, blank.remedy))
    assert all(f"'{long}'" in words for words in (other.message, other.remedy))


def test_a_head_answered_twice_is_an_error() -> None:
    rows = "| July | implications | Legal | None. |\n| July | implications | legal | Some. |"
    assert implied("PK-472", rows) == [
        "PK-472 Text!C3: The head 'legal' is answered twice in July."
    ]


TWO_AUTHORS = """
## papers
| reference | authors |
| --- | --- |
| July | Ann Field<br>Bo Marsh |
"""
THEM = "Ann Field, Bo Marsh"


def implications(rows: str) -> str:
    return f"{TWO_AUTHORS}## text\n| paper | section | name | text |\n| - | - | - | - |\n{rows}"


def test_the_authors_are_asked_for_an_answer_at_its_cell_or_at_the_paper() -> None:
    blank = implications("| July | implications | legal | |")
    at_cell, at_paper = findings("PK-470", blank, ways=HEADS)
    assert at_paper == Finding(
        "PK-470",
        at("Papers!A2", "Reference"),
        "Nobody has answered 'Financial' in July.",
        "Add a row to the sheet Text: the paper 'July', the section implications, the name "
        "'Financial', and the answer as its text; type None. where there is nothing to say.",
        value="Financial",
        person=THEM,
    )
    assert at_cell == Finding(
        "PK-470",
        at("Text!D2", "Text"),
        "Nobody has answered 'Legal' in July.",
        "Type the answer, or None. where there is nothing to say.",
        "",
        THEM,
    )


def test_a_head_that_is_nearly_the_packs_is_suggested() -> None:
    rows = "| July | implications | Finance | None. |\n| July | implications | Weather | None. |"
    near, far = findings("PK-471", implications(rows), ways=HEADS)
    assert near == Finding(
        "PK-471",
        at("Text!C2", "Name"),
        "'Finance' is not one of the heads 'Financial' and 'Legal'.",
        "Type the head as the pack has it (did you mean 'Financial'?).",
        "Finance",
        THEM,
    )
    assert (far.value, far.remedy) == ("Weather", remedy_of("PK-471"))


def test_a_pack_without_heads_has_no_unknown_one() -> None:
    assert found("PK-471", implications("| July | implications | Legal | None. |")) == []


def test_the_second_answer_to_a_head_is_told_with_the_place_of_the_first() -> None:
    rows = "| July | implications | Legal | A |\n| July | implications | Financial | B |\n"
    third = "| July | implications | LEGAL | C |"
    assert findings("PK-472", implications(rows + third), ways=HEADS) == [
        Finding(
            "PK-472",
            at("Text!C4", "Name"),
            "The head 'LEGAL' is answered twice in July.",
            value="",
            person=THEM,
            others=(at("Text!C2", "Name"),),
        )
    ]


@each("section", ["background_papers", "Background papers", "background"])
def test_a_section_is_one_however_it_is_typed(section: str) -> None:
    text = "## text\n| paper | section | name | exempt |\n| - | - | - | - |\n"
    assert len(found("PK-478", PAPER + text + f"| July | {section} | Prices | Yes |")) == 1


def recommended(number: str, text: str, ways: Ways = WAYS) -> list[str]:
    rows = f"| July | recommendations | {text} |"
    table = f"## text\n| paper | section | text |\n| - | - | - |\n{rows}"
    return found(number, PAPER + table, ways=ways)


def test_a_paper_without_a_recommendation_is_an_error() -> None:
    assert found("PK-473", PAPER) == ["PK-473 Papers!A2: July makes no recommendation."]


@each(
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


@each(
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


@each(
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


@each(
    ("text", "remedy"),
    [
        ("That the Board notes the report", "Write 'note'."),
        ("That the Board takes stock", remedy_of("PK-475")),
    ],
)
def test_another_verb_is_told_with_one_of_the_settings_that_is_near(text: str, remedy: str) -> None:
    row = f"| July | recommendations | {text} |"
    table = f"## text\n| paper | section | text |\n| - | - | - |\n{row}"
    (told,) = findings("PK-475", TWO_AUTHORS + table)
    assert (told.place, told.remedy) == (at("Text!C2", "Text"), remedy)
    assert (told.value, told.person) == (text, THEM)


def test_the_past_tense_is_told_with_the_verb_in_the_present() -> None:
    text = "That the Board agreed the plan"
    row = f"| July | recommendations | {text} |"
    table = f"## text\n| paper | section | text |\n| - | - | - |\n{row}"
    assert findings("PK-474", TWO_AUTHORS + table) == [
        Finding(
            "PK-474",
            at("Text!C2", "Text"),
            "The recommendation says 'agreed', in the past tense.",
            "Write 'agree'.",
            text,
            THEM,
        )
    ]


def test_a_paper_that_gives_reasons_alone_recommends_nothing() -> None:
    rows = "| July | reasons | Agree |\n| July | recommendations | |"
    table = f"## text\n| paper | section | text |\n| - | - | - |\n{rows}"
    message = "July makes no recommendation."
    place, remedy = at("Papers!A2", "Reference"), remedy_of("PK-473")
    assert findings("PK-473", TWO_AUTHORS + table) == [
        Finding("PK-473", place, message, remedy, "", THEM)
    ]


@each(("word", "verb"), [("surveyed", "survey"), ("referred", "refer"), ("ratified", "ratify")])
def test_the_past_of_a_verb_is_known_by_its_ending(word: str, verb: str) -> None:
    ways = Ways(replace(Settings(), recommendation_verbs=("survey", "refer", "ratify")))
    text = f"That the Board {word} the plan"
    assert recommended("PK-474", text, ways) == [
        f"PK-474 Text!C2: The recommendation says '{word}', in the past tense."
    ]
    (told,) = recommended("PK-475", f"That the Board {verb[:-1]}x the plan", ways)
    assert f"'{verb[:-1]}x'" in told


@each("word", ["surveied", "reffered", "referered", "referferred"])
def test_what_is_no_past_of_a_verb_is_another_word(word: str) -> None:
    ways = Ways(replace(Settings(), recommendation_verbs=("survey", "refer")))
    text = f"That the Board {word} the plan"
    assert recommended("PK-474", text, ways) == []
    assert len(recommended("PK-475", text, ways)) == 1


@each("text", ["2026/27", "That the Board should have had to agreed"])
def test_a_recommendation_without_a_verb_among_its_first_words_is_a_note(text: str) -> None:
    assert recommended("PK-474", text) == []
    assert recommended("PK-475", text) == [
        "PK-475 Text!C2: The recommendation begins with '', which is not among the "
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


@each("publicity", ["Exempt", "Public with an exempt appendix"])
def test_an_exempt_paper_names_its_paragraph_and_its_reason(publicity: str) -> None:
    assert exempted("PK-476", publicity, "", "") == [
        f"PK-476 Papers!C2: July is {publicity.lower()} by no paragraph."
    ]
    assert exempted("PK-477", publicity, "", "") == [
        f"PK-477 Papers!D2: July is {publicity.lower()} and gives no reason."
    ]


@each("paragraph", ["3", "1<br>2", "Paragraph 7", "para. 3"])
def test_a_paragraph_is_one_of_seven(paragraph: str) -> None:
    assert exempted("PK-476", "Exempt", paragraph, "Names of staff") == []


@each("paragraph", ["8", "0", "12", "commercial"])
def test_another_paragraph_is_an_error(paragraph: str) -> None:
    assert exempted("PK-476", "Exempt", paragraph, "Names of staff") == [
        f"PK-476 Papers!C2: July is exempt by '{paragraph}', which is not one of the paragraphs 1 "
        "to 7."
    ]


def test_the_authors_of_an_exempt_paper_are_asked_for_paragraph_and_reason() -> None:
    papers = """
    ## papers
    | reference | publicity | exempt_paragraph | authors |
    | --- | --- | --- | --- |
    | July | Exempt | 8<br>3<br>9 | Ann Field<br>Bo Marsh |
    """
    assert findings("PK-476", papers) == [
        Finding(
            "PK-476",
            at("Papers!C2", "Exempt paragraph"),
            "July is exempt by '8' and '9', which is not one of the paragraphs 1 to 7.",
            value="8; 3; 9",
            person=THEM,
        )
    ]
    (reason,) = findings("PK-477", papers)
    assert reason == Finding(
        "PK-477", reason.place, "July is exempt and gives no reason.", value="", person=THEM,
    )  # fmt: skip


@each("publicity", ["Public", ""])
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


def test_text_to_be_confirmed_is_told_at_each_of_its_rows_and_each_section_once() -> None:
    text = """
    ## text
    | paper | section | text | to_confirm |
    | --- | --- | --- | --- |
    | July | reasons | As before | Yes |
    | July | reasons | More | Yes |
    | July | issues | And more | Yes |
    """
    heading = "To be confirmed"
    assert findings("PK-479", PAPER + text) == [
        Finding(
            "PK-479",
            at("Text!D2", heading),
            "July holds text that was copied from an earlier paper and is not yet confirmed: "
            "reasons and issues.",
            others=(at("Text!D3", heading), at("Text!D4", heading)),
        )
    ]


@each(
    ("purpose", "shown"),
    [
        ("This is a report of 30 letters.", "This is a report of 30 letter…"),
        ("This is a report of 30 letter.", "This is a report of 30 letter."),
    ],
)
def test_a_long_purpose_is_cut_in_the_message_and_whole_beside_it(purpose: str, shown: str) -> None:
    row = f"| July | {purpose} | Ann Field<br>Bo Marsh |"
    papers = f"## papers\n| reference | purpose | authors |\n| - | - | - |\n{row}"
    assert findings("PK-480", papers) == [
        Finding(
            "PK-480",
            at("Papers!B2", "Purpose"),
            f"The purpose of July begins '{shown}'.",
            value=purpose,
            person=THEM,
        )
    ]


def test_a_title_in_capitals_is_told_with_the_title_and_the_authors() -> None:
    row = "| July | THE REPORT | Ann Field<br>Bo Marsh |"
    papers = f"## papers\n| reference | title | authors |\n| - | - | - |\n{row}"
    message = "The title 'THE REPORT' is typed in capitals."
    assert findings("PK-481", papers) == [
        Finding(
            "PK-481", at("Papers!B2", "Title"), message,
            value="THE REPORT", person=THEM,
        )
    ]  # fmt: skip


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


def titled(title: str, meeting: str = "19 November 2026", as_at: str = "30 September 2026") -> str:
    (line,) = found(
        "PK-496",
        f"""
    ## meetings
    | reference | date |
    | --- | --- |
    | Board | {meeting} |

    ## papers
    | reference | meeting | title | data as at |
    | --- | --- | --- | --- |
    | One | Board | {title} | {as_at} |
    """,
    ) or [""]
    return line


@each(
    ("title", "named"),
    [
        ("Performance report July 2026", "July 2026"),
        ("Performance report to July", "July"),
        ("Performance report, November 2025", "November 2025"),
        ("Report for May 2026", "May 2026"),
        ("Annual report 2024/25", "2024/25"),
        ("Performance report 2025", "2025"),
    ],
)
def test_a_title_that_names_another_month_or_year_than_its_meetings_is_noted(
    title: str, named: str
) -> None:
    assert titled(title) == (
        f"PK-496 Papers!C2: The title '{title}' names {named}, and the meeting is on "
        "19 November 2026."
    )


@each(
    "title",
    [
        "Performance report November 2026",
        "Performance report to September 2026",
        "Performance report, April to September",
        "Forward plan, November 2026 to November 2027",
        "Annual report 2026/27",
        "Annual report 2025/26",
        "Joint strategy 2024 to 2034",
        "March on poverty",
        "What residents may expect",
        "Report on 2,025 homes",
        "",
    ],
)
def test_a_title_with_its_own_month_or_year_or_none_is_not(title: str) -> None:
    assert titled(title) == ""
