"""The Autobahn Testsuite on this machine: the Python 2.7 it needs, its installation, and its fuzzing server."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FuzzingServer", "SuiteError", "find_python", "fuzzing_server", "install"]

VERSION = "25.10.1"
_BUILD = Path(__file__).resolve().parents[2] / "build"
_HOME = _BUILD / "autobahn"
_WRAPPER = Path(__file__).with_name("on_loopback.py")
_INSTALL_SECONDS = 300.0
_LEAVE_SECONDS = 10.0


class SuiteError(Exception):
    """The suite cannot be had or does not start; the text says why."""


@dataclass(frozen=True, slots=True)
class FuzzingServer:
    """A running server: its address without a path, and the folder that its reports go to."""

    url: str
    reports: Path


def find_python() -> Path | None:
    """A Python 2.7 with pip, from PATH or from pyenv's folder."""
    named = [Path(found) for name in ("python2.7", "python2") if (found := shutil.which(name))]
    for python in [*named, *sorted((Path.home() / ".pyenv" / "versions").glob("2.7*/bin/python2.7"))]:
        probe = [str(python), "-c", "import pip, sys; sys.exit(sys.version_info[:2] != (2, 7))"]
        if not subprocess.run(probe, capture_output=True, timeout=30, check=False).returncode:
            return python
    return None


def install(python: Path) -> None:
    """Install the suite into build/autobahn unless it is there. Raises SuiteError."""
    stamp = _HOME / f"installed-{VERSION}"
    if stamp.exists():
        return
    # `pip install --target` would leave out what makes zope.interface importable.
    command = [str(python), "-m", "pip", "install", "--user", "--quiet", "--disable-pip-version-check"]
    command += ["--no-warn-script-location", f"autobahntestsuite=={VERSION}"]
    try:
        done = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise SuiteError("the Autobahn Testsuite could not be installed in time") from late
    if done.returncode:
        raise SuiteError(f"the Autobahn Testsuite could not be installed:\n{done.stderr.strip()}")
    stamp.touch()


@contextmanager
def fuzzing_server(python: Path, *, name: str, cases: Sequence[str], without: Sequence[str]) -> Iterator[FuzzingServer]:
    """A fuzzing server for the cases that match a pattern such as `12.*`, ended whatever happens.

    name: of its folder under build/conformance, which is emptied.
    """
    folder = _BUILD / "conformance" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plan = {
        # The wrapper takes a free port instead of this one.
        "url": "ws://127.0.0.1:9001",
        "outdir": "reports",
        "cases": list(cases),
        "exclude-cases": list(without),
        "exclude-agent-cases": {},
    }
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [str(python), str(_WRAPPER), "--mode", "fuzzingserver", "--webport", "0", "--spec", "plan.json"]
    with (
        (folder / "log.txt").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as server,
    ):
        try:
            yield FuzzingServer(f"ws://127.0.0.1:{_port_of(server, folder)}", folder / "reports")
        finally:
            _end(server)


def _environment() -> dict[str, str]:
    """That of this process, with the suite's packages and none of ours."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONUSERBASE": str(_HOME), "PYTHONDONTWRITEBYTECODE": "1"}


def _port_of(server: subprocess.Popen[str], folder: Path) -> int:
    assert server.stdout is not None
    for line in server.stdout:
        if line.startswith("listening on "):
            return int(line.split()[-1])
    raise SuiteError(f"the fuzzing server did not start; see {folder.name}/log.txt in build/conformance")


def _end(server: subprocess.Popen[str]) -> None:
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(_LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
