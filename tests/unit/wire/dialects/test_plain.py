"""The plain dialect, on made-up messages and on recorded ones."""

import base64
import json
import zlib
from pathlib import Path

import pytest

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.plain import Plain
from monitor.wire.received import Received

CAPTURES = Path(__file__).parents[5] / "shared" / "captures"


def binary_frames(capture: str) -> list[bytes]:
    path = CAPTURES / f"{capture}.jsonl"
    if not path.exists():
        pytest.skip(f"the recording {path.name} is not here")
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [base64.b64decode(line["data"]) for line in lines if line["dir"] == "in" and line.get("enc") == "base64"]


def receive(*messages: bytes, binary: set[int] = frozenset(), limit: int = 10_000) -> Payloads:
    return Plain(inflate_limit=limit).receive(Received(messages=list(messages), binary=set(binary)), now=0.0)


def test_it_is_a_dialect_that_is_ready_at_once_and_owes_nothing():
    dialect: Dialect = Plain()
    assert dialect.ready
    assert dialect.deadline is None
    assert not dialect.opened(now=1.0)
    assert not dialect.closing(now=2.0)
    assert dialect.tick(now=3.0) == Payloads()


def test_text_passes_without_being_copied():
    received = Received(messages=[b"one", b"two"])
    payloads = Plain().receive(received, now=0.0)
    assert payloads.messages is received.messages
    assert not payloads.opaque


def test_binary_that_holds_json_is_unpacked_in_its_place():
    assert receive(b"text", zlib.compress(b"[1]"), b"more", binary={1}) == Payloads([b"text", b"[1]", b"more"])


def test_binary_that_holds_no_json_stays_as_it_came_and_is_named():
    payloads = receive(b"text", b"\x00\x01", b"{}", binary={1, 2})
    assert payloads == Payloads([b"text", b"\x00\x01", b"{}"], {1})


def test_the_block_itself_is_left_alone():
    packed = zlib.compress(b"[1]")
    received = Received(messages=[packed], binary={0})
    Plain().receive(received, now=0.0)
    assert received == Received(messages=[packed], binary={0})


def test_a_bomb_ends_the_connection_with_advice_and_keeps_what_came_before():
    payloads = receive(b"before", zlib.compress(bytes(10_001)), b"after", binary={1})
    assert payloads.messages == [b"before"]
    assert payloads.fault is not None
    assert payloads.fault.code == 1009
    assert payloads.fault.remedy is Remedy.ASK
    assert "limits.message_bytes" in payloads.fault.advice


def test_what_is_sent_is_sent_as_text():
    assert list(Plain().wrap('{"op": "é"}', now=0.0)) == [Outgoing('{"op": "é"}'.encode())]


def test_half_a_surrogate_pair_does_not_keep_a_message_from_being_sent():
    assert list(Plain().wrap("a\ud800b", now=0.0)) == [Outgoing(b"a?b")]


@pytest.mark.parametrize(("capture", "count"), [("huobi_gzip", 362), ("uiprotect_iot", 131)])
def test_every_binary_frame_of_a_recording_becomes_json(capture, count):
    frames = binary_frames(capture)
    payloads = receive(*frames, binary=set(range(len(frames))), limit=1_000_000)
    assert (len(payloads.messages), payloads.opaque, payloads.fault) == (count, set(), None)
    for message in payloads.messages:
        json.loads(message)


def test_a_recorded_frame_of_two_packets_becomes_action_and_payload():
    frames = binary_frames("uiprotect_iot")
    for message in receive(*frames, binary=set(range(len(frames))), limit=1_000_000).messages:
        action, payload = json.loads(message)
        assert action["action"] in ("add", "update")
        assert isinstance(payload, dict)
