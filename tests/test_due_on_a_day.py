"""What is due on the day of the meeting, or of the data: one rule for all that papers say of it."""

from datetime import date

from paperkit.actions.milestones import milestones_counted, milestones_unsaid
from paperkit.actions.standing import due_at, how_late, no_correction
from paperkit.board.pack_settings import Ways
from paperkit.decisions.recorded import decided
from paperkit.decisions.shown import what_became
from paperkit.kinds.year_back import year_back
from paperkit.schema.dates import has_come
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board

DAY = date(2026, 7, 16)
BEFORE, AFTER = date(2026, 7, 15), date(2026, 7, 17)
BOARD = """
## meetings
| reference | date |
| --- | --- |
| July 2025 | 17 July 2025 |
| March | 12 March 2026 |
| July | 16 July 2026 |
## actions
| reference | deadline | state | done_on |
| --- | --- | --- | --- |
| the day | 16 July 2026 | On course | |
| the day after | 17 July 2026 | On course | |
| done that day | 16 July 2026 | Delivered | 16 July 2026 |
## milestones
| action | milestone | date |
| --- | --- | --- |
| the day | Open the hub | 16 July 2026 |
| the day after | Open the shop | 17 July 2026 |
## papers
| reference | kind | meeting |
| --- | --- | --- |
| Report | performance_report | July |
| Annual | annual_report | July |
## decisions
| meeting | recommendation | outcome | by | due |
| --- | --- | --- | --- | --- |
| March | That the Board agree. | Agreed | Cy | 16 July 2026 |
| March | That the Board note. | Agreed | Cy | 17 July 2026 |
"""


def at(as_at: date, paper: str = "Report") -> BoardAt:
    data = board(BOARD)
    row = next(row for row in data.papers if row.reference == paper)
    return BoardAt(data, Ways(), data.meeting["July"], row, as_at=as_at)


def test_the_day_itself_counts_and_the_day_after_does_not() -> None:
    assert [has_come(DAY, day) for day in (BEFORE, DAY, AFTER)] == [False, True, True]
    assert not has_come(None, DAY)


@each(("as_at", "word"), [(BEFORE, "On course"), (DAY, "Not delivered"), (AFTER, "Not delivered")])
@each("paper", ["Report", "Annual"])
def test_an_action_due_on_the_day_of_the_meeting_is_due_by_it_in_every_paper(
    as_at: date, word: str, paper: str
) -> None:
    """T-54: "by the date of the meeting". Before that day nobody can know."""
    here = at(as_at, paper)
    due = due_at(here) if paper == "Report" else year_back(here).due
    stands = {str(one.action.reference): str(one.standing) for one in due}
    assert stands.pop("done that day") == ("On course" if as_at == BEFORE else "Delivered")
    assert stands == {"the day": word}
    (done,) = (one.action for one in due if one.action.reference == "done that day")
    assert how_late(done) == ""


def test_from_that_day_a_corrective_action_is_asked_for() -> None:
    assert [*no_correction(at(BEFORE))] == []
    (asked,) = no_correction(at(DAY))
    assert "Action the day (due 16 July 2026) is not delivered" in asked.message


def test_a_milestone_of_that_day_is_asked_about_from_it_on() -> None:
    assert [*milestones_unsaid(at(BEFORE))] == []
    (asked,) = milestones_unsaid(at(DAY))
    assert "'Open the hub'" in asked.message
    assert milestones_counted(at(BEFORE))[0] == ""
    assert "Open the hub" in milestones_counted(at(DAY))[0]


def test_a_decision_to_be_acted_on_by_that_day_is_overdue_by_its_end() -> None:
    for as_at, words in ((BEFORE, "Still to be carried out."), (DAY, "Overdue.")):
        here = at(as_at)
        became = [str(what_became(here, one)) for one in decided(here.board)]
        assert [one.rpartition("\n")[2] for one in became] == [words, "Still to be carried out."]
