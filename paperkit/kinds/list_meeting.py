"""Lists round a meeting: decisions, papers and what they recommend, what others say.

What is exempt has nothing in its fields but what the public may know of it, so that no condition on
a public paper's list can give it away.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from paperkit.board.agenda import in_turn
from paperkit.board.decision_rows import DecisionOutcome
from paperkit.board.kind_roles import KindRole
from paperkit.board.paper_rows import PaperRow
from paperkit.board.words import Assurance, Publicity, Verdict
from paperkit.decisions.recorded import Decided, decided
from paperkit.decisions.shown import NOT_PUBLIC, decision_shown
from paperkit.kinds.list_fields import (
    ACTIONS,
    NAMES,
    OUTCOMES,
    PRIORITIES,
    PlanPlaces,
    choice_field,
    day_field,
    held_choice,
    held_day,
    held_several,
    held_words,
    held_yes,
    plan_places,
    words_field,
    yes_field,
)
from paperkit.kinds.paper import (
    PaperListed,
    RecommendationShown,
)
from paperkit.kinds.resolutions import EXEMPT_ITEM
from paperkit.kinds.selecting import Candidate, Held, ListField
from paperkit.packs.plan import Planned
from paperkit.papers.shown import recommendations
from paperkit.rounds.shown import recommended
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.standpoint.board_at import BoardAt
from paperkit.voices.rules import reports_at
from paperkit.voices.shown import highlights, voices
from paperkit.word.values import Shown

NO_TITLE = "No title given"
_PAPER = ("papers.reference", "decisions.paper")


# --- Decisions -----------------------------------------------------------------------------------


def decisions_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield what earlier meetings decided or asked for."""
    plan = at.once(plan_places)
    for one in at.board.once(decided):
        if one.day < at.day:
            yield Candidate(_of_decision(plan, one), partial(decision_shown, at, one))


def _of_decision(plan: PlanPlaces, one: Decided) -> dict[str, Held]:
    row = one.row
    public = {
        "meeting": held_day(one.day),
        "outcome": held_choice(row.outcome),
        "exempt": held_yes(one.is_exempt),
    }
    if one.is_exempt:
        return public
    return public | {
        "paper": held_words(row.paper),
        "priority": plan.priority(one.paper.priority if one.paper else ""),
        "who_acts": held_words(row.by),
        "by_when": held_day(row.due),
        "open": held_yes(row.is_to_do),
        "closed": held_day(row.closed_on),
    }


DECISION_FIELDS: Mapping[str, ListField] = {
    "meeting": day_field("the day of the meeting that decided"),
    "outcome": choice_field(DecisionOutcome, "what the Board did with it"),
    "exempt": yes_field("whether it is exempt; an exempt one has nothing in the fields below"),
    "paper": words_field("the reference of the paper that asked for it", *_PAPER),
    "priority": words_field("the priority of that paper; in the strategy's order", PRIORITIES),
    "who_acts": words_field("who acts on it, as typed", "decisions.by", *NAMES),
    "by_when": day_field("the day by which that is to be done"),
    "open": yes_field("whether somebody has still something to do"),
    "closed": day_field("the day from which nothing more is to be done"),
}

# --- Papers of the meeting, and what they recommend ----------------------------------------------


def _others(at: BoardAt) -> list[tuple[int, PaperRow]]:
    """Return the other papers of the meeting, each with its place: by item, then as in the file."""
    own, meeting = folded(at.paper_row.reference), at.the_meeting.reference
    rows = [
        row
        for row in at.board.papers
        if row.meeting == meeting and row.reference and folded(row.reference) != own
        # A note for the Chair is not a paper of the meeting.
        if at.ways.role_of(row.kind) is not KindRole.NOTE
    ]
    return list(enumerate(sorted(rows, key=lambda row: in_turn(_item(at, row)))))


def _item(at: BoardAt, row: PaperRow) -> str:
    """Return the number on the agenda: of an appendix without one that of its cover paper."""
    if row.item or not row.appendix_of:
        return row.item
    cover = next((one for one in at.board.papers if one.reference == row.appendix_of), None)
    return cover.item if cover else ""


def _is_withheld(at: BoardAt, row: PaperRow) -> bool:
    """Return whether a paper is exempt and this one is not."""
    return row.publicity is Publicity.EXEMPT and at.planned.is_public


def _title(at: BoardAt, row: PaperRow) -> str:
    if _is_withheld(at, row):
        return row.listed_title or EXEMPT_ITEM
    return row.title or row.public_title or NO_TITLE


def _of_paper(at: BoardAt, plan: PlanPlaces, place: int, row: PaperRow) -> dict[str, Held]:
    public = {
        "item": held_words(_item(at, row), place),
        "exempt": held_yes(row.publicity is Publicity.EXEMPT),
        "appendix": held_yes(row.appendix_of),
    }
    if _is_withheld(at, row):
        return public
    return public | {
        "paper": held_words(row.reference),
        "kind": held_words(row.kind),
        "priority": plan.priority(row.priority),
        "author": held_several(row.authors),
        "key_decision": held_yes(row.key_decision is Answer.YES),
        "urgent": held_yes(row.urgent_because),
    }


def papers_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield the other papers of the meeting."""
    plan = at.once(plan_places)
    for place, row in at.once(_others):
        yield Candidate(_of_paper(at, plan, place, row), _shown_paper(at, row))


def _shown_paper(at: BoardAt, row: PaperRow) -> Callable[[], PaperListed]:
    nothing, withheld = at.phrases.nothing, _is_withheld(at, row)
    authors = "; ".join(map(at.with_post, row.authors)) or nothing
    return lambda: PaperListed(
        agenda_item=_item(at, row),
        title=_title(at, row),
        purpose=NOT_PUBLIC if withheld else row.purpose or nothing,
        report_of=NOT_PUBLIC if withheld else authors,
        publicity=str(row.publicity or nothing),
    )


def recommendations_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield what the meeting's other papers recommend, paper by paper.

    Of an exempt one a public paper says that there is something to decide, and no more.
    """
    plan = at.once(plan_places)
    for place, row in at.once(_others):
        asked = _asked(at, row)
        if asked and _is_withheld(at, row):
            asked = (NOT_PUBLIC,)
        held = _of_paper(at, plan, place, row)
        title, item = _title(at, row), _item(at, row)
        for words in asked:
            shown = RecommendationShown(item, title, words)
            yield Candidate(held, lambda shown=shown: shown)  # type: ignore[misc]


def _asked(at: BoardAt, row: PaperRow) -> tuple[Shown, ...]:
    """Return the recommendations of another paper, as that prints them; none where it has none.

    The appendix to a paper on a round leaves what leads ask for to that paper.
    """
    planned = Planned(kind=row.kind, row=row, priority="" if row.appendix_of else row.priority)
    there = BoardAt(at.board, at.ways, at.meeting, row, as_at=at.as_at, planned=planned)
    requested = recommended(there)
    typed = any(text.text for text in there.texts_of("recommendations"))
    return recommendations(there, requested) if typed or requested else ()


PAPER_FIELDS: Mapping[str, ListField] = {
    "item": ListField("its number on the agenda; in the agenda's order"),
    "exempt": yes_field(
        "whether it is exempt; to a public paper an exempt one has nothing in the fields below"
    ),
    "appendix": yes_field("whether it is an appendix to another paper"),
    "paper": words_field("its reference", *_PAPER),
    "kind": words_field("its kind, as typed", "papers.kind"),
    "priority": words_field(
        "the priority on whose round it is; in the strategy's order", PRIORITIES
    ),
    "author": words_field("who writes it, as typed", "papers.authors", *NAMES, ordered=False),
    "key_decision": yes_field("whether it asks for a key decision"),
    "urgent": yes_field("whether it was not on the published agenda"),
}

# --- What groups, overseeing bodies and partners say ----------------------------------------------


def feedback_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield what each group said, and which said nothing."""
    plan = at.once(plan_places)
    for row, shown in voices(at):
        about = row.about if row else ""
        held = {
            **plan.of_action(about),
            "group": held_words(shown.group),
            "about": held_words(about),
            "answered": held_yes(row),
            "delivered": held_choice(row.delivered if row else None),
            "difference": held_choice(row.difference if row else None),
            "highlight": held_yes(row and row.highlight),
        }
        yield Candidate(held, lambda shown=shown: shown)  # type: ignore[misc]


FEEDBACK_FIELDS: Mapping[str, ListField] = {
    "group": words_field("the group", "groups.name", "feedback.group"),
    "about": words_field(
        "the area or the action's reference that it is about", "feedback.about", ACTIONS
    ),
    "priority": words_field("the priority of that action; in the strategy's order", PRIORITIES),
    "outcome": words_field("the outcome of that action; in the strategy's order", OUTCOMES),
    "answered": yes_field("whether the group sent a return"),
    "delivered": choice_field(Verdict, "its answer to a) Being delivered?"),
    "difference": choice_field(Verdict, "its answer to b) Making a difference?"),
    "highlight": yes_field("whether it names something that the Board should notice"),
}


def highlights_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield the highlight reports for the meeting."""
    for row, shown in zip(at.once(reports_at).received, highlights(at, ()).reports, strict=True):
        held = {
            "body": held_words(row.body),
            "assurance": held_choice(row.assurance),
            "attached": held_yes(row.file),
        }
        yield Candidate(held, lambda shown=shown: shown)  # type: ignore[misc]


HIGHLIGHT_FIELDS: Mapping[str, ListField] = {
    "body": words_field("the body that reports", "highlights.body"),
    "assurance": choice_field(Assurance, "how far it is assured that the plan is being delivered"),
    "attached": yes_field("whether its report is a file of its own"),
}


def partner_reports_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield the partners' reports to the meeting."""
    # What the annual report shows of them; it is loaded only where they are asked for.
    from paperkit.kinds.annual import partner_shown

    meeting = at.the_meeting
    for row in at.board.partner_reports:
        if row.meeting == meeting.reference:
            held = {
                "partner": held_words(row.partner),
                "action": held_several(row.actions),
                "received": held_yes(row.received is Answer.YES),
            }
            shown = partner_shown(at, meeting, row)
            yield Candidate(held, lambda shown=shown: shown)  # type: ignore[misc]


PARTNER_FIELDS: Mapping[str, ListField] = {
    "partner": words_field("who reports", "partner_reports.partner", "indicators.partner"),
    "action": words_field("the references of the actions that it is about", ACTIONS, ordered=False),
    "received": yes_field("whether the meeting has had it"),
}
