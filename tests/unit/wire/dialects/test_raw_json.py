"""JSON put together from parts that nobody has decoded."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.raw_json import array, bounded, led_by, read_json, unfold, words


@pytest.mark.parametrize(
    ("members", "whole"),
    [(b"{}", b'{"a":1}'), (b"{ }", b'{"a":1}'), (b'{"b":2}', b'{"a":1,"b":2}'), (b"[]", None), (b"", None)],
)
def test_members_are_put_in_front_of_an_object(members: bytes, whole: bytes | None):
    assert led_by(b'{"a":1}', members) == whole


def test_an_array_keeps_its_values_to_the_digit():
    assert array([b"1e-7", b'"x"']) == b'[1e-7,"x"]'


@pytest.mark.parametrize("inner", ['{"a": [1, "é\\n"]}', "[1.50]", ' {"a":1} '])
def test_json_in_a_string_stands_for_itself(inner: str):
    assert unfold(json.dumps(inner).encode()) == inner.strip().encode()


@pytest.mark.parametrize("value", ['"{no"', '"hello"', "17", "null", '"0123456789abcdef"', '"[1,2"', '"\\ud800"'])
def test_a_string_that_holds_no_json_stays(value: str):
    assert unfold(value.encode()) == value.encode()


def test_deflated_json_in_base64_stands_for_itself():
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(b'{"price":1.5}') + packer.flush()
    value = json.dumps(base64.b64encode(packed).decode()).encode()
    assert unfold(value) == b'{"price":1.5}'


def test_what_would_inflate_too_far_stays_a_string():
    bomb = zlib.compress(b"[" + b" " * 100_000 + b"]")
    value = json.dumps(base64.b64encode(bomb).decode()).encode()
    assert unfold(value, limit=1_000) == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b'"no such field"', "no such field"),
        (b'{"code":1,"message":"no"}', "no"),
        (b'[{"message":"one"},{"message":"two"}]', "one; two"),
        (b'{"errors":[{"message":"deep"}]}', "deep"),
        (b"", ""),
        (b"7", ""),
        (b"{broken", ""),
    ],
)
def test_the_servers_words_are_found(value: bytes, said: str):
    assert words(value) == said


def test_words_come_on_one_line_and_are_not_too_many():
    assert bounded("a\nb\x00\x1b[1m  c") == "a b [1m c"
    assert len(bounded("x" * 10_000)) == 200


def test_what_a_user_writes_is_json_or_text():
    assert read_json('{"a":1}') == {"a": 1}
    assert read_json("subscribe") == "subscribe"
    assert read_json("\ud800") == "?", "half a pair is no text, and nothing that can be sent"


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: json.dumps(text).encode()))
def test_nothing_makes_it_raise(value: bytes):
    words(value)
    unfold(value)
    led_by(b"{}", value)
