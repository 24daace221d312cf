"""``paperkit build --explain``: each drafted sentence with its key and the rows it rests on."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from paperkit.board.data import TABLES
from paperkit.cli.build import rows_in_words
from paperkit.cli.build import sentences_in_words as in_words
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import Place
from paperkit.kinds.compose import printed
from paperkit.pipeline.building import Traced, build
from paperkit.pipeline.ordering import Order
from paperkit.word.values import Ledger, Sentence
from tests.cli.conftest import Command
from tests.papers.packages import texts
from tests.papers.test_annual_report import WORDS, YEAR
from tests.papers.test_annual_report import year as year_of
from tests.tables import records

MAY = ("--meeting", "May 2026")


def project(folder: Path, more: str = "") -> Path:
    """Write a project with a year of a Board, as YAML."""
    folder.mkdir()
    settings = "council:\n  name: Anyshire Council\npack: council\n"
    (folder / "paperkit.yaml").write_text(settings, encoding="utf-8")
    data = tables_yaml(TABLES, records(YEAR + more))
    (folder / "board.yaml").write_text(data, encoding="utf-8")
    return folder


def explained(paperkit: Command, folder: Path, *words: str) -> list[dict[str, Any]]:
    ran = paperkit("build", *words, "--project", folder, "--explain", "--json")
    told: list[dict[str, Any]] = json.loads(ran.out)["sentences"]
    return told


def test_each_sentence_is_printed_with_its_key_and_its_rows(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board")
    ran = paperkit("build", "annual_report", *MAY, "--project", folder, "--explain")
    head = "Drafted sentences of Draft - Annual report - 21 May 2026.docx ("
    assert ran.out.startswith(head)
    lines = ran.out.splitlines()
    at = lines.index("  board.members")
    assert " ".join(line.strip() for line in lines[at + 1 : at + 4]) == (
        "Three people are recorded as members in the year. One member joined: Ben Moor (1 June "
        "2025). One member left: Cy Marsh (31 March 2026). Rests on board.yaml, lines "
        f"{_lines(folder, 'name:', 3)}."
    )
    assert "Written: " in ran.out


def _lines(folder: Path, key: str, count: int) -> str:
    """Return the lines of the first rows of people, as a person counts them in the file."""
    lines = (folder / "board.yaml").read_text(encoding="utf-8").splitlines()
    first = lines.index("people:")
    found = [n for n, line in enumerate(lines, 1) if n > first and f"- {key}" in line]
    return ", ".join(map(str, found[:count]))


def test_every_row_that_is_named_holds_what_the_sentence_speaks_of(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board")
    lines = (folder / "board.yaml").read_text(encoding="utf-8").splitlines()
    told = {one["key"]: one for one in explained(paperkit, folder, "annual_report", *MAY)}
    rows = [lines[place["line"] - 1].strip() for place in told["next_year.carried"]["rests_on"]]
    assert told["next_year.carried"]["words"] == (
        "One action is carried over and keeps its reference: action 2.1."
    )
    assert rows == ['- reference: "2.1"']


def test_what_is_explained_is_what_the_paper_prints_in_the_order_of_the_page(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board", WORDS)
    told = explained(paperkit, folder, "annual_report", *MAY)
    (paper,) = (folder / "papers").glob("*/*.docx")
    on_page = texts(paper.read_bytes())["word/document.xml"]
    places = [on_page.index(one["words"]) for one in told]
    assert places == sorted(places)
    keys = [one["key"] for one in told]
    assert len(keys) == len(set(keys))
    assert {"year.actions", "achieved.P1", "achieved.P2", "heard.groups"} <= set(keys)


def test_every_drafted_sentence_of_the_year_is_explained(paperkit: Command, tmp_path: Path) -> None:
    folder = project(tmp_path / "board")
    keys = {one["key"] for one in explained(paperkit, folder, "annual_report", *MAY)}
    made = year_of(log="")
    drafted = {
        one.key
        for part in (
            made.summary, made.board, made.strategy, made.achieved_in_all,
            made.outturn_sentences, made.less_well, made.rating_sentences,
            made.feedback_sentences, made.brought, made.next_year,
            *(block.sentences for block in made.achieved),
        )
        for one in part
    }  # fmt: skip
    assert keys == drafted | {"since.compared"}


def test_an_officers_own_sentence_rests_on_its_row_of_text(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board", WORDS)
    told = {one["key"]: one for one in explained(paperkit, folder, "annual_report", *MAY)}
    own = told["year.actions"]
    assert own["words"] == "Ours of the year."
    (place,) = own["rests_on"]
    lines = (folder / "board.yaml").read_text(encoding="utf-8").splitlines()
    assert "year.actions" in "".join(lines[place["line"] - 1 : place["line"] + 4])
    assert place["place"].startswith(f"board.yaml, line {place['line']}")


def test_a_workbooks_rows_are_told_as_excel_tells_them(paperkit: Command, sample: Path) -> None:
    words = ("performance_report", "--meeting", "Board July 2026")
    ran = paperkit("build", *words, "--project", sample, "--explain")
    assert "  actions.counts\n" in ran.out
    assert re.search(r"Rests on board\.xlsx, Actions!A\d+:A\d+", ran.out)
    told = explained(paperkit, sample, *words)
    assert {one["paper"] for one in told} == {"Draft - Performance report - 16 July 2026.docx"}
    place = next(one for one in told if one["key"] == "actions.counts")["rests_on"][0]
    assert (place["file"], place["sheet"], place["line"]) == ("board.xlsx", "Actions", 0)


def test_all_papers_of_a_meeting_are_explained_one_after_the_other(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board")
    papers = "| OD | outcomes_dashboard | May 2026 | Outcomes | Public | Ada Brook |\n"
    data = tables_yaml(TABLES, records(YEAR.rstrip() + "\n" + papers))
    (folder / "board.yaml").write_text(data, encoding="utf-8")
    told = explained(paperkit, folder, "--all", *MAY)
    files = list(dict.fromkeys(one["paper"] for one in told))
    assert files == [
        "Draft - Annual report - 21 May 2026.docx",
        "Draft - Outcomes dashboard - 21 May 2026.docx",
    ]


def test_a_paper_without_drafted_sentences_says_so(paperkit: Command, tmp_path: Path) -> None:
    folder = project(tmp_path / "board")
    ran = paperkit("build", "FP", "--project", folder, "--explain")
    assert ran.out.startswith("No sentence of what was built is drafted by paperkit.\n")
    assert explained(paperkit, folder, "FP") == []


def test_without_explain_nothing_is_explained(paperkit: Command, tmp_path: Path) -> None:
    folder = project(tmp_path / "board")
    ran = paperkit("build", "annual_report", *MAY, "--project", folder, "--json")
    assert "sentences" not in json.loads(ran.out)
    order = Order(folder, "annual_report", date(2026, 5, 1), "May 2026")
    assert build(order).sentences is None


def test_rows_that_follow_each_other_are_one_range() -> None:
    cells = [Place("board.xlsx", "Actions", cell) for cell in ("A4", "A5", "A6", "A9")]
    spaced = Place("board.xlsx", "Partner reports", "A2")
    lines = [Place("board.yaml", line=12), Place("board.yaml", line=15)]
    entry = Place("exception-log.sqlite", entry=4)
    assert list(rows_in_words([*cells, spaced, *lines, entry, cells[0]])) == [
        "board.xlsx, Actions!A4:A6, A9",
        "board.xlsx, 'Partner reports'!A2",
        "board.yaml, lines 12, 15",
        "exception-log.sqlite, entry 4",
    ]


def test_a_sentence_that_rests_on_no_row_says_so() -> None:
    told = in_words([Traced("a.docx", Sentence("key.one", "Words."))])
    assert list(told) == [
        "Drafted sentences of a.docx (1)",
        "",
        "  key.one",
        "      Words.",
        "      Rests on no row: it follows from the settings, or from there being none.",
        "",
    ]


def test_a_sentence_that_the_template_does_not_print_is_not_explained() -> None:
    one, other = Sentence("a.one", "Said."), Sentence("a.other", "Not said.")
    assert printed((one, (other,)), Ledger(("Said.", "Else."))) == (one,)


def test_two_sentences_of_the_same_words_are_both_explained() -> None:
    one, other = Sentence("a.one", "Said."), Sentence("a.other", "Said.")
    assert printed((one, other), Ledger(("Said.", "Said."))) == (one, other)
