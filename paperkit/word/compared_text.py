"""A paper read to be compared: its paragraphs and tables in words, each with its place.

The text is read as it is when all tracked changes are accepted. What Word works out by itself (page
numbers, the numbers of notes and of references, lists of contents) is not compared, nor is how
anything looks: style, size, colour. Words that were struck through or hidden are marked as such.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from hashlib import sha256

from paperkit.findings import in_full
from paperkit.frozen import Frozen, field, replace
from paperkit.schema.dates import in_words
from paperkit.word.accepting import OpenMark, Tracked, accept, comments
from paperkit.word.charts import charts_of
from paperkit.word.drawings import is_sparkline
from paperkit.word.numbering import BULLET, printed_numbers
from paperkit.word.package import (
    DOC_PR,
    FALLBACK,
    R_ID,
    SPACE,
    Element,
    is_on,
    main_part,
    parse,
    related_root,
    relations_of,
    unpack,
    value_of,
    w,
)
from paperkit.word.proof_package import blocks_in, within
from paperkit.word.properties import CORE_NS, CORE_PART, DC_NS
from paperkit.word.styles import Styles, styles_of

_BOX = w("txbxContent")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_UNKNOWN = "\x00"
_HEX = re.compile("[0-9A-Fa-f]{1,4}")
_MOST_COLUMNS = 100
_NOTE_MARKS = (w("footnoteReference"), w("endnoteReference"))
_NOT_WORDS = frozenset((w("pPr"), w("rPr"), FALLBACK, _BOX))
_WORKED_OUT = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|DATE|TIME|SAVEDATE|PRINTDATE|EDITTIME|FILENAME|SEQ|STYLEREF)\b"
)
_NUMBER_OF = re.compile(
    r"\s*(?:REF|NOTEREF|PAGEREF)\s+(\S+)\s(?:.*\s)?\\[rnw]\b|\s*PAGEREF\s+(\S+)"
)
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
_MAIN_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
_PROPERTIES = {
    f"{{{DC_NS}}}title": "title",
    f"{{{DC_NS}}}subject": "subject",
    f"{{{DC_NS}}}creator": "author",
    f"{{{DC_NS}}}description": "comments",
    f"{{{CORE_NS}}}keywords": "keywords",
    f"{{{CORE_NS}}}category": "category",
    f"{{{CORE_NS}}}contentStatus": "status",
}
_LONGEST_NAME = 60


class PaperPart(Enum):
    """The part of a paper in which something is: its text, or what is beside it."""

    TEXT = "text"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXT_BOX = "text box"
    DRAWING = "picture or chart"
    DESCRIBED = "alternative text"
    PROPERTY = "property of the file"


_BESIDE = {
    "header": PaperPart.HEADER,
    "footer": PaperPart.FOOTER,
    "footnotes": PaperPart.NOTE,
    "endnotes": PaperPart.NOTE,
}


class PaperPlace(Frozen):
    """Where something is, as a reader names it; each part is blank where there is none.

    ``heading`` is the nearest one before it, with its number. ``number`` is the paragraph's own as
    it is printed, such as 3.7; ``below`` that of the numbered paragraph which an unnumbered one, or
    a point such as (1), follows. ``row`` is the row's first cell.
    """

    part: PaperPart = PaperPart.TEXT
    heading: str = ""
    number: str = ""
    below: str = ""
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def words(self) -> str:
        """Return the place in words: ``paragraph 3.7``, ``table 'Key', row 'Green'``."""
        if self.part is PaperPart.PROPERTY:
            return f"property '{self.number}' of the file"
        of_part = {PaperPart.HEADER: "the header", PaperPart.FOOTER: "the footer"}
        if self.part in of_part:
            return of_part[self.part]
        where = self._in_table if self.table or self.row or self.column else self._of_paragraph
        if self.part is PaperPart.TEXT:
            return where
        article = "an" if self.part is PaperPart.DESCRIBED else "a"
        return f"{article} {self.part.value} at {where}"

    @property
    def _in_table(self) -> str:
        steps = [f"table '{self.table}'" if self.table else f"a table {self._after}"]
        steps += [f"row '{self.row}'"] if self.row else []
        steps += [f"column '{self.column}'"] if self.column else []
        return ", ".join(steps)

    @property
    def _of_paragraph(self) -> str:
        if not self.number:
            return f"the text {self._after}"
        if self.below:
            return f"paragraph {self.below} {self.number}"
        return f"paragraph {self.number}"

    @property
    def _after(self) -> str:
        if self.below or self.number:
            return f"below paragraph {self.below or self.number}"
        return f"below '{self.heading}'" if self.heading else "at the beginning"


class Wording(Frozen):
    """Words as they are shown, and as they are compared, without what Word works out by itself.

    ``numbers`` are the numbers of references in it, each with the bookmark that it leads to.
    """

    shown: str
    key: str
    numbers: tuple[tuple[str, str], ...] = ()


class ReadLine(Frozen):
    """A paragraph, or the words of a picture, chart, note or property, with its place.

    ``listed`` says whether it is an entry of a list of contents.
    """

    words: Wording
    place: PaperPlace
    listed: bool = False
    is_heading: bool = False

    @property
    def key(self) -> str:
        """Return what it is compared by."""
        return self.words.key


class ReadRow(Frozen):
    """A row of a table: its cells in order, one for each column."""

    cells: tuple[Wording, ...]

    @property
    def key(self) -> str:
        """Return what it is compared by."""
        return "\t".join(cell.key for cell in self.cells)

    @property
    def shown(self) -> str:
        """Return its words, cell by cell."""
        return " | ".join(cell.shown for cell in self.cells)

    @property
    def name(self) -> str:
        """Return the first words of the row, by which a reader finds it."""
        first = next((cell.shown for cell in self.cells if cell.shown.strip()), "")
        line = " ".join(first.split("\n")[0].split())
        if len(line) <= _LONGEST_NAME:
            return line
        return f"{line[:_LONGEST_NAME].rsplit(' ', 1)[0]}..."


class ReadTable(Frozen):
    """A table with its place, which names its caption; its headings, its rows."""

    place: PaperPlace
    columns: tuple[str, ...]
    rows: tuple[ReadRow, ...]

    @property
    def key(self) -> str:
        """Return what it is compared by, all of it."""
        return "\n".join(row.key for row in self.rows)

    def place_of(self, row: ReadRow, column: int) -> PaperPlace:
        """Return where a cell is: its row by name, and its column by its heading."""
        name = self.columns[column] if column < len(self.columns) else ""
        return replace(self.place, row=row.name, column=name)


class LeftOpen(Frozen):
    """A tracked change that nobody has accepted or rejected, or a comment (``does`` is None)."""

    does: Tracked | None
    author: str
    day: str
    said: str
    place: PaperPlace

    @property
    def words(self) -> str:
        """Return it as a sentence: who, when, where, what."""
        who = ", ".join(filter(None, (self.author or "Somebody", self._day, self.place.words)))
        what = self.does.value if self.does else "comment"
        return f"{who}: {what} {in_full(self.said)}."

    @property
    def _day(self) -> str:
        """Return the day in words; nothing for what some program wrote that is not a day."""
        try:
            return in_words(date.fromisoformat(self.day))
        except ValueError:
            return ""


class ReadPaper(Frozen):
    """A paper in words: its text, what is beside it by part, what was left open in it."""

    text: tuple[ReadLine | ReadTable, ...]
    beside: Mapping[PaperPart, tuple[ReadLine, ...]]
    left_open: tuple[LeftOpen, ...]


class _Story(Frozen):
    """What is known of a file while a part of it is read; what is found beside its text."""

    members: Mapping[str, bytes]
    part: str
    styles: Styles
    numbers: Mapping[Element, str]
    addresses: Mapping[str, str]
    beside: dict[PaperPart, list[ReadLine]]
    places: dict[Element, PaperPlace] = field(default_factory=dict)
    tables: dict[Element, ReadTable] = field(default_factory=dict)


class _Passed(Frozen):
    """What a reader has passed on the way to a paragraph: heading, number, caption."""

    heading: str = ""
    number: str = ""
    caption: str = ""


def read_paper(package: bytes) -> ReadPaper:
    """Return a Word file in words; ReadError, with a plain sentence, for bytes that are none."""
    return read_parts(unpack(package))


def read_parts(members: Mapping[str, bytes]) -> ReadPaper:
    """Return a Word file in words, from its parts."""
    main = main_part(members)
    root = parse(members[main], main)
    marks = list(accept(root))
    styles = styles_of(members)
    numbers = printed_numbers(root, related_root(members, "numbering"), styles)
    beside: dict[PaperPart, list[ReadLine]] = {part: [] for part in PaperPart}
    sheet = _Story(members, main, styles, numbers, _addresses(members, main), beside)
    body = root.find(w("body"))
    text = tuple(_blocks(() if body is None else body, sheet, PaperPlace()))
    marks += comments(members, main, root)
    for relation in relations_of(members, main):
        if relation.kind in _BESIDE and relation.target in members:
            marks += _read_beside(relation.target, _BESIDE[relation.kind], sheet, root)
    beside[PaperPart.PROPERTY] += _properties(members)
    for part in (PaperPart.HEADER, PaperPart.FOOTER):
        # The pages of a paper mostly have the same, each section its own part of the file.
        beside[part] = list({line.words.key: line for line in beside[part]}.values())
    return ReadPaper(
        text,
        {part: tuple(lines) for part, lines in beside.items()},
        tuple(
            LeftOpen(
                mark.does, mark.author, mark.day, mark.words.strip(), _at(mark.paragraph, sheet)
            )
            for mark in marks
        ),
    )


def _addresses(members: Mapping[str, bytes], part: str) -> Mapping[str, str]:
    return {rel.id: rel.target for rel in relations_of(members, part)}


# --- Blocks and their places --------------------------------------------------------------------


def _blocks(
    blocks: Iterable[Element], sheet: _Story, home: PaperPlace
) -> Iterator[ReadLine | ReadTable]:
    """Yield the paragraphs that have words, and the tables; pictures and boxes go beside."""
    passed = _Passed(home.heading, home.number or home.below)
    for block in blocks_in(blocks):
        if block.tag == w("p"):
            words = _wording(block, sheet)
            style = sheet.styles.name_of(value_of(block.find(w("pPr")), "pStyle")).lower()
            number = sheet.numbers.get(block, "").removesuffix(".").replace(BULLET, "")
            is_main = bool(_MAIN_NUMBER.fullmatch(number))
            place = PaperPlace(home.part, passed.heading, number, "" if is_main else passed.number)
            sheet.places[block] = place
            _read_drawings(block, sheet, place)
            if words.key:
                yield ReadLine(words, place, style.startswith("toc "), "heading" in style)
            if "heading" in style and words.key:
                passed = _Passed(f"{number} {words.shown}".strip(), number if is_main else "")
            elif style == "caption":
                passed = replace(passed, caption=words.shown)
            elif is_main:
                passed = replace(passed, number=number)
        elif block.tag == w("tbl"):
            caption = value_of(block.find(w("tblPr")), "tblCaption") or passed.caption
            place = PaperPlace(home.part, passed.heading, "", passed.number, caption)
            table = _table(block, sheet, place)
            sheet.tables[block] = table
            _read_drawings(block, sheet, place)
            yield table
            passed = replace(passed, caption="")


def _table(table: Element, sheet: _Story, place: PaperPlace) -> ReadTable:
    rows, heads = [], 0
    for row in within(table, "tr"):
        heads += is_on(row.find(w("trPr")), "tblHeader")
        cells = tuple(cell for node in within(row, "tc") for cell in _cells(node, sheet))
        rows.append(ReadRow(cells))
    columns = rows[max(heads, 1) - 1].cells if rows else ()
    names = tuple(" ".join(cell.shown.split()) for cell in columns)
    return ReadTable(place, names, tuple(rows))


def _cells(cell: Element, sheet: _Story) -> Iterator[Wording]:
    """Yield the words of a cell, and nothing for each further column that it spans."""
    lines = [line.words for line in _flat(cell, sheet)]
    yield Wording(
        "\n".join(line.shown for line in lines),
        "\n".join(line.key for line in lines),
        tuple(number for line in lines for number in line.numbers),
    )
    span = value_of(cell.find(w("tcPr")), "gridSpan") or "1"
    for _ in range(min(int(span) if span.isdecimal() else 1, _MOST_COLUMNS) - 1):
        yield Wording("", "")


def _flat(holder: Iterable[Element], sheet: _Story) -> Iterator[ReadLine]:
    """Yield the paragraphs in a cell, box or note that have words, those of tables in it too."""
    for block in blocks_in(holder):
        inside = block.iter(w("p")) if block.tag == w("tbl") else [block]
        for paragraph in inside:
            if paragraph.tag == w("p"):
                words = _wording(paragraph, sheet)
                if words.key:
                    yield ReadLine(words, PaperPlace())


def _read_drawings(block: Element, sheet: _Story, place: PaperPlace) -> None:
    """Put the pictures, charts and text boxes that hang on a block among what is beside."""
    for node in block.iter(DOC_PR, _BOX):
        if next(node.iterancestors(FALLBACK), None) is not None:
            continue
        if node.tag == _BOX:
            at = replace(place, part=PaperPart.TEXT_BOX)
            sheet.places.update(dict.fromkeys(node.iter(w("p")), at))
            lines = (replace(line, place=at) for line in _flat(node, sheet))
            sheet.beside[PaperPart.TEXT_BOX] += lines
            continue
        described = "; ".join(filter(None, (node.get("title", ""), node.get("descr", ""))))
        words = Wording(described, described), _of_drawing(node, sheet)
        parts = PaperPart.DESCRIBED, PaperPart.DRAWING
        for part, wording in zip(parts, words, strict=True):
            line = ReadLine(wording, replace(place, part=part))
            sheet.beside[part] += [line] if wording.key else []


def _of_drawing(node: Element, sheet: _Story) -> Wording:
    """Return what a chart shows, in words; a picture is known by its bytes.

    A sparkline is known by its alternative text: its images are made anew by whoever saves it.
    """
    if is_sparkline(node):
        return Wording("", "")
    holder = node.getparent()
    assert holder is not None
    words = []
    for chart in charts_of(sheet.members, sheet.part, holder):
        words.append(chart.title)
        for series in chart.series:
            pairs = zip(series.categories, series.values, strict=False)
            words.append(f"{series.name}: {', '.join(' '.join(pair) for pair in pairs)}")
    images = (sheet.addresses.get(blip.get(_EMBED, ""), "") for blip in holder.iter(_IMAGE))
    held = [sha256(sheet.members[one]).hexdigest() for one in images if one in sheet.members]
    shown = "; ".join(filter(None, words)) or ("a picture" if held else "")
    return Wording(shown, " ".join(filter(None, (shown, *held))))


def _read_beside(part: str, kind: PaperPart, sheet: _Story, text: Element) -> tuple[OpenMark, ...]:
    """Put a header, a footer or the notes among what is beside; return what was left open there."""
    root = parse(sheet.members[part], part)
    marks = accept(root)
    own = replace(sheet, part=part, numbers={}, addresses=_addresses(sheet.members, part))
    if kind is not PaperPart.NOTE:
        for block in _blocks(root, own, PaperPlace(kind)):
            rows = block.rows if isinstance(block, ReadTable) else ()
            lines = (ReadLine(cell, block.place) for row in rows for cell in row.cells if cell.key)
            sheet.beside[kind] += [block] if isinstance(block, ReadLine) else lines
        return marks
    notes = {note.get(w("id"), ""): note for note in root.iter(w("footnote"), w("endnote"))}
    for mark in text.iter(w(f"{str(root.tag).rpartition('}')[2].removesuffix('s')}Reference")):
        note = notes.pop(mark.get(w("id"), ""), None)
        if note is not None:
            place = replace(_at(next(mark.iterancestors(w("p")), None), sheet), part=kind)
            sheet.places.update(dict.fromkeys(note.iter(w("p")), place))
            sheet.beside[kind] += (replace(line, place=place) for line in _flat(note, own))
    return marks


def _at(paragraph: Element | None, sheet: _Story) -> PaperPlace:
    """Return the place of a paragraph, also of one in a table or a box."""
    if paragraph is None:
        return PaperPlace()
    for holder in (paragraph, *paragraph.iterancestors(w("p"), w("tbl"))):
        if holder in sheet.places:
            return sheet.places[holder]
        if holder in sheet.tables:
            return _in_cell(paragraph, holder, sheet.tables[holder])
    return PaperPlace()


def _in_cell(paragraph: Element, table: Element, read: ReadTable) -> PaperPlace:
    """Return the place of a paragraph that is in a table."""
    holders = set(paragraph.iterancestors(w("tr"), w("tc")))
    for row, read_row in zip(within(table, "tr"), read.rows, strict=True):
        if row in holders:
            cells = within(row, "tc")
            column = next((at for at, cell in enumerate(cells) if cell in holders), 0)
            return read.place_of(read_row, column)
    return read.place


def _properties(members: Mapping[str, bytes]) -> Iterator[ReadLine]:
    """Yield the properties of a file that people write.

    Others, custom ones too, are changed by programs on saving: SharePoint's, sensitivity labels.
    """
    found: dict[str, str] = {}
    if CORE_PART in members:
        for node in parse(members[CORE_PART], CORE_PART):
            if str(node.tag) in _PROPERTIES:
                found[_PROPERTIES[str(node.tag)]] = node.text or ""
    for name, value in sorted(found.items()):
        if value.strip():
            place = PaperPlace(PaperPart.PROPERTY, number=name)
            yield ReadLine(Wording(value, f"{name}: {value}"), place)


# --- Words --------------------------------------------------------------------------------------


def _wording(paragraph: Element, sheet: _Story) -> Wording:
    """Return the words of a paragraph; what Word works out stands in its key as one sign."""
    shown: list[str] = []
    keys: list[str] = []
    numbers: list[tuple[str, str]] = []
    fields: list[tuple[list[str], int]] = []
    for kind, value in _tokens(paragraph, sheet):
        if kind is _Token.BEGIN:
            fields.append(([], len(shown)))
        elif kind is _Token.CODE:
            (fields[-1][0] if fields else []).append(value)
        elif kind is _Token.END and fields:
            code, start = fields.pop()
            instruction, result = "".join(code), "".join(shown[start:])
            number, address = _NUMBER_OF.match(instruction), _ADDRESS.match(instruction)
            if number:
                numbers.append((number.group(1) or number.group(2), result))
            if number or _WORKED_OUT.match(instruction):
                shown[start:], keys[start:] = [result], [_UNKNOWN]
            elif address:
                shown.append(f" <{address.group(1)}>")
                keys.append(shown[-1])
        elif kind is _Token.WORDS:
            shown.append(value)
            keys.append(value)
        elif kind is _Token.NOTE:
            shown.append("[note]")
            keys.append("[note]")
    words, key = ("".join(parts).replace("][crossed out: ", "").strip() for parts in (shown, keys))
    return Wording(words, key, tuple(numbers))


class _Token(Enum):
    """What comes next in a paragraph: words, a note's mark, the parts of a field."""

    WORDS = "words"
    NOTE = "note"
    BEGIN = "begin"
    CODE = "code"
    END = "end"


def _tokens(holder: Element, sheet: _Story) -> Iterator[tuple[_Token, str]]:
    for child in holder:
        if child.tag == w("r"):
            yield from _of_run(child)
        elif child.tag == w("fldSimple"):
            yield _Token.BEGIN, ""
            yield _Token.CODE, child.get(w("instr"), "")
            yield from _tokens(child, sheet)
            yield _Token.END, ""
        elif child.tag == _MATHS:
            yield _Token.WORDS, child.text or ""
        elif isinstance(child.tag, str) and child.tag not in _NOT_WORDS:
            yield from _tokens(child, sheet)
            if child.tag == w("hyperlink") and child.get(R_ID) in sheet.addresses:
                yield _Token.WORDS, f" <{sheet.addresses[child.get(R_ID, '')].rstrip('/')}>"


def _of_run(run: Element) -> Iterator[tuple[_Token, str]]:
    look = run.find(w("rPr"))
    mark = ""
    if look is not None and len(look):
        struck = is_on(look, "strike") or is_on(look, "dstrike")
        mark = "crossed out" if struck else "hidden" if is_on(look, "vanish") else ""
    for part in run:
        if part.tag == w("t"):
            text = part.text or ""
            text = text if part.get(SPACE) == "preserve" else text.strip(" \t\r\n")
            yield _Token.WORDS, f"[{mark}: {text}]" if mark and text.strip() else text
        elif part.tag == w("fldChar"):
            kind = part.get(w("fldCharType"))
            if kind in ("begin", "end"):
                yield (_Token.BEGIN if kind == "begin" else _Token.END), ""
        elif part.tag == w("instrText"):
            yield _Token.CODE, part.text or ""
        elif part.tag in _NOTE_MARKS:
            yield _Token.NOTE, ""
        elif part.tag == w("sym"):
            code = part.get(w("char"), "")
            yield _Token.WORDS, chr(int(code, 16)) if _HEX.fullmatch(code) else ""
        elif part.tag in _SIGNS:
            yield _Token.WORDS, _SIGNS[str(part.tag)]
