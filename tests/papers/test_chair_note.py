"""The Chair's agenda note: a kind made without code, in both packs."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import declared
from paperkit.packs.packs import find_pack
from paperkit.packs.plan import Planned
from paperkit.packs.templates import template_of
from paperkit.pipeline.checking import as_used_by, check_paper
from paperkit.pipeline.reading import BoardRead, Project
from paperkit.word.template import fill_template
from tests.cases import each
from tests.papers.made import MEETINGS, WAYS
from tests.papers.test_lists import AGENDA, OF_EXEMPT, PLAN, at_july
from tests.tables import board


@cache
def note(pack_name: str, tables: str) -> str:
    """Return all that the note prints, in the order of the page."""
    pack = find_pack(pack_name, [bundled("report_templates")])
    kind, _ = pack.kind("chair_note")
    shown, findings = declared(pack, kind)
    assert findings == ()
    template = template_of(kind, shown)
    assert template.findings == ()
    at = at_july(tables, ways=replace(WAYS, pack=kind.needs_of(pack.settings)))
    made = template.compiled
    view = paper_view(at, (), draft=True, asked=made.asked, lists=kind.lists)
    return "\n".join(map(str, fill_template(made, view)[1].values))


@pytest.mark.parametrize(
    ("pack", "asked"),
    [
        ("council", "That the Health and Wellbeing Board note the plan."),
        ("partnership", "The Health and Wellbeing Board is asked to note the plan."),
    ],
)
def test_the_note_has_what_papers_ask_in_the_idiom_of_the_pack(pack: str, asked: str) -> None:
    assert asked in note(pack, PLAN + AGENDA)


@each("pack", ["council", "partnership"])
def test_a_public_note_has_nothing_of_an_exempt_paper_but_its_public_title(pack: str) -> None:
    printed = note(pack, PLAN + AGENDA)
    assert "Fees\nNot for publication" in printed
    assert not [word for word in OF_EXEMPT if word in printed]


def test_a_note_on_a_meeting_without_anything_is_made() -> None:
    assert "None" not in note("council", "")


def test_the_note_asks_for_no_corrective_action_which_it_does_not_print() -> None:
    """PK-420 was counted as a gap of it. The performance report, which prints one, asks."""
    pack = find_pack("council", [bundled("report_templates")])
    data = board(MEETINGS + PLAN)
    (meeting,) = (one for one in data.meetings if one.reference == "Board July 2026")
    ways = replace(WAYS, pack=pack.settings)
    asked = {}
    for name in ("chair_note", "performance_report"):
        kind, _ = pack.kind(name)
        read = BoardRead(
            Project(Path(), ways.settings, (), ()), pack, ways, data, (), readable=True
        )
        used = as_used_by(kind, read, meeting, None, date(2026, 7, 1))
        found = check_paper(used, kind, meeting, Planned(kind=name), date(2026, 7, 1))
        asked[name] = [one.code for one in found if one.place.field == "Corrective action"]
    assert asked == {"chair_note": [], "performance_report": ["PK-420"] * 2}
