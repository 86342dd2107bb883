"""Types made from places: what they read, what they refuse, and what they find again."""

import math
from typing import Any

import pytest
from msgspec import UNSET

from monitor.feed.decoding.layout import Kind, Node, Place, ask, want
from monitor.feed.decoding.structs import Reader
from monitor.feed.paths import compile_path
from tests.helpers.mapping_rules import packed


def readers(**kinds: Kind) -> tuple[Reader, Reader, dict[str, Place]]:
    root = Node()
    places = {text: want(root, compile_path(text.replace("_", ".")), kind) for text, kind in kinds.items()}
    return Reader(root, loose=False), Reader(root, loose=True), places


def test_numbers_are_read_quoted_or_not_and_nan_is_nothing() -> None:
    strict, _, places = readers(x=Kind.NUMBER)
    read = strict.read(packed({"x": "1.5"}, {"x": 2}, {"x": None}, {}, {"x": 2**64}))
    assert read is not None
    values = strict.take(read, places["x"])
    assert values[:3] == [1.5, 2.0, None]
    assert math.isnan(values[3])
    assert values[4] == 2.0**64


@pytest.mark.parametrize("value", ["", "text", True, [1], {"a": 1}, " 1"])
def test_other_text_is_left_to_the_loose_reader(value: Any) -> None:
    strict, loose, places = readers(x=Kind.NUMBER)
    assert strict.read(packed({"x": 1}, {"x": value})) is None
    read = loose.read(packed({"x": 1}, {"x": value}))
    assert read is not None
    assert loose.take(read, places["x"]) == [1, value]


def test_what_may_be_absent_tells_whether_it_is() -> None:
    strict, _, places = readers(x=Kind.OPTIONAL, y=Kind.PRESENT, z=Kind.ANY)
    read = strict.read(packed({"x": 1, "y": {}, "z": "t"}, {"x": None, "y": None}, {}))
    assert read is not None
    assert strict.take(read, places["x"]) == [1.0, None, UNSET]
    assert [value is UNSET for value in strict.take(read, places["y"])] == [False, False, True]
    assert strict.take(read, places["z"]) == ["t", UNSET, UNSET]


def test_a_missing_object_is_as_empty_as_it_can_be() -> None:
    _, loose, places = readers(a_b_c=Kind.ANY)
    read = loose.read(packed({"a": {"b": {"c": 1}}}, {"a": {}}, {}, {"a": {"b": {}}}))
    assert read is not None
    assert loose.take(read, places["a_b_c"]) == [1, UNSET, UNSET, UNSET]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"1",
        b"pong",
        b'{"a":1',
        b'{"x":1} {"x":2}',
        b'{"x":NaN}',
        b'{"x":1e400}',
        b'{"a":' * 5000,
        b'{"x":"\xff"}',
    ],
)
def test_a_bad_message_is_told_from_good_ones(payload: bytes) -> None:
    _, loose, places = readers(x=Kind.ANY)
    assert loose.read([b'{"x":1}', payload]) is None
    read = loose.read_each([b'{"x":1}', payload, b'{"x":2}'])
    assert read[1] is None
    assert loose.take([read[0], read[2]], places["x"]) == [1, 2]


def test_arrays_are_read_by_position_and_may_be_longer_or_shorter() -> None:
    root = Node()
    last, middle = want(root, compile_path("[3].p"), Kind.NUMBER), want(root, compile_path("[1]"), Kind.ANY)
    reader = Reader(root, loose=False)
    read = reader.read([b'[{"skipped":[1]},"k",[2],{"p":"1.5"},9]', b'[0,"k"]', b"[]"])
    assert read is not None
    assert reader.take(read, middle) == ["k", "k", UNSET]
    assert reader.take(read, last)[0] == 1.5
    assert reader.read([b'{"p":1}']) is None


def test_items_of_an_array_of_rows_are_found_by_their_number() -> None:
    root = Node()
    want(root, compile_path("d[].x"), Kind.ANY)
    first, last = (want(root, compile_path(text), Kind.ANY) for text in ("d[0].x", "d[-1].x"))
    reader = Reader(root, loose=True)
    read = reader.read(packed({"d": [{"x": 1}, {"x": 2}]}, {"d": []}, {"d": None}, {}))
    assert read is not None
    assert reader.take(read, first) == [1, UNSET, UNSET, UNSET]
    assert reader.take(read, last) == [2, UNSET, UNSET, UNSET]


def test_where_only_a_condition_looks_anything_may_stand() -> None:
    root = Node()
    want(root, compile_path("x"), Kind.NUMBER)
    place = ask(root, compile_path("result.ok"), Kind.ANY)
    reader = Reader(root, loose=True)
    read = reader.read(
        packed({"result": {"ok": 1}}, {"result": [1, {}]}, {"result": "text"}, {"result": 5}, {"result": None}, {})
    )
    assert read is not None
    assert place is not None
    assert reader.take(read, place) == [1, UNSET, UNSET, UNSET, UNSET, UNSET]


def test_odd_names_and_names_written_with_escapes_are_found() -> None:
    root = Node()
    place = want(root, compile_path('"odd name é."'), Kind.ANY)
    reader = Reader(root, loose=True)
    read = reader.read(['{"odd name é.":1}'.encode(), b'{"odd\\u0020name \\u00e9.":2}'])
    assert read is not None
    assert reader.take(read, place) == [1, 2]
