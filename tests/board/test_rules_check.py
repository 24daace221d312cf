"""How a check is run: on all of the data, or on what one paper uses."""

from datetime import date

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.findings import Finding, Severity, catalogue
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board, told

WAYS = Ways()


def found(
    number: str,
    markdown: str,
    *,
    ways: Ways = WAYS,
    meeting: str = "",
    paper: str = "",
    as_at: date | None = None,
) -> list[str]:
    """Return what the check of the Markdown tells under one code."""
    return told(findings(number, markdown, ways=ways, meeting=meeting, paper=paper, as_at=as_at))


def findings(
    number: str,
    markdown: str,
    *,
    ways: Ways = WAYS,
    meeting: str = "",
    paper: str = "",
    as_at: date | None = None,
) -> list[Finding]:
    """Return the whole findings of the check of the Markdown under one code."""
    data = board(markdown)
    papers = {str(row.reference): row for row in data.papers}
    case = BoardAt(data, ways, data.meeting.get(meeting), papers.get(paper), as_at)
    return [finding for finding in check(case) if finding.code == number]


def requiring(**tables: tuple[str, ...]) -> Ways:
    """Return ways of working whose pack requires the columns given by table."""
    return Ways(pack=replace(PackSettings(), required=tables))


MEETINGS = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |
| Board November 2026 | 12 November 2026 |
"""
PAPERS = """
## papers
| reference | kind | meeting | purpose |
| --- | --- | --- | --- |
| July | performance_report | Board July 2026 | To report |
| November | performance_report | Board November 2026 | To report |
"""


def test_data_without_a_fault_give_no_finding() -> None:
    assert check(BoardAt(board(""))) == ()


def test_the_text_of_another_paper_does_not_hold_this_one_up() -> None:
    text = """
    ## text
    | paper | section | text |
    | --- | --- | --- |
    | July | reasons | As before |
    | November | reasons | TBC |
    """
    whole = MEETINGS + PAPERS + text
    assert found("PK-701", whole) == ["PK-701 Text!C3: The text has 'TBC' in it."]
    assert found("PK-701", whole, paper="July") == []
    assert found("PK-701", whole, meeting="Board July 2026") == []
    assert len(found("PK-701", whole, paper="November")) == 1


def test_the_feedback_for_another_meeting_does_not_hold_this_one_up() -> None:
    feedback = """
    ## groups
    | name |
    | --- |
    | Carers |

    ## feedback
    | group | meeting | about | comment |
    | --- | --- | --- | --- |
    | Carers | Board November 2026 | dementia | TBC |
    """
    assert len(found("PK-701", MEETINGS + feedback)) == 1
    assert found("PK-701", MEETINGS + feedback, meeting="Board July 2026") == []


def test_the_highlight_report_of_another_meeting_does_not_hold_this_one_up() -> None:
    highlights = """
    ## highlights
    | body | meeting | assurance |
    | --- | --- | --- |
    | Partnership | Board November 2026 | Assured |
    """
    assert len(found("PK-493", MEETINGS + highlights)) == 1
    assert found("PK-493", MEETINGS + highlights, meeting="Board July 2026") == []


def test_a_milestone_after_the_meeting_does_not_hold_it_up() -> None:
    milestones = """
    ## actions
    | reference |
    | --- |
    | 1.1 |

    ## milestones
    | action | milestone | date | meeting |
    | --- | --- | --- | --- |
    | 1.1 | on the day TBC | 16 July 2026 | |
    | 1.1 | a day later TBC | 17 July 2026 | |
    | 1.1 | at this meeting TBC | 17 July 2026 | Board July 2026 |
    | 1.1 | at another meeting TBC | | Board November 2026 |
    | 1.1 | at no time TBC | | |
    """
    whole = MEETINGS + milestones
    places = [line.split(":")[0] for line in found("PK-701", whole, meeting="Board July 2026")]
    assert places == ["PK-701 Milestones!B2"]
    case = BoardAt(board(whole), meeting=board(whole).meetings[0])
    assert [row.wording for row in case.scope.milestones] == [
        "on the day TBC",
        "at this meeting TBC",
        "at no time TBC",
    ]


def test_what_names_no_paper_or_meeting_may_belong_to_this_one() -> None:
    rows = """
    ## text
    | paper | section | text |
    | --- | --- | --- |
    | | reasons | TBC |

    ## feedback
    | group | meeting | about | comment |
    | --- | --- | --- | --- |
    | | | dementia | TBA |

    ## highlights
    | body | meeting | text |
    | --- | --- | --- |
    | Partnership | | DRAFT |
    """
    places = [
        line.split(":")[0]
        for line in found("PK-701", MEETINGS + PAPERS + rows, meeting="Board July 2026")
    ]
    assert places == ["PK-701 Feedback!D2", "PK-701 Highlights!C2", "PK-701 Text!C2"]


def test_another_paper_of_the_meeting_does_not_hold_this_one_up() -> None:
    titled = """
    ## papers
    | reference | meeting | title |
    | --- | --- | --- |
    | July | Board July 2026 | THE REPORT |
    | Other | Board July 2026 | THE OTHER |
    """
    assert len(found("PK-481", MEETINGS + titled, meeting="Board July 2026")) == 2
    assert found("PK-481", MEETINGS + titled, paper="July") == [
        "PK-481 Papers!C2: The title 'THE REPORT' is typed in capitals."
    ]


def test_a_paper_is_judged_with_the_feedback_for_its_own_meeting_alone() -> None:
    feedback = """
    ## feedback
    | meeting | about | comment |
    | --- | --- | --- |
    | Board July 2026 | dementia | TBC |
    | Board November 2026 | dementia | DRAFT |
    """
    of_july = found("PK-701", MEETINGS + PAPERS + feedback, paper="July")
    assert [line.split(":")[0] for line in of_july] == ["PK-701 Feedback!C2"]


def test_the_milestone_of_an_earlier_meeting_is_judged_by_the_date_of_that_meeting() -> None:
    milestones = """
    ## meetings
    | reference | date |
    | --- | --- |
    | June | 11 June 2026 |
    | July | 16 July 2026 |

    ## actions
    | reference |
    | --- |
    | 1.1 |

    ## milestones
    | action | milestone | date | meeting |
    | --- | --- | --- | --- |
    | 1.1 | Buses run | 1 July 2026 | June |
    """
    assert len(found("PK-451", milestones, meeting="July")) == 1


def test_another_meeting_without_a_date_does_not_hold_this_one_up() -> None:
    undated = """
    ## meetings
    | reference | date |
    | --- | --- |
    | Board July 2026 | 16 July 2026 |
    | Board January 2027 | |
    """
    assert found("PK-402", undated, meeting="Board July 2026") == []
    assert found("PK-402", undated) == [
        "PK-402 Meetings!B3: Meeting Board January 2027 has nothing under 'Date'."
    ]


def test_a_finding_names_who_can_put_it_right() -> None:
    actions = """
    ## actions
    | reference | owner | deadline |
    | --- | --- | --- |
    | 1.1 | Transport Lead | |
    """
    data, ways = board(actions), requiring(actions=("deadline",))
    (gap,) = (f for f in check(BoardAt(data, ways)) if f.code == "PK-401")
    assert gap.person == "Transport Lead"


@each(
    ("number", "weight"),
    [
        ("PK-401", Severity.GAP),
        ("PK-402", Severity.ERROR),
        ("PK-410", Severity.ERROR),
        ("PK-412", Severity.ERROR),
        ("PK-413", Severity.ERROR),
        ("PK-414", Severity.ERROR),
        ("PK-420", Severity.GAP),
        ("PK-441", Severity.ERROR),
        ("PK-442", Severity.ERROR),
        ("PK-450", Severity.NOTE),
        ("PK-453", Severity.NOTE),
        ("PK-470", Severity.ERROR),
        ("PK-474", Severity.ERROR),
        ("PK-503", Severity.GAP),
        ("PK-701", Severity.ERROR),
    ],
)
def test_what_makes_a_paper_wrong_is_an_error_and_what_a_plan_lacks_a_gap(
    number: str, weight: Severity
) -> None:
    assert catalogue()[number].severity is weight
