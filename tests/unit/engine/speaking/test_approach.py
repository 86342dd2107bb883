"""Addresses with a path and a query of the dialect's."""

import pytest

from monitor.engine.speaking.approach import with_path, with_query


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wss://h", "wss://h[/]"),
        ("wss://h/", "wss://h[/]"),
        ("wss://h:1/a/b?x=/y#z", "wss://h:1[/a/b]?x=/y"),
        ("h.test/a", "h.test[/a]"),
        ("h.test", "h.test[/]"),
        ("wss://h?x=1", "wss://h[/]?x=1"),
        ("wss://me:p@h/a", "wss://me:p@h[/a]"),
    ],
)
def test_a_path_is_changed_where_it_stands(address: str, expected: str) -> None:
    assert with_path(address, lambda path: f"[{path}]") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wss://h/", "wss://h/?a=1&b%26=%3D%20%2F"),
        ("wss://h/?", "wss://h/?a=1&b%26=%3D%20%2F"),
        ("wss://h/?c=3#d", "wss://h/?c=3&a=1&b%26=%3D%20%2F"),
        ("wss://h/?a=2&b%26=4", "wss://h/?a=2&b%26=4"),
        ("wss://h/?a", "wss://h/?a&b%26=%3D%20%2F"),
    ],
)
def test_a_query_is_added_to_what_is_not_there_yet(address: str, expected: str) -> None:
    assert with_query(address, {"a": "1", "b&": "= /"}) == expected


def test_nothing_to_add_changes_nothing() -> None:
    assert with_query("wss://h/a", {}) == "wss://h/a"
