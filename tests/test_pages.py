"""The sample's papers as LibreOffice prints them: how many pages, and what may not part.

At a third of the sample, the sample, and three times it; the bounds are those of the design of each
paper (docs/design.md). What a bound holds is a final, without the draft's mark.
"""

import calendar
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph

from paperkit.word.outline import outline
from paperkit.word.package import words_in
from tests.pages import (
    Printed,
    headings,
    headings_alone,
    nearly_empty,
    needs_office,
    printed,
)
from tests.sized import Size

pytestmark = [pytest.mark.slow, needs_office]

PapersOf = Callable[[Size], tuple[Path, ...]]
SIZES = tuple(Size)
KINDS = {
    "Performance report - 16 July": "performance report",
    "Outcomes dashboard": "dashboard",
    "Annual report": "annual report",
    "Exception reporting": "exception report",
    "Appendix 1 - Exception": "exception appendix",
    "Forward plan": "forward plan",
    "Chair's agenda note": "chair's note",
    "Summary page": "summary page",
}
FEWEST_POINTS = 9
MOST_LINES_KEPT = 8


@pytest.fixture(scope="module")
def print_of(
    papers_of: PapersOf, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, Size], Printed]:
    """Return each kind's paper at each size as it is printed; LibreOffice starts once."""
    wanted = [(size, path) for size in SIZES for path in papers_of(size) if kind_of(path)]
    made = printed([path for _, path in wanted], tmp_path_factory.mktemp("pages"))
    return {(kind_of(path), size): one for (size, path), one in zip(wanted, made, strict=True)}


def kind_of(path: Path) -> str:
    return next((kind for start, kind in KINDS.items() if path.name.startswith(start)), "")


# --- How many pages -------------------------------------------------------------------------


MOST_PAGES = {
    "performance report": 7,
    "dashboard": 9,
    "forward plan": 4,
    "annual report": 15,
    "exception report": 4,
    "exception appendix": 3,
    "chair's note": 1,
    "summary page": 1,
}
"""How many pages a kind of paper has at most, at the sample's size.

An exception appendix has a page of facts and six actions a page, as in its design. The sample has
seven, on some of which the sponsor comments; letters of nine points are not made smaller for it.
"""


@pytest.mark.parametrize("kind", MOST_PAGES)
def test_a_paper_of_the_sample_has_no_more_pages_than_its_design(
    kind: str, print_of: dict[tuple[str, Size], Printed]
) -> None:
    printed_pages = print_of[kind, Size.ONCE]
    assert len(printed_pages.pages) - printed_pages.tables <= MOST_PAGES[kind]


def test_a_page_of_an_exception_appendix_holds_six_actions(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    """Its design: the facts on one page, six exceptions on the next."""
    told = [line.words for line in print_of["exception appendix", Size.ONCE].pages[1].lines]
    assert sum(words.startswith("Reasons for escalation") for words in told) == 6


@pytest.mark.parametrize("size", SIZES)
def test_the_summary_of_an_annual_report_has_a_line_for_each_subject_whatever_the_size(
    size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    """Actions, outturns, their year, what went less well, groups, decisions; all on page 1."""
    told = [line.words for line in print_of["annual report", size].pages[0].lines]
    summary = told[told.index("Executive summary") + 1 : told.index("Recommendation")]
    assert len([words for words in summary if words != "1."]) == 6
    assert any(words.startswith("That the Health and Wellbeing Board") for words in told)


MOST_PAGES_OF_TABLES = 6


def test_the_full_tables_of_the_sample_have_six_pages_at_most(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    assert print_of["performance report", Size.ONCE].tables <= MOST_PAGES_OF_TABLES


@pytest.mark.parametrize("size", [Size.ONCE, Size.THRICE])
@pytest.mark.parametrize(("begins", "fewest"), [(r"PI \d", 13), (r"\d+\.\d", 14)])
def test_a_page_of_the_full_tables_has_as_many_rows_whatever_the_size(
    begins: str, fewest: int, size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    """Indicators, and actions: the second line of one, or a row of its priority, is not counted."""
    counts = [
        sum(
            bool(re.match(begins, line.words)) and line.left < FIRST_COLUMN[True]
            for line in page.lines
        )
        for page in print_of["performance report", size].pages
        if page.wide
    ]
    full = [
        count
        for before, count, after in zip(counts, counts[1:], counts[2:], strict=False)
        if before and count and after
    ]
    assert full
    assert min(full) >= fewest


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["performance report", "exception report", "exception appendix"])
def test_what_is_told_of_an_action_below_its_row_is_on_its_page(
    kind: str, size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    """The first line of a page is the council's name, the next the table's heading row."""
    pages = print_of[kind, size].pages
    tops = [
        [line.words for line in page.lines if line.left < FIRST_COLUMN[page.wide]][2:3]
        for page in pages
    ]
    told = (
        "Corrective action:", "Deadline revised:", "Request to the Board:", "Accountable:",
        "Suspended with approval:", "Reasons for escalation", "Exceptional:", "Completed early:",
    )  # fmt: skip
    assert any(top for top in tops)
    assert [top for top in tops if top and top[0].startswith(told)] == []


FIRST_COLUMN = {True: 60, False: 75}
"""Where a table's first column begins at the latest, in points: on a wide page, and on others."""


def test_a_performance_report_on_three_times_the_data_has_nine_pages_at_most(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    report = print_of["performance report", Size.THRICE]
    assert len(report.pages) - report.tables <= 9


@pytest.mark.parametrize(
    ("kind", "pages"),
    [("performance report", 2), ("annual report", 2), ("exception report", 2), ("forward plan", 1)],
)
def test_the_first_pages_of_a_paper_do_not_change_with_the_data(
    kind: str, pages: int, papers_of: PapersOf, print_of: dict[tuple[str, Size], Printed]
) -> None:
    once, thrice = (
        first_pages(kind, pages, papers_of(size), print_of[kind, size])
        for size in (Size.ONCE, Size.THRICE)
    )
    assert all(once)
    assert thrice == once


def test_a_performance_report_has_no_more_lines_on_its_first_two_pages_for_more_data(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    once, thrice = (
        [len(page.lines) for page in print_of["performance report", size].pages[:2]]
        for size in (Size.ONCE, Size.THRICE)
    )
    assert all(more <= lines for more, lines in zip(thrice, once, strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_the_summary_of_a_performance_report_is_five_lines_of_print(
    size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    (first, *_) = print_of["performance report", size].pages
    lines = [line.words for line in first.lines]
    start = lines.index("Executive summary")
    end = next(n for n, words in enumerate(lines) if words.startswith("Recommendation"))
    summary = lines[start + 1 : end]
    assert len([words for words in summary if words != "1."]) == 5, summary


@pytest.mark.parametrize("size", SIZES)
def test_what_is_at_a_glance_stands_on_one_page_with_its_key(
    size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    pages = [
        [line.words for line in page.lines] for page in print_of["performance report", size].pages
    ]
    (words,) = (words for words in pages if "At a glance" in words)
    assert any(line.startswith("Key to the ratings.") for line in words)
    assert any(line.startswith("Requests") for line in words)


SUMMARIES = {
    "performance report": ("Executive summary", "At a glance"),
    "annual report": ("Annual report 2025/26", "Executive summary", "The Board and its strategy"),
    "exception report": ("What needs the Board's attention",),
    "summary page": ("At a glance", "Indicators off target", "Actions that are late or at risk"),
}
"""The parts in which a paper sums up, by the heading that each stands under.

A dashboard's are the labelled lines above its table, which have a test of their own. The Chair's
note lists each thing that the meeting is asked for.
"""
MORE_WORDS = 1.3


Both = Callable[[str], tuple[Path, Path]]
ONCE_AND_THRICE = (Size.ONCE, Size.THRICE)


@pytest.fixture
def both(papers_of: PapersOf) -> Both:
    """Return what gives a kind's paper of the sample, and that of three times the data."""
    once, thrice = (papers_of(size) for size in ONCE_AND_THRICE)
    return lambda kind: (paper_of(kind, once), paper_of(kind, thrice))


@pytest.mark.parametrize("kind", SUMMARIES)
def test_a_summary_has_no_more_lines_for_more_data_and_few_more_words(
    kind: str, both: Both
) -> None:
    for heading in SUMMARIES[kind]:
        once, thrice = (below(path, heading) for path in both(kind))
        assert 0 < len(thrice) <= len(once)
        assert len(" ".join(thrice).split()) <= len(" ".join(once).split()) * MORE_WORDS


def below(path: Path, heading: str) -> list[str]:
    """Return the paragraphs and the rows of tables between a heading and the next."""
    lines = outline(path.read_bytes()).splitlines()
    heads = [number for number, line in enumerate(lines) if HEADING.match(line)]
    start = next(number for number in heads if lines[number].endswith(f"| {heading}"))
    return lines[start + 1 : next((one for one in heads if one > start), len(lines))]


HEADING = re.compile(r"(?:heading \d|Heading Unnumbered) \|")


def test_a_chair_s_note_has_the_same_lists_on_two_pages_at_most_for_more_data(
    both: Both, print_of: dict[tuple[str, Size], Printed]
) -> None:
    once, thrice = both("chair's note")
    assert headings(thrice) == headings(once)
    assert len(print_of["chair's note", Size.THRICE].pages) <= 2


def test_a_forward_plan_has_its_meetings_in_order_and_as_many_rows_a_page_for_more_data(
    both: Both, print_of: dict[tuple[str, Size], Printed]
) -> None:
    """A table that goes on over a page, as on page two, has its heading row again there."""
    once, thrice = map(headings, both("forward plan"))
    assert thrice == once
    few, many = (print_of["forward plan", size].pages for size in ONCE_AND_THRICE)
    assert {page.lines[1].words for page in many[1:]} - set(thrice) == {"Item"}
    # A row has one cell that says whether its item is public.
    rows, more = (
        [sum(line.words.endswith("Public") for line in page.lines) for page in pages[:-1]]
        for pages in (few, many)
    )
    assert min(more) >= min(rows) > 5


@pytest.mark.parametrize(
    ("size", "outcomes"), [(Size.THIRD, 4), (Size.ONCE, 13), (Size.THRICE, 39)]
)
def test_a_dashboard_has_a_row_an_outcome_then_six_panels_a_page_whatever_the_size(
    size: Size, outcomes: int, print_of: dict[tuple[str, Size], Printed]
) -> None:
    """With 39 outcomes their rows go on over page one. The last page of panels may have fewer."""
    pages = [[line.words for line in page.lines] for page in print_of["dashboard", size].pages]
    first = next(n for n, lines in enumerate(pages) if lines[1] == "O1 Fewer adults smoke")
    last = next(n for n, lines in enumerate(pages) if "How to read this dashboard" in lines)
    rows = [one[0] for lines in pages[:first] for one in map(OUTCOME.match, lines) if one]
    assert len(set(rows)) == len(rows) == outcomes
    panels = [sum(map(bool, map(PANEL.match, lines))) for lines in pages[first : last + 1]]
    assert min(panels[:-1]) >= PANELS


PANELS = 6
OUTCOME, PANEL = re.compile(r"O\d+ "), re.compile(r"PI \d+ \D")


@pytest.mark.parametrize("size", SIZES)
def test_page_one_of_an_exception_report_has_what_the_board_is_to_look_at_and_is_asked(
    size: Size, papers_of: PapersOf, print_of: dict[tuple[str, Size], Printed]
) -> None:
    kind = "exception report"
    (told,) = first_pages(kind, 1, papers_of(size), print_of[kind, size])
    assert told[1:3] == ["What needs the Board's attention", "Recommendations"]


def paper_of(kind: str, papers: tuple[Path, ...]) -> Path:
    (path,) = (one for one in papers if kind_of(one) == kind)
    return path


def first_pages(
    kind: str, pages: int, papers: tuple[Path, ...], print_: Printed
) -> list[list[str]]:
    """Return the headings on each of so many first pages of a kind's paper."""
    there = headings(paper_of(kind, papers))
    return [
        [line.words for line in page.lines if line.words in there] for page in print_.pages[:pages]
    ]


@pytest.mark.parametrize("size", SIZES)
def test_page_one_of_a_dashboard_says_what_stands_out_and_still_has_room_for_its_table(
    size: Size, print_of: dict[tuple[str, Size], Printed]
) -> None:
    page = print_of["dashboard", size].pages[0]
    heads = [line for line in page.lines if line.words.startswith("For the outcome")]
    above = [line.words for line in page.lines if line.foot <= heads[0].top]
    labels = [words for words in above if words.startswith(("What stands out:", "What to ask:"))]
    assert [words.partition(":")[0] for words in labels] == ["What stands out", "What to ask"]
    assert heads[0].top < page.room * SUMMARY_ENDS


def test_words_in_charts_are_as_large_in_print_as_those_of_tables(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    """LibreOffice as it comes halves them in a file of more than 20 charts."""
    lines = [line for page in print_of["dashboard", Size.ONCE].pages for line in page.lines]
    notes = [line for line in lines if line.words.startswith("Scale from")]
    assert len(notes) > 10
    assert min(line.foot - line.top for line in notes) >= 10


SUMMARY_ENDS = 0.45
"""Of the height of page one: the rest belongs to the outcomes, however many there are."""


# --- What may not part ----------------------------------------------------------------------

MONTHS = "|".join(calendar.month_name[1:])


def test_a_date_in_a_column_of_its_own_is_on_one_line(
    print_of: dict[tuple[str, Size], Printed],
) -> None:
    lines = [
        line.words for page in print_of["annual report", Size.ONCE].pages for line in page.lines
    ]
    assert [words for words in lines if re.fullmatch(rf"\d+ ({MONTHS})", words)] == []


@pytest.fixture(params=[(kind, size) for size in SIZES for kind in KINDS.values()], ids=str)
def paper(
    request: pytest.FixtureRequest,
    papers_of: PapersOf,
    print_of: dict[tuple[str, Size], Printed],
) -> tuple[Path, Printed]:
    """Return a paper's file and print, of each kind and size in turn."""
    kind, size = request.param
    return paper_of(kind, papers_of(size)), print_of[kind, size]


def test_no_heading_stands_alone_at_the_foot_of_a_page(paper: tuple[Path, Printed]) -> None:
    assert headings_alone(*paper) == []


def test_no_page_is_nearly_empty_but_the_last_of_its_section(
    paper: tuple[Path, Printed],
) -> None:
    assert nearly_empty(paper[1]) == []


def test_no_row_of_up_to_eight_lines_may_part(paper: tuple[Path, Printed]) -> None:
    document = docx.Document(str(paper[0]))
    may_part = [
        row._tr
        for table in document.tables
        for row in table.rows
        if row._tr.find(f".//{qn('w:cantSplit')}") is None
    ]
    short = [words_in(row)[:80] for row in may_part if most_lines(row) <= MOST_LINES_KEPT]
    assert short == []


def most_lines(row: CT_Row) -> int:
    """Return about how many lines the longest cell of a row has, counted generously."""
    return max(
        sum(
            math.ceil((len(words_in(line)) + 1) * 110 / int(cell.width or 9000) * 635)
            for line in cell.iter(qn("w:p"))
        )
        for cell in row.tc_lst
    )


@pytest.mark.parametrize("kind", sorted({*KINDS.values()}))
def test_no_line_touches_a_table(kind: str, papers_of: PapersOf) -> None:
    document = docx.Document(str(paper_of(kind, papers_of(Size.ONCE))))
    beside = [
        (line, side)
        for table in document.tables
        for line, side in (
            (table._tbl.getprevious(), "space_after"),
            (table._tbl.getnext(), "space_before"),
        )
        if isinstance(line, CT_P) and words_in(line)
    ]
    touching = [
        f"{words_in(line)[:60]}: {side}"
        for line, side in beside
        if space_of(Paragraph(line, document._body), side) < LEAST_APART
    ]
    assert beside
    assert touching == []


LEAST_APART = 3


def space_of(paragraph: Paragraph, side: str) -> float:
    """Return the space in points above or below a paragraph: its own, its style's, the house's."""
    space = getattr(paragraph.paragraph_format, side)
    style = paragraph.style
    while space is None and style is not None:
        space = getattr(getattr(style, "paragraph_format", None), side, None)
        style = getattr(style, "base_style", None)
    return float(space.pt) if space is not None else HOUSE_SPACE[side]


HOUSE_SPACE = {"space_before": 0.0, "space_after": 5.5}


def test_no_style_that_a_paper_uses_is_smaller_than_nine_points(
    paper: tuple[Path, Printed],
) -> None:
    document = docx.Document(str(paper[0]))
    small = {name: size for name, size in sizes_used(document) if size < FEWEST_POINTS}
    assert small == {}


def sizes_used(document: Document) -> Iterator[tuple[str, float]]:
    """Yield the name and the size in points of each style that a paragraph or run has."""
    by_id = {style.style_id: style for style in document.styles}
    used = {
        node.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle")
        for part in document.part.package.iter_parts()
        if hasattr(part, "element")
        for node in part.element.iter(qn(tag))
    }
    for style in (by_id[one] for one in used if one in by_id):
        if size := size_of(style):
            yield style.name or style.style_id, size


def size_of(style: BaseStyle | None) -> float:
    """Return the size in points that a style or the nearest that it is based on has; 0 if none."""
    while style is not None:
        font = getattr(style, "font", None)
        if font is not None and font.size is not None:
            return float(font.size.pt)
        style = getattr(style, "base_style", None)
    return 0
