"""A chart of a paper drawn again as an SVG, with the data and the look that the chart itself has.

One unit is a point of the paper. What is heard is the chart's title and its alternative text.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil

from paperkit.frozen import Frozen
from paperkit.word.chart_look import (
    A_POINT,
    ChartLook,
    DrawnSeries,
    PointMark,
    Stroke,
    look_of_chart,
)
from paperkit.word.charts_laid_out import apart
from paperkit.word.package import Element

_WIDE, _HIGH = 453, 198
_SIZE = 10  # of words
_LETTER = 0.56  # how wide a letter is beside its own height, on average
_ROW = 14
_OVER, _UNDER = -6, 14  # from a point down to the line on which the letters of its label stand
_LEAST = 110  # how high a chart is without its title and its legend, at least
_LEVEL = '<path d="M{:.4g} {:.4g}h{:.4g}" fill="none" stroke="{}" stroke-width="{}"/>'
_GRID, _AXIS = ("#d9d9d9", 0.5), ("#595959", 0.75)
_RIGHT, _MIDDLE, _BOLD = ' text-anchor="end"', ' text-anchor="middle"', ' font-weight="bold"'


_Legend = list[tuple[float, DrawnSeries]]


class _Frame(Frozen):
    """The room of a plot: from the left, from the top, how wide, how high; its scale upwards.

    ``apart`` is how far the categories are from each other.
    """

    left: float
    top: float
    wide: float
    high: float
    chart: ChartLook
    apart: float

    @property
    def bottom(self) -> float:
        """Return how far down the plot reaches."""
        return self.top + self.high

    def across(self, n: int) -> float:
        """Return how far from the left the middle of a category is."""
        return self.left + (n + 0.5) * self.apart

    def down(self, value: float) -> float:
        """Return how far from the top a figure is."""
        return self.bottom - self.high * self.chart.scale.share(value)


def chart_svg(
    root: Element, size: tuple[int, int], name: str, words: str, colours: Mapping[str, str]
) -> str:
    """Return a chart as an SVG, as large as it is on the paper.

    ``name`` is one of the page's own, ``words`` are the alternative text, ``colours`` the theme's.
    """
    chart = look_of_chart(root, colours)
    wide, high = size[0] / A_POINT or _WIDE, size[1] / A_POINT or _HIGH
    spoken = chart.title.replace("\n", ", ") or words.partition(".")[0] or "Chart"
    titles = len(_wrapped(chart.title, wide - 8, 11))
    rows = list(_legend_rows(chart.series, wide)) if chart.has_legend else []
    # A page on the web may be longer than the paper: the plot keeps its height for all that.
    high = max(high, _LEAST + _ROW * (titles + len(rows)))
    return (
        f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-words" '
        f'width="{round(wide * 4 / 3)}" height="{round(high * 4 / 3)}" '
        f'viewBox="0 0 {wide:.4g} {high:.4g}" font-size="{_SIZE}">'
        f'<title id="{name}-title">{escape(spoken)}</title>'
        f'<desc id="{name}-words">{escape(words)}</desc>'
        f'<g aria-hidden="true">{"".join(_drawn(chart, rows, wide, high))}</g></svg>'
    )


def _drawn(chart: ChartLook, rows: Sequence[_Legend], wide: float, high: float) -> Iterator[str]:
    """Yield the title, the legend where there is one, and the plot between them."""
    top = 4.0
    title, _, below = chart.title.partition("\n")
    for line in _wrapped(title, wide - 8, 11):
        top += _ROW
        yield _text(4, top, line, f' font-size="11"{_BOLD}')
    for line in _wrapped(below, wide - 8, 11):
        top += _ROW
        yield _text(4, top, line)
    bottom = high - 4 - _ROW * len(rows)
    for row, ones in enumerate(rows):
        yield from _legend(ones, bottom + 12 + _ROW * row)
    draw = _lying if chart.is_lying else _upright
    yield from draw(chart, wide, top + 10, bottom)


def _long(words: str, size: float = _SIZE) -> float:
    return len(words) * size * _LETTER


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.4g}" y="{y:.4g}"{more}>{escape(words)}</text>'


def _wrapped(words: str, wide: float, size: float = _SIZE) -> list[str]:
    lines: list[str] = []
    for paragraph in words.splitlines():
        begins = True
        for word in paragraph.split():
            if not begins and _long(f"{lines[-1]} {word}", size) <= wide:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
            begins = False
    return lines


def _rect(x: float, y: float, wide: float, high: float, fill: str) -> str:
    place = f'x="{x:.4g}" y="{y:.4g}" width="{wide:.4g}" height="{high:.4g}"'
    return f'<rect {place} fill="{fill}"/>'


def _path(way: str, stroke: Stroke) -> str:
    look = f'fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width:g}"'
    look += f' stroke-dasharray="{stroke.dashes}"' if stroke.dashes else ""
    return f'<path d="{way}" {look} stroke-linejoin="round"/>' if stroke.colour and way else ""


def _legend_rows(series: Sequence[DrawnSeries], wide: float) -> Iterator[_Legend]:
    row: _Legend = []
    at = 4.0
    for one in series:
        need = _long(one.name) + 34
        if row and at + need > wide:
            yield row
            row, at = [], 4.0
        row.append((at, one))
        at += need
    yield row


def _legend(ones: _Legend, y: float) -> Iterator[str]:
    for x, one in ones:
        if one.is_bars:
            yield _rect(x, y - 8, 8, 8, one.fills[-1])
        else:
            yield _path(f"M{x:.4g} {y - 4:.4g}h22", one.stroke)
            yield _marked(x + 11, y - 4, one.marks[-1])
        yield _text(x + 26, y, one.name)


def _marked(x: float, y: float, mark: PointMark) -> str:
    if mark.shape == "none":
        return ""
    half = mark.size / 2
    left, right, up, down = (f"{n:.4g}" for n in (x - half, x + half, y - half, y + half))
    at, level = f"{x:.4g}", f"{y:.4g}"
    ways = {
        "square": f"M{left} {up}H{right}V{down}H{left}Z",
        "diamond": f"M{at} {up}L{right} {level}L{at} {down}L{left} {level}Z",
        "triangle": f"M{at} {up}L{right} {down}H{left}Z",
        "dash": f"M{left} {y - 1:.4g}H{right}v2H{left}Z",
        "x": f"M{left} {up}L{right} {down}M{right} {up}L{left} {down}",
        "plus": f"M{left} {level}H{right}M{at} {up}V{down}",
    }
    look = f'fill="{mark.fill}" stroke="{mark.edge}" stroke-width="0.75"'
    if mark.shape in ways:
        return f'<path d="{ways[mark.shape]}" {look}/>'
    return f'<circle cx="{at}" cy="{level}" r="{half:.3g}" {look}/>'


# --- Upright ------------------------------------------------------------------------------------


def _upright(chart: ChartLook, wide: float, top: float, bottom: float) -> Iterator[str]:
    """Yield lines and standing bars over an axis of categories."""
    count = max([len(chart.categories), *(len(one.values) for one in chart.series), 1])
    beside = (
        _long(words) + 6
        for one in chart.series
        for at, (words, where) in one.labels.items()
        if where == "r" and at == count - 1
    )
    left = max(map(_long, chart.ticks), default=0) + 10
    room = max(wide - left - max(beside, default=8), 40)
    frame = _Frame(left, top, room, max(bottom - top - 18, 20), chart, room / count)
    every = max(ceil(12 * len(chart.ticks) / frame.high), 1)
    for at, (tick, words) in enumerate(zip(chart.scale.ticks, chart.ticks, strict=True)):
        yield _LEVEL.format(left, frame.down(tick), room, *_GRID)
        if at % every == 0:
            yield _text(left - 5, frame.down(tick) + 3.5, words, _RIGHT)
    yield _LEVEL.format(left, _base(frame), room, *_AXIS)
    yield from _names_below(frame, wide)
    yield from _standing(frame)
    for one in chart.series:
        if not one.is_bars:
            yield from _line(one, frame)
    yield from _names_at_right(frame)
    for one in chart.series:
        yield from _point_labels(one, frame)


def _base(frame: _Frame) -> float:
    """Return where nothing is, or the end of the scale that is nearest to it."""
    return min(max(frame.down(0), frame.top), frame.bottom)


def _names_below(frame: _Frame, wide: float) -> Iterator[str]:
    categories = frame.chart.categories
    longest = max(map(_long, categories), default=0)
    every = max(ceil((longest + 8) / frame.apart), 1)
    for at, words in enumerate(categories):
        # Counted from the last, which is the one that readers look for.
        if (len(categories) - 1 - at) % every == 0 and words:
            half, middle = _long(words) / 2, frame.across(at)
            x = max(min(middle, wide - 4 - half), half + 4)
            yield _text(x, frame.bottom + 13, words, _MIDDLE)


def _standing(frame: _Frame) -> Iterator[str]:
    bars = [one for one in frame.chart.series if one.is_bars]
    thick = frame.apart / (len(bars) + frame.chart.gap)
    for place, one in enumerate(bars):
        for at, value in enumerate(one.values):
            if value is not None:
                x = frame.across(at) + (place - len(bars) / 2) * thick
                up, low = sorted((frame.down(value), _base(frame)))
                yield _rect(x, up, thick, low - up, one.fills.get(at, one.fills[-1]))


def _line(one: DrawnSeries, frame: _Frame) -> Iterator[str]:
    """Yield a line, with a gap where there is no figure, and its marks over it."""
    way, pen = "", "M"
    for at, value in enumerate(one.values):
        if value is None:
            pen = "M"
        else:
            way += f"{pen}{frame.across(at):.4g} {frame.down(value):.4g}"
            pen = "L"
    yield _path(way, one.stroke)
    for at, value in enumerate(one.values):
        if value is not None:
            mark = one.marks.get(at, one.marks[-1])
            yield _marked(frame.across(at), frame.down(value), mark)


def _names_at_right(frame: _Frame) -> Iterator[str]:
    """Yield the names at the right of points, moved apart where they would lie on each other."""
    named = [
        (frame.across(at) + 6, frame.down(one.values[at] or 0) - frame.top, words, one)
        for one in frame.chart.series
        for at, (words, where) in one.labels.items()
        if where == "r" and not one.is_bars
    ]
    middles = apart([middle for _, middle, _, _ in named], frame.high)
    for (x, _, words, one), middle in zip(named, middles, strict=True):
        look = _BOLD if one.has_bold_labels else ""
        yield _text(x, frame.top + middle + 3.5, words, look)


def _point_labels(one: DrawnSeries, frame: _Frame) -> Iterator[str]:
    """Yield the labels over and under points, each where the least is drawn across it.

    That is where the chart has it, or else as near as there is room, up to three lines of letters
    farther off; then a line leads to its point.
    """
    for at, (words, where) in one.labels.items():
        if where == "r" and not one.is_bars:
            continue
        point, y = frame.across(at), frame.down(one.values[at] or 0)
        half = _long(words) / 2
        x = max(min(point, frame.left + frame.wide + 6 - half), frame.left + half)
        tries = [y + way for n in range(4) for way in (_OVER - n * _SIZE, _UNDER + n * _SIZE)]
        first = tries[1] if where == "b" else tries[0]
        inside = (level for level in tries if frame.top + 4 <= level <= frame.bottom - 2)
        crossed = {
            level: sum(_within(line, (x, half, level), frame) for line in frame.chart.series)
            for level in (first, *inside)
        }
        level = min(crossed, key=crossed.__getitem__)
        if level not in tries[:2]:
            ends = (y - 4, level + 3) if level < y else (y + 4, level - _SIZE + 1)
            yield _path(f"M{point:.4g} {ends[0]:.4g}V{ends[1]:.4g}", Stroke(*_AXIS))
        yield _text(x, level, words, f"{_MIDDLE}{_BOLD}" if one.has_bold_labels else _MIDDLE)


def _within(one: DrawnSeries, label: tuple[float, float, float], frame: _Frame) -> float:
    """Return how much of a line and its marks is drawn across a label, in points of their width.

    A label is its middle, half its width, and the level on which its letters stand.
    """
    middle, half, level = label
    left, right, top, bottom = middle - half, middle + half, level - _SIZE + 1, level + 2
    places = [
        None if value is None or one.is_bars else (frame.across(at), frame.down(value))
        for at, value in enumerate(one.values)
    ]
    drawn = 0.0
    for at, place in enumerate(places):
        mark = one.marks.get(at, one.marks[-1])
        if place and mark.shape != "none" and left < place[0] < right and top < place[1] < bottom:
            drawn += mark.size
    for before, after in pairwise(places if one.stroke.colour else ()):
        if before and after and before[0] < right and after[0] > left:
            rise = (after[1] - before[1]) / (after[0] - before[0])
            parts = [min(max(end, before[0]), after[0]) - before[0] for end in (left, right)]
            ends = [before[1] + part * rise for part in parts]
            drawn += one.stroke.width * (min(ends) < bottom and max(ends) > top)
    return drawn


# --- Lying --------------------------------------------------------------------------------------


def _lying(chart: ChartLook, wide: float, top: float, bottom: float) -> Iterator[str]:
    """Yield bars that lie, each beside its name, in the order of the paper."""
    names = [_wrapped(words, wide * 0.4) for words in chart.categories]
    left = max((_long(line) for those in names for line in those), default=0) + 10
    labels = (_long(words) for one in chart.series for words, _ in one.labels.values())
    room = max(wide - left - max(labels, default=4) - 10, 40)
    apart = (bottom - top) / max(len(names), 1)
    thick = apart / (len(chart.series) + chart.gap)
    zero = left + room * min(max(chart.scale.share(0), 0), 1)
    for at, those in enumerate(names):
        middle = top + (at + 0.5 if chart.from_top else len(names) - at - 0.5) * apart
        for row, line in enumerate(those):
            y = middle + 3.5 + (row - (len(those) - 1) / 2) * 11
            yield _text(left - 6, y, line, _RIGHT)
        for place, one in enumerate(chart.series):
            value = one.values[at] if at < len(one.values) else None
            if value is not None:
                end = left + room * chart.scale.share(value)
                up = middle + (place - len(chart.series) / 2) * thick
                fill = one.fills.get(at, one.fills[-1])
                yield _rect(min(zero, end), up, abs(end - zero), thick, fill)
                words, _ = one.labels.get(at, ("", ""))
                yield _text(max(end, zero) + 5, up + thick / 2 + 3.5, words, _BOLD)
    yield _path(f"M{zero:.4g} {top:.4g}V{bottom:.4g}", Stroke(*_AXIS))
