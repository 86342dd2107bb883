"""What a WAMP router's reasons ask of a client."""

from typing import Any

import pytest

from monitor.core.errors import Remedy
from monitor.wire.dialects.wamp_words import ended, refused


@pytest.mark.parametrize(
    ("reason", "joined", "remedy"),
    [
        ("wamp.error.no_such_realm", False, Remedy.ASK),
        ("wamp.error.protocol_violation", False, Remedy.ASK),
        ("wamp.close.system_shutdown", False, Remedy.BACK_OFF),
        ("wamp.close.killed", True, Remedy.BACK_OFF),
        ("wamp.error.authorization_failed", True, Remedy.ASK),
        (None, True, Remedy.BACK_OFF),
        ({}, False, Remedy.ASK),
    ],
)
def test_reasons_are_sorted(reason: Any, joined: bool, remedy: Remedy):
    assert ended({}, reason, joined=joined).remedy is remedy


def test_the_routers_words_are_told_on_one_line():
    assert ended({"message": "go\naway"}, "wamp.x", joined=True).what.endswith("(wamp.x: go away)")
    assert refused("com.a", {"message": "m"}, "wamp.x", ["because"]).what.endswith("(wamp.x: because)")
    assert refused("com.a", {"message": "m"}, "wamp.x", None).what.endswith("(wamp.x: m)")
