"""Secrets on the command line: kept, listed, deleted, used, asked for unseen, and shown nowhere."""

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from websockets.http11 import Request, Response

from tests.helpers.commands import Finished, command
from tests.helpers.live_server import LiveServer

VALUE = "hunter2-4711"
PROFILE = """
name = "Guarded"
address = "{url}"
headers = {{ Authorization = "Bearer ${{{reference}}}" }}
proxy = {{ url = "none" }}
[[stream]]
name = "ticks"
columns = {{ p = "p" }}
"""


class Home:
    """A user with a keychain of his own and one profile of a server that wants a login."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keychain = folder / "keychain.json"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            "FEEDSCOPE_HOME": str(folder / "home"),
            "FEEDSCOPE_TEST_KEYCHAIN": str(self.keychain),
            "PYTHON_KEYRING_BACKEND": "tests.helpers.keychains.FileKeyring",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def profile(self, server: LiveServer, reference: str = "secret:TOKEN") -> str:
        file = self.folder / "guarded.toml"
        file.write_text(PROFILE.format(url=server.url, reference=reference), "utf-8")
        return str(file)

    async def run(self, *arguments: str, stdin: str = "", **more: str) -> Finished:
        process = await asyncio.create_subprocess_exec(
            *command(), *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**self.environment, **more}
        )
        out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 40)
        assert process.returncode is not None
        assert VALUE not in out.decode() + err.decode()
        return Finished(process.returncode, out.decode(), err.decode())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def guarded(connection: object, request: Request) -> Response | None:
    if request.headers.get("Authorization") == f"Bearer {VALUE}":
        return None
    return connection.respond(401, "who are you\n")  # type: ignore[attr-defined, no-any-return]


async def test_a_secret_is_kept_listed_used_and_deleted(home: Home) -> None:
    done = await home.run("secrets", "set", "TOKEN", stdin=f"{VALUE}\n")
    assert done.status == 0, done.err
    assert "${secret:TOKEN}" in done.err
    assert VALUE in home.keychain.read_text("utf-8")
    assert (await home.run("secrets", "list")).lines == ["TOKEN"]
    async with LiveServer('{"p": 1.5}', process_request=guarded) as server:
        done = await home.run("tail", home.profile(server), "--count", "1", "--for", "20")
        assert done.status == 0, done.err
        assert "1.5" in done.out
        checked = await home.run("check", home.profile(server), "--for", "10")
        assert checked.status == 0, checked.out
    assert (await home.run("secrets", "delete", "TOKEN")).status == 0
    assert (await home.run("secrets", "list")).lines == []
    again = await home.run("secrets", "delete", "TOKEN")
    assert again.status == 1
    assert "No secret TOKEN is kept" in again.err


@pytest.mark.parametrize("name", ["tail", "discover", "check"])
async def test_without_a_terminal_a_missing_secret_is_named(home: Home, name: str) -> None:
    async with LiveServer('{"p": 1.5}') as server:
        done = await home.run(name, home.profile(server))
        assert done.status == 1
        assert "Guarded needs the secret TOKEN, and there is no terminal" in done.err
        assert "feedscope secrets set TOKEN" in done.err
        assert server.visits == []


async def test_a_missing_variable_is_named_too(home: Home) -> None:
    async with LiveServer('{"p": 1.5}') as server:
        done = await home.run("tail", home.profile(server, "env:FEEDSCOPE_TEST_TOKEN"))
    assert done.status == 1
    assert "Set the environment variable FEEDSCOPE_TEST_TOKEN" in done.err


async def test_discovering_a_pasted_address_writes_no_secret(home: Home) -> None:
    asked: list[str] = []

    def heard(_connection: object, request: Request) -> None:
        asked.append(request.path)

    async with LiveServer('{"p": 1.5}', process_request=heard) as server:
        done = await home.run("discover", f"{server.url}?token={VALUE}", "--toml", "--for", "1", "--dialect", "plain")
    assert asked[0].endswith(f"?token={VALUE}")
    assert done.status == 0, done.err
    assert "?token=${env:FEED_TOKEN}" in done.out
    assert "FEED_TOKEN" in done.err


@pytest.mark.parametrize(("name", "words"), [("a b", "is no name for a secret"), ("GOOD", "between 1 and 8192")])
async def test_what_cannot_be_kept_is_told(home: Home, name: str, words: str) -> None:
    done = await home.run("secrets", "set", name, stdin="\n")
    assert done.status in (1, 2)
    assert words in done.err
    assert not home.keychain.exists()


async def test_without_a_keychain_the_reason_is_told(home: Home) -> None:
    done = await home.run(
        "secrets", "set", "TOKEN", stdin=VALUE, PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring"
    )
    assert done.status == 1
    assert "no keychain that can be used" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
async def test_on_a_terminal_the_secret_is_asked_for_and_not_shown(home: Home) -> None:
    async with LiveServer('{"p": 1.5}', process_request=guarded) as server:
        status, shown, out = await asyncio.to_thread(
            _at_a_terminal, home, "tail", home.profile(server), "--count", "1", "--for", "20"
        )
    assert "Guarded needs the secret TOKEN" in shown
    assert status == 0, shown
    assert VALUE not in shown + out
    assert "1.5" in out


def _at_a_terminal(home: Home, *arguments: str) -> tuple[int, str, str]:
    """Run a command whose stdin and stderr are a terminal, and type the secret once it is asked for."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [*command(), *arguments],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=home.environment,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while b"secret TOKEN: " not in shown:
        shown += os.read(ours, 4096)
    os.write(ours, f"{VALUE}\n".encode())
    out, _ = process.communicate(timeout=40)
    try:
        while more := os.read(ours, 4096):
            shown += more
    except OSError:
        pass  # The other end is closed.
    os.close(ours)
    return process.returncode, shown.decode(), out.decode()
