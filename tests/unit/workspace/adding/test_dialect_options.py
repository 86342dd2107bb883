"""Tests for monitor.workspace.adding.dialect_options."""

import msgspec
import pytest

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.channels import PusherRule
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import lack_of
from monitor.feed.recognition.names import DIALECTS, rule_of
from monitor.workspace.adding.dialect_options import dialect_options
from monitor.workspace.adding.options import NotUsable, Option

PROFILE = Profile(name="a", address="wss://host", dialect=MqttRule(topics=("a/#",), username="ann"))


def option(title: str, rule: MqttRule | StompRule | PusherRule | None = None) -> Option:
    return next(each for each in dialect_options(rule or MqttRule()) if each.title == title)


@pytest.mark.parametrize("kind", DIALECTS)
def test_every_field_of_a_rule_is_offered_once_under_its_key(kind: str) -> None:
    rule = rule_of(kind)
    assert rule is not None
    options = dialect_options(rule)

    assert {each.path[1] for each in options} == {field.name for field in msgspec.structs.fields(rule)}
    assert len({each.title for each in options}) == len(options)
    profile = Profile(name="a", address="wss://host", dialect=rule)
    for each in options:
        assert each.write(profile, each.read(profile)) == profile


@pytest.mark.parametrize("kind", DIALECTS)
def test_what_is_missing_has_a_field_and_stands_among_the_first(kind: str) -> None:
    rule = rule_of(kind)
    assert rule is not None
    lack = lack_of(rule)
    if lack is not None:
        assert lack.key in [each.path[1] for each in dialect_options(rule)][:2]


def test_an_option_reads_and_writes_its_key_alone() -> None:
    topics = option("Topics")

    assert topics.read(PROFILE) == "a/#"
    changed = topics.write(PROFILE, "b\nc")
    assert changed.dialect == MqttRule(topics=("b", "c"), username="ann")


def test_a_profile_of_another_dialect_shows_the_usual_values() -> None:
    other = msgspec.structs.replace(PROFILE, dialect=None)

    assert option("Topics").read(other) == "#"


def test_an_empty_number_is_the_usual_one() -> None:
    keep_alive = option("Keep alive, s")

    assert keep_alive.example == "30"
    assert keep_alive.write(PROFILE, "").dialect == PROFILE.dialect
    with pytest.raises(NotUsable):
        keep_alive.write(PROFILE, "soon")


def test_secrets_are_named_so_that_no_file_holds_them() -> None:
    assert option("Password").secret == "password"
    assert option("Passcode", StompRule()).secret == "passcode"
    assert option("User").secret == ""
    # The key of an application stands in every page that uses it.
    assert option("Key", PusherRule()).secret == ""
    assert option("Secret", PusherRule()).secret == "secret"
