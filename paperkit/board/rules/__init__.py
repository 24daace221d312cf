"""Checks across rows, one module a subject; ``check`` runs them all.

A rule is a function from a ``Case`` to findings. A new one is that function and its code, in
the module of its subject and in that module's ``RULES``.
"""

from types import ModuleType

from paperkit.board.rules import (
    actions,
    agreement,
    annual_reports,
    benchmarks,
    figures,
    forward,
    gathered,
    indicators,
    links,
    meetings,
    milestones,
    names,
    papers,
    personal,
    priorities,
    readings,
    recommendations,
    requests,
    required,
    residue,
    returns,
    rounds,
    small_counts,
    voices,
    written_dates,
)
from paperkit.board.rules.case import Case as Case
from paperkit.board.rules.case import Rule as Rule
from paperkit.board.rules.case import told_of_log
from paperkit.findings import Finding, once

SUBJECTS: tuple[ModuleType, ...] = (
    required,
    meetings,
    priorities,
    indicators,
    figures,
    readings,
    benchmarks,
    agreement,
    small_counts,
    actions,
    milestones,
    forward,
    voices,
    gathered,
    rounds,
    returns,
    requests,
    annual_reports,
    papers,
    recommendations,
    names,
    residue,
    personal,
    links,
    written_dates,
)
"""The subjects in the order in which their findings are told: the plan, then its papers."""

RULES: tuple[Rule, ...] = tuple(rule for subject in SUBJECTS for rule in subject.RULES)


def check(case: Case) -> tuple[Finding, ...]:
    """Return what all rules find in a case, subject by subject, repeats as one."""
    return once(told_of_log(finding) for rule in RULES for finding in rule(case))
