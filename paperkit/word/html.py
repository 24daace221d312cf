"""A finished paper as one HTML file: the words, tables and drawings of its pages, in their order.

It is made from the .docx alone, and so says what that says: headings with their printed numbers,
numbered paragraphs, lists, tables with their heading rows, links, notes, charts as drawings with
their texts. It has no script and asks for nothing outside itself. What only a page has is left out:
numbers of pages, and the same header on each of them; the words of headers come once at the top,
those of footers once at the end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from paperkit.frozen import Frozen, replace
from paperkit.word.copies import mark_for, sealed_copy
from paperkit.word.html_look import look_of
from paperkit.word.html_words import TAB, Writing, words_html
from paperkit.word.numbering import BULLET, lists_of
from paperkit.word.package import (
    DOC_PR,
    Element,
    child_of,
    is_on,
    number_of,
    parse,
    related_root,
    value_of,
    w,
    whole_number,
)
from paperkit.word.proof_package import blocks_in, text_of, within
from paperkit.word.properties import CORE_PART, DC_NS, language_of, title_of
from paperkit.word.walk import (
    OpenPart,
    PageSection,
    furniture_of,
    notes_of,
    sections_of,
    text_of_file,
)

_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)")
_CONTENTS = re.compile(r"toc (\d)")
_ALIGNED = {"center": "centre", "right": "right", "end": "right"}
_MOST_NARROW = 4  # columns; a wider table can be moved under the eye on a small screen
_MANY, _FITTING = 6, 8  # rows that may go off the screen; columns that a wide one has room for
_ROOM = 56  # letters beside each other on a small screen; cells that need more stand stacked
_DRAWN = 10  # letters that a drawing in a cell is as wide as
_BODY = 9  # the outline level of text that is not a heading (17.3.1.20)
_NEEDED = 20  # letters of a line of prose, at least, that is read with ease
_FIGURE = 7  # letters of a cell's line at most that is a figure: 100.0%
_SHORT = 14  # letters of a cell's line that is never broken: a figure, a name, 31 March 2026


def html_of(package: bytes) -> bytes:
    """Return a finished paper as one HTML file; equal papers give equal bytes.

    ``ReadError``, with a plain sentence, for bytes that are not a Word document.
    """
    part = text_of_file(package)
    styles = related_root(part.members, "styles")
    language = ("" if styles is None else language_of(styles)) or "en-GB"
    title = title_of(package)
    levels, has_one = _levels(part)
    look = look_of(part.members, part.styles)
    writing = Writing(part, look, language, frozenset(_targets(part)), levels)
    sections = list(sections_of(part))
    furniture: dict[str, list[str]] = {"header": [], "footer": []}
    for section in sections:
        for what, _, beside in furniture_of(section, part):
            lines = _lines(beside.root, replace(writing, part=beside))
            furniture[what] += (line for line in lines if line not in furniture[what])
    heading = "" if has_one else f"<h1>{escape(title)}</h1>"
    text = "\n".join(_parts(heading, sections, writing))
    notes = "\n".join(_note(*note, writing) for note in notes_of(part))
    if notes:
        notes = f'<section class="notes"><h2>Notes</h2>\n<ol>\n{notes}\n</ol></section>\n'
    said = {
        "author": _property(part.members, "creator"),
        "description": _property(part.members, "subject"),
        "generator": mark_for(package),
    }
    metas = "".join(f'<meta name="{k}" content="{escape(v)}">\n' for k, v in said.items() if v)
    top, end = ("\n".join(furniture[what]) for what in ("header", "footer"))
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{metas}<style>\n{look.css()}</style>\n</head>\n<body>\n"
        f"{_of('header', top)}<main>\n{text}\n{notes}</main>\n{_of('footer', end)}"
        "</body>\n</html>\n"
    )
    return sealed_copy(page.encode())


def _of(tag: str, words: str) -> str:
    return f"<{tag}>\n{words}\n</{tag}>\n" if words else ""


def _property(members: Mapping[str, bytes], name: str) -> str:
    core = members.get(CORE_PART)
    return "" if core is None else parse(core, CORE_PART).findtext(f"{{{DC_NS}}}{name}", "")


def _targets(part: OpenPart) -> Iterator[str]:
    """Yield the bookmarks within paragraphs to which a link or a reference leads."""
    asked = {node.get(w("anchor"), "") for node in part.root.iter(w("hyperlink"))}
    codes = [node.get(w("instr"), "") for node in part.root.iter(w("fldSimple"))]
    codes += (node.text or "" for node in part.root.iter(w("instrText")))
    asked |= {found.group(1) for code in codes if (found := _REFERENCE.match(code))}
    for paragraph in part.root.iter(w("p")):
        names = (mark.get(w("name"), "") for mark in paragraph.iter(w("bookmarkStart")))
        yield from (name for name in names if name in asked)


def _levels(part: OpenPart) -> tuple[dict[Element, int], bool]:
    """Return the headings of the text with their levels, and whether one of them heads all.

    No level is left out on the way down. Where several or none are of the first level, as in a
    file of several papers, all are a level lower, and the title of the file is the first.
    """
    outlined = {}
    for paragraph in part.root.iter(w("p")):
        level = _outline_level(paragraph, part)
        if level < _BODY and text_of(paragraph).strip():
            outlined[paragraph] = level + 1
    has_one = list(outlined.values()).count(1) == 1
    levels, before = {}, 0 if has_one else 1
    for paragraph, level in outlined.items():
        before = min(level + (not has_one), before + 1, 6)
        levels[paragraph] = before
    return levels, has_one


def _outline_level(paragraph: Element, part: OpenPart) -> int:
    properties = child_of(paragraph, "pPr")
    chain = part.styles.chain(value_of(properties, "pStyle"))
    holders = [properties, *(child_of(style.node, "pPr") for style in chain)]
    said = (whole_number(value_of(holder, "outlineLvl")) for holder in holders)
    return next((one for one in said if one is not None and 0 <= one <= _BODY), _BODY)


# --- Blocks -------------------------------------------------------------------------------------


def _parts(heading: str, sections: Iterable[PageSection], writing: Writing) -> Iterator[str]:
    """Yield the text; what follows where the pages turn, such as full tables, is a part alone.

    One that is across says so: a browser prints it across, too.
    """
    for at, (across, those) in enumerate(groupby(sections, key=_is_across)):
        text = "\n".join(_section(section.blocks, section.ending, writing) for section in those)
        text = text if at else heading + text
        classes = " ".join([*(["part"] if at else []), *(["across-page"] if across else [])])
        yield f"{_said('div', classes)}\n{text}\n</div>" if classes else text


def _is_across(section: PageSection) -> bool:
    size = child_of(section.ending, "pgSz")
    return size is not None and number_of(size, "w") > number_of(size, "h")


def _section(blocks: Sequence[Element], ending: Element | None, writing: Writing) -> str:
    """Return a section; of one in columns each heading and its text are a part that stays whole.

    Parts are put beside each other as there is room, read along: a column of a web page has no end.
    What follows the parts of a heading that is above them all begins a row.
    """
    columns = child_of(ending, "cols")
    number = 1 if columns is None else number_of(columns, "num")
    if number < 2:
        return "\n".join(_blocks(blocks, writing))
    parts: list[list[Element]] = [[]]
    for block in blocks_in(blocks):
        if block in writing.levels:
            parts.append([])
        parts[-1].append(block)
    made, above = [], _BODY
    for part in parts:
        lines = list(_blocks(part, writing))
        level = writing.levels.get(part[0], _BODY) if part else _BODY
        # A heading of headings is above them, all across.
        alone = len(lines) == 1 and level < _BODY
        opening = _said("div", "anew" if level <= above < _BODY else "")
        made += lines if alone or not lines else [opening, *lines, "</div>"]
        above = level if alone else _BODY if level <= above else above
    opening = f'<div class="columns" style="--columns:{number}">'
    return "\n".join((opening, *made, "</div>"))


def _lines(root: Element, writing: Writing) -> list[str]:
    return list(_blocks(root, writing))


class _OpenList(Frozen):
    """A list that may go on: how deep it is, how it begins, how it ends."""

    level: int
    opening: str
    closing: str


def _blocks(blocks: Iterable[Element], writing: Writing) -> Iterator[str]:
    """Yield paragraphs, lists and tables. What continues an item of a list is within it."""
    nodes = list(blocks_in(blocks))
    lists = lists_of(related_root(writing.part.members, "numbering"), writing.part.styles)
    open_lists: list[_OpenList] = []
    caption: Element | None = None
    for at, block in enumerate(nodes):
        if block.tag == w("tbl"):
            yield from _closed(open_lists, -1)
            yield _table(block, caption, writing)
            caption = None
        if block.tag != w("p"):
            continue
        style = _style(block, writing).lower()
        follows = next((node.tag for node in nodes[at + 1 :]), "")
        if style == "caption" and follows == w("tbl"):
            caption = block
            continue
        contents = _CONTENTS.fullmatch(style)
        number = writing.part.numbers.get(block, "")
        if contents or number == BULLET or (number and style.startswith("list")):
            place = lists.place_of(block)
            level = int(contents.group(1)) if contents else place.level + 1 if place else 1
            item = _item(block, "" if number == BULLET else number, writing)
            item = _entry(item) if contents else item
            if item:
                inside = bool(open_lists)
                wanted = _list_of(number, level, contents=bool(contents), within=inside)
                yield from _to_item(open_lists, wanted)
                yield item
        elif open_lists and style.startswith("list"):
            yield _paragraph(block, writing)
        else:
            made = _paragraph(block, writing)
            if made:
                yield from _closed(open_lists, -1)
                yield made
    yield from _closed(open_lists, -1)


def _list_of(number: str, level: int, *, contents: bool, within: bool) -> _OpenList:
    if contents and not within:
        opening = '<nav aria-label="Contents"><ul class="contents" role="list">'
        return _OpenList(level, opening, "</li></ul></nav>")
    if contents or number == BULLET:
        return _OpenList(level, "<ul>", "</li></ul>")
    # The numbers are words of the page, as printed; a style without marks hides that it is a list.
    return _OpenList(level, '<ol class="printed" role="list">', "</li></ol>")


def _to_item(open_lists: list[_OpenList], wanted: _OpenList) -> Iterator[str]:
    """Yield what ends and begins lists so that an item of the wanted one can follow."""
    yield from _closed(open_lists, wanted.level)
    last = open_lists[-1] if open_lists else None
    if last and last.level == wanted.level:
        if wanted.closing in last.closing:
            yield "</li>"
            return
        yield open_lists.pop().closing
    open_lists.append(wanted)
    yield wanted.opening


def _closed(open_lists: list[_OpenList], level: int) -> Iterator[str]:
    """Yield the ends of the lists that are deeper than a level, the deepest first."""
    while open_lists and open_lists[-1].level > level:
        yield open_lists.pop().closing


def _style(paragraph: Element, writing: Writing) -> str:
    style_id = value_of(child_of(paragraph, "pPr"), "pStyle")
    return writing.part.styles.name_of(style_id)


def _classes(paragraph: Element, writing: Writing, *, listed: bool = False) -> str:
    properties = child_of(paragraph, "pPr")
    style_id = value_of(properties, "pStyle")
    classes = []
    if style_id and style_id != writing.part.styles.default:
        classes.append(writing.look.of_paragraph(style_id, listed=listed))
    aligned = _ALIGNED.get(value_of(properties, "jc") or "")
    in_cell = next(paragraph.iterancestors(w("tc")), None) is not None
    is_short = in_cell and len(text_of(paragraph)) <= _SHORT
    return " ".join([*classes, *filter(None, [aligned]), *(["short"] if is_short else [])])


def _said(name: str, classes: str) -> str:
    return f'<{name} class="{classes}">' if classes else f"<{name}>"


def _numbered(number: str, words: str) -> str:
    return f'<span class="number">{escape(number)}</span> {words}' if number else words


def _item(paragraph: Element, number: str, writing: Writing) -> str:
    words = words_html(paragraph, writing)
    classes = _classes(paragraph, writing, listed=True)
    return f"{_said('li', classes)}{_numbered(number, words)}" if words else ""


def _entry(item: str) -> str:
    """Return an entry of the contents with its number, as a part of its link, in a column."""
    before, _, words = item.partition(TAB)
    opening, mark, number = before.rpartition(">")
    return f'{opening}{mark}<span class="number">{number} </span>{words}' if words else item


def _paragraph(paragraph: Element, writing: Writing, tag: str = "p") -> str:
    """Return a paragraph or heading with its printed number; nothing for an empty one."""
    words = words_html(paragraph, writing)
    if not words:
        return ""
    level = writing.levels.get(paragraph)
    tag = f"h{level}" if level else tag
    number = writing.part.numbers.get(paragraph, "")
    classes = _classes(paragraph, writing)
    label, tab, value = words.partition(TAB)
    style_id = value_of(child_of(paragraph, "pPr"), "pStyle")
    is_one_link = label.count("<a ") > label.count("</a>")
    if tab and style_id and not (number or is_one_link) and writing.look.hangs(style_id):
        classes, words = f"{classes} fact", f'<span class="label">{label}</span> {value}'
    return f"{_said(tag, classes)}{_numbered(number, words)}</{tag}>"


def _note(number: int, note: Element, beside: OpenPart, writing: Writing) -> str:
    words = "".join(_blocks(note, replace(writing, part=beside)))
    back = f'<a href="#mark-{number}">Back to where note {number} is</a>'
    return f'<li id="note-{number}">{words} {back}</li>'


# --- Tables -------------------------------------------------------------------------------------


class _PageCell(Frozen):
    """A cell: where it begins, how wide and how high it is.

    In a table whose rows may stand as blocks it is ``stacked``, and ``headed`` by these words.
    """

    node: Element
    column: int
    wide: int
    high: int = 1
    goes_on: bool = False
    heads_below: bool = False
    stacked: bool = False
    headed: str = ""
    is_figure: bool = False


def _table(table: Element, caption: Element | None, writing: Writing) -> str:
    properties = child_of(table, "tblPr")
    rows = within(table, "tr")
    heads = sum(is_on(child_of(row, "trPr"), "tblHeader") for row in rows)
    look = child_of(properties, "tblLook")
    first = look is not None and look.get(w("firstColumn")) in ("1", "true", "on")
    cells = _cells(rows)
    columns = max((cell.column + cell.wide for row in cells for cell in row), default=0)
    headings, figures = _headings(cells, heads, columns)
    group, of_row = (' role="rowgroup"', ' role="row"') if headings else ("", "")
    lines: list[str] = []
    for at, row in enumerate(cells):
        across = len(row) == 1 and columns > 1 and at >= heads
        heads_below = across and _is_heading(row[0].node, writing)
        if heads_below and len(lines) > heads:
            lines.append(f"</tbody>\n<tbody{group}>")
        shown = [replace(row[0], heads_below=True)] if heads_below else row
        if headings:
            shown = [
                replace(
                    one,
                    stacked=True,
                    headed=headings[one.column] * (at > 0 and one.wide == 1),
                    is_figure=one.column in figures and one.wide == 1,
                )
                for one in shown
            ]
        made_cells = (
            _cell(cell, at < heads, first and not cell.column, table, writing) for cell in shown
        )
        if across:
            made_cells = (_across(cell) for cell in made_cells)
        lines.append(f"<tr{of_row}>{''.join(made_cells)}</tr>")
    name = value_of(properties, "tblCaption") or ""
    caption_html = f'<caption class="unseen">{escape(name)}</caption>' if name else ""
    if caption is not None:
        words = _numbered(writing.part.numbers.get(caption, ""), words_html(caption, writing))
        caption_html = f"{_said('caption', _classes(caption, writing))}{words}</caption>"
    body, head = ("\n".join(those) for those in (lines[heads:], lines[:heads]))
    parts = (
        '<table role="table">' if headings else "<table>",
        caption_html,
        _shares(table, columns),
        head and f"<thead{group}>\n{head}\n</thead>",
        body and f"<tbody{group}>\n{body}\n</tbody>",
        "</table>",
    )
    made = "\n".join(filter(None, parts))
    if next(table.iterancestors(w("tbl")), None) is not None:
        return made
    words = escape(name or (text_of(caption) if caption is not None else "Table"))
    kind = "box stacked" if headings else "box" if columns <= _MOST_NARROW else "box wide"
    kind = f"{kind} figures" if figures else kind
    is_long = heads and len(cells) - heads >= _MANY and columns <= _FITTING
    kind = f"{kind} long" if is_long else kind
    return f'<div class="{kind}" role="group" aria-label="{words}" tabindex="0">\n{made}\n</div>'


def _headings(
    cells: Sequence[Sequence[_PageCell]], heads: int, columns: int
) -> tuple[list[str], frozenset[int]]:
    """Return what heads each column of a table whose rows may stand as blocks; else nothing.

    Figures are compared down a column: where all else is as short, the columns of figures, which
    follow, stand beside each other in a block, too. A cell as high as two rows belongs to both.
    """
    none: frozenset[int] = frozenset()
    high = any(cell.high > 1 for row in cells for cell in row)
    if heads != 1 or high or len(cells[0]) != columns:
        return [], none
    names = [" ".join(_lines_of(cell.node)).strip() for cell in cells[0]]
    needed = [min(len(name), _SHORT) for name in names]
    figures = set(range(1, columns))
    for cell in (cell for row in cells[1:] for cell in row if cell.wide == 1):
        longest = _DRAWN if next(cell.node.iter(DOC_PR), None) is not None else 0
        longest = max([longest, *map(len, _lines_of(cell.node))])
        needed[cell.column] = max(needed[cell.column], min(longest, _NEEDED))
        figures -= {cell.column} if longest > _FIGURE else set()
    if sum(needed) <= _ROOM:
        return [], none
    if max(needed[1:]) > _SHORT:
        return names, none
    return (names, frozenset(figures)) if len(figures) > 1 else ([], none)


def _lines_of(cell: Element) -> list[str]:
    return [text_of(one) for one in blocks_in(cell) if one.tag == w("p")]


def _shares(table: Element, columns: int) -> str:
    """Return what share of its table each column has on the paper; nothing if not all have one."""
    grid = child_of(table, "tblGrid")
    wide = [] if grid is None else [number_of(node, "w") for node in grid.findall(w("gridCol"))]
    if len(wide) != columns or min(wide, default=0) <= 0:
        return ""
    shares = (f'<col style="width:{100 * one / sum(wide):.3g}%">' for one in wide)
    return f"<colgroup>{''.join(shares)}</colgroup>"


def _is_heading(cell: Element, writing: Writing) -> bool:
    """Return whether a cell that goes across heads the rows below it, as its style says."""
    paragraph = child_of(cell, "p")
    return paragraph is not None and _style(paragraph, writing).lower().endswith("table heading")


def _across(cell: str) -> str:
    """Return a cell that goes across its table so that its text stays in sight, however wide."""
    opening, _, rest = cell.partition(">")
    words, _, ending = rest.rpartition("</")
    return f'{opening}><div class="across">{words}</div></{ending}'


def _cells(rows: Sequence[Element]) -> list[list[_PageCell]]:
    """Return the cells of each row; one that goes on below is as high as it is there."""
    grid: list[list[_PageCell]] = []
    for row in rows:
        column = max(number_of(child_of(child_of(row, "trPr"), "gridBefore"), "val"), 0)
        line = []
        for node in within(row, "tc"):
            properties = child_of(node, "tcPr")
            wide = max(number_of(child_of(properties, "gridSpan"), "val"), 1)
            merge = child_of(properties, "vMerge")
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
            line.append(_PageCell(node, column, wide, 1, goes_on))
            column += wide
        grid.append(line)
    made: list[list[_PageCell]] = []
    for at, line in enumerate(grid):
        there = []
        for cell in line:
            if cell.goes_on and at:
                continue
            high = 1
            for below in grid[at + 1 :]:
                if not any(one.goes_on and one.column == cell.column for one in below):
                    break
                high += 1
            there.append(replace(cell, high=high))
        made.append(there)
    return made


def _cell(cell: _PageCell, heads: bool, names_row: bool, table: Element, writing: Writing) -> str:
    paragraphs = [node for node in blocks_in(cell.node) if node.tag in (w("p"), w("tbl"))]
    only = paragraphs[0] if len(paragraphs) == 1 and paragraphs[0].tag == w("p") else None
    alone = only is not None and only not in writing.levels and not writing.part.numbers.get(only)
    classes = []
    if alone and only is not None:
        words = words_html(only, writing)
        classes.append(_classes(only, writing))
    else:
        words = "".join(_blocks(cell.node, writing))
    properties = child_of(cell.node, "tcPr")
    shade = child_of(properties, "shd")
    if shade is not None:
        classes.append(writing.look.of_patch(shade.get(w("fill"), ""), ""))
    elif heads:
        style = value_of(child_of(table, "tblPr"), "tblStyle")
        classes.append(writing.look.heading_row(style))
    tag, said, role = "td", "", "cell"
    if heads and words:
        tag, said, role = "th", f' scope="{"colgroup" if cell.wide > 1 else "col"}"', "columnheader"
    elif (names_row or cell.heads_below) and words:
        of_group = cell.high > 1 or cell.heads_below
        tag, said, role = "th", f' scope="{"rowgroup" if of_group else "row"}"', "rowheader"
    # Said once more, since what is shown as a block is not a cell for every browser.
    said += f' role="{role}"' if cell.stacked else ""
    said += f' data-of="{escape(cell.headed)}"' if cell.headed else ""
    named = " ".join(filter(None, [*classes, *(["figure"] if cell.is_figure else [])]))
    said += f' class="{named}"' if named else ""
    said += f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    said += f' rowspan="{cell.high}"' if cell.high > 1 else ""
    return f"<{tag}{said}>{words}</{tag}>"
