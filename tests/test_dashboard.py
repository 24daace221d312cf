"""The outcomes dashboard as a finished paper: told as an outline, refused, and joined to others."""

import re
from datetime import date
from pathlib import Path

import pytest

from paperkit.cli.options import cache_folder
from paperkit.errors import WriteError
from paperkit.packs.packs import dressed, find_pack
from paperkit.pipeline import building
from paperkit.pipeline.building import Built, Order, build
from paperkit.pipeline.filing import Acceptance
from paperkit.word import package
from paperkit.word.charts import MOST_CHARTS
from paperkit.word.outline import outline
from paperkit.word.template import names_asked
from tests.papers.charted import PACKS, charts
from tests.papers.test_charts_house import without
from tests.tables import numbers
from tests.test_validators import errors_of

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


def test_the_dashboard_stands_at_a_glance_and_then_outcome_by_outcome(tmp_path: Path) -> None:
    (paper,) = built(tmp_path / "board").files
    told = lines(paper)
    start = told.index("heading 2 | 1. | Summary")
    assert told[start : told.index("Heading Unnumbered | | Contact")] == OUTLINE.splitlines()


def test_each_pack_has_the_dashboard_and_no_stranger_finds_an_error(tmp_path: Path) -> None:
    for pack in ("council", "partnership"):
        (paper,) = built(tmp_path / pack, pack=pack).files
        assert errors_of(paper) == []
        assert [one.title for one in charts(paper.read_bytes())] == [
            "Indicators by rating", "PI 1 Adults who smoke",
        ]  # fmt: skip


def test_a_drafted_indicator_is_marked_and_a_final_goes_through(tmp_path: Path) -> None:
    made = built(tmp_path / "board", final=True)
    assert (made.refused, len(made.files)) == ("", 1)
    assert "Drafted: not yet agreed by the Board" in "\n".join(lines(made.files[0]))


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
heading 2 | 1. | Summary
Numbered Paragraph | 1.1 | The one indicator is Green.
Numbered Paragraph | 1.2 | One of the 2 outcomes has no indicator: O2 More research.
Numbered Paragraph | 1.3 | The one indicator has got better. Its figure is compared with the one before it. Over the long term it cannot be compared with an earlier figure.
Numbered Paragraph | 1.4 | The one indicator has a figure that is up to date and final.
Numbered Paragraph | 1.5 | The one indicator is drafted and not yet agreed (Adults who smoke).
Normal | | [bar chart: Indicators by rating; Value: Green 1, Amber 0, Red 0; described as: Bar chart of Indicators by rating. Value: Green 1; Amber 0; Red 0.]
Numbered Paragraph | 1.6 | Smoking falls.
heading 2 | 2. | How to read the ratings and the comparisons
Numbered Paragraph | 2.1 | A rating compares the latest figure with the target for the same period. It is always given as a word; the shading behind it only repeats the word.
Caption | | Key to the ratings
[table: Key to the ratings]
| Rating | What it means |
| --- | --- |
| [Green ●] | On target, or better |
| [Amber ▲] | Worse than target, but within its tolerance |
| [Red ■] | Worse than target by more than its tolerance |
[end of table]
Numbered Paragraph | 2.2 | A comparison with England or another area is not a rating. It shows our figure and theirs, each with its period. If a word follows a comparison, it is the judgement of the source.
Caption | | Key to the comparisons
[table: Key to the comparisons]
| Word of the source | Used for |
| --- | --- |
| Similar | England: PI 1 |
[end of table]
Numbered Paragraph | 2.3 | Movement is shown over the short term, from the last figure to this one, and over the long term. It is called better or worse only if it is agreed which direction is good.
Numbered Paragraph | 2.4 | Variation says whether the latest figures differ by more than chance: ~ common cause, + an improvement, ! a concern, ↑ or ↓ where no direction is good. Assurance says whether figures within the limits meet the target: P they do, F they do not, ? they may or may not. The mean and the limits are drawn for monthly and quarterly figures, where there are enough of them. In a chart, a gap in the line is a period without a figure.
heading 2 | 3. | At a glance
Caption | | Indicators by rating
[table: Indicators by rating]
| Rating | Indicators | Which |
| --- | --- | --- |
| [Green ●] | 1 of 1 | PI 1 |
| [Amber ▲] | 0 of 1 | None |
| [Red ■] | 0 of 1 | None |
[end of table]
Caption | | Each outcome at a glance
[table: Each outcome at a glance]
| For the outcome | Indicators and their rating against target | Movement | What to know |
| --- | --- | --- | --- |
| O1 Fewer adults smoke | Of 1: Green 1 (PI 1) | ↑ Better 1 (PI 1) | Not agreed: PI 1 |
| O2 More research | No indicator: see its section below | None | Nothing to note |
[end of table]
heading 2 | 4. | O1 Fewer adults smoke
Numbered Paragraph | 4.1 | Fewer adults smoke than a year ago.
[table: Indicators of the outcome]
| Indicator | Latest figure, and the next | Target | Rating | Rule, movement and trend | England and other areas |
| --- | --- | --- | --- | --- | --- |
| PI 1 Adults who smoke ¶ Drafted: not yet agreed by the Board ¶ Partner: Northmere Council | 2025/26 ¶ 10.9% ¶ Next figure: due 5 November 2026 | 11% | [Green ●] | Meets the target of 11% ¶ Short term: ↑ Better (from 11.6% in 2024/25) ¶ Long term: No earlier figure ¶ Trend: Cannot be calculated | England: 11.9% in 2024/25 (our figure is for 2025/26). Similar |
[end of table]
heading 3 | | PI 1 Adults who smoke
Plain Paragraph | | Why this indicator: Smoking takes the most years of life.
Plain Paragraph | | Sign-off of targets: 2025/26, The Executive, 24 April 2025; 2026/27, not signed off
Plain Paragraph | | Trend: Cannot be calculated. A trend needs 5 yearly figures in a row, and there are only 2.
Plain Paragraph | | Note: A new survey.
Normal | | [line chart: PI 1 Adults who smoke; Value: 2024/25 11.6, 2025/26 10.9; Target: 2024/25 -, 2025/26 11; described as: Line chart of PI 1 Adults who smoke. Value: 2024/25 11.6%; 2025/26 10.9%. Target: 2025/26 11%.]
Plain Paragraph | | Figures: 2024/25 11.6%; 2025/26 10.9%.
Plain Paragraph | | Targets: 2025/26 11%.
heading 2 | 5. | O2 More research
Numbered Paragraph | 5.1 | No indicator is used. No figure would say enough.
"""  # noqa: E501


def test_more_charts_than_a_file_can_hold_are_told_before_any_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4: a paper was made, and then refused with words about a paper that is too large."""
    drawn: list[object] = []
    monkeypatch.setattr(building, "MOST_CHARTS", 1)
    monkeypatch.setattr(building, "finish", lambda *given: drawn.append(given))
    with pytest.raises(WriteError) as told:
        built(tmp_path / "board")
    assert re.match(
        r"'Draft - .*\.docx' would hold \d charts, and one file holds 1 at most\. In a copy of the "
        r"kind's Word file \('paperkit packs new'\) take out the tag of the charts",
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
        for year in ("2023/24", "2024/25")
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
    assert len(charts) == 701  # and one of the ratings
