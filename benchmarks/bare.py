"""What somebody would write in an afternoon: ``bare.py WORKBOOK TEMPLATE PAPER``.

It reads the same workbook with openpyxl and fills the same template with docxtpl. It checks
nothing, rates nothing, and believes every cell. Its time is the least that the two libraries
ask for; what paperkit takes beyond that is the price of its checks and its proof.
"""

import sys
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from openpyxl import load_workbook

MEETING, PAPER = "Board July 2026", "Performance July 2026"

Row = dict[str, str]
Tables = dict[str, list[Row]]


def read(path: str) -> Tables:
    """Return the rows of every sheet by its name, each by the headings of the first row."""
    book = load_workbook(path, data_only=True)
    return {sheet.title: _rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def _rows(lines: Any) -> list[Row]:
    headings = [_text(value) for value in next(lines, ())]
    found = [dict(zip(headings, map(_text, line), strict=False)) for line in lines]
    return [row for row in found if any(row.values())]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)


def context(tables: Tables) -> dict[str, Any]:
    """Return all that the template names, as plain as it can be."""
    text = [row for row in tables["Text"] if row["Paper"] == PAPER]
    shown = [_indicator(row, tables) for row in tables["Indicators"]]
    return {
        "draft": True,
        "header": _header(tables),
        "words": SimpleNamespace(outcome="outcome"),
        "several": SimpleNamespace(recommendations=True, background=True, appendices=True),
        "summary": [_sentence(f"{len(tables['Actions'])} actions.")],
        "section": {row["Section"]: row["Text"] for row in text},
        "recommendations": [row["Text"] for row in text if row["Section"] == "recommendations"],
        "lines": [SimpleNamespace(sentences=[_sentence(f"{len(tables['Actions'])} actions.")])],
        "decisions": _decisions(tables),
        "since": SimpleNamespace(sentences=[_sentence("No earlier report.")], worse=[]),
        "glance": _glance(shown, tables),
        "key": [{"word": word, "meaning": word} for word in ("Green", "Amber", "Red")],
        "indicators": _indicators(shown, tables),
        "groups": _groups(tables),
        "highlights": _highlights(tables),
        "actions": _actions(tables),
        "implications": [
            {"head": row["Name"], "answer": row["Text"]}
            for row in text
            if row["Section"] == "implications"
        ],
        "background": _documents(text, "background"),
        "appendices": _documents(text, "appendices"),
        "contact": SimpleNamespace(name="", telephone="", email=""),
        "full_tables": SimpleNamespace(title="Full tables", label="Appendix", apart=False),
        "unread": [],
    }


def _glance(shown: list[SimpleNamespace], tables: Tables) -> SimpleNamespace:
    counts = {
        "on_target": f"{len(shown)} of {len(tables['Indicators'])}",
        "delivered": f"{len(tables['Actions'])}",
        "worse": "0",
        "requests": f"{len(tables['Decisions'])}",
    }
    told = {
        name: SimpleNamespace(figure=count, words="", last="") for name, count in counts.items()
    }
    return SimpleNamespace(has_figures=True, priorities="", **told)


def _sentence(words: str) -> SimpleNamespace:
    return SimpleNamespace(words=words)


def _header(tables: Tables) -> SimpleNamespace:
    meeting = next(row for row in tables["Meetings"] if row["Reference"] == MEETING)
    paper = next(row for row in tables["Papers"] if row["Reference"] == PAPER)
    return SimpleNamespace(
        council="Northmere Council",
        board="Health and Wellbeing Board",
        date=meeting["Date"],
        item=paper["Item"],
        title=paper["Title"],
        report_of=paper["Report of"].splitlines(),
        directors=paper["Accountable director"].splitlines(),
        publicity=paper["Public or exempt"],
        purpose=paper["Purpose"],
        as_at=paper["Data as at"],
    )


def _decisions(tables: Tables) -> SimpleNamespace:
    rows = [
        SimpleNamespace(
            words=row["Wording as resolved"] or row["Recommendation as filed"] or row["Action"],
            outcome=row["Outcome"],
            meeting=row["Meeting"],
            minutes=row["Minute"],
            acts=row["Who acts"],
            became=row["What became of it"],
        )
        for row in tables["Decisions"]
    ]
    return SimpleNamespace(sentences=[_sentence(f"{len(rows)} decisions.")], rows=rows)


def _indicator(row: Row, tables: Tables) -> SimpleNamespace:
    readings = [line for line in tables["Readings"] if line["Indicator"] == row["Reference"]]
    targets = [line["Value"] for line in tables["Targets"] if line["Indicator"] == row["Reference"]]
    last = readings[-1] if readings else {"Period": "", "Value": "", "Note": ""}
    return SimpleNamespace(
        reference=row["Reference"],
        name=row["Name"],
        outcome=row["Outcome"],
        partner=row["Partner"],
        period=last["Period"],
        value=last["Value"],
        target=targets[0] if targets else "",
        outturn=last["Value"],
        next_target=targets[-1] if targets else "",
        rating=SimpleNamespace(word="Green", rule=f"Target {row['Direction']}"),
        movement="No earlier figure",
        note=last["Note"],
    )


def _indicators(shown: list[SimpleNamespace], tables: Tables) -> SimpleNamespace:
    without = [row for row in tables["Outcomes"] if row["Reason for no indicator"]]
    return SimpleNamespace(
        sentences=[_sentence(f"{len(shown)} indicators.")],
        exceptions=shown[::3],
        rows=shown,
        without=[{"name": r["Name"], "reason": r["Reason for no indicator"]} for r in without],
        last_year="2025/26",
        this_year="2026/27",
    )


def _groups(tables: Tables) -> SimpleNamespace:
    said = [row for row in tables["Feedback"] if row["Meeting"] == MEETING]
    rows = [
        SimpleNamespace(
            group=row["Group"],
            about=row["Area or action"],
            delivered=row["a) Being delivered?"],
            difference=row["b) Making a difference?"],
            comment=row["Comment"],
            highlight=row["Highlight"],
        )
        for row in said
    ]
    return SimpleNamespace(sentences=[_sentence(f"{len(rows)} answers.")], rows=rows)


def _highlights(tables: Tables) -> SimpleNamespace:
    reports = [
        SimpleNamespace(
            body=row["Body"],
            period=row["Period"],
            assurance=row["Assurance"],
            text=row["Text"],
            file=row["Attached file"],
        )
        for row in tables["Highlights"]
        if row["Meeting"] == MEETING
    ]
    return SimpleNamespace(heading="Highlight report", reports=reports, sentences=[])


def _action(row: Row) -> SimpleNamespace:
    return SimpleNamespace(
        reference=row["Reference"],
        wording=row["Action"],
        parent=row["Outcome or priority"],
        owner=row["Owner"],
        deadline=row["Deadline"],
        standing=row["State"],
        correction=row["Corrective action"],
        measures=row["Indicators/ measurements"],
        target=row["Target"],
        more=row["Link"],
        source=row["Source"],
    )


def _actions(tables: Tables) -> SimpleNamespace:
    rows = [_action(row) for row in tables["Actions"]]
    late = [row for row in rows if row.correction]
    of_priority = SimpleNamespace(title="", rows=rows)
    plan = SimpleNamespace(title="", exceptions=late, priorities=[of_priority])
    return SimpleNamespace(
        sentences=[_sentence(f"{len(late)} late.")], exceptions=late, rows=rows, plans=[plan]
    )


def _documents(text: list[Row], section: str) -> list[dict[str, str]]:
    return [
        {"name": row["Name"] or row["Text"], "where": row["Link"], "note": row["Note"]}
        for row in text
        if row["Section"] == section
    ]


def main(workbook: str, template: str, paper: str) -> None:
    """Read, fill, save."""
    word_file = DocxTemplate(template)
    word_file.render(context(read(workbook)), autoescape=True)
    word_file.save(paper)


if __name__ == "__main__":
    main(*sys.argv[1:])
