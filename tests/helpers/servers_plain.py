"""Servers of plain WebSocket by other people, each a process of its own on 127.0.0.1; all do as `feed.py` says."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.helpers.servers_brokers import BUILT, Broker, free_port, program
from tests.helpers.servers_socketio import node_server

__all__ = ["PLAIN", "java", "python"]

_SOURCES = Path(__file__).parents[1] / "interop" / "python"


def java(name: str, path: str, folder: Path) -> Broker:
    """One of tests/interop/java."""
    command, port, built = program("java"), free_port(), BUILT / "java" / name
    if not (built / "server.jar").exists():
        pytest.skip(f"Java's {name} is not built: make interop-setup")
    classes = f"{built / 'server.jar'}:{built / 'lib'}/*"
    # A quick start matters more than a quick server.
    small = ["-Xmx192m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
    return Broker([command, *small, "-cp", classes, "interop.Main", str(port)], port=port, folder=folder, path=path)


def _python(*needs: str) -> str:
    """The interpreter with Python's servers; skips by name where one of them is not installed."""
    found = BUILT / "python" / "bin" / "python"
    for need in needs:
        if not any((BUILT / "python").glob(f"lib/*/site-packages/{need}")):
            pytest.skip(f"{need} is not installed: make interop-setup")
    return str(found)


def python(package: str, folder: Path) -> Broker:
    """tests/interop/python/serve_PACKAGE.py."""
    interpreter, port = _python(package), free_port()
    return Broker(
        [interpreter, str(_SOURCES / f"serve_{package}.py"), str(port)], port=port, folder=folder, path="/feed"
    )


def _asgi(package: str, folder: Path) -> Broker:
    """tests/interop/python/asgi.py in uvicorn or daphne."""
    interpreter, port = _python(package), free_port()
    for name in ("asgi.py", "feed.py"):
        shutil.copy(_SOURCES / name, folder)
    options = {
        "uvicorn": ["--timeout-graceful-shutdown", "1", "--host", "127.0.0.1", "--port"],
        "daphne": ["-b", "127.0.0.1", "-p"],
    }[package]
    return Broker([interpreter, "-m", package, *options, str(port), "asgi:app"], port=port, folder=folder, path="/feed")


def _websocketd(folder: Path) -> Broker:
    """tests/interop/python/stdio.py, one process a client."""
    name, interpreter, port = program("websocketd"), _python(), free_port()
    if not Path(interpreter).exists():
        pytest.skip("what websocketd runs is not installed: make interop-setup")
    command = [name, "--address=127.0.0.1", f"--port={port}", interpreter, str(_SOURCES / "stdio.py")]
    return Broker(command, port=port, folder=folder, path="/feed")


def _libwebsockets(folder: Path) -> Broker:
    """tests/interop/c/feed.c."""
    built, port = BUILT / "libwebsockets", free_port()
    if not built.exists():
        pytest.skip("libwebsockets is not installed: apt-get install libwebsockets-dev, make interop-setup")
    return Broker([str(built), str(port)], port=port, folder=folder, path="/feed")


PLAIN: dict[str, Callable[[Path], Broker]] = {
    "node-ws": partial(node_server, source="ws.cjs", needs="ws", path="/feed"),
    "websockets": partial(python, "websockets"),
    "tornado": partial(python, "tornado"),
    "aiohttp": partial(python, "aiohttp"),
    "uvicorn": partial(_asgi, "uvicorn"),
    "daphne": partial(_asgi, "daphne"),
    "jetty9": partial(java, "jetty9", "/feed"),
    "tomcat10": partial(java, "tomcat10", "/feed"),
    "tyrus": partial(java, "tyrus", "/feed"),
    "spring": partial(java, "spring", "/feed"),
    "websocketd": _websocketd,
    "libwebsockets": _libwebsockets,
}
