"""What a sentence calls an indicator and an action."""

from tests.tables import board


def test_a_short_name_goes_before_a_name_and_a_name_before_a_reference() -> None:
    found = board("""
        ## indicators
        | Reference | Name                             | Short name          |
        | --------- | -------------------------------- | ------------------- |
        | PI 8      | Days to a first appointment      | memory clinic waits |
        | PI 9      | People who are well enough to go |                     |

        ## actions
        | Reference | Action                                  | Short name            |
        | --- | --------------------------------------- | --------------------- |
        | 2.7 | Give each person a named dementia adviser. | named dementia advisers |
        | 2.8 | Offer a short break to every carer.     |                       |
    """)
    assert [row.called for row in found.indicators] == [
        "memory clinic waits",
        "People who are well enough to go",
    ]
    assert [row.called for row in found.actions] == ["named dementia advisers", "action 2.8"]


def test_a_workbook_without_the_column_opens_without_a_finding() -> None:
    (action,) = board("""
        ## actions
        | Reference | Action    |
        | --- | --------- |
        | 2.7 | Give more |
    """).actions
    assert (action.short_name, action.called) == ("", "action 2.7")
