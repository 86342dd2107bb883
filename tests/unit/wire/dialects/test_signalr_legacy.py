"""The SignalR before Core, on recordings of Bittrex and of Formula 1."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.signalr_legacy import LegacySignalR
from monitor.wire.dialects.signalr_records import HubMethod
from monitor.wire.received import Received

CAPTURES = Path(__file__).parents[5] / "shared" / "captures"


def incoming(capture: str) -> list[bytes]:
    path = CAPTURES / f"{capture}.jsonl"
    if not path.exists():
        pytest.skip(f"the recording {path.name} is not here")
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [line["data"].encode() for line in lines if line["dir"] == "in"]


def told(dialect: Dialect, *messages: Any, now: float = 1.0) -> Payloads:
    texts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in messages]
    return dialect.receive(Received(messages=texts), now=now)


def plain(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def begun(*calls: HubMethod, hubs: tuple[str, ...] = ("c3",)) -> LegacySignalR:
    dialect = LegacySignalR(calls=calls, hubs=hubs)
    dialect.opened(now=0.0)
    told(dialect, {"C": "s-0,1", "S": 1, "M": []}, now=0.0)
    return dialect


def test_calls_are_made_once_the_server_has_begun():
    calls = (HubMethod("Subscribe", '[["tickers"]]'), HubMethod("other.Watch"))
    dialect: Dialect = LegacySignalR(calls=calls, hubs=("c3", "other"))
    assert not dialect.opened(now=0.0)
    assert not dialect.ready
    payloads = told(dialect, {"C": "s-0,1", "S": 1, "M": []})
    assert dialect.ready
    assert all(each.paced for each in payloads.replies)
    assert plain(payloads.replies) == [
        {"H": "c3", "M": "Subscribe", "A": [["tickers"]], "I": 0},
        {"H": "other", "M": "Watch", "A": [], "I": 1},
    ]


def test_every_invocation_of_a_frame_is_a_message():
    frame = b'{"C":"d","M":[{"H":"C3","M":"tick","A":[1.50]},{"H":"C3","M":"heartbeat","A":[]}]}'
    assert told(begun(), frame).messages == [
        b'{"hub":"C3","target":"tick","arguments":[1.50]}',
        b'{"hub":"C3","target":"heartbeat","arguments":[]}',
    ]


def test_a_result_is_a_message_of_its_method():
    payloads = told(begun(HubMethod("Subscribe")), {"R": [{"Success": True}], "I": "0"}, {"R": None, "I": "7"})
    assert [json.loads(each) for each in payloads.messages] == [
        {"hub": "c3", "target": "Subscribe", "arguments": [[{"Success": True}]]}
    ]


def test_a_call_of_the_profile_that_fails_is_told_in_the_servers_words():
    fault = told(begun(HubMethod("Subscribe")), {"I": "0", "E": "There was an error"}).fault
    assert fault is not None
    assert (fault.remedy, fault.what) == (Remedy.ASK, "the hub refuses the call of Subscribe: There was an error")


def test_a_call_of_the_user_that_fails_is_shown():
    dialect = begun(HubMethod("Subscribe"))
    assert plain(dialect.wrap('["Add",1]', now=1.0)) == [{"H": "c3", "M": "Add", "A": [1], "I": 1}]
    payloads = told(dialect, {"I": "1", "E": "no"})
    assert payloads.fault is None
    assert [json.loads(each)["error"] for each in payloads.messages] == ["no"]


def test_an_object_of_the_user_goes_as_it_is():
    assert list(begun().wrap('{"H":"x"}', now=1.0)) == [Outgoing(b'{"H":"x"}')]
    assert plain(begun().wrap("Start", now=1.0)) == [{"H": "c3", "M": "Start", "A": [], "I": 0}]


def test_a_server_without_keep_alives_is_given_up():
    dialect = begun()
    told(dialect, {}, now=10.0)
    assert dialect.deadline == 40.0
    assert dialect.tick(now=39.0) == Payloads()
    fault = dialect.tick(now=40.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_recording_of_bittrex_comes_out_as_json_of_its_own():
    messages = incoming("bittrex_signalr")
    payloads = told(LegacySignalR(hubs=("c3",)), *messages)
    assert not payloads.opaque
    got = [json.loads(each) for each in payloads.messages]
    kinds = [each["target"] for each in got]
    assert (kinds.count("orderBook"), kinds.count("ticker"), kinds.count("candle")) == (1015, 162, 20)
    for each in got:
        if each["target"] == "ticker":
            (ticker,) = each["arguments"]
            float(ticker["lastTradeRate"])


def test_a_recording_of_formula_1_comes_out_whole():
    messages = incoming("f1_timing_2024")
    payloads = told(LegacySignalR(hubs=("Streaming",)), *messages)
    got = [json.loads(each) for each in payloads.messages]
    assert sum(each["target"] == "feed" for each in got) == sum(b'"feed"' in each for each in messages)


FRAMES = st.binary(max_size=30) | st.fixed_dictionaries(
    {},
    optional={
        "S": st.sampled_from([1, None, "x"]),
        "M": st.sampled_from([[], [{"H": "h", "M": "m", "A": [1, "{}"]}], [{}], "m", None, [{"A": None}]]),
        "A": st.sampled_from([[], [1]]),
        "I": st.sampled_from(["0", "x", 0, None]),
        "R": st.sampled_from([1, None, {}]),
        "E": st.sampled_from(["no", None]),
    },
).map(lambda each: json.dumps(each).encode())


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAMES, max_size=12), st.text(max_size=20))
def test_nothing_that_a_server_sends_raises(messages: list[bytes], text: str):
    dialect = LegacySignalR(calls=(HubMethod("A"),))
    dialect.opened(now=0.0)
    for at, message in enumerate(messages):
        payloads = told(dialect, message, now=float(at))
        dialect.wrap(text, now=float(at))
        dialect.tick(now=at + 60.0)
        for index, each in enumerate(payloads.messages):
            if index not in payloads.opaque:
                assert set(json.loads(each)) >= {"hub", "target", "arguments"}
