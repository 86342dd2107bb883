"""The vault asks the keychain without anybody waiting, and knows why it cannot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from monitor.core.clock import ManualClock
from monitor.core.errors import KeychainError
from monitor.workspace.secrets.keychain import SERVICE, SystemKeychain
from monitor.workspace.secrets.vault import LONGEST, Vault
from tests.helpers.keychains import HungKeyring, LockedKeyring, MemoryKeyring, vault_over

Made = Callable[..., Vault]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    vaults: list[Vault] = []

    def make(back_end: KeyringBackend, **options: object) -> Vault:
        vaults.append(vault_over(back_end, tmp_path, **options))  # type: ignore[arg-type]
        return vaults[-1]

    yield make
    for vault in vaults:
        vault.stop()


def test_what_is_kept_is_given_back_and_its_name_is_known(made: Made) -> None:
    keyring = MemoryKeyring()
    vault = made(keyring)
    answers: list[object] = []
    vault.keep("KEY", "4711", answers.append)
    vault.fetch("KEY", answers.append)
    vault.fetch("NONE", answers.append)
    vault.wait()
    assert answers == [None, "4711", None]
    assert vault.names == ("KEY",)
    assert all(name == "keychain" for name in keyring.threads)


def test_what_is_forgotten_is_told_once_more_so_that_it_can_be_undone(made: Made) -> None:
    vault = made(MemoryKeyring(KEY="4711"))
    answers: list[object] = []
    vault.forget("KEY", answers.append)
    vault.forget("KEY", answers.append)
    vault.wait()
    assert answers == ["4711", None]
    assert vault.names == ()


def test_a_secret_can_get_another_name(made: Made) -> None:
    keyring = MemoryKeyring(OLD="4711")
    vault = made(keyring)
    answers: list[object] = []
    vault.rename("OLD", "NEW", answers.append)
    vault.rename("GONE", "NEW", answers.append)
    vault.wait()
    assert keyring.held == {(SERVICE, "NEW"): "4711"}
    assert vault.names == ("NEW",)
    assert isinstance(answers[1], KeychainError)


def test_it_is_found_out_whether_there_is_a_keychain(made: Made) -> None:
    vault = made(MemoryKeyring())
    assert (vault.may_keep, vault.why_not) == (False, "The keychain is being looked for")
    vault.look()
    vault.look()
    vault.wait()
    assert (vault.may_keep, vault.why_not) == (True, "")
    assert vault.availability.name == "Test Keychain"


def test_why_there_is_none_is_told_in_plain_words(made: Made) -> None:
    vault = made(fail.Keyring())
    vault.look()
    vault.wait()
    assert vault.why_not == "This system has no keychain that can be used"
    answers: list[object] = []
    vault.fetch("KEY", answers.append)
    vault.wait()
    assert isinstance(answers[0], KeychainError)


def test_a_locked_keychain_is_there_and_refuses(made: Made) -> None:
    vault = made(LockedKeyring())
    answers: list[object] = []
    vault.keep("KEY", "4711", answers.append)
    vault.wait()
    assert str(answers[0]) == "The keychain is locked. Unlock it and try again"
    assert vault.availability.usable


def test_one_that_hangs_is_given_up_after_its_deadline(made: Made) -> None:
    keyring, clock = HungKeyring(KEY="4711"), ManualClock()
    vault = made(keyring, clock=clock, deadline=60.0)
    answers: list[object] = []
    vault.look()
    vault.wait()
    vault.fetch("KEY", answers.append)
    vault.settle()
    assert answers == []
    while not answers:
        clock.advance(61.0)
        vault.settle()
    keyring.answer.set()
    assert "did not answer" in str(answers[0])


@pytest.mark.parametrize("value", ["", "x" * (LONGEST + 1)])
def test_a_secret_has_a_size(made: Made, value: str) -> None:
    keyring = MemoryKeyring()
    answers: list[object] = []
    made(keyring).keep("KEY", value, answers.append)
    assert isinstance(answers[0], KeychainError)
    assert keyring.calls == 0


def test_without_a_keychain_nothing_is_kept_and_nothing_found() -> None:
    vault = Vault()
    answers: list[object] = []
    vault.fetch("KEY", answers.append)
    vault.keep("KEY", "4711", answers.append)
    assert answers[0] is None
    assert str(answers[1]) == "No keychain is used"


def test_a_window_that_keeps_nothing_reads_and_adds_nothing() -> None:
    keyring = MemoryKeyring(KEY="4711")
    vault = Vault(SystemKeychain(lambda: keyring))
    answers: list[object] = []
    vault.fetch("KEY", answers.append)
    vault.wait()
    vault.keep("OTHER", "x", answers.append)
    assert answers[0] == "4711"
    assert str(answers[1]) == "This window keeps nothing"
    vault.stop()
