"""The bundle for macOS, as far as another system can judge it: its plists, its icons, and the order of signing."""

import os
import plistlib
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import monitor
from tests.helpers.frozen_spec import asked_for
from tests.helpers.packaged import ROOT

_MACOS = ROOT / "packaging" / "macos"

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="runs shell scripts")


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    return runpy.run_path(str(_MACOS / "bundle.py"))


def test_the_bundle_says_version_and_resolution_and_owns_its_files(bundle: dict[str, Any]) -> None:
    info = plistlib.loads(plistlib.dumps(bundle["info"]()))
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == monitor.__version__
    assert info["NSHighResolutionCapable"] is True
    assert info["LSMinimumSystemVersion"] == "13.0"
    (document,) = info["CFBundleDocumentTypes"]
    (declared,) = info["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["feedscope"]
    mime = (ROOT / "resources" / "linux" / "feedscope-mime.xml").read_text("utf-8")
    (kind,) = declared["UTTypeTagSpecification"]["public.mime-type"]
    assert f'type="{kind}"' in mime, "Linux and macOS do not call the files the same"
    assert "CFBundleURLTypes" not in info


def test_the_icons_that_the_bundle_names_are_drawn(bundle: dict[str, Any], tmp_path: Path) -> None:
    program, workspace = map(Path, bundle["icon_files"](tmp_path))
    assert program.read_bytes()[:4] == workspace.read_bytes()[:4] == b"icns"
    (document,) = bundle["info"]()["CFBundleDocumentTypes"]
    assert document["CFBundleTypeIconFile"] == workspace.name


def test_the_hardened_runtime_has_one_exception(bundle: dict[str, Any]) -> None:
    with Path(str(bundle["ENTITLEMENTS"])).open("rb") as file:
        assert plistlib.load(file) == {"com.apple.security.cs.allow-jit": True}


def test_without_an_identity_the_signature_names_nobody(
    bundle: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FEEDSCOPE_CODESIGN_IDENTITY", raising=False)
    assert bundle["identity"]() is None
    monkeypatch.setenv("FEEDSCOPE_CODESIGN_IDENTITY", "Developer ID Application: Somebody (ABC)")
    assert bundle["identity"]() == "Developer ID Application: Somebody (ABC)"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Stand-ins for Apple's tools that write down what they are asked; the folder of what is written."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("hdiutil", "codesign", "xcrun"):
        (folder / name).write_text(
            f'#!/bin/sh\necho "{name} $@" >> "{tmp_path}/asked"\n'
            f'if [ "$1 $2" = "create -volname" ]; then ls -1 "$5" > "{tmp_path}/image"; fi\n'
            f'[ "$1" != "$(cat "{tmp_path}/refuse" 2>/dev/null)" ]\n',
            "utf-8",
        )
        (folder / name).chmod(0o755)
    (tmp_path / "Feedscope.app" / "Contents").mkdir(parents=True)
    return tmp_path


def dmg(folder: Path, **configured: str) -> tuple[int, str, Sequence[str]]:
    """Make the image: status, what was said, and the tools that ran in their order, with their first word."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FEEDSCOPE_")}
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [_MACOS / "dmg", folder / "Feedscope.app", folder / "made" / "feedscope.dmg"],
        env={**bare, "PATH": path, **configured},
        capture_output=True,
        text=True,
        check=False,
    )
    asked = (folder / "asked").read_text("utf-8").splitlines()
    return done.returncode, done.stdout, [" ".join(line.split()[:3]) for line in asked]


_IDENTITY = {"FEEDSCOPE_CODESIGN_IDENTITY": "Somebody"}
_NOTARY = {
    "FEEDSCOPE_NOTARY_KEY": "key.p8",
    "FEEDSCOPE_NOTARY_KEY_ID": "ID",
    "FEEDSCOPE_NOTARY_ISSUER": "ISSUER",
}


@unix_only
def test_without_secrets_an_image_is_made_and_what_it_lacks_is_said(tools: Path) -> None:
    status, said, asked = dmg(tools)
    assert status == 0
    assert "not signed: FEEDSCOPE_CODESIGN_IDENTITY is not set" in said
    assert asked == ["codesign --verify --deep", "hdiutil create -volname"]
    assert (tools / "image").read_text("utf-8").split() == ["Applications", "Feedscope.app"]


@unix_only
def test_with_an_identity_alone_the_image_is_signed_but_not_notarised(tools: Path) -> None:
    status, said, asked = dmg(tools, **_IDENTITY)
    assert status == 0
    assert "not notarised" in said
    assert asked[-1] == "codesign --sign Somebody"


@unix_only
def test_with_all_secrets_the_image_is_signed_notarised_and_stapled_in_this_order(tools: Path) -> None:
    status, _, asked = dmg(tools, **_IDENTITY, **_NOTARY)
    assert status == 0
    assert asked == [
        "codesign --verify --deep",
        "hdiutil create -volname",
        "codesign --sign Somebody",
        "xcrun notarytool submit",
        "xcrun stapler staple",
        "xcrun stapler validate",
    ]


@unix_only
def test_an_image_that_is_not_notarised_is_a_failure_and_is_not_stapled(tools: Path) -> None:
    (tools / "refuse").write_text("notarytool", "utf-8")
    status, _, asked = dmg(tools, **_IDENTITY, **_NOTARY)
    assert status != 0
    assert asked[-1] == "xcrun notarytool submit"


@unix_only
@pytest.mark.skipif(sys.platform == "darwin", reason="this machine has Apple's tools")
def test_elsewhere_the_missing_tool_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [_MACOS / "dmg", tmp_path, tmp_path / "feedscope.dmg"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "hdiutil is missing" in done.stderr


@unix_only
def test_a_keychain_is_made_only_for_a_certificate() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FEEDSCOPE_")}
    done = subprocess.run([_MACOS / "keychain"], env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert "not signed: FEEDSCOPE_CERTIFICATE is not set" in done.stderr


@unix_only
def test_shellcheck_has_nothing_to_say() -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not here (Debian package shellcheck)")
    scripts = [
        _MACOS / "dmg",
        _MACOS / "keychain",
        *(ROOT / "packaging" / "release" / name for name in ("tools", "wheel")),
    ]
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_spec_makes_a_bundle_that_is_signed_from_the_inside_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDSCOPE_CODESIGN_IDENTITY", "Somebody")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "LICENCES.txt").touch()
    calls = asked_for("darwin", tmp_path, monkeypatch)
    assert [call.what for call in calls] == ["Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE"]
    _, _, program, collected, made = calls
    assert program.options["console"] is False
    assert program.options["codesign_identity"] == "Somebody"
    assert plistlib.loads(Path(program.options["entitlements_file"]).read_bytes())
    assert made.options["name"] == "Feedscope.app"
    assert made.options["info_plist"]["CFBundleDocumentTypes"]
    assert not collected.options.get("strip"), "stripping breaks signatures"
    assert [name for name, _, _ in collected.arguments[-1]] == ["workspace.icns", "LICENCES.txt"]
