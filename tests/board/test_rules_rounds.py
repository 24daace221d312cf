"""Rounds of exception reporting: what returns, views and requests say, and what the log lacks."""

from datetime import date

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.settings import Deadlines, Rating, Role, Settings
from paperkit.findings import Finding, Severity, catalogue
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.rounds.shown import former_meanings
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.logs import LOG, history, logged
from tests.tables import assembled, told

PLAN = """
## meetings
| reference | date | kind |
| --- | --- | --- |
| July | 16 July 2026 | |
| November | 12 November 2026 | |
| Session | 8 October 2026 | Development session |

## people
| name | member |
| --- | --- |
| Ann Field | Yes |
| Bo Lane | Yes |
| Cy Marsh | |
| Di Ford | |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Best start | Ann Field |
| P2 | Good work | Bo Lane |

## actions
| reference | parent | lead | state | link |
| --- | --- | --- | --- | --- |
| 1.1 | P1 | Cy Marsh | On course | https://example.org/1 |
| 1.2 | P1 | Di Ford | On course | |
| 1.3 | P1 | Di Ford | Withdrawn | |
| 2.1 | P2 | Di Ford | On course | |

## papers
| reference | kind | meeting | purpose | priority | authors |
| --- | --- | --- | --- | --- | --- |
| Report | performance_report | July | To report | | |
| Best start July | exception_report | July | To report | P1 | Cy Marsh |
| Best start November | exception_report | November | To report | P1 | Cy Marsh |
"""
RETURNS = """
## returns
| meeting | action | lead | rating | reasons | control |
| --- | --- | --- | --- | --- | --- |
| July | 1.1 | Cy Marsh | Green | | |
| July | 1.2 | Di Ford | Amber | Two vacancies | Agency staff |
"""


def findings(
    log: str,
    files: str = "",
    *,
    plan: str = PLAN,
    paper: str = "Best start July",
    meeting: str = "",
    ways: Ways | None = None,
    kinds: dict[str, PackSettings] | None = None,
    as_at: date | None = None,
) -> list[Finding]:
    """Return what a check finds, in the codes of rounds alone.

    That these logs do not hold what was asked is left out: see test_rounds_then.py.
    """
    data = logged(plan + files, log)
    row = next((p for p in data.papers if p.reference == paper), None)
    case = BoardAt(data, ways or Ways(), data.meeting.get(meeting), row, as_at, kinds or {})
    found = (f for f in check(case) if f.code != "PK-887")
    return [f for f in found if "PK-870" <= f.code <= "PK-899"]


def find(number: str, log: str, files: str = "", *, paper: str = "Best start July") -> list[str]:
    found = findings(log, files, paper=paper)
    return told([finding for finding in found if finding.code == number])


def one(number: str, log: str, files: str = "") -> Finding:
    (found,) = [f for f in findings(log, files) if f.code == number]
    return found


def returns(*rows: str) -> str:
    head = "## returns\n| meeting | action | rating | reasons | control | exceptional |\n"
    return f"{head}| --- | --- | --- | --- | --- | --- |\n" + "\n".join(rows)


def test_a_whole_round_in_the_log_gives_no_finding() -> None:
    assert findings(RETURNS) == []


def test_a_plan_of_twenty_actions_and_nineteen_returns_names_the_missing_one() -> None:
    head = PLAN.split("## actions", maxsplit=1)[0]
    rows = "\n".join(f"| 5.{n} | P1 | Di Ford |" for n in range(1, 21))
    plan = f"{head}## actions\n| reference | parent | lead |\n| --- | --- | --- |\n{rows}\n\n"
    plan += "## papers" + PLAN.split("## papers")[1]
    log = returns(*(f"| July | 5.{n} | Green | | | |" for n in range(1, 21) if n != 7))
    (found,) = findings(log, plan=plan)
    assert told([found]) == [
        "PK-882 Actions!A8: No return was received from Di Ford for action 5.7 for July."
    ]
    assert (found.severity, found.person) == (Severity.GAP, "Di Ford")
    assert found.remedy.startswith("Ask the reporting lead for the return")


def test_the_return_of_a_closed_action_is_not_missed() -> None:
    assert find("PK-882", returns("| July | 1.1 | Green | | | |")) == [
        "PK-882 Actions!A3: No return was received from Di Ford for action 1.2 for July."
    ]


def test_a_round_that_was_never_held_is_one_finding() -> None:
    (found,) = findings("")
    assert told([found]) == ["PK-881 Papers!E3: The log has no round on P1 Best start for July."]
    assert found.person == "Cy Marsh"


def test_a_round_that_was_issued_and_has_no_return_has_its_gaps() -> None:
    log = "## rounds\n| priority | meeting |\n| --- | --- |\n| P1 | July |\n"
    assert [f.code for f in findings(log)] == ["PK-882", "PK-882"]


def test_a_rating_is_a_word_of_the_scale() -> None:
    found = one("PK-870", returns("| July | 1.1 | Gren | | | |", "| July | 1.2 | green | | | |"))
    assert found.message == "'Gren', on action 1.1, is not in the scale."
    assert found.remedy == (
        "Choose one of Green, Amber, Red (did you mean Green?). An entry of the log stays as it "
        "is: gather what corrects it with --because."
    )
    assert str(found.place) == f"{LOG}, entry 1, RAG"
    assert (found.value, found.person) == ("Gren", "Cy Marsh")


def test_the_sponsors_rating_is_a_word_of_the_scale() -> None:
    views = """
    ## views
    | meeting | action | sponsor | rating | because |
    | --- | --- | --- | --- | --- |
    | July | 1.1 | Ann Field | Purple | It is late |
    """
    found = one("PK-870", RETURNS + views)
    assert found.message == "'Purple', on action 1.1, is not in the scale."
    assert found.remedy.startswith("Choose one of Green, Amber, Red.")
    assert found.person == "Ann Field"


def test_a_return_has_a_rating() -> None:
    log = returns("| July | 1.1 | | It is late | | |", "| July | 1.2 | Green | | | |")
    found = one("PK-871", log)
    assert found.message == "The return of action 1.1 for July has no rating."
    assert found.person == "Cy Marsh"


def test_amber_with_blank_reasons_is_an_error() -> None:
    log = returns("| July | 1.1 | Amber | | Hire | |", "| July | 1.2 | Red | Late | Hire | |")
    found = one("PK-872", log)
    assert (
        found.message
        == "The return of action 1.1 for July is rated Amber, but no reasons are given."
    )
    assert str(found.place) == f"{LOG}, entry 1, Reasons for escalation"
    assert found.severity is Severity.ERROR


def test_red_with_a_blank_action_to_control_the_risk_is_an_error() -> None:
    log = returns("| July | 1.1 | Red | Late | | |", "| July | 1.2 | Green | | | |")
    found = one("PK-873", log)
    assert found.message == (
        "The return of action 1.1 for July is rated Red, but no action to control the risk is "
        "given."
    )
    assert found.severity is Severity.ERROR


@each(
    ("row", "count"),
    [
        ("| Green | Ahead of plan | | |", 1),
        ("| Green | | Keep going | |", 1),
        ("| Green | Ahead of plan | | No |", 0),
        ("| Green | Ahead of plan | | Exceptional |", 0),
        ("| Green | | | |", 0),
        ("| Amber | Late | Hire | |", 0),
    ],
)
def test_text_on_green_without_the_flag_is_a_note(row: str, count: int) -> None:
    log = returns(f"| July | 1.1 {row}", "| July | 1.2 | Green | | | |")
    assert len(find("PK-874", log)) == count


def test_the_note_on_text_quotes_it_and_says_whom_to_ask() -> None:
    found = one("PK-874", returns("| July | 1.1 | Green | | Keep going | |"))
    assert (found.value, found.person) == ("Keep going", "Cy Marsh")
    assert str(found.place) == f"{LOG}, entry 1, Action to control risk"


@each(
    ("row", "count"),
    [
        ("| Green | | | Exceptional |", 1),
        ("| Green | | | Completed early |", 1),
        ("| Green | Two months early | | Completed early |", 0),
        ("| Green | | | No |", 0),
    ],
)
def test_exceptional_progress_says_what_went_well(row: str, count: int) -> None:
    log = returns(f"| July | 1.1 {row}", "| July | 1.2 | Green | | | |")
    assert len(find("PK-875", log)) == count


def test_a_review_date_before_the_meeting_is_a_note() -> None:
    log = """
    ## returns
    | meeting | action | rating | review date |
    | --- | --- | --- | --- |
    | July | 1.1 | Green | 15 July 2026 |
    | July | 1.2 | Green | 16 July 2026 |
    """
    found = one("PK-876", log)
    assert found.message == (
        "The return of action 1.1 for July gives 15 July 2026 as its review date, before the "
        "meeting of 16 July 2026."
    )
    assert found.value == "15 July 2026"


def test_rows_of_a_file_that_are_not_in_the_log_are_one_error() -> None:
    (found,) = [f for f in findings("", RETURNS) if f.code == "PK-880"]
    assert told([found]) == [
        "PK-880 Returns!B2: The 2 rows of Returns on actions 1.1 and 1.2 for July are not in the "
        "log as they are now."
    ]
    assert [str(place) for place in found.others] == ["board.xlsx, Returns!B3"]
    assert found.remedy == "Run 'paperkit forms gather'."


def test_rows_of_a_file_that_were_gathered_are_in_the_log() -> None:
    log = """
    ## returns
    | meeting | action | lead | rating | reasons | control | review date | link | received on |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | July | 1.1 | Cy Marsh | green | | | 1 December 2026 | https://example.org/1 | 1 June 2026 |
    | July | 1.2 | Di Ford | Amber | Two vacancies | Agency staff | | | 1 June 2026 |
    """
    assert findings(log, RETURNS) == []


def test_a_row_that_was_changed_after_it_was_gathered_is_told() -> None:
    changed = RETURNS.replace("Two vacancies", "")
    assert find("PK-880", RETURNS, changed) == [
        "PK-880 Returns!B3: The row of Returns on action 1.2 for July is not in the log as it is "
        "now."
    ]


def test_views_requests_and_risks_of_a_file_are_in_the_log_too() -> None:
    rows = """
    ## views
    | meeting | action | sponsor | view |
    | --- | --- | --- | --- |
    | July | 1.1 | Ann Field | Agreed |

    ## requests
    | meeting | action | route |
    | --- | --- | --- |
    | July | 1.2 | Listed |

    ## risks
    | action | meeting | forum |
    | --- | --- | --- |
    | 1.2 | July | Workforce group |
    | 1.2 | | Workforce group |
    """
    assert find("PK-880", RETURNS, rows) == [
        "PK-880 'Sponsor views'!B2: The row of Sponsor views on action 1.1 for July is not in "
        "the log as it is now.",
        "PK-880 Requests!B2: The row of Requests on action 1.2 for July is not in the log as it "
        "is now.",
        "PK-880 Risks!A2: The row of Risks on action 1.2 for July is not in the log as it is now.",
        "PK-880 Risks!A3: The row of Risks on action 1.2 is not in the log as it is now.",
    ]
    assert find("PK-880", RETURNS + rows, rows) == []


def test_more_rows_than_are_read_in_a_sentence_are_counted() -> None:
    rows = [f"| July | 1.{n} | Green | | | |" for n in range(1, 14)]
    head, actions = PLAN.split("## actions")
    table, papers = actions.split("## papers")
    more = "\n".join(f"| 1.{n} | P1 | Di Ford | On course | |" for n in range(4, 14))
    plan = f"{head}## actions{table.rstrip()}\n{more}\n\n## papers{papers}"
    found = findings("", returns(*rows), plan=plan)
    assert "The 13 rows of Returns on 13 actions for July are not in the log as they are now." in [
        finding.message for finding in found
    ]


def test_what_is_wrong_with_a_row_of_a_file_is_told_at_its_cell() -> None:
    rows = returns("| July | 1.1 | Amber | | Hire | |", "| July | 1.2 | Green | | | |")
    found = one("PK-872", rows, rows)
    assert str(found.place) == "board.xlsx, Returns!D2"
    assert [str(place) for place in found.others] == [f"{LOG}, entry 1, Reasons for escalation"]
    assert found.remedy == "Ask the lead for the reasons."


def test_an_action_that_left_the_plan_takes_no_return_with_it_in_silence() -> None:
    found = one("PK-883", RETURNS + "| July | 1.9 | Cy Marsh | Green | | |\n")
    assert found.message == (
        "The log has a return on action 1.9 for July, but the sheet Actions does not have the "
        "action."
    )
    assert (str(found.place), found.value, found.person) == (
        f"{LOG}, entry 3, Reference",
        "1.9",
        "Cy Marsh",
    )


def test_an_action_that_left_the_plan_is_in_the_round_that_asked_about_it() -> None:
    log = RETURNS + "| July | 1.9 | Cy Marsh | Green | | |\n"
    issued = "## rounds\n| priority | meeting | actions |\n| --- | --- | --- |\n"
    assert find("PK-883", log + issued + "| P1 | July | 1.1; 1.2 |\n") == []
    named = log + issued + "| P1 | July | 1.1; 1.2; 1.9 |\n"
    assert find("PK-883", named) == []
    assert find("PK-888", named) == [
        f"PK-888 {LOG}, entry 3, Reference: The round for July asked about action 1.9, no longer "
        "on the sheet Actions."
    ]


def test_two_returns_for_one_action_are_told_with_the_one_that_is_printed() -> None:
    found = one("PK-884", RETURNS + "| July | 1.1 | Cy Marsh | Red | Late | Hire |\n")
    assert found.message == (
        "Entries 1 and 3 of the log are both returns on action 1.1; entry 3 is printed."
    )
    assert [str(place) for place in found.others] == [f"{LOG}, entry 1, RAG"]
    assert found.person == "Cy Marsh"


def test_from_red_to_green_in_one_step_is_to_be_confirmed() -> None:
    log = returns(
        "| July | 1.1 | Red | Late | Hire | |",
        "| July | 1.2 | Amber | Late | Hire | |",
        "| November | 1.1 | Green | | | |",
        "| November | 1.2 | Green | | | |",
    )
    told_of = findings(log, paper="Best start November")
    (found,) = [finding for finding in told_of if finding.code == "PK-885"]
    assert found.message == "Action 1.1 went from Red to Green in one round."
    assert (found.value, found.person) == ("Green", "Cy Marsh")


@each(("closed", "count"), [("2 September 2026", 1), ("3 September 2026", 0)])
def test_a_risk_is_not_closed_before_it_was_addressed(closed: str, count: int) -> None:
    risks = f"""
    ## risks
    | action | forum | addressed on | closed on |
    | --- | --- | --- | --- |
    | 1.2 | Workforce group | 3 September 2026 | {closed} |
    """
    found = [f for f in findings(RETURNS + risks) if f.code == "PK-886"]
    assert [(f.message, f.value, f.person) for f in found] == [
        (
            "The risk of action 1.2 was closed before it was addressed.",
            "2 September 2026",
            "Di Ford",
        )
    ] * count


ASKING = """
## returns
| meeting | action | rating | request |
| --- | --- | --- | --- |
| July | 1.1 | Green | Write to schools |
| July | 1.2 | Green | None. |
"""


def decided(row: str) -> str:
    return (
        ASKING
        + f"""
    ## requests
    | meeting | action | route | by | when | recommendation |
    | --- | --- | --- | --- | --- | --- |
    | July | 1.1 | {row} |
    """
    )


def test_a_request_that_nobody_decided_is_an_error_of_the_cover_paper() -> None:
    found = one("PK-890", ASKING)
    assert found.message == (
        "The request on action 1.1 for July is not decided: 'Write to schools'."
    )
    assert (found.value, found.person) == ("Write to schools", "Cy Marsh")
    assert str(found.place) == f"{LOG}, entry 1, Any request to the Health and Wellbeing board"


def test_an_undecided_request_is_a_gap_of_a_paper_that_recommends_nothing() -> None:
    appendix = replace(PackSettings(), recommendation="")
    (found,) = findings(ASKING, kinds={"exception_report": appendix})
    assert (found.code, found.severity) == ("PK-879", Severity.GAP)


@each(
    ("words", "count"),
    [("See note.", 1), ("as attached", 1), ("See comment", 1), ("See the clinic note of May", 0)],
)
def test_a_reason_that_only_points_elsewhere_is_a_gap(words: str, count: int) -> None:
    log = returns(f"| July | 1.1 | Amber | {words} | Hire | |", "| July | 1.2 | Green | | | |")
    found = [one for one in findings(log) if one.code == "PK-878"]
    assert [(one.severity, one.value, one.message) for one in found] == count * [
        (
            Severity.GAP,
            words,
            f"The return of action 1.1 for July has only '{words}' under Reasons for escalation.",
        )
    ]


def test_a_rating_that_the_sponsor_made_worse_needs_reasons_too() -> None:
    views = """
    ## views
    | meeting | action | sponsor | rating | because |
    | --- | --- | --- | --- | --- |
    | July | 1.1 | Ann Field | Red | It is late |
    """
    found = one("PK-872", RETURNS + views)
    assert found.message == (
        "The return of action 1.1 for July is rated Red by the sponsor, but no reasons are given."
    )


@each(
    ("row", "expected"),
    [
        ("Listed | | | ", []),
        ("Recommendation | | | Agree to write to schools", []),
        ("Handled elsewhere | Di Ford | 1 August 2026 | ", []),
        (
            "| Di Ford | | ",
            ["PK-890: The request on action 1.1 for July is not decided: 'Write to schools'."],
        ),
        (
            "Recommendation | | | ",
            [
                "PK-892: The request on action 1.1 for July is to be a recommendation, but has "
                "no words."
            ],
        ),
        (
            "Handled elsewhere | | 1 August 2026 | ",
            [
                "PK-891: The request on action 1.1 for July is handled elsewhere, but does not "
                "say by whom."
            ],
        ),
        (
            "Handled elsewhere | | | ",
            [
                "PK-891: The request on action 1.1 for July is handled elsewhere, but does not "
                "say by whom or when."
            ],
        ),
    ],
)
def test_a_request_is_decided_whole(row: str, expected: list[str]) -> None:
    found = findings(decided(row))
    assert [f"{finding.code}: {finding.message}" for finding in found] == expected


def test_a_request_for_a_development_session_needs_its_row_on_the_plan_of_sessions() -> None:
    """PK-510: papers do not print what is asked for, so it would be forgotten."""
    log = decided("For a development session | | | ")
    sessions = (
        "## sessions\n| meeting | topic | actions |\n| - | - | - |\n| Session | Hubs | {} |\n"
    )
    found = [
        [one for one in check(BoardAt(logged(PLAN + more, log))) if one.code == "PK-510"]
        for more in ("", sessions.format("1.2"), sessions.format("1.1"))
    ]
    assert [len(one) for one in found] == [1, 1, 0]
    assert found[0][0].message == (
        "The request on action 1.1 for July is for a development session, but no row of the "
        "sheet Sessions has its action."
    )
    assert findings(log) == []


def test_a_request_that_is_to_be_a_recommendation_is_recommended_by_a_paper_of_the_meeting() -> (
    None
):
    """PK-651: the Board would not be asked, and the report prints that it is."""
    log = decided("Recommendation | | | agree 1 July 2027.")
    typed = (
        "## text\n| paper | section | text |\n| - | - | - |\n"
        "| Report | recommendations | That the Board agree 1 July 2027 |\n"
    )
    alone = PLAN.replace(
        "| Best start July | exception_report | July | To report | P1 | Cy Marsh |\n", ""
    )
    done = "## decisions\n| meeting | action | outcome |\n| - | - | - |\n| July | 1.1 | Agreed |\n"
    asking = Ways(pack=PackSettings(recommendation="That the Board"))
    found = [
        told([one for one in check(BoardAt(logged(plan, log), asking)) if one.code == "PK-651"])
        for plan in (PLAN, alone, alone + typed, alone + done)
    ]
    assert [len(one) for one in found] == [0, 1, 0, 0]
    assert found[1][0].endswith(
        "The request on action 1.1 for July is to be a recommendation, but no paper of the meeting "
        "recommends it."
    )


def test_whom_to_ask_about_a_decision_is_the_lead() -> None:
    assert one("PK-891", decided("Handled elsewhere | | | ")).person == "Cy Marsh"


def viewed(*rows: str) -> str:
    head = "## views\n| meeting | action | sponsor | view | rating | because |\n"
    return f"{RETURNS}\n{head}| --- | --- | --- | --- | --- | --- |\n" + "\n".join(rows)


@each(
    ("row", "said"),
    [
        ("Challenged | | ", "challenges the rating"),
        ("Challenged | Red | ", "changes the rating to Red"),
        ("| Red | ", "changes the rating to Red"),
    ],
)
def test_a_challenge_says_why(row: str, said: str) -> None:
    found = one("PK-893", viewed(f"| July | 1.2 | Ann Field | {row} |"))
    assert found.message == f"The sponsor's view on action 1.2 for July {said} without a reason."
    assert found.person == "Ann Field"


def test_an_agreed_rating_needs_no_why() -> None:
    assert findings(viewed("| July | 1.2 | Ann Field | Agreed | | |")) == []


def test_ratings_that_the_sponsor_changed_are_one_note() -> None:
    rows = (
        "| July | 1.1 | Ann Field | Challenged | Amber | Late |",
        "| July | 1.2 | Ann Field | Challenged | Red | No staff |",
    )
    found = one("PK-894", viewed(*rows))
    assert found.message == (
        "The sponsor changed ratings for July: 1.1 from Green to Amber and 1.2 from Amber to Red."
    )
    assert found.person == "Ann Field"
    assert found.remedy == "Make sure that the reporting lead knows.", "nothing is to be corrected"


def test_a_view_is_of_the_sponsor_of_the_priority() -> None:
    rows = ("| July | 1.1 | ann field | Agreed | | |", "| July | 1.2 | Bo Lane | Agreed | | |")
    found = one("PK-895", viewed(*rows))
    assert found.message == (
        "The sponsor's view on action 1.2 for July is from Bo Lane, who does not sponsor its "
        "priority."
    )
    assert (found.value, found.person) == ("Bo Lane", "Bo Lane")


def test_a_sponsor_of_a_part_or_of_the_whole_may_have_a_view() -> None:
    plan = PLAN.replace(
        "| reference | name | sponsor |\n| --- | --- | --- |",
        "| reference | name | sponsor | part of |\n| --- | --- | --- | --- |",
    ).replace("| P1 | Best start | Ann Field |", "| P1 | Best start | Ann Field | P2 |")
    plan = plan.replace("| P2 | Good work | Bo Lane |", "| P2 | Good work | Bo Lane | |")
    assert findings(viewed("| July | 1.2 | Bo Lane | Agreed | | |"), plan=plan) == []


def test_a_round_does_not_hold_up_a_paper_of_another_meeting_or_kind() -> None:
    wrong = returns("| July | 1.1 | Purple | | | |")
    assert findings(RETURNS, wrong, paper="Report") == []
    assert findings(wrong, wrong, paper="Report") == []
    november = returns("| November | 1.1 | Purple | | | |")
    assert findings(RETURNS, november) == []
    other = returns("| July | 2.1 | Purple | | | |")
    assert findings(RETURNS, other) == []


def test_a_meeting_is_judged_with_the_rounds_of_its_papers() -> None:
    wrong = returns("| July | 1.1 | Purple | | | |", "| July | 1.2 | Green | | | |")
    found = findings(wrong, paper="", meeting="July")
    assert [finding.code for finding in found] == ["PK-870"]


@each(
    ("today", "told_of"),
    [(date(2026, 5, 20), False), (date(2026, 5, 21), True)],  # eight weeks before 16 July
)
def test_a_round_is_missed_once_its_forms_should_be_out(today: date, told_of: bool) -> None:
    case = BoardAt(logged(PLAN, ""), as_at=today, today=today)
    missed = [f.message for f in check(case) if f.code == "PK-881"]
    assert ("The log has no round on P1 Best start for July." in missed) == told_of


def test_a_round_that_is_over_is_judged_only_where_it_is_asked_for() -> None:
    wrong = returns("| July | 1.1 | Purple | | | |", "| July | 1.2 | Green | | | |")
    on_the_day = findings(wrong, paper="", as_at=date(2026, 7, 16))
    assert {f.code for f in on_the_day} == {"PK-870", "PK-881"}
    after = findings(wrong, paper="", as_at=date(2026, 7, 17))
    assert [f.message for f in after] == ["The log has no round on P1 Best start for November."]


def test_rows_of_any_round_that_wait_to_be_gathered_are_told_when_all_is_checked() -> None:
    found = findings(
        RETURNS, returns("| July | 2.1 | Green | | | |"), paper="", as_at=date(2027, 1, 1)
    )
    assert [finding.code for finding in found] == ["PK-880"]


def test_a_word_that_waits_for_the_real_one_is_told_in_the_log_too() -> None:
    data = logged(PLAN, returns("| July | 1.1 | Amber | TBC | Hire | |"))
    paper = next(p for p in data.papers if p.reference == "Best start July")
    (found,) = [f for f in check(BoardAt(data, paper=paper)) if f.code == "PK-701"]
    assert str(found.place) == f"{LOG}, entry 1, Reasons for escalation"
    assert (found.value, found.person) == ("TBC", "Cy Marsh")


def test_a_paper_on_a_round_is_not_held_up_by_an_action_of_another_priority() -> None:
    data = logged(
        PLAN.replace("| 2.1 | P2 | Di Ford | On course |", "| 2.1 | P2 | Di Ford | At risk |"),
        RETURNS,
    )
    papers = {str(paper.reference): paper for paper in data.papers}
    july = data.meeting["July"]
    told_of = {
        name: [
            f.place.cell
            for f in check(BoardAt(data, meeting=july, paper=papers[name]))
            if f.code == "PK-420"
        ]
        for name in ("Report", "Best start July")
    }
    assert told_of == {"Report": ["A5"], "Best start July": []}


def test_a_return_for_no_meeting_is_told_as_such() -> None:
    found = findings("", returns("| | 1.1 | | | | |"), paper="")
    assert "The return of action 1.1 for no meeting has no rating." in [f.message for f in found]


def test_a_word_in_other_letters_is_another_text() -> None:
    assert find("PK-880", RETURNS, RETURNS.replace("Two vacancies", "two vacancies")) == [
        "PK-880 Returns!B3: The row of Returns on action 1.2 for July is not in the log as it is "
        "now."
    ]


def test_a_name_or_a_rating_in_other_letters_is_the_same() -> None:
    assert find("PK-880", RETURNS, RETURNS.replace("Di Ford", "di ford")) == []
    assert find("PK-880", RETURNS, RETURNS.replace("Amber", "amber")) == []


def test_what_a_form_fills_in_counts_where_it_was_typed_otherwise() -> None:
    head = "## returns\n| meeting | action | rating | target |\n| - | - | - | - |\n"
    log = f"{head}| July | 1.1 | Green | 90% |"
    assert find("PK-880", log, f"{head}| July | 1.1 | Green | |") == []
    assert len(find("PK-880", log, f"{head}| July | 1.1 | Green | 95% |")) == 1


def test_twelve_actions_are_named_and_no_more() -> None:
    rows = [f"| July | 2.{n} | Green | | | |" for n in range(1, 13)]
    actions = "\n".join(f"| 2.{n} | P1 | Di Ford | On course | |" for n in range(2, 13))
    plan = PLAN.replace(
        "| 2.1 | P2 | Di Ford | On course | |", f"| 2.1 | P1 | Di Ford | | |\n{actions}"
    )
    named = ", ".join(f"2.{n}" for n in range(1, 12))
    assert (
        f"The 12 rows of Returns on actions {named} and 2.12 for July are not in the log as they "
        "are now."
    ) in [finding.message for finding in findings("", returns(*rows), plan=plan)]


def test_a_view_of_nobody_is_asked_of_the_reporting_lead() -> None:
    found = one("PK-893", viewed("| July | 1.2 | | Challenged | | |"))
    assert (found.person, found.value) == ("Di Ford", "")


def test_a_paper_is_judged_with_the_rows_of_its_own_rounds_alone() -> None:
    rows = """
    ## views
    | meeting | action | sponsor |
    | --- | --- | --- |
    | July | 1.1 | Ann Field |
    | July | 2.1 | Bo Lane |
    | November | 1.1 | Ann Field |

    ## requests
    | meeting | action | route |
    | --- | --- | --- |
    | July | 1.2 | Listed |
    | July | 2.1 | Listed |
    | November | 1.2 | Listed |

    ## risks
    | action | note |
    | --- | --- |
    | 1.1 | Ours |
    | 2.1 | Another priority's |
    | | Nobody's |
    """
    data = logged(PLAN + RETURNS + rows, "")
    paper = next(p for p in data.papers if p.reference == "Best start July")
    scope = BoardAt(data, paper=paper).scope
    assert [(row.meeting, row.action) for row in scope.returns] == [
        ("July", "1.1"),
        ("July", "1.2"),
    ]
    assert [(row.meeting, row.action) for row in scope.views] == [("July", "1.1")]
    assert [(row.meeting, row.action) for row in scope.requests] == [("July", "1.2")]
    assert [row.note for row in scope.risks] == ["Ours"]


def test_a_view_on_no_action_has_no_sponsor_to_be_told_of() -> None:
    views = "## views\n| meeting | action | sponsor |\n| - | - | - |\n| July | | Bo Lane |"
    assert "PK-895" not in [f.code for f in findings("", views, paper="")]


def test_the_authors_are_asked_for_a_round_that_was_never_held() -> None:
    plan = PLAN.replace(
        "exception_report | July | To report | P1 | Cy Marsh |",
        "exception_report | July | To report | P1 | Cy Marsh<br>Di Ford |",
    )
    (found,) = [f for f in findings("", plan=plan) if f.code == "PK-881"]
    assert (found.person, found.value) == ("Cy Marsh, Di Ford", "P1")


def test_a_return_that_nobody_is_to_make_is_missed_all_the_same() -> None:
    plan = PLAN.replace("| 1.2 | P1 | Di Ford |", "| 1.2 | P1 | |")
    log = returns("| July | 1.1 | Green | | | |")
    (found,) = [f for f in findings(log, plan=plan) if f.code == "PK-882"]
    assert found.message == "No return was received for action 1.2 for July."
    assert found.person == ""


def test_an_action_that_could_not_be_read_has_not_left_the_plan() -> None:
    row = "| 1.3 | P1 | Di Ford | Withdrawn | |"
    plan = PLAN.replace(row, f"{row}\n| 1.9 | P1 | Cy Marsh | Somewhere | |")
    whole = assembled(plan)
    assert [row.reference for row in whole.board.unread] == ["1.9"]
    log = history(RETURNS + "| July | 1.9 | Cy Marsh | Green | | |\n")
    paper = next(p for p in whole.board.papers if p.reference == "Best start July")
    case = BoardAt(replace(whole.board, history=log), paper=paper)
    assert "PK-883" not in [f.code for f in check(case)]


@each(("day", "count"), [(15, 0), (16, 1)])
def test_where_no_day_is_set_for_the_forms_a_round_is_missed_on_the_day_of_its_meeting(
    day: int, count: int
) -> None:
    ways = Ways(Settings(deadlines=Deadlines(forms_out=None)))
    today = date(2026, 7, day)
    told_of = check(BoardAt(logged(PLAN, ""), ways, as_at=today, today=today))
    july = [f for f in told_of if f.code == "PK-881" and "for July" in f.message]
    assert len(july) == count


# --- A scale that has changed since -----------------------------------------------------------

RENAMED = Ways(
    settings=Settings(
        ratings=(
            Rating(word="On track", role=Role.MET, fill="00806A", ink="FFFFFF"),
            Rating(word="Off track", role=Role.MISSED, fill="A4001D", ink="FFFFFF"),
        )
    )
)
ROUND = """
## rounds
| priority | meeting | actions | scale |
| --- | --- | --- | --- |
| P1 | July | 1.1; 1.2 | Green: As planned; Amber: Some way off |
"""


def words_of_the_log(log: str, *, paper: str = "Best start November") -> list[str]:
    """Return what a check by the new scale says of the words that the log has as ratings."""
    data = logged(PLAN, log)
    row = next(p for p in data.papers if p.reference == paper)
    found = check(BoardAt(data, RENAMED, data.meeting[row.meeting], row))
    return [f"{one.code} {one.message}" for one in found if one.code in ("PK-439", "PK-870")]


def test_a_word_that_the_scale_no_longer_has_is_named_with_what_it_meant_then() -> None:
    assert words_of_the_log(ROUND + RETURNS) == [
        "PK-439 'Green' is no longer a word of the rating scale, and the log has it of action 1.1. "
        "It meant 'As planned'.",
        "PK-439 'Amber' is no longer a word of the rating scale, and the log has it of action 1.2. "
        "It meant 'Some way off'.",
    ]
    assert catalogue()["PK-439"].severity is Severity.NOTE


def test_what_an_older_log_does_not_say_of_its_words_is_said_to_be_not_recorded() -> None:
    first, _ = words_of_the_log(RETURNS)
    assert first.endswith("What it meant is not recorded.")


def test_a_held_round_keeps_its_words_and_a_word_of_no_scale_stays_an_error() -> None:
    again = words_of_the_log(ROUND + RETURNS, paper="Best start July")
    assert [line[:6] for line in again] == ["PK-439", "PK-439"]
    wrong = ROUND + RETURNS.replace("| Amber |", "| Ambre |")
    assert "PK-870 'Ambre', on action 1.2, is not in the scale." in words_of_the_log(
        wrong, paper="Best start July"
    )


def test_a_scale_that_has_not_changed_gives_no_finding_of_its_words() -> None:
    data = logged(PLAN, ROUND + RETURNS)
    assert [f for f in check(BoardAt(data, Ways())) if f.code == "PK-439"] == []


def test_a_former_word_is_printed_as_it_was_with_what_it_meant() -> None:
    data = logged(PLAN, ROUND + RETURNS)
    row = next(p for p in data.papers if p.reference == "Report")
    at = BoardAt(data, RENAMED, data.meeting["July"], row)
    printed = former_meanings(at, (one.answered for one in at.moved.values()))
    assert printed == {
        "Green": "As planned; this word is no longer in use",
        "Amber": "Some way off; this word is no longer in use",
    }
