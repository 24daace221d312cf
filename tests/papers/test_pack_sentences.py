"""The sentences of a pack: one place each, forms by number, names alone, a council's own words."""

import re
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import yaml

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.sentence_forms import SentenceForms
from paperkit.files import bundled
from paperkit.files.yaml_in import tree_of
from paperkit.frozen import replace
from paperkit.packs.packs import find_pack
from paperkit.packs.sentences import (
    EVERYWHERE,
    check_sentences,
    former,
    over,
    read_sentences,
    standard_sentences,
)
from paperkit.standpoint import wording
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import (
    MOST_IN_TEXT,
    Portion,
    all_named,
    names_listed,
    say,
    shared,
)
from tests.cases import each
from tests.papers.made import WAYS, paper, sentence

PACKAGE = Path(__file__).parents[2] / "paperkit"
STANDARD = standard_sentences()
ANYWHERE = BoardAt(BoardData())
COUNTS = (0, 1, 2, 3, 4, 9, 10, 40)


def with_own(text: str) -> Ways:
    """Return the ways of a council with sentences of its own."""
    own = read_sentences(tree_of("paperkit.yaml", text.encode())).value
    return replace(WAYS, sentences=lambda: over(STANDARD, own))


def at(text: str) -> BoardAt:
    return BoardAt(BoardData(), with_own(text))


# --- Every sentence, for none, one, two and many ----------------------------------------------


def stand_ins(forms: SentenceForms) -> dict[str, str]:
    """Return a word for every name of a sentence."""
    return {name: name.upper() for name in forms.names - {"count", "names", "total"}}


@each("key", STANDARD)
def test_every_sentence_reads_for_none_one_two_and_many(key: str) -> None:
    forms, given = STANDARD[key], stand_ins(STANDARD[key])
    for count in COUNTS:
        for total in (count, count + 1):
            for names in ((), [f"thing n{n}" for n in range(count)]):
                if not names and "{names}" in forms.many + forms.one:
                    continue
                words = say(ANYWHERE, key, count, names, total=total, **given)
                assert not re.search(r"[{}]|  |\( |\(\)| [.,;:]|\.\.", words), words
                assert words == "" or count == 0 or forms.is_sentence == words.endswith((".", "?"))
                assert not re.search(r"\b[Oo]ne [a-z]+s are\b|\b1 (are|have|were)\b", words)
                assert not words[:1].isdigit() or count > 9 or not forms.is_sentence, words


def test_the_names_that_every_sentence_may_use_are_those_that_it_is_given() -> None:
    assert wording._everywhere(ANYWHERE).keys() == EVERYWHERE


def test_every_sentence_that_is_said_of_one_is_in_the_singular() -> None:
    for key, forms in STANDARD.items():
        words = forms.one
        assert not re.search(r"\{count\}", words), f"{key}: of one the number is a word, not 1"
        assert not re.search(r"\b(are|have|were) (not )?(been|[a-z]+ed)\b", words), (
            f"{key}: {words}"
        )


def test_no_sentence_says_all_of_two() -> None:
    counted = [key for key, of in STANDARD.items() if "{count}" in of.all and not of.both]
    assert counted == []


def texts_of(code: CodeType) -> Iterator[str]:
    """Yield every text that code uses; of f-strings, what is between their values."""
    waiting = list(code.co_consts)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple | frozenset):
            waiting += one
        elif isinstance(one, CodeType):
            waiting += one.co_consts


def said_in_code() -> set[str]:
    """Return every text of the package, as it is compiled: to read the syntax takes a second."""
    paths = sorted(PACKAGE.rglob("*.py"))
    codes = (SourceFileLoader(path.stem, str(path)).get_code(path.stem) for path in paths)
    return {text for code in codes if code for text in texts_of(code)}


def test_every_sentence_of_the_pack_is_said_somewhere() -> None:
    said = said_in_code()
    families = {word.rstrip(".") for word in said if "." in word or word == "milestones"}
    for key in STANDARD:
        assert key in said or key.rpartition(".")[0] in families, key


def test_the_file_has_each_key_once_and_in_plain_yaml() -> None:
    text = (bundled("report_templates") / "council" / "sentences.yaml").read_text("utf-8")
    assert set(yaml.load(text, Loader=yaml.CSafeLoader)) == set(STANDARD)
    assert max(map(len, text.splitlines())) <= 100


# --- Which form is said -----------------------------------------------------------------------

RED = """
test.red:
  none: No indicator is red.
  one: "One indicator is red: {names}."
  few: "{count} indicators are red: {names}."
  many: "{count} indicators are red; the table names them."
"""
WAITS = ["healthy weight", "memory clinic waits", "emotional wellbeing waits", "falls"]


@each(
    ("count", "words"),
    [
        (0, "No indicator is red."),
        (1, "One indicator is red: healthy weight."),
        (2, "Two indicators are red: healthy weight and memory clinic waits."),
        (
            3,
            "Three indicators are red: healthy weight, memory clinic waits and emotional "
            "wellbeing waits.",
        ),
        (4, "Four indicators are red; the table names them."),
    ],
)
def test_up_to_three_are_named_and_more_are_left_to_the_table(count: int, words: str) -> None:
    assert say(at(RED), "test.red", count, WAITS[:count]) == words


def test_a_sentence_that_begins_with_a_count_above_nine_has_it_in_figures() -> None:
    assert say(at(RED), "test.red", 40) == "40 indicators are red; the table names them."


@each(
    ("parts", "words"),
    [
        ("1 a", "The one action due by this meeting a."),
        ("2 a", "Both actions due by this meeting a."),
        ("3 a", "All 3 actions due by this meeting a."),
        ("1 a, 1 b", "Of 2 actions due by this meeting, 1 a and 1 b."),
        ("40 a, 0 b", "All 40 actions due by this meeting a."),
        ("", "No action was due by the date of this meeting."),
    ],
)
def test_it_is_not_said_of_how_many_where_all_are_meant(parts: str, words: str) -> None:
    pairs = [part.split() for part in parts.split(", ") if part]
    shares = [Portion(int(count), said) for count, said in pairs]
    assert shared(at("{}"), "summary.actions", shares) == words


@each(
    ("names", "words"),
    [
        (["Eat well", "Llŷr's walk"], "Eat well and Llŷr's walk"),
        (["Food, warmth", "Heat"], "Food, warmth; and Heat"),
        (["Bread and butter", "Heat", "Work"], "Bread and butter; Heat; and Work"),
        (["action 1.1"], "action 1.1"),
        (["action 1.1", "action 1.2"], "actions 1.1 and 1.2"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 others"),
    ],
)
def test_names_with_commas_and_ands_of_their_own_are_told_apart(
    names: list[str], words: str
) -> None:
    assert MOST_IN_TEXT == 3
    assert names_listed(names) == words


def test_what_no_table_has_is_named_in_full_however_much_there_is() -> None:
    forty = [f"action 1.{n}" for n in range(1, 41)]
    assert all_named(forty[:2]) == "actions 1.1 and 1.2"
    assert all_named(forty).count("1.") == 40
    assert all_named(["Byw'n iach", "Fit and well", "Homes, warm"]) == (
        "Byw'n iach; Fit and well; and Homes, warm"
    )


def test_what_a_value_holds_is_printed_as_it_is() -> None:
    assert say(at("test.red:\n  many: Of {names}."), "test.red", 1, ["{plan}"]) == "Of {plan}."


# --- A council's own words --------------------------------------------------------------------

DUE = """
## actions
| Reference | State     | Deadline   |
|-----------|-----------|------------|
| 1.1       | Delivered | 1 May 2026 |
| 1.2       | Delivered | 1 May 2026 |
"""


def test_a_council_says_a_sentence_in_its_own_words() -> None:
    own = with_own("summary.actions:\n  both: The 2 actions of the {plan} are done.")
    assert sentence(paper(DUE, own), "summary.actions") == (
        "The 2 actions of the delivery plan are done."
    )


def test_one_text_takes_the_place_of_every_form() -> None:
    own = with_own("summary.actions: Section 3 says what was due.")
    assert sentence(paper(DUE, own), "summary.actions") == "Section 3 says what was due."
    assert sentence(paper("", own), "summary.actions") == "Section 3 says what was due."


def test_a_hyphen_leaves_a_drafted_sentence_out() -> None:
    made = paper(DUE, with_own('summary.actions: "-"'))
    assert "summary.actions" not in [one.key for one in made.summary]
    assert "summary.actions" in [one.key for one in paper(DUE).summary]


@each("dash", ["-", "–", "—"])
def test_an_officer_leaves_a_sentence_out_of_one_paper_with_a_hyphen(dash: str) -> None:
    made = paper(
        DUE
        + f"""
        ## papers
        | Reference | Meeting         |
        |-----------|-----------------|
        | PR        | Board July 2026 |
        ## text
        | Paper | Section         | Text |
        |-------|-----------------|------|
        | PR    | summary.actions | {dash}    |
        """
    )
    assert "summary.actions" not in [one.key for one in made.summary]


def test_a_pack_writes_only_what_it_says_otherwise(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "pack.yaml").write_text("extends: council\n", "utf-8")
    (folder / "sentences.yaml").write_text("share.part: '{count} so {said}'\n", "utf-8")
    pack = find_pack("ours", (tmp_path, bundled("report_templates")))
    assert pack.sentences.value["share.part"].text == "{count} so {said}"
    assert pack.sentences.value["summary.actions"] == STANDARD["summary.actions"]


def test_a_phrase_of_an_older_pack_is_still_what_is_said_of_none(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    settings = "extends: council\nphrases:\n  no_due: Nothing fell due.\n"
    (folder / "pack.yaml").write_text(settings, "utf-8")
    pack = find_pack("ours", (tmp_path, bundled("report_templates")))
    assert not pack.findings
    assert former(pack.settings.phrases)["summary.actions"].none == "Nothing fell due."


# --- What is wrong with one -------------------------------------------------------------------


def said_of(text: str) -> list[str]:
    """Return each finding on a council's sentences: code, line, and what is wrong."""
    found = check_sentences(tree_of("paperkit.yaml", text.encode()))
    return [f"{one.code}, line {one.place.line}: {one.message} {one.remedy}" for one in found]


@each(
    ("text", "words"),
    [
        (
            "summary.action: Hello.",
            "PK-240, line 1: 'summary.action' is not a sentence that papers print. Did you mean "
            "summary.actions?",
        ),
        (
            "summary.actions:\n  many: Of the {total}, {parts}.",
            "PK-241, line 2: The sentence 'summary.actions' holds {total}, which paperkit does not "
            "give it. Use the names that it has ({count}, {parts})",
        ),
        (
            "summary.actions:\n  many: Of {count:>3}, {parts}.",
            "PK-241, line 2: The sentence 'summary.actions' holds a curly bracket that is not of "
            "a name",
        ),
        ("summary.actions:", "PK-242, line 1: The sentence 'summary.actions' is blank."),
        ('summary.actions: ""', "PK-242, line 1: The sentence 'summary.actions' is blank."),
        (
            'actions.standing.at_risk: "-"',
            "PK-243, line 1: 'actions.standing.at_risk' is a part of a sentence",
        ),
        (
            "summary.actions:\n  many: Some are done.",
            "PK-244, line 2: The sentence 'summary.actions' leaves out {count}, {parts}",
        ),
        ('summary.actions: "  "', "PK-242, line 1: The sentence 'summary.actions' is blank."),
        (
            'summary.actions:\n  many: "-"',
            "PK-243, line 2: 'many' of 'summary.actions' is a part of a sentence",
        ),
        (
            "summary.actions:\n  many: Of the {count} actions, {parts} {said}.",
            "PK-241, line 2: The sentence 'summary.actions' holds {said}, which paperkit does not",
        ),
        (
            "groups.silent:\n  none: All but {names}.",
            "PK-241, line 2: The sentence 'groups.silent' holds {names}, which paperkit does not",
        ),
        (
            "summary.actions:\n  many: Of the {count} actions, {parts}",
            "PK-245, line 2: The sentence 'summary.actions' does not end with a full stop. Add",
        ),
        (
            "actions.standing.at_risk:\n  many: are in danger.",
            "PK-245, line 2: 'actions.standing.at_risk' is printed in the middle of a sentence",
        ),
    ],
)
def test_a_faulty_sentence_is_one_finding_with_its_line(text: str, words: str) -> None:
    (found,) = said_of(text)
    assert found.startswith(words), found


@each(
    "text",
    [
        'summary.actions: "-"',
        'summary.actions: "–"',
        "summary.actions:\n  one: Mae un cam gweithredu i'r {board}, Llŷr, {said}.",
        "summary.actions:\n  both: Both of the {plans} {said}.",
        "groups.silent:\n  none: All of them replied.",
    ],
)
def test_a_sound_sentence_is_none(text: str) -> None:
    assert said_of(text) == []


def test_paperkits_own_sentences_have_no_fault() -> None:
    assert said_of((bundled("report_templates") / "council" / "sentences.yaml").read_text()) == []


@each(
    "text",
    ["summary.actions: [a, b]", "summary.actions:\n  many: [a, b]", "summary.actions:\n  two: x."],
)
def test_what_is_of_the_wrong_shape_is_one_finding(text: str) -> None:
    tree = tree_of("sentences.yaml", text.encode())
    (found,) = (*read_sentences(tree).findings, *check_sentences(tree))
    assert found.code in ("PK-220", "PK-221")
