"""Calendar files by the rules of RFC 5545, whatever the words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from paperkit.files.calendar_out import Event, calendar_file
from tests.cases import each
from tests.files.calendars import read

STAMP = date(2026, 7, 16)


def file(*events: Event) -> bytes:
    return calendar_file(events, STAMP)


def test_an_event_lasts_the_whole_of_its_day() -> None:
    (event,) = read(file(Event(name="a", day=date(2026, 12, 31), summary="Board")))
    assert (event["DTSTART"].params, event["DTSTART"].value) == (";VALUE=DATE", "20261231")
    assert (event["DTEND"].params, event["DTEND"].value) == (";VALUE=DATE", "20270101")


def test_the_stamp_is_the_day_that_was_given() -> None:
    (event,) = read(file(Event(name="a", day=date(2026, 12, 31), summary="Board")))
    assert event["DTSTAMP"].value == "20260716T000000Z"


def test_a_calendar_without_an_event_is_one_all_the_same() -> None:
    assert read(file()) == []


def test_an_event_keeps_its_identifier_when_it_moves_and_has_its_own() -> None:
    before, other = read(
        file(
            Event(name="a", day=date(2026, 12, 31), summary="Board"),
            Event(name="b", day=date(2026, 12, 31), summary="Board"),
        )
    )
    (after,) = read(file(Event(name="a", day=date(2027, 1, 7), summary="Board, moved")))
    assert after["UID"].value == before["UID"].value
    assert other["UID"].value != before["UID"].value


def test_a_cancelled_meeting_says_so() -> None:
    (event,) = read(file(Event(name="a", day=STAMP, summary="Board", cancelled=True)))
    assert event["STATUS"].value == "CANCELLED"


def test_a_day_with_a_deadline_stays_free() -> None:
    (event,) = read(file(Event(name="a", day=STAMP, summary="Board")))
    assert (event["STATUS"].value, event["TRANSP"].value) == ("CONFIRMED", "TRANSPARENT")


@each(
    "words", ["a; b, c\\d: e", "one\ntwo", "Llŷr – café", "\u00a0kept\u00a0", "x" * 300, "é" * 300]
)
def test_words_come_back_as_they_were(words: str) -> None:
    (event,) = read(file(Event(name="a", day=STAMP, summary=words, description=words)))
    assert (event["SUMMARY"].text, event["DESCRIPTION"].text) == (words, words)


def test_equal_plans_give_equal_bytes() -> None:
    event = Event(name="a", day=STAMP, summary="Board", category="Meeting")
    assert file(event) == file(event)
    assert read(file(event))[0]["CATEGORIES"].text == "Meeting"


@given(st.text(), st.text())
def test_no_words_can_break_the_file(name: str, words: str) -> None:
    (event,) = read(file(Event(name=name, day=STAMP, summary=words)))
    lines = "\n".join(words.splitlines())
    assert event["SUMMARY"].text == "".join(
        char
        for char in lines
        if char in "\t\n" or not ("\x00" <= char <= "\x1f" or "\x7f" <= char <= "\x9f")
    )
