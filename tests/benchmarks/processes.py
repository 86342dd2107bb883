"""Servers and clients of the benchmarks as processes of their own, ended whatever happens."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["lines_of", "serving"]


@contextmanager
def serving(*arguments: object) -> Iterator[str]:
    """The address of a server module started with these arguments (`tests.benchmarks.flood`, "--rate", 1000 …)."""
    command = [sys.executable, "-m", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            if "listening on" not in line:
                raise RuntimeError(f"{arguments[0]} said {line!r} instead of its address")
            yield line.split()[-1]
        finally:
            server.terminate()


def lines_of(*arguments: object, seconds: float = 300.0) -> list[str]:
    """What a module prints when run with these arguments."""
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=seconds, check=True)
    return done.stdout.splitlines()
