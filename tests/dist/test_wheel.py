"""sdist and wheel: what is in them, that both say the same, and that what pipx installs works."""

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import monitor
from tests.helpers.packaged import ROOT, Packaged, curve_pixels, release_tool

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_JUNK = ("__pycache__", ".pyc", ".venv", "_cache", ".hypothesis", ".flatpak-builder", ".DS_Store", "/.git/")
_BUILT = ("build/", "dist/")

pytestmark = pytest.mark.timeout(300)
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb")


@dataclass(frozen=True)
class Built:
    """What `make wheel` makes."""

    wheel: Path
    sdist: Path


def _build(target: Path, *what: str, source: Path = ROOT) -> None:
    python = release_tool("python")
    if not python.exists():
        pytest.skip("the release tools are not set up: make release-tools")
    command = [python, "-m", "build", "--no-isolation", *what, "--outdir", target, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both, built from the checkout; the wheel by way of the sdist, as `build` does."""
    folder = tmp_path_factory.mktemp("built")
    _build(folder)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


def test_the_version_is_the_same_in_the_package_and_in_pyproject() -> None:
    assert monitor.__version__ == _PROJECT["version"]


def test_the_wheel_holds_the_package_and_nothing_beside_it(built: Built) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"monitor", f"feedscope-{monitor.__version__}.dist-info"}
    assert [name for name in names if any(junk in name for junk in _JUNK)] == []
    assert f"feedscope-{monitor.__version__}.dist-info/licenses/LICENSE" in names


def test_the_wheel_holds_every_shipped_file_unchanged(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        packed = {
            name.removeprefix("monitor/_resources/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("monitor/_resources/")
        }
    kept = ROOT / "resources"
    files = subprocess.run(["git", "ls-files", "-z", "."], cwd=kept, capture_output=True, text=True, check=False)
    if files.returncode != 0:
        pytest.skip("not a git checkout")
    for name in filter(None, files.stdout.split("\0")):
        assert packed[name] == (kept / name).read_bytes(), name


def test_the_sdist_holds_what_a_packager_needs_and_no_leftovers(built: Built) -> None:
    root = f"feedscope-{monitor.__version__}"
    with tarfile.open(built.sdist) as archive:
        names = archive.getnames()
    assert [name for name in names if any(junk in name for junk in _JUNK)] == []
    assert [name for name in names if name.removeprefix(f"{root}/").startswith(_BUILT)] == []
    for needed in ("LICENSE", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "Makefile", "pyproject.toml", "tests"):
        assert any(name == f"{root}/{needed}" or name.startswith(f"{root}/{needed}/") for name in names), needed


def test_the_wheel_says_of_which_commit_it_is(built: Built) -> None:
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        pytest.skip("not a git checkout")
    with zipfile.ZipFile(built.wheel) as archive:
        told = json.loads(archive.read("monitor/_resources/build.json"))
    assert told["kind"] == "wheel"
    assert len(told["commit"]) == len(asked.stdout.strip())


def test_the_wheel_is_the_same_to_the_byte_from_the_checkout_as_from_the_sdist(built: Built, tmp_path: Path) -> None:
    carried = tmp_path / "carried"
    subprocess.run(["tar", "-xzf", built.sdist, "-C", tmp_path], check=True)
    (tmp_path / f"feedscope-{monitor.__version__}").rename(carried)
    _build(tmp_path / "from-sdist", "--wheel", source=carried)
    _build(tmp_path / "from-checkout", "--wheel")
    (again,) = (tmp_path / "from-sdist").glob("*.whl")
    (direct,) = (tmp_path / "from-checkout").glob("*.whl")
    assert again.read_bytes() == built.wheel.read_bytes()
    if _commit(direct) != _commit(again):
        pytest.skip("something was committed while the wheels were built")
    assert direct.read_bytes() == again.read_bytes()


def _commit(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        return str(json.loads(archive.read("monitor/_resources/build.json"))["commit"])


def test_package_indexes_have_nothing_to_complain_of(built: Built) -> None:
    for command in (
        [release_tool("twine"), "check", "--strict", built.wheel, built.sdist],
        [release_tool("check-wheel-contents"), built.wheel],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def piped(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    """The wheel, installed by pipx as a user does, from the package index."""
    folder = tmp_path_factory.mktemp("pipx")
    home = folder / "home"
    home.mkdir()
    environment = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin"), "PIPX_MAN_DIR": str(folder)}
    command = [release_tool("pipx"), "install", "--python", sys.executable, built.wheel]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, env={**inherited, **environment}, capture_output=True, text=True, timeout=240, check=False
    )
    if done.returncode != 0 and "Failed to establish a new connection" in done.stdout + done.stderr:
        pytest.skip("there is no way to a package index")
    assert done.returncode == 0, done.stdout + done.stderr
    return Packaged((str(folder / "bin" / "feedscope"),), home)


def test_what_pipx_installs_is_a_working_command(piped: Packaged) -> None:
    assert monitor.__version__ in piped.run("--version")
    feeds = piped.run("feeds")
    for name in ("binance-spot", "kraken"):
        assert name in feeds


def test_what_pipx_installs_serves_and_reads_feeds(piped: Packaged) -> None:
    rows = piped.serve_and_tail(rows=3)
    assert len(rows) == 3
    assert all('"values"' in row for row in rows)


@linux_only
def test_what_pipx_installs_opens_a_window_with_plotted_data(piped: Packaged, tmp_path: Path) -> None:
    image = piped.picture(tmp_path / "window.png")
    assert (image.width(), image.height()) == (1280, 800)
    assert curve_pixels(image) > 700


@linux_only
def test_what_pipx_installs_goes_into_the_menu_and_out_again(piped: Packaged) -> None:
    if "integrate" not in piped.run("--help"):
        pytest.skip("this build has no `feedscope integrate`")
    shared = piped.home / ".local" / "share"
    piped.run("integrate")
    entry = shared / "applications" / "feedscope.desktop"
    assert str(piped.start[0]) in entry.read_text("utf-8"), "the entry does not start this installation"
    piped.run("integrate", "--remove")
    assert [path for path in shared.rglob("*feedscope*") if path.is_file()] == []
