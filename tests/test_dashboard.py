"""The outcomes dashboard as a finished paper: told as an outline, refused, and joined to others."""

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from paperkit.cli.options import cache_folder
from paperkit.errors import WriteError
from paperkit.packs.packs import dressed, find_pack
from paperkit.pipeline import making
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.word import package
from paperkit.word.charts import MOST_CHARTS
from paperkit.word.outline import outline
from paperkit.word.template import names_asked
from tests.papers.charted import PACKS, charts
from tests.papers.test_charts_house import without
from tests.tables import numbers
from tests.validators import errors_of

TODAY, MEETING = date(2026, 7, 1), "Board July 2026"
ACCEPTED = Acceptance("Told to the Board", "R. Keane")
SETTINGS = "council: {name: Northmere Council}\npack: PACK\ndashboard: {agreed_only: AGREED}\n"
BOARD = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
people:
  - {name: Dr Anjali Raghunathan, post: Director of Public Health, email: ar@northmere.example,
     telephone: 01632 960110}
priorities:
  - {reference: P1, name: Stay well, sponsor: Dr Anjali Raghunathan}
outcomes:
  - {reference: O1, name: Fewer adults smoke, parent: P1}
  - {reference: O2, name: More research, parent: P1, no_indicator: No figure would say enough.}
indicators:
  - {reference: PI 1, name: Adults who smoke, outcome: O1, partner: Northmere Council, unit: "%",
     direction: Lower is better, tolerance: 5%, frequency: Annual, next_due: 5 November 2026,
     agreement: Drafted, rationale: Smoking takes the most years of life.}
targets:
  - {indicator: PI 1, year: 2025/26, value: 11%, signed_by: The Executive, signed_on: 24 April 2025}
  - {indicator: PI 1, year: 2026/27, value: 10.5%}
readings:
  - {indicator: PI 1, period: 2023/24, value: 12.3%}
  - {indicator: PI 1, period: 2024/25, value: 11.6%}
  - {indicator: PI 1, period: 2025/26, value: 10.9%, note: A new survey.}
benchmarks:
  - {indicator: PI 1, area: England, period: 2024/25, value: 11.9%, compared: Similar}
papers:
  - {reference: D, kind: outcomes_dashboard, meeting: Board July 2026, title: Outcomes dashboard,
     purpose: To show how each outcome stands, authors: Dr Anjali Raghunathan,
     directors: Dr Anjali Raghunathan, publicity: Public, as_at: 30 June 2026}
text:
  - {paper: D, section: outcome.O1, text: Fewer adults smoke than a year ago.}
  - {paper: D, section: overview, text: Smoking falls.}
"""


def built(folder: Path, *, pack: str = "council", agreed: str = "no", final: bool = False) -> Built:
    folder.mkdir(exist_ok=True)
    settings = SETTINGS.replace("PACK", pack).replace("AGREED", agreed)
    (folder / "paperkit.yaml").write_text(settings, "utf-8")
    (folder / "board.yaml").write_text(BOARD, "utf-8")
    accepted = ACCEPTED if final else None
    order = Order(
        folder, "outcomes_dashboard", TODAY, MEETING, final=final, acceptance=accepted,
        cache=cache_folder(),
    )  # fmt: skip
    return build(order)


def lines(paper: Path) -> list[str]:
    return outline(paper.read_bytes()).splitlines()


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a draft of the dashboard, which nothing may change."""
    (paper,) = built(tmp_path_factory.mktemp("dashboard") / "board").files
    return paper


def test_the_dashboard_is_a_page_at_a_glance_then_panels_then_the_figures(draft: Path) -> None:
    told = lines(draft)
    furniture = ("[header]", "[footer]")
    assert [one for one in told if not one.startswith(furniture)] == OUTLINE.splitlines()


def test_panels_stand_in_three_columns_and_each_is_kept_together(draft: Path) -> None:
    document = Document(str(draft))
    columns = document.element.body.iter(qn("w:cols"))
    assert [one.get(qn("w:num")) for one in columns] == [None, "3", None]
    texts = [one.text for one in document.paragraphs]
    start = texts.index("PI 1 Adults who smoke (drafted, not yet agreed)")
    *panel, last = document.paragraphs[start : texts.index("A new survey.") + 1]
    assert {one.paragraph_format.keep_with_next for one in panel} == {True}
    assert last.paragraph_format.keep_with_next is None


def test_what_is_to_be_known_of_a_correction_stands_on_page_one() -> None:
    """Where a template has no place for it, it goes before the first heading: in a column here."""
    file = PACKS / "council" / "outcomes_dashboard" / "template.docx"
    told = lines(file)
    assert told.index("Panel Text | | {{ note }}") < told.index("[section 2: landscape]")


def test_each_pack_has_the_dashboard_and_no_stranger_finds_an_error(tmp_path: Path) -> None:
    for pack in ("council", "partnership"):
        (paper,) = built(tmp_path / pack, pack=pack).files
        assert errors_of(paper) == []
        assert len(charts(paper.read_bytes())) == 1


def test_a_drafted_indicator_is_marked_and_a_final_goes_through(tmp_path: Path) -> None:
    made = built(tmp_path / "board", final=True)
    assert (made.refused, len(made.files)) == ("", 1)
    assert "Panel Heading | | PI 1 Adults who smoke (drafted, not yet agreed)" in lines(
        made.files[0]
    )


def test_a_final_with_agreed_indicators_alone_is_refused_while_one_is_drafted(
    tmp_path: Path,
) -> None:
    made = built(tmp_path / "board", agreed="yes", final=True)
    assert made.files == ()
    assert made.refused == "A final cannot be built while there is an error. A draft can."
    (finding,) = [one for one in made.findings if one.code == "PK-940"]
    assert finding.message == "Indicator PI 1 is drafted, but the Board has not agreed it."
    assert str(finding.place) == "board.yaml, line 15, agreement"
    assert (finding.value, finding.remedy) == (
        "Drafted",
        "Choose 'Agreed' under 'Drafted or agreed' once the Board has agreed it, or set "
        "'agreed_only: no' under 'dashboard' in paperkit.yaml.",
    )


def test_a_draft_is_built_all_the_same(tmp_path: Path) -> None:
    made = built(tmp_path / "board", agreed="yes")
    assert len(made.files) == 1
    assert "PK-940" in numbers(made.findings)


@pytest.mark.parametrize("what", ["D", "outcomes_dashboard"])
def test_the_same_order_gives_the_same_bytes(tmp_path: Path, what: str) -> None:
    (paper,) = built(tmp_path / "board").files
    before = paper.read_bytes()
    (again,) = build(Order(tmp_path / "board", what, TODAY, MEETING)).files
    assert again.read_bytes() == before


def test_a_pack_whose_house_has_no_sample_chart_is_told_and_the_note_can_be_switched_off(
    tmp_path: Path,
) -> None:
    pack = tmp_path / "board" / "packs" / "mine"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("extends: council\n", "utf-8")
    (pack / "house.docx").write_bytes(without("1").package)
    made = built(tmp_path / "board", pack="mine")
    notes = [one for one in made.findings if one.code == "PK-630"]
    assert [one.message for one in notes] == [
        "mine/house.docx has no sample line chart; council/house.docx is used instead."
    ]
    again = built(tmp_path / "board", pack="mine\nnotes_off: [PK-630]")
    assert "PK-630" not in numbers(again.findings)


def test_only_the_dashboard_s_template_asks_for_the_dashboard() -> None:
    pack = find_pack("council", [PACKS])
    asking = [
        name
        for name in ("outcomes_dashboard", "performance_report", "covering_report")
        if "dashboard" in names_asked(dressed(pack.kind(name)[0]).file.members)
    ]
    assert asking == ["outcomes_dashboard"]


OUTLINE = """\
[section 1: landscape]
heading 1 | | Outcomes dashboard
Panel Text | | Health and Wellbeing Board, 16 July 2026. Item: to be set by the clerk. This report is Public
Panel Text | | Data as at: 30 June 2026
Panel Text | | What stands out: The one indicator is Green. No indicator has got worse since the figure before.
Panel Text | | Smoking falls.
Panel Text | | What to ask:
Panel Bullet | • | Does the Board agree PI 1 (Adults who smoke) as an indicator?
[table: Each outcome at a glance]
| For the outcome | Ratings against target | What stands out |
| --- | --- | --- |
| O1 Fewer adults smoke | [Green ●] PI 1 | Fewer adults smoke than a year ago. |
| O2 More research | No indicator | No figure would say enough. |
[end of table]
Normal | |
[section 2: landscape]
Panel Section Heading | | O1 Fewer adults smoke
Panel Heading | | PI 1 Adults who smoke (drafted, not yet agreed)
Panel Text | | [Green ●]  ↑\xa0Better (from 11.6% in 2024/25)
Panel Text | | 2025/26: 10.9%; target: 11%
Panel Text | | England: 11.9% in 2024/25 (our figure is for 2025/26). Similar
Panel Text | | [line chart: 2023/24 to 2025/26: better, 12.3% to 10.9%; target 11% met; Scale from 10.5% to 12.5%; Value: 2023/24 12.3, 2024/25 11.6, 2025/26 10.9; Target: 2023/24 -, 2024/25 -, 2025/26 11; described as: 2023/24 to 2025/26: better, 12.3% to 10.9%; target 11% met. PI 1 Adults who smoke: 2023/24 12.3%; 2024/25 11.6%; 2025/26 10.9%. Target: 2025/26 11%.]
Panel Text | | A new survey.
Panel Section Heading | | How to read this dashboard
Panel Text | | A rating compares the latest figure with the target for the same period. The word says it; the symbol and the shading only repeat the word.
Panel Text | | [Green ●]  On target, or better
Panel Text | | [Amber ▲]  Worse than target, but within its tolerance
Panel Text | | [Red ■]  Worse than target by more than its tolerance
Panel Text | | A comparison with England or another area is not a rating. It shows their figure with its period. If a word follows, it is the judgement of the source.
Panel Text | | Movement is from the figure in brackets to the latest one, even where an earlier report had both. It is called better or worse only if it is agreed which direction is good.
Panel Text | | The mean and the limits are drawn for monthly and quarterly figures, where there are at least 6 in a row. They show whether figures differ by more than chance (special cause) or not (common cause), and whether they meet the target consistently, which trial limits, from fewer than 12, cannot show. A gap in a line is a period without a figure.
Panel Section Heading | | About the figures
Panel Text | | By its latest figure, new or not, the one indicator has got better. Its figure is compared with the one before it.
Panel Text | | Over the long term it cannot be compared with an earlier figure.
Panel Text | | One of the 2 outcomes has no indicator: O2 More research.
Panel Text | | The one indicator has a figure that is up to date and final.
Panel Text | | The one indicator is drafted and not yet agreed (Adults who smoke).
Panel Section Heading | | Who signed off the targets
Panel Text | | 2025/26, The Executive, 24 April 2025: PI 1.
Panel Text | | 2026/27, not signed off: PI 1.
Panel Section Heading | | About this report
Panel Text | | Report of: Dr Anjali Raghunathan, Director of Public Health
Panel Text | | Accountable Director: Dr Anjali Raghunathan, Director of Public Health
Panel Text | | Purpose of report: To show how each outcome stands
Panel Text | | Contact: Dr Anjali Raghunathan. Telephone: 01632 960110. E-mail: ar@northmere.example
Normal | |
[section 3: landscape]
Heading Unnumbered | | The figures
[table: The figures]
| Indicator and partner | Figures | Targets | Rule of the rating, trend, note and next figure |
| --- | --- | --- | --- |
| PI 1 Adults who smoke ¶ Partner: Northmere Council. Frequency: Annual | 2023/24 12.3%; 2024/25 11.6%; 2025/26 10.9% | 2025/26 11% | Long term: No earlier figure. Trend: Cannot be calculated. A trend needs 5 yearly figures in a row, and there are only 3. Why this indicator: Smoking takes the most years of life. Next figure: due 5 November 2026. |
[end of table]
Paper Details | | End of the dashboard. Data as at: 30 June 2026
"""  # noqa: E501


def test_more_charts_than_a_file_can_hold_are_told_before_any_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4: a paper was made, and then refused with words about a paper that is too large."""
    drawn: list[object] = []
    monkeypatch.setattr(making, "MOST_CHARTS", 0)
    monkeypatch.setattr(making, "finish", lambda *given: drawn.append(given))
    with pytest.raises(WriteError) as told:
        built(tmp_path / "board")
    assert re.match(
        r"'Draft - .*\.docx' would hold \w+ charts?, and one file holds 0 at most\. In a copy of "
        r"the kind's Word file \('paperkit packs new'\) take out the tag of the charts",
        str(told.value),
    )
    assert drawn == []
    assert not (tmp_path / "board" / "papers").exists()


def test_a_file_may_hold_the_parts_of_thousands_of_charts() -> None:
    """A dashboard of 700 indicators has some 2,100 parts of charts alone."""
    parts = {f"word/charts/chart{n}.xml": b"" for n in range(MOST_CHARTS * 3)}
    whole = {"[Content_Types].xml": b"", **parts}
    assert package.unpack(package.pack(whole)) == whole


@pytest.mark.slow
def test_a_dashboard_of_700_indicators_is_built(tmp_path: Path) -> None:
    rows = [f"  - reference: PI {n}\n    name: Indicator {n}\n" for n in range(700)]
    figures = [
        f"  - indicator: PI {n}\n    period: {year}\n    value: {n % 90 + 1}\n"
        for n in range(700)
        for year in ("2022/23", "2023/24", "2024/25")
    ]
    project = tmp_path / "board"
    project.mkdir()
    (project / "paperkit.yaml").write_text("pack: council\n", "utf-8")
    (project / "board.yaml").write_text(
        "meetings:\n  - reference: July\n    date: 16 July 2026\n"
        f"indicators:\n{''.join(rows)}readings:\n{''.join(figures)}",
        "utf-8",
    )
    (paper,) = build(Order(project, "outcomes_dashboard", TODAY, "July")).files
    names = package.unpack(paper.read_bytes())
    charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 700
