"""What the command says of a project in YAML: its tables are tables, those of a workbook sheets."""

from pathlib import Path

from paperkit.cli.build import source_in_words
from paperkit.findings import Place
from paperkit.pipeline.edits import ComesFrom
from tests.cli.conftest import Command

JANUARY, NOVEMBER = ("--meeting", "Board January 2027"), ("--meeting", "Board November 2026")
RUNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("status", *JANUARY), "{} Papers has no paper for this meeting."),
    (("agenda", *JANUARY), "{} Papers has no paper for this meeting."),
    (("build", "--all", *JANUARY), "no paper {on} Papers that the pack can build."),
    (("decisions", "start", "--meeting", "Board September 2026"), "{into} Decisions by hand."),
    (("kinds", "new", "our_report", "--from", "covering_report"), "A row of {of} Papers asks"),
    (
        ("paper", "start", "covering_report", *NOVEMBER),
        "blank {its} Text: write what is to go there.",
    ),
    (
        (
            "withdraw",
            "Draft - Performance report - 16 July 2026.docx",
            "--because",
            "No",
            "--by",
            "R. Keane",
        ),
        "Take its row off {of} Papers, so that it is not built.",
    ),
)
SHEET = {"on": "on the sheet", "its": "on its sheet", "into": "the sheet", "of": "the sheet"}
TABLE = {"on": "in the table", "its": "in its table", "into": "the table", "of": "the table"}


def test_of_data_in_yaml_every_command_says_table(paperkit: Command, sample_yaml: Path) -> None:
    for words, text in RUNS:
        said = said_by(paperkit, sample_yaml, words)
        assert text.format("The table", **TABLE) in said, said
        assert "he sheet " not in said


def test_of_data_in_a_workbook_every_command_says_sheet(paperkit: Command, sample: Path) -> None:
    for words, text in RUNS:
        said = said_by(paperkit, sample, words)
        assert text.format("The sheet", **SHEET) in said, said


def said_by(paperkit: Command, project: Path, words: tuple[str, ...]) -> str:
    ran = paperkit(*words, "--project", project)
    return " ".join(f"{ran.out} {ran.err}".split())


def test_a_meeting_without_a_date_is_given_one_in_its_table(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("    date: 21 January 2027\n", ""), "utf-8")
    said = said_by(paperkit, sample_yaml, ("agenda", *JANUARY))
    assert "'Board January 2027' has no date. Give it one in the table Meetings." in said


def test_the_text_of_a_paper_is_written_in_its_table(paperkit: Command, sample_yaml: Path) -> None:
    data = sample_yaml / "board.yaml"
    row = "\npapers:\n  - {reference: New, kind: covering_report, meeting: Board November 2026}\n"
    data.write_text(data.read_text("utf-8").replace("\npapers:\n", row), "utf-8")
    said = said_by(paperkit, sample_yaml, ("status", *NOVEMBER))
    assert 'Next: write its text in the table Text, then: paperkit build "New"' in said


def test_the_table_text_can_say_what_was_drafted() -> None:
    said = source_in_words(ComesFrom((Place("board.yaml", line=9),), key="summary.actions"))
    assert said.endswith("The table Text can say it instead, in the section summary.actions.")
    in_cell = Place("board.xlsx", sheet="Actions", cell="A2")
    assert "The sheet Text can" in source_in_words(ComesFrom((in_cell,), key="summary.actions"))
