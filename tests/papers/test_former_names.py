"""Names that templates asked for before: they still work, and a check of the pack says the new."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from paperkit.frozen import former_names
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind
from paperkit.packs.templates import KindTemplate, template_of
from paperkit.word.template import alternatives, fill_template, is_group, item_of, names_of
from tests.papers.packages import p, word_file
from tests.papers.templates_made_up import PaperMadeUp

NOW = p("{%p for one in round.missing_sentences %}") + p("{{ one.words }}") + p("{%p endfor %}")
BEFORE = NOW.replace("missing_sentences", "missing_told")


def template(folder: Path, body: str) -> KindTemplate:
    path = folder / "t.docx"
    path.write_bytes(word_file(body))
    kind = Kind(name="a_kind", word_file=path)
    return template_of(kind, offered(kind))


def test_a_template_that_asks_by_a_former_name_makes_the_same_paper(tmp_path: Path) -> None:
    every = (PaperMadeUp(Random(seed), 2).of(Paper) for seed in range(99))
    paper = next(one for one in every if one.round.missing_sentences)
    before = fill_template(template(tmp_path, BEFORE).compiled, paper)
    assert before == fill_template(template(tmp_path, NOW).compiled, paper)


def test_a_check_of_the_pack_says_the_new_name_and_no_paper_is_held_up(tmp_path: Path) -> None:
    """PK-618."""
    found = template(tmp_path, BEFORE)
    (said,) = (one for one in found.findings if one.code == "PK-618")
    assert said.message == "'round.missing_told' is called 'round.missing_sentences' now."
    assert "{%p for one in round.missing_told %}" in str(said.place)
    assert found.faults == ()
    assert "PK-618" not in [one.code for one in template(tmp_path, NOW).findings]


def test_each_former_name_leads_to_a_name_of_today_and_is_none_itself() -> None:
    for cls in set(groups(Paper)):
        own, former = names_of(cls), former_names(cls)
        assert (set(former.values()) <= own.keys(), former.keys() & own.keys()) == (True, set())


def groups(hint: Any, *outer: Any) -> Iterator[type]:
    """Yield each group of names within a type, itself too."""
    for one in alternatives(item_of(hint) or hint):
        if is_group(one) and one not in outer:
            yield one
            for part in names_of(one).values():
                yield from groups(part, *outer, one)
