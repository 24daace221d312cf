"""How a chart of a paper looks: its series with strokes, marks and labels, its axis, its words.

It is read from the chart's own part, so that a drawing made elsewhere has the same data and look.
Sizes are in points of the paper. A chart of another build, which a council has put into a template
of its own, is read as lines or bars.
"""

import colorsys
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor, log10

from paperkit.frozen import Frozen
from paperkit.word.charts import a, c, counted, number, series_name
from paperkit.word.package import Element, whole_number

A_POINT = 12_700  # in the units of drawings
INK = "#000000"
_DASHES = {
    "dash": (4, 3), "sysDash": (3, 1.5), "sysDot": (1, 1.5), "dot": (1, 3), "lgDash": (8, 3),
    "dashDot": (4, 3, 1, 3), "lgDashDot": (8, 3, 1, 3), "sysDashDot": (3, 1, 1, 1),
}  # fmt: skip
_BARS = tuple(c(f"{name}Chart") for name in ("bar", "bar3D", "pie", "pie3D", "doughnut"))
_LINES = tuple(
    c(f"{name}Chart")
    for name in ("line", "line3D", "area", "area3D", "scatter", "radar", "stock", "bubble")
)
_MOST_STEPS = 50


class Stroke(Frozen):
    """How a line is drawn: its colour, nothing for none; its width; its dashes and gaps."""

    colour: str
    width: float
    dashes: str = ""


class PointMark(Frozen):
    """What is drawn at a point: its shape, its size, its colours."""

    shape: str
    size: float
    fill: str
    edge: str


class DrawnSeries(Frozen):
    """A series as it is drawn: its figures, their line, their marks, the labels at points.

    ``fills`` are the colours of bars by their place, -1 for all others; so are ``marks``.
    """

    name: str
    is_bars: bool
    values: tuple[float | None, ...]
    stroke: Stroke
    fills: Mapping[int, str]
    marks: Mapping[int, PointMark]
    labels: Mapping[int, tuple[str, str]]
    code: str
    has_bold_labels: bool


class AxisScale(Frozen):
    """The scale of the figures, from its lowest to its highest, in even steps."""

    lowest: float
    highest: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """Return the figures at which the scale is marked."""
        count = min(round((self.highest - self.lowest) / self.step), _MOST_STEPS)
        return [self.lowest + n * self.step for n in range(count + 1)]

    def share(self, value: float) -> float:
        """Return how far along the scale a figure is, from 0 to 1."""
        return (value - self.lowest) / (self.highest - self.lowest)


class ChartLook(Frozen):
    """A chart with all that is drawn of it.

    ``ticks`` are the words at the steps of its scale. ``is_lying`` says whether its bars lie,
    ``from_top`` whether the first of them is the uppermost, ``gap`` how wide the gaps between
    bars are beside one bar.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[DrawnSeries, ...]
    scale: AxisScale
    ticks: tuple[str, ...]
    has_legend: bool
    is_lying: bool
    from_top: bool
    gap: float


def look_of_chart(root: Element, colours: Mapping[str, str]) -> ChartLook:
    """Return how a chart looks; ``colours`` are the theme's, by name."""
    bars = next(root.iter(c("barChart")), None)
    names = next(root.iter(c("catAx")), None)
    series = tuple(_series(root, colours))
    scale = _scale(root, series)
    return ChartLook(
        _words(root.find(f"{c('chart')}/{c('title')}")),
        tuple(_categories(root)),
        series,
        scale,
        tuple(_tick_words(scale.ticks, _axis_code(root, series))),
        root.find(f"{c('chart')}/{c('legend')}") is not None and len(series) > 1,
        _value(bars, "barDir") == "bar",
        names is not None and _value(names.find(c("scaling")), "orientation") == "maxMin",
        _number(bars, "gapWidth", 150) / 100,
    )


# --- Series -------------------------------------------------------------------------------------


def _words(node: Element | None) -> str:
    """Return the words of a text, a line for each of its paragraphs."""
    paragraphs = () if node is None else node.iter(a("p"))
    lines = ("".join(text.text or "" for text in one.iter(a("t"))) for one in paragraphs)
    return "\n".join(filter(None, lines))


def _value(node: Element | None, name: str, default: str = "") -> str:
    found = None if node is None else node.find(c(name))
    return default if found is None else found.get("val", default)


def _number(node: Element | None, name: str, otherwise: float = 0) -> float:
    """Return the number that a child says."""
    said = number(_value(node, name))
    return otherwise if said is None else float(said)


def _whole(node: Element, name: str, otherwise: int) -> int:
    said = whole_number(node.get(name))
    return otherwise if said is None else said


def _points(node: Element | None) -> list[str]:
    """Return what is at each point; nothing at those without a figure."""
    if node is None:
        return []
    there = {counted(pt, "idx"): pt.findtext(c("v"), "") for pt in node.iter(c("pt"))}
    counts = (counted(count) for count in node.iter(c("ptCount")))
    return [there.get(n, "") for n in range(max([*counts, *(at + 1 for at in there)], default=0))]


def _categories(root: Element) -> list[str]:
    """Return the names along the axis, those of the series that has most."""
    lists = (_points(node) for name in ("cat", "xVal") for node in root.iter(c(name)))
    return max(lists, key=len, default=[])


def _series(root: Element, colours: Mapping[str, str]) -> Iterator[DrawnSeries]:
    plots = root.iter(*_BARS, *_LINES)
    pairs = [(plot, node) for plot in plots for node in plot.findall(c("ser"))]
    for plot, node in sorted(pairs, key=lambda pair: _number(pair[1], "order")):
        figures = next(
            (one for one in map(node.find, (c("val"), c("yVal"))) if one is not None), None
        )
        values = [number(text) for text in _points(figures)]
        codes = () if figures is None else figures.iter(c("formatCode"))
        code = next((one.text for one in codes if one.text), "General")
        look = node.find(c("spPr"))
        own = _colour(look, colours) or INK
        line = _stroke(look, colours)
        fills, marks = {-1: own}, {-1: _mark(node.find(c("marker")), colours, line.colour or own)}
        for point in node.findall(c("dPt")):
            at, marker = max(int(_number(point, "idx")), 0), point.find(c("marker"))
            fills[at] = _colour(point.find(c("spPr")), colours) or own
            if marker is not None:
                marks[at] = _mark(marker, colours, marks[-1].fill)
        yield DrawnSeries(
            series_name(node), plot.tag in _BARS,
            tuple(None if value is None else float(value) for value in values),
            line, fills, marks, dict(_labels(node, plot, values, code)), code,
            any(one.get("b") == "1" for one in node.iterfind(f"{c('dLbls')}//{a('defRPr')}")),
        )  # fmt: skip


def _stroke(look: Element | None, colours: Mapping[str, str]) -> Stroke:
    line = None if look is None else look.find(a("ln"))
    if line is None:
        return Stroke(INK, 1.5)
    dash, width = line.find(a("prstDash")), _whole(line, "w", 9525) / A_POINT
    dashes = _DASHES.get("" if dash is None else dash.get("val", ""), ())
    colour = "" if line.find(a("noFill")) is not None else _colour(line, colours) or INK
    return Stroke(colour, width, " ".join(f"{one * width:.3g}" for one in dashes))


def _mark(node: Element | None, colours: Mapping[str, str], otherwise: str) -> PointMark:
    look = None if node is None else node.find(c("spPr"))
    line = None if look is None else look.find(a("ln"))
    fill = _colour(look, colours) or (otherwise if look is None else "none")
    edge = _colour(line, colours) or otherwise
    return PointMark(_value(node, "symbol", "none"), _number(node, "size", 5), fill, edge)


def _labels(
    node: Element, plot: Element, values: Sequence[Decimal | None], code: str
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the words at each point that has some, and where they stand from it."""
    found = (one for one in (node.find(c("dLbls")), plot.find(c("dLbls"))) if one is not None)
    of_all = next(found, None)
    own = {} if of_all is None else {_value(one, "idx"): one for one in of_all.findall(c("dLbl"))}
    for at, value in enumerate(values):
        label = own.get(str(at), of_all)
        if label is None or value is None or _value(label, "delete") == "1":
            continue
        said = [_words(label.find(c("tx")))]
        if not said[0]:
            said = [series_name(node)] if _value(label, "showSerName") == "1" else []
            form = label.find(c("numFmt"))
            stated = "General" if form is None else form.get("formatCode", "General")
            if _value(label, "showVal") == "1":
                said.append(formatted(float(value), code if stated == "General" else stated))
        if any(said):
            yield at, (" ".join(filter(None, said)), _value(label, "dLblPos", "r"))


def _colour(holder: Element | None, colours: Mapping[str, str]) -> str:
    """Return the colour of a fill; nothing where it has none."""
    solid = None if holder is None else holder.find(a("solidFill"))
    if solid is None or not len(solid):
        return ""
    stated = solid[0].get("lastClr", solid[0].get("val", ""))
    said = colours.get(stated, "000000") if solid[0].tag == a("schemeClr") else stated
    if not re.fullmatch("[0-9A-Fa-f]{6}", said):
        return INK
    parts = [int(said[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    hue, light, full = colorsys.rgb_to_hls(*parts)
    for change in solid[0]:
        share = _whole(change, "val", 100_000) / 100_000
        changed = {
            "lumMod": light * share, "shade": light * share, "lumOff": light + share,
            "tint": light + (1 - light) * (1 - share),
        }  # fmt: skip
        light = changed.get(str(change.tag).rpartition("}")[2], light)
    made = colorsys.hls_to_rgb(hue, min(light, 1), full)
    return "#" + "".join(f"{round(part * 255):02x}" for part in made)


# --- Axis ---------------------------------------------------------------------------------------


def _scale(root: Element, series: Sequence[DrawnSeries]) -> AxisScale:
    """Return the scale of the figures: as the axis says, and else in round steps around them."""
    figures = [value for one in series for value in one.values if value is not None] or [0.0]
    # Of a plot with figures on both axes, it is the upright one.
    axes = sorted(root.iter(c("valAx")), key=lambda one: _value(one, "axPos") not in ("l", "r"))
    stated = axes[0].find(c("scaling")) if axes else None
    low, high = (number(_value(stated, name)) for name in ("min", "max"))
    lowest, highest = min(figures), max(figures)
    # Word's own rule: from nothing, unless the figures lie close together and far from it.
    if any(one.is_bars for one in series) or highest - lowest > abs(highest) / 6:
        lowest, highest = min(lowest, 0), max(highest, 0)
    lowest = lowest if low is None else float(low)
    highest = highest if high is None else float(high)
    if highest <= lowest:
        highest = lowest + 1
    unit = _number(axes[0], "majorUnit") if axes else 0.0
    step = unit if 0 < unit <= highest - lowest else _round_step((highest - lowest) / 5)
    lowest = lowest if low is not None else floor(lowest / step + 1e-9) * step
    highest = highest if high is not None else ceil(highest / step - 1e-9) * step
    return AxisScale(lowest, highest, step)


def _round_step(rough: float) -> float:
    ten = 10.0 ** floor(log10(rough))
    return next(ten * n for n in (1, 2, 2.5, 5, 10) if rough <= ten * n * 1.0001)


def _axis_code(root: Element, series: Sequence[DrawnSeries]) -> str:
    axis = next(root.iter(c("valAx")), None)
    form = None if axis is None else axis.find(c("numFmt"))
    if form is not None and form.get("sourceLinked") != "1":
        return form.get("formatCode", "General")
    return next((one.code for one in series if one.code != "General"), "General")


def _tick_words(ticks: Sequence[float], code: str) -> list[str]:
    """Return the figures of a scale, with as many places as its steps need to differ."""
    shown = [formatted(tick, code) for tick in ticks]
    apart = len(set(shown)) == len(shown)
    return shown if apart else [formatted(tick, "General") for tick in ticks]


def formatted(value: float, code: str) -> str:
    """Return a figure in one of Excel's formats, as far as charts use them."""
    found = re.fullmatch(r'(?:"([^"]*)")?([^"]*)(?:"([^"]*)")?', code.partition(";")[0])
    before, bare, after = found.groups("") if found else ("", "General", "")
    value *= 100 if "%" in bare else 1
    places = re.search(r"\.([0#]+)", bare)
    digits = len(places.group(1)) if places else 0
    figure = abs(value)
    if not re.search("[0#]", bare):
        shown = f"{figure:,.10g}"
    else:
        shown = f"{figure:,.{digits}f}" if "," in bare else f"{figure:.{digits}f}"
    minus = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{minus}{before}{shown}{'%' if '%' in bare else ''}{after}"
