"""What papers draw in a line of their text: charts and sparklines, and the parts that these need.

A drawing is as wide as its sample, or as there is room, such as a column. Charts stay editable:
each has a workbook of its own. A sparkline is an SVG, with a PNG for a reader that knows none.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import cast

from lxml import etree

from paperkit.frozen import Frozen, field
from paperkit.word.charts import A_NS, C_NS, HEIGHT, WIDTH, Samples, a, c
from paperkit.word.charts_laid_out import least_height
from paperkit.word.house import column_width
from paperkit.word.package import (
    DOC_PR,
    OFFICE,
    R_ID,
    R_NS,
    W_NS,
    WP_NS,
    Element,
    number_of,
    relations_of,
    unused,
    w,
    with_relations,
    with_types,
)
from paperkit.word.sparklines import ACROSS, DOT, DOWN, drawn
from paperkit.word.values import Figure, Sparkline

_TWENTIETH = 635  # of a point, in the units of drawings
_CELL_MARGINS = 216  # left and right, in twentieths of a point: Word's own
_CHART, _WORKBOOK = "word/charts/chart{}.xml", "word/embeddings/chart{}.xlsx"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG_NS = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_ID = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # of Word's extension that holds an SVG
_SPARKLINE, _SPARKLINE_ID = "word/media/sparkline{}.{}", "rIdSparkline{}{}"
_IMAGES = MappingProxyType({"svg": "image/svg+xml", "png": "image/png"})
EMBED, SVG_BLIP = f"{{{R_NS}}}embed", f"{{{_SVG_NS}}}svgBlip"
SPARKLINE = "Sparkline "  # with its number the name of each, by which readers of a file know it


def _pic(name: str) -> str:
    return f"{{{_PICTURE}}}{name}"


class _PlacedChart(Frozen):
    """A chart that was put in: the part that shows it, the id there, its number and size."""

    owner: str
    id: str
    number: int
    figure: Figure
    size: tuple[int, int]


class Drawings(Frozen):
    """The drawings of a file: the samples of charts, its parts, those put in so far.

    ``sparklines`` have their numbers, and ``shown_in`` those that each part shows.
    """

    samples: Samples
    members: Mapping[str, bytes]
    placed: list[_PlacedChart] = field(default_factory=list)
    sparklines: dict[Sparkline, int] = field(default_factory=dict)
    shown_in: dict[str, set[int]] = field(default_factory=dict)

    def chart(self, figure: Figure, owner: str, run: Element) -> Element:
        """Return the drawing of a figure for a run of a part.

        It is as wide as its sample or as there is room.
        """
        number = self.placed[-1].number + 1 if self.placed else 1
        while {_CHART.format(number), _WORKBOOK.format(number)} & self.members.keys():
            number += 1
        # Apart from those of links, which are made while the same part is filled.
        taken = {rel.id for rel in relations_of(self.members, owner)}
        own_id = f"rIdChart{number}"
        own_id = own_id if own_id not in taken else f"{own_id}x{len(taken)}"
        sample = self.samples.of.get(figure.shape)
        width, height = (sample.width, sample.height) if sample else (WIDTH, HEIGHT)
        room = self._room(run) * _TWENTIETH
        if 0 < room < width:
            height = max(height * room // width, least_height(figure, room))
            width = room
        self.placed.append(_PlacedChart(owner, own_id, number, figure, (width, height)))
        drawing, data = _in_line(f"Chart {number}", str(figure), width, height, C_NS)
        etree.SubElement(data, c("chart"), {R_ID: own_id}, nsmap={"c": C_NS, "r": R_NS})
        return drawing

    def sparkline(self, value: Sparkline, owner: str, run: Element) -> Element:
        """Return the drawing of a sparkline for a run of a part; equal ones share their parts."""
        number = self.sparklines.get(value) or max(self.sparklines.values(), default=0) + 1
        while _SPARKLINE.format(number, "png") in self.members:
            number += 1
        self.sparklines[value] = number
        self.shown_in.setdefault(owner, set()).add(number)
        room = self._room(run) * _TWENTIETH
        width = min(ACROSS * DOT, room) if room > 0 else ACROSS * DOT
        height = width * DOWN // ACROSS
        drawing, data = _in_line(f"{SPARKLINE}{number}", str(value), width, height, _PICTURE)
        picture = etree.SubElement(data, _pic("pic"), nsmap={"pic": _PICTURE})
        named = etree.SubElement(picture, _pic("nvPicPr"))
        etree.SubElement(named, _pic("cNvPr"), id="0", name=f"{SPARKLINE}{number}")
        etree.SubElement(named, _pic("cNvPicPr"))
        filled = etree.SubElement(picture, _pic("blipFill"))
        fallback = {EMBED: _SPARKLINE_ID.format(number, "Png")}
        blip = etree.SubElement(filled, a("blip"), fallback, nsmap={"r": R_NS})
        extension = etree.SubElement(etree.SubElement(blip, a("extLst")), a("ext"), uri=_SVG_ID)
        image = {EMBED: _SPARKLINE_ID.format(number, "Svg")}
        etree.SubElement(extension, SVG_BLIP, image, nsmap={"asvg": _SVG_NS})
        etree.SubElement(etree.SubElement(filled, a("stretch")), a("fillRect"))
        shape = etree.SubElement(picture, _pic("spPr"))
        place = etree.SubElement(shape, a("xfrm"))
        etree.SubElement(place, a("off"), x="0", y="0")
        etree.SubElement(place, a("ext"), cx=str(width), cy=str(height))
        etree.SubElement(etree.SubElement(shape, a("prstGeom"), prst="rect"), a("avLst"))
        return drawing

    def _room(self, run: Element) -> int:
        """Return how wide the text is where a run is; 0 where nothing says so."""
        cell = next(run.iterancestors(w("tc")), None)
        if cell is not None:
            size = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if size is None or size.get(w("type"), "dxa") != "dxa":
                return 0
            return max(number_of(size, "w") - _CELL_MARGINS, 0)
        path = "ancestor::w:p/w:pPr/w:sectPr | following::w:sectPr[1]"
        sections = cast("list[Element]", run.xpath(path, namespaces={"w": W_NS}))
        return column_width(sections[0]) if sections else 0


def _in_line(name: str, words: str, width: int, height: int, uri: str) -> tuple[Element, Element]:
    """Return a drawing in its line with alternative text, and what is to hold its data."""
    drawing = etree.Element(w("drawing"))
    sides = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    names = {"wp": WP_NS, "a": A_NS}
    inline = etree.SubElement(drawing, f"{{{WP_NS}}}inline", sides, nsmap=names)
    etree.SubElement(inline, f"{{{WP_NS}}}extent", cx=str(width), cy=str(height))
    # Its id is one of the whole file's: the finishing step numbers them all.
    etree.SubElement(inline, DOC_PR, {"id": "1", "name": name, "descr": words})
    etree.SubElement(inline, f"{{{WP_NS}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, a("graphic"))
    return drawing, etree.SubElement(graphic, a("graphicData"), uri=uri)


def with_drawings(members: Mapping[str, bytes], drawings: Drawings) -> dict[str, bytes]:
    """Return the parts with those of charts and sparklines, their types and their links.

    Equal values and samples give equal parts.
    """
    parts, types = dict(members), dict[str, str]()
    relations: dict[str, list[dict[str, str]]] = {}

    def relate(owner: str, rel_id: str, full_type: str, target: str) -> None:
        attributes = {"Id": rel_id, "Type": full_type, "Target": f"/{target}"}
        relations.setdefault(owner, []).append(attributes)

    for placed in drawings.placed:
        # Slow to import, and needed only where a paper has a chart.
        from paperkit.word.charts_drawn import drawn as drawn_chart

        chart, workbook = _CHART.format(placed.number), _WORKBOOK.format(placed.number)
        sample = drawings.samples.of.get(placed.figure.shape)
        beside = sample.beside if sample else ()
        workbook_id = next(unused({one.id for one in beside}, "rId"))
        parts[chart], parts[workbook] = drawn_chart(placed.figure, sample, workbook_id, placed.size)
        types[chart] = f"{OFFICE}.drawingml.chart+xml"
        types[workbook] = f"{OFFICE}.spreadsheetml.sheet"
        relate(placed.owner, placed.id, f"{R_NS}/chart", chart)
        relate(chart, workbook_id, f"{R_NS}/package", workbook)
        for one in beside:
            stem, dot, ending = one.name.rpartition("/")[2].rpartition(".")
            own = f"word/charts/{stem}-chart{placed.number}{dot}{ending}"
            parts[own], types[own] = one.data, one.content_type
            relate(chart, one.id, one.relation_type, own)
    for sparkline, number in drawings.sparklines.items():
        for ending, image in zip(_IMAGES, drawn(sparkline), strict=True):
            part = _SPARKLINE.format(number, ending)
            parts[part], types[part] = image, _IMAGES[ending]
            for owner in (one for one, numbers in drawings.shown_in.items() if number in numbers):
                rel_id = _SPARKLINE_ID.format(number, ending.capitalize())
                relate(owner, rel_id, f"{R_NS}/image", part)
    for owner, owned in relations.items():
        parts = with_relations(parts, owner, owned)
    return with_types(parts, types) if types else parts


class SparklineRead(Frozen):
    """A sparkline as it is in a file: its alternative text, and its two images."""

    words: str
    images: tuple[bytes, ...]


def sparklines_of(
    members: Mapping[str, bytes], owner: str, story: Element
) -> Iterator[SparklineRead]:
    """Yield the sparklines that a part shows, in order."""
    marks = [one for one in story.iter(DOC_PR) if is_sparkline(one)]
    targets = {rel.id: rel.target for rel in relations_of(members, owner)} if marks else {}
    for mark in marks:
        holder = mark.getparent()
        assert holder is not None
        ids = [one.get(EMBED, "") for name in (SVG_BLIP, a("blip")) for one in holder.iter(name)]
        images = tuple(members.get(targets.get(one, ""), b"") for one in ids)
        yield SparklineRead(mark.get("descr", ""), images)


def is_sparkline(described: Element) -> bool:
    """Return whether the drawing that is described so is a sparkline."""
    return described.get("name", "").startswith(SPARKLINE)
