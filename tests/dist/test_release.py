"""What stops a release, what it says of itself, its icons, and the list of what is in it."""

import json
import os
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import monitor
from tests.helpers.frozen_spec import asked_for
from tests.helpers.packaged import ROOT, release_tool

pytestmark = pytest.mark.timeout(180)

_RELEASE = ROOT / "packaging" / "release"
_SVG = ROOT / "resources" / "icons" / "app" / "feedscope.svg"

_CHANGELOG = """# Changes

## Unreleased

## [1.2.3] - 2026-11-22

- Something new.

## 1.2.2 - 2026-10-01

## 1.2.1

- No date.
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of a checkout as the check looks at, in version 1.2.3."""
    (tmp_path / "packaging" / "release").mkdir(parents=True)
    (tmp_path / "monitor").mkdir()
    for name in ("check.py", "version.py"):
        (tmp_path / "packaging" / "release" / name).write_bytes((_RELEASE / name).read_bytes())
    (tmp_path / "CHANGELOG.md").write_text(_CHANGELOG, "utf-8")
    set_version(tmp_path, "1.2.3")
    return tmp_path


def set_version(checkout: Path, version: str, stated: str | None = None) -> None:
    (checkout / "pyproject.toml").write_text(f'[project]\nname = "feedscope"\nversion = "{version}"\n', "utf-8")
    (checkout / "monitor" / "__init__.py").write_text(f'"""A."""\n\n__version__ = "{stated or version}"\n', "utf-8")


def check(checkout: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, checkout / "packaging" / "release" / "check.py", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_release_is_made_when_tag_version_and_changelog_agree(checkout: Path) -> None:
    assert check(checkout, "v1.2.3", "--notes", str(checkout / "notes.md")) == (0, "")
    assert (checkout / "notes.md").read_text("utf-8") == "- Something new.\n"


@pytest.mark.parametrize("tag", ["1.2.3", "v1.2.4", "v1.2.3-rc1"])
def test_a_tag_of_another_version_makes_no_release(checkout: Path, tag: str) -> None:
    status, said = check(checkout, tag)
    assert status == 1
    assert f"the tag is {tag}" in said


@pytest.mark.parametrize("version", ["1.2.2", "1.2.1", "1.2.0"])
def test_a_version_without_a_dated_section_of_changes_makes_no_release(checkout: Path, version: str) -> None:
    set_version(checkout, version)
    status, said = check(checkout, f"v{version}")
    assert status == 1
    assert "CHANGELOG.md has nothing" in said


def test_two_versions_in_one_checkout_make_no_release_and_fail_without_a_tag_too(checkout: Path) -> None:
    set_version(checkout, "1.2.3", stated="1.2.2")
    for arguments in ((), ("v1.2.3",)):
        status, said = check(checkout, *arguments)
        assert status == 1
        assert "make them the same" in said


def test_this_checkout_states_one_version() -> None:
    assert check(ROOT) == (0, "")


def icon(target: Path) -> bytes:
    command = [sys.executable, _RELEASE / "icon.py", _SVG, target]
    subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return target.read_bytes()


def test_the_icon_of_windows_has_all_sizes_and_each_can_be_read(tmp_path: Path) -> None:
    content = icon(tmp_path / "feedscope.ico")
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind) == (0, 1)
    edges = []
    for at in range(count):
        width, height, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", content, 6 + 16 * at)
        assert width == height
        assert bits == 32
        edges.append(width or 256)
        picture = content[offset : offset + length]
        if picture.startswith(b"\x89PNG"):
            assert QImage.fromData(picture).width() == edges[-1]
        else:
            # As tall as the picture and its mask together.
            assert struct.unpack_from("<Iii", picture) == (40, edges[-1], 2 * edges[-1])
            assert len(picture) == 40 + edges[-1] * edges[-1] * 4 + (edges[-1] + 31) // 32 * 4 * edges[-1]
    assert edges == [16, 20, 24, 32, 40, 48, 64, 128, 256]


def test_the_icon_of_macos_is_png_pictures_up_to_1024_pixels(tmp_path: Path) -> None:
    content = icon(tmp_path / "feedscope.icns")
    name, length = struct.unpack_from(">4sI", content)
    assert (name, length) == (b"icns", len(content))
    at, edges = 8, {}
    while at < len(content):
        kind, length = struct.unpack_from(">4sI", content, at)
        edges[kind] = QImage.fromData(content[at + 8 : at + length]).width()
        at += length
    assert edges[b"ic10"] == 1024
    assert edges[b"ic07"] == 128
    assert min(edges.values()) == 32


def test_the_list_of_what_is_inside_names_what_is_needed_and_no_tools(tmp_path: Path) -> None:
    if not release_tool("cyclonedx-py").exists():
        pytest.skip("the release tools are not set up: make release-tools")
    command = [release_tool("python"), _RELEASE / "sbom.py", sys.executable, tmp_path / "bom.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    bom = json.loads((tmp_path / "bom.json").read_text("utf-8"))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["name"] == "feedscope"
    assert bom["metadata"]["component"]["version"] == monitor.__version__
    names = {each["name"].lower().replace("-", "_") for each in bom["components"]}
    assert {"pyside6_essentials", "shiboken6", "numpy", "msgspec", "websocket_client", "click"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "pip", "pyinstaller", "build"}
    listed = {each["bom-ref"] for each in bom["components"]} | {bom["metadata"]["component"]["bom-ref"]}
    assert {ref for each in bom["dependencies"] for ref in (each["ref"], *each.get("dependsOn", ()))} <= listed


def test_the_spec_makes_one_stripped_folder_on_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked_for("linux", tmp_path, monkeypatch)
    assert [call.what for call in calls] == ["Analysis", "PYZ", "EXE", "COLLECT"]
    assert calls[2].options["console"] is True
    assert calls[3].options == {"strip": True, "name": "feedscope"}


def test_the_notices_have_the_licence_of_every_part_and_the_texts_of_the_lgpl(tmp_path: Path) -> None:
    subprocess.run([sys.executable, _RELEASE / "notices.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["GPL-3.txt", "LGPL-3.txt", "LICENCES.txt"]
    text = (tmp_path / "LICENCES.txt").read_text("utf-8")
    for part in ("Feedscope", "Qt, PySide6, Shiboken", "Python", "numpy 2", "msgspec 0", "websockets 1"):
        assert f"\n{part}" in f"\n{text}", part
    headings = [line for line, under in pairwise(text.splitlines()) if under == "=" * len(line) and line]
    assert len(set(headings)) == len(headings)
    assert "\npytest " not in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "LGPL-3.txt").read_text("utf-8")
