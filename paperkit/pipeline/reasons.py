"""Why answers have changed since they were gathered: each reason with the action that it is for.

A reason is typed as ``1.4=Jo Lee rang``. One that names no action stands for the one action that
has changed; of several it would say what nobody has said of them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from paperkit.errors import ReasonsNeededError, UnknownNameError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import replace
from paperkit.pipeline.reading import did_you_mean
from paperkit.rounds.gathering import Gathered
from paperkit.rounds.returns import Intake
from paperkit.schema.cleaning import ByReference
from paperkit.standpoint.sentences import listed


def with_reasons(
    gathered: Callable[[Intake], Gathered], intake: Intake, typed: Sequence[str]
) -> tuple[Gathered, tuple[Finding, ...]]:
    """Return what is gathered with the reasons that were typed, and a note on any without use.

    UnknownNameError for an action that is not there, or for two reasons for one change;
    ReasonsNeededError where a reason names no action and several have changed.
    """
    reasons, plain = _by_action(typed, intake.actions)
    intake = replace(intake, leave=replace(intake.leave, because=reasons))
    found = gathered(intake)
    if plain and len(found.changed) > 1:
        raise ReasonsNeededError(
            f"{len(found.changed)} actions have changed since they were gathered, "
            f"{listed(found.changed)}, and one reason does not say why each of them has. Nothing "
            "was gathered. Give each action its own reason.",
            (
                *(f"{name}={why}" for name, why in reasons.items()),
                *(f"{name}=why" for name in found.changed),
            ),
        )
    if plain and found.changed:
        reasons = ByReference([*reasons.items(), (found.changed[0], plain)])
        found = gathered(replace(intake, leave=replace(intake.leave, because=reasons)))
        plain = ""
    corrected = {getattr(one.row, "action", "") for one in found.taken if one.replaces}
    return found, tuple(_without_use([name for name in reasons if name not in corrected], plain))


def _by_action(typed: Sequence[str], known: Collection[str]) -> tuple[ByReference[str], str]:
    """Return the reasons by action, and the one that names none."""
    reasons: list[tuple[str, str]] = []
    plain: list[str] = []
    for words in typed:
        name, sign, why = (part.strip() for part in words.partition("="))
        if name in known and not sign:
            raise UnknownNameError(
                f"--because names the action {name} and gives no reason. Type it, as in "
                f'--because "{name}=why".'
            )
        if not sign or (" " in name and name not in known):
            plain.append(words.strip())
        elif not name:
            plain.append(why)
        elif name not in known:
            raise UnknownNameError(
                f"--because names the action '{name}', which is not in the plan. "
                + did_you_mean(name, known, 'Type its reference, as in --because "1.4=why".')
            )
        else:
            reasons.append((name, why))
    named = ByReference(reasons)
    if len(named) < len(reasons) or len(plain) > 1:
        raise UnknownNameError(
            "--because gives two reasons for one change. Give each action one reason, as in "
            '--because "1.4=why".'
        )
    return named, "".join(plain)


def _without_use(names: Sequence[str], plain: str) -> Iterator[Finding]:
    if names:
        some, have = ("actions", "have") if len(names) > 1 else ("action", "has")
        message = f"A reason was given for {some} {listed(names)}, which {have} not changed."
        yield Finding("PK-767", Place(field="--because"), message)
    if plain:
        message = f"The reason {quoted(plain)} names no action, and no other answer has changed."
        yield Finding("PK-767", Place(field="--because"), message, value=plain)
