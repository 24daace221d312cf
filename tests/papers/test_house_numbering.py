"""Numbers come from the house alone: one kind, three houses, three ways to number."""

from pathlib import Path

import pytest

from paperkit.packs.packs import dressed, find_pack
from paperkit.word.house import WordFile, dress
from paperkit.word.outline import outline
from paperkit.word.package import unpack
from tests.cases import each
from tests.papers.packages import numbered, p, style, styles, word_file

PACKS = Path(__file__).parents[2] / "report_templates"
KIND = word_file(
    p("Recommendations", style_id="xHeading2")
    + p("That the Board agree.", style_id="xNumberedParagraph")
    + p("Introduction", style_id="xHeading2")
    + p("It began.", style_id="xNumberedParagraph")
    + p("It goes on.", style_id="xNumberedParagraph"),
    style_part=styles(style("Heading 2") + style("Numbered Paragraph")),
)


def level(number: int, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str) -> str:
    """Return one list with these levels."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def printed(house: bytes) -> list[str]:
    """Return the numbers and texts that the kind's pages show in that house."""
    made = dress(WordFile("a/template.docx", unpack(KIND)), WordFile("b/house.docx", unpack(house)))
    assert made.findings == ()
    lines = [line.split("|") for line in outline(made.file.package).splitlines()]
    body = [parts for parts in lines if len(parts) == 3 and not parts[0].startswith("[")]
    return [f"{number.strip()} {text.strip()}".strip() for _, number, text in body]


def both_numbered(first: str, second: str) -> bytes:
    made = styles(numbered("heading 2", 1, 0) + numbered("Numbered Paragraph", 1, 1))
    return word_file(p(), style_part=made, numbering=lists(level(0, first), level(1, second)))


def test_sections_with_a_full_stop() -> None:
    assert printed(both_numbered("%1.", "%1.%2")) == [
        "1. Recommendations",
        "1.1 That the Board agree.",
        "2. Introduction",
        "2.1 It began.",
        "2.2 It goes on.",
    ]


def test_sections_without_a_full_stop() -> None:
    assert printed(both_numbered("%1", "%1.%2"))[2:4] == ["2 Introduction", "2.1 It began."]


def test_paragraphs_straight_through_under_headings_without_a_number() -> None:
    made = styles(style("heading 2") + numbered("Numbered Paragraph", 1, 0))
    house = word_file(p(), style_part=made, numbering=lists(level(0, "%1.")))
    assert printed(house) == [
        "Recommendations",
        "1. That the Board agree.",
        "Introduction",
        "2. It began.",
        "3. It goes on.",
    ]


@each(
    ("pack", "first", "second"),
    [
        ("council", "heading 2 | 1. | Recommendation", "heading 2 | 2. |"),
        ("partnership", "heading 2 | 1 | Recommendation", "heading 2 | 2 |"),
    ],
)
@each("name", ["performance_report", "covering_report"])
def test_each_bundled_pack_numbers_its_kinds_in_its_own_way(
    pack: str, first: str, second: str, name: str
) -> None:
    kind, _ = find_pack(pack, [PACKS]).kind(name)
    made = dressed(kind)
    assert made.findings == ()
    told = outline(made.file.package)
    assert first in told
    assert second in told


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_the_houses_lists_count_in_figures_letters_and_roman_figures(pack: str) -> None:
    house = find_pack(pack, [PACKS]).house
    assert house
    told = outline(house.read_bytes())
    for line in ("List (1) | (1) |", "List a) | a) |", "List (i) | (i) |"):
        assert line in told
