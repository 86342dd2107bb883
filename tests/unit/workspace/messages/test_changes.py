import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.changes import changed_lines

VALUES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
MESSAGES = st.dictionaries(st.sampled_from("abcde"), VALUES | st.dictionaries(st.sampled_from("xyz"), VALUES))


def test_a_changed_value_stands_beside_what_it_was() -> None:
    lines, count = changed_lines('{"a":1,"b":{"c":"x"},"d":[1,2],"f":0}', '{"a":2,"b":{"c":"x"},"d":[1,3],"e":5}')
    assert [(line.text.strip(), line.note) for line in lines if line.changed] == [
        ('"a": 1,', "was 2"),
        ('"d": [1, 2],', "was [1,3]"),
        ('"f": 0', "new"),
        ("e", "no longer there, was 5"),
    ]
    assert count == 4


def test_a_long_value_is_not_told_in_full() -> None:
    lines, _ = changed_lines('{"a":1}', json.dumps({"a": "x" * 500}))
    assert max(len(line.note) for line in lines) < 80


@given(MESSAGES)
def test_a_message_does_not_differ_from_itself(message: dict[str, Any]) -> None:
    text = json.dumps(message)
    lines, count = changed_lines(text, text)
    assert count == 0
    assert not any(line.changed for line in lines)


@given(MESSAGES, MESSAGES)
def test_messages_differ_where_their_values_do(new: dict[str, Any], old: dict[str, Any]) -> None:
    _, count = changed_lines(json.dumps(new), json.dumps(old))
    assert (count == 0) == (json.dumps(new, sort_keys=True) == json.dumps(old, sort_keys=True) or new == old == {})
