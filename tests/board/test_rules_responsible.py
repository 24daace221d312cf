"""Whom an officer is to ask about a row."""

from paperkit.board.data import TABLES
from paperkit.standpoint.rules import responsible_for
from tests.cases import each
from tests.tables import board

PLAN = """
## actions
| reference | owner | lead |
| --- | --- | --- |
| 1.0 | Zed Other | Zed Else |
| 1.1 | Ann Owner | Bo Lead |
| 1.2 | | Bo Lead |
| 1.3 | Ann Owner | |

## indicators
| reference | partner |
| --- | --- |
| 2.0 | Other Trust |
| 2.1 | Wend Hub |

## papers
| reference | authors |
| --- | --- |
| June | Zed Other |
| July | Cy Marsh<br>Di Ford |

## groups
| name |
| --- |
| Carers |
"""


@each(
    ("table", "columns", "row", "person"),
    [
        ("actions", "reference | owner | lead", "9 | Ann Owner | Bo Lead", "Ann Owner"),
        ("actions", "reference | owner | lead", "9 | | Bo Lead", "Bo Lead"),
        ("indicators", "reference | partner", "9 | Bay Trust", "Bay Trust"),
        ("papers", "reference | authors", "May | Cy Marsh<br>Di Ford", "Cy Marsh, Di Ford"),
        ("feedback", "group | about", "Carers | dementia", "Carers"),
        ("forward_items", "title | lead", "Winter | Ama Reed", "Ama Reed"),
        ("partner_reports", "title | partner", "Winter | Bay Trust", "Bay Trust"),
        ("targets", "indicator | value", "2.1 | 5", "Wend Hub"),
        ("readings", "indicator | value", "2.1 | 5", "Wend Hub"),
        ("benchmarks", "indicator | value", "2.1 | 5", "Wend Hub"),
        ("targets", "indicator | value", "| 5", ""),
        ("milestones", "action | milestone", "1.1 | Buses run", "Ann Owner"),
        ("milestones", "action | milestone", "1.2 | Buses run", "Bo Lead"),
        ("milestones", "action | milestone", "| Buses run", ""),
        ("text", "paper | text", "July | Words", "Cy Marsh, Di Ford"),
        ("text", "paper | text", "| Words", ""),
        ("returns", "action | lead", "1.1 | Ed Fell", "Ed Fell"),
        ("returns", "action | rating", "1.1 | Red", "Bo Lead"),
        ("returns", "action | rating", "1.3 | Red", "Ann Owner"),
        ("views", "action | sponsor", "1.1 | Flo Hay", "Flo Hay"),
        ("views", "action | rating", "1.1 | Red", "Bo Lead"),
        ("requests", "action | recommendation", "1.1 | Write", "Bo Lead"),
        ("risks", "action | note", "1.1 | Done", "Bo Lead"),
        ("risks", "action | note", "| Done", ""),
        ("outcomes", "reference | name", "9 | Less pain", ""),
        ("highlights", "body | text", "Trust | Words", ""),
    ],
)
def test_each_row_has_the_person_who_can_put_it_right(
    table: str, columns: str, row: str, person: str
) -> None:
    rules = " | ".join("-" for _ in columns.split("|"))
    rows = f"## {table}\n| {columns} |\n| {rules} |\n| {row} |\n"
    plan = "".join(f"## {part}" for part in PLAN.split("## ")[1:] if not part.startswith(table))
    data = board(plan + rows)
    whole = board(PLAN) if table in ("actions", "indicators", "papers") else data
    (one,) = data.rows(next(one for one in TABLES if one.name == table))
    assert responsible_for(whole, one) == person
