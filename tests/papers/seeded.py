"""The Word files with seeded faults that ``template_faults.md`` lists."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from paperkit.word.package import pack, unpack
from tests.papers.packages import (
    OFFICE,
    PAGE,
    WORDML,
    p,
    row,
    run,
    table,
    word_file,
)
from tests.papers.rich import LISTS, STYLES

LIST = Path(__file__).with_name("template_faults.md")
PARAGRAPH, ROW, CELL = "¶", "⏎", "¦"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
HEAD = row("Action", "Deadline", heading=True)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Crest" descr={}/></wp:inline>'
    "</w:drawing></w:r>"
)


@dataclass(frozen=True)
class Seeded:
    """One row of the list; ``told`` are the codes and words that the check must say."""

    name: str
    where: str
    typed: str
    told: tuple[str, ...]
    for_docxtpl: bool
    for_docxtemplater: str

    @property
    def codes(self) -> list[str]:
        """Return the codes of all that the check must say."""
        return [one[:6] for one in self.told]


@cache
def seeded() -> tuple[Seeded, ...]:
    """Return the rows of the list."""
    lines = LIST.read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")][1:]
    cells = [[one.strip() for one in _cells(line)] for line in rows if not line.startswith("| ---")]
    return tuple(
        Seeded(
            name, where, typed, () if told == "read" else tuple(told.split("; ")), own == "yes",
            "" if other == "-" else other,
        )
        for name, where, typed, told, own, other in cells
    )  # fmt: skip


def _cells(line: str) -> list[str]:
    return [one.replace("\0", "|") for one in line.replace("\\|", "\0").split("|")[1:-1]]


def made(where: str, typed: str) -> bytes:
    """Return the Word file with these words in that place."""
    typed = typed.replace("⍽", "\N{NO-BREAK SPACE}").replace("⌀", "\N{ZERO WIDTH SPACE}")
    lines = [one.strip() for one in typed.split(PARAGRAPH)]
    body = _in_text(where, typed, lines)
    beside = {} if body else _beside(where, typed, "".join(map(p, lines)))
    mark = MARKS.get(where, "")
    text = p("Report") + body + (p("See", inside=mark) if mark else "") + p("End")
    return _with(word_file(text, style_part=STYLES, numbering=LISTS), beside)


MARKS = {
    "footnote": '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "endnote": '<w:r><w:endnoteReference w:id="2"/></w:r>',
    "comment": '<w:r><w:commentReference w:id="0"/></w:r>',
}


def _in_text(where: str, typed: str, lines: list[str]) -> str:
    """Return what the text holds where it is the place; nothing where another part is."""
    paragraphs, rest = "".join(map(p, lines)), "".join(map(p, lines[1:]))
    tags = [[one.strip() for one in line.split(CELL)] for line in typed.split(ROW)]
    rows, columns = [row(*one) for one in tags], max(map(len, tags))
    head = HEAD if columns < 3 else row("One", "Two", "Three", heading=True)
    page, quoted = PAGE.format(furniture=""), quoteattr(typed)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:r><w:delText>{escape(typed)}</w:delText></w:r>"
    link = f'<w:hyperlink w:anchor="here">{run(lines[0])}</w:hyperlink>'
    marked = '<w:bookmarkStart w:id="1" w:name="here"/>{}<w:bookmarkEnd w:id="1"/>'
    here = f"<w:p>{marked.format(run('Here'))}</w:p>"
    to_here = f'<w:p><w:fldSimple w:instr=" REF here \\h ">{run("Here")}</w:fldSimple></w:p>'
    ruby = f"<w:ruby><w:rt>{run('a')}</w:rt><w:rubyBase>{run(typed)}</w:rubyBase></w:ruby>"
    second = run(lines[1]) if len(lines) > 1 else ""
    begun, listed = (FIELD.format(code) for code in ("PAGE", "TOC"))
    ended = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return {
        "text": paragraphs,
        "table": table(head, *rows, columns=max(columns, 2)),
        "two tables": table(HEAD, *rows[:-1]) + p("Between") + table(HEAD, rows[-1]),
        "text box": _box(paragraphs),
        "alternative text": p("The crest", inside=DRAWING.format(quoted)),
        "bookmark": p(
            "Marked",
            inside=f'<w:bookmarkStart w:id="1" w:name={quoted}/><w:bookmarkEnd w:id="1"/>',
        ),
        "field": p("Page ", inside=f"<w:fldSimple w:instr={quoted}/>"),
        "deletion": p("Kept", inside=f'<w:del w:id="1" w:author="A">{gone}</w:del>'),
        "link": f"{here}<w:p>{link}{run(lines[-1])}</w:p>",
        "reference to the second": paragraphs.replace(second, marked.format(second), 1) + to_here,
        "field up to the second": f"<w:p>{begun}</w:p>"
        + paragraphs.replace(second, second + ended, 1),
        "with its heading second": table(*rows[:1], HEAD, *rows[1:]),
        "contents list": f"<w:p>{listed}{run(typed)}{ended}</w:p>",
        "phonetic guide": f"<w:p><w:r>{ruby}</w:r></w:p>",
        "link to nothing": f'<w:p><w:hyperlink w:anchor="gone">{run(typed)}</w:hyperlink></w:p>',
        "with another order": f"<w:p><w:pPr><w:jc/><w:keepNext/></w:pPr>{run(typed)}</w:p>",
        "with a picture": p(lines[0], inside=DRAWING.format('"Crest"')) + rest,
        "with a section": "".join(map(p, lines[:-1]))
        + f"<w:p><w:pPr>{page}</w:pPr>{run(lines[-1])}</w:p>",
        "with a number": f"<w:p><w:pPr>{number}</w:pPr>{run(typed)}</w:p>",
    }.get(where, "")


def _beside(where: str, typed: str, paragraphs: str) -> dict[str, str]:
    """Return the part beside the text that has the words, by its name."""
    if where == "property":
        return {"docProps/core.xml": CORE.format(escape(typed))}
    if where in ("header", "footer"):
        tag = {"header": "hdr", "footer": "ftr"}[where]
        return {f"word/{where}1.xml": f"<w:{tag} {SPACES}>{paragraphs}</w:{tag}>"}
    own = 'w:id="0" w:author="A"' if where == "comment" else 'w:id="2"'
    note = f"<w:{where} {own}>{paragraphs}</w:{where}>"
    return {f"word/{where}s.xml": f"<w:{where}s {SPACES}>{note}</w:{where}s>"}


def _box(paragraphs: str) -> str:
    """Return a paragraph with a text box as Word keeps it: once for itself, once for old Words."""
    inside = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
    drawing = (
        '<w:drawing><wp:inline><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData>'
        f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    held = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    return f"<w:p {SPACES}>{run('Beside')}<w:r>{held}</w:r></w:p>"


def _with(package: bytes, more: dict[str, str]) -> bytes:
    """Return a Word file with more parts, each led to and of its type."""
    members = unpack(package)
    types, package_rels = members["[Content_Types].xml"].decode(), members["_rels/.rels"].decode()
    rels = members["word/_rels/document.xml.rels"].decode()
    for number, (name, part) in enumerate(more.items()):
        if name not in members:
            kind = Path(name).stem
            content_type = CORE_TYPE if kind == "core" else f"{WORDML}.{kind}+xml"
            stated = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
            types = types.replace("</Types>", stated)
            link = '<Relationship Id="more{}" Type="{}" Target="{}"/></Relationships>'
            if kind == "core":
                of_core = OFFICE.replace("officeDocument/2006", "package/2006/relationships")
                made_link = link.format(number, f"{of_core}/metadata/core-properties", name)
                package_rels = package_rels.replace("</Relationships>", made_link)
            else:
                made_link = link.format(number, f"{OFFICE}/relationships/{kind}", f"/{name}")
                rels = rels.replace("</Relationships>", made_link)
        members[name] = part.encode()
    members["[Content_Types].xml"] = types.encode()
    members["_rels/.rels"] = package_rels.encode()
    members["word/_rels/document.xml.rels"] = rels.encode()
    return pack(members)
