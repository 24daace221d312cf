"""The sentences that paperkit drafts from the data."""

from datetime import date

import pytest

from paperkit.actions import shown as actions
from paperkit.actions.standing import Standing
from paperkit.board.data import BoardData
from paperkit.board.settings import Role
from paperkit.board.words import Unrated
from paperkit.frozen import replace
from paperkit.indicators.ratings import Way
from paperkit.kinds.compose import every_key
from paperkit.kinds.dashboard import Condition
from paperkit.packs.sentences import standard_sentences
from tests.cases import each
from tests.papers.made import MEETINGS, WAYS, paper, paper_of, sentence
from tests.tables import assembled

INDICATORS = """
## indicators
| Reference | Unit | Direction        |
|-----------|------|------------------|
| 1         | %    | Higher is better |
| 2         | %    | Lower is better  |
| 3         | %    | Higher is better |
| 4         | %    | Higher is better |
| 5         | %    | Higher is better |
## targets
| Indicator | Year    | Value |
|-----------|---------|-------|
| 1         | 2025/26 | 85%   |
| 2         | 2025/26 | 40%   |
| 3         | 2025/26 | 85%   |
## readings
| Indicator | Period  | Value |
|-----------|---------|-------|
| 1         | 2024/25 | 80%   |
| 1         | 2025/26 | 90%   |
| 2         | 2024/25 | 45%   |
| 2         | 2025/26 | 41%   |
| 3         | 2024/25 | 80%   |
| 3         | 2025/26 | 60%   |
| 4         | 2025/26 | 60%   |
"""


def test_the_counts_of_indicators_add_up_to_their_base() -> None:
    assert sentence(paper(INDICATORS), "summary.indicators") == (
        "Of 5 indicators, 1 is on target, 1 within tolerance, 1 beyond tolerance and 2 not rated."
    )


def test_the_first_part_of_the_indicators_has_the_verb() -> None:
    none_on_target = INDICATORS.replace("2025/26 | 90%", "2025/26 | 10%")
    assert sentence(paper(none_on_target), "summary.indicators") == (
        "Of 5 indicators, 1 is within tolerance, 2 beyond tolerance and 2 not rated."
    )


def test_the_summary_says_how_many_indicators_got_worse() -> None:
    assert sentence(paper(INDICATORS), "summary.indicators_moved") == (
        "Of 5 indicators, 1 got worse."
    )
    none_worse = INDICATORS.replace("2025/26 | 60%", "2025/26 | 99%")
    assert sentence(paper(none_worse), "summary.indicators_moved") == (
        "None of the 5 indicators has a worse figure."
    )


def test_section_three_names_the_indicators_that_have_got_worse_and_no_others() -> None:
    assert sentence(paper(INDICATORS), "indicators.moved").startswith(
        "Of the 5 indicators, 2 have got better, 1 has got worse (indicator 3) and 2 have no "
        "earlier figure."
    )


def test_a_figure_that_the_last_report_could_print_has_not_moved_again() -> None:
    rows = INDICATORS + "| 4 | Q1 2026/27 | 55% |\n| 4 | Q4 2025/26 | 50% |\n"
    since = date(2026, 6, 25)
    assert sentence(paper(rows, since=since), "summary.indicators_moved") == (
        "The one new figure of an indicator is not worse."
    )
    assert ("3 have no figure for a period since the last report.") in sentence(
        paper(rows, since=since), "indicators.moved"
    )


def test_words_in_place_of_a_figure_are_no_figure_since_the_last_report() -> None:
    since = date(2026, 6, 25)
    rows = INDICATORS + "| 4 | Q1 2026/27 | 55% |\n| 4 | Q4 2025/26 | 50% |\n"
    words = rows + "| 5 | Q1 2026/27 | Published in October |\n"
    for told in ("summary.indicators_moved", "summary.indicators"):
        assert sentence(paper(words, since=since), told) == sentence(paper(rows, since=since), told)


def test_what_is_typed_year_to_date_has_moved_since_a_year_before() -> None:
    made = paper("""
    ## indicators
    | Reference | Unit | Direction        | Figures run  |
    |-----------|------|------------------|--------------|
    | 1         | %    | Higher is better |              |
    | 2         |      | Higher is better | Year to date |
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1         | Q4 2025/26 | 80%   |
    | 1         | Q1 2026/27 | 81%   |
    | 2         | Q1 2025/26 | 50    |
    | 2         | Q4 2025/26 | 240   |
    | 2         | Q1 2026/27 | 55    |
    """)
    assert sentence(made, "indicators.moved") == (
        "Both indicators have got better. Each figure is compared with the one before it, except "
        "that of indicator 2, which is for the year to date and compared with the same part of the "
        "year before."
    )


def test_section_three_names_every_indicator_of_the_plans_and_why_some_cannot_be_compared() -> None:
    assert sentence(paper(INDICATORS), "indicators.counts") == (
        "Of the 5 indicators of the delivery plans, 1 is on target or better (indicator 1), "
        "1 is worse than target but within its tolerance (indicator 2), "
        "1 is worse than target by more than its tolerance (indicator 3) and "
        "2 cannot be compared with a target. Of those that cannot be compared, 1 has no data yet "
        "(indicator 5) and 1 has no target for its period (indicator 4)."
    )


def test_indicators_with_one_reason_for_not_being_compared_are_told_together() -> None:
    made = paper("""
    ## indicators
    | Reference |
    |-----------|
    | PI 1      |
    | PI 2      |
    """)
    assert sentence(made, "indicators.counts") == (
        "Both indicators of the delivery plans cannot be compared with a target. "
        "Both have no data yet (indicators PI 1 and PI 2)."
    )


def test_one_indicator_alone_is_told_in_the_singular() -> None:
    made = paper("""
    ## indicators
    | Reference |
    |-----------|
    | 1         |
    """)
    assert sentence(made, "summary.indicators") == ("The one indicator is not rated.")
    assert sentence(made, "summary.indicators_moved") == ""
    assert sentence(made, "indicators.counts") == (
        "The one indicator of the delivery plans cannot be compared with a target. "
        "It has no data yet (indicator 1)."
    )


def test_no_rating_word_stands_before_the_key() -> None:
    words = " ".join(one.words for one in paper(INDICATORS).summary)
    assert not [word for word in ("Green", "Amber", "Red", "exceed") if word in words]


def test_without_indicators_the_pack_s_phrase_stands() -> None:
    phrase = "The delivery plans have no performance indicators."
    assert sentence(paper(""), "summary.indicators") == phrase


def due(*rows: str) -> str:
    lines = "\n".join(f"| 1.{number} | {row} |" for number, row in enumerate(rows, 1))
    return f"""
    ## actions
    | Reference | State | Deadline |
    |-----------|-------|----------|
    {lines}
    """


MIXED = due(
    "Delivered | 1 May 2026",
    "Delivered | 1 June 2026",
    "Not started | 1 June 2026",
    "At risk | 10 July 2026",
    "On course | 10 July 2026",
    "On course | 10 August 2026",
)


def test_the_summary_says_how_many_of_the_actions_due_are_delivered() -> None:
    assert sentence(paper(MIXED, as_at=date(2026, 7, 1)), "summary.actions") == (
        "Of 5 actions due by this meeting, 2 are delivered."
    )


def test_the_summary_counts_those_that_the_report_lists_as_late_or_at_risk() -> None:
    later = MIXED + "| 2.1 | At risk | 1 May 2027 |\n"
    made = paper(later, as_at=date(2026, 7, 1))
    assert sentence(made, "summary.late_or_at_risk") == "Of all 7, 3 are late or at risk."
    assert [row.reference for row in made.actions.exceptions] == ["1.3", "1.4", "2.1"]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("On course", "On course"), "No action is late or at risk."),
        (("On course", "At risk"), "One of the 2 actions is late or at risk."),
        (("On course", "At risk", "On course"), "One of the 3 actions is late or at risk."),
        (("At risk", "At risk", "On course"), "Of all 3, 2 are late or at risk."),
    ],
)
def test_of_none_or_one_late_action_the_summary_does_not_speak_of_all(
    states: tuple[str, ...], said: str
) -> None:
    made = paper(due(*(f"{state} | 1 May 2027" for state in states)))
    assert sentence(made, "summary.late_or_at_risk") == said


def test_of_one_action_alone_it_is_not_said_twice_that_it_is_late() -> None:
    made = paper(due("At risk | 1 May 2027"))
    assert sentence(made, "summary.actions") == "No action was due by the date of this meeting."
    assert sentence(made, "summary.late_or_at_risk") == ""


def test_where_none_is_delivered_it_is_said_of_both() -> None:
    made = paper(due("Not started | 1 May 2026", "At risk | 1 May 2026"))
    assert sentence(made, "summary.actions") == (
        "Neither of the 2 actions due by this meeting is recorded as delivered."
    )
    assert sentence(made, "summary.late_or_at_risk") == "Both actions are late or at risk."


def test_one_action_due_is_told_in_the_singular() -> None:
    made = paper(due("Delivered | 1 May 2026"))
    assert sentence(made, "summary.actions") == "The one action due by this meeting is delivered."


def test_section_three_gives_the_base_of_all_actions_and_names_each_that_is_due() -> None:
    assert sentence(paper(MIXED, as_at=date(2026, 7, 1)), "actions.counts") == (
        "Of the 6 actions in the delivery plans, 5 fall due by the date of this meeting. "
        "Of these, 2 have been delivered (actions 1.1 and 1.2), 1 has not been delivered "
        "(action 1.3), 1 is at risk (action 1.4) and 1 is on course (action 1.5)."
    )


def test_after_a_report_those_it_told_as_delivered_are_not_counted_again() -> None:
    made = paper(
        due("Delivered | 1 February 2026", "Delivered | 1 May 2026"), since=date(2026, 3, 12)
    )
    assert sentence(made, "actions.counts") == (
        "Of the 2 actions in the delivery plans, one falls due by the date of this meeting, not "
        "counting those reported as delivered before. It has been delivered (action 1.2)."
    )


def test_after_a_report_that_told_of_none_as_delivered_nothing_is_said_to_be_left_out() -> None:
    rows = due("At risk | 1 February 2026", "Delivered | 1 May 2026", "On course | 1 May 2027")
    words = sentence(paper(rows, since=date(2026, 3, 12)), "actions.counts")
    assert words.startswith(
        "Of the 3 actions in the delivery plans, 2 fall due by the date of this meeting. Of these"
    )


def test_actions_are_named_in_the_order_of_the_plan() -> None:
    made = paper(due("Delivered | 1 June 2026", "Delivered | 1 May 2026"))
    assert sentence(made, "actions.counts").endswith("been delivered (actions 1.1 and 1.2).")


def test_without_an_action_due_the_pack_s_phrase_stands() -> None:
    phrase = "No action was due by the date of this meeting."
    assert sentence(paper(""), "summary.actions") == phrase
    assert sentence(paper(""), "actions.counts") == phrase


def test_rows_that_could_not_be_read_are_counted_out_of_the_base() -> None:
    result = assembled(
        MEETINGS + due("Delivered | 1 May 2026", "On cuorse | 1 May 2026", "At risk | 1 May 2026")
    )
    assert sentence(paper_of(result.board), "summary.actions") == (
        "One of the 3 actions could not be read, and is not counted. "
        "Of 2 actions due by this meeting, 1 is delivered."
    )


def test_where_no_action_could_be_read_it_is_not_said_that_none_was_due() -> None:
    result = assembled(MEETINGS + due("On cuorse | 1 May 2026"))
    words = "The one row of actions could not be read."
    assert sentence(paper_of(result.board), "summary.actions") == words


GROUPS = """
## groups
| Name         | To be established |
|--------------|-------------------|
| Older People |                   |
| Disability   |                   |
| Carers       |                   |
| Youth        | Yes               |
"""


def test_groups_without_a_return_are_named_and_those_to_come_stand_apart() -> None:
    made = paper(f"""{GROUPS}
    ## feedback
    | Group        | Meeting         | a) Being delivered? |
    |--------------|-----------------|---------------------|
    | Older People | Board July 2026 | Yes                 |
    """)
    assert sentence(made, "groups.counts") == (
        "Of the 3 groups asked, one sent a return. Returns not received: Disability and Carers. "
        "One more group is still to be set up: Youth."
    )
    assert sentence(made, "summary.groups") == "Of the 3 groups asked, one sent a return."


def test_groups_are_said_to_be_asked_only_where_a_return_is_recorded() -> None:
    made = paper(GROUPS)
    assert sentence(made, "groups.counts") == (
        "No return is recorded from the 3 groups that look at the delivery plans (Older People, "
        "Disability and Carers). One more group is still to be set up: Youth."
    )
    assert sentence(made, "summary.groups") == (
        "No return is recorded from the 3 groups that look at the delivery plans."
    )


def test_one_group_alone() -> None:
    made = paper("""
    ## groups
    | Name         |
    |--------------|
    | Older People |
    ## feedback
    | Group        | Meeting         | a) Being delivered? |
    |--------------|-----------------|---------------------|
    | Older People | Board July 2026 | Yes                 |
    """)
    words = "The one group that was asked sent a return."
    assert sentence(made, "groups.counts") == words
    assert sentence(made, "summary.groups") == words


PLANS = """
## plans
| Reference | Year    | Overseen by                 |
|-----------|---------|-----------------------------|
| Part 1    | 2026/27 | Health and Wellbeing Board  |
| Part 2    | 2026/27 | Children's Partnership      |
| Old 2     | 2025/26 | Children's Trust            |
"""


def test_an_overseeing_body_without_a_highlight_report_is_named() -> None:
    words = (
        "Children's Partnership highlight report not received for this meeting: Children's "
        "Partnership."
    )
    assert sentence(paper(PLANS), "summary.highlights") == words
    assert sentence(paper(PLANS), "highlights.missing") == words


def test_a_highlight_report_is_told_with_its_position() -> None:
    made = paper(f"""{PLANS}
    ## highlights
    | Body                   | Meeting         | Assurance      |
    |------------------------|-----------------|----------------|
    | Children's Partnership | Board July 2026 | Partly assured |
    """)
    assert sentence(made, "summary.highlights") == (
        "One overseeing body says it is partly assured."
    )


def test_positions_of_several_bodies_are_shared_out_and_none_is_made_up() -> None:
    made = paper(f"""{PLANS}
    | Part 3 | 2026/27 | Children's Trust |
    ## highlights
    | Body                   | Meeting         | Assurance      |
    |------------------------|-----------------|----------------|
    | Children's Partnership | Board July 2026 | Partly assured |
    | Children's Trust       | Board July 2026 |                |
    """)
    assert sentence(made, "summary.highlights") == (
        "Of 2 overseeing bodies that reported, 1 says it is partly assured and 1 gives no "
        "assurance position."
    )
    assert sentence(made, "highlights.missing") == ""


def test_where_nobody_oversees_a_plan_the_part_still_says_that_nothing_came() -> None:
    phrase = "No highlight report was received for this meeting."
    assert sentence(paper(""), "highlights.missing") == phrase


def test_the_words_are_the_council_s() -> None:
    words = replace(WAYS.words, plan="strategy", highlight_report="children's report")
    made = paper(INDICATORS + PLANS, replace(WAYS, words=words))
    assert sentence(made, "indicators.counts").startswith("Of the 5 indicators of the strategies,")
    assert sentence(made, "highlights.missing").startswith("Children's report not received")


# A sentence on a priority, or on none, needs an action; tests/papers/test_annual_report.py has it.
@each("key", [k for k in every_key(BoardData()) if k[:9] != "achieved."])
def test_an_officer_s_text_replaces_a_sentence_even_one_that_was_not_drafted(key: str) -> None:
    made = paper(f"""
    ## papers
    | Reference | Meeting         |
    |-----------|-----------------|
    | PR        | Board July 2026 |
    ## text
    | Paper | Section | Text             |
    |-------|---------|------------------|
    | PR    | {key}   | As we all know.  |
    """)
    assert sentence(made, key) == "As we all know."


def test_a_sentence_knows_the_rows_that_it_rests_on() -> None:
    (told,) = paper(due("Delivered | 1 May 2026", "At risk | 1 May 2026")).actions.sentences
    assert [str(place) for place in told.rests_on] == [
        "board.xlsx, Actions!A2", "board.xlsx, Actions!A3",
    ]  # fmt: skip


def test_every_state_of_the_model_has_its_words() -> None:
    assert set(actions._BY_DELIVERY) == set(Standing)
    for family, words in (
        ("indicators.unrated", Unrated),
        ("indicators.way", Way),
        ("indicators.against", Role),
        ("dashboard.condition", Condition),
    ):
        assert {f"{family}.{one.name.lower()}" for one in words} <= set(standard_sentences())
