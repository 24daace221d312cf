"""What a template may show of a round of exception reporting (seed H 3.7 to 3.11)."""

from dataclasses import dataclass

from paperkit.papers.shown import LinkText, Rated, Sentence, Shown


@dataclass(frozen=True)
class Accountable:
    """One link in the chain of accountability: who, and in which part (seed H 3.9)."""

    part: str
    who: Shown


@dataclass(frozen=True)
class RatingCount:
    """How many of the actions have a rating, with their base, ``4 of 12``, and what it means."""

    word: Rated | str
    count: str
    meaning: str


@dataclass(frozen=True)
class OutcomeCount:
    """How the actions of one outcome are rated: ``Red 1; Green 3``, of how many."""

    outcome: str
    actions: str
    ratings: str


@dataclass(frozen=True)
class ActionReported:
    """One action's line of the round: the form's nine columns, and how it stood last time.

    ``escalation`` says why it is brought to the Board's notice, ``progress`` that it is
    exceptional, ``risk`` where it was dealt with, ``moderation`` who changed the lead's rating and
    why, ``comment`` what the sponsor says. These, ``more`` and ``source`` are empty where there is
    nothing: a template asks with an if.
    """

    reference: str
    wording: str
    outcome: str
    more: str | LinkText
    source: str
    review_date: Shown
    lead: Shown
    measures: str
    target: str
    rating: Rated | str
    last_rating: str
    movement: str
    escalation: str
    progress: str
    reasons: Shown
    control: Shown
    risk: str
    request: Shown
    moderation: str
    comment: str


@dataclass(frozen=True)
class RequestShown:
    """What a lead asks the Board for, and what the officer decided of it."""

    reference: str
    wording: str
    lead: Shown
    words: str
    decision: Shown
    outcome: str


@dataclass(frozen=True)
class NotReturned:
    """An action of which no return came in, and whose it was to send."""

    reference: str
    wording: str
    lead: Shown


@dataclass(frozen=True)
class SponsorSaid:
    """What the sponsor said of one action."""

    reference: str
    wording: str
    words: str


@dataclass(frozen=True)
class ClosedAction:
    """An action that is complete or withdrawn, of which nothing was asked."""

    reference: str
    wording: str
    standing: str


@dataclass(frozen=True)
class RoundShown:
    """A priority's round of exception reporting for the meeting.

    ``listed`` says which of the actions ``rows`` lists. ``last_meeting`` is when the priority last
    reported, or that this is the first time.
    """

    priority: Shown
    chain: tuple[Accountable, ...]
    issued: str
    last_meeting: str
    glance: tuple[Sentence, ...]
    counts: tuple[RatingCount, ...]
    outcomes: tuple[OutcomeCount, ...]
    missing_told: tuple[Sentence, ...]
    missing: tuple[NotReturned, ...]
    concerns_told: tuple[Sentence, ...]
    concerns: tuple[ActionReported, ...]
    successes_told: tuple[Sentence, ...]
    successes: tuple[ActionReported, ...]
    requests_told: tuple[Sentence, ...]
    requests: tuple[RequestShown, ...]
    sponsor_told: tuple[Sentence, ...]
    sponsor: tuple[SponsorSaid, ...]
    listed: str
    rows: tuple[ActionReported, ...]
    closed: tuple[ClosedAction, ...]
