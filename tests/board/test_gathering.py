"""What comes of returned forms: what is taken, what is told, and nothing lost."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.history import Draft
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.board.settings import DEFAULT_RATINGS
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.rounds.gathering import Gathered
from paperkit.schema.columns import RowPlace
from tests.board.returned import TODAY, WAYS, form, gathered
from tests.cases import each
from tests.logs import history
from tests.tables import board, numbers, told

PLAN = """
## meetings
| reference | date |
| --- | --- |
| March | 11 March 2026 |
| July | 16 July 2026 |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Best start | Ann Field |
| P2 | Good work | Bo Lane |

## actions
| reference | wording | parent | state | lead | target | review date | link |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open the hub | P1 | On course | Jo Lee | 90% | 1 September 2026 | |
| 1.2 | Train staff | P1 | On course | Jo Lee | | | https://northmere.example/1 |
| 1.3 | Visit schools | P1 | On course | Sam Cole | | | |
| 1.4 | Close the clinic | P1 | Delivered | Jo Lee | | | |
| 2.1 | Fair pay | P2 | On course | Jo Lee | | | |
"""
ISSUED = """
## rounds
| priority | meeting | issued on | due | actions | leads |
| --- | --- | --- | --- | --- | --- |
| P1 | July | 1 May 2026 | 12 June 2026 | 1.1<br>1.2<br>1.3 | Jo Lee<br>Sam Cole |
"""
JO = """
## returns
| reference | wording | lead | target | rating | reasons | control |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open the hub | Jo Lee | 90% | amber | No premises | New lease |
| 1.2 | Train staff | Jo Lee | | Green | | |
"""
HEADS = "\n## returns\n| reference | wording | lead | target | rating | reasons | control |"
HEADS += "\n| --- | --- | --- | --- | --- | --- | --- |\n"


def data(log: str = ISSUED, plan: str = PLAN) -> BoardData:
    return replace(board(plan), history=history(log))


def rows(result: Gathered) -> list[Return]:
    return [one.row for one in result.taken if isinstance(one.row, Return)]


def shown(result: Gathered) -> list[str]:
    return told(result.findings)


def test_the_answers_of_a_form_are_taken_with_what_the_plan_says() -> None:
    result = gathered(data(), form("Jo Lee", JO))
    assert shown(result) == []
    assert result.taken[0] == Draft(
        table=RETURNS,
        row=Return(
            meeting="July", action="1.1", wording="Open the hub", lead="Jo Lee", target="90%",
            rating="Amber", reasons="No premises", control="New lease", received_on=TODAY,
        ),
        recorded_on=TODAY, origin="Jo Lee.xlsx",
    )  # fmt: skip
    assert [(row.action, row.rating) for row in rows(result)] == [
        ("1.1", "Amber"),
        ("1.2", "Green"),
    ]


# --- One row --------------------------------------------------------------------------------


def test_a_rating_that_is_no_word_of_the_scale_keeps_its_row_back_and_the_rest_is_taken() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | Ambr | x | y |\n"
    result = gathered(
        data(), form("Jo Lee", rows_ + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    )
    assert [row.action for row in rows(result)] == ["1.2"]
    assert shown(result) == [
        "PK-844 Jo Lee.xlsx, Returns!E2: 'Ambr' is not one of Green, Amber, Red.",
    ]
    (first,) = result.findings
    assert first.remedy == "Choose one of these words (did you mean Amber?)."
    assert (first.value, first.person) == ("Ambr", "Jo Lee")
    (outcome,) = result.outcomes
    assert (outcome.taken, outcome.waiting, outcome.refused) == (1, 1, False)


@each("typed", ["June 2027 | ", " | northmere.gov.uk/hub"])
def test_a_cell_that_cannot_be_read_keeps_its_row_back_and_is_one_finding(typed: str) -> None:
    """H11: "June 2027" as a review date, or no https://, kept the whole form back."""
    rows_ = f"""
## returns
| reference | rating | review date | link |
| --- | --- | --- | --- |
| 1.1 | Green | {typed} |
| 1.2 | Green | 1 June 2027 | https://northmere.example/1 |
"""
    result = gathered(data(), form("Jo Lee", rows_))
    assert [(f.place.cell[1:], f.person) for f in result.findings] == [("2", "Jo Lee")]
    assert [row.action for row in rows(result)] == ["1.2"]
    (outcome,) = result.outcomes
    assert (outcome.taken, outcome.waiting, outcome.refused) == (1, 1, False)


@each("rating, codes", [("Ambr", ["PK-304", "PK-844"]), ("n/a", ["PK-304", "PK-310"])])
def test_a_wrong_rating_is_told_together_with_another_cell_that_cannot_be_read(
    rating: str, codes: list[str]
) -> None:
    rows_ = f"""
## returns
| reference | rating | review date |
| --- | --- | --- |
| 1.1 | {rating} | end of Sept |
| 1.2 | Green | 1 June 2027 |
"""
    result = gathered(data(), form("Jo Lee", rows_))
    assert numbers(result.findings) == codes
    assert {found.person for found in result.findings} == {"Jo Lee"}


def test_what_was_kept_back_is_taken_once_it_is_right_and_the_rest_is_there_already() -> None:
    there = ISSUED + "\n".join(GATHERED.format("July").splitlines()[:-1])
    result = gathered(data(there), form("Jo Lee", JO))
    assert [(one.taken, one.there) for one in result.outcomes] == [(1, 1)]


def test_another_lead_s_form_goes_in_where_one_is_kept_back() -> None:
    jo = form("Jo Lee", HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | ? | x | y |")
    sam = form("Sam Cole", HEADS + "| 1.3 | Visit schools | Sam Cole | | Green | | |")
    result = gathered(data(), jo, sam)
    assert [row.action for row in rows(result)] == ["1.3"]
    assert [(one.person, one.taken, one.refused) for one in result.outcomes] == [
        ("Jo Lee", 0, False),
        ("Sam Cole", 1, False),
    ]


def test_a_rating_off_track_needs_reasons_and_control() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | Red | | |\n"
    rows_ += "| 1.2 | Train staff | Jo Lee | | Amber | Late | |"
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == [
        "PK-846 Jo Lee.xlsx, Returns!F2: Action 1.1 is Red, but Reasons for escalation and "
        "Action to control risk are blank.",
        "PK-846 Jo Lee.xlsx, Returns!G3: Action 1.2 is Amber, but Action to control risk is blank.",
    ]
    assert result.taken == ()


def test_answers_without_a_rating_are_told() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | | Late | Hire |\n"
    result = gathered(
        data(), form("Jo Lee", rows_ + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    )
    assert shown(result) == [
        "PK-845 Jo Lee.xlsx, Returns!E2: Action 1.1 has answers, but no rating.",
    ]


def test_text_on_the_best_rating_is_kept_and_asked_about_once() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | Green | Opened early | |\n"
    rows_ += "| 1.2 | Train staff | Jo Lee | | Green | | Went well |"
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == [
        "PK-847 Jo Lee.xlsx, Returns!F2: Actions 1.1 and 1.2 are Green and have text, but the "
        "form does not say whether progress is exceptional."
    ]
    assert [place.cell for place in result.findings[0].others] == ["G3"]
    assert [(row.reasons, row.control) for row in rows(result)] == [
        ("Opened early", ""),
        ("", "Went well"),
    ]


def test_text_on_two_words_that_are_both_as_good_is_asked_about_by_both() -> None:
    blue = replace(DEFAULT_RATINGS[0], word="Blue", role=None)
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=(blue, *DEFAULT_RATINGS)))
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | Green | Opened early | |\n"
    rows_ += "| 1.2 | Train staff | Jo Lee | | Blue | | Went well |"
    assert shown(gathered(data(), form("Jo Lee", rows_), ways=ways)) == [
        "PK-847 Jo Lee.xlsx, Returns!F2: Actions 1.1 and 1.2 are Green or Blue and have text, but "
        "the form does not say whether progress is exceptional."
    ]


def test_text_on_the_best_rating_with_the_flag_is_no_question() -> None:
    rows_ = """
## returns
| reference | rating | reasons | exceptional progress? |
| --- | --- | --- | --- |
| 1.1 | Green | Opened early | Completed early |
| 1.2 | Green | Went well | No |
"""
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == []
    assert len(result.taken) == 2


def test_what_was_filled_in_beforehand_and_changed_is_shown_and_not_taken() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 85% | Green | | |\n"
    rows_ += "| 1.2 | Train  staff | Jo Lee | | Green | | |"
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == [
        "PK-848 Jo Lee.xlsx, Returns!D2: Action 1.1, Target: the plan says '90%', but the form "
        "says '85%'."
    ]
    assert (result.findings[0].value, result.findings[0].person) == ("85%", "Jo Lee")
    assert [row.target for row in rows(result)] == ["90%", ""]


def test_it_is_taken_where_that_is_accepted() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 85% | Green | | |\n"
    sent = form("Jo Lee", rows_ + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    result = gathered(data(), sent, accept=True)
    assert shown(result) == []
    assert rows(result)[0].target == "85%"


def test_what_is_accepted_after_it_was_gathered_becomes_a_correction() -> None:
    sent = form("Jo Lee", HEADS + "| 1.1 | Open the hub | Jo Lee | 85% | Amber | Late | Hire |")
    before = (
        ISSUED
        + """
## returns
| meeting | action | wording | lead | target | rating | reasons | control |
| --- | --- | --- | --- | --- | --- | --- | --- |
| July | 1.1 | Open the hub | Jo Lee | 90% | Amber | Late | Hire |
| July | 1.2 | Train staff | Jo Lee | | Green | | |
"""
    )
    assert gathered(data(before), sent).taken == ()
    (one,) = gathered(data(before), sent, accept=True).taken
    assert (one.replaces, one.because) == (
        2,
        "What was filled in beforehand came back changed, and was accepted.",
    )


def test_the_review_date_and_the_link_are_the_lead_s_own_to_change() -> None:
    rows_ = """
## returns
| reference | review date | rating | link |
| --- | --- | --- | --- |
| 1.1 | 1 October 2026 | Green | https://northmere.example/new |
| 1.2 | | Green | https://northmere.example/1 |
"""
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == []
    assert [(row.review_date, str(row.link)) for row in rows(result)] == [
        (date(2026, 10, 1), "https://northmere.example/new"),
        (None, "https://northmere.example/1"),
    ]


LINKS = """
## returns
| reference | rating | link |
| --- | --- | --- |
| 1.1 | Green | |
| 1.2 | Green | {} |
"""


def test_a_link_behind_the_action_s_words_counts_where_the_lead_put_one() -> None:
    behind = {"A2": "https://northmere.example/a", "A3": "https://northmere.example/b"}
    rows_ = LINKS.format("https://northmere.example/1")
    result = gathered(data(), form("Jo Lee", rows_, links=behind))
    assert shown(result) == []
    assert [row.link for row in rows(result)] == list(behind.values())


def test_a_link_in_its_column_counts_before_another_one_behind_words() -> None:
    behind = {"A3": "https://northmere.example/b"}
    rows_ = LINKS.format("https://northmere.example/c")
    result = gathered(data(), form("Jo Lee", rows_, links=behind))
    assert [row.link for row in rows(result)] == ["", "https://northmere.example/c"]
    assert shown(result) == [
        "PK-854 Jo Lee.xlsx, Returns!A3: Action 1.2 has the link 'https://northmere.example/c', "
        "and another behind words of its row: 'https://northmere.example/b'."
    ]


# --- Which action ---------------------------------------------------------------------------


def test_an_action_that_is_not_in_the_plan_is_told_with_the_nearest() -> None:
    result = gathered(data(), form("Jo Lee", HEADS + "| 1.22 | | | | Green | | |"))
    assert shown(result) == ["PK-838 Jo Lee.xlsx, Returns!A2: The plan has no action '1.22'."]
    assert result.findings[0].remedy == "Type the reference of the plan (did you mean 1.2?)."
    assert result.taken == ()


def test_an_action_that_the_round_did_not_ask_about_is_told_where_it_is_answered() -> None:
    rows_ = JO + "| 2.1 | Fair pay | Jo Lee | | Green | | |\n| 1.4 | Close the clinic | | | | | |"
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == [
        "PK-839 Jo Lee.xlsx, Returns!A4: Action 2.1 is not one of the actions that the round for "
        "July asks about.",
    ]


def test_a_row_without_a_reference_is_known_by_its_exact_words() -> None:
    rows_ = HEADS + "| | open the  hub | Jo Lee | 90% | Green | | |\n"
    result = gathered(
        data(), form("Jo Lee", rows_ + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    )
    assert shown(result)[0] == (
        "PK-841 Jo Lee.xlsx, Returns!A2: The row has no reference, and was read as action 1.1."
    )
    assert [row.action for row in rows(result)] == ["1.1", "1.2"]


def test_a_row_with_neither_reference_nor_known_words_is_told() -> None:
    rows_ = JO + "| | Something new | | | Green | | |"
    result = gathered(data(), form("Jo Lee", rows_))
    assert shown(result) == [
        "PK-840 Jo Lee.xlsx, Returns!A4: The row that begins 'Something new' has no reference."
    ]
    assert len(result.taken) == 2


def test_an_action_twice_in_a_form_is_told_with_both_rows() -> None:
    result = gathered(
        data(), form("Jo Lee", JO + "| 1.2 | Train staff | Jo Lee | | Amber | a | b |")
    )
    assert shown(result)[0] == "PK-843 Jo Lee.xlsx, Returns!A4: Action 1.2 is in the form twice."
    assert [place.cell for place in result.findings[0].others] == ["A3"]
    assert [row.action for row in rows(result)] == ["1.1"]


def test_rows_copied_from_another_lead_s_form_are_not_taken() -> None:
    sent = form("Jo Lee", JO + "| 1.3 | Visit schools | Sam Cole | | Red | a | b |")
    result = gathered(data(), sent)
    assert shown(result) == [
        "PK-842 Jo Lee.xlsx, Returns!A4: Action 1.3 is in the form of Jo Lee, rated 'Red', but "
        "Sam Cole reports on it. The row was not taken."
    ]
    assert [row.action for row in rows(result)] == ["1.1", "1.2"]
    assert [row.action for row in rows(gathered(data(), sent, accept=True))] == [
        "1.1",
        "1.2",
        "1.3",
    ]


def test_a_form_sent_out_before_its_lead_was_cleared_is_still_taken() -> None:
    plan = data()
    first, *rest = plan.actions
    cleared = replace(plan, actions=(replace(first, lead="", owner="Sam Cole"), *rest))
    result = gathered(cleared, form("Jo Lee", JO))
    assert [row.action for row in rows(result)] == ["1.1", "1.2"]


# --- A form as a whole ----------------------------------------------------------------------


def test_every_action_that_was_asked_has_a_row() -> None:
    result = gathered(
        data(), form("Jo Lee", HEADS + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    )
    assert shown(result) == [
        "PK-849 Jo Lee.xlsx, sheet Exception report: Action 1.1 has no row in the form."
    ]
    assert result.findings[0].person == "Jo Lee"
    assert len(result.taken) == 1


def test_a_row_that_was_not_filled_in_is_told_and_the_others_are_taken() -> None:
    rows_ = HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | | | |\n"
    result = gathered(
        data(), form("Jo Lee", rows_ + "| 1.2 | Train staff | Jo Lee | | Green | | |")
    )
    assert shown(result) == [
        "PK-850 Jo Lee.xlsx, Returns!E2: Action 1.1 has no rating and no other answer."
    ]
    assert len(result.taken) == 1


def test_a_form_without_its_block_is_told() -> None:
    result = gathered(data(), replace(form("Jo Lee", JO), about=None))
    assert shown(result) == [
        "PK-831 Jo Lee.xlsx: The workbook does not say which meeting and person it is for."
    ]
    assert result.taken == ()


def test_a_form_whose_block_was_emptied_is_told_with_what_is_blank() -> None:
    strange = [form("A", JO, council="", meeting=" "), form("", JO, file="B.xlsx")]
    result = gathered(data(), *strange)
    assert shown(result) == [
        "PK-831 A.xlsx, sheet Please read: The form has nothing next to 'Council' and 'Meeting', "
        "under 'About this file'.",
        "PK-831 B.xlsx, sheet Please read: The form has nothing next to 'For', under 'About this "
        "file'.",
    ]
    assert [(found.place.field, found.person) for found in result.findings] == [
        ("Council", "A"), ("For", ""),
    ]  # fmt: skip
    assert result.taken == ()


def test_a_form_that_an_earlier_paperkit_sent_out_is_taken_like_todays() -> None:
    old, new = (gathered(data(), form("Jo Lee", JO, version=one)) for one in ("1", "2"))
    assert (rows(old), shown(old)) == (rows(new), shown(new))


def test_a_form_of_another_council_version_meeting_or_round_is_told() -> None:
    strange = [
        form("A", JO, council="Southmere Council"),
        form("B", JO, version="4"),
        form("C", JO, meeting="Board May 2031"),
        form("D", JO, priority="P9"),
    ]
    result = gathered(data(), *strange)
    assert shown(result) == [
        "PK-832 A.xlsx, sheet Please read: The form is from 'Southmere Council', but this "
        "project is for 'Northmere Council'.",
        "PK-862 B.xlsx, sheet Please read: The form has version '4', not 3.",
        "PK-833 C.xlsx, sheet Please read: The form is for 'Board May 2031', which is not on the "
        "sheet Meetings.",
        "PK-833 D.xlsx, sheet Please read: The form is on 'P9' for 'July'. The log has these "
        "rounds: P1 for July.",
    ]
    in_yaml = RowPlace(Place("board.yaml", line=4))
    meetings = tuple(replace(one, place=in_yaml) for one in data().meetings)
    (found,) = gathered(replace(data(), meetings=meetings), strange[2]).findings
    assert found.message.endswith("which is not in the table Meetings.")
    assert [(found.person, found.place.field) for found in result.findings] == [
        ("A", "Council"), ("B", "Form version"), ("C", "Meeting"), ("D", "Priority"),
    ]  # fmt: skip
    assert result.taken == ()


def test_a_form_without_its_sheet_of_answers_is_told() -> None:
    result = gathered(data(), replace(form("Jo Lee", JO), built={}))
    assert shown(result) == ["PK-835 Jo Lee.xlsx: The form has no sheet 'Exception report'."]


EARLIER = """
## rounds
| priority | meeting | issued on | due | actions | leads |
| --- | --- | --- | --- | --- | --- |
| P1 | March | 1 January 2026 | 12 February 2026 | 1.1<br>1.2<br>1.3 | Jo Lee<br>Sam Cole |
"""
GATHERED = """
## returns
| meeting | action | wording | lead | target | rating | reasons | control |
| --- | --- | --- | --- | --- | --- | --- | --- |
| {0} | 1.1 | Open the hub | Jo Lee | 90% | Amber | No premises | New lease |
| {0} | 1.2 | Train staff | Jo Lee | | Green | | |
"""


def test_the_form_of_the_round_before_is_told() -> None:
    result = gathered(data(EARLIER + ISSUED), form("Jo Lee", JO, meeting="March"))
    assert shown(result)[0].endswith(
        "The form is for 'March', but the round being gathered is for 'July'."
    )
    assert numbers(result.findings) == ["PK-834"]
    assert result.taken == ()


def test_it_is_taken_late_where_its_meeting_is_named() -> None:
    late = gathered(data(EARLIER + ISSUED), form("Jo Lee", JO, meeting="March"), meeting="March")
    assert shown(late) == []
    assert [row.meeting for row in rows(late)] == ["March", "March"]


def test_the_form_of_the_round_before_that_was_gathered_is_left_alone() -> None:
    log = EARLIER + GATHERED.format("March") + ISSUED
    result = gathered(data(log), form("Jo Lee", JO, meeting="March"))
    assert shown(result) == ["PK-837 Jo Lee.xlsx: The form for 'March' has been gathered already."]
    assert result.taken == ()


# --- Beside the log -------------------------------------------------------------------------


def test_answers_that_were_gathered_add_nothing() -> None:
    result = gathered(data(ISSUED + GATHERED.format("July")), form("Jo Lee", JO))
    assert (result.taken, result.findings) == ((), ())
    assert [(one.taken, one.there) for one in result.outcomes] == [(0, 2)]


CHANGED = JO.replace("| Green | | |", "| Red | Nobody came | Ask again |")


def test_an_answer_that_changed_since_it_was_gathered_needs_a_why() -> None:
    result = gathered(data(ISSUED + GATHERED.format("July")), form("Jo Lee", CHANGED))
    assert shown(result) == [
        "PK-852 Jo Lee.xlsx, Returns!E3: Action 1.2: RAG was 'Green' and is now 'Red'; Reasons for "
        "escalation was blank and is now 'Nobody came'; Action to control risk was blank and is "
        "now 'Ask again'. It was gathered on 1 June 2026 (entry 3 of the log)."
    ]
    assert result.taken == ()
    assert [(one.there, one.waiting) for one in result.outcomes] == [(1, 1)]


def test_with_a_why_it_becomes_a_correction_that_names_what_it_replaces() -> None:
    log = data(ISSUED + GATHERED.format("July"))
    (one,) = gathered(log, form("Jo Lee", CHANGED), because={"1.2": "Jo rang on 9 June"}).taken
    assert (one.replaces, one.because, one.origin) == (3, "Jo rang on 9 June", "Jo Lee.xlsx")


def test_reasons_that_a_sponsor_s_worse_rating_asks_for_are_no_success() -> None:
    view = """
## views
| meeting | action | sponsor | view | rating | because |
| --- | --- | --- | --- | --- | --- |
| July | 1.1 | Ann Field | Challenged | Red | It is late |
"""
    back = form("Jo Lee", HEADS + "| 1.1 | Open the hub | Jo Lee | 90% | Green | Late | Hire |")
    assert "PK-847" in numbers(gathered(data(), back).findings)
    assert "PK-847" not in numbers(gathered(data(ISSUED + view), back).findings)


ASKED = """
## returns
| meeting | action | wording | lead | target | rating | reasons | control |
| --- | --- | --- | --- | --- | --- | --- | --- |
| July | 1.1 | Open the hub | Jo Lee | 90% | Green | Opened early | |

## questions
| meeting | action | person | words | columns |
| --- | --- | --- | --- | --- |
| July | 1.1 | Jo Lee | Is this exceptional progress? | Exceptional progress? |
"""
REPLY = """
## returns
| reference | wording | lead | target | rating | reasons | control | exceptional |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open the hub | Jo Lee | 90% | Green | Opened early | | Exceptional |
"""


def test_the_reply_to_a_question_needs_no_reason() -> None:
    result = gathered(data(ISSUED + ASKED), form("Jo Lee", REPLY))
    (one,) = result.taken
    assert (one.replaces, one.because) == (
        2,
        "The reply to what was asked: entry 3 of 1 June 2026.",
    )
    assert "PK-852" not in numbers(result.findings)


def test_what_nobody_asked_about_still_needs_a_reason() -> None:
    more = REPLY.replace("Opened early", "Opened late")
    result = gathered(data(ISSUED + ASKED), form("Jo Lee", more))
    assert [one for one in shown(result) if "PK-852" in one] == [
        "PK-852 Jo Lee.xlsx, Returns!F2: Action 1.1: Reasons for escalation was 'Opened early' and "
        "is now 'Opened late'. It was gathered on 1 June 2026 (entry 2 of the log)."
    ]
    assert result.taken == ()


def test_a_question_about_an_answer_that_was_replaced_is_no_leave_to_change_the_next() -> None:
    (block,) = ASKED.split("\n## questions")[:1]
    result = gathered(data(ISSUED + ASKED + block), form("Jo Lee", REPLY))
    assert "PK-852" in numbers(result.findings)


# --- Between forms --------------------------------------------------------------------------


def test_two_forms_of_one_lead_that_differ_are_both_kept_back() -> None:
    result = gathered(data(), form("Jo Lee", JO), form("jo lee", CHANGED, file="Jo (2).xlsx"))
    assert result.taken == ()
    assert shown(result) == [
        "PK-836 Jo Lee.xlsx: Jo Lee has sent 2 different forms: Jo Lee.xlsx and Jo (2).xlsx.",
    ]
    assert result.findings[0].others == (Place("Jo (2).xlsx"),)
    assert [(one.file, one.refused, one.waiting) for one in result.outcomes] == [
        ("Jo Lee.xlsx", True, 2),
        ("Jo (2).xlsx", True, 2),
    ]


def test_a_fault_in_two_equal_copies_of_a_form_is_one_finding() -> None:
    wrong = JO.replace("amber", "Ambr")
    result = gathered(data(), form("Jo Lee", wrong), form("Jo Lee", wrong, file="Jo (2).xlsx"))
    assert numbers(result.findings) == ["PK-844", "PK-837"]


def test_two_forms_of_one_lead_that_are_alike_count_once() -> None:
    result = gathered(data(), form("Jo Lee", JO), form("Jo Lee", JO, file="Jo (2).xlsx"))
    assert shown(result) == [
        "PK-837 Jo (2).xlsx: Jo (2).xlsx and Jo Lee.xlsx hold the same answers."
    ]
    assert len(result.taken) == 2


def test_a_form_that_was_gathered_does_not_stand_in_the_way_of_a_new_one() -> None:
    log = data(ISSUED + GATHERED.format("July"))
    forms = form("Jo Lee", JO), form("Jo Lee", CHANGED, file="new.xlsx")
    result = gathered(log, *forms, because={"1.2": "Jo rang on 9 June"})
    assert [(one.origin, one.replaces) for one in result.taken] == [("new.xlsx", 3)]
    assert shown(result) == [
        "PK-837 Jo Lee.xlsx: What Jo Lee.xlsx says was gathered before, and new.xlsx is of Jo Lee, "
        "too."
    ]


def test_two_answers_to_one_question_are_told_with_both_cells() -> None:
    shared = "All reporting leads"
    first = form(shared, JO, file="one.xlsx")
    other = form(shared, CHANGED, file="two.xlsx")
    result = gathered(data(), first, other)
    assert [row.action for row in rows(result)] == ["1.1"]
    disagree = [finding for finding in result.findings if finding.code == "PK-851"]
    assert told(disagree) == [
        "PK-851 one.xlsx, Returns!E3: Action 1.2: RAG is 'Green' in one.xlsx and 'Red' in "
        "two.xlsx; Reasons for escalation is blank in one.xlsx and 'Nobody came' in two.xlsx; "
        "Action to control risk is blank in one.xlsx and 'Ask again' in two.xlsx.",
    ]
    assert [str(place) for place in disagree[0].others] == ["two.xlsx, Returns!E3"]
    assert disagree[0].person == shared


def test_whoever_sent_a_shared_form_is_asked_why_an_answer_has_changed() -> None:
    there = data(ISSUED + GATHERED.format("July"))
    result = gathered(there, form("All reporting leads", CHANGED))
    changed = [finding.person for finding in result.findings if finding.code == "PK-852"]
    assert changed == ["All reporting leads"]


def test_two_leads_may_fill_in_their_own_rows_of_one_shared_form() -> None:
    shared = "All reporting leads"
    blank = "| 1.3 | Visit schools | Sam Cole | | {} | | |"
    first = form(shared, JO + blank.format(""), file="one.xlsx")
    other = form(shared, HEADS + blank.format("Green"), file="two.xlsx")
    result = gathered(data(), first, other)
    assert [row.action for row in rows(result)] == ["1.1", "1.2", "1.3"]
