"""The installer and the portable archive for Windows: `installer.py PROGRAM TARGET`.

PROGRAM is the folder that PyInstaller made, TARGET where the results go. Needs makensis (NSIS 3.08 or newer), on
Windows or anywhere else. Signs what FEEDSCOPE_CERTIFICATE allows it to; see sign.py.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath

sys.path.insert(0, str(Path(__file__).parents[1] / "release"))

from version import ROOT, four_numbers, project_version

__all__ = ["build", "script"]

_HERE = Path(__file__).parent
_RELEASE = _HERE.parent / "release"


def script(program: Path) -> str:
    """NSIS macros that install every file of a folder, and remove exactly these files and the folders left empty."""
    folders = sorted(path for path in (program, *program.rglob("*")) if path.is_dir())
    lines = ["!macro INSTALL_FILES"]
    for folder in folders:
        lines.append(f'  SetOutPath "{_target(program, folder)}"')
        lines += [f'  File "{path}"' for path in sorted(folder.iterdir()) if path.is_file()]
    lines += ["!macroend", "", "!macro REMOVE_FILES"]
    for folder in reversed(folders):
        files = [path for path in sorted(folder.iterdir()) if path.is_file()]
        lines += [f'  Delete "{_target(program, path)}"' for path in files]
        if folder != program:
            lines.append(f'  RMDir "{_target(program, folder)}"')
    return "\n".join([*lines, "!macroend", ""])


def build(program: Path, target: Path) -> Sequence[Path]:
    """Make both; their paths. SystemExit where a tool is missing or fails."""
    missing = [name for name in ("feedscope.exe", "feedscope-window.exe") if not (program / name).is_file()]
    if missing:
        raise SystemExit(f"{program} has no {' and no '.join(missing)}: it is not the program for Windows")
    if not (program / "LICENCES.txt").is_file():
        raise SystemExit(
            f"{program} has no LICENCES.txt: nothing may be passed on without the licences of what is inside"
        )
    makensis = shutil.which("makensis")
    if makensis is None:
        raise SystemExit("makensis is missing: install NSIS (Debian has it as nsis)")
    work = ROOT / "build" / "windows"
    work.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    _sign(program / "feedscope.exe", program / "feedscope-window.exe")
    setup = target.resolve() / f"feedscope-{project_version()}-windows-x64-setup.exe"
    _run(makensis, "-V2", "-WX", *_definitions(program.resolve(), setup, work), str(_HERE / "feedscope.nsi"))
    archive = shutil.make_archive(
        str(target / f"feedscope-{project_version()}-windows-x64"), "zip", program.parent, program.name
    )
    return setup, Path(archive)


def _definitions(program: Path, setup: Path, work: Path) -> Iterator[str]:
    files = work / "files.nsh"
    # NSIS takes a file for Unicode by its mark.
    files.write_text(script(program), "utf-8-sig")
    values = {
        "VERSION": project_version(),
        "VERSION4": four_numbers(project_version()),
        "PROGRAM": str(program),
        "FILES": str(files),
        "SIZE": str(sum(path.stat().st_size for path in program.rglob("*") if path.is_file()) // 1024),
        "OUTPUT": str(setup),
        "ICON": str(_icon(work, "feedscope")),
        "DOCUMENT_ICON": str(_icon(work, "application-x-feedscope")),
    }
    if os.environ.get("FEEDSCOPE_NSIS_TARGET"):
        values["TARGET"] = os.environ["FEEDSCOPE_NSIS_TARGET"]
    if os.environ.get("FEEDSCOPE_CERTIFICATE"):
        values["SIGN"] = f'"{sys.executable}" "{_HERE / "sign.py"}"'
    for name, value in values.items():
        yield f"-D{name}={value}"


def _icon(work: Path, name: str) -> Path:
    target = work / f"{name}.ico"
    _run(
        sys.executable,
        str(_RELEASE / "icon.py"),
        str(ROOT / "resources" / "icons" / "app" / f"{name}.svg"),
        str(target),
    )
    return target


def _sign(*files: Path) -> None:
    _run(sys.executable, str(_HERE / "sign.py"), *map(str, files))


def _target(program: Path, path: Path) -> str:
    return _quoted(str(PureWindowsPath("$INSTDIR", *path.relative_to(program).parts)))


def _quoted(text: str) -> str:
    """As NSIS wants it between quotes; our own $INSTDIR stays a variable."""
    return text.replace("$", "$$").replace("$$INSTDIR", "$INSTDIR").replace('"', '$\\"')


def _run(*command: str) -> None:
    status = subprocess.run(command, check=False).returncode
    if status != 0:
        raise SystemExit(f"{Path(command[0]).name} failed with status {status}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: installer.py PROGRAM TARGET")
    for made in build(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{made}\n")
