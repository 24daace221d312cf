"""Make a project of a made-up council with so many actions: ``projects.py DIR ACTIONS yaml|xlsx``.

It is a process of its own, so that what it loads does not weigh on the process that measures.
People, meetings, papers and their text are the sample's. What grows with a council's plans
grows here with the actions: outcomes, indicators, targets, readings, milestones, groups.

Ten thousand of these actions just fit into one YAML file of the size that paperkit reads.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.files.workbook_out import filled_workbook
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import NOWHERE
from paperkit.schema.columns import Cell, Record

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "council"
KEPT = (
    "meetings", "people", "strategy", "plans", "priorities", "highlights", "papers", "text",
)  # fmt: skip
ACTIONS_OF_AN_OUTCOME = 10
QUARTERS = ("Q2 2025/26", "Q3 2025/26", "Q4 2025/26", "Q1 2026/27")
PLACES = ("Harrowick", "Tarnwick", "Ellerholt", "Wendside", "Northmere & the coast")
OWNERS = ("Nadia Kowalczyk", "Gareth Timms", "Kieran Doyle", "Imran Sadiq", "Helen Strand")

Rows = Iterator[dict[str, str]]


def outcomes(actions: int) -> Rows:
    """Yield the outcomes, six priorities in turn."""
    for number in range(1, actions // ACTIONS_OF_AN_OUTCOME + 1):
        place = PLACES[number % len(PLACES)]
        name = f"More people in {place} live well for longer ({number})"
        yield {"reference": f"O{number}", "name": name, "parent": f"P{number % 6 + 1}"}


def action_rows(actions: int) -> Rows:
    """Yield the actions: of ten, one is late and told, one is done, eight are on their way."""
    for number in range(actions):
        outcome = number // ACTIONS_OF_AN_OUTCOME + 1
        yield {
            "reference": f"{outcome}.{number % ACTIONS_OF_AN_OUTCOME + 1}",
            "wording": f"Open a clinic for <65s & carers in {PLACES[number % 5]}, step {number}.",
            "parent": f"O{outcome}",
            "owner": OWNERS[number % len(OWNERS)],
            "measures": "People seen each month\nPeople who say that it helped",
            "target": f"{20 + number % 60} people a month",
            "forum": "Neighbourhood Partnership",
            **_standing(number % ACTIONS_OF_AN_OUTCOME),
        }


def _standing(number: int) -> Mapping[str, str]:
    if number == 0:
        return {
            "deadline": "May 2026",
            "state": "At risk",
            "correction": "A second site is let, and two nurses begin on 1 September 2026.",
            "correction_state": "Will be taken",
            "correction_date": "30 September 2026",
        }
    if number == 1:
        return {"deadline": "Q1 2026/27", "state": "Delivered", "done_on": "11 June 2026"}
    return {"deadline": "31 March 2027", "state": "On course"}


def milestones(actions: int) -> Rows:
    """Yield a key milestone for every fifth action."""
    for number in range(2, actions, 5):
        outcome = number // ACTIONS_OF_AN_OUTCOME + 1
        yield {
            "action": f"{outcome}.{number % ACTIONS_OF_AN_OUTCOME + 1}",
            "wording": "The clinic has been open for three months.",
            "key": "Yes",
            "date": "10 November 2026",
            "meeting": "Board November 2026",
            "body": "Board",
            "kind": "Performance",
            "check": "Whether those who come are those for whom it was meant.",
        }


def indicators(actions: int) -> Rows:
    """Yield an indicator for each outcome."""
    for number in range(1, actions // ACTIONS_OF_AN_OUTCOME + 1):
        yield {
            "reference": f"PI {number}",
            "name": f"Residents who were seen within four weeks ({number})",
            "outcome": f"O{number}",
            "partner": "Northmere Council",
            "unit": "%",
            "decimals": "1",
            "direction": "Higher is better",
            "counts_people": "No",
            "frequency": "Quarterly",
            "source": "Clinic returns",
        }


def targets(actions: int) -> Rows:
    """Yield two years of targets for each indicator."""
    for number in range(1, actions // ACTIONS_OF_AN_OUTCOME + 1):
        for year, value, day in (
            ("2025/26", 50, "24 April 2025"),
            ("2026/27", 60, "23 April 2026"),
        ):
            yield {
                "indicator": f"PI {number}",
                "year": year,
                "value": str(value),
                "signed_by": "Health and Wellbeing Executive",
                "signed_on": day,
            }


def readings(actions: int) -> Rows:
    """Yield a year of quarters for each indicator; a third end off target."""
    for number in range(1, actions // ACTIONS_OF_AN_OUTCOME + 1):
        for step, quarter in enumerate(QUARTERS):
            value = f"{48 + number % 3 * 5 + step}.{number % 10}"
            yield {"indicator": f"PI {number}", "period": quarter, "value": value}


def groups(actions: int) -> Rows:
    """Yield a group for every fifty actions."""
    for number in range(1, actions // 50 + 1):
        yield {
            "name": f"Neighbourhood Group {number}",
            "kind": "Stakeholder group",
            "parent": "Health and Wellbeing Board",
            "actions": f"{number}.1; {number}.2",
        }


def feedback(actions: int) -> Rows:
    """Yield what each group says of its two actions."""
    for number in range(1, actions // 50 + 1):
        for step in (1, 2):
            yield {
                "group": f"Neighbourhood Group {number}",
                "meeting": "Board July 2026",
                "about": f"{number}.{step}",
                "delivered": "Yes",
                "difference": "Partly",
                "comment": "People come from further away than was planned.",
            }


GROWING = {
    "outcomes": outcomes,
    "actions": action_rows,
    "milestones": milestones,
    "indicators": indicators,
    "targets": targets,
    "readings": readings,
    "groups": groups,
    "feedback": feedback,
}


def records_of(actions: int) -> dict[str, Sequence[Record]]:
    """Return the whole project's records by table."""
    kept = read_tables(SAMPLE / "board.yaml", TABLES).records
    made = {name: [_record(row) for row in rows(actions)] for name, rows in GROWING.items()}
    return {**{name: kept[name] for name in KEPT}, **made}


def _record(row: Mapping[str, str]) -> Record:
    return Record(NOWHERE, {name: Cell(text, NOWHERE) for name, text in row.items()}, {})


def write_project(folder: Path, actions: int, form: str) -> None:
    """Write the settings of the sample and the records, as a workbook or as YAML."""
    folder.mkdir(parents=True)
    settings = (SAMPLE / "paperkit.yaml").read_bytes()
    (folder / "paperkit.yaml").write_bytes(settings)
    records = records_of(actions)
    if form == "xlsx":
        package = filled_workbook(TABLES, records, "The Board's data")
        (folder / "board.xlsx").write_bytes(package)
    else:
        (folder / "board.yaml").write_text(tables_yaml(TABLES, records), encoding="utf-8")


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
