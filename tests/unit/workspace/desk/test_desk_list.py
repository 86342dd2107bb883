"""The desks there are, by name."""

from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.desk_list import Closed, DeskList
from tests.helpers.desks import across, desk_of, tab


def listed(*names: str, current: str = "") -> DeskList:
    return DeskList([Desk(name=name) for name in names], current=current)


def test_there_is_always_a_desk() -> None:
    desks = DeskList()
    desks.remove("Main")
    assert desks.names == ("Main",)
    assert desks.closed == "Main"


def test_a_name_nobody_has_leaves_the_first_in_front() -> None:
    assert listed("A", "B", current="gone").current.name == "A"
    assert listed("A", "B", current="B").current.name == "B"


def test_a_new_desk_comes_to_the_front_under_a_name_of_its_own() -> None:
    desks = listed("Main")
    assert [desks.create(), desks.create(), desks.create("Main"), desks.create("  ")] == [
        "Workspace",
        "Workspace 2",
        "Main 2",
        "Workspace 3",
    ]
    assert desks.current.name == "Workspace 3"


def test_a_desk_cannot_take_the_name_of_another() -> None:
    desks = listed("A", "B")
    assert desks.rename("B", "A") == "A 2"
    assert desks.rename("A 2", "  ") == "A 2"
    assert desks.rename("gone", "C") == "gone"
    assert desks.names == ("A", "A 2")


def test_a_name_is_not_longer_than_a_button() -> None:
    assert len(listed("A").rename("A", "x" * 500)) == 40


def test_switching_tells_by_the_version() -> None:
    desks = listed("A", "B")
    before = desks.version
    desks.switch("A")
    desks.switch("gone")
    assert desks.version == before
    desks.switch("B")
    assert (desks.current.name, desks.version > before) == ("B", True)


def test_a_copy_has_the_same_panels_under_ids_of_their_own() -> None:
    desks = DeskList([desk_of(across(tab("p1", "p2", front=1), tab("p7")))])
    assert desks.duplicate_desk("Main") == "Main 2"
    first, second = desks.every
    assert list(second.panels.values()) == list(first.panels.values())
    assert not second.panels.keys() & first.panels.keys()
    assert second.tree == across(tab("p8", "p9", front=1), tab("p10"))
    assert desks.duplicate_desk("gone") == "gone"


def test_removing_a_desk_leaves_the_one_in_front_there() -> None:
    desks = listed("A", "B", "C", current="B")
    desks.remove("A")
    assert desks.current.name == "B"
    desks.remove("gone")
    desks.remove("B")
    assert desks.current.name == "C"
    assert desks.closed == "B"


def test_an_id_is_never_given_twice() -> None:
    desks = DeskList([desk_of(across(tab("p41"), tab("px")))])
    assert (desks.new_id(), desks.new_id()) == ("p42", "p43")


def test_a_desk_that_is_put_back_unchanged_is_no_change() -> None:
    desks = listed("A")
    version = desks.version
    desks.put(desks.current)
    desks.put(Desk(name="gone"))
    assert desks.version == version


def test_only_the_newest_closed_things_are_remembered() -> None:
    desks = listed(*(f"D{number}" for number in range(60)))
    for number in range(59):
        desks.remove(f"D{number}")
    assert len(desks._closed) == 20
    assert desks._closed[-1] == Closed(Desk(name="D58"), place=0)
