"""What groups said, and the highlight reports."""

from paperkit.packs.plan import MOST_QUOTED, Planned
from paperkit.standpoint.board_at import BoardAt
from paperkit.voices.shown import GroupHighlight, Voice, groups
from paperkit.word.values import Gap, Prose
from tests.papers.made import MEETINGS, WAYS, paper
from tests.tables import board

GROUPS = """
## groups
| Name                | Areas                  | To be established |
|---------------------|------------------------|-------------------|
| Older People        | frail elderly; falls   |                   |
| Carers' Executive   |                        |                   |
| Performance Group   |                        | Yes               |
"""


def test_without_any_return_each_group_is_still_named() -> None:
    assert paper(GROUPS).groups.rows == (
        Voice("Older People", "frail elderly; falls", "No return received", "Not applicable",
              "None recorded", "None recorded"),
        Voice("Carers' Executive", "None recorded", "No return received", "Not applicable",
              "None recorded", "None recorded"),
    )  # fmt: skip


def test_an_answer_about_an_action_names_the_action() -> None:
    made = paper(f"""{GROUPS}
    ## actions
    | Reference | Action    |
    |-----------|-----------|
    | 1.2       | Run a bus |
    ## feedback
    | Group        | Meeting         | Area or action | a) Being delivered? | b) Making a difference? | Comment | Highlight |
    |--------------|-----------------|----------------|---------------------|-------------------------|---------|-----------|
    | Older People | Board July 2026 | 1.2            | Partly              | Yes                     | Late.   | Kind.     |
    """)  # noqa: E501
    expected = Voice("Older People", "1.2 Run a bus", "Partly", "Yes", "Late.", "Kind.")
    assert made.groups.rows[0] == expected


def test_what_a_group_wants_noticed_is_told_with_what_it_is_about() -> None:
    made = paper(f"""{GROUPS}
    ## actions
    | Reference | Action     |
    |-----------|------------|
    | 1.2       | Run a bus. |
    ## feedback
    | Group             | Meeting         | Area or action | a) Being delivered? | Highlight |
    |-------------------|-----------------|----------------|---------------------|-----------|
    | Older People      | Board July 2026 | 1.2            | Partly              | Kind.     |
    | Older People      | Board July 2026 | falls          | Partly              |           |
    | Older People      | Board July 2026 | frail elderly  | Yes                 | Warm.     |
    | Carers' Executive | Board July 2026 |                | Yes                 | Quick.    |
    """)
    assert made.groups.highlights == (
        GroupHighlight("Older People", "action 1.2 (Run a bus)", "Kind."),
        GroupHighlight("Older People", "frail elderly", "Warm."),
        GroupHighlight("Carers' Executive", "", "Quick."),
    )


def test_of_many_highlights_a_report_lists_one_of_each_group_first_and_says_where_the_rest_is() -> (
    None
):
    numbers = range(1, MOST_QUOTED + 2)
    data = board(
        f"""{MEETINGS}{GROUPS}
    ## feedback
    | Group             | Meeting         | Area or action | a) Being delivered? | Highlight |
    |-------------------|-----------------|----------------|---------------------|-----------|
    """
        + "\n".join(
            f"| Older People | Board July 2026 | falls | Yes | Kind {n}. |" for n in numbers
        )
        + "\n| Carers' Executive | Board July 2026 | | Yes | Quick. |"
    )
    at = BoardAt(
        data, WAYS, data.meeting["Board July 2026"], planned=Planned(report="performance_report")
    )
    made = groups(at, ())
    kept = [f"Kind {n}." for n in numbers][: MOST_QUOTED - 1]
    assert [one.words for one in made.highlights] == [*kept, "Quick."]
    assert made.more == (
        "Two more highlights are with the groups' answers in the appendix of full tables."
    )
    every = [f"Kind {n}." for n in numbers]
    assert [row.highlight for row in made.rows] == [*every, "Quick."]


def test_the_second_question_is_not_asked_where_nothing_is_delivered() -> None:
    made = paper(f"""{GROUPS}
    ## feedback
    | Group        | Meeting         | Area or action | a) Being delivered? |
    |--------------|-----------------|----------------|---------------------|
    | Older People | Board July 2026 | falls          | No                  |
    | Older People | Board July 2026 | frail elderly  | Yes                 |
    """)
    shown = [one.difference for one in made.groups.rows[:2]]
    assert shown == ["Not applicable", "None recorded"]


def test_answers_for_another_meeting_and_empty_rows_are_no_return() -> None:
    made = paper(f"""{GROUPS}
    ## feedback
    | Group             | Meeting          | a) Being delivered? |
    |-------------------|------------------|---------------------|
    | Older People      | Board March 2026 | Yes                 |
    | Carers' Executive | Board July 2026  |                     |
    """)
    assert [one.delivered for one in made.groups.rows] == ["No return received"] * 2


def test_a_group_to_be_established_that_answers_is_shown() -> None:
    made = paper(f"""{GROUPS}
    ## feedback
    | Group             | Meeting         | a) Being delivered? |
    |-------------------|-----------------|---------------------|
    | Performance Group | Board July 2026 | Yes                 |
    """)
    assert made.groups.rows[-1].group == "Performance Group"


def test_a_highlight_report_shows_its_position_and_paragraphs() -> None:
    made = paper("""
    ## highlights
    | Body                   | Meeting         | Period     | Assurance      | Text               | Attached file |
    |------------------------|-----------------|------------|----------------|--------------------|---------------|
    | Children's Partnership | Board July 2026 | Q1 2026/27 | Partly assured | One.<br><br>Two.   |               |
    | Youth Board            | Board July 2026 |            |                |                    | Youth.docx    |
    | Old Board              | Board March 2026 |           |                | Old.               |               |
    """)  # noqa: E501
    first, second = made.highlights.reports
    assert made.highlights.heading == "Children's Partnership highlight report"
    assert (first.period, first.assurance) == ("Q1 2026/27", "Partly assured")
    assert first.text == Prose(("One.", "Two."))
    assert second.assurance == Gap("No assurance position given by Youth Board at publication")
    assert (second.text, second.file) == (Prose(()), "Youth.docx")
