"""What a template may show: the Paper, nested and frozen, ready for the page.

Everything here is text, a marked thing of ``papers.shown``, yes or no, or a tuple or group of
these. There is no None, no path, no setting and no module. A template is checked against these
types before it is filled, so a name that is misspelt in Word is told by its place.
"""

from collections.abc import Mapping

from paperkit.actions.shown import Actions
from paperkit.frozen import Frozen
from paperkit.indicators.shown import (
    Indicators,
    RatingWord,
)
from paperkit.kinds.annual_paper import AnnualReport
from paperkit.kinds.dashboard import DashboardShown
from paperkit.meetings.shown import ForwardPlan
from paperkit.papers.shown import ContactShown, Document, Header, Implication, Term, UnreadShown
from paperkit.rounds.shown import RoundShown
from paperkit.voices.shown import Groups, Highlights
from paperkit.word.values import Contents, Gap, Prose, Sentence, Shown


class WordsShown(Frozen):
    """The council's own words, for headings and running text of a template."""

    plan: str
    plans: str
    priority: str
    outcome: str
    highlight_report: str


class Paper(Frozen):
    """A paper, whole. ``section`` holds the officer's text by the names in ``kind.yaml``.

    ``contents`` is the mark where a list of what stands after it is wanted.
    """

    draft: bool
    contents: Contents
    header: Header
    words: WordsShown
    summary: tuple[Sentence, ...]
    section: Mapping[str, Prose | Gap]
    recommendations: tuple[Shown, ...]
    key: tuple[RatingWord, ...]
    indicators: Indicators
    groups: Groups
    highlights: Highlights
    actions: Actions
    round: RoundShown
    dashboard: DashboardShown
    forward: ForwardPlan
    year: AnnualReport
    implications: tuple[Implication, ...]
    background: tuple[Document, ...]
    appendices: tuple[Document, ...]
    contact: ContactShown
    glossary: tuple[Term, ...]
    unread: tuple[UnreadShown, ...]
