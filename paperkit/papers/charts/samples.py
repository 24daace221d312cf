"""The sample charts of a house, of which the data are replaced and the rest is kept.

They stand anywhere in ``house.docx``: the first chart that is a plain line chart, and the first
that is a plain bar or column chart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.charts.names import c
from paperkit.papers.figures import Figure, Shape
from paperkit.papers.word.house import WordFile
from paperkit.papers.word.names import R_ID, WP_NS, Element
from paperkit.papers.word.parts import parse, unpack
from paperkit.papers.word.relations import content_types, main_part, relations_of, rels_name
from paperkit.schema.cleaning import folded

WIDTH, HEIGHT = 5_760_000, 2_520_000  # 16 by 7 cm, where there is no sample
_PLOTS = {c("lineChart"): Shape.LINE, c("barChart"): Shape.BARS}
# The sample's own figures, what would lead out of the paper, and shapes drawn over one chart.
LEFT = frozenset({"package", "oleObject", "hyperlink", "chartUserShapes"})


@dataclass(frozen=True)
class Beside:
    """A part that a sample chart leads to, such as its colours."""

    id: str
    relation_type: str
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Sample:
    """A sample chart: its part, those beside it, its size, the series that it has, its house."""

    chart: bytes
    file: str
    series: frozenset[str]
    width: int = WIDTH
    height: int = HEIGHT
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class Samples:
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


def series_name(series: Element) -> str:
    """Return what a series is called; nothing where it has no name."""
    told = series.find(c("tx"))
    return "" if told is None else "".join(node.text or "" for node in told.iter(c("v")))


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
