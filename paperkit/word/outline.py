"""A paper in words: what stands on its pages, a line a paragraph.

::

    [section 1: portrait]
    [header] Normal | | Board paper
    Heading 1 | 1 | Recommendations
    Numbered | 1.1 | That the Board agree the plan.
    [table: Key to the ratings]
    | Word | Meaning |
    | --- | --- |
    | Green [2E7D32] | As planned |

In a line ``<br>`` is a line break, ``<tab>`` a tab, ``<page>`` a page break; ``words <address>``
a link; ``3.4 <#ref_name>`` a reference to a bookmark; ``[Gap: words]`` what is marked as missing;
``[line chart: …]`` a chart with its title, its figures and its alternative text;
``**words**`` bold and ``*words*`` italic; ``[note 1]`` the mark of a note, which is told at the
end. In a cell ``¶`` parts paragraphs, ``^`` says
that the cell goes on from the one above, ``[2 columns]`` that it is that wide.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from paperkit.frozen import Frozen
from paperkit.word.charts_reading import ChartRead, SeriesRead, charts_of
from paperkit.word.numbers import printed_numbers
from paperkit.word.package import (
    DOC_PR,
    FALLBACK,
    R_ID,
    Element,
    is_on,
    main_part,
    parse,
    related,
    relations_of,
    unpack,
    value_of,
    w,
)
from paperkit.word.proof_package import Stretch, stretches
from paperkit.word.wml import Styles, read_styles

_SHOWN = str.maketrans({"\n": "<br>", "\t": "<tab>", "\f": "<page>"})


class _Sheet(Frozen):
    """One part being told: the file's styles, the printed numbers, where links lead."""

    styles: Styles
    numbers: Mapping[Element, str]
    addresses: Mapping[str, str]
    members: Mapping[str, bytes]
    part: str
    notes: Mapping[str, int]


def outline(package: bytes) -> str:
    """Return the paper in words, in the notation at the head of the module.

    Raises ``ReadError``, with a plain sentence, for bytes that are no Word document.
    """
    members = unpack(package)
    main = main_part(members)
    root = parse(members[main], main)
    styles = read_styles(_related(members, "styles"))
    numbers = printed_numbers(root, _related(members, "numbering"), styles)
    sheet = _sheet(members, main, styles, numbers)
    body = root.find(w("body"))
    lines = [] if body is None else _sections(body, sheet)
    return "\n".join((*lines, *_notes(sheet))) + "\n"


def _related(members: Mapping[str, bytes], kind: str) -> Element | None:
    name = related(members, kind)
    return parse(members[name], name) if name else None


def _sheet(
    members: Mapping[str, bytes], part: str, styles: Styles, numbers: Mapping[Element, str]
) -> _Sheet:
    addresses = {rel.id: rel.target for rel in relations_of(members, part)}
    marks = parse(members[part], part).iter(w("footnoteReference"))
    notes = {mark.get(w("id"), ""): at for at, mark in enumerate(marks, start=1)}
    return _Sheet(styles, numbers, addresses, members, part, notes)


def _notes(sheet: _Sheet) -> Iterator[str]:
    part = related(sheet.members, "footnotes")
    if part is None:
        return
    own = _sheet(sheet.members, part, sheet.styles, {})
    nodes = parse(sheet.members[part], part).iter(w("footnote"))
    told = {
        sheet.notes[name]: node for node in nodes if (name := node.get(w("id"), "")) in sheet.notes
    }
    for number in sorted(told):
        yield from (f"[note {number}] {line}" for line in _blocks(told[number], own))


def _sections(body: Element, sheet: _Sheet) -> Iterator[str]:
    waiting: list[Element] = []
    number = 1
    for block in body:
        ending = block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")
        if block is not ending:
            waiting.append(block)
        if ending is not None:
            yield from _section(ending, number, waiting, sheet)
            waiting, number = [], number + 1
    yield from _blocks(waiting, sheet)


def _section(ending: Element, number: int, blocks: list[Element], sheet: _Sheet) -> Iterator[str]:
    size = ending.find(w("pgSz"))
    landscape = size is not None and size.get(w("orient")) == "landscape"
    yield f"[section {number}: {'landscape' if landscape else 'portrait'}]"
    for name in ("headerReference", "footerReference"):
        for reference in ending.findall(w(name)):
            yield from _furniture(reference, name.removesuffix("Reference"), sheet)
    yield from _blocks(blocks, sheet)


def _furniture(reference: Element, what: str, sheet: _Sheet) -> Iterator[str]:
    part = sheet.addresses.get(reference.get(R_ID, ""), "")
    if part in sheet.members:
        kind = reference.get(w("type"), "default")
        head = f"[{what}]" if kind == "default" else f"[{what}, {kind}]"
        own = _sheet(sheet.members, part, sheet.styles, {})
        for line in _blocks(parse(sheet.members[part], part), own):
            yield f"{head} {line}"


def _blocks(blocks: "list[Element] | Element", sheet: _Sheet) -> Iterator[str]:
    for block in blocks:
        if block.tag == w("p"):
            yield _line(block, sheet)
        elif block.tag == w("tbl"):
            yield from _table(block, sheet)
        elif block.tag in (w("sdt"), w("sdtContent")):
            yield from _blocks(block, sheet)


def _line(paragraph: Element, sheet: _Sheet) -> str:
    style = sheet.styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle"))
    number = sheet.numbers.get(paragraph, "")
    return f"{style} | {number} | {_words(paragraph, sheet)}".replace(" |  | ", " | | ").rstrip()


def _words(paragraph: Element, sheet: _Sheet) -> str:
    runs = (run for run in stretches(paragraph) if run.words or run.note)
    told = "".join(
        _told(link, list(group), sheet) for link, group in groupby(runs, key=lambda run: run.link)
    )
    return told.translate(_SHOWN) + "".join(_drawings(paragraph, sheet))


def _told(link: str, runs: list[Stretch], sheet: _Sheet) -> str:
    words = "".join(
        _marked(look, "".join(_shown(run, sheet) for run in group), sheet)
        for look, group in groupby(runs, key=lambda run: (run.style, run.bold, run.italic))
    )
    return f"{words} <{sheet.addresses.get(link, link)}>" if link else words


def _shown(run: Stretch, sheet: _Sheet) -> str:
    return run.words + (f"[note {sheet.notes[run.note]}]" if run.note else "")


def _marked(look: tuple[str, bool, bool], words: str, sheet: _Sheet) -> str:
    style, bold, italic = look
    stars = "*" * (2 * bold + italic)
    is_gap = style and sheet.styles.name_of(style).lower() == "gap"
    return f"[Gap: {words}]" if is_gap else f"{stars}{words}{stars}"


def _drawings(paragraph: Element, sheet: _Sheet) -> Iterator[str]:
    for drawing in paragraph.iter(DOC_PR):
        if next(drawing.iterancestors(FALLBACK), None) is None:
            holder = drawing.getparent()
            shown = () if holder is None else charts_of(sheet.members, sheet.part, holder)
            described = drawing.get("descr", "")
            chart = next(iter(shown), None)
            yield _charted(chart) if chart else f"[picture: {described}]"


def _charted(chart: ChartRead) -> str:
    figures = (f"{one.name}: {', '.join(_figures(one))}" for one in chart.series)
    told = (chart.title, *figures, f"described as: {chart.described}")
    return f"[{f'{chart.shape} chart'.strip()}: {'; '.join(filter(None, told))}]"


def _figures(series: SeriesRead) -> Iterator[str]:
    if len(series.values) > 1 and len(set(series.values)) == 1:
        yield f"{series.values[0] or '-'} throughout"
        return
    for category, value in zip(series.categories, series.values, strict=False):
        yield f"{category} {value or '-'}"


def _table(table: Element, sheet: _Sheet) -> Iterator[str]:
    caption = value_of(table.find(w("tblPr")), "tblCaption")
    yield f"[table: {caption}]" if caption else "[table]"
    rows = _within(table, "tr")
    heads = sum(is_on(row.find(w("trPr")), "tblHeader") for row in rows)
    for number, row in enumerate(rows, start=1):
        cells = _within(row, "tc")
        yield "| " + " | ".join(_cell(cell, sheet) for cell in cells) + " |"
        if number == heads:
            yield "| " + " | ".join("---" for _ in cells) + " |"
    yield "[end of table]"


def _within(parent: Element, name: str) -> list[Element]:
    """Return the rows of a table or cells of a row, also those in content controls."""
    found = []
    for child in parent:
        if child.tag == w(name):
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent")):
            found += _within(child, name)
    return found


def _cell(cell: Element, sheet: _Sheet) -> str:
    properties = cell.find(w("tcPr"))
    merge = None if properties is None else properties.find(w("vMerge"))
    if merge is not None and merge.get(w("val"), "continue") == "continue":
        return "^"
    words = " ¶ ".join(_cell_blocks(cell, sheet)).replace("|", "\\|")
    shade = None if properties is None else properties.find(w("shd"))
    fill = "auto" if shade is None else shade.get(w("fill"), "auto")
    span = value_of(properties, "gridSpan") or "1"
    told = words + (f" [{fill}]" if fill != "auto" else "")
    return told + (f" [{span} columns]" if span != "1" else "")


def _cell_blocks(cell: Element, sheet: _Sheet) -> Iterator[str]:
    for block in cell:
        if block.tag == w("p"):
            number = sheet.numbers.get(block, "")
            yield f"{number} {_words(block, sheet)}".strip()
        elif block.tag == w("tbl"):
            yield " / ".join(_table(block, sheet))
        elif block.tag in (w("sdt"), w("sdtContent")):
            yield from _cell_blocks(block, sheet)
