"""Many cases in one test: none is left out, and each that fails is named."""

from pathlib import Path

import pytest

from tests.cases import each


def test_every_case_is_tried_and_each_that_fails_is_named_with_its_reason() -> None:
    tried: list[int] = []

    @each(("low", "high"), [(1, 2), (4, 3), (5, 6), (8, 7)])
    def in_order(low: int, high: int) -> None:
        tried.append(low)
        assert low < high, f"{low} comes first"

    with pytest.raises(ExceptionGroup, match="2 of 4 cases failed: low=4, high=3; low=8") as end:
        in_order()
    assert tried == [1, 4, 5, 8]
    assert ["4 comes first" in str(wrong) for wrong in end.value.exceptions] == [True, False]
    assert [wrong.__notes__ for wrong in end.value.exceptions] == [
        ["Case: low=4, high=3"],
        ["Case: low=8, high=7"],
    ]


@pytest.fixture(scope="module")
def seven() -> int:
    return 7


@each("low", [1, 2])
@each("more", [1, 2])
def test_a_case_has_fixtures_and_cases_within(low: int, more: int, seven: int) -> None:
    assert low + more < seven


@each("name", ["first", "second"])
def test_each_case_has_an_empty_folder_of_its_own(name: str, tmp_path: Path) -> None:
    assert list(tmp_path.iterdir()) == []
    (tmp_path / name).write_text(name, "utf-8")


def test_a_test_whose_cases_would_share_what_was_changed_is_refused() -> None:
    with pytest.raises(AssertionError, match="use parametrize"):

        @each("low", [1, 2])
        def writes(low: int, monkeypatch: pytest.MonkeyPatch) -> None: ...


def test_no_case_at_all_is_no_pass() -> None:
    with pytest.raises(AssertionError, match="no case"):

        @each("low", [])
        def never(low: int) -> None: ...
