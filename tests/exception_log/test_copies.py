"""Copies that OneDrive and others leave beside the log are named, and taken over when asked."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.history import Draft, History
from paperkit.errors import LogError
from paperkit.frozen import replace
from paperkit.pipeline.record import CHANGED, Adopted, adopt_copy
from paperkit.record import LOG_FILE
from paperkit.record.copies import check_copies, copies, lacked
from paperkit.record.log import append, entry_of, kept_of, look, read_log
from tests.exception_log.entries import THREE, a_return, drafts, in_words, log_of
from tests.exception_log.test_tampered import change

LAPTOP = "exception-log-LAPTOP7.sqlite"


def said(rating: str, action: str = "1.1") -> Draft:
    draft = a_return(action)
    return replace(draft, row=replace(draft.row, rating=rating))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose log has three entries."""
    (tmp_path / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    (tmp_path / "board.yaml").write_text("meetings: []\n")
    log_of(tmp_path, drafts(THREE))
    return tmp_path


def copied(project: Path, *rounds: Sequence[Draft], name: str = LAPTOP) -> Path:
    """Return a copy of the log to which the rounds were added, and the log was not."""
    path = project / name
    copyfile(project / LOG_FILE, path)
    for one in rounds:
        append(path, one)
    return path


def adopted(project: Path, copy: Path, because: str = "") -> tuple[list[str], Adopted]:
    done = adopt_copy(project, copy, because)
    return in_words(done.entries), done


@pytest.mark.parametrize(
    "name",
    [
        LAPTOP,
        "exception-log (1).sqlite",
        "exception-log - Copy.sqlite",
        "Copy of exception-log.sqlite",
        "exception-log (R. Keane's conflicted copy 2026-06-01).sqlite",
        "Exception-Log.sync-conflict-20260601-101010-ABCDEFG.sqlite",
    ],
)
def test_a_copy_is_known_by_its_name(name: str, project: Path) -> None:
    copied(project, name=name)
    (found,) = check_copies(project)
    assert (found.code, str(found.place), found.value) == ("PK-809", name, name)
    assert name in found.message
    assert found.remedy == f"Run 'paperkit record adopt \"{name}\"', then move the copy away."


def test_what_is_no_copy_is_left_alone(project: Path) -> None:
    for name in ("other.sqlite", f"{LOG_FILE}-journal", "exception-log.xlsx"):
        (project / name).write_bytes(b"")
    assert copies(project) == ()


def test_what_the_copy_holds_and_the_log_lacks_is_added_with_its_origin(project: Path) -> None:
    copy = copied(project, [a_return("2.1"), a_return("2.2")])
    append(project / LOG_FILE, [a_return("3.1")])
    words, done = adopted(project, copy)
    assert words == [
        "5 returns 2.1 Red, from board.xlsx, from exception-log-LAPTOP7.sqlite",
        "6 returns 2.2 Red, from board.xlsx, from exception-log-LAPTOP7.sqlite",
    ]
    assert (done.shared, done.findings) == (3, ())
    assert read_log(project / LOG_FILE).entries[4:] == done.entries


def test_the_copy_stays_as_it_was(project: Path) -> None:
    copy = copied(project, [a_return("2.1")])
    before = copy.read_bytes()
    adopt_copy(project, copy)
    assert copy.read_bytes() == before


def test_adopting_twice_adds_nothing(project: Path) -> None:
    copy = copied(project, [a_return("2.1")])
    append(project / LOG_FILE, [a_return("3.1")])
    adopt_copy(project, copy)
    before = (project / LOG_FILE).read_bytes()
    words, done = adopted(project, copy)
    assert (words, done.shared) == ([], 4)
    assert (project / LOG_FILE).read_bytes() == before


def test_an_older_copy_has_nothing_to_add(project: Path) -> None:
    copy = copied(project)
    append(project / LOG_FILE, [a_return("3.1")])
    assert adopt_copy(project, copy).entries == ()


def test_a_correction_in_the_copy_names_the_entry_by_its_new_number(project: Path) -> None:
    again = replace(said("Amber", "2.1"), replaces=4, because="The lead wrote again")
    copy = copied(project, [a_return("2.1")], [again])
    append(project / LOG_FILE, [a_return("3.1")])
    words, _ = adopted(project, copy)
    assert words == [
        "5 returns 2.1 Red, from board.xlsx, from exception-log-LAPTOP7.sqlite",
        "6 returns 2.1 Amber, corrects 5 (The lead wrote again), from board.xlsx, from "
        "exception-log-LAPTOP7.sqlite",
    ]


def test_a_correction_of_what_both_hold_keeps_its_number(project: Path) -> None:
    copy = copied(project, [replace(said("Amber"), replaces=1, because="A slip")])
    append(project / LOG_FILE, [a_return("3.1")])
    words, _ = adopted(project, copy)
    assert words == [
        "5 returns 1.1 Amber, corrects 1 (A slip), from board.xlsx, from "
        "exception-log-LAPTOP7.sqlite"
    ]


def test_what_was_corrected_here_and_there_both_counts_and_is_told(project: Path) -> None:
    copy = copied(project, [replace(said("Amber"), replaces=1, because="A slip")])
    append(project / LOG_FILE, [replace(said("Green"), replaces=1, because="News")])
    _, done = adopted(project, copy)
    assert [(found.code, found.message) for found in done.findings] == [
        ("PK-805", "Entries 4 and 5 both correct entry 1.")
    ]


def test_who_gathers_the_answer_that_counts_again_is_asked_no_more(project: Path) -> None:
    copy = copied(
        project,
        [replace(said("Amber"), replaces=1, because="A slip"), said("Amber", "2.1")],
    )
    append(project / LOG_FILE, [replace(said("Green"), replaces=1, because="News")])
    append(project / LOG_FILE, [said("Green", "2.1")])
    adopt_copy(project, copy)
    assert [found.code for found in look(project / LOG_FILE).findings] == [
        "PK-805", "PK-811",
    ]  # fmt: skip
    again = [replace(said("Green"), replaces=6), replace(said("Green", "2.1"), replaces=7)]
    append(project / LOG_FILE, [replace(one, because="The lead says so") for one in again])
    assert look(project / LOG_FILE).findings == ()


def test_two_answers_to_one_question_are_told(project: Path) -> None:
    copy = copied(project, [said("Amber", "2.1")])
    append(project / LOG_FILE, [said("Green", "2.1")])
    _, done = adopted(project, copy)
    (found,) = done.findings
    assert (found.code, str(found.place)) == ("PK-811", f"{LOG_FILE}, entry 5")
    assert found.message == (
        "Entries 4 and 5 are both on action 2.1 for Board July 2026; the later one counts."
    )


def test_what_both_gathered_from_the_same_file_is_there_already(project: Path) -> None:
    copy = copied(project, [a_return("2.1"), a_return("2.2")])
    append(project / LOG_FILE, [a_return("2.2"), a_return("3.1")])
    words, done = adopted(project, copy)
    assert words == ["6 returns 2.1 Red, from board.xlsx, from exception-log-LAPTOP7.sqlite"]
    assert (done.shared, done.findings) == (4, ())


def test_two_copies_of_one_round_add_it_once(project: Path) -> None:
    first = copied(project, [a_return("2.1")])
    second = project / "exception-log (1).sqlite"
    copyfile(first, second)
    append(second, [a_return("2.2")])
    append(project / LOG_FILE, [a_return("3.1")])
    adopt_copy(project, first)
    words, _ = adopted(project, second)
    assert words == ["6 returns 2.2 Red, from board.xlsx, from exception-log (1).sqlite"]


def test_a_copy_begins_the_log_where_there_is_none(project: Path) -> None:
    copy = (project / LOG_FILE).rename(project / LAPTOP)
    words, done = adopted(project, copy)
    assert words[0] == "1 returns 1.1 Red, from board.xlsx, from exception-log-LAPTOP7.sqlite"
    assert (len(words), done.shared) == (3, 0)


def test_a_copy_is_found_beside_the_log_by_its_name_alone(project: Path) -> None:
    copied(project, [a_return("2.1")])
    assert adopt_copy(project, Path(LAPTOP)).entries[0].number == 4


def test_the_log_does_not_adopt_itself(project: Path) -> None:
    with pytest.raises(LogError) as fault:
        adopt_copy(project, Path(LOG_FILE))
    assert str(fault.value) == ("'exception-log.sqlite' is the log itself. Name the copy of it.")


def test_a_copy_that_is_not_there(project: Path) -> None:
    with pytest.raises(LogError, match=r"There is no file 'no\.sqlite' here\. Check its name\."):
        adopt_copy(project, Path("no.sqlite"))


def test_a_copy_that_was_changed_from_outside_needs_a_reason(project: Path) -> None:
    copy = copied(project, [a_return("2.1"), a_return("2.2")])
    change(copy, "UPDATE entries SET entry = replace(entry, 'Red', 'Green') WHERE number = 4")
    words, done = adopted(project, copy)
    assert (words, done.refused) == ([], CHANGED)
    assert [str(found.place) for found in done.findings] == [f"{LAPTOP}, entry 4"]
    words, done = adopted(project, copy, "Nobody has another")
    assert words == [
        f"{number} returns {action}, from board.xlsx, from exception-log-LAPTOP7.sqlite, changed "
        "from outside (Nobody has another)"
        for number, action in ((4, "2.1 Green"), (5, "2.2 Red"))
    ]


LINES = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from("abc"), st.integers(0, 9)), max_size=8
)


def grown(start: History, lines: list[tuple[int, str, int]]) -> History:
    """Return a log with more entries; a number that is not 0 may correct an entry before."""
    entries = list(start.entries)
    for action, origin, replaces in lines:
        draft = replace(a_return(f"{action}"), origin=origin)
        if 0 < replaces <= len(entries):
            draft = replace(draft, replaces=replaces, because="A slip")
        previous = entries[-1].hash if entries else ""
        entries.append(entry_of(kept_of(draft, len(entries) + 1, previous)))
    return History(tuple(entries))


def taken(log: History, copy: History) -> History:
    """Return the log with what it lacks of a copy."""
    entries = list(log.entries)
    for draft in lacked(log, copy, "from a copy"):
        entries.append(
            entry_of(kept_of(draft, len(entries) + 1, entries[-1].hash if entries else ""))
        )
    return History(tuple(entries))


@given(LINES, LINES, LINES)
def test_whatever_both_hold_nothing_is_lost_and_nothing_comes_twice(
    both: list[tuple[int, str, int]],
    ours: list[tuple[int, str, int]],
    theirs: list[tuple[int, str, int]],
) -> None:
    start = grown(History(), both)
    log, copy = grown(start, ours), grown(start, theirs)
    merged = taken(log, copy)
    assert merged.entries[: len(log.entries)] == log.entries
    rows = {(entry.row, entry.origin.split(",")[0]) for entry in merged.entries}
    assert rows >= {(entry.row, entry.origin) for entry in copy.entries}
    assert lacked(merged, copy, "from a copy") == ()
    assert all(entry.replaces < entry.number for entry in merged.entries)
    by_hash = {entry.adopted or entry.hash: entry for entry in merged.entries}
    numbered = {entry.number: entry for entry in copy.entries}
    for entry in copy.entries:
        here = by_hash.get(entry.hash)
        if here is not None and entry.replaces:
            of, was = merged.entries[here.replaces - 1], numbered[entry.replaces]
            assert of.row == was.row
