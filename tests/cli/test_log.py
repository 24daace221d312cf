"""``paperkit record``: what an officer reads of the log, and what other programs do."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from paperkit.board.history import Draft
from paperkit.frozen import replace
from paperkit.record import LOG_FILE
from paperkit.record.log import append, look, read_log
from paperkit.word.properties import anchor_of
from tests.cli.conftest import Command, Ran
from tests.exception_log.entries import a_return, drafts
from tests.exception_log.test_tampered import WAY_OUT, change

BOARD = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
priorities:
  - {reference: P1, name: Healthy lives}
  - {reference: P2, name: Ageing well}
outcomes:
  - {reference: O1, parent: P1}
actions:
  - {reference: "1.1", parent: O1, wording: Hire nurses}
  - {reference: "2.1", parent: P2, wording: Open the centre}
"""
ROUND = """
## rounds
| priority | meeting         | issued_on   | due          | actions    |
| -------- | --------------- | ----------- | ------------ | ---------- |
| P1       | Board July 2026 | 1 June 2026 | 15 June 2026 | 1.1<br>1.2 |
"""
ANSWERS = """
## returns
| meeting         | action | lead    | rating | reasons          | request |
| --------------- | ------ | ------- | ------ | ---------------- | ------- |
| Board July 2026 | 1.1    | A. Osei | Red    | Nobody was hired | None.   |
| Board July 2026 | 2.1    | T. Ross | Green  |                  |         |

## views
| meeting         | action | sponsor  | view       | rating | because          |
| --------------- | ------ | -------- | ---------- | ------ | ---------------- |
| Board July 2026 | 1.1    | J. Marsh | Challenged | Amber  | A start was made |

## requests
| meeting         | action | route             | by        | outcome |
| --------------- | ------ | ----------------- | --------- | ------- |
| Board July 2026 | 1.1    | Handled elsewhere | Executive | Agreed  |

## risks
| meeting         | action | forum           | addressed_on | closed_on     |
| --------------- | ------ | --------------- | ------------ | ------------- |
| Board July 2026 | 1.1    | Workforce Board | 20 June 2026 | 1 August 2026 |
"""


def corrected(number: int, because: str) -> Draft:
    """Return a correction of the return of action 1.1."""
    (draft,) = drafts("""
## returns
| meeting         | action | lead    | rating | reasons          | request |
| --------------- | ------ | ------- | ------ | ---------------- | ------- |
| Board July 2026 | 1.1    | A. Osei | Amber  | One person began | None.   |
""", "Return - A. Osei.xlsx")  # fmt: skip
    day = date(2026, 6, 4)
    return replace(draft, replaces=number, because=because, recorded_on=day)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in whose log one round stands."""
    (tmp_path / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    (tmp_path / "board.yaml").write_text(BOARD)
    for round_ in (drafts(ROUND, ""), drafts(ANSWERS), [corrected(2, "The lead wrote again.")]):
        append(tmp_path / LOG_FILE, round_)
    return tmp_path


@pytest.fixture
def log(paperkit: Command, project: Path) -> Callable[..., Ran]:
    """Return a function that runs ``paperkit record`` in the project."""

    def run(*words: str | Path) -> Ran:
        return paperkit("log", *words, "--project", project)

    return run


def lines(ran: Ran, code: int = 0) -> list[str]:
    assert (ran.code, ran.err) == (code, ""), ran
    return ran.out.splitlines()


def told(ran: Ran) -> dict[str, object]:
    found: dict[str, object] = json.loads(ran.out)
    return found


def test_list_tells_each_entry_in_a_line(log: Callable[..., Ran]) -> None:
    assert lines(log("list")) == [
        "1  1 June 2026  Rounds         Board July 2026  P1: due 15 June 2026",
        "2  1 June 2026  Returns        Board July 2026  1.1: Red, A. Osei (corrected by entry 7)",
        "3  1 June 2026  Returns        Board July 2026  2.1: Green, T. Ross",
        "4  1 June 2026  Sponsor views  Board July 2026  1.1: Challenged, Amber, J. Marsh",
        "5  1 June 2026  Requests       Board July 2026  1.1: Handled elsewhere, Agreed",
        "6  1 June 2026  Risks          Board July 2026  1.1: Workforce Board, closed on 1 August "
        "2026",
        "7  4 June 2026  Returns        Board July 2026  1.1: Amber, A. Osei (corrects entry 2)",
        "7 entries.",
    ]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("--priority", "P1"), [1, 2, 4, 5, 6, 7]),
        (("--priority", "ageing well"), [3]),
        (("--meeting", "16 July 2026"), [1, 2, 3, 4, 5, 6, 7]),
        (("--priority", "P2", "--meeting", "Board July 2026"), [3]),
    ],
)
def test_list_takes_a_priority_and_a_meeting(
    words: Sequence[str], numbers: list[int], log: Callable[..., Ran]
) -> None:
    found = told(log("list", *words, "--json"))["entries"]
    assert isinstance(found, list)
    assert [entry["number"] for entry in found] == numbers
    if len(numbers) < 7:
        last = lines(log("list", *words))[-1]
        assert last == f"{len(numbers)} of 7 entries."


def test_list_takes_a_meeting_that_has_left_the_sheet(
    log: Callable[..., Ran], project: Path
) -> None:
    left = BOARD.replace("Board July 2026", "Board May 2026")
    (project / "board.yaml").write_text(left)
    assert lines(log("list", "--meeting", "board july 2026"))[-1] == "7 entries."


def test_list_says_which_meetings_there_are(log: Callable[..., Ran]) -> None:
    ran = log("list", "--meeting", "Board June 2026")
    assert (ran.code, ran.err) == (
        3,
        "Paperkit cannot go on. The log has no meeting called 'Board June 2026'. It has: Board "
        "July 2026.\n",
    )


def test_list_as_json_has_every_field(log: Callable[..., Ran], project: Path) -> None:
    found = told(log("list", "--json"))
    entries = found.pop("entries")
    assert isinstance(entries, list)
    assert entries[6] == {
        "number": 7,
        "table": "returns",
        "row": {
            "meeting": "Board July 2026",
            "action": "1.1",
            "lead": "A. Osei",
            "rating": "Amber",
            "reasons": "One person began",
            "request": "None.",
        },
        "recorded_on": "2026-06-04",
        "origin": "Return - A. Osei.xlsx",
        "replaces": 2,
        "because": "The lead wrote again.",
        "hash": read_log(project / LOG_FILE).head,
    }
    head = read_log(project / LOG_FILE).head
    assert found == {"findings": [], "papers": [], "count": 7, "head": head}


def test_show_tells_the_history_of_an_action(log: Callable[..., Ran]) -> None:
    assert lines(log("show", "1.1")) == [
        "Action 1.1: Hire nurses",
        "",
        "Board July 2026",
        "  Rounds, entry 1 of 1 June 2026",
        "    Issued on  1 June 2026",
        "    Due        15 June 2026",
        "  Returns, entry 7 of 4 June 2026, from Return - A. Osei.xlsx",
        "    Reporting lead                                 A. Osei",
        "    RAG                                            Amber",
        "    Reasons for escalation                         One person began",
        "    Any request to the Health and Wellbeing board  None.",
        "  Sponsor views, entry 4 of 1 June 2026, from board.xlsx",
        "    Sponsor                J. Marsh",
        "    Agreed or challenged   Challenged",
        "    Rating by the sponsor  Amber",
        "    Why                    A start was made",
        "  Requests, entry 5 of 1 June 2026, from board.xlsx",
        "    Decision           Handled elsewhere",
        "    Handled by         Executive",
        "    What became of it  Agreed",
        "  Risks, entry 6 of 1 June 2026, from board.xlsx",
        "    Addressed at  Workforce Board",
        "    Addressed on  20 June 2026",
        "    Closed on     1 August 2026",
        "  Corrected  Entry 7 of 4 June 2026 corrects entry 2 of 1 June 2026: RAG was 'Red' and is "
        "'Amber';",
        "             Reasons for escalation was 'Nobody was hired' and is 'One person began'. Why:"
        " The lead",
        "             wrote again.",
    ]


def test_show_says_where_no_return_came_in(log: Callable[..., Ran]) -> None:
    assert lines(log("show", "1.2")) == [
        "Action 1.2",
        "",
        "Board July 2026",
        "  Rounds, entry 1 of 1 June 2026",
        "    Issued on  1 June 2026",
        "    Due        15 June 2026",
        "  No return",
    ]


def test_show_as_json_has_what_counts_and_what_no_longer_does(log: Callable[..., Ran]) -> None:
    found = told(log("show", "1.1", "--json"))
    (meeting,) = found["meetings"]  # type: ignore[misc]
    assert [entry["number"] for entry in meeting["entries"]] == [1, 7, 4, 5, 6]  # type: ignore[has-type]
    assert [entry["number"] for entry in meeting["corrected"]] == [2]  # type: ignore[has-type]


@pytest.mark.parametrize(
    ("there", "known"),
    [
        (True, "It knows 1.1, 1.2, 2.1."),
        (False, "It knows none yet."),
    ],
)
def test_show_of_an_action_that_nobody_knows(
    there: bool, known: str, log: Callable[..., Ran], project: Path
) -> None:
    if not there:
        (project / LOG_FILE).unlink()
    ran = log("show", "1.3")
    why = f"The log knows no action '1.3'. {known}"
    assert (ran.code, ran.err) == (3, f"Paperkit cannot go on. {why}\n")


def test_show_of_an_action_that_was_never_reported_on(
    log: Callable[..., Ran], project: Path
) -> None:
    (project / LOG_FILE).unlink()
    ran = log("show", "2.1")
    assert (ran.code, ran.err) == (
        3,
        "Paperkit cannot go on. The log says nothing of action '2.1' yet. It does once a return "
        "is gathered.\n",
    )


def test_verify_of_a_log_that_nobody_changed(log: Callable[..., Ran], project: Path) -> None:
    head = read_log(project / LOG_FILE).head
    assert lines(log("verify")) == [
        "The log is as it was recorded. It holds 7 entries.",
        f"Hash of the last entry: {head}",
    ]
    assert told(log("verify", "--json")) == {
        "findings": [], "count": 7, "head": head, "compared": [], "passed_over": [],
    }  # fmt: skip


def test_verify_where_there_is_no_log_yet(log: Callable[..., Ran], project: Path) -> None:
    (project / LOG_FILE).unlink()
    assert lines(log("verify")) == [
        "There is no log yet: 'exception-log.sqlite' begins with the first round or final paper."
    ]
    assert lines(log("list")) == lines(log("verify"))


def test_verify_names_the_entry_that_was_changed(log: Callable[..., Ran], project: Path) -> None:
    change(project / LOG_FILE, "UPDATE entries SET entry = replace(entry, 'Green', 'Red')")
    assert lines(log("verify"), code=1) == [
        "What is wrong with the log (1)",
        "",
        "  PK-801  exception-log.sqlite, entry 3",
        "          Entry 3 has changed since it was recorded.",
        f"          {WAY_OUT}",
        "",
        "The log is not as it was recorded. 7 entries could be read.",
    ]
    assert log("list").code == 1
    (found,) = told(log("verify", "--json"))["findings"]  # type: ignore[misc]
    assert (found["code"], found["entry"]) == ("PK-801", 3)  # type: ignore[has-type]


def test_verify_of_a_log_that_cannot_be_read(log: Callable[..., Ran], project: Path) -> None:
    (project / LOG_FILE).write_bytes(b"")
    ran = log("verify")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Paperkit cannot go on. The log 'exception-log.sqlite' is empty. ")
    error = json.loads(log("verify", "--json").out)["error"]
    assert error in ran.err


def test_export_writes_every_entry_and_how_far_the_log_had_come(
    log: Callable[..., Ran], project: Path
) -> None:
    path = project / "Log.xlsx"
    assert lines(log("export", path)) == [f"Written: {path}"]
    book = load_workbook(path)
    assert book.sheetnames == [
        "Please read", "Rounds", "Returns", "Sponsor views", "Requests", "Risks",
    ]  # fmt: skip
    history = read_log(project / LOG_FILE)
    facts = {row[0].value: row[1].value for row in book["Please read"].iter_rows(max_col=2)}
    assert (facts["Entries"], facts["Hash of the last entry"]) == ("7", history.head)
    anchor = anchor_of(path.read_bytes())
    assert (anchor.count, anchor.hash) == (7, history.head)
    rows = list(book["Returns"].iter_rows(values_only=True))
    assert rows[0][:8] == (
        "Entry", "Recorded on", "Came from", "Corrects entry", "Why corrected",
        "Corrected by entry", "Meeting", "Reference",
    )  # fmt: skip
    assert [row[0] for row in rows[1:]] == [2, 3, 7]
    assert rows[1][5] == 7
    assert rows[3][2:5] == ("Return - A. Osei.xlsx", 2, "The lead wrote again.")


def test_export_writes_over_nothing(log: Callable[..., Ran], project: Path) -> None:
    path = project / "Log.xlsx"
    path.write_bytes(b"mine")
    ran = log("export", path)
    assert ran.code == 3
    assert "'Log.xlsx' is already there" in ran.err
    assert path.read_bytes() == b"mine"


def test_export_goes_into_a_workbook(log: Callable[..., Ran], project: Path) -> None:
    ran = log("export", project / "Log.csv")
    assert (ran.code, ran.err) == (
        3, "Paperkit cannot go on. The log is written as an Excel workbook: name it 'Log.xlsx'.\n"
    )  # fmt: skip


def test_verify_compares_with_an_export(log: Callable[..., Ran], project: Path) -> None:
    path = project / "Log.xlsx"
    log("export", path)
    assert lines(log("verify", path))[0] == f"Compared with: {path}"
    change(project / LOG_FILE, "DELETE FROM entries WHERE number > 5")
    ran = log("verify", path)
    assert ran.code == 1
    assert "'Log.xlsx' was built with a log of at least 7 entries" in ran.out


def test_verify_of_a_paper_that_is_none(log: Callable[..., Ran], project: Path) -> None:
    (project / "notes.docx").write_bytes(b"notes")
    ran = log("verify", project / "notes.docx")
    assert ran.code == 3
    assert "'notes.docx' is a text file" in ran.err
    assert "There is no file" in log("verify", project / "no.docx").err


def copy_of(project: Path, *more: Draft) -> Path:
    copy = project / "exception-log-LAPTOP7.sqlite"
    copy.write_bytes((project / LOG_FILE).read_bytes())
    append(copy, more)
    return copy


def test_adopt_says_what_it_adds(log: Callable[..., Ran], project: Path) -> None:
    copy_of(project, a_return("1.2"))
    assert lines(log("adopt", "exception-log-LAPTOP7.sqlite")) == [
        "Taken over: 1 entry. 7 entries of 'exception-log-LAPTOP7.sqlite' were in the log already.",
        "8  1 June 2026  Returns  Board July 2026  1.2: Red",
        "Next: move 'exception-log-LAPTOP7.sqlite' to another folder, or paperkit will report it "
        "again.",
    ]
    assert lines(log("adopt", "exception-log-LAPTOP7.sqlite"))[0] == (
        "Nothing to take over: 8 entries of 'exception-log-LAPTOP7.sqlite' were in the log already."
    )


def test_adopt_of_a_changed_copy_needs_a_reason(log: Callable[..., Ran], project: Path) -> None:
    copy = copy_of(project, a_return("1.2"))
    change(copy, "UPDATE entries SET entry = replace(entry, 'Nobody', 'Somebody') WHERE number = 8")
    ran = log("adopt", copy)
    assert ran.code == 1
    assert "PK-801  exception-log-LAPTOP7.sqlite, entry 8" in ran.out
    assert "Nothing was taken over. The copy was changed from outside." in ran.out
    ran = log("adopt", copy, "--because", "There is no other", "--json")
    assert ran.code == 0
    (entry,) = told(ran)["entries"]  # type: ignore[misc]
    assert entry["origin"] == (  # type: ignore[has-type]
        "board.xlsx, from exception-log-LAPTOP7.sqlite, changed from outside (There is no other)"
    )
    assert look(project / LOG_FILE).findings == ()


def test_a_copy_is_named_by_every_verb_that_reads_the_log(
    log: Callable[..., Ran], project: Path
) -> None:
    copy_of(project)
    for words in (("list",), ("show", "1.1"), ("verify",), ("export", project / "Log.xlsx")):
        ran = log(*words)
        assert ran.code == 0
        assert "PK-809  exception-log-LAPTOP7.sqlite" in ran.out


def test_a_file_that_is_no_paper_is_named_where_the_log_is_compared_with_it(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / "minutes.pdf"
    other.write_bytes(b"%PDF-1.7")
    ran = paperkit("log", "verify", other, "--project", sample)
    assert ran.code == 3
    assert "'minutes.pdf' is a PDF. Choose a Word document (.docx)." in ran.err
