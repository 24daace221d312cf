"""Charts on the page: the house's sample of each shape, and each as a reader of the file finds it.

They are read back as a stranger would: what a chart of a finished file shows, what its workbook
holds. Its things have the names that Word gives them (ECMA-376 part 1, 21.2).

A sample is anywhere in ``house.docx``: the first chart that is a plain line chart, and the
first that is a plain bar or column chart. Its data are replaced and the rest is kept
(``charts_drawn``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, field
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.values import plain_number
from paperkit.word.house import WordFile
from paperkit.word.package import (
    DOC_PR,
    MOST_MEMBERS,
    R_ID,
    WP_NS,
    Element,
    content_types,
    main_part,
    parse,
    relation,
    relations_of,
    relationships,
    type_of,
    unpack,
    whole_number,
    written,
)
from paperkit.word.values import Figure, Shape

C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
# Three parts a chart, and five where the sample has a style and colours of its own.
MOST_CHARTS = (MOST_MEMBERS - 500) // 5
WIDTH, HEIGHT = 5_760_000, 2_520_000  # 16 by 7 cm, where there is no sample
_MOST_POINTS = 32_000  # what Office draws of one series, and more than it draws series
# The sample's own figures, what would lead out of the paper, and shapes drawn over one chart.
_NOT_TAKEN = frozenset({"package", "oleObject", "hyperlink", "chartUserShapes"})


def c(name: str) -> str:
    """Return the full name of one of a chart's elements."""
    return f"{{{C_NS}}}{name}"


def a(name: str) -> str:
    """Return the full name of one of the elements that all drawings share."""
    return f"{{{A_NS}}}{name}"


def series_name(series: Element) -> str:
    """Return what a series is called; nothing where it has no name."""
    return _words_of(series.find(c("tx")), c("v"))


def _words_of(node: Element | None, name: str) -> str:
    return "" if node is None else "".join(text.text or "" for text in node.iter(name))


def _shape_of(chart: Element) -> Shape | None:
    """Return the shape of a chart that is one plot of a kind that papers have."""
    plots = [str(node.tag) for node in chart.iter() if str(node.tag).endswith("Chart")]
    shapes = {c("lineChart"): Shape.LINE, c("barChart"): Shape.BARS}
    return shapes.get(plots[0]) if len(plots) == 1 else None


def _about(mark: Element, name: str) -> Element | None:
    """Return what is said of a drawing where it is in its line or on its page, such as its size."""
    holder = next(mark.iterancestors(f"{{{WP_NS}}}inline", f"{{{WP_NS}}}anchor"), None)
    return None if holder is None else holder.find(name)


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
    ``borrowed`` are the shapes of which the sample is that of a pack that it extends.
    """

    of: Mapping[Shape, Sample] = field(default_factory=dict)
    house: str = ""
    borrowed: frozenset[Shape] = frozenset()


def read_samples(houses: Sequence[WordFile]) -> Samples:
    """Return the sample of each shape, from the first of the houses that has one."""
    by_house = [dict(reversed(list(_samples_in(house)))) for house in houses]
    found = {shape: one for there in reversed(by_house) for shape, one in there.items()}
    borrowed = frozenset(found).difference(*by_house[:1])
    return Samples(found, houses[0].name if houses else "", borrowed)


def _samples_in(house: WordFile) -> Iterator[tuple[Shape, Sample]]:
    """Yield each chart of a house that is one plain plot with a series."""
    members = house.members
    main = main_part(members)
    targets = {rel.id: rel.target for rel in relations_of(members, main)}
    for mark in parse(members[main], main).iter(c("chart")):
        part = targets.get(mark.get(R_ID, ""), "")
        root = parse(members[part], part) if part in members else None
        series = [] if root is None else list(root.iter(c("ser")))
        shape = None if root is None or not series else _shape_of(root)
        if root is not None and shape is not None:
            extent = _about(mark, f"{{{WP_NS}}}extent")
            said = [None if extent is None else whole_number(extent.get(at)) for at in ("cx", "cy")]
            width, height = said[0] or WIDTH, said[1] or HEIGHT
            names = frozenset(folded(series_name(one)) for one in series)
            beside = tuple(_beside(members, part))
            yield shape, Sample(_counting(root), house.name, names, width, height, beside)


def _counting(chart: Element) -> bytes:
    """Return a chart that counts its series and points in whole numbers."""
    for node in chart.iter(c("idx"), c("order"), c("ptCount")):
        node.set("val", str(counted(node)))
    return written(chart)


def _beside(members: Mapping[str, bytes], part: str) -> Iterator[Beside]:
    types = content_types(members)
    for node in relationships(members, part):
        rel = relation(node, part)
        if rel.kind not in _NOT_TAKEN and not rel.external and rel.target in members:
            stated = type_of(types, rel.target) or "application/octet-stream"
            yield Beside(rel.id, node.get("Type", ""), rel.target, stated, members[rel.target])


def check_samples(samples: Samples, figures: Iterable[Figure]) -> tuple[Finding, ...]:
    """Return what the house lacks for these figures: a sample (PK-630), one of its series."""
    findings = []
    for shape, drawn in in_groups((figure.shape, figure) for figure in figures).items():
        sample = samples.of.get(shape)
        if sample is None or shape in samples.borrowed:
            house = samples.house or "The pack"
            used = "Word's own look" if sample is None else sample.file
            message = f"{house} has no sample {shape.value} chart; {used} is used instead."
            place = Place(samples.house or "house.docx")
            findings.append(Finding("PK-630", place, message, value=shape.value))
        for name in dict.fromkeys(series.name for figure in drawn for series in figure.series):
            if sample and folded(name) not in sample.series:
                message = f"The sample {shape.value} chart has no series {quoted(name)}."
                findings.append(Finding("PK-631", Place(sample.file), message, value=name))
    return tuple(findings)


Values = tuple[str, ...]


class SeriesRead(Frozen):
    """A series as a chart shows it; a point without a figure is empty.

    ``sources`` are where it says that its name, its categories and its figures come from.
    """

    name: str
    categories: Values
    values: Values
    sources: Values

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """Return the figures, to the fifteen places that Excel keeps."""
        return tuple(map(number, self.values))


class ChartRead(Frozen):
    """A chart as it is in a file: how it is drawn, its title, its series, its other words.

    ``part`` is the name of its part; ``shape`` is empty for one that paperkit does not draw.
    """

    part: str
    shape: str
    title: str
    described: str
    series: tuple[SeriesRead, ...]


def charts_of(
    members: Mapping[str, bytes],
    owner: str,
    story: Element,
    roots: Mapping[str, Element] = MappingProxyType({}),
) -> Iterator[ChartRead]:
    """Yield the charts that a part shows, in order. ``roots`` are parts that are parsed already."""
    marks = list(story.iter(c("chart")))
    targets = {rel.id: rel.target for rel in relations_of(members, owner)} if marks else {}
    for mark in marks:
        part = targets.get(mark.get(R_ID, ""), "")
        if part not in members:
            continue
        root = roots[part] if part in roots else parse(members[part], part)
        shape = _shape_of(root)
        lines = root.iterfind(f"{c('chart')}/{c('title')}//{a('p')}")
        title = "; ".join(filter(None, (_words_of(line, a("t")) for line in lines)))
        properties = _about(mark, DOC_PR)
        described = "" if properties is None else properties.get("descr", "")
        series = tuple(
            SeriesRead(
                series_name(node),
                _points(node, "cat"),
                _points(node, "val"),
                tuple(node.findtext(f"{c(at)}//{c('f')}", "") for at in ("tx", "cat", "val")),
            )
            for node in sorted(root.iter(c("ser")), key=lambda node: _number(node, c("order")))
        )
        yield ChartRead(part, shape.value if shape else "", title, described, series)


def _number(series: Element, name: str) -> int:
    """Return a number that is said in a series; 0 where it is not."""
    node = series.find(name)
    return 0 if node is None else counted(node)


def counted(node: Element, name: str = "val") -> int:
    """Return a number by which a chart counts its series or points, 0 where none is said.

    It is never more than the number of points that Office draws in a series.
    """
    return min(max(whole_number(node.get(name)) or 0, 0), _MOST_POINTS)


def _points(series: Element, part: str) -> Values:
    points = series.iterfind(f"{c(part)}//{c('pt')}")
    there = {counted(pt, "idx"): pt.findtext(c("v"), "") for pt in points}
    return tuple(there.get(n, "") for n in range(_number(series, f"{c(part)}//{c('ptCount')}")))


def cells_of(members: Mapping[str, bytes], part: str) -> Mapping[str, str]:
    """Return the cells of a chart's workbook by place, such as B2; none where it has none."""
    held = (rel.target for rel in relations_of(members, part) if rel.kind == "package")
    name = next((target for target in held if target in members), None)
    workbook = unpack(members[name]) if name else {}
    if _SHEET not in workbook:
        return {}
    strings = parse(workbook[_STRINGS], _STRINGS).iter(f"{_S}si") if _STRINGS in workbook else ()
    words = [_words_of(string, f"{_S}t") for string in strings]
    cells = {}
    for cell in parse(workbook[_SHEET], _SHEET).iter(f"{_S}c"):
        value = cell.findtext(f"{_S}v", "")
        is_shared = cell.get("t") == "s"
        cells[cell.get("r", "")] = words[int(value)] if is_shared and value else value
    return cells


def source_values(cells: Mapping[str, str], source: str, count: int) -> Values:
    """Return what the cells hold that a series says it comes from; nothing for each blank one."""
    found = re.fullmatch(r"[^!]+!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", source)
    if found is None:
        return ("",) * count
    column, first, _, last = found.groups()
    return tuple(cells.get(f"{column}{n}", "") for n in range(int(first), int(last or first) + 1))


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Return the figure of a point or a cell; None where there is none."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    return plain_number(figure) if figure.is_finite() else None
