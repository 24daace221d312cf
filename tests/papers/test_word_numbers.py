"""The numbers before paragraphs, as Word counts them.

The expected numbers are those that LibreOffice prints for the same file, but where it does not
follow Word: legal levels, levels that say when they restart, and a style whose stated level is not
the one that names it.
"""

from lxml import etree

from paperkit.word.numbering import printed_numbers
from paperkit.word.package import parse
from paperkit.word.styles import read_styles
from tests.cases import each
from tests.papers.packages import NAMES, W, numbered, p, style, styles


def level(
    number: int,
    text: str,
    kind: str = "decimal",
    style_id: str = "",
    inside: str = "",
    start: int = 1,
) -> str:
    named = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'{inside}{named}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{"".join(levels)}</w:abstractNum>'


def num(number: int, rests_on: int, inside: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{rests_on}"/>{inside}</w:num>'


def start_at(start: int, at_level: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{at_level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def direct(text: str, number: int, at_level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{at_level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def counted(body: str, numbering: str, style_part: str = styles()) -> list[str]:
    """Return ``number text`` of each paragraph of the body."""
    root = parse(f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(), "body")
    lists = parse(f"<w:numbering {NAMES}>{numbering}</w:numbering>".encode(), "numbering")
    numbers = printed_numbers(root, lists, read_styles(parse(style_part.encode(), "styles")))
    return [f"{numbers.get(node, '')} {_words(node)}".strip() for node in root.iter(f"{{{W}}}p")]


def _words(node: etree._Element) -> str:
    return "".join(map(str, node.itertext()))


HEADINGS = styles(
    numbered("Head", 1, 0)
    + numbered("Item", 1, 1)
    + style("Sub", inside='<w:basedOn w:val="xItem"/>')
    + style(
        "Off",
        inside='<w:basedOn w:val="xItem"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>',
    )
    + style("Plain")
)
TWO_LEVELS = abstract(0, level(0, "%1.", style_id="xHead"), level(1, "%1.%2", style_id="xItem"))


def test_numbers_from_styles_run_on_across_headings_without_number() -> None:
    body = (
        p("Recommendations", style_id="xHead")
        + p("agree", style_id="xItem")
        + p("a subheading", style_id="xPlain")
        + p("note", style_id="xItem")
        + p("Background", style_id="xHead")
        + p("text", style_id="xItem")
    )

    assert counted(body, TWO_LEVELS + num(1, 0), HEADINGS) == [
        "1. Recommendations",
        "1.1 agree",
        "a subheading",
        "1.2 note",
        "2. Background",
        "2.1 text",
    ]


def test_a_style_counts_at_the_level_that_names_it_whatever_level_it_states() -> None:
    level_wrong = HEADINGS.replace('<w:ilvl w:val="1"/>', '<w:ilvl w:val="5"/>')
    body = p("a", style_id="xHead") + p("b", style_id="xItem")

    assert counted(body, TWO_LEVELS + num(1, 0), level_wrong) == ["1. a", "1.1 b"]


def test_a_style_takes_the_number_of_the_one_that_it_is_based_on() -> None:
    body = p("a", style_id="xHead") + p("b", style_id="xItem") + p("c", style_id="xSub")

    assert counted(body, TWO_LEVELS + num(1, 0), HEADINGS) == ["1. a", "1.1 b", "1.2 c"]


def test_the_list_nought_takes_a_number_away() -> None:
    body = p("a", style_id="xHead") + p("b", style_id="xOff")

    assert counted(body, TWO_LEVELS + num(1, 0), HEADINGS) == ["1. a", "b"]


def test_paragraphs_in_a_table_count_in_the_order_of_the_page() -> None:
    cells = (
        f"<w:tbl><w:tr><w:tc>{direct('b', 1)}</w:tc><w:tc>{direct('c', 1)}</w:tc></w:tr></w:tbl>"
    )
    numbering = abstract(0, level(0, "%1")) + num(1, 0)

    assert counted(direct("a", 1) + cells + direct("d", 1), numbering) == [
        "1 a",
        "2 b",
        "3 c",
        "4 d",
    ]


def test_letters_and_romans() -> None:
    numbering = abstract(
        0,
        level(0, "(%1)", "lowerLetter", start=26),
        level(1, "%2)", "lowerRoman", start=3),
        level(2, "%3", "upperRoman", start=1999),
        level(3, "%4", "upperLetter", start=3),
    )
    body = direct("z", 1) + direct("aa", 1) + "".join(direct("x", 1, n) for n in (1, 1, 2, 3))

    assert counted(body, numbering + num(1, 0)) == [
        "(z) z",
        "(aa) aa",
        "iii) x",
        "iv) x",
        "MCMXCIX x",
        "C x",
    ]


def test_a_bullet_is_a_bullet_whatever_its_font() -> None:
    numbering = abstract(0, level(0, "\uf0b7", "bullet")) + num(1, 0)

    assert counted(direct("a", 1), numbering) == ["• a"]


def test_two_lists_of_one_definition_run_on() -> None:
    numbering = abstract(0, level(0, "%1")) + num(1, 0) + num(2, 0)

    assert counted(direct("a", 1) + direct("b", 2), numbering) == ["1 a", "2 b"]


def test_a_list_with_a_start_of_its_own_begins_anew_once() -> None:
    numbering = abstract(0, level(0, "(%1)")) + num(1, 0) + num(2, 0, start_at(1))
    body = direct("a", 1) + direct("b", 1) + direct("c", 2) + direct("d", 2)

    assert counted(body, numbering) == ["(1) a", "(2) b", "(1) c", "(2) d"]


def test_a_level_of_its_own_replaces_the_definition_s() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Item %1", start=4)}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1")) + num(1, 0, own)

    assert counted(direct("a", 1) + direct("b", 1), numbering) == ["Item 4 a", "Item 5 b"]


def test_a_level_that_never_restarts() -> None:
    levels = (level(0, "%1"), level(1, "%2", inside='<w:lvlRestart w:val="0"/>'))
    body = direct("a", 1) + direct("b", 1, 1) + direct("c", 1) + direct("d", 1, 1)

    assert counted(body, abstract(0, *levels) + num(1, 0)) == ["1 a", "1 b", "2 c", "2 d"]


def test_a_level_that_restarts_after_the_first_level_only() -> None:
    levels = (
        level(0, "%1"),
        level(1, "%2"),
        level(2, "%3", inside='<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(direct("x", 1, n) for n in (0, 1, 2, 1, 2, 0, 2))

    assert counted(body, abstract(0, *levels) + num(1, 0)) == [
        "1 x", "1 x", "1 x", "2 x", "2 x", "2 x", "1 x",
    ]  # fmt: skip


def test_a_legal_level_prints_figures_only() -> None:
    levels = (level(0, "%1", "upperRoman"), level(1, "%1.%2", inside="<w:isLgl/>"))

    assert counted(direct("a", 1) + direct("b", 1, 1), abstract(0, *levels) + num(1, 0)) == [
        "I a",
        "1.1 b",
    ]


def test_a_level_below_one_that_never_came_counts_it_as_begun() -> None:
    levels = (level(0, "%1"), level(1, "%1.%2"))
    body = direct("a", 1, 1) + direct("b", 1, 1) + direct("c", 1) + direct("d", 1, 1)

    assert counted(body, abstract(0, *levels) + num(1, 0)) == ["1.1 a", "1.2 b", "2 c", "2.1 d"]


@each("value", ["x", "", "\u00b2", "9" * 20, "1e9", "-3"])
@each("kind", ["decimal", "lowerRoman", "upperLetter"])
def test_a_file_whose_numbers_are_none_is_read_all_the_same(kind: str, value: str) -> None:
    restarts = f'<w:lvlRestart w:val="{value}"/>'
    listed = abstract(0, level(0, "%1", kind, inside=restarts)) + num(1, 0, start_at(1))
    for numbering in (
        listed,
        listed.replace('w:ilvl="0"', f'w:ilvl="{value}"', 1),
        listed.replace('w:start w:val="1"', f'w:start w:val="{value}"'),
        listed.replace('w:startOverride w:val="1"', f'w:startOverride w:val="{value}"'),
    ):
        assert len(counted(direct("One", 1), numbering)) == 1
    stated = direct("One", 1).replace('w:ilvl w:val="0"', f'w:ilvl w:val="{value}"')
    assert len(counted(stated, listed)) == 1
