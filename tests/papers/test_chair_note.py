"""The Chair's agenda note: a kind made without code, in both packs."""

from functools import cache

import pytest

from paperkit.files import bundled
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import declared
from paperkit.packs.packs import find_pack
from paperkit.packs.templates import template_of
from paperkit.word.template import fill_template
from tests.papers.made import WAYS
from tests.papers.test_lists import AGENDA, OF_EXEMPT, PLAN, at_july


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


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_a_public_note_has_nothing_of_an_exempt_paper_but_its_public_title(pack: str) -> None:
    printed = note(pack, PLAN + AGENDA)
    assert "Fees\nNot for publication" in printed
    assert not [word for word in OF_EXEMPT if word in printed]


def test_a_note_on_a_meeting_without_anything_is_made() -> None:
    assert "None" not in note("council", "")
