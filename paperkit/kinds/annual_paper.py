"""What a template may show of an annual report (seed T 3.15): a year of the Board."""

from dataclasses import dataclass

from paperkit.word.figures import Figure
from paperkit.word.values import LinkText, Prose, Rated, Sentence, Shown


@dataclass(frozen=True)
class MemberShown:
    """Somebody who sat on the Board; ``in_year`` says who joined or left, and when."""

    name: str
    post: Shown
    organisation: Shown
    in_year: str


@dataclass(frozen=True)
class PriorityLine:
    """A priority of the strategy: core or supporting, and who sponsors it."""

    name: str
    rank: str
    part_of: str
    sponsor: str


@dataclass(frozen=True)
class RelatedShown:
    """A strategy that the Board's own stands beside."""

    title: Shown | LinkText
    owner: str


@dataclass(frozen=True)
class RelatedLevel:
    """The related strategies of one level: System, Place, or those without one."""

    name: str
    strategies: tuple[RelatedShown, ...]


@dataclass(frozen=True)
class DeliveredShown:
    """An action that was delivered: what it was, by whom, when, and when it was due."""

    reference: str
    wording: str
    owner: Shown
    delivered: str
    deadline: Shown


@dataclass(frozen=True)
class StepShown:
    """A milestone of the year. ``reached`` is empty where the action's own delivery says so."""

    wording: str
    action: str
    reached: str


@dataclass(frozen=True)
class TargetMet:
    """An outturn that is on target or better."""

    reference: str
    name: str
    outturn: str
    target: str


@dataclass(frozen=True)
class SuccessShown:
    """What a lead told of exceptional progress, and for which meeting."""

    action: str
    progress: str
    meeting: str
    words: Shown


@dataclass(frozen=True)
class CaseStudy:
    """A case study in the officer's words. ``title`` is empty where it has none."""

    title: str
    text: Prose


@dataclass(frozen=True)
class PriorityYear:
    """What was achieved for one priority: drafted, then in the officer's words, then in full."""

    name: str
    sentences: tuple[Sentence, ...]
    words: Prose
    delivered: tuple[DeliveredShown, ...]
    milestones: tuple[StepShown, ...]
    targets: tuple[TargetMet, ...]
    exceptional: tuple[SuccessShown, ...]
    case_studies: tuple[CaseStudy, ...]


@dataclass(frozen=True)
class OutturnShown:
    """An indicator's two outturns with target, rating and movement.

    Where this year's is not out, ``outturn`` says so and when it comes. ``note`` is empty where
    there is none. ``chart`` is words where there are too few figures; ``figures`` and ``targets``
    are what it shows, in words.
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
    note: str
    chart: Figure | str
    figures: str
    targets: str


@dataclass(frozen=True)
class LateShown:
    """An action that was due and not delivered, and what is done about it.

    ``revision`` is why its deadline moved, and empty where it did not.
    """

    reference: str
    wording: str
    owner: Shown
    deadline: Shown
    revision: str
    standing: str
    correction: Shown


@dataclass(frozen=True)
class UnsaidShown:
    """A milestone of which nobody has said that it was reached, and who is to say it."""

    wording: str
    action: str
    day: str
    reached: Shown


@dataclass(frozen=True)
class TargetMissed:
    """An outturn that is worse than its target, and what was said of it."""

    reference: str
    name: str
    outturn: str
    target: str
    word: Rated | str
    said: Shown


@dataclass(frozen=True)
class RedShown:
    """An action at the worst rating in its last round of the year: why, and what is done."""

    reference: str
    wording: str
    lead: str
    meeting: str
    word: Rated | str
    reasons: Shown
    control: Shown


@dataclass(frozen=True)
class ActionRated:
    """An action's ratings, a line a round, and how the last stands to the first of the year."""

    name: str
    rounds: tuple[str, ...]
    word: Rated | str
    movement: str


@dataclass(frozen=True)
class PriorityRated:
    """The ratings of a priority's actions over the rounds of the year."""

    name: str
    actions: tuple[ActionRated, ...]


@dataclass(frozen=True)
class HeardShown:
    """What groups said for one meeting, in counts: who answered, and what they answered.

    ``highlights`` are what they wanted the Board to notice.
    """

    meeting: str
    returns: str
    delivered: str
    difference: str
    highlights: tuple[str, ...]


@dataclass(frozen=True)
class PartnerShown:
    """A partner's report to a meeting of the year. ``actions`` is empty where it is on none."""

    title: str
    partner: str
    meeting: str
    actions: str
    summary: Shown


@dataclass(frozen=True)
class IssueShown:
    """An issue that a development session brought to the Board; nothing else of the session."""

    issue: str
    meeting: str


@dataclass(frozen=True)
class CarriedShown:
    """An action that is carried over, with the reference that it keeps."""

    reference: str
    wording: str
    came_from: str
    deadline: Shown


@dataclass(frozen=True)
class MeetingNext:
    """A meeting of the coming year and its items beside those that stand at every meeting."""

    heading: str
    items: tuple[Shown, ...]


@dataclass(frozen=True)
class AnnualReport:
    """A year of the Board, in the order in which its report tells it."""

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


NO_YEAR = AnnualReport(
    "", "", "", (), (), (), (), "", (), (), (), (), (), (), (), (), (), (), (), (), "", (), (), (),
    (), (), (), (), (), (),
)  # fmt: skip
"""What stands in a paper whose template does not ask for a year."""
