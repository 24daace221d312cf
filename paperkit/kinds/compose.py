"""From the Board's data to the Paper, whole: every rule, every drafted sentence, every part.

A rule is a function from a ``BoardAt`` to findings. A new one is that function and its code, in
the module of its subject and in that module's rules. A sentence is drafted under a key, and an
officer's text under that key is printed in its place.

What the dashboard and the annual report show rests on much that other papers have no use for, so
it is loaded only for the kinds that print it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from paperkit.actions import milestones, priority_rules
from paperkit.actions import shown as on_actions
from paperkit.actions import standing as action_rules
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import TEXT, PaperRow, Text
from paperkit.board.sentence_forms import LEFT_OUT
from paperkit.corrections.shown import corrections_of_report
from paperkit.decisions import rules as decision_rules
from paperkit.decisions.sentences import acted_on, decided_in_brief, minutes_to_confirm
from paperkit.decisions.shown import decisions_shown
from paperkit.findings import Finding, in_full, once, quoted
from paperkit.frozen import Frozen, fields
from paperkit.indicators import figure_rules, run_rules, small_counts
from paperkit.indicators import rules as indicator_rules
from paperkit.indicators import shown as on_indicators
from paperkit.installed import RULES as OF_PLUGINS
from paperkit.installed import entry_points
from paperkit.kinds.glance import NO_GLANCE, glance, lines, top
from paperkit.kinds.offered import ITEMS_PRINTED_AS, how_printed
from paperkit.kinds.paper import (
    NO_DASHBOARD,
    NO_LISTS,
    NO_YEAR,
    AnnualReport,
    DashboardShown,
    ListShown,
    Paper,
    Top,
    WordsShown,
)
from paperkit.kinds.year_back import annual_reports
from paperkit.meetings import agenda_rules, published_rules
from paperkit.meetings import rules as meeting_rules
from paperkit.meetings import shown as on_meetings
from paperkit.packs.packs import Kind, ListSettings, Section, SectionForm
from paperkit.papers import date_rules, names, pointing, spellings, text_rules
from paperkit.papers import rules as paper_rules
from paperkit.papers import shown as on_paper
from paperkit.rounds import rules as round_rules
from paperkit.rounds import sentences
from paperkit.rounds.shown import former_meanings, recommended, round_shown
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.values import close_to
from paperkit.since.shown import DRAFTS as OF_SINCE
from paperkit.since.shown import NO_SINCE, actions_in_brief, figures_in_brief, since_shown
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, meant_by, with_way_in_log
from paperkit.standpoint.sentences import Drafted, listed, of_part, plural
from paperkit.standpoint.wording import with_own
from paperkit.voices import rules as voice_rules
from paperkit.voices import shown as on_voices
from paperkit.word.values import Contents, Ledger, Prose, Sentence

TEXT_RULES: tuple[Rule, ...] = (
    spellings.other_spelling,
    text_rules.left_in_text,
    text_rules.figure_in_words,
    pointing.of_no_paper,
    pointing.as_a_paragraph,
    names.personal_details,
    paper_rules.inside_only,
    *date_rules.DATE_RULES,
)
"""The rules on what is written in a cell, whatever it is about."""

RULES: tuple[Rule, ...] = (
    *text_rules.REQUIRED_RULES,
    *meeting_rules.CADENCE_RULES,
    *priority_rules.RULES,
    *indicator_rules.INDICATOR_RULES,
    *run_rules.RUN_RULES,
    *figure_rules.FIGURE_RULES,
    indicator_rules.not_agreed,
    small_counts.small_count,
    *action_rules.ACTION_RULES,
    milestones.milestones_unsaid,
    *meeting_rules.FORWARD_RULES,
    *agenda_rules.RULES,
    *published_rules.RULES,
    *voice_rules.RULES,
    *round_rules.RULES,
    annual_reports,
    *decision_rules.RULES,
    *paper_rules.ANSWER_RULES,
    *names.NAME_RULES,
    *TEXT_RULES,
)
"""Every rule, in the order of findings: the plan, then its papers."""


def check(at: BoardAt) -> tuple[Finding, ...]:
    """Return what all rules find, subject by subject, then those of plug-ins; repeats as one."""
    found = (with_way_in_log(finding) for rule in RULES for finding in rule(at))
    if not entry_points(OF_PLUGINS):
        return once(found)
    from paperkit.plugins import findings_of_rules

    return once((*found, *findings_of_rules(at)))


_DRAFTS: Mapping[str, Callable[[BoardAt], Drafted]] = {
    "summary.decisions": decided_in_brief,
    "summary.indicators": on_indicators.against_target,
    "summary.indicators_moved": on_indicators.moved_in_summary,
    "summary.groups": on_voices.returned,
    "summary.highlights": on_voices.highlights_received,
    "summary.actions": on_actions.due,
    "summary.late_or_at_risk": on_actions.late_or_at_risk_in_summary,
    "summary.milestones": milestones.milestones_in_summary,
    "summary.actions_moved": sentences.moved_in_summary,
    "summary.requests": sentences.requests_and_recommendations,
    "decisions.counts": acted_on,
    "decisions.minutes": minutes_to_confirm,
    "indicators.counts": on_indicators.counts,
    "indicators.moved": on_indicators.moved,
    "groups.counts": on_voices.groups_counted,
    "highlights.missing": on_voices.highlights_missing,
    "actions.counts": on_actions.counts,
    "actions.milestones": milestones.milestones_counted,
    "actions.moved": sentences.moved_since_report,
    "actions.requests": sentences.requests_since_report,
    "last_round.requests": sentences.requests_of_last_round,
    "glance.counts": sentences.counts,
    "glance.moved": sentences.moved,
    "missing.returns": sentences.missing,
    "concerns.counts": sentences.concerns,
    "successes.counts": sentences.successes,
    "requests.counts": sentences.requests,
    "sponsor.view": sentences.sponsor,
}
_OF_YEAR = frozenset(
    {
        "year", "board", "strategy", "outturns", "less_well", "ratings", "heard", "brought",
        "next_year", "achieved",
    }
)  # fmt: skip
_EVERY_PART = _OF_YEAR | {"dashboard", "forward"}


def every_key(board: BoardData, parts: frozenset[str] = _EVERY_PART) -> tuple[str, ...]:
    """Return the key of every sentence that any kind of paper prints, or one with these parts.

    There is a key for each outcome of the Board, and one for each priority.
    """
    found = [*_DRAFTS, *OF_SINCE]
    if parts & {"dashboard", "outcome"}:
        from paperkit.kinds import dashboard

        found += dashboard.keys(board)
    if "forward" in parts:
        found += on_meetings.DRAFTS
    if parts & _OF_YEAR:
        from paperkit.kinds import year_sentences

        found += year_sentences.keys(board)
    return tuple(found)


# Rules look at these item by item, and say more than that the section is blank.
JUDGED_BY_RULES = frozenset({"recommendations", "implications"})


def _none_of_optional(kind: Kind, rows: Sequence[Text]) -> Iterator[Finding]:
    """Yield a note where a section that may be blank says None. above what is drafted there."""
    optional = {
        folded(name): section.heading or section.name
        for section in kind.sections
        if section.form is SectionForm.PROSE and not section.required
        for name in (section.name, section.heading)
    }
    for row in rows:
        heading = optional.get(folded(row.section)) if row.section else None
        if heading and folded(row.text).rstrip(".") == "none":
            message = f"The section {quoted(heading)} would say 'None.', and may be left blank."
            yield finding_at("PK-533", row, "text", message, value=row.text)


def check_sections(
    board: BoardData, kind: Kind, paper: PaperRow, filled: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what is wrong with the sections of a paper's text.

    A row of text is for a section of the paper's kind, or for a sentence that the kind prints.
    ``filled`` are sections that have something to show without any row of text.
    """
    rows, found = board.text_of.get(paper.reference, ()), []
    parts = frozenset(kind.sentences)
    keys = [key for key in every_key(board, parts) if key.partition(".")[0] in parts]
    known = [*kind.section_names, *keys]
    folds = {folded(name) for name in (*known, *(section.heading for section in kind.sections))}
    typed = {folded(row.section) for row in rows if row.text}
    for row in rows:
        if folded(row.section) in map(folded, keys) and folded(row.section) not in typed:
            message = f"The row for {quoted(row.section)} has no text, so the draft is printed."
            found.append(finding_at("PK-416", row, "text", message))
        if row.section and folded(row.section) not in folds:
            near = close_to(row.section, known)
            there = ", ".join(kind.section_names or known)
            title = kind.title.lower()
            article = "an" if title[:1] in tuple("aeiou") else "a"
            message = f"{quoted(row.section)} is not a section of {article} {title}."
            ask = f"did you mean {near}?" if near else f"it has {there}"
            remedy = f"Type the section as the kind has it ({ask})."
            found.append(
                finding_at("PK-460", row, "section", message, remedy=remedy, value=row.section)
            )
    found += _none_of_optional(kind, rows)
    texts = (*rows, *paper_rules.misplaced(board, paper))
    written = {folded(row.section) for row in texts if row.text or row.name or row.file} | filled
    required = [section.name for section in kind.sections if section.required]
    strange = {row.section for row in rows if row.section and folded(row.section) not in folds}
    lacking = [name for name in required if folded(name) not in written]
    written |= {folded(name) for name in meant_by(strange, lacking).values()}
    blank = [
        section
        for section in kind.sections
        if section.required
        and section.name not in JUDGED_BY_RULES
        and not written & {folded(section.name), folded(section.heading)}
    ]
    if blank:
        found.append(_without_text(paper, blank))
    return tuple(found)


def _without_text(paper: PaperRow, blank: Sequence[Section]) -> Finding:
    """Return one gap for all sections that a paper has no text for."""
    noun = "section" if len(blank) == 1 else "sections"
    headings = listed(in_full(section.heading) for section in blank)
    message = f"{in_full(paper.reference)} has no text for the {noun} {headings}."
    row = "a row" if len(blank) == 1 else "a row for each"
    names = listed((f"'{section.name}'" for section in blank), "or")
    items = [section for section in blank if section.form is SectionForm.ITEMS]
    none = "; type None. where there is none" if items == blank else ""
    if items and items != blank:
        of = listed((f"'{section.name}'" for section in items), "or")
        none = f"; type None. where there is none under {of}"
    remedy = (
        f"Add {row} to the sheet Text: the paper {in_full(paper.reference)}, the section "
        f"{names}, and its text{none}."
    )
    return Finding("PK-461", paper.place.row, message, remedy)


EVERY_PART = frozenset(fields(Paper))
_OF_ROUNDS = frozenset({"glance", "top", "round", "year"})
_OF_ACTIONS = frozenset({"rating", "standing", "correction", "movement", "request"})
_LISTS_OF_ROUNDS = frozenset({"actions", "requests"})


def paper_view(
    at: BoardAt,
    declared: Sequence[Section],
    *,
    draft: bool,
    asked: frozenset[str] = EVERY_PART,
    lists: Sequence[ListSettings] = (),
) -> Paper:
    """Return what the pages show. ``declared`` are the sections of the kind of paper.

    ``lists`` are those that the kind selects for its template;
    ``asked`` are the names that its template asks for: what takes long to work out, such as the
    dashboard, is left blank where it is not among them. Nothing is invented: what is missing is a
    ``Gap``, and what has nothing to say is a phrase of the pack.
    """
    # In the order of the keys; one that has nothing to say and that no officer wrote is left out.
    drafts = with_own(at, {key: partial(draft, at) for key, draft in _DRAFTS.items()})
    of = partial(of_part, drafts)
    item = on_paper.ITEM_TO_COME if draft else ""
    reported = round_shown(at, drafts)
    recommendations = on_paper.recommendations(at, recommended(at))
    notes = corrections_of_report(at)
    if at.board.history.withheld and _shows_rounds(asked, lists):
        notes += sentences.withheld_rounds(at)
    return Paper(
        draft=draft,
        contents=Contents(),
        header=on_paper.header(at, item, notes),
        words=_words(at),
        summary=of("summary"),
        section=on_paper.sections(at, declared),
        several=on_paper.several(at, recommendations),
        recommendations=recommendations,
        requests=tuple(one for one in drafts if one.key == "summary.requests"),
        decisions=decisions_shown(at, drafts, {one.reference for one in reported.last_round}),
        key=on_indicators.key(at),
        key_for_actions=_key_for_actions(at),
        indicators=on_indicators.indicators(at, of("indicators"), figures_in_brief(at)),
        groups=on_voices.groups(at, of("groups")),
        highlights=on_voices.highlights(at, of("highlights")),
        actions=on_actions.actions(at, of("actions"), actions_in_brief(at)),
        glance=glance(at) if "glance" in asked else NO_GLANCE,
        top=top(at) if "top" in asked else Top(),
        lines=lines(drafts),
        since=since_shown(at) if "since" in asked else NO_SINCE,
        round=reported,
        dashboard=_dashboard(at) if "dashboard" in asked else NO_DASHBOARD,
        forward=on_meetings.forward_plan(at) if "forward" in asked else on_meetings.NO_FORWARD,
        year=_year(at) if "year" in asked else NO_YEAR,
        implications=on_paper.implications(at),
        background=on_paper.background(at),
        appendices=on_paper.appendices(at),
        full_tables=on_paper.full_tables(at),
        contact=on_paper.contact(at),
        glossary=on_paper.glossary(at),
        unread=on_paper.unread(at),
        lists=_selected(at, lists) if lists else NO_LISTS,
    )


def _shows_rounds(asked: frozenset[str], lists: Sequence[ListSettings]) -> bool:
    """Return whether a template asks for what leads returned, or for counts of it."""
    is_listed = any(one.of in _LISTS_OF_ROUNDS for one in lists)
    return bool(asked & _OF_ROUNDS or ("actions" in asked and asked & _OF_ACTIONS) or is_listed)


# What is slow to import is loaded only for the kinds that print it.


def _dashboard(at: BoardAt) -> DashboardShown:
    from paperkit.kinds.dashboard import dashboard_shown

    return dashboard_shown(at)


def _year(at: BoardAt) -> AnnualReport:
    from paperkit.kinds.annual import annual_report

    return annual_report(at)


def _selected(at: BoardAt, lists: Sequence[ListSettings]) -> Mapping[str, ListShown]:
    from paperkit.kinds.lists import lists_shown

    return lists_shown(at, lists)


def _words(at: BoardAt) -> WordsShown:
    words = at.ways.words
    return WordsShown(
        words.plan, plural(words.plan), words.priority, words.outcome, words.highlight_report
    )


def _key_for_actions(at: BoardAt) -> tuple[on_indicators.RatingWord, ...]:
    """Return what ratings of actions mean, those of earlier rounds among them."""
    former = former_meanings(at, (one.answered for one in at.moved.values()))
    words = (on_indicators.RatingWord(word, meaning) for word, meaning in former.items())
    return (*on_indicators.key_for_actions(at), *words)


def printed(view: object, ledger: Ledger) -> tuple[Sentence, ...]:
    """Return the sentences of a view that were printed, in the order of the page, each once.

    A sentence that an officer wrote under a key is among them: it rests on the row of its text.
    """
    by_words = in_groups((sentence.words, sentence) for sentence in sentences_in(view))
    words = (value for value in ledger.values if isinstance(value, str))
    found = (sentence for said in words for sentence in by_words.get(said, ()))
    return tuple({sentence.key: sentence for sentence in found}.values())


def check_own_printed(at: BoardAt, kind: Kind, there: Iterable[Sentence]) -> Iterator[Finding]:
    """Yield an error for each text under the key of a sentence that the pages do not show.

    A council's own Word file may have no place for it, or the paper nothing of its sort.
    """
    parts, shown = frozenset(kind.sentences), {folded(sentence.key) for sentence in there}
    keys = {folded(key) for key in every_key(at.board, parts) if key.partition(".")[0] in parts}
    for row in at.texts:
        key = folded(row.section)
        if row.text not in ("", *LEFT_OUT) and key in keys and key not in shown:
            message = f"The paper does not print {quoted(row.section)}, nor the text in its place."
            yield finding_at("PK-934", row, "section", message, value=row.section)


def check_texts_printed(
    at: BoardAt, kind: Kind, view: Paper, ledger: Ledger, asked: frozenset[str]
) -> Iterator[Finding]:
    """Yield an error for each section of which somebody wrote a text that the pages do not show.

    ``asked`` are the names that the template asks for. Rows of a section of items go by these.
    """
    long = [value for value in ledger.values if isinstance(value, Prose)]
    for section in kind.sections:
        rows = [row for row in at.texts_of(section.name) if row.text or row.name or row.file]
        if section.form is SectionForm.PROSE:
            yield from _beside_running_text(section, rows)
            rows = [row for row in rows if row.text]
            shown = view.section[section.name] in long
        else:
            shown = ITEMS_PRINTED_AS.get(section.name) in asked
        if rows and not shown:
            message = f"No tag of the Word file prints the section {quoted(section.name)}."
            remedy = f"{how_printed(section)} Or move the text to another section."
            yield finding_at(
                "PK-358", rows[0], "section", message, remedy=remedy, value=section.name
            )


def _beside_running_text(section: Section, rows: Iterable[Text]) -> Iterator[Finding]:
    """Yield an error for each row of running text that has no text, but a name or a file."""
    for row in rows:
        if not row.text:
            column = "name" if row.name else "file"
            heading = TEXT.column(column).heading
            message = (
                f"The section {quoted(section.name)} prints the column Text, and this row has "
                f"only a {heading}, so it is not printed."
            )
            remedy = f"Type what is to be printed under Text, or clear the cell under {heading}."
            yield finding_at("PK-358", row, column, message, remedy=remedy)


def sentences_in(thing: object) -> Iterator[Sentence]:
    """Yield every drafted sentence, in whichever part of a paper it is."""
    if isinstance(thing, Sentence):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from sentences_in(one)
    elif isinstance(thing, Frozen):
        for name in fields(type(thing)):
            yield from sentences_in(getattr(thing, name))
