"""Recommendations, implications, documents and contact."""

import pytest

from paperkit.frozen import replace
from paperkit.kinds.paper import Paper
from paperkit.papers.shown import ContactShown, Document, Implication, Several
from paperkit.word.values import Gap, LinkText, Prose
from tests.cases import each
from tests.papers.made import WAYS, paper, with_contact

PAPERS = """
## people
| Name      | Post             | Telephone    | E-mail            |
|-----------|------------------|--------------|-------------------|
| Ada Brook | Strategy Officer | 01632 960123 | a@anyshire.org.uk |
## papers
| Reference | Meeting         | Report of |
|-----------|-----------------|-----------|
| PR        | Board July 2026 | Ada Brook |
"""

NOT_ONE = Several(recommendations=False, background=True, appendices=True)


def written(*rows: str) -> Paper:
    """Return the paper with rows of text: section, name, text, link, note, exempt, protected."""
    lines = "\n".join(f"| PR | {row} |" for row in rows)
    return paper(f"""{PAPERS}
    ## text
    | Paper | Section | Name | Text | Link | Note | Exempt | Protected by copyright |
    |-------|---------|------|------|------|------|--------|------------------------|
    {lines}
    """)


def test_a_recommendation_that_begins_with_its_verb_gets_the_stem() -> None:
    made = written(
        "recommendations | | agree the framework. | | | |",
        "recommendations | | Note the report. | | | |",
        "recommendations | | That the Board welcome it. | | | |",
    )
    assert made.recommendations == (
        "That the Health and Wellbeing Board agree the framework.",
        "That the Health and Wellbeing Board note the report.",
        "That the Board welcome it.",
    )


@pytest.mark.parametrize(
    ("rows", "several"),
    [
        ((), NOT_ONE),
        (("recommendations | | note it. | | | |",), NOT_ONE),
        (
            (
                "recommendations | | note it. | | | |",
                "recommendations | | agree it. | | | |",
            ),
            Several(recommendations=True, background=True, appendices=True),
        ),
        (("background | | None. | | | |", "appendices | | None. | | | |"), NOT_ONE),
        (
            ("background | Plan | | | | |", "appendices | Map | | | | |"),
            Several(recommendations=False, background=False, appendices=False),
        ),
        (("background | Plan | | | | |", "background | Map | | | | |"), NOT_ONE),
    ],
    ids=["no row", "one", "two", "none", "one document", "two documents"],
)
def test_a_heading_has_its_plural_unless_one_thing_stands_under_it(
    rows: tuple[str, ...], several: Several
) -> None:
    assert written(*rows).several == several


def test_the_stem_is_the_pack_s() -> None:
    ways = replace(WAYS, pack=replace(WAYS.pack, recommendation="The {board} is asked to"))
    made = paper(
        f"""{PAPERS}
    ## text
    | Paper | Section         | Text             |
    |-------|-----------------|------------------|
    | PR    | recommendations | note the report. |
    """,
        ways,
    )
    told = ("The Health and Wellbeing Board is asked to note the report.",)
    assert made.recommendations == told


def test_no_recommendation_is_one_gap() -> None:
    gap = Gap("No recommendation given by the Strategy Officer at publication")
    assert written().recommendations == (gap,)


@each("typed", ["None", "None.", "none"])
def test_an_implication_answered_with_none_is_printed_as_none(typed: str) -> None:
    made = written(f"implications | FINANCIAL | {typed} | | | |")
    assert made.implications[0] == Implication("Financial", Prose(("None.",)))


def test_an_implication_that_nobody_answered_is_a_gap() -> None:
    gap = Gap("No answer given by the Strategy Officer at publication")
    assert written().implications == (Implication("Financial", gap), Implication("Legal", gap))


def test_an_implication_under_another_head_is_not_lost() -> None:
    made = written("implications | Carbon | Small. | | | |")
    assert made.implications[-1] == Implication("Carbon", Prose(("Small.",)))


def test_a_section_in_several_rows_is_joined_in_order() -> None:
    made = written("reasons | | One. | | | |", "Reasons | | Two.<br><br>Three. | | | |")
    assert made.section["reasons"] == Prose(("One.", "Two.", "Three."))


def test_a_required_section_without_text_is_a_gap_and_another_is_empty() -> None:
    made = written()
    words = "No text for 'Reasons for recommendation' given by the Strategy Officer at publication"
    assert made.section["reasons"] == Gap(words)
    assert made.section["executive_summary"] == Prose(())


def test_a_section_of_items_is_no_running_text() -> None:
    assert sorted(written().section) == ["executive_summary", "reasons"]


def test_a_background_paper_says_where_and_whether_it_is_exempt_or_protected() -> None:
    made = written("background | Care Plan | | | Civic Offices | No | Yes")
    (shown,) = made.background
    assert shown == Document("Care Plan", "Civic Offices", "Not exempt; protected by copyright")


def test_a_title_with_a_link_is_the_link_and_its_address_is_printed_beside_it() -> None:
    made = written("appendices | Needs 2026 | | https://www.example.org/a/b?c=1 | Page 4 | | ")
    (shown,) = made.appendices
    title = LinkText("Needs 2026", "https://www.example.org/a/b?c=1")
    assert shown == Document(title, "www.example.org/a/b?c=1", "Page 4")


@each(
    ("link", "words"),
    [
        ("HTTPS://example.org?a", "example.org?a"),
        ("http://[half", "[half"),
        ("mailto:a@example.org", "a@example.org"),
    ],
)
def test_an_odd_link_still_tells_where_it_leads(link: str, words: str) -> None:
    (shown,) = written(f"background | Plan | | {link} | | | ").background
    assert (shown.name, shown.where) == (LinkText("Plan", link), words)


def test_a_link_without_a_title_is_a_gap_and_still_leads_there() -> None:
    (shown,) = written("background | | | https://example.org/plan | | | ").background
    assert shown.name == Gap(
        "No title of this document given by the Strategy Officer at publication"
    )
    assert shown.where == LinkText("Document: example.org/plan", "https://example.org/plan")


def test_a_list_answered_with_none_says_none() -> None:
    made = written("background | | None. | | | |")
    assert made.background == (Document("None.", "", ""),)


def test_a_list_that_nobody_answered_is_a_gap() -> None:
    gap = Gap("No answer on background papers given by the Strategy Officer at publication")
    assert written().background == (Document(gap, "", ""),)


def test_the_text_beside_a_title_is_not_lost() -> None:
    made = written("background | Care Plan | Chapter 3 | | Civic Offices | | ")
    assert made.background == (Document("Care Plan", "Civic Offices", "Chapter 3"),)


def test_the_contact_is_the_first_author() -> None:
    assert written().contact == ContactShown("Ada Brook", "01632 960123", "a@anyshire.org.uk")


def test_without_the_author_s_details_the_contact_is_that_of_the_settings() -> None:
    made = paper("", with_contact("Public Health", email="ph@anyshire.org.uk"))
    assert made.contact == ContactShown("Public Health", "None recorded", "ph@anyshire.org.uk")


def test_no_contact_at_all_is_a_gap() -> None:
    gap = Gap("No contact details given by the author at publication")
    assert paper("").contact == ContactShown(gap, gap, gap)
