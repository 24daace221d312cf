"""Make a project with two rounds of so many actions: ``round_projects.py DIR ACTIONS``.

It is a process of its own, so that what it loads does not weigh on the process that measures.
People, meetings and priorities are the sample's; the actions are all of one priority, and the log
holds a return of nearly each of them for two meetings.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.board.history import ROUNDS, Draft, Round
from paperkit.board.paper_rows import RETURNS, VIEWS, Return, View
from paperkit.board.words import Exceptional, SponsorView
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import tables_yaml
from paperkit.findings import NOWHERE
from paperkit.record import LOG_FILE
from paperkit.record.log import append
from paperkit.schema.columns import Cell, Record

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "council"
KEPT = ("meetings", "people", "priorities")
PRIORITY = "P1"
MEETINGS = ("Board July 2026", "Board November 2026")
LEADS = ("Nadia Kowalczyk", "Gareth Timms", "Kieran Doyle", "Imran Sadiq", "Helen Strand")
OUTCOMES = 12
ON = date(2026, 6, 1)


def write_project(folder: Path, actions: int) -> None:
    """Write the settings, the plan and the log."""
    folder.mkdir(parents=True)
    (folder / "paperkit.yaml").write_bytes((SAMPLE / "paperkit.yaml").read_bytes())
    kept = read_tables(SAMPLE / "board.yaml", TABLES).records
    outcomes = [_outcome(number) for number in range(1, OUTCOMES + 1)]
    rows = [_action(number) for number in range(actions)]
    made = {"outcomes": outcomes, "actions": rows}
    records = {**{name: kept[name] for name in KEPT}, **made}
    (folder / "board.yaml").write_text(tables_yaml(TABLES, records), encoding="utf-8")
    append(folder / LOG_FILE, list(_log(actions)))


def _outcome(number: int) -> Record:
    return _record(reference=f"O{number}", name=f"People live well ({number})", parent=PRIORITY)


def _action(number: int) -> Record:
    return _record(
        reference=_reference(number),
        wording=f"Open a clinic for <65s & carers, step {number}.",
        parent=f"O{number % OUTCOMES + 1}",
        lead=LEADS[number % len(LEADS)],
        review_date="18 March 2027",
        link=f"https://www.northmere.example/actions/{number}",
    )


def _reference(number: int) -> str:
    return f"{number % OUTCOMES + 1}.{number // OUTCOMES + 1}"


def _record(**cells: str) -> Record:
    return Record(NOWHERE, {name: Cell(text, NOWHERE) for name, text in cells.items()}, {})


def _log(actions: int) -> Iterator[Draft]:
    for turn, meeting in enumerate(MEETINGS):
        issued = Round(priority=PRIORITY, meeting=meeting, issued_on=ON, due=ON)
        yield Draft(table=ROUNDS, row=issued, recorded_on=ON)
        # Of a hundred actions one has no return.
        for number in (n for n in range(actions) if n % 100):
            row = _return(number, meeting, turn)
            yield Draft(table=RETURNS, row=row, recorded_on=ON, origin="a form")
    for number in range(0, actions, 7):
        view = View(
            meeting=MEETINGS[-1], action=_reference(number), sponsor="Dr Anjali Raghunathan",
            view=SponsorView.AGREED, comment="We have spoken about it.",
        )  # fmt: skip
        yield Draft(table=VIEWS, row=view, recorded_on=ON)


def _return(number: int, meeting: str, turn: int) -> Return:
    """Return one answer: of ten actions one is Red, two are Amber, one has done very well."""
    place = (number + turn) % 10
    rating = "Red" if place == 0 else "Amber" if place in (1, 2) else "Green"
    told = place in (0, 1, 2, 3)
    return Return(
        meeting=meeting,
        action=_reference(number),
        lead=LEADS[number % len(LEADS)],
        measures="People seen each month\nPeople who say that it helped",
        target=f"{20 + number % 60} people a month",
        review_date=date(2027, 3, 18),
        rating=rating,
        reasons="The lease fell through in August, and fewer people come." if told else "",
        control="A second site is let; two nurses begin on 1 September." if told else "",
        request="A letter to the landlord" if place == 0 else "None.",
        exceptional=Exceptional.EXCEPTIONAL if place == 3 else None,
    )


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
