"""Ratings over the year, what the Board heard in it, and the year that follows.

What officers write for the priorities of an annual report: their own words, and case studies.

A row that names no priority is printed all the same, after all of them.

What was achieved for a priority in the year, as its part of the annual report shows it.

Outturns of the year, and what went less well with what was done about it.

An annual report (seed T 3.15): the Board, its strategy, and a year of both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from paperkit.actions.shown import action_row, rating, word_of
from paperkit.actions.standing import DueAction, shown_deadline
from paperkit.board.paper_rows import Feedback, PartnerReport, RelatedStrategy, Text
from paperkit.board.plan_rows import Action, Meeting, Milestone, Priority
from paperkit.board.settings import Role
from paperkit.board.words import Level, Unrated, Verdict
from paperkit.frozen import Frozen, replace
from paperkit.indicators.shown import (
    count_chart,
    indicator_chart,
    rating_of,
    target_words,
    value_shown,
    with_period,
)
from paperkit.indicators.trends import trend_of
from paperkit.kinds.annual_paper import (
    ActionRated,
    AnnualReport,
    CarriedShown,
    CaseStudy,
    DeliveredShown,
    HeardShown,
    IssueShown,
    LateShown,
    MeetingNext,
    MemberShown,
    OutturnShown,
    PartnerShown,
    PriorityLine,
    PriorityRated,
    PriorityYear,
    RedShown,
    RelatedLevel,
    RelatedShown,
    StepShown,
    SuccessShown,
    TargetMet,
    TargetMissed,
    UnsaidShown,
)
from paperkit.kinds.year_back import (
    ACHIEVED,
    CASE_STUDIES,
    Achieved,
    Brought,
    HeardAt,
    Member,
    Outturn,
    YearBack,
    YearOfAction,
    YearOfRounds,
    YearSpan,
    of_priority,
    year_back,
)
from paperkit.kinds.year_sentences import (
    Looking,
    achieved_key,
    day_of,
    drafted_of_year,
    when_it_comes,
)
from paperkit.meetings.items import Source as Origin
from paperkit.meetings.shown import NO_TITLE, heading
from paperkit.meetings.year_ahead import MeetingAhead
from paperkit.record.round_history import Answered, movement
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import owner, reporter
from paperkit.standpoint.sentences import of_part
from paperkit.standpoint.wording import listed
from paperkit.word.prose import prose
from paperkit.word.values import Figure, Gap, LinkText, Prose, Sentence, SeriesPart, Shown

NO_RETURN = "no return"
ONE_ROUND = "One round in the year"


def rating_chart(at: BoardAt, rounds: Iterable[YearOfRounds]) -> Figure | str:
    """Return bars of how actions were rated in their last round of the year; "" for no round."""
    last = [one.last.rating or NO_RETURN for of in rounds for one in of.actions]
    words = dict.fromkeys([*(one.word for one in at.ways.settings.ratings), *last])
    counts = Counter(last)
    title = "Actions by rating in their last round of the year"
    return count_chart(title, [(word, counts[word]) for word in words]) if last else ""


def ratings(at: BoardAt, one: YearOfRounds) -> PriorityRated:
    """Return the ratings of a priority's actions, round by round."""
    actions = tuple(_rated(at, row) for row in one.actions)
    return PriorityRated(at.called(one.priority.reference), actions)


def _rated(at: BoardAt, one: YearOfAction) -> ActionRated:
    return ActionRated(
        name=f"{one.action.reference} {one.action.wording}".strip(),
        rounds=tuple(_round(row) for row in one.answers),
        word=rating(at, one.last),
        movement=_movement(at, one.answers),
    )


def _round(row: Answered) -> str:
    """Return a rating of the year with its meeting, and that the sponsor changed it."""
    lead = row.lead_rating or "no rating"
    changed = f" (changed by the sponsor from {lead})" if row.is_moderated else ""
    said = row.rating or ("no rating" if row.now else NO_RETURN)
    return f"{day_of(row.meeting)}: {said}{changed}"


def _movement(at: BoardAt, answers: Sequence[Answered]) -> str:
    """Return how the last rating stands to the first of the year."""
    rated = [row.rating for row in answers if row.rating]
    if len(rated) < 2:
        return ONE_ROUND if len(answers) < 2 else "Not comparable"
    return str(movement(at.scale, rated[-1], rated[0]))


def heard(at: BoardAt, one: HeardAt) -> HeardShown:
    """Return what groups said for a meeting in counts, and what they wanted to be noticed."""
    rows = [row for _, answers in one.returns.answers for row in answers]
    asked, silent = len(one.returns.asked), len(one.returns.silent)
    return HeardShown(
        meeting=day_of(one.meeting),
        returns=f"{asked - silent} of {asked}",
        delivered=_verdicts(at, [row.delivered for row in rows]),
        difference=_verdicts(at, [row.difference for row in rows]),
        highlights=tuple(_highlight(at, row) for row in rows if row.highlight),
    )


def _verdicts(at: BoardAt, answers: Sequence[Verdict | None]) -> str:
    counts = Counter(answer for answer in answers if answer)
    told = [f"{verdict}: {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    return "; ".join(told) or at.phrases.nothing


def _highlight(at: BoardAt, row: Feedback) -> str:
    about = f", on {row.about}" if row.about else ""
    return f"{row.group or at.phrases.nothing}{about}: {row.highlight}"


def partner(at: BoardAt, meeting: Meeting, row: PartnerReport) -> PartnerShown:
    """Return a partner's report: what it said, or that it is not recorded as received."""
    actions = "action" if len(row.actions) == 1 else "actions"
    lacking = "No summary" if row.received is Answer.YES else "Not recorded as received: no summary"
    return PartnerShown(
        title=row.title or f"Report of {row.partner or at.phrases.nothing}",
        partner=row.partner or at.phrases.nothing,
        meeting=day_of(meeting),
        actions=f"On {actions} {listed(row.actions)}" if row.actions else "",
        summary=row.summary or at.gap(lacking, row.partner),
    )


def issue(one: Brought) -> IssueShown:
    """Return an issue of a development session as the Board was given it."""
    return IssueShown(one.issue, day_of(one.meeting))


def carried(at: BoardAt, action: Action) -> CarriedShown:
    """Return an action that is carried over, under the reference that it keeps."""
    return CarriedShown(
        reference=action.reference,
        wording=action.wording or at.phrases.nothing,
        came_from=action.carried_from or at.phrases.nothing,
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
    )


def ahead(one: MeetingAhead) -> MeetingNext:
    """Return a meeting of the coming year with what is down for it alone."""
    items: Iterable[Shown] = (
        item.title or NO_TITLE for item in one.items if item.source is not Origin.STANDING
    )
    return MeetingNext(heading(one.meeting), tuple(items))


class OfficersWords(Frozen):
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


def officers_words(at: BoardAt, achieved: Iterable[Achieved]) -> OfficersWords:
    """Return what the officer wrote of the year, sorted by the priorities that the report shows."""
    shown = {folded(one.priority.reference) for one in achieved} - {""}
    priorities = [row for row in at.board.priorities if folded(row.reference) in shown]
    texts: dict[str, list[Text]] = {}
    studies: dict[str, list[CaseStudy]] = {}
    others: list[CaseStudy] = []
    for row in at.texts_of(ACHIEVED):
        found, title = of_priority(priorities, row.name)
        if found and not title:
            texts.setdefault(found, []).append(row)
        elif row.text:
            others.append(CaseStudy(row.name, prose(row.text)))
    for row in at.texts_of(CASE_STUDIES):
        found, title = of_priority(priorities, row.name)
        if row.text:
            place = studies.setdefault(found, []) if found else others
            place.append(CaseStudy(title if found else row.name, prose(row.text)))
    words = {key: prose(*(row.text for row in rows)) for key, rows in texts.items()}
    return OfficersWords(
        words, {key: tuple(all_of) for key, all_of in studies.items()}, tuple(others)
    )


OF_NONE = "Of no single priority"


def achieved(
    at: BoardAt,
    one: Achieved,
    span: YearSpan,
    told: Sequence[Sentence],
    words: OfficersWords,
) -> PriorityYear:
    """Return what was achieved for a priority, with the officer's words for it."""
    key = achieved_key(one.priority.reference)
    return PriorityYear(
        name=at.called(one.priority.reference) if one.priority.reference else OF_NONE,
        sentences=tuple(sentence for sentence in told if sentence.key == key),
        words=words.of(one.priority),
        delivered=tuple(_delivered(at, action) for action in one.delivered),
        milestones=tuple(_step(at, row) for row in one.milestones),
        targets=tuple(_target(at, row, span) for row in one.targets),
        exceptional=tuple(_success(at, row) for row in one.exceptional),
        case_studies=words.studies_of(one.priority),
    )


def owner_of(action: Action) -> Shown:
    """Return who answers for an action, or that nobody is named."""
    return owner(action) or Gap("No owner given for this action")


def action_called(at: BoardAt, reference: str) -> str:
    """Return an action's reference with its wording, where it is known."""
    action = at.actions.get(folded(reference))
    return f"{reference} {action.wording}".strip() if action else reference


def _delivered(at: BoardAt, action: Action) -> DeliveredShown:
    assert action.done_on is not None, "An action of the year has the day of its delivery."
    return DeliveredShown(
        reference=action.reference,
        wording=action.wording or at.phrases.nothing,
        owner=owner_of(action),
        delivered=in_words(action.done_on),
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
    )


def _step(at: BoardAt, row: Milestone) -> StepShown:
    return StepShown(
        wording=row.wording or at.phrases.nothing,
        action=row.action or at.phrases.nothing,
        reached=in_words(row.reached_on) if row.reached_on else "With its action",
    )


def _target(at: BoardAt, one: Outturn, span: YearSpan) -> TargetMet:
    reading = one.reading
    shown = value_shown(at, one.indicator, reading)
    outturn = with_period(shown, reading.period if reading else None, span.reporting)
    name = one.indicator.name or at.phrases.nothing
    target = target_words(one.target, one.indicator)
    return TargetMet(one.indicator.reference, name, str(outturn), target)


def _success(at: BoardAt, row: Answered) -> SuccessShown:
    now = row.now
    said = now.reasons if now else ""
    return SuccessShown(
        action=f"{row.action.reference} {row.action.wording}".strip(),
        progress=str(now.exceptional) if now and now.exceptional else at.phrases.nothing,
        meeting=day_of(row.meeting),
        words=said or at.phrases.nothing,
    )


def outturns(at: BoardAt, those: Sequence[Outturn], span: YearSpan) -> tuple[OutturnShown, ...]:
    """Return every indicator's outturns, each outcome with its name where it first stands."""
    outcomes = at.called_in_turn([one.indicator.outcome for one in those])
    rows = (_outturn(at, one, span) for one in those)
    return tuple(replace(row, outcome=of) for row, of in zip(rows, outcomes, strict=True))


def late(at: BoardAt, due: DueAction) -> LateShown:
    """Return an action that was due and not delivered, with its corrective action or a gap."""
    row = action_row(at, due.action, due.standing)
    return LateShown(
        reference=row.reference,
        wording=row.wording,
        owner=row.owner,
        deadline=row.deadline,
        revision=row.revision,
        standing=row.standing,
        correction=row.correction or at.phrases.nothing,
    )


def unsaid(at: BoardAt, row: Milestone) -> UnsaidShown:
    """Return a milestone of which nobody has said that it was reached, as a gap of its lead's."""
    action = at.actions.get(folded(row.action))
    whose = reporter(action) if action else ""
    return UnsaidShown(
        wording=row.wording or at.phrases.nothing,
        action=action_called(at, row.action) or at.phrases.nothing,
        day=in_words(row.date) if row.date else at.phrases.nothing,
        reached=at.gap("Not", whose, verb="reported"),
    )


def missed(at: BoardAt, one: Outturn, span: YearSpan) -> TargetMissed:
    """Return an outturn that is worse than its target, with the note on it.

    Where there is none, one that misses its target by more than its tolerance has a gap.
    """
    indicator, reading = one.indicator, one.reading
    said: Shown = (reading.note if reading else "") or at.phrases.nothing
    if reading and not reading.note and one.judgement.role is Role.MISSED:
        said = at.gap("Nothing", indicator.partner, verb="said of this outturn")
    return TargetMissed(
        reference=indicator.reference,
        name=indicator.name or at.phrases.nothing,
        outturn=str(_this_year(at, one, span)),
        target=target_words(one.target, indicator),
        word=rating_of(one.judgement).word,
        said=said,
    )


def red(at: BoardAt, one: YearOfAction) -> RedShown:
    """Return an action at the worst rating at the end of the year, with reasons and control."""
    row, now = one.last, one.last.now
    reasons, control = (now.reasons, now.control) if now else ("", "")
    return RedShown(
        reference=one.action.reference,
        wording=one.action.wording or at.phrases.nothing,
        lead=row.lead or at.phrases.nothing,
        meeting=day_of(row.meeting),
        word=word_of(at, row.rating),
        reasons=reasons or at.gap("No reasons for escalation", row.lead),
        control=control or at.gap("No action to control the risk", row.lead),
    )


def _outturn(at: BoardAt, one: Outturn, span: YearSpan) -> OutturnShown:
    indicator = one.indicator
    proxy = " (proxy)" if indicator.proxy is Answer.YES else ""
    targets = at.board.targets_of.get(indicator.reference, ())
    chart = indicator_chart(trend_of(at.board, indicator, at.as_of), targets)
    drawn = chart if isinstance(chart, Figure) else None
    rating = rating_of(one.judgement)
    return OutturnShown(
        reference=indicator.reference,
        name=f"{indicator.name or at.phrases.nothing}{proxy}",
        outcome="",
        partner=indicator.partner or at.gap("No partner", verb="named"),
        before=_before(at, one, span),
        target=_target_year_results(one),
        outturn=_this_year(at, one, span),
        word=rating.word,
        rule=rating.rule,
        movement=one.movement.words,
        note=one.reading.note if one.reading else "",
        chart=chart,
        figures=drawn.figures(SeriesPart.VALUE) if drawn else "",
        targets=drawn.figures(SeriesPart.TARGET) if drawn else "",
    )


def _before(at: BoardAt, one: Outturn, span: YearSpan) -> Shown:
    reading = one.before
    if reading is None and one.judgement.unrated is Unrated.NEW:
        return str(Unrated.NEW)
    if reading is None:
        return f"No {span.before} outturn"
    shown = value_shown(at, one.indicator, reading)
    return with_period(shown, reading.period, span.before)


def _this_year(at: BoardAt, one: Outturn, span: YearSpan) -> Shown:
    """Return the outturn of the year; one that is not out yet says when it comes."""
    if one.awaited:
        comes = when_it_comes(one)
        if comes:
            return f"Not out yet: {comes[:1].lower()}{comes[1:]}"
        return at.gap(f"No {span.reporting} outturn", one.indicator.partner)
    reading = one.reading
    shown = value_shown(at, one.indicator, reading)
    return with_period(shown, reading.period if reading else None, span.reporting)


def _target_year_results(one: Outturn) -> Shown:
    words = target_words(one.target, one.indicator)
    none = one.indicator.direction is Direction.NONE
    return words or str(Unrated.DATA_ONLY if none else Unrated.NO_TARGET)


ALL_YEAR = "All year"
NO_LEVEL = "Other strategies"


def annual_report(at: BoardAt) -> AnnualReport:
    """Return the year that the report to the meeting looks back on, and the one that follows."""
    year = year_back(at.board, at.ways, at.day, at.data_day)
    told = drafted_of_year(Looking(at, year), at.texts)
    words = officers_words(at, year.achieved)
    span = year.span
    return AnnualReport(
        period=f"{in_words(span.first)} to {in_words(span.last)}",
        reporting=str(span.reporting),
        before=str(span.before),
        summary=of_part(told, "year"),
        board=of_part(told, "board"),
        members=tuple(_member(at, one) for one in year.members),
        strategy=of_part(told, "strategy"),
        vision=" ".join(row.vision for row in at.board.strategy if row.vision),
        priorities=tuple(_priority(at, row) for row in _named(year)),
        related=_related(at),
        achieved=tuple(achieved(at, one, span, told, words) for one in year.achieved),
        other_words=words.others,
        outturn_sentences=of_part(told, "outturns"),
        outturns=outturns(at, year.outturns, span),
        less_well=of_part(told, "less_well"),
        late=tuple(late(at, due) for due in year.late),
        unsaid=tuple(unsaid(at, row) for row in year.unsaid),
        missed=tuple(missed(at, one, span) for one in year.worse),
        red=tuple(red(at, one) for one in year.red),
        rating_sentences=of_part(told, "ratings"),
        rating_chart=rating_chart(at, year.rounds),
        ratings=tuple(ratings(at, one) for one in year.rounds),
        heard_sentences=of_part(told, "heard"),
        heard=tuple(heard(at, one) for one in year.heard),
        brought=of_part(told, "brought"),
        partners=tuple(partner(at, *one) for one in year.partners),
        issues=tuple(issue(one) for one in year.brought),
        next_year=of_part(told, "next_year"),
        carried=tuple(carried(at, action) for action in year.carried),
        meetings=tuple(ahead(one) for one in year.ahead.meetings),
    )


def _member(at: BoardAt, member: Member) -> MemberShown:
    person = member.person
    joined = f"Joined on {in_words(member.joined)}" if member.joined else ""
    left = f"left on {in_words(member.left)}" if member.left else ""
    both = "; ".join(part for part in (joined, left) if part)
    nothing = at.phrases.nothing
    return MemberShown(
        name=person.name,
        post=person.post or nothing,
        organisation=person.organisation or nothing,
        in_year=f"{both[:1].upper()}{both[1:]}" or ALL_YEAR,
    )


def _named(year: YearBack) -> Iterator[Priority]:
    return (one.priority for one in year.achieved if one.priority.reference)


def _priority(at: BoardAt, row: Priority) -> PriorityLine:
    return PriorityLine(
        name=at.called(row.reference),
        rank=str(row.rank or at.phrases.nothing),
        part_of=at.called(row.part_of) if row.part_of else at.phrases.nothing,
        sponsor=listed(row.sponsor) or at.phrases.nothing,
    )


def _related(at: BoardAt) -> tuple[RelatedLevel, ...]:
    rows = at.board.related_strategies
    levels = ((str(level), [r for r in rows if r.level is level]) for level in Level)
    rest = (NO_LEVEL, [row for row in rows if row.level is None])
    return tuple(
        RelatedLevel(name, tuple(_strategy(at, row) for row in those))
        for name, those in chain(levels, (rest,))
        if those
    )


def _strategy(at: BoardAt, row: RelatedStrategy) -> RelatedShown:
    title: Shown | LinkText = row.title or Gap("No title given for this strategy")
    if row.title and row.link:
        title = LinkText(row.title, row.link)
    return RelatedShown(title, row.owner or at.phrases.nothing)
