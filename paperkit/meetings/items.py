"""The items of forward plans: what each row of the data puts on the plan of a meeting.

Nothing is typed twice: an item follows from a milestone, a paper, a partner's report, a round of
exception reporting, the issue of a session, the cadence, or a row of the sheet Forward items.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from paperkit.board.calendar import (
    is_of,
    papers_due,
)
from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.kind_roles import KindRole
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import ForwardItem, PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import Body, ItemKind, MilestoneKind, Publicity
from paperkit.frozen import Frozen, replace
from paperkit.record.at_meeting import RoundHistory
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.columns import Answer, Choice, Row
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.exempt import exempt_papers
from paperkit.standpoint.wording import say

DECIDING = frozenset({"agree", "approve", "delegate", "endorse", "ratify", "recommend"})
"""The verbs of a recommendation by which a meeting decides; by others it takes note."""


class ItemSource(Choice):
    """Where an item of a forward plan comes from, in the order in which a meeting lists them."""

    STANDING = "Standing item"
    CADENCE = "Reporting cycle"
    PAPER = "Paper"
    ROUND = "Exception reporting"
    MILESTONE = "Milestone"
    PARTNER = "Partner"
    SESSION = "Development session"
    PLAN = "Forward plan"
    REFRESH = "Annual refresh"
    REVIEW = "Twelve-month review"
    DEFERRED = "Deferred by the Board"
    DECISION = "Decision of the Board"


_MONITORING = frozenset({ItemKind.PERFORMANCE, ItemKind.ASSURANCE, ItemKind.DEVELOPMENT})
_OF_ROLE = {
    KindRole.PERFORMANCE: ItemKind.PERFORMANCE,
    KindRole.ANNUAL: ItemKind.PERFORMANCE,
    KindRole.DASHBOARD: ItemKind.PERFORMANCE,
    KindRole.FORWARD: ItemKind.INFORMATION,
}
_TITLES = {
    KindRole.PERFORMANCE: "Performance report",
    KindRole.ANNUAL: "Annual report",
    KindRole.FORWARD: "Forward plan",
}


class Item(Frozen, kw_only=True):
    """One item of a forward plan, and the row that it rests on, None for a standing one.

    ``meeting`` is the reference of its meeting, and empty where it has none yet. ``kind`` and
    ``publicity`` are None where nobody has said. ``said`` is the source in an officer's own words,
    ``actions`` what a partner reports on, ``moved_from`` the meeting that it was planned for;
    ``to_follow`` says that its report comes out after the agenda.
    """

    title: str
    source: ItemSource
    row: Row | None = None
    meeting: str = ""
    kind: ItemKind | None = None
    lead: str = ""
    purpose: str = ""
    actions: tuple[str, ...] = ()
    publicity: Publicity | None = Publicity.PUBLIC
    key_decision: bool = False
    said: str = ""
    moved_from: str = ""
    to_follow: bool = False

    @property
    def monitors(self) -> bool:
        """Return whether a meeting monitors something by it (seed T 3.17).

        A standing item gives every meeting the same, so it does not count.
        """
        return self.source is not ItemSource.STANDING and self.kind in _MONITORING


class Items(Frozen, dict=True):
    """What the rows of the data put on forward plans, whatever the meeting."""

    board: BoardData
    ways: Ways

    @cached_property
    def seen(self) -> BoardAt:
        """Return the board as the sentences of a plan see it: from no meeting."""
        return BoardAt(self.board, self.ways)

    @cached_property
    def by_meeting(self) -> Mapping[str, tuple[Item, ...]]:
        """Return the items of rows by the reference of their meeting; under "" where none is."""
        sources = (self._papers, self._rounds, self._milestones, self._planned)
        return by_key((item.meeting, item) for source in sources for item in source())

    def at(self, meeting: Meeting) -> tuple[Item, ...]:
        """Return all items of a meeting in the order of their sources."""
        items = [*self.by_meeting.get(meeting.reference, ())]
        if is_of(meeting, Body.BOARD):
            items = [*self._of_every_meeting(meeting), *items]
        else:
            # Nobody has said of others than papers and planned items whether they are public.
            items = [
                item
                if isinstance(item.row, PaperRow | ForwardItem)
                else replace(item, publicity=None)
                for item in items
            ]
        return tuple(sorted(items, key=lambda item: _ORDER[item.source]))

    @cached_property
    def held(self) -> RoundHistory:
        """Return the rounds of exception reporting in the log."""
        return RoundHistory(self.board)

    @cached_property
    def covers(self) -> Mapping[str, tuple[PaperRow, ...]]:
        """Return the papers that are neither appendices nor notes for the Chair, by meeting."""
        return grouped(
            (row for row in self.board.papers if not (row.appendix_of or self._is_note(row))),
            "meeting",
        )

    def _is_note(self, paper: PaperRow) -> bool:
        return self.ways.role_of(paper.kind) is KindRole.NOTE

    def _of_every_meeting(self, meeting: Meeting) -> Iterator[Item]:
        """Yield what a meeting of the Board has without a row of its own.

        It is what is on the plan of every meeting (seed H 3.11), then each paper that is due by the
        cadence and is not among the papers (T 3.15).
        """
        for title, purpose in self.ways.pack.standing_items.items():
            yield Item(
                title=title.replace("{plan}", self.ways.words.plan),
                source=ItemSource.STANDING,
                meeting=meeting.reference,
                kind=ItemKind.ASSURANCE,
                purpose=purpose.replace("{plan}", self.ways.words.plan),
            )
        papers = self.covers.get(meeting.reference, ())
        there = {self.ways.role_of(paper.kind) for paper in papers}
        for role in papers_due(self.ways.settings.cadence, meeting):
            if role not in there:
                yield Item(
                    title=_TITLES[role],
                    source=ItemSource.CADENCE,
                    row=meeting,
                    meeting=meeting.reference,
                    kind=_OF_ROLE[role],
                    purpose=say(self.seen, f"forward.purpose.{role}"),
                )

    def _papers(self) -> Iterator[Item]:
        """Yield the papers that are not appendices, each with its title or that of its kind.

        The priority of its round is added; its reference is the officers' own and is not printed.
        """
        for paper in (one for papers in self.covers.values() for one in papers):
            meeting = self.board.meeting.get(paper.meeting)
            due = papers_due(self.ways.settings.cadence, meeting) if meeting else ()
            source = ItemSource.ROUND if paper.priority else ItemSource.PAPER
            if not paper.priority and self.ways.role_of(paper.kind) in due:
                source = ItemSource.CADENCE
            title, priority = self.title_of(paper), self.board.tree.named(paper.priority)
            exempt = paper.publicity is Publicity.EXEMPT
            if title and priority and not exempt and folded(priority) not in folded(title):
                title = f"{title}: {priority}"
            yield Item(
                title=title,
                source=source,
                row=paper,
                meeting=paper.meeting,
                kind=self.kind_of(paper),
                lead=", ".join(paper.directors or paper.authors),
                purpose=paper.purpose,
                publicity=paper.publicity,
                key_decision=paper.key_decision is Answer.YES,
                to_follow=bool(paper.to_follow_because),
            )

    def title_of(self, paper: PaperRow) -> str:
        """Return the title that a public list may give a paper, or that of its kind."""
        return paper.listed_title or _TITLES.get(self.ways.role_of(paper.kind), "")

    def kind_of(self, paper: PaperRow) -> ItemKind | None:
        """Return what a meeting does with a paper; None where its recommendations do not say."""
        known = _OF_ROLE.get(self.ways.role_of(paper.kind))
        if paper.key_decision is Answer.YES:
            return ItemKind.DECISION
        if known or paper.priority:
            return known or ItemKind.ASSURANCE
        rows = self.board.text_of.get(paper.reference, ()) if paper.reference else ()
        asked = [row.text for row in rows if folded(row.section) == "recommendations" and row.text]
        verbs = {verb for text in asked for verb in self._verbs(text)}
        if not verbs:
            return None
        return ItemKind.DECISION if verbs & DECIDING else ItemKind.INFORMATION

    def _verbs(self, text: str) -> Iterator[str]:
        """Yield the verbs with which a recommendation begins: ``note and agree``."""
        known = set(map(folded, self.ways.settings.recommendation_verbs))
        begun = False
        for word in folded(text).replace(",", " ").split():
            if word in known:
                begun = True
                yield word
            elif begun and word != "and":
                return

    def _rounds(self) -> Iterator[Item]:
        """Yield the rounds in the log that no paper reports (seed H 3.6)."""
        reported = {
            (paper.priority, paper.meeting)
            for paper in self.board.papers
            if paper.priority and not self._is_note(paper)
        }
        exempt = {(one.priority, one.meeting) for one in exempt_papers(self.board)}
        priorities = self.board.tree.priorities
        for reference, priority in priorities.items():
            below = [key for key, row in priorities.items() if row.part_of == reference]
            for turn in self.held.rounds.get(reference, ()):
                meeting = self.board.meeting.get(turn.meeting)
                # A round is of the priority itself, not of a part or of what it belongs to: what
                # was issued says so; without forms it is the lowest priority that has returns.
                own = (
                    turn.issued.priority == reference
                    if turn.issued
                    else all(
                        turn.meeting != other.meeting
                        for key in below
                        for other in self.held.rounds.get(key, ())
                    )
                )
                if not meeting or not own or (reference, turn.meeting) in reported:
                    continue
                item = Item(
                    title=say(
                        self.seen, "forward.item.round", name=priority.name or priority.reference
                    ),
                    source=ItemSource.ROUND,
                    row=priority,
                    meeting=meeting.reference,
                    kind=ItemKind.ASSURANCE,
                    lead=", ".join(priority.sponsor),
                    purpose=say(self.seen, "forward.purpose.round"),
                )
                if (Reference(reference), Reference(turn.meeting)) in exempt:
                    title = say(self.seen, "forward.item.exempt_paper")
                    title = f"{title[:1].upper()}{title[1:]}"
                    item = replace(
                        item, title=title, lead="", purpose="", publicity=Publicity.EXEMPT
                    )
                yield item

    def _milestones(self) -> Iterator[Item]:
        """Yield the milestones that a meeting checks, and key ones that none does (T 3.17)."""
        for row in self.board.milestones:
            key, action = row.key is Answer.YES, self.board.action.get(row.action)
            developing = row.kind is MilestoneKind.DEVELOPMENT
            if row.meeting or key:
                what = "forward.item.key_milestone" if key else "forward.item.milestone"
                title = say(self.seen, f"{what}.of" if row.action else what, action=row.action)
                yield Item(
                    title=f"{title}: {row.wording}" if row.wording else title,
                    source=ItemSource.MILESTONE,
                    row=row,
                    meeting=row.meeting,
                    kind=ItemKind.DEVELOPMENT if developing else ItemKind.PERFORMANCE,
                    lead=action.lead if action else "",
                    purpose=row.check,
                )

    def _planned(self) -> Iterator[Item]:
        """Yield what was typed for a meeting.

        These are the reports of partners on actions (seed H 3.6), the issues that development
        sessions bring to the Board (seed H 3.14), and the rows of the sheet Forward items.
        """
        for report in self.board.partner_reports:
            yield Item(
                title=report.title or say(self.seen, "report.of", partner=report.partner),
                source=ItemSource.PARTNER,
                row=report,
                meeting=report.meeting,
                kind=ItemKind.ASSURANCE,
                lead=report.partner,
                purpose=report.purpose,
                actions=report.actions,
            )
        for session in self.board.sessions:
            if session.issue:
                yield Item(
                    title=session.issue,
                    source=ItemSource.SESSION,
                    row=session,
                    meeting=session.brought_to,
                    kind=ItemKind.DECISION,
                    purpose=say(self.seen, "forward.purpose.session"),
                )
        for row in self.board.forward_items:
            yield Item(
                title=row.title,
                source=ItemSource.PLAN,
                row=row,
                meeting=row.meeting,
                kind=row.kind,
                lead=row.lead,
                purpose=row.purpose,
                publicity=row.publicity,
                said=row.source,
                moved_from=row.moved_from,
            )


_ORDER = {source: number for number, source in enumerate(ItemSource)}


def items_of(at: BoardAt) -> Items:
    """Return what the rows put on forward plans, looked up once for all rules."""
    return Items(at.board, at.ways)
