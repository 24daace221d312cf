"""An annual report (seed T 3.15): the Board, its strategy, and a year of both."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from paperkit.actions.shown import NO_OWNER, action_row, rating
from paperkit.actions.standing import Standing, how_late, shown_deadline, standing
from paperkit.board.paper_rows import PartnerReport
from paperkit.board.plan_rows import Action, Meeting, Milestone, Priority
from paperkit.board.settings import Role
from paperkit.board.words import Level, Unrated, Verdict
from paperkit.indicators.charts import count_chart, indicator_chart, sparkline
from paperkit.indicators.shown import (
    marked_name,
    rating_of,
    sign_offs,
    target_words,
    value_shown,
    with_period,
)
from paperkit.indicators.trends import trends_at
from paperkit.kinds import paper
from paperkit.kinds.year_actions import NAMED, by_place
from paperkit.kinds.year_back import (
    ACHIEVED,
    CASE_STUDIES,
    Achieved,
    Member,
    Outturn,
    ReceivedAt,
    YearBack,
    YearOfRounds,
    YearSpan,
    of_priority,
    year_back,
)
from paperkit.kinds.year_sentences import achieved_key, drafted_of_year, when_it_comes
from paperkit.meetings.items import ItemSource as Origin
from paperkit.meetings.shown import NO_TITLE, called, heading
from paperkit.record.at_meeting import Answered, movement
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed, of_part
from paperkit.standpoint.wording import say
from paperkit.word.prose import prose
from paperkit.word.values import Figure, Gap, LinkText, Sentence, SeriesPart, Shown

NO_LEVEL = "Other strategies"
OF_NONE = "Of no single priority"
NO_RETURN, NO_RATING = "no return", "no rating"
NO_DEADLINE = Gap("No deadline given for this action")


def annual_report(at: BoardAt) -> paper.AnnualReport:
    """Return the year that the report to the meeting looks back on, and the one that follows."""
    year, drafted = at.once(year_back), drafted_of_year(at)
    span = year.span
    officers_words = _officers_words(at, year.achieved)
    outcomes = at.called_in_turn([one.indicator.outcome for one in year.outturns])
    return paper.AnnualReport(
        period=f"{in_words(span.first)} to {in_words(span.last)}",
        reporting=str(span.reporting),
        before=str(span.before),
        summary=of_part(drafted, "year"),
        board=of_part(drafted, "board"),
        members=tuple(_member(at, one) for one in year.members),
        strategy=of_part(drafted, "strategy"),
        vision=" ".join(row.vision for row in at.board.strategy if row.vision),
        priorities=tuple(
            _priority(at, one.priority) for one in year.achieved if one.priority.reference
        ),
        related=_related(at),
        achieved=tuple(_achieved(at, one, span, drafted, officers_words) for one in year.achieved),
        other_words=tuple(officers_words[1].get("", ())),
        outturn_sentences=of_part(drafted, "outturns"),
        outturns=tuple(
            _outturn(at, one, outcome, span)
            for one, outcome in zip(year.outturns, outcomes, strict=True)
        ),
        less_well=of_part(drafted, "less_well"),
        late=tuple(_late(at, due.action, due.standing) for due in year.late),
        delivered_late=tuple(_late(at, one, Standing.DELIVERED) for one in year.delivered_late),
        moved=tuple(_late(at, one, standing(one, at.day, at.as_of)) for one in year.moved),
        apart=tuple(_apart(at, year)),
        unsaid=tuple(_unsaid(at, row) for row in year.unsaid),
        missed=tuple(_missed(at, one, span) for one in year.worse),
        red=tuple(_red(at, row) for row in year.red),
        rating_sentences=of_part(drafted, "ratings"),
        rating_chart=_rating_chart(at, year.rounds),
        ratings=tuple(
            paper.PriorityRated(
                name=at.called(one.priority.reference),
                actions=tuple(_rated(at, answers) for answers in one.actions),
                compared=any(len(answers) > 1 for answers in one.actions),
            )
            for one in year.rounds
        ),
        heard_sentences=of_part(drafted, "heard"),
        heard=tuple(_received(at, one) for one in year.received),
        brought=of_part(drafted, "brought"),
        partners=tuple(_partner(at, *one) for one in year.partners),
        issues=tuple(paper.IssueShown(one.issue, called(one.meeting)) for one in year.brought),
        next_year=of_part(drafted, "next_year"),
        carried=tuple(_carried(at, action) for action in year.carried),
        meetings=tuple(
            paper.MeetingNext(
                heading(at, one.meeting),
                tuple(i.title or NO_TITLE for i in one.items if i.source is not Origin.STANDING),
            )
            for one in year.ahead.meetings
        ),
    )


def _member(at: BoardAt, member: Member) -> paper.MemberShown:
    days = {"board.member.joined": member.joined, "board.member.left": member.left}
    said = [say(at, key, day=in_words(day)) for key, day in days.items() if day]
    # Nobody has said that somebody without a first day was there all year.
    if member.person.start is None:
        said.insert(0, say(at, "board.member.undated"))
    both = "; ".join(said) or say(at, "board.member.all_year")
    return paper.MemberShown(
        name=member.person.name,
        post=member.person.post or at.phrases.nothing,
        organisation=member.person.organisation or at.phrases.nothing,
        in_year=f"{both[:1].upper()}{both[1:]}",
    )


def _priority(at: BoardAt, row: Priority) -> paper.PriorityLine:
    return paper.PriorityLine(
        name=at.called(row.reference),
        rank=str(row.rank or at.phrases.nothing),
        part_of=at.called(row.part_of) if row.part_of else at.phrases.nothing,
        sponsor=listed(row.sponsor) or at.phrases.nothing,
    )


def _related(at: BoardAt) -> tuple[paper.RelatedLevel, ...]:
    """Return the related strategies level by level, those without one last."""
    levels: dict[Level | None, list[paper.RelatedShown]] = {level: [] for level in (*Level, None)}
    for row in at.board.related_strategies:
        title: Shown | LinkText = row.title or Gap("No title given for this strategy")
        if row.title and row.link:
            title = LinkText(row.title, row.link)
        owner, supported = row.owner or at.phrases.nothing, listed(row.priorities)
        levels[row.level].append(paper.RelatedShown(title, owner, supported))
    return tuple(
        paper.RelatedLevel(str(level or NO_LEVEL), tuple(those))
        for level, those in levels.items()
        if those
    )


# What officers write of the year and their case studies, by priority; under "" those of none.
OfficersWords = tuple[Mapping[str, list[str]], Mapping[str, list[paper.CaseStudy]]]


def _officers_words(at: BoardAt, achieved: Iterable[Achieved]) -> OfficersWords:
    """Return what the officer wrote of the year, sorted by the priorities that the report shows.

    A row that names no priority is printed all the same, as a case study after all of them.
    """
    shown = {one.priority.reference for one in achieved} - {""}
    priorities = [row for row in at.board.priorities if row.reference in shown]
    words: dict[str, list[str]] = {}
    studies: dict[str, list[paper.CaseStudy]] = {}
    for section in (ACHIEVED, CASE_STUDIES):
        for row in at.texts_of(section):
            found, title = of_priority(priorities, row.name)
            if section == ACHIEVED and found and not title:
                words.setdefault(found, []).append(row.text)
            elif row.text:
                named = found if section == CASE_STUDIES else ""
                study = paper.CaseStudy(title if named else row.name, prose(row.text))
                studies.setdefault(named, []).append(study)
    return words, studies


def _achieved(
    at: BoardAt,
    one: Achieved,
    span: YearSpan,
    drafted: Iterable[Sentence],
    officers_words: OfficersWords,
) -> paper.PriorityYear:
    """Return what was achieved for a priority, with the officer's words for it."""
    priority, nothing = one.priority.reference, at.phrases.nothing
    words, studies = officers_words
    return paper.PriorityYear(
        name=at.called(priority) if priority else OF_NONE,
        sentences=tuple(s for s in drafted if s.key == achieved_key(priority)),
        words=prose(*words.get(priority, ())),
        delivered=tuple(
            paper.DeliveredShown(
                reference=action.reference,
                wording=action.wording or nothing,
                owner=action.owner or NO_OWNER,
                delivered=", ".join(filter(None, (in_words(action.done_on), how_late(action)))),
                deadline=shown_deadline(action) or NO_DEADLINE,
            )
            for action in one.delivered
            if action.done_on
        ),
        milestones=tuple(
            paper.StepShown(
                wording=row.wording or nothing,
                action=row.action or nothing,
                reached=in_words(row.reached_on)
                if row.reached_on
                else say(at, "achieved.each.no_day"),
            )
            for row in one.milestones
        ),
        targets=tuple(
            paper.OutturnBrief(
                reference=outturn.indicator.reference,
                name=outturn.indicator.name or nothing,
                outturn=str(_this_year(at, outturn, span)),
                target=target_words(outturn.target, outturn.indicator),
            )
            for outturn in one.targets
        ),
        exceptional=tuple(
            paper.SuccessShown(
                action=f"{row.action.reference} {row.action.wording}".strip(),
                progress=str((row.now.exceptional if row.now else None) or nothing),
                meeting=called(row.meeting),
                words=(row.now.reasons if row.now else "") or nothing,
            )
            for row in one.exceptional
        ),
        case_studies=tuple(studies.get(priority, ()) if priority else ()),
    )


def _outturn(at: BoardAt, one: Outturn, outcome: str, span: YearSpan) -> paper.OutturnShown:
    """Return an indicator's outturns; ``outcome`` has its name the first time."""
    indicator, reading = one.indicator, one.reading
    no_target = Unrated.DATA_ONLY if indicator.direction is Direction.NONE else Unrated.NO_TARGET
    before: Shown = say(at, "outturns.none", year=str(span.before))
    if one.before:
        shown = value_shown(at, indicator, one.before)
        before = with_period(shown, one.before.period, span.before)
    elif one.judgement.unrated is Unrated.NEW:
        before = str(Unrated.NEW)
    trend = at.once(trends_at)[indicator.reference]
    chart = indicator_chart(trend)
    rated = rating_of(at, one.judgement)
    return paper.OutturnShown(
        reference=indicator.reference,
        name=marked_name(indicator, at.phrases.nothing),
        outcome=outcome,
        partner=indicator.partner or at.gap("No partner", verb="named"),
        before=before,
        target=target_words(one.target, indicator) or str(no_target),
        outturn=_this_year(at, one, span),
        word=rated.word,
        rule=rated.rule,
        movement=one.movement.words,
        why=indicator.rationale,
        signed=sign_offs((one.target,)),
        note=reading.note if reading else "",
        sparkline=sparkline(at, trend),
        chart=chart or say(at, "chart.too_few", len(trend.readings)),
        figures=chart.figures(SeriesPart.VALUE) if chart else "",
        targets=chart.figures(SeriesPart.TARGET) if chart else "",
    )


def _this_year(at: BoardAt, one: Outturn, span: YearSpan) -> Shown:
    """Return the outturn of the year; one that is not out yet says when it comes."""
    comes = when_it_comes(at, one)
    if one.awaited and comes:
        return say(at, "outturns.not_yet", comes=comes)
    if one.awaited:
        return at.gap(f"No {span.reporting} outturn", one.indicator.partner)
    shown = value_shown(at, one.indicator, one.reading)
    return with_period(shown, one.reading.period if one.reading else None, span.reporting)


def _late(at: BoardAt, action: Action, stands: Standing) -> paper.LateShown:
    """Return an action that went less well than planned, with its corrective action or a gap."""
    row = action_row(at, action, stands)
    return paper.LateShown(
        reference=row.reference,
        wording=row.wording,
        owner=row.owner,
        deadline=row.deadline,
        revision=row.revision,
        standing=row.standing,
        correction=row.correction or at.phrases.nothing,
    )


def _apart(at: BoardAt, year: YearBack) -> Iterator[paper.LateShown]:
    """Yield the actions that are neither delivered, due nor carried over, by where they are."""
    for place, those in by_place(year, at.board.actions).items():
        if place in NAMED:
            for action in those:
                yield _late(at, action, standing(action, at.day, at.as_of))


def _unsaid(at: BoardAt, row: Milestone) -> paper.UnsaidShown:
    """Return a milestone of which nobody has said that it was reached, as a gap of its lead's."""
    action = at.board.action.get(row.action)
    named = f"{row.action} {action.wording}".strip() if action else row.action
    return paper.UnsaidShown(
        wording=row.wording or at.phrases.nothing,
        action=named or at.phrases.nothing,
        day=in_words(row.date) if row.date else at.phrases.nothing,
        reached=at.gap("Not", action.lead if action else "", verb="reported"),
    )


def _missed(at: BoardAt, one: Outturn, span: YearSpan) -> paper.TargetMissed:
    """Return an outturn that is worse than its target, with the note on it.

    Where there is none, one that misses its target by more than its tolerance has a gap.
    """
    indicator, reading = one.indicator, one.reading
    said: Shown = (reading.note if reading else "") or at.phrases.nothing
    if reading and not reading.note and one.judgement.role is Role.MISSED:
        said = at.gap("Nothing", indicator.partner, verb="said of this outturn")
    return paper.TargetMissed(
        reference=indicator.reference,
        name=indicator.name or at.phrases.nothing,
        outturn=str(_this_year(at, one, span)),
        target=target_words(one.target, indicator),
        word=rating_of(at, one.judgement).word,
        said=said,
    )


def _red(at: BoardAt, last: Answered) -> paper.RedShown:
    """Return an action at the worst rating at the end of the year, with reasons and control."""
    reasons, control = (last.now.reasons, last.now.control) if last.now else ("", "")
    return paper.RedShown(
        reference=last.action.reference,
        wording=last.action.wording or at.phrases.nothing,
        lead=last.lead or at.phrases.nothing,
        meeting=called(last.meeting),
        word=at.rated(last.rating),
        reasons=reasons or at.gap("No reasons for escalation", last.lead),
        control=control or at.gap("No action to control the risk", last.lead),
    )


def _rating_chart(at: BoardAt, rounds: Iterable[YearOfRounds]) -> Figure | str:
    """Return bars of how actions were rated in their last round of the year; "" for no round."""
    last = [answers[-1].rating or NO_RETURN for of in rounds for answers in of.actions]
    words = dict.fromkeys([*(one.word for one in at.ways.settings.ratings), *last])
    counts = Counter(last)
    title = say(at, "ratings.chart")
    return count_chart(title, [(word, counts[word]) for word in words]) if last else ""


def _rated(at: BoardAt, answers: tuple[Answered, ...]) -> paper.ActionRated:
    """Return an action's ratings round by round, and how the last compares with the first."""
    rounds, last = [], answers[-1]
    for row in answers:
        said = row.rating or (NO_RATING if row.now else NO_RETURN)
        lead = row.lead_rating or NO_RATING
        key = "ratings.each.changed" if row.is_moderated else "ratings.each"
        rounds.append(say(at, key, meeting=called(row.meeting), rating=said, lead=lead))
    rated = [row.rating for row in answers if row.rating]
    if len(rated) > 1:
        moved = str(movement(at.scale, rated[-1], rated[0]))
    else:
        moved = say(at, "ratings.one" if len(answers) < 2 else "ratings.not_compared")
    name = f"{last.action.reference} {last.action.wording}".strip()
    return paper.ActionRated(name, tuple(rounds), rating(at, last), moved)


def _received(at: BoardAt, one: ReceivedAt) -> paper.HeardShown:
    """Return what groups said for a meeting in counts, and what they wanted to be noticed."""
    nothing = at.phrases.nothing
    rows = [row for _, answers in one.returns.answers for row in answers]

    def in_counts(answers: Iterable[Verdict | None]) -> str:
        counts = Counter(answers)
        each = (f"{verdict}: {counts[verdict]}" for verdict in Verdict if counts[verdict])
        return "; ".join(each) or nothing

    return paper.HeardShown(
        meeting=called(one.meeting),
        returns=f"{one.sent} of {len(one.returns.asked)}" if one.returns.asked else nothing,
        delivered=in_counts(row.delivered for row in rows),
        difference=in_counts(row.difference for row in rows),
        highlights=tuple(
            f"{row.group or nothing}{f', on {row.about}' if row.about else ''}: {row.highlight}"
            for row in rows
            if row.highlight
        ),
    )


def _partner(at: BoardAt, meeting: Meeting, row: PartnerReport) -> paper.PartnerShown:
    """Return a partner's report: what it said, or that it is not recorded as received."""
    lacking = "No summary" if row.received is Answer.YES else "Not recorded as received: no summary"
    return paper.PartnerShown(
        title=row.title or say(at, "report.of", partner=row.partner or at.phrases.nothing),
        partner=row.partner or at.phrases.nothing,
        meeting=called(meeting),
        actions=say(at, "report.on", len(row.actions), references=listed(row.actions)),
        summary=row.summary or at.gap(lacking, row.partner),
    )


def _carried(at: BoardAt, action: Action) -> paper.CarriedShown:
    """Return an action that is carried over, under the reference that it keeps."""
    return paper.CarriedShown(
        reference=action.reference,
        wording=action.wording or at.phrases.nothing,
        came_from=action.carried_from or at.phrases.nothing,
        deadline=shown_deadline(action) or NO_DEADLINE,
    )
