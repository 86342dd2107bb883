"""From nothing to a desk of one's own, by keys and mouse, over the real engine and a real server; and all of it again
after a restart."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 100.0

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def market() -> Iterator[str]:
    """The address of a market, served by another process."""
    command = [sys.executable, "-m", "monitor", "serve", "--demo", "--port", "0", "--while-stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            yield next(word for line in lines for word in line.split() if word.endswith("/market"))
        finally:
            server.terminate()


def played(part: str, home: Path, address: str) -> dict[str, Any]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FEEDSCOPE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.flows.newcomer", part, str(home), address],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_newcomer_finds_everything_as_it_was(tmp_path: Path, market: str) -> None:
    before = played("first", tmp_path, market)
    assert before["feeds"] == [[before["feeds"][0][0], "My market"]]
    assert len(before["panels"]) == 4
    assert len(before["rules"]) == 1
    assert list((tmp_path / "feeds").glob("*.toml"))
    after = played("second", tmp_path, market)
    assert after == before
