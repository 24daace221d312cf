"""The pages of ``docs/`` that are made, never typed: the reference, the messages, the schemas.

They take their words from the declarations, the codes and the command, so that none of them can
drift from what paperkit does. A test compares them with the files.
"""

from collections.abc import Iterator, Mapping, Sequence

from paperkit.findings import Code, catalogue
from paperkit.pipeline.explaining import text_of
from paperkit.pipeline.reference import CommandTold, reference
from paperkit.pipeline.schemas import schema_files

MADE = "<!-- Made from paperkit itself: do not edit. CONTRIBUTING.md says how to make it anew. -->"
_STAGES = (
    ("PK-1", "Files"),
    ("PK-2", "Sheets, headings and settings"),
    ("PK-3", "Cells"),
    ("PK-4", "The plan and its papers"),
    ("PK-5", "Figures"),
    ("PK-6", "Templates"),
    ("PK-70", "What was left in the text"),
    ("PK-71", "Dates in the text"),
    ("PK-75", "The finished paper"),
    ("PK-76", "The finished paper"),
)


def pages(commands: Sequence[CommandTold]) -> Mapping[str, str]:
    """Return each made page by its path within ``docs``; ``commands`` are the verbs."""
    schemas = {f"schema/{name}": text for name, text in schema_files().items()}
    return {"reference.md": reference(commands, MADE), "messages.md": messages(), **schemas}


def messages() -> str:
    """Return the page of every code, each in the words of ``paperkit explain``."""
    head = (
        "# Messages",
        MADE,
        "Every message has a code. `paperkit explain PK-304` prints what stands here.",
        "An **error** would make the paper wrong: a final is refused while one stands. A **gap** "
        "is something that the plan lacks: the paper tells it as a fact, and a final goes "
        "through when somebody accepts it by name and reason. A **note** is worth a look, and "
        "can be switched off under `notes_off` in the settings.",
    )
    return "\n\n".join([*head, *_codes()]) + "\n"


def _codes() -> Iterator[str]:
    stage = ""
    for code in catalogue().values():
        now = _stage(code)
        if now != stage:
            yield f"## {now}"
            stage = now
        yield f"### {code.number}\n\n```text\n{text_of(code)}\n```"


def _stage(code: Code) -> str:
    return next((name for start, name in _STAGES if code.number.startswith(start)), "Others")
