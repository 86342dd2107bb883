"""A login is written into a profile by reference, found there again, and taken away without a trace."""

import msgspec
import pytest

from monitor.feed.profile import Profile, Send, Tls
from monitor.feed.profiles.checks import problems
from monitor.feed.sources import Sources
from monitor.feed.templates import render_address, render_cookies, render_headers
from monitor.workspace.adding.login import (
    Login,
    LoginKind,
    host_of,
    login_of,
    referring,
    secret_name,
    with_login,
)

PLAIN = Profile(name="p", address="wss://example.net/stream?limit=5", headers={"User-Agent": "x"})
LOGINS = (
    Login(LoginKind.BEARER, reference="secret:TOKEN"),
    Login(LoginKind.BASIC, user="me@home", reference="secret:PASSWORD"),
    Login(LoginKind.HEADER, name="X-API-Key", reference="env:KEY"),
    Login(LoginKind.QUERY, name="api key", reference="env:KEY"),
    Login(LoginKind.COOKIE, name="session", reference="secret:SESSION"),
    Login(LoginKind.CERTIFICATE, name="/me.pem", user="/me.key"),
    Login(LoginKind.OAUTH2, name="https://auth.example.net/token", user="me$", reference="secret:CLIENT"),
)


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.kind.value)
def test_a_login_is_found_as_it_was_written_and_can_be_taken_away_again(login: Login) -> None:
    written = with_login(PLAIN, login)
    assert login_of(written) == login
    assert list(problems(written)) == []
    assert with_login(written, Login()) == PLAIN


@pytest.mark.parametrize("first", LOGINS, ids=lambda login: login.kind.value)
@pytest.mark.parametrize("second", LOGINS, ids=lambda login: login.kind.value)
def test_one_login_takes_the_place_of_another(first: Login, second: Login) -> None:
    assert with_login(with_login(PLAIN, first), second) == with_login(PLAIN, second)


def test_what_the_server_gets_is_the_secret_where_it_belongs() -> None:
    kept = {"secret:TOKEN": "t&1", "secret:PASSWORD": "p/w:d", "secret:SESSION": "s-1"}
    sources = Sources({"KEY": "k 1"}, secrets=kept)
    bearer, basic, header, query, cookie, certificate, _ = (with_login(PLAIN, login) for login in LOGINS)
    assert render_cookies(cookie, sources) == {"session": "s-1"}
    assert certificate.tls == Tls(certificate="/me.pem", key="/me.key")
    assert render_headers(bearer, sources)["Authorization"] == "Bearer t&1"
    assert render_address(basic, sources) == "wss://me%40home:p%2Fw%3Ad@example.net/stream?limit=5"
    assert render_headers(header, sources)["X-API-Key"] == "k 1"
    assert render_address(query, sources) == "wss://example.net/stream?limit=5&api%20key=k%201"


def test_a_key_for_an_address_without_a_path_gets_one() -> None:
    bare = msgspec.structs.replace(PLAIN, address="wss://example.net")
    assert with_login(bare, LOGINS[3]).address == "wss://example.net/?api%20key=${env:KEY}"


def test_a_login_a_form_has_no_fields_for_is_told_from_none() -> None:
    sent = msgspec.structs.replace(PLAIN, send=(Send('{"login": "${secret:KEY}"}'),))
    assert login_of(sent) == Login(LoginKind.OTHER)
    assert with_login(sent, Login(LoginKind.OTHER)) == sent


def test_a_reference_is_exchanged_wherever_it_stands_and_nowhere_else() -> None:
    asking = msgspec.structs.replace(
        PLAIN,
        headers={"A": "${env:KEY}", "B": "${env:KEY_2} $${env:KEY}"},
        send=(Send('{"k": "${env:KEY}"}'),),
    )
    moved = referring(asking, "env:KEY", "secret:KEY")
    assert moved.headers == {"A": "${secret:KEY}", "B": "${env:KEY_2} $${env:KEY}"}
    assert moved.send[0].text == '{"k": "${secret:KEY}"}'
    assert referring(moved, "secret:KEY", "env:KEY") == asking


def test_a_profile_without_a_login_has_none() -> None:
    assert login_of(PLAIN) == Login()
    assert login_of(msgspec.structs.replace(PLAIN, headers={"Authorization": "Bearer in-the-clear"})) == Login()


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "what", "name"),
    [
        ("ws.example.net", "api key", "WS_EXAMPLE_NET_API_KEY"),
        ("127.0.0.1", "token", "FEED_TOKEN"),
        ("", "X-Auth", "FEED_X_AUTH"),
    ],
)
def test_a_secret_is_called_after_its_host(host: str, what: str, name: str) -> None:
    assert secret_name(host, what) == name


def test_the_host_of_a_template_is_found() -> None:
    assert host_of(Profile(name="p", address="wss://me:${env:PW}@example.net:8443/a")) == "example.net"
    assert host_of(PLAIN) == "example.net"
