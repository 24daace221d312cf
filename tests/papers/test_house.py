"""A kind takes on the look of its house: the house's styles, pages and furniture, its own words."""

import re
from pathlib import Path

import pytest

from paperkit.errors import PackError
from paperkit.kinds.paper import Paper
from paperkit.word.house import WordFile, check_house, dress, keep_own_look
from paperkit.word.house import word_file as word_file_at
from paperkit.word.outline import outline
from paperkit.word.package import pack, unpack
from paperkit.word.template_check import check_file
from tests.cases import each
from tests.papers.packages import (
    BASE_STYLES,
    FURNITURE,
    HEAD,
    NAMES,
    OFFICE,
    PAGE,
    p,
    part,
    style,
    styles,
    table,
    word_file,
)

LANDSCAPE = (
    '<w:sectPr>{furniture}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar '
    'w:top="900" w:right="900" w:bottom="900" w:left="900" w:header="500" w:footer="500" '
    'w:gutter="0"/></w:sectPr>'
)
NOTE = style("House Note")
SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"


def named(name: str, style_id: str, kind: str = "paragraph", inside: str = "") -> str:
    """Return a style with an id of its own."""
    begun = f'<w:style w:type="{kind}" w:styleId="{style_id}">'
    return f'{begun}<w:name w:val="{name}"/>{inside}</w:style>'


def ended(section: str) -> str:
    """Return a paragraph that ends a section."""
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>"


def dressed(kind: bytes, house: bytes) -> tuple[bytes, list[str]]:
    """Return the dressed file, and what was found in words."""
    made = dress(
        WordFile("report/template.docx", unpack(kind)),
        WordFile("council/house.docx", unpack(house)),
    )
    return made.file.package, [f"{f.code} {f.message}" for f in made.findings]


def with_part(package: bytes, name: str, content: bytes, relation: str = "") -> bytes:
    """Return the file with one more part, and a relationship of its text to it."""
    members = unpack(package)
    types = members["[Content_Types].xml"].decode()
    png = '<Default Extension="png" ContentType="image/png"/>'
    members["[Content_Types].xml"] = types.replace("<Override", png + "<Override", 1).encode()
    if relation:
        rels = members["word/_rels/document.xml.rels"].decode()
        ended = rels.replace("</Relationships>", f"{relation}</Relationships>")
        members["word/_rels/document.xml.rels"] = ended.encode()
    return pack({**members, name: content})


def relations(*inside: str) -> bytes:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{names}">{"".join(inside)}</Relationships>'.encode()


def image(name: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/relationships/image" Target="{target}"/>'


# --- styles ---------------------------------------------------------------------------------


def test_a_style_of_the_kind_becomes_the_houses_of_that_name_whatever_its_capitals() -> None:
    kind = word_file(p("One", style_id="k1"), style_part=styles(named("Table text", "k1")))
    house = word_file(p(), style_part=styles(named("Table Text", "H7")))
    made, found = dressed(kind, house)
    assert found == []
    assert '<w:pStyle w:val="H7"/>' in part(made)
    assert "Table Text | | One" in outline(made)


def test_the_looks_of_the_kinds_own_styles_are_gone() -> None:
    big = '<w:rPr><w:sz w:val="99"/></w:rPr>'
    small = '<w:rPr><w:sz w:val="20"/></w:rPr>'
    kind = word_file(p("One", style_id="a"), style_part=styles(named("Body", "a", inside=big)))
    house = word_file(p(), style_part=styles(named("Body", "b", inside=small)))
    made, _ = dressed(kind, house)
    assert 'w:val="99"' not in part(made, "word/styles.xml")
    assert 'w:val="20"' in part(made, "word/styles.xml")


def test_styles_of_runs_and_tables_are_matched_too() -> None:
    body = p("One", look='<w:rStyle w:val="s"/>') + table("AB")
    kind = word_file(body, style_part=styles(named("Strong", "s", "character")))
    look = BASE_STYLES.replace("xTableGrid", "grid9")
    house = word_file(p(), style_part=styles(named("strong", "t", "character"), look))
    made, found = dressed(kind, house)
    assert found == []
    assert '<w:rStyle w:val="t"/>' in part(made)
    assert '<w:tblStyle w:val="grid9"/>' in part(made)


def test_a_style_that_the_house_lacks_is_told_once_by_its_name() -> None:
    body = p("One", style_id="a") + p("Two", style_id="a")
    kind = word_file(body, style_part=styles(named("Table Text", "a")))
    _, found = dressed(kind, word_file(p()))
    assert found == [
        "PK-620 report/template.docx uses the paragraph style 'Table Text', but "
        "council/house.docx has no style of that name."
    ]


def test_a_style_that_the_kind_has_and_does_not_use_need_not_be_in_the_house() -> None:
    kind = word_file(p("One"), style_part=styles(named("Old idea", "a")))
    assert dressed(kind, word_file(p()))[1] == []


def test_a_style_of_another_type_in_the_house_is_told() -> None:
    kind = word_file(
        p("One", look='<w:rStyle w:val="s"/>'),
        style_part=styles(named("Strong", "s", "character")),
    )
    _, found = dressed(kind, word_file(p(), style_part=styles(named("Strong", "s"))))
    assert found == [
        "PK-621 report/template.docx uses 'Strong' as a character style, but council/house.docx "
        "has it as a paragraph style."
    ]


def test_a_style_that_the_house_has_twice_is_told_with_both() -> None:
    kind = word_file(p("One", style_id="a"), style_part=styles(named("Body", "a")))
    twice = styles(named("Body", "b") + named("body", "c"))
    _, found = dressed(kind, word_file(p(), style_part=twice))
    assert found == [
        "PK-622 report/template.docx uses the style 'Body', but council/house.docx has 2 of that "
        "name: 'Body' (paragraph), 'body' (paragraph)."
    ]


def test_a_number_from_the_list_button_is_still_found_in_a_dressed_kind() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    made, _ = dressed(word_file(numbered), word_file(p()))
    assert [f.code for f in check_file(WordFile("a/b.docx", unpack(made)), Paper)] == ["PK-607"]


def test_what_officers_text_may_need_and_the_house_lacks_is_a_note() -> None:
    found = check_house(WordFile("council/house.docx", unpack(word_file(p()))))
    assert "council/house.docx has no style 'List (1)'." in [f.message for f in found]
    assert {f.code for f in found} == {"PK-625"}


# --- pages ----------------------------------------------------------------------------------


def house_of_both() -> bytes:
    """Return a house whose page across is linked to the header of the one before."""
    upright = ended(PAGE.format(furniture=FURNITURE).replace('w:left="1134"', 'w:left="2000"'))
    return word_file(upright, header=p("The house"), page=LANDSCAPE.format(furniture=""))


def test_margins_header_and_footer_are_the_houses() -> None:
    kind = word_file(p("One"), header=p("The kind"))
    made, _ = dressed(kind, house_of_both())
    assert '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="2000"' in part(made)
    assert "[header] Normal | | The house" in outline(made)
    assert "The kind" not in outline(made)


def test_a_section_across_takes_the_houses_page_across_with_the_header_it_is_linked_to() -> None:
    kind = word_file(
        p("One") + ended(PAGE.format(furniture=FURNITURE)) + p("Wide"),
        page=LANDSCAPE.format(furniture=FURNITURE).replace('"900"', '"10"'),
    )
    made, found = dressed(kind, house_of_both())
    assert found == []
    assert "[section 2: landscape]" in outline(made)
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", part(made), re.DOTALL)
    assert ['w:left="900"' in section for section in sections] == [False, True]
    assert all("w:headerReference" in section for section in sections)


def test_a_house_with_upright_pages_only_is_told_where_the_kind_needs_a_page_across() -> None:
    kind = word_file(p("Wide"), page=LANDSCAPE.format(furniture=FURNITURE))
    _, found = dressed(kind, word_file(p()))
    assert found == [
        "PK-623 report/template.docx has a landscape page, but council/house.docx has none."
    ]


def test_what_a_section_says_of_its_beginning_and_its_columns_is_the_kinds() -> None:
    own = '<w:type w:val="continuous"/>{size}<w:cols w:num="2"/></w:sectPr>'
    size = re.search(r"<w:pgSz.*/>", PAGE)
    assert size
    page = f"<w:sectPr>{own.format(size=size.group())}"
    made, _ = dressed(word_file(p("One"), page=page), house_of_both())
    assert '<w:type w:val="continuous"/>' in part(made)
    assert '<w:cols w:num="2"/>' in part(made)


def test_the_first_page_of_its_own_is_the_papers_first_page_only() -> None:
    first = FURNITURE + FURNITURE.replace('"default"', '"first"')
    crest = PAGE.format(furniture=first).replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    section = ended(PAGE.format(furniture=FURNITURE))
    kind = word_file(p("One") + section + p("Two"))
    made, _ = dressed(kind, word_file(p(), page=crest))
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", part(made), re.DOTALL)
    assert ["w:titlePg" in section for section in sections] == [True, False]


@each("fraction", ["", ".0"])
def test_tables_keep_their_share_of_a_narrower_text(fraction: str) -> None:
    """Google Docs writes measures with a fraction."""
    grid = table("AB").replace(
        '<w:tblW w:w="0" w:type="auto"/>', f'<w:tblW w:w="9638{fraction}" w:type="dxa"/>'
    )
    kind = word_file(grid.replace("<w:gridCol/>", f'<w:gridCol w:w="4819{fraction}"/>'))
    made, _ = dressed(kind, house_of_both())
    width = 11906 - 2000 - 1134
    assert f'<w:tblW w:w="{width}" w:type="dxa"/>' in part(made)
    assert f'<w:gridCol w:w="{width // 2}"/>' in part(made)


def tab(position: int | str, kind: str = "right") -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{position}"/></w:tabs>'


@each("fraction", ["", ".0"])
def test_right_tabs_that_the_margins_have_overtaken_move_to_the_edge_of_the_text(
    fraction: str,
) -> None:
    house = house_of_both()
    look = styles(named("Details", "d", inside=f"<w:pPr>{tab(f'9638{fraction}')}</w:pPr>"))
    footer = p("Page").replace("<w:p>", f"<w:p><w:pPr>{tab(f'15024{fraction}')}</w:pPr>")
    names = {"word/styles.xml": look, "word/footer1.xml": f"{HEAD}<w:ftr {NAMES}>{footer}</w:ftr>"}
    house = pack({**unpack(house), **{name: text.encode() for name, text in names.items()}})
    made, _ = dressed(word_file(p("One")), house)
    edge = 11906 - 2000 - 1134
    assert f'<w:tab w:val="right" w:pos="{edge}"/>' in part(made, "word/styles.xml")
    assert f'<w:tab w:val="right" w:pos="{edge}"/>' in part(made, "word/footer1.xml")


def test_right_tabs_within_the_text_stay_where_they_are() -> None:
    look = styles(named("Details", "d", inside=f"<w:pPr>{tab(4000)}</w:pPr>"))
    made, _ = dressed(word_file(p("One")), word_file(p(), style_part=look))
    assert '<w:tab w:val="right" w:pos="4000"/>' in part(made, "word/styles.xml")


# --- parts that travel along ----------------------------------------------------------------


def crest_house() -> bytes:
    house = with_part(house_of_both(), "word/media/image1.png", b"crest")
    rels = relations(image("rId1", "media/image1.png"))
    return pack({**unpack(house), "word/_rels/header1.xml.rels": rels})


def test_the_crest_of_the_houses_header_travels_along() -> None:
    made, _ = dressed(word_file(p("One")), crest_house())
    assert unpack(made)["word/media/image1.png"] == b"crest"
    assert "media/image1.png" in part(made, "word/_rels/header1.xml.rels")
    assert 'Extension="png"' in part(made, "[Content_Types].xml")


def test_a_picture_of_the_kind_is_not_taken_for_the_houses_of_the_same_name() -> None:
    kind = with_part(
        word_file(p("One")), "word/media/image1.png", b"map", image("rId9", "media/image1.png")
    )
    made, _ = dressed(kind, crest_house())
    members = unpack(made)
    assert members["word/media/image1.png"] == b"map"
    assert members["word/media/house-image1.png"] == b"crest"
    assert "media/house-image1.png" in part(made, "word/_rels/header1.xml.rels")


def test_a_picture_that_only_the_kinds_header_showed_goes_with_it() -> None:
    kind = with_part(word_file(p("One")), "word/media/old.png", b"old")
    rels = relations(image("rId1", "media/old.png"))
    kind = pack({**unpack(kind), "word/_rels/header1.xml.rels": rels})
    made, _ = dressed(kind, house_of_both())
    assert "word/media/old.png" not in unpack(made)


def test_the_path_of_somebodys_template_stays_behind_and_the_language_is_british() -> None:
    settings = (
        f'{HEAD}<w:settings {NAMES}><w:attachedTemplate r:id="rId1"/>'
        '<w:themeFontLang w:val="en-US"/></w:settings>'
    )
    relation = (
        f'<Relationship Id="rId8" Type="{OFFICE}/relationships/settings" Target="settings.xml"/>'
    )
    house = with_part(word_file(p()), "word/settings.xml", settings.encode(), relation)
    template = (
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/attachedTemplate" '
        'Target="file:///C:/Users/jo/Council.dotx" TargetMode="External"/>'
    )
    types = unpack(house)["[Content_Types].xml"].decode()
    stated = f'<Override PartName="/word/settings.xml" ContentType="{SETTINGS_TYPE}"/></Types>'
    house = pack(
        {
            **unpack(house),
            "word/_rels/settings.xml.rels": relations(template),
            "[Content_Types].xml": types.replace("</Types>", stated).encode(),
        }
    )
    made, _ = dressed(word_file(p("One")), house)
    assert b"Users/jo" not in b"".join(unpack(made).values())
    assert "attachedTemplate" not in part(made, "word/settings.xml")
    assert '<w:themeFontLang w:val="en-GB"/>' in part(made, "word/settings.xml")


# --- the header block -----------------------------------------------------------------------


def block_house(*, note: bool = True) -> bytes:
    sample = p("Everything above stands at the head.", style_id="xHouseNote") if note else ""
    body = p("Meeting: {{ header.board }}", style_id="d") + p("{{ header.title }}") + sample
    return word_file(body + p("Sample"), style_part=styles(named("Details", "d") + NOTE))


def test_the_header_block_of_the_house_stands_where_the_kind_has_its_mark() -> None:
    made, found = dressed(word_file(p("{{ header_block }}") + p("Text")), block_house())
    assert found == []
    body = [line for line in outline(made).splitlines() if not line.startswith("[")]
    assert body == [
        "Details | | Meeting: {{ header.board }}",
        "Normal | | {{ header.title }}",
        "Normal | | Text",
    ]


def test_a_kind_without_the_mark_keeps_its_own_head() -> None:
    made, found = dressed(word_file(p("{{ header.title }}")), block_house())
    assert found == []
    assert "Meeting" not in outline(made)


def test_a_mark_without_a_block_in_the_house_is_told() -> None:
    _, found = dressed(word_file(p("{{ header_block }}")), block_house(note=False))
    assert found == [
        "PK-624 report/template.docx asks for the header block with '{{ header_block }}', but "
        "council/house.docx has none."
    ]


def test_a_mark_in_a_pack_without_a_house_is_told() -> None:
    made = keep_own_look(
        WordFile("report/template.docx", unpack(word_file(p("{{ header_block }}"))))
    )
    assert [f.message for f in made.findings] == [
        "report/template.docx asks for the header block with '{{ header_block }}', but a pack "
        "without house.docx has none."
    ]
    assert keep_own_look(WordFile("a/b.docx", unpack(word_file(p("Text"))))).findings == ()


def test_a_link_in_the_header_block_travels_along() -> None:
    body = '<w:p><w:hyperlink r:id="rId7"><w:r><w:t>How to attend</w:t></w:r></w:hyperlink></w:p>'
    house = word_file(body + p("Note", style_id="xHouseNote"), style_part=styles(NOTE))
    rels = part(house, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId7" Type="{OFFICE}/relationships/hyperlink" '
        'Target="https://www.example.org/" TargetMode="External"/></Relationships>',
    )
    house = pack({**unpack(house), "word/_rels/document.xml.rels": rels.encode()})
    made, _ = dressed(word_file(p("{{ header_block }}")), house)
    found = re.search(r'<w:hyperlink [^>]*r:id="(\w+)"', part(made))
    assert found
    assert re.search(
        rf'Id="{found.group(1)}"[^>]*Target="https://www.example.org/"',
        part(made, "word/_rels/document.xml.rels"),
    )


# --- files that cannot be read --------------------------------------------------------------


WHOLE = unpack(word_file(p()))
DAMAGED = {
    "no parts": {},
    "no list of parts": {name: part for name, part in WHOLE.items() if "Types" not in name},
    "half of its text": {**WHOLE, "word/document.xml": WHOLE["word/document.xml"][:400]},
    "half of its styles": {**WHOLE, "word/styles.xml": WHOLE["word/styles.xml"][:100]},
    "a header that is nowhere": {
        **WHOLE,
        "word/document.xml": re.sub(
            rb'(<w:headerReference [^>]*r:id=")\w+', rb"\1rId99", WHOLE["word/document.xml"]
        ),
    },
}


@pytest.mark.parametrize("members", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_house_is_told_by_its_name(members: dict[str, bytes]) -> None:
    with pytest.raises(PackError, match=r"council/house\.docx is damaged"):
        dress(WordFile("report/template.docx", WHOLE), WordFile("council/house.docx", members))


@each("damage", [b"", b"not a zip", word_file(p())[:400]])
def test_a_file_that_is_no_zip_is_told_by_its_path(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(damage)
    with pytest.raises(PackError, match=r"house\.docx cannot be used"):
        word_file_at(tmp_path / "house.docx")


def test_dressing_twice_gives_equal_bytes() -> None:
    first, _ = dressed(word_file(p("One")), crest_house())
    assert dressed(word_file(p("One")), crest_house())[0] == first
