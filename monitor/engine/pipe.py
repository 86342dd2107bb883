"""One direction of the crossing between the two processes."""

import pickle
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["PipeWriter", "pack", "unpack"]


def pack(value: Any) -> bytes:
    """Bytes for the pipe. Both ends are this program, of the same version."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """The value again."""
    return pickle.loads(data)


class PipeWriter:
    """Writes blocks to a pipe from a thread of its own, so that a slow reader never stalls the loop.

    `on_progress` is called in that thread after each block, and once when the other end is gone.
    """

    def __init__(self, pipe: "Connection[Any, Any]", *, name: str, depth: int, on_progress: Callable[[], None]) -> None:
        self._pipe = pipe
        self._queue: queue.Queue[bytes | None] = queue.Queue(maxsize=depth)
        self._on_progress = on_progress
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.broken = False
        self._thread.start()

    @property
    def room(self) -> bool:
        """Whether `put` will take a block."""
        return not self._queue.full()

    @property
    def idle(self) -> bool:
        """Whether every block has gone out, or none ever will."""
        return self.broken or self._queue.unfinished_tasks == 0

    def put(self, block: bytes) -> bool:
        """Queue a block; False when there is no room."""
        try:
            self._queue.put_nowait(block)
        except queue.Full:
            return False
        return True

    def close(self, *, timeout: float) -> bool:
        """End the thread once it has written what waits; False when it had to be left behind after `timeout` seconds.

        Then the pipe must stay open: closed under a thread that writes to it, its descriptor could come to be
        another file's.
        """
        try:
            self._queue.put(None, timeout=timeout)
        except queue.Full:
            return False
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (block := self._queue.get()) is not None:
            if not self.broken:
                try:
                    self._pipe.send_bytes(block)
                except OSError:
                    self.broken = True
            self._queue.task_done()
            self._on_progress()
