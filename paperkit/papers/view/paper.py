"""What a template may show: the Paper, nested and frozen, ready for the page.

Everything here is text, a marked thing of ``papers.shown``, yes or no, or a tuple or group of
these. There is no None, no path, no setting and no module. A template is checked against these
types before it is filled, so a name that is misspelt in Word is told by its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from paperkit.papers.shown import Contents, Gap, Label, LinkText, Prose, Rated, Sentence, Shown
from paperkit.papers.view.paper_dashboard import DashboardShown
from paperkit.papers.view.paper_forward import ForwardPlan
from paperkit.papers.view.paper_rounds import RoundShown
from paperkit.papers.view.paper_year import AnnualReport


@dataclass(frozen=True)
class Header:
    """The block at the head of a paper (seed T, header).

    ``exempt_mark`` stands on every page of an exempt paper, and is empty for any other.
    ``appendix_label`` and ``cover``, the title of the paper that an appendix belongs to, are
    empty for a paper that is no appendix. So is ``key_decision`` where nobody has answered.
    """

    council: str
    board: str
    date: str
    item: Shown
    title: Shown
    report_of: tuple[Shown, ...]
    directors: tuple[Shown, ...]
    publicity: Shown
    purpose: Shown
    as_at: Shown
    exempt_mark: str
    appendix_label: str = ""
    cover: str = ""
    wards: str = ""
    key_decision: str = ""


@dataclass(frozen=True)
class RatingWord:
    """One line of the key to the ratings."""

    word: Rated
    meaning: str


@dataclass(frozen=True)
class RatingShown:
    """A rating in a cell: always a word, and the rule by which it came.

    Where there is no rating, ``word`` says why, and nothing is shaded.
    """

    word: Rated | str
    rule: str


@dataclass(frozen=True)
class IndicatorShown:
    """One indicator's line. ``note`` is empty where an exception has none."""

    reference: str
    name: str
    outcome: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    outturn: Shown
    next_target: Shown
    rating: RatingShown
    movement: str
    note: str


@dataclass(frozen=True)
class OutcomeWithout:
    """An outcome for which no indicator is used, and why."""

    name: str
    reason: Shown


@dataclass(frozen=True)
class Indicators:
    """Updates on indicators (seed T 3.16): counts, the exceptions, and all of them.

    An exception is worse than target by more than its tolerance.
    """

    sentences: tuple[Sentence, ...]
    exceptions: tuple[IndicatorShown, ...]
    rows: tuple[IndicatorShown, ...]
    without: tuple[OutcomeWithout, ...]
    last_year: str
    this_year: str


@dataclass(frozen=True)
class Voice:
    """One answer of a group, or that it gave none."""

    group: str
    about: str
    delivered: str
    difference: str
    comment: str
    highlight: str


@dataclass(frozen=True)
class GroupHighlight:
    """What a group wants the Board to notice. ``topic`` is empty where it names none."""

    group: str
    topic: str
    words: str


@dataclass(frozen=True)
class Groups:
    """What the groups said (seed T 3.9, 3.10): highlights, and every answer."""

    sentences: tuple[Sentence, ...]
    highlights: tuple[GroupHighlight, ...]
    rows: tuple[Voice, ...]


@dataclass(frozen=True)
class HighlightShown:
    """One body's highlight report. ``file`` is empty where none is attached."""

    body: str
    period: Shown
    assurance: Shown
    text: Prose
    file: str


@dataclass(frozen=True)
class Highlights:
    """The highlight reports for the meeting; ``sentences`` says what is missing."""

    heading: str
    reports: tuple[HighlightShown, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ActionShown:
    """One action's line. ``standing`` says how it stands by the date of the meeting.

    ``revision`` is why a deadline moved. It, ``target``, ``more`` and ``source`` are empty where
    there is nothing, and so is the ``correction`` of an action that is no exception: a template
    asks with an if.

    What follows comes from the log of exception reports, and is empty where that has nothing of
    the action: its rating or that no return came in, the meeting for which it was ``reported``,
    the rating at the last report and the movement since, who else changed the rating, and what the
    Board is asked for.
    """

    reference: str
    wording: str
    parent: str
    owner: Shown
    deadline: Shown
    revision: str
    standing: str
    correction: Shown
    measures: str
    target: str
    more: str | LinkText
    source: str
    rating: Rated | str = ""
    reported: str = ""
    last_rating: str = ""
    movement: str = ""
    moderation: str = ""
    request: str = ""


@dataclass(frozen=True)
class Actions:
    """Whether what was due has been delivered (seed T 3.16), and every action of the plans.

    ``rated`` says whether the log of exception reports tells of any of them.
    """

    sentences: tuple[Sentence, ...]
    exceptions: tuple[ActionShown, ...]
    rows: tuple[ActionShown, ...]
    rated: bool = False


@dataclass(frozen=True)
class Implication:
    """One head of section 7, its answer, and the officer who answers for it, if one is named."""

    head: str
    answer: Prose | Gap
    officer: str = ""


@dataclass(frozen=True)
class Document:
    """A background paper or an appendix: its title, where to find it, what to know of it.

    A title that has a link is the link; ``where`` then tells readers on paper where it leads.
    ``where`` and ``note`` are empty where there is nothing, ``label`` where it is no appendix: a
    template asks with an if.
    """

    name: Shown | LinkText
    where: str | LinkText
    note: str
    label: str | Label = ""


@dataclass(frozen=True)
class ContactShown:
    """Whom a reader can ask."""

    name: Shown
    telephone: Shown
    email: Shown


@dataclass(frozen=True)
class UnreadShown:
    """A row of the data that could not be read: its sheet, reference and words as typed."""

    sheet: str
    reference: str
    typed: str


@dataclass(frozen=True)
class Term:
    """A term of the glossary that the paper uses, and its meaning."""

    word: str
    meaning: str


@dataclass(frozen=True)
class WordsShown:
    """The council's own words, for headings and running text of a template."""

    plan: str
    plans: str
    priority: str
    outcome: str
    highlight_report: str


@dataclass(frozen=True)
class Paper:
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
