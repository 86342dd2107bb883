"""What fuzzing has found, as small as it could be made: `make fuzz` prints such tests."""

from tests.fuzz.targets import replay


def test_text_inside_sockjs_that_is_no_utf_8() -> None:
    # UnicodeDecodeError, which msgspec raises beside its own errors.
    replay("dialects/sockjs", (0.0, b"o", False), (0.0, b'a["\xff"]', False))


def test_an_opening_packet_that_is_no_utf_8() -> None:
    replay("dialects/socketio", (0.0, b'0{"sid":"\xff"}', False))


def test_a_refusal_that_is_no_utf_8() -> None:
    replay("dialects/socketio", (0.0, b'0{"sid":""}', False), (0.0, b'44{"message":"\xff"}', False))


def test_an_introduction_of_nats_that_is_no_utf_8() -> None:
    replay("dialects/nats", (0.0, b'INFO {"nonce":"\xff"}\r\n', True))


def test_a_ping_with_bytes_that_are_no_text() -> None:
    # Its answer is text and must be UTF-8.
    replay("dialects/socketio", (0.0, b'0{"":""}', False), (0.0, b"2\xf8", False))


def test_a_number_between_what_python_alone_takes_for_spaces() -> None:
    # ValueError: could not convert string to float
    replay("dialects/mqtt5", (0.0, b"2\x0b\x00\x03a/b\x00\x07\x00\x1e", True), (0.0, b"4\t", True))


def test_half_a_surrogate_pair_from_the_console() -> None:
    # UnicodeEncodeError: what a text field of Qt can hold, no UTF-8 can.
    replay("dialects/jsonrpc", *[(0.0, b"1", False)] * 13)


def test_a_state_that_is_nested_too_deep_or_no_utf_8() -> None:
    replay("files/state", (0.0, b'{"desks":' + b'{"a":' * 20_000, False), (0.0, b'{"feeds":["\xff"]}', False))
    replay("files/state", (0.0, b'{"schema":1,"window":' + b"[" * 3000 + b"]" * 3000 + b"}", False))
    replay("desks", (0.0, b'{"desks":[{"name":"\xff"}]}', False))
