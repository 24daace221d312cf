"""Every check of the proof, shown by seeding its defect into a good file."""

from paperkit.findings import Severity
from paperkit.word.proof import proof
from paperkit.word.values import Ledger
from tests.cases import each
from tests.papers.packages import FACTS, OFFICE, changed, style
from tests.papers.test_proof import (
    CORE,
    NAME,
    NUMBERING,
    RELS,
    STYLES,
    TEXT,
    TYPES,
    VALUES,
    good,
)

LATE_HEADING = "<w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:trPr><w:tblHeader/></w:trPr>"
INNER_TABLE = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr/></w:tbl>"
LEAD = '<w:r><w:t xml:space="preserve">Lead'
GAP_LOOK = LEAD.replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="xGap"/></w:rPr>')
SEEDED = {
    "part not well-formed": (TEXT, "</w:tbl>", "", "PK-750"),
    "control character": (TEXT, "planned", "plan\x01ned", "PK-750"),
    "control character by number": (TEXT, "planned", "plan&#x1;ned", "PK-750"),
    "bare ampersand": (TEXT, "planned", "A & B", "PK-750"),
    "document type": (TEXT, "<w:document", "<!DOCTYPE w []><w:document", "PK-750"),
    "kind of a part not declared": (TYPES, "/word/styles.xml", "/word/other.xml", "PK-750"),
    "text part not declared": (TYPES, "/word/document.xml", "/word/text.xml", "PK-750"),
    "token left": (TEXT, "planned", "\ue0001\ue001", "PK-751"),
    "tag left": (TEXT, "planned", "{{ header.title }}", "PK-752"),
    "block tag left": (TEXT, "planned", "{% if draft", "PK-752"),
    "tag in a header": ("word/header1.xml", "Board", "}}Board", "PK-752"),
    "cell without a paragraph": (
        TEXT,
        "planned</w:t></w:r></w:p>",
        "planned</w:t></w:r></w:p>" + INNER_TABLE,
        "PK-753",
    ),
    "picture number twice": (TEXT, 'docPr id="2"', 'docPr id="1"', "PK-754"),
    "bookmark without end": (TEXT, '<w:bookmarkEnd w:id="1"/>', "", "PK-754"),
    "bookmark without beginning": (
        TEXT,
        'bookmarkStart w:id="1"',
        'bookmarkStart w:id="9"',
        "PK-754",
    ),
    "bookmark name twice": (
        TEXT,
        "</w:tbl>",
        '</w:tbl><w:bookmarkStart w:id="7" w:name="Here"/><w:bookmarkEnd w:id="7"/>',
        "PK-754",
    ),
    "bookmark number twice": (
        TEXT,
        "</w:tbl>",
        '</w:tbl><w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>',
        "PK-754",
    ),
    "style twice": (STYLES, "</w:styles>", style("Item") + "</w:styles>", "PK-754"),
    "relationship id twice": (RELS, 'Id="rId4"', 'Id="rId3"', "PK-754"),
    "field without end": (TEXT, '<w:fldChar w:fldCharType="end"/>', "", "PK-755"),
    "field without beginning": (TEXT, '<w:fldChar w:fldCharType="begin"/>', "", "PK-755"),
    "field parted twice": (
        TEXT,
        '<w:fldChar w:fldCharType="separate"/>',
        2 * '<w:fldChar w:fldCharType="separate"/>',
        "PK-755",
    ),
    "relationship to a missing part": (RELS, "header1.xml", "header9.xml", "PK-756"),
    "link without relationship": (TEXT, 'r:id="rId5"', 'r:id="rId55"', "PK-756"),
    "header that is asked for and missing": (TEXT, 'r:id="rId3"', 'r:id="rId33"', "PK-756"),
    "address with a blank": (RELS, "example.org/plan", "example.org/the plan", "PK-756"),
    "address that runs a program": (
        RELS,
        "https://www.example.org/plan",
        "file:///c:/a.exe",
        "PK-756",
    ),
    "template fetched from outside": (
        RELS,
        f"{OFFICE}/relationships/hyperlink",
        f"{OFFICE}/relationships/attachedTemplate",
        "PK-756",
    ),
    "reference to a missing bookmark": (TEXT, "REF here", "REF there", "PK-756"),
    "footnote that is missing": (
        TEXT,
        "</w:tbl>",
        '</w:tbl><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        "PK-756",
    ),
    "paragraph style that is missing": (
        TEXT,
        'pStyle w:val="xItem"',
        'pStyle w:val="xGone"',
        "PK-757",
    ),
    "table style that is a paragraph's": (
        TEXT,
        'tblStyle w:val="xTableGrid"',
        'tblStyle w:val="xItem"',
        "PK-757",
    ),
    "list that is missing": (NUMBERING, 'w:num w:numId="1"', 'w:num w:numId="8"', "PK-757"),
    "list without a definition": (
        NUMBERING,
        '<w:abstractNumId w:val="0"/>',
        '<w:abstractNumId w:val="8"/>',
        "PK-757",
    ),
    "heading row not marked": (TEXT, "<w:tblHeader/>", "", "PK-758"),
    "second row marked too late": (TEXT, "<w:trPr><w:tblHeader/></w:trPr>", LATE_HEADING, "PK-758"),
    "title empty": (CORE, "<dc:title>Performance report</dc:title>", "<dc:title/>", "PK-759"),
    "title twice": (
        CORE,
        "<dc:title>",
        "<dc:title>Performance report</dc:title><dc:title>",
        "PK-759",
    ),
    "day that is none": (CORE, "2026-07-16T00:00:00Z", "16 July 2026", "PK-759"),
    "day twice": (
        CORE,
        "<dc:language>",
        "<dcterms:created>2026-07-16</dcterms:created><dc:language>",
        "PK-759",
    ),
    "language of the file": (CORE, "en-GB", "en-US", "PK-759"),
    "language of the text": (STYLES, "en-GB", "en-US", "PK-759"),
    "value lost": (TEXT, "That the Board agree", "", "PK-760"),
    "letter lost": (TEXT, "That the Board agree", "That the Board agre", "PK-760"),
    "line end lost": (TEXT, "<w:br/>", "", "PK-760"),
    "paragraph of prose lost": (TEXT, ">First.<", "><", "PK-760"),
    "rating lost": (
        TEXT,
        ">\N{NARROW NO-BREAK SPACE}On course\N{NARROW NO-BREAK SPACE}●\N{NARROW NO-BREAK SPACE}<",
        "><",
        "PK-760",
    ),
    "header's value lost": ("word/header1.xml", "Board July 2026", "", "PK-760"),
    "draft in the header": ("word/header1.xml", "July 2026", "July 2026 DRAFT", "PK-761"),
    "gap's look in a final": (TEXT, LEAD, GAP_LOOK, "PK-761"),
    "shading before width": (TEXT, "<w:tcW ", '<w:shd w:val="clear"/><w:tcW ', "PK-762"),
    "paragraph properties": (TEXT, "<w:pStyle ", '<w:jc w:val="left"/><w:pStyle ', "PK-762"),
    "table properties": (TEXT, "<w:tblStyle ", '<w:tblLook w:firstRow="0"/><w:tblStyle ', "PK-762"),
    "section properties": (TEXT, "<w:pgSz ", '<w:cols w:num="1"/><w:pgSz ', "PK-762"),
    "words outside a run": (TEXT, "</w:tbl>", "</w:tbl><w:p><w:t>x</w:t></w:p>", "PK-762"),
    "paragraph in a paragraph": (TEXT, "</w:tbl>", "</w:tbl><w:p><w:p/></w:p>", "PK-762"),
    "last section missing": (TEXT, "<w:sectPr>", "<w:p/><w:sectPr/><w:p/><w:sectPr>", "PK-762"),
    "row with a cell too few": (TEXT, "<w:gridCol/>", "<w:gridCol/><w:gridCol/>", "PK-763"),
    "cell wider than the table": (TEXT, "<w:tcW ", '<w:gridSpan w:val="3"/><w:tcW ', "PK-763"),
    "table without rows": (
        TEXT,
        "</w:tbl>",
        "</w:tbl><w:tbl><w:tblPr/><w:tblGrid/></w:tbl>",
        "PK-763",
    ),
}


@each("defect", SEEDED)
def test_a_seeded_defect_is_found(defect: str) -> None:
    name, old, new, code = SEEDED[defect]
    findings = proof(changed(good(), name, old, new), Ledger(VALUES), FACTS, NAME)

    assert code in [finding.code for finding in findings]
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    assert {finding.place.file for finding in findings} == {NAME}
