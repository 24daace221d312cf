"""Papers in one file: each as it is alone, one after the other."""

import re

import pytest

from paperkit.errors import PackError
from paperkit.word.joining import join
from paperkit.word.outline import outline
from paperkit.word.properties import Seal, seal_of
from tests.papers.packages import FACTS, PAGE, p, part, style, styles, word_file
from tests.papers.packages import numbered as numbered_style

LIST = """
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xHead"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xPara"/>
<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""
LOOK = numbered_style("Head", 1, 0) + numbered_style("Para", 1, 1)
ONE = p("Reasons", style_id="xHead") + p("Because.", style_id="xPara")
LANDSCAPE = PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
BARE = PAGE.format(furniture="")


def paper(body: str = ONE, *, look: str = LOOK, numbering: str = LIST, **more: str) -> bytes:
    return word_file(body, style_part=styles(look), numbering=numbering, **more)  # type: ignore[arg-type]


def told(*papers: bytes) -> list[str]:
    return outline(join(papers, FACTS)).splitlines()


def test_paragraph_numbers_start_anew_with_each_paper() -> None:
    assert [line for line in told(paper(), paper(), paper()) if " | " in line[4:]] == 3 * [
        "[header] Normal | | Council",
        "[footer] Normal | | Page 1",
        "Head | 1. | Reasons",
        "Para | 1.1 | Because.",
    ]


def test_numbers_without_headings_start_anew_as_well() -> None:
    straight = p("First.", style_id="xHead") + p("Second.", style_id="xHead")
    found = re.findall(r"Head \| (\d)\.", "\n".join(told(paper(straight), paper(straight))))
    assert found == ["1", "2", "1", "2"]


def test_each_paper_keeps_its_pages_and_headers() -> None:
    second = paper(header=p("Exempt"), page=LANDSCAPE.format(furniture=_furniture()))
    lines = told(paper(), second)
    assert [line for line in lines if line.startswith("[section")] == [
        "[section 1: portrait]",
        "[section 2: landscape]",
    ]
    assert [line for line in lines if line.startswith("[header]")] == [
        "[header] Normal | | Council",
        "[header] Normal | | Exempt",
    ]


def _furniture() -> str:
    return '<w:headerReference w:type="default" r:id="rId3"/>'


def test_a_paper_without_a_header_does_not_get_that_of_the_one_before() -> None:
    lines = told(paper(), paper(page=BARE))
    assert lines.count("[header] Normal | | Council") == 1


def test_page_numbers_run_through() -> None:
    again = PAGE.format(furniture="").replace(
        "</w:sectPr>", '<w:pgNumType w:start="1"/></w:sectPr>'
    )
    text = part(join([paper(), paper(page=again)], FACTS))
    assert "<w:pgNumType" in text
    assert "w:start" not in text.partition("<w:pgNumType")[2].partition(">")[0]


def test_a_style_that_differs_comes_along_under_a_name_of_its_own() -> None:
    red = style("Note", inside='<w:rPr><w:color w:val="FF0000"/></w:rPr>')
    blue = style("Note", inside='<w:rPr><w:color w:val="0000FF"/></w:rPr>')
    said = p("Look.", style_id="xNote")
    lines = told(paper(said, look=LOOK + red), paper(said, look=LOOK + blue))
    assert [line for line in lines if "Look." in line] == [
        "Note | | Look.",
        "Note (2) | | Look.",
    ]


def test_a_list_that_differs_counts_as_in_its_own_paper() -> None:
    letters = LIST.replace('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="upperLetter"/>', 1)
    lines = told(paper(), paper(numbering=letters))
    assert [line for line in lines if "Reasons" in line] == [
        "Head | 1. | Reasons",
        "Head (2) | A. | Reasons",
    ]


def test_bookmarks_of_one_name_lead_within_their_own_paper() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="ref_why"/><w:bookmarkEnd w:id="1"/>'
    field = '<w:fldSimple w:instr=" REF ref_why \\r \\h "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    said = p("Reasons", style_id="xHead", inside=mark) + p("See ", inside=field)
    assert [line for line in told(paper(said), paper(said)) if "See" in line] == [
        "Normal | | See 1 <#ref_why>",
        "Normal | | See 1 <#ref_why__2>",
    ]


def test_long_names_of_bookmarks_stay_apart_and_within_what_word_takes() -> None:
    marks = "".join(
        p("Here", inside=f'<w:bookmarkStart w:id="{n}" w:name="{"a" * 39}{n}"/>'
          f'<w:bookmarkEnd w:id="{n}"/>')
        for n in (1, 2)
    )  # fmt: skip
    names = re.findall(
        r'bookmarkStart[^>]*w:name="([^"]+)"', part(join([paper(), paper(marks)], FACTS))
    )
    assert len(set(names)) == 2
    assert max(map(len, names)) <= 40


def test_a_link_leads_where_it_led() -> None:
    def linked(address: str) -> bytes:
        rels = part(paper(), "word/_rels/document.xml.rels")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = f'<Relationship Id="rId9" Type="{kind}" Target="{address}" TargetMode="External"/>'
        more = {"word/_rels/document.xml.rels": rels.replace("</Rel", f"{link}</Rel")}
        said = '<w:hyperlink r:id="rId9"><w:r><w:t>Here</w:t></w:r></w:hyperlink>'
        return word_file(p("", inside=said), style_part=styles(LOOK), numbering=LIST, more=more)

    lines = told(linked("https://one.example/"), linked("https://two.example/"))
    assert [line for line in lines if "Here" in line] == [
        "Normal | | Here <https://one.example/>",
        "Normal | | Here <https://two.example/>",
    ]


def test_papers_with_endnotes_are_refused_in_a_sentence() -> None:
    body = p("Told.", inside='<w:r><w:endnoteReference w:id="1"/></w:r>')
    with pytest.raises(PackError, match=r"cannot be joined: .* Build them without --joined"):
        join([paper(), paper(body)], FACTS)


def test_a_joined_file_is_sealed_and_equal_papers_give_equal_bytes() -> None:
    first, second = join([paper(), paper()], FACTS), join([paper(), paper()], FACTS)
    assert first == second
    assert seal_of(first) is Seal.OURS
