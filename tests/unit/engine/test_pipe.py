import multiprocessing
import threading

from monitor.core.errors import ProfileError
from monitor.core.gap import Gap
from monitor.engine.commands import OpenFeed
from monitor.engine.pipe import PipeWriter, pack, unpack
from tests.helpers.hosting import profile_for


class Progress:
    """Counts reports of progress, which come from the writer's thread."""

    def __init__(self) -> None:
        self._made = threading.Semaphore(0)

    def __call__(self) -> None:
        self._made.release()

    def wait(self, times: int = 1) -> None:
        for _ in range(times):
            assert self._made.acquire(timeout=10)


def test_values_come_out_as_they_went_in() -> None:
    values = [None, OpenFeed("f", profile_for("ws://127.0.0.1/")), [Gap("f", 1.0, None, "why")]]
    assert [unpack(pack(value)) for value in values] == values


def test_errors_keep_their_words_and_their_place_across_the_pipe() -> None:
    error = unpack(pack(ProfileError("is not set", file="a.toml", line=3, key="headers.x")))
    assert str(error) == "a.toml:3: headers.x: is not set"
    assert (error.line, error.key) == (3, "headers.x")


def test_blocks_go_out_in_order() -> None:
    ours, theirs = multiprocessing.Pipe()
    progress = Progress()
    writer = PipeWriter(ours, name="test", depth=4, on_progress=progress)
    with ours, theirs:
        got = []
        for number in range(20):
            assert writer.room
            assert writer.put(b"%d" % number)
            got.append(theirs.recv_bytes())
            progress.wait()
        assert got == [b"%d" % number for number in range(20)]
        assert writer.idle
        writer.close(timeout=5)


def test_a_reader_that_does_not_read_stalls_nobody_and_loses_nothing() -> None:
    ours, theirs = multiprocessing.Pipe()
    progress = Progress()
    writer = PipeWriter(ours, name="test", depth=3, on_progress=progress)
    block = b"x" * 4_000_000
    with ours, theirs:
        sent = 0
        while writer.put(block + b"%d" % sent):
            sent += 1
        # One is stuck in the pipe, or about to be; the others wait.
        assert sent in (3, 4)
        assert not writer.room
        assert not writer.idle
        got = [theirs.recv_bytes()[len(block) :] for _ in range(sent)]
        assert got == [b"%d" % number for number in range(sent)]
        progress.wait(sent)
        assert writer.idle
        writer.close(timeout=5)


def test_a_reader_that_is_gone_is_noticed() -> None:
    ours, theirs = multiprocessing.Pipe()
    progress = Progress()
    writer = PipeWriter(ours, name="test", depth=3, on_progress=progress)
    theirs.close()
    with ours:
        writer.put(b"to nobody")
        progress.wait()
        assert writer.broken
        assert writer.idle
        # What comes after is taken and forgotten, so that nobody waits for room.
        for _ in range(10):
            assert writer.put(b"more")
            progress.wait()
        writer.close(timeout=5)


def test_closing_does_not_wait_for_a_reader_that_hangs() -> None:
    ours, theirs = multiprocessing.Pipe()
    writer = PipeWriter(ours, name="test", depth=1, on_progress=lambda: None)
    while writer.put(b"x" * 4_000_000):
        pass
    assert not writer.close(timeout=0.05)
    theirs.close()
    assert writer.close(timeout=5)
    ours.close()
