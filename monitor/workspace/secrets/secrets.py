"""What the references of profiles stand for, as far as this run knows: typed, in the environment, in the keychain."""

import os
from collections.abc import Mapping
from enum import Enum

from monitor.core.errors import KeychainError
from monitor.feed.profile import Profile
from monitor.feed.texts import secrets_needed
from monitor.workspace.secrets.references import ENVIRONMENT, KEPT, kept, name_of
from monitor.workspace.secrets.vault import Done, Fetched, Vault

__all__ = ["Secrets", "Standing"]

_MOST_ALIKE = 1000


class Standing(Enum):
    """Where the value of a reference is."""

    TYPED = "typed for this run"
    ENVIRONMENT = "in the environment"
    KEPT = "in the keychain"
    READING = "being read from the keychain"
    MISSING = "not known"


class Secrets:
    """Values by reference, in memory only. version grows whenever a value becomes known, another, or unknown.

    environment: this process's own unless told otherwise; the engine has the same, so its values are not handed on.
    Nothing here waits: what has to be read from the keychain is known after a later `settle`.
    """

    def __init__(self, vault: Vault | None = None, *, environment: Mapping[str, str] | None = None) -> None:
        self.vault = vault or Vault()
        self._environment = os.environ if environment is None else environment
        self._typed: dict[str, str] = {}
        self._fetched: dict[str, str | KeychainError | None] = {}
        self._reading: set[str] = set()
        self.version = 0

    # --- what is known --------------------------------------------------------------------------------------------

    def standing(self, reference: str) -> Standing:
        """Where the value is. One of the keychain that was never asked for is read from now on."""
        if reference in self._typed:
            return Standing.TYPED
        kind, name = reference.split(":", 1)
        if kind == ENVIRONMENT:
            return Standing.ENVIRONMENT if self._environment.get(name) else Standing.MISSING
        if name not in self._fetched:
            self._read(name)
        if name in self._reading:
            return Standing.READING
        return Standing.KEPT if isinstance(self._fetched.get(name), str) else Standing.MISSING

    def trouble(self, reference: str) -> KeychainError | None:
        """Why the keychain did not give the value, None where it was asked and has none."""
        found = self._fetched.get(name_of(reference))
        return found if isinstance(found, KeychainError) and reference.startswith(KEPT) else None

    def missing(self, profile: Profile) -> tuple[str, ...]:
        """What a profile needs and nobody knows, those still being read aside."""
        return tuple(each for each in secrets_needed(profile) if self.standing(each) is Standing.MISSING)

    def reading(self, profile: Profile) -> bool:
        """Whether something a profile needs is still being read."""
        return any(self.standing(each) is Standing.READING for each in secrets_needed(profile))

    def values(self, profile: Profile) -> dict[str, str]:
        """What goes to the engine beside the profile: by reference, what is typed or from the keychain."""
        found = ((each, self._value(each)) for each in secrets_needed(profile))
        return {each: value for each, value in found if value is not None}

    def spare(self, reference: str, value: str) -> str:
        """A reference called like this one that does not stand for another value already: two feeds of a host may
        well have a token each.
        """
        for number in range(2, _MOST_ALIKE):
            found = self._value(reference)
            name = name_of(reference)
            unread = reference.startswith(KEPT) and found is None and name in self.vault.names
            set_otherwise = reference.startswith(ENVIRONMENT) and self._environment.get(name, value) != value
            if found in (None, value) and not unread and not set_otherwise:
                break
            reference = f"{reference.removesuffix(f'_{number - 1}')}_{number}"
        return reference

    # --- what the user does ---------------------------------------------------------------------------------------

    def type(self, reference: str, value: str) -> None:
        """Let a value stand for a reference in this run; an empty one takes back what was typed."""
        if self._typed.get(reference, "") == value:
            return
        if value:
            self._typed[reference] = value
        else:
            del self._typed[reference]
        self.version += 1

    def refer(self, old: str, new: str) -> None:
        """Let what was typed for one reference stand for another, too."""
        if old in self._typed:
            self.type(new, self._typed[old])

    def keep(self, name: str, then: Done) -> None:
        """Keep what was typed for "secret:NAME" in the keychain, too."""
        value = self._typed.get(kept(name), "")
        self.vault.keep(name, value, lambda error: self._kept(name, value, error, then))

    def forget(self, name: str, then: Fetched) -> None:
        """Delete a secret from the keychain and from this run; tells what it was. Feeds at work keep what they have."""
        self.vault.forget(name, lambda found: self._forgotten(name, found, then))

    def ask_again(self) -> None:
        """Read anew what the keychain did not give."""
        for name in [name for name, found in self._fetched.items() if not isinstance(found, str)]:
            del self._fetched[name]
        self.version += 1

    def settle(self) -> None:
        """Take in what the keychain has answered."""
        self.vault.settle()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _value(self, reference: str) -> str | None:
        if reference in self._typed:
            return self._typed[reference]
        found = self._fetched.get(name_of(reference)) if reference.startswith(KEPT) else None
        return found if isinstance(found, str) else None

    def _read(self, name: str) -> None:
        self._reading.add(name)
        self._fetched[name] = None
        self.vault.fetch(name, lambda found: self._take(name, found))

    def _take(self, name: str, found: str | KeychainError | None) -> None:
        self._reading.discard(name)
        self._fetched[name] = found
        self.version += 1

    def _kept(self, name: str, value: str, error: KeychainError | None, then: Done) -> None:
        if error is None:
            self._fetched[name] = value
            if self._typed.get(kept(name)) == value:
                del self._typed[kept(name)]
            self.version += 1
        then(error)

    def _forgotten(self, name: str, found: str | KeychainError | None, then: Fetched) -> None:
        if not isinstance(found, KeychainError):
            self._fetched[name] = None
            self._typed.pop(kept(name), None)
            self.version += 1
        then(found)
