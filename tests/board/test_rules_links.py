"""Links that a reader outside the council may not be able to open."""

from paperkit.findings import Finding
from paperkit.papers.rules import inside_only
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import at, board, told

DATA = """
## actions
| reference | wording | link |
| --- | --- | --- |
| 1.1 | {text} | {link} |
"""


def found(link: str = "", text: str = "Train staff") -> list[str]:
    return told(list(inside_only(BoardAt(board(DATA.format(link=link, text=text))))))


@each(
    "link",
    [
        "https://northmere.sharepoint.com/sites/plan",
        "http://intranet/plan",
        "https://plans.northmere.local/1",
        "http://192.168.1.20/plan",
    ],
)
def test_a_link_into_the_councils_own_network_is_noted(link: str) -> None:
    assert found(link) == [f"PK-705 Actions!C2: '{link}' may open only inside the council."]


@each("link", ["https://www.northmere.example/plan", "mailto:a@example.org"])
def test_a_link_that_the_public_can_open_is_not(link: str) -> None:
    assert found(link) == []


def test_a_link_in_text_is_looked_at_too() -> None:
    assert found(text="See [the plan](https://plans.northmere.local/1).") == [
        "PK-705 Actions!B2: 'https://plans.northmere.local' may open only inside the council."
    ]


def test_the_note_on_a_link_says_whom_to_ask() -> None:
    actions = """
## actions
| reference | wording | owner | link |
| --- | --- | --- | --- |
| 1.1 | Train staff | Cy Marsh | http://intranet/plan |
| 1.2 | See http://intranet | Bo Reed | |
"""
    link, text = "http://intranet/plan", "http://intranet"
    assert list(inside_only(BoardAt(board(actions)))) == [
        Finding(
            "PK-705",
            at("Actions!D2", "Link"),
            f"'{link}' may open only inside the council.",
            value=link,
            person="Cy Marsh",
        ),
        Finding(
            "PK-705",
            at("Actions!B3", "Action"),
            f"'{text}' may open only inside the council.",
            value=text,
            person="Bo Reed",
        ),
    ]


def test_the_authors_of_a_paper_are_asked_about_the_links_in_it() -> None:
    rows = """
## papers
| reference | authors |
| --- | --- |
| July | Cy Marsh |

## text
| paper | section | text | link |
| --- | --- | --- | --- |
| July | background | See http://intranet. | http://intranet/plan |
"""
    told_of = list(inside_only(BoardAt(board(rows))))
    assert [(one.place.cell, one.person) for one in told_of] == [
        ("D2", "Cy Marsh"),
        ("C2", "Cy Marsh"),
    ]


@each("end", [".", ", which", "; it", ") and", "/plan.", ":8080/plan"])
def test_the_mark_that_ends_a_sentence_is_no_part_of_an_address(end: str) -> None:
    assert found(text=f"See (http://intranet{end}") == [
        "PK-705 Actions!B2: 'http://intranet' may open only inside the council."
    ]
    assert found(text=f"See (https://www.northmere.example{end}") == []
