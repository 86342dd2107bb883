"""What a server may answer while nobody knows yet what it speaks."""

from collections.abc import Hashable

from monitor.feed.recognition.greetings import found_in_messages, greeting_in
from monitor.feed.recognition.http_answers import engine_io_reader, negotiate_reader, sock_js_reader
from tests.fuzz.dialect_seeds import SEEDS
from tests.fuzz.mutation import texts
from tests.fuzz.target import Example, Finding, Target

__all__ = ["TARGETS"]

_ADDRESS = "wss://host/a/b?EIO=4"
_READERS = [make(path="/a", shown="GET /a") for make in (engine_io_reader, negotiate_reader, sock_js_reader)]
_BODIES = (
    '0{"sid":"a","pingInterval":25000,"upgrades":[]}',
    '97:0{"sid":"a","pingInterval":25000}2:40',
    '{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":1}',
    '{"connectionToken":"a","availableTransports":[{"transport":"WebSockets"}]}',
    '{"ConnectionToken":"a","ProtocolVersion":"1.5","TryWebSockets":true}',
)


def _messages(example: Example) -> Hashable:
    payloads = [data for _, data, _ in example]
    found = found_in_messages(payloads, _ADDRESS)
    if found is None and payloads:
        raise Finding("messages that are there are of no kind")
    return found and found.what, tuple(
        each and each.what for each in (greeting_in(data, _ADDRESS) for data in payloads[:3])
    )


def _answers(example: Example) -> Hashable:
    found = [read(data) for _, data, _ in example for read in _READERS]
    return tuple(each and each.what for each in found)


TARGETS = (
    Target("recognition/messages", _messages, [example for examples in SEEDS.values() for example in examples]),
    Target("recognition/answers", _answers, texts(*_BODIES), (b"0{", b'"sid":', b'"websocket":true', b"96:0")),
)
