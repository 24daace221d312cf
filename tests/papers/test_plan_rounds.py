"""Papers on a round in a meeting's plan: they bear the priority's name."""

from pathlib import Path

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.frozen import replace
from paperkit.packs.packs import Kind, Section, SectionForm
from paperkit.packs.plan import MeetingPlan, plan
from tests.cases import each
from tests.papers.made import MEETINGS
from tests.tables import board, told

LIST = Section(name="appendices", heading="Appendices", form=SectionForm.ITEMS)
COVER = Kind(
    name="exception_report",
    title="Exception reporting",
    word_file=Path("t.docx"),
    sections=(LIST,),
    several=True,
    round=True,
)
TABLE = Kind(
    name="exception_appendix",
    title="Exception report",
    word_file=Path("t.docx"),
    sections=(),
    several=True,
    round=True,
)
OTHER = Kind(
    name="covering_report",
    title="Covering report",
    word_file=Path("t.docx"),
    sections=(LIST,),
    several=True,
)
KINDS = {kind.name: kind for kind in (COVER, TABLE, OTHER)}
PRIORITIES = """
## priorities
| Reference | Name          |
|-----------|---------------|
| P1        | Healthy start |
| P2        |               |
"""


def planned(papers: str) -> MeetingPlan:
    data = board(MEETINGS + PRIORITIES + papers)
    return plan(data, Ways(), KINDS, data.meeting["Board July 2026"])


def one(title: str, priority: str, kind: str = "exception_report") -> MeetingPlan:
    return planned(f"""
## papers
| Reference | Kind   | Meeting         | Title   | Report of | Priority   |
|-----------|--------|-----------------|---------|-----------|------------|
| One       | {kind} | Board July 2026 | {title} | Ada Brook | {priority} |
""")


@each(
    ("title", "priority", "shown"),
    [
        ("", "P1", "Exception reporting: Healthy start"),
        ("How we do", "P1", "How we do: Healthy start"),
        ("On healthy start in July", "P1", "On healthy start in July"),
        ("", "P2", "Exception reporting: P2"),
    ],
)
def test_the_title_names_the_priority_once(title: str, priority: str, shown: str) -> None:
    (paper,) = one(title, priority).papers
    assert (paper.title, paper.priority) == (shown, priority)


@each(
    ("priority", "name", "file"),
    [
        ("P1", "Healthy start", "Exception reporting, healthy start - 16 July 2026"),
        ("P1", "NHS and care", "Exception reporting, NHS and care - 16 July 2026"),
        ("P1", "Northmere Together", "Exception reporting, Northmere Together - 16 July 2026"),
        ("P2", "Healthy start", "Exception reporting, P2 - 16 July 2026"),
    ],
)
def test_the_file_names_the_priority_after_a_comma(priority: str, name: str, file: str) -> None:
    data = board(
        MEETINGS
        + PRIORITIES.replace("Healthy start", name)
        + f"""
## papers
| Reference | Kind             | Meeting         | Priority   |
|-----------|------------------|-----------------|------------|
| One       | exception_report | Board July 2026 | {priority} |
"""
    )
    (paper,) = plan(data, Ways(), KINDS, data.meeting["Board July 2026"]).papers
    assert paper.file.stem == file


def test_the_list_of_the_cover_gives_the_appendix_its_label_and_title() -> None:
    cover, appendix = planned("""
## papers
| Reference | Kind               | Meeting         | Priority | Appendix of |
|-----------|--------------------|-----------------|----------|-------------|
| Table     | exception_appendix | Board July 2026 | P1       | Cover       |
| Cover     | exception_report   | Board July 2026 | P1       |             |
""").papers
    assert [(a.label, a.title) for a in cover.appendices] == [
        ("Appendix 1", "Exception report: Healthy start")
    ]
    assert appendix.file.final == "Appendix 1 - Exception report, healthy start - 16 July 2026.docx"
    assert appendix.cover == "Exception reporting: Healthy start"


def test_a_paper_of_another_kind_tells_of_no_round_whatever_its_row_says() -> None:
    (paper,) = one("Update", "P1", "covering_report").papers
    assert (paper.priority, paper.title, paper.file.stem) == ("", "", "Update - 16 July 2026")


def test_a_paper_on_a_round_without_its_priority_is_told() -> None:
    """PK-626."""
    (paper,) = one("Update", "").papers
    assert told(paper.findings) == [
        "PK-626 Papers!F2: 'One' is about a round, but has nothing under 'Priority'."
    ]
    (finding,) = paper.findings
    assert (finding.person, finding.remedy) == (
        "Ada Brook",
        "Type the priority's reference under 'Priority' on the sheet Papers.",
    )
    assert one("Update", "P1").papers[0].findings == ()


def test_a_kind_needs_no_idiom_no_heads_and_no_tables_that_it_does_not_show() -> None:
    pack = replace(PackSettings(), implications=("Legal",), tables=("actions", "indicators"))
    spared = replace(TABLE, tables=("actions",)).needs_of(pack)
    assert not spared.makes_recommendations
    assert (spared.implications, spared.tables) == ((), ("actions",))
    full = replace(
        TABLE, sections=(Section(name="recommendations"), Section(name="implications"))
    ).needs_of(pack)
    assert full.makes_recommendations
    assert full.implications == ("Legal",)
    assert full.tables == pack.tables
