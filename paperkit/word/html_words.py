"""The words of a paragraph as HTML: their looks, links, notes, drawings.

All text of a paper is escaped here, and nowhere is any taken over as marks. Of links only those to
the web, to an address of e-mail or to a place of the same paper are kept as links.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise

from lxml import etree

from paperkit.frozen import Frozen, field, replace
from paperkit.schema.values import WEB
from paperkit.word.charts import A_NS, c
from paperkit.word.drawings import EMBED, SVG_BLIP, is_sparkline
from paperkit.word.html_charts import chart_svg
from paperkit.word.html_look import Look
from paperkit.word.package import (
    DOC_PR,
    FALLBACK,
    NO_BREAK,
    R_ID,
    WP_NS,
    Element,
    child_of,
    is_on,
    parse,
    value_of,
    w,
    whole_number,
)
from paperkit.word.proof_package import runs_of
from paperkit.word.walk import OpenPart

_PICTURES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml",
}  # fmt: skip
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_SVG = "http://www.w3.org/2000/svg"
# What a line of figures is drawn with, so that nothing else of a file comes into the page.
_SHAPES = frozenset(("path", "circle", "rect", "line", "polyline", "polygon", "g"))
_DRAWN_BY = frozenset(
    (
        "d",
        "cx",
        "cy",
        "r",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "width",
        "height",
        "points",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
    )
)
_NUMBERED = re.compile(r"\b[A-Z]{1,3}[1-4]? \d[\d/.]{0,9}(?![\w/])")
_A_PIXEL = 9525  # in the units of drawings
_ONE_LINE = 24  # the letters of a rating that is kept on one line, with its symbol


class Writing(Frozen):
    """A part of a file that is written as HTML, and what the whole page has so far.

    ``targets`` are the bookmarks that something leads to, ``levels`` the headings with their
    levels, ``drawn`` the drawings that have names of their own, ``noted`` the notes whose marks
    are on the page.
    """

    part: OpenPart
    look: Look
    language: str
    targets: frozenset[str]
    levels: dict[Element, int]
    drawn: list[str] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)


class _WordsPiece(Frozen):
    """A piece of a paragraph: its HTML, and what it shares with its neighbours."""

    html: str
    link: str = ""
    style: str = ""
    looks: tuple[str, ...] = ()
    patch: str = ""
    language: str = ""
    stretch: int = 0


def words_html(paragraph: Element, writing: Writing) -> str:
    """Return what a paragraph holds; nothing where it holds nothing that is seen.

    What is between two tabs and gives the number of a page is left out: HTML has no pages.
    """
    pieces = list(_pieces(paragraph, writing))
    paged = {piece.stretch for piece in pieces if piece.html == _PAGE_NUMBER}
    kept = [piece for piece in pieces if piece.stretch not in paged]
    spaced = kept[:1]
    for before, piece in pairwise(kept):
        if piece.stretch != before.stretch:
            # What is one link in Word is one here: not its number, and again its words.
            spaced.append(_WordsPiece(TAB, piece.link if piece.link == before.link else ""))
        spaced.append(piece)
    linked = groupby(spaced, key=lambda piece: piece.link)
    shown = "".join(_linked(link, list(those), writing) for link, those in linked)
    if not shown:
        return ""
    return "".join(_targets(paragraph, writing)) + shown


_PAGE_NUMBER = "\f"
TAB = " &emsp; "


def _pieces(paragraph: Element, writing: Writing) -> Iterator[_WordsPiece]:
    paged = _page_numbers(paragraph)
    stretch = 0
    for run, link, words in runs_of(paragraph):
        look = child_of(run, "rPr")
        shade = child_of(look, "shd")
        language = value_of(look, "lang") or writing.language
        looks = tuple(tag for name, tag in (("b", "b"), ("i", "i")) if is_on(look, name))
        raised = {"superscript": "sup", "subscript": "sub"}.get(value_of(look, "vertAlign") or "")
        piece = _WordsPiece(
            "", link, value_of(look, "rStyle") or "", (*looks, *([raised] if raised else [])),
            writing.look.of_patch(
                "" if shade is None else shade.get(w("fill"), ""), value_of(look, "color") or ""
            ),
            "" if language == writing.language else language,
        )  # fmt: skip
        for number, part in enumerate(words.replace("\f", "").split("\t")):
            stretch += bool(number)
            html = _PAGE_NUMBER if run in paged else _text(part)
            if html:
                yield replace(piece, html=html, stretch=stretch)
        for mark in run.iter(w("footnoteReference")):
            number = writing.part.notes.get(mark.get(w("id"), ""), 0)
            if number:
                yield _WordsPiece(_note_mark(number, writing), link, stretch=stretch)
        for described in run.iter(DOC_PR):
            if next(described.iterancestors(FALLBACK), None) is None:
                yield _WordsPiece(_drawing(described, writing), link, stretch=stretch)


def _text(words: str) -> str:
    """Return words for the page; what a short name numbers, as PI 4, stays with it on a line."""
    # Two spaces hold apart what belongs to two things; a browser shows them as one.
    words = words.replace("  ", " \N{EN SPACE}")
    together = _NUMBERED.sub(r'<span class="short">\g<0></span>', escape(words))
    return together.replace("\n", "<br>")


def _page_numbers(paragraph: Element) -> set[Element]:
    """Return the runs of a paragraph that give the number of a page or of pages."""
    found: set[Element] = set()
    codes: list[str] = []
    for run in paragraph.iter(w("r")):
        simple = next(run.iterancestors(w("fldSimple")), None)
        for node in run:
            if node.tag == w("fldChar"):
                kind = node.get(w("fldCharType"))
                codes = {"begin": [*codes, ""], "end": codes[:-1]}.get(kind or "", codes)
            elif node.tag == w("instrText") and codes:
                codes[-1] += node.text or ""
        own = [*codes, *([] if simple is None else [simple.get(w("instr"), "")])]
        if any(code.split()[:1] and code.split()[0] in _PAGES for code in own):
            found.add(run)
    return found


def _linked(link: str, pieces: list[_WordsPiece], writing: Writing) -> str:
    """Return pieces that share a link, each in its look."""

    def looks(piece: _WordsPiece) -> tuple[object, ...]:
        return piece.style, piece.looks, piece.patch, piece.language

    shown = ""
    for _, alike in groupby(pieces, key=looks):
        those = list(alike)
        shown += _dressed("".join(piece.html for piece in those), those[0], writing)
    address = writing.part.addresses.get(link, "")
    if link.startswith("#") and link[1:] in writing.targets:
        address = link
    elif not address.lower().startswith(WEB):
        return shown
    return f'<a href="{escape(address)}">{shown}</a>'


def _dressed(words: str, piece: _WordsPiece, writing: Writing) -> str:
    name = writing.look.styles.name_of(piece.style).lower() if piece.style else ""
    is_long = len(words) > _ONE_LINE
    if name == "chip":
        words = words.strip(NO_BREAK)
        head, space, symbol = words.rpartition(NO_BREAK)
        if head and not any(sign.isalnum() for sign in symbol):
            # The symbol tells ratings apart where colours cannot; the word is what is heard.
            words = f'{head}{space}<span aria-hidden="true">{symbol}</span>'
    for tag in piece.looks:
        words = f"<{tag}>{words}</{tag}>"
    tag = {"strong": "strong", "emphasis": "em"}.get(name, "span")
    # A rating of some words would push its column, or the page of a telephone, wide.
    chip = "chip long" if is_long else "chip"
    classes = [piece.patch, chip if name == "chip" else ""]
    if piece.style and name not in ("chip", "hyperlink", "footnote reference"):
        classes.append(writing.look.of_words(piece.style))
    classes = [one for one in classes if one]
    said = f' class="{" ".join(classes)}"' if classes else ""
    said += f' lang="{escape(piece.language)}"' if piece.language else ""
    if name == "chip":
        words = f"<b>{words}</b>"
    return f"<{tag}{said}>{words}</{tag}>" if said or tag != "span" else words


def _note_mark(number: int, writing: Writing) -> str:
    named = "" if number in writing.noted else f' id="mark-{number}"'
    writing.noted.add(number)
    return f'<sup><a{named} href="#note-{number}" aria-label="Note {number}">{number}</a></sup>'


def _targets(paragraph: Element, writing: Writing) -> Iterator[str]:
    for mark in paragraph.iter(w("bookmarkStart")):
        name = mark.get(w("name"), "")
        if name in writing.targets:
            yield f'<span id="{escape(name)}"></span>'


# --- Drawings -----------------------------------------------------------------------------------


def _drawing(described: Element, writing: Writing) -> str:
    holder = described.getparent()
    words = described.get("descr", "")
    if holder is None:
        return ""
    chart = next(holder.iter(c("chart")), None)
    part = "" if chart is None else writing.part.addresses.get(chart.get(R_ID, ""), "")
    width, height = _size(holder)
    if part in writing.part.members:
        root = parse(writing.part.members[part], part)
        name = f"chart-{len(writing.drawn) + 1}"
        writing.drawn.append(name)
        return chart_svg(root, (width, height), name, words, writing.look.theme)
    embedded = [
        writing.part.addresses.get(node.get(EMBED, ""), "")
        for tag in (SVG_BLIP, f"{{{A_NS}}}blip")
        for node in holder.iter(tag)
    ]
    images = [one for one in embedded if one in writing.part.members]
    if is_sparkline(described) and images and images[0].endswith(".svg"):
        return _line_of_figures(writing.part.members[images[0]], words)
    for image in images:
        kind = _PICTURES.get(image.rpartition(".")[2].lower())
        if kind:
            data = b64encode(writing.part.members[image]).decode()
            size = f' width="{width // _A_PIXEL}" height="{height // _A_PIXEL}"'
            size = size if width and height else ""  # one without a size is as large as it is
            return f'<img src="data:{kind};base64,{data}" alt="{escape(words)}"{size}>'
    return escape(words)


def _size(holder: Element) -> tuple[int, int]:
    extent = holder.find(f"{{{WP_NS}}}extent")
    if extent is None:
        return 0, 0
    width, height = (max(whole_number(extent.get(at)) or 0, 0) for at in ("cx", "cy"))
    return width, height


def _line_of_figures(svg: bytes, words: str) -> str:
    """Return a sparkline drawn in the page itself, with its alternative text as its title."""
    root = parse(svg, "sparkline.svg")
    taken = etree.Element("svg", role="img")
    for name in ("width", "height", "viewBox"):
        taken.set(name, root.get(name, ""))
    etree.SubElement(taken, "title").text = words
    places = {root: taken}
    for node in root.iterdescendants():
        holder = node.getparent()
        tag = str(node.tag).removeprefix(f"{{{_SVG}}}")
        if holder in places and tag in _SHAPES:
            kept = {str(n): str(v) for n, v in node.attrib.items() if n in _DRAWN_BY}
            places[node] = etree.SubElement(places[holder], tag, kept)
    return etree.tostring(taken, encoding="unicode", method="html")
