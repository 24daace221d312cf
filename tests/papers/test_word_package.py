"""The finished bundle: equal bytes, mended parts, properties, the seal."""

from datetime import date

import pytest

from paperkit.errors import ReadError
from paperkit.word.finishing import finish
from paperkit.word.package import content_types, pack, parse, relations_of, unpack
from paperkit.word.properties import (
    CORE_PART,
    CUSTOM_PART,
    SEAL_NAME,
    Facts,
    Seal,
    custom_properties,
    seal_of,
)
from paperkit.word.values import Ledger
from tests.cases import each
from tests.papers.packages import (
    FACTS,
    changed,
    finished,
    p,
    part,
    row,
    run,
    table,
    word_file,
)


def picture(number: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="{number}" name="P"/>'
        "</wp:inline></w:drawing></w:r>"
    )


def bookmark(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def test_equal_input_gives_equal_bytes() -> None:
    assert finished(p("<0>"), "words") == finished(p("<0>"), "words")


def test_the_order_of_parts_does_not_depend_on_how_they_came() -> None:
    members = unpack(word_file(p("x")))
    turned = dict(reversed(members.items()))

    assert pack(turned) == pack(members)
    assert next(iter(unpack(pack(turned)))) == "[Content_Types].xml"


@each("data", [b"", b"Name,Due\n", pack({"a.txt": b"a"})])
def test_what_is_no_word_file_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match="not a Word document"):
        unpack(data)


def test_a_cut_off_file_is_told_in_a_sentence() -> None:
    with pytest.raises(ReadError, match="not a Word document"):
        unpack(word_file(p("x"))[:-400])


@each("xml", [b"<a><b></a>", b"", b"<a>&e;</a>", b"<!DOCTYPE a []><a/>"])
def test_xml_that_would_have_to_be_mended_is_refused(xml: bytes) -> None:
    with pytest.raises(ReadError, match=r"word/x\.xml"):
        parse(xml, "word/x.xml")


def test_a_table_whose_loop_ran_over_nothing_is_taken_out() -> None:
    package = finished(p("a") + table() + p("b"))

    assert "<w:tbl>" not in part(package)


def test_a_cell_without_a_paragraph_gets_one() -> None:
    package = finished(
        table(row("<w:tc></w:tc>", "b"), row("<w:tc>" + table(row("a")) + "</w:tc>"))
    )

    assert "<w:tc><w:p/></w:tc>" in part(package)
    assert "</w:tbl><w:p/></w:tc>" in part(package)


def test_the_properties_of_a_cell_are_put_in_order() -> None:
    shaded = '<w:tc><w:tcPr><w:shd w:val="clear"/><w:tcW w:w="0"/></w:tcPr><w:p/></w:tc>'
    package = finished(table(row(shaded, "b")))

    assert '<w:tcPr><w:tcW w:w="0"/><w:shd w:val="clear"/></w:tcPr>' in part(package)


def test_pictures_are_numbered_once_over_text_and_headers() -> None:
    package = finished(p("x", inside=picture(1) + picture(1)), header=p("y", inside=picture(1)))

    assert [part(package).count(f'docPr id="{n}"') for n in (1, 2, 3)] == [1, 1, 0]
    assert 'docPr id="3"' in part(package, "word/header1.xml")


def test_bookmarks_that_a_loop_copied_stay_once() -> None:
    body = p("x", inside=bookmark(0, "a") + bookmark(0, "b") + bookmark(0, "a"))
    package = finished(body)

    assert part(package).count("bookmarkStart") == part(package).count("bookmarkEnd") == 2
    assert '<w:bookmarkStart w:id="2" w:name="b"/><w:bookmarkEnd w:id="2"/>' in part(package)


def test_half_a_bookmark_is_taken_out() -> None:
    package = finished(p("x", inside='<w:bookmarkStart w:id="1" w:name="a"/>'))

    assert "bookmark" not in part(package)


def test_ids_of_paragraphs_that_a_loop_copied_stay_once() -> None:
    names = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="1A"'
    package = finished(f"<w:p {names}>{run('a')}</w:p><w:p {names}>{run('b')}</w:p>")

    assert part(package).count("paraId") == 1


def test_the_properties_are_those_of_the_paper_alone() -> None:
    facts = Facts("A & B <C>", "Exampleshire Council", "July", date(2026, 7, 16), draft=False)
    core = part(finished(p("x"), facts=facts), CORE_PART)

    assert "<dc:title>A &amp; B &lt;C&gt;</dc:title>" in core
    assert "<dc:creator>Exampleshire Council</dc:creator>" in core
    assert "<cp:lastModifiedBy>Exampleshire Council</cp:lastModifiedBy>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert core.count("2026-07-16T00:00:00Z") == 2


def test_the_language_of_the_text_is_stated() -> None:
    assert '<w:rPr><w:lang w:val="en-GB"/></w:rPr>' in part(finished(p("x")), "word/styles.xml")


def test_properties_of_the_template_do_not_stay() -> None:
    once = finished(p("x"), facts=FACTS)
    members = unpack(once)
    members[CUSTOM_PART] = members[CUSTOM_PART].replace(b"paperkitSeal", b"Classification")
    again = finished_again(pack(members))

    assert set(custom_properties(unpack(again))) == {SEAL_NAME}
    assert len(relations_of(unpack(again), "")) == 4
    assert f"/{CUSTOM_PART}" in content_types(unpack(again))


def finished_again(package: bytes) -> bytes:
    return finish(unpack(package), Ledger(()), FACTS)


def test_custom_properties_are_kept_beside_the_seal() -> None:
    facts = Facts("T", "A", "S", FACTS.day, draft=False, properties={"paperkit-log-head": "ab<c"})
    held = custom_properties(unpack(finished(p("x"), facts=facts)))

    assert held["paperkit-log-head"] == "ab<c"
    assert len(held[SEAL_NAME]) == 64


def test_a_paper_as_it_was_made_is_known() -> None:
    assert seal_of(finished(p("x"))) is Seal.OURS


def test_a_paper_that_was_zipped_anew_without_a_change_is_known() -> None:
    assert seal_of(pack(unpack(finished(p("x"))))) is Seal.OURS


def test_a_paper_with_one_letter_changed_is_edited() -> None:
    package = changed(finished(p("x")), "word/document.xml", ">x<", ">y<")

    assert seal_of(package) is Seal.EDITED


def test_a_paper_with_a_part_more_is_edited() -> None:
    assert seal_of(pack({**unpack(finished(p("x"))), "word/comments.xml": b"<a/>"})) is Seal.EDITED


@each("data", [b"", b"no zip", word_file(p("x"))])
def test_another_file_is_a_stranger(data: bytes) -> None:
    assert seal_of(data) is Seal.STRANGER
