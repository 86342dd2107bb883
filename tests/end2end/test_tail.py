"""`feedscope tail` as its users meet it: a process with output, errors and an exit status."""

import asyncio
import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.commands import command, feedscope, start_feedscope
from tests.helpers.live_server import LiveServer, Visit

PROFILE = """
schema = 1
name = "Test feed"
address = "{address}"

[[stream]]
name = "ticks"
key = "k"
when = {{ p = "*" }}
time = {{ path = "t", unit = "ms" }}
columns = {{ price = "p", size = "q" }}
"""

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of Unix")


def profile_file(folder: Path, address: str) -> str:
    file = folder / "test.toml"
    file.write_text(PROFILE.format(address=address))
    return str(file)


def tick(key: str, price: float, **more: object) -> str:
    return json.dumps({"k": key, "p": price, **more})


class Playing:
    """A server that says the same to every client and then closes."""

    def __init__(self, *messages: str | bytes, code: int = 1000) -> None:
        self._messages = messages
        self._code = code
        self.server = LiveServer()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> LiveServer:
        await self.server.__aenter__()
        self._tasks.append(asyncio.ensure_future(self._play()))
        return self.server

    async def __aexit__(self, *arguments: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.server.__aexit__(*arguments)

    async def _play(self) -> None:
        index = 0
        while True:
            await self._one(await self.server.visit(index))
            index += 1

    async def _one(self, visit: Visit) -> None:
        await visit.say(*self._messages)
        await visit.close(self._code)


TICKS = (tick("A", 1.5, q=2, t=1_700_000_000_000), '{"event":"info"}', tick("B", 2.25), tick("A", -0.001, q=None))


# --- formats ------------------------------------------------------------------------------------------------------


async def test_json_lines(tmp_path: Path) -> None:
    async with Playing(*TICKS) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once", "--format", "jsonl")
    assert (done.status, done.err) == (0, "")
    rows = [json.loads(line) for line in done.lines]
    assert [(row["feed"], row["stream"], row["key"], row["values"]) for row in rows] == [
        ("feed", "ticks", "A", {"price": 1.5, "size": 2.0}),
        ("feed", "ticks", "B", {"price": 2.25, "size": None}),
        ("feed", "ticks", "A", {"price": -0.001, "size": None}),
    ]
    assert [row["time"] for row in rows] == [1_700_000_000.0, None, None]
    assert all(row["t"] > 1_700_000_000 for row in rows)


async def test_csv(tmp_path: Path) -> None:
    async with Playing(*TICKS) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once", "--format", "csv")
    assert (done.status, done.err) == (0, "")
    head, *rows = csv.reader(done.lines)
    assert head == ["t", "time", "feed", "stream", "key", "column", "value"]
    assert [row[1:] for row in rows] == [
        ["1700000000.0", "feed", "ticks", "A", "price", "1.5"],
        ["1700000000.0", "feed", "ticks", "A", "size", "2.0"],
        ["", "feed", "ticks", "B", "price", "2.25"],
        ["", "feed", "ticks", "A", "price", "-0.001"],
    ]


async def test_a_table_to_read_is_what_comes_without_asking(tmp_path: Path) -> None:
    async with Playing(*TICKS) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once")
    assert (done.status, done.err) == (0, "")
    assert [line.split()[1:] for line in done.lines] == [
        ["ticks", "A", "price", "1.5", "size", "2"],
        ["ticks", "B", "price", "2.25"],
        ["ticks", "A", "price", "-0.001"],
    ]
    assert all(re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}", line.split()[0]) for line in done.lines)


async def test_no_rows_but_the_totals(tmp_path: Path) -> None:
    async with Playing(*TICKS) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once", "--format", "none", "--stats")
    assert (done.status, done.out) == (0, "")
    totals = done.stats()
    assert totals.pop("bytes") > 100
    assert totals == {"messages": 4, "rows": 3, "unmatched": 1, "dropped": 0, "reconnects": 0, "gaps": 0}


async def test_raw_messages_as_they_came() -> None:
    messages = ("plain words", '{"a": 1}', b"\x00\xff", "grün")
    async with Playing(*messages) as server:
        done = await feedscope("tail", server.url, "--once", "--raw")
    assert (done.status, done.err) == (0, "")
    assert done.lines == ["plain words", '{"a": 1}', "00ff", "grün"]


async def test_an_address_without_a_mapping_finds_one_and_says_so() -> None:
    quotes = [json.dumps({"symbol": "AB"[number % 2], "price": 100 + number / 4}) for number in range(40)]
    async with LiveServer(*quotes) as server:
        done = await feedscope("tail", server.url, "--count", "40", "--format", "jsonl")
    assert done.status == 0
    assert [json.loads(line)["values"]["price"] for line in done.lines] == [100 + number / 4 for number in range(40)]
    assert "40 messages" in done.err


# --- when it ends -------------------------------------------------------------------------------------------------


async def test_it_ends_after_so_many_rows(tmp_path: Path) -> None:
    async with LiveServer(*(tick("A", number) for number in range(500))) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--count", "7", "--format", "jsonl")
    assert (done.status, done.err) == (0, "")
    assert [json.loads(line)["values"]["price"] for line in done.lines] == list(range(7))


async def test_it_ends_after_so_many_raw_messages() -> None:
    async with LiveServer(*(str(number) for number in range(500))) as server:
        done = await feedscope("tail", server.url, "--count", "7", "--raw")
    assert (done.status, done.lines) == (0, [str(number) for number in range(7)])


async def test_it_ends_after_so_many_seconds(tmp_path: Path) -> None:
    async with LiveServer(tick("A", 1.0)) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--for", "0.5", "--format", "jsonl")
        assert (done.status, done.err, len(done.lines)) == (0, "", 1)
        visit = await server.visit()
        await visit.over.wait()
        assert visit.socket.close_code == 1000


@pytest.mark.parametrize("code", [1000, 1001])
async def test_a_goodbye_of_the_server_is_a_good_end_with_once(tmp_path: Path, code: int) -> None:
    async with Playing(tick("A", 1.0), code=code) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once")
    assert (done.status, done.err) == (0, "")


async def test_any_other_end_is_told_with_once(tmp_path: Path) -> None:
    async with Playing(tick("A", 1.0), code=1011) as server:
        done = await feedscope("tail", profile_file(tmp_path, server.url), "--once")
    assert done.status == 1
    assert len(done.lines) == 1
    assert done.err == "feedscope: Test feed: the server met an internal error (1011)\n"


async def test_without_once_it_comes_back_and_tells_what_is_missing(tmp_path: Path) -> None:
    async with Playing(tick("A", 1.0)) as server:
        done = await feedscope(
            "tail", profile_file(tmp_path, server.url), "--count", "2", "--format", "jsonl", "--stats"
        )
    assert (done.status, len(done.lines)) == (0, 2)
    assert done.err.startswith("Test feed: retrying: the server closed the connection (1000)\n")
    assert re.search(r"^Test feed: data is missing for \d\.\d s: the server closed the connection", done.err, re.M)
    assert done.stats()["gaps"] >= done.stats()["reconnects"] == 1


@unix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_ctrl_c_ends_it_in_good_order(tmp_path: Path, number: signal.Signals) -> None:
    async with LiveServer(tick("A", 1.0)) as server:
        process = await start_feedscope("tail", profile_file(tmp_path, server.url), "--format", "jsonl", "--stats")
        assert process.stdout is not None
        assert json.loads(await process.stdout.readline())["values"]["price"] == 1.0
        process.send_signal(number)
        out, err = await asyncio.wait_for(process.communicate(), 10)
        assert process.returncode == 0
        assert out == b""
        assert err.decode().startswith("stats: messages=1 ")
        visit = await server.visit()
        await visit.over.wait()
        assert visit.socket.close_code == 1000


@unix_only
async def test_ctrl_c_while_it_connects_is_no_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = await start_feedscope("tail", f"ws://127.0.0.1:{silent.getsockname()[1]}/")
        sock, _ = await asyncio.to_thread(silent.accept)
        with sock:
            process.send_signal(signal.SIGINT)
            out, err = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, out, err) == (0, b"", b"")


@unix_only
async def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    async with LiveServer(*(tick("A", number) for number in range(2000))) as server:
        words = [*command(), "tail", profile_file(tmp_path, server.url), "--format", "jsonl"]
        line = " ".join(f"'{word}'" for word in words)
        shell = await asyncio.create_subprocess_exec(
            "bash",
            "-c",
            f"set -o pipefail; {line} | head -n 2",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        # What comes later shows the command that nobody reads any more.
        visit = await server.visit()
        talking = asyncio.ensure_future(_keep_talking(visit))
        out, err = await asyncio.wait_for(shell.communicate(), 20)
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
    assert len(out.splitlines()) == 2
    assert err == b""
    assert shell.returncode == 0


async def _keep_talking(visit: Visit) -> None:
    while True:
        await visit.say(*(tick("A", number) for number in range(200)))
        await asyncio.sleep(0.02)


# --- what can go wrong --------------------------------------------------------------------------------------------


async def test_a_refused_connection_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = await feedscope("tail", f"ws://127.0.0.1:{port}/", "--once")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"feedscope: 127.0.0.1:{port} refused the connection. Check that the server runs, and the port\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Missing argument 'TARGET'"),
        (("ws://127.0.0.1:1/", "--format", "xml"), "'xml' is not one of"),
        (("ws://127.0.0.1:1/", "--count", "0"), "0 is not in the range"),
        (("ws://127.0.0.1:1/", "--for", "soon"), "'soon' is not a valid float"),
        (("ws://127.0.0.1:1/", "--nonsense"), "No such option"),
        (("no-such-feed",), "no-such-feed"),
    ],
)
async def test_bad_usage_is_told_and_ends_with_2(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    done = await feedscope("tail", *arguments, FEEDSCOPE_FEEDS=str(tmp_path))
    assert done.status == 2
    assert done.out == ""
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema = 1\nname = 'x'\naddress = 'gopher://x'\n", "gopher"),
        ("schema = 1\nname = 'x'\n", "address"),
        ("this is no toml", "test.toml:1"),
        (PROFILE.format(address="ws://127.0.0.1:1/${env:FEEDSCOPE_NOT_SET}"), "needs the secret FEEDSCOPE_NOT_SET"),
    ],
)
async def test_a_profile_that_cannot_be_used_is_told(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "test.toml"
    file.write_text(text)
    done = await feedscope("tail", str(file), "--once")
    assert (done.status, done.out) == (1, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_the_command_line_loads_no_qt() -> None:
    probe = (
        "import sys, monitor.cli.main;"
        "loaded = {name.partition('.')[0] for name in sys.modules};"
        "sys.exit(', '.join(sorted(loaded & {'PySide6', 'shiboken6', 'pyqtgraph', 'qasync'})) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert (done.returncode, done.stderr) == (0, "")
