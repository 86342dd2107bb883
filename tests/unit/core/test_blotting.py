"""Whatever looks like a secret is taken out of a text; everything else stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.blotting import blotted

SECRET = "s3cr3tValue99"


@pytest.mark.parametrize(
    "text",
    [
        f"wss://example.net/feed?symbol=BTC&token={SECRET}",
        f"wss://example.net/feed?api_key={SECRET}&symbol=BTC",
        f"wss://user:{SECRET}@example.net/feed",
        f"Authorization: Bearer {SECRET}",
        f"authorization: {SECRET}",
        f"{{'Authorization': 'Bearer {SECRET}'}}",
        f'{{"op": "login", "apiKey": "{SECRET}", "n": 1}}',
        f"Cookie: {SECRET}",
        f"X-Api-Key={SECRET}",
        f"proxy http://me:{SECRET}@127.0.0.1:8080 refused",
        f"sent Bearer {SECRET} to it",
        "the login eyJhbGciOi.s3cr3tValue99.signature was refused",
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(text: str) -> None:
    assert SECRET not in blotted(text)
    assert "…" in blotted(text)


@pytest.mark.parametrize(
    "text",
    [
        "binance: retrying: 127.0.0.1:1 refused the connection",
        "wss://example.net/feed?symbol=BTCUSDT&depth=20",
        '{"symbol": "BTCUSDT", "price": "1.5"}',
        'File "/usr/lib/python3.11/asyncio/base_events.py", line 653, in run_until_complete',
        "wss://example.net/?token=${env:EXAMPLE_TOKEN}",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert blotted(text) == text


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_can_be_looked_at_twice(text: str) -> None:
    once = blotted(text)
    assert blotted(once).count("\n") == text.count("\n")


@pytest.mark.parametrize("unit", ["-", "a", "token", "token:", "?a=", '"', "eyJ.", "://", "bearer "])
def test_a_long_text_takes_no_time_to_speak_of(unit: str) -> None:
    assert len(blotted(unit * (16_000 // len(unit)))) > 0
