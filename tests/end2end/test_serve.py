"""`feedscope serve` as its users run it: a process, its lines, its exit status."""

import json
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.helpers.certificates import Authority
from tests.helpers.servers import everything, expected_payloads, line, write_capture

_FEEDSCOPE = [sys.executable, "-m", "monitor"]
_PATIENCE = 20.0

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `feedscope serve` with arguments; whatever is left of it at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        command = [*_FEEDSCOPE, "serve", *map(str, arguments)]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=stdin, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _addresses(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    lines = [process.stdout.readline().rstrip("\n") for _ in range(count)]
    assert all(each.startswith("listening on ") for each in lines), (lines, process.poll())
    return [each.removeprefix("listening on ") for each in lines]


def _end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    output, errors = process.communicate(timeout=_PATIENCE)
    return process.returncode, output, errors


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording with text and binary, as fast as one likes."""
    return write_capture(tmp_path / "a feed.jsonl.gz", line("1"), line(b"\x00\xff"), line("drei ✓"))


async def test_it_tells_where_it_listens_and_plays_there(start: Start, recording: Path):
    process = start(recording, "--port", 0, "--speed", "max")
    (address,) = _addresses(process, 1)
    assert address.startswith("ws://127.0.0.1:")
    assert address.endswith("/a%20feed")
    assert await everything(address) == (expected_payloads(recording), 1000, "end of the recording")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_status_0_and_not_a_word(start: Start, recording: Path, number: signal.Signals):
    process = start(recording, "--port", 0)
    _addresses(process, 1)
    process.send_signal(number)
    assert _end(process) == (0, "", "")


def test_a_signal_ends_it_while_clients_are_connected(start: Start):
    process = start("--demo", "--port", 0)
    market, _, _ = _addresses(process, 3)
    with connect(market, proxy=None) as client:
        client.recv()
        process.send_signal(signal.SIGTERM)
        assert _end(process) == (0, "", "")


def test_it_serves_the_demo_feeds_beside_recordings(start: Start, recording: Path):
    process = start(recording, "--demo", "--seed", 5, "--outages", 0, "--port", 0)
    addresses = _addresses(process, 4)
    assert [address.rpartition("/")[2] for address in addresses] == ["a%20feed", "market", "machine", "events"]
    with connect(addresses[2], proxy=None) as client:
        assert json.loads(client.recv())["type"] == "vibration"


async def test_with_a_certificate_it_serves_wss(start: Start, recording: Path, tmp_path: Path):
    authority = Authority.make(tmp_path)
    issued = authority.ca.issue_cert("127.0.0.1")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(str(certificate))
    issued.private_key_pem.write_to_path(str(key))

    process = start(recording, "--port", 0, "--speed", "max", "--tls", certificate, key)
    (address,) = _addresses(process, 1)
    assert address.startswith("wss://127.0.0.1:")
    messages, code, _ = await everything(address, tls=ssl.create_default_context(cafile=authority.file))
    assert (messages, code) == (expected_payloads(recording), 1000)


def test_a_bad_recording_is_one_line_and_status_1(start: Start, tmp_path: Path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"dir":"in","data":"1"}\n{"dir":"in","data":')
    status, output, errors = _end(start(path, "--port", 0))
    assert (status, output, errors.count("\n")) == (1, "", 1)
    assert f"{path}:2: not a recorded message" in errors


def test_without_anything_to_serve_it_is_misused(start: Start):
    status, output, errors = _end(start())
    assert (status, output) == (2, "")
    assert "Give at least one FILE, or --demo." in errors


def test_it_ends_with_its_standard_input_when_told_to(start: Start):
    process = start("--demo", "--port", 0, "--while-stdin", stdin=subprocess.PIPE)
    _addresses(process, 3)
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
    assert _end(process) == (0, "", "")
