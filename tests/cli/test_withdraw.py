"""``paperkit withdraw``: a paper is taken off, the record says so, and nothing is deleted."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from paperkit.board.history import FILED, WITHDRAWN, Withdrawn
from paperkit.cli import options
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.record import LOG_FILE
from paperkit.record.log import look_through, read_log
from tests.cli.conftest import Command, Ran
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project

__all__ = ["project"]

AFTER = date(2026, 7, 9)
WHY = ("--because", "A figure is wrong", "--by", "R. Keane")
Run = Callable[..., Ran]


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in the project on a day of July 2026."""

    def ran(*words: str | Path, day: int = 9) -> Ran:
        monkeypatch.setattr(options, "today", lambda: date(2026, 7, day))
        return paperkit(*words, "--project", project)

    return ran


def test_a_published_paper_is_taken_down_and_stays_where_it_is(run: Run, project: Path) -> None:
    data = final(project)
    ran = run("withdraw", FINAL, *WHY)
    there = project / "papers" / FOLDER / FINAL
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Withdrawn on 9 July 2026: {FINAL} (counts as published since 8 July 2026)",
        f"The file is still there: {there}",
        "Nothing was sent or deleted. Take the paper off the website, and let everybody who has "
        "it know.",
        "So that 'build --all' does not make it again, take its row off the table Papers, or give "
        "it another meeting.",
    ]
    assert there.read_bytes() == data
    (row,) = read_log(project / LOG_FILE).rows(WITHDRAWN, Withdrawn)
    assert (row.file, row.reason, row.by) == (FINAL, "A figure is wrong", "R. Keane")
    assert look_through(project / LOG_FILE).findings == ()


def test_a_clock_that_went_back_says_no_day_of_withdrawal(run: Run, project: Path) -> None:
    final(project)
    run("publish", FINAL)
    refused = run("withdraw", FINAL, *WHY, day=1)
    assert refused.code == 3
    assert "or add --clock-is-right if the day of that entry is" in " ".join(refused.err.split())
    assert read_log(project / LOG_FILE).of(WITHDRAWN) == ()
    assert run("withdraw", FINAL, *WHY, "--clock-is-right", day=1).code == 0


@pytest.mark.parametrize(("why", "who"), [(" ", "R. Keane"), ("A figure is wrong", "")])
def test_a_blank_reason_or_name_is_refused(why: str, who: str, run: Run, project: Path) -> None:
    final(project)
    ran = run("withdraw", FINAL, "--because", why, "--by", who)
    assert ran.code == 2
    assert "it is blank, and the record keeps it. Say it in words." in ran.err
    assert read_log(project / LOG_FILE).of(WITHDRAWN) == ()


def test_the_list_says_that_it_was_withdrawn(run: Run, project: Path) -> None:
    final(project)
    run("withdraw", "Workforce", *WHY)
    words = "counts as published since 8 July 2026, withdrawn on 9 July 2026"
    assert f"{FINAL}: R. Keane ({words})" in run("record", "list").out
    assert json.loads(run("record", "list", "--json").out)["papers"][0]["state"] == words
    verified = run("record", "verify")
    assert verified.code == 0
    assert f"{FINAL} (withdrawn on 9 July 2026)" in verified.out


def test_before_its_day_it_is_taken_off_the_agenda(run: Run, project: Path) -> None:
    final(project)
    ran = run("withdraw", FINAL, *WHY, day=6)
    assert "Nothing was sent or deleted. Make sure that it is not published." in ran.out
    assert "(withdrawn on 6 July 2026)" in run("record", "list").out


def test_one_for_the_old_day_of_a_meeting_that_moved_is_taken_down_alone(
    run: Run, project: Path
) -> None:
    final(project)
    changed(project, "16 July 2026", "23 July 2026")
    moved = build(order(project, AFTER))
    assert [moved.refused, moved.files[0].name] == ["", FINAL.replace("16", "23")]
    ran = run("withdraw", FINAL, *WHY, day=10)
    assert ran.out.splitlines()[0].startswith(f"Withdrawn on 10 July 2026: {FINAL}")
    (row,) = read_log(project / LOG_FILE).rows(WITHDRAWN, Withdrawn)
    assert row.file == FINAL


def test_an_exempt_paper_was_never_published_nor_joined(run: Run, project: Path) -> None:
    exempt = 'publicity: Exempt\n    exempt_paragraph: "3"\n    exempt_reason: It harms.\n'
    data = project / "board.yaml"
    words = data.read_text("utf-8").replace(
        "publicity: Public\n", f"{exempt}    public_title: A contract\n", 1
    )
    data.write_text(words, "utf-8")
    every = build(replace(order(project), what="", meeting="Board July 2026", joined=True))
    assert every.refused == "", every.findings
    made = next(path for path in every.files if path.parent.name == "exempt")
    private = "final, exempt and not for the public"
    assert f"({private})" in run("record", "list", day=10).out
    ran = run("withdraw", made.name, *WHY, day=12)
    assert ran.out.splitlines()[:3] == [
        f"Withdrawn on 12 July 2026: {made.name} ({private})",
        f"The file is still there: {made}",
        "Nothing was sent or deleted. Let everybody who has it know.",
    ]
    assert "Papers - " not in ran.out
    housing = run("withdraw", "Housing", *WHY, day=12)
    assert "Papers - 16 July 2026.docx' holds it, too" in housing.out


def test_a_later_build_is_a_new_paper_with_a_day_of_its_own(run: Run, project: Path) -> None:
    data = final(project)
    run("withdraw", FINAL, *WHY)
    changed(project, "To agree the plan", "To note the plan")
    built = build(order(project, AFTER))
    assert [(f.code, f.message) for f in built.findings if f.code in ("PK-816", "PK-946")] == [
        ("PK-946", f"'{FINAL}' was withdrawn on 9 July 2026, so this final is a new paper.")
    ]
    assert "final, to be published on 10 July 2026" in run("record", "list").out
    assert run("record", "restore", FINAL, "--version", "1", "--to", project / "old").code == 0
    assert (project / "old" / FINAL).read_bytes() == data


def test_it_is_a_new_paper_also_where_it_is_built_to_equal_bytes(run: Run, project: Path) -> None:
    final(project)
    run("publish", FINAL)
    run("withdraw", FINAL, *WHY)
    build(order(project, AFTER))
    assert len(read_log(project / LOG_FILE).of(FILED)) == 2
    assert run("publish", FINAL).code == 0
    assert "(published on 9 July 2026)" in run("record", "list").out


def test_a_withdrawn_paper_is_not_published(run: Run, project: Path) -> None:
    final(project)
    run("withdraw", FINAL, *WHY)
    assert f"'{FINAL}' was withdrawn on 9 July 2026" in run("publish", FINAL).err
    whole = run("publish", "--meeting", "Board July 2026")
    assert f"Not recorded: {FINAL}, since it was withdrawn on 9 July 2026" in whole.out


def test_what_went_with_it_is_withdrawn_too(run: Run, project: Path) -> None:
    (project / "Map.pdf").write_bytes(b"%PDF-1.7 the map")
    with (project / "board.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  - {paper: Workforce, section: appendices, name: Map, file: Map.pdf}\n")
    names = [path.name for path in build(order(project)).files]
    assert json.loads(run("withdraw", FINAL, *WHY, "--json").out)["papers"] == names
    assert f"'{names[1]}' goes with the paper Workforce." in run("withdraw", names[1], *WHY).err


def test_a_joined_file_that_holds_it_is_named(run: Run, project: Path) -> None:
    build(replace(order(project), what="", meeting="Board July 2026", joined=True))
    ran = run("withdraw", FINAL, *WHY)
    assert "'Papers - 16 July 2026.docx' holds it, too: take that down" in ran.out


def test_what_cannot_be_withdrawn_is_told(run: Run, project: Path) -> None:
    final(project)
    run("withdraw", FINAL, *WHY)
    told = {
        FINAL: f"'{FINAL}' was withdrawn on 9 July 2026 already. Nothing was recorded.",
        f"Draft - {FINAL}": "is a draft, and was never filed, so there is nothing to withdraw.",
        "Letter.docx": "The record has no final called 'Letter.docx'.",
    }
    for name, words in told.items():
        ran = run("withdraw", name, *WHY)
        assert (ran.code, words in ran.err) == (3, True), ran.err
    assert len(read_log(project / LOG_FILE).of(WITHDRAWN)) == 1
    assert run("withdraw", FINAL, "--because", "A figure is wrong").code == 2


@pytest.mark.parametrize(
    "title", ["Annual report 2025/26", "Workforce: a plan", "Who's who? 2025/26"]
)
def test_a_paper_is_named_by_its_title_also_where_a_file_cannot_be_called_so(
    title: str, run: Run, project: Path
) -> None:
    changed(project, "title: Workforce of the partnership", f'title: "{title}"')
    final(project)
    assert run("withdraw", title, *WHY).code == 0
    assert run("withdraw", f"papers\\{FOLDER}\\{title.split(maxsplit=1)[0]}", *WHY).code == 3


LONG = (
    "Workforce of the partnership and of the voluntary sector, with a plan for recruitment and "
    "for training up to 2030"
)


def test_a_paper_is_named_by_its_title_also_where_that_is_too_long_for_a_file(
    run: Run, project: Path
) -> None:
    changed(project, "title: Workforce of the partnership", f'title: "{LONG}"')
    (path,) = build(order(project)).files
    assert path.name == (
        "Workforce of the partnership and of the voluntary sector, with a plan - 16 July 2026.docx"
    )
    assert run("trace", LONG).code == 0
    assert run("publish", LONG.replace("Workforce", "workforce")).code == 0
    assert run("withdraw", LONG, *WHY).code == 0
    assert run("withdraw", LONG.replace("voluntary", "private"), *WHY).code == 3
    for command in (["trace"], ["publish"], ["diff", path.name]):
        ran = run(*command, "Housing and homes " * 20)
        assert ran.code == 3
        assert "The record has no final called 'Housing and homes" in ran.err


def test_what_is_no_final_is_quoted_as_it_was_typed(run: Run, project: Path) -> None:
    final(project)
    ran = run("withdraw", "Annual report 2025/26", *WHY)
    assert "The record has no final called 'Annual report 2025/26'. It has: " in ran.err
    assert "no final called ' '. It has: " in run("withdraw", " ", *WHY).err
