"""A second start is heard by the first, and by nobody else; a stranger's bytes ask nothing."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.errors import UsageError
from monitor.ui.instance import knock as knocking
from monitor.ui.instance.door import Door
from monitor.ui.instance.knock import knock
from monitor.workspace.instance.claim import Claim
from monitor.workspace.instance.request import MOST_BYTES, Request

ROOT = Path(__file__).parents[3]


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path) -> Iterator[Door]:
    made = Door(tmp_path)
    yield made
    made.close()


@pytest.fixture
def claim(tmp_path: Path) -> Iterator[Claim]:
    """That of the first; another for the second has to be made."""
    made = Claim(tmp_path)
    assert made.take()
    yield made
    made.give_back()


KNOCKING = """
import json, sys
from pathlib import Path
from monitor.ui.instance.knock import knock
from monitor.workspace.instance.claim import Claim
from monitor.workspace.instance.request import Request
asked = json.loads(sys.stdin.read())
sys.exit(0 if knock(Claim(Path(sys.argv[1])), Request(tuple(asked[0]), *asked[1:])) else 3)
"""


def knocked(folder: Path, request: Request) -> subprocess.Popen[str]:
    """A second start: it waits, and so is a process of its own."""
    child = subprocess.Popen(
        [sys.executable, "-c", KNOCKING, str(folder)], stdin=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ}
    )
    assert child.stdin is not None
    json.dump([request.targets, request.demo, request.token], child.stdin)
    child.stdin.close()
    return child


def test_what_a_second_start_asks_is_heard_and_answered(qtbot: QtBot, door: Door, claim: Claim, tmp_path: Path) -> None:
    claim.tell(door.name)
    request = Request(("wss://example.net/ä", "/a b.feedscope"), demo=True, token="x")
    with qtbot.waitSignal(door.asked, timeout=20_000) as heard:
        child = knocked(tmp_path, request)
    assert heard.args == [request]
    assert child.wait(20) == 0


def test_a_long_request_is_heard_in_parts(qtbot: QtBot, door: Door, claim: Claim, tmp_path: Path) -> None:
    claim.tell(door.name)
    request = Request(tuple("x" * 600 for _ in range(100)))
    with qtbot.waitSignal(door.asked, timeout=20_000) as heard:
        child = knocked(tmp_path, request)
    assert heard.args == [request]
    assert child.wait(20) == 0


def test_several_at_once_are_all_heard(qtbot: QtBot, door: Door, claim: Claim, tmp_path: Path) -> None:
    claim.tell(door.name)
    heard: list[Request] = []
    door.asked.connect(heard.append)
    children = [knocked(tmp_path, Request((str(number),))) for number in range(5)]
    qtbot.waitUntil(lambda: len(heard) == 5, timeout=20_000)
    assert [child.wait(20) for child in children] == [0] * 5
    assert {request.targets[0] for request in heard} == {"0", "1", "2", "3", "4"}


@pytest.mark.parametrize("said", [b"\n", b"hello\n", b"[]\n", b"x" * (MOST_BYTES + 10)])
def test_other_bytes_are_shown_out(qtbot: QtBot, door: Door, said: bytes) -> None:
    heard: list[Request] = []
    door.asked.connect(heard.append)
    guest = QLocalSocket()
    guest.connectToServer(door.name)
    with qtbot.waitSignal(guest.disconnected):
        guest.write(said)
    assert heard == []


def test_guests_that_leave_at_once_do_no_harm(qtbot: QtBot, door: Door) -> None:
    heard: list[Request] = []
    door.asked.connect(heard.append)
    for number in range(40):
        guest = QLocalSocket()
        guest.connectToServer(door.name)
        guest.write(b'{"targets":["x"]}\n'[: number % 20])
        guest.flush()
        guest.abort()
        if number % 4 == 0:
            QApplication.processEvents()
    guest = QLocalSocket()
    guest.connectToServer(door.name)
    with qtbot.waitSignal(guest.disconnected):
        guest.write(b"{}\n")
    assert heard[-1] == Request()


@pytest.mark.skipif(sys.platform == "win32", reason="there the system's own lists of rights hold")
def test_no_other_user_can_knock(door: Door) -> None:
    assert stat.S_IMODE(Path(door.name).stat().st_mode) & 0o077 == 0


def test_a_long_way_home_is_no_hindrance(qtbot: QtBot, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    door = Door(deep)
    assert door.name
    folder = Path(door.name).parent
    door.close()
    assert sys.platform == "win32" or not folder.exists()


def test_what_a_dead_first_has_left_is_in_nobodys_way(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / ".window.sock").write_text("")
    door = Door(tmp_path)
    assert door.name
    door.close()


def test_where_the_first_ends_meanwhile_the_second_takes_its_place(tmp_path: Path) -> None:
    claim = Claim(tmp_path)
    assert not knock(claim, Request())
    claim.give_back()


def test_a_first_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, claim: Claim, tmp_path: Path) -> None:
    monkeypatch.setattr(knocking, "_PATIENCE", 0.2)
    claim.tell(str(tmp_path / "nobody"))
    with pytest.raises(UsageError, match="does not answer"):
        knock(Claim(tmp_path), Request())
