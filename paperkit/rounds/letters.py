"""What to tell each person, ready to be pasted into an e-mail. Paperkit sends nothing."""

from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Action, Meeting
from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import Frozen
from paperkit.rounds.asking import Asking
from paperkit.rounds.changes import LeadStanding, RoundStanding
from paperkit.rounds.paper_answers import Item, PaperStanding, PersonStanding
from paperkit.rounds.paper_forms import NO_ADDRESS_KNOWN
from paperkit.rounds.reach import address_of
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import with_weekday

_NOT_THEIRS = frozenset({"PK-853", "PK-830"})
_AGAIN = "Please send the form again as it was sent to you, with your answers in it."


_ASKS = MappingProxyType(
    {
        "PK-832": "Please send the form that came from us.",
        "PK-862": _AGAIN,
        "PK-831": _AGAIN,
        "PK-835": _AGAIN,
        "PK-833": "Please send the form that was sent to you for this meeting.",
        "PK-834": "Please send the form that was sent to you for this meeting.",
        "PK-836": "Please say which of the two counts.",
        "PK-842": "Please say whether you report on it now.",
        "PK-847": "Is this exceptional progress? Please choose a word under that heading.",
        "PK-848": "Please say whether that is meant, and who has agreed it.",
        "PK-849": "Please send the form again with the row, and your answer in it.",
        "PK-850": "Please fill it in.",
        "PK-846": "Please type what is missing.",
        "PK-851": "Please say which counts.",
        "PK-852": "Please say why it has changed.",
        "PK-858": "Please choose a word.",
        "PK-859": "Please say which is right.",
    }
)
"""What the person is asked, where the finding's own remedy is the officer's to follow."""


class Letter(Frozen):
    """A text for one person."""

    person: str
    text: str


def to_each(
    findings: Iterable[Finding], board: BoardData, ways: Ways, today: date
) -> tuple[Letter, ...]:
    """Return a text for each person who has something to put right or to answer.

    Notes are not among it, nor what only the officer can do.
    """
    by_person: dict[str, list[Finding]] = {}
    names: dict[str, str] = {}
    for finding in findings:
        if finding.person and _is_theirs(finding):
            name = names.setdefault(folded(finding.person), finding.person)
            by_person.setdefault(name, []).append(finding)
    asking = Asking(board, ways, Meeting(), None, today)
    return tuple(
        Letter(name, "\n".join(_about(asking, name, theirs)) + "\n")
        for name, theirs in by_person.items()
    )


def _is_theirs(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and finding.code not in _NOT_THEIRS


def _about(asking: Asking, name: str, findings: Iterable[Finding]) -> Iterator[str]:
    board = asking.ways.settings.council.board
    yield from _head(asking, name, f"Your answers for the {board}")
    yield f"Thank you for what you sent. Before it can go to the {board}, please help with this:"
    yield ""
    yield from (f"- {_item(finding)}" for finding in findings)
    yield ""
    yield f"Please put it right in the form, save it, and send it to {asking.goes_to}."
    yield from _signed(asking)


def _item(finding: Finding) -> str:
    ask = _ASKS.get(finding.code, finding.remedy)
    others = [_cell(place) for place in finding.others if place.file == finding.place.file]
    more = f" (also {', '.join(others)})" if others else ""
    return f"{finding.place}{more}: {finding.message} {ask}"


def _cell(place: Place) -> str:
    return place.cell or str(place)


def chase(standing: RoundStanding, lead: LeadStanding, board: BoardData, ways: Ways) -> Letter:
    """Return a text that asks a lead for what has not come back yet."""
    asking = Asking(board, ways, standing.meeting, standing.round.due, standing.today)
    subject = f"Exception reporting: {ways.words.priority} {standing.round.priority}"
    chased = _Chased(
        lead.person, subject, tuple(_named(action) for action in lead.missing),
        in_part=bool(lead.returned), overdue=standing.is_overdue, end=_PAPER_SAYS_SO,
    )  # fmt: skip
    return Letter(lead.person, "\n".join(_chase(asking, chased)) + "\n")


def chase_for(standing: PaperStanding, person: PersonStanding) -> Letter:
    """Return a text that asks somebody for what a paper still needs."""
    asking = standing.asking
    subject = f"{standing.purpose}: what {asking.meeting.reference} needs from you"
    chased = _Chased(
        person.person, subject, tuple(_told(item) for item in person.missing),
        in_part=bool(person.returned), overdue=standing.is_overdue,
    )  # fmt: skip
    return Letter(person.person, "\n".join(_chase(asking, chased)) + "\n")


# Of a paper's own actions the plan's state stands where nobody says another.
_PAPER_SAYS_SO = " Where nothing is returned, the paper says so."


def _told(item: Item) -> str:
    return f"{item}: {item.words}" if item.words else str(item)


class _Chased(Frozen):
    """Who is chased for what, under which subject; ``in_part`` where some of it has come in."""

    person: str
    subject: str
    missing: tuple[str, ...]
    in_part: bool
    overdue: bool
    end: str = ""


def _chase(asking: Asking, chased: _Chased) -> Iterator[str]:
    yield from _head(asking, chased.person, chased.subject)
    was = "was" if chased.overdue else "is"
    by = f" It {was} due back by {with_weekday(asking.due)}." if asking.due else ""
    received = "Your return has come in, but not for" if chased.in_part else "We have no return for"
    yield f"{received} the following.{by}"
    yield ""
    yield from (f"- {one}" for one in chased.missing)
    yield ""
    whom = asking.return_to or "the person who sent you the form"
    yield f"Please send the form to {whom}.{chased.end}"
    yield from _signed(asking)


def _named(action: Action) -> str:
    return f"{action.reference} {action.wording}".strip()


def _head(asking: Asking, name: str, subject: str) -> Iterator[str]:
    yield f"To: {address_of(asking, name) or NO_ADDRESS_KNOWN}"
    yield f"Subject: {subject}"
    yield ""
    yield f"Dear {name},"
    yield ""


def _signed(asking: Asking) -> Iterator[str]:
    contact, council = asking.ways.settings.contact, asking.ways.settings.council
    lines = [line for line in (contact.name, council.name, contact.telephone) if line]
    yield from ("", *lines) if lines else ()
