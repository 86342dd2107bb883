"""Messages a second from text to columns, beside reading each message on its own.

    python -m tests.benchmarks.decode [--messages N] [--block N] [--rounds N]

Trade messages of 161 bytes, two columns, event time and key, in blocks as the engine hands them over. The peers only
parse: they make no columns.
"""

import json
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final

import click
import msgspec
import numpy as np

from monitor.feed.decoder import Decoder
from monitor.feed.profile import Profile, StreamRule, TimeRule
from tests.benchmarks.figures import Figure, show

PROFILE: Final = Profile(
    name="trades",
    address="ws://127.0.0.1",
    stream=(
        StreamRule(
            name="trade",
            when={"e": "trade"},
            key="s",
            time=TimeRule("T", "ms"),
            columns={"price": "p", "size": "q"},
        ),
    ),
)
MANY: Final = 10_000
LENGTH: Final = 161


def trade(number: int, keys: int) -> bytes:
    """A trade of 161 bytes in the form of a large venue."""
    message = {
        "e": "trade",
        "E": 1672515782136 + number,
        "s": "BTCUSDT" if keys == 1 else f"K{number % keys:06}",
        "t": 12345,
        "p": f"{16850 + number % 100}.12000000",
        "q": "0.00123000",
        "T": 1672515782136 + number,
        "m": True,
        "M": True,
        "X": "MARKET",
        "y": "",
    }
    message["y"] = "x" * (LENGTH - len(msgspec.json.encode(message)))
    return msgspec.json.encode(message)


def blocks_of(messages: Sequence[bytes], size: int) -> list[Sequence[bytes]]:
    return [messages[start : start + size] for start in range(0, len(messages), size)]


def decoding(blocks: Sequence[Sequence[bytes]]) -> Callable[[], None]:
    """A decoder that has seen every key once, as one has after a few seconds."""
    decoder = Decoder(PROFILE, feed="benchmark")
    received = [np.full(len(block), 1.7e9) for block in blocks]

    def decode() -> None:
        for block, times in zip(blocks, received, strict=True):
            assert decoder.decode(block, times).rows == len(block)

    decode()
    return decode


class _Wanted(msgspec.Struct, gc=False):
    e: str
    s: str
    p: float
    q: float
    T: int


def parsing(messages: Sequence[bytes], parse: Callable[[bytes], object]) -> Callable[[], None]:
    def run() -> None:
        for message in messages:
            parse(message)

    return run


def rates(works: dict[str, Callable[[], None]], count: int, rounds: int) -> dict[str, float]:
    """The best round of each, in messages a second. They take turns, so that a busy moment hits all alike."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = perf_counter()
            work()
            best[name] = min(best[name], perf_counter() - start)
    return {name: count / seconds for name, seconds in best.items()}


def measure(*, messages: int, block: int, rounds: int) -> list[Figure]:
    """Everything in one run, so that ratios mean something whatever the machine."""
    one, many = ([trade(number, keys) for number in range(messages)] for keys in (1, MANY))
    assert {len(message) for message in one + many} == {LENGTH}
    works = {
        "one": decoding(blocks_of(one, block)),
        "many": decoding(blocks_of(many, block)),
        "msgspec, a type made by hand": parsing(one, msgspec.json.Decoder(_Wanted, strict=False).decode),
        "msgspec, untyped": parsing(one, msgspec.json.decode),
        "json.loads": parsing(one, json.loads),
    }
    peers = rates(works, messages, rounds)
    ours, ours_many = peers.pop("one"), peers.pop("many")
    cost = ours / ours_many
    return [
        Figure("decode to columns, 1 key", ours, "msg/s", peers, ours / peers["msgspec, untyped"]),
        Figure(
            f"decode to columns, {MANY} keys",
            ours_many,
            "msg/s",
            ratio=cost,
            must="at most 1.5 times the cost of one key",
            holds=cost <= 1.5,
        ),
    ]


@click.command()
@click.option("--messages", default=100_000, show_default=True, help="Messages in a round.")
@click.option("--block", default=4_000, show_default=True, help="Messages in a block.")
@click.option("--rounds", default=5, show_default=True, help="Rounds; the best one counts.")
def main(messages: int, block: int, rounds: int) -> None:
    """Measure how many messages a second become columns."""
    show(measure(messages=messages, block=block, rounds=rounds))


if __name__ == "__main__":
    main()
