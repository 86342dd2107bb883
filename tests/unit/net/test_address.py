import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import AddressError
from monitor.net.address import parse

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("wss://host.example/path?q=1", "wss://host.example/path?q=1"),
        ("WSS://Host.Example/Path", "wss://host.example/Path"),
        ("ws://host", "ws://host/"),
        ("ws://host:80/", "ws://host/"),
        ("wss://host:443/", "wss://host/"),
        ("ws://host:443/", "ws://host:443/"),
        ("wss://host?x=1", "wss://host/?x=1"),
        ("ws://[::1]:9000/a", "ws://[::1]:9000/a"),
        ("ws://[2001:DB8::1]/", "ws://[2001:db8::1]/"),
        ("wss://bücher.example/ß", "wss://xn--bcher-kva.example/%C3%9F"),
        ("wss://host/a b/ü?q=x y&z=é", "wss://host/a%20b/%C3%BC?q=x%20y&z=%C3%A9"),
        ("wss://host/already%20encoded?x=%7B", "wss://host/already%20encoded?x=%7B"),
        ("wss://host/path;version=2?a=b;c", "wss://host/path;version=2?a=b;c"),
        ('wss://host/?streams=a@b/c&q={"x":[1]}', "wss://host/?streams=a@b/c&q={%22x%22:[1]}"),
        ("  'wss://host/x' ", "wss://host/x"),
        ("<wss://host/x>", "wss://host/x"),
        ("wss://host./x", "wss://host./x"),
        ("wss://under_score.host/", "wss://under_score.host/"),
    ],
)
def test_an_address_is_put_into_its_normal_form(text: str, url: str) -> None:
    assert parse(text).url == url


@pytest.mark.parametrize(
    ("text", "url", "note"),
    [
        ("stream.host.example:9443/ws", "wss://stream.host.example:9443/ws", "wss:// was assumed"),
        ("//host/x", "wss://host/x", "wss:// was assumed"),
        ("localhost:8080", "ws://localhost:8080/", "ws:// was assumed"),
        ("127.0.0.1/x", "ws://127.0.0.1/x", "ws:// was assumed"),
        ("user:pw@127.8.9.1:1/x", "ws://127.8.9.1:1/x", "ws:// was assumed"),
        ("[::1]:5/x", "ws://[::1]:5/x", "ws:// was assumed"),
        ("app.localhost:3000", "ws://app.localhost:3000/", "ws:// was assumed"),
        ("https://host/x", "wss://host/x", "https:// was read as wss://"),
        ("HTTP://host/x", "ws://host/x", "http:// was read as ws://"),
        ("wss:/host/x", "wss://host/x", "wss:/ was read as wss://"),
        ("ws:host", "ws://host/", "ws: was read as ws://"),
        ("wss://host/x#part", "wss://host/x", "what follows # is not sent"),
    ],
)
def test_what_can_only_mean_one_thing_is_corrected_with_a_note(text: str, url: str, note: str) -> None:
    address = parse(text)
    assert address.url == url
    assert address.notes == (note,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "wss://",
        "wss:///path",
        "wss://:80/",
        "ftp://host/",
        "file:///etc/passwd",
        "wss://host:0/",
        "wss://host:65536/",
        "wss://host:99999999999999999999/",
        "wss://host:8o/",
        "wss://host:٣/",
        "wss://ho st/",
        "wss://-host/",
        "wss://host..example/",
        "wss://" + "a" * 64 + "/",
        "wss://" + "a." * 130 + "b/",
        "wss://[::1/",
        "wss://[::g]/",
        "wss://[::1]80/",
        "wss://::1/",
        "wss://host/x\r\nX-Evil: 1",
        "wss://host\x00/",
        "wss://us%0der@host/",
    ],
)
def test_what_is_no_address_is_refused_with_advice(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse(text)
    assert caught.value.advice


def test_the_login_leaves_the_address_and_its_text() -> None:
    address = parse("wss://user%40home:p%3Aw@host/x")
    assert address.login == ("user@home", "p:w")
    assert address.url == "wss://host/x"
    assert "p:w" not in repr(address)


def test_half_a_password_is_not_shown_when_a_slash_cuts_it() -> None:
    with pytest.raises(AddressError) as caught:
        parse("wss://user:geheim/nis@host/")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "authority", "origin"),
    [
        ("ws://host", "host", "http://host"),
        ("ws://host:443", "host:443", "http://host:443"),
        ("wss://host:80", "host:80", "https://host:80"),
        ("ws://[::1]:81", "[::1]:81", "http://[::1]:81"),
        ("ws://[fe80::1%25eth0]", "[fe80::1]", "http://[fe80::1]"),
    ],
)
def test_host_header_and_origin_name_the_port_only_where_it_is_not_the_usual_one(
    text: str, authority: str, origin: str
) -> None:
    assert parse(text).authority == authority
    assert parse(text).origin == origin


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused_and_never_more(text: str) -> None:
    try:
        address = parse(text)
    except AddressError:
        return
    sent = f"{address.authority} {address.target} {address.origin}"
    assert sent.isascii()
    assert sent.isprintable()
    assert address.target.startswith("/")
    assert " " not in address.target
    assert 0 < address.port < 65536


@given(host=WORDS, port=st.integers(1, 65535), path=st.text(max_size=20), secure=st.booleans())
def test_the_normal_form_is_read_as_itself(host: str, port: int, path: str, secure: bool) -> None:
    try:
        first = parse(f"{'wss' if secure else 'ws'}://{host}:{port}/x{path}")
    except AddressError:
        return
    assert parse(first.url).url == first.url
