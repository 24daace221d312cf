"""What a person is told of columns and settings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import TABLES
from paperkit.board.pack_settings import PackSettings
from paperkit.board.settings import Cadence, Council, Rating, Role, Settings
from paperkit.files.yaml_in import read_tree
from paperkit.frozen import Frozen, replace
from paperkit.schema.columns import Column, column
from paperkit.schema.describe import example_of, explained, settings_yaml, takes, typed, yaml_word
from paperkit.schema.tree import SettingsRead, build_tree
from paperkit.schema.values import Misread, Tolerance, read_value
from tests.cases import each


def of(name: str) -> Column:
    table_name, _, column_name = name.partition(".")
    return next(table for table in TABLES if table.name == table_name).column(column_name)


@each(
    ("name", "words"),
    [
        ("meetings.date", "a date such as 16 July 2026"),
        ("meetings.body", "one of Board, Executive"),
        ("actions.wording", "text"),
        ("text.text", "text in paragraphs"),
        ("outcomes.parent", "a reference from Priorities or Outcomes"),
        ("groups.actions", "a reference from Actions; several, one to a line"),
        ("groups.areas", "text, such as frail elderly; dementia; several, one to a line"),
        ("people.name", "text that no other row has"),
        ("targets.year", "a period such as 2026/27"),
        (
            "actions.revised_deadline",
            "a date, month, quarter or year such as Q3 2026/27, or Ongoing",
        ),
        ("indicators.decimals", "a whole number"),
        ("indicators.tolerance", "a tolerance such as 5%, 2 or floor 60"),
        ("readings.value", "a figure such as 72.4 or 87.5%, or words if there is none"),
        ("actions.link", "a web address that begins with https://"),
    ],
)
def test_a_column_says_in_words_what_it_takes(name: str, words: str) -> None:
    assert takes(of(name)) == words


def test_every_example_is_a_thing_that_its_column_takes() -> None:
    misread = [
        (table.name, column.name, example_of(column))
        for table in TABLES
        for column in table.columns
        if example_of(column) and not column.many and not column.refers
        if isinstance(read_value(example_of(column), column), Misread)
    ]
    assert misread == []


def test_a_column_that_is_needed_says_so_first() -> None:
    assert explained(of("meetings.date"), needed=True) == (
        "Needed. The day of the meeting. Type a date such as 16 July 2026."
    )


def test_a_text_column_is_explained_by_its_help_alone() -> None:
    assert explained(of("actions.wording"), needed=False) == "What will be done."


def test_a_month_that_excel_made_a_date_is_a_month_again() -> None:
    assert typed(date(2026, 7, 1), of("readings.period")) == "July 2026"
    assert typed(date(2026, 7, 1), of("meetings.date")) == "1 July 2026"


def test_a_number_is_typed_without_noise() -> None:
    assert typed(Decimal("0.30000000000000004"), of("readings.value")) == "0.3"


@each("text", ["council", "Health and Wellbeing Board", "16 July 2026", "A&E"])
def test_plain_words_stand_without_quotation_marks(text: str) -> None:
    assert yaml_word(text) == text


@each(
    "text",
    ["no", "Yes", "1.10", "10:30", "012", "2026/27", "", "null", "a: b", "a #b", "- a", "x "],
)
def test_what_yaml_could_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml_word(text).startswith('"')
    assert yaml.safe_load(yaml_word(text)) == text


@given(st.text())
def test_any_text_reads_back_as_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"key: {yaml_word(text)}") == {"key": text}


def read_back(cls: type, text: str, folder: Path) -> object:
    path = folder / "paperkit.yaml"
    path.write_text(text, encoding="utf-8")
    found: SettingsRead[object] = build_tree(cls, read_tree(path))
    assert found.findings == ()
    return found.value


@each("values", [Settings(), PackSettings()])
def test_settings_read_back_as_they_were(values: object, tmp_path: Path) -> None:
    assert read_back(type(values), settings_yaml(type(values), values), tmp_path) == values


def test_settings_of_a_council_read_back_as_they_were(tmp_path: Path) -> None:
    values = Settings(
        council=Council(name="Eastmarch: County 'Council' #1", board="no"),
        words={"priority": "ambition", "a: b": "- c"},
        ratings=(Rating(word="Yes", fill="012345"), Rating(word="Red", role=Role.MISSED)),
        cadence=replace(Cadence(), meetings_a_year=4, annual_report=()),
        limits=replace(Settings().limits, tolerance=Tolerance("floor 60", floor=Decimal(60))),
        aliases={"Actions": {"Lead officer": "Reporting lead", "RAG: now": "State"}},
    )
    assert read_back(Settings, settings_yaml(Settings, values), tmp_path) == values


def test_required_columns_of_a_pack_read_back_as_they_were(tmp_path: Path) -> None:
    values = PackSettings(required={"actions": ("owner", "deadline"), "targets": ("value",)})
    assert read_back(PackSettings, settings_yaml(PackSettings, values), tmp_path) == values


def test_every_setting_has_its_help_above_it() -> None:
    text = settings_yaml(Settings, Settings())
    assert "# Who files the papers.\ncouncil:\n  # The council's name as papers print it.\n" in text


class Examples(Frozen):
    words: Mapping[str, str] = column(
        "Words", "Your words.", example="priority: ambition", default_factory=dict
    )
    notes: tuple[str, ...] = column("Notes", "Your notes.", default=())


def test_an_empty_group_shows_its_example_and_an_empty_list_how_to_fill_it(tmp_path: Path) -> None:
    text = settings_yaml(Examples, Examples())
    assert text == (
        "# Your words.\nwords:\n  # For example:\n  #   priority: ambition\n\n"
        "# Your notes.\n# Between the brackets, with commas.\nnotes: []\n"
    )
    assert read_back(Examples, text, tmp_path) == Examples()


def test_the_keys_of_a_list_are_explained_once() -> None:
    text = settings_yaml(Settings, Settings())
    assert text.count("# What it means for an indicator") == 1
    assert text.count("    meaning:") == 3
