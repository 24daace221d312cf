"""The appendix of a round as a stranger reads it, in both packs."""

import re

import pytest

from tests.cases import each
from tests.papers.round_made import EVERYTHING, FIRST, PAPERS, lines_of
from tests.papers.test_performance_report import headings, table, under

PACKS = ("council", "partnership")
KIND = "exception_appendix"
TABLE = "Exception report on the actions"


@pytest.fixture(params=PACKS)
def lines(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Return the lines of the appendix in each pack."""
    return lines_of(request.param, KIND)


def test_it_stands_on_landscape_pages_alone(lines: tuple[str, ...]) -> None:
    sections = [line for line in lines if line.startswith("[section")]
    assert sections == [f"[section {number}: landscape]" for number in (1, 2, 3)]


def test_it_names_itself_by_the_cover_s_list_and_the_priority_in_its_title(
    lines: tuple[str, ...],
) -> None:
    assert "heading 1 | | Exception report: Healthy start" in lines
    assert "Panel Text | | Appendix 1 to Exceptions for healthy start" in lines


def test_the_parts_stand_in_the_order_in_which_the_board_reads_them(
    lines: tuple[str, ...],
) -> None:
    assert headings(lines) == [
        "Exception report: Healthy start",
        "At a glance",
        "Actions that are complete or withdrawn",
        "Since the last report",
        "Exception report on the actions",
        "Actions on track, with nothing more to tell",
    ]


def test_the_chain_of_accountability_stands_at_its_head(lines: tuple[str, ...]) -> None:
    told = [line.removeprefix("Panel Text | | ") for line in lines]
    start = told.index("Reporting leads: Cy Marsh, Head of Early Years; Ada Brook, Transport Lead")
    assert told[start + 1 : start + 5] == [
        "Sponsor: Cllr Ann Field, Cabinet Member for Children",
        "Accountable to: Health and Wellbeing Board",
        "Forms were issued on 1 September 2026, to be returned by 9 October 2026.",
        "Last round: 16 July 2026",
    ]


def test_the_key_and_the_counts_stand_before_the_first_rating(lines: tuple[str, ...]) -> None:
    assert under(lines, "At a glance")[:3] == [
        "Panel Text | | [Red ■] 1 of 5: Well behind its plan, or stopped. [Amber ▲] 1 of 5: Partly "
        "behind its plan, or likely to be. [Green ●] 2 of 5: Going as planned, or nearly so. No "
        "return received 1 of 5: No return had been received by publication.",
        "Panel Text | | O1 Ready for school (2): Amber 1; Green 1",
        "Panel Text | | O2 Healthy teeth (3): Red 1; Green 1; No return received 1",
    ]
    rated = [n for n, line in enumerate(lines) if re.search(r"\| \[(Green|Amber|Red) ", line)]
    assert lines.index(under(lines, "At a glance")[0]) <= min(rated)


def test_the_table_has_the_form_s_nine_headings_in_its_order_on_two_lines_an_action(
    lines: tuple[str, ...],
) -> None:
    head, _, _, second = table(lines, TABLE)[:4]
    assert head == (
        "| Actions | Review date | Reporting lead | Indicators/ measurements | Target | RAG |"
    )
    begins = [re.sub(r" \(.*?\)(?=:)", "", cell).split(":")[0] for cell in second[2:].split(" | ")]
    assert begins == [
        "Reasons for escalation",
        "Action to control risk",
        "Any request to the Board",
    ]


def firsts(lines: tuple[str, ...]) -> list[str]:
    """Return the first line of each action of the table."""
    return [row for row in table(lines, TABLE)[2:] if not row.startswith("| Reasons")]


def test_what_it_is_compared_with_does_not_deny_the_last_round(lines: tuple[str, ...]) -> None:
    assert (
        "Panel Text | | No report is recorded as published for the last round (16 July 2026), so "
        "only ratings and requests are compared with it."
    ) in under(lines, "Since the last report")


def test_rows_without_a_return_follow_the_reds_and_keep_their_lines(
    lines: tuple[str, ...],
) -> None:
    rows = table(lines, TABLE)[2:]
    assert [row.split(" ")[1] for row in firsts(lines)] == ["2.2", "2.3", "1.1", "2.1"]
    assert rows[4:6] == [
        "| 1.1 Open family hubs ¶ Progress of action 1.1 <https://www.anyshire.example/hubs>; "
        "Hubs Board, paper 4 | 11 March 2027 | Cy Marsh | Hubs open<br>Families seen | 5 hubs | "
        "[Amber ▲] ¶ Last time: Amber, unchanged |",
        "| Reasons for escalation (Amber twice running): The lease fell through. ¶ Sponsor's "
        "comment: I met the agent. [2 columns] | Action to control risk: A room is fitted out. "
        "[2 columns] | Any request to the Board: Two more days of health visiting "
        "¶ Decision: Put to the Board as a recommendation [2 columns] |",
    ]


def test_actions_on_track_of_which_no_more_is_told_are_one_list(lines: tuple[str, ...]) -> None:
    assert table(lines, "Actions on track")[2:] == [
        "| 1.2 Check speech early ¶ Speech plan, page 3 | 11 March 2027 | Ada Brook | "
        "Share checked | 90% | [Green ●] ¶ Last time: Green, unchanged |"
    ]


def test_a_moderated_rating_shows_the_lead_s_as_well(lines: tuple[str, ...]) -> None:
    first, second = table(lines, TABLE)[2:4]
    assert first.endswith("| [Red ■] ¶ Lead's rating: [Amber ▲] ¶ Last time: Green, worse |")
    assert (
        "The lead's rating was changed from Amber to Red by the sponsor (Cllr Ann Field)" in second
    )


def test_a_missing_return_is_told_with_its_lead(lines: tuple[str, ...]) -> None:
    assert (
        "No return was received for one of the 5 actions: action 2.3 (Ada Brook)."
        in under(lines, "At a glance")[4]
    )
    row = table(lines, TABLE)[5]
    assert row.startswith(
        "| Reasons for escalation: [Gap: No return received by publication] [2 columns] |"
    )


def test_a_first_round_says_nothing_of_a_last_time() -> None:
    first = FIRST.replace("Board July 2026", "Board November 2026")
    lines = lines_of("council", KIND, first)
    assert not [line for line in lines if "ast time" in line or "First report" in line]
    assert "Panel Text | | Last round: This is the first round" in "\n".join(lines)


def test_closed_actions_stand_apart_with_the_reason(lines: tuple[str, ...]) -> None:
    closed = table(lines, "Actions that are complete or withdrawn")
    assert closed[0] == "| Action | How it stands, and why |"
    assert closed[2:] == ["| 1.3 Train staff | Delivered on 3 June 2026 |"]


@pytest.mark.parametrize("ratings", ["Green", "Red", ""], ids=["all Green", "all Red", "no return"])
def test_rounds_of_one_sort_have_no_empty_part(ratings: str) -> None:
    log = re.sub(r"\| (Green|Amber) \|", f"| {ratings} |", EVERYTHING.replace("| Red |", "| |"))
    if not ratings:
        log = log.partition("## returns")[0]
        log = log.replace("Board July 2026", "Board November 2026")
    lines = lines_of("council", KIND, log)
    for heading, caption in (
        ("Exception report on the actions", TABLE),
        ("Actions on track, with nothing more to tell", "Actions on track"),
    ):
        told = heading in headings(lines) and heading != "Exception report on the actions"
        assert not told or len(table(lines, caption)) > 2
    assert not [line for line in lines if re.search(r"\|\s*\|", line) and line.startswith("|")]


def test_no_cell_is_empty(lines: tuple[str, ...]) -> None:
    assert [line for line in lines if line.startswith("|") and re.search(r"\|\s*\|", line)] == []


@each("pack", PACKS)
def test_without_a_round_it_says_so_and_lists_no_action(pack: str) -> None:
    lines = lines_of(pack, KIND, "", PAPERS)
    assert [line for line in lines if line.startswith("[table")] == []
    (told,) = under(lines, "At a glance")
    priority = "core priority" if pack == "partnership" else "priority"
    assert told == (
        f"Panel Text | | No round of exception reporting is recorded for this {priority} and this "
        "meeting."
    )


def test_an_officer_s_text_stands_in_place_of_a_drafted_sentence() -> None:
    own = PAPERS + "| Table | glance.counts | Two of five need the Board's help. |\n"
    lines = lines_of("council", KIND, EVERYTHING, own)
    assert under(lines, "At a glance")[3].startswith(
        "Panel Text | | Two of five need the Board's help. "
    )


def test_only_a_draft_bears_the_mark_of_a_draft() -> None:
    assert not [x for x in lines_of("council", KIND, draft=False) if "DRAFT" in x or "[Gap" in x]
