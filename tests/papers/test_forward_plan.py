"""The forward plan as a stranger reads it (seeds T 3.15 to 3.17, H 3.6, 3.11 and 3.14)."""

from datetime import date
from functools import cache

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Council, Settings, StepName
from paperkit.board.words import Body
from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.meetings.shown import ForwardPlan, ItemAhead, rounds_to_plan
from paperkit.meetings.year_ahead import year_ahead
from paperkit.packs.packs import find_pack
from paperkit.packs.plan import plan
from paperkit.packs.templates import template_of
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from paperkit.word.values import Gap, Ledger
from tests.cases import each
from tests.tables import board
from tests.test_sample import board as sample_board
from tests.test_sample import settings as sample_settings

PACK = find_pack("council", [bundled("report_templates")])
KIND, _ = PACK.kind("forward_plan")
COUNCIL = Council(name="Anyshire Council", executive="Health Executive")
WAYS = Ways(Settings(council=COUNCIL), PACK.settings)
MEETINGS = """
## meetings
| reference | date | body | kind | state |
| --- | --- | --- | --- | --- |
| July | 16 July 2026 | | | |
| September | 17 September 2026 | | | Cancelled |
| Session | 1 October 2026 | | Development session | |
| Executive | 15 October 2026 | Executive | | |
| November | 19 November 2026 | | | Moved |
"""
ITEMS = """
## people
| name | post |
| --- | --- |
| Ama Reed | Transport Lead |

## actions
| reference | wording | lead |
| --- | --- | --- |
| 1.1 | Open a clinic | Ama Reed |

## milestones
| action | wording | key | meeting | kind | check | date |
| --- | --- | --- | --- | --- | --- | --- |
| 1.1 | The clinic is open. | Yes | July | Performance | Who came. | 1 July 2026 |

## forward_items
| meeting | kind | title | purpose | lead | source | moved_from | publicity |
| --- | --- | --- | --- | --- | --- | --- | --- |
| November | Decision | Joint contract | To agree the price. | | Chair | July | Exempt |
| September | Decision | Needs | To agree them. | Ama Reed | | | Public |

## partner_reports
| meeting | partner | title | actions | purpose |
| --- | --- | --- | --- | --- |
| November | Harrow Trust | Clinics | 1.1 | How many came. |

## sessions
| meeting | topic | issue | brought_to |
| --- | --- | --- | --- |
| Session | Housing | A joint post | November |

## papers
| reference | kind | meeting | publicity | title | key_decision |
| --- | --- | --- | --- | --- | --- |
| FP | forward_plan | July | Public | | |
| Lease | covering_report | November | Public | Lease of a clinic | Yes |
"""


def shown(tables: str = ITEMS, ways: Ways = WAYS, body: Body | None = None) -> ForwardPlan:
    data = board(MEETINGS + tables)
    kinds = {KIND.name: KIND}
    meeting = data.meeting["July"]
    papers = plan(data, ways, kinds, meeting).papers or ()
    planned = next((one for one in papers if one.kind == KIND.name), None)
    at = BoardAt(data, ways, meeting, planned.row if planned else None)
    if planned:
        at = replace(at, planned=replace(planned, body=body or planned.body))
    return paper_view(at, KIND.sections, draft=True).forward


def item(made: ForwardPlan, title: str) -> ItemAhead:
    (found,) = (one for meeting in made.meetings for one in meeting.items if one.title == title)
    return found


def sentence(made: ForwardPlan, key: str) -> str:
    return next((one.words for one in made.sentences if one.key == f"forward.{key}"), "")


def test_the_plan_is_a_work_programme_and_says_so() -> None:
    assert sentence(shown(), "programme") == (
        "This is a work programme. It is not the notice of key decisions that a council's "
        "executive gives under the regulations of 2012 (SI 2012/2089)."
    )


def test_a_row_of_text_stands_in_place_of_a_sentence() -> None:
    text = "## text\n| paper | section | text |\n| - | - | - |\n| FP | forward.programme | Ours. |"
    assert sentence(shown(ITEMS + text), "programme") == "Ours."


def test_key_decisions_are_named() -> None:
    made = shown()
    assert sentence(made, "key_decisions") == (
        "One item asks for a key decision: Lease of a clinic (19 November 2026)."
    )
    assert item(made, "Lease of a clinic").key_decision == "Key decision"
    assert sentence(shown(""), "key_decisions") == "No item is marked as a key decision."


def test_a_report_to_follow_is_marked_and_its_reason_is_not_printed() -> None:
    late = ITEMS.replace("| title | key_decision |", "| title | to_follow_because |")
    late = late.replace("| Lease of a clinic | Yes |", "| Lease of a clinic | Terms came late. |")
    made = shown(late)
    assert item(made, "Lease of a clinic").to_follow == "Report to follow"
    assert item(made, "Forward plan").to_follow == ""
    page = "\n".join(finished(late))
    assert "| Lease of a clinic ¶ Report to follow |" in page
    assert "Terms came late" not in page


def test_meetings_with_nothing_to_monitor_are_named() -> None:
    made = shown("")
    assert sentence(made, "monitoring") == "Every meeting has an item that monitors delivery."
    data = MEETINGS.replace("November 2026", "January 2027")
    other = shown_of(data)
    assert sentence(other, "monitoring") == (
        "The meeting of 19 January 2027 has no item that monitors delivery."
    )
    assert other.meetings[1].note == (
        "This meeting was moved to this date. It has no item that monitors delivery."
    )


def shown_of(meetings: str) -> ForwardPlan:
    data = board(meetings)
    return paper_view(BoardAt(data, WAYS, data.meeting["July"]), (), draft=True).forward


def test_cancelled_meetings_are_told_and_their_items_need_another() -> None:
    made = shown()
    assert sentence(made, "meetings") == "The meeting of 17 September 2026 was cancelled."
    (unplaced,) = made.unplaced
    assert (unplaced.title, unplaced.lead) == ("Needs", "Ama Reed, Transport Lead")
    assert unplaced.why == "Its meeting of 17 September 2026 was cancelled."


def test_rounds_have_their_meetings_and_those_to_be_planned_are_for_officers_alone() -> None:
    tables = """
        ## priorities
        | reference | name | rank |
        | --- | --- | --- |
        | P1 | Best start | Core |
        | P2 | Ageing well | Core |

        ## papers
        | reference | kind | meeting | title | priority |
        | --- | --- | --- | --- | --- |
        | E | exception_report | July | Exceptions | P1 |
        | F | exception_report | November | Exceptions | P1 |
        | G | exception_report | November | Exceptions | P2 |
        """
    assert sentence(shown(tables), "rounds") == (
        "Each core priority is to have 2 rounds of exception reporting from May to April. Three "
        "rounds have dates: Best start (16 July 2026 and 19 November 2026); and Ageing well (19 "
        "November 2026)."
    )
    assert to_plan(tables) == "One round is still to be planned, for Ageing well."
    assert (sentence(shown(), "rounds"), to_plan(ITEMS)) == ("", "")


def to_plan(tables: str) -> str:
    data = board(MEETINGS + tables)
    at = BoardAt(data, WAYS, data.meeting["July"])
    return rounds_to_plan(at, year_ahead(data, WAYS, date(2026, 7, 16), Body.BOARD))


def test_each_core_priority_is_named_with_its_rounds_since_no_table_has_them() -> None:
    tables = """
        ## priorities
        | reference | name | rank |
        | --- | --- | --- |
        | P1 | Best start | Core |
        | P2 | Ageing well | Core |
        | P3 | Early years & family life | Core |
        | P4 | Growing up safe, and well | Core |
        | P5 | Byw'n iach | Core |

        ## papers
        | reference | kind | meeting | title | priority |
        | --- | --- | --- | --- | --- |
        | E | exception_report | July | Exceptions | P1 |
        """
    assert sentence(shown(tables), "rounds") == (
        "Each core priority is to have 2 rounds of exception reporting from May to April. One "
        "round has a date: Best start (16 July 2026)."
    )
    assert to_plan(tables) == (
        "Nine rounds are still to be planned: one for Best start; 2 for Ageing well; 2 for Early "
        "years & family life; 2 for Growing up safe, and well; and 2 for Byw'n iach."
    )


def test_a_meeting_stands_with_its_day_and_the_day_of_publication() -> None:
    july, november = shown().meetings
    assert july.heading == "Thursday 16 July 2026"
    assert july.published == "Papers published by Wednesday 8 July 2026."
    assert (july.note, november.note) == ("", "This meeting was moved to this date.")


def test_an_item_says_who_leads_and_what_is_checked() -> None:
    found = item(shown(), "Key milestone of action 1.1: The clinic is open.")
    assert (found.lead, found.purpose) == ("Ama Reed, Transport Lead", "Who came.")
    assert (found.kind, found.source, found.publicity) == ("Performance", "Milestone", "Public")


def test_of_an_exempt_item_the_title_alone_is_printed() -> None:
    found = item(shown(), "Joint contract")
    assert (found.publicity, found.purpose) == ("Exempt", "Not for publication")
    assert found.source == "Forward plan"
    assert found.moved == "Moved from the meeting of 16 July 2026"
    assert found.lead == "To be named"


@each(
    ("lead", "printed"),
    [
        ("Ama Reed", "Ama Reed, Transport Lead"),
        ("Transport lead", "Transport lead"),
        ("Acme Care Ltd", "Not for publication"),
    ],
)
def test_of_an_exempt_item_nobody_leads_who_is_not_on_the_sheet_people(
    lead: str, printed: str
) -> None:
    typed = ITEMS.replace("To agree the price. | |", f"To agree the price. | {lead} |")
    assert item(shown(typed), "Joint contract").lead == printed


def test_a_partners_report_says_on_which_actions() -> None:
    found = item(shown(), "Clinics")
    assert (found.lead, found.purpose) == ("Harrow Trust", "How many came.")
    assert found.actions == "On action 1.1"


def test_of_a_session_the_topic_stands_apart_and_its_issue_at_its_meeting() -> None:
    made = shown()
    assert [(one.date, one.topic) for one in made.sessions] == [
        ("Thursday 1 October 2026", "Housing")
    ]
    assert item(made, "A joint post").source == "Development session"


def test_a_session_without_a_topic_and_an_item_without_a_title_are_gaps() -> None:
    made = shown("## forward_items\n| meeting | purpose |\n| - | - |\n| July | To agree. |")
    assert [one.topic for one in made.sessions] == [Gap("No topic given")]
    assert made.meetings[0].items[-1].title == Gap("No title given for this item")


def test_the_executives_plan_shows_its_own_meetings_as_not_public() -> None:
    rows = "## milestones\n| wording | meeting | key |\n| - | - | - |\n| Open | Executive | Yes |"
    papers = (
        "## papers\n| reference | kind | meeting |\n| - | - | - |\n| FP | forward_plan | July |"
    )
    made = shown(f"{rows}\n{papers}", body=Body.EXECUTIVE)
    assert made.body == "Health Executive"
    (meeting,) = made.meetings
    assert (meeting.heading, meeting.published) == ("Thursday 15 October 2026", "")
    assert [one.publicity for one in meeting.items] == ["Not a public meeting"]


@each(
    ("row", "title"),
    [
        ("| FP | forward_plan | July | |", "Forward plan of the Health and Wellbeing Board"),
        ("| FP | forward_plan | July | Executive |", "Forward plan of the Health Executive"),
        ("| FP | forward_plan | Executive | |", "Forward plan of the Health Executive"),
    ],
)
def test_a_plan_is_called_by_the_body_whose_it_is(row: str, title: str) -> None:
    tables = f"## papers\n| reference | kind | meeting | body |\n| - | - | - | - |\n{row}"
    data = board(MEETINGS + tables)
    meeting = data.meeting[data.papers[0].meeting]
    (paper,) = plan(data, WAYS, {KIND.name: KIND}, meeting).papers
    assert paper.title == title
    assert paper.file.final.startswith(f"{title} - ")
    assert paper.findings == ()


def test_other_papers_do_not_look_ahead() -> None:
    data = board(MEETINGS)
    at = BoardAt(data, WAYS, data.meeting["July"])
    made = paper_view(at, (), draft=True, asked=frozenset({"header"}))
    assert made.forward.meetings == ()


@cache
def finished(tables: str, first: str = "July") -> tuple[str, ...]:
    """Return the finished plan from a meeting as lines of its outline; the proof finds nothing."""
    data = board(MEETINGS + tables)
    meeting = data.meeting[first]
    (planned,) = plan(data, WAYS, {KIND.name: KIND}, meeting).papers
    template = template_of(KIND, offered(KIND)).compiled
    at = BoardAt(data, WAYS, meeting, planned.row, planned=planned)
    made = paper_view(at, KIND.sections, draft=False, asked=template.asked)
    package, ledger = fill_template(template, made)
    facts = Facts(planned.title, "Anyshire Council", "Board", date(2026, 7, 16), draft=False)
    done = finish(package, ledger, facts)
    assert proof(done, Ledger(ledger.values), facts, "plan.docx") == ()
    return tuple(outline(done).splitlines())


def test_the_page_has_a_heading_for_each_meeting_then_what_needs_one_and_sessions() -> None:
    headings = [line for line in finished(ITEMS) if line.lower().startswith("heading")]
    assert headings == [
        "heading 1 | | Forward plan of the Health and Wellbeing Board",
        "Heading Unnumbered | | Thursday 16 July 2026",
        "Heading Unnumbered | | Thursday 19 November 2026",
        "Heading Unnumbered | | Items that need a meeting",
        "Heading Unnumbered | | Development sessions",
    ]


def test_internal_days_are_for_officers_alone() -> None:
    page = "\n".join(finished(ITEMS))
    assert "Papers published by Wednesday 8 July 2026." in page
    assert [step for step in StepName if str(step) in page.replace("Papers published by", "")] == []


def test_a_meeting_without_items_takes_one_line() -> None:
    papers = (
        "## papers\n| reference | kind | meeting |\n| - | - | - |\n| F | forward_plan | Executive |"
    )
    lines = finished(f"| Later | 19 November 2026 | Executive | | Extra |\n{papers}", "Executive")
    assert (
        "Normal | | Thursday 19 November 2026: nothing is planned for this meeting yet. This "
        "meeting is in addition to those planned for the year. It has no item that monitors "
        "delivery."
    ) in lines


def test_the_page_shows_each_item_in_a_row_of_its_meetings_table() -> None:
    lines = finished(ITEMS)
    start = lines.index("[table: Items of the meeting]")
    assert list(lines[start + 1 : lines.index("[end of table]", start)]) == [
        "| Item | Purpose, or what is checked | Lead | Kind, public or exempt | Source |",
        "| --- | --- | --- | --- | --- |",
        "| Progress of every delivery plan | What has changed since the last meeting, and what "
        "needs the Board. | The Board | Assurance ¶ Public | Standing item |",
        "| Performance report | Whether what was due has been delivered, and whether it makes a "
        "difference. | To be named | Performance ¶ Public | Reporting cycle |",
        "| Forward plan | None recorded | To be named | Information ¶ Public | Paper |",
        "| Key milestone of action 1.1: The clinic is open. | Who came. | Ama Reed, Transport "
        "Lead | Performance ¶ Public | Milestone |",
    ]


def test_nothing_exempt_and_nothing_of_a_session_but_its_topic_is_on_the_page() -> None:
    page = "\n".join(finished(ITEMS))
    assert "Joint contract" in page
    assert "To agree the price" not in page
    assert "| Thursday 1 October 2026 | Housing |" in page


def test_the_samples_plan_is_what_the_seeds_ask_for() -> None:
    data = sample_board()
    ways = Ways(sample_settings(), PACK.settings)
    made = paper_view(BoardAt(data, ways, data.meeting["Board May 2026"]), (), draft=True).forward
    by_meeting = {meeting.heading: meeting for meeting in made.meetings}
    # T 3.15: six meetings a year, three with a performance report, May with the annual report.
    assert len(by_meeting) == 6
    reported = [
        heading.split()[2]
        for heading, meeting in by_meeting.items()
        if any(
            one.source == "Reporting cycle" and "erformance" in str(one.title)
            for one in meeting.items
        )
    ]
    assert reported == ["July", "November", "March"]
    assert "Annual report 2025/26" in [one.title for one in made.meetings[0].items]
    # T 3.17: key milestones at the meetings, and each meeting has something to monitor.
    assert all("milestone" in str([one.title for one in m.items]) for m in made.meetings)
    assert sentence(made, "monitoring").startswith("Every meeting has an item")
    # H 3.11: the plans are a standing item; H 3.6 (4): development sessions apart.
    assert all(m.items[0].source == "Standing item" for m in made.meetings)
    assert [one.date for one in made.sessions] == ["Thursday 1 October 2026"] * 2


def test_names_are_looked_up_in_tables_whose_faults_do_not_hold_the_plan_up() -> None:
    data = board(MEETINGS + ITEMS)
    assert KIND.data_of(data).actions == ()
    assert KIND.looking_up.data_of(data).actions == data.actions
    assert KIND.looking_up.data_of(data).indicators == ()
