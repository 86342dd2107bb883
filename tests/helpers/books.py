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
_BLOCK = 500
_START = 1_690_730_990.0
"""When a recording begins that has no times of its own: about when its data say."""


class Recording:
    """A capture, decoded by a shipped profile into a store. Skips the test, by name, where the capture is absent."""

    def __init__(self, slug: str, capture: str, *, most: int = 1_000_000) -> None:
        self._file = _FOLDER / capture
        if not self._file.is_file():
            pytest.skip(f"the recording {capture} is not here")
        self._decoder = Decoder(load_profile(shipped_folder() / f"{slug}.toml"), feed="feed")
        self._most = most
        self.store = Store(keep_bytes=1 << 30)

    def play(self) -> list[tuple[float, Any]]:
        """Put all messages into the store: when each came, and what it was."""
        messages = list(self._messages())[: self._most]
        for start in range(0, len(messages), _BLOCK):
            block = messages[start : start + _BLOCK]
            times = np.array([time for time, _ in block])
            for batch in self._decoder.decode([text.encode() for _, text in block], times).batches:
                self.store.append(batch)
        return [(time, json.loads(text)) for time, text in messages]

    def _messages(self) -> Iterator[tuple[float, str]]:
        opener = gzip.open if self._file.suffix == ".gz" else open
        with opener(self._file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if record["dir"] == "in" and "src" not in record:
                    yield record["t"] if record["t"] is not None else _START + number * 0.1, record["data"]
