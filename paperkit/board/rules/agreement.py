"""Indicators that the Board has still to agree (seed H 3.12, 3.13)."""

from collections.abc import Iterator

from paperkit.board.calendar import same_kind
from paperkit.board.figures.dashboard import OUTCOMES_DASHBOARD
from paperkit.board.model.words import Agreement
from paperkit.board.rules.case import Case, Rule, tell
from paperkit.findings import Finding


def not_agreed(case: Case) -> Iterator[Finding]:
    """Yield an error for each drafted indicator, where the dashboard may only have agreed ones."""
    if not case.ways.settings.dashboard.agreed_only or not _shows_dashboard(case):
        return
    for indicator in case.scope.indicators:
        if indicator.agreement is Agreement.DRAFTED:
            message = (
                f"Indicator {indicator.reference} is drafted, and the Board has not agreed it."
            )
            yield tell("PK-940", indicator, "agreement", message, value=str(indicator.agreement))


def _shows_dashboard(case: Case) -> bool:
    return any(same_kind(paper.kind, OUTCOMES_DASHBOARD) for paper in case.scope.papers)


RULES: tuple[Rule, ...] = (not_agreed,)
