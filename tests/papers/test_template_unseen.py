"""What of a template nobody sees: tags in hidden places, hidden words, what is left out."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from paperkit.errors import PackError
from paperkit.findings import Finding
from paperkit.word.house import WordFile, word_file
from paperkit.word.package import unpack
from paperkit.word.template import compile_template
from paperkit.word.template_unseen import notes_of, undescribed
from tests.cases import each
from tests.papers.packages import W, check_template
from tests.papers.packages import word_file as made_of
from tests.papers.plain import plain_document
from tests.tables import numbers

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = (
    f'xmlns:w="{W}" xmlns:m="{OFFICE}/math" xmlns:r="{OFFICE}/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TAG = "{{ header.title }}"
CHECK = Callable[[str], list[Finding]]


DECORATIVE = (
    '<a:extLst><a:ext uri="x"><d:decorative val="1" '
    'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Return a template without faults, as Word's plainest document."""
    made = plain_document()
    made.add_paragraph("Report of the Board")
    made.sections[0].header.paragraphs[0].text = "Board paper"
    made.sections[0].footer.paragraphs[0].text = "Page"
    path = tmp_path / "template.docx"
    made.save(str(path))
    return path


def with_parts(path: Path, **changes: tuple[str, str, str]) -> Path:
    """Return the template with some text of its parts replaced: part, old, new."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, old, new in changes.values():
        assert old.encode() in parts.get(part, old.encode()), part
        parts[part] = parts.get(part, old.encode()).replace(old.encode(), new.encode(), 1)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def in_text(path: Path, xml: str) -> Path:
    """Return the template with one more paragraph that holds this, before its own."""
    block = f"<w:body><w:p {NAMES}><w:r><w:t>Near by</w:t></w:r>{xml}</w:p>"
    return with_parts(path, text=("word/document.xml", "<w:body>", block))


def with_part(path: Path, part: str, kind: str, content_type: str, xml: str) -> Path:
    """Return the template with one more part that its text leads to."""
    stated = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    target = part.removeprefix("word/")
    led = f'<Relationship Id="x" Type="{kind}" Target="{target}"/></Relationships>'
    return with_parts(
        path,
        part=(part, "x", xml),
        types=("[Content_Types].xml", "</Types>", stated),
        relations=("word/_rels/document.xml.rels", "</Relationships>", led),
    )


def run(xml: str) -> str:
    return f"<w:r>{xml}</w:r>"


def words(text: str) -> str:
    return run(f"<w:t>{text}</w:t>")


PICTURE = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="Crest" {look}/>'
    "<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
PLACEMENTS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "alternative text": (
        lambda path: in_text(path, run(PICTURE.format(look=f'descr="{TAG}"', inside=""))),
        "the alternative text of a picture, in the text",
    ),
    "bookmark": (
        lambda path: in_text(path, f'<w:bookmarkStart w:id="1" w:name="{TAG}"/>'),
        "the name of a bookmark, in the text",
    ),
    "field": (
        lambda path: in_text(path, f'<w:fldSimple w:instr="PAGE {TAG}"/>'),
        "the code of a field, in the text",
    ),
    "content control": (
        lambda path: in_text(path, f'<w:sdt><w:sdtPr><w:tag w:val="{TAG}"/></w:sdtPr></w:sdt>'),
        "the tag of a content control, in the text",
    ),
    "maths": (
        lambda path: in_text(path, f"<m:oMath><m:r><m:t>{TAG}</m:t></m:r></m:oMath>"),
        "an equation, in the text",
    ),
    "drawing": (
        lambda path: in_text(path, run(PICTURE.format(look="", inside=f"<a:t>{TAG}</a:t>"))),
        "the words of a drawing, in the text",
    ),
    "comment": (
        lambda path: with_part(
            path, "word/comments.xml", f"{OFFICE}/relationships/comments", COMMENTS,
            f'<w:comments {NAMES}><w:comment w:id="0"><w:p>{words(TAG)}</w:p></w:comment>'
            "</w:comments>",
        ),
        "a comment",
    ),
    "core properties": (
        lambda path: with_parts(
            path, core=("docProps/core.xml", "<dc:title/>", f"<dc:title>{TAG}</dc:title>")
        ),
        "the text of 'title', in the properties of the file",
    ),
    "app properties": (
        lambda path: with_parts(
            path, app=("docProps/app.xml", "<Company/>", f"<Company>{TAG}</Company>")
        ),
        "the text of 'Company', in the properties of the file",
    ),
    "custom properties": (
        lambda path: with_part(
            path, "word/custom.xml", f"{OFFICE}/relationships/custom-properties",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            f'<Properties xmlns="{OFFICE}/custom-properties"><property name="{TAG}"/></Properties>',
        ),
        "the attribute 'name' of 'property', in the properties of the file",
    ),
    "header": (
        lambda path: with_parts(
            path, top=("word/header1.xml", "<w:t>Board", f'<w:t w:x="{TAG}">Board')
        ),
        "the attribute 'x' of 't', in a header",
    ),
    "footer": (
        lambda path: with_parts(
            path,
            foot=("word/footer1.xml", "<w:t>Page", f"<w:instrText>PAGE {TAG}</w:instrText><w:t>"),
        ),
        "the code of a field, in a footer",
    ),
    "footnotes": (
        lambda path: with_part(
            path, "word/footnotes.xml", f"{OFFICE}/relationships/footnotes", FOOTNOTES,
            f'<w:footnotes {NAMES}><w:footnote w:id="{TAG}"/></w:footnotes>',
        ),
        "the attribute 'id' of 'footnote', in the footnotes",
    ),
    "chart": (
        lambda path: with_part(
            path, "word/charts/chart1.xml", f"{OFFICE}/relationships/chart", CHART,
            '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            f'{NAMES}><a:t>{TAG}</a:t></c:chart>',
        ),
        "the words of a drawing, in a chart",
    ),
    "attribute": (
        lambda path: in_text(path, f'<w:proofErr w:type="{TAG}"/>'),
        "the attribute 'type' of 'proofErr', in the text",
    ),
    "words that are in no run": (
        lambda path: in_text(path, f"<w:t>{TAG}</w:t>"),
        "words, in the text",
    ),
    "marks split over a run and an equation": (
        lambda path: in_text(
            path, words("{") + "<m:oMath><m:r><m:t>{ draft }}</m:t></m:r></m:oMath>"
        ),
        "an equation, in the text",
    ),
    "marks split over two paragraphs": (
        lambda path: in_text(path, f"{words('{')}</w:p><w:p>{words('{ draft }}')}"),
        "words split between places, in the text",
    ),
    "marks split over a run and a link": (
        lambda path: in_text(
            path, f"<w:hyperlink>{words('{{ header.title')}</w:hyperlink>{words(' }}')}"
        ),
        "words split between places, in the text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACEMENTS)
def test_a_tag_where_no_check_of_tags_looks_is_refused_by_its_place(
    template: Path, place: str
) -> None:
    """PK-613."""
    put, said = PLACEMENTS[place]
    found = check_template(put(template), ())
    assert numbers(found) == ["PK-613"]
    assert f" is in {said}, where tags do not work." in found[0].message
    if "in the text" in said and "split" not in said:
        assert "Words near it: 'Near by" in found[0].message


def test_a_tag_that_word_split_over_runs_of_one_paragraph_is_read_whole(template: Path) -> None:
    split = in_text(template, words("{") + words("{ header.ti") + words("tle }") + words("}"))
    assert check_template(split, ()) == ()
    compile_template(word_file(split))


def test_two_braces_in_a_part_that_is_not_filled_are_two_braces(template: Path) -> None:
    json = '{"a":{"b":1}}'
    named = with_parts(
        template, core=("docProps/core.xml", "<dc:title/>", f"<dc:title>{json}</dc:title>")
    )
    assert check_template(named, ()) == ()


@each(
    "tags",
    [
        ("{{ 'a' * 1000000000 }}",),
        ("{{ 1 + 1 }}",),
        ("{{ header.title|upper }}",),
        ("{{ range(9) }}",),
        ("{%p for row in actions.rows if row %}", "{%p endfor %}"),
        ("{%p for a in actions.rows %}", "{%p for b in actions.rows %}", "{%p endfor %}") * 1
        + ("{%p endfor %}",),
    ],
)
def test_what_the_engine_is_given_is_names_and_loops_over_what_belongs_to_them(
    tags: tuple[str, ...],
) -> None:
    """Refused when it is compiled, too, whatever the check of tags may have missed."""
    blocks = "".join(f"<w:p>{words(tag)}</w:p>" for tag in tags)
    with pytest.raises(PackError, match="more than the name of something"):
        compile_template(WordFile("a/template.docx", unpack(made_of(blocks))))


def test_a_loop_within_a_loop_goes_over_a_list_of_the_outer_one(template: Path) -> None:
    """PK-617."""
    loops = ("actions.rows", "actions.rows")
    begin = "".join(f"</w:p><w:p>{words(f'{{%p for x in {one} %}}')}" for one in loops)
    end = f"</w:p><w:p>{words('{%p endfor %}')}" * 2
    (found,) = check_template(in_text(template, begin + end), ())
    assert found.code == "PK-617"
    assert "'x in actions.rows' repeats a whole list for each x." in found.message


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Ask legal</w:t></w:r>", "set as hidden text"),
        ("<w:r><w:rPr><w:specVanish/></w:rPr><w:t>Ask legal</w:t></w:r>", "set as hidden text"),
        ("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>Ask legal</w:t></w:r>", "hidden on the web"),
        ('<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>Ask legal</w:t></w:r>', "in 1 point"),
        ('<w:r><w:rPr><w:sz w:val="3.0"/></w:rPr><w:t>Ask legal</w:t></w:r>', "in 1.5 points"),
        (
            '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Ask legal</w:t></w:r>',
            "white on white",
        ),
    ],
)
def test_words_that_nobody_sees_are_refused(template: Path, xml: str, why: str) -> None:
    """PK-615."""
    (found,) = check_template(in_text(template, xml), ())
    assert (found.code, found.value) == ("PK-615", "Ask legal")
    assert why in found.message


def test_a_size_that_is_no_number_hides_nothing(template: Path) -> None:
    sized = '<w:r><w:rPr><w:sz w:val="\u00b2"/></w:rPr><w:t>Ask legal</w:t></w:r>'
    assert check_template(in_text(template, sized), ()) == ()


def test_words_hidden_by_their_style_are_refused(template: Path) -> None:
    style = (
        '<w:style w:type="character" w:styleId="Remark"><w:name w:val="Remark"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    hidden = '<w:r><w:rPr><w:rStyle w:val="Remark"/></w:rPr><w:t>Ask legal</w:t></w:r>'
    seen = '<w:r><w:rPr><w:rStyle w:val="Remark"/><w:vanish w:val="0"/></w:rPr><w:t>x</w:t></w:r>'
    styled = with_parts(template, styles=("word/styles.xml", "</w:styles>", style))
    assert numbers(check_template(in_text(styled, hidden), ())) == ["PK-615"]
    again = with_parts(styled, text=("word/document.xml", hidden, seen))
    assert check_template(again, ()) == ()


def test_white_words_on_a_ground_are_seen(template: Path) -> None:
    white = (
        '<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/></w:rPr>'
        "<w:t>Heading</w:t></w:r>"
    )
    assert check_template(in_text(template, white), ()) == ()


def test_a_style_of_officers_text_may_not_be_hidden(template: Path) -> None:
    old = '<w:style w:type="paragraph" w:styleId="ListBullet">'
    with ZipFile(template) as archive:
        styles = archive.read("word/styles.xml").decode()
    start = styles.index('w:styleId="ListBullet"')
    end = styles.index("</w:style>", start)
    body = styles[start:end]
    assert old.split(maxsplit=1)[0] in styles
    hidden = with_parts(
        template, styles=("word/styles.xml", body, f"{body}<w:rPr><w:vanish/></w:rPr>")
    )
    (found,) = check_template(hidden, ())
    assert (found.code, found.value) == ("PK-615", "List Bullet")


def test_comments_custom_xml_and_thumbnails_are_left_out_with_a_note_that_names_them(
    template: Path,
) -> None:
    """PK-616."""
    comment = f'<w:comment w:id="0"><w:p>{words("Ask legal first")}</w:p></w:comment>'
    with_part(
        template, "word/comments.xml", f"{OFFICE}/relationships/comments", COMMENTS,
        f"<w:comments {NAMES}>{comment}</w:comments>",
    )  # fmt: skip
    in_text(template, run('<w:commentReference w:id="0"/>'))
    with_parts(
        template,
        item=("customXml/item9.xml", "x", "<secret/>"),
        led=(
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="y" Type="{OFFICE}/relationships/customXml" '
            'Target="../customXml/item9.xml"/></Relationships>',
        ),
    )
    file = word_file(template)
    assert check_template(template, ()) == ()
    notes = sorted(one.message for one in notes_of(file.left_out))
    where = f"in {template.parent.name}/template.docx"
    assert notes == [
        f"Papers leave out a thumbnail picture {where}.",
        f"Papers leave out comments {where}: 'Ask legal first'.",
        f"Papers leave out custom XML {where}.",
    ]
    assert [name for name in file.members if re.search("comment|thumb|custom", name)] == []
    assert b"commentReference" not in file.members["word/document.xml"]


def test_a_printers_settings_go_with_the_mark_that_leads_to_them(template: Path) -> None:
    kind = f"{OFFICE}/relationships/printerSettings"
    path = with_part(template, "word/printer.bin", kind, "application/octet-stream", "comment")
    with_parts(path, mark=("word/document.xml", "<w:pgSz", '<w:printerSettings r:id="x"/><w:pgSz'))
    assert check_template(path, ()) == ()
    members = word_file(path).members
    assert "word/printer.bin" not in members
    assert b"printerSettings" not in members["word/document.xml"]


def test_what_the_text_shows_is_not_left_out_but_refused(template: Path) -> None:
    """A drawing in ink is kept as custom XML; without it the text would lead to nothing."""
    ink = with_part(
        template, "word/ink.xml", f"{OFFICE}/relationships/customXml", "application/inkml+xml",
        "<ink/>",
    )  # fmt: skip
    (found,) = check_template(in_text(ink, run('<w:contentPart r:id="x"/>')), ())
    assert (found.code, found.value) == ("PK-614", "word/ink.xml")


@each(
    ("picture", "told"),
    [
        (PICTURE.format(look='descr=" "', inside=""), ["PK-653"]),
        (PICTURE.format(look='descr="Crest of Northmere Council"', inside=""), []),
        (PICTURE.replace("/>", f">{DECORATIVE}</wp:docPr>", 1).format(look="", inside=""), []),
    ],
)
def test_a_picture_without_an_alternative_text_is_told(picture: str, told: list[str]) -> None:
    members = unpack(made_of(f"<w:p>{run(picture)}</w:p>"))
    assert [fault.code for fault in undescribed(members)] == told
