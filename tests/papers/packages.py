"""Small Word files for tests, made from the XML that the test shows.

``p(text)`` is a paragraph, ``table(rows)`` a table; ``word_file`` puts blocks between the parts
that every Word file has. Tokens are written ``<0>``, ``<1>`` in the texts.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from paperkit.findings import Finding
from paperkit.kinds.offered import offered
from paperkit.packs.packs import Kind, Section
from paperkit.word.finishing import finish
from paperkit.word.house import word_file as word_file_at
from paperkit.word.package import pack, parse, story_parts, unpack
from paperkit.word.proof_package import paragraph_texts
from paperkit.word.properties import Facts
from paperkit.word.template_check import check_file
from paperkit.word.values import Ledger, Printable, token

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = (
    '<w:sectPr>{furniture}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
FURNITURE = (
    '<w:headerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="default" r:id="rId4"/>'
)
PAGE_NUMBER = (
    '<w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
FACTS = Facts(
    title="Performance report",
    author="Exampleshire Council",
    subject="Board July 2026",
    day=date(2026, 7, 16),
    draft=False,
)
DRAFT = Facts(FACTS.title, FACTS.author, FACTS.subject, FACTS.day, draft=True)


def style(name: str, kind: str = "paragraph", inside: str = "", marks: str = "") -> str:
    """Return a style of that name; its id is the name without spaces, with an x before it."""
    return (
        f'<w:style w:type="{kind}" {marks} w:styleId="x{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{inside}</w:style>'
    )


def numbered(name: str, number: int, level: int, based_on: str = "xNormal") -> str:
    """Return a paragraph style that takes its number from a level of a list."""
    inside = (
        f'<w:basedOn w:val="{based_on}"/><w:pPr><w:numPr><w:ilvl w:val="{level}"/>'
        f'<w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    return style(name, inside=inside)


BASE_STYLES = (
    style("Normal", marks='w:default="1"')
    + style("Gap", "character")
    + style("Hyperlink", "character")
    + style("Table Grid", "table")
)


def styles(extra: str = "", base: str = BASE_STYLES) -> str:
    """Return a styles part: Normal, Gap, Hyperlink, Table Grid and what the test adds."""
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
    return f"{HEAD}<w:styles {NAMES}>{defaults}{base}{extra}</w:styles>"


def marked(text: str) -> str:
    """Return a text as XML, with ``<0>`` as the token of the first value."""
    pieces = re.split(r"<(\d+)>", text)
    return "".join(
        token(int(piece)) if odd % 2 else escape(piece) for odd, piece in enumerate(pieces)
    )


def run(text: str, look: str = "") -> str:
    """Return a run of that text."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{marked(text)}</w:t></w:r>'


def p(text: str = "", look: str = "", style_id: str = "", inside: str = "") -> str:
    """Return a paragraph of one run, with more runs after it where the test gives them."""
    properties = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>' if style_id else ""
    return f"<w:p>{properties}{run(text, look) if text else ''}{inside}</w:p>"


def cell(blocks: str, properties: str = '<w:tcW w:w="0" w:type="auto"/>') -> str:
    """Return a cell that holds those blocks."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, heading: bool = False) -> str:
    """Return a row of cells; a text becomes a cell of one paragraph."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if heading else ""
    made = (text if text.startswith("<w:tc>") else cell(p(text)) for text in cells)
    return f"<w:tr>{mark}{''.join(made)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    """Return a table that has headings by its look."""
    grid = "<w:gridCol/>" * columns
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="xTableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:tblLook w:firstRow="1"/><w:tblCaption w:val="Key"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def word_file(
    body: str,
    *,
    header: str = p("Council"),
    footer: str = PAGE_NUMBER,
    style_part: str = styles(),
    numbering: str = "",
    more: Mapping[str, str] | None = None,
    page: str = PAGE.format(furniture=FURNITURE),
) -> bytes:
    """Return a Word file with that text; ``more`` adds or replaces parts."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml")
        ),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{OFFICE}/relationships/styles", "styles.xml"),
            ("rId2", f"{OFFICE}/relationships/numbering", "numbering.xml"),
            ("rId3", f"{OFFICE}/relationships/header", "header1.xml"),
            ("rId4", f"{OFFICE}/relationships/footer", "footer1.xml"),
        ),
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{body}{page}</w:body>"
        "</w:document>",
        "word/styles.xml": style_part,
        "word/numbering.xml": f"{HEAD}<w:numbering {NAMES}>{numbering}</w:numbering>",
        "word/header1.xml": f"{HEAD}<w:hdr {NAMES}>{header}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NAMES}>{footer}</w:ftr>",
        **(more or {}),
    }
    return pack({name: part.encode() for name, part in parts.items()})


def finished(body: str, *values: Printable, facts: Facts = FACTS, **parts: str) -> bytes:
    """Return the finished file of that text and those values."""
    return finish(unpack(word_file(body, **parts)), Ledger(values), facts)  # type: ignore[arg-type]


def part(package: bytes, name: str = "word/document.xml") -> str:
    """Return a part of a file as text."""
    return unpack(package)[name].decode()


def texts(package: bytes) -> dict[str, tuple[str, ...]]:
    """Return the text of every paragraph, cells included, by the part that holds it."""
    members = unpack(package)
    return {name: paragraph_texts(parse(members[name], name)) for name in story_parts(members)}


def changed(package: bytes, name: str, old: str, new: str) -> bytes:
    """Return the file with one change in one part; what is to change must be there."""
    members = unpack(package)
    assert old in members[name].decode(), (old, members[name].decode())
    return pack({**members, name: members[name].decode().replace(old, new, 1).encode()})


def _types() -> str:
    kinds = ("numbering", "styles", "header", "footer")
    files = ("numbering", "styles", "header1", "footer1")
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{WORDML}.{kind}+xml"/>'
        for file, kind in zip(files, kinds, strict=True)
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORDML}.document.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    made = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{names}">{made}</Relationships>'


def check_template(template: Path, sections: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return every fault of a template; ``sections`` are the names that its kind declares."""
    named = tuple(Section(name=name) for name in sections)
    kind = Kind(name="a_kind", word_file=template, sections=named)
    return check_file(word_file_at(template), offered(kind))
