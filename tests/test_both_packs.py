"""Every construct of long text, as each pack prints it: the numbers, the lists, the notes."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import outline_file
from tests.validators import errors_of

DATA = """
meetings:
  - reference: Board July 2026
    date: 16 July 2026
papers:
  - reference: Workforce
    kind: covering_report
    meeting: Board July 2026
    title: Workforce of the partnership
text:
  - paper: Workforce
    section: introduction
    text: First paragraph.
  - paper: Workforce
    section: issues
    text: |
      The **bold** and the *italic*. {#start}

      ### A subheading

      There are two things:

      (1) the first;
      (2) the second:
        a) with a part;
          (i) and a part of it.

      Then others:

      (1) begin again.

      And in any order:

      - A bullet

      | Year | Left |
      | --- | --- |
      | 2025 | 12 |

      A note.[^1] See [paragraph](#start) and [the site](https://www.northmere.example/).

      [^1]: At the foot of the page.
"""
LINES = {
    "council": [
        "heading 2 | 3. | Issues, options and analysis of options",
        "Numbered Paragraph | 3.1 | The **bold** and the *italic*.",
        "heading 3 | | A subheading",
        "Numbered Paragraph | 3.2 | There are two things:",
        "List (1) | (1) | the first;",
        "List (1) | (2) | the second:",
        "List a) | a) | with a part;",
        "List (i) | (i) | and a part of it.",
        "Numbered Paragraph | 3.3 | Then others:",
        "List (1) | (1) | begin again.",
        "Numbered Paragraph | 3.4 | And in any order:",
        "List Bullet | • | A bullet",
        "| Year | Left |",
        "| --- | --- |",
        "| 2025 | 12 |",
        "Numbered Paragraph | 3.5 | A note.[note 1] See paragraph 3.1 <#ref_start> and "
        "the site <https://www.northmere.example/>.",
    ]
}
LINES["partnership"] = [line.replace("| 3. |", "| 3 |") for line in LINES["council"]]


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_each_construct_is_printed_with_its_number(pack: str, tmp_path: Path) -> None:
    settings = f"council:\n  name: Northmere Council\npack: {pack}\n"
    (tmp_path / "paperkit.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "board.yaml").write_text(DATA, encoding="utf-8")
    (paper,) = build(Order(tmp_path, "Workforce", date(2026, 7, 1))).files
    lines = outline_file(paper).splitlines()
    start = next(n for n, line in enumerate(lines) if "Issues, options" in line)
    shown = [line for line in lines[start : start + 20] if not line.startswith("[")]
    assert shown[: len(LINES[pack])] == LINES[pack]
    assert errors_of(paper) == []


@pytest.mark.parametrize(
    ("settings", "text", "printed", "asked"),
    [
        ("pack: council", "", ["7. Implications", "7.1 Financial"], True),
        ("pack: council\nimplications: []", "", [], False),
        ("pack: council\nimplications: [Carbon]", "", ["7. Implications", "7.1 Carbon"], True),
        ("pack: partnership", "", [], False),
        ("pack: partnership\nimplications: [Legal]", "", ["7 Implications", "7.1 Legal"], True),
        (
            "pack: partnership",
            "  - {paper: Workforce, section: implications, name: Legal, text: None.}",
            ["7 Implications", "7.1 Legal"],
            False,
        ),
    ],
    ids=["T", "T, none", "T, its own", "H", "H, its own", "H, typed all the same"],
)
def test_papers_have_the_heads_of_implications_of_the_settings_or_the_pack(
    settings: str, text: str, printed: list[str], asked: bool, tmp_path: Path
) -> None:
    (tmp_path / "paperkit.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "board.yaml").write_text(DATA + text, encoding="utf-8")
    built = build(Order(tmp_path, "Workforce", date(2026, 7, 1)))
    lines = outline_file(built.files[0]).splitlines()
    heads = [line.split(" | ", 1)[1].replace(" |", "") for line in lines if " | 7" in line]
    assert heads[:2] == printed
    assert any(finding.code == "PK-470" for finding in built.findings) is asked


ACTIONS = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
priorities:
  - {reference: P1, name: Best start, rank: Core, sponsor: Ann Field}
actions:
  - {reference: "1.1", wording: Open a hub, parent: P1, lead: Cy Marsh, deadline: May 2026,
     review_date: 1 September 2026, state: On course}
  - {reference: "1.2", wording: Run a bus, parent: P1, owner: Di Ford, deadline: May 2026,
     review_date: 1 September 2026, state: On course}
papers:
  - {reference: PR, kind: performance_report, meeting: Board July 2026}
  - {reference: ER, kind: exception_report, meeting: Board July 2026, priority: P1}
"""


@pytest.mark.parametrize("pack", ["council", "partnership"])
@pytest.mark.parametrize(
    ("paper", "gap"),
    [
        ("PR", "Action 1.1 has nothing under 'owner'."),
        ("ER", "Action 1.2 has nothing under 'lead'."),
    ],
)
def test_a_blank_owner_or_lead_is_a_gap_of_the_papers_that_print_it(
    pack: str, paper: str, gap: str, tmp_path: Path
) -> None:
    settings = f"council:\n  name: Northmere Council\npack: {pack}\n"
    (tmp_path / "paperkit.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "board.yaml").write_text(ACTIONS, encoding="utf-8")
    told = build(Order(tmp_path, paper, date(2026, 7, 1))).findings
    of_actions = [one.message for one in told if one.code == "PK-401" and "Action" in one.message]
    assert of_actions == [gap]
