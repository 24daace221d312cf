"""What was left in the text, and dates written in it."""

from paperkit.findings import Finding
from tests.board.test_rules_check import findings, found
from tests.cases import each
from tests.tables import at


def written(number: str, text: str) -> list[str]:
    actions = f"## actions\n| reference | action |\n| - | - |\n| 1.1 | {text} |"
    return found(number, actions)


@each(
    ("text", "held"),
    [
        ("DRAFT plan", "DRAFT"),
        ("Date TBC.", "TBC"),
        ("Lead: tba", "tba"),
        ("Cost XX", "XX"),
        ("9 am on xxx", "xxx"),
        ("[insert name] agrees", "[insert name]"),
        ("held on Insert dateInsert year", "Insert date"),
        ("9am on <<DATE>>", "<<DATE>>"),
        ("costs £??", "??"),
        ("Dear {{ name }}", "{{ name }}"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("by FIELD_DUE_DATE", "FIELD_DUE_DATE"),
    ],
)
def test_a_word_that_waits_for_the_real_one_is_an_error(text: str, held: str) -> None:
    assert written("PK-701", text) == [f"PK-701 Actions!B2: The text has '{held}' in it."]


def test_an_action_alone_in_brackets_reads_as_a_paragraph_of_the_paper() -> None:
    """PK-652: a reader of "(1.3)" looks for paragraph 1.3."""
    plan = "## actions\n| reference | action |\n| - | - |\n| 1.1 | Open hubs |\n"
    paper = "## papers\n| reference | kind |\n| - | - |\n| PR | performance_report |\n"
    text = paper + "## text\n| paper | section | text |\n| - | - | - |\n| PR | issues | {} |\n"
    texts = ("The hubs (1.1) are late.", "The hubs (action 1.1) are late.", "Rise (1.2) and 1.1.")
    assert [found("PK-652", plan + text.format(one)) for one in texts] == [
        ["PK-652 Text!C2: The text has '(1.1)': an action, or a paragraph of the paper?"], [], []
    ]  # fmt: skip


@each(
    "text",
    [
        "Consult on the draft strategy",
        "Is it working??",
        "Reduce waits by <5% and >2",
        "A&E at the NHS in the BCF",
        "Exxon, XXL and boxes",
        "insert a new paragraph 3",
        "See plan_2026.docx",
    ],
)
def test_ordinary_words_are_let_be(text: str) -> None:
    assert written("PK-701", text) == []


@each(
    ("code", "text", "message"),
    [
        ("PK-701", "Date TBC", "The text has 'TBC' in it."),
        ("PK-702", "**agree", "The text has '**agree' in it."),
        ("PK-703", "a_x000D_b", "The text has '_x000D_' in it."),
        ("PK-711", "on 1 May", "The text gives '1 May' without a year."),
        ("PK-712", "on 31/09/2026", "The text gives '31/09/2026', which does not exist."),
        (
            "PK-713",
            "in 2014-25",
            "The text gives '2014-25', years that do not follow each other.",
        ),
    ],
)
def test_a_finding_on_text_holds_the_text_and_says_whom_to_ask(
    code: str, text: str, message: str
) -> None:
    actions = f"## actions\n| reference | action | owner |\n| - | - | - |\n| 1.1 | {text} | Cy |"
    place = at("Actions!B2", "Action")
    assert findings(code, actions) == [Finding(code, place, message, value=text, person="Cy")]


def test_marks_in_a_text_that_is_printed_as_typed_are_quoted_for_its_message() -> None:
    text = "## actions\n| reference | action | source |\n| - | - | - |\n"
    marked = f"{text}| 1.1 | Agree it | **agree** the plan__ |"
    (found,) = findings("PK-702", marked)
    assert found.message == "The text has '**agree**' and 'plan__' in it."
    assert findings("PK-702", f"{text}| 1.1 | Agree it | agree 2 * 3 |") == []


def test_all_that_waits_in_one_cell_is_one_finding() -> None:
    assert written("PK-701", "DRAFT: TBC, then TBC") == [
        "PK-701 Actions!B2: The text has 'DRAFT' and 'TBC' in it."
    ]


def test_a_cell_with_several_values_is_looked_at_too() -> None:
    papers = "## papers\n| reference | authors |\n| - | - |\n| July | Ann Field<br>TBC |"
    assert found("PK-701", papers) == ["PK-701 Papers!B2: The text has 'TBC' in it."]


@each(
    ("text", "held"),
    [
        ("agree the Framework.**", "Framework.**"),
        ("**agree** it", "**agree**"),
        ("__agree__ it", "__agree__"),
        ("name: ____", "____"),
    ],
)
def test_stray_marks_are_an_error(text: str, held: str) -> None:
    assert written("PK-702", text) == [f"PK-702 Actions!B2: The text has '{held}' in it."]


@each("text", ["2 * 3 * 4", "a*", "the file my__plan.docx", "a_b"])
def test_single_marks_and_file_names_are_let_be(text: str) -> None:
    assert written("PK-702", text) == []


def test_long_text_is_not_judged_here_since_marks_mean_something_in_it() -> None:
    papers = "## papers\n| reference |\n| - |\n| July |\n"
    text = "## text\n| paper | section | text |\n| - | - | - |\n| July | issues | **agreed** |"
    assert found("PK-702", papers + text) == []


def test_a_code_of_excels_is_an_error() -> None:
    assert written("PK-703", "first_x000D_second") == [
        "PK-703 Actions!B2: The text has '_x000D_' in it."
    ]


@each(
    ("text", "held"),
    [
        ("approved on 27 April.", "27 April"),
        ("approved on 27th April by all", "27th April"),
        ("from the 4th of May", "4th of May"),
        ("on 3 Sept at noon", "3 Sept"),
        ("on 3 Sept. at noon", "3 Sept"),
        ("on 29 February", "29 February"),
        ("on April 27th", "April 27th"),
        ("ON 27 APRIL", "27 APRIL"),
        ("on 27 april", "27 april"),
        ("on Thursday 27 April", "27 April"),
    ],
)
def test_a_date_without_its_year_is_told(text: str, held: str) -> None:
    assert written("PK-711", text) == [
        f"PK-711 Actions!B2: The text gives '{held}' without a year."
    ]


@each(
    "text",
    [
        "approved on 27 April 2026",
        "27th April, 2026",
        "27 April to 3 May 2026",
        "27 and 28 April 2026",
        "between 1 April and 30 June 2026",
        "29 April, 30 April and 1 May 2026",
        "by 31 March each year",
        "item 2.27 April figures",
        "Age 5 may be early",
        "the 12 marches",
        "Call 0800 1111",
        "April 27th, 2026",
        "April 27 people came",
    ],
)
def test_complete_dates_and_other_numbers_are_let_be(text: str) -> None:
    assert written("PK-711", text) + written("PK-712", text) == []


@each(
    ("text", "held"),
    [
        ("by 31 September 2026", "31 September 2026"),
        ("by 31 September", "31 September"),
        ("on 29 February 2026", "29 February 2026"),
        ("on 31/09/2026", "31/09/2026"),
        ("on 04/27/2026", "04/27/2026"),
        ("on 27/13/2026", "27/13/2026"),
        ("on 27/00/2026", "27/00/2026"),
        ("on 00/12/2026", "00/12/2026"),
        ("on 01/01/0000", "01/01/0000"),
        ("on 31 Sept. at noon", "31 Sept"),
        ("by 31 Sept. 2026", "31 Sept. 2026"),
    ],
)
def test_a_date_that_does_not_exist_is_told(text: str, held: str) -> None:
    assert written("PK-712", text) == [
        f"PK-712 Actions!B2: The text gives '{held}', which does not exist."
    ]


@each(
    "text",
    [
        "29 February 2028",
        "30/09/2026",
        "29 February each year",
        "on 29 February",
        "1 January and 31 December 2026",
        "01/01/0001 to 31/12/2026",
    ],
)
def test_a_date_that_exists_is_let_be(text: str) -> None:
    assert written("PK-712", text) == []


def test_in_a_long_text_a_date_without_its_year_is_quoted_with_the_words_before_it() -> None:
    text = f"The plan was approved on 27th April and is under way. {'It goes on. ' * 9}"
    (found,) = written("PK-711", text)
    assert found.endswith("The text gives 'was approved on 27th April' without a year.")


def test_the_year_is_offered_in_which_a_date_falls_on_its_weekday() -> None:
    """H-08: "27th April" was in 2023, a Thursday."""
    meetings = "## meetings\n| reference | date |\n| - | - |\n| March | 14 March 2024 |\n"
    actions = "## actions\n| reference | action |\n| - | - |\n| 1.1 | As on {} |"
    thursday = findings("PK-711", meetings + actions.format("Thursday 27th April"))
    assert [one.remedy for one in thursday] == [
        "Add the year (did you mean Thursday 27 April 2023?)."
    ]
    plain = findings("PK-711", meetings + actions.format("27th April"))
    assert [one.remedy for one in plain] == ["Add the year."]


@each(
    ("text", "held", "falls", "meant"),
    [
        ("on Monday 4 December 2026", "Monday 4 December 2026", "4 December 2026 is a Friday",
         "Friday 4 December 2026 or Monday 4 December 2028"),
        ("(Thurs, 16th July 2027)", "Thurs, 16th July 2027", "16 July 2027 is a Friday",
         "Friday 16 July 2027 or Thursday 16 July 2026"),
        ("Tue the 1st of May 2026", "Tue the 1st of May 2026", "1 May 2026 is a Friday",
         "Friday 1 May 2026 or Tuesday 1 May 2029"),
    ],
)  # fmt: skip
def test_a_weekday_that_a_date_does_not_fall_on_is_told_with_what_is_meant(
    text: str, held: str, falls: str, meant: str
) -> None:
    actions = f"## actions\n| reference | action |\n| - | - |\n| 1.1 | {text} |"
    (found,) = findings("PK-712", actions)
    assert found.message == f"The text gives '{held}', but {falls}."
    assert found.remedy == f"Correct the weekday or the date (did you mean {meant}?)."


@each(
    "text",
    [
        "on Friday 4 December 2026",
        "Fri 4 Dec 2026",
        "the Board sat 5 May 2026",
        "Monday 4 to Friday 8 May 2026",
        "every Monday; 4 December 2026",
    ],
)
def test_a_weekday_that_fits_or_belongs_to_another_date_is_let_be(text: str) -> None:
    assert written("PK-712", text) == []


@each(
    ("text", "held", "meant"),
    [
        ("signed off on 04th December 2023", "04th December 2023", "4 December 2023"),
        ("on 04 Dec 2023", "04 Dec 2023", "4 December 2023"),
        ("on 22th May 2026", "22th May 2026", "22 May 2026"),
        ("on 11st May 2026", "11st May 2026", "11 May 2026"),
        ("by 09 May", "09 May", "9 May"),
    ],
)
def test_a_nought_before_a_day_or_a_wrong_ending_is_told_with_the_day_as_papers_write_it(
    text: str, held: str, meant: str
) -> None:
    """H-09."""
    actions = f"## actions\n| reference | action |\n| - | - |\n| 1.1 | {text} |"
    (found,) = findings("PK-448", actions)
    assert found.message == f"The text gives '{held}', which is not how papers write a date."
    assert found.remedy == f"Write '{meant}'."


def test_a_day_with_its_own_ending_is_let_be() -> None:
    for day in ("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "30th", "10"):
        assert written("PK-448", f"on {day} May 2026") == []


@each("pair", ["2014-25", "2014/25", "2026–26", "2026/28"])
def test_years_that_do_not_follow_each_other_are_told(pair: str) -> None:
    assert written("PK-713", f"for the year {pair}.") == [
        f"PK-713 Actions!B2: The text gives '{pair}', years that do not follow each other."
    ]


@each(
    "text",
    [
        "in 2025/26 and 2026-27",
        "in 1999/00",
        "the Strategy 2023-2033",
        "from 2014 to 2025",
        "Call 0800 1111",
        "April 27th, 2026",
        "April 27 people came",
        "reference 1.10-25",
        "on 2026-07-16",
        "SI 2012/89",
        "reference 3.2014-25",
    ],
)
def test_years_and_other_pairs_that_hold_are_let_be(text: str) -> None:
    assert written("PK-713", text) == []


def test_a_reference_is_not_running_text() -> None:
    assert found("PK-713", "## plans\n| reference |\n| - |\n| Plan 2014-25 |") == []


def test_the_name_of_a_person_a_body_or_another_row_is_not_running_text() -> None:
    names = """
    ## priorities
    | reference |
    | --- |
    | P 2014-25 |

    ## actions
    | reference | owner | parent |
    | --- | --- | --- |
    | 1.1 | Team 2014-25 | P 2014-25 |

    ## indicators
    | reference | partner |
    | --- | --- |
    | 2.1 | Trust 2014-25 |
    """
    assert found("PK-713", names) == []
