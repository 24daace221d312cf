"""A rule: one person is accountable for an action."""

from collections.abc import Iterator

from paperkit.plugins import BoardAt, Code, RuleFinding, RulePlugin, Severity, finding_of

TWO_OWNERS = Code(
    "TRK-1",
    Severity.NOTE,
    "An action with two owners",
    "Where two people own an action, each may wait for the other.",
    "'Ann Carter and Ben Hall' as the owner of an action.",
    "Name one owner, and the other as the lead.",
)


def rule(at: BoardAt) -> Iterator[RuleFinding]:
    """Yield a note for each action whose owner is two people."""
    for action in at.scope.actions:
        if " and " in str(action.owner):
            message = f"Action {action.reference} has two owners: {action.owner}."
            yield finding_of(TWO_OWNERS, action, "owner", message, value=str(action.owner))


one_owner = RulePlugin(api=1, codes=(TWO_OWNERS,), rule=rule)
