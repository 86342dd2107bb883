"""The answers to a router's challenges; the expected ones are those of autobahn 26.10.2."""

from typing import Any

import pytest

from monitor.wire.dialects.wamp_login import answer


def test_a_salted_secret_is_derived_before_it_signs():
    extra = {"challenge": "c", "salt": "salt123", "iterations": 100, "keylen": 16}
    assert answer("wampcra", "secret1", extra) == "503IPWLjz1xHs5O7yBTdcvS2WKd8IeFchSfQ8GpJ2yY="
    assert answer("wampcra", "secret1", {"challenge": "c"}) != answer("wampcra", "secret1", extra)


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"challenge": 7},
        {"challenge": "c", "salt": 7},
        {"challenge": "c", "salt": "s", "iterations": 10**9},
        {"challenge": "c", "salt": "s", "iterations": 0},
        {"challenge": "c", "salt": "s", "keylen": 10**9},
        {"challenge": "c", "salt": "s", "keylen": True},
    ],
)
def test_a_challenge_that_makes_no_sense_or_too_much_work_has_no_answer(extra: dict[str, Any]):
    assert answer("wampcra", "secret1", extra) is None


def test_nothing_is_signed_without_a_method():
    assert answer("", "secret1", {"challenge": "c"}) is None
    assert answer("anonymous", "secret1", {"challenge": "c"}) is None
