"""A paper in words: what is on its pages, a line a paragraph.

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
``[line chart: …]`` a chart with its title, its figures and its alternative text,
``[sparkline: …]`` a small line with its alternative text;
``**words**`` bold and ``*words*`` italic; ``[note 1]`` the mark of a note, which is given at the
end. In a cell ``¶`` parts paragraphs, ``^`` says
that the cell goes on from the one above, ``[2 columns]`` that it is that wide.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from paperkit.word.charts import ChartRead, charts_of
from paperkit.word.drawings import is_sparkline
from paperkit.word.package import (
    DOC_PR,
    FALLBACK,
    NO_BREAK,
    Element,
    is_on,
    value_of,
    w,
)
from paperkit.word.proof_package import blocks_in, stretches, within
from paperkit.word.walk import OpenPart, furniture_of, notes_of, sections_of, text_of_file

_SHOWN = str.maketrans({"\n": "<br>", "\t": "<tab>", "\f": "<page>"})


def outline(package: bytes) -> str:
    """Return the paper in words, in the notation at the head of the module.

    Raises ``ReadError``, with a plain sentence, for bytes that are not a Word document.
    """
    sheet = text_of_file(package)
    lines = list(_sections(sheet))
    for number, note, beside in notes_of(sheet):
        lines += (f"[note {number}] {line}" for line in _blocks(note, beside))
    return "\n".join(lines) + "\n"


def _sections(sheet: OpenPart) -> Iterator[str]:
    """Yield the lines of each section, with those of its headers and footers first."""
    for number, section in enumerate(sections_of(sheet), start=1):
        if section.ending is not None:
            size = section.ending.find(w("pgSz"))
            landscape = size is not None and size.get(w("orient")) == "landscape"
            yield f"[section {number}: {'landscape' if landscape else 'portrait'}]"
            for what, kind, beside in furniture_of(section, sheet):
                head = f"[{what}]" if kind == "default" else f"[{what}, {kind}]"
                yield from (f"{head} {line}" for line in _blocks(beside.root, beside))
        yield from _blocks(section.blocks, sheet)


def _blocks(blocks: Iterable[Element], sheet: OpenPart) -> Iterator[str]:
    for block in blocks_in(blocks):
        if block.tag == w("p"):
            style = sheet.styles.name_of(value_of(block.find(w("pPr")), "pStyle"))
            line = f"{style} | {sheet.numbers.get(block, '')} | {_words(block, sheet)}"
            yield line.replace(" |  | ", " | | ").rstrip()
        elif block.tag == w("tbl"):
            yield from _table(block, sheet)


def _words(paragraph: Element, sheet: OpenPart) -> str:
    """Return the words of a paragraph, with its links, looks, notes, charts and pictures."""
    runs = (run for run in stretches(paragraph) if run.words or run.note)
    parts = []
    for link, linked in groupby(runs, key=lambda run: run.link):
        for (style, bold, italic), group in groupby(
            linked, key=lambda run: (run.style, run.bold, run.italic)
        ):
            words = "".join(
                run.words + (f"[note {sheet.notes[run.note]}]" if run.note else "") for run in group
            )
            stars = "*" * (2 * bold + italic)
            name = sheet.styles.name_of(style).lower() if style else ""
            marked = {"gap": f"[Gap: {words}]", "chip": f"[{words.replace(NO_BREAK, ' ').strip()}]"}
            parts.append(marked.get(name, f"{stars}{words}{stars}"))
        if link:
            parts.append(f" <{sheet.addresses.get(link, link)}>")
    shown = "".join(parts).translate(_SHOWN)
    for drawing in paragraph.iter(DOC_PR):
        if next(drawing.iterancestors(FALLBACK), None) is None:
            holder = drawing.getparent()
            charts = () if holder is None else charts_of(sheet.members, sheet.part, holder)
            chart = next(iter(charts), None)
            what = "sparkline" if is_sparkline(drawing) else "picture"
            shown += _chart(chart) if chart else f"[{what}: {drawing.get('descr', '')}]"
    return shown


def _chart(chart: ChartRead) -> str:
    parts = [chart.title]
    for series in chart.series:
        pairs = zip(series.categories, series.values, strict=False)
        figures = ", ".join(f"{category} {value or '-'}" for category, value in pairs)
        if len(series.values) > 1 and len(set(series.values)) == 1:
            figures = f"{series.values[0] or '-'} throughout"
        parts.append(f"{series.name}: {figures}")
    parts.append(f"described as: {chart.described}")
    return f"[{f'{chart.shape} chart'.strip()}: {'; '.join(filter(None, parts))}]"


def _table(table: Element, sheet: OpenPart) -> Iterator[str]:
    caption = value_of(table.find(w("tblPr")), "tblCaption")
    yield f"[table: {caption}]" if caption else "[table]"
    rows = within(table, "tr")
    heads = sum(is_on(row.find(w("trPr")), "tblHeader") for row in rows)
    for number, row in enumerate(rows, start=1):
        cells = within(row, "tc")
        yield "| " + " | ".join(_cell(cell, sheet) for cell in cells) + " |"
        if number == heads:
            yield "| " + " | ".join("---" for _ in cells) + " |"
    yield "[end of table]"


def _cell(cell: Element, sheet: OpenPart) -> str:
    properties = cell.find(w("tcPr"))
    merge = None if properties is None else properties.find(w("vMerge"))
    if merge is not None and merge.get(w("val"), "continue") == "continue":
        return "^"
    blocks = []
    for block in blocks_in(cell):
        if block.tag == w("p"):
            blocks.append(f"{sheet.numbers.get(block, '')} {_words(block, sheet)}".strip())
        elif block.tag == w("tbl"):
            blocks.append(" / ".join(_table(block, sheet)))
    text = " ¶ ".join(blocks).replace("|", "\\|")
    shade = None if properties is None else properties.find(w("shd"))
    fill = "auto" if shade is None else shade.get(w("fill"), "auto")
    span = value_of(properties, "gridSpan") or "1"
    text += f" [{fill}]" if fill != "auto" else ""
    return text + (f" [{span} columns]" if span != "1" else "")
