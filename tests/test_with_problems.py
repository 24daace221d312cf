"""``samples/with-problems``: one of each message, and what the command says of it.

What is printed stands beside each project; every part of every finding, as ``--json`` gives it, in
``tests/findings``. ``python -m tests.test_with_problems`` writes both anew, after a message has
changed.
"""

from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from paperkit.cli import cli, options
from paperkit.files import bundled
from paperkit.findings import catalogue
from paperkit.pipeline.checking import check_project

FOLDER = bundled("samples") / "with-problems"
PROJECTS = (
    "nothing",
    "structure",
    "yaml",
    "values",
    "rules",
    "text",
    "rounds",
    "forward",
    "figures",
    "filing",
    "decisions",
)
DAY = date(2026, 6, 30)
OUTPUT = "what-check-says.md"
WHOLE = Path(__file__).parent / "findings"

# Codes, or their beginnings, that no project can show, and why.
NOT_HERE = {
    "PK-103": "needs the extra 'calc' to be installed",
    "PK-235": "is about a text box, which only Excel draws; in tests/files/test_workbook_cells.py",
    "PK-217": "is about a form that came back; in tests/files/test_form_in.py",
    "PK-223": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-224": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-226": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-227": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-228": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-229": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-351": "is told of a public paper; in tests/papers/test_exempt_rounds.py",
    "PK-352": "is told of a public paper; in tests/papers/test_exempt_rounds.py",
    "PK-355": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-521": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    "PK-225": "stands in the settings, where it is told alone; in tests/board/test_chosen.py",
    **dict.fromkeys(
        (f"PK-24{number}" for number in range(6)),
        "stands in the settings or a pack; in tests/papers/test_pack_sentences.py",
    ),
    "PK-39": "is about CSV files; in tests/files/test_csv_in.py",
    "PK-645": "needs a plug-in to be installed; in tests/plugins",
    "PK-646": "needs a plug-in to be installed; in tests/plugins",
    "PK-647": "is about two packs of one name; in tests/cli/test_packs_from_elsewhere.py",
    "PK-651": "is about a request of a round; in tests/board/test_rules_rounds.py",
    "PK-652": "is about words as they are printed; in tests/board/test_rules_text.py",
    "PK-648": "is about a file of the folder 'board'; in tests/plugins",
    "PK-705": "is about addresses, which a sample should not hold; in tests/board",
    "PK-403": "stands in a pack, which is shared by projects",
    "PK-415": "is told of one paper, whose data are older; in tests/board/test_known.py",
    "PK-458": "is told when a final is built; in tests/cli/test_agenda.py",
    "PK-459": "is told of files that were made before; in tests/cli/test_build_exempt.py",
    "PK-462": "stands between papers of one meeting, shown in tests/papers/test_plan.py",
    "PK-466": "stands between papers of one meeting, shown in tests/papers/test_plan.py",
    "PK-467": "is told when all papers of a meeting are built",
    "PK-469": "is told when the papers of a meeting are joined",
    "PK-356": "stands in a kind of a pack; in tests/papers/test_lists.py",
    "PK-357": "stands in a kind of a pack; in tests/cli/test_kinds.py",
    "PK-358": "stands in a kind of a pack; in tests/cli/test_kinds.py",
    "PK-359": "stands in a kind of a pack; in tests/cli/test_kinds.py",
    "PK-360": "is told of papers as HTML or PDF; in tests/cli/test_build_copies.py",
    "PK-361": "is told of papers as HTML or PDF; in tests/cli/test_build_copies.py",
    "PK-362": "is told of papers as HTML or PDF; in tests/cli/test_build_copies.py",
    "PK-364": "stands in a pack, which is shared by projects; in tests/papers",
    "PK-365": "stands in a pack, which is shared by projects; in tests/papers",
    "PK-366": "stands in a pack, which is shared by projects; in tests/papers",
    "PK-439": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-765": "is about a form that came back; in tests/board/test_questions.py",
    "PK-767": "is about a reason for a correction; in tests/cli/test_forms_because.py",
    "PK-768": "is said when forms are issued; in tests/board/test_leavers.py",
    "PK-877": "stands in the log of exception reports; in tests/papers/test_round_gaps.py",
    "PK-878": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-879": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-882": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-883": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-884": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-885": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-887": "stands in the log of exception reports; in tests/board/test_rounds_then.py",
    "PK-888": "stands in the log of exception reports; in tests/board/test_rounds_then.py",
    "PK-889": "stands in the log of exception reports; in tests/board/test_rounds_then.py",
    "PK-890": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-894": "stands in the log of exception reports; in tests/board/test_rules_rounds.py",
    "PK-869": "is about a paper that was edited in Word; in tests/cli/test_edits.py",
    "PK-897": "is about a paper that was edited in Word; in tests/cli/test_edits.py",
    "PK-898": "is about a paper that was edited in Word; in tests/cli/test_edits.py",
    "PK-899": "is about a paper that was edited in Word; in tests/cli/test_edits.py",
    "PK-896": "stands between the sheet Actions and the log; in tests/board/test_returned.py",
    "PK-946": "is told of a paper that was withdrawn; in tests/cli/test_withdraw.py",
    "PK-947": "is told of a paper that is corrected; in tests/cli/test_correct.py",
    "PK-963": "is told when papers are built; in tests/papers/test_plan.py",
    "PK-960": "is told of one meeting, after its day of publication; in tests/board",
    "PK-405": "is about a record with finals; in tests/board/test_decision_rules.py",
    "PK-934": "is told of a council's own Word file; in tests/since/test_published.py",
    "PK-933": "is told when a past meeting's paper is built; in tests/since/test_published.py",
    "PK-940": "asks for a setting that no sample has; in tests/test_dashboard.py",
    "PK-97": "is told of an annual report; in tests/board/test_rules_annual_reports.py",
    "PK-980": "stands in a template or a finished paper; in tests/papers/test_contents.py",
    "PK-981": "stands in a template or a finished paper; in tests/papers/test_contents.py",
    "PK-982": "is told after the day of publication; in tests/board/test_agenda_reasons.py",
    "PK-984": "is told after the day of publication; in tests/board/test_agenda_reasons.py",
    "PK-987": "rests on the record; in tests/board/test_published_rules.py",
    "PK-989": "rests on the record; in tests/board/test_published_rules.py",
    "PK-985": "is told of one meeting's papers; in tests/board/test_agenda_reasons.py",
    "PK-819": "is told of the folder of papers; in tests/cli/test_record_remove.py",
    "PK-817": "stands in a log that was changed; in tests/exception_log/test_as_filed.py",
    "PK-818": "stands in a log that was changed; in tests/exception_log/test_as_filed.py",
    "PK-828": "is told of a log of 0.1.0; in tests/exception_log/test_migrated.py",
    "PK-829": "is told of a final that is built again; in tests/cli/test_record_remove.py",
    "PK-82": "is about forms, and is told when they are issued; in tests/board/test_forms.py",
    "PK-83": "is about forms that came back, and is told when they are gathered; in tests/board",
    "PK-84": "is about forms that came back, and is told when they are gathered; in tests/board",
    "PK-85": "is about forms that came back, and is told when they are gathered; in tests/board",
    "PK-86": "stands between a form, an update or a row and the log; in tests/board",
    "PK-92": "is told when a file of Fingertips is imported; in tests/cli/test_import.py",
    "PK-93": "is told when a file of Fingertips is imported; in tests/cli/test_import.py",
    "PK-530": "would take rows of other messages out of their priority; in "
    "tests/board/test_rules_plan.py",
    "PK-531": "is told when a final is built; in tests/board/test_published_rules.py",
    "PK-627": "is about a paper that no row asks for; in tests/cli/test_build_round.py",
    "PK-626": "is about a paper on a round; in tests/cli/test_build_round.py",
    "PK-489": "is about the Word file of a kind; in tests/cli/test_build_late.py",
    "PK-495": "is told after the day of publication; in tests/board/test_agenda_reasons.py",
    "PK-499": "stands in a finished paper; in tests/papers/test_proof.py",
    "PK-6": "stands in a template or a pack's house, and is told when that is used",
    "PK-75": "stands in a finished paper, which paperkit proofs as it makes it",
    "PK-76": "stands in a finished paper, which paperkit proofs as it makes it",
    "PK-80": "stands in the log of exception reports; in tests/exception_log",
    "PK-81": "stands in the log of exception reports; in tests/exception_log",
}


class Day(date):
    """The day on which the output was made."""

    @classmethod
    def today(cls) -> "Day":
        return cls(DAY.year, DAY.month, DAY.day)


def said(project: str) -> str:
    """Return what the command prints of a project at its first run, as a page."""
    with TemporaryDirectory() as kept:
        # What was shown is kept in the project, so it is looked at in a copy.
        folder = copytree(FOLDER / project, Path(kept, project))
        ran = CliRunner().invoke(cli, ["check", "--project", str(folder)])
    printed = "\n".join(line.rstrip() for line in ran.output.splitlines())
    return f"```text\n$ paperkit check --project {project}\n{printed}\n```\n"


def whole(project: str) -> str:
    """Return every part of what is found in a project, as ``--json`` gives it."""
    folder = str(FOLDER / project)
    printed = CliRunner().invoke(cli, ["check", "--json", "--project", folder]).output
    return f"{printed.replace(folder, project).rstrip()}\n"


def shown() -> set[str]:
    """Return the code of everything that is found in the projects."""
    found = (check_project(FOLDER / project, today=DAY).findings for project in PROJECTS)
    return {finding.code for findings in found for finding in findings}


def reason(number: str) -> str:
    return next((why for start, why in NOT_HERE.items() if number.startswith(start)), "")


# Places that have two faults or more, each with its own finding. A code that is not here would be
# a second finding of one fault.
SEVERAL_FAULTS = {
    "structure, board.xlsx, sheet Actions": "PK-214 PK-216",
    "structure, board.xlsx, Indicators!A1": "PK-212 PK-239",
    "structure, board.xlsx": "PK-101 PK-102 PK-202",
    "yaml, board.yaml, line 6, title": "PK-110 PK-212",
    "values, board.xlsx, Indicators!A4": "PK-412 PK-413",
    "values, board.xlsx, Meetings!B2": "PK-314 PK-463",
    "rules, board.xlsx, Priorities!D3": "PK-441 PK-443",
    "rules, board.xlsx, Papers!A2": "PK-470 PK-486",
    "rules, board.xlsx, Papers!A3": "PK-461 PK-470 PK-473",
    "rules, board.xlsx, Text!D7": "PK-701 PK-713",
    "rules, board.xlsx, Text!D2": "PK-483 PK-711",
    "text, board.xlsx, Text!D3": "PK-720 PK-721 PK-722",
    "text, board.xlsx, Text!D4": "PK-520 PK-723 PK-724",
    "text, board.xlsx, Text!D5": "PK-725 PK-727",
    "text, board.xlsx, Text!D6": "PK-726 PK-730",
    "text, board.xlsx, Text!D7": "PK-729 PK-731",
    "forward, paperkit.yaml, deadlines": "PK-950 PK-951",
    "figures, board.yaml, line 114, period": "PK-910 PK-912",
    "figures, board.yaml, line 82, period": "PK-902 PK-904",
    "filing, board.yaml, line 19, to_follow_because": "PK-711 PK-983",
    "filing, board.yaml, line 57, text": "PK-447 PK-448",
}


def test_one_fault_is_one_finding() -> None:
    found: dict[str, set[str]] = {}
    for project in PROJECTS:
        for one in check_project(FOLDER / project, today=DAY).findings:
            found.setdefault(f"{project}, {one.place}", set()).add(one.code)
    several = {place: " ".join(sorted(codes)) for place, codes in found.items() if len(codes) > 1}
    assert several == SEVERAL_FAULTS


@pytest.mark.parametrize("project", PROJECTS)
def test_the_command_says_of_each_project_what_stands_beside_it(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", Day.today)
    kept = (FOLDER / project / OUTPUT).read_text(encoding="utf-8")
    assert said(project) == kept, "python -m tests.test_with_problems makes it anew"


@pytest.mark.parametrize("project", PROJECTS)
def test_every_part_of_every_finding_is_as_it_was(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", Day.today)
    kept = (WHOLE / f"{project}.json").read_text(encoding="utf-8")
    assert whole(project) == kept, "python -m tests.test_with_problems makes it anew"


def test_every_code_is_shown_or_stands_in_the_list_with_its_reason() -> None:
    there = shown()
    assert sorted(n for n in catalogue() if n not in there and not reason(n)) == []


def test_no_code_in_the_list_is_shown_after_all() -> None:
    assert sorted(number for number in shown() if reason(number)) == []


def test_every_folder_of_the_sample_is_tested_and_told_of() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders == set(PROJECTS)
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{project}` |" in told for project in PROJECTS)


def write() -> None:
    """Write the output of each project beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "today", Day.today)
        for project in PROJECTS:
            made = {FOLDER / project / OUTPUT: said(project)}
            made[WHOLE / f"{project}.json"] = whole(project)
            for path, text in made.items():
                path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
