"""Native charts: every one is opened again through the package and compared with its table."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.frozen import replace
from paperkit.schema.values import plain_number
from paperkit.word.charts import cells_of, number, source_values
from paperkit.word.finishing import finish
from paperkit.word.joining import join
from paperkit.word.outline import outline
from paperkit.word.package import relations_of, unpack
from paperkit.word.properties import Seal, seal_of
from paperkit.word.values import AS_TYPED, Figure, Ledger, Series, SeriesPart, Shape
from tests.papers.charted import NO_SAMPLES, bundled, charted, charts, figure, house, values
from tests.papers.packages import (
    FACTS,
    PAGE,
    cell,
    changed,
    finished,
    p,
    part,
    row,
    table,
    word_file,
)
from tests.validators import errors_of

FALLS = """
| Period     | Value        | Target    | Mean      | Upper limit | Lower limit |
|------------|--------------|-----------|-----------|-------------|-------------|
| Q1 2025/26 | 44           | no target | no limits | no limits   | no limits   |
| Q2 2025/26 | fewer than 5 | 40        | 41.33     | 49.2        | 33.4        |
| Q3 2025/26 | 41           | 40        | 41.33     | 49.2        | 33.4        |
| Q4 2025/26 | 39.5         | 38        | 41.33     | 49.2        | 33.4        |
"""
RATINGS = """
| Rating    | Value |
|-----------|-------|
| Green     | 9     |
| Red       | 0     |
| No rating | 3     |
"""
CHART = "word/charts/chart1.xml"
BARS = figure(RATINGS, "Indicators by rating", Shape.BARS, decimals=0)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=20)
NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
SHOWN = st.builds(
    lambda title, rows, unit: Figure(
        Shape.LINE,
        title,
        tuple(name for name, _, _ in rows),
        (
            Series(SeriesPart.VALUE, tuple(one for _, one, _ in rows), 1),
            Series(SeriesPart.TARGET, tuple(two for _, _, two in rows), 2),
        ),
        unit,
    ),
    WORDS,
    st.lists(st.tuples(WORDS, NUMBERS | WORDS, NUMBERS | WORDS), min_size=1, max_size=6),
    st.sampled_from(("", "%", "£", "£m", "per 1,000 & <more>")),
)


def errors_in(package: bytes, folder: Path) -> list[str]:
    path = folder / "paper.docx"
    path.write_bytes(package)
    return errors_of(path)


@pytest.mark.parametrize("samples", [bundled(), NO_SAMPLES], ids=["house", "plain"])
@pytest.mark.parametrize("shown", [figure(FALLS), BARS], ids=["line", "bars"])
def test_a_chart_shows_its_table(shown: Figure, samples: object) -> None:
    (read,) = charts(charted(shown, samples=samples))  # type: ignore[arg-type]
    assert (read.shape, read.title, read.described) == (shown.shape.value, shown.title, str(shown))
    assert [one.categories for one in read.series] == [shown.categories] * len(shown.lines)
    there = [(one.name, one.numbers) for one in read.series]
    assert there == [(one.name, one.numbers) for one in shown.lines]


@given(SHOWN)
def test_whatever_a_figure_holds_stands_in_the_chart_and_in_its_workbook(shown: Figure) -> None:
    package = charted(shown)
    (read,) = charts(package)
    cells = cells_of(unpack(package), read.part)
    assert read.title == shown.title
    for one, series in zip(read.series, shown.lines, strict=True):
        exact = tuple(n if n is None else plain_number(n) for n in series.numbers)
        assert (one.categories, one.numbers) == (shown.categories, exact)
        names, periods, figures = one.sources
        assert source_values(cells, names, 1) == (series.name,)
        assert source_values(cells, periods, len(exact)) == shown.categories
        assert tuple(map(number, source_values(cells, figures, len(exact)))) == exact


def test_a_period_without_a_figure_is_a_gap_and_no_nought() -> None:
    (read,) = charts(charted(figure(FALLS)))
    assert values(read)["Value"] == (Decimal(44), None, Decimal(41), Decimal("39.5"))
    assert '<c:dispBlanksAs val="gap"/>' in part(charted(figure(FALLS)), read.part)


def test_words_that_look_like_a_formula_or_an_address_stay_words() -> None:
    rows = "| =1+1 | 2 |\n| {=A1} | 3 |\n| https://example.org | 4 |"
    package = charted(figure(f"| Rating | Value |\n|--|--|\n{rows}", shape=Shape.BARS))
    cells = cells_of(unpack(package), CHART)
    assert [cells[f"A{n}"] for n in (2, 3, 4)] == ["=1+1", "{=A1}", "https://example.org"]


def test_equal_figures_give_equal_bytes_whenever_they_are_drawn() -> None:
    assert charted(figure(FALLS), BARS) == charted(figure(FALLS), BARS)
    workbook = unpack(unpack(charted(BARS))["word/embeddings/chart1.xlsx"])
    assert b"1980-01-01T00:00:00Z" in workbook["docProps/core.xml"]


def test_figures_are_printed_in_the_chart_as_on_the_page() -> None:
    found = {}
    for unit in ("%", "£", "£m", "days", ""):
        shown = replace(figure(FALLS), unit=unit)
        text = part(charted(shown), CHART)
        found[unit] = re.findall("<c:formatCode>(.*?)</c:formatCode>", text)[0]
    assert found == {
        "%": '#,##0.0"%"',
        "£": '"£"#,##0.0',
        "£m": '"£"#,##0.0"m"',
        "days": "#,##0.0",
        "": "#,##0.0",
    }


def test_figures_without_set_decimals_are_printed_as_typed() -> None:
    shown = figure("| Period | Value |\n|--|--|\n| 2025 | 12.25 |", unit="%", decimals=AS_TYPED)
    assert shown.figures(SeriesPart.VALUE) == "2025 12.25%"
    assert '<c:formatCode>General"%"</c:formatCode>' in part(charted(shown), CHART)


def test_each_drawing_has_a_number_of_its_own_and_words_for_who_cannot_see_it() -> None:
    text = part(charted(figure(FALLS), BARS, BARS))
    assert re.findall(r'<wp:docPr id="(\d+)" name="(.*?)"', text) == [
        ("1", "Chart 1"), ("2", "Chart 2"), ("3", "Chart 3"),
    ]  # fmt: skip
    assert text.count(f'descr="{BARS}"') == 2


def test_a_chart_is_as_wide_as_its_sample_and_never_wider_than_its_place() -> None:
    narrow = '<w:tcW w:w="4000" w:type="dxa"/>'
    inside = table(row("Trend", heading=True), row(cell(p("<1>"), narrow)), columns=1)
    package = charted(BARS, BARS, body=p("<0>") + inside + p("Text."))
    small = re.findall(r'<wp:extent cx="(\d+)"', part(package))
    # The text is 11906 - 2 x 1134 twentieths of a point wide, the cell 4000 less its margins.
    assert small == [str(min(6_120_000, 9638 * 635)), str((4000 - 216) * 635)]


def test_a_chart_in_a_column_is_as_wide_as_it_and_not_too_low() -> None:
    columns = '<w:cols w:num="3" w:space="420"/>'
    page = PAGE.format(furniture="").replace("</w:sectPr>", f"{columns}</w:sectPr>")
    made = finish(unpack(word_file(p("<0>"), page=page)), Ledger((BARS,)), FACTS, bundled())
    width, height = map(int, re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', part(made))[0])
    assert (width // 635, height) == ((11906 - 2268 - 840) // 3, 1_332_000)


def test_a_chart_stands_in_a_header_too() -> None:
    package = charted(BARS, header=p("<0>"), body=p("Text."))
    assert [one.title for one in charts(package)] == ["Indicators by rating"]
    led = relations_of(unpack(package), "word/header1.xml")
    assert [one.target for one in led] == ["word/charts/chart1.xml"]


def test_words_around_a_chart_are_kept() -> None:
    line = outline(charted(BARS, body=p("Before <0> after."))).splitlines()[-1]
    assert line.startswith("Normal | | Before  after.[bar chart: Indicators by rating; ")


def test_the_outline_tells_a_chart_in_words() -> None:
    told = outline(charted(figure(FALLS))).splitlines()[-1]
    assert told == (
        "Normal | | [line chart: PI 5 Falls; Value: Q1 2025/26 44, Q2 2025/26 -, Q3 2025/26 41, "
        "Q4 2025/26 39.5; Target: Q1 2025/26 -, Q2 2025/26 40, Q3 2025/26 40, Q4 2025/26 -; "
        "Target: Q1 2025/26 -, Q2 2025/26 -, Q3 2025/26 -, Q4 2025/26 38; "
        "Mean: Q1 2025/26 -, Q2 2025/26 41.33, Q3 2025/26 41.33, Q4 2025/26 41.33; "
        "Upper limit: Q1 2025/26 -, Q2 2025/26 49.2, Q3 2025/26 49.2, Q4 2025/26 49.2; "
        "Lower limit: Q1 2025/26 -, Q2 2025/26 33.4, Q3 2025/26 33.4, Q4 2025/26 33.4; "
        f"described as: {figure(FALLS)}]"
    )


def test_the_outline_tells_a_level_once() -> None:
    level = "| Period | Value | Mean |\n|--|--|--|\n| 2024 | 4 | 5 |\n| 2025 | 6 | 5 |"
    assert "Mean: 5 throughout; described" in outline(charted(figure(level)))


@pytest.mark.parametrize("samples", [bundled(), NO_SAMPLES], ids=["house", "plain"])
def test_a_paper_with_charts_has_no_error_for_a_stranger(samples: object, tmp_path: Path) -> None:
    body = p("<0>") + table(row("Trend", "Counts", heading=True), row(cell(p("<1>")), "Text"))
    package = charted(figure(FALLS), BARS, body=body + p(), samples=samples)  # type: ignore[arg-type]
    assert errors_in(package, tmp_path) == errors_in(finished(p("Text.")), tmp_path)


def test_papers_that_are_joined_keep_every_chart() -> None:
    other = figure(FALLS, "PI 6 Walks")
    joined = join([charted(figure(FALLS), BARS), charted(other), charted(BARS)], FACTS)
    read = charts(joined)
    assert [one.title for one in read] == [
        "PI 5 Falls", "Indicators by rating", "PI 6 Walks", "Indicators by rating",
    ]  # fmt: skip
    assert len({one.part for one in read}) == 4
    for one in read:
        cells = cells_of(unpack(joined), one.part)
        for series in one.series:
            shown = source_values(cells, series.sources[2], len(series.values))
            assert tuple(map(number, shown)) == series.numbers
    assert re.findall(r'docPr id="(\d+)"', part(joined)) == ["1", "2", "3", "4"]
    assert seal_of(joined) is Seal.OURS


def test_a_template_that_has_a_chart_already_keeps_it() -> None:
    template = changed(charted(BARS), "word/document.xml", "<w:sectPr", p("<0>") + "<w:sectPr")
    again = charts(finish(unpack(template), Ledger((figure(FALLS),)), FACTS, bundled()))
    assert [one.title for one in again] == ["Indicators by rating", "PI 5 Falls"]
    assert len({one.part for one in again}) == 2


def test_an_edited_chart_is_an_edit_of_the_paper() -> None:
    package = charted(BARS)
    assert seal_of(package) is Seal.OURS
    assert seal_of(changed(package, CHART, ">9<", ">8<")) is Seal.EDITED


def test_series_can_be_told_apart_in_black_and_white() -> None:
    shown = figure(FALLS)
    for pack in ("council", "partnership"):
        text = part(charted(shown, samples=bundled(pack)), CHART)
        series = re.findall(r"<c:ser>.*?</c:ser>", text)
        looks = [
            (
                re.findall(r'<a:ln w="(\d+)"', one)[0],
                re.findall(r'<a:prstDash val="(\w+)"', one)[0],
                re.findall(r'<c:symbol val="(\w+)"', one)[0],
            )
            for one in series
        ]
        # The two limits are told apart by standing above and below the mean.
        assert len(set(looks)) == 4
        assert (looks[1], looks[4]) == (looks[2], looks[5])
        assert "<c:legend>" not in text


def test_the_last_figure_is_labelled_where_it_stands() -> None:
    table_ = FALLS + "| Q1 2026/27 | not yet | 38 | 41.33 | 49.2 | 33.4 |"
    text = part(charted(figure(table_)), CHART)
    assert re.findall(r'<c:dLbl><c:idx val="(\d+)"/>', text) == ["3", "4", "4", "4", "4"]


def test_pages_of_both_ways_give_their_own_room() -> None:
    wide = PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"').format(furniture="")
    ended = f"<w:p><w:pPr>{PAGE.format(furniture='')}</w:pPr></w:p>"
    samples = bundled()
    sample = replace(samples.of[Shape.BARS], width=99_000_000)
    bigger = replace(samples, of={Shape.BARS: sample})
    package = word_file(p("<0>") + ended + p("<1>"), page=wide)
    made = finish(unpack(package), Ledger((BARS, BARS)), FACTS, bigger)
    widths = [int(cx) // 635 for cx in re.findall(r'<wp:extent cx="(\d+)"', part(made))]
    assert widths == [11906 - 2268, 16838 - 2268]


def test_the_house_is_where_the_look_comes_from() -> None:
    assert house().name == "council/house.docx"
    text = part(charted(BARS), CHART)
    assert '<c:barDir val="bar"/>' in text
    assert "Sample" not in text
