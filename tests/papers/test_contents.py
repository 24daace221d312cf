"""Contents lists: linked entries that stand there without Word updating them (design 7)."""

import re
from pathlib import Path

from docx.enum.style import WD_STYLE_TYPE

from paperkit.word.html import html_of
from paperkit.word.joining import join
from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.values import Contents, Gap, Ledger
from tests.cases import each
from tests.papers.packages import (
    DRAFT,
    FACTS,
    cell,
    changed,
    check_template,
    finished,
    p,
    part,
    row,
    style,
    styles,
    table,
)
from tests.papers.packages import numbered as numbered_style
from tests.papers.plain import plain_document
from tests.tables import numbers

TEXT = "word/document.xml"
LIST = """
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xheading2"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""
LOOK = (
    numbered_style("heading 2", 1, 0)
    + style("heading 1")
    + style("Heading Unnumbered")
    + style("heading 3")
    + style("toc 1")
)


def body_of(end: str = "Next year", last: str = p("Last.")) -> str:
    """Return a paper with a list of its contents; ``end`` is its last heading."""
    return (
        p("Annual report", style_id="xheading1")
        + p("Contents", style_id="xHeadingUnnumbered")
        + p("<0>")
        + p("Summary", style_id="xHeadingUnnumbered")
        + p("In brief.")
        + p("What was achieved", style_id="xheading2")
        + p("<1>", style_id="xheading3")
        + p("", style_id="xheading3")
        + p(end, style_id="xheading2")
        + last
    )


BODY = body_of()
VALUES = (Contents(), "Healthy & well")


def made(body: str = BODY, *values: object) -> bytes:
    """Return the finished paper; its proof finds nothing."""
    printed = values or VALUES
    package = finished(body, *printed, style_part=styles(LOOK), numbering=LIST)  # type: ignore[arg-type]
    assert proof(package, Ledger(printed), FACTS, "paper.docx") == ()  # type: ignore[arg-type]
    return package


def entries(package: bytes) -> list[str]:
    return [line for line in outline(package).splitlines() if line.startswith("toc ")]


def faults(package: bytes) -> list[str]:
    found = proof(package, Ledger(VALUES), FACTS, "paper.docx")
    return [f"{one.code} {one.message}" for one in found]


def test_an_entry_is_there_for_each_heading_that_follows_with_its_number_and_a_link() -> None:
    assert entries(made()) == [
        "toc 1 | | Summary <#_Toc1_1>",
        "toc 1 | | 1.<tab>What was achieved <#_Toc1_2>",
        "toc 1 | | 2.<tab>Next year <#_Toc1_3>",
    ]


def test_the_entries_are_a_field_of_word_that_asks_for_no_page_numbers() -> None:
    text = part(made())
    (code,) = re.findall(r"<w:instrText[^>]*>([^<]*)</w:instrText>", text)
    assert code.split() == [
        "TOC", r"\n", r"\h", r"\z", r"\b", "toc_text1", r"\t",
        '"Heading', "2,1,Heading", 'Unnumbered,1"',
    ]  # fmt: skip
    kinds = re.findall(r'fldCharType="(\w+)"', text)
    assert kinds == ["begin", "separate", "end"]
    assert text.index("separate") < text.index("_Toc1_1") < text.index('fldCharType="end"')


def test_each_entry_leads_to_the_bookmark_of_its_heading() -> None:
    text = part(made())
    for name in ("_Toc1_1", "_Toc1_2", "_Toc1_3"):
        assert text.count(f'w:anchor="{name}"') == 1
        assert text.count(f'w:name="{name}"') == 1


def test_equal_papers_give_equal_bytes() -> None:
    assert made() == made()


def test_the_words_of_a_heading_stand_on_one_line() -> None:
    values = (Contents(), "Healthy & well", "Next\nyear\tand on")
    lines = entries(made(body_of("<2>"), *values))
    assert lines[-1] == "toc 1 | | 2.<tab>Next year and on <#_Toc1_3>"


def test_a_gap_in_the_heading_of_a_draft_is_told_in_the_list_as_words() -> None:
    values = (Contents(), "Healthy & well", Gap("No name given"))
    body = body_of("<2>")
    package = finished(body, *values, style_part=styles(LOOK), numbering=LIST, facts=DRAFT)
    assert proof(package, Ledger(values), DRAFT, "paper.docx") == ()
    assert entries(package)[2] == "toc 1 | | 2.<tab>No name given <#_Toc1_3>"


def test_a_list_with_nothing_after_it_leaves_no_field_behind() -> None:
    package = made(p("Title", style_id="xheading1") + p("<0>") + p("Text."), Contents())
    assert "TOC" not in part(package)
    assert entries(package) == []


def test_a_heading_in_a_table_is_listed_too() -> None:
    heading = cell(p("Inner", style_id="xheading2"))
    inner = table(row("Head", "Value", heading=True), row(heading, "B"))
    lines = entries(made(body_of(last=inner + p("Last."))))
    assert lines[-1] == "toc 1 | | 3.<tab>Inner <#_Toc1_4>"


@each(
    ("old", "new", "fault"),
    [
        (
            ">Next year</w:t></w:r><w:bookmarkEnd",
            ">Another year</w:t></w:r><w:bookmarkEnd",
            "PK-981 The contents list does not have the heading '2. Another year'.",
        ),
        (
            ">Last.</w:t></w:r>",
            '>Last.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="xheading2"/></w:pPr>'
            "<w:r><w:t>Added</w:t></w:r>",
            "PK-981 The contents list does not have the heading '3. Added'.",
        ),
        (
            'w:anchor="_Toc1_3"',
            'w:anchor="_Toc1_1"',
            "PK-981 The entry '2. Next year' of the contents list does not link to its heading.",
        ),
        (
            '<w:pStyle w:val="xHeadingUnnumbered"/></w:pPr><w:bookmarkStart',
            '<w:pStyle w:val="xNormal"/></w:pPr><w:bookmarkStart',
            "PK-981 The contents list has 'Summary', which is not a heading after it.",
        ),
    ],
)
def test_the_proof_compares_the_list_with_the_headings(old: str, new: str, fault: str) -> None:
    assert fault in faults(changed(made(), TEXT, old, new))


def test_the_proof_finds_a_list_that_was_left_empty() -> None:
    empty = '<w:p><w:fldSimple w:instr=" TOC "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    package = changed(made(), TEXT, "<w:sectPr>", f"{empty}<w:sectPr>")
    assert "PK-981 A contents list has no entries." in faults(package)


def test_in_a_joined_file_each_list_keeps_to_its_own_paper() -> None:
    joined = join([made(), made(body_of("Another end"))], FACTS)
    assert proof(joined, Ledger((*VALUES, *VALUES)), FACTS, "joined.docx") == ()
    assert [line.split("<#")[0].strip() for line in entries(joined)] == [
        "toc 1 | | Summary",
        "toc 1 | | 1.<tab>What was achieved",
        "toc 1 | | 2.<tab>Next year",
        "toc 1 | | Summary",
        "toc 1 | | 1.<tab>What was achieved",
        "toc 1 | | 2.<tab>Another end",
    ]
    scopes = re.findall(r"\\b (\w+) ", part(joined))
    assert scopes == ["toc_text1", "toc_text1__2"]


def checked(folder: Path, text: str, *, header: str = "", toc: bool = True) -> list[str]:
    document = plain_document()
    for name in ("toc 1",) if toc else ():
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    path = folder / "template.docx"
    document.save(str(path))
    return numbers(check_template(path, ()))


def test_a_template_asks_for_the_list_by_a_tag_alone_in_a_paragraph_of_the_text(
    tmp_path: Path,
) -> None:
    assert checked(tmp_path, "{{ contents }}") == []
    assert checked(tmp_path, "See: {{ contents }}") == ["PK-980"]
    assert checked(tmp_path, "Text", header="{{ contents }}") == ["PK-980"]


def test_a_template_that_asks_for_the_list_needs_the_styles_of_its_entries(tmp_path: Path) -> None:
    assert checked(tmp_path, "{{ contents }}", toc=False) == ["PK-608"]
    assert checked(tmp_path, "Text", toc=False) == []


def test_on_the_web_page_an_entry_is_one_link_with_its_number() -> None:
    links = re.findall(r'<a href="#_Toc[^>]*>(.*?)</a>', html_of(made()).decode())
    # In a column: 10. stood further to the right than 9.
    assert '<span class="number">1. </span>What was achieved' in links
    assert len(links) == len(set(links)) > 1
