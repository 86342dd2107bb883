from typing import Any

import pytest

from monitor.feed.profile import KeyRule, Profile, StreamRule
from monitor.workspace.messages.kinds import kind_of, telling_paths
from tests.helpers.messages import entry


def kind(message: Any, *telling: Any) -> object:
    return kind_of(entry(message).payload, *telling)


TRADE = {"e": "trade", "s": "BTCUSDT", "p": "1.5", "T": 17, "side": "buy"}


@pytest.mark.parametrize("other", [TRADE | {"p": "2", "T": 18}, TRADE | {"side": "sell"}])
def test_numbers_and_states_change_within_a_kind(other: dict[str, Any]) -> None:
    assert kind(TRADE) == kind(other)


@pytest.mark.parametrize(
    "other",
    [TRADE | {"s": "ETHUSDT"}, TRADE | {"e": "ticker"}, TRADE | {"more": 1}, {"e": "trade"}, [1, "te"], 5],
)
def test_what_is_about_something_else_or_shaped_otherwise_is_another_kind(other: Any) -> None:
    assert kind(TRADE) != kind(other)


def test_members_of_members_count_and_arrays_are_told_by_their_first_words() -> None:
    assert kind({"data": {"s": "A", "p": 1}}) == kind({"data": {"s": "A", "p": 2}})
    assert kind({"data": {"s": "A"}}) != kind({"data": {"s": "B"}})
    assert kind([17, "te", [1, 2]]) == kind([17, "te", [3, 4]])
    assert kind([17, "te", [1, 2]]) != kind([17, "hb"])


def test_a_profile_tells_where_to_look() -> None:
    profile = Profile(
        name="a",
        address="wss://example.net/",
        stream=(
            StreamRule(name="one", columns={"p": "p"}, when={"what": "x"}, key="who"),
            StreamRule(name="two", columns={"p": "p"}, when={"what": "y"}, key=KeyRule("part"), rows="data[]"),
            StreamRule(name="odd", columns={"p": "p"}, when={"[broken": "y"}),
        ),
    )
    telling = telling_paths(profile)
    assert kind({"what": "x", "who": 7, "p": 1}, telling) == kind({"what": "x", "who": 7, "p": 2}, telling)
    assert kind({"what": "x", "who": 7, "p": 1}, telling) != kind({"what": "x", "who": 8, "p": 1}, telling)
    assert len(telling) == 2


@pytest.mark.parametrize("payload", [b"", b"hello", b"\xff\xfe", b'{"a":NaN}', b"[" * 100_000, b'"' + b"x" * 300_000])
def test_what_is_no_json_or_too_long_is_of_no_kind(payload: bytes) -> None:
    assert kind_of(payload) is None
