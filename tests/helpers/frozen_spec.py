"""What the PyInstaller spec asks for on a system that is not this one: it is run with PyInstaller left out."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.helpers.packaged import ROOT

__all__ = ["Asked", "asked_for"]


@dataclass(frozen=True)
class Asked:
    """One call of a PyInstaller class."""

    what: str
    arguments: Sequence[Any]
    options: Mapping[str, Any]


def asked_for(platform: str, work: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[Asked]:
    """Run the spec as on `platform` (a `sys.platform`); what it asked for, in order."""
    calls: list[Asked] = []
    spec = ROOT / "packaging" / "pyinstaller" / "feedscope.spec"
    info = work / "build.json"
    info.write_text("{}", "utf-8")
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name, **_: [name]
    hooks.copy_metadata = lambda name: [(name, name)]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    for name in ("trimming", "sysconfig_cut", "executables", "bundle", "version"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("FEEDSCOPE_BUILD_INFO", str(info))
    classes = {name: _noted(name, calls) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    names = {"SPECPATH": str(spec.parent), "workpath": str(work), **classes}
    exec(compile(spec.read_text("utf-8"), str(spec), "exec"), names)
    return calls


def _noted(name: str, calls: list[Asked]) -> Callable[..., SimpleNamespace]:
    def call(*arguments: Any, **options: Any) -> SimpleNamespace:
        calls.append(Asked(name, arguments, options))
        return SimpleNamespace(binaries=[], datas=[], pure=[], scripts=[], made=name)

    return call
