"""What officers write for the priorities of an annual report: their own words, and case studies.

A row that names no priority is printed all the same, after all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paperkit.board.model import Priority, Text
from paperkit.board.year.back_plan import Achieved
from paperkit.board.year.back_words import ACHIEVED, CASE_STUDIES, of_priority
from paperkit.papers.prose import prose
from paperkit.papers.shown import Prose
from paperkit.papers.view.paper_year import CaseStudy
from paperkit.papers.view.source import Source
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class OfficersWords:
    """Text by the folded reference of its priority; ``others`` is that of no priority."""

    words: Mapping[str, Prose]
    studies: Mapping[str, tuple[CaseStudy, ...]]
    others: tuple[CaseStudy, ...]

    def of(self, priority: Priority) -> Prose:
        """Return what was written for a priority; nothing for what is of none."""
        return self.words.get(folded(priority.reference) or _NOBODY, Prose(()))

    def studies_of(self, priority: Priority) -> tuple[CaseStudy, ...]:
        """Return the case studies of a priority."""
        return self.studies.get(folded(priority.reference) or _NOBODY, ())


_NOBODY = "\0"


def officers_words(source: Source, achieved: Iterable[Achieved]) -> OfficersWords:
    """Return what the officer wrote of the year, sorted by the priorities that the report shows."""
    shown = {folded(one.priority.reference) for one in achieved} - {""}
    priorities = [row for row in source.board.priorities if folded(row.reference) in shown]
    texts: dict[str, list[Text]] = {}
    studies: dict[str, list[CaseStudy]] = {}
    others: list[CaseStudy] = []
    for row in source.texts_of(ACHIEVED):
        found, title = of_priority(priorities, row.name)
        if found and not title:
            texts.setdefault(found, []).append(row)
        elif row.text:
            others.append(CaseStudy(row.name, prose(row.text)))
    for row in source.texts_of(CASE_STUDIES):
        found, title = of_priority(priorities, row.name)
        if row.text:
            place = studies.setdefault(found, []) if found else others
            place.append(CaseStudy(title if found else row.name, prose(row.text)))
    words = {key: prose(*(row.text for row in rows)) for key, rows in texts.items()}
    return OfficersWords(
        words, {key: tuple(all_of) for key, all_of in studies.items()}, tuple(others)
    )
