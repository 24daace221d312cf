"""An annual report (seed T 3.15): the Board, its strategy, and a year of both."""

from collections.abc import Iterator
from itertools import chain

from paperkit.board.model import Priority
from paperkit.board.model.forward import RelatedStrategy
from paperkit.board.model.words import Level
from paperkit.board.year.back import YearBack, year_back
from paperkit.board.year.back_people import Member
from paperkit.papers.drafts.facts import Facts
from paperkit.papers.drafts.year import Looking
from paperkit.papers.sentences import of_part
from paperkit.papers.sentences_of_year import drafted_of_year
from paperkit.papers.shown import Gap, LinkText, Shown
from paperkit.papers.view import year_heard, year_priorities, year_results
from paperkit.papers.view.paper_year import (
    AnnualReport,
    MemberShown,
    PriorityLine,
    RelatedLevel,
    RelatedShown,
)
from paperkit.papers.view.source import Source
from paperkit.papers.view.year_words import officers_words
from paperkit.papers.wording import listed
from paperkit.schema.dates import in_words

ALL_YEAR = "All year"
NO_LEVEL = "Other strategies"


def annual_report(source: Source, facts: Facts) -> AnnualReport:
    """Return the year that the report to the meeting looks back on, and the one that follows."""
    year = year_back(source.board, source.ways, source.sitting.day, source.sitting.as_at)
    told = drafted_of_year(Looking(facts, year), source.texts)
    words = officers_words(source, year.achieved)
    span = year.span
    return AnnualReport(
        period=f"{in_words(span.first)} to {in_words(span.last)}",
        reporting=str(span.reporting),
        before=str(span.before),
        summary=of_part(told, "year"),
        board=of_part(told, "board"),
        members=tuple(_member(source, one) for one in year.members),
        strategy=of_part(told, "strategy"),
        vision=_vision(source),
        priorities=tuple(_priority(source, row) for row in _named(year)),
        related=_related(source),
        achieved=tuple(
            year_priorities.achieved(source, one, span, told, words) for one in year.achieved
        ),
        other_words=words.others,
        outturn_sentences=of_part(told, "outturns"),
        outturns=year_results.outturns(source, year.outturns, span),
        less_well=of_part(told, "less_well"),
        late=tuple(year_results.late(source, due) for due in year.late),
        unsaid=tuple(year_results.unsaid(source, row) for row in year.unsaid),
        missed=tuple(year_results.missed(source, one, span) for one in year.worse),
        red=tuple(year_results.red(source, one) for one in year.red),
        rating_sentences=of_part(told, "ratings"),
        rating_chart=year_heard.rating_chart(source, year.rounds),
        ratings=tuple(year_heard.ratings(source, one) for one in year.rounds),
        heard_sentences=of_part(told, "heard"),
        heard=tuple(year_heard.heard(source, one) for one in year.heard),
        brought=of_part(told, "brought"),
        partners=tuple(year_heard.partner(source, *one) for one in year.partners),
        issues=tuple(year_heard.issue(one) for one in year.brought),
        next_year=of_part(told, "next_year"),
        carried=tuple(year_heard.carried(source, action) for action in year.carried),
        meetings=tuple(year_heard.ahead(one) for one in year.ahead.meetings),
    )


def _member(source: Source, member: Member) -> MemberShown:
    person = member.person
    joined = f"Joined on {in_words(member.joined)}" if member.joined else ""
    left = f"left on {in_words(member.left)}" if member.left else ""
    both = "; ".join(part for part in (joined, left) if part)
    nothing = source.phrases.nothing
    return MemberShown(
        name=person.name,
        post=person.post or nothing,
        organisation=person.organisation or nothing,
        in_year=f"{both[:1].upper()}{both[1:]}" or ALL_YEAR,
    )


def _vision(source: Source) -> Shown:
    return " ".join(row.vision for row in source.board.strategy if row.vision)


def _named(year: YearBack) -> Iterator[Priority]:
    return (one.priority for one in year.achieved if one.priority.reference)


def _priority(source: Source, row: Priority) -> PriorityLine:
    return PriorityLine(
        name=source.called(row.reference),
        rank=str(row.rank or source.phrases.nothing),
        part_of=source.called(row.part_of) if row.part_of else source.phrases.nothing,
        sponsor=listed(row.sponsor) or source.phrases.nothing,
    )


def _related(source: Source) -> tuple[RelatedLevel, ...]:
    rows = source.board.related_strategies
    levels = ((str(level), [r for r in rows if r.level is level]) for level in Level)
    rest = (NO_LEVEL, [row for row in rows if row.level is None])
    return tuple(
        RelatedLevel(name, tuple(_strategy(source, row) for row in those))
        for name, those in chain(levels, (rest,))
        if those
    )


def _strategy(source: Source, row: RelatedStrategy) -> RelatedShown:
    title: Shown | LinkText = row.title or Gap("No title given for this strategy")
    if row.title and row.link:
        title = LinkText(row.title, row.link)
    return RelatedShown(title, row.owner or source.phrases.nothing)
