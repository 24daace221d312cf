"""What a template may show: the Paper, nested and frozen, ready for the page.

Everything here is text, a marked thing of ``word.values``, yes or no, or a tuple or group of
these. There is no None, no path, no setting and no module. A template is checked against these
types before it is filled, so a name that is misspelt in Word is reported by its place. The parts of
one subject are declared with the subject; here are those of the dashboard and of the annual report.
"""

from collections.abc import Mapping

from paperkit.actions.shown import Actions
from paperkit.corrections.shown import NO_CORRECTION, CorrectionShown
from paperkit.decisions.shown import DecisionsShown
from paperkit.frozen import Frozen
from paperkit.indicators.shown import Indicators, RatingWord
from paperkit.meetings.shown import ForwardPlan
from paperkit.papers.shown import (
    ContactShown,
    Document,
    Header,
    Implication,
    Several,
    TablesShown,
    Term,
    UnreadShown,
)
from paperkit.rounds.shown import RoundShown
from paperkit.since.shown import Since
from paperkit.voices.shown import Groups, Highlights
from paperkit.word.values import (
    Contents,
    Figure,
    Gap,
    LinkText,
    Prose,
    Rated,
    Sentence,
    Shown,
    Sparkline,
)


class RatingLine(Frozen):
    """How many indicators have a rating, with their base, and which; of those without, why."""

    word: Rated | str
    count: str
    which: str


class OutcomeLine(Frozen):
    """One outcome at a glance: the ratings of its indicators, their movement, what to know of them.

    ``ratings`` begins with its base; an outcome without an indicator has its reason in its block.
    """

    name: str
    ratings: str
    movement: str
    data: str


class BenchmarkShown(Frozen):
    """A figure of England or another area, with its period and how the source compares the two.

    ``compared`` is in the source's own words, and empty where it gives none; it is no rating.
    """

    area: str
    value: str
    compared: str


class RatedIndicator(Frozen):
    """One indicator of an outcome: its figure, its rating, its movement, its trend, its chart.

    ``trend`` has the signs of variation and assurance with their words, ``told`` what they rest on.
    ``mark`` says that it is a proxy, ``agreement`` that the Board has still to agree it, ``why``
    why it was chosen, ``signed`` who signed its targets off. These, ``note``, ``stale`` and
    ``figures``, the figures that the chart shows, are empty where there is nothing to say: a
    template asks with an if. ``sparkline`` and ``chart`` are words
    where there are too few figures.
    """

    reference: str
    name: str
    mark: str
    agreement: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    word: Rated | str
    rule: str
    short: str
    long: str
    trend: tuple[str, ...]
    told: tuple[str, ...]
    benchmarks: tuple[BenchmarkShown, ...]
    next_due: str
    stale: str
    why: str
    signed: str
    note: str
    sparkline: Sparkline | str
    chart: Figure | str
    figures: str
    targets: str


class OutcomeBlock(Frozen):
    """One outcome in full. ``reason`` is why it has no indicator, and empty where it has any."""

    name: str
    reason: Shown
    sentences: tuple[Sentence, ...]
    indicators: tuple[RatedIndicator, ...]


class ComparisonWord(Frozen):
    """A word with which a source compares areas, and the figures that it is printed beside."""

    word: str
    used_for: str


class DashboardShown(Frozen):
    """The outcomes dashboard: at a glance, then outcome by outcome.

    ``status`` is whether the Board has agreed it, and empty where nobody has said. ``chart`` shows
    the ratings; ``comparisons`` is the key to comparisons with other areas, which is never that of
    the ratings.
    """

    status: str
    sentences: tuple[Sentence, ...]
    ratings: tuple[RatingLine, ...]
    chart: Figure | str
    lines: tuple[OutcomeLine, ...]
    comparisons: tuple[ComparisonWord, ...]
    blocks: tuple[OutcomeBlock, ...]


NO_DASHBOARD = DashboardShown("", (), (), "", (), (), ())


class MemberShown(Frozen):
    """Somebody who sat on the Board; ``in_year`` says who joined or left, and when."""

    name: str
    post: Shown
    organisation: Shown
    in_year: str


class PriorityLine(Frozen):
    """A priority of the strategy: core or supporting, and who sponsors it."""

    name: str
    rank: str
    part_of: str
    sponsor: str


class RelatedShown(Frozen):
    """Another strategy that the Board's own is related to.

    ``supported`` are its priorities that the Board's own supports (seed T 6.1), empty where none is
    given.
    """

    title: Shown | LinkText
    owner: str
    supported: str


class RelatedLevel(Frozen):
    """The related strategies of one level: System, Place, or those without one."""

    name: str
    strategies: tuple[RelatedShown, ...]


class ActionOfYear(Frozen):
    """An action of the year's plans, by its reference and in words."""

    reference: str
    wording: str


class DeliveredShown(ActionOfYear):
    """An action that was delivered: what it was, by whom, when, and when it was due."""

    owner: Shown
    delivered: str
    deadline: Shown


class StepShown(Frozen):
    """A milestone of the year. ``reached`` is empty where the action's own delivery says so."""

    wording: str
    action: str
    reached: str


class OutturnBrief(Frozen):
    """An outturn with its target."""

    reference: str
    name: str
    outturn: str
    target: str


class SuccessShown(Frozen):
    """What a lead reported of exceptional progress, and for which meeting."""

    action: str
    progress: str
    meeting: str
    words: Shown


class CaseStudy(Frozen):
    """A case study in the officer's words. ``title`` is empty where it has none."""

    title: str
    text: Prose


class PriorityYear(Frozen):
    """What was achieved for one priority: drafted, then in the officer's words, then in full."""

    name: str
    sentences: tuple[Sentence, ...]
    words: Prose
    delivered: tuple[DeliveredShown, ...]
    milestones: tuple[StepShown, ...]
    targets: tuple[OutturnBrief, ...]
    exceptional: tuple[SuccessShown, ...]
    case_studies: tuple[CaseStudy, ...]


class OutturnShown(Frozen):
    """An indicator's two outturns with target, rating and movement.

    Where this year's is not out, ``outturn`` says so and when it comes. ``why`` is why the
    indicator was chosen, ``signed`` who signed its target off; they and ``note`` are empty where
    there is none. ``sparkline`` and ``chart`` are words where there are too few figures;
    ``figures`` and ``targets`` are what the chart shows, in words.
    """

    reference: str
    name: str
    outcome: str
    partner: Shown
    before: Shown
    target: Shown
    outturn: Shown
    word: Rated | str
    rule: str
    movement: str
    why: str
    signed: str
    note: str
    sparkline: Sparkline | str
    chart: Figure | str
    figures: str
    targets: str


class LateShown(ActionOfYear):
    """An action that was late, or given another deadline, and what is done about it.

    ``revision`` is why its deadline moved, and empty where it did not.
    """

    owner: Shown
    deadline: Shown
    revision: str
    standing: str
    correction: Shown


class UnsaidShown(Frozen):
    """A milestone of which nobody has said that it was reached, and who is to say it."""

    wording: str
    action: str
    day: str
    reached: Shown


class TargetMissed(OutturnBrief):
    """An outturn that is worse than its target, and what was said of it."""

    word: Rated | str
    said: Shown


class RedShown(ActionOfYear):
    """An action at the worst rating in its last round of the year: why, and what is done."""

    lead: str
    meeting: str
    word: Rated | str
    reasons: Shown
    control: Shown


class ActionRated(Frozen):
    """An action's ratings, a line a round, and how the last compares with the first of the year."""

    name: str
    rounds: tuple[str, ...]
    word: Rated | str
    movement: str


class PriorityRated(Frozen):
    """The ratings of a priority's actions over the rounds of the year.

    ``compared`` says whether any of them was in more than one round.
    """

    name: str
    actions: tuple[ActionRated, ...]
    compared: bool


class HeardShown(Frozen):
    """What groups said for one meeting, in counts: who answered, and what they answered.

    ``highlights`` are what they wanted the Board to notice.
    """

    meeting: str
    returns: str
    delivered: str
    difference: str
    highlights: tuple[str, ...]


class PartnerShown(Frozen):
    """A partner's report to a meeting of the year. ``actions`` is empty where it is on none."""

    title: str
    partner: str
    meeting: str
    actions: str
    summary: Shown


class IssueShown(Frozen):
    """An issue that a development session brought to the Board; nothing else of the session."""

    issue: str
    meeting: str


class CarriedShown(ActionOfYear):
    """An action that is carried over, with the reference that it keeps."""

    came_from: str
    deadline: Shown


class MeetingNext(Frozen):
    """A meeting of the coming year and its items beside the standing ones."""

    heading: str
    items: tuple[Shown, ...]


class AnnualReport(Frozen):
    """A year of the Board, in the order of its report.

    ``apart`` are the actions that are withdrawn, suspended or ongoing.
    """

    period: str
    reporting: str
    before: str
    summary: tuple[Sentence, ...]
    board: tuple[Sentence, ...]
    members: tuple[MemberShown, ...]
    strategy: tuple[Sentence, ...]
    vision: Shown
    priorities: tuple[PriorityLine, ...]
    related: tuple[RelatedLevel, ...]
    achieved: tuple[PriorityYear, ...]
    other_words: tuple[CaseStudy, ...]
    outturn_sentences: tuple[Sentence, ...]
    outturns: tuple[OutturnShown, ...]
    less_well: tuple[Sentence, ...]
    late: tuple[LateShown, ...]
    delivered_late: tuple[LateShown, ...]
    moved: tuple[LateShown, ...]
    apart: tuple[LateShown, ...]
    unsaid: tuple[UnsaidShown, ...]
    missed: tuple[TargetMissed, ...]
    red: tuple[RedShown, ...]
    rating_sentences: tuple[Sentence, ...]
    rating_chart: Figure | str
    ratings: tuple[PriorityRated, ...]
    heard_sentences: tuple[Sentence, ...]
    heard: tuple[HeardShown, ...]
    brought: tuple[Sentence, ...]
    partners: tuple[PartnerShown, ...]
    issues: tuple[IssueShown, ...]
    next_year: tuple[Sentence, ...]
    carried: tuple[CarriedShown, ...]
    meetings: tuple[MeetingNext, ...]


# The year of a paper whose template does not ask for a year.
NO_YEAR = AnnualReport(
    "", "", "", (), (), (), (), "", (), (), (), (), (), (), (), (), (), (), (), (), (), (), (), "",
    (), (), (), (), (), (), (), (), (),
)  # fmt: skip


class WordsShown(Frozen):
    """The council's own words, for headings and running text of a template."""

    plan: str
    plans: str
    priority: str
    outcome: str
    highlight_report: str


class Paper(Frozen):
    """A paper, whole. ``section`` holds the officer's text by the names in ``kind.yaml``.

    ``contents`` is the mark where a list of what follows it is wanted.
    """

    draft: bool
    contents: Contents
    header: Header
    words: WordsShown
    summary: tuple[Sentence, ...]
    section: Mapping[str, Prose | Gap]
    several: Several
    recommendations: tuple[Shown, ...]
    decisions: DecisionsShown
    key: tuple[RatingWord, ...]
    key_for_actions: tuple[RatingWord, ...]
    indicators: Indicators
    groups: Groups
    highlights: Highlights
    actions: Actions
    since: Since
    round: RoundShown
    dashboard: DashboardShown
    forward: ForwardPlan
    year: AnnualReport
    implications: tuple[Implication, ...]
    background: tuple[Document, ...]
    appendices: tuple[Document, ...]
    full_tables: TablesShown
    contact: ContactShown
    glossary: tuple[Term, ...]
    unread: tuple[UnreadShown, ...]
    correction: CorrectionShown = NO_CORRECTION
