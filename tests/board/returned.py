"""Forms that came back, for tests: what each says of itself, and its rows as Markdown."""

from datetime import date

from paperkit.board.forms import EXCEPTION_REPORTING, About
from paperkit.board.gathering import Case, Gathered, Leave, ReturnedForm, gather
from paperkit.board.model import TABLES, BoardData
from paperkit.board.settings import Council, Settings, Ways
from paperkit.findings import Place
from paperkit.schema.build import build_table
from paperkit.schema.forms import FORM_VERSION
from paperkit.schema.records import Cell, RowPlace
from tests.tables import records

TODAY = date(2026, 6, 10)
COUNCIL = "Northmere Council"
WAYS = Ways(settings=Settings(council=Council(name=COUNCIL)))


def form(
    person: str,
    rows: str,
    *,
    file: str = "",
    meeting: str = "July",
    priority: str = "P1",
    purpose: str = EXCEPTION_REPORTING,
    council: str = COUNCIL,
    version: str = FORM_VERSION,
    links: dict[str, str] | None = None,
) -> ReturnedForm:
    """Return a form; ``links`` are addresses behind words, by the cell of the row."""
    file = file or f"{person}.xlsx"
    read = records(rows, file)
    built = {
        table.name: build_table(table, read[table.name]) for table in TABLES if table.name in read
    }
    about = About(
        council=council, board="Health and Wellbeing Board", purpose=purpose, priority=priority,
        meeting=meeting, due=date(2026, 6, 12), issued_on=date(2026, 5, 1), person=person,
        version=version, place=RowPlace(Place(file, "Please read")),
    )  # fmt: skip
    behind = {
        record.place: (Cell(links[record.place.cell], record.place),)
        for there in read.values()
        for record in there
        if links and record.place.cell in links
    }
    return ReturnedForm(file, about, built, behind)


def gathered(
    data: BoardData,
    *forms: ReturnedForm,
    accept: bool = False,
    because: str = "",
    meeting: str = "",
    today: date = TODAY,
) -> Gathered:
    """Return what the forms and the data's own rows come to."""
    return gather(forms, Case(data, WAYS, today, Leave(accept, because), meeting))
