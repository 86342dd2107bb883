"""The far side of the pipe, spoken to without a host."""

import contextlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import pytest

from monitor.core.batch import Batch
from monitor.engine.child import run_child
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    EngineUp,
    Message,
)
from monitor.engine.pipe import pack, unpack
from tests.helpers.hosting import profile_for
from tests.helpers.scripted import ScriptedServer, upgrading
from tests.helpers.wire import frame


class Child:
    """A child and our end of its pipe."""

    def __init__(self, process: SpawnProcess, pipe: "Connection[Any, Any]") -> None:
        self.process = process
        self.pipe = pipe
        self.messages: list[Message] = []

    def tell(self, command: object) -> None:
        self.pipe.send_bytes(pack(command))

    def block(self) -> list[Message]:
        """The next block of messages."""
        assert self.pipe.poll(20)
        block = unpack(self.pipe.recv_bytes())
        self.messages += block
        return block  # type: ignore[no-any-return]

    def ended(self) -> int | None:
        """Its exit status, once it has ended."""
        self.process.join(10)
        return self.process.exitcode


@contextlib.contextmanager
def child(*, restarted: bool = False) -> Iterator[Child]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run_child, args=(theirs,), kwargs={"restarted": restarted}, daemon=True)
    process.start()
    theirs.close()
    try:
        yield Child(process, ours)
    finally:
        ours.close()
        process.join(10)
        assert process.exitcode is not None
        process.close()


@pytest.mark.parametrize("restarted", [False, True])
def test_its_first_word_is_that_it_is_up_and_it_ends_when_told_to(restarted: bool) -> None:
    with child(restarted=restarted) as far:
        assert far.block()[0] == EngineUp(restarted)
        far.tell(None)
        assert far.ended() == 0


def test_it_ends_by_itself_when_the_other_end_of_the_pipe_is_gone() -> None:
    with child() as far:
        far.block()
        far.pipe.close()
        assert far.ended() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_it_leaves_ctrl_c_to_the_process_with_the_window() -> None:
    with child() as far:
        far.block()
        pid = far.process.pid
        assert pid is not None
        os.kill(pid, signal.SIGINT)
        far.tell(None)
        assert far.ended() == 0


def test_messages_come_in_blocks_and_in_order() -> None:
    count = 5000
    flood = b"".join(frame(1, json.dumps({"k": "A", "p": number}).encode()) for number in range(count))
    with ScriptedServer(upgrading(flood)) as server, child() as far:
        far.tell(OpenFeed("feed", profile_for(server.url())))
        blocks = 0
        prices: list[float] = []
        while len(prices) < count:
            blocks += 1
            prices += [
                price for message in far.block() if isinstance(message, Batch) for price in message.values[0].tolist()
            ]
        assert prices == list(range(count))
        assert blocks < 200
        far.tell(None)
        assert far.ended() == 0


def test_a_reader_that_stops_reading_does_not_keep_it_from_ending() -> None:
    count = 3000
    flood = b"".join(frame(1, json.dumps({"k": str(number), "p": number}).encode()) for number in range(count))
    with ScriptedServer(upgrading(flood * 20)) as server, child() as far:
        far.tell(OpenFeed("feed", profile_for(server.url()), raw=True))
        far.block()
        far.tell(None)
        # Megabytes wait for a reader that takes none of them.
        assert far.ended() == 0
