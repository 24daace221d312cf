"""Charts put on the page: the drawing in its line, and the parts that it leads to."""

from collections.abc import Iterator, Mapping

from lxml import etree

from paperkit.frozen import Frozen, field, replace
from paperkit.word.charts import HEIGHT, WIDTH, Sample, Samples
from paperkit.word.charts_reading import A_NS, C_NS
from paperkit.word.figures import Figure
from paperkit.word.house_pages import text_width
from paperkit.word.package import (
    CONTENT_TYPES,
    R_ID,
    R_NS,
    RELS_NS,
    TYPES_NS,
    WP_NS,
    Element,
    free_id,
    parse,
    relations_of,
    rels_name,
    w,
    written,
)

CHART = f"{R_NS}/chart"
WORKBOOK = f"{R_NS}/package"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_CHART_TYPE = f"{_OFFICE}.drawingml.chart+xml"
_WORKBOOK_TYPE = f"{_OFFICE}.spreadsheetml.sheet"
_BLANK_RELS = f'<Relationships xmlns="{RELS_NS}"/>'.encode()
_TWENTIETH = 635  # of a point, in the units of drawings
_CELL_MARGINS = 216  # left and right, in twentieths of a point: Word's own


class _Placed(Frozen):
    """A chart that was put in: the part that shows it, the id there, its number."""

    owner: str
    id: str
    number: int
    figure: Figure


class Drawings(Frozen):
    """The charts of a file: the samples of their look, the names taken, those put in so far.

    ``owner`` is the part that is being filled, ``taken`` its relationship ids.
    """

    samples: Samples
    names: frozenset[str]
    placed: list[_Placed] = field(default_factory=list)
    owner: str = ""
    taken: frozenset[str] = frozenset()
    widths: Mapping[Element, int] = field(default_factory=dict)

    def of(self, members: Mapping[str, bytes], owner: str, story: Element) -> "Drawings":
        """Return the same for a part: what is put in is put into that one."""
        taken = frozenset(rel.id for rel in relations_of(members, owner))
        return replace(self, owner=owner, taken=taken, widths=dict(_widths(story)))

    def drawing(self, figure: Figure, run: Element) -> Element:
        """Return the drawing of a figure for a run, as wide as its sample or as there is room."""
        sample = self.samples.of.get(figure.shape)
        number = self._free_number()
        placed = _Placed(self.owner, self._free_id(number), number, figure)
        self.placed.append(placed)
        width, height = (sample.width, sample.height) if sample else (WIDTH, HEIGHT)
        room = self._room(run) * _TWENTIETH
        return _drawing(placed, min(width, room) if room > 0 else width, height)

    def _free_number(self) -> int:
        number = self.placed[-1].number + 1 if self.placed else 1
        while not self.names.isdisjoint((_chart_name(number), _workbook_name(number))):
            number += 1
        return number

    def _free_id(self, number: int) -> str:
        # Apart from those of links, which are made while the same part is filled.
        made = f"rIdChart{number}"
        return made if made not in self.taken else f"{made}x{len(self.taken)}"

    def _room(self, run: Element) -> int:
        """Return how wide the text is where a run stands; 0 where nothing says so."""
        cell = next(run.iterancestors(w("tc")), None)
        if cell is not None:
            size = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if size is None or size.get(w("type"), "dxa") != "dxa":
                return 0
            return max(int(size.get(w("w"), "0")) - _CELL_MARGINS, 0)
        above = [run, *run.iterancestors()]
        return next((self.widths[node] for node in above if node in self.widths), 0)


def drawings_of(members: Mapping[str, bytes], samples: Samples) -> Drawings:
    """Return the charts of a file, none put in yet."""
    return Drawings(samples, frozenset(members))


def with_drawings(members: Mapping[str, bytes], drawings: Drawings) -> dict[str, bytes]:
    """Return the parts with those of the charts: each with its workbook, its types and its links.

    Equal figures and samples give equal parts.
    """
    if not drawings.placed:
        return dict(members)
    parts, types = dict(members), dict[str, str]()
    for placed in drawings.placed:
        sample = drawings.samples.of.get(placed.figure.shape)
        made = dict(_parts_of(placed, sample))
        parts |= {name: data for name, (data, _) in made.items()}
        types |= {name: content_type for name, (_, content_type) in made.items() if content_type}
    return _led_to(_typed(parts, types), drawings.placed)


def _chart_name(number: int) -> str:
    return f"word/charts/chart{number}.xml"


def _workbook_name(number: int) -> str:
    return f"word/embeddings/chart{number}.xlsx"


def _widths(story: Element) -> Iterator[tuple[Element, int]]:
    """Yield each block of a text with the width of its section's text."""
    body = story.find(w("body"))
    waiting: list[Element] = []
    for block in () if body is None else body:
        waiting.append(block)
        ends = block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")
        if ends is not None:
            yield from ((one, text_width(ends)) for one in waiting)
            waiting = []


def _drawing(placed: _Placed, width: int, height: int) -> Element:
    names = {"wp": WP_NS, "a": A_NS}
    drawing = etree.Element(w("drawing"))
    inline = etree.SubElement(drawing, f"{{{WP_NS}}}inline", nsmap=names)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    etree.SubElement(inline, f"{{{WP_NS}}}extent", cx=str(width), cy=str(height))
    told = etree.SubElement(inline, f"{{{WP_NS}}}docPr", id=str(placed.number))
    told.set("name", f"Chart {placed.number}")
    told.set("descr", str(placed.figure))
    etree.SubElement(inline, f"{{{WP_NS}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{A_NS}}}graphic")
    data = etree.SubElement(graphic, f"{{{A_NS}}}graphicData", uri=C_NS)
    chart = etree.SubElement(data, f"{{{C_NS}}}chart", nsmap={"c": C_NS, "r": R_NS})
    chart.set(R_ID, placed.id)
    return drawing


def _parts_of(placed: _Placed, sample: Sample | None) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield the parts of a chart with their content types; its relationships have none."""
    # Slow to import, and needed only where a paper has a chart.
    from paperkit.word.charts import drawn

    beside = sample.beside if sample else ()
    workbook_id = free_id(frozenset(one.id for one in beside))
    made = drawn(placed.figure, sample, workbook_id)
    name = _chart_name(placed.number)
    relations = parse(_BLANK_RELS, rels_name(name))
    _relate(relations, workbook_id, WORKBOOK, _workbook_name(placed.number))
    yield name, (made.chart, _CHART_TYPE)
    yield _workbook_name(placed.number), (made.workbook, _WORKBOOK_TYPE)
    for one in beside:
        stem, dot, ending = one.name.rpartition("/")[2].rpartition(".")
        own = f"word/charts/{stem}-chart{placed.number}{dot}{ending}"
        _relate(relations, one.id, one.relation_type, own)
        yield own, (one.data, one.content_type)
    yield rels_name(name), (written(relations), "")


def _relate(relations: Element, rel_id: str, full_type: str, part: str) -> None:
    node = etree.SubElement(relations, f"{{{RELS_NS}}}Relationship", Id=rel_id, Type=full_type)
    node.set("Target", f"/{part}")


def _typed(members: Mapping[str, bytes], types: Mapping[str, str]) -> dict[str, bytes]:
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for name, content_type in types.items():
        node = etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{name}")
        node.set("ContentType", content_type)
    return {**members, CONTENT_TYPES: written(root)}


def _led_to(members: dict[str, bytes], charts: list[_Placed]) -> dict[str, bytes]:
    """Return the parts with each chart led to by the part that shows it."""
    for owner in dict.fromkeys(one.owner for one in charts):
        name = rels_name(owner)
        root = parse(members.get(name, _BLANK_RELS), name)
        for one in (one for one in charts if one.owner == owner):
            _relate(root, one.id, CHART, _chart_name(one.number))
        members = {**members, name: written(root)}
    return members
