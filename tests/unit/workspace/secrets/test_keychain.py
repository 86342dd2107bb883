"""The system's keychain: which back ends are used, and what is said of those that are not or refuse."""

import importlib.util
import os
import shutil
import subprocess
import sys

import pytest
from keyring.backends import chainer, fail, null

from monitor.core.errors import KeychainError
from monitor.workspace.secrets.keychain import BACK_ENDS, SERVICE, SystemKeychain
from tests.helpers.keychains import LockedKeyring, MemoryKeyring


class _PlaintextKeyring(MemoryKeyring):
    pass


class _FileOfItsOwn(MemoryKeyring):
    pass


_FileOfItsOwn.__module__ = "keyrings.alt.file"


class _Chain(chainer.ChainerBackend):
    backends = ()  # type: ignore[assignment]


def test_a_secret_is_kept_under_its_name_and_our_service() -> None:
    back_end = MemoryKeyring()
    keychain = SystemKeychain(lambda: back_end)
    assert keychain.open() == "Test Keychain"
    assert keychain.get("KEY") is None
    keychain.set("KEY", "4711")
    assert back_end.held == {(SERVICE, "KEY"): "4711"}
    assert keychain.get("KEY") == "4711"
    keychain.delete("KEY")
    assert keychain.get("KEY") is None


@pytest.mark.parametrize("back_end", [fail.Keyring(), null.Keyring()], ids=["fail", "null"])
def test_where_there_is_none_that_is_said(back_end: object) -> None:
    keychain = SystemKeychain(lambda: back_end)  # type: ignore[arg-type, return-value]
    with pytest.raises(KeychainError, match="no keychain that can be used"):
        keychain.open()


@pytest.mark.parametrize("back_end", [_PlaintextKeyring(), _FileOfItsOwn()], ids=["plaintext", "file"])
def test_one_that_keeps_secrets_in_a_file_is_not_used(back_end: MemoryKeyring) -> None:
    with pytest.raises(KeychainError, match="keeps secrets in a file and is not used"):
        SystemKeychain(lambda: back_end).set("KEY", "4711")
    assert back_end.held == {}


def test_of_several_the_first_that_is_no_file_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    good, plain = MemoryKeyring(), _PlaintextKeyring()
    monkeypatch.setattr(_Chain, "backends", [plain, good])
    SystemKeychain(_Chain).set("KEY", "4711")
    assert (plain.held, list(good.held)) == ({}, [(SERVICE, "KEY")])


def test_a_locked_one_says_so_and_no_text_holds_the_secret() -> None:
    keychain = SystemKeychain(LockedKeyring)
    with pytest.raises(KeychainError, match="The keychain is locked") as told:
        keychain.set("KEY", "4711-secret")
    assert "4711" not in repr(told.value) + str(told.value)
    assert told.value.__cause__ is None


def test_whatever_else_goes_wrong_is_told_without_the_words_of_the_back_end() -> None:
    class Broken(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(f"cannot write {password}")

    with pytest.raises(KeychainError) as told:
        SystemKeychain(Broken).set("KEY", "4711-secret")
    assert told.value.what == "The keychain refused to keep the secret KEY (OSError)"


def test_the_back_ends_named_for_frozen_programs_are_there() -> None:
    assert all(importlib.util.find_spec(name) is not None for name in BACK_ENDS)


def test_nothing_of_the_library_is_loaded_until_it_is_wanted() -> None:
    code = "import sys, monitor.workspace.secrets.secrets; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_real_secret_service_keeps_and_gives_back() -> None:
    """In a session bus of its own, with a keyring that is unlocked by a password from stdin."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        pytest.skip("dbus-run-session and gnome-keyring-daemon are not on this machine")
    script = "\n".join(
        (
            "import subprocess",
            "subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets'], input=b'x', check=True)",
            "from monitor.workspace.secrets.keychain import SystemKeychain",
            "keychain = SystemKeychain()",
            "keychain.open(); keychain.set('KEY', '4711 ä'); assert keychain.get('KEY') == '4711 ä'",
            "keychain.delete('KEY'); assert keychain.get('KEY') is None",
        )
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", script],
        capture_output=True,
        timeout=50,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
