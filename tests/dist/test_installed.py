"""The .deb in a bare Debian, from its installation to its removal: one story, told in the order of this file."""

import gzip
import hashlib
import json
import re
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.benchmarks.processes import serving
from tests.dist.bare_root import HOME, BareRoot, make_root, why_not
from tests.dist.built import BUILD, deb, older_deb
from tests.dist.screen import Screen, screen

pytestmark = pytest.mark.dist

_DESKTOP = ("hicolor-icon-theme", "desktop-file-utils", "shared-mime-info")
"""What apt would install besides by default, and every desktop has."""


@pytest.fixture(scope="module")
def root() -> BareRoot:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    deb()
    try:
        return make_root(BUILD / "root" / "tested")
    except OSError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def feed() -> Iterator[str]:
    """The address of a feed that is served outside of the root."""
    with serving("monitor", "serve", "--demo", "--port", 0, "--outages", 0) as address:
        yield address.replace("/market", "/machine")


@pytest.fixture(scope="module")
def empty(root: BareRoot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with screen() as made:
        yield made


def test_the_root_has_no_python_no_compiler_and_nothing_of_ours(root: BareRoot) -> None:
    files = root.files()
    assert not [name for name in files if re.search(r"bin/(python|gcc|cc)|feedscope|PySide|libQt6", name)]


def test_apt_installs_it_with_what_it_needs(root: BareRoot) -> None:
    root.apt("install", "--no-install-recommends", root.put(older_deb()), *_DESKTOP)
    assert (
        root.run("dpkg-query", "-W", "-f", "${Version} ${Status}", "feedscope").stdout == "0.0.1-1 install ok installed"
    )
    assert "feedscope.desktop" in (root.folder / "usr/share/applications/mimeinfo.cache").read_text()
    assert "application/x-feedscope" in (root.folder / "usr/share/mime/globs2").read_text()
    assert "kind" in (root.folder / "usr/lib/feedscope/_internal/monitor/_resources/build.json").read_text()
    assert root.run("feedscope", "--version", as_user=True).stdout.startswith("feedscope")


def test_an_ordinary_user_sees_a_feed_plotted_and_quits(root: BareRoot, feed: str, empty: Screen) -> None:
    _look(root, empty, "window", "--size", "1200x800", "--theme", "dark", feed, picture="installed.png")
    kept = json.loads((root.home / ".config/feedscope/state.json").read_text())
    assert feed in json.dumps(kept)


def test_an_upgrade_keeps_settings_profiles_and_recordings(root: BareRoot, feed: str, empty: Screen) -> None:
    _write_as_user(root, ".config/feedscope/settings.toml", b"# kept by hand\n")
    _write_as_user(
        root,
        ".config/feedscope/feeds/own.toml",
        b'schema = 1\nname = "Mine"\naddress = "wss://feed.example/"\ndiscover = true\n',
    )
    _write_as_user(root, ".local/share/feedscope/recordings/one.jsonl.gz", gzip.compress(b'{"a": 1}\n'))
    before = _home(root)
    root.apt("install", "--no-install-recommends", root.put(deb()))
    assert _home(root) == before
    newer = root.run("dpkg-query", "-W", "-f", "${Version}", "feedscope").stdout
    assert newer == deb().name.split("_")[1]
    # What was open is open again, without being asked for.
    _look(root, empty, "window", "--size", "1200x800", "--theme", "dark", picture="upgraded.png")
    after = _home(root)
    kept = [name for name in before if not name.endswith("state.json") and "/log" not in name]
    assert {name: after.get(name) for name in kept} == {name: before[name] for name in kept}
    assert "Mine" in root.run("feedscope", "feeds", as_user=True).stdout


def test_removal_leaves_nothing_but_the_home_folder_alone(root: BareRoot) -> None:
    home = _home(root)
    own = set(root.run("dpkg", "-L", "feedscope").stdout.split())
    with_it = root.files()
    root.apt("remove", "feedscope")
    # Without files of configuration there is nothing left to purge, and apt no longer knows the name.
    root.run("dpkg", "--purge", "feedscope")
    without = root.files()
    gone = {f"/{name}" for name in with_it - without}
    assert without <= with_it
    # The system's own copy of the file type goes as well.
    assert gone - own <= {"/usr/share/mime/application/x-feedscope.xml"}
    assert not [name for name in without if "feedscope" in name]
    assert _home(root) == home


def test_no_file_of_the_system_mentions_it_any_more(root: BareRoot) -> None:
    looked = ["grep", "-rIl", "--exclude-dir=log", "feedscope", "etc", "usr", "var/lib", "opt", "run", "root"]
    found = subprocess.run(looked, cwd=root.folder, capture_output=True, text=True).stdout.split()
    assert not [name for name in found if not name.startswith("var/lib/apt/")]


def test_no_process_of_it_is_left(root: BareRoot) -> None:
    assert root.processes() == []


def _look(root: BareRoot, display: Screen, *arguments: str, picture: str) -> None:
    """Start the window, wait until it plots, keep a picture, quit and see how it ended."""
    before = display.pixels().any()
    assert not before, "something is on the screen already"
    environment = {"DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
    with root.begin("feedscope", *arguments, environment=environment) as program:
        try:
            display.wait_for(display.plotted, least=30, of=program)
        except TimeoutError as error:
            program.kill()
            raise AssertionError(f"{error}: {program.communicate()[0]}") from error
        finally:
            display.save(BUILD / "dist-pictures" / picture)
        program.send_signal(signal.SIGTERM)
        said, _ = program.communicate(timeout=30)
    assert (program.returncode, said) == (0, "")


def _home(root: BareRoot) -> dict[str, str]:
    """What is in the home folder, by its contents."""
    files = (path for path in sorted(root.home.rglob("*")) if path.is_file())
    return {path.relative_to(root.home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _write_as_user(root: BareRoot, name: str, content: bytes) -> None:
    file = root.home / name
    root.run("mkdir", "-p", str((HOME / name).parent), as_user=True)
    file.write_bytes(content)
    root.run("chown", "tester:tester", str(HOME / name))
