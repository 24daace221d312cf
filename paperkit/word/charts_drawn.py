"""A chart drawn: its part, and the workbook that opens when somebody edits it in Word.

python-pptx writes both, and this is the only module that knows it: it replaces the data of the
house's sample chart and keeps the rest. Equal figures and samples give equal bytes.
"""

from copy import deepcopy
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter, SeriesXmlRewriterFactory
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml

from paperkit.schema.cleaning import folded
from paperkit.schema.values import MOST_DECIMALS, plain_number
from paperkit.word.charts import C_NS, Sample, a, c, series_name
from paperkit.word.charts_laid_out import lay_out, scale
from paperkit.word.package import R_ID, drop, pack, unpack, written
from paperkit.word.values import AS_TYPED, Figure, Series, Shape

_TYPES = {
    Shape.LINE: XL_CHART_TYPE.LINE_MARKERS,
    Shape.BARS: XL_CHART_TYPE.COLUMN_CLUSTERED,
}
# A line without this is drawn as a curve; a bar without it changes its colour below nothing.
_ENDING = {Shape.LINE: "smooth", Shape.BARS: "invertIfNegative"}
_FIRST_DAY = datetime(1980, 1, 1)  # a file's date, which belongs to no zone
# What leads to parts that are not taken along.
_LEADING = (c("externalData"), c("userShapes"), a("hlinkClick"), a("hlinkHover"))


class _Workbook(CategoryWorkbookWriter):
    """Writes every word as a word, and no time."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": _FIRST_DAY})
        worksheet.strings_to_formulas = worksheet.strings_to_urls = False
        super()._populate_worksheet(workbook, worksheet)  # type: ignore[no-untyped-call]


def drawn(
    figure: Figure, sample: Sample | None, workbook_id: str, size: tuple[int, int]
) -> tuple[bytes, bytes]:
    """Return the part of a figure's chart, and its workbook.

    The chart has the look of the sample, or Word's own where there is none. ``workbook_id`` is the
    id of the relationship by which the chart leads to its workbook; ``size`` is how wide and how
    high it is, in the units of drawings.
    """
    data = CategoryChartData()
    data.categories = figure.categories
    for series in figure.lines:
        # Fifteen figures are what Excel keeps, so that chart and workbook hold the same.
        values = [None if n is None else plain_number(n) for n in series.numbers]
        data.add_series(series.name, values, number_format=_format(figure.unit, series.decimals))
    root = _plain(figure, data) if sample is None else _like(figure, data, sample, size)
    leading = etree.Element(c("externalData"), {R_ID: workbook_id})
    etree.SubElement(leading, c("autoUpdate"), val="0")
    # By the schema it comes before these, the last of a chart's children.
    after = next((n for n in root if n.tag in (c("printSettings"), c("extLst"))), None)
    root.append(leading) if after is None else after.addprevious(leading)
    workbook = _Workbook(data).xlsx_blob  # type: ignore[no-untyped-call]
    return written(root), pack(unpack(workbook))


def _format(unit: str, decimals: int) -> str:
    """Return how Word prints a figure, in the notation of Excel."""
    places = min(decimals, MOST_DECIMALS)
    figures = "#,##0" + (f".{'0' * places}" if places else "")
    figures = "General" if decimals == AS_TYPED else figures
    if unit in ("£", "£m"):
        return f'"£"{figures}' + ('"m"' if unit == "£m" else "")
    return f'{figures}"%"' if unit == "%" else figures


def _plain(figure: Figure, data: Any) -> Any:
    """Return a chart in Word's own look."""
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


def _like(figure: Figure, data: Any, sample: Sample, size: tuple[int, int]) -> Any:
    """Return a chart in the look of a sample: its series by their names, its title's words."""
    root = parse_xml(sample.chart)
    drop(*root.iter(*_LEADING))
    plot = next(node for node in root.chart.plotArea.iter_xCharts())
    _dress_series(plot, figure)
    points = [
        max((int(at.get("val")) for at in node.iter(c("ptCount"))), default=0) for node in plot.sers
    ]
    SeriesXmlRewriterFactory(_TYPES[figure.shape], data).replace_series_data(root)
    if figure.shape is Shape.LINE:
        lines = list(zip(plot.sers, figure.lines, points, strict=True))
        for at, (node, series, count) in enumerate(lines):
            _move_mark_of_last(node, series, count)
            if any(_ends_later(other, series) for _, other, _ in (*lines[:at], *lines[at + 1 :])):
                drop(*node.iter(c("dLbl")))
    # A sample without a title leaves it to the words around the chart.
    for title in root.chart.findall(c("title")):
        _write_title(title, figure)
    if figure.axis:
        ends = (figure.axis.lowest, figure.axis.step)
        places = max(-int(end.as_tuple().exponent) for end in ends)
        scale(root, figure.axis, _format(figure.unit, max(places, 0)))
        lay_out(root, figure, size)
    return root


def _ends_later(other: Series, series: Series) -> bool:
    """Return whether another part of the same line ends later than one does."""
    ends = [
        max((n for n, one in enumerate(s.numbers) if one is not None), default=-1)
        for s in (other, series)
    ]
    return other.name == series.name and ends[0] > ends[1]


def _write_title(title: Any, figure: Figure) -> None:
    """Write the title's words, and its note in a line of its own below them, which is not bold."""
    texts = list(title.iter(a("t")))
    for number, text in enumerate(texts):
        text.text = "" if number else figure.title
    line = next(texts[0].iterancestors(a("p"))) if texts else None
    if line is not None and figure.note:
        note = deepcopy(line)
        line.addnext(note)
        for look in note.iter(a("defRPr"), a("rPr")):
            look.set("b", "0")
        for number, text in enumerate(note.iter(a("t"))):
            text.text = "" if number else figure.note


def _dress_series(plot: Any, figure: Figure) -> None:
    """Put a series of the sample's look in place for each of the figure's, in their order."""
    samples = {folded(series_name(node)): node for node in plot.sers}
    free = max(node.idx.val for node in plot.sers) + 1
    place = plot.index(plot.sers[0])
    drop(*plot.sers)
    for order, series in enumerate(figure.lines):
        sample = samples.get(folded(series.name))
        ending = f'<c:{_ENDING[figure.shape]} val="0"/>'
        own = f'<c:idx val="{free + order}"/><c:order val="0"/>{ending}'
        blank = f'<c:ser xmlns:c="{C_NS}">{own}</c:ser>'
        made = parse_xml(blank) if sample is None else deepcopy(sample)
        made.order.val = order
        plot.insert(place + order, made)


def _move_mark_of_last(node: Any, series: Series, count: int) -> None:
    """Move what the sample has at its last point, such as a label, to the last figure."""
    there = [n for n, value in enumerate(series.numbers) if value is not None]
    for mark in list(node.iter(c("dPt"), c("dLbl"))):
        index = mark.find(c("idx"))
        if there and int(index.get("val")) == count - 1:
            index.set("val", str(there[-1]))
        else:
            mark.getparent().remove(mark)
