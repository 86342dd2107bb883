"""The table of servers that the interop tests run against: which tests are a server's, and whether it is here."""

import importlib.metadata
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROWS", "Row"]

_BUILT = Path(__file__).parents[2] / "build" / "interop"
_MODULES = _BUILT / "node_modules"


@dataclass(frozen=True)
class Row:
    """One server.

    tests:   file of its tests, and what their names hold behind it.
    version: the version that is installed, None where there is none.
    ours:    there is no server of other people to be had, so that this is one of ours, made from the specification.
    """

    family: str
    server: str
    tests: tuple[str, str]
    version: Callable[[], str | None]
    ours: bool = False

    def holds(self, test: str) -> bool:
        """Whether a test, by its node id, is about this server."""
        file, part = self.tests
        path, _, name = test.partition("::")
        return path.endswith(f"/{file}.py") and part in name


def _npm(package: str) -> Callable[[], str | None]:
    def version() -> str | None:
        file = _MODULES / package / "package.json"
        if not file.exists() or shutil.which("node") is None:
            return None
        return str(json.loads(file.read_text("utf-8"))["version"])

    return version


def _python(package: str) -> Callable[[], str | None]:
    def version() -> str | None:
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return None

    return version


def _installed(package: str, environment: str = "python") -> Callable[[], str | None]:
    """Of a package in an environment of its own."""

    def version() -> str | None:
        for file in (_BUILT / environment).glob(f"lib/*/site-packages/{package}-*.dist-info"):
            return file.name.removeprefix(f"{package}-").removesuffix(".dist-info")
        return None

    return version


def _java(server: str, jar: str) -> Callable[[], str | None]:
    """Of a server that Maven has built: the version of the library that it is about."""

    def version() -> str | None:
        if shutil.which("java") is None or not (_BUILT / "java" / server / "server.jar").exists():
            return None
        for file in (_BUILT / "java" / server / "lib").glob(f"{jar}-[0-9]*.jar"):
            return file.stem.removeprefix(f"{jar}-")
        return None

    return version


def _libwebsockets() -> str | None:
    if not (_BUILT / "libwebsockets").exists():
        return None
    return _program("pkg-config", "--modversion", "libwebsockets")()


def _centrifugo() -> str | None:
    """What was built: the program itself does not know."""
    file = _BUILT / "centrifugo.version"
    return file.read_text().strip() if file.exists() else None


def _program(name: str, *question: str) -> Callable[[], str | None]:
    """Of a program that tells its version when it is asked."""

    def version() -> str | None:
        path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
        if path is None:
            return None
        told = subprocess.run([path, *question], capture_output=True, text=True, timeout=30, check=False)
        found = re.search(r"[0-9]+(?:\.[0-9]+)+", told.stdout + told.stderr)
        return found[0] if found else "?"

    return version


def _debian(name: str, package: str) -> Callable[[], str | None]:
    """Of a program that does not tell, or is slow to tell: what its package says."""

    def version() -> str | None:
        if shutil.which(name) is None and shutil.which(name, path="/usr/sbin") is None:
            return None
        return _program("dpkg-query", "-W", package)() or "?"

    return version


ROWS = (
    Row("plain", "websockets", ("test_servers", "websockets"), _python("websockets")),
    Row("plain", "aiohttp", ("test_servers", "aiohttp"), _python("aiohttp")),
    Row("plain", "Node ws", ("test_plain", "[node-ws]"), _npm("ws")),
    Row("plain", "websockets, a process", ("test_plain", "[websockets]"), _installed("websockets")),
    Row("plain", "tornado.websocket", ("test_plain", "[tornado]"), _installed("tornado")),
    Row("plain", "aiohttp, a process", ("test_plain", "[aiohttp]"), _installed("aiohttp")),
    Row("plain", "uvicorn (ASGI)", ("test_plain", "[uvicorn]"), _installed("uvicorn")),
    Row("plain", "daphne (ASGI)", ("test_plain", "[daphne]"), _installed("daphne")),
    Row("plain", "javax.websocket, Jetty 9", ("test_plain", "[jetty9]"), _java("jetty9", "jetty-server")),
    Row("plain", "jakarta.websocket, Tomcat 10", ("test_plain", "[tomcat10]"), _java("tomcat10", "tomcat-embed-core")),
    Row("plain", "jakarta.websocket, Tyrus", ("test_plain", "[tyrus]"), _java("tyrus", "tyrus-server")),
    Row("plain", "Spring Boot, raw WebSocket", ("test_plain", "[spring]"), _java("spring", "spring-boot")),
    Row("plain", "websocketd", ("test_plain", "[websocketd]"), _debian("websocketd", "websocketd")),
    Row("plain", "libwebsockets", ("test_plain", "[libwebsockets]"), _libwebsockets),
    Row("Socket.IO", "socket.io", ("test_socketio", "socket.io-4"), _npm("socket.io")),
    Row("Socket.IO (EIO 3)", "socket.io", ("test_socketio", "socket.io-2"), _npm("socket.io-2")),
    Row("Socket.IO", "python-socketio", ("test_socketio", "python-socketio"), _python("python-socketio")),
    Row("SockJS", "sockjs", ("test_sockjs", "[node"), _npm("sockjs")),
    Row("SockJS", "Spring Boot", ("test_sockjs", "[spring"), _java("spring", "spring-boot")),
    Row("STOMP", "Spring Boot's simple broker", ("test_spring", "[stomp]"), _java("spring", "spring-boot")),
    Row(
        "STOMP in SockJS",
        "Spring Boot's simple broker",
        ("test_spring", "[stomp-sockjs]"),
        _java("spring", "spring-boot"),
    ),
    Row("MQTT 3.1.1", "mosquitto", ("test_brokers", "mosquitto-3.1.1"), _program("mosquitto", "-h")),
    Row("MQTT 5", "mosquitto", ("test_brokers", "mosquitto-5"), _program("mosquitto", "-h")),
    Row("MQTT 3.1.1", "aedes", ("test_brokers", "aedes"), _npm("aedes")),
    Row("NATS", "nats-server", ("test_brokers", "nats"), _program("nats-server", "--version")),
    Row("STOMP, MQTT", "RabbitMQ", ("test_brokers", "rabbitmq"), _debian("rabbitmqctl", "rabbitmq-server")),
    Row("GraphQL", "graphql-ws", ("test_calls", "current"), _npm("graphql-ws")),
    Row("GraphQL (legacy)", "subscriptions-transport-ws", ("test_calls", "legacy"), _npm("subscriptions-transport-ws")),
    Row("SignalR Core", "from its specification", ("test_calls", "_signalr_"), _python("websockets"), ours=True),
    Row("SignalR (ASP.NET)", "from recordings", ("test_calls", "older_signalr"), _python("websockets"), ours=True),
    Row("JSON-RPC", "from its specification", ("test_calls", "json_rpc"), _python("websockets"), ours=True),
    Row("WAMP", "crossbar", ("test_calls", "wamp"), _installed("crossbar", "crossbar")),
    Row("Bayeux", "faye", ("test_channels", "faye"), _npm("faye")),
    Row("TLS", "nginx", ("test_between", "[nginx]"), _program("nginx", "-v")),
    Row("TLS", "haproxy", ("test_between", "[haproxy]"), _program("haproxy", "-v")),
    Row("CONNECT", "squid", ("test_between", "[squid]"), _program("squid", "-v")),
    Row("CONNECT", "tinyproxy", ("test_between", "[tinyproxy]"), _program("tinyproxy", "-v")),
    Row("SOCKS 4, 5", "dante", ("test_between", "[dante"), _program("danted", "-v")),
    Row("SOCKS 5", "microsocks", ("test_between", "[microsocks"), _debian("microsocks", "microsocks")),
    Row("Centrifugo", "Centrifugo", ("test_centrifugo", ""), _centrifugo),
    Row("Centrifugo", "from its specification", ("test_channels", "centrifugo-ours"), _python("websockets"), ours=True),
    Row("Phoenix", "from its specification", ("test_channels", "phoenix-ours"), _python("websockets"), ours=True),
    Row("Pusher", "from its specification", ("test_channels", "pusher-ours"), _python("websockets"), ours=True),
    Row("Action Cable", "from its source", ("test_channels", "actioncable-ours"), _python("websockets"), ours=True),
)
