"""Who owes what a paper needs of others, what came in, who is overdue, and the text to chase."""

from datetime import date

from paperkit.board.paper_rows import UPDATES
from paperkit.rounds.forms import Asking
from paperkit.rounds.letters import ReturnStatus, chase, status_of_paper
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_forms import WAYS
from tests.tables import board

DUE = date(2026, 10, 15)
PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
| November | 12 November 2026 |

## people
| name | email |
| --- | --- |
| Cy Marsh | cy@a.example |

## plans
| reference | overseen by |
| --- | --- |
| Plan | Children's Board |

## actions
| reference | wording | lead | state |
| --- | --- | --- | --- |
| 1.1 | Open the hub | Cy Marsh | On course |
| 1.2 | Train staff | Cy Marsh | On course |
| 1.3 | Visit schools | Cy Marsh | Withdrawn |

## indicators
| reference | name | partner | frequency |
| --- | --- | --- | --- |
| PI 1 | Smokers | Anyshire Trust | Quarterly |
| PI 2 | Falls | Anyshire Trust | Quarterly |

## groups
| name | areas |
| --- | --- |
| Carers | homes |

"""
FIGURES = """
## readings
| indicator | period | value |
| --- | --- | --- |
| PI 1 | Q2 2026/27 | 12 |
| PI 2 | Q1 2026/27 | 30 |
"""
ANSWERS = """
## updates
| meeting | action | state |
| --- | --- | --- |
| November | 1.1 | On course |
| July | 1.2 | On course |

## feedback
| group | meeting | about | delivered |
| --- | --- | --- | --- |
| Carers | November | homes | Yes |

## highlights
| body | meeting | text |
| --- | --- | --- |
| Children's Board | November | All is well. |
"""


def standing(data: str, today: date = date(2026, 10, 1), due: date | None = DUE) -> ReturnStatus:
    """Return how the November report stands on a day."""
    there = board(data)
    meeting = next(one for one in there.meetings if one.reference == "November")
    return status_of_paper(Asking(BoardAt(there, WAYS, meeting), due, today), "performance_report")


def told(found: ReturnStatus) -> list[str]:
    """Return how each stands, with what came in before the bar and what is missing behind it."""
    return [
        f"{found.word(one)}: {one.person}: {', '.join(map(str, one.returned))}"
        f" | {', '.join(map(str, one.missing))}"
        for one in found.people
    ]


def test_nothing_has_come_in_yet() -> None:
    assert told(standing(PLAN)) == [
        "Missing: Anyshire Trust:  | Readings PI 1 Q2 2026/27, Readings PI 2 Q2 2026/27",
        "Missing: Cy Marsh:  | Updates 1.1, Updates 1.2",
        "Missing: Carers:  | Feedback homes",
        "Missing: Children's Board:  | Highlights",
    ]


def test_what_stands_in_the_data_for_that_meeting_and_period_has_come_in() -> None:
    assert told(standing(PLAN + FIGURES + ANSWERS)) == [
        "Missing in part: Anyshire Trust: Readings PI 1 Q2 2026/27 | Readings PI 2 Q2 2026/27",
        "Missing in part: Cy Marsh: Updates 1.1 | Updates 1.2",
        "Received: Carers: Feedback homes | ",
        "Received: Children's Board: Highlights | ",
    ]


def test_a_row_without_an_answer_is_no_answer() -> None:
    blank = """
    ## feedback
    | group | meeting | about |
    | --- | --- | --- |
    | Carers | November | homes |
    ## highlights
    | body | meeting |
    | --- | --- |
    | Children's Board | November |
    """
    assert told(standing(PLAN + blank))[-2:] == [
        "Missing: Carers:  | Feedback homes",
        "Missing: Children's Board:  | Highlights",
    ]


def test_a_figure_of_long_ago_is_not_what_the_paper_asked_for() -> None:
    plan = PLAN.replace("Smokers | Anyshire Trust | Quarterly", "Smokers | Trust | Every two years")
    figures = FIGURES.replace("| PI 1 | Q2 2026/27 |", "| PI 1 | {} |")
    recent, old = (told(standing(plan + figures.format(y))) for y in ("2025/26", "2024/25"))
    assert "Received: Trust: Readings PI 1 2025/26 | " in recent
    assert "Trust:" not in "".join(old).replace("Anyshire Trust:", "")


def test_words_in_place_of_a_figure_leave_it_owed() -> None:
    words = FIGURES.replace("| 12 |", "| Published in May |")
    (trust, *_) = told(standing(PLAN + words))
    assert "| Readings PI 1 Q2 2026/27" in trust


def test_after_the_day_of_return_they_are_overdue() -> None:
    on_the_day, after = (standing(PLAN, date(2026, 10, day)) for day in (15, 16))
    assert {on_the_day.word(one) for one in on_the_day.people} == {"Missing"}
    assert {after.word(one) for one in after.people} == {"Overdue"}


def test_where_no_day_is_known_nobody_is_overdue() -> None:
    found = standing(PLAN, date(2027, 1, 1), None)
    assert not found.is_overdue
    assert "due" not in chase((found, found.missing[0])).text


def test_only_what_the_paper_shows_is_waited_for() -> None:
    there = board(PLAN)
    asking = Asking(BoardAt(there, WAYS, there.meetings[-1]), DUE, date(2026, 10, 1))
    found = status_of_paper(asking, "covering_report", (UPDATES,))
    assert [one.person for one in found.people] == ["Cy Marsh"]


def test_the_text_to_chase_names_what_is_missing() -> None:
    found = standing(PLAN + FIGURES + ANSWERS, date(2026, 10, 16))
    texts = [chase((found, one)) for one in found.missing]
    assert [letter.person for letter in texts] == ["Anyshire Trust", "Cy Marsh"]
    assert (
        texts[1].text
        == """\
To: cy@a.example
Subject: Reminder: performance report for November, due by Thursday 15 October 2026

Dear Cy Marsh,

Thank you for your answers. We still need 1 more. It was due by Thursday 15 October 2026.

- 1.2 Train staff

Please fill in the form that you were sent, and send it to Rosalind Keane, rk@northmere.example, \
as soon as you can. The Health and Wellbeing Board meets on Thursday 12 November 2026.

If this is not yours, tell Rosalind Keane who should answer it. If you have already sent the form, \
cannot find it, or have a question, ring Rosalind Keane on 01632 960147.

Rosalind Keane
Northmere Council
01632 960147
"""
    )
    assert "- PI 2 Q2 2026/27 Falls\n" in texts[0].text
