"""Rules of plug-ins: codes of their own, treated as paperkit's, and never missing in silence."""

from pathlib import Path

import pytest

from paperkit.plugins import codes
from tests.cli.conftest import Command
from tests.plugins.made import Site

RULES = "paperkit.rules"
TWO_OWNERS = """
from paperkit.plugins import Code, RulePlugin, Severity, finding_of

OWNERS = Code(
    "TRK-1", Severity.GAP, "Two owners", "One person should be accountable for an action.",
    "'Ann Carter and Ben Hall' as the owner.", "Keep one owner.",
)

def rule(at):
    for action in at.scope.actions:
        if action.reference == "1.1":
            yield finding_of(OWNERS, action, "owner", "Action 1.1 has two owners.")

plugin = RulePlugin(api=1, codes=(OWNERS,), rule=rule)
"""
MEETING = ("--meeting", "Board July 2026")


def said(paperkit: Command, project: Path, *more: str) -> str:
    return " ".join(paperkit("check", "--project", project, *MEETING, *more).out.split())


def test_a_rule_of_a_plugin_is_told_like_any_other(
    site: Site, sample: Path, paperkit: Command
) -> None:
    site.add(RULES, TWO_OWNERS)
    words = said(paperkit, sample)
    assert "TRK-1 board.xlsx, Actions!" in words
    assert "Action 1.1 has two owners. Keep one owner." in words
    assert words.count("Action 1.1 has two owners.") == 1


def test_explain_knows_its_code(site: Site, paperkit: Command) -> None:
    site.add(RULES, TWO_OWNERS)
    ran = paperkit("explain", "trk-1")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "TRK-1  Two owners")


def test_its_notes_are_switched_off_like_paperkits(
    site: Site, sample: Path, paperkit: Command
) -> None:
    site.add(RULES, TWO_OWNERS.replace("GAP", "NOTE"))
    assert "TRK-1" in said(paperkit, sample, "--all-notes")
    settings = sample / "paperkit.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nnotes_off: [TRK-1]\n", "utf-8")
    assert "TRK-1" not in said(paperkit, sample, "--all-notes")


def test_it_gives_way_to_what_says_the_same_of_a_cell(
    site: Site, sample: Path, paperkit: Command
) -> None:
    ruled = TWO_OWNERS.replace('"Keep one owner.",', '"Keep one owner.", ("TRK-2",),').replace(
        "plugin =",
        'OTHER = Code("TRK-2", Severity.GAP, "Other", "Other.", "Other.", "Put it right.")\n'
        "def both(at):\n"
        "    yield from rule(at)\n"
        "    for one in rule(at):\n"
        '        yield finding_of(OTHER, at.board.action["1.1"], "owner", "Not one person.")\n'
        "plugin =",
    )
    site.add(RULES, ruled.replace("(OWNERS,), rule=rule", "(OWNERS, OTHER), rule=both"))
    words = said(paperkit, sample)
    assert "TRK-2" in words
    assert "TRK-1" not in words


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("if action.reference", "if action.colour", "'AttributeError: 'Action' object has no"),
        ("yield finding_of(OWNERS,", "yield str(", "'TypeError: "),
        ("codes=(OWNERS,)", "codes=()", "it gave 'TRK-1', which is not a code of its own"),
        ("if action.reference", "action.owner = ''\n        if action.reference", "'AttributeErr"),
        ("for action", "at.board.action.clear()\n    for action", "'AttributeError: 'ByReference'"),
        ('"owner", ', '"colour", ', "'KeyError: 'Action has no column colour''"),
        ('"Action 1.1 has two owners."', "' '", "it gave a finding without words"),
        ('"Action 1.1 has two owners."', "3", "it gave a finding of which its message has to be s"),
    ],
)
def test_a_rule_that_breaks_off_is_a_gap(
    site: Site, sample: Path, paperkit: Command, old: str, new: str, fault: str
) -> None:
    site.add(RULES, TWO_OWNERS.replace(old, new))
    words = said(paperkit, sample)
    assert "PK-646" in words
    assert f"The rule tracker of tracker-for-paperkit 1.2 broke off: {fault}" in words
    assert "What it looks for was not looked for. Ask whoever installed" in words


def test_rules_that_cannot_be_loaded_are_a_gap_and_hold_a_final_up(
    site: Site, sample: Path, paperkit: Command
) -> None:
    site.add(RULES, TWO_OWNERS.replace("api=1", "api=9"))
    ran = paperkit("build", "performance_report", "--final", *MEETING, "--project", sample)
    assert ran.code == 1
    words = " ".join(ran.out.split())
    assert "PK-645" in words
    assert "was left out: it was made for a newer paperkit (plug-ins 9, here 1)." in words


@pytest.mark.parametrize(
    ("old", "new", "has"),
    [
        ("(OWNERS,)", "OWNERS", "its codes has to be tuple of Code"),
        ("rule=rule", "rule=3", "its rule has"),
        ("(OWNERS,)", "(OWNERS, OWNERS)", "it has the code TRK-1 twice"),
        ('"Keep one owner."', '""', "its code TRK-1 lacks a title, meaning, example or remedy"),
    ],
)
def test_rules_of_the_wrong_type_are_left_out(
    site: Site, paperkit: Command, old: str, new: str, has: str
) -> None:
    site.add(RULES, TWO_OWNERS.replace(old, new))
    assert f"left out: {has}" in paperkit("plugins").out


@pytest.mark.parametrize(("code", "fault"), [("PK-304", "not like TRK-1"), ("trk1", "not like")])
def test_a_code_of_a_plugin_is_its_own(
    site: Site, paperkit: Command, code: str, fault: str
) -> None:
    site.add(RULES, TWO_OWNERS.replace("TRK-1", code))
    assert f"left out: its code '{code}' is {fault}" in paperkit("plugins").out


def test_of_two_plugins_with_one_code_the_second_is_left_out(site: Site, paperkit: Command) -> None:
    site.add(RULES, TWO_OWNERS, name="a")
    site.add(RULES, TWO_OWNERS, name="b")
    assert (
        "b (b-for-paperkit 1.2): left out: a-for-paperkit 1.2 has the code TRK-1, too"
        in paperkit("plugins").out
    )
    assert [code.number for code in codes()] == ["TRK-1"]
