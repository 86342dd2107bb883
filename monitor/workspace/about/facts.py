"""What someone who reads a bug report has to know, as names and values."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from monitor import __version__
from monitor.core.build_info import BuildInfo, build_info
from monitor.workspace.keeping.places import Places

__all__ = ["Fact", "as_text", "from_home", "place_facts", "version_facts"]

_PARTS = (("PySide6", "pyside6-essentials"), ("pyqtgraph", "pyqtgraph"), ("msgspec", "msgspec"), ("NumPy", "numpy"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One line. folder: what the value is the path of, for whoever would open it."""

    name: str
    value: str
    folder: Path | None = None


def version_facts(build: BuildInfo | None = None, *, more: Mapping[str, str] | None = None) -> tuple[Fact, ...]:
    """This program, its parts and the system. more: what only a running window knows, put after the versions."""
    build = build_info() if build is None else build
    parts = [Fact(name, _version(package, build)) for name, package in _PARTS]
    return (
        Fact("Feedscope", __version__),
        Fact("Commit", build.commit or "unknown"),
        *((Fact("Build", " ".join(filter(None, (build.built, build.kind)))),) if build.built or build.kind else ()),
        Fact("Python", f"{platform.python_version()} ({platform.python_implementation()})"),
        *parts,
        *(Fact(name, value) for name, value in (more or {}).items()),
        Fact("System", platform.platform(aliased=True)),
    )


def place_facts(places: Places) -> tuple[Fact, ...]:
    """Where everything is kept."""
    return (
        Fact("Settings", str(places.home), places.home),
        Fact("Profiles", str(places.profiles), places.profiles),
        Fact("Recordings", str(places.recordings), places.recordings),
        Fact("Logs", str(places.logs), places.logs),
    )


def as_text(facts: Sequence[Fact], *, home: Path) -> str:
    """Facts as plain text; the user's own folder, which often holds a name, is "~"."""
    width = max((len(fact.name) for fact in facts), default=0)
    return "\n".join(f"{fact.name:<{width}}  {from_home(fact.value, home=home)}" for fact in facts)


def from_home(text: str, *, home: Path) -> str:
    """`text` with the user's own folder at its start written "~"."""
    path = Path(text)
    if home == Path(home.anchor) or not path.is_absolute() or not path.is_relative_to(home):
        return text
    return str(Path("~") / path.relative_to(home))


def _version(package: str, build: BuildInfo) -> str:
    if package in build.versions:
        return build.versions[package]
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"
