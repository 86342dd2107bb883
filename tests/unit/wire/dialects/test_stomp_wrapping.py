"""STOMP inside SockJS."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.stomp_wrapping import Bare, InSockJs


def test_bare_frames_stay_as_they_are():
    messages = [b"a", b"b"]
    assert Bare().open
    assert Bare().unwrap(messages) is messages
    assert Bare().wrap(b"x", paced=True) == Outgoing(b"x", paced=True)


def test_sockjs_opens_beats_and_carries_texts():
    wrapping = InSockJs()
    assert not wrapping.open
    assert wrapping.unwrap([b"o", b"h", b"", b'a["CONNECTED\\n\\n\\u0000","\\n"]']) == [b"CONNECTED\n\n\0", b"\n"]
    assert wrapping.open
    assert wrapping.wrap(b"\n") == Outgoing(b'["\\n"]')


@pytest.mark.parametrize(
    ("message", "remedy", "said"),
    [(b'c[3000,"Go away!"]', Remedy.RETRY, "3000"), (b'c[1002,"Can\'t"]', Remedy.BACK_OFF, "Can't")],
)
def test_its_close_frame_is_told(message, remedy, said):
    with pytest.raises(DialectError) as closed:
        InSockJs().unwrap([message])
    assert closed.value.remedy is remedy
    assert said in closed.value.what


@pytest.mark.parametrize("message", [b"{}", b"a", b"a[1]", b"c", b"c[]", b"CONNECTED\n\n\0", b'a["\xff"]'])
def test_what_is_no_sockjs_frame_asks_the_user(message):
    with pytest.raises(DialectError, match="no SockJS frame"):
        InSockJs().unwrap([message])


@given(st.lists(st.binary(max_size=20) | st.binary(max_size=20).map(lambda data: b"a" + data), max_size=4))
def test_anything_is_unwrapped_or_refused(messages):
    with contextlib.suppress(DialectError):
        InSockJs().unwrap(messages)
