"""The sheet for the clerk: a resolution in each idiom, and of exempt items the public wording."""

from paperkit.board.decision_rows import Decision
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Council, Settings
from paperkit.board.words import Publicity
from paperkit.files import bundled
from paperkit.kinds.resolutions import (
    CHAIRS_REASON,
    ItemAsked,
    SheetItem,
    exempt_row,
    resolution,
    sheet_shown,
)
from paperkit.packs.packs import find_pack
from paperkit.schema.columns import Answer
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap
from tests.cases import each
from tests.tables import board

MEETING = "## meetings\n| reference | date |\n| --- | --- |\n| July | 16 July 2026 |\n"


def at(paper: PaperRow | None = None, pack: str = "council") -> BoardAt:
    data = board(MEETING)
    found = find_pack(pack, [bundled("report_templates")])
    ways = Ways(Settings(council=Council(name="Anyshire")), found.settings, found.settings.words)
    return BoardAt(data, ways, data.meeting["July"], paper or PaperRow())


@each(
    ("pack", "recommended", "resolved"),
    [
        ("council", "That the Health and Wellbeing Board agree the plan.", "agree the plan."),
        ("council", "Agree the plan.", "agree the plan."),
        ("council", "(1) To agree the plan.", "agree the plan."),
        (
            "partnership",
            "The Health and Wellbeing Board is asked to consider and agree the plan.",
            "consider and agree the plan.",
        ),
        ("partnership", "(a) note the report.", "note the report."),
    ],
)
def test_each_idiom_becomes_a_resolution_of_the_board(
    pack: str, recommended: str, resolved: str
) -> None:
    words = f"RESOLVED: That the Health and Wellbeing Board {resolved}"
    assert resolution(at(pack=pack), recommended) == words


@each(
    ("recommended", "resolved"),
    [
        ("that the report be noted.", "RESOLVED: That the report be noted."),
        ("The report be noted.", "RESOLVED: That the report be noted."),
        ("NHS partners be thanked.", "RESOLVED: That NHS partners be thanked."),
        ("I. Marsh be thanked.", "RESOLVED: That I. Marsh be thanked."),
    ],
)
def test_what_has_another_idiom_keeps_its_words(recommended: str, resolved: str) -> None:
    assert resolution(at(), recommended) == resolved


FEES = PaperRow(
    reference="Fees", title="Acme is paid 4%", publicity=Publicity.EXEMPT, item="9",
    public_title="Care home fees", exempt_paragraph=("3",), exempt_reason="It names prices.",
    urgent_because="The court sits.",
)  # fmt: skip
MARKET = PaperRow(reference="Market", title="The care market", publicity=Publicity.PUBLIC)
ITEMS = (
    ItemAsked(MARKET, (Decision(recommendation="Agree the plan."),)),
    ItemAsked(
        FEES,
        (
            Decision(recommendation="Agree 4% for Acme.", public_wording="Agree the offer."),
            Decision(recommendation="Note what Acme says."),
        ),
    ),
    ItemAsked(None, (Decision(wording="That Acme be asked.", exempt=Answer.YES),)),
)


def items(publicity: Publicity = Publicity.PUBLIC) -> tuple[SheetItem, ...]:
    row = exempt_row(ITEMS, "July") if publicity is Publicity.EXEMPT else None
    return sheet_shown(at(row), ITEMS).items


def test_the_public_sheet_has_the_public_title_and_wording_of_an_exempt_item_alone() -> None:
    market, fees, beyond = items()
    assert market.heading == "The care market"
    assert fees.heading == "Item 9: Care home fees"
    assert fees.resolutions == (
        "RESOLVED: That the Health and Wellbeing Board agree the offer.",
        Gap("Exempt: the public wording is still to be agreed"),
    )
    assert beyond.heading == "Beyond the papers"
    assert "Acme" not in str(items())


def test_the_exempt_sheet_is_marked_and_has_the_exempt_items_alone() -> None:
    sheet = sheet_shown(at(exempt_row(ITEMS, "July")), ITEMS)
    assert sheet.header.exempt_mark == (
        "Not for publication: exempt information under paragraph 3 of Part 1 of Schedule 12A to "
        "the Local Government Act 1972. It names prices."
    )
    fees, beyond = sheet.items
    assert fees.heading == "Item 9: Acme is paid 4%"
    assert fees.resolutions[0] == "RESOLVED: That the Health and Wellbeing Board agree 4% for Acme."
    assert beyond.resolutions == ("RESOLVED: That Acme be asked.",)


def test_without_an_exempt_item_there_is_no_exempt_sheet() -> None:
    assert exempt_row(ITEMS[:1], "July") is None


def test_an_urgent_item_asks_for_the_chairs_reason_and_never_says_that_the_chair_agreed() -> None:
    assert items()[1].urgency == Gap("See the exempt sheet")
    assert items(Publicity.EXEMPT)[0].urgency == CHAIRS_REASON
    given = ItemAsked(FEES, (Decision(recommendation="Agree 4%.", urgent_because="A court."),))
    row = exempt_row([given], "July")
    assert sheet_shown(at(row), [given]).items[0].urgency == "A court."
    assert items()[0].urgency == ""


def test_what_was_resolved_stands_in_place_of_what_was_asked() -> None:
    row = Decision(recommendation="Agree the plan.", wording="That half of it be agreed.")
    (item,) = sheet_shown(at(), [ItemAsked(MARKET, (row,))]).items
    assert item.resolutions == ("RESOLVED: That half of it be agreed.",)
