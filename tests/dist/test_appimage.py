"""The AppImage, up to its last step: the folder that it is made of runs as it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import monitor
from tests.helpers.linux_archive import linux_archive, no_complaints
from tests.helpers.packaged import ROOT, Packaged, curve_pixels

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AppImages are for Linux")

_RECIPE = ROOT / "packaging" / "appimage"


def test_the_scripts_are_clean_and_can_be_run() -> None:
    for name in ("AppRun", "build"):
        assert os.access(_RECIPE / name, os.X_OK)
    no_complaints("shellcheck", _RECIPE / "AppRun", _RECIPE / "build")


@pytest.fixture(scope="module")
def appdir() -> Path:
    subprocess.run([_RECIPE / "build", linux_archive()], check=True, stdout=subprocess.DEVNULL)
    return ROOT / "build" / "appimage" / "Feedscope.AppDir"


@pytest.fixture(scope="module")
def started(appdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    return Packaged((str(appdir / "AppRun"),), tmp_path_factory.mktemp("home"))


@pytest.mark.dist
def test_the_folder_has_what_a_desktop_looks_at_without_starting_it(appdir: Path) -> None:
    no_complaints("desktop-file-validate", appdir / "feedscope.desktop")
    assert "Icon=feedscope\n" in (appdir / "feedscope.desktop").read_text("utf-8")
    assert (appdir / "feedscope.svg").read_text("utf-8").startswith("<svg")
    assert (appdir / ".DirIcon").read_bytes().startswith(b"\x89PNG")
    no_complaints("appstreamcli", "validate", "--no-net", appdir / "usr/share/metainfo/feedscope.appdata.xml")


@pytest.mark.dist
def test_the_folder_says_that_it_is_an_appimage(appdir: Path) -> None:
    told = json.loads((appdir / "usr/lib/feedscope/_internal/monitor/_resources/build.json").read_text("utf-8"))
    assert told["kind"] == "AppImage"


@pytest.mark.dist
@pytest.mark.timeout(120)
def test_the_folder_runs_by_its_apprun_and_by_a_link_to_it(started: Packaged, tmp_path: Path) -> None:
    assert monitor.__version__ in started.run("--version")
    link = tmp_path / "feedscope"
    link.symlink_to(started.start[0])
    assert "kraken" in Packaged((str(link),), started.home).run("feeds")
    assert len(started.serve_and_tail(rows=3)) == 3


@pytest.mark.dist
@pytest.mark.timeout(120)
def test_the_folder_opens_a_window_with_plotted_data(started: Packaged, tmp_path: Path) -> None:
    assert curve_pixels(started.picture(tmp_path / "window.png")) > 700


@pytest.mark.dist
def test_without_appimagetool_the_script_says_so_and_leaves_the_folder(appdir: Path, tmp_path: Path) -> None:
    path = os.pathsep.join(each for each in ("/usr/bin", "/bin") if not Path(each, "appimagetool").exists())
    done = subprocess.run(
        [_RECIPE / "build", linux_archive(), tmp_path / "feedscope.AppImage"],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "appimagetool is missing" in done.stderr
    assert (appdir / "AppRun").exists()


@pytest.mark.dist
def test_appimagetool_gets_the_folder_the_architecture_and_the_runtime(tmp_path: Path) -> None:
    tool = tmp_path / "bin" / "appimagetool"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$ARCH" "$@" > "{tmp_path}/asked"\n', "utf-8")
    tool.chmod(0o755)
    subprocess.run(
        [_RECIPE / "build", linux_archive(), tmp_path / "feedscope.AppImage"],
        env={
            **os.environ,
            "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
            "FEEDSCOPE_APPIMAGE_RUNTIME": "runtime-x86_64",
        },
        check=True,
    )
    assert (tmp_path / "asked").read_text("utf-8").split() == [
        os.uname().machine,
        *("--no-appstream", "--runtime-file", "runtime-x86_64"),
        *("build/appimage/Feedscope.AppDir", str(tmp_path / "feedscope.AppImage")),
    ]
