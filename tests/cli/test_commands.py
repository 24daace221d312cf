"""The verbs beside ``build``: what they make, print and return."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from paperkit.cli import VERBS
from paperkit.cli.output import end
from paperkit.findings import NOWHERE, Finding, Severity
from tests.cases import each
from tests.cli.conftest import Command
from tests.demo import DemoMade

JULY = ("performance_report", "--meeting", "Board July 2026")
FOLDER = "2026-07-16 Board"
DRAFT = "Draft - Performance report - 16 July 2026.docx"


def test_new_makes_settings_and_a_workbook_to_fill_in(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("new", tmp_path / "board")
    assert ran.code == 0
    book = load_workbook(tmp_path / "board" / "board.xlsx")
    assert book.sheetnames[:3] == ["Please read", "Meetings", "People"]
    assert "indicators_per_outcome: 3" in (tmp_path / "board" / "paperkit.yaml").read_text("utf-8")


def test_a_new_project_has_nothing_to_put_right_in_its_settings(
    paperkit: Command, tmp_path: Path
) -> None:
    paperkit("new", tmp_path / "board")
    told = json.loads(paperkit("check", "--project", tmp_path / "board", "--json").out)
    assert [f["code"] for f in told["findings"]] == ["PK-222"]


def test_new_with_yaml_makes_a_yaml_file_that_can_be_read(
    paperkit: Command, tmp_path: Path
) -> None:
    paperkit("new", tmp_path / "board", "--yaml")
    assert not (tmp_path / "board" / "board.xlsx").exists()
    told = json.loads(paperkit("check", "--project", tmp_path / "board", "--json").out)
    assert [f["code"] for f in told["findings"]] == ["PK-222"]


@pytest.mark.parametrize("in_yaml", [False, True])
def test_new_with_the_sample_makes_the_project_that_other_tests_begin_with(
    paperkit: Command, whole_sample: Path, whole_sample_yaml: Path, tmp_path: Path, in_yaml: bool
) -> None:
    ran = paperkit("new", tmp_path / "new", "--sample", *(["--yaml"] if in_yaml else []))
    assert ran.code == 0
    made, other = (
        {path.relative_to(folder): path.is_dir() or path.read_bytes() for path in folder.rglob("*")}
        for folder in (tmp_path / "new", whole_sample_yaml if in_yaml else whole_sample)
    )
    assert made == other


def test_the_sample_checks_without_an_error_for_its_meeting(
    paperkit: Command, whole_sample: Path
) -> None:
    ran = paperkit("check", "--meeting", "Board July 2026", "--project", whole_sample)
    assert "Found 1 gap." in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "error"), 0),
        (("--fail-on", "gap"), 1),
        (("--fail-on", "note"), 1),
        (("--strict",), 1),
        (("--strict", "--fail-on", "note"), 1),
        (("--fail-on", "everything"), 2),
    ],
)
def test_check_ends_with_1_from_the_weight_that_fail_on_names(
    paperkit: Command, sample: Path, words: tuple[str, ...], code: int
) -> None:
    ran = paperkit("check", "--meeting", "Board July 2026", "--project", sample, *words)
    assert ran.code == code


@each(
    ("code", "fail_on", "fails"),
    [
        ("PK-303", Severity.ERROR, True),
        ("PK-420", Severity.ERROR, False),
        ("PK-420", Severity.GAP, True),
        ("PK-864", Severity.GAP, False),
        ("PK-864", Severity.NOTE, True),
    ],
)
def test_a_run_fails_on_what_weighs_as_much_as_it_was_asked_to_fail_on(
    code: str, fail_on: Severity, fails: bool
) -> None:
    with pytest.raises(SystemExit) if fails else nullcontext():
        end([Finding(code, NOWHERE, "Something.")], fail_on=fail_on)


def test_a_draft_that_was_written_is_a_success_with_gaps_and_strict_tells_of_them(
    paperkit: Command, sample: Path
) -> None:
    build = ("build", *JULY, "--project", sample)
    ran = paperkit(*build)
    assert "Found 1 gap" in ran.out
    assert [paperkit(*build, *more).code for more in ((), ("--strict",))] == [0, 1]
    assert (sample / "papers" / FOLDER / DRAFT).is_file()
    accepted = ("--final", "--accept-gaps", "August", "--by", "R. Keane", "--strict")
    assert paperkit(*build, *accepted).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (JULY, 0),
        ((*JULY, "--strict"), 1),
        ((*JULY, "--final"), 1),
        (("a_kind_that_is_not_there", "--meeting", "Board July 2026"), 3),
    ],
)
def test_json_is_one_object_however_a_build_ends(
    paperkit: Command, sample: Path, words: tuple[str, ...], code: int
) -> None:
    ran = paperkit("build", *words, "--json", "--project", sample)
    assert ran.code == code
    assert {"files", "findings"} <= json.loads(ran.out).keys()


def test_a_wrong_word_is_told_by_its_cell(paperkit: Command, sample_yaml: Path) -> None:
    data = sample_yaml / "board.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("state: On course", "state: On cuorse", 1), encoding="utf-8")
    ran = paperkit("check", "--meeting", "Board July 2026", "--project", sample_yaml, "--json")
    (finding,) = (f for f in json.loads(ran.out)["findings"] if f["severity"] == "error")
    line = text[: text.index("state: On course")].count("\n") + 1
    assert (finding["code"], finding["line"], finding["field"]) == ("PK-303", line, "state")
    assert "did you mean On course?" in finding["remedy"]


def test_a_draft_lists_the_row_that_could_not_be_read_and_a_final_is_refused(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("state: On course", "state: On cuorse", 1), encoding="utf-8")
    assert paperkit("build", *JULY, "--project", sample_yaml).code == 1
    outline = paperkit("outline", sample_yaml / "papers" / FOLDER / DRAFT).out
    assert "Rows that could not be read" in outline
    assert "On cuorse" in outline
    assert "One of the 15 actions could not be read, and is not counted." in outline
    ran = paperkit("build", *JULY, "--project", sample_yaml, "--final")
    assert ran.code == 1
    assert "A final cannot be built while there is an error." in ran.out


def test_check_writes_its_findings_as_a_workbook_with_links(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("check", "--workbook", "--meeting", "Board July 2026", "--project", sample)
    listed = sample / "What to put right.xlsx"
    assert f"Written: {listed}" in ran.out
    book = load_workbook(listed)
    assert book.sheetnames == ["Please read", "By sheet", "By person"]
    links = [
        cell.hyperlink for row in book["By sheet"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert any("board.xlsx" in f"{link.target}{link.location}" for link in links)


def test_a_folder_of_yaml_files_one_a_table_gives_the_same_paper(
    paperkit: Command, sample_yaml: Path
) -> None:
    paperkit("build", *JULY, "--project", sample_yaml)
    paper = sample_yaml / "papers" / FOLDER / DRAFT
    whole = paperkit("outline", paper).out
    data = sample_yaml / "board.yaml"
    tables = yaml.load(data.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    (sample_yaml / "board").mkdir()
    for name, rows in tables.items():
        text = yaml.safe_dump(rows, allow_unicode=True)
        (sample_yaml / "board" / f"{name}.yaml").write_text(text, encoding="utf-8")
    data.unlink()
    paperkit("build", *JULY, "--project", sample_yaml)
    assert paperkit("outline", paper).out == whole


@pytest.mark.parametrize("in_yaml", [False, True])
def test_a_paper_started_from_another_has_its_standing_text_to_be_confirmed(
    paperkit: Command, sample: Path, sample_yaml: Path, in_yaml: bool
) -> None:
    project = sample_yaml if in_yaml else sample
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    ran = paperkit(
        "paper", "start", "performance_report", "--meeting", "Board November 2026",
        "--from", "Performance July 2026", "--project", project,
    )  # fmt: skip
    assert ran.code == 0
    assert all(path.read_bytes() == data for path, data in before.items())
    told = json.loads(
        paperkit("check", "--meeting", "Board November 2026", "--project", project, "--json").out
    )
    codes = {finding["code"] for finding in told["findings"]}
    assert "PK-320" not in codes
    confirm = [f for f in told["findings"] if "not yet confirmed" in f["message"]]
    assert confirm


def test_a_paper_is_not_started_twice(paperkit: Command, sample: Path) -> None:
    words = (
        "paper", "start", "performance_report", "--meeting", "Board November 2026",
        "--project", sample,
    )  # fmt: skip
    assert paperkit(*words).code == 0
    ran = paperkit(*words)
    assert ran.code == 3
    assert "already there" in ran.err


def test_a_paper_started_from_nothing_has_a_row_for_each_thing_to_write(
    paperkit: Command, sample_yaml: Path
) -> None:
    paperkit(
        "paper", "start", "performance_report", "--meeting", "Board November 2026",
        "--project", sample_yaml,
    )  # fmt: skip
    (started,) = (sample_yaml / "board").glob("*.yaml")
    text = started.read_text(encoding="utf-8")
    assert "section: introduction" in text
    assert "name: Financial" in text
    ran = paperkit("check", "--meeting", "Board November 2026", "--project", sample_yaml)
    assert ran.code == 1


def test_explain_says_what_a_code_means_and_what_to_do(paperkit: Command) -> None:
    ran = paperkit("explain", "pk-304")
    assert ran.code == 0
    assert ran.out.startswith("PK-304  Not a date")
    assert "What to do: Type the date with its month in words" in ran.out


def test_explain_loads_the_table_of_codes_and_no_more() -> None:
    code = "import sys; from paperkit.cli import cli; "
    code += "cli(['explain', 'PK-304'], standalone_mode=False); "
    code += "print(*sorted(name for name in sys.modules if name.startswith('paperkit.')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1].split() == [
        "paperkit.cli", "paperkit.cli.looking", "paperkit.cli.options", "paperkit.cli.running",
        "paperkit.errors", "paperkit.findings", "paperkit.frozen", "paperkit.installed",
        "paperkit.pipeline", "paperkit.pipeline.explaining",
    ]  # fmt: skip


def test_a_draft_loads_no_bank_holidays_no_reader_of_forms_and_no_maker_of_copies(
    sample: Path,
) -> None:
    others = {
        "holidays", "paperkit.files.form_in", "paperkit.pipeline.office", "paperkit.word.html",
        "paperkit.word.pdf",
    }  # fmt: skip
    code = "import sys; from paperkit.cli import cli; "
    code += f"cli({['build', *JULY, '--project', str(sample)]}, standalone_mode=False); "
    code += f"print(*{others} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == ""


def test_the_version_is_printed(paperkit: Command) -> None:
    assert paperkit("--version").out.startswith("paperkit 0.")


@each("verb", sorted(VERBS))
def test_every_verb_has_help_with_an_example(paperkit: Command, verb: str) -> None:
    ran = paperkit(verb, "--help")
    assert ran.code == 0
    assert f"paperkit {verb}" in ran.out.split("Options:")[0].split("\n", 1)[1]


def test_paper_start_has_help_with_an_example(paperkit: Command) -> None:
    assert "paperkit paper start performance_report" in paperkit("paper", "start", "--help").out


def test_the_shell_completes_verbs() -> None:
    words = {"_PAPERKIT_COMPLETE": "bash_complete", "COMP_WORDS": "paperkit bu", "COMP_CWORD": "1"}
    code = "from paperkit.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=words, capture_output=True, text=True, check=False
    )
    assert "plain,build" in ran.stdout


def test_the_demo_makes_a_project_with_its_papers_and_says_what_lies_where(
    demo_made: DemoMade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo_made.demo.folder.parent)
    ran = demo_made.ran
    assert ran.code == 0
    told = ran.output.split("Written: paperkit-demo")[1].split("Open first")[0].splitlines()[1:]
    paths = [Path("paperkit-demo", line.strip().split(": ")[0]) for line in told if line]
    assert [path for path in paths if not path.exists()] == []
    papers = {path for path in paths if path.parts[1] == "papers"}
    there = Path("paperkit-demo", "papers").rglob("*")
    assert papers == {path for path in there if path.is_file()}
    assert f"Open first: {Path('paperkit-demo', 'papers', FOLDER, DRAFT)}" in ran.output


def test_the_demo_does_not_touch_one_that_is_there(
    paperkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paperkit-demo").mkdir()
    Path("paperkit-demo", "notes.txt").write_text("mine", "utf-8")
    ran = paperkit("demo")
    assert ran.code == 3
    assert "is there already" in ran.err
    assert [path.name for path in Path("paperkit-demo").iterdir()] == ["notes.txt"]


def test_output_to_a_terminal_without_every_letter_does_not_stop_the_run(sample: Path) -> None:
    words = [sys.executable, "-m", "paperkit", "check", "--project", str(sample)]
    ran = subprocess.run(
        words, env={"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False
    )
    assert b"Traceback" not in ran.stderr
