"""The sample charts of a house, of which the data are replaced and the rest is kept.

They stand anywhere in ``house.docx``: the first chart that is a plain line chart, and the first
that is a plain bar or column chart.

A chart drawn: its part, and the workbook that opens when somebody edits it in Word.

python-pptx writes both, and this is the only room that knows it: it replaces the data of the
house's sample chart and keeps the rest. Equal figures and samples give equal bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, field
from paperkit.schema.cleaning import folded
from paperkit.schema.values import MOST_DECIMALS, plain_number
from paperkit.word.charts_reading import C_NS, a, c, series_name
from paperkit.word.figures import AS_TYPED, Figure, Series, Shape
from paperkit.word.house import WordFile
from paperkit.word.package import (
    R_ID,
    WP_NS,
    Element,
    content_types,
    main_part,
    pack,
    parse,
    relations_of,
    rels_name,
    unpack,
    written,
)

WIDTH, HEIGHT = 5_760_000, 2_520_000  # 16 by 7 cm, where there is no sample
_PLOTS = {c("lineChart"): Shape.LINE, c("barChart"): Shape.BARS}
# The sample's own figures, what would lead out of the paper, and shapes drawn over one chart.
LEFT = frozenset({"package", "oleObject", "hyperlink", "chartUserShapes"})


class Beside(Frozen):
    """A part that a sample chart leads to, such as its colours."""

    id: str
    relation_type: str
    name: str
    content_type: str
    data: bytes


class Sample(Frozen):
    """A sample chart: its part, those beside it, its size, the series that it has, its house."""

    chart: bytes
    file: str
    series: frozenset[str]
    width: int = WIDTH
    height: int = HEIGHT
    beside: tuple[Beside, ...] = ()


class Samples(Frozen):
    """The sample that gives each shape its look; a shape without one gets Word's own.

    ``house`` is the name of the house that papers take on, nothing for a pack without one;
    ``borrowed`` are the shapes whose sample is that of a pack which it extends.
    """

    of: Mapping[Shape, Sample] = field(default_factory=dict)
    house: str = ""
    borrowed: frozenset[Shape] = frozenset()


def read_samples(houses: Sequence[WordFile]) -> Samples:
    """Return the sample of each shape, from the first of the houses that has one."""
    found: dict[Shape, Sample] = {}
    own: frozenset[Shape] = frozenset()
    for number, house in enumerate(houses):
        for shape, sample in _samples_in(house):
            found.setdefault(shape, sample)
        own = frozenset(found) if number == 0 else own
    return Samples(found, houses[0].name if houses else "", frozenset(found) - own)


def check_samples(samples: Samples, figures: Iterable[Figure]) -> tuple[Finding, ...]:
    """Return what the house lacks for these figures: a sample (PK-630), one of its series."""
    wanted: dict[Shape, dict[str, None]] = {}
    for figure in figures:
        names = (series.name for series in figure.series)
        wanted.setdefault(figure.shape, {}).update(dict.fromkeys(names))
    return tuple(
        finding
        for shape, names in wanted.items()
        for finding in _lacking(samples, shape, tuple(names))
    )


def _lacking(samples: Samples, shape: Shape, names: Sequence[str]) -> Iterator[Finding]:
    sample = samples.of.get(shape)
    house = samples.house or "The pack"
    if sample is None or shape in samples.borrowed:
        code, used = "PK-630", "Word's own look" if sample is None else sample.file
        message = f"{house} has no sample {shape.value} chart; {used} is used instead."
        yield Finding(code, Place(samples.house or "house.docx"), message, value=shape.value)
    for name in names if sample else ():
        if sample and folded(name) not in sample.series:
            code = "PK-631"
            message = f"The sample {shape.value} chart has no series {quoted(name)}."
            yield Finding(code, Place(sample.file), message, value=name)


def _samples_in(house: WordFile) -> Iterator[tuple[Shape, Sample]]:
    members = unpack(house.package)
    main = main_part(members)
    targets = {rel.id: rel.target for rel in relations_of(members, main)}
    for mark in parse(members[main], main).iter(c("chart")):
        part = targets.get(mark.get(R_ID, ""), "")
        root = parse(members[part], part) if part in members else None
        shape = None if root is None else _shape_of(root)
        if shape is not None and root is not None:
            width, height = _size_of(mark)
            names = frozenset(map(folded, _series_names(root)))
            beside = tuple(_beside(members, part))
            yield shape, Sample(members[part], house.name, names, width, height, beside)


def _shape_of(root: Element) -> Shape | None:
    """Return the shape of a chart that is one plain plot with a series, else None."""
    area = root.find(f"{c('chart')}/{c('plotArea')}")
    plots = [] if area is None else [node for node in area if str(node.tag).endswith("Chart")]
    plain = len(plots) == 1 and plots[0].find(c("ser")) is not None
    return _PLOTS.get(str(plots[0].tag)) if plain else None


def _series_names(root: Element) -> Iterator[str]:
    for series in root.iter(c("ser")):
        yield series_name(series)


def _size_of(mark: Element) -> tuple[int, int]:
    holder = next(mark.iterancestors(f"{{{WP_NS}}}inline", f"{{{WP_NS}}}anchor"), None)
    extent = None if holder is None else holder.find(f"{{{WP_NS}}}extent")
    if extent is None:
        return WIDTH, HEIGHT
    return int(extent.get("cx", WIDTH)), int(extent.get("cy", HEIGHT))


def _beside(members: Mapping[str, bytes], part: str) -> Iterator[Beside]:
    name = rels_name(part)
    types = content_types(members)
    targets = {rel.id: rel for rel in relations_of(members, part)}
    for node in parse(members[name], name) if name in members else ():
        rel = targets[node.get("Id", "")]
        if rel.kind not in LEFT and not rel.external and rel.target in members:
            ending = "." + rel.target.rpartition(".")[2].lower()
            stated = types.get(f"/{rel.target}") or types.get(ending, "application/octet-stream")
            data = members[rel.target]
            yield Beside(rel.id, node.get("Type", ""), rel.target, stated, data)


_TYPES = {
    Shape.LINE: XL_CHART_TYPE.LINE_MARKERS,
    Shape.BARS: XL_CHART_TYPE.COLUMN_CLUSTERED,
}
# A line without this is drawn as a curve; a bar without it changes its colour below nothing.
_ENDING = {Shape.LINE: "smooth", Shape.BARS: "invertIfNegative"}
_FIRST_DAY = datetime(1980, 1, 1)  # a file's date, which belongs to no zone
# What leads to parts that are not taken along.
_LEADING = (c("externalData"), c("userShapes"), a("hlinkClick"), a("hlinkHover"))


class Drawn(Frozen):
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
