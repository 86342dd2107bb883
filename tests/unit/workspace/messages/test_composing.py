import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profile import Profile
from monitor.workspace.messages.composing import MOST_BYTES, Draft, Mode, compose, known_values


def made(text: str, mode: Mode = "json", **values: str) -> Draft:
    return compose(text, mode, values)


def test_a_message_is_filled_in_and_values_are_escaped() -> None:
    draft = made('{"op":"sub","name":"${who:upper}","id":${id},"price":"$$5"}', who='a"b', id="7")
    assert draft.message == '{"op":"sub","name":"A\\"B","id":7,"price":"$5"}'
    assert made("SUB ${who}", "text", who="x").message == "SUB x"


def test_nothing_is_no_message_and_no_fault() -> None:
    assert made(" \n") == Draft()


def test_what_has_no_value_yet_is_asked_for_once() -> None:
    assert made('{"a":${x},"b":"${y}","c":${x}}', y="1") == Draft(blanks=("x",))


@pytest.mark.parametrize(
    ("text", "problem", "at"),
    [
        ('{"a":1', "Line 1, character 7: a comma or a closing bracket is missing", 5),
        ('{"a" 1}', "Line 1, character 6: a colon is missing", 5),
        ('{\n"a":}', "Line 2, character 5: a value is missing", 6),
        ("{a:1}", "Line 1, character 2: a name in double quotes is missing", 1),
        ('{"a":"x', "Line 1, character 6: a string begins and never ends", 5),
        ('{"id":${id}} x', "Line 1, character 14: the message has ended before", 13),
        ('{"a":NaN}', "NaN is not JSON", None),
        ("[" * 100_000, "This is nested too deep", None),
    ],
)
def test_json_is_checked_and_the_place_is_told(text: str, problem: str, at: int | None) -> None:
    assert made(text) == Draft(problem=problem, at=at)


def test_placeholders_are_checked_too() -> None:
    assert made('{"a":"${x"}').at == 6
    assert made('{"a":"${x:loud}"}').problem.startswith("unknown filter")
    secret = made('{"a":"${env:TOKEN}"}')
    assert secret.at == 6
    assert secret.problem.startswith("Secrets are for profiles")


def test_bytes_are_written_with_two_digits_each() -> None:
    assert made("00 ff,0x1A:2b\n", "hex").message == b"\x00\xff\x1a\x2b"
    assert made("0 0", "hex").message == b"\x00"
    assert made("00 fg", "hex") == Draft(problem="Character 5: 'g' is no hexadecimal digit", at=4)
    assert made("00 f ", "hex") == Draft(problem="The last byte has only one digit: a byte is written with two", at=3)


def test_too_much_is_refused() -> None:
    assert "megabyte" in made("x" * (MOST_BYTES + 1), "text").problem


def test_secrets_of_a_profile_are_not_filled_in_here() -> None:
    profile = Profile(
        name="a",
        address="wss://example.net/",
        symbols=("BTCUSDT", "ETHUSDT"),
        variables={"depth": "20", "api_key": "abc", "login": "${env:LOGIN}", "odd": "${broken"},
    )
    assert known_values(profile) == {"symbol": "BTCUSDT", "depth": "20"}
    assert known_values(None) == {}


@given(st.text(max_size=60), st.sampled_from(["text", "json", "hex"]))
def test_any_text_is_either_a_message_or_told_what_it_lacks(text: str, mode: Mode) -> None:
    draft = compose(text, mode, {})
    assert (draft.message is None) == bool(draft.problem or draft.blanks or not text.strip())
    assert draft.at is None or 0 <= draft.at < len(text)


@given(st.recursive(st.integers() | st.text(), lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside)))
def test_json_without_placeholders_is_sent_as_it_is(value: Any) -> None:
    text = json.dumps(value)
    if "$" not in text:
        assert made(text).message == text
    assert json.loads(str(made(text.replace("$", "$$")).message)) == value


@given(st.binary(min_size=1, max_size=50))
def test_bytes_come_out_as_they_were_written(data: bytes) -> None:
    assert made(data.hex(" "), "hex").message == data
