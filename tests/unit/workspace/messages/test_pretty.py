import json
import math
from itertools import islice
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.paths import compile_path
from monitor.workspace.messages.pretty import pretty_lines

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(st.text(), inside, max_size=5),
    max_leaves=30,
)


def laid_out(text: str) -> list[str]:
    return [line.text for line in pretty_lines(text)]


def test_a_message_is_laid_out_and_short_arrays_stay_together() -> None:
    assert laid_out('{"a":1,"b":[["1.50","2"],["3","4"]],"c":{"d":{},"e":[]}}') == [
        "{",
        '  "a": 1,',
        '  "b": [',
        '    ["1.50", "2"],',
        '    ["3", "4"]',
        "  ],",
        '  "c": {',
        '    "d": {},',
        '    "e": []',
        "  }",
        "}",
    ]


def test_what_was_sent_keeps_its_digits() -> None:
    text = '{"big":9223372036854775809,"many":1.5000,"none":NaN,"huge":1e999}'
    assert [line.value for line in pretty_lines(text)][1:-1] == ["9223372036854775809", "1.5000", "NaN", "1e999"]


def test_every_line_knows_where_it_stands() -> None:
    lines = list(pretty_lines('{"data":[{"p":"1"},{"p":"2","odd.name":true}],"e":"x"}'))
    paths = {line.path: line.value for line in lines if line.value}
    assert paths == {"data[0].p": '"1"', "data[1].p": '"2"', 'data[1]."odd.name"': "true", "e": '"x"'}


def test_what_is_broken_stays_readable() -> None:
    assert laid_out('42["tick",{"a":1}]') == ["42", "[", '  "tick",', "  {", '    "a": 1', "  }", "]"]
    assert laid_out('{"a":[1,2') == ["{", '  "a": [', "    1,", "    2"]
    assert laid_out("}]") == ["}", "]"]
    assert laid_out('{"a":1}\n{"b":2}') == ["{", '  "a": 1', "}", "{", '  "b": 2', "}"]


def test_only_what_is_asked_for_is_laid_out() -> None:
    endless = "[" + "[" * 2_000_000
    assert [line.text.strip() for line in islice(pretty_lines(endless), 3)] == ["[", "[", "["]


def test_a_deep_message_is_no_trouble() -> None:
    deep = "[" * 500 + '{"a":1}' + "]" * 500
    assert "".join(line.text.strip() for line in pretty_lines(deep)).replace(" ", "") == deep


@given(JSON)
def test_a_layout_says_what_the_message_says(value: Any) -> None:
    text = json.dumps(value)
    assert json.loads("\n".join(laid_out(text))) == value


@given(JSON)
def test_a_path_leads_to_the_value_of_its_line(value: Any) -> None:
    for line in pretty_lines(json.dumps(value)):
        if line.value:
            found = compile_path(line.path).get(value)
            assert found is not msgspec.UNSET
            told = json.loads(line.value)
            assert told == found or (isinstance(found, float) and math.isclose(told, found))


@given(st.text(max_size=100))
def test_any_text_is_laid_out_and_its_pieces_are_where_they_are_said_to_be(text: str) -> None:
    said = "".join(text.split())
    shown = ""
    for line in pretty_lines(text):
        pieces = [line.text[token.start : token.end] for token in line.tokens]
        shown += "".join("".join(pieces).split())
        assert line.text.strip() == "".join(pieces).strip()
    assert shown == said
