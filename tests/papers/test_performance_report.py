"""The performance report as a stranger reads it: a small Board's paper in words."""

import re
from datetime import date
from functools import cache

import pytest

from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.glance import glance, top
from paperkit.kinds.offered import offered
from paperkit.packs.packs import Kind, Pack, find_pack
from paperkit.packs.templates import template_of
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from tests.papers.made import MEETINGS, WAYS
from tests.tables import board

SMALL = """
## people
| Name      | Post           | Telephone    | E-mail            |
|-----------|----------------|--------------|-------------------|
| Ada Brook | Transport Lead | 01632 960123 | a@anyshire.org.uk |
## outcomes
| Reference | Name            |
|-----------|-----------------|
| 2.1       | Healthy at home |
## actions
| Reference | Action      | Outcome or priority | Owner     | Deadline     | State     |
|-----------|-------------|---------------------|-----------|--------------|-----------|
| 1.1       | Open a café | 2.1                 | Ada Brook | 30 June 2026 | Delivered |
| 1.2       | Run a bus   | 2.1                 | Ada Brook | 30 June 2026 | At risk   |
## indicators
| Reference | Name         | Outcome | Partner | Unit | Direction        |
|-----------|--------------|---------|---------|------|------------------|
| PI 1      | Seen in time | 2.1     | The CCG | %    | Higher is better |
| PI 2      | Sent home    | 2.1     | The CCG | %    | Higher is better |
## targets
| Indicator | Year    | Value | Signed off by |
|-----------|---------|-------|---------------|
| PI 1      | 2025/26 | 85%   | The Executive |
| PI 2      | 2025/26 | 85%   | The Executive |
## readings
| Indicator | Period  | Value |
|-----------|---------|-------|
| PI 1      | 2025/26 | 60%   |
| PI 2      | 2025/26 | 84%   |
## groups
| Name              |
|-------------------|
| Older People      |
| Carers' Executive |
## feedback
| Group        | Meeting         | Area or action | a) Being delivered? | Comment | Highlight |
|--------------|-----------------|----------------|---------------------|---------|-----------|
| Older People | Board July 2026 | 1.2            | Partly              | Late.   | Kind.     |
## highlights
| Body                   | Meeting         | Period     | Assurance | Text        |
|------------------------|-----------------|------------|-----------|-------------|
| Children's Partnership | Board July 2026 | Q1 2026/27 | Assured   | All is well. |
## papers
| Reference | Meeting         | Title              | Report of | Data as at   | Publicity |
|-----------|-----------------|--------------------|-----------|--------------|-----------|
| PR        | Board July 2026 | Performance report | Ada Brook | 30 June 2026 | Public    |
## text
| Paper | Section         | Name      | Text                    | Link                      |
|-------|-----------------|-----------|-------------------------|---------------------------|
| PR    | recommendations |           | note the report.        |                           |
| PR    | introduction    |           | First.<br><br>Second.   |                           |
| PR    | issues          |           | An option.              |                           |
| PR    | background      | Care Plan |                         | https://www.example.org/a |
"""
DUE = "Actions due and neither delivered nor on course, and actions at risk"
FOUR_PARTS = [
    "Performance indicators",
    "What the groups said",
    "Children's Partnership highlight report",
    "Actions due by this meeting, or at risk",
]


@cache
def kind() -> tuple[Pack, Kind]:
    pack = find_pack("council", [bundled("report_templates")])
    found, findings = pack.kind("performance_report")
    assert findings == ()
    return pack, found


@cache
def report(markdown: str, *, draft: bool = True, since: date | None = None) -> tuple[str, ...]:
    """Return the finished report for the July meeting as lines of its outline."""
    pack, made_from = kind()
    data = board(MEETINGS + markdown)
    row = next(iter(data.papers), None)
    ways = replace(WAYS, pack=pack.settings)
    at = BoardAt(data, ways, data.meeting["Board July 2026"], row, since=since)
    made = paper_view(at, made_from.sections, draft=draft)
    package, ledger = fill_template(template_of(made_from, offered(made_from)).compiled, made)
    facts = Facts("Performance report", "Anyshire Council", "Board", date(2026, 7, 16), draft)
    return tuple(outline(finish(package, ledger, facts)).splitlines())


def headings(lines: tuple[str, ...]) -> list[str]:
    """Return the headings with their printed numbers, in order."""
    told = re.compile(r"(?:heading \d|Heading Unnumbered|Numbered Heading) \| (.*)", re.IGNORECASE)
    found = filter(None, map(told.match, lines))
    return [one.group(1).replace("| ", "").strip() for one in found]


def table(lines: tuple[str, ...], caption: str) -> list[str]:
    """Return the lines of the table of that caption, its heading row first."""
    start = lines.index(f"[table: {caption}]") + 1
    return list(lines[start : lines.index("[end of table]", start)])


def under(lines: tuple[str, ...], heading: str) -> list[str]:
    """Return the lines from a heading to the next one."""
    start = next(n for n, line in enumerate(lines) if line.endswith(f"| {heading}")) + 1
    rest = lines[start:]
    end = next((n for n, line in enumerate(rest) if "heading" in line.lower()[:18]), len(rest))
    return list(rest[:end])


def test_the_headings_stand_in_the_order_of_the_council_with_word_s_own_numbers() -> None:
    assert headings(report(SMALL)) == [
        "Performance report",
        "Executive summary",
        "1. Recommendation",
        "2. Introduction and background",
        "At a glance",
        "3. Issues, options and analysis of options",
        "Performance indicators",
        "Actions due by this meeting, or at risk",
        "Since the last report",
        "What the groups said",
        "Children's Partnership highlight report",
        "4. Reasons for recommendation",
        "5. Consultation (including overview and scrutiny, if applicable)",
        "6. Impact on corporate policies, priorities, performance and community impact",
        "7. Implications",
        "7.1 Financial",
        "7.2 Legal",
        "7.3 Diversity and equality",
        "7.4 Other implications (where significant): crime and disorder, risk, health impact, "
        "sustainability, IT, environment",
        "Background paper used in preparing this report (with where to find it, and whether "
        "it is exempt or protected by copyright)",
        "Appendices to this report",
        "Report author contact details",
        "All performance indicators",
        "What the groups said, in full",
        "All actions of the plans",
    ]


def test_numbers_run_on_across_the_headings_without_a_number() -> None:
    numbered = [line for line in report(SMALL) if line.startswith("Numbered Paragraph | 3.")]
    assert [line.split(" | ")[1] for line in numbered] == [f"3.{n}" for n in range(1, 9)]


@pytest.mark.parametrize("part", FOUR_PARTS)
def test_each_of_the_four_parts_says_something(part: str) -> None:
    words = [line for line in under(report(SMALL), part) if line.startswith("Numbered Paragraph")]
    assert words
    assert all(len(line.split(" | ")[-1]) > 20 for line in words)


def test_without_data_a_part_is_one_line_and_what_nobody_was_asked_has_no_section() -> None:
    lines = report("")
    assert {part: under(lines, part)[0].split(" | ")[-1] for part in FOUR_PARTS[::3]} == {
        "Performance indicators": "The delivery plans have no performance indicators.",
        "Actions due by this meeting, or at risk": (
            "No action was due by the date of this meeting."
        ),
    }
    (said,) = (line for line in lines if "No group is asked for its views." in line)
    assert said.endswith("No highlight report was received for this meeting.")
    assert said in under(lines, "Executive summary")
    assert not [one for one in headings(lines) if "groups" in one or "highlight" in one]


def test_a_section_of_groups_stands_where_an_officer_has_written_of_them() -> None:
    text = "## papers\n| Reference | Meeting |\n|--|--|\n| PR | Board July 2026 |\n"
    text += "## text\n| Paper | Section | Text |\n|--|--|--|\n| PR | groups.counts | Ours. |\n"
    assert "Ours." in under(report(text), "What the groups said")[0]


def test_the_key_stands_before_the_first_rating() -> None:
    lines = report(SMALL)
    (key,) = [n for n, line in enumerate(lines) if "Key to the ratings." in line]
    rated = [n for n, line in enumerate(lines) if re.search(r"\b(Green|Amber|Red)\b", line)]
    assert key == min(rated)


def test_the_body_shows_only_what_is_worse_by_more_than_its_tolerance() -> None:
    rows = table(report(SMALL), "Indicators worse than target by more than their tolerance")[2:]
    assert [row.partition(" ¶ ")[0].split(" | ")[0] for row in rows] == ["| PI 1 Seen in time"]
    assert "Note:" not in rows[0]
    assert any("worse than target but within its tolerance (Sent home)" in x for x in report(SMALL))


def test_the_body_has_the_groups_highlights_and_the_end_of_the_paper_their_answers() -> None:
    lines = report(SMALL)
    assert "List Bullet 2 | • | Older People, on action 1.2 (Run a bus): Kind." in lines
    assert table(lines, "What the groups said, in full")[2:] == [
        "| Older People | 1.2 Run a bus | Partly | None recorded | Late. | Kind. |",
        "| Carers' Executive | None recorded | No return received | Not applicable | None recorded "
        "| None recorded |",
    ]


def test_what_is_late_has_its_facts_in_one_row_and_what_is_done_in_the_next() -> None:
    assert table(
        report(SMALL), "Actions due and neither delivered nor on course, and actions at risk"
    ) == [
        "| Action | Owner | Deadline | How it stands |",
        "| --- | --- | --- | --- |",
        "| 1.2 Run a bus | Ada Brook | 30 June 2026 | Not delivered |",
        "| Corrective action: [Gap: No corrective action reported at publication] [4 columns] |",
    ]


def test_at_a_glance_has_the_figures_that_there_are() -> None:
    assert table(report(SMALL), "At a glance") == [
        "| What | How many | Which |",
        "| --- | --- | --- |",
        "| Indicators on target | 0 of 2 | [Red ■] PI 1 Seen in time. |",
        "| Got worse | 0 of 2 | No figure can be compared with an earlier one. |",
        "| Actions delivered, of those due | 1 of 2 | Late or at risk, 1 of 2: 1.2 Run a bus. |",
    ]
    assert "[table: At a glance]" not in report("")


@pytest.mark.parametrize(
    ("readings", "since", "row"),
    [
        ("2024/25 | 70%", None, "Got worse | 1 of 2 | Indicators: PI 1 Seen in time."),
        ("2024/25 | 50%", None, "Got worse | 0 of 2 | None."),
        (
            "2024/25 | 70%",
            date(2026, 3, 12),
            "Got worse since the last report | 1 of 2 "
            "| Indicators with a newer figure: PI 1 Seen in time.",
        ),
        (
            "2024/25 | 70%",
            date(2026, 5, 1),
            "Got worse since the last report | 0 of 0 | No indicator has a newer figure.",
        ),
    ],
)
def test_what_got_worse_at_a_glance_is_since_a_report_only_where_there_was_one(
    readings: str, since: date | None, row: str
) -> None:
    last = "| PI 1      | 2025/26 | 60%   |"
    made = report(SMALL.replace(last, f"| PI 1 | {readings} |\n{last}"), since=since)
    assert f"| {row} |" in table(made, "At a glance")


def test_of_more_than_eight_late_actions_the_first_six_are_named_at_a_glance() -> None:
    row = "| 1.2       | Run a bus   | 2.1                 | Ada Brook | 30 June 2026 | At risk   |"
    many = SMALL.replace(row, "\n".join(row.replace("1.2", f"2.{n}") for n in range(1, 10)))
    data = board(MEETINGS + many)
    at = BoardAt(data, WAYS, data.meeting["Board July 2026"], next(iter(data.papers)))
    _, names, more = glance(at).delivered.named
    assert names == ", ".join(f"2.{n} Run a bus" for n in range(1, 7)) + "."
    assert more == "Three more are in the tables that follow."


def test_what_is_off_target_has_its_cause_and_the_actions_for_its_outcome() -> None:
    (row,) = table(report(SMALL), "Indicators worse than target by more than their tolerance")[2:]
    assert row == (
        "| PI 1 Seen in time | Only one figure ¶ [Red ■] | 2025/26: 60% ¶ No earlier figure ¶ "
        "Target: 85% | No cause is recorded. ¶ Action for this outcome: action 1.2. |"
    )


def test_a_title_with_a_link_prints_once_and_its_address_stands_beside_it() -> None:
    lines = report(SMALL)
    assert "List Bullet | • | Care Plan <https://www.example.org/a> (www.example.org/a)" in lines
    assert sum("Care Plan" in line for line in lines) == 1


def test_the_full_tables_stand_on_landscape_pages() -> None:
    lines = report(SMALL)
    place = lines.index("[section 2: landscape]")
    assert "[section 1: portrait]" in lines[:place]
    captions = [line for line in lines[place:] if line.startswith("[table: ")]
    assert [line for line in captions if "Each" not in line] == [
        "[table: All performance indicators]",
        "[table: What the groups said, in full]",
        "[table: All actions of the plans]",
    ]


@pytest.mark.parametrize("data", [SMALL, ""], ids=["a small Board", "no data at all"])
def test_every_table_has_a_heading_row_and_no_empty_cell(data: str) -> None:
    lines = report(data)
    for place, line in enumerate(lines):
        if line.startswith("[table"):
            assert set(lines[place + 2]) <= set("| -")
    assert [line for line in lines if line.startswith("|") and re.search(r"\|\s*\|", line)] == []


def test_no_sentence_stands_twice() -> None:
    told = [line for line in report(SMALL) if line.startswith(("Normal |", "Numbered Paragraph |"))]
    words = [line.split(" | ")[-1] for line in told if "[Gap: " not in line]
    sentences = [one for line in words for one in re.split(r"(?<=\.) ", line) if len(one) > 40]
    assert [one for one in set(sentences) if sentences.count(one) > 1] == []


def test_only_a_draft_bears_the_mark_of_a_draft() -> None:
    assert sum("DRAFT" in line for line in report(SMALL)) == 2
    assert not [x for x in report(SMALL, draft=False) if "DRAFT" in x or "[Gap: " in x]


def test_the_foot_of_the_page_gives_its_number_and_that_of_the_last() -> None:
    foot = [line for line in report(SMALL) if line.startswith("[footer]")]
    assert len(foot) == 2
    assert all("Health and Wellbeing Board, 16 July 2026<tab>Page 1 of 1" in line for line in foot)


def test_one_page_names_the_first_of_what_is_off_target_and_says_how_many_more() -> None:
    head = "## actions\n| Reference | Action | Deadline | State |\n|---|---|---|---|\n"
    rows = [f"| 2.{n} | Do {n} | 1 June 2026 | At risk |\n" for n in range(1, 9)]
    data = board(MEETINGS + head + "".join(rows))
    made = top(BoardAt(data, WAYS, data.meeting["Board July 2026"]))
    assert [one.name for one in made.actions] == [f"2.{n} Do {n}" for n in range(1, 7)]
    assert made.more_actions == "Two more are late or at risk; the performance report has them."
    assert (made.indicators, made.more_indicators) == ((), "")


def test_a_summary_page_names_fewer_where_each_name_takes_several_lines() -> None:
    """Without short names it went on over a second page."""
    head = "## actions\n| Reference | Action | Deadline | State |\n|---|---|---|---|\n"
    wording = "Open a room for families who wait " * 6
    rows = [f"| 2.{n} | {wording} | 1 June 2026 | At risk |\n" for n in range(1, 9)]
    data = board(MEETINGS + head + "".join(rows))
    made = top(BoardAt(data, WAYS, data.meeting["Board July 2026"]))
    assert len(made.actions) == 3
    assert made.more_actions == "Five more are late or at risk; the performance report has them."
