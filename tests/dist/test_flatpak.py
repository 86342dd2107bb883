"""The Flatpak, as far as it can be judged without its runtime: what it may do, and what it installs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import monitor
from tests.helpers.linux_archive import linux_archive, no_complaints
from tests.helpers.packaged import ROOT, Packaged

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Flatpaks are for Linux")

_RECIPE = ROOT / "packaging" / "flatpak"
_ID = "io.github.feedscope.Feedscope"
_ALLOWED = {
    "--share=network",
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
    "--talk-name=org.freedesktop.secrets",
    "--talk-name=org.freedesktop.Notifications",
}
_MADE = {"../../build/flatpak/feedscope-linux.tar.xz"}
"""What is not in the repository but made by `packaging/flatpak/build`."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return yaml.safe_load((_RECIPE / f"{_ID}.yml").read_text("utf-8"))


def test_the_manifest_allows_these_things_and_no_others(manifest: dict[str, Any]) -> None:
    assert manifest["id"] == _ID
    assert len(manifest["finish-args"]) == len(_ALLOWED)
    assert set(manifest["finish-args"]) == _ALLOWED


def test_the_runtime_is_the_plain_one_and_no_older_than_2408(manifest: dict[str, Any]) -> None:
    assert manifest["runtime"] == "org.freedesktop.Platform"
    assert tuple(map(int, manifest["runtime-version"].split("."))) >= (24, 8)
    assert "base" not in manifest


def test_every_file_that_the_manifest_names_is_there_or_made_by_its_script(manifest: dict[str, Any]) -> None:
    script = (_RECIPE / "build").read_text("utf-8")
    for module in manifest["modules"]:
        for source in module["sources"]:
            assert "url" not in source, "nothing is to be downloaded while it is built"
            if source["path"] in _MADE:
                assert Path(source["path"]).name in script
            else:
                assert (_RECIPE / source["path"]).is_file()


def test_flatpak_builder_reads_the_manifest_as_it_is_meant(manifest: dict[str, Any], tmp_path: Path) -> None:
    if shutil.which("flatpak-builder") is None:
        pytest.skip("flatpak-builder is not here (Debian package flatpak-builder)")
    command = ["flatpak-builder", "--show-manifest", _RECIPE / f"{_ID}.yml"]
    # It leaves a folder of its own wherever it is started.
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    for name in ("id", "runtime", "runtime-version", "command", "finish-args"):
        assert shown[name] == manifest[name]
    assert "unknown" not in done.stderr.lower()


def test_the_scripts_are_clean() -> None:
    no_complaints("shellcheck", _RECIPE / "build", _RECIPE / "install-into")


@pytest.fixture(scope="module")
def prefix(manifest: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What /app of the Flatpak becomes: the archive unpacked and the manifest's own commands run in it."""
    folder = tmp_path_factory.mktemp("flatpak")
    source, target = folder / "source", folder / "app"
    source.mkdir()
    subprocess.run(["tar", "-xJf", linux_archive(), "-C", source, "--strip-components=1"], check=True)
    shutil.copy(_RECIPE / "install-into", source)
    (module,) = manifest["modules"]
    for command in module["build-commands"]:
        environment = {"PATH": "/usr/bin:/bin", "FLATPAK_DEST": str(target), "FLATPAK_ID": _ID}
        subprocess.run(["sh", "-e", "-c", command], cwd=source, env=environment, check=True)
    return target


@pytest.mark.dist
@pytest.mark.timeout(180)
def test_all_that_the_desktop_may_see_is_named_after_the_application(prefix: Path) -> None:
    shared = prefix / "share"
    for place in ("applications", "icons", "metainfo", "mime/packages"):
        files = [path for path in (shared / place).rglob("*") if path.is_file()]
        assert files, place
        assert [path.name for path in files if not path.name.startswith(_ID)] == []


@pytest.mark.dist
@pytest.mark.timeout(180)
def test_entry_metainfo_and_file_type_name_each_other(prefix: Path) -> None:
    shared = prefix / "share"
    entry = shared / "applications" / f"{_ID}.desktop"
    no_complaints("desktop-file-validate", entry)
    assert f"\nIcon={_ID}\n" in entry.read_text("utf-8")
    metainfo = shared / "metainfo" / f"{_ID}.metainfo.xml"
    no_complaints("appstreamcli", "validate", "--no-net", metainfo)
    assert f">{_ID}.desktop</launchable>" in metainfo.read_text("utf-8")
    kind = (shared / "mime" / "packages" / f"{_ID}.xml").read_text("utf-8")
    assert f'<icon name="{_ID}.application-x-feedscope"/>' in kind
    assert 'type="application/x-feedscope"' in kind
    assert (shared / "icons/hicolor/scalable/mimetypes" / f"{_ID}.application-x-feedscope.svg").is_file()


@pytest.mark.dist
@pytest.mark.timeout(180)
def test_the_program_runs_from_where_it_is_installed_and_knows_what_it_is(prefix: Path, tmp_path: Path) -> None:
    installed = Packaged((str(prefix / "bin" / "feedscope"),), tmp_path)
    assert monitor.__version__ in installed.run("--version")
    assert len(installed.serve_and_tail(rows=3)) == 3
    told = json.loads((prefix / "lib/feedscope/_internal/monitor/_resources/build.json").read_text("utf-8"))
    assert told["kind"] == "Flatpak"
    assert (prefix / "share" / "licenses" / _ID / "LGPL-3.txt").is_file()
