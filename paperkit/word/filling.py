"""Put the printed values where a template left their tokens, long text a block at a time.

A run is taken apart at its tokens and written anew, with its own look. A paragraph that holds the
token of long text alone is replaced by the blocks, each in the house's own style. Nothing that was
put in is looked at again: so a person's text may hold whatever characters it likes. Notes go to the
foot of the page, Word's footnotes, with the part that holds them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from paperkit.frozen import Frozen, replace
from paperkit.word.drawings import Drawings
from paperkit.word.numbering import (
    ListPlace,
    Lists,
    counted,
    field_for,
    field_for_contents,
    labelled,
    mark,
    style_of,
)
from paperkit.word.package import (
    NO_BREAK,
    R_ID,
    R_NS,
    SECTION_END,
    SPACE,
    W_NS,
    Element,
    Links,
    drop,
    element,
    elements,
    links_of,
    main_part,
    parse,
    properties_of,
    put,
    put_in_order,
    related,
    run_of,
    text_element,
    unused,
    w,
    with_part,
    words_in,
    written,
)
from paperkit.word.styles import Styles, styled
from paperkit.word.values import (
    TOKEN,
    TOKEN_END,
    TOKEN_START,
    Block,
    Contents,
    CrossReference,
    Emphasis,
    Figure,
    Gap,
    Hyperlink,
    Inline,
    Inlines,
    Label,
    Ledger,
    LinkedWords,
    LinkText,
    Note,
    Paragraph,
    Printable,
    Prose,
    ProseTable,
    Rated,
    Side,
    Sparkline,
    Subheading,
    pieces,
    plain,
)

_NOTES_PART = "word/footnotes.xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The lines that part notes from the text, and notes that go on from those of the page before.
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
# What may come after w:footnotePr among the settings (ECMA-376 part 1, 17.15.1.78).
_AFTER_FOOTNOTE_PR = frozenset((
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
    "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId", "conflictMode",
    "discardImageEditingData",
))  # fmt: skip


class Notes(Frozen):
    """The part that holds the notes, its links, the file's styles, the numbers for more notes."""

    part: str
    root: Element
    links: Links
    styles: Styles
    free: Iterator[str]

    def add(self, runs: Iterable[Element], *, from_right: bool) -> str:
        """Add a note of these runs; return the number by which its mark finds it."""
        own = next(self.free)
        paragraph = styled(element("p"), self.styles.id_of("Footnote Text", "paragraph"))
        if from_right:
            put(properties_of(paragraph, "pPr"), "bidi")
        number = element("r", element("footnoteRef"))
        styled(number, self.styles.id_of("Footnote Reference"))
        paragraph.extend((number, element("r", text_element(" ")), *runs))
        self.root.append(element("footnote", paragraph, id=own))
        return own


def notes_of(members: Mapping[str, bytes], stories: Mapping[str, Element], styles: Styles) -> Notes:
    """Return the notes of a file; ``stories`` are its parts that hold paragraphs, parsed."""
    part = related(members, "footnotes") or _NOTES_PART
    root = stories.get(part)
    if root is None:
        root = etree.Element(w("footnotes"), nsmap={"w": W_NS, "r": R_NS})
        for number, kind in _SEPARATORS.items():
            line = element("p", element("r", element(kind)))
            root.append(element("footnote", line, type=kind, id=number))
    taken = {node.get(w("id")) for node in root.iter(w("footnote"))}
    return Notes(part, root, links_of(members, part), styles, unused(taken))


def with_notes(members: Mapping[str, bytes], notes: Notes) -> dict[str, bytes]:
    """Return the parts with the part of the notes, known to the text, where there are any."""
    if all(node.get(w("type")) is not None for node in notes.root.iter(w("footnote"))):
        return dict(members)
    parts = {**members, notes.part: written(notes.root)}
    if related(members, "footnotes") is not None:
        return parts
    types = (_NOTES_TYPE, f"{R_NS}/footnotes")
    parts, _ = with_part(parts, main_part(parts), notes.part, written(notes.root), types)
    settings = related(parts, "settings")
    if settings is None:
        return parts
    root = parse(parts[settings], settings)
    if root.find(w("footnotePr")) is None:
        # Names the lines that part notes from the text, as Word does in a file of its own.
        stated = element("footnotePr", *(element("footnote", id=number) for number in _SEPARATORS))
        following = next(
            (one for one in root if str(one.tag).rpartition("}")[2] in _AFTER_FOOTNOTE_PR), None
        )
        root.append(stated) if following is None else following.addprevious(stated)
    return {**parts, settings: written(root)}


CHIP = "Chip"
SUBHEADING, CAPTION, UNNUMBERED = "heading 3", "Caption", "Plain Paragraph"
TABLE, TABLE_HEADING, TABLE_TEXT = "Paper Table", "Table Heading", "Table Text"
_GRID = 9000  # the columns of a table together, in twentieths of a point
_BELOW_TABLE = "80"  # from a table to the line below it, in twentieths of a point
_NARROWEST, _WIDEST = 9, 36  # letters; a longer cell has more lines
_LETTER, _BESIDE = 100, 2  # the width of a letter, and how many have room beside a word

# Hebrew, Arabic and their neighbours; what is between two of them is read with them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(rf"([{_RIGHT}](?:[{_RIGHT}\W\d_]*[{_RIGHT}])?)")
# What a paragraph holds beside words and marks such as a bookmark's.
_NO_MARKS = frozenset((w("pPr"), w("r"), w("proofErr")))
_LOOKLESS = frozenset((w("rPr"), w("t"), w("lastRenderedPageBreak")))


class Filling(Frozen):
    """The part that is filled, the values, the file's styles, lists and charts, the part's links.

    ``notes`` is None in a part that can have none, such as a header.
    """

    part: str
    ledger: Ledger
    styles: Styles
    links: Links
    lists: Lists
    notes: Notes | None
    drawings: Drawings
    draft: bool


def fill(story: Element, filling: Filling) -> None:
    """Replace every token of a part; an unknown token, or one out of place, is a bug."""
    runs: dict[Element, str] = {}
    for text in story.iter(w("t")):
        holder = text.getparent()
        if TOKEN_START in (text.text or "") and holder is not None and holder.tag == w("r"):
            runs[holder] = runs.get(holder, "") + (text.text or "")
    page, in_runs = written(story), "".join(runs.values())
    for sign in (TOKEN_START, TOKEN_END):
        assert page.count(sign.encode()) == in_runs.count(sign), "A token is not in a run's text."
    for index in map(int, TOKEN.findall(in_runs)):
        assert index < len(filling.ledger.values), f"No value has the token {index}."
    for run, words in runs.items():
        alone = TOKEN.fullmatch(words.strip())
        value = filling.ledger.values[int(alone.group(1))] if alone else ""
        paragraph = next(run.iterancestors(w("p")))
        if (
            isinstance(value, Prose)
            and words_in(paragraph).strip() == words.strip()
            and _LOOKLESS.issuperset(child.tag for child in paragraph.iterfind(f"{w('r')}/*"))
        ):
            _spread(paragraph, run, value, filling)
        else:
            _fill_run(run, filling)


def _fill_run(run: Element, filling: Filling) -> None:
    """Write a run anew; what is not plain words gets a run of its own."""
    shown = [(piece, _apart(piece, run, filling)) for piece in _pieces(run, filling.ledger)]
    look, plain_run = run.find(w("rPr")), None
    in_place = not any(apart for _, apart in shown)
    if in_place:
        run.attrib.clear()
        run[:] = [] if look is None else [look]
        plain_run = run
    for piece, apart in shown:
        for made in apart:
            run.addprevious(made)
            plain_run = None
        if not apart:
            if plain_run is None:
                plain_run = run_of(look)
                run.addprevious(plain_run)
            plain_run.extend([piece] if isinstance(piece, Element) else _in_line(piece))
    if not in_place:
        drop(run)


def _pieces(run: Element, ledger: Ledger) -> Iterator[Element | Printable]:
    """Yield what a run holds, and the values of its tokens in their places."""
    for child in run:
        if child.tag != w("t"):
            yield from () if child.tag == w("rPr") else (child,)
            continue
        words = child.text or ""
        if child.get(SPACE) != "preserve":
            words = words.strip(" \t\r\n")
        for at, part in enumerate(TOKEN.split(words)):
            if at % 2:
                yield ledger.values[int(part)]
            elif part:
                assert TOKEN_START not in part, f"Half a token: {words!r}"
                assert TOKEN_END not in part, f"Half a token: {words!r}"
                yield text_element(part)


def _in_line(value: Printable) -> Iterator[Element]:
    """Return what a run holds for a value; the blocks of long text become lines."""
    return elements("\n".join(pieces(value.blocks)) if isinstance(value, Prose) else str(value))


def _apart(value: Printable | Element, run: Element, filling: Filling) -> Sequence[Element]:
    """Return what shows a value that is more than words in a run; nothing for one that is not."""
    look = run.find(w("rPr"))
    match value:
        case str() | Element():
            return ()
        case Gap() if filling.draft:
            return (styled(run_of(look, *_in_line(value)), filling.styles.id_of("Gap")),)
        case Rated():
            return (_chip(value, look, filling.styles),)
        case LinkText() if next(run.iterancestors(w("hyperlink")), None) is None:
            made = styled(run_of(look, *_in_line(value)), filling.styles.id_of("Hyperlink"))
            link = element("hyperlink", made)
            link.set(R_ID, filling.links.id_of(value.address))
            return (link,)
        case LinkedWords() if next(run.iterancestors(w("hyperlink")), None) is None:
            return tuple(_runs(value.words, look, filling))
        case Label() if value.name:
            return labelled(run_of(look, *_in_line(value)), value.name)
        case Figure():
            made = run_of(look, filling.drawings.chart(value, filling.part, run))
            properties_of(made, "rPr")
            return (made,)
        case Sparkline():
            return (run_of(look, filling.drawings.sparkline(value, filling.part, run)),)
        case Contents():
            return (field_for_contents(),)
    return ()


def _chip(rating: Rated, look: Element | None, styles: Styles) -> Element:
    """Return a rating's word and its symbol, which no line parts, on a patch of its colour.

    A narrow blank at each end is its margin: a border in the same colour would not close up with
    the patch in LibreOffice.
    """
    words = NO_BREAK.join(("", *filter(None, (rating.words, rating.symbol)), ""))
    made = run_of(look, *elements(words))
    if ("character", CHIP.lower()) in styles.ids:  # the house of an older pack may lack it
        styled(made, styles.id_of(CHIP))
    properties = properties_of(made, "rPr")
    put(properties, "color", val=rating.ink)
    put(properties, "shd", val="clear", color="auto", fill=rating.fill)
    return made


def _runs(words: Iterable[Inline], look: Element | None, filling: Filling) -> Iterator[Element]:
    """Yield what a paragraph holds for these words, each run in the look of its place."""
    for inline in words:
        match inline:
            case str() | Emphasis():
                yield from _span(inline, look)
            case Hyperlink():
                made = element("hyperlink")
                made.set(R_ID, filling.links.id_of(inline.address))
                style = filling.styles.id_of("Hyperlink")
                spans = (run for span in inline.words for run in _span(span, look))
                made.extend(styled(run, style) for run in spans)
                yield made
            case CrossReference():
                yield from (run for span in inline.words for run in _span(span, look))
                if inline.words:
                    yield run_of(look, text_element(" "))
                yield field_for(inline.label, run_of(look))
            case Note() if filling.notes is None:
                yield from _runs((" (", *inline.words, ")"), look, filling)
            case Note():
                of_notes = replace(filling, links=filling.notes.links, notes=None)
                inside = _runs(inline.words, None, of_notes)
                number = filling.notes.add(inside, from_right=_from_right(plain(inline.words)))
                made = styled(run_of(look), filling.styles.id_of("Footnote Reference"))
                made.append(element("footnoteReference", id=number))
                yield made


def _span(inline: str | Emphasis, look: Element | None) -> Iterator[Element]:
    """Yield the runs of words in one look; those that are read from the right apart."""
    span = Emphasis(inline) if isinstance(inline, str) else inline
    for at, part in enumerate(_FROM_RIGHT.split(span.words)):
        if not part:
            continue
        run = run_of(look, *elements(part))
        wanted = [name for name, on in (("b", span.bold), ("i", span.italic)) if on]
        if at % 2:
            # Word takes bold and italic of such scripts from properties of their own.
            wanted += [*(f"{name}Cs" for name in wanted), "rtl"]
        for name in wanted:
            put(properties_of(run, "rPr"), name)
        yield run


def _from_right(words: str) -> bool:
    """Return whether a paragraph begins on the right: by its first letter that says so."""
    strong = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _paragraph(style: str, words: Inlines, filling: Filling) -> Element:
    """Return a paragraph of these words in a style of the house."""
    made = styled(element("p"), filling.styles.id_of(style, "paragraph"))
    _write(made, words, None, filling)
    return made


def _write(paragraph: Element, words: Inlines, look: Element | None, filling: Filling) -> None:
    if _from_right(plain(words)):
        put(properties_of(paragraph, "pPr"), "bidi")
    paragraph.extend(_runs(words, look, filling))


def _spread(paragraph: Element, run: Element, prose: Prose, filling: Filling) -> None:
    """Write prose a block at a time; plain paragraphs are like the one that held its token."""
    if not prose:
        drop(run)
        if not _must_stay(paragraph):
            drop(paragraph)
        return
    made = [
        one
        for block, place in counted(prose.blocks, filling.lists)
        for one in _block(block, place, paragraph, run, filling)
    ]
    for before, one in pairwise(made):
        if before.tag == w("tbl") and one.tag == w("p"):
            _set_apart(one)
    after, ends_section = paragraph.getnext(), paragraph.find(SECTION_END) is not None
    placed = []
    for one, following in zip(made, [*made[1:], after], strict=True):
        placed.append(one)
        # A table is parted from one after it, and never ends a cell or the text.
        followed = following is not None and following.tag == w("p")
        if one.tag == w("tbl") and (not followed or (following is after and ends_section)):
            placed.append(_paragraph(TABLE_TEXT, (), filling))
    for one in placed:
        paragraph.addprevious(one)
    _hand_over(paragraph, run, placed)


def _set_apart(paragraph: Element) -> None:
    """Give a paragraph below a table its distance from it: Word gives tables none."""
    properties = properties_of(paragraph, "pPr")
    spacing = properties.find(w("spacing"))
    if spacing is None:
        spacing = put(properties, "spacing")
    spacing.set(w("before"), _BELOW_TABLE)


def _block(
    block: Block, place: ListPlace | None, holder: Element, run: Element, filling: Filling
) -> Iterator[Element]:
    """Yield what the page holds for a block; ``holder`` and ``run`` held the token."""
    match block:
        case ProseTable():
            if block.caption:
                caption = _paragraph(CAPTION, block.caption, filling)
                if block.label:
                    mark(caption, block.label, worded=True)
                yield caption
            yield _table(block, filling)
            return
        case Paragraph(numbered=False) if filling.lists.place_of(holder):
            made = _paragraph(UNNUMBERED, block.words, filling)
        case str() | Paragraph():
            look = [deepcopy(look) for look in holder.iterfind(w("pPr"))]
            words = (block,) if isinstance(block, str) else block.words
            made = element("p", *look)
            drop(*made.findall(SECTION_END))
            _write(made, words, run.find(w("rPr")), filling)
        case _:
            style = SUBHEADING if isinstance(block, Subheading) else style_of(block)
            made = _paragraph(style, block.words, filling)
    if not isinstance(block, str) and block.label:
        mark(made, block.label, worded=isinstance(block, Subheading))
    if place is not None:
        place.put_on(made)
    yield made


def _widths(block: ProseTable) -> list[int]:
    """Return the width of each column: by its longest cell, and none is very narrow or wide.

    A column that would part its longest word has room for it, as far as others have some left;
    where all have not, the widest of them part theirs.
    """
    columns = [[plain(cell) for cell in cells] for cells in zip(*block.rows, strict=True)]
    shares = [min(max(*map(len, cells), _NARROWEST), _WIDEST) for cells in columns]
    widths = [_GRID * share // sum(shares) for share in shares]
    # A symbol that stays with its word is part of it.
    words = [max(len(word) for cell in cells for word in cell.split(" ")) for cells in columns]
    needed = [min(word + _BESIDE, _WIDEST) * _LETTER for word in words]
    both = list(zip(needed, widths, strict=True))
    lacking = sum(max(need - width, 0) for need, width in both)
    left = sum(max(width - need, 0) for need, width in both)
    if lacking <= left:
        return [
            need if need >= width else width - (width - need) * lacking // left
            for need, width in both
        ]
    most = max(needed)
    while sum(min(need, most) for need in needed) > _GRID:
        most -= 1
    return [min(need, most) for need in needed]


def _table(block: ProseTable, filling: Filling) -> Element:
    """Return the table: as wide as the page allows, its first row repeated on each page."""
    look = element(
        "tblPr",
        element("tblStyle", val=filling.styles.id_of(TABLE, "table")),
        element("tblW", w="5000", type="pct"),  # fiftieths of a per cent
        element("tblLook", val="0420", firstRow="1", noVBand="1"),
    )
    if block.caption:
        look.append(element("tblCaption", val=plain(block.caption)))
    columns = [element("gridCol", w=str(width)) for width in _widths(block)]
    made = element("tbl", look, element("tblGrid", *columns))
    for at, cells in enumerate(block.rows):
        row = element("tr", element("trPr", element("cantSplit")))
        if at == 0:
            row[0].append(element("tblHeader"))
        for words, side in zip(cells, block.sides, strict=True):
            paragraph = _paragraph(TABLE_TEXT if at else TABLE_HEADING, words, filling)
            if side is not Side.LEFT:
                put(properties_of(paragraph, "pPr"), "jc", val=side.value)
            width = element("tcPr", element("tcW", w="0", type="auto"))
            row.append(element("tc", width, paragraph))
        made.append(row)
    return made


def _hand_over(holder: Element, run: Element, placed: Sequence[Element]) -> None:
    """Give what else the holder held to the paragraphs in its place: marks, a section's end."""
    ending = holder.find(SECTION_END)
    if ending is not None:
        properties = properties_of(placed[-1], "pPr")
        properties.append(ending)
        put_in_order(properties)
    first = next((one for one in placed if one.tag == w("p")), None)
    if first is not None:
        marks = [child for child in holder if child is run or child.tag not in _NO_MARKS]
        at = marks.index(run) if run in marks else len(marks)
        begin = next((n for n, node in enumerate(first) if node.tag == w("r")), len(first))
        first[begin:begin] = marks[:at]
        first.extend(marks[at + 1 :])
        first.attrib.update(holder.attrib)
    drop(holder)


def _must_stay(paragraph: Element) -> bool:
    """Return whether a paragraph ends a section or a cell, holds a mark, or parts tables."""
    has_mark = any(child.tag not in _NO_MARKS for child in paragraph)
    if has_mark or paragraph.find(SECTION_END) is not None:
        return True
    before, after = paragraph.getprevious(), paragraph.getnext()
    if after is None or after.tag == w("sectPr"):
        return before is None or before.tag != w("p")
    return before is not None and before.tag == after.tag == w("tbl")
