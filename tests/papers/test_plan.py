"""Which papers a meeting has, before any is made: order, labels, files, what cannot be."""

from pathlib import Path

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.settings import FullTables
from paperkit.frozen import replace
from paperkit.packs.packs import Kind, Section, SectionForm
from paperkit.packs.plan import MeetingPlan, plan
from tests.cases import each
from tests.papers.made import MEETINGS
from tests.tables import board, told

LIST = Section(name="appendices", heading="Appendices to this report", form=SectionForm.ITEMS)
COVERING = Kind(
    name="covering_report", title="Covering report", word_file=Path("template.docx"),
    sections=(LIST,), several=True,
    tables=("papers", "text"),
)  # fmt: skip
REPORT = Kind(
    name="performance_report",
    title="Performance report",
    word_file=Path("template.docx"),
    sections=(LIST,),
    full_tables="performance_tables",
)
TABLES = Kind(
    name="performance_tables",
    title="Full tables",
    word_file=Path("template.docx"),
    sections=(),
)
CORRECTION = Kind(
    name="correction", title="Correction", word_file=Path("template.docx"), corrects=True
)
KINDS = {kind.name: kind for kind in (COVERING, REPORT, TABLES, CORRECTION)}
WAYS = Ways()
SURVEY = """
## papers
| Reference | Kind            | Meeting         | Title      | Appendix of |
|-----------|-----------------|-----------------|------------|-------------|
| Answers   | covering_report | Board July 2026 | Answers    | Survey      |
| Survey    | covering_report | Board July 2026 | The survey |             |
"""


def planned(markdown: str, ways: Ways = WAYS) -> MeetingPlan:
    data = board(MEETINGS + markdown)
    return plan(data, ways, KINDS, data.meeting["Board July 2026"])


def listed(made: MeetingPlan, reference: str) -> list[str]:
    paper = made.of(reference)
    return [f"{one.label}: {one.title}" for one in paper.appendices] if paper else []


def found(made: MeetingPlan) -> list[str]:
    return told([*made.findings, *(one for paper in made.papers for one in paper.findings)])


def test_a_cover_stands_before_its_appendix_wherever_their_rows_are() -> None:
    made = planned(SURVEY)
    assert [paper.reference for paper in made.papers] == ["Survey", "Answers"]


def test_an_appendix_knows_its_label_and_its_cover() -> None:
    _, appendix = planned(SURVEY).papers
    assert (appendix.label, appendix.cover) == ("Appendix 1", "The survey")


def test_files_are_named_by_label_title_and_day() -> None:
    assert [paper.file.stem for paper in planned(SURVEY).papers] == [
        "The survey - 16 July 2026",
        "Appendix 1 - Answers - 16 July 2026",
    ]


@each(
    ("first", "labels"),
    [
        ("Appendix 1", ["Appendix 1", "Appendix 2"]),
        ("A", ["A", "B"]),
        ("Appendix One", ["Appendix One", "Appendix Two"]),
        ("Annex A", ["Annex A", "Annex B"]),
    ],
)
def test_labels_follow_the_pack_papers_first_then_rows_of_text(
    first: str, labels: list[str]
) -> None:
    text = """
## text
| Paper  | Section    | Name              | File       |
|--------|------------|-------------------|------------|
| Survey | appendices | The form {#form}  | form.PDF   |
"""
    made = planned(SURVEY + text, Ways(pack=PackSettings(appendix_label=first)))
    assert listed(made, "Survey") == [f"{labels[0]}: Answers", f"{labels[1]}: The form"]
    cover = made.papers[0]
    assert cover.appendices[1].copy.final == f"{labels[1]} - The form - 16 July 2026.pdf"
    assert cover.names == {"answers", "form"}


def test_none_is_no_appendix() -> None:
    text = """
## papers
| Reference | Kind            | Meeting         |
|-----------|-----------------|-----------------|
| Survey    | covering_report | Board July 2026 |
## text
| Paper  | Section                   | Text  |
|--------|---------------------------|-------|
| Survey | Appendices to this report | None. |
"""
    made = planned(text)
    assert listed(made, "Survey") == []
    assert found(made) == []


def test_a_kind_without_a_list_of_appendices_has_no_file_of_a_row_that_is_refused() -> None:
    dashboard = Kind(name="dash", title="Outcomes dashboard", word_file=Path("t.docx"), sections=())
    data = board(
        MEETINGS
        + """
## papers
| Reference | Kind | Meeting         |
|-----------|------|-----------------|
| Dash      | dash | Board July 2026 |

## text
| Paper | Section    | Name | File     |
|-------|------------|------|----------|
| Dash  | appendices | Bids | Bids.pdf |
"""
    )
    (paper,) = plan(data, WAYS, {"dash": dashboard}, data.meeting["Board July 2026"]).papers
    assert paper.appendices == ()


def test_none_beside_appendices_is_told() -> None:
    """PK-462."""
    text = """
## text
| Paper  | Section    | Text  |
|--------|------------|-------|
| Survey | appendices | None. |
"""
    assert found(planned(SURVEY + text)) == [
        "PK-462 Text!C2: 'Survey' is said to have none, and has 1 appendix."
    ]


@each(
    ("cover", "why"),
    [
        ("Survey", "which is the paper itself"),
        ("Spring", "which is not a paper to the same meeting"),
        ("Answers", "which is an appendix itself"),
    ],
)
def test_a_cover_that_cannot_have_the_appendix_is_told_and_the_paper_stays(
    cover: str, why: str
) -> None:
    """PK-466."""
    made = planned(f"""
## papers
| Reference | Kind            | Meeting          | Appendix of |
|-----------|-----------------|------------------|-------------|
| Survey    | covering_report | Board July 2026  | {cover}     |
| Answers   | covering_report | Board July 2026  | Other       |
| Other     | covering_report | Board July 2026  |             |
| Spring    | covering_report | Board March 2026 |             |
""")
    message = f"'Survey' cannot be an appendix of '{cover}', {why}."
    assert found(made) == [f"PK-466 Papers!D2: {message}"]
    assert {str(paper.reference) for paper in made.papers} == {"Survey", "Answers", "Other"}


def test_a_paper_of_a_kind_without_a_word_file_is_told() -> None:
    """PK-467."""
    made = planned("""
## papers
| Reference | Kind          | Meeting         |
|-----------|---------------|-----------------|
| May       | annual_report | Board July 2026 |
""")
    assert [line[:16] for line in found(made)] == ["PK-467 Papers!B2"]


def test_no_row_asks_for_a_correction() -> None:
    """PK-963."""
    made = planned("""
## papers
| Reference | Kind       | Meeting         |
|-----------|------------|-----------------|
| Mistake   | correction | Board July 2026 |
""")
    assert found(made) == [
        "PK-963 Papers!B2: 'Mistake' is of the kind 'correction', which does not belong on the "
        "sheet Papers."
    ]
    assert made.papers == ()


def test_papers_of_one_title_get_files_of_their_own() -> None:
    made = planned("""
## papers
| Reference | Kind            | Meeting         | Title  |
|-----------|-----------------|-----------------|--------|
| One       | covering_report | Board July 2026 | Update |
| Two       | covering_report | Board July 2026 | UPDATE |
""")
    assert [paper.file.stem for paper in made.papers] == [
        "Update - 16 July 2026 (One)",
        "UPDATE - 16 July 2026 (Two)",
    ]


REPORTS = """
## papers
| Reference | Kind               | Meeting         | Title     |
|-----------|--------------------|-----------------|-----------|
| July      | performance_report | Board July 2026 | Progress  |
## highlights
| Body        | Meeting         | Attached file |
|-------------|-----------------|---------------|
| Partnership | Board July 2026 | report.docx   |
| Trust       | Board July 2026 |               |
"""


def test_an_attached_highlight_report_is_an_appendix_of_the_performance_report() -> None:
    made = planned(REPORTS)
    assert listed(made, "July") == ["Appendix 1: Partnership", "Appendix 2: Full tables"]
    assert made.papers[0].appendices[0].copy.final == "Appendix 1 - Partnership - 16 July 2026.docx"


@each("where", ["pack", "settings"])
def test_full_tables_are_planned_as_an_appendix_where_that_is_set(where: str) -> None:
    part = replace(getattr(WAYS, where), full_tables=FullTables.APPENDICES)
    made = planned(REPORTS, replace(WAYS, **{where: part}))
    assert [paper.kind for paper in made.papers] == ["performance_report", "performance_tables"]
    assert listed(made, "July") == ["Appendix 1: Full tables", "Appendix 2: Partnership"]
    assert made.papers[0].apart


def test_full_tables_are_no_paper_of_their_own_else() -> None:
    assert [paper.kind for paper in planned(REPORTS).papers] == ["performance_report"]
