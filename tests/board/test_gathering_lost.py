"""Nothing that comes back is lost: each answer is in the log, or in a finding that leads to it."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import BoardData
from paperkit.board.history import Entry, History
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import replace
from paperkit.rounds.gathering import Gathered
from paperkit.rounds.returns import ReturnedForm
from paperkit.schema.cleaning import clean
from paperkit.schema.columns import Cell, Record
from paperkit.schema.rows import build_table
from tests.board.returned import form, gathered
from tests.board.test_gathering import EARLIER, GATHERED, ISSUED, PLAN
from tests.logs import logged

ANSWERS = ("rating", "reasons", "control", "request", "exceptional", "review_date", "link")
ALIKE = "PK-837"
BEFORE = logged(PLAN, EARLIER + ISSUED)
AFTER = logged(PLAN, EARLIER + ISSUED + GATHERED.format("July"))

text = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=12)
row = st.fixed_dictionaries(
    {
        "action": st.sampled_from(["1.1", "1.2", "1.3", "1.4", "2.1", "9.9", " 1.1 ", ""]),
        "wording": st.sampled_from(["Open the hub", "Train staff", "", "New"]),
        "lead": st.sampled_from(["Jo Lee", "Sam Cole", ""]),
        "target": st.sampled_from(["90%", "85%", ""]),
        "rating": st.sampled_from(["Green", "amber", "Red", "Ambr", "", "n/a"]),
        "reasons": text,
        "control": text,
        "request": st.sampled_from(["", "None.", "Support us"]),
        "exceptional": st.sampled_from(["", "No", "Exceptional", "perhaps"]),
        "review_date": st.sampled_from(["", "1 October 2026", "soon"]),
        "link": st.sampled_from(["", "https://northmere.example/9", "S:/hub"]),
    }
)


@dataclass(frozen=True)
class Sent:
    """A form as it came back: whose, for what, its rows as typed."""

    person: str
    meeting: str
    council: str
    rows: list[dict[str, str]]


sent = st.builds(
    Sent,
    st.sampled_from(["Jo Lee", "Sam Cole", "jo lee", "All reporting leads", ""]),
    st.sampled_from(["July", "July", "March", "Never"]),
    st.sampled_from(["Northmere Council", "Northmere Council", "Southmere Council"]),
    st.lists(row, max_size=4),
)


def returned(one: Sent, file: str) -> ReturnedForm:
    found = [_record(cells, file, number) for number, cells in enumerate(one.rows, start=2)]
    blank = form(one.person, "", file=file, meeting=one.meeting, council=one.council)
    return replace(blank, built={RETURNS.name: build_table(RETURNS, found)})


def _record(cells: dict[str, str], file: str, number: int) -> Record:
    letters = {name: chr(ord("A") + at) for at, name in enumerate(cells)}
    places = {n: Place(file, "Exception report", f"{letters[n]}{number}") for n in cells}
    filled = {name: Cell(words, places[name]) for name, words in cells.items() if words.strip()}
    place = Place(file, "Exception report", f"A{number}")
    return Record(place, MappingProxyType(filled), MappingProxyType(places))


@given(st.lists(sent, max_size=3), st.booleans(), st.sampled_from(["", "Jo rang"]), st.booleans())
def test_each_answer_is_in_the_log_or_in_a_finding(
    forms: list[Sent], accept: bool, because: str, before: bool
) -> None:
    data = AFTER if before else BEFORE
    files = [f"{number}.xlsx" for number in range(len(forms))]
    back = [returned(one, file) for one, file in zip(forms, files, strict=True)]
    result = gathered(
        data,
        *back,
        accept=accept,
        because={action: because for action in ("1.1", "1.2", "1.3") if because},
    )
    there = kept(data, result)
    for one, came in zip(forms, back, strict=True):
        for number, cells in enumerate(one.rows, start=2):
            for name in ANSWERS:
                words = clean(cells[name]).text
                if words and not is_told(result, came.file, number):
                    assert words.casefold() in there[name], (came.file, number, name)


def kept(data: BoardData, result: Gathered) -> dict[str, set[str]]:
    """Return what the log holds once what is new was taken, in words, by column."""
    rows = [one.row for one in result.taken] + list(data.history.rows(RETURNS, Return))
    found: dict[str, set[str]] = {name: {"n/a", "-", "none"} for name in ANSWERS}
    for returned_row in rows:
        for name in ANSWERS:
            value = getattr(returned_row, name)
            words = f"{value.day} {value:%B %Y}" if name == "review_date" and value else value
            found[name].add(str(words or "").casefold())
    return found


def is_told(result: Gathered, file: str, number: int) -> bool:
    """Return whether a finding leads to the row, or keeps its whole file back."""
    of_file = [f for f in result.findings if file in {place.file for place in _places(f)}]
    whole = any(f.severity is Severity.ERROR or f.code == ALIKE for f in of_file)
    cells = {place.cell.lstrip("ABCDEFGHIJK") for f in of_file for place in _places(f)}
    return whole or str(number) in cells


def _places(finding: Finding) -> tuple[Place, ...]:
    return (finding.place, *finding.others)


@given(st.lists(sent, max_size=3))
def test_gathering_twice_takes_nothing_twice(forms: list[Sent]) -> None:
    data = BEFORE
    back = [returned(one, f"{number}.xlsx") for number, one in enumerate(forms)]
    first = gathered(data, *back)
    after = replace(data, history=_appended(data, first))
    assert gathered(after, *back).taken == ()


def _appended(data: BoardData, result: Gathered) -> History:
    start = len(data.history.entries)
    new = [
        Entry(number=start + n, table=one.table, row=one.row, recorded_on=date(2026, 6, 10))
        for n, one in enumerate(result.taken, start=1)
    ]
    return History((*data.history.entries, *new))
