"""Where a fault of a template is, as a person sees it in Word."""

from pathlib import Path

from paperkit.findings import InWord
from paperkit.word.package import pack, unpack
from tests.cases import each
from tests.papers.packages import (
    BASE_STYLES,
    FURNITURE,
    OFFICE,
    PAGE,
    WORDML,
    cell,
    check_template,
    numbered,
    p,
    row,
    style,
    styles,
    table,
    word_file,
)

LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
HEADED = styles(BASE_STYLES + numbered("heading 2", 1, 0) + style("Table Text"), "")
HEADING = {"style_part": HEADED, "numbering": LIST}
WRONG = "{{ header.tilte }}"


def places(folder: Path, body: str, **parts: object) -> list[InWord]:
    """Return the place of each fault of a template with that text."""
    path = folder / "template.docx"
    path.write_bytes(word_file(body, **parts))  # type: ignore[arg-type]
    found = check_template(path, ())
    assert all(finding.place.word for finding in found), found
    return [finding.place.word for finding in found if finding.place.word]


def test_a_fault_is_told_under_its_heading_with_the_printed_number(tmp_path: Path) -> None:
    headings = p("Summary", style_id="xheading2"), p("Actions", style_id="xheading2")
    body = f"{headings[0]}{headings[1]}{p(f'Titled {WRONG} in full')}"
    (place,) = places(tmp_path, body, **HEADING)
    assert (place.heading, place.words) == ("2. Actions", "Titled {{ header.tilte }} in full")
    assert str(place) == "under '2. Actions', at 'Titled {{ header.tilte }} in full'"


def test_in_a_table_it_is_told_by_row_and_by_the_words_above_its_column(tmp_path: Path) -> None:
    tables = table(row("Term", "Meaning", heading=True)) + table(
        row("Action", "Deadline", heading=True),
        row("{%tr for row in actions.rows %}", ""),
        row("{{ row.wording }}", "{{ row.deadlin }}"),
        row("{%tr endfor %}", ""),
    )
    (place,) = places(tmp_path, tables)
    assert str(place) == (
        "table 2 ('Action | Deadline'), row 3, column 'Deadline', at '{{ row.deadlin }}'"
    )


@each(("columns", "heading"), [("2", "Three"), ("1", "Two"), ("two", "Two")])
def test_a_cell_is_counted_as_the_columns_that_it_is_over_or_as_one(
    tmp_path: Path, columns: str, heading: str
) -> None:
    wide = cell(p("Both"), f'<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{columns}"/>')
    made = table(row("One", "Two", "Three", heading=True), row(wide, WRONG), columns=3)
    found = [place for place in places(tmp_path, made) if place.words == WRONG]
    assert [(place.row, place.column) for place in found] == [(2, heading)]


def test_a_header_is_told_by_section_and_kind_of_page(tmp_path: Path) -> None:
    first = PAGE.format(furniture=FURNITURE.replace('w:type="default"', 'w:type="first"', 1))
    body = f"<w:p><w:pPr>{PAGE.format(furniture='')}</w:pPr></w:p>{p('Second')}"
    (place,) = places(tmp_path, body, header=p(WRONG), page=first)
    assert place.beside == "the header of section 2 (first page)"
    (place,) = places(tmp_path, p("One"), footer=p(WRONG))
    assert place.beside == "the footer"


def test_a_footnote_is_told_by_its_number(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="4"/><w:footnote w:id="7">{p(WRONG)}</w:footnote>'
    note = f'<w:footnotes xmlns:w="{{}}">{notes}</w:footnotes>'
    mark = '<w:p><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    path = tmp_path / "template.docx"
    members = unpack(word_file(mark.format(4) + mark.format(7)))
    members["word/footnotes.xml"] = note.replace(
        "{}", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ).encode()
    for part, end, more in (
        ("[Content_Types].xml", "</Types>", '<Override PartName="/word/footnotes.xml" '
         f'ContentType="{WORDML}.footnotes+xml"/>'),
        ("word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="n" '
         f'Type="{OFFICE}/relationships/footnotes" Target="footnotes.xml"/>'),
    ):  # fmt: skip
        members[part] = members[part].decode().replace(end, f"{more}{end}").encode()
    path.write_bytes(pack(members))
    (finding,) = check_template(path, ())
    assert finding.place.word is not None
    assert finding.place.word.beside == "footnote 2"


def test_a_picture_is_told_by_its_name_and_a_property_by_the_file(tmp_path: Path) -> None:
    drawing = (
        '<w:p><w:r><w:t>The crest</w:t><w:drawing><wp:inline><wp:docPr id="1" name="Crest" '
        'descr="{{ header.title }}"/></wp:inline></w:drawing></w:r></w:p>'
    )
    (place,) = places(tmp_path, drawing)
    assert (place.thing, place.words) == ("the alternative text of picture 'Crest'", "The crest")


def test_of_words_around_a_tag_a_place_has_as_many_as_help(tmp_path: Path) -> None:
    (place,) = places(tmp_path, p(f"{'before ' * 30}{WRONG}{' after' * 30}"))
    assert place.words == f"…{('before ' * 30)[-30:]}{WRONG}{(' after' * 30)[:30]}…"
