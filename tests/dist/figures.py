"""What an installed Feedscope costs, beside the same from source, in one run and one table.

    python -m tests.dist.figures

Needs what `make dist` builds, and Xvfb. The window is watched from outside: on the screen it draws on.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from subprocess import Popen

import psutil
from rich.console import Console
from rich.table import Table

from tests.benchmarks.processes import serving
from tests.dist.built import PROGRAM, ROOT, archive, deb
from tests.dist.screen import Screen, screen

__all__ = ["measure"]

_ROUNDS = 3
_SETTLED = 5.0
"""Seconds of plotting after which memory is read."""

_Row = tuple[str, str, str]


def measure() -> list[_Row]:
    """Name, figure of the installed program, figure from source; "" where there is none."""
    rows = [
        ("size on disk", _mib(_size(PROGRAM)), ""),
        ("size to download, .deb", _mib(deb().stat().st_size), ""),
        ("size to download, .tar.xz", _mib(archive().stat().st_size), ""),
    ]
    frozen: list[tuple[float, ...]] = []
    source: list[tuple[float, ...]] = []
    with screen() as display, serving("monitor", "serve", "--demo", "--port", 0, "--outages", 0) as address:
        # In turns, so that what else runs on the machine disturbs both alike; the first of each warms the disk.
        for number in range(_ROUNDS + 1):
            for runs, command in ((frozen, [str(PROGRAM / "feedscope")]), (source, [_python(), "-m", "monitor"])):
                figures = _run(display, command, address.replace("/market", "/machine"))
                if number:
                    runs.append(figures)
    names = ("start to first painted window", "start to first plotted data", "memory, window", "memory, engine")
    for index, (name, form) in enumerate(zip(names, (_seconds, _seconds, _mib, _mib), strict=True)):
        rows.append((name, _told(frozen, index, form), _told(source, index, form)))
    return rows


def _run(display: Screen, command: Sequence[str], address: str) -> tuple[float, ...]:
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        environment |= {"DISPLAY": display.name, "FEEDSCOPE_HOME": home, "QT_QPA_PLATFORM": "xcb"}
        window = ["window", "--size", "1200x800", "--theme", "dark", address]
        begun = time.time()
        with Popen([*command, *window], env=environment, cwd=ROOT, text=True) as running:
            try:
                painted = display.wait_for(display.is_painted, least=1, of=running) - begun
                plotted = display.wait_for(display.plotted, least=2, of=running) - begun
                time.sleep(_SETTLED)
                memory = _memory(psutil.Process(running.pid))
            finally:
                running.terminate()
        while display.pixels().any():
            time.sleep(0.05)
    return painted, plotted, *memory


def _memory(window: psutil.Process) -> tuple[float, float]:
    """Of window and engine; what they share counts in each by its part."""
    children = sorted((each.memory_full_info().pss for each in window.children(recursive=True)), reverse=True)
    return float(window.memory_full_info().pss), float(sum(children))


def _python() -> str:
    """The same Python with the same libraries as the installed program has."""
    return str(ROOT / "build" / "dist-venv" / "bin" / "python")


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _told(runs: Sequence[tuple[float, ...]], index: int, form: Callable[[float], str]) -> str:
    values = [run[index] for run in runs]
    return f"{form(median(values))} (best {form(min(values))})"


def _mib(size: float) -> str:
    return f"{size / 2**20:.0f} MiB"


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def main() -> None:
    busy = os.getloadavg()[0]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Figure", "Installed", "From source"):
        table.add_column(title, justify="left" if title == "Figure" else "right")
    for row in measure():
        table.add_row(*row)
    console = Console(width=110)
    console.print(table)
    console.print(
        f"Median of {_ROUNDS} starts; {os.cpu_count()} cores; load of other programs before it began: {busy:.1f}; "
        f"Python {sys.version.split()[0]} watched."
    )


if __name__ == "__main__":
    main()
