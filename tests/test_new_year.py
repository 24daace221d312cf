"""A new year: what ``paperkit new --from`` takes over, what it leaves, and that it says so."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Draft, Round
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Target
from paperkit.errors import ProjectError, WriteError
from paperkit.pipeline.checking import check_project
from paperkit.pipeline.new_year import Carried, carry, latest_year, new_year
from paperkit.pipeline.reading import read_board
from paperkit.record import LOG_FILE
from paperkit.record.log import append, read_log
from paperkit.schema.columns import Answer
from paperkit.schema.dates import year_from_april
from tests import projects
from tests.logs import logged
from tests.tables import board

TODAY = date(2027, 4, 12)
LAST_YEAR = year_from_april(2026)


def carried(markdown: str) -> Carried:
    return carry(board(markdown), LAST_YEAR, Ways(), TODAY)


def test_the_year_is_that_of_the_latest_plan() -> None:
    plans = """
    ## plans
    | reference       | year    |
    | --- | --- |
    | Adults 2025/26  | 2025/26 |
    | Adults 2026/27  | 2026/27 |
    """
    assert latest_year(board(plans)) == LAST_YEAR


def test_without_plans_the_year_is_that_of_the_latest_targets() -> None:
    targets = """
    ## indicators
    | reference |
    | --- |
    | PI 1      |
    ## targets
    | indicator | year    | value |
    | --- | --- | --- |
    | PI 1      | 2026/27 | 75    |
    """
    assert latest_year(board(targets)) == LAST_YEAR


def test_a_plan_is_to_be_refreshed_and_is_not_approved_yet() -> None:
    plans = """
    ## plans
    | reference      | title                   | year    | version | approved_by | approved_on   |
    | --- | --- | --- | --- | --- | --- |
    | Adults 2025/26 | Plan for adults 2025/26 | 2025/26 | initial | The Board   | 13 March 2025 |
    | Adults 2026/27 | Plan for adults 2026/27 | 2026/27 | refresh | The Board   | 12 March 2026 |
    """
    (plan,) = carried(plans).board.plans
    assert (plan.reference, plan.title) == ("Adults 2027/28", "Plan for adults 2027/28")
    assert plan.year == year_from_april(2027)
    assert (plan.version, plan.approved_by, plan.approved_on) == ("", "", None)


def test_a_plan_that_runs_on_stands_as_it_was_approved() -> None:
    plans = """
    ## plans
    | reference | year         | version | approved_by |
    | --- | --- | --- | --- |
    | Adults    | 2026/27      | initial | The Board   |
    | Ten years | 2024 to 2034 | initial | The Council |
    """
    _, running = carried(plans).board.plans
    assert (running.reference, running.version, running.approved_by) == (
        "Ten years", "initial", "The Council",
    )  # fmt: skip


ACTIONS = """
## meetings
| reference        | date          |
| --- | --- |
| Board March 2027 | 18 March 2027 |
## actions
| reference | state       | done_on      | carried_from |
| --- | --- | --- | --- |
| 1.1       | On course   |              |              |
| 1.2       | At risk     |              | 2025/26      |
| 1.3       | Delivered   | 3 March 2027 |              |
| 1.4       | Delivered   | 2 April 2027 |              |
| 1.5       | Withdrawn   |              |              |
| 1.6       | Carried over|              |              |
"""


def test_open_actions_keep_their_reference_and_say_where_they_come_from() -> None:
    actions = carried(ACTIONS).board.actions
    assert [(a.reference, a.carried_from) for a in actions if a.reference != "1.4"] == [
        ("1.1", "2026/27"),
        ("1.2", "2025/26"),
        ("1.6", "2026/27"),
    ]


def test_an_action_delivered_since_the_last_report_goes_along_so_that_the_next_one_tells_it() -> (
    None
):
    found = carried(ACTIONS)
    assert "1.4" in [action.reference for action in found.board.actions]
    assert "4 actions under their own references (1.4 delivered since the last report)." in (
        found.kept
    )
    assert "2 actions delivered before the last report, or withdrawn: 1.3, 1.5." in found.left


def test_an_action_delivered_on_no_known_day_is_named() -> None:
    actions = """
    ## actions
    | reference | state     |
    | --- | --- |
    | 1.1       | Delivered |
    """
    (line,) = (line for line in carried(actions).left if "1.1" in line)
    assert line.startswith("1 action delivered on no known day: 1.1. If the next report")


def test_since_the_last_report_means_since_the_day_of_its_data() -> None:
    paper = """
    ## papers
    | reference | kind               | meeting          | as_at            |
    | --- | --- | --- | --- |
    | March     | performance_report | Board March 2027 | 26 February 2027 |
    """
    references = [action.reference for action in carried(ACTIONS + paper).board.actions]
    assert references == ["1.1", "1.2", "1.3", "1.4", "1.6"]


TARGETS = """
## indicators
| reference |
| --- |
| PI 1      |
| PI 2      |
| PI 3      |
| PI 4      |
| PI 5      |
## targets
| indicator | year         | value | signed_by     | signed_on     |
| --- | --- | --- | --- | --- |
| PI 1      | 2025/26      | 70    | The Executive | 24 April 2025 |
| PI 1      | 2026/27      | 75    | The Executive | 23 April 2026 |
| PI 2      | 2026         | 10    | The Executive | 23 April 2026 |
| PI 3      | 2026/27      | 5     | The Executive | 23 April 2026 |
| PI 3      | 2027/28      | 6     | The Executive | 23 April 2026 |
| PI 4      | 2024 to 2034 | 9     | The Executive | 23 April 2026 |
"""


def test_each_indicator_gets_a_target_row_of_its_own_kind_of_year_with_no_value() -> None:
    new = [target for target in carried(TARGETS).board.targets if target.value is None]
    assert [(target.indicator, str(target.year)) for target in new] == [
        ("PI 1", "2027/28"),
        ("PI 2", "2027"),
    ]
    assert all((t.signed_by, t.signed_on, t.signed_value) == ("", None, None) for t in new)


def test_the_parts_of_a_year_that_had_a_target_get_a_row_of_their_own() -> None:
    parts = TARGETS + "| PI 5 | 2026/27 | 40 | | |\n| PI 5 | Q1 2026/27 | 9 | | |\n"
    new = [target for target in carried(parts).board.targets if target.value is None]
    assert [str(target.year) for target in new if target.indicator == "PI 5"] == [
        "2027/28", "Q1 2027/28"
    ]  # fmt: skip


def test_the_row_to_be_confirmed_stands_under_last_years_target() -> None:
    rows = [(t.indicator, str(t.year)) for t in carried(TARGETS).board.targets]
    assert rows[:3] == [("PI 1", "2025/26"), ("PI 1", "2026/27"), ("PI 1", "2027/28")]


def test_earlier_targets_stay_as_they_were_signed_off() -> None:
    before = board(TARGETS).targets
    after: tuple[Target, ...] = carried(TARGETS).board.targets
    assert [target for target in after if target.value is not None] == list(before)


def test_somebody_who_has_left_stays_behind_and_is_named() -> None:
    people = """
    ## people
    | name     | end           |
    | --- | --- |
    | Jo Field |               |
    | Lee Marsh| 31 March 2027 |
    | Sam Reed | 31 May 2027   |
    """
    found = carried(people)
    assert [person.name for person in found.board.people] == ["Jo Field", "Sam Reed"]
    assert "Lee Marsh, who left on 31 March 2027." in found.left


def test_groups_look_only_at_actions_that_go_on() -> None:
    groups = """
    ## actions
    | reference | state     | done_on      |
    | --- | --- | --- |
    | 1.1       | On course |              |
    | 1.3       | Withdrawn |              |
    ## groups
    | name        | areas   | actions  |
    | --- | --- | --- |
    | Healthwatch | frailty | 1.1; 1.3 |
    """
    (group,) = carried(groups).board.groups
    assert (group.areas, group.actions) == (("frailty",), ("1.1",))


def test_a_milestone_of_the_new_year_comes_without_its_meeting() -> None:
    milestones = """
    ## meetings
    | reference        | date          |
    | --- | --- |
    | Board March 2027 | 18 March 2027 |
    ## actions
    | reference | state     |
    | --- | --- |
    | 1.1       | On course |
    ## milestones
    | action | wording | date         | meeting          |
    | --- | --- | --- | --- |
    | 1.1    | Over    | 1 March 2027 | Board March 2027 |
    | 1.1    | Ahead   | 1 May 2027   | Board March 2027 |
    """
    found = carried(milestones)
    assert [(m.wording, m.meeting) for m in found.board.milestones] == [("Ahead", "")]
    assert "1 milestone: of meetings of 2026/27, or of no date." in found.left


def test_meetings_papers_and_returns_are_left_and_the_reasons_told() -> None:
    data = """
    ## meetings
    | reference       | date         |
    | --- | --- |
    | Board July 2026 | 16 July 2026 |
    ## groups
    | name        |
    | --- |
    | Healthwatch |
    ## feedback
    | group       | meeting         | about |
    | --- | --- | --- |
    | Healthwatch | Board July 2026 | homes |
    ## papers
    | reference | meeting         |
    | --- | --- |
    | July      | Board July 2026 |
    ## text
    | paper | section      |
    | --- | --- |
    | July  | introduction |
    """
    found = carried(data)
    new = found.board
    assert (new.meetings, new.feedback, new.papers, new.text) == ((), (), (), ())
    assert any("type those of 2027/28 on the sheet Meetings" in line for line in found.left)
    assert any("each was for a meeting" in line for line in found.left)
    assert any("'paperkit paper start --from-project'" in line for line in found.left)


# --- Folders --------------------------------------------------------------------------------


def made(tmp_path: Path, *, in_yaml: bool) -> tuple[Path, Carried]:
    last = tmp_path / "2026"
    projects.sample(last, in_yaml=in_yaml)
    _, made = new_year(tmp_path / "2027", last, today=TODAY)
    return last, made


def data_of(folder: Path) -> BoardData:
    return read_board(folder).board


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("in_yaml", [False, True])
def test_the_sample_goes_on_into_a_project_of_the_same_kind(tmp_path: Path, in_yaml: bool) -> None:
    last, new = made(tmp_path, in_yaml=in_yaml)
    assert str(new.year) == "2027/28"
    assert (tmp_path / "2027" / ("board.yaml" if in_yaml else "board.xlsx")).is_file()
    before, after = data_of(last), data_of(tmp_path / "2027")
    assert after.indicators == before.indicators
    assert after.readings == before.readings
    assert after.unread == ()


def test_workbook_and_yaml_carry_the_same(tmp_path: Path) -> None:
    for in_yaml in (False, True):
        made(tmp_path / str(in_yaml), in_yaml=in_yaml)
    one, other = (data_of(tmp_path / str(in_yaml) / "2027") for in_yaml in (False, True))
    assert one == other


def test_last_years_folder_is_not_touched(tmp_path: Path) -> None:
    last = tmp_path / "2026"
    projects.sample(last)
    before = tree(last)
    new_year(tmp_path / "2027", last, today=TODAY)
    assert tree(last) == before


def test_settings_and_the_councils_own_pack_go_along(tmp_path: Path) -> None:
    last = tmp_path / "2026"
    projects.sample(last)
    own = last / "packs" / "council"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("title: Our own\n", encoding="utf-8")
    new_year(tmp_path / "2027", last, today=TODAY)
    new = tree(tmp_path / "2027")
    assert new["paperkit.yaml"] == (last / "paperkit.yaml").read_bytes()
    assert read_board(tmp_path / "2027").pack.settings.title == "Our own"


def test_the_check_names_each_target_until_it_is_confirmed(tmp_path: Path) -> None:
    made(tmp_path, in_yaml=True)
    found = check_project(tmp_path / "2027", today=date(2027, 7, 1)).findings
    unconfirmed = [f for f in found if f.code == "PK-413"]
    assert "PI 1 Adults who smoke has no target for 2027." in unconfirmed[0].message
    assert any("has no target for 2027/28." in f.message for f in unconfirmed)
    assert len(unconfirmed) == len(data_of(tmp_path / "2027").indicators)


def test_nothing_but_what_is_to_be_done_is_wrong_with_the_new_year(tmp_path: Path) -> None:
    made(tmp_path, in_yaml=False)
    found = check_project(tmp_path / "2027", today=date(2027, 7, 1)).findings
    # No figure of the new year is there yet, no target is agreed, what was due is overdue, and
    # the figures of last year are old by July;
    # one target of last year was changed without a sign-off, and still is; one decision is open.
    to_do = {
        "PK-401",
        "PK-412",
        "PK-413",
        "PK-420",
        "PK-428",
        "PK-503",
        "PK-904",
        "PK-905",
        "PK-943",
    }
    assert {finding.code for finding in found} <= to_do


def test_data_that_cannot_be_read_whole_are_not_carried(tmp_path: Path) -> None:
    last = tmp_path / "2026"
    projects.sample(last, in_yaml=True)
    data = last / "board.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("state: On course", "state: On cuorse", 1), encoding="utf-8")
    with pytest.raises(ProjectError, match=r"Rows of .* would be missing .*board\.yaml, line"):
        new_year(tmp_path / "2027", last, today=TODAY)
    assert not (tmp_path / "2027").exists()


def test_an_alias_that_turns_a_heading_of_the_new_workbook_round_is_told(tmp_path: Path) -> None:
    last = tmp_path / "2026"
    projects.sample(last, in_yaml=True)
    settings = last / "paperkit.yaml"
    text = settings.read_text(encoding="utf-8").replace("aliases: {}", "")
    settings.write_text(f"{text}\naliases:\n  People:\n    Post: Telephone\n", encoding="utf-8")
    (last / "board.xlsx").write_bytes(workbook_of(tmp_path))
    (last / "board.yaml").unlink()
    with pytest.raises(ProjectError, match="aliases"):
        new_year(tmp_path / "2027", last, today=TODAY)
    assert not (tmp_path / "2027").exists()


def workbook_of(tmp_path: Path) -> bytes:
    """Return the sample's workbook, its heading Post as the council has it: for telephones."""
    from openpyxl import load_workbook

    projects.sample(tmp_path / "sample")
    book = load_workbook(tmp_path / "sample" / "board.xlsx")
    for cell in next(book["People"].iter_rows(max_row=1)):
        if cell.value in ("Post", "Telephone"):
            cell.value = {"Post": "Job title", "Telephone": "Post"}[str(cell.value)]
    book.save(tmp_path / "own.xlsx")
    return (tmp_path / "own.xlsx").read_bytes()


def test_benchmarks_and_related_strategies_go_along_and_what_was_for_a_meeting_is_told() -> None:
    told = carried("""
    ## indicators
    | reference |
    | --- |
    | PI 1      |
    ## benchmarks
    | indicator | area    | period  | value |
    | --- | --- | --- | --- |
    | PI 1      | England | 2025/26 | 75    |
    ## related_strategies
    | title        |
    | --- |
    | Housing plan |
    ## forward_items
    | title          |
    | --- |
    | Budget         |
    | Winter         |
    ## sessions
    | topic |
    | --- |
    | Waits |
    ## risks
    | forum |
    | --- |
    | Board |
    """)
    assert [row.area for row in told.board.benchmarks] == ["England"]
    assert [row.title for row in told.board.related_strategies] == ["Housing plan"]
    assert told.kept[0] == "1 indicator, 1 benchmark, 1 related strategy, as they stand."
    assert told.left == (
        "2 forward items, 1 session topic: each was for a meeting of last year.",
        "1 row on Returns, Sponsor views, Requests and Risks: what was gathered is in the log.",
    )


def test_the_log_goes_along_with_the_meetings_that_it_tells_of(tmp_path: Path) -> None:
    projects.sample(tmp_path / "old")
    told = Round(priority="P1", meeting="Board July 2026", issued_on=date(2026, 5, 20))
    log = tmp_path / "old" / LOG_FILE
    append(log, [Draft(table=ROUNDS, row=told, recorded_on=date(2026, 5, 20))])
    _, made = new_year(tmp_path / "new", tmp_path / "old", today=TODAY)
    board = read_board(tmp_path / "new").board
    assert board.history == read_log(log)
    assert [meeting.reference for meeting in board.meetings] == [
        "Board May 2026",
        "Board July 2026",
    ]
    assert "The log of exception reports with 1 entry, and the 1 meeting that it is about." in (
        made.kept
    )


def test_the_new_folder_lies_outside_last_years(tmp_path: Path) -> None:
    last = tmp_path / "2026"
    projects.sample(last)
    with pytest.raises(WriteError, match="Name a folder outside it"):
        new_year(last / "2027", last, today=TODAY)


DECIDED = """
## meetings
| reference | date |
| --- | --- |
| March 2026 | 12 March 2026 |
| July | 16 July 2026 |
## papers
| reference | kind | meeting | publicity |
| --- | --- | --- | --- |
| Fees | covering_report | July | Exempt |
## decisions
| meeting | paper | recommendation | outcome | by | public_wording |
| --- | --- | --- | --- | --- | --- |
| March 2026 | | Old and done. | Agreed | | |
| March 2026 | | Old and open. | Agreed | Ama Reed | |
| July | Fees | Pay Acme 4%. | Agreed | | That an offer be made. |
"""


def test_decisions_of_the_year_and_open_ones_go_on_with_their_meetings() -> None:
    new = carried(DECIDED)
    assert [row.recommendation for row in new.board.decisions] == ["Old and open.", "Pay Acme 4%."]
    assert [meeting.reference for meeting in new.board.meetings] == ["March 2026", "July"]
    said = "2 decisions of the Board, with their meetings: those of the last twelve months, and "
    assert f"{said}older ones still to be acted on." in new.kept
    said = "1 decision of the Board: each is older, with nothing left to do, or of a meeting that "
    assert f"{said}cannot have decided it." in new.left


def test_a_decision_on_an_exempt_paper_is_still_exempt_without_its_paper() -> None:
    fees = carried(DECIDED).board.decisions[-1]
    assert (fees.paper, fees.exempt) == ("", Answer.YES)


ON_ROUND = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
## priorities
| reference |
| --- |
| P1 |
## actions
| reference | wording | parent |
| --- | --- | --- |
| 1.1 | Open | P1 |
## papers
| reference | kind | meeting | priority | publicity |
| --- | --- | --- | --- | --- |
| Report | exception_report | July | P1 | Exempt |
| Other | covering_report | July | | Exempt |
## text
| paper | section | text |
| --- | --- | --- |
| Report | introduction | About it. |
| Other | introduction | About that. |
"""
RETURNED = """
## returns
| meeting | action | rating |
| --- | --- | --- |
| July | 1.1 | Red |
"""
FILED_EXEMPT = """
## filed
| paper | meeting | file | folder | priority |
| --- | --- | --- | --- | --- |
| Report | July | a.docx | 2026-07-16/exempt | P1 |
"""


def test_an_exempt_paper_on_a_round_goes_along_where_the_log_does_not_know_that_it_is() -> None:
    new = carry(logged(ON_ROUND, RETURNED), LAST_YEAR, Ways(), TODAY)
    assert [row.reference for row in new.board.papers] == ["Report"]
    assert [row.text for row in new.board.text] == ["About it."]
    said = "1 exempt paper on rounds of that log, so that public papers go on leaving these rounds "
    assert f"{said}out." in new.kept
    filed = carry(logged(ON_ROUND, RETURNED + FILED_EXEMPT), LAST_YEAR, Ways(), TODAY)
    assert (filed.board.papers, filed.board.text) == ((), ())
