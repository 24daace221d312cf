"""Every rule, in one list; ``check`` runs them all.

A rule is a function from a ``BoardAt`` to findings. A new one is that function and its code, in
the module of its subject and in that module's rules.
"""

from paperkit.actions import priority_rules
from paperkit.actions import rules as actions
from paperkit.findings import Finding, once
from paperkit.indicators import figure_rules, small_counts
from paperkit.indicators import rules as indicators
from paperkit.kinds.year_back import annual_reports
from paperkit.meetings import rules as meetings
from paperkit.papers import names, text_rules
from paperkit.papers import rules as papers
from paperkit.rounds import rules as rounds
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, told_of_log
from paperkit.voices import rules as voices

RULES: tuple[Rule, ...] = (
    *text_rules.REQUIRED_RULES,
    *meetings.CADENCE_RULES,
    *priority_rules.RULES,
    *indicators.RULES,
    *figure_rules.RULES,
    *indicators.RULES_READINGS,
    *figure_rules.RULES_BENCHMARKS,
    *small_counts.RULES_AGREEMENT,
    *small_counts.RULES,
    *actions.RULES,
    *meetings.MILESTONE_RULES,
    *meetings.FORWARD_RULES,
    *voices.RULES,
    *rounds.RULES,
    annual_reports,
    *papers.ANSWER_RULES,
    *papers.RECOMMENDATION_RULES,
    *names.NAME_RULES,
    *text_rules.LEFT_RULES,
    *names.PERSONAL_RULES,
    *papers.LINK_RULES,
    *text_rules.DATE_RULES,
)
"""Every rule, in the order in which findings are told: the plan, then its papers."""


def check(at: BoardAt) -> tuple[Finding, ...]:
    """Return what all rules find in a case, subject by subject, repeats as one."""
    return once(told_of_log(finding) for rule in RULES for finding in rule(at))
