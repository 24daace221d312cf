"""Templates as other programs leave them: read as they were meant, or told with what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from paperkit.findings import Severity, of_severity
from paperkit.kinds.paper import Paper
from paperkit.word.finishing import finish
from paperkit.word.house import dress, opened, word_file
from paperkit.word.proof import proof
from paperkit.word.template import compile_template, fill_template
from paperkit.word.template_check import check_file
from tests.cases import each
from tests.papers.packages import (
    FACTS,
    HEAD,
    NAMES,
    PAGE,
    cell,
    changed,
    p,
    row,
    style,
    styles,
    table,
    texts,
)
from tests.papers.packages import word_file as made_of
from tests.papers.rich import LISTS, STYLES
from tests.papers.seeded import SPACES
from tests.papers.templates_made_up import PaperMadeUp
from tests.papers.test_template_seeded import SHOWN

TEXT = "word/document.xml"
HOUSE = Path(__file__).parents[2] / "report_templates" / "council" / "house.docx"
# · a new run, ¶ a new paragraph, ⟦ ⟧ a content control around paragraphs, ⍽ a blank that does not
# break, ‹ › an element within a run. "Word" is Word for Windows and Mac, "Docs" Google's.
SHAPES = """
| shape | of | as it is in the file | told |
| --- | --- | --- | --- |
| a run for each letter | Word | {·{· ·h·e·a·d·e·r·.·t·i·t·l·e· ·}·} | - |
| no mark that blanks count | Docs | {{ header.title· }} | - |
| spelling checked | Word | {{ <w:proofErr w:type="spellStart"/>header.title<w:proofErr w:type="spellEnd"/> }} | - |
| grammar checked | Word | {%p<w:proofErr w:type="gramStart"/> if· header.title %·} ¶ {{ header.title }} ¶ {%p endif %} | - |
| retyped on two days | Word | {{ header.ti<w:r w:rsidR="00A1B2C3"><w:t>tle</w:t></w:r> }} | - |
| another language | Mac | {{ header.ti<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>tle</w:t></w:r> }} | - |
| another font | Docs | {{ header.ti<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>tle</w:t></w:r> }} | - |
| control around words | Word | Of <sdt>{{ header.title }}</sdt> | - |
| control around half a tag | Docs | <sdt>{{ header.ti</sdt>tle }} | - |
| control around a paragraph | Word | ⟦ {{ header.title }} ⟧ | - |
| control around a part | Word | ⟦ {%p if header.title %} ¶ {{ header.title }} ¶ {%p endif %} ⟧ | - |
| control around a beginning | Docs | ⟦ {%p if header.title %} ⟧ {{ header.title }} ¶ {%p endif %} | - |
| control around each | Docs | ⟦ {%p if header.title %} ⟧ ⟦ {{ header.title }} ⟧ ⟦ {%p endif %} ⟧ | - |
| control over half a part | Word | ⟦ {%p if header.title %} ¶ Report ⟧ {{ header.title }} ¶ {%p endif %} | PK-602 Put both |
| smart tag | Word | <w:smartTag w:element="place">{{ header.ti</w:smartTag>tle }} | - |
| custom XML | Word | <w:customXml w:element="place">{{ header.title }}</w:customXml> | - |
| two versions of words | Word | <mc>{{ header.title }}<or>{{ header.title }}</mc> | - |
| two versions in a run | Word | ‹mc:AlternateContent›{{ header.title }}‹/mc:AlternateContent› | PK-613 type it again |
| blanks that do not break | Mac | {{⍽header.title⍽}} ¶ {%p⍽if header.title⍽%} ¶ Of ¶ {%p endif⍽%} | - |
| hyphen that does not break | Mac | {{ full‑tables.title }} | PK-604 {{ full_tables.title }}? |
| such a hyphen of Word's | Word | {{ full‹w:noBreakHyphen/›tables.title }} | PK-604 {{ full_tables.title }}? |
| such a hyphen beside a tag | Word | Well‹w:noBreakHyphen/›being {{ header.title }} | - |
| hyphen for a line's end | Word | {{ header.ti‹w:softHyphen/›tle }} | - |
| tabulator in a tag | Word | {{‹w:tab/›header.title }} | - |
| line's end in a tag | Docs | {{ header.title‹w:br/›}} | - |
| quotation marks in a tag | Mac | {{ “header.title” }} | PK-604 Take the quotation marks out |
| quotation marks around it | Mac | “{{ header.title }}” | - |
| bookmark in a tag | Word | {{ header.ti<w:bookmarkStart w:id="3" w:name="b"/><w:bookmarkEnd w:id="3"/>tle }} | - |
| page that ended in a tag | Word | {{ header.ti·‹w:lastRenderedPageBreak/›tle }} | - |
| tracked typing | Docs | <w:ins w:id="1" w:author="A">{{ header.title }}</w:ins> | PK-612 Accept All |
| words from right to left | Docs | <w:dir w:val="ltr">{{ header.ti</w:dir>tle }} | - |
"""  # noqa: E501
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>'
FULL = {
    "<sdt>": CONTROL, "</sdt>": "</w:sdtContent></w:sdt>",
    "<mc>": '<mc:AlternateContent><mc:Choice Requires="wps">',
    "<or>": "</mc:Choice><mc:Fallback>", "</mc>": "</mc:Fallback></mc:AlternateContent>",
}  # fmt: skip
_KEPT = re.compile(r"(<w:r[ >].*?</w:r>|<[^>]*>|·)")


@dataclass(frozen=True)
class Shape:
    """One row of the table."""

    name: str
    typed: str
    told: str

    @property
    def body(self) -> str:
        """Return the paragraphs."""
        typed = self.typed.replace("⍽", "\N{NO-BREAK SPACE}")
        made = ""
        for piece in re.split("(¶|⟦|⟧)", typed):
            made += {"¶": "", "⟦": CONTROL, "⟧": FULL["</sdt>"]}.get(piece) or _paragraph(piece)
        return made


def _paragraph(piece: str) -> str:
    pieces = filter(None, _KEPT.split(piece.strip()))
    runs = "".join(_run(one) for one in pieces if one != "·")
    return f"<w:p {SPACES}>{runs}</w:p>" if runs else ""


def _run(piece: str) -> str:
    if piece.startswith("<"):
        return FULL.get(piece, piece)
    inside = re.sub("‹(.*?)›", r"</w:t><\1><w:t>", escape(piece))
    return f"<w:r><w:t>{inside}</w:t></w:r>"


def shapes() -> list[Shape]:
    """Return the rows of the table."""
    lines = [line[2:-2].split(" | ") for line in SHAPES.strip().splitlines()[2:]]
    return [Shape(name, typed, told.strip("-")) for name, _, typed, told in lines]


@cache
def paper() -> Paper:
    """Return a paper that is made up, with a title and actions that have words."""
    every: Iterator[Paper] = (PaperMadeUp(Random(seed), 2).of(Paper) for seed in range(99))
    return next(
        one
        for one in every
        if str(one.header.title) and len(one.actions.rows) > 1 and not one.draft
        if all(str(row.wording) and str(row.deadline) for row in one.actions.rows)
    )


def built(package: bytes) -> list[str]:
    """Return the paragraphs of the paper that a template without a fault makes."""
    file = opened((Path("from/template.docx"), package))
    assert check_file(file, SHOWN) == ()
    filled, ledger = fill_template(compile_template(file), paper())
    made = finish(filled, ledger, FACTS)
    assert of_severity(proof(made, ledger, FACTS, "a.docx"), Severity.ERROR) == ()
    return list(texts(made)[TEXT])


@each("shape", shapes(), ids=lambda shape: shape.name)
def test_a_tag_as_a_program_leaves_it_is_read_or_told(shape: Shape) -> None:
    package = made_of(p("Report") + shape.body + p("End"), style_part=STYLES, numbering=LISTS)
    if not shape.told:
        assert str(paper().header.title) in " ".join(built(package))
        return
    (found,) = check_file(opened((Path("from/template.docx"), package)), SHOWN)
    code, _, remedy = shape.told.partition(" ")
    assert (found.code, remedy in found.remedy) == (code, True), found


@each("around", ["none", "each row", "all rows", "a cell", "the tags' rows"])
def test_rows_and_cells_in_content_controls_are_repeated(around: str) -> None:
    def held(blocks: str, *when: str) -> str:
        return f"{CONTROL}{blocks}{FULL['</sdt>']}" if around in when else blocks

    ends = [row(tag, "") for tag in ("{%tr for row in actions.rows %}", "{%tr endfor %}")]
    first, second = (cell(p(f"{{{{ row.{name} }}}}")) for name in ("wording", "deadline"))
    repeated = held(f"<w:tr>{held(first, 'a cell')}{second}</w:tr>", "each row")
    begin, end = (held(one, "each row", "the tags' rows") for one in ends)
    head = row("Action", "Deadline", heading=True)
    made = table(head, held(begin + repeated + end, "all rows"))
    package = made_of(made + p("End"), style_part=STYLES, numbering=LISTS)
    assert paper().actions.rows
    for one in paper().actions.rows:
        assert str(one.wording) in built(package)


def test_a_file_of_google_docs_without_styles_and_lists_takes_the_look_of_the_house() -> None:
    """All its formatting is direct, a style is named in small letters, there is no list."""
    look = '<w:rFonts w:ascii="Arial" w:cs="Arial"/><w:b w:val="1"/><w:rtl w:val="0"/>'
    properties = '<w:pPr><w:spacing w:after="0" w:lineRule="auto"/><w:rPr/></w:pPr>'
    words = (
        f"<w:p>{properties}<w:r><w:rPr>{look}</w:rPr><w:t>{{{{ header</w:t></w:r>"
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">.title }}}}</w:t></w:r></w:p>'
    )
    normal = style("normal", marks='w:default="1"')
    own = f"{HEAD}<w:styles {NAMES}>{normal}</w:styles>"
    package = made_of(words, style_part=own)
    alone = check_file(opened((Path("from/template.docx"), package)), SHOWN)
    assert {one.code for one in alone} == {"PK-608"}
    dressed = dress(opened((Path("from/template.docx"), package)), word_file(HOUSE))
    assert of_severity(dressed.findings, Severity.ERROR) == ()
    assert str(paper().header.title) in built(dressed.file.package)


def test_a_table_whose_widths_have_a_fraction_is_filled() -> None:
    """So Google Docs writes them; a number that is none counts as no width."""
    wide = '<w:tcW w:w="4819.0" w:type="dxa"/>'
    cells = (cell(p(words), wide) for words in ("{{ header.title }}", "{{ header.board }}"))
    made = table(row("Title", "Board", heading=True), row(*cells))
    made = made.replace("<w:gridCol/>", '<w:gridCol w:w="4819.0"/>', 1)
    made = made.replace("<w:gridCol/>", '<w:gridCol w:w="--5"/>')
    package = made_of(made + p("End"), style_part=STYLES, numbering=LISTS)
    assert str(paper().header.title) in built(package)


def numbered(number: str, level: str, indent: str) -> str:
    """Return a paragraph with a number of its own, in a style that has one."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="xNumberedParagraph"/><w:numPr><w:ilvl w:val="{level}"/>'
        f'<w:numId w:val="{number}"/></w:numPr><w:ind w:left="{indent}"/></w:pPr>'
        "<w:r><w:t>{{ header.title }}</w:t></w:r></w:p>"
    )


@each(
    ("number", "level", "told"),
    [("1", "1", []), ("1", "0", ["PK-607"]), ("2", "1", ["PK-607"]), ("0", "1", ["PK-607"])],
)
def test_a_number_that_libreoffice_repeats_from_the_style_is_no_number_of_its_own(
    number: str, level: str, told: list[str]
) -> None:
    package = made_of(numbered(number, level, "720"), style_part=STYLES, numbering=LISTS)
    file = opened((Path("from/template.docx"), package))
    assert [one.code for one in check_file(file, SHOWN)] == told


@each(("indent", "stays"), [("720", False), ("1440", True)])
def test_an_indent_goes_with_such_a_number_where_it_is_the_style_s(
    indent: str, stays: bool
) -> None:
    own = STYLES.replace(
        '<w:numId w:val="1"/></w:numPr></w:pPr>',
        '<w:numId w:val="1"/></w:numPr><w:ind w:left="720"/></w:pPr>',
    )
    package = made_of(numbered("1", "1", indent), style_part=own, numbering=LISTS)
    text = opened((Path("from/template.docx"), package)).members[TEXT]
    assert (b"w:numPr" in text, b"w:ind " in text) == (False, stays)


def test_the_end_of_a_section_stays_that_libreoffice_puts_into_the_paragraph_of_a_tag() -> None:
    """It had a paragraph of its own, after that of the tag, which filling takes out."""
    columns = PAGE.format(furniture="").replace("</w:sectPr>", '<w:cols w:num="2"/></w:sectPr>')
    begins, ends = "{%p for row in actions.rows %}", "{%p endfor %}"
    body = p(begins) + p("{{ row.wording }}")
    body += f"<w:p><w:pPr>{columns}</w:pPr><w:r><w:t>{ends}</w:t></w:r></w:p>" + p("End")
    package = made_of(body, style_part=STYLES, numbering=LISTS)
    assert built(package)[-2:] == ["", "End"]
    assert b'w:num="2"' in opened((Path("from/template.docx"), package)).members[TEXT]


@each(("switched", "breaks"), [("", 1), (' w:val="false"', 0)])
def test_a_break_before_the_paragraph_of_a_tag_stays_where_it_is_switched_on(
    switched: str, breaks: int
) -> None:
    tag = p("{%p if draft %}").replace(
        "<w:p>", f"<w:p><w:pPr><w:pageBreakBefore{switched}/></w:pPr>"
    )
    package = made_of(tag + p("Draft") + p("{%p endif %}"), style_part=STYLES, numbering=LISTS)
    text = opened((Path("from/template.docx"), package)).members[TEXT]
    assert text.count(b'w:type="page"') == breaks


def test_properties_in_another_order_than_word_s_are_put_into_it() -> None:
    """Programs that are not Word write them as they come; Word may call such a file unreadable."""
    looks = '<w:rPr><w:color w:val="112233"/><w:b/></w:rPr>'
    body = (
        '<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/><w:pStyle w:val="xPlainParagraph"/></w:pPr>'
        f"<w:r>{looks}<w:t>{{{{ header.title }}}}</w:t></w:r></w:p>"
    )
    body += table(row("A", "B", heading=True), row(*[cell(p("x"), "<w:noWrap/><w:tcW/>")] * 2))
    body = body.replace("<w:tblPr>", "<w:tblPr><w:tblLayout/>")
    package = made_of(body + p("End"), header=body, style_part=STYLES, numbering=LISTS)
    assert str(paper().header.title) in built(package)


def test_full_tables_have_the_styles_of_the_house_after_a_kind_that_has_none_of_them() -> None:
    """The id of a style in the house is another style's in the kind, or none's."""
    other = style("Report Box", "table").replace("xReportBox", "xPaperTable")
    kind = opened((Path("a/template.docx"), made_of(p("Report"), style_part=styles(other))))
    tables = made_of(table(row("A", "B", heading=True), row("1", "2")), style_part=STYLES)
    after = opened((Path("b/template.docx"), changed(tables, TEXT, "xTableGrid", "xPaperTable")))
    house = opened((Path("c/house.docx"), made_of(p("House"), style_part=STYLES)))
    dressed = dress(kind, house, after)
    assert dressed.findings == ()
    assert b'<w:tblStyle w:val="xPaperTable"/>' in dressed.file.members[TEXT]
