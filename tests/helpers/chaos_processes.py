"""The two processes of a chaos run: the server that dies, and the `tail` that must not mind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psutil

from tests.helpers.chaos_log import Received, Sent
from tests.helpers.chaos_server import FIRST_OF_BOOT
from tests.helpers.commands import command

__all__ = ["Client", "Server"]

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 60.0
"""Seconds after which a client that has not come back never will."""


class Follower:
    """Reads a stream line by line in a thread of its own."""

    def __init__(self, stream: IO[str], take: Callable[[str], None], *, name: str) -> None:
        self._stream = stream
        self._take = take
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def join(self) -> None:
        self._thread.join(10)

    def _run(self) -> None:
        for line in self._stream:
            self._take(line)


class Server:
    """The server process, killed and started again under the same port."""

    def __init__(self, sent: Sent, *, seed: int) -> None:
        self._sent = sent
        self._seed = seed
        self._boots = 0
        self._process: subprocess.Popen[str] | None = None
        self._follower: Follower | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]

    def start(self) -> None:
        self._boots += 1
        words = ["--port", str(self.port), "--first", str(self._boots * FIRST_OF_BOOT)]
        words += ["--seed", str(self._seed + self._boots)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.chaos_server", *words],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()
        self._follower = Follower(self._process.stdout, self._sent.take, name="server log")

    def tell(self, line: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it without a word, and read what it had said."""
        if self._process is None or self._follower is None:
            return
        self._process.kill()
        self._process.wait(10)
        self._follower.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


class Client:
    """The `tail` process, what it has printed, and how much memory it takes."""

    def __init__(self, profile: Path, received: Received) -> None:
        self.received = received
        self.memory: list[tuple[float, int]] = []
        self._news = threading.Condition()
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self._process = subprocess.Popen(
            [*command(), "tail", str(profile), "--stats", "--format", "jsonl"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self._look = psutil.Process(self._process.pid)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._followers = [
            Follower(self._process.stdout, self._take_row, name="rows"),
            Follower(self._process.stderr, received.take_words, name="words"),
        ]

    def _take_row(self, line: str) -> None:
        with self._news:
            self.received.take_row(line)
            self._news.notify_all()

    def wait_for_more(self, than: int) -> float | None:
        """Seconds until more than so many connections had delivered; None when that took too long."""
        begin = time.monotonic()
        with self._news:
            came = self._news.wait_for(lambda: len(self.received.counts) > than, timeout=_LONGEST)
        return time.monotonic() - begin if came else None

    def weigh(self, share: float) -> None:
        """Note its memory after this share of the run."""
        self.memory.append((share, self._look.memory_info().rss))

    def end(self) -> int:
        """Ctrl-C; its exit status."""
        self._process.send_signal(signal.SIGINT)
        try:
            status = self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait(10)
        for follower in self._followers:
            follower.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        return status
