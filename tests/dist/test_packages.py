"""What can be told of the packages without installing them."""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.benchmarks.processes import serving
from tests.dist.built import BUILD, PROGRAM, ROOT, archive, deb
from tests.dist.screen import screen

pytestmark = pytest.mark.dist


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing")
    return found


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .deb, laid out in a folder."""
    folder = tmp_path_factory.mktemp("deb")
    subprocess.run([_tool("dpkg-deb"), "-x", deb(), folder], check=True)
    return folder


def _lines(*command: object, environment: dict[str, str] | None = None) -> list[str]:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=300, env={**os.environ, **(environment or {})}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_deb_is_small_enough() -> None:
    assert deb().stat().st_size <= 60e6


def test_lintian_finds_no_fault() -> None:
    found = _lines(_tool("lintian"), "--allow-root", "--fail-on", "error,warning", deb())
    assert [line for line in found if line.startswith(("E:", "W:"))] == []


def test_the_desktop_entry_and_the_description_for_shops_are_valid(unpacked: Path) -> None:
    assert _lines(_tool("desktop-file-validate"), unpacked / "usr/share/applications/feedscope.desktop") == []
    metainfo = next((unpacked / "usr/share/metainfo").iterdir())
    _lines(_tool("appstreamcli"), "validate", "--no-net", metainfo)


def test_each_screenshot_of_the_description_is_in_the_documentation(unpacked: Path) -> None:
    metainfo = next((unpacked / "usr/share/metainfo").iterdir()).read_text()
    pictures = re.findall(r"<image>.*?(docs/shots/[a-z-]+\.png)</image>", metainfo)
    assert len(pictures) >= 3
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_icons_come_in_every_size_and_are_not_blank(unpacked: Path) -> None:
    theme = unpacked / "usr/share/icons/hicolor"
    sizes = sorted(int(path.name.partition("x")[0]) for path in theme.iterdir() if path.name != "scalable")
    assert sizes == [16, 22, 24, 32, 48, 64, 128, 256, 512]
    for size in sizes:
        folder = theme / f"{size}x{size}"
        for icon in (folder / "apps/feedscope.png", folder / "mimetypes/application-x-feedscope.png"):
            content = icon.read_bytes()
            assert int.from_bytes(content[16:20], "big") == size
            assert len(content) > 150


def test_the_manual_has_every_command_and_no_mistake_of_form(unpacked: Path) -> None:
    page = unpacked / "usr/share/man/man1/feedscope.1.gz"
    shown = subprocess.run(
        [_tool("man"), "--warnings", "-E", "UTF-8", "-l", "-Tutf8", page],
        capture_output=True,
        text=True,
        env={**os.environ, "MANWIDTH": "100", "MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )
    assert shown.stderr == ""
    # Bold is a letter, a step back, and the letter again.
    manual = re.sub(".\x08", "", shown.stdout)
    said = "\n".join(_lines(PROGRAM / "feedscope", "--help"))
    commands = re.findall(r"^  ([a-z]+) ", said.partition("Commands:")[2], re.MULTILINE)
    assert {"window", "tail", "serve"} <= set(commands)
    for command in commands:
        assert re.search(rf"feedscope {command}\b", manual), command


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_that_its_shell_can_read(unpacked: Path, shell: str) -> None:
    places = {
        "bash": "bash-completion/completions/feedscope",
        "zsh": "zsh/vendor-completions/_feedscope",
        "fish": "fish/vendor_completions.d/feedscope.fish",
    }
    script = unpacked / "usr/share" / places[shell]
    assert "_FEEDSCOPE_COMPLETE" in script.read_text()
    _lines(_tool(shell), "-n", script)


def test_completion_is_answered_by_the_program() -> None:
    asked = {"_FEEDSCOPE_COMPLETE": "bash_complete", "COMP_WORDS": "feedscope ser", "COMP_CWORD": "1"}
    assert _lines(PROGRAM / "feedscope", environment=asked) == ["plain,serve"]


def test_the_licences_of_all_parts_are_told(unpacked: Path) -> None:
    told = (unpacked / "usr/share/doc/feedscope/copyright").read_text()
    for part in ("LGPL", "numpy", "PySide6", "msgspec", "websockets", "Inter", "PyInstaller"):
        assert part in told


def test_the_same_sources_make_the_same_deb(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": "packaging:packaging/pyinstaller", "SOURCE_DATE_EPOCH": "1700000000", "TZ": "UTC"}
    sums: list[str] = []
    for name in ("one", "two"):
        command = ["build/dist-venv/bin/python", "-m", "linux", PROGRAM, tmp_path / name, "--quick", "--only", "deb"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True)
        sums.append(hashlib.sha256(next((tmp_path / name).iterdir()).read_bytes()).hexdigest())
    assert sums[0] == sums[1]


def test_the_archive_runs_from_a_folder_with_spaces_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "some folder of mine"
    with tarfile.open(archive()) as packed:
        packed.extractall(folder, filter="data")
    program = next(folder.iterdir())
    assert {"README.txt", "LICENCES.txt", "LGPL-3.txt"} <= {path.name for path in program.iterdir()}
    with serving("monitor", "serve", "--demo", "--port", 0, "--outages", 0) as address, screen() as display:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": display.name,
            "FEEDSCOPE_HOME": str(tmp_path / "home"),
        }
        command = [program / "feedscope", "window", "--size", "1200x800", "--theme", "dark", address]
        with subprocess.Popen(command, env=environment, text=True) as running:
            try:
                display.wait_for(display.plotted, least=30, of=running)
            finally:
                display.save(BUILD / "dist-pictures" / "archive.png")
                running.terminate()
                running.wait(30)
        assert running.returncode == 0
