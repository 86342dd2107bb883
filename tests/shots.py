"""Every screenshot of the documentation, taken of the real program on a display without a screen.

    python -m tests.shots [NAME…]        writes docs/shots/NAME.png

Needs Xvfb. The recordings of `../shared/captures` are used where they are there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "shots"
CAPTURES = ROOT.parent / "shared" / "captures"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the command line that shows it, and what else is set."""

    name: str
    arguments: tuple[str, ...]
    size: str = "1440x900"
    theme: str = "dark"
    after: float = 14.0
    environment: dict[str, str] = field(default_factory=dict)
    recordings: tuple[str, ...] = ()


SHOTS = (
    Shot("demo-dark", ("--demo",), after=45.0),
    Shot("demo-light", ("--demo",), theme="light", after=45.0),
    Shot("demo-small", ("--demo",), size="1280x720", after=20.0),
    Shot("demo-200", ("--demo",), size="1280x720", environment={"QT_SCALE_FACTOR": "2"}, after=20.0),
    Shot("empty-dark", (), after=2.0),
    Shot("empty-light", (), theme="light", after=2.0),
    Shot("failing", ("ws://127.0.0.1:9/", "wss://no-such-host.invalid/feed"), after=6.0),
    Shot("captures", (), recordings=("binance_spot_2021", "coinbase_exchange", "deribit"), after=16.0),
)


def take(shot: Shot) -> bool:
    """Take one picture; False when the recordings it needs are not there."""
    files = [path for name in shot.recordings for path in CAPTURES.glob(f"{name}.jsonl*")]
    if len(files) < len(shot.recordings):
        return False
    with _serving(files) as addresses:
        command = [sys.executable, "-m", "monitor", *shot.arguments, *addresses]
        command += ["--screenshot", str(OUT / f"{shot.name}.png"), "--after", str(shot.after)]
        command += ["--size", shot.size, "--theme", shot.theme]
        subprocess.run(command, check=True, timeout=_LONGEST, cwd=ROOT, env={**os.environ, **shot.environment})
    return True


@contextmanager
def _serving(files: list[Path]) -> Iterator[list[str]]:
    if not files:
        yield []
        return
    command = [sys.executable, "-m", "monitor", "serve", *map(str, files), "--port", "0", "--loop"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield [server.stdout.readline().split()[-1] for _ in files]
        finally:
            server.terminate()


@contextmanager
def _display() -> Iterator[None]:
    """A display of our own, so that pictures do not depend on whose machine this is."""
    if shutil.which("Xvfb") is None:
        raise SystemExit("Screenshots need Xvfb (Debian package xvfb).")
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "2880x1800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            yield
        finally:
            server.terminate()


def main() -> None:
    """Take the pictures named on the command line, or all."""
    wanted = set(sys.argv[1:])
    OUT.mkdir(parents=True, exist_ok=True)
    with _display():
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                told = "saved" if take(shot) else "skipped: its recordings are not in this checkout"
                print(f"{shot.name}: {told}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
