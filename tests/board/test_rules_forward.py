"""Forward plans: items that no meeting can take, sessions, rounds, and days that have passed."""

from datetime import date

from paperkit.board.history import ROUNDS, Entry, History, Round
from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.settings import Deadlines, Settings
from paperkit.findings import Finding, Severity
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import found
from tests.cases import each
from tests.tables import assembled, at, board, told

MEETINGS = """
## meetings
| reference | date | body | kind | state |
| --- | --- | --- | --- | --- |
| July | 16 July 2026 | | | Planned |
| September | 17 September 2026 | | | Cancelled |
| Session | 1 October 2026 | | Development session | |
| Executive | 15 October 2026 | Executive | | |
| November | 19 November 2026 | | Public meeting | |
"""
ITEMS = """
## forward_items
| meeting | title | lead | body | moved_from |
| --- | --- | --- | --- | --- |
"""
SESSIONS = """
## sessions
| meeting | topic | issue | brought_to |
| --- | --- | --- | --- |
"""


def one(number: str, markdown: str, today: date | None = None, meeting: str = "") -> Finding:
    data = board(MEETINGS + markdown)
    case = BoardAt(data, Ways(), data.meeting.get(meeting), today=today)
    (finding,) = (finding for finding in check(case) if finding.code == number)
    return finding


def test_an_item_of_a_cancelled_meeting_is_told_with_its_lead() -> None:
    finding = one("PK-952", ITEMS + "| September | Winter | Ama Reed | | |")
    assert told([finding]) == [
        "PK-952 'Forward items'!A2: The item 'Winter' is down for September, which was cancelled."
    ]
    assert (finding.value, finding.person) == ("September", "Ama Reed")
    assert finding.remedy == "Choose another meeting for it."
    assert finding.severity is Severity.NOTE


def test_a_partners_report_to_a_cancelled_meeting_is_told_with_the_partner() -> None:
    tables = "## partner_reports\n| meeting | partner |\n| - | - |\n| September | Harrow Trust |"
    finding = one("PK-952", tables)
    assert finding.message == (
        "The report of Harrow Trust is down for September, which was cancelled."
    )
    assert finding.person == "Harrow Trust"


def test_an_issue_brought_to_a_cancelled_meeting_is_told() -> None:
    finding = one("PK-952", SESSIONS + "| Session | Housing | A joint post | September |")
    assert told([finding]) == [
        "PK-952 Sessions!D2: The issue 'A joint post' is down for September, which was cancelled."
    ]


@each(
    ("rows", "called"),
    [
        (ITEMS + f"| September | {'W' * 61} | | | |", f"The item '{'W' * 59}…'"),
        (ITEMS + "| September | | Ama Reed | | |", "A row of Forward items (September, Ama Reed)"),
        ("## partner_reports\n| meeting | title |\n| - | - |\n| September | Winter |",
         "The report of a partner"),
        (SESSIONS + f"| Session | Housing | {'W' * 61} | September |",
         f"The issue '{'W' * 59}…'"),
        (SESSIONS + f"| Session | {'W' * 61} | | September |", f"The topic '{'W' * 59}…'"),
    ],
)  # fmt: skip
def test_an_item_is_called_by_its_words_or_by_what_it_is(rows: str, called: str) -> None:
    finding = one("PK-952", rows)
    assert finding.message == f"{called} is down for September, which was cancelled."


def test_a_milestone_with_many_words_is_cut_in_the_message() -> None:
    head = "## milestones\n| wording | meeting | body |\n| - | - | - |\n"
    finding = one("PK-953", f"{head}| {'W' * 61} | July | Executive |")
    assert finding.message.startswith(f"The milestone '{'W' * 59}…' is on the forward plan of")


def test_a_milestone_of_a_cancelled_meeting_is_told_once_as_the_error_that_it_is() -> None:
    tables = "## milestones\n| wording | meeting |\n| - | - |\n| Open | September |"
    assert found("PK-952", MEETINGS + tables) == []
    assert len(found("PK-452", MEETINGS + tables)) == 1


@each(
    ("body", "meeting", "lines"),
    [
        (
            "Executive",
            "July",
            [
                "PK-953 'Forward items'!D2: The item 'Winter' is on the forward plan of the "
                "Executive, but is down for July, a meeting of the Board."
            ],
        ),
        (
            "Board",
            "Executive",
            [
                "PK-953 'Forward items'!D2: The item 'Winter' is on the forward plan of the "
                "Board, but is down for Executive, a meeting of the Executive."
            ],
        ),
        ("Board", "July", []),
        ("", "Executive", []),
    ],
)
def test_an_item_at_a_meeting_of_another_body_is_told(
    body: str, meeting: str, lines: list[str]
) -> None:
    rows = ITEMS + f"| {meeting} | Winter | | {body} | |"
    assert found("PK-953", MEETINGS + rows) == lines


def test_a_milestone_on_the_plan_of_another_body_is_told() -> None:
    tables = (
        "## milestones\n| wording | meeting | body |\n| - | - | - |\n| Open | July | Executive |"
    )
    assert found("PK-953", MEETINGS + tables) == [
        "PK-953 Milestones!C2: The milestone 'Open' is on the forward plan of the Executive, but "
        "is down for July, a meeting of the Board."
    ]


def test_an_item_that_a_session_would_hide_is_told() -> None:
    assert found("PK-954", MEETINGS + ITEMS + "| Session | Winter | | | |") == [
        "PK-954 'Forward items'!A2: The item 'Winter' is down for Session, a development session, "
        "so the forward plan does not show it."
    ]


def test_a_sessions_topic_at_a_public_meeting_is_told() -> None:
    finding = one("PK-955", SESSIONS + "| July | Housing | | |")
    assert told([finding]) == [
        "PK-955 Sessions!A2: The topic 'Housing' is planned for July, which is a public meeting."
    ]
    assert finding.value == "July"
    assert found("PK-955", MEETINGS + SESSIONS + "| Session | Housing | | |") == []


@each(("meeting", "times"), [("July", 1), ("November", 0), ("Session", 0)])
def test_an_issue_brought_before_its_session_is_told(meeting: str, times: int) -> None:
    lines = found("PK-956", MEETINGS + SESSIONS + f"| Session | Housing | A post | {meeting} |")
    assert lines == times * [
        "PK-956 Sessions!D2: The issue of Session on 1 October 2026 is brought to July on 16 "
        "July 2026, an earlier day."
    ]


@each(
    ("issue", "meeting", "lines"),
    [
        (
            "A post",
            "",
            ["PK-957 Sessions!D2: The issue 'A post' has no meeting under 'Brought to'."],
        ),
        (
            "",
            "November",
            [
                "PK-957 Sessions!C2: Session brings an issue to November, but nothing says what "
                "the issue is."
            ],
        ),
        ("", "", []),
        ("A post", "November", []),
    ],
)
def test_an_issue_and_its_meeting_go_together(issue: str, meeting: str, lines: list[str]) -> None:
    rows = SESSIONS + f"| Session | Housing | {issue} | {meeting} |"
    assert found("PK-957", MEETINGS + rows) == lines


def test_an_item_moved_from_its_own_meeting_is_told() -> None:
    rows = ITEMS + "| July | Winter | | | July |\n| July | Summer | | | November |"
    assert found("PK-958", MEETINGS + rows) == [
        "PK-958 'Forward items'!E2: The item 'Winter' is down for July, and is also moved from it."
    ]


@each(("day", "times"), [(16, 0), (17, 1)])
def test_a_meeting_that_is_past_and_still_planned_is_told(day: int, times: int) -> None:
    case = BoardAt(board(MEETINGS), today=date(2026, 7, day))
    findings = [finding for finding in check(case) if finding.code == "PK-959"]
    assert told(findings) == times * [
        "PK-959 Meetings!E2: July was on 16 July 2026, but is still 'Planned'."
    ]


def test_the_check_of_one_meeting_does_not_tell_what_became_of_the_others() -> None:
    data = board(MEETINGS)
    case = BoardAt(data, meeting=data.meeting["November"], today=date(2026, 11, 1))
    assert [finding for finding in check(case) if finding.code == "PK-959"] == []


def test_a_state_that_nobody_typed_is_not_held_against_a_meeting() -> None:
    case = BoardAt(board(MEETINGS), today=date(2027, 7, 1))
    told_of = [finding.value for finding in check(case) if finding.code == "PK-959"]
    assert told_of == ["Planned"]


def published(day: date, meeting: str = "July", clear_days: int | None = 5) -> list[str]:
    data = board(MEETINGS)
    ways = Ways(Settings(deadlines=Deadlines(clear_days=clear_days)))
    case = BoardAt(data, ways, data.meeting[meeting], today=day)
    return told([finding for finding in check(case) if finding.code == "PK-960"])


def test_a_day_of_publication_that_has_passed_is_told() -> None:
    assert published(date(2026, 7, 9)) == [
        "PK-960 Meetings!B2: The papers for July were due to be published by Wednesday 8 July "
        "2026. Today is Thursday 9 July 2026."
    ]


@each(
    ("day", "meeting", "clear_days"),
    [
        (date(2026, 7, 8), "July", 5),  # the day itself
        (date(2026, 7, 17), "July", 5),  # the meeting is past
        (date(2026, 9, 16), "September", 5),  # it was cancelled
        (date(2026, 10, 14), "Executive", 5),  # an officer group publishes nothing
        (date(2026, 7, 9), "July", None),  # the council counts no clear days
    ],
)
def test_publication_is_not_told_where_it_is_not_late(
    day: date, meeting: str, clear_days: int | None
) -> None:
    assert published(day, meeting, clear_days) == []


def test_days_that_have_passed_are_told_only_where_today_is_given() -> None:
    data = board(MEETINGS)
    case = BoardAt(data, meeting=data.meeting["July"], as_at=date(2027, 1, 1))
    assert {finding.code for finding in check(case)} & {"PK-959", "PK-960"} == set()


def test_core_priorities_with_too_few_rounds_are_told_together() -> None:
    data = board(
        MEETINGS
        + """
        ## priorities
        | reference | name | rank |
        | --- | --- | --- |
        | P1 | Best start | Core |
        | P2 | Ageing well | Core |
        | P3 | Mental health | Core |
        """
    )
    entry = Entry(
        number=1,
        table=ROUNDS,
        row=Round(priority="P2", meeting="July"),
        recorded_on=date(2026, 6, 1),
    )
    case = BoardAt(replace(data, history=History((entry,))), as_at=date(2026, 6, 1))
    findings = [finding for finding in check(case) if finding.code == "PK-961"]
    assert told(findings) == [
        "PK-961 Priorities!A3: The settings say 2 rounds a year, but 1 is not planned for: "
        "Ageing well.",
        "PK-961 Priorities!A2: The settings say 2 rounds a year, but 2 are not planned for: Best "
        "start, Mental health.",
    ]
    assert [str(place) for place in findings[1].others] == ["board.xlsx, Priorities!A4"]


@each(("kind", "count"), [("forward_plan", 1), ("exception_report", 0)])
def test_of_single_papers_the_forward_plan_alone_tells_of_rounds_that_are_missing(
    kind: str, count: int
) -> None:
    tables = f"""
        ## priorities
        | reference | name | rank |
        | --- | --- | --- |
        | P1 | Best start | Core |
        ## papers
        | reference | kind | meeting | priority |
        | --- | --- | --- | --- |
        | Paper | {kind} | July | |
        | Round | exception_report | July | P1 |
        """
    data = board(MEETINGS + tables)
    case = BoardAt(data, meeting=data.meeting["July"], paper=data.papers[0])
    assert [finding.code for finding in check(case)].count("PK-961") == count


def test_an_item_that_comes_to_the_plan_by_itself_is_told_where_it_is_listed_again() -> None:
    papers = """
        ## papers
        | reference | kind | meeting | title |
        | --- | --- | --- | --- |
        | N | covering_report | November | Needs of carers |
        """
    rows = ITEMS + "| November | needs of CARERS | | | |\n| July | Needs of carers | | | |"
    finding = one("PK-962", papers + rows)
    assert told([finding]) == [
        "PK-962 'Forward items'!B2: 'needs of CARERS' is already on the plan for November, as: "
        "paper."
    ]
    assert [str(place) for place in finding.others] == ["board.xlsx, Papers!A2"]


def test_a_report_on_an_action_that_is_not_there_is_told_when_it_is_read() -> None:
    result = assembled("## partner_reports\n| partner | actions |\n| - | - |\n| Trust | 9.9 |")
    assert [str(finding.place) for finding in result.findings] == [
        "board.xlsx, 'Partner reports'!B2"
    ]


def test_whatever_is_looked_at_is_monitored() -> None:
    milestone = "## milestones\n| wording | meeting |\n| - | - |\n| Open | July |\n"
    rows = """
        ## partner_reports
        | meeting | partner |
        | --- | --- |
        | November | Trust |
        """
    assert found("PK-453", MEETINGS + milestone, meeting="July") == []
    day = date(2026, 9, 1)
    tables = MEETINGS.replace("November 2026", "January 2027").replace("July 2026", "June 2026")
    assert found("PK-453", tables + milestone, as_at=day) == [
        "PK-453 Meetings!A6: Nothing is monitored at November: no report and no milestone."
    ]
    assert found("PK-453", tables + milestone + rows, as_at=day) == []


def test_half_an_issue_is_told_whole_and_with_what_is_missing() -> None:
    unbrought = one("PK-957", SESSIONS + f"| Session | Housing | {'W' * 61} | |")
    assert unbrought == Finding(
        "PK-957",
        at("Sessions!D2", "Brought to"),
        f"The issue '{'W' * 59}…' has no meeting under 'Brought to'.",
    )
    unsaid = one("PK-957", SESSIONS + "| | Housing | | November |")
    assert unsaid == Finding(
        "PK-957",
        at("Sessions!C2", "Issue for the Board"),
        "A session brings an issue to November, but nothing says what the issue is.",
    )


def test_publication_is_late_until_the_day_of_the_meeting() -> None:
    data = board(MEETINGS)
    case = BoardAt(data, Ways(), data.meeting["July"], today=date(2026, 7, 16))
    (finding,) = (finding for finding in check(case) if finding.code == "PK-960")
    assert finding == Finding(
        "PK-960",
        at("Meetings!B2", "Date"),
        "The papers for July were due to be published by Wednesday 8 July 2026. Today is "
        "Thursday 16 July 2026.",
        value="16 July 2026",
    )


def test_an_item_that_is_due_by_the_cadence_is_told_where_it_is_listed_again() -> None:
    finding = one("PK-962", ITEMS + "| July | Performance report | Ama Reed | | |")
    assert finding.place == at("Forward items!B2", "Item")
    assert [str(place) for place in finding.others] == ["board.xlsx, Meetings!A2"]
    assert (finding.value, finding.person) == ("Performance report", "Ama Reed")


def test_a_standing_item_of_the_pack_is_told_where_it_is_listed_again() -> None:
    data = board(MEETINGS + ITEMS + "| July | Minutes | Ama Reed | | |")
    pack = replace(PackSettings(), standing_items={"Minutes": "To agree"})
    told_of = check(BoardAt(data, Ways(pack=pack)))
    (finding,) = (one for one in told_of if one.code == "PK-962")
    assert (finding.value, finding.others) == ("Minutes", ())


def test_a_long_title_is_cut_where_it_is_listed_again() -> None:
    title = "W" * 61
    finding = one("PK-962", ITEMS + f"| July | {title} | | | |\n| July | {title} | Ama Reed | | |")
    assert finding.message.startswith(f"'{'W' * 59}…' is already on the plan for July, as: ")
    assert finding.value == title
