"""Profiles of the right shape with wrong contents."""

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings

from monitor.feed.decoder import Decoder
from monitor.feed.profile import Answer, Every, Limits, Profile, Send, StreamRule, Tls
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.lines import KeyPath
from tests.helpers.profiles import profiles


def _profile(**fields: Any) -> Profile:
    return msgspec.structs.replace(Profile(name="x", address="wss://y"), **fields)


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_valid_profile_has_no_problem(profile: Profile) -> None:
    assert list(problems(profile)) == []


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_profile_without_problems_can_be_decoded_with(profile: Profile) -> None:
    # A carried column that is there without a number ends what was carried, which is a row without one.
    batches = Decoder(profile, feed="x").decode([b"{}"], np.zeros(1)).batches
    assert all(np.isnan(batch.values).all() for batch in batches)


@pytest.mark.parametrize(
    ("profile", "path", "what"),
    [
        (_profile(name=" "), ("name",), "needs a name"),
        (_profile(address=""), ("address",), "needs an address"),
        (_profile(symbols=("A", "")), ("symbols", 1), "must not be empty"),
        (_profile(symbols=("A", "B", "A")), ("symbols", 2), "`A` stands twice"),
        (_profile(symbols=tuple(map(str, range(1001)))), ("symbols",), "1001 are more than the 1000"),
        (
            _profile(stream=tuple(StreamRule(name=str(n), columns={"a": "p"}) for n in range(101))),
            ("stream",),
            "101 are more than the 100",
        ),
        (_profile(limits=Limits(keys=0)), ("limits", "keys"), "above 0, not 0"),
        (_profile(limits=Limits(ping_seconds=float("inf"))), ("limits", "ping_seconds"), "above 0, not inf"),
        (_profile(retry_codes=(999,)), ("retry_codes", 0), "999 is no close code"),
        (_profile(fatal_codes=(4001, 5000)), ("fatal_codes", 1), "5000 is no close code"),
        (_profile(retry_codes=(4001,), fatal_codes=(4001,)), ("fatal_codes",), "4001 stands in `retry_codes` too"),
        (_profile(headers={"a b": "x"}), ("headers", "a b"), "no name a header can have"),
        (_profile(headers={"Upgrade": "x"}), ("headers", "Upgrade"), "belongs to the WebSocket handshake"),
        (_profile(headers={"sec-websocket-key": "x"}), ("headers", "sec-websocket-key"), "belongs to the WebSocket"),
        (_profile(headers={"X-A": "a\r\nX-B: b"}), ("headers", "X-A"), "line break"),
        (_profile(cookies={"a=b": "x"}), ("cookies", "a=b"), "no name a cookie can have"),
        (_profile(cookies={"a": "x\n"}), ("cookies", "a"), "line break"),
        (_profile(subprotocols=("v1", "a,b")), ("subprotocols", 1), "no name a subprotocol can have"),
        (_profile(origin="http://a\n"), ("origin",), "line break"),
        (_profile(send=(Send(text=""),)), ("send", 0, "text"), "must not be empty"),
        (_profile(send=(Send(text="x", batch=0),)), ("send", 0, "batch"), "must be 1 or more, not 0"),
        (_profile(every=(Every(text="x", seconds=0.0),)), ("every", 0, "seconds"), "above 0, not 0.0"),
        (_profile(answer=(Answer(when={}, text="x"),)), ("answer", 0, "when"), "needs a condition"),
        (_profile(tls=Tls(key="me.pem")), ("tls", "key"), "without `certificate`"),
    ],
)
def test_each_problem_is_found_at_its_key(profile: Profile, path: KeyPath, what: str) -> None:
    (problem,) = problems(profile)
    assert problem.path == path
    assert what in problem.what
