"""The text that goes with a form, ready to be pasted into an e-mail. Paperkit sends nothing."""

from collections.abc import Iterator

from paperkit.board.forms.asking import Asking
from paperkit.schema.dates import with_weekday
from paperkit.schema.forms import Form, FormSheet
from paperkit.schema.retelling import words_of

NO_ADDRESS_KNOWN = "(no address on the sheet People)"


def letter(asking: Asking, form: Form, address: str, file: str) -> str:
    """Return the text for whoever is asked: address, subject, what is asked, what was said last.

    ``file`` is the name of the workbook that is to be attached.
    """
    return "\n".join(_lines(asking, form, address, file)) + "\n"


def _lines(asking: Asking, form: Form, address: str, file: str) -> Iterator[str]:
    by = f", by {with_weekday(form.about.due)}" if form.about.due else ""
    yield f"To: {address or NO_ADDRESS_KNOWN}"
    yield f"Subject: {form.title}{by}"
    yield f"Attach: {file}"
    yield ""
    yield f"Dear {form.about.person},"
    yield ""
    yield f"{form.guide.asks} {form.guide.why}"
    yield ""
    yield (
        f"Please fill in the attached workbook and send it to {asking.goes_to}. Its first sheet "
        "says how; the second says what is still missing."
    )
    yield ""
    for sheet in form.sheets:
        yield f"{sheet.name}:"
        yield from (f"- {line}" for line in _rows(sheet))
        yield ""
    if form.closed:
        yield "You are not asked again about:"
        yield from (f"- {c.reference} {c.wording} ({c.state})" for c in form.closed)
        yield ""
    yield from _signed(asking)


def _rows(sheet: FormSheet) -> Iterator[str]:
    """Yield each row in one line: what it is about, and what was answered last time."""
    asked = sheet.needs[0].column if sheet.needs else ""
    last, naming = sheet.last_said(asked) if asked else None, sheet.naming
    for number, row in enumerate(sheet.rows):
        named = " ".join(words_of(getattr(row, column.name)) for column in naming)
        said = last.texts[number] if last else ""
        yield " ".join(f"{named} (last time: {said})".split() if said else named.split())


def _signed(asking: Asking) -> Iterator[str]:
    contact, council = asking.ways.settings.contact, asking.ways.settings.council
    yield from (line for line in (contact.name, council.name, contact.telephone) if line)
