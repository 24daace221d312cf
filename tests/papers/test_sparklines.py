"""Sparklines: what they say of their figures, and the small drawing in a line of text."""

import calendar
import re
import struct
import zlib
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import etree

from paperkit.word.as_built import as_built
from paperkit.word.compared_text import PaperPart, read_paper
from paperkit.word.comparing import compare
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.package import unpack
from paperkit.word.proof import proof
from paperkit.word.sparklines import ACROSS, DOWN, drawn
from paperkit.word.values import Ledger, Sparkline
from tests.cases import each
from tests.papers.made import paper
from tests.papers.packages import DRAFT, FACTS, changed, p, word_file

FINDING = "Better over 4 quarters: 61 to 74; target 75 missed"
LINE = Sparkline(
    FINDING,
    (Decimal(61), None, Decimal(66), Decimal(74)),
    (None, Decimal(70), Decimal(75), Decimal(75)),
)
OTHER = Sparkline("Worse over 3 years: 5 to 7", tuple(map(Decimal, (5, 6, 7))), (None,) * 3)


def shown(readings: str, targets: str = "", often: str = "", unit: str = "") -> Sparkline | str:
    """Return the sparkline in the line of an indicator, where higher is better."""
    each = (one.strip() for one in readings.split(","))
    rows = "\n".join(f"| 15 | {one}{'' if one.endswith('Yes') else ' | '} |" for one in each)
    aims = "\n".join(f"| 15 | {one.strip()} | The Executive |" for one in targets.split(",") if one)
    aims = f"## targets\n| Indicator | Year | Value | Signed off by |\n|--|--|--|--|\n{aims}"
    (row,) = paper(f"""
    ## outcomes
    | Reference | Name |
    |-----------|------|
    | 2.1       | Home |
    ## indicators
    | Reference | Name | Outcome | Direction        | Figures run | Unit |
    |-----------|------|---------|------------------|-----------------------|------|
    | 15        | Seen | 2.1     | Higher is better | {often} | {unit} |
    ## readings
    | Indicator | Period | Value | New way of working |
    |-----------|--------|-------|--------------------|
    {rows}
    {aims if targets else ""}
    """).indicators.rows
    return row.sparkline


YEARS = "2022/23 | 61, 2023/24 | 66, 2025/26 | 74"


def finished(*lines: Sparkline, facts: object = FACTS) -> bytes:
    body = "".join(p(f"Now <{number}> then") for number in range(len(lines)))
    return finish(unpack(word_file(body)), Ledger(lines), facts)  # type: ignore[arg-type]


# --- What it says ------------------------------------------------------------------------------


@each(
    ("readings", "targets", "words"),
    [
        (YEARS, "2025/26 | 75", "2022/23 to 2025/26: better, 61 to 74; near target 75"),
        (YEARS, "2025/26 | 90", "2022/23 to 2025/26: better, 61 to 74; target 90 missed"),
        (YEARS, "2025/26 | 70", "2022/23 to 2025/26: better, 61 to 74; target 70 met"),
        (YEARS, "", "2022/23 to 2025/26: better, 61 to 74"),
        ("2023/24 | 70, 2024/25 | 66, 2025/26 | 61", "", "2023/24 to 2025/26: worse, 70 to 61"),
        ("2023/24 | 70, 2024/25 | 66, 2025/26 | 70", "", "2023/24 to 2025/26: the same, 70"),
    ],
)
def test_it_says_its_finding_from_the_data(readings: str, targets: str, words: str) -> None:
    assert str(shown(readings, targets)) == words


def test_of_fewer_than_three_figures_there_are_words_alone() -> None:
    assert shown("2025/26 | 74") == "Only one figure"
    assert shown("2024/25 | 70, 2025/26 | 74") == "Only 2 figures"


def test_a_period_without_a_figure_is_a_gap_and_targets_lie_with_their_periods() -> None:
    line = shown(YEARS, "2024/25 | 70, 2025/26 | 75")
    assert isinstance(line, Sparkline)
    assert line.values == (Decimal(61), Decimal(66), None, Decimal(74))
    assert line.targets == (None, None, Decimal(70), Decimal(75))


def test_it_begins_anew_with_a_new_way_of_working() -> None:
    figures = "2021/22 | 9, 2022/23 | 61 | Yes, 2023/24 | 66, 2025/26 | 74"
    assert str(shown(figures)) == "2022/23 to 2025/26: better, 61 to 74"


def test_its_words_are_twelve_at_most_whatever_the_unit() -> None:
    line = shown(YEARS, "2025/26 | 75", unit="people in every 100,000 of all ages")
    assert str(line) == "2022/23 to 2025/26: better, 61 to 74; near target 75"
    assert str(shown(YEARS, unit="£m")) == "2022/23 to 2025/26: better, £61m to £74m"


def test_where_limits_tell_chance_no_change_within_them_is_called_one() -> None:
    names = calendar.month_name[1:]
    months = ", ".join(f"{name} 2025 | {44 + n % 2}" for n, name in enumerate(names))
    assert str(shown(months, "2025/26 | 50", unit="days")) == (
        "Since January 2025: no change beyond chance; target 50 missed"
    )
    worse = months.replace("December 2025 | 45", "December 2025 | 30")
    assert str(shown(worse)) == "December 2025: worse than chance explains"


def test_figures_of_the_year_to_date_are_not_compared_with_the_first_of_them() -> None:
    quarters = "Q1 2025/26 | 20, Q2 2025/26 | 30, Q3 2025/26 | 40, Q4 2025/26 | 50"
    line = shown(quarters, "2025/26 | 150", often="Add up over the year")
    assert str(line) == "Year to date, Q4 2025/26: 140; target 150 missed"


# --- How it is drawn ----------------------------------------------------------------------------


def dots(png: bytes) -> list[bytes]:
    """Return the rows of a PNG, a byte a dot: 0 for nothing, 1 for ink, 2 for the target's grey."""
    chunks, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.pack(">I", zlib.crc32(name + data)) == png[at + 8 + size : at + 12 + size]
        chunks[name], at = data, at + 12 + size
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (ACROSS, DOWN)
    rows = zlib.decompress(chunks[b"IDAT"])
    return [rows[n * (ACROSS + 1) + 1 : (n + 1) * (ACROSS + 1)] for n in range(DOWN)]


def test_the_last_figure_has_a_mark_and_a_missing_one_leaves_a_gap() -> None:
    rows = dots(drawn(LINE)[1])
    last = sum(row[ACROSS - 10] == 1 for row in rows)
    line = sum(row[ACROSS * 2 // 3 + 20] == 1 for row in rows)
    assert last > 2 * line > 0
    assert not any(1 in row[ACROSS // 4 : ACROSS // 2] for row in rows)


def test_targets_are_steps_and_never_slopes() -> None:
    svg = etree.fromstring(drawn(LINE)[0])
    target = svg[0].get("d", "")
    points = [tuple(map(int, pair)) for pair in re.findall(r"(\d+) (\d+)", target)]
    assert len(points) == 6
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
    assert len({y for _, y in points}) == 2


def test_level_figures_and_a_lone_one_are_drawn_too() -> None:
    level = Sparkline("x", (Decimal(5), None, Decimal(5), Decimal(5)), (None,) * 4)
    svg, png = drawn(level)
    assert b'd="M9 36 L9 36 M' in svg
    assert any(1 in row[:20] for row in dots(png))


# --- On the page ---------------------------------------------------------------------------------


def test_it_is_in_its_line_with_both_images_and_the_proof_finds_it() -> None:
    package = finished(LINE, OTHER, LINE)
    members = unpack(package)
    images = sorted(name for name in members if name.startswith("word/media/"))
    assert images == [f"word/media/sparkline{n}.{kind}" for n in (1, 2) for kind in ("png", "svg")]
    assert proof(package, Ledger((LINE, OTHER, LINE)), FACTS, "x.docx") == ()
    assert f"Now [sparkline: {FINDING}]" in outline(package).replace(" then", "")


def test_it_is_no_wider_than_its_cell() -> None:
    cell = '<w:tcPr><w:tcW w:w="916" w:type="dxa"/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:tc>{cell}{p('<0>')}</w:tc></w:tr></w:tbl>{p('after')}"
    text = finish(unpack(word_file(body)), Ledger((LINE,)), FACTS)
    assert b'<wp:extent cx="444500" cy="102576"/>' in unpack(text)["word/document.xml"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "Better over 4", "Better over 5"),
        ("word/media/sparkline1.svg", "<circle", "<ellipse"),
        ("word/document.xml", "rIdSparkline1Png", "rIdSparkline2Png"),
    ],
    ids=["words", "drawing", "image"],
)
def test_one_that_shows_something_else_is_told(part: str, old: str, new: str) -> None:
    found = proof(changed(finished(LINE, OTHER), part, old, new), Ledger((LINE, OTHER)), FACTS, "x")
    assert ("PK-633", FINDING) in [(one.code, one.value) for one in found]


def test_two_papers_differ_by_what_it_says_and_a_draft_keeps_that() -> None:
    before, after = finished(LINE), finished(OTHER)
    beside = read_paper(before).beside
    assert [line.words.shown for line in beside[PaperPart.DESCRIBED]] == [FINDING]
    assert beside[PaperPart.DRAWING] == ()
    (change,) = compare(before, after).differences
    assert (change.old, change.new) == (FINDING, OTHER.words)
    draft = finished(LINE, facts=DRAFT)
    built = as_built(draft, [read_paper(draft)])
    assert built is not None
    assert built.paper.beside == read_paper(draft).beside
