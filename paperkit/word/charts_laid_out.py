"""Where the parts of a line chart are: its axis, its periods, the name at each line's end.

Word places a name beside the last point of its line, whatever lies there. The plot is given its
place, so that there is room for the longest name, and names that would lie on each other are moved
apart. Widths are those of a plain face of ten points, the least that papers have.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Any

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.schema.values import printed
from paperkit.word.charts import a, c, series_name
from paperkit.word.package import drop
from paperkit.word.values import MARKED, Axis, Figure, SeriesPart

_POINT = 12_700  # in the units of drawings
_LETTER, _BOLD, _LINE = 5.3, 5.8, 12.5  # the width of a letter and the height of a line, in points
_EDGE = 5.0
_APART = 11.5  # of two names, from middle to middle
_NAME, _ABOVE = 10.0, 11.0  # how high a name is, and how far its middle is above its point
_COSTS = {SeriesPart.VALUE: 100.0, SeriesPart.TARGET: 3.0}
"""What it costs that the name of a marked point crosses a line; 1 for others, which are levels."""
_NO_PLACE = 1000.0  # what a place costs where no name can be: more than to cross all lines
_FARTHER = 0.1  # what each point costs that a name is moved
_STEPS_DOWN = (0, *(way * step for step in range(3, 28, 3) for way in (-1, 1)))
"""How far a name may be moved up or down, in points; the nearest first."""
_NOT_STRETCHED, _TALL = 227, 150
_LEAST_PLOT, _LEAST_HEIGHT = 50.0, 1_332_000
_OF_TITLE, _OF_NOTE = 0.8, 0.96  # of a chart's width: what is longer goes on in another line
_NEXT_TO_NOTHING = "6000"  # a tenth of a degree


class _Box(Frozen):
    """A place in a chart, in points from its left and its top."""

    left: float
    top: float
    width: float
    height: float


def scale(root: Any, axis: Axis, form: str) -> None:
    """Give the axis of figures its ends and steps, and the form in which it prints them."""
    for node in root.iter(c("valAx")):
        scaling = node.find(c("scaling"))
        drop(*scaling.iterchildren(c("max"), c("min")))
        # By the schema they come in this order, after the orientation.
        for name, end in (("max", axis.highest), ("min", axis.lowest)):
            etree.SubElement(scaling, c(name), val=str(end))
        drop(*node.iterchildren(c("majorUnit")))
        for number_format in node.iterchildren(c("numFmt")):
            number_format.attrib.update({"formatCode": form, "sourceLinked": "0"})
        unit = etree.Element(c("majorUnit"), val=str(axis.step))
        before = [one for one in node if one.tag in (c("crossBetween"), c("crosses"))]
        before[-1].addnext(unit)


def least_height(figure: Figure, width: int) -> int:
    """Return how high a chart of that width is at least, so that its names have room.

    Both are in the units of drawings. One that Word lays out itself has 3.7 cm.
    """
    if figure.axis is None:
        return _LEAST_HEIGHT
    last = len(figure.categories) - 1
    named = {
        one.name
        for one in figure.lines
        if one.part not in MARKED or (one.numbers and one.numbers[last] is not None)
    }
    room = _above(figure, width / _POINT) + max(_LEAST_PLOT, len(named) * _APART)
    height = room + _below(0)
    return int((height if height <= _TALL else room + _below(height)) * _POINT)


def _above(figure: Figure, width: float) -> float:
    lines = ceil(len(figure.title) * _BOLD / (width * _OF_TITLE))
    lines += ceil(len(figure.note) * _BOLD / (width * _OF_NOTE))
    return lines * _LINE + 2 * _EDGE


def _below(height: float) -> float:
    return (2 if height > _TALL else 1) * _LINE + 2 * _EDGE


def lay_out(root: Any, figure: Figure, size: tuple[int, int]) -> None:
    """Put the plot, the words of its periods and the names of its lines in their places.

    A chart with a legend, or whose lines have no names at their ends, is left to Word.
    """
    _turn_marks(root, figure)
    named = list(_names(root))
    axis = figure.axis
    if axis is None or not named or root.find(f".//{c('legend')}") is not None:
        return
    width, height = (side / _POINT for side in size)
    # LibreOffice draws charts eight centimetres wide and stretches them, with their words, where a
    # file has more than its cache of embedded objects holds, which is 20.
    stretch = max(1.0, width / _NOT_STRETCHED)
    ticks = (printed(end, figure.unit if figure.unit == "%" else "") for end in _ticks(axis))
    left = 2 * _EDGE + max(map(len, ticks)) * _LETTER * stretch
    right = 2 * _EDGE + max(len(series_name(node)) for node, _, _ in named) * _LETTER * stretch
    has_title = root.chart.find(c("title")) is not None
    top = _above(figure, width) if has_title else _EDGE
    plot = _Box(left, top, width - left - right, height - top - _below(height))
    if plot.width < width / 4 or plot.height < height / 5:
        return
    _place_plot(root, plot, width, height)
    _clear_marks(root, figure, plot, (width, height))
    _skip_periods(root, figure, plot)
    _part_names(named, axis, plot, height)


def _turn_marks(root: Any, figure: Figure) -> None:
    """Have the name of marked points at the right, as lines have theirs, where the last is one."""
    marked = {part.value for part in MARKED}
    last = str(len(figure.categories) - 1)
    for node in root.iter(c("ser")):
        for label in node.iter(c("dLbl")) if series_name(node) in marked else ():
            if label.find(c("idx")).get("val") == last:
                for position in label.iterchildren(c("dLblPos")):
                    position.set("val", "r")


def _ticks(axis: Axis) -> Iterator[Decimal]:
    for at in range(int((axis.highest - axis.lowest) / axis.step) + 1):
        yield axis.lowest + at * axis.step


def _names(root: Any) -> Iterator[tuple[Any, Any, Decimal]]:
    """Yield each line that has a name at its right end, its label and its last figure."""
    for node in root.iter(c("ser")):
        for label in node.iter(c("dLbl")):
            index = label.find(c("idx")).get("val")
            is_right = label.find(c("dLblPos")) is not None
            is_right = is_right and label.find(c("dLblPos")).get("val") == "r"
            points = node.iterfind(f"{c('val')}//{c('pt')}")
            value = next((pt.findtext(c("v")) for pt in points if pt.get("idx") == index), None)
            if is_right and value is not None:
                yield node, label, Decimal(value)


def _place_plot(root: Any, plot: _Box, width: float, height: float) -> None:
    area = root.chart.plotArea
    layout = area.find(c("layout"))
    if layout is None:
        layout = etree.Element(c("layout"))
        area.insert(0, layout)
    drop(*layout)
    manual = etree.SubElement(layout, c("manualLayout"))
    for name, said in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        etree.SubElement(manual, c(name), val=said)
    shares = (plot.left / width, plot.top / height, plot.width / width, plot.height / height)
    for name, share in zip("xywh", shares, strict=True):
        etree.SubElement(manual, c(name), val=f"{share:.4f}")


def _clear_marks(root: Any, figure: Figure, plot: _Box, size: tuple[float, float]) -> None:
    """Move the names of marked points off the axis and the lines, as little as can be.

    They are above their points by default, where a line that rises or falls goes through them. A
    name that crosses the line of figures anywhere stays where it crosses fewest.
    """
    marked = {part.value for part in MARKED}
    lines = tuple(_strokes(figure, plot))
    for node in root.iter(c("ser")):
        name = series_name(node)
        points = {
            pt.get("idx"): pt.findtext(c("v")) for pt in node.iterfind(f"{c('val')}//{c('pt')}")
        }
        for label in node.iter(c("dLbl")) if name in marked else ():
            at, position = label.find(c("idx")).get("val"), label.find(c("dLblPos"))
            value = points.get(at)
            if value is None or position is None or position.get("val") != "t":
                continue
            x, y = _place(figure, plot, int(at), Decimal(value))
            width = len(name) * _LETTER
            box = _Box(x - width / 2, y - _ABOVE - _NAME / 2, width, _NAME)
            right, down = _clear(box, plot, lines)
            if right or down:
                drop(*label.iterchildren(c("layout")))
                _move(label, right / size[0], down / size[1])


def _place(figure: Figure, plot: _Box, at: int, value: Decimal) -> tuple[float, float]:
    """Return where a point is, in points from the left and the top of its chart."""
    assert figure.axis is not None
    down = float((figure.axis.highest - value) / (figure.axis.highest - figure.axis.lowest))
    across = (at + 0.5) / len(figure.categories)
    return plot.left + across * plot.width, plot.top + down * plot.height


_Stroke = tuple[tuple[float, float], tuple[float, float], float]


def _strokes(figure: Figure, plot: _Box) -> Iterator[_Stroke]:
    """Yield each piece of a line from left to right, and what it costs that a name crosses it."""
    for one in (one for one in figure.lines if one.part not in MARKED):
        cost = _COSTS.get(one.part, 1.0)
        for (at, before), (_, after) in pairwise(enumerate(one.numbers)):
            if before is not None and after is not None:
                yield _place(figure, plot, at, before), _place(figure, plot, at + 1, after), cost


def _clear(box: _Box, plot: _Box, lines: Sequence[_Stroke]) -> tuple[float, float]:
    """Return how far to the right and down a name is moved: to the place that costs least."""
    off_axis = max(plot.left + 1 - box.left, 0)
    beside = box.width / 2 + _NAME
    to_right = (off_axis, max(beside, off_axis), -beside)
    ways = [(right, down) for right in to_right for down in _STEPS_DOWN]

    def cost(way: tuple[float, float]) -> float:
        moved = _Box(box.left + way[0], box.top + way[1], box.width, box.height)
        crossed = sum(each for start, end, each in lines if _crosses(moved, start, end))
        outside = (
            moved.left < plot.left
            or moved.left + moved.width > plot.left + plot.width
            or moved.top < plot.top
            or moved.top + moved.height > plot.top + plot.height
        )
        # Below its point there is the mark itself, which is as high as a name.
        on_mark = abs(way[0]) < beside and 0 < way[1] < 2 * _ABOVE - 1
        farther = abs(way[0] - off_axis) + abs(way[1])
        return crossed + _NO_PLACE * (outside or on_mark) + _FARTHER * farther

    return min(ways, key=cost)


def _crosses(box: _Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Return whether a piece of a line, from left to right, goes through a box."""
    left, right = max(box.left, start[0]), min(box.left + box.width, end[0])
    if left > right:
        return False
    slope = (end[1] - start[1]) / (end[0] - start[0])
    heights = [start[1] + (x - start[0]) * slope for x in (left, right)]
    return min(heights) < box.top + box.height and max(heights) > box.top


def _move(label: Any, x: float, y: float) -> None:
    layout = etree.Element(c("layout"))
    manual = etree.SubElement(layout, c("manualLayout"))
    etree.SubElement(manual, c("x"), val=f"{x:.4f}" if x else "0")
    etree.SubElement(manual, c("y"), val=f"{y:.4f}" if y else "0")
    label.find(c("idx")).addnext(layout)


def _skip_periods(root: Any, figure: Figure, plot: _Box) -> None:
    """Print as many periods below the plot as have room, the first and the last at least."""
    last = len(figure.categories) - 1
    needed = (max(map(len, figure.categories)) + 2) * _LETTER
    apart = plot.width / len(figure.categories)
    fitting = (n for n in range(1, last + 1) if last % n == 0 and n * apart >= needed)
    every = next(fitting, last)
    for axis in root.iter(c("catAx")):
        drop(*axis.iterchildren(c("tickLblSkip")))
        # LibreOffice breaks level words in the middle, to print every period. Of words that are
        # turned it prints those that have room.
        for body in axis.iter(a("bodyPr")):
            rotation = "0" if every == 1 else _NEXT_TO_NOTHING
            body.attrib.update({"rot": rotation, "vert": "horz"})
        skip = etree.Element(c("tickLblSkip"), val=str(every))
        after = [one for one in axis if one.tag in (c("tickMarkSkip"), c("noMultiLvlLbl"))]
        after[0].addprevious(skip) if after else axis.append(skip)


def apart(middles: Sequence[float], height: float) -> Sequence[float]:
    """Return how far down names are, as near to the middle of each as leaves room for all."""
    order = sorted(range(len(middles)), key=middles.__getitem__)
    placed = dict[int, float]()
    lowest = float("-inf")
    for at in order:
        lowest = placed[at] = max(middles[at], lowest + _APART)
    # What was pushed out below goes up again, and pushes up what is above it.
    highest = height
    for at in reversed(order):
        placed[at] = min(placed[at], highest)
        highest = placed[at] - _APART
    return [placed[at] for at in range(len(middles))]


def _part_names(
    named: list[tuple[Any, Any, Decimal]], axis: Axis, plot: _Box, height: float
) -> None:
    """Move names apart that would lie on each other, as little as can be."""
    share = float(axis.highest - axis.lowest)
    natural = [plot.height * float(axis.highest - value) / share for _, _, value in named]
    placed = apart(natural, plot.height - _NAME / 2)
    for at, (_, label, _) in enumerate(named):
        drop(*label.iterchildren(c("layout")))
        if moved := placed[at] - natural[at]:
            _move(label, 0, moved / height)
