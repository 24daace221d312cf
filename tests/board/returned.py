"""Forms that came back, for tests: what each says of itself, and its rows as Markdown."""

from collections.abc import Mapping
from datetime import date

from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Council, Settings
from paperkit.findings import Place
from paperkit.rounds.gathering import Gathered, gather
from paperkit.rounds.returns import Intake, Leave, ReturnedForm
from paperkit.rounds.round_forms import EXCEPTION_REPORTING
from paperkit.schema.cleaning import ByReference
from paperkit.schema.columns import Cell, RowPlace
from paperkit.schema.forms import FORM_VERSION, About
from paperkit.schema.rows import build_table
from paperkit.standpoint.board_at import BoardAt
from tests.tables import records

NO_REASON: Mapping[str, str] = ByReference[str]()
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
    because: Mapping[str, str] = NO_REASON,
    meeting: str = "",
    today: date = TODAY,
    ways: Ways = WAYS,
) -> Gathered:
    """Return what the forms and the data's own rows come to."""
    at = BoardAt(data, ways, data.meeting.get(meeting))
    return gather(forms, Intake(at, today, Leave(accept, because)))
