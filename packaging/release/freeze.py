"""The program for this system by PyInstaller, into build/program: `freeze.py`, run by the Python to be frozen.

For Windows and macOS; for Linux there is packaging/linux/build, which also makes packages of it.
"""

import json
import os
import shutil
import subprocess
import sys

from version import ROOT

__all__ = ["freeze"]

_KINDS = {"win32": "Windows", "darwin": "macOS app"}
"""What the page "About" calls the build."""


def freeze() -> None:
    """Write down what is built, and build it. CalledProcessError where a step fails."""
    work = ROOT / "build" / "pyinstaller"
    work.mkdir(parents=True, exist_ok=True)
    told = work / "build.json"
    environment = {
        **os.environ,
        "FEEDSCOPE_BUILD_INFO": str(told),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _last_commit(),
    }
    packaging = ROOT / "packaging" / "pyinstaller"
    texts = work / "notices"
    _python(environment, str(ROOT / "packaging" / "release" / "notices.py"), str(texts))
    _python(environment, str(packaging / "build_info.py"), str(told))
    known = json.loads(told.read_text("utf-8"))
    told.write_text(json.dumps({**known, "kind": _KINDS.get(sys.platform, "")}, indent=1) + "\n", "utf-8")
    target = ["--distpath", str(ROOT / "build" / "program"), "--workpath", str(work)]
    options = ["--noconfirm", "--log-level", "WARN"]
    _python(environment, "-m", "PyInstaller", *options, *target, str(packaging / "feedscope.spec"))
    # Beside the program, where its user sees them; the bundle of macOS, which is sealed by now, has them inside.
    shutil.copytree(texts, ROOT / "build" / "program" / "feedscope", dirs_exist_ok=True)


def _last_commit() -> str:
    shown = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return shown.strip()


def _python(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    freeze()
