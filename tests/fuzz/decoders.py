"""The decoder of every profile that is shipped, on messages that are nearly those of its venue."""

from collections.abc import Hashable
from functools import partial
from pathlib import Path

import numpy as np

from monitor.demo.capture import read_capture
from monitor.feed.decoder import Decoder
from monitor.feed.discover import discover
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import shipped_folder
from monitor.feed.profiles.reading import load_profile
from tests.fuzz.target import Example, Finding, Target

__all__ = ["TARGETS"]

_CAPTURES = Path(__file__).parents[2].parent / "shared" / "captures"
_RECORDED = {
    "binance-spot": "binance_spot_2021.jsonl",
    "bitfinex": "bitfinex.jsonl",
    "bitstamp": "bitstamp.jsonl",
    "bybit-linear": "bybit_v5_tickers.jsonl",
    "coinbase-exchange": "coinbase_exchange.jsonl",
    "deribit": "deribit.jsonl",
    "finnhub": "finnhub_stocks.jsonl",
    "kraken": "kraken_v2_book.jsonl",
    "okx": "okx.jsonl",
}
_MOST_BYTES = 4000
_TOKENS = (b'"data":', b"1e999", b'"ts"', b"[[", b"null")
_PLAIN = b'{"e":"trade","s":"A","p":"1.5","q":2,"T":1700000000000,"data":[{"a":1},{"a":2}]}'


def _seeds(slug: str) -> list[Example]:
    """A few messages of the venue, one by one and one after the other; where there is no recording, one of our own."""
    file = _CAPTURES / _RECORDED.get(slug, "-")
    if not file.exists():
        return [((0.0, _PLAIN, False),)]
    found: list[bytes] = []
    for number, recorded in enumerate(read_capture(file)):
        data = recorded.payload.encode() if isinstance(recorded.payload, str) else recorded.payload
        if len(data) <= _MOST_BYTES and number % 7 == 0:
            found.append(data)
        if len(found) == 40:
            break
    steps = [(0.0, data, False) for data in found]
    return [(step,) for step in steps] + [tuple(steps[at : at + 8]) for at in range(0, len(steps), 8)]


def _decode(profile: Profile, example: Example) -> Hashable:
    payloads = [data for _, data, _ in example]
    decoder = Decoder(profile, feed="f")
    whole = decoder.decode(payloads, np.full(len(payloads), 1.7e9))
    for batch in whole.batches:
        if not batch.time.shape == batch.received.shape == batch.keys.shape == (batch.values.shape[1],):
            raise Finding("the columns of a batch are of different length")
        if np.isinf(batch.values).any() or np.isinf(batch.time).any():
            raise Finding("a number without an end has come through")
    return whole.unmatched, min(whole.rows, 20), len(whole.answers), len(whole.batches)


def _discover(example: Example) -> Hashable:
    payloads = [data for _, data, _ in example]
    received = [1.7e9 + number for number in range(len(payloads))]
    found = discover(payloads, received, name="x", address="wss://h")
    Decoder(found.profile, feed="f").decode(payloads, np.asarray(received))
    return len(found.profile.stream), min(found.unexplained, 5)


TARGETS = (
    *(
        Target(f"decoders/{path.stem}", partial(_decode, load_profile(path)), _seeds(path.stem), _TOKENS)
        for path in sorted(shipped_folder().glob("*.toml"))
    ),
    Target("discovery", _discover, [seed for slug in ("okx", "bitfinex", "emsc") for seed in _seeds(slug)], _TOKENS),
)
