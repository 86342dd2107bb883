"""Recorded order books: the rows of a capture in a store, message by message."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monitor.feed.decoder import Decoder
from monitor.feed.profiles.catalogue import shipped_folder
from monitor.feed.profiles.reading import load_profile
from monitor.store.store import Store

__all__ = ["Recording"]

_FOLDER = Path(__file__).parents[3] / "shared" / "captures"


class Recording:
    """A capture, decoded by a shipped profile into a store. Skips the test, by name, where the capture is absent."""

    def __init__(self, slug: str, capture: str, *, most: int = 1_000_000) -> None:
        self._file = _FOLDER / capture
        if not self._file.is_file():
            pytest.skip(f"the recording {capture} is not here")
        self._decoder = Decoder(load_profile(shipped_folder() / f"{slug}.toml"), feed="feed")
        self._most = most
        self.store = Store(keep_bytes=1 << 30)

    def play(self, *, block: int = 1) -> Iterator[tuple[float, list[Any]]]:
        """Put the messages into the store, `block` of them at a time: when the last came, and what they were."""
        waiting: list[tuple[float, str]] = []
        for number, (time, text) in enumerate(self._messages()):
            waiting.append((time, text))
            if len(waiting) == block:
                yield self._take(waiting)
                waiting = []
            if number >= self._most:
                break
        if waiting:
            yield self._take(waiting)

    def _take(self, waiting: list[tuple[float, str]]) -> tuple[float, list[Any]]:
        times = np.array([time for time, _ in waiting])
        for batch in self._decoder.decode([text.encode() for _, text in waiting], times).batches:
            self.store.append(batch)
        return float(times[-1]), [json.loads(text) for _, text in waiting]

    def _messages(self) -> Iterator[tuple[float, str]]:
        opener = gzip.open if self._file.suffix == ".gz" else open
        with opener(self._file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if record["dir"] == "in" and "src" not in record:
                    yield record["t"] if record["t"] is not None else 1.69e9 + number * 0.1, record["data"]
