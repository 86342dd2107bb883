"""Profiles that are valid in every respect, for property tests."""

from typing import Any, Literal, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.login_rules.base import Algorithm, Output
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.rule import yielded_names
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep
from monitor.feed.profile import (
    Answer,
    ChannelMap,
    Column,
    Every,
    KeyRule,
    Limits,
    Profile,
    Proxy,
    Send,
    StreamRule,
    TimeRule,
    Tls,
)

__all__ = ["profiles"]

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
_FILLED = _TEXT.filter(str.strip)
_NAME = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
_VARIABLE = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True).filter(
    lambda name: name not in {"env", "secret", "symbol", "items", "first", "digest", "jwt"}
)
_VALUE_PATH = st.sampled_from(["price", "data.p", "[2]", 'x."odd name"', "^.ts", "a[-1].b", "body!json.p", "{}"])
_ROWS = st.sampled_from(["", "data[]", "lines{}", "[1][]"])
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_POSITIVE = st.floats(min_value=0.001, max_value=1e9)
_COUNT = st.integers(min_value=1, max_value=2**40)


def _template(text: str) -> str:
    return text.replace("$", "$$")


_LITERALS = st.dictionaries(
    _VALUE_PATH, st.one_of(_TEXT, st.integers(-(2**63), 2**63), _NUMBER, st.booleans()), max_size=3
)
_CONDITIONS = _LITERALS.filter(bool)
_KEYS = st.one_of(
    st.just(""), _VALUE_PATH, st.builds(KeyRule, path=_VALUE_PATH, pattern=st.sampled_from(["", "_(.*)$", r"'(\d+)\""]))
)
_TIMES = st.one_of(
    st.just(TimeRule()),
    st.builds(TimeRule, path=_VALUE_PATH, unit=st.sampled_from(["s", "ms", "us", "ns", "rfc3339"])),
)
_COLUMNS = st.one_of(
    _VALUE_PATH, st.builds(Column, path=_VALUE_PATH, scale=_NUMBER.filter(bool), unit=_TEXT, carry=st.booleans())
)
_STREAMS = st.builds(
    StreamRule,
    name=_FILLED,
    columns=st.dictionaries(_FILLED, _COLUMNS, min_size=1, max_size=4),
    when=_LITERALS,
    rows=_ROWS,
    key=_KEYS,
    time=_TIMES,
)


def _amount(kind: Any) -> st.SearchStrategy[Any]:
    if kind is bool:
        return st.booleans()
    return _COUNT if int in (kind, *get_args(kind)) else _POSITIVE


_LIMITS = st.fixed_dictionaries({field.name: _amount(field.type) for field in msgspec.structs.fields(Limits)}).map(
    lambda amounts: msgspec.structs.replace(Limits(), **amounts)
)
_MESSAGES = _FILLED.map(_template)
_SENDS = st.one_of(
    st.builds(Send, text=_MESSAGES),
    st.builds(Send, text=st.just('{"params":${items}}'), each=st.just('"${symbol:lower}"'), batch=_COUNT),
)


_JSON = {"object": ["{}", '{"token":"$$1","a":[1]}'], "array": ["[]", '[{"a":"b"}]']}


def _held(kind: Any) -> st.SearchStrategy[Any]:
    """Whatever a key of a dialect's rule may hold, by the key's type."""
    if metadata := getattr(kind, "__metadata__", ()):
        return st.sampled_from(_JSON[metadata[0].title]) if metadata[0].title in _JSON else _MESSAGES
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(_held(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(_NAME, _MESSAGES, max_size=2)
    if issubclass(kind, msgspec.Struct):
        return _rules(kind)
    return {str: _MESSAGES, bool: st.booleans(), float: _POSITIVE}[kind]


def _rules(rule: Any) -> st.SearchStrategy[Any]:
    return st.builds(rule, **{field.name: _held(field.type) for field in msgspec.structs.fields(rule)})


_STEPS = st.one_of(
    st.builds(
        HttpStep,
        url=_LINE.map(lambda path: f"https://h/{_template(path)}"),
        headers=st.dictionaries(_NAME.map("x-{}".format), _LINE.map(_template), max_size=2),
        json=st.sampled_from(["", *_JSON["object"]]),
        status=st.lists(st.integers(200, 599), max_size=2).map(tuple),
        values=st.just({"first": "result.token"}),
        cookies=st.booleans(),
        valid_seconds=_POSITIVE,
    ),
    st.builds(OAuth2Step, url=st.just("https://h/token"), client_id=_MESSAGES, client_secret=_MESSAGES),
    st.builds(HmacStep, message=_MESSAGES, secret=_MESSAGES, algorithm=st.sampled_from(get_args(Algorithm))),
    st.builds(HashStep, message=_MESSAGES, output=st.sampled_from(get_args(Output))),
    st.builds(JwtStep, key=_MESSAGES, claims=st.sampled_from(_JSON["object"]), lifetime_seconds=_POSITIVE),
)
_DIALECTS = st.one_of(*map(_rules, get_args(DialectRule)))


@st.composite
def profiles(draw: Any) -> Profile:
    """Any valid profile."""
    codes = draw(st.lists(st.integers(1000, 4999), unique=True, max_size=4))
    return Profile(
        name=draw(_FILLED),
        address=draw(_FILLED.map(_template)),
        about=draw(_TEXT),
        needs=draw(_TEXT),
        discover=draw(st.booleans()),
        variables=draw(st.dictionaries(_VARIABLE, _TEXT.map(_template), max_size=3)),
        symbols=("X", *draw(st.lists(_FILLED.filter(lambda symbol: symbol != "X"), unique=True, max_size=3))),
        login=tuple(draw(st.lists(_STEPS, max_size=3, unique_by=yielded_names))),
        headers=draw(st.dictionaries(_NAME.map("x-{}".format), _LINE.map(_template), max_size=3)),
        cookies=draw(st.dictionaries(_NAME, _LINE.map(_template), max_size=2)),
        origin=draw(_LINE.map(_template)),
        subprotocols=tuple(draw(st.lists(_NAME, max_size=2))),
        dialect=draw(st.none() | _DIALECTS),
        compression=draw(st.booleans()),
        proxy=Proxy(url=draw(_LINE.map(_template))),
        tls=draw(st.sampled_from([Tls(), Tls(ca="ca.pem", certificate="me.pem", key="key.pem")])),
        limits=draw(st.one_of(st.just(Limits()), _LIMITS)),
        retry_codes=tuple(codes[:2]),
        fatal_codes=tuple(codes[2:]),
        send=tuple(draw(st.lists(_SENDS, max_size=2))),
        every=tuple(draw(st.lists(st.builds(Every, text=_MESSAGES, seconds=_POSITIVE), max_size=2))),
        answer=tuple(draw(st.lists(st.builds(Answer, when=_CONDITIONS, text=_MESSAGES), max_size=2))),
        refused=tuple(draw(st.lists(_CONDITIONS, max_size=2))),
        ignore=tuple(draw(st.lists(_CONDITIONS, max_size=3))),
        channels=draw(st.none() | st.builds(ChannelMap, when=_CONDITIONS, id=_VALUE_PATH, ref=_VALUE_PATH)),
        stream=tuple(draw(st.lists(_STREAMS, max_size=3, unique_by=lambda stream: stream.name))),
    )
