"""Tests for monitor.feed.recognition.place."""

import pytest

from monitor.feed.recognition.place import Place, place_of, readdressed


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("wss://host", Place("wss://host", "/")),
        ("wss://host:9001/", Place("wss://host:9001", "/")),
        ("https://host/a/b?x=1#y", Place("https://host", "/a/b", "x=1")),
        ("host/a", Place("host", "/a")),
        ("wss://${env:HOST}/a?key=${env:KEY}", Place("wss://${env:HOST}", "/a", "key=${env:KEY}")),
        ("wss://[::1]:80/a", Place("wss://[::1]:80", "/a")),
    ],
)
def test_an_address_is_parted_as_it_is_written(address: str, place: Place) -> None:
    assert place_of(address) == place


def test_the_port_is_told_only_where_it_is_written() -> None:
    assert place_of("ws://host:9001/mqtt").port == "9001"
    assert place_of("wss://host/mqtt").port == ""


def test_another_path_goes_without_the_query_of_the_first() -> None:
    assert readdressed("http://host:1/page?tab=2", "/socket.io/") == "http://host:1/socket.io/"


def test_no_other_path_leaves_everything_as_it_is() -> None:
    assert readdressed("wss://host/a?key=1#z", "") == "wss://host/a?key=1#z"
