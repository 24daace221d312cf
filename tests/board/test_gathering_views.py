"""What sponsors return, and rows of the project's own: returns, views, requests, risks."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import RETURNS, Return, Risk, View
from paperkit.board.words import SponsorView
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.rounds.gathering import Gathered
from paperkit.rounds.returns import ReturnedForm
from paperkit.rounds.round_forms import SPONSOR_VIEWS
from paperkit.schema.rows import Unread
from tests.board.returned import TODAY, form, gathered
from tests.board.test_gathering import ISSUED, PLAN
from tests.logs import logged
from tests.tables import numbers, told

RETURNED = (
    ISSUED
    + """
## returns
| meeting | action | wording | lead | rating | reasons | control | request |
| --- | --- | --- | --- | --- | --- | --- | --- |
| July | 1.1 | Open the hub | Jo Lee | Amber | No premises | New lease | Support the lease |
| July | 1.2 | Train staff | Jo Lee | Green | | | |
"""
)
HEADS = "\n## views\n| reference | agreed or challenged | rating by the sponsor | why | sponsor's "
HEADS += "comment |\n| --- | --- | --- | --- | --- |\n"


def data(own: str = "", log: str = RETURNED) -> BoardData:
    return logged(PLAN + own, log)


def sponsor(rows: str, file: str = "") -> ReturnedForm:
    return form("Ann Field", HEADS + rows, purpose=SPONSOR_VIEWS, file=file)


def shown(result: Gathered) -> list[str]:
    return told(result.findings)


def test_a_sponsor_s_view_and_rating_are_taken_and_the_lead_s_stays() -> None:
    result = gathered(data(), sponsor("| 1.1 | Challenged | red | No lease is signed | See me |"))
    assert shown(result) == []
    (one,) = result.taken
    assert one.row == View(
        meeting="July", action="1.1", sponsor="Ann Field", view=SponsorView.CHALLENGED,
        rating="Red", because="No lease is signed", comment="See me",
    )  # fmt: skip
    assert one.replaces == 0


def test_a_rating_changed_without_a_why_keeps_its_row_back() -> None:
    rows = "| 1.1 | Challenged | Red | | |\n| 1.2 | Agreed | | | |"
    result = gathered(data(), sponsor(rows))
    assert shown(result) == [
        "PK-856 Ann Field.xlsx, 'Sponsor views'!D2: Action 1.1 was rated 'Amber', and the "
        "sponsor says 'Red' without a reason.",
    ]
    assert result.findings[0].person == "Ann Field"
    assert [one.row.action for one in result.taken if isinstance(one.row, View)] == ["1.2"]


def test_a_challenge_without_a_why_is_told() -> None:
    result = gathered(data(), sponsor("| 1.1 | Challenged | | | |"))
    assert shown(result)[0] == (
        "PK-856 Ann Field.xlsx, 'Sponsor views'!D2: Action 1.1: the sponsor challenges the "
        "rating 'Amber' without a reason."
    )


def test_a_sponsor_who_agrees_and_gives_another_rating_is_told() -> None:
    result = gathered(data(), sponsor("| 1.1 | Agreed | Red | No lease | |"))
    assert shown(result)[0] == (
        "PK-857 Ann Field.xlsx, 'Sponsor views'!B2: Action 1.1 is 'Amber' in the return. The row "
        "agrees, but says 'Red'."
    )


def test_the_lead_s_own_rating_given_again_is_no_change() -> None:
    result = gathered(data(), sponsor("| 1.1 | Agreed | Amber | | |"))
    assert shown(result) == []
    assert len(result.taken) == 1


def test_a_view_on_a_return_that_is_not_there_is_told() -> None:
    result = gathered(data(), sponsor("| 1.3 | Agreed | | | |"))
    assert shown(result)[0] == (
        "PK-855 Ann Field.xlsx, 'Sponsor views'!A2: Action 1.3 has no return for July in the log."
    )


def test_rows_that_say_neither_word_are_told_once_and_the_rest_is_taken() -> None:
    rows = "| 1.1 | | | | Talk to me |\n| 1.2 | | | | |"
    result = gathered(data(), sponsor(rows))
    assert shown(result) == [
        "PK-858 Ann Field.xlsx, 'Sponsor views'!B2: Ann Field has not chosen Agreed or "
        "Challenged for actions 1.1 and 1.2."
    ]
    assert [place.cell for place in result.findings[0].others] == ["B3"]
    assert [one.row for one in result.taken] == [
        View(meeting="July", action="1.1", sponsor="Ann Field", comment="Talk to me")
    ]


def test_an_action_twice_on_the_sponsor_s_form_is_told() -> None:
    result = gathered(data(), sponsor("| 1.1 | Agreed | | | |\n| 1.1 | Challenged | | No | |"))
    assert numbers(result.findings) == ["PK-843"]


# --- Rows of the project's own --------------------------------------------------------------

OWN = """
## returns
| meeting | reference | rating | reasons | control |
| --- | --- | --- | --- | --- |
| July | 1.3 | amber | Schools closed | Visit in May |
"""


def test_returns_may_be_rows_of_the_project_s_own() -> None:
    result = gathered(data(OWN))
    assert shown(result) == []
    assert [(one.row, one.origin) for one in result.taken] == [
        (
            Return(
                meeting="July", action="1.3", wording="Visit schools", lead="Sam Cole",
                rating="Amber", reasons="Schools closed", control="Visit in May",
                received_on=TODAY,
            ),
            "board.xlsx",
        )
    ]  # fmt: skip


def test_a_row_of_a_round_that_was_not_issued_is_told() -> None:
    result = gathered(data(OWN.replace("July", "March")))
    assert shown(result) == [
        "PK-863 Returns!B2: The log has no round for 'March' that asks about action 1.3."
    ]
    assert (result.findings[0].person, result.taken) == ("", ())


def test_one_row_with_an_error_does_not_keep_the_others_back() -> None:
    result = gathered(data(OWN + "| July | 1.1 | Ambr | a | b |\n", ISSUED))
    assert numbers(result.findings) == ["PK-844"]
    assert [one.row.action for one in result.taken if isinstance(one.row, Return)] == ["1.3"]


def test_a_row_and_a_form_that_disagree_are_both_told() -> None:
    own = OWN.replace("1.3", "1.2")
    sent = form("Jo Lee", "## returns\n| reference | rating |\n| - | - |\n| 1.2 | Green |\n"
                "| 1.1 | Green |\n")  # fmt: skip
    result = gathered(data(own, ISSUED), sent)
    assert [f for f in shown(result) if f.startswith("PK-851")] == [
        "PK-851 Jo Lee.xlsx, Returns!B2: Action 1.2: RAG is 'Green' in Jo Lee.xlsx and 'Amber' in "
        "board.xlsx; Reasons for escalation is blank in Jo Lee.xlsx and 'Schools closed' in "
        "board.xlsx; Action to control risk is blank in Jo Lee.xlsx and 'Visit in May' in "
        "board.xlsx.",
    ]
    assert [one.row.action for one in result.taken if isinstance(one.row, Return)] == ["1.1"]


def test_a_why_is_for_the_forms_where_there_are_any() -> None:
    own = OWN.replace("1.3", "1.2")
    (one,) = gathered(data(own), because={"1.2": "Jo rang"}).taken
    assert (one.replaces, one.because) == (3, "Jo rang")
    beside = gathered(data(own), form("Sam Cole", "## returns\n| reference |\n| - |\n| 1.3 |\n"),
                      because={"1.2": "Jo rang"})  # fmt: skip
    assert beside.taken == ()
    assert "PK-852" in numbers(beside.findings)


REQUEST = """
## requests
| meeting | reference | decision | recommendation |
| --- | --- | --- | --- |
| July | 1.1 | Recommendation | support the lease |
"""


def test_what_is_decided_of_a_request_is_taken() -> None:
    result = gathered(data(REQUEST))
    assert (shown(result), len(result.taken)) == ([], 1)


def test_what_became_of_it_is_added_without_a_why() -> None:
    log = RETURNED + REQUEST.replace("decision", "route")
    said = REQUEST.replace(
        "recommendation |\n| ---", "recommendation | what became of it |\n| --- | ---"
    )
    said = said.replace("support the lease |", "support the lease | Agreed on 16 July |")
    (one,) = gathered(data(said, log)).taken
    assert (one.replaces, one.because) == (4, "What was blank has been filled in.")


def test_a_decision_on_a_request_that_is_not_there_is_told() -> None:
    result = gathered(data(REQUEST.replace("1.1", "1.2")))
    assert shown(result) == [
        "PK-861 Requests!B2: The return of action 1.2 for July asks for nothing."
    ]


def test_a_row_of_requests_is_the_officer_s_own_and_reported_under_nobody_s_name() -> None:
    """H11: it was reported under the lead's name."""
    result = gathered(data(REQUEST.replace("1.1", "1.2")))
    assert [found.person for found in result.findings] == [""]
    assert [(one.file, one.person) for one in result.outcomes] == [("board.xlsx", "")]
    changed = RETURNED + REQUEST.replace("decision", "route")
    (waits,) = gathered(data(REQUEST.replace("support", "oppose"), changed)).findings
    assert (waits.code, waits.person) == ("PK-852", "")


def test_where_a_risk_was_addressed_is_taken_and_its_closing_added() -> None:
    risk = "\n## risks\n| reference | meeting | addressed at | addressed on | closed on |\n"
    risk += "| - | - | - | - | - |\n| 1.1 | July | Estates group | 1 June 2026 | {} |\n"
    (one,) = gathered(data(risk.format(""))).taken
    assert one.row == Risk(
        action="1.1", meeting="July", forum="Estates group", addressed_on=date(2026, 6, 1)
    )
    log = RETURNED + risk.format("")
    (closed,) = gathered(data(risk.format("9 June 2026"), log)).taken
    assert (closed.replaces, closed.because) == (4, "What was blank has been filled in.")


def test_a_row_that_cannot_be_read_is_told_with_the_way_out() -> None:
    unread = Unread(RETURNS, "", Place("board.xlsx", "Returns", "A9"), ())
    result = gathered(replace(data(), unread=(unread,)))
    assert shown(result) == [
        "PK-853 Returns!A9: A row on Returns has a cell that cannot be read, so it was not taken."
    ]


# --- Views and requests beside returns that come in with them -------------------------------

OWN_VIEW = """
## views
| meeting | reference | agreed or challenged | rating by the sponsor | why |
| --- | --- | --- | --- | --- |
| July | 1.3 | Challenged | Red | No visit is planned |
"""


def test_a_view_comes_in_with_the_return_that_it_is_about() -> None:
    result = gathered(data(OWN + OWN_VIEW, ISSUED))
    assert shown(result) == []
    assert [type(one.row).__name__ for one in result.taken] == ["Return", "View"]


def test_a_request_is_decided_in_the_run_that_brings_its_return() -> None:
    own = OWN.replace("control |", "control | request |").replace("May |", "May | A van |")
    own = own.replace("| --- |\n", "| --- | --- |\n")
    result = gathered(data(own + REQUEST.replace("1.1", "1.3"), ISSUED))
    assert shown(result) == []
    assert [type(one.row).__name__ for one in result.taken] == ["Return", "Request"]


def test_a_view_waits_while_its_return_is_kept_back() -> None:
    result = gathered(data(OWN.replace("amber", "ambr") + OWN_VIEW, ISSUED))
    assert (numbers(result.findings), result.taken) == (["PK-844", "PK-855"], ())


def test_a_view_is_compared_with_the_return_as_it_is_corrected_in_the_same_run() -> None:
    log = ISSUED + OWN.replace("reference", "action")
    own = OWN.replace("amber", "Red") + OWN_VIEW.replace("Challenged", "Agreed")
    result = gathered(data(own, log), because={"1.3": "Sam Cole rang"})
    assert shown(result) == []
    assert len(result.taken) == 2
