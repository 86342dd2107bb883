"""STOMP's ERROR frames, as servers write them."""

import pytest

from monitor.core.errors import Remedy
from monitor.wire.dialects.stomp_errors import refusal


@pytest.mark.parametrize(
    ("message", "body", "let_in", "remedy"),
    [
        ("Bad CONNECT", b"Access refused for user 'ann'\n", False, Remedy.ASK),
        ("Bad CONNECT", b"Virtual host 'x' access denied", False, Remedy.ASK),
        ("Version mismatch", b"Supported versions are 1.0,1.1,1.2\n", False, Remedy.ASK),
        ("", b"", False, Remedy.ASK),
        ("access_refused", b"read access to exchange refused", True, Remedy.ASK),
        ("not_found", b"NOT_FOUND - no exchange 'x'", True, Remedy.ASK),
        ("Unknown destination", b"'/x' is not a valid destination", True, Remedy.ASK),
        ("too many connections", b"", False, Remedy.BACK_OFF),
        ("Session closed.", b"", True, Remedy.BACK_OFF),
    ],
)
def test_an_error_is_sorted_by_its_words(message, body, let_in, remedy):
    error = refusal({"message": message}, body, let_in=let_in)
    assert error.remedy is remedy
    assert bool(error.advice) == (remedy is Remedy.ASK)
    assert error.what.startswith("the server sent" if let_in else "the server refused the STOMP login")


def test_a_long_error_is_told_in_one_line():
    error = refusal({"message": "bad"}, b"line\n" * 1000, let_in=True)
    assert len(error.what) < 300
    assert "\n" not in error.what
