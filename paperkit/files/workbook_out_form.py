"""A form as a workbook: what to do, what is missing, the questions, the words to choose from.

The first sheet, ``Please read``, opens; nothing is hidden or locked, there are no macros, and
formulas are on the sheet of checks alone. Grey cells are known, white ones take an answer, and
yellow ones need one: a white cell turns yellow when another answer of its row asks for it. Headings
say the same in words, since many people cannot tell the colours apart. Columns that show what was
said last time come last and are not printed: with them the print would be too small to read.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.files.grid import letter
from paperkit.files.headings import without_notes
from paperkit.files.workbook_out import LONGEST_MESSAGE, look_of, validation, write_cell
from paperkit.files.workbook_out_book import (
    A3,
    A4,
    LISTS,
    READ_ME,
    Book,
    CellLooks,
    Linked,
    RichPart,
    Shown,
    Styled,
    add_table,
    drop_downs,
    for_header,
    growing_sheet,
    in_formula,
    is_cut,
    is_readable,
    lines_of,
    new_book,
    new_sheet,
    numbered,
    print_scale,
    ranges_of,
    set_height,
    set_print,
    to_sheet,
    write_lists,
    write_page,
    write_text,
    write_title,
)
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import with_weekday
from paperkit.schema.describe import record_of, words_of
from paperkit.schema.forms import (
    ABOUT,
    ABOUT_HEADING,
    CHECK_SHEET,
    COMPLETE,
    FACT,
    NO,
    NOT_COMPLETE,
    NOT_NEEDED,
    NOT_RETURNED,
    YES,
    Form,
    FormSheet,
    Need,
    Word,
)
from paperkit.schema.values import Link, choices, link_in

FILL_IN, KNOWN = "FFF2CC", "F2F2F2"
"""The colours behind what is to be filled in, and behind what is known already."""

MAY_BE_RELEASED = (
    "Everything that you write in this workbook is kept, also in comments and outside the table. "
    "It may be released under the Freedom of Information Act 2000. Only your answers go into "
    "papers."
)
_INK = "404040"
_NARROW, _DATE, _CHOICE, _NAME, _TEXT, _LONG = 12, 17, 14, 16, 24, 32
_REMINDER: Mapping[str, Any] = MappingProxyType(
    {
        "validate": "any",
        "input_title": "Filled in already",
        "input_message": "There is nothing to fill in here. If it is wrong, leave it as it is, and "
        "tell us when you send the workbook back.",
    }
)
_CHECK_HEADINGS = ("About", "What is needed", "Where", "Filled in?")
_CHECK_ABOUT = (
    "There is nothing to fill in here. The last column says whether each thing has been filled in. "
    "To go to its cell, click under 'Where'."
)
_CHECK_WIDTHS = (60, 44, 30, 14)
_CUT_COLUMNS = ("Where", "What is longer")
_CLOSED_COLUMNS = ("Action", "What the plan says", "State")
_MISSING_COLUMNS = ("Action", "What the plan says", "Reporting lead")
_LONGEST_OF_HEADER = 80  # Excel takes 255 characters for a page's header
_MOST_MEANT = 12  # lines, in each row of a form
_MEANT_ELSEWHERE = f"See the sheet {READ_ME}."
_ROOM = "\n\n"
"""The least height of a row, three lines: some people fill in what they have printed."""
_CHECK_ROW = 4  # of the headings on the sheet of checks, from nought


class FormLooks(Frozen):
    """The formats of a form: of what is known, and of answers that are needed or may be given.

    ``asked_for`` is laid over a cell when its row comes to need it.
    """

    known: CellLooks
    needed: CellLooks
    answer: CellLooks
    asked_for: Any


class FormSlot(Frozen):
    """A column of a sheet, one of the table's or a grey one, and its text in each known row."""

    heading: str
    width: int
    column: Column | None = None
    texts: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Return whether it is to be filled in."""
        return self.column is not None and self.column.asked


def form_workbook(form: Form) -> bytes:
    """Return the workbook that is sent to one person; equal forms give equal bytes.

    WriteError where a text is longer than a cell can hold, or holds what no workbook can.
    """
    book = new_book(form.title, form.about.council or form.about.board)
    looks = _form_looks(book)
    tables = [replace(sheet.table, sheet=sheet.name) for sheet in form.sheets]
    extra = {f"{s.table.name}.{n}": words for s in form.sheets for n, words in s.words.items()}
    lists = drop_downs(tables, extra)
    _write_guide(book, looks, form)
    _write_checks(book, form.sheets)
    for sheet in form.sheets:
        written = _write_sheet(book, looks, sheet, ranges_of(lists))
        written.set_header(_page_header(form))
    write_lists(book, lists)
    return book.finished()


def _form_looks(book: Book) -> FormLooks:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
    grey = cell | {"bg_color": f"#{KNOWN}", "font_color": f"#{_INK}"}
    yellow: dict[str, Any] = {"bg_color": f"#{FILL_IN}"}
    day = {"num_format": "d mmmm yyyy", "align": "left"}
    add = book.file.add_format

    def for_answers(heading: str, look: dict[str, Any]) -> CellLooks:
        return replace(
            book.looks,
            heading=add(cell | {"bold": True, "bg_color": heading}),
            text=add(look | {"num_format": "@"}),
            date=add(look | day),
            plain=add(look),
        )

    known = add(grey | {"num_format": "@"})
    return FormLooks(
        known=replace(
            book.looks,
            heading=add(grey | {"bold": True, "bg_color": "#D9D9D9"}),
            text=known,
            plain=known,
            date=add(grey | day),
            link=add(grey | {"num_format": "@", "font_color": "#0B4F9E", "underline": 1}),
        ),
        needed=for_answers("#FFE699", cell | yellow),
        answer=for_answers("#D9E1F2", cell),
        asked_for=add(yellow),
    )


def _colours(word: Word) -> dict[str, Any]:
    return {"bg_color": f"#{word.fill}", "font_color": f"#{word.ink or '000000'}"}


# --- The first sheet ----------------------------------------------------------------------------


def _write_guide(book: Book, looks: FormLooks, form: Form) -> None:
    """Write who asks, by when, what to do, what words mean; what the file is comes at its end."""
    guide, about = form.guide, form.about
    asked = [
        ("Who asks", guide.who),
        ("Who is asked", about.person),
        ("What is asked", guide.asks),
        ("Why", guide.why),
    ]
    if about.due:
        asked.append(("Return by", with_weekday(about.due)))
    asked.append(("Return to", guide.return_to or "Whoever sent it to you"))
    asked.append(("Not yours?", guide.not_yours))
    asked.append(("Questions", guide.help))
    asked.append(("Please note", MAY_BE_RELEASED))
    bold = {"valign": "top", "text_wrap": True, "bold": True}
    shaded = [bold | _colours(word) if word.fill else bold for word in guide.words]
    words = [
        (Styled(word.word, book.file.add_format(look)), word.meaning)
        for word, look in zip(guide.words, shaded, strict=True)
    ]
    colours = (
        (Styled("Yellow", looks.needed.text), "Needs your answer."),
        (
            Styled("White", looks.answer.text),
            "For your answer, if there is one. The heading says when it is needed; then the cell "
            "turns yellow.",
        ),
        (Styled("Grey", looks.known.text), "Filled in already, to be read. Leave it as it is."),
    )
    texts = [(one.reference, one.wording, one.state) for one in form.closed]
    closed = [[Styled(text, book.looks.text) for text in row] for row in texts]
    texts = [(one.reference, one.wording, one.lead) for one in form.missing]
    missing = [[Styled(text, book.looks.text) for text in row] for row in texts]
    cut = [row for sheet in form.sheets for row in _cut_texts(sheet)]
    sheets = [
        (to_sheet(CHECK_SHEET), "What is still missing, and where. Nothing to fill in."),
        *(
            (to_sheet(sheet.name), "What you are asked. Your answers go here, row by row.")
            for sheet in form.sheets
        ),
        (to_sheet(LISTS), "The words of the drop-down lists. Nothing to fill in."),
    ]
    facts = ((column.heading, getattr(about, column.name)) for column in ABOUT.columns)
    parts = (
        RichPart("", asked),
        RichPart("What to do", numbered(guide.steps)),
        *([RichPart("What the words mean", words)] if words else []),
        RichPart("What the colours mean", colours),
        RichPart("What not to fill in", numbered(guide.leave), apart=True),
        *([RichPart("Longer than its row can show", cut, _CUT_COLUMNS)] if cut else []),
        *([RichPart("Not asked again", closed, _CLOSED_COLUMNS)] if closed else []),
        *([RichPart(NOT_RETURNED, missing, _MISSING_COLUMNS)] if missing else []),
        RichPart("What is on each sheet", sheets, ("Sheet", "What it holds")),
        RichPart(
            ABOUT_HEADING,
            [(name, v if isinstance(v, date) else words_of(v)) for name, v in facts],
        ),
    )
    write_page(book, READ_ME, [18, 78, 22], form.title, parts)


def _cut_texts(form: FormSheet) -> Iterator[tuple[Shown, ...]]:
    """Yield each text of a sheet that its row cannot show: where it is, and under what."""
    for number, slot in enumerate(_slots(form), start=1):
        for row, text in enumerate(slot.texts, start=2):
            if is_cut(text, slot.width):
                cell = f"{letter(number)}{row}"
                there = Linked(f"{form.name}, {cell}", f"internal:{in_formula(form.name)}!{cell}")
                yield there, f"{without_notes(slot.heading)}: click on the cell to read all of it."


# --- The sheet of questions ---------------------------------------------------------------------


def _slots(form: FormSheet) -> tuple[FormSlot, ...]:
    """Return the columns of a sheet in order: known, facts, asked, last answers.

    What the words of a drop-down mean is beside it.
    """
    records = [record_of(form.table, row).cells for row in form.rows]
    leading, asked = list[FormSlot](), list[FormSlot]()
    for column in form.columns:
        texts = tuple(c[column.name].typed if column.name in c else "" for c in records)
        slots = leading if column in form.leading else asked
        slots.append(FormSlot(form.heading(column), _width(form, column), column, texts))
        meant = "\n".join(form.meant(column))
        if meant:
            meant = meant if lines_of(meant, _LONG) <= _MOST_MEANT else _MEANT_ELSEWHERE
            heading = f"{FACT}What the words under {column.heading} mean"
            slots.append(_grey(heading, (meant,) * len(form.rows)))
    facts, last = ([_grey(one.heading, one.texts) for one in of] for of in (form.facts, form.last))
    return (*_fitted([*leading, *facts, *asked]), *last)


def _grey(heading: str, texts: tuple[str, ...]) -> FormSlot:
    """Return a column to be read, as wide as its lines ask for."""
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    width = next((one for one in (_NARROW, _NAME, _TEXT) if longest <= one), _LONG)
    return FormSlot(heading, width, None, texts)


def _fitted(slots: Sequence[FormSlot]) -> list[FormSlot]:
    """Return columns that can be read on one page: the widest are made narrower where need be."""
    widths = [slot.width for slot in slots]
    while not is_readable(print_scale(widths, A3)) and max(widths) > _NAME:
        widths[widths.index(max(widths))] -= 1
    return [replace(slot, width=width) for slot, width in zip(slots, widths, strict=True)]


def _width(form: FormSheet, column: Column) -> int:
    if column.type is date:
        return _DATE
    if column.name in form.words or choices(column):
        return _CHOICE
    if column in form.leading[:1]:
        return _NARROW
    if column.type is Link or column.role == "person" or column.many:
        return _NAME
    return _LONG if column.type is str else _CHOICE


def _write_sheet(
    book: Book, looks: FormLooks, form: FormSheet, lists: Mapping[tuple[str, str], str]
) -> Any:
    """Return the sheet of a table, with its rows and what is spare below."""
    slots = _slots(form)
    widths = [slot.width for slot in slots]
    headings = [slot.heading for slot in slots]
    colours = [_of_heading(looks, form, slot) for slot in slots]
    printed = len(slots) - len(form.last)
    name, frozen = f"tbl_{form.table.name}", min(len(form.leading), 2)
    last = max(len(form.rows) + form.spare, 1)
    sheet = new_sheet(book, form.name, widths, growing_sheet())
    add_table(book, sheet, name, headings, last, looks=colours, style=None, frozen=frozen)
    # The button of the filter takes room in a heading.
    set_height(sheet, 0, headings, [width - 3 for width in widths])
    for number, slot in enumerate(slots):
        column = slot.column
        if column is None:
            continue
        words = lists.get((form.table.name, column.name), "")
        rule = _rule(form, column, words) if column.asked else dict(_REMINDER)
        sheet.data_validation(1, number, last, number, rule)
        for word in form.words.get(column.name, ()):
            if word.fill:
                is_word = {"type": "cell", "criteria": "==", "value": f'"{_doubled(word.word)}"'}
                look = {"format": book.file.add_format(_colours(word))}
                sheet.conditional_format(1, number, last, number, is_word | look)
    cells = {s.column.name: f"${letter(n)}2" for n, s in enumerate(slots, 1) if s.column}
    numbers = {slot.column.name: number for number, slot in enumerate(slots) if slot.column}
    for need in (*form.needs, *form.wished):
        asked_for = _asked_for(need, cells)
        if asked_for:
            lit = {"type": "formula", "criteria": f"={asked_for}", "format": looks.asked_for}
            number = numbers[need.column]
            sheet.conditional_format(1, number, last, number, lit)
    for row in range(1, last + 1):
        source = form.rows[row - 1] if row <= len(form.rows) else None
        _write_row(book, looks, sheet, form, slots, row, source)
    set_print(sheet, widths[:printed], [A4, A3])
    sheet.hide_gridlines(0)
    sheet.print_area(0, 0, last, printed - 1)
    return sheet


def _page_header(form: Form) -> str:
    """Return what is on each printed page: what is asked, of whom, and by when."""
    due = f", return by {with_weekday(form.about.due)}" if form.about.due else ""
    title, person = (
        for_header(words, _LONGEST_OF_HEADER) for words in (form.title, form.about.person)
    )
    return f"&L{title}&R{person}{due}"


def _of_heading(looks: FormLooks, form: FormSheet, slot: FormSlot) -> Any:
    if slot.column is None or not slot.asked:
        return looks.known.heading
    is_needed = form.needs_always(slot.column) and not all(slot.texts)
    return (looks.needed if is_needed else looks.answer).heading


def _rule(form: FormSheet, column: Column, words: str) -> dict[str, Any]:
    """Return what a column's cells take, and as their note what its words mean, if short."""
    needed = form.needs_always(column)
    rule = validation(column, needed, words)
    meant = form.meant(column)
    note = "\n".join([*(["Needed."] if needed else []), *meant])
    return rule | {"input_message": note} if meant and len(note) <= LONGEST_MESSAGE else rule


def _write_row(
    book: Book,
    looks: FormLooks,
    sheet: Any,
    form: FormSheet,
    slots: Sequence[FormSlot],
    row: int,
    source: Row | None,
) -> None:
    """Write a row, its address behind the last of the cells by which it is recognised."""
    texts = [slot.texts[row - 1] if row <= len(slot.texts) else "" for slot in slots]
    for number, (slot, text) in enumerate(zip(slots, texts, strict=True)):
        # In a spare row even what is known elsewhere may be filled in.
        of_cell = looks.answer if slot.asked or source is None else looks.known
        if slot.asked and source and slot.column and not text and form.needs_always(slot.column):
            of_cell = looks.needed
        look = look_of(slot.column, of_cell) if slot.column else looks.known.text
        sheet.write_blank(row, number, None, look)
        if slot.column and text:
            write_cell(book, sheet, row, number, slot.column, text, look)
        else:
            link = link_in(text)
            alone = text if text.startswith("https://") and " " not in text else ""
            words, address = (link.words, link.address) if link else (text, alone)
            write_text(sheet, row, number, words, look, address)
    links = (getattr(source, column.name, "") for column in form.columns if column.type is Link)
    address = next((link for link in links if link), "")
    if address:
        at = len(form.leading) - 1
        write_text(sheet, row, at, texts[at], looks.known.link, address)
    set_height(sheet, row, [*texts, _ROOM], [*(slot.width for slot in slots), 1])


# --- The sheet of checks ------------------------------------------------------------------------


def _write_checks(book: Book, forms: Sequence[FormSheet]) -> None:
    """Write a row for each cell that is or may be needed, and over them how many are missing.

    Each formula holds the value that it has when the form is sent out, for programs that show a
    workbook without calculating. Nobody reads them back.
    """
    looks, add = book.looks, book.file.add_format
    last = _CHECK_ROW + max(sum(len(form.rows) * len(form.needs) for form in forms), 1)
    sheet = new_sheet(book, CHECK_SHEET, _CHECK_WIDTHS)
    sheet.hide_gridlines(2)
    write_title(sheet, CHECK_SHEET, looks)
    sheet.write_string(1, 0, _CHECK_ABOUT, add({"valign": "top"}))
    columns = [{"header": words, "header_format": looks.heading} for words in _CHECK_HEADINGS]
    options = {"name": "tbl_check", "columns": columns, "style": None}
    sheet.add_table(_CHECK_ROW, 0, last, len(columns) - 1, options)
    sheet.freeze_panes(_CHECK_ROW + 1, 0)
    sheet.repeat_rows(_CHECK_ROW)
    row, missing = _CHECK_ROW + 1, 0
    for form in forms:
        states = _write_needs(book, sheet, row, form)
        row, missing = row + len(states), missing + states.count(NO)
    count = f'COUNTIF(D{_CHECK_ROW + 2}:D{last + 1},"{NO}")'
    many = f'"{NOT_COMPLETE} "&{count}&IF({count}=1," item"," items")'
    banner = f"{NOT_COMPLETE} {missing} item{'' if missing == 1 else 's'}" if missing else COMPLETE
    sheet.write_formula(2, 0, f'=IF({count}=0,"{COMPLETE}",{many})', looks.section, banner)
    lacking = add({"bold": True, "bg_color": "#FFE699"})
    rule = {"type": "cell", "criteria": "==", "value": f'"{NO}"', "format": lacking}
    sheet.conditional_format(_CHECK_ROW + 1, 3, last, 3, rule)


def _write_needs(book: Book, sheet: Any, row: int, form: FormSheet) -> list[str]:
    """Write what the rows of a form need, from a row of the checks on; return what each is now."""
    look, where, naming = book.looks.plain, in_formula(form.name), form.naming
    slots = list(enumerate(_slots(form), start=1))
    letters = {slot.column.name: letter(at) for at, slot in slots if slot.column}
    about_in = [letters[column.name] for column in naming]
    about_in += [letter(at) for at, slot in slots if slot.heading == form.about]
    states: list[str] = []
    for number, (source, about_now) in enumerate(zip(form.rows, form.called, strict=True), start=2):
        there = {name: f"{where}!{at}{number}" for name, at in letters.items()}
        cells = '&" "&'.join(f"{where}!{at}{number}" for at in about_in)
        about = f"=TRIM({cells})"
        for need in form.needs:
            at, now = row + len(states), _state(need, source)
            needed, cell = form.table.column(need.column).heading, f"{letters[need.column]}{number}"
            set_height(sheet, at, (about_now, needed, "", ""), _CHECK_WIDTHS)
            sheet.write_formula(at, 0, about, look, about_now)
            write_text(sheet, at, 1, needed, look)
            link = f"internal:{there[need.column]}"
            sheet.write_url(at, 2, link, book.looks.link, f"{form.name}, {cell}")
            sheet.write_formula(at, 3, "=" + _formula(need, there), look, now)
            states.append(now)
    return states


def _doubled(word: str) -> str:
    return word.replace('"', '""')


def _formula(need: Need, cells: Mapping[str, str]) -> str:
    """Return what Excel works out: Yes, No, or Not needed."""
    asked_for, otherwise = _asked_for(need, cells), f'"{NO}"'
    if asked_for:
        otherwise = f'IF({asked_for},{otherwise},"{NOT_NEEDED}")'
    return f'IF(LEN(TRIM({cells[need.column]}))>0,"{YES}",{otherwise})'


def _asked_for(need: Need, cells: Mapping[str, str]) -> str:
    """Return, as a formula, whether a row needs a column; nothing where every row does."""
    words = (f'TRIM({cells[need.by]})="{_doubled(word)}"' for word in need.among if need.by)
    asks = f"OR({','.join(words)})" if need.by else ""
    blank = f"LEN(TRIM({cells[need.unless]}))=0" if need.unless else ""
    return f"AND({asks},{blank})" if asks and blank else asks or blank


def _state(need: Need, row: Row) -> str:
    """Return what the formula gives while the form is as it was sent out."""
    if words_of(getattr(row, need.column)):
        return YES
    if need.unless and words_of(getattr(row, need.unless)):
        return NOT_NEEDED
    chosen = folded(words_of(getattr(row, need.by))) if need.by else ""
    return NO if not need.by or chosen in {folded(word) for word in need.among} else NOT_NEEDED
