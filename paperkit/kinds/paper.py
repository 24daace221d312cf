"""What a template may show: the Paper, nested and frozen, ready for the page.

Everything here is text, a marked thing of ``word.values``, yes or no, or a tuple or group of
these. There is no None, no path, no setting and no module. A template is checked against these
types before it is filled, so a name that is misspelt in Word is reported by its place. The parts of
one subject are declared with the subject; here are those of the dashboard and of the annual report.
"""

from collections.abc import Mapping
from types import MappingProxyType

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
    """A rating, or why there is none, and the indicators of an outcome that have it."""

    word: Rated | str
    which: str


class OutcomeLine(Frozen):
    """One outcome at a glance: the ratings of its indicators, and what stands out.

    ``reason`` is why it has no indicator, and empty where it has any.
    """

    name: str
    ratings: tuple[RatingLine, ...]
    reason: Shown
    sentences: tuple[Sentence, ...]


class BenchmarkShown(Frozen):
    """A figure of England or another area, with its period and how the source compares the two.

    ``compared`` is in the source's own words, and empty where it gives none; it is not a rating.
    """

    area: str
    value: str
    compared: str


class RatedIndicator(Frozen):
    """The panel of one indicator: its rating, its figure, its chart and one sentence.

    ``period`` is empty where it has no reading, and ``stale`` where its figure is not out of date.
    ``sparkline`` and ``chart`` are words where there are too few figures.
    """

    reference: str
    name: str
    period: str
    value: Shown
    target: Shown
    word: Rated | str
    movement: str
    benchmarks: tuple[BenchmarkShown, ...]
    stale: str
    sparkline: Sparkline | str
    chart: Figure | str
    sentence: str


class OutcomeBlock(Frozen):
    """One outcome that has indicators, with a panel for each."""

    name: str
    indicators: tuple[RatedIndicator, ...]


class IndicatorFigures(Frozen, former={"told": "notes"}):
    """All figures and targets of an indicator, and what its panel has no room for.

    ``frequency`` is how often one comes, empty where nobody has said. ``unit`` is what they are
    in, where no figure bears it, and whether they run over the year. ``rule`` is that of its
    rating, empty where it meets its target, ``long`` its movement over the long term. ``notes`` are
    what its trend rests on, its own note, why it was chosen, when the next figure comes.
    """

    reference: str
    name: str
    partner: Shown
    frequency: str
    figures: Shown
    unit: str
    targets: Shown
    rule: str
    long: str
    notes: tuple[str, ...]


class SignOff(Frozen):
    """Who signed off the targets of a year, and when, and of which indicators."""

    words: str
    which: str


class DashboardShown(Frozen):
    """The outcomes dashboard: a line an outcome, a panel an indicator, then method and figures.

    ``status`` is whether the Board has agreed it, and empty where nobody has said. ``sentences``
    and ``asks``, what to ask, are for page one; ``notes`` is what else is to be known of figures.
    Limits are drawn from ``limits_from`` figures in a row; fewer than ``full_limits_from`` give
    trial limits.
    """

    status: str
    sentences: tuple[Sentence, ...]
    asks: tuple[Sentence, ...]
    lines: tuple[OutcomeLine, ...]
    blocks: tuple[OutcomeBlock, ...]
    notes: tuple[Sentence, ...]
    sign_offs: tuple[SignOff, ...]
    figures: tuple[IndicatorFigures, ...]
    limits_from: str = ""
    full_limits_from: str = ""


NO_DASHBOARD = DashboardShown("", (), (), (), (), (), (), ())


class Fact(Frozen):
    """A figure of the year, and of what it is one; both empty where there is nothing to count."""

    figure: str
    words: str


class YearInFigures(Frozen):
    """The year at a glance: a fact a column, of which one that says nothing is left out."""

    actions: Fact
    targets: Fact
    milestones: Fact
    meetings: Fact
    decisions: Fact
    returns: Fact


class MemberShown(Frozen):
    """Somebody who sat on the Board; ``in_year`` says who joined or left, and when.

    It is empty for all where all were there all year.
    """

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
    """Another strategy that the Board's own is related to, and its level.

    ``supported`` are its priorities that the Board's own supports (seed T 6.1), empty for all where
    none is given for any.
    """

    title: Shown | LinkText
    level: str
    owner: str
    supported: str


class AchievedShown(Frozen):
    """An action delivered, a milestone reached or a target met; ``kind`` says which.

    ``owner`` is the action's owner or the indicator's partner; ``due`` is the deadline, the day or
    the target. ``sparkline`` has the last figures of the few indicators of which they are drawn; of
    others, and of what is not an indicator, it is empty.
    """

    kind: str
    name: str
    owner: Shown
    result: str
    due: Shown
    sparkline: Sparkline | str = ""


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
    achieved: tuple[AchievedShown, ...]
    exceptional: tuple[SuccessShown, ...]
    case_studies: tuple[CaseStudy, ...]


class OutturnShown(Frozen):
    """An indicator's two outturns with target, rating and movement.

    Where this year's is not out, ``outturn`` says so and when it comes. ``why`` is why the
    indicator was chosen, ``signed`` who signed its target off; they, ``note`` and ``targets`` are
    empty where there is none or the report says so elsewhere, as is the ``rule`` of one that is not
    worse than its target. ``sparkline`` is words where there are too few figures;
    ``figures`` and ``targets`` are all of them, period by period.
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
    figures: str
    targets: str


class LessWellShown(Frozen, former={"stands": "standing"}):
    """What went less well: an action, a milestone or an outturn, and all that it is listed for.

    ``role`` is what ``person`` is to it, its owner; both are empty for an indicator. ``word`` is
    its rating and ``sparkline`` its last figures, empty where it has none.
    """

    name: str
    role: str
    person: Shown
    why: tuple[str, ...]
    word: Rated | str
    standing: tuple[Shown, ...]
    done: tuple[Shown, ...]
    sparkline: Sparkline | str = ""


class RoundRated(Frozen):
    """A rating in one round; ``changed`` is from what its sponsor changed it, else empty."""

    meeting: str
    word: Rated | str
    changed: str


class ActionRated(Frozen):
    """An action's ratings, round by round, and how the last compares with the first of the year.

    ``movement`` is empty for all where none was in more than one round.
    """

    name: str
    rounds: tuple[RoundRated, ...]
    movement: str


class FeedbackShown(Frozen):
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


class GoingOnShown(Frozen):
    """An action that goes on: carried over under the reference that it keeps, or ongoing.

    ``correction`` is empty where nothing is recorded.
    """

    name: str
    owner: Shown
    why: str
    deadline: Shown
    correction: Shown


class MeetingNext(Frozen):
    """A meeting of the coming year and its items beside the standing ones."""

    heading: str
    items: tuple[Shown, ...]


_FORMER = MappingProxyType({"heard": "feedback", "heard_sentences": "feedback_sentences"})


class AnnualReport(Frozen, former=_FORMER):
    """A year of the Board, in the order of its report.

    ``compared`` says whether there is an earlier annual report, ``heard_of`` whether groups,
    partners or development sessions have anything in the year. ``rated`` are the actions of which
    a rating changed or was not the best, ``best`` all others, by reference. ``signed`` says who
    signed off every target, where that is the same for all.
    """

    period: str
    reporting: str
    before: str
    glance: YearInFigures
    summary: tuple[Sentence, ...]
    board: tuple[Sentence, ...]
    members: tuple[MemberShown, ...]
    strategy: tuple[Sentence, ...]
    vision: Shown
    priorities: tuple[PriorityLine, ...]
    related: tuple[RelatedShown, ...]
    achieved_in_all: tuple[Sentence, ...]
    achieved: tuple[PriorityYear, ...]
    other_words: tuple[CaseStudy, ...]
    outturn_sentences: tuple[Sentence, ...]
    outturns: tuple[OutturnShown, ...]
    signed: str
    less_well: tuple[Sentence, ...]
    listed: tuple[LessWellShown, ...]
    rating_sentences: tuple[Sentence, ...]
    has_rounds: bool
    rated: tuple[ActionRated, ...]
    best: str
    compared: bool
    heard_of: bool
    feedback_sentences: tuple[Sentence, ...]
    feedback: tuple[FeedbackShown, ...]
    brought: tuple[Sentence, ...]
    partners: tuple[PartnerShown, ...]
    issues: tuple[IssueShown, ...]
    next_year: tuple[Sentence, ...]
    going_on: tuple[GoingOnShown, ...]
    meetings: tuple[MeetingNext, ...]


# The year of a paper whose template does not ask for a year.
NO_FACT = Fact("", "")
NO_YEAR = AnnualReport(
    "", "", "", YearInFigures(*[NO_FACT] * 6), (), (), (), (), "", (), (), (), (), (), (), (), "",
    (), (), (), False, (), "", False, False, (), (), (), (), (), (), (), (),
)  # fmt: skip


class WordsShown(Frozen):
    """The council's own words, for headings and running text of a template."""

    plan: str
    plans: str
    priority: str
    outcome: str
    highlight_report: str


class GlanceShown(Frozen):
    """A figure of the first pages: what it counts in words, and what the last report had.

    ``words`` and ``last`` are empty where there is nothing to say; all are where nobody counts it.
    ``named`` says by name what a member should know of it: words and ratings, in the order in which
    they are printed one after the other.
    """

    figure: str = ""
    words: str = ""
    last: str = ""
    named: tuple[Rated | str, ...] = ()


class Glance(Frozen):
    """The paper at a glance: four figures, and how many of each priority have which rating.

    ``has_figures`` is no where nobody counts any of them, and ``after_report`` where no report
    came before this one.
    """

    priorities: Prose
    has_figures: bool
    on_target: GlanceShown
    delivered: GlanceShown
    worse: GlanceShown
    requests: GlanceShown
    after_report: bool = False


class TopIndicator(Frozen):
    """An indicator that is off target, as a summary page names it."""

    name: str
    sparkline: Sparkline | str
    value: str
    target: Shown
    word: Rated | str


class TopAction(Frozen):
    """An action that is late or at risk, as a summary page names it."""

    name: str
    deadline: Shown
    standing: str
    rating: Rated | str


class Top(Frozen):
    """The first few of what is off target, late or at risk, and how many more there are.

    ``more_indicators`` and ``more_actions`` are empty where these are all.
    """

    indicators: tuple[TopIndicator, ...] = ()
    more_indicators: str = ""
    actions: tuple[TopAction, ...] = ()
    more_actions: str = ""


class SummaryLine(Frozen):
    """A line of the executive summary: sentences on one subject."""

    sentences: tuple[Sentence, ...]


class RecommendationShown(Frozen):
    """What a paper of the meeting asks it to decide, with its number on the agenda and its title.

    ``agenda_item`` is empty where it has no number yet.
    """

    agenda_item: str
    title: str
    words: Shown


class PaperListed(Frozen):
    """A paper of the meeting, as others list it.

    ``agenda_item`` is empty where it has no number yet.
    """

    agenda_item: str
    title: str
    purpose: str
    report_of: str
    publicity: str


class MilestoneShown(Frozen):
    """A milestone and whether it was reached.

    ``meeting`` is the one that looks at it, ``check`` what is to be checked; both are empty where
    there is none.
    """

    action: str
    wording: str
    date: str
    meeting: str
    reached: str
    check: str


class ListGroup(Frozen):
    """The rows of a list that have one thing in common, which heads them."""

    name: str
    rows: tuple[Frozen, ...]


class ListShown(Frozen):
    """A list that the kind selects. ``more`` says how many further rows there are, if there are.

    ``groups`` has its rows again, group by group.
    """

    rows: tuple[Frozen, ...]
    more: str = ""
    groups: tuple[ListGroup, ...] = ()


NO_LISTS: Mapping[str, ListShown] = MappingProxyType({})


class Paper(Frozen):
    """A paper, whole.

    ``section`` holds the officer's text and ``lists`` what the kind selects for its template, by
    their names in ``kind.yaml``. ``contents`` is the mark where a list of what follows is wanted.
    """

    draft: bool
    contents: Contents
    header: Header
    words: WordsShown
    summary: tuple[Sentence, ...]
    lines: tuple[SummaryLine, ...]
    section: Mapping[str, Prose | Gap]
    several: Several
    recommendations: tuple[Shown, ...]
    requests: tuple[Sentence, ...]
    decisions: DecisionsShown
    key: tuple[RatingWord, ...]
    key_for_actions: tuple[RatingWord, ...]
    glance: Glance
    top: Top
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
    lists: Mapping[str, ListShown] = NO_LISTS
