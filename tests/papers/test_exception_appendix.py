"""The appendix of a round as a stranger reads it, in both packs."""

import re

import pytest

from tests.papers.round_made import EVERYTHING, PAPERS, lines_of
from tests.papers.test_performance_report import headings, table, under

PACKS = ("council", "partnership")
KIND = "exception_appendix"
TABLE = "Exception report on the actions"
RATINGS = "Ratings at a glance, and what they mean"


@pytest.fixture(params=PACKS)
def lines(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Return the lines of the appendix in each pack."""
    return lines_of(request.param, KIND)


def test_it_stands_on_landscape_pages_alone(lines: tuple[str, ...]) -> None:
    assert [line for line in lines if line.startswith("[section")] == ["[section 1: landscape]"]


def test_it_names_itself_by_the_cover_s_list_and_the_priority_in_its_title(
    lines: tuple[str, ...],
) -> None:
    assert "heading 1 | | Exception report: Healthy start" in lines
    assert "Paper Details | | Appendix 1 to Exceptions for healthy start" in lines


def test_the_parts_stand_in_the_order_in_which_the_board_reads_them(
    lines: tuple[str, ...],
) -> None:
    outcome = "outcome" if "Ratings by outcome" in "\n".join(lines) else "ambition"
    assert headings(lines) == [
        "Exception report: Healthy start",
        "At a glance",
        f"Ratings by {outcome}",
        "Returns not received",
        "Since the last report",
        "Requests to the Health and Wellbeing Board",
        "Exception report on the actions",
        "Actions that are complete or withdrawn",
    ]


def test_the_chain_of_accountability_stands_at_its_head(lines: tuple[str, ...]) -> None:
    told = [line.removeprefix("Paper Details | | ") for line in lines]
    start = told.index("Reporting leads: Cy Marsh, Head of Early Years; Ada Brook, Transport Lead")
    assert told[start + 1 : start + 5] == [
        "Sponsor: Cllr Ann Field, Cabinet Member for Children",
        "Accountable to: Health and Wellbeing Board",
        "Forms were issued on 1 September 2026, to be returned by 9 October 2026.",
        "Last reported: 16 July 2026 (Board July 2026)",
    ]


def test_the_key_and_the_counts_stand_before_the_first_rating(lines: tuple[str, ...]) -> None:
    rated = [n for n, line in enumerate(lines) if re.search(r"\| \[(Green|Amber|Red) ", line)]
    assert lines.index(f"[table: {RATINGS}]") < min(rated)
    assert table(lines, RATINGS)[2:] == [
        "| [Red ■] | 1 of 5 | Well behind its plan, or stopped |",
        "| [Amber ▲] | 1 of 5 | Partly behind its plan, or likely to be |",
        "| [Green ●] | 2 of 5 | Going as planned, or nearly so |",
        "| No return received | 1 of 5 | No return had been received by publication |",
    ]


def test_the_table_has_the_form_s_nine_headings_and_the_last_time(lines: tuple[str, ...]) -> None:
    assert table(lines, TABLE)[0] == (
        "| Actions | Review date | Reporting lead | Indicators/ measurements | Target | RAG | "
        "Last time | Reasons for escalation | Action to control risk | "
        "Any request to the Health and Wellbeing Board |"
    )


def test_rows_stand_worst_first_and_keep_their_lines(lines: tuple[str, ...]) -> None:
    rows = table(lines, TABLE)[2:]
    assert [row.split(" ")[1] for row in rows] == ["2.2", "1.1", "2.1", "1.2", "2.3"]
    assert rows[1] == (
        "| 1.1 Open family hubs ¶ Progress of action 1.1 <https://www.anyshire.example/hubs> ¶ "
        "Hubs Board, paper 4 | 11 March 2027 | Cy Marsh | Hubs open<br>Families seen | 5 hubs | "
        "[Amber ▲] | Amber ¶ Unchanged | Escalated: Amber twice running ¶ The lease fell "
        "through. ¶ Sponsor's comment: I met the agent. | A room is fitted out. | "
        "Two more days of health visiting |"
    )


def test_a_moderated_rating_shows_the_lead_s_as_well(lines: tuple[str, ...]) -> None:
    row = table(lines, TABLE)[2]
    assert "| [Red ■] |" in row
    assert "The lead's rating was changed from Amber to Red by the sponsor (Cllr Ann Field)" in row


def test_a_missing_return_is_told_with_its_lead(lines: tuple[str, ...]) -> None:
    assert table(lines, "Returns not received")[2:] == ["| 2.3 Write to parents | Ada Brook |"]
    row = table(lines, TABLE)[-1]
    assert "[Gap: No return received from the Transport Lead by publication]" in row


def test_requests_are_a_list_of_their_own_with_what_was_decided(lines: tuple[str, ...]) -> None:
    assert table(lines, "Requests to the Board")[2:] == [
        "| 1.1 Open family hubs ¶ Reporting lead: Cy Marsh | Two more days of health visiting | "
        "Put to the Board as a recommendation |",
        "| 2.2 Varnish from the clinic ¶ Reporting lead: Cy Marsh | A letter to the region | "
        "To be handled elsewhere, by Dr Lee, by 1 December 2026 |",
    ]


def test_closed_actions_stand_apart(lines: tuple[str, ...]) -> None:
    closed = table(lines, "Actions that are complete or withdrawn")
    assert closed[2:] == ["| 1.3 Train staff | Delivered on 3 June 2026 |"]


def test_no_cell_is_empty(lines: tuple[str, ...]) -> None:
    assert [line for line in lines if line.startswith("|") and re.search(r"\|\s*\|", line)] == []


@pytest.mark.parametrize("pack", PACKS)
def test_without_a_round_it_says_so_and_lists_no_action(pack: str) -> None:
    lines = lines_of(pack, KIND, "", PAPERS)
    assert [line for line in lines if line.startswith("[table")] == []
    (told,) = under(lines, "At a glance")
    priority = "core priority" if pack == "partnership" else "priority"
    assert told == (
        f"Normal | | No round of exception reporting is recorded for this {priority} and this "
        "meeting."
    )


def test_an_officer_s_text_stands_in_place_of_a_drafted_sentence() -> None:
    own = PAPERS + "| Table | glance.counts | Two of five need the Board's help. |\n"
    lines = lines_of("council", KIND, EVERYTHING, own)
    assert under(lines, "At a glance")[0] == "Normal | | Two of five need the Board's help."


def test_only_a_draft_bears_the_mark_of_a_draft() -> None:
    assert not [x for x in lines_of("council", KIND, draft=False) if "DRAFT" in x or "[Gap" in x]
