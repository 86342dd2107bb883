"""monitor.demo.playback"""

import asyncio
import time
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from monitor.core.errors import CaptureError
from monitor.demo.playback import capture_name
from monitor.demo.server import start_server
from tests.conftest import CAPTURES
from tests.helpers.servers import everything, expected_payloads, line, route_of, write_capture

_NAMES = sorted(path.name for path in CAPTURES.glob("*.jsonl*")) or ["none.jsonl"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("okx.jsonl", "okx"),
        ("iss.jsonl.gz", "iss"),
        ("notes.txt", "notes.txt"),
        ("a.b.jsonl", "a.b"),
        (".jsonl", ".jsonl"),
    ],
)
def test_a_recording_is_called_after_its_file(file: str, name: str):
    assert capture_name(Path("folder") / file) == name


@pytest.mark.parametrize("name", _NAMES)
async def test_every_recording_arrives_whole_and_byte_for_byte(capture_file, name: str):
    path = capture_file(name)
    async with await start_server(route_of(path)) as server:
        received, code, reason = await everything(server.addresses[capture_name(path)])
    assert received == expected_payloads(path)
    assert (code, reason) == (1000, "end of the recording")


async def test_a_recording_is_also_found_by_its_full_name(tmp_path: Path):
    async with await start_server(route_of(write_capture(tmp_path / "a.jsonl.gz", line("1")))) as server:
        messages, _, _ = await everything(f"ws://127.0.0.1:{server.port}/a.jsonl.gz")
        assert messages == ["1"]


async def test_text_comes_as_text_and_binary_as_binary(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", line("Zürich ✓\n\u0000"), line(b"\x00\xff\xfe"), line(""), line(b""))
    async with await start_server(route_of(path)) as server:
        messages, _, _ = await everything(server.addresses["a"])
        assert messages == ["Zürich ✓\n\u0000", b"\x00\xff\xfe", "", b""]


async def test_compression_is_used_when_asked_for_and_changes_nothing(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", *(line(f'{{"price": {number}}}' * 20) for number in range(50)))
    async with await start_server(route_of(path)) as server:
        async with connect(server.addresses["a"], compression="deflate", max_queue=None, proxy=None) as client:
            assert client.protocol.extensions
        messages, _, _ = await everything(server.addresses["a"], compression="deflate")
        assert messages == expected_payloads(path)


async def test_each_client_gets_the_recording_from_its_start(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", *(line(str(number)) for number in range(3000)))
    async with await start_server(route_of(path)) as server, connect(server.addresses["a"], proxy=None) as early:
        assert await early.recv() == "0"
        first, second = await asyncio.gather(everything(server.addresses["a"]), everything(server.addresses["a"]))
        assert [message async for message in early] == expected_payloads(path)[1:]
    assert first == second == (expected_payloads(path), 1000, "end of the recording")


async def test_a_slow_reader_loses_nothing(tmp_path: Path):
    """Far more than the buffers of both ends hold: the server must wait for its reader."""
    path = write_capture(tmp_path / "a.jsonl", *(line(str(number) + "x" * 20_000) for number in range(1000)))
    async with await start_server(route_of(path)) as server:
        async with connect(server.addresses["a"], compression=None, max_queue=1, proxy=None) as slow:
            quick, _, _ = await everything(server.addresses["a"])
            received = [message async for message in slow]
        assert received == quick == expected_payloads(path)
        assert slow.close_code == 1000


async def test_a_loop_begins_again_until_the_client_has_enough(tmp_path: Path):
    async with (
        await start_server(route_of(write_capture(tmp_path / "a.jsonl", line("1"), line("2")), loop=True)) as server,
        connect(server.addresses["a"], max_queue=None, proxy=None) as client,
    ):
        assert [await client.recv() for _ in range(7)] == ["1", "2", "1", "2", "1", "2", "1"]


async def test_at_a_given_speed_the_recording_takes_its_time(tmp_path: Path):
    lines = [line(str(number), at=100.0 + number) for number in range(6)]
    async with await start_server(route_of(write_capture(tmp_path / "a.jsonl", *lines), speed=20.0)) as server:
        start = time.monotonic()
        messages, _, _ = await everything(server.addresses["a"])
        assert len(messages) == 6
        assert time.monotonic() - start >= 5.0 / 20.0


async def test_a_long_pause_does_not_hold_up_the_end_of_the_server(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", line("1", at=0.0), line("2", at=3600.0))
    server = await start_server(route_of(path, speed=1.0))
    async with connect(server.addresses["a"], proxy=None) as client:
        assert await client.recv() == "1"
        await asyncio.wait_for(asyncio.gather(server.close(), client.wait_closed()), 10)


def test_a_bad_line_is_found_before_anything_is_served(tmp_path: Path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"dir":"in","data":"1"}\n{"dir":"in"\n')
    with pytest.raises(CaptureError, match=r"bad\.jsonl:2: not a recorded message"):
        route_of(path)


@pytest.mark.logs
async def test_a_recording_damaged_meanwhile_ends_in_words_and_not_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    path = write_capture(tmp_path / "a.jsonl", line("1"))
    async with await start_server(route_of(path)) as server:
        path.write_text('{"dir":"in","data":"1"}\nscratched')
        received = await everything(server.addresses["a"])
        assert received == (["1"], 1011, "the recording cannot be played on")
        assert [record.getMessage() for record in caplog.records if record.name == "monitor.demo.playback"] == [
            f"a recording has changed while it was served: {path}:2: not a recorded message "
            "(JSON is malformed: invalid character (byte 0))"
        ]
