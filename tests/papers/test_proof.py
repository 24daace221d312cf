"""What the proof finds, and what it leaves alone."""

from paperkit.frozen import replace
from paperkit.word.package import pack, unpack
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.values import Gap, Ledger, LinkText, Printable, Prose, Rated
from tests.cases import each
from tests.papers.packages import (
    DRAFT,
    FACTS,
    HEAD,
    NAMES,
    OFFICE,
    WORDML,
    cell,
    changed,
    finished,
    numbered,
    p,
    row,
    run,
    styles,
    table,
)
from tests.papers.test_word_numbers import abstract, level, num

TEXT = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"
NAME = "report.docx"

VALUES: tuple[Printable, ...] = (
    "That the Board agree",
    Rated("On course", "2E7D32", "FFFFFF", "●"),
    LinkText("the plan", "https://www.example.org/plan"),
    Prose(("First.", "Second\nline.")),
    Gap("No lead named"),
    "No",
    "Board July 2026",
)
MARKED = '<w:bookmarkStart w:id="1" w:name="here"/>' + run("November") + '<w:bookmarkEnd w:id="1"/>'
PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="{}" name="P"/></wp:inline></w:drawing></w:r>'
REFERENCE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF here \\h </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = (
    p("<0>", style_id="xItem", inside=MARKED + PICTURE.format(1) + PICTURE.format(2))
    + table(row("Rating", "Meaning", heading=True), row(cell(p("<1>")), "as planned"))
    + p("See <2>. ", inside=REFERENCE)
    + p("<3>")
    + p("Lead: <4>, <5>.")
)
ITEM = numbered("Item", 1, 0)
LISTS = abstract(0, level(0, "%1.", style_id="xItem")) + num(1, 0)


NOTE = '<w:footnote w:id="2"><w:p/></w:footnote>'
NOTES_TYPE = (
    f'<Override PartName="/word/footnotes.xml" ContentType="{WORDML}.footnotes+xml"/>'.encode()
)


def good(facts: Facts = FACTS) -> bytes:
    """Return a finished file with one of everything, in which nothing is to be found."""
    return finished(
        BODY, *VALUES, facts=facts, style_part=styles(ITEM), numbering=LISTS, header=p("<6>")
    )


def found(
    package: bytes, facts: Facts = FACTS, values: tuple[Printable, ...] = VALUES
) -> list[str]:
    return [finding.code for finding in proof(package, Ledger(values), facts, NAME)]


def told(package: bytes, facts: Facts = FACTS) -> list[str]:
    return [finding.message for finding in proof(package, Ledger(VALUES), facts, NAME)]


@each("facts", [FACTS, DRAFT])
def test_in_a_good_file_nothing_is_found(facts: Facts) -> None:
    assert found(good(facts), facts) == []


def test_a_part_that_is_there_twice_is_found() -> None:
    package = good()
    twin = package.replace(b"word/footer1.xml", b"word/header1.xml")

    assert found(twin) == ["PK-750"]
    assert told(twin) == ["In report.docx: word/header1.xml is in it twice."]


def test_a_part_whose_bytes_are_damaged_is_found() -> None:
    package = good()
    name = b"word/styles.xml"
    start = package.index(name) + len(name)
    damaged = package[:start] + bytes([package[start] ^ 0xFF]) + package[start + 1 :]

    assert found(damaged) == ["PK-750"]


@each("length", [0, 10, -300])
def test_a_file_that_is_cut_off_is_found(length: int) -> None:
    assert told(good()[:length]) == ["In report.docx: it cannot be opened."]


def test_a_file_without_its_list_of_parts_is_found() -> None:
    members = unpack(good())
    del members[TYPES]

    assert told(pack(members)) == ["In report.docx: its list of parts is missing."]


def test_properties_that_nothing_leads_to_are_found() -> None:
    package = changed(good(), "_rels/.rels", "metadata/core-properties", "metadata/other")

    assert told(package) == ["The file has no properties."]


def test_a_file_without_properties_is_found() -> None:
    members = unpack(good())
    del members[CORE]

    assert "PK-759" in found(pack(members))


def test_a_watermark_in_a_final_is_found() -> None:
    shape = '<w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="DRAFT"/></w:pict>'
    package = changed(good(), "word/header1.xml", "</w:p>", f"<w:r>{shape}</w:r></w:p>")

    assert told(package) == ["The final has a watermark 'DRAFT'."]


def test_a_draft_may_say_that_it_is_one() -> None:
    package = changed(good(DRAFT), "word/header1.xml", "2026<", "2026 DRAFT<")

    assert found(package, DRAFT) == []


def test_an_officer_may_write_of_a_draft() -> None:
    values = ("DRAFT Local Plan", "{{ 7*7 }}", "\ue0000\ue001")
    package = finished(p("The <0>: <1> <2>"), *values)

    assert found(package, values=values) == []


def test_a_mark_that_nobody_typed_is_found_beside_one_that_somebody_typed() -> None:
    values = ("DRAFT Local Plan", "{{ 7*7 }}")
    package = finished(p("DRAFT of <0>: {{ x }} <1>"), *values)

    assert found(package, values=values) == ["PK-752", "PK-761"]


def test_a_short_text_is_not_taken_as_found_within_a_longer_one() -> None:
    values = ("No", "November")
    package = changed(finished(p("<0>") + p("<1>"), *values), TEXT, ">No<", "><")

    assert found(package, values=values) == ["PK-760"]


def test_a_text_that_is_there_too_seldom_is_told() -> None:
    values = ("None.", "None.", "None.")
    package = changed(finished(p("<0>") + p("<1>") + p("<2>"), *values), TEXT, "None.", "")
    (finding,) = proof(package, Ledger(values), FACTS, NAME)

    assert finding.message == "The text 'None.' is in the paper only 2 of 3 times."


def test_blanks_that_word_would_drop_are_found() -> None:
    values = (" two blanks ",)
    package = changed(finished(p("<0>"), *values), TEXT, ' xml:space="preserve"', "")

    assert found(package, values=values) == ["PK-760"]


def test_a_table_that_only_lays_out_needs_no_heading() -> None:
    laid_out = table(row("a", "b"), row("c", "d")).replace('firstRow="1"', 'firstRow="0"')

    assert found(finished(laid_out), values=()) == []


def test_a_note_that_is_there_twice_is_found() -> None:
    notes = f"<w:footnotes {NAMES}>{2 * NOTE}</w:footnotes>"
    members = unpack(finished(p("x")))
    members["word/footnotes.xml"] = (HEAD + notes).encode()
    relation = (
        f'<Relationship Id="rId9" Type="{OFFICE}/relationships/footnotes" Target="footnotes.xml"/>'
    )
    members[TYPES] = members[TYPES].replace(b"</Types>", NOTES_TYPE + b"</Types>")
    package = changed(pack(members), RELS, "</Relationships>", relation + "</Relationships>")

    assert found(package, values=()) == ["PK-754"]


EXEMPT = replace(FACTS, mark="Not for publication: paragraph 3")
IN_HEADER = ("word/header1.xml", "2026<", "2026 Not for publication: paragraph 3<")


def test_each_sort_of_page_of_an_exempt_paper_bears_its_mark() -> None:
    """PK-499."""
    marked, section = changed(good(), *IN_HEADER), "<w:sectPr>"
    assert told(good(), EXEMPT) == [
        "Pages of the exempt paper do not bear 'Not for publication: paragraph 3'."
    ]
    assert told(marked, EXEMPT) == []
    first = changed(marked, TEXT, section, f"{section}<w:titlePg/>")
    assert told(good(), EXEMPT)[0] in told(first, EXEMPT)
