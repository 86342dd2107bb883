"""Desks as bytes and back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.saving import desks_from, desks_to
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.tiles import TilesSpec
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desks import across, desk_of, is_whole, tab, trees


def furnished() -> Desks:
    desks = Desks()
    first = desks.add(PlotSpec(curves=(Curve(SeriesKey("market", "trades", "BTC", "price")),)))
    desks.add(InspectorSpec(feed="market", filter="trade"), beside=first, side="tab")
    desks.add(BookSpec(feed="market"), beside=first, side="below")
    desks.create("Second")
    desks.add(TilesSpec(title="Numbers"))
    desks.switch("Main")
    return desks


def plain() -> dict[str, object]:
    return msgspec.json.decode(desks_to(furnished()))  # type: ignore[no-any-return]


def test_desks_come_back_as_they_were() -> None:
    desks = furnished()
    back, problems = desks_from(desks_to(desks))
    assert problems == ()
    assert back.every == desks.every
    assert back.current == desks.current


def test_ids_given_after_reading_are_new() -> None:
    desks, _ = desks_from(desks_to(furnished()))
    taken = {panel for desk in desks.every for panel in desk.panels}
    assert desks.new_id() not in taken


def test_nothing_written_is_an_empty_desk_and_no_problem() -> None:
    desks, problems = desks_from(b"null")
    assert (desks.names, problems) == (("Main",), ())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"desks": 7}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_desk_is_told_and_an_empty_one_begins(data: bytes) -> None:
    desks, problems = desks_from(data)
    assert desks.names == ("Main",)
    assert len(problems) == 1


def test_a_panel_of_a_kind_nobody_knows_is_left_out_alone() -> None:
    saved = plain()
    saved["desks"][0]["panels"]["p2"] = {"type": "hologram"}  # type: ignore[index]
    desks, problems = desks_from(msgspec.json.encode(saved))
    assert list(desks.current.panels) == ["p1", "p3"]
    assert panel_ids(desks.current.tree) == ("p1", "p3")
    assert len(problems) == 1
    assert "hologram" in problems[0]


def test_a_desk_that_cannot_be_read_takes_no_other_with_it() -> None:
    saved = plain()
    saved["desks"][0] = {"name": 3}  # type: ignore[index]
    desks, problems = desks_from(msgspec.json.encode(saved))
    assert desks.names == ("Second",)
    assert len(problems) == 1


def test_an_arrangement_that_cannot_be_read_becomes_a_grid() -> None:
    saved = plain()
    saved["desks"][0]["tree"] = {"type": "spiral"}  # type: ignore[index]
    desks, problems = desks_from(msgspec.json.encode(saved))
    assert panel_ids(desks.current.tree) == ("p1", "p2", "p3")
    assert len(problems) == 1


def test_an_arrangement_too_deep_to_be_read_becomes_a_grid() -> None:
    saved = desks_to(Desks([desk_of(tab("a"))]))
    deep = b'{"type":"split","direction":"down","shares":[1],"parts":[' * 5000 + b"null" + b"]}" * 5000
    start = saved.index(b'"tree":') + len(b'"tree":')
    end = saved.index(b',"planned"')
    desks, problems = desks_from(saved[:start] + deep + saved[end:])
    assert len(problems) == 1
    assert desks.names == ("Main",)


def test_names_and_ids_that_are_there_twice_are_told_apart() -> None:
    same = desk_of(across(tab("a"), tab("b")))
    desks, problems = desks_from(desks_to(Desks([same, same])))
    assert desks.names == ("Main", "Main 2")
    assert [list(desk.panels) for desk in desks.every] == [["a", "b"], []]
    assert len(problems) == 2


def test_what_was_automatic_stays_so_only_for_panels_there_are() -> None:
    desk = desk_of(tab("a"))
    desk = msgspec.structs.replace(desk, automatic={"a": ("f", "s"), "gone": ("f", "t")}, planned=(("f", "s"),) * 2)
    back, _ = desks_from(desks_to(Desks([desk])))
    assert back.current.automatic == {"a": ("f", "s")}
    assert back.current.planned == (("f", "s"),)


@given(trees(), st.booleans())
def test_any_desk_comes_back_as_it_was(tree: object, arranged: bool) -> None:
    desk = desk_of(tree, arranged=arranged)  # type: ignore[arg-type]
    back, problems = desks_from(desks_to(Desks([desk])))
    assert problems == ()
    assert is_whole(back.current.tree)
    assert back.current.panels == desk.panels
    assert panel_ids(back.current.tree) == panel_ids(desk.tree)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["desks", "name", "panels", "tree", "type", "parts", "shares", "front", "current"]),
                inner,
            )
        ),
    )
)
def test_no_json_at_all_is_a_failure(anything: object) -> None:
    desks, _ = desks_from(msgspec.json.encode(anything))
    assert isinstance(desks.current, Desk)
