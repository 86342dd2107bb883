"""Which build of the program this is: what its packager has written down, or what the checkout says."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.resources import resource

__all__ = ["BuildInfo", "build_info", "commit_of_checkout"]

_BAKED = "build.json"
_SHORT = 10
_MOST = 64 * 1024
_UP = 4
"""Folders above the resources in which a checkout may begin."""


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """commit, built: "" where nobody knows.

    versions: of the parts that were built in, by their names on PyPI in lower case and with hyphens.
    kind: how it was installed, such as "deb", as its packager has it; "checkout" in one; "" where nobody knows.
    """

    commit: str = ""
    built: str = ""
    kind: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


def build_info() -> BuildInfo:
    """What `build.json` among the resources says; without one, what git has checked out."""
    try:
        return _baked(resource(_BAKED).read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        return BuildInfo()
    commit = commit_of_checkout(resource("icons"))
    return BuildInfo(commit=commit, kind="checkout" if commit else "")


def commit_of_checkout(inside: Path) -> str:
    """The commit checked out around a folder, shortened, without running git; "" where there is no checkout."""
    for folder in list(inside.resolve().parents)[:_UP]:
        mark = folder / ".git"
        try:
            if mark.is_dir():
                return _head(mark)
            if mark.is_file():
                # A worktree: the file says where its own folder is.
                return _head((folder / _read(mark).removeprefix("gitdir:").strip()).resolve())
        except (OSError, ValueError):
            return ""
    return ""


def _baked(text: str) -> BuildInfo:
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("no object")
    versions = told.get("versions")
    return BuildInfo(
        commit=str(told.get("commit", ""))[:_SHORT],
        built=str(told.get("built", "")),
        kind=str(told.get("kind", "")),
        versions={_plain(str(name)): str(held) for name, held in versions.items()}
        if isinstance(versions, dict)
        else {},
    )


def _plain(name: str) -> str:
    """A name on PyPI in the one spelling that all others mean (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _head(git: Path) -> str:
    head = _read(git / "HEAD").strip()
    name = head.removeprefix("ref:").strip()
    if name == head:
        return head[:_SHORT]
    common = git / "commondir"
    root = (git / _read(common).strip()).resolve() if common.is_file() else git
    loose = root / name
    if loose.is_file():
        return _read(loose).strip()[:_SHORT]
    return _packed(root / "packed-refs", name)


def _packed(file: Path, name: str) -> str:
    for line in file.read_text("utf-8").splitlines():
        commit, _, ref = line.partition(" ")
        if ref == name:
            return commit[:_SHORT]
    return ""


def _read(file: Path) -> str:
    with file.open(encoding="utf-8") as stream:
        return stream.read(_MOST)
