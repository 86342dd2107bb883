"""Whether a release may be made: `check.py [TAG] [--notes FILE]` fails when tag, version and CHANGELOG disagree."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from version import ROOT, project_version

__all__ = ["faults", "notes"]

_HEADING = re.compile(r"^## \[?(?P<version>[^\]\s]+)\]?(?: - (?P<date>\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)
_STATED = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)


def notes(changelog: str, version: str) -> str | None:
    """The section of a version, without its heading; None when there is none with a date or nothing is in it."""
    headings = list(_HEADING.finditer(changelog))
    for at, heading in enumerate(headings):
        if heading["version"] == version and heading["date"]:
            end = headings[at + 1].start() if at + 1 < len(headings) else len(changelog)
            return changelog[heading.end() : end].strip() or None
    return None


def faults(*, tag: str | None, version: str, stated: str, changelog: str) -> Sequence[str]:
    """Every reason not to release, in words; without a tag only what must hold at all times is looked at."""
    found = []
    if stated != version:
        found.append(f"pyproject.toml says {version}, monitor/__init__.py says {stated}: make them the same")
    if tag is None:
        return found
    if tag != f"v{version}":
        found.append(f"the tag is {tag}, but pyproject.toml says {version}: the tag has to be v{version}")
    if notes(changelog, version) is None:
        found.append(f"CHANGELOG.md has nothing under `## {version} - YYYY-MM-DD`: say what has changed for users")
    return found


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag", nargs="?", help="the tag that asks for a release, such as v1.2.3")
    parser.add_argument("--notes", type=Path, help="where to write what CHANGELOG.md says of this version")
    given = parser.parse_args()
    version = project_version()
    stated = _STATED.search((ROOT / "monitor" / "__init__.py").read_text("utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = faults(
        tag=given.tag, version=version, stated=stated["version"] if stated else "nothing", changelog=changelog
    )
    for fault in found:
        sys.stderr.write(f"no release: {fault}\n")
    if not found and given.notes is not None:
        given.notes.write_text((notes(changelog, version) or "Nothing has been written yet.") + "\n", "utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
