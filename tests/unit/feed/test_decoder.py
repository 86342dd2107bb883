"""The decoder as the engine uses it: what is counted, what is answered, what survives."""

import math
import pickle
from typing import Any

import numpy as np
import pytest

from monitor.core.errors import ProfileError
from monitor.feed.decoder import Decoder
from monitor.feed.profile import Answer, ChannelMap, Column, Limits, TimeRule
from tests.helpers.mapping_rules import START, decode, decoder, only, profile, rule

TRADE = rule("trade", columns={"price": "p", "size": "q"}, when={"e": "trade"}, key="s", time=TimeRule("T", "ms"))


def trade(price: Any, symbol: Any = "BTC", **more: Any) -> dict[str, Any]:
    return {"e": "trade", "s": symbol, "p": price, "q": "1", "T": 1_700_000_000_500, **more}


def test_messages_become_a_batch() -> None:
    decoded = decode(decoder(TRADE), trade("1.5"), trade(2, "ETH"), trade(None))
    batch = only(decoded)
    assert (batch.feed, batch.stream, batch.columns) == ("f", "trade", ("price", "size"))
    assert (batch.keys.tolist(), batch.new_keys, batch.key_base) == ([0, 1, 0], ("BTC", "ETH"), 0)
    np.testing.assert_array_equal(batch.values, [[1.5, 2, math.nan], [1, 1, 1]])
    assert batch.time.tolist() == [1_700_000_000.5] * 3
    assert batch.received.tolist() == [START, START + 1, START + 2]
    assert (decoded.rows, decoded.keys, decoded.unmatched, decoded.acknowledged, decoded.dropped) == (3, 2, 0, 0, 0)
    assert pickle.loads(pickle.dumps(batch)).new_keys == batch.new_keys


def test_nothing_decodes_to_nothing() -> None:
    decoded = Decoder(profile(TRADE), feed="f").decode([], np.empty(0))
    assert (decoded.batches, decoded.rows, decoded.unmatched, decoded.last_unmatched) == ((), 0, 0, b"")
    assert decode(decoder(), {"a": 1}).unmatched == 1


def test_keys_keep_their_numbers_from_block_to_block_and_over_a_reconnect() -> None:
    made = decoder(TRADE)
    decode(made, trade(1, "A"), trade(1, "B"))
    made.reset_connection()
    batch = only(decode(made, trade(1, "C"), trade(1, "A")))
    assert (batch.keys.tolist(), batch.key_base, batch.new_keys) == ([2, 0], 2, ("C",))


def test_every_rule_that_matches_takes_its_rows() -> None:
    made = decoder(
        rule("bid", columns={"x": "[0]"}, rows="b[]", when={"e": "depth"}),
        rule("ask", columns={"x": "[0]"}, rows="a[]", when={"e": "depth"}),
        rule("all", columns={"n": "n"}),
    )
    decoded = decode(made, {"e": "depth", "n": 5, "b": [[1], [2]], "a": [[3]]})
    assert {batch.stream: batch.values.tolist() for batch in decoded.batches} == {
        "bid": [[1, 2]],
        "ask": [[3]],
        "all": [[5]],
    }


def test_rules_of_one_name_fill_one_stream_in_the_order_of_messages() -> None:
    sides = [rule("book", columns={"x": "[0]"}, rows=f"{side}[]", key="^.s") for side in "ba"]
    batch = only(decode(decoder(*sides), {"s": "k", "b": [[1]], "a": [[2]]}, {"s": "l", "a": [[3]], "b": [[4]]}))
    assert batch.values.tolist() == [[1, 2, 4, 3]]
    assert batch.keys.tolist() == [0, 0, 1, 1]


def test_what_matches_without_a_row_is_acknowledged_and_what_matches_nothing_is_unmatched() -> None:
    made = decoder(
        rule("book", rows="b[]", when={"e": "depth"}),
        rule("any", columns={"z": "z"}),
        ignore=({"e": "hb"}, {"": "pong"}),
        answer=(Answer({"ping": "*"}, '{"pong":${ping}}'),),
    )
    decoded = decode(
        made,
        {"e": "depth", "b": []},
        {"e": "hb"},
        b"pong",
        {"ping": 7},
        b"\xff\xfe",
        b"NaN",
        {"e": "new"},
        {"z": 1},
        b"{",
    )
    assert decoded.acknowledged == 4
    assert decoded.answers == ('{"pong":7}',)
    assert (decoded.unmatched, decoded.last_unmatched) == (4, b"{")
    assert decoded.rows == 1


def test_a_rule_without_conditions_vouches_only_for_messages_it_finds_rows_in() -> None:
    assert decode(decoder(rule()), {"x": 1}, {"x": "text"}, {}).unmatched == 2


def test_the_last_unmatched_message_is_cut() -> None:
    assert len(decode(decoder(), b"x" * 10_000).last_unmatched) == 4096


def test_answers_come_in_the_order_of_the_messages_that_ask() -> None:
    made = decoder(TRADE, answer=(Answer({"ping": "*"}, "${ping}"), Answer({"": "probe"}, "3${}")))
    decoded = decode(made, {"ping": 1}, trade(1), b"probe", {"ping": "two"}, trade(2))
    assert decoded.answers == ("1", "3probe", "two")
    assert only(decoded).values[0].tolist() == [1, 2]


def test_an_answered_message_may_hold_rows_as_well() -> None:
    made = decoder(rule(when={"e": "*"}), answer=(Answer({"ack": "*"}, "${ack}"),))
    decoded = decode(made, {"e": 1, "x": 5, "ack": 9}, {"e": 1, "x": 6})
    assert (decoded.answers, decoded.rows, decoded.acknowledged) == (("9",), 2, 0)


def test_one_bad_message_costs_only_itself() -> None:
    made = decoder(TRADE)
    for bad in (b"", b"{", b'{"e":"trade","p":NaN}', b"[" * 100_000, b'{"e":' * 100_000, b"\x00", b'{"e":"trade"} {}'):
        decoded = decode(made, trade(1), bad, trade(2), trade("text", q=None))
        assert only(decoded).values[0].tolist() == [1, 2]
        assert decoded.unmatched == 1
        assert decoded.last_unmatched == bad[:4096]


@pytest.mark.parametrize(
    "odd", [b"1e400", b"9" * 400, b"9" * 5000, b'"1e400"', b'"nan"', b'"Infinity"', b'""', b"[]", b"{}"]
)
def test_an_odd_value_is_nan_and_costs_only_itself(odd: bytes) -> None:
    message = b'{"e":"trade","s":"BTC","p":%s,"q":1,"T":1}' % odd
    np.testing.assert_array_equal(only(decode(decoder(TRADE), trade(1), message)).values, [[1, math.nan], [1, 1]])


def test_truth_is_a_number_and_huge_integers_are_rounded() -> None:
    values = only(decode(decoder(TRADE), trade(True), trade(False), trade(2**70), trade(str(2**70)))).values
    assert values[0].tolist() == [1, 0, 2.0**70, 2.0**70]


def test_time_may_run_backwards_or_be_missing() -> None:
    batch = only(decode(decoder(TRADE), trade(1, T=5000), trade(2, T=3000), trade(3, T=None), trade(4, T="")))
    np.testing.assert_array_equal(batch.time, [5, 3, math.nan, math.nan])


def test_without_an_event_time_rows_have_the_receive_time() -> None:
    assert only(decode(decoder(rule()), {"y": 1}, {"x": 1})).time.tolist() == [START + 1]


def test_an_absent_column_of_a_delta_is_unchanged_until_the_connection_ends() -> None:
    columns = {"bid": Column("b", carry=True), "ask": Column("a", carry=True)}
    made = decoder(rule(columns=columns, key="s"))
    batch = only(
        decode(made, {"s": 1, "b": 10, "a": 11}, {"s": 1, "a": 12}, {"s": 2, "a": 5}, {"s": 1}, {"s": 1, "b": None})
    )
    np.testing.assert_array_equal(batch.values, [[10, 10, math.nan, math.nan], [11, 12, 5, 12]])
    np.testing.assert_array_equal(only(decode(made, {"s": 1, "b": 13})).values, [[13], [12]])
    made.reset_connection()
    np.testing.assert_array_equal(only(decode(made, {"s": 1, "b": 13})).values, [[13], [math.nan]])


def test_rows_of_too_many_keys_are_dropped_and_counted() -> None:
    made = decoder(TRADE, limits=Limits(keys=2))
    decoded = decode(made, *(trade(number, f"K{number}") for number in range(5)))
    assert (decoded.rows, decoded.dropped, decoded.keys, decoded.unmatched) == (2, 3, 2, 0)
    decoded = decode(made, trade(1, "K9"))
    assert (decoded.batches, decoded.dropped, decoded.unmatched) == ((), 1, 0)


def test_a_channel_must_be_announced_before_its_messages_mean_anything() -> None:
    made = decoder(
        rule("ticker", columns={"bid": "[1][0]"}, when={"@channel": "ticker"}, key="@symbol"),
        channels=ChannelMap({"event": "subscribed"}, "chanId"),
    )
    first, second = ({"event": "subscribed", "channel": "ticker", "chanId": 5, "symbol": symbol} for symbol in "AB")
    decoded = decode(made, [5, [1]], first, [5, [2]], [5, "hb"], second, [5, [3]])
    batch = only(decoded)
    assert batch.values.tolist() == [[2, 3]]
    assert batch.new_keys == ("A", "B")
    assert (decoded.acknowledged, decoded.unmatched) == (3, 1)
    made.reset_connection()
    assert decode(made, [5, [4]]).unmatched == 1


def test_messages_written_over_several_lines_are_read() -> None:
    batch = only(decode(decoder(TRADE), b'{\n"e":"trade",\n"p":1}\n', trade(2), b' {"e":"trade","p":3}'))
    assert batch.values[0].tolist() == [1, 2, 3]


def test_two_halves_of_a_message_are_two_bad_messages() -> None:
    assert decode(decoder(rule()), b'{"x":', b"1}", b'{"x":1} {"x":2}', b"").unmatched == 4


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"columns": {"price": "a..b"}}, "stream.s.columns.price"),
        ({"columns": {"price": "@p"}}, "stream.s.columns.price"),
        ({"key": "a[]"}, "stream.s.key"),
    ],
)
def test_a_profile_that_cannot_be_compiled_names_stream_and_column(more: dict[str, Any], key: str) -> None:
    with pytest.raises(ProfileError) as caught:
        decoder(rule(**more))
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"answer": (Answer({"a": 1}, "${a..}"),)}, "answer[0].text"),
        ({"answer": (Answer({}, "x"),)}, "answer[0].when"),
        ({"ignore": ({"a..": 1},)}, "ignore[0].a.."),
        ({"ignore": ({},)}, "ignore[0]"),
        ({"channels": ChannelMap({}, "id")}, "channels.when"),
        ({"channels": ChannelMap({"a": 1}, "id..")}, "channels.id"),
        ({"channels": ChannelMap({"a": 1}, "id", "[")}, "channels.ref"),
    ],
)
def test_everything_else_that_cannot_be_compiled_names_its_key(more: dict[str, Any], key: str) -> None:
    with pytest.raises(ProfileError) as caught:
        decoder(**more)
    assert caught.value.key == key
