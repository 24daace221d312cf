"""Whether what was due by the meeting has been delivered, as the paper shows it."""

from datetime import date

from paperkit.actions.shown import ActionShown
from paperkit.word.values import Gap, LinkText
from tests.papers.made import paper, sentence

DUE = """
## people
| Name      | Post           |
|-----------|----------------|
| Ada Brook | Transport Lead |
## actions
| Reference | Action       | Owner     | Deadline      | State     |
|-----------|--------------|-----------|---------------|-----------|
| 1.1       | Open a café  | Ada Brook | 30 June 2026  | Delivered |
| 1.2       | Run a bus    | Ada Brook | 16 July 2026  | On course |
| 1.3       | Train staff  | Ada Brook | 17 July 2026  | At risk   |
| 1.4       | Hire nurses  | Ada Brook | 1 May 2026    | Suspended |
"""


def only(columns: str, values: str) -> ActionShown:
    rule = "|---" * columns.count("|")
    (shown,) = paper(f"""
    ## actions
    | Reference | {columns}
    |-----------{rule}|
    | 1.2.2     | {values}
    """).actions.rows
    return shown


def test_what_is_late_or_stopped_is_an_exception_and_then_what_is_at_risk_and_not_due() -> None:
    shown = paper(DUE).actions.exceptions
    assert [(one.reference, one.standing) for one in shown] == [
        ("1.2", "Not delivered"),
        ("1.4", "Suspended with approval"),
        ("1.3", "At risk"),
    ]


def test_owners_are_named_in_full_once_and_nothing_is_made_up_of_the_others() -> None:
    made = paper("""
    ## people
    | Name      | Post            | Organisation       |
    |-----------|-----------------|--------------------|
    | Ada Brook | Transport Lead  | Anyshire Council   |
    | Bo Carr   | Chief Executive | Voluntary Alliance |
    | Cy Dunn   |                 |                    |
    ## actions
    | Reference | Owner        |
    |-----------|--------------|
    | 1.1       | Bo Carr      |
    | 1.2       | Ada Brook    |
    | 1.3       | Bo Carr      |
    | 1.4       | Cy Dunn      |
    | 1.5       | Housing Lead |
    """).actions
    assert made.owners == (
        "Ada Brook, Transport Lead",
        "Bo Carr, Chief Executive, Voluntary Alliance",
    )
    assert made.rows[0].owner == "Bo Carr"


def test_an_action_due_a_day_after_the_meeting_is_in_the_full_table_only() -> None:
    made = paper(DUE.replace("At risk", "On course")).actions
    assert "1.3" not in [one.reference for one in made.exceptions]
    assert [one.reference for one in made.rows] == ["1.1", "1.2", "1.3", "1.4"]


def test_an_action_on_course_after_the_day_of_the_data_is_no_exception() -> None:
    shown = paper(DUE, as_at=date(2026, 7, 1)).actions
    assert [one.reference for one in shown.exceptions] == ["1.4", "1.3"]
    assert shown.rows[1].standing == "On course"


def test_a_missing_corrective_action_is_a_fact_of_the_post_that_reports() -> None:
    led = DUE.replace("| Owner     |", "| Reporting lead |")
    gap = Gap("No corrective action reported by the Transport Lead at publication")
    assert paper(led).actions.exceptions[0].correction == gap


def test_an_owner_is_not_said_to_have_reported_nothing() -> None:
    gap = Gap("No corrective action reported at publication")
    assert paper(DUE).actions.exceptions[0].correction == gap


def test_a_corrective_action_carries_its_state_and_date() -> None:
    shown = only(
        "Corrective action | Corrective action state | Corrective action date |",
        "Ask the depot | Will be taken | 30 September 2026 |",
    )
    assert shown.correction == "Ask the depot (Will be taken by 30 September 2026)"


def test_a_missing_deadline_or_owner_is_a_gap() -> None:
    shown = only("Action |", "Run a bus |")
    assert shown.deadline == Gap("No deadline given for this action")
    assert shown.owner == Gap("No owner recorded")


def test_the_reporting_lead_is_never_printed_as_the_owner() -> None:
    assert only("Reporting lead |", "Ada Brook |").owner == Gap("No owner recorded")


def test_an_accountable_role_is_not_the_owner_either() -> None:
    shown = only("Reporting lead | Accountable role |", "Ada Brook | Chair of the sub-group |")
    assert shown.owner == Gap("No owner recorded; accountable: Chair of the sub-group")


def test_the_full_table_runs_on_without_a_second_full_stop() -> None:
    ((only_row,),) = (
        part.rows
        for plan in paper("""
        ## actions
        | Reference | Measures                          | Target     |
        |-----------|-----------------------------------|------------|
        | 1.1       | Calls answered<br>Visits.<br>Met. | All of it. |
        """).actions.plans
        for part in plan.priorities
    )
    assert (only_row.measures, only_row.target) == ("Calls answered; Visits. Met", "All of it.")


def test_an_accountable_role_stands_once_under_the_full_tables() -> None:
    made = paper("""
    ## actions
    | Reference | Owner     | Accountable role       |
    |-----------|-----------|------------------------|
    | 1.1       | Ada Brook | Chair of the sub-group |
    | 1.2       | Ada Brook |                        |
    | 1.3       |           | Chair of the sub-group |
    """).actions
    assert made.accountable == ("Chair of the sub-group (1.1, 1.3)",)
    rows = [row.owner for plan in made.plans for part in plan.priorities for row in part.rows]
    assert rows == ["Ada Brook", "Ada Brook", Gap("No owner recorded")]


def test_an_accountable_role_stands_beside_the_owner() -> None:
    shown = only("Owner | Accountable role |", "Ada Brook | Chair of the sub-group |")
    assert shown.owner == "Ada Brook; accountable: Chair of the sub-group"


def test_an_accountable_role_stands_below_the_owner_of_what_is_late_or_at_risk() -> None:
    ((shown,),) = (
        paper("""
        ## actions
        | Reference | Owner     | Accountable role       | State   |
        |-----------|-----------|------------------------|---------|
        | 1.1       | Ada Brook | Chair of the sub-group | At risk |
        """).actions.exceptions,
    )
    assert (shown.owner, shown.accountable) == ("Ada Brook", "Chair of the sub-group")


def test_a_revised_deadline_says_why_and_who_agreed() -> None:
    shown = only(
        "Deadline | Revised deadline | Reason for revision | Revision agreed by |",
        "Q1 2026/27 | Q3 2026/27 | Staff left | The Executive |",
    )
    assert shown.deadline == "Q1 2026/27, revised to Q3 2026/27"
    assert shown.revision == "Staff left; agreed by The Executive"


def test_a_revised_deadline_without_a_reason_says_who_agreed() -> None:
    shown = only("Revision agreed by |", "The Executive |")
    assert shown.revision == "Agreed by The Executive"


def test_the_day_of_a_revision_stands_with_who_agreed() -> None:
    shown = only(
        "Deadline | Revised deadline | Revision agreed by | Revision agreed on |",
        "Q1 2026/27 | Q3 2026/27 | The Executive | 3 June 2026 |",
    )
    assert shown.revision == "Agreed by The Executive on 3 June 2026"


def test_why_an_action_was_withdrawn_stands_with_its_state() -> None:
    shown = only(
        "State | Reason for revision | Revision agreed by |", "Withdrawn | No room. | The Board |"
    )
    assert (shown.standing, shown.revision) == ("Withdrawn: No room. Agreed by The Board", "")


def test_the_reason_of_a_withdrawn_action_is_not_that_of_a_deadline_that_moved_before() -> None:
    shown = only(
        "State | Revised deadline | Reason for revision | Revision agreed by |",
        "Withdrawn | 31 May 2026 | No room. | The Board |",
    )
    assert (shown.standing, shown.revision) == ("Withdrawn: No room. Agreed by The Board", "")


def test_a_delivered_action_says_when() -> None:
    shown = only("State | Done on |", "Delivered | 3 June 2026 |")
    assert shown.standing == "Delivered on 3 June 2026"


def test_an_action_that_was_delivered_late_says_how_late() -> None:
    columns, values = "Deadline | State | Done on |", "31 May 2026 | Delivered | 3 June 2026 |"
    assert only(columns, values).standing == "Delivered on 3 June 2026, 3 days late"
    made = paper(f"## actions\n| Reference | {columns}\n|---|---|---|---|\n| 1.1 | {values}")
    assert sentence(made, "actions.counts").endswith(
        " One was delivered after its deadline: action 1.1 (3 days late)."
    )


def test_an_open_action_without_a_deadline_is_named_since_it_can_never_be_due() -> None:
    made = paper("""
    ## actions
    | Reference | Deadline    | State     |
    |-----------|-------------|-----------|
    | 1.1       | 31 May 2026 | Delivered |
    | 1.2       |             | On course |
    | 1.3       |             | Delivered |
    | 1.4       |             | Withdrawn |
    | 1.5       | Ongoing     | On course |
    """)
    assert sentence(made, "actions.counts").endswith(
        " No deadline is recorded for one action (action 1.2)."
    )


def test_a_priority_is_told_by_its_name() -> None:
    (shown,) = paper("""
    ## priorities
    | Reference | Name            |
    |-----------|-----------------|
    | 2.1       | Healthy at home |
    ## actions
    | Reference | Outcome or priority |
    |-----------|---------------------|
    | 1.2.2     | 2.1                 |
    """).actions.rows
    assert shown.parent == "2.1 Healthy at home"


def test_the_words_of_a_link_make_sense_alone() -> None:
    shown = only("Link | Source |", "https://www.example.org/p?a=1 | Transport plan, page 4 |")
    assert shown.more == LinkText("Progress of action 1.2.2", "https://www.example.org/p?a=1")
    assert shown.source == "Transport plan, page 4"


def test_a_reason_that_is_a_sentence_keeps_its_full_stop() -> None:
    shown = only(
        "Deadline | Revised deadline | Reason for revision | Revision agreed by |",
        "Q1 2026/27 | Q3 2026/27 | Staff left. | The Executive |",
    )
    assert shown.revision == "Staff left. Agreed by The Executive"


def test_a_source_without_a_link_stands_in_the_place_of_the_link() -> None:
    shown = only("Source |", "Transport plan, page 4 |")
    assert (shown.more, shown.source) == ("Transport plan, page 4", "")


def test_a_link_without_a_source_is_printed_for_readers_on_paper() -> None:
    shown = only("Link |", "https://www.example.org/p?a=1 |")
    assert shown.source == "www.example.org/p?a=1"


def test_what_always_stands_says_so_where_it_is_empty_and_the_rest_is_left_out() -> None:
    shown = only("Action |", "Run a bus |")
    assert (shown.measures, shown.owner) == ("None recorded", Gap("No owner recorded"))
    assert (shown.target, shown.more, shown.source, shown.correction) == ("",) * 4


def test_an_exception_that_needs_no_corrective_action_says_that_none_is_recorded() -> None:
    assert paper(DUE).actions.exceptions[1].correction == "None recorded"


def test_an_outcome_is_named_in_full_once_for_both_tables_and_in_rows_by_its_reference() -> None:
    made = paper("""
    ## outcomes
    | Reference | Name            |
    |-----------|-----------------|
    | 2.1       | Healthy at home |
    ## actions
    | Reference | Outcome or priority |
    |-----------|---------------------|
    | 1.2.2     | 2.1                 |
    | 1.2.3     | 2.1                 |
    """)
    assert [one.parent for one in made.actions.rows] == ["2.1", "2.1"]
    assert made.indicators.outcomes == ("2.1 Healthy at home",)


STOPPED = """
## actions
| Reference | Action    | Deadline   | State     | Reason for revision |
|-----------|-----------|------------|-----------|---------------------|
| 1.1       | Run a bus | 1 May 2026 | Suspended | A survey first.     |
"""


def test_why_an_exception_was_stopped_stands_apart_from_how_it_stands() -> None:
    made = paper(STOPPED).actions
    (shown,) = made.exceptions
    assert (shown.standing, shown.stopped) == ("Suspended with approval", "A survey first.")
    assert made.rows[0].standing == "Suspended with approval: A survey first."
