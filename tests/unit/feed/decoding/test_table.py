"""What a reader made of messages, as rows: each row finds its message again."""

import math

import numpy as np

from monitor.feed.decoding.layout import Kind, Node, want
from monitor.feed.decoding.structs import Reader
from monitor.feed.decoding.table import Read, Spot, Table
from monitor.feed.paths import compile_path
from tests.helpers.mapping_rules import packed

MESSAGES = packed({"s": "a", "n": 1, "d": [{"x": 1}, {"x": None}]}, {"s": "b"}, {"s": "c", "n": None, "d": [{}]})


def table(*, loose: bool) -> tuple[Table, dict[str, Spot]]:
    root = Node()
    lists = [want(root, compile_path("d"), None)]
    spots = {
        "x": Spot(want(root, compile_path("d[].x"), Kind.NUMBER), in_row=True),
        "n": Spot(want(root, compile_path("n"), Kind.NUMBER), in_row=False),
        "s": Spot(want(root, compile_path("s"), Kind.ANY), in_row=False),
        "first": Spot(want(root, compile_path("d[0].x"), Kind.NUMBER), in_row=False),
    }
    reader = Reader(root, loose=loose)
    read = reader.read(MESSAGES)
    assert read is not None
    return Table(Read(reader, read), np.array([10, 20, 30]), lists), spots


def test_every_column_has_an_entry_a_row() -> None:
    for loose in (False, True):
        made, spots = table(loose=loose)
        assert made.index.tolist() == [10, 10, 30]
        assert made.raws(spots["s"]) == ["a", "a", "c"]
        np.testing.assert_array_equal(made.floats(spots["x"]), [1, math.nan, math.nan])
        np.testing.assert_array_equal(made.floats(spots["n"]), [1, 1, math.nan])
        np.testing.assert_array_equal(made.floats(spots["first"]), [1, 1, math.nan])


def test_absent_is_not_the_same_as_null() -> None:
    made, spots = table(loose=True)
    assert made.absent(spots["x"]) == [False, False, True]
    assert made.absent(spots["n"]) == [False, False, False]
