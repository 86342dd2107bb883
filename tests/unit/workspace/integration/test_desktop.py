"""What is installed for one user is what ships, started from where it is, and goes again without a trace."""

import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from monitor.resources import resource
from monitor.workspace.integration.desktop import data_folder, install, remove


def entry(file: Path) -> RawConfigParser:
    parser = RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(file, encoding="utf-8")
    return parser


def test_everything_is_put_where_the_desktop_looks(tmp_path: Path) -> None:
    files = install(tmp_path, command=("/opt/tools/feedscope",))
    assert {str(file.relative_to(tmp_path)) for file in files} == {
        "applications/feedscope.desktop",
        "mime/packages/feedscope.xml",
        "icons/hicolor/scalable/apps/feedscope.svg",
        "icons/hicolor/scalable/mimetypes/application-x-feedscope.svg",
    }
    desktop = entry(tmp_path / "applications" / "feedscope.desktop")
    assert desktop["Desktop Entry"]["Exec"] == "/opt/tools/feedscope window %U"
    assert desktop["Desktop Action new-window"]["Exec"] == "/opt/tools/feedscope window --new-window"


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/opt/a b/feedscope", '"/opt/a b/feedscope"'),
        ("/a/100%/x", "/a/100%%/x"),
        ('/a"$b', '"/a\\\\"\\\\$b"'),
    ],
)
def test_a_command_is_quoted_as_an_entry_wants_it(tmp_path: Path, word: str, written: str) -> None:
    install(tmp_path, command=(word, "-m"))
    assert entry(tmp_path / "applications" / "feedscope.desktop")["Desktop Entry"]["Exec"] == f"{written} -m window %U"


def test_all_of_it_goes_again_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "applications" / "other.desktop"
    other.parent.mkdir()
    other.write_text("")
    files = install(tmp_path, command=("feedscope",))
    install(tmp_path, command=("feedscope",))
    assert remove(tmp_path) == files
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [other]
    assert remove(tmp_path) == ()


def test_the_folder_is_what_the_environment_says_if_it_says_it_well(tmp_path: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path
    usual = Path.home() / ".local" / "share"
    assert data_folder({}) == data_folder({"XDG_DATA_HOME": "relative"}) == usual


@pytest.mark.parametrize("words", ["feedscope", "/opt/a b/fe%ed$scope"])
def test_the_entry_is_one_that_desktops_take(tmp_path: Path, words: str) -> None:
    checker = shutil.which("desktop-file-validate")
    if checker is None:
        pytest.skip("desktop-file-validate is not installed")
    install(tmp_path, command=(words,))
    told = subprocess.run(
        [checker, str(tmp_path / "applications" / "feedscope.desktop")], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "")


def test_the_file_type_is_one_that_desktops_take(tmp_path: Path) -> None:
    helper = shutil.which("update-mime-database")
    if helper is None:
        pytest.skip("update-mime-database is not installed")
    install(tmp_path, command=("feedscope",))
    subprocess.run([helper, str(tmp_path / "mime")], capture_output=True, check=True)
    assert "application/x-feedscope:*.feedscope" in (tmp_path / "mime" / "globs").read_text()


def test_what_the_entry_names_is_what_ships() -> None:
    desktop = entry(resource("linux", "feedscope.desktop"))["Desktop Entry"]
    assert desktop["Icon"] == resource("icons", "app", "feedscope.svg").stem
    assert "application/x-feedscope" in desktop["MimeType"].split(";")
