"""Lets a wheel say which commit it was built from: hatchling's hook, named in pyproject.toml.

An sdist carries the commit along, so that the wheel built from it is the same to the byte.
"""

import datetime
import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["BuildInfoHook"]

_CARRIED = "packaging/release/build.json"
_SHOWN = "monitor/_resources/build.json"


class BuildInfoHook(BuildHookInterface[Any]):
    """Writes `build.json`, which `monitor/core/build_info.py` reads."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to what is built. A checkout that is installed to be worked on asks git itself."""
        told = self._told()
        if version == "editable" or not told:
            return
        wheel = self.target_name == "wheel"
        self._work = TemporaryDirectory()
        file = Path(self._work.name) / "build.json"
        file.write_text(json.dumps({**told, "kind": "wheel"} if wheel else told, indent=1) + "\n", "utf-8")
        build_data["force_include"][str(file)] = _SHOWN if wheel else _CARRIED

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_work"):
            self._work.cleanup()

    def _told(self) -> dict[str, str]:
        """The commit and its time, from the sdist or from git; nothing where neither knows."""
        root = Path(self.root)
        carried = root / _CARRIED
        if carried.is_file():
            told: dict[str, str] = json.loads(carried.read_text("utf-8"))
            return told
        if not (root / ".git").exists():
            return {}
        command = ["git", "log", "-1", "--format=%H %ct"]
        try:
            shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return {}
        commit, seconds = shown.split()
        time = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
        return {"commit": commit, "built": f"{time:%Y-%m-%dT%H:%M:%SZ}"}
