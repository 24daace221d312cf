"""The cover paper of a round as a stranger reads it, in both packs."""

import re

import pytest

from tests.papers.round_made import EVERYTHING, PAPERS, SECOND, lines_of
from tests.papers.test_performance_report import headings, under

PACKS = ("council", "partnership")
KIND = "exception_report"


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
    assert told[start : start + 11] == [
        "1 Recommendations",
        "2 Introduction and background",
        "3 Issues, options and analysis of options",
        "At a glance",
        "Since the last report",
        "Returns",
        "Areas of potential concern",
        "Exceptional progress",
        "Requests to the Health and Wellbeing Board",
        "The sponsor's view",
        "4 Reasons for recommendation",
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


def test_at_a_glance_stands_in_words_and_as_tables(lines: tuple[str, ...]) -> None:
    told = said(lines, "At a glance")
    assert told[0].startswith("Of the 5 actions, 1 is rated Red, 1 is rated Amber")
    assert told[1].endswith("Ratings are compared with those of the round for 16 July 2026.")
    assert "[table: Ratings at a glance, and what they mean]" in told
    assert "[table: Ratings by part of the plan]" in told


def test_what_is_missing_is_told_with_its_lead(lines: tuple[str, ...]) -> None:
    assert said(lines, "Returns") == [
        "Forms were issued on 1 September 2026, to be returned by 9 October 2026.",
        "No return was received for one of the 5 actions: action 2.3 (Ada Brook).",
    ]


def test_concerns_are_a_list_with_reasons_and_control(lines: tuple[str, ...]) -> None:
    told = said(lines, "Areas of potential concern")
    worst_first = [line for line in told if line.startswith("Action ") and line[7].isdigit()]
    assert worst_first == ["Action 2.2: Varnish from the clinic", "Action 1.1: Open family hubs"]
    assert told[told.index(worst_first[1]) :][:6] == [
        "Action 1.1: Open family hubs",
        "Rating: [Amber ▲]; last time: Amber",
        "Why it is brought to the Board: Amber twice running",
        "Reporting lead: Cy Marsh",
        "Reasons for escalation: The lease fell through.",
        "Action to control risk: A room is fitted out.",
    ]


def test_successes_are_a_list_of_their_own(lines: tuple[str, ...]) -> None:
    assert said(lines, "Exceptional progress")[1:6] == [
        "Action 2.1: Brush teeth in A&B nurseries",
        "Progress: Completed early",
        "Rating: [Green ●]",
        "Reporting lead: Ada Brook",
        "What the lead says of it: A term early.",
    ]


def test_each_request_appears_with_its_decision(lines: tuple[str, ...]) -> None:
    assert said(lines, "Requests to the Health and Wellbeing Board")[1:] == [
        "Two more days of health visiting",
        "For action 1.1: Open family hubs",
        "Asked by: Cy Marsh",
        "Decision: Put to the Board as a recommendation",
        "A letter to the region",
        "For action 2.2: Varnish from the clinic",
        "Asked by: Cy Marsh",
        "Decision: To be handled elsewhere, by Dr Lee, by 1 December 2026",
    ]


def test_an_undecided_request_is_a_gap() -> None:
    told = said(lines_of("council", KIND, SECOND), "Requests to the Health and Wellbeing Board")
    gap = "[Gap: No decision on this request given by the Head of Early Years at publication]"
    assert told[4] == f"Decision: {gap}"


def test_the_sponsor_s_view_is_told(lines: tuple[str, ...]) -> None:
    told = said(lines, "The sponsor's view")
    assert told[0].startswith("Of the 2 ratings that the sponsor (Cllr Ann Field) looked at")
    assert told[1:3] == ["Action 1.1: Open family hubs", "I met the agent."]


def test_the_list_of_appendices_names_the_appendix(lines: tuple[str, ...]) -> None:
    told = said(lines, "Appendix to this report")
    assert [re.sub(r" <.*?>", "", line) for line in told] == [
        "Appendix 1: Exception report: Healthy start"
    ]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("glance.counts", "At a glance"),
        ("glance.moved", "At a glance"),
        ("missing.returns", "Returns"),
        ("concerns.counts", "Areas of potential concern"),
        ("successes.counts", "Exceptional progress"),
        ("requests.counts", "Requests to the Health and Wellbeing Board"),
        ("sponsor.view", "The sponsor's view"),
    ],
)
def test_an_officer_s_text_under_a_key_is_printed_in_its_place(key: str, heading: str) -> None:
    own = PAPERS + f"| Cover | {key} | In the officer's words. |\n"
    told = said(lines_of("council", KIND, EVERYTHING, own), heading)
    assert told.count("In the officer's words.") == 1
