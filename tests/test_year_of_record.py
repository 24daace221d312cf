"""A year of the record lived through: papers filed, corrected, decided on and looked back on.

May 2026 (the annual report), July, November (with a report to follow), March in a refreshed plan,
and May 2027. Between them data move as they do in a council. What each report says has changed
since the last one is counted again here from the rows as they were typed, without paperkit.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import chdir, closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest
import yaml

from paperkit.pipeline.packing import outline_file
from paperkit.record import LOG_FILE
from tests.cases import each
from tests.exception_log.test_finals import HEADS
from tests.walkthrough import Ran, run

Rows = dict[str, dict[str, str]]

MEETINGS = {
    "Board May 2026": "14 May 2026",
    "Board July 2026": "16 July 2026",
    "Board November 2026": "19 November 2026",
    "Board March 2027": "18 March 2027",
    "Board May 2027": "20 May 2027",
}
REPORTS = ("Performance July", "Performance November", "Performance March")
PAPERS = {
    "Annual 2026": ("annual_report", "Board May 2026", "30 April 2026"),
    "Performance July": ("performance_report", "Board July 2026", "30 June 2026"),
    "Performance November": ("performance_report", "Board November 2026", "31 October 2026"),
    "Workforce": ("covering_report", "Board November 2026", ""),
    "Performance March": ("performance_report", "Board March 2027", "28 February 2027"),
    "Annual 2027": ("annual_report", "Board May 2027", "30 April 2027"),
}


def action(wording: str, deadline: str, state: str = "On course", **more: str) -> dict[str, str]:
    first = {"wording": wording, "parent": "O1", "owner": "Ada Brook", "lead": "Ada Brook"}
    return first | {"deadline": deadline, "state": state} | more


ACTIONS: Rows = {
    "1.1": action("Open two hubs", "31 March 2027"),
    "1.2": action("Check speech early", "30 September 2026"),
    "1.3": action("Train the staff", "31 August 2026"),
    "1.4": action("Print a leaflet", "31 December 2026"),
    "1.5": action("Hire a bus", "30 June 2027"),
}
READINGS: Rows = {
    "PI 1, Q3 2025/26": {"indicator": "PI 1", "period": "Q3 2025/26", "value": "7.9%"},
    "PI 1, Q4 2025/26": {"indicator": "PI 1", "period": "Q4 2025/26", "value": "8.3%"},
    "PI 2, Q4 2025/26": {"indicator": "PI 2", "period": "Q4 2025/26", "value": "60%"},
}


@dataclass
class Data:
    """What the officer has typed so far."""

    actions: Rows = field(default_factory=lambda: {k: dict(v) for k, v in ACTIONS.items()})
    readings: Rows = field(default_factory=lambda: {k: dict(v) for k, v in READINGS.items()})
    plan: str = "2026"
    intro: str = "There are 38 posts."
    papers: Rows = field(default_factory=dict)

    def copy(self) -> "Data":
        return Data(
            {key: dict(row) for key, row in self.actions.items()},
            {key: dict(row) for key, row in self.readings.items()},
            self.plan,
            self.intro,
        )


def board(data: Data) -> str:
    """Return the file of data that an officer would have typed by now, as JSON, which is YAML."""
    papers = [
        {
            "reference": name, "kind": kind, "meeting": meeting, "title": f"{name}: the paper",
            "purpose": "To report.", "authors": "Ada Brook", "directors": "Ada Brook",
            "publicity": "Public", "item": str(number), "as_at": as_at,
            **data.papers.get(name, {}),
        }
        for number, (name, (kind, meeting, as_at)) in enumerate(PAPERS.items(), 5)
    ]  # fmt: skip
    text = [{"paper": name, "section": "recommendations", "text": "note the report."}
            for name in PAPERS]  # fmt: skip
    text += [{"paper": "Workforce", "section": "introduction", "text": data.intro}]
    text += [{"paper": name, "section": "implications", "name": head, "text": "None."}
             for name in PAPERS for head in HEADS]  # fmt: skip
    plan = {"reference": data.plan, "title": f"Delivery plan {data.plan}", "year": data.plan}
    indicators = [
        {
            "reference": name, "name": words, "outcome": "O1", "partner": "NHS", "unit": "%",
            "direction": way, "frequency": "Quarterly", "figures_run": "Stand alone",
        }
        for name, words, way in (
            ("PI 1", "Children missed by a check", "Lower is better"),
            ("PI 2", "Staff trained", "Higher is better"),
        )
    ]  # fmt: skip
    targets = [{"indicator": name, "year": year, "value": value, "signed_by": "The Board"}
               for name, value in (("PI 1", "8%"), ("PI 2", "70%"))
               for year in ("2025/26", "2026/27", "2027/28")]  # fmt: skip
    tables = {
        "meetings": [{"reference": name, "date": day} for name, day in MEETINGS.items()],
        "people": [{"name": "Ada Brook", "post": "Head of Hubs", "member": "Yes"}],
        "priorities": [{"reference": "P1", "name": "Healthy start", "rank": "Supporting"}],
        "outcomes": [{"reference": "O1", "name": "Ready for school", "parent": "P1"}],
        "plans": [plan],
        "actions": [{"reference": name} | row for name, row in data.actions.items()],
        "indicators": indicators,
        "targets": targets,
        "readings": list(data.readings.values()),
        "papers": papers,
        "text": text,
    }
    return json.dumps(tables, ensure_ascii=False, indent=1)


# --- The year ---------------------------------------------------------------------------------


@dataclass
class Year:
    """The project at the year's end: what was typed when each report was filed, and its bytes."""

    folder: Path
    data: Data = field(default_factory=Data)
    filed: dict[str, Data] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)
    record: list[bytes] = field(default_factory=list)

    def run(self, day: date, command: str) -> Ran:
        """Run a command, and see that the record holds all that it held, and holds together."""
        (self.folder / "board.yaml").write_text(board(self.data), encoding="utf-8")
        with chdir(self.folder):
            ran = run(command, day)
        entries = entries_of(self.folder / LOG_FILE)
        assert entries[: len(self.record)] == self.record
        self.record = entries
        return ran

    def done(self, day: date, command: str) -> str:
        ran = self.run(day, command)
        assert ran.code == 0, ran.output
        return ran.output

    def file(self, day: date, paper: str) -> None:
        """Build the final of a paper, and keep what it was made from."""
        build = f'paperkit build "{paper}" --final --accept-gaps "Known" --by "R. Keane"'
        self.done(day, build)
        self.filed[paper] = self.data.copy()
        self.look()

    def decide(self, meeting: str, **cells: str) -> None:
        """Fill in the sheet Decisions of a meeting."""
        path = self.folder / "board" / f"Decisions, {meeting}.yaml"
        rows = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["decisions"]
        path.write_text(json.dumps({"decisions": [row | cells for row in rows]}), encoding="utf-8")

    def look(self) -> None:
        """Keep what is in the folder of papers; whatever was there has not changed."""
        there = {path.name: path.read_bytes() for path in self.folder.rglob("papers/**/*.docx")}
        assert there | self.papers == there
        self.papers = there


def entries_of(log: Path) -> list[bytes]:
    with closing(sqlite3.connect(log)) as connection:
        return [row for (row,) in connection.execute("SELECT entry FROM entries ORDER BY number")]


def live(folder: Path) -> Year:
    """Return the year as it was lived, from May to May."""
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n")
    year = Year(folder)
    actions, readings = year.data.actions, year.data.readings
    year.file(date(2026, 5, 5), "Annual 2026")

    # July: a figure was mistyped, and is put right before the meeting.
    readings["PI 1, Q1"] = {"indicator": "PI 1", "period": "Q1 2026/27", "value": "8.6%"}
    year.file(date(2026, 7, 6), "Performance July")
    readings["PI 1, Q1"]["value"] = "6.8%"
    said = year.done(
        date(2026, 7, 9),
        'paperkit correct "Performance July" --row "Readings PI 1, Q1 2026/27" --as revised '
        '--because "Two digits changed places" --by "R. Keane"',
    )
    assert "8.6% is corrected to 6.8%" in said
    year.filed["Performance July"] = year.data.copy()
    year.look()
    year.done(date(2026, 7, 17), 'paperkit decisions start --meeting "Board July 2026"')
    year.decide("Board July 2026", outcome="Agreed", minute="12", confirmed_on="1 October 2026")

    # November: the plan moves on, and a figure of the spring is revised.
    actions["1.1"] |= {
        "revised_deadline": "30 June 2027", "revised_because": "The lease was late",
        "revised_by": "The Board", "revised_on": "10 September 2026",
    }  # fmt: skip
    actions["1.3"] |= {"state": "Delivered", "done_on": "12 September 2026"}
    actions["1.4"] |= {
        "state": "Withdrawn", "revised_because": "There is no money", "revised_by": "The Board",
        "revised_on": "1 October 2026",
    }  # fmt: skip
    actions["1.5"] |= {"state": "At risk", "correction": "Ask a second firm"}
    actions["1.6"] = action("Walk to school", "31 December 2027")
    readings["PI 2, Q4 2025/26"]["value"] = "62%"
    readings["PI 1, Q2"] = {"indicator": "PI 1", "period": "Q2 2026/27", "value": "9.9%"}
    readings["PI 2, Q2"] = {"indicator": "PI 2", "period": "Q2 2026/27", "value": "75%"}
    year.file(date(2026, 11, 9), "Performance November")
    year.done(
        date(2026, 11, 10),
        'paperkit publish --meeting "Board November 2026" --on "10 November 2026"',
    )
    year.data.papers["Workforce"] = {"to_follow_because": "The grant was announced on 12 November."}
    year.file(date(2026, 11, 16), "Workforce")
    year.done(date(2026, 11, 20), 'paperkit decisions start --meeting "Board November 2026"')
    year.decide("Board November 2026", outcome="Noted", minute="31")

    # The plan is refreshed: one action has another reference, one is dropped, a reference is used
    # anew. One action is delivered after the day of the data of March.
    actions["2.1"] = actions.pop("1.2") | {
        "carried_from": "1.2 of 2026", "deadline": "31 May 2027",
    }  # fmt: skip
    actions["1.1"]["carried_from"] = actions["1.6"]["carried_from"] = "2026"
    actions["1.3"] = action("Hire a speech therapist", "31 December 2027")
    actions["1.6"] |= {"state": "Delivered", "done_on": "5 March 2027"}
    del actions["1.4"], actions["1.5"]
    year.data.plan = "2027"
    readings["PI 1, Q4 2025/26"]["value"] = "8.1%"
    readings["PI 1, Q3"] = {"indicator": "PI 1", "period": "Q3 2026/27", "value": "7.5%"}
    readings["PI 2, Q3"] = {"indicator": "PI 2", "period": "Q3 2026/27", "value": "71%"}
    year.file(date(2027, 3, 8), "Performance March")

    # May: the annual report looks back over both plans.
    readings["PI 1, Q4"] = {"indicator": "PI 1", "period": "Q4 2026/27", "value": "7.2%"}
    readings["PI 2, Q4"] = {"indicator": "PI 2", "period": "Q4 2026/27", "value": "58%"}
    year.file(date(2027, 5, 10), "Annual 2027")
    return year


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Return the year, lived once for all tests here, which leave its record as it is."""
    lived = live(tmp_path_factory.mktemp("year"))
    yield lived
    assert entries_of(lived.folder / LOG_FILE) == lived.record


# --- What has changed, counted again ----------------------------------------------------------


Change = tuple[str, str, str, str]
"""Of what, what has changed, and words of the last report's and of this one's."""
LATER = {"Not delivered": "Newly late", "At risk": "Newly at risk", "On course": "On course again"}
TARGETS = {"PI 1": 8.0, "PI 2": 70.0}


def day_of(words: str) -> date:
    return datetime.strptime(words, "%d %B %Y").date()


def stands(row: dict[str, str], as_at: date) -> str:
    """Return how an action stood on a day."""
    if row["state"] == "Delivered":
        return "Delivered" if day_of(row["done_on"]) <= as_at else "On course"
    due = day_of(row.get("revised_deadline", row["deadline"]))
    return "Not delivered" if row["state"] == "On course" and due <= as_at else row["state"]


def due(row: dict[str, str]) -> str:
    return row.get("revised_deadline", row["deadline"])


def origin(name: str, row: dict[str, str], then: Data) -> str:
    """Return the reference that an action had, or nothing."""
    carried = row.get("carried_from", "").split()
    before = carried[0] if len(carried) > 1 else name
    same = then.actions.get(before, {}).get("wording") == row["wording"]
    return before if same else ""


def actions_changed(
    then: Data, was_at: date, now: Data, as_at: date, between: list[Data]
) -> Iterator[Change]:
    gone = dict(then.actions)
    for name, row in now.actions.items():
        of, here, before = f"{name} {row['wording']}", stands(row, as_at), origin(name, row, then)
        if not before:
            yield of, "New action", "Not in the plan", here
            if here in ("Delivered", "Withdrawn"):
                yield of, here, "Not in the plan", here
            continue
        was = gone.pop(before)
        stood = stands(was, was_at)
        if stood != here:
            yield of, LATER.get(here, here), stood, here
        if due(was) != due(row) and here not in ("Withdrawn", "Delivered"):
            yield of, "New deadline", due(was), due(row)
        if before != name:
            yield of, "New reference", before, name
    for name, was in gone.items():
        stood, of = stands(was, was_at), f"{name} {was['wording']}"
        told = [data.actions[name] for data in between
                if data.actions.get(name, {}).get("wording") == was["wording"]]  # fmt: skip
        ended = told[-1]["state"] if told else ""
        if stood not in ("Delivered", "Withdrawn"):
            has_end = ended in ("Delivered", "Withdrawn")
            yield of, ended if has_end else "No longer in the plan", stood, ended if has_end else ""


def figures_changed(then: Data, now: Data, printed: list[Data]) -> Iterator[Change]:
    names = {"PI 1": "Children missed by a check", "PI 2": "Staff trained"}
    for indicator, words in names.items():
        of, new = f"{indicator} {words}", []
        for key, row in now.readings.items():
            if row["indicator"] != indicator:
                continue
            reported = [d.readings[key]["value"] for d in printed if key in d.readings]
            own = then.readings[key]["value"] if key in then.readings else ""
            others = [one for one in (*reported[-1:], own) if one and one != row["value"]]
            if reported and others:
                yield of, "Revised figure", own, f"previously reported as {others[0]}"
            elif not reported:
                new.append(f"{row['period']}: {row['value']}")
        if new:
            yield of, "New figure", "", new[-1]
        was, here = (latest_role(indicator, data) for data in (then, now))
        if was != here:
            yield of, "Rating better" if here > was else "Rating worse", "", ""


def latest_role(indicator: str, data: Data) -> int:
    """Return 2 where the latest figure meets its target, 1 where it is within 5%, else 0."""
    rows = [row for row in data.readings.values() if row["indicator"] == indicator]
    last = max(rows, key=lambda row: (row["period"].split()[1], row["period"]))
    value, target = float(last["value"].rstrip("%")), TARGETS[indicator]
    by = (target - value) if indicator == "PI 1" else (value - target)
    return 2 if by >= 0 else 1 if -by <= target * 0.05 else 0


def since_part(year: Year, paper: str) -> tuple[str, list[tuple[str, str, str, str]]]:
    """Return the first sentence of a report's part on what has changed, and its tables' rows."""
    lines = outline_of(year, paper)
    is_head = [line.casefold().startswith("heading") for line in lines]
    start = next(n for n, line in enumerate(lines) if is_head[n] and "| Since the last " in line)
    end = is_head.index(True, start + 1)
    rows = [line[2:-2].split(" | ") for line in lines[start:end] if line.startswith("| ")]
    heads = ("Action", "Indicator", "Action or indicator", "---")
    changes = [row for cells in rows if cells[0] not in heads for row in changes_of(cells)]
    return lines[start + 1], changes


def changes_of(cells: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Return the changes of a row: the annual report has one a row, others all of an action."""
    if len(cells) == 4:
        return [(cells[0], cells[1], cells[2], cells[3])]
    found = []
    for one in cells[1].split(" ¶ "):
        what, _, sides = one.partition(". ")
        before, _, now = sides.removeprefix("Was: ").partition(". Now: ")
        found.append((cells[0].removeprefix("Action "), what, before, now))
    return found


def outline_of(year: Year, paper: str) -> list[str]:
    """Return the outline of the version of a paper that was published."""
    (path,) = (year.folder / "papers").rglob(f"{FILES[paper]}.docx")
    return outline_file(path).splitlines()


WORSE = {
    "Newly late", "Newly at risk", "Rating worse", "No longer delivered", "Revised figure",
    "Figure taken out", "No longer in the plan", "No longer measured", "Cannot be read",
}  # fmt: skip
"""What the table of a performance report is about; its full tables have every other change."""

FILES = {
    "Annual 2026": "Annual report - 14 May 2026",
    "Performance July": "Performance report - 16 July 2026 (Revised 9 July 2026)",
    "Performance November": "Performance report - 19 November 2026",
    "Workforce": "Workforce* - 19 November 2026",
    "Performance March": "Performance report - 18 March 2027",
    "Annual 2027": "Annual report - 20 May 2027",
}


NOTHING_TO_COMPARE = "is recorded as published, so this paper cannot say what has changed."


def test_the_first_performance_report_says_that_it_has_nothing_to_look_back_on(year: Year) -> None:
    words, rows = since_part(year, "Performance July")
    assert NOTHING_TO_COMPARE in words
    assert rows == []


def test_the_first_annual_report_says_so_in_its_introduction_and_has_no_empty_part(
    year: Year,
) -> None:
    lines = outline_of(year, "Annual 2026")
    introduction = next(n for n, line in enumerate(lines) if "| Introduction and" in line)
    assert any(NOTHING_TO_COMPARE in line for line in lines[introduction : introduction + 5])
    assert not any("| Since the last" in line for line in lines)


@each(
    ("paper", "last", "out_on"),
    [
        ("Performance November", "Performance July", "10 July 2026"),
        ("Performance March", "Performance November", "10 November 2026"),
        ("Annual 2027", "Annual 2026", "6 May 2026"),
    ],
)
def test_what_has_changed_since_the_last_report_is_what_a_recount_finds(
    year: Year, paper: str, last: str, out_on: str
) -> None:
    words, rows = since_part(year, paper)
    assert f"published on {out_on} with data as at {PAPERS[last][2]}." in words
    was_at, as_at = (day_of(PAPERS[name][2]) for name in (last, paper))
    then, now = year.filed[last], year.filed[paper]
    order = list(year.filed)
    printed = [year.filed[one] for one in order[: order.index(paper)] if one != "Workforce"]
    between = [year.filed[one] for one in order[order.index(last) + 1 : order.index(paper)]]
    expected = [
        *actions_changed(then, was_at, now, as_at, between),
        *figures_changed(then, now, printed),
    ]
    if not paper.startswith("Annual"):
        worse = {of for of, what, _, _ in expected if what in WORSE}
        expected = [change for change in expected if change[0] in worse]
    assert sorted(row[:2] for row in rows) == sorted(change[:2] for change in expected)
    for of, what, before, here in expected:
        assert [1 for row in rows if row[:2] == (of, what) and before in row[2] and here in row[3]]


# --- What the record is for -------------------------------------------------------------------


def test_the_corrected_paper_lies_beside_the_published_one_and_says_so(year: Year) -> None:
    first = "Performance report - 16 July 2026.docx"
    revised = f"{FILES['Performance July']}.docx"
    assert year.papers[first] != year.papers[revised]
    assert "8.6% is corrected to 6.8%" in "".join(outline_of(year, "Performance July"))


def test_a_report_to_follow_gives_its_reason(year: Year) -> None:
    (line,) = (line for line in outline_of(year, "Workforce") if "Report to follow" in line)
    assert "The grant was announced on 12 November." in line


@pytest.mark.parametrize(
    ("paper", "decided", "is_confirmed"),
    [
        ("Performance November", "Agreed, 16 July 2026. Minute 12", True),
        ("Performance March", "Noted, 19 November 2026. Minute 31", False),
    ],
)
def test_the_next_report_says_what_was_decided_and_whether_minutes_are_confirmed(
    year: Year, paper: str, decided: str, is_confirmed: bool
) -> None:
    lines = outline_of(year, paper)
    (row,) = (line for line in lines if "That the Health and Wellbeing Board note" in line
              and line.startswith("| "))  # fmt: skip
    assert decided in row
    assert ("Subject to confirmation of the minutes" in row) is not is_confirmed


def test_every_paper_comes_back_byte_for_byte_when_their_folder_is_lost(
    year: Year, tmp_path: Path
) -> None:
    folder = copytree(year.folder, tmp_path / "project")
    rmtree(folder / "papers")
    assert len(year.papers) == 7
    with chdir(folder):
        for name in year.papers:
            ran = run(f'paperkit record restore "{name}"', date(2027, 6, 1))
            assert ran.code == 0, ran.output
    restored = {path.name: path.read_bytes() for path in (folder / "papers").rglob("*.docx")}
    assert restored == year.papers


@pytest.mark.parametrize("paper", ["Annual 2026", "Performance July"])
def test_no_build_writes_over_a_published_paper(year: Year, paper: str) -> None:
    build = f'paperkit build "{paper}" --final --accept-gaps "Known" --by "R. Keane" --overwrite'
    assert year.run(date(2027, 6, 1), build).code == 3
    before = dict(year.papers)
    year.look()
    assert year.papers == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE entries SET entry = replace(entry, '8.6%', '6.8%')", "DELETE FROM entries"],
)
def test_the_record_refuses_to_be_changed_and_is_whole(year: Year, statement: str) -> None:
    log = sqlite3.connect(year.folder / LOG_FILE)
    with closing(log), pytest.raises(sqlite3.DatabaseError, match="never changed"):
        log.execute(statement)
    ran = year.run(date(2027, 6, 1), "paperkit record verify")
    assert ran.code == 0, ran.output
