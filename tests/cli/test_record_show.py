"""``paperkit record show PAPER``: each version, what was accepted, what it rests on and printed."""

import json
from pathlib import Path

from paperkit.pipeline.building import build
from tests.cli.conftest import Command
from tests.cli.test_restore import changed
from tests.exception_log.entries import DAY
from tests.exception_log.test_finals import FINAL, final, order, project
from tests.filed import a_final

__all__ = ["project"]


def test_a_paper_is_shown_with_all_that_is_kept_of_it(paperkit: Command, project: Path) -> None:
    a_final(project)
    changed(project, "To agree the plan", "To note the plan")
    final(project, day=DAY.replace(day=3, month=7), reason="Later still")
    ran = paperkit("record", "show", "Workforce of the partnership", "--project", project)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    first, second = (n for n, line in enumerate(lines) if line == FINAL)
    assert lines[first : first + 5] == [
        FINAL,
        "  Version 1, built on 30 June 2026",
        "  Superseded on 3 July 2026; entry 2 of the record",
        "  For Board July 2026; paper Workforce",
        "  2 gaps accepted by R. Keane: It is late",
    ]
    assert "  2 gaps accepted by R. Keane: Later still" in lines[second:]
    assert "  Rests on 13 rows: meetings 1, papers 2, text 10" in lines
    assert "  Made from the settings and board.yaml, kept letter for letter" in lines


def test_who_accepted_gaps_first_is_shown_after_the_paper_was_built_again(
    paperkit: Command, project: Path
) -> None:
    a_final(project)
    final(project, day=DAY.replace(day=3, month=7), reason="Later still")
    shown = paperkit("record", "show", FINAL, "--project", project).out.splitlines()
    assert [line for line in shown if "accepted by" in line] == [
        "  2 gaps accepted by R. Keane: It is late",
        "  2 gaps accepted by R. Keane: Later still",
    ]


def test_what_a_paper_printed_is_shown_as_json_with_its_places(
    paperkit: Command, project: Path
) -> None:
    a_final(project)
    ran = paperkit("record", "show", FINAL, "--json", "--project", project)
    (version,) = json.loads(ran.out)["versions"]
    assert (version["version"], version["exempt"], version["by"]) == (1, False, "R. Keane")
    values = {one["words"]: one["found_in"] for one in version["printed"]["values"]}
    (cell,) = values["Workforce of the partnership"]
    assert (cell["table"], cell["column"], cell["place"]["line"]) == ("papers", "title", 10)


def test_an_exempt_paper_is_marked_as_such(paperkit: Command, project: Path) -> None:
    exempt = """publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It would harm the contract.
    public_title: A contract
"""
    changed(project, "publicity: Public\n", exempt)
    name = build(order(project)).files[0].name
    ran = paperkit("record", "show", name, "--project", project)
    assert ran.out.splitlines()[0] == f"{name}, exempt: not for the public"


def test_an_action_goes_before_a_paper_of_its_name(paperkit: Command, project: Path) -> None:
    a_final(project)
    ran = paperkit("record", "show", "1.1.1", "--project", project)
    assert ran.out.startswith("Action 1.1.1")
