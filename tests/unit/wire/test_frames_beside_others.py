"""The frame reader beside two independent implementations: what they send it must read, what they refuse it must."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate as TheirDeflate
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.headers import build_extension, parse_extension
from websockets.protocol import Protocol, Side, State
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, TextMessage
from wsproto.events import Ping as WsprotoPing
from wsproto.events import Pong as WsprotoPong
from wsproto.extensions import PerMessageDeflate

from monitor.core.errors import ProtocolError
from monitor.wire.deflate import accept, offer
from monitor.wire.frames import FrameReader
from monitor.wire.received import Ping, Pong, Received
from tests.helpers.wire import cut, frame, read_all


@dataclass(frozen=True)
class Sent:
    """A message in fragments, each followed by pings."""

    binary: bool
    fragments: tuple[bytes, ...]
    pings: tuple[tuple[bytes, ...], ...]

    @property
    def payload(self) -> bytes:
        return b"".join(self.fragments)


@st.composite
def messages(draw) -> Sent:
    binary = draw(st.booleans())
    piece = st.text(max_size=12).map(str.encode) if not binary else st.binary(max_size=12)
    repeated = st.tuples(piece, st.sampled_from([1, 1, 20, 300, 6000])).map(lambda drawn: drawn[0] * drawn[1])
    fragments = tuple(draw(st.lists(repeated, min_size=1, max_size=4)))
    pings = st.lists(st.binary(max_size=10), max_size=2).map(tuple)
    return Sent(binary, fragments, tuple(draw(pings) for _ in fragments))


CONVERSATIONS = st.lists(messages(), max_size=6)
PLACES = st.lists(st.integers(0, 2**31), max_size=12)


def expected(conversation: list[Sent]) -> Received:
    return Received(
        messages=[sent.payload for sent in conversation],
        binary={index for index, sent in enumerate(conversation) if sent.binary},
        control=[Ping(ping) for sent in conversation for pings in sent.pings for ping in pings],
    )


def sent_by_wsproto(conversation: list[Sent], *extensions: PerMessageDeflate) -> bytes:
    server = Connection(ConnectionType.SERVER, list(extensions))
    stream = b""
    for sent in conversation:
        for index, (fragment, pings) in enumerate(zip(sent.fragments, sent.pings, strict=True)):
            last = index == len(sent.fragments) - 1
            event = BytesMessage(fragment, True, last) if sent.binary else TextMessage(fragment.decode(), True, last)
            stream += server.send(event)
            stream += b"".join(server.send(WsprotoPing(ping)) for ping in pings)
    return stream


def sent_by_websockets(conversation: list[Sent], *extensions: TheirDeflate) -> bytes:
    server = Protocol(Side.SERVER, state=State.OPEN)
    server.extensions = list(extensions)
    for sent in conversation:
        send: Callable[[bytes, bool], None] = server.send_binary if sent.binary else server.send_text
        for index, (fragment, pings) in enumerate(zip(sent.fragments, sent.pings, strict=True)):
            send(fragment, index == len(sent.fragments) - 1)
            send = server.send_continuation
            for ping in pings:
                server.send_ping(ping)
    return b"".join(server.data_to_send())


@given(conversation=CONVERSATIONS, places=PLACES, check_utf8=st.booleans())
@settings(deadline=None)
def test_what_wsproto_sends_is_read(conversation, places, check_utf8):
    stream = sent_by_wsproto(conversation)
    assert read_all(FrameReader(check_utf8=check_utf8), cut(stream, places)) == expected(conversation)


@given(conversation=CONVERSATIONS, places=PLACES, check_utf8=st.booleans())
@settings(deadline=None)
def test_what_websockets_sends_is_read(conversation, places, check_utf8):
    stream = sent_by_websockets(conversation)
    assert read_all(FrameReader(check_utf8=check_utf8), cut(stream, places)) == expected(conversation)


@given(
    conversation=CONVERSATIONS,
    places=PLACES,
    bits=st.integers(9, 15),
    no_takeover=st.booleans(),
    check_utf8=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_what_wsproto_compresses_is_read(conversation, places, bits, no_takeover, check_utf8):
    server = PerMessageDeflate(server_no_context_takeover=no_takeover, server_max_window_bits=bits)
    answer = server.accept(offer())
    reader = FrameReader(deflate=accept(f"permessage-deflate; {answer}"), check_utf8=check_utf8)
    assert read_all(reader, cut(sent_by_wsproto(conversation, server), places)) == expected(conversation)


@given(
    conversation=CONVERSATIONS,
    places=PLACES,
    bits=st.none() | st.integers(9, 15),
    no_takeover=st.booleans(),
    check_utf8=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_what_websockets_compresses_is_read(conversation, places, bits, no_takeover, check_utf8):
    extension, header = negotiated_with_websockets(bits, no_takeover)
    reader = FrameReader(deflate=accept(header), check_utf8=check_utf8)
    assert read_all(reader, cut(sent_by_websockets(conversation, extension), places)) == expected(conversation)


def negotiated_with_websockets(bits: int | None, no_takeover: bool) -> tuple[TheirDeflate, str]:
    """Their server's answer to our offer. It names a server window only when asked for one, so it is added here."""
    [(name, asked)] = parse_extension(offer())
    server = ServerPerMessageDeflateFactory(server_no_context_takeover=no_takeover, client_max_window_bits=12)
    answer, extension = server.process_request_params(asked, [])
    if bits is not None:
        answer = [*answer, ("server_max_window_bits", str(bits))]
        extension = TheirDeflate(extension.remote_no_context_takeover, no_takeover, 12, bits)
    return extension, build_extension([(name, answer)])


# --- the same verdict on streams that may be wrong ----------------------------------------------------------------


def frames_that_may_be_wrong(*sizes: bytes) -> st.SearchStrategy[bytes]:
    """Streams of frames, some of them forbidden. `sizes` are wrong ones to write instead of the true one."""
    any_frame = st.builds(
        frame,
        st.sampled_from([0, 0, 0, 1, 1, 1, 2, 2, 9, 10, 3, 11]),
        st.text(alphabet="ab", max_size=130).map(str.encode),
        fin=st.booleans(),
        rsv=st.sampled_from([0] * 12 + [1, 2, 4]),
        masked=st.sampled_from([False] * 12 + [True]),
        size=st.sampled_from([b""] * 12 + list(sizes)),
    )
    return st.lists(any_frame, max_size=10).map(b"".join)


def read_by_wsproto(stream: bytes) -> Received:
    client = Connection(ConnectionType.CLIENT)
    received = Received()
    parts: list[bytes] = []
    client.receive_data(stream)
    for event in client.events():
        if isinstance(event, TextMessage | BytesMessage):
            parts.append(event.data.encode() if isinstance(event.data, str) else bytes(event.data))
            if event.message_finished:
                if isinstance(event, BytesMessage):
                    received.binary.add(len(received.messages))
                received.messages.append(b"".join(parts))
                parts.clear()
        elif isinstance(event, WsprotoPing | WsprotoPong):
            kind = Ping if isinstance(event, WsprotoPing) else Pong
            received.control.append(kind(bytes(event.payload)))
        elif isinstance(event, CloseConnection):  # No frame closes here, so this is its way to report a fault.
            received.fault = ProtocolError(str(event.reason), code=int(event.code))
    return received


def read_by_websockets(stream: bytes) -> Received:
    client = Protocol(Side.CLIENT, state=State.OPEN)
    client.receive_data(stream)
    received = Received()
    parts: list[Frame] = []
    for event in client.events_received():
        assert isinstance(event, Frame)
        if event.opcode in (Opcode.PING, Opcode.PONG):
            received.control.append((Ping if event.opcode is Opcode.PING else Pong)(bytes(event.data)))
            continue
        parts.append(event)
        if event.fin:
            if parts[0].opcode is Opcode.BINARY:
                received.binary.add(len(received.messages))
            received.messages.append(b"".join(part.data for part in parts))
            parts.clear()
    if client.parser_exc is not None:
        received.fault = ProtocolError(str(client.parser_exc), code=1002)
    return received


def verdict(received: Received) -> tuple[object, ...]:
    return received.messages, received.binary, received.control, received.fault and received.fault.code


@given(stream=frames_that_may_be_wrong(b"\x7e\x00\x05", b"\x7f" + bytes(8), b"\x7f\xff" + bytes(7)))
@settings(max_examples=300, deadline=None)
def test_wsproto_comes_to_the_same_verdict(stream):
    assert verdict(FrameReader(check_utf8=True).feed(stream)) == verdict(read_by_wsproto(stream))


@given(stream=frames_that_may_be_wrong())
@settings(max_examples=300, deadline=None)
def test_websockets_comes_to_the_same_verdict(stream):
    assert verdict(FrameReader().feed(stream)) == verdict(read_by_websockets(stream))
