"""``paperkit kinds`` as an officer runs it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperkit.cli import options
from paperkit.container import writing
from paperkit.errors import WriteError
from paperkit.files import bundled
from paperkit.packs.packs import PACK_FILE
from paperkit.pipeline import previewing
from paperkit.pipeline.sample_rows import MadeUp
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.word.outline import outline
from paperkit.word.package import pack, unpack
from tests.cli.conftest import Command

TEMPLATES = bundled("report_templates")
NOTE = """papers:
  - reference: A note
    kind: agenda_note
    meeting: Board July 2026
    title: The note
    publicity: Public
"""


def test_list_has_a_line_for_each_kind_of_a_pack(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("kinds", "list", "--pack", "partnership", "--project", tmp_path)
    lines = {line.split()[0]: line for line in ran.out.splitlines()}
    assert ran.code == 0
    assert " Covering report " in lines["covering_report"]
    assert " 10 sections  0 lists  council (" in lines["covering_report"]
    assert " 4 sections " in lines["framework_paper"]
    assert " partnership (" in lines["framework_paper"]
    assert len({line.index(" (") for line in lines.values()}) == 2  # as long as the pack's name


def test_list_has_the_same_as_one_object(paperkit: Command, tmp_path: Path) -> None:
    said = json.loads(paperkit("kinds", "list", "--json", "--project", tmp_path).out)
    assert said["pack"] == "council"
    one = next(kind for kind in said["kinds"] if kind["name"] == "forward_plan")
    assert (one["title"], one["sections"]) == ("Forward plan", ["introduction"])
    assert one["folder"].endswith("forward_plan")


def test_a_new_kind_passes_its_check_and_builds_at_once(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    ran = paperkit("kinds", "new", "agenda_note", "--from", "covering_report", "--project", sample)
    folder = sample / "packs" / "council"
    assert ran.code == 0
    assert "The project had no pack of its own. It has one now" in ran.out
    assert sorted(path.name for path in (folder / "agenda_note").iterdir()) == [
        "kind.yaml", "template.docx",
    ]  # fmt: skip
    assert paperkit("packs", "check", "--project", sample).code == 0
    assert paperkit("kinds", "check", "--project", sample).code == 0
    listed = paperkit("kinds", "list", "--project", sample).out.splitlines()
    assert "Agenda note " in next(line for line in listed if line.startswith("agenda_note "))
    (sample / "board").mkdir()
    (sample / "board" / "note.yaml").write_text(NOTE, "utf-8")
    built = paperkit("build", "agenda_note", "--project", sample, "--out", tmp_path / "out")
    assert "PK-6" not in built.out  # nothing is wrong with the template
    names = [path.name for path in (tmp_path / "out").glob("*.docx")]
    assert names == ["Draft - The note - 16 July 2026.docx"]


def test_a_new_kind_keeps_what_is_written_beside_the_settings(
    paperkit: Command, sample: Path
) -> None:
    paperkit("kinds", "new", "my-plan", "--from", "forward_plan", "--project", sample)
    text = (sample / "packs" / "council" / "my-plan" / "kind.yaml").read_text("utf-8")
    assert "title: My plan\n" in text
    assert "# The tables of the Board's data that the plan shows." in text
    assert "title: Forward plan" not in text


def test_a_new_kind_goes_into_the_pack_that_the_project_has(
    paperkit: Command, sample: Path
) -> None:
    paperkit("packs", "new", "ours", "--project", sample)
    settings = sample / SETTINGS_FILE
    text = settings.read_text("utf-8").replace("pack: council", "pack: ours")
    settings.write_text(text, "utf-8")
    of_pack = (sample / "packs" / "ours" / PACK_FILE).read_bytes()
    ran = paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    assert (ran.code, "no pack of its own" in ran.out) == (0, False)
    assert (sample / "packs" / "ours" / "note" / "template.docx").is_file()
    assert (sample / "packs" / "ours" / PACK_FILE).read_bytes() == of_pack
    assert settings.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("one_page", "covering_report", "has a kind called 'one_page' already"),
        ("One_Page", "covering_report", "has a kind called 'one_page' already"),
        ("one_page", "covering_report", "Choose another name, such as 'one_page_2'."),
        (
            "Chair note",
            "chair_note",
            "has a kind 'chair_note'. Use another, such as 'chair_note_2'",
        ),
        ("../note", "covering_report", "cannot be the name of a kind"),
        ("2 Youth  Notes!", "covering_report", "such as 'youth_notes'"),
        ("con", "covering_report", "such as 'con_paper'"),
        ("note", "covering_reports", "did you mean covering_report?"),
        ("note", "correction", "a pack has one such kind"),
    ],
)
def test_what_no_kind_can_be_made_of_is_told_and_leaves_nothing(
    paperkit: Command, sample: Path, name: str, source: str, said: str
) -> None:
    ran = paperkit("kinds", "new", name, "--from", source, "--project", sample)
    assert (ran.code, said in ran.err) == (3, True), ran.err
    assert not (sample / "packs").exists()


def test_the_name_that_is_proposed_is_free(paperkit: Command, sample: Path) -> None:
    taken = sample / "packs" / "council"
    paperkit("kinds", "new", "my_note", "--from", "one_page", "--project", sample)
    (taken / "my_note_2").mkdir()
    for name in ("My note", "my_note", "my_note_2"):
        ran = paperkit("kinds", "new", name, "--from", "one_page", "--project", sample)
        proposed = ran.err.rpartition("such as '")[2].partition("'")[0]
        assert (ran.code, proposed) == (3, "my_note_2_2" if name == "my_note_2" else "my_note_3")
    ran = paperkit("kinds", "new", "my_note_3", "--from", "one_page", "--project", sample)
    assert ran.code == 0, ran.err


def test_wrong_use_says_what_to_type(paperkit: Command, tmp_path: Path) -> None:
    for run, said in (
        (("preview", "one_page", "--out", tmp_path / "x.pdf"), "must end in .docx. Use 'x.docx'."),
        (("workbook", "one_page", tmp_path / "my"), "must end in .xlsx. Use 'my.xlsx'."),
        (("check", "agenda", "note"), "Put a name that has spaces in quotation marks."),
    ):
        ran = paperkit("kinds", *run)
        assert (ran.code, said in ran.err) == (2, True), ran.err
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_may_be_written_the_folder_is_named(
    paperkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def refused(path: Path, *given: Any, **more: Any) -> Any:
        if path.parent in (Path(), tmp_path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *given, **more)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "open", refused)
    ran = paperkit("kinds", "preview", "one_page", "--data", "short")
    assert (ran.code, f"You may not write in the folder '{tmp_path}'" in ran.err) == (3, True)


def test_a_folder_of_that_name_is_never_written_into(paperkit: Command, sample: Path) -> None:
    folder = sample / "packs" / "council" / "note"
    folder.mkdir(parents=True)
    (folder / "mine.docx").write_bytes(b"mine")
    ran = paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    assert (ran.code, "is there already" in ran.err) == (3, True)
    assert [path.name for path in folder.iterdir()] == ["mine.docx"]
    ran = paperkit("kinds", "new", "other", "--from", "one_page", "--project", sample)
    why = "is not a pack, since it has no pack.yaml. Move it away"
    assert (ran.code, why in ran.err) == (3, True)


def test_there_is_no_kind_without_a_project(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("kinds", "new", "note", "--from", "one_page", "--project", tmp_path)
    assert (ran.code, "is not a project folder" in ran.err) == (3, True)


def test_fields_of_a_kind_that_is_not_there(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("kinds", "fields", "one_pag", "--project", tmp_path)
    assert (ran.code, "did you mean one_page?" in ran.err) == (3, True)


def test_names_in_word_are_put_in_this_folder(
    paperkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Names - Chair's agenda note.docx"
    ran = paperkit("kinds", "fields", "chair_note", "--word", "--project", tmp_path)
    assert (ran.code, f"Written: {path.name}, to copy tags from." in ran.out) == (0, True)
    assert "lists.red_actions.rows" in outline(path.read_bytes())


def headers(path: Path) -> str:
    members = unpack(path.read_bytes())
    return "".join(data.decode() for name, data in members.items() if "/header" in name)


@pytest.mark.parametrize("data", ["sample", "long", "short", "empty"])
def test_a_preview_says_on_every_page_that_it_is_none_of_the_boards(
    paperkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = paperkit("kinds", "preview", "one_page", "--data", data)
    assert (ran.code, "Nothing to put right." in ran.out) == (0, True), ran.out
    path = tmp_path / f"Preview - Summary page - {data} data.docx"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert "PREVIEW with made-up data - not a paper of the Board" in headers(path)


def test_a_preview_is_in_no_list_of_papers_and_in_no_record(
    paperkit: Command, sample: Path
) -> None:
    before = sorted(path.name for path in sample.iterdir())
    out = sample / "preview.docx"
    assert paperkit("kinds", "preview", "one_page", "--project", sample, "--out", out).code == 0
    assert sorted(path.name for path in sample.iterdir()) == sorted([*before, "preview.docx"])
    assert "preview" not in paperkit("status", "--project", sample).out.lower()


def test_a_preview_is_never_put_over_what_somebody_edited(
    paperkit: Command, tmp_path: Path
) -> None:
    path = tmp_path / "mine.docx"
    path.write_bytes((TEMPLATES / "council" / "house.docx").read_bytes())
    ran = paperkit("kinds", "preview", "one_page", "--out", path, "--project", tmp_path)
    assert (ran.code, "is not paperkit's" in ran.err) == (3, True)


def test_a_fault_of_the_template_is_told_and_no_preview_is_made(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    folder = sample / "packs" / "council" / "note"
    spoilt(folder / "template.docx")
    out = tmp_path / "note.docx"
    ran = paperkit("kinds", "preview", "note", "--project", sample, "--out", out)
    assert (ran.code, "PK-601" in ran.out, out.exists()) == (1, True, False)
    # A fault of kind.yaml hides none of the Word file.
    settings = folder / "kind.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nsection: []\n", "utf-8")
    for run in (("check", "note"), ("preview", "note", "--out", out)):
        told = paperkit("kinds", *run, "--project", sample).out
        assert ("note/kind.yaml, line" in told, "PK-601" in told) == (True, True)


def spoilt(template: Path) -> None:
    members = unpack(template.read_bytes())
    text = members["word/document.xml"].decode()
    assert "top.more_actions }}" in text
    text = text.replace("top.more_actions }}", "top.more_actoins }}")
    template.write_bytes(pack({**members, "word/document.xml": text.encode()}))


def test_a_watch_makes_the_preview_anew_whenever_its_files_change(
    paperkit: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    template = sample / "packs" / "council" / "note" / "template.docx"
    good = template.read_bytes()
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: spoilt(template),
        lambda: template.rename(template.with_suffix(".away")),
        lambda: None,
        lambda: template.write_bytes(good),
    ]

    def change() -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(options, "pause", change)
    out = tmp_path / "note.docx"
    watch = ("kinds", "preview", "note", "--watch", "--data", "short", "--out", out)
    ran = paperkit(*watch, "--project", sample)
    assert (ran.code, ran.err) == (0, "")
    lines = [re.sub(r" In [\d.]+ seconds\.", "", line) for line in ran.out.splitlines() if line]
    written = f"Written: {out} Nothing to put right."
    assert lines[:2] == [
        "Watching the template, its settings and its look. Stop with Ctrl-C.",
        written,
    ]
    assert any("PK-601" in line for line in lines)
    assert sum("is not there" in line and "tried again" in line for line in lines) == 1
    assert lines[-2:] == [written, "Stopped."]


def test_a_watch_goes_on_while_word_saves_the_template_or_has_the_preview_open(
    paperkit: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses: to read, to replace, and even to look at a file that is being saved."""
    paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    template = sample / "packs" / "council" / "note" / "template.docx"
    (template.parent / "~$mplate.docx").write_bytes(b"\x04Word")
    out = tmp_path / "note.docx"
    refused: dict[str, Path] = {}

    def refusing(does: str) -> Callable[..., Any]:
        real = getattr(Path, does)

        def tried(path: Path, *given: Any) -> Any:
            if refused.get(does) in (path, *given):
                raise PermissionError(13, "Access is denied", str(path))
            return real(path, *given)

        return tried

    for does in ("read_bytes", "replace", "is_file"):
        monkeypatch.setattr(Path, does, refusing(does))
    monkeypatch.setattr(writing, "_WAITS", ())
    steps: list[dict[str, Path]] = [
        {"read_bytes": template}, {"replace": out}, {"is_file": template}, {},
    ]  # fmt: skip

    def change() -> None:
        if not steps:
            raise KeyboardInterrupt
        refused.clear()
        refused.update(steps.pop(0))
        os.utime(template, ns=(len(steps), len(steps)))

    monkeypatch.setattr(options, "pause", change)
    watch = ("kinds", "preview", "note", "--watch", "--data", "short", "--out", out)
    ran = paperkit(*watch, "--project", sample)
    lines = [re.sub(r" In [\d.]+ seconds\.", "", line) for line in ran.out.splitlines() if line]
    written = f"Written: {out} Nothing to put right."
    assert (ran.code, ran.err) == (0, "")
    assert lines[1:] == [
        written,
        f"The template {template} cannot be used. 'template.docx' cannot be opened. Close it in "
        "other programs, or ask for the right to read it. It is tried again.",
        "Close 'note.docx' in Word and try again. Your earlier file is untouched. It is tried "
        "again.",
        "'template.docx' cannot be looked at while another program saves it. It is tried again.",
        written,
        "Stopped.",
    ]


def test_a_preview_that_is_open_in_word_is_tried_again_now_and_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried: list[int] = []
    waited: list[int] = []

    def refuse(_order: object) -> None:
        tried.append(len(waited))
        raise WriteError("It is open in Word.")

    def wait() -> None:
        waited.append(1)
        if len(waited) > 10:
            raise KeyboardInterrupt

    monkeypatch.setattr(previewing, "preview", refuse)
    told: list[str] = []
    order = previewing.PreviewOrder("one_page", MadeUp.SHORT, tmp_path)
    with pytest.raises(KeyboardInterrupt):
        previewing.watch(order, lambda _done: None, told.append, wait)
    assert (tried, told) == ([0, 4, 8], ["It is open in Word."])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way")
def test_a_watch_of_a_real_process_sees_a_save_and_ends_with_ctrl_c(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    paperkit("kinds", "new", "note", "--from", "one_page", "--project", sample)
    template = sample / "packs" / "council" / "note" / "template.docx"
    good = template.read_bytes()
    out = tmp_path / "note.docx"
    command = [
        sys.executable, "-m", "paperkit", "kinds", "preview", "note", "--watch", "--data", "short",
        "--out", str(out), "--project", str(sample),
    ]  # fmt: skip
    # A shell that starts the tests in the background has Ctrl-C ignored by all that they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        signal.signal(signal.SIGINT, before)
        assert watching.stdout is not None

        def until(words: str) -> str:
            assert watching.stdout is not None
            return next(line for line in watching.stdout if words in line)

        until(f"Written: {out}")
        spoilt(template)
        until("Nothing was written.")
        # As Word saves: beside it, then in its place.
        beside = template.with_name("~WRD0001.tmp")
        beside.write_bytes(good)
        beside.replace(template)
        until(f"Written: {out}")
        watching.send_signal(signal.SIGINT)
        assert watching.stdout.read() == "Stopped.\n"
        assert watching.wait(20) == 0


def test_a_workbook_of_a_kind_is_never_put_over_a_file(paperkit: Command, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"mine")
    ran = paperkit("kinds", "workbook", "covering_report", path, "--project", tmp_path)
    assert (ran.code, path.read_bytes()) == (3, b"mine")


def test_a_list_by_a_priority_that_the_board_lacks_is_told_by_check_and_build_not_by_the_preview(
    paperkit: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PK-356, and PK-357 in a preview, whose data are not the Board's."""
    monkeypatch.chdir(tmp_path)
    paperkit("kinds", "new", "agenda_note", "--from", "chair_note", "--project", sample)
    settings = sample / "packs" / "council" / "agenda_note" / "kind.yaml"
    words = settings.read_text("utf-8").replace(
        "{rating: missed}", "{rating: missed, priority: P9}"
    )
    settings.write_text(words, "utf-8")
    (sample / "board").mkdir()
    (sample / "board" / "note.yaml").write_text(NOTE, "utf-8")
    place = f"agenda_note/kind.yaml, line {1 + words[: words.index('P9')].count(chr(10))}, priority"
    for run in (("check",), ("build", "agenda_note", "--out", tmp_path / "out")):
        said = " ".join(paperkit(*run, "--project", sample).out.split())
        assert f"PK-356 {place}" in said
        assert "have no priority 'P9', so the list 'red_actions' has no row for it." in said
    said = paperkit("kinds", "preview", "agenda_note", "--project", sample).out
    assert ("PK-356" in said, "PK-357" in said) == (False, True)
    shown = unpack((tmp_path / "Preview - Agenda note - sample data.docx").read_bytes())
    assert b"Bring reablement" in shown["word/document.xml"]  # and no empty list


def test_a_text_that_no_tag_prints_is_noted_by_the_check_and_an_error_of_the_paper(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    """PK-359 and PK-358: words of a person are never left out in silence."""
    paperkit("kinds", "new", "agenda_note", "--from", "one_page", "--project", sample)
    folder = sample / "packs" / "council" / "agenda_note"
    of_kind = (folder / "kind.yaml").read_text("utf-8").replace("sections: []", SECTIONS)
    (folder / "kind.yaml").write_text(of_kind, "utf-8")
    (sample / "board").mkdir()
    rows = "".join(
        f"  - paper: A note\n    section: {name}\n    text: Badgers.\n"
        for name in ("why", "risks", "recommendations")
    )
    (sample / "board" / "note.yaml").write_text(f"{NOTE}text:\n{rows}", "utf-8")
    out = tmp_path / "out"
    for code, run in (("PK-359", ("kinds", "check")), ("PK-358", ("build", "--out", out))):
        words = " ".join(paperkit(*run, "agenda_note", "--project", sample).out.split())
        assert words.count(code) == 3
        assert "Put {{ section.why }} into the Word file, in a paragraph of its own." in words
        assert "Take 'form: items' out of kind.yaml, where only recommendations, " in words
        assert "Copy the tags for recommendations into the Word file" in words


def test_a_name_beside_no_running_text_is_told_by_its_column(
    paperkit: Command, sample: Path
) -> None:
    (sample / "board").mkdir()
    row = "text:\n  - paper: Performance July 2026\n    section: issues\n    name: Badgers\n"
    (sample / "board" / "more.yaml").write_text(row, "utf-8")
    said = paperkit(
        "build", "performance_report", "--meeting", "Board July 2026", "--project", sample
    )
    words = " ".join(said.out.split())
    assert (said.code, words.count("PK-358")) == (1, 1)
    assert "The section 'issues' prints the column Text, and this row has only a Name" in words
    assert "or clear the cell under Name." in words


SECTIONS = """sections:
  - name: why
    heading: Why
  - name: risks
    heading: Risks
    form: items
  - name: recommendations
    form: items
"""
