"""Texts that point to an appendix: one that the paper has, or that of a document that is named."""

from paperkit.packs.plan import Planned
from paperkit.papers.pointing import check_pointing
from tests.board.test_rules_check import found
from tests.cases import each
from tests.papers.made import MEETINGS
from tests.papers.test_plan import COVERING, KINDS, REPORT, SURVEY, planned
from tests.tables import board, told

PAPERS = """
## papers
| Reference | Kind            | Meeting         | Title      | Report of |
|-----------|-----------------|-----------------|------------|-----------|
| Housing   | covering_report | Board July 2026 | The houses | Cy Marsh  |
"""


def pointed(text: str, appendices: int = 0, papers: str = PAPERS) -> list[str]:
    """Return what is found in the first paper with a text, and with so many appendices."""
    rows = "".join(f"| Housing | appendices | List {n} |\n" for n in range(appendices))
    typed = f"## text\n| Paper | Section | Text |\n|--|--|--|\n| Housing | reasons | {text} |\n"
    whole = f"{papers}\n{typed}{rows}"
    made = planned(whole).of("Housing")
    assert made
    return told([*check_pointing(board(MEETINGS + whole), COVERING, "Board July 2026", made)])


@each(
    "words",
    ["appendix 2", "Appendix two", "Annex B", "annexe 2", "APPENDIX II", "appendix 2a",
     "appendices 1 and 2", "Appendices A to B", "appendices 1, 2"],
)  # fmt: skip
def test_an_appendix_that_the_paper_does_not_have_is_a_gap_with_the_words_as_typed(
    words: str,
) -> None:
    """PK-446: T-69 and H-34, "see appendix one" in a paper with none."""
    assert pointed(f"The form (see {words}) is simple.") == [
        f"PK-446 Text!C2: The text points to '{words}', but 'Housing' has no appendix."
    ]
    assert pointed(f"The form (see {words}) is simple.", 1) == [
        f"PK-446 Text!C2: The text points to '{words}', but 'Housing' has only Appendix 1."
    ]
    assert pointed(f"The form (see {words}) is simple.", 2) == []


@each(
    "text",
    [
        "Appendix 3 of the Housing Strategy has them.",
        "Annex C (page 4) to the Better Care Fund plan",
        "The Strategy's Appendix 3",
        "See [appendix 3](https://www.example.org/plan).",
        "See [the form](#form), which is an appendix.",
        "The surgeon removed the appendix.",
        "An annex a mile away",
        "It came with the appendix two weeks ago",
        "Appendix 2026",
        "Appendicitis 3",
    ],
)
def test_appendices_of_named_documents_and_other_words_are_let_be(text: str) -> None:
    assert pointed(text) == []


def test_an_appendix_of_this_paper_is_its_own_whatever_follows() -> None:
    for after in ("to this report", "of the paper", "for the figures", "to see them"):
        (found,) = pointed(f"Turn to Appendix 3 {after}.")
        assert "'Appendix 3'" in found


def test_see_the_appendix_needs_one() -> None:
    assert "'see the attached appendix'" in pointed("Please see the attached appendix.")[0]
    assert pointed("Please see the attached appendix.", 1) == []


def test_all_appendices_that_a_text_lacks_are_one_finding() -> None:
    (found,) = pointed("See appendix 2, appendix 3 and appendix 2.", 1)
    assert "points to 'appendix 2' and 'appendix 3', but" in found


def test_an_appendix_that_points_to_itself_is_told_and_to_its_neighbour_it_may() -> None:
    """H-34: the seed is Appendix 1, and says "see appendix one"."""
    text = "## text\n| Paper | Section | Text |\n|--|--|--|\n| Answers | reasons | See {}. |\n"
    more = "| Notes | covering_report | Board July 2026 | Notes | Survey |\n"
    for words, count in (("appendix one", 1), ("appendix two", 0), ("appendix three", 1)):
        whole = SURVEY + more + text.format(words)
        answers = planned(whole).of("Answers")
        assert answers
        found = told([*check_pointing(board(MEETINGS + whole), COVERING, "", answers)])
        message = (
            f"PK-446 Text!C2: The text points to '{words}', but 'Answers' is itself Appendix 1 of "
            "'The survey', which has 2."
        )
        assert found == [message][:count]


def test_lists_of_documents_name_appendices_of_others() -> None:
    typed = "## text\n| Paper | Section | Text |\n|--|--|--|\n"
    whole = f"{PAPERS}\n{typed}| Housing | background papers | Appendix 4 |\n"
    made = planned(whole).of("Housing") or Planned()
    assert not list(check_pointing(board(MEETINGS + whole), COVERING, "", made))


def test_a_highlight_report_is_part_of_the_paper_that_prints_it() -> None:
    """Its own appendices are not."""
    whole = """
    ## papers
    | Reference | Kind               | Meeting         |
    |-----------|--------------------|-----------------|
    | Report    | performance_report | Board July 2026 |
    ## highlights
    | Body        | Meeting         | Text           |
    |-------------|-----------------|----------------|
    | Partnership | Board July 2026 | See appendix 2 |
    | Partnership | Board March 2026 | See appendix 1 |
    """
    report = planned(whole).of("Report") or Planned()
    there = board(MEETINGS + whole), KINDS[REPORT.name], "Board July 2026"
    assert told([*check_pointing(*there, report)]) == [
        "PK-446 Highlights!C2: The text points to 'appendix 2', but 'Report' has only Appendix 1."
    ]


def test_a_text_of_the_plan_says_of_what_an_appendix_is() -> None:
    """PK-449: it goes into several papers."""
    actions = "## actions\n| reference | action |\n|-|-|\n| 1.1 | Do as {} says |"
    assert found("PK-449", actions.format("Appendix 2")) == [
        "PK-449 Actions!B2: The text points to 'Appendix 2', but not what it belongs to."
    ]
    assert found("PK-449", actions.format("Appendix 2 of the Strategy")) == []
