"""A small house with every style that long text takes, and papers made with it."""

from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.prose import prose
from paperkit.word.values import Ledger, Printable
from tests.papers.packages import FACTS, finished, numbered, p, style, styles
from tests.papers.test_word_numbers import abstract, level, num

STYLES = styles(
    numbered("heading 2", 1, 0)
    + numbered("Numbered Paragraph", 1, 1)
    + numbered("List (1)", 2, 0)
    + numbered("List a)", 2, 1)
    + numbered("List (i)", 2, 2)
    + numbered("List Bullet", 3, 0)
    + numbered("List Bullet 2", 3, 1)
    + "".join(
        style(name, inside='<w:basedOn w:val="xNormal"/>')
        for name in (
            "heading 3", "Plain Paragraph", "Table Text", "Table Heading", "caption",
            "footnote text",
        )
    )
    + style("Paper Table", "table")
    + style("footnote reference", "character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
)  # fmt: skip
LISTS = (
    abstract(
        0,
        level(0, "%1.", style_id="xheading2"),
        level(1, "%1.%2", style_id="xNumberedParagraph"),
    )
    + abstract(
        1,
        level(0, "(%1)", style_id="xList(1)"),
        level(1, "%2)", "lowerLetter", style_id="xLista)"),
        level(2, "(%3)", "lowerRoman", style_id="xList(i)"),
    )
    + abstract(
        2,
        level(0, "•", "bullet", style_id="xListBullet"),
        level(1, "•", "bullet", style_id="xListBullet2"),
    )
    + num(1, 0)
    + num(2, 1)
    + num(3, 2)
)
BODY = p("Issues", style_id="xheading2") + p("<0>", style_id="xNumberedParagraph")

EVERYTHING = """One **bold** *italic* [link](https://www.example.org/).[^1] {#one}

### Subheading {#sub}

As in [paragraph](#one), [](#point) and [the part](#sub):

- bullet
  - inner bullet
- العربية
(1) point {#point}
a) letter
(i) roman[^2]

Table: A table {#table}

| Head | Number |
| :-: | --: |
| see [the table](#table) | [](#one) |

Last.

[^1]: A note.
[^2]: Another, see [](#point)."""


def made(*values: Printable, body: str = BODY, facts: Facts = FACTS) -> bytes:
    """Return the finished paper of these values in the small house; its proof finds nothing."""
    package = finished(body, *values, facts=facts, style_part=STYLES, numbering=LISTS)
    assert proof(package, Ledger(values), facts, "paper.docx") == ()
    return package


def shown(text: str) -> list[str]:
    """Return the outline of a section of that text, below its heading ``1. Issues``."""
    return below_heading(made(prose(text)))


def below_heading(package: bytes) -> list[str]:
    """Return the outline without the page's furniture and the first heading."""
    lines = outline(package).splitlines()
    return lines[lines.index("heading 2 | 1. | Issues") + 1 :]
