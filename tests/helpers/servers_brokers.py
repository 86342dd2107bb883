"""Message brokers of other people, each on 127.0.0.1 and in a folder of its own."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

__all__ = [
    "BUILT",
    "MODULES",
    "Broker",
    "RabbitMq",
    "aedes",
    "broker",
    "free_port",
    "mosquitto",
    "nats_server",
    "program",
]

BUILT = Path(__file__).parents[2] / "build" / "interop"
"""Where `make interop-setup` puts servers."""
MODULES = BUILT / "node_modules"
_NODE_SOURCES = Path(__file__).parents[1] / "interop" / "node"
_START_SECONDS = 40.0
_STOP_SECONDS = 10.0
_RABBIT_SECONDS = 45.0
_SOMEBODY = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"
"""A public nkey, of the documentation of nkeys."""


def program(name: str) -> str:
    """Where a program is; skips the test by its name where it is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Broker:
    """A server process that can be stopped and started again on the same port.

    group: it has children that would outlive it; they are stopped with it.
    """

    def __init__(
        self, command: Sequence[str], *, port: int, folder: Path, path: str = "/", group: bool = False
    ) -> None:
        self.address = f"ws://127.0.0.1:{port}{path}"
        self.port = port
        self._command = [*command]
        self._folder = folder
        self._group = group
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it and return once it listens."""
        process = self._process = self._launched()
        try:
            async with asyncio.timeout(_START_SECONDS):
                while not await self._listens():
                    assert process.poll() is None, self.log()
                    await asyncio.sleep(0.02)
        except BaseException:
            self._signal(signal.SIGKILL)
            process.wait()
            self._process = None
            raise

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, in its own way unless `how` says otherwise."""
        process = self._process
        if process is None:
            return
        self._signal(how)
        try:
            await asyncio.to_thread(process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            await asyncio.to_thread(process.wait)
        finally:
            self._process = None

    def _signal(self, how: signal.Signals) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        if self._group:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)

    def log(self) -> str:
        """What it has written so far."""
        return (self._folder / "server.log").read_text(errors="replace")

    def _launched(self) -> subprocess.Popen[bytes]:
        with (self._folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                self._command, cwd=self._folder, stdout=log, stderr=log, start_new_session=self._group
            )

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return True


@contextlib.asynccontextmanager
async def broker(make: Callable[[Path], Broker], folder: Path) -> AsyncIterator[Broker]:
    """A started broker, stopped at the end."""
    made = make(folder)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


def mosquitto(folder: Path) -> Broker:
    """Lets in `ann` with `secret`. Its file of rights refuses no subscription, so there is none."""
    name, port = program("mosquitto"), free_port()
    (folder / "users").write_text("ann:secret\n")
    (folder / "users").chmod(0o600)
    subprocess.run([program("mosquitto_passwd"), "-U", "users"], cwd=folder, check=True)
    # With nothing but WebSocket it ends at once; and that it binds everywhere unless it is told the family as well.
    lines = ["listener 0 mqtt.sock", f"listener {port} 127.0.0.1", "protocol websockets", "socket_domain ipv4"]
    lines += ["allow_anonymous false", f"password_file {folder / 'users'}"]
    lines.append("max_queued_messages 0")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        lines.append("user root")
    (folder / "mosquitto.conf").write_text("\n".join(lines) + "\n")
    return Broker([name, "-c", "mosquitto.conf"], port=port, folder=folder, path="/mqtt")


def aedes(folder: Path) -> Broker:
    """Lets in `ann` with `secret`, who must not read `closed`. MQTT 3.1.1 alone."""
    node, port = program("node"), free_port()
    if not (MODULES / "aedes").exists() or not (MODULES / "websocket-stream").exists():
        pytest.skip("aedes is not installed: make interop-setup")
    source = folder / "aedes.mjs"
    shutil.copy(_NODE_SOURCES / "aedes.mjs", source)
    (folder / "node_modules").symlink_to(MODULES, target_is_directory=True)
    return Broker([node, str(source), str(port)], port=port, folder=folder)


def nats_server(folder: Path, *, nkey: str = _SOMEBODY) -> Broker:
    """Lets in `ann` with `secret`, who must not read `closed`, and whoever has the nkey."""
    name, port = program("nats-server"), free_port()
    (folder / "nats.conf").write_text(
        f'listen: "127.0.0.1:{free_port()}"\n'
        'lame_duck_grace_period: "1s"\n'
        f'websocket {{ host: "127.0.0.1", port: {port}, no_tls: true }}\n'
        "authorization { users: [ { user: ann, password: secret, permissions: {"
        ' subscribe: { allow: ">", deny: "closed" }, publish: ">" } }'
        f", {{ nkey: {nkey} }} ] }}\n"
    )
    return Broker([name, "-c", "nats.conf"], port=port, folder=folder)


class RabbitMq:
    """RabbitMQ with STOMP and MQTT, for several tests, as it is slow to start. Lets in guest with guest."""

    def __init__(self, folder: Path) -> None:
        self.server = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
        if not self.server.exists():
            pytest.skip("rabbitmq-server is not installed")
        self._port, self._mqtt_port, self._epmd = free_port(), free_port(), free_port()
        self._folder = folder
        self.address = f"ws://127.0.0.1:{self._port}/ws"
        self.mqtt_address = f"ws://127.0.0.1:{self._mqtt_port}/ws"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; skips the tests by its name where that takes too long."""
        (self._folder / "enabled_plugins").write_text("[rabbitmq_web_stomp,rabbitmq_web_mqtt].\n")
        tcp = [f"{name}.tcp.1 = 127.0.0.1:{free_port()}" for name in ("listeners", "stomp.listeners", "mqtt.listeners")]
        web = ["web_stomp.tcp.ip = 127.0.0.1", f"web_stomp.tcp.port = {self._port}"]
        web += ["web_mqtt.tcp.ip = 127.0.0.1", f"web_mqtt.tcp.port = {self._mqtt_port}"]
        (self._folder / "rabbitmq.conf").write_text("\n".join([*tcp, *web, ""]))
        with (self._folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen([self.server], env=self._environment(), stdout=log, stderr=log)
        until = time.monotonic() + _RABBIT_SECONDS
        while not (self._listens(self._port) and self._listens(self._mqtt_port)):
            if time.monotonic() > until or self._process.poll() is not None:
                self.stop()
                pytest.skip(f"rabbitmq-server was not up within {_RABBIT_SECONDS:g} s")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it, and the port mapper it has started."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_RABBIT_SECONDS)
        with contextlib.suppress(OSError):
            subprocess.run(["epmd", "-port", str(self._epmd), "-kill"], check=False, capture_output=True)

    def _listens(self, port: int) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return True
        return False

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "HOME": str(self._folder),
            "RABBITMQ_NODENAME": f"feedscope{self._port}@localhost",
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_CONFIG_FILE": str(self._folder / "rabbitmq"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self._folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_PID_FILE": str(self._folder / "pid"),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._epmd),
        }
