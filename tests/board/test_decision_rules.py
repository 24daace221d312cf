"""What is wrong with decisions: their paper, their days, their wording, who acts, what is left."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.history import FILED, Entry, Filed, History
from paperkit.board.pack_settings import Ways
from paperkit.board.settings import DecisionChoices, Settings
from paperkit.decisions.rules import RULES
from paperkit.frozen import replace
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board, told

MEETINGS = """
## meetings
| reference | date | kind | state |
| --- | --- | --- | --- |
| March | 5 March 2026 | | Held |
| May | 21 May 2026 | | Cancelled |
| Session | 4 June 2026 | Development session | |
| July | 16 July 2026 | | |
"""
PAPERS = """
## papers
| reference | kind | meeting | publicity | urgent_because |
| --- | --- | --- | --- | --- |
| Performance March | performance_report | March | Public | |
| Fees March | covering_report | March | Exempt | The figures came on 3 March. |
"""
COLUMNS = (
    "meeting", "paper", "recommendation", "outcome", "wording", "public_wording", "exempt",
    "confirmed_on", "by", "due", "became", "closed_on", "urgent_because",
)  # fmt: skip
TODAY = date(2026, 6, 1)


def rows(*decisions: dict[str, str]) -> BoardData:
    """Return the board with these decisions, each of the March report and agreed if not said."""
    lines = ["## decisions", f"| {' | '.join(COLUMNS)} |", f"|{' - |' * len(COLUMNS)}"]
    for given in decisions:
        whole = {"meeting": "March", "paper": "Performance March", "outcome": "Agreed"}
        whole |= {"recommendation": "Agree the targets.", **given}
        lines.append(f"| {' | '.join(whole.get(name, '') for name in COLUMNS)} |")
    return board(MEETINGS + PAPERS + "\n".join(lines))


def found(*decisions: dict[str, str], today: date = TODAY, months: int | None = 6) -> list[str]:
    ways = Ways(Settings(decisions=DecisionChoices(remind_after=months)))
    at = BoardAt(rows(*decisions), ways, as_at=today)
    return told([finding for rule in RULES for finding in rule(at)])


def test_a_decision_that_says_all_has_no_finding() -> None:
    whole = {"by": "Ama Reed", "due": "1 May 2026", "became": "Done.", "closed_on": "2 May 2026"}
    assert found(whole) == []


@each(
    ("given", "said"),
    [
        (
            {"paper": "Performence March"},
            "PK-404 Decisions!B2: No paper is called 'Performence March'.",
        ),
        (
            {"outcome": "Amended"},
            "PK-406 Decisions!E2: 'Agree the targets.' was amended, and the wording as resolved is "
            "not given.",
        ),
        (
            {"recommendation": "", "paper": ""},
            "PK-406 Decisions!E2: The row has neither a recommendation as filed nor a wording as "
            "resolved.",
        ),
        (
            {"confirmed_on": "4 March 2026"},
            "PK-407 Decisions!H2: The minutes are confirmed on 4 March 2026, before the meeting of "
            "5 March 2026.",
        ),
        (
            {"closed_on": "1 May 2026"},
            "PK-408 Decisions!K2: 'Agree the targets.' is closed on 1 May 2026, and what became of "
            "it is not given.",
        ),
        (
            {"due": "1 July 2026"},
            "PK-409 Decisions!I2: 'Agree the targets.', due on 1 July 2026, names nobody who acts "
            "on it.",
        ),
        (
            {"due": "1 March 2026", "by": "Ama Reed"},
            "PK-418 Decisions!J2: The decision is due on 1 March 2026, before the meeting of "
            "5 March 2026.",
        ),
        (
            {"closed_on": "1 March 2026", "became": "Done."},
            "PK-418 Decisions!L2: The decision is closed on 1 March 2026, before the meeting of "
            "5 March 2026.",
        ),
        (
            {"meeting": "July"},
            "PK-941 Decisions!D2: July has the outcome 'Agreed', but is not until 16 July 2026.",
        ),
        ({"meeting": "May"}, "PK-941 Decisions!D2: May has the outcome 'Agreed', but was "
                             "cancelled."),
        (
            {"meeting": "Session"},
            "PK-941 Decisions!D2: Session has the outcome 'Agreed', but is a development "
            "session, which decides nothing.",
        ),
        (
            {"outcome": ""},
            "PK-944 Decisions!D2: March was held, but 1 recommendation has no outcome.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_decision_is_said_at_its_cell(
    given: dict[str, str], said: str
) -> None:
    assert found(given) == [said]


def test_a_meeting_that_lies_ahead_may_have_its_recommendations_without_an_outcome() -> None:
    assert found({"meeting": "July", "outcome": ""}) == []


def test_an_exempt_decision_wants_words_that_the_public_may_read() -> None:
    fees = {"paper": "Fees March", "recommendation": "Pay 4% more.", "urgent_because": "A court."}
    assert found(fees) == [
        "PK-419 Decisions!F2: The decision on 'Fees March' is exempt and has no public wording."
    ]
    assert found({**fees, "public_wording": "That the offer be made."}) == []


def test_a_decision_may_be_exempt_though_no_exempt_paper_asked_for_it() -> None:
    (said,) = found({"exempt": "Yes"})
    assert said.startswith("PK-419")


def test_a_late_paper_wants_the_chairs_reason_once() -> None:
    fees = {"paper": "Fees March", "public_wording": "That the offer be made."}
    two = ({**fees, "recommendation": "Pay 4% more."}, {**fees, "recommendation": "Report back."})
    assert found(*two) == [
        "PK-945 Decisions!M2: 'Fees March' is an urgent item, but has no reason from the chair "
        "for taking it."
    ]
    assert found(two[0], {**two[1], "urgent_because": "The court sat on 2 March."}) == []


def test_a_recommendation_is_decided_once_by_a_meeting() -> None:
    assert found({}, {"recommendation": "agree the  targets.", "by": "Ama Reed"}) == [
        "PK-942 Decisions!C3: 'agree the  targets.' has two rows for March."
    ]
    assert found({}, {"recommendation": "Note the report."}) == []


def test_a_decision_that_waits_for_longer_than_the_setting_is_a_note() -> None:
    open_one = {"by": "Ama Reed"}
    assert found(open_one, today=date(2026, 9, 5)) == []
    assert found(open_one, today=date(2026, 9, 6)) == [
        "PK-943 Decisions!L2: 'Agree the targets.', decided on 5 March 2026, is still to be "
        "acted on by Ama Reed."
    ]
    assert found(open_one, today=date(2026, 6, 6), months=3) != []
    assert found(open_one, today=date(2030, 1, 1), months=None) == []


def filed(paper: str, meeting: str, public_from: date | None) -> History:
    row = Filed(paper=paper, meeting=meeting, file=f"{paper}.docx", public_from=public_from)
    return History((Entry(table=FILED, row=row, recorded_on=date(2026, 2, 20), number=1),))


def test_a_paper_of_an_earlier_year_is_known_by_the_record() -> None:
    data = rows({"paper": "Performance 2025"})
    history = filed("Performance 2025", "March", None)
    at = BoardAt(replace(data, history=history), Ways(), as_at=TODAY)
    assert not any(RULES[0](at))


@each(("published", "codes"), [(date(2026, 2, 25), []), (None, ["PK-405"])])
def test_a_paper_that_was_decided_on_was_published(
    published: date | None, codes: list[str]
) -> None:
    history = filed("Performance March", "March", published)
    at = BoardAt(replace(rows({}), history=history), Ways(), as_at=TODAY)
    assert [finding.code for rule in RULES for finding in rule(at)] == codes


def test_a_paper_is_judged_by_the_decisions_on_papers_of_its_kind() -> None:
    data = rows({"outcome": "Amended"}, {"paper": "Fees March", "outcome": "Amended"})
    july = next(paper for paper in data.papers if paper.kind == "performance_report")
    at = BoardAt(data, Ways(), data.meeting["July"], july, as_at=TODAY)
    assert [type(row) for row in at.scope.decisions] == [Decision]
