"""Reports to follow and urgent items: which reason is asked for, and when (s. 100B(4)(b))."""

from datetime import date

from paperkit.board.history import FILED, Entry, Filed, History
from paperkit.findings import Severity
from paperkit.frozen import replace
from paperkit.meetings.agenda_rules import both_reasons, chair_agreed, filed_late, not_filed
from paperkit.packs.plan import Planned
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board, told

IN_TIME, LATE, AFTER = date(2026, 7, 8), date(2026, 7, 9), date(2026, 7, 17)
DAYS = "was due to be published by Wednesday 8 July 2026. Today is Thursday 9 July 2026."
FOLLOWS, URGENT = "The grant came late.", "The grant closes on 20 July."


def at(
    today: date,
    *,
    given_on: str = "",
    filed_on: date | None = None,
    label: str = "",
    item: str = "",
    follows: str = "",
    urgent: str = "",
) -> BoardAt:
    """Return the paper Housing of the July meeting, whose papers are published by 8 July."""
    agenda = f"""
    ## agenda
    | Meeting | Paper   | Item | Given on   |
    |---------|---------|------|------------|
    | July    | Housing | 12   | {given_on} |
    """
    data = board(f"""
    ## meetings
    | Reference | Date         |
    |-----------|--------------|
    | July      | 16 July 2026 |
    ## papers
    | Reference | Meeting | Report of | Item   | To follow because | Urgent because |
    |-----------|---------|-----------|--------|-------------------|----------------|
    | Housing   | July    | Ada Brook | {item} | {follows}         | {urgent}       |
    {agenda if given_on else ""}
    """)
    if filed_on:
        filed = Filed(paper="Housing", meeting="July", data="other data", filed_on=filed_on)
        entry = Entry(table=FILED, row=filed, recorded_on=filed_on, number=1)
        data = replace(data, history=History(entries=(entry,)))
    (row,) = data.papers
    planned = Planned("covering_report", row, label=label)
    return BoardAt(data, meeting=data.meetings[0], paper=row, today=today, planned=planned)


def late(case: BoardAt) -> list[str]:
    found = list(filed_late(case))
    assert found == list(not_filed(case))
    return told(found)


def test_a_paper_on_the_agenda_is_asked_why_its_report_follows() -> None:
    """PK-495."""
    assert late(at(LATE, item="7")) == [
        f"PK-495 Papers!E2: 'Housing' is item 7 of the agenda, and {DAYS}"
    ]


def test_a_paper_without_a_number_is_asked_why_it_is_urgent() -> None:
    """PK-982."""
    (found,) = filed_late(at(LATE))
    assert told([found]) == [f"PK-982 Papers!F2: 'Housing' has no item number, and {DAYS}"]
    assert (found.severity, found.person) == (Severity.GAP, "Ada Brook")


def test_a_number_given_after_the_day_of_publication_is_not_on_that_agenda() -> None:
    assert late(at(LATE, given_on="9 July 2026")) == [
        f"PK-982 Papers!F2: 'Housing' was given item 12 on 9 July 2026, and {DAYS}"
    ]
    assert late(at(LATE, given_on="8 July 2026"))[0].startswith("PK-495")


def test_with_its_reason_nothing_is_asked() -> None:
    assert late(at(LATE, item="7", follows=FOLLOWS)) == late(at(LATE, urgent=URGENT)) == []


@each("today", [IN_TIME, AFTER])
def test_nothing_is_asked_before_the_day_has_passed_or_after_the_meeting(today: date) -> None:
    assert late(at(today)) == late(at(today, item="7")) == []


def test_an_appendix_goes_with_its_paper() -> None:
    assert late(at(LATE, label="Appendix 1")) == []


def test_a_report_to_follow_needs_an_item_on_the_published_agenda() -> None:
    """PK-984."""
    assert late(at(LATE, follows=FOLLOWS)) == [
        "PK-984 Papers!D2: 'Housing' is to follow, but has no item number."
    ]
    assert late(at(LATE, given_on="9 July 2026", follows=FOLLOWS)) == [
        "PK-984 Papers!D2: 'Housing' is to follow, but was given item 12 on 9 July 2026."
    ]
    assert late(at(IN_TIME, follows=FOLLOWS)) == []


@each("today", [IN_TIME, LATE])
def test_an_item_on_the_agenda_needs_no_urgency(today: date) -> None:
    """PK-985; so is a reason under the earlier heading, Late because."""
    (found,) = filed_late(at(today, item="7", urgent=URGENT))
    assert found.severity is Severity.NOTE
    assert found.message == ("'Housing' is item 7 of the agenda, but gives a reason for urgency.")
    assert late(at(today, given_on="9 July 2026", urgent=URGENT)) == []


def test_what_was_filed_in_time_is_asked_again_only_for_a_final_of_other_data() -> None:
    case = at(LATE, filed_on=IN_TIME)
    assert told(list(filed_late(case)))[0].startswith("PK-982")
    assert list(not_filed(case)) == []


def test_a_paper_is_to_follow_or_urgent_and_not_both() -> None:
    """PK-983."""
    case = at(IN_TIME, follows=FOLLOWS, urgent=URGENT)
    assert told(list(both_reasons(case))) == [
        "PK-983 Papers!E2: 'Housing' has two reasons: to follow, and urgent."
    ]


@each(
    ("reason", "says"),
    [
        ("The Chair has agreed to take it.", ["'Chair has agreed'"]),
        ("It closes on 20 July; the chairman accepted that.", ["'chairman accepted'"]),
        ("The chair of the Board already approved it.", ["'chair of the Board already approved'"]),
        ("The chair of the trust agreed the grant on 8 July.", []),
        ("The chair is asked to agree.", []),
    ],
)
def test_no_reason_says_that_the_chair_agreed(reason: str, says: list[str]) -> None:
    """PK-986."""
    for case, cell in ((at(LATE, follows=reason), "E2"), (at(LATE, urgent=reason), "F2")):
        found = told(list(chair_agreed(case)))
        assert found == [f"PK-986 Papers!{cell}: The reason of 'Housing' says {it}." for it in says]
