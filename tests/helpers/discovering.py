"""Messages for discovery: recordings with their times, unpacked where frames were, and a look at what was found."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from monitor.feed.discover import Discovery, discover
from monitor.feed.profile import Column, StreamRule
from monitor.feed.profiles.checks import problems

__all__ = ["column_paths", "discovered", "recording", "streams_of"]

_FOLDER = Path(__file__).parents[3] / "shared" / "captures"


def recording(name: str, *, most: int = 2000) -> tuple[list[bytes], list[float]]:
    """The first messages that came in, and when. Skips the test, by name, where the recording is absent."""
    file = _FOLDER / name
    if not file.is_file():
        pytest.skip(f"the recording {name} is not here")
    unpack = _UNPACK.get(name, lambda data: data)
    payloads: list[bytes] = []
    received: list[float] = []
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["dir"] == "in" and record.get("src") != "http" and len(payloads) < most:
                data = base64.b64decode(record["data"]) if "enc" in record else record["data"].encode()
                payloads.append(unpack(data))
                received.append(record["t"] or 0.0)
    return payloads, received


def _packets(data: bytes) -> bytes:
    """The JSON packets of one frame, each after a header of eight bytes, as one array."""
    packets: list[bytes] = []
    while data:
        length = int.from_bytes(data[4:8], "big")
        body = data[8 : 8 + length]
        packets.append(zlib.decompress(body) if data[2] else body)
        data = data[8 + length :]
    return b"[" + b",".join(packets) + b"]"


_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "huobi_gzip.jsonl": gzip.decompress,
    "uiprotect_iot.jsonl": _packets,
}


def discovered(messages: Iterable[Any], *, apart: float = 1.0) -> Discovery:
    """What is found in `messages` (bytes, texts, or values to be written as JSON), received `apart` seconds apart."""
    payloads = [_payload(message) for message in messages]
    received = [1_700_000_000.0 + apart * place for place in range(len(payloads))]
    found = discover(payloads, received, name="feed", address="ws://localhost")
    assert list(problems(found.profile)) == []
    return found


def _payload(message: Any) -> bytes:
    if isinstance(message, bytes):
        return message
    return message.encode() if isinstance(message, str) else json.dumps(message).encode()


def streams_of(found: Discovery) -> dict[str, StreamRule]:
    """The proposed streams by name."""
    return {rule.name: rule for rule in found.profile.stream}


def column_paths(rule: StreamRule) -> dict[str, str]:
    """The path of each column."""
    return {name: column.path if isinstance(column, Column) else column for name, column in rule.columns.items()}
