"""Which proxy is used, and tunnels through real (small) ones."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.errors import Fault, TransportError
from monitor.net.address import parse
from monitor.net.connecting.proxy import choose_proxy
from tests.helpers.certificates import Authority
from tests.helpers.connecting import Watcher, failure, names, open_connection
from tests.helpers.proxies import Log, connect_proxy, socks4_proxy, socks5_proxy
from tests.helpers.scripted import ScriptedServer, drain, read_head, upgrading

FEED = names(feed_test="127.0.0.1")


@pytest.fixture(autouse=True)
def _no_socket_left() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "no", "socks"):
        for spelling in (f"{name}_proxy", f"{name}_proxy".upper()):
            monkeypatch.delenv(spelling, raising=False)


# --- which one --------------------------------------------------------------------------------------------------


def shown(url: str, wanted: str = "") -> str | None:
    proxy = choose_proxy(parse(url), wanted)
    return proxy and proxy.shown


@pytest.mark.parametrize("upper", [False, True])
def test_the_environment_is_followed_by_scheme(monkeypatch: pytest.MonkeyPatch, upper: bool) -> None:
    def put(name: str, value: str) -> None:
        monkeypatch.setenv(name.upper() if upper else name, value)

    assert shown("wss://feed.test/") is None
    put("all_proxy", "socks5h://a:1")
    assert shown("wss://feed.test/") == "socks5h://a:1"
    put("https_proxy", "http://s:2")
    put("http_proxy", "http://p:3")
    assert shown("wss://feed.test/") == "http://s:2"
    assert shown("ws://feed.test/") == "http://p:3"
    put("no_proxy", "other.test, feed.test")
    assert shown("wss://feed.test/") is None
    assert shown("wss://sub.feed.test/") is None
    assert shown("wss://unfeed.test/") == "http://s:2"


def test_no_proxy_may_name_the_port_or_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://p:3")
    monkeypatch.setenv("no_proxy", "feed.test:8443")
    assert shown("wss://feed.test:8443/") is None
    assert shown("wss://feed.test/") == "http://p:3"
    monkeypatch.setenv("no_proxy", "*")
    assert shown("wss://feed.test/") is None


def test_the_environment_does_not_apply_to_this_machine_but_an_explicit_proxy_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://p:3")
    for host in ("localhost", "127.0.0.1", "[::1]", "x.localhost"):
        assert shown(f"ws://{host}/") is None
        assert shown(f"ws://{host}/", "http://mine:4") == "http://mine:4"


def test_a_profile_can_go_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://p:3")
    assert shown("wss://feed.test/", "none") is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://proxy", "http://proxy:80"),
        ("proxy:3128", "http://proxy:3128"),
        ("SOCKS5://proxy", "socks5://proxy:1080"),
        ("socks5h://user:p%40w@[::1]:9", "socks5h://…@[::1]:9"),
        ("socks4a://proxy:9", "socks4a://proxy:9"),
    ],
)
def test_proxy_addresses_are_read_and_shown_without_their_login(url: str, told: str) -> None:
    proxy = choose_proxy(parse("wss://feed.test/"), url)
    assert proxy is not None
    assert proxy.shown == told
    assert "p@w" not in repr(proxy)


@pytest.mark.parametrize(
    "url", ["https://proxy:1", "ftp://proxy", "http://", "http://proxy:port", "http://pro xy:1", "http://p\r\nX: 1:1"]
)
def test_a_proxy_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(TransportError) as caught:
        choose_proxy(parse("wss://feed.test/"), url)
    assert caught.value.fault is Fault.INVALID
    assert caught.value.advice


# --- going through ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "login", "asked"),
    [
        ("http", "", "feed.test"),
        ("http", "user:pass", "feed.test"),
        ("socks5h", "", "feed.test"),
        ("socks5h", "user:pass", "feed.test"),
        ("socks5", "", "127.0.0.1"),
        ("socks5", "user:pass", "127.0.0.1"),
        ("socks4", "", "127.0.0.1"),
        ("socks4a", "", "feed.test"),
    ],
)
@pytest.mark.parametrize("tls", [False, True])
async def test_a_tunnel(scheme: str, login: str, asked: str, tls: bool, tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    log = Log()
    with ScriptedServer(upgrading(), tls=authority.server("feed.test") if tls else None) as server:
        kinds = {
            "http": lambda: connect_proxy(log, to=server.port, login=login),
            "socks4": lambda: socks4_proxy(log, to=server.port),
            "socks5": lambda: socks5_proxy(log, to=server.port, login=login),
        }
        with ScriptedServer(kinds[scheme.rstrip("ah")]()) as proxy:
            at = f"{login}@" if login else ""
            connection = await open_connection(
                server.url(host="feed.test"),
                proxy=f"{scheme}://{at}127.0.0.1:{proxy.port}",
                ca=str(authority.file) if tls else "",
                resolver=FEED,
            )
            told = connection.negotiated
            await Watcher(connection).leave()
    assert log.asked == [f"{asked}:{server.port}"]
    assert told.proxy == f"{scheme}://{'…@' if login else ''}127.0.0.1:{proxy.port}"
    assert "proxy" in [step.name for step in told.steps]


async def test_the_environments_proxy_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log()
    with (
        ScriptedServer(upgrading()) as server,
        ScriptedServer(connect_proxy(log, to=server.port, login="u:p")) as proxy,
    ):
        monkeypatch.setenv("HTTP_PROXY", f"http://u:p@127.0.0.1:{proxy.port}")
        # The name is for the proxy to look up: nobody here knows it.
        connection = await open_connection("ws://hidden.test:99/", proxy="", resolver=names())
        await Watcher(connection).leave()
    assert log.asked == ["hidden.test:99"]


async def test_an_answer_of_the_proxy_that_comes_in_pieces_is_read_to_its_end(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    with (
        ScriptedServer(upgrading(), tls=authority.server()) as server,
        ScriptedServer(connect_proxy(Log(), to=server.port, dribble=True)) as proxy,
    ):
        connection = await open_connection(server.url(), proxy=f"http://127.0.0.1:{proxy.port}", ca=str(authority.file))
        await Watcher(connection).leave()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_wants_a_login(scheme: str) -> None:
    kind = connect_proxy if scheme == "http" else socks5_proxy
    with ScriptedServer(kind(Log(), to=1, login="user:secret")) as proxy:
        for login in ("", "user:geheim@"):
            error = await failure("ws://127.0.0.1:9/", proxy=f"{scheme}://{login}127.0.0.1:{proxy.port}")
            assert error.fault is Fault.PROXY_LOGIN
            assert "login" in error.what
            assert f"{scheme}://user:password@host:port" in error.advice
            assert "geheim" not in str(error)


async def test_a_proxy_that_wants_a_login_as_if_it_were_a_server() -> None:
    with ScriptedServer(connect_proxy(Log(), to=1, refusal="401 Unauthorized")) as proxy:
        error = await failure("ws://127.0.0.1:9/", proxy=f"http://127.0.0.1:{proxy.port}")
    assert error.fault is Fault.PROXY_LOGIN


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_refuses(scheme: str) -> None:
    script = connect_proxy(Log(), to=1, refusal="403 No") if scheme == "http" else socks5_proxy(Log(), to=1, reply=5)
    with ScriptedServer(script) as proxy:
        error = await failure("ws://127.0.0.1:9/", proxy=f"{scheme}://127.0.0.1:{proxy.port}")
    assert error.fault is Fault.PROXY
    assert "127.0.0.1:9" in error.what
    assert ("403" if scheme == "http" else "refused") in error.what


async def test_a_proxy_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = await failure("ws://127.0.0.1:9/", proxy=f"http://127.0.0.1:{port}")
    assert error.fault is Fault.PROXY
    assert "cannot be reached" in error.what
    error = await failure("ws://127.0.0.1:9/", proxy="http://nowhere.test:1", resolver=names())
    assert error.fault is Fault.PROXY


@pytest.mark.parametrize("scheme", ["http", "socks5h", "socks4a"])
async def test_a_proxy_that_never_answers(scheme: str) -> None:
    with ScriptedServer(drain) as proxy:
        error = await failure("ws://127.0.0.1:9/", proxy=f"{scheme}://127.0.0.1:{proxy.port}", connect_seconds=0.2)
    assert error.fault is Fault.TIMEOUT
    assert "the proxy did not open the way" in error.what


@pytest.mark.parametrize("answer", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 " + b"x" * 100_000])
async def test_a_proxy_that_talks_nonsense(answer: bytes) -> None:
    def script(sock: socket.socket) -> None:
        read_head(sock)
        sock.sendall(answer)

    with ScriptedServer(script) as proxy:
        error = await failure("ws://127.0.0.1:9/", proxy=f"http://127.0.0.1:{proxy.port}")
    assert error.fault is Fault.PROXY


async def test_a_login_that_the_proxys_protocol_cannot_carry() -> None:
    with ScriptedServer(socks5_proxy(Log(), to=1, login="x:y")) as proxy:
        error = await failure("ws://127.0.0.1:9/", proxy=f"socks5://user:%E2%82%AC@127.0.0.1:{proxy.port}")
    assert error.fault is Fault.PROXY
    assert "€" not in str(error)


async def test_the_certificate_is_looked_at_again_through_the_proxy(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    log = Log()
    with (
        ScriptedServer(upgrading(), tls=authority.server("other.example")) as server,
        ScriptedServer(connect_proxy(log, to=server.port)) as proxy,
    ):
        error = await failure(
            server.url(host="feed.test"), proxy=f"http://127.0.0.1:{proxy.port}", ca=str(authority.file)
        )
    assert error.fault is Fault.TLS_NAME
    assert "other.example" in error.advice
    assert len(log.asked) == 2
