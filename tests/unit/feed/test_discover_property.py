"""Whatever comes, discovery ends soon, raises nothing, and proposes a profile that can be used."""

import json
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feed.decoder import Decoder
from monitor.feed.discover import Discovery, discover
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.reading import parse_profile
from monitor.feed.profiles.writing import dump_profile
from tests.helpers.discovering import discovered
from tests.helpers.plain_decoder import PlainDecoder
from tests.helpers.same_rows import assert_same

NAMES = st.sampled_from(["type", "channel", "data", "s", "p", "q", "ts", "e", "id", "symbol", "a", "b"]) | st.text(
    max_size=6
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["trade", "quote", "subscribed", "BTC-USD", "a/b/c", "a/d/c", "1.5", "2023-11-14T22:13:20Z", ""])
    | st.integers(1_699_000_000_000, 1_701_000_000_000)
    | st.text(max_size=8)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)


def propose(payloads: list[bytes], received: list[float] | None = None) -> Discovery:
    times = received if received is not None else [1_700_000_000.0 + place for place in range(len(payloads))]
    return discover(payloads, times, name="feed", address="ws://localhost")


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=12))
def test_random_json_gives_a_profile_that_decodes_as_it_should(values: list[Any]) -> None:
    payloads = [json.dumps(value).encode() for value in values]
    profile = propose(payloads).profile
    assert list(problems(profile)) == []
    assert_same(Decoder(profile, feed="f"), PlainDecoder(profile), [payloads], np.arange(len(payloads), dtype=float))


@settings(max_examples=80, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=3), st.integers(1, 12))
def test_messages_that_repeat_give_a_profile_that_can_be_written(values: list[Any], times: int) -> None:
    profile = propose([json.dumps(value).encode() for value in values] * times).profile
    assert parse_profile(dump_profile(profile), file="feed.toml") == profile


@settings(max_examples=80, deadline=None)
@given(st.lists(st.binary(max_size=40) | st.text(max_size=20).map(str.encode), max_size=8))
def test_random_bytes_are_counted(payloads: list[bytes]) -> None:
    found = propose(payloads)
    assert list(problems(found.profile)) == []
    assert found.looked_at + found.rest.left_out == len(payloads)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(), min_size=3, max_size=3))
def test_receive_times_may_be_anything(received: list[float]) -> None:
    assert len(propose([b'{"ts": 1700000000.5, "v": 1}'] * 3, received).streams) == 1


def keys(count: int) -> dict[str, int]:
    return {f"k{number}": number for number in range(count)}


HOSTILE: dict[str, list[Any]] = {
    "100 000 members": [keys(100_000)],
    "new members in every message": [
        {f"k{place * 100 + number}": number for number in range(100)} for place in range(1000)
    ],
    "members of members": [{f"k{place}{one}": keys(30) for one in range(30)} for place in range(60)],
    "deep arrays": ["[" * 400 + "1" + "]" * 400] * 20,
    "too deep arrays": ["[" * 100_000 + "]" * 100_000],
    "deep objects": ['{"a":' * 400 + "1" + "}" * 400] * 20,
    "a long array": [list(range(300_000))],
    "long arrays of arrays": [[[number, number] for number in range(20_000)]] * 5,
    "every message of another type": [{"type": f"t{place}", "v": place} for place in range(2000)],
    "every message on another channel": [
        {"channel": f"a{place}.b{place}.c{place}", "v": place} for place in range(2000)
    ],
    "text in every place": [{f"n{number}": f"{place}-{number}" for number in range(60)} for place in range(800)],
    "rows in rows": [[[[{"x": [[number, number]] * 9, "s": "t"}] * 9] * 9 for number in range(3)]] * 20,
    "json in json": [json.dumps(json.dumps(json.dumps({"a": "{" * 1000})))] * 200,
    "long texts": [{"type": "x" * 100_000, "channel": "a." * 20_000, "v": 1}] * 20,
    "long names": [{"n" * 100_000: 1, "v": 2.5}] * 20,
    "names with nothing in them": [{"": 1.5, " ": 2.5, "\n": 3.5, "--": 4.5, "\u200b": 5.5}] * 5,
    "huge numbers": ['{"v": 1e400, "w": -1e308, "x": ' + "9" * 390 + "}"] * 5,
    "lone surrogates": ['{"\\ud800": 1, "type": "\\udfff", "v": 1.5}'] * 5,
    "wildcards": [{"type": "*", "channel": "*.*", "v": 1.5}] * 5,
    "templates": [{"type": "${env:HOME}", "${a}": 1.5}] * 5,
    "announcements of nonsense": [
        *({"event": f"\u0007{place}", "n": place} for place in range(50)),
        *([n, "x", 1.5] for n in range(50)),
    ],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_neither_raise_nor_take_long(name: str) -> None:
    start = time.process_time()
    found = discovered(HOSTILE[name])
    # Several times what it takes on a slow machine, and far from the minutes of a walk without bounds.
    assert time.process_time() - start < 3.0
    assert len(found.profile.stream) <= 60
    assert all(len(rule.columns) <= 64 for rule in found.profile.stream)
    assert parse_profile(dump_profile(found.profile), file="feed.toml") == found.profile


def test_no_more_than_the_first_messages_are_looked_at() -> None:
    found = propose([b'{"v": 1.5}'] * 5000)
    assert (found.looked_at, found.rest.left_out) == (2000, 3000)


def test_messages_for_which_there_is_no_room_are_left_out() -> None:
    large = b'{"v": "' + b"x" * (5 * 1024 * 1024) + b'"}'
    found = propose([large, b'{"v": 1.5}'])
    assert (found.looked_at, found.rest.left_out) == (1, 1)
    assert len(found.streams) == 1
