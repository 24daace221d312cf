"""A paper in words, as ``paperkit outline`` prints it."""

import pytest

from paperkit.errors import ReadError
from paperkit.word.outline import outline
from paperkit.word.package import pack, unpack
from paperkit.word.values import Gap, LinkText, Prose, Rated
from tests.cases import each
from tests.papers.packages import (
    DRAFT,
    PAGE,
    cell,
    finished,
    numbered,
    p,
    row,
    run,
    styles,
    table,
    word_file,
)
from tests.papers.test_word_numbers import abstract, level, num

LISTS = abstract(0, level(0, "%1.", style_id="xHead"), level(1, "%1.%2", style_id="xItem")) + num(
    1, 0
)
STYLES = styles(numbered("Head", 1, 0) + numbered("Item", 1, 1))


def test_a_paper_in_words() -> None:
    landscape = PAGE.format(furniture="").replace("<w:pgSz ", '<w:pgSz w:orient="landscape" ')
    body = (
        p("Recommendations", style_id="xHead")
        + p("<0>", style_id="xItem")
        + p("See <1>, or ask <2>.", style_id="xItem")
        + f"<w:p><w:pPr>{PAGE.format(furniture='')}</w:pPr></w:p>"
        + table(
            row("Rating", "Meaning", heading=True), row(cell(p("<3>")), cell(p("a|b") + p("c")))
        )
        + p("<4>")
    )
    package = finished(
        body,
        Prose(("One.", "Two\nlines\tand a tab.")),
        LinkText("the plan", "https://www.example.org/"),
        Gap("no lead named"),
        Rated("On course", "2E7D32", "FFFFFF", "●"),
        "Board July 2026",
        facts=DRAFT,
        style_part=STYLES,
        numbering=LISTS,
        page=landscape.replace("<w:pgSz", '<w:headerReference w:type="first" r:id="rId3"/><w:pgSz'),
    )

    assert outline(package) == (
        "[section 1: portrait]\n"
        "Head | 1. | Recommendations\n"
        "Item | 1.1 | One.\n"
        "Item | 1.2 | Two<br>lines<tab>and a tab.\n"
        "Item | 1.3 | See the plan <https://www.example.org/>, or ask [Gap: no lead named].\n"
        "Normal | |\n"
        "[section 2: landscape]\n"
        "[header, first] Normal | | Council\n"
        "[table: Key]\n"
        "| Rating | Meaning |\n"
        "| --- | --- |\n"
        "| On course\N{NARROW NO-BREAK SPACE}● | a\\|b ¶ c |\n"
        "[end of table]\n"
        "Normal | | Board July 2026\n"
    )


def test_a_field_is_told_by_its_cached_text() -> None:
    assert outline(word_file(p("x"))) == (
        "[section 1: portrait]\n"
        "[header] Normal | | Council\n"
        "[footer] Normal | | Page 1\n"
        "Normal | | x\n"
    )


def test_merged_cells_are_told() -> None:
    wide = cell(p("a"), '<w:gridSpan w:val="2"/>')
    first, below = cell(p("b"), '<w:vMerge w:val="restart"/>'), cell(p(), "<w:vMerge/>")
    told = outline(word_file(table(row(wide), row(first, "c"), row(below, "d"))))

    assert "| a [2 columns] |\n| b | c |\n| ^ | d |\n" in told


def test_a_table_in_a_cell_is_told_in_its_line() -> None:
    inner = table(row("x", "y"))

    assert "| [table: Key] / | x | y |" in outline(
        word_file(table(row(cell(inner + p()), "b")))
    ).replace("\\", "")


def test_links_within_the_paper_and_pictures_are_told() -> None:
    inside = f'<w:hyperlink w:anchor="part2">{run("part 2")}</w:hyperlink>'
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="Crest"/></wp:inline>'
    body = p("see ", inside=inside + picture + "</w:drawing></w:r>")

    assert "Normal | | see part 2 <#part2>[picture: Crest]\n" in outline(word_file(body))


def test_content_controls_and_page_breaks_are_told() -> None:
    held = f"<w:sdt><w:sdtContent>{p('held')}</w:sdtContent></w:sdt>"
    broken = p("a", inside='<w:r><w:br w:type="page"/></w:r>')

    assert "Normal | | held\nNormal | | a<page>\n" in outline(word_file(held + broken))


def test_words_that_were_deleted_by_a_tracked_change_are_not_told() -> None:
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('new')}</w:ins>"

    assert "Normal | | new\n" in outline(word_file(p(inside=deleted + inserted)))


@each("data", [b"", b"Name,Due\n", pack({"a.txt": b"a"})])
def test_what_is_no_word_document_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match="not a Word document"):
        outline(data)


def test_a_workbook_is_told_in_a_sentence() -> None:
    members = unpack(word_file(p("x")))
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"wordprocessingml.document", b"spreadsheetml.sheet"
    )

    with pytest.raises(ReadError, match="not a Word document"):
        outline(pack(members))
