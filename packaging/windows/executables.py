"""What PyInstaller puts into the programs for Windows: version, icon, and which of them has a console."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "release"))

from version import ROOT, four_numbers, project_version

__all__ = ["CONSOLES", "icon_file", "version_file"]

CONSOLES = {"feedscope": True, "feedscope-window": False}
"""Name of each program, and whether it has a console: the command line needs one, the menu entry must not open one."""

_VERSION = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Feedscope authors"),
      StringStruct("FileDescription", "Feedscope"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "The Feedscope authors, MIT licence"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "Feedscope"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def version_file(name: str, work: Path) -> str:
    """Write the version resource of one program into a folder; its path."""
    numbers = tuple(int(part) for part in four_numbers(project_version()).split("."))
    target = work / f"{name}-version.txt"
    target.write_text(_VERSION.format(numbers=numbers, version=project_version(), name=name), "utf-8")
    return str(target)


def icon_file(work: Path) -> str:
    """Draw the icon into a folder; its path."""
    svg, target = ROOT / "resources" / "icons" / "app" / "feedscope.svg", work / "feedscope.ico"
    command = [sys.executable, str(ROOT / "packaging" / "release" / "icon.py"), str(svg), str(target)]
    subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return str(target)
