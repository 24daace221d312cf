"""The pages of ``docs/`` that are made, and those that an officer follows step by step.

``python -m paperkit.cli.documenting docs`` makes the reference, the messages and the schemas
anew; ``python -m tests.walkthrough docs/tutorial.md`` the answers in a page of steps.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from paperkit.board.data import TABLES
from paperkit.board.history import EXEMPT_FOLDER
from paperkit.board.settings import Settings
from paperkit.cli import VERBS
from paperkit.cli.documenting import made_pages
from paperkit.container.writing import LOCK_FILE
from paperkit.files import bundled
from paperkit.findings import catalogue
from paperkit.packs.packs import KindSettings
from paperkit.pipeline.explaining import explain
from paperkit.pipeline.filing import ACCEPTED_FILE
from paperkit.pipeline.reading import (
    FINDINGS_FILE,
    FORMS_FOLDER,
    PACKS_FOLDER,
    PAPERS_FOLDER,
)
from paperkit.pipeline.sources import DATA_FOLDER, SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.record import LOG_FILE
from paperkit.schema.describe import settings_schema, tables_schema
from tests import projects
from tests.cases import each
from tests.walkthrough import followed, has_project, run, steps

DOCS = Path(__file__).parent.parent / "docs"
ANEW = "python -m paperkit.cli.documenting docs makes it anew"
SAMPLE = bundled("samples") / "council"


@pytest.fixture(scope="module")
def made() -> Mapping[str, str]:
    """Return each page that is made, by its name."""
    return dict(made_pages())


def test_the_made_pages_say_what_paperkit_says(made: Mapping[str, str]) -> None:
    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"docs/{name}: {ANEW}"


def test_no_made_page_is_left_over(made: Mapping[str, str]) -> None:
    schemas = {f"schema/{path.name}" for path in (DOCS / "schema").iterdir()}
    pages = {"reference.md", "messages.md", "sentences.md", "fields.md"}
    assert pages | schemas == made.keys()


@pytest.mark.parametrize("page", ["tutorial.md", "how-to.md", "exception-reporting.md", "year.md"])
def test_what_the_commands_of_a_page_print_is_what_stands_there(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    anew = f"python -m tests.walkthrough docs/{page} makes it anew"
    assert followed(text, sample=has_project(text)) == text, anew


NOTE = """papers:
  - {reference: A note, kind: agenda_note, meeting: Board July 2026, title: N, publicity: Public}
text:
  - {paper: A note, section: reasons, text: The Chair asked for it.}
"""


@pytest.mark.parametrize(
    "left_out", [("--word", "workbook"), pytest.param((), marks=pytest.mark.slow)]
)
def test_what_the_page_on_kinds_of_ones_own_tells_to_do_works(
    left_out: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its two slow commands are tried in the tests of the command too."""
    page = (DOCS / "own-kinds.md").read_text(encoding="utf-8")
    (tmp_path / "board").mkdir()
    monkeypatch.chdir(projects.third(tmp_path / "board"))
    (Path("board")).mkdir()
    Path("board", "note.yaml").write_text(NOTE, "utf-8")
    told = re.findall(r"(?:^    |`)(paperkit (?:kinds|build) [^`\n]+)", page, re.MULTILINE)
    done = [one for one in dict.fromkeys(told) if not any(word in one for word in left_out)]
    assert len(done) == 10 - len(left_out)
    for command in done:
        ran = run(command)
        # A draft is written also where the text of a section is still to come.
        assert ran.code == 0 or "Written: papers" in ran.output, ran.output
    assert len(list(Path.cwd().glob("Preview*.docx"))) == 4
    # The list of step 3, in a kind with the tables that it asks for.
    settings = Path("packs", "council", "agenda_note", "kind.yaml")
    (lists,) = (step.words for step in steps(page) if step.kind == "yaml")
    (tables,) = re.findall(r"`(\[meetings, .*\])`", page)
    own = re.sub(r"(?m)^tables: .*\n(?: .*\n)*", f"tables: {tables}\n", settings.read_text("utf-8"))
    settings.write_text(own + lists, "utf-8")
    checked = run("paperkit kinds check agenda_note")
    assert (checked.code, "PK-674" in checked.output) == (0, True), checked.output


def test_the_messages_are_those_of_explain() -> None:
    text = (DOCS / "messages.md").read_text(encoding="utf-8")
    assert [number for number in catalogue() if explain(number) not in text] == []


def test_the_reference_names_every_table_column_and_verb() -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    columns = (f"| {c.heading} | `{c.name}` |" for table in TABLES for c in table.columns)
    verbs = (f"### paperkit {verb}" for verb in VERBS)
    sheets = (f"### {table.sheet}\n" for table in TABLES)
    assert [words for words in (*columns, *verbs, *sheets) if words not in text] == []


def test_the_contents_of_the_how_to_are_its_headings() -> None:
    page = (DOCS / "how-to.md").read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    contents = re.findall(r"^- \[([^\]]+)\]\(#([^)]+)\)$", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [name for name, _ in contents] == headings
    anchors = [re.sub(r"[^a-z0-9 -]", "", name.lower()).replace(" ", "-") for name in headings]
    assert [anchor for _, anchor in contents] == anchors


def test_every_drafted_sentence_has_an_example() -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    table = text.partition("## Sentences that paperkit drafts")[2].partition("\n## ")[0]
    without = re.findall(r"^\| `([a-z_.]+)` \| +\|$", table, re.MULTILINE)
    assert without == []


def test_the_page_of_packs_names_every_kind_of_paper() -> None:
    text = (DOCS / "packs.md").read_text(encoding="utf-8")
    kinds = {path.parent.name for path in bundled("report_templates").glob("*/*/kind.yaml")}
    assert {kind for kind in kinds if f"`{kind}`" not in text} == set()


def test_a_link_between_pages_leads_somewhere() -> None:
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}"


def test_the_page_for_it_names_every_file_that_is_written_in_a_project() -> None:
    text = (DOCS / "for-it.md").read_text(encoding="utf-8")
    names = (
        SETTINGS_FILE, WORKBOOK, YAML_FILE, f"{DATA_FOLDER}/", f"{FORMS_FOLDER}/",
        f"{PAPERS_FOLDER}/", f"{EXEMPT_FOLDER}/", f"{PACKS_FOLDER}/", ACCEPTED_FILE, LOG_FILE,
        FINDINGS_FILE, LOCK_FILE, "PAPERKIT_CACHE",
    )  # fmt: skip
    assert [name for name in names if name not in text] == []


# --- The schemas ----------------------------------------------------------------------------

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def faults(schema: Any, value: Any, where: str = "") -> Iterator[str]:
    """Yield what the schema says against a value; it knows the words that our schemas use."""
    if "anyOf" in schema and all(any(faults(one, value)) for one in schema["anyOf"]):
        yield f"{where}: fits none of its forms"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not in the list"
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        yield f"{where}: {value!r} is no {' or '.join(kinds)}"
    if isinstance(value, dict):
        yield from _faults_of_keys(schema, value, where)
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from faults(schema["items"], item, f"{where}[{number}]")


def _faults_of_keys(schema: Any, value: dict[str, Any], where: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{where}: lacks {key}" for key in schema.get("required", ()) if key not in value)
    for key, item in value.items():
        inner = known.get(key, others)
        if inner is False:
            yield f"{where}: {key} is not known"
        elif inner is not True:
            yield from faults(inner, item, f"{where}.{key}")


def typed(text: str) -> Any:
    """Return YAML as text alone, as paperkit reads it; what is left blank is nothing."""
    return _blank(yaml.load(text, yaml.BaseLoader))  # the loader that makes text of everything


def _blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _blank(item) for key, item in value.items()}
    return [_blank(item) for item in value] if isinstance(value, list) else value or None


def as_plain_yaml(text: str) -> Any:
    """Return what any other program reads, by the parser in C: the other takes a second."""
    return yaml.load(text, yaml.CSafeLoader)


@pytest.mark.parametrize("load", [typed, as_plain_yaml])
def test_the_sample_fits_the_schema_of_the_data(load: Any) -> None:
    # What PyYAML makes a date of, editors take as text.
    text = re.sub(r"(\d{4}-\d\d-\d\d)", r'"\1"', (SAMPLE / "board.yaml").read_text("utf-8"))
    assert list(faults(tables_schema(TABLES), load(text))) == []


@each("load", [typed, as_plain_yaml])
def test_the_samples_settings_fit_their_schema(load: Any) -> None:
    text = (SAMPLE / "paperkit.yaml").read_text(encoding="utf-8")
    assert list(faults(settings_schema(Settings, "Settings"), load(text))) == []


def test_every_kind_fits_its_schema() -> None:
    schema = settings_schema(KindSettings, "A kind")
    for path in bundled("report_templates").glob("*/*/kind.yaml"):
        assert list(faults(schema, as_plain_yaml(path.read_text(encoding="utf-8")))) == []


@each(
    ("text", "fault"),
    [
        ("actoins: []", ": actoins is not known"),
        ("actions: [{reference: '1.1', stat: At risk}]", ".actions[0]: fits none of its forms"),
        ("actions: [{reference: '1.1', state: At rsik}]", ".actions[0]: fits none of its forms"),
        ("actions: [{wording: Open the hub}]", ".actions[0]: fits none of its forms"),
        ("actions: Open the hub", ".actions: 'Open the hub' is no array or null"),
    ],
)
def test_the_schema_marks_what_paperkit_would_tell(text: str, fault: str) -> None:
    assert fault in list(faults(tables_schema(TABLES), typed(text)))


def test_the_schema_takes_the_other_words_of_a_list() -> None:
    text = "actions: [{reference: '1.1', state: On track}]"
    assert list(faults(tables_schema(TABLES), typed(text))) == []
