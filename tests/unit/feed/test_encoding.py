"""How values are written into messages and addresses."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.encoding import forms, in_json, in_url, json_depth
from monitor.feed.placeholders import fill

_TEXT = st.text(st.characters(codec="utf-8"))


@given(_TEXT, _TEXT)
def test_a_value_in_a_json_string_arrives_whole(first: str, second: str) -> None:
    values = {"a": first, "b": second}
    text = fill('{"k \\" [":"${a}","l":["x${b}"]}', lambda slot: values[slot.body], encode=in_json)
    assert json.loads(text) == {'k " [': first, "l": [f"x{second}"]}


@given(_TEXT)
def test_a_value_in_json_inside_a_json_string_arrives_whole(value: str) -> None:
    text = fill('{"identifier":"{\\"channel\\":\\"${a}\\"}"}', lambda slot: value, encode=in_json)
    assert json.loads(json.loads(text)["identifier"]) == {"channel": value}


@given(_TEXT)
def test_a_message_with_a_number_before_its_json_is_json_too(value: str) -> None:
    text = fill('42["sub","${a}"]', lambda slot: value, encode=in_json)
    assert json.loads(text[2:]) == ["sub", value]


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("SUBSCRIBE ", 0),
        ('say "', 0),
        ('{"a": ', 0),
        ('{"a": "', 1),
        ('{"a": "x\\"', 1),
        ('{"a": "x\\\\"', 0),
        ('{"a": "price [usd] \\"', 1),
        ('{"a": "[\\"', 2),
        ('{"a": "{\\"b\\":\\"{\\\\\\"c\\\\\\":\\\\\\"', 3),
        ('{"a": "\\', 1),
    ],
)
def test_the_depth_of_open_strings_is_counted(text: str, depth: int) -> None:
    assert json_depth(text) == depth


def test_outside_of_strings_and_of_json_values_stay_as_they_are() -> None:
    assert fill('{"id":${a}}', lambda slot: "[1]", encode=in_json) == '{"id":[1]}'
    assert fill('PUB "${a}', lambda slot: '"', encode=in_json) == 'PUB ""'


@given(_TEXT, _TEXT, _TEXT)
def test_values_cannot_leave_their_place_in_an_address(segment: str, parameter: str, password: str) -> None:
    values = {"s": segment, "q": parameter, "p": password}
    text = fill("wss://me:${p}@host:1/a/${s}/b?x=${q}&y=1", lambda slot: values[slot.body], encode=in_url)
    parts = urlsplit(text)
    assert (parts.hostname, parts.port, unquote(parts.password or "")) == ("host", 1, password)
    assert [unquote(part) for part in parts.path.split("/")] == ["", "a", segment, "b"]
    assert parse_qs(parts.query, keep_blank_values=True) == {"x": [parameter], "y": ["1"]}


def test_a_host_or_a_whole_base_address_stays_as_it_is() -> None:
    assert fill("${a}/ws", lambda slot: "wss://h:1/v1", encode=in_url) == "wss://h:1/v1/ws"
    assert fill("wss://${a}:80/", lambda slot: "h.org", encode=in_url) == "wss://h.org:80/"
    assert fill("wss://h/${a}", lambda slot: "btc@trade", encode=in_url) == "wss://h/btc@trade"


@given(_TEXT.filter(bool))
def test_every_written_form_of_a_value_is_known(value: str) -> None:
    written = {
        in_json('{"a":"', value, ""),
        in_json('{"a":"{\\"', value, ""),
        in_url("wss://h/", value, ""),
        in_url("wss://h/?a=", value, ""),
        in_url("wss://", value, "@h"),
        json.dumps(value)[1:-1],
    }
    assert written <= forms(value)
