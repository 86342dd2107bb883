"""Tests for monitor.feed.recognition.names."""

from typing import get_args

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.recognition.names import DIALECTS, kind_of, rule_of, title_of


def test_every_dialect_has_a_name() -> None:
    assert {kind_of(each()) for each in get_args(DialectRule)} == set(DIALECTS)


def test_a_kind_and_its_rule_are_one() -> None:
    for kind, title in DIALECTS.items():
        rule = rule_of(kind)
        assert kind_of(rule) == kind
        assert title_of(rule) == title


def test_no_dialect_has_no_name() -> None:
    assert rule_of("") is None
    assert rule_of("telepathy") is None
    assert kind_of(None) == ""
    assert title_of(None) == ""
