"""A finished paper as one HTML file: its words, its structure, nothing from outside."""

import re
from decimal import Decimal

import pytest
from lxml import html

from paperkit.word.chart_look import formatted
from paperkit.word.copies import copy_mark
from paperkit.word.html import html_of
from paperkit.word.package import pack, unpack, w
from paperkit.word.pdf import for_pdf
from paperkit.word.proof_package import text_of
from paperkit.word.properties import Seal
from paperkit.word.prose import prose
from paperkit.word.values import LinkText, Rated, Sparkline
from paperkit.word.walk import text_of_file
from tests.cases import each as each_case
from tests.papers.charted import charted, figure
from tests.papers.packages import (
    FACTS,
    FURNITURE,
    OFFICE,
    PAGE,
    cell,
    changed,
    finished,
    p,
    row,
    run,
    style,
    styles,
    table,
)
from tests.papers.rich import EVERYTHING, made

DOCUMENT = "word/document.xml"
OUTLINED = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
HOUSE = styles(
    style("heading 1", inside=OUTLINED.format(0))
    + style("heading 2", inside=OUTLINED.format(1))
    + style("heading 4", inside=OUTLINED.format(3))
    + style("caption", inside='<w:rPr><w:b/><w:color w:val="1F3864"/><w:sz w:val="20"/></w:rPr>')
    + style("Table Heading")
    + style("Paper Fact", inside='<w:pPr><w:ind w:left="2722" w:hanging="2722"/></w:pPr>')
    + style("Chip", "character")
)
FALLS = """
| Period     | Value        | Target    |
|------------|--------------|-----------|
| Q1 2025/26 | 44           | no target |
| Q2 2025/26 | fewer than 5 | 40        |
| Q3 2025/26 | 41           | 40        |
"""


def page(package: bytes) -> html.HtmlElement:
    return html.document_fromstring(html_of(package).decode())


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def each(node: html.HtmlElement, path: str) -> list[str]:
    return [words(one) for one in node.xpath(path)]


def with_picture(package: bytes) -> bytes:
    """Return a file with a picture in its package, under the id that a drawing may name."""
    rels = "word/_rels/document.xml.rels"
    of_picture = f'<Relationship Id="rIdP" Type="{OFFICE}/relationships/image" Target="p.png"/>'
    package = changed(package, rels, "</Relationships>", f"{of_picture}</Relationships>")
    return pack({**unpack(package), "word/p.png": b"picture"})


def house(body: str, *values: object) -> html.HtmlElement:
    return page(finished(body, *values, style_part=HOUSE))  # type: ignore[arg-type]


def test_every_word_of_a_paper_is_on_the_page_once_and_in_order() -> None:
    package = made(prose(EVERYTHING))
    main = page(package).find(".//main")
    sheet = text_of_file(package)
    at, text = 0, words(main)
    for paragraph in sheet.root.iter(w("p")):
        said = " ".join(text_of(paragraph).split())
        found = text.find(said, at)
        assert found >= 0, said
        at = found + len(said)
    for mark in ("bullet", "inner bullet", "Subheading"):
        assert len(re.findall(rf"\b{mark}\b", text)) == text.count(mark)


def test_it_says_its_language_and_title_and_asks_for_nothing_from_outside() -> None:
    body = p("Report", style_id="xheading1") + p("<0>")
    source = html_of(finished(body, LinkText("Plan", "https://a.example/?b=1&c"), style_part=HOUSE))
    text = source.decode()
    assert text.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "<title>Performance report</title>" in text
    assert not re.search(r"<script|<link|<iframe|@import|url\(|\son\w+=|\ssrc=", text)
    assert '<a href="https://a.example/?b=1&amp;c">Plan</a>' in text


def test_what_somebody_typed_is_never_taken_for_marks_of_html() -> None:
    typed = "<script>alert(1)</script> & \"quoted\" <b title='x'>"
    root = house(p("Report", style_id="xheading1") + p("<0>") + table(row("<0>", "B")), typed)
    assert root.xpath("//script | //main//b") == []
    assert typed in words(root.find(".//main"))


def test_a_link_to_anything_but_the_web_or_a_place_of_the_paper_is_words_alone() -> None:
    package = finished(p("<0>"), LinkText("Plan", "https://a.example/"), style_part=HOUSE)
    package = changed(
        package, "word/_rels/document.xml.rels", "https://a.example/", "javascript:alert(1)"
    )
    assert page(package).xpath("//main//a") == []
    assert "Plan" in words(page(package))


def test_a_link_says_where_it_leads_in_what_the_pdf_is_made_of() -> None:
    package = finished(p("<0>"), LinkText("The plan", "https://a.example/"), style_part=HOUSE)
    assert b'w:tooltip="The plan"' in unpack(for_pdf(package))["word/document.xml"]
    assert html_of(for_pdf(package)).count(b">The plan</a>") == 1


def test_headings_follow_each_other_by_one_level_and_one_heads_all() -> None:
    body = "".join(
        p(text, style_id=f"xheading{level}")
        for text, level in (("Report", 1), ("Summary", 2), ("Detail", 4), ("Next", 2))
    )
    levels = [node.tag for node in house(body).xpath("//h1|//h2|//h3|//h4")]
    assert levels == ["h1", "h2", "h3", "h2"]


@each_case(
    ("said", "level"), [("1.0", "h2"), ("", "p"), ("auto", "p"), ("12.7mm", "p"), ("-1", "p")]
)
def test_a_level_that_is_no_whole_number_is_read_as_far_as_it_can_be(said: str, level: str) -> None:
    look = HOUSE.replace(OUTLINED.format(1), OUTLINED.format(said))
    body = p("Report", style_id="xheading1") + p("Summary", style_id="xheading2")
    (found,) = page(finished(body, style_part=look)).xpath("//main//*[text()='Summary']")
    assert found.tag == level


def test_a_file_of_several_papers_is_headed_by_its_own_title() -> None:
    body = p("First", style_id="xheading1") + p("Second", style_id="xheading1")
    root = house(body)
    assert (each(root, "//h1"), each(root, "//h2")) == ([FACTS.title], ["First", "Second"])


def test_a_table_has_its_caption_and_says_what_each_heading_heads() -> None:
    body = p("Key to the ratings", style_id="xcaption") + table(
        row("Word", "Meaning", heading=True), row("Green", "As planned")
    )
    root = house(body)
    assert each(root, "//table/caption") == ["Key to the ratings"]
    assert each(root, "//thead//th[@scope='col']") == ["Word", "Meaning"]
    assert each(root, "//tbody//td") == ["Green", "As planned"]
    assert each(root, "//main/p") == []


def test_a_table_without_a_caption_on_the_page_keeps_its_name_for_those_who_listen() -> None:
    root = house(table(row("A", "B", heading=True), row("1", "2")))
    assert each(root, "//caption[@class='unseen']") == ["Key"]


def test_each_table_has_a_box_of_its_own_name_in_which_it_may_move_on_a_small_screen() -> None:
    """Two columns with a long word pushed the whole page aside at 320 pixels."""
    head = [row(*"ABCDE", heading=True), row(*"12345")]
    all_across = cell(p("Why"), '<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="5"/>')
    root = house(table(row("A", "B", heading=True), row("1", "2")) + table(*head, row(all_across)))
    boxes = root.xpath("//div[@role='group'][@tabindex='0']")
    assert [(box.get("class"), box.get("aria-label")) for box in boxes] == [
        ("box", "Key"), ("box wide", "Key"),
    ]  # fmt: skip
    assert each(boxes[1], ".//td[@colspan='5']/div[@class='across']") == ["Why"]


def test_columns_share_their_table_as_on_the_paper() -> None:
    """Each by its words: nine of 25 stood in three lines, beside a column of prose."""
    drawn = table(row("A", "B", heading=True), row("1", "2"))
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="{}"/></w:tblGrid>'
    body = "".join(re.sub("<w:tblGrid>.*</w:tblGrid>", grid.format(w), drawn) for w in (3000, 0))
    shares = [node.xpath("./colgroup/col/@style") for node in house(body).xpath("//table")]
    assert shares == [["width:25%", "width:75%"], []]


def test_a_few_words_in_a_cell_stand_on_one_line() -> None:
    short, longer = "31 March 2026", "4 December 2025"
    both = cell(p("9 of 25") + p(f"Last report: {short}"))
    root = house(p(short) + table(row("A", "B", heading=True), row(short, longer), row(both, "")))
    assert each(root, "//main//*[@class='short']") == ["A", "B", short, "9 of 25", ""]


def test_a_row_whose_words_need_room_may_stand_as_a_block_each_cell_beside_what_heads_it() -> None:
    """At 390 pixels four columns of prose were a word wide each, and six were off the screen."""
    head = row("Action", "Owner", "Deadline", "How it stands", heading=True)
    prose_row = row(
        "1.1 Open a café", "Nadia Kowalczyk", "May 2026", "At risk until a site is found"
    )
    figures = row("P1 Healthy lives, and long", *"123")
    high = cell(p("Why, in more words"), '<w:tcW/><w:vMerge w:val="restart"/>')
    merged = row("1.1", "B", "C", high) + row(*"123", cell(p(""), "<w:tcW/><w:vMerge/>"))
    glance = row(
        "Indicators on target", "Actions delivered", "Got worse", "Requests of leads", heading=True
    )
    told = glance + row("9 of 25", "7 of 13", cell(p("5") + p("indicators with a figure")), "3")
    tables = [table(head, rows) for rows in (prose_row, figures, merged)]
    stacked, *others = house("".join(tables)).xpath("//div[@role='group']")
    (large,) = house(table(told)).xpath("//div[@role='group']")
    assert (stacked.get("class"), large.get("class")) == ("box stacked", "box stacked")
    assert [one.get("class") for one in others] == ["box", "box"]
    assert [node.get("data-of") for node in stacked.xpath(".//td")] == [
        "Action", "Owner", "Deadline", "How it stands",
    ]  # fmt: skip
    roles = {f"{node.tag} {node.get('role')}" for node in stacked.iter("table", "tr", "th", "td")}
    assert roles == {"table table", "tr row", "th columnheader", "td cell"}


def test_a_box_is_shaded_at_an_edge_beyond_which_its_table_goes_on() -> None:
    """White patches that move with the table lie over the shades, which stay at the edges."""
    look = words(house(table(row("A", "B"))).find(".//style"))
    (shades,) = re.findall(r"\.box\{background:([^}]*)\}", look)
    assert [part.endswith("local") for part in shades.split(", ")] == [True, True, False, False]


def test_figures_stand_in_their_columns_also_where_rows_stand_as_blocks() -> None:
    """Eight columns have no room on a telephone, where most were off the screen."""
    heads = ("Priority", "What is rated", "Green", "Amber", "Red", "Not rated", "All", "Got worse")
    rows = [row("P5 Growing up safe and well", "Indicators", *"112043") for _ in range(2)]
    root = house(table(row(*heads, heading=True), *rows))
    assert root.xpath("//div[@role='group']/@class") == ["box stacked figures"]
    assert each(root, "//thead//th[contains(@class, 'figure')]") == list(heads[2:])
    assert each(root, "//tbody/tr[1]/td[contains(@class, 'figure')]") == list("112043")
    look = root.findtext(".//style")
    assert ".figures thead{display:block;position:sticky;top:0" in look
    # Short heads are as high as the others: their own colour fills the row, whatever the house's.
    assert ".figures thead tr{align-items:stretch}" in look


def test_a_long_table_keeps_its_headings_in_sight_where_it_has_room_for_all_columns() -> None:
    one, many = (table(row("A", "B", heading=True), *[row("1", "2")] * n) for n in (5, 6))
    wide = table(row(*"ABCDEFGHI", heading=True), *[row(*"123456789")] * 6)
    root = house(one + many + wide + table(*[row("1", "2")] * 7))
    assert root.xpath("//div[@role='group']/@class") == ["box", "box long", "box wide", "box"]
    rule = "@media screen and (min-width:64rem) and (min-height:30rem){"
    look = root.findtext(".//style").partition(rule)[2].partition("\n}")[0]
    assert ".long{overflow:visible}" in look
    assert ".long thead{position:sticky;top:-1px}" in look
    # What is moved to by the keyboard or a link is not below the headings.
    assert "html{scroll-padding-top:5rem}" in look


def test_a_row_across_in_the_style_of_headings_heads_the_rows_below_it() -> None:
    over = '<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="2"/>'
    groups = [row(cell(p(name, style_id="xTableHeading"), over)) for name in ("P1", "P2")]
    rows = (groups[0], row("1", "2"), row(cell(p("Why"), over)), groups[1], row("3", "4"))
    root = house(table(row("A", "B", heading=True), *rows))
    assert [words(one) for one in root.xpath("//tbody")] == ["P1 12 Why", "P2 34"]
    assert each(root, "//tbody/tr[1]/th[@scope='rowgroup'][@colspan='2']") == ["P1", "P2"]


def test_what_follows_where_the_pages_turn_is_a_part_of_its_own() -> None:
    """Full tables in landscape began under the author's telephone number, as if of the report."""
    upright = PAGE.format(furniture="")
    across = upright.replace('"11906" w:h="16838"', '"16838" w:h="11906"')
    body = p("Report", style_id="xheading1") + f"<w:p><w:pPr>{upright}</w:pPr></w:p>"
    body += f"{p('Tables')}<w:p><w:pPr>{across}</w:pPr></w:p>{p('More')}"
    root = page(finished(body, style_part=HOUSE, page=across))
    assert each(root, "//main/div[@class='part across-page']") == ["Tables More"]
    assert each(root, "//main/h1") == ["Report"]


def test_a_paper_across_is_so_from_its_first_words_and_printed_across() -> None:
    """A browser printed dashboards and forward plans upright."""
    across = PAGE.format(furniture="").replace('"11906" w:h="16838"', '"16838" w:h="11906"')
    root = page(finished(p("Dashboard"), style_part=HOUSE, page=across))
    assert each(root, "//main/*") == each(root, "//main/div[@class='across-page']")
    (part,) = root.xpath("//main/div")
    assert [one.tag for one in part] == ["h1", "p"]
    look = root.findtext(".//style")
    assert "header:has(+main>.across-page:first-child){page:across}" in look


def test_parts_of_a_section_in_columns_stand_whole_beside_each_other() -> None:
    columns = '<w:cols w:num="3" w:space="420"/>'
    sheet = PAGE.format(furniture="").replace("</w:sectPr>", f"{columns}</w:sectPr>")
    headed = [("Home", 1), ("Outcome", 2), ("First", 4), ("Second", 4), ("About", 2)]
    one, *rest = (p(name, style_id=f"xheading{level}") for name, level in headed)
    body = f"{one}{p('Before')}{rest[0]}{rest[1]}{p('One')}{rest[2]}{p('Two')}"
    body += f"{rest[3]}{p('All')}"
    made_page = page(finished(body, style_part=HOUSE, page=sheet))
    (made_columns,) = made_page.xpath("//div[@class='columns']")
    assert [(one.tag, words(one)) for one in made_columns] == [
        ("div", "Home Before"), ("h2", "Outcome"), ("div", "First One"), ("div", "Second Two"),
        ("div", "About All"),
    ]  # fmt: skip
    # What is about all panels is not beside the last, as if it were of its outcome.
    assert each(made_columns, "./div[@class='anew']") == ["About All"]
    # Else a higher heading stands beside a lower one, where there is room.
    body = f"{one}{p('Before')}{rest[1]}{p('One')}{rest[3]}{p('All')}"
    apart = page(finished(body, style_part=HOUSE, page=sheet))
    assert apart.xpath("//div[@class='columns']/div/@class") == []
    assert made_columns.get("style") == "--columns:3"


def test_first_cells_head_their_rows_where_the_table_says_so() -> None:
    ticked = table(row("A", "B", heading=True), row("North", "2")).replace(
        '<w:tblLook w:firstRow="1"/>', '<w:tblLook w:firstRow="1" w:firstColumn="1"/>'
    )
    assert each(house(ticked), "//tbody//th[@scope='row']") == ["North"]


def test_cells_that_are_merged_in_word_are_one_cell() -> None:
    wide = cell(p("Reasons"), '<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="2"/>')
    high = cell(p("Red"), '<w:tcW w:w="0" w:type="auto"/><w:vMerge w:val="restart"/>')
    below = cell(p(""), '<w:tcW w:w="0" w:type="auto"/><w:vMerge/>')
    body = table(row("A", "B", heading=True), row(wide), row(high, "1"), row(below, "2"))
    root = house(body)
    assert each(root, "//td[@colspan='2']") == ["Reasons"]
    assert each(root, "//td[@rowspan='2']") == ["Red"]
    assert each(root, "//tbody/tr[3]/td") == ["2"]


@each_case(
    ("said", "columns"), [("2.0", "2"), ("", None), ("auto", None), ("-1", None), ("0", None)]
)
def test_a_span_that_is_no_whole_number_is_read_as_far_as_it_can_be(
    said: str, columns: str | None
) -> None:
    whole = table(row("A", "B", heading=True), row(cell(p("Reasons"), '<w:gridSpan w:val="2"/>')))
    package = finished(whole, style_part=HOUSE)
    package = changed(package, DOCUMENT, 'gridSpan w:val="2"', f'gridSpan w:val="{said}"')
    (found,) = page(package).xpath("//td[normalize-space()='Reasons']")
    assert found.get("colspan") == columns


@each_case("said", ["", "auto", "12.7mm"])
def test_cells_left_out_before_a_row_that_are_no_number_are_none(said: str) -> None:
    whole = table(row("A", "B", heading=True), row("1", "2")).replace(
        "<w:tr><w:tc>", f'<w:tr><w:trPr><w:gridBefore w:val="{said}"/></w:trPr><w:tc>'
    )
    assert each(house(whole), "//tbody/tr/td") == ["1", "2"]


def test_a_rating_is_heard_as_its_word_and_seen_on_its_patch() -> None:
    root = house(p("<0>"), Rated("Red", "A4001D", "FFFFFF", "■"))
    (chip,) = root.xpath("//*[contains(@class, 'chip')]")
    assert (words(chip), each(chip, ".//*[@aria-hidden='true']")) == ("Red ■", ["■"])
    assert ".patch-a4001d-ffffff{background:#A4001D;color:#FFFFFF}" in words(root.find(".//style"))


def test_a_rating_of_many_words_may_be_on_several_lines_and_a_short_one_is_on_one() -> None:
    long = "Well below what the Board expects"
    ratings = [Rated(word, "A4001D", "FFFFFF", "■") for word in ("Partly off track", long)]
    root = house(p("<0>") + p("<1>"), *ratings)
    shown = {words(chip): chip.get("class") for chip in root.xpath("//*[contains(@class, 'chip')]")}
    assert [name.endswith("chip long") for name in shown.values()] == [False, True]
    assert list(shown) == ["Partly off track ■", f"{long} ■"]


def test_lists_are_lists_within_each_other_with_their_printed_numbers() -> None:
    root = page(made(prose("Text.\n\n- one\n  - inner\n- two\n\n(1) point\n(2) other")))
    assert each(root, "//main/ul/li") == ["one inner", "two"]
    assert each(root, "//main/ul/li/ul/li") == ["inner"]
    assert each(root, "//main/ol[@role='list']/li") == ["(1) point", "(2) other"]


def test_a_list_is_as_far_in_as_its_style_and_the_words_of_an_item_stand_below_each_other() -> None:
    head = '<w:name w:val="List (1)"/><w:basedOn w:val="xNormal"/><w:pPr>'
    indented = f'{head}<w:ind w:left="1287" w:hanging="567"/>'
    listed = changed(made(prose("(1) point")), "word/styles.xml", head, indented)
    (item,) = page(listed).xpath("//main/ol/li")
    look = words(page(listed).find(".//style"))
    assert f".{item.get('class')}{{--left:5.362rem;--number:2.362rem}}" in look
    assert "ol.printed>li{margin-left:var(--left,2.4rem);" in look
    assert "text-indent:calc(-1*var(--number,2.4rem))" in look


@each_case(("left", "hanging"), [("1287.0", "567.0"), ("1286.92", "566.93")])
def test_measures_with_a_fraction_are_as_wide_as_on_the_paper(left: str, hanging: str) -> None:
    """Google Docs writes them so."""
    measures = (
        f'<w:spacing w:before="240.0" w:after="120.4"/><w:ind w:left="{left}" '
        f'w:hanging="{hanging}"/>'
    )
    look = HOUSE.replace('<w:ind w:left="2722" w:hanging="2722"/>', measures).replace(
        'w:sz w:val="20"', 'w:sz w:val="20.0"'
    )
    body = p("This report is\tPublic", style_id="xPaperFact") + p("Key", style_id="xcaption")
    said = words(page(finished(body, style_part=look)).find(".//style"))
    assert "font-size:0.833rem" in said
    assert "margin-top:1rem;margin-bottom:0.5rem;padding-left:5.362rem" in said
    assert "text-indent:-2.362rem;--number:2.362rem" in said


@each_case(("said", "size"), [("9525.0", "1"), ("", None), ("auto", None), ("-1", None)])
def test_a_picture_whose_size_is_no_whole_number_is_shown(said: str, size: str | None) -> None:
    picture = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{said}" cy="{said}"/>'
        '<wp:docPr id="1" name="P" descr="The crest"/><a:blip r:embed="rIdP"/>'
        "</wp:inline></w:drawing></w:r>"
    )
    package = with_picture(finished(p("One", inside=picture), style_part=HOUSE))
    (found,) = page(package).xpath("//main//img")
    assert (found.get("alt"), found.get("width"), found.get("height")) == ("The crest", size, size)


def test_numbers_of_paragraphs_and_headings_stand_before_them_as_printed() -> None:
    root = page(made(prose("One.\n\nTwo.")))
    assert each(root, "//*[span[@class='number']]")[:3] == ["1. Issues", "1.1 One.", "1.2 Two."]


def test_what_stands_out_before_a_tab_labels_the_value_after_it() -> None:
    root = house(
        p("This report is\tPublic", style_id="xPaperFact")
        + p("A value alone", style_id="xPaperFact")
        + p("16 July 2026\tItem: 6")
    )
    assert each(root, "//p[contains(@class, 'fact')]") == [
        "This report is Public", "A value alone",
    ]  # fmt: skip
    assert each(root, "//*[@class='label']") == ["This report is"]


def test_a_link_that_is_label_and_value_stays_one_link() -> None:
    linked = "".join(run(text) for text in ("Table 1", "\t", "Targets"))
    root = house(
        '<w:p><w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>'
        f"{run('Targets')}</w:p>"
        '<w:p><w:pPr><w:pStyle w:val="xPaperFact"/></w:pPr>'
        f'<w:hyperlink w:anchor="here">{linked}</w:hyperlink></w:p>'
    )
    assert each(root, "//main//a") == ["Table 1 Targets"]
    assert each(root, "//*[@class='label']") == []


def test_notes_lead_to_their_words_and_back() -> None:
    root = page(made(prose("One.[^1]\n\n[^1]: What a *note* says.")))
    (mark,) = root.xpath("//sup/a")
    (note,) = root.xpath("//li[@id='note-1']")
    assert (mark.get("href"), mark.get("id")) == ("#note-1", "mark-1")
    assert words(note).startswith("What a note says.")
    assert note.xpath(".//a/@href") == ["#mark-1"]


def test_references_lead_to_places_that_are_on_the_page() -> None:
    root = page(made(prose(EVERYTHING)))
    inside = [link[1:] for link in root.xpath("//a/@href") if link.startswith("#")]
    ids = root.xpath("//@id")
    assert inside
    assert set(inside) <= set(ids)
    assert len(ids) == len(set(ids))


def test_headers_and_footers_stand_once_without_numbers_of_pages() -> None:
    footer = PAGE_WITH_NUMBER
    sections = PAGE.format(furniture=FURNITURE)
    body = p("One", inside="").replace("<w:p>", f"<w:p><w:pPr>{sections}</w:pPr>", 1) + p("Two")
    root = page(finished(body, style_part=HOUSE, footer=footer))
    assert (each(root, "//header"), each(root, "//footer")) == (["Council"], ["Board, 16 July"])


PAGE_WITH_NUMBER = (
    "<w:p><w:r><w:t>Board, 16 July</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>Page 1</w:t></w:r>"
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
)


def test_two_spaces_hold_words_apart_as_on_the_paper() -> None:
    """Of 'Green PI 9  Data only PI 10' nobody saw where one rating ended."""
    assert house(p("<0>"), "PI 9  Data only").xpath("string(//main/p)") == "PI 9 \u2002Data only"


def test_words_in_another_language_say_so() -> None:
    body = p("Help: ", inside=run("pomoc", '<w:lang w:val="pl-PL"/>'))
    root = house(body)
    assert each(root, "//span[@lang='pl-PL']") == ["pomoc"]


def test_a_chart_is_drawn_from_its_own_data_and_says_what_it_shows() -> None:
    root = page(charted(figure(FALLS, "Falls", unit="%")))
    (svg,) = root.xpath("//main//svg")
    title, described = (svg.find(name) for name in ("title", "desc"))
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == title.get("id")
    assert words(title) == "Falls"
    assert "44.0%" in words(described)
    assert "Q1 2025/26" in words(svg)
    # As in the house's sample, the name of the figures' own line stands out among the others.
    assert each(svg, ".//text[@font-weight='bold'][not(@font-size)]") == ["Value"]
    # The period without a figure parts the line, so that nothing is drawn across it.
    ways = [one.get("d") for one in svg.xpath(".//path[@stroke-linejoin]")]
    assert any(way.count("M") == 2 and "L" not in way for way in ways)


@pytest.mark.parametrize(("figures", "leads"), [((20, 1, 20, 1), 0), ((1, 7, 14, 20), 1)])
def test_a_label_of_a_point_moves_out_of_the_way_of_a_line_and_leads_to_its_point(
    figures: tuple[int, ...], leads: int
) -> None:
    """The word was drawn across the line that rises from its point."""
    rows = (f"| Q{n} | {one} | {one if n == 5 else 'no'} |" for n, one in enumerate(figures * 4))
    table = "| Period | Value | Concern |\n|-----|----|----|\n" + "\n".join(rows)
    (svg,) = page(charted(figure(table))).xpath("//main//svg")
    (label,) = svg.xpath(".//text[.='Concern']")
    way = max(svg.xpath(".//path/@d"), key=len)
    x, y = map(float, re.findall(r"[ML]([\d.]+) ([\d.]+)", way)[5])
    away = abs(float(label.get("y")) - y)
    lines = [one for one in svg.xpath(".//path/@d") if re.match(rf"M{x:.4g} [\d.]+V[\d.]+$", one)]
    assert (len(lines), away > 14) == (leads, bool(leads))


def test_what_a_short_name_numbers_stays_with_it_on_a_line() -> None:
    root = house(p("<0>"), "PI 4 and Q1 2025/26: 9 of 25, to May 2026; NHS 111service")
    assert each(root, "//main//*[@class='short']") == ["PI 4", "Q1 2025/26"]


def test_a_title_of_two_paragraphs_is_two_lines() -> None:
    package = charted(figure(FALLS, "Falls"))
    chart = "word/charts/chart1.xml"
    (title,) = re.findall(r"<a:p>(?:(?!</a:p>).)*Falls.*?</a:p>", unpack(package)[chart].decode())
    package = changed(package, chart, title, title + title.replace("Falls", "scale from 40"))
    (svg,) = page(package).xpath("//main//svg")
    assert words(svg.find("title")) == "Falls, scale from 40"
    assert {"Falls", "scale from 40"} <= set(each(svg, ".//text"))


def test_a_sparkline_is_drawn_in_its_line_with_its_words() -> None:
    line = Sparkline("Better: 61 to 74", (Decimal(61), Decimal(74)), (None, None))
    root = house(p("Now <0> here"), line)
    (svg,) = root.xpath("//main//p/svg")
    assert (words(svg.find("title")), svg.get("role")) == ("Better: 61 to 74", "img")
    assert svg.xpath(".//path")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1240.0, "#,##0", "1,240"),
        (58.94, '#,##0.0"%"', "58.9%"),
        (-2.5, '"£"#,##0.0"m"', "−£2.5m"),
        (1234.5, "General", "1,234.5"),
        (0.25, "0%", "25%"),
    ],
)
def test_a_figure_of_a_chart_is_written_as_the_chart_writes_it(
    value: float, code: str, shown: str
) -> None:
    assert formatted(value, code) == shown


def test_an_empty_paragraph_leaves_no_mark() -> None:
    assert each(house(p("A") + p("") + p("B")), "//main/p") == ["A", "B"]


def test_the_file_knows_of_which_paper_it_was_made_and_whether_it_was_changed() -> None:
    package = finished(p("A"), style_part=HOUSE)
    first = html_of(package)
    assert first == html_of(package)
    assert copy_mark(first).seal is Seal.OURS
    assert copy_mark(first.replace(b"<p>A", b"<p>B")).seal is Seal.EDITED
    assert copy_mark(b"<html></html>").seal is Seal.STRANGER
