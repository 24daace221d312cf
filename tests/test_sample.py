"""The sample council: as large and as untidy in its names as a real one."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from paperkit.actions.standing import Standing, due_actions
from paperkit.board.calendar import last_report, public_meetings
from paperkit.board.data import TABLES, Assembled, BoardData, assemble
from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Settings
from paperkit.board.words import Body, Frequency, Rank, State
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tables, read_tree
from paperkit.findings import Severity, of_severity
from paperkit.kinds.compose import check
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Length
from paperkit.schema.tree import build_tree
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import told

COUNCIL = bundled("samples") / "council"
PACK = bundled("report_templates") / "council" / "pack.yaml"
JULY = "Board July 2026"
DATA_DAY = date(2026, 6, 30)


@cache
def sample() -> Assembled:
    read = read_tables(COUNCIL / "board.yaml", TABLES)
    assert told(read.findings) == []
    return assemble(read.records)


@cache
def board() -> BoardData:
    return sample().board


@cache
def settings() -> Settings:
    planted = build_tree(Settings, read_tree(COUNCIL / "paperkit.yaml"))
    assert told(planted.findings) == []
    return planted.value


def july_report() -> PaperRow:
    (paper,) = (p for p in board().papers if (p.meeting, p.kind) == (JULY, "performance_report"))
    return paper


def test_every_cell_and_reference_of_the_sample_is_read() -> None:
    assert told(sample().findings) == []
    assert board().unread == ()


def test_the_july_report_checks_with_one_gap_and_without_an_error() -> None:
    pack = build_tree(PackSettings, read_tree(PACK)).value
    found = check(BoardAt(board(), Ways(settings(), pack), paper=july_report()))
    assert told(of_severity(found, Severity.ERROR)) == []
    assert [finding.code for finding in of_severity(found, Severity.GAP)] == ["PK-503"]


@each(
    ("table", "least"),
    [
        ("meetings", 12),
        ("people", 25),
        ("plans", 2),
        ("priorities", 6),
        ("outcomes", 10),
        ("actions", 40),
        ("milestones", 10),
        ("indicators", 20),
        ("targets", 45),
        ("readings", 150),
        ("groups", 6),
    ],
)
def test_the_sample_has_the_size_of_a_real_council(table: str, least: int) -> None:
    assert len(getattr(board(), table)) >= least


def test_two_parts_hold_four_priorities_or_more() -> None:
    parts = [row.reference for row in board().priorities if not row.part_of]
    under = [row for row in board().priorities if row.part_of in parts]
    assert len(parts) == 2
    assert len(under) >= 4
    assert {row.part_of for row in under} == set(parts)


def test_core_priorities_have_one_sponsor_and_a_supporting_one_is_vacant() -> None:
    core = [row for row in board().priorities if row.rank is Rank.CORE]
    assert all(len(row.sponsor) == 1 and row.sponsor != ("Vacant",) for row in core)
    assert [row.rank for row in board().priorities if row.sponsor == ("Vacant",)] == [
        Rank.SUPPORTING
    ]


def test_sponsors_are_members_of_the_board() -> None:
    members = {person.name for person in board().people if person.member is Answer.YES}
    sponsors = {name for row in board().priorities for name in row.sponsor}
    assert [str(name) for name in sponsors - members] == ["Vacant"]


def test_actions_are_in_every_state() -> None:
    assert {action.state for action in board().actions} == set(State)


def test_indicators_go_every_way() -> None:
    assert {indicator.direction for indicator in board().indicators} == set(Direction)


def test_indicators_are_of_every_frequency_but_twice_a_year() -> None:
    frequencies = {indicator.frequency for indicator in board().indicators}
    assert frequencies == set(Frequency) - {Frequency.TWICE_A_YEAR}


def test_units_are_mixed() -> None:
    units = {indicator.unit for indicator in board().indicators}
    assert units >= {"%", "per 1,000", "days", "£", ""}


@each("kind", ["percent", "units", "floor"])
def test_each_kind_of_tolerance_is_used(kind: str) -> None:
    tolerances = [indicator.tolerance for indicator in board().indicators if indicator.tolerance]
    assert any(getattr(tolerance, kind) is not None for tolerance in tolerances)


def test_readings_are_of_every_length_of_period() -> None:
    assert {reading.period.length for reading in board().readings if reading.period} == set(Length)


@each("reference", ["PI 2", "PI 3", "PI 9", "PI 18"])
def test_an_indicator_has_readings_of_several_years(reference: str) -> None:
    periods = [reading.period for reading in board().readings_of[reference] if reading.period]
    assert len({period.last.year for period in periods}) >= 3


def test_some_readings_and_targets_are_words() -> None:
    readings = {
        str(row.value) for row in board().readings if row.value and row.value.number is None
    }
    targets = {str(row.value) for row in board().targets if row.value and row.value.number is None}
    assert readings == {"Published October 2026", "New indicator"}
    assert targets == {"Data only", "No target", "Not due this period"}


def test_one_target_has_changed_since_it_was_signed_off() -> None:
    changed = [target for target in board().targets if target.signed_value]
    assert [(row.indicator, str(row.value), str(row.signed_value)) for row in changed] == [
        ("PI 8", "42", "49")
    ]


def test_the_board_meets_six_times_a_year_beside_a_cancelled_and_a_moved_meeting() -> None:
    year = [m for m in public_meetings(board()) if m.date and m.date >= date(2026, 5, 1)]
    assert len(year) == settings().cadence.meetings_a_year
    assert {str(meeting.state) for meeting in board().meetings} == {
        "Planned", "Held", "Moved", "Cancelled",
    }  # fmt: skip
    assert "Development session" in {str(meeting.kind) for meeting in board().meetings}


def test_every_meeting_since_march_has_a_milestone_to_monitor() -> None:
    monitored = {milestone.meeting for milestone in board().milestones}
    since_march = board().meeting["Board March 2026"].date
    assert since_march
    later = [m for m in board().meetings if m.date and m.date > since_march]
    public = {*public_meetings(board()), *public_meetings(board(), Body.EXECUTIVE)}
    assert [m.reference for m in later if m in public and m.reference not in monitored] == []


def test_thirteen_actions_are_due_by_the_july_meeting() -> None:
    july = board().meeting[JULY]
    before = last_report(board(), Ways(settings()), july)
    assert july.date
    assert before
    assert before.date
    assert before.reference == "Board March 2026"
    due = due_actions(board(), july.date, before.date, DATA_DAY)
    assert Counter(action.standing for action in due) == {
        Standing.DELIVERED: 7,
        Standing.NOT_DELIVERED: 3,
        Standing.AT_RISK: 1,
        Standing.ON_COURSE: 1,
        Standing.SUSPENDED: 1,
    }


def test_every_action_is_looked_at_by_some_group() -> None:
    looked_at = {reference for group in board().groups for reference in group.actions}
    assert [row.reference for row in board().actions if row.reference not in looked_at] == []


def test_four_of_six_groups_have_sent_their_view_for_july() -> None:
    sent = {row.group for row in board().feedback if row.meeting == JULY}
    silent = {str(name) for name in {group.name for group in board().groups} - sent}
    assert len(sent) == 4
    assert silent == {"Adult Mental Health Partnership Board", "Healthy Places Partnership Board"}


def test_a_highlight_report_of_two_paragraphs_is_there_for_july() -> None:
    (report,) = (row for row in board().highlights if row.meeting == JULY)
    assert report.body == "Children and Young People's Partnership Board"
    assert len(report.text.split("\n\n")) == 2


def test_the_july_report_has_every_section() -> None:
    text = board().text_of[july_report().reference]
    assert Counter(row.section for row in text) == {
        "executive_summary": 1,
        "summary.decisions": 1,
        "summary.groups": 1,
        "summary.highlights": 1,
        "recommendations": 3,
        "introduction": 1,
        "issues": 1,
        "reasons": 1,
        "consultation": 1,
        "corporate": 1,
        "implications": 4,
        "background": 2,
        "appendices": 1,
    }


def test_everyone_named_on_another_sheet_is_among_the_people() -> None:
    people = board().people
    known = {person.name for person in people} | {person.post for person in people}
    named = {name for row in board().actions for name in (row.owner, row.lead)}
    named |= {name for row in board().papers for name in (*row.authors, *row.directors)}
    assert named - known == set()


def test_somebody_who_has_left_owns_no_action() -> None:
    left = {person.name for person in board().people if person.end}
    assert [str(name) for name in left] == ["Stephen Marlowe"]
    assert [row for row in board().actions if {row.owner, row.lead} & left] == []


def test_nobody_can_be_called_or_written_to() -> None:
    # Ofcom keeps 01632 960000 to 960999 for drama; nobody can register a name under .example.
    for person in board().people:
        assert person.telephone.startswith("01632 960")
        assert person.email.endswith(".example")


@pytest.mark.parametrize(
    "trouble",
    [
        "A&E", "R&D", "Children, Young People & Families", "<5%", "O'Neill", '"', "(100%)", "–",
        "Llŷr Siôn", "Tŷ Croeso", "£", "?plan=adults&action=", "1.10", "[NEW LINE]",
    ],
)  # fmt: skip
def test_troublesome_text_is_in_the_sample(trouble: str) -> None:
    assert trouble.replace("[NEW LINE]", "\n") in "¦".join(_typed())


def _typed() -> list[str]:
    records = read_tables(COUNCIL / "board.yaml", TABLES).records
    return [cell.typed for rows in records.values() for row in rows for cell in row.cells.values()]
