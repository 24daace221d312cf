"""The year ahead: what each row puts on the plan of which meeting (seeds T 3.15 to 3.17, H 3.6)."""

from datetime import date

from paperkit.board.calendar import anniversary
from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Entry, History, Round
from paperkit.board.pack_settings import PackSettings, Ways, Words
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.board.settings import ExceptionReporting, Settings
from paperkit.board.words import Body, ItemKind, Publicity
from paperkit.frozen import replace
from paperkit.meetings.items import Item, Items, ItemSource
from paperkit.meetings.year_ahead import YearAhead, rounds_of_year, year_ahead
from tests.cases import each
from tests.tables import board

JULY = date(2026, 7, 16)
STANDING = {"Progress of every {plan}": "What changed in each {plan}."}
WAYS = Ways(pack=PackSettings(standing_items=STANDING), words=Words(plan="implementation plan"))
YEAR = """
## meetings
| reference | date | body | kind | state |
| --- | --- | --- | --- | --- |
| May | 21 May 2026 | | | Held |
| July | 16 July 2026 | | | |
| September | 17 September 2026 | | | |
| Session | 1 October 2026 | | Development session | |
| Executive | 15 October 2026 | Executive | | |
| November | 19 November 2026 | | | Moved |
| January | 21 January 2027 | | | |
| March | 18 March 2027 | | | |
"""


def ahead(tables: str = "", body: Body = Body.BOARD, first: date = JULY) -> YearAhead:
    return year_ahead(board(YEAR + tables), WAYS, first, body)


def item(year: YearAhead, source: ItemSource) -> Item:
    (found,) = (item for item in year.items if item.source is source)
    return found


def where(year: YearAhead, source: ItemSource) -> list[str]:
    return [one.meeting.reference for one in year.meetings for i in one.items if i.source is source]


def references(year: YearAhead) -> list[str]:
    return [one.meeting.reference for one in year.meetings]


def logged(data: BoardData, *rounds: tuple[str, str]) -> BoardData:
    entries = (
        Entry(
            number=number,
            table=ROUNDS,
            row=Round(priority=priority, meeting=meeting),
            recorded_on=date(2026, 6, 1),
        )
        for number, (priority, meeting) in enumerate(rounds, start=1)
    )
    return replace(data, history=History(tuple(entries)))


def answered(data: BoardData, *returns: tuple[str, str]) -> BoardData:
    """Return the board with returns in its log, each an action's reference and a meeting's."""
    there = data.history.entries
    more = [
        Entry(
            number=number,
            table=RETURNS,
            row=Return(action=action, meeting=meeting, rating="Green"),
            recorded_on=JULY,
        )
        for number, (action, meeting) in enumerate(returns, len(there) + 1)
    ]
    return replace(data, history=History((*there, *more)))


def test_the_year_begins_with_the_meeting_and_ends_before_its_anniversary() -> None:
    year = ahead()
    assert (year.first, year.last) == (JULY, date(2027, 7, 15))
    assert references(year) == ["July", "September", "November", "January", "March"]


def test_a_plan_made_in_march_shows_the_meeting_of_may_whose_forms_go_out_in_march() -> None:
    rows = "| March | 12 March 2026 |\n| May | 21 May 2026 |\n| Next | 12 March 2027 |"
    data = board(f"## meetings\n| reference | date |\n| - | - |\n{rows}")
    assert references(year_ahead(data, WAYS, date(2026, 3, 12))) == ["March", "May"]


def test_a_meeting_without_a_date_stands_last_so_that_its_items_are_not_lost() -> None:
    data = board(
        """
        ## meetings
        | reference | date | state |
        | --- | --- | --- |
        | To be dated | | |
        | Long ago | | Held |
        | July | 16 July 2026 | |

        ## forward_items
        | meeting | title |
        | --- | --- |
        | To be dated | Winter |
        """
    )
    year = year_ahead(data, Ways(), JULY)
    assert references(year) == ["July", "To be dated"]
    assert [one.title for one in year.meetings[1].items] == ["Winter"]


def test_the_plans_are_a_standing_item_at_every_meeting_of_the_board() -> None:
    year = ahead()
    assert where(year, ItemSource.STANDING) == ["July", "September", "November", "January", "March"]
    standing = year.meetings[0].items[0]
    assert standing.title == "Progress of every implementation plan"
    assert standing.purpose == "What changed in each implementation plan."
    assert where(ahead(body=Body.EXECUTIVE), ItemSource.STANDING) == []


def test_reports_are_due_in_the_months_of_the_cadence() -> None:
    year = ahead(first=date(2026, 5, 21))
    assert [
        (one.meeting.reference, i.title)
        for one in year.meetings
        for i in one.items
        if i.source is ItemSource.CADENCE
    ] == [
        ("May", "Annual report"),
        ("July", "Performance report"),
        ("November", "Performance report"),
        ("March", "Performance report"),
    ]


def test_a_paper_of_the_cadence_stands_once_with_its_own_words() -> None:
    year = ahead(
        """
        ## papers
        | reference | kind | meeting | title | purpose | authors | directors | publicity |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | P | Performance report | July | Performance to July | To assure. | A | B | Public |
        """
    )
    found = next(one for one in year.items if one.source is ItemSource.CADENCE)
    assert found.title == "Performance to July"
    assert (found.kind, found.lead) == (ItemKind.PERFORMANCE, "B")
    assert (found.purpose, found.publicity) == ("To assure.", Publicity.PUBLIC)


def test_a_note_for_the_chair_is_no_item_of_the_forward_plan() -> None:
    papers = """
        ## papers
        | reference | kind | meeting | title | priority |
        | --- | --- | --- | --- | --- |
        | N | chair_note | July | What to watch | |
        | M | Chair note | November | What to watch | P1 |
        """
    year = ahead(PRIORITIES + papers)
    assert [one.title for one in year.items if "watch" in one.title] == []
    # Nor does it take the place of the paper on a round.
    data = logged(board(YEAR + PRIORITIES + papers), ("P1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert found.title == "Exception reporting on Best start"


@each(
    ("recommendation", "kind"),
    [
        ("That the Board agree the plan.", ItemKind.DECISION),
        ("The Board is asked to consider and agree the framework.", ItemKind.DECISION),
        ("note the report, which asks nobody to agree.", ItemKind.INFORMATION),
        ("take stock.", None),
        ("", None),
    ],
)
def test_a_meeting_decides_or_takes_note_by_what_a_paper_recommends(
    recommendation: str, kind: ItemKind | None
) -> None:
    year = ahead(
        f"""
        ## papers
        | reference | kind | meeting | title |
        | --- | --- | --- | --- |
        | P | covering_report | July | Needs |

        ## text
        | paper | section | text |
        | --- | --- | --- |
        | P | recommendations | {recommendation} |
        """
    )
    assert item(year, ItemSource.PAPER).kind is kind


def test_a_key_decision_is_known_as_one() -> None:
    year = ahead(
        """
        ## papers
        | reference | kind | meeting | title | key_decision |
        | --- | --- | --- | --- | --- |
        | P | covering_report | July | Joint contract | Yes |
        | Appendix | covering_report | July | Figures | |
        """
    )
    contract, figures = (one for one in year.items if one.source is ItemSource.PAPER)
    assert (contract.kind, contract.key_decision) == (ItemKind.DECISION, True)
    assert not figures.key_decision


def test_an_appendix_is_no_item_of_its_own() -> None:
    year = ahead(
        """
        ## papers
        | reference | kind | meeting | title | appendix_of |
        | --- | --- | --- | --- | --- |
        | P | covering_report | July | Needs | |
        | Q | covering_report | July | Tables | P |
        """
    )
    assert item(year, ItemSource.PAPER).title == "Needs"


def test_milestones_stand_at_their_meeting_with_what_is_checked() -> None:
    tables = """
        ## actions
        | reference | wording | lead | owner |
        | --- | --- | --- | --- |
        | 1.1 | Open a clinic | Ama Reed | Cy Marsh |

        ## milestones
        | action | wording | key | meeting | kind | check | body |
        | --- | --- | --- | --- | --- | --- | --- |
        | 1.1 | The clinic is open. | Yes | September | Development | Who came. | Board |
        | 1.1 | The lease is signed. | No | Executive | | | Executive |
        """
    found = item(ahead(tables), ItemSource.MILESTONE)
    assert found.title == "Key milestone of action 1.1: The clinic is open."
    assert (found.kind, found.lead) == (ItemKind.DEVELOPMENT, "Ama Reed")
    assert (found.purpose, found.publicity) == ("Who came.", Publicity.PUBLIC)
    other = item(ahead(tables, Body.EXECUTIVE), ItemSource.MILESTONE)
    assert other.title == "Milestone of action 1.1: The lease is signed."
    assert (other.kind, other.publicity) == (ItemKind.PERFORMANCE, None)


def test_a_partners_report_names_its_actions() -> None:
    year = ahead(
        """
        ## actions
        | reference | wording |
        | --- | --- |
        | 1.1 | Open a clinic |

        ## partner_reports
        | meeting | partner | title | actions | purpose |
        | --- | --- | --- | --- | --- |
        | January | Harrow Trust | | 1.1 | How many came. |
        """
    )
    found = item(year, ItemSource.PARTNER)
    assert (found.title, found.lead) == ("Report of Harrow Trust", "Harrow Trust")
    assert (found.kind, found.actions) == (ItemKind.ASSURANCE, ("1.1",))
    assert found.purpose == "How many came."


def test_of_a_session_only_topic_and_issue_are_known() -> None:
    year = ahead(
        """
        ## sessions
        | meeting | topic | issue | brought_to |
        | --- | --- | --- | --- |
        | Session | Housing | A joint post for housing | November |
        | Session | Winter | | |
        """
    )
    (session,) = year.sessions
    assert (session.meeting.reference, session.topics) == ("Session", ("Housing", "Winter"))
    assert where(year, ItemSource.SESSION) == ["November"]
    found = item(year, ItemSource.SESSION)
    assert (found.title, found.kind) == ("A joint post for housing", ItemKind.DECISION)
    assert found.purpose == "For the Board to endorse."


def test_an_item_of_the_forward_plan_keeps_every_word_of_its_row() -> None:
    year = ahead(
        """
        ## forward_items
        | meeting | kind | title | purpose | lead | source | moved_from | publicity |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | November | Decision | Dental contract | To agree. | Ama Reed | Chair | July | Exempt |
        """
    )
    found = item(year, ItemSource.PLAN)
    assert found.title == "Dental contract"
    assert (found.kind, found.lead, found.purpose) == (ItemKind.DECISION, "Ama Reed", "To agree.")
    assert (found.said, found.moved_from) == ("Chair", "July")
    assert found.publicity is Publicity.EXEMPT


def test_items_stand_in_the_order_of_their_sources() -> None:
    year = ahead(
        """
        ## milestones
        | action | wording | meeting |
        | --- | --- | --- |
        | | The clinic is open. | July |

        ## forward_items
        | meeting | title |
        | --- | --- |
        | July | Winter |
        """
    )
    assert [one.source for one in year.meetings[0].items] == [
        ItemSource.STANDING,
        ItemSource.CADENCE,
        ItemSource.MILESTONE,
        ItemSource.PLAN,
    ]


def test_a_meeting_with_a_standing_item_alone_has_nothing_to_monitor() -> None:
    year = ahead(
        """
        ## forward_items
        | meeting | title | kind |
        | --- | --- | --- |
        | September | Membership | Decision |
        | January | Needs | Assurance |
        """
    )
    assert [one.meeting.reference for one in year.meetings if not one.monitors] == ["September"]


def test_what_was_put_on_a_cancelled_meeting_is_kept_apart() -> None:
    data = board(
        """
        ## meetings
        | reference | date | state |
        | --- | --- | --- |
        | July | 16 July 2026 | |
        | September | 17 September 2026 | Cancelled |

        ## forward_items
        | meeting | title |
        | --- | --- |
        | September | Winter |
        """
    )
    year = year_ahead(data, WAYS, JULY)
    assert references(year) == ["July"]
    (cancelled,) = year.cancelled
    assert cancelled.meeting.reference == "September"
    assert [one.title for one in cancelled.items] == ["Winter"]


def test_what_has_no_meeting_yet_is_told_apart() -> None:
    tables = """
        ## milestones
        | action | wording | key | date | body |
        | --- | --- | --- | --- | --- |
        | | In the year | Yes | 1 March 2027 | |
        | | After the year | Yes | 1 March 2028 | |
        | | Not key | No | 1 March 2027 | |
        | | The Executive's | Yes | 1 March 2027 | Executive |

        ## sessions
        | meeting | topic | issue |
        | --- | --- | --- |
        | Session | Housing | A joint post |
        """
    assert [one.title for one in ahead(tables).unplaced] == [
        "Key milestone: In the year",
        "A joint post",
    ]
    other = ahead(tables, Body.EXECUTIVE).unplaced
    assert [one.title for one in other] == ["Key milestone: The Executive's"]


PLAN = """
## plans
| reference | title | priority | year | approved_on |
| --- | --- | --- | --- | --- |
| Old | Adults 2025/26 | | 2025/26 | 13 March 2025 |
| New | Adults 2026/27 | | 2026/27 | {approved_on} |
"""


@each(
    ("approved_on", "first", "meetings"),
    [
        # The nearest meeting to a year on, also where it is a few days before.
        ("12 March 2026", "2026-07-16", ["March"]),
        ("25 March 2026", "2026-07-16", ["March"]),
        # Not approved yet: by the end of its own year.
        ("", "2026-07-16", ["March"]),
        # The meeting at which it falls due, and one after its year is over.
        ("12 March 2026", "2027-03-18", ["March"]),
        ("12 March 2026", "2026-05-21", ["March"]),
    ],
)
def test_the_newest_plan_is_refreshed_a_year_after_it_was_approved(
    approved_on: str, first: str, meetings: list[str]
) -> None:
    year = ahead(PLAN.format(approved_on=approved_on), first=date.fromisoformat(first))
    assert where(year, ItemSource.REFRESH) == meetings
    assert item(year, ItemSource.REFRESH).title == "Annual refresh: Adults 2026/27"


def test_a_plan_whose_year_is_over_is_refreshed_at_once() -> None:
    tables = PLAN.format(approved_on="").replace("2026/27", "2024/25")
    assert where(ahead(tables), ItemSource.REFRESH) == ["July"]


def test_a_refresh_that_no_meeting_lies_near_has_no_place_yet() -> None:
    data = board(
        "## meetings\n| reference | date |\n| - | - |\n| July | 16 July 2026 |\n"
        + PLAN.format(approved_on="12 March 2026")
    )
    year = year_ahead(data, Ways(), JULY)
    assert [one.title for one in year.unplaced] == ["Annual refresh: Adults 2026/27"]


@each(
    ("held", "state", "meetings"),
    [
        ("4 December 2025", "Held", ["November"]),  # 15 days before, the next 48 days after
        ("29 February 2024", "Held", []),  # reviewed long ago, as far as anybody knows
        ("4 December 2025", "Cancelled", []),
    ],
)
def test_a_framework_is_reviewed_twelve_months_after_its_meeting(
    held: str, state: str, meetings: list[str]
) -> None:
    data = board(
        YEAR
        + f"| Framework | {held} | | | {state} |\n"
        + "## papers\n| reference | kind | meeting | title | directors |\n| - | - | - | - | - |\n"
        + "| F | framework_paper | Framework | Framework for monitoring | Ama Reed |"
    )
    year = year_ahead(data, WAYS, JULY)
    assert where(year, ItemSource.REVIEW) == meetings
    for one in (one for one in year.items if one.source is ItemSource.REVIEW):
        assert one.title == "Review after twelve months: Framework for monitoring"
        assert one.lead == "Ama Reed"


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert anniversary(date(2024, 2, 29)) == date(2025, 2, 28)


PRIORITIES = """
## priorities
| reference | name | rank | sponsor |
| --- | --- | --- | --- |
| P1 | Best start | Core | Ama Reed |
| P2 | Ageing well | Core | |
| P3 | Good work | Supporting | |
"""


def test_a_round_of_the_log_is_an_item_of_its_meeting() -> None:
    data = logged(board(YEAR + PRIORITIES), ("P1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert found.title == "Exception reporting on Best start"
    assert (found.meeting, found.kind, found.lead) == ("November", ItemKind.ASSURANCE, "Ama Reed")


PARTS = """
## priorities
| reference | name | rank | part_of |
| --- | --- | --- | --- |
| A | Adults | | |
| P1 | Best start | Core | A |
| P2 | Ageing well | Core | A |
## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | More children read | P1 |
## actions
| reference | wording | parent |
| --- | --- | --- |
| 1.1 | Open the library on Sundays | O1 |
"""


def test_a_round_of_a_priority_is_no_round_of_what_it_is_a_part_of() -> None:
    data = answered(logged(board(YEAR + PARTS), ("P1", "November")), ("1.1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert found.title == "Exception reporting on Best start"


def test_a_round_of_a_whole_part_stands_once_and_not_for_each_priority_in_it() -> None:
    data = answered(logged(board(YEAR + PARTS), ("A", "November")), ("1.1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert found.title == "Exception reporting on Adults"


def test_returns_of_a_round_that_was_never_issued_are_an_item_of_their_priority() -> None:
    data = answered(board(YEAR + PARTS), ("1.1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert found.title == "Exception reporting on Best start"


def test_a_round_of_which_a_paper_tells_stands_once() -> None:
    papers = """
        ## papers
        | reference | kind | meeting | title | priority |
        | --- | --- | --- | --- | --- |
        | E | exception_report | November | Exception report | P1 |
        """
    data = logged(board(YEAR + PRIORITIES + papers), ("P1", "November"))
    found = item(year_ahead(data, WAYS, JULY), ItemSource.ROUND)
    assert (found.title, found.kind) == ("Exception report: Best start", ItemKind.ASSURANCE)


def test_rounds_are_counted_for_each_core_priority_in_the_councils_year() -> None:
    papers = """
        ## papers
        | reference | kind | meeting | title | priority |
        | --- | --- | --- | --- | --- |
        | E | exception_report | November | Exception report | P1 |
        | F | exception_appendix | November | Table | P1 |
        """
    data = logged(board(YEAR + PRIORITIES + papers), ("P1", "May"), ("P2", "Session"))
    assert [
        (rounds.priority.reference, rounds.meetings, rounds.missing)
        for rounds in year_ahead(data, WAYS, JULY).rounds
    ] == [("P1", ("May", "November"), 0), ("P2", (), 2)]


def test_nobody_is_asked_for_rounds_who_does_not_report_by_exception() -> None:
    data = board(YEAR + PRIORITIES)
    assert rounds_of_year(Items(data, WAYS), JULY) == ()
    none = Settings(exception_reporting=ExceptionReporting(rounds_a_year=None))
    assert rounds_of_year(Items(logged(data, ("P1", "May")), Ways(none)), JULY) == ()


# --- What the Board decided -------------------------------------------------------------------

DECIDED = """
## papers
| reference | kind | meeting | title | publicity | public_title | purpose |
| --- | --- | --- | --- | --- | --- | --- |
| Market | covering_report | May | The care market | Public | | To agree the plan. |
| Fees | covering_report | May | Acme is paid 4% | Exempt | Care home fees | To pay Acme. |
## decisions
| meeting | paper | recommendation | outcome | by | due | wording | public_wording | confirmed_on | closed_on |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""  # noqa: E501


def decided(rows: str, first: date = JULY) -> YearAhead:
    return ahead(DECIDED + rows, first=first)


def test_a_deferred_paper_stands_on_the_plan_of_the_next_meeting() -> None:
    year = decided("| May | Market | Agree it. | Deferred | | | | | | |")
    assert where(year, ItemSource.DEFERRED) == ["July"]
    one = item(year, ItemSource.DEFERRED)
    assert (one.title, one.purpose, one.moved_from) == (
        "The care market", "To agree the plan.", "May",
    )  # fmt: skip
    without = decided("| May | Market | Agree it. | No quorum | | | | | | |", first=JULY)
    assert where(without, ItemSource.DEFERRED) == ["July"]


def test_of_a_deferred_exempt_paper_the_public_title_is_listed() -> None:
    year = decided("| May | Fees | Pay Acme. | Deferred | | | | | | |")
    one = item(year, ItemSource.DEFERRED)
    assert (one.title, one.publicity) == ("Care home fees", Publicity.EXEMPT)


def test_a_deferred_paper_that_goes_to_another_meeting_or_was_decided_is_listed_once() -> None:
    row = "| {} | Market | Agree it. | {} | | | | | | |\n"
    again = row.format("May", "Deferred") + row.format("July", "{}")
    september = date(2026, 9, 17)
    assert where(decided(again.format("Agreed"), first=september), ItemSource.DEFERRED) == []
    twice = decided(again.format("Deferred"), first=september)
    assert where(twice, ItemSource.DEFERRED) == ["September"]
    moved = DECIDED.replace("| Market | covering_report | May", "| Market | covering_report | July")
    year = ahead(f"{moved}| May | Market | Agree it. | Deferred | | | | | | |")
    assert where(year, ItemSource.DEFERRED) == []


def test_what_a_decision_made_due_stands_at_the_first_meeting_from_that_day_on() -> None:
    row = "| May | Market | That a plan be made. | Agreed | Ama Reed | {} | | | {} | {} |"
    year = decided(row.format("1 September 2026", "16 July 2026", ""))
    assert where(year, ItemSource.DECISION) == ["September"]
    one = item(year, ItemSource.DECISION)
    assert one.title == "What became of the decision of 21 May 2026: That a plan be made."
    assert (one.lead, one.purpose) == ("Ama Reed", "It is due by 1 September 2026.")
    unsure = item(decided(row.format("1 September 2026", "", "")), ItemSource.DECISION)
    assert unsure.purpose == (
        "It is due by 1 September 2026, subject to confirmation of the minutes."
    )
    assert where(decided(row.format("1 June 2026", "", "")), ItemSource.DECISION) == ["July"]
    assert where(decided(row.format("1 June 2026", "", "2 June 2026")), ItemSource.DECISION) == []
    late = decided(row.format("1 June 2027", "", ""))
    assert [one.source for one in late.unplaced] == [ItemSource.DECISION]


def test_a_paper_does_not_know_what_its_own_meeting_decides() -> None:
    """Its year begins on the day after its meeting."""
    row = "| May | Market | That a plan be made. | Agreed | Ama Reed | 1 September 2026 | | | | |"
    data, after = board(YEAR + DECIDED + row), date(2026, 5, 22)
    known = year_ahead(data, WAYS, after)
    own = year_ahead(data, WAYS, after, decided_before=date(2026, 5, 21))
    assert [where(year, ItemSource.DECISION) for year in (known, own)] == [["September"], []]


def test_of_what_an_exempt_decision_made_due_only_the_public_wording_is_listed() -> None:
    row = "| May | Fees | Pay Acme. | Agreed | Ama Reed | 1 June 2026 | Pay Acme 4%. | {} | | |"
    one = item(decided(row.format("That an offer be made.")), ItemSource.DECISION)
    assert one.title == "What became of the decision of 21 May 2026: That an offer be made."
    assert (one.lead, one.purpose, one.publicity) == ("Not for publication", "", Publicity.EXEMPT)
    bare = item(decided(row.format("")), ItemSource.DECISION)
    assert bare.title == "What became of the decision of 21 May 2026: an exempt decision"
