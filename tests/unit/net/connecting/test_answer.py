from hypothesis import given
from hypothesis import strategies as st

from monitor.net.connecting.answer import read_answer, without_cookies

HEAD = b"HTTP/1.1 401 Not so fast\r\nServer: x\r\nVary: a\r\nvary:  b \r\nSet-Cookie: sid=1; Domain=h\r\n\r\n"


def test_status_reason_and_headers_are_read() -> None:
    answer = read_answer(HEAD, b"body")
    assert answer is not None
    assert (answer.status, answer.reason, answer.body) == (401, "Not so fast", b"body")
    assert answer.get("SERVER") == "x"
    assert answer.get("Vary") == "a, b"
    assert answer.get("Location") is None


def test_a_status_line_without_a_reason_is_enough() -> None:
    answer = read_answer(b"HTTP/1.0 204\r\n\r\n")
    assert answer is not None
    assert (answer.status, answer.reason) == (204, "")


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_none(head: bytes) -> None:
    answer = read_answer(head)
    assert answer is None or 100 <= answer.status <= 999


@given(st.binary(max_size=60))
def test_what_does_not_begin_as_http_is_no_answer(rest: bytes) -> None:
    assert read_answer(b"SSH-2.0-" + rest) is None


def test_only_the_cookies_are_taken_out_of_a_head() -> None:
    head = HEAD.replace(b"Vary: a\r\n", b"set-cookie : t=2\r\nVary: a\r\n")
    assert without_cookies(head) == HEAD.replace(b"Set-Cookie: sid=1; Domain=h\r\n", b"")


def test_the_text_of_a_body_is_one_line_and_never_markup() -> None:
    def text(body: bytes, kind: str = "text/plain") -> str:
        answer = read_answer(f"HTTP/1.1 400 x\r\nContent-Type: {kind}\r\n\r\n".encode(), body)
        assert answer is not None
        return answer.text(20)

    assert text(b'{"error":\n "bad"}') == '{"error": "bad"}'
    assert text(b"<html>no</html>") == ""
    assert text(b"no", "text/html; charset=x") == ""
    assert text(b"\xff\xfe") == ""
    assert text(b"x" * 99) == "x" * 20 + "…"
    assert text(b"") == ""
