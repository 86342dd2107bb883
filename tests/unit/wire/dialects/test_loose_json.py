"""What brokers carry, as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.loose_json import as_json, in_quotes


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"t": 21.5}', {"t": 21.5}),
        (b"[1,2]", [1, 2]),
        (b"21.5", 21.5),
        (b" -3 ", -3),
        (b"true", True),
        (b"null", None),
        (b'"on"', "on"),
        (b"on", "on"),
        (b"", ""),
        (b"+4.5", 4.5),
        (b"007", 7),
        (b".5", 0.5),
        (b"1.", 1),
        (b"+1e999", "+1e999"),
        (b"1.2.3", "1.2.3"),
        (b"nan", "nan"),
        (b"{broken", "{broken"),
        (b'"{\\"a\\": 1}"', {"a": 1}),
        (b' "[1]" ', [1]),
        (b'"{no"', "{no"),
        (b"\xff\x00", "\ufffd\0"),
        ('{"é": 1}'.encode("latin-1"), '{"\ufffd": 1}'),
    ],
)
def test_a_payload_becomes_the_json_it_is_or_a_string(payload, expected):
    assert json.loads(as_json(payload)) == expected


@given(st.binary(max_size=60))
def test_whatever_comes_is_json_afterwards(payload):
    json.loads(as_json(payload))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=10))
def test_json_stays_as_it_is(value):
    payload = json.dumps([value]).encode()
    assert as_json(payload) == payload


def test_text_is_quoted():
    assert json.loads(in_quotes('a"b\n')) == 'a"b\n'


def test_nesting_without_end_is_a_string():
    assert as_json(b"[" * 100_000).startswith(b'"[[')
