"""What holds for all input, not only for the examples: the properties that paperkit promises.

Of the sixteen that the project set itself, these do not apply yet, or are shown elsewhere:

- Text in, text out, for papers (the Word half of the first): ``test_nothing_lost``. There is no
  PDF: paperkit writes Word files, and whoever files one makes the PDF.
- The order of rows: a paper prints rows in the order in which they were typed, so it matters.
- The log is whole after any crash, and tells any change (the tenth and the eleventh): there is no
  log yet. What stands in for it, the list of accepted gaps, is in ``test_faults``.
- Time zone, locale, hash seed, folder and clock (the thirteenth): ``test_environment``.
- The proof refuses each seeded defect (half of the fourteenth): ``papers/test_proof_seeded``.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES, BoardData, assemble
from paperkit.board.plan_rows import Indicator
from paperkit.board.settings import DEFAULT_RATINGS, Role
from paperkit.cli.options import cache_folder
from paperkit.container.reading import ReadFile
from paperkit.container.writing import safe_name
from paperkit.errors import PaperkitError
from paperkit.files import bundled
from paperkit.files.workbook_in import read_workbook
from paperkit.files.workbook_out import filled_workbook
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import NOWHERE
from paperkit.frozen import replace
from paperkit.indicators.ratings import RatingRule
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.schema.cleaning import clean, decode_excel, folded, key_text
from paperkit.schema.columns import Cell, Record, Table
from paperkit.schema.dates import in_words, read_date
from paperkit.schema.describe import record_of
from paperkit.schema.values import Amount, Direction, Tolerance, printed, read_number
from paperkit.word.properties import Seal, seal_of
from tests import projects
from tests.cases import each
from tests.exception_log.test_finals import project as small_project

NASTY = st.sampled_from(
    ["R&D", "<10%", "</w:t>", "{{ 7*7 }}", "{_{", "=1", "+1", "@x", "#REF!", "_x000D_", "_x005F_",
     "]]>", "\u202e", "\u200b", "\xa0", "é", "e\u0301", "שלום", "\N{GRINNING FACE}", "\t", "\r\n",
     "\x00", "\x07", "\x85", "\u2028", "\ud800", "\ufffe", "\ufeff", "- a", "a: b", "a #b", "'",
     "no", "1.10", "12:30", "~", "1e5", "TRUE", "03/04/2026", "<r>x</r>", "\\", "%", "!", "&a", '"']
)  # fmt: skip
TEXT = st.lists(st.text(max_size=12) | NASTY, min_size=1, max_size=6).map("".join)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TODAY = date(2026, 7, 1)
SAMPLE = bundled("samples") / "council"
ACTIONS = next(table for table in TABLES if table.name == "actions")


def printable(text: str) -> str:
    """Return text as the border lets it through, or nothing where it is refused."""
    cleaned = clean(text)
    return "" if cleaned.unprintable else cleaned.text


@given(TEXT)
@example("_x005F_x000D_")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text).text).text == clean(text).text


@given(TEXT)
def test_what_cleaning_lets_through_can_stand_in_xml(text: str) -> None:
    for char in printable(text):
        assert char in "\t\n" or 0x20 <= ord(char) <= 0xD7FF or 0xE000 <= ord(char) <= 0x10FFFF
        assert char not in "\ufffe\uffff"


@given(TEXT)
def test_matching_of_names_is_settled_at_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert key_text(key_text(text)) == key_text(text)


def with_text(wording: str) -> Record:
    cells = {"reference": Cell("1.1", NOWHERE), "wording": Cell(wording, NOWHERE)}
    return Record(NOWHERE, MappingProxyType(cells), MappingProxyType({}))


def as_workbook(folder: Path, tables: Sequence[Table], rows: dict[str, list[Record]]) -> ReadFile:
    path = folder / "board.xlsx"
    path.write_bytes(filled_workbook(tables, rows, "The Board's data"))
    return read_workbook(path, TABLES, {})


def as_yaml(folder: Path, tables: Sequence[Table], rows: dict[str, list[Record]]) -> ReadFile:
    path = folder / "board.yaml"
    path.write_text(tables_yaml(tables, rows), encoding="utf-8", newline="\n")
    return read_tables(path, TABLES)


@settings(QUIET, max_examples=15)
@given(st.lists(TEXT.map(printable).filter(key_text), min_size=1, max_size=10))
@example(["_x000D_", "x005F_", "=1+1", "<r><t>x</t></r>"])
@pytest.mark.parametrize("through", [as_workbook, as_yaml])
def test_text_that_is_let_through_comes_out_of_a_file_as_it_went_in(
    through: Callable[..., ReadFile], tmp_path: Path, texts: list[str]
) -> None:
    rows = through(tmp_path, (ACTIONS,), {"actions": list(map(with_text, texts))}).records
    assert [printable(str(row.cells["wording"].value)) for row in rows["actions"]] == texts


@cache
def sample() -> BoardData:
    return assemble(read_tables(SAMPLE / "board.yaml", TABLES).records).board


@pytest.mark.parametrize("through", [as_workbook, as_yaml])
def test_the_data_come_back_from_a_file_as_they_were(
    through: Callable[..., ReadFile], tmp_path: Path
) -> None:
    rows = {table.name: [record_of(table, row) for row in sample().rows(table)] for table in TABLES}
    again = assemble(through(tmp_path, TABLES, rows).records).board
    for table in TABLES:
        assert again.rows(table) == sample().rows(table), table.name


SHUFFLED = st.permutations([column.name for column in ACTIONS.columns])


@QUIET
@given(SHUFFLED, st.lists(st.sampled_from(["", " ", "~"]), max_size=3))
def test_the_order_of_columns_and_blank_rows_change_nothing(
    tmp_path: Path, order: list[str], blanks: list[str]
) -> None:
    rows = [record_of(ACTIONS, row) for row in sample().actions[:3]]
    lines = ["actions:", *(f"- {blank}" for blank in blanks)]
    for row in rows:
        keys = [name for name in order if name in row.cells]
        quoted = (
            str(row.cells[name].typed).replace("'", "''").replace("\n", "\n\n") for name in keys
        )
        entries = [f"{name}: '{text}'" for name, text in zip(keys, quoted, strict=True)]
        lines += [f"{'- ' if first else '  '}{entry}" for first, entry in firsts(entries)]
        lines += [f"- {blank}" for blank in blanks]
    (tmp_path / "board.yaml").write_text("\n".join(lines), encoding="utf-8")
    read = assemble(read_tables(tmp_path / "board.yaml", TABLES).records).board
    assert read.actions == sample().actions[:3]


def firsts(entries: list[str]) -> list[tuple[bool, str]]:
    return [(number == 0, entry) for number, entry in enumerate(entries)]


@each("rating", DEFAULT_RATINGS, ids=lambda rating: rating.word)
def test_a_rating_is_readable_on_its_colour(rating: object) -> None:
    light, dark = sorted((brightness(rating.fill), brightness(rating.ink)), reverse=True)  # type: ignore[attr-defined]
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def brightness(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 for six hexadecimal digits."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


FIGURES = st.decimals(-(10**6), 10**6, places=2, allow_nan=False, allow_infinity=False)
TOLERANCES = st.one_of(
    st.integers(0, 100).map(lambda n: Tolerance("", percent=Decimal(n))),
    st.integers(0, 1000).map(lambda n: Tolerance("", units=Decimal(n))),
    FIGURES.map(lambda n: Tolerance("", floor=n)),
)
WAYS = st.sampled_from([Direction.HIGHER, Direction.LOWER])
BEST_FIRST = (Role.MET, Role.NEAR, Role.MISSED)


def rule(direction: Direction, target: Decimal, tolerance: Tolerance) -> RatingRule:
    indicator = replace(sample().indicators[0], direction=direction)
    assert isinstance(indicator, Indicator)
    return RatingRule(indicator, Amount(str(target), target), tolerance)


@given(WAYS, FIGURES, TOLERANCES, st.lists(FIGURES, min_size=2, max_size=9))
def test_a_better_figure_is_never_rated_worse(
    direction: Direction, target: Decimal, tolerance: Tolerance, figures: list[Decimal]
) -> None:
    judge = rule(direction, target, tolerance)
    best_first = sorted(figures, reverse=direction is not Direction.LOWER)
    ranks = [BEST_FIRST.index(judge.role(number)) for number in best_first]
    assert all(first <= second for first, second in pairwise(ranks))


@given(WAYS, FIGURES, TOLERANCES)
def test_the_target_is_met_and_the_limit_is_near(
    direction: Direction, target: Decimal, tolerance: Tolerance
) -> None:
    judge = rule(direction, target, tolerance)
    assert judge.role(target) is Role.MET
    assert judge.role(judge.limit) in (Role.MET, Role.NEAR)
    beyond = judge.limit + Decimal("0.001") * (1 if direction is Direction.LOWER else -1)
    assert judge.role(beyond) is Role.MISSED


def test_every_day_of_this_century_is_read_as_it_is_printed() -> None:
    day = date(2000, 1, 1)
    while day.year < 2100:
        assert read_date(in_words(day)) == day
        assert read_date(day.isoformat()) == day
        assert read_date(f"{day:%d/%m/%Y}") == day
        day += timedelta(days=1)


@given(st.decimals(-(10**8), 10**8, allow_nan=False, allow_infinity=False), st.integers(0, 6))
@example(Decimal("-0.001"), 1)
@example(Decimal("1E+5"), 0)
@example(Decimal("0.5"), 0)
@example(Decimal("2.5"), 0)
def test_a_figure_on_the_page_is_the_figure_in_the_data(number: Decimal, places: int) -> None:
    shown = printed(number, decimals=places)
    assert abs(read_number(shown) - number) <= Decimal(5).scaleb(-places - 1)
    assert shown.strip("-−0.,") or shown[0] not in "-−"
    assert not any(word in shown.lower() for word in ("e", "nan", "inf"))


@given(st.text(max_size=200) | NASTY)
def test_a_name_of_a_file_made_twice_is_the_same_name(title: str) -> None:
    assert safe_name(safe_name(title)) == safe_name(title)


LOADERS: dict[str, Callable[[Path], object]] = {
    "board.yaml": lambda path: read_tables(path, TABLES),
    "board.xlsx": lambda path: read_workbook(path, TABLES, {}),
}
HEADS = st.sampled_from(
    [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"<?xml", b"\xff\xfe", b"people:\n- "]
)


@settings(QUIET, max_examples=150)
@given(HEADS, st.binary(max_size=200) | TEXT.map(lambda text: text.encode("utf-8", "replace")))
@pytest.mark.parametrize("name", LOADERS)
def test_any_bytes_give_a_model_or_a_sentence(
    name: str, tmp_path: Path, head: bytes, body: bytes
) -> None:
    (tmp_path / name).write_bytes(head + body)
    try:
        LOADERS[name](tmp_path / name)
    except PaperkitError as error:
        assert str(error)


@given(TEXT)
def test_the_escapes_of_excel_are_decoded_once(text: str) -> None:
    escaped = "".join(f"_x{ord(char):04X}_" if ord(char) < 0x10000 else char for char in text)
    assert decode_excel(escaped) == text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of the sample's data, its own for each test."""
    return projects.sample(tmp_path / "board", in_yaml=True)


def order(
    folder: Path, what: str = "performance_report", *, final: bool = False, by: str = ""
) -> Built:
    acceptance = Acceptance("It is late", by) if by else None
    asked = Order(
        folder, what, TODAY, "Board July 2026", final=final, acceptance=acceptance,
        cache=cache_folder(),
    )  # fmt: skip
    return build(asked)


small = small_project


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def test_the_proof_accepts_what_paperkit_makes(project: Path) -> None:
    built = order(project, final=True, by="R. Keane")
    assert built.refused == ""
    assert [seal_of(path.read_bytes()) for path in built.files] == [Seal.OURS]


def spoil_data(folder: Path) -> None:
    (folder / "board.yaml").write_text("people: [", encoding="utf-8")


def spoil_settings(folder: Path) -> None:
    (folder / "paperkit.yaml").write_text("cuoncil:\n  name: X\n", encoding="utf-8")


def block_papers(folder: Path) -> None:
    (folder / "papers").write_text("a file where a folder should be", encoding="utf-8")


def edit_paper(folder: Path) -> None:
    (path,) = order(folder, "Workforce", final=True, by="R. Keane").files
    edited = Document(str(path))
    edited.add_paragraph("A sentence of the director's.")
    edited.save(str(path))


def link_paper(folder: Path) -> None:
    (path,) = order(folder, "Workforce", final=True, by="R. Keane").files
    path.rename(folder / "elsewhere.docx")
    path.symlink_to(folder / "elsewhere.docx")


def spoil_record(folder: Path) -> None:
    (folder / "papers").mkdir()
    (folder / "papers" / "accepted.yaml").write_bytes("paper: Zoë\n".encode("cp1252"))


def leave_as_it_is(_folder: Path) -> None:
    """Ask for a final without accepting its gap."""


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_data,
        spoil_settings,
        block_papers,
        edit_paper,
        link_paper,
        spoil_record,
        leave_as_it_is,
    ],
)
def test_a_refused_run_leaves_the_folder_as_it_was(
    spoil: Callable[[Path], None], small: Path
) -> None:
    spoil(small)
    before = tree(small)
    by = "" if spoil is leave_as_it_is else "S. Hall"
    try:
        assert order(small, "Workforce", final=True, by=by).refused
    except PaperkitError as error:
        assert str(error)
    assert tree(small) == before


@pytest.mark.parametrize("by", ["", "R. Keane"])
def test_running_twice_is_running_once(project: Path, by: str) -> None:
    order(project, final=bool(by), by=by)
    once = tree(project)
    order(project, final=bool(by), by=by)
    assert tree(project) == once
