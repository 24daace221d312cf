"""The small Markdown of long text: what is a mark, and what stays as typed."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperkit.schema.cleaning import Cleaned, clean
from paperkit.word.prose import prose, read
from paperkit.word.values import (
    CrossReference,
    Emphasis,
    Hyperlink,
    Inline,
    ListItem,
    ListMarker,
    Note,
    Paragraph,
    Prose,
    ProseTable,
    Side,
    Subheading,
    pieces,
)
from tests.cases import each
from tests.papers.packages import texts
from tests.papers.rich import made
from tests.papers.test_word_values import NASTY


def words(text: str) -> tuple[Inline, ...]:
    """Return what stands in the one paragraph of a text, in which nothing is wrong."""
    found = read(text)
    assert found.faults == ()
    (block,) = found.blocks
    return (block,) if isinstance(block, str) else block.words  # type: ignore[union-attr]


def items(text: str) -> list[str]:
    """Return each item as ``depth mark number words``, other blocks as they are."""
    return [
        f"{block.depth} {block.marker.value} {block.number} {block.words[0]}"
        if isinstance(block, ListItem)
        else str(block)
        for block in read(text).blocks
    ]


def test_a_blank_line_parts_two_paragraphs() -> None:
    assert prose("One.\n\nTwo.").blocks == ("One.", "Two.")


def test_blank_lines_may_be_many_and_hold_spaces() -> None:
    assert prose("One.\n \n\t\n\nTwo.\n").blocks == ("One.", "Two.")


def test_a_single_line_end_stays_within_its_paragraph() -> None:
    assert prose("1 High Street\nAnytown").blocks == ("1 High Street\nAnytown",)


def test_spaces_at_the_start_of_a_line_are_kept() -> None:
    assert prose("One.\n\n  two").blocks == ("One.", "  two")


def test_no_text_is_no_paragraph() -> None:
    assert not prose(" \n\n ")


def test_texts_follow_each_other() -> None:
    assert prose("One.", "", "Two.").blocks == ("One.", "Two.")


def test_bold_and_italic() -> None:
    assert words("A **b** *c* ***d*** __e__ _f_.") == (
        "A ",
        Emphasis("b", bold=True),
        " ",
        Emphasis("c", italic=True),
        " ",
        Emphasis("d", bold=True, italic=True),
        " ",
        Emphasis("e", bold=True),
        " ",
        Emphasis("f", italic=True),
        ".",
    )


def test_bold_may_go_over_a_line_end_but_not_over_a_paragraph() -> None:
    assert words("**a\nb**") == (Emphasis("a\nb", bold=True),)
    assert [fault.code for fault in read("**a\n\nb**").faults] == ["PK-720", "PK-720"]


@each(
    "text",
    [
        "underscores_in_words and snake_case_too",
        "5 * 3 = 15, 2*3*4 = 24",
        "C:\\path\\*.docx on \\\\server\\share",
        "<5% and <select> & A&E &amp; &#65;",
        "£100* and £200*",
        "#1 priority",
        "see section (1) and a) below",
        "as in\n(1) of the Act",
        "1. not a list",
        "the plan\n- agreed in May -\nruns on",
        "-5% and - 3",
        "-",
        "www.example.org and https://www.example.org/a_b_c",
        "[sic] and [a] [b]",
        "a | b",
        "50% *",
        "~ about 5",
        "{braces} and { # 5}",
        "(c) Crown copyright",
        "*provisional",
        "\tindented by a tab",
        "Title\nof two lines",
    ],
)
def test_what_was_typed_as_plain_text_stays_letter_for_letter(text: str) -> None:
    assert words(text) == (text,)


def test_a_backslash_before_a_mark_at_the_start_of_a_word_takes_its_meaning() -> None:
    assert words(r"\*a* \_b_ \# (\*c*)") == ("*a* _b_ # (*c*)",)
    assert words(r"\**agreed") == ("**agreed",)
    assert prose(r"\- not a bullet").blocks == ("- not a bullet",)
    assert prose(r"\(1) not an item").blocks == ("(1) not an item",)


def test_a_link_has_words_and_an_address() -> None:
    assert words("See [the **plan**](https://e.org/x_y?a=1&b=2).") == (
        "See ",
        Hyperlink(("the ", Emphasis("plan", bold=True)), "https://e.org/x_y?a=1&b=2"),
        ".",
    )
    assert words("[](mailto:a@e.org)") == (Hyperlink(("mailto:a@e.org",), "mailto:a@e.org"),)
    assert words("**[a](https://e.org)**") == (
        Hyperlink((Emphasis("a", bold=True),), "https://e.org"),
    )


def test_a_reference_has_words_and_a_name_without_regard_to_case() -> None:
    assert words("See [paragraph](#Work-force).") == (
        "See ",
        CrossReference(("paragraph",), "work-force"),
        ".",
    )


def test_a_name_stands_at_the_end_of_a_block() -> None:
    assert read("One. {#a}\n\n### Two {#B}\n\n- three {#c}").blocks == (
        Paragraph(("One.",), "a"),
        Subheading(("Two",), "b"),
        ListItem(("three",), ListMarker.BULLET, 1, 0, "c"),
    )


def test_a_note_is_taken_to_its_mark() -> None:
    found = read("A[^1] b.\n\nC.\n\n[^1]: The **note**\n  goes on.\n[^x]: Other.\n\nD[^x].")

    assert found.blocks[0] == Paragraph(
        ("A", Note(("The ", Emphasis("note", bold=True), "\ngoes on.")), " b.")
    )
    assert found.blocks[2] == Paragraph(("D", Note(("Other.",)), "."))
    assert found.faults == ()


def test_subheadings_end_a_paragraph_and_need_a_space() -> None:
    assert read("One.\n### Two\nThree.").blocks == ("One.", Subheading(("Two",)), "Three.")
    assert read("### Two ###").blocks == (Subheading(("Two",)),)


def test_items_nest_by_their_marks() -> None:
    assert items("(1) a\na) b\n(i) c\n(ii) d\nb) e\n(2) f") == [
        "1 (1) 1 a",
        "2 a) 1 b",
        "3 (i) 1 c",
        "3 (i) 2 d",
        "2 a) 2 e",
        "1 (1) 2 f",
    ]


def test_items_nest_by_how_far_in_they_stand() -> None:
    assert items("- a\n  - b\n- c\n    a) d\n\t- e") == [
        "1 - 0 a",
        "2 - 0 b",
        "1 - 0 c",
        "2 a) 1 d",
        "3 - 0 e",
    ]


def test_blank_lines_between_items_do_not_end_a_list() -> None:
    assert items("(1) a\n\na) b\n\n(2) c") == ["1 (1) 1 a", "2 a) 1 b", "1 (1) 2 c"]


def test_an_item_goes_on_over_lines() -> None:
    assert items("(1) a\n    and more\n(2) b") == ["1 (1) 1 a\nand more", "1 (1) 2 b"]


@each("lead", ["We ask:\n", "We ask\n\n", "### Ask\n"])
def test_a_list_begins_after_a_colon_a_blank_line_or_a_subheading(lead: str) -> None:
    assert items(f"{lead}- only")[-1] == "1 - 0 only"


def test_a_list_of_two_begins_in_the_midst_of_a_paragraph() -> None:
    assert items("We ask\n(1) a\n(2) b") == ["We ask", "1 (1) 1 a", "1 (1) 2 b"]


def test_bullets_pasted_from_word_are_bullets() -> None:
    assert items("•\ta\n\uf0b7 b") == ["1 - 0 a", "1 - 0 b"]


def test_roman_numbers_are_read() -> None:
    every = "\n".join(f"({roman}) x" for roman in ["viii", "ix", "x", "xi", "xiv"])
    assert [item.split()[2] for item in items(every)] == ["8", "9", "10", "11", "14"]


def test_a_table_has_headings_sides_and_a_caption() -> None:
    text = "Table: Spend {#s}\n\n| Year | £ |\n| :-: | --: |\n| **2025** | 1\\|2 |\n| | 3 |"
    assert read(text).blocks == (
        ProseTable(
            (
                (("Year",), ("£",)),
                ((Emphasis("2025", bold=True),), ("1|2",)),
                ((), ("3",)),
            ),
            (Side.CENTRE, Side.RIGHT),
            ("Spend",),
            "s",
        ),
    )


def test_a_table_needs_no_strokes_at_its_ends() -> None:
    (table,) = read("A | B\n-- | --\n1 | 2").blocks
    assert isinstance(table, ProseTable)
    assert table.rows == ((("A",), ("B",)), (("1",), ("2",)))


def test_pieces_are_what_the_page_must_hold() -> None:
    text = "See [paragraph](#a), **now**.[^1]\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: Note."
    assert [piece for piece in pieces(read(text).blocks) if piece] == [
        "See paragraph", "Note.", ", now.", "A", "B", "1", "2",
    ]  # fmt: skip


MARKS = "*_[]()#|`~-•–+>{}^"
UNMARKED = [one for one in NASTY if not set(one) & set(MARKS) and not clean(one).unprintable]
plain = st.lists(
    st.sampled_from(UNMARKED) | st.text("abc é\n£%&</\\;.:,'\"?=", min_size=1, max_size=8),
    min_size=1,
    max_size=6,
)
cleaned_texts = plain.map("".join).map(clean).filter(lambda one: bool(one.text))


@settings(max_examples=30, deadline=None)
@given(st.lists(cleaned_texts, min_size=1, max_size=10))
def test_text_without_marks_is_printed_letter_for_letter(every: list[Cleaned]) -> None:
    expected = []
    for cleaned in every:
        assert not cleaned.unprintable
        paragraphs = [one for one in prose(cleaned.text).blocks if isinstance(one, str)]
        assert "\n\n".join(paragraphs).split() == cleaned.text.split()
        expected += paragraphs
    blocks = tuple(block for cleaned in every for block in prose(cleaned.text).blocks)
    printed = texts(made(Prose(blocks)))["word/document.xml"]
    assert list(printed[1:]) == expected


FRAGMENTS = (
    "**", "*", "_", "__", "\n", "\n\n", "\n- ", "\n  - ", "\n    - ", "\n(1) ", "\n(2) ", "\na) ",
    "\n(i) ", "\n### ", "\n## ", "[", "](https://e.org/)", "](#here)", "](x)", " {#here}", "[^1]",
    "\n[^1]: ", "\n\n[^2]: ", "\n| ", " | ", " |\n", "\n|---|---|\n", "|-|", "\nTable: ", " ", "\\",
    "\\*", "`", "<b>", "!", ":\n", "(", ")", "'title'", "](https://e.org 'a ", "')", "###",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@example([0, 27, 28, 29])
@given(st.lists(st.integers(0, len(FRAGMENTS) - 1), max_size=14))
def test_every_word_is_in_the_paper_or_told(marks: list[int]) -> None:
    text = "".join(f"word{at}x{FRAGMENTS[mark]}" for at, mark in enumerate(marks)) + "wordend"
    found = read(text)
    printed = "\n".join(pieces(found.blocks))
    lost = [f"word{at}x" for at in range(len(marks)) if f"word{at}x" not in printed]

    assert not lost or found.faults
    assert "wordend" in printed or found.faults
    kept = printed.replace("\\", "")
    left = [sign for sign in ("**", "](", "[^", "{#") if sign in kept]
    assert not left or found.faults


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(FRAGMENTS) - 1), max_size=10))
def test_any_marks_at_all_make_a_paper_that_passes_its_proof(marks: list[int]) -> None:
    text = "".join(f"w{at}{FRAGMENTS[mark]}" for at, mark in enumerate(marks))
    made(prose(clean(text).text))
