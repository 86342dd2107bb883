"""Shared workspaces as files: what was written is read, and what is wrong is told with file, line and key."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import SharedFileError
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.specs.plot import PlotSpec, Threshold
from monitor.workspace.formulas.formula import Formula
from monitor.workspace.sharing import reading
from monitor.workspace.sharing.json_lines import json_lines
from monitor.workspace.sharing.reading import load_shared, parse_shared
from monitor.workspace.sharing.shared import Shared
from monitor.workspace.sharing.writing import dump_shared, save_shared
from tests.helpers.sharing import SHARED


def wrong(text: str | bytes) -> SharedFileError:
    """The error that a file of this content is told with."""
    with pytest.raises(SharedFileError) as caught:
        parse_shared(text.encode() if isinstance(text, str) else text, file="a.feedscope")
    return caught.value


def test_what_was_written_is_read() -> None:
    assert parse_shared(dump_shared(SHARED).encode(), file="") == SHARED


def test_an_empty_workspace_is_one() -> None:
    assert parse_shared(b'{"feedscope": 1}', file="") == Shared()


names = st.text(max_size=20).filter(str.strip)


@given(
    st.lists(st.builds(Formula, names, st.text(max_size=30), st.text(max_size=5)), max_size=3),
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        st.builds(
            PlotSpec,
            title=st.text(max_size=10),
            window_seconds=st.none() | st.floats(1, 1e6),
            thresholds=st.lists(st.builds(Threshold, st.floats(-1e9, 1e9), st.text(max_size=9)), max_size=2).map(tuple),
        ),
        max_size=4,
    ),
    names,
)
@settings(max_examples=40, deadline=None)
def test_any_workspace_comes_back_with_every_panel(
    formulas: list[Formula], panels: dict[str, PlotSpec], name: str
) -> None:
    shared = Shared(desks=(Desk(name=name, panels=panels),), formulas=tuple(formulas))
    back = parse_shared(dump_shared(shared).encode(), file="")
    assert back.formulas == shared.formulas
    assert back.desks[0].panels == panels


@given(st.binary(max_size=200))
@settings(max_examples=80)
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    wrong(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["feeds", "desks", "formulas", "rules", "written_by", "x"]), json_values))
@settings(max_examples=80, deadline=None)
def test_no_json_does_more_than_be_refused(told: dict[str, object]) -> None:
    with contextlib.suppress(SharedFileError):
        assert isinstance(parse_shared(json.dumps({"feedscope": 1, **told}).encode(), file="a"), Shared)


@given(json_values)
@settings(max_examples=80)
def test_every_member_has_the_line_it_stands_in(value: object) -> None:
    text = json.dumps(value, indent=1)
    lines = json_lines(text)
    assert lines[()] == 1
    for path, line in lines.items():
        held = value
        for step in path:
            held = held[step]  # type: ignore[index]
        if isinstance(held, bool | int | str | None):
            assert json.dumps(held) in text.splitlines()[line - 1]


def changed(path: tuple[str | int, ...], value: object) -> str:
    plain = json.loads(dump_shared(SHARED))
    held = plain
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = value
    return json.dumps(plain, indent=2)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("feeds", 0, "profile", "adress"), "x", "feeds[0].profile.adress"),
        (("feeds", 0, "profile", "address"), "", "feeds[0].profile.address"),
        (("feeds", 0, "feed"), 3, "feeds[0].feed"),
        (("desks", 0, "name"), " ", "desks[0].name"),
        (("desks", 0, "panels", "p2", "feed"), 5, "desks[0].panels.p2.feed"),
        (("desks", 0, "panels", "p2", "type"), "sundial", "desks[0].panels.p2.type"),
        (("formulas", 0, "text"), None, "formulas[0].text"),
        (("rules", 1, "condition", "seconds"), "soon", "rules[1].condition.seconds"),
        (("feedscope",), 2, "feedscope"),
        (("feedscope",), "1", "feedscope"),
        (("desks",), {}, "desks"),
        (("secrets",), [], "secrets"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_key(path: tuple[str | int, ...], value: object, key: str) -> None:
    text = changed(path, value)
    error = wrong(text)
    assert error.key == key
    assert error.line is not None
    assert f'"{path[-1]}"' in text.splitlines()[error.line - 1]
    assert str(error).startswith(f"a.feedscope:{error.line}: {key}: ")


def test_a_slip_in_the_json_is_told_with_its_line() -> None:
    assert wrong('{\n"feedscope": 1,\n"desks": [,]\n}').line == 3
    assert wrong(b'{\n"\xff": 1}').line == 2


def test_something_else_is_no_workspace() -> None:
    assert "no workspace" in str(wrong('{"name": "x"}'))
    assert "no workspace" in str(wrong("[]"))
    assert "nested too deep" in str(wrong("[" * 100_000))


def test_there_is_an_end_to_how_much_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    file = tmp_path / "large.feedscope"
    file.write_text(dump_shared(SHARED))
    with pytest.raises(SharedFileError, match="more than 100 bytes"):
        load_shared(file)
    assert "more than" in str(wrong(json.dumps({"feedscope": 1, "desks": [1] * 101})))


def test_a_tree_that_names_no_panel_costs_the_arrangement_alone() -> None:
    text = changed(("desks", 0, "tree"), {"type": "tabs", "panels": ["p9"], "front": 7})
    (desk,) = parse_shared(text.encode(), file="").desks
    assert desk.panels == SHARED.desks[0].panels
    assert desk.tree is not None


def test_a_file_is_written_whole_and_the_one_before_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "desk.feedscope"
    save_shared(Shared(), file)
    save_shared(SHARED, file)
    assert load_shared(file) == SHARED
    assert load_shared(tmp_path / "desk.feedscope.bak") == Shared()


def test_a_place_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SharedFileError, match="cannot be saved"):
        save_shared(SHARED, tmp_path)
    with pytest.raises(SharedFileError, match="cannot be read"):
        load_shared(tmp_path / "nowhere.feedscope")


def test_an_older_file_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SCHEMA", 2)
    monkeypatch.setattr(reading, "MIGRATIONS", {1: lambda plain: {"formulas": plain["rules"]}})
    text = json.dumps({"feedscope": 1, "rules": [{"name": "a", "text": "1"}]})
    assert parse_shared(text.encode(), file="").formulas == (Formula("a", "1"),)
