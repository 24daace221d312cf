"""The names that Word gives to the things of a chart (ECMA-376 part 1, 21.2).

A chart of a finished file, read as a stranger would: what it shows, what its workbook holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType

from paperkit.frozen import Frozen
from paperkit.schema.values import plain_number
from paperkit.word.package import (
    DOC_PR,
    R_ID,
    WP_NS,
    Element,
    parse,
    relations_of,
    unpack,
)

C_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"


def c(name: str) -> str:
    """Return the full name of one of a chart's elements."""
    return f"{{{C_NS}}}{name}"


def a(name: str) -> str:
    """Return the full name of one of the elements that all drawings share."""
    return f"{{{A_NS}}}{name}"


def series_name(series: Element) -> str:
    """Return what a series is called; nothing where it has no name."""
    told = series.find(c("tx"))
    return "" if told is None else "".join(node.text or "" for node in told.iter(c("v")))


_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"[^!]+!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
_PLOTS = {"lineChart": "line", "barChart": "bar"}

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
    """A chart as it stands in a file: how it is drawn, its title, its series, its other words.

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
        if part in members:
            root = roots[part] if part in roots else parse(members[part], part)
            yield _read(part, root, _described(mark))


def chart_in(members: Mapping[str, bytes], owner: str, drawing: Element) -> ChartRead | None:
    """Return the chart that a drawing shows, None where it is something else."""
    return next(charts_of(members, owner, drawing), None)


def cells_of(members: Mapping[str, bytes], part: str) -> Mapping[str, str]:
    """Return the cells of a chart's workbook by place, such as B2; none where it has none."""
    held = (rel.target for rel in relations_of(members, part) if rel.kind == "package")
    name = next((target for target in held if target in members), None)
    return dict(_cells(unpack(members[name]))) if name else {}


def source_values(cells: Mapping[str, str], source: str, count: int) -> Values:
    """Return what the cells hold that a series says it comes from; nothing for each blank one."""
    found = _RANGE.fullmatch(source)
    if found is None:
        return ("",) * count
    column, first, _, last = found.groups()
    return tuple(cells.get(f"{column}{n}", "") for n in range(int(first), int(last or first) + 1))


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Return the figure of a point or a cell; None where there is none."""
    try:
        return plain_number(Decimal(text))
    except InvalidOperation:
        return None


def _read(part: str, root: Element, described: str) -> ChartRead:
    plots = [p for p in root.iter() if isinstance(p.tag, str) and p.tag.endswith("Chart")]
    shape = _PLOTS.get(str(plots[0].tag).rpartition("}")[2], "") if len(plots) == 1 else ""
    title = root.find(f"{c('chart')}/{c('title')}")
    words = "" if title is None else "".join(node.text or "" for node in title.iter(a("t")))
    ordered = sorted(root.iter(c("ser")), key=_order)
    return ChartRead(part, shape, words, described, tuple(map(_series, ordered)))


def _order(series: Element) -> int:
    order = series.find(c("order"))
    return 0 if order is None else int(order.get("val", "0"))


def _series(node: Element) -> SeriesRead:
    parts = [node.find(c(name)) for name in ("tx", "cat", "val")]
    sources = tuple("" if p is None else _text(next(p.iter(c("f")), None)) for p in parts)
    return SeriesRead(series_name(node), _points(parts[1]), _points(parts[2]), sources)


def _points(node: Element | None) -> Values:
    count = None if node is None else next(node.iter(c("ptCount")), None)
    if node is None or count is None:
        return ()
    there = {int(pt.get("idx", "0")): _text(pt.find(c("v"))) for pt in node.iter(c("pt"))}
    return tuple(there.get(n, "") for n in range(int(count.get("val", "0"))))


def _text(node: Element | None) -> str:
    return "" if node is None else node.text or ""


def _described(mark: Element) -> str:
    holder = next(mark.iterancestors(f"{{{WP_NS}}}inline", f"{{{WP_NS}}}anchor"), None)
    told = None if holder is None else holder.find(DOC_PR)
    return "" if told is None else told.get("descr", "")


def _cells(workbook: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    strings = _strings(workbook)
    for cell in parse(workbook[_SHEET], _SHEET).iter(f"{_S}c") if _SHEET in workbook else ():
        value = _text(cell.find(f"{_S}v"))
        shared = cell.get("t") == "s"
        yield cell.get("r", ""), strings[int(value)] if shared and value else value


def _strings(workbook: Mapping[str, bytes]) -> Sequence[str]:
    if _STRINGS not in workbook:
        return ()
    items = parse(workbook[_STRINGS], _STRINGS).iter(f"{_S}si")
    return ["".join(text.text or "" for text in item.iter(f"{_S}t")) for item in items]
