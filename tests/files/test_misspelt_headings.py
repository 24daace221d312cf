"""Headings and words that are nearly right: one finding that names what was probably meant."""

from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.board.plan_rows import ACTIONS
from paperkit.files.headings import headings_of
from paperkit.files.yaml_in import read_tables
from paperkit.schema.values import Misread, read_value
from tests.cases import each
from tests.files.workbooks import read, workbook
from tests.tables import numbers, told


@each(
    ("sheet", "right", "wrong"),
    [
        ("Actions", "Reference", "Refrence"),
        ("Actions", "Action", "Acton"),
        ("People", "Name", "Nmae"),
        ("Meetings", "Reference", "Referance"),
        ("Feedback", "Meeting", "Meting"),
        ("Text", "Section", "Secton"),
    ],
)
def test_a_misspelt_heading_of_what_rows_are_known_by_is_one_error(
    tmp_path: Path, sheet: str, right: str, wrong: str
) -> None:
    headings = {
        "Actions": "Reference | Action | Owner", "People": "Name | Post | From",
        "Meetings": "Reference | Date | Kind",
        "Feedback": "Group | Meeting | Area or action | Comment",
        "Text": "Paper | Section | Text",
    }[sheet]  # fmt: skip
    names = [name.strip() for name in headings.replace(right, wrong, 1).split("|")]
    rows = "".join(f"| {' | '.join(f'{name} {n}' for name in names)} |\n" for n in range(1, 45))
    result = read(tmp_path, workbook(f"## {sheet}\n| {' | '.join(names)} |\n{rows}"))
    (finding,) = result.findings
    assert finding.code == "PK-238"
    assert finding.message == f"{sheet} has no column {right}, but one called '{wrong}'."
    assert finding.remedy.startswith(f"Rename it to {right}")


def test_a_sheet_without_its_column_of_references_has_one_error(tmp_path: Path) -> None:
    result = read(tmp_path, workbook("## Actions\n| ID | Action | Owner |\n| 1 | Open | Jo |\n"))
    assert numbers(result.findings) == ["PK-239", "PK-212"]
    assert told(result.findings)[0] == (
        "PK-239 Actions!A1: Actions has no column Reference, by which its rows are known."
    )


def test_where_too_few_headings_are_known_the_nearest_are_suggested(tmp_path: Path) -> None:
    result = read(tmp_path, workbook("## People\n| Nmae | Post |\n| Jo | Lead |\n"))
    assert numbers(result.findings) == ["PK-210"]
    assert result.findings[0].remedy.startswith("Rename 'Nmae' to Name")


def test_a_misspelt_key_in_yaml_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "board.yaml"
    path.write_text(
        "actions:\n- refrence: '1.1'\n  wording: Open\n- refrence: '1.2'\n  owner: Jo\n"
    )
    result = read_tables(path, TABLES)
    assert told(result.findings) == [
        "PK-238 board.yaml, line 2, refrence: actions has no column reference, but one called "
        "'refrence'."
    ]
    assert result.findings[0].remedy.startswith("Rename it to reference")


@each(
    ("typed", "meant"),
    [("Reveiw date", "Review date"), ("Timescales agreed", ""), ("Timescal", "Deadline")],
)
def test_a_heading_that_is_nearly_right_is_suggested(typed: str, meant: str) -> None:
    assert headings_of(ACTIONS).near(typed) == meant


def test_the_lead_s_action_to_control_risk_is_the_corrective_action() -> None:
    column = headings_of(ACTIONS).find("Action to control risk")
    assert column is not None
    assert column.name == "correction"


def test_a_word_that_is_nearly_another_word_for_a_choice_is_suggested() -> None:
    misread = read_value("complet", ACTIONS.column("state"))
    assert isinstance(misread, Misread)
    assert misread.remedy == (
        "Choose one of these words (did you mean Complete, which is Delivered?)."
    )
