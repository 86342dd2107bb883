"""tests.benchmarks.flood: a benchmark is only worth as much as its server."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import connect

Start = Callable[..., str]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a flood with arguments; gives its address."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> str:
        command = [sys.executable, "-m", "tests.benchmarks.flood", *map(str, arguments)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout is not None
        return started[-1].stdout.readline().removeprefix("listening on ").strip()

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _everything(address: str, compression: str | None = None) -> list[str]:
    messages: list[str] = []
    with connect(address, compression=compression, proxy=None) as client:
        messages.extend(str(message) for message in client)
        with pytest.raises(ConnectionClosedOK, match="all sent"):
            client.recv()
    return messages


def test_every_message_is_a_trade_of_the_size_asked_for(start: Start):
    before = time.time_ns() // 1_000_000
    messages = _everything(start("--count", 10_000))
    trades = [json.loads(message) for message in messages]
    assert {len(message) for message in messages} == {161}
    assert [trade["t"] for trade in trades] == list(range(10**9, 10**9 + 10_000))
    assert {trade["s"] for trade in trades} == {"BTCUSDT"}
    assert before <= trades[0]["E"] <= trades[-1]["E"] == trades[-1]["T"]
    assert all(float(trade["p"]) > 0 and float(trade["q"]) > 0 for trade in trades)


def test_keys_take_turns(start: Start):
    trades = [json.loads(message) for message in _everything(start("--count", 6000, "--keys", 5000, "--size", 300))]
    assert [trade["s"] for trade in trades[4999:5001]] == ["K004999", "K000000"]
    assert len({trade["s"] for trade in trades}) == 5000


def test_compressed_frames_say_the_same(start: Start):
    address = start("--count", 5000, "--deflate", "--keys", 3)
    squeezed = [json.loads(message) for message in _everything(address, "deflate")]
    plain = [json.loads(message) for message in _everything(address)]
    assert [(trade["s"], trade["p"], trade["q"]) for trade in squeezed] == [
        (trade["s"], trade["p"], trade["q"]) for trade in plain
    ]


def test_a_rate_is_kept(start: Start):
    begin = time.monotonic()
    assert len(_everything(start("--count", 200, "--rate", 1000))) == 200
    assert time.monotonic() - begin >= 0.19
