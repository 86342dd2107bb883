"""Keychains for tests: real back ends of `keyring` that keep secrets in memory, in a file, or not at all."""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from monitor.core.clock import Clock
from monitor.workspace.secrets.keychain import SERVICE, SystemKeychain
from monitor.workspace.secrets.names import NameList
from monitor.workspace.secrets.secrets import Secrets
from monitor.workspace.secrets.vault import Vault

__all__ = ["FileKeyring", "HungKeyring", "LockedKeyring", "MemoryKeyring", "known_secrets", "vault_over"]


class MemoryKeyring(KeyringBackend):
    """Keeps secrets in memory, as a system's keychain does behind its dialogs. `calls` counts them."""

    priority = 0.1  # type: ignore[assignment]
    name = "Test Keychain"  # type: ignore[assignment]

    def __init__(self, **held: str) -> None:
        super().__init__()
        self.held = {(SERVICE, name): value for name, value in held.items()}
        self.calls = 0
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self.calls += 1
        self.threads.add(threading.current_thread().name)
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls += 1
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.held:
            raise PasswordDeleteError("not there")
        del self.held[service, username]


class LockedKeyring(MemoryKeyring):
    """One whose user has dismissed the dialog that would unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"no place for {password}")


class HungKeyring(MemoryKeyring):
    """One whose dialog nobody answers until `answer` is set."""

    def __init__(self, **held: str) -> None:
        super().__init__(**held)
        self.answer = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answer.wait(30)
        return super().get_password(service, username)


class FileKeyring(MemoryKeyring):
    """For processes: keeps what it is given in the file that FEEDSCOPE_TEST_KEYCHAIN names."""

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self._read(), username: password}), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        held = self._read()
        del held[username]
        self._file.write_text(json.dumps(held), "utf-8")

    @property
    def _file(self) -> Path:
        return Path(os.environ["FEEDSCOPE_TEST_KEYCHAIN"])

    def _read(self) -> dict[str, str]:
        try:
            held: dict[str, str] = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return held


def vault_over(back_end: KeyringBackend, folder: Path, *, clock: Clock | None = None, deadline: float = 20.0) -> Vault:
    """A vault over a back end, with its list of names in a folder."""
    keychain = SystemKeychain(lambda: back_end)
    return Vault(keychain, names=NameList(folder / "secrets.json"), clock=clock, deadline=deadline)


def known_secrets(back_end: KeyringBackend, folder: Path, **environment: str) -> Secrets:
    """Secrets over a keychain that has been looked for already."""
    vault = vault_over(back_end, folder)
    vault.look()
    vault.wait()
    return Secrets(vault, environment=environment)
