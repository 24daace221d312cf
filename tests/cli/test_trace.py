"""``paperkit trace``: from which rows a paper, sentence or figure comes, and what is of them."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.board.data import BoardData
from paperkit.cli import options
from paperkit.cli.trace import rest_lines
from paperkit.errors import UnknownNameError
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.built_papers import BuiltPaper
from paperkit.pipeline.filed_as_edited import publish_as_filed
from paperkit.pipeline.named_papers import NamedPaper
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.tracing import PaperTraces, Rest
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import CellAsFiled, Printed
from paperkit.record.log import append, read_log
from paperkit.word.compared_text import PaperPlace, ReadLine, ReadPaper, ReadRow, ReadTable, Wording
from paperkit.word.package import pack, unpack
from tests.cases import each
from tests.cli.conftest import Command
from tests.exception_log.entries import a_return, log_of
from tests.tables import board

JULY = "Workforce - 16 July 2026.docx"
STAFF = "Exempt - A staffing matter - 16 July 2026.docx"
REPORT = "Performance report - 17 September 2026.docx"
TEXT = "Text Workforce, introduction: Text 'There are 31 posts in the plan.'"


@pytest.fixture(autouse=True)
def july(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 1))
    monkeypatch.chdir(tmp_path)


def said(out: str) -> str:
    return " ".join(out.split())


def edited(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file as somebody leaves it who changed words in Word."""
    members = unpack(data)
    text = members["word/document.xml"].decode()
    assert old in text
    return pack({**members, "word/document.xml": text.replace(old, new).encode()})


def test_typed_words_lead_to_their_cell_and_its_value_today(paperkit: Command, filed: Path) -> None:
    ran = paperkit("trace", JULY, "--text", "31", "--project", filed)
    assert ran.out.startswith(f"{JULY} (entry 2 of the record: version 2, built on 30 June 2026")
    assert "\n'31' is in 1 place\n\nParagraph 2.1: 'There are 31 posts in the plan.'\n" in ran.out
    assert f"{TEXT}, now 'There are 30 posts in the plan.' (board.yaml, line " in said(ran.out)
    assert ran.code == 0


def test_a_sentence_leads_to_the_rows_that_it_rests_on(paperkit: Command, filed: Path) -> None:
    ran = paperkit("trace", REPORT, "--sentence", "actions.counts", "--project", filed)
    assert "\nactions.counts\n  " in ran.out
    assert "  Actions 1.1: Action 'Open a hub', now 'Open two hubs' (board.yaml, line" in ran.out
    assert "  Actions 1.2: unchanged (board.yaml, line" in ran.out


def test_without_either_the_sentences_are_listed_with_how_many_rows_changed(
    paperkit: Command, filed: Path
) -> None:
    ran = paperkit("trace", REPORT, "--project", filed)
    assert "\nBuilt from board.yaml: changed since\n" in ran.out
    assert "\nBuilt from paperkit.yaml: unchanged since\n" in ran.out
    assert "\n  actions.counts: rests on 2 rows, of which 1 changed since\n" in ran.out


def test_a_text_is_found_in_every_place_and_in_the_row_of_its_action(
    paperkit: Command, filed: Path
) -> None:
    ran = paperkit("trace", REPORT, "--text", "Open a hub", "--json", "--project", filed)
    texts = json.loads(ran.out)["texts"]
    rows = [row for one in texts for row in one["typed"]["rows"]]
    assert len(rows) > 1
    for row in rows:
        assert (row["sheet"], row["row"], row["state"]) == ("Actions", "1.1", "changed")
        assert row["cells"] == [{"column": "Action", "was": "Open a hub", "now": "Open two hubs"}]


def test_a_figure_is_no_part_of_another(paperkit: Command, filed: Path) -> None:
    ran = paperkit("trace", JULY, "--text", "3", "--project", filed)
    assert "does not say '3'. Copy the words from the paper" in ran.err


def test_what_is_exempt_is_marked(paperkit: Command, filed: Path) -> None:
    ran = paperkit("trace", STAFF, "--text", "secret", "--project", filed)
    assert ran.out.startswith(f"{STAFF} [exempt] (entry 3 of the record")
    assert "\nExempt: what follows is not for publication.\n" in ran.out
    assert "Text Staff, introduction [exempt]: Text 'A secret of 9 words.', now 'A" in said(ran.out)
    facts = json.loads(
        paperkit("trace", STAFF, "--text", "secret", "--json", "--project", filed).out
    )
    assert facts["exempt"] is True
    assert facts["texts"][0]["typed"]["rows"][0]["exempt"] is True


def test_a_final_edited_in_word_is_traced_as_it_was_built(paperkit: Command, filed: Path) -> None:
    built = (filed / "papers" / "2026-07-16 Board" / JULY).read_bytes()
    Path("mine.docx").write_bytes(edited(built, "There are 31 posts", "There were 29 posts"))
    ran = paperkit("trace", "mine.docx", "--text", "29", "--project", filed)
    assert "It was edited since it was built. What follows is of the paper as it was" in ran.out
    assert "Typed into the file since it was built: no row holds these words." in ran.out
    ran = paperkit("trace", "mine.docx", "--text", "To agree the plan", "--project", filed)
    assert "Text Workforce, recommendations: Text '(1) To agree the plan.', unch" in said(ran.out)


def test_a_final_filed_as_it_was_edited_is_traced_as_it_was_built(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    copytree(filed, folder)
    path = folder / "papers" / "2026-07-16 Board" / JULY
    path.write_bytes(edited(path.read_bytes(), "There are 31 posts", "There were 29 posts"))
    publish_as_filed(folder, JULY, path, date(2026, 7, 1))
    ran = paperkit("trace", JULY, "--text", "29", "--project", folder)
    assert "Typed into the file since it was built: no row holds these words." in ran.out


def test_a_draft_of_todays_data_is_built_again_and_traced(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    order = Order(filed, "Workforce", date(2026, 7, 1), out=tmp_path / "drafts")
    (draft,) = build(order).files
    ran = paperkit("trace", draft, "--text", "30", "--project", filed)
    assert f"{draft.name} (a draft, which today's data give again)\n" in ran.out
    assert "Text Workforce, introduction: Text 'There are 30 posts in the plan.', un" in said(
        ran.out
    )
    draft.write_bytes(edited(draft.read_bytes(), "There are 30", "There were 30"))
    ran = paperkit("trace", draft, "--text", "30", "--project", filed)
    assert "It was edited since it was built." in ran.out


def test_a_draft_that_todays_data_do_not_give_is_said(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    copytree(filed, folder)
    (draft,) = build(Order(folder, "Workforce", date(2026, 7, 1))).files
    data = folder / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("There are 30", "There are 28"), "utf-8")
    ran = paperkit("trace", draft, "--project", folder)
    assert ran.code == 3
    assert f"Today's data do not give '{draft.name}' again, and of a draft nothing is" in ran.err


def test_a_final_of_which_nothing_was_kept_is_said(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    copytree(filed, folder)
    with closing(sqlite3.connect(folder / LOG_FILE)) as log:
        log.execute("DROP TABLE contents")
        log.commit()
    ran = paperkit("trace", folder / "papers" / "2026-07-16 Board" / JULY, "--project", folder)
    assert f"The record did not keep what '{JULY}' rests on: it was built by paperkit" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([JULY, "--sentence", "actons.counts"], "prints no sentence called 'actons.counts'."),
        ([REPORT, "--sentence", "actons.counts"], "Did you mean 'actions.counts'?"),
        (["strange.docx"], "'strange.docx' is not a paper that paperkit made"),
        (["board.yaml"], "'board.yaml' is a text file"),
        (["Wrkforce"], "The record has no final called 'Wrkforce'."),
    ],
)
def test_what_cannot_be_traced_is_said(
    words: list[str], said: str, paperkit: Command, filed: Path
) -> None:
    members = unpack((filed / "papers" / "2026-07-16 Board" / JULY).read_bytes())
    del members["docProps/custom.xml"]
    relations = members["_rels/.rels"].decode()
    members["_rels/.rels"] = relations.replace("docProps/custom.xml", "docProps/none.xml").encode()
    Path("strange.docx").write_bytes(pack(members))
    ran = paperkit("trace", *words, "--project", filed)
    assert ran.code == 3
    assert said in ran.err


def test_an_entry_of_the_record_has_its_day_origin_and_what_replaced_it(tmp_path: Path) -> None:
    log = log_of(tmp_path, [a_return("1.1")])
    then = BoardData(history=read_log(log))
    again = replace(a_return("1.1", "Two were hired"), replaces=1, because="Corrected")
    append(log, [again])
    today = BoardData(history=read_log(log))
    rest = PaperTraces(built(then, today)).rest([CellAsFiled(Place(LOG_FILE, entry=1))])
    (found,) = rest.entries
    assert (found.number, found.sheet, found.origin, found.replaced_by) == (
        1, "Returns", "board.xlsx", 2,
    )  # fmt: skip
    assert found.words.startswith("1.1")
    assert rest.changed == 1


def built(then: BoardData, today: BoardData | None) -> BuiltPaper:
    """Return a paper of no words that was built from these data, with those of today."""
    blank = NamedPaper("a.docx", b"", ReadPaper((), {}, ()), exempt=False)
    return BuiltPaper(blank, blank, Printed((), ()), then, today, None, Path())


def test_a_row_is_unchanged_changed_gone_or_cannot_be_told() -> None:
    was = board("""
## actions
| Reference | Action      | State     |
| --------- | ----------- | --------- |
| 1.1       | Open a hub  | On course |
| 1.2       | Run a bus   | On course |
| 1.3       | Hold a fair | On course |
""")
    now = board("""
## actions
| Reference | Action     | State   |
| --------- | ---------- | ------- |
| 1.2       | Run a bus  | At risk |
| 1.1       | Open a hub | On course |
""")
    cells = [CellAsFiled(Place("board.xlsx"), "actions", number) for number in range(3)]
    rest = PaperTraces(built(was, now)).rest(cells)
    assert [(row.row, row.state) for row in rest.rows] == [
        ("1.1", "unchanged"), ("1.2", "changed"), ("1.3", "gone"),
    ]  # fmt: skip
    assert rest.changed == 2
    unknown = PaperTraces(built(was, None)).rest(cells)
    assert {row.state for row in unknown.rows} == {"not known"}


def test_where_todays_data_cannot_be_read_no_row_is_said_to_have_changed_or_not(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "board"
    copytree(filed, folder)
    settings = folder / "paperkit.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\nsentences: [a]\n", "utf-8")
    ran = paperkit("trace", REPORT, "--project", folder)
    assert "actions.counts: rests on 2 rows, of which 2 cannot be read today\n" in ran.out
    assert "as they were" not in ran.out
    many = board(
        "## actions\n| Reference |\n| - |\n" + "".join(f"| 1.{n} |\n" for n in range(1, 12))
    )
    cells = [CellAsFiled(Place("board.xlsx"), "actions", number) for number in range(11)]
    rest = PaperTraces(built(many, None)).rest(cells)
    assert list(rest_lines(rest, "")) == ["Actions: 11 rows, none of which can be read today"]


@each(
    ("words", "there"),
    [
        ("38 posts", True), ("38% of posts", True), ("of 38.", True), ("138 posts", False),
        ("3.38", False), ("38.5%", False), ("38,000", False), ("post38", False), ("1, 38, 4", True),
    ],
)  # fmt: skip
def test_a_figure_is_found_as_a_whole(words: str, there: bool) -> None:
    line = ReadLine(Wording(words, words), PaperPlace(number="2.1"))
    paper = replace(built(BoardData(), BoardData()), named=of_line(line), built=of_line(line))
    if there:
        assert [one.words for one in PaperTraces(paper).text("38")] == [words]
    else:
        with pytest.raises(UnknownNameError, match="does not say '38'"):
            PaperTraces(paper).text("38")


def of_line(line: ReadLine) -> NamedPaper:
    return NamedPaper("a.docx", b"", ReadPaper((line,), {}, ()), exempt=False)


def test_what_a_return_said_leads_to_its_entry_and_what_came_since(tmp_path: Path) -> None:
    log = log_of(tmp_path, [a_return("1.1")])
    then = replace(board(ACTION), history=read_log(log))
    append(log, [replace(a_return("1.1", "Two were hired"), replaces=1, because="Corrected")])
    cells = (Wording("1.1 Open a hub", "1.1 Open a hub"), Wording("Nobody was hired", ""))
    table = ReadTable(PaperPlace(table="Actions"), ("Action", "Why"), (ReadRow(cells),))
    named = NamedPaper("a.docx", b"", ReadPaper((table,), {}, ()), exempt=False)
    paper = replace(built(then, BoardData(history=read_log(log))), named=named, built=named)
    (text,) = PaperTraces(paper).text("Nobody was hired")
    (found,) = text.typed.entries
    assert (found.number, found.replaced_by, dict(found.said)) == (
        1, 2, {"Reasons for escalation": "Nobody was hired"},
    )  # fmt: skip


def test_what_no_cell_holds_was_worked_out_from_the_rows_of_its_action() -> None:
    then = board(ACTION)
    cells = (Wording("1.1 Open a hub", "1.1 Open a hub"), Wording("Late", "Late"))
    table = ReadTable(PaperPlace(table="Actions"), ("Action", "How"), (ReadRow(cells),))
    named = NamedPaper("a.docx", b"", ReadPaper((table,), {}, ()), exempt=False)
    (text,) = PaperTraces(replace(built(then, then), named=named, built=named)).text("Late")
    assert text.typed == Rest()
    assert [(row.sheet, row.row) for row in text.worked_out.rows] == [("Actions", "1.1")]


@each(
    ("asked", "rows"),
    [
        ("1.1 Open a hub", ["1.1"]),
        ("hub", ["1.1"]),
        ("1.1 Open a hub, 1.2 Train staff", ["1.1", "1.2"]),
        ("Late or at risk", []),
    ],
)
def test_a_name_in_a_list_of_names_leads_to_the_rows_of_what_it_names(
    asked: str, rows: list[str]
) -> None:
    """As in the figures at a glance, whose rows are about no one action or indicator."""
    then = board(ACTION + "| 1.2 | Train staff | On course |\n| 1.3 | Open a hub too | On course |")
    which = "Late or at risk: 1.1 Open a hub, 1.2 Train staff."
    cells = (Wording("Actions delivered", ""), Wording(which, which))
    table = ReadTable(PaperPlace(table="At a glance"), ("What", "Which"), (ReadRow(cells),))
    named = NamedPaper("a.docx", b"", ReadPaper((table,), {}, ()), exempt=False)
    (text,) = PaperTraces(replace(built(then, then), named=named, built=named)).text(asked)
    assert [(row.sheet, row.row) for row in text.worked_out.rows] == [
        ("Actions", one) for one in rows
    ]


ACTION = """
## actions
| Reference | Action     | State     |
| --------- | ---------- | --------- |
| 1.1       | Open a hub | On course |
"""
