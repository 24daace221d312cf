"""What a paper may say has happened: nothing after the day of its data, or after its meeting."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import PaperRow
from paperkit.board.words import State
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, fields
from paperkit.kinds.compose import EVERY_PART, check, paper_view
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.known import HeldBack, held_back, known_by
from paperkit.standpoint.sentences import Noun
from tests.cases import each
from tests.papers.made import WAYS
from tests.papers.round_made import EVERYTHING, paper_on, shown
from tests.tables import board, told

MEETINGS = """
## meetings
| reference | date |
| --- | --- |
| May 2025 | 15 May 2025 |
| March | 12 March 2026 |
| May | 21 May 2026 |
| July | 16 July 2026 |
| November | 19 November 2026 |
"""
PAPERS = """
## papers
| reference | kind | meeting | as_at |
| --- | --- | --- | --- |
| Year | annual_report | May | 30 April 2026 |
| Report | performance_report | July | 30 June 2026 |
"""
DAY, MEETING = date(2026, 4, 30), date(2026, 5, 21)


def known(rows: str) -> BoardData:
    return known_by(board(MEETINGS + PAPERS + rows), DAY, MEETING)[0]


def held(rows: str) -> list[str]:
    return [one.words for one in known_by(board(MEETINGS + PAPERS + rows), DAY, MEETING)[1]]


def action(**cells: str) -> str:
    rule = " | ".join("---" for _ in cells)
    heads, values = " | ".join(cells), " | ".join(cells.values())
    return f"## actions\n| reference | {heads} |\n| --- | {rule} |\n| 1.7 | {values} |\n"


@each(
    ("text", "is_held"),
    [
        ("Nurses have used the record since 8 June 2026.", True),
        ("Nurses have used the record since August 2026.", True),
        ("The Executive agreed on 25 June 2026 to wait until the survey is done.", True),
        ("18 grants were still being checked on 30 June 2026.", True),
        ("Since 8 June 2026 nurses have used the record.", True),
        ("It has been open since 8 Jun 2026 or 08/06/2026.", True),
        ("In use since 08/06/2026.", True),
        ("It was agreed by the Executive on 25 June 2026.", True),
        ("It was agreed on 25.06.2026, after a delay.", True),
        ("It was agreed on 25-06-26.", True),
        ("It was agreed (2026-06-25).", True),
        ("It was agreed on 25 Jun. 2026.", True),
        ("It was agreed on the 1st of June, 2026.", True),
        ("It was agreed on June 25, 2026.", True),
        ("Posts are filled before 25 June 2026, or by 26 June 2026.", False),
        ("The rota was agreed on 30 April 2026.", False),
        ("Two courses will be held on 8 June 2026.", False),
        ("Posts are to be filled by 30 June 2026.", False),
        ("A third round opens in September 2026.", False),
        ("It was on 31 June 2026.", False),
    ],
)
def test_a_text_that_tells_of_a_later_day_is_held_back_and_a_plan_is_not(
    text: str, is_held: bool
) -> None:
    assert bool(held(action(correction=text))) is is_held
    shown = "Not recorded as at 30 April 2026" if is_held else text
    assert known(action(correction=text)).actions[0].correction == shown


def test_a_corrective_action_that_was_taken_later_is_held_back_with_its_words() -> None:
    rows = action(
        correction="Traders were visited.",
        correction_state="Taken",
        correction_date="19 June 2026",
    )
    assert held(rows) == ["the corrective action of action 1.7 (19 June 2026)"]
    one = known(rows).actions[0]
    assert (one.correction, one.correction_state) == ("Not recorded as at 30 April 2026", None)
    case = BoardAt(known(rows), as_at=DAY)
    assert [f for f in check(case) if f.code in ("PK-420", "PK-421")] == []
    planned = rows.replace("Taken", "Will be taken")
    assert held(planned) == []


@each("by", ["revised_on", "revised_by"])
def test_a_deadline_that_was_revised_later_is_the_first_one_still(by: str) -> None:
    cells = {"deadline": "31 March 2026", "revised_deadline": "31 October 2026", by: "8 June 2026"}
    rows = action(**cells, state="Re-scheduled with approval")
    assert held(rows) == ["the revised deadline of action 1.7 (8 June 2026)"]
    one = known(rows).actions[0]
    assert (str(one.deadline), one.revised_deadline, one.state) == ("31 March 2026", None, None)


def test_what_was_withdrawn_or_suspended_later_has_no_state_yet() -> None:
    rows = action(state="Withdrawn", revised_on="8 June 2026")
    assert held(rows) == ["'Withdrawn' of action 1.7 (8 June 2026)"]
    assert known(rows).actions[0].state is None
    earlier = action(state="Withdrawn", revised_on="8 April 2026")
    assert known(earlier).actions[0].state is State.WITHDRAWN


def test_later_milestones_approvals_sign_offs_figures_and_notes_are_held_back() -> None:
    rows = """
    ## milestones
    | wording | reached_on |
    | --- | --- |
    | The café is open. | 8 June 2026 |

    ## plans
    | reference | title | approved_by | approved_on |
    | --- | --- | --- | --- |
    | A | Adults | The Board | 16 July 2026 |
    | B | Children | The Board | 21 May 2026 |

    ## indicators
    | reference |
    | --- |
    | PI 1 |

    ## targets
    | indicator | year | value | signed_by | signed_on |
    | --- | --- | --- | --- | --- |
    | PI 1 | 2025/26 | 9 | Ada Brook | 8 June 2026 |

    ## readings
    | indicator | period | value | note | published_on |
    | --- | --- | --- | --- | --- |
    | PI 1 | 2024/25 | 8 | Counted on 9 June 2026. | |
    | PI 1 | 2025/26 | 7 | | 8 June 2026 |
    | PI 1 | Q1 2026/27 | 2 | Counted on 30 June 2026. | |
    """
    assert held(rows) == [
        "the figure of indicator PI 1 for 2025/26 (published 8 June 2026)",
        "the approval of the plan 'Adults' (16 July 2026)",
        "that a milestone was reached (8 June 2026)",
        "the sign-off of the target of indicator PI 1 for 2025/26 (8 June 2026)",
        "the note on indicator PI 1 for 2024/25 (9 June 2026)",
    ]
    found = known(rows)
    assert [(p.approved_by, p.approved_on) for p in found.plans] == [
        ("", None),
        ("The Board", MEETING),
    ]
    assert [(str(r.number), r.note) for r in found.readings] == [
        ("8", ""),
        ("2", "Counted on 30 June 2026."),
    ]
    assert found.targets[0].signed_by == ""


def note(rows: str) -> list[Finding]:
    return list(held_back(known_by(board(MEETINGS + PAPERS + rows), DAY, MEETING)[1], DAY))


def test_a_target_signed_off_later_and_changed_since_has_the_value_of_then_unsigned() -> None:
    (target,) = known("""
    ## indicators
    | reference |
    | --- |
    | 1 |
    ## targets
    | indicator | year | value | signed_by | signed_on | signed_value |
    | --- | --- | --- | --- | --- | --- |
    | 1 | 2026/27 | 49 | The Executive | 7 May 2026 | 42 |
    """).targets
    assert (str(target.value), target.signed_value, target.signed_by) == ("42", None, "")


def test_what_is_held_back_is_one_note_with_every_cell() -> None:
    rows = action(state="Delivered", done_on="11 June 2026", correction="Open since 8 June 2026.")
    (one,) = note(rows)
    assert told([one]) == [
        "PK-415 Actions!D2: Later than the data of 30 April 2026, so the paper does not say that "
        "it happened: the corrective action of action 1.7 (8 June 2026) and the delivery of action "
        "1.7 (11 June 2026)."
    ]
    assert [str(place) for place in one.others] == ["board.xlsx, Actions!C2"]
    assert note(action(state="Delivered", done_on="11 April 2026")) == []


def test_a_request_that_is_handled_after_publication_is_still_to_be_handled() -> None:
    earlier = EVERYTHING.replace("1 December 2026", "2 November 2026")
    assert shown(earlier).requests[1].decision == (
        "Handled elsewhere, by Dr Lee, on 2 November 2026"
    )
    # The papers of 12 November are published on the 4th.
    after = EVERYTHING.replace("1 December 2026", "5 November 2026")
    assert shown(after).requests[1].decision == (
        "To be handled elsewhere, by Dr Lee, by 5 November 2026"
    )


def test_a_risk_that_is_closed_after_publication_is_not_closed_yet() -> None:
    risks = """
## risks
| action | meeting | forum | addressed on | closed on |
| --- | --- | --- | --- | --- |
| 2.2 | Board November 2026 | Early Years Board | {} | 6 November 2026 |
"""
    (row,) = (
        r for r in paper_on(EVERYTHING + risks.format("2 November 2026")).round.rows if r.risk
    )
    assert row.risk == "Addressed at Early Years Board on 2 November 2026"
    (row,) = (
        r for r in paper_on(EVERYTHING + risks.format("5 November 2026")).round.rows if r.risk
    )
    assert row.risk == "To be addressed at Early Years Board on 5 November 2026"


# --- The property ------------------------------------------------------------------------------

STRUCTURAL = {date(2026, 5, 22), date(2026, 3, 12), MEETING, date(2026, 7, 16), date(2026, 11, 19)}
EVENT = st.dates(date(2026, 1, 2), date(2026, 12, 20)).filter(
    # Plans are of first days of months, so that no event is printed as one.
    lambda day: day.day not in (1, 30, 31) and day not in STRUCTURAL
)
PLANNED = st.integers(1, 12).map(lambda month: f"1 {date(2026, month, 1):%B} 2026")


@st.composite
def events(draw: st.DrawFn) -> tuple[str, set[date], set[date]]:
    """Return tables, the days of events that the data must hold, and of those up to the meeting."""
    of_data: set[date] = set()
    of_meeting: set[date] = set()

    def day(kept: set[date]) -> str:
        kept.add(found := draw(EVENT))
        return in_words(found)

    rows = []
    for number in range(1, 4):
        state = draw(st.sampled_from(["Delivered", "On course", "At risk", "Withdrawn", ""]))
        done = day(of_data) if state == "Delivered" else ""
        because = f"short of staff since {day(of_data)}" if draw(st.booleans()) else "agreed"
        correction = f"Open since {day(of_data)}" if draw(st.booleans()) else "Hire"
        rows.append(
            f"| 1.{number} | O1 | {draw(PLANNED)} | {draw(PLANNED)} | {because} | {day(of_data)} | "
            f"{state} | {done} | {correction} | Taken | {day(of_data)} |"
        )
    return (
        f"""
## priorities
| reference | name |
| --- | --- |
| P1 | Healthy lives |

## outcomes
| reference | parent |
| --- | --- |
| O1 | P1 |

## people
| name | member | start | end |
| --- | --- | --- | --- |
| Ann Field | Yes | {day(of_meeting)} | |
| Bo Marsh | Yes | 1 May 2020 | {day(of_meeting)} |

## plans
| reference | year | approved_by | approved_on |
| --- | --- | --- | --- |
| A | 2026/27 | The Board | {day(of_meeting)} |

## actions
| reference | parent | deadline | revised_deadline | revised_because | revised_on | state | done_on | correction | correction_state | correction_date |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}

## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
| 1.1 | The clinic is open. | {draw(PLANNED)} | {day(of_data)} |

## indicators
| reference | outcome | direction |
| --- | --- | --- |
| PI 1 | O1 | Higher is better |

## readings
| indicator | period | value | note |
| --- | --- | --- | --- |
| PI 1 | 2025/26 | 7 | Counted since {day(of_data)}. |
""",  # noqa: E501
        of_data,
        of_meeting,
    )


def printed(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from printed(one)
    elif isinstance(thing, Frozen):
        for name in fields(type(thing)):
            yield from printed(getattr(thing, name))


@settings(max_examples=25, deadline=None)
@given(events(), st.sampled_from(["May", "July"]), st.integers(0, 60))
def test_no_date_that_is_printed_as_past_lies_after_the_data_or_the_meeting(
    drawn: tuple[str, set[date], set[date]], meeting: str, before: int
) -> None:
    tables, of_data, of_meeting = drawn
    data = board(MEETINGS + tables)
    there = data.meeting[meeting]
    assert there.date
    day = there.date - timedelta(days=before)
    row = PaperRow(reference="R", kind="report", meeting=meeting, as_at=day)
    seen, _ = known_by(data, day, there.date)
    # A forward plan is all of days to come.
    asked = EVERY_PART - {"forward"}
    made = paper_view(BoardAt(seen, WAYS, there, row), (), draft=True, asked=asked)
    words = "\n".join(printed(made))
    later = {one for one in of_data if one > day} | {one for one in of_meeting if one > there.date}
    earlier = {one for one in of_data if one <= day} | {
        one for one in of_meeting if one <= there.date
    }
    wrong = [one for one in later - earlier if re.search(rf"(?<!\d){in_words(one)}", words)]
    assert wrong == []


def test_of_many_that_are_held_back_sorts_are_counted_and_six_are_named() -> None:
    heads = "## actions\n| reference | state | done_on | correction |\n| - | - | - | - |\n"
    rows = [f"| 1.{n} | Delivered | {n} June 2026 | Open since 8 June 2026. |" for n in range(1, 6)]
    first = [f"the corrective action of action 1.{n} (8 June 2026)" for n in range(1, 6)]
    (one,) = note(heads + "\n".join(rows))
    assert one.message == (
        "Later than the data of 30 April 2026, so the paper does not say that it happened: 5 "
        f"corrective actions and 5 deliveries. Among them are {', '.join(first)} and the delivery "
        "of action 1.1 (1 June 2026)."
    )
    assert len(one.others) == 9


def test_what_two_rows_say_in_the_same_words_is_named_once() -> None:
    sort = Noun("confirmation of minutes", "confirmations of minutes")
    words = "that the minutes of a decision of Board March 2026 were confirmed (21 May 2026)"
    rows = tuple(HeldBack(words, Place("board.xlsx", "Decisions", f"J{n}"), sort) for n in (2, 3))
    (one,) = held_back(rows, date(2026, 4, 30))
    assert one.message.count(words) == 1
    assert one.others == (Place("board.xlsx", "Decisions", "J3"),)
