"""What differs between two Word papers is said in words, with its place as a reader names it."""

from collections.abc import Mapping, Sequence
from functools import partial

import pytest

from paperkit.errors import ReadError
from paperkit.word.comparing import Differs, aligned, compare, new_words
from paperkit.word.package import R_NS, WP_NS
from paperkit.word.properties import CORE_NS, DC_NS, custom_part
from tests.cases import each
from tests.papers.packages import (
    NAMES,
    WORDML,
    cell,
    p,
    part,
    row,
    run,
    style,
    styles,
    table,
    word_file,
)
from tests.papers.packages import numbered as numbered_style
from tests.test_growth import counted

LISTS = """
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xheading2"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xNumbered"/>
<w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="xPoint"/>
<w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""
LOOK = styles(
    numbered_style("heading 2", 1, 0)
    + numbered_style("Numbered", 1, 1)
    + numbered_style("Point", 1, 2)
    + style("heading 3")
    + style("Caption")
    + style("toc 1")
)
KEY = [("Rating", "Meaning"), ("Green", "As planned"), ("Red", "Off track")]
WHO = 'w:id="9" w:author="Ann Lee" w:date="2026-07-02T10:00:00Z"'


def h(text: str) -> str:
    return p(text, style_id="xheading2")


def n(text: str = "", inside: str = "") -> str:
    return p(text, style_id="xNumbered", inside=inside)


def key(rows: Sequence[tuple[str, ...]]) -> str:
    first, *others = rows
    return table(row(*first, heading=True), *(row(*cells) for cells in others))


def paper(*blocks: str, more: Mapping[str, str] | None = None, **parts: str) -> bytes:
    return word_file("".join(blocks), style_part=LOOK, numbering=LISTS, more=more, **parts)


def said(old: bytes, new: bytes) -> list[str]:
    return [one.words for one in compare(old, new).differences]


def inserted(text: str) -> str:
    return f"<w:ins {WHO}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f'<w:del {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


BASE = (
    h("Summary"),
    n("All is well with 38 of the 40 actions."),
    n("The Board met in May."),
    h("Progress"),
    n("Two clinics opened."),
    p("They are in the north.", style_id=""),
    p("One is open.", style_id="xPoint"),
    key(KEY),
)


def test_equal_papers_do_not_differ() -> None:
    assert said(paper(*BASE), paper(*BASE)) == []


@each(
    ("number", "block", "words"),
    [
        (1, n("All is well with 31 of the 40 actions."), "Paragraph 1.1: '38' is now '31'."),
        (0, h("In brief"), "Paragraph 1: 'Summary' is now 'In brief'."),
        (
            2,
            n("The Board met not in May."),
            "Paragraph 1.2: 'not' is added after 'The Board met'.",
        ),
        (2, n("The Board in May."), "Paragraph 1.2: 'met' is taken out after 'The Board'."),
        (5, p("They are in the south."), "The text below paragraph 2.1: 'north' is now 'south'."),
        (
            6,
            p("One was open.", style_id="xPoint"),
            "Paragraph 2.1 (1): 'is' is now 'was'.",
        ),
        (
            7,
            key([KEY[0], ("Green", "On time"), KEY[2]]),
            "Table 'Key', row 'Green', column 'Meaning': 'As planned' is now 'On time'.",
        ),
        (
            7,
            key([*KEY, ("Blue", "Done")]),
            "Table 'Key', row 'Blue': added 'Blue | Done'.",
        ),
        (7, key(KEY[:2]), "Table 'Key', row 'Red': removed 'Red | Off track'."),
        (1, "", "Paragraph 1.1: removed 'All is well with 38 of the 40 actions.'."),
        (7, "", "Table 'Key': removed 'Rating | Meaning / Green | As planned / Red | Off track'."),
    ],
)
def test_a_difference_is_named_by_its_place(number: int, block: str, words: str) -> None:
    blocks = [*BASE[:number], block, *BASE[number + 1 :]]
    assert said(paper(*BASE), paper(*blocks)) == [words]


@each(
    ("old", "new", "words"),
    [
        ("Worse: PI 4 weight, PI 9 waits.", "Worse: PI 9 waits.", "'PI 4 weight,' is taken out"),
        ("Worse: PI 9 waits.", "Worse: PI 4 weight, PI 9 waits.", "'PI 4 weight,' is added"),
        ("It may be so, or may not.", "It may be so, or not.", "'may' is taken out"),
    ],
)
def test_what_is_new_or_gone_in_a_list_is_a_whole_item(old: str, new: str, words: str) -> None:
    (line,) = said(paper(n(old)), paper(n(new)))
    assert line.startswith(f"Paragraph 1.1: {words} after ")


def test_a_row_that_moves_in_its_table_as_its_cells_change_is_the_same_row() -> None:
    """It was said to be taken out, and another of its name to be new."""
    old = key([KEY[0], ("Green", "As planned, by 52 of 60"), ("Red", "Off track")])
    new = key([KEY[0], ("Red", "Off track"), ("Green", "As planned, by 55 of 60")])
    assert said(paper(old), paper(new)) == [
        "Table 'Key', row 'Green', column 'Meaning': '52' is now '55'.",
        "Table 'Key', row 'Green': moved within the table.",
    ]


def test_a_paragraph_that_comes_first_moves_the_numbers_of_the_others_alone() -> None:
    blocks = [BASE[0], n("A new beginning."), *BASE[1:]]
    assert said(paper(*BASE), paper(*blocks)) == ["Paragraph 1.1: added 'A new beginning.'."]


def test_a_paragraph_put_elsewhere_was_moved() -> None:
    blocks = [BASE[0], BASE[2], BASE[3], BASE[4], BASE[1], *BASE[5:]]
    words = "All is well with 38 of the 40 actions."
    moved = f"Paragraph 2.2: moved here from paragraph 1.1: '{words}'."
    assert said(paper(*BASE), paper(*blocks)) == [moved]


def test_a_column_that_was_added_is_one_difference() -> None:
    wide = [(*cells, more) for cells, more in zip(KEY, ("Since", "May", "June"), strict=True)]
    blocks = [*BASE[:7], key(wide)]
    assert said(paper(*BASE), paper(*blocks)) == [
        "Table 'Key', column 'Since': added 'Since / May / June'."
    ]


def test_runs_that_word_parts_are_no_difference() -> None:
    parted = n("All is well ", run("with 38") + run(" of the 40 actions."))
    assert said(paper(*BASE), paper(BASE[0], parted, *BASE[2:])) == []


def test_words_struck_through_or_hidden_by_hand_are_told() -> None:
    for look, words in (("<w:strike/>", "crossed out"), ("<w:vanish/>", "hidden")):
        struck = n("The Board met", run(" in May", look) + run("."))
        (one,) = compare(paper(n("The Board met in May.")), paper(struck)).differences
        assert one.new == f"The Board met[{words}:  in May]."


def field(code: str, text: str) -> str:
    marks = {"begin": "", "separate": f"<w:r><w:instrText>{code}</w:instrText></w:r>", "end": ""}
    begin, middle, end = (
        f'{before}<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind, before in marks.items()
    )
    return begin + middle + run(text) + end


def test_what_word_works_out_is_no_difference() -> None:
    old = paper(
        n("See ", field(r"REF ref_a \r \h", "3.4")), footer=p("", inside=field("PAGE", "1"))
    )
    new = paper(
        n("See ", field(r"REF ref_a \r \h", "3.5")), footer=p("", inside=field("PAGE", "7"))
    )
    assert said(old, new) == []
    elsewhere = paper(
        n("See ", field(r"REF _Ref1 \r \h", "4.1")), footer=p("", inside=field("PAGE", "1"))
    )
    assert said(old, elsewhere) == ["Paragraph 1.1: '3.4' is now '4.1'."]


def test_entries_of_a_list_of_contents_repeat_a_heading_only() -> None:
    old = paper(p("1.\tSummary", style_id="xtoc1"), *BASE)
    new = paper(p("1.\tIn brief", style_id="xtoc1"), h("In brief"), *BASE[1:])
    assert said(old, new) == ["Paragraph 1: 'Summary' is now 'In brief'."]


def test_headers_and_footers_are_compared() -> None:
    new = paper(*BASE, header=p("The Council"))
    assert said(paper(*BASE), new) == ["The header: 'The' is added at the beginning."]


FOOTNOTES = f"""<w:footnotes {NAMES}><w:footnote w:id="1">{{}}</w:footnote></w:footnotes>"""


def with_part(package_parts: str, kind: str) -> dict[str, str]:
    """Return a part of notes or comments, and what leads to it, as more parts of a file."""
    base = paper()
    link = f'<Relationship Id="rId8" Type="{R_NS}/{kind}" Target="{kind}.xml"/></Relationships>'
    types = f'<Override PartName="/word/{kind}.xml" ContentType="{WORDML}.{kind}+xml"/></Types>'
    rels = "word/_rels/document.xml.rels"
    return {
        f"word/{kind}.xml": package_parts,
        rels: part(base, rels).replace("</Relationships>", link),
        "[Content_Types].xml": part(base, "[Content_Types].xml").replace("</Types>", types),
    }


def test_notes_are_compared_at_the_paragraph_of_their_mark() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    old, new = (
        paper(
            h("Summary"), n("As noted.", mark), more=with_part(FOOTNOTES.format(p(t)), "footnotes")
        )
        for t in ("In May.", "In June.")
    )
    assert said(old, new) == ["A note at paragraph 1.1: 'May' is now 'June'."]


def drawing(described: str, box: str = "") -> str:
    inside = f"<w:txbxContent>{p(box)}</w:txbxContent>" if box else ""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP_NS}">'
        f'<wp:docPr id="1" name="a" descr="{described}"/>{inside}</wp:inline></w:drawing></w:r>'
    )


def test_alternative_texts_and_text_boxes_are_compared() -> None:
    old = paper(h("Summary"), n("A map.", drawing("The north", "Key")))
    new = paper(h("Summary"), n("A map.", drawing("The south", "Scale")))
    assert said(old, new) == [
        "A text box at paragraph 1.1: 'Key' is now 'Scale'.",
        "An alternative text at paragraph 1.1: 'north' is now 'south'.",
    ]


def test_tracked_changes_count_as_accepted_and_are_listed() -> None:
    edited = n("All is well with ", deleted("38") + inserted("31") + run(" of the 40 actions."))
    compared = compare(paper(*BASE), paper(BASE[0], edited, *BASE[2:]))
    assert [one.words for one in compared.differences] == ["Paragraph 1.1: '38' is now '31'."]
    assert [one.words for one in compared.left_open] == [
        "Ann Lee, 2 July 2026, paragraph 1.1: deleted '38'.",
        "Ann Lee, 2 July 2026, paragraph 1.1: inserted '31'.",
    ]


def test_a_paragraph_whose_end_is_deleted_grows_together_with_the_next() -> None:
    ended = f'<w:p><w:pPr><w:pStyle w:val="xNumbered"/><w:rPr><w:del {WHO}/></w:rPr></w:pPr>'
    edited = f"{ended}{run('All is well, and ')}</w:p>"
    compared = compare(paper(*BASE), paper(BASE[0], edited, *BASE[2:]))
    assert "All is well, and The Board met in May." in [one.new for one in compared.differences]
    gone = f"{ended}{deleted('All is well with 38 of the 40 actions.')}</w:p>"
    compared = compare(paper(*BASE), paper(BASE[0], gone, *BASE[2:]))
    assert [one.differs for one in compared.differences] == [Differs.REMOVED]
    assert [one.place.words for one in compared.left_open] == ["paragraph 1.1"]


def test_a_deleted_row_and_a_moved_paragraph_count_as_accepted() -> None:
    gone = row("Red", "Off track").replace("<w:tr>", f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>")
    rows = [row(*KEY[0], heading=True), row(*KEY[1]), gone]
    to = n("", f"<w:moveTo {WHO}>{run('The Board met in May.')}</w:moveTo>")
    source = f"<w:p><w:pPr><w:rPr><w:moveFrom {WHO}/></w:rPr></w:pPr><w:moveFrom {WHO}>"
    source += f"{run('The Board met in May.')}</w:moveFrom></w:p>"
    blocks = [*BASE[:2], source, *BASE[3:5], to, *BASE[5:7], table(*rows)]
    compared = compare(paper(*BASE), paper(*blocks))
    assert [one.words for one in compared.differences] == [
        "Paragraph 2.2: moved here from paragraph 1.2: 'The Board met in May.'.",
        "Table 'Key', row 'Red': removed 'Red | Off track'.",
    ]
    assert [one.does and one.does.value for one in compared.left_open] == ["moved", "deleted"]


@each(
    ("day", "who"),
    [
        ("2026-07-02", "Ann Lee, 2 July 2026"),
        # Programs that do not know the day write one that no calendar has.
        ("0000-00-00", "Ann Lee"),
        ("2026-02-30", "Ann Lee"),
    ],
)
def test_comments_are_listed_with_their_author_and_the_day_where_it_is_one(
    day: str, who: str
) -> None:
    by = WHO.replace("2026-07-02", day)
    words = f"<w:comments {NAMES}><w:comment {by}>{p('Is this right?')}</w:comment></w:comments>"
    mark = '<w:r><w:commentReference w:id="9"/></w:r>'
    new = paper(h("Summary"), n("All is well.", mark), more=with_part(words, "comments"))
    compared = compare(paper(h("Summary"), n("All is well.")), new)
    assert compared.differences == ()
    assert [one.words for one in compared.left_open] == [
        f"{who}, paragraph 1.1: comment 'Is this right?'."
    ]


@each(
    ("old", "new", "smallest"),
    [
        ("38 are late", "31 are late", [("38", "31", "")]),
        ("a rate of 8.3%.", "a rate of 8.2%.", [("8.3%", "8.2%", "a rate of")]),
        ("within three months", "within two weeks", [("three months", "two weeks", "within")]),
        ("costs £1,250 now", "costs £1,300 now", [("£1,250", "£1,300", "costs")]),
        ("one", "quite another text", [("one", "quite another text", "")]),
    ],
)
def test_the_smallest_words_that_differ(
    old: str, new: str, smallest: list[tuple[str, str, str]]
) -> None:
    assert [(one.old, one.new, one.after) for one in new_words(old, new)] == smallest


def test_rows_are_aligned_with_work_that_grows_with_their_number() -> None:
    """Every other row differs, five are gone, and many are equal."""

    def pairs(count: int) -> list[tuple[int | None, int | None]]:
        old = [f"Action {at}" if at % 5 else "" for at in range(count)]
        new = [f"{words}, late" if at % 2 else words for at, words in enumerate(old)][5:]
        return list(aligned(old, new, lambda one, other: float(one == other + 5)))

    found = pairs(10_000)
    assert found.count((9_999, 9_994)) == 1
    assert len(found) == 10_000
    few, many = (counted(partial(pairs, count)) for count in (100, 400))
    assert many < 6 * few


def test_bytes_that_are_no_word_file_are_refused() -> None:
    with pytest.raises(ReadError):
        compare(b"PK nothing", paper(*BASE))


def test_a_cell_may_hold_several_paragraphs() -> None:
    def of(text: str) -> bytes:
        return paper(table(row("Action", "Owner"), row("1.1", cell(p("Ann") + p(text)))))

    assert said(of("Lee"), of("Low")) == [
        "Table 'Key', row '1.1', column 'Owner': 'Lee' is now 'Low'."
    ]


def properties(title: str, label: str) -> dict[str, str]:
    """Return the properties of a file: a title, and a label that a program put on it."""
    names = f'xmlns:cp="{CORE_NS}" xmlns:dc="{DC_NS}"'
    custom = custom_part({"MSIP_Label_1_Name": label}).decode()
    core = f"<cp:coreProperties {names}><dc:title>{title}</dc:title></cp:coreProperties>"
    return {"docProps/core.xml": core, "docProps/custom.xml": custom}


def test_properties_that_people_write_are_compared_and_no_others() -> None:
    old = paper(*BASE, more=properties("The plan", "Official"))
    assert said(old, paper(*BASE, more=properties("The plan", "Secret"))) == []
    assert said(old, paper(*BASE, more=properties("The old plan", "Official"))) == [
        "Property 'title' of the file: 'old' is added after 'The'."
    ]
