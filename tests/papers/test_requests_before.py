"""What became of the last round's requests: in paper and appendix, and in the lead's next form."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow
from paperkit.board.words import Publicity
from paperkit.decisions.rules import not_recorded
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.packs.plan import Planned
from paperkit.rounds.forms import Asking
from paperkit.rounds.round_forms import exception_forms
from paperkit.rounds.rules import undecided_before
from paperkit.rounds.shown import RequestBefore, RoundShown
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap
from tests.logs import logged
from tests.papers.made import WAYS
from tests.papers.round_made import EVERYTHING, PLAN, lines_of
from tests.tables import told

NOVEMBER = "| Board November 2026 | 12 November 2026 |"
THEN = PLAN.replace(NOVEMBER, f"{NOVEMBER}\n| Board March 2027 | 18 March 2027 |")
THIRD = """
## rounds
| priority | meeting | issued on | due |
| --- | --- | --- | --- |
| P1 | Board March 2027 | 4 January 2027 | 12 February 2027 |
## returns
| meeting | action | lead | rating | reasons | control |
| --- | --- | --- | --- | --- | --- |
| Board March 2027 | 1.1 | Cy Marsh | Green | | |
"""
DECISION = """
## decisions
| meeting | action | recommendation | outcome | wording | by | due | became | confirmed_on | exempt | public_wording |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Board November 2026 | 1.1 | Support two more days. | Amended | Support one more day. | Cy Marsh | 1 February 2027 | A nurse is there. | 14 January 2027 | {} | That help be given. |
"""  # noqa: E501


def at(decision: str = "", log: str = EVERYTHING, meeting: str = "Board March 2027") -> BoardAt:
    data: BoardData = logged(THEN + decision, log + THIRD)
    return BoardAt(data, WAYS, data.meeting[meeting], planned=Planned(priority="P1"))


def as_exempt(seen: BoardAt) -> BoardAt:
    row = PaperRow(publicity=Publicity.EXEMPT)
    return replace(seen, planned=replace(seen.planned, row=row))


def shown(decision: str = "", log: str = EVERYTHING) -> RoundShown:
    return paper_view(at(decision, log), (), draft=True).round


def test_a_request_says_what_the_board_decided_and_what_became_of_it() -> None:
    told = shown(DECISION.format(""))
    assert told.last_round_sentences[0].words == (
        "In the round for 12 November 2026, 2 requests to the Board were made."
    )
    assert told.last_round[0] == RequestBefore(
        reference="1.1",
        wording="Open family hubs",
        named="1.1 Open family hubs",
        lead="Cy Marsh",
        words="Two more days of health visiting",
        decision="Amended: Support one more day.",
        became="A nurse is there.\nOverdue.",
    )


def test_a_decision_whose_minutes_are_not_confirmed_says_so() -> None:
    decision = DECISION.format("").replace("14 January 2027", "")
    assert shown(decision).last_round[0].decision == (
        "Amended (subject to confirmation of the minutes): Support one more day."
    )


def test_without_a_decision_it_says_what_the_officer_did_and_what_is_not_recorded() -> None:
    put, elsewhere = shown().last_round
    assert put.decision == Gap("No decision recorded at publication")
    assert elsewhere.decision == "Handled elsewhere, by Dr Lee, on 1 December 2026"
    typed = EVERYTHING.replace(
        "| by | when | recommendation |", "| by | outcome | recommendation |"
    )
    typed = typed.replace("| Dr Lee | 1 December 2026 |", "| Dr Lee | The region wrote back. |")
    assert shown(log=typed).last_round[1].became == "The region wrote back."


def test_a_decision_whose_outcome_nobody_has_recorded_is_none() -> None:
    started = DECISION.replace("| Amended |", "| |").replace("14 January 2027", "")
    for exempt, became in (("", "A nurse is there."), ("Yes", "None recorded")):
        one = shown(started.format(exempt)).last_round[0]
        assert one.decision == Gap("No decision recorded at publication")
        assert one.became == became
        # The gap is told once, at the row of the decision.
        case = at(PAPER + started.format(exempt))
        assert told(list(undecided_before(case))) == []
        case = replace(case, as_at=date(2026, 12, 1))
        assert [found.place.cell for found in not_recorded(case)] == ["D2"]


def test_a_public_paper_does_not_say_on_which_request_an_exempt_decision_is() -> None:
    one = shown(DECISION.format("Yes")).last_round[0]
    assert (one.decision, one.became) == ("Put to the Board as a recommendation", "None recorded")


def test_nor_does_it_call_such_a_request_undecided_where_no_route_is_typed() -> None:
    log = EVERYTHING.replace("| 1.1 | Recommendation |", "| 1.1 | |")
    one = shown(DECISION.format("Yes"), log).last_round[0]
    assert one.decision == "Put to the Board as a recommendation"


def test_an_exempt_paper_has_the_public_wording_of_such_a_decision_beside_its_request() -> None:
    seen = as_exempt(at(DECISION.format("Yes")))
    one = paper_view(seen, (), draft=True).round.last_round[0]
    assert (one.decision, one.became) == ("Amended: That help be given.", "Not for publication")


def test_a_first_round_and_one_after_a_round_without_requests_say_nothing() -> None:
    quiet = EVERYTHING.replace("Two more days of health visiting", "None.")
    quiet = quiet.replace("A letter to the region", "")
    assert shown(log=quiet).last_round == ()
    assert shown(log=quiet).last_round_sentences == ()
    first = at(meeting="Board July 2026")
    assert paper_view(first, (), draft=True).round.last_round == ()


def grey(decision: str, person: str) -> dict[str, tuple[str, ...]]:
    """Return the grey columns of the request on the form of a person."""
    asking = Asking(at(decision), date(2027, 2, 12), date(2027, 1, 4), "P1")
    form = next(form for form in exception_forms(asking) if form.about.person == person)
    columns = {column.heading: column.texts for column in form.sheets[0].last}
    return {key: texts for key, texts in columns.items() if "decided" in key or "became" in key}


def test_the_leads_next_form_has_what_became_of_the_request_under_last_time() -> None:
    assert grey(DECISION.format(""), "Cy Marsh") == {
        "Last time: What was decided of the request": (
            "Amended: Support one more day.",
            "Handled elsewhere, by Dr Lee, on 1 December 2026",
        ),
        "Last time: What became of it": ("A nurse is there.\nOverdue.", "None recorded"),
    }
    assert grey("", "Cy Marsh")["Last time: What was decided of the request"][0] == "Not recorded"


def test_a_form_of_actions_without_a_request_has_no_such_columns() -> None:
    assert grey(DECISION.format(""), "Ada Brook") == {}


def test_no_form_says_on_which_request_an_exempt_decision_is() -> None:
    asked = grey(DECISION.format("Yes"), "Cy Marsh")
    assert asked["Last time: What was decided of the request"][0] == (
        "Put to the Board as a recommendation"
    )
    assert asked["Last time: What became of it"][0] == "None recorded"


def test_paper_and_appendix_print_it() -> None:
    asked = EVERYTHING.replace(
        "| meeting | action | lead | rating | reasons | control |",
        "| meeting | action | lead | rating | request | control |",
        1,
    )
    for kind in ("exception_report", "exception_appendix"):
        said = "\n".join(lines_of("council", kind, asked))
        assert "[table: Requests of the last round]" in said
        assert "In the round for 16 July 2026, 2 requests to the Board were made." in said


def test_a_decision_that_stands_with_its_request_is_not_told_twice() -> None:
    of_cover = DECISION.format("").replace("| action |", "| paper | action |", 1)
    of_cover = of_cover.replace("| --- |", "| --- | --- |", 1)
    cover = of_cover.replace("2026 | 1.1 |", "2026 | Cover | 1.1 |")
    other = cover.replace("2026 | Cover | 1.1 |", "2026 | Cover | 2.1 |")
    papers = """
    ## papers
    | reference | kind | meeting | priority |
    | --- | --- | --- | --- |
    | Cover | exception_report | Board November 2026 | P1 |
    | Next | exception_report | Board March 2027 | P1 |
    """

    def rows(decision: str, publicity: Publicity = Publicity.PUBLIC) -> list[str]:
        seen = at(papers + decision)
        paper = next(row for row in seen.board.papers if row.reference == "Next")
        seen = replace(as_exempt(seen) if publicity is Publicity.EXEMPT else seen, paper=paper)
        made = paper_view(seen, (), draft=True)
        return [str(row.words) for row in made.decisions.rows]

    assert (rows(cover), rows(other)) == ([], ["Support one more day."])
    # An exempt one is not with its request in a public paper, so the list has it.
    exempt = cover.replace("14 January 2027 |  |", "14 January 2027 | Yes |")
    assert rows(exempt) == ["That help be given."]
    assert rows(exempt, Publicity.EXEMPT) == []


PAPER = """
## papers
| reference | kind | meeting | priority |
| --- | --- | --- | --- |
| Next | exception_report | Board March 2027 | P1 |
"""


def test_requests_of_the_last_round_without_a_decision_are_one_gap() -> None:
    assert told(list(undecided_before(at(PAPER)))) == [
        "PK-944 Meetings!A3: The requests to Board November 2026 on action 1.1 have no decision."
    ]
    assert told(list(undecided_before(at(PAPER + DECISION.format(""))))) == []
