"""Writes which build this is, for the program to read: see `monitor/core/build_info.py`.

python packaging/pyinstaller/build_info.py FILE
"""

import datetime
import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

__all__ = ["build_info"]


def build_info() -> dict[str, object]:
    """The commit, the time of SOURCE_DATE_EPOCH, and the versions of what is installed in this environment."""
    built = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC)
    named = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True)
    return {
        "commit": named.stdout.strip() if named.returncode == 0 else "",
        "built": f"{built:%Y-%m-%dT%H:%M:%SZ}",
        "versions": dict(sorted((each.name, each.version) for each in metadata.distributions())),
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(build_info(), indent=1) + "\n", encoding="utf-8")
