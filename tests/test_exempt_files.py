"""Files that the public reads hold no word of a round whose paper is exempt: every part of each."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from paperkit.board.words import CorrectedAs
from paperkit.errors import UnknownNameError
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.copies import CopiesAsked
from paperkit.pipeline.correcting import correct
from paperkit.pipeline.correction_paper import CorrectionOrder
from paperkit.pipeline.deciding import draft_sheet
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import outline_file
from paperkit.pipeline.reading import read_board
from tests.sized import (
    ACCEPTED,
    JULY,
    SAMPLE,
    Rows,
    a_third,
    lived_project,
    whole_sample,
    write_rows,
)

LATER = "Board September 2026"
DAYS = {JULY: date(2026, 7, 1), LATER: date(2026, 9, 4)}
CANARY = "Kestrel"
_OF_ROUND = {
    "returns": ("lead", "measures", "target", "reasons", "control", "request"),
    "views": ("sponsor", "because", "comment"),
    "requests": ("recommendation", "outcome", "by"),
    "risks": ("forum", "note"),
}


def with_canaries(rows: Rows) -> Rows:
    """Return the rows, with a canary in each text that came in for the round on P2 for July.

    Papers on it are exempt, and their own texts have it, and so has what was decided of them.
    """
    under = {row["reference"] for row in rows["outcomes"] if row["parent"] == "P2"}
    actions = {row["reference"] for row in rows["actions"] if row["parent"] in under}
    made = {name: [dict(row) for row in of_table] for name, of_table in rows.items()}
    for table, names in _OF_ROUND.items():
        for row in made[table]:
            if row["meeting"] == JULY and row["action"] in actions:
                row |= {name: f"{CANARY} {table} {name}" for name in names}
    answered = (row["action"] for row in made["returns"] if row["meeting"] == JULY)
    asking = next(action for action in answered if action in actions)
    made["requests"] = [
        row for row in made["requests"] if (row["meeting"], row["action"]) != (JULY, asking)
    ]
    made["requests"].append(
        {"meeting": JULY, "action": asking, "route": "Recommendation",
         "recommendation": f"{CANARY} recommendation", "outcome": f"{CANARY} outcome"}
    )  # fmt: skip
    exempt = []
    for row in made["papers"]:
        if row.get("priority") == "P2" and row["meeting"] == JULY:
            exempt.append(row["reference"])
            row |= {
                "publicity": "Exempt", "exempt_paragraph": "3", "exempt_reason": "It names prices.",
                "public_title": "A contract", "title": f"{CANARY} title", "purpose": f"{CANARY}",
            }  # fmt: skip
    for row in made["text"]:
        if row["paper"] in exempt:
            row["text"] = f"{CANARY} text"
    made["decisions"] += [
        {"meeting": JULY, "paper": exempt[0], "recommendation": f"{CANARY} asked",
         "outcome": "Agreed", "wording": f"{CANARY} resolved", "public_wording": "Agreed.",
         "by": f"{CANARY} person", "became": f"{CANARY} became"},
        {"meeting": JULY, "action": asking, "recommendation": f"{CANARY} asked",
         "outcome": "Agreed", "wording": f"{CANARY} resolved", "public_wording": "Noted.",
         "by": f"{CANARY} person", "became": f"{CANARY} became"},
    ]  # fmt: skip
    return made


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every part of a file, and every part of a file within it."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as package:
            for inner in package.namelist():
                yield from parts(f"{name}/{inner}", package.read(inner))
    else:
        yield name, data


def canaries(folder: Path) -> tuple[list[str], set[str]]:
    """Return the parts of public files that hold a canary, and all canaries of the exempt ones."""
    public, exempt = list[str](), set[str]()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for name, data in parts(path.name, path.read_bytes()):
            if CANARY.encode() in name.encode() + data:
                if path.parent.name == "exempt":
                    exempt |= {one.decode() for one in re.findall(rb"Kestrel [a-z]+", data)}
                else:
                    public.append(name)
    return public, exempt


@pytest.mark.slow
def test_a_round_that_was_public_once_is_compared_with_by_no_public_paper(tmp_path: Path) -> None:
    exempt = with_canaries(a_third(whole_sample()))
    public = {
        **exempt, "papers": [row | {"publicity": "Public"} for row in exempt["papers"]]
    }  # fmt: skip
    folder = lived_project(tmp_path / "board", public)
    report = Order(folder, "Performance July 2026", DAYS[JULY], final=True, acceptance=ACCEPTED)
    assert not build(report).refused
    assert canaries(folder / "papers")[0]
    write_rows(folder, {name: exempt[name] for name in exempt if name not in ("returns", "views")})
    later = Order(folder, "performance_report", DAYS[LATER], meeting=LATER)
    assert not build(later).refused
    (made,) = (folder / "papers").glob("2026-09-17*/*.docx")
    assert canaries(made.parent) == ([], set())
    told = outline_file(made)
    assert "compared with the performance report to the meeting of 16 July 2026" in told
    assert "Rating worse" not in told
    exempt["actions"][-1]["wording"] = "Another wording"
    write_rows(folder, {name: exempt[name] for name in exempt if name not in ("returns", "views")})
    row = f"actions {exempt['actions'][-1]['reference']}"
    order = CorrectionOrder(
        folder=folder, paper="Performance July 2026", today=date(2026, 7, 10), rows=(row,),
        how=CorrectedAs.REVISED, because="A slip", by="Rosalind Keane",
    )  # fmt: skip
    with pytest.raises(UnknownNameError, match="whose paper is exempt today"):
        correct(order)


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_no_part_of_a_public_file_of_any_kind_has_a_word_of_an_exempt_round(
    pack: str, tmp_path: Path
) -> None:
    settings = (SAMPLE / "paperkit.yaml").read_text("utf-8")
    settings = settings.replace("pack: council", f"pack: {pack}")
    rows = with_canaries(a_third(whole_sample()))
    folder = lived_project(tmp_path / "board", rows, settings=settings)
    copies = CopiesAsked(html=True)
    kinds = read_board(folder).pack.kinds()
    for meeting, day in DAYS.items():
        whole = Order(folder, "", day, meeting=meeting, copies=copies)
        if meeting == JULY:
            assert not build(replace(whole, joined=True)).refused
        for name, kind in kinds.items():
            if kind.corrects:
                continue
            for priority in ("P2", "P3") if kind.round else ("",):
                if (meeting, priority) != (JULY, "P2"):
                    asked = replace(whole, what=name, priority=priority, table=kind.table)
                    assert not build(asked).refused
        draft_sheet(folder, meeting=meeting, today=day)
    public, exempt = canaries(folder / "papers")
    assert public == []
    assert {f"{CANARY} {of}" for of in ("returns", "recommendation", "text")} <= exempt
