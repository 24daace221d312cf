"""What is read and drawn stands out from its ground: in houses, scales, charts, on web pages."""

import re
from decimal import Decimal
from pathlib import Path

from paperkit.board.settings import DEFAULT_RATINGS, contrast
from paperkit.word.html import html_of
from paperkit.word.package import child_of, parse, w
from paperkit.word.styles import Styles, read_styles
from paperkit.word.values import LinkText, Printable, Rated, Sparkline
from tests.cases import each
from tests.contrast import GROUND, INK, LINES, WORDS, pairs_of_page
from tests.papers.charted import bundled, charted, figure, house
from tests.papers.packages import finished, p, row, table

PACKS = ("council", "partnership")
SAMPLES = Path(__file__).parents[2] / "samples"
STYLES = "word/styles.xml"
EVERY_SERIES = figure("""
| When | Value | Target | Mean | Upper limit | Lower limit | Improvement | Concern | Beyond chance|
|------|-------|--------|------|-------------|-------------|-------------|---------|--------------|
| 2024 | 4     | 5      | 5    | 7           | 3           | 4           | none    | 4            |
| 2025 | 6     | 5      | 5    | 7           | 3           | none        | 6       | none         |
""")


def said_by(styles: Styles, style_id: str, holder: str, name: str, attribute: str) -> str:
    """Return a colour that a style or the nearest that it is based on says; "" where none does."""
    nodes = (child_of(child_of(style.node, holder), name) for style in styles.chain(style_id))
    colours = (node.get(w(attribute), "") for node in nodes if node is not None)
    return next((one for one in colours if re.fullmatch("[0-9A-F]{6}", one)), "")


@each("pack", PACKS)
def test_words_of_each_style_stand_out_from_each_ground_of_the_house(pack: str) -> None:
    """The row that heads a table has a ground of its own, in which any of them may stand."""
    root = parse(house(pack).members[STYLES], STYLES)
    styles = read_styles(root)
    fills = {shade.get(w("fill"), "") for shade in root.iter(w("shd"))}
    grounds = {GROUND, *(one for one in fills if re.fullmatch("[0-9A-F]{6}", one))}
    assert len(grounds) > 1
    faint = {
        (style.name, ink, ground)
        for style_id, style in styles.by_id.items()
        for ink in [said_by(styles, style_id, "rPr", "color", "val") or INK]
        for ground in grounds
        if contrast(ink, ground) < WORDS
    }
    assert faint == set()


def test_ratings_that_paperkit_brings_can_be_read_on_their_patches() -> None:
    """That of a council's own scale is told by PK-224."""
    pairs = {(one.fill, one.ink) for one in DEFAULT_RATINGS}
    for settings in SAMPLES.rglob("paperkit.yaml"):
        fills = re.findall(
            r"(?m)^ +fill: \"?(\w+)\"?\n +ink: \"?(\w+)", settings.read_text("utf-8")
        )
        pairs.update(fills)
    assert len(pairs) >= len(DEFAULT_RATINGS)
    assert [pair for pair in pairs if contrast(*pair) < WORDS] == []


@each("pack", PACKS)
def test_lines_and_marks_of_a_chart_stand_out_and_its_words_can_be_read(pack: str) -> None:
    pairs = list(pairs_of_page(html_of(charted(EVERY_SERIES, samples=bundled(pack))).decode()))
    assert sum(pair.least == LINES for pair in pairs) > 8
    assert [pair for pair in pairs if not pair.told] == []


@each("pack", PACKS)
def test_all_that_a_web_page_shows_in_the_styles_of_a_house_can_be_read(pack: str) -> None:
    sheet = house(pack).members[STYLES].decode()
    styles = read_styles(parse(sheet.encode(), STYLES))
    ids = [one for one, style in styles.by_id.items() if style.kind == "paragraph"]
    chips = [Rated(one.word, one.fill, one.ink, "●") for one in DEFAULT_RATINGS]
    line = Sparkline("Better", (Decimal(1), Decimal(2), Decimal(3)), (None, None, Decimal(3)))
    shown: tuple[Printable, ...] = (*chips, LinkText("The plan", "https://a.example/"), line)
    drawn = table(row("Name", "Rating", heading=True), row("One", "<0>"))
    body = "".join(p("Words", style_id=one) for one in ids) + drawn
    body += "".join(p(f"<{number}>") for number in range(1, len(shown)))
    pairs = list(pairs_of_page(html_of(finished(body, *shown, style_part=sheet)).decode()))
    assert {pair.ground for pair in pairs} >= {GROUND, *(chip.fill for chip in chips)}
    assert [pair for pair in pairs if not pair.told] == []


def test_a_pair_that_nobody_can_read_is_found() -> None:
    sheet = "<style>\n.a{color:#767676}\n.b{background:#E8EDF5}</style>"
    on_white, on_blue = (f"{sheet}<body><p class='{named}'>Words" for named in ("a", "a b"))
    assert [one.told for one in pairs_of_page(on_white)] == [True]
    assert [one.told for one in pairs_of_page(on_blue)] == [False]
