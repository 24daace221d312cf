"""What is printed stands in the finished file letter for letter, with the look of its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.errors import PackError
from paperkit.schema.cleaning import clean
from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.values import (
    Gap,
    Ledger,
    LinkText,
    Printable,
    Prose,
    ProseTable,
    Rated,
    Side,
)
from tests.cases import each
from tests.papers.packages import (
    BASE_STYLES,
    DRAFT,
    FACTS,
    PAGE,
    cell,
    finished,
    p,
    part,
    row,
    run,
    style,
    styles,
    table,
    texts,
)

TEXT = "word/document.xml"
GREEN = Rated("On course", "2E7D32", "FFFFFF", "●")
CHIP = "\u202fOn course\u202f●\u202f"


def told(package: bytes) -> list[str]:
    return [text for text in texts(package)[TEXT] if text]


def lines(package: bytes) -> list[str]:
    """Return the outline without the page's furniture."""
    every = outline(package).splitlines()
    return [line for line in every if not line.startswith(("[section", "[header", "[footer"))]


def test_a_value_stands_among_the_words_of_the_template() -> None:
    package = finished(p("Report of: <0>, <1>."), "Director of Public Health", "Exampleshire")

    assert told(package) == ["Report of: Director of Public Health, Exampleshire."]


def test_a_value_keeps_the_look_of_its_run() -> None:
    package = finished(p("By <0>", look="<w:b/>"), "the Board")

    text = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">By </w:t>'
    assert text + '<w:t xml:space="preserve">the Board</w:t></w:r>' in part(package)


def test_lines_and_tabs_of_a_value_are_word_s_own() -> None:
    package = finished(p("<0>"), "one\ntwo\tthree")

    assert "<w:br/>" in part(package)
    assert "<w:tab/>" in part(package)
    assert told(package) == ["one\ntwo\tthree"]


def test_values_are_put_into_headers_and_footers() -> None:
    package = finished(p("x"), "Board July 2026", "Item 4", header=p("<0>"), footer=p("<1>"))

    assert texts(package)["word/header1.xml"] == ("Board July 2026",)
    assert texts(package)["word/footer1.xml"] == ("Item 4",)


def test_a_break_beside_a_value_stays_where_it_was() -> None:
    package = finished(p("<0>", inside="<w:r><w:br/><w:t>b</w:t></w:r>" + run("<1>")), "a", "c")

    assert told(package) == ["a\nbc"]


def test_a_gap_is_marked_in_a_draft() -> None:
    package = finished(p("Lead: <0>."), Gap("No lead named"), facts=DRAFT)

    assert lines(package) == ["Normal | | Lead: [Gap: No lead named]."]


def test_a_gap_is_plain_words_in_a_final() -> None:
    package = finished(p("Lead: <0>."), Gap("No lead named"))

    assert lines(package) == ["Normal | | Lead: No lead named."]


def test_a_rating_is_a_word_and_a_symbol_on_a_patch_of_its_colour() -> None:
    package = finished(p("Rated <0>.", look="<w:b/>"), GREEN)

    assert told(package) == [f"Rated {CHIP}."]
    chip = part(package).split("On course")[0].rpartition("<w:r>")[2]
    assert '<w:color w:val="FFFFFF"/>' in chip
    assert 'w:fill="2E7D32"' in chip
    assert "<w:b/>" in chip


def test_the_patch_of_a_rating_is_not_its_cell() -> None:
    shaded = cell(p("<0>"), '<w:tcW w:w="0" w:type="auto"/>')
    package = finished(table(row("Rating", "Meaning", heading=True), row(shaded, "good")), GREEN)

    assert lines(package)[3] == f"| {CHIP.strip()} | good |"


def test_a_link_leads_to_its_address_from_its_words() -> None:
    link = LinkText("the plan", "https://www.example.org/plan?a=1&b=2")
    package = finished(p("See <0>."), link)

    assert lines(package) == ["Normal | | See the plan <https://www.example.org/plan?a=1&b=2>."]
    assert '<w:rStyle w:val="xHyperlink"/>' in part(package)


def test_an_address_that_stands_twice_is_kept_once() -> None:
    link = LinkText("plan", "https://www.example.org/")
    package = finished(p("<0> <1>"), link, link)

    assert part(package, "word/_rels/document.xml.rels").count("https://www.example.org/") == 1


def test_a_link_in_a_header_belongs_to_the_header() -> None:
    package = finished(p("x"), LinkText("us", "mailto:board@example.org"), header=p("<0>"))

    assert "mailto:board@example.org" in part(package, "word/_rels/header1.xml.rels")
    assert outline(package).splitlines()[1] == "[header] Normal | | us <mailto:board@example.org>"


def test_an_address_that_could_run_a_program_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        finished(p("<0>"), LinkText("plan", "file:///c:/plan.exe"))


def test_a_file_without_the_style_that_marks_a_gap_is_told() -> None:
    bare = styles(base=BASE_STYLES.replace('"Gap"', '"Other"'))
    with pytest.raises(PackError, match="no character style called 'Gap'"):
        finished(p("<0>"), Gap("nothing"), facts=DRAFT, style_part=bare)


def test_prose_becomes_a_paragraph_each_in_the_style_of_its_place() -> None:
    package = finished(
        p("<0>", look="<w:i/>", style_id="xPlain"),
        Prose(("First.", "Second\nline.", "Third.")),
        style_part=styles(
            '<w:style w:type="paragraph" w:styleId="xPlain"><w:name w:val="Plain"/></w:style>'
        ),
    )

    assert lines(package) == [
        "Plain | | *First.*",
        "Plain | | *Second<br>line.*",
        "Plain | | *Third.*",
    ]
    assert part(package).count("<w:i/>") == 3


def test_empty_prose_leaves_no_paragraph() -> None:
    package = finished(p("before") + p("<0>") + p("after"), Prose(()))

    assert lines(package) == ["Normal | | before", "Normal | | after"]


def test_empty_prose_leaves_a_cell_its_paragraph() -> None:
    package = finished(table(row(cell(p("<0>", style_id="xNormal")), "b")), Prose(()))

    assert '<w:p><w:pPr><w:pStyle w:val="xNormal"/></w:pPr></w:p></w:tc>' in part(package)


def test_empty_prose_does_not_let_two_tables_run_together() -> None:
    one = table(row("a", "b"))
    package = finished(one + p("<0>") + one + p("end"), Prose(()))

    assert lines(package)[3] == "Normal | |"


def test_a_line_below_a_table_in_prose_does_not_touch_it() -> None:
    cells = ((("A",), ("B",)), (("1",), ("2",)))
    one = ProseTable(cells, (Side.LEFT, Side.LEFT), ())
    house = '<w:p><w:pPr><w:spacing w:after="40"/></w:pPr>{}</w:p>'.format(run("<0>"))
    needed = styles(style("Table Text") + style("Table Heading") + style("Paper Table", "table"))
    prose = Prose(("over", one, "below", "last"))
    made = part(finished(house, prose, style_part=needed))

    spacings = re.findall("<w:spacing[^>]*>", made)
    assert spacings[:3] == [
        '<w:spacing w:after="40"/>',
        '<w:spacing w:after="40" w:before="80"/>',
        '<w:spacing w:after="40"/>',
    ]


def test_prose_that_ends_a_section_ends_it_once() -> None:
    section = PAGE.format(furniture="")
    body = f"<w:p><w:pPr>{section}</w:pPr>{run('<0>')}</w:p>" + p("after")
    package = finished(body, Prose(("one", "two")))

    assert [line.split(":")[0] for line in outline(package).splitlines() if "section" in line] == [
        "[section 1",
        "[section 2",
    ]
    assert outline(package).index("two") < outline(package).index("[section 2")


def test_a_gap_in_the_place_of_prose_is_a_paragraph() -> None:
    package = finished(p("<0>"), Gap("No text."), facts=DRAFT)

    assert lines(package) == ["Normal | | [Gap: No text.]"]


def test_prose_beside_other_words_keeps_its_paragraphs_as_lines() -> None:
    package = finished(p("Note: <0>"), Prose(("one", "two")))

    assert told(package) == ["Note: one\ntwo"]


def test_a_token_without_a_value_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="No value has the token 3"):
        finished(p("<3>"), "only one")


@each("body", [p("x\ue000y"), '<w:p w:rsidR="\ue0000\ue001"/>'])
def test_a_token_that_cannot_be_replaced_is_a_bug(body: str) -> None:
    with pytest.raises(AssertionError):
        finished(body, "value")


def test_a_token_in_another_part_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="styles"):
        finished(p("x"), "v", style_part=styles().replace('"Normal"', '"\ue0000\ue001"'))


NASTY = (
    "{_{",
    "%_}",
    "</w:t>",
    "&",
    "&amp;",
    "]]>",
    "{{ 7*7 }}",
    "{% if %}",
    "}}",
    "\U0001f600",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u202e",
    "\n",
    "\t",
    "  ",
    "<select>",
    "\ue0000\ue001",
    "\ue001",
    "<5%",
    "_x000D_",
    "\u200b",
    "e\u0301",
)
typed = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=6).map("".join)
cleaned = typed.map(clean).filter(lambda result: not result.unprintable)
printable = cleaned.map(lambda result: result.text)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(printable, printable, st.lists(printable.filter(bool), max_size=3)),
        min_size=1, max_size=10,
    )
)  # fmt: skip
def test_any_text_that_passes_the_border_is_printed_letter_for_letter(
    parts: list[tuple[str, str, list[str]]],
) -> None:
    body = ""
    values: list[Printable] = []
    expected: list[str] = []
    for n, (line, in_cell, paragraphs) in enumerate(parts):
        body += p(f"A <{3 * n}> Z") + table(row(cell(p(f"In: <{3 * n + 1}>")), "b"))
        body += p(f"<{3 * n + 2}>") + p("end")
        values += [line, in_cell, Prose(tuple(paragraphs))]
        expected += [f"A {line} Z", f"In: {in_cell}", "b", *paragraphs, "end"]
    package = finished(body, *values)

    assert list(texts(package)[TEXT]) == expected
    assert proof(package, Ledger(tuple(values)), FACTS, "paper.docx") == ()
