"""The block at the head of a paper."""

from paperkit.papers.shown import Header
from paperkit.word.values import Gap
from tests.cases import each
from tests.papers.made import paper

HIDDEN = ("with the clerk", "Ann Other", "3 July", "T-1")

PEOPLE = """
## people
| Name       | Post                       |
|------------|----------------------------|
| Ada Brook  | Strategy Officer           |
| Tom Field  | Director of Public Health  |
"""


def head(column: str, value: str) -> Header:
    return paper(f"""{PEOPLE}
    ## papers
    | Reference | Meeting         | {column} |
    |-----------|-----------------|----------|
    | PR        | Board July 2026 | {value}  |
    """).header


def test_the_date_is_in_words_and_the_board_in_the_council_s_spelling() -> None:
    shown = paper("").header
    assert (shown.date, shown.board) == ("16 July 2026", "Health and Wellbeing Board")


def test_a_person_is_shown_with_the_post() -> None:
    assert head("Report of", "Ada Brook").report_of == ("Ada Brook, Strategy Officer",)


def test_a_post_alone_is_enough() -> None:
    assert head("Accountable director", "Director of Adults").directors == ("Director of Adults",)


def test_several_authors_stand_one_after_the_other() -> None:
    shown = head("Report of", "Ada Brook; Tom Field").report_of
    assert shown == ("Ada Brook, Strategy Officer", "Tom Field, Director of Public Health")


def test_a_missing_purpose_is_told_with_the_post_of_the_author() -> None:
    gap = Gap("No purpose given by the Strategy Officer at publication")
    assert head("Report of", "Ada Brook").purpose == gap


def test_without_a_row_every_missing_fact_is_the_author_s() -> None:
    shown = paper("").header
    assert shown.title == Gap("No title given by the author at publication")
    assert shown.report_of == (Gap("No author given at publication"),)
    assert shown.as_at == Gap("No date of the data given by the author at publication")


def test_the_item_may_be_left_to_the_clerk() -> None:
    assert paper("").header.item == "to be set by the clerk"
    assert head("Item", "6a").item == "6a"


@each(
    ("publicity", "paragraph", "reason", "shown"),
    [
        ("Public", "", "", "Public"),
        (
            "Exempt",
            "3",
            "It names a provider's prices.",
            "Exempt: paragraph 3 of Part 1 of Schedule 12A; It names a provider's prices.",
        ),
        (
            "Public with an exempt appendix",
            "1; 2",
            "It tells who somebody is.",
            "Public with an exempt appendix: paragraphs 1 and 2 of Part 1 of Schedule 12A; "
            "It tells who somebody is.",
        ),
    ],
)
def test_whether_the_public_may_read_it(
    publicity: str, paragraph: str, reason: str, shown: str
) -> None:
    made = paper(f"""
    ## papers
    | Reference | Public or exempt | Exempt paragraph | Exempt reason |
    |-----------|------------------|------------------|---------------|
    | PR        | {publicity}      | {paragraph}      | {reason}      |
    """)
    assert made.header.publicity == shown


def test_an_exempt_paper_without_a_reason_shows_a_gap() -> None:
    gap = Gap("Exempt: no paragraph and reason given by the author at publication")
    assert head("Public or exempt", "Exempt").publicity == gap


def test_who_has_a_paper_and_who_cleared_it_is_printed_nowhere() -> None:
    made = paper("""
    ## papers
    | Reference | With      | Cleared by | Cleared on  | Cleared text |
    |-----------|-----------|------------|-------------|--------------|
    | PR        | with the clerk | Ann Other  | 3 July 2026 | T-12345678   |
    """)
    assert [words for words in HIDDEN if words in repr(made)] == []
