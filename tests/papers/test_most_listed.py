"""What a report lists where much is off target, late or worse: the worst, and where the rest is."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import find_pack
from paperkit.packs.plan import MOST_LISTED, Planned
from paperkit.packs.templates import template_of
from paperkit.since.actions import ActionChange, Change
from paperkit.since.figures import FigureChange, MovedFigure
from paperkit.since.shown import ChangeShown, ItemChanged, first_listed
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.finishing import finish
from paperkit.word.outline import outline
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template
from tests.papers.made import MEETINGS, WAYS
from tests.tables import board

NUMBERS = range(1, MOST_LISTED + 3)


def rows(pattern: str) -> str:
    """Return a row of a Markdown table for each number; ``{day}`` goes back day by day."""
    return "\n".join(pattern.format(n=n, day=31 - n) for n in NUMBERS)


PLAN = f"""{MEETINGS}
## outcomes
| Reference | Name            |
|-----------|-----------------|
| 2.1       | Healthy at home |
## actions
| Reference | Action | Outcome or priority | Deadline | State | Corrective action |
|-----------|--------|---------------------|----------|-------|-------------------|
{rows("| 2.1.{n} | Do {n} | 2.1 | {day} May 2026 | At risk | Put {n} right |")}
## indicators
| Reference | Name | Outcome | Partner | Unit | Direction |
|-----------|------|---------|---------|------|-----------|
{rows("| PI {n} | Seen {n} | 2.1 | The CCG | % | Higher is better |")}
## targets
| Indicator | Year | Value | Signed off by |
|-----------|------|-------|---------------|
{rows("| PI {n} | 2025/26 | 85% | The Executive |")}
## readings
| Indicator | Period | Value | Note |
|-----------|--------|-------|------|
{rows("| PI {n} | 2025/26 | 60% | Few staff in {n} |")}
| PI 14 | 2024/25 | 70% | |
"""


def standpoint(planned: Planned) -> BoardAt:
    data = board(PLAN)
    pack = find_pack("council", [bundled("report_templates")])
    ways = replace(WAYS, pack=pack.settings)
    return BoardAt(data, ways, data.meeting["Board July 2026"], planned=planned)


@cache
def made() -> Paper:
    return paper_view(standpoint(Planned(report="performance_report")), (), draft=True)


def test_what_is_due_longest_and_what_has_got_worse_is_listed_first() -> None:
    late, off = made().actions.exceptions, made().indicators.exceptions
    assert [one.reference for one in late] == [f"2.1.{n}" for n in range(14, 2, -1)]
    assert [one.reference for one in off] == ["PI 14", *(f"PI {n}" for n in range(1, 12))]


def test_how_many_more_there_are_and_where_is_said() -> None:
    where = "the appendix of full tables has each in full"
    assert made().actions.more == f"Two more are late or at risk; {where}."
    assert made().indicators.more == f"Two more are off target; {where}."


def test_the_full_table_tells_of_those_left_out_all_that_the_report_would_have() -> None:
    every = {one.reference: one for one in made().actions.rows}
    assert [one for one in every if every[one].has_more] == ["2.1.1", "2.1.2"]
    assert str(every["2.1.1"].correction).startswith("Put 1 right")
    notes = {str(one.reference): one.note for one in made().indicators.rows}
    assert notes["PI 11"] == "Few staff in 11"
    assert notes["PI 12"].startswith("Few staff in 12. Actions for this outcome: actions 2.1.1")


def test_a_report_without_full_tables_lists_all() -> None:
    alone = paper_view(standpoint(Planned()), (), draft=True)
    assert len(alone.actions.exceptions) == len(alone.indicators.exceptions) == len(NUMBERS)
    assert alone.actions.more == alone.indicators.more == ""


def test_the_pages_have_a_line_for_it_below_each_list() -> None:
    kind, _ = find_pack("council", [bundled("report_templates")]).kind("performance_report")
    view = paper_view(standpoint(Planned(report="performance_report")), kind.sections, draft=True)
    worse = (ItemChanged("1 Run a bus", (ChangeShown("1", "Newly late", "Due", "Late"),)),)
    view = replace(view, since=replace(view.since, worse=worse, more="One more is worse."))
    package, ledger = fill_template(template_of(kind, offered(kind)).compiled, view)
    facts = Facts("Performance report", "Anyshire Council", "Board", date(2026, 7, 16), True)
    lines = outline(finish(package, ledger, facts)).splitlines()
    for more in (view.indicators.more, view.actions.more, view.since.more):
        assert sum(line.endswith(f"| {more}") for line in lines) == 1


def test_a_short_list_of_changes_keeps_what_no_full_table_has_and_then_corrections() -> None:
    late = [(f"late {n}", [Change(ActionChange.LATE, "", "")]) for n in range(3)]
    gone = [(f"gone {n}", [Change(ActionChange.GONE, "", "")]) for n in range(2)]
    revised = [("revised", [MovedFigure(FigureChange.REVISED, "", "")])]
    items: list[tuple[str, Sequence[Change | MovedFigure]]] = [*late, *gone, *revised]

    def names(most: int | None) -> list[str]:
        return [name for name, _ in first_listed(items, most)]

    assert names(4) == ["late 0", "gone 0", "gone 1", "revised"]
    assert names(1) == ["gone 0", "gone 1"]
    assert names(None) == [name for name, _ in items]
