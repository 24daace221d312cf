"""The first sheet of a form, ``Please read``: who asks, by when, what to do, what words mean."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from paperkit.files.workbook_out_book import LISTS, READ_ME, Book
from paperkit.files.workbook_out_form_sheet import FormLooks
from paperkit.files.workbook_out_guide import Page
from paperkit.schema.dates import with_weekday
from paperkit.schema.forms import ABOUT, ABOUT_HEADING, CHECK_SHEET, PLEASE_FILL_IN, Form, Word
from paperkit.schema.retelling import words_of

_WIDTHS = [20, 92, 24]


def write_form_guide(book: Book, looks: FormLooks, form: Form) -> None:
    """Write the sheet at which the form opens; what the file is stands at its end."""
    page = Page(book, READ_ME, _WIDTHS, pages=0)
    page.title(form.title)
    page.pairs(_opening(form))
    page.section("What to do")
    page.pairs((f"{number}.", step) for number, step in enumerate(form.guide.steps, start=1))
    if form.guide.words:
        page.section("What the words mean")
        page.shaded((word.word, word.meaning, _look(book, word)) for word in form.guide.words)
    page.section("What the colours mean")
    page.shaded(_colours(looks))
    page.next_page()
    page.section("What not to fill in")
    page.pairs((f"{number}.", words) for number, words in enumerate(form.guide.leave, start=1))
    _write_closed(page, form)
    _write_sheets(page, form)
    page.section(ABOUT_HEADING)
    page.facts(_about(form))


def _opening(form: Form) -> Iterator[tuple[str, str]]:
    yield "Who asks", form.guide.asks
    yield "For whom", form.about.person
    yield "What for", form.guide.why
    if form.about.due:
        yield "Return by", with_weekday(form.about.due)
    yield "Return to", form.guide.return_to or "Whoever sent it to you"


def _look(book: Book, word: Word) -> Any:
    look = {"valign": "top", "text_wrap": True, "bold": True}
    if word.fill:
        look |= {"bg_color": f"#{word.fill}", "font_color": f"#{word.ink or '000000'}"}
    return book.file.add_format(look)


def _colours(looks: FormLooks) -> Iterator[tuple[str, str, Any]]:
    yield "Yellow", f"Your answer. The heading says {PLEASE_FILL_IN}.", looks.answer.text
    yield "Grey", "Known already, or there to be read. Leave it as it is.", looks.known


def _write_closed(page: Page, form: Form) -> None:
    if form.closed:
        page.section("Not asked again")
        page.headings("Action", "What the plan says", "State")
        for closed in form.closed:
            page.listed(closed.reference, closed.wording, closed.state)


def _write_sheets(page: Page, form: Form) -> None:
    page.section("What stands on each sheet")
    page.headings("Sheet", "What it holds")
    page.linked(CHECK_SHEET, "What is still missing, and where. Nothing to fill in.")
    for sheet in form.sheets:
        page.linked(sheet.name, sheet.table.about)
    page.linked(LISTS, "The words of the drop-down lists. Nothing to fill in.")


def _about(form: Form) -> Iterator[tuple[str, str | date]]:
    for column in ABOUT.columns:
        value = getattr(form.about, column.name)
        yield column.heading, value if isinstance(value, date) else words_of(value)
