"""The proof opens every chart again: its figures, its words and its workbook."""

import re

import pytest

from paperkit.findings import Finding
from paperkit.word.package import pack, unpack
from paperkit.word.proof import proof
from paperkit.word.values import Figure, Ledger, Shape
from tests.papers.charted import charted, figure
from tests.papers.packages import FACTS, changed, p, part

NAME = "Dashboard.docx"
FALLS = figure("| Period | Value | Target |\n|--|--|--|\n| 2024 | 4.5 | 5 |\n| 2025 | gap | 5 |")
RATINGS = figure("| Rating | Value |\n|--|--|\n| Green | 3 |", "Ratings", Shape.BARS)
CHART, TEXT = "word/charts/chart1.xml", "word/document.xml"


def found(package: bytes, *figures: Figure) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in of_charts(package, *figures)]


def of_charts(package: bytes, *figures: Figure) -> list[Finding]:
    every = proof(package, Ledger(figures), FACTS, NAME)
    return [one for one in every if one.code in ("PK-633", "PK-634")]


def test_a_paper_whose_charts_show_their_figures_passes() -> None:
    assert found(charted(FALLS, RATINGS, FALLS), FALLS, RATINGS, FALLS) == []


@pytest.mark.parametrize(
    ("part_name", "old", "new"),
    [
        (CHART, "<c:v>4.5</c:v>", "<c:v>4.6</c:v>"),
        (CHART, '<c:pt idx="0"><c:v>2024</c:v>', '<c:pt idx="0"><c:v>2023</c:v>'),
        (CHART, "PI 5 Falls", "PI 6 Falls"),
        (CHART, "<c:v>Target</c:v>", "<c:v>Mean</c:v>"),
        (TEXT, "Line chart of", "Chart of"),
        (TEXT, 'r:id="rIdChart1"', 'r:id="rIdChart2"'),
    ],
    ids=["figure", "period", "title", "series", "alternative text", "chart"],
)
def test_a_chart_that_shows_something_else_is_told(part_name: str, old: str, new: str) -> None:
    broken = changed(charted(FALLS, RATINGS), part_name, old, new)
    lost = "The chart 'PI 5 Falls' is missing, or shows other figures."
    assert ("PK-633", lost) in found(broken, FALLS, RATINGS)


def test_a_chart_that_was_to_be_there_twice_is_missed() -> None:
    (finding,) = of_charts(charted(FALLS), FALLS, FALLS)
    assert (finding.code, finding.value) == ("PK-633", "PI 5 Falls")
    assert str(finding.place) == NAME
    assert finding.remedy == (
        "Do not file the paper. Send the data and the template to whoever looks after paperkit."
    )


def test_a_workbook_with_another_figure_is_told() -> None:
    members = unpack(charted(FALLS))
    workbook = unpack(members["word/embeddings/chart1.xlsx"])
    sheet = workbook["xl/worksheets/sheet1.xml"].decode()
    assert "<v>4.5</v>" in sheet
    workbook["xl/worksheets/sheet1.xml"] = sheet.replace("<v>4.5</v>", "<v>4.6</v>").encode()
    broken = pack({**members, "word/embeddings/chart1.xlsx": pack(workbook)})
    message = "In the chart 'PI 5 Falls', Edit Data shows other figures for 'Value'."
    assert found(broken, FALLS) == [("PK-634", message)]


def test_a_chart_without_its_workbook_is_told() -> None:
    relations = "word/charts/_rels/chart1.xml.rels"
    without = re.sub("<Relationship .*?/>", "", part(charted(RATINGS), relations))
    broken = pack({**unpack(charted(RATINGS)), relations: without.encode()})
    message = "In the chart 'Ratings', Edit Data shows other figures for 'Value'."
    assert found(broken, RATINGS) == [("PK-634", message)]


def test_a_chart_of_the_template_s_own_is_left_alone() -> None:
    template = changed(charted(RATINGS), TEXT, "<w:sectPr", p("Own") + "<w:sectPr")
    assert found(template) == []
