"""What is in the program, as CycloneDX: `sbom.py PYTHON FILE [--program FOLDER]`.

PYTHON is the interpreter of the environment that the program is built from. Of what is installed there the list keeps
what the program needs, not the tools that build it. With FOLDER, the program as PyInstaller leaves it, Python itself,
the starter of PyInstaller and the libraries of the building machine's system are listed too.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from version import ROOT

__all__ = ["bill_of_materials"]

_VERSION = SchemaVersion.V1_6
_STARTER = "pyinstaller"


def bill_of_materials(python: Path, program: Path | None) -> dict[str, Any]:
    """The list as CycloneDX 1.6 JSON."""
    bom = _environment(python)
    root = bom["metadata"]["component"]["bom-ref"]
    needs = _requirements(python)
    refs: dict[str, str] = {canonicalize_name(each["name"]): each["bom-ref"] for each in bom["components"]}
    refs["feedscope"] = root
    if program is not None and _STARTER in refs:
        needs[_STARTER] = []
    bom["components"] = [each for each in bom["components"] if canonicalize_name(each["name"]) in needs]
    bom["dependencies"] = [
        {"ref": refs[name], **({"dependsOn": sorted(refs[other] for other in others)} if others else {})}
        for name, others in sorted(needs.items())
    ]
    if program is not None:
        bom["components"] += [_interpreter(python), *_system_libraries(program)]
    return bom


def _requirements(python: Path) -> dict[str, list[str]]:
    """What the program needs to run, directly or not, by name: each with what it needs itself.

    CycloneDX's own tool counts what extras ask for, so that whatever develops a library would seem to be inside.
    """
    ask = "import json, platform, site; print(json.dumps([site.getsitepackages(), platform.python_version()]))"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    folders, version = json.loads(done.stdout)
    marked = {"python_version": ".".join(version.split(".")[:2]), "python_full_version": version, "extra": ""}
    installed: dict[str, Distribution] = {canonicalize_name(each.name): each for each in distributions(path=folders)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, list[str]] = {}
    waiting: list[tuple[str, Sequence[str]]] = [("feedscope", project["dependencies"])]
    while waiting:
        name, texts = waiting.pop()
        wanted = [each for each in map(Requirement, texts) if each.marker is None or each.marker.evaluate(marked)]
        found[name] = sorted({canonicalize_name(each.name) for each in wanted})
        for other in found[name]:
            if other not in installed:
                raise SystemExit(f"{python} lacks {other}, which {name} needs: the list would be wrong")
            if other not in found and all(other != each for each, _ in waiting):
                waiting.append((other, installed[other].requires or ()))
    return found


def _environment(python: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml")]
    options = ["--sv", _VERSION.to_version(), "--of", "JSON", "--output-reproducible", "--no-validate"]
    done = subprocess.run([*command, *options, str(python)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"cyclonedx-py failed:\n{done.stderr}")
    bom: dict[str, Any] = json.loads(done.stdout)
    return bom


def _interpreter(python: Path) -> dict[str, Any]:
    ask = "import platform; print(platform.python_version())"
    version = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    return {
        "type": "platform",
        "bom-ref": f"python=={version}",
        "name": "CPython",
        "version": version,
        "purl": f"pkg:generic/python@{version}",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def _system_libraries(program: Path) -> Iterator[dict[str, Any]]:
    """The Debian packages that libraries beside the program were taken from; elsewhere there are none."""
    names = sorted(path.name for path in (program / "_internal").glob("lib*.so*"))
    met: set[str] = set()
    for name in names:
        for package, version in _owners(name):
            if package not in met:
                met.add(package)
                yield {
                    "type": "library",
                    "bom-ref": f"deb:{package}=={version}",
                    "name": package,
                    "version": version,
                    "purl": f"pkg:deb/debian/{package}@{quote(version, safe='')}",
                }


def _owners(library: str) -> Iterator[tuple[str, str]]:
    try:
        found = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return
    for line in found.stdout.splitlines():
        package, _, path = line.partition(": ")
        if path.startswith(("/usr/lib/", "/lib/")):
            ask = ["dpkg-query", "-W", "-f=${Version}", package.split(",")[0]]
            shown = subprocess.run(ask, capture_output=True, text=True, check=True)
            yield package.split(":")[0], shown.stdout.strip()
            return


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--program", type=Path)
    given = parser.parse_args()
    text = json.dumps(bill_of_materials(given.python, given.program), indent=2, sort_keys=True) + "\n"
    fault = make_schemabased_validator(OutputFormat.JSON, _VERSION).validate_str(text)
    if fault is not None:
        raise SystemExit(f"the list is no valid CycloneDX {_VERSION.to_version()}: {fault}")
    given.file.parent.mkdir(parents=True, exist_ok=True)
    given.file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
