"""The compiled decoder gives what a plain one gives, for any profile, any message and any division into blocks."""

import json
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.feed.decoder import Decoder
from monitor.feed.profile import Answer, ChannelMap, Column, KeyRule, Profile, StreamRule, TimeRule
from tests.helpers.mappings import fitting_runs
from tests.helpers.plain_decoder import PlainDecoder
from tests.helpers.same_rows import assert_same

NAMES = ["a", "b", "k", "odd.name"]
NUMBERS = [1, 0, -2.5, 1e3, 10**25, "3.25", "-7e-3", "16850.12000000", "1e400", 2**64, 1672515782136]
ODD = [None, "", "text", True, False, "nan", "1_0", " 5 ", "2024-05-18T14:00:31.373Z", "2024-05-18 14:00:31 +0000 UTC"]
WORDS = ["trade", "tick", "BTC", "ETH", "1", 1, 1.0, True, "trade.BTC", None]

scalars = st.one_of(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS + ODD), st.sampled_from(WORDS))
flat = st.dictionaries(st.sampled_from(NAMES), scalars, max_size=3)
pairs = st.lists(scalars, max_size=3)
inner = st.one_of(
    scalars,
    flat,
    pairs,
    st.lists(flat, max_size=3),
    st.lists(pairs, max_size=3),
    st.dictionaries(st.sampled_from(NAMES), flat, max_size=2),
    flat.map(json.dumps),
)
messages = st.one_of(
    st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    st.lists(inner, max_size=4),
    scalars,
)
BROKEN = [
    b"",
    b" ",
    b"pong",
    b"{",
    b'{"a":',
    b"1}",
    b'{"a":1} {"a":2}',
    b'{"a":NaN}',
    b'{"a":1e999,"b":2}',
    b"\xff\xfe",
]
BROKEN += [
    b'{"a":%s}' % (b"9" * 5000),
    b'{"a":"\\ud800","b":1}',
    b'{"a":1,"a":"x","b":2}',
    b'{"a":1}\n',
    b'{\n"a":\n1}',
]
BROKEN += [b'{"k":"\xff","a":1}', b'{"a":{"b":1},"a":2}', b"[1,]", b'{"a":01}']

steps = st.sampled_from([".a", ".b", ".k", '."odd.name"', "[0]", "[1]", "[-1]"])
starts = st.sampled_from(["a", "b", "k", '"odd.name"', "[0]", "[1]"])


@st.composite
def paths(draw: st.DrawFn, *, inside: bool = False) -> str:
    start = draw(starts)
    path = start + "".join(draw(st.lists(steps, max_size=draw(st.sampled_from([0, 0, 1, 2])))))
    extra = draw(st.sampled_from(["", "", "", "", "", "!json.a", *(["^", "{}"] if inside else [])]))
    if extra == "^":
        return "^" + (path if path.startswith("[") else f".{path}")
    return "{}" if extra == "{}" else path + extra


row_paths = st.sampled_from(
    ["", "", "", "a", "a[]", "a[]", "b[]", "[]", "[1][]", "a{}", "{}", "a[].b[]", "b!json", "a{}.b"]
)
literals = st.sampled_from([*WORDS[:-1], "*", "trade*", "1*", 0, 2.5])
units = st.sampled_from(["s", "ms", "us", "ns", "rfc3339"])


@st.composite
def rules(draw: st.DrawFn, name: str, columns: tuple[bool, ...]) -> StreamRule:
    rows = draw(row_paths)
    path = paths(inside=True)
    when: dict[str, Any] = draw(st.dictionaries(st.one_of(st.just(""), paths(), paths()), literals, max_size=2))
    if draw(st.integers(0, 5)) == 0 and rows.endswith("[]"):
        when[f"{rows}.k"] = draw(literals)
    return StreamRule(
        name=name,
        rows=rows,
        when=when,
        columns={
            f"c{index}": Column(draw(path), scale=draw(st.sampled_from([1.0, 1.0, 0.5])), carry=carry)
            for index, carry in enumerate(columns)
        },
        key=draw(st.one_of(st.just(""), path, path.map(lambda text: KeyRule(text, r"^(\w+)(?:\.|$)")))),
        time=draw(st.one_of(st.just(TimeRule()), st.builds(TimeRule, path, units))),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    columns = draw(
        st.dictionaries(st.sampled_from(["s", "t"]), st.lists(st.booleans(), min_size=1, max_size=2), min_size=1)
    )
    streams = [
        draw(rules(name, tuple(carries))) for name, carries in columns.items() for _ in range(draw(st.integers(1, 2)))
    ]
    conditions = st.dictionaries(paths(), literals, min_size=1, max_size=1)
    channels = st.one_of(st.none(), st.none(), st.none(), conditions.map(lambda when: ChannelMap(when, "k", "a")))
    answers = conditions.map(lambda when: Answer(when, '{"pong":"ok"}'))
    return Profile(
        name="p",
        address="ws://localhost",
        stream=tuple(streams),
        ignore=tuple(draw(st.lists(st.one_of(conditions, st.just({"": "pong"})), max_size=1))),
        answer=tuple(draw(st.lists(answers, max_size=1))),
        channels=draw(channels),
    )


def encoded(message: Any, spaced: bool) -> bytes:
    return json.dumps(message, separators=(", ", ": ") if spaced else (",", ":")).encode()


payloads = st.one_of(
    st.builds(encoded, messages, st.booleans()), st.builds(encoded, messages, st.booleans()), st.sampled_from(BROKEN)
)
runs = st.lists(
    st.one_of(st.lists(payloads, max_size=5), st.builds(lambda one, times: [one] * times, payloads, st.integers(1, 3))),
    max_size=5,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), runs)
def test_any_profile_and_any_messages_decode_as_the_plain_decoder_decodes_them(
    profile: Profile, blocks: list[list[bytes]]
) -> None:
    assert_same(Decoder(profile, feed="f"), PlainDecoder(profile), blocks, np.arange(1.7e9, 1.7e9 + 1000))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fitting_runs(payloads))
def test_messages_of_the_shapes_a_profile_is_made_for_decode_as_the_plain_decoder_decodes_them(
    run: tuple[Profile, list[list[bytes]]],
) -> None:
    profile, blocks = run
    assert_same(Decoder(profile, feed="f"), PlainDecoder(profile), blocks, np.arange(1.7e9, 1.7e9 + 1000))
