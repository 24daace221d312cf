"""Settings files: a tree of keys, read into frozen values."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from paperkit.board.pack_settings import PackSettings
from paperkit.board.settings import Settings
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.schema.columns import Cell, Choice, column
from paperkit.schema.tree import Branch, Node, NodeList, SettingsRead, build_tree, declared
from paperkit.schema.values import Tolerance
from tests.cases import each
from tests.tables import numbers, told

Written = str | list["Written"] | dict[str, "Written"]


class Size(Choice):
    LARGE = "Large"
    SMALL = "Small"


class Room(Frozen, kw_only=True):
    name: str = column("Name", "", default="")
    size: Size | None = column("Size", "")


class House(Frozen, kw_only=True):
    street: str = column("Street", "", default="Long Lane")
    rooms: tuple[Room, ...] = column("Rooms", "", default=())
    months: tuple[str, ...] = column("Months", "", default=("May",))
    largest: Room = column("Largest", "", default=Room(name="Hall"))
    limit: int | None = column("Limit", "", default=3)
    near: Tolerance = column("Near", "", default=Tolerance("5%", percent=Decimal(5)))
    words: Mapping[str, str] = column("Words", "", default_factory=dict)
    doors: tuple[str, ...] | None = column("Doors", "")
    undeclared: int = 7


def node(written: Written, line: int = 1) -> Node:
    """Return the node of what stands in a file, its line being its depth."""
    place = Place("paperkit.yaml", line=line)
    if isinstance(written, str):
        return Cell(written, place)
    if isinstance(written, list):
        return NodeList(place, tuple(node(item, line + 1) for item in written))
    return Branch(place, {key: node(value, line + 1) for key, value in written.items()})


def house(written: Written) -> SettingsRead[House]:
    return build_tree(House, node(written))


@each(
    ("written", "doors"),
    [({}, None), ({"doors": ""}, None), ({"doors": []}, ()), ({"doors": ["Oak"]}, ("Oak",))],
)
def test_a_list_that_need_not_be_given_may_be_given_as_none(
    written: Written, doors: tuple[str, ...] | None
) -> None:
    assert house(written) == SettingsRead(House(doors=doors), ())


def test_what_is_absent_or_blank_keeps_its_default() -> None:
    assert house({}) == SettingsRead(House(), ())
    assert house(
        {"street": "", "rooms": "", "limit": "", "largest": "", "words": ""}
    ) == SettingsRead(House(), ())
    assert house("") == SettingsRead(House(), ())


def test_values_lists_and_groups_are_read_as_they_are_declared() -> None:
    found = house(
        {
            "street": "Short  Lane",
            "rooms": [{"name": "Kitchen", "size": "small"}, {"name": "Attic"}],
            "months": ["July", "March"],
            "largest": {"name": "Kitchen"},
            "limit": "4",
            "near": "floor 60",
            "words": {"plan": "delivery plan"},
        }
    )
    assert found == SettingsRead(
        House(
            street="Short  Lane",
            rooms=(Room(name="Kitchen", size=Size.SMALL), Room(name="Attic")),
            months=("July", "March"),
            largest=Room(name="Kitchen"),
            limit=4,
            near=Tolerance("floor 60", floor=Decimal(60)),
            words={"plan": "delivery plan"},
        ),
        (),
    )


def test_one_value_alone_is_a_list_of_one() -> None:
    assert house({"months": "July"}).value.months == ("July",)


def test_a_setting_that_is_not_known_is_told_with_what_was_nearly_meant() -> None:
    found = house({"stret": "Short Lane"})
    assert told(found.findings) == [
        "PK-220 paperkit.yaml, line 2: 'stret' is not a setting here; the settings are street, "
        "rooms, months, largest, limit, near, words, doors."
    ]
    (finding,) = found.findings
    assert finding.remedy.startswith("Did you mean street?")


def test_a_setting_far_from_all_gets_no_suggestion() -> None:
    (finding,) = house({"undeclared": "8"}).findings
    assert finding.code == "PK-220"
    assert finding.remedy == "Correct the key, or take the line out."


def test_a_setting_that_is_not_known_is_told_at_every_depth() -> None:
    (finding,) = house({"rooms": [{"nam": "Attic"}]}).findings
    assert finding.code == "PK-220"
    assert "Did you mean name?" in finding.remedy


@each(
    ("written", "message"),
    [
        ({"street": ["Long Lane"]}, "one value, not a list."),
        ({"street": {"name": "Long Lane"}}, "one value, not keys of its own."),
        ({"months": {"first": "July"}}, "a list, not keys of its own."),
        ({"largest": "Kitchen"}, "keys of its own, each with a value, not 'Kitchen'."),
        ({"words": ["plan"]}, "keys of its own, each with a value, not a list."),
        ("Long Lane", "keys of its own, each with a value, not 'Long Lane'."),
        (["Long Lane"], "keys of its own, each with a value, not a list."),
    ],
)
def test_a_setting_of_the_wrong_shape_is_told_and_keeps_its_default(
    written: Written, message: str
) -> None:
    found = house(written)
    told = [finding.message for finding in found.findings]
    assert told == [f"There should be {message}"]
    assert numbers(found.findings) == ["PK-221"]


def test_a_value_that_cannot_be_read_is_told_and_keeps_its_default() -> None:
    found = house({"limit": "a few", "near": "quite close", "largest": {"size": "Lrage"}})
    assert told(found.findings) == [
        "PK-307 paperkit.yaml, line 2: 'a few' is not a whole number.",
        "PK-308 paperkit.yaml, line 2: 'quite close' is not a tolerance.",
        "PK-303 paperkit.yaml, line 3: 'Lrage' is not one of Large, Small.",
    ]
    assert found.value == House(largest=Room())


def test_a_setting_in_quotation_marks_of_word_is_told_with_its_line() -> None:
    found = house({"street": "“Long Lane”", "words": {"plan": "‘scheme’"}, "months": ["May"]})
    assert told(found.findings) == [
        "PK-246 paperkit.yaml, line 2: '“Long Lane”' begins and ends with quotation marks as Word "
        "types them.",
        "PK-246 paperkit.yaml, line 3: '‘scheme’' begins and ends with quotation marks as Word "
        "types them.",
    ]
    assert found.value.street == "“Long Lane”"


def test_a_half_character_in_a_setting_is_refused() -> None:
    found = house({"street": "Long \ud83d Lane"})
    assert numbers(found.findings) == ["PK-301"]
    assert found.value.street == "Long Lane"


def test_a_bad_item_leaves_no_hole_in_its_list_or_group() -> None:
    found = house({"months": ["July", ["March"]], "words": {"plan": "plan", "board": ["x"]}})
    assert numbers(found.findings) == ["PK-221", "PK-221"]
    assert found.value.months == ("July",)
    assert found.value.words == {"plan": "plan"}


@pytest.mark.parametrize("cls", [Settings, PackSettings], ids=lambda cls: cls.__name__)
def test_every_setting_of_the_project_says_what_it_is(cls: type) -> None:
    assert build_tree(cls, node({})) == SettingsRead(cls(), ())
    for _, told_of in declared(cls).values():
        assert told_of.heading
        assert told_of.help.endswith(".")
