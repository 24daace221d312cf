"""One fault, one finding: n independent faults in a clean project give n findings more.

Each fault is a cell of the sample that somebody mistyped, cleared or did not understand. It is put
into the sample's rows, which nothing is wrong with, and the rules are run: no file is written.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest

from paperkit.board.data import TABLES, assemble
from paperkit.cli.output import HEADS, in_words
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tables
from paperkit.findings import Finding, Severity, counts
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.checking import check_data
from paperkit.pipeline.reading import BoardRead, read_board
from paperkit.schema.columns import Cell, Record
from tests.board.returned import form, gathered
from tests.logs import logged

TODAY = date(2026, 6, 30)
Records = Mapping[str, Sequence[Record]]


class Fault(Frozen):
    """What is typed into a column of one row, and the code that must say so, once."""

    table: str
    row: str
    column: str
    typed: str
    code: str

    def __str__(self) -> str:
        """Return the fault as the name of its test."""
        return f"{self.table}.{self.column}={self.typed or 'blank'}"


FAULTS = (
    # Cells that cannot be read.
    Fault("actions", "1.1", "deadline", "31 June 2026", "PK-306"),
    Fault("actions", "1.3", "state", "Nearly", "PK-303"),
    Fault("meetings", "Board September 2026", "date", "the autumn", "PK-304"),
    Fault("papers", "Performance March 2026", "as_at", "the spring", "PK-304"),
    Fault("papers", "Annual report May 2026", "publicity", "Private", "PK-303"),
    Fault("people", "", "start", "31 June 2026", "PK-304"),
    # References that no row has.
    Fault("milestones", "", "action", "9.9", "PK-320"),
    Fault("outcomes", "O2", "parent", "P9", "PK-320"),
    Fault("readings", "PI 1", "indicator", "PI 99", "PK-320"),
    Fault("text", "Performance March 2026", "paper", "Performance Marhc 2026", "PK-320"),
    Fault("feedback", "Older People's Partnership Board", "group", "Older Persons", "PK-320"),
    Fault("highlights", "", "meeting", "Board Juy 2026", "PK-320"),
    # What waits for the real word.
    Fault("actions", "1.2", "wording", "TBC", "PK-701"),
    Fault("groups", "Older People's Partnership Board", "actions", "TBC", "PK-320"),
    Fault("priorities", "P1", "sponsor", "TBC", "PK-442"),
    Fault("milestones", "", "action", "To be confirmed", "PK-320"),
    # Contradictions and gaps.
    Fault("actions", "1.4", "parent", "", "PK-401"),
    Fault("meetings", "Board November 2026", "date", "", "PK-402"),
    # Text of papers.
    Fault("text", "Performance July 2026", "section", "recomendations", "PK-460"),
)


@cache
def clean() -> tuple[BoardRead, Records]:
    """Return the sample as it is read, and its records."""
    sample = bundled("samples") / "council"
    with TemporaryDirectory() as folder:
        for name in ("board.yaml", "paperkit.yaml"):
            Path(folder, name).write_bytes((sample / name).read_bytes())
        read = read_board(Path(folder))
        return read, read_tables(Path(folder, "board.yaml"), TABLES).records


def found(records: Records) -> tuple[Finding, ...]:
    """Return what is found in the records that somebody has to act on."""
    read, _ = clean()
    assembled = assemble(records)
    board = replace(assembled.board, history=read.board.history)
    return check_data(replace(read, board=board, findings=assembled.findings), None, TODAY)


@cache
def at_first() -> frozenset[tuple[str, str, str]]:
    """Return what is found in the sample itself."""
    return frozenset(_key(finding) for finding in found(clean()[1]))


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.code, str(finding.place), finding.message


def new(records: Records) -> list[Finding]:
    """Return the errors and gaps that the sample itself does not have."""
    return [
        finding
        for finding in found(records)
        if finding.severity is not Severity.NOTE and _key(finding) not in at_first()
    ]


def with_fault(records: Records, fault: Fault) -> Records:
    """Return the records with the fault in the first row, of that name, which has the column."""
    rows = list(records[fault.table])
    number = next(
        at
        for at, row in enumerate(rows)
        if fault.column in row.cells
        and (not fault.row or fault.row in [cell.typed for cell in row.cells.values()])
    )
    cells = dict(rows[number].cells)
    place = cells.pop(fault.column).place
    if fault.typed:
        cells[fault.column] = Cell(fault.typed, place)
    rows[number] = replace(rows[number], cells=MappingProxyType(cells))
    return {**records, fault.table: tuple(rows)}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_alone_is_one_finding_that_names_it(fault: Fault) -> None:
    assert [finding.code for finding in new(with_fault(clean()[1], fault))] == [fault.code]


@pytest.mark.parametrize("seed", range(2))
def test_independent_faults_together_give_as_many_findings(seed: int) -> None:
    """No two of one table: the rows of a table may speak of each other."""
    picked: dict[str, Fault] = {}
    for fault in random.Random(seed).sample(FAULTS, len(FAULTS)):
        picked.setdefault(fault.table, fault)
    records = clean()[1]
    for fault in picked.values():
        records = with_fault(records, fault)
    assert sorted(one.code for one in new(records)) == sorted(f.code for f in picked.values())


def test_the_totals_add_up_to_the_lists_that_are_printed() -> None:
    records = clean()[1]
    for fault in FAULTS[::3]:
        records = with_fault(records, fault)
    findings = found(records)
    lines = in_words(findings).splitlines()
    for severity, head in zip(Severity, HEADS, strict=True):
        there = [finding for finding in findings if finding.severity is severity]
        printed = sum(line.startswith(tuple(f"  {f.code}  " for f in there)) for line in lines)
        left_out = (
            [line for line in lines if " more like it" in line] if severity is Severity.NOTE else []
        )
        more = sum(int(line.split(" and ")[1].split()[0]) for line in left_out)
        assert printed - len(left_out) + more == len(there)
        assert not there or f"{head} ({len(there)})" in lines
        word = f"{len(there)} {severity.value}{'s' * (len(there) != 1)}"
        assert not there or word in counts(findings)


ROWS = """
## returns
| reference | rating | reasons | control | review date | link |
| --- | --- | --- | --- | --- | --- |
| 1.1 | Ambr | Late | Hire | | |
| 1.2 | Green | | | June 2027 | |
| 1.3 | Green | | | | northmere.gov.uk |
| 1.4 | Red | Late | | | |
| 1.5 | Green | | | | |
"""
PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## priorities
| reference |
| --- |
| P1 |

## actions
| reference | parent | lead |
| --- | --- | --- |
"""


def test_each_fault_of_a_returned_form_is_one_finding_and_the_rest_is_taken() -> None:
    plan = PLAN + "\n".join(f"| 1.{number} | P1 | Jo Lee |" for number in range(1, 6))
    issued = "## rounds\n| priority | meeting | issued on | actions |\n| - | - | - | - |\n"
    issued += f"| P1 | July | 1 May 2026 | {'<br>'.join(f'1.{n}' for n in range(1, 6))} |"
    result = gathered(logged(plan, issued), form("Jo Lee", ROWS))
    assert [finding.place.cell[1:] for finding in result.findings] == ["3", "4", "2", "5"]
    assert len({finding.code for finding in result.findings}) == 4
    assert len(result.taken) == 1


SETTINGS = """
council:
  name: Anyshire Council
  borad: Health Board
cadence:
  meetings_a_year: many
  performance_report: [Juli]
"""


def test_each_fault_of_the_settings_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "paperkit.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "board.yaml").write_text("people: []\n", encoding="utf-8")
    findings = read_board(tmp_path).findings
    assert len(findings) == 3
