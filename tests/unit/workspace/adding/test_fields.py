"""Fields are gathered from any message, for the streams of any profile, within bounds."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feed.profile import ChannelMap, Profile, StreamRule, TimeRule
from monitor.workspace.adding.fields import FieldTable


def table(*rules: StreamRule, **more: Any) -> FieldTable:
    return FieldTable(Profile(name="p", address="wss://x", stream=rules, **more))


def say(found: FieldTable, *messages: Any) -> None:
    found.take([json.dumps(message).encode() for message in messages])


TRADE = StreamRule("trade", when={"e": "trade"}, key="s", time=TimeRule("T", "ms"), columns={"price": "p"})


def test_used_fields_come_first_and_the_others_as_they_are_seen() -> None:
    found = table(TRADE)
    say(found, {"e": "trade", "s": "A", "m": True, "p": "1.5", "T": 5, "n": {"deep": 2}})
    (stream,) = found.streams
    assert list(stream.fields) == ["s", "T", "p", "e", "m", "n.deep"]
    assert [stream.fields[path].last for path in ("p", "m", "n.deep")] == ["1.5", True, 2]


def test_messages_of_other_kinds_and_what_is_no_json_are_passed_over() -> None:
    found = table(TRADE)
    found.take([b"pong", b'{"e":"other","p":9}', b'{"e":"trade","p":1}'])
    assert found.streams[0].fields["p"].last == 1


def test_values_are_those_of_the_first_key_and_all_keys_are_known() -> None:
    found = table(TRADE)
    say(found, *({"e": "trade", "s": key, "p": price} for key, price in (("A", 1), ("B", 50), ("A", 2), ("C", 70))))
    stream = found.streams[0]
    assert list(stream.keys) == ["A", "B", "C"]
    assert stream.shown_key == "A"
    assert list(stream.fields["p"].trend) == [1.0, 2.0]


def test_a_field_says_in_words_what_it_holds() -> None:
    found = table(StreamRule("s", columns={"p": "p"}))
    for turn in range(6):
        say(
            found,
            {"p": turn % 2, "id": turn + 100, "on": turn > 2, "name": "x", "fix": 7, "none": None, "move": turn % 3},
        )
    words = {path: field.words for path, field in found.streams[0].fields.items()}
    assert words == {
        "p": "number, not plotted",
        "id": "counter, not plotted",
        "on": "true / false",
        "name": "text",
        "fix": "constant",
        "none": "empty",
        "move": "number, not plotted",
    }
    assert [path for path, field in found.streams[0].fields.items() if field.plottable] == [
        "p",
        "id",
        "on",
        "fix",
        "move",
    ]


def test_rows_inside_a_message_and_what_stands_around_them() -> None:
    rule = StreamRule(
        "book", rows="data[]", key="^.topic", columns={"price": "[0]"}, when={"type": "book", "data[][1]": "buy"}
    )
    found = table(rule)
    say(found, {"type": "book", "topic": "A", "data": [[1.0, "sell"], [2.0, "buy"]]})
    fields = found.streams[0].fields
    assert fields["[0]"].last == 2.0
    assert fields["[1]"].last == "buy"
    assert fields["^.topic"].last == "A"
    assert fields["^.type"].last == "book"


def test_members_of_a_map_are_rows_that_have_a_name() -> None:
    found = table(StreamRule("lines", rows="lines{}", key="{}", columns={"gap": "gap"}))
    say(found, {"lines": {"44": {"gap": 1.5}, "1": {"gap": 2.5}}})
    stream = found.streams[0]
    assert list(stream.keys) == ["44", "1"]
    assert stream.fields["gap"].last == 1.5


def test_what_a_channel_was_announced_as_belongs_to_its_messages() -> None:
    found = table(
        StreamRule("ticker", when={"@channel": "ticker"}, key="@symbol", columns={"last": "[1][0]"}),
        channels=ChannelMap(when={"event": "subscribed"}, id="chanId"),
    )
    say(found, {"event": "subscribed", "chanId": 17, "channel": "ticker", "symbol": "tBTC"}, [17, [64000, 1]])
    stream = found.streams[0]
    assert list(stream.keys) == ["tBTC"]
    assert stream.fields["[1][0]"].last == 64000


def test_another_table_keeps_the_order_so_that_nothing_jumps() -> None:
    first = table(TRADE)
    say(first, {"e": "trade", "s": "A", "T": 1, "p": 1, "q": 2})
    changed = StreamRule("trade", when={"e": "trade"}, columns={"q": "q"})
    second = FieldTable(Profile(name="p", address="wss://x", stream=(changed,)), like=first)
    assert list(second.streams[0].fields) == list(first.streams[0].fields)


def test_there_is_a_bound_to_fields_keys_and_trends() -> None:
    found = table(StreamRule("s", key="k", columns={"v": "v"}))
    say(found, {f"f{at}": at for at in range(500)})
    say(found, *({"k": f"key-{at}", "v": at} for at in range(1500)))
    say(found, *({"k": "", "v": at} for at in range(200)))
    stream = found.streams[0]
    assert len(stream.fields) <= 202
    assert len(stream.keys) == 1000
    assert all(len(field.trend) <= 64 for field in stream.fields.values())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.lists(json_values, max_size=6), st.sampled_from(["", "[]", "data[]", "data{}", "{}"]))
def test_no_message_is_too_odd(messages: list[Any], rows: str) -> None:
    found = table(StreamRule("s", rows=rows, key="k", columns={"v": "v", "first": "[0]"}))
    found.take([json.dumps(message).encode() for message in messages])
    found.take([b"\xff\xfe", b"{", b""])
    assert found.version == 2
