"""The installer for Windows: compiled around a placeholder of the program, inspected, and run under Wine."""

import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import monitor
from tests.helpers.frozen_spec import asked_for
from tests.helpers.packaged import ROOT

pytestmark = pytest.mark.timeout(180)

_WINDOWS = ROOT / "packaging" / "windows"
_FILES = (
    "feedscope.exe",
    "feedscope-window.exe",
    "LICENCES.txt",
    "_internal/python313.dll",
    "_internal/PySide6/Qt6Core.dll",
    "_internal/monitor/_resources/feeds/a b$c.toml",
)
_AMD64_STUB = Path("/usr/share/nsis/Plugins/amd64-unicode/System.dll")
"""Debian's NSIS can make 64-bit installers too; Wine without its 32-bit half runs only those."""


def program(folder: Path, *files: str) -> Path:
    """A folder as PyInstaller leaves it, by its names alone."""
    for name in files:
        path = folder / "feedscope" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder / "feedscope"


def compile_installer(tree: Path, target: Path, **environment: str) -> Path:
    """The installer of a tree. Skips the test where NSIS is not there."""
    if shutil.which("makensis") is None:
        pytest.skip("makensis is not here (Debian package nsis)")
    done = subprocess.run(
        [sys.executable, _WINDOWS / "installer.py", tree, target],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (setup,) = target.glob("*-setup.exe")
    return setup


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    return compile_installer(program(folder, *_FILES), folder / "made")


def seven_zip(*arguments: str | Path) -> str:
    if shutil.which("7z") is None:
        pytest.skip("7z is not here (Debian package p7zip-full)")
    done = subprocess.run(["7z", *arguments], capture_output=True, check=False)
    return done.stdout.decode("utf-16-le" if "-so" in arguments else "utf-8", "replace")


def test_the_installer_holds_every_file_of_the_program_and_an_uninstaller(setup: Path) -> None:
    listed = seven_zip("l", "-slt", setup)
    paths = [line.removeprefix("Path = ") for line in listed.splitlines() if line.startswith("Path = ")]
    names = {path.replace("\\", "/") for path in paths}
    assert {*_FILES, "uninstall.exe", "feedscope-document.ico"} <= names


def test_the_installer_says_its_version_and_has_all_sizes_of_the_icon(setup: Path) -> None:
    version = "".join(seven_zip("x", "-so", "-tPE", setup, ".rsrc/version.txt").split())
    assert f'"ProductVersion","{monitor.__version__}"' in version
    assert '"ProductName","Feedscope"' in version
    assert seven_zip("l", "-tPE", setup).count(".rsrc/ICON/") == 9


def test_the_portable_archive_holds_the_same_files_in_one_folder(setup: Path) -> None:
    (archive,) = setup.parent.glob("*.zip")
    names = {name for name in zipfile.ZipFile(archive).namelist() if not name.endswith("/")}
    assert names == {f"feedscope/{name}" for name in _FILES}


def test_another_folder_than_the_program_is_refused_by_name(tmp_path: Path) -> None:
    tree = program(tmp_path, "feedscope.exe")
    command = [sys.executable, _WINDOWS / "installer.py", tree, tmp_path / "made"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "has no feedscope-window.exe" in done.stderr


def test_a_program_without_the_licences_of_what_is_inside_is_not_packed(tmp_path: Path) -> None:
    tree = program(tmp_path, "feedscope.exe", "feedscope-window.exe")
    command = [sys.executable, _WINDOWS / "installer.py", tree, tmp_path / "made"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "has no LICENCES.txt" in done.stderr


def test_what_is_removed_is_what_was_installed_and_folders_go_last(tmp_path: Path) -> None:
    tree = program(tmp_path, *_FILES)
    text: str = runpy.run_path(str(_WINDOWS / "installer.py"))["script"](tree)
    install, remove = text.split("!macro REMOVE_FILES")
    assert install.count("  File ") == remove.count("  Delete ") == len(_FILES)
    assert r'Delete "$INSTDIR\_internal\monitor\_resources\feeds\a b$$c.toml"' in remove
    assert remove.index(r'Delete "$INSTDIR\_internal\python313.dll"') < remove.index(r'RMDir "$INSTDIR\_internal"')
    assert "/r" not in remove


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("1.2.3", "1.2.3.0"),
        ("0.1", "0.1.0.0"),
        ("1.2.3.4.5", "1.2.3.4"),
        ("2.0rc1", "2.0.0.0"),
        ("1.2.dev3", "1.2.0.0"),
    ],
)
def test_windows_gets_four_numbers_of_any_version(version: str, numbers: str) -> None:
    assert runpy.run_path(str(ROOT / "packaging/release/version.py"))["four_numbers"](version) == numbers


def test_the_programs_get_a_version_and_only_the_command_has_a_console(tmp_path: Path) -> None:
    module = runpy.run_path(str(_WINDOWS / "executables.py"))
    assert module["CONSOLES"] == {"feedscope": True, "feedscope-window": False}
    text = Path(module["version_file"]("feedscope-window", tmp_path)).read_text("utf-8")
    numbers = (*(int(part) for part in monitor.__version__.split(".")), 0)
    assert f"filevers={numbers}" in text
    assert '"OriginalFilename", "feedscope-window.exe"' in text
    compile(text, "version", "eval")


@pytest.fixture
def signtool(tmp_path: Path) -> dict[str, str]:
    """A certificate and a signtool that writes down what it is asked; the environment that has both."""
    if sys.platform == "win32":
        pytest.skip("a shell script stands in for signtool")
    tool = tmp_path / "bin" / "signtool"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/signed"\n[ ! -e "{tmp_path}/refuse" ]\n', "utf-8")
    tool.chmod(0o755)
    certificate = tmp_path / "certificate.pfx"
    certificate.write_text("not a real one", "utf-8")
    return {
        "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
        "FEEDSCOPE_CERTIFICATE": str(certificate),
        "FEEDSCOPE_CERTIFICATE_PASSWORD": "a-secret",
    }


def sign(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, _WINDOWS / "sign.py", "feedscope.exe"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FEEDSCOPE_")}
    return subprocess.run(command, env={**bare, **environment}, capture_output=True, text=True, check=False)


def test_without_a_certificate_nothing_is_signed_and_that_is_said() -> None:
    done = sign({})
    assert done.returncode == 0
    assert done.stdout == "not signed, as FEEDSCOPE_CERTIFICATE is not set: feedscope.exe\n"


def test_with_a_certificate_programs_uninstaller_and_installer_are_signed(
    signtool: dict[str, str], tmp_path: Path
) -> None:
    setup = compile_installer(program(tmp_path, *_FILES), tmp_path / "made", **signtool)
    asked = (tmp_path / "signed").read_text("utf-8").splitlines()
    assert len(asked) == 3
    assert asked[0].endswith("feedscope/feedscope.exe " + str(tmp_path / "feedscope" / "feedscope-window.exe"))
    assert asked[2].endswith(str(setup))
    assert all("/fd sha256" in line for line in asked)


def test_a_file_that_cannot_be_signed_is_a_failure_that_shows_no_password(
    signtool: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "refuse").touch()
    done = sign(signtool)
    assert done.returncode == 1
    assert "signtool failed with status 1 on feedscope.exe" in done.stderr
    assert "a-secret" not in done.stderr + done.stdout


@dataclass(frozen=True)
class Wine:
    """A Windows of its own in a folder."""

    prefix: Path

    def run(self, *command: str | Path) -> int:
        """Run a program of Windows to its end, with all that it starts; its exit status."""
        environment = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all"}
        environment |= {"WINEDLLOVERRIDES": "mscoree,mshtml="}
        environment.pop("DISPLAY", None)
        done = subprocess.run(["wine", *command], env=environment, capture_output=True, check=False, timeout=120)
        subprocess.run(["wineserver", "-w"], env=environment, check=False, timeout=120)
        return done.returncode

    def files(self) -> Sequence[str]:
        """Every file that has to do with us, from C:\\ on, the user's own folder as ~."""
        drive = self.prefix / "drive_c"
        found = [path.relative_to(drive) for path in drive.rglob("*") if path.is_file()]
        ours = [path for path in found if "feedscope" in str(path).lower()]
        return sorted(str(Path("~", *path.parts[2:])) if path.parts[0] == "users" else str(path) for path in ours)

    def registry(self) -> str:
        """What is in the registry, for one user and for all."""
        return "".join((self.prefix / name).read_text("utf-8", "replace") for name in ("user.reg", "system.reg"))

    def local(self) -> Path:
        """The folder of the user's local application data."""
        (folder,) = (self.prefix / "drive_c" / "users").glob("*/AppData/Local/Microsoft/..")
        return folder.resolve()


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Wine:
    if shutil.which("wine") is None or shutil.which("wineserver") is None:
        pytest.skip("Wine is not here (Debian packages wine and wine64)")
    if not _AMD64_STUB.exists():
        pytest.skip("this NSIS makes no 64-bit installers, and Wine runs no others here")
    made = Wine(tmp_path_factory.mktemp("wine") / "prefix")
    assert made.run("winecfg", "-v", "win10") == 0
    return made


@pytest.fixture(scope="module")
def installers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An older version, with a file that the newer has no more, and the newer."""
    made = []
    for name, files in (("older", (*_FILES, "_internal/gone.dll")), ("newer", _FILES)):
        folder = tmp_path_factory.mktemp(name)
        made.append(compile_installer(program(folder, *files), folder / "made", FEEDSCOPE_NSIS_TARGET="amd64-unicode"))
    return made[0], made[1]


def test_for_one_user_it_installs_upgrades_and_leaves_nothing_but_the_data(
    wine: Wine, installers: tuple[Path, Path]
) -> None:
    older, newer = installers
    programs = "~/AppData/Local/Programs/Feedscope"
    menu = "~/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Feedscope.lnk"
    added = ("feedscope-document.ico", "uninstall.exe")
    assert wine.run(older, "/S") == 0
    assert wine.files() == sorted([menu, *(f"{programs}/{name}" for name in (*_FILES, "_internal/gone.dll", *added))])
    settings = wine.local() / "feedscope" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text("schema = 1\n", "utf-8")

    assert wine.run(newer, "/S") == 0
    kept = "~/AppData/Local/feedscope/settings.toml"
    assert wine.files() == sorted([menu, kept, *(f"{programs}/{name}" for name in (*_FILES, *added))])
    registry = wine.registry()
    assert f'"DisplayVersion"="{monitor.__version__}"' in registry
    assert r"[Software\\Classes\\Feedscope.Workspace\\shell\\open\\command]" in registry
    assert r"feedscope-window.exe\" window \"%1\"" in registry

    assert wine.run(wine.local() / "Programs" / "Feedscope" / "uninstall.exe", "/S", "/CurrentUser") == 0
    assert wine.files() == [kept]
    assert "feedscope" not in _entries(wine)


def test_for_all_users_it_installs_where_it_is_told_and_takes_the_data_when_asked(
    wine: Wine, installers: tuple[Path, Path]
) -> None:
    _, newer = installers
    settings = wine.local() / "feedscope" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("schema = 1\n", "utf-8")
    assert wine.run(newer, "/S", "/AllUsers", r"/D=C:\FeedscopeForAll") == 0
    assert "FeedscopeForAll/feedscope-window.exe" in wine.files()
    assert "ProgramData/Microsoft/Windows/Start Menu/Programs/Feedscope.lnk" in wine.files()
    uninstaller = wine.prefix / "drive_c" / "FeedscopeForAll" / "uninstall.exe"
    assert wine.run(uninstaller, "/S", "/AllUsers", "/PURGE") == 0
    assert wine.files() == []
    assert "feedscope" not in _entries(wine)


def _entries(wine: Wine) -> str:
    """The keys of the registry that name programs and file types, as far as they are still there."""
    lines = wine.registry().lower().splitlines()
    return "\n".join(
        line for line in lines if line.startswith("[software") and "currentversion\\\\explorer" not in line
    )


def test_the_spec_makes_two_programs_of_one_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked_for("win32", tmp_path, monkeypatch)
    assert [call.what for call in calls] == ["Analysis", "PYZ", "EXE", "EXE", "COLLECT"]
    programs = [call.options for call in calls if call.what == "EXE"]
    assert {each["name"]: each["console"] for each in programs} == {"feedscope": True, "feedscope-window": False}
    for each in programs:
        assert Path(each["icon"]).read_bytes()[:4] == b"\0\0\1\0"
        assert each["name"] in Path(each["version"]).read_text("utf-8")
    hooks = [Path(hook).parent.name for hook in calls[0].options["runtime_hooks"]]
    assert hooks == ["pyinstaller", "windows"]


def test_a_program_without_a_console_can_still_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    runpy.run_path(str(_WINDOWS / "at_start.py"))
    with sys.stdout, sys.stderr:
        sys.stdout.write("to nobody")
        sys.stderr.write("to nobody")
