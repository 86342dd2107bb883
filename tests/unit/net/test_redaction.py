import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.net.redaction import one_line, redact, scrub


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("wss://host/x?token=abc&symbol=BTC", "wss://host/x?token=…&symbol=BTC"),
        (
            "wss://host/?apiKey=1&api_key=2&api-key=3&X-Api-Key=4",
            "wss://host/?apiKey=…&api_key=…&api-key=…&X-Api-Key=…",
        ),
        (
            "wss://host/?key=1&signature=2&sig=3&auth=4&password=5",
            "wss://host/?key=…&signature=…&sig=…&auth=…&password=…",
        ),
        ("wss://host/?access_token=1&client_secret=2&pwd=3", "wss://host/?access_token=…&client_secret=…&pwd=…"),
        ("wss://user:pw@host/x", "wss://…@host/x"),
        ("wss://host/?symbol=BTC&depth=20&keys_shown=3", "wss://host/?symbol=BTC&depth=20&keys_shown=3"),
        ("wss://host/?token=", "wss://host/?token="),
        ("wss://host/v3/0123456789abcdef0123456789abcdef", "wss://host/v3/…"),
        ("wss://host/ws/pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65", "wss://host/ws/…"),
        ("wss://host/ws/btcusdt@depth20@100ms", "wss://host/ws/btcusdt@depth20@100ms"),
        ("wss://host/socket.io/?EIO=4&transport=websocket", "wss://host/socket.io/?EIO=4&transport=websocket"),
        ("wss://host/?q=eyJhbGciOi.eyJzdWIiOjEy.SflKxwRJ", "wss://host/?q=…"),
        ("not an address at all", "not an address at all"),
        ("host/x?token=abc", "host/x?token=…"),
    ],
)
def test_secrets_in_addresses_become_an_ellipsis(url: str, shown: str) -> None:
    assert redact(url) == shown


@given(secret=st.text("abcdefghij0123456789", min_size=4, max_size=30), rest=st.text("XYZ ", max_size=20))
def test_no_secret_parameter_survives(secret: str, rest: str) -> None:
    assert secret not in redact(f"wss://host/p?a={rest}&token={secret}&b={rest}")
    assert secret not in scrub(f"{rest}{secret}{rest}", {secret})


def test_scrubbing_takes_the_longest_secret_first_and_leaves_short_ones() -> None:
    assert scrub("abcdef abcd a1", {"abcd", "abcdef", "a1"}) == "… … a1"


@given(st.text(max_size=300), st.integers(1, 100))
def test_one_line_is_printable_and_bounded(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert line.isprintable()
    assert len(line) <= limit + 1


def test_one_line_disarms_terminal_sequences() -> None:
    assert one_line("a\x1b[31m\n\tb\u202e", 20) == "a·[31m b·"
