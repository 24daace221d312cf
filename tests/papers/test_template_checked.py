"""What the check of templates passes, a build renders: nothing breaks off, and no value is lost."""

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.findings import Severity, of_severity
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, Section
from paperkit.word.finishing import finish
from paperkit.word.house import opened
from paperkit.word.proof import proof
from paperkit.word.template import compile_template, fill_template, names_of
from paperkit.word.template_check import check_file
from tests.papers.packages import FACTS, p, word_file
from tests.papers.rich import LISTS, STYLES
from tests.papers.templates_made_up import PaperMadeUp, TemplateMadeUp

SHOWN = offered(
    Kind(
        name="a_kind",
        word_file=Path("template.docx"),
        sections=(Section(name="introduction"), Section(name="reasons")),
    )
)
# Their names are the kind's; and the contents of a paper ask for a style more.
LEFT_OUT = ("section", "contents")
MORE_STYLES = STYLES.replace(
    "</w:styles>",
    '<w:style w:type="character" w:styleId="xChip"><w:name w:val="Chip"/></w:style></w:styles>',
)


@cache
def paper(seed: int) -> Paper:
    """Return a paper that is made up."""
    made: Paper = PaperMadeUp(Random(seed), 2).of(Paper)
    return made


def judged(seed: int, slips: int) -> str:
    """Return whether a template passed its check; the test fails where one that did goes wrong."""
    random = Random(seed)
    scope = {name: hint for name, hint in names_of(Paper).items() if name not in LEFT_OUT}
    made = TemplateMadeUp(random, scope, slips)
    package = word_file(
        made.body(), header=p(made.words(scope, {})), style_part=MORE_STYLES, numbering=LISTS
    )
    file = opened((Path("made/up.docx"), package))
    found = check_file(file, SHOWN)
    if of_severity(found, Severity.ERROR):
        return "refused"
    filled, ledger = fill_template(compile_template(file), paper(seed % 4))
    finished = finish(filled, ledger, FACTS)
    wrong = of_severity(proof(finished, ledger, FACTS, "a.docx"), Severity.ERROR)
    assert not wrong, [(one.code, one.message) for one in wrong]
    return "passed"


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.sampled_from((0, 4)))
def test_what_the_check_passes_is_made_and_nothing_is_lost(seed: int, slips: int) -> None:
    judged(seed, slips)


@pytest.mark.slow
def test_thousands_of_made_up_templates_that_pass_are_made_and_nothing_is_lost() -> None:
    """Half of them are without a slip, and these pass."""
    without = Counter(judged(seed, 0) for seed in range(500))
    assert set(without) == {"passed"}
    slipped = Counter(judged(seed, 4) for seed in range(500))
    assert min(slipped["passed"], slipped["refused"]) > 100
