"""A chart drawn: its part, and the workbook that opens when somebody edits it in Word.

python-pptx writes both, and this is the only room that knows it: it replaces the data of the
house's sample chart and keeps the rest. Equal figures and samples give equal bytes.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter, SeriesXmlRewriterFactory
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml

from paperkit.papers.charts.names import C_NS, a, c
from paperkit.papers.charts.samples import Sample, series_name
from paperkit.papers.figures import AS_TYPED, Figure, Series, Shape
from paperkit.papers.word.names import R_ID
from paperkit.papers.word.parts import pack, unpack, written
from paperkit.schema.amounts import MOST_DECIMALS, plain_number
from paperkit.schema.cleaning import folded

_TYPES = {
    Shape.LINE: XL_CHART_TYPE.LINE_MARKERS,
    Shape.BARS: XL_CHART_TYPE.COLUMN_CLUSTERED,
}
# A line without this is drawn as a curve; a bar without it changes its colour below nothing.
_ENDING = {Shape.LINE: "smooth", Shape.BARS: "invertIfNegative"}
_FIRST_DAY = datetime(1980, 1, 1)  # a file's date, which belongs to no zone
# What leads to parts that are not taken along.
_LEADING = (c("externalData"), c("userShapes"), a("hlinkClick"), a("hlinkHover"))


@dataclass(frozen=True)
class Drawn:
    """A chart's part and its workbook, both as bytes."""

    chart: bytes
    workbook: bytes


class _Workbook(CategoryWorkbookWriter):
    """Writes every word as a word, and no time."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": _FIRST_DAY})
        worksheet.strings_to_formulas = worksheet.strings_to_urls = False
        super()._populate_worksheet(workbook, worksheet)  # type: ignore[no-untyped-call]


def drawn(figure: Figure, sample: Sample | None, workbook_id: str) -> Drawn:
    """Return the chart of a figure with the look of a sample, or Word's own where there is none.

    ``workbook_id`` is the id of the relationship by which the chart leads to its workbook.
    """
    data = _data(figure)
    root = _plain(figure, data) if sample is None else _like(figure, data, sample)
    _lead_to(root, workbook_id)
    workbook = _Workbook(data).xlsx_blob  # type: ignore[no-untyped-call]
    return Drawn(written(root), pack(unpack(workbook)))


def _data(figure: Figure) -> Any:
    data = CategoryChartData()
    data.categories = figure.categories
    for series in figure.series:
        # Fifteen figures are what Excel keeps, so that chart and workbook hold the same.
        values = [None if n is None else plain_number(n) for n in series.numbers]
        data.add_series(series.name, values, number_format=_format(figure.unit, series.decimals))
    return data


def _format(unit: str, decimals: int) -> str:
    """Return how Word prints a figure, in the notation of Excel."""
    places = min(decimals, MOST_DECIMALS)
    figures = "#,##0" + (f".{'0' * places}" if places else "")
    figures = "General" if decimals == AS_TYPED else figures
    if unit in ("£", "£m"):
        return f'"£"{figures}' + ('"m"' if unit == "£m" else "")
    return f'{figures}"%"' if unit == "%" else figures


def _plain(figure: Figure, data: Any) -> Any:
    root = parse_xml(ChartXmlWriter(_TYPES[figure.shape], data).xml.encode())
    chart = Chart(root, None)
    chart.has_title = chart.has_legend = True
    chart.chart_title.text_frame.text = figure.title
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    root.remove(root.find(c("txPr")))
    # python-pptx numbers the axes of bars below nothing, which the schema does not allow.
    for node in root.iter(c("axId"), c("crossAx")):
        node.set("val", node.get("val").removeprefix("-"))
    return root


def _like(figure: Figure, data: Any, sample: Sample) -> Any:
    root = parse_xml(sample.chart)
    for node in list(root.iter(*_LEADING)):
        node.getparent().remove(node)
    plot = next(node for node in root.chart.plotArea.iter_xCharts())
    lasts = _dress_series(plot, figure)
    SeriesXmlRewriterFactory(_TYPES[figure.shape], data).replace_series_data(root)
    if figure.shape is Shape.LINE:
        for node, series, last in zip(plot.sers, figure.series, lasts, strict=True):
            _follow(node, series, last)
    _entitle(root, figure.title)
    return root


def _dress_series(plot: Any, figure: Figure) -> list[int]:
    """Put a series of the sample's look in place for each of the figure's, in their order.

    Returns the number of the last point that each has in the sample.
    """
    sample = {folded(series_name(node)): node for node in plot.sers}
    free = max(node.idx.val for node in plot.sers) + 1
    place = plot.index(plot.sers[0])
    made = [
        _like_sample(sample, one, figure.shape, free + n) for n, one in enumerate(figure.series)
    ]
    for node in list(plot.sers):
        plot.remove(node)
    for order, node in enumerate(made):
        node.order.val = order
        plot.insert(place + order, node)
    return [max((int(at.get("val")) for at in node.iter(c("ptCount"))), default=0) for node in made]


def _like_sample(sample: Mapping[str, Any], series: Series, shape: Shape, free: int) -> Any:
    there = sample.get(folded(series.name))
    if there is not None:
        return deepcopy(there)
    ending = f'<c:{_ENDING[shape]} val="0"/>'
    blank = f'<c:ser xmlns:c="{C_NS}"><c:idx val="{free}"/><c:order val="0"/>{ending}</c:ser>'
    return parse_xml(blank)


def _follow(node: Any, series: Series, count: int) -> None:
    """Move what the sample has at its last point, such as a label, to the last figure."""
    there = [n for n, value in enumerate(series.numbers) if value is not None]
    for mark in list(node.iter(c("dPt"), c("dLbl"))):
        index = mark.find(c("idx"))
        if there and int(index.get("val")) == count - 1:
            index.set("val", str(there[-1]))
        else:
            mark.getparent().remove(mark)


def _entitle(root: Any, title: str) -> None:
    """Write the title over the sample's; a sample without one leaves it to the words around."""
    texts = [t for node in root.chart.findall(c("title")) for t in node.iter(a("t"))]
    for text in texts:
        text.text = ""
    if texts:
        texts[0].text = title


def _lead_to(root: Any, workbook_id: str) -> None:
    data = etree.Element(c("externalData"))
    data.set(R_ID, workbook_id)
    etree.SubElement(data, c("autoUpdate")).set("val", "0")
    # By the schema it stands before these, the last of a chart's children.
    after = next((n for n in root if n.tag in (c("printSettings"), c("extLst"))), None)
    if after is None:
        root.append(data)
    else:
        after.addprevious(data)
