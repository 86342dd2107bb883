"""Frame headers and close payloads, each on its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import ProtocolError
from monitor.wire.header import CLOSE, PING, TEXT, read_close, read_header
from monitor.wire.received import Close
from tests.helpers.wire import frame, outcome


@pytest.mark.parametrize(("size", "start"), [(0, 2), (125, 2), (126, 4), (65535, 4), (65536, 10), (2**63 - 1, 10)])
def test_the_three_forms_of_a_size_are_read(size, start):
    written = frame(TEXT, size=_written(size))
    assert read_header(b"??" + written, 2) == (0x81, size, 2 + start)


def _written(size: int) -> bytes:
    if size < 126:
        return bytes([size])
    return b"\x7e" + size.to_bytes(2, "big") if size < 65536 else b"\x7f" + size.to_bytes(8, "big")


@pytest.mark.parametrize("header", [b"\x81\x05", b"\x81\x7e\x01\x00", b"\x81\x7f" + (65536).to_bytes(8, "big")])
def test_a_header_that_has_not_come_whole_is_none(header):
    for length in range(len(header)):
        assert read_header(header[:length], 0) is None
    assert read_header(header, 0) is not None


@given(data=st.binary(max_size=14))
def test_a_header_is_read_waited_for_or_refused(data):
    header = outcome(lambda: read_header(data, 0))
    if isinstance(header, ProtocolError):
        assert header.code == 1002
    else:
        assert header is None or 2 <= header[2] <= len(data)


def test_a_fault_names_what_was_wrong():
    with pytest.raises(ProtocolError, match="reserved kind 0x3"):
        read_header(frame(3), 0)
    with pytest.raises(ProtocolError, match="control frame in pieces"):
        read_header(frame(PING, fin=False), 0)
    with pytest.raises(ProtocolError, match="masked"):
        read_header(frame(CLOSE, masked=True), 0)


@given(code=st.integers(0, 65535), reason=st.text(max_size=30))
def test_a_close_payload_is_read_when_its_code_may_be_sent(code, reason):
    payload = code.to_bytes(2, "big") + reason.encode()
    reserved = {1004, 1005, 1006, 1015}
    if code in reserved or code < 1000 or 1015 < code < 3000 or code > 4999:
        with pytest.raises(ProtocolError, match=str(code)):
            read_close(payload)
    else:
        assert read_close(payload) == Close(code, reason)
