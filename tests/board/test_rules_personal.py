"""Text that could tell who somebody is."""

from paperkit.findings import Finding
from paperkit.papers.names import nhs_number, personal_details
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import at, board, told

ACTION = """
## actions
| reference | wording |
| --- | --- |
| 1.1 | {text} |
"""


def found(text: str) -> list[str]:
    return told(list(personal_details(BoardAt(board(ACTION.format(text=text))))))


@each(
    "words",
    [
        "943 476 5919", "9434765919", "jo@example.org", "01632 960123", "+44 1632 960123",
        "QQ 12 34 56 C".replace("QQ", "AB"),
    ],
)  # fmt: skip
def test_what_may_identify_a_person_is_noted_with_its_words(words: str) -> None:
    assert found(f"Mrs A ({words}) waited nine weeks.") == [
        f"PK-704 Actions!B2: The text has '{words}' in it."
    ]


@each(
    "text",
    [
        "943 476 5918 is no NHS number", "£4,010,232,137 over ten years", "from 2023 to 2033",
        "Ask for 85% by 31 March 2027", "12,345,678 steps", "ratio 1.1234567890",
    ],
)  # fmt: skip
def test_figures_and_years_are_no_persons(text: str) -> None:
    assert found(text) == []


def test_contact_details_on_the_sheet_people_are_meant_for_papers() -> None:
    people = """
## people
| name | telephone | email |
| --- | --- | --- |
| Kim Reed | 01632 960123 | kim.reed@example.org |
"""
    assert list(personal_details(BoardAt(board(people)))) == []


def test_nothing_is_noted_in_an_exempt_paper() -> None:
    data = board(
        """
## papers
| reference | publicity |
| --- | --- |
| Report | Exempt |
## text
| paper | section | text |
| --- | --- | --- |
| Report | issues | Write to jo@example.org. |
"""
    )
    assert list(personal_details(BoardAt(data, paper=data.papers[0]))) == []


def test_the_note_quotes_what_identifies_and_says_whom_to_ask() -> None:
    text = "Ring 01632 960123 or write to jo@example.org."
    row = f"| 1.1 | {text} | Cy Marsh |"
    actions = f"## actions\n| reference | wording | owner |\n| - | - | - |\n{row}"
    message = "The text has '01632 960123' and 'jo@example.org' in it."
    assert list(personal_details(BoardAt(board(actions)))) == [
        Finding("PK-704", at("Actions!B2", "Action"), message, value=text, person="Cy Marsh")
    ]


def test_the_authors_of_a_paper_are_asked_about_what_its_text_holds() -> None:
    rows = """
## papers
| reference | authors |
| --- | --- |
| July | Cy Marsh |
## text
| paper | section | text |
| --- | --- | --- |
| July | issues | Write to jo@example.org. |
"""
    (note,) = personal_details(BoardAt(board(rows)))
    assert note.person == "Cy Marsh"


@each("number", ["4010232137", "6123456784", "7123456785", "4123773540"])
def test_the_tenth_digit_of_an_nhs_number_is_its_check(number: str) -> None:
    assert nhs_number(number)
    others = [number[:9] + str(digit) for digit in range(10)]
    assert [other for other in others if nhs_number(other)] == [number]


def test_no_nhs_number_begins_with_another_digit() -> None:
    assert not nhs_number("5123456783")
