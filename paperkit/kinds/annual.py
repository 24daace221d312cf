"""An annual report (seed T 3.15): the Board, its strategy, and a year of both."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from paperkit.actions.shown import NO_OWNER, action_row
from paperkit.actions.standing import how_late, shown_deadline, standing
from paperkit.board.paper_rows import PartnerReport
from paperkit.board.plan_rows import Meeting, Priority
from paperkit.board.settings import Role
from paperkit.board.words import Level, Unrated, Verdict
from paperkit.indicators.charts import figures_of
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
from paperkit.kinds.year_actions import AtYearEnd, by_place
from paperkit.kinds.year_back import (
    ACHIEVED,
    CASE_STUDIES,
    Achieved,
    Member,
    Outturn,
    ReceivedAt,
    YearBack,
    YearSpan,
    of_priority,
    year_back,
)
from paperkit.kinds.year_figures import in_figures
from paperkit.kinds.year_less_well import listed_less_well
from paperkit.kinds.year_sentences import (
    IN_ALL,
    achieved_key,
    drafted_of_year,
    outturn_words,
    year_line,
)
from paperkit.meetings.items import ItemSource as Origin
from paperkit.meetings.shown import NO_TITLE, called, heading
from paperkit.record.at_meeting import Answered, movement
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.values import Amount, Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed, of_part
from paperkit.standpoint.wording import all_named, say
from paperkit.word.prose import prose
from paperkit.word.values import Gap, LinkText, Sentence, SeriesPart, Shown, Sparkline

NO_LEVEL = "Other strategies"
OF_NONE = "Of no single priority"
MOST_DRAWN = 3
"""Of how many indicators of a priority the last figures are drawn."""
WORSE = frozenset({Role.NEAR, Role.MISSED})
NO_FIGURES = "No figure"
NO_DEADLINE = Gap("No deadline given for this action")


def annual_report(at: BoardAt) -> paper.AnnualReport:
    """Return the year that the report to the meeting looks back on, and the one that follows."""
    year, drafted = at.once(year_back), drafted_of_year(at)
    span = year.span
    officers_words = _officers_words(at, year.achieved)
    outcomes = at.called_in_turn([one.indicator.outcome for one in year.outturns])
    heard, brought = of_part(drafted, "heard"), of_part(drafted, "brought")
    answers = [rows for of in year.rounds for rows in of.actions]
    signed = _signed_by_all(at, year.outturns, str(span.reporting))
    worth_a_row = [rows for rows in answers if not _always_best(rows)]
    best = [f"action {rows[-1].action.reference}" for rows in answers if _always_best(rows)]
    return paper.AnnualReport(
        period=f"{in_words(span.first)} to {in_words(span.last)}",
        reporting=str(span.reporting),
        before=str(span.before),
        glance=in_figures(at, year),
        summary=of_part(drafted, "year"),
        board=of_part(drafted, "board"),
        members=_members(at, year.members),
        strategy=of_part(drafted, "strategy"),
        vision=" ".join(row.vision for row in at.board.strategy if row.vision),
        priorities=tuple(
            _priority(at, one.priority) for one in year.achieved if one.priority.reference
        ),
        related=_related(at),
        achieved_in_all=tuple(said for said in drafted if said.key == IN_ALL),
        achieved=tuple(_achieved(at, one, span, drafted, officers_words) for one in year.achieved),
        other_words=tuple(officers_words[1].get("", ())),
        outturn_sentences=of_part(drafted, "outturns"),
        outturns=tuple(
            _outturn(at, one, outcome, span, own_sign_off=not signed)
            for one, outcome in zip(year.outturns, outcomes, strict=True)
        ),
        signed=signed,
        less_well=of_part(drafted, "less_well"),
        listed=listed_less_well(at, year),
        rating_sentences=of_part(drafted, "ratings"),
        has_rounds=bool(year.rounds),
        rated=_rated(at, worth_a_row),
        best=say(
            at, "ratings.best", len(best),
            each=all_named(best), rating=" or ".join(at.scale.words(Role.MET)),
        ),
        compared=at.back.last is not None,
        heard_of=bool(heard or brought or year.partners or year.brought),
        feedback_sentences=heard,
        feedback=tuple(_received(at, one) for one in year.received if one.has_groups),
        brought=brought,
        partners=tuple(partner_shown(at, *one) for one in year.partners),
        issues=tuple(paper.IssueShown(one.issue, called(one.meeting)) for one in year.brought),
        next_year=of_part(drafted, "next_year"),
        going_on=_going_on(at, year),
        meetings=tuple(
            paper.MeetingNext(
                heading(at, one.meeting),
                tuple(i.title or NO_TITLE for i in one.items if i.source is not Origin.STANDING),
            )
            for one in year.ahead.meetings
        ),
    )  # fmt: skip


def _members(at: BoardAt, members: Iterable[Member]) -> tuple[paper.MemberShown, ...]:
    """Return the members; where all were there all year, a sentence says so and no cell."""
    changes = [(one, _in_year(at, one)) for one in members]
    someone_moved = any(words for _, words in changes)
    all_year = say(at, "board.member.all_year") if someone_moved else ""
    return tuple(
        paper.MemberShown(
            name=one.person.name,
            post=one.person.post or at.phrases.nothing,
            organisation=one.person.organisation or at.phrases.nothing,
            in_year=words or all_year,
        )
        for one, words in changes
    )


def _in_year(at: BoardAt, member: Member) -> str:
    """Return when a member joined and left; "" for one who was there all year."""
    days = {"board.member.joined": member.joined, "board.member.left": member.left}
    said = [say(at, key, day=in_words(day)) for key, day in days.items() if day]
    # Nobody has said that somebody without a first day was there all year.
    if member.person.start is None:
        said.insert(0, say(at, "board.member.undated"))
    both = "; ".join(said)
    return f"{both[:1].upper()}{both[1:]}"


def _priority(at: BoardAt, row: Priority) -> paper.PriorityLine:
    return paper.PriorityLine(
        name=at.called(row.reference),
        rank=str(row.rank or at.phrases.nothing),
        part_of=at.called(row.part_of) if row.part_of else at.phrases.nothing,
        sponsor=listed(row.sponsor) or at.phrases.nothing,
    )


def _related(at: BoardAt) -> tuple[paper.RelatedShown, ...]:
    """Return the related strategies by level, those without one last."""
    levels, found = [*Level, None], []
    rows = at.board.related_strategies
    nothing = at.phrases.nothing
    none = nothing if any(row.priorities for row in rows) else ""
    for row in sorted(rows, key=lambda row: levels.index(row.level)):
        title: Shown | LinkText = row.title or Gap("No title given for this strategy")
        if row.title and row.link:
            title = LinkText(row.title, row.link)
        supported = listed(row.priorities) or none
        level = str(row.level or NO_LEVEL)
        found.append(paper.RelatedShown(title, level, row.owner or nothing, supported))
    return tuple(found)


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
    priority = one.priority.reference
    words, studies = officers_words
    return paper.PriorityYear(
        name=at.called(priority) if priority else OF_NONE,
        sentences=tuple(s for s in drafted if s.key == achieved_key(priority)),
        words=prose(*words.get(priority, ())),
        achieved=tuple(_achievements(at, one, span)),
        exceptional=tuple(
            paper.SuccessShown(
                action=f"{row.action.reference} {row.action.wording}".strip(),
                progress=str((row.now.exceptional if row.now else None) or at.phrases.nothing),
                meeting=called(row.meeting),
                words=(row.now.reasons if row.now else "") or at.phrases.nothing,
            )
            for row in one.exceptional
        ),
        case_studies=tuple(studies.get(priority, ()) if priority else ()),
    )


def _achievements(at: BoardAt, one: Achieved, span: YearSpan) -> Iterator[paper.AchievedShown]:
    """Yield the actions delivered for a priority, its milestones reached, its targets met."""
    nothing = at.phrases.nothing
    for action in one.delivered:
        if action.done_on:
            yield paper.AchievedShown(
                kind=say(at, "achieved.kind.action"),
                name=f"{action.reference} {action.wording or nothing}",
                owner=action.owner or NO_OWNER,
                result=", ".join(filter(None, (in_words(action.done_on), how_late(action)))),
                due=shown_deadline(action) or NO_DEADLINE,
            )
    for row in one.milestones:
        of = at.board.action.get(row.action)
        reached = row.reached_on and in_words(row.reached_on)
        yield paper.AchievedShown(
            kind=say(at, f"achieved.kind.milestone{'' if reached else '.undated'}"),
            name=say(
                at, "achieved.milestone", wording=row.wording or nothing, action=row.action
            ) if row.action else row.wording or nothing,
            owner=(of.owner if of else "") or nothing,
            result=reached or say(at, "achieved.each.no_day"),
            due=in_words(row.date) if row.date else nothing,
        )  # fmt: skip
    drawn = _drawn(at, one.targets, span)
    for outturn in one.targets:
        indicator = outturn.indicator
        yield paper.AchievedShown(
            kind=say(at, "achieved.kind.target"),
            name=f"{indicator.reference} {indicator.name or nothing}",
            owner=indicator.partner or at.gap("No partner", verb="named"),
            result=str(outturn_words(at, outturn, span)),
            due=target_words(outturn.target, indicator),
            sparkline=drawn.get(indicator.reference, ""),
        )


def _drawn(at: BoardAt, outturns: Iterable[Outturn], span: YearSpan) -> Mapping[str, Sparkline]:
    """Return a line of the last figures of a few: those that moved most since the year before.

    How far is a share of what was before, so that days and percentages compare.
    """

    def moved(one: Outturn) -> Decimal:
        return _apart(one.value, one.before.value if one.before else None)

    lines = (
        (one.indicator.reference, year_line(at, one, span))
        for one in sorted(outturns, key=moved, reverse=True)
    )
    few = [(name, line) for name, line in lines if isinstance(line, Sparkline)]
    return dict(few[:MOST_DRAWN])


def _apart(one: Amount | None, other: Amount | None) -> Decimal:
    """Return how far a figure is from another, as a share of it; nothing where either is none."""
    if one is None or other is None or one.number is None or not other.number:
        return Decimal(0)
    return abs((one.number - other.number) / other.number)


def _no_target(one: Outturn) -> Unrated:
    is_judged = one.indicator.direction is not Direction.NONE
    return Unrated.NO_TARGET if is_judged else Unrated.DATA_ONLY


def _signed_by_all(at: BoardAt, outturns: Iterable[Outturn], year: str) -> str:
    """Return who signed off every target of a year; "" where that is not the same for all."""
    rows = [row for one in outturns if one.target for row in one.target.rows]
    signed = {(row.signed_by, row.signed_on) for row in rows if row.number is not None}
    if len(signed) != 1:
        return ""
    ((by, day),) = signed
    if not by:
        return ""
    if day is None:
        return say(at, "outturns.signed.no_day", year=year, by=by)
    return say(at, "outturns.signed", year=year, by=by, day=in_words(day))


def _outturn(
    at: BoardAt, one: Outturn, outcome: str, span: YearSpan, *, own_sign_off: bool
) -> paper.OutturnShown:
    """Return an indicator's outturns; ``outcome`` has its name the first time."""
    indicator, reading = one.indicator, one.reading
    is_worse = one.judgement.role in WORSE
    before: Shown = say(at, "outturns.none", year=str(span.before))
    if one.before:
        shown = value_shown(at, indicator, one.before)
        before = with_period(shown, one.before.period, span.before)
    elif one.judgement.unrated is Unrated.NEW:
        before = str(Unrated.NEW)
    every = figures_of(at.once(trends_at)[indicator.reference])
    rated = rating_of(at, one.judgement)
    return paper.OutturnShown(
        reference=indicator.reference,
        name=marked_name(indicator, at.phrases.nothing),
        outcome=outcome,
        partner=indicator.partner or at.gap("No partner", verb="named"),
        before=before,
        target=target_words(one.target, indicator) or str(_no_target(one)),
        outturn=outturn_words(at, one, span),
        word=rated.word,
        rule=rated.rule if is_worse else "",
        movement=one.movement.way.value,
        why=indicator.rationale,
        signed=sign_offs((one.target,)) if own_sign_off else "",
        note=reading.note if reading and not is_worse else "",
        sparkline=year_line(at, one, span),
        figures=every.figures(SeriesPart.VALUE) or NO_FIGURES,
        targets=every.figures(SeriesPart.TARGET),
    )


def _always_best(answers: Iterable[Answered]) -> bool:
    """Return whether an action had the best of the ratings in each round, its lead's own words."""
    return all(row.role is Role.MET and not row.is_moderated for row in answers)


def _rated(at: BoardAt, actions: Sequence[tuple[Answered, ...]]) -> tuple[paper.ActionRated, ...]:
    """Return the actions' ratings round by round, and how the last compares with the first."""
    compared = any(len(answers) > 1 for answers in actions)
    return tuple(
        paper.ActionRated(
            f"{answers[-1].action.reference} {answers[-1].action.wording}".strip(),
            tuple(_in_round(at, row) for row in answers),
            _moved(at, answers) if compared else "",
        )
        for answers in actions
    )


def _in_round(at: BoardAt, row: Answered) -> paper.RoundRated:
    no_rating = say(at, "ratings.each.no_rating" if row.now else "ratings.each.no_return")
    lead = row.lead_rating or say(at, "ratings.each.no_rating")
    return paper.RoundRated(
        called(row.meeting),
        at.rated(row.rating) if row.rating else no_rating,
        say(at, "ratings.each.changed", lead=lead) if row.is_moderated else "",
    )


def _moved(at: BoardAt, answers: tuple[Answered, ...]) -> str:
    rated = [row.rating for row in answers if row.rating]
    if len(rated) > 1:
        return str(movement(at.scale, rated[-1], rated[0]))
    return say(at, "ratings.one" if len(answers) < 2 else "ratings.not_compared")


def _received(at: BoardAt, one: ReceivedAt) -> paper.FeedbackShown:
    """Return what groups said for a meeting in counts, and what they wanted to be noticed."""
    nothing = at.phrases.nothing
    rows = [row for _, answers in one.returns.answers for row in answers]

    def in_counts(answers: Iterable[Verdict | None]) -> str:
        counts = Counter(answers)
        each = (f"{verdict}: {counts[verdict]}" for verdict in Verdict if counts[verdict])
        return "; ".join(each) or nothing

    return paper.FeedbackShown(
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


def partner_shown(at: BoardAt, meeting: Meeting, row: PartnerReport) -> paper.PartnerShown:
    """Return a partner's report: what it said, or that it is not recorded as received."""
    lacking = "No summary" if row.received is Answer.YES else "Not recorded as received: no summary"
    return paper.PartnerShown(
        title=row.title or say(at, "report.of", partner=row.partner or at.phrases.nothing),
        partner=row.partner or at.phrases.nothing,
        meeting=called(meeting),
        actions=say(at, "report.on", len(row.actions), references=listed(row.actions)),
        summary=row.summary or at.gap(lacking, row.partner),
    )


def _going_on(at: BoardAt, year: YearBack) -> tuple[paper.GoingOnShown, ...]:
    """Return the actions that are carried over, and those that are ongoing."""
    ongoing = by_place(year, at.board.actions).get(AtYearEnd.ONGOING, ())
    found = []
    for action in (*year.carried, *ongoing):
        row = action_row(at, action, standing(action, at.day, at.as_of))
        came_from = action.carried_from or at.phrases.nothing
        why = say(at, "next_year.carried.each", came_from=came_from)
        if action in ongoing:
            why = say(at, "next_year.ongoing.each", standing=row.standing)
        found.append(
            paper.GoingOnShown(
                name=f"{row.reference} {row.wording}".strip(),
                owner=row.owner,
                why=why,
                deadline=shown_deadline(action) or NO_DEADLINE,
                correction=row.correction,
            )
        )
    return tuple(found)
