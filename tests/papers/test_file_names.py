"""What the files of a meeting's papers are called: whole words, label and day, none twice."""

from pathlib import Path

from paperkit.board.pack_settings import Ways
from paperkit.packs.file_names import FileName, distinct, folder_of
from paperkit.packs.packs import Kind
from paperkit.packs.plan import plan
from tests.cases import each
from tests.tables import board

KIND = Kind(
    name="exception_report", title="Exception report", word_file=Path("t.docx"), sections=(),
    several=True, round=True,
)  # fmt: skip
LONG = "Best start in life for every child and young person in each of our neighbourhoods"
MEETINGS = """
## meetings
| Reference           | Date            | Body      | Kind                | State     |
|---------------------|-----------------|-----------|---------------------|-----------|
| Session             | 16 July 2026    | Board     | Development session |           |
| Board July 2026     | 16 July 2026    |           |                     |           |
| Executive July 2026 | 16 July 2026    | Executive |                     |           |
| Board July extra    | 16 July 2026    | Board     |                     | Extra     |
| Board January 2027  | 14 January 2027 | Board     |                     |           |
| Board June 2027     | 17 June 2027    | Board     |                     |           |
"""
ROUNDS = f"""
## priorities
| Reference | Name                       |
|-----------|----------------------------|
| P1        | {LONG}, from birth to five |
| P2        | {LONG}, from five to ten   |
| P3        | Homes                      |
"""


def files(meeting: str, papers: str) -> list[str]:
    data = board(MEETINGS + ROUNDS + papers)
    planned = plan(data, Ways(), {KIND.name: KIND}, data.meeting[meeting]).papers
    return [paper.file.final for paper in planned]


def of_rounds(*meetings: str) -> str:
    rows = "".join(
        f"| {priority} {meeting} | exception_report | {meeting} | {priority} |\n"
        for meeting in meetings
        for priority in ("P1", "P2")
    )
    return f"""
## papers
| Reference | Kind | Meeting | Priority |
|-----------|------|---------|----------|
{rows}"""


@each(
    ("meeting", "folder"),
    [
        ("Board July 2026", "2026-07-16 Board"),
        ("Executive July 2026", "2026-07-16 Executive"),
        ("Board July extra", "2026-07-16 Board, Board July extra"),
        ("Session", "2026-07-16 Board, Session"),
        ("Board June 2027", "2027-06-17 Board"),
    ],
)
def test_each_meeting_has_a_folder_that_begins_with_its_date(meeting: str, folder: str) -> None:
    data = board(MEETINGS)
    assert folder_of(data, data.meeting[meeting]) == folder


@each(
    ("meeting", "ending"),
    [
        ("Board July 2026", "16 July 2026"),
        ("Executive July 2026", "Executive, 16 July 2026"),
        ("Board July extra", "16 July 2026, Board July extra"),
    ],
)
def test_a_name_says_without_its_folder_for_which_meeting_it_is(meeting: str, ending: str) -> None:
    papers = f"""
## papers
| Reference | Kind             | Meeting   | Title           | Priority |
|-----------|------------------|-----------|-----------------|----------|
| One       | exception_report | {meeting} | Update on homes | P3       |
"""
    assert files(meeting, papers) == [f"Update on homes - {ending}.docx"]


def test_a_long_title_is_shortened_at_words_and_keeps_label_and_day() -> None:
    name = FileName(f"Exception report, {LONG}", "Appendix 1", "14 January 2027")
    assert name.final == (
        "Appendix 1 - Exception report, Best start in life for every child - 14 January 2027.docx"
    )
    assert name.draft == f"Draft - {name.final}"
    assert len(name.draft.removesuffix(".docx")) <= 100


def test_two_priorities_with_long_names_have_names_of_their_own_at_both_meetings() -> None:
    both = of_rounds("Board January 2027", "Board June 2027")
    january, june = files("Board January 2027", both), files("Board June 2027", both)
    assert january == [
        f"Exception report, best start in life for every - 14 January 2027 ({reference}).docx"
        for reference in ("P1 Board January 2027", "P2 Board January 2027")
    ]
    assert len({*january, *june}) == 4


def test_a_name_stays_with_its_paper_when_rows_change_places() -> None:
    rows = of_rounds("Board January 2027")
    head, first, second = rows.rstrip("\n").rsplit("\n", 2)
    turned = "\n".join((head, second, first)) + "\n"
    assert files("Board January 2027", rows) == files("Board January 2027", turned)[::-1]


def test_a_paper_is_never_called_as_the_file_with_all_papers() -> None:
    papers = """
## papers
| Reference | Kind             | Meeting         | Title      | Priority |
|-----------|------------------|-----------------|------------|----------|
| One       | exception_report | Board July 2026 | Papers: P9 |          |
"""
    assert files("Board July 2026", papers) == ["Papers - P9 - 16 July 2026.docx"]
    assert files("Board July 2026", papers.replace(": P9", "")) == [
        "Papers - 16 July 2026 (One).docx"
    ]


def test_a_title_of_one_endless_word_keeps_label_and_day() -> None:
    name = FileName("x" * 30_000, "Appendix 1", "14 January 2027").final
    assert name.startswith("Appendix 1 - xxx")
    assert name.endswith("x - 14 January 2027.docx")


def test_a_final_whose_title_says_draft_never_has_the_name_of_another_s_draft() -> None:
    names = [FileName(title, ending="16 July 2026") for title in ("Strategy", "Draft: Strategy")]
    first, second = distinct(zip(names, ("Strategy 1", "Strategy 2"), strict=True))
    assert first.draft == "Draft - Strategy - 16 July 2026 (Strategy 1).docx"
    assert second.final == "Draft - Strategy - 16 July 2026 (Strategy 2).docx"
