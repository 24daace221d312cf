"""A chart of a finished file, read as a stranger would: what it shows, what its workbook holds.

Its things have the names that Word gives them (ECMA-376 part 1, 21.2).
"""

import re
from collections.abc import Iterator, Mapping
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
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_SHAPES = {"lineChart": "line", "barChart": "bar"}

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


def c(name: str) -> str:
    """Return the full name of one of a chart's elements."""
    return f"{{{C_NS}}}{name}"


def a(name: str) -> str:
    """Return the full name of one of the elements that all drawings share."""
    return f"{{{A_NS}}}{name}"


def plots_of(root: Element) -> list[Element]:
    """Return the plots of a chart's part, such as its ``c:lineChart``."""
    return [node for node in root.iter() if str(node.tag).endswith("Chart")]


def series_name(series: Element) -> str:
    """Return what a series is called; nothing where it has no name."""
    return _words_of(series.find(c("tx")), c("v"))


def holder_of(mark: Element) -> Element | None:
    """Return what holds a drawing in its line or on its page, with its size and its words."""
    return next(mark.iterancestors(f"{{{WP_NS}}}inline", f"{{{WP_NS}}}anchor"), None)


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
        plots = plots_of(root)
        shape = _SHAPES.get(str(plots[0].tag).rpartition("}")[2], "") if len(plots) == 1 else ""
        title = _words_of(root.find(f"{c('chart')}/{c('title')}"), a("t"))
        holder = holder_of(mark)
        properties = None if holder is None else holder.find(DOC_PR)
        described = "" if properties is None else properties.get("descr", "")
        series = tuple(map(_series, sorted(root.iter(c("ser")), key=_order)))
        yield ChartRead(part, shape, title, described, series)


def _order(series: Element) -> int:
    order = series.find(c("order"))
    return 0 if order is None else int(order.get("val", "0"))


def _series(node: Element) -> SeriesRead:
    parts = [node.find(c(name)) for name in ("tx", "cat", "val")]
    formulas = [None if part is None else next(part.iter(c("f")), None) for part in parts]
    sources = tuple("" if formula is None else formula.text or "" for formula in formulas)
    return SeriesRead(series_name(node), _points(parts[1]), _points(parts[2]), sources)


def _points(node: Element | None) -> Values:
    count = None if node is None else next(node.iter(c("ptCount")), None)
    if node is None or count is None:
        return ()
    there = {int(pt.get("idx", "0")): pt.findtext(c("v"), "") for pt in node.iter(c("pt"))}
    return tuple(there.get(n, "") for n in range(int(count.get("val", "0"))))


def _words_of(node: Element | None, name: str) -> str:
    return "" if node is None else "".join(text.text or "" for text in node.iter(name))


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
        return plain_number(Decimal(text))
    except InvalidOperation:
        return None
