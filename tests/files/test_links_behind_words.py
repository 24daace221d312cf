"""A link behind words stays with its words, in the workbook and on forms, or is a finding."""

from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.board.plan_rows import ACTIONS
from paperkit.container.reading import ReadFile
from paperkit.files.workbook_in import read_workbook
from paperkit.files.workbook_out import filled_workbook
from tests.cases import each
from tests.files.issued import SHEET, opened, saved
from tests.files.workbooks import read, workbook
from tests.tables import told

HUB = "https://www.example.org/hub"
PLAN = """
## Actions
| Reference | Action | State | Corrective action | Owner | Target | Link |
| 1.1 | Open the hub | At risk | A second course | Jo Lee | 90% |  |
## Text
| Paper | Section | Name | Text | Link |
| P | background | The survey | A survey of 400 | |
"""


def linked(folder: Path, cell: str, target: str = HUB, typed: str = "") -> ReadFile:
    book = workbook(PLAN)
    sheet, _, at = cell.partition("!")
    if typed:
        book[sheet][at] = typed
    book[sheet][at].hyperlink = target
    return read(folder, book)


@each(
    ("cell", "column", "words"),
    [("D2", "correction", "A second course"), ("F2", "target", "90%")],
)
def test_a_link_behind_a_text_stays_with_its_words_and_is_no_link_of_the_action(
    tmp_path: Path, cell: str, column: str, words: str
) -> None:
    result = linked(tmp_path, f"Actions!{cell}")
    cells = result.records["actions"][0].cells
    assert cells[column].typed == f"[{words}]({HUB})"
    assert "link" not in cells
    assert result.findings == ()


def test_a_link_behind_long_text_is_one_of_its_marks(tmp_path: Path) -> None:
    result = linked(tmp_path, "Text!D2")
    assert result.records["text"][0].cells["text"].typed == f"[A survey of 400]({HUB})"
    assert result.findings == ()


@each("cell", ["A2", "B2"])
def test_a_link_behind_what_an_action_is_known_by_is_its_own(tmp_path: Path, cell: str) -> None:
    result = linked(tmp_path, f"Actions!{cell}")
    assert result.records["actions"][0].cells["link"].typed == HUB
    assert result.findings == ()


def test_a_link_behind_the_title_of_a_document_is_the_document_s(tmp_path: Path) -> None:
    assert linked(tmp_path, "Text!C2").records["text"][0].cells["link"].typed == HUB


@each(("cell", "words"), [("C2", "At risk"), ("E2", "Jo Lee")])
def test_a_link_behind_what_cannot_hold_one_is_one_finding(
    tmp_path: Path, cell: str, words: str
) -> None:
    assert told(linked(tmp_path, f"Actions!{cell}").findings) == [
        f"PK-341 Actions!{cell}: The words '{words}' have '{HUB}' behind them, which is not "
        "printed."
    ]


def test_a_link_to_a_file_is_a_finding_wherever_it_is(tmp_path: Path) -> None:
    (finding,) = linked(tmp_path, "Actions!D2", "file:///S:/hub.docx").findings
    assert finding.code == "PK-341"
    assert "'file:///S:/hub.docx'" in finding.message


def test_two_links_for_one_row_are_told_where_one_is_typed(tmp_path: Path) -> None:
    book = workbook(PLAN)
    book["Actions"]["B2"].hyperlink, book["Actions"]["G2"] = HUB, "https://www.example.org/other"
    result = read(tmp_path, book)
    assert [found.code for found in result.findings] == ["PK-341"]
    assert result.records["actions"][0].cells["link"].typed == "https://www.example.org/other"


def test_words_in_the_column_for_links_are_told_as_not_printed(tmp_path: Path) -> None:
    result = linked(tmp_path, "Actions!G2", HUB, "Read more")
    assert told(result.findings) == [
        "PK-344 Actions!G2: 'Read more' is not printed; the address behind it is."
    ]
    assert result.records["actions"][0].cells["link"].typed == HUB


def test_an_address_that_leads_elsewhere_is_told(tmp_path: Path) -> None:
    result = linked(tmp_path, "Actions!G2", HUB, "https://www.example.org/other")
    assert [found.code for found in result.findings] == ["PK-341"]


def test_what_follows_the_sign_in_an_address_is_kept(tmp_path: Path) -> None:
    result = linked(tmp_path, "Actions!D2", f"{HUB}#part-2")
    assert result.records["actions"][0].cells["correction"].typed.endswith("hub#part-2)")


@each("typed", [HUB, "www.example.org/hub", f"{HUB}/"])
def test_an_address_that_a_program_made_a_link_of_is_only_words(tmp_path: Path, typed: str) -> None:
    result = linked(tmp_path, "Actions!D2", HUB, typed)
    assert result.records["actions"][0].cells["correction"].typed in (
        typed, f"[{typed}]({HUB})",
    )  # fmt: skip
    assert result.findings == ()


def test_words_with_a_link_come_through_a_workbook_that_paperkit_writes(tmp_path: Path) -> None:
    first = linked(tmp_path, "Actions!D2")
    path = tmp_path / "again.xlsx"
    path.write_bytes(filled_workbook([ACTIONS], {"actions": first.records["actions"]}, "Again"))
    again = read_workbook(path, TABLES, {}).records["actions"][0]
    assert again.cells["correction"].typed == f"[A second course]({HUB})"


def test_a_link_behind_a_reason_on_a_form_is_not_the_action_s_progress(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["I3"], book[SHEET]["J3"] = "No premises", "Ask Estates"
    book[SHEET]["I3"].hyperlink = HUB
    read_form = saved(tmp_path, book)
    row = read_form.records["returns"][1]
    assert row.cells["reasons"].typed == f"[No premises]({HUB})"
    assert row.cells["link"].typed == "https://northmere.example/1"
    assert read_form.behind.get(row.place, ()) == () or all(
        cell.typed != HUB for cell in read_form.behind[row.place]
    )
    assert told(read_form.findings) == []
