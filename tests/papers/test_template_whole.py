"""What a template's paper would be refused for, though its tags are right: told of the template."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from lxml import etree

from paperkit.findings import Finding
from paperkit.word import template_whole
from paperkit.word.finishing import finish
from paperkit.word.house import opened
from paperkit.word.package import MC_NS, W_NS, w, words_in
from paperkit.word.template import compile_template, fill_template
from paperkit.word.template_check import check_file
from paperkit.word.template_shown import write_shown
from tests.cases import each
from tests.papers.packages import (
    FACTS,
    OFFICE,
    PAGE,
    cell,
    changed,
    p,
    part,
    row,
    run,
    style,
    table,
    word_file,
)
from tests.papers.rich import LISTS, STYLES
from tests.papers.seeded import FIELD
from tests.papers.test_template_programs import built, paper
from tests.papers.test_template_seeded import SHOWN

TAG = "{%p for row in actions.rows %}"
TITLE = "{{ header.title }}"
TEXT, RELS = "word/document.xml", "word/_rels/document.xml.rels"
HEAD = row("A", "B", heading=True)
SIMPLE = '<w:fldSimple w:instr="{}">{}</w:fldSimple>'
LINK = 'HYPERLINK "https://example.org/"'
MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
CUT = "</w:instrText></w:r><w:r><w:instrText>"
BEGIN = FIELD[: FIELD.rindex("<w:r>")]
BOX = (
    "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>"
    "</mc:AlternateContent>"
)
NOTE = '<w:r><w:footnoteReference w:id="7"/></w:r>'
SHORT = table(HEAD, row(TITLE, "x")).replace("</w:tcPr>", '<w:gridSpan w:val="no"/></w:tcPr>', 1)


def made(body: str, style_part: str = STYLES) -> bytes:
    """Return a template with that text and an ending."""
    return word_file(p("Report") + body + p("End"), style_part=style_part, numbering=LISTS)


def told(package: bytes) -> list[Finding]:
    """Return what the check says of a template."""
    return list(check_file(opened((Path("a/template.docx"), package)), SHOWN))


def mark(name: str, words: str, style_id: str = "xNormal") -> str:
    """Return a paragraph with a bookmark around its words."""
    inside = f'<w:bookmarkStart w:id="1" w:name="{name}"/>{run(words)}<w:bookmarkEnd w:id="1"/>'
    return p(style_id=style_id, inside=inside)


def field(code: str, shown: str) -> str:
    """Return a paragraph with a field as Word keeps it, in runs."""
    return p(inside=FIELD.format(code) + run(shown) + END)


def rows(tag: str, *inside: str) -> str:
    """Return rows between two tags in rows of their own."""
    return (
        row(f"{{%tr {tag} %}}", "")
        + "".join(inside)
        + row(f"{{%tr end{tag.split(maxsplit=1)[0]} %}}", "")
    )


IF, ELSE, END_IF = (p(f"{{%p {word} %}}") for word in ("if draft", "else", "endif"))
TO_A = field("REF a ", "x")
CASES = {
    "link without address": (p(inside=f'<w:hyperlink r:id="no">{run(TITLE)}</w:hyperlink>'), "364"),
    "note that is gone": (p("See", inside=NOTE), "364"),
    "bookmark with a tag": (mark("a", "{%p if draft %}") + END_IF + TO_A, "364"),
    "bookmark in the same part": (
        IF + mark("a", "x") + TO_A + END_IF, "",
    ),
    "bookmark after else": (
        IF + mark("a", "x") + ELSE + TO_A + END_IF, "364",
    ),
    "bookmark in a part with the same condition": (
        IF + mark("a", "x") + END_IF + p("{%p if not draft %}") + ELSE + TO_A + END_IF, "",
    ),
    "bookmark in the other half of the condition": (
        IF + mark("a", "x") + END_IF + p("{%p if not draft %}") + TO_A + END_IF, "364",
    ),
    "condition on what a loop gives": (
        IF + mark("a", "x") + END_IF
        + p("{%p for draft in actions.rows %}") + IF + TO_A + END_IF + p("{%p endfor %}"), "364",
    ),
    "name of paperkit's": (mark("ref_a", "x") + field("REF ref_a ", "x"), "364"),
    "code in pieces": (mark("there", "x") + field(f"REF th{CUT}ere{CUT} \\h ", "x"), ""),
    "number in pieces": (mark("there", "x") + field(f"REF there {CUT}\\r ", "1"), "364"),
    "number of no paragraph": (mark("a", "x") + field("REF a \\r ", "1"), "364"),
    "field with a tag": (
        p("{%p if draft %}", inside=FIELD.format("PAGE") + END) + END_IF, "603",
    ),
    "field torn at its result": (
        p(inside=BEGIN.format("PAGE")) + IF + p(inside=FIELD.removeprefix(BEGIN)) + END_IF
        + p("1", inside=END), "366",
    ),
    "field around a part": (
        p(inside=FIELD.format(LINK)) + IF + p("1") + END_IF + p(inside=END), "",
    ),
    "tag in what a field shows": (field("PAGE", TITLE), "366"),
    "tag in a simple field": (p(inside=SIMPLE.format("TITLE", run(TITLE))), "366"),
    "tag in the words of a link": (field(LINK, TITLE), ""),
    "changed look": (p(TITLE, look="<w:rPrChange><w:rPr/></w:rPrChange>"), "612"),
    "equation with a tag": (p("{%p if draft %}", inside=f"<m:oMath {MATHS}/>") + END_IF, "603"),
    "symbol with a tag": (p("{%p if draft %}", inside="<w:r><w:sym/></w:r>") + END_IF, "603"),
    "words in a merged cell": (table(HEAD, row(cell(p(TITLE), "<w:vMerge/>"), "x")), "615"),
    "parts in parts": (IF * 45 + p(TITLE) + END_IF * 45, "604"),
    "marks of a direction": (p("{{ \u200eheader.title\u200f }}"), ""),
    "field without an end": (p(TITLE, inside=FIELD.format("PAGE")), "366"),
    "draft in a draft": (p("{% if draft %}DRAFT{% endif %}"), ""),
    "draft in the other half": (p("{% if not draft %}x{% else %}DRAFT{% endif %}"), ""),
    "draft in what is none": (p("{% if draft %}x{% else %}DRAFT{% endif %}"), "366"),
    "look of a gap": (p(TITLE, look='<w:rStyle w:val="xGap"/>'), "366"),
    "sign of paperkit's": (p("\ue0000\ue001 and " + TITLE), "366"),
    "style that is gone": (p(TITLE, style_id="xGone"), "608"),
    "no marked heading": (table(row("A", "B"), row(TITLE, "x")), "365"),
    "heading further down": (table(HEAD, row(TITLE, "x"), HEAD), "365"),
    "one of two headings": (
        table(rows("if draft", HEAD, row("{%tr else %}", ""), HEAD), row(TITLE, "x")), "",
    ),
    "heading where there are rows": (
        table(
            rows("if actions.rows", HEAD),
            rows("for row in actions.rows", row("{{ row.wording }}", "x")),
        ), "",
    ),
    "row in a part before the heading": (
        table(rows("if not draft", row(TITLE, "x")), HEAD), "365",
    ),
    "span that is no number": (SHORT, "365"),
    "table without rows": (table(), "365"),
    "paragraph in a paragraph": (p(inside=p(TITLE)), "364"),
    "two ends of the text": (PAGE.format(furniture="") + p(TITLE), "364"),
}  # fmt: skip


@each("said", ["", "auto", "1.5", "12.7mm"])
def test_a_table_whose_look_is_no_number_has_no_header_row(said: str) -> None:
    plain = table(row("A", "B"), row(TITLE, "x"))
    assert told(made(plain.replace('w:firstRow="1"', f'w:val="{said}"'))) == []
    (found,) = told(made(plain.replace('w:firstRow="1"', 'w:val="04A0"')))
    assert found.code == "PK-365"


@each("name", list(CASES))
def test_a_template_is_told_what_its_paper_would_be_refused_for(name: str) -> None:
    body, code = CASES[name]
    found = told(made(body))
    assert [one.code for one in found] == ([f"PK-{code}"] if code else []), found
    assert all(one.remedy or one.code == "PK-365" for one in found)
    if not code:
        built(made(body))


def test_loops_within_loops_of_a_table_are_not_gone_through_twice_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    halves = Mock(wraps=template_whole._halves)
    monkeypatch.setattr(template_whole, "_halves", halves)
    inside = row(TITLE, "x")
    for _ in range(10):
        inside = rows("for row in actions.rows", inside)
    assert {one.code for one in told(made(table(HEAD, inside)))} == {"PK-617"}
    assert 10 <= halves.call_count <= 20


@each(
    ("kind", "address", "code"),
    [
        ("hyperlink", "https://example.org/a b", "610"),
        ("hyperlink", "https://example.org/a%20b", ""),
        ("image", "media/gone.png", "364"),
    ],
)
def test_what_a_file_leads_to_is_an_address_or_is_there(kind: str, address: str, code: str) -> None:
    mode = 'TargetMode="External"' if kind == "hyperlink" else ""
    led = f'<Relationship Id="x" Type="{OFFICE}/relationships/{kind}" Target="{address}" {mode}/>'
    package = changed(made(p(TITLE)), RELS, "</Relationships>", f"{led}</Relationships>")
    assert [one.code for one in told(package)] == ([f"PK-{code}"] if code else [])


@each(
    "styles",
    [
        style("Own", inside='<w:basedOn w:val="xGone"/>'),
        style("Own", inside='<w:pPr><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr>'),
    ],
)
def test_a_style_that_rests_on_what_is_not_there_is_told(styles: str) -> None:
    part = STYLES.replace("</w:styles>", f"{styles}</w:styles>")
    assert [(one.code, one.value) for one in told(made(p(TITLE), part))] == [("PK-608", "Own")]


def test_a_text_without_its_last_pages_is_given_them() -> None:
    assert "End" in built(
        word_file(p(TITLE) + p("End"), page="", style_part=STYLES, numbering=LISTS)
    )


@each("simple", [True, False])
def test_a_number_that_a_template_refers_to_is_that_of_the_paper(simple: bool) -> None:
    """Word keeps the number that the paragraph had in the template; others come before it."""
    refers = field(" REF there \\r \\h ", "9.9")
    if simple:
        refers = p(inside=SIMPLE.format(" REF there \\r \\h ", run("9.9")))
    before = p("{%p for row in actions.rows %}") + p("{{ row.wording }}", style_id="xheading2")
    numbered = mark("there", "Issues", "xheading2")
    package = made(before + p("{%p endfor %}") + numbered + refers)
    paragraphs = built(package)
    before_it = paragraphs.index("Issues") - 1
    assert before_it
    assert paragraphs[-2] == str(before_it + 1)


@each("after", [True, False])
def test_a_page_that_breaks_with_a_tag_breaks_beside_it(after: bool) -> None:
    """LibreOffice puts the break into the next paragraph, which may be a tag's."""
    broken = '<w:r><w:br w:type="page"/></w:r>'
    tag = p(TAG, inside=broken) if after else p(inside=broken + run(TAG))
    shown = built(made(tag + p("{{ row.wording }}") + p("{%p endfor %}")))
    assert shown.count("\f") == (len(paper().actions.rows) if after else 1)


def test_a_control_in_a_loop_has_a_number_once_and_is_tied_to_no_property() -> None:
    """Word shows the property in place of what was printed, and wants each number once."""
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="b"/>'
    control = f'<w:sdt><w:sdtPr><w:id w:val="5"/>{bound}</w:sdtPr><w:sdtContent>'
    body = control + p("{{ row.wording }}") + "</w:sdtContent></w:sdt>"
    file = opened((Path("a/template.docx"), made((p(TAG) + body + p("{%p endfor %}")) * 2)))
    filled, ledger = fill_template(compile_template(file), paper())
    text = part(finish(filled, ledger, FACTS))
    assert text.count("<w:sdt>") == 2 * len(paper().actions.rows)
    assert (text.count('<w:id w:val="5"/>'), "dataBinding" in text) == (1, False)


def test_marks_of_comments_that_are_not_in_the_file_are_left_out() -> None:
    """LibreOffice opens no paper that has them."""
    marks = '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    file = opened((Path("a/template.docx"), made(p(TITLE, inside=marks))))
    assert b"w:comment" not in file.members[TEXT]


def test_captions_of_a_template_count_in_the_paper_and_what_refers_to_them_follows() -> None:
    number = FIELD.format(" SEQ Table \\* ARABIC ") + run("1") + END
    there = f'<w:bookmarkStart w:id="1" w:name="last"/>{run("Table ") + number}'
    last = p(inside=there + '<w:bookmarkEnd w:id="1"/>')
    looped = p(TAG) + p("Table ", inside=number) + p("{%p endfor %}")
    paragraphs = built(made(looped + last + field(" REF last \\h ", "Table 2")))
    count = len(paper().actions.rows)
    assert paragraphs[1:-1] == [f"Table {at}" for at in (*range(1, count + 2), count + 1)]


def test_captions_in_text_boxes_count_once_and_their_copies_have_the_same_number() -> None:
    """Word keeps each box a second time, for older programs."""
    number = FIELD.format(" SEQ Figure \\* ARABIC ") + run("9") + END
    start = '<w:bookmarkStart w:id="1" w:name="{}"/>'
    held = [p(inside=start.format(name) + number + '<w:bookmarkEnd w:id="1"/>') for name in "ab"]
    boxes = "".join(BOX.format(one) for one in held) + field("REF b ", "x")
    root = etree.fromstring(f'<w:body xmlns:w="{W_NS}" xmlns:mc="{MC_NS}">{boxes}</w:body>')
    write_shown(root, root, {})
    assert [words_in(paragraph) for paragraph in root.iter(w("p"))] == list("11222")


def test_two_tables_stay_apart_where_what_is_between_them_is_left_out() -> None:
    two = table(HEAD, row("1", "2"))
    paragraphs = built(made(two + IF + p("x") + END_IF + two))
    assert paragraphs == ["Report", *"AB12", "", *"AB12", "End"]


def test_a_header_of_which_all_is_left_out_is_an_empty_one() -> None:
    """Word wants a paragraph in it."""
    package = word_file(p(TITLE), header=IF + p("x") + END_IF, style_part=STYLES, numbering=LISTS)
    file = opened((Path("a/template.docx"), package))
    filled, ledger = fill_template(compile_template(file), paper())
    assert "<w:p/>" in part(finish(filled, ledger, FACTS), "word/header1.xml")
