"""References between tables: each names one row, in that row's own spelling."""

from tests.tables import assembled, board, numbers, told


def test_a_reference_takes_the_spelling_of_what_it_names() -> None:
    (action,) = board("""
        ## priorities
        | Reference       |
        | --------------- |
        | Starting Well   |

        ## actions
        | Reference | Outcome or priority |
        | --------- | ------------------- |
        | 1.1       | starting  WELL      |
    """).actions
    assert action.parent == "Starting Well"


def test_a_reference_to_nothing_is_told_with_what_was_nearly_meant() -> None:
    (finding,) = assembled("""
        ## meetings
        | Reference       |
        | --------------- |
        | Board July 2026 |

        ## milestones
        | Meeting         |
        | --------------- |
        | Bord July 2026  |
    """).findings
    assert told([finding]) == [
        "PK-320 Milestones!A2: No row of Meetings has the reference 'Bord July 2026'."
    ]
    assert finding.remedy.endswith("(did you mean Board July 2026?).")
    assert finding.value == "Bord July 2026"


def test_a_reference_far_from_all_gets_no_suggestion() -> None:
    (finding,) = assembled("""
        ## meetings
        | Reference       |
        | --------------- |
        | Board July 2026 |

        ## milestones
        | Meeting |
        | ------- |
        | Spring  |
    """).findings
    assert finding.code == "PK-320"
    assert "did you mean" not in finding.remedy


def test_a_row_that_could_not_be_read_still_counts_as_known() -> None:
    found = assembled("""
        ## actions
        | Reference | Review date |
        | --------- | ----------- |
        | 1.1       | TBC         |

        ## milestones
        | Action | Milestone |
        | ------ | --------- |
        | 1.1    | Half way  |
    """).findings
    assert numbers(found) == ["PK-304"]


def test_a_number_of_excels_is_taken_where_one_key_alone_can_be_meant() -> None:
    (milestone,) = board("""
        ## actions
        | Reference |
        | --------- |
        | 1.10      |

        ## milestones
        | Action |
        | ------ |
        | #1.1   |
    """).milestones
    assert milestone.action == "1.10"


def test_a_number_of_excels_that_could_be_two_keys_is_told() -> None:
    found = assembled("""
        ## actions
        | Reference |
        | --------- |
        | 1.1       |
        | 1.10      |

        ## milestones
        | Action | Milestone |
        | ------ | --------- |
        | #1.1   | Half way  |
        | 1.1    | All of it |
    """)
    assert told(found.findings) == [
        "PK-309 Milestones!A2: Excel holds the number 1.1: it may have been typed as 1.1 or 1.10."
    ]
    assert found.board.milestones[1].action == "1.1"


def test_a_text_reference_is_never_taken_for_another() -> None:
    found = assembled("""
        ## actions
        | Reference |
        | --------- |
        | 1.10      |

        ## milestones
        | Action |
        | ------ |
        | 1.1    |
    """).findings
    assert numbers(found) == ["PK-320"]


def test_a_whole_number_of_excels_names_its_row() -> None:
    (milestone,) = board("""
        ## actions
        | Reference |
        | --------- |
        | #12       |

        ## milestones
        | Action |
        | ------ |
        | #12    |
    """).milestones
    assert milestone.action == "12"


def test_one_of_several_references_that_is_wrong_is_told_alone() -> None:
    found = assembled("""
        ## actions
        | Reference |
        | --------- |
        | 1.1       |

        ## groups
        | Name         | Actions  |
        | ------------ | -------- |
        | Carers Forum | 1.1; 9.9 |
    """)
    assert numbers(found.findings) == ["PK-320"]
    assert found.findings[0].value == "9.9"


def test_the_same_reference_twice_is_told_with_both_places() -> None:
    found = assembled("""
        ## actions
        | Reference | Action |
        | --------- | ------ |
        | 1.4a      | One    |
        | 1.5       | Two    |
        | 1.4A      | Three  |
    """).findings
    assert told(found) == ["PK-321 Actions!A4: Actions has the reference '1.4A' twice."]
    assert [place.cell for place in found[0].others] == ["A2"]


def test_two_people_of_one_name_are_to_be_told_apart_in_it() -> None:
    (finding,) = assembled("""
        ## people
        | Name      | Organisation |
        | --------- | ------------ |
        | Pat Smith | Council      |
        | pat smith | NHS          |
    """).findings
    assert finding.code == "PK-321"
    assert "such as by the organisation in brackets" in finding.remedy


def test_a_blank_reference_is_nobodys_and_is_not_told() -> None:
    (action,) = board("""
        ## actions
        | Reference | Action |
        | --------- | ------ |
        | 1.4       | One    |
    """).actions
    assert action.parent == ""
