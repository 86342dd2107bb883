"""Rules and blocks of messages in one line, for the tests of decoding."""

from typing import Any

import msgspec
import numpy as np

from monitor.core.batch import Batch, Floats
from monitor.feed.decoder import Decoded, Decoder
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import RulePlan, compile_rule
from monitor.feed.decoding.rows import Chunk
from monitor.feed.profile import Profile, StreamRule

__all__ = ["START", "chunk", "decode", "decoder", "only", "packed", "plan", "profile", "rule"]

START = 1_700_000_000.0


def rule(name: str = "s", **more: Any) -> StreamRule:
    return StreamRule(name=name, **{"columns": {"x": "x"}, **more})


def plan(**more: Any) -> RulePlan:
    return compile_rule(rule(**more), announces=False)


def profile(*rules: StreamRule, **more: Any) -> Profile:
    return Profile(name="p", address="ws://localhost", stream=rules, **more)


def decoder(*rules: StreamRule, **more: Any) -> Decoder:
    return Decoder(profile(*rules, **more), feed="f")


def packed(*messages: Any) -> list[bytes]:
    """Messages as JSON; bytes stay as they are."""
    return [message if isinstance(message, bytes) else msgspec.json.encode(message) for message in messages]


def decode(what: Decoder, *messages: Any) -> Decoded:
    """Decode messages received one second apart from START on."""
    received: Floats = START + np.arange(len(messages), dtype=np.float64)
    return what.decode(packed(*messages), received)


def only(decoded: Decoded) -> Batch:
    """The one batch there is."""
    (batch,) = decoded.batches
    return batch


def chunk(index: list[int], values: list[list[float]], absent: list[list[bool]] | None = None, **more: Any) -> Chunk:
    """Rows of the messages `index`; keys are k0, k1, … after them unless given."""
    return Chunk(
        more.get("reader", KeyReader(None)),
        np.array(index, dtype=np.int64),
        more.get("keys", [f"k{at}" for at in index]),
        np.array(index, dtype=np.float64),
        np.array(values, dtype=np.float64),
        np.array(absent or [], dtype=np.bool_).reshape(len(absent or []), len(index)),
    )
