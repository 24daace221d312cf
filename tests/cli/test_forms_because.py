"""Why an answer has changed is said of each action by itself."""

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from openpyxl import load_workbook

from paperkit.board.history import QUESTIONS
from paperkit.board.paper_rows import RETURNS, Return
from tests import projects
from tests.cli.conftest import Command
from tests.cli.test_forms_gather import SHEET, day, issued, log, returned

__all__ = ["day", "issued"]
PERSON = "Nadia Kowalczyk"


@pytest.fixture
def changed(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> tuple[str, ...]:
    """Return the command that gathers a form of which both answers have changed since."""

    def gather_once(project: Path) -> None:
        copytree(sample, project)
        back = project.parent / "came back"
        returned(back, issued[PERSON], a1_3="Amber", a1_4="Amber")
        assert paperkit("forms", "gather", back, "--project", project).code == 0

    projects.copied("gathered once", gather_once, sample)
    back = tmp_path / "came back"
    returned(back, issued[PERSON], a1_3="Red", a1_4="Red")
    return ("forms", "gather", str(back), "--project", str(sample))


def because(project: Path) -> dict[str, str]:
    return {
        entry.row.action: entry.because
        for entry in log(project).of(RETURNS)
        if isinstance(entry.row, Return)
    }


def test_one_reason_is_not_that_of_every_change(
    paperkit: Command, sample: Path, changed: tuple[str, ...]
) -> None:
    ran = paperkit(*changed, "--because", "Nadia rang")
    folder, project = changed[2], changed[4]
    assert (ran.code, ran.out) == (3, "")
    assert (
        "2 actions have changed since they were gathered, 1.3 and 1.4, and one reason does not say "
        "why each of them has. Nothing was gathered. Give each action its own reason. Type:\n\n"
        f'  paperkit forms gather "{folder}" --because "1.3=why" --because "1.4=why" '
        f"--project {project}"
    ) in ran.err
    assert because(sample) == {"1.3": "", "1.4": ""}


def test_each_action_has_its_own_reason(
    paperkit: Command, sample: Path, changed: tuple[str, ...]
) -> None:
    ran = paperkit(*changed, "--because", "1.3=Nadia rang", "--because", "1.4 = No premises = Red")
    assert (ran.code, "2 taken" in ran.out) == (0, True)
    assert because(sample) == {"1.3": "Nadia rang", "1.4": "No premises = Red"}


def test_an_action_without_a_reason_waits_and_its_message_says_what_to_type(
    paperkit: Command, sample: Path, changed: tuple[str, ...]
) -> None:
    ran = paperkit(*changed, "--because", "1.3=Nadia rang")
    assert ran.code == 1
    assert "PK-852" in ran.out
    assert 'Gather again with --because "1.4=why", or take the file out of the folder.' in ran.out
    assert because(sample) == {"1.3": "Nadia rang", "1.4": ""}
    # What is left is one action, for which the words alone will do.
    assert paperkit(*changed, "--because", "She wrote: 1.4 = Red").code == 0
    assert because(sample)["1.4"] == "She wrote: 1.4 = Red"


def test_a_reason_for_an_action_that_is_not_there_names_one_that_is(
    paperkit: Command, changed: tuple[str, ...]
) -> None:
    ran = paperkit(*changed, "--because", "1.33=Nadia rang")
    assert ran.code == 3
    assert (
        "--because names the action '1.33', which is not in the plan. Did you mean '1." in ran.err
    )
    twice = paperkit(*changed, "--because", "1.3=a", "--because", "1.3=b")
    assert (twice.code, "two reasons for one change" in twice.err) == (3, True)
    blank = paperkit(*changed, "--because", "1.3= ")
    assert (blank.code, "Say why:" in blank.err) == (2, True)


def test_a_reason_without_use_is_a_note(paperkit: Command, changed: tuple[str, ...]) -> None:
    both = (*changed, "--because", "1.3=Nadia rang", "--because", "1.4=So did Jo")
    paperkit(*both)
    ran = paperkit(*both)
    assert (ran.code, "PK-767  --because" in ran.out) == (0, True)
    assert "A reason was given for actions 1.3 and 1.4, which have not changed." in ran.out


def test_a_reason_that_names_no_action_is_never_lost_in_silence(
    paperkit: Command, sample: Path, changed: tuple[str, ...]
) -> None:
    both = ("--because", "1.3=Nadia rang", "--because", "1.4=So did Jo")
    ran = paperkit(*changed, *both, "--because", "A typing slip")
    assert (ran.code, "2 taken" in ran.out) == (0, True)
    assert "The reason 'A typing slip' names no action, and no other answer has changed" in ran.out
    assert because(sample) == {"1.3": "Nadia rang", "1.4": "So did Jo"}


def test_an_action_alone_is_no_reason(
    paperkit: Command, sample: Path, changed: tuple[str, ...]
) -> None:
    paperkit(*changed, "--because", "1.3=Nadia rang")
    ran = paperkit(*changed, "--because", "1.4")
    assert (ran.code, ran.out) == (3, "")
    assert 'names the action 1.4 and gives no reason. Type it, as in --because "1.4=why"' in ran.err
    assert paperkit(*changed, "--because", "=Jo rang").code == 0
    assert because(sample)["1.4"] == "Jo rang"


def test_a_command_with_signs_that_powershell_would_read_is_given_for_both_shells(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back $ice"
    form = returned(back, issued[PERSON], a1_3="Amber", a1_4="Amber")
    gather = ("forms", "gather", back, "--project", sample)
    paperkit(*gather)
    book: Any = load_workbook(form)
    heads = {str(cell.value).partition(" (")[0]: cell.column for cell in book[SHEET][1]}
    for row in (2, 3):
        book[SHEET].cell(row, heads["Review date"]).value = date(2026, 10, 1)
    book.save(form)
    ran = paperkit(*gather, "--because", "Nadia rang")
    assert f'In the Command Prompt:  paperkit forms gather "{back}" --because "1.3=why"' in ran.err
    assert f"In PowerShell:          paperkit forms gather '{back}' --because '1.3=why'" in ran.err


def test_a_question_is_kept_in_the_log_and_its_reply_needs_no_reason(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued[PERSON], a1_3="Amber", a1_4="Green")
    gather = ("forms", "gather", back, "--project", sample)

    def typed(heading: str, words: str) -> None:
        book: Any = load_workbook(form)
        heads = {str(cell.value).partition(" (")[0]: cell.column for cell in book[SHEET][1]}
        book[SHEET].cell(3, heads[heading]).value = words
        book.save(form)

    typed("Reasons for escalation", "Opened early")
    first = paperkit(*gather)
    assert "3 entries were added to the log, 1 of them a question that was asked." in first.out
    assert "The log is as it was." in paperkit(*gather).out
    typed("Exceptional progress?", "Exceptional")
    ran = paperkit(*gather)
    assert (ran.code, "1 taken, 1 there already" in ran.out) == (0, True)
    number = log(sample).of(QUESTIONS)[0].number
    assert because(sample)["1.4"] == (
        f"The reply to what was asked: entry {number} of 10 June 2026."
    )
    shown = paperkit("record", "show", "1.4", "--project", sample).out
    assert f"Questions, entry {number} of 10 June 2026" in shown
    assert "does not say whether progress is" in shown
