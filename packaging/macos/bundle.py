"""What PyInstaller puts into Feedscope.app beside the program: Info.plist, icons, and how it is signed."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "release"))

from version import ROOT, four_numbers, project_version

__all__ = ["ENTITLEMENTS", "IDENTIFIER", "icon_files", "identity", "info"]

IDENTIFIER = "io.github.feedscope.Feedscope"
ENTITLEMENTS = str(Path(__file__).with_name("entitlements.plist"))

_WORKSPACE = "io.github.feedscope.workspace"
_OLDEST = "13.0"
"""The oldest macOS that Qt runs on, by the wheels of PySide6."""


def info() -> dict[str, object]:
    """Info.plist, as far as PyInstaller does not fill it in itself."""
    numbers = ".".join(four_numbers(project_version()).split(".")[:3])
    return {
        "CFBundleDisplayName": "Feedscope",
        "CFBundleShortVersionString": numbers,
        "CFBundleVersion": numbers,
        "NSHumanReadableCopyright": "The Feedscope authors, MIT licence",
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": _OLDEST,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSLocalNetworkUsageDescription": "Feedscope connects to the feeds you add, also to those in your network.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Feedscope workspace",
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": "workspace.icns",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [_WORKSPACE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": _WORKSPACE,
                "UTTypeDescription": "Feedscope workspace",
                "UTTypeIconFile": "workspace.icns",
                "UTTypeConformsTo": ["public.utf8-plain-text"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["feedscope"],
                    "public.mime-type": ["application/x-feedscope"],
                },
            }
        ],
    }


def icon_files(work: Path) -> tuple[str, str]:
    """Draw the icons of the program and of its files into a folder; their paths."""
    made = []
    for name, drawing in (("feedscope", "feedscope"), ("workspace", "application-x-feedscope")):
        svg, target = ROOT / "resources" / "icons" / "app" / f"{drawing}.svg", work / f"{name}.icns"
        command = [sys.executable, str(ROOT / "packaging" / "release" / "icon.py"), str(svg), str(target)]
        subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        made.append(str(target))
    return made[0], made[1]


def identity() -> str | None:
    """The Developer ID to sign with, from FEEDSCOPE_CODESIGN_IDENTITY; None for a signature that names nobody."""
    return os.environ.get("FEEDSCOPE_CODESIGN_IDENTITY") or None
