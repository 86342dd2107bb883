"""Every screenshot of the documentation, taken of the real program on a display without a screen.

    python -m tests.shots [NAME…]        writes docs/shots/NAME.png

Needs Xvfb. The recordings of `../shared/captures` are used where they are there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QImage

from tests.helpers.display import display
from tests.helpers.fewer_colours import fewer_colours

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "shots"
CAPTURES = ROOT.parent / "shared" / "captures"
_LONGEST = 180
_LARGEST = 280_000
"""Bytes of a picture."""

_AFTER_AN_OUTAGE, _WITHIN_AN_OUTAGE = 62.0, 42.0
"""Seconds after which the demo's machine has just come back from a planned restart, or is about to."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the command line or the scene that shows it, and what else is set.

    scene: one of `tests.shot_scenes`. served: "demo" or "flood" for a server whose address the scene is given.
    """

    name: str
    arguments: tuple[str, ...] = ()
    scene: str = ""
    served: str = ""
    size: str = "1440x900"
    theme: str = "dark"
    after: float = 14.0
    environment: dict[str, str] = field(default_factory=dict)
    recordings: tuple[str, ...] = ()


_LARGE_SCALE = {"QT_SCALE_FACTOR": "2"}

SHOTS = (
    Shot("markets-dark", scene="markets"),
    Shot("markets-light", scene="markets", theme="light"),
    Shot("markets-small", scene="markets", size="1280x720"),
    Shot("markets-200", scene="markets", size="1280x720", environment=_LARGE_SCALE),
    Shot("add-feed-dark", scene="add-feed", served="demo"),
    Shot("add-feed-light", scene="add-feed", served="demo", theme="light"),
    Shot("catalogue", scene="catalogue", size="1280x720"),
    Shot("trading-dark", scene="trading"),
    Shot("trading-light", scene="trading", theme="light"),
    Shot("analysis", scene="analysis"),
    Shot("messages", scene="messages", size="1280x720", theme="light"),
    Shot("alerts", scene="alerts", size="1280x720"),
    Shot("formulas", scene="formulas", size="1280x720"),
    Shot("palette", scene="palette", size="1280x720"),
    Shot("settings", scene="settings", size="1280x720", theme="light"),
    Shot("about", scene="about", theme="light"),
    Shot("crash", scene="crash", size="1280x720"),
    Shot("shortcuts", scene="shortcuts", size="1280x720"),
    Shot("many-feeds", scene="many-feeds", served="demo", size="1280x720"),
    Shot("many-keys", scene="many-keys", served="flood", size="1280x720"),
    Shot("demo-dark", ("--demo",), after=_AFTER_AN_OUTAGE),
    Shot("demo-light", ("--demo",), theme="light", after=_AFTER_AN_OUTAGE),
    Shot("gap", ("--demo",), size="1280x720", theme="light", after=_WITHIN_AN_OUTAGE),
    Shot("empty-dark", size="1280x720", after=2.0),
    Shot("empty-light", size="1280x720", theme="light", after=2.0),
    Shot("failing", ("ws://127.0.0.1:9/", "wss://no-such-host.invalid/feed"), size="1280x720", after=8.0),
    Shot("captures", recordings=("okx", "coinbase_exchange", "deribit"), after=24.0),
)

_SERVERS = {
    "demo": ("monitor", "serve", "--demo", "--port", "0"),
    "flood": ("tests.benchmarks.flood", "--rate", "20000", "--count", "100000000", "--keys", "5000"),
}


def take(shot: Shot) -> bool:
    """Take one picture; False when the recordings it needs are not there."""
    files = [path for name in shot.recordings for path in CAPTURES.glob(f"{name}.jsonl*")]
    if len(files) < len(shot.recordings):
        return False
    file = str(OUT / f"{shot.name}.png")
    with _serving(files, shot.served) as addresses:
        command = [sys.executable, "-m", "monitor", *shot.arguments, *addresses]
        command += ["--screenshot", file, "--after", str(shot.after)]
        if shot.scene:
            command = [sys.executable, "-m", "tests.shot_scenes", shot.scene, file, *addresses]
        command += ["--size", shot.size, "--theme", shot.theme]
        subprocess.run(command, check=True, timeout=_LONGEST, cwd=ROOT, env={**os.environ, **shot.environment})
    _squeeze(OUT / f"{shot.name}.png")
    return True


@contextmanager
def _serving(files: list[Path], served: str) -> Iterator[list[str]]:
    if not files and not served:
        yield []
        return
    arguments = _SERVERS.get(served) or ("monitor", "serve", *map(str, files), "--port", "0", "--loop")
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            wanted = len(files) if files else 3 if served == "demo" else 1
            addresses = (word for line in lines for word in line.split() if word.startswith("ws://"))
            yield [next(addresses) for _ in range(wanted)]
        finally:
            server.terminate()


def _squeeze(file: Path) -> None:
    """Give up colours nobody misses in a picture too large to be loaded with a page."""
    if file.stat().st_size > _LARGEST:
        fewer_colours(QImage(str(file))).save(str(file), quality=0)


def main() -> None:
    """Take the pictures named on the command line, or all."""
    wanted = set(sys.argv[1:])
    OUT.mkdir(parents=True, exist_ok=True)
    with display():
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                told = "saved" if take(shot) else "skipped: its recordings are not in this checkout"
                print(f"{shot.name}: {told}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
