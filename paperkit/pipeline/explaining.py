"""What a code means: the same text in the command and in the documentation."""

import textwrap

from paperkit.errors import UnknownNameError
from paperkit.findings import Code, Severity, catalogue
from paperkit.installed import RULES, entry_points

WIDTH = 88
_WEIGHT = {
    Severity.ERROR: "An error: it must be put right before a final can be built.",
    Severity.GAP: "A gap: the paper says what is missing; a final needs somebody to accept it.",
    Severity.NOTE: "A note: worth a look; nothing is held up.",
}
_QUESTION = "A question on forms: somebody should be asked. A final does not wait for the answer."
_ON_FORMS = ("PK-82", "PK-83", "PK-84", "PK-85", "PK-86")
"""How the codes begin that are given when forms are issued and gathered, and of no paper."""


def explain(number: str) -> str:
    """Return what a code means, an example, and what to do; UnknownNameError if there is none."""
    wanted = number.strip().upper()
    code = catalogue().get(wanted) or catalogue().get(f"PK-{wanted}") or _of_plugins(wanted)
    if code is None:
        raise UnknownNameError(
            f"There is no code '{number}'. Type it as the message has it, such as PK-304."
        )
    return text_of(code)


def _of_plugins(number: str) -> Code | None:
    """Return the code of that number which a plug-in declares."""
    if not entry_points(RULES):
        return None
    from paperkit.plugins import codes

    return next((code for code in codes() if code.number == number), None)


def text_of(code: Code) -> str:
    """Return the words for one code, in lines that fit a terminal."""
    paragraphs = (code.meaning, f"Example: {code.example}", f"What to do: {code.remedy}")
    meaning, example, remedy = (
        textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)
        for words in paragraphs
    )
    is_question = code.severity is Severity.GAP and code.number.startswith(_ON_FORMS)
    head = f"{code.number}  {code.title}\n\n{_QUESTION if is_question else _WEIGHT[code.severity]}"
    return f"{head}\n\n{meaning}\n\n{example}\n{remedy}"
