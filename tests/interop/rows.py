"""The table of servers that the interop tests run against: which tests are a server's, and whether it is here."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROWS", "Row"]

_MODULES = Path(__file__).parents[2] / "build" / "interop" / "node_modules"


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


ROWS = (
    Row("plain", "websockets", ("test_servers", "websockets"), _python("websockets")),
    Row("plain", "aiohttp", ("test_servers", "aiohttp"), _python("aiohttp")),
    Row("Socket.IO", "socket.io", ("test_socketio", "socket.io-4"), _npm("socket.io")),
    Row("Socket.IO (EIO 3)", "socket.io", ("test_socketio", "socket.io-2"), _npm("socket.io-2")),
    Row("Socket.IO", "python-socketio", ("test_socketio", "python-socketio"), _python("python-socketio")),
    Row("SockJS", "sockjs", ("test_sockjs", ""), _npm("sockjs")),
    Row("MQTT 3.1.1", "mosquitto", ("test_brokers", "mosquitto-3.1.1"), _program("mosquitto", "-h")),
    Row("MQTT 5", "mosquitto", ("test_brokers", "mosquitto-5"), _program("mosquitto", "-h")),
    Row("MQTT 3.1.1", "aedes", ("test_brokers", "aedes"), _npm("aedes")),
    Row("NATS", "nats-server", ("test_brokers", "nats"), _program("nats-server", "--version")),
    Row("STOMP, MQTT", "RabbitMQ", ("test_brokers", "rabbitmq"), _program("rabbitmqctl", "--offline", "version")),
    Row("GraphQL", "graphql-ws", ("test_calls", "current"), _npm("graphql-ws")),
    Row("GraphQL (legacy)", "subscriptions-transport-ws", ("test_calls", "legacy"), _npm("subscriptions-transport-ws")),
    Row("SignalR Core", "from its specification", ("test_calls", "_signalr_"), _python("websockets"), ours=True),
    Row("SignalR (ASP.NET)", "from recordings", ("test_calls", "older_signalr"), _python("websockets"), ours=True),
    Row("JSON-RPC", "from its specification", ("test_calls", "json_rpc"), _python("websockets"), ours=True),
    Row("WAMP", "crossbar", ("test_calls", "wamp"), _program(os.environ.get("CROSSBAR", "crossbar"), "version")),
    Row("Bayeux", "faye", ("test_channels", "faye"), _npm("faye")),
    Row("Centrifugo", "from its specification", ("test_channels", "centrifugo-ours"), _python("websockets"), ours=True),
    Row("Phoenix", "from its specification", ("test_channels", "phoenix-ours"), _python("websockets"), ours=True),
    Row("Pusher", "from its specification", ("test_channels", "pusher-ours"), _python("websockets"), ours=True),
    Row("Action Cable", "from its source", ("test_channels", "actioncable-ours"), _python("websockets"), ours=True),
)
