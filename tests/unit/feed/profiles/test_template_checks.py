"""Templates that cannot be filled in."""

from typing import Any

import msgspec
import pytest

from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.feed.profile import Answer, Every, Profile, Proxy, Send
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.template_checks import template_problems


def _profile(**fields: Any) -> Profile:
    return msgspec.structs.replace(Profile(name="x", address="wss://y"), **fields)


@pytest.mark.parametrize(
    ("profile", "path", "what"),
    [
        (_profile(address="wss://${host}"), ("address",), '`${host}` is not defined: add `host = "…"` under'),
        (_profile(address="wss://${host"), ("address",), "never closed"),
        (_profile(address="wss://${env:1}"), ("address",), "no usable name"),
        (_profile(address="wss://${env}"), ("address",), "must name a variable of the environment"),
        (_profile(address="wss://${env:A-B}"), ("address",), "no usable name"),
        (_profile(address="wss://${}"), ("address",), "no usable name"),
        (_profile(address="${h:title}", variables={"h": "x"}), ("address",), "unknown filter `title`"),
        (_profile(address="${symbol}", symbols=("A",)), ("address",), "only in the messages"),
        (_profile(origin="${o}"), ("origin",), "is not defined"),
        (_profile(dialect=MqttRule(password="${p}")), ("dialect", "password"), "is not defined"),
        (
            _profile(dialect=MqttRule(username="${symbol}"), symbols=("A",)),
            ("dialect", "username"),
            "lists of [dialect]",
        ),
        (_profile(dialect=MqttRule(topics=("a", "${symbol}"))), ("dialect", "topics", 1), "`symbols` is empty"),
        (_profile(dialect=MqttRule(topics=("${",))), ("dialect", "topics", 0), "never closed"),
        (_profile(proxy=Proxy(url="${p}")), ("proxy", "url"), "is not defined"),
        (_profile(headers={"X-A": "${a}"}), ("headers", "X-A"), "is not defined"),
        (_profile(cookies={"c": "${a}"}), ("cookies", "c"), "is not defined"),
        (_profile(variables={"a": "1", "b": "${a}"}), ("variables", "b"), "but no other variable"),
        (_profile(variables={"env": "1"}), ("variables", "env"), "a name has letters"),
        (_profile(variables={"a:lower": "1"}), ("variables", "a:lower"), "a name has letters"),
        (_profile(send=(Send(text="${items}"),), symbols=("A",)), ("send", 0, "text"), "needs the key `each`"),
        (_profile(send=(Send(text="x", each="y"),)), ("send", 0, "each"), "is never used"),
        (
            _profile(send=(Send(text="${items}${symbol}", each="y"),), symbols=("A",)),
            ("send", 0, "text"),
            "holds both",
        ),
        (_profile(send=(Send(text="${symbol}"),)), ("send", 0, "text"), "`symbols` is empty"),
        (_profile(every=(Every(text="${symbol:lower}", seconds=1),)), ("every", 0, "text"), "`symbols` is empty"),
        (_profile(answer=(Answer(when={"a": 1}, text="${a[}"),)), ("answer", 0, "text"), "cannot be read"),
        (_profile(answer=(Answer(when={"a": 1}, text="${a"),)), ("answer", 0, "text"), "never closed"),
    ],
)
def test_each_problem_is_found_at_its_key(profile: Profile, path: KeyPath, what: str) -> None:
    (problem,) = template_problems(profile)
    assert problem.path == path
    assert what in problem.what


def test_every_place_takes_what_belongs_there() -> None:
    profile = _profile(
        address="wss://${host}/${env:KEY}?price=$$5",
        variables={"host": "h", "token": "${env:TOKEN}"},
        symbols=("A",),
        headers={"Authorization": "Bearer ${token}"},
        send=(Send(text='["${token}"]'), Send(text="${symbol:upper}"), Send(text="${items}", each='"${symbol}"')),
        every=(Every(text="${host:lower}${symbol}", seconds=1),),
        answer=(Answer(when={"a": 1}, text='{"pong":${params.ping}, "x": "${^.a[0]}"}'),),
    )
    assert list(template_problems(profile)) == []
