"""The cover paper of a round as a stranger reads it, in both packs."""

import re

import pytest

from tests.papers.round_made import EVERYTHING, PAPERS, SECOND, VIEWS, lines_of
from tests.papers.test_performance_report import headings, table, under

PACKS = ("council", "partnership")
KIND = "exception_report"
ISSUES = "Issues, options and analysis of options"


@pytest.fixture(params=PACKS)
def lines(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Return the lines of the cover paper in each pack."""
    return lines_of(request.param, KIND)


def said(lines: tuple[str, ...], heading: str) -> list[str]:
    """Return the words under a heading, without style and number."""
    return [re.sub(r"^[\w ]+ \|[^|]*\| ", "", line) for line in under(lines, heading)]


def test_its_headings_are_those_of_a_covering_report_with_the_round_in_section_three(
    lines: tuple[str, ...],
) -> None:
    told = [re.sub(r"^(\d)\.? ", r"\1 ", one) for one in headings(lines)]
    start = told.index("1 Recommendations")
    assert told[start - 1 : start + 9] == [
        "What needs the Board's attention",
        "1 Recommendations",
        "2 Introduction and background",
        "3 Issues, options and analysis of options",
        "Since the last report",
        "Areas of potential concern",
        "Exceptional progress",
        "Requests to the Health and Wellbeing Board",
        "Who reports on the actions",
        "4 Reasons for recommendation",
    ]


def test_page_one_says_what_is_red_worse_missing_and_asked_by_name(lines: tuple[str, ...]) -> None:
    assert table(lines, "What needs the Board's attention") == [
        "| What | How many | Which |",
        "| --- | --- | --- |",
        "| [Red ■] | 1 of 5 | 2.2 Varnish from the clinic |",
        "| Worse than last time | 1 of 5 | 2.2 Varnish from the clinic |",
        "| No return received | 1 of 5 | 2.3 Write to parents (Ada Brook) |",
        "| Requests from leads | 2 | To agree: 1.1 Open family hubs<br>"
        "Handled elsewhere: 2.2 Varnish from the clinic |",
    ]


def test_requests_put_to_the_board_are_numbered_with_the_other_recommendations() -> None:
    numbered = [x for x in lines_of("council", KIND) if x.startswith("Numbered Paragraph | 1.")]
    assert numbered == [
        "Numbered Paragraph | 1.1 | That the Health and Wellbeing Board note the report.",
        "Numbered Paragraph | 1.2 | That the Health and Wellbeing Board support two more days of "
        "health visiting.",
    ]


def test_each_pack_asks_the_board_in_its_own_idiom() -> None:
    asked = "The Health and Wellbeing Board is asked to support two more days of health visiting."
    assert any(line.endswith(asked) for line in lines_of("partnership", KIND))


def test_the_round_stands_in_words_with_what_its_ratings_mean(lines: tuple[str, ...]) -> None:
    told = said(lines, ISSUES)
    assert told[0].startswith("Of the 5 actions, 1 is rated Red, 1 is rated Amber")
    assert told[0].endswith("Ratings are compared with those of the round for 16 July 2026.")
    assert told[1:4] == [
        "[Red ■] 1 of 5: Well behind its plan, or stopped. [Amber ▲] 1 of 5: Partly behind its "
        "plan, or likely to be. [Green ●] 2 of 5: Going as planned, or nearly so. No return "
        "received 1 of 5: No return had been received by publication.",
        "O1 Ready for school (2): Amber 1; Green 1",
        "O2 Healthy teeth (3): Red 1; Green 1; No return received 1",
    ]
    assert told[4:] == [
        "Forms were issued on 1 September 2026, to be returned by 9 October 2026. No return was "
        "received for one of the 5 actions: action 2.3 (Ada Brook)."
    ]


def test_an_officer_s_analysis_stands_before_what_is_at_a_glance() -> None:
    own = PAPERS + "| Cover | issues | Three matters stand out. |\n"
    told = headings(lines_of("council", KIND, EVERYTHING, own))
    assert told[told.index("3. Issues, options and analysis of options") + 1] == "At a glance"


def test_each_concern_has_two_lines_with_reasons_and_control(lines: tuple[str, ...]) -> None:
    rows = table(lines, "Areas of potential concern")[2:]
    assert [row.split(" ")[1] for row in rows[::2]] == ["2.2", "1.1"]
    assert rows[0] == (
        "| 2.2 Varnish from the clinic | Cy Marsh | "
        "[Red ■] ¶ Lead's rating: [Amber ▲] ¶ Last time: Green, worse |"
    )
    assert rows[3] == (
        "| Reasons for escalation (Amber twice running): The lease fell through. ¶ Action to "
        "control risk: A room is fitted out. ¶ Sponsor's comment: I met the agent. [3 columns] |"
    )


def test_successes_are_a_table_of_their_own(lines: tuple[str, ...]) -> None:
    first, second = table(lines, "Exceptional progress")[2:]
    assert first == (
        "| 2.1 Brush teeth in A&B nurseries | Ada Brook | [Green ●] ¶ Last time: Amber, better |"
    )
    assert second.startswith("| Completed early: A term early. ¶ Progress of action 2.1 <")


REQUESTS_TABLE = "Requests to the Board"


def test_each_request_appears_with_its_decision(lines: tuple[str, ...]) -> None:
    assert table(lines, REQUESTS_TABLE)[2:] == [
        "| 1.1 Open family hubs ¶ Asked by: Cy Marsh | Two more days of health visiting | "
        "Put to the Board as a recommendation |",
        "| 2.2 Varnish from the clinic ¶ Asked by: Cy Marsh | A letter to the region | "
        "To be handled elsewhere, by Dr Lee, by 1 December 2026 |",
    ]


def test_an_undecided_request_is_a_gap() -> None:
    rows = table(lines_of("council", KIND, SECOND), REQUESTS_TABLE)[2:]
    gap = "[Gap: No decision on this request given by the Head of Early Years at publication]"
    assert rows[0].endswith(f"| {gap} |")


def test_the_sponsor_s_view_is_told(lines: tuple[str, ...]) -> None:
    told = said(lines, "Areas of potential concern")
    assert "Of the 2 ratings that the sponsor (Cllr Ann Field) looked at" in told[0]
    assert "The sponsor's view of other actions" not in headings(lines)


def test_what_the_sponsor_says_of_another_action_has_a_list() -> None:
    view = "| Board November 2026 | 1.2 | Cllr Ann Field | Agreed | | | Well done. |\n"
    log = EVERYTHING.replace("## requests", f"{VIEWS}{view}\n## requests")
    told = said(lines_of("council", KIND, log), "The sponsor's view of other actions")
    assert told == ["1.2 Check speech early: Well done."]


def test_who_reports_stands_after_what_is_reported(lines: tuple[str, ...]) -> None:
    assert said(lines, "Who reports on the actions") == [
        "Reporting leads: Cy Marsh, Head of Early Years; Ada Brook, Transport Lead."
    ]


def test_the_list_of_appendices_names_the_appendix(lines: tuple[str, ...]) -> None:
    told = said(lines, "Appendix to this report")
    assert [re.sub(r" <.*?>", "", line) for line in told] == [
        "Appendix 1: Exception report: Healthy start"
    ]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("glance.counts", ISSUES),
        ("glance.moved", ISSUES),
        ("missing.returns", ISSUES),
        ("concerns.counts", "Areas of potential concern"),
        ("successes.counts", "Exceptional progress"),
        ("requests.counts", "Requests to the Health and Wellbeing Board"),
        ("sponsor.view", "Areas of potential concern"),
    ],
)
def test_an_officer_s_text_under_a_key_is_printed_in_its_place(key: str, heading: str) -> None:
    own = PAPERS + f"| Cover | {key} | In the officer's words. |\n"
    told = said(lines_of("council", KIND, EVERYTHING, own), heading)
    assert "\n".join(told).count("In the officer's words.") == 1
