"""Rows that officers write, meeting by meeting, beside the plans.

They are papers and their text; what groups of users, patients and partners say (seed T 3.7 to
3.14); what lies ahead, on the forward plans; and rounds of exception reporting: what leads return,
sponsors say and officers decide (seed H), which count once they are gathered into the log.
"""

import datetime
from datetime import date

from paperkit.board.words import (
    Assurance,
    Body,
    Correction,
    Exceptional,
    GroupKind,
    ItemKind,
    Level,
    Publicity,
    RequestRoute,
    SponsorView,
    State,
    Verdict,
)
from paperkit.schema.columns import Answer, Row, Table, column
from paperkit.schema.dates import Deadline, Period
from paperkit.schema.values import Link

PROGRESS = "progress"
"""The role of a column that says how work on a paper stands, and nothing of what it says."""


class PaperRow(Row, kw_only=True):
    """A paper to a meeting: who writes it, what it is for, whether it is public."""

    reference: str = column(
        "Reference",
        "What the sheet Text calls this paper.",
        example="Performance July 2026",
        key=True,
        default="",
    )
    kind: str = column(
        "Kind", "The kind of paper.", example="performance_report", default="", identity=True
    )
    meeting: str = column(
        "Meeting", "The meeting it goes to.", refers=("meetings",), default="", identity=True
    )
    item: str = column(
        "Item",
        "Its number on the agenda. Type it here, or give it with 'paperkit agenda'.",
        default="",
    )
    title: str = column(
        "Title", "In sentence case, as the agenda will show it.", default="", identity=True
    )
    purpose: str = column(
        "Purpose", "One sentence; the agenda often repeats it.", role="answer", default=""
    )
    authors: tuple[str, ...] = column(
        "Report of", "Who writes it, one to a line.", aliases=("Author", "Authors"), role="person",
        default=(),
    )  # fmt: skip
    directors: tuple[str, ...] = column(
        "Accountable director", "One a line.", aliases=("Director",), role="person", default=()
    )
    publicity: Publicity | None = column("Public or exempt", "Whether the public may read it.")
    exempt_paragraph: tuple[str, ...] = column(
        "Exempt paragraph",
        "The paragraph of Schedule 12A that applies, 1 to 7, one to a line.",
        default=(),
    )
    exempt_reason: str = column(
        "Exempt reason", "Why the public interest is in keeping it exempt.", default=""
    )
    public_title: str = column(
        "Public title",
        "For an exempt paper: the title that the forward plan and other public lists may show.",
        example="Care home fees: legal advice",
        default="",
    )
    as_at: date | None = column(
        "Data as at", "The day on which the data are as the paper shows them."
    )
    appendix_of: str = column(
        "Appendix of", "The reference of the paper to which this one is an appendix.",
        refers=("papers",), default="",
    )  # fmt: skip
    priority: str = column(
        "Priority", "For a paper on a round of exception reporting: the priority that reports.",
        refers=("priorities",), default="",
    )  # fmt: skip
    body: Body | None = column(
        "Body",
        "For a forward plan: the body whose plan it is. If it is blank, the body that meets.",
    )
    wards: tuple[str, ...] = column("Wards", "The wards it concerns, one to a line.", default=())
    key_decision: Answer | None = column("Key decision", "Whether it asks for a key decision.")
    to_follow_because: str = column(
        "To follow because",
        "For a report that comes out after the agenda that lists it: why it is late.",
        default="",
    )
    urgent_because: str = column(
        "Urgent because",
        "For an item that is not on the published agenda: the special circumstances that mean it "
        "cannot wait. The chair decides.",
        aliases=("Late because",),
        default="",
    )
    with_whom: str = column(
        "With", "Who has the paper now, such as the clerk. No paper prints it.",
        example="the Director of Public Health", role=PROGRESS, default="",
    )  # fmt: skip
    cleared_by: str = column(
        "Cleared by", "Who cleared it for publication. No paper prints it.", role=PROGRESS,
        default="",
    )  # fmt: skip
    cleared_on: date | None = column(
        "Cleared on", "The day on which it was cleared.", role=PROGRESS
    )
    cleared_text: str = column(
        "Cleared text",
        "The mark of the text that was cleared, as 'paperkit status' shows it.",
        example="T-3F2A91C0", role=PROGRESS, default="",
    )  # fmt: skip
    to_confirm: Answer | None = column(
        "To be confirmed",
        "Yes if the title and purpose were copied from an earlier paper and nobody has checked "
        "them yet.",
    )

    @property
    def listed_title(self) -> str:
        """Return the title that others may see: of an exempt paper its public title alone."""
        return self.public_title if self.publicity is Publicity.EXEMPT else self.title


class Text(Row, kw_only=True):
    """One piece of a paper's text: a section, or one item of a list, in order."""

    paper: str = column(
        "Paper", "The paper's reference.", refers=("papers",), default="", identity=True
    )
    section: str = column("Section", "The section it belongs to.", default="", identity=True)
    name: str = column(
        "Name",
        "The heading of the implication, or the title of the document as the public may see it.",
        role="answer",
        default="",
        identity=True,
    )
    text: str = column(
        "Text",
        "What the paper says. Leave a blank line between paragraphs. If there is nothing to say, "
        "type None.",
        prose=True,
        role="answer",
        default="",
        identity=True,
    )
    link: Link = column("Link", "The web address of the document.", default=Link())
    note: str = column("Note", "A note, such as where a background paper can be read.", default="")
    exempt: Answer | None = column(
        "Exempt", "Yes if the document is exempt. Papers print only the Name of an exempt appendix."
    )
    protected: Answer | None = column(
        "Protected by copyright", "Yes if copyright protects the document."
    )
    file: str = column(
        "File",
        "The appendix itself: the name of a file in the project's folder.",
        role="file",
        default="",
    )
    officer: str = column(
        "Officer", "The officer responsible for this implication.", role="person", default=""
    )
    to_confirm: Answer | None = column(
        "To be confirmed",
        "Yes if the text was copied from an earlier paper and nobody has checked it yet.",
    )


PAPERS = Table("papers", "Papers", "Every paper, one to a row.", PaperRow)
TEXT = Table("text", "Text", "The text of the papers: one row for each section or item.", Text)


class Group(Row, kw_only=True):
    """A group that looks at areas and actions of the plans."""

    name: str = column("Name", "The name, spelt the same way on every sheet.", key=True, default="")
    kind: GroupKind | None = column("Kind", "What the group is.")
    parent: str = column(
        "Reports to", "The body that it reports to.", aliases=("Parent",), default=""
    )
    to_be_established: Answer | None = column(
        "To be established", "Yes if the group does not exist yet."
    )
    areas: tuple[str, ...] = column(
        "Areas",
        "The areas it looks at, one to a line.",
        example="frail elderly; dementia",
        default=(),
    )
    actions: tuple[str, ...] = column(
        "Actions",
        "The references of the actions it looks at, one to a line.",
        refers=("actions",),
        default=(),
    )


class Feedback(Row, kw_only=True):
    """What a group said for a meeting about one area or action."""

    group: str = column(
        "Group", "The group's name.", refers=("groups",), known=True, default="", identity=True
    )
    meeting: str = column(
        "Meeting",
        "The meeting it is for.",
        refers=("meetings",),
        known=True,
        default="",
        identity=True,
    )
    about: str = column(
        "Area or action",
        "What it is about: an area, or an action's reference.",
        known=True,
        default="",
        identity=True,
    )
    delivered: Verdict | None = column(
        "a) Being delivered?", "Are the actions being delivered?", aliases=("Being delivered",)
    )
    difference: Verdict | None = column(
        "b) Making a difference?",
        "Is delivery making a difference? Answer this if a) is Yes or Partly.",
        aliases=("Making a difference",),
    )
    comment: str = column("Comment", "What the group says, in its own words.", default="")
    highlight: str = column("Highlight", "What the Board should notice.", default="")


class Highlight(Row, kw_only=True):
    """A highlight report of a body that oversees a plan (seed T 3.14, 3.16)."""

    body: str = column("Body", "The body that reports.", known=True, default="", identity=True)
    meeting: str = column(
        "Meeting",
        "The meeting it is for.",
        refers=("meetings",),
        known=True,
        default="",
        identity=True,
    )
    period: Period | None = column("Period", "The period it covers.", example="Q1 2026/27")
    assurance: Assurance | None = column(
        "Assurance", "How far the body is assured that the plan is being delivered."
    )
    text: str = column(
        "Text", "The report itself, in paragraphs.", prose=True, default="", identity=True
    )
    file: str = column(
        "Attached file",
        "The name of the report's own file, if one is attached.",
        role="file",
        default="",
    )


GROUPS = Table("groups", "Groups", "Every group that is asked for its view.", Group)
FEEDBACK = Table(
    "feedback", "Feedback", "What groups said, one row for each area or action.", Feedback
)
HIGHLIGHTS = Table(
    "highlights", "Highlights", "Highlight reports of bodies that oversee a plan.", Highlight
)


class ForwardItem(Row, kw_only=True):
    """One item of a forward plan that does not follow from the other sheets."""

    meeting: str = column(
        "Meeting", "The meeting it goes to.", refers=("meetings",), default="", identity=True
    )
    body: Body | None = column(
        "Body", "Which forward plan lists it. If it is blank, that of the body that meets."
    )
    kind: ItemKind | None = column("Kind", "What the meeting does with it.")
    title: str = column(
        "Item",
        "The item, as the forward plan shows it to the public, exempt or not.",
        default="",
        identity=True,
    )
    purpose: str = column("Purpose", "What is asked, or what is to be checked.", default="")
    lead: str = column("Lead", "Who brings it.", role="person", default="")
    source: str = column("Source", "Where it comes from.", default="")
    moved_from: str = column(
        "Moved from", "The meeting it was planned for before.", refers=("meetings",), default=""
    )
    publicity: Publicity | None = column("Public or exempt", "Whether the public may read it.")


class PartnerReport(Row, kw_only=True):
    """A partner's report to a meeting, on specific actions (seed H 3.6)."""

    meeting: str = column(
        "Meeting", "The meeting it goes to.", refers=("meetings",), default="", identity=True
    )
    partner: str = column("Partner", "Who reports.", role="organisation", default="", identity=True)
    title: str = column("Title", "The title of the report.", default="", identity=True)
    actions: tuple[str, ...] = column(
        "Actions", "The references of the actions that it is about, one to a line.",
        refers=("actions",), default=(),
    )  # fmt: skip
    purpose: str = column("Purpose", "What the meeting should take from it.", default="")
    received: Answer | None = column("Received", "Yes once the meeting has had it.")
    summary: str = column(
        "Summary", "What it said, in a sentence or two, for the annual report.", default=""
    )


class Session(Row, kw_only=True):
    """What a development session looked at. The session is not public (seed H 3.14)."""

    meeting: str = column(
        "Session", "The development session.", refers=("meetings",), default="", identity=True
    )
    topic: str = column(
        "Topic", "What is looked at. The forward plan lists it, apart from the meetings.",
        default="", identity=True,
    )  # fmt: skip
    actions: tuple[str, ...] = column(
        "Actions", "The references of the actions looked at, one to a line.", refers=("actions",),
        default=(),
    )  # fmt: skip
    issue: str = column(
        "Issue for the Board",
        "What needs the Board's endorsement, in words that may be public. Nothing else about the "
        "session goes into a paper.",
        default="",
    )
    brought_to: str = column(
        "Brought to", "The meeting to which the issue is or was brought.", refers=("meetings",),
        default="",
    )  # fmt: skip


class RelatedStrategy(Row, kw_only=True):
    """A strategy that the Board's own is aligned with (seed H 3.4)."""

    title: str = column("Title", "The full title.", key=True, default="")
    level: Level | None = column("Level", "System or Place.")
    owner: str = column("Owner", "Whose strategy it is.", default="")
    priorities: tuple[str, ...] = column(
        "Priorities supported",
        "Which of its priorities the Board's strategy supports, by number or name.",
        example="1",
        default=(),
    )
    link: Link = column("Link", "Where to read it.", default=Link())


FORWARD_ITEMS = Table(
    "forward_items", "Forward items", "Items of the forward plans, one to a row.", ForwardItem,
    ("Forward plan",),
)  # fmt: skip
PARTNER_REPORTS = Table(
    "partner_reports",
    "Partner reports",
    "Reports that partners bring, one to a row.",
    PartnerReport,
)
SESSIONS = Table(
    "sessions", "Sessions", "What development sessions look at, one topic to a row.", Session
)
RELATED_STRATEGIES = Table(
    "related_strategies", "Related strategies",
    "Other strategies that the Board's own is aligned with.", RelatedStrategy,
)  # fmt: skip


class Return(Row, kw_only=True):
    """One action's line of the exception-reporting form (seed H, the form and 3.10)."""

    meeting: str = column(
        "Meeting",
        "The meeting of the round.",
        refers=("meetings",),
        known=True,
        default="",
        identity=True,
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="", identity=True,
    )  # fmt: skip
    wording: str = column(
        "Actions", "What the plan says will be done.", known=True,
        note="with a link to its progress in detail, if there is one", default="",
        identity=True,
    )  # fmt: skip
    review_date: datetime.date | None = column(
        "Review date", "When the Board next expects an update."
    )
    lead: str = column(
        "Reporting lead", "Who reports on the action, by name.", role="person", known=True,
        default="",
    )  # fmt: skip
    measures: str = column(
        "Indicators/ measurements",
        "How delivery is measured, one to a line.",
        known=True,
        default="",
    )
    target: str = column("Target", "What is to be reached.", known=True, default="")
    rating: str = column(
        "RAG", "One word of the rating scale. The sheet Please read explains each word.",
        aliases=("Rating", "RAG rating"), role="rating", default="",
    )  # fmt: skip
    reasons: str = column(
        "Reasons for escalation",
        "What changed, why, and what it means. For the best rating, leave this blank unless "
        "progress is exceptional.",
        note="leave blank if {best}, unless progress is exceptional",
        default="",
    )
    control: str = column(
        "Action to control risk", "What is being done about it, by whom and by when.", default=""
    )
    request: str = column(
        "Any request to the Health and Wellbeing board",
        "What you ask of the Board itself. If there is nothing, leave this blank or type None.",
        role="answer",
        default="",
    )
    exceptional: Exceptional | None = column(
        "Exceptional progress?",
        "Exceptional or Completed early, if the Board should know of good progress. Otherwise No.",
        aliases=("Exceptional progress",),
    )
    link: Link = column(
        "Link",
        "The web address of a page on its progress in detail.",
        aliases=("Hyperlink",),
        default=Link(),
    )
    received_on: datetime.date | None = column(
        "Received on", "The day on which the return came in.", recorded=True
    )


class View(Row, kw_only=True):
    """What the sponsor of a priority says of one return (seed H 3.9)."""

    meeting: str = column(
        "Meeting",
        "The meeting of the round.",
        refers=("meetings",),
        known=True,
        default="",
        identity=True,
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="", identity=True,
    )  # fmt: skip
    sponsor: str = column(
        "Sponsor", "Who sponsors the priority.", role="person", known=True, default=""
    )
    view: SponsorView | None = column(
        "Agreed or challenged", "Whether the sponsor agrees with the rating."
    )
    rating: str = column(
        "Rating by the sponsor",
        "The rating to print, if it should not be the lead's. The lead's is printed with it.",
        role="rating",
        default="",
    )
    because: str = column("Why", "Why the rating was challenged or changed.", default="")
    comment: str = column("Sponsor's comment", "What the Board should read about it.", default="")


class Request(Row, kw_only=True):
    """What the officer decided of a lead's request to the Board, and what became of it."""

    meeting: str = column(
        "Meeting", "The meeting of the round.", refers=("meetings",), default="", identity=True
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        default="", identity=True,
    )  # fmt: skip
    route: RequestRoute | None = column(
        "Decision",
        "Whether the request becomes a recommendation, is listed for the Board to see, is handled "
        "elsewhere or goes to a development session. No paper prints a request that goes to a "
        "session.",
        aliases=("Route",),
    )
    by: str = column(
        "Handled by", "Who handles it, if it is handled elsewhere.", role="person", default=""
    )
    when: datetime.date | None = column(
        "Handled on", "The day on which it was handled, or by which it will be."
    )
    recommendation: str = column(
        "Recommendation", "What the Board is asked to do, beginning with the verb.", default=""
    )
    outcome: str = column("What became of it", "What the Board decided or did.", default="")


class Risk(Row, kw_only=True):
    """Where and when a risk to an action was addressed, and when it was closed (seed H 3.11)."""

    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        default="", identity=True,
    )  # fmt: skip
    meeting: str = column(
        "Meeting",
        "The meeting to which it was reported.",
        refers=("meetings",),
        default="",
        identity=True,
    )
    forum: str = column("Addressed at", "The forum that dealt with it.", default="")
    addressed_on: datetime.date | None = column("Addressed on", "The day it was dealt with.")
    closed_on: datetime.date | None = column("Closed on", "The day the risk was closed.")
    note: str = column("Note", "How it was dealt with.", default="")


class Update(Row, kw_only=True):
    """How an action stands for a meeting, as its lead says; it overrides the sheet Actions."""

    meeting: str = column(
        "Meeting",
        "The meeting it is for.",
        refers=("meetings",),
        known=True,
        default="",
        identity=True,
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="", identity=True,
    )  # fmt: skip
    wording: str = column(
        "Actions", "What the plan says will be done.", known=True, default="", identity=True
    )
    state: State | None = column("State", "How the action is getting on.", aliases=("Status",))
    done_on: datetime.date | None = column("Done on", "The day it was delivered.")
    revised_deadline: Deadline | None = column(
        "Revised deadline", "The new deadline, if one has been agreed."
    )
    revised_because: str = column(
        "Reason for revision",
        "Why the deadline moved, or why the action was suspended or withdrawn.",
        default="",
    )
    revised_by: str = column("Revision agreed by", "Who agreed the revision.", default="")
    revised_on: datetime.date | None = column("Revision agreed on", "The day it was agreed.")
    correction: str = column(
        "Corrective action", "What is being done, or will be, if the action is not on course.",
        aliases=("Action to control risk",),
        default="",
    )  # fmt: skip
    correction_state: Correction | None = column(
        "Corrective action state", "Whether the corrective action has been taken, or will be."
    )
    correction_date: datetime.date | None = column(
        "Corrective action date", "The day on which it was taken, or by which it will be."
    )


RETURNS = Table(
    "returns", "Returns", "What reporting leads return for a round, one action to a row.", Return,
    form="Exception report",
)  # fmt: skip
VIEWS = Table("views", "Sponsor views", "What sponsors say of the returns.", View)
REQUESTS = Table(
    "requests",
    "Requests",
    "What is decided about each request to the Board, one to a row.",
    Request,
)
RISKS = Table("risks", "Risks", "Where and when risks to actions were addressed.", Risk)
UPDATES = Table(
    "updates", "Updates", "How reporting leads say that their actions are getting on.", Update
)
