import pickle

import pytest

from monitor.core.errors import (
    CaptureError,
    ConnectionLost,
    DialectError,
    Fault,
    FeedscopeError,
    ProfileError,
    ProtocolError,
    Remedy,
    TransportError,
    UsageError,
)

EVERY = [
    UsageError("no such feed", advice="Look at the list"),
    ProfileError("unknown key", file="a.toml", line=3, key="stream"),
    CaptureError("no data", file="a.jsonl", line=7),
    TransportError("refused", fault=Fault.REFUSED, advice="Is it running?", retry_after=3.0),
    ProtocolError("a masked frame", code=1002),
    DialectError("login refused", remedy=Remedy.ASK, code=1000),
    ConnectionLost("cut", code=1006),
]


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_an_error_crosses_processes_whole(error: FeedscopeError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.__dict__ == error.__dict__


def test_a_profile_error_names_file_line_and_key() -> None:
    assert str(ProfileError("must be a number", file="a.toml", line=3, key="limits.keys")) == (
        "a.toml:3: limits.keys: must be a number"
    )


def test_what_the_user_can_do_follows_what_happened() -> None:
    assert str(FeedscopeError("It broke", advice="Mend it")) == "It broke. Mend it"


def test_trying_again_helps_unless_the_user_must_act() -> None:
    assert Fault.REFUSED.remedy is Remedy.RETRY
    assert Fault.RATE_LIMITED.remedy is Remedy.BACK_OFF
    assert Fault.UNAUTHORISED.remedy is Remedy.ASK
