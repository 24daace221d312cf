"""Who answers to whom for the actions of a round (seed H 3.9)."""

from paperkit.actions.priority_rules import VACANT
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import RoundAt
from paperkit.schema.cleaning import folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap, Shown


class Accountable(Frozen):
    """One link in the chain of accountability: who, and in which part (seed H 3.9)."""

    part: str
    who: Shown


def chain(at: BoardAt, held: RoundAt) -> tuple[Accountable, ...]:
    """Return who answers to whom: leads to the sponsor, the sponsor to the Board (seed H 3.9).

    An action's owner, who is named where that is another than its lead, does not report on it.
    Where no action is open nobody reports, and there is no gap.
    """
    leads = dict.fromkeys(row.lead for row in held.rows if row.lead)
    names = held.priority.sponsor
    owned = "; ".join(
        f"{row.action.reference} {row.action.owner}"
        for row in held.rows
        if row.action.owner and not _is_post_of(at, row.action.owner, row.lead)
    )
    nobody = Gap("No reporting lead named at publication") if held.rows else at.phrases.nothing
    led = "; ".join(map(at.with_post, leads)) or nobody
    sponsor: Shown = "; ".join(map(at.with_post, names))
    if names and all(name == VACANT for name in names):
        sponsor = Gap("The place of the sponsor is vacant at publication")
    return (
        Accountable("Reporting leads", led),
        Accountable("Sponsor", sponsor or Gap("No sponsor named at publication")),
        Accountable("Accountable to", at.ways.settings.council.board),
        *([Accountable("Owners who are not the reporting lead", owned)] if owned else []),
    )


def _is_post_of(at: BoardAt, owner: str, lead: str) -> bool:
    """Return whether an owner is the lead, named or by the post that the lead holds."""
    person = at.plan.person.get(lead)
    return folded(owner) in {folded(lead), folded(person.post if person else "")}
