"""The system's keychain by way of `keyring`: blocking, so it is called on a thread of its own and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from monitor.core.errors import KeychainError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

__all__ = ["BACK_ENDS", "SERVICE", "Keychain", "SystemKeychain"]

SERVICE = "feedscope"
"""What all our entries are filed under."""

BACK_ENDS = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Found by entry points at run time, so that whoever freezes the program has to name them."""

_NONE = ("keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer")
_IN_FILES = ("keyrings.alt", "keyrings.cryptfile")
"""Keep secrets in files of their own, in plain text or asking for a password on the terminal."""


class Keychain(Protocol):
    """Every call may take as long as the user takes to answer a dialog, and raises KeychainError."""

    def open(self) -> str:
        """Find out whether there is one that may be used; what it is called."""

    def get(self, name: str) -> str | None:
        """The value kept under a name, None where there is none."""

    def set(self, name: str, value: str) -> None:
        """Keep a value under a name, in place of the one before."""

    def delete(self, name: str) -> None:
        """Delete what is kept under a name; refused where nothing is."""


class SystemKeychain:
    """load: finds keyring's back end; loading the library itself takes long enough to be felt."""

    def __init__(self, load: "Callable[[], KeyringBackend] | None" = None) -> None:
        self._load = _preferred if load is None else load
        self._found: KeyringBackend | None = None

    def open(self) -> str:
        with _in_our_words("be used"):
            return str(self._back_end().name)

    def get(self, name: str) -> str | None:
        with _in_our_words(f"give the secret {name}"):
            return self._back_end().get_password(SERVICE, name)

    def set(self, name: str, value: str) -> None:
        with _in_our_words(f"keep the secret {name}"):
            self._back_end().set_password(SERVICE, name, value)

    def delete(self, name: str) -> None:
        with _in_our_words(f"delete the secret {name}"):
            self._back_end().delete_password(SERVICE, name)

    def _back_end(self) -> "KeyringBackend":
        if self._found is None:
            self._found = _usable(self._load())
        return self._found


def _preferred() -> "KeyringBackend":
    from keyring import get_keyring

    return get_keyring()


def _usable(back_end: "KeyringBackend") -> "KeyringBackend":
    """The first of those on offer that keeps secrets as the system does. Raises KeychainError."""
    # Where several are there, keyring offers a chain of them, which would fall back on a file without a word.
    offered: list[KeyringBackend] = list(getattr(back_end, "backends", ())) or [back_end]
    real = [each for each in offered if not _is_of(each, _NONE)]
    usable = next((each for each in real if not _is_of(each, _IN_FILES) and "plaintext" not in _kind(each)), None)
    if usable is not None:
        return usable
    if real:
        raise KeychainError(
            f"The keychain set up here ({type(real[0]).__name__}) keeps secrets in a file and is not used", advice=_HINT
        )
    raise KeychainError("This system has no keychain that can be used", advice=_HINT)


_HINT = (
    "Start GNOME Keyring or KWallet, or keep the secret in an environment variable" if sys.platform == "linux" else ""
)


def _is_of(back_end: "KeyringBackend", modules: tuple[str, ...]) -> bool:
    return type(back_end).__module__.startswith(modules)


def _kind(back_end: "KeyringBackend") -> str:
    return type(back_end).__name__.casefold()


@contextmanager
def _in_our_words(what: str) -> Iterator[None]:
    """Whatever a back end raises, in words that cannot hold a secret."""
    from keyring.errors import KeyringLocked, NoKeyringError

    try:
        yield
    except KeychainError:
        raise
    except KeyringLocked:
        raise KeychainError("The keychain is locked", advice="Unlock it and try again") from None
    except NoKeyringError:
        raise KeychainError("This system has no keychain that can be used", advice=_HINT) from None
    except Exception as error:
        # Back ends let through whatever their system raises. Its text could repeat what was to be kept.
        raise KeychainError(f"The keychain refused to {what} ({type(error).__name__})") from None
