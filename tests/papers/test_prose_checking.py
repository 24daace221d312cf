"""What is wrong with the marks in long text is told at its cell, with the words as typed."""

from paperkit.findings import Place, Severity
from paperkit.word.prose import ProseCell, check_prose
from tests.cases import each

PLACE = Place("board.xlsx", "Text", "D4")


def told(*texts: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return each finding as ``PK-000 message``."""
    cells = [ProseCell(text, PLACE, "Ann Field") for text in texts]
    return [f"{found.code} {found.message}" for found in check_prose(cells, known)]


@each(
    ("text", "finding"),
    [
        ("We **agreed.", "PK-720 '**agreed.' has only one of the two marks that bold needs."),
        (
            "the Framework.**",
            "PK-720 'Framework.**' has only one of the two marks that bold needs.",
        ),
        ("name: ____", "PK-720 '____' has only one of the two marks that bold needs."),
        ("[a](www.e.org)", "PK-721 '[a](www.e.org)' is not a link that works."),
        (
            "[a](file:///c/x)",
            "PK-721 '[a](file:///c/x)' is not a link that works.",
        ),
        ("![a](https://e.org/)", "PK-721 '!](' is not a link that works."),
        (
            "[a](https://e.org 'more')",
            "PK-721 The words 'more' in the brackets of a link would not be printed.",
        ),
        ("[a](#gone)", "PK-722 Nothing in the paper ends with '{#gone}'."),
        ("a {#b} c", "PK-723 '{#b}' is not a name at the end of a paragraph."),
        ("a\n\n{#b}", "PK-723 '{#b}' is not a name at the end of a paragraph."),
        ("a {#b c}", "PK-723 '{#b c}' is not a name at the end of a paragraph."),
        ("a {#b}\n\nc {#B}", "PK-723 The name '{#b}' is in the paper twice."),
        ("## Head", "PK-724 '## Head' is not how a subheading begins."),
        ("###Head", "PK-724 '###Head' is not how a subheading begins."),
        ("- a\n  - b\n    - c", "PK-725 The item 'c' is 3 lists deep."),
        (
            "a) b\n    (1) c",
            "PK-725 The item 'c' is marked (1) inside a list with the same mark or a deeper one.",
        ),
        (
            "| a | b |\n|---|---|\n| c |",
            "PK-726 The row '| c |' does not have 2 cells like the first row.",
        ),
        (
            "| a | b |\n| c | d |",
            "PK-726 The table '| a | b |' has no line of dashes under its headings.",
        ),
        ("a[^2]", "PK-727 '[^2]' has no note in this text."),
        ("a\n\n[^2]: b", "PK-727 The mark [^2] of the note 'b' is not in this text."),
        (
            "a[^2]\n\n[^2]: b\n[^2]: c",
            "PK-727 The mark [^2] of the note 'c' has a note already.",
        ),
        ("1. a\n2. b", "PK-729 2 lines look like a list, the first '1. a'."),
        ("* a\n\n* b", "PK-729 2 lines look like a list, the first '* a'."),
        ("(a) a\n(b) b", "PK-729 2 lines look like a list, the first '(a) a'."),
        ("(1) a\n(3) b", "PK-730 The item 'b' does not have the next number."),
        (
            "Reports (no number) are heard.",
            "PK-520 '(no number)' would be printed: '(no number)' only works at the start of a "
            "paragraph.",
        ),
        (
            "(Unnumbered) Reports are heard.",
            "PK-520 '(Unnumbered)' would be printed: '(no number)' only works at the start of "
            "a paragraph.",
        ),
        (
            "( no number ) Reports are heard.",
            "PK-520 '( no number )' would be printed: '(no number)' only works at the start of "
            "a paragraph.",
        ),
        (
            "[No numbers] Reports are heard.",
            "PK-520 '[No numbers]' would be printed: '(no number)' only works at the start of "
            "a paragraph.",
        ),
        (
            "- (no number) reports",
            "PK-520 '(no number)' would be printed: '(no number)' only works at the start of a "
            "paragraph.",
        ),
        ("a<br>b", "PK-731 '<br>' would be printed as typed."),
        ("the `code`", "PK-731 '`code`' would be printed as typed."),
        ("> quoted", "PK-731 '>' would be printed as typed."),
    ],
)
def test_what_is_not_understood_is_told(text: str, finding: str) -> None:
    assert told(text) == [finding]


def test_a_finding_stands_at_its_cell_with_its_person_and_one_thing_to_do() -> None:
    (found,) = check_prose([ProseCell("We **agreed.", PLACE, "Ann Field")])

    assert (found.place, found.person, found.severity) == (PLACE, "Ann Field", Severity.ERROR)
    assert found.value == "**agreed."
    assert found.remedy.startswith("Type the same marks")


def test_a_list_nested_nine_deep_is_told_for_each_item_that_is_too_deep() -> None:
    text = "\n".join(f"{'  ' * depth}- item{depth}" for depth in range(9))
    assert told(text) == [
        f"PK-725 The item 'item{depth}' is {depth + 1} lists deep." for depth in range(2, 9)
    ]


def test_a_paragraph_of_five_thousand_words_is_a_note() -> None:
    (found,) = check_prose([ProseCell("word " * 5000, PLACE)])

    assert found.code == "PK-728"
    assert found.severity is Severity.NOTE
    assert found.message.endswith("has 5,000 words.")


def test_references_and_names_go_over_all_the_cells_of_a_paper() -> None:
    assert told("[](#a) [](#appendix)", "b {#a}", known=frozenset({"appendix"})) == []
    assert told("a {#x}", "b {#x}") == ["PK-723 The name '{#x}' is in the paper twice."]
    assert told("a {#x}", known=frozenset({"x"})) == [
        "PK-723 The name '{#x}' is in the paper twice."
    ]


def test_references_in_notes_are_looked_at_too() -> None:
    assert told("a[^1]\n\n[^1]: see [](#gone)") == [
        "PK-722 Nothing in the paper ends with '{#gone}'."
    ]


def test_notes_belong_to_their_own_cell() -> None:
    assert told("a[^1]\n\n[^1]: b", "c[^1]\n\n[^1]: d") == []


@each("text", ["(1) a\n(2) b\n\n(1) c", "(3) a", "Pobl Cymru: tŷ", "العربية"])
def test_good_text_is_let_be(text: str) -> None:
    assert told(text) == []
