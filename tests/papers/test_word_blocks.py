"""Long text on the page: each construct in the house's own style, the numbers running on."""

import re
import subprocess
from pathlib import Path

import pytest

from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.package import pack, unpack
from paperkit.word.proof import proof
from paperkit.word.prose import prose
from paperkit.word.values import Ledger
from tests.papers.packages import (
    FACTS,
    PAGE,
    cell,
    finished,
    p,
    part,
    row,
    run,
    table,
    texts,
    word_file,
)
from tests.papers.rich import BODY, EVERYTHING, LISTS, STYLES, below_heading, made, shown


def test_paragraphs_take_the_style_of_the_mark_and_their_numbers() -> None:
    assert shown("One.\n\nTwo,\nin two lines.") == [
        "Numbered Paragraph | 1.1 | One.",
        "Numbered Paragraph | 1.2 | Two,<br>in two lines.",
    ]


def test_numbers_run_on_across_subheadings_lists_and_tables() -> None:
    text = """One.

### Workforce

Two:
(1) first
(2) second

| A | B |
| --- | --- |
| 1 | 2 |

Three."""
    assert shown(text) == [
        "Numbered Paragraph | 1.1 | One.",
        "heading 3 | | Workforce",
        "Numbered Paragraph | 1.2 | Two:",
        "List (1) | (1) | first",
        "List (1) | (2) | second",
        "[table]",
        "| A | B |",
        "| --- | --- |",
        "| 1 | 2 |",
        "[end of table]",
        "Numbered Paragraph | 1.3 | Three.",
    ]


def test_a_paragraph_may_go_without_a_number_and_the_numbers_go_on_after_it() -> None:
    text = "One.\n\n(no number) Reports come **twice** a year.\n\n(No number)\nSo do these.\n\nTwo."
    assert shown(text) == [
        "Numbered Paragraph | 1.1 | One.",
        "Plain Paragraph | | Reports come **twice** a year.",
        "Plain Paragraph | | So do these.",
        "Numbered Paragraph | 1.2 | Two.",
    ]


def test_the_mark_for_no_number_changes_nothing_where_paragraphs_have_none() -> None:
    body = p("Issues", style_id="xheading2") + p("<0>", style_id="xTableText")
    package = made(prose("(no number) One.\n\nTwo."), body=body)

    assert below_heading(package) == ["Table Text | | One.", "Table Text | | Two."]


def test_bold_and_italic_keep_the_look_of_their_place() -> None:
    assert shown("A **bold**, an *italic* and ***both***.") == [
        "Numbered Paragraph | 1.1 | A **bold**, an *italic* and ***both***."
    ]
    package = made(prose("A **b**."), body=BODY.replace("<w:r>", "<w:r><w:rPr><w:caps/></w:rPr>"))
    assert "<w:rPr><w:b/><w:caps/></w:rPr>" in part(package)


def test_a_link_leads_from_its_words() -> None:
    assert shown("See [the **plan**](https://www.example.org/a_b?c=1&d=2).") == [
        "Numbered Paragraph | 1.1 | See the **plan** <https://www.example.org/a_b?c=1&d=2>."
    ]


def test_lists_nest_and_start_anew() -> None:
    text = """(1) one
a) one a
(i) one a i
(ii) one a ii
b) one b
(2) two
a) two a

Between.

(1) again
a) again a"""
    assert shown(text) == [
        "List (1) | (1) | one",
        "List a) | a) | one a",
        "List (i) | (i) | one a i",
        "List (i) | (ii) | one a ii",
        "List a) | b) | one b",
        "List (1) | (2) | two",
        "List a) | a) | two a",
        "Numbered Paragraph | 1.1 | Between.",
        "List (1) | (1) | again",
        "List a) | a) | again a",
    ]


def test_a_list_goes_on_with_the_number_that_was_typed() -> None:
    assert shown("(1) one\n\nBetween.\n\n(2) two\n(5) five\n(6) six") == [
        "List (1) | (1) | one",
        "Numbered Paragraph | 1.1 | Between.",
        "List (1) | (2) | two",
        "List (1) | (5) | five",
        "List (1) | (6) | six",
    ]


def test_lists_of_two_sections_both_start_at_one() -> None:
    body = BODY + p("<1>", style_id="xNumberedParagraph")
    package = made(prose("(1) a\n(2) b"), prose("(1) c\n(2) d"), body=body)

    assert [line[11:] for line in below_heading(package)] == [
        "(1) | a", "(2) | b", "(1) | c", "(2) | d",
    ]  # fmt: skip


def test_letters_under_a_bullet_and_bullets_under_letters() -> None:
    assert shown("- one\n  a) x\n  b) y\n    - deep\n- two\n  a) z") == [
        "List Bullet | • | one",
        "List a) | a) | x",
        "List a) | b) | y",
        "List Bullet 2 | • | deep",
        "List Bullet | • | two",
        "List a) | a) | z",
    ]


def test_every_new_list_is_a_list_of_its_own_with_its_start() -> None:
    package = made(prose("(1) a\n\nBetween.\n\n(1) b"))
    nums = re.findall(r"<w:num w:numId.*?</w:num>", part(package, "word/numbering.xml"))

    assert len(nums) == 5
    assert all('<w:startOverride w:val="1"/>' in one for one in nums[3:])


def test_a_table_has_the_styles_of_the_house_and_its_sides() -> None:
    package = made(prose("Table: Spend by year\n\n| Year | Spend |\n|---|---:|\n| 2025 | **5** |"))

    assert below_heading(package) == [
        "caption | | Spend by year",
        "[table: Spend by year]",
        "| Year | Spend |",
        "| --- | --- |",
        "| 2025 | **5** |",
        "[end of table]",
        "Table Text | |",
    ]
    assert '<w:tblStyle w:val="xPaperTable"/>' in part(package)
    assert part(package).count('<w:pStyle w:val="xTableHeading"/>') == 2
    assert part(package).count('<w:jc w:val="right"/>') == 2


def test_two_tables_do_not_run_together_and_a_table_ends_no_cell() -> None:
    text = "| A | B |\n|---|---|\n| 1 | 2 |"
    package = made(prose(f"{text}\n\n{text}"))
    assert part(package).count('</w:tbl><w:p><w:pPr><w:pStyle w:val="xTableText"/>') == 2
    in_cell = table(row(cell(p("<0>")), "b"))
    assert "</w:tbl><w:p>" in part(made(prose(text), body=in_cell))


def test_notes_stand_at_the_foot_of_the_page() -> None:
    text = "One[^1] and two[^b].\n\n[^1]: The *first* note, [here](https://www.example.org/).\n"
    package = made(prose(text + "[^b]: The second."))

    assert below_heading(package) == [
        "Numbered Paragraph | 1.1 | One[note 1] and two[note 2].",
        "[note 1] footnote text | |  The *first* note, here <https://www.example.org/>.",
        "[note 2] footnote text | |  The second.",
    ]
    assert '<w:rStyle w:val="xfootnotereference"/>' in part(package)
    notes = part(package, "word/footnotes.xml")
    assert 'w:type="separator" w:id="-1"' in notes
    assert "footnotes+xml" in part(package, "[Content_Types].xml")
    assert "https://www.example.org/" in part(package, "word/_rels/footnotes.xml.rels")


def test_notes_join_those_that_the_template_has() -> None:
    package = made(prose("A[^1].\n\n[^1]: Mine."), body=BODY)
    notes = part(package, "word/footnotes.xml").replace("Mine.", "House.")
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    values = Ledger((prose("A[^1].\n\n[^1]: Mine."),))
    template = word_file(
        p("House", inside=mark) + BODY,
        style_part=STYLES,
        numbering=LISTS,
        more={
            "word/footnotes.xml": notes,
            "[Content_Types].xml": part(package, "[Content_Types].xml"),
            "word/_rels/document.xml.rels": part(package, "word/_rels/document.xml.rels"),
        },
    )
    again = finish(unpack(template), values, FACTS)

    assert [line[-6:] for line in outline(again).splitlines()[-2:]] == ["House.", " Mine."]


def test_a_reference_is_the_number_of_its_paragraph() -> None:
    text = "See [paragraph](#workforce) and [](#workforce).\n\nTwo.\n\nThree. {#workforce}"
    assert shown(text) == [
        "Numbered Paragraph | 1.1 | See paragraph 1.3 <#ref_workforce> and 1.3 <#ref_workforce>.",
        "Numbered Paragraph | 1.2 | Two.",
        "Numbered Paragraph | 1.3 | Three.",
    ]


def test_a_reference_to_a_point_of_a_list_is_a_field_for_each_number() -> None:
    text = """See [paragraph](#point), [](#deep) and [](#other).

We ask:
(1) one
(2) two {#point}
a) x
b) y {#deep}

a) alone {#other}"""
    package = made(prose(text))

    assert "See paragraph 1.2(2), 1.2(2)b) and 1.2(2)a)." in texts(package)["word/document.xml"][1]
    assert re.findall(r'w:instr=" (REF \S+ \\\w) ', part(package))[:2] == [
        r"REF up1_point \r",
        r"REF ref_point \n",
    ]


def test_a_reference_to_a_paragraph_without_a_number_tells_the_one_above_it() -> None:
    body = p("Issues", style_id="xheading2") + p("<0>", style_id="xPlainParagraph")
    package = made(prose("See [paragraph](#here).\n\nHere. {#here}"), body=body)

    assert below_heading(package)[0] == "Plain Paragraph | | See paragraph 1 <#up0_here>."


def test_a_reference_to_what_has_no_number_at_all_is_found_by_the_proof() -> None:
    values = (prose("See [paragraph](#here).\n\nHere. {#here}"),)
    package = finished(p("<0>"), *values, style_part=STYLES, numbering=LISTS)

    assert [f.code for f in proof(package, Ledger(values), FACTS, "p.docx")] == ["PK-764"]


def test_a_reference_whose_number_is_no_longer_right_is_found_by_the_proof() -> None:
    values = (prose("See [paragraph](#here).\n\nHere. {#here}"),)
    package = made(*values)
    members = {name: data.replace(b">1.2<", b">1.7<") for name, data in unpack(package).items()}
    found = proof(pack(members), Ledger(values), FACTS, "p.docx")
    assert [finding.message for finding in found] == [
        "The reference '1.7' in 'See paragraph 1.7.' is not the number of its paragraph."
    ]


def test_a_reference_to_a_subheading_or_a_table_tells_its_words() -> None:
    text = """See [the part](#staff) and [the table](#spend).

### Staff {#staff}

Table: Spend by year {#spend}

| A | B |
|---|---|
| 1 | 2 |"""
    assert shown(text)[0] == (
        "Numbered Paragraph | 1.1 | See the part 'Staff <#txt_staff>' and "
        "the table 'Spend by year <#txt_spend>'."
    )


def test_a_reference_leads_to_words_that_bear_a_name_such_as_an_appendix() -> None:
    marked = '<w:bookmarkStart w:id="9" w:name="apx_plan"/>' + run("Appendix 2")
    body = BODY + p("The plan: ", inside=marked + '<w:bookmarkEnd w:id="9"/>')

    assert below_heading(made(prose("See [](#plan)."), body=body))[0] == (
        "Numbered Paragraph | 1.1 | See Appendix 2 <#apx_plan>."
    )


def test_a_reference_to_nothing_leaves_its_words_in_a_draft() -> None:
    assert shown("See [paragraph](#gone).") == ["Numbered Paragraph | 1.1 | See paragraph."]


def test_references_stand_in_notes_lists_and_tables_too() -> None:
    text = """Here.[^1] {#here}

(1) see [](#here)

| A | B |
|---|---|
| [](#here) | 2 |

[^1]: As in [paragraph](#here)."""
    every = [text for story in texts(made(prose(text))).values() for text in story]
    assert {"see 1.1", "1.1", " As in paragraph 1.1."} <= set(every)


def test_one_name_twice_leads_to_the_first() -> None:
    assert shown("A. {#x}\n\nB. {#x}\n\nSee [](#x).")[2].endswith("See 1.1 <#ref_x>.")


def test_arabic_reads_from_the_right() -> None:
    package = made(prose("العربية **و** 5.\n\nEnglish (العربية)."))

    first, second = re.findall(r"<w:p>.*?</w:p>", part(package))[1:3]
    assert "<w:bidi/>" in first
    assert "<w:bidi/>" not in second
    assert '<w:rtl/></w:rPr><w:t xml:space="preserve">العربية</w:t>' in second


def test_welsh_and_emoji_are_printed_as_typed() -> None:
    assert shown("Llŷn a Môn: tŷ 👍🏽.") == ["Numbered Paragraph | 1.1 | Llŷn a Môn: tŷ 👍🏽."]


def test_what_the_mark_s_paragraph_held_beside_it_stays() -> None:
    section = PAGE.format(furniture="")
    mark = '<w:bookmarkStart w:id="1" w:name="here"/>'
    body = f'<w:p><w:pPr>{section}</w:pPr>{mark}{run("<0>")}<w:bookmarkEnd w:id="1"/></w:p>' + p(
        "z"
    )
    package = made(prose("### Head\n\nText.\n\n| A | B |\n|---|---|\n| 1 | 2 |"), body=body)

    assert 'w:name="here"' in part(package)
    lines = outline(package).splitlines()
    assert lines.index("[section 2: portrait]") == lines.index("Table Text | |") + 1


def test_no_style_is_asked_of_a_template_that_has_plain_text_only() -> None:
    assert "A." in texts(finished(p("<0>"), prose("A.")))["word/document.xml"]


NUMBERED = """One.

### Part

Two:
(1) first
a) inner
b) inner
(i) innermost
(2) second
a) inner again

Three.

(1) anew
(2) and on

(5) typed as five"""


@pytest.mark.slow
def test_libreoffice_prints_the_numbers_that_paperkit_counts(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(made(prose(NUMBERED)))
    told = [line.split(" | ") for line in outline(path.read_bytes()).splitlines()]
    command = ("soffice", "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run([*command, home, str(path)], check=True, capture_output=True, timeout=120)
    printed = (tmp_path / "paper.txt").read_text(encoding="utf-8-sig").splitlines()

    wanted = [f"{line[1]} {line[2]}" for line in told if len(line) == 3 and line[1]]
    assert [line.strip() for line in printed if line.strip() != "Part"] == wanted


def test_equal_text_gives_equal_bytes() -> None:
    assert made(prose(EVERYTHING)) == made(prose(EVERYTHING))


def test_a_column_has_room_for_its_longest_word_beside_columns_of_many_words() -> None:
    """Words were parted one letter under another."""
    long = "Far beyond what anybody had hoped to see"
    heads = ["Priority", "What is rated", *(f"{long} {number}" for number in range(5)), "Got worse"]
    text = "\n".join(
        f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * 8, ["Indicators"] * 8)
    )
    widths = [
        int(found) for found in re.findall(r'<w:gridCol w:w="(\d+)"', part(made(prose(text))))
    ]
    assert len(widths) == 8
    assert 8900 < sum(widths) <= 9000
    assert min(widths) > 1000


def test_a_last_section_in_which_nothing_is_left_is_gone() -> None:
    across = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    ends = f"<w:p><w:pPr>{across}</w:pPr><w:r><w:t>No action.</w:t></w:r></w:p>"
    told = [outline(finished(ends + after)).splitlines() for after in ("", p("Actions"))]
    ways = [[line for line in lines if line.startswith("[section")] for lines in told]
    assert ways == [
        ["[section 1: landscape]"],
        ["[section 1: landscape]", "[section 2: portrait]"],
    ]
