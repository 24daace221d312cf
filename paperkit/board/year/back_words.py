"""For which priority an officer's words in an annual report are.

A row of the sheet Text says it in its name: a priority's reference or name, or both. A case study's
title follows that after a colon.
"""

from collections.abc import Iterable

from paperkit.board.model import Priority
from paperkit.schema.cleaning import folded

ACHIEVED, CASE_STUDIES = "achieved", "case_studies"


def of_priority(priorities: Iterable[Priority], name: str) -> tuple[str, str]:
    """Return the folded reference of the priority that a name begins with, and the title after it.

    Both are "" where it names none. ``P1: A café at night`` is of P1, and so is ``Healthy lives``.
    """
    called = {
        folded(words): folded(row.reference)
        for row in reversed(tuple(priorities))
        for words in (row.name, f"{row.reference} {row.name}", row.reference)
        if words
    }
    if folded(name) in called:
        return called[folded(name)], ""
    before, _, title = name.partition(":")
    found = called.get(folded(before), "")
    return (found, title.strip()) if found else ("", "")
